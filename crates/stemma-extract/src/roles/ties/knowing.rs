//! How somebody knows, and for whom they speak: "Edith Marl was told about the drums by Silas Grout", "he had read the interview
//! with Agatha Penn", "the guide is represented by Felix Sandoz", "Frank Beale of Marsh Constabulary".
//!
//! Whoever has it from another is no second origin of it.

use std::ops::Range;

use stemma_core::enumerations::SourceKind;
use stemma_core::role::RoleStatement;

use super::leading::told;
use super::passage::{Passage, Somebody};
use crate::nouns;
use crate::sources::name_kind;
use crate::tokens::TokenKind;

/// What is read or seen of what somebody said.
const SAID: &[&str] = &[
    "interview",
    "post",
    "posts",
    "book",
    "story",
    "account",
    "letter",
    "column",
    "article",
    "report",
    "statement",
    "tweet",
    "podcast",
    "blog",
    "memoir",
    "memoirs",
    "testimony",
    "message",
    "email",
    "e-mail",
    "speech",
    "diary",
    "video",
];

/// What else somebody may be given of another's work.
const WORK: &[&str] = &[
    "notes",
    "pictures",
    "photographs",
    "photos",
    "footage",
    "recording",
    "recordings",
    "transcript",
    "figures",
    "findings",
    "results",
    "data",
    "files",
    "copy",
];

/// The words of which [`ties`] reads something, beside [`TELLING`].
const CUES: &[&str] = &[
    "told",
    "informed",
    "briefed",
    "tipped",
    "shown",
    "given",
    "sent",
    "lent",
    "wrote",
    "written",
    "confided",
    "heard",
    "learned",
    "learnt",
    "from",
    "read",
    "seen",
    "saw",
    "watched",
    "represented",
    "defended",
    "advised",
    "represents",
    "representing",
    "defends",
    "acts",
    "acting",
    "speaks",
    "spoke",
    "handles",
    "handled",
    "handle",
    "repeating",
    "echoing",
    "relaying",
    "citing",
    "cited",
    "quoting",
    "quoted",
    "invoking",
    "refers",
    "referring",
    "referred",
    "pointing",
    "pointed",
    "whom",
    "after",
    "of",
    "at",
    "with",
];

/// What somebody does with what they know.
const TELLING: &[&str] = &[
    "called",
    "phoned",
    "rang",
    "alerted",
    "contacted",
    "notified",
    "reported",
    "handed",
    "passed",
    "forwarded",
    "submitted",
    "complained",
    "turned",
    "testified",
];

/// What an agency does for whoever pays it.
const PUBLICITY: &[&str] = &["publicity", "advertising", "marketing", "communications", "pr", "campaigns", "press"];

pub(super) fn may_state(word: &str) -> bool {
    CUES.contains(&word) || TELLING.contains(&word)
}

/// The ties that a sentence states of what people know, and for whom they speak.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let mut found: Vec<RoleStatement> = p.names.iter().filter_map(|name| of_body(p, name)).collect();
    for at in (1..p.s.len()).filter(|at| !p.is_unsaid(*at)) {
        let pair = match p.s.low(at) {
            "given" | "handed" | "sent" | "lent" | "shown" if is_passive(p, at) => {
                given(p, at).or_else(|| passive(p, at).filter(|_| p.s.is(at, "shown")))
            }
            "told" | "informed" | "briefed" | "tipped" if is_passive(p, at) => passive(p, at),
            low if TELLING.contains(&low) => telling(p, at),
            "told" | "informed" | "briefed" => active(p, at, at + 1),
            "wrote" | "written" | "confided" if matches!(p.s.low(at + 1), "to" | "in") => active(p, at, at + 2),
            "heard" | "learned" | "learnt" => from(p, at),
            "had" | "has" | "got" | "knew" | "knows" | "received" | "obtained" if is_object(p, at + 1) => from(p, at),
            "read" | "seen" | "saw" | "watched" => read(p, at),
            "represented" | "defended" | "advised" if is_passive(p, at) && p.s.is(at + 1, "by") => {
                p.subject(at).zip(p.at(at + 2)).map(|(client, agent)| (agent, client))
            }
            "represents" | "representing" | "defends" => p.subject(at).zip(p.at_or_post(at + 1)),
            "acts" | "acting" | "speaks" | "spoke" if p.s.is(at + 1, "for") => p.subject(at).zip(p.at_or_post(at + 2)),
            "repeating" | "echoing" | "relaying" => repeating(p, at),
            "citing" | "cited" | "quoting" | "quoted" | "invoking" => p.subject(at).zip(p.at(at + 1)),
            "refers" | "referring" | "referred" | "pointing" | "pointed" if p.s.is(at + 1, "to") => {
                p.subject(at).zip(p.at(at + 2).or_else(|| told(p, at + 2)))
            }
            "whom" => turned_to(p, at),
            "after" => briefed(p, at),
            "handles" | "handled" | "handle" => handling(p, at),
            _ => None,
        };
        found.extend(pair.and_then(|(one, other)| p.tie(&one, &other, p.s.low(at))));
    }
    found
}

