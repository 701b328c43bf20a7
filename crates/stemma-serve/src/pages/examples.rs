//! The queries of the library, each as a form that asks it: without script, and with its parameters as fields.

use maud::{Markup, html};
use stemma_store::query::LIBRARY;

use super::layout;

/// How claims are found by words.
const SEARCH: &str = "SELECT ?claim ?text ?headline ?score ?wording WHERE {
  ?claim search:matches (\"dyke leak\" ?score ?wording) ;
    schema:text ?text ; stm:headline/skos:notation ?headline .
}
ORDER BY DESC(?score)
LIMIT 20";

/// `/sparql/examples`
pub(crate) fn examples() -> Markup {
    layout(
        "Queries",
        &html! {
            h1 { "Queries" }
            p { "Any SPARQL client can ask at " code { "/sparql" } ". These are ready made; prefixes are known." }
            form action="/sparql" method="get" {
                label for="own" { "A query of your own" }
                textarea id="own" name="query" rows="8" cols="80" spellcheck="false" {
                    "SELECT ?claim ?text {\n  ?claim a stm:Claim ; schema:text ?text .\n}\nLIMIT 20"
                }
                (formats("own-format"))
                button { "Ask" }
            }
            section {
                h2 id="search" { "Claims about some words" }
                p { "Which claims speak of these words, in any of their wordings, the best first? " code { "?claim search:matches \"words\"" } " is enough where nobody asks how well." }
                form action="/sparql" method="get" {
                    textarea name="query" rows="6" cols="80" spellcheck="false" aria-label="Query: Claims about some words" {
                        (SEARCH)
                    }
                    (formats("search-format"))
                    button { "Ask" }
                }
            }
            @for query in LIBRARY {
                section {
                    h2 id=(query.name) { (query.title()) }
                    p { (query.question()) }
                    form action="/sparql" method="get" {
                        textarea name="query" rows="6" cols="80" spellcheck="false" aria-label={ "Query: " (query.title()) } {
                            (query.text)
                        }
                        (formats(&format!("{}-format", query.name)))
                        button { "Ask" }
                    }
                    @if query.parameters().next().is_some() {
                        p class="small" {
                            "On the command line: " code { "stemma query " (query.name)
                                @for (parameter, _) in query.parameters() { " --with " (parameter) "=…" }
                            }
                        }
                    }
                }
            }
        },
    )
}

fn formats(id: &str) -> Markup {
    html! {
        label for=(id) { "Answer as" }
        select id=(id) name="format" {
            @for (format, name) in [("csv", "table (CSV)"), ("json", "JSON"), ("tsv", "TSV"), ("xml", "XML")] {
                option value=(format) { (name) }
            }
        }
    }
}
