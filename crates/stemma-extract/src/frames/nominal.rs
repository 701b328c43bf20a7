//! "X's claim that Y" · "the allegation by X that Y" · "US allegations that Y" · "X's denial that Y".

use std::ops::Range;

use stemma_core::enumerations::{Modality, Stance, Tier};

use super::extent::clip;
use crate::draft::{Draft, Party, Strength, trimmed};
use crate::entities::Entities;
use crate::grammar::{is_adverb, is_auxiliary, is_determiner, is_finite, phrase_after};
use crate::lexicon::{self, CueClass};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

pub(super) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    (0..s.len()).filter(|at| !s.is_quoted(*at)).filter_map(|at| draft(s, at, e)).collect()
}

fn draft(s: &Sentence, at: usize, e: &Entities) -> Option<Draft> {
    let class = lexicon::noun(s.low(at)).filter(|_| s.kind(at) == Some(TokenKind::Word))?;
    if let Some(draft) = copular(s, at, class, e) {
        return Some(draft);
    }
    // "to the point that": a degree.
    if s.is(at, "point") && at > 1 && s.is(at - 2, "to") {
        return None;
    }
    let Some((holder, that)) = holder(s, at, e) else { return rumour(s, at) };
    let range = that + 1..predicate_after(s, at, that + 1, clause_end(s, that + 1));
    let relative = is_adverb(s.low(that + 1)) || is_auxiliary(s.low(that + 1)) || is_finite(s, that + 1);
    if s.is(that, "that") && (relative || range.len() < 3) {
        return None;
    }
    let (content, direct) = trimmed(s, range)?;
    let mut draft = Draft::new(vec![content], class, "nominal");
    draft.cue = s.span(at..at + 1);
    draft.direct = direct;
    draft.stance = if class == CueClass::Denial { Stance::Denies } else { Stance::Affirms };
    draft.modality = (class == CueClass::Prediction).then_some(Modality::Predicted);
    draft.tier = if holder.strength >= Strength::Role && s.is(that, "that") { Tier::A } else { Tier::B };
    draft.parties = vec![holder];
    Some(draft)
}

/// "The committee's position is that Y", "the consensus among engineers is that Y".
fn copular(s: &Sentence, at: usize, class: CueClass, e: &Entities) -> Option<Draft> {
    let among = matches!(s.low(at + 1), "among" | "of" | "by");
    let end = if among { phrase_after(s, at + 2).end } else { at + 1 };
    let that = matches!(s.low(end), "is" | "was" | "remains").then_some(end + 1).filter(|that| s.is(*that, "that"))?;
    let range = if among { at + 2..end } else { owner(s, at)? };
    let party = sources::party(s, range, None, e).filter(|party| party.strength >= Strength::Pointer)?;
    let (content, direct) = trimmed(s, that + 1..clip(s, that + 1, s.content_end()))?;
    let mut draft = Draft::new(vec![content], class, "nominal.copular");
    draft.cue = s.span(at..at + 1);
    draft.direct = direct;
    draft.stance = if class == CueClass::Denial { Stance::Denies } else { Stance::Affirms };
    draft.modality = (class == CueClass::Prediction).then_some(Modality::Predicted);
    draft.tier = if party.strength >= Strength::Role { Tier::A } else { Tier::B };
    draft.parties = vec![party];
    Some(draft)
}

/// "There have been several reports": they are there, and whose they are is not said.
fn there_are(s: &Sentence, at: usize) -> bool {
    let start = (at.saturating_sub(7)..at).rev().find(|i| s.is(*i, "there"));
    start.is_some_and(|start| {
        let between = start + 1..at;
        let be = between.clone().any(|i| matches!(s.low(i), "is" | "are" | "was" | "were" | "been"));
        let other =
            between.clone().any(|i| matches!(s.low(i), "no" | "not" | "never" | "without" | "n't" | "by" | "from"));
        be && !other && between.clone().all(|i| s.kind(i) == Some(TokenKind::Word))
    })
}

/// "We are hearing reports that", "amid claims that": whoever hears of them, they are nobody's.
fn is_heard(s: &Sentence, at: usize) -> bool {
    let plural = matches!(s.low(at), "reports" | "rumours" | "rumors" | "claims" | "allegations" | "suggestions");
    let mut before = at;
    while before > 0 && at - before < 3 && is_filler(s.low(before - 1)) {
        before -= 1;
    }
    let word = s.low_before(before);
    let aware = word == "of" && before > 1 && s.is(before - 2, "aware");
    let hears = matches!(word, "hearing" | "heard" | "hears" | "seen" | "received" | "receiving" | "getting");
    plural && (aware || hears || matches!(word, "amid" | "amidst" | "following" | "after" | "despite"))
}

/// Words that tell how many reports there are, and of what kind.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "several"
            | "some"
            | "many"
            | "multiple"
            | "new"
            | "fresh"
            | "more"
            | "unconfirmed"
            | "conflicting"
            | "widespread"
            | "recent"
            | "various"
            | "numerous"
            | "persistent"
            | "repeated"
            | "growing"
    )
}

