//! `[n]` in a dossier: which words a mark credits, and whom the cited source names.

pub(crate) mod authors;

use std::ops::Range;

use stemma_core::enumerations::{SourceKind, Tier};
use stemma_core::span::{Quote, Span};
use stemma_core::statement::{Mention, Voice};

use crate::draft::{Draft, Party, Strength, trimmed};
use crate::entities::Entities;
use crate::frames;
use crate::grammar;
use crate::lexicon::{self, CueClass, Form};
use crate::sentences::{Sentence, sentences};
use crate::sources;
use crate::text::{Reference, Text};
use crate::tokens::TokenKind;

/// A run of citation marks with the words before it.
struct Cited {
    words: Range<usize>,
    marks: Vec<(u32, Span)>,
}

/// Adds what the citation marks of `s` credit to the drafts that were found in it.
pub(crate) fn cite(text: &Text, s: &Sentence, mut drafts: Vec<Draft>, e: &Entities) -> Vec<Draft> {
    let mut added = Vec::new();
    for cited in cited(s) {
        let Some(place) = s.span(cited.words.clone()) else { continue };
        let sources: Vec<(Party, Option<Party>, Span)> =
            cited.marks.iter().filter_map(|(number, mark)| source(text, *number).map(|(a, b)| (a, b, *mark))).collect();
        if sources.is_empty() {
            continue;
        }
        let mut inside = Vec::new();
        for draft in drafts.iter_mut().filter(|draft| place.overlaps(draft.cue.unwrap_or(draft.hull()))) {
            credit(draft, &sources);
            inside.push(draft.clone());
        }
        for part in uncovered(s, cited.words, &inside) {
            let Some((span, _)) = trimmed(s, part.clone()) else { continue };
            added.extend(
                sources.iter().map(|(party, relayed, mark)| {
                    cited_draft(s, span, part.clone(), party, relayed.as_ref(), *mark, e)
                }),
            );
        }
    }
    drafts.extend(added);
    drafts.sort_by_key(|draft| draft.hull().start);
    drafts
}

/// The same for "A vs. B [1][2]": the marks credit the side that no draft covers.
pub(crate) fn cite_sides(text: &Text, s: &Sentence, drafts: Vec<Draft>, e: &Entities) -> Vec<Draft> {
    let Some(versus) = (0..s.len()).find(|i| matches!(s.low(*i), "vs" | "versus")) else {
        return cite(text, s, drafts, e);
    };
    let mut found = drafts;
    for cited in cited(s) {
        let side = versus + 1 + usize::from(s.is(versus + 1, "."))..cited.words.end;
        let start =
            s.find(side.clone(), "that").filter(|that| s.low_before(*that) == "evidence").map_or(side.start, |i| i + 1);
        let Some((span, _)) = trimmed(s, start..side.end) else { continue };
        if side.end - start < 3 {
            continue; // "A brochure vs. a teardown" only names the sides
        }
        let taken = found.iter().any(|draft| draft.hull().overlaps(span));
        let sources = cited.marks.iter().filter_map(|(number, mark)| source(text, *number).map(|(a, b)| (a, b, *mark)));
        let added: Vec<Draft> = sources
            .filter(|_| !taken)
            .map(|(party, relayed, mark)| cited_draft(s, span, start..side.end, &party, relayed.as_ref(), mark, e))
            .collect();
        found.extend(added);
    }
    found
}

/// The runs of marks of a sentence; a run credits the words since the run before.
fn cited(s: &Sentence) -> Vec<Cited> {
    let mut found: Vec<Cited> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < s.len() {
        let run = (at..s.len()).take_while(|i| s.kind(*i) == Some(TokenKind::Citation)).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let marks = (at..at + run).filter_map(|i| {
            let token = s.token(i)?;
            Some((token.low.trim_matches(['[', ']']).parse().ok()?, token.span))
        });
        let end = (start..at).rev().find(|i| s.kind(*i) != Some(TokenKind::Mark)).map_or(at, |i| i + 1);
        found.push(Cited { words: start..end, marks: marks.collect() });
        at += run;
        start = at;
    }
    found.retain(|cited| !cited.words.is_empty());
    found
}

/// Puts the cited source before the draft's own, or in the place of nobody.
fn credit(draft: &mut Draft, sources: &[(Party, Option<Party>, Span)]) {
    let Some((party, relayed, _)) = sources.first() else { return };
    let named = |draft: &Draft, name: &str| draft.parties.iter().any(|own| own.mention.name == name);
    if draft.parties.is_empty() {
        draft.parties = vec![party.clone()];
        if draft.class == CueClass::Speculation {
            draft.origins.push(nobody(party));
        }
    } else if !named(draft, &party.mention.name) && party.mention.kind != SourceKind::Document {
        let own = sources.iter().any(|(other, ..)| named(draft, &other.mention.name));
        if !own {
            draft.relays.insert(0, party.voice());
            draft
                .relays
                .extend(relayed.as_ref().filter(|relayed| !named(draft, &relayed.mention.name)).map(Party::voice));
        }
    }
}

