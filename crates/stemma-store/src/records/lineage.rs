//! The lineage of a claim as quads: witnesses, derivations, and the chains of its certificate.

use std::collections::BTreeSet;

use oxrdf::NamedNode;
use stemma_core::document::Version;
use stemma_core::enumerations::Basis;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::independence::{Lineage, Witness};
use stemma_core::trace::{Step, Suspicion};

use super::Iris;
use super::context::Context;
use super::write::Writer;
use crate::vocabulary::{class, dcterms, derivation_kind, prov, skos, stm};

/// The lineage of one claim as it is written.
pub(super) struct Drawn<'w, 'c> {
    context: &'w Context<'c>,
    claim: &'w NamedNode,
    found: &'w ClaimFinding,
    writer: &'w mut Writer,
}

impl<'w, 'c> Drawn<'w, 'c> {
    pub(super) fn new(
        context: &'w Context<'c>,
        claim: &'w NamedNode,
        found: &'w ClaimFinding,
        writer: &'w mut Writer,
    ) -> Self {
        Self { context, claim, found, writer }
    }

    /// The node of a witness: an assertion for a held document, a node of the claim's own for another.
    fn witness(&self, id: &str, steps: &[Step]) -> NamedNode {
        let of_document = |version: &Id<Version>| {
            let stated = steps.iter().find(|step| step.from == id).map(|step| step.assertion);
            let members = self.context.side_members(self.found.claim.id);
            let first = members.iter().find(|(member, _)| member == version).map(|(_, a)| *a);
            stated.or(first)
        };
        match self.found.traced.documents.get(id).and_then(of_document) {
            Some(assertion) => self.context.iris.assertion(assertion),
            None => Iris::part(self.claim, format!("witness-{}", Id::<Witness>::of("witness", &[id]))),
        }
    }

    pub(super) fn side(&mut self, lineage_node: &NamedNode, lineage: &Lineage, steps: &[Step]) {
        for witness in lineage.witnesses.values() {
            let node = self.witness(&witness.id, steps);
            self.writer.add(lineage_node, dcterms::HAS_PART, node.clone());
            self.writer.flag(&node, stm::HELD, witness.held);
            for group in &witness.groups {
                self.writer.add(&node, stm::GROUP, self.context.iris.actor(group));
            }
            if !witness.held {
                let is_derived = lineage.derivations.iter().any(|d| d.from == witness.id);
                let is_origin = witness.basis.makes_an_origin() && !is_derived;
                self.writer.is_a(&node, class::WITNESS);
                if is_origin {
                    self.writer.is_a(&node, class::ORIGIN);
                }
                let basis = if is_origin {
                    witness.basis
                } else if witness.basis.makes_an_origin() {
                    Basis::None
                } else {
                    witness.basis
                };
                self.writer.concept(&node, stm::BASIS, basis);
                self.writer.text(&node, skos::PREF_LABEL, &witness.id);
                self.writer.add(&node, stm::ASSERTS, self.claim.clone());
            }
        }
        for step in steps {
            self.step(lineage_node, step, steps);
            for end in [&step.from, &step.to].into_iter().filter(|end| !lineage.witnesses.contains_key(*end)) {
                self.unknown(end, steps);
            }
        }
    }

    /// A witness that a step names and the lineage does not have: whoever had the claim from it stays derived.
    fn unknown(&mut self, id: &str, steps: &[Step]) {
        let node = self.witness(id, steps);
        self.writer.is_a(&node, class::WITNESS);
        self.writer.text(&node, skos::PREF_LABEL, id);
        self.writer.add(&node, stm::ASSERTS, self.claim.clone());
    }

