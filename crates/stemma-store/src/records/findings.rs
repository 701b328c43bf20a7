//! What is computed, as quads of the findings graph: claims, findings with their certificates, contradictions, actors.

use std::collections::BTreeMap;

use oxrdf::{NamedNode, Quad};
use sha2::{Digest, Sha256};
use stemma_core::contradiction::{Contradiction, ContradictionStatus};
use stemma_core::dossier::NoteContent;
use stemma_core::enumerations::{FindingFlag, SourceKind};
use stemma_core::explain::{assumptions, what_would_change};
use stemma_core::finding::{ClaimFinding, Findings, RULE_VERSION};
use stemma_core::id::Id;
use stemma_core::identity::{Claim, Member};
use stemma_core::independence::SideFinding;
use stemma_core::name::ActorKey;
use stemma_core::state::{Assertion, State};

use super::lineage::Drawn;
use super::write::{Writer, actor};
use super::{Iris, calculations, interests, notes, policy, tensions, topics};
use crate::vocabulary::{class, contradiction_status, oa, prov, schema, skos, stm};

/// Everything computed from `state`, as quads.
#[must_use]
pub fn finding_quads(iris: &Iris, state: &State, findings: &Findings) -> Vec<Quad> {
    let context = Context::new(iris, state, findings);
    let mut quads = general_quads(&context, findings);
    quads.extend(findings.claims.iter().flat_map(|found| claim_quads(&context, found)));
    quads
}

/// What is computed of everything together: actors, contradictions, topics, tensions, calculations.
pub(super) fn general_quads(context: &Context<'_>, findings: &Findings) -> Vec<Quad> {
    let Context { iris, state, .. } = context;
    let mut writer = Writer::new(iris.findings_graph());
    policy::declare(&mut writer, iris, findings.policy);
    actors(&mut writer, iris, state, findings);
    verdicts(&mut writer, context, findings);
    questions(&mut writer, context, findings);
    topics::write(&mut writer, iris, state, findings);
    tensions::write(&mut writer, iris, state, findings);
    calculations::write(&mut writer, iris, state, findings);
    for contradiction in &findings.contradictions {
        contradicted(&mut writer, iris, contradiction);
    }
    writer.quads
}

/// What is computed of one claim.
pub(super) fn claim_quads(context: &Context<'_>, found: &ClaimFinding) -> Vec<Quad> {
    let mut writer = Writer::new(context.iris.findings_graph());
    claim(&mut writer, context, found);
    writer.quads
}

/// Which claims the open questions of dossiers are about: those that a question itself asks.
fn questions(writer: &mut Writer, context: &Context<'_>, findings: &Findings) {
    let claims: BTreeMap<Id<Assertion>, Id<Claim>> =
        findings.claims.iter().flat_map(|f| f.claim.members.iter().map(|(_, id)| (*id, f.claim.id))).collect();
    for held in context.state.current() {
        let version = context.iris.version(held.version.id);
        for (number, note) in held.notes.iter().enumerate() {
            let asks = |a: &&Assertion| {
                let place = a.statement.hull();
                note.place().start <= place.start && place.end <= note.place().end
            };
            let is_question = matches!(note.content, NoteContent::Question { .. });
            let asked = held.assertions.iter().filter(asks).filter_map(|a| claims.get(&a.id));
            for claim in asked.filter(|_| is_question) {
                writer.add(&notes::node(&version, number), stm::CONCERNS, context.iris.claim(*claim));
            }
        }
    }
}

