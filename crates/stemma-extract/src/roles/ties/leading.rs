//! Who runs what, works for whom or was taken on by whom: "Mara Lind, who runs the harbour,", "Nele Hoffmann, who edits Skin
//! Test", "Belmed hired him as its chief scientist", "Jo Kern of her record label".
//!
//! The body may be told by its sort alone ("the harbour", "the trust"): it is whatever body of the sort speaks elsewhere.

use std::ops::Range;

use stemma_core::enumerations::SourceKind;
use stemma_core::role::{RoleStatement, is_portfolio};

use super::super::phrase::SORTS;
use super::passage::{Passage, Somebody};
use crate::grammar::is_preposition;
use crate::nouns::{self, Head};
use crate::sources::name_kind;
use crate::tokens::TokenKind;

/// What whoever is at the head of a body does with it.
const LEADING: &[&str] =
    &["runs", "heads", "leads", "chairs", "manages", "directs", "edits", "oversees", "commands", "coaches", "conducts"];
/// The same behind "has": "has managed the works since 2015".
const LED: &[&str] = &["run", "headed", "led", "chaired", "managed", "directed", "edited", "commanded", "coached"];
/// What somebody does for a body.
const WORKING: &[&str] =
    &["works", "worked", "working", "sails", "sailing", "flies", "flying", "plays", "acts", "speaks"];
/// What a body does with whoever works for it from then on.
const HIRING: &[&str] = &[
    "hired",
    "appointed",
    "employs",
    "employed",
    "engaged",
    "recruited",
    "sent",
    "dispatched",
    "elected",
    "retained",
    "pays",
];
/// What else a body is called by its sort.
const BODIES: &[&str] = &[
    "airline",
    "airport",
    "camp",
    "charity",
    "factory",
    "ferry",
    "guard",
    "harbour",
    "harbor",
    "hotel",
    "label",
    "library",
    "magazine",
    "mill",
    "mine",
    "mission",
    "newspaper",
    "paper",
    "plant",
    "prison",
    "railway",
    "service",
    "shipyard",
    "station",
    "team",
    "theatre",
    "theater",
    "town",
    "village",
    "works",
    "zoo",
];
/// What several people sit on.
const BOARDS: &[&str] =
    &["board", "council", "committee", "panel", "jury", "commission", "tribunal", "inquiry", "bench"];
/// What a firm is called where nobody says which.
const FIRMS: &[&str] = &["company", "firm", "operator"];
/// Those around somebody who speak for them.
const AROUND: &[&str] = &["agency", "camp", "label", "office", "party", "staff", "team"];

pub(super) fn may_state(word: &str) -> bool {
    [LEADING, LED, WORKING, HIRING].iter().any(|list| list.contains(&word))
        || matches!(
            word,
            "been"
                | "spent"
                | "sits"
                | "serves"
                | "answers"
                | "reports"
                | "took"
                | "takes"
                | "joined"
                | "joins"
                | "under"
                | "who"
        )
        || AROUND.contains(&word)
        || FIRMS.contains(&word)
}

/// The ties that a sentence states of who runs what, and who works for whom.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let mut found: Vec<RoleStatement> = p.names.iter().filter_map(|name| around(p, name)).collect();
    for at in (1..p.s.len()).filter(|at| !p.is_unsaid(*at)) {
        let has = matches!(p.s.low_before(at), "has" | "have" | "been");
        let pair = match p.s.low(at) {
            low if LEADING.contains(&low) || has && LED.contains(&low) => {
                worker(p, at).zip(principal(p, at + 1).or_else(|| body(p, at + 1)))
            }
            "with" if matches!(p.s.low_before(at), "been" | "is") => worker(p, at).zip(organization(p, at + 1)),
            "at" if matches!(p.s.low_before(at), "been" | "years") => spending(p, at).zip(organization(p, at + 1)),
            low if WORKING.contains(&low) && matches!(p.s.low(at + 1), "for" | "at") => {
                worker(p, at).zip(body(p, at + 2))
            }
            "for" | "at" if is_long_done(p, at) => doer_of(p, at).zip(p.at(at + 1)),
            "member" if p.s.is(at + 1, "of") => member(p, at).zip(body(p, at + 2)),
            "belongs" if p.s.is(at + 1, "to") => worker(p, at).zip(body(p, at + 2)),
            "took" | "takes" if p.s.is(at + 1, "over") => worker(p, at).zip(body(p, at + 2)),
            "joined" | "joins" => worker(p, at).zip(body(p, at + 1)),
            "for" | "under" => serving(p, at),
            "sits" | "serves" | "sat" | "served" if p.s.is(at + 1, "on") => worker(p, at).zip(board(p, at + 2)),
            "answers" | "reports" if p.s.is(at + 1, "to") => worker(p, at).zip(ministry(p, at + 2)),
            low if HIRING.contains(&low) => taken_on(p, at),
            _ => None,
        };
        let Some((one, other)) = pair else { continue };
        found.extend(p.tie(&one, &other, p.s.low(at)));
        // "Chairs Skua and Delft Ferries"
        let more = LEADING.contains(&p.s.low(at)).then(|| p.list(at + 1)).into_iter().flatten().skip(1);
        found.extend(more.filter_map(|body| p.tie(&one, &body, p.s.low(at))));
        // "The rover's science team" is elsewhere the science team, and "the laboratory of the ministry" speaks for the ministry.
        found.extend(larger(p, &other).and_then(|whole| p.tie(&one, &whole, p.s.low(at))));
    }
    found
}

