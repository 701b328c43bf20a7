//! What can be wrong with a graph that somebody gives: each sort has its own code, and the rest is computed all the
//! same. (`stemma-extract` has the codes of documents.)

use std::collections::{BTreeMap, BTreeSet};

use crate::control::Control;
use crate::finding::Findings;
use crate::independence::{Case, Lineage};
use crate::judged::{disagreeing, told, told_together};
use crate::name::ActorKey;
use crate::state::{ActorJudgement, State};

/// A derivation or withdrawal names a witness that the graph does not have.
pub const UNKNOWN_ID: &str = "STM121";
/// A witness has the claim from itself, or an actor controls itself.
pub const ITSELF: &str = "STM122";
/// Something ends before it begins.
pub const DATES_OUT_OF_ORDER: &str = "STM123";
/// A document has the claim from one that was published later.
pub const FROM_LATER: &str = "STM124";
/// Two owners at one time who cannot both own it.
pub const OVERLAPPING_CONTROL: &str = "STM125";
/// What a person decided about words of a document that its new version has not.
pub const NOT_CARRIED: &str = "STM126";
/// People judged names to be one actor and to be two.
pub const CONTRARY_JUDGEMENTS: &str = "STM127";

/// Every code with what it means and what to do about it.
pub const TABLE: &[(&str, &str)] = &[
    (
        UNKNOWN_ID,
        "an id is named that the graph does not have; add it or correct the id: whoever had it from there stays derived",
    ),
    (ITSELF, "something is its own source or its own owner; remove the row: it gives no origin and no owner"),
    (DATES_OUT_OF_ORDER, "something ends before it begins; correct the dates: the row is left out"),
    (
        FROM_LATER,
        "a document has the claim from one that was published after it; correct the dates or the citation: the step is kept",
    ),
    (OVERLAPPING_CONTROL, "two owners hold one company at one time; give shares or dates: both count"),
    (NOT_CARRIED, "a decision was about words that the new version of the document has not; decide again"),
    (
        CONTRARY_JUDGEMENTS,
        "people judged the same names to be one actor and to be two; take one of the judgements back: until then they are one",
    ),
];

/// Something that is wrong with a graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GraphProblem {
    /// Its code.
    pub code: &'static str,
    /// What is wrong, with the names.
    pub message: String,
}

fn problem(code: &'static str, message: String) -> GraphProblem {
    GraphProblem { code, message }
}

/// What is wrong with the lineages of a case.
#[must_use]
pub fn of_case(case: &Case) -> Vec<GraphProblem> {
    let mut problems = of_lineage(&case.supporting);
    problems.extend(case.opposing.iter().flat_map(of_lineage));
    problems
}

fn of_lineage(lineage: &Lineage) -> Vec<GraphProblem> {
    let mut problems = Vec::new();
    for step in &lineage.derivations {
        for end in [&step.from, &step.to] {
            if !lineage.witnesses.contains_key(end) {
                problems.push(problem(
                    UNKNOWN_ID,
                    format!("the derivation {} → {} names `{end}`, which is no witness", step.from, step.to),
                ));
            }
        }
        if step.from == step.to {
            problems.push(problem(ITSELF, format!("`{}` has the claim from itself", step.from)));
        }
    }
    let gone = lineage.retracted.iter().filter(|id| !lineage.witnesses.contains_key(*id));
    problems.extend(gone.map(|id| problem(UNKNOWN_ID, format!("`{id}` is withdrawn and is no witness"))));
    problems
}

/// What is wrong with who controls whom: owners of one actor at one time whose shares together are more than the whole,
/// or whose shares are not known.
#[must_use]
pub fn of_controls<'c>(controls: impl IntoIterator<Item = &'c Control>) -> Vec<GraphProblem> {
    let mut owners: BTreeMap<ActorKey, Vec<&Control>> = BTreeMap::new();
    for control in controls.into_iter().filter(|control| control.is_ownership()) {
        owners.entry(ActorKey::of(&control.actor)).or_default().push(control);
    }
    let mut problems = Vec::new();
    for of_one in owners.values() {
        for (index, a) in of_one.iter().enumerate() {
            for b in of_one.iter().skip(index + 1) {
                let is_other = ActorKey::of(&a.controller) != ActorKey::of(&b.controller);
                let both_fit = a.share.zip(b.share).is_some_and(|(a, b)| a.fits_beside(b));
                if is_other && a.overlaps(b) && !both_fit {
                    let message = format!("{} and {} both own {} at one time", a.controller, b.controller, a.actor);
                    problems.push(problem(OVERLAPPING_CONTROL, message));
                }
            }
        }
    }
    problems.sort();
    problems.dedup();
    problems
}

