//! The policy of findings as a concept: one of the ontology, or a user's own with what it asks.

use oxrdf::NamedNode;
use stemma_core::policy::Policy;

use super::Iris;
use super::write::Writer;
use crate::vocabulary::{Concept, rdf, scheme, skos, stm};

/// The concept of a policy.
pub(super) fn node(iris: &Iris, policy: Policy) -> NamedNode {
    policy.built_in().map_or_else(|| iris.policy(&policy), |built_in| built_in.iri())
}

/// Says what a user's own policy asks; the ontology does so for the others.
pub(super) fn declare(writer: &mut Writer, iris: &Iris, policy: Policy) {
    if policy.built_in().is_some() {
        return;
    }
    let (node, rules) = (node(iris, policy), policy.rules());
    writer.add(&node, rdf::TYPE, skos::CONCEPT.into_owned());
    writer.add(&node, skos::IN_SCHEME, scheme::POLICY.into_owned());
    writer.text(&node, skos::NOTATION, policy.as_str());
    writer.text(&node, skos::PREF_LABEL, policy.as_str());
    rules.first_hand.bases().for_each(|basis| writer.concept(&node, stm::FIRST_HAND_BASIS, basis));
    writer.number(&node, stm::LINES_NEEDED, usize::from(rules.lines));
    writer.flag(&node, stm::CLAIMANT_COUNTS, rules.claimant_counts);
    writer.flag(&node, stm::OWN_VOICE_COUNTS, rules.own_voice_counts);
    writer.number(&node, stm::OWNERSHIP_PERCENT, usize::from(rules.ownership_percent));
}
