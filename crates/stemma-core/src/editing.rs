//! What editors do about claims: they assign, note, set a day, put a mark aside, watch, and give verdicts. None of it
//! changes a finding.
//!
//! Everything is an act in the log, by somebody, at a time; how a claim stands on the desk is a fold of its acts.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::PartialDate;
use crate::enumerations::{FindingFlag, Headline, UnknownValue};
use crate::finding::{ClaimFinding, Findings};
use crate::id::Id;
use crate::identity::Claim;
use crate::state::State;
use crate::verdict::Rating;

/// What of a claim can be put aside: its headline or one of its flags, as long as the claim has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// How the claim stands.
    Headline(Headline),
    /// What is to be said beside it.
    Flag(FindingFlag),
}

impl Mark {
    /// Its word, the same as on the pages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Headline(headline) => headline.as_str(),
            Self::Flag(flag) => flag.as_str(),
        }
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Mark {
    type Err = UnknownValue;

    fn from_str(word: &str) -> Result<Self, UnknownValue> {
        word.parse().map(Self::Headline).or_else(|_: UnknownValue| word.parse().map(Self::Flag))
    }
}

/// What an editor did about a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is this person's to look at; nobody's, when there is none.
    Assign(Option<String>),
    /// It is to be done by this day; by none, when there is none.
    Due(Option<PartialDate>),
    /// Something to remember.
    Note(String),
    /// A mark is put aside, for a reason, as long as the claim has it.
    Dismiss(Mark, String),
    /// A mark that was put aside counts again.
    Restore(Mark),
    /// They want to see what becomes of it.
    Watch,
    /// They no longer do.
    Unwatch,
    /// They rate it, in words of their own.
    Rate(Box<Rating>),
    /// The verdict that the change with this sequence gave is taken back, for a reason.
    TakeBack(u64, String),
}

/// What acts are about that exclude each other: of two people who decide the same, the second is told of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whose it is.
    Assignment,
    /// By when.
    Due,
    /// Whether this is put aside.
    Mark(Mark),
    /// Whether the verdict of this change holds.
    Verdict(u64),
}

impl Act {
    /// What it decides, when it decides anything for others.
    #[must_use]
    pub const fn subject(&self) -> Option<Subject> {
        match self {
            Self::Assign(_) => Some(Subject::Assignment),
            Self::Due(_) => Some(Subject::Due),
            Self::Dismiss(mark, _) | Self::Restore(mark) => Some(Subject::Mark(*mark)),
            Self::TakeBack(sequence, _) => Some(Subject::Verdict(*sequence)),
            // Two verdicts do not exclude each other: people may differ.
            Self::Rate(_) | Self::Note(_) | Self::Watch | Self::Unwatch => None,
        }
    }

    /// Whether it gives a verdict or takes one back.
    #[must_use]
    pub const fn is_of_verdicts(&self) -> bool {
        matches!(self, Self::Rate(_) | Self::TakeBack(..))
    }

    /// In words.
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            Self::Assign(Some(who)) => format!("assigned it to {who}"),
            Self::Assign(None) => "assigned it to nobody".to_owned(),
            Self::Due(Some(day)) => format!("set it due on {day}"),
            Self::Due(None) => "set no day for it".to_owned(),
            Self::Note(text) => format!("noted: {text}"),
            Self::Dismiss(mark, why) => format!("put “{mark}” aside: {why}"),
            Self::Restore(mark) => format!("takes “{mark}” up again"),
            Self::Watch => "watches it".to_owned(),
            Self::Unwatch => "no longer watches it".to_owned(),
            Self::Rate(rating) => format!("rated it “{}”: {}", rating.words, rating.why),
            Self::TakeBack(sequence, why) => format!("took the verdict of change {sequence} back: {why}"),
        }
    }
}

/// An act as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The change in the log.
    pub sequence: u64,
    /// When it was recorded, RFC 3339 in UTC.
    pub at: String,
    /// Who did it.
    pub by: String,
    /// The claim that it was about, by the id that it had then.
    pub claim: Id<Claim>,
    /// What was done.
    pub act: Act,
}

/// How a claim stands on the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whose it is to look at.
    pub assigned: Option<String>,
    /// By when.
    pub due: Option<PartialDate>,
    /// What is put aside, by which act.
    pub dismissed: BTreeMap<Mark, Done>,
    /// Who watches it.
    pub watchers: BTreeSet<String>,
    /// Everything that was done, in order.
    pub acts: Vec<Done>,
}

impl Standing {
    /// How it stands after one more act.
    pub fn take(&mut self, done: Done) {
        match &done.act {
            Act::Assign(who) => self.assigned.clone_from(who),
            Act::Due(day) => self.due = *day,
            Act::Note(_) | Act::Rate(_) | Act::TakeBack(..) => {}
            Act::Dismiss(mark, _) => {
                self.dismissed.insert(*mark, done.clone());
            }
            Act::Restore(mark) => {
                self.dismissed.remove(mark);
            }
            Act::Watch => {
                self.watchers.insert(done.by.clone());
            }
            Act::Unwatch => {
                self.watchers.remove(&done.by);
            }
        }
        self.acts.push(done);
    }

