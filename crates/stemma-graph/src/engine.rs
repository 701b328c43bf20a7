//! An external SPARQL engine that is kept in step with the store, and answers from it.
//!
//! Every question first sees to it that the engine holds what the store shows; questions wait while it is brought there, so that
//! none is answered from half a change. What others ask the engine directly may see halves: only questions through the
//! service are promised this.

mod client;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use oxrdf::{NamedNode, Term};
use stemma_serve::{Asked, Engine, EngineError};
use stemma_store::Store;
use stemma_store::mirror::{HALF, Mirrored, digest, foreign, held, mirrored, updates};
use stemma_store::records::Iris;

pub(crate) use self::client::{Client, Key};

/// The longest answer about the engine's own state.
const STATE: u64 = 64 << 20;

/// An engine, and what it holds as far as we know.
pub(crate) struct External {
    client: Client,
    iris: Iris,
    held: RwLock<Held>,
}

#[derive(Default)]
struct Held {
    /// What was sent last, and as which generation of the store; nothing when nobody knows what the engine holds.
    sent: Option<(u64, Mirrored)>,
}

impl External {
    pub(crate) fn new(client: Client, iris: Iris) -> Self {
        Self { client, iris, held: RwLock::default() }
    }

    /// Brings the engine to what the store shows.
    ///
    /// # Errors
    /// When the engine does not take it, or holds graphs of others with our names.
    pub(crate) fn bring(&self, store: &Store) -> Result<(), EngineError> {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        // Asked for before the index is: what is shown meanwhile is sent the next time.
        let generation = store.generation();
        if held.sent.as_ref().is_some_and(|(sent, _)| *sent == generation) {
            return Ok(());
        }
        let next = mirrored(&store.snapshot(), &self.iris).map_err(|error| EngineError::Away(error.to_string()))?;
        // Until it is all sent nobody knows what the engine holds.
        match held.sent.take() {
            Some((_, last)) => self.send(&next, |graph| last.get(graph).map(Vec::as_slice), last.keys())?,
            None => {
                let engine = self.digests()?;
                self.refuse_others(&next, &engine)?;
                let is_whole = |graph: &&String| {
                    let held = engine.get(*graph).filter(|held| *held != HALF);
                    held.is_some_and(|held| next.get(*graph).is_some_and(|lines| digest(lines) == *held))
                };
                let whole: Vec<&String> = engine.keys().filter(is_whole).collect();
                let same = |graph: &str| next.get(graph).filter(|_| whole.iter().any(|name| *name == graph));
                self.send(&next, |graph| same(graph).map(Vec::as_slice), engine.keys())?;
            }
        }
        held.sent = Some((generation, next));
        Ok(())
    }

    /// Sends what differs. `old` is what a graph holds, as far as that is known; `graphs` are those that the engine has.
    fn send<'g>(
        &self,
        next: &Mirrored,
        old: impl Fn(&str) -> Option<&'g [String]>,
        graphs: impl Iterator<Item = &'g String>,
    ) -> Result<(), EngineError> {
        for graph in graphs.filter(|graph| !next.contains_key(*graph)) {
            self.send_all(&updates(&self.iris, graph, None, &[]))?;
        }
        for (graph, lines) in next {
            let old = old(graph);
            if old != Some(lines.as_slice()) {
                self.send_all(&updates(&self.iris, graph, old, lines))?;
            }
        }
        Ok(())
    }

    fn send_all(&self, updates: &[String]) -> Result<(), EngineError> {
        updates.iter().try_for_each(|update| self.client.update(update))
    }

    /// What the engine says that it holds: graphs and their digests.
    fn digests(&self) -> Result<BTreeMap<String, String>, EngineError> {
        let mut digests = BTreeMap::new();
        for row in self.rows(held(&self.iris))? {
            if let [Some(Term::NamedNode(graph)), Some(Term::Literal(digest))] = row.as_slice() {
                let is_second = digests.insert(graph.as_str().to_owned(), digest.value().to_owned()).is_some();
                // Two digests of one graph say nothing.
                if is_second {
                    digests.insert(graph.as_str().to_owned(), HALF.to_owned());
                }
            }
        }
        Ok(digests)
    }

    /// What others put into the engine stays: a graph that is not ours and has the name of one of ours ends it.
    fn refuse_others(&self, next: &Mirrored, engine: &BTreeMap<String, String>) -> Result<(), EngineError> {
        for query in foreign(next.keys().filter(|graph| !engine.contains_key(*graph))) {
            if let Some(Some(Term::NamedNode(graph))) = self.rows(query)?.into_iter().flatten().next() {
                return Err(EngineError::Away(format!(
                    "the engine holds {graph}, which this store did not send; give an engine that is empty"
                )));
            }
        }
        Ok(())
    }

    fn rows(&self, text: String) -> Result<Vec<Vec<Option<Term>>>, EngineError> {
        let asked = Asked {
            text,
            media: "application/sparql-results+json",
            default_graphs: Vec::<NamedNode>::new(),
            named_graphs: Vec::new(),
            time: client::STATE,
            bytes: STATE,
        };
        let body = self.client.query(&asked)?;
        let broken = |error: &dyn std::fmt::Display| EngineError::Broken(error.to_string());
        match QueryResultsParser::from_format(QueryResultsFormat::Json).for_slice(&body).map_err(|e| broken(&e))? {
            SliceQueryResultsParserOutput::Solutions(rows) => {
                rows.map(|row| row.map(|row| row.values().to_vec()).map_err(|error| broken(&error))).collect()
            }
            SliceQueryResultsParserOutput::Boolean(_) => Err(broken(&"yes or no instead of rows")),
        }
    }
}

impl Engine for External {
    fn ask(&self, store: &Store, asked: &Asked) -> Result<Vec<u8>, EngineError> {
        loop {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            // Everything that was recorded before the question came is in it; what comes later may be.
            let generation = store.generation();
            if held.sent.as_ref().is_some_and(|(sent, _)| *sent >= generation) {
                return self.client.query(asked);
            }
            drop(held);
            self.bring(store)?;
        }
    }
}
