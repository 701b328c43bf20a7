//! Random lineages, cases and policies to hold the solver against.

use std::collections::BTreeSet;

use proptest::prelude::*;
use stemma_core::date::PartialDate;
use stemma_core::enumerations::{Basis, BuiltInPolicy, Modality};
use stemma_core::independence::{Case, Forecast, Lineage, Witness};
use stemma_core::policy::{FirstHand, Policy, Rules};

fn witness(number: usize) -> impl Strategy<Value = Witness> {
    let groups = prop_oneof![
        3 => Just(BTreeSet::new()),
        4 => prop::collection::btree_set((0..6u8).prop_map(|g| format!("g{g}")), 1..4),
    ];
    (
        any::<bool>(),
        prop::sample::select(Basis::ALL),
        groups,
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.9),
    )
        .prop_map(move |(held, basis, groups, named, attested, flat)| Witness {
            held,
            basis,
            groups,
            named,
            attested,
            modality: if flat { Modality::Asserted } else { Modality::Hedged },
            ..Witness::new(format!("w{number}"))
        })
}

/// Lineages of either sort.
pub(crate) fn lineages(most: usize) -> impl Strategy<Value = Lineage> {
    prop_oneof![1 => loose_lineages(most), 1 => tangles()]
}

/// Short chains whose owners overlap in pairs, so that ν, ω and κ differ; some relays are unnamed, some hedge, some
/// chains are suspected to copy others.
pub(crate) fn tangles() -> impl Strategy<Value = Lineage> {
    let owner = || prop_oneof![9 => 0..3u8, 1 => 3..5u8].prop_map(|g| format!("g{g}"));
    let owners = move || prop::collection::btree_set(owner(), 2..=2);
    let origin = prop::sample::select(vec![Basis::Testimony, Basis::Statement, Basis::Measurement, Basis::Record]);
    let relay = (owners(), prop::bool::weighted(0.9), prop::bool::weighted(0.95));
    let chain = (owners(), origin, any::<bool>(), prop::option::weighted(0.2, relay));
    let copies = prop::collection::vec((0..7usize, 0..7usize), 0..2);
    (prop::collection::vec(chain, 3..=6), prop::bool::weighted(0.15), copies).prop_map(|(chains, copied, copies)| {
        let mut lineage = Lineage::default();
        for (number, (groups, basis, held, relay)) in chains.into_iter().enumerate() {
            let is_held = held || relay.is_none();
            let end = format!("o{number}");
            lineage.witness(Witness { held: is_held, basis, groups, ..Witness::new(&end) });
            if let Some((groups, named, flat)) = relay {
                let modality = if flat { Modality::Asserted } else { Modality::Hedged };
                let start = format!("w{number}");
                lineage.witness(Witness { held: true, groups, named, modality, ..Witness::new(&start) });
                lineage.derive(start, end, true);
            }
        }
        for (from, to) in copies.into_iter().filter(|(from, to)| copied && from != to) {
            lineage.derive(format!("o{from}"), format!("o{to}"), false);
        }
        lineage
    })
}

/// Random lineages of up to `most` witnesses, with circles, self-loops, suspected copies and unknown ids.
fn loose_lineages(most: usize) -> impl Strategy<Value = Lineage> {
    (1..=most).prop_flat_map(|size| {
        let witnesses: Vec<_> = (0..size).map(witness).collect();
        let edge = (0..size, 0..=size, prop::bool::weighted(0.8));
        let edges = prop::collection::vec(edge, 0..size * 2);
        let alike = prop::collection::btree_set((0..size, 0..size), 0..2);
        let interest = prop::collection::btree_set((0..6u8).prop_map(|g| format!("g{g}")), 0..2);
        let retracted = prop::collection::btree_set((0..size).prop_map(|w| format!("w{w}")), 0..2);
        (witnesses, edges, alike, interest, retracted).prop_map(|(witnesses, edges, alike, interest, retracted)| {
            let mut lineage = Lineage { interest, retracted, ..Lineage::default() };
            witnesses.into_iter().for_each(|w| lineage.witness(w));
            lineage
                .alike
                .extend(alike.into_iter().filter(|(a, b)| a < b).map(|(a, b)| (format!("w{a}"), format!("w{b}"))));
            for (from, to, certain) in edges {
                lineage.derive(format!("w{from}"), format!("w{to}"), certain);
            }
            lineage
        })
    })
}

/// The policies that are built in, and others with any rules there can be.
pub(crate) fn policies() -> impl Strategy<Value = Policy> {
    let origins: Vec<Basis> = Basis::ALL.iter().copied().filter(|basis| basis.makes_an_origin()).collect();
    let own = (prop::sample::subsequence(origins, 1..=5), 1..=3u8, any::<bool>(), any::<bool>()).prop_map(
        |(bases, lines, claimant_counts, own_voice_counts)| {
            let rules =
                Rules { first_hand: FirstHand::of(bases), lines, claimant_counts, own_voice_counts, ..Rules::CHECKED };
            Policy::new("own", rules).unwrap()
        },
    );
    prop_oneof![2 => prop::sample::select(BuiltInPolicy::ALL).prop_map(Policy::of), 1 => own]
}

/// Random cases of two sides, some of them predictions.
pub(crate) fn cases(most: usize) -> impl Strategy<Value = Case> {
    let day = |month| PartialDate::month(2026, month).unwrap();
    let forecast = (1..=12u8, 1..=12u8, any::<bool>()).prop_map(move |(due, as_of, has_outcome)| Forecast {
        due: (due != as_of).then_some(day(due)),
        as_of: day(as_of),
        has_outcome,
    });
    (lineages(most), prop::option::of(lineages(most)), prop::option::weighted(0.2, forecast))
        .prop_map(|(supporting, opposing, forecast)| Case { supporting, opposing, forecast })
}
