//! The document's own voice: what no attribution covers, proposition by proposition.

use std::ops::Range;

use stemma_core::span::Span;
use stemma_core::statement::Statement;

use crate::chain::Document;
use crate::claim::{self, Speaker};
use crate::draft::{Draft, trimmed};
use crate::entities::Entities;
use crate::grammar::{self, is_clausal, is_finite};
use crate::lexicon;
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// Fewer words make no claim of their own beside an attribution.
const LEAST_WORDS: usize = 4;

/// The own statements of a sentence, given what is credited to others in it.
pub(crate) fn own(document: &Document, s: &Sentence, drafts: &[Draft], covered: &[Span], e: &Entities) -> Vec<Statement> {
    let taken = |span: Span| {
        let others = |draft: &Draft| {
            let sources = draft.parties.iter().map(|party| party.mention.quote.span);
            let mut spans = draft.contents.iter().copied().chain(draft.cue).chain(sources);
            spans.any(|other| other.overlaps(span))
        };
        drafts.iter().any(others) || covered.iter().any(|other| other.overlaps(span))
    };
    let whole = drafts.is_empty() && covered.is_empty();
    let mut found = Vec::new();
    for part in propositions(s) {
        let Some((span, _)) = trimmed(s, part.range.clone()) else { continue };
        let words = part.range.clone().filter(|i| s.token(*i).is_some_and(crate::tokens::Token::is_word)).count();
        let short = words < if whole { 2 } else { LEAST_WORDS };
        if taken(span) || short || !whole && !is_clausal(s, part.range.clone()) && part.subject.is_none() {
            continue;
        }
        let sentence = Some(self_contained(s, &part, span, e));
        found.extend(document.own(&[span], sentence, "author.proposition"));
    }
    found
}

/// A part of a sentence that says one thing.
struct Proposition {
    range: Range<usize>,
    /// The subject that it shares with an earlier part.
    subject: Option<Range<usize>>,
    /// The subject of the part before, which an opening "it" points to.
    before: Option<Range<usize>>,
}

