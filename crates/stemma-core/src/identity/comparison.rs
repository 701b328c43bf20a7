//! Whether two sentences make one claim: a judgement with its reason. A doubt is a doubt, and joins nothing.

use std::collections::BTreeSet;

use super::Outcome;
use super::beside::{PLACED, are_of_one_day, told_by_one_alone};
use super::framing::{framed_otherwise, share_an_exact_measure};
use super::standing::{STOOD, stood_then};
use super::tails::without_tails;
use super::turning::turns_round;
use crate::date::PartialDate;
use crate::features::{
    Amount, Features, Operator, Sort, changes, is_measure, is_people, is_share, parts_conflict, told_alike,
};
use crate::statement::Decimal;

/// Likeness from which a sentence that only adds words to another is the same claim.
pub(super) const FULLER: f64 = 0.55;
/// Likeness from which two sentences with one number are the same claim.
const WITH_NUMBER: f64 = 0.5;
/// Likeness from which a person should look.
pub(super) const UNSURE: f64 = 0.5;
/// The least mean likeness within one claim.
const COHERENT: f64 = 0.5;

/// Why the numbers of two sentences make them different claims, if they do.
fn numbers_apart(a: &Features, b: &Features) -> Option<&'static str> {
    let bare_numbers_differ = !a.bare.is_subset(&b.bare) && !b.bare.is_subset(&a.bare);
    let is_counted_otherwise_bare = is_bare_of_another(a, b) || is_bare_of_another(b, a);
    if bare_numbers_differ || is_counted_otherwise_bare || quantities_conflict(&a.quantities, &b.quantities) {
        return Some("the numbers differ");
    }
    if quantities_meet_roughly(&a.quantities, &b.quantities) {
        return Some("the one number is rough, the other is not it");
    }
    if ordinals_differ(a, b) {
        return Some("the one is of another century, floor or edition");
    }
    if is_measured_otherwise(a, b) || is_measured_otherwise(b, a) {
        return Some("the one number is of another unit");
    }
    if is_told_by_one_alone(a, b) || is_told_by_one_alone(b, a) {
        return Some("the one gives a number, the other does not");
    }
    if is_counted_otherwise(a, b) || is_counted_otherwise(b, a) {
        return Some("the one number is of another unit");
    }
    let has_other_clock = |a: &Features, b: &Features| a.clocks().any(|clock| !b.stems.contains(clock));
    if has_other_clock(a, b) && has_other_clock(b, a) {
        return Some("the times of day differ");
    }
    let is_of_one = is_a_rate_of_one_alone(a, b) || is_a_rate_of_one_alone(b, a);
    is_of_one.then_some("the one number is for each of something, the other is not")
}

