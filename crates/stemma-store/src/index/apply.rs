//! From operations on quads to what they change in a delta.

use std::sync::Arc;

use oxrdf::{GraphNameRef, QuadRef, TermRef};
use rustc_hash::FxHashMap;

use super::build::LAST_NUMBER;
use super::delta::Edit;
use super::order::{DEFAULT_GRAPH, Row};
use super::{Operation, Parts, key};
use crate::error::StoreError;

/// What operations change in a delta.
pub(super) struct Changes {
    /// The keys of terms that have no number yet, in the order of the numbers that they get.
    pub(super) keys: Vec<Arc<[u8]>>,
    /// Of the rows that the base does not have.
    pub(super) inserted: Edit,
    /// Of the rows of the base that are no more.
    pub(super) deleted: Edit,
}

/// What the operations change; `None` when that is nothing.
pub(super) fn changes(
    parts: &Parts,
    operations: impl IntoIterator<Item = Operation>,
) -> Result<Option<Changes>, StoreError> {
    let mut numbering = Numbering::new(parts);
    let mut wanted: Vec<(Row, bool)> = Vec::new();
    for operation in operations {
        match operation {
            Operation::Insert(quad) => wanted.push((numbering.row(quad.as_ref())?, true)),
            Operation::Delete(quad) => wanted.extend(numbering.known_row(quad.as_ref()).map(|row| (row, false))),
        }
    }
    // Stable: of the operations on one row the last comes last, and it counts.
    wanted.sort_by_key(|(row, _)| *row);
    let (inserted, deleted) = edits(parts, &wanted);
    if [&inserted, &deleted].iter().all(|edit| edit.add.is_empty() && edit.remove.is_empty()) {
        return Ok(None);
    }
    Ok(Some(Changes { keys: numbering.keys, inserted, deleted }))
}

/// What enters and leaves the delta's inserted and deleted rows.
fn edits(parts: &Parts, wanted: &[(Row, bool)]) -> (Edit, Edit) {
    let (mut inserted, mut deleted) = (Edit::default(), Edit::default());
    for of_one in wanted.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((row, present)) = of_one.last().copied() else { continue };
        let in_delta = parts.delta.inserts(row);
        if present && in_delta {
            continue;
        }
        if in_delta {
            inserted.remove.push(row);
        } else if parts.base.contains(row) {
            match (present, parts.delta.deletes(row)) {
                (true, true) => deleted.remove.push(row),
                (false, false) => deleted.add.push(row),
                (true, false) | (false, true) => {}
            }
        } else if present {
            inserted.add.push(row);
        }
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
    /// The numbers of the few terms that are predicates and graphs.
    few: FxHashMap<Box<[u8]>, u32>,
    /// The subject that was asked for last, with its number: neighbours share it.
    last: (Vec<u8>, u32),
}

impl<'a> Numbering<'a> {
    fn new(parts: &'a Parts) -> Self {
        let (fresh, few) = (FxHashMap::default(), FxHashMap::default());
        Self { parts, fresh, keys: Vec::new(), key: Vec::new(), few, last: Default::default() }
    }

    fn row(&mut self, quad: QuadRef<'_>) -> Result<Row, StoreError> {
        Ok([
            self.subject(quad.subject.into())?,
            self.one_of_few(quad.predicate.into())?,
            self.number(quad.object)?,
            match term(quad.graph_name) {
                Some(name) => self.one_of_few(name)?,
                None => DEFAULT_GRAPH,
            },
        ])
    }

    fn known_row(&mut self, quad: QuadRef<'_>) -> Option<Row> {
        Some([
            self.known(quad.subject.into())?,
            self.known_of_few(quad.predicate.into())?,
            self.known(quad.object)?,
            match term(quad.graph_name) {
                Some(name) => self.known_of_few(name)?,
                None => DEFAULT_GRAPH,
            },
        ])
    }

    fn known_of_few(&mut self, term: TermRef<'_>) -> Option<u32> {
        key::encode(term, &mut self.key);
        if let Some(number) = self.few.get(self.key.as_slice()) {
            return Some(*number);
        }
        let number = self.known_key()?;
        self.few.insert(self.key.as_slice().into(), number);
        Some(number)
    }

    fn known(&mut self, term: TermRef<'_>) -> Option<u32> {
        key::encode(term, &mut self.key);
        self.known_key()
    }

    fn known_key(&self) -> Option<u32> {
        self.fresh.get(self.key.as_slice()).copied().or_else(|| self.parts.find(&self.key))
    }

    fn subject(&mut self, term: TermRef<'_>) -> Result<u32, StoreError> {
        key::encode(term, &mut self.key);
        // No term has an empty key, so that nothing is taken for the first.
        if self.key == self.last.0 {
            return Ok(self.last.1);
        }
        let number = self.numbered()?;
        self.last.0.clone_from(&self.key);
        self.last.1 = number;
        Ok(number)
    }

    fn one_of_few(&mut self, term: TermRef<'_>) -> Result<u32, StoreError> {
        if let Some(number) = self.known_of_few(term) {
            return Ok(number);
        }
        let number = self.numbered()?;
        self.few.insert(self.key.as_slice().into(), number);
        Ok(number)
    }

    fn number(&mut self, term: TermRef<'_>) -> Result<u32, StoreError> {
        key::encode(term, &mut self.key);
        self.numbered()
    }

    /// The number of the key that was written last.
    fn numbered(&mut self) -> Result<u32, StoreError> {
        if let Some(number) = self.known_key() {
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
