//! Named witnesses of like names may be one actor, unless a person judged that they are two.

use super::Side;
use crate::graph::{Actor, Glance};
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
        let mut pairs = Vec::new();
        for (index, (ours, glance)) in all.iter().zip(&glances).enumerate() {
            for (theirs, beside) in all.iter().zip(&glances).skip(index + 1) {
                let is_parted = glance.parts(beside) && !is_told;
                let records = ours.record.as_ref().zip(theirs.record.as_ref());
                let one_record = records.is_some_and(|(ours, theirs)| papers::may_be_one(ours, theirs));
                if is_parted && !one_record {
                    continue;
                }
                let (a, b) = (ours.actor, theirs.actor);
                let is_like = one_record || actors.may_be(a, b) || control.may_be_one_item(a, b);
                let may_be = is_like && !control.are_two(a, b);
                for (_, one) in ours.witnesses.iter().filter(|_| may_be) {
                    let others = theirs.witnesses.iter().map(|(_, other)| *other).filter(|other| other != one);
                    pairs.extend(others.map(|other| ((*one).min(other), (*one).max(other))));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        self.alike = pairs;
    }
}
