//! Makes an index of many operations at once, from nothing.

use std::sync::Arc;

use oxrdf::{GraphNameRef, QuadRef, TermRef};
use rustc_hash::FxHashMap;

use super::base::{Base, in_buckets, starts};
use super::delta::Delta;
use super::dictionary::{Dictionary, DictionaryBuilder};
use super::order::{DEFAULT_GRAPH, Row};
use super::{Parts, Snapshot, key, line};
use crate::error::StoreError;

/// The greatest number a term may have; those above are for terms that only a query knows.
pub(super) const LAST_NUMBER: u32 = u32::MAX / 2;

/// Takes operations in their order, and makes the index that holds what is left after the last.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    /// The number of each key, from 1 in the order in which they came.
    numbers: FxHashMap<Box<[u8]>, u32>,
    /// A row, and whether it is there from then on.
    operations: Vec<(Row, bool)>,
    /// What stood last in each column of a line, with its number: neighbours share much of it.
    last: [(String, u32); 4],
    key: Vec<u8>,
}

impl Builder {
    /// Adds an operation on the quad that a line of N-Quads says; `false` when it is not spelled as we spell quads, which
    /// also whatever is no quad is not.
    ///
    /// # Errors
    /// [`StoreError::IndexFull`] when the terms cannot be numbered any more.
    pub(crate) fn line(&mut self, line: &str, present: bool) -> Result<bool, StoreError> {
        let mut rest = line;
        let mut row = [DEFAULT_GRAPH; 4];
        for (column, number) in row.iter_mut().enumerate() {
            if column == 3 && rest == "." {
                break;
            }
            match self.term(column, &mut rest)? {
                Some(found) => *number = found,
                None => return Ok(false),
            }
        }
        if rest != "." {
            return Ok(false);
        }
        self.operations.push((row, present));
        Ok(true)
    }

    /// Takes the term off a line that stands in a column, and gives its number.
    fn term(&mut self, column: usize, rest: &mut &str) -> Result<Option<u32>, StoreError> {
        if let Some((text, number)) = self.last.get(column)
            && let Some(after) = rest.strip_prefix(text.as_str()).filter(|_| !text.is_empty())
        {
            *rest = after;
            return Ok(Some(*number));
        }
        let before = *rest;
        let may_stand = |tag: &u8| match column {
            0 | 3 => [key::IRI, key::BLANK].contains(tag),
            1 => *tag == key::IRI,
            _ => true,
        };
        if line::take(rest, &mut self.key).is_none() || !self.key.first().is_some_and(may_stand) {
            return Ok(None);
        }
        let number = self.number()?;
        if let (Some(last), Some(taken)) = (self.last.get_mut(column), before.strip_suffix(*rest)) {
            last.0.clear();
            last.0.push_str(taken);
            last.1 = number;
        }
        Ok(Some(number))
    }

    /// Adds an operation on a quad.
    ///
    /// # Errors
    /// As [`Self::line`].
    pub(crate) fn quad(&mut self, quad: QuadRef<'_>, present: bool) -> Result<(), StoreError> {
        let terms = [quad.subject.into(), quad.predicate.into(), quad.object];
        let mut row = [DEFAULT_GRAPH; 4];
        let graph: Option<TermRef<'_>> = match quad.graph_name {
            GraphNameRef::DefaultGraph => None,
            GraphNameRef::NamedNode(name) => Some(name.into()),
            GraphNameRef::BlankNode(name) => Some(name.into()),
        };
        for (number, term) in row.iter_mut().zip(terms.into_iter().chain(graph)) {
            key::encode(term, &mut self.key);
            *number = self.number()?;
        }
        self.operations.push((row, present));
        Ok(())
    }

    /// The number of the key that was read last.
    fn number(&mut self) -> Result<u32, StoreError> {
        if let Some(found) = self.numbers.get(self.key.as_slice()) {
            return Ok(*found);
        }
        let next = u32::try_from(self.numbers.len() + 1).unwrap_or(u32::MAX);
        if next > LAST_NUMBER {
            return Err(StoreError::IndexFull { limit: LAST_NUMBER });
        }
        self.numbers.insert(self.key.as_slice().into(), next);
        Ok(next)
    }

    /// The index of what is there after the last operation.
    pub(crate) fn finish(self) -> Snapshot {
        let mut keys: Vec<(Box<[u8]>, u32)> = self.numbers.into_iter().collect();
        keys.sort_unstable();
        let mut places = vec![DEFAULT_GRAPH; keys.len() + 1];
        for ((_, number), place) in keys.iter().zip(1..) {
            put(&mut places, *number, place);
        }
        let mut operations = self.operations;
        operations.iter_mut().for_each(|(row, _)| *row = row.map(|number| at(&places, number)));
        drop(places);
        let subject = |[subject, ..]: &Row| *subject;
        let starts = starts(keys.len(), operations.iter().map(|(row, _)| subject(row)));
        let by_subject = operations.iter().map(|(row, present)| (subject(row), (*row, *present)));
        let mut operations = in_buckets(&starts, by_subject, (Row::default(), false));
        for bounds in starts.windows(2) {
            let of_one = bounds.first().zip(bounds.last()).map(|(from, to)| *from as usize..*to as usize);
            // Stable: of the operations on one row the last comes last, and it counts.
            let of_one = of_one.and_then(|bounds| operations.get_mut(bounds));
            of_one.into_iter().for_each(|of_one| of_one.sort_by_key(|(row, _)| *row));
        }
        drop(starts);
        let mut rows: Vec<Row> = Vec::with_capacity(operations.len());
        for of_one in operations.chunk_by(|(one, _), (other, _)| one == other) {
            rows.extend(of_one.last().filter(|(_, present)| *present).map(|(row, _)| *row));
        }
        drop(operations);
        let terms = used(keys, &mut rows);
        let base = Arc::new(Base::new(terms, rows));
        Snapshot { parts: Arc::new(Parts { base, delta: Delta::default() }) }
    }
}

