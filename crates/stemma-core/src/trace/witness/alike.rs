//! Named witnesses of like names may be one actor, unless a person judged that they are two.

use super::Side;
use crate::graph::{Actor, Likeness};
use crate::trace::papers;
use crate::trace::setting::Setting;

/// An actor with what is compared first of its name, and the witnesses that it may be.
struct Named<'n> {
    actor: Actor,
    name: Likeness,
    /// Its sort and owner, when it is a record.
    record: Option<(&'static str, Vec<String>)>,
    witnesses: &'n [(Actor, usize)],
}

impl<'n> Named<'n> {
    fn new(witnesses: &'n [(Actor, usize)], setting: &Setting<'_>) -> Option<Self> {
        let (actor, _) = *witnesses.first()?;
        let actors = &setting.graph.actors;
        let record = setting.is_record(actor).then(|| papers::record(actors.key(actor))).flatten();
        Some(Self { actor, name: actors.likeness(actor)?.clone(), record, witnesses })
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
        let all: Vec<Named<'_>> = of_actors.filter_map(|of_one| Named::new(of_one, self.setting)).collect();
        // What texts or people say of two names joins also such as look in no way alike.
        let is_told = actors.states_any() || control.identifies_any();
        let mut pairs = Vec::new();
        for (index, ours) in all.iter().enumerate() {
            for theirs in all.iter().skip(index + 1) {
                let records = ours.record.as_ref().zip(theirs.record.as_ref());
                let one_record = records.is_some_and(|(ours, theirs)| papers::may_be_one(ours, theirs));
                if !is_told && !one_record && !ours.name.allows(&theirs.name) {
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
