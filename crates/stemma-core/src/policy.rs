//! What is asked of a claim before it counts as independently verified.
//!
//! Two policies are built in; a user's own has a name and the same rules to choose. A policy is small and copied,
//! because it goes with every finding.

use std::fmt;

use crate::control::Control;
use crate::enumerations::{Basis, BuiltInPolicy};
use crate::independence::{CAP, Witness};

/// The longest name of a policy, in bytes.
const NAME: usize = 32;

/// What a policy asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Policy {
    name: Name,
    rules: Rules,
}

/// The rules of a policy, each of them open to a user's choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rules {
    /// Which bases count as first-hand.
    pub first_hand: FirstHand,
    /// How many lines that share no group `independently-verified` needs, the first-hand one among them.
    pub lines: u8,
    /// Whether one of these lines may be the named claimant's own assertion: a claim, and an outside check of it.
    pub claimant_counts: bool,
    /// Whether what a named publication that is held says in its own voice, without saying how it knows, is an origin.
    pub own_voice_counts: bool,
    /// From which share of a company on its owner counts as one voice with it, in percent. An owner whose share is not
    /// recorded always does, because what is unsure lowers the number.
    pub ownership_percent: u8,
}

impl Rules {
    /// Those of the default policy. A quarter of the shares is where the European Union's rules begin to see a beneficial
    /// owner (Directive (EU) 2015/849, article 3(6)).
    pub const CHECKED: Self = Self {
        first_hand: FirstHand::EVIDENCE,
        lines: 2,
        claimant_counts: true,
        own_voice_counts: false,
        ownership_percent: 25,
    };
}

/// Bases that count as first-hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FirstHand(u8);

impl FirstHand {
    /// The evidence itself: records and measurements.
    pub const EVIDENCE: Self = Self(1 << Basis::Record as u8 | 1 << Basis::Measurement as u8);

    /// These bases.
    #[must_use]
    pub fn of(bases: impl IntoIterator<Item = Basis>) -> Self {
        Self(bases.into_iter().fold(0, |set, basis| set | 1 << basis as u8))
    }

    /// Whether `basis` is one of them.
    #[must_use]
    pub const fn has(self, basis: Basis) -> bool {
        self.0 & (1 << basis as u8) != 0
    }

    /// All of them, in the contract's order.
    pub fn bases(self) -> impl Iterator<Item = Basis> {
        Basis::ALL.iter().copied().filter(move |basis| self.has(*basis))
    }
}

/// Why something is no policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Not a short word.
    #[error("`{0}` cannot name a policy: 1 to {NAME} of a–z, 0–9 and `-`, a letter first")]
    Name(String),
    /// The name of a policy that is built in, with other rules.
    #[error("`{0}` is built in and its rules are fixed: choose another name")]
    BuiltIn(String),
    /// Nothing, or what has no evidence, as first-hand.
    #[error("`first_hand` needs one or more of {}", origins())]
    FirstHand,
    /// No share of a company.
    #[error("`ownership_percent` is {0}; it must be from 1 to 100")]
    Ownership(u8),
    /// As many lines as are never counted.
    #[error("`lines` is {0}; it must be 1, 2 or {CAP}")]
    Lines(u8),
}

fn origins() -> String {
    let origins = Basis::ALL.iter().filter(|basis| basis.makes_an_origin());
    origins.map(|basis| basis.as_str()).collect::<Vec<_>>().join(", ")
}

impl Policy {
    /// The default: the second line may be the named claimant's own assertion.
    pub const INDEPENDENT_CHECK: Self = Self::of(BuiltInPolicy::IndependentCheck);
    /// Both lines are free of interest.
    pub const TWO_SOURCE: Self = Self::of(BuiltInPolicy::TwoSource);

    /// One that needs no file.
    #[must_use]
    pub const fn of(built_in: BuiltInPolicy) -> Self {
        let claimant_counts = match built_in {
            BuiltInPolicy::IndependentCheck => true,
            BuiltInPolicy::TwoSource => false,
        };
        Self { name: Name::new(built_in.as_str()), rules: Rules { claimant_counts, ..Rules::CHECKED } }
    }

