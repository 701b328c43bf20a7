//! A weaker claim follows from a stronger one: "more than 1 million" from "2 million", "early 2025" from "20 January
//! 2025". Never the other way round, and never where anything is unsure: what does not follow plainly supports nothing.
//!
//! The two must say the same in the same words, but for one number or one date, and the stronger one's must lie inside
//! the weaker one's. Whatever can turn that round – a negation, a rule, a plan, a comparison – ends it.

mod bounds;
mod denied;
mod foretold;
mod words;

use std::collections::BTreeSet;

use crate::date::PartialDate;
use crate::enumerations::{ClaimKind, EntailmentRule, Modality, Stance};
use crate::features::{Features, KnownNames, Setting, Tense, content_words};
use crate::id::Id;
use crate::identity::Claim;
use crate::state::Assertion;
use crate::statement::Statement;
use bounds::{Bounds, dates, numbers};
use denied::denied;

pub(crate) use bounds::is_open;
pub(crate) use foretold::Foretold;
pub(crate) use words::may_turn;

/// That a claim follows from another, with the words of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entailment {
    /// The claim that says more.
    pub stronger: Id<Claim>,
    /// The claim that follows.
    pub weaker: Id<Claim>,
    /// By which rule.
    pub rule: EntailmentRule,
    /// How alike the words of the two are, numbers and dates aside, in percent.
    pub percent: u8,
    /// How the stronger one is worded.
    pub stronger_text: String,
    /// How the weaker one is worded.
    pub weaker_text: String,
    /// The assertions of the stronger claim that support the weaker one: each of them says enough by itself.
    pub supporting: Vec<Id<Assertion>>,
    /// The denials of the weaker claim that deny the stronger one too.
    pub denying: Vec<Id<Assertion>>,
}

impl EntailmentRule {
    /// Why the one follows from the other, in plain words.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Bound => "the same words, and the number of the one lies within the bounds of the other",
            Self::Date => "the same words, and the date of the one lies within that of the other",
            Self::Fuller => "the same words, and the one says beside them where, when or how it was",
        }
    }
}

/// A sentence as far as it matters for what follows from it.
pub(crate) struct Said {
    features: Features,
    /// Its words in order, without numbers and what belongs to numbers and dates.
    words: Vec<String>,
    /// Its numbers and dates; nothing, when one is no plain value and no plain bound.
    ends: Option<Ends>,
    published: Option<PartialDate>,
    /// Whether somebody says that it is not so.
    is_denied: bool,
    /// Whether it names nothing that tells what it is about.
    is_unnamed: bool,
}

/// The numbers and the dates of a statement.
pub(crate) struct Ends {
    numbers: Bounds,
    dates: Bounds,
}

impl Ends {
    /// Those of a statement; nothing, when one is no plain value and no plain bound.
    pub(crate) fn of(statement: &Statement) -> Option<Self> {
        Some(Self { numbers: numbers(statement)?, dates: dates(statement)? })
    }

    /// By which rule `weaker` can follow from these, as far as numbers and dates tell: one of them lies inside its
    /// partner, and all others are equal.
    pub(crate) fn rule_within(&self, weaker: &Self) -> Option<EntailmentRule> {
        match (self.numbers.within(&weaker.numbers)?, self.dates.within(&weaker.dates)?) {
            (true, false) => Some(EntailmentRule::Bound),
            (false, true) => Some(EntailmentRule::Date),
            _ => None,
        }
    }
}

/// Whether numbers and dates of the one can lie within those of the other at all, which gives as many of each unit, and some
/// bound.
pub(crate) fn may_be_within(stronger: &Statement, weaker: &Statement) -> bool {
    let is_bound = weaker.quantities.iter().any(|quantity| quantity.low != quantity.high) || !weaker.dates.is_empty();
    is_bound && stronger.dates.len() == weaker.dates.len() && units(stronger) == units(weaker)
}

/// The units of its numbers, in order.
fn units(of: &Statement) -> Vec<&str> {
    let mut units: Vec<&str> = of.quantities.iter().map(|quantity| quantity.unit.as_str()).collect();
    units.sort_unstable();
    units
}

impl Said {
    /// Of a statement that was published then; nothing, where anything in it can turn round what follows.
    pub(crate) fn new(statement: &Statement, known: &KnownNames, published: Option<PartialDate>) -> Option<Self> {
        let is_plain = matches!(statement.kind, ClaimKind::Fact | ClaimKind::Quantity);
        if !is_plain || may_turn(statement) {
            return None;
        }
        let features = Features::of(statement, known);
        let is_open = !features.roles.coming.is_empty() || !features.operators.is_empty();
        if features.negated || features.refutes || is_open {
            return None;
        }
        Self::plain(statement, features, published)
    }

