//! The solver against the brute-force reference, and the laws of the model, on random lineages.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

mod certificates;
mod random;
mod reference;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use random::{lineages, policies};
use reference::{Answer, colour, reference};
use stemma_core::certificate::check;
use stemma_core::change::{Addition, Change, Deciding, Unsure, deciding, settle, smallest_change, unsure_records};
use stemma_core::enumerations::{Basis, Headline, Modality, Support};
use stemma_core::independence::{Case, Lineage, Reading, SideFinding, Witness, assess, assess_side, certify};
use stemma_core::policy::Policy;

fn low(lineage: &Lineage) -> SideFinding {
    assess_side(lineage, Policy::INDEPENDENT_CHECK, Reading::Low)
}

/// The lineage's groups, by name, as sampled ones or witnesses in their own group.
fn some_groups(lineage: &Lineage) -> Vec<String> {
    let own = lineage.witnesses.values().filter(|w| w.groups.is_empty()).map(|w| w.id.clone());
    lineage.witnesses.values().flat_map(|w| w.groups.clone()).chain(own).collect::<BTreeSet<_>>().into_iter().collect()
}

fn merged(lineage: &Lineage, kept: &str, gone: &str) -> Lineage {
    let rename = |groups: &BTreeSet<String>| -> BTreeSet<String> {
        groups.iter().map(|g| if g == gone { kept.to_owned() } else { g.clone() }).collect()
    };
    let mut changed = lineage.clone();
    for witness in changed.witnesses.values_mut() {
        if witness.groups.is_empty() {
            witness.groups.insert(witness.id.clone());
        }
        witness.groups = rename(&witness.groups);
    }
    changed.interest = rename(&changed.interest);
    changed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(6000)))]

    #[test]
    fn the_solver_equals_the_reference(lineage in lineages(9), policy in policies()) {
        for reading in [Reading::Low, Reading::High] {
            let found = assess_side(&lineage, policy, reading);
            let (expected, by) = reference(&lineage, policy, reading);
            prop_assert!(found.exact);
            for (i, chain) in found.chains.iter().enumerate() {
                prop_assert!(by.admissible.contains(chain), "{chain:?} is no admissible chain");
                for other in &found.chains[..i] {
                    prop_assert!(colour(&by.groups, chain).is_disjoint(&colour(&by.groups, other)));
                }
            }
            prop_assert_eq!(found.chains.len(), found.nu);
            let answer = Answer { reports: found.reports, omega: found.omega, nu: found.nu, kappa: found.kappa, cut: found.cut, support: found.support, flags: found.flags };
            prop_assert_eq!(answer, expected);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(1000)))]

    #[test]
    fn low_is_at_most_high_and_at_most_its_bounds(lineage in lineages(9)) {
        let case = Case { supporting: lineage, ..Case::default() };
        let finding = assess(&case, Policy::INDEPENDENT_CHECK);
        prop_assert!(finding.support.nu <= finding.nu_high);
        prop_assert!(finding.support.nu <= finding.support.kappa);
        prop_assert!(finding.support.nu <= finding.support.omega);
    }

    #[test]
    fn a_copy_of_a_held_assertion_never_raises_nu(lineage in lineages(8), which in any::<prop::sample::Index>()) {
        let held: Vec<String> = lineage.witnesses.values().filter(|w| w.held).map(|w| w.id.clone()).collect();
        prop_assume!(!held.is_empty());
        let mut changed = lineage.clone();
        changed.witness(Witness { held: true, basis: Basis::None, ..Witness::new("copy") });
        changed.derive("copy", which.get(&held).clone(), true);
        prop_assert!(low(&changed).nu <= low(&lineage).nu);
    }

    #[test]
    fn merging_two_groups_never_raises_nu(lineage in lineages(8), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let groups = some_groups(&lineage);
        let (kept, gone) = (a.get(&groups), b.get(&groups));
        prop_assert!(low(&merged(&lineage, kept, gone)).nu <= low(&lineage).nu);
    }

    #[test]
    fn an_added_interest_never_raises_nu(lineage in lineages(8), which in any::<prop::sample::Index>()) {
        let mut changed = lineage.clone();
        changed.interest.insert(which.get(&some_groups(&lineage)).clone());
        prop_assert!(low(&changed).nu <= low(&lineage).nu);
    }

    #[test]
    fn striking_a_witness_out_never_raises_nu(lineage in lineages(8), which in any::<prop::sample::Index>()) {
        let ids: Vec<String> = lineage.witnesses.keys().cloned().collect();
        let mut changed = lineage.clone();
        changed.retracted.insert(which.get(&ids).clone());
        prop_assert!(low(&changed).nu <= low(&lineage).nu);
    }

    #[test]
    fn a_suspected_derivation_never_raises_nu(lineage in lineages(8), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let ids: Vec<String> = lineage.witnesses.keys().cloned().collect();
        let mut changed = lineage.clone();
        changed.derive(a.get(&ids).clone(), b.get(&ids).clone(), false);
        prop_assert!(low(&changed).nu <= low(&lineage).nu);
    }

    #[test]
    fn however_the_unsure_records_turn_out_nu_is_in_its_interval(mut lineage in lineages(7), policy in policies()) {
        // What is copied is held: nobody suspects a copy of what was never seen.
        let held: BTreeSet<String> = lineage.witnesses.values().filter(|w| w.held).map(|w| w.id.clone()).collect();
        lineage.derivations.retain(|d| d.certain || held.contains(&d.to));
        let case = Case { supporting: lineage.clone(), ..Case::default() };
        let finding = assess(&case, policy);
        let unsure: Vec<Unsure> = unsure_records(&lineage).into_iter().take(7).collect();
        for choice in 0..1u32 << unsure.len() {
            let mut world = lineage.clone();
            for (number, record) in unsure.iter().enumerate() {
                world = settle(&world, record, choice >> number & 1 == 1).unwrap_or(world);
            }
            let nu = assess_side(&world, policy, Reading::Low).nu;
            prop_assert!(finding.support.nu <= nu && nu <= finding.nu_high, "{nu} in the world {choice:b} of {unsure:?}, {finding:?}");
        }
    }

    #[test]
    fn a_fact_that_is_said_to_close_the_interval_closes_it(lineage in lineages(7), policy in policies()) {
        let case = Case { supporting: lineage.clone(), ..Case::default() };
        for Deciding { unsure, if_apart, if_not } in deciding(&case, policy) {
            for (apart, said) in [(true, if_apart), (false, if_not)] {
                let Some(supporting) = settle(&lineage, &unsure, apart) else { continue };
                let finding = assess(&Case { supporting, ..Case::default() }, policy);
                let is_closed = finding.support.nu == finding.nu_high;
                prop_assert_eq!(said, is_closed.then_some(finding.support.nu));
            }
        }
    }

    #[test]
    fn the_smallest_change_is_the_best_of_all_that_are_tried_one_by_one(lineage in lineages(9), policy in policies()) {
        let support = |lineage: &Lineage| assess_side(lineage, policy, Reading::Low).support;
        let (now, mut best): (_, Option<Change>) = (support(&lineage), None);
        for witness in lineage.witnesses.values().filter(|witness| !witness.held && witness.named) {
            let mut changed = lineage.clone();
            changed.witness(Witness { held: true, ..witness.clone() });
            let then = support(&changed);
            if then > best.as_ref().map_or(now, |best| best.then) {
                best = Some(Change { addition: Addition::Held(witness.id.clone()), then });
            }
        }
        let change = smallest_change(&Case { supporting: lineage, ..Case::default() }, policy);
        match best {
            Some(_) => prop_assert_eq!(change, best),
            None => {
                let is_held = matches!(change, Some(Change { addition: Addition::Held(_), .. }));
                prop_assert!(!is_held, "nothing that is named gives more");
            }
        }
    }

    #[test]
    fn a_circle_gives_no_origin(size in 2usize..6, held in any::<bool>()) {
        let mut lineage = Lineage::default();
        for i in 0..size {
            lineage.witness(Witness { held: held || i == 0, basis: Basis::Testimony, ..Witness::new(format!("w{i}")) });
            lineage.derive(format!("w{i}"), format!("w{}", (i + 1) % size), true);
        }
        let found = low(&lineage);
        prop_assert_eq!((found.nu, found.omega), (0, 0));
        prop_assert!(found.flags.contains(&stemma_core::enumerations::FindingFlag::Circular));
    }
}

