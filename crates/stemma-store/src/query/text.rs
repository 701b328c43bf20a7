//! Full text in queries: `?claim search:matches "words"`.
//!
//! Claims one of whose wordings speaks of what the words speak of, the best first, found as claims are matched everywhere
//! (`stemma_core::search`). With a list, the score and the words that were found come along:
//! `?claim search:matches ("words" ?score ?wording)`.
//!
//! The invariant: words are only ever compared. The pattern is taken out of the parsed query and a table of what was found
//! is put in its place, so that nothing in the words is read as SPARQL; and a pattern that cannot be understood is refused,
//! never passed over.

mod rewrite;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use stemma_core::search::Search;

pub(crate) use self::rewrite::in_pattern;
pub(super) use self::rewrite::with_matches;
use crate::index::Snapshot;
use crate::vocabulary::{class, rdf, schema, stm};

/// The property that asks for text. It is in no graph: it asks, and says nothing.
pub(super) const MATCHES: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/stemma/search/1#matches");
/// How many claims are found at most, the best ones.
pub const MOST_MATCHES: usize = 10_000;

/// A claim that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The claim.
    pub claim: NamedNode,
    /// How well it fits; comparable within one search only.
    pub score: f64,
    /// Its wording that fits best.
    pub wording: String,
}

/// The claims that speak of these words, the best first.
#[must_use]
pub fn matching(snapshot: &Snapshot, words: &str, most: usize) -> Vec<Match> {
    let texts = Texts::of(snapshot);
    let mut found: Vec<Match> = Vec::new();
    let mut known = BTreeSet::new();
    for hit in texts.search.find(words, usize::MAX) {
        let Some((claim, wording)) = texts.wordings.get(hit.place) else { continue };
        if found.len() < most && known.insert(claim) {
            found.push(Match { claim: claim.clone(), score: hit.score, wording: wording.clone() });
        }
    }
    found
}

/// The wordings of all claims, indexed.
struct Texts {
    wordings: Vec<(NamedNode, String)>,
    search: Search,
}

/// The last version asked for, and its texts.
static LAST: Mutex<Option<(Snapshot, Arc<Texts>)>> = Mutex::new(None);

impl Texts {
    /// The texts of a version: indexed anew only when they are others than those of the last one.
    fn of(snapshot: &Snapshot) -> Arc<Self> {
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, texts)) = last.as_ref()
            && known.is_same(snapshot)
        {
            return Arc::clone(texts);
        }
        let wordings = wordings(snapshot);
        let texts = match last.as_ref() {
            Some((_, texts)) if texts.wordings == wordings => Arc::clone(texts),
            _ => {
                let search = Search::new(wordings.iter().map(|(_, text)| text.as_str()));
                Arc::new(Self { wordings, search })
            }
        };
        *last = Some((snapshot.clone(), Arc::clone(&texts)));
        texts
    }
}

/// Each claim with its own text and the sentences of its assertions, sorted.
fn wordings(snapshot: &Snapshot) -> Vec<(NamedNode, String)> {
    let all = |predicate, object| snapshot.quads_for_pattern(None, Some(predicate), object, None);
    let claims: BTreeSet<NamedNode> =
        all(rdf::TYPE, Some(class::CLAIM.into())).filter_map(|quad| named(quad.subject)).collect();
    let mut asserted: BTreeMap<NamedNode, Vec<NamedNode>> = BTreeMap::new();
    for quad in all(stm::ASSERTS, None) {
        if let (Some(assertion), Term::NamedNode(claim)) = (named(quad.subject), quad.object) {
            asserted.entry(assertion).or_default().push(claim);
        }
    }
    let mut wordings = BTreeSet::new();
    for quad in all(schema::TEXT, None).chain(all(stm::SENTENCE, None)) {
        let (Some(subject), Term::Literal(text)) = (named(quad.subject), quad.object) else { continue };
        let of =
            if claims.contains(&subject) { vec![subject] } else { asserted.get(&subject).cloned().unwrap_or_default() };
        wordings.extend(
            of.into_iter().filter(|claim| claims.contains(claim)).map(|claim| (claim, text.value().to_owned())),
        );
    }
    wordings.into_iter().collect()
}

fn named(subject: NamedOrBlankNode) -> Option<NamedNode> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

#[cfg(test)]
mod tests;
