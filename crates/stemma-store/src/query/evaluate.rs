//! From text to rows, on the thread of the query.

use std::sync::Arc;

use oxigraph::sparql::QuerySolutionIter;
use spareval::{QueryDatasetSpecification, QueryEvaluationError, QueryEvaluator, QueryResults, QueryTripleIter};
use spargebra::{SparqlParser, SparqlSyntaxError};

use super::elsewhere::Unanswered;
use super::growth::with_bounded;
use super::nesting::Plan;
use super::sink::Sink;
use super::steps::with_steps;
use super::text::with_matches;
use super::view::{Dataset, View};
use super::watch::Watch;
use super::{Kind, Limits, PREFIXES, Query, QueryError, Services};
use crate::index::Snapshot;

/// Evaluates a query into a sink.
pub(super) fn evaluate(
    snapshot: &Snapshot,
    query: &Query,
    plan: Plan,
    limits: Limits,
    watch: &Arc<Watch>,
    sink: impl Sink,
) -> Result<(), QueryError> {
    let parsed = with_matches(parse(query)?, snapshot, &query.bindings)?;
    watch.within()?;
    let dataset = dataset(snapshot, query, &parsed);
    let services = query.elsewhere.as_ref().map(|elsewhere| Services::new(elsewhere, watch));
    let evaluator = evaluator(plan, services.as_ref(), watch);
    let mut prepared = evaluator.prepare(&parsed);
    // Our view answers for the graphs of the query; the evaluator's own union counts a triple once a graph.
    *prepared.dataset_mut() = QueryDatasetSpecification::new();
    for (variable, term) in &query.bindings {
        prepared = prepared.substitute_variable(variable.clone(), term.clone());
    }
    let results = prepared.execute(View::new(snapshot, &dataset)).map_err(|error| failed(&error))?;
    drain(results, limits, watch, sink, || lacking(services.as_ref(), &parsed))
}

/// The evaluator of a plan, with the hosts that may be asked, and with functions that hold the limits.
pub(crate) fn evaluator(plan: Plan, services: Option<&Services>, watch: &Arc<Watch>) -> QueryEvaluator {
    let evaluator = with_steps(with_bounded(plan.evaluator(), watch));
    match services {
        Some(services) => evaluator.with_default_service_handler(services.clone()),
        None => evaluator,
    }
}

/// That an endpoint which was needed gave no answer, where nobody else has said so.
pub(crate) fn lacking(services: Option<&Services>, parsed: &impl std::fmt::Display) -> Result<(), QueryError> {
    match services {
        Some(services) if services.lack_what_is_needed(&parsed.to_string()) => {
            Err(QueryError::Elsewhere { what: "an endpoint that the query names gave no answer".to_owned() })
        }
        Some(_) | None => Ok(()),
    }
}

/// What a query answers. Full text is refused: only the index has it.
pub(super) fn kind(query: &Query) -> Result<Kind, QueryError> {
    let parsed = parse(query)?;
    if parsed.to_string().contains("https://w3id.org/stemma/search/1#") {
        let instead = "use /search, or CONTAINS in a FILTER";
        return Err(QueryError::Refused { feature: "full text in SPARQL on an external engine", instead });
    }
    Ok(match parsed {
        spargebra::Query::Select { .. } => Kind::Solutions,
        spargebra::Query::Ask { .. } => Kind::Boolean,
        spargebra::Query::Construct { .. } | spargebra::Query::Describe { .. } => Kind::Graph,
    })
}

fn parse(query: &Query) -> Result<spargebra::Query, QueryError> {
    let parser = parser(query.base.as_deref(), &query.prefixes)?;
    parser.parse_query(&query.text).map_err(|error| syntax(&error))
}

/// A parser that knows [`PREFIXES`] and these.
pub(crate) fn parser(base: Option<&str>, prefixes: &[(String, String)]) -> Result<SparqlParser, QueryError> {
    let mut parser = SparqlParser::new();
    let unusable = |what: String| QueryError::Unusable { what };
    if let Some(base) = base {
        parser =
            parser.with_base_iri(base).map_err(|error| unusable(format!("the base `{base}` is no IRI: {error}")))?;
    }
    let own = prefixes.iter().map(|(name, iri)| (name.as_str(), iri.as_str()));
    for (name, iri) in PREFIXES.into_iter().chain(own) {
        parser = parser
            .with_prefix(name, iri)
            .map_err(|error| unusable(format!("the prefix `{name}` stands for no IRI: {error}")))?;
    }
    Ok(parser)
}

