//! What is known of the statements of a draft while it is edited: only those that changed are judged again.

use std::collections::HashMap;

use super::{Checker, DraftFlag};
use crate::enumerations::Headline;
use crate::finding::Findings;
use crate::id::Id;
use crate::identity::Claim;
use crate::span::Span;
use crate::state::State;
use crate::statement::Statement;

/// What is known of one statement of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The words that make the claim, in the draft.
    pub span: Span,
    /// The claim that it says, whether it is flagged or passes.
    pub claim: Option<Id<Claim>>,
    /// How that claim stands.
    pub status: Option<Headline>,
    /// What an editor sees there.
    pub flag: Option<DraftFlag>,
}

impl Judged {
    /// The same at another place.
    fn at(&self, span: Span) -> Self {
        let flag = self.flag.clone().map(|flag| DraftFlag { span, ..flag });
        Self { span, claim: self.claim, status: self.status, flag }
    }
}

/// What was judged of a draft's statements, for the next edition of the same draft. It holds as long as the checker, the
/// state and the findings stay what they were.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    /// By statement without its place. `None` is of one that no check can settle.
    known: HashMap<Statement, Option<Judged>>,
    judged: usize,
}

impl Judgements {
    /// What is known of each statement that can be checked, in the order of the statements: the same as when all are
    /// judged anew. What is no longer in the draft is forgotten.
    pub fn of(
        &mut self,
        checker: &Checker,
        state: &State,
        findings: &Findings,
        statements: &[Statement],
    ) -> Vec<Judged> {
        let mut known = HashMap::with_capacity(statements.len());
        let mut all = Vec::with_capacity(statements.len());
        self.judged = 0;
        for statement in statements {
            let unplaced = statement.unplaced();
            let earlier = self.known.remove(&unplaced).or_else(|| known.get(&unplaced).cloned());
            let judged = earlier.unwrap_or_else(|| {
                self.judged += 1;
                checker.judge(state, findings, statement)
            });
            all.extend(judged.as_ref().map(|judged| judged.at(statement.hull())));
            known.insert(unplaced, judged);
        }
        self.known = known;
        all
    }

    /// How many statements the last edition had that the one before had not.
    #[must_use]
    pub const fn judged(&self) -> usize {
        self.judged
    }
}
