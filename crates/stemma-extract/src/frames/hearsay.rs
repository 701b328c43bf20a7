//! "Reportedly, Y" · "the phone, reportedly launching in May, …" · "Orrin's alleged fraud".

use std::ops::Range;

use stemma_core::enumerations::Modality;

use super::extent::clip;
use crate::draft::{Draft, trimmed};
use crate::entities::Entities;
use crate::grammar;
use crate::lexicon::{CueClass, HEARSAY};
use crate::sentences::Sentence;

pub(super) fn read(s: &Sentence, _: &Entities) -> Vec<Draft> {
    let free = |at: &usize| !s.is_quoted(*at);
    let adverbs = (0..s.len()).filter(|at| HEARSAY.contains(&s.low(*at))).filter(free).filter_map(|at| draft(s, at));
    let inserted = (0..s.len()).filter(free).filter_map(|at| inserted(s, at));
    adverbs.chain(inserted).chain(it_has(s)).chain(labelled(s)).collect()
}

/// Words that nobody is behind, between commas or behind one.
const NOBODYS: &[&[&str]] = &[
    &["it", "is", "said"],
    &["so", "it", "is", "said"],
    &["it", "is", "whispered"],
    &["it", "is", "rumoured"],
    &["it", "is", "rumored"],
    &["so", "they", "say"],
    &["or", "so", "they", "say"],
    &["i", "hear"],
    &["we", "hear"],
    &["by", "all", "accounts"],
    &["as", "far", "as", "anyone", "knows"],
    &["as", "far", "as", "anybody", "knows"],
];

/// "Vos has fled, it is said", "Mornay was, by all accounts, no easy colleague".
fn inserted(s: &Sentence, at: usize) -> Option<Draft> {
    if at > 0 && !s.is(at - 1, ",") {
        return None;
    }
    let words = NOBODYS.iter().find(|words| words.iter().enumerate().all(|(i, word)| s.is(at + i, word)))?;
    let end = at + words.len();
    let closes = end >= s.content_end() || matches!(s.low(end), "," | ";" | ":");
    let before = (at > 1).then(|| 0..at - 1);
    let after = s.is(end, ",").then(|| end + 1..clip(s, end + 1, s.content_end()));
    let ranges = before.into_iter().chain(after).filter(|range| range.len() > 1 && closes);
    let contents: Vec<_> = ranges.filter_map(|range| trimmed(s, range)).map(|(span, _)| span).collect();
    contents.first()?;
    let mut draft = Draft::new(contents, CueClass::Speculation, "hearsay.inserted");
    draft.cue = s.span(at..end);
    draft.modality = Some(Modality::Rumoured);
    Some(draft)
}

/// "Claim: Y", "Myth: Y": what a check of facts holds up, and does not say.
fn labelled(s: &Sentence) -> Option<Draft> {
    let first = usize::from(s.is(0, "the"));
    let is_label = matches!(s.low(first), "claim" | "myth" | "rumour" | "rumor" | "allegation") && s.is(first + 1, ":");
    let (content, _) = trimmed(s, first + 2..s.content_end()).filter(|_| is_label)?;
    let mut draft = Draft::new(vec![content], CueClass::Speculation, "hearsay.label");
    draft.cue = s.span(first..first + 2);
    draft.modality = Some(Modality::Rumoured);
    Some(draft)
}

