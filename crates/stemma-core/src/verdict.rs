//! A person's verdict on a claim: their rating in their words, with what they did before they gave it.
//!
//! The invariant: no verdict changes a finding or another verdict. Several people may differ; whoever errs takes their own back.

use crate::enumerations::Headline;
use crate::finding::ClaimFinding;
use crate::state::{HeldVersion, State, Verdict};

/// What is done before a person rates a claim. The list is fixed: each is a way in which published ratings went wrong, and
/// none needs more than the claim's own page to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// What the claim rests on was looked at: a rating of a report that nobody traced repeats the report.
    Origin,
    /// What speaks against it was looked for: whoever only looks for support finds it.
    CounterEvidence,
    /// Whoever gains or loses by it was asked: they know what no document says, and have a right to answer.
    PartyAsked,
}

impl Check {
    /// All of them, in the order in which they are asked for.
    pub const ALL: [Self; 3] = [Self::Origin, Self::CounterEvidence, Self::PartyAsked];

    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::CounterEvidence => "counter-evidence",
            Self::PartyAsked => "party-asked",
        }
    }

    /// What is asked of the person.
    #[must_use]
    pub const fn question(self) -> &'static str {
        match self {
            Self::Origin => "What of its origin did you look at?",
            Self::CounterEvidence => "What did you find against it, and where did you look?",
            Self::PartyAsked => "Which interested party did you ask, and what did they say? If none: why not?",
        }
    }

    /// Whether a reason may stand in its place. An origin can be left out only when the claim has none that is known.
    #[must_use]
    pub fn may_be_left(self, found: &ClaimFinding) -> bool {
        match self {
            Self::Origin => found.finding.support.omega == 0,
            Self::CounterEvidence => false,
            Self::PartyAsked => true,
        }
    }
}

/// How a check was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It was done; what was seen or said.
    Done(String),
    /// It was not; why.
    Left(String),
}

impl Answered {
    /// What was seen or said, or why not.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Done(words) | Self::Left(words) => words,
        }
    }

    /// Whether it was done.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }
}

/// A rating that a person gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The rating, in their words.
    pub words: String,
    /// Why they rate it so.
    pub why: String,
    /// Where they published it.
    pub url: Option<String>,
    /// How each of [`Check::ALL`] was answered, in that order.
    pub checks: [Answered; 3],
    /// How the claim stood when they rated it, as it was computed.
    pub stood: Headline,
}

impl Rating {
    /// What still keeps it from being given for this claim, in words.
    #[must_use]
    pub fn lacks(&self, found: &ClaimFinding) -> Vec<String> {
        let mut lacks = Vec::new();
        for (name, words) in [("rating", &self.words), ("why", &self.why)] {
            if words.trim().is_empty() {
                lacks.push(format!("`{name}` is empty"));
            }
        }
        for (check, answered) in Check::ALL.into_iter().zip(&self.checks) {
            let name = check.as_str();
            if answered.words().trim().is_empty() {
                lacks.push(format!("`{name}` is empty: {}", check.question()));
            } else if !answered.is_done() && !check.may_be_left(found) {
                lacks.push(format!("`{name}` has to be done before a verdict is given: {}", check.question()));
            }
        }
        if let Some(url) = &self.url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            lacks.push(format!("`{url}` is no address of a page"));
        }
        lacks
    }
}

/// The verdicts on a claim that documents publish, by document.
#[must_use]
pub fn published<'s>(state: &'s State, found: &ClaimFinding) -> Vec<(&'s HeldVersion, &'s Verdict)> {
    let mut all = Vec::new();
    for (version, assertion) in &found.claim.members {
        let held = state.versions.get(version);
        let rated = held.iter().flat_map(|held| held.verdicts.iter().map(move |verdict| (*held, verdict)));
        all.extend(rated.filter(|(_, verdict)| verdict.assertion == *assertion));
    }
    all.sort_by_key(|(held, verdict)| (held.document.id, *verdict));
    all
}
