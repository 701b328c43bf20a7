//! What is computed, as quads of the findings graph: claims, findings with their certificates, contradictions, actors.

use oxrdf::{NamedNode, Quad};
use sha2::{Digest, Sha256};
use stemma_core::contradiction::{Contradiction, ContradictionStatus};
use stemma_core::enumerations::FindingFlag;
use stemma_core::explain::assumptions;
use stemma_core::finding::{ClaimFinding, Findings, RULE_VERSION};
use stemma_core::independence::{Case, SideFinding};
use stemma_core::state::State;

use super::context::Context;
use super::general::General;
use super::lineage::Drawn;
use super::write::Writer;
use super::{Iris, interests, policy};
use crate::vocabulary::{class, contradiction_status, oa, prov, schema, stm};

/// Everything computed from `state`, as quads: made one claim after the other, because there may be millions of them.
pub fn finding_quads<'a>(
    iris: &'a Iris,
    state: &'a State,
    findings: &'a Findings,
) -> impl Iterator<Item = Quad> + use<'a> {
    finding_quads_with(iris, &General::of(state, findings), state, findings)
}

/// As [`finding_quads`], when what is computed of everything together is there already.
pub fn finding_quads_with<'a>(
    iris: &'a Iris,
    general: &General,
    state: &'a State,
    findings: &'a Findings,
) -> impl Iterator<Item = Quad> + use<'a> {
    let context = Context::new(iris, state, findings);
    let general = general.quads(&context, findings);
    general.into_iter().chain(findings.claims.iter().flat_map(move |found| claim_quads(&context, found)))
}

/// What is computed of one claim.
pub(super) fn claim_quads(context: &Context<'_>, found: &ClaimFinding) -> Vec<Quad> {
    let mut writer = Writer::new(context.iris.findings_graph());
    claim(&mut writer, context, found);
    writer.quads
}

fn claim(writer: &mut Writer, context: &Context<'_>, found: &ClaimFinding) {
    let iris = context.iris;
    let node = iris.claim(found.claim.id);
    writer.is_a(&node, class::CLAIM);
    writer.is_a(&node, schema::CLAIM);
    writer.text(&node, schema::TEXT, &found.claim.text);
    writer.concept(&node, stm::CLAIM_KIND, found.claim.kind);
    writer.concept(&node, stm::LIFECYCLE, found.lifecycle);
    found.traced.due.iter().for_each(|due| writer.date(&node, stm::DUE, *due));
    let explanation = found.explanation();
    assessed(writer, context, &node, found, explanation);
    for group in &found.chokepoint() {
        writer.add(&node, stm::CHOKEPOINT, iris.actor(group));
    }
    for (_, assertion) in &found.claim.members {
        writer.add(&iris.assertion(*assertion), stm::ASSERTS, node.clone());
    }
    flags(writer, context, &node, found);
    interests::recorded(writer, context, &node, found);
    interests::inferred(writer, context, &node, found);
    finding(writer, context, &node, found, explanation);
}

/// Flags with the words that show them.
fn flags(writer: &mut Writer, context: &Context<'_>, claim: &NamedNode, found: &ClaimFinding) {
    for noted in found.traced.noted.iter().filter(|noted| found.flags.contains(&noted.flag)) {
        let node = Iris::part(claim, format!("flag-{}", noted.flag));
        writer.is_a(&node, class::FLAG);
        writer.text(&node, stm::CODE, noted.flag.as_str());
        writer.text(&node, stm::MESSAGE, &noted.reason);
        writer.add(&node, stm::CONCERNS, claim.clone());
        for (number, place) in noted.places.iter().enumerate() {
            let words = Iris::part(&context.iris.assertion(place.assertion), "content-0");
            writer.add(&node, if number == 0 { oa::HAS_TARGET } else { stm::QUOTE }, words);
        }
    }
    for (number, fallen) in found.footing.fallen.iter().enumerate() {
        let Some((_, assertion)) = fallen.member else { continue };
        let node = Iris::part(claim, format!("flag-{}-{number}", FindingFlag::Stale));
        writer.is_a(&node, class::FLAG);
        writer.text(&node, stm::CODE, FindingFlag::Stale.as_str());
        writer.text(&node, stm::MESSAGE, &fallen.reason);
        writer.add(&node, stm::CONCERNS, claim.clone());
        writer.add(&node, oa::HAS_TARGET, Iris::part(&context.iris.assertion(assertion), "content-0"));
    }
}