    fn step(&mut self, lineage_node: &NamedNode, step: &Step, steps: &[Step]) {
        let (from, to) = (self.witness(&step.from, steps), self.witness(&step.to, steps));
        if from == to {
            return;
        }
        let node =
            Iris::part(self.claim, format!("derivation-{}", Id::<Step>::of("derivation", &[&step.from, &step.to])));
        self.writer.add(&from, prov::WAS_DERIVED_FROM, to.clone());
        self.writer.add(&from, prov::QUALIFIED_DERIVATION, node.clone());
        self.writer.add(lineage_node, dcterms::HAS_PART, node.clone());
        self.writer.is_a(&node, class::DERIVATION);
        self.writer.add(&node, stm::FROM, from);
        self.writer.add(&node, stm::TO, to);
        self.writer.flag(&node, stm::CERTAIN, true);
        let statement = self.context.assertion(step.assertion).map(|a| &a.statement);
        let is_direct = statement.is_some_and(|s| s.direct);
        let kind = if is_direct { derivation_kind::QUOTES } else { derivation_kind::RELAYS };
        self.writer.add(&node, stm::DERIVATION_KIND, kind.into_owned());
        statement.iter().for_each(|statement| self.writer.text(&node, stm::RULE, &statement.rule));
        let assertion = self.context.iris.assertion(step.assertion);
        let words = if statement.is_some_and(|s| s.cue.is_some()) { "cue" } else { "content-0" };
        self.writer.add(&node, stm::QUOTE, Iris::part(&assertion, words));
    }

    /// A derivation that nobody states; it rests on the words that are the same, or on two reports of one thing of which one
    /// names the other's voice: the reason quotes where.
    pub(super) fn suspicion(&mut self, lineage_node: &NamedNode, suspicion: &Suspicion) {
        let all: Vec<Step> = self.found.traced.supporting.iter().chain(&self.found.traced.opposing).cloned().collect();
        let (from, to) = (self.witness(&suspicion.from, &all), self.witness(&suspicion.to, &all));
        let ends = [suspicion.from.as_str(), &suspicion.to];
        let node = Iris::part(self.claim, format!("derivation-{}", Id::<Suspicion>::of("suspected", &ends)));
        self.writer.add(lineage_node, dcterms::HAS_PART, node.clone());
        self.writer.is_a(&node, class::DERIVATION);
        self.writer.add(&node, stm::FROM, from);
        self.writer.add(&node, stm::TO, to);
        self.writer.flag(&node, stm::CERTAIN, false);
        let kind = suspicion.naming.as_ref().map_or(derivation_kind::COPIES, |_| derivation_kind::RELAYS);
        self.writer.add(&node, stm::DERIVATION_KIND, kind.into_owned());
        self.writer.text(&node, stm::REASON, &suspicion.reason);
        let score = suspicion.percent.map(|percent| format!("{:.2}", as_share(percent)));
        score.iter().for_each(|score| self.writer.percent(&node, stm::SCORE, score));
        for assertion in [Some(suspicion.from_assertion), suspicion.to_assertion].into_iter().flatten() {
            let words = Iris::part(&self.context.iris.assertion(assertion), "content-0");
            self.writer.add(&node, stm::QUOTE, words);
        }
    }

    pub(super) fn chains(&mut self, finding: &NamedNode) {
        for (number, chain) in self.found.finding.support.chains.iter().enumerate() {
            let node = Iris::part(self.claim, format!("chain-{number}"));
            self.writer.add(finding, stm::CHAIN, node.clone());
            self.writer.is_a(&node, class::CHAIN);
            for (position, id) in chain.iter().enumerate() {
                let link = Iris::part(self.claim, format!("chain-{number}-link-{position}"));
                self.writer.add(&node, stm::LINK, link.clone());
                self.writer.is_a(&link, class::CHAIN_LINK);
                self.writer.number(&link, stm::POSITION, position);
                let witness = self.witness(id, &self.found.traced.supporting);
                self.writer.add(&link, stm::WITNESS, witness);
                let groups =
                    self.found.traced.case.supporting.witnesses.get(id).map(|w| w.groups.clone()).unwrap_or_default();
                let groups = if groups.is_empty() { BTreeSet::from([id.clone()]) } else { groups };
                groups.iter().for_each(|group| self.writer.add(&link, stm::GROUP, self.context.iris.actor(group)));
            }
        }
    }
}

/// A percentage from 0 to 1.
fn as_share(percent: usize) -> f64 {
    f64::from(u8::try_from(percent).unwrap_or(100).min(100)) / 100.0
}
