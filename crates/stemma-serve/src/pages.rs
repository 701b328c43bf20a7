//! Pages in HTML that need no script. Everything from documents is escaped, and kept apart in its direction of writing.

mod claim;
mod claims;
mod desk;
mod document;
mod draft;
mod drawing;
mod examples;
mod marked;
mod other;
mod quotes;
mod search;
mod stemma;
mod vocabulary;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use stemma_core::enumerations::Headline;
use stemma_core::visible::visible;

pub(crate) use claim::{claim, not_yet};
pub(crate) use claims::claims;
pub(crate) use desk::desk;
pub(crate) use document::document;
pub use draft::draft_page;
pub(crate) use draft::{checked_draft, draft_form};
pub(crate) use examples::examples;
pub(crate) use other::other;
pub(crate) use search::search;
pub(crate) use vocabulary::vocabulary;

/// `/style.css`
pub(crate) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("pages/style.css")).into_response()
}

/// `/desk.js`
pub(crate) async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("pages/desk.js")).into_response()
}

/// Words of others: escaped, kept apart in their direction of writing, and with nothing hidden in them.
fn theirs(words: &str) -> Markup {
    html! { bdi { (visible(words)) } }
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
                header { nav aria-label="Pages of Stemma" { a href="/claims" { strong { "Stemma" } } " " a href="/desk" { "Desk" } " " a href="/claims" { "Claims" } " " a href="/search" { "Search" } " " a href="/check" { "Check a draft" } " " a href="/sparql/examples" { "SPARQL" } } }
                main id="main" { (body) }
                footer { "Stemma counts independent lines. It never says “true”." }
            }
        }
    }
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
        Headline::PredictionPending | Headline::PredictionDue => "⏲",
    }
}
