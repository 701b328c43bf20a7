//! The document's own voice: what no attribution covers, proposition by proposition.

use std::ops::Range;

use stemma_core::span::Span;
use stemma_core::statement::Statement;

use crate::chain::Document;
use crate::claim::{self, Speaker};
use crate::draft::{Draft, Party, trimmed};
use crate::entities::{Entities, Gender};
use crate::grammar::{self, is_clausal, is_finite};
use crate::lexicon;
use crate::nouns;
use crate::propositions::{Proposition, propositions};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// Fewer words make no claim of their own beside an attribution.
const LEAST_WORDS: usize = 4;

/// The own statements of a sentence, given what is credited to others in it.
pub(crate) fn own(document: &Document, s: &Sentence, drafts: &[Draft], e: &Entities) -> Vec<Statement> {
    let end = if s.is(s.len().saturating_sub(1), "?") { s.len() } else { s.content_end() };
    if drafts.is_empty() {
        let parts = propositions(s, 0..end);
        return parts
            .iter()
            .filter(|part| words(s, &part.range) > 1)
            .filter_map(|part| statement(document, s, part, e))
            .collect();
    }
    let mut found = Vec::new();
    let gaps = gaps(s, drafts, end);
    let mut at = 0;
    while let Some(gap) = gaps.get(at) {
        at += 1;
        let parts: Vec<Proposition> = propositions(s, gap.clone()).into_iter().filter(|part| stands(s, part)).collect();
        found.extend(parts.iter().filter_map(|part| statement(document, s, part, e)));
        // "The phone, reportedly launching in May, may be late": what stands around the insertion is one claim.
        let around = gaps.get(at).filter(|next| parts.is_empty() && parted(s, gap, next));
        if let Some(next) = around {
            found.extend(parted_statement(document, s, gap, next, e));
            at += 1;
        }
    }
    found
}

fn words(s: &Sentence, range: &Range<usize>) -> usize {
    range.clone().filter(|i| s.token(*i).is_some_and(crate::tokens::Token::is_word)).count()
}

fn statement(document: &Document, s: &Sentence, part: &Proposition, e: &Entities) -> Option<Statement> {
    let (span, _) = trimmed(s, part.range.clone())?;
    let made = document.own(&[span], Some(self_contained(s, part, span, e)), "author.proposition")?;
    // “The runway was wet.” without a word of who said so: hardly the document's own.
    let is_word = |i: usize| s.token(i).is_some_and(crate::tokens::Token::is_word);
    let quoted = part.range.clone().all(|i| s.is_quoted(i) || !is_word(i));
    let tier = if quoted { stemma_core::enumerations::Tier::C } else { made.tier };
    Some(Statement { tier, ..made })
}

/// The stretches of a sentence that no draft touches, without the words that only join them.
fn gaps(s: &Sentence, drafts: &[Draft], end: usize) -> Vec<Range<usize>> {
    let mut taken: Vec<Span> = Vec::new();
    for draft in drafts {
        taken.extend(draft.contents.iter().copied().chain(draft.cue).chain(draft.told.iter().copied()));
        taken.extend(draft.parties.iter().chain(&draft.origins).map(|party| party.mention.quote.span));
    }
    let free = |i: usize| {
        let token = s.token(i).filter(|token| token.kind != TokenKind::Citation);
        token.is_some_and(|token| !taken.iter().any(|span| span.overlaps(token.span)))
    };
    let mut gaps = Vec::new();
    let mut at = 0;
    while at < end {
        let length = (at..end).take_while(|i| free(*i)).count();
        if length > 0 {
            gaps.push(without_joints(s, at..at + length));
        }
        at += length.max(1);
    }
    gaps.retain(|gap| words(s, gap) > 1);
    gaps
}

