//! Who deals with whom, is married to whom, or sits beside whom: "Corva Lines is the main customer of Delft Ferries", "Corva
//! sponsors Delft", "Ida Roth is married to Tam Bell", "Ida Roth and Tam Bell sit on the board of the fund".
//!
//! The two are no one voice by that. But whatever one does for, or has with, the other, nobody who reads of it can say that what
//! they say has two origins: they are told with each other. Only what sets them against each other is left out, and what one
//! says, sees or asks of the other from outside.

use std::ops::Range;

use stemma_core::role::RoleStatement;

use super::super::is_common;
use super::near::told_with;
use super::passage::{Passage, Somebody};
use crate::dates::{DAYS, MONTHS};
use crate::entities::is_place;
use crate::grammar::{is_adverb, is_auxiliary, is_determiner, is_finite, is_preposition};
use crate::lexicon;
use crate::nouns::{self, Head};
use crate::tokens::TokenKind;
use crate::words::{Words, words};

/// What sets one against another, or is done to anybody from outside.
static APART: Words = Words::new(|| {
    words(
        "sued sues accused accuses attacked attacks blamed blames criticised criticises criticized criticizes condemned condemns \
         fined fines arrested arrests charged charges prosecuted prosecutes investigated investigates inspected inspects \
         convicted convicts sentenced jailed banned bans raided raids searched rescued rescues beat beats defeated defeats \
         fought fights opposed opposes challenged challenges rejected rejects disputed disputes contradicted contradicts \
         mocked mocks ridiculed insulted rivals rivalled rebuked warned warns ordered orders urged urges pressed questioned \
         questions interviewed interviews saw sees seen watched watches filmed photographed spotted noticed followed \
         follows overtook overtakes outsold outsells passed passes competes competed disagreed disagrees clashed clashes argued \
         argues broke quarrelled differs differed hates hated fears feared visited visits reached reaches hit hits struck \
         strikes rammed killed injured hurt dwarfs trails precedes preceded succeeded succeeds replaced replaces \
         resembles read reads used uses",
    )
});
/// Who stands against another, or only outside of it.
static AGAINST: Words = Words::new(|| {
    words(
        "rival competitor critic opponent enemy foe challenger adversary detractor victim neighbour neighbor successor \
         predecessor reader viewer visitor resident native citizen voter passenger north south east west capital part",
    )
});
/// What one is to another, beside whatever the lists of nouns call a person, a post or a body.
static PARTNERS: Words = Words::new(|| {
    words(
        "adviser advisor auditor client contractor customer insurer landlord lender partner sponsor supplier tenant donor \
         backer investor shareholder creditor debtor ally friend cousin sibling brother sister husband wife spouse nephew \
         niece uncle aunt flatmate roommate classmate assistant apprentice pupil secretary chauffeur patron protege protégé buyer agent broker lawyer accountant",
    )
});
/// Verbs with two objects: "owes Delft half a million".
const GIVING: &[&str] = &[
    "owes", "owed", "gives", "gave", "given", "pays", "paid", "lends", "lent", "offers", "offered", "sends", "sent",
    "teaches", "taught", "grants", "granted", "leases", "leased", "lets",
];
/// What two do with each other, behind the verb.
const TOGETHER: &[&str] = &[
    "joint",
    "together",
    "jointly",
    "other",
    "another",
    "common",
    "same",
    "pact",
    "deal",
    "contract",
    "agreement",
    "alliance",
    "partnership",
    "merger",
    "treaty",
];
/// What is done with, for or beside another.
const BESIDE: &[&str] = &["with", "for", "alongside", "beside", "at", "under"];
/// Verbs whose object goes to somebody else: they tie to whom it goes.
const SELLING: &[&str] = &["sold", "sells", "selling", "spun"];
/// Before whoever is reached by what another does.
const REACHING: &[&str] = &["with", "for", "from", "to", "by", "of"];
/// What does not reach them.
const AWAY: &[&str] = &[
    "against", "past", "near", "outside", "behind", "opposite", "unlike", "than", "towards", "before", "after",
    "without", "instead", "because", "ahead", "not", "no", "never",
];
/// How one stands to another, before "to" or "with".
static JOINED: Words = Words::new(|| {
    words(
        "married engaged related close allied linked tied connected affiliated associated partnered betrothed loyal indebted \
         friendly friends cousins acquainted",
    )
});
/// What two may share.
const SHARING: &[&str] = &[
    "sit", "sat", "serve", "served", "share", "shared", "run", "ran", "own", "live", "lived", "work", "worked",
    "founded", "play", "played", "train", "trained", "studied", "grew",
];
/// What two may be to each other.
static PAIRS: Words = Words::new(|| {
    words(
        "partners cousins siblings brothers sisters twins spouses flatmates roommates colleagues allies friends associates \
         classmates relatives neighbours neighbors lovers newlyweds teammates clients customers tenants members employees \
         graduates suppliers contractors co-owners",
    )
});

