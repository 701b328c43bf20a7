//! "Dana Reyes: Y" lines, and lead-ins that announce a quotation in the next paragraph.

use stemma_core::enumerations::{SourceKind, Tier};
use stemma_core::span::Quote;
use stemma_core::statement::Mention;

use crate::draft::{Draft, Party, Strength, trimmed};
use crate::entities::Entities;
use crate::frames::complement::is_numeral;
use crate::grammar::{self, Subject, phrase_after};
use crate::lexicon::{self, CueClass};
use crate::nouns;
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// "Name: text" at the start of a paragraph, for names and known outlets only.
pub(crate) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    line(s, e, false)
}

/// As [`read`], in a `dialogue`, where "MOOR:" speaks, whoever that is; "Note:" does not.
pub(crate) fn line(s: &Sentence, e: &Entities, dialogue: bool) -> Vec<Draft> {
    // Each line of a transcript may open with a mark that is never closed.
    let first = if dialogue { opening(s) } else { 0 };
    let Some(colon) = (first + 1..s.len().min(first + 6)).find(|i| s.is(*i, ":")) else { return Vec::new() };
    let named = (first..colon).all(|i| s.is_capital(i) && s.kind(i) == Some(TokenKind::Word) || s.is(i, "."));
    let party = if named { sources::party(s, first..colon, None, e) } else { None };
    let name = s.words(first..colon);
    let loud = dialogue && name.len() > 2 && name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let speaks = |party: &Party| {
        let known = e.person_named(&party.mention.name).is_some() || e.is_met_often(&party.mention.name);
        nouns::is_outlet(&party.mention.name)
            || party.strength == Strength::Named && (known || loud || colon > first + 1)
    };
    let Some(party) = party.filter(|party| speaks(party) && !crate::runs::is_label(name)) else { return Vec::new() };
    let Some((content, direct)) = trimmed(s, unmarked(s, colon + 1)..s.content_end()) else { return Vec::new() };
    if s.content_end() < colon + 4 && !dialogue {
        return Vec::new();
    }
    let mut draft = Draft::new(vec![content], CueClass::Speech, "speaker.colon");
    // In a dialogue the turns are somebody's whom the text names in full.
    let is_known = dialogue && (e.person_named(&party.mention.name).is_some() || colon > first + 1);
    draft.tier = if is_known && party.mention.kind == SourceKind::Person { Tier::A } else { Tier::B };
    draft.parties = vec![party];
    draft.cue = s.span(colon..colon + 1);
    draft.direct = direct;
    vec![draft]
}

/// "A: Y" in an interview of "Q:" and "A:": whoever is interviewed, by name when one person only was named before.
pub(crate) fn answer(s: &Sentence, interviewee: Option<&str>) -> Option<Draft> {
    let at = opening(s);
    let answers = matches!(s.low(at), "a" | "answer") && s.is_capital(at) && s.is(at + 1, ":");
    let (content, _) = trimmed(s, unmarked(s, at + 2)..s.content_end()).filter(|_| answers)?;
    let quote = Quote::at(s.text, s.span(at..at + 1)?)?;
    let mut draft = Draft::new(vec![content], CueClass::Speech, "speaker.answer");
    let party = answering(quote, interviewee);
    draft.tier = if party.strength == Strength::Named { Tier::A } else { Tier::B };
    draft.parties = vec![party];
    draft.cue = s.span(at..at + 2);
    draft.direct = true;
    Some(draft)
}

/// Whoever answers, by name when it is known.
pub(crate) fn answering(quote: Quote, interviewee: Option<&str>) -> Party {
    let (name, kind, strength) = match interviewee {
        Some(name) => (name, SourceKind::Person, Strength::Named),
        None => ("interviewee", SourceKind::UnnamedPerson, Strength::Pointer),
    };
    let mention = Mention { quote, name: name.to_owned(), kind };
    Party { mention, affiliation: None, relays: Vec::new(), head: None, expert: false, strength }
}

/// Whether a line is a question of an interview of "Q:" and "A:".
pub(crate) fn is_asked(s: &Sentence) -> bool {
    let at = opening(s);
    matches!(s.low(at), "q" | "question") && s.is(at + 1, ":")
}

/// Where the words of a line begin, behind marks that it opens with.
fn opening(s: &Sentence) -> usize {
    (0..s.len().min(3)).find(|i| s.kind(*i) == Some(TokenKind::Word)).unwrap_or(0)
}

/// The first token from `at` on that is no mark of emphasis.
fn unmarked(s: &Sentence, at: usize) -> usize {
    (at..s.len()).find(|i| !s.words(*i..*i + 1).chars().all(|c| matches!(c, '*' | '_'))).unwrap_or(at)
}

