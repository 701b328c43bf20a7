//! What is sent to another SPARQL engine, so that it holds what the index holds.
//!
//! The engine itself says what it has: a graph of ours in it holds, for each graph that we sent, a digest of its triples.
//! A graph whose digest is the index's is left alone; any other is replaced. While a graph is being changed its digest is
//! [`HALF`], so that a sync that was cut off is seen by the next one.

use std::collections::BTreeMap;
use std::fmt::Write;

use oxrdf::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};

use crate::index::Snapshot;
use crate::query::{Kind, PREFIXES, Query, QueryError, checked};
use crate::records::Iris;

/// The digest of a graph that is being changed.
pub const HALF: &str = "half";
/// What says a digest.
const SAYS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://schema.org/version");
/// Blank nodes become IRIs of this kind: with blank nodes nothing could be deleted again.
const BLANK: &str = "urn:stemma:blank:";
/// How many triples an update has at most, and how many bytes, about: engines bound the length of a request.
const TRIPLES: usize = 400;
const BYTES: usize = 200_000;

/// Why an index cannot be mirrored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MirrorError {
    /// A graph has a name that the mirror needs for itself.
    #[error("the graph {0} is kept for the engine; delete or rename it")]
    Kept(String),
    /// Something is RDF 1.2, which the engine may not know.
    #[error("the graph {0} has a triple about a triple, which is not sent to an engine; delete it")]
    Quoted(String),
}

/// The triples of each graph as an engine is to hold them, each as a line of N-Triples.
pub type Mirrored = BTreeMap<String, Vec<String>>;

/// The graph in the engine that says what the engine holds.
#[must_use]
pub fn engine_graph(iris: &Iris) -> NamedNode {
    iris.client_graph("engine")
}

/// What an engine is to hold: sorted by graph and line. The graph without a name becomes one with a name.
///
/// # Errors
/// As [`MirrorError`] says.
pub fn mirrored(snapshot: &Snapshot, iris: &Iris) -> Result<Mirrored, MirrorError> {
    let (engine, unnamed) = (engine_graph(iris), iris.client_graph("unnamed"));
    let mut graphs = Mirrored::new();
    for quad in snapshot.quads() {
        let graph = match &quad.graph_name {
            GraphName::DefaultGraph => unnamed.as_str().to_owned(),
            GraphName::NamedNode(name) if *name == engine || *name == unnamed => {
                return Err(MirrorError::Kept(name.to_string()));
            }
            GraphName::NamedNode(name) => name.as_str().to_owned(),
            GraphName::BlankNode(node) => format!("{BLANK}{}", node.as_str()),
        };
        let line = line(&quad).ok_or_else(|| MirrorError::Quoted(graph.clone()))?;
        graphs.entry(graph).or_default().push(line);
    }
    graphs.values_mut().for_each(|lines| lines.sort_unstable());
    Ok(graphs)
}

fn line(quad: &Quad) -> Option<String> {
    let blank = |id: &str| NamedNode::new_unchecked(format!("{BLANK}{id}"));
    let subject = match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.clone(),
        NamedOrBlankNode::BlankNode(node) => blank(node.as_str()),
    };
    let object = match &quad.object {
        Term::BlankNode(node) => blank(node.as_str()).into(),
        Term::Triple(_) => return None,
        other => other.clone(),
    };
    Some(format!("{subject} {} {object} .", quad.predicate))
}

/// A digest of the lines of a graph: the same whatever their order.
#[must_use]
pub fn digest(lines: &[String]) -> String {
    let one = |line: &String| {
        let hash = Sha256::digest(line.as_bytes());
        hash.iter().take(16).fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte))
    };
    format!("{:032x}-{}", lines.iter().map(one).fold(0_u128, u128::wrapping_add), lines.len())
}

/// The updates that make a graph of the engine hold `new`, one request each, in their order. `old` is what it holds; without it
/// the graph is emptied first. The first update makes its digest [`HALF`], the last one makes it that of `new`.
#[must_use]
pub fn updates(iris: &Iris, graph: &str, old: Option<&[String]>, new: &[String]) -> Vec<String> {
    let (engine, name) = (engine_graph(iris), NamedNode::new_unchecked(graph));
    let says = |digest: &str| {
        format!(
            "DELETE WHERE {{ GRAPH {engine} {{ {name} {SAYS} ?digest }} }};\nINSERT DATA {{ GRAPH {engine} {{ {name} {SAYS} \"{digest}\" }} }}"
        )
    };
    let mut all = vec![says(HALF)];
    match old {
        None => {
            all.push(format!("DROP SILENT GRAPH {name}"));
            all.extend(batches("INSERT", &name, new.iter()));
        }
        Some(old) => {
            let gone = old.iter().filter(|line| new.binary_search(line).is_err());
            let come = new.iter().filter(|line| old.binary_search(line).is_err());
            all.extend(batches("DELETE", &name, gone));
            all.extend(batches("INSERT", &name, come));
        }
    }
    if new.is_empty() {
        all.push(format!("DROP SILENT GRAPH {name}"));
        all.push(format!("DELETE WHERE {{ GRAPH {engine} {{ {name} {SAYS} ?digest }} }}"));
    } else {
        all.push(says(&digest(new)));
    }
    all
}

