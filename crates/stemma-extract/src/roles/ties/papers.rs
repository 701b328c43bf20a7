//! Who wrote a paper, or had it in hand: "Kern writes the road office's bulletin", "Livia Conti, who found it in the archive's
//! register", "Thiel had received the auditors' report".
//!
//! Whoever wrote a paper, and whoever has it from there, is no second origin beside the paper.

use std::ops::Range;

use stemma_core::enumerations::SourceKind;
use stemma_core::role::RoleStatement;

use super::super::flat;
use super::passage::{Passage, Somebody};
use crate::grammar::{is_finite, is_preposition};
use crate::nouns::{self, Head};
use crate::sources::name_kind;
use crate::tokens::TokenKind;

/// What is done with a paper by whoever makes it, or answers for it.
const MAKING: &[&str] = &[
    "writes",
    "wrote",
    "written",
    "keeps",
    "kept",
    "files",
    "filed",
    "lodged",
    "submitted",
    "drafted",
    "drafts",
    "compiled",
    "compiles",
    "signed",
    "signs",
    "typed",
    "swore",
    "sworn",
    "prepared",
    "prepares",
    "authored",
    "co-authored",
    "co-wrote",
    "edits",
    "edited",
    "issued",
    "published",
    "publishes",
    "presented",
    "led",
    "made",
];
/// The same of what is said before others only: "takes the minutes".
const TAKING: &[&str] = &["takes", "took", "taken"];
const TAKEN: &[&str] = &["minutes", "notes", "record"];
/// How somebody comes by a paper that another made.
const HAVING: &[&str] =
    &["received", "receives", "got", "obtained", "saw", "seen", "read", "reads", "studied", "holds", "leaked"];
/// The same, as what was done to them.
const GIVEN: &[&str] = &["sent", "shown", "given", "handed", "lent", "read"];
/// How somebody says that they have it from a paper: "bases it on letters", "quoted from the memo".
const CITING: &[&str] = &[
    "bases",
    "based",
    "relies",
    "relied",
    "refers",
    "referred",
    "referring",
    "cites",
    "cited",
    "citing",
    "quotes",
    "quoted",
    "quoting",
    "draws",
    "drew",
];
/// What somebody comes upon in a paper: "found it in".
const FINDING: &[&str] = &["found", "discovered", "read", "saw", "seen", "got", "has", "had", "learned", "learnt"];

pub(super) fn may_state(word: &str) -> bool {
    [MAKING, HAVING, GIVEN, FINDING, CITING].iter().any(|list| list.contains(&word))
        || TAKING.contains(&word)
        || word == "s"
}

/// The ties that a sentence states of people and papers.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let mut found: Vec<RoleStatement> = p.names.iter().filter_map(|name| published(p, name)).collect();
    for at in (1..p.s.len()).filter(|at| may_state(p.s.low(*at)) && !p.is_unsaid(*at)) {
        let Some((cue, paper)) = paper_of(p, at) else { continue };
        found.extend(handler(p, at).and_then(|who| stated(p, &who, cue, &paper)));
    }
    found
}

/// "Diop's paper appears in Field Ecology": whose it is, and where it stands.
fn published(p: &Passage<'_, '_>, name: &Range<usize>) -> Option<RoleStatement> {
    let is_own = p.s.kind(name.end) == Some(TokenKind::Possessive);
    let noun = name.end + 1;
    let is_study = is_own && (p.s.is(noun, "paper") || nouns::head(p.s.low(noun)) == Some(Head::Study));
    let place = is_study.then(|| (noun + 1..noun + 6).find(|i| p.s.is(*i, "in"))).flatten()?;
    let outlet = p.names.iter().find(|name| name.start == place + 1)?;
    let made = stated(p, &p.named(name), "writer", &(noun..noun + 1))?;
    Some(RoleStatement { role: format!("{} in {}", made.role, flat(p.s.words(outlet.clone()))), ..made })
}

/// What the verb at `at` does with which paper.
fn paper_of(p: &Passage<'_, '_>, at: usize) -> Option<(&'static str, Range<usize>)> {
    let low = p.s.low(at);
    let is_passive = matches!(p.s.low_before(at), "was" | "were" | "been" | "is" | "being");
    if is_passive {
        return GIVEN.contains(&low).then(|| paper(p, at + 1)).flatten().map(|paper| ("reader", paper));
    }
    let is_in = matches!(p.s.low(at + 1), "it" | "this" | "that" | "them") && matches!(p.s.low(at + 2), "in" | "from");
    if is_in && FINDING.contains(&low) {
        return paper(p, at + 3).map(|paper| ("reader", paper));
    }
    let is_taken = |paper: &Range<usize>| TAKEN.iter().any(|noun| paper.clone().any(|i| p.s.is(i, noun)));
    if TAKING.contains(&low) {
        return paper(p, at + 1).filter(is_taken).map(|paper| ("writer", paper));
    }
    if MAKING.contains(&low) {
        return paper(p, at + 1).map(|paper| ("writer", paper));
    }
    if CITING.contains(&low) {
        let to = at + 1 + usize::from(matches!(p.s.low(at + 1), "it" | "this" | "that" | "them"));
        let from = to + usize::from(matches!(p.s.low(to), "on" | "to" | "from"));
        return paper(p, from).map(|paper| ("reader", paper));
    }
    HAVING.contains(&low).then(|| paper(p, at + 1)).flatten().map(|paper| ("reader", paper))
}

