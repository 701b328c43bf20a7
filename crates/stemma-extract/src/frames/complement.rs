//! What follows a cue: a clause, an infinitive, a quotation, a noun phrase – and where it ends.

use std::ops::Range;

use stemma_core::enumerations::Basis;
use stemma_core::statement::Voice;

use super::extent::{clip, phrase_end};
use super::laid_down::laid_down;
use super::sayable::{is_sayable, may_be_a_deed};
use super::{amounts, openings};
use crate::draft::closes_at;
use crate::entities::Entities;
use crate::grammar::{self, TIMES, is_clausal, is_determiner, is_preposition, phrase_after};
use crate::lexicon::{self, Cue, Frames};
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// Numbers in words.
const NUMERALS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "half", "dozen", "hundred", "thousand",
    "million", "billion",
];

/// Whether a word is a number.
pub(crate) fn is_numeral(word: &str) -> bool {
    NUMERALS.contains(&word)
}

/// A complement found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Complement {
    /// A clause, with or without "that".
    Clause(Range<usize>),
    /// A clause after "whether", "how" and the like.
    Open(Range<usize>),
    /// An infinitive, from its verb on.
    Infinitive(Range<usize>),
    /// "X as Y".
    As { object: Range<usize>, predicate: Range<usize> },
    /// "X of Y" after accuse and its like.
    Of { object: Range<usize>, predicate: Range<usize> },
    /// "X at Y" after put and its like: an amount.
    At { object: Range<usize>, predicate: Range<usize> },
    /// "X Y" after call and its like.
    Naming(Range<usize>),
    /// A noun phrase that names a proposition.
    Noun(Range<usize>),
}

/// What stands between a cue and its complement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Circumstance {
    /// Outlets that were told.
    pub(crate) relays: Vec<Voice>,
    /// What the occasion says about the basis.
    pub(crate) basis: Option<Basis>,
    /// Whether "that", a colon or a quotation mark shows where the content starts.
    pub(crate) closed: bool,
}

/// The complement of the cue whose last word is at `cue_at`.
pub(crate) fn find(s: &Sentence, cue_at: usize, cue: Cue, e: &Entities) -> Option<(Complement, Circumstance)> {
    let mut circumstance = Circumstance::default();
    let mut at = grammar::after_adverbs(s, cue_at + 1);
    if cue.frames.has(Frames::HEARER) {
        at = hearer(s, at, e, &mut circumstance)?;
    }
    if s.is(at, "out") && cue.lemma == "point" || s.is(at, "on") && cue.lemma == "go" && !s.is(at + 1, "to") {
        at += 1;
    } else if matches!(cue.lemma, "point" | "go") || cue.lemma == "continue" && s.is(at, "to") {
        return None;
    }
    if let Some(start) = openings::away(s, cue_at, at, cue) {
        circumstance.closed = true;
        return Some((Complement::Clause(start..clip(s, start, s.content_end())), circumstance));
    }
    at = openings::after_insertion(s, at);
    let plain = openings::before_infinitive(s, at);
    at = circumstances(s, at, e, &mut circumstance);
    let clause = |start: usize| Complement::Clause(start..clip(s, start, s.content_end()));
    // "said that was not her view": the content's own subject.
    if s.is(at, "that") && cue.frames.has(Frames::BARE) && verb_follows(s, at + 1) {
        return Some((clause(at), circumstance));
    }
    // "disputed that account": a pointing word. No word points at "the dyke": that opens a clause, whose verb may look
    // like a noun.
    let short = clip(s, at + 1, s.content_end());
    let points = cue.class == lexicon::CueClass::Denial
        && short < at + 7
        && !is_determiner(s.low(at + 1))
        && !is_clausal(s, at + 1..short);
    // "feels that way": no clause.
    let way = s.is(at + 1, "way") && !grammar::is_finite(s, at + 2);
    if s.is(at, "that") && cue.frames.has(Frames::THAT) && !points && !way {
        circumstance.closed = true;
        return Some((clause(at + 1), circumstance))
            .filter(|_| at + 2 < s.content_end() && !is_relative(s, cue_at, at + 1));
    }
    if let Some(start) = quotation_start(s, at).filter(|_| cue.frames.has(Frames::QUOTE)) {
        circumstance.closed = true;
        return Some((Complement::Clause(start..quotation_end(s, start)), circumstance));
    }
    let other = infinitive(s, plain, cue)
        .or_else(|| demanded(s, plain, cue))
        .or_else(|| open_clause(s, at, cue))
        .or_else(|| as_phrase(s, plain, cue))
        .or_else(|| laid_down(s, plain, cue))
        .or_else(|| of_phrase(s, plain, cue))
        .or_else(|| at_phrase(s, plain, cue))
        .or_else(|| tied(s, plain, cue))
        .or_else(|| blamed(s, plain, cue))
        .or_else(|| framed_quotation(s, plain, cue))
        .or_else(|| judged(s, plain, cue))
        .or_else(|| naming(s, plain, cue))
        .or_else(|| bare_clause(s, at, plain, cue).map(clause))
        .or_else(|| noun(s, plain, cue));
    other.map(|found| (found, circumstance))
}

