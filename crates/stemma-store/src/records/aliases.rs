//! Other names that a version states for somebody, as quads of its graph and back.

use stemma_core::alias::AliasStatement;
use stemma_core::span::{CodePoints, Quote};
use stemma_core::state::HeldVersion;

use super::Iris;
use super::graph::Graph;
use super::write::Writer;
use crate::vocabulary::{class, stm};

/// Writes what a version states.
pub(super) fn write(writer: &mut Writer, iris: &Iris, held: &HeldVersion, points: &CodePoints<'_>) {
    let version = iris.version(held.version.id);
    for (number, alias) in held.aliases.iter().enumerate() {
        let node = Iris::part(&version, format!("alias-{number}"));
        writer.add(&version, stm::STATES_ALIAS, node.clone());
        writer.is_a(&node, class::ALIAS_STATEMENT);
        for (predicate, name) in [(stm::FIRST_NAME, &alias.name), (stm::OTHER_NAME, &alias.alias)] {
            writer.text(&node, predicate, name);
            writer.add(&node, stm::NAMES_ACTOR, iris.actor(name));
        }
        writer.text(&node, stm::REASON, &alias.cue);
        writer.quote(&node, stm::QUOTE, "quote", &version, &alias.quote, points);
    }
}

/// Reads what a version states, in order of place; `quote` finds the words at a place.
pub(super) fn read(graph: &Graph, version: &str, quote: &dyn Fn(&str) -> Option<Quote>) -> Vec<AliasStatement> {
    let read = |node: &str| {
        Some(AliasStatement {
            quote: graph.iris(node, stm::QUOTE).find_map(quote)?,
            name: graph.text(node, stm::FIRST_NAME)?,
            alias: graph.text(node, stm::OTHER_NAME)?,
            cue: graph.text(node, stm::REASON)?,
        })
    };
    let mut aliases: Vec<AliasStatement> = graph.iris(version, stm::STATES_ALIAS).filter_map(read).collect();
    aliases.sort_by_key(|alias| alias.quote.span);
    aliases
}
