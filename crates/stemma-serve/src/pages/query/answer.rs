//! An answer: how much it is, where it can be had, and its rows with links to the pages of what they name.

use std::ops::Range;

use maud::{Markup, html};
use oxrdf::{Literal, Term};
use stemma_core::enumerations::Headline;
use stemma_core::visible::visible;
use stemma_store::query::{Excerpt, Kind};
use stemma_store::vocabulary::ONTOLOGY;

use super::chart::chart;
use super::graph::graph;
use super::terms::shortened;
use crate::asking::{Asking, Drawn};
use crate::filter::address;
use crate::pages::{badge, local, theirs};
use crate::published::Published;

/// How many rows are shown at once: more are neither read nor drawn quickly.
const PART: usize = 100;
/// How many letters of a value are shown.
const LETTERS: usize = 1000;

pub(super) fn answer(published: &Published, asking: &Asking, excerpt: &Excerpt) -> Markup {
    html! {
        section id="answer" aria-labelledby="answer-title" {
            h2 id="answer-title" { "Answer" }
            p role="status" { (counted(excerpt)) }
            (ways(asking, excerpt.kind))
            @match asking.drawn {
                Drawn::Table => {},
                Drawn::Chart => (chart(excerpt)),
                Drawn::Graph => (graph(published, excerpt)),
            }
            @if !excerpt.rows.is_empty() {
                (table(published, excerpt, part(asking, excerpt.rows.len())))
                (others(asking, excerpt.rows.len()))
            }
        }
    }
}

fn counted(excerpt: &Excerpt) -> String {
    let rows = excerpt.rows.len();
    let what = if excerpt.kind == Kind::Graph { "triple" } else { "row" };
    match (excerpt.boolean, rows) {
        (Some(true), _) => "Yes.".to_owned(),
        (Some(false), _) => "No.".to_owned(),
        (None, 0) => "Nothing: no row matches.".to_owned(),
        (None, 1) => format!("1 {what}"),
        (None, _) if excerpt.is_cut => format!("The first {rows} {what}s; a download has all of them"),
        (None, _) => format!("{rows} {what}s"),
    }
}

/// Downloads, and the link to give away.
fn ways(asking: &Asking, kind: Kind) -> Markup {
    let formats: &[(&str, &str, &str)] = match kind {
        Kind::Graph => &[
            ("turtle", "Turtle", "ttl"),
            ("ntriples", "N-Triples", "nt"),
            ("jsonld", "JSON-LD", "jsonld"),
            ("rdfxml", "RDF/XML", "rdf"),
        ],
        Kind::Solutions | Kind::Boolean => {
            &[("csv", "CSV", "csv"), ("tsv", "TSV", "tsv"), ("json", "JSON", "json"), ("xml", "XML", "xml")]
        }
    };
    html! {
        ul class="ways" {
            @for (format, name, ending) in formats {
                li { a class="button" href=(address("/sparql", &[("query", &asking.text), ("format", format)])) download={ "answer." (ending) } { "Download " (name) } }
            }
            li { a id="share" href=(address("/query", &[("query", &asking.text), ("view", asking.drawn.word())])) { "Link to this query" } }
        }
    }
}

/// Which of so many rows are shown: the part that is asked for, or the last one.
fn part(asking: &Asking, rows: usize) -> Range<usize> {
    let first = (asking.part.clamp(1, rows.div_ceil(PART).max(1)) - 1) * PART;
    first..rows.min(first + PART)
}

/// Which rows are shown, and where the others are; nothing when it is all.
fn others(asking: &Asking, rows: usize) -> Markup {
    let Range { start, end } = part(asking, rows);
    let link = |number: usize| {
        let number = number.to_string();
        let asked = [("query", asking.text.as_str()), ("view", asking.drawn.word()), ("rows", &number)];
        format!("{}#answer", address("/query", &asked))
    };
    html! {
        @if rows > PART {
            nav class="pages" aria-label="Parts of the rows" {
                @if start > 0 { a rel="prev" href=(link(start / PART)) { "Rows before" } " " }
                "Rows " (start + 1) "–" (end) " of " (rows)
                @if end < rows { " " a rel="next" href=(link(start / PART + 2)) { "Rows behind" } }
            }
        }
    }
}

fn table(published: &Published, excerpt: &Excerpt, part: Range<usize>) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Rows" {
            table {
                thead { tr { @for column in &excerpt.columns { th scope="col" { (column) } } } }
                tbody {
                    @for row in excerpt.rows.get(part).unwrap_or_default() {
                        tr { @for (column, term) in excerpt.columns.iter().zip(row) { td { @if let Some(term) = term { (cell(published, column, term)) } } } }
                    }
                }
            }
        }
    }
}

fn cell(published: &Published, column: &str, term: &Term) -> Markup {
    match term {
        Term::NamedNode(node) => match (local(published.iris.base(), node.as_str()), vocabulary(node.as_str())) {
            (Some(path), _) => html! { a href=(path) { (named(&path)) } },
            (None, Some(path)) => html! { a href=(path) { code { (shortened(node.as_str())) } } },
            (None, None) => html! { code { (theirs(&shortened(node.as_str()))) } },
        },
        Term::Literal(literal) => value(column, literal),
        Term::BlankNode(_) | Term::Triple(_) => html! { code { (theirs(&cut(&term.to_string()))) } },
    }
}

fn value(column: &str, literal: &Literal) -> Markup {
    let headline = literal.value().parse::<Headline>().ok().filter(|_| ["status", "headline"].contains(&column));
    html! {
        @match headline {
            Some(headline) => (badge(headline)),
            None => span class="pre" { (theirs(&cut(literal.value()))) },
        }
        @if let Some(language) = literal.language() { " " span class="small" { "(" (language) ")" } }
    }
}

/// A path as people read it: `claims/9f3a12b4…`.
fn named(path: &str) -> String {
    let path = path.trim_start_matches('/');
    match path.split_once('/') {
        Some((kind, id)) if id.len() == 36 && id.is_ascii() => format!("{kind}/{}…", id.get(..8).unwrap_or(id)),
        _ => visible(&cut(path)).into_owned(),
    }
}

/// Where a term of the vocabulary is explained here.
fn vocabulary(iri: &str) -> Option<String> {
    let term = iri.strip_prefix(ONTOLOGY.as_str())?.strip_prefix('#')?;
    term.bytes().all(|byte| byte.is_ascii_alphanumeric()).then(|| format!("/stemma/ns/1#{term}"))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((at, _)) => format!(
            "{}… ({} letters; a download has all of them)",
            text.get(..at).unwrap_or(text),
            text.chars().count()
        ),
        None => text.to_owned(),
    }
}
