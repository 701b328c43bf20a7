//! What sentences say, as far as tracing asks: whom they name, and which words they share.

use std::collections::{BTreeSet, HashMap};

use super::symbols::{Symbol, Symbols};
use crate::enumerations::ClaimKind;
use crate::features::Features;
use crate::id::Id;
use crate::name::ActorKey;

/// The number of a sentence: the same words have the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SentenceNumber(u32);

/// Sentences by their words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentences {
    words: Symbols,
    numbers: HashMap<Id<Sentence>, SentenceNumber>,
    all: Vec<Sentence>,
}

/// One sentence.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// Its words in order, as the words of names are.
    words: Box<[Symbol]>,
    /// The stems of those that carry meaning, sorted.
    stems: Box<[Symbol]>,
    /// Whether its subject is only pointed at.
    pub(crate) is_deictic: bool,
}

impl Sentences {
    /// The number of a sentence.
    pub(crate) fn number(&mut self, text: &str) -> SentenceNumber {
        let id = Id::of("sentence", &[text]);
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        let number = SentenceNumber(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let sentence = Sentence {
            words: ActorKey::of(text).as_str().split(' ').map(|word| self.words.number(word)).collect(),
            stems: self.stems(text),
            is_deictic: is_deictic(text),
        };
        self.numbers.insert(id, number);
        self.all.push(sentence);
        number
    }

    /// The stems of a text, sorted.
    pub(crate) fn stems(&mut self, text: &str) -> Box<[Symbol]> {
        let mut stems: Vec<Symbol> = stems_of(text).iter().map(|stem| self.words.number(stem)).collect();
        stems.sort_unstable();
        stems.into()
    }

    /// The same, when all of them stand in something.
    pub(crate) fn known_stems(&self, text: &str) -> Option<Box<[Symbol]>> {
        let stems: Option<Vec<Symbol>> = stems_of(text).iter().map(|stem| self.words.find(stem)).collect();
        stems.map(|mut stems| {
            stems.sort_unstable();
            stems.into()
        })
    }

    /// The words of a name, when all of them stand in something; none of a name without words.
    pub(crate) fn words_of(&self, key: &ActorKey) -> Box<[Symbol]> {
        let words = key.as_str().split(' ').filter(|word| !word.is_empty()).map(|word| self.words.find(word));
        words.collect::<Option<Vec<Symbol>>>().unwrap_or_default().into()
    }

    pub(crate) fn get(&self, number: SentenceNumber) -> Option<&Sentence> {
        self.all.get(number.0 as usize)
    }
}

impl Sentence {
    /// Whether these words stand in it next to each other.
    pub(crate) fn names(&self, words: &[Symbol]) -> bool {
        !words.is_empty() && self.words.windows(words.len()).any(|window| window == words)
    }

    pub(crate) fn stems(&self) -> &[Symbol] {
        &self.stems
    }
}

/// Which kind of claim a text makes does not matter to its stems.
fn stems_of(text: &str) -> BTreeSet<String> {
    Features::of_text(text, ClaimKind::Fact).stems
}

/// How many stems two sorted lists share.
pub(crate) fn shared(a: &[Symbol], b: &[Symbol]) -> usize {
    let (mut ours, mut theirs) = (a.iter().peekable(), b.iter().peekable());
    let mut count = 0;
    while let (Some(x), Some(y)) = (ours.peek(), theirs.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(ours.next()),
            std::cmp::Ordering::Greater => drop(theirs.next()),
            std::cmp::Ordering::Equal => {
                count += 1;
                ours.next();
                theirs.next();
            }
        }
    }
    count
}

/// Whether a sentence's subject is only pointed at: then an organisation that says it speaks of its own.
fn is_deictic(sentence: &str) -> bool {
    const POINTERS: &[&str] = &["this", "these", "it", "its", "we", "our", "they", "their", "i", "my", "the company"];
    let lower = sentence.to_lowercase();
    POINTERS.iter().any(|pointer| lower.strip_prefix(pointer).is_some_and(|rest| rest.starts_with([' ', '\'', '’'])))
}
