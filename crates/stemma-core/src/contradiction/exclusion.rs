//! Words that exclude each other: a negation, a refutation, opposites, two dates of one event, and two fillers of a place
//! that holds one: who made it, who won it, who heads it, where it is, what caused it.

use std::collections::BTreeSet;

use super::{Between, Found, SAME_SUBJECT, Worded};
use crate::date::PartialDate;
use crate::enumerations::ContradictionKind;
use crate::features::{Amount, Features, Operator, changes, exactness, is_all_or_none, is_count};
use crate::identity::{dates_conflict, dates_differ_in_precision, likeness, name_different_things, one_may_come};

/// Likeness from which two sentences with different dates are of one event.
const ONE_EVENT: f64 = 0.75;

/// What happens once to a thing: two dates of it are never two events. Stems.
const ONCE: &[&str] = &[
    "found",
    "establish",
    "start",
    "clos",
    "born",
    "di",
    "kill",
    "dissolv",
    "inaugurat",
    "complet",
    "discover",
    "invent",
    "sink",
    "sign",
    "adopt",
    "destroy",
    "dismiss",
    "resign",
    "appoint",
    "abolish",
    "land",
    "crash",
    "marry",
    "bury",
    "collaps",
    "find",
];
/// Making something: it is made by one.
const MAKING: &[&str] = &[
    "mak", "develop", "design", "invent", "writ", "compos", "engineer", "author", "discover", "found", "paint", "creat",
];
/// Having something that one has at a time.
const HAVING: &[&str] = &["own", "host", "win", "govern", "chair", "captain", "head"];
/// Offices and places that have one holder. Stems of the words that must be in both.
const OFFICES: &[&[&str]] = &[
    &["chief", "executiv"],
    &["president"],
    &["chairman"],
    &["chairwoman"],
    &["ceo"],
    &["mayor"],
    &["prim", "minist"],
    &["director"],
    &["captain"],
    &["capital"],
    &["owner"],
    &["author"],
    &["governor"],
];
/// What is in one place. Stems.
const PLACED: &[&str] =
    &["headquart", "headquarter", "capital", "born", "bury", "find", "bas", "locat", "situat", "held"];
/// Words by which one of several is spoken of.
const SHARED: &[&str] = &[
    "part",
    "partly",
    "jointly",
    "joint",
    "also",
    "among",
    "one",
    "other",
    "another",
    "contribut",
    "both",
    "partner",
    "togeth",
];

