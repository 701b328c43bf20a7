//! Under which aspect a sentence says how many, or that something is so: up to some hour, of what can be, of some of those
//! who are counted, within a part of a year, of what is no longer.
//!
//! None of it says anything of its own. It tells why two sentences of like words may both hold.

use std::collections::BTreeSet;

use super::clock;
use super::portions::ORDINALS;
use super::roles::is_calendar;
use super::stem::is_past;
use super::words::Token;

/// Under which aspect a sentence speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Aspect {
    /// Up to when it counts: stems of "by noon", "within two hours", "as of Tuesday".
    pub(crate) until: BTreeSet<String>,
    /// Of whom a share is told: stems of "of the women", "among those under 30".
    pub(crate) group: BTreeSet<String>,
    /// Whether it says what can be: "can carry", "is able to".
    pub(crate) is_ability: bool,
    /// Whether it says that what was is so no longer.
    pub(crate) is_ended: bool,
    /// Whether something in it is told as past.
    pub(crate) is_past: bool,
    /// Whether something in it goes on: "are living in tents", "are missing", "are without power".
    pub(crate) is_going_on: bool,
    /// Whether it is of a part of a year: "in the first half", "in the nine months to September".
    pub(crate) is_of_part_of_year: bool,
    /// Whether it counts what several did or have: "wolves and dogs together".
    pub(crate) is_together: bool,
}

/// Words for times of a day and for moments.
const MOMENTS: &[&str] = &[
    "morning",
    "afternoon",
    "evening",
    "night",
    "nightfall",
    "dawn",
    "dusk",
    "daybreak",
    "sunset",
    "sunrise",
    "lunchtime",
    "now",
    "then",
    "today",
    "yesterday",
    "weekend",
    "midweek",
];
/// Words before such a time.
const BEFORE_MOMENTS: &[&str] = &["the", "this", "that", "early", "late", "mid", "about", "around", "next", "last"];
/// Words for lengths of time.
const LENGTHS: &[&str] = &["minutes", "hours", "hour", "days", "day", "weeks", "week", "months", "month"];
/// Words that take no share of the whole: whoever is asked or lives there.
const WHOLE: &[&str] = &[
    "people",
    "respondents",
    "those",
    "asked",
    "surveyed",
    "polled",
    "questioned",
    "voters",
    "residents",
    "inhabitants",
    "citizens",
    "participants",
    "population",
    "the",
    "all",
];
/// Where the words for a group end.
const GROUP_ENDS: &[&str] = &["in", "at", "from", "near", "on", "who", "that", "which", "were", "was", "are", "is"];

