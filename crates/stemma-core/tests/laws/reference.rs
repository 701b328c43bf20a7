//! A brute-force reference of the model, exponential and obvious.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::enumerations::{Basis, FindingFlag, Modality, Support};
use stemma_core::independence::{CAP, Lineage, Reading, Witness};
use stemma_core::policy::Policy;

type Groups = BTreeSet<String>;

/// What the reference answers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) reports: usize,
    pub(crate) omega: usize,
    pub(crate) nu: usize,
    pub(crate) kappa: usize,
    pub(crate) cut: Vec<String>,
    pub(crate) support: Support,
    pub(crate) flags: BTreeSet<FindingFlag>,
}

pub(crate) struct Reference {
    pub(crate) groups: BTreeMap<String, Groups>,
    pub(crate) admissible: Vec<Vec<String>>,
}

pub(crate) fn colour(groups: &BTreeMap<String, Groups>, chain: &[String]) -> Groups {
    chain.iter().flat_map(|id| groups[id].iter().cloned()).collect()
}

fn disjoint(sets: &[Groups], used: &Groups, start: usize) -> usize {
    let mut best = 0;
    for (i, set) in sets.iter().enumerate().skip(start) {
        if set.is_disjoint(used) {
            let more: Groups = used.union(set).cloned().collect();
            best = best.max(1 + disjoint(sets, &more, i + 1));
            if best >= CAP {
                return CAP;
            }
        }
    }
    best
}

fn one_of_each(families: &[Vec<Groups>], used: &Groups) -> bool {
    let Some((family, rest)) = families.split_first() else { return true };
    family.iter().any(|set| set.is_disjoint(used) && one_of_each(rest, &used.union(set).cloned().collect()))
}

fn smallest_cut(sets: &[Groups]) -> (usize, Vec<String>) {
    let all: Vec<String> = sets.iter().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    if sets.is_empty() {
        return (0, vec![]);
    }
    for size in 1..=CAP.min(all.len()) {
        if let Some(cut) =
            combinations(&all, size).into_iter().find(|cut| sets.iter().all(|s| cut.iter().any(|g| s.contains(g))))
        {
            return (size, cut);
        }
    }
    (CAP.min(all.len()), vec![])
}

fn combinations(all: &[String], size: usize) -> Vec<Vec<String>> {
    if size == 0 {
        return vec![vec![]];
    }
    let mut out = vec![];
    for (i, first) in all.iter().enumerate() {
        for mut rest in combinations(&all[i + 1..], size - 1) {
            rest.insert(0, first.clone());
            out.push(rest);
        }
    }
    out
}

pub(crate) fn prepare(lineage: &Lineage, reading: Reading) -> (BTreeMap<String, Groups>, BTreeSet<String>) {
    let mut groups: BTreeMap<String, Groups> = lineage
        .witnesses
        .values()
        .map(|w| (w.id.clone(), if w.groups.is_empty() { [w.id.clone()].into() } else { w.groups.clone() }))
        .collect();
    if reading == Reading::Low {
        for id in lineage.witnesses.keys() {
            let (mut one, mut todo) = (BTreeSet::from([id.clone()]), vec![id.clone()]);
            while let Some(next) = todo.pop() {
                for (a, b) in &lineage.alike {
                    for (end, other) in [(a, b), (b, a)] {
                        if *end == next && lineage.witnesses.contains_key(other) && one.insert(other.clone()) {
                            todo.push(other.clone());
                        }
                    }
                }
            }
            let of = |id: &String| lineage.witnesses[id].group_names().map(str::to_owned).collect::<Vec<_>>();
            groups.insert(id.clone(), one.iter().flat_map(of).collect());
        }
    }
    let mut derived = BTreeSet::new();
    for (i, d) in lineage.derivations.iter().enumerate() {
        if d.certain || reading == Reading::Low {
            derived.insert(d.from.clone());
        }
        if !d.certain && reading == Reading::Low {
            for end in [&d.from, &d.to] {
                if let Some(groups) = groups.get_mut(end) {
                    groups.insert(format!("~suspected:{i}"));
                }
            }
        }
    }
    (groups, derived)
}

fn all_chains(lineage: &Lineage, derived: &BTreeSet<String>, policy: Policy) -> Vec<Vec<String>> {
    let ok = |id: &str| {
        lineage.witnesses.get(id).is_some_and(|w| w.modality == Modality::Asserted && !lineage.retracted.contains(id))
    };
    let origin = |w: &Witness| {
        let own_voice = policy.rules().own_voice_counts && w.held && w.named && w.basis == Basis::Unattributed;
        !derived.contains(&w.id) && (own_voice || !matches!(w.basis, Basis::Unattributed | Basis::None))
    };
    let mut found = vec![];
    let mut stack: Vec<Vec<String>> =
        lineage.witnesses.values().filter(|w| w.held && ok(&w.id)).map(|w| vec![w.id.clone()]).collect();
    while let Some(path) = stack.pop() {
        let last = path.last().unwrap().clone();
        if origin(&lineage.witnesses[&last]) {
            found.push(path.clone());
        }
        for d in lineage.derivations.iter().filter(|d| d.certain && d.from == last) {
            if ok(&d.to) && !path.contains(&d.to) {
                let mut longer = path.clone();
                longer.push(d.to.clone());
                stack.push(longer);
            }
        }
    }
    found.sort();
    found
}

