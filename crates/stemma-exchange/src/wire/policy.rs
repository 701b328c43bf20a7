//! Policies as their users write them (TOML), and as certificates carry them (JSON).

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use stemma_core::enumerations::Basis;
use stemma_core::policy::{FirstHand, Policy, PolicyError, Rules};

/// A policy with its rules. What a file leaves out is as in `independent-check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyRecord {
    /// What it is called: a short word of lower-case letters, digits and hyphens.
    pub name: String,
    /// Bases that count as first-hand.
    #[serde(default = "first_hand")]
    pub first_hand: Vec<String>,
    /// How many lines that share no group are needed, the first-hand one among them.
    #[serde(default = "lines")]
    pub lines: u8,
    /// Whether one of them may be the named claimant's own assertion.
    #[serde(default = "claimant_counts")]
    pub claimant_counts: bool,
    /// Whether a named publication's own voice, without saying how it knows, is an origin.
    #[serde(default = "own_voice_counts")]
    pub own_voice_counts: bool,
    /// From which share on an owner counts as one voice with a company, in percent.
    #[serde(default = "ownership_percent")]
    pub ownership_percent: u8,
}

fn first_hand() -> Vec<String> {
    Rules::CHECKED.first_hand.bases().map(|basis| basis.as_str().to_owned()).collect()
}

const fn lines() -> u8 {
    Rules::CHECKED.lines
}

const fn claimant_counts() -> bool {
    Rules::CHECKED.claimant_counts
}

const fn own_voice_counts() -> bool {
    Rules::CHECKED.own_voice_counts
}

const fn ownership_percent() -> u8 {
    Rules::CHECKED.ownership_percent
}

/// Why a text is no policy.
#[derive(Debug, thiserror::Error)]
pub enum PolicyFileError {
    /// No TOML, an unknown key, or a value of another kind; says the line and the key.
    #[error("{}", .0.to_string().trim_end())]
    Toml(#[from] toml::de::Error),
    /// A basis that is none.
    #[error("`first_hand`: {0}")]
    Basis(#[from] stemma_core::enumerations::UnknownValue),
    /// Rules that cannot be.
    #[error("{0}")]
    Rules(#[from] PolicyError),
}

impl PolicyRecord {
    /// The policy as a record.
    #[must_use]
    pub(super) fn of(policy: Policy) -> Self {
        let rules = policy.rules();
        Self {
            name: policy.as_str().to_owned(),
            first_hand: rules.first_hand.bases().map(|basis| basis.as_str().to_owned()).collect(),
            lines: rules.lines,
            claimant_counts: rules.claimant_counts,
            own_voice_counts: rules.own_voice_counts,
            ownership_percent: rules.ownership_percent,
        }
    }

    /// The policy that is meant.
    ///
    /// # Errors
    /// When a basis is none, or its rules cannot be.
    pub(super) fn policy(&self) -> Result<Policy, PolicyFileError> {
        let bases: Result<Vec<Basis>, _> = self.first_hand.iter().map(|word| Basis::from_str(word)).collect();
        let rules = Rules {
            first_hand: FirstHand::of(bases?),
            lines: self.lines,
            claimant_counts: self.claimant_counts,
            own_voice_counts: self.own_voice_counts,
            ownership_percent: self.ownership_percent,
        };
        Ok(Policy::new(&self.name, rules)?)
    }
}

/// Reads a policy file.
///
/// # Errors
/// When it is no TOML, has a key that no policy has, or asks for what cannot be.
pub fn policy_from_toml(text: &str) -> Result<Policy, PolicyFileError> {
    toml::from_str::<PolicyRecord>(text)?.policy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_names_its_rules_and_the_rest_is_as_by_default() {
        let policy =
            policy_from_toml("name = \"newsroom\"\nlines = 3\nfirst_hand = [\"record\", \"analysis\"]").unwrap();
        let rules = policy.rules();
        assert_eq!((policy.as_str(), rules.lines, rules.claimant_counts), ("newsroom", 3, true));
        assert!(rules.first_hand.has(Basis::Analysis) && !rules.first_hand.has(Basis::Measurement));
        assert_eq!(PolicyRecord::of(policy).policy().unwrap(), policy);
    }

    #[test]
    fn what_is_wrong_in_a_file_is_said_with_its_line_and_key() {
        let error = |text: &str| policy_from_toml(text).unwrap_err().to_string();
        let unknown = error("name = \"newsroom\"\nline = 3\n");
        assert!(unknown.contains("line 2") && unknown.contains("`line`"), "{unknown}");
        let kind = error("name = \"newsroom\"\nlines = \"three\"\n");
        assert!(kind.contains("line 2") && kind.contains("lines"), "{kind}");
        assert!(error("name = \"newsroom\"\nlines = 9").contains("`lines` is 9"));
        assert!(error("name = \"newsroom\"\nfirst_hand = [\"gossip\"]").contains("`gossip` is not a basis"));
        assert!(error("name = \"two-source\"\n").contains("built in"));
    }
}
