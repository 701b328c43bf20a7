//! Which actors stand on which of two sides of a thing.

use std::collections::BTreeSet;

use super::{Position, Said, Stand, TensionSide, ToldOf};
use crate::enumerations::Stance;

/// The two sides, by what is said on each and what each is called, when somebody stands on the one and somebody else on the other: two
/// spellings of one name are no two sides.
pub(super) fn two_sides(stands: &ToldOf, sides: [(Said, &str); 2]) -> Option<Vec<TensionSide>> {
    let on = |said: &Said| stands.iter().filter(|(_, (_, positions))| is_on(positions, said)).collect::<Vec<_>>();
    let [one, other] = sides.each_ref().map(|(said, _)| on(said));
    let are_two = one.iter().any(|(key, _)| other.iter().any(|(against, _)| !key.may_be(against)));
    let told = [one, other].into_iter().zip(sides).map(|(actors, (_, text))| TensionSide {
        text: text.to_owned(),
        place: None,
        actors: actors
            .into_iter()
            .map(|(_, (actor, positions))| Stand {
                actor: actor.clone(),
                positions: positions.iter().cloned().collect(),
            })
            .collect(),
    });
    are_two.then(|| told.collect())
}

/// Whether an actor is on the side where this is said: it took it last, and no other that day. Who asks takes none.
fn is_on(positions: &BTreeSet<Position>, said: &Said) -> bool {
    let taken = || positions.iter().filter(|position| position.said != Said::Stance(Stance::Questions));
    let last = taken().map(|position| position.date).max();
    let mut of_last_day = taken().filter(|position| Some(position.date) == last).peekable();
    of_last_day.peek().is_some() && of_last_day.all(|position| position.said == *said)
}
