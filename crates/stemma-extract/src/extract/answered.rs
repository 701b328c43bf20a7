//! Sentences that say only that what was said before is so or not: "That is false", "This is true, the mayor said."
//!
//! Their speaker says the contrary of the sentence before, or the same. A pronoun that opens such a sentence means the sentence
//! before it; where that one says several things, nobody can tell which is meant, and nothing is answered.

use std::borrow::Cow;

use stemma_core::enumerations::Stance;
use stemma_core::statement::Statement;

/// What points at the sentence before.
const POINTING: &[&str] = &[
    "this",
    "that",
    "it",
    "the claim",
    "this claim",
    "that claim",
    "the report",
    "this report",
    "that report",
    "the story",
    "the rumour",
    "the rumor",
    "the allegation",
    "the accusation",
    "the statement",
    "the assertion",
    "verdict:",
    "our verdict:",
    "rating:",
];
/// How it goes on.
const BEING: &[&str] = &[
    "is",
    "was",
    "has been",
    "turned out to be",
    "turned out",
    "proved to be",
    "proved",
    "has proved to be",
    "has turned out to be",
    "has since turned out to be",
    "later turned out to be",
    "was later found to be",
    "appears to be",
];
/// What makes it no stronger and no weaker.
const MERELY: &[&str] =
    &["simply", "just", "plainly", "entirely", "completely", "utterly", "totally", "later", "also", "quite"];
/// Words for what is not so.
const UNTRUE: &[&str] = &[
    "false",
    "untrue",
    "wrong",
    "incorrect",
    "baseless",
    "unfounded",
    "groundless",
    "nonsense",
    "fabricated",
    "a myth",
    "a lie",
    "a hoax",
    "a fabrication",
    "without foundation",
    "not true",
    "not correct",
    "not right",
    "not so",
    "not the case",
];
/// Words for what is so.
const TRUE: &[&str] = &["true", "correct", "accurate"];
/// How many bytes may stand between what is said and the answer: who says so, a closing mark.
const BETWEEN: usize = 160;

/// Gives answers the claim that they answer; what a text tells and takes back in the next sentence it denies.
pub(super) fn resolve(text: &str, found: &mut Vec<Statement>) {
    let answers: Vec<(usize, bool)> =
        found.iter().enumerate().filter_map(|(at, of)| Some((at, answer(&of.sentence)?))).collect();
    let mut taken_back = Vec::new();
    for (at, is_so) in answers {
        let Some(said) = asked(text, found, at) else { continue };
        let (Some(before), Some(reply)) = (found.get(said).cloned(), found.get(at).cloned()) else { continue };
        if before.chain == reply.chain {
            let is_told =
                reply.chain.len() == 1 && before.source.is_some() && !is_so && before.stance == Stance::Affirms;
            if let Some(before) = found.get_mut(said).filter(|_| is_told) {
                before.stance = Stance::Denies;
                before.rule = Cow::Borrowed(RULE);
                taken_back.push(at);
            }
        } else if let (Some(stance), Some(reply)) = (answering(&before, &reply, is_so), found.get_mut(at)) {
            let Statement { kind, sentence, quantities, dates, due, .. } = before;
            *reply = Statement {
                stance,
                kind,
                sentence,
                quantities,
                dates,
                due,
                rule: Cow::Borrowed(RULE),
                ..reply.clone()
            };
        }
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !taken_back.contains(&(at - 1))
    });
}

/// The rule that reads them.
const RULE: &str = "answered.before";

/// Which side whoever answers takes. What is wrong behind a denial may be the denial, or what it denies; whoever speaks for the
/// body that denied means the latter.
fn answering(before: &Statement, reply: &Statement, is_so: bool) -> Option<Stance> {
    match (before.stance, is_so) {
        (Stance::Affirms, true) => Some(Stance::Affirms),
        (Stance::Affirms, false) => Some(Stance::Denies),
        (Stance::Denies, false) => are_of_one_body(before, reply).then_some(Stance::Denies),
        (Stance::Denies, true) | (Stance::Questions, _) => None,
    }
}

/// Whether both speak for one body: a firm, and its spokesman.
fn are_of_one_body(a: &Statement, b: &Statement) -> bool {
    let names = |of: &Statement| -> Vec<String> {
        let last = of.chain.last();
        last.into_iter().flat_map(|voice| [Some(voice.name.clone()), voice.affiliation.clone()]).flatten().collect()
    };
    // "Spokesman for Orrin".
    let is_within = |whole: &String, part: &String| {
        whole.strip_suffix(part.as_str()).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    };
    let (ours, theirs) = (names(a), names(b));
    ours.iter().any(|name| theirs.iter().any(|other| is_within(other, name) || is_within(name, other)))
}