/// "Inspector Frank Beale of Marsh Constabulary": the body is one by its words.
fn of_body(p: &Passage<'_, '_>, name: &Range<usize>) -> Option<RoleStatement> {
    let inner = name.clone().find(|i| p.s.is(*i, "of"));
    let end = inner.unwrap_or(name.end);
    let person = p.named(&(name.start..end));
    let is_person = person.range.len() > 1 && name_kind(&person.name) == SourceKind::Person;
    let body = match inner {
        Some(of) => Some(p.named(&(of + 1..name.end))),
        None => matches!(p.s.low(end), "of" | "from" | "at" | "with").then(|| p.at(end + 1)).flatten(),
    };
    let body = body.filter(|_| is_person)?;
    let is_body =
        body.name.split(' ').any(|word| nouns::is_body(&word.to_lowercase())) || nouns::is_organization(&body.name);
    is_body.then(|| p.tie(&person, &body, p.s.low(end))).flatten()
}

/// "said Tania Roe, repeating what Hugh Sinclair had told them"
fn repeating(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let source =
        if p.s.is(at + 1, "what") { p.at(at + 2) } else { p.possessors(at + 1..(at + 5).min(p.s.len())).next() };
    p.subject(at).zip(source)
}

/// "said Dirk Hahn, to whom the nurse Paula Rehm had turned", "whom the prosecutor had informed"
fn turned_to(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    const TURNED: &[&str] = &[
        "informed",
        "briefed",
        "called",
        "turned",
        "spoken",
        "spoke",
        "written",
        "wrote",
        "confided",
        "reported",
        "talked",
        "told",
        "shown",
        "complained",
    ];
    let teller = p.at_or_post(at + 1)?;
    let verb = teller.range.end + usize::from(matches!(p.s.low(teller.range.end), "had" | "has"));
    TURNED.contains(&p.s.low(verb)).then(|| p.last(at)).flatten().map(|hearer| (hearer, teller))
}

/// "told the Post after a closed briefing by Hugh Sinclair"
fn briefed(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    const TALKS: &[&str] = &["briefing", "conversation", "call", "talk", "talks", "lecture", "presentation"];
    let talk = (at + 1..at + 5).find(|i| TALKS.contains(&p.s.low(*i)))?;
    let teller = matches!(p.s.low(talk + 1), "by" | "with" | "from").then(|| p.at(talk + 2)).flatten()?;
    // "Ken Dalby told Defence Daily after": who told, and not whom.
    let told = (0..at).rev().find(|i| matches!(p.s.low(*i), "told" | "said" | "says" | "tells")).unwrap_or(at);
    Some((p.subject(told)?, teller))
}

/// "Jacaranda Bureau handles the publicity of DaktariGo", "his office has handled the advertising for DaktariGo"
fn handling(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let what = (at + 1..at + 4).find(|i| PUBLICITY.contains(&p.s.low(*i)))?;
    let of = (what + 1..what + 3).find(|i| matches!(p.s.low(*i), "of" | "for"))?;
    let owner = matches!(p.s.low(0), "his" | "her" | "their" | "its").then(|| p.meant(0)).flatten();
    owner.or_else(|| p.subject(at)).zip(p.at(of + 1))
}

