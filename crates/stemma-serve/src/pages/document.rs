//! A document: its text with the claims marked in place.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::dossier::NoteContent;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::span::Span;
use stemma_core::state::{Assertion, HeldVersion};

use super::layout;
use crate::published::Published;

/// The page of one version of a document.
pub(crate) fn document(published: &Published, held: &HeldVersion) -> Markup {
    let metadata = &held.document.metadata;
    let title = metadata.title.as_deref().unwrap_or(&held.document.name);
    let text = published.texts.text(held.version.id);
    let claims: BTreeMap<Id<Assertion>, &ClaimFinding> = published
        .findings
        .claims
        .iter()
        .flat_map(|found| found.claim.members.iter().map(move |(_, assertion)| (*assertion, found)))
        .collect();
    layout(
        title,
        &html! {
            h1 { bdi { (title) } }
            dl class="small" {
                @if let Some(publisher) = &metadata.publisher { dt { "Publisher" } dd { bdi { (publisher) } } }
                @if !metadata.authors.is_empty() { dt { "Author" } dd { bdi { (metadata.authors.join(", ")) } } }
                @if let Some(date) = metadata.published { dt { "Published" } dd { (date) } }
                @if let Some(url) = &metadata.url { dt { "Address" } dd { bdi { (url) } } }
                dt { "File" } dd { bdi { (held.document.name) } }
                dt { "SHA-256" } dd { code { (held.version.hash) } }
                @if held.superseded { dt { "Version" } dd { "superseded by a later one" } }
                @if let Some(reason) = &metadata.retracted { dt { "Withdrawn" } dd { bdi { (reason) } } }
            }
            div class="text" { (marked(text, held, &claims)) }
            (notes(held))
            @if !held.problems.is_empty() {
                h2 { "Problems found while reading it" }
                ul { @for problem in &held.problems { li { code { (problem.code) } " " bdi { (problem.message) } } } }
            }
        },
    )
}

/// What a dossier records beside claims.
fn notes(held: &HeldVersion) -> Markup {
    let of = |wanted: fn(&NoteContent) -> bool| held.notes.iter().map(|n| &n.content).filter(move |c| wanted(c));
    let questions = || of(|content| matches!(content, NoteContent::Question { .. }));
    let others = || of(|content| !matches!(content, NoteContent::Question { .. }));
    html! {
        @if questions().next().is_some() {
            h2 { "Open questions" }
            ul { @for question in questions() { li { (note(question)) } } }
        }
        @if others().next().is_some() {
            h2 { "How it stands, and how positions changed" }
            ul { @for other in others() { li { (note(other)) } } }
        }
    }
}

fn note(content: &NoteContent) -> Markup {
    html! {
        @match content {
            NoteContent::Status(status) => { "Status: " bdi { (status) } },
            NoteContent::Perspective { holder, evolution } => { bdi { (holder) } ": " bdi { (evolution) } },
            NoteContent::Question { text, settled_by } => {
                bdi { (text) }
                @if let Some(words) = settled_by { " It would be settled by: " bdi { (words) } }
            },
        }
    }
}

/// The text with its assertions as links to their claims; of places that overlap the first is marked.
fn marked(text: &str, held: &HeldVersion, claims: &BTreeMap<Id<Assertion>, &ClaimFinding>) -> Markup {
    let mut places: Vec<(Span, &Assertion)> = held
        .assertions
        .iter()
        .flat_map(|a| a.statement.contents.iter().map(move |content| (content.span, a)))
        .collect();
    places.sort_by_key(|(span, assertion)| (span.start, std::cmp::Reverse(span.end), assertion.id));
    let mut pieces: Vec<(Span, Option<&Assertion>)> = Vec::new();
    let mut at = 0;
    for (span, assertion) in places {
        if span.start >= at && !span.is_empty() {
            pieces.push((Span::new(at, span.start), None));
            pieces.push((span, Some(assertion)));
            at = span.end;
        }
    }
    pieces.push((Span::new(at, text.len()), None));
    html! {
        @for (span, assertion) in pieces {
            @let words = span.slice(text).unwrap_or_default();
            @match assertion.and_then(|a| Some((a, claims.get(&a.id)?))) {
                Some((a, found)) => mark id={ "a-" (a.id) } class=(found.finding.headline) title=(found.finding.headline) {
                    a href={ "/claims/" (found.claim.id) } { (words) }
                },
                None => (words),
            }
        }
    }
}
