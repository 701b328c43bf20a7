//! What an update has changed so far, and the names that its new blank nodes get.

use std::collections::HashMap;

use oxrdf::{BlankNode, NamedOrBlankNode, Quad, Term, TermRef, Triple};

use crate::error::StoreError;
use crate::index::Snapshot;
use crate::log::Payload;

/// A version under change: what it was, what it is now.
#[derive(Debug)]
pub(super) struct Edit {
    before: Snapshot,
    now: Snapshot,
    /// Each quad that was touched, and whether it is there now.
    touched: HashMap<Quad, bool>,
    /// The place in the log that the change will have: what makes the names of its blank nodes new.
    sequence: u64,
    named: u64,
}

impl Edit {
    pub(super) fn new(before: Snapshot, sequence: u64) -> Self {
        Self { now: before.clone(), before, touched: HashMap::new(), sequence, named: 0 }
    }

    /// The version as it is now.
    pub(super) fn now(&self) -> &Snapshot {
        &self.now
    }

    /// How many quads were touched.
    pub(super) fn len(&self) -> u64 {
        self.touched.len() as u64
    }

    /// Deletes quads, then inserts others.
    pub(super) fn apply(&mut self, deletes: Vec<Quad>, inserts: Vec<Quad>) -> Result<(), StoreError> {
        self.touched.extend(deletes.iter().map(|quad| (quad.clone(), false)));
        self.touched.extend(inserts.iter().map(|quad| (quad.clone(), true)));
        self.now = self.now.apply(deletes, inserts)?;
        Ok(())
    }

    /// What is different from before; `None` when nothing is.
    pub(super) fn payload(self) -> Option<Payload> {
        let different = self.touched.into_iter().filter(|(quad, there)| self.before.contains(quad) != *there);
        let (inserts, deletes): (Vec<_>, Vec<_>) = different.partition(|(_, there)| *there);
        let quads = |side: Vec<(Quad, bool)>| side.into_iter().map(|(quad, _)| quad);
        (!inserts.is_empty() || !deletes.is_empty()).then(|| Payload::new(quads(deletes), quads(inserts)))
    }

    /// A blank node that nothing else has.
    fn fresh(&mut self) -> BlankNode {
        loop {
            let node = BlankNode::new_unchecked(format!("c{}n{}", self.sequence, self.named));
            self.named += 1;
            if self.now.find(TermRef::BlankNode(node.as_ref())).is_none() {
                return node;
            }
        }
    }
}

/// Whether a blank node is one that needs another name.
type IsNew = dyn Fn(&Edit, &BlankNode) -> bool;

/// Which blank nodes of a text or of a pattern's solutions stand for which of the store.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: HashMap<BlankNode, BlankNode>,
}

impl Names {
    /// The quad with all its blank nodes renamed: they are its text's own.
    pub(super) fn rename(&mut self, edit: &mut Edit, quad: Quad) -> Quad {
        self.renamed(edit, quad, &|_, _| true)
    }

    /// The quad with those of its blank nodes renamed that the store does not have: an evaluation made them.
    pub(super) fn rename_new(&mut self, edit: &mut Edit, quad: Quad) -> Quad {
        self.renamed(edit, quad, &|edit, node| edit.now.find(node.into()).is_none())
    }

    fn renamed(&mut self, edit: &mut Edit, quad: Quad, is_new: &IsNew) -> Quad {
        let Quad { subject, predicate, object, graph_name } = quad;
        let subject = self.subject(edit, subject, is_new);
        Quad::new(subject, predicate, self.object(edit, object, is_new), graph_name)
    }

    fn subject(&mut self, edit: &mut Edit, subject: NamedOrBlankNode, is_new: &IsNew) -> NamedOrBlankNode {
        match subject {
            NamedOrBlankNode::BlankNode(node) if is_new(edit, &node) => self.of(edit, node).into(),
            kept => kept,
        }
    }

    fn object(&mut self, edit: &mut Edit, object: Term, is_new: &IsNew) -> Term {
        match object {
            Term::BlankNode(node) if is_new(edit, &node) => self.of(edit, node).into(),
            Term::Triple(triple) => {
                let Triple { subject, predicate, object } = *triple;
                let subject = self.subject(edit, subject, is_new);
                Triple::new(subject, predicate, self.object(edit, object, is_new)).into()
            }
            kept => kept,
        }
    }

    fn of(&mut self, edit: &mut Edit, node: BlankNode) -> BlankNode {
        self.known.entry(node).or_insert_with(|| edit.fresh()).clone()
    }
}