fn is_passive(p: &Passage<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(2)..at).any(|i| matches!(p.s.low(i), "was" | "were" | "been" | "is" | "are" | "being"))
}

/// "was told about the drums by Silas Grout"
fn passive(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let by = (at + 1..(at + 12).min(p.s.len())).find(|i| p.s.is(*i, "by"))?;
    // "Was briefed by the coast guard": whichever has to do with it.
    p.subject(at).zip(p.at_or_post(by + 1).or_else(|| told(p, by + 1)))
}

/// "The others, including Ms Cruz (Bluff City Sun), were given Mr Whitford's notes".
fn given(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let is_work = |i: &usize| WORK.contains(&p.s.low(*i)) || SAID.contains(&p.s.low(*i));
    let work = (at + 2..(at + 8).min(p.s.len())).find(is_work)?;
    let whose = p.possessors(at + 1..work).next_back()?;
    let receiver = p.subject(at)?;
    // Behind a name in brackets stands for whom somebody works.
    let bracket = receiver.range.start.checked_sub(1).filter(|open| p.s.is(*open, "("));
    Some((bracket.and_then(|open| p.last(open)).unwrap_or(receiver), whose))
}

/// "Karl Moss had told Ida Lund", "the navigator, Keel, wrote to her"
fn active(p: &Passage<'_, '_>, at: usize, to: usize) -> Option<(Somebody, Somebody)> {
    let mut end = at;
    while end > 0 && matches!(p.s.low(end - 1), "had" | "has" | "have" | "also" | "first" | "later" | "who" | ",") {
        end -= 1;
    }
    // "The mayor of Kelso told": that was not Kelso.
    let is_whole = |name: &&Range<usize>| {
        let before = name.start.checked_sub(1).map_or("", |i| p.s.low(i));
        (name.end == end || name.end == at) && !matches!(before, "of" | "at" | "for" | "in")
    };
    let teller = p.names.iter().rfind(is_whole).map(|name| p.named(name))?;
    let hearer = p.object(to)?;
    Some((hearer, teller))
}

/// "Fehr has handed his findings to the prosecutor", "Li called the health office": whoever was told may have it from there.
fn telling(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let is_between =
        |i: &usize| matches!(p.s.low(*i), "had" | "has" | "also" | "who" | "later" | "then" | "immediately");
    let end = at - (0..at).rev().take_while(is_between).count();
    let pronoun = end.checked_sub(1).filter(|i| matches!(p.s.low(*i), "he" | "she"));
    let named = || p.names.iter().find(|name| name.end == end).map(|name| p.named(name));
    let teller = pronoun.map_or_else(named, |i| p.meant(i))?;
    let to = (at + 1..(at + 7).min(p.s.len())).find(|i| p.s.is(*i, "to")).map_or(at + 1, |to| to + 1);
    let hearer = p.at_or_post(to).or_else(|| told(p, to))?;
    Some((teller, hearer))
}

/// "had heard of the bribe from Karl Moss", "had his account from the warden"
fn from(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let from = (at + 1..(at + 9).min(p.s.len())).find(|i| p.s.is(*i, "from"))?;
    let is_one =
        (at + 1..from).all(|i| p.s.kind(i) == Some(TokenKind::Word) && !matches!(p.s.low(i), "and" | "that" | "who"));
    let teller = is_one.then(|| p.at_or_post(from + 1).or_else(|| told(p, from + 1))).flatten()?;
    Some((p.subject(at)?, teller))
}

/// "has it from", "got the story from": what is had is known, and no thing.
fn is_object(p: &Passage<'_, '_>, at: usize) -> bool {
    let noun =
        at + usize::from(matches!(p.s.low(at), "the" | "a" | "his" | "her" | "their" | "this" | "that" | "all" | "an"));
    matches!(p.s.low(at), "it" | "this" | "that" | "about")
        || SAID.contains(&p.s.low(noun))
        || matches!(p.s.low(noun), "information" | "list")
        || WORK.contains(&p.s.low(noun))
}

