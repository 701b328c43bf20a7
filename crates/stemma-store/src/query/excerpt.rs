//! The beginning of an answer as terms, for whoever looks at it: the one place where a part is no error, and says that it is one.

use oxigraph::sparql::QuerySolution;
use oxrdf::{Term, Triple, Variable};

use super::sink::Sink;
use super::{Kind, Limits, Query, QueryError, answer};
use crate::index::Snapshot;

/// The first rows of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// What the answer is.
    pub kind: Kind,
    /// The columns; those of a graph are `subject`, `predicate` and `object`.
    pub columns: Vec<String>,
    /// One term or none a column.
    pub rows: Vec<Vec<Option<Term>>>,
    /// The answer of an `ASK`.
    pub boolean: Option<bool>,
    /// Whether the answer has more rows than these.
    pub is_cut: bool,
}

impl Default for Excerpt {
    fn default() -> Self {
        Self { kind: Kind::Solutions, columns: Vec::new(), rows: Vec::new(), boolean: None, is_cut: false }
    }
}

/// The first `most` rows of what a query answers.
///
/// # Errors
/// Every [`QueryError`], but too many rows only when the limits allow fewer than `most`.
pub fn excerpt(snapshot: &Snapshot, query: Query, limits: Limits, most: u64) -> Result<Excerpt, QueryError> {
    let mut within = limits;
    within.rows = limits.rows.min(most);
    let excerpt = answer::excerpt(snapshot.clone(), query, within)?;
    if excerpt.is_cut && limits.rows < most {
        return Err(QueryError::TooManyRows { limit: limits.rows });
    }
    Ok(excerpt)
}

impl Sink for &mut Excerpt {
    fn begin(&mut self, kind: Kind, variables: &[Variable]) -> Result<(), QueryError> {
        self.kind = kind;
        self.columns = match kind {
            Kind::Graph => ["subject", "predicate", "object"].map(str::to_owned).to_vec(),
            Kind::Solutions | Kind::Boolean => variables.iter().map(|name| name.as_str().to_owned()).collect(),
        };
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), QueryError> {
        self.boolean = Some(value);
        Ok(())
    }

    fn solution(&mut self, solution: &QuerySolution) -> Result<(), QueryError> {
        self.rows.push(solution.values().to_vec());
        Ok(())
    }

    fn triple(&mut self, triple: &Triple) -> Result<(), QueryError> {
        let Triple { subject, predicate, object } = triple.clone();
        self.rows.push(vec![Some(subject.into()), Some(predicate.into()), Some(object)]);
        Ok(())
    }

    fn finish(self) -> Result<(), QueryError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, most: u64) -> Result<Excerpt, QueryError> {
        excerpt(&Snapshot::default(), Query::new(text), Limits::default(), most)
    }

    #[test]
    fn what_has_more_rows_says_so() {
        let two = seen("SELECT ?a { VALUES ?a { 1 2 3 } }", 2).unwrap();
        assert_eq!((two.rows.len(), two.is_cut, two.columns), (2, true, vec!["a".to_owned()]));
        let three = seen("SELECT ?a { VALUES ?a { 1 2 3 } }", 3).unwrap();
        assert_eq!((three.rows.len(), three.is_cut), (3, false));
        assert_eq!(seen("ASK {}", 2).unwrap().boolean, Some(true));
        let graph = seen("CONSTRUCT { <urn:a> <urn:b> ?a } WHERE { VALUES ?a { 1 2 3 } }", 2).unwrap();
        assert_eq!((graph.kind, graph.rows.len(), graph.columns.len(), graph.is_cut), (Kind::Graph, 2, 3, true));
        assert!(matches!(seen("SELECT", 2), Err(QueryError::Syntax { .. })));
    }

    #[test]
    fn the_limits_hold_all_the_same() {
        let limits = Limits { rows: 2, ..Limits::default() };
        let query = Query::new("SELECT ?a { VALUES ?a { 1 2 3 } }");
        assert_eq!(excerpt(&Snapshot::default(), query, limits, 10), Err(QueryError::TooManyRows { limit: 2 }));
    }
}