/// "Rumour has it that Y", "word in the village is that Y".
fn it_has(s: &Sentence) -> Option<Draft> {
    let talk = |i: usize| {
        matches!(
            s.low(i),
            "rumour" | "rumor" | "word" | "legend" | "gossip" | "talk" | "folklore" | "tradition" | "story" | "lore"
        )
    };
    let there = s.is(0, "there's") || s.is(0, "there") && matches!(s.low(1), "is" | "was" | "'s");
    let first = (0..4).find(|i| talk(*i) && (there || *i < 2 || s.is(0, "the")))?;
    let has_it = |i: usize| matches!(s.low(i), "has" | "had") && s.is(i + 1, "it") && s.is(i + 2, "that");
    let is = |i: usize| matches!(s.low(i), "is" | "was" | "holds" | "goes") && s.is(i + 1, "that");
    let near = first + 1..s.content_end().min(first + 8);
    let that = near.into_iter().find_map(|i| if has_it(i) { Some(i + 2) } else { is(i).then_some(i + 1) });
    let is_talk = !matches!(s.low(first), "story" | "talk");
    let that = if there { s.is(first + 1, "that").then_some(first + 1) } else { that.filter(|_| is_talk) };
    let that = that?;
    let (content, _) = trimmed(s, that + 1..clip(s, that + 1, s.content_end()))?;
    let mut draft = Draft::new(vec![content], CueClass::Speculation, "hearsay.talk");
    draft.cue = s.span(first..that + 1);
    draft.modality = Some(Modality::Rumoured);
    Some(draft)
}

fn draft(s: &Sentence, at: usize) -> Option<Draft> {
    let participle = s.low(at + 1).ends_with("ing") || s.low(at + 1).ends_with("ed") && at > 0 && s.is(at - 1, ",");
    let inserted = at > 0 && s.is(at - 1, ",") && participle;
    let ranges = if inserted {
        let end = (at + 1..s.len()).find(|i| s.is(*i, ",")).unwrap_or(s.content_end());
        let phrase = at + 1..end;
        vec![phrase]
    } else {
        around(s, at)
    };
    let mut contents = Vec::new();
    for range in ranges {
        if range.clone().any(|i| s.token(i).is_some_and(crate::tokens::Token::is_word)) {
            contents.push(trimmed(s, range)?.0);
        }
    }
    if contents.is_empty() {
        return None;
    }
    let mut draft = Draft::new(contents, CueClass::Speculation, "hearsay.adverb");
    draft.cue = s.span(at..at + 1);
    draft.modality = Some(Modality::Rumoured);
    draft.sentence = inserted.then(|| inserted_sentence(s, at)).flatten();
    Some(draft)
}

/// The clause around the adverb, without it.
fn around(s: &Sentence, at: usize) -> Vec<Range<usize>> {
    let bound = |i: usize| {
        s.is(i, ";")
            || s.is(i, ",")
                && matches!(s.low(i + 1), "and" | "but" | "while")
                && (grammar::is_clausal(s, i + 1..at) || grammar::is_clausal(s, 0..i))
    };
    let start = (0..at).rev().find(|i| bound(*i)).map_or(0, |i| i + 1);
    let end = clip(s, at + 1, s.content_end());
    let (before, after) = (start..at, at + 1..end);
    if before.is_empty() { vec![after] } else { vec![before, after] }
}

/// "The phone, reportedly launching in May" → "The phone is launching in May".
fn inserted_sentence(s: &Sentence, at: usize) -> Option<String> {
    let subject = grammar::phrase_before(s, at - 1)?;
    let end = (at + 1..s.len()).find(|i| s.is(*i, ",")).unwrap_or(s.content_end());
    let subject = s.words(subject);
    Some(format!("{subject} {} {}", crate::claim::copula(subject), s.words(at + 1..end)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn hearsay_has_no_source() {
        check("Reportedly, the dam leaked.", &["- | Reportedly | the dam leaked"]);
        check("The dam has reportedly leaked.", &["- | reportedly | The dam has … leaked"]);
        check("The phone, reportedly launching in May, may be late.", &["- | reportedly | launching in May"]);
        check("Vos has fled, it is said.", &["- | it is said | Vos has fled"]);
        check("Vos was, by all accounts, no easy man.", &["- | by all accounts | Vos was … no easy man"]);
        check("Rumour has it that Vos has fled.", &["- | Rumour has it that | Vos has fled"]);
        check("Myth: The cell contains chips.", &["- | Myth: | The cell contains chips"]);
        check("Local tradition holds that Vos has fled.", &["- | tradition holds that | Vos has fled"]);
        check("There's a story that Vos has fled.", &["- | story that | Vos has fled"]);
        check("Word in the village is that Vos has fled.", &["- | Word in the village is that | Vos has fled"]);
    }
}