fn without_joints(s: &Sentence, mut gap: Range<usize>) -> Range<usize> {
    let joint = |i: usize| {
        matches!(
            s.low(i),
            "and"
                | "but"
                | "while"
                | "as"
                | "that"
                | "with"
                | "because"
                | "although"
                | "is"
                | "was"
                | "whereas"
                | ","
                | ":"
                | ";"
                | "—"
                | "–"
        )
    };
    while gap.start < gap.end && joint(gap.start) && !matches!(s.low(gap.start), "is" | "was" | "that") {
        gap.start += 1;
    }
    while gap.start < gap.end && joint(gap.end - 1) {
        gap.end -= 1;
    }
    gap
}

/// Whether a stretch beside an attribution is a claim of its own: a main clause.
fn stands(s: &Sentence, part: &Proposition) -> bool {
    let start = part.range.start;
    let first = s.low(start);
    let dependent = grammar::is_subordinator(first)
        || matches!(first, "who" | "which" | "whose" | "citing" | "referring" | "asked" | "pressed")
        || crate::frames::extent::comments(s, start);
    let main = if grammar::is_preposition(first) {
        part.range.clone().find(|i| s.is(*i, ",")).is_some_and(|comma| is_clausal(s, comma + 1..part.range.end))
    } else {
        is_clausal(s, part.range.clone())
    };
    // "said Tom Reed, a fisherman who saw it": who is told of, and no clause.
    let relative =
        |i: usize| (start.max(i.saturating_sub(3))..i).any(|k| matches!(s.low(k), "who" | "which" | "whose"));
    let mut verbs = part.range.clone().filter(|i| is_finite(s, *i)).peekable();
    let told = grammar::is_determiner(first) && verbs.peek().is_some() && verbs.all(relative);
    let main = main && !told;
    let headless = is_finite(s, start) || grammar::is_auxiliary(first) || grammar::is_adverb(first);
    words(s, &part.range) >= LEAST_WORDS && (part.subject.is_some() || main && !dependent && !headless)
}

/// Whether a subject and its predicate stand on the two sides of an insertion.
fn parted(s: &Sentence, before: &Range<usize>, after: &Range<usize>) -> bool {
    let subject = words(s, before) <= 10
        && !before.clone().any(|i| is_finite(s, i))
        && !grammar::is_preposition(s.low(before.start));
    let predicate = grammar::is_auxiliary(s.low(after.start)) || is_finite(s, after.start);
    subject && predicate && words(s, after) > 2
}

fn parted_statement(
    document: &Document,
    s: &Sentence,
    before: &Range<usize>,
    after: &Range<usize>,
    e: &Entities,
) -> Option<Statement> {
    let (subject, predicate) = (trimmed(s, before.clone())?.0, trimmed(s, after.clone())?.0);
    let words = format!("{} {}", claim::plain(subject.slice(s.text)?), claim::plain(predicate.slice(s.text)?));
    let sentence = claim::sentence(&resolved(&words, e), None);
    document.own(&[subject, predicate], Some(sentence), "author.parted")
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
    let before =
        part.before.clone().map(|range| claim::plain(s.words(range))).filter(|subject| subject.split(' ').count() <= 8);
    let first = plain.split(' ').next().unwrap_or_default().to_lowercase();
    let pointed =
        before.filter(|subject| first == "it" && !grammar::PRONOUNS.contains(subject.to_lowercase().as_str()));
    if let Some(name) = pointed {
        let kind = stemma_core::enumerations::SourceKind::Organization;
        return claim::sentence(&plain, Some(Speaker { name: &name, kind, quoted: false }));
    }
    claim::sentence(&resolved(&plain, e), None)
}

