//! The reader: a document with its claims marked in place by what is found about each, and beside it whose they are.

use maud::{Markup, html};
use stemma_core::dossier::NoteContent;
use stemma_core::enumerations::Stance;
use stemma_core::finding::ClaimFinding;
use stemma_core::span::{CodePoints, Lines};
use stemma_core::state::{Assertion, HeldVersion, ReadingProblem};

use super::compare::others;
use super::entered::{adding, people};
use super::marked::{Marked, marked};
use super::{badge, layout, names, theirs};
use crate::published::Published;
use crate::session::Editor;

/// How many letters of a place with a problem are shown.
const LETTERS: usize = 80;

/// The page of one version of a document; with what whoever is logged in may do.
pub(crate) fn document(published: &Published, held: &HeldVersion, editor: Option<&Editor>) -> Markup {
    let title = held.document.metadata.title.as_deref().unwrap_or(&held.document.name);
    let text = published.texts.text(held.version.id);
    let found = |assertion: &Assertion| {
        let place = published.worklist().claim_of(assertion.id)?;
        published.findings.claims.get(place)
    };
    let mut claims: Vec<Marked<'_>> =
        held.assertions.iter().filter_map(|assertion| Some(Marked { assertion, found: found(assertion)? })).collect();
    claims.sort_by_key(|claim| claim.assertion.reading_order());
    layout(
        title,
        &html! {
            h1 { (theirs(title)) }
            (about(held))
            (others(published, held))
            (problems(text, held))
            div class="reader" {
                div class="text" { (marked(text, &claims)) }
                aside aria-label="Claims in this document" {
                    h2 { "Claims in this document" }
                    @if claims.is_empty() { p { "None was read in it." } }
                    @if editor.is_some() { (adding(held)) }
                    ol class="margin" {
                        @for (number, claim) in claims.iter().enumerate() {
                            (beside(number + 1, claim.assertion, claim.found, &people(&published.state, held, claim.assertion, editor)))
                        }
                    }
                }
            }
            (notes(published, held))
            @if editor.is_some() { script src="/reader.js" defer {} }
        },
    )
}

fn about(held: &HeldVersion) -> Markup {
    let metadata = &held.document.metadata;
    html! {
        dl class="small about" {
            @if let Some(publisher) = &metadata.publisher { dt { "Publisher" } dd { (names::source(publisher)) } }
            @if !metadata.authors.is_empty() { dt { "Author" } dd { (names::actors(metadata.authors.iter().map(String::as_str))) } }
            @if let Some(date) = metadata.published { dt { "Published" } dd { time datetime=(date) { (date) } } }
            @if let Some(url) = &metadata.url { dt { "Address" } dd { (theirs(url)) } }
            @if !metadata.topics.is_empty() {
                dt { "Topics" }
                dd { @for (number, topic) in metadata.topics.iter().enumerate() { @if number > 0 { ", " } (names::topic(topic)) } }
            }
            @if !metadata.supplied_by.is_empty() { dt { "Supplied by" } dd { (names::actors(metadata.supplied_by.iter().map(String::as_str))) } }
            @if !metadata.data_from.is_empty() { dt { "Figures from" } dd { (names::actors(metadata.data_from.iter().map(String::as_str))) } }
            @if let Some(place) = &metadata.written_in { dt { "Written in" } dd { (theirs(place)) } }
            dt { "File" } dd { (theirs(&held.document.name)) }
            dt { "SHA-256" } dd { code { (held.version.hash) } }
            @if held.superseded { dt { "Version" } dd { "superseded by a later one" } }
            @if let Some(reason) = &metadata.retracted { dt { "Withdrawn" } dd { "† " (theirs(reason)) } }
        }
    }
}

/// What is in the margin beside a claim: its status, its words, and the way it came here.
fn beside(number: usize, assertion: &Assertion, found: &ClaimFinding, people: &Markup) -> Markup {
    let statement = &assertion.statement;
    html! {
        li id={ "m-" (number) } {
            (badge(found.finding.headline)) " "
            a href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) }
            @if statement.stance != Stance::Affirms { " " strong { "(" (statement.stance) ")" } }
            p class="small" {
                @for (position, voice) in statement.chain.iter().enumerate() {
                    @if position > 0 { " ← " } (names::actor(&voice.name))
                }
                @if let Some(cue) = &statement.cue { " · “" (theirs(&cue.text)) "”" }
                " · " (statement.basis.in_words()) " · tier " (statement.tier)
                " · " a href={ "#a-" (assertion.id) } { "in the text" }
            }
            (people)
        }
    }
}

/// What could not be read, with its place.
fn problems(text: &str, held: &HeldVersion) -> Markup {
    if held.problems.is_empty() {
        return html! {};
    }
    let (points, lines) = (CodePoints::new(text), Lines::new(text));
    let line = |problem: &ReadingProblem| problem.span.map(|span| lines.at(points.at(span.start)).0);
    let words = |problem: &ReadingProblem| {
        let words = problem.span.and_then(|span| span.slice(text)).unwrap_or_default();
        words.chars().take(LETTERS).collect::<String>()
    };
    html! {
        details class="notice" open[held.problems.len() <= 5] {
            summary { (held.problems.len()) @if held.problems.len() == 1 { " problem" } @else { " problems" } " found while reading it" }
            ul {
                @for problem in &held.problems {
                    li {
                        @if let Some(line) = line(problem) { "Line " (line) ": " }
                        code { (problem.code) } " " (theirs(&problem.message))
                        @let words = words(problem);
                        @if !words.trim().is_empty() { " “" (theirs(&words)) "”" }
                    }
                }
            }
        }
    }
}

/// What a dossier records beside claims.
fn notes(published: &Published, held: &HeldVersion) -> Markup {
    let of = |wanted: fn(&NoteContent) -> bool| held.notes.iter().map(|n| &n.content).filter(move |c| wanted(c));
    let questions = || of(|content| matches!(content, NoteContent::Question { .. }));
    let others = || of(|content| !matches!(content, NoteContent::Question { .. }));
    html! {
        @if questions().next().is_some() {
            h2 { "Open questions" }
            ul { @for question in questions() { li { (note(published, question)) } } }
        }
        @if others().next().is_some() {
            h2 { "How it stands, and how positions changed" }
            ul { @for other in others() { li { (note(published, other)) } } }
        }
    }
}

fn note(published: &Published, content: &NoteContent) -> Markup {
    html! {
        @match content {
            NoteContent::Status(status) => { "Status: " (theirs(status)) },
            NoteContent::Perspective { holder, evolution } => { (names::known(published, holder)) ": " (theirs(evolution)) },
            NoteContent::Question { text, settled_by } => {
                (theirs(text))
                @if let Some(words) = settled_by { " It would be settled by: " (theirs(words)) }
            },
            NoteContent::Tension { sides } => {
                "Against each other: "
                @for (number, side) in sides.iter().enumerate() {
                    @if number > 0 { " – " }
                    "“" (theirs(&side.text)) "”"
                }
            },
        }
    }
}
