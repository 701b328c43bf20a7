//! Passages that two documents share word for word: nobody says so, and still one has them from the other, or both
//! from a third.
//!
//! Words inside quotation marks do not count: two reports that quote one statement did not copy each other. Shared
//! passages are found by fingerprints (winnowing; Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every window of
//! shingles the one with the least hash is kept, so that no shared run of [`FOUND`] words or more can be missed, however
//! long the rest of the documents. A sketch of whole documents, as MinHash makes it, would miss one copied paragraph in a
//! long text.

pub mod values;

use std::collections::{BTreeMap, HashMap};

use crate::document::Version;
use crate::id::Id;
use crate::span::Span;

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Shingles in a window, of which one is kept.
const WINDOW: usize = 5;
/// The shortest shared run, in words, that is found for certain.
pub const FOUND: usize = SHINGLE + WINDOW - 1;
/// How many words may have been changed between two shared runs of one passage.
const GAP: usize = 8;
/// The shortest shared run that a passage is made of, in words.
const RUN: usize = SHINGLE;
/// From how many shared words on a passage is no chance: independent reports of one event share names and short
/// phrases, not sentences.
const LONG: usize = 25;
/// In a short text fewer words are enough, when they are nearly all it has.
const SHORT: usize = 12;
/// The share, in percent, of the shorter text that makes a short passage enough.
const NEARLY_ALL: usize = 80;
/// The share, in percent, of a passage's words that are the same on both sides.
const SAME: usize = 60;
/// A fingerprint that more documents have is looked up in the first of them only.
const MANY: usize = 64;
/// So many of them.
const FIRST: usize = 8;

/// A passage that two versions share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SharedPassage {
    /// The version whose id comes first.
    pub a: Id<Version>,
    /// The other.
    pub b: Id<Version>,
    /// Its place in the one.
    pub in_a: Span,
    /// Its place in the other.
    pub in_b: Span,
    /// How many words are the same.
    pub words: usize,
    /// Their share of the longer of the two places, in percent.
    pub percent: usize,
}

/// All passages that two of these versions share, in the order of their ids and places; of each version its text and
/// where what was published begins in it, after the lines about it. The cost grows with the number of words, and with
/// the number of shared passages.
#[must_use]
pub fn shared_passages<'t>(texts: impl IntoIterator<Item = (Id<Version>, &'t str, usize)>) -> Vec<SharedPassage> {
    let mut prints: Vec<(Id<Version>, Print)> =
        texts.into_iter().map(|(id, text, body)| (id, Print::of(text, body))).collect();
    prints.sort_by_key(|(id, _)| *id);
    let mut places: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
    for (number, (_, print)) in prints.iter().enumerate() {
        for at in print.fingerprints() {
            print.shingle(at).into_iter().for_each(|hash| places.entry(hash).or_default().push((number, at)));
        }
    }
    let mut seeds: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for of_one in places.into_values().filter(|places| places.len() > 1) {
        let most = if of_one.len() > MANY { FIRST } else { of_one.len() };
        for (index, (a, at_a)) in of_one.iter().take(most).enumerate() {
            for (b, at_b) in of_one.iter().skip(index + 1).filter(|(b, _)| b != a) {
                seeds.entry((*a, *b)).or_default().push((*at_a, *at_b));
            }
        }
    }
    let mut found = Vec::new();
    for ((a, b), at) in seeds {
        let (Some((id_a, a)), Some((id_b, b))) = (prints.get(a), prints.get(b)) else { continue };
        found.extend(passages(a, b, at).into_iter().filter_map(|passage| passage.told((*id_a, a), (*id_b, b))));
    }
    found.sort();
    found
}

/// The words of a text outside quotation marks.
struct Print {
    words: Vec<(u64, Span)>,
}