pub(super) struct Context<'a> {
    pub(super) iris: &'a Iris,
    pub(super) state: &'a State,
    pub(super) assertions: BTreeMap<Id<Assertion>, &'a Assertion>,
    /// The assertions of each claim and, after them, of the claims that contradict it, and of those that say more.
    sides: BTreeMap<Id<Claim>, Vec<Member>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(iris: &'a Iris, state: &'a State, findings: &Findings) -> Self {
        let assertions = state.versions.values().flat_map(|held| &held.assertions).map(|a| (a.id, a)).collect();
        let own: BTreeMap<_, _> = findings.claims.iter().map(|found| (found.claim.id, &found.claim.members)).collect();
        let mut sides: BTreeMap<_, Vec<_>> = own.iter().map(|(id, members)| (*id, members.to_vec())).collect();
        for contradiction in findings.contradictions.iter().filter(|c| c.opposes() && c.a != c.b) {
            for (one, other) in [(contradiction.a, contradiction.b), (contradiction.b, contradiction.a)] {
                let opposing = own.get(&other).into_iter().flat_map(|members| members.iter().copied());
                sides.entry(one).or_default().extend(opposing);
            }
        }
        for entailment in findings.contradictions.iter().filter_map(Contradiction::entails) {
            let of = |claim: Id<Claim>, said: &[Id<Assertion>]| {
                let members = own.get(&claim).into_iter().flat_map(|members| members.iter().copied());
                members.filter(|(_, id)| said.contains(id)).collect::<Vec<_>>()
            };
            let supporting = of(entailment.stronger, &entailment.supporting);
            sides.entry(entailment.weaker).or_default().extend(supporting);
            sides.entry(entailment.stronger).or_default().extend(of(entailment.weaker, &entailment.denying));
        }
        Self { iris, state, assertions, sides }
    }

    pub(super) fn side_members(&self, claim: Id<Claim>) -> &[Member] {
        self.sides.get(&claim).map(Vec::as_slice).unwrap_or_default()
    }
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
    assessed(writer, context, &node, found, &explanation);
    for group in &found.finding.support.cut {
        writer.add(&node, stm::CHOKEPOINT, iris.actor(group));
    }
    for (_, assertion) in &found.claim.members {
        writer.add(&iris.assertion(*assertion), stm::ASSERTS, node.clone());
    }
    flags(writer, context, &node, found);
    interests::recorded(writer, context, &node, found);
    interests::inferred(writer, context, &node, found);
    finding(writer, context, &node, found, &explanation);
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
    writer.flag(node, stm::EXACT, finding.support.exact);
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
    writer.text(&assessment, stm::INPUTS_HASH, &inputs_hash(found));
    writer.add(&assessment, prov::USED, lineage.clone());
    writer.is_a(&lineage, class::LINEAGE);
    writer.add(&lineage, stm::LINEAGE_OF, claim.clone());
    what_would_change(&found.traced, &found.finding)
        .iter()
        .for_each(|change| writer.text(&node, stm::WOULD_CHANGE, change));
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
    for group in &found.finding.support.cut {
        writer.add(&node, stm::CUT, context.iris.actor(group));
    }
}