/// What a body that is told by its sort is also: without its owner; or the body that it is said to be of.
fn larger(p: &Passage<'_, '_>, body: &Somebody) -> Option<Somebody> {
    let Range { start, end } = body.range.clone();
    let owner = (start..end).find(|i| p.s.kind(*i) == Some(TokenKind::Possessive));
    if let Some(owner) = owner {
        return (owner + 1 < end).then(|| p.whole(&(owner + 1..end)));
    }
    let is_told = !p.s.is_capital(start) && p.s.is(end, "of");
    is_told.then(|| self::body(p, end + 1)).flatten()
}

/// "Has driven for Cars Rhone since 2009": whatever somebody has done for a firm all the time.
fn is_long_done(p: &Passage<'_, '_>, at: usize) -> bool {
    const ELSE: &[&str] =
        &["voted", "searched", "looked", "waited", "asked", "called", "cared", "fallen", "applied", "campaigned"];
    let low = p.s.low_before(at);
    let is_participle = (low.ends_with("ed") || low.ends_with("en")) && !ELSE.contains(&low) && !WORKING.contains(&low);
    let has = at.checked_sub(2).is_some_and(|i| matches!(p.s.low(i), "has" | "had" | "have"));
    is_participle && has && p.at(at + 1).is_some()
}

/// Whoever has done it: the name or the pronoun before "has".
fn doer_of(p: &Passage<'_, '_>, at: usize) -> Option<Somebody> {
    worker(p, at.checked_sub(2)?)
}

/// "Nair is a member of": the name or the pronoun before "is a".
fn member(p: &Passage<'_, '_>, at: usize) -> Option<Somebody> {
    let is_small =
        |i: &usize| matches!(p.s.low(*i), "a" | "an" | "is" | "was" | "been" | "has" | "founding" | "leading");
    let start = at - (0..at).rev().take_while(is_small).count();
    (start < at).then(|| worker(p, start)).flatten()
}

/// Whose verb it is: the name right before it, or before "who", or whoever the pronoun before it means.
fn worker(p: &Passage<'_, '_>, at: usize) -> Option<Somebody> {
    let is_between = |i: &usize| {
        let low = p.s.low(*i);
        let is_small = matches!(low, "who" | "also" | "now" | "still" | "has" | "have" | "been");
        is_small || p.s.words(*i..*i + 1) == ","
    };
    let end = at - (0..at).rev().take_while(is_between).count();
    if end > 0 && matches!(p.s.low(end - 1), "he" | "she") {
        return p.meant(end - 1);
    }
    let name = p.names.iter().find(|name| name.end == end).map(|name| p.named(name))?;
    let is_person = name.range.len() == 1 || name_kind(&name.name) == SourceKind::Person;
    is_person.then_some(name)
}

/// The body that is named at `from`, or told by its sort: "Skin Test", "the harbour", "its finance committee".
fn body(p: &Passage<'_, '_>, from: usize) -> Option<Somebody> {
    p.at(from).or_else(|| told(p, from))
}

/// For whom somebody runs a thing: "has run the smelter for Alunor".
fn principal(p: &Passage<'_, '_>, from: usize) -> Option<Somebody> {
    let is_thing = |i: &usize| p.s.kind(*i) == Some(TokenKind::Word) && !is_preposition(p.s.low(*i));
    let end = from + (from..from + 5).take_while(is_thing).count();
    (end > from && p.s.is(end, "for")).then(|| organization(p, end + 1)).flatten()
}

/// A name that is no person's.
fn organization(p: &Passage<'_, '_>, from: usize) -> Option<Somebody> {
    p.at(from).filter(|named| name_kind(&named.name) != SourceKind::Person || named.range.len() == 1)
}

/// "Voss has been at Alunor since May", "Voss spent nine years at Alunor".
fn spending(p: &Passage<'_, '_>, at: usize) -> Option<Somebody> {
    let spent = (at.saturating_sub(4)..at).rev().find(|i| matches!(p.s.low(*i), "spent" | "been"))?;
    worker(p, spent)
}

