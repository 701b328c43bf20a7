//! Whether two sentences of like words say it of another, of what it is done to, or in another direction.

use std::collections::BTreeSet;

use super::comparison::{foretell_one_number, share_a_number};
use crate::features::{Amount, Features, HAVE, Link, is_elsewhere, is_measure};

/// Why the frames of two sentences make two claims of like words, if they do.
pub(super) fn framed_otherwise(a: &Features, b: &Features) -> Option<&'static str> {
    let (frame, other) = (&a.frame, &b.frame);
    let says = |of: &Features, head: &str| of.stems.contains(head);
    let is_counted = |head: &str| a.counted.contains(head) || b.counted.contains(head);
    // The head of the one is no word of the other: "the roof of the station", "the station".
    let is_missing = |ours: &Option<String>, theirs: &Option<String>| match (ours, theirs) {
        (Some(ours), Some(theirs)) => {
            !(ours == theirs || is_counted(ours) || is_counted(theirs) || (says(b, ours) && says(a, theirs)))
        }
        _ => false,
    };
    // "The chip measures 612 mm²", "the die of the chip measures 612 mm²": one exact measure is of one thing, and so is
    // one forecast of a number for a day.
    let is_told_by_number = share_an_exact_measure(a, b) || foretell_one_number(a, b);
    if is_missing(&frame.agent, &other.agent) && !is_told_by_number && !is_begun(a, b) && !is_begun(b, a) {
        return Some("the one speaks of somebody, or something, else than the other, in like words");
    }
    if is_missing(&frame.patient, &other.patient) {
        return Some("what it is done to is another, in like words");
    }
    let is_elsewhere =
        |verb: &Option<String>, of: &Features| verb.as_ref().is_some_and(|verb| verb != HAVE && !says(of, verb));
    if is_elsewhere(&frame.verb, b) && is_elsewhere(&other.verb, a) {
        return Some("what is done is another, in like words");
    }
    if is_on_another(a, b) || is_on_another(b, a) {
        return Some("the one is on, for or to another thing than the other, in like words");
    }
    if are_in_two_places(a, b) {
        return Some("the one is in another thing, in like words");
    }
    if is_completed_otherwise(a, b) {
        return Some("the verb of the one is completed otherwise, in like words");
    }
    if is_only_there(a, b) || is_only_there(b, a) {
        return Some("the one says that it is there, the other what became of it");
    }
    if only_stays(a, b) || only_stays(b, a) {
        return Some("the one says that it stayed so, the other that it came to be so");
    }
    if is_only_spoken_of(a, b) || is_only_spoken_of(b, a) {
        return Some("what the one says is done, the other only speaks of");
    }
    if comes_otherwise(a, b) {
        return Some("what is to come is another, in like words");
    }
    if are_exchanged(a, b) || frame.is_turned_round(other, |word| a.stems.contains(word) && b.stems.contains(word)) {
        return Some("who does it and to whom it is done may be exchanged");
    }
    if is_done_by_another(a, b) {
        return Some("it is done by another, in like words");
    }
    if is_aimed_otherwise(a, b) || is_aimed_otherwise(b, a) {
        return Some("the one does it to something, the other for, at or from something");
    }
    frame.is_crossed_with(other).then_some("the direction, the side or the order is another, in like words")
}

/// Whether the subject of the one is on something that the other's is not on: "work on the dam", "work on the road to the
/// dam".
fn is_on_another(a: &Features, b: &Features) -> bool {
    let (Some((joint, ours)), Some((other, theirs))) = (&a.frame.concern, &b.frame.concern) else { return false };
    joint == other && ours != theirs && !a.stems.contains(theirs)
}

/// Whether what the one is in only says of the other in which thing that is: "in the harbour of Melk", "in the Melk harbour
/// museum".
fn are_in_two_places(a: &Features, b: &Features) -> bool {
    let (ours, theirs) = (&a.frame.sites, &b.frame.sites);
    is_elsewhere(ours, theirs, |noun| a.stems.contains(noun))
        || is_elsewhere(theirs, ours, |noun| b.stems.contains(noun))
}

/// Whether a verb that says little is completed otherwise by each: "let its mill", "let its mill burn".
fn is_completed_otherwise(a: &Features, b: &Features) -> bool {
    let with = |verb: &String| b.frame.completed.get(verb);
    a.frame.completed.iter().any(|(verb, ours)| with(verb).is_some_and(|theirs| ours != theirs))
}

/// Stems of verbs that say little more of something than that it is there, has come to be, or was found or counted there.
const BEING: &[&str] = &[
    "start", "happen", "occur", "tak", "exist", "liv", "stand", "li", "remain", "break", "com", "find", "carry",
    "hous", "includ", "boast", "featur", "belong", "inhabit", "work", "employ", "own", "sit", "us", "use", "see",
    "record", "count", "regist", "detect", "discov", "discover", "measur", "list", "report", "spot",
];

/// Whether the one says that something is there, of which the other says what it did or what was done to it: "there are 300
/// wolves in the hills", "300 wolves were shot in the hills".
fn is_only_there(a: &Features, b: &Features) -> bool {
    let tells = |verb: &String| {
        verb != HAVE && b.roles.done.contains(verb) && !BEING.contains(&verb.as_str()) && !a.stems.contains(verb)
    };
    a.frame.is_there && !b.frame.is_there && b.frame.verb.as_ref().is_some_and(tells)
}

