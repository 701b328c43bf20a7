//! The pattern taken out of a parsed query, and what was found put in its place; and, since every part is looked at, the functions
//! that make texts grow put behind their limit.

use std::cell::Cell;

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{BlankNode, Literal, Term, Variable};
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use super::{MATCHES, MOST_MATCHES, Match, matching};
use crate::index::Snapshot;
use crate::query::growth::bounded;
use crate::query::{QueryError, steps};
use crate::vocabulary::class;

/// How it is written, for whoever wrote it otherwise.
const SYNTAX: &str = "write `?claim search:matches \"words\"`, or `?claim search:matches (\"words\" ?score ?wording)`";

/// The query with a table in the place of each `search:matches`. Variables with a value from outside can be the words.
pub(in crate::query) fn with_matches(
    mut query: spargebra::Query,
    snapshot: &Snapshot,
    bindings: &[(Variable, Term)],
) -> Result<spargebra::Query, QueryError> {
    use spargebra::Query::{Ask, Construct, Describe, Select};
    let (Select { pattern, .. } | Construct { pattern, .. } | Describe { pattern, .. } | Ask { pattern, .. }) =
        &mut query;
    in_pattern(pattern, snapshot, bindings)?;
    Ok(query)
}

/// The same for one pattern.
pub(crate) fn in_pattern(
    pattern: &mut GraphPattern,
    snapshot: &Snapshot,
    bindings: &[(Variable, Term)],
) -> Result<(), QueryError> {
    let rewriting = Rewriting { snapshot, bindings, steps: Cell::new(0), counts_all: Cell::new(false) };
    rewriting.pattern(pattern)?;
    match rewriting.counts_all.get() && rewriting.steps.get() > 0 {
        // It would count what is seen by nobody.
        true => Err(QueryError::Unusable {
            what: "COUNT(DISTINCT *) of joined groups is not offered here; count the variables that are meant"
                .to_owned(),
        }),
        false => Ok(()),
    }
}

struct Rewriting<'q> {
    snapshot: &'q Snapshot,
    bindings: &'q [(Variable, Term)],
    /// How many joins have their rows counted.
    steps: Cell<usize>,
    /// Whether distinct rows are counted by all that they hold.
    counts_all: Cell<bool>,
}

/// What a pattern asks for.
struct Asked {
    subject: TermPattern,
    words: String,
    score: Option<Variable>,
    wording: Option<Variable>,
}

impl Rewriting<'_> {
    fn pattern(&self, pattern: &mut GraphPattern) -> Result<(), QueryError> {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                if patterns.iter().any(|triple| is_matches(&triple.predicate)) {
                    *pattern = self.found(std::mem::take(patterns))?;
                }
            }
            GraphPattern::Path { path, .. } => {
                if path.to_string().contains(&MATCHES.to_string()) {
                    return Err(unusable("`search:matches` is no part of a path"));
                }
            }
            GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
                self.pattern(left)?;
                self.pattern(right)?;
                let is_blind = steps::is_blind(left, right);
                self.step(pattern, is_blind);
            }
            GraphPattern::Union { left, right } | GraphPattern::Minus { left, right } => {
                self.pattern(left)?;
                self.pattern(right)?;
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.pattern(left)?;
                self.pattern(right)?;
                expression.iter_mut().try_for_each(|expression| self.expression(expression))?;
                let is_blind = steps::is_blind(left, right);
                self.step(pattern, is_blind);
            }
            GraphPattern::Filter { expr: expression, inner } | GraphPattern::Extend { expression, inner, .. } => {
                self.expression(expression)?;
                self.pattern(inner)?;
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.pattern(inner)?;
                for order in expression {
                    let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) = order;
                    self.expression(expression)?;
                }
            }
            GraphPattern::Group { inner, aggregates, .. } => {
                self.pattern(inner)?;
                for (_, aggregate) in aggregates {
                    match aggregate {
                        AggregateExpression::CountSolutions { distinct } => {
                            self.counts_all.set(self.counts_all.get() || *distinct);
                        }
                        AggregateExpression::FunctionCall { expr, .. } => self.expression(expr)?,
                    }
                }
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner)?,
            // It is asked elsewhere, where that is allowed at all.
            GraphPattern::Service { .. } | GraphPattern::Values { .. } => {}
        }
        Ok(())
    }

    fn step(&self, pattern: &mut GraphPattern, is_blind: bool) {
        if is_blind {
            self.steps.set(self.steps.get() + 1);
            steps::stepped(pattern, self.steps.get());
        }
    }

    fn expression(&self, expression: &mut Expression) -> Result<(), QueryError> {
        match expression {
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => {
                Ok(())
            }
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => {
                self.expression(a)?;
                self.expression(b)
            }
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => self.expression(a),
            Expression::In(a, several) => {
                self.expression(a)?;
                several.iter_mut().try_for_each(|one| self.expression(one))
            }
            Expression::If(a, b, c) => {
                self.expression(a)?;
                self.expression(b)?;
                self.expression(c)
            }
            Expression::Coalesce(several) => several.iter_mut().try_for_each(|one| self.expression(one)),
            Expression::FunctionCall(function, several) => {
                bounded(function);
                several.iter_mut().try_for_each(|one| self.expression(one))
            }
        }
    }

    /// A basic pattern without what asks for text, joined with what was found.
    fn found(&self, mut patterns: Vec<TriplePattern>) -> Result<GraphPattern, QueryError> {
        let mut tables = Vec::new();
        while let Some(at) = patterns.iter().position(|triple| is_matches(&triple.predicate)) {
            let TriplePattern { subject, object, .. } = patterns.remove(at);
            let asked = self.asked(subject, object, &mut patterns)?;
            let matches = matching(self.snapshot, &asked.words, MOST_MATCHES);
            tables.push(table(&asked, &matches)?);
            // Claims that the graphs of the query do not have are none for it.
            let predicate = rdf::TYPE.into_owned().into();
            patterns.push(TriplePattern {
                subject: asked.subject,
                predicate,
                object: class::CLAIM.into_owned().into(),
            });
        }
        let rest = GraphPattern::Bgp { patterns };
        Ok(tables.into_iter().fold(rest, |right, left| GraphPattern::Join { left: left.into(), right: right.into() }))
    }

    fn asked(
        &self,
        subject: TermPattern,
        object: TermPattern,
        patterns: &mut Vec<TriplePattern>,
    ) -> Result<Asked, QueryError> {
        let several = match object {
            TermPattern::BlankNode(head) => items(head, patterns)?,
            one => vec![one],
        };
        let mut rest = several.into_iter();
        let words = self.words(rest.next())?;
        let mut variable = || match rest.next() {
            None => Ok(None),
            Some(TermPattern::Variable(variable)) => Ok(Some(variable)),
            Some(other) => Err(unusable(&format!("`{other}` stands where a variable should"))),
        };
        let (score, wording) = (variable()?, variable()?);
        match rest.next() {
            None => Ok(Asked { subject, words, score, wording }),
            Some(other) => Err(unusable(&format!("`{other}` is one too many"))),
        }
    }

    fn words(&self, given: Option<TermPattern>) -> Result<String, QueryError> {
        let given = match given {
            Some(TermPattern::Variable(variable)) => {
                let bound = self.bindings.iter().find(|(bound, _)| *bound == variable);
                bound.map_or(TermPattern::Variable(variable), |(_, value)| value.clone().into())
            }
            Some(other) => other,
            None => return Err(unusable("there are no words")),
        };
        match given {
            TermPattern::Literal(words) if words.datatype() == xsd::STRING || words.language().is_some() => {
                Ok(words.value().to_owned())
            }
            other => Err(unusable(&format!("`{other}` are no words in quotes"))),
        }
    }
}