impl Print {
    fn of(text: &str, body: usize) -> Self {
        let mut words = Vec::new();
        let mut quoted = false;
        let mut start = None;
        let mut breaks = 0;
        for (at, character) in text.char_indices().chain([(text.len(), '\n')]) {
            if character.is_alphanumeric() {
                start.get_or_insert(at);
                breaks = 0;
                continue;
            }
            if let Some(start) = start.take().filter(|start| !quoted && *start >= body) {
                let span = Span::new(start, at);
                words.extend(span.slice(text).map(|word| (hash(word), span)));
            }
            breaks = if character == '\n' { breaks + 1 } else { breaks };
            quoted = match character {
                '“' | '«' | '„' => true,
                '”' | '»' => false,
                '"' => !quoted,
                // A quotation ends with its paragraph, whether it was closed or not.
                '\n' if breaks > 1 => false,
                _ => quoted,
            };
        }
        Self { words }
    }

    fn shingle(&self, at: usize) -> Option<u64> {
        let words = self.words.get(at..at + SHINGLE)?;
        Some(words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, (word, _)| mixed(hash ^ word)))
    }

    /// The places of the fingerprints: in each window of shingles the rightmost of the least hash.
    fn fingerprints(&self) -> Vec<usize> {
        let hashes: Vec<u64> = (0..self.words.len()).map_while(|at| self.shingle(at)).collect();
        let size = WINDOW.min(hashes.len()).max(1);
        let least = |(start, window): (usize, &[u64])| {
            let best = window.iter().enumerate().min_by_key(|(index, hash)| (**hash, std::cmp::Reverse(*index)));
            best.map(|(index, _)| start + index)
        };
        let mut places: Vec<usize> = hashes.windows(size).enumerate().filter_map(least).collect();
        places.dedup();
        places
    }

    fn word(&self, at: usize) -> Option<u64> {
        self.words.get(at).map(|(hash, _)| *hash)
    }

    fn span(&self, from: usize, to: usize) -> Option<Span> {
        let (first, last) = (self.words.get(from)?, self.words.get(to.checked_sub(1)?)?);
        Some(Span::new(first.1.start, last.1.end))
    }
}

/// FNV-1a of a word in lower case: the same on every machine.
fn hash(word: &str) -> u64 {
    let bytes = word.chars().flat_map(char::to_lowercase).map(|c| u64::from(u32::from(c)));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ c).wrapping_mul(0x0100_0000_01b3))
}

/// Spreads the bits of a number (the finaliser of splitmix64).
const fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// A run of words, or several with few words changed between them: from and to in both texts, and how many are shared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Passage {
    a: (usize, usize),
    b: (usize, usize),
    words: usize,
}

/// The passages around places where two texts have the same shingle.
fn passages(a: &Print, b: &Print, seeds: Vec<(usize, usize)>) -> Vec<Passage> {
    let mut runs: Vec<Passage> = Vec::new();
    let mut seeds = seeds;
    seeds.sort_unstable();
    for (at_a, at_b) in seeds {
        let is_known =
            |run: &Passage| run.a.0 <= at_a && at_a < run.a.1 && run.b.0 <= at_b && at_b - run.b.0 == at_a - run.a.0;
        if runs.iter().any(is_known) {
            continue;
        }
        let same = |x: usize, y: usize| a.word(x).is_some() && a.word(x) == b.word(y);
        let back = (1..=at_a.min(at_b)).take_while(|back| same(at_a - back, at_b - back)).count();
        let on = (0..).take_while(|on| same(at_a + on, at_b + on)).count();
        if back + on >= RUN {
            runs.push(Passage { a: (at_a - back, at_a + on), b: (at_b - back, at_b + on), words: back + on });
        }
    }
    runs.sort();
    let mut joined: Vec<Passage> = Vec::new();
    for run in runs {
        let follows = |last: &&mut Passage| {
            let near = |end: usize, start: usize| start >= end && start - end <= GAP;
            near(last.a.1, run.a.0) && near(last.b.1, run.b.0)
        };
        match joined.iter_mut().rev().find(follows) {
            Some(last) => {
                (last.a.1, last.b.1) = (run.a.1, run.b.1);
                last.words += run.words;
            }
            None => joined.push(run),
        }
    }
    joined
}

