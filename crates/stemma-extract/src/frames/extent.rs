//! Where content ends: before another speaker, a further cue of the same one, or words of the document's own.

use std::ops::Range;

use crate::grammar::{self, is_clausal};
use crate::lexicon::{self, Cue, CueClass, Form, Frames};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// A content that is no clause ends where the sentence goes on with another deed or tells when: "… and criticized",
/// ", but stopped", "after she had".
pub(super) fn phrase_end(s: &Sentence, start: usize, end: usize) -> usize {
    let deed = |i: usize| {
        let past = lexicon::verb(s.low(i)).is_some_and(|(_, form)| matches!(form, Form::Past | Form::Third));
        past || grammar::is_finite(s, i) || s.low(i).len() > 4 && s.low(i).ends_with("ed")
    };
    let ends = |i: usize| {
        let next = if s.is(i, ",") { i + 1 } else { i };
        let joins = matches!(s.low(next), "and" | "but") && deed(grammar::after_adverbs(s, next + 1));
        let clause =
            matches!(s.low(next), "after" | "before" | "when" | "while" | "because") && is_clausal(s, next + 1..end);
        joins || clause || s.is(i, "during")
    };
    (start + 1..end).find(|i| !s.is_quoted(*i) && ends(*i)).unwrap_or(end)
}

/// The part of `range` that the cue at `at` governs: within a quotation no further than its closing mark, and in a clause
/// that opens the sentence ("When X noted that Y, Z") no further than the comma behind which the main clause begins.
pub(super) fn within_its_clause(s: &Sentence, at: usize, range: Range<usize>) -> Range<usize> {
    let close = quotation_around(s, at).filter(|close| *close > range.start).unwrap_or(range.end);
    let main = main_clause_after(s, at, range.clone()).or_else(|| relative_end(s, at, range.clone()));
    let main = main.unwrap_or(range.end);
    range.start..range.end.min(close).min(main)
}

/// "The laboratory, which found that two of them dazzle drivers, is closed", "the mine, which the owner says is safe, collapsed":
/// the comma behind which the main clause goes on.
fn relative_end(s: &Sentence, at: usize, range: Range<usize>) -> Option<usize> {
    let opens = |i: usize| matches!(s.low(i), "who" | "which" | "whose" | "whom") && s.low_before(i) == ",";
    let who = (at.saturating_sub(8)..at).rev().find(|i| opens(*i))?;
    let unbroken = (who + 1..at).all(|i| matches!(s.kind(i), Some(TokenKind::Word | TokenKind::Number)));
    let verb = |i: usize| grammar::is_finite(s, i) || is_past(s, i);
    let main = |i: &usize| s.is(*i, ",") && !s.is_quoted(*i) && verb(grammar::after_adverbs(s, i + 1)) && unbroken;
    (range.start + 1..range.end).find(main)
}

/// A verb in the past by its looks, which is no participle of a noun behind it.
fn is_past(s: &Sentence, at: usize) -> bool {
    let irregular =
        matches!(s.low(at), "went" | "came" | "fell" | "rose" | "lost" | "won" | "left" | "paid" | "brought" | "sold");
    irregular || s.low(at).len() > 4 && s.low(at).ends_with("ed")
}

/// "The mine, which the owner says is safe": the thing before the "which" is what the content is about.
pub(super) fn antecedent(s: &Sentence, subject: usize, content: &Range<usize>) -> Option<Range<usize>> {
    let opener = subject.checked_sub(1).filter(|i| matches!(s.low(*i), "that" | "which" | "who") && *i > 0)?;
    let verb = grammar::is_finite(s, content.start) || is_past(s, content.start);
    let end = if s.is(opener - 1, ",") { opener - 1 } else { opener };
    grammar::phrase_before(s, end).filter(|_| verb && subject < content.start)
}

/// "The tax that the minister promised to scrap brought in 4 million": what is promised of it does not stand together.
pub(super) fn is_open_gap(s: &Sentence, subject: usize, content: &Range<usize>) -> bool {
    let opens = matches!(s.low_before(subject), "that" | "which") && subject > 1;
    let verb = |i: usize| grammar::is_finite(s, i) || is_past(s, i);
    opens && s.low_before(content.start) == "to" && (content.start + 1..content.end).any(verb)
}

