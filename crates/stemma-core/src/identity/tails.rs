//! What two sentences say when what each adds behind its clause is left out.

use super::Outcome;
use super::comparison::{FULLER, compare_whole, likeness};
use crate::features::{Features, Tailless};

/// Why two sentences that say more than each other are one claim.
const TAILED: &str = "they say the same, and add something behind it";

/// What was found of two sentences.
type Found = (f64, Outcome, &'static str);

/// What is found of two, of which one adds something behind what both say, or each does.
pub(super) fn without_tails(a: &Features, b: &Features) -> Option<Found> {
    let (ours, theirs) = (a.tailless.as_deref(), b.tailless.as_deref());
    // "Was arrested, a dentist from Halden", "was arrested, a fisherman from Bodo": perhaps two of one name.
    if ours.zip(theirs).is_some_and(|(a, b)| a.describes && b.describes && a.tail.is_disjoint(&b.tail)) {
        return None;
    }
    let beside = |of: Option<&Tailless>, other: &Features| {
        of.filter(|of| says_alone(of, other)).and_then(|of| found_same(&of.features, other))
    };
    let both = || {
        let (ours, theirs) =
            ours.zip(theirs).filter(|(ours, theirs)| ours.is_aside || theirs.is_aside || agree(ours, Some(theirs)))?;
        let alone = says_alone(ours, &theirs.features) && says_alone(theirs, &ours.features);
        alone.then(|| found_same(&ours.features, &theirs.features)).flatten()
    };
    let found = beside(ours, b).or_else(|| beside(theirs, a)).or_else(both);
    found.map(|score| (score, Outcome::Same, TAILED))
}

/// How alike two sentences are that are found to be one claim.
fn found_same(a: &Features, b: &Features) -> Option<f64> {
    if likeness(&a.stems, &b.stems) < FULLER {
        return None;
    }
    let (score, outcome, _) = compare_whole(a, b, a.stems.intersection(&b.stems).count());
    (outcome == Outcome::Same).then_some(score)
}

/// Whether the other says nothing of why and after what it was, or the same, where a sentence adds that: "closed because of a
/// strike", "closed because of a flood".
fn says_alone(of: &Tailless, other: &Features) -> bool {
    let says_so = other.tailless.as_ref().is_some_and(|other| !other.is_aside);
    let speaks_of_it = || of.tail.iter().any(|stem| other.stems.contains(stem));
    of.is_aside || agree(of, other.tailless.as_deref()) || !(says_so || !other.roles.cause.is_empty() || speaks_of_it())
}

/// Whether the one tail says all that the other says: "for late reporting", "for reporting the leak too late".
fn agree(of: &Tailless, other: Option<&Tailless>) -> bool {
    let is_within = |other: &Tailless| of.tail.is_subset(&other.tail) || other.tail.is_subset(&of.tail);
    other.is_some_and(|other| of.tail.len().min(other.tail.len()) > 1 && is_within(other))
}