/// The numbers and words that a claim and its finding both carry.
fn assessed(writer: &mut Writer, context: &Context<'_>, node: &NamedNode, found: &ClaimFinding, explanation: &str) {
    let finding = &found.finding;
    numbers(writer, node, &finding.support, finding.nu_high);
    writer.number(node, stm::REPORTS, finding.support.reports);
    writer.flag(node, stm::EXACT, finding.is_exact());
    writer.concept(node, stm::HEADLINE, finding.headline);
    writer.add(node, stm::POLICY, policy::node(context.iris, finding.policy));
    writer.text(node, stm::EXPLANATION, explanation);
    found.flags.iter().for_each(|flag| writer.concept(node, stm::FLAG, *flag));
    if let Some(opposition) = &finding.opposition {
        let against = Iris::part(&context.iris.claim(found.claim.id), "opposition");
        writer.add(node, stm::OPPOSITION, against.clone());
        writer.is_a(&against, class::OPPOSITION);
        numbers(writer, &against, &opposition.side, opposition.nu_high);
    }
}

fn numbers(writer: &mut Writer, node: &NamedNode, side: &SideFinding, nu_high: usize) {
    writer.concept(node, stm::SUPPORT, side.support);
    writer.number(node, stm::OMEGA, side.omega);
    writer.number(node, stm::NU_LOW, side.nu);
    writer.number(node, stm::NU_HIGH, nu_high);
    writer.number(node, stm::KAPPA, side.kappa);
}

fn finding(writer: &mut Writer, context: &Context<'_>, claim: &NamedNode, found: &ClaimFinding, explanation: &str) {
    let node = Iris::part(claim, "finding");
    let assessment = Iris::part(claim, "assessment");
    let lineage = Iris::part(claim, "lineage");
    writer.is_a(&node, class::FINDING);
    writer.add(&node, stm::FINDS, claim.clone());
    assessed(writer, context, &node, found, explanation);
    writer.add(&node, prov::WAS_GENERATED_BY, assessment.clone());
    writer.is_a(&assessment, class::ASSESSMENT);
    writer.add(&assessment, stm::POLICY, policy::node(context.iris, found.finding.policy));
    writer.text(&assessment, stm::RULE_VERSION, RULE_VERSION);
    writer.text(&assessment, stm::INPUTS_HASH, &inputs_hash(&found.traced.case));
    writer.add(&assessment, prov::USED, lineage.clone());
    writer.is_a(&lineage, class::LINEAGE);
    writer.add(&lineage, stm::LINEAGE_OF, claim.clone());
    found.what_would_change().iter().for_each(|change| writer.text(&node, stm::WOULD_CHANGE, change));
    for assumption in assumptions(&found.traced, &found.finding) {
        writer.text(&node, stm::ASSUMPTION, &assumption);
    }
    let mut drawn = Drawn::new(context, claim, found, writer);
    drawn.side(&lineage, &found.traced.case.supporting, &found.traced.supporting);
    if let Some(opposing) = &found.traced.case.opposing {
        drawn.side(&lineage, opposing, &found.traced.opposing);
    }
    let suspected = found.traced.suspected.iter();
    suspected.for_each(|suspicion| drawn.suspicion(&lineage, suspicion));
    drawn.chains(&node);
    for group in &found.chokepoint() {
        writer.add(&node, stm::CUT, context.iris.actor(group));
    }
}

/// SHA-256 of the canonical case that a finding was computed from, in lower-case hexadecimal.
#[must_use]
pub fn inputs_hash(case: &Case) -> String {
    let digest = Sha256::digest(case.canonical().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is computed of two claims that exclude each other, or only look so.
pub(super) fn contradicted(writer: &mut Writer, iris: &Iris, contradiction: &Contradiction) {
    let node = iris.contradiction(contradiction.id);
    writer.is_a(&node, class::CONTRADICTION);
    writer.concept(&node, stm::CONTRADICTION_KIND, contradiction.kind);
    writer.add(&node, stm::SIDE_A, iris.claim(contradiction.a));
    writer.add(&node, stm::SIDE_B, iris.claim(contradiction.b));
    writer.text(&node, stm::REASON, &contradiction.reason);
    let status = match contradiction.status() {
        ContradictionStatus::Open => contradiction_status::OPEN,
        ContradictionStatus::Compatible => contradiction_status::COMPATIBLE,
        ContradictionStatus::Resolved => contradiction_status::RESOLVED,
        ContradictionStatus::Reopened => contradiction_status::REOPENED,
        ContradictionStatus::Corrected => contradiction_status::CORRECTED,
    };
    writer.add(&node, stm::STATUS, status.into_owned());
    if let Some(entailment) = contradiction.entails() {
        writer.add(&iris.claim(entailment.stronger), stm::ENTAILS, iris.claim(entailment.weaker));
    }
}
