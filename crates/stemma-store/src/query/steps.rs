//! A look at the clock for each row of a join. Whatever the evaluator copies it looks at the clock; of rows without any value – `{}`,
//! `VALUES () { () () }`, columns that nothing binds – it copies nothing, and a product of them would go on for ever. So a join whose
//! two sides may both be such gives each of its rows a value that is computed, and seen by nobody.

use oxrdf::{Literal, NamedNodeRef, Term, Variable};
use spareval::QueryEvaluator;
use spargebra::algebra::{Expression, Function, GraphPattern};

use super::watch::tick;

const STEP: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/stemma/function/1#step");

/// The evaluator with the function that looks at the clock.
pub(crate) fn with_steps(evaluator: QueryEvaluator) -> QueryEvaluator {
    evaluator.with_custom_function(STEP.into_owned(), |_: &[Term]| match tick() {
        Ok(()) => Some(Literal::from(true).into()),
        // Whoever goes on all the same is ended by the count of it.
        Err(_) => None,
    })
}

/// Whether each row of a join of the two has to be counted.
pub(super) fn is_blind(left: &GraphPattern, right: &GraphPattern) -> bool {
    may_be_bare(left) && may_be_bare(right)
}

/// Gives each row of a pattern a value of its own.
pub(super) fn stepped(pattern: &mut GraphPattern, number: usize) {
    let inner = std::mem::replace(pattern, GraphPattern::Bgp { patterns: Vec::new() });
    *pattern = GraphPattern::Extend {
        inner: Box::new(inner),
        // No parser reads a name that begins so.
        variable: Variable::new_unchecked(format!(" step {number}")),
        expression: Expression::FunctionCall(Function::Custom(STEP.into_owned()), Vec::new()),
    };
}

/// Whether a pattern may have many rows of which none holds a value.
fn may_be_bare(pattern: &GraphPattern) -> bool {
    match pattern {
        // Without a variable there is one row at most.
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } => false,
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            may_be_bare(left) || may_be_bare(right)
        }
        GraphPattern::LeftJoin { left, .. } | GraphPattern::Minus { left, .. } => may_be_bare(left),
        GraphPattern::Filter { inner, .. } => may_be_bare(inner),
        GraphPattern::Union { .. }
        | GraphPattern::Graph { .. }
        | GraphPattern::Extend { .. }
        | GraphPattern::Values { .. }
        | GraphPattern::OrderBy { .. }
        | GraphPattern::Project { .. }
        | GraphPattern::Distinct { .. }
        | GraphPattern::Reduced { .. }
        | GraphPattern::Slice { .. }
        | GraphPattern::Group { .. }
        | GraphPattern::Service { .. } => true,
    }
}
