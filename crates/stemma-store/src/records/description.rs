//! A service and its data described in the words that clients look for: SPARQL Service Description and VoID.

use std::collections::BTreeMap;

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};

use super::{Contents, Iris, ontology_graph};
use crate::query::DefaultGraph;

const FORMATS: &str = "http://www.w3.org/ns/formats/";
const RESULTS: [&str; 8] = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
];
const INPUTS: [&str; 4] = ["Turtle", "N-Triples", "RDF_XML", "JSON-LD"];

/// What a service is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The address of its SPARQL endpoint, as the client called it.
    pub address: NamedNode,
    /// Whether it takes updates.
    pub updates: bool,
    /// What the default graph of its queries is.
    pub default_graph: DefaultGraph,
}

/// Gathers quads of the default graph.
struct Writer(Vec<Quad>);

impl Writer {
    fn say(&mut self, subject: &NamedNode, predicate: NamedNode, object: impl Into<Term>) {
        self.0.push(Quad::new(subject.clone(), predicate, object, GraphName::DefaultGraph));
    }

    fn is_a(&mut self, subject: &NamedNode, class: NamedNode) {
        self.say(subject, rdf::TYPE.into_owned(), class);
    }

    fn count(&mut self, subject: &NamedNode, property: &str, count: u64) {
        self.say(subject, void(property), Literal::new_typed_literal(count.to_string(), xsd::INTEGER));
    }
}

/// The service, its features and its graphs in the words of SPARQL Service Description.
#[must_use]
pub fn service_quads(endpoint: &Endpoint, contents: &Contents) -> Vec<Quad> {
    let mut writer = Writer(Vec::new());
    let service = part(endpoint, "service");
    writer.is_a(&service, sd("Service"));
    writer.say(&service, sd("endpoint"), endpoint.address.clone());
    writer.say(&service, sd("supportedLanguage"), sd("SPARQL11Query"));
    if endpoint.updates {
        writer.say(&service, sd("supportedLanguage"), sd("SPARQL11Update"));
    }
    if endpoint.default_graph == DefaultGraph::Union {
        writer.say(&service, sd("feature"), sd("UnionDefaultGraph"));
    }
    for format in RESULTS {
        writer.say(&service, sd("resultFormat"), node(FORMATS, format));
    }
    for format in INPUTS.into_iter().filter(|_| endpoint.updates) {
        writer.say(&service, sd("inputFormat"), node(FORMATS, format));
    }
    let (dataset, default) = (part(endpoint, "dataset"), part(endpoint, "default-graph"));
    writer.say(&service, sd("defaultDataset"), dataset.clone());
    writer.is_a(&dataset, sd("Dataset"));
    writer.say(&dataset, sd("defaultGraph"), default.clone());
    writer.is_a(&default, sd("Graph"));
    if endpoint.default_graph == DefaultGraph::Union {
        writer.count(&default, "triples", contents.triples);
    }
    for (number, (graph, triples)) in contents.graphs.iter().enumerate() {
        let (named, itself) =
            (part(endpoint, &format!("named-graph-{number}")), part(endpoint, &format!("graph-{number}")));
        writer.say(&dataset, sd("namedGraph"), named.clone());
        writer.is_a(&named, sd("NamedGraph"));
        writer.say(&named, sd("name"), NamedNode::new_unchecked(graph));
        writer.say(&named, sd("graph"), itself.clone());
        writer.is_a(&itself, sd("Graph"));
        writer.count(&itself, "triples", *triples);
    }
    writer.0
}

/// The data, with their statistics, in the words of VoID.
#[must_use]
pub fn void_quads(iris: &Iris, endpoint: &Endpoint, contents: &Contents) -> Vec<Quad> {
    let mut writer = Writer(Vec::new());
    let dataset = NamedNode::new_unchecked(format!("{}.well-known/void#dataset", iris.base()));
    writer.is_a(&dataset, void("Dataset"));
    writer.say(
        &dataset,
        node("http://purl.org/dc/terms/", "title"),
        Literal::from("The claims of this store, and what is found about them"),
    );
    writer.say(&dataset, void("sparqlEndpoint"), endpoint.address.clone());
    writer.say(&dataset, void("uriSpace"), Literal::from(iris.base()));
    writer.say(&dataset, void("vocabulary"), ontology_graph());
    writer.say(&dataset, void("vocabulary"), node("http://schema.org/", ""));
    writer.say(&dataset, void("vocabulary"), node("http://www.w3.org/ns/prov#", ""));
    for format in ["Turtle", "N-Triples", "RDF_XML", "JSON-LD"] {
        writer.say(&dataset, void("feature"), node(FORMATS, format));
    }
    writer.count(&dataset, "triples", contents.triples);
    writer.count(&dataset, "entities", contents.subjects);
    writer.count(&dataset, "distinctSubjects", contents.subjects);
    writer.count(&dataset, "distinctObjects", contents.objects);
    writer.count(&dataset, "classes", contents.classes.len() as u64);
    writer.count(&dataset, "properties", contents.properties.len() as u64);
    partitions(&mut writer, &dataset, ["class", "classPartition", "entities"], &contents.classes);
    partitions(&mut writer, &dataset, ["property", "propertyPartition", "triples"], &contents.properties);
    writer.0
}

/// The parts of a dataset by one kind of term, each with its count.
fn partitions(
    writer: &mut Writer,
    dataset: &NamedNode,
    [kind, property, counted]: [&str; 3],
    counts: &BTreeMap<String, u64>,
) {
    for (number, (term, count)) in counts.iter().enumerate() {
        let partition = NamedNode::new_unchecked(format!("{}-{kind}-{number}", dataset.as_str()));
        writer.say(dataset, void(property), partition.clone());
        writer.say(&partition, void(kind), NamedNode::new_unchecked(term));
        writer.count(&partition, counted, *count);
    }
}

fn part(endpoint: &Endpoint, name: &str) -> NamedNode {
    node(endpoint.address.as_str(), &format!("#{name}"))
}

fn sd(name: &str) -> NamedNode {
    node("http://www.w3.org/ns/sparql-service-description#", name)
}

fn void(name: &str) -> NamedNode {
    node("http://rdfs.org/ns/void#", name)
}

fn node(namespace: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{namespace}{name}"))
}