/// The items of a list, whose triples are taken out of the pattern.
fn items(head: BlankNode, patterns: &mut Vec<TriplePattern>) -> Result<Vec<TermPattern>, QueryError> {
    let mut items = Vec::new();
    let mut node: TermPattern = head.into();
    while node != rdf::NIL.into_owned().into() {
        let mut take = |predicate| {
            let wanted = NamedNodePattern::NamedNode(oxrdf::NamedNodeRef::into_owned(predicate));
            let at = patterns.iter().position(|triple| triple.subject == node && triple.predicate == wanted);
            at.map(|at| patterns.remove(at).object).ok_or_else(|| unusable("it asks with no list"))
        };
        items.push(take(rdf::FIRST)?);
        node = take(rdf::REST)?;
    }
    Ok(items)
}

fn table(asked: &Asked, matches: &[Match]) -> Result<GraphPattern, QueryError> {
    let fixed = match &asked.subject {
        TermPattern::NamedNode(claim) => Some(claim),
        TermPattern::Variable(_) => None,
        other => return Err(unusable(&format!("`{other}` stands where a claim or a variable should"))),
    };
    let subject = match &asked.subject {
        TermPattern::Variable(variable) => Some(variable.clone()),
        _ => None,
    };
    let variables: Vec<Variable> = subject.iter().chain(&asked.score).chain(&asked.wording).cloned().collect();
    let mut names: Vec<&str> = variables.iter().map(Variable::as_str).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < variables.len() {
        return Err(unusable("a variable stands in it twice"));
    }
    let wanted = matches.iter().filter(|found| fixed.is_none_or(|claim| *claim == found.claim));
    let row = |found: &Match| {
        let claim = subject.as_ref().map(|_| GroundTerm::NamedNode(found.claim.clone()));
        let score = asked.score.as_ref().map(|_| GroundTerm::Literal(Literal::from(found.score)));
        let wording = asked.wording.as_ref().map(|_| GroundTerm::Literal(Literal::from(found.wording.as_str())));
        [claim, score, wording].into_iter().flatten().map(Some).collect()
    };
    Ok(GraphPattern::Values { variables, bindings: wanted.map(row).collect() })
}

fn is_matches(predicate: &NamedNodePattern) -> bool {
    matches!(predicate, NamedNodePattern::NamedNode(name) if *name == MATCHES)
}

fn unusable(what: &str) -> QueryError {
    QueryError::Unusable { what: format!("{what}; {SYNTAX}") }
}
