//! The documents that an update loads, fetched before it holds up other writers.

use std::collections::HashMap;
use std::time::Instant;

use oxrdf::{NamedNode, Triple};
use spargebra::GraphUpdateOperation;

use super::read::{READ, triples};
use super::{Update, UpdateError};
use crate::query::nesting::LOAD_REFUSED;
use crate::query::{Limits, QueryError, evaluate};

/// How many documents one update may load.
const MOST: usize = 10;
/// The longest of them, in bytes.
const LONGEST: u64 = 64 << 20;

/// Each document, or why it was not fetched.
#[derive(Debug, Default)]
pub(super) struct Loaded(HashMap<NamedNode, Result<Vec<Triple>, QueryError>>);

impl Loaded {
    /// Fetches what the update names, all within its time.
    pub(super) fn of(update: &Update, limits: Limits) -> Result<Self, UpdateError> {
        let Some(elsewhere) = &update.elsewhere else { return Ok(Self::default()) };
        let (deadline, mut loaded) = (Instant::now() + limits.time, Self::default());
        let parser = evaluate::parser(update.base.as_deref(), &[])?;
        let parsed = parser.parse_update(&update.text).map_err(|error| evaluate::syntax(&error))?;
        for operation in parsed.operations {
            let GraphUpdateOperation::Load { source, .. } = operation else { continue };
            if loaded.0.contains_key(&source) {
                continue;
            }
            if loaded.0.len() >= MOST {
                let what = format!("an update loads at most {MOST} documents; send it in parts");
                return Err(QueryError::Unusable { what }.into());
            }
            if let Err(what) = elsewhere.allows(source.as_str()) {
                loaded.0.insert(source, Err(QueryError::Unusable { what }));
                continue;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let fetched = elsewhere.fetch(source.as_str(), READ, (left, LONGEST)).and_then(|(bytes, media)| {
                let read = triples(&media, &bytes, source.as_str(), Some(elsewhere));
                read.map_err(|why| format!("{source} is not taken: {why}"))
            });
            loaded.0.insert(source, fetched.map_err(|what| QueryError::Elsewhere { what }));
        }
        Ok(loaded)
    }

    /// The triples at an address.
    pub(super) fn document(&self, source: &NamedNode) -> Result<&[Triple], QueryError> {
        match self.0.get(source) {
            Some(Ok(triples)) => Ok(triples),
            Some(Err(error)) => Err(error.clone()),
            None => Err(LOAD_REFUSED),
        }
    }
}