pub(crate) fn reference(lineage: &Lineage, policy: Policy, reading: Reading) -> (Answer, Reference) {
    let (groups, derived) = prepare(lineage, reading);
    let paths = all_chains(lineage, &derived, policy);
    let is_unnamed = |p: &Vec<String>| {
        reading == Reading::Low && p.iter().any(|id| !lineage.witnesses[id].named && !lineage.witnesses[id].attested)
    };
    let is_interested = |p: &Vec<String>| !colour(&groups, p).is_disjoint(&lineage.interest);
    let clean: Vec<_> = paths.iter().filter(|p| !is_interested(p)).cloned().collect();
    let named: Vec<_> = clean.iter().filter(|p| !is_unnamed(p)).cloned().collect();
    let own: Vec<_> = paths.iter().filter(|p| is_interested(p) && !is_unnamed(p)).cloned().collect();
    let sets = |chains: &[Vec<String>]| {
        chains.iter().map(|p| colour(&groups, p)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let origin_sets: Vec<Groups> =
        named.iter().map(|p| groups[p.last().unwrap()].clone()).collect::<BTreeSet<_>>().into_iter().collect();
    let nothing = Groups::new();
    let (mut kappa, mut cut) = smallest_cut(&sets(&named));
    let (mut nu, mut omega) = (disjoint(&sets(&named), &nothing, 0), disjoint(&origin_sets, &nothing, 0));
    if named.is_empty() && !clean.is_empty() {
        (nu, omega, kappa, cut) = (1, 1, 1, vec!["unnamed".to_owned()]);
    }
    let origin = |p: &Vec<String>| &lineage.witnesses[p.last().unwrap()];
    let first: Vec<_> = named.iter().filter(|p| policy.rules().first_hand.has(origin(p).basis)).cloned().collect();
    let first_held: Vec<_> = first.iter().filter(|p| origin(p).held).cloned().collect();
    let lines = usize::from(policy.rules().lines);
    let apart = |firsts: &[Vec<String>], own: Option<&[Vec<String>]>| {
        let mut families = vec![sets(firsts)];
        families.extend(own.map(sets));
        families.resize(lines.max(families.len()), sets(&named));
        families.len() == lines && one_of_each(&families, &nothing)
    };
    let claimant = |firsts: &[Vec<String>]| policy.rules().claimant_counts && apart(firsts, Some(&own));
    let two = apart(&first_held, None);
    let verified = two || claimant(&first_held);
    let if_held = apart(&first, None) || claimant(&first);
    let anything = lineage.witnesses.values().any(|w| w.held);
    let support = if !anything {
        Support::Unknown
    } else if paths.is_empty() {
        Support::Unattributed
    } else if clean.is_empty() {
        Support::SelfAsserted
    } else if verified {
        Support::IndependentlyVerified
    } else if nu >= 2 {
        Support::Corroborated
    } else if kappa >= 2 {
        Support::Entangled
    } else if omega >= 2 {
        Support::SingleChannel
    } else {
        Support::SingleOrigin
    };
    let flags = flags(lineage, [verified, two, if_held, !clean.is_empty() && named.is_empty()]);
    let reports = lineage.witnesses.values().filter(|w| w.held && !lineage.retracted.contains(&w.id)).count();
    let admissible = if named.is_empty() { clean } else { named };
    (Answer { reports, omega, nu, kappa, cut, support, flags }, Reference { groups, admissible })
}

fn flags(lineage: &Lineage, [verified, two, if_held, unnamed_only]: [bool; 4]) -> BTreeSet<FindingFlag> {
    let mut flags = BTreeSet::new();
    if verified && !two {
        flags.insert(FindingFlag::OneCheck);
    }
    if !verified && if_held {
        flags.insert(FindingFlag::CheckReported);
    }
    if unnamed_only {
        flags.insert(FindingFlag::UnnamedOnly);
    }
    if circular(lineage) {
        flags.insert(FindingFlag::Circular);
    }
    flags
}

fn circular(lineage: &Lineage) -> bool {
    let live = |id: &String| lineage.witnesses.contains_key(id) && !lineage.retracted.contains(id);
    lineage.witnesses.keys().filter(|id| live(id)).any(|start| {
        let (mut seen, mut stack) = (BTreeSet::new(), vec![start.clone()]);
        while let Some(at) = stack.pop() {
            for d in lineage.derivations.iter().filter(|d| d.certain && d.from == at && live(&d.to)) {
                if d.to == *start {
                    return true;
                }
                if seen.insert(d.to.clone()) {
                    stack.push(d.to.clone());
                }
            }
        }
        false
    })
}