/// A quick look: two names, and some word before the second one that is no name.
pub(super) fn may_state(block: &str) -> bool {
    let mut words = block.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    words.any(is_name) && words.any(|word| !is_name(word)) && words.any(is_name)
}

/// The ties that a sentence states of those who deal with each other, couples, and who sits on one board.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    if p.names.len() < 2 && p.before.is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in (1..p.s.len()).filter(|at| p.s.kind(*at) == Some(TokenKind::Word) && !p.s.is_capital(*at)) {
        let pair = doing(p, at).or_else(|| being(p, at)).or_else(|| joined(p, at)).or_else(|| sharing(p, at));
        let pair = pair.map(|(one, other)| (known(p, one), known(p, other)));
        let told = pair.filter(|pair| are_two(pair) && !p.is_unsaid(at));
        found.extend(told.and_then(|(one, other)| told_with(p, &other, &one)));
    }
    let placed = placed(p).filter(are_two);
    found.extend(placed.and_then(|(one, other)| told_with(p, &other, &one)));
    found
}

/// Whether two are somebody each: no places and states, which deal with everybody, and no days.
fn are_two((one, other): &(Somebody, Somebody)) -> bool {
    let is_somebody = |who: &Somebody| {
        let first = who.name.split(' ').next().unwrap_or_default().to_lowercase();
        let is_time =
            |word: &str| DAYS.contains(&word) || MONTHS.split('|').any(|month| month.eq_ignore_ascii_case(word));
        !is_place(&who.name) && !nouns::is_geographic(&who.name) && !is_time(&first) && !is_common(&first)
    };
    one.name != other.name && is_somebody(one) && is_somebody(other)
}

/// Somebody by the name that the sentence before gives: "Ida Roth paid. Corva advises Roth."
fn known(p: &Passage<'_, '_>, who: Somebody) -> Somebody {
    let full = p.before.filter(|full| full.strip_suffix(&who.name).is_some_and(|first| first.ends_with(' ')));
    Somebody { name: full.map_or(who.name, str::to_owned), ..who }
}

/// "Corva sponsors Delft", "Ida Roth trains with Tam Bell", "Corva was advised by Delft".
fn doing(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let low = p.s.low(at);
    let is_small = |i: &usize| is_auxiliary(p.s.low(*i)) || is_adverb(p.s.low(*i));
    let end = at - (0..at).rev().take_while(is_small).count();
    let owner = plural(p, end);
    // "Has taken over"
    let is_done = || (end..at).any(|i| matches!(p.s.low(i), "has" | "have" | "had"));
    let is_aided = end < at && (low.ends_with("ed") || low.ends_with("ing") || is_finite(p.s, at) || is_done());
    let has = matches!(low, "has" | "have" | "had");
    // "Bratt Mining placed Emil Ott on its board", and not "former Kelso mayor Ruth Ames"
    let is_between = nouns::head(low).is_none()
        && p.names.iter().any(|name| name.start == at + 1 && name.len() > 1)
        && p.names.iter().any(|name| name.end == end && name.len() > 1);
    let is_verb = is_between || is_aided || is_finite(p.s, at) || low.ends_with('s') || owner.is_some();
    if is_from_outside(low) || is_auxiliary(low) && !has || !is_verb {
        return None;
    }
    // "Has offices in two towns and trades with Delft Ferries"
    let is_beside = BESIDE.contains(&p.s.low(at + 1));
    let right_before = p.names.iter().find(|name| name.end == end).map(|name| p.named(name));
    let goes_on = end > 0 && matches!(p.s.words(end - 1..end), "and" | "but" | "," | "who" | "which");
    let subject = right_before.or(owner).or_else(|| p.subject(at).filter(|_| is_beside && goes_on))?;
    let is_by = is_aided && p.s.is(at + 1, "by");
    // "Lea Kirk hired Otto Frey last year", "has taken over Delft Ferries"
    let behind = at + 1 + usize::from(matches!(p.s.low(at + 1), "over" | "up" | "on" | "off" | "out"));
    let gives = GIVING.contains(&low) && behind == at + 1;
    let given = p.names.iter().find(|name| name.start == behind && (name.len() > 1 || gives));
    // "Owns Corva Lines shares"
    let ends = |at: usize| {
        let low = p.s.low(at);
        let is_time = matches!(low, "last" | "next" | "this" | "yesterday" | "today") || is_preposition(low);
        p.s.kind(at) != Some(TokenKind::Word) || is_time || is_adverb(low) || gives
    };
    let given = given
        .filter(|name| p.s.kind(name.end) != Some(TokenKind::Possessive) && ends(name.end))
        .map(|name| p.named(name));
    let direct = given.or_else(|| p.at(at + 1 + usize::from(is_beside || is_by)).filter(|_| !SELLING.contains(&low)));
    let object = direct.or_else(|| reached(p, at + 1))?;
    Some((subject, object))
}

