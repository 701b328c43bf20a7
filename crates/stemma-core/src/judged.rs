//! What people judged about which names mean one actor, and where that does not agree: "one" goes on from name to name.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::name::ActorKey;
use crate::state::ActorJudgement;

/// The judgements that together say the contrary of another one: steps from name to name that are judged to be one actor, and
/// at most one that two are not. Nothing, when none do.
#[must_use]
pub fn contrary<'j>(
    known: impl IntoIterator<Item = &'j ActorJudgement>,
    new: &ActorJudgement,
) -> Option<Vec<&'j ActorJudgement>> {
    let (same, different): (Vec<_>, Vec<_>) = known.into_iter().partition(|judged| judged.same);
    let (a, b) = (ActorKey::of(&new.a), ActorKey::of(&new.b));
    let of_a = steps(&same, &a);
    if !new.same {
        return of_a.get(&b).cloned().filter(|steps| !steps.is_empty());
    }
    let of_b = steps(&same, &b);
    let apart = different.into_iter().filter_map(|judged| {
        let (one, other) = (ActorKey::of(&judged.a), ActorKey::of(&judged.b));
        let between = |one, other| of_a.get(one).zip(of_b.get(other));
        let (before, after) = between(&one, &other).or_else(|| between(&other, &one))?;
        Some(before.iter().copied().chain([judged]).chain(after.iter().rev().copied()).collect::<Vec<_>>())
    });
    apart.min_by_key(|steps| (steps.len(), steps.clone()))
}

/// The judgements that two names are two actors which others contradict, each with these.
#[must_use]
pub fn disagreeing(judged: &BTreeSet<ActorJudgement>) -> Vec<(&ActorJudgement, Vec<&ActorJudgement>)> {
    let different = judged.iter().filter(|judged| !judged.same);
    different.filter_map(|one| Some((one, contrary(judged, one)?))).collect()
}

/// What a judgement says, in words.
#[must_use]
pub fn told(judged: &ActorJudgement) -> String {
    let ActorJudgement { a, b, same, by, reason } = judged;
    format!("{by} judged {a} and {b} to be {} ({reason})", if *same { "one" } else { "two" })
}

/// The same of several.
#[must_use]
pub fn told_together(all: &[&ActorJudgement]) -> String {
    all.iter().map(|judged| told(judged)).collect::<Vec<_>>().join(", and ")
}

/// Whoever is judged to be one with somebody, each with the fewest judgements that make it so.
fn steps<'j>(same: &[&'j ActorJudgement], from: &ActorKey) -> BTreeMap<ActorKey, Vec<&'j ActorJudgement>> {
    let mut beside: BTreeMap<ActorKey, Vec<(ActorKey, &'j ActorJudgement)>> = BTreeMap::new();
    for judged in same {
        let (a, b) = (ActorKey::of(&judged.a), ActorKey::of(&judged.b));
        beside.entry(a.clone()).or_default().push((b.clone(), judged));
        beside.entry(b).or_default().push((a, judged));
    }
    let mut found = BTreeMap::from([(from.clone(), Vec::new())]);
    let mut next = VecDeque::from([from.clone()]);
    while let Some(name) = next.pop_front() {
        let so_far = found.get(&name).cloned().unwrap_or_default();
        for (other, judged) in beside.get(&name).into_iter().flatten() {
            if !found.contains_key(other) {
                found.insert(other.clone(), so_far.iter().copied().chain([*judged]).collect());
                next.push_back(other.clone());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(a: &str, b: &str, same: bool) -> ActorJudgement {
        ActorJudgement { a: a.into(), b: b.into(), same, by: "ada".into(), reason: "so".into() }
    }

    fn check(known: &[(&str, &str, bool)], new: (&str, &str, bool), expected: Option<usize>) {
        let known: BTreeSet<ActorJudgement> = known.iter().map(|(a, b, same)| judged(a, b, *same)).collect();
        let found = contrary(&known, &judged(new.0, new.1, new.2));
        assert_eq!(found.map(|steps| steps.len()), expected, "{known:?} {new:?}");
    }

    #[test]
    fn a_judgement_is_contradicted_by_its_contrary_and_by_steps_that_lead_to_it() {
        check(&[], ("A", "B", true), None);
        check(&[("A", "B", true)], ("B", "A", true), None);
        check(&[("A", "B", true)], ("B", "A", false), Some(1));
        check(&[("A", "B", false)], ("b", "a", true), Some(1));
        check(&[("A", "B", true), ("B", "C", true)], ("A", "C", false), Some(2));
        check(&[("A", "B", true), ("B", "C", false)], ("A", "C", true), Some(2));
        check(&[("A", "B", true), ("C", "D", true), ("A", "D", false)], ("B", "C", true), Some(3));
        // Round in a circle is no contradiction.
        check(&[("A", "B", true), ("B", "C", true)], ("C", "A", true), None);
        check(&[("A", "B", false), ("B", "C", false)], ("A", "C", true), None);
    }
}
