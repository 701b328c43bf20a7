//! Of two claims that differ in how exact they are: whether the one follows from the other, and who says enough for it.

use super::Contradiction;
use super::kept::Side;
use crate::entailment::{Ends, Entailment, Foretold, Said, may_be_within, may_support};
use crate::enumerations::{ContradictionKind, EntailmentRule};
use crate::features::{KnownNames, Sort};
use crate::id::Id;
use crate::identity::likeness;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::Statement;

/// What is found of two claims whose words oppose them in no way: that the one denies what follows from the other, or that
/// the one, which nobody asserts and somebody denies, follows from the other.
pub(super) fn found(a: &Side, b: &Side, state: &State, known: &KnownNames) -> Option<Contradiction> {
    if is_denied(a, b, state, known) {
        let reason = "the one denies what follows from the other";
        return Some(a.excluding(b, ContradictionKind::Negation, reason.to_owned()));
    }
    if let Some(entailment) = fuller(a, b, state, known) {
        let reason = "the one says the other, and beside it where, when or how it was".to_owned();
        return Some(Contradiction {
            entailment: Some(entailment),
            ..a.excluding(b, ContradictionKind::Precision, reason)
        });
    }
    if let Some(entailment) = foretold(a, b, state, known) {
        let reason = "the one date is more exact than the other".to_owned();
        return Some(Contradiction {
            entailment: Some(entailment),
            ..a.excluding(b, ContradictionKind::Precision, reason)
        });
    }
    let is_only_denied = |side: &Side| side.affirming.is_empty() && !side.denying.is_empty();
    if is_only_denied(a) == is_only_denied(b) {
        return None;
    }
    let entailment = between(a, b, state, known).filter(|found| !found.denying.is_empty())?;
    let given = |side: &Side| if is_only_denied(side) { side.denying.clone() } else { side.affirming.clone() };
    Some(Contradiction {
        a_assertions: given(a),
        b_assertions: given(b),
        entailment: Some(entailment),
        ..a.excluding(b, ContradictionKind::Precision, "what is denied follows from what is said".to_owned())
    })
}

/// The same, with what follows, where the two differ in how exact they are.
pub(super) fn with(found: Contradiction, (a, b): (&Side, &Side), state: &State, known: &KnownNames) -> Contradiction {
    let is_precision = found.kind == ContradictionKind::Precision;
    let entailment = || between(a, b, state, known).or_else(|| foretold(a, b, state, known));
    Contradiction { entailment: is_precision.then(entailment).flatten(), ..found }
}

/// That the one follows from the other, which says it more fully.
fn fuller(a: &Side, b: &Side, state: &State, known: &KnownNames) -> Option<Entailment> {
    let (x, y) = (&a.worded.features, &b.worded.features);
    if x.is_fuller(y) {
        follows(b, a, state, known)
    } else if y.is_fuller(x) {
        follows(a, b, state, known)
    } else {
        None
    }
}

/// That what the one foretells roughly follows from what the other foretells for a day.
fn foretold(a: &Side, b: &Side, state: &State, known: &KnownNames) -> Option<Entailment> {
    let (x, y) = (&a.worded.features, &b.worded.features);
    if x.sort != Sort::Prediction || y.sort != Sort::Prediction || x.is_vague == y.is_vague {
        return None;
    }
    let (weaker, stronger) = if x.is_vague { (a, b) } else { (b, a) };
    let read = |(held, assertion): &(&HeldVersion, &Assertion)| {
        Foretold::new(&assertion.statement, known, held.document.metadata.published)
    };
    let first = read(&worded_first(weaker, &weaker.affirming, state)?)?;
    let able = said(stronger, &stronger.affirming, state);
    let entails = |one: &(&HeldVersion, &Assertion)| read(one).is_some_and(|said| said.entails(&first));
    let supporting: Vec<Id<Assertion>> = able.into_iter().filter(entails).map(|(_, a)| a.id).collect();
    let denying = Vec::new();
    (!supporting.is_empty()).then(|| entailment((weaker, stronger), EntailmentRule::Date, supporting, denying))
}

/// The assertion of a claim that words it, where it was made first.
fn worded_first<'s>(
    side: &Side,
    wanted: &[Id<Assertion>],
    state: &'s State,
) -> Option<(&'s HeldVersion, &'s Assertion)> {
    let worded = said(side, wanted, state).into_iter().filter(|(_, a)| a.statement.sentence == side.text);
    worded.min_by_key(|(held, a)| {
        let published = held.document.metadata.published;
        (published.is_none(), published, a.id)
    })
}

