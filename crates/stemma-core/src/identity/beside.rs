//! What only one of two wordings tells: where it was, and for which reason it was not. The other does not say it.

use super::comparison::share_a_number;
use crate::features::Features;

pub(super) const PLACED: &str = "the one says in which place it was, the other does not";

pub(super) const NOT_FOR: &str = "the one says that it was not for some reason, and it may have been for another";

/// Why what only the one tells may be no part of what the other tells, if it may. Two who tell one number of it, or tell of
/// one day, tell of one event.
pub(super) fn told_by_one_alone(a: &Features, b: &Features) -> Option<&'static str> {
    // "Did not close because of the fire": it closed, perhaps.
    if a.negated && b.negated && !a.roles.cause.is_empty() && b.roles.cause.is_empty() {
        return Some(NOT_FOR);
    }
    let count_alike = share_a_number(a, b, |_| true) || (a.particulars.has_number() && b.particulars.has_number());
    (!count_alike && !are_of_one_day(a, b) && is_placed_alone(a, b)).then_some(PLACED)
}

/// Whether both tell of one day: what like words tell of it is one event, of which the one tells more.
pub(super) fn are_of_one_day(a: &Features, b: &Features) -> bool {
    let is_day = |date: &String| date.matches('-').count() == 2;
    a.dates == b.dates && a.dates.iter().any(is_day)
}

/// Whether the one says in which named place it was, and the other names no place: whoever says that Labour won says not that
/// it won in Morden.
fn is_placed_alone(a: &Features, b: &Features) -> bool {
    let place = &a.roles.place;
    place.iter().any(|word| a.names.contains(word))
        && place.is_disjoint(&b.stems)
        && b.roles.place.is_disjoint(&b.names)
        && a.names.iter().filter(|name| !b.stems.contains(*name)).all(|name| place.contains(name))
}
