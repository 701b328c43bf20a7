//! Who has it from talk: "she had heard it at the market", "it is what everyone says, she added", "“a groom rang me,” she said", "on the
//! strength of what a groom had told her".

use super::Reading;
use crate::nouns::{self, Head};
use crate::roles::Somebody;

/// The words of which [`who`] reads something.
pub(super) const CUES: &[&str] = &[
    "overheard",
    "all",
    "source",
    "sources",
    "informant",
    "informants",
    "abroad",
    "away",
    "elsewhere",
    "holiday",
    "out",
    "noticed",
    "found",
    "me",
    "us",
    "heard",
    "told",
    "read",
    "reads",
    "says",
    "say",
    "have",
    "had",
    "has",
    "know",
    "knew",
    "knows",
    "got",
    "hear",
    "hears",
    "learned",
    "learnt",
    "received",
    "seen",
    "saw",
    "watched",
    "sees",
    "rung",
    "tipped",
    "contacted",
    "picked",
    "pick",
    "phoned",
    "called",
    "texted",
    "informed",
    "alerted",
    "messaged",
    "assured",
    "warned",
    "emailed",
];
/// Where people talk.
const TALK: &[&str] = &[
    "market",
    "pub",
    "church",
    "town",
    "village",
    "school",
    "barber",
    "barber's",
    "canteen",
    "queue",
    "shop",
    "bar",
    "café",
    "cafe",
    "hairdresser's",
    "bakery",
    "grapevine",
    "playground",
    "office",
    "corridor",
];
/// Who says what everybody says.
const EVERYBODY: &[&str] =
    &["everyone", "everybody", "people", "they", "neighbours", "neighbors", "locals", "all", "folk"];
/// How somebody is told something, before "me".
const TELLING: &[&str] = &[
    "told", "rang", "phoned", "called", "texted", "emailed", "e-mailed", "informed", "messaged", "alerted", "assured",
    "warned",
];
/// By what something is sent.
const POST: &[&str] = &[
    "e-mail",
    "email",
    "letter",
    "post",
    "phone",
    "telephone",
    "radio",
    "fax",
    "text",
    "message",
    "whatsapp",
    "television",
    "grapevine",
    "internet",
];
/// On what one sees what happened elsewhere.
const FILM: &[&str] = &[
    "video",
    "videos",
    "film",
    "clip",
    "clips",
    "footage",
    "recording",
    "photo",
    "photos",
    "picture",
    "pictures",
    "television",
];
/// Who has it from talk, as the words at `at` say.
pub(super) fn who(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    // "Wrote to me": the "to" makes nothing of it unsaid.
    let verb = if matches!(r.low(at), "me" | "us") && at > 1 && r.is(at - 1, "to") { at - 2 } else { at };
    if r.is_unsaid(verb) {
        return None;
    }
    heard_around(r, at)
        .or_else(|| overheard(r, at))
        .or_else(|| heard_of(r, at))
        .or_else(|| got_by_post(r, at))
        .or_else(|| seen_on_film(r, at))
        .or_else(|| was_rung(r, at))
        .or_else(|| one_hears(r, at))
        .or_else(|| another_saw(r, at))
        .or_else(|| his_source(r, at))
        .or_else(|| was_away(r, at))
        .or_else(|| what_all_say(r, at))
        .or_else(|| told_me(r, at))
        .or_else(|| what_was_told(r, at))
}

/// "Had heard it at the market".
fn heard_around(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_up = matches!(r.low(at), "picked" | "pick") && r.is(at + 2, "up");
    let is_it = (r.is(at, "heard") || is_up) && matches!(r.low(at + 1), "it" | "so" | "this" | "that");
    let at = at + usize::from(is_up);
    let place = at + 3 + usize::from(r.is(at + 3, "the"));
    let is_talk = matches!(r.low(at + 2), "at" | "in" | "on" | "around" | "over") && TALK.contains(&r.low(place));
    (is_it && is_talk).then(|| r.doer(at)).flatten()
}

/// "Had overheard it on the bus".
fn overheard(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_it = r.is(at, "overheard") && matches!(r.low(at + 1), "it" | "this" | "that");
    is_it.then(|| r.doer(at)).flatten()
}

