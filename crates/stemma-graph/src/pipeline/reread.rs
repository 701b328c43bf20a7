//! Held documents read again by today's readers: what they say now, and what people decided about it, carried over.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{GraphName, Quad};
use stemma_core::id::Id;
use stemma_core::revision::Successor;
use stemma_core::state::{Assertion, HeldVersion};
use stemma_store::StoreError;
use stemma_store::log::Hash;
use stemma_store::records::version_quads;
use stemma_store::vocabulary::stm;

use super::carry::{Carried, Decided};
use super::{Pipeline, Question, View};
use crate::reading::{ReadDocument, reread};

/// What reading again changes.
#[derive(Default)]
pub(crate) struct Reread {
    /// How many documents were read, each version of one counted.
    pub(crate) documents: usize,
    /// Those that are read otherwise now, with how many assertions are new and how many are gone.
    pub(crate) changed: Vec<(String, usize, usize)>,
    /// Judgements and withdrawals that were carried over to what stands in the place of the assertion they were about.
    pub(crate) carried: usize,
    /// Those for which nothing stands in its place: kept, and without effect.
    pub(crate) orphans: Vec<String>,
    /// Documents that cannot be read any more, and why: they stay as they are.
    pub(crate) unread: Vec<(String, String)>,
    old: Vec<Quad>,
    new: Vec<Quad>,
}

impl Pipeline {
    /// Reads all held documents again, and says what that would change. Nothing is written. Versions that were superseded are read
    /// again too: else what only the reader takes otherwise would look as if the later version had dropped it.
    pub(crate) fn read_again(&self, view: &View) -> Result<Reread, StoreError> {
        let mut done = Reread::default();
        let mut moved: BTreeMap<Id<Assertion>, Successor> = BTreeMap::new();
        for held in view.state.versions.values() {
            done.documents += 1;
            let name = &held.document.name;
            let hash = held.version.hash.parse::<Hash>();
            let bytes = hash.ok().and_then(|hash| self.store.blob(hash).ok());
            let read = bytes.ok_or_else(|| "its bytes were erased".to_owned()).and_then(|bytes| reread(held, bytes));
            match read {
                Ok(read) if read.held.version.id != held.version.id => {
                    done.unread.push((
                        name.clone(),
                        "what it says about itself is read otherwise: ingest it again".to_owned(),
                    ));
                }
                Ok(read) => self.compare(view, held, &read, &mut done, &mut moved),
                Err(why) => done.unread.push((name.clone(), why)),
            }
        }
        let Carried { count, before, quads, orphans } = Decided::of(&view.state).carry(&self.iris, &moved);
        done.carried = count;
        done.old.extend(before);
        done.new.extend(quads);
        done.orphans.extend(orphans.into_iter().map(|(what, _)| what));
        Ok(done)
    }

    /// What is said of a version otherwise than before.
    fn compare(
        &self,
        view: &View,
        held: &HeldVersion,
        read: &ReadDocument,
        done: &mut Reread,
        moved: &mut BTreeMap<Id<Assertion>, Successor>,
    ) {
        let graph = GraphName::NamedNode(self.iris.version(held.version.id));
        let now = version_quads(&self.iris, &read.held, &read.text);
        let kept: std::collections::HashSet<&Quad> = now.iter().collect();
        let recorded = view.recorded.quads_for_pattern(None, None, None, Some(graph.as_ref()));
        let old: Vec<Quad> =
            recorded.filter(|quad| quad.predicate.as_ref() != stm::SUPERSEDES && !kept.contains(quad)).collect();
        let new: Vec<Quad> = now.iter().filter(|quad| !view.recorded.contains(quad)).cloned().collect();
        if old.is_empty() && new.is_empty() {
            return;
        }
        // What people entered was not read, and is not read otherwise now.
        let was_read = |a: &&Assertion| !view.state.entered.contains_key(&a.id);
        let ids = |of: &HeldVersion| of.assertions.iter().filter(was_read).map(|a| a.id).collect::<BTreeSet<_>>();
        let (was, is) = (ids(held), ids(&read.held));
        let added: Vec<&Assertion> = read.held.assertions.iter().filter(|a| !was.contains(&a.id)).collect();
        let gone = held.assertions.iter().filter(was_read).filter(|a| !is.contains(&a.id));
        let successor = |gone| in_place_of(gone, &added).map_or(Successor::Gone, Successor::Same);
        moved.extend(gone.map(|gone| (gone.id, successor(gone))));
        let gone = was.difference(&is).count();
        done.changed.push((held.document.name.clone(), added.len(), gone));
        done.old.extend(old);
        done.new.extend(new);
    }

