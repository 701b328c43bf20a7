//! A topic: its claims by status, its documents, what is filed under it and why, and who takes opposed positions in it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use maud::{Markup, html};
use stemma_core::document::Document;
use stemma_core::enumerations::Headline;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::HeldVersion;
use stemma_core::tension::{Position, Tension, TensionGround};
use stemma_core::topic::{FilingRule, Ground, Topic};

use super::desk::counted;
use super::listed::{Counts, Line, claims};
use super::{layout, names, theirs};
use crate::profiles::Asked;
use crate::published::Published;

/// How many documents, tensions, and actors of a side are shown; more are counted, and it is said.
const MOST: usize = 50;

/// What the page of a topic lists, in its order: made once for a version that is served.
pub(crate) struct TopicLists {
    /// The places of its claims in the findings.
    claims: Vec<u32>,
    /// The same by how they stand.
    standing: BTreeMap<Headline, Vec<u32>>,
    counts: Counts,
    documents: Vec<Id<Document>>,
    /// The places of its tensions among all.
    tensions: Vec<u32>,
}

impl TopicLists {
    /// Those of all topics, by their names.
    pub(crate) fn all(published: &Published) -> HashMap<String, Self> {
        let mut by_claim: HashMap<Id<Claim>, Vec<u32>> = HashMap::new();
        let mut by_document: HashMap<Id<Document>, Vec<u32>> = HashMap::new();
        for (place, tension) in (0..).zip(published.tensions()) {
            match tension.ground {
                TensionGround::Dossier { version, .. } => {
                    if let Some(held) = published.version(version) {
                        by_document.entry(held.document.id).or_default().push(place);
                    }
                }
                TensionGround::Stance { claim } | TensionGround::Position { claim } => {
                    by_claim.entry(claim).or_default().push(place)
                }
            }
        }
        published
            .topics()
            .all()
            .map(|topic| {
                let of_claims = topic.claims.keys().filter_map(|claim| by_claim.get(claim));
                let of_documents = topic.documents.keys().filter_map(|document| by_document.get(document));
                let tensions: BTreeSet<u32> = of_claims.chain(of_documents).flatten().copied().collect();
                (topic.name.clone(), Self::of(published, topic, tensions.into_iter().collect()))
            })
            .collect()
    }

    fn of(published: &Published, topic: &Topic, tensions: Vec<u32>) -> Self {
        let place = |id: &Id<Claim>| u32::try_from(published.claim_place(*id)?).ok();
        let claims: Vec<u32> = topic.claims.keys().filter_map(place).collect();
        let mut standing: BTreeMap<Headline, Vec<u32>> = BTreeMap::new();
        for place in &claims {
            if let Some(found) = published.findings.claims.get(*place as usize) {
                standing.entry(found.finding.headline).or_default().push(*place);
            }
        }
        let headlines = standing.iter().flat_map(|(headline, places)| places.iter().map(|_| (None, *headline)));
        let counts = Counts::of(headlines);
        let mut documents: Vec<&HeldVersion> =
            topic.documents.keys().filter_map(|id| published.document(*id)).collect();
        documents.sort_by_key(|held| (Reverse(held.document.metadata.published), held.document.id));
        let documents = documents.into_iter().map(|held| held.document.id).collect();
        Self { claims, standing, counts, documents, tensions }
    }

    fn chosen(&self, headline: Option<Headline>) -> &[u32] {
        match headline {
            None => &self.claims,
            Some(headline) => self.standing.get(&headline).map_or(&[], Vec::as_slice),
        }
    }
}

/// The page of a topic.
pub(crate) fn topic(published: &Published, topic: &Topic, asked: Asked) -> Markup {
    let path = format!("/topics/{}", Topic::id_of(&topic.name));
    let Some(lists) = published.topic_lists().get(&topic.name) else { return html! {} };
    let line = |place: u32| {
        let found = published.findings.claims.get(place as usize)?;
        Some(Line { found, part: None, note: because(topic.claims.get(&found.claim.id)?) })
    };
    // A topic has no parts.
    let asked = Asked { part: None, ..asked };
    let tensions = lists.tensions.iter().filter_map(|place| published.tensions().get(*place as usize));
    let tensions: Vec<&Tension> = tensions.take(MOST).collect();
    layout(
        &topic.name,
        &html! {
            h1 { (theirs(&topic.name)) }
            p class="small" {
                "Topic · " (counted(topic.claims.len(), "claim", "claims")) " · " (counted(topic.documents.len(), "document", "documents"))
                " · " (counted(lists.tensions.len(), "tension", "tensions"))
            }
            h2 id="claims" { "Claims" }
            @if lists.claims.is_empty() { p { "No claim is filed under it." } } @else {
                (claims(&path, asked, &lists.counts, lists.chosen(asked.headline), line))
            }
            (opposed(published, &tensions, lists.tensions.len()))
            (documents(published, topic, lists))
            p class="small" { "This address answers Turtle, JSON-LD, N-Triples and RDF/XML when asked with " code { "Accept" } "." }
        },
    )
}