/// Whether both have numbers that say which of several, and none is the same: "the 18th century", "the 19th".
fn ordinals_differ(a: &Features, b: &Features) -> bool {
    let is_ordinal = |stem: &&String| {
        let figures = ["th", "st", "nd", "rd"].iter().find_map(|ending| stem.strip_suffix(ending));
        figures.is_some_and(|figures| !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (mut ours, mut theirs) = (a.stems.iter().filter(is_ordinal).peekable(), b.stems.iter().filter(is_ordinal));
    ours.peek().is_some() && theirs.clone().next().is_some() && !theirs.any(|ordinal| a.stems.contains(ordinal))
}

/// Whether what the one gives as a bare number is no number of the other, which counts: "kills 14", "15 people were killed".
fn is_bare_of_another(a: &Features, b: &Features) -> bool {
    let is_met = |bare: &String| {
        let value = Decimal::parse(bare);
        b.bare.contains(bare)
            || b.stems.contains(bare)
            || b.quantities.iter().any(|amount| {
                // "Kills five", "kills five cows".
                let is_of_it = is_people(&amount.unit) || a.stems.contains(&amount.unit);
                is_of_it
                    && [amount.written, amount.low, amount.high]
                        .into_iter()
                        .any(|number| number.is_some() && number == value)
            })
    };
    // "Cow" is short, and no measure.
    let is_noun = |unit: &str| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_counted = |unit: &str| !unit.is_empty() && (!is_measure(unit) || is_noun(unit));
    let counts = b.quantities.iter().any(|amount| is_counted(&amount.unit));
    counts && !a.bare.is_empty() && a.quantities.is_empty() && !a.bare.iter().any(is_met)
}

/// Whether the one gives an amount where the other gives no number at all: whoever says that the furnace emits soot says
/// nothing of how much.
fn is_told_by_one_alone(a: &Features, b: &Features) -> bool {
    // What stands behind the main clause that both have is told beside it, as words there are.
    let is_aside = a.quantities.is_subset(&a.asides) && says_core(b, a);
    !is_aside && !a.quantities.is_empty() && b.quantities.is_empty() && b.bare.is_empty() && !b.particulars.has_number()
}

/// Whether the number of the one's measure is the other's number of things: "3 million euros", "3 million customers".
fn is_counted_otherwise(a: &Features, b: &Features) -> bool {
    let measures = a.quantities.iter().filter(|amount| is_measure(&amount.unit) && !amount.unit.is_empty());
    measures.into_iter().any(|x| {
        let counts = |y: &&Amount| y.written == x.written && !y.unit.is_empty() && !is_measure(&y.unit);
        b.quantities.iter().any(|y| counts(&y)) && !b.quantities.iter().any(|y| y.unit == x.unit)
    })
}

/// Why what two sentences say is done, and by whom, makes them different claims, if it does.
fn doings_apart(a: &Features, b: &Features) -> Option<&'static str> {
    if are_exchanged(a, b) {
        Some("who does it and to whom it is done are exchanged")
    } else if speaks_of_what_is_owned(a, b) || speaks_of_what_is_owned(b, a) {
        Some("the one is about what the other's subject has")
    } else if one_may_come(a, b) {
        Some("the one may come, the other has come")
    } else {
        None
    }
}

/// Whether who does it and to whom it is done have changed places: "Orrin bought a third of Halm", "Halm bought a third of
/// Orrin".
pub(crate) fn are_turned(a: &Features, b: &Features) -> bool {
    are_exchanged(a, b)
        || a.frame.is_turned_round(&b.frame, |word| a.stems.contains(word) && b.stems.contains(word))
        || a.frame.crossed(&b.frame).any(|word| a.names.contains(word))
}

/// Whether roles, owners or particulars of the one are on the other side in the other.
fn are_exchanged(a: &Features, b: &Features) -> bool {
    let is_in_both = |word: &String| a.stems.contains(word) && b.stems.contains(word);
    roles_are_exchanged(a, b) || owners_are_exchanged(a, b) || a.particulars.are_exchanged(&b.particulars, is_in_both)
}

/// Compares two sentences by their features.
#[must_use]
pub fn compare(a: &Features, b: &Features) -> (f64, Outcome, &'static str) {
    compare_sharing(a, b, a.stems.intersection(&b.stems).count())
}

/// As [`compare`], of two that are known to share so many words.
pub(crate) fn compare_sharing(a: &Features, b: &Features, shared: usize) -> (f64, Outcome, &'static str) {
    match compare_whole(a, b, shared) {
        (score, Outcome::Same, reason) => (score, Outcome::Same, reason),
        found if [BESIDE, HOMOGRAPHS, ELSEWHERE, RECURRING].contains(&found.2) => found,
        found => without_tails(a, b).unwrap_or(found),
    }
}

/// As [`compare_sharing`], of the sentences as a whole.
pub(super) fn compare_whole(a: &Features, b: &Features, shared: usize) -> (f64, Outcome, &'static str) {
    let again = |a: &Features, b: &Features| compare_whole(a, b, a.stems.intersection(&b.stems).count());
    if let Some(spelt) = a.spelt_out(b) {
        return again(&spelt, b);
    }
    if let Some(spelt) = b.spelt_out(a) {
        return again(a, &spelt);
    }
    if let Some(short) = a.shortened(b) {
        return again(&short, b);
    }
    if let Some(short) = b.shortened(a) {
        return again(a, &short);
    }
    if let Some((a, b)) = told_alike(a, b, shared) {
        let shared = a.stems.intersection(&b.stems).count();
        return named(&a, &b, compared(&a, &b, shared));
    }
    named(a, b, compared(a, b, shared))
}

/// What is found, unless a name in both may be that of two, or what is not named may be two things.
fn named(a: &Features, b: &Features, found: (f64, Outcome, &'static str)) -> (f64, Outcome, &'static str) {
    match found {
        (score, Outcome::Same, _) if a.is_set_elsewhere(b) => (score, Outcome::Unsure, ELSEWHERE),
        (score, Outcome::Same, _) if a.is_told_long_before(b) => (score, Outcome::Unsure, RECURRING),
        (score, Outcome::Same, _) if a.name_two(b) => (score, Outcome::Unsure, HOMOGRAPHS),
        (score, Outcome::Different, THINGS) if score >= UNSURE && a.name_two(b) && a.differs_in_description(b) => {
            (score, Outcome::Unsure, HOMOGRAPHS)
        }
        found => found,
    }
}

/// Why two sentences of one sort are different claims, whatever words they share, if they are.
fn plainly_apart(a: &Features, b: &Features) -> Option<&'static str> {
    if a.negated != b.negated {
        return Some("one is the negation of the other");
    }
    let of_dates = || dates_apart(a, b);
    let beside = || (a.is_fuller(b) || b.is_fuller(a)).then_some(BESIDE);
    numbers_apart(a, b)
        .or_else(of_dates)
        .or_else(beside)
        .or_else(|| a.particulars.apart(&b.particulars))
        .or_else(|| doings_apart(a, b))
}

/// Why what two sentences say of when it was makes them different claims, if it does.
fn dates_apart(a: &Features, b: &Features) -> Option<&'static str> {
    if dates_conflict(&a.dates, &b.dates) {
        return Some("the dates differ");
    }
    // "Which opened in March, was sold", "was sold in March".
    let is_elsewhere = |date: &&String| a.dates_beside.contains(*date) != b.dates_beside.contains(*date);
    if a.dates.intersection(&b.dates).any(|date| is_elsewhere(&date)) {
        return Some("the date is of what a relative clause tells, in the one alone");
    }
    let says_roughly = |of: &Features, other: &Features| of.is_vague && !other.is_vague && !other.dates.is_empty();
    (says_roughly(a, b) || says_roughly(b, a)).then_some("the one date is more exact than the other")
}