impl Between<'_> {
    /// Whether the words exclude each other, and how.
    pub(super) fn as_excluding(&self) -> Found {
        let (x, y) = (&self.a.features, &self.b.features);
        if x.negated != y.negated {
            return self.as_negation().or_else(|| self.as_nobody());
        }
        // "Rose by 2 percent", "fell by 1 percent": whichever number is right, one went up and the other down.
        if numbers_differ(self.a, self.b) {
            return self.as_opposite_ways();
        }
        if let Some(found) = self.as_two_months() {
            return Some(found);
        }
        let dates_differ = dates_conflict(&x.dates, &y.dates);
        let found = self.as_two_fillers().or_else(|| self.as_opposites()).or_else(|| self.as_extents());
        if let Some(found) = found.or_else(|| self.as_holders()) {
            return match found {
                _ if dates_differ => Some((ContradictionKind::Time, "they are of different times")),
                // What rose in the first quarter may have fallen in the year.
                _ if self.is_way_of_part() => Some((ContradictionKind::Time, "the one is of a part of the time")),
                // Whoever won an election may have lost the next one.
                (ContradictionKind::Exclusive, _) if self.are_long_apart() => {
                    Some((ContradictionKind::Time, "they are told so long apart that they may be of two events"))
                }
                (kind, _) if kind != ContradictionKind::Cause && self.is_update() => {
                    Some((ContradictionKind::Update, "the later brings the earlier up to date"))
                }
                found => Some(found),
            };
        }
        if self.like >= SAME_SUBJECT && self.are_two_times_of_one_day() {
            return Some((ContradictionKind::Date, "one event, two times of one day"));
        }
        if self.like < ONE_EVENT || self.is_of_other_scope() {
            return None;
        }
        // "Was to open in 2023", "opened in 2025"
        if dates_differ && (one_may_come(x, y) || self.is_of_two_verbs()) {
            return None;
        }
        if dates_differ && self.is_put_off() {
            return Some((ContradictionKind::Update, "the later tells of another plan"));
        }
        if dates_differ {
            let near = x.dates.iter().any(|p| y.dates.iter().any(|q| are_near(p, q)));
            // "The first tram ran" once.
            let is_told_first = |of: &Features| of.operators.iter().any(|operator| operator.class == "first");
            let is_first = is_told_first(x) && is_told_first(y);
            if !near && !is_first && self.are_reported_long_apart() {
                return Some((ContradictionKind::Time, "each tells of its own time: it may have happened twice"));
            }
            let is_once = is_first || self.a.words.iter().any(|word| ONCE.contains(&word.as_str()));
            return (near || is_once).then_some((ContradictionKind::Date, "one event, two dates"));
        }
        let precision = dates_differ_in_precision(&x.dates, &y.dates);
        precision.then_some((ContradictionKind::Precision, "the one date is more exact than the other"))
    }

    /// Whether a number went one way in a part of the time in which it went the other.
    fn is_way_of_part(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        let is_way = |words: &BTreeSet<&str>| words.iter().any(|word| super::opposites::is_way(word));
        dates_differ_in_precision(&x.dates, &y.dates) && is_way(&self.ours) && is_way(&self.theirs)
    }

    /// "The truce began at 6 a.m. on 3 May", "the truce began at noon on 3 May".
    fn are_two_times_of_one_day(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        let is_clock = |words: &BTreeSet<&str>, of: &Features| {
            words.len() == 1 && of.clocks().any(|clock| words.contains(clock.as_str()))
        };
        let begins = ["start", "stop", "launch", "leav", "depart", "arriv"];
        let verb = x.frame.verb.as_ref().filter(|verb| y.frame.verb.as_ref() == Some(*verb));
        let is_once = verb.is_some_and(|verb| ONCE.contains(&verb.as_str()) || begins.contains(&verb.as_str()));
        let is_one_day = !x.dates.is_empty() && x.dates == y.dates;
        is_once && is_one_day && is_clock(&self.ours, x) && is_clock(&self.theirs, y)
    }

    pub(super) fn as_negation(&self) -> Found {
        let (x, y) = (&self.a.features, &self.b.features);
        // That not everything of it is so leaves open that some of it is: "not on the new line" denies no delivery.
        let adds = if x.negated { &self.ours } else { &self.theirs };
        let (denied, said) = if x.negated { (x, y) } else { (y, x) };
        // "No rain fell", "had 14 millimetres of rain": that it fell adds nothing to how much there was.
        let is_light = |word: &str| {
            (!said.quantities.is_empty() && HAPPENING.contains(&word))
                || (EFFECTS.contains(&word) && has_effect(said))
                || (word == "yet" && self.are_dated())
        };
        let is_more = adds.iter().any(|word| !is_all_or_none(word) && !is_light(word));
        let is_effect = EFFECTS.iter().any(|word| self.ours.contains(*word) || self.theirs.contains(*word));
        let is_elsewhere = self.is_of_other_scope() && !(is_effect && has_effect(said) && !name_different_things(x, y));
        if self.like < SAME_SUBJECT || is_more || is_elsewhere || numbers_differ(self.a, self.b) {
            return None;
        }
        if dates_conflict(&x.dates, &y.dates) {
            return Some((ContradictionKind::Time, "they are of different times"));
        }
        // "No longer lives in Vik", "lived in Vik for nine years".
        let is_one_time = !x.dates.is_empty() && x.dates == y.dates;
        if denied.aspect.is_end_of(&said.aspect) && !is_one_time {
            return Some((ContradictionKind::Time, "what was is so no longer"));
        }
        // "Some pupils passed", "some pupils did not"; of "every pupil passed" some who did not are the contrary.
        let is_of_all = said.operators.iter().any(|operator| operator.class == "all");
        if denied.is_of_some && !is_of_all {
            return None;
        }
        let is_some_of_all = denied.is_of_some && is_of_all && denied.operators.is_empty();
        if is_some_of_all || is_one_of_all(denied, said) || are_some_of_all(denied, said) {
            return Some((ContradictionKind::Negation, "the one says it of all, the other denies it of some"));
        }
        // "Nobody but the treasurer signed" leaves the treasurer; "not all tanks leaked" leaves that some did.
        // Two of them did, and two did not.
        let is_of_some = denied.operators.iter().any(|operator| is_count(operator.class));
        let is_changed = is_of_some
            || changes(&denied.operators, &said.operators, &said.stems)
            || said.operators.iter().any(|operator| operator.class != "all" && !denied.operators.contains(operator));
        if is_changed {
            return None;
        }
        if is_more_exact(denied, said) {
            return Some((ContradictionKind::Precision, "what is denied is more exact than what is said"));
        }
        if self.has_come_since() {
            return Some((ContradictionKind::Update, "what was not so yet is so later"));
        }
        if x.refutes != y.refutes {
            return Some((ContradictionKind::RefutedInText, "the one refutes what the other says"));
        }
        Some((ContradictionKind::Negation, "the one is the negation of the other"))
    }

    /// Two fillers of one place, and all other words shared.
    fn as_two_fillers(&self) -> Found {
        if self.has_apart(SHARED) || self.ours.is_empty() || self.theirs.is_empty() {
            return None;
        }
        self.as_two_causes().or_else(|| self.as_two_agents()).or_else(|| self.as_two_places())
    }

    fn as_two_causes(&self) -> Found {
        let (p, q) = (&self.a.features.roles.cause, &self.b.features.roles.cause);
        if p.is_empty() || q.is_empty() || !p.is_disjoint(q) || is_any_cause(p) || is_any_cause(q) {
            return None;
        }
        let effect = |words: &BTreeSet<String>, cause: &BTreeSet<String>| -> BTreeSet<String> {
            let causing = ["caus", "because", "trigger", "spark", "kill", "alon"];
            words.difference(cause).filter(|word| !causing.contains(&word.as_str())).cloned().collect()
        };
        let (e, f) = (effect(&self.a.words, p), effect(&self.b.words, q));
        let shared = e.intersection(&f).count();
        // "The leak was caused by …": of an effect of one word all is shared, and it is a certain one.
        let is_certain = |of: &Features| e.iter().all(|word| of.nouns.contains(word));
        let (x, y) = (&self.a.features, &self.b.features);
        let is_one_word = shared == 1 && e == f && is_certain(x) && is_certain(y) && !name_different_things(x, y);
        let one_effect =
            is_one_word || (shared >= 2 && likeness(&e, &f) >= ONE_EVENT && (e.is_subset(&f) || f.is_subset(&e)));
        one_effect.then_some((ContradictionKind::Cause, "one effect, two causes"))
    }

    fn as_two_agents(&self) -> Found {
        let (x, y) = (&self.a.features, &self.b.features);
        let (p, q) = (&x.roles, &y.roles);
        let are_named = p.agent_is_named && q.agent_is_named;
        // "The Labour candidate Ann Reed won it": all that is said of whoever does it.
        let doer = |of: &Features| of.roles.agent.union(&of.frame.doer).cloned().collect::<BTreeSet<String>>();
        let is_filled =
            self.fills(&p.agent, &q.agent) || (x.frame.verb == y.frame.verb && self.fills(&doer(x), &doer(y)));
        if !are_named || !is_filled || self.shared().count() < 2 {
            return None;
        }
        let shares = |list: &[&str]| self.shared().any(|word| list.contains(&word));
        if shares(MAKING) {
            return Some((ContradictionKind::Identity, "one thing, two makers"));
        }
        let is_office = OFFICES.iter().any(|words| words.iter().all(|word| self.shared().any(|other| other == *word)));
        (shares(HAVING) || is_office).then_some((ContradictionKind::Exclusive, "one place, two holders"))
    }

    fn as_two_places(&self) -> Found {
        let (p, q) = (&self.a.features.roles.place, &self.b.features.roles.place);
        let (x, y) = (&self.a.features, &self.b.features);
        // "The talks were held in Vardal": once, of one time.
        let is_held =
            |of: &Features| matches!(of.frame.verb.as_deref(), Some("carry" | "play")) && of.frame.agent.is_none();
        let are_held = is_held(x) && is_held(y) && !x.dates.is_empty() && x.dates == y.dates;
        let is_placed = are_held || self.shared().any(|word| PLACED.contains(&word));
        let named = |of: &Features| of.roles.place.iter().any(|word| of.names.contains(word));
        let are_named = named(&self.a.features) && named(&self.b.features);
        let found = is_placed && are_named && self.fills(p, q) && self.shared().count() >= 2;
        found.then_some((ContradictionKind::Exclusive, "one thing, two places"))
    }

    /// Whether what the two have apart is all in these parts of them.
    fn fills(&self, p: &BTreeSet<String>, q: &BTreeSet<String>) -> bool {
        self.ours.iter().all(|word| p.contains(*word)) && self.theirs.iter().all(|word| q.contains(*word))
    }

    /// Words of both.
    pub(super) fn shared(&self) -> impl Iterator<Item = &str> {
        self.a.words.intersection(&self.b.words).map(String::as_str)
    }
}

