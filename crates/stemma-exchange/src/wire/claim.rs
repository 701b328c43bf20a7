//! The records of `stemma claims` and `stemma contradictions`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use stemma_core::contradiction::Contradiction;
use stemma_core::copying::SharedPassage;
use stemma_core::document::Version;
use stemma_core::enumerations::ContradictionKind;
use stemma_core::enumerations::FindingFlag;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::revision::Anchored;
use stemma_core::shared::SharedMap;
use stemma_core::span::Span;
use stemma_core::state::{Assertion, HeldVersion, Review, Reviewed, State};
use stemma_core::trace::{Noted, Suspicion};

use super::Texts;
use super::texts::Points;

/// A claim with its finding.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimRecord {
    /// The claim's id.
    pub id: String,
    /// The claim in one sentence.
    pub text: String,
    /// What sort of claim.
    pub kind: &'static str,
    /// In one word.
    pub headline: &'static str,
    /// How well supported.
    pub support: &'static str,
    /// Held documents that assert it.
    pub reports: usize,
    /// ω.
    pub omega: usize,
    /// ν, low and high.
    pub nu: [usize; 2],
    /// κ.
    pub kappa: usize,
    /// The other side.
    pub opposition: Option<OppositionRecord>,
    /// Where it is in its life.
    pub lifecycle: &'static str,
    /// When a prediction is due.
    pub due: Option<String>,
    /// What an editor should know.
    pub flags: Vec<&'static str>,
    /// The words that show some of the flags.
    pub flag_quotes: Vec<FlagRecord>,
    /// Who says so, where: its own assertions, then those of claims that it follows from, which are counted with it.
    pub assertions: Vec<AssertionRecord>,
    /// Who had it from whom, on both sides: `later > earlier`, sorted.
    pub lineage: Vec<String>,
    /// Who may have it from whom, though nobody says so.
    pub suspected: Vec<SuspicionRecord>,
    /// What it hangs on.
    pub chokepoint: Vec<String>,
    /// In one plain sentence.
    pub explanation: String,
    /// Assessed under this policy.
    pub policy: String,
}

/// The numbers of the other side.
#[derive(Debug, Clone, Serialize)]
pub struct OppositionRecord {
    /// How well supported.
    pub support: &'static str,
    /// ω.
    pub omega: usize,
    /// ν, low and high.
    pub nu: [usize; 2],
    /// κ.
    pub kappa: usize,
}

/// A flag with the words that show it.
#[derive(Debug, Clone, Serialize)]
pub struct FlagRecord {
    /// The flag.
    pub flag: &'static str,
    /// Why it stands.
    pub reason: String,
    /// The words that are compared.
    pub quotes: Vec<QuoteRecord>,
}

/// A derivation that nobody states.
#[derive(Debug, Clone, Serialize)]
pub struct SuspicionRecord {
    /// Who may have copied.
    pub from: String,
    /// Whom.
    pub to: String,
    /// The share of the passage that is the same, or how likely it is, from 0 to 1; none, where only a name shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Why.
    pub reason: String,
    /// The passage in both documents, or the words that name whom it may come from, when there are any.
    pub quotes: Vec<QuoteRecord>,
}

/// One assertion of a claim.
#[derive(Debug, Clone, Serialize)]
pub struct AssertionRecord {
    /// The assertion's id.
    pub id: String,
    /// The path or URL as it was given; `PATH@VERSION` where a later version has that path and not these words.
    pub document: String,
    /// The content.
    pub quote: String,
    /// Its first code point.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// The version that says so, when a later one took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Whom it is credited to.
    pub source: Option<String>,
    /// The side it takes.
    pub stance: &'static str,
    /// How flatly.
    pub modality: &'static str,
    /// What the innermost origin rests on.
    pub basis: &'static str,
    /// How it was found; `P` when a person confirmed it.
    pub tier: &'static str,
    /// What a person decided on how it was read: `confirmed`, or `rejected`, and then it does not count.
    pub review: Option<&'static str>,
    /// The stronger claim that it makes, where it supports this one because this one follows from that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows_from: Option<String>,
}

