//! Whether a sentence says that whoever writes was there: "I counted them", "this reporter stood below it", "our photographer
//! Peter Odhiambo saw …".

use std::ops::Range;

use stemma_core::span::Quote;

use crate::entities::Entities;
use crate::grammar;
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;
use crate::words::{Words, words};

/// What of its makers a document tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Writer {
    /// Whether it says who publishes it, so that "we" and "our reporter" are somebody.
    pub(crate) has_outlet: bool,
    /// Whether it says who wrote it, so that "I" is somebody.
    pub(crate) has_author: bool,
}

/// That somebody was there, as a sentence says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Witness {
    /// Whether they perceived something; else they only were at the place, or did something there.
    pub(crate) perceives: bool,
    /// What they saw, as far as the sentence goes on with it.
    pub(crate) object: Range<usize>,
    /// Whether a word of it points at what was spoken of: "below it", "both times".
    pub(crate) refers: bool,
    /// Whether they watched, and nothing is said of what: "and watched", "I saw nothing".
    pub(crate) is_bare: bool,
    /// What happened when they were there: "I stood behind the net when Y".
    pub(crate) clause: Option<Range<usize>>,
    /// Who it was, when it is told by name.
    pub(crate) name: Option<Name>,
}

impl Witness {
    /// Somebody who says in a quotation that they saw it.
    pub(crate) const fn named(name: Name) -> Self {
        Self { perceives: true, object: 0..0, refers: true, is_bare: false, clause: None, name: Some(name) }
    }
}

/// The name of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) name: String,
    pub(crate) quote: Quote,
    /// Whether the paper sent them.
    pub(crate) is_reporter: bool,
}

/// What is perceived.
static PERCEIVED: Words = Words::new(|| {
    words(
        "saw seen watched counted measured heard noticed witnessed observed photographed filmed timed looked felt smelt weighed noted logged jotted",
    )
});

/// Where somebody was.
static WAS_THERE: Words = Words::new(|| words("stood sat lay knelt waited stayed was were slept stopped camped"));

/// What is done to a thing that is at hand.
static DID: Words = Words::new(|| {
    words(
        "step stepped drove carried lifted opened pulled pushed held climbed walked swam dived dove ran crossed tried entered \
         touched fed shut closed cut dug sailed rowed rode steered loaded unloaded found checked",
    )
});

/// Words by which the sentence tells of what somebody else told, showed or wrote, or of what is only thought.
static SECOND_HAND: Words = Words::new(|| {
    words(
        "told tells telling said says saying asked learnt learned according reported \
         reportedly video videos film films clip footage television tv news livestream recording recordings screen online internet \
         twitter facebook interview interviews broadcast radio newspaper newspapers article letter letters memo email emails \
         document documents report reports statement file files hearing trial court thought believed think believe guess \
         suppose supposed imagine imagined dreamt dreamed would if",
    )
});

/// Whether the token is "I" or "we" outside a quotation.
pub(super) fn is_first_person(s: &Sentence, at: usize) -> bool {
    let word = s.low(at);
    let is_i = word == "i" && s.is_capital(at) && !s.is(at + 1, ".");
    (is_i || word == "we") && !s.is_quoted(at)
}

/// The first witness that a sentence tells of: whoever writes, or the one of whom the text tells.
pub(super) fn of(s: &Sentence, writer: &Writer, e: &Entities) -> Option<Witness> {
    let makers = (0..s.len()).filter_map(|at| subject(s, at, writer));
    let mut found = makers.chain(somebody(s, e)).filter_map(|(end, name)| {
        let is_told_of = name.as_ref().is_some_and(|name| !name.is_reporter);
        let verbs = end..s.content_end().min(end + 40);
        let witness = verbs.filter_map(|verb| predicate(s, end, verb)).find(|found| found.perceives || !is_told_of)?;
        Some(Witness { name, ..witness })
    });
    found.next().filter(|_| !is_second_hand(s))
}

/// Whether a sentence asks, or tells of what somebody told, showed or wrote.
fn is_second_hand(s: &Sentence) -> bool {
    s.is(s.len().saturating_sub(1), "?") || (0..s.len()).any(|i| SECOND_HAND.contains(s.low(i)) && !s.is_quoted(i))
}

/// Whether somebody says in a quotation of the sentence that they saw or counted something.
pub(super) fn is_quoted_witness(s: &Sentence) -> bool {
    let told = (0..s.len()).any(|i| s.is_quoted(i) && SECOND_HAND.contains(s.low(i)));
    let sees = |i: usize| {
        let could = matches!(s.low(i), "could" | "can") && matches!(s.low(i + 1), "see" | "hear" | "count" | "smell");
        could || PERCEIVED.contains(s.low(grammar::after_adverbs(s, i))) && !s.is(i, "heard")
    };
    !told && (0..s.len()).any(|i| s.is_quoted(i) && matches!(s.low(i), "i" | "we") && sees(i + 1))
}