/// Stems of words for causes of whatever sort, of which each other cause may be one: "a technical fault".
const ANY_CAUSE: &[&str] = &[
    "technic",
    "technical",
    "electr",
    "electrical",
    "mechanic",
    "mechanical",
    "human",
    "fault",
    "faulty",
    "error",
    "defect",
    "malfunct",
    "problem",
    "fail",
    "factor",
    "reason",
    "negligenc",
    "carelessness",
    "accid",
    "accident",
    "sever",
    "combinat",
    "weath",
    "natur",
    "natural",
    "bad",
    "oth",
    "unknown",
];

/// Whether the cause is one of which the other may be a sort.
fn is_any_cause(cause: &BTreeSet<String>) -> bool {
    cause.iter().all(|word| ANY_CAUSE.contains(&word.as_str()))
}

/// Whether something is said to change something: "halved the rate", where another says that it had no effect on it.
fn has_effect(of: &Features) -> bool {
    const CHANGING: &[&str] = &["halv", "doubl", "tripl", "cut", "ris", "fall", "improv", "worsen"];
    of.frame.patient.is_some() && of.frame.verb.as_ref().is_some_and(|verb| CHANGING.contains(&verb.as_str()))
}

/// Stems for that it made a difference.
const EFFECTS: &[&str] = &["effect", "affect"];
/// Stems of verbs that say only that there was something.
const HAPPENING: &[&str] = &["fall", "happen", "occur", "report", "record", "regist"];