fn verb_follows(s: &Sentence, at: usize) -> bool {
    matches!(s.low(at), "is" | "was" | "would" | "will" | "could" | "may" | "might" | "does" | "did" | "has" | "had")
        && !s.is(at + 1, "it")
}

/// "claims that rarely hold": the clause says which claims, not what they say.
fn is_relative(s: &Sentence, cue_at: usize, at: usize) -> bool {
    let noun = lexicon::noun(s.low(cue_at)).is_some();
    let auxiliary = grammar::is_auxiliary(s.low(at)) && !grammar::is_contracted_pronoun(s.low(at));
    auxiliary || noun && (grammar::is_adverb(s.low(at)) || grammar::is_finite(s, at))
}

/// Passes over "the Harbour Post" in "told the Harbour Post that".
fn hearer(s: &Sentence, at: usize, e: &Entities, circumstance: &mut Circumstance) -> Option<usize> {
    if s.is(at, "of") || s.is(at, "against") || s.is(at, "that") || s.is(at, ",") || s.kind(at) == Some(TokenKind::Open)
    {
        return Some(at);
    }
    if s.is(at, ";") {
        return None;
    }
    if matches!(s.low(at), "us" | "me" | "him" | "her" | "them" | "you") {
        return Some(at + 1);
    }
    let limit = s.len().min(at + 9);
    // "told the Gazette she feared lorries": the hearer ends where a subject stands.
    let subject = |i: usize| i > at && matches!(s.low(i), "he" | "she" | "they" | "we" | "it" | "i") && !s.is_quoted(i);
    let end = (at..limit).find(|i| {
        s.is(*i, "that")
            || s.is(*i, ";")
            || subject(*i)
            || s.is(*i, ",")
            || s.is(*i, ":")
            || s.kind(*i) == Some(TokenKind::Open)
            || s.is(*i, "in")
            || s.is(*i, "on")
    });
    // "told “Morning Joe” that": a name in quotation marks hears.
    let named = end.filter(|end| s.kind(*end) == Some(TokenKind::Open)).and_then(|open| closes_at(s, open));
    if let Some(close) = named.filter(|close| s.is(close + 1, "that")) {
        return Some(close + 1);
    }
    if end.is_some_and(|end| s.is(end, ";")) {
        return None;
    }
    // "tells so many lies that": the clause is what comes of it.
    if end.is_some_and(|end| (at..end).any(|i| matches!(s.low(i), "so" | "such"))) {
        return None;
    }
    let phrase = match end {
        Some(end) => at..end,
        None => {
            let words = phrase_after(s, at);
            // "told reporters the plant had closed": the hearer ends where a new phrase starts.
            let next = (words.start + 1..words.end.max(at + 1)).find(|i| is_determiner(s.low(*i)) && !s.is(*i, "one"));
            at..next
                .or_else(|| grammar::PRONOUNS.contains(s.low(words.end)).then_some(words.end))
                .unwrap_or(words.start + 1)
        }
    };
    let outlet = sources::party(s, phrase.clone(), None, e);
    let told = outlet.filter(|party| party.head == Some(Head::Outlet) || nouns::is_outlet(&party.mention.name));
    circumstance.relays.extend(told.map(|party| party.voice()));
    Some(phrase.end)
}