    /// The verdicts that were given, in order, each with the act that ended it: that took it back, or the next verdict of the
    /// same person, who has one word on a claim.
    #[must_use]
    pub fn verdicts(&self) -> Vec<(&Done, &Rating, Option<&Done>)> {
        let taken_back = |given: u64| {
            self.acts.iter().find(|done| matches!(&done.act, Act::TakeBack(sequence, _) if *sequence == given))
        };
        let replaced = |given: &Done| {
            let is_next = |done: &&Done| done.sequence > given.sequence && done.by == given.by;
            self.acts.iter().find(|done| is_next(done) && matches!(done.act, Act::Rate(_)))
        };
        let ended = |given: &Done| taken_back(given.sequence).or_else(|| replaced(given));
        let given = self.acts.iter().filter_map(|done| match &done.act {
            Act::Rate(rating) => Some((done, rating.as_ref(), ended(done))),
            _ => None,
        });
        given.collect()
    }

    /// The last sequence that changed how it stands; 0 when nothing did.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.acts.last().map_or(0, |done| done.sequence)
    }
}

/// Of what was `done`, what decided otherwise about the subject of `act` after `seen`: whoever acts now has not seen it.
pub fn decided_otherwise<'d>(done: impl IntoIterator<Item = &'d Done>, act: &Act, seen: u64) -> Vec<&'d Done> {
    let Some(subject) = act.subject() else { return Vec::new() };
    let of_subject: Vec<&Done> =
        done.into_iter().filter(|done| done.sequence > seen && done.act.subject() == Some(subject)).collect();
    // Who wants what holds already changes nothing by it.
    if of_subject.last().is_some_and(|last| last.act == *act) { Vec::new() } else { of_subject }
}

/// The claim that answers for an id today: the one that has it or took it in; else the claim of the same sentence in the
/// version that holds now, when the id was that of a claim in an earlier one.
#[must_use]
pub fn answering(state: &State, findings: &Findings, id: Id<Claim>) -> Option<Id<Claim>> {
    let answers = |id| findings.answering(id).map(|found| found.claim.id);
    answers(id).or_else(|| {
        let earlier = state.versions.values().filter(|held| held.superseded);
        let mut had_it = earlier.flat_map(|held| held.assertions.iter().map(move |assertion| (held, assertion)));
        let (held, assertion) = had_it.find(|(_, assertion)| Claim::id_by(assertion.id) == id)?;
        let now = state.current().find(|now| now.document.id == held.document.id)?;
        let same = now.assertions.iter().find(|now| now.statement.sentence == assertion.statement.sentence)?;
        let has_it = |found: &&ClaimFinding| found.claim.members.iter().any(|(_, member)| *member == same.id);
        findings.claims.iter().find(has_it).map(|found| found.claim.id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(sequence: u64, by: &str, act: Act) -> Done {
        let claim = Id::of("claim", &["a"]);
        Done { sequence, at: "2026-05-01T00:00:00Z".to_owned(), by: by.to_owned(), claim, act }
    }

    #[test]
    fn a_claim_stands_as_its_last_acts_say() {
        let mut standing = Standing::default();
        let flag = Mark::Flag(FindingFlag::Circular);
        let acts = [
            ("ada", Act::Assign(Some("bo".to_owned()))),
            ("ada", Act::Watch),
            ("bo", Act::Watch),
            ("ada", Act::Dismiss(flag, "known".to_owned())),
            ("bo", Act::Due(PartialDate::parse("2026-06-01"))),
            ("ada", Act::Unwatch),
            ("bo", Act::Restore(flag)),
            ("bo", Act::Assign(None)),
        ];
        let number = u64::try_from(acts.len()).unwrap();
        (1..).zip(acts).for_each(|(sequence, (by, act))| standing.take(done(sequence, by, act)));
        assert_eq!((standing.assigned.as_deref(), standing.sequence()), (None, number));
        assert_eq!(standing.due, PartialDate::parse("2026-06-01"));
        assert!(standing.dismissed.is_empty() && standing.watchers == BTreeSet::from(["bo".to_owned()]));
    }

    #[test]
    fn only_the_same_subject_decided_otherwise_stands_against_an_act() {
        let (to_bo, to_cy) = (Act::Assign(Some("bo".to_owned())), Act::Assign(Some("cy".to_owned())));
        let log = [done(5, "ada", to_bo.clone()), done(6, "ada", Act::Due(None)), done(7, "ada", Act::Watch)];
        assert_eq!(decided_otherwise(&log, &to_cy, 4), [&log[0]]);
        assert!(decided_otherwise(&log, &to_cy, 5).is_empty(), "it was seen");
        assert!(decided_otherwise(&log, &to_bo, 4).is_empty(), "it is the same");
        assert!(decided_otherwise(&log, &Act::Note("n".to_owned()), 0).is_empty());
        let other = Act::Dismiss(Mark::Headline(Headline::Contested), "seen".to_owned());
        assert!(decided_otherwise(&log, &other, 0).is_empty());
    }

    #[test]
    fn a_mark_is_read_by_its_word() {
        for headline in Headline::ALL {
            assert_eq!(headline.as_str().parse(), Ok(Mark::Headline(*headline)));
        }
        for flag in FindingFlag::ALL {
            assert_eq!(flag.as_str().parse(), Ok(Mark::Flag(*flag)), "{flag}");
        }
        assert!("true".parse::<Mark>().is_err());
    }
}
