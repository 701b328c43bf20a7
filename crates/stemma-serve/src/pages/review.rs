//! The review queue: what waits for a person, with what each answer would change shown first.

use maud::{Markup, html};
use stemma_core::review::ReviewKind;
use stemma_exchange::wire::{AssertionRecord, ImpactRecord, ReviewRecord, StandingRecord};
use stemma_store::token::Scope;

use super::{layout, mark, names, theirs, unpressed};
use crate::session::{Editor, Viewer};

/// How many claims that would stand otherwise are shown of each answer.
const MOST: usize = 5;

/// The first questions of those that wait.
pub(crate) fn review(
    viewer: &Viewer,
    records: &[ReviewRecord],
    (waiting, most): (usize, usize),
    kind: Option<ReviewKind>,
    (after, is_counted): (Option<u64>, bool),
) -> Markup {
    let editor = viewer.who_may(Scope::Review);
    let is_after = after.is_some();
    layout(
        "Review",
        &html! {
            h1 { "Review" }
            p { "What only a heuristic or a model read, what may be one claim, what may be copied, and who may be one actor: first what would change most." }
            nav class="pages" aria-label="Kinds of questions" {
                a href="/review" aria-current=[kind.is_none().then_some("page")] { "all" }
                @for other in ReviewKind::ALL { " " a href={ "/review?kind=" (other.as_str()) } aria-current=[(kind == Some(other)).then_some("page")] { (other.as_str()) } }
            }
            p role="status" {
                @if is_after { "Recorded. " }
                @if let Some(sequence) = after.filter(|sequence| *sequence > 0 && editor.is_some()) { a href={ "/undo?change=" (sequence) } { "Take it back" } ". " }
                @if waiting >= most { "At least " }
                (waiting) @if waiting == 1 { " question waits." } @else { " questions wait." }
                @if !is_counted { " So it was before the last change; what that changes of the list is being counted." }
            }
            @if editor.is_none() {
                p class="notice" {
                    @if !viewer.is_written { "Nothing can be answered here: this service is read-only. Start it with a token in " code { "STEMMA_ADMIN_TOKEN" } "." }
                    @else if viewer.editor.is_some() { "Your token may not answer; it needs the scope " code { "review" } "." }
                    @else { a href="/log-in?next=/review" { "Log in" } " to answer." }
                }
            }
            ol class="worklist" {
                @for (place, record) in records.iter().enumerate() { (one(editor, record, kind, is_after && place == 0)) }
            }
            (keys())
            script src="/desk.js" defer {}
        },
    )
}

fn one(editor: Option<&Editor>, record: &ReviewRecord, kind: Option<ReviewKind>, is_next: bool) -> Markup {
    let asked = match record.kind {
        "attribution" => "Was this read right?",
        "identity" => "Is this one claim?",
        "actor" => "Is this one actor?",
        _ => "Was this copied?",
    };
    html! {
        li id={ "r-" (record.id) } {
            p { a class="claim" href={ "#r-" (record.id) } autofocus[is_next] { (asked) } " " span class="badge" { (record.kind) } " " span class="small" { (theirs(&record.reason)) } }
            div class="sides" {
                (would("If confirmed", &record.if_confirmed))
                (would("If rejected", &record.if_rejected))
            }
            @if !record.actors.is_empty() { p { (names::actors(record.actors.iter().map(String::as_str))) } }
            @for assertion in &record.assertions { (words(assertion)) }
            @if record.assertions.is_empty() {
                @for quote in &record.quotes { blockquote { "“" (theirs(&quote.quote)) "” " span class="small" { (theirs(&quote.document)) } } }
            }
            @for claim in record.claims.iter().take(MOST) { p class="small" { "Claim: " a href={ "/claims/" (claim.id) } { (theirs(&claim.text)) } } }
            @if let Some(editor) = editor {
                form class="stacked" method="post" action="/review" {
                    (unpressed())
                    (mark(editor))
                    input type="hidden" name="id" value=(record.id);
                    @if let Some(kind) = kind { input type="hidden" name="kind" value=(kind.as_str()); }
                    p { label for={ "why-" (record.id) } { "Because (may be empty)" } input id={ "why-" (record.id) } name="reason" maxlength="4000"; }
                    button name="decision" value="confirm" { "Confirm" }
                    button name="decision" value="reject" { "Reject" }
                }
            }
        }
    }
}

fn words(assertion: &AssertionRecord) -> Markup {
    html! {
        blockquote {
            "“" (theirs(&assertion.quote)) "”"
            @if let Some(source) = &assertion.source { " – " (names::actor(source)) }
            " " span class="small" { (theirs(&assertion.document)) " · " (assertion.stance) " · " (assertion.modality) " · " (assertion.basis) " · tier " (assertion.tier) }
        }
    }
}

fn would(heading: &str, impacts: &[ImpactRecord]) -> Markup {
    html! {
        div {
            p class="small" { strong { (heading) } @if impacts.is_empty() { ": no finding changes" } }
            @if !impacts.is_empty() {
                ul class="small" {
                    @for impact in impacts.iter().take(MOST) {
                        li { (standing(impact.before.as_ref())) " → " strong { (standing(impact.after.as_ref())) } ": " a href={ "/claims/" (impact.claim) } { (theirs(&impact.text)) } }
                    }
                    @if impacts.len() > MOST { li { "and " (impacts.len() - MOST) " more" } }
                }
            }
        }
    }
}

fn standing(standing: Option<&StandingRecord>) -> Markup {
    html! {
        @match standing {
            None => "nobody asserts it",
            Some(StandingRecord { headline, nu: [low, high], reports, .. }) => {
                (headline) " (ν " (low) @if high != low { "–" (high) } ", " (reports) @if *reports == 1 { " report)" } @else { " reports)" }
            },
        }
    }
}

/// The script shows this; without it there are no keys.
fn keys() -> Markup {
    html! {
        section id="keys" class="small" aria-label="Keys" hidden {
            p {
                kbd { "j" } " next question · " kbd { "k" } " previous · " kbd { "c" } " confirms the one that has the focus · " kbd { "r" } " rejects it "
                button id="keys-off" type="button" { "Turn keys off" }
            }
        }
    }
}
