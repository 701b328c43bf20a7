//! Measures a store: loading, small commits, reopening, memory, and queries.
//!
//! `cargo run --release -p stemma-store --example measure -- DIRECTORY DOCUMENTS` makes documents of 20 quads each;
//! with `FILE.nq QUERIES` instead of their number it loads a file and asks the `.rq` files of a directory.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, Quad, Term};
use stemma_store::Store;
use stemma_store::log::{Change, Payload};
use stemma_store::query::{Answer, Formats, Limits, Query, QueryError, query};

fn node(kind: &str, number: usize) -> NamedNode {
    NamedNode::new_unchecked(format!("https://example.org/{kind}/{number:08x}"))
}

fn property(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("https://w3id.org/stemma/ns/1#{name}"))
}

/// A document of four assertions, five quads each.
fn document(number: usize) -> Vec<Quad> {
    let graph = node("document", number);
    let assertion = |part: usize| {
        let subject = node("assertion", number * 4 + part);
        let object = |property: NamedNode, object: Term| Quad::new(subject.clone(), property, object, graph.clone());
        let quote = format!("The company said on day {} that unit {part} shipped {number} parts", number % 365);
        [
            object(rdf::TYPE.into_owned(), property("Assertion").into()),
            object(property("claim"), node("claim", (number * 4 + part) / 3).into()),
            object(property("attributedTo"), node("actor", (number * 7 + part) % 5000).into()),
            object(property("quote"), Literal::new_simple_literal(quote).into()),
            object(property("start"), Literal::new_typed_literal((part * 180).to_string(), xsd::INTEGER).into()),
        ]
    };
    (0..4).flat_map(assertion).collect()
}

fn change(quads: Vec<Quad>) -> Change {
    Change {
        recorded: "2026-03-01T09:30:00Z".to_owned(),
        principal: "measure".to_owned(),
        reason: "synthetic".to_owned(),
        payload: Payload::new([], quads),
        documents: Vec::new(),
    }
}

fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<T, Box<dyn Error>> {
    let start = Instant::now();
    let result = work()?;
    println!("{what}: {:.3} s", start.elapsed().as_secs_f64());
    Ok(result)
}

/// The quads to load, in changes of about 20 000.
fn batches(source: &str) -> Result<Vec<Vec<Quad>>, Box<dyn Error>> {
    if let Ok(documents) = source.parse::<usize>() {
        let numbers: Vec<usize> = (0..documents).collect();
        return Ok(numbers
            .chunks(1000)
            .map(|some| some.iter().flat_map(|number| document(*number)).collect())
            .collect());
    }
    let bytes = std::fs::read(source)?;
    let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(&bytes).collect::<Result<Vec<_>, _>>()?;
    Ok(quads.chunks(20_000).map(<[Quad]>::to_vec).collect())
}

fn queries(directory: Option<String>) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let Some(directory) = directory else {
        return Ok(QUERIES.iter().map(|text| ((*text).to_owned(), (*text).to_owned())).collect());
    };
    let mut queries = Vec::new();
    for file in std::fs::read_dir(directory)? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "rq") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            queries.push((name, std::fs::read_to_string(path)?));
        }
    }
    queries.sort();
    Ok(queries)
}

fn write(store: &Store, source: &str) -> Result<(), Box<dyn Error>> {
    let batches = batches(source)?;
    timed("record and index", || {
        batches.into_iter().try_for_each(|quads| store.commit(change(quads)).map(drop)).map_err(Into::into)
    })?;
    timed("100 commits of one document", || {
        (0..100).try_for_each(|n| store.commit(change(document(1 << 24 | n))).map(drop)).map_err(Into::into)
    })?;
    timed("set 100 000 quads of the derived layer", || {
        let graph = node("findings", 0);
        let status = |n| Quad::new(node("claim", n), property("support"), property("corroborated"), graph.clone());
        store.set_derived(std::slice::from_ref(&graph), (0..100_000).map(status))?;
        Ok(())
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let directory = arguments.next().ok_or("give a directory")?;
    let source = arguments.next().ok_or("give a number of documents or a file")?;
    write(&Store::open(Path::new(&directory))?, &source)?;
    let store = timed("reopen: read and fold the log", || Ok(Store::open(Path::new(&directory))?))?;
    let snapshot = store.snapshot();
    let statistics = snapshot.statistics();
    let each = statistics.bytes as f64 / statistics.quads as f64;
    println!("{} quads, {} terms, {each:.1} bytes a quad", statistics.quads, statistics.terms);
    for (name, text) in queries(arguments.next())? {
        let mut times = Vec::new();
        let mut rows = Err(QueryError::Internal { what: String::new() });
        for _ in 0..5 {
            let start = Instant::now();
            rows = query(&snapshot, Query::new(text.as_str()), Formats::default(), Limits::default())
                .and_then(Answer::bytes);
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        println!("{:.2} ms, {:?} bytes: {name}", times.get(2).unwrap_or(&0.0), rows.map(|bytes| bytes.len()));
    }
    timed("all quads as sorted N-Quads", || Ok(snapshot.to_nquads()))?;
    Ok(())
}

const QUERIES: [&str; 6] = [
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s stm:claim ?c ; stm:attributedTo ?a }",
    "SELECT ?a (COUNT(*) AS ?n) { ?s stm:attributedTo ?a } GROUP BY ?a ORDER BY DESC(?n) LIMIT 10",
    "SELECT * { ?s stm:attributedTo <https://example.org/actor/00000007> ; stm:quote ?q }",
    "SELECT (COUNT(*) AS ?n) { ?s stm:start ?x FILTER(?x > 180) }",
    "SELECT * { GRAPH <https://example.org/document/00000007> { ?s ?p ?o } }",
];
