//! Who gains when a claim is believed.
//!
//! By default whoever says something about themselves has an interest in it, unless they admit it. Recorded
//! interests come on top. Interest only ever lowers a number, so that the default may be generous.

use std::collections::{BTreeMap, BTreeSet};

use super::people::{People, keys_of, voices_of};
use crate::enumerations::{Basis, ClaimKind, FindingFlag, Genre, SourceKind};
use crate::features::Features;
use crate::identity::Claim;
use crate::name::ActorKey;
use crate::state::{Assertion, HeldVersion, Interest, State};
use crate::statement::Statement;

/// The rule by which somebody gains if a claim is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InterestRule {
    /// A person recorded it.
    Recorded,
    /// The claim is about whoever says it.
    OfItself,
    /// It supplied, or paid for, what was tested.
    Supplier,
    /// It is a party to the case that the document is about.
    Party,
    /// It controls, or is controlled by, somebody who gains.
    Connected,
}

impl InterestRule {
    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::OfItself => "of-itself",
            Self::Supplier => "supplier",
            Self::Party => "party",
            Self::Connected => "connected",
        }
    }
}

/// Why somebody has an interest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InterestReason {
    /// The rule.
    pub rule: InterestRule,
    /// The reason in words.
    pub why: String,
}

/// Interested groups, closed under control, on each side of a claim.
pub(super) struct Interested {
    /// Those whose assertions do not count: whoever admits the claim is not among them.
    pub(super) supporting: BTreeSet<ActorKey>,
    /// Those whose denials do not count.
    pub(super) opposing: BTreeSet<ActorKey>,
    /// Why each of those whose assertions do not count gains.
    pub(super) reasons: BTreeMap<ActorKey, InterestReason>,
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
    let mut reasons = BTreeMap::new();
    let mut note = |key: ActorKey, rule: InterestRule, why: &str| {
        let reason = InterestReason { rule, why: why.to_owned() };
        let known = reasons.entry(key).or_insert_with(|| reason.clone());
        if reason < *known {
            *known = reason;
        }
    };
    for (held, assertion) in supporting.iter().chain(opposing) {
        let statement = &assertion.statement;
        let about = about_themselves(people, held, statement);
        if statement.against_interest && statement.tier.may_raise() {
            admitting.extend(about.iter().cloned());
        }
        about.iter().for_each(|key| note(key.clone(), InterestRule::OfItself, "the claim is about itself"));
        suppliers(held, assertion, claim.kind)
            .for_each(|key| note(key, InterestRule::Supplier, "it supplied or paid for what was tested"));
        let parties = parties(held);
        parties.into_iter().for_each(|key| note(key, InterestRule::Party, "it is a party to the case"));
        speakers.extend(about);
    }
    let admitted = speakers.intersection(&admitting).next().is_some();
    let sentences = supporting.iter().chain(opposing).map(|(_, assertion)| assertion.statement.sentence.as_str());
    let words: BTreeSet<String> =
        sentences.flat_map(|sentence| Features::of_text(sentence, claim.kind).stems).collect();
    let is_meant = |interest: &&Interest| Features::of_text(&interest.claim, claim.kind).stems.is_subset(&words);
    for interest in state.interests.iter().filter(is_meant) {
        if !interest.overruled {
            note(ActorKey::of(&interest.actor), InterestRule::Recorded, &interest.why);
        }
    }
    // What a person states of somebody goes before what rules infer of them.
    for interest in state.interests.iter().filter(is_meant).filter(|interest| interest.overruled) {
        let key = ActorKey::of(&interest.actor);
        if reasons.get(&key).is_some_and(|reason| reason.rule != InterestRule::Recorded) {
            reasons.remove(&key);
        }
    }
    let interested: BTreeSet<ActorKey> = reasons.keys().cloned().collect();
    let supporting = people.close_interest(interested.difference(&admitting).cloned().collect());
    let opposing = people.close_interest(interested.clone());
    let reach: Vec<(&ActorKey, BTreeSet<ActorKey>)> = if opposing.len() > interested.len() {
        interested.iter().map(|one| (one, people.close_interest(BTreeSet::from([one.clone()])))).collect()
    } else {
        Vec::new()
    };
    for key in opposing.difference(&interested) {
        let through = reach.iter().find(|(_, reached)| reached.contains(key)).map(|(one, _)| *one);
        let name = through.map(|one| people.display(one)).unwrap_or_default();
        let why = format!("it controls {name}, or is controlled by it, which gains");
        reasons.insert(key.clone(), InterestReason { rule: InterestRule::Connected, why });
    }
    reasons.retain(|key, _| supporting.contains(key));
    Interested { supporting, opposing, reasons, admitted }
}

/// Who supplied or paid for what a document tests, when the assertion is about that: its words meet those of the
/// document's title, which names what was tested, other than those of whoever tests. Without a title, everything in it
/// may be.
fn suppliers<'m>(
    held: &'m HeldVersion,
    assertion: &Assertion,
    kind: ClaimKind,
) -> impl Iterator<Item = ActorKey> + use<'m> {
    let metadata = &held.document.metadata;
    let stems = |text: &str| Features::of_text(text, kind).stems;
    let own = stems(metadata.publisher.as_deref().unwrap_or_default());
    let is_meant = !metadata.supplied_by.is_empty()
        && metadata.title.as_deref().is_none_or(|title| {
            stems(title).difference(&own).any(|stem| stems(&assertion.statement.sentence).contains(stem))
        });
    metadata.supplied_by.iter().filter(move |_| is_meant).map(|name| ActorKey::of(name))
}

/// The parties that the title of a filing or witness statement names ("Corra Group v. Tolvan Tools").
fn parties(held: &HeldVersion) -> BTreeSet<ActorKey> {
    let metadata = &held.document.metadata;
    let is_of_a_case = matches!(metadata.genre, Some(Genre::Record | Genre::Testimony));
    let title = metadata.title.as_deref().filter(|_| is_of_a_case).unwrap_or_default();
    let sides = [" v. ", " vs. ", " v ", " versus "].iter().find_map(|between| title.split_once(between));
    let name = |side: &str| ActorKey::of(side.split([',', ':', ';', '(']).next().unwrap_or(side).trim());
    let last = |side: &str| ActorKey::of(side.rsplit([',', ':', ';', ')']).next().unwrap_or(side).trim());
    sides.map(|(one, other)| BTreeSet::from([last(one), name(other)])).unwrap_or_default()
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