/// Whether it is said of all, and denied of one or some: "all of the boats were launched", "one of the boats was not".
fn is_one_of_all(denied: &Features, said: &Features) -> bool {
    let is_some = |operator: &&Operator| is_count(operator.class);
    let some = denied.operators.iter().filter(is_some);
    let is_of =
        |some: &Operator| said.operators.iter().any(|all| all.class == "all" && !all.over.is_disjoint(&some.over));
    let others = denied.operators.iter().filter(|operator| !is_some(operator)).count();
    let only_all = said.operators.iter().all(|operator| operator.class == "all");
    others == 0 && only_all && some.into_iter().any(is_of)
}

/// Whether it is said of all, and denied of a number of them: "every box was sealed", "nine boxes were not sealed".
fn are_some_of_all(denied: &Features, said: &Features) -> bool {
    let is_counted =
        |stem: &String| denied.quantities.iter().any(|amount| amount.unit == *stem || amount.of.contains(stem));
    let is_of_all = |operator: &Operator| operator.class == "all" && operator.over.iter().any(is_counted);
    said.quantities.is_empty() && said.operators.iter().any(is_of_all) && denied.operators.is_empty()
}

/// Whether two dates are at most a month apart: later, a thing that can happen twice may have happened twice.
fn are_near(p: &str, q: &str) -> bool {
    let read = |edtf: &str| PartialDate::parse(edtf.split(['/', ' ']).next()?.trim_end_matches(['~', '?', '%']));
    let days = |(year, month, day): (i32, u8, u8)| (year * 12 + i32::from(month)) * 31 + i32::from(day);
    // Of two years that follow each other nobody knows whether they are a day or two years apart.
    if [p, q].iter().all(|edtf| exactness(edtf) < 2) {
        return false;
    }
    let (Some(p), Some(q)) = (read(p), read(q)) else { return false };
    let gap = (days(q.first_day()) - days(p.last_day())).max(days(p.first_day()) - days(q.last_day()));
    gap <= 31
}

/// Whether the one gives a day, month or number where the other gives none, or a less exact day: that it was not on 20
/// January leaves open that it was.
fn is_more_exact(denied: &Features, said: &Features) -> bool {
    let exact = |of: &Features| of.dates.iter().map(|dated| exactness(dated)).max();
    let names_date = match (exact(denied), exact(said)) {
        (Some(denied), None) => denied > 0,
        (Some(this), Some(that)) => this > that && dates_differ_in_precision(&denied.dates, &said.dates),
        (None, _) => false,
    };
    names_date || (!denied.quantities.is_empty() && said.quantities.is_empty())
}

/// Whether each has a number that is not in the other, and what they count differs.
pub(super) fn numbers_differ(a: &Worded, b: &Worded) -> bool {
    let has_alone = |one: &Worded, other: &Worded| one.numbers.iter().any(|number| !other.numbers.contains(number));
    let is_counted = |one: &Features, other: &Features| {
        let is_same = |p: &Amount, q: &Amount| p.unit == q.unit && p.low == q.low && p.high == q.high;
        one.quantities.iter().all(|p| other.quantities.iter().any(|q| is_same(p, q)))
    };
    let (x, y) = (&*a.features, &*b.features);
    has_alone(a, b) && has_alone(b, a) && !(is_counted(x, y) && is_counted(y, x))
}
