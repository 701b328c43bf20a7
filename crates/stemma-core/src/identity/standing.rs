//! How things stand, and how they stood at a time: "is the director", "was the director in 1999".

use crate::features::{Features, Tense};

/// Why the one may not say what the other does, though their words agree.
pub(super) const STOOD: &str = "the one says how things stand, the other how they stood at a time";

/// Whether the one says how things stand, without a date, and the other how they stood on one.
pub(super) fn stood_then(a: &Features, b: &Features) -> bool {
    let stands = |of: &Features, other: &Features| {
        of.tense == Tense::Present && of.dates.is_empty() && other.tense == Tense::Past && !other.dates.is_empty()
    };
    stands(a, b) || stands(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enumerations::ClaimKind;

    #[test]
    fn what_was_so_at_a_time_is_not_what_is_so() {
        let of = |text: &str, date: Option<&str>| Features {
            dates: date.map(str::to_owned).into_iter().collect(),
            ..Features::of_text(text, ClaimKind::Fact)
        };
        let (is, was) = ("Ida Torp is the director of Vex.", "Ida Torp was the director of Vex in 1999.");
        assert!(stood_then(&of(is, None), &of(was, Some("1999"))));
        assert!(!stood_then(&of(is, Some("2025")), &of(was, Some("1999"))));
        assert!(!stood_then(&of("Vex was sold.", None), &of("Vex was sold in 1999.", Some("1999"))));
    }
}