/// SHA-256 of the canonical case that a finding was computed from.
fn inputs_hash(found: &ClaimFinding) -> String {
    let digest = Sha256::digest(found.traced.case.canonical().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Which claim each verdict rates.
fn verdicts(writer: &mut Writer, context: &Context<'_>, findings: &Findings) {
    let claims =
        findings.claims.iter().flat_map(|f| f.claim.members.iter().map(|(_, assertion)| (*assertion, f.claim.id)));
    let claim_of: BTreeMap<_, _> = claims.collect();
    for held in context.state.versions.values() {
        for (number, verdict) in held.verdicts.iter().enumerate() {
            let node = context.iris.published_verdict(held.version.id, number);
            if let Some(claim) = claim_of.get(&verdict.assertion) {
                writer.add(&node, schema::ITEM_REVIEWED, context.iris.claim(*claim));
            }
        }
    }
}

fn contradicted(writer: &mut Writer, iris: &Iris, contradiction: &Contradiction) {
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
    };
    writer.add(&node, stm::STATUS, status.into_owned());
    if let Some(entailment) = contradiction.entails() {
        writer.add(&iris.claim(entailment.stronger), stm::ENTAILS, iris.claim(entailment.weaker));
    }
}

/// Every actor and source that is named, with its spellings; the most frequent one is its label.
fn actors(writer: &mut Writer, iris: &Iris, state: &State, findings: &Findings) {
    let mut named = Named::default();
    for held in state.versions.values() {
        let metadata = &held.document.metadata;
        metadata.publisher.iter().for_each(|name| named.source(name));
        metadata.authors.iter().for_each(|name| named.actor(name, SourceKind::Person));
        metadata.supplied_by.iter().for_each(|name| named.actor(name, SourceKind::Organization));
        held.verdicts.iter().for_each(|verdict| named.actor(&verdict.by, SourceKind::Organization));
        for note in &held.notes {
            if let NoteContent::Perspective { holder, .. } = &note.content {
                named.actor(holder, SourceKind::Organization);
            }
        }
        for name in held.aliases.iter().flat_map(|alias| [&alias.name, &alias.alias]) {
            named.actor(name, SourceKind::Generic);
        }
        for role in &held.roles {
            named.actor(&role.holder, SourceKind::Person);
            role.organization.iter().for_each(|name| named.actor(name, SourceKind::Organization));
        }
        for voice in held.assertions.iter().flat_map(|a| &a.statement.chain) {
            named.actor(&voice.name, voice.kind);
        }
        for source in held.assertions.iter().filter_map(|a| a.statement.source.as_ref()) {
            named.actor(&source.name, source.kind);
        }
    }
    state
        .controls
        .iter()
        .flat_map(|c| [&c.actor, &c.controller])
        .for_each(|name| named.actor(name, SourceKind::Organization));
    state.interests.iter().for_each(|interest| named.actor(&interest.actor, SourceKind::Organization));
    let judged = state.actor_judgements.iter().flat_map(|judgement| [&judgement.a, &judgement.b]);
    judged.for_each(|name| named.actor(name, SourceKind::Organization));
    state.identified.iter().for_each(|identified| named.actor(&identified.actor, SourceKind::Generic));
    let inferred = findings.claims.iter().flat_map(|found| found.traced.interest.keys());
    inferred.for_each(|name| named.actor(name, SourceKind::Organization));
    for lineage in findings
        .claims
        .iter()
        .flat_map(|f| [Some(&f.traced.case.supporting), f.traced.case.opposing.as_ref()])
        .flatten()
    {
        lineage.witnesses.values().flat_map(|w| &w.groups).for_each(|group| named.actor(group, SourceKind::Generic));
    }
    for (spellings, kinds) in named.actors.values() {
        let Some(label) = most_frequent(spellings) else { continue };
        let node = iris.actor(label);
        actor(writer, &node);
        writer.text(&node, skos::PREF_LABEL, label);
        if let Some((kind, _)) = kinds.iter().max_by_key(|(kind, count)| (**count, std::cmp::Reverse(**kind))) {
            writer.concept(&node, stm::ACTOR_KIND, *kind);
        }
    }
    for spellings in named.sources.values() {
        let Some(label) = most_frequent(spellings) else { continue };
        let node = iris.source(label);
        writer.is_a(&node, class::SOURCE);
        writer.text(&node, skos::PREF_LABEL, label);
    }
}

type Spellings = BTreeMap<String, usize>;

#[derive(Default)]
struct Named {
    actors: BTreeMap<ActorKey, (Spellings, BTreeMap<SourceKind, usize>)>,
    sources: BTreeMap<ActorKey, Spellings>,
}

impl Named {
    fn actor(&mut self, name: &str, kind: SourceKind) {
        let (spellings, kinds) = self.actors.entry(ActorKey::of(name)).or_default();
        *spellings.entry(name.to_owned()).or_default() += 1;
        *kinds.entry(kind).or_default() += usize::from(kind != SourceKind::Generic) * 1000 + 1;
    }

    fn source(&mut self, name: &str) {
        *self.sources.entry(ActorKey::of(name)).or_default().entry(name.to_owned()).or_default() += 1;
    }
}

fn most_frequent(spellings: &Spellings) -> Option<&String> {
    spellings.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name))).map(|(name, _)| name)
}