/// A body that is told by its sort: "the harbour", "the local hospital trust".
pub(super) fn told(p: &Passage<'_, '_>, from: usize) -> Option<Somebody> {
    let is_article = matches!(p.s.low(from), "the" | "its" | "their" | "this" | "our");
    let is_inner = |i: &usize| {
        let low = p.s.low(*i);
        let is_word = p.s.kind(*i) == Some(TokenKind::Word) && !p.s.is_capital(*i);
        is_word && !is_preposition(low) && low != "and" || p.s.kind(*i) == Some(TokenKind::Possessive)
    };
    let start = from + usize::from(is_article);
    let words: Vec<usize> = (start..start + 5).take_while(is_inner).collect();
    let noun = words.into_iter().rfind(|i| is_sort(p.s.low(*i))).filter(|_| is_article)?;
    Some(p.whole(&(start..noun + 1)))
}

fn is_sort(low: &str) -> bool {
    let is_body = matches!(nouns::head(low), Some(Head::Organization | Head::Outlet)) || nouns::is_body(low);
    is_body || SORTS.contains(&low) || BODIES.contains(&low)
}

/// "Ina Falk, who inspects bridges for the authority", "who was at the wheel under Captain Munn".
fn serving(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let who = (at.saturating_sub(8)..at).rev().find(|i| p.s.is(*i, "who"))?;
    let is_one = (who..at).all(|i| p.s.kind(i) == Some(TokenKind::Word) && !matches!(p.s.low(i), "and" | "waited"));
    let worker = is_one.then(|| worker(p, who)).flatten()?;
    let named = p.at(at + 1).filter(|named| {
        let is_person = name_kind(&named.name) == SourceKind::Person;
        let is_body = named.name.split(' ').any(|word| nouns::is_body(&word.to_lowercase()));
        if p.s.is(at, "under") { is_person || named.range.len() == 1 } else { is_body }
    });
    let is_serving = |told: &Somebody| told.name.rsplit(' ').next().is_some_and(|noun| !BODIES.contains(&noun));
    named.or_else(|| told(p, at + 1).filter(is_serving)).map(|body| (worker, body))
}

/// Whose board it is: "the board of the Ardenne Museum", "the museum's board".
fn board(p: &Passage<'_, '_>, from: usize) -> Option<Somebody> {
    let end = (from + 9).min(p.s.len());
    let noun = (from..end).find(|i| BOARDS.contains(&p.s.low(*i)))?;
    let owner = || (from..noun).find(|i| p.s.kind(*i) == Some(TokenKind::Possessive)).and_then(|_| told(p, from));
    let whose = p.possessors(from..noun + 1).next_back().or_else(owner);
    let of = || p.s.is(noun + 1, "of").then(|| body(p, noun + 2)).flatten();
    whose.or_else(of).or_else(|| (noun == from + 1).then(|| p.whole(&(noun..noun + 1))))
}

/// The ministry of a minister to whom somebody answers: "the education minister".
fn ministry(p: &Passage<'_, '_>, from: usize) -> Option<Somebody> {
    let end = (from + 4).min(p.s.len());
    let noun = (from + 1..end).find(|i| p.s.is(*i, "minister"))?;
    let of = noun.checked_sub(1).filter(|of| is_portfolio(p.s.low(*of)))?;
    Some(Somebody { range: of..noun + 1, name: format!("{} ministry", p.s.low(of)) })
}

/// "Belmed hired him as its chief scientist", "the chamber of agriculture had sent him"; "she was hired by Belmed".
fn taken_on(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let is_passive = matches!(p.s.low_before(at), "was" | "were" | "been" | "is");
    if is_passive {
        let by = (at + 1..(at + 6).min(p.s.len())).find(|i| p.s.is(*i, "by"))?;
        let whom = p.subject(at).filter(|whom| whom.range.len() == 1 || name_kind(&whom.name) == SourceKind::Person);
        return whom.zip(body(p, by + 1));
    }
    // "Sent him a letter" takes nobody on.
    let is_sent = matches!(p.s.low(at), "sent" | "dispatched" | "pays");
    let goes = || {
        matches!(p.s.words(at + 2..at + 3), "." | "," | "") || is_preposition(p.s.low(at + 2)) || p.s.is(at + 2, "here")
    };
    let whom = p.object(at + 1).filter(|_| !is_sent || goes())?;
    let end = at - usize::from(matches!(p.s.low_before(at), "had" | "has" | "also"));
    let is_name = |name: &&Range<usize>| name.end == end && name_kind(p.s.words((*name).clone())) != SourceKind::Person;
    let named = p.names.iter().find(is_name).map(|name| p.named(name));
    let who = named.or_else(|| p.s.is(0, "the").then(|| p.whole(&(1..end))).filter(|_| is_noun_phrase(p, end)))?;
    Some((whom, who))
}

