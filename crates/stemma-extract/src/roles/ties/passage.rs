//! A sentence with its names, and whom it speaks of where it only says "she" or "the guide".

use std::ops::Range;

use stemma_core::date::PartialDate;
use stemma_core::enumerations::{SourceKind, Tier};
use stemma_core::role::RoleStatement;
use stemma_core::span::Quote;

use super::super::{flat, is_common, is_title};
use crate::entities::is_place;
use crate::grammar::{is_finite, is_preposition};
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::sources::name_kind;
use crate::tokens::TokenKind;
use crate::withdrawals::is_voice;

/// Somebody in a sentence: the tokens that name them, and the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Somebody {
    pub(crate) range: Range<usize>,
    pub(crate) name: String,
}

/// A sentence with its names.
pub(crate) struct Passage<'s, 't> {
    pub(crate) s: &'s Sentence<'t>,
    pub(crate) names: Vec<Range<usize>>,
    /// Whom the sentence before speaks of.
    pub(crate) before: Option<&'s str>,
    pub(crate) day: Option<PartialDate>,
}

/// Words that speak of somebody named before.
const PRONOUNS: &[&str] = &["he", "she", "they", "him", "her", "them", "his", "their", "it", "its"];
/// Before what was not so.
const UNSAID: &[&str] = &["not", "never", "nobody", "if", "would", "could", "might", "may", "should", "n't", "without"];

impl Passage<'_, '_> {
    /// Somebody without the title before their name.
    pub(crate) fn named(&self, range: &Range<usize>) -> Somebody {
        let titles = range.clone().take_while(|i| *i + 1 < range.end && is_title(self.s, *i)).count();
        self.whole(&(range.start + titles..range.end))
    }

    /// Somebody by all words of their name.
    pub(crate) fn whole(&self, range: &Range<usize>) -> Somebody {
        Somebody { name: flat(self.s.words(range.clone())), range: range.clone() }
    }

    /// The name that stands at `from`, behind an article and at most three words without a capital: "the charity Clean Cup".
    pub(crate) fn at(&self, from: usize) -> Option<Somebody> {
        let is_noun = |i: usize| {
            let low = self.s.low(i);
            self.s.kind(i) == Some(TokenKind::Word)
                && !self.s.is_capital(i)
                && (is_article(low) || nouns::head(low).is_some())
        };
        // "The collector Hugo Lenz": one word between the article and a full name says what somebody is, whatever it is.
        let is_told = is_article(self.s.low(from))
            && self.s.kind(from + 1) == Some(TokenKind::Word)
            && self.names.iter().any(|name| name.start == from + 2 && name.len() > 1);
        let skipped = if is_told { from + 2 } else { from };
        let first = (skipped..from + 5).find(|i| !is_noun(*i))?;
        // "From the Kelso road" names no Kelso.
        let is_whole = |name: &&Range<usize>| {
            let is_word = self.s.kind(name.end) == Some(TokenKind::Word) && !self.s.is_capital(name.end);
            !is_word || is_common(self.s.low(name.end)) || is_finite(self.s, name.end)
        };
        self.names.iter().find(|name| name.start == first).filter(is_whole).map(|name| self.named(name))
    }

    /// The same, or whoever is told there by a post or a trade alone: "the prosecutor", "the airport chief".
    pub(crate) fn at_or_post(&self, from: usize) -> Option<Somebody> {
        self.at(from).or_else(|| {
            let is_word = |i: &usize| self.s.kind(*i) == Some(TokenKind::Word) && !self.s.is_capital(*i);
            let is_post = |i: &usize| {
                let low = self.s.low(*i);
                matches!(nouns::head(low), Some(Head::Office | Head::Person | Head::Speaker))
                    && !nouns::is_outsider(low)
            };
            // "The theatre's accountant"
            let owner = (from + 1..from + 4).find(|i| self.s.kind(*i) == Some(TokenKind::Possessive));
            let first = owner.map_or(from + 1, |owner| owner + 1);
            let mut words = (first..first + 3).take_while(is_word).take_while(|i| !is_preposition(self.s.low(*i)));
            let noun = words.find(is_post).filter(|_| self.s.is(from, "the"))?;
            // "The police chief"
            let noun = if is_word(&(noun + 1)) && is_post(&(noun + 1)) { noun + 1 } else { noun };
            Some(self.whole(&(first..noun + 1)))
        })
    }