/// Passes over "in a statement", "on Monday", "in an interview with the Harbour Post".
fn circumstances(s: &Sentence, start: usize, e: &Entities, circumstance: &mut Circumstance) -> usize {
    let mut at = start;
    for _ in 0..6 {
        at = grammar::after_adverbs(s, at);
        if TIMES.contains(s.low(at)) {
            at += 1;
            continue;
        }
        // "showed as long ago as 2009 that"
        let long = s.is(at, "as") && matches!(s.low(at + 1), "long" | "early" | "recently" | "late" | "far");
        if let Some(that) = s.find(at..s.len().min(at + 8), "that").filter(|_| long) {
            at = that;
            break;
        }
        if !is_preposition(s.low(at)) || s.is(at, "as") || s.is(at, "of") {
            break;
        }
        let end = passing_phrase(s, at + 1);
        let words = at + 1..end;
        note_occasion(s, words.clone(), e, circumstance);
        if grammar::is_finite(s, end) && !s.is(end, "that") {
            break;
        }
        at = end;
    }
    after_inserted_place(s, at, start)
}

/// "said at a stop in Toledo, Ohio, that": what stands between two commas before "that" still tells where.
fn after_inserted_place(s: &Sentence, at: usize, start: usize) -> usize {
    let close = (at + 1..s.len().min(at + 7)).find(|i| s.is(*i, ",")).filter(|_| at > start && s.is(at, ","));
    let that = close.filter(|close| s.is(close + 1, "that") && !(at..*close).any(|i| grammar::is_finite(s, i)));
    that.map_or(at, |close| close + 1)
}

fn passing_phrase(s: &Sentence, start: usize) -> usize {
    let mut at = start;
    if is_determiner(s.low(at)) && !s.is(at, "that") {
        at += 1;
    }
    let first = at;
    while at < s.len() && at - start < 9 {
        let word = s.low(at);
        let inner = matches!(s.kind(at), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive));
        let stop = is_preposition(word) || is_determiner(word) || grammar::PRONOUNS.contains(word);
        if !inner || at > first && (stop || grammar::is_subordinator(word)) {
            break;
        }
        at += 1;
        // A day ends its phrase: "on Monday the plant", "on Monday workers".
        if TIMES.contains(s.low(at - 1)) && !s.low(at).chars().all(|c| c.is_ascii_digit()) {
            break;
        }
    }
    at
}

/// A filing makes a record, a release a statement, an interview a relay.
fn note_occasion(s: &Sentence, words: Range<usize>, e: &Entities, circumstance: &mut Circumstance) {
    let head = words.clone().filter(|i| !s.is_capital(*i)).find_map(|i| nouns::head(s.low(i)));
    match head {
        Some(Head::Record) => circumstance.basis = Some(Basis::Record),
        Some(Head::Paper) => circumstance.basis = circumstance.basis.or(Some(Basis::Statement)),
        _ => {}
    }
    let name = sources::party(s, words, None, e).filter(|party| nouns::is_outlet(&party.mention.name));
    circumstance.relays.extend(name.map(|party| party.voice()));
}

/// Where a quotation or colon content starts at `at`, perhaps behind a comma.
fn quotation_start(s: &Sentence, at: usize) -> Option<usize> {
    // "agreed to a talk on “Women in Power”": the quotation is the phrase's own.
    if s.kind(at) == Some(TokenKind::Open) && at.checked_sub(2).is_some_and(|_| is_preposition(s.low_before(at))) {
        return None;
    }
    let skip = usize::from(s.is(at, ",") || s.is(at, ":"));
    let start = at + skip;
    let opens = s.kind(start) == Some(TokenKind::Open);
    (opens || s.is(at, ":") && start < s.content_end()).then_some(start)
}

/// “… and mine tell you where you cannot”: whether the quotation that opens at `open` goes on with a clause before it.
pub(super) fn joins_on(s: &Sentence, open: usize) -> bool {
    let word = open + 1;
    s.kind(open) == Some(TokenKind::Open)
        && !s.is_capital(word)
        && matches!(s.low(word), "and" | "but" | "or" | "because" | "so" | "which" | "if" | "unless")
}

/// A quotation ends with its mark when the sentence does not go on within it.
fn quotation_end(s: &Sentence, start: usize) -> usize {
    let end = s.content_end();
    let close = closes_at(s, start);
    close.filter(|close| end - close > 6 && s.kind(start) == Some(TokenKind::Open)).map_or(end, |close| close + 1)
}

fn infinitive(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let verb = s.is(at, "to")
        && s.kind(at + 1) == Some(TokenKind::Word)
        && !is_determiner(s.low(at + 1))
        && !s.is_capital(at + 1);
    let end = clip(s, at + 1, s.content_end());
    (verb && cue.frames.has(Frames::TO) && end > at + 2).then_some(Complement::Infinitive(at + 1..end))
}

