//! Certificates of random cases: each verifies, and none does that says anything else of the same lineage.

use std::collections::BTreeSet;

use proptest::prelude::*;
use stemma_core::certificate::{Certificate, Evidence, Families, Family, Numbers, check};
use stemma_core::enumerations::{FindingFlag, Headline, Support};
use stemma_core::independence::{assess, certify};

use crate::random::{cases, policies};

/// Every change of a number, a word or a list of one side's statement or proof.
fn spoiled_sides(numbers: &Numbers, evidence: &Evidence) -> Vec<(&'static str, Numbers, Evidence)> {
    let mut spoiled = Vec::new();
    let mut number = |what, change: &dyn Fn(&mut Numbers)| {
        let mut changed = *numbers;
        change(&mut changed);
        if changed != *numbers {
            spoiled.push((what, changed, evidence.clone()));
        }
    };
    for by in [-1, 1] {
        let moved = |n: usize| n.saturating_add_signed(by);
        number("reports", &|n| n.reports = moved(n.reports));
        number("ω", &|n| n.omega = moved(n.omega));
        number("ν", &|n| n.nu = moved(n.nu));
        number("ν high", &|n| n.nu_high = moved(n.nu_high));
        number("κ", &|n| n.kappa = moved(n.kappa));
    }
    number("exact", &|n| n.exact = !n.exact);
    for support in Support::ALL {
        number("support", &|n| n.support = *support);
    }
    spoiled
}

