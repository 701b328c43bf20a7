//! Quotations that are longer than a sentence: block quotes, lead-ins, trailing names, running quotes.

pub(crate) mod interview;
pub(crate) mod unclosed;

use stemma_core::enumerations::{SourceKind, Tier};
use stemma_core::span::{Quote, Span};
use stemma_core::statement::{Mention, Voice};

use crate::draft::{Draft, Party, Strength};
use crate::entities::Entities;
use crate::grammar::{self, PRONOUNS, is_finite, is_subordinator, phrase_after};
use crate::lexicon::CueClass;
use crate::nouns;
use crate::sentences::{Sentence, sentences};
use crate::sources;
use crate::text::{Block, BlockKind, Text};
use crate::tokens::TokenKind;

/// Whom quoted paragraphs are credited to.
#[derive(Clone, Debug)]
pub(crate) struct Credit {
    pub(crate) party: Party,
    pub(crate) cue: Option<Span>,
    pub(crate) relays: Vec<Voice>,
    pub(crate) tier: Tier,
    pub(crate) rule: &'static str,
}

impl Credit {
    /// Of whoever spoke last, in a quotation that the next paragraph goes on with.
    pub(crate) fn of(last: &Draft) -> Option<Self> {
        let party = last.parties.first().cloned()?;
        let tier = if party.strength >= Strength::Role { Tier::A } else { Tier::B };
        Some(Self { party, cue: last.cue, relays: last.relays.clone(), tier, rule: "quote.over_paragraphs" })
    }

    /// A draft that credits the whole block.
    pub(crate) fn draft(&self, text: &str, block: Span) -> Option<Draft> {
        let span = without_marks(text, block);
        if span.is_empty() {
            return None;
        }
        let mut draft = Draft::new(vec![span], CueClass::Speech, self.rule);
        draft.parties = vec![self.party.clone()];
        draft.cue = self.cue;
        draft.relays.clone_from(&self.relays);
        draft.direct = true;
        draft.tier = self.tier;
        Some(draft)
    }
}

/// The block without quotation marks, dots and blanks at its ends.
fn without_marks(text: &str, block: Span) -> Span {
    let words = block.slice(text).unwrap_or_default();
    let marks = |c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | '…' | '>' | '«' | '»');
    let start = words.len() - words.trim_start_matches(marks).trim_start_matches("...").trim_start().len();
    let end = words.trim_end_matches(marks).len();
    Span::new(block.start + start.min(end), block.start + end)
}

/// For each block that a later line credits ("- Dana Reyes, on …"), whom; and which blocks are such lines.
pub(crate) fn trailing(text: &Text) -> Vec<Option<Trailing>> {
    let mut found: Vec<Option<Trailing>> = vec![None; text.blocks.len()];
    for (at, block) in text.blocks.iter().enumerate() {
        let Some(credit) = attribution_line(&text.text, block, at, &text.blocks) else { continue };
        let mut index = at;
        while let Some(before) = index.checked_sub(1) {
            let Some(quoted) = text.blocks.get(before) else { break };
            if !matches!(quoted.kind, BlockKind::Paragraph | BlockKind::BlockQuote) {
                break;
            }
            if let Some(slot) = found.get_mut(before) {
                *slot = Some(Trailing::Quoted(credit.clone()));
            }
            index = before;
            if !goes_on(&text.text, quoted.span) {
                break;
            }
        }
        if let Some(slot) = found.get_mut(at).filter(|_| index < at) {
            *slot = Some(Trailing::Line);
        }
    }
    unclosed::credit(text, &mut found);
    found
}

/// What a trailing credit makes of a block.
#[derive(Clone, Debug)]
pub(crate) enum Trailing {
    /// The block is quoted.
    Quoted(Credit),
    /// The block is the line that credits.
    Line,
}

/// “Y” ― Dana Reyes: a paragraph between marks that somebody signs, whatever marks stand within it.
pub(crate) fn signed(text: &str, block: &Block) -> Option<(Block, Credit)> {
    const MARKS: [char; 3] = ['“', '”', '"'];
    let words = block.span.slice(text)?;
    if block.kind == BlockKind::BlockQuote {
        return signed_below(text, block);
    }
    let dash = words.rfind(['―', '—', '–'])?;
    let quoted = words.get(..dash)?.trim_end();
    if block.kind != BlockKind::Paragraph || !words.starts_with(MARKS) || !quoted.ends_with(MARKS) || quoted.len() < 12
    {
        return None;
    }
    let name = Block { span: Span::new(block.span.start + dash, block.span.end), ..block.clone() };
    let credit = Credit { rule: "quote.signed", ..attribution_line(text, &name, 0, &[])? };
    let named = credit.party.strength == Strength::Named;
    let span = Span::new(block.span.start, block.span.start + quoted.len());
    named.then_some((Block { span, ..block.clone() }, credit))
}