    /// What a statement says is not so, as if it said so; nothing, where it says of nothing that it is not so, or where
    /// anything in it can turn round what follows.
    pub(crate) fn denied(statement: &Statement, known: &KnownNames, published: Option<PartialDate>) -> Option<Self> {
        let sentence = denied(&statement.sentence, &statement.quantities)?;
        let said = Self::new(&Statement { sentence, ..statement.clone() }, known, published)?;
        Some(Self { is_denied: true, ..said })
    }

    fn plain(statement: &Statement, features: Features, published: Option<PartialDate>) -> Option<Self> {
        // "Between" opens an interval, and its number keeps it out of its words.
        let counts = |word: &String| {
            word == "between" || features.counted.contains(word) || word.starts_with(|c: char| c.is_ascii_digit())
        };
        let words = content_words(&statement.sentence).into_iter().filter(|word| !counts(word)).collect();
        let ends = Ends::of(statement);
        (ends.is_some() || features.beside.is_some()).then_some(Self {
            words,
            ends,
            features,
            published,
            is_denied: false,
            is_unnamed: Setting::is_unnamed(statement),
        })
    }

    /// Whether `weaker` follows from this, and by which rule.
    pub(crate) fn entails(&self, weaker: &Self) -> Option<EntailmentRule> {
        // What happened to "the driver" elsewhere is another driver's.
        if self.is_unnamed || weaker.is_unnamed {
            return None;
        }
        if self.features.is_fuller(&weaker.features) {
            return self.is_of_one_event_with(weaker).then_some(EntailmentRule::Fuller);
        }
        let ends = self.ends.as_ref()?;
        let rule = ends.rule_within(weaker.ends.as_ref()?)?;
        let holds = match rule {
            EntailmentRule::Bound => !ends.dates.is_empty() || self.is_of_one_time_with(weaker),
            // How many there were on a day says nothing of how many there were in the year.
            EntailmentRule::Date => ends.numbers.is_empty() && self.is_event() && weaker.is_event(),
            EntailmentRule::Fuller => false,
        };
        (holds && self.says_the_same_of(weaker)).then_some(rule)
    }

    /// Whether both tell of what happened on one day, or were told within two days of each other and of what was then no
    /// older than a week: what is told later may have happened again, and what was long ago is not what just happened.
    fn is_of_one_event_with(&self, other: &Self) -> bool {
        let is_day = |date: &String| date.len() == "2026-03-01".len() && date.matches('-').count() == 2;
        if other.features.dates.iter().any(is_day) {
            return self.features.dates == other.features.dates;
        }
        let is_day_of = |date: PartialDate, published: PartialDate| {
            date.day_number().is_some() && (0..=7).contains(&(published.days() - date.days()))
        };
        let Some((one, other)) = self.published.zip(other.published) else { return false };
        let is_recent = |date: &String| PartialDate::parse(date).is_some_and(|date| is_day_of(date, one));
        let are_days = one.day_number().is_some() && other.day_number().is_some();
        are_days && (one.days() - other.days()).abs() <= 2 && self.features.dates.iter().all(is_recent)
    }

    /// The same words of the same actors, numbers and dates aside.
    fn says_the_same_of(&self, other: &Self) -> bool {
        let (x, y) = (&self.features, &other.features);
        let set = |of: &Self| of.words.iter().cloned().collect::<BTreeSet<_>>();
        if set(self) != set(other) || x.bare != y.bare || x.codes != y.codes || x.sort != y.sort {
            return false;
        }
        let agent = |of: &Self| of.features.roles.agent.intersection(&set(of)).cloned().collect::<BTreeSet<_>>();
        let is_one_agent = !agent(self).is_empty() && agent(self) == agent(other);
        self.words == other.words || (is_one_agent && x.roles.owned == y.roles.owned && x.roles.done == y.roles.done)
    }

    /// Whether both tell of one event at about the same time, or of how things stand on one day.
    fn is_of_one_time_with(&self, other: &Self) -> bool {
        let is_past = self.features.tense == Tense::Past && other.features.tense == Tense::Past;
        match (self.published, other.published) {
            (Some(one), Some(other)) if is_past => (one.days() - other.days()).abs() <= 31,
            (Some(one), Some(other)) => one == other && one.day_number().is_some(),
            (None, None) => is_past,
            _ => false,
        }
    }

    /// Whether it tells of what happened, and not of how things stood.
    fn is_event(&self) -> bool {
        // Of "did not open" the verb is in no past, and yet it tells of what did not happen.
        let is_done = self.is_denied || !self.features.roles.done.is_empty();
        self.features.tense == Tense::Past && is_done && !words::is_state(&self.features)
    }
}

/// Whether an assertion can support what follows from it: it says so flatly.
pub(crate) fn may_support(statement: &Statement) -> bool {
    statement.stance == Stance::Affirms && statement.modality == Modality::Asserted
}
