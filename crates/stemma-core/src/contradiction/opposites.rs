//! Opposites, ranks and results that exclude each other: "won" and "lost", "first" and "third", "beat" and "was beaten by".

use std::collections::BTreeSet;

use super::{Between, Found};
use crate::enumerations::ContradictionKind;
use crate::features::Features;
use crate::identity::dates_conflict;

/// Opposites: of one thing at one time only one holds. Stems; a synonym stands for its group.
const OPPOSITES: &[(&str, &str)] = &[
    ("adopt", "reject"),
    ("accept", "reject"),
    ("accept", "refus"),
    ("adopt", "fail"),
    ("win", "los"),
    ("ris", "fall"),
    ("ris", "cut"),
    ("start", "clos"),
    ("start", "stop"),
    ("aliv", "dead"),
    ("aliv", "kill"),
    ("guilty", "innocent"),
    ("convict", "acquit"),
    ("tru", "fals"),
    ("full", "empty"),
    ("saf", "dangerou"),
    ("support", "oppos"),
    ("confirm", "deny"),
    ("present", "absent"),
    ("legal", "illegal"),
    ("hot", "cold"),
    ("wet", "dry"),
    ("clean", "dirty"),
    ("clean", "pollut"),
    ("long", "short"),
    ("old", "young"),
    ("old", "new"),
    ("mal", "femal"),
    ("succeed", "fail"),
    ("profit", "los"),
    ("surplu", "deficit"),
    ("overturn", "uphold"),
    ("revok", "uphold"),
    ("confirm", "cancel"),
    ("renew", "withdraw"),
    ("cancel", "carry"),
    ("ris", "halv"),
    ("fall", "doubl"),
    ("fall", "tripl"),
    ("doubl", "halv"),
    ("fall", "expand"),
    ("surviv", "kill"),
    ("gain", "los"),
    ("strengthen", "weaken"),
    ("improv", "worsen"),
    ("grant", "refus"),
    ("grant", "reject"),
    ("grant", "deny"),
    ("majority", "minority"),
    ("private", "public"),
    ("vacant", "occupy"),
    ("intact", "destroy"),
    ("keep", "abandon"),
    ("sob", "drunk"),
    ("voluntary", "forc"),
    ("allow", "forbid"),
    ("allow", "ban"),
    ("asleep", "awak"),
    ("indoor", "outdoor"),
    ("insid", "outsid"),
    ("uphold", "lift"),
    ("jail", "acquit"),
    ("sentenc", "acquit"),
    ("allow", "dismiss"),
    ("grant", "dismiss"),
    ("allow", "reject"),
    ("draw", "win"),
    ("draw", "beat"),
    ("draw", "los"),
    ("sob", "drink"),
];
/// Opposites that follow each other: what opened closed later, who was jailed was acquitted by a higher court.
const EVENTS: &[(&str, &str)] = &[
    ("start", "clos"),
    ("start", "stop"),
    ("uphold", "lift"),
    ("confirm", "cancel"),
    ("renew", "withdraw"),
    ("cancel", "carry"),
    ("jail", "acquit"),
    ("sentenc", "acquit"),
    ("allow", "dismiss"),
    ("grant", "dismiss"),
    ("allow", "reject"),
    ("draw", "win"),
    ("draw", "beat"),
    ("draw", "los"),
    ("sob", "drink"),
];
/// Opposite ways in which a number goes.
const WAYS: &[(&str, &str)] = &[("ris", "fall"), ("ris", "cut"), ("widen", "narrow"), ("gain", "los")];
/// What stands before a name and says of which sort it is. Stems.
const KINDS: &[&str] = &[
    "firm",
    "airlin",
    "bank",
    "carmak",
    "mak",
    "group",
    "club",
    "party",
    "charity",
    "foundat",
    "paper",
    "singer",
    "sing",
    "play",
    "actor",
    "writ",
    "author",
    "minist",
    "president",
    "senator",
    "mayor",
    "bank",
    "doctor",
    "lawy",
    "film",
    "novel",
    "ferry",
    "ship",
    "freight",
    "trawl",
    "tank",
    "country",
    "stat",
    "city",
    "town",
    "villag",
    "riv",
    "mount",
];
/// Words that say little beside an opposite: "stayed open", "ended the year with a loss".
const LIGHT: &[&str] = &[
    "stay",
    "remain",
    "throughout",
    "mak",
    "stop",
    "post",
    "report",
    "record",
    "see",
    "between",
    "against",
    "year",
    "month",
    "court",
    "judge",
];
/// Stems of verbs before a rank.
const RANKING: &[&str] = &["finish", "com", "plac", "rank", "stop"];
/// Ranks; who is one is none of the others.
const RANKS: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth", "last"];
/// Verbs for a result that excludes that of the other side.
const RESULTS: &[&str] = &["beat"];

