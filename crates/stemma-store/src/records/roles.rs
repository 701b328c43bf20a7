//! Who holds which office, as a version states it: as quads of its graph and back.

use stemma_core::role::RoleStatement;
use stemma_core::span::{CodePoints, Quote};
use stemma_core::state::HeldVersion;

use super::Iris;
use super::graph::Graph;
use super::write::Writer;
use crate::vocabulary::{class, stm};

/// Writes what a version states.
pub(super) fn write(writer: &mut Writer, iris: &Iris, held: &HeldVersion, points: &CodePoints<'_>) {
    let version = iris.version(held.version.id);
    for (number, stated) in held.roles.iter().enumerate() {
        let node = Iris::part(&version, format!("role-{number}"));
        writer.add(&version, stm::STATES_ROLE, node.clone());
        writer.is_a(&node, class::ROLE_STATEMENT);
        writer.add(&node, stm::HOLDER, iris.actor(&stated.holder));
        writer.text(&node, stm::HOLDER_NAME, &stated.holder);
        writer.text(&node, stm::ROLE_NAME, &stated.role);
        if let Some(organization) = &stated.organization {
            writer.add(&node, stm::ROLE_OF, iris.actor(organization));
            writer.text(&node, stm::ORGANIZATION_NAME, organization);
        }
        stated.on.iter().for_each(|on| writer.date(&node, stm::HELD_ON, *on));
        stated.from.iter().for_each(|from| writer.date(&node, stm::VALID_FROM, *from));
        stated.to.iter().for_each(|to| writer.date(&node, stm::VALID_TO, *to));
        writer.text(&node, stm::REASON, &stated.cue);
        writer.concept(&node, stm::TIER, stated.tier);
        writer.quote(&node, stm::QUOTE, "quote", &version, &stated.quote, points);
    }
}

/// Reads what a version states, in order of place; `quote` finds the words at a place.
pub(super) fn read(graph: &Graph, version: &str, quote: &dyn Fn(&str) -> Option<Quote>) -> Vec<RoleStatement> {
    let read = |node: &str| {
        Some(RoleStatement {
            quote: graph.iris(node, stm::QUOTE).find_map(quote)?,
            holder: graph.text(node, stm::HOLDER_NAME)?,
            role: graph.text(node, stm::ROLE_NAME)?,
            organization: graph.text(node, stm::ORGANIZATION_NAME),
            on: graph.date(node, stm::HELD_ON),
            from: graph.date(node, stm::VALID_FROM),
            to: graph.date(node, stm::VALID_TO),
            cue: graph.text(node, stm::REASON)?,
            tier: graph.concept(node, stm::TIER)?,
        })
    };
    let mut roles: Vec<RoleStatement> = graph.iris(version, stm::STATES_ROLE).filter_map(read).collect();
    roles.sort_by(|a, b| (a.quote.span, a).cmp(&(b.quote.span, b)));
    roles
}