/// Words at a place of a document.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteRecord {
    /// The path or URL as it was given; `PATH@VERSION` where a later version has that path and not these words.
    pub document: String,
    /// The words.
    pub quote: String,
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The version that says so, when a later one took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// Two claims that cannot both hold, or look so.
#[derive(Debug, Clone, Serialize)]
pub struct ContradictionRecord {
    /// Its id.
    pub id: String,
    /// The kind.
    pub kind: &'static str,
    /// The one claim.
    pub a: String,
    /// The other.
    pub b: String,
    /// Why.
    pub reason: String,
    /// `open`; `compatible` when the two can hold together; `resolved` when a person settled it, and `reopened` when
    /// somebody new took a side since.
    pub status: &'static str,
    /// How a person settled it.
    pub resolution: Option<ResolutionRecord>,
    /// That the one follows from the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entails: Option<EntailmentRecord>,
    /// Words of the one side.
    pub a_quotes: Vec<QuoteRecord>,
    /// Words of the other.
    pub b_quotes: Vec<QuoteRecord>,
}

/// That a weaker claim follows from a stronger one, so that whoever says the stronger supports the weaker.
#[derive(Debug, Clone, Serialize)]
pub struct EntailmentRecord {
    /// The claim that says more.
    pub stronger: String,
    /// The claim that follows.
    pub weaker: String,
    /// `bound` or `date`.
    pub rule: &'static str,
    /// How alike their words are, from 0 to 1.
    pub score: f64,
    /// Why.
    pub reason: &'static str,
}

/// How a person settled a contradiction.
#[derive(Debug, Clone, Serialize)]
pub struct ResolutionRecord {
    /// Why the two can hold together, when a kind fits.
    #[serde(rename = "as")]
    pub resolved_as: Option<&'static str>,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// The records of these findings, in their order.
#[must_use]
pub fn claim_records<'a>(
    state: &State,
    texts: &Texts,
    findings: impl IntoIterator<Item = &'a ClaimFinding>,
) -> Vec<ClaimRecord> {
    let places = Places::new(state, texts);
    findings.into_iter().map(|found| claim_record(&places, found)).collect()
}

/// The records of these contradictions, in their order.
#[must_use]
pub fn contradiction_records<'a>(
    state: &State,
    texts: &Texts,
    contradictions: impl IntoIterator<Item = &'a Contradiction>,
) -> Vec<ContradictionRecord> {
    let places = Places::new(state, texts);
    let record = |c: &Contradiction| ContradictionRecord {
        id: c.id.to_string(),
        kind: c.kind.as_str(),
        a: c.a.to_string(),
        b: c.b.to_string(),
        reason: c.reason.clone(),
        status: c.status().as_str(),
        resolution: c.resolution.as_ref().map(|resolution| ResolutionRecord {
            resolved_as: resolution.kind.map(ContradictionKind::as_str),
            by: resolution.by.clone(),
            reason: resolution.reason.clone(),
        }),
        entails: c.entails().map(|entailment| EntailmentRecord {
            stronger: entailment.stronger.to_string(),
            weaker: entailment.weaker.to_string(),
            rule: entailment.rule.as_str(),
            score: f64::from(entailment.percent) / 100.0,
            reason: entailment.rule.reason(),
        }),
        a_quotes: places.quotes(&c.a_assertions),
        b_quotes: places.quotes(&c.b_assertions),
    };
    contradictions.into_iter().map(record).collect()
}