/// Whether something stayed as the one says it came to be by the other: "stayed closed in 2021", "closed in 2021".
fn only_stays(a: &Features, b: &Features) -> bool {
    let came = b.frame.verb.as_ref().filter(|_| b.frame.agent.is_some() && b.frame.patient.is_none());
    a.frame.stays.is_some() && a.frame.stays.as_ref() == came
}

/// Whether what the one says is done is a noun beside another verb in the other: "visited the camp", "cancelled a visit to
/// the camp".
fn is_only_spoken_of(a: &Features, b: &Features) -> bool {
    let Some(verb) = &a.frame.verb else { return false };
    let is_done = b.frame.verb.as_ref() == Some(verb) || b.roles.done.contains(verb) || b.roles.doing.contains(verb);
    let has_other = b.frame.verb.as_ref().is_some_and(|other| other != HAVE && !a.stems.contains(other));
    // "A blockade of the port", and no verb.
    let has_none = b.frame.verb.is_none() && !b.frame.words.is_empty();
    b.nouns.contains(verb) && !is_done && (has_other || has_none)
}

/// Whether both speak of what is to come, and of nothing that is the same: "decided to postpone the ban", "decided to ban".
fn comes_otherwise(a: &Features, b: &Features) -> bool {
    // "Fell to 2.1 million" has nothing to come.
    let verbs = |of: &Features| -> BTreeSet<String> {
        let is_verb = |verb: &&String| !verb.starts_with(|c: char| c.is_ascii_digit()) && !of.names.contains(*verb);
        of.roles.coming.iter().filter(is_verb).cloned().collect()
    };
    let (ours, theirs) = (verbs(a), verbs(b));
    !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)
}

/// Stems of verbs that say the same of what somebody does it to and of what does it by itself: "builders started work",
/// "work started".
const LABILE: &[&str] = &["start", "stop", "resum", "continu"];

/// Whether what the one begins or ends has begun or ended by the other, which names nobody.
fn is_begun(a: &Features, b: &Features) -> bool {
    let is_labile = |verb: &String| LABILE.contains(&verb.as_str());
    let is_one_verb = a.frame.verb == b.frame.verb && a.frame.verb.as_ref().is_some_and(is_labile);
    is_one_verb && a.frame.patient.is_some() && a.frame.patient == b.frame.agent && b.frame.patient.is_none()
}

/// Whether one verb has another doer in each, of whom the other speaks otherwise: "the firm that sued the dairy closed",
/// "the dairy that sued the firm closed"; "the mother of Aker owns the yard", "Aker owns the yard of the mother".
fn is_done_by_another(a: &Features, b: &Features) -> bool {
    let (Some(ours), Some(theirs)) = (&a.frame.agent, &b.frame.agent) else { return false };
    let is_one_verb = a.frame.verb.is_some() && a.frame.verb == b.frame.verb;
    let are_told = a.frame.is_told_by_clause && b.frame.is_told_by_clause;
    // "Nurses began a strike", "a strike by nurses began".
    let is_begun = a.frame.patient.as_ref() == Some(theirs) || b.frame.patient.as_ref() == Some(ours);
    let is_spoken_of = b.stems.contains(ours) && a.stems.contains(theirs);
    let is_outside = !(is_begun || a.frame.doer.contains(theirs) && b.frame.doer.contains(ours));
    is_one_verb && ours != theirs && is_spoken_of && (are_told || is_outside)
}

/// Whether of one verb the one says to what it is done, and the other for or at what: "shot the officer", "shot at the
/// officer", "searched the home of Rita", "searched for Rita".
fn is_aimed_otherwise(a: &Features, b: &Features) -> bool {
    let (Some(patient), Some(aimed)) = (&a.frame.patient, &b.frame.aimed) else { return false };
    let is_other = (patient == aimed && a.frame.aimed.is_none()) || !b.stems.contains(patient);
    a.frame.verb.is_some() && a.frame.verb == b.frame.verb && b.frame.patient.is_none() && is_other
}

/// Whether both have one exact measure of three figures or more, such as 612 mm².
pub(super) fn share_an_exact_measure(a: &Features, b: &Features) -> bool {
    let is_exact = |x: &Amount| x.low == x.high && !x.approximate && is_measure(&x.unit) && x.figures() >= 3;
    share_a_number(a, b, is_exact)
}

/// Whether each one's doer is what the other's is done to, is given to or is compared with.
fn are_exchanged(a: &Features, b: &Features) -> bool {
    // "Sold the castle to the duke", and not "a fire began": one thing goes the other way.
    let is_passed_on = a.frame.verb == b.frame.verb && a.frame.patient.is_some() && a.frame.patient == b.frame.patient;
    let is_undergone = |head: &Option<String>, of: &Features| {
        let behind = |link: Link, head: &String| of.frame.links.get(&link).is_some_and(|words| words.contains(head));
        head.as_ref().is_some_and(|head| {
            of.frame.patient.as_ref() == Some(head)
                || behind(Link::Than, head)
                || (is_passed_on && (behind(Link::To, head) || behind(Link::From, head)))
        })
    };
    a.frame.agent != b.frame.agent && is_undergone(&a.frame.agent, b) && is_undergone(&b.frame.agent, a)
}