/// Whether a sentence says only that what was said before is so; `Some(false)` where it is not.
fn answer(sentence: &str) -> Option<bool> {
    let plain = sentence.trim_end_matches(['.', '!']).to_lowercase();
    let rest = POINTING.iter().find_map(|words| behind(&plain, words))?;
    let rest = BEING.iter().filter_map(|words| behind(rest, words)).min_by_key(|rest| rest.len()).or_else(|| {
        // "Verdict: false".
        plain.contains(": ").then_some(rest)
    })?;
    let rest = MERELY.iter().find_map(|word| behind(rest, word)).unwrap_or(rest);
    if UNTRUE.contains(&rest) { Some(false) } else { TRUE.contains(&rest).then_some(true) }
}

/// What stands behind some words and a space.
fn behind<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.strip_prefix(words)?.strip_prefix(' ')
}

/// The one statement of the sentence before, in the same paragraph.
fn asked(text: &str, found: &[Statement], at: usize) -> Option<usize> {
    let reply = found.get(at)?.hull();
    let is_before = |said: &usize| found.get(*said).is_some_and(|of| of.hull().end <= reply.start);
    let said = (0..at).rev().find(is_before)?;
    let before = found.get(said)?;
    let between = text.get(before.hull().end..reply.start)?;
    let closes = |mark: char| matches!(mark, '.' | '!' | '?' | ';');
    let sentences = between.matches(closes).count();
    let is_next = between.len() <= BETWEEN && !between.contains('\n') && (sentences == 1 || at_end(text, before));
    // Of two in one sentence none is meant more than the other.
    let is_alone = said.checked_sub(1).and_then(|other| found.get(other)).is_none_or(|other| {
        let between = text.get(other.hull().end..before.hull().start);
        between.is_some_and(|between| between.contains(closes) || between.contains('\n'))
    });
    (is_next && is_alone).then_some(said)
}

/// Whether the words of a statement end with its sentence.
fn at_end(text: &str, of: &Statement) -> bool {
    text.get(of.hull().start..of.hull().end).is_some_and(|words| words.ends_with(['.', '!', '?']))
}

#[cfg(test)]
mod tests {
    use stemma_core::enumerations::Stance;

    use crate::extract::extract;
    use crate::parse::parse;

    /// Who takes which side on what, in the last statement.
    fn check(words: &str, expected: &[(&str, Stance, &str)]) {
        let text = parse("a.md", format!("{words}\n"), None).value;
        let found = extract(&text).value;
        let told: Vec<(String, Stance, String)> = found
            .into_iter()
            .map(|of| (of.chain.last().map(|voice| voice.name.clone()).unwrap_or_default(), of.stance, of.sentence))
            .collect();
        let expected: Vec<(String, Stance, String)> =
            expected.iter().map(|(name, stance, said)| ((*name).to_owned(), *stance, (*said).to_owned())).collect();
        assert_eq!(told, expected, "{words}");
    }

    #[test]
    fn whoever_says_that_it_is_false_denies_the_sentence_before() {
        let sold = "The mill in Halm was sold in May.";
        let said = ("Anna Roth", Stance::Affirms, sold);
        check(
            "The minister Anna Roth said the mill in Halm was sold in May. That is false.",
            &[said, ("author", Stance::Denies, sold)],
        );
        check(
            "The minister Anna Roth said the mill in Halm was sold in May. This is not true, the mayor Otto Lind said.",
            &[said, ("Otto Lind", Stance::Denies, sold)],
        );
        check(
            "The minister Anna Roth said the mill in Halm was sold in May. “That is true,” the mayor Otto Lind said.",
            &[said, ("Otto Lind", Stance::Affirms, sold)],
        );
        check(
            "The minister Anna Roth denied that the mill in Halm was sold in May. That is wrong.",
            &[("Anna Roth", Stance::Denies, sold), ("author", Stance::Affirms, "That is wrong.")],
        );
        check(
            "Orrin denied that the mill in Halm was sold in May. “This is false,” a spokesman for Orrin said.",
            &[("Orrin", Stance::Denies, sold), ("spokesman for Orrin", Stance::Denies, sold)],
        );
    }

    #[test]
    fn what_a_text_takes_back_at_once_it_denies() {
        let sold = "The mill in Halm was sold in May.";
        check("The mill in Halm was sold in May. That turned out to be wrong.", &[("author", Stance::Denies, sold)]);
        check("The mill in Halm was sold in May; that turned out to be wrong.", &[("author", Stance::Denies, sold)]);
    }

    #[test]
    fn what_answers_nothing_stays() {
        let sold = "The mill in Halm was sold in May.";
        check(
            "The mill in Halm was sold in May. That is wrong in principle.",
            &[("author", Stance::Affirms, sold), ("author", Stance::Affirms, "That is wrong in principle.")],
        );
        let found = extract(
            &parse(
                "a.md",
                "Anna Roth said the mill was sold, while Otto Lind said the dam burned. That is false.\n".to_owned(),
                None,
            )
            .value,
        );
        assert!(found.value.iter().all(|of| of.stance == Stance::Affirms), "{:?}", found.value);
    }
}
