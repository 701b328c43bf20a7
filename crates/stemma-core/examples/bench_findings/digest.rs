//! One number for everything that is found in a made-up world: equal before and after a change of the program that should
//! find the same faster.

use std::fmt::Debug;
use std::hash::{DefaultHasher, Hasher};

use stemma_core::date::PartialDate;
use stemma_core::finding::findings;
use stemma_core::policy::Policy;
use stemma_core::resident::Resident;
use stemma_core::state::State;

use crate::busiest;
use crate::world::{Plan, World};

/// Prints the numbers of a full computation, of what is kept in step with documents that come, and of a what-if.
pub(crate) fn print(plan: Plan, added: usize) {
    let mut world = World::new(plan);
    let mut state = State::default();
    for held in world.documents() {
        state.versions.insert(held.version.id, held);
    }
    state.controls = world.controls().into_iter().collect();
    state.interests = world.interests().into_iter().collect();
    let day = PartialDate::year(2026);
    let all = of(&findings(&state, Policy::default(), day));
    let mut resident = Resident::of(state, Policy::default(), day);
    let changes: Vec<_> = (0..added).map(|_| resident.add(world.document(), Vec::new())).collect();
    let impacts = resident.impacts_if(&busiest(resident.state()));
    println!(
        "{} claims: all {all:016x}, kept {:016x}, changes {:016x}, what-if {:016x}",
        plan.claims,
        of(&resident.findings()),
        of(&changes),
        of(&impacts)
    );
}

/// The number of a value, by its text: the same for the same build of the standard library.
pub(crate) fn of(value: &impl Debug) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(format!("{value:?}").as_bytes());
    hasher.finish()
}
