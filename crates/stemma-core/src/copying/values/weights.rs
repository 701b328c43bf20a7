//! The formulas of the paper, for accuracies in whole steps: a step more or less is all that can change what others hang on.

use super::said::Common;
use super::{COPIED, PRIOR, WAYS, WRONG};

/// Accuracies are told in percent.
const ALL: u8 = 100;
/// So many percent are one step, so that one value more moves few sources.
const STEP: u8 = 5;
/// The accuracy of everybody before anything is known.
pub(super) const FIRST: u8 = ALL - WRONG;
/// In how many steps it is told how likely one copies from another.
pub(super) const SHADES: u8 = 10;
/// By how much a likelihood is multiplied to be a whole number.
pub(super) const WHOLE: u32 = 1 << 20;

/// What accuracies and likelihoods weigh when there are so many ways to be wrong.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    ways: u8,
    /// The weight of a value by the accuracy of whoever gives it.
    votes: Vec<f64>,
}

impl Weights {
    /// For so many different values.
    pub(super) fn of(values: usize) -> Self {
        let ways = u8::try_from(values.saturating_sub(1).clamp(1, WAYS)).unwrap_or(1);
        let vote = |percent: u8| (f64::from(ways) * right(percent) / (1.0 - right(percent))).ln();
        Self { ways, votes: (0..ALL).map(|percent| if percent == 0 { 0.0 } else { vote(percent) }).collect() }
    }

    /// Whether they are the same for so many values.
    pub(super) fn are_of(&self, values: usize) -> bool {
        usize::from(self.ways) == values.saturating_sub(1).clamp(1, WAYS)
    }

    /// The weight of one who is right so often.
    pub(super) fn vote(&self, percent: u8) -> f64 {
        self.votes.get(usize::from(percent)).copied().unwrap_or_default()
    }

    /// How likely one of two sources that are right so often copies from the other, each way, given what they share
    /// (sections 3 and 4 of the paper).
    pub(super) fn depends(&self, common: Common, (a, b): (u8, u8)) -> (f64, f64) {
        let (wrong_a, wrong_b) = (1.0 - right(a), 1.0 - right(b));
        let (both_right, both_wrong) = (right(a) * right(b), wrong_a * wrong_b / f64::from(self.ways));
        // How much likelier what is seen is when the one copies from another that is wrong so often.
        let likelier = |error: f64| {
            let same_right = (1.0 - error).mul_add(COPIED, both_right * (1.0 - COPIED));
            let same_wrong = error.mul_add(COPIED, both_wrong * (1.0 - COPIED));
            let log = f64::from(common.same.saturating_sub(common.wrong)) * (same_right / both_right).ln()
                + f64::from(common.wrong) * (same_wrong / both_wrong).ln()
                + f64::from(common.things.saturating_sub(common.same)) * (1.0 - COPIED).ln();
            log.min(600.0).exp() * PRIOR / 2.0
        };
        let (a_from_b, b_from_a) = (likelier(wrong_b), likelier(wrong_a));
        let all = 1.0 - PRIOR + a_from_b + b_from_a;
        (a_from_b / all, b_from_a / all)
    }
}

/// How often one of this accuracy is right.
fn right(percent: u8) -> f64 {
    f64::from(percent) / f64::from(ALL)
}

/// The accuracy of a source that gives so many values, which are so likely together; nobody is always right or wrong.
pub(super) fn accuracy(likely: u64, values: usize) -> u8 {
    let all = u64::try_from(values).unwrap_or(u64::MAX).max(1).saturating_mul(u64::from(WHOLE));
    let steps = (likely.saturating_mul(u64::from(ALL / STEP)) + all / 2) / all;
    u8::try_from(steps).unwrap_or(ALL).saturating_mul(STEP).clamp(1, ALL - 1)
}

/// A likelihood as a whole number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a likelihood is from 0 to 1")]
pub(super) fn whole(likely: f64) -> u32 {
    (likely.clamp(0.0, 1.0) * f64::from(WHOLE)).round() as u32
}

/// How likely it is that one copies, in few steps.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a likelihood is from 0 to 1")]
pub(super) fn shade(likely: f64) -> u8 {
    (likely.clamp(0.0, 1.0) * f64::from(SHADES)).round() as u8
}

/// What a value counts that was copied so likely.
pub(super) fn alone(shade: u8) -> f64 {
    1.0 - COPIED * f64::from(shade) / f64::from(SHADES)
}
