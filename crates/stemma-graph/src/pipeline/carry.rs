//! What people decided about assertions, carried over to those that take their place: in a new version, or when the same
//! version is read otherwise.

mod entered;

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::Quad;
use stemma_core::calculation::Calculation;
use stemma_core::contradiction::Contradiction;
use stemma_core::id::Id;
use stemma_core::revision::Successor;
use stemma_core::state::{Assertion, Judgement, Resolution, Retracted, Retraction, Review, Reviewed, State};
use stemma_core::topic::{Filed, Filing};
use stemma_store::records::{
    Iris, calculation_quads, filing_quads, judgement_quads, resolution_quads, retraction_quads, review_quads,
};

/// What takes the place of assertions.
pub(super) type Successors = BTreeMap<Id<Assertion>, Successor>;

/// What an assertion is now; what stands in its place, if anything, when its words are there no more.
fn instead_of(successors: &Successors, id: Id<Assertion>) -> Result<Id<Assertion>, Option<Id<Assertion>>> {
    match successors.get(&id) {
        None => Ok(id),
        Some(Successor::Same(id)) => Ok(*id),
        Some(Successor::Changed(id)) => Err(Some(*id)),
        Some(Successor::Gone) => Err(None),
    }
}

/// What people decided about single assertions.
pub(super) struct Decided {
    judgements: BTreeSet<Judgement>,
    retractions: BTreeMap<Id<Assertion>, Retraction>,
    reviews: BTreeMap<Reviewed, Review>,
    resolutions: BTreeMap<Id<Contradiction>, Resolution>,
    filings: BTreeSet<Filing>,
    calculations: BTreeSet<Calculation>,
    entered: entered::ByVersion,
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
            reviews: state.reviews.clone(),
            resolutions: state.resolutions.clone(),
            filings: state.filings.iter().filter(|f| matches!(f.what, Filed::Assertion(_))).cloned().collect(),
            calculations: state.calculations.clone(),
            entered: entered::by_version(state),
        }
    }

    /// Whether anything was decided that a new version could lose.
    pub(super) fn is_empty(&self) -> bool {
        self.judgements.is_empty()
            && self.retractions.is_empty()
            && self.reviews.is_empty()
            && self.resolutions.is_empty()
            && self.filings.is_empty()
            && self.calculations.is_empty()
            && self.entered.is_empty()
    }

    /// Carries over what was decided about assertions that have a successor.
    pub(super) fn carry(&mut self, iris: &Iris, successors: &Successors) -> Carried {
        let mut carried = Carried::default();
        self.carry_reviews(iris, successors, &mut carried);
        self.carry_resolutions(iris, successors, &mut carried);
        let now = |id| instead_of(successors, id);
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
        self.carry_filings(iris, successors, &mut carried);
        self.carry_calculations(iris, successors, &mut carried);
        carried
    }

    /// Carries over what was decided on how single assertions were read, and on which were copied.
    fn carry_reviews(&mut self, iris: &Iris, successors: &Successors, carried: &mut Carried) {
        let now = |id| instead_of(successors, id);
        let is_touched = |what: &Reviewed| match what {
            Reviewed::Attribution(id) => successors.contains_key(id),
            Reviewed::Copy(a, b) => successors.contains_key(a) || successors.contains_key(b),
        };
        let touched: Vec<(Reviewed, Review)> =
            self.reviews.iter().filter(|(what, _)| is_touched(what)).map(|(what, r)| (*what, r.clone())).collect();
        for (what, review) in touched {
            let successor = match what {
                Reviewed::Attribution(id) => now(id).map(Reviewed::Attribution),
                Reviewed::Copy(a, b) => now(a).and_then(|a| Ok(Reviewed::copy(a, now(b)?))),
            };
            match successor {
                Ok(now) => {
                    carried.count += 1;
                    carried.before.extend(review_quads(iris, what, &review));
                    carried.quads.extend(review_quads(iris, now, &review));
                    self.reviews.insert(now, review);
                }
                Err(instead) => {
                    carried.orphans.push((format!("a review of {} ({})", review.by, review.reason), instead));
                }
            }
        }
    }

    /// What says the same in a new version of a document was known when a contradiction was settled: it opens nothing.
    fn carry_resolutions(&mut self, iris: &Iris, successors: &Successors, carried: &mut Carried) {
        for (id, resolution) in &mut self.resolutions {
            let same = |id: &Id<Assertion>| match successors.get(id) {
                Some(Successor::Same(now)) => Some(*now),
                Some(Successor::Changed(_) | Successor::Gone) | None => None,
            };
            let now: BTreeSet<Id<Assertion>> = resolution.given.iter().filter_map(same).collect();
            if !now.is_subset(&resolution.given) {
                resolution.given.extend(now);
                carried.count += 1;
                carried.quads.extend(resolution_quads(iris, *id, resolution));
            }
        }
    }

    fn carry_filings(&mut self, iris: &Iris, successors: &Successors, carried: &mut Carried) {
        let of = |filing: &Filing| match filing.what {
            Filed::Assertion(id) => Some(id).filter(|id| successors.contains_key(id)),
            Filed::Document(_) => None, // holds of all its versions
        };
        let touched: Vec<(Id<Assertion>, Filing)> =
            self.filings.iter().filter_map(|filing| Some((of(filing)?, filing.clone()))).collect();
        for (id, filing) in touched {
            match instead_of(successors, id) {
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

    fn carry_calculations(&mut self, iris: &Iris, successors: &Successors, carried: &mut Carried) {
        let is_touched = |c: &&Calculation| c.inputs.iter().chain([&c.result]).any(|id| successors.contains_key(id));
        let touched: Vec<Calculation> = self.calculations.iter().filter(is_touched).cloned().collect();
        for calculation in touched {
            let inputs: Result<BTreeSet<Id<Assertion>>, _> =
                calculation.inputs.iter().map(|input| instead_of(successors, *input)).collect();
            match (instead_of(successors, calculation.result), inputs) {
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