    /// The names that are listed at `from`: "Lou Brannigan and Dev Patil", "two of its members, Lou Brannigan and Dev Patil".
    pub(crate) fn listed(&self, from: usize) -> Vec<Somebody> {
        let start = (from..from + 7).find(|i| self.names.iter().any(|name| name.start == *i));
        let is_small = |i: usize| {
            self.s.words(i..i + 1) == "," || !self.s.is_capital(i) && self.s.kind(i) == Some(TokenKind::Word)
        };
        let Some(mut at) = start.filter(|start| (from..*start).all(is_small)) else { return Vec::new() };
        let mut found = Vec::new();
        while let Some(name) = self.names.iter().find(|name| name.start == at) {
            found.push(self.named(name));
            at = name.end;
            let is_comma = self.s.words(at..at + 1) == ",";
            at += usize::from(is_comma);
            let is_and = matches!(self.s.low(at), "and" | "&");
            at += usize::from(is_and);
            if !is_comma && !is_and {
                break;
            }
        }
        found
    }

    /// The names that are listed from `at` on, each with its article: "the Halm Institute, Clear Water and the River Board".
    pub(crate) fn list(&self, at: usize) -> Vec<Somebody> {
        let name =
            |at: usize| self.names.iter().find(|name| name.start == at + usize::from(is_article(self.s.low(at))));
        let (mut found, mut next, mut is_last) = (Vec::new(), name(at), false);
        while let Some(one) = next {
            found.push(self.named(one));
            if is_last {
                break;
            }
            let comma = usize::from(self.s.words(one.end..one.end + 1) == ",");
            let is_and = matches!(self.s.low(one.end + comma), "and" | "&");
            let joint = one.end + comma + usize::from(is_and);
            // "The owner of Skua and of Delft Ferries"
            let joint = joint + usize::from(is_and && self.s.is(joint, "of"));
            next = (joint > one.end).then(|| name(joint)).flatten();
            is_last = is_and;
        }
        // "On Monday, Corva and Delft said": what a comma alone joins is no list.
        let has_and = |pair: &[Somebody]| match pair {
            [one, other] => (one.range.end..other.range.start).any(|i| matches!(self.s.low(i), "and" | "&")),
            _ => false,
        };
        let is_list = found.windows(2).next_back().is_some_and(has_and);
        found.truncate(if is_list { found.len() } else { 1 });
        found
    }

    /// The last name that ends before `at`.
    pub(crate) fn last(&self, at: usize) -> Option<Somebody> {
        // "Asked how he knew, …" names nobody.
        let is_verb = |name: &Range<usize>| {
            let low = self.s.low(name.start);
            name.len() == 1 && name.start == 0 && (low.ends_with("ed") || low.ends_with("ing"))
        };
        self.names.iter().rfind(|name| name.end <= at && !is_verb(name)).map(|name| self.named(name))
    }

    /// Whom the clause before `at` is about: the nearest name, or whoever a pronoun or the sentence's beginning speaks of.
    pub(crate) fn subject(&self, at: usize) -> Option<Somebody> {
        let pronoun = (0..at).rev().find(|i| matches!(self.s.low(*i), "he" | "she" | "they"));
        let is_back = pronoun.is_none() && (is_article(self.s.low(0)) || PRONOUNS.contains(&self.s.low(0)));
        self.last(at).or_else(|| self.meant(pronoun.or(is_back.then_some(0))?))
    }

    /// Whoever the sentence before speaks of, at a pronoun of this one.
    pub(crate) fn meant(&self, at: usize) -> Option<Somebody> {
        self.before.map(|name| Somebody { range: at..at + 1, name: name.to_owned() })
    }