#[test]
fn the_random_lineages_have_what_is_hard_to_count() {
    let mut runner = TestRunner::deterministic();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..4000 {
        let lineage = lineages(9).new_tree(&mut runner).unwrap().current();
        let found = low(&lineage);
        let relays: BTreeSet<&String> = lineage.derivations.iter().map(|d| &d.from).collect();
        let is_unnamed_relay = |w: &Witness| !w.named && relays.contains(&w.id);
        let hard = [
            ("ν < κ", found.nu < found.kappa && found.nu > 0),
            ("a suspected derivation", lineage.derivations.iter().any(|d| !d.certain)),
            ("an unnamed relay", lineage.witnesses.values().any(is_unnamed_relay)),
            ("a hedge", lineage.witnesses.values().any(|w| w.modality != Modality::Asserted)),
            ("several groups on one witness", lineage.witnesses.values().any(|w| w.groups.len() > 1)),
        ];
        hard.iter().filter(|(_, is_so)| *is_so).for_each(|(what, _)| *counts.entry(what).or_default() += 1);
    }
    println!("{counts:?}");
    assert!(counts.len() == 5 && counts.values().all(|count| *count >= 200), "{counts:?}");
}

#[test]
fn ten_thousand_reprints_of_one_wire_are_one_line_and_quick() {
    let mut lineage = Lineage::default();
    lineage.witness(Witness { held: true, ..Witness::new("wire") });
    lineage.witness(Witness { basis: Basis::Testimony, ..Witness::new("eyewitness") });
    lineage.derive("wire", "eyewitness", true);
    for i in 0..10_000 {
        lineage.witness(Witness { held: true, ..Witness::new(format!("paper{i}")) });
        lineage.derive(format!("paper{i}"), "wire", true);
    }
    let found = low(&lineage);
    assert_eq!((found.reports, found.nu, found.kappa, found.omega, found.exact), (10_001, 1, 1, 1, true));
}

