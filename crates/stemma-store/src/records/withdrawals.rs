//! Who took back what they had said, as a version states it: as quads of its graph and back.

use stemma_core::span::{CodePoints, Quote};
use stemma_core::state::HeldVersion;
use stemma_core::withdrawal::WithdrawalStatement;

use super::Iris;
use super::graph::Graph;
use super::write::Writer;
use crate::vocabulary::{class, stm};

/// Writes what a version states.
pub(super) fn write(writer: &mut Writer, iris: &Iris, held: &HeldVersion, points: &CodePoints<'_>) {
    let version = iris.version(held.version.id);
    for (number, stated) in held.withdrawals.iter().enumerate() {
        let node = Iris::part(&version, format!("withdrawal-{number}"));
        writer.add(&version, stm::STATES_WITHDRAWAL, node.clone());
        writer.is_a(&node, class::WITHDRAWAL_STATEMENT);
        writer.add(&node, stm::TAKEN_BACK_BY, iris.actor(&stated.name));
        writer.text(&node, stm::TAKEN_BACK_BY_NAME, &stated.name);
        writer.text(&node, stm::REASON, &stated.cue);
        writer.quote(&node, stm::QUOTE, "quote", &version, &stated.quote, points);
    }
}

/// Reads what a version states, in order of place; `quote` finds the words at a place.
pub(super) fn read(graph: &Graph, version: &str, quote: &dyn Fn(&str) -> Option<Quote>) -> Vec<WithdrawalStatement> {
    let read = |node: &str| {
        Some(WithdrawalStatement {
            quote: graph.iris(node, stm::QUOTE).find_map(quote)?,
            name: graph.text(node, stm::TAKEN_BACK_BY_NAME)?,
            cue: graph.text(node, stm::REASON)?,
        })
    };
    let mut stated: Vec<WithdrawalStatement> = graph.iris(version, stm::STATES_WITHDRAWAL).filter_map(read).collect();
    stated.sort();
    stated
}
