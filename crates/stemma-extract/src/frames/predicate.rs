//! Whether a form of a cue verb stands as a predicate, and not as a noun, an adjective or something only supposed.

use std::ops::Range;

use crate::grammar;
use crate::lexicon::{self, Form};
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// Whether the form stands as a predicate: finite, or with its auxiliary.
pub(super) fn is_predicate(s: &Sentence, at: usize, form: Form) -> bool {
    if s.kind(at) != Some(TokenKind::Word) || s.is_capital(at) && at > 0 {
        return false;
    }
    let mut before = at;
    while before > 0 && grammar::is_adverb(s.low(before - 1)) {
        before -= 1;
    }
    let auxiliary = s.low_before(before);
    if form == Form::Ing && auxiliary == "as" {
        return quoted_as(s, before - 1).or_else(|| quotes_as(s, before - 1)).is_some();
    }
    let chained = before.checked_sub(1).is_some_and(|to| grammar::chains(s, to).is_some());
    if grammar::is_preposition(auxiliary) && !chained {
        // "began by saying that", "despite admitting that": the main clause's subject says so.
        let says = s.is(at + 1, "that") || s.kind(at + 1) == Some(TokenKind::Open);
        return form == Form::Ing && says && matches!(auxiliary, "by" | "after" | "before" | "in" | "despite" | "for");
    }
    let passive = matches!(auxiliary, "is" | "are" | "was" | "were" | "been" | "being" | "be");
    match form {
        Form::Past => {
            let owned = s.kind(before.wrapping_sub(1)) == Some(TokenKind::Possessive);
            let pronoun = grammar::PRONOUNS.contains(auxiliary) || auxiliary == "one";
            let adjective = grammar::is_determiner(auxiliary) && !pronoun && !stands_alone(auxiliary);
            !(passive || owned || adjective || s.is(at + 1, "by"))
        }
        Form::Participle => matches!(auxiliary, "has" | "have" | "had"),
        Form::Third => {
            let owned = s.kind(before.wrapping_sub(1)) == Some(TokenKind::Possessive);
            !grammar::is_determiner(auxiliary) && !owned && !is_plural_noun(s, at)
        }
        Form::Base => base_agrees(s, before),
        Form::Ing => {
            passive
                || auxiliary == ","
                || s.kind(before.wrapping_sub(1)) == Some(TokenKind::Close)
                || s.kind(before.wrapping_sub(1)) == Some(TokenKind::Word)
        }
    }
}

/// "was quoted as saying": the verb before the "as" at `as_at`.
pub(super) fn quoted_as(s: &Sentence, as_at: usize) -> Option<usize> {
    let before = as_at.checked_sub(1)?;
    let quotes = |i: usize| matches!(s.low(i), "quoted" | "cited" | "recorded" | "reported");
    // "was quoted by the Mail as saying"
    let by = || (before.saturating_sub(8)..before).rev().find(|i| s.is(*i + 1, "by") && quotes(*i));
    let be = |i: &usize| matches!(s.low_before(*i), "is" | "are" | "was" | "were" | "been" | "being");
    let verb = if quotes(before) { Some(before) } else { by().filter(be) };
    verb.filter(|_| s.is(as_at, "as"))
}

/// "quoted an official as saying": the verb before whom it quotes.
pub(super) fn quotes_as(s: &Sentence, as_at: usize) -> Option<usize> {
    let quotes = |i: usize| matches!(s.low(i), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing");
    let verb = (as_at.saturating_sub(12)..as_at.saturating_sub(1)).rev().find(|i| quotes(*i))?;
    let passive = matches!(s.low_before(verb), "is" | "are" | "was" | "were" | "been" | "being");
    let inner = (verb + 1..as_at).all(|i| !grammar::is_finite(s, i) && !s.is(i, ";") && !s.is(i, "as"));
    (s.is(as_at, "as") && inner && !passive).then_some(verb)
}

/// Determiners that may be a subject of their own: "some said", "both argued".
fn stands_alone(word: &str) -> bool {
    matches!(
        word,
        "this"
            | "that"
            | "these"
            | "those"
            | "some"
            | "many"
            | "most"
            | "several"
            | "two"
            | "three"
            | "four"
            | "five"
            | "all"
            | "both"
            | "another"
            | "other"
            | "few"
            | "each"
    )
}

/// "development projects", "two reports": a noun in the plural that looks like a verb, after a common noun that is
/// nobody.
fn is_plural_noun(s: &Sentence, at: usize) -> bool {
    let noun = matches!(
        s.low(at),
        "projects"
            | "reports"
            | "claims"
            | "charges"
            | "states"
            | "notes"
            | "posts"
            | "points"
            | "questions"
            | "views"
            | "estimates"
            | "forecasts"
            | "doubts"
            | "fears"
            | "hopes"
            | "promises"
            | "comments"
            | "remarks"
            | "labels"
            | "brands"
            | "terms"
            | "shows"
            | "measures"
            | "rules"
            | "demands"
            | "requests"
            | "signals"
            | "debates"
            | "details"
            | "finds"
            | "counters"
            | "puts"
            | "pledges"
            | "disputes"
            | "proposes"
            | "suspects"
            | "presents"
    );
    let before = s.low_before(at);
    let somebody = s.is_capital(at.wrapping_sub(1))
        || nouns::head(before).is_some()
        || grammar::PRONOUNS.contains(before)
        || grammar::is_adverb(before)
        || grammar::is_subordinator(before)
        || matches!(before, "and" | "or" | "also" | "who" | "which" | ")" | ",")
        || !matches!(s.kind(at.wrapping_sub(1)), Some(TokenKind::Word));
    let counted = s.kind(at.wrapping_sub(1)) == Some(TokenKind::Number)
        || before.contains("-") && !s.is_capital(at.wrapping_sub(1));
    noun && (!somebody || counted)
        && record_before(s, at).is_none()
        && !s.is(at + 1, "that")
        && s.kind(at + 1) != Some(TokenKind::Open)
}

/// What a record is called with all that belongs to it, behind the comma that ends what it shows: "…, the log of the pilot
/// station" before "shows". A finite verb parts it from nothing.
pub(super) fn record_before(s: &Sentence, at: usize) -> Option<Range<usize>> {
    let comma = (at.saturating_sub(14)..at).rev().find(|i| s.is(*i, ","))?;
    let start = comma + 1 + usize::from(s.is(comma + 1, "as"));
    let joint = (start + 1..at).find(|i| grammar::is_preposition(s.low(*i)))?;
    let head = nouns::head(s.low(joint - 1));
    let is_record = matches!(head, Some(Head::Record | Head::Paper | Head::Study));
    let is_whole = (start..at).all(|i| {
        let is_word = matches!(s.kind(i), Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive));
        is_word && !grammar::is_subordinator(s.low(i)) && !matches!(s.low(i), "and" | "that" | "who" | "which")
    });
    let is_clausal = grammar::is_clausal(s, 0..comma);
    (is_record && is_whole && is_clausal && at - start >= 3).then_some(start..at)
}