fn lower<'t>(tokens: &'t [Token<'_>], at: usize) -> &'t str {
    tokens.get(at).map_or("", |token| token.lower.as_str())
}

impl Aspect {
    /// Under which aspect these words speak, as they stand.
    pub(super) fn of(tokens: &[Token<'_>]) -> Self {
        let places = || 0..tokens.len();
        Self {
            until: places().flat_map(|at| until(tokens, at)).collect(),
            group: group(tokens),
            is_ability: places().any(|at| is_ability(tokens, at)),
            is_ended: tokens.iter().any(is_no_longer),
            is_past: places().any(|at| is_told_as_past(tokens, at)),
            is_going_on: places().any(|at| is_going_on(tokens, at)),
            is_of_part_of_year: places().any(|at| is_part_of_year(tokens, at)),
            is_together: tokens
                .iter()
                .any(|token| matches!(&*token.lower, "together" | "combined" | "jointly" | "altogether")),
        }
    }

    /// Whether what it says may have gone before what the other says is no longer.
    pub(crate) fn is_end_of(&self, other: &Self) -> bool {
        self.is_ended && !other.is_ended && other.is_past
    }
}

/// Stems of the moment up to which it counts, where words that say so begin here.
fn until(tokens: &[Token<'_>], at: usize) -> Vec<String> {
    let from = match (lower(tokens, at), lower(tokens, at + 1)) {
        ("by", _) => at + 1,
        ("as", "of" | "at") => at + 2,
        ("within", _) => {
            let is_length =
                tokens.get(at + 1).is_some_and(Token::is_number) && LENGTHS.contains(&lower(tokens, at + 2));
            let told = tokens.get(at + 1..at + 3).filter(|_| is_length).unwrap_or_default();
            return told.iter().map(Token::stem).collect();
        }
        _ => return Vec::new(),
    };
    let skipped = (from..tokens.len()).take_while(|at| BEFORE_MOMENTS.contains(&lower(tokens, *at))).count();
    let moments = tokens.get(from + skipped..).unwrap_or_default().iter().take(2);
    moments.take_while(|token| is_moment(&token.lower)).map(Token::stem).collect()
}

fn is_moment(lower: &str) -> bool {
    let is_year = lower.len() == 4
        && (lower.starts_with("19") || lower.starts_with("20"))
        && lower.bytes().all(|b| b.is_ascii_digit());
    lower.starts_with(clock::MARK) || is_calendar(lower) || MOMENTS.contains(&lower) || is_year
}

/// Of whom a share is told: what stands behind "of" or "among" where the sentence begins.
fn group(tokens: &[Token<'_>]) -> BTreeSet<String> {
    let from = match (lower(tokens, 0), lower(tokens, 1)) {
        ("out", "of") => 2,
        ("of" | "among" | "amongst", _) => 1,
        _ => return BTreeSet::new(),
    };
    let is_share = |at: usize| tokens.get(at).is_some_and(Token::is_number) && lower(tokens, at + 1) == "percent";
    let ends = |at: &usize| {
        tokens.get(*at).is_some_and(|token| token.after_stop)
            || is_share(*at)
            || GROUP_ENDS.contains(&lower(tokens, *at))
    };
    let end = (from..tokens.len()).find(ends).unwrap_or(from);
    let named = tokens.get(from..end).unwrap_or_default().iter();
    named.filter(|token| !token.is_stop() && !WHOLE.contains(&token.lower.as_str())).map(Token::stem).collect()
}

/// "Can carry", "is able to seat", "has room for", "has a capacity of".
fn is_ability(tokens: &[Token<'_>], at: usize) -> bool {
    match lower(tokens, at) {
        // "Cannot", and "the can", say something else.
        "can" | "could" => {
            at > 0 && tokens.get(at + 1).is_some_and(|next| !next.is_stop() && lower(tokens, at + 2) != "have")
        }
        "able" => lower(tokens, at + 1) == "to",
        "capable" | "capacity" => lower(tokens, at + 1) == "of",
        "room" => lower(tokens, at + 1) == "for",
        _ => false,
    }
}

/// "No longer", which is read as "not" and still stands there as "no"; "anymore".
fn is_no_longer(token: &Token<'_>) -> bool {
    (token.lower == "not" && token.word.eq_ignore_ascii_case("no")) || token.lower == "anymore"
}

/// "Lived", "was"; not "is led", "has left".
fn is_told_as_past(tokens: &[Token<'_>], at: usize) -> bool {
    const NOT_PAST: &[&str] = &["is", "are", "be", "been", "being", "has", "have", "not"];
    let token = lower(tokens, at);
    let before = at.checked_sub(1).map_or("", |before| lower(tokens, before));
    let is_participle = NOT_PAST.contains(&before) || tokens.get(at).is_some_and(Token::is_capital);
    matches!(token, "was" | "were" | "had" | "did") || (is_past(token) && !is_participle)
}

/// "Are living", "is still missing", "are without power".
fn is_going_on(tokens: &[Token<'_>], at: usize) -> bool {
    let is_be = matches!(lower(tokens, at), "is" | "are" | "remain" | "remains");
    let next = tokens.get(at + 1..).unwrap_or_default().iter().find(|token| !token.is_adverb());
    is_be && next.is_some_and(|next| next.lower == "without" || (next.lower.ends_with("ing") && next.lower.len() > 5))
}

/// "The first half", "the third quarter", "the first six months", "the nine months to".
fn is_part_of_year(tokens: &[Token<'_>], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |before| lower(tokens, before));
    let is_number = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at)).is_some_and(Token::is_number);
    match lower(tokens, at) {
        "half" | "quarter" => ORDINALS.contains(&before(1)),
        "months" | "weeks" => {
            is_number(1) && (ORDINALS.contains(&before(2)) || matches!(lower(tokens, at + 1), "to" | "through"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    fn of(text: &str) -> Aspect {
        Aspect::of(&tokens(text))
    }

    fn joined(stems: &BTreeSet<String>) -> String {
        stems.iter().cloned().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn up_to_when_it_counts_is_told_from_who_does_it() {
        let until = |text: &str| joined(&of(text).until);
        assert_eq!(until("By noon 12 bodies had been recovered."), "clock-12:00");
        assert_eq!(until("By early Friday evening 40 homes were gone."), "even friday");
        assert_eq!(until("Within two hours 300 residents had left."), "hour two");
        assert_eq!(until("12 bodies were recovered by divers."), "");
        assert_eq!(until("The motion passed by 12 votes."), "");
    }

    #[test]
    fn of_whom_a_share_is_told() {
        let group = |text: &str| joined(&of(text).group);
        assert_eq!(group("Of the women in Vik 62 percent voted."), "women");
        assert_eq!(group("Among pensioners 71 percent own a flat."), "pension");
        assert_eq!(group("Of those asked 62 percent agreed."), "");
        assert_eq!(group("In Vik 62 percent voted."), "");
    }

    #[test]
    fn what_can_be_and_what_is_no_longer() {
        assert!(of("The ferry can carry 400 passengers.").is_ability);
        assert!(!of("The ferry carried 400 passengers.").is_ability);
        assert!(of("Moe no longer lives in Vik.").is_ended && !of("Moe never lived in Vik.").is_ended);
        assert!(of("Moe no longer lives in Vik.").is_end_of(&of("Moe lived in Vik.")));
        assert!(!of("Moe no longer lives in Vik.").is_end_of(&of("Moe lives in Vik.")));
    }

    #[test]
    fn a_part_of_a_year() {
        for part in [
            "the first half of 2025",
            "the first six months of 2024",
            "the nine months to September",
            "the third quarter",
        ] {
            assert!(of(&format!("Volta earned 4 million in {part}.")).is_of_part_of_year, "{part}");
        }
        assert!(!of("Volta sold half of its shares in 2025.").is_of_part_of_year);
    }
}
