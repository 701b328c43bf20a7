//! Why two numbers of one thing may both be right: the one counts up to some hour, or a part of what the other counts, or
//! what can be; or the two are told so long apart that they may be of two events.

use std::collections::BTreeSet;

use super::{Between, SAME_SUBJECT, Worded, is_all_or_none};
use crate::date::PartialDate;
use crate::enumerations::ContradictionKind;
use crate::features::{Amount, Features, ONLY_ONCE, Tense};
use crate::statement::Decimal;

/// Months from which two undated sentences may be of two events of one kind.
const LONG_APART: i32 = 6;
/// What is so for a while: counts of it go up and down from one day to the next. Stems.
const PASSING: &[&str] = &[
    "miss",
    "trap",
    "trapp",
    "strand",
    "unaccount",
    "dead",
    "injur",
    "wound",
    "ill",
    "sick",
    "infect",
    "quarantin",
    "homeless",
    "displac",
    "detain",
    "custody",
    "hospit",
    "hospital",
    "intensiv",
    "striking",
    "hostag",
    "rubbl",
    "clos",
    "block",
    "flood",
    "burn",
    "cancel",
    "suspend",
];
/// Where, or how soon, some of all who died did. Stems.
const SPOTS: &[&str] = &["scen", "spot", "hospit", "hospital", "instant", "impact"];
/// What stands in a place and is a part of whoever has it. Stems.
const SITES: &[&str] = &[
    "bas",
    "plant",
    "factory",
    "mill",
    "branch",
    "offic",
    "depot",
    "min",
    "yard",
    "shop",
    "hub",
    "headquarter",
    "site",
    "campus",
    "work",
];
/// Events that are in one place. Stems.
const IN_ONE_PLACE: &[&str] = &[
    "crash",
    "fir",
    "blaz",
    "explod",
    "explosion",
    "blast",
    "accident",
    "attack",
    "collid",
    "collision",
    "shoot",
    "bomb",
    "collaps",
    "avalanch",
    "landslid",
    "derail",
    "derailment",
    "raid",
    "murder",
    "kill",
];

/// A kind with its reason.
type Reason = (ContradictionKind, &'static str);

impl Between<'_> {
    /// Why both numbers may be right, `pair` being those that differ, that of the first before that of the second.
    pub(super) fn as_aspects(&self, pair: Option<(&Amount, &Amount)>) -> Option<Reason> {
        let (x, y) = (&self.a.features.aspect, &self.b.features.aspect);
        if x.is_of_part_of_year != y.is_of_part_of_year {
            return Some((ContradictionKind::Time, "the one is of a part of the time"));
        }
        if x.is_ability != y.is_ability {
            return Some((ContradictionKind::DifferentScope, "the one says what can be, the other what is or was"));
        }
        if !self.is_group_of_both() {
            return Some((ContradictionKind::DifferentScope, "the one share is of some of those of whom the other is"));
        }
        let (p, q) = pair?;
        if self.is_tally(p, q) {
            return Some((ContradictionKind::Update, "the one counts up to an hour, the other later or in all"));
        }
        let is_all = (x.is_together && !y.is_together && may_be_part(q, p))
            || (y.is_together && !x.is_together && may_be_part(p, q));
        if is_all {
            return Some((ContradictionKind::DifferentScope, "the one counts what several did together"));
        }
        let is_part = (self.is_part(true) && may_be_part(p, q)) || (self.is_part(false) && may_be_part(q, p));
        if is_part {
            return Some((ContradictionKind::DifferentScope, "the one number is of a part of what the other counts"));
        }
        self.are_long_apart()
            .then_some((ContradictionKind::Time, "they are told so long apart that they may be of two events"))
    }

    /// Whether the one counts up to a moment that the other does not name: then the other is not less, unless it was told
    /// before.
    fn is_tally(&self, p: &Amount, q: &Amount) -> bool {
        let (x, y) = (&self.a.features.aspect.until, &self.b.features.aspect.until);
        let may_be_all = |(tally, counted): (&Worded, &Amount), (all, of_all): (&Worded, &Amount)| {
            let is_before = all.published.zip(tally.published).is_some_and(|(all, tally)| all.is_before(tally));
            is_before || may_be_part(counted, of_all)
        };
        match (x.is_empty(), y.is_empty()) {
            (true, true) => false,
            (false, false) => x != y,
            (false, true) => may_be_all((self.a, p), (self.b, q)),
            (true, false) => may_be_all((self.b, q), (self.a, p)),
        }
    }

    /// Whether of the groups that the two take their shares of neither is of the one alone.
    fn is_group_of_both(&self) -> bool {
        let is_told = |group: &BTreeSet<String>, other: &Features| group.iter().all(|word| other.stems.contains(word));
        let (x, y) = (&self.a.features, &self.b.features);
        is_told(&x.aspect.group, y) && is_told(&y.aspect.group, x)
    }

    /// Whether all that the one has more than the other says where some of what the other counts were: on which spot they
    /// died, or at which place of whoever has them.
    fn is_part(&self, of_first: bool) -> bool {
        let sides = ((self.a, &self.ours), (self.b, &self.theirs));
        let ((part, ours), (whole, theirs)) = if of_first { sides } else { (sides.1, sides.0) };
        let (x, y) = (&part.features, &whole.features);
        if theirs.iter().any(|word| !is_all_or_none(word)) || ours.is_empty() {
            return false;
        }
        if ours.iter().any(|word| SPOTS.contains(word)) {
            return ours.iter().all(|word| SPOTS.contains(word) || x.roles.place.contains(*word));
        }
        let is_named = |word: &&str| x.roles.place.contains(*word) && x.names.contains(*word);
        let is_place = |word: &&str| x.roles.place.contains(*word) || SITES.contains(word);
        let is_place_told = ours.iter().any(is_named) && ours.iter().all(is_place);
        let (p, q) = (&x.frame, &y.frame);
        let is_one_frame = match (&p.verb, &q.verb) {
            (Some(ours), Some(theirs)) => ours == theirs && p.agent.is_some() && p.agent == q.agent,
            _ => !x.roles.agent.is_empty() && x.roles.agent == y.roles.agent,
        };
        let has_parts = !self.shared().any(|word| IN_ONE_PLACE.contains(&word));
        let is_behind = !ours.iter().any(|word| x.frame.doer.contains(*word));
        is_place_told
            && is_one_frame
            && has_parts
            && is_behind
            && !y.roles.place.iter().any(|word| y.names.contains(word))
    }

    /// Whether both tell of the past, give no date and were published so long apart that two events of one kind may be meant.
    pub(super) fn are_long_apart(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        let is_undated = x.dates.is_empty() && y.dates.is_empty();
        let is_past = x.aspect.is_past && y.aspect.is_past;
        let is_named = || self.shared().any(|word| x.names.contains(word) && !x.roles.place.contains(word));
        let is_once = self.shared().any(|word| ONLY_ONCE.contains(&word)) && is_named();
        is_undated && is_past && !is_once && are_published_apart(self.a, self.b, LONG_APART)
    }

    /// Whether both tell of what came about shortly before each was published, long apart: a bridge is closed more than once.
    pub(super) fn are_reported_long_apart(&self) -> bool {
        let is_of_its_time = |of: &Worded| {
            let dates = of.features.dates.iter().filter_map(|date| PartialDate::parse(date.split(['/', ' ']).next()?));
            of.published.is_some_and(|published| dates.into_iter().any(|date| months(date, published).abs() <= 1))
        };
        let is_once = self.shared().any(|word| ONLY_ONCE.contains(&word));
        !is_once && is_of_its_time(self.a) && is_of_its_time(self.b) && are_published_apart(self.a, self.b, LONG_APART)
    }

    /// Whether both say of some how they are for a while: missing, without power, in hospital.
    pub(super) fn is_passing(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        let both = |list: &[&str]| self.shared().any(|word| list.contains(&word));
        let is_present = x.tense == Tense::Present && y.tense == Tense::Present;
        let goes_on = x.aspect.is_going_on && y.aspect.is_going_on;
        is_present && self.like >= SAME_SUBJECT && (goes_on || both(PASSING))
    }
}

