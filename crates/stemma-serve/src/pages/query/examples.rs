//! The queries of the library, each as a form that asks it with its parameters as fields.

use maud::{Markup, html};
use stemma_store::query::{LIBRARY, NamedQuery};

use crate::asking::Asking;

/// How claims are found by words.
const SEARCH: &str = "SELECT ?claim ?text ?headline ?score ?wording WHERE {
  ?claim search:matches (\"dyke leak\" ?score ?wording) ;
    schema:text ?text ; stm:headline/skos:notation ?headline .
}
ORDER BY DESC(?score)
LIMIT 20
";

/// All examples; the one that is asked is open.
pub(super) fn examples(asking: &Asking) -> Markup {
    html! {
        aside aria-label="Examples" {
            h2 { "Examples" }
            p class="small" { "The same as Turtle, with their titles: " code { "/sparql/examples" } ". On the command line: " code { "stemma query --list" } "." }
            details {
                summary { "Claims about some words" }
                p { "Which claims speak of these words, in any of their wordings, the best first? " code { "?claim search:matches \"words\"" } " is enough where nobody asks how well." }
                form action="/query#answer" method="get" {
                    input type="hidden" name="query" value=(SEARCH);
                    button { "Ask" }
                }
            }
            @for query in LIBRARY { (example(*query, asking)) }
        }
    }
}

fn example(query: NamedQuery, asking: &Asking) -> Markup {
    let is_asked = asking.named == Some(query);
    let value = |parameter: &str| {
        let filled = asking.values.iter().find(|(name, _)| is_asked && name == parameter);
        filled.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    html! {
        details id=(query.name) open[is_asked] {
            summary { (query.title()) }
            p { (query.question()) }
            form action="/query#answer" method="get" {
                input type="hidden" name="name" value=(query.name);
                @for (parameter, meaning) in query.parameters() {
                    p { label { (meaning) " " input name={ "with-" (parameter) } value=(value(parameter)); } }
                }
                button { "Ask" }
            }
        }
    }
}