/// "called for a ban", "urged them to wait": what is demanded.
fn demanded(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    if !cue.frames.has(Frames::DEMAND) {
        return None;
    }
    let calls = cue.lemma == "call";
    let start = match s.low(at) {
        "for" | "on" if calls => at + 1,
        _ if calls => return None,
        _ => at,
    };
    let end = clip(s, start, s.content_end());
    let to = (start + 1..end.min(start + 12)).find(|i| s.is(*i, "to") && s.kind(i + 1) == Some(TokenKind::Word));
    let fits = to.is_some() || calls && s.is(at, "for");
    let end = phrase_end(s, start, end);
    // "A petition calling for an inquiry has been signed": the petition's own verb.
    let calling = s.low_before(at).ends_with("ing");
    let own = (start + 1..end).find(|i| calling && grammar::aids(s, *i) && !s.is_quoted(*i));
    let end = own.filter(|own| !(start..*own).any(|i| matches!(s.low(i), "who" | "which" | "that"))).unwrap_or(end);
    (fits && end > start + 1).then_some(Complement::Noun(start..end))
}

fn open_clause(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let opens = matches!(s.low(at), "whether" | "if");
    let how = matches!(s.low(at), "how" | "why") && cue.class == lexicon::CueClass::Speech;
    let start = if opens || how { at + 1 } else { at };
    let fits = opens && cue.frames.has(Frames::WH) || how;
    fits.then(|| Complement::Open(start..clip(s, start, s.content_end())))
}

fn as_phrase(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    if !cue.frames.has(Frames::AS) {
        return None;
    }
    let end = clip(s, at, s.content_end());
    let limit = end.min(at + 24);
    let stop =
        (at..limit).find(|i| s.is(*i, ",") || s.is(*i, ";") || s.kind(*i) == Some(TokenKind::Open)).unwrap_or(limit);
    let as_at = s.find(at + 1..stop, "as").filter(|i| !is_clausal(s, at..*i) || cue.lemma != "see")?;
    let end = phrase_end(s, as_at + 1, end);
    let plain =
        !matches!(s.low(as_at + 1), "of" | "well" | "soon" | "long" | "much" | "many" | "if" | "part" | "it" | "they");
    (plain && as_at + 1 < end).then_some(Complement::As { object: at..as_at, predicate: as_at + 1..end })
}

fn of_phrase(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let end = clip(s, at, s.content_end());
    let of = s.find(at + 1..end.min(at + 12), "of").filter(|of| of + 1 < end)?;
    let deed = s.low(of + 1).ends_with("ing") || !is_determiner(s.low(of + 1));
    (cue.frames.has(Frames::OF) && deed).then_some(Complement::Of { object: at..of, predicate: of + 1..end })
}

fn at_phrase(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let end = clip(s, at, s.content_end());
    let near = |i: &usize| s.is(*i, "at") || matches!(s.low(*i), "closer" | "nearer") && s.is(i + 1, "to");
    let place = (at + 1..end.min(at + 12)).find(near).filter(|_| cue.frames.has(Frames::AT))?;
    let number = |i: usize| s.kind(i) == Some(TokenKind::Number) || NUMERALS.contains(&s.low(i));
    let amount = (place + 1..end.min(place + 6)).any(number);
    let predicate = if s.is(place, "at") { place + 1 } else { place };
    amount.then_some(Complement::At { object: at..place, predicate: predicate..end })
}

/// "attributes the delay to the frost", "linked it to a leak".
fn tied(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let end = clip(s, at, s.content_end());
    let end = phrase_end(s, at, end);
    let to = s.find(at + 1..end.min(at + 14), "to").filter(|to| to + 1 < end)?;
    let noun = !grammar::is_finite(s, to + 1) && !is_preposition(s.low(at));
    (cue.frames.has(Frames::TIE) && noun).then_some(Complement::Noun(at..end))
}

/// "blames the frost for the leak", "blamed the leak on the frost", "blames the frost".
fn blamed(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let opens = matches!(s.kind(at), Some(TokenKind::Word | TokenKind::Open | TokenKind::Number));
    let fits =
        cue.frames.has(Frames::BLAME) && opens && !is_preposition(s.low(at)) && !grammar::is_subordinator(s.low(at));
    let end = noun_end(s, at);
    (fits && end > at).then_some(Complement::Noun(at..end))
}