/// "Rumours that Y could not be confirmed": somebody says Y, and nobody in particular.
fn rumour(s: &Sentence, at: usize) -> Option<Draft> {
    let there = there_are(s, at) || is_heard(s, at);
    let hearsay = there || matches!(s.low(at), "rumours" | "rumors" | "rumour" | "rumor" | "speculation");
    let opens = there || !(0..at).any(|i| is_finite(s, i));
    let that = at + 1;
    if !(hearsay && opens && s.is(that, "that")) {
        return None;
    }
    let end = clause_end(s, that + 1);
    let end = if there { end } else { predicate_after(s, at, that + 1, end) };
    let (content, _) = trimmed(s, that + 1..end).filter(|_| end > that + 3)?;
    let mut draft = Draft::new(vec![content], CueClass::Speculation, "nominal.rumour");
    draft.cue = s.span(at..at + 1);
    if is_called_untrue(s, end) {
        draft.stance = Stance::Denies;
    } else {
        draft.modality = Some(Modality::Rumoured);
    }
    Some(draft)
}

/// Whether the predicate that starts here says that what stands before it is not so: "is simply wrong", "was a hoax".
fn is_called_untrue(s: &Sentence, start: usize) -> bool {
    let is_being = matches!(s.low(start), "is" | "are" | "was" | "were");
    let is_negation = |i: usize| matches!(s.low(i), "not" | "never" | "n't" | "hardly" | "scarcely");
    let merely = |i: &usize| !is_negation(*i) && (is_adverb(s.low(*i)) || matches!(s.low(*i), "just" | "a" | "pure"));
    let Some(word) = (start + 1..s.content_end()).find(|i| !merely(i)).map(|i| s.low(i)) else { return false };
    is_being && UNTRUE.contains(&word)
}

/// Words that deny what they are said of.
const UNTRUE: &[&str] = &[
    "false",
    "untrue",
    "wrong",
    "baseless",
    "unfounded",
    "groundless",
    "incorrect",
    "nonsense",
    "fabricated",
    "myth",
    "lie",
    "lies",
    "hoax",
    "fabrication",
];

/// Where the sentence's own predicate starts after a clause that stands within its subject: "the claim that Y | is false".
fn predicate_after(s: &Sentence, at: usize, start: usize, end: usize) -> usize {
    if (0..at).any(|i| is_finite(s, i)) {
        return end;
    }
    let mut finite = (start + 1..end).filter(|i| is_finite(s, *i) && !s.is_quoted(*i));
    let Some(first) = finite.next() else { return end };
    let joined = |i: usize| {
        (first + 1..i)
            .any(|j| matches!(s.low(j), "and" | "or" | "that" | "who" | "which" | "if" | "because" | "as" | "when"))
    };
    let own = |i: &usize| !is_auxiliary(s.low(i - 1)) && !is_adverb(s.low(i - 1)) && !joined(*i);
    finite.find(own).unwrap_or(end)
}

/// Whose claim it is, and where "that" (or "of", for narratives) stands.
fn holder(s: &Sentence, at: usize, e: &Entities) -> Option<(Party, usize)> {
    let that = if s.is(at + 1, "that") || s.is(at + 1, "of") && s.low(at) == "narrative" { Some(at + 1) } else { None };
    if let Some(that) = that {
        let range = owner(s, at).or_else(|| bearer(s, at));
        return Some((sources::party(s, range?, None, e)?, that));
    }
    if s.is(at + 1, "by") {
        let phrase = phrase_after(s, at + 2);
        let that = phrase.end;
        return s.is(that, "that").then(|| sources::party(s, phrase, None, e)).flatten().map(|party| (party, that));
    }
    None
}

/// Verbs by which somebody bears the noun: "expressed concern that", "issued a warning that".
const BEARING: &[&str] = &[
    "express",
    "voice",
    "raise",
    "make",
    "made",
    "repeat",
    "issue",
    "share",
    "reiterate",
    "hold",
    "held",
    "reach",
    "offer",
    "advance",
    "add",
    "air",
    "take",
    "took",
];

/// Who "expressed concern that": the subject of the verb before the noun.
fn bearer(s: &Sentence, at: usize) -> Option<Range<usize>> {
    let bears = |word: &str| {
        let stem = word
            .strip_suffix("ed")
            .or_else(|| word.strip_suffix('s'))
            .or_else(|| word.strip_suffix('d'))
            .unwrap_or(word);
        BEARING.contains(&word) || BEARING.iter().any(|verb| verb.trim_end_matches('e') == stem || *verb == stem)
    };
    let verb = (at.saturating_sub(4)..at).rev().find(|i| bears(s.low(*i)))?;
    let between =
        (verb + 1..at).all(|i| s.kind(i) == Some(TokenKind::Word) && !crate::grammar::is_preposition(s.low(i)));
    let subject = crate::grammar::subject_before(s, verb).filter(|_| between)?;
    Some(subject.phrase)
}