/// "It is what everyone says, she added".
fn what_all_say(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_all = |i: usize| EVERYBODY.contains(&r.low(i)) || r.low(i).ends_with('s') && !r.s().is_capital(i);
    let all = at.checked_sub(1).filter(|all| matches!(r.low(at), "say" | "says") && is_all(*all))?;
    (all.saturating_sub(3)..all).any(|i| r.is(i, "what")).then(|| r.sayer().or_else(|| r.doer(at))).flatten()
}

/// "Heard of it at a funeral", "learned about this on the radio".
fn heard_of(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_heard = matches!(r.low(at), "heard" | "learned" | "learnt" | "read" | "reads" | "hears");
    let is_of = matches!(r.low(at + 1), "of" | "about") && matches!(r.low(at + 2), "it" | "this" | "that");
    (is_heard && is_of).then(|| r.doer(at)).flatten()
}

/// "Got the information by e-mail".
fn got_by_post(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_got = matches!(r.low(at), "got" | "received" | "had" | "has" | "heard" | "learned" | "learnt");
    let by = (at + 2..at + 5).find(|i| matches!(r.low(*i), "by" | "via" | "through" | "over"))?;
    let is_it =
        (at + 1..by).any(|i| matches!(r.low(i), "it" | "this" | "that" | "news" | "information" | "story" | "details"));
    let by_post = (by + 1..by + 3).any(|i| POST.contains(&r.low(i)));
    (is_got && is_it && by_post).then(|| r.doer(at)).flatten()
}

/// "Has seen a video of it", "saw it on film".
fn seen_on_film(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_seen = matches!(r.low(at), "seen" | "saw" | "watched" | "sees");
    let film = (at + 1..at + 5).find(|i| FILM.contains(&r.low(*i)))?;
    let of_it = matches!(r.low(film + 1), "of") && matches!(r.low(film + 2), "it" | "this" | "that");
    let on_film = matches!(r.low(at + 1), "it" | "this") && matches!(r.low(at + 2), "on" | "in");
    (is_seen && (of_it || on_film)).then(|| r.doer(at)).flatten()
}

/// "Had been rung by a neighbour": who told him is not named.
fn was_rung(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_rung = TELLING.contains(&r.low(at)) || matches!(r.low(at), "rung" | "tipped" | "contacted");
    let by = at + 1 + usize::from(r.is(at + 1, "off"));
    let is_somebody = |i: usize| matches!(nouns::head(r.low(i)), Some(Head::Person | Head::People | Head::Office));
    let by_somebody = r.is(by, "by") && (by + 1..by + 5).any(|i| !r.s().is_capital(i) && is_somebody(i));
    (is_rung && by_somebody && r.is_passive(at)).then(|| r.doer(at)).flatten()
}

/// "“You hear things,” said Tam Bell", "“Everybody in Ostby knows it,” he added".
fn one_hears(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let before = at.checked_sub(1).map_or("", |i| r.low(i));
    let is_heard = matches!(r.low(at), "hear" | "hears") && matches!(before, "you" | "one" | "we");
    let is_known = matches!(r.low(at), "knows" | "says") && matches!(r.low(at + 1), "it" | "so" | "that" | "this");
    let by_all = || (at.saturating_sub(4)..at).any(|i| matches!(r.low(i), "everyone" | "everybody" | "whole"));
    let is_all_over = r.is(at, "all") && r.is(at + 1, "over") && (at + 2..at + 4).any(|i| TALK.contains(&r.low(i)));
    (r.s().is_quoted(at) && (is_heard || is_all_over || is_known && by_all())).then(|| r.sayer()).flatten()
}

/// "“My neighbour saw it,” Otto Frey said": and not he.
fn another_saw(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_seen = matches!(r.low(at), "saw" | "seen" | "heard" | "noticed" | "watched" | "found")
        && matches!(r.low(at + 1), "it" | "this" | "that" | "them");
    let noun = at.checked_sub(2).filter(|my| matches!(r.low(*my), "my" | "our"))?;
    let is_somebody = matches!(nouns::head(r.low(noun + 1)), Some(Head::Person | Head::People | Head::Office));
    let is_own = (0..r.s().len()).any(|i| matches!(r.low(i), "i" | "we" | "too" | "also"));
    (is_seen && is_somebody && !is_own && r.s().is_quoted(at)).then(|| r.sayer()).flatten()
}

