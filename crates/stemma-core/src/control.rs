//! Who counts as one voice with whom: owners, parents, employers, payers, shared accounts and authors, at a date.

use std::fmt;

use crate::date::PartialDate;

/// A share of a company, exact to a hundredth of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u16);

impl Share {
    /// Reads `51`, `24.9` or `24.9 %`; `None` when it is no percentage from 0 to 100 with at most two decimals.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().trim_end_matches('%').trim_end();
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || fraction.len() > 2 || !are_digits(whole) || !are_digits(fraction) {
            return None;
        }
        let hundredths: u16 = format!("{whole}{fraction:0<2}").parse().ok()?;
        (hundredths <= 10_000).then_some(Self(hundredths))
    }

    /// Whether both can be of one company.
    #[must_use]
    pub const fn fits_beside(self, other: Self) -> bool {
        self.0 + other.0 <= 10_000
    }

    /// Whether it is so many percent or more.
    #[must_use]
    pub const fn reaches(self, percent: u8) -> bool {
        self.0 >= percent as u16 * 100
    }
}

impl fmt::Display for Share {
    /// In percent: `24.9`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:02}", self.0 / 100, self.0 % 100);
        f.pad(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// Words for those that own, beside "owner" and its like.
const OWNING: &[&str] = &["parent", "subsidiary", "proprietor"];

/// One actor controls another, so that the two count as one voice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Control {
    /// Who is controlled.
    pub actor: String,
    /// Who controls.
    pub controller: String,
    /// Owner, parent, employer, payer, account, author: the word as given.
    pub how: String,
    /// Of an owner: how much it owns, when that is recorded.
    pub share: Option<Share>,
    /// From when; always, when nothing is known.
    pub from: Option<PartialDate>,
    /// Until when; still, when nothing is known.
    pub to: Option<PartialDate>,
}

impl Control {
    /// Whether it is by owning: then not more than the whole can be owned at one time. Somebody may have several employers.
    #[must_use]
    pub fn is_ownership(&self) -> bool {
        let words = self.how.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        let is_owning = |word: &str| word.starts_with("own") || OWNING.contains(&word);
        words.into_iter().any(|word| is_owning(&word))
    }

    /// Whether there is a day on which both hold.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let ended = |a: &Self, b: &Self| a.to.zip(b.from).is_some_and(|(to, from)| to.is_before(from));
        !ended(self, other) && !ended(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_reads_back_as_it_was_written() {
        for (text, written) in [("51", "51"), ("24.9", "24.9"), ("24.90 %", "24.9"), ("0.05%", "0.05"), ("100", "100")]
        {
            assert_eq!(Share::parse(text).unwrap().to_string(), written);
        }
        for text in ["", "%", "half", "101", "100.01", "-3", "1.234", "1e2"] {
            assert_eq!(Share::parse(text), None, "{text}");
        }
        assert!(Share::parse("25").unwrap().reaches(25) && !Share::parse("24.99").unwrap().reaches(25));
    }
}
