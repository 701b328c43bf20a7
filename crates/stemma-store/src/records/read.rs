//! Quads back to records: the state of a store, from what its graphs say.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oxrdf::{NamedNodeRef, NamedOrBlankNode};
use stemma_core::control::{Control, Share};
use stemma_core::document::{Document, Metadata, Version};
use stemma_core::id::Id;
use stemma_core::span::{Quote, Span};
use stemma_core::state::{Assertion, HeldVersion, Interest, ReadingProblem, State, Verdict};
use stemma_core::statement::{DateMention, Decimal, Mention, Quantity, Statement, Voice};

use super::graph::Graph;
use super::{Iris, aliases, calculations, decisions, entered, notes, roles, topics, withdrawals};
use crate::index::Snapshot;
use crate::vocabulary::{class, dcterms, oa, schema, skos, stm};

/// Gives the text of a version by its hash and its media type, if it has one.
pub type TextOf<'a> = &'a dyn Fn(&str, Option<&str>) -> Option<String>;

/// The versions that were read from an index, for whoever reads its later ones: only what changed is read again.
#[derive(Clone, Debug, Default)]
pub struct ReadVersions {
    /// Each version as its graph says it, by the name of its graph.
    versions: BTreeMap<String, Arc<HeldVersion>>,
}

impl ReadVersions {
    /// Says that a graph is another now, or no more.
    pub fn forget(&mut self, graph: &str) {
        self.versions.remove(graph);
    }

    /// Reads the versions of an index that are not known yet, and leaves out those that it has no more.
    fn read(&mut self, iris: &Iris, snapshot: &Snapshot, text_of: TextOf<'_>) {
        let mut known = std::mem::take(&mut self.versions);
        for name in snapshot.named_graphs() {
            let NamedOrBlankNode::NamedNode(name) = name else { continue };
            let Some(id) = iris.id::<Version>("versions", name.as_str()) else { continue };
            let read = || {
                let graph = Graph::of(snapshot, &name);
                let reader = Reader { iris, graph: &graph, text: Text::default() };
                Some(Arc::new(reader.version(id, name.as_str(), text_of)?))
            };
            let version = known.remove(name.as_str()).or_else(read);
            self.versions.extend(version.map(|version| (name.into_string(), version)));
        }
    }

    /// Marks the versions whose place others take, and no others; earlier states keep theirs as they were.
    fn supersede(&mut self) {
        let superseded: BTreeSet<Id<Version>> =
            self.versions.values().flat_map(|held| &held.supersedes).copied().collect();
        for held in self.versions.values_mut() {
            let is_superseded = superseded.contains(&held.version.id);
            if held.superseded != is_superseded {
                Arc::make_mut(held).superseded = is_superseded;
            }
        }
    }
}

/// The state that an index describes. Quads that no reader knows – added by somebody with SPARQL, or computed – are
/// passed over; `text_of` gives the text of a version, which places are counted in, by the hash of its bytes and by what
/// their server said that they are. `versions` are those of an earlier index but for what was forgotten since, or none.
pub fn read_state(iris: &Iris, snapshot: &Snapshot, text_of: TextOf<'_>, versions: &mut ReadVersions) -> State {
    versions.read(iris, snapshot, text_of);
    versions.supersede();
    let mut state = State::default();
    for held in versions.versions.values() {
        state.versions.insert(held.version.id, Arc::clone(held));
    }
    let people = Graph::of(snapshot, &iris.catalog_graph());
    add_entered(iris, &people, text_of, &mut state);
    catalog(iris, &people, &mut state);
    state.raise_confirmed();
    state
}

/// Puts what people entered, which stands in the catalog's graph, beside what was read in the same versions.
fn add_entered(iris: &Iris, graph: &Graph, text_of: TextOf<'_>, state: &mut State) {
    for (version, nodes) in entered::by_version(graph) {
        let held = iris.id::<Version>("versions", version).and_then(|id| state.versions.get_mut(&id));
        let Some(held) = held else { continue };
        let Some(text) = text_of(&held.version.hash, held.version.media_type.as_deref()) else { continue };
        let reader = Reader { iris, graph, text: Text::new(text) };
        held.assertions.extend(nodes.iter().filter_map(|node| reader.assertion(node)));
        held.assertions.sort_by_key(Assertion::reading_order);
    }
}

/// A version's text with the byte of each code point.
#[derive(Default)]
struct Text {
    text: String,
    bytes: Vec<usize>,
}

impl Text {
    fn new(text: String) -> Self {
        let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        bytes.push(text.len());
        Self { text, bytes }
    }

    fn span(&self, start: usize, end: usize) -> Option<Span> {
        Some(Span::new(*self.bytes.get(start)?, *self.bytes.get(end)?))
    }
}

struct Reader<'a> {
    iris: &'a Iris,
    graph: &'a Graph,
    text: Text,
}

