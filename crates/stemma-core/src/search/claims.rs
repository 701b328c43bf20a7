//! Claims by words: each is found by any of its wordings, the best first.

use std::collections::BTreeSet;

use super::Search;
use crate::features::search_terms;
use crate::finding::ClaimFinding;
use crate::shared::SharedList;
use crate::span::Span;
use crate::state::State;

/// The claims of a state by their words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimSearch {
    search: Search,
    /// For each wording the place of its claim among the findings, and its words.
    wordings: Vec<(usize, String)>,
}

/// A claim that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimHit {
    /// Its place among the findings.
    pub claim: usize,
    /// The wording that fits best.
    pub wording: String,
    /// Where words of the query stand in it, in bytes, in order.
    pub marks: Vec<Span>,
    /// How well it fits; comparable within one query only.
    pub score: f64,
}

/// How many wordings are looked at for each claim that is wanted: claims have several.
const WORDINGS: usize = 8;

impl ClaimSearch {
    /// Indexes claims that were found in `state`.
    #[must_use]
    pub fn new(state: &State, found: &SharedList<ClaimFinding>) -> Self {
        let wordings: Vec<(usize, String)> = (0..)
            .zip(found)
            .flat_map(|(place, found)| {
                state.wordings(&found.claim).into_iter().map(move |wording| (place, wording.to_owned()))
            })
            .collect();
        let search = Search::new(wordings.iter().map(|(_, wording)| wording.as_str()));
        Self { search, wordings }
    }

    /// The claims that fit `query` best, at most `most`; those that share no word with it are never among them.
    #[must_use]
    pub fn find(&self, query: &str, most: usize) -> Vec<ClaimHit> {
        let asked: BTreeSet<String> = search_terms(query).into_iter().collect();
        let mut seen = BTreeSet::new();
        let hits = self.search.find(query, most.saturating_mul(WORDINGS).saturating_add(WORDINGS));
        let hits = hits.into_iter().filter_map(|hit| Some((hit.score, self.wordings.get(hit.place)?)));
        let best = hits.filter(|(_, (claim, _))| seen.insert(*claim)).take(most);
        best.map(|(score, (claim, wording))| ClaimHit {
            claim: *claim,
            wording: wording.clone(),
            marks: marks(wording, &asked),
            score,
        })
        .collect()
    }
}

/// Where words that are asked for stand in a text.
fn marks(text: &str, asked: &BTreeSet<String>) -> Vec<Span> {
    let mut marks = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = text.get(from..at).unwrap_or_default();
                if search_terms(word).iter().any(|term| asked.contains(term)) {
                    marks.push(Span::new(from, at));
                }
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_in_all_their_forms_and_places_re_slice() {
        let asked: BTreeSet<String> = search_terms("leaking Dykes, Ω").into_iter().collect();
        let text = "“Ω”: the dyke at Halm leaks at its foot.";
        let marked: Vec<&str> = marks(text, &asked).iter().map(|span| span.slice(text).unwrap()).collect();
        assert_eq!(marked, ["Ω", "dyke", "leaks"]);
        assert!(marks(text, &BTreeSet::new()).is_empty());
    }
}