fn batches<'l>(verb: &str, graph: &NamedNode, lines: impl Iterator<Item = &'l String>) -> Vec<String> {
    let (mut all, mut batch, mut triples) = (Vec::new(), String::new(), 0);
    let whole = |batch: &str| format!("{verb} DATA {{ GRAPH {graph} {{\n{batch}}} }}");
    for line in lines {
        if triples == TRIPLES || batch.len() + line.len() > BYTES && triples > 0 {
            all.push(whole(&batch));
            batch.clear();
            triples = 0;
        }
        let _ = writeln!(batch, "{line}");
        triples += 1;
    }
    if triples > 0 {
        all.push(whole(&batch));
    }
    all
}

/// The query that asks an engine what it holds: graphs and digests.
#[must_use]
pub fn held(iris: &Iris) -> String {
    format!("SELECT ?graph ?digest WHERE {{ GRAPH {} {{ ?graph {SAYS} ?digest }} }}", engine_graph(iris))
}

/// The queries that ask an engine whether it holds anything in one of these graphs.
#[must_use]
pub fn foreign<'g>(graphs: impl IntoIterator<Item = &'g String>) -> Vec<String> {
    let names: Vec<String> = graphs.into_iter().map(|graph| format!("<{graph}>")).collect();
    let asked = |some: &[String]| {
        format!(
            "SELECT DISTINCT ?graph WHERE {{ VALUES ?graph {{ {} }} GRAPH ?graph {{ ?s ?p ?o }} }} LIMIT 1",
            some.join(" ")
        )
    };
    names.chunks(50).map(asked).collect()
}

/// The text that an engine is sent for a query, with the prefixes that it uses undeclared, and what it answers. It is read here
/// first: what is not offered here is not sent on.
///
/// # Errors
/// As [`crate::query::query`], before evaluation.
pub fn forwarded(query: &Query) -> Result<(Kind, String), QueryError> {
    let kind = checked(query)?;
    let declared = query.text.to_ascii_lowercase();
    let mut text = String::new();
    let has_base = declared
        .match_indices("base")
        .any(|(at, word)| declared.get(at + word.len()..).is_some_and(|rest| rest.trim_start().starts_with('<')));
    if let Some(base) = query.base.as_ref().filter(|_| !has_base) {
        let _ = writeln!(text, "BASE <{base}>");
    }
    let is_declared = |name: &str| {
        declared.match_indices("prefix").any(|(at, word)| {
            declared.get(at + word.len()..).is_some_and(|rest| rest.trim_start().starts_with(&format!("{name}:")))
        })
    };
    for (name, iri) in PREFIXES {
        if declared.contains(&format!("{name}:")) && !is_declared(name) {
            let _ = writeln!(text, "PREFIX {name}: <{iri}>");
        }
    }
    text.push_str(&query.text);
    Ok((kind, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| format!("<urn:{name}> <urn:p> \"x\" .")).collect()
    }

    #[test]
    fn a_digest_does_not_depend_on_the_order_and_tells_every_line() {
        assert_eq!(digest(&lines(&["a", "b"])), digest(&lines(&["b", "a"])));
        assert_ne!(digest(&lines(&["a", "b"])), digest(&lines(&["a"])));
        assert_ne!(digest(&lines(&["a", "a"])), digest(&lines(&["b", "b"])));
    }

    #[test]
    fn a_change_is_marked_as_half_before_and_as_whole_after() {
        let all = updates(&Iris::default(), "urn:g", Some(&lines(&["a", "b"])), &lines(&["b", "c"]));
        assert!(all.first().unwrap().contains("\"half\""));
        assert!(all.last().unwrap().contains(&digest(&lines(&["b", "c"]))));
        let between = all.get(1..all.len() - 1).unwrap();
        assert_eq!(between.len(), 2, "{between:?}");
        assert!(between[0].starts_with("DELETE DATA") && between[0].contains("urn:a") && !between[0].contains("urn:b"));
        assert!(between[1].starts_with("INSERT DATA") && between[1].contains("urn:c") && !between[1].contains("urn:b"));
    }

    #[test]
    fn many_triples_go_in_many_updates() {
        let many: Vec<String> = (0..1000).map(|number| format!("<urn:{number}> <urn:p> <urn:o> .")).collect();
        let all = updates(&Iris::default(), "urn:g", None, &many);
        let inserts: Vec<&String> = all.iter().filter(|update| update.starts_with("INSERT DATA")).collect();
        assert_eq!(inserts.len(), 3);
        assert_eq!(inserts.iter().map(|update| update.lines().count() - 2).sum::<usize>(), 1000);
    }

    #[test]
    fn a_query_goes_with_the_prefixes_that_it_does_not_declare() {
        let (kind, text) = forwarded(&Query::new("prefix stm: <urn:mine#> ASK { ?s stm:a/schema:b 1 }")).unwrap();
        assert_eq!(kind, Kind::Boolean);
        assert!(text.starts_with("PREFIX schema: <http://schema.org/>\nprefix stm: <urn:mine#>"), "{text}");
        assert!(forwarded(&Query::new("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }")).is_err());
        assert!(forwarded(&Query::new("SELECT * {")).is_err());
    }
}