/// Splits a sentence at semicolons and coordinations of clauses and predicates.
fn propositions(s: &Sentence) -> Vec<Proposition> {
    let end = if s.is(s.len().saturating_sub(1), "?") { s.len() } else { s.content_end() };
    if s.is(s.len().saturating_sub(1), "?") {
        return vec![Proposition { range: 0..end, subject: None, before: None }];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    if let Some(comma) = conceded(s, end) {
        parts.push(Proposition { range: 1..comma, subject: None, before: None });
        start = comma + 1;
    }
    let mut subject: Option<Range<usize>> = None;
    let mut shares = false;
    for at in 0..end {
        if s.is_quoted(at) || at < start + 3 {
            continue;
        }
        let cut = cut_at(s, at, start, end);
        let Some(cut) = cut else { continue };
        let own = subject_of(s, start..at);
        parts.push(part(start..at, shares, subject.as_ref()));
        if !shares {
            subject = own.or(subject);
        }
        shares = cut == Cut::Predicate && subject.is_some();
        start = at;
    }
    parts.push(part(start..end, shares, subject.as_ref()));
    parts
}

/// The comma after an opening clause that is asserted too: "Because X, Y", "Although X, Y".
fn conceded(s: &Sentence, end: usize) -> Option<usize> {
    let opens = matches!(s.low(0), "because" | "although" | "though" | "while" | "whereas" | "since");
    let comma = (4..end).find(|i| s.is(*i, ",") && !s.is_quoted(*i) && is_clausal(s, i + 1..end)).filter(|_| opens)?;
    is_clausal(s, 1..comma).then_some(comma)
}

fn part(range: Range<usize>, shares: bool, subject: Option<&Range<usize>>) -> Proposition {
    let (shared, before) = if shares { (subject, None) } else { (None, subject) };
    Proposition { range, subject: shared.cloned(), before: before.cloned() }
}

#[derive(Clone, Copy, PartialEq)]
enum Cut {
    /// A new clause with its own subject.
    Clause,
    /// A further predicate of the same subject.
    Predicate,
}

fn cut_at(s: &Sentence, at: usize, start: usize, end: usize) -> Option<Cut> {
    if s.is(at, ";") {
        return Some(Cut::Clause);
    }
    let comma = s.is(at, ",");
    let joint = if comma { at + 1 } else { at };
    if !matches!(s.low(joint), "and" | "but" | "yet" | "so") || joint + 3 > end || !is_clausal(s, start..at) {
        return None;
    }
    if subordinate(s, start, at) || in_list(s, start, at) {
        return None;
    }
    let next = grammar::after_adverbs(s, joint + 1);
    if is_predicate_start(s, next) {
        return (s.is(joint, "and") || s.is(joint, "but")).then_some(Cut::Predicate);
    }
    let opens = grammar::is_determiner(s.low(next)) || s.is_capital(next) || grammar::PRONOUNS.contains(&s.low(next));
    let verb = (next + 1..end.min(next + 10)).find(|i| is_finite(s, *i))?;
    let clean = !(next..verb).any(|i| s.is(i, ",") || grammar::is_subordinator(s.low(i)) && !s.is(i, "and"));
    (comma && clean && (opens || grammar::is_clausal(s, next..end))).then_some(Cut::Clause)
}

/// Whether the words since the last comma are an entry of a list or an insertion, and no clause.
fn in_list(s: &Sentence, start: usize, at: usize) -> bool {
    let Some(comma) = (start..at).rev().find(|i| s.is(*i, ",")) else { return false };
    let clause = |range: Range<usize>| range.into_iter().skip(1).any(|i| is_finite(s, i));
    let opening = grammar::is_preposition(s.low(start)) || grammar::is_subordinator(s.low(start)) || grammar::is_adverb(s.low(start));
    let past = s.low(comma + 1).len() > 4 && s.low(comma + 1).ends_with("ed");
    let (before, after) = (clause(start..comma), clause(comma + 1..at));
    !(after || past && before || opening && before) || !(opening || before)
}

/// Whether the part before opens a clause that the rest depends on ("If the dam holds and …").
fn subordinate(s: &Sentence, start: usize, at: usize) -> bool {
    let opens = matches!(s.low(start), "if" | "when" | "while" | "although" | "because" | "since" | "unless" | "whether");
    let comma = (start..at).any(|i| s.is(i, ","));
    let that = (start.max(at.saturating_sub(12))..at).any(|i| matches!(s.low(i), "that" | "which" | "who" | "whether" | "how"));
    opens && !comma || that
}

fn is_predicate_start(s: &Sentence, at: usize) -> bool {
    let word = s.low(at);
    let past = word.len() > 4 && word.ends_with("ed") && !s.is_capital(at);
    let cue = lexicon::verb(word).is_some_and(|(_, form)| matches!(form, lexicon::Form::Past | lexicon::Form::Third));
    let follows = matches!(s.kind(at + 1), Some(TokenKind::Word | TokenKind::Number | TokenKind::Open));
    let aux = matches!(word, "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "would" | "can" | "could" | "does" | "did");
    let plan = matches!(word, "plans" | "intends" | "aims" | "wants" | "hopes" | "expects") && s.is(at + 1, "to");
    let third = plan || is_finite(s, at) && !grammar::is_auxiliary(word);
    follows && (aux || past && grammar::is_determiner(s.low(at + 1)) | grammar::is_preposition(s.low(at + 1)) || cue || third)
        && !s.is_capital(at)
}

fn is_joint(s: &Sentence, at: usize) -> bool {
    matches!(s.low(at), "and" | "but" | "yet" | "so")
}

fn subject_of(s: &Sentence, range: Range<usize>) -> Option<Range<usize>> {
    let verb = (range.start + 1..range.end).find(|i| is_finite(s, *i))?;
    let opening = grammar::is_preposition(s.low(range.start))
        || grammar::is_subordinator(s.low(range.start))
        || grammar::is_adverb(s.low(range.start));
    let comma = (range.start..verb).rev().find(|i| s.is(*i, ",")).filter(|_| opening);
    let joint = usize::from(matches!(s.low(range.start), "," | ";")) + usize::from(is_joint(s, range.start + 1));
    let start = comma.map_or(range.start + joint, |comma| comma + 1);
    let start = start + usize::from(is_joint(s, start));
    let end = (start..verb).rev().take_while(|i| grammar::is_adverb(s.low(*i))).last().unwrap_or(verb);
    (start < end && end - start <= 16).then_some(start..end)
}

/// The proposition as a sentence, with its shared subject, or what an opening pronoun points to.
fn self_contained(s: &Sentence, part: &Proposition, span: Span, e: &Entities) -> String {
    let words = span.slice(s.text).unwrap_or_default();
    if let Some(subject) = &part.subject {
        let subject = claim::plain(s.words(subject.clone()));
        let words = words.trim_start_matches("also ");
        return claim::sentence(&resolved(&format!("{subject} {words}"), e), None);
    }
    let plain = claim::plain(words);
    let before = part.before.clone().map(|range| claim::plain(s.words(range))).filter(|subject| subject.split(' ').count() <= 8);
    let first = plain.split(' ').next().unwrap_or_default().to_lowercase();
    let pointed = before.filter(|subject| first == "it" && !grammar::PRONOUNS.contains(&subject.to_lowercase().as_str()));
    if let Some(name) = pointed {
        let kind = stemma_core::enumerations::SourceKind::Organization;
        return claim::sentence(&plain, Some(Speaker { name: &name, kind, quoted: false }));
    }
    claim::sentence(&resolved(&plain, e), None)
}

/// Fills in what opens a credited claim when it cannot be the speaker: "officials said it would close".
pub(crate) fn anchored(s: &Sentence, draft: &Draft, e: &Entities) -> Draft {
    use stemma_core::enumerations::SourceKind::{Organization, Outlet, Person, UnnamedPerson};
    let mut draft = draft.clone();
    let words = draft.contents.iter().filter_map(|span| span.slice(s.text)).collect::<Vec<_>>().join(" ");
    let first = words.split(' ').next().unwrap_or_default().to_lowercase();
    let speaker = draft.parties.first().map(|party| party.mention.kind);
    let own = match first.as_str() {
        "it" | "its" => matches!(speaker, Some(Organization | Outlet)) && draft.class != lexicon::CueClass::Finding,
        "he" | "she" | "his" | "her" => matches!(speaker, Some(Person | UnnamedPerson)),
        "the" => false,
        _ => return draft,
    };
    if draft.direct || own || draft.sentence.is_some() {
        return draft;
    }
    let examined = if draft.class == lexicon::CueClass::Finding { examined(s, &draft) } else { None };
    draft.sentence = Some(match examined.filter(|_| first != "the") {
        Some(thing) => claim::sentence(&words, Some(Speaker { name: &thing, kind: Organization, quoted: false })),
        None => resolved(&words, e),
    });
    draft
}

/// What "took the phone apart and found that it …" examined.
fn examined(s: &Sentence, draft: &Draft) -> Option<String> {
    let cue = draft.cue?;
    let at = (0..s.len()).find(|i| s.token(*i).is_some_and(|token| token.span.start >= cue.start))?;
    let and = (at.saturating_sub(3)..at).rev().find(|i| s.is(*i, "and"))?;
    let verb = (0..and).rev().find(|i| is_finite(s, *i))?;
    let skip = usize::from(matches!(s.low(verb + 1), "apart" | "down"));
    let phrase = grammar::phrase_after(s, verb + 1 + skip);
    let end = phrase.end.min(and) - usize::from(matches!(s.low(phrase.end.min(and).saturating_sub(1)), "apart" | "down"));
    (phrase.start < end).then(|| claim::plain(s.words(phrase.start..end)))
}

/// Puts a name for "it", "the company", "he" at the start of the words.
fn resolved(words: &str, e: &Entities) -> String {
    use stemma_core::enumerations::SourceKind::{Organization, Person};
    for role in ["The company ", "The firm ", "the company ", "the firm ", "The company's ", "The company’s "] {
        if let (Some(rest), Some(name)) = (words.strip_prefix(role), e.sole_organization()) {
            let owns = role.ends_with("s ");
            return format!("{name}{} {rest}", if owns { "'s" } else { "" });
        }
    }
    let pointed = |name: Option<&str>, kind| name.map(|name| claim::sentence(words, Some(Speaker { name, kind, quoted: false })));
    let first = words.split(' ').next().unwrap_or_default().to_lowercase();
    match first.trim_end_matches(['s', '\'', '’']) {
        "it" => pointed(e.subject_before(), Organization),
        "he" | "she" | "hi" | "her" => pointed(e.last_person(), Person),
        _ => None,
    }
    .unwrap_or_else(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_core::document::Metadata;
    use stemma_core::enumerations::ClaimKind;

    fn read(text: &str) -> Vec<Statement> {
        let parsed = crate::parse("a.txt", text.to_owned(), None).value;
        assert_eq!(parsed.metadata, Metadata::default());
        crate::extract(&parsed).value
    }

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = read(text).into_iter().filter(|s| s.cue.is_none()).map(|s| s.sentence).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn coordinated_propositions_are_parted() {
        check("The dam held, and the mill closed.", &["The dam held.", "The mill closed."]);
        check("The news sent shocks through town and triggered a sale.", &["The news sent shocks through town.", "The news triggered a sale."]);
        check("The plan may fail, but it is a real advance.", &["The plan may fail.", "The plan is a real advance."]);
    }

    #[test]
    fn reasons_and_concessions_are_asserted_too() {
        check("Because the dam leaked, the mill closed.", &["The dam leaked.", "The mill closed."]);
    }

    #[test]
    fn lists_and_conditions_stay_whole() {
        check("Its progress in AI, computing, and war will be slowed.", &["Its progress in AI, computing, and war will be slowed."]);
        check("If the dam holds and the mill opens, the town gains.", &["If the dam holds and the mill opens, the town gains."]);
        check("The controls, first imposed in 2022 and tightened since, failed.", &["The controls, first imposed in 2022 and tightened since, failed."]);
    }

    #[test]
    fn what_is_credited_is_not_said_again_by_the_author() {
        check("Orrin said that the dam held. It was dry.", &["Orrin was dry."]);
    }

    #[test]
    fn questions_and_norms_have_their_kind() {
        assert_eq!(read("Does it work?").remove(0).kind, ClaimKind::Question);
        assert_eq!(read("The plant should be closed.").remove(0).kind, ClaimKind::Norm);
    }
}