#[test]
fn a_dense_tangle_ends_within_its_budget_and_three_lines_are_as_many_as_are_counted() {
    let mut lineage = Lineage::default();
    for layer in 0..12 {
        for i in 0..12 {
            lineage.witness(Witness {
                held: layer == 0,
                basis: if layer == 11 { Basis::Testimony } else { Basis::None },
                ..Witness::new(format!("l{layer:02}n{i:02}"))
            });
            for j in (0..12).filter(|_| layer < 11) {
                lineage.derive(format!("l{layer:02}n{i:02}"), format!("l{:02}n{j:02}", layer + 1), true);
            }
        }
    }
    let found = low(&lineage);
    assert_eq!((found.nu, found.kappa, found.exact), (3, 3, true));
}

/// So many voices that no search tries all pairs, each of which has these groups beside its own.
fn many_voices(groups: impl Fn(usize) -> Vec<&'static str>) -> Lineage {
    let mut lineage = Lineage::default();
    for i in 0..2_001 {
        let groups = groups(i).into_iter().map(str::to_owned).chain([format!("own{i}")]).collect();
        lineage.witness(Witness { held: true, basis: Basis::Testimony, groups, ..Witness::new(format!("v{i}")) });
    }
    lineage
}

#[test]
fn a_cut_as_small_as_the_lines_are_many_makes_any_number_of_voices_exact() {
    let numbers = |lineage: &Lineage| {
        let found = low(lineage);
        let case = Case { supporting: lineage.clone(), ..Case::default() };
        assert_eq!(check(&certify(&case, Policy::INDEPENDENT_CHECK)), Ok(()));
        (found.nu, found.kappa, found.omega, found.exact)
    };
    assert_eq!(numbers(&many_voices(|_| vec!["hub"])), (1, 1, 1, true));
    assert_eq!(numbers(&many_voices(|i| vec![["hub", "other hub"][i % 2]])), (2, 2, 2, true));
    let pairs = [["a", "b"], ["b", "c"], ["a", "c"]];
    assert_eq!(numbers(&many_voices(|i| pairs[i % 3].to_vec())), (1, 2, 1, false), "a lower bound below the cut");
}

