//! The witness graph of one claim: what is counted, before it is counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::enumerations::{Basis, Modality};

/// What the group of a suspected copy is called, after some `~` and before the number of its derivation.
const SUSPECTED: &str = "suspected:";

/// How the groups of suspected copies begin where groups have these names: with so few `~` that none of them begins so.
/// Mostly that is one.
pub(super) fn suspected<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let tildes = |name: &str| {
        let bare = name.trim_start_matches('~');
        bare.starts_with(SUSPECTED).then(|| name.len() - bare.len())
    };
    let taken: BTreeSet<usize> = names.filter_map(tildes).collect();
    let free = (1..=taken.len() + 1).find(|number| !taken.contains(number)).unwrap_or_default();
    format!("{}{SUSPECTED}", "~".repeat(free))
}

/// An assertion in one document version, or an origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its name in this lineage.
    pub id: String,
    /// Whether its own bytes are in the store and a span in them makes the assertion.
    pub held: bool,
    /// What it rests on.
    pub basis: Basis,
    /// Who controls it, closed under control; itself, when empty.
    pub groups: BTreeSet<String>,
    /// Whether it says who it is. Unnamed people and unidentified accounts or outlets are not named.
    pub named: bool,
    /// Whether an editor attests that this unnamed one is a person of their own.
    pub attested: bool,
    /// How flatly it asserts; only flat assertions are links of a chain.
    pub modality: Modality,
}

impl Witness {
    /// A named witness without evidence of its own, in its own group, that asserts flatly.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            held: false,
            basis: Basis::None,
            groups: BTreeSet::new(),
            named: true,
            attested: false,
            modality: Modality::Asserted,
        }
    }

    /// The groups it counts with: its own, or itself.
    pub fn group_names(&self) -> impl Iterator<Item = &str> {
        let itself = self.groups.is_empty().then_some(self.id.as_str());
        self.groups.iter().map(String::as_str).chain(itself)
    }

    /// Whether it is pooled with the other unnamed ones in the published number.
    #[must_use]
    pub const fn is_pooled(&self) -> bool {
        !self.named && !self.attested
    }
}

/// `from` had the claim from `to`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Derivation {
    /// The later witness.
    pub from: String,
    /// The one it had the claim from.
    pub to: String,
    /// Stated, quoted or linked; otherwise it is a suspected copy.
    pub certain: bool,
}

/// All witnesses of one side of a claim, and who had it from whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lineage {
    /// The witnesses by id.
    pub witnesses: BTreeMap<String, Witness>,
    /// The derivations among them; one that names an unknown witness still makes its start derived.
    pub derivations: BTreeSet<Derivation>,
    /// The groups that gain if the claim is believed, closed under control.
    pub interest: BTreeSet<String>,
    /// Pairs of witnesses that may be one actor: in the published number each counts with the groups of the other.
    pub alike: BTreeSet<(String, String)>,
    /// Struck out, but not forgotten: what was derived from them stays derived.
    pub retracted: BTreeSet<String>,
}

impl Lineage {
    /// Adds a witness, in place of one with the same id.
    pub fn witness(&mut self, witness: Witness) {
        self.witnesses.insert(witness.id.clone(), witness);
    }

    /// Records that `from` had the claim from `to`.
    pub fn derive(&mut self, from: impl Into<String>, to: impl Into<String>, certain: bool) {
        self.derivations.insert(Derivation { from: from.into(), to: to.into(), certain });
    }

    /// Whether the two readings can differ: a suspected copy, an unsure identity, or an unnamed witness.
    #[must_use]
    pub fn has_unsure_records(&self) -> bool {
        !self.alike.is_empty()
            || self.witnesses.values().any(Witness::is_pooled)
            || self.derivations.iter().any(|derivation| !derivation.certain)
    }

    /// How the groups of its suspected copies begin, before the number of the derivation: as no other group does.
    #[must_use]
    pub(crate) fn suspected(&self) -> String {
        let of_witnesses = self.witnesses.values().flat_map(Witness::group_names);
        suspected(of_witnesses.chain(self.interest.iter().map(String::as_str)))
    }

    /// The groups of a cut in words: what may be a copy is told by whom it may be from.
    #[must_use]
    pub fn told_groups(&self, cut: &[String]) -> Vec<String> {
        let mut told: Vec<String> = Vec::with_capacity(cut.len());
        let suspected = self.suspected();
        for group in cut {
            let step = group
                .strip_prefix(suspected.as_str())
                .and_then(|number| self.derivations.iter().nth(number.parse().ok()?));
            let name = step.and_then(|step| Some(self.witnesses.get(&step.to)?.group_names().next()?.to_owned()));
            let name = name.unwrap_or_else(|| group.clone());
            if !told.contains(&name) {
                told.push(name);
            }
        }
        told
    }

    /// Everything in it as text, sorted: what is hashed, and what a checker reads. Names are quoted as Rust quotes
    /// strings, so that no name can look like two.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for witness in self.witnesses.values() {
            let groups: Vec<String> = witness.group_names().map(|group| format!("{group:?}")).collect();
            lines.push(format!(
                "witness {:?} held={} basis={} named={} attested={} modality={} groups={}",
                witness.id,
                witness.held,
                witness.basis,
                witness.named,
                witness.attested,
                witness.modality,
                groups.join(",")
            ));
        }
        for d in &self.derivations {
            lines.push(format!("derivation {:?} {:?} certain={}", d.from, d.to, d.certain));
        }
        lines.extend(self.alike.iter().map(|(a, b)| format!("alike {a:?} {b:?}")));
        lines.extend(self.interest.iter().map(|group| format!("interest {group:?}")));
        lines.extend(self.retracted.iter().map(|id| format!("retracted {id:?}")));
        lines.sort_unstable();
        lines.iter().map(|line| format!("{line}\n")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_group_of_the_input_begins_as_those_of_suspected_copies_do() {
        let begins = |names: &[&str]| suspected(names.iter().copied());
        assert_eq!(begins(&["Alder News", "suspected:1", "~alder"]), "~suspected:");
        assert_eq!(begins(&["~suspected:0", "~~~suspected:0"]), "~~suspected:");
        assert_eq!(begins(&["~suspected:", "~~suspected:x", "suspected:"]), "~~~suspected:");
    }
}