fn claim_record(places: &Places<'_>, found: &ClaimFinding) -> ClaimRecord {
    let finding = &found.finding;
    ClaimRecord {
        id: found.claim.id.to_string(),
        text: found.claim.text.clone(),
        kind: found.claim.kind.as_str(),
        headline: finding.headline.as_str(),
        support: finding.support.support.as_str(),
        reports: finding.support.reports,
        omega: finding.support.omega,
        nu: [finding.support.nu, finding.nu_high],
        kappa: finding.support.kappa,
        opposition: finding.opposition.as_ref().map(|o| OppositionRecord {
            support: o.side.support.as_str(),
            omega: o.side.omega,
            nu: [o.side.nu, o.nu_high],
            kappa: o.side.kappa,
        }),
        lifecycle: found.lifecycle.as_str(),
        due: found.traced.due.map(|due| due.to_string()),
        flags: found.flags.iter().map(|flag| flag.as_str()).collect(),
        flag_quotes: places.flags(found),
        assertions: places.assertions(found),
        lineage: lineage(found),
        suspected: found.traced.suspected.iter().map(|suspicion| places.suspicion(found, suspicion)).collect(),
        chokepoint: found.chokepoint(),
        explanation: found.explanation().to_owned(),
        policy: finding.policy.to_string(),
    }
}

/// The assertions of stronger claims that support this one, with the claim that each makes, in the order of their ids.
fn following(found: &ClaimFinding) -> BTreeMap<Id<Assertion>, Id<Claim>> {
    let stronger = found.traced.stronger.iter().flat_map(|of| of.supporting.iter().map(move |id| (*id, of.claim)));
    let is_own = |id: &Id<Assertion>| found.claim.members.iter().any(|(_, own)| own == id);
    stronger.filter(|(id, _)| !is_own(id)).collect()
}

/// The steps that the assertions for the claim say; unnamed voices are called as the text calls them.
fn lineage(found: &ClaimFinding) -> Vec<String> {
    let members = found.claim.members.iter().map(|(_, id)| *id);
    let own: BTreeSet<Id<Assertion>> = members.chain(following(found).into_keys()).collect();
    let steps =
        found.traced.supporting.iter().chain(&found.traced.opposing).filter(|step| own.contains(&step.assertion));
    let name = |witness: &str| found.traced.name(witness).to_owned();
    let edges: BTreeSet<String> = steps.map(|step| format!("{} > {}", name(&step.from), name(&step.to))).collect();
    edges.into_iter().collect()
}

/// The versions whose paths lead to later ones. Where their words stand in these is worked out when it is asked.
fn renewed<'a>(state: &State) -> BTreeMap<Id<Version>, (Id<Version>, OnceCell<Anchored<'a>>)> {
    let superseded: Vec<&HeldVersion> = state.versions.values().filter(|held| held.superseded).collect();
    if superseded.is_empty() {
        return BTreeMap::new();
    }
    let now: BTreeMap<&str, Id<Version>> =
        state.current().map(|held| (held.document.name.as_str(), held.version.id)).collect();
    let later = |held: &HeldVersion| {
        let later = *now.get(held.document.name.as_str())?;
        Some((held.version.id, (later, OnceCell::new())))
    };
    superseded.into_iter().filter_map(later).collect()
}

/// What was decided, in one word.
const fn decided(review: &Review) -> &'static str {
    if review.confirmed { "confirmed" } else { "rejected" }
}

/// Where assertions stand.
pub(super) struct Places<'a> {
    reviews: &'a BTreeMap<Reviewed, Review>,
    assertions: BTreeMap<Id<Assertion>, (&'a HeldVersion, &'a Assertion)>,
    versions: &'a SharedMap<Id<Version>, HeldVersion>,
    /// Of versions whose paths lead to later ones: these, and where the words stand in them.
    renewed: BTreeMap<Id<Version>, (Id<Version>, OnceCell<Anchored<'a>>)>,
    texts: &'a Texts,
    points: Points<'a>,
}

impl<'a> Places<'a> {
    pub(super) fn new(state: &'a State, texts: &'a Texts) -> Self {
        let assertions =
            state.versions.values().flat_map(|held| held.assertions.iter().map(move |a| (a.id, (held, a)))).collect();
        let (versions, renewed) = (&state.versions, renewed(state));
        Self { reviews: &state.reviews, assertions, versions, renewed, texts, points: texts.points() }
    }

    /// The assertions for a claim: its own, and those that say more.
    fn assertions(&self, found: &ClaimFinding) -> Vec<AssertionRecord> {
        let own = found.claim.members.iter().filter_map(|(_, id)| self.assertion(*id));
        let stronger = following(found).into_iter().filter_map(|(id, claim)| {
            Some(AssertionRecord { follows_from: Some(claim.to_string()), ..self.assertion(id)? })
        });
        own.chain(stronger).collect()
    }