    /// A policy of the user's own.
    ///
    /// # Errors
    /// When the name is no name or taken by other rules, or the rules ask for what cannot be.
    pub fn new(name: &str, rules: Rules) -> Result<Self, PolicyError> {
        let is_word = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !is_word || name.len() > NAME || !name.starts_with(|first: char| first.is_ascii_lowercase()) {
            return Err(PolicyError::Name(name.to_owned()));
        }
        if rules.first_hand == FirstHand::of([]) || rules.first_hand.bases().any(|basis| !basis.makes_an_origin()) {
            return Err(PolicyError::FirstHand);
        }
        if rules.lines == 0 || usize::from(rules.lines) > CAP {
            return Err(PolicyError::Lines(rules.lines));
        }
        if !(1..=100).contains(&rules.ownership_percent) {
            return Err(PolicyError::Ownership(rules.ownership_percent));
        }
        let policy = Self { name: Name::new(name), rules };
        match policy.built_in() {
            Some(built_in) if Self::of(built_in) != policy => Err(PolicyError::BuiltIn(name.to_owned())),
            Some(_) | None => Ok(policy),
        }
    }

    /// Which of those that need no file it is.
    #[must_use]
    pub fn built_in(&self) -> Option<BuiltInPolicy> {
        self.as_str().parse().ok()
    }

    /// The same under the name that everybody knows it by: of two with the same rules, the built-in one.
    #[must_use]
    pub fn known(self) -> Self {
        let known =
            BuiltInPolicy::ALL.iter().map(|built_in| Self::of(*built_in)).find(|known| known.rules == self.rules);
        known.unwrap_or(self)
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.name.as_str()
    }

    /// What it asks.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether a recorded control makes one voice of two.
    #[must_use]
    pub fn joins(&self, control: &Control) -> bool {
        control.share.is_none_or(|share| share.reaches(self.rules.ownership_percent))
    }

    /// Whether a witness that had the claim from nobody is an origin.
    #[must_use]
    pub fn takes_for_origin(&self, witness: &Witness) -> bool {
        self.makes_an_origin(witness.basis, witness.held && witness.named)
    }

    /// Whether one with this basis that had the claim from nobody is an origin; an own voice is one of somebody who is
    /// held and named.
    pub(crate) const fn makes_an_origin(&self, basis: Basis, is_own_voice: bool) -> bool {
        basis.makes_an_origin() || (self.rules.own_voice_counts && is_own_voice && matches!(basis, Basis::Unattributed))
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::INDEPENDENT_CHECK
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A short name that is copied with its policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Name {
    bytes: [u8; NAME],
}

impl Name {
    /// The first bytes of `name`; [`Policy::new`] refuses longer ones.
    const fn new(name: &str) -> Self {
        let mut bytes = [0; NAME];
        let length = if name.len() < NAME { name.len() } else { NAME };
        let (kept, _) = bytes.split_at_mut(length);
        let (source, _) = name.as_bytes().split_at(length);
        kept.copy_from_slice(source);
        Self { bytes }
    }

    fn as_str(&self) -> &str {
        let length = self.bytes.iter().position(|byte| *byte == 0).unwrap_or(NAME);
        self.bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_has_the_name_it_was_given() {
        let longest = "a".repeat(NAME);
        for name in ["newsroom", "a", longest.as_str()] {
            assert_eq!(Policy::new(name, Rules::CHECKED).unwrap().to_string(), name);
        }
        assert_eq!(Policy::TWO_SOURCE.built_in(), Some(BuiltInPolicy::TwoSource));
        assert_eq!(Policy::new("newsroom", Rules::CHECKED).unwrap().built_in(), None);
    }

    #[test]
    fn names_that_are_no_short_words_are_refused() {
        for name in ["", "Newsroom", "1st", "two source", "é", &"a".repeat(NAME + 1)] {
            assert_eq!(Policy::new(name, Rules::CHECKED), Err(PolicyError::Name(name.to_owned())));
        }
    }

    #[test]
    fn a_built_in_name_cannot_stand_for_other_rules() {
        assert_eq!(Policy::new("independent-check", Rules::CHECKED), Ok(Policy::INDEPENDENT_CHECK));
        assert_eq!(Policy::new("two-source", Rules::CHECKED), Err(PolicyError::BuiltIn("two-source".to_owned())));
    }

    #[test]
    fn what_rests_on_nothing_is_never_first_hand() {
        for bases in [vec![], vec![Basis::Record, Basis::Unattributed], vec![Basis::None]] {
            let rules = Rules { first_hand: FirstHand::of(bases), ..Rules::CHECKED };
            assert_eq!(Policy::new("lax", rules), Err(PolicyError::FirstHand));
        }
    }

    #[test]
    fn more_lines_than_are_counted_cannot_be_asked_for() {
        assert_eq!(Policy::new("strict", Rules { lines: 4, ..Rules::CHECKED }), Err(PolicyError::Lines(4)));
        assert_eq!(Policy::new("none", Rules { lines: 0, ..Rules::CHECKED }), Err(PolicyError::Lines(0)));
    }
}