fn compared(a: &Features, b: &Features, shared: usize) -> (f64, Outcome, &'static str) {
    let score = likeness_of(a.stems.len(), b.stems.len(), shared);
    let decided = |outcome, reason| (score, outcome, reason);
    if a.sort != b.sort {
        return decided(Outcome::Different, "one is a prediction, a judgement or about verification, the other is not");
    }
    if let Some(reason) = plainly_apart(a, b) {
        return decided(Outcome::Different, reason);
    }
    // Names in a subordinate clause do not part two sentences whose main clauses are one.
    let one_core = says_core(a, b) || says_core(b, a);
    if dates_differ_in_precision(&a.dates, &b.dates) && !one_core {
        return decided(Outcome::Different, "the one date is more exact than the other");
    }
    if name_different_things(a, b) && !one_core {
        return decided(Outcome::Different, THINGS);
    }
    let (ours, theirs) = (own_words(a, b), own_words(b, a));
    let same_number = share_a_number(a, b, |_| true);
    if shared < 2 {
        return decided(Outcome::Different, FEW);
    }
    if let Some(reason) = changed(a, b).or_else(|| changed(b, a)).or_else(|| framed_otherwise(a, b)) {
        return decided(if score >= UNSURE { Outcome::Unsure } else { Outcome::Different }, reason);
    }
    if ours == 0 && theirs == 0 {
        return decided(Outcome::Same, SAME_WORDS);
    }
    if (ours == 0 && counts_otherwise(a, b)) || (theirs == 0 && counts_otherwise(b, a)) {
        return decided(if score >= UNSURE { Outcome::Unsure } else { Outcome::Different }, COUNTED);
    }
    if shared >= 3 && ours.min(theirs) == 0 && score >= FULLER {
        return decided(Outcome::Same, "the one says the other more fully");
    }
    if one_core {
        return decided(Outcome::Same, "the one says the other's main clause, and more");
    }
    if shared >= 3 && same_number && score >= WITH_NUMBER && ours.min(theirs) == 0 {
        return decided(Outcome::Same, "the one says the other more fully, with the same number");
    }
    let in_main = || own_words_in_main(a, b).min(own_words_in_main(b, a));
    let is_like = shared >= 3 && score >= WITH_NUMBER && (ours.min(theirs) <= 2 || in_main() <= 2);
    if is_like && share_a_telling_number(a, b) {
        return decided(Outcome::Same, "the same telling number in like words");
    }
    if shared > 3 && foretell_one_number(a, b) && ours.min(theirs) <= 1 {
        return decided(Outcome::Same, "a forecast of one number for one day");
    }
    if score >= UNSURE {
        return decided(Outcome::Unsure, "alike, but each has words of its own");
    }
    decided(Outcome::Different, FEW)
}

