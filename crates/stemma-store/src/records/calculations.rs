//! Claims that are calculated from others: as people recorded it, in the catalog graph, and as it is found, in the
//! findings graph.

use std::collections::BTreeSet;

use oxrdf::Quad;
use stemma_core::calculation::{Calculated, Calculation};
use stemma_core::id::Id;
use stemma_core::state::{Assertion, State};

use super::Iris;
use super::graph::Graph;
use super::write::Writer;
use crate::vocabulary::{class, stm};

/// A person records that a claim is calculated from others.
#[must_use]
pub fn calculation_quads(iris: &Iris, calculation: &Calculation) -> Vec<Quad> {
    let Calculation { result, inputs, how, by, reason } = calculation;
    let node = iris.record("calculations", &[&result.to_string(), by]);
    let mut writer = Writer::new(iris.catalog_graph());
    writer.is_a(&node, class::CALCULATION);
    writer.add(&node, stm::CALCULATES, iris.assertion(*result));
    inputs.iter().for_each(|input| writer.add(&node, stm::INPUT, iris.assertion(*input)));
    writer.text(&node, stm::HOW, how.as_str());
    writer.text(&node, stm::DECIDED_BY, by);
    writer.text(&node, stm::REASON, reason);
    writer.quads
}

/// What people recorded.
pub(super) fn read(iris: &Iris, graph: &Graph, state: &mut State) {
    for node in graph.of_class(class::CALCULATION) {
        let calculation = || {
            let id = |iri: &str| iris.id::<Assertion>("assertions", iri);
            let inputs: BTreeSet<Id<Assertion>> = graph.iris(node, stm::INPUT).filter_map(id).collect();
            Some(Calculation {
                result: graph.iris(node, stm::CALCULATES).find_map(id)?,
                inputs,
                how: graph.text(node, stm::HOW)?.parse().ok()?,
                by: graph.text(node, stm::DECIDED_BY)?,
                reason: graph.text(node, stm::REASON)?,
            })
        };
        state.calculations.extend(calculation());
    }
}

/// Every calculation, as a part of the claim that is calculated.
pub(super) fn write(writer: &mut Writer, iris: &Iris, all: &[Calculated]) {
    for (number, calculated) in all.iter().enumerate() {
        let claim = iris.claim(calculated.claim);
        let of_claim = all.iter().take(number).filter(|other| other.claim == calculated.claim).count();
        let node = Iris::part(&claim, format!("calculation-{of_claim}"));
        writer.is_a(&node, class::CALCULATION);
        writer.add(&node, stm::CALCULATES, claim);
        calculated.inputs.iter().for_each(|input| writer.add(&node, stm::INPUT, iris.claim(*input)));
        writer.text(&node, stm::HOW, calculated.how.as_str());
        calculated.by.iter().for_each(|by| writer.text(&node, stm::DECIDED_BY, by));
        writer.text(&node, stm::REASON, &calculated.reason);
    }
}
