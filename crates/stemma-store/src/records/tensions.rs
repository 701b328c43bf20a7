//! Tensions as they are found: who is on which side, in the findings graph.

use stemma_core::state::State;
use stemma_core::tension::{Tension, TensionGround};
use stemma_core::topic::Topics;

use super::write::Writer;
use super::{Iris, notes};
use crate::vocabulary::{class, dcterms, schema, stm};

/// Every tension: a dossier's at its note, a claim's at a part of the claim.
pub(super) fn write(writer: &mut Writer, iris: &Iris, state: &State, (topics, all): (&Topics, &[Tension])) {
    for tension in all {
        let node = match tension.ground {
            TensionGround::Dossier { version, note } => notes::node(&iris.version(version), note),
            TensionGround::Stance { claim } => Iris::part(&iris.claim(claim), "tension"),
            TensionGround::Position { claim } => Iris::part(&iris.claim(claim), "position"),
        };
        writer.is_a(&node, class::TENSION);
        for topic in topics.all().filter(|topic| topic.has_tension(state, tension)) {
            writer.add(&node, dcterms::SUBJECT, iris.topic(&topic.name));
        }
        if let TensionGround::Stance { claim } | TensionGround::Position { claim } = tension.ground {
            writer.add(&node, stm::CONCERNS, iris.claim(claim));
        }
        for (number, side) in tension.sides.iter().enumerate() {
            let part = notes::side(&node, number);
            writer.add(&node, stm::TENSION_SIDE, part.clone());
            writer.is_a(&part, class::TENSION_SIDE);
            writer.text(&part, schema::TEXT, &side.text);
            for stand in &side.actors {
                writer.add(&part, stm::ON_SIDE, iris.actor(&stand.actor));
                for assertion in stand.positions.iter().filter_map(|position| position.assertion) {
                    writer.add(&part, stm::QUOTE, Iris::part(&iris.assertion(assertion), "content-0"));
                }
            }
        }
    }
}