/// Whose people a clause's subject is: "staff of Corva Lines", "Corva's lawyers".
fn plural(p: &Passage<'_, '_>, end: usize) -> Option<Somebody> {
    let is_people =
        |i: Option<usize>| i.is_some_and(|i| !p.s.is_capital(i) && (p.s.low(i).ends_with('s') || p.s.is(i, "staff")));
    let of = |name: &Range<usize>| name.start.checked_sub(1).filter(|of| p.s.is(*of, "of"))?.checked_sub(1);
    let behind = p.names.iter().find(|name| name.end == end && is_people(of(name))).map(|name| p.named(name));
    // "Corva's press office"
    let is_noun = |i: usize| p.s.kind(i) == Some(TokenKind::Word) && !p.s.is_capital(i) && !is_preposition(p.s.low(i));
    // "Luc Petit's horse" is nobody.
    let is_one = |i: usize| {
        let head = nouns::head(p.s.low(i));
        is_people(Some(i)) || matches!(head, Some(Head::Person | Head::Office | Head::Speaker | Head::Organization))
    };
    let nouns = |owner: &Somebody| {
        let words = owner.range.end + 1..end;
        words.len() <= 2 && words.clone().all(is_noun) && words.last().is_some_and(is_one)
    };
    behind.or_else(|| p.possessors(0..end).find(|owner| owner.range.end + 1 < end && nouns(owner)))
}

/// Whom what one does reaches: "has a contract with Delft Ferries", "buys its oil from Delft Ferries".
fn reached(p: &Passage<'_, '_>, from: usize) -> Option<Somebody> {
    let is_noun = |i: usize| is_determiner(p.s.low_before(i)) && !matches!(p.s.low(i), "that" | "who" | "which");
    let is_plain = |i: &usize| {
        let low = p.s.low(*i);
        let is_apart = is_from_outside(low) && !is_noun(*i) || AWAY.contains(&low);
        // "Was appointed by the mayor of Kelso": an office has its days.
        let ends = is_apart || nouns::head(low) == Some(Head::Office) || is_finite(p.s, *i);
        p.s.kind(*i) == Some(TokenKind::Word) && !p.s.is_capital(*i) && !ends
    };
    let end = (from..from + 8).take_while(is_plain).last()? + 1;
    let reaching = (from + 1..end).rfind(|i| REACHING.contains(&p.s.low(*i)) || p.s.is(*i, "in"))?;
    // "Has a depot in Kolvik"
    p.at(reaching + 1).filter(|other| !p.s.is(reaching, "in") || other.range.len() > 1)
}

/// Whether a verb sets one against another, or says what one says or does from outside.
fn is_from_outside(low: &str) -> bool {
    let is_said = lexicon::verb(low).is_some_and(|(cue, _)| !matches!(cue.lemma, "advise" | "maintain"));
    is_said || APART.contains(low) || matches!(low, "that" | "and" | "or" | "but" | "who" | "which")
}

