//! What a sentence adds behind what it says: "the mill was sold, which cost 40 jobs", "Orrin was fined for dumping oil".
//!
//! Whoever says the whole says what stands before it. So a sentence is compared without its tail, too, and two that add
//! something each say one thing. That holds of what is told beside the clause – a relative clause, a participle, an
//! apposition, a second clause – whatever the clause says; of why, when and for what it was only where nothing in the
//! sentence could take the two together: "not because of", "only after".

use std::collections::BTreeSet;

use super::clause::{clause, is_helping, opens_object};
use super::remarks::speaks_of_the_clause;
use super::words::{NUMBER_WORDS, tokens, words};
use super::{Features, Setting, Tense, is_to_come};
use crate::entailment::may_turn;
use crate::enumerations::ClaimKind;
use crate::statement::Statement;

/// A sentence without its tail.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tailless {
    /// The features of what is left.
    pub(crate) features: Features,
    /// Whether the tail is told beside the clause, and says not why or after what it was.
    pub(crate) is_aside: bool,
    /// Whether the tail says what somebody or something is: "a dentist from Halden".
    pub(crate) describes: bool,
    /// The stems of the tail alone.
    pub(crate) tail: BTreeSet<String>,
    /// How many words are left.
    pub(crate) words: usize,
}

/// What is left of a sentence, and whether what was cut off is told beside it.
struct Cut<'s> {
    rest: &'s str,
    /// What opens the tail.
    opening: &'s str,
    is_aside: bool,
    /// Whether the tail says what somebody or something is.
    describes: bool,
    /// Whether no comma stands between: "not because of", "only after".
    is_close: bool,
}

/// A sentence that is left must have so many words that carry meaning.
const LEAST: usize = 3;

impl Tailless {
    /// Of a statement with these features; nothing, where it has no tail that can be left out.
    pub(super) fn of(statement: &Statement, whole: &Features) -> Option<Box<Self>> {
        if matches!(statement.kind, ClaimKind::Question | ClaimKind::Counterfactual | ClaimKind::VerificationStatus) {
            return None;
        }
        let may_hang_together =
            whole.negated || whole.refutes || whole.is_of_some || !whole.operators.is_empty() || may_turn(statement);
        let is_past = whole.tense == Tense::Past;
        let is_free = |cut: &Cut<'_>| !cut.is_close || (!may_hang_together && (is_past || cut.opening != WHEN));
        let cut = cuts(&statement.sentence).filter(is_free).min_by_key(|cut| cut.rest.len())?;
        let is_left = |quote: &str| cut.rest.contains(quote);
        let is_to_come = statement.kind == ClaimKind::Prediction && !foretells(cut.rest);
        let left = Statement {
            kind: if is_to_come { ClaimKind::Fact } else { statement.kind },
            sentence: format!("{}.", cut.rest),
            quantities: statement.quantities.iter().filter(|of| is_left(&of.quote.text)).cloned().collect(),
            dates: statement.dates.iter().filter(|of| is_left(&of.quote.text)).cloned().collect(),
            ..statement.clone()
        };
        if Setting::is_unnamed(&left) && !Setting::is_unnamed(statement) {
            return None;
        }
        let features = Features { described: whole.described.clone(), ..Features::of_untailed(&left) };
        let in_words = features.stems.iter().filter(|stem| !features.counted.contains(*stem)).count();
        let tail: BTreeSet<String> = whole.stems.difference(&features.stems).cloned().collect();
        let Cut { is_aside, describes, .. } = cut;
        let words = written(cut.rest);
        (in_words >= LEAST && !tail.is_empty()).then(|| Box::new(Self { features, is_aside, describes, tail, words }))
    }
}

/// Whether a sentence speaks of what will be: in "was fined, and will appeal" only the tail does.
fn foretells(sentence: &str) -> bool {
    const COMING: &[&str] =
        &["will", "would", "shall", "may", "might", "could", "should", "plans", "expects", "expected"];
    is_to_come(sentence) || words(sentence).any(|word| COMING.contains(&word.to_lowercase().as_str()))
}

/// A sentence without its tail, as it is written: its first words, so many of them.
pub(crate) fn without_tail(sentence: &str, words: usize) -> Option<&str> {
    cuts(sentence).map(|cut| cut.rest).find(|rest| written(rest) == words)
}

/// How many words are written.
fn written(text: &str) -> usize {
    text.split(' ').count()
}

/// Opens what happened at the same time, of what is past: "died when a bus crashed", and not "closes when it rains".
const WHEN: &str = " when ";

/// What opens an explanation: "The sites were excluded: fridges had failed".
const OPEN: &[&str] = &[": ", " – ", " — "];