    /// Whoever is the object at `at`: a name of a person, or a pronoun.
    pub(crate) fn object(&self, at: usize) -> Option<Somebody> {
        if matches!(self.s.low(at), "him" | "her" | "them") {
            return self.meant(at);
        }
        let name = self.names.iter().find(|name| name.start == at).map(|name| self.named(name))?;
        (name_kind(&name.name) == SourceKind::Person).then_some(name)
    }

    /// Whether what the verb at `at` says is denied or only supposed.
    pub(crate) fn is_unsaid(&self, at: usize) -> bool {
        let is_asked = self.s.is(self.s.len().saturating_sub(1), "?");
        is_asked || (at.saturating_sub(4)..at).any(|i| UNSAID.contains(&self.s.low(i))) || self.s.is(0, "if")
    }

    /// The names in a range whose owner's mark follows: "Sylva Consulting's report".
    pub(crate) fn possessors(&self, within: Range<usize>) -> impl DoubleEndedIterator<Item = Somebody> {
        let has = move |name: &&Range<usize>| {
            within.start <= name.start && name.end <= within.end && self.s.kind(name.end) == Some(TokenKind::Possessive)
        };
        self.names.iter().filter(has).map(|name| self.named(name))
    }

    /// The name behind the first of these words in a range: "the statement of the union".
    pub(crate) fn behind(&self, within: Range<usize>, words: &[&str]) -> Option<Somebody> {
        within.into_iter().find(|i| words.contains(&self.s.low(*i))).and_then(|i| self.at(i + 1))
    }

    /// The statement that somebody and another are one voice; a place is nobody.
    pub(crate) fn tie(&self, part: &Somebody, whole: &Somebody, cue: &str) -> Option<RoleStatement> {
        (!is_place(&part.name) && !is_place(&whole.name)).then(|| self.stated(part, whole, cue)).flatten()
    }

    /// The same, whatever is named.
    pub(crate) fn stated(&self, part: &Somebody, whole: &Somebody, cue: &str) -> Option<RoleStatement> {
        let stated = self.role(part, &whole.range, cue.to_owned(), cue)?;
        let organization = Some(whole.name.clone());
        (part.name != whole.name).then_some(RoleStatement { organization, ..stated })
    }

    /// The statement that somebody holds this role, in the words up to what stands beside the name.
    pub(crate) fn role(&self, who: &Somebody, beside: &Range<usize>, role: String, cue: &str) -> Option<RoleStatement> {
        let all = who.range.start.min(beside.start)..who.range.end.max(beside.end);
        Some(RoleStatement {
            quote: Quote::at(self.s.text, self.s.span(all)?)?,
            holder: who.name.clone(),
            role,
            organization: None,
            on: self.day,
            from: None,
            to: None,
            cue: cue.to_owned(),
            tier: Tier::A,
        })
    }

    /// The statement that somebody is an author of a work, of which the text only says what sort it is.
    pub(crate) fn authored(&self, maker: &Somebody, work: usize, cue: &str) -> Option<RoleStatement> {
        self.role(maker, &(work..work + 1), format!("author of {}", self.s.low(work)), cue)
    }

    /// Whom the next sentence means by "she" or "the guide": who is named first here; who was meant before, where nobody is.
    pub(crate) fn speaks_of(&self) -> Option<String> {
        let is_back = PRONOUNS.contains(&self.s.low(0));
        let is_somebody = |name: &&Range<usize>| {
            let words = self.s.words((*name).clone());
            name.len() > 1 && !is_place(words)
        };
        // Who says it is spoken of, before whoever it is about; by one word, if the sentence before did not tell more of them.
        let is_known = |name: &Range<usize>| {
            let word = self.s.words(name.clone());
            is_place(word) || self.before.is_some_and(|before| before.ends_with(word))
        };
        let speaks =
            |name: &&Range<usize>| (is_somebody(name) || name.len() == 1 && !is_known(name)) && is_voice(self.s, name);
        let first = self.names.iter().rfind(speaks).or_else(|| self.names.iter().find(is_somebody));
        let first = first.map(|name| self.named(name).name);
        let kept = self.before.map(str::to_owned);
        if is_back { kept.or(first) } else { first.or(kept) }
    }
}

fn is_article(low: &str) -> bool {
    matches!(low, "the" | "a" | "an")
}