/// A block quote whose last line is a dash and a name.
fn signed_below(text: &str, block: &Block) -> Option<(Block, Credit)> {
    let words = block.span.slice(text)?;
    let (above, line) = words.rsplit_once('\n')?;
    let name = line.trim_start_matches(['>', ' ']);
    let start = block.span.end - name.len();
    let line = Block { span: Span::new(start, block.span.end), kind: BlockKind::Paragraph };
    let credit = Credit { rule: "quote.signed", ..attribution_line(text, &line, 0, &[])? };
    let quoted = above.trim_end_matches(['>', ' ', '\n', '\r']);
    let span = Span::new(block.span.start, block.span.start + quoted.len());
    (!span.is_empty()).then_some((Block { span, ..block.clone() }, credit))
}

/// How many lines must open with a speaker's name for a text to be a dialogue.
const TURNS: usize = 3;

/// Whether paragraphs open with "Name:" time and again, some name more than once.
pub(crate) fn is_dialogue(text: &Text) -> bool {
    let mut names: Vec<String> = Vec::new();
    for block in text.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph) {
        let words = block.span.slice(&text.text).unwrap_or_default();
        let name = words.split_once(':').map_or("", |(name, _)| name).trim_start_matches(['"', '“', '*', '_']);
        let capitals = name.split(' ').all(|word| word.starts_with(char::is_uppercase)) && !is_label(name);
        // "GRETA POHL:" is "Pohl:" from the second time on.
        let last = name.rsplit(' ').next().unwrap_or_default();
        if capitals && name.split(' ').count() <= 4 {
            names.push(last.to_lowercase());
        }
    }
    let turns = names.len();
    names.sort_unstable();
    names.dedup();
    // One question and its answer are enough where they are called so.
    let has = |short: &str, long: &str| names.iter().any(|name| name == short || name == long);
    turns >= TURNS && names.len() < turns || has("q", "question") && has("a", "answer")
}

/// "WHAT EXPERTS SAY", "HOW WE CHECKED": words of a clause, which no name has.
pub(crate) fn is_label(name: &str) -> bool {
    name.split(' ').count() > 1
        && name.split(' ').map(str::to_lowercase).any(|word| {
            let word = word.as_str();
            grammar::is_auxiliary(word) && !matches!(word, "will" | "may")
                || PRONOUNS.contains(word)
                || is_subordinator(word) && word != "and"
        })
}

/// Whether a quoted paragraph goes on from the one before.
pub(crate) fn goes_on(text: &str, block: Span) -> bool {
    block.slice(text).is_some_and(|words| words.starts_with('…') || words.starts_with("..."))
}

/// "- Dana Reyes, on the Harbour Podcast, May 2026".
fn attribution_line(text: &str, block: &Block, at: usize, blocks: &[Block]) -> Option<Credit> {
    let dashed =
        text.get(..block.span.start).is_some_and(|before| before.trim_end_matches(' ').ends_with(['-', '—', '–', '―']));
    let words = block.span.slice(text)?;
    let opens = words.starts_with(['—', '–', '―']) || words.starts_with("- ");
    let alone = !blocks.get(at + 1).is_some_and(|next| next.kind == BlockKind::ListEntry)
        && at.checked_sub(1).and_then(|at| blocks.get(at)).is_some_and(|before| before.kind != BlockKind::ListEntry);
    if words.len() > 160 || !(opens || dashed && block.kind == BlockKind::ListEntry && alone) {
        return None;
    }
    let s = sentences(text, block.span, &mut Vec::new()).into_iter().next()?;
    let start = (0..s.len()).find(|i| s.kind(*i) == Some(TokenKind::Word))?;
    let end = (start..s.len()).find(|i| s.is(*i, ",") || s.is(*i, "(")).unwrap_or(s.content_end());
    let named = end - start <= 5
        && (start..end).all(|i| s.is_capital(i) || matches!(s.low(i), "." | "de" | "von" | "the" | "of"));
    if !named || (start..s.len()).any(|i| is_finite(&s, i)) || end == start {
        return None;
    }
    let apposition = (end + 1 < s.content_end()).then_some(end + 1..s.content_end());
    let party = sources::party(&s, start..end, apposition, &Entities::default())?;
    let relay = (end..s.len())
        .find(|i| matches!(s.low(*i), "on" | "in" | "to" | "at"))
        .and_then(|on| sources::party(&s, phrase_after(&s, on + 1), None, &Entities::default()));
    let relays = relay.filter(|party| nouns::is_outlet(&party.mention.name)).map(|party| party.voice());
    Some(Credit {
        party,
        cue: s.span(0..s.len()),
        relays: relays.into_iter().collect(),
        tier: Tier::A,
        rule: "quote.trailing_name",
    })
}

