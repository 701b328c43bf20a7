//! The check of a draft: each checkable sentence against the claims that are known, flagged like a spelling mistake.
//!
//! A sentence passes only when its claim is corroborated or independently verified and it says no more than that; what
//! matches no claim is flagged as such. The draft is read, answered, and kept nowhere.

mod code;
mod judged;
mod message;
mod remembered;
mod wording;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;

use crate::enumerations::{Headline, Lifecycle, Modality, SourceKind, Stance};
use crate::finding::{ClaimFinding, Findings};
use crate::id::Id;
use crate::identity::{Claim, Member};
use crate::known::{KnownClaims, Recognised};
use crate::resident::Resident;
use crate::span::Span;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::Statement;

pub use code::{FlagCode, Gravity};
pub use judged::{Judged, Judgements};
pub use remembered::Remembered;

/// What an editor sees at one place of a draft.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DraftFlag {
    /// The words that make the claim, in the draft.
    pub span: Span,
    /// Why it is flagged.
    pub code: FlagCode,
    /// How grave it is, given what the draft already says.
    pub gravity: Gravity,
    /// The headline of the claim that it says; `None` when no claim matches.
    pub status: Option<Headline>,
    /// That claim, or the one that it goes beyond.
    pub claim: Option<Id<Claim>>,
    /// Why, and what to do.
    pub message: String,
    /// Other words for the span that fit the status.
    pub suggestion: Option<String>,
    /// Who says so, the earliest first.
    pub sources: Vec<Member>,
    /// Who says otherwise.
    pub against: Vec<Member>,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many statements could be checked.
    pub checkable: usize,
    /// In order of place.
    pub flags: Vec<DraftFlag>,
    /// What matched a claim and got no flag, in order of place.
    pub passed: Vec<Passed>,
}

/// A statement of a draft that says a claim, and no more than is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passed {
    /// The words that make the claim, in the draft.
    pub span: Span,
    /// The claim.
    pub claim: Id<Claim>,
    /// How it stands.
    pub status: Headline,
}

/// Holds drafts against one version of the findings.
#[derive(Clone, Debug, PartialEq)]
pub struct Checker {
    known: KnownClaims,
    places: BTreeMap<Id<Claim>, usize>,
    /// For each claim those that exclude it.
    opposed: BTreeMap<Id<Claim>, BTreeSet<Id<Claim>>>,
}

/// A checker with what it was made from.
#[derive(Clone, Copy)]
struct Held<'a> {
    checker: &'a Checker,
    state: &'a State,
    findings: &'a Findings,
}

/// How many sources of a side a flag names.
const MOST_SOURCES: usize = 5;

impl Checker {
    /// Prepares to check drafts against these findings.
    #[must_use]
    pub fn new(state: &State, findings: &Findings) -> Self {
        Self::knowing(KnownClaims::new(state, &findings.claims), findings)
    }

    /// As [`Self::new`], of what somebody keeps, so that its words are not read again. `findings` are those that
    /// [`Resident::findings`] gives.
    #[must_use]
    pub fn of(resident: &Resident, findings: &Findings) -> Self {
        Self::knowing(resident.known(&findings.claims), findings)
    }

    fn knowing(known: KnownClaims, findings: &Findings) -> Self {
        let mut opposed: BTreeMap<Id<Claim>, BTreeSet<Id<Claim>>> = BTreeMap::new();
        for found in findings.contradictions.iter().filter(|c| c.excludes() && c.a != c.b) {
            opposed.entry(found.a).or_default().insert(found.b);
            opposed.entry(found.b).or_default().insert(found.a);
        }
        let places = findings.claims.iter().enumerate().map(|(place, found)| (found.claim.id, place)).collect();
        Self { known, places, opposed }
    }

    /// Checks what a draft says; `state` and `findings` are those that the checker was made from.
    #[must_use]
    pub fn check(&self, state: &State, findings: &Findings, statements: &[Statement]) -> Checked {
        Checked::of(statements.iter().filter_map(|statement| self.judge(state, findings, statement)))
    }

