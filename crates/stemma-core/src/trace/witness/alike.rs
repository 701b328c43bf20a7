//! Named witnesses of like names may be one actor, unless a person judged that they are two.

use super::Side;
use crate::graph::{Actor, Glance, Hint};
use crate::trace::papers;
use crate::trace::setting::Setting;

/// An actor with the witnesses that it may be.
struct Named<'n> {
    actor: Actor,
    /// Its sort and owner, when it is a record.
    record: Option<(&'static str, Vec<String>)>,
    witnesses: &'n [(Actor, usize)],
}

impl<'n> Named<'n> {
    fn new(witnesses: &'n [(Actor, usize)], setting: &Setting<'_>) -> Option<(Self, Glance)> {
        let (actor, _) = *witnesses.first()?;
        let actors = &setting.graph.actors;
        let record = setting.is_record(actor).then(|| papers::record(actors.key(actor))).flatten();
        Some((Self { actor, record, witnesses }, actors.glance(actor)?))
    }

    /// Its witnesses with those of another one.
    fn pairs(&self, other: &Self) -> impl Iterator<Item = (usize, usize)> {
        let places = |named: &Self| named.witnesses.iter().map(|(_, place)| *place);
        let both = places(self).flat_map(move |one| places(other).map(move |other| (one.min(other), one.max(other))));
        both.filter(|(one, other)| one != other)
    }
}

impl Side<'_> {
    /// Pairs them. Names are compared once each, since of ten thousand documents most have a publisher in common; what is
    /// compared first lies side by side, since it parts nearly all of them.
    pub(super) fn add_alike(&mut self) {
        let (actors, control) = (&self.setting.graph.actors, self.setting.control);
        self.named.sort_unstable();
        self.named.dedup();
        let of_actors = self.named.chunk_by(|(a, _), (b, _)| a == b);
        let mut all: Vec<Named<'_>> = Vec::with_capacity(self.named.len());
        let mut glances: Vec<Glance> = Vec::with_capacity(self.named.len());
        for (named, glance) in of_actors.filter_map(|of_one| Named::new(of_one, self.setting)) {
            all.push(named);
            glances.push(glance);
        }
        // What texts or people say of two names joins also such as look in no way alike.
        let is_told = actors.states_any() || control.identifies_any();
        let looks_closer = is_told || all.iter().any(|named| named.record.is_some());
        let hints: Vec<Hint> = glances.iter().map(Glance::hint).collect();
        let mut pairs = Vec::new();
        for (((ours, glance), hint), next) in all.iter().zip(&glances).zip(&hints).zip(1..) {
            let met = hints.get(next..).unwrap_or_default().iter().zip(next..);
            let met = met.filter(|(theirs, _)| looks_closer || hint.meets(**theirs));
            for (theirs, beside) in met.filter_map(|(_, other)| all.get(other).zip(glances.get(other))) {
                let is_parted = !is_told && glance.parts(beside);
                let records = ours.record.as_ref().zip(theirs.record.as_ref());
                let one_record = records.is_some_and(|(ours, theirs)| papers::may_be_one(ours, theirs));
                if is_parted && !one_record {
                    continue;
                }
                let (a, b) = (ours.actor, theirs.actor);
                let is_like = one_record || actors.may_be(a, b) || control.may_be_one_item(a, b);
                if is_like && !control.are_two(a, b) {
                    pairs.extend(ours.pairs(theirs));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        self.alike = pairs;
    }
}