/// "hailed “the best half hour I have seen”": a judgement in the holder's own words. A shorter one may be a title.
fn framed_quotation(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    const LEAST: usize = 4;
    let close = closes_at(s, at).filter(|_| s.kind(at) == Some(TokenKind::Open) && cue.frames.has(Frames::AS))?;
    (close > at + LEAST).then_some(Complement::Noun(at..close + 1))
}

/// "found his evidence “evasive”": a thing, and a judgement on it in the holder's own words.
fn judged(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let open = (at + 1..s.content_end().min(at + 7)).find(|i| s.kind(*i) == Some(TokenKind::Open))?;
    let close = closes_at(s, open)?;
    let is_thing = is_determiner(s.low(at)) && (at..open).all(|i| s.kind(i) == Some(TokenKind::Word));
    let whole = !(at..open).any(|i| grammar::is_finite(s, i) || is_preposition(s.low(i)));
    let judges = matches!(cue.lemma, "find" | "think" | "believe" | "declare");
    (judges && is_thing && whole && close < open + 6).then_some(Complement::Naming(at..close + 1))
}

fn naming(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    // "calls himself Doctor Amp": a name, and no claim.
    let own = |i: usize| matches!(s.low(i), "himself" | "herself" | "itself" | "themselves" | "myself" | "ourselves");
    // "Called off its strike", "called up reserves": another verb.
    let parts = cue.lemma == "call" && matches!(s.low(at), "off" | "up" | "back" | "out" | "in" | "upon");
    let fits = cue.frames.has(Frames::NAMING)
        && !parts
        && !is_preposition(s.low(at))
        && s.kind(at) != Some(TokenKind::Mark)
        && !own(at)
        && !own(at - 1);
    let end = naming_end(s, at);
    (fits && end > at + 1).then_some(Complement::Naming(at..end))
}

/// A naming ends before a dash or a clause of the author's own.
fn naming_end(s: &Sentence, at: usize) -> usize {
    let end = clip(s, at, s.content_end());
    let end = phrase_end(s, at, end);
    let close = closes_at(s, at).filter(|_| s.kind(at) == Some(TokenKind::Open)).map(|close| close + 1);
    close.or_else(|| (at..end).find(|i| s.kind(*i) == Some(TokenKind::Dash) || s.is(*i, ":"))).unwrap_or(end)
}

fn bare_clause(s: &Sentence, at: usize, plain: usize, cue: Cue) -> Option<usize> {
    if !cue.frames.has(Frames::BARE) {
        return None;
    }
    let starts = |i: usize| {
        let word = s.low(i);
        let possible = matches!(s.kind(i), Some(TokenKind::Word | TokenKind::Number | TokenKind::Open));
        // "believed her until she left", "told him when": whom, and no clause.
        let next = s.low(i + 1);
        let whom = matches!(word, "him" | "them" | "me" | "us")
            || word == "her" && (grammar::is_subordinator(next) || is_preposition(next));
        let possible = possible && !whom;
        possible && !is_preposition(word) && !matches!(word, "to" | "and" | "or" | "but" | "that" | "so" | "as")
    };
    let says = matches!(cue.lemma, "say" | "claim" | "tell");
    // "found a man who was": the verb is the relative clause's.
    let strict = matches!(cue.class, lexicon::CueClass::Finding | lexicon::CueClass::Prediction)
        || matches!(cue.lemma, "show" | "indicate" | "add");
    let free = |i: usize, end: usize| {
        let finite = (i + 1..end).find(|j| grammar::is_finite(s, *j));
        let before = |j: usize| (i..j).all(|k| !matches!(s.low(k), "who" | "which" | "that" | "where" | "whose" | ","));
        finite
            .is_some_and(|j| before(j) && !s.low(j).ends_with("ed") || before(j) && grammar::is_auxiliary(s.low(j - 1)))
    };
    let clausal = |i: usize| {
        let end = clip(s, i, s.content_end());
        let opens = !s.is(i, "yes") && !s.is(i, "no") && !grammar::is_adverb(s.low(i));
        // "understood the dockers but wondered": what is joined has the same subject.
        let joint = |i: &usize| s.is(*i, ",") || s.is(*i, "but");
        let comma = (i + 2..end).find(joint).filter(|_| !says).unwrap_or(end);
        let fits = !strict || free(i, comma.min(i + 30));
        let words = end >= i + 4 || is_short_clause(s, i..end, cue.lemma == "say");
        starts(i) && fits && (is_clausal(s, i..comma.min(i + 30)) || says && opens && words)
    };
    Some(at).filter(|i| clausal(*i)).or_else(|| subordinate_start(s, plain, cue))
}

