//! For tests: whether two sentences exclude each other.

use super::{Worded, opposed};
use crate::enumerations::ClaimKind;
use crate::features::Features;

/// Whether two claims that are worded so exclude each other, whichever comes first.
pub(super) fn are_opposed(a: &str, b: &str) -> bool {
    let worded = |text: &str| Worded::sentence(Features::of_text(text, ClaimKind::Fact));
    let found = |a: &str, b: &str| opposed(&worded(a), &worded(b)).is_some_and(|(kind, _)| !kind.is_compatible());
    assert_eq!(found(a, b), found(b, a), "{a} / {b}");
    found(a, b)
}