/// "Dana Reyes was blunter: “Y”": the subject of the clause before a colon speaks the quotation behind it.
pub(super) fn clause_colon(s: &Sentence, e: &Entities) -> Vec<Draft> {
    let colon = (2..s.len()).find(|i| s.is(*i, ":") && !s.is_quoted(*i) && s.kind(i + 1) == Some(TokenKind::Open));
    colon.and_then(|colon| before_colon(s, colon, e)).into_iter().collect()
}

fn before_colon(s: &Sentence, colon: usize, e: &Entities) -> Option<Draft> {
    let close = crate::draft::closes_at(s, colon + 1).filter(|close| close - colon > 4)?;
    // "The caption reads: “Y”": what is written stands in it.
    let reads = matches!(s.low(colon - 1), "reads" | "read" | "ran" | "runs");
    let verb = (1..colon).rev().find(|i| (grammar::is_finite(s, *i) || s.is(*i, "sent")) && !s.is_quoted(*i))?;
    let gives_words = answers(s, verb, colon);
    if lexicon::verb(s.low(colon - 1)).is_some() && !reads && !gives_words {
        return None; // "she said: “Y”"
    }
    let subject = grammar::subject_before(s, verb)?;
    let party = sources::parties(s, &subject, e).into_iter().next()?;
    let person = matches!(party.mention.kind, SourceKind::Person | SourceKind::UnnamedPerson);
    // "A Serbian packer was blunter": who no list has speaks, when nothing else in the clause could.
    let compares = matches!(s.low(verb), "was" | "is") && verb + 2 == colon && s.low(verb + 1).ends_with("er");
    let answers = gives_words && party.strength >= Strength::Role;
    let speaks = person && (party.strength >= Strength::Pointer || compares) || answers;
    let written = reads && party.mention.kind == SourceKind::Document;
    let (content, direct) = trimmed(s, colon + 1..close + 1).filter(|_| speaks && !reads || written)?;
    let mut draft = Draft::new(vec![content], CueClass::Speech, "speaker.clause_colon");
    draft.parties = vec![party];
    draft.cue = s.span(subject.verbs..colon);
    draft.direct = direct;
    Some(draft)
}

/// "The pilot: “Y”", "One of them, a student, on the phone: “Y”": whoever opens the sentence speaks the quotation behind the colon.
pub(super) fn role_colon(s: &Sentence, e: &Entities) -> Vec<Draft> {
    let colon = (1..s.len().min(16)).find(|i| s.is(*i, ":") && !s.is_quoted(*i));
    let draft = |colon: usize| {
        let close = crate::draft::closes_at(s, colon + 1).filter(|close| close - colon > 3)?;
        let plain = !(0..colon).any(|i| grammar::is_finite(s, i) || s.kind(i) == Some(TokenKind::Open));
        let end = (1..colon).find(|i| s.is(*i, ",")).unwrap_or(colon);
        let close_of = (end + 1..colon).find(|i| s.is(*i, ",")).unwrap_or(colon);
        let apposition = (end + 1 < close_of).then_some(end + 1..close_of);
        let party =
            sources::party(s, 0..end, apposition, e).filter(|_| plain && !crate::runs::is_label(s.words(0..end)))?;
        let person =
            matches!(party.mention.kind, SourceKind::Person | SourceKind::UnnamedPerson | SourceKind::UnnamedGroup);
        let (content, direct) = trimmed(s, colon + 1..close + 1)?;
        let mut draft = Draft::new(vec![content], CueClass::Speech, "speaker.role_colon");
        let speaks = person && party.strength >= Strength::Role;
        draft.parties = vec![party];
        draft.cue = s.span(colon..colon + 1);
        draft.direct = direct;
        speaks.then_some(draft)
    };
    colon.and_then(draft).into_iter().collect()
}

/// "Orrin sent an answer: “Y”": whether what the verb gives is words.
fn answers(s: &Sentence, verb: usize, colon: usize) -> bool {
    const WORDS: &[&str] = &[
        "answer",
        "reply",
        "response",
        "statement",
        "note",
        "message",
        "comment",
        "verdict",
        "explanation",
        "line",
        "warning",
        "reason",
        "denial",
        "assurance",
        "excuse",
        "apology",
        "email",
        "letter",
    ];
    let gives = matches!(
        s.low(verb),
        "sent"
            | "gave"
            | "gives"
            | "issued"
            | "released"
            | "offered"
            | "offers"
            | "posted"
            | "published"
            | "had"
            | "has"
            | "left"
            | "made"
    );
    gives && WORDS.contains(&s.low(colon - 1))
}

