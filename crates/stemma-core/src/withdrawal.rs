//! Statements that somebody took back, or does not vouch for, as a text states it: "Ida Lund has withdrawn her statement",
//! "Ms Kemble did not say this", "he knows the story from a letter".
//!
//! Which of their statements is meant is read from the words and the days, never surely. So whoever took one back no longer
//! raises the published number of a claim that it may be about; nothing is struck out.

use crate::date::PartialDate;
use crate::span::Quote;

/// A text states that somebody took back what they had said, never said it, or has it from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WithdrawalStatement {
    /// The words that say so, with the sentence before where these only say "she" or "this".
    pub quote: Quote,
    /// Whose statement it was.
    pub name: String,
    /// The words that say what became of it ("took back", "did not say").
    pub cue: String,
}

/// The cue of what somebody has from elsewhere.
pub const SECOND_HAND: &str = "has it from";

/// How the cue of what a paper says of an earlier report of its own begins; the day of that report follows.
pub const CORRECTED_REPORT: &str = "corrected its report of ";

impl WithdrawalStatement {
    /// The day of the report of its own that a paper corrects, when it does that: what it had wrong it denies in these words.
    #[must_use]
    pub fn corrects(&self) -> Option<PartialDate> {
        self.cue.strip_prefix(CORRECTED_REPORT).and_then(PartialDate::parse)
    }

    /// Whether nothing was taken back: they only have it from elsewhere, which the text need not name.
    #[must_use]
    pub fn is_second_hand(&self) -> bool {
        self.cue == SECOND_HAND
    }
}

/// How many days lie at most between a report and the text that takes it back, when nothing else says that they are of one matter.
const DAYS: i64 = 62;

/// Whether a text of one day may take back what one of another reports: on a day that is not known it may.
pub(crate) fn is_near(taken_back: Option<PartialDate>, reported: Option<PartialDate>) -> bool {
    let is_day = |date: &PartialDate| date.day_number().is_some();
    let days = taken_back.filter(is_day).zip(reported.filter(is_day));
    days.is_none_or(|(one, other)| (one.days() - other.days()).abs() <= DAYS)
}