/// Whether a stem says which way a number went.
pub(super) fn is_way(stem: &str) -> bool {
    WAYS.iter().any(|(up, down)| [*up, *down].contains(&stem))
}

impl<'w> Between<'w> {
    /// One word apart on each side, and these are opposites.
    pub(super) fn as_opposites(&self) -> Found {
        if self.are_turned() {
            return Some((ContradictionKind::Exclusive, "one result, with the sides exchanged"));
        }
        let telling = |words: &BTreeSet<&'w str>, of: &Features| {
            // "The firm Bolt", "Bolt": what stands before a name of both says only what it is.
            let is_empty =
                |word: &str| LIGHT.contains(&word) || (KINDS.contains(&word) && of.attributes.contains(word));
            words.iter().copied().filter(|word| words.len() == 1 || !is_empty(word)).collect::<Vec<_>>()
        };
        let ours = telling(&self.ours, &self.a.features);
        let theirs = telling(&self.theirs, &self.b.features);
        let (Some(p), Some(q)) = (ours.first(), theirs.first()) else { return None };
        let is_one_each = ours.len() == 1 && theirs.len() == 1;
        if is_one_each && self.are_states(p, q) {
            return Some((ContradictionKind::Exclusive, "of two opposite states only one holds"));
        }
        // "Finished second", "won".
        let is_beaten = |p: &str, q: &str| RANKS.get(1..).is_some_and(|ranks| ranks.contains(&p)) && q == "win";
        let ranked = |of: &Features| of.frame.verb.as_ref().is_some_and(|verb| RANKING.contains(&verb.as_str()));
        if is_one_each
            && (is_beaten(p, q) && ranked(&self.a.features) || is_beaten(q, p) && ranked(&self.b.features))
            && self.shared().count() >= 2
        {
            return Some((ContradictionKind::Exclusive, "of two ranks only one holds"));
        }
        if is_one_each && self.are_two_ranks(p, q) {
            return Some((ContradictionKind::Exclusive, "of two ranks only one holds"));
        }
        let listed = OPPOSITES.iter().any(|(a, b)| (a, b) == (p, q) || (b, a) == (p, q));
        let prefixed = |x: &str, y: &str| {
            ["un", "in", "im", "ir", "il", "dis", "non"].iter().any(|prefix| x.strip_prefix(prefix) == Some(y))
                && y.len() >= 3
        };
        // What opened may have closed: two events, unless both are of one day.
        // So may what one court decided and another overturned.
        let is_event = EVENTS.iter().any(|(a, b)| (a, b) == (p, q) || (b, a) == (p, q));
        let dates = (&self.a.features.dates, &self.b.features.dates);
        if is_event && (dates.0.is_empty() || dates.1.is_empty()) {
            return None;
        }
        // Somebody climbs a rope, and comes down it: what goes on of a few words is of two moments.
        let are_moments = self.a.features.aspect.is_going_on && self.b.features.aspect.is_going_on;
        let least = if are_moments { 3 } else { 2 };
        let opposite = is_one_each && self.shared().count() >= least && (listed || prefixed(p, q) || prefixed(q, p));
        let (x, y) = (&self.a.features.attributes, &self.b.features.attributes);
        // "The old bridge collapsed", "the new bridge collapsed".
        let is_of_two = x.contains(*p) && y.contains(*q);
        opposite.then_some(if is_of_two {
            (ContradictionKind::DifferentScope, "they speak of two things, told apart by opposites")
        } else {
            (ContradictionKind::Exclusive, "of two opposites only one holds")
        })
    }

    /// Whether of one time a number rose and fell, by whatever much.
    pub(super) fn as_opposite_ways(&self) -> Found {
        let (x, y) = (&self.a.features, &self.b.features);
        let (Some(p), Some(q)) = (self.ours.first(), self.theirs.first()) else { return None };
        let is_one_each = self.ours.len() == 1 && self.theirs.len() == 1;
        let are_ways = WAYS.iter().any(|(up, down)| (up, down) == (p, q) || (down, up) == (p, q));
        let is_one_time = !x.dates.is_empty() && x.dates == y.dates;
        let is_one_thing = x.frame.agent == y.frame.agent && x.frame.verb.is_some() && y.frame.verb.is_some();
        let is_told = self.shared().count() >= if x.frame.agent.is_some() { 1 } else { 2 };
        let found = is_one_each && are_ways && is_one_time && is_one_thing && is_told;
        found.then_some((ContradictionKind::Exclusive, "of two opposite ways a number went only one"))
    }

    /// "Finished first", "finished third".
    fn are_two_ranks(&self, p: &str, q: &str) -> bool {
        let is_ranked = |of: &Features| of.frame.verb.as_ref().is_some_and(|verb| RANKING.contains(&verb.as_str()));
        let are_ranks = RANKS.contains(&p) && RANKS.contains(&q) && p != q;
        are_ranks && is_ranked(&self.a.features) && is_ranked(&self.b.features) && self.shared().count() >= 2
    }

    /// Whether of one day each beat the other.
    fn are_turned(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        let is_result = x.frame.verb.as_ref().is_some_and(|verb| RESULTS.contains(&verb.as_str()));
        let are_exchanged = x.frame.agent.is_some()
            && x.frame.patient.is_some()
            && x.frame.agent == y.frame.patient
            && x.frame.patient == y.frame.agent;
        let is_one_day = !x.dates.is_empty() && !y.dates.is_empty() && !dates_conflict(&x.dates, &y.dates);
        is_result && x.frame.verb == y.frame.verb && are_exchanged && is_one_day
    }
}