/// The end of a chain that nobody in particular starts.
fn nobody(like: &Party) -> Party {
    let mention = Mention {
        quote: like.mention.quote.clone(),
        name: stemma_core::statement::NOBODY.to_owned(),
        kind: SourceKind::Generic,
    };
    Party { mention, affiliation: None, relays: Vec::new(), head: None, expert: false, strength: Strength::Weak }
}

/// The parts of cited words that no draft covers, cut at semicolons, after an announcing colon.
fn uncovered(s: &Sentence, words: Range<usize>, drafts: &[Draft]) -> Vec<Range<usize>> {
    let colon = words.clone().find(|i| s.is(*i, ":") && !s.is_quoted(*i) && *i + 2 < words.end);
    let start = colon.map_or(words.start, |colon| colon + 1);
    let touched = |range: &Range<usize>| {
        let Some(span) = s.span(range.clone()) else { return true };
        drafts.iter().any(|draft| {
            let sources = draft.parties.iter().map(|party| party.mention.quote.span);
            draft.contents.iter().copied().chain(draft.cue).chain(sources).any(|other| other.overlaps(span))
        })
    };
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = start;
    for i in start..words.end {
        let own = s.is(i, ";") || !drafts.is_empty() && s.is(i, ",") && matches!(s.low(i + 1), "and" | "but" | "while");
        let before_cue = drafts.iter().any(|draft| starts_cue(s, i, draft));
        if (own || before_cue) && !s.is_quoted(i) {
            parts.push(from..i);
            from = if before_cue { i } else { i + 1 };
        }
    }
    parts.push(from..words.end);
    let mut kept: Vec<Range<usize>> = Vec::new();
    for part in parts.into_iter().filter(|part| part.len() > 2 && !touched(part)) {
        match kept.last_mut().filter(|last| last.end + 1 == part.start) {
            Some(last) => last.end = part.end,
            None => kept.push(part),
        }
    }
    kept
}

/// "… and alleging that Y": the words before belong to no draft.
fn starts_cue(s: &Sentence, index: usize, draft: &Draft) -> bool {
    let joint = matches!(s.low(index), "and" | "while");
    joint && s.token(index + 1).zip(draft.cue).is_some_and(|(token, cue)| token.span.start == cue.start)
}

fn cited_draft(
    s: &Sentence,
    span: Span,
    words: Range<usize>,
    party: &Party,
    relayed: Option<&Party>,
    mark: Span,
    e: &Entities,
) -> Draft {
    let mut draft = Draft::new(vec![span], CueClass::Mediated, "citation");
    draft.parties = vec![party.clone()];
    draft.origins = relayed.cloned().into_iter().collect();
    draft.origins.extend(announcer(s, words, e).filter(|_| relayed.is_none()));
    draft.cue = Some(mark);
    draft.tier = Tier::A;
    draft
}

/// "Huawei unveiled …": who announces it is where it comes from.
fn announcer(s: &Sentence, words: Range<usize>, e: &Entities) -> Option<Party> {
    let announces = |i: usize| {
        lexicon::verb(s.low(i)).is_some_and(|(cue, form)| {
            let open = cue.class == CueClass::Announcement || matches!(cue.lemma, "reveal" | "disclose");
            open && matches!(form, Form::Past | Form::Third)
        })
    };
    let verb = words.clone().take(12).find(|i| announces(*i))?;
    let subject = grammar::subject_before(s, verb)?;
    let party = sources::parties(s, &subject, e).into_iter().next()?;
    let whole = party.mention.name.split(' ').count() == subject.phrase.len();
    (party.strength == Strength::Named && whole && subject.phrase.start >= words.start).then_some(party)
}

/// Whom source `number` names, and whom it credits itself.
fn source(text: &Text, number: u32) -> Option<(Party, Option<Party>)> {
    let reference = text.references.iter().find(|reference| reference.number == Some(number))?;
    Some((
        publisher(&text.text, reference)?,
        reference.relayed.as_ref().and_then(|v| party(&text.text, reference.title, v)),
    ))
}

fn publisher(text: &str, reference: &Reference) -> Option<Party> {
    // Two texts that list one address have it from one place.
    let address = reference.span.slice(text).and_then(address).map(str::to_owned);
    let number = reference.number.unwrap_or(0);
    let name = address.unwrap_or_else(|| format!("Source [{number}] (outlet not named)"));
    let unnamed = Voice { name, kind: SourceKind::Document, affiliation: None };
    party(text, reference.named_at, reference.publisher.as_ref().unwrap_or(&unnamed))
}

/// The address in an entry of a source list.
fn address(entry: &str) -> Option<&str> {
    let start = ["https://", "http://"].iter().filter_map(|scheme| entry.find(scheme)).min()?;
    let rest = entry.get(start..)?;
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | ')' | ']' | '"')).unwrap_or(rest.len());
    Some(rest.get(..end)?.trim_end_matches(['.', ',', ';']))
}