/// A lead-in: whom the next paragraph's words are credited to, with the cue.
pub(crate) struct LeadIn {
    pub(crate) party: Party,
    pub(crate) cue: stemma_core::span::Span,
    pub(crate) tier: Tier,
    /// The podcast, interview or article in which they were said, as a relay.
    pub(crate) relays: Vec<stemma_core::statement::Voice>,
}

/// Reads a sentence that ends its paragraph as a lead-in to quoted paragraphs.
pub(crate) fn lead_in(s: &Sentence, e: &Entities) -> Option<LeadIn> {
    let colon = s.len().checked_sub(1).filter(|last| s.is(*last, ":"))?;
    let verb = (0..colon).rev().find(|i| {
        let cue = lexicon::verb(s.low(*i));
        let speaks =
            cue.is_some_and(|(cue, form)| cue.frames.has(lexicon::Frames::QUOTE) && form != lexicon::Form::Base);
        // "put it this way:"
        let puts = matches!(s.low(*i), "put" | "puts") && s.is(i + 1, "it");
        // "The judge asked three questions:" is nobody's question but the judge's.
        let counted = is_numeral(s.low_before(*i)) && cue.is_some_and(|(_, form)| form == lexicon::Form::Third);
        (speaks || puts) && !counted && !s.is_quoted(*i)
    });
    let relays = occasion_relays(s, colon, e);
    if let Some(verb) = verb {
        // “Y,” explained Dana Reyes in a post:
        let inverted = verb > 0 && s.kind(verb - 1) == Some(TokenKind::Close);
        let subject = if inverted {
            Subject { phrase: phrase_after(s, verb + 1), apposition: None, verbs: verb }
        } else {
            grammar::subject_before(s, verb)?
        };
        let party = sources::parties(s, &subject, e).into_iter().next()?;
        let tier = if party.strength >= Strength::Role { Tier::A } else { Tier::B };
        return Some(LeadIn { party, cue: s.span(subject.verbs..verb + 1)?, tier, relays });
    }
    let from = (0..colon).find(|i| matches!(s.low(*i), "from" | "by") || s.is(*i, "according") && s.is(i + 1, "to"))?;
    let start = if s.is(from, "according") { from + 2 } else { from + 1 };
    let phrase = phrase_after(s, start);
    let party = sources::party(s, phrase, None, e).filter(|party| party.strength == Strength::Named)?;
    Some(LeadIn { party, cue: s.span(0..from + 1)?, tier: Tier::B, relays })
}

/// "In the same episode with Dwarkesh Patel": an occasion of an outlet's, named earlier or here.
fn occasion_relays(s: &Sentence, end: usize, e: &Entities) -> Vec<stemma_core::statement::Voice> {
    let occasion = (0..end).find(|i| matches!(s.low(*i), "episode" | "interview" | "podcast" | "broadcast"));
    let Some(occasion) = occasion else { return Vec::new() };
    let named = (occasion..end.min(occasion + 3)).find_map(|i| {
        let with = matches!(s.low(i), "with" | "on" | "of");
        if with { sources::party(s, phrase_after(s, i + 1), None, e) } else { None }
    });
    let outlet = named.filter(|party| nouns::is_outlet(&party.mention.name)).map(|party| party.voice());
    let last = e.last_outlet().map(|name| stemma_core::statement::Voice {
        name: name.to_owned(),
        kind: stemma_core::enumerations::SourceKind::Outlet,
        affiliation: None,
    });
    outlet.or(last).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, lines};

    #[test]
    fn a_name_and_a_colon_speak() {
        check("Reuters: The dam held for a day.", &["Reuters | : | The dam held for a day"]);
        check("Dana Reyes: We saw the dam leak.", &["Dana Reyes | : | We saw the dam leak"]);
    }

    #[test]
    fn the_subject_before_a_colon_speaks_the_quotation_behind_it() {
        check(
            "Their coach, Gail Henshaw, was blunter: “He trained this morning.”",
            &["Gail Henshaw | was blunter | He trained this morning."],
        );
        check(
            "Orrin sent a short answer: “We stand by our figures.”",
            &["Orrin | sent a short answer | We stand by our figures."],
        );
        assert_eq!(lines("The sign was clear: “No entry for trucks here.”"), [""; 0]);
        assert_eq!(lines("Orrin sent a crate: “We stand by our figures.”"), [""; 0]);
    }

    #[test]
    fn a_label_and_a_colon_do_not() {
        assert_eq!(lines("Status: active and growing fast."), [""; 0]);
        assert_eq!(lines("For example: the dam held for long."), [""; 0]);
    }
}