/// Whether both have one number of four figures or more: it tells a claim as a name does. "12 percent" does not.
fn share_a_telling_number(a: &Features, b: &Features) -> bool {
    share_a_number(a, b, |amount| amount.figures() >= 4)
}

/// Whether both have one number of those asked for.
pub(super) fn share_a_number(a: &Features, b: &Features, is_asked: impl Fn(&Amount) -> bool) -> bool {
    let asked = a.quantities.iter().filter(|x| is_asked(x));
    asked.into_iter().any(|x| b.quantities.iter().any(|y| x.is_comparable_with(y) && x.equals(y)))
}

/// Whether both foretell one number for one day.
pub(super) fn foretell_one_number(a: &Features, b: &Features) -> bool {
    a.sort == Sort::Prediction && !a.dates.is_empty() && a.dates == b.dates && share_a_number(a, b, |_| true)
}

/// Whether one sentence has all words of the other's main clause, and these are enough to tell what it is about.
pub(super) fn says_core(a: &Features, b: &Features) -> bool {
    let in_words = b.core.iter().filter(|stem| !stem.starts_with(|c: char| c.is_ascii_digit())).count();
    in_words >= 4 && b.core.is_subset(&a.stems) && b.core.len() < b.stems.len()
}

/// Whether a rate has the number of the other's, which counts something else: "40 tonnes a day", "40 tonnes an hour".
fn is_a_rate_of_one_alone(a: &Features, b: &Features) -> bool {
    let is_rate = |amount: &&Amount| amount.unit.contains('/');
    a.quantities.iter().filter(is_rate).any(|rate| {
        let same: Vec<&Amount> = b.quantities.iter().filter(|other| other.equals(rate)).collect();
        !same.is_empty() && same.iter().all(|other| other.unit != rate.unit)
    })
}

/// Whether a measure has the number of the other's measure in another unit: "$40 million", "€40 million".
fn is_measured_otherwise(a: &Features, b: &Features) -> bool {
    let measures =
        |of: &Features| of.quantities.iter().filter(|amount| is_measure(&amount.unit)).cloned().collect::<Vec<_>>();
    let (ours, theirs) = (measures(a), measures(b));
    ours.iter().any(|x| {
        let mut same = theirs.iter().filter(|y| x.written == y.written).peekable();
        same.peek().is_some() && same.all(|y| x.unit != y.unit)
    })
}