/// A change of one list of a proof.
type Spoiling = (&'static str, fn(&mut Evidence));

const SPOILINGS: &[Spoiling] = &[
    ("a chain more", |e| e.chains.push(stranger())),
    ("a chain twice", |e| e.chains.extend(e.chains.first().cloned())),
    ("a chain less", |e| drop(e.chains.pop())),
    ("a chain cut short", |e| drop(e.chains.last_mut().and_then(Vec::pop))),
    ("a larger cut", |e| e.cut.push("~nobody".to_owned())),
    ("a smaller cut", |e| drop(e.cut.pop())),
    ("another cut", |e| e.cut.iter_mut().for_each(|group| group.push('!'))),
    ("a spread chain less", |e| drop(e.spread.pop())),
    ("a spread chain twice", |e| e.spread.extend(e.spread.first().cloned())),
    ("a stranger's spread chain", |e| e.spread.push(stranger())),
    ("an origin more", |e| e.origins.push("nobody".to_owned())),
    ("an origin less", |e| drop(e.origins.pop())),
    ("a line less", |e| drop(e.verified_by.pop())),
    ("no lines", |e| e.verified_by.clear()),
    ("lines of a stranger", |e| e.verified_by = vec![stranger(), stranger()]),
    ("lines if held of a stranger", |e| e.verified_if_held = vec![stranger(), stranger()]),
    ("no lines if held", |e| e.verified_if_held.clear()),
    ("no lists", |e| e.minimal = None),
    ("empty lists", |e| e.minimal = Some(Families::default())),
    ("no upper reading", |e| e.high = None),
    ("an upper reading", |e| _ = e.high.get_or_insert_default()),
    ("an upper chain less", |e| drop(e.high.as_mut().and_then(|high| high.chains.pop()))),
    ("a smaller upper cut", |e| drop(e.high.as_mut().and_then(|high| high.cut.pop()))),
    ("no upper list", |e| drop(e.high.as_mut().and_then(|high| high.minimal.take()))),
    ("another block", |e| _ = e.blocked_by.insert("~nobody".to_owned())),
    ("no block", |e| e.blocked_by.clear()),
    ("another stop", |e| _ = e.stops.insert("nobody".to_owned())),
    ("no stop", |e| e.stops.clear()),
    ("no circle", |e| e.circle.clear()),
    ("half a circle", |e| drop(e.circle.pop())),
    ("more taken as distinct", |e| _ = e.taken_as_distinct.insert("~nobody".to_owned())),
    ("nothing taken as distinct", |e| e.taken_as_distinct.clear()),
    ("more unknown owners", |e| _ = e.owners_unknown.insert("nobody".to_owned())),
    ("no unknown owners", |e| e.owners_unknown.clear()),
];

fn stranger() -> Vec<String> {
    vec!["nobody".to_owned()]
}

/// Where a proof keeps a list of minimal chains.
type Place = fn(&mut Evidence) -> Option<&mut Family>;

const PLACES: &[(&str, Place)] = &[
    ("an upper list", |e| e.high.as_mut()?.minimal.as_mut()),
    ("a list", |e| Some(&mut e.minimal.as_mut()?.admissible)),
    ("a first-hand list", |e| e.minimal.as_mut()?.first_hand.as_mut()),
    ("the claimant's list", |e| e.minimal.as_mut()?.own.as_mut()),
];

/// Every change of one list of a proof.
fn spoiled_evidence(evidence: &Evidence) -> Vec<(&'static str, Evidence)> {
    let changed = |change: &dyn Fn(&mut Evidence)| {
        let mut changed = evidence.clone();
        change(&mut changed);
        (changed != *evidence).then_some(changed)
    };
    let mut spoiled: Vec<(&'static str, Evidence)> =
        SPOILINGS.iter().filter_map(|(what, change)| Some((*what, changed(change)?))).collect();
    for (what, place) in PLACES {
        let family = place(&mut evidence.clone()).map(|family| family.clone());
        for other in family.iter().flat_map(spoiled_families) {
            let put = |e: &mut Evidence| place(e).into_iter().for_each(|family| family.clone_from(&other));
            spoiled.extend(changed(&put).map(|changed| (*what, changed)));
        }
    }
    spoiled
}

/// The list without one of its sets, with one that has a group more, a group less, or has passed otherwise.
fn spoiled_families(family: &Family) -> Vec<Family> {
    let mut spoiled = Vec::new();
    for (id, of_it) in family {
        for said in of_it {
            let mut other = |other: Option<(bool, BTreeSet<String>)>| {
                let mut changed = family.clone();
                let sets = changed.get_mut(id).unwrap();
                sets.remove(said);
                sets.extend(other);
                if sets.is_empty() {
                    changed.remove(id);
                }
                spoiled.push(changed);
            };
            let (passed, groups) = said;
            other(None);
            other(Some((!passed, groups.clone())));
            other(Some((*passed, groups.iter().cloned().chain(["~nobody".to_owned()]).collect())));
            other(Some((*passed, groups.iter().skip(1).cloned().collect())));
        }
    }
    spoiled
}

/// Every certificate that differs from this one in one statement or one list.
fn spoiled(certificate: &Certificate) -> Vec<(&'static str, Certificate)> {
    let mut spoiled: Vec<(&'static str, Certificate)> = Vec::new();
    let mut change = |what, change: &dyn Fn(&mut Certificate)| {
        let mut changed = certificate.clone();
        change(&mut changed);
        if changed != *certificate {
            spoiled.push((what, changed));
        }
    };
    change("rule version", &|c| c.rule_version.push('x'));
    for headline in Headline::ALL {
        change("headline", &|c| c.stated.headline = *headline);
    }
    for flag in FindingFlag::ALL {
        change("a flag more", &|c| {
            c.stated.flags.insert(*flag);
        });
        change("a flag less", &|c| {
            c.stated.flags.remove(flag);
        });
    }
    change("no opposing evidence", &|c| c.opposing = None);
    change("no opposing numbers", &|c| c.stated.opposition = None);
    change("no opposing lineage", &|c| c.case.opposing = None);
    for (what, numbers, evidence) in spoiled_sides(&certificate.stated.support, &certificate.supporting) {
        change(what, &|c| (c.stated.support, c.supporting) = (numbers, evidence.clone()));
    }
    for (what, evidence) in spoiled_evidence(&certificate.supporting) {
        change(what, &|c| c.supporting = evidence.clone());
    }
    if let Some((numbers, evidence)) = certificate.stated.opposition.as_ref().zip(certificate.opposing.as_ref()) {
        for (what, numbers, evidence) in spoiled_sides(numbers, evidence) {
            change(what, &|c| (c.stated.opposition, c.opposing) = (Some(numbers), Some(evidence.clone())));
        }
        for (what, evidence) in spoiled_evidence(evidence) {
            change(what, &|c| c.opposing = Some(evidence.clone()));
        }
    }
    spoiled
}

/// Whether a change says the same with other words: another chain of the same kind in place of one that is as good.
fn is_as_good(what: &str, original: &Certificate, changed: &Certificate) -> bool {
    what == "a chain cut short" && original.stated == changed.stated
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(2000)))]

    #[test]
    fn every_certificate_verifies_and_states_the_finding(case in cases(9), policy in policies()) {
        let certificate = certify(&case, policy);
        prop_assert_eq!(check(&certificate), Ok(()), "{:#?}", certificate);
        let finding = assess(&case, policy);
        prop_assert_eq!(certificate.stated.headline, finding.headline);
        prop_assert_eq!(&certificate.stated.flags, &finding.flags);
        prop_assert_eq!(certificate.stated.support.nu, finding.support.nu);
        prop_assert_eq!(certificate.stated.support.nu_high, finding.nu_high);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(300)))]

    #[test]
    fn a_certificate_that_says_anything_else_is_refused(case in cases(7), policy in policies()) {
        let certificate = certify(&case, policy);
        for (what, changed) in spoiled(&certificate) {
            let refused = check(&changed).is_err();
            prop_assert!(refused || is_as_good(what, &certificate, &changed), "{what}: {changed:#?}");
        }
    }
}
