//! Who is quoted in a document, and where their words stand: what it says of them stands outside of these.

use std::collections::BTreeSet;

use stemma_core::enumerations::SourceKind;
use stemma_core::span::Span;
use stemma_core::statement::Statement;

/// The people whom a document quotes by their names, and what it lets anybody say.
pub(super) struct Speakers<'d> {
    /// By the longest names that they are quoted by.
    people: BTreeSet<&'d str>,
    /// What is said on somebody's word, in order of place; no two of them overlap.
    sayings: Vec<Span>,
}

/// Words that speak of a person who was named before.
const PRONOUNS: &[&str] = &["he", "she", "him", "her", "his", "He", "She", "His", "Her", "who", "whose", "whom"];

impl<'d> Speakers<'d> {
    /// Those of a document that says this.
    pub(super) fn of(said: &'d [Statement]) -> Self {
        let credited = || said.iter().filter(|statement| statement.cue.is_some());
        let voices = credited().flat_map(|statement| statement.chain.iter().skip(1));
        let people = voices.filter(|voice| voice.kind == SourceKind::Person).map(|voice| voice.name.as_str());
        let mut spans: Vec<Span> =
            credited().flat_map(|statement| &statement.contents).map(|quote| quote.span).collect();
        spans.sort_unstable();
        let mut sayings: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match sayings.last_mut().filter(|last| span.start < last.end) {
                Some(last) => last.end = last.end.max(span.end),
                None => sayings.push(span),
            }
        }
        Self { people: people.collect(), sayings }
    }

    /// Whether the words at a place are part of what somebody says.
    pub(super) fn is_said(&self, place: Span) -> bool {
        let after = self.sayings.partition_point(|saying| saying.end <= place.start);
        self.sayings.get(after).is_some_and(|saying| saying.start < place.end)
    }

    /// The full name of the one who is called so: "Ros" for "Stina Ros".
    pub(super) fn called(&self, name: &str) -> Option<&'d str> {
        let is_surname = |full: &&&str| full.strip_suffix(name).is_some_and(|before| before.ends_with(' '));
        self.people.get(name).or_else(|| self.people.iter().find(is_surname)).copied()
    }

    /// The only one who is quoted, or the two.
    pub(super) fn few(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.people.iter().copied().filter(|_| self.people.len() <= 2)
    }

    /// A quick look: one of them is named in a part of the text, or a pronoun stands there.
    pub(super) fn may_be_told(&self, words: &str) -> bool {
        let is_surname = |word: &str| self.people.iter().any(|name| name.rsplit(' ').next() == Some(word));
        let is_told = |word: &str| PRONOUNS.contains(&word) || word.starts_with(char::is_uppercase) && is_surname(word);
        words.split(|c: char| !(c.is_alphanumeric() || c == '-')).any(is_told)
    }
}