#[test]
fn a_finding_is_as_exact_as_the_opposition_that_its_headline_rests_on() {
    let pairs = [["a", "b"], ["b", "c"], ["a", "c"]];
    let mut case = Case { opposing: Some(many_voices(|i| pairs[i % 3].to_vec())), ..Case::default() };
    case.supporting.witness(Witness { held: true, basis: Basis::Statement, ..Witness::new("Corp") });
    case.supporting.interest.insert("Corp".to_owned());
    let finding = assess(&case, Policy::INDEPENDENT_CHECK);
    assert_eq!((finding.headline, finding.support.exact, finding.is_exact()), (Headline::Countered, true, false));
    // A measurement beside them refutes it, though not all pairs are tried.
    let opposing = case.opposing.as_mut().unwrap();
    opposing.witness(Witness { held: true, basis: Basis::Measurement, ..Witness::new("gauge") });
    let certificate = certify(&case, Policy::INDEPENDENT_CHECK);
    assert_eq!((certificate.stated.headline, check(&certificate)), (Headline::Refuted, Ok(())));
    let mut lowered = certificate;
    lowered.stated.headline = Headline::Countered;
    lowered.opposing.as_mut().unwrap().verified_by.clear();
    let numbers = lowered.stated.opposition.as_mut().unwrap();
    numbers.support = if numbers.nu > 1 { Support::Corroborated } else { Support::Entangled };
    assert!(!numbers.exact && check(&lowered).is_err(), "too low an opposition is no bound for the claim");
}

#[test]
fn a_group_called_as_a_suspected_copy_is_another_group() {
    let mut lineage = Lineage::default();
    let voice = |id: &str, basis| Witness { held: true, basis, ..Witness::new(id) };
    lineage.witness(voice("a", Basis::Testimony));
    lineage.witness(voice("~suspected:0", Basis::Testimony));
    lineage.witness(voice("c", Basis::None));
    lineage.derive("c", "a", false);
    let certified = |lineage: &Lineage| {
        let certificate = certify(&Case { supporting: lineage.clone(), ..Case::default() }, Policy::TWO_SOURCE);
        (certificate.stated.support.nu, check(&certificate))
    };
    assert_eq!(certified(&lineage), (2, Ok(())));
    lineage.witnesses.get_mut("~suspected:0").unwrap().groups.insert("B".to_owned());
    lineage.interest.insert("~suspected:0".to_owned());
    assert_eq!(certified(&lineage), (2, Ok(())));
    assert_eq!(lineage.told_groups(&["~suspected:0".to_owned()]), ["~suspected:0"]);
    assert_eq!(lineage.told_groups(&["~~suspected:0".to_owned()]), ["a"]);
}

#[test]
fn a_certificate_of_a_long_relay_takes_no_longer_than_its_length() {
    for basis in [Basis::Measurement, Basis::Unattributed] {
        let mut lineage = Lineage::default();
        lineage.witness(Witness { held: true, basis, ..Witness::new("v20000") });
        for i in 0..20_000 {
            lineage.witness(Witness { held: true, ..Witness::new(format!("v{i}")) });
            lineage.derive(format!("v{i}"), format!("v{}", i + 1), true);
        }
        let certificate = certify(&Case { supporting: lineage, ..Case::default() }, Policy::INDEPENDENT_CHECK);
        assert_eq!(check(&certificate), Ok(()));
    }
}