/// Why something is filed here.
fn because(ground: &Ground) -> Markup {
    html! {
        @match (ground.rule, &ground.by) {
            (FilingRule::Person, Some(by)) => { " · filed by " (theirs(by)) ": " },
            (FilingRule::Person, None) => { " · filed by a person: " },
            (FilingRule::Given | FilingRule::TitleNamesTopic, _) => { " · filed here since " },
            (FilingRule::Dossier, _) => { " · filed here with its dossier: " },
            (FilingRule::OfDocument, _) => { " · filed here with its document: " },
        }
        // The rule of the document, in brackets, stands on the document's own line.
        @match (ground.rule, ground.reason.rsplit_once(" (")) {
            (FilingRule::OfDocument, Some((reason, _))) => { (theirs(reason)) },
            _ => { (theirs(&ground.reason)) },
        }
    }
}

fn left_out(all: usize) -> Markup {
    html! { @if all > MOST { p class="small" { "… and " (all - MOST) " more that are not shown" } } }
}

fn title(held: &HeldVersion) -> &str {
    held.document.metadata.title.as_deref().unwrap_or(&held.document.name)
}

fn documents(published: &Published, topic: &Topic, lists: &TopicLists) -> Markup {
    let of = |id: &Id<Document>| Some((published.document(*id)?, topic.documents.get(id)?));
    html! {
        h2 { "Documents" }
        @if lists.documents.is_empty() { p { "No document is filed under it." } } @else {
            ul {
                @for (held, ground) in lists.documents.iter().take(MOST).filter_map(of) {
                    li {
                        a href={ "/documents/" (held.document.id) } { (theirs(title(held))) }
                        @if let Some(publisher) = &held.document.metadata.publisher { ", " (names::source(publisher)) }
                        @if let Some(date) = held.document.metadata.published { ", " time datetime=(date) { (date) } }
                        span class="small" { (because(ground)) }
                    }
                }
            }
            (left_out(lists.documents.len()))
        }
    }
}

fn opposed(published: &Published, tensions: &[&Tension], all: usize) -> Markup {
    html! {
        h2 { "Tensions" }
        @if tensions.is_empty() { p { "Nobody is known to take opposed positions in it." } } @else {
            p class="small" { "Opposed positions, which need not exclude each other." }
            ul class="contradictions" { @for tension in tensions { li { (one(published, tension)) } } }
            (left_out(all))
        }
    }
}

fn one(published: &Published, tension: &Tension) -> Markup {
    html! {
        p {
            @match tension.ground {
                TensionGround::Dossier { version, .. } => {
                    "Set against each other by "
                    @if let Some(held) = published.version(version) { a href={ "/documents/" (held.document.id) } { (theirs(title(held))) } }
                },
                TensionGround::Stance { claim } | TensionGround::Position { claim } => {
                    @if let Some(found) = published.claim(claim) { a href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) } }
                },
            }
        }
        div class="sides" {
            @for side in &tension.sides {
                div {
                    p { strong { (theirs(&side.text)) } }
                    ul {
                        @for stand in side.actors.iter().take(MOST) {
                            li {
                                (names::actor(&stand.actor))
                                @let evolution = stand.evolution();
                                @if !evolution.is_empty() { ": " (theirs(&evolution)) }
                                @for position in stand.positions.iter().take(3) { " " (place(position)) }
                            }
                        }
                    }
                    (left_out(side.actors.len()))
                }
            }
        }
    }
}

/// Where the words stand that show a position.
fn place(position: &Position) -> Markup {
    let anchor = position.assertion.map(|assertion| format!("#a-{assertion}")).unwrap_or_default();
    html! {
        a class="small" href={ "/versions/" (position.version) (anchor) } {
            "words"
            @if let Some(date) = position.date { " of " time datetime=(date) { (date) } }
        }
    }
}