/// Why the one may say something else of the words that both have, if it may.
fn changed(a: &Features, b: &Features) -> Option<&'static str> {
    if turns_round(a, b) {
        Some(TURNED)
    } else if stood_then(a, b) {
        Some(STOOD)
    } else if changes(&operators_beside(a, b), &b.operators, &b.stems) {
        Some(CHANGED)
    } else if let Some(reason) = told_by_one_alone(a, b) {
        Some(reason)
    } else {
        (a.narrows(b) && !share_an_exact_measure(a, b) && !is_of_one_day(a, b)).then_some(NARROWED)
    }
}

/// Whether both tell one number of one day, and the one has a single word more that narrows it: "the ECB cut its key rate to 2
/// percent on 5 June", "its key interest rate". Two numbers of one day in like words are seldom the same by chance.
fn is_of_one_day(a: &Features, b: &Features) -> bool {
    let numbers_agree = !a.quantities.is_empty()
        && a.quantities.len() == b.quantities.len()
        && a.quantities.iter().all(|x| b.quantities.iter().any(|y| x.is_comparable_with(y) && x.equals(y)));
    let more = a.narrowing.iter().filter(|word| !b.stems.contains(*word)).count();
    numbers_agree && more == 1 && are_of_one_day(a, b)
}

/// The operators of the one, but for those that name a part which the other gives as a number: "half of", "50 percent of".
fn operators_beside(a: &Features, b: &Features) -> BTreeSet<Operator> {
    let mut shares = a.quantities.iter().filter(|amount| amount.unit == "%").peekable();
    let is_told =
        shares.peek().is_some() && shares.all(|x| b.quantities.iter().any(|y| x.unit == y.unit && x.equals(y)));
    a.operators.iter().filter(|operator| !(is_told && is_share(operator))).cloned().collect()
}

/// Why two sentences that differ at most in how they write one number are one claim.
const SAME_WORDS: &str = "the same words";

/// Why two sentences of like words are not taken for one claim.
const TURNED: &str = "the one has a word that can turn the other round";
const NARROWED: &str = "the one speaks of a part of what the other speaks of, in like words";
const CHANGED: &str = "the one has a word that changes what the other says, such as almost, only, most or suspected";

/// Why the one of two sentences follows from the other, and is not the same.
const BESIDE: &str = "the one says where, when or how it was, the other does not";

/// Why two sentences are about two things.
const THINGS: &str = "they name different things";

/// Why two sentences may be about two of one name.
const HOMOGRAPHS: &str = "one name, described as two: it may be that of two";

/// Why two sentences of like words may be about two things that neither names.
const ELSEWHERE: &str = "what they do not name may be two things: their documents tell of different ones";

/// Why two undated sentences of like words may be of two events.
const RECURRING: &str = "it may have happened twice: neither says when, and they were told a season apart or more";

/// Why two sentences of like words may say two things.
const COUNTED: &str = "all that the one says beside the other's words is a number, which the other does not give";

/// Whether the one gives a number that the other gives in no way: all that "the station has six pumps" adds to "the station
/// flooded twice" is what it says.
fn counts_otherwise(a: &Features, b: &Features) -> bool {
    // A number may stand in the other's words without being read as one: "a [7-nanometre](line".
    let is_written = |x: &Amount| x.written.is_some_and(|number| b.stems.contains(&number.to_string()));
    let is_met = |x: &Amount| is_written(x) || b.quantities.iter().any(|y| x.is_comparable_with(y) && x.equals(y));
    // Money and measures are written in too many ways: of them nothing follows from that.
    let counted: Vec<&Amount> = a.quantities.iter().filter(|x| !x.unit.is_empty() && !is_measure(&x.unit)).collect();
    !counted.is_empty() && !counted.into_iter().any(is_met)
}

/// Why two sentences have nothing to do with each other.
pub(crate) const FEW: &str = "few words in common";

/// How many words beside numbers the one has and the other has not.
fn own_words(a: &Features, b: &Features) -> usize {
    let is_number = |stem: &str| stem.starts_with(|c: char| c.is_ascii_digit());
    a.stems.difference(&b.stems).filter(|stem| !is_number(stem) && !a.counted.contains(*stem)).count()
}

