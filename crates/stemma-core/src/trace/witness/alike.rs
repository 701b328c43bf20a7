//! Named witnesses of like names may be one actor, unless a person judged that they are two.

use super::Side;
use crate::graph::{Actor, Likeness};

impl Side<'_> {
    /// Pairs them. Names are compared once each, since of ten thousand documents most have a publisher in common; what is
    /// compared first lies side by side, since it parts nearly all of them.
    pub(super) fn add_alike(&mut self) {
        let (actors, control) = (&self.setting.graph.actors, self.setting.control);
        self.named.sort_unstable();
        self.named.dedup();
        let named = |of_one: &'_ [(Actor, usize)]| of_one.first().map(|(actor, _)| *actor);
        let all: Vec<(Actor, Likeness, &[(Actor, usize)])> = self
            .named
            .chunk_by(|(a, _), (b, _)| a == b)
            .filter_map(|of_one| Some((named(of_one)?, actors.likeness(named(of_one)?)?.clone(), of_one)))
            .collect();
        // What texts or people say of two names joins also such as look in no way alike.
        let is_told = actors.states_any() || control.identifies_any();
        let mut pairs = Vec::new();
        for (index, (a, our_name, ours)) in all.iter().enumerate() {
            for (b, their_name, theirs) in all.iter().skip(index + 1) {
                if !is_told && !our_name.allows(their_name) {
                    continue;
                }
                let may_be = (actors.may_be(*a, *b) || control.may_be_one_item(*a, *b)) && !control.are_two(*a, *b);
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