/// The dictionary of the keys that rows name, which get their numbers in it.
fn used(keys: Vec<(Box<[u8]>, u32)>, rows: &mut [Row]) -> Dictionary {
    let mut numbers = vec![0; keys.len() + 1];
    rows.iter().flatten().for_each(|number| put(&mut numbers, *number, 1));
    let mut builder = DictionaryBuilder::default();
    for ((key, _), number) in keys.into_iter().zip(numbers.iter_mut().skip(1)) {
        if *number == 1 {
            *number = builder.push(&key) + 1;
        }
    }
    if let Some(default_graph) = numbers.first_mut() {
        *default_graph = DEFAULT_GRAPH;
    }
    rows.iter_mut().for_each(|row| *row = row.map(|number| at(&numbers, number)));
    builder.finish()
}

fn at(numbers: &[u32], number: u32) -> u32 {
    numbers.get(number as usize).copied().unwrap_or(DEFAULT_GRAPH)
}

fn put(numbers: &mut [u32], number: u32, value: u32) {
    if let Some(place) = numbers.get_mut(number as usize) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use oxrdf::{BaseDirection, BlankNode, GraphName, Literal, NamedNode, Quad, Term, Triple};

    use super::super::Operation;
    use super::*;

    fn node(name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("http://example.org/{name}"))
    }

    /// Terms in every spelling that a line can have.
    fn terms() -> Vec<Term> {
        let triple = Triple::new(node("a"), node("b"), Literal::new_simple_literal("> \" <"));
        vec![
            node("é/#?q=1").into(),
            NamedNode::new_unchecked("urn:x:y").into(),
            BlankNode::new_unchecked("b-1.x").into(),
            Literal::new_simple_literal("").into(),
            Literal::new_simple_literal(" . <a> \\ \" \t \n \r \u{8} \u{c} \u{0} \u{7f} \u{ffff} 𝛼").into(),
            Literal::new_language_tagged_literal_unchecked("chat", "fr-be").into(),
            Literal::new_directional_language_tagged_literal_unchecked("x", "he", BaseDirection::Rtl).into(),
            Literal::new_typed_literal("01", oxrdf::vocab::xsd::INTEGER).into(),
            Literal::new_typed_literal("a\"b", node("type")).into(),
            triple.into(),
        ]
    }

    #[test]
    fn lines_and_quads_make_the_index_that_operations_make_one_by_one() {
        let mut operations: Vec<Operation> = Vec::new();
        for (number, term) in terms().into_iter().enumerate() {
            let graph = if number % 3 == 0 { GraphName::DefaultGraph } else { node("graph").into() };
            let quad = Quad::new(node("s"), node("p"), term, graph);
            operations.push(Operation::Insert(quad.clone()));
            if number % 2 == 0 {
                operations.push(Operation::Delete(quad.clone()));
            }
            if number % 4 == 0 {
                operations.push(Operation::Insert(quad));
            }
        }
        let (mut read, mut given) = (Builder::default(), Builder::default());
        for operation in &operations {
            let (quad, present) = match operation {
                Operation::Insert(quad) => (quad, true),
                Operation::Delete(quad) => (quad, false),
            };
            let is_ours = read.line(&format!("{quad} ."), present).unwrap();
            if !is_ours {
                let is_rare = matches!(&quad.object, Term::Triple(_)) || quad.to_string().contains("--rtl");
                assert!(is_rare, "{quad}");
                read.quad(quad.as_ref(), present).unwrap();
            }
            given.quad(quad.as_ref(), present).unwrap();
        }
        let expected = Snapshot::default().apply_all(operations).unwrap().compact();
        for made in [read.finish(), given.finish()] {
            assert_eq!(made.to_nquads(), expected.to_nquads());
            assert_eq!(made.statistics().terms, expected.statistics().terms);
            assert!(!made.is_empty());
        }
    }

    #[test]
    fn a_line_that_is_no_quad_is_not_read() {
        for wrong in [
            "",
            ".",
            "<a> <http://example.org/p> <http://example.org/o> .",
            "<http://example.org/s> <http://example.org/p> .",
            "<http://example.org/s> <http://example.org/p> <http://example.org/o>",
            "<http://example.org/s> <http://example.org/p> <http://example.org/o> <http://example.org/g> <http://x/> .",
            "<http://example.org/s> <http://example.org/p> \"a\" \"b\" .",
            "<http://example.org/s> \"p\" \"a\" .",
            "\"s\" <http://example.org/p> \"a\" .",
            "<http://example.org/s> <http://example.org/p> \"\\q\" .",
            "<http://example.org/s> <http://example.org/p q> \"a\" .",
            "<http://example.org/s> _:p \"a\" .",
        ] {
            assert!(!Builder::default().line(wrong, true).unwrap(), "{wrong}");
        }
    }
}