impl Reader<'_> {
    fn version(mut self, id: Id<Version>, node: &str, text_of: TextOf<'_>) -> Option<HeldVersion> {
        let hash = self.graph.text(node, stm::CONTENT_HASH)?;
        let media_type = self.graph.text(node, schema::ENCODING_FORMAT);
        self.text = Text::new(text_of(&hash, media_type.as_deref())?);
        let document = self.graph.iris(node, stm::VERSION_OF).next()?;
        let mut assertions: Vec<Assertion> =
            self.graph.of_class(class::ASSERTION).filter_map(|node| self.assertion(node)).collect();
        assertions.sort_by_key(Assertion::reading_order);
        Some(HeldVersion {
            document: self.document(document)?,
            version: Version { id, hash, byte_length: self.graph.parsed(node, stm::BYTE_LENGTH)?, media_type },
            assertions,
            verdicts: self.verdicts(),
            notes: notes::read(self.graph, node, &|place| self.quote(place)),
            aliases: aliases::read(self.graph, node, &|place| self.quote(place)),
            roles: roles::read(self.graph, node, &|place| self.quote(place)),
            withdrawals: withdrawals::read(self.graph, node, &|place| self.quote(place)),
            problems: self.problems(node),
            supersedes: self.graph.iris(node, stm::SUPERSEDES).filter_map(|it| self.iris.id("versions", it)).collect(),
            superseded: false,
        })
    }

    fn document(&self, node: &str) -> Option<Document> {
        let graph = self.graph;
        let mut topics: Vec<String> = graph
            .iris(node, dcterms::SUBJECT)
            .flat_map(|topic| graph.texts(topic, skos::PREF_LABEL))
            .map(str::to_owned)
            .collect();
        topics.sort_unstable();
        let mut taken_from: Vec<String> = graph.texts(node, stm::TAKEN_FROM).map(str::to_owned).collect();
        taken_from.sort_unstable();
        let metadata = Metadata {
            title: graph.text(node, dcterms::TITLE),
            authors: graph.names(node, schema::AUTHOR),
            publisher: graph.names(node, dcterms::PUBLISHER).into_iter().next(),
            published: graph.date(node, schema::DATE_PUBLISHED),
            url: graph.text(node, schema::URL),
            genre: graph.concept(node, stm::GENRE),
            topics,
            taken_from,
            supplied_by: graph.names(node, stm::SUPPLIED_BY),
            data_from: graph.names(node, stm::DATA_FROM),
            written_in: graph.text(node, stm::WRITTEN_IN),
            retracted: graph.text(&format!("{node}#retraction"), stm::REASON),
        };
        Some(Document { id: self.iris.id("documents", node)?, name: graph.text(node, stm::FILE_NAME)?, metadata })
    }

    fn problems(&self, node: &str) -> Vec<ReadingProblem> {
        let read = |problem: &str| {
            Some(ReadingProblem {
                span: self.graph.iris(problem, stm::QUOTE).next().and_then(|place| self.quote(place)).map(|q| q.span),
                code: self.graph.text(problem, stm::CODE)?,
                message: self.graph.text(problem, stm::MESSAGE)?,
            })
        };
        let mut problems: Vec<ReadingProblem> = self.graph.iris(node, stm::PROBLEM).filter_map(read).collect();
        problems.sort();
        problems
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let graph = self.graph;
        let read = |node: &str| {
            let target = graph.iris(node, oa::HAS_TARGET).next()?;
            Some(Verdict {
                assertion: self.iris.id("assertions", target.split('#').next()?)?,
                by: graph.names(node, schema::AUTHOR).into_iter().next()?,
                rating: graph.iris(node, schema::REVIEW_RATING).find_map(|r| graph.text(r, schema::ALTERNATE_NAME))?,
                url: graph.text(node, schema::URL),
                published: graph.date(node, schema::DATE_PUBLISHED),
            })
        };
        let mut verdicts: Vec<Verdict> = graph.of_class(class::VERDICT).filter_map(read).collect();
        verdicts.sort();
        verdicts
    }

    fn quote(&self, place: &str) -> Option<Quote> {
        let selectors: Vec<&str> = self.graph.iris(place, oa::HAS_SELECTOR).collect();
        let number = |predicate| selectors.iter().find_map(|selector| self.graph.parsed::<usize>(selector, predicate));
        let span = self.text.span(number(oa::START)?, number(oa::END)?)?;
        Quote::at(&self.text.text, span)
    }

    fn quote_of(&self, node: &str, predicate: NamedNodeRef<'_>) -> Option<Quote> {
        self.graph.iris(node, predicate).next().and_then(|place| self.quote(place))
    }

    fn assertion(&self, node: &str) -> Option<Assertion> {
        let graph = self.graph;
        let mut contents: Vec<Quote> = graph.iris(node, oa::HAS_TARGET).filter_map(|place| self.quote(place)).collect();
        contents.sort();
        let source = self.quote_of(node, stm::SOURCE_MENTION).and_then(|quote| {
            let credited = graph.iris(node, stm::CREDITED_TO).next()?;
            Some(Mention {
                quote,
                name: graph.text(credited, stm::VOICE_NAME)?,
                kind: graph.concept(credited, stm::VOICE_KIND)?,
            })
        });
        let statement = Statement {
            contents,
            source,
            cue: self.quote_of(node, stm::CUE),
            chain: self.chain(node),
            direct: graph.is_true(node, stm::DIRECT),
            stance: graph.concept(node, stm::STANCE)?,
            modality: graph.concept(node, stm::MODALITY)?,
            basis: graph.concept(node, stm::BASIS)?,
            kind: graph.concept(node, stm::CLAIM_KIND)?,
            sentence: graph.text(node, stm::SENTENCE)?,
            quantities: self.quantities(node),
            dates: self.dates(node),
            due: graph.date(node, stm::DUE),
            against_interest: graph.is_true(node, stm::AGAINST_INTEREST),
            tier: graph.concept(node, stm::TIER)?,
            rule: Cow::Owned(graph.text(node, stm::RULE)?),
        };
        Some(Assertion { id: self.iris.id("assertions", node)?, statement })
    }

    fn chain(&self, node: &str) -> Vec<Voice> {
        let read = |link: &str| {
            let voice = Voice {
                name: self.graph.text(link, stm::VOICE_NAME)?,
                kind: self.graph.concept(link, stm::VOICE_KIND)?,
                affiliation: self.graph.text(link, stm::AFFILIATION),
            };
            Some((self.graph.parsed::<usize>(link, stm::POSITION)?, voice))
        };
        let mut chain: Vec<(usize, Voice)> = self.graph.iris(node, stm::ATTRIBUTION).filter_map(read).collect();
        chain.sort();
        chain.into_iter().map(|(_, voice)| voice).collect()
    }

    fn quantities(&self, node: &str) -> Vec<Quantity> {
        let decimal = |part: &str, predicate| self.graph.text(part, predicate).and_then(|text| Decimal::parse(&text));
        let read = |part: &str| {
            Some(Quantity {
                quote: self.quote_of(part, stm::QUOTE)?,
                low: decimal(part, stm::LOW),
                high: decimal(part, stm::HIGH),
                unit: self.graph.text(part, stm::UNIT)?,
                approximate: self.graph.is_true(part, stm::APPROXIMATE),
            })
        };
        in_order(self.graph.iris(node, stm::QUANTITY).map(|part| (part, read(part))))
    }

    fn dates(&self, node: &str) -> Vec<DateMention> {
        let read = |part: &str| {
            Some(DateMention { quote: self.quote_of(part, stm::QUOTE)?, edtf: self.graph.text(part, stm::EDTF)? })
        };
        in_order(self.graph.iris(node, stm::DATE).map(|part| (part, read(part))))
    }
}

