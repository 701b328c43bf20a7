//! Named witnesses of like names may be one actor, unless a person judged that they are two.

use super::Side;
use crate::graph::Actor;

impl Side<'_> {
    /// Pairs them. Names are compared once each, since of ten thousand documents most have a publisher in common.
    pub(super) fn add_alike(&mut self) {
        let (actors, control) = (&self.setting.graph.actors, self.setting.control);
        self.named.sort_unstable();
        self.named.dedup();
        let all: Vec<&[(Actor, usize)]> = self.named.chunk_by(|(a, _), (b, _)| a == b).collect();
        let actor = |of_one: &[(Actor, usize)]| of_one.first().map(|(actor, _)| *actor);
        let mut pairs = Vec::new();
        for (index, ours) in all.iter().enumerate() {
            for theirs in all.iter().skip(index + 1) {
                let may_be = actor(ours).zip(actor(theirs)).is_some_and(|(a, b)| {
                    (actors.may_be(a, b) || control.may_be_one_item(a, b)) && !control.are_two(a, b)
                });
                for (_, one) in ours.iter().filter(|_| may_be) {
                    let others = theirs.iter().map(|(_, other)| *other).filter(|other| other != one);
                    pairs.extend(others.map(|other| ((*one).min(other), (*one).max(other))));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        self.alike = pairs;
    }
}
