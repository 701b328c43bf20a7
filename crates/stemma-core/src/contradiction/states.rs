//! Opposite states, of which a thing is in one at a time: open and closed, going on and at an end.

use super::{Between, REMAINING, Worded};
use crate::features::{Sort, Tense};

/// What is so for a while, with its opposite. Stems.
const STATES: &[(&str, &str)] = &[("start", "clos"), ("continu", "stop")];
/// Stems that as verbs in the perfect tell of what happened: "has opened a shop".
const HAPPENED: &[&str] = &["start", "clos"];

impl Between<'_> {
    /// Whether these are two opposite states in which the two say that one thing is: "is open", "remains closed". What opened
    /// may have closed since.
    pub(super) fn are_states(&self, p: &str, q: &str) -> bool {
        let are_opposite = STATES.iter().any(|pair| *pair == (p, q) || *pair == (q, p));
        are_opposite && is_state(self.a, p) && is_state(self.b, q)
    }
}

/// Whether the sentence says that it is so, and not that it happened or is done.
fn is_state(of: &Worded, state: &str) -> bool {
    let features = &of.features;
    let remains = REMAINING.iter().any(|stem| features.stems.contains(*stem));
    let is_so = match of.tense() {
        Tense::Past => false,
        Tense::UpToNow => !HAPPENED.contains(&state),
        Tense::Present => remains || !(HAPPENED.contains(&state) && features.aspect.is_going_on),
    };
    let aspect = &features.aspect;
    is_so && features.sort == Sort::Statement && !aspect.is_past && features.roles.coming.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::trying::are_opposed;

    #[test]
    fn a_thing_is_in_one_of_two_states() {
        for (a, b) in [
            ("Both gates remain open.", "Both gates are closed."),
            ("Work in Halm has continued.", "Work in Halm has stopped."),
            ("The harbour is open.", "The harbour is closed."),
        ] {
            assert!(are_opposed(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn what_was_done_excludes_nothing() {
        for (a, b) in [
            ("Orrin has opened a shop.", "Orrin has closed a shop."),
            ("Orrin is opening a shop.", "Orrin is closing a shop."),
            ("The north gate is open.", "The south gate is closed."),
            ("The harbour opened.", "The harbour closed."),
        ] {
            assert!(!are_opposed(a, b), "{a} / {b}");
        }
    }
}
