//! Pages in HTML that need no script. Everything from documents is escaped, and kept apart in its direction of writing.

mod add;
mod audit;
mod claim;
mod claims;
mod compare;
mod desk;
mod document;
mod draft;
mod drawing;
mod enter;
mod entered;
mod export;
mod history;
mod judge;
mod listed;
mod log_in;
mod marked;
mod named;
mod names;
mod other;
mod profile;
mod query;
mod quotes;
mod review;
mod search;
mod stemma;
mod supposed;
mod topic;
mod turned;
mod undo;
mod verdicts;
mod vocabulary;
mod what_if;
mod work;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use stemma_core::enumerations::Headline;
use stemma_core::visible::visible;

use crate::session::Editor;

pub(crate) use add::{add_again, add_form, added, held};
pub(crate) use audit::audit;
pub(crate) use claim::{claim, not_yet};
pub(crate) use claims::claims;
pub(crate) use compare::compare;
pub(crate) use desk::desk;
pub(crate) use document::document;
pub use draft::draft_page;
pub(crate) use draft::{checked_draft, draft_form};
pub(crate) use enter::{ENTERED, enter_form};
pub(crate) use export::export_form;
pub(crate) use history::history;
pub(crate) use judge::{judge_form, overtaken};
pub(crate) use log_in::log_in;
pub(crate) use named::{Kind, Named, named};
pub(crate) use other::other;
pub(crate) use profile::{actor, source};
pub(crate) use query::query;
pub(crate) use review::review;
pub(crate) use search::search;
pub(crate) use topic::{TopicLists, topic};
pub(crate) use turned::Turned;
pub(crate) use undo::undo;
pub(crate) use vocabulary::vocabulary;
pub(crate) use what_if::what_if;
pub(crate) use work::otherwise;

/// `/style.css`
pub(crate) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("pages/style.css")).into_response()
}

/// `/desk.js`
pub(crate) async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("pages/desk.js")).into_response()
}

/// `/reader.js`
pub(crate) async fn reader_script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("pages/reader.js")).into_response()
}

/// `/query.js`
pub(crate) async fn editor_script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("pages/query.js")).into_response()
}

/// The path of an IRI of ours here; one that would lead elsewhere is none.
fn local(base: &str, iri: &str) -> Option<String> {
    let path = iri.strip_prefix(base).filter(|path| !path.starts_with(['/', '\\']))?;
    Some(format!("/{path}"))
}

/// Words of others: escaped, kept apart in their direction of writing, and with nothing hidden in them.
fn theirs(words: &str) -> Markup {
    html! { bdi { (visible(words)) } }
}

/// Where one logs in or out, in the head of each page.
const LOG_IN: &str = "<a href=\"/log-in\">Log in or out</a>";
/// Where one logs in, on the page of something that was refused.
const LOG_IN_FIRST: &str = "<a href=\"/log-in\">Log in</a> · ";

/// A page as somebody sees it who is logged in under this name. The words of others on it hold no markup.
pub(crate) fn seen_by(page: &str, name: &str) -> String {
    let logged_in = html! { a href="/log-in" { "Logged in as " strong { (theirs(name)) } } };
    page.replacen(LOG_IN, &logged_in.into_string(), 1).replacen(LOG_IN_FIRST, "", 1)
}

fn layout(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (visible(title)) " – Stemma" }
                link rel="stylesheet" href="/style.css";
            }
            body {
                a class="skip" href="#main" { "To the content" }
                header { nav aria-label="Pages of Stemma" { a href="/claims" { strong { "Stemma" } } " " a href="/desk" { "Desk" } " " a href="/review" { "Review" } " " a href="/add" { "Add" } " " a href="/claims" { "Claims" } " " a href="/search" { "Search" } " " a href="/check" { "Check a draft" } " " a href="/query" { "SPARQL" } " " a href="/audit" { "Changes" } " " (PreEscaped(LOG_IN)) } }
                main id="main" { (body) }
                footer { "Stemma counts independent lines. It never says “true”." }
            }
        }
    }
}

/// What each form of somebody who is logged in shows, so that nobody else's page can send it.
fn mark(editor: &Editor) -> Markup {
    html! { input type="hidden" name="mark" value=(editor.mark); }
}

/// First in a form that decides something: browsers press the first button of a form for whoever types Enter in a field of
/// it, and this one does nothing. Each answer is given by its own button only.
fn unpressed() -> Markup {
    html! { button hidden disabled {} }
}

/// A time as people read it: to the minute, in UTC.
fn moment(recorded: &str) -> String {
    format!("{} UTC", recorded.get(..16).unwrap_or(recorded).replace('T', " "))
}

/// What was refused, and why.
pub(crate) fn refused(title: &str, why: &str, after: Option<u64>) -> Markup {
    layout(
        title,
        &html! {
            h1 { (title) }
            p class="notice" role="alert" {
                (theirs(why))
                @if let Some(change) = after { " " a href={ "/undo?change=" (change) } { "Take change " (change) " back" } }
            }
            p { "Nothing was changed. Go back in your browser: what you typed is still there. " (PreEscaped(LOG_IN_FIRST)) a href="/audit" { "Changes" } " · " a href="/desk" { "To the desk" } }
        },
    )
}

/// Why there is no page.
pub(crate) fn nothing_here(title: &str, why: &str) -> Markup {
    layout(
        title,
        &html! {
            h1 { (title) }
            p class="notice" role="alert" { (theirs(why)) }
            p { a href="/search" { "Search the claims" } " · " a href="/claims" { "All claims" } " · " a href="/desk" { "To the desk" } }
        },
    )
}

/// A headline as a label: word and mark, never colour alone.
fn badge(headline: Headline) -> Markup {
    html! { span class={ "badge " (headline) } { span aria-hidden="true" { (symbol(headline)) } " " (headline) } }
}

const fn symbol(headline: Headline) -> &'static str {
    match headline {
        Headline::IndependentlyVerified => "✔✔",
        Headline::Corroborated => "✔",
        Headline::SingleOrigin | Headline::SingleChannel | Headline::Entangled => "①",
        Headline::SelfAsserted => "↺",
        Headline::Unattributed | Headline::Unknown => "?",
        Headline::Contested | Headline::Countered => "⇄",
        Headline::Refuted => "✘",
        Headline::PredictionPending | Headline::PredictionDue => "…",
    }
}
