//! Who gains when a claim is believed.
//!
//! By default whoever says something about themselves has an interest in it, unless they admit it. Recorded
//! interests come on top. Interest only ever lowers a number, so that the default may be generous.

use std::collections::BTreeSet;

use super::people::{People, keys_of, voices_of};
use crate::enumerations::{Basis, FindingFlag, SourceKind};
use crate::features::Features;
use crate::identity::Claim;
use crate::name::ActorKey;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::Statement;

/// Interested groups, closed under control, on each side of a claim.
pub(super) struct Interested {
    /// Those whose assertions do not count: whoever admits the claim is not among them.
    pub(super) supporting: BTreeSet<ActorKey>,
    /// Those whose denials do not count.
    pub(super) opposing: BTreeSet<ActorKey>,
    /// Whether somebody spoke against their interest.
    pub(super) admitted: bool,
}

type Members<'m> = [(&'m HeldVersion, &'m Assertion)];

pub(super) fn of(
    people: &People<'_>,
    state: &State,
    claim: &Claim,
    supporting: &Members<'_>,
    opposing: &Members<'_>,
) -> Interested {
    let mut speakers = BTreeSet::new();
    let mut admitting = BTreeSet::new();
    for (held, assertion) in supporting.iter().chain(opposing) {
        let statement = &assertion.statement;
        let about = about_themselves(people, held, statement);
        if statement.against_interest && statement.tier.may_raise() {
            admitting.extend(about.iter().cloned());
        }
        speakers.extend(about);
    }
    let admitted = speakers.intersection(&admitting).next().is_some();
    let mut interested = speakers;
    let sentences = supporting.iter().chain(opposing).map(|(_, assertion)| assertion.statement.sentence.as_str());
    let words: BTreeSet<String> =
        sentences.flat_map(|sentence| Features::of_text(sentence, claim.kind).stems).collect();
    for interest in &state.interests {
        let phrase = Features::of_text(&interest.claim, claim.kind).stems;
        if phrase.is_subset(&words) {
            interested.insert(ActorKey::of(&interest.actor));
        }
    }
    Interested {
        supporting: people.close_interest(interested.difference(&admitting).cloned().collect()),
        opposing: people.close_interest(interested),
        admitted,
    }
}

/// The speakers of a statement and those who control them, as far as it is about themselves.
fn about_themselves(people: &People<'_>, held: &HeldVersion, statement: &Statement) -> BTreeSet<ActorKey> {
    let document = voices_of(&held.document);
    let inner = statement.chain.iter().skip(1).filter(|voice| voice.kind.is_named()).flat_map(keys_of);
    let speaks_of_its_own = |key: &ActorKey| {
        let own = statement.basis == Basis::Statement
            && statement.chain.last().is_some_and(|voice| {
                keys_of(voice).contains(key) && matches!(voice.kind, SourceKind::Organization)
                    || (statement.chain.len() == 1 && document.contains(key))
            });
        is_named_in(key, &statement.sentence) || (own && is_deictic(&statement.sentence))
    };
    let speakers = people.groups(document.iter().cloned().chain(inner), held.document.metadata.published);
    speakers.into_iter().filter(speaks_of_its_own).collect()
}

/// Whether the words of an actor's name stand in the sentence, next to each other.
fn is_named_in(key: &ActorKey, sentence: &str) -> bool {
    let words = format!(" {} ", ActorKey::of(sentence).as_str());
    !key.as_str().is_empty() && words.contains(&format!(" {} ", key.as_str()))
}

/// Whether a sentence's subject is only pointed at: then an organisation that says it speaks of its own.
fn is_deictic(sentence: &str) -> bool {
    const POINTERS: &[&str] = &["this", "these", "it", "its", "we", "our", "they", "their", "i", "my", "the company"];
    let lower = sentence.to_lowercase();
    POINTERS.iter().any(|pointer| lower.strip_prefix(pointer).is_some_and(|rest| rest.starts_with([' ', '\'', '’'])))
}

/// Flags about interest: an admission, and a test of what an interested party supplied.
pub(super) fn flags(people: &People<'_>, supporting: &Members<'_>, interested: &Interested) -> BTreeSet<FindingFlag> {
    let mut flags = BTreeSet::new();
    if interested.admitted {
        flags.insert(FindingFlag::AgainstInterest);
    }
    let suppliers =
        supporting.iter().flat_map(|(held, _)| &held.document.metadata.supplied_by).map(|name| ActorKey::of(name));
    if people.groups(suppliers, None).iter().any(|group| interested.opposing.contains(group)) {
        flags.insert(FindingFlag::SuppliedByParty);
    }
    flags
}