    /// What would be found after that.
    pub(crate) fn view_after(&self, view: &View, reread: &Reread, question: &Question) -> Result<View, StoreError> {
        let recorded = view.recorded.apply(reread.old.clone(), reread.new.clone())?;
        Ok(self.view_of(recorded, question))
    }

    /// Records what reading again has changed, as one change.
    pub(crate) fn record_reread(&self, reread: Reread) -> Result<Option<stemma_store::log::Receipt>, StoreError> {
        let reason = format!("read {} documents again, {} otherwise", reread.documents, reread.changed.len());
        self.record(reason, reread.old, reread.new, Vec::new())
    }
}

/// The assertion that stands in the place of one that is gone: at least half of the longer of the two is common, and both
/// take the same side. Of several the one with the most in common; of equals the first in the text.
fn in_place_of(gone: &Assertion, added: &[&Assertion]) -> Option<Id<Assertion>> {
    let place = gone.statement.hull();
    let common = |other: &Assertion| {
        let hull = other.statement.hull();
        hull.end.min(place.end).saturating_sub(hull.start.max(place.start))
    };
    let fits = |other: &&&Assertion| {
        let longer = other.statement.hull().len().max(place.len());
        other.statement.stance == gone.statement.stance && common(other) * 2 >= longer
    };
    let order = |a: &&&Assertion| (common(a), std::cmp::Reverse(a.reading_order()));
    added.iter().filter(fits).max_by_key(order).map(|a| a.id)
}

#[cfg(test)]
mod tests {
    use stemma_core::span::{Quote, Span};
    use stemma_core::state::{Judgement, Retracted, Retraction};
    use stemma_store::records::{judgement_quads, retraction_quads};

    use super::*;
    use crate::pipeline::ingest;

    /// The assertion as a reader would have given it that saw other words.
    fn with_words(assertion: &Assertion, held: &HeldVersion, text: &str, span: Span) -> Assertion {
        let mut statement = assertion.statement.clone();
        statement.contents = vec![Quote::at(text, span).unwrap()];
        Assertion::new(held.version.id, statement)
    }