/// Fills in what opens a credited claim when it cannot be the speaker: "officials said it would close".
///
/// `drafts` are all of the sentence: a pronoun in the second thing that somebody says may mean what the first is about.
pub(crate) fn anchored(s: &Sentence, draft: &Draft, drafts: &[Draft], e: &Entities) -> Draft {
    use stemma_core::enumerations::SourceKind::{Organization, Outlet, Person, UnnamedGroup, UnnamedPerson};
    let mut draft = draft.clone();
    let words = draft.contents.iter().filter_map(|span| span.slice(s.text)).collect::<Vec<_>>().join(" ");
    let first = words.split(' ').next().unwrap_or_default().to_lowercase();
    let speaker = draft.parties.first().map(|party| party.mention.kind);
    if !draft.direct && draft.sentence.is_none() && is_left_open(s, &draft, drafts, &first) {
        draft.sentence = Some(claim::sentence(&words, None));
        return draft;
    }
    let own = match first.as_str() {
        "it" | "its" => {
            let may_be_it = |party: &Party| {
                let body = matches!(party.head, Some(nouns::Head::Organization | nouns::Head::Outlet));
                // "The town said that it knew nothing."
                let group = party.mention.kind == UnnamedGroup && !party.mention.name.ends_with('s');
                matches!(party.mention.kind, Organization | Outlet) || body || group || party.is_guessed_person()
            };
            draft.parties.first().is_some_and(may_be_it) && draft.class != lexicon::CueClass::Finding
        }
        "he" | "she" | "his" | "her" => {
            let said_by = draft.parties.first().map(|party| party.mention.quote.text.to_lowercase());
            let other = match said_by.as_deref() {
                Some("he") => matches!(first.as_str(), "she" | "her"),
                Some("she") => matches!(first.as_str(), "he" | "his"),
                _ => false,
            };
            !other && !is_anothers(s, &draft, &first) && matches!(speaker, Some(Person | UnnamedPerson))
        }
        "the" => false,
        _ => return draft,
    };
    if draft.direct || own || draft.sentence.is_some() {
        return draft;
    }
    let examined = if draft.class == lexicon::CueClass::Finding { examined(s, &draft) } else { None };
    draft.sentence = Some(match examined.filter(|_| first != "the") {
        Some(thing) => claim::sentence(&words, Some(Speaker { name: &thing, kind: Organization, quoted: false })),
        // "The spokesman said that it would reopen": whose it is, and never the spokesman.
        None if matches!(first.as_str(), "it" | "its") && e.subject_before() != e.sole_organization() => {
            let spoken = draft.parties.first().filter(|party| {
                matches!(party.head, Some(nouns::Head::Speaker | nouns::Head::Office | nouns::Head::Person))
            });
            let whose = spoken.map(|party| party.affiliation.clone());
            let name = |whose: Option<String>| match whose {
                Some(name) => claim::sentence(&words, Some(Speaker { name: &name, kind: Organization, quoted: false })),
                None => claim::sentence(&words, None),
            };
            draft.sentence = whose.map(name);
            return draft;
        }
        None => resolved(&words, e),
    });
    draft
}

/// "Holt said that the dam leaked and that it could break": whether a pronoun opens what is said behind something else that
/// the same words credit, so that it may mean what that is about.
fn is_left_open(s: &Sentence, draft: &Draft, drafts: &[Draft], first: &str) -> bool {
    let opens = |other: &Draft| {
        let words = other.hull().slice(s.text).unwrap_or_default();
        words.split(' ').next().unwrap_or_default().to_lowercase()
    };
    let is_before = |other: &&Draft| other.cue == draft.cue && other.hull().end <= draft.hull().start;
    let mut before = drafts.iter().filter(is_before).peekable();
    matches!(first, "it" | "he" | "she" | "they")
        && draft.cue.is_some()
        && before.peek().is_some()
        && before.all(|other| opens(other) != first)
}

/// "Her deputy, Tom Hill, said she had lost it": whether "she" cannot be who speaks, by whose they are or by their first name.
fn is_anothers(s: &Sentence, draft: &Draft, pronoun: &str) -> bool {
    let content = draft.hull();
    let owner = if matches!(pronoun, "she" | "her") { "her" } else { "his" };
    let outside = |i: &usize| s.token(*i).is_some_and(|token| !content.contains(token.span));
    // "One angler, who gave his name as Sepp, said he had counted": the relative clause tells of who speaks.
    let relates = |i: &usize| matches!(s.low(*i), "who" | "whose" | "which" | "said" | "says" | "told");
    let mut around = (0..s.len()).filter(outside).take_while(|i| !relates(i));
    let mut is_owned = || around.any(|i| s.is(i, owner) && !s.is_quoted(i));
    let name = draft.parties.first().map_or("", |party| party.mention.name.as_str());
    let first = name.split_once(' ').map(|(first, _)| first.to_lowercase());
    let known = first.and_then(|first| Gender::of_first_name(&first));
    is_owned() || known.is_some_and(|known| Gender::of_pronoun(pronoun) != Some(known))
}