fn party(text: &str, span: Span, voice: &Voice) -> Option<Party> {
    let mention = Mention { quote: Quote::at(text, span)?, name: voice.name.clone(), kind: voice.kind };
    Some(Party { mention, affiliation: None, relays: Vec::new(), head: None, expert: false, strength: Strength::Named })
}

/// What the titles of a source list assert.
pub(crate) fn title_drafts(text: &Text, reference: &Reference, e: &Entities) -> Vec<Draft> {
    let Some(publisher) = publisher(&text.text, reference) else { return Vec::new() };
    let relayed = reference.relayed.as_ref().and_then(|voice| party(&text.text, reference.title, voice));
    let mut found = Vec::new();
    for part in title_parts(&text.text, reference.title) {
        let all = sentences(&text.text, part, &mut Vec::new());
        let mut drafts: Vec<Draft> = all.iter().flat_map(|s| frames::read(s, e)).collect();
        if drafts.is_empty() {
            drafts.extend(all.iter().find_map(|s| headline(s, e)));
        }
        for draft in &mut drafts {
            credit(draft, &[(publisher.clone(), relayed.clone(), reference.title)]);
        }
        if drafts.is_empty() && reference.publisher.is_some() && all.iter().any(asserts) {
            found.extend(all.first().and_then(|s| title(s, part, &publisher, relayed.as_ref(), e)));
        }
        found.extend(drafts);
    }
    found
}

/// A title's parts: dashes part them, a leading account or topic is no part of what is said.
fn title_parts(text: &str, title: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = title.start;
    let words = title.slice(text).unwrap_or_default();
    for (at, dash) in words.match_indices(" — ") {
        parts.push(Span::new(start, title.start + at));
        start = title.start + at + dash.len();
    }
    parts.push(Span::new(start, title.end));
    let trim = |part: Span| {
        let words = part.slice(text).unwrap_or_default();
        let handle = if words.starts_with('@') { words.find(' ').unwrap_or(0) } else { 0 };
        let colon = words.find(": ").filter(|at| words.len() > 2 * at).map_or(0, |at| at + 2);
        Span::new(part.start + handle.max(colon), part.end)
    };
    parts.into_iter().map(trim).collect()
}

/// Whether a title says something: no question, no mere naming ("Statement on …").
fn asserts(s: &Sentence) -> bool {
    let naming =
        grammar::is_preposition(s.low(1)) || grammar::is_determiner(s.low(0)) && grammar::is_preposition(s.low(2));
    let words = (0..s.len()).filter(|i| s.token(*i).is_some_and(crate::tokens::Token::is_word)).count();
    let says = (1..s.len()).any(|i| grammar::is_finite(s, i) || lexicon::verb(s.low(i)).is_some());
    // A headline's verb may be one that no list has; a short list of things is a name.
    let lists = s.find(0..s.len(), ",").is_some();
    words > 3 && (says || words > 5 || words > 4 && !lists) && !naming && !s.is(s.len().saturating_sub(1), "?")
}

fn title(s: &Sentence, part: Span, publisher: &Party, relayed: Option<&Party>, e: &Entities) -> Option<Draft> {
    let span = Span::new(s.span(0..s.len())?.start, part.end);
    let mut draft = Draft::new(vec![span], CueClass::Mediated, "citation.title");
    draft.parties = vec![relayed.unwrap_or(publisher).clone()];
    draft.relays = relayed.map(|_| publisher.voice()).into_iter().collect();
    draft.origins = announcer(s, 0..s.len(), e).filter(|_| relayed.is_none()).into_iter().collect();
    draft.direct = true;
    Some(draft)
}

/// "Orrin unveils new mill", "Founder Dismisses Concerns": a headline's verb of announcing or denying.
fn headline(s: &Sentence, e: &Entities) -> Option<Draft> {
    let verb = (1..s.len().min(7)).find(|i| {
        lexicon::verb(s.low(*i)).is_some_and(|(cue, form)| {
            let class = matches!(
                cue.class,
                CueClass::Announcement | CueClass::Denial | CueClass::Distancing | CueClass::Factive
            );
            class && form == Form::Third
        })
    })?;
    let (cue, _) = lexicon::verb(s.low(verb))?;
    let subject = sources::party(s, 0..verb, None, e).filter(|party| party.strength >= Strength::Role)?;
    let (span, _) = trimmed(s, verb + 1..s.len())?;
    let mut draft = Draft::new(vec![span], cue.class, "citation.headline");
    draft.parties = vec![subject];
    draft.cue = s.span(verb..verb + 1);
    draft.lemma = cue.lemma;
    if cue.class == CueClass::Denial {
        draft.stance = stemma_core::enumerations::Stance::Denies;
    }
    Some(draft)
}