/// "A fund that the bank said was worthless paid 8 percent": content that has its subject before a "that" or "which" ends before
/// the main verb.
pub(super) fn gap_end(s: &Sentence, subject: usize, range: &Range<usize>) -> Option<usize> {
    let opener = s.low_before(subject);
    let is_gap = matches!(opener, "that" | "which" | "who") && subject > 1;
    let verb = |i: usize| grammar::is_finite(s, i) || is_past(s, i);
    let starts = is_gap && verb(range.start);
    let next = |i: &usize| {
        verb(*i)
            && !grammar::aids(s, i - 1)
            && !s.is_quoted(*i)
            && !matches!(s.low_before(*i), "and" | "or" | "but" | "to" | "not")
    };
    starts.then(|| (range.start + 2..range.end).find(next)).flatten()
}

/// The closing mark of the quotation that the word at `at` stands in.
fn quotation_around(s: &Sentence, at: usize) -> Option<usize> {
    let mut depth = 0usize;
    (at..s.len()).filter(|_| s.is_quoted(at)).find(|i| match s.kind(*i) {
        Some(TokenKind::Open) => {
            depth += 1;
            false
        }
        Some(TokenKind::Close) if depth > 0 => {
            depth -= 1;
            false
        }
        Some(TokenKind::Close) => true,
        _ => false,
    })
}

/// The comma after which the main clause begins, when the cue at `at` stands in the subordinate clause that opens it.
fn main_clause_after(s: &Sentence, at: usize, range: Range<usize>) -> Option<usize> {
    let first = usize::from(matches!(s.low(0), "so" | "and" | "but"));
    let opens = matches!(
        s.low(first),
        "when"
            | "while"
            | "although"
            | "though"
            | "if"
            | "because"
            | "since"
            | "after"
            | "whereas"
            | "before"
            | "once"
            | "until"
            | "as"
    );
    let unbroken = opens && at < first + 12 && !(first..at).any(|i| s.is(i, ",") || s.kind(i) == Some(TokenKind::Dash));
    let comma = |i: &usize| s.is(*i, ",") && !s.is_quoted(*i) && !s.is(i + 1, "and");
    let mut commas = (range.start + 2..range.end).filter(comma);
    commas.find(|i| unbroken && is_clausal(s, i + 1..s.content_end()))
}

/// Where content that starts at `start` ends: before another cue of the same speaker, a source, a new sentence part.
pub(crate) fn clip(s: &Sentence, start: usize, end: usize) -> usize {
    let end = end.max(start).min(s.len());
    let first = (start + 1).min(end);
    let dashes = (0..start).filter(|i| s.kind(*i) == Some(TokenKind::Dash)).count();
    let ends = |i: usize| cuts(s, i, end, dashes % 2 == 1) || turns_down(s, start, i);
    (first..end).find(|i| !s.is_quoted(*i) && ends(*i)).unwrap_or(end)
}

/// Whether content ends before `index`; `inserted` when it stands within dashes.
fn cuts(s: &Sentence, index: usize, end: usize, inserted: bool) -> bool {
    let comma = s.is(index, ",");
    let next = if comma { index + 1 } else { index };
    let cited = s.kind(index) == Some(TokenKind::Citation) && s.is(index + 1, ",");
    if cited || s.is(index, "vs") && s.is(index + 1, ".") {
        return true;
    }
    if s.is(index, ":") && s.kind(index + 1) == Some(TokenKind::Open) {
        return true;
    }
    if s.is(index, ";") || comma && matches!(s.low(next), "citing" | "quoting") {
        return true;
    }
    if comma && s.is(next, "according") && s.is(next + 1, "to") {
        return true;
    }
    if comma && matches!(s.low(next), "while" | "whereas" | "although" | "though" | "but") {
        return names_another_speaker(s, next + 1..end);
    }
    if comma && s.is(next, "and") && another_clause(s, next + 1, end) {
        return true;
    }
    if comma && (goes_on_speaking(s, next) || comments(s, next)) {
        return true;
    }
    if s.kind(index) == Some(TokenKind::Dash) {
        if inserted || s.is(index + 1, "and") && names_another_speaker(s, index + 2..end) {
            return true;
        }
        let later = (index + 1..end).any(|i| s.kind(i) == Some(TokenKind::Dash));
        return !later && matches!(s.low(index + 1), "a" | "an" | "but" | "one");
    }
    matches!(s.low(next), "and" | "but") && starts_shared_cue(s, next + 1)
}

