//! Who has it from elsewhere: "he knows the story from a letter", "his figures come from the register", "“It was in the Post,” said
//! Walter Crabbe", "she did not see it herself", "he said, reading from the report of the sheriff's office", "and shows the letter
//! that she got from personnel".

use stemma_core::enumerations::SourceKind;

use super::{Reading, WORKS};
use crate::nouns::{self, Head};
use crate::roles::Somebody;
use crate::sources::name_kind;

/// The words of which [`who`] reads something.
pub(super) const CUES: &[&str] = &[
    "from", "told", "say", "hear", "in", "on", "only", "more", "what", "quoted", "cited", "quoting", "citing",
    "hearsay", "second", "rang", "rung", "phoned", "texted", "emailed", "wrote", "written",
];
/// Verbs of having and knowing, before what is had "from" somewhere.
const HAVING: &[&str] = &[
    "has", "had", "have", "got", "knows", "know", "knew", "learned", "learnt", "heard", "gets", "takes", "took",
    "obtained", "gathered",
];
/// What is had, beside a statement.
const HAD: &[&str] = &["it", "this", "that", "so", "information", "news", "facts", "data", "details", "tale", "count"];
/// What somebody reads out or shows, and somebody else wrote.
const PAPERS: &[&str] = &[
    "letter",
    "memo",
    "memorandum",
    "e-mail",
    "email",
    "message",
    "notice",
    "circular",
    "report",
    "statement",
    "file",
    "files",
    "record",
    "records",
    "register",
    "log",
    "minutes",
    "leaflet",
    "bulletin",
    "complaint",
    "indictment",
];
/// Where what is no secret stands.
const MEDIA: &[&str] =
    &["news", "paper", "papers", "newspaper", "newspapers", "radio", "television", "internet", "telly"];

/// Who has it from elsewhere, as the words at `at` say.
pub(super) fn who(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    if r.is_unsaid(at) && !r.is(at, "see") && !r.is(at, "seen") {
        return None;
    }
    had_from(r, at)
        .or_else(|| comes_from(r, at))
        .or_else(|| told(r, at))
        .or_else(|| hears_so(r, at))
        .or_else(|| in_the_paper(r, at))
        .or_else(|| unseen(r, at))
        .or_else(|| reading_from(r, at))
        .or_else(|| showing(r, at))
        .or_else(|| knowing_no_more(r, at))
        .or_else(|| handing_on(r, at))
        .or_else(|| called_by_somebody(r, at))
}

fn is_had(r: &Reading<'_, '_>, at: usize) -> bool {
    let noun = at + usize::from(matches!(r.low(at), "the" | "his" | "her" | "their" | "this" | "that" | "all" | "its"));
    [at, noun].iter().any(|i| HAD.contains(&r.low(*i)) || WORKS.contains(&r.low(*i)))
}

/// "has that, he says, from Ebba", "knows the story from the statement that"
fn had_from(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_had = HAVING.contains(&r.low(at)) && is_had(r, at + 1);
    let from = is_had.then(|| (at + 2..at + 9).find(|i| r.is(*i, "from"))).flatten()?;
    // "From the shelf": what is had comes from a place.
    let is_bare = !crate::grammar::is_determiner(r.low(from + 1));
    (is_bare || is_source(r, from + 2)).then(|| r.doer(at)).flatten()
}

/// Who or what is a source, and no place: "the statement", "the neighbour".
pub(super) fn is_source(r: &Reading<'_, '_>, at: usize) -> bool {
    (at..at + 3).any(|i| WORKS.contains(&r.low(i)) || nouns::head(r.low(i)).is_some() || MEDIA.contains(&r.low(i)))
}

/// "His figures come from the register", "Ida Lund's figures were taken from a table"
fn comes_from(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let verb = (at + 1..at + 4)
        .find(|i| matches!(r.low(*i), "come" | "comes" | "came" | "taken" | "copied" | "stem" | "stems"))?;
    let is_it =
        matches!(r.low(at), "figures" | "numbers" | "data" | "information" | "account" | "figure" | "knowledge");
    (is_it && r.is(verb + 1, "from")).then(|| r.whose(at, verb)).flatten()
}

/// "was told so by a neighbour", "had been told of it"
fn told(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_so = matches!(r.low(at + 1), "so" | "this" | "it" | "about" | "of" | "by" | "." | "");
    // "“So I've been told,” she said"
    let ends = || r.s().is_quoted(at) && r.is(at + 1, ",");
    let is_it = r.is(at, "told") && r.is_passive(at) && (is_so || ends());
    is_it.then(|| r.doer(at)).flatten()
}

/// "“The lift was broken, I'm told,” said Jan Brix", "“…, they say,” said Jan Brix": whoever says it within a quotation.
fn hears_so(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let before = at.checked_sub(1).map_or("", |i| r.low(i));
    let two = at.checked_sub(2).map_or("", |i| r.low(i));
    let is_told = r.is(at, "told")
        && (matches!(before, "i'm" | "we're")
            || matches!(before, "am" | "was" | "were" | "are") && matches!(two, "i" | "we"));
    let is_said = r.is(at, "say") && before == "they" || r.is(at, "hear") && matches!(before, "i" | "we");
    let comma = if is_told && !matches!(before, "i'm" | "we're") { at.checked_sub(3) } else { at.checked_sub(2) };
    let is_apart = comma.is_some_and(|i| r.s().is(i, ",") || r.s().kind(i) == Some(crate::tokens::TokenKind::Open));
    let said = (at + 1..at + 6).find(|i| matches!(r.low(*i), "said" | "says") && !r.s().is_quoted(*i));
    let is_quoted = r.s().is_quoted(at);
    said.filter(|_| is_quoted && is_apart && (is_told || is_said)).and_then(|said| r.p.at(said + 1))
}