/// An announcement of long excerpts: "Here I'd like to quote from this article from FundaAI …".
pub(crate) fn announced(s: &Sentence, e: &Entities) -> Option<Credit> {
    let quote = (0..s.len())
        .find(|i| matches!(s.low(*i), "quote" | "quoting" | "excerpt" | "excerpts") && s.is(i + 1, "from"))?;
    let named = (quote + 1..s.len().min(quote + 12)).filter(|i| matches!(s.low(*i), "from" | "by" | "in"));
    let mut parties = named.filter_map(|i| {
        let start = (i + 1..s.len().min(i + 3)).find(|i| s.is_capital(*i))?;
        let end = (start..s.len()).take_while(|i| s.is_capital(*i)).last()? + 1;
        sources::party(s, start..end, None, e)
    });
    let party = parties.find(|party| party.strength == Strength::Named)?;
    Some(Credit { party, cue: s.span(quote..quote + 2), relays: Vec::new(), tier: Tier::B, rule: "quote.announced" })
}

/// Whether a paragraph after an announcement is the author's own again: a conclusion, a lead-in, an "I".
pub(crate) fn returns_to_author(s: &Sentence) -> bool {
    matches!(s.low(0), "thus" | "therefore" | "so" | "hence" | "in" | "as") && !s.is(1, "long")
        || s.is(s.len().saturating_sub(1), ":")
        || (0..s.len()).any(|i| matches!(s.low(i), "i" | "i'd" | "i'm" | "my") && !s.is_quoted(i))
}

/// The credit of a lead-in.
pub(crate) fn lead_in(s: &Sentence, e: &Entities) -> Option<Credit> {
    let found = crate::frames::lead_in(s, e)?;
    Some(Credit {
        party: found.party,
        cue: Some(found.cue),
        relays: found.relays,
        tier: found.tier,
        rule: "quote.lead_in",
    })
}

/// A quotation that goes on with the speaker of the one before.
pub(crate) fn running(s: &Sentence, last: &Draft) -> Option<Draft> {
    let first = (0..s.len()).find(|i| s.token(*i).is_some_and(crate::tokens::Token::is_word))?;
    let own = |i: &usize| !s.is_quoted(*i) && s.token(*i).is_some_and(crate::tokens::Token::is_word);
    let outside = (first..s.len()).filter(own).count();
    // “… a tax increase” for the rich: a quotation that the document only ends.
    let opens = first > 0 && s.kind(first - 1) == Some(TokenKind::Open) && s.is_quoted(first);
    if outside > 0 && !(opens && outside * 3 < s.len())
        || !s.is_quoted(first)
        || !last.direct && outside > 0
        || last.parties.is_empty()
    {
        return None;
    }
    let (span, _) = crate::draft::trimmed(s, 0..s.len())?;
    let mut draft = Draft::new(vec![span], CueClass::Speech, "quote.running");
    draft.parties.clone_from(&last.parties);
    draft.relays.clone_from(&last.relays);
    draft.cue = last.cue;
    draft.direct = true;
    // A whole quotation behind one that is surely somebody's goes on with it.
    let named = last.parties.iter().all(|party| party.strength >= Strength::Role);
    draft.tier = if outside == 0 && last.direct && named { last.tier } else { Tier::B };
    Some(draft)
}

/// The holder of a Perspectives entry.
pub(crate) fn holder(text: &str, span: Span) -> Option<Party> {
    let words = span.slice(text)?;
    let group = words.split(" (").next().unwrap_or(words);
    let inner = words.get(group.len()..).unwrap_or_default();
    let s = sentences(text, span, &mut Vec::new()).into_iter().next()?;
    let end = (0..s.len()).find(|i| s.is(*i, "(")).unwrap_or(s.len());
    let known = sources::party(&s, 0..end, None, &Entities::default());
    let quote = Quote::at(text, span)?;
    let listed = inner.contains(',');
    let named = inner.trim_matches([' ', '(', ')']);
    let role = nouns::head(&group.to_lowercase()).is_some();
    let proper = role && !listed && named.starts_with(char::is_uppercase);
    let name = if listed {
        words
    } else if proper {
        named
    } else {
        group
    }
    .to_owned();
    let (kind, expert) = known.map_or((sources::name_kind(group), false), |party| (party.mention.kind, party.expert));
    let kind = match (listed, proper) {
        (true, _) => SourceKind::UnnamedGroup,
        (false, true) => sources::name_kind(named),
        (false, false) => kind,
    };
    let expert = expert || inner.contains("analyst") || inner.contains("researcher");
    let mention = Mention { quote, name, kind };
    Some(Party { mention, affiliation: None, relays: Vec::new(), head: None, expert, strength: Strength::Named })
}

#[cfg(test)]
mod tests {
    use super::is_label;

    #[test]
    fn a_label_has_words_that_no_name_has() {
        for label in ["WHAT EXPERTS SAY", "How we checked", "WHERE IT COMES FROM"] {
            assert!(is_label(label), "{label}");
        }
        for name in ["GRETA POHL", "Will Brandt", "Theresa May", "MOOR", "Spade and Brush"] {
            assert!(!is_label(name), "{name}");
        }
    }
}