/// Whether the one number can be of a part of what the other counts: it is not more; of shares nothing is known.
fn may_be_part(part: &Amount, whole: &Amount) -> bool {
    let least = |of: &Amount| of.low.or(of.high).map(Decimal::to_f64);
    part.unit == "%" || least(part).zip(least(whole)).is_none_or(|(part, whole)| part <= whole)
}

/// Months from one date to another, by their first days.
fn months(from: PartialDate, to: PartialDate) -> i32 {
    let count = |(year, month, _): (i32, u8, u8)| year * 12 + i32::from(month);
    count(to.first_day()) - count(from.first_day())
}

fn are_published_apart(a: &Worded, b: &Worded, least: i32) -> bool {
    a.published.zip(b.published).is_some_and(|(p, q)| months(p, q).abs() >= least)
}

#[cfg(test)]
mod tests {
    use super::super::opposed;
    use super::*;
    use crate::enumerations::ClaimKind;

    fn worded(text: &str, published: &str) -> Worded {
        Worded {
            published: PartialDate::parse(published),
            ..Worded::sentence(Features::of_text(text, ClaimKind::Fact))
        }
    }

    fn found(a: (&str, &str), b: (&str, &str)) -> Option<ContradictionKind> {
        let (a, b) = (worded(a.0, a.1), worded(b.0, b.1));
        let (there, back) = (opposed(&a, &b), opposed(&b, &a));
        assert_eq!(there, back);
        there.map(|(kind, _)| kind)
    }

    #[test]
    fn what_is_told_years_apart_may_be_of_two_events() {
        let (reed, moor) = ("Ann Reed won the election in Halm.", "Tom Moor won the election in Halm.");
        assert_eq!(found((reed, "2019-10-07"), (moor, "2023-10-09")), Some(ContradictionKind::Time));
        assert_eq!(found((reed, "2023-10-07"), (moor, "2023-10-09")), Some(ContradictionKind::Exclusive));
        let (ada, cem) = ("Ada Moor designed the Halm lighthouse.", "Cem Oner designed the Halm lighthouse.");
        assert_eq!(found((ada, "2019-10-07"), (cem, "2023-10-09")), Some(ContradictionKind::Identity));
    }

    #[test]
    fn what_is_so_no_longer_was_so() {
        let now = ("Moe no longer lives in Vik.", "2026-05-01");
        assert_eq!(found(now, ("Moe lived in Vik.", "2026-05-01")), Some(ContradictionKind::Time));
        assert_eq!(found(now, ("Moe lives in Vik.", "2026-05-01")), Some(ContradictionKind::Negation));
        let never = ("Moe never lived in Vik.", "2026-05-01");
        assert_eq!(found(never, ("Moe lived in Vik.", "2026-05-01")), Some(ContradictionKind::Negation));
    }
}