/// "“It was in the Post,” said Walter Crabbe", "had read it in the Post", "saw it on the news"
fn in_the_paper(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let medium = at + 1 + usize::from(r.is(at + 1, "the"));
    let name = || r.s().words(medium..medium + 1);
    let is_outlet = || r.s().is_capital(medium) && (nouns::is_outlet(name()) || nouns::is_short_outlet(name()));
    let is_medium = MEDIA.contains(&r.low(medium)) || is_outlet();
    if !matches!(r.low(at), "in" | "on") || !is_medium {
        return None;
    }
    let before = at.checked_sub(2).map(|i| (r.low(i), r.low(i + 1)))?;
    match before {
        ("it", "was") => {
            let said = (medium + 1..medium + 5).find(|i| matches!(r.low(*i), "said" | "says"))?;
            r.p.at(said + 1)
        }
        ("read" | "saw" | "heard" | "seen", "it" | "this" | "that") => r.doer(at - 2),
        _ => None,
    }
}

/// "Reading from the report of the sheriff's office", "read out from the letter": what is said is the paper's.
fn reading_from(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let from = at + 1 + usize::from(matches!(r.low(at + 1), "aloud" | "out" | "directly"));
    let is_reading = matches!(r.low(at), "reading" | "read" | "reads" | "reciting" | "recited");
    (is_reading && r.is(from, "from") && is_paper(r, from + 1..from + 6)).then(|| r.doer(at)).flatten()
}

/// "Shows the letter that she got from personnel", "holding up the memo from the ministry".
fn showing(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_shown = matches!(r.low(at), "shows" | "showed" | "waves" | "waved" | "waving" | "unfolds" | "unfolded")
        || matches!(r.low(at), "holds" | "holding" | "held") && r.is(at + 1, "up");
    let paper = is_shown.then(|| (at + 1..at + 5).find(|i| is_paper(r, *i..*i + 1))).flatten()?;
    let has_sender = (paper + 1..paper + 7).any(|i| r.is(i, "from"));
    has_sender.then(|| r.doer(at)).flatten().filter(|who| name_kind(&who.name) == SourceKind::Person)
}

/// "She knows no more than what is in it", "knows only what the letter says".
fn knowing_no_more(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_all = r.is(at + 1, "only") && r.is(at + 2, "what")
        || matches!(r.low(at + 1), "no" | "nothing") && r.is(at + 2, "more") && r.is(at + 3, "than");
    (matches!(r.low(at), "knows" | "knew") && is_all).then(|| r.doer(at)).flatten()
}

/// "She quoted a witness", "was passing on what a groom had said", "repeated what is said in town".
fn handing_on(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_somebody = |i: usize| matches!(nouns::head(r.low(i)), Some(Head::Person | Head::People | Head::Office));
    let quotes = matches!(r.low(at), "quoted" | "cited" | "quoting" | "citing")
        && (at + 1..at + 3).any(|i| !r.s().is_capital(i) && is_somebody(i));
    let passes = matches!(r.low(at), "repeated" | "repeating" | "relayed" | "relaying") && r.is(at + 1, "what")
        || matches!(r.low(at), "passed" | "passing" | "handing") && r.is(at + 1, "on") && r.is(at + 2, "what");
    // "She spoke from hearsay", "had it at second hand"
    let before = at.checked_sub(1).map_or("", |i| r.low(i));
    let is_hearsay = r.is(at, "hearsay") && matches!(before, "from" | "on" | "by")
        || r.is(at, "second") && r.is(at + 1, "hand") && before == "at";
    (quotes || passes || is_hearsay).then(|| r.doer(at)).flatten()
}

/// "A friend had rung her", "Friends had written to her": who told her is not named.
fn called_by_somebody(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_calling = matches!(r.low(at), "rang" | "rung" | "phoned" | "texted" | "emailed" | "e-mailed");
    let is_writing = matches!(r.low(at), "wrote" | "written") && r.is(at + 1, "to");
    let object = at + 1 + usize::from(is_writing);
    let is_object =
        matches!(r.low(object), "him" | "her") && r.s().kind(object + 1) != Some(crate::tokens::TokenKind::Word);
    // "“I rang him,” she said"
    let is_own = at.checked_sub(1).is_some_and(|i| matches!(r.low(i), "i" | "we" | "i've" | "we've"));
    ((is_calling || is_writing) && is_object && !is_own).then(|| r.p.object(object)).flatten()
}

/// Whether a piece of writing that somebody else sends or keeps stands there.
pub(super) fn is_paper(r: &Reading<'_, '_>, mut places: std::ops::Range<usize>) -> bool {
    places.any(|i| PAPERS.contains(&r.low(i)))
}

/// "did not see it herself"
fn unseen(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_seeing = matches!(r.low(at), "see" | "seen" | "witness" | "witnessed");
    let is_not = (at.saturating_sub(3)..at).any(|i| matches!(r.low(i), "not" | "never" | "n't"));
    let is_own = (at + 1..at + 5).any(|i| matches!(r.low(i), "himself" | "herself" | "themselves" | "personally"));
    (is_seeing && is_not && is_own).then(|| r.doer(at)).flatten()
}