#[cfg(test)]
mod tests {
    use super::super::trying::are_opposed;

    #[test]
    fn of_two_opposites_or_ranks_only_one_holds() {
        for (a, b) in [
            ("The court upheld the fine of Orrin.", "The court overturned the fine of Orrin."),
            ("Orrin finished second in the Halm final.", "Orrin finished fourth in the Halm final."),
            ("Exports of Halm to Orrin doubled.", "Exports of Halm to Orrin fell."),
            ("Orrin made a net profit in Halm.", "Orrin ended with a net loss in Halm."),
            ("Orrin still makes bells in Halm.", "Orrin no longer makes bells in Halm."),
        ] {
            assert!(are_opposed(a, b) && are_opposed(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn opposites_of_two_things_exclude_nothing() {
        for (a, b) in [
            ("The court upheld the fine of Orrin.", "The court overturned the sentence of Orrin."),
            ("Orrin finished second in the Halm final.", "Orrin finished fourth in the Sund final."),
            ("Orrin won the first race in Halm.", "Orrin won the second race in Halm."),
            ("Exports of Halm to Orrin doubled.", "Imports of Halm from Orrin fell."),
        ] {
            assert!(!are_opposed(a, b) && !are_opposed(b, a), "{a} / {b}");
        }
    }
}
