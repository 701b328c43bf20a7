//! What the wording of one side shows: a hedge that got lost, a citation that does not say so.

use std::collections::BTreeMap;

use super::{HeldWitness, Member, Side, flat, strongest};
use crate::enumerations::{FindingFlag, Modality, SourceKind};
use crate::features::Features;
use crate::identity::likeness;
use crate::name::ActorKey;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::Voice;
use crate::trace::people::voices_of;
use crate::trace::{Noted, Place};

impl Side<'_> {
    /// Where somebody flatly says what their source, or an earlier sentence of theirs, only hedged: the hedge, then the
    /// flat words.
    pub(in crate::trace) fn loses_a_hedge(&self, members: &[Member<'_>]) -> Option<Noted> {
        self.within_a_document(members).or_else(|| self.along_a_step()).map(|(hedged, flat)| Noted {
            flag: FindingFlag::HedgeLost,
            reason: "what was hedged is said flatly later on".to_owned(),
            places: vec![hedged, flat],
        })
    }

    fn within_a_document(&self, members: &[Member<'_>]) -> Option<(Place, Place)> {
        self.held.iter().find_map(|witness| {
            let of_it = members.iter().filter(|(held, _)| held.version.id == witness.held.version.id);
            let all: Vec<&Assertion> = of_it.map(|(_, a)| *a).collect();
            let hedge = all.iter().filter(|a| is_hedge(a)).min_by_key(|a| a.statement.hull().start)?;
            let after = hedge.statement.hull().start;
            let plain = all.iter().find(|a| {
                flat(&a.statement, self.kind) && a.statement.chain.len() == 1 && a.statement.hull().start > after
            })?;
            Some((Place::of(witness.held, hedge), Place::of(witness.held, plain)))
        })
    }

    fn along_a_step(&self) -> Option<(Place, Place)> {
        let held = |id: &str, is_flat: bool| {
            let witness = self.held.iter().find(|witness| witness.id == id)?;
            let is_it = (strongest(&witness.assertions, self.kind) == Modality::Asserted) == is_flat;
            witness.assertions.first().filter(|_| is_it).map(|a| Place::of(witness.held, a))
        };
        self.steps.iter().find_map(|step| held(&step.to, false).zip(held(&step.from, true)))
    }

    /// Where a citation points to one held document, and that does not take this side: the words that cite, then the
    /// words of the cited document that come nearest.
    pub(in crate::trace) fn cites_unfaithfully(&self, library: &Library<'_>) -> Option<Noted> {
        let all = self.held.iter().flat_map(|w| w.assertions.iter().map(move |a| (w, *a)));
        all.filter_map(|(witness, assertion)| {
            let cited = assertion.statement.chain.get(1).filter(|voice| voice.kind.is_named())?;
            let is_mark = assertion.statement.cue.as_ref().is_some_and(|cue| cue.text.starts_with('['));
            let meant = self.meant(library, witness, cited, is_mark)?;
            let nearest = nearest(meant, assertion);
            let reason = match nearest.filter(|near| near.statement.stance != assertion.statement.stance) {
                Some(_) => "the cited document takes another side",
                None => "the cited document does not say this",
            };
            let places = std::iter::once(Place::of(witness.held, assertion));
            let places = places.chain(nearest.map(|near| Place::of(meant, near))).collect();
            Some(Noted { flag: FindingFlag::CitationUnfaithful, reason: reason.to_owned(), places })
        })
        .next()
    }

    /// The one held document that is cited and is not among those that say so. A mark of citation names its publisher
    /// or title; words name a document by its title or address only, since an outlet may have said it elsewhere. Of
    /// several documents it is not known which is meant.
    fn meant<'s>(
        &self,
        library: &Library<'s>,
        citing: &HeldWitness<'_>,
        cited: &Voice,
        is_mark: bool,
    ) -> Option<&'s HeldVersion> {
        let key = ActorKey::of(&cited.name);
        let places = library.by_place.get(cited.name.as_str()).filter(|_| cited.kind == SourceKind::Document);
        let voices = library.by_voice.get(&key).filter(|_| is_mark);
        let named = [library.by_title.get(&key), voices, places].into_iter().flatten().flatten();
        let mut meant: Vec<&HeldVersion> =
            named.copied().filter(|held| held.version.id != citing.held.version.id).collect();
        meant.sort_by_key(|held| held.version.id);
        meant.dedup_by_key(|held| held.version.id);
        match meant.as_slice() {
            [one] if !self.held.iter().any(|w| w.held.version.id == one.version.id) => Some(one),
            _ => None,
        }
    }
}

/// The current versions by what they can be cited by.
#[derive(Default)]
pub(in crate::trace) struct Library<'s> {
    by_title: BTreeMap<ActorKey, Vec<&'s HeldVersion>>,
    by_voice: BTreeMap<ActorKey, Vec<&'s HeldVersion>>,
    by_place: BTreeMap<&'s str, Vec<&'s HeldVersion>>,
}

impl<'s> Library<'s> {
    pub(in crate::trace) fn new(state: &'s State) -> Self {
        let mut library = Self::default();
        for held in state.current() {
            let metadata = &held.document.metadata;
            let title = metadata.title.as_deref().map(ActorKey::of);
            title.into_iter().for_each(|title| library.by_title.entry(title).or_default().push(held));
            for voice in voices_of(&held.document) {
                library.by_voice.entry(voice).or_default().push(held);
            }
            for place in metadata.url.iter().chain([&held.document.name]) {
                library.by_place.entry(place).or_default().push(held);
            }
        }
        library
    }
}

fn is_hedge(assertion: &Assertion) -> bool {
    matches!(assertion.statement.modality, Modality::Hedged | Modality::Rumoured)
}

/// The assertion of a document whose words come nearest to these; the first, when none shares any.
fn nearest<'h>(held: &'h HeldVersion, to: &Assertion) -> Option<&'h Assertion> {
    let stems = |a: &Assertion| Features::of_text(&a.statement.sentence, a.statement.kind).stems;
    let wanted = stems(to);
    let score = |a: &&Assertion| likeness(&wanted, &stems(a));
    held.assertions.iter().rev().max_by(|a, b| score(a).total_cmp(&score(b)))
}