fn names_another_speaker(s: &Sentence, range: Range<usize>) -> bool {
    range.into_iter().any(|i| {
        let finite = lexicon::verb(s.low(i)).is_some_and(|(cue, form)| {
            let speaks = cue.frames.has(Frames::QUOTE) || cue.class == CueClass::Denial;
            matches!(form, Form::Past | Form::Third) && cue.frames.has(Frames::THAT) && speaks
        });
        let base = s.is(i + 1, "that") && lexicon::verb(s.low(i)).is_some_and(|(_, form)| form == Form::Base);
        let lets = s.is(i, "let") && s.is(i + 1, "it") && s.is(i + 3, "known");
        (base || lets || finite && grammar::is_finite(s, i)) && !s.is_quoted(i)
    })
}

/// ", and the union warned that Z": another speaker's clause, with its own "that" or quotation at once after its cue.
fn another_clause(s: &Sentence, start: usize, end: usize) -> bool {
    let opens = |i: usize| s.is(i, "that") || s.kind(i) == Some(TokenKind::Open);
    let cue = (start + 1..end.min(start + 12)).find(|i| {
        let speaks =
            |(cue, form): (Cue, Form)| matches!(form, Form::Past | Form::Third) && cue.frames.has(Frames::THAT);
        lexicon::verb(s.low(*i)).is_some_and(speaks) && opens(i + 1)
    });
    cue.is_some_and(|cue| (start..cue).all(|i| !s.is_quoted(i) && !grammar::is_finite(s, i) && !s.is(i, ",")))
}

/// "forecast that orders would rise and dismissed talk of a sale": no verb that follows "would" stands in the past, so it
/// is the speaker who dismissed it.
fn turns_down(s: &Sentence, start: usize, and: usize) -> bool {
    let denies = |at: usize| {
        lexicon::verb(s.low(at)).is_some_and(|(cue, form)| cue.class == CueClass::Denial && form == Form::Past)
    };
    let modal = |i: usize| matches!(s.low(i), "would" | "will" | "could" | "might" | "may" | "should" | "can");
    let joins = matches!(s.low(and), "and" | "but") && denies(grammar::after_adverbs(s, and + 1));
    joins && (start..and).rev().find(|i| grammar::is_finite(s, *i)).is_some_and(modal)
}

/// ", a view shared by Z", ", a charge that it denies": the document speaks of the claim.
pub(crate) fn comments(s: &Sentence, at: usize) -> bool {
    let noun = at + 1 + usize::from(grammar::is_adverb(s.low(at + 1)));
    let after = matches!(
        s.low(noun + 1),
        "that" | "which" | "he" | "she" | "it" | "they" | "the" | "shared" | "denied" | "made" | "no"
    ) || s.is_capital(noun + 1)
        || s.low(noun + 1).ends_with("ed");
    // ", something two players have confirmed to us"
    let something = s.is(at, "something") && grammar::is_clausal(s, at + 1..s.content_end());
    matches!(s.low(at), "a" | "an") && lexicon::noun(s.low(noun)).is_some() && after || something
}

/// ", adding that Z", ", arguing it was": the speaker goes on, in words of the document's own.
fn goes_on_speaking(s: &Sentence, at: usize) -> bool {
    let speaks = |(cue, form): (Cue, Form)| form == Form::Ing && cue.frames.has(Frames::THAT.with(Frames::QUOTE));
    let next = at + 1 + usize::from(s.is(at, "pointing") && s.is(at + 1, "out"));
    let opens = matches!(s.low(next), "that" | "," | ":" | "the" | "it" | "he" | "she" | "they" | "there")
        || s.kind(next) == Some(TokenKind::Open);
    lexicon::verb(s.low(at)).is_some_and(speaks) && opens
}

/// "… and claims it will": a second cue of the same speaker.
fn starts_shared_cue(s: &Sentence, at: usize) -> bool {
    let at = grammar::after_adverbs(s, at);
    let cue = lexicon::verb(s.low(at)).filter(|(_, form)| matches!(form, Form::Past | Form::Third));
    let follows = matches!(s.low(at + 1), "that" | "it" | "they" | "he" | "she" | "the" | "to" | "its" | ",");
    let asks = |cue: Cue| cue.frames.has(Frames::WH) && matches!(s.low(at + 1), "whether" | "if" | "how" | "why");
    cue.is_some_and(|(cue, _)| cue.frames.has(Frames::THAT) && follows || asks(cue))
}
