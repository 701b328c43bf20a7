//! A topic: its claims by status, its documents, what is filed under it and why, and who takes opposed positions in it.

use maud::{Markup, html};
use stemma_core::state::HeldVersion;
use stemma_core::tension::{Position, Tension, TensionGround};
use stemma_core::topic::{Ground, Topic};

use super::desk::counted;
use super::listed::{Line, claims};
use super::{layout, names, theirs};
use crate::profiles::Asked;
use crate::published::Published;

/// How many documents, tensions, and actors of a side are shown; more are counted, and it is said.
const MOST: usize = 50;

/// The page of a topic.
pub(crate) fn topic(published: &Published, topic: &Topic, asked: Asked) -> Markup {
    let path = format!("/topics/{}", Topic::id_of(&topic.name));
    let filed: Vec<_> = topic.claims.iter().filter_map(|(id, ground)| Some((published.claim(*id)?, ground))).collect();
    let lines: Vec<_> = filed.iter().map(|(found, _)| (*found, None)).collect();
    let line = |place: usize| filed.get(place).map(|(found, ground)| Line { found, part: None, note: because(ground) });
    let tensions: Vec<&Tension> =
        published.tensions().iter().filter(|t| topic.has_tension(&published.state, t)).collect();
    layout(
        &topic.name,
        &html! {
            h1 { (theirs(&topic.name)) }
            p class="small" {
                "Topic · " (counted(topic.claims.len(), "claim", "claims")) " · " (counted(topic.documents.len(), "document", "documents"))
                " · " (counted(tensions.len(), "tension", "tensions"))
            }
            h2 id="claims" { "Claims" }
            @if filed.is_empty() { p { "No claim is filed under it." } } @else { (claims(&path, asked, &lines, line)) }
            (opposed(published, &tensions))
            (documents(published, topic))
            p class="small" { "This address answers Turtle, JSON-LD, N-Triples and RDF/XML when asked with " code { "Accept" } "." }
        },
    )
}

/// Why something is filed here.
fn because(ground: &Ground) -> Markup {
    html! {
        " · filed by " (ground.rule)
        @if let Some(by) = &ground.by { " (" (theirs(by)) ")" }
        ": " (theirs(&ground.reason))
    }
}

fn left_out(all: usize) -> Markup {
    html! { @if all > MOST { p class="small" { "… and " (all - MOST) " more that are not shown" } } }
}

fn title(held: &HeldVersion) -> &str {
    held.document.metadata.title.as_deref().unwrap_or(&held.document.name)
}

fn documents(published: &Published, topic: &Topic) -> Markup {
    let mut all: Vec<_> =
        topic.documents.iter().filter_map(|(id, ground)| Some((published.document(*id)?, ground))).collect();
    all.sort_by(|(a, _), (b, _)| {
        let key = |held: &HeldVersion| (std::cmp::Reverse(held.document.metadata.published), held.document.id);
        key(a).cmp(&key(b))
    });
    html! {
        h2 { "Documents" }
        @if all.is_empty() { p { "No document is filed under it." } } @else {
            ul {
                @for (held, ground) in all.iter().take(MOST) {
                    li {
                        a href={ "/documents/" (held.document.id) } { (theirs(title(held))) }
                        @if let Some(publisher) = &held.document.metadata.publisher { ", " (names::source(publisher)) }
                        @if let Some(date) = held.document.metadata.published { ", " time datetime=(date) { (date) } }
                        span class="small" { (because(ground)) }
                    }
                }
            }
            (left_out(all.len()))
        }
    }
}

fn opposed(published: &Published, tensions: &[&Tension]) -> Markup {
    html! {
        h2 { "Tensions" }
        @if tensions.is_empty() { p { "Nobody is known to take opposed positions in it." } } @else {
            p class="small" { "Opposed positions, which need not exclude each other." }
            ul class="contradictions" { @for tension in tensions.iter().take(MOST) { li { (one(published, tension)) } } }
            (left_out(tensions.len()))
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
                TensionGround::Stance { claim } => {
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
