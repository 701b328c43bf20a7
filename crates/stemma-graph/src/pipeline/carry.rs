//! What people decided about assertions, carried over to those that take their place: in a new version, or when the same
//! version is read otherwise.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::Quad;
use stemma_core::calculation::Calculation;
use stemma_core::id::Id;
use stemma_core::revision::Successor;
use stemma_core::state::{Assertion, Judgement, Retracted, Retraction, State};
use stemma_core::topic::{Filed, Filing};
use stemma_store::records::{Iris, calculation_quads, filing_quads, judgement_quads, retraction_quads};

/// What people decided about single assertions.
pub(super) struct Decided {
    judgements: BTreeSet<Judgement>,
    retractions: BTreeMap<Id<Assertion>, Retraction>,
    filings: BTreeSet<Filing>,
    calculations: BTreeSet<Calculation>,
}

/// What was carried over, and what was not.
#[derive(Default)]
pub(super) struct Carried {
    /// How many decisions were.
    pub(super) count: usize,
    /// What records them as they were.
    pub(super) before: Vec<Quad>,
    /// The same decisions, about what stands there now.
    pub(super) quads: Vec<Quad>,
    /// Decisions that find no such words, and the assertion that stands in the place, if any.
    pub(super) orphans: Vec<(String, Option<Id<Assertion>>)>,
}

impl Decided {
    pub(super) fn of(state: &State) -> Self {
        let of_assertion = |(what, retraction): (&Retracted, &Retraction)| match what {
            Retracted::Assertion(id) => Some((*id, retraction.clone())),
            Retracted::Document(_) => None, // holds of all its versions
        };
        Self {
            judgements: state.judgements.clone(),
            retractions: state.retractions.iter().filter_map(of_assertion).collect(),
            filings: state.filings.iter().filter(|f| matches!(f.what, Filed::Assertion(_))).cloned().collect(),
            calculations: state.calculations.clone(),
        }
    }

    /// Whether anything was decided that a new version could lose.
    pub(super) fn is_empty(&self) -> bool {
        self.judgements.is_empty()
            && self.retractions.is_empty()
            && self.filings.is_empty()
            && self.calculations.is_empty()
    }

    /// Carries over what was decided about assertions that have a successor.
    pub(super) fn carry(&mut self, iris: &Iris, successors: &BTreeMap<Id<Assertion>, Successor>) -> Carried {
        let mut carried = Carried::default();
        let now = |id: Id<Assertion>| match successors.get(&id) {
            None => Ok(id),
            Some(Successor::Same(id)) => Ok(*id),
            Some(Successor::Changed(id)) => Err(Some(*id)),
            Some(Successor::Gone) => Err(None),
        };
        let touched: Vec<Judgement> = self
            .judgements
            .iter()
            .filter(|judgement| successors.contains_key(&judgement.a) || successors.contains_key(&judgement.b))
            .cloned()
            .collect();
        for judgement in touched {
            match (now(judgement.a), now(judgement.b)) {
                (Ok(a), Ok(b)) if a != b => {
                    carried.count += 1;
                    carried.before.extend(judgement_quads(iris, &judgement));
                    let judgement = Judgement { a: a.min(b), b: a.max(b), ..judgement };
                    carried.quads.extend(judgement_quads(iris, &judgement));
                    self.judgements.insert(judgement);
                }
                (a, b) => {
                    let what = format!("a judgement of {} ({})", judgement.by, judgement.reason);
                    carried.orphans.push((what, a.err().or(b.err()).flatten()));
                }
            }
        }
        let withdrawn: Vec<(Id<Assertion>, Retraction)> = self
            .retractions
            .iter()
            .filter(|(id, _)| successors.contains_key(id))
            .map(|(id, retraction)| (*id, retraction.clone()))
            .collect();
        for (id, retraction) in withdrawn {
            match now(id) {
                Ok(now) => {
                    carried.count += 1;
                    carried.before.extend(retraction_quads(iris, Retracted::Assertion(id), &retraction));
                    carried.quads.extend(retraction_quads(iris, Retracted::Assertion(now), &retraction));
                    self.retractions.insert(now, retraction);
                }
                Err(instead) => carried.orphans.push((format!("a withdrawal ({})", retraction.reason), instead)),
            }
        }
        self.carry_filings(iris, &now, successors, &mut carried);
        self.carry_calculations(iris, &now, successors, &mut carried);
        carried
    }

    fn carry_filings(
        &mut self,
        iris: &Iris,
        now: &impl Fn(Id<Assertion>) -> Result<Id<Assertion>, Option<Id<Assertion>>>,
        successors: &BTreeMap<Id<Assertion>, Successor>,
        carried: &mut Carried,
    ) {
        let of = |filing: &Filing| match filing.what {
            Filed::Assertion(id) => Some(id).filter(|id| successors.contains_key(id)),
            Filed::Document(_) => None, // holds of all its versions
        };
        let touched: Vec<(Id<Assertion>, Filing)> =
            self.filings.iter().filter_map(|filing| Some((of(filing)?, filing.clone()))).collect();
        for (id, filing) in touched {
            match now(id) {
                Ok(now) => {
                    carried.count += 1;
                    carried.before.extend(filing_quads(iris, &filing));
                    let filing = Filing { what: Filed::Assertion(now), ..filing };
                    carried.quads.extend(filing_quads(iris, &filing));
                    self.filings.insert(filing);
                }
                Err(instead) => {
                    carried.orphans.push((format!("a filing under `{}` ({})", filing.topic, filing.reason), instead));
                }
            }
        }
    }

    fn carry_calculations(
        &mut self,
        iris: &Iris,
        now: &impl Fn(Id<Assertion>) -> Result<Id<Assertion>, Option<Id<Assertion>>>,
        successors: &BTreeMap<Id<Assertion>, Successor>,
        carried: &mut Carried,
    ) {
        let is_touched = |c: &&Calculation| c.inputs.iter().chain([&c.result]).any(|id| successors.contains_key(id));
        let touched: Vec<Calculation> = self.calculations.iter().filter(is_touched).cloned().collect();
        for calculation in touched {
            let inputs: Result<BTreeSet<Id<Assertion>>, _> =
                calculation.inputs.iter().map(|input| now(*input)).collect();
            match (now(calculation.result), inputs) {
                (Ok(result), Ok(inputs)) => {
                    carried.count += 1;
                    carried.before.extend(calculation_quads(iris, &calculation));
                    let calculation = Calculation { result, inputs, ..calculation };
                    carried.quads.extend(calculation_quads(iris, &calculation));
                    self.calculations.insert(calculation);
                }
                (result, inputs) => {
                    let what = format!("a calculation by {} ({})", calculation.by, calculation.reason);
                    carried.orphans.push((what, result.err().or(inputs.err()).flatten()));
                }
            }
        }
    }
}
