//! Makes base and delta into a new base that holds only what is used.

use std::sync::Arc;

use super::base::Base;
use super::delta::Delta;
use super::dictionary::{Dictionary, DictionaryBuilder};
use super::order::{DEFAULT_GRAPH, Row};
use super::{Matches, Parts, Pattern};

/// The same quads with an empty delta.
pub(super) fn compacted(parts: &Parts) -> Parts {
    let mut rows: Vec<Row> = Matches::new(parts, Pattern::ANYTHING).collect();
    let (terms, numbers) = renumber(parts, &rows);
    for row in &mut rows {
        *row = row.map(|number| numbers.get(number as usize).copied().unwrap_or(DEFAULT_GRAPH));
    }
    Parts { base: Arc::new(Base::new(terms, rows)), delta: Delta::default() }
}

/// A dictionary of the terms in use, and the new number of each old one.
fn renumber(parts: &Parts, rows: &[Row]) -> (Dictionary, Vec<u32>) {
    let base_terms = parts.base.terms.len();
    let mut numbers = vec![0; base_terms as usize + parts.delta.terms().len() + 1];
    for number in rows.iter().flatten() {
        if let Some(used) = numbers.get_mut(*number as usize) {
            *used = 1;
        }
    }
    let mut builder = DictionaryBuilder::default();
    let mut push = |old: u32, key: &[u8]| {
        if let Some(number) = numbers.get_mut(old as usize).filter(|used| **used == 1) {
            *number = builder.push(key) + 1;
        }
    };
    let mut delta = parts.delta.sorted_terms().peekable();
    let mut base = parts.base.terms.keys();
    let mut old = 0;
    while let Some(key) = base.advance() {
        while let Some((place, key)) = delta.next_if(|(_, other)| *other < key) {
            push(base_terms + 1 + place, key);
        }
        old += 1;
        push(old, key);
    }
    for (place, key) in delta {
        push(base_terms + 1 + place, key);
    }
    if let Some(default_graph) = numbers.first_mut() {
        *default_graph = DEFAULT_GRAPH;
    }
    (builder.finish(), numbers)
}