/// Verbs behind which "for" says what was done: "fined for late reporting", and not "jailed for life".
const BLAMING: &[&str] =
    &["fined", "sued", "criticised", "criticized", "blamed", "praised", "reprimanded", "rebuked", "thanked"];

/// What tells why, when or for what it was, with no comma before it.
const CLOSE: &[&str] = &[
    " because ",
    " after ",
    " amid ",
    " despite ",
    " for ",
    WHEN,
    " in response to ",
    " in protest at ",
    " in protest against ",
    " in order to ",
    " in an effort to ",
    " in a bid to ",
    " in cooperation with ",
    " in accordance with ",
    " in line with ",
    " as part of ",
];

/// The beginnings of a sentence that each say by themselves what the whole says.
fn cuts(sentence: &str) -> impl Iterator<Item = Cut<'_>> {
    let text = sentence.trim_end_matches('.');
    let commas = text.match_indices(", ").filter_map(move |(at, mark)| {
        let (rest, tail) = (text.get(..at)?, text.get(at + mark.len()..)?);
        let is_aside = if is_told_beside(tail) { true } else { says_how_it_came(tail).then_some(false)? };
        let describes = tail.split(' ').next().is_some_and(|first| ["a", "an", "the"].contains(&first));
        Some(Cut { rest, opening: mark, is_aside, describes, is_close: false })
    });
    let causes = CLOSE.iter().filter_map(move |opening| {
        let (rest, tail) = text.split_once(opening)?;
        let cut = Cut { rest, opening, is_aside: false, describes: false, is_close: true };
        may_end(rest, opening, tail).then_some(cut)
    });
    let behind = OPEN.iter().filter_map(move |mark| {
        let (rest, tail) = text.split_once(mark)?;
        let cut = Cut { rest, opening: mark, is_aside: true, describes: false, is_close: false };
        explains(tail, mark).then_some(cut)
    });
    let tail = move |cut: &Cut<'_>| text.get(cut.rest.len()..).unwrap_or_default();
    let is_beside = move |cut: &Cut<'_>| says_something(cut.rest) && !speaks_of_the_clause(tail(cut));
    commas.chain(behind).chain(causes).filter(is_beside)
}

/// Whether what stands behind a colon or a dash is a clause of its own, and no insertion: "the mill – which burned – was sold".
fn explains(tail: &str, mark: &str) -> bool {
    let all = tokens(tail);
    let goes_on = all.first().is_some_and(|first| ["or", "but", "so"].contains(&first.lower.as_str()));
    !goes_on && !tail.contains(mark) && clause(&all).is_some()
}

/// Whether it is a clause with a subject and a verb, and does not open with what is told before another one.
fn says_something(text: &str) -> bool {
    const BEFORE: &[&str] = &[
        "when", "while", "after", "before", "if", "unless", "although", "though", "because", "since", "as", "once",
        "until", "whether", "where", "given", "with", "despite", "who", "what", "how", "why", "that",
    ];
    let all = tokens(text);
    let opens = all.first().is_some_and(|first| BEFORE.contains(&first.lower.as_str()));
    let is_open = text.matches(['(', '“', '"']).count() > text.matches([')', '”', '"']).count();
    let found = clause(&all);
    // "Orrin will": the verb itself stands behind.
    let is_whole = found.is_some_and(|clause| {
        clause.is_copula || all.get(clause.full).is_some_and(|verb| !is_helping(verb)) || clause.full + 1 < all.len()
    });
    !opens && !is_open && is_whole
}

/// Whether what stands behind a comma is told beside the clause: "which cost 40 jobs", "its largest in Halm", "leaving 40
/// without work", "and 14 were taken to hospital".
fn is_told_beside(tail: &str) -> bool {
    let all = tokens(tail);
    let Some(first) = all.first().map(|first| first.lower.as_str()) else { return false };
    match first {
        "which" | "who" | "whose" | "where" | "whom" => true,
        "and" => {
            let behind = all.get(1..).unwrap_or_default();
            behind.first().is_some_and(|next| opens_object(next) || next.is_number()) && clause(behind).is_some()
        }
        "a" | "an" | "the" | "its" | "their" | "his" | "her" => {
            // "The mill, the dam and the house": a list, or the subject of another clause.
            !all.iter().any(|token| ["and", "or"].contains(&token.lower.as_str())) && clause(&all).is_none()
        }
        word => {
            word.len() > 5
                && word.ends_with("ing")
                && !["including", "excluding", "assuming", "providing"].contains(&word)
        }
    }
}