/// Parts by the number at the end of their IRI.
fn in_order<'a, T>(parts: impl Iterator<Item = (&'a str, Option<T>)>) -> Vec<T> {
    let number = |part: &str| part.rsplit('-').next().and_then(|number| number.parse::<usize>().ok());
    let mut numbered: Vec<(Option<usize>, T)> = parts.filter_map(|(part, read)| Some((number(part), read?))).collect();
    numbered.sort_by_key(|(number, _)| *number);
    numbered.into_iter().map(|(_, part)| part).collect()
}

fn catalog(iris: &Iris, graph: &Graph, state: &mut State) {
    topics::read(iris, graph, state);
    calculations::read(iris, graph, state);
    let named = |node: &str, predicate| graph.names(node, predicate).into_iter().next();
    for node in graph.of_class(class::CONTROL) {
        let control = || {
            Some(Control {
                actor: named(node, stm::CONTROLLED)?,
                controller: named(node, stm::CONTROLLER)?,
                how: graph.text(node, stm::HOW)?,
                share: graph.text(node, stm::SHARE).and_then(|share| Share::parse(&share)),
                from: graph.date(node, stm::VALID_FROM),
                to: graph.date(node, stm::VALID_TO),
            })
        };
        state.controls.extend(control());
    }
    for node in graph.of_class(class::INTEREST) {
        let interest = || {
            Some(Interest {
                actor: named(node, stm::INTERESTED)?,
                claim: graph.text(node, schema::TEXT)?,
                why: graph.text(node, stm::WHY)?,
                overruled: graph.is_true(node, stm::OVERRULED),
            })
        };
        state.interests.extend(interest());
    }
    decisions::read(iris, graph, state);
}

#[cfg(test)]
mod tests {
    use oxrdf::Quad;
    use stemma_core::state::Judgement;

    use super::*;
    use crate::records::judgement_quads;

    #[test]
    fn a_judgement_that_says_both_keeps_claims_apart() {
        let iris = Iris::default();
        let judgement = |same| Judgement {
            a: Id::of("assertion", &["a"]),
            b: Id::of("assertion", &["b"]),
            same,
            by: "ada".to_owned(),
            reason: "as I see it".to_owned(),
        };
        let read = |quads: Vec<Quad>| {
            let snapshot = Snapshot::default().apply([], quads).unwrap();
            let state = read_state(&iris, &snapshot, &|_, _| None, &mut ReadVersions::default());
            state.judgements.iter().map(|judgement| judgement.same).collect::<Vec<_>>()
        };
        assert_eq!(read(judgement_quads(&iris, &judgement(true))), [true]);
        assert_eq!(
            read([true, false].iter().flat_map(|same| judgement_quads(&iris, &judgement(*same))).collect()),
            [false]
        );
    }
}