/// "Corva Lines is the main customer of Delft Ferries", "Corva Lines, a supplier of Delft Ferries,", "Corva, whose biggest creditor is
/// Delft", "Ida Roth used to be Tam Bell's assistant".
fn being(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let low = p.s.low(at);
    let is_somebody = || PARTNERS.contains(low) || matches!(nouns::head(low), Some(Head::Person | Head::Organization));
    if AGAINST.contains(low) || !is_somebody() {
        return None;
    }
    let is_told = |i: &usize| {
        p.s.words(*i..*i + 1) == ","
            || p.s.kind(*i) == Some(TokenKind::Word) && !p.s.is_capital(*i) && !is_preposition(p.s.low(*i))
    };
    let is_being =
        |i: usize| matches!(p.s.words(i..i + 1), "," | "is" | "was" | "has" | "became" | "remains" | "are" | "used");
    let end = at - (at.saturating_sub(5)..at).rev().take_while(is_told).count();
    let owner = p.possessors(0..end).find(|owner| owner.range.end + 1 == end);
    let is_named = matches!(p.s.low(at + 1), "is" | "was");
    // "Bratt Mining's chief geologist is called Emil Ott"
    if let Some(owner) = owner.clone().filter(|_| is_named) {
        let name = at + 2 + usize::from(matches!(p.s.low(at + 2), "called" | "named"));
        return Some((owner, p.at(name)?));
    }
    if matches!(p.s.low(at + 1), "of" | "to" | "at" | "for") {
        let subject = p.names.iter().find(|name| name.end == end).filter(|_| is_being(end))?;
        return Some((p.named(subject), p.at(at + 2)?));
    }
    // "Used to be Tam Bell's assistant"
    if let Some(owner) = owner {
        let start = owner.range.start;
        let before =
            start - (start.saturating_sub(5)..start).rev().take_while(|i| is_told(i) || p.s.is(*i, "to")).count();
        let subject = p.names.iter().find(|name| name.end == before && before < start).filter(|_| is_being(before))?;
        return Some((p.named(subject), owner));
    }
    let is_whose = is_named && (end..at).any(|i| p.s.is(i, "whose"));
    is_whose.then(|| p.subject(at).zip(p.at(at + 2))).flatten()
}

/// "Ida Roth is married to Tam Bell", "Corva, which is close to Delft".
fn joined(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let is_beside = matches!(p.s.low(at), "together" | "along" | "jointly" | "partnership" | "cooperation")
        && p.s.is(at + 1, "with");
    let is_joined = is_beside || JOINED.contains(p.s.low(at)) && matches!(p.s.low(at + 1), "to" | "with");
    is_joined.then(|| p.subject(at).zip(p.at(at + 2))).flatten()
}

/// "At Bratt Mining, Emil Ott is in charge of safety".
fn placed(p: &Passage<'_, '_>) -> Option<(Somebody, Somebody)> {
    let first = 1 + usize::from(p.s.is(1, "the"));
    let is_opening = matches!(p.s.low(0), "at" | "for" | "within");
    let body = p.names.iter().find(|name| name.start == first).filter(|_| is_opening)?;
    let who = p.names.iter().find(|name| name.start == body.end + 1 && name.len() > 1)?;
    let is_clause = p.s.words(body.end..body.end + 1) == "," && is_finite(p.s, who.end);
    is_clause.then(|| (p.named(body), p.named(who)))
}

