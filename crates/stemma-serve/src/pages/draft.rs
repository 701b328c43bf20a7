//! A draft with its flags in place, as a page of its own that loads nothing.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use stemma_core::visible::visible;
use stemma_exchange::wire::{CheckRecord, DraftFlagRecord, PassedRecord, VoiceRecord};

use super::desk::counted;
use super::{layout, theirs};

/// The page of a checked draft with this text: to be kept, sent or printed.
#[must_use]
pub fn draft_page(check: &CheckRecord, text: &str) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (visible(&check.document)) " – checked by Stemma" }
                style { (PreEscaped(include_str!("style.css"))) }
            }
            body { main { (checked(check, text, false)) } }
        }
    };
    page.into_string()
}

/// Where a draft is pasted.
pub(crate) fn draft_form() -> Markup {
    layout(
        "Check a draft",
        &html! {
            h1 { "Check a draft" }
            p { "Each sentence that can be checked is held against the claims that are held here. The draft is not stored." }
            (form("", "Check"))
        },
    )
}

/// The form with a text in it.
fn form(text: &str, button: &str) -> Markup {
    html! {
        form action="/check" method="post" enctype="multipart/form-data" {
            label for="draft" { "The draft, as plain text or Markdown" }
            // A browser drops the first line end.
            textarea id="draft" name="draft" rows="20" cols="80" { @if !text.is_empty() { "\n" (text) } }
            p { label for="file" { "Or a file of plain text or Markdown: choose it, or drop it here" } input id="file" type="file" name="file" accept=".md,.txt,text/plain,text/markdown"; }
            button { (button) }
        }
    }
}

/// The answer to the form.
pub(crate) fn checked_draft(check: &CheckRecord, text: &str) -> Markup {
    layout(
        "Checked draft",
        &html! {
            (checked(check, text, true))
            h2 { "Change it and check again" }
            p class="small" { "The text is on this page only; it is not stored." }
            (form(text, "Check again"))
            p { a href="/check" { "Check another draft" } }
        },
    )
}

/// The draft and its flags, with links to its claims where they are served.
fn checked(check: &CheckRecord, text: &str, is_served: bool) -> Markup {
    let places = places(&check.flags);
    html! {
        h1 { (theirs(&check.document)) }
        p { (summary(check, places.len())) }
        @if !check.problems.is_empty() {
            h2 { "What could not be read" }
            ul { @for problem in &check.problems { li { code { (problem.code) } " " (theirs(&problem.message)) } } }
        }
        h2 { "The draft" }
        div class="text draft" { (marked(text, &places)) }
        h2 { "Flags" }
        @if check.flags.is_empty() { p { "None." } }
        ol class="flags" {
            @for (number, flag) in check.flags.iter().enumerate() { (one(number, flag, is_served)) }
        }
        h2 { "What passed" }
        @if check.passed.is_empty() { p { "Nothing matched a claim that is corroborated or independently verified." } }
        @else {
            p class="small" { "These say what is held, and no more. What is neither flagged nor here is nothing that a check can settle, such as an opinion." }
            ul class="passed" { @for passed in &check.passed { (went(passed, is_served)) } }
        }
    }
}

fn summary(check: &CheckRecord, flagged: usize) -> String {
    if check.checkable == 0 {
        return format!(
            "Nothing in its {} can be checked. That is no pass.",
            counted(check.sentences, "sentence", "sentences")
        );
    }
    let sentences = counted(check.sentences, "sentence", "sentences");
    let statements = counted(check.checkable, "checkable statement", "checkable statements");
    format!("{sentences}, {statements}, {} flagged.", counted(flagged, "place", "places"))
}

/// Places in code points with the number and the level of their first flag; of places that overlap the first one.
fn places(flags: &[DraftFlagRecord]) -> Vec<(usize, usize, usize, &'static str)> {
    let mut places: Vec<(usize, usize, usize, &'static str)> = Vec::new();
    for (number, flag) in flags.iter().enumerate() {
        let at = places.last().map_or(0, |(_, end, ..)| *end);
        if flag.start >= at && flag.end > flag.start {
            places.push((flag.start, flag.end, number, flag.level));
        }
    }
    places
}

fn marked(text: &str, places: &[(usize, usize, usize, &'static str)]) -> Markup {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let words = |start: usize, end: usize| {
        let range = bytes.get(start).zip(bytes.get(end));
        range.and_then(|(start, end)| text.get(*start..*end)).unwrap_or_default()
    };
    let mut at = 0;
    let pieces: Vec<_> = places
        .iter()
        .map(|(start, end, number, level)| {
            let before = words(at, *start);
            at = *end;
            (before, words(*start, *end), number + 1, level)
        })
        .collect();
    html! {
        @for (before, flagged, number, level) in pieces {
            (visible(before))
            mark class=(level) { a href={ "#f" (number) } { (visible(flagged)) sup { "[" (number) "]" } } }
        }
        (visible(words(at, bytes.len() - 1)))
    }
}

fn one(number: usize, flag: &DraftFlagRecord, is_served: bool) -> Markup {
    html! {
        li id={ "f" (number + 1) } {
            p {
                strong { (flag.status) } " " span class="badge" { (flag.level) } " " code { (flag.code) } " “" (theirs(&flag.quote)) "”"
                @if let Some(claim) = flag.claim.as_ref().filter(|_| is_served) {
                    " " a href={ "/claims/" (claim) } { "the claim" }
                }
            }
            p { (theirs(&flag.message)) }
            @if let Some(words) = &flag.suggestion { p { "Write: " bdi { q { (visible(words)) } } } }
            (side("Says so", &flag.sources, is_served))
            (side("Says otherwise", &flag.against, is_served))
        }
    }
}

fn went(passed: &PassedRecord, is_served: bool) -> Markup {
    html! {
        li {
            "✔ " strong { (passed.status) } " “" (theirs(&passed.quote)) "”"
            @if is_served { " " a href={ "/claims/" (passed.claim) } { "the claim" } }
        }
    }
}

fn side(name: &str, voices: &[VoiceRecord], is_served: bool) -> Markup {
    html! {
        @if !voices.is_empty() {
            p class="small" { (name) ":" }
            @for voice in voices {
                blockquote {
                    "“" (theirs(&voice.quote)) "” – " (theirs(&voice.source)) ", "
                    span class="small" {
                        @if is_served { a href={ "/documents/" (voice.document_id) "#a-" (voice.assertion) } { (theirs(&voice.document)) } }
                        @else { (theirs(&voice.document)) }
                    }
                }
            }
        }
    }
}
