//! Full text: which of many sentences speak of what a query speaks of, the best first.
//!
//! BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over stems. It finds candidates for whoever
//! judges them; it never decides that two sentences are one claim.

mod claims;

use std::collections::BTreeMap;

use crate::features::search_terms;

pub use claims::{ClaimHit, ClaimSearch};

/// How much a second mention of a word adds; chosen on the training half of a public set of checked claims, as `LENGTH`.
const SATURATION: f64 = 0.9;
/// How much a long text is held against it, from 0 to 1.
const LENGTH: f64 = 0.4;

/// An index of sentences. The same sentences in the same order give the same index, and equal scores come in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    /// For each term the texts that have it, with how often.
    postings: BTreeMap<String, Vec<(usize, f64)>>,
    /// How many terms each text has.
    lengths: Vec<f64>,
}

/// A text that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its place among those that were indexed.
    pub place: usize,
    /// How well it fits; comparable within one query only.
    pub score: f64,
}

impl Search {
    /// Indexes texts.
    #[must_use]
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut search = Self::default();
        for (place, text) in texts.into_iter().enumerate() {
            let counts = counted(text);
            search.lengths.push(counts.values().sum());
            for (term, count) in counts {
                search.postings.entry(term).or_default().push((place, count));
            }
        }
        search
    }

    /// The texts that fit `query` best, at most `most`; those that share no term with it are never among them.
    #[must_use]
    pub fn find(&self, query: &str, most: usize) -> Vec<Hit> {
        let count = as_f64(self.lengths.len());
        let average = (self.lengths.iter().sum::<f64>() / count.max(1.0)).max(1.0);
        // A score is never 0: whoever has none yet was not met.
        let mut scores = vec![0.0; self.lengths.len()];
        let mut met: Vec<usize> = Vec::new();
        for term in counted(query).into_keys() {
            let having = self.postings.get(&term).map(Vec::as_slice).unwrap_or_default();
            let with = as_f64(having.len());
            let rarity = (1.0 + (count - with + 0.5) / (with + 0.5)).ln();
            for (place, times) in having {
                let length = self.lengths.get(*place).copied().unwrap_or(average) / average;
                let norm = SATURATION * (1.0 - LENGTH + LENGTH * length);
                let Some(score) = scores.get_mut(*place) else { continue };
                if *score == 0.0 {
                    met.push(*place);
                }
                *score += rarity * times * (SATURATION + 1.0) / (times + norm);
            }
        }
        let scored = met.into_iter().filter_map(|place| Some(Hit { place, score: *scores.get(place)? }));
        best(scored.collect(), most)
    }
}

/// The best of these, the best first; only these are put in order.
fn best(mut hits: Vec<Hit>, most: usize) -> Vec<Hit> {
    let order = |a: &Hit, b: &Hit| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place));
    if most < hits.len() {
        hits.select_nth_unstable_by(most, order);
        hits.truncate(most);
    }
    hits.sort_unstable_by(order);
    hits
}

/// The terms of a text, with how often each stands in it.
fn counted(text: &str) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    for term in search_terms(text) {
        *counts.entry(term).or_default() += 1.0;
    }
    counts
}

fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 4] = [
        "The dyke at Halm leaks at its foot.",
        "The ferry struck the pier of Halm.",
        "The ferries of Kallvik were late.",
        "The ferry struck the pier of Halm.",
    ];

    fn found(query: &str) -> Vec<usize> {
        Search::new(TEXTS).find(query, 3).into_iter().map(|hit| hit.place).collect()
    }

    #[test]
    fn what_shares_the_rarer_words_comes_first_and_equals_keep_their_order() {
        assert_eq!(found("a leaking dyke"), [0]);
        assert_eq!(found("Ferry strikes pier"), [1, 3, 2]);
        assert_eq!(found("#DykeLeak https://example.org/kallvik"), [0]);
    }

    #[test]
    fn the_best_are_those_that_come_first_when_all_are_put_in_order() {
        let words = ["dyke", "ferry", "pier", "leak", "harbour", "Halm", "Kallvik"];
        let word = |number: usize, step: usize| words.get((number * step + number / 3) % words.len()).copied();
        let texts: Vec<String> = (0..200)
            .map(|n| [1, 2, 3, 5].into_iter().filter_map(|step| word(n, step)).collect::<Vec<_>>().join(" "))
            .collect();
        let search = Search::new(texts.iter().map(String::as_str));
        for query in ["dyke", "ferry pier", "the leaking harbours of Halm", "Kallvik dyke leak ferry"] {
            let all = search.find(query, usize::MAX);
            let is_in_order = |pair: &[Hit]| {
                pair.first()
                    .zip(pair.last())
                    .is_some_and(|(a, b)| a.score > b.score || a.score == b.score && a.place < b.place)
            };
            assert!(all.len() > 20 && all.windows(2).all(is_in_order), "{query}: {all:?}");
            for most in [0, 1, 2, 7, 20, all.len(), all.len() + 1] {
                assert_eq!(
                    search.find(query, most),
                    all.iter().copied().take(most).collect::<Vec<_>>(),
                    "{query}, {most}"
                );
            }
        }
    }

    #[test]
    fn a_query_without_a_known_word_finds_nothing() {
        assert!(found("").is_empty() && found("the of and").is_empty() && found("zeppelin").is_empty());
        assert!(Search::new([]).find("dyke", 3).is_empty());
    }
}