    /// The same, without looking again for what was looked for before for the same `whose`: `remembered` is of this checker.
    #[must_use]
    pub fn check_again(
        &self,
        state: &State,
        findings: &Findings,
        statements: &[Statement],
        remembered: &Remembered,
        whose: impl Hash + Copy,
    ) -> Checked {
        let held = Held { checker: self, state, findings };
        let checkable = statements.iter().filter(|statement| is_checkable(statement));
        Checked::of(
            checkable.map(|statement| held.judged(statement, &remembered.recognise(&self.known, statement, whose))),
        )
    }

    /// What is known of one statement of a draft; `None` when no check can settle it.
    #[must_use]
    pub fn judge(&self, state: &State, findings: &Findings, statement: &Statement) -> Option<Judged> {
        let recognise = || self.known.recognise(&self.known.features(statement));
        is_checkable(statement).then(|| Held { checker: self, state, findings }.judged(statement, &recognise()))
    }
}

impl Checked {
    /// Puts together what is known of the statements of a draft.
    #[must_use]
    pub fn of(judged: impl IntoIterator<Item = Judged>) -> Self {
        let mut checkable = 0;
        let counted = judged.into_iter().inspect(|_| checkable += 1);
        let (mut flags, mut passed) = (Vec::new(), Vec::new());
        for Judged { span, claim, status, flag } in counted {
            match (flag, claim.zip(status)) {
                (Some(flag), _) => flags.push(flag),
                (None, Some((claim, status))) => passed.push(Passed { span, claim, status }),
                (None, None) => {}
            }
        }
        passed.sort();
        passed.dedup();
        flags.sort();
        // "A and B said" is two statements and one place.
        flags.dedup_by(|later, first| (later.span, later.code, later.claim) == (first.span, first.code, first.claim));
        Self { checkable, flags, passed }
    }
}

/// Whether the draft puts it forward as so, and a check can settle it.
fn is_checkable(statement: &Statement) -> bool {
    statement.kind.is_checkable()
        && statement.stance != Stance::Questions
        && statement.modality != Modality::Hypothetical
}

impl<'a> Held<'a> {
    fn judged(self, statement: &Statement, recognised: &Recognised) -> Judged {
        let found = recognised.claim.and_then(|claim| self.findings.claims.get(claim));
        let flag = match found {
            Some(found) => self.matched(statement, found, recognised),
            None => Some(self.unmatched(statement, recognised)),
        };
        let (claim, status) = (found.map(|found| found.claim.id), found.map(|found| found.finding.headline));
        Judged { span: statement.hull(), claim, status, flag }
    }

    fn matched(self, statement: &Statement, found: &ClaimFinding, recognised: &Recognised) -> Option<DraftFlag> {
        let headline = found.finding.headline;
        let code = match FlagCode::of(headline) {
            _ if statement.stance == Stance::Denies => FlagCode::Denial,
            _ if found.lifecycle == Lifecycle::Retracted => FlagCode::Withdrawn,
            None if recognised.says_more => FlagCode::SaysMore,
            code => code?,
        };
        let whose = wording::whose(self, found);
        let (sources, against) = (self.affirming(found), self.against(found));
        let is_said = wording::is_attributed(statement, &whose);
        let gravity = if is_said && code.is_met_by_credit() { Gravity::Note } else { code.gravity() };
        Some(DraftFlag {
            span: statement.hull(),
            code,
            gravity,
            status: (code != FlagCode::SaysMore).then_some(headline),
            claim: Some(found.claim.id),
            message: message::matched(self, code, found, is_said, (&sources, &against)),
            suggestion: wording::suggestion(statement, code, found, &whose, is_said, &self.speakers(&against)),
            sources,
            against,
        })
    }

