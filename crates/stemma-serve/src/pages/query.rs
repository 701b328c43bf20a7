//! The query page: an editor, examples beside it, and the answer as a table, with a chart or a graph above it.
//!
//! All of it is made here, so that it works without a script; the script colours and completes what is typed.

mod answer;
mod chart;
mod examples;
mod graph;
mod terms;

use maud::{Markup, html};
use stemma_core::visible::{is_hidden, visible};
use stemma_store::query::Excerpt;

use self::answer::answer;
use self::examples::examples;
use self::terms::terms;
use super::{layout, theirs};
use crate::asking::{Asking, Drawn};
use crate::problem::Problem;
use crate::published::Published;

/// The page; without an outcome nothing was asked.
pub(crate) fn query(published: &Published, asking: &Asking, outcome: Option<&Result<Excerpt, Problem>>) -> Markup {
    let wrong = outcome.and_then(|outcome| outcome.as_ref().err());
    let (line, column) = wrong.and_then(Problem::place).unzip();
    layout(
        "Ask in SPARQL",
        &html! {
            h1 { "Ask in SPARQL" }
            p { "Prefixes are known without declaring them; " a href="/stemma/ns/1" { "the vocabulary" } " says what the words mean. Programs ask at " code { "/sparql" } "." }
            div class="reader asking" {
                div {
                    form id="ask" class="ask" action="/query#answer" method="get" {
                        label for="query" { "Query" }
                        textarea id="query" name="query" rows="14" cols="80" spellcheck="false" autocapitalize="off" autocomplete="off" aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "wrong")] data-line=[line] data-column=[column] {
                            // The first line end after the tag is none of the text.
                            "\n" (asking.text)
                        }
                        label for="view" { "Answer as" }
                        select id="view" name="view" {
                            @for drawn in Drawn::ALL { option value=(drawn.word()) selected[drawn == asking.drawn] { (drawn.word()) } }
                        }
                        button { "Ask" }
                    }
                    @if asking.text.contains(is_hidden) {
                        div class="notice" { p { "There are characters in this query that nobody sees. With their names it is:" } pre { (visible(&asking.text)) } }
                    }
                    @if let Some(wrong) = wrong { (refusal(asking, wrong)) }
                }
                (examples(asking))
            }
            @if let Some(Ok(excerpt)) = outcome { (answer(published, asking, excerpt)) }
            (terms())
            script src="/query.js" defer {}
        },
    )
}

/// What is wrong, with the line that is meant.
fn refusal(asking: &Asking, wrong: &Problem) -> Markup {
    let place = wrong.place().and_then(|(line, column)| {
        let text = asking.text.lines().nth(line.checked_sub(1)?)?;
        Some((
            line,
            text,
            " ".repeat(visible(&text.chars().take(column.saturating_sub(1)).collect::<String>()).chars().count()),
        ))
    });
    html! {
        div id="wrong" class="notice" role="alert" {
            p { (theirs(&wrong.to_string())) }
            @if let Some((line, text, before)) = place {
                pre class="scroll" tabindex="0" aria-label={ "Line " (line) } { (visible(text)) "\n" (before) "^" }
            }
        }
    }
}
