//! Any other record: what the graph says about it.

use maud::{Markup, html};
use oxrdf::{NamedNode, Quad, Term};

use super::{layout, local};
use crate::published::Published;

/// A table of properties and values.
pub(crate) fn other(published: &Published, record: &NamedNode, quads: &[Quad]) -> Markup {
    let base = published.iris.base();
    let path = record.as_str().strip_prefix(base).unwrap_or(record.as_str());
    let mut rows: Vec<(String, String, &Term)> = quads
        .iter()
        .map(|quad| {
            let part =
                quad.subject.to_string().trim_matches(['<', '>']).rsplit_once('#').map(|(_, part)| part.to_owned());
            (part.unwrap_or_default(), last(quad.predicate.as_str()).to_owned(), &quad.object)
        })
        .collect();
    rows.sort_by_key(|(part, property, object)| (part.clone(), property.clone(), object.to_string()));
    rows.dedup();
    layout(
        path,
        &html! {
            h1 { (path) }
            table {
                thead { tr { th scope="col" { "Part" } th scope="col" { "Property" } th scope="col" { "Value" } } }
                tbody {
                    @for (part, property, object) in rows {
                        tr {
                            td { (part) }
                            td { (property) }
                            td {
                                @match object {
                                    Term::NamedNode(node) => @match local(base, node.as_str()) {
                                        Some(path) => a href=(path) { (path.trim_start_matches('/')) },
                                        None => (last(node.as_str())),
                                    },
                                    Term::Literal(literal) => bdi { (literal.value()) },
                                    _ => (object.to_string()),
                                }
                            }
                        }
                    }
                }
            }
        },
    )
}

fn last(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