    #[test]
    fn what_people_decided_is_carried_over_to_what_is_read_now_and_orphans_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [
            ("a.md", "The dyke at Halm leaks at its foot, said Ada Moor. It rained."),
            ("b.md", "Water seeps through the wall, said Cem Oner."),
        ]
        .map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        });
        let pipeline = Pipeline::open(&folder.path().join("store")).unwrap();
        ingest(&pipeline, &paths, &crate::fetch::Fetching::default(), &mut |_, _| ()).unwrap();
        let question = Question::today();
        let first = pipeline.view(&question).unwrap();
        assert!(pipeline.read_again(&first).unwrap().changed.is_empty(), "the same reader reads the same");
        let of = |name: &str| first.state.current().find(|held| held.document.name.ends_with(name)).unwrap();
        let (a, b) = (of("a.md"), of("b.md"));
        let text = first.texts.text(a.version.id);
        let now = a.assertions.iter().find(|a| a.statement.sentence.contains("leaks")).unwrap();
        // An older reader took fewer words for the one statement, and words that nobody takes for one now.
        let shorter = Span::new(now.statement.hull().start, now.statement.hull().end - 8);
        let at = text.find("said Ada").unwrap();
        let older = with_words(now, a, text, shorter);
        let odd = with_words(now, a, text, Span::new(at, at + 8));
        let as_before = HeldVersion { assertions: vec![older.clone(), odd.clone()], ..a.clone() };
        let graph = GraphName::NamedNode(pipeline.iris.version(a.version.id));
        let held: Vec<Quad> = first.recorded.quads_for_pattern(None, None, None, Some(graph.as_ref())).collect();
        let other = b.assertions[0].id;
        let judgement = |one: &Assertion, reason: &str| Judgement {
            a: one.id.min(other),
            b: one.id.max(other),
            same: true,
            by: "ada".to_owned(),
            reason: reason.to_owned(),
        };
        let retraction = Retraction { reason: "misheard".to_owned(), on: None, by: "ada".to_owned() };
        let mut quads = version_quads(&pipeline.iris, &as_before, text);
        quads.extend(judgement_quads(&pipeline.iris, &judgement(&older, "one wall")));
        quads.extend(judgement_quads(&pipeline.iris, &judgement(&odd, "odd")));
        quads.extend(retraction_quads(&pipeline.iris, Retracted::Assertion(older.id), &retraction));
        let gone = held.into_iter().filter(|quad| !quads.contains(quad)).collect();
        pipeline.record("as an older reader read".to_owned(), gone, quads, Vec::new()).unwrap();

        let view = pipeline.view(&question).unwrap();
        let again = pipeline.read_again(&view).unwrap();
        assert_eq!((again.documents, again.changed.len(), again.carried), (2, 1, 2));
        assert_eq!(again.orphans, ["a judgement of ada (odd)"]);
        pipeline.record_reread(again).unwrap();
        let state = pipeline.view(&question).unwrap().state;
        assert!(state.judgements.contains(&judgement(now, "one wall")));
        assert!(state.judgements.contains(&judgement(&odd, "odd")), "an orphan is kept");
        assert_eq!(state.retractions.get(&Retracted::Assertion(now.id)), Some(&retraction));
        let ids = |held: &HeldVersion| held.assertions.iter().map(|a| a.id).collect::<Vec<_>>();
        assert_eq!(ids(&state.versions[&a.version.id]), ids(a), "what is held is what is read now");
    }

    #[test]
    fn a_version_that_was_superseded_is_read_again_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let pipeline = Pipeline::open(&folder.path().join("store")).unwrap();
        for text in [
            "The dyke at Halm leaks at its foot, said Ada Moor. It rained.",
            "Water seeps through the wall, said Ada Moor.",
        ] {
            std::fs::write(&path, text).unwrap();
            ingest(&pipeline, std::slice::from_ref(&path), &crate::fetch::Fetching::default(), &mut |_, _| ()).unwrap();
        }
        let question = Question::today();
        let first = pipeline.view(&question).unwrap();
        let earlier = first.state.versions.values().find(|held| held.superseded).unwrap();
        let standing = |view: &View| -> Vec<_> {
            view.findings.claims.iter().map(|found| (found.claim.id, found.lifecycle, found.finding.headline)).collect()
        };
        // An older reader took fewer words of the first version for the statement.
        let text = first.texts.text(earlier.version.id);
        let now = earlier.assertions.iter().find(|a| a.statement.sentence.contains("leaks")).unwrap();
        let shorter = Span::new(now.statement.hull().start, now.statement.hull().end - 8);
        let older = with_words(now, earlier, text, shorter);
        let others = earlier.assertions.iter().filter(|a| a.id != now.id).cloned();
        let as_before = HeldVersion { assertions: others.chain([older]).collect(), ..earlier.clone() };
        let graph = GraphName::NamedNode(pipeline.iris.version(earlier.version.id));
        let held: Vec<Quad> = first.recorded.quads_for_pattern(None, None, None, Some(graph.as_ref())).collect();
        let quads = version_quads(&pipeline.iris, &as_before, text);
        let gone = held.into_iter().filter(|quad| !quads.contains(quad)).collect();
        pipeline.record("as an older reader read".to_owned(), gone, quads, Vec::new()).unwrap();

        let view = pipeline.view(&question).unwrap();
        assert_ne!(standing(&view), standing(&first), "a claim that nobody makes any more");
        let again = pipeline.read_again(&view).unwrap();
        assert_eq!((again.documents, again.changed.len()), (2, 1));
        pipeline.record_reread(again).unwrap();
        assert_eq!(standing(&pipeline.view(&question).unwrap()), standing(&first));
    }
}