/// Whether what stands behind a comma says why, when, or with what it was.
fn says_how_it_came(tail: &str) -> bool {
    const OPENING: &[&str] = &[
        "because",
        "after",
        "following",
        "amid",
        "despite",
        "although",
        "though",
        "while",
        "whereas",
        "before",
        "with",
        "enough",
        "sufficient",
        "in",
        "at",
        "from",
        "on",
        "under",
        "due",
        "thanks",
        "owing",
        "partly",
        "mainly",
        "largely",
        "compared",
        "up",
        "down",
    ];
    let mut words = tail.split(' ');
    let first = words.next().unwrap_or_default();
    let excepts = || tail.split(' ').take(3).any(|word| ["exception", "exceptions", "condition"].contains(&word));
    // "Two years later than planned".
    let says_how_late = || {
        let next = tail.split(' ').take(4);
        next.clone().next().is_some_and(is_number)
            && next.skip(2).any(|word| ["later", "earlier", "after", "before"].contains(&word))
    };
    (OPENING.contains(&first) && !excepts()) || says_how_late()
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || NUMBER_WORDS.contains(&word.to_lowercase().as_str())
}

/// Whether a clause may end before "because", "after" and the like: not in "two days after", "just because", "named after".
fn may_end(rest: &str, opening: &str, tail: &str) -> bool {
    const BOUND: &[&str] = &[
        "just",
        "only",
        "not",
        "even",
        "partly",
        "mainly",
        "simply",
        "shortly",
        "soon",
        "immediately",
        "right",
        "long",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "hour",
        "hours",
        "minutes",
        "decades",
        "named",
        "called",
        "asked",
        "looked",
        "look",
        "looks",
        "looking",
        "takes",
        "took",
        "known",
        "famous",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "and",
        "or",
        "but",
        "than",
        "responsible",
        "allows",
        "calls",
    ];
    let last = rest.rsplit(' ').next().unwrap_or_default();
    let is_deed = || {
        let next = tail.split(' ').next().unwrap_or_default();
        next.len() > 5 && next.ends_with("ing")
    };
    let is_blamed = || rest.split(' ').any(|word| BLAMING.contains(&word)) && !tail.split(' ').take(2).any(is_number);
    !BOUND.contains(&last) && (opening != " for " || is_deed() || is_blamed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shortest(sentence: &str) -> Option<&str> {
        cuts(sentence).map(|cut| cut.rest).min_by_key(|rest| rest.len())
    }

    #[test]
    fn what_is_added_behind_a_clause_is_cut_off() {
        for (sentence, rest) in [
            (
                "Orrin is investing 1.9 billion euros in the plant, which will employ 400 once it is complete.",
                "Orrin is investing 1.9 billion euros in the plant",
            ),
            (
                "Orrin invests 2 billion euros in Halm, its largest project outside Korea.",
                "Orrin invests 2 billion euros in Halm",
            ),
            (
                "A solvent leaked from a tank on 11 March, and 14 workers were taken to hospital.",
                "A solvent leaked from a tank on 11 March",
            ),
            ("Orrin postponed the start to 2028, citing weak demand.", "Orrin postponed the start to 2028"),
            (
                "The council fined Orrin 240 million forints for reporting the leak too late.",
                "The council fined Orrin 240 million forints",
            ),
            ("The court suspended the permit after Tisza had sued.", "The court suspended the permit"),
            ("Two people died when a bus left the road.", "Two people died"),
            ("Eleven sites were excluded: fridges had failed.", "Eleven sites were excluded"),
            ("Orrin was fined 240 million forints for late reporting.", "Orrin was fined 240 million forints"),
        ] {
            assert_eq!(shortest(sentence), Some(rest));
        }
    }

    #[test]
    fn what_belongs_to_the_clause_stays() {
        for sentence in [
            "Orrin sold the mill, the dam and the house.",
            "In May, the plant that Orrin owned closed.",
            "When the strike ended, the mill closed.",
            "The mill closed two days after the fire.",
            "The bridge was named after Otto Renk.",
            "Orrin asked for money.",
            "Orrin will sell the mill, if the council agrees.",
            "Orrin, the dairy, sold the mill.",
            "The mill in Halm was sold, at least on paper.",
            "The mill in Halm was sold, in theory.",
            "The mill in Halm was sold, which is false.",
            "The mill in Halm was sold, a claim that Orrin withdrew.",
            "The mill in Halm was sold, in a simulation by Kestrel.",
            "The mill in Halm was sold as part of a drill.",
            "The mill in Halm was sold: a rumour.",
            "The mill in Halm was sold – or so it says.",
            "Orrin will sell the mill – if the council agrees.",
            "Orrin sold its mills – except one.",
            "The mill in Halm – it had burned – was sold.",
        ] {
            assert_eq!(shortest(sentence), None, "{sentence}");
        }
    }
}