/// The same of its main clause: what stands behind a dash or a semicolon is told beside it.
fn own_words_in_main(a: &Features, b: &Features) -> usize {
    let is_number = |stem: &str| stem.starts_with(|c: char| c.is_ascii_digit());
    a.core.difference(&b.stems).filter(|stem| !is_number(stem) && !a.counted.contains(*stem)).count()
}

/// Whether both say who does it, each of the other's doer something else: "Orrin sued Halm", "Halm sued Orrin".
fn roles_are_exchanged(a: &Features, b: &Features) -> bool {
    let (ours, theirs) = (&a.roles.agent, &b.roles.agent);
    !ours.is_empty()
        && !theirs.is_empty()
        && ours.is_disjoint(theirs)
        && ours.is_subset(&b.stems)
        && theirs.is_subset(&a.stems)
}

/// Whether both are about the same thing, of another owner each, whom the other speaks of, too: "Ghana's exports to Togo",
/// "Togo's exports to Ghana".
fn owners_are_exchanged(a: &Features, b: &Features) -> bool {
    a.roles.owned.iter().any(|(owner, thing)| {
        let is_other = |(other, same): &(String, String)| {
            same == thing && other != owner && b.stems.contains(owner) && a.stems.contains(other)
        };
        !b.roles.owned.contains(&(owner.clone(), thing.clone())) && b.roles.owned.iter().any(is_other)
    })
}

/// Whether the one is about something of an owner whom the other speaks of by themselves: "Dolny's brother", "Dolny".
fn speaks_of_what_is_owned(a: &Features, b: &Features) -> bool {
    a.roles
        .owned
        .iter()
        .any(|(owner, thing)| b.stems.contains(owner) && !b.stems.contains(thing) && !a.names.contains(thing))
}

/// Whether the one says that what the other says has come may come, or was to.
pub(crate) fn one_may_come(a: &Features, b: &Features) -> bool {
    may_come_of_what_has(a, b) || may_come_of_what_has(b, a)
}

/// Whether it may come what the other says has come: "may buy", "bought". A doubt about what was – "may have bought" – is
/// the same claim, said with less force.
fn may_come_of_what_has(a: &Features, b: &Features) -> bool {
    let (ours, theirs) = (&a.roles, &b.roles);
    let only_coming = ours.coming.iter().filter(|verb| !ours.done.contains(*verb) && !theirs.coming.contains(*verb));
    only_coming.into_iter().any(|verb| theirs.done.contains(verb) || theirs.doing.contains(verb))
}

/// Whether each gives one date, the two agree, and one is more exact: the weaker follows from the stronger, and is not
/// the same.
#[must_use]
pub fn dates_differ_in_precision(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    match (a.first(), b.first()) {
        (Some(x), Some(y)) if a.len() == 1 && b.len() == 1 => x != y && !dates_conflict(a, b),
        _ => false,
    }
}

/// Whether each side names something that the other does not: another plant, another chip, another person. A side that
/// only names more says it more fully.
#[must_use]
pub fn name_different_things(a: &Features, b: &Features) -> bool {
    let apart = |x: &BTreeSet<String>, y: &BTreeSet<String>| !x.is_subset(y) && !y.is_subset(x);
    let names = |of: &Features, other: &Features| of.names.iter().any(|name| !other.stems.contains(name));
    apart(&a.codes, &b.codes) || (names(a, b) && names(b, a))
}

/// The mean of the shared share of the shorter's words and of both's.
#[must_use]
pub fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    likeness_of(a.len(), b.len(), a.intersection(b).count())
}

/// The same, of the sizes of two sets and of what they share.
pub(crate) fn likeness_of(a: usize, b: usize, shared: usize) -> f64 {
    let (least, all) = (as_f64(a.min(b)), as_f64(a + b - shared));
    let shared = as_f64(shared);
    if all == 0.0 { 0.0 } else { (shared / least.max(1.0) + shared / all) / 2.0 }
}