/// The parser says `error at 2:7: expected …`.
pub(crate) fn syntax(error: &SparqlSyntaxError) -> QueryError {
    let text = error.to_string();
    let place = text.strip_prefix("error at ").and_then(|rest| {
        let (place, message) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, readable(message)))
    });
    let (line, column, message) = place.unwrap_or((1, 1, text));
    QueryError::Syntax { line, column, message }
}

/// What was expected, without classes of letters.
fn readable(message: &str) -> String {
    const LIST: &str = "expected one of ";
    let Some(list) = message.strip_prefix(LIST) else { return message.to_owned() };
    let words: Vec<&str> = list.split(", ").filter(|word| !word.starts_with('[')).collect();
    if words.is_empty() { message.to_owned() } else { format!("{LIST}{}", words.join(", ")) }
}

fn dataset(snapshot: &Snapshot, query: &Query, parsed: &spargebra::Query) -> Dataset {
    if !query.default_graphs.is_empty() || !query.named_graphs.is_empty() {
        return Dataset::new(snapshot, Some(&query.default_graphs), Some(&query.named_graphs));
    }
    match parsed.dataset() {
        Some(own) => Dataset::new(snapshot, Some(&own.default), own.named.as_deref()),
        None => Dataset::whole(query.default_graph),
    }
}

fn drain(
    results: QueryResults<'_>,
    limits: Limits,
    watch: &Arc<Watch>,
    mut sink: impl Sink,
    is_answered: impl FnOnce() -> Result<(), QueryError>,
) -> Result<(), QueryError> {
    match results {
        QueryResults::Boolean(value) => {
            sink.begin(Kind::Boolean, &[])?;
            sink.boolean(value)?;
        }
        QueryResults::Solutions(solutions) => drain_solutions(solutions, limits, watch, &mut sink)?,
        QueryResults::Graph(triples) => drain_triples(triples, limits, watch, &mut sink)?,
    }
    // A filter or an aggregate takes the error of a stopped query for an unbound value and goes on to a wrong end.
    watch.within()?;
    is_answered()?;
    sink.finish()
}

fn drain_solutions(
    solutions: QuerySolutionIter<'_>,
    limits: Limits,
    watch: &Arc<Watch>,
    sink: &mut impl Sink,
) -> Result<(), QueryError> {
    sink.begin(Kind::Solutions, solutions.variables())?;
    for (solution, count) in solutions.zip(1..) {
        let solution = solution.map_err(|error| failed(&error))?;
        check(count, limits, watch)?;
        sink.solution(&solution)?;
    }
    Ok(())
}

fn drain_triples(
    triples: QueryTripleIter<'_>,
    limits: Limits,
    watch: &Arc<Watch>,
    sink: &mut impl Sink,
) -> Result<(), QueryError> {
    sink.begin(Kind::Graph, &[])?;
    for (triple, count) in triples.zip(1..) {
        let triple = triple.map_err(|error| failed(&error))?;
        check(count, limits, watch)?;
        sink.triple(&triple)?;
    }
    Ok(())
}

fn check(count: u64, limits: Limits, watch: &Arc<Watch>) -> Result<(), QueryError> {
    watch.within()?;
    if count > limits.rows { Err(QueryError::TooManyRows { limit: limits.rows }) } else { Ok(()) }
}

pub(crate) fn failed(error: &QueryEvaluationError) -> QueryError {
    let what = error.to_string();
    match error {
        QueryEvaluationError::UnsupportedCustomFunction(_)
        | QueryEvaluationError::UnsupportedCustomFunctionArity { .. }
        | QueryEvaluationError::UnboundService
        | QueryEvaluationError::InvalidServiceName(_)
        | QueryEvaluationError::NotExistingSubstitutedVariable(_) => QueryError::Unusable { what },
        QueryEvaluationError::Service(error) => match error.downcast_ref() {
            Some(Unanswered::Refused(_)) => QueryError::Unusable { what },
            Some(Unanswered::Away(_)) | None => QueryError::Elsewhere { what },
        },
        _ => QueryError::Internal { what },
    }
}