/// "The chamber of agriculture": all words up to `end`, of which one is what a body is called.
fn is_noun_phrase(p: &Passage<'_, '_>, end: usize) -> bool {
    let is_word = |i: usize| p.s.kind(i) == Some(TokenKind::Word);
    end > 1 && end < 7 && (1..end).all(is_word) && (1..end).any(|i| is_sort(p.s.low(i)))
}

/// "The singer Mira is ill, said Jo Kern of her record label": whoever the sentence names first.
fn around(p: &Passage<'_, '_>, name: &Range<usize>) -> Option<RoleStatement> {
    let is_of = matches!(p.s.low(name.end), "of" | "from" | "at" | "with");
    // "Urs Imhof of the operating company": whichever firm has to do with it.
    let firm = told(p, name.end + 1).filter(|firm| is_of && FIRMS.iter().any(|noun| firm.name.ends_with(noun)));
    if let Some(firm) = firm {
        let (person, firm) = (p.named(name), Somebody { name: "company".to_owned(), ..firm });
        return (name_kind(&person.name) == SourceKind::Person).then(|| p.tie(&person, &firm, "company")).flatten();
    }
    let is_hers = is_of && matches!(p.s.low(name.end + 1), "her" | "his" | "its" | "their");
    let noun =
        (name.end + 2..name.end + 5).find(|i| is_hers && (AROUND.contains(&p.s.low(*i)) || is_sort(p.s.low(*i))))?;
    let person = p.named(name);
    let whose = p.names.first().filter(|first| first.end <= name.start).map(|first| p.named(first))?;
    (name_kind(&person.name) == SourceKind::Person).then(|| p.tie(&person, &whose, p.s.low(noun))).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn who_runs_what_is_read() {
        check("Mara Lind, who runs the harbour, sang.", &[("Mara Lind", "harbour")]);
        check("It fell, said Nele Hoffmann, who edits Skin Test.", &[("Nele Hoffmann", "Skin Test")]);
        check("Dario Conti is here. He heads the fire service.", &[("Dario Conti", "fire service")]);
        check("Mara Lind, who runs every morning, sang.", &[]);
        check("Mara Lind is here. She has run the smelter for Alunor since May.", &[("Mara Lind", "Alunor")]);
        check("Mara Lind has been with Bright Water for years.", &[("Mara Lind", "Bright Water")]);
        check("Mara Lind spent nine years at Alunor.", &[("Mara Lind", "Alunor")]);
        check("Mara Lind has been with Leo Varga for years.", &[]);
        check("Luc Morel has driven for Cars Rhone since 2009.", &[("Luc Morel", "Cars Rhone")]);
        check("Luc Morel has voted for Cars Rhone.", &[]);
        check(
            "Kaisa Lahti chairs the athletes' commission.",
            &[("Kaisa Lahti", "athletes' commission"), ("Kaisa Lahti", "commission")],
        );
        check(
            "Outi Salo runs the laboratory of the health ministry.",
            &[("Outi Salo", "laboratory"), ("Outi Salo", "health ministry")],
        );
        check("Priya Nair is a member of the science team.", &[("Priya Nair", "science team")]);
        check("Mara Lind leads the race.", &[]);
        check("Mara Lind does not run the harbour.", &[]);
    }

    #[test]
    fn who_works_for_whom_is_read() {
        check("Edda Roos sings. She has been sailing for Blueline Ferries.", &[("Edda Roos", "Blueline Ferries")]);
        check("Hester Vane sits on the board of the Ardenne Museum.", &[("Hester Vane", "Ardenne Museum")]);
        check("Jon Ferro answers to the education minister.", &[("Jon Ferro", "education ministry")]);
        check("Jon Ferro answers to the name of Jack.", &[]);
        check("Ina Falk, who inspects bridges for the road authority, sang.", &[("Ina Falk", "road authority")]);
        check("Ina Falk, who had waited for the ferry, sang.", &[]);
        check("Leo Mank is here. He took over the theatre in May.", &[("Leo Mank", "theatre")]);
        check("It stopped, said Urs Imhof of the operating company.", &[("Urs Imhof", "company")]);
    }

    #[test]
    fn who_was_taken_on_by_whom_is_read() {
        check("Pieter Zandt sang. Belmed hired him in May.", &[("Pieter Zandt", "Belmed")]);
        check("Georg Mair sang. The chamber of agriculture had sent him.", &[("Georg Mair", "chamber of agriculture")]);
        check("Georg Mair sang. The chamber of agriculture had sent him flowers.", &[]);
        check("Mira is ill, said Jo Kern of her record label.", &[("Jo Kern", "Mira")]);
    }
}