/// Where the words end that name the writer, and the name, if it is told: "I", "this reporter", "our reporter, Silvio Brandt,".
fn subject(s: &Sentence, at: usize, writer: &Writer) -> Option<(usize, Option<Name>)> {
    if is_first_person(s, at) {
        let is_known = writer.has_author || s.is(at, "we") && writer.has_outlet;
        return is_known.then_some((at + 1, None));
    }
    let opens = matches!(s.low(at), "this" | "our" | "your") && !s.is_quoted(at) && writer.has_outlet;
    let noun = (at + 1..at + 4).find(|i| opens && is_reporter(s.low(*i)))?;
    let start = noun + 1 + usize::from(s.is(noun + 1, ","));
    let end = name_end(s, start);
    if (2..=4).contains(&(end - start)) {
        let name = Name { name: flat(s, start..end), quote: super::quote(s, start..end)?, is_reporter: true };
        return Some((end + usize::from(s.is(end, ",")), Some(name)));
    }
    Some((noun + 1, None))
}

/// The one whom a sentence begins with: the only person of the text as "she", or a full name that was told before.
fn somebody(s: &Sentence, e: &Entities) -> Option<(usize, Option<Name>)> {
    let is_pronoun = matches!(s.low(0), "he" | "she") && !s.is_quoted(0);
    let end = if is_pronoun { 1 } else { name_end(s, 0) };
    if end == 0 || end > 3 || !PERCEIVED.contains(s.low(grammar::after_adverbs(s, end))) {
        return None;
    }
    let name = if is_pronoun { e.only_person() } else { e.person_named(s.words(end - 1..end)) }?.to_owned();
    Some((end, Some(Name { name, quote: super::quote(s, 0..end)?, is_reporter: false })))
}

fn name_end(s: &Sentence, start: usize) -> usize {
    let capital = |i: &usize| s.is_capital(*i) && s.kind(*i) == Some(TokenKind::Word);
    (start..s.len()).take_while(capital).last().map_or(start, |last| last + 1)
}

