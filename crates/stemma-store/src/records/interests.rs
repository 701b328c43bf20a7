//! Who gains by a claim: what people recorded, and what rules infer.

use std::collections::BTreeSet;

use oxrdf::NamedNode;
use stemma_core::certificate::blocked_by;
use stemma_core::enumerations::Stance;
use stemma_core::features::stems_of_text;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::state::Interest;
use stemma_core::trace::InterestReason;

use super::Iris;
use super::catalog::interest_node;
use super::context::Context;
use super::write::Writer;
use crate::vocabulary::{class, stm};

/// Whose recorded interest is in this claim: its words, or those of a denial, have the words of the interest.
pub(super) fn recorded(writer: &mut Writer, context: &Context<'_>, node: &NamedNode, found: &ClaimFinding) {
    if context.state.interests.iter().all(|interest| interest.overruled) {
        return;
    }
    let sentences = context.side_members(found.claim.id).iter().filter_map(|(_, id)| context.assertion(*id));
    let words: BTreeSet<String> = sentences.flat_map(|a| stems_of_text(&a.statement.sentence)).collect();
    for interest in context.state.interests.iter().filter(|interest| !interest.overruled) {
        if stems_of_text(&interest.claim).is_subset(&words) {
            writer.add(&interest_node(context.iris, interest), stm::IN_CLAIM, node.clone());
            writer.add(&context.iris.actor(&interest.actor), stm::HAS_INTEREST_IN, node.clone());
        }
    }
}

/// Whom the rules take to gain by the claim, and those among them that stand on the way to an origin.
pub(super) fn inferred(writer: &mut Writer, context: &Context<'_>, claim: &NamedNode, found: &ClaimFinding) {
    let blocking = blocked_by(&found.traced.case.supporting, found.finding.policy);
    for (name, InterestReason { rule, why }) in &found.traced.interest {
        let node = Iris::part(claim, format!("interest-{}", Id::<Interest>::of("interest", &[name])));
        writer.is_a(&node, class::INTEREST);
        writer.add(&node, stm::INTERESTED, context.iris.actor(name));
        writer.add(&node, stm::IN_CLAIM, claim.clone());
        writer.concept(&node, stm::DIRECTION, Stance::Affirms);
        writer.text(&node, stm::WHY, why);
        writer.text(&node, stm::RULE, rule.as_str());
        if blocking.contains(name) {
            writer.add(&Iris::part(claim, "finding"), stm::BLOCKED_BY, node);
        }
    }
}