/// Whether sentences of two groups, paired each with each, make one coherent claim: no two speak against it, and on the
/// whole they are alike.
pub(crate) fn cohere<'f>(pairs: impl IntoIterator<Item = (&'f Features, &'f Features)>) -> bool {
    cohere_as_compared(pairs.into_iter().map(|(x, y)| (compare(x, y), x.name_two(y))))
}

/// The same, of pairs that were compared: what came of it, and whether a name in both is that of two.
pub(super) fn cohere_as_compared(pairs: impl IntoIterator<Item = ((f64, Outcome, &'static str), bool)>) -> bool {
    let (mut sum, mut count) = (0.0, 0.0);
    for ((score, outcome, reason), is_of_two) in pairs {
        if outcome == Outcome::Different && reason != FEW
            || [TURNED, CHANGED, NARROWED, PLACED, RECURRING].contains(&reason)
            || is_of_two
        {
            return false;
        }
        // "An hour and a half", "90 minutes": words of numbers, which are compared by value, make none less alike.
        sum += if reason == SAME_WORDS { score.max(COHERENT) } else { score };
        count += 1.0;
    }
    count > 0.0 && sum / count >= COHERENT
}

fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// Whether some unit is on both sides and no number of it is on both.
#[must_use]
pub fn quantities_conflict(a: &BTreeSet<Amount>, b: &BTreeSet<Amount>) -> bool {
    // A rough number and a bound are two claims: "about 2 million", "more than 1 million".
    let agrees = |x: &Amount, y: &Amount| {
        let are_points = x.low == x.high && y.low == y.high;
        (x.approximate || y.approximate) && are_points && x.agrees_with(y)
    };
    is_on_both_unmet(a, b, |x, y| x.equals(y) || agrees(x, y))
}

/// Whether some unit is on both sides and its numbers meet at most roughly: "about 80 million" and "79.6 million" agree, and
/// are two claims, since the exact one says more.
fn quantities_meet_roughly(a: &BTreeSet<Amount>, b: &BTreeSet<Amount>) -> bool {
    // "A third" and "33.3 percent" are one.
    let is_part = |x: &Amount, y: &Amount| match (x.low, y.low) {
        (Some(p), Some(q)) => {
            x.unit == "%" && x.low == x.high && y.low == y.high && (p.to_f64() - q.to_f64()).abs() < 0.5
        }
        _ => false,
    };
    is_on_both_unmet(a, b, |x, y| x.equals(y) || is_part(x, y))
}

fn is_on_both_unmet(a: &BTreeSet<Amount>, b: &BTreeSet<Amount>, meets: impl Fn(&Amount, &Amount) -> bool) -> bool {
    let units: BTreeSet<&str> = a.iter().map(|x| x.unit.as_str()).collect();
    units.into_iter().any(|unit| {
        let of = |set: &BTreeSet<Amount>| set.iter().filter(|x| x.unit == unit).cloned().collect::<Vec<_>>();
        let (ours, theirs) = (of(a), of(b));
        let is_met = |x: &Amount| theirs.iter().any(|y| x.is_comparable_with(y) && meets(x, y));
        !theirs.is_empty() && !ours.iter().any(is_met)
    })
}

/// Whether both sides have dates and none of the one agrees with any of the other.
#[must_use]
pub fn dates_conflict(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let agree = |x: &str, y: &str| {
        first_date(x).zip(first_date(y)).is_some_and(|(x, y)| x.agrees_with(y)) && !parts_conflict(x, y)
    };
    let is_read = |set: &BTreeSet<String>| set.iter().any(|dated| first_date(dated).is_some());
    is_read(a) && is_read(b) && !a.iter().any(|x| b.iter().any(|y| agree(x, y)))
}

fn first_date(dated: &str) -> Option<PartialDate> {
    let first = dated.split(['/', ' ']).next()?.trim_end_matches(['~', '?', '%']);
    // A season is no month: its year is what is sure.
    PartialDate::parse(first).or_else(|| PartialDate::parse(first.get(..4)?))
}
