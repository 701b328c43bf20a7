//! The computed quads that change are those by which all that were computed before differ from all that are afterwards.

#![expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    reason = "a made-up world within its own bounds; a test may panic"
)]

#[path = "../../stemma-core/tests/support/changing.rs"]
mod changing;

use std::collections::HashSet;

use changing::world::Dice;
use changing::{decide, documents, passage};
use oxrdf::Quad;
use stemma_core::date::PartialDate;
use stemma_core::finding::{Findings, findings};
use stemma_core::policy::Policy;
use stemma_core::state::State;
use stemma_store::records::{General, Iris, changed_finding_quads, finding_quads};

#[test]
fn what_changed_leads_from_all_that_was_to_all_that_is() {
    let (iris, day) = (Iris::default(), PartialDate::year(2026));
    let found = |state: &State| findings(state, Policy::default(), day);
    let all = |state: &State, found: &Findings| finding_quads(&iris, state, found).collect::<HashSet<Quad>>();
    let mut dice = Dice::new(77);
    let (world, documents) = documents(77, &mut dice);
    let mut state = State {
        controls: world.controls().into_iter().collect(),
        interests: world.interests().into_iter().collect(),
        ..State::default()
    };
    let mut before = (state.clone(), found(&state));
    let mut shown = all(&before.0, &before.1);
    let mut general = General::of(&before.0, &before.1);
    let (mut told, mut made) = (0, 0);
    // Each step computes everything again, several times over: so many are enough to meet every kind of change.
    for held in documents.into_iter().take(30) {
        for other in state.versions.values_mut().filter(|other| other.document.id == held.document.id) {
            other.superseded = true;
        }
        state.versions.insert(held.version.id, held);
        state.passages.extend(passage(&state, &mut dice).filter(|_| dice.percent(15)));
        if dice.percent(40) {
            decide(&mut state, &before.1, &world, &mut dice);
        }
        let now = found(&state);
        let (gone, come) = changed_finding_quads(&iris, &mut general, (&before.0, &before.1), (&state, &now));
        assert_eq!(general, General::of(&state, &now), "what is kept is what is computed in full");
        told += gone.len() + come.len();
        for quad in gone {
            assert!(shown.remove(&quad), "{quad} was not there");
        }
        // What another claim told already may come again.
        shown.extend(come);
        let full = all(&state, &now);
        made += full.len();
        let missing: Vec<_> = full.difference(&shown).take(5).collect();
        let left: Vec<_> = shown.difference(&full).take(5).collect();
        assert!(missing.is_empty() && left.is_empty(), "missing {missing:#?}, too many {left:#?}");
        before = (state.clone(), now);
    }
    assert!(told < made / 4, "{told} quads were told, and {made} made");
}