/// "had read the interview with Agatha Penn", "had seen Carla Munt's post"
fn read(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let noun = (at + 1..(at + 8).min(p.s.len())).find(|i| SAID.contains(&p.s.low(*i)))?;
    let by = || p.behind(noun + 1..noun + 4, &["with", "by", "of", "from"]);
    let whose = p.possessors(at + 1..noun).next().or_else(by)?;
    Some((p.subject(at)?, whose))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn who_repeats_or_was_briefed_has_it_from_another() {
        let roe = ("Tania Roe", "Hugh Sinclair");
        check("It was late, said Tania Roe, repeating what Hugh Sinclair had told them.", &[roe]);
        check("It was late, Tania Roe told the Kelso Post after a closed briefing by Hugh Sinclair.", &[roe]);
        check("It was late, Tania Roe said after a walk with Hugh Sinclair.", &[]);
        check("It was late, said Tania Roe, to whom Hugh Sinclair had turned.", &[roe]);
        check("It was late, said Tania Roe, referring to Hugh Sinclair.", &[roe]);
        check("It was late, said Tania Roe, pointing to the sky.", &[]);
        check("It was late, said Tania Roe, whom the prosecutor had informed.", &[("Tania Roe", "prosecutor")]);
        check("It was late, said Tania Roe, whom the rain had woken.", &[]);
        check("Tania Roe was briefed by the coast guard.", &[("Tania Roe", "coast guard")]);
        check("Tania Roe was briefed by the fire.", &[]);
        check("Gus Fehr has handed his findings to the prosecutor.", &[("Gus Fehr", "prosecutor")]);
        check("It was late, said Tania Roe. She called the health office.", &[("Tania Roe", "health office")]);
        check("Tania Roe called a cab.", &[]);
        check("Tania Roe turned to the window.", &[]);
    }

    #[test]
    fn who_was_given_anothers_notes_has_it_from_them() {
        let cruz = ("Annabel Cruz", "Cal Whitford");
        check("Annabel Cruz was given Cal Whitford's notes.", &[cruz]);
        check("All others, among them Annabel Cruz (Bluff City Sun), were handed Cal Whitford's own footage.", &[cruz]);
        check("Annabel Cruz was given Cal Whitford's room.", &[]);
    }

    #[test]
    fn how_somebody_knows_is_read() {
        let marl = ("Edith Marl", "Silas Grout");
        check("Edith Marl was told about the drums by Silas Grout.", &[marl]);
        check("Edith Marl did not see them. She was told about the drums by Silas Grout, she said.", &[marl]);
        check("Silas Grout had told Edith Marl that there were drums.", &[marl]);
        check("Edith Marl said she had heard of the drums from Silas Grout.", &[marl]);
        check("Edith Marl had it in writing. The foreman, Grout, wrote to her in June.", &[("Edith Marl", "Grout")]);
        check(
            "Councillor Marl was abroad. Asked, he said he had read the interview with Silas Grout.",
            &[("Marl", "Silas Grout")],
        );
    }

    #[test]
    fn for_whom_somebody_speaks_is_read() {
        check("Ulla Berge is free. The guide is represented by Felix Sandoz.", &[("Felix Sandoz", "Ulla Berge")]);
        check("Felix Sandoz spoke for Ulla Berge.", &[("Felix Sandoz", "Ulla Berge")]);
        check("Frank Beale of Marsh Constabulary reads it.", &[("Frank Beale", "Marsh Constabulary")]);
    }

    #[test]
    fn what_only_looks_so_is_not() {
        check("Edith Marl was not told by Silas Grout.", &[]);
        check("Silas Grout told the Kelso Post that there were drums.", &[]);
        check("Edith Marl heard a shot from the Kelso road.", &[]);
        check("Would Edith Marl have been told by Silas Grout?", &[]);
    }
}
