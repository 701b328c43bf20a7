//! From the text of an update to explicit quads, on the thread of a query and within its limits.

use std::sync::Arc;

use oxrdf::{GraphName, Quad, Term, Triple};
use spareval::DeleteInsertQuad;
use spargebra::GraphUpdateOperation;
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term::{GroundQuad, GroundQuadPattern, GroundTerm, QuadPattern};

use super::edit::{Edit, Names};
use super::load::Loaded;
use super::owner::{Owner, check_insert};
use super::{Update, UpdateError};
use crate::query::nesting::Plan;
use crate::query::view::{Dataset, View};
use crate::query::watch::Watch;
use crate::query::{Answers, DefaultGraph, Limits, QueryError, Services, evaluate, text};
use crate::records::Iris;

/// What an evaluation goes by.
pub(super) struct Evaluation<'a> {
    pub(super) update: &'a Update,
    pub(super) iris: &'a Iris,
    pub(super) loaded: &'a Loaded,
    pub(super) answers: &'a Arc<Answers>,
    pub(super) plan: Plan,
    pub(super) limits: Limits,
    pub(super) watch: &'a Arc<Watch>,
}

impl Evaluation<'_> {
    /// Does all operations of the update, in their order.
    pub(super) fn run(&self, edit: &mut Edit) -> Result<(), UpdateError> {
        let parser = evaluate::parser(self.update.base.as_deref(), &[])?;
        let parsed = parser.parse_update(&self.update.text).map_err(|error| evaluate::syntax(&error))?;
        for operation in &parsed.operations {
            self.check()?;
            self.operation(edit, operation, &parsed)?;
            if edit.len() > self.limits.rows {
                return Err(QueryError::TooManyRows { limit: self.limits.rows }.into());
            }
        }
        Ok(self.check()?)
    }

    fn check(&self) -> Result<(), QueryError> {
        self.watch.within()
    }

    fn operation(
        &self,
        edit: &mut Edit,
        operation: &GraphUpdateOperation,
        parsed: &spargebra::Update,
    ) -> Result<(), UpdateError> {
        match operation {
            GraphUpdateOperation::InsertData { data } => {
                let mut names = Names::default();
                let quads = data.iter().map(|quad| names.rename(edit, plain(quad.clone()))).collect();
                self.apply(edit, Vec::new(), quads)
            }
            GraphUpdateOperation::DeleteData { data } => {
                self.apply(edit, data.iter().cloned().map(ground).collect(), Vec::new())
            }
            GraphUpdateOperation::DeleteInsert { delete, insert, using, pattern } => {
                let (deletes, inserts) = self.solved(edit, parsed, using.as_ref(), pattern, (delete, insert))?;
                self.apply(edit, deletes, inserts)
            }
            GraphUpdateOperation::Load { source, destination, silent } => {
                let graph = graph_name(destination.clone());
                let triples = match self.loaded.document(source) {
                    Ok(triples) => triples.iter().cloned(),
                    Err(_) if *silent => return Ok(()),
                    Err(error) => return Err(error.into()),
                };
                let mut names = Names::default();
                let quads = triples.map(|triple| names.rename(edit, triple.in_graph(graph.clone()))).collect();
                self.apply(edit, Vec::new(), quads)
            }
            GraphUpdateOperation::Create { silent, graph } => {
                let graph = GraphName::from(graph.clone());
                Owner::check(self.iris, &graph)?;
                // A graph without quads is not recorded, so that there is nothing to do for a new one.
                if !silent && !quads_of(edit, &graph).is_empty() {
                    return Err(UpdateError::Exists { graph });
                }
                Ok(())
            }
            GraphUpdateOperation::Clear { graph, .. } | GraphUpdateOperation::Drop { graph, .. } => {
                let deletes = self.targeted(edit, graph)?;
                self.apply(edit, deletes, Vec::new())
            }
        }
    }

    fn apply(&self, edit: &mut Edit, deletes: Vec<Quad>, inserts: Vec<Quad>) -> Result<(), UpdateError> {
        deletes.iter().try_for_each(|quad| Owner::check(self.iris, &quad.graph_name))?;
        inserts.iter().try_for_each(|quad| check_insert(self.iris, quad))?;
        Ok(edit.apply(deletes, inserts)?)
    }

    /// The quads that the templates make of the solutions of a pattern.
    fn solved(
        &self,
        edit: &mut Edit,
        parsed: &spargebra::Update,
        using: Option<&QueryDataset>,
        pattern: &GraphPattern,
        (delete, insert): (&[GroundQuadPattern], &[QuadPattern]),
    ) -> Result<(Vec<Quad>, Vec<Quad>), UpdateError> {
        let dataset = self.dataset(edit, using)?;
        let mut pattern = pattern.clone();
        text::in_pattern(&mut pattern, edit.now(), &[])?;
        let services =
            self.update.elsewhere.as_ref().map(|elsewhere| Services::with(elsewhere, self.watch, self.answers));
        let evaluator = evaluate::evaluator(self.plan, services.as_ref(), self.watch);
        let base = parsed.base_iri.clone();
        let prepared = evaluator.prepare_delete_insert(delete.to_vec(), insert.to_vec(), base, None, &pattern);
        let now = edit.now().clone();
        let found = prepared.execute(View::new(&now, &dataset)).map_err(|error| evaluate::failed(&error))?;
        let (mut deletes, mut inserts, mut names) = (Vec::new(), Vec::new(), Names::default());
        for (quad, count) in found.zip(edit.len() + 1..) {
            self.check()?;
            if count > self.limits.rows {
                return Err(QueryError::TooManyRows { limit: self.limits.rows }.into());
            }
            match quad.map_err(|error| evaluate::failed(&error))? {
                DeleteInsertQuad::Delete(quad) => deletes.push(quad),
                DeleteInsertQuad::Insert(quad) => inserts.push(names.rename_new(edit, quad)),
            }
        }
        // A filter takes the error of a stopped evaluation for false and goes on to a wrong end.
        self.check()?;
        evaluate::lacking(services.as_ref(), &pattern)?;
        Ok((deletes, inserts))
    }

    fn dataset(&self, edit: &Edit, using: Option<&QueryDataset>) -> Result<Dataset, UpdateError> {
        let Update { default_graphs, named_graphs, .. } = self.update;
        let of_request = !default_graphs.is_empty() || !named_graphs.is_empty();
        match using {
            Some(_) if of_request => Err(UpdateError::TwoDatasets),
            Some(using) => Ok(Dataset::new(edit.now(), Some(&using.default), using.named.as_deref())),
            None if of_request => Ok(Dataset::new(edit.now(), Some(default_graphs), Some(named_graphs))),
            None => Ok(Dataset::whole(DefaultGraph::Own)),
        }
    }

    /// The quads of the graphs that are to be emptied. What is computed is not among them unless it is named: it is no
    /// part of what was recorded.
    fn targeted(&self, edit: &Edit, target: &GraphTarget) -> Result<Vec<Quad>, UpdateError> {
        let (default, named) = match target {
            GraphTarget::NamedNode(graph) => {
                let graph = GraphName::from(graph.clone());
                Owner::check(self.iris, &graph)?;
                return Ok(quads_of(edit, &graph));
            }
            GraphTarget::DefaultGraph => (true, false),
            GraphTarget::NamedGraphs => (false, true),
            GraphTarget::AllGraphs => (true, true),
        };
        let mut quads = if default { quads_of(edit, &GraphName::DefaultGraph) } else { Vec::new() };
        let graphs: Vec<GraphName> =
            if named { edit.now().named_graphs().map(GraphName::from).collect() } else { Vec::new() };
        for graph in graphs.iter().filter(|graph| !matches!(Owner::of(self.iris, graph), Owner::Computed(_))) {
            Owner::check(self.iris, graph)?;
            quads.extend(quads_of(edit, graph));
        }
        Ok(quads)
    }
}

fn quads_of(edit: &Edit, graph: &GraphName) -> Vec<Quad> {
    edit.now().quads_for_pattern(None, None, None, Some(graph.as_ref())).collect()
}

fn plain(quad: spargebra::term::Quad) -> Quad {
    Quad::new(quad.subject, quad.predicate, quad.object, graph_name(quad.graph_name))
}

fn ground(quad: GroundQuad) -> Quad {
    Quad::new(quad.subject, quad.predicate, ground_term(quad.object), graph_name(quad.graph_name))
}

fn graph_name(name: spargebra::term::GraphName) -> GraphName {
    match name {
        spargebra::term::GraphName::NamedNode(name) => name.into(),
        spargebra::term::GraphName::DefaultGraph => GraphName::DefaultGraph,
    }
}

fn ground_term(term: GroundTerm) -> Term {
    match term {
        GroundTerm::NamedNode(node) => node.into(),
        GroundTerm::Literal(literal) => literal.into(),
        GroundTerm::Triple(triple) => Triple::new(triple.subject, triple.predicate, ground_term(triple.object)).into(),
    }
}
