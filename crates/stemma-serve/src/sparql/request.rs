//! What a client of the SPARQL Protocol asks for: parameters, query, formats.

use axum::http::HeaderMap;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;
use oxrdf::NamedNode;
use stemma_store::query::{Formats, Query};
use stemma_store::update::Update;

use crate::negotiate;
use crate::problem::Problem;

/// A media type, what `?format=` calls it – clients know several words –, and the format.
type Offered<F> = (&'static str, &'static [&'static str], F);

const RESULTS: &[Offered<QueryResultsFormat>] = &[
    ("application/sparql-results+json", &["json", "srj"], QueryResultsFormat::Json),
    ("application/sparql-results+xml", &["xml", "srx"], QueryResultsFormat::Xml),
    ("text/csv", &["csv"], QueryResultsFormat::Csv),
    ("text/tab-separated-values", &["tsv"], QueryResultsFormat::Tsv),
    ("application/json", &[], QueryResultsFormat::Json),
    ("application/xml", &[], QueryResultsFormat::Xml),
];

const JSON_LD: RdfFormat = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };

const GRAPHS: &[Offered<RdfFormat>] = &[
    ("text/turtle", &["turtle", "ttl"], RdfFormat::Turtle),
    ("application/n-triples", &["ntriples", "n-triples", "nt"], RdfFormat::NTriples),
    ("application/rdf+xml", &["rdfxml", "rdf+xml", "rdf"], RdfFormat::RdfXml),
    ("application/ld+json", &["jsonld", "json-ld"], JSON_LD),
    ("application/json", &["json"], JSON_LD),
    ("application/xml", &["xml"], RdfFormat::RdfXml),
    // Whatever is Turtle is Notation3.
    ("text/n3", &["n3"], RdfFormat::Turtle),
    ("text/rdf+n3", &[], RdfFormat::Turtle),
];

/// The pairs of a query string or form, percent-decoded.
pub(crate) fn pairs(encoded: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    let pair = |part: &[u8]| {
        let at = part.iter().position(|byte| *byte == b'=').unwrap_or(part.len());
        let (key, value) = part.split_at_checked(at).unwrap_or((part, &[]));
        Ok((decoded(key)?, decoded(value.get(1..).unwrap_or_default())?))
    };
    encoded.split(|byte| *byte == b'&').filter(|part| !part.is_empty()).map(pair).collect()
}

fn decoded(part: &[u8]) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part;
    while let Some((first, after)) = rest.split_first() {
        let hex = after
            .get(..2)
            .filter(|two| two.iter().all(u8::is_ascii_hexdigit))
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
        rest = after;
    }
    String::from_utf8(bytes).map_err(|_| Problem::bad_request("a parameter is not UTF-8"))
}

/// What a request wants done.
pub(super) enum Operation {
    Query(Request),
    Update(Update),
}

/// A query operation as it was asked for.
pub(super) struct Request {
    pub(super) query: Query,
    format: Option<String>,
}

impl Operation {
    /// What the parameters ask for: a query or an update, one of them and once.
    pub(super) fn of(pairs: Vec<(String, String)>) -> Result<Self, Problem> {
        let (mut query, mut update) = (Query::default(), Update::default());
        let (mut queries, mut updates, mut format) = (Vec::new(), Vec::new(), None);
        for (key, value) in pairs {
            match key.as_str() {
                "query" => queries.push(value),
                "update" => updates.push(value),
                "default-graph-uri" => query.default_graphs.push(graph(&value)?),
                "named-graph-uri" => query.named_graphs.push(graph(&value)?),
                "using-graph-uri" => update.default_graphs.push(graph(&value)?),
                "using-named-graph-uri" => update.named_graphs.push(graph(&value)?),
                "format" => format = Some(value),
                _ => {}
            }
        }
        let named = |graphs: &Query| !graphs.default_graphs.is_empty() || !graphs.named_graphs.is_empty();
        let is_using = !update.default_graphs.is_empty() || !update.named_graphs.is_empty();
        if updates.is_empty() && is_using || queries.is_empty() && named(&query) {
            // Passed over, it would be about other graphs than the client means.
            return Err(Problem::bad_request(
                "a query names its graphs by `default-graph-uri` and `named-graph-uri`, an update by `using-graph-uri` and `using-named-graph-uri`",
            ));
        }
        match (<[String; 1]>::try_from(queries), <[String; 1]>::try_from(updates)) {
            (Ok([text]), Err(updates)) if updates.is_empty() => {
                query.text = text;
                Ok(Self::Query(Request { query, format }))
            }
            (Err(queries), Ok([text])) if queries.is_empty() => {
                update.text = text;
                Ok(Self::Update(update))
            }
            (Err(queries), Err(updates)) if queries.is_empty() && updates.is_empty() => {
                Err(Problem::bad_request("there is no `query`"))
            }
            _ => Err(Problem::bad_request("there is more than one `query` or `update`")),
        }
    }
}

impl Request {
    /// The formats that the client asks for, with their media types.
    pub(super) fn formats(&self, headers: &HeaderMap) -> Result<(Formats, &'static str, &'static str), Problem> {
        let named = self.format.as_deref().map(str::to_ascii_lowercase);
        let named_in =
            |media: &str, names: &[&str]| named.as_deref().is_some_and(|name| names.contains(&name) || name == media);
        let results = match &named {
            Some(_) => RESULTS.iter().position(|(media, names, _)| named_in(media, names)),
            None => negotiate::best(headers, &RESULTS.iter().map(|(media, ..)| *media).collect::<Vec<_>>()),
        };
        let graphs = match &named {
            Some(_) => GRAPHS.iter().position(|(media, names, _)| named_in(media, names)),
            None => negotiate::best(headers, &GRAPHS.iter().map(|(media, ..)| *media).collect::<Vec<_>>()),
        };
        if results.is_none() && graphs.is_none() {
            let offered: Vec<&str> = RESULTS.iter().map(|r| r.0).chain(GRAPHS.iter().map(|g| g.0)).collect();
            return Err(Problem::not_acceptable(&offered.join(", ")));
        }
        let (media, _, results) =
            results.and_then(|i| RESULTS.get(i)).or(RESULTS.first()).copied().unwrap_or(FALLBACK.0);
        let (graph_media, _, graph) =
            graphs.and_then(|i| GRAPHS.get(i)).or(GRAPHS.first()).copied().unwrap_or(FALLBACK.1);
        Ok((Formats { results, graph }, media, graph_media))
    }
}

const FALLBACK: (Offered<QueryResultsFormat>, Offered<RdfFormat>) =
    (("application/sparql-results+json", &[], QueryResultsFormat::Json), ("text/turtle", &[], RdfFormat::Turtle));

pub(crate) fn graph(iri: &str) -> Result<NamedNode, Problem> {
    NamedNode::new(iri).map_err(|error| Problem::bad_request(format!("`{iri}` is no IRI of a graph: {error}")))
}
