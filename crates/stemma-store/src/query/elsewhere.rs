//! What a query or an update may ask of other hosts: nothing, unless whoever runs the service names them.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use oxigraph::sparql::{QuerySolution, QuerySolutionIter};
use oxiri::Iri;
use oxrdf::{NamedNode, Term, Variable};
use spareval::DefaultServiceHandler;
use spargebra::algebra::GraphPattern;

use super::watch::Watch;

/// The hosts that may be asked, and the way to them.
pub trait Elsewhere: Debug + Send + Sync {
    /// Whether this address may be asked at all; why not, in words that name it.
    ///
    /// # Errors
    /// When it may not.
    fn allows(&self, address: &str) -> Result<(), String>;

    /// What a SPARQL endpoint answers to a `SELECT`, whole, in SPARQL's JSON: within this time, of at most so many bytes.
    ///
    /// # Errors
    /// In words that name the endpoint and no more than its client may know.
    fn answer(&self, endpoint: &str, query: &str, within: (Duration, u64)) -> Result<Vec<u8>, String>;

    /// A document that is accepted as one of these media types, and the one it has: within this time, of at most so many bytes.
    ///
    /// # Errors
    /// In words that name the address and no more than its client may know.
    fn fetch(&self, address: &str, accepted: &str, within: (Duration, u64)) -> Result<(Vec<u8>, String), String>;
}

/// The longest answer of one endpoint, in bytes.
const LONGEST: u64 = 32 << 20;

/// Answers the `SERVICE` parts of one query. Each is asked once, however many rows it is joined with.
#[derive(Debug, Clone)]
pub(crate) struct Services(Arc<Asked>);

#[derive(Debug)]
struct Asked {
    elsewhere: Arc<dyn Elsewhere>,
    watch: Arc<Watch>,
    answers: Arc<Answers>,
    failed: AtomicBool,
}

/// What endpoints have answered, or why not, by what they were asked.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    known: Mutex<HashMap<(NamedNode, String), Answer>>,
    /// Whether these are all that there will be: nobody is asked any more.
    closed: AtomicBool,
    /// Whether one was needed that is not among them.
    lacking: AtomicBool,
}

impl Answers {
    /// From here on, endpoints are asked (`false`), or what they have answered must do (`true`).
    pub(crate) fn close(&self, closed: bool) {
        self.closed.store(closed, Ordering::Relaxed);
        self.lacking.store(false, Ordering::Relaxed);
    }

    /// Whether an answer was needed that nobody had asked for in time.
    pub(crate) fn are_lacking(&self) -> bool {
        self.lacking.load(Ordering::Relaxed)
    }
}

type Answer = Result<Arc<Rows>, Unanswered>;

#[derive(Debug)]
struct Rows {
    variables: Arc<[Variable]>,
    rows: Vec<Vec<Option<Term>>>,
}

/// Why an endpoint gave no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Unanswered {
    /// It may not be asked.
    #[error("{0}")]
    Refused(String),
    /// It did not answer.
    #[error("{0}")]
    Away(String),
}

impl Services {
    pub(crate) fn new(elsewhere: &Arc<dyn Elsewhere>, watch: &Arc<Watch>) -> Self {
        Self::with(elsewhere, watch, &Arc::default())
    }

    /// The same, with answers that are kept.
    pub(crate) fn with(elsewhere: &Arc<dyn Elsewhere>, watch: &Arc<Watch>, answers: &Arc<Answers>) -> Self {
        let (elsewhere, watch, answers) = (Arc::clone(elsewhere), Arc::clone(watch), Arc::clone(answers));
        Self(Arc::new(Asked { elsewhere, watch, answers, failed: AtomicBool::new(false) }))
    }

    /// Whether a part that the query needs was not answered: a filter takes that for false, and goes on to a wrong end.
    pub(crate) fn lack_what_is_needed(&self, query: &str) -> bool {
        let loud = || query.replace("SERVICE SILENT", "").contains("SERVICE ");
        self.0.failed.load(Ordering::Relaxed) && loud()
    }

    fn rows(&self, name: &NamedNode, text: String) -> Answer {
        let key = (name.clone(), text);
        let answers = &self.0.answers;
        let known = || answers.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(&key) {
            return known.clone();
        }
        if answers.closed.load(Ordering::Relaxed) {
            answers.lacking.store(true, Ordering::Relaxed);
            return Err(Unanswered::Away(format!("{name} was not asked in time")));
        }
        let answer = self.ask(name, &key.1);
        known().insert(key, answer.clone());
        answer
    }

    fn ask(&self, name: &NamedNode, text: &str) -> Answer {
        let left = self.0.watch.deadline().saturating_duration_since(Instant::now());
        self.0.elsewhere.allows(name.as_str()).map_err(Unanswered::Refused)?;
        let answer = self.0.elsewhere.answer(name.as_str(), text, (left, LONGEST)).map_err(Unanswered::Away)?;
        read(&answer).map(Arc::new).ok_or_else(|| Unanswered::Away(format!("{name} sent no whole answer")))
    }
}

fn read(answer: &[u8]) -> Option<Rows> {
    match QueryResultsParser::from_format(QueryResultsFormat::Json).for_slice(answer).ok()? {
        SliceQueryResultsParserOutput::Boolean(_) => None,
        SliceQueryResultsParserOutput::Solutions(solutions) => {
            let variables = solutions.variables().into();
            let rows = solutions.map(|row| row.map(|row| row.values().to_vec())).collect::<Result<_, _>>().ok()?;
            Some(Rows { variables, rows })
        }
    }
}

impl DefaultServiceHandler for Services {
    type Error = Unanswered;

    fn handle(
        &self,
        service_name: &NamedNode,
        pattern: &GraphPattern,
        _: Option<&Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, Unanswered> {
        let query = spargebra::Query::Select { dataset: None, pattern: pattern.clone(), base_iri: None };
        let rows = self.rows(service_name, query.to_string()).inspect_err(|_| {
            self.0.failed.store(true, Ordering::Relaxed);
        })?;
        let variables = Arc::clone(&rows.variables);
        let solutions = (0..rows.rows.len()).filter_map({
            let variables = Arc::clone(&variables);
            move |place| Some(Ok(QuerySolution::from((Arc::clone(&variables), rows.rows.get(place)?.clone()))))
        });
        Ok(QuerySolutionIter::new(variables, solutions))
    }
}