impl Passage {
    /// The passage as it is told, when it is no chance.
    fn told(self, (id_a, a): (Id<Version>, &Print), (id_b, b): (Id<Version>, &Print)) -> Option<SharedPassage> {
        let longer = (self.a.1 - self.a.0).max(self.b.1 - self.b.0).max(1);
        let percent = self.words * 100 / longer;
        let shorter = a.words.len().min(b.words.len());
        let is_long = self.words >= LONG && percent >= SAME;
        let is_nearly_all = self.words >= SHORT && self.words * 100 >= shorter * NEARLY_ALL;
        let (in_a, in_b) = (a.span(self.a.0, self.a.1)?, b.span(self.b.0, self.b.1)?);
        (is_long || is_nearly_all).then_some(SharedPassage { a: id_a, b: id_b, in_a, in_b, words: self.words, percent })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The river board said the dyke at Halm will be raised by half a metre before the winter. \
        Work begins in May on the stretch between the mill and the old ferry landing, where water came over the crest twice \
        last year and flooded eleven houses. The board has not said who pays for the work.";

    fn shared(a: &str, b: &str) -> Vec<SharedPassage> {
        shared_passages([(Id::of("version", &["a"]), a, 0), (Id::of("version", &["b"]), b, 0)])
    }

    #[test]
    fn a_copy_with_another_headline_and_a_few_other_words_is_found() {
        let copy =
            format!("Halm gets a higher dyke\n\n{}", STORY.replace("eleven houses", "eleven of the houses there"));
        let found = shared(STORY, &copy);
        assert_eq!(found.len(), 1);
        assert!(found[0].words > 50 && found[0].percent > 85, "{found:?}");
    }

    #[test]
    fn one_copied_paragraph_in_a_long_text_is_found_at_its_place() {
        let filler: String = (0..3000).map(|n| format!("word{} ", n * 7919 % 3001)).collect();
        let long = format!("{filler}\n\n{STORY}\n\n{filler}");
        let other = format!("A short lead of its own.\n\n{STORY}");
        let found = shared(&long, &other);
        assert!(found.iter().any(|p| {
            let (long_at, other_at) =
                if p.a == Id::of("version", &["a"]) { (p.in_a, p.in_b) } else { (p.in_b, p.in_a) };
            long_at.slice(&long).is_some_and(|w| w.starts_with("The river board") && w.ends_with("for the work"))
                && other_at.slice(&other).is_some_and(|w| w.starts_with("The river board"))
        }));
    }

    #[test]
    fn two_reports_that_quote_one_statement_at_length_did_not_copy_each_other() {
        let quote = format!("“{STORY}”");
        let a = format!("Officials in Halm spoke to reporters on Monday. {quote} the spokesman told this paper.");
        let b = format!("At the town hall a statement was read out to residents: {quote} Nobody clapped.");
        assert_eq!(shared(&a, &b), []);
    }

    #[test]
    fn independent_reports_of_one_event_are_not_joined() {
        let other = "Halm's dyke is to grow by half a metre before the winter, the river board announced. Starting in May, \
            workers will raise the part from the mill to the old ferry landing. Twice last year the water came over, and eleven \
            houses were flooded. Who pays is open.";
        assert_eq!(shared(STORY, other), []);
    }

    #[test]
    fn a_story_in_a_thousand_papers_is_found_in_time_that_grows_with_their_number() {
        let texts: Vec<String> = (0..1000).map(|n| format!("Paper {n}\n\n{STORY}")).collect();
        let ids = (0..1000).map(|n: usize| Id::of("version", &[&n.to_string()]));
        let found = shared_passages(ids.zip(&texts).map(|(id, text)| (id, text.as_str(), 0)));
        let joined: std::collections::BTreeSet<_> = found.iter().flat_map(|p| [p.a, p.b]).collect();
        assert!(joined.len() == 1000 && found.len() < 20_000, "{} {}", joined.len(), found.len());
    }
}