/// The owner before the noun: "Huawei's", "the company's latest", "US government".
fn owner(s: &Sentence, at: usize) -> Option<Range<usize>> {
    let limit = at.saturating_sub(8);
    if let Some(mark) = (limit..at).rev().find(|i| s.kind(*i) == Some(TokenKind::Possessive)) {
        let start = (limit..mark).rev().take_while(|i| joins_owner(s, *i)).last()?;
        return Some(start..mark);
    }
    let possessive = (limit..at).rev().find(|i| matches!(s.low(*i), "its" | "their" | "his" | "her"));
    if let Some(word) = possessive.filter(|word| at - word <= 3) {
        return Some(word..word + 1);
    }
    let start = (limit..at).rev().take_while(|i| joins_owner(s, *i)).last()?;
    let named = (start..at).any(|i| s.is_capital(i) && i > 0) || s.is_capital(start) && at - start > 1;
    (named && at > start).then_some(start..at)
}

fn joins_owner(s: &Sentence, index: usize) -> bool {
    let word = s.kind(index) == Some(TokenKind::Word);
    let lower = s.is_capital(index) || is_determiner(s.low(index)) || crate::nouns::head(s.low(index)).is_some();
    word && lower
}

/// A nominal's clause ends at a break that the sentence's own predicate follows.
fn clause_end(s: &Sentence, start: usize) -> usize {
    let end = clip(s, start, s.content_end());
    let breaks = |i: usize| s.is(i, ",") && (!s.is_quoted(i) || s.kind(i + 1) == Some(TokenKind::Close));
    (start..end).find(|i| breaks(*i) && start + 3 < *i).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use stemma_core::enumerations::Stance;
    use stemma_core::span::Span;

    use super::super::testing::{check, lines};
    use crate::entities::Entities;

    #[test]
    fn reports_that_are_there_are_nobodys() {
        check(
            "There have been several reports that fish died near the outlet.",
            &["- | reports | fish died near the outlet"],
        );
        assert_eq!(lines("There were no reports that anybody was hurt."), [""; 0]);
    }

    #[test]
    fn reports_that_are_heard_are_nobodys() {
        check("We are hearing reports that the roof has collapsed.", &["- | reports | the roof has collapsed"]);
        check(
            "The ministry is aware of unconfirmed reports that fish died near the outlet.",
            &["- | reports | fish died near the outlet"],
        );
        assert_eq!(lines("The ministry reads reports that nobody else reads."), [""; 0]);
    }

    #[test]
    fn a_claim_has_its_owner() {
        check("The report repeats Orrin's claim that the dam held.", &["Orrin | claim | the dam held"]);
        check(
            "It backs US government allegations that Orrin stole it.",
            &["US government | allegations | Orrin stole it"],
        );
        check("The claim by Dana Reyes that the dam held spread.", &["Dana Reyes | claim | the dam held"]);
    }

    #[test]
    fn a_noun_may_be_borne_by_a_verb_or_by_nobody() {
        check("Dana Reyes makes the case that the dam was old.", &["Dana Reyes | case | the dam was old"]);
        check("The ministry takes the view that the dam is legal.", &["ministry | view | the dam is legal"]);
        check("The residents have expressed concern that the dam leaks.", &["residents | concern | the dam leaks"]);
        check("Rumours that the mill had been sold could not be confirmed.", &["- | Rumours | the mill had been sold"]);
        check("Orrin's claim that the dam held is false.", &["Orrin | claim | the dam held"]);
    }

    #[test]
    fn a_rumour_that_is_called_wrong_is_denied() {
        let stance = |text: &str| {
            let all = crate::sentences::sentences(text, Span::new(0, text.len()), &mut Vec::new());
            super::read(all.first()?, &Entities::default()).first().map(|draft| draft.stance)
        };
        assert_eq!(stance("The rumour that the mill had closed is simply wrong."), Some(Stance::Denies));
        assert_eq!(stance("Rumours that the mill had closed were a hoax."), Some(Stance::Denies));
        assert_eq!(stance("Rumours that the mill had closed were all over town."), Some(Stance::Affirms));
        assert_eq!(stance("The rumour that the mill had closed is not wrong."), Some(Stance::Affirms));
    }

    #[test]
    fn a_position_is_that_something_is_so() {
        check("The committee's position is that the dam must go.", &["committee | position | the dam must go"]);
        check(
            "The consensus among engineers is that the dam will fail.",
            &["engineers | consensus | the dam will fail"],
        );
        assert_eq!(lines("The point is that the dam will fail."), [""; 0]);
    }

    #[test]
    fn claims_without_a_proposition_are_none() {
        assert_eq!(lines("Orrin's claims should be treated with care."), [""; 0]);
        assert_eq!(lines("It has a record of claims that rarely hold up."), [""; 0]);
    }
}
