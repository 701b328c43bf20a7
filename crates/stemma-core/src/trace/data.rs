//! Whose figures, reports or registers a sentence names: "the figures of the Accident Insurance Fund", "Eurostat data".

use crate::date::is_month_or_day;

/// What is named as the ground of a statement when it is somebody's.
const DATA: &[&str] = &[
    "almanac",
    "analysis",
    "archive",
    "archives",
    "atlas",
    "audit",
    "barometer",
    "briefing",
    "bulletin",
    "catalogue",
    "census",
    "data",
    "database",
    "dataset",
    "documents",
    "estimate",
    "estimates",
    "figures",
    "filing",
    "filings",
    "findings",
    "index",
    "interview",
    "inventory",
    "letter",
    "log",
    "logs",
    "numbers",
    "podcast",
    "poll",
    "presentation",
    "records",
    "register",
    "registry",
    "release",
    "report",
    "reports",
    "statistics",
    "studies",
    "study",
    "survey",
    "surveys",
    "table",
    "tables",
];

/// What stands between them and whose they are; "a report on Norland" is nobody's.
const OF: &[&str] = &["by", "from", "of"];

/// Where something is published, or with whom it is held: only of these.
const IN: &[(&str, &[&str])] =
    &[("in", &["analysis", "interview", "letter", "studies", "study", "survey"]), ("with", &["interview"])];

/// Words that a name may have in it without a capital.
const INSIDE: &[&str] = &["&", "and", "de", "for", "of", "on", "the"];

/// Whether a capitalised word is nobody's name.
fn is_nobodys(word: &str) -> bool {
    let lower = word.to_lowercase();
    matches!(&*lower, "i" | "the") || is_month_or_day(&lower)
}

/// Whose data a sentence names, as they stand there.
pub(super) fn data_sources(sentence: &str) -> Vec<&str> {
    if !may_name(sentence) {
        return Vec::new();
    }
    let words = words(sentence);
    let is_data =
        |(at, word): &(usize, &(usize, usize))| *at > 0 && DATA.contains(&&*text(sentence, **word).to_lowercase());
    let found = words.iter().enumerate().filter(is_data);
    found.filter_map(|(at, _)| after(sentence, &words, at).or_else(|| before(sentence, &words, at))).collect()
}

/// A quick look, since a claim may be in ten thousand documents: one of the nouns stands there.
fn may_name(sentence: &str) -> bool {
    let is_data = |word: &str| DATA.iter().any(|data| data.len() == word.len() && data.eq_ignore_ascii_case(word));
    sentence.split(|c: char| !c.is_ascii_alphanumeric()).any(is_data)
}

/// "the figures of the Fund", "a report by Orrin Labs".
fn after<'t>(sentence: &'t str, words: &[(usize, usize)], at: usize) -> Option<&'t str> {
    let word = |at: usize| words.get(at).map(|word| text(sentence, *word));
    let data = word(at)?.to_lowercase();
    let is_in = |word: &str| IN.iter().any(|(preposition, data_of)| *preposition == word && data_of.contains(&&*data));
    word(at + 1).filter(|word| OF.contains(word) || is_in(word))?;
    let is_article = |word: &str| matches!(word, "the" | "a" | "an" | "its" | "their" | "this");
    let start = at + 2 + usize::from(word(at + 2).is_some_and(is_article));
    name(sentence, words, start)
}

/// "Eurostat data", "the Fund's figures".
fn before<'t>(sentence: &'t str, words: &[(usize, usize)], at: usize) -> Option<&'t str> {
    let is_name = |place: &usize| words.get(*place).is_some_and(|word| is_capital(text(sentence, *word)));
    let start = (1..at).rev().take_while(is_name).last()?;
    name(sentence, words.get(..at)?, start)
}

/// The name that begins with a word, if one does.
fn name<'t>(sentence: &'t str, words: &[(usize, usize)], start: usize) -> Option<&'t str> {
    let is_name = |at: usize| words.get(at).is_some_and(|word| is_capital(text(sentence, *word)));
    if !is_name(start) {
        return None;
    }
    let is_inside = |at: usize| words.get(at).is_some_and(|word| INSIDE.contains(&text(sentence, *word)));
    let mut end = start;
    loop {
        let small = (end + 1..).take_while(|at| is_inside(*at)).count();
        let next = end + 1 + small;
        let gap = words.get(end).zip(words.get(next)).and_then(|(a, b)| sentence.get(a.1..b.0));
        if small > 2 || !is_name(next) || gap.is_none_or(|gap| gap.contains([',', ';', ':', '(', '.'])) {
            break;
        }
        end = next;
    }
    let name = sentence.get(words.get(start)?.0..words.get(end)?.1)?;
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    (!is_nobodys(name)).then_some(name)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !is_nobodys(word)
}

/// The places of the words.
fn words(sentence: &str) -> Vec<(usize, usize)> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&');
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        match (start, is_word(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((from, at));
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    words
}

fn text(sentence: &str, (start, end): (usize, usize)) -> &str {
    sentence.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::data_sources;

    #[test]
    fn whose_figures_they_are_is_read_on_both_sides() {
        let expected: &[(&str, &[&str])] = &[
            (
                "She bases it on the figures of the Accident Insurance Fund, published on Friday.",
                &["Accident Insurance Fund"],
            ),
            ("One only has to open the table of the Accident Insurance Fund.", &["Accident Insurance Fund"]),
            ("He had read Eurostat data on it.", &["Eurostat"]),
            ("Her count uses the Ostrava Storm Archive.", &["Ostrava Storm"]),
            ("They quoted the Harbour Board's report.", &["Harbour Board"]),
            (
                "A report by Doctors for the Sea and Friends of the Coast says so.",
                &["Doctors for the Sea and Friends of the Coast"],
            ),
            ("The figures of last year are better.", &[]),
            ("The report of May is out.", &[]),
            ("A report on Norland and figures in Kelso are due.", &[]),
            ("A study in the Journal of Rest says so.", &["Journal of Rest"]),
            ("Two figures stood on the table in the hall.", &[]),
        ];
        for (sentence, sources) in expected {
            assert_eq!(data_sources(sentence), *sources, "{sentence}");
        }
    }
}