/// What "took the phone apart and found that it …" examined.
fn examined(s: &Sentence, draft: &Draft) -> Option<String> {
    let cue = draft.cue?;
    let at = (0..s.len()).find(|i| s.token(*i).is_some_and(|token| token.span.start >= cue.start))?;
    let and = (at.saturating_sub(3)..at).rev().find(|i| s.is(*i, "and"))?;
    let verb = (0..and).rev().find(|i| is_finite(s, *i))?;
    let skip = usize::from(matches!(s.low(verb + 1), "apart" | "down"));
    let phrase = grammar::phrase_after(s, verb + 1 + skip);
    let end =
        phrase.end.min(and) - usize::from(matches!(s.low(phrase.end.min(and).saturating_sub(1)), "apart" | "down"));
    (phrase.start < end).then(|| claim::plain(s.words(phrase.start..end)))
}

/// Puts a name for "it", "the company", "he" at the start of the words.
fn resolved(words: &str, e: &Entities) -> String {
    use stemma_core::enumerations::SourceKind::{Organization, Person};
    for role in ["The company ", "The firm ", "the company ", "the firm ", "The company's ", "The company’s "] {
        if let Some(rest) = words.strip_prefix(role)
            && let Some(name) = e.sole_company()
        {
            let owns = role.ends_with("s ");
            return format!("{name}{} {rest}", if owns { "'s" } else { "" });
        }
    }
    let pointed =
        |name: Option<&str>, kind| name.map(|name| claim::sentence(words, Some(Speaker { name, kind, quoted: false })));
    let first = words.split(' ').next().unwrap_or_default().to_lowercase();
    let word = first.trim_end_matches(['s', '\'', '’']);
    match word {
        "it" => pointed(e.subject_before(), Organization),
        "he" | "she" | "her" => pointed(e.last_person(word), Person),
        "hi" => pointed(e.last_person("his"), Person),
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
        check(
            "The news sent shocks through town and triggered a sale.",
            &["The news sent shocks through town.", "The news triggered a sale."],
        );
        check("The plan may fail, but it is a real advance.", &["The plan may fail.", "The plan is a real advance."]);
    }

    #[test]
    fn reasons_and_concessions_are_asserted_too() {
        check("Because the dam leaked, the mill closed.", &["The dam leaked.", "The mill closed."]);
    }

    #[test]
    fn lists_and_conditions_stay_whole() {
        check(
            "Its progress in AI, computing, and war will be slowed.",
            &["Its progress in AI, computing, and war will be slowed."],
        );
        check(
            "If the dam holds and the mill opens, the town gains.",
            &["If the dam holds and the mill opens, the town gains."],
        );
        check(
            "The controls, first imposed in 2022 and tightened since, failed.",
            &["The controls, first imposed in 2022 and tightened since, failed."],
        );
    }

    #[test]
    fn what_is_credited_is_not_said_again_by_the_author() {
        check("Orrin said that the dam held. It was dry.", &["Orrin was dry."]);
    }

    #[test]
    fn what_stands_beside_an_attribution_is_the_authors() {
        check("The mill closed last May, and Orrin said that the dam held.", &["The mill closed last May."]);
        check("The phone, reportedly launching in May, will be slow.", &["The phone will be slow."]);
        check("At a hearing on Monday, Orrin said that the dam held.", &[]);
        check("The dam held, said Tom Reed, a fisherman who saw it.", &[]);
    }

    #[test]
    fn questions_and_norms_have_their_kind() {
        assert_eq!(read("Does it work?").remove(0).kind, ClaimKind::Question);
        assert_eq!(read("The plant should be closed.").remove(0).kind, ClaimKind::Norm);
    }
}