/// "Would say", "will say on Monday", "if she says", "nobody said": nobody said it, or not yet.
pub(crate) fn is_supposed(s: &Sentence, at: usize) -> bool {
    let modal = |i: usize| {
        matches!(s.low(i), "would" | "should" | "could" | "might" | "must" | "may" | "can" | "will" | "shall")
    };
    // "would say only that it was looked into": that much was said.
    let only = s.is(at + 1, "only") || s.low_before(at) == "only";
    let is_modal = || (0..at).rev().take_while(|i| grammar::aids(s, *i) || grammar::is_adverb(s.low(*i))).any(modal);
    !only && is_modal() || is_conditional(s, at) || is_nobodys(s, at)
}

/// The words of the clause before a verb, from the last comma, conjunction or "that" on.
fn clause_before(s: &Sentence, at: usize) -> usize {
    let ends = |i: usize| {
        matches!(s.low(i), "," | ";" | ":" | "that" | "which" | "who" | "but" | "(")
            || matches!(s.kind(i), Some(TokenKind::Open | TokenKind::Close))
    };
    (0..at).rev().find(|i| ends(*i)).map_or(0, |i| i + 1)
}

/// "If Ole Berg says that", "unless she said so", "had he said that … would have", "until the board says that".
fn is_conditional(s: &Sentence, at: usize) -> bool {
    let start = clause_before(s, at);
    let is_past = matches!(lexicon::verb(s.low(at)), Some((_, Form::Past | Form::Participle)));
    let supposes = |i: usize| match s.low(i) {
        "if" | "unless" | "whether" => !matches!(s.low_before(i), "even" | "as"),
        "until" | "till" | "once" => !is_past,
        // Before its subject: "had Ole Berg said", "should she say".
        "had" | "should" | "imagine" | "suppose" | "picture" => i == 0,
        _ => false,
    };
    (start..at).any(supposes)
}

/// "Nobody said that", "neither Ann nor Ole said", "few said", "no minister said", "hardly anybody said".
fn is_nobodys(s: &Sentence, at: usize) -> bool {
    let start = clause_before(s, at);
    let is_nobody = |i: usize| {
        matches!(s.low(i), "nobody" | "nothing" | "none" | "neither" | "no-one") || s.is(i, "no") && s.is(i + 1, "one")
    };
    let counts_none = match s.low(start) {
        "no" => s.kind(start + 1) == Some(TokenKind::Word) && !s.is_capital(start + 1),
        "few" | "hardly" | "scarcely" | "barely" => true,
        "not" => matches!(s.low(start + 1), "one" | "a" | "even" | "all" | "everyone" | "everybody" | "many"),
        _ => false,
    };
    counts_none || (start..at).any(is_nobody)
}

/// A base form is a predicate after a plural, a modal, or at the start of a list entry's predicate.
fn base_agrees(s: &Sentence, before: usize) -> bool {
    let word = s.low_before(before);
    let modal = matches!(word, "will" | "would" | "may" | "might" | "can" | "could" | "do" | "does" | "did" | "not");
    let plural =
        word.ends_with('s') && !word.ends_with("ss") || matches!(word, "people" | "they" | "we" | "i" | "police");
    let capitals = s.is_capital(before.wrapping_sub(1)) && (0..before).rev().take(8).any(|i| s.is(i, "and"));
    let several = |word: &str| match nouns::head(word) {
        Some(Head::People) => true,
        Some(Head::Record | Head::Paper | Head::Study) => word.ends_with('s') || word == "data" || word == "footage",
        Some(Head::Office | Head::Person | Head::Speaker | Head::Organization | Head::Outlet) | None => false,
    };
    let postmodified = (0..before).rev().take(9).any(|i| several(s.low(i)));
    // "some state officials", "your state probably offers": a noun.
    let opens = matches!(s.low(before + 1), "that" | "the" | "it" | "they" | "he" | "she" | ":" | ",");
    let owner = matches!(word, "his" | "her" | "its" | "their" | "our" | "my" | "your");
    let noun = owner || grammar::is_determiner(word) && !opens && s.kind(before + 1) != Some(TokenKind::Open);
    let chained = word == "to" && grammar::chains(s, before - 1).is_some();
    before > 0 && (modal || plural || capitals || postmodified || chained) && (word != "to" || chained) && !noun
}
