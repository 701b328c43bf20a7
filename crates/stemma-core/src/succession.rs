//! Which version of a document holds: one than which none is surely of a later day; of several the one that came last.
//!
//! That a version holds therefore follows from the documents wherever their days are known, in whichever order they come.

use std::collections::BTreeSet;

use crate::date::PartialDate;
use crate::document::Version;
use crate::id::Id;
use crate::state::HeldVersion;

/// How a version that comes now stands among the others of its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Succession {
    /// The versions whose place it takes.
    pub takes: BTreeSet<Id<Version>>,
    /// The version that takes its place, being of a later day; nothing, when it holds.
    pub yields_to: Option<Id<Version>>,
    /// Of the versions whose place it takes those that had another, later one in theirs, with that one: it stands between.
    pub between: BTreeSet<(Id<Version>, Id<Version>)>,
}

impl Succession {
    /// How `new` stands among `others`, all other versions of its document that came before.
    #[must_use]
    pub fn of(new: &HeldVersion, others: &[&HeldVersion]) -> Self {
        let later: Vec<&HeldVersion> = others.iter().copied().filter(|held| is_before(new, held)).collect();
        // The first of them is there on every day on which any of them is.
        let next = later.iter().min_by_key(|held| (day(held), held.version.id));
        let of_then = day(new).map_or_else(Vec::new, |then| {
            others
                .iter()
                .copied()
                .filter(|held| day(held).is_some_and(|day| day.first_day() <= then.first_day()))
                .collect()
        });
        let mut taken = holding(&of_then);
        if next.is_none() {
            taken.extend(holding(others));
        }
        taken.retain(|held| !is_before(new, held));
        let between = later.iter().flat_map(|held| held.supersedes.iter().map(|earlier| (held.version.id, *earlier)));
        let is_taken = |(_, earlier): &(Id<Version>, Id<Version>)| {
            taken.iter().any(|held| held.version.id == *earlier && is_before(held, new))
        };
        Self {
            between: between.filter(is_taken).collect(),
            takes: taken.iter().map(|held| held.version.id).collect(),
            yields_to: next.map(|held| held.version.id),
        }
    }
}

/// Whether one is surely of an earlier day than another. The same words with another day are one version, whose day
/// somebody put right.
fn is_before(one: &HeldVersion, other: &HeldVersion) -> bool {
    !say_the_same(one, other) && day(one).zip(day(other)).is_some_and(|(one, other)| one.is_before(other))
}

/// Whether two versions have the same bytes, or say the same in the same words.
fn say_the_same(one: &HeldVersion, other: &HeldVersion) -> bool {
    let words = |of: &HeldVersion| -> Vec<String> {
        let contents = of.assertions.iter().flat_map(|said| &said.statement.contents);
        contents.map(|quote| quote.text.clone()).collect()
    };
    one.version.hash == other.version.hash || (!one.assertions.is_empty() && words(one) == words(other))
}

const fn day(held: &HeldVersion) -> Option<PartialDate> {
    held.document.metadata.published
}

/// Those of some versions whose place none of them takes.
fn holding<'h>(all: &[&'h HeldVersion]) -> Vec<&'h HeldVersion> {
    let replaced: BTreeSet<Id<Version>> = all.iter().flat_map(|held| &held.supersedes).copied().collect();
    all.iter().copied().filter(|held| !replaced.contains(&held.version.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Metadata};

    /// What holds, and what each takes the place of, when versions of these days come in this order; and what would hold
    /// on a day.
    fn check(days: &[&str], expected: &str, as_of: &[(&str, &str)]) {
        let mut held: Vec<HeldVersion> = Vec::new();
        for (number, day) in days.iter().enumerate() {
            let metadata = Metadata { published: PartialDate::parse(day), ..Metadata::default() };
            let document = Document { id: Id::of("document", &["a"]), name: "a".to_owned(), metadata };
            let id = Id::of("version", &[&number.to_string(), day]);
            let version = Version { id, hash: number.to_string(), byte_length: 0, media_type: None };
            let mut new = HeldVersion::new(document, version, Vec::new());
            let found = Succession::of(&new, &held.iter().collect::<Vec<_>>());
            new.supersedes = found.takes.iter().copied().collect();
            for other in &mut held {
                other.supersedes.retain(|earlier| !found.between.contains(&(other.version.id, *earlier)));
                other.supersedes.extend((found.yields_to == Some(other.version.id)).then_some(id));
            }
            held.push(new);
        }
        let told = |all: &[&HeldVersion]| {
            let of =
                |held: &&HeldVersion| held.document.metadata.published.map_or("?".to_owned(), |day| day.to_string());
            holding(all).iter().map(of).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told(&held.iter().collect::<Vec<_>>()), expected, "{days:?}");
        for (then, expected) in as_of {
            let then = PartialDate::parse(then).unwrap();
            let is_out = |held: &&HeldVersion| day(held).is_some_and(|day| day.first_day() <= then.last_day());
            assert_eq!(told(&held.iter().filter(is_out).collect::<Vec<_>>()), *expected, "{days:?} on {then}");
        }
    }

    #[test]
    fn the_same_bytes_with_another_day_are_one_version_put_right() {
        let held = |day: &str, hash: &str| {
            let metadata = Metadata { published: PartialDate::parse(day), ..Metadata::default() };
            let document = Document { id: Id::of("document", &["a"]), name: "a".to_owned(), metadata };
            let version = Version {
                id: Id::of("version", &[day, hash]),
                hash: hash.to_owned(),
                byte_length: 0,
                media_type: None,
            };
            HeldVersion::new(document, version, Vec::new())
        };
        let first = held("2026-03-02", "one");
        let takes = |new: &HeldVersion| Succession::of(new, &[&first]).takes.contains(&first.version.id);
        assert!(takes(&held("2026-03-01", "one")) && !takes(&held("2026-03-01", "two")));
    }

    #[test]
    fn the_latest_version_holds_in_whichever_order_they_come() {
        let days = ["2026-03-01", "2026-03-05", "2026-03-09"];
        let as_of = [("2026-03-01", days[0]), ("2026-03-06", days[1]), ("2026-03-09", days[2])];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            check(&order.map(|number| days[number]), days[2], &as_of);
        }
    }

    #[test]
    fn of_versions_of_which_none_is_surely_later_the_last_that_came_holds() {
        check(&["2026-03-01", "2026-03-01"], "2026-03-01", &[("2026-03-01", "2026-03-01")]);
        check(&["2026-03-05", ""], "?", &[]);
        check(&["", "2026-03-05"], "2026-03-05", &[]);
        check(&["2026-03-05", "2026-03"], "2026-03", &[]);
        check(&["2026-03", "2026-03-05"], "2026-03-05", &[]);
        // An older one takes no place from the undated one that came last.
        check(&["2026-03-05", "", "2026-03-01"], "?", &[("2026-03-02", "2026-03-01"), ("2026-03-06", "2026-03-05")]);
        check(
            &["2026-03-05", "", "2026-03-09"],
            "2026-03-09",
            &[("2026-03-06", "2026-03-05"), ("2026-03-09", "2026-03-09")],
        );
    }
}