/// Where people judged names to be two actors, and others, or they themselves, judged what makes them one.
#[must_use]
pub fn of_judgements(judged: &BTreeSet<ActorJudgement>) -> Vec<GraphProblem> {
    let told = |(one, others): (&ActorJudgement, Vec<&ActorJudgement>)| {
        let message = format!("{}; but {}", told(one), told_together(&others));
        problem(CONTRARY_JUDGEMENTS, message)
    };
    disagreeing(judged).into_iter().map(told).collect()
}

/// What is wrong with the order in time of who had a claim from whom.
#[must_use]
pub fn of_findings(state: &State, findings: &Findings) -> Vec<GraphProblem> {
    let mut problems = Vec::new();
    for found in &findings.claims {
        let traced = &found.traced;
        let held = |id: &String| traced.documents.get(id).and_then(|version| state.versions.get(version));
        for step in traced.supporting.iter().chain(&traced.opposing) {
            let Some((from, to)) = held(&step.from).zip(held(&step.to)) else { continue };
            let dates = from.document.metadata.published.zip(to.document.metadata.published);
            if let Some((earlier, later)) = dates.filter(|(earlier, later)| earlier.is_before(*later)) {
                let (from, to) = (&from.document.name, &to.document.name);
                let message = format!("{from} ({earlier}) has it from {to}, which is of {later}: {}", found.claim.text);
                problems.push(problem(FROM_LATER, message));
            }
        }
    }
    problems.sort();
    problems.dedup();
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::Share;
    use crate::date::PartialDate;
    use crate::enumerations::Basis;
    use crate::independence::Witness;

    #[test]
    fn every_code_stands_once_in_the_table() {
        let codes: BTreeSet<&str> = TABLE.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), TABLE.len());
    }

    #[test]
    fn every_sort_of_wrong_lineage_has_its_code() {
        let mut case = Case::default();
        case.supporting.witness(Witness { held: true, basis: Basis::Testimony, ..Witness::new("a") });
        case.supporting.derive("a", "a", true);
        case.supporting.derive("a", "nobody", true);
        case.supporting.retracted.insert("gone".to_owned());
        let codes: Vec<&str> = of_case(&case).iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [ITSELF, UNKNOWN_ID, UNKNOWN_ID]);
    }

    #[test]
    fn two_owners_overlap_unless_their_shares_or_their_times_fit() {
        let controlled = |how: &str, who: &str, share: Option<&str>, from: &str, to: Option<&str>| Control {
            actor: "Post".into(),
            controller: who.into(),
            how: how.into(),
            share: share.and_then(Share::parse),
            from: PartialDate::parse(from),
            to: to.and_then(PartialDate::parse),
        };
        let owner = |who: &str, share: Option<&str>, from: &str, to| controlled("owner", who, share, from, to);
        let overlapping = |a: Control, b: Control| !of_controls([&a, &b]).is_empty();
        assert!(overlapping(owner("A", None, "2020", None), owner("B", None, "2021", None)));
        assert!(overlapping(owner("A", Some("60"), "2020", None), owner("B", Some("40.01"), "2021", None)));
        assert!(!overlapping(owner("A", Some("60"), "2020", None), owner("B", Some("40"), "2021", None)));
        assert!(!overlapping(owner("A", None, "2020", Some("2020-12")), owner("B", None, "2021", None)));
        assert!(!overlapping(owner("A", None, "2020", None), owner("A", None, "2021", None)));
        let as_parent = controlled("Parent company", "A", Some("100"), "2020", Some("2023"));
        assert!(overlapping(as_parent.clone(), controlled("wholly-owned by", "B", Some("100"), "2022", None)));
        assert!(!overlapping(as_parent.clone(), controlled("employer", "B", None, "2022", None)));
        assert!(!overlapping(as_parent, controlled("unknown", "B", None, "2022", None)));
    }
}
