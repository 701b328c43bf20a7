//! Verdicts: as records beside the finding, and as schema.org `ClaimReview`.

use std::collections::BTreeMap;

use serde::Serialize;
use stemma_core::editing::{Done, Standing, answering};
use stemma_core::enumerations::Headline;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::State;
use stemma_core::verdict::{Check, Rating, published};
use stemma_store::records::Iris;

/// A person's verdict on a claim, beside what is computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictRecord {
    /// The claim, by the id that it has now.
    pub claim: String,
    /// The change in the log that gave it.
    pub sequence: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who gave it.
    pub by: String,
    /// The rating, in their words: Stemma gives none.
    pub rating: String,
    /// Why.
    pub why: String,
    /// Where it was published.
    pub url: Option<String>,
    /// What was done before, by the word of each check.
    pub checks: BTreeMap<&'static str, CheckAnswerRecord>,
    /// The computed headline when it was given.
    pub stood: &'static str,
    /// The computed headline now.
    pub stands: Option<&'static str>,
    /// Who took it back, if it was.
    pub taken_back: Option<TakenBackRecord>,
}

/// How a check was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckAnswerRecord {
    /// Whether it was done.
    pub done: bool,
    /// What was seen or said; or why it was not done.
    pub text: String,
}

/// That a verdict was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakenBackRecord {
    /// The change in the log.
    pub sequence: u64,
    /// When.
    pub at: String,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl VerdictRecord {
    /// The record of a verdict on `claim`, which stands so now.
    #[must_use]
    pub fn new(
        claim: String,
        stands: Option<Headline>,
        (done, rating, back): (&Done, &Rating, Option<(&Done, &str)>),
    ) -> Self {
        let answers = Check::ALL.into_iter().zip(&rating.checks);
        let answers = answers.map(|(check, answered)| {
            let answer = CheckAnswerRecord { done: answered.is_done(), text: answered.words().to_owned() };
            (check.as_str(), answer)
        });
        Self {
            claim,
            sequence: done.sequence,
            at: done.at.clone(),
            by: done.by.clone(),
            rating: rating.words.clone(),
            why: rating.why.clone(),
            url: rating.url.clone(),
            checks: answers.collect(),
            stood: rating.stood.as_str(),
            stands: stands.map(Headline::as_str),
            taken_back: back.map(|(back, reason)| TakenBackRecord {
                sequence: back.sequence,
                at: back.at.clone(),
                by: back.by.clone(),
                reason: reason.to_owned(),
            }),
        }
    }
}

/// Verdicts as a JSON-LD document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimReviewsRecord {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    reviews: Vec<ClaimReviewRecord>,
}

/// A verdict as schema.org says it: what Google asks of a fact check, and what is known beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct ClaimReviewRecord {
    #[serde(rename = "@type")]
    class: &'static str,
    #[serde(rename = "@id")]
    id: String,
    url: String,
    claim_reviewed: String,
    author: Named,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    review_rating: RatingRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_body: Option<String>,
    item_reviewed: ItemRecord,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct RatingRecord {
    #[serde(rename = "@type")]
    class: &'static str,
    alternate_name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Named {
    #[serde(rename = "@type")]
    class: &'static str,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ItemRecord {
    #[serde(rename = "@type")]
    class: &'static str,
    #[serde(rename = "@id")]
    id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    appearance: Vec<AppearanceRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct AppearanceRecord {
    #[serde(rename = "@type")]
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    name: String,
}

/// Who rates what how.
#[derive(Debug, Clone)]
struct Rated<'r> {
    iri: String,
    claim: &'r str,
    by: &'r str,
    is_person: bool,
    rating: &'r str,
    why: Option<&'r str>,
    url: Option<&'r str>,
    day: Option<String>,
}

impl ClaimReviewRecord {
    /// A verdict on `found`, with the documents in which the claim appears.
    fn new(state: &State, found: &ClaimFinding, rated: Rated<'_>) -> Self {
        let held = found.claim.members.iter().filter_map(|(version, _)| state.versions.get(version));
        let mut appearance: Vec<AppearanceRecord> = held
            .filter(|held| held.verdicts.is_empty())
            .map(|held| AppearanceRecord {
                class: "CreativeWork",
                url: held.document.metadata.url.clone(),
                name: held.document.metadata.title.clone().unwrap_or_else(|| held.document.name.clone()),
            })
            .collect();
        appearance.sort();
        appearance.dedup();
        Self {
            class: "ClaimReview",
            url: rated.url.unwrap_or(&rated.iri).to_owned(),
            id: rated.iri,
            claim_reviewed: found.claim.text.clone(),
            author: Named { class: if rated.is_person { "Person" } else { "Organization" }, name: rated.by.to_owned() },
            date_published: rated.day,
            review_rating: RatingRecord { class: "Rating", alternate_name: rated.rating.to_owned() },
            review_body: rated.why.map(str::to_owned),
            item_reviewed: ItemRecord { class: "Claim", id: rated.claim.to_owned(), appearance },
        }
    }
}

impl ClaimReviewsRecord {
    /// The verdicts on the `chosen` claims: those that the acts of editors give, without those taken back, and those that
    /// documents publish; sorted by their names. Verdicts on claims that nobody makes any more are left out.
    #[must_use]
    pub fn new<'d>(
        iris: &Iris,
        (state, findings): (&State, &Findings),
        acts: impl IntoIterator<Item = &'d Done>,
        chosen: impl Fn(Id<Claim>) -> bool,
    ) -> Self {
        let mut standings: BTreeMap<Id<Claim>, Standing> = BTreeMap::new();
        for done in acts {
            if let Some(claim) = answering(state, findings, done.claim) {
                standings.entry(claim).or_default().take(done.clone());
            }
        }
        let is_chosen = |found: &&ClaimFinding| chosen(found.claim.id);
        let mut reviews = Vec::new();
        for found in findings.claims.iter().filter(is_chosen) {
            let claim = iris.claim(found.claim.id);
            let given = standings.get(&found.claim.id).map(Standing::verdicts).unwrap_or_default();
            for (done, rating, _) in given.into_iter().filter(|(.., back)| back.is_none()) {
                let rated = Rated {
                    iri: iris.verdict(found.claim.id, done.sequence).into_string(),
                    claim: claim.as_str(),
                    by: &done.by,
                    is_person: true,
                    rating: &rating.words,
                    why: Some(&rating.why),
                    url: rating.url.as_deref(),
                    day: done.at.get(..10).map(str::to_owned),
                };
                reviews.push(ClaimReviewRecord::new(state, found, rated));
            }
            for (held, verdict) in published(state, found) {
                let number = held.verdicts.iter().position(|other| other == verdict).unwrap_or_default();
                let rated = Rated {
                    iri: iris.published_verdict(held.version.id, number).into_string(),
                    claim: claim.as_str(),
                    by: &verdict.by,
                    is_person: false,
                    rating: &verdict.rating,
                    why: None,
                    url: verdict.url.as_deref(),
                    day: verdict.published.map(|day| day.to_string()),
                };
                reviews.push(ClaimReviewRecord::new(state, found, rated));
            }
        }
        reviews.sort_by(|one, other| one.id.cmp(&other.id));
        Self { context: "https://schema.org", reviews }
    }
}