    fn unmatched(self, statement: &Statement, recognised: &Recognised) -> DraftFlag {
        let excluding: Vec<&ClaimFinding> =
            recognised.against.iter().filter_map(|(claim, ..)| self.findings.claims.get(*claim)).collect();
        let alike: Vec<&ClaimFinding> =
            recognised.alike.iter().filter_map(|claim| self.findings.claims.get(*claim)).collect();
        let code = if excluding.is_empty() { FlagCode::NoMatch } else { FlagCode::Excluded };
        let reason = recognised.against.first().map(|(_, _, reason)| reason.as_str());
        let mut against: Vec<Member> = excluding.iter().flat_map(|found| self.affirming(found)).collect();
        against.truncate(MOST_SOURCES);
        DraftFlag {
            span: statement.hull(),
            code,
            gravity: code.gravity(),
            status: None,
            claim: None,
            message: message::unmatched(self, code, reason, &excluding, &alike, &against),
            suggestion: None,
            sources: Vec::new(),
            against,
        }
    }

    /// The members of a claim that say so, the earliest first; those that are withdrawn or superseded come only alone.
    fn affirming(self, found: &ClaimFinding) -> Vec<Member> {
        self.members(found, Stance::Affirms)
    }

    fn members(self, found: &ClaimFinding, stance: Stance) -> Vec<Member> {
        let mut all: Vec<_> = found
            .claim
            .members
            .iter()
            .filter_map(|member| Some((self.assertion(*member)?, *member)))
            .filter(|((_, assertion), _)| assertion.statement.stance == stance)
            .collect();
        let is_live = |(held, assertion): (&HeldVersion, &Assertion)| {
            !held.superseded && !self.state.is_withdrawn(&held.document, assertion.id)
        };
        if all.iter().any(|(of, _)| is_live(*of)) {
            all.retain(|(of, _)| is_live(*of));
        }
        all.sort_by_key(|((held, assertion), _)| {
            let published = held.document.metadata.published;
            (published.is_none(), published, &held.document.name, assertion.reading_order())
        });
        all.into_iter().map(|(_, member)| member).take(MOST_SOURCES).collect()
    }

    /// Who says otherwise: denials of the claim, and whoever says what excludes it.
    fn against(self, found: &ClaimFinding) -> Vec<Member> {
        let excluding = self.checker.opposed.get(&found.claim.id).into_iter().flatten();
        let claims = excluding.filter_map(|id| self.findings.claims.get(*self.checker.places.get(id)?));
        let mut all = self.members(found, Stance::Denies);
        all.extend(claims.flat_map(|other| self.affirming(other)));
        all.truncate(MOST_SOURCES);
        all
    }

    fn assertion(self, (version, assertion): Member) -> Option<(&'a HeldVersion, &'a Assertion)> {
        let held = self.state.versions.get(&version)?;
        Some((held, held.assertions.iter().find(|a| a.id == assertion)?))
    }

    /// Who speaks in these assertions, each once.
    fn speakers(self, members: &[Member]) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let names = members.iter().filter_map(|member| self.assertion(*member)).map(|(held, a)| in_print(held, a));
        names.filter(|name| seen.insert(name.clone())).collect()
    }
}

/// Whose word an assertion is: whom it credits, else who published it, else the name of the document.
#[must_use]
pub fn speaker(held: &HeldVersion, assertion: &Assertion) -> String {
    voice(held, assertion).unwrap_or(&held.document.name).clone()
}

/// Who is named as speaking in an assertion.
fn voice<'a>(held: &'a HeldVersion, assertion: &'a Assertion) -> Option<&'a String> {
    let metadata = &held.document.metadata;
    let credited = assertion.statement.source.as_ref().filter(|source| source.kind != SourceKind::Author);
    let source = credited.map(|source| &source.name);
    source.or(metadata.publisher.as_ref()).or(metadata.authors.first())
}

/// The same in words to be printed, in which the name of a file is nobody.
fn in_print(held: &HeldVersion, assertion: &Assertion) -> String {
    voice(held, assertion).map_or("an unsigned text", String::as_str).to_owned()
}