/// Whoever does it: the name before the verb, before "who", or before "said, who"; whoever a pronoun there means.
fn handler(p: &Passage<'_, '_>, at: usize) -> Option<Somebody> {
    let is_between = |i: &usize| {
        let low = p.s.low(*i);
        let is_small = matches!(low, "who" | "also" | "had" | "has" | "have" | "was" | "were" | "been" | "later");
        is_small || p.s.words(*i..*i + 1) == ","
    };
    let before = |end: usize| end - (0..end).rev().take_while(is_between).count();
    let mut end = before(at);
    let is_relative = (end..at).any(|i| p.s.is(i, "who"));
    if is_relative && end > 0 && matches!(p.s.low(end - 1), "said" | "says" | "wrote" | "warned" | "claimed") {
        end = before(end - 1);
    }
    if end > 0 && matches!(p.s.low(end - 1), "he" | "she") {
        return p.meant(end - 1);
    }
    let name = p.names.iter().find(|name| name.end == end).map(|name| p.named(name))?;
    let is_person = name.range.len() == 1 || name_kind(&name.name) == SourceKind::Person;
    is_person.then_some(name)
}

/// The paper that is named at `from`, with whose it is: "the road office's bulletin", "minutes of the council".
fn paper(p: &Passage<'_, '_>, from: usize) -> Option<Range<usize>> {
    let is_article = matches!(p.s.low(from), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "this" | "that");
    let start = from + usize::from(is_article);
    let is_part = |i: &usize| {
        let is_word = p.s.kind(*i) == Some(TokenKind::Word) && !is_preposition(p.s.low(*i));
        (is_word && p.s.low(*i) != "and") || p.s.kind(*i) == Some(TokenKind::Possessive)
    };
    let is_paper = |i: &usize| {
        let low = p.s.low(*i);
        low == "paper" || matches!(nouns::head(low), Some(Head::Record | Head::Paper | Head::Study))
    };
    let noun = (start..start + 7).take_while(is_part).filter(|i| !p.s.is_capital(*i)).find(is_paper)?;
    // "The report card", "the letter box": another word has the last say.
    let next = noun + 1;
    let ends = p.s.kind(next) != Some(TokenKind::Word)
        || is_preposition(p.s.low(next))
        || is_finite(p.s, next)
        || matches!(p.s.low(next), "and" | "but" | "when" | "that" | "which" | "who" | "herself" | "himself" | "too");
    let is_at = p.s.is(next, "in") && (p.s.is_capital(next + 1) || p.s.is(next + 1, "the"));
    let of = is_at || matches!(p.s.low(next), "of" | "by" | "from");
    let is_whose = |i: &usize| p.s.kind(*i) == Some(TokenKind::Word) && !is_finite(p.s, *i);
    let end = if of { (next + 1..next + 5).take_while(is_whose).last().map_or(next, |last| last + 1) } else { next };
    ends.then_some(start..end)
}

fn stated(p: &Passage<'_, '_>, who: &Somebody, cue: &str, paper: &Range<usize>) -> Option<RoleStatement> {
    p.role(who, paper, format!("{cue} of {}", flat(p.s.words(paper.clone()))), cue)
}

#[cfg(test)]
mod tests {
    use super::super::super::offices;
    use crate::parse::parse;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let parsed = parse("a.txt", text.to_owned(), None).value;
        let found = offices(&parsed);
        let papers = found.iter().filter(|role| matches!(role.cue.as_str(), "writer" | "reader"));
        let papers: Vec<(&str, &str)> = papers.map(|role| (role.holder.as_str(), role.role.as_str())).collect();
        assert_eq!(papers, expected, "{text}");
    }

    #[test]
    fn who_wrote_a_paper_is_read() {
        check("Reto Kern writes the road office's bulletin.", &[("Reto Kern", "writer of road office's bulletin")]);
        check("Joan Petty takes the minutes of the council.", &[("Joan Petty", "writer of minutes of the council")]);
        check("Awa Diop's paper appears in Field Ecology.", &[("Awa Diop", "writer of paper in Field Ecology")]);
        check("It fell, said Sami Nader. He filed the complaint.", &[("Sami Nader", "writer of complaint")]);
    }

    #[test]
    fn who_had_a_paper_in_hand_is_read() {
        check(
            "It is so, said Adam Rybak, who had seen the diocese's report.",
            &[("Adam Rybak", "reader of diocese's report")],
        );
        check(
            "Anne Crewe bases it on letters in the Hofburg archive.",
            &[("Anne Crewe", "reader of letters in the Hofburg archive")],
        );
        check("Jens Thiel had received the auditors' report.", &[("Jens Thiel", "reader of auditors' report")]);
        check(
            "It fell, said Karin Ek, who was shown the report of the inquiry.",
            &[("Karin Ek", "reader of report of the inquiry")],
        );
        check(
            "It fell, historian Livia Conti said, who found it in the diocesan archive's register.",
            &[("Livia Conti", "reader of diocesan archive's register")],
        );
    }

    #[test]
    fn what_only_looks_so_is_not() {
        check("Reto Kern has not seen the report.", &[]);
        check("Joan Petty takes the bus.", &[]);
        check("Reto Kern kept the letter box.", &[]);
        check("Reto Kern found it in the garden.", &[]);
        check("The report saw Reto Kern.", &[]);
    }
}
