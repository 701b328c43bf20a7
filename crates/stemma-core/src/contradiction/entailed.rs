//! Of two claims that differ in how exact they are: whether the one follows from the other, and who says enough for it.

use super::kept::Side;
use crate::entailment::{Entailment, Said, may_support};
use crate::features::KnownNames;
use crate::id::Id;
use crate::identity::likeness;
use crate::state::{Assertion, HeldVersion, State};

/// Which of the two follows from the other.
pub(super) fn between(a: &Side, b: &Side, state: &State, known: &KnownNames) -> Option<Entailment> {
    follows(a, b, state, known).or_else(|| follows(b, a, state, known))
}

/// Whether `weaker` follows from `stronger`, or from some of the assertions that make it.
fn follows(weaker: &Side, stronger: &Side, state: &State, known: &KnownNames) -> Option<Entailment> {
    let read = |(held, assertion): &(&HeldVersion, &Assertion)| {
        Said::new(&assertion.statement, known, held.document.metadata.published)
    };
    // The claim as it is worded, where it was said first.
    let worded =
        said(weaker, &weaker.affirming, state).into_iter().filter(|(_, a)| a.statement.sentence == weaker.text);
    let published = |(held, a): &(&HeldVersion, &Assertion)| {
        let published = held.document.metadata.published;
        (published.is_none(), published, a.id)
    };
    let first = read(&worded.min_by_key(published)?)?;
    let mut rule = None;
    let mut supporting = Vec::new();
    for (held, assertion) in said(stronger, &stronger.affirming, state) {
        let found = may_support(&assertion.statement).then(|| read(&(held, assertion))?.entails(&first)).flatten();
        if found.is_some() {
            rule = found;
            supporting.push(assertion.id);
        }
    }
    let strong: Vec<Said> = said(stronger, &supporting, state).iter().filter_map(read).collect();
    let denies = |one: &(&HeldVersion, &Assertion)| {
        let denied = Said::new(&one.1.statement, known, one.0.document.metadata.published);
        denied.is_some_and(|denied| strong.iter().all(|said| said.entails(&denied).is_some()))
    };
    let denying = said(weaker, &weaker.denying, state).into_iter().filter(denies).map(|(_, a)| a.id).collect();
    let like = likeness(&weaker.worded.words, &stronger.worded.words);
    Some(Entailment {
        stronger: stronger.claim,
        weaker: weaker.claim,
        rule: rule?,
        percent: percent(like),
        stronger_text: stronger.text.clone(),
        weaker_text: weaker.text.clone(),
        supporting,
        denying,
    })
}

/// Those assertions of a claim, each with the version that makes it.
fn said<'s>(side: &Side, wanted: &[Id<Assertion>], state: &'s State) -> Vec<(&'s HeldVersion, &'s Assertion)> {
    let found = side.counted.iter().filter(|(_, id)| wanted.contains(id));
    found
        .filter_map(|(version, id)| {
            let held = state.versions.get(version)?;
            Some((held, held.assertions.iter().find(|assertion| assertion.id == *id)?))
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a likeness is from 0 to 1")]
fn percent(likeness: f64) -> u8 {
    (likeness.clamp(0.0, 1.0) * 100.0).round() as u8
}