fn flat(s: &Sentence, range: Range<usize>) -> String {
    s.words(range).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Somebody whom a paper sends.
fn is_reporter(word: &str) -> bool {
    matches!(
        word,
        "reporter"
            | "correspondent"
            | "photographer"
            | "writer"
            | "critic"
            | "columnist"
            | "cameraman"
            | "camerawoman"
            | "colleague"
    )
}

/// What the verb at `verb` says of a subject that ends before `start`, if it is one of a witness.
fn predicate(s: &Sentence, start: usize, verb: usize) -> Option<Witness> {
    let word = s.low(verb);
    let perceives = PERCEIVED.contains(word) || keeps_in_sight(s, verb) || was_present(s, verb) || takes_down(s, verb);
    let (was_there, did) = (WAS_THERE.contains(word), DID.contains(word));
    if !(perceives || was_there || did)
        || s.is_quoted(verb)
        || !is_theirs(s, start, verb)
        || grammar::is_negated(s, verb)
    {
        return None;
    }
    let end = clause_end(s, verb + 1);
    let object = verb + 1..end;
    let refers = object.clone().any(|i| points(s, i, perceives));
    let is_itself = was_present(s, verb) || takes_down(s, verb) || own_eyes(s, verb);
    let is_bare = perceives && (bare(s, verb + 1) || nothing(s, verb + 1) || is_itself) || announces(s, verb);
    let clause = clause(s, verb, perceives).filter(|_| perceives || was_there);
    let is_paper =
        |i: usize| matches!(nouns::head(s.low(i)), Some(Head::Paper | Head::Study | Head::Record | Head::Outlet));
    let at_hand = !perceives || takes_down(s, verb) || !object.clone().take(4).any(is_paper);
    let tells = refers || is_bare || perceives || clause.is_some();
    (tells && at_hand).then_some(Witness { perceives, object, refers, is_bare, clause, name: None })
}

/// "I had him in my field glasses"
fn keeps_in_sight(s: &Sentence, verb: usize) -> bool {
    let holds = matches!(s.low(verb), "had" | "kept" | "held");
    let glass = |i: usize| {
        matches!(s.low(i), "glasses" | "binoculars" | "viewfinder" | "sight" | "sights" | "view" | "telescope")
    };
    holds && (verb + 2..verb + 8).any(|i| s.is(i, "in") && (i + 1..i + 5).any(glass))
}

/// "I was there", "I was present"
fn was_present(s: &Sentence, verb: usize) -> bool {
    matches!(s.low(verb), "was" | "were") && matches!(s.low(verb + 1), "there" | "present")
}

/// "I took the photographs", "we took readings"
fn takes_down(s: &Sentence, verb: usize) -> bool {
    let what = |i: usize| {
        matches!(
            s.low(i),
            "photograph"
                | "photographs"
                | "photo"
                | "photos"
                | "picture"
                | "pictures"
                | "reading"
                | "readings"
                | "sample"
                | "samples"
        )
    };
    s.is(verb, "took") && (verb + 1..verb + 5).any(what)
}

/// "I saw with my own eyes"
fn own_eyes(s: &Sentence, verb: usize) -> bool {
    (verb + 1..s.len()).any(|i| s.is(i, "own") && matches!(s.low(i + 1), "eyes" | "ears"))
}

/// Whether the verb's subject ends before `start`: nothing but helping verbs and adverbs stands between, or another predicate of
/// theirs.
fn is_theirs(s: &Sentence, start: usize, verb: usize) -> bool {
    let mut at = verb;
    while at > start && (grammar::aids(s, at - 1) || grammar::is_adverb(s.low(at - 1)) || s.is(at - 1, "to")) {
        at -= 1;
    }
    let joined = at > start && (s.is(at - 1, "and") || s.is(at - 1, ","));
    let other = || (start..at).any(|i| is_other_subject(s, i));
    at == start || joined && !other()
}

/// A pronoun that opens a clause of somebody else's.
fn is_other_subject(s: &Sentence, at: usize) -> bool {
    let pronoun = matches!(s.low(at), "he" | "she" | "they" | "it" | "you" | "who" | "which");
    pronoun && grammar::is_finite(s, grammar::after_adverbs(s, at + 1))
}

/// Where the clause ends whose predicate goes on from `start`: at the next predicate joined to it, or a mark.
fn clause_end(s: &Sentence, start: usize) -> usize {
    let ends = |i: &usize| s.is(*i, ";") || s.is(*i, ":") || s.kind(*i) == Some(TokenKind::Open);
    (start..s.content_end()).find(ends).unwrap_or_else(|| s.content_end())
}

/// A word that points at what was spoken of; of those who only were there, behind a preposition or as what they handled.
fn points(s: &Sentence, at: usize, perceives: bool) -> bool {
    if s.is_quoted(at) {
        return false;
    }
    let subject = grammar::is_finite(s, grammar::after_adverbs(s, at + 1));
    match s.low(at) {
        "it" | "them" | "him" => !subject,
        "her" => !matches!(s.kind(at + 1), Some(TokenKind::Word)) || grammar::is_preposition(s.low(at + 1)),
        "both" | "each" => {
            perceives && matches!(s.low(at + 1), "time" | "times" | "round" | "visit" | "day" | "night" | "of")
        }
        "this" | "that" => perceives && s.kind(at + 1) != Some(TokenKind::Word),
        _ => false,
    }
}

/// "and watched," "I counted."
fn bare(s: &Sentence, at: usize) -> bool {
    at >= s.content_end() || s.is(at, ",") || s.is(at, ";") || s.is(at, "and")
}

/// "saw no lamp", "heard nothing".
fn nothing(s: &Sentence, at: usize) -> bool {
    matches!(s.low(at), "no" | "nothing" | "nobody" | "none")
}

/// "what I saw was …"
fn announces(s: &Sentence, verb: usize) -> bool {
    PERCEIVED.contains(s.low(verb)) && (verb.saturating_sub(3)..verb).any(|i| s.is(i, "what"))
}

/// "stood behind the net when Y", "watched as Y", "saw that Y", "saw how Y".
fn clause(s: &Sentence, verb: usize, perceives: bool) -> Option<Range<usize>> {
    let opens = |i: usize| s.is(i, "when") || perceives && i == verb + 1 && matches!(s.low(i), "as" | "that" | "how");
    let opener = (verb + 1..s.content_end()).find(|i| opens(*i) && !s.is_quoted(*i))?;
    let range = opener + 1..s.content_end();
    (range.len() > 2 && !is_first_person(s, range.start) && grammar::is_clausal(s, range.clone())).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_core::span::Span;

    fn check(text: &str, is_witness: bool) {
        let s = crate::sentences::sentences(text, Span::new(0, text.len()), &mut Vec::new()).remove(0);
        let found = of(&s, &Writer { has_outlet: true, has_author: true }, &Entities::default());
        assert_eq!(found.is_some(), is_witness, "{text}: {found:?}");
    }

    #[test]
    fn who_writes_was_there() {
        for text in [
            "This reporter stood below it and watched.",
            "I counted the hands both times.",
            "I went in each morning, and looked.",
            "We had to step over them.",
            "I had him in my field glasses the whole time.",
            "I know it because I stood by her from noon to dusk.",
            "I stood behind the net when the referee apologised.",
            "Our photographer Peter Odin saw it.",
            "I was there.",
            "I took the photographs that evening.",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn who_was_told_or_was_not_there_is_no_witness() {
        for text in [
            "I was told that the dam broke.",
            "I watched the video of it.",
            "We have seen the letter.",
            "I sat there when the coach told me so.",
            "I did not see it, and he saw nothing.",
            "“I saw it,” he called.",
            "I would have watched it.",
            "The reporter saw it.",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn what_happened_while_somebody_was_there_is_a_clause() {
        let text = "I stood behind the net when the referee apologised.";
        let s = crate::sentences::sentences(text, Span::new(0, text.len()), &mut Vec::new()).remove(0);
        let found = of(&s, &Writer { has_outlet: true, has_author: true }, &Entities::default()).unwrap();
        assert_eq!(s.words(found.clause.unwrap()), "the referee apologised");
    }
}