/// That the one follows from the other by this rule.
fn entailment(
    (weaker, stronger): (&Side, &Side),
    rule: EntailmentRule,
    supporting: Vec<Id<Assertion>>,
    denying: Vec<Id<Assertion>>,
) -> Entailment {
    let like = likeness(&weaker.worded.words, &stronger.worded.words);
    Entailment {
        stronger: stronger.claim,
        weaker: weaker.claim,
        rule,
        percent: percent(like),
        stronger_text: stronger.text.clone(),
        weaker_text: weaker.text.clone(),
        supporting,
        denying,
    }
}

/// Which of the two follows from the other.
fn between(a: &Side, b: &Side, state: &State, known: &KnownNames) -> Option<Entailment> {
    follows(a, b, state, known).or_else(|| follows(b, a, state, known))
}

/// Whether `weaker` follows from `stronger`, or from some of the assertions that make it.
fn follows(weaker: &Side, stronger: &Side, state: &State, known: &KnownNames) -> Option<Entailment> {
    let read = |(held, assertion): &(&HeldVersion, &Assertion)| {
        Said::new(&assertion.statement, known, held.document.metadata.published)
    };
    // The claim as it is worded, where it was said first, or denied first when nobody says so.
    let first = if weaker.affirming.is_empty() { &weaker.denying } else { &weaker.affirming };
    let first = worded_first(weaker, first, state)?;
    let is_fuller = stronger.worded.features.is_fuller(&weaker.worded.features);
    let mut able = said(stronger, &stronger.affirming, state);
    able.retain(|(_, assertion)| is_fuller || may_be_within(&assertion.statement, &first.1.statement));
    if able.is_empty() {
        return None;
    }
    // Numbers and dates are quickly read, and keep most other sentences from saying enough.
    let ends = Ends::of(&first.1.statement).filter(|_| !is_fuller);
    let is_within = |statement: &Statement| {
        let rule = Ends::of(statement).zip(ends.as_ref()).and_then(|(stronger, weaker)| stronger.rule_within(weaker));
        is_fuller || rule.is_some()
    };
    able.retain(|(_, assertion)| may_support(&assertion.statement) && is_within(&assertion.statement));
    if able.is_empty() {
        return None;
    }
    let first = read(&first)?;
    let mut rule = None;
    let mut supporting = Vec::new();
    for (held, assertion) in able {
        let found = read(&(held, assertion)).and_then(|said| said.entails(&first));
        if found.is_some() {
            rule = found;
            supporting.push(assertion.id);
        }
    }
    let rule = rule?;
    let strong: Vec<Said> = said(stronger, &supporting, state).iter().filter_map(read).collect();
    let denies = |one: &(&HeldVersion, &Assertion)| {
        let denied = Said::new(&one.1.statement, known, one.0.document.metadata.published);
        denied.is_some_and(|denied| strong.iter().all(|said| said.entails(&denied).is_some()))
    };
    let denying = said(weaker, &weaker.denying, state).into_iter().filter(denies).map(|(_, a)| a.id).collect();
    Some(entailment((weaker, stronger), rule, supporting, denying))
}

/// Whether the one says that what follows from the other is not so: "did not ship more than 1 million", "shipped 2
/// million".
fn is_denied(a: &Side, b: &Side, state: &State, known: &KnownNames) -> bool {
    let (denying, saying) = if a.worded.features.negated { (a, b) } else { (b, a) };
    if denying.worded.features.negated == saying.worded.features.negated {
        return false;
    }
    let published = |held: &HeldVersion| held.document.metadata.published;
    let denied: Vec<Said> = said(denying, &denying.affirming, state)
        .into_iter()
        .filter_map(|(held, a)| Said::denied(&a.statement, known, published(held)))
        .collect();
    !denied.is_empty()
        && said(saying, &saying.affirming, state)
            .into_iter()
            .filter_map(|(held, a)| Said::new(&a.statement, known, published(held)))
            .any(|said| denied.iter().any(|denied| said.entails(denied).is_some()))
}

/// Those assertions of a claim, each with the version that makes it; `wanted` are in the order of the claim's.
fn said<'s>(side: &Side, wanted: &[Id<Assertion>], state: &'s State) -> Vec<(&'s HeldVersion, &'s Assertion)> {
    let mut wanted = wanted.iter().peekable();
    let found = side.counted.iter().filter(|of| wanted.next_if(|next| **next == of.assertion).is_some());
    found.filter_map(|of| of.said(state)).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a likeness is from 0 to 1")]
fn percent(likeness: f64) -> u8 {
    (likeness.clamp(0.0, 1.0) * 100.0).round() as u8
}
