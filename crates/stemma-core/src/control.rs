//! Who counts as one voice with whom: owners, parents, employers, payers, shared accounts and authors, at a date.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::date::PartialDate;
use crate::name::ActorKey;

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
    /// Whether there is a day on which both hold.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let ended = |a: &Self, b: &Self| a.to.zip(b.from).is_some_and(|(to, from)| to.is_before(from));
        !ended(self, other) && !ended(other, self)
    }

    /// Whether it holds on a day of `date`; on an unknown date it does, because what lowers independence counts
    /// when unsure.
    fn holds_at(&self, date: Option<PartialDate>) -> bool {
        date.is_none_or(|date| {
            self.from.is_none_or(|from| !date.is_before(from)) && self.to.is_none_or(|to| !to.is_before(date))
        })
    }
}

/// All known control, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct ControlGraph {
    above: BTreeMap<ActorKey, Vec<(ActorKey, Control)>>,
    below: BTreeMap<ActorKey, Vec<(ActorKey, Control)>>,
}

impl ControlGraph {
    /// Indexes `controls`; one of an actor over itself says nothing and is passed over.
    #[must_use]
    pub fn new<'a>(controls: impl IntoIterator<Item = &'a Control>) -> Self {
        let mut graph = Self::default();
        for control in controls {
            let (actor, controller) = (ActorKey::of(&control.actor), ActorKey::of(&control.controller));
            if actor != controller {
                graph.above.entry(actor.clone()).or_default().push((controller.clone(), control.clone()));
                graph.below.entry(controller).or_default().push((actor, control.clone()));
            }
        }
        graph
    }

    /// The groups that control `actor` at `date`, itself among them.
    #[must_use]
    pub fn groups_of(&self, actor: &ActorKey, date: Option<PartialDate>) -> BTreeSet<ActorKey> {
        closure([actor.clone()].into(), &self.above, date)
    }

    /// Whether anything is recorded of the actor.
    #[must_use]
    pub fn knows(&self, actor: &ActorKey) -> bool {
        self.above.contains_key(actor) || self.below.contains_key(actor)
    }

    /// Closes an interest: whoever controls, or is controlled by, an interested group is interested.
    #[must_use]
    pub fn close_interest(&self, interested: BTreeSet<ActorKey>, date: Option<PartialDate>) -> BTreeSet<ActorKey> {
        let above = closure(interested.clone(), &self.above, date);
        let below = closure(interested, &self.below, date);
        above.into_iter().chain(below).collect()
    }
}

fn closure(
    start: BTreeSet<ActorKey>,
    next: &BTreeMap<ActorKey, Vec<(ActorKey, Control)>>,
    date: Option<PartialDate>,
) -> BTreeSet<ActorKey> {
    let mut stack: Vec<ActorKey> = start.iter().cloned().collect();
    let mut seen = start;
    while let Some(actor) = stack.pop() {
        for (other, control) in next.get(&actor).into_iter().flatten() {
            if control.holds_at(date) && seen.insert(other.clone()) {
                stack.push(other.clone());
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(actor: &str, controller: &str, from: Option<&str>, to: Option<&str>) -> Control {
        let date = |text: Option<&str>| text.and_then(PartialDate::parse);
        Control {
            actor: actor.into(),
            controller: controller.into(),
            how: "owner".into(),
            share: None,
            from: date(from),
            to: date(to),
        }
    }

    fn names(keys: BTreeSet<ActorKey>) -> Vec<String> {
        keys.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_owner_counts_only_while_it_owns() {
        let graph = ControlGraph::new(&[
            control("Post", "Old Owner", None, Some("2020")),
            control("Post", "New Owner", Some("2021"), None),
        ]);
        let at = |date: &str| names(graph.groups_of(&ActorKey::of("Post"), PartialDate::parse(date)));
        assert_eq!(at("2019-05-01"), ["old owner", "post"]);
        assert_eq!(at("2022"), ["new owner", "post"]);
        assert_eq!(names(graph.groups_of(&ActorKey::of("Post"), None)), ["new owner", "old owner", "post"]);
    }

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

    #[test]
    fn circles_of_owners_end() {
        let graph = ControlGraph::new(&[control("A", "B", None, None), control("B", "A", None, None)]);
        assert_eq!(names(graph.groups_of(&ActorKey::of("A"), None)), ["a", "b"]);
    }

    #[test]
    fn interest_goes_up_to_owners_and_down_to_the_owned() {
        let graph = ControlGraph::new(&[
            control("Lab", "Corp", None, None),
            control("Corp", "Holding", None, None),
            control("Sister", "Holding", None, None),
        ]);
        let closed = graph.close_interest([ActorKey::of("Corp")].into(), None);
        assert_eq!(names(closed), ["corp", "holding", "lab"]);
    }
}
