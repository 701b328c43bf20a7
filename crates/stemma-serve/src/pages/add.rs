//! Where a document is added.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::document::Document;
use stemma_core::id::Id;
use stemma_store::token::Scope;

use super::{layout, mark, theirs};
use crate::add::ABOUT;
use crate::published::Published;
use crate::renewal::Addition;
use crate::session::{Editor, Viewer};

/// What a date looks like, so that a browser asks again before files are sent, which nobody can choose for somebody.
const DATE: &str = r"\s*\d{4}(-\d{2}(-\d{2})?)?\s*";

/// The forms: paste, upload, fetch.
pub(crate) fn add_form(viewer: &Viewer) -> Markup {
    layout(
        "Add a document",
        &html! {
            h1 { "Add a document" }
            @match viewer.who_may(Scope::Report) {
                Some(editor) => (forms(editor, &BTreeMap::new())),
                None => p class="notice" {
                    @if !viewer.is_written { "Nothing can be added here: this service is read-only. Start it with a token in " code { "STEMMA_ADMIN_TOKEN" } "." }
                    @else if viewer.editor.is_some() { "Your token may not add documents; it needs the scope " code { "report" } "." }
                    @else { a href="/log-in?next=/add" { "Log in" } " to add documents." }
                },
            }
        },
    )
}

/// The forms as they were filled, with why they were not taken.
pub(crate) fn add_again(editor: &Editor, why: &str, typed: &BTreeMap<String, String>) -> Markup {
    layout(
        "Add a document",
        &html! {
            h1 { "Add a document" }
            p class="notice" role="alert" { "Nothing was added: " (theirs(why)) }
            @if typed.get("text").is_none_or(|text| text.trim().is_empty()) { p class="small" { "A file has to be chosen again." } }
            (forms(editor, typed))
        },
    )
}

fn forms(editor: &Editor, typed: &BTreeMap<String, String>) -> Markup {
    let typed = |key: &str| typed.get(key).filter(|text| !text.is_empty());
    let about = |way: &str| {
        html! {
            @for (key, label) in ABOUT {
                p { label for={ (way) "-" (key) } { (label) } input id={ (way) "-" (key) } name=(key) value=[typed(key)] placeholder=[(key == "date").then_some("2026-05-24")] pattern=[(key == "date").then_some(DATE)] title=[(key == "date").then_some("A day such as 2026-05-24, a month or a year")]; }
            }
        }
    };
    html! {
        p { "It is kept as it is, read, and shown with its claims marked. Who publishes it and when decides what counts as independent: say so, when the document does not." }
        h2 { "Paste a text" }
        form class="stacked" method="post" action="/add" enctype="multipart/form-data" {
            (mark(editor))
            p class="wide" { label for="text" { "The text, plain or Markdown" } textarea id="text" name="text" rows="10" cols="80" required { @if let Some(text) = typed("text") { "\n" (text) } } }
            (about("paste"))
            button { "Add the text" }
        }
        h2 { "Upload a file" }
        form class="stacked" method="post" action="/add" enctype="multipart/form-data" {
            (mark(editor))
            p class="wide" { label for="file" { "Text, Markdown, HTML, PDF, Word, CSV, JSON or a feed" } input id="file" name="file" type="file" required; }
            (about("upload"))
            button { "Add the file" }
        }
        h2 { "Fetch an address" }
        form class="stacked" method="post" action="/add" enctype="multipart/form-data" {
            (mark(editor))
            p class="wide" { label for="address" { "Address" } input id="address" name="address" type="url" size="60" required value=[typed("address")] placeholder="https://"; }
            button { "Fetch it" }
        }
    }
}

/// What a document is called, and where it was published.
fn named(published: &Published, id: Id<Document>) -> Markup {
    let Some(held) = published.document(id) else { return html! { (id) } };
    let (title, name) = (held.document.metadata.title.as_deref(), held.document.name.as_str());
    html! {
        (theirs(title.unwrap_or(name)))
        @if title.is_some_and(|title| title != name) { " – " (theirs(name)) }
    }
}

/// These very bytes are held, and nothing new was said about them.
pub(crate) fn held(published: &Published, documents: &[Id<Document>]) -> Markup {
    layout(
        "Held already",
        &html! {
            h1 { "Held already" }
            p { "These very words are held, and nothing new was said about them. Nothing was recorded." }
            ul { @for id in documents { li { a href={ "/documents/" (id) } { (named(published, *id)) } } } }
            p { "Did somebody else print them too? " a href="/add" { "Add them again" } " and say who publishes them: then they are a document of its own. What you say anew of the same document, such as its date, makes another version of it." }
        },
    )
}

/// Several documents came, or what came is not shown yet.
pub(crate) fn added(published: &Published, addition: &Addition, is_shown: bool) -> Markup {
    layout(
        "Added",
        &html! {
            h1 { "Added" }
            p { (addition.counted()) }
            @if !is_shown { p class="notice" { "What is found in it is still being computed; its page is there in a moment." } }
            ul { @for id in &addition.documents { li { a href={ "/documents/" (id) } { (named(published, *id)) } } } }
            @for why in &addition.refused { p class="notice" { "Not taken: " (theirs(why)) } }
        },
    )
}