/// "the wall cracks", "the dam burst": a thing and what it does. A noun that something is called for its own sake is none:
/// "the right words".
fn is_short_clause(s: &Sentence, range: Range<usize>, says: bool) -> bool {
    let last = range.end.saturating_sub(1);
    let word = s.low(last);
    let one = word.strip_suffix('s').filter(|one| !one.ends_with('s'));
    let noun = nouns::head(word).is_some() || lexicon::noun(word).is_some() || nouns::is_abstract(word);
    let ends = one.is_some() || word.ends_with("ed");
    let thing = is_determiner(s.low(range.start)) && s.kind(last - usize::from(last > 0)) == Some(TokenKind::Word);
    // Words are said, and no other thing: "said the dam leaks".
    let leaks = says && !matches!(word, "words" | "names" | "lines" | "prayers" | "things");
    range.len() == 3 && thing && ends && (leaks || !noun)
}

/// "said if/when/while/because … , …" and "said there", "noted while …".
fn subordinate_start(s: &Sentence, at: usize, cue: Cue) -> Option<usize> {
    let opens = matches!(
        s.low(at),
        "while" | "although" | "though" | "if" | "when" | "once" | "because" | "without" | "in" | "despite"
    );
    let say = matches!(cue.lemma, "say" | "note" | "argue" | "add" | "claim" | "warn" | "believe");
    (opens && say && is_clausal(s, at + 1..s.content_end())).then_some(at)
}

fn noun(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let of = cue.lemma == "warn" && s.is(at, "of");
    let start = if of { at + 1 } else { at };
    let number = |i: usize| s.kind(i) == Some(TokenKind::Number);
    // "found no sign of fraud"
    let nothing =
        cue.class == lexicon::CueClass::Finding && s.is(at, "no") || cue.lemma == "find" && amounts::is_found(s, at);
    let amount = cue.frames.has(Frames::AMOUNT) && (at..at + 3).any(number) || nothing;
    // "recalls seeing two men"
    let deed = cue.frames.has(Frames::DEED) && s.low(start).ends_with("ing") && s.low(start).len() > 4;
    if !(cue.frames.has(Frames::NOUN) || of || amount || deed) {
        return None;
    }
    let end = if deed { clip(s, start, s.content_end()) } else { noun_end(s, start) };
    let counts = (start..start + 2).any(number);
    if may_be_a_deed(cue.lemma, counts) && !is_sayable(s, start..end) {
        return None;
    }
    let words = (start..end).filter(|i| s.kind(*i) == Some(TokenKind::Word)).count();
    let opens = matches!(s.kind(start), Some(TokenKind::Word | TokenKind::Open | TokenKind::Number));
    // "disputed that account"
    let points = cue.class == lexicon::CueClass::Denial && s.is(start, "that") && (start + 2..start + 4).contains(&end);
    let joins = grammar::is_subordinator(s.low(start)) && !points;
    // "found at least 30 cracks": no place.
    let rough = amount && amounts::counts(s, start);
    let plain = opens && (rough || !is_preposition(s.low(start))) && !joins && !s.is(start, "to");
    (plain && words > 0).then_some(Complement::Noun(start..end))
}

fn noun_end(s: &Sentence, start: usize) -> usize {
    let end = clip(s, start, s.content_end());
    let end = phrase_end(s, start, end);
    (start..end)
        .find(|i| {
            let compared = matches!(s.low(i + 1), "down" | "up" | "compared" | "more" | "less" | "including" | "from");
            let dated = s.is(*i, "as")
                && matches!(s.low(i + 1), "recently" | "early" | "late" | "long")
                && (s.is(i + 2, "as") || s.is(i + 3, "as"));
            dated
                || (s.is(*i, ":") || s.is(*i, ",") && !s.low(i + 1).ends_with("ing") && !compared)
                || s.is(*i, "but")
                || s.kind(*i) == Some(TokenKind::Dash)
        })
        .unwrap_or(end)
}