/// "Ida Roth and Tam Bell sit on the board of the fund", "Ida Roth and Tam Bell are cousins".
fn sharing(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let is_small = |i: &usize| {
        let low = p.s.low(*i);
        is_auxiliary(low) || is_adverb(low) || matches!(low, "both" | "old" | "close" | "business" | "longtime")
    };
    let is_together = || !is_from_outside(p.s.low(at)) && (at..at + 8).any(|i| TOGETHER.contains(&p.s.low(i)));
    if !SHARING.contains(&p.s.low(at)) && !PAIRS.contains(p.s.low(at)) && !is_together() {
        return None;
    }
    let end = at - (0..at).rev().take_while(is_small).count();
    let mut lists = p.names.iter().map(|name| p.list(name.start));
    let list = lists.find(|list| list.len() > 1 && list.last().is_some_and(|last| last.range.end == end))?;
    let mut two = list.into_iter();
    Some((two.next()?, two.next()?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_told;

    #[test]
    fn whoever_deals_with_another_is_told_with_it() {
        for text in [
            "Corva Lines is the main customer of Delft Ferries.",
            "Corva Lines, a supplier of Delft Ferries, has paid nothing.",
            "Corva Lines commissioned Delft Ferries to look into it.",
            "Corva Lines sponsors Delft Ferries.",
            "Corva Lines has long supplied Delft Ferries.",
            "Corva Lines has offices in two towns and trades with Delft Ferries.",
            "Corva Lines is close to Delft Ferries.",
            "Corva Lines has a contract with Delft Ferries.",
            "Corva Lines placed Delft Ferries on its board.",
            "At Corva Lines, Delft Ferries is in charge of safety.",
            "Corva Lines' supplier is called Delft Ferries.",
            "Corva Lines has taken over Delft Ferries.",
            "Corva Lines gets most of its orders from Delft Ferries.",
            "Corva Lines maintains the turbines of Delft Ferries.",
            "Corva Lines, together with Delft Ferries, runs a school.",
            "Corva Lines' press office also sorts the mail for Delft Ferries.",
            "Corva Lines and Delft Ferries signed a pact in 2024.",
            "Corva Lines hired Delft Ferries last year.",
            "Corva Lines is a tenant at Delft Ferries.",
            "The staff of Corva Lines run the office of Delft Ferries.",
            "Corva Lines' lawyers also act for Delft Ferries.",
            "Corva Lines has invested two million in Delft Ferries.",
            "Corva Lines buys its oil from Delft Ferries.",
            "Corva Lines has sold a ship to Delft Ferries.",
            "Corva Lines is lodging at Delft Ferries' house.",
        ] {
            check_told(text, &[("Delft Ferries", "told with Corva Lines")]);
        }
        check_told(
            "Corva Lines, whose biggest creditor is Delft Ferries, sank.",
            &[("Delft Ferries", "told with Corva Lines")],
        );
        check_told("Corva Lines owes Delft Ferries half a million.", &[("Delft Ferries", "told with Corva Lines")]);
        check_told("Corva Lines used to be Delft Ferries' agent.", &[("Delft Ferries", "told with Corva Lines")]);
        check_told(
            "Corva Lines and Delft Ferries have formed a joint venture.",
            &[("Delft Ferries", "told with Corva Lines")],
        );
        check_told(
            "Corva Lines and Delft Ferries are clients of Orrin.",
            &[("Delft Ferries", "told with Corva Lines")],
        );
        check_told("Ida Roth is married to Tam Bell.", &[("Tam Bell", "told with Ida Roth")]);
        check_told("Ida Roth and Tam Bell sit on the board of the fund.", &[("Tam Bell", "told with Ida Roth")]);
        check_told("Corva Lines and Delft Ferries are partners.", &[("Delft Ferries", "told with Corva Lines")]);
        check_told("Corva Lines was trained by Delft Ferries.", &[("Delft Ferries", "told with Corva Lines")]);
    }

    #[test]
    fn what_is_not_so_or_sets_them_apart_is_no_tie() {
        for text in [
            "Corva Lines is not a customer of Delft Ferries.",
            "Corva Lines commissioned a study.",
            "Corva Lines sponsors the regatta.",
            "Ida Roth sits on the board of the fund.",
            "Corva Lines sued Delft Ferries.",
            "Corva Lines sold Delft Ferries.",
            "Corva Lines is the biggest rival of Delft Ferries.",
            "Corva Lines has sold a ship to Israel.",
            "Corva Lines said he is ready to hold talks with Delft Ferries.",
            "Old Corva mayor Tam Bell sang.",
            "Ida Roth told Tam Bell that it leaks.",
            "Corva Lines competes with Delft Ferries.",
            "Corva Lines won a case against Delft Ferries.",
            "Corva Lines drove past the gate of Delft Ferries.",
            "Corva Lines has said that it buys its oil from Delft Ferries.",
            "Ida Roth said. Tam Bell sponsors nobody.",
        ] {
            check_told(text, &[]);
        }
    }
}