    pub(super) fn assertion(&self, id: Id<Assertion>) -> Option<AssertionRecord> {
        let (held, assertion) = self.assertions.get(&id)?;
        let statement = &assertion.statement;
        let place = self.quote(held, assertion);
        Some(AssertionRecord {
            id: id.to_string(),
            document: place.document,
            quote: place.quote,
            start: place.start,
            end: place.end,
            version: place.version,
            source: statement.source.as_ref().map(|source| source.name.clone()),
            stance: statement.stance.as_str(),
            modality: statement.modality.as_str(),
            basis: statement.basis.as_str(),
            tier: statement.tier.as_str(),
            review: self.reviews.get(&Reviewed::Attribution(id)).map(decided),
            follows_from: None,
        })
    }

    fn flags(&self, found: &ClaimFinding) -> Vec<FlagRecord> {
        let record = |noted: &Noted| FlagRecord {
            flag: noted.flag.as_str(),
            reason: noted.reason.clone(),
            quotes: noted.places.iter().filter_map(|place| self.words(place.version, place.span)).collect(),
        };
        let noted = found.traced.noted.iter().filter(|noted| found.flags.contains(&noted.flag)).map(record);
        let fallen = found.footing.fallen.iter().map(|fallen| FlagRecord {
            flag: FindingFlag::Stale.as_str(),
            reason: fallen.reason.clone(),
            quotes: fallen
                .member
                .and_then(|(_, id)| self.assertions.get(&id))
                .map(|(h, a)| self.quote(h, a))
                .into_iter()
                .collect(),
        });
        noted.chain(fallen).collect()
    }

    pub(super) fn words(&self, version: Id<Version>, span: Span) -> Option<QuoteRecord> {
        Some(self.at(self.versions.get(&version)?, span))
    }

    /// Words of a version: where they stand in the text that its path leads to now, or else in its own.
    fn at(&self, held: &HeldVersion, span: Span) -> QuoteRecord {
        let (own, path) = (held.version.id, &held.document.name);
        let quote = span.slice(self.texts.text(own)).unwrap_or_default().to_owned();
        let version = held.superseded.then(|| own.to_string());
        let (document, (start, end)) = match self.renewed.get(&own) {
            None => (path.clone(), self.points.span(own, span)),
            Some((later, anchored)) => {
                let anchored = anchored.get_or_init(|| Anchored::new(self.texts.text(own), self.texts.text(*later)));
                match anchored.stands(span) {
                    Some(span) => (path.clone(), self.points.span(*later, span)),
                    None => (format!("{path}@{own}"), self.points.span(own, span)),
                }
            }
        };
        QuoteRecord { document, quote, start, end, version }
    }

    fn suspicion(&self, found: &ClaimFinding, suspicion: &Suspicion) -> SuspicionRecord {
        let places = |SharedPassage { a, b, in_a, in_b, .. }: &SharedPassage| {
            [self.words(*a, *in_a), self.words(*b, *in_b)].into_iter().flatten().collect()
        };
        let naming = suspicion.naming.as_ref().and_then(|naming| self.words(naming.version, naming.quote.span));
        SuspicionRecord {
            from: found.traced.name(&suspicion.from).to_owned(),
            to: found.traced.name(&suspicion.to).to_owned(),
            score: suspicion.percent.map(|percent| f64::from(u8::try_from(percent).unwrap_or(100)) / 100.0),
            reason: suspicion.reason.clone(),
            quotes: suspicion.passage.as_ref().map(places).unwrap_or_else(|| naming.into_iter().collect()),
        }
    }

    fn quote(&self, held: &HeldVersion, assertion: &Assertion) -> QuoteRecord {
        self.at(held, assertion.statement.hull())
    }

    fn quotes(&self, ids: &[Id<Assertion>]) -> Vec<QuoteRecord> {
        ids.iter().filter_map(|id| self.assertions.get(id)).map(|(held, a)| self.quote(held, a)).collect()
    }
}
