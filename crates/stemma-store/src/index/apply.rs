//! From operations on quads to the next delta.

use std::sync::Arc;

use oxrdf::{GraphNameRef, QuadRef, TermRef};
use rustc_hash::FxHashMap;

use super::build::LAST_NUMBER;
use super::delta::{Delta, Edit};
use super::order::{DEFAULT_GRAPH, Row};
use super::{Operation, Parts, key};
use crate::error::StoreError;

/// The delta after the operations; `None` when they change nothing.
pub(super) fn changed(
    parts: &Parts,
    operations: impl IntoIterator<Item = Operation>,
) -> Result<Option<Delta>, StoreError> {
    let mut numbering = Numbering { parts, fresh: FxHashMap::default(), keys: Vec::new(), key: Vec::new() };
    let mut wanted: FxHashMap<Row, bool> = FxHashMap::default();
    for operation in operations {
        match operation {
            Operation::Insert(quad) => {
                wanted.insert(numbering.row(quad.as_ref())?, true);
            }
            Operation::Delete(quad) => {
                if let Some(row) = numbering.known_row(quad.as_ref()) {
                    wanted.insert(row, false);
                }
            }
        }
    }
    let (inserted, deleted) = edits(parts, wanted);
    if [&inserted, &deleted].iter().all(|edit| edit.add.is_empty() && edit.remove.is_empty()) {
        return Ok(None);
    }
    Ok(Some(parts.delta.edited(numbering.keys, &inserted, &deleted)))
}

/// What enters and leaves the delta's inserted and deleted rows.
fn edits(parts: &Parts, wanted: FxHashMap<Row, bool>) -> (Edit, Edit) {
    let (mut inserted, mut deleted) = (Edit::default(), Edit::default());
    for (row, present) in wanted {
        let in_delta = parts.delta.inserted().binary_search(&row).is_ok();
        if present && in_delta {
            continue;
        }
        if in_delta {
            inserted.remove.push(row);
        } else if parts.base.contains(row) {
            match (present, parts.delta.deleted().binary_search(&row).is_ok()) {
                (true, true) => deleted.remove.push(row),
                (false, false) => deleted.add.push(row),
                (true, false) | (false, true) => {}
            }
        } else if present {
            inserted.add.push(row);
        }
    }
    for rows in [&mut inserted.add, &mut inserted.remove, &mut deleted.add, &mut deleted.remove] {
        rows.sort_unstable();
    }
    (inserted, deleted)
}

/// Finds the numbers of terms, and gives numbers to those that have none.
struct Numbering<'a> {
    parts: &'a Parts,
    fresh: FxHashMap<Arc<[u8]>, u32>,
    /// The keys of `fresh`, by number.
    keys: Vec<Arc<[u8]>>,
    key: Vec<u8>,
}

impl Numbering<'_> {
    fn row(&mut self, quad: QuadRef<'_>) -> Result<Row, StoreError> {
        Ok([
            self.number(quad.subject.into())?,
            self.number(quad.predicate.into())?,
            self.number(quad.object)?,
            match term(quad.graph_name) {
                Some(name) => self.number(name)?,
                None => DEFAULT_GRAPH,
            },
        ])
    }

    fn known_row(&mut self, quad: QuadRef<'_>) -> Option<Row> {
        Some([
            self.known(quad.subject.into())?,
            self.known(quad.predicate.into())?,
            self.known(quad.object)?,
            match term(quad.graph_name) {
                Some(name) => self.known(name)?,
                None => DEFAULT_GRAPH,
            },
        ])
    }

    fn known(&mut self, term: TermRef<'_>) -> Option<u32> {
        key::encode(term, &mut self.key);
        self.fresh.get(self.key.as_slice()).copied().or_else(|| self.parts.find(&self.key))
    }

    fn number(&mut self, term: TermRef<'_>) -> Result<u32, StoreError> {
        if let Some(number) = self.known(term) {
            return Ok(number);
        }
        let before = self.parts.base.terms.len() as usize + self.parts.delta.terms().len() + self.keys.len();
        let number = u32::try_from(before + 1).unwrap_or(u32::MAX);
        if number > LAST_NUMBER {
            return Err(StoreError::IndexFull { limit: LAST_NUMBER });
        }
        let key: Arc<[u8]> = self.key.as_slice().into();
        self.keys.push(Arc::clone(&key));
        self.fresh.insert(key, number);
        Ok(number)
    }
}

fn term(graph: GraphNameRef<'_>) -> Option<TermRef<'_>> {
    match graph {
        GraphNameRef::DefaultGraph => None,
        GraphNameRef::NamedNode(name) => Some(name.into()),
        GraphNameRef::BlankNode(name) => Some(name.into()),
    }
}
