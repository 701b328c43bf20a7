//! What a host asks programs not to fetch: its `robots.txt`, by RFC 9309.

use std::time::Duration;

/// The name that rules may be written for.
const AGENT: &str = "stemma";
/// How many rules of a host are kept: whoever writes more means something else by it.
const MOST_RULES: usize = 5000;
/// The longest pause that a host gets by asking for one.
const LONGEST_DELAY: u64 = 30;

/// The rules of one host for Stemma: those for it by name, else those for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Robots {
    rules: Vec<Rule>,
    /// How long the host wants to be left alone between two fetches.
    pub(super) delay: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    allows: bool,
    pattern: String,
}

impl Robots {
    /// Reads a `robots.txt`; what is no rule is passed over.
    pub(super) fn parse(text: &str) -> Self {
        let (mut own, mut others) = (None, Self::default());
        // Whom the lines that follow are for: Stemma, everybody; and whether their names are still being listed.
        let (mut for_us, mut for_all, mut naming) = (false, false, false);
        for line in text.trim_start_matches('\u{FEFF}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                (for_us, for_all) = if naming { (for_us, for_all) } else { (false, false) };
                naming = true;
                for_us |= value.eq_ignore_ascii_case(AGENT);
                for_all |= value == "*";
                if for_us {
                    own.get_or_insert_with(Self::default);
                }
                continue;
            }
            naming = false;
            if for_us {
                own.get_or_insert_with(Self::default).take(&key, value);
            }
            if for_all {
                others.take(&key, value);
            }
        }
        own.unwrap_or(others)
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            "allow" | "disallow" if !value.is_empty() && self.rules.len() < MOST_RULES => {
                self.rules.push(Rule { allows: key == "allow", pattern: value.to_owned() });
            }
            "crawl-delay" => {
                let seconds = value.parse::<u64>().ok().map(|seconds| seconds.min(LONGEST_DELAY));
                self.delay = seconds.map(Duration::from_secs);
            }
            _ => {}
        }
    }

    /// Whether a path with its query may be fetched: by the longest rule that fits, and of two as long by the one that allows.
    pub(super) fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

/// Whether a pattern fits the beginning of a path, or all of it when it ends with `$`; `*` is anything.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return !whole || rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    if whole { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(robots: &str, allowed: &[&str], forbidden: &[&str]) {
        let robots = Robots::parse(robots);
        for path in allowed {
            assert!(robots.allows(path), "{path} {robots:?}");
        }
        for path in forbidden {
            assert!(!robots.allows(path), "{path} {robots:?}");
        }
    }

    #[test]
    fn rules_for_everybody_hold_when_none_is_for_stemma() {
        check(
            "User-agent: *\nDisallow: /private # inner\n",
            &["/", "/press"],
            &["/private", "/private/a", "/privately"],
        );
        check("User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow:\n", &["/", "/a"], &[]);
        check("", &["/a"], &[]);
        check("<html>User-agent: *</html>", &["/a"], &[]);
    }

    #[test]
    fn rules_for_stemma_by_name_are_the_only_ones() {
        let both =
            "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: STEMMA\nDisallow: /a\nCrawl-delay: 3\n";
        check(both, &["/", "/b"], &["/a"]);
        assert_eq!(Robots::parse(both).delay, Some(Duration::from_secs(3)));
        check("User-agent: *\nDisallow: /\nUser-agent: stemma\nAllow: /\n", &["/b"], &[]);
        check("User-agent: *\nDisallow: /\nUser-agent: stemma\n", &["/b"], &[]);
    }

    #[test]
    fn the_longest_rule_that_fits_decides_and_of_two_the_one_that_allows() {
        check("User-agent: *\nDisallow: /a\nAllow: /a/b\n", &["/a/b", "/a/bc"], &["/a", "/a/c"]);
        check("User-agent: *\nDisallow: /a\nAllow: /a\n", &["/a"], &[]);
    }

    #[test]
    fn stars_are_anything_and_a_dollar_is_the_end() {
        check("User-agent: *\nDisallow: /*.pdf$\n", &["/a.pdf?x", "/a.html"], &["/a.pdf", "/b/c.pdf"]);
        check("User-agent: *\nDisallow: /*/print\n", &["/print"], &["/a/print", "/a/b/print/c"]);
        check("User-agent: *\nDisallow: /a$\n", &["/ab"], &["/a"]);
        check("User-agent: *\nDisallow: *\n", &[], &["/", "/a"]);
    }

    #[test]
    fn hostile_rules_end_soon() {
        let many = format!("User-agent: *\n{}", "Disallow: /*a*a*a*a*a*a*a*a*a*a*a*b$\n".repeat(20_000));
        let robots = Robots::parse(&many);
        assert_eq!(robots.rules.len(), MOST_RULES);
        assert!(robots.allows(&format!("/{}", "a".repeat(2000))));
        assert_eq!(
            Robots::parse("User-agent: *\nCrawl-delay: 86400\n").delay,
            Some(Duration::from_secs(LONGEST_DELAY))
        );
    }
}