/// "His source, he said, was a shepherd".
fn his_source(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_source = matches!(r.low(at), "source" | "sources" | "informant" | "informants");
    let is_his = at.checked_sub(1).is_some_and(|i| matches!(r.low(i), "his" | "her"));
    // "Her source of income is fishing"
    let is_parted = r.s().is(at + 1, ",");
    let is_being =
        (at + 1..r.s().len()).any(|i| matches!(r.low(i), "is" | "was" | "were" | "are") && (is_parted || i == at + 1));
    let person = r.before.person.clone().filter(|_| is_source && is_his && is_being)?;
    Some(Somebody { range: at..at + 1, name: person })
}

/// "Was abroad at the time".
fn was_away(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_away = matches!(r.low(at), "abroad" | "away" | "elsewhere" | "holiday" | "out")
        && at.checked_sub(1).is_some_and(|i| matches!(r.low(i), "was" | "been" | "on"));
    let is_then = (at + 1..at + 7).any(|i| r.is(i, "time") || r.is(i, "then") || r.is(i, "when"));
    (is_away && is_then).then(|| r.doer(at)).flatten()
}

/// "“A groom rang me,” she said": within a quotation it is whoever is quoted.
fn told_me(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let before = |steps: usize| at.checked_sub(steps).map_or("", |i| r.low(i));
    let is_written = before(1) == "to" && matches!(before(2), "wrote" | "written" | "said");
    let is_me = matches!(r.low(at), "me" | "us")
        && (TELLING.contains(&before(1)) || is_written)
        && !matches!(before(2), "i" | "we" | "you");
    (is_me && r.s().is_quoted(at)).then(|| r.sayer()).flatten()
}

/// "On the strength of what a groom had told her".
fn what_was_told(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_told = r.is(at, "told") && matches!(r.low(at + 1), "him" | "her" | "them");
    let what = (at.saturating_sub(7)..at).rfind(|i| r.is(*i, "what"))?;
    (is_told && (what..at).all(|i| !r.s().is_capital(i))).then(|| r.doer(at)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn who_has_it_from_talk_is_read() {
        let roche = &["Anne Roche"];
        check("It blew up, Anne Roche said. She had heard it at the market.", roche);
        check("It blew up, Anne Roche said. It is what everyone says, she added.", roche);
        check("It blew up, Anne Roche said. “A groom rang me,” she said.", roche);
        check("It blew up, Anne Roche said. “I was told so,” she said.", roche);
        check("It blew up, Anne Roche said. “I read it in the paper,” she said.", roche);
        check("It blew up, Anne Roche said. “I have it from a groom,” she said.", roche);
        for tail in [
            "Roche heard of it at a funeral.",
            "She got the information by e-mail.",
            "She has seen a video of it.",
            "She had been rung by a neighbour.",
            "“You hear things,” she said.",
            "“So I've been told,” she said.",
            "“I only know what I've been told,” she said.",
            "“Everybody in Trenn knows it,” she added.",
            "She had picked it up in the canteen.",
            "She had overheard it on the bus.",
            "“A cousin wrote to me,” she said.",
            "“It's all over the village,” she said.",
            "“My neighbour saw it,” she said.",
            "Her source, she said, was a shepherd.",
            "She was abroad at the time.",
            "That is what the workers say, she said.",
        ] {
            let name = if tail.starts_with("Roche") { "Roche" } else { "Anne Roche" };
            check(&format!("It blew up, Anne Roche said. {tail}"), &[name]);
        }
        check("It blew up, said Anne Roche on the strength of what a groom had told her.", roche);
    }

    #[test]
    fn who_heard_or_knows_something_else_is_not() {
        for text in [
            "It blew up, Anne Roche said. She had heard it in the night.",
            "It blew up, Anne Roche said. “My neighbour saw it too,” she said.",
            "It blew up, Anne Roche said. She was away from home for a year.",
            "It blew up, Anne Roche said. Her source of income is fishing.",
            "It blew up, Anne Roche said. She wanted to read about it.",
            "It blew up, Anne Roche said. “Nobody wrote to me,” she said.",
            "It blew up, Anne Roche said. She had heard it in the street.",
            "It blew up, Anne Roche said. “I rang him,” she said.",
            "It blew up, Anne Roche said. “I was told to leave,” she said.",
            "It blew up, Anne Roche said. It is what the paper says.",
            "It blew up, Anne Roche said. She had been hit by a neighbour.",
            "It blew up, Anne Roche said. She has seen it from the bridge.",
            "It blew up, Anne Roche said. She was called to the silo.",
            "It blew up, Anne Roche said. “I saw it from the bridge,” she said.",
        ] {
            check(text, &[]);
        }
    }
}
