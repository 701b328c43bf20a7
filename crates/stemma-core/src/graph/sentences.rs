//! What sentences say, as far as tracing asks: whom they name, and which words they share.

use hashbrown::HashTable;

use super::symbols::{Symbol, Symbols};
use super::told::Told;
use crate::features::stems_of_text;
use crate::id::Id;
use crate::name::ActorKey;

/// The number of a sentence: the same words have the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SentenceNumber(u32);

/// Sentences by their words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentences {
    words: Symbols,
    /// By number, and the numbers by id.
    ids: Vec<Id<Text>>,
    numbers: HashTable<SentenceNumber>,
    all: Vec<Parts>,
    /// The words and stems of all, one after the other.
    list: Vec<Symbol>,
}

/// What the ids of sentences are of.
#[derive(Clone, Debug)]
struct Text;

/// Where in the list the words of a sentence begin, where its stems begin, and where they end.
#[derive(Clone, Copy, Debug)]
struct Parts {
    words: u32,
    stems: u16,
    end: u16,
    is_deictic: bool,
    is_ours: bool,
    opens_with_the: bool,
    told: Told,
}

/// One sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence<'s> {
    /// Its words in order, as the words of names are.
    words: &'s [Symbol],
    /// The stems of those that carry meaning, sorted.
    stems: &'s [Symbol],
    /// Whether its subject is only pointed at.
    pub(crate) is_deictic: bool,
    /// Whether its subject is the body of whoever says it: "we", "the company".
    pub(crate) is_ours: bool,
    /// Whether it opens with "the", which is none of its words.
    pub(crate) opens_with_the: bool,
    /// Whose its subject may be, where that has no name.
    pub(crate) told: Told,
}

impl Sentences {
    /// The number of a sentence.
    pub(crate) fn number(&mut self, text: &str) -> SentenceNumber {
        let id = Id::of("sentence", &[text]);
        let of = |ids: &[Id<Text>], number: SentenceNumber| ids.get(number.0 as usize).copied();
        if let Some(number) = self.numbers.find(hash(id), |number| of(&self.ids, *number) == Some(id)) {
            return *number;
        }
        let number = SentenceNumber(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let first = self.list.len();
        for word in ActorKey::of(text).as_str().split(' ') {
            let word = self.words.number(word);
            self.list.push(word);
        }
        let stems = self.list.len() - first;
        let own = self.stems(text);
        self.list.extend(own);
        let length = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
        self.all.push(Parts {
            words: u32::try_from(first).unwrap_or(u32::MAX),
            stems: length(stems),
            end: length(self.list.len() - first),
            is_deictic: opens_with(text, POINTERS),
            is_ours: opens_with(text, OURS),
            opens_with_the: opens_with(text, &["the"]),
            told: Told::of(text),
        });
        self.ids.push(id);
        let ids = &self.ids;
        self.numbers.insert_unique(hash(id), number, |number| of(ids, *number).map_or(0, hash));
        number
    }

    /// The stems of a text, sorted.
    pub(crate) fn stems(&mut self, text: &str) -> Box<[Symbol]> {
        let mut stems: Vec<Symbol> = stems_of_text(text).iter().map(|stem| self.words.number(stem)).collect();
        stems.sort_unstable();
        stems.into()
    }

    /// The same, when all of them stand in something.
    pub(crate) fn known_stems(&self, text: &str) -> Option<Box<[Symbol]>> {
        let stems: Option<Vec<Symbol>> = stems_of_text(text).iter().map(|stem| self.words.find(stem)).collect();
        stems.map(|mut stems| {
            stems.sort_unstable();
            stems.into()
        })
    }

    /// The words of a name.
    pub(crate) fn words(&mut self, key: &str) -> Box<[Symbol]> {
        key.split(' ').filter(|word| !word.is_empty()).map(|word| self.words.number(word)).collect()
    }

    /// The number of a word that stands in a sentence or a name.
    pub(crate) fn word(&self, word: &str) -> Option<Symbol> {
        self.words.find(word)
    }

    pub(crate) fn get(&self, number: SentenceNumber) -> Option<Sentence<'_>> {
        let parts = self.all.get(number.0 as usize)?;
        let own = self.list.get(parts.words as usize..)?.get(..usize::from(parts.end))?;
        let (words, stems) = own.split_at_checked(usize::from(parts.stems))?;
        let Parts { is_deictic, is_ours, opens_with_the, told, .. } = *parts;
        Some(Sentence { words, stems, is_deictic, is_ours, opens_with_the, told })
    }
}

/// An id is a hash already.
#[expect(clippy::cast_possible_truncation, reason = "half of it is enough")]
fn hash(id: Id<Text>) -> u64 {
    id.uuid().as_u128() as u64
}

impl<'s> Sentence<'s> {
    /// Whether these words stand in it next to each other.
    pub(crate) fn names(&self, words: &[Symbol]) -> bool {
        let Some((first, more)) = words.split_first() else { return false };
        let is_first = |(at, word): (usize, &Symbol)| {
            word == first && self.words.get(at + 1..).is_some_and(|rest| rest.starts_with(more))
        };
        self.words.iter().enumerate().any(is_first)
    }

    /// Its words in order.
    pub(crate) const fn words(&self) -> &'s [Symbol] {
        self.words
    }

    pub(crate) const fn stems(&self) -> &'s [Symbol] {
        self.stems
    }
}

/// How many stems two sorted lists share.
pub(crate) fn shared(a: &[Symbol], b: &[Symbol]) -> usize {
    let (mut ours, mut theirs) = (a.iter().peekable(), b.iter().peekable());
    let mut count = 0;
    while let (Some(x), Some(y)) = (ours.peek(), theirs.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => {
                ours.next();
            }
            std::cmp::Ordering::Greater => {
                theirs.next();
            }
            std::cmp::Ordering::Equal => {
                count += 1;
                ours.next();
                theirs.next();
            }
        }
    }
    count
}

/// Words that only point at a subject: then an organisation that says it speaks of its own.
const POINTERS: &[&str] = &["this", "these", "it", "its", "we", "our", "they", "their", "i", "my", "the company"];
/// Words by which somebody speaks of the body that they belong to.
const OURS: &[&str] = &["we", "our", "the company", "the firm", "the group", "the organisation", "the organization"];

/// Whether a sentence opens with one of these words.
fn opens_with(sentence: &str, words: &[&str]) -> bool {
    let lower = sentence.trim_start_matches(['“', '"', '‘']).to_lowercase();
    // "All its vans", "none of our pumps"
    let counted = ["all of ", "all ", "both ", "most of ", "none of ", "each of ", "every one of ", "some of "];
    let lower = counted.iter().find_map(|count| lower.strip_prefix(count)).unwrap_or(&lower);
    words.iter().any(|word| lower.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\'', '’'])))
}
