//! Voices that may have the claim from another voice, though no text says so: a report that quotes one of them also names
//! the other, or tells them with a body of its sort, or who made the other's report, or both reports name whose figures they go by.
//!
//! A name in a report is no proof of anything. But whoever hands on what a colleague, a principal or a register told is
//! hardly ever said to do so in the sentence that makes the claim, and nearly always somewhere around it. So two such
//! voices count as one in the published number until a person decides otherwise; what was measured, analysed or recorded
//! stands for itself.

mod makers;
mod nouns;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::suspected::{Shared, Suspected};
use super::{HeldWitness, Side, To, Who, Witness};
use crate::date::PartialDate;
use crate::enumerations::{Basis, Modality};
use crate::graph::{Actor, SentenceNumber, Symbol};
use crate::name::ActorKey;
use crate::trace::StatedWords;
use crate::trace::data::data_sources;

/// Why a voice may have it from elsewhere.
pub(super) struct Heard {
    /// The words of the report that quotes it.
    pub(super) words: StatedWords,
    /// What they name.
    pub(super) what: Named,
}

/// What a report names beside a voice that it quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// Another voice.
    Voice,
    /// Whoever made another report.
    Maker,
    /// Whose figures the voice goes by.
    Data,
}

impl Heard {
    /// The reason in words.
    pub(super) fn told(&self) -> String {
        let StatedWords { document, quote, .. } = &self.words;
        let words: Vec<&str> = quote.text.split_whitespace().collect();
        let what = match self.what {
            Named::Voice => "the report names them beside it",
            Named::Maker => "the report names who made the other one beside it",
            Named::Data => "its report goes by it, and so does that of another voice",
        };
        format!("{what} (“{}”, {document})", words.join(" "))
    }
}

/// An origin as a report quotes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Quoted {
    /// The place of the voice.
    voice: usize,
    actor: Actor,
    /// The report, by its place, and its assertion.
    report: usize,
    assertion: usize,
}

/// Whose data a report names.
#[derive(Clone)]
struct Source {
    /// The name as it stands.
    name: String,
    /// The sentence.
    words: StatedWords,
}

/// A name that is looked for, by its first word: the words, and the place of the voice among those that are quoted.
type Wanted<'g> = FxHashMap<Symbol, Vec<(&'g [Symbol], usize)>>;

impl<'s> Side<'s> {
    /// Adds what the reports of a side show of whom its voices may have it from. Whether there was anything. Nothing is
    /// seen of versions whose texts are not held.
    pub(in crate::trace) fn add_hearsay(&mut self) -> bool {
        let before = self.suspected.len();
        let quoted = self.quoted();
        let seen = self.own_evidence();
        let naming = self.naming(&quoted, &seen);
        let credited = self.crediting(&quoted, &naming);
        let by_noun = self.by_noun(&quoted, [&naming, &credited]);
        for (by, of, words) in naming.into_iter().chain(by_noun) {
            self.suspect((by, of), of.voice, Heard { words, what: Named::Voice });
        }
        for (by, of, words) in credited {
            self.suspect((by, of), of.voice, Heard { words, what: Named::Maker });
        }
        self.add_common_data(&quoted);
        self.suspected.len() > before
    }

    /// Named origins as the reports quote them.
    fn quoted(&self) -> Vec<Quoted> {
        let graph = self.setting.graph;
        let places: FxHashMap<usize, usize> = self.held.iter().map(|witness| witness.number).zip(0..).collect();
        let quoted = |(_, to, assertion): &(usize, To, usize)| {
            let To::Witness(voice) = *to else { return None };
            let witness = self.witnesses.get(voice)?;
            let Who::Named(actor) = witness.who else { return None };
            let report = *places.get(&graph.said(*assertion)?.held())?;
            witness.basis.makes_an_origin().then_some(Quoted { voice, actor, report, assertion: *assertion })
        };
        let mut all: Vec<Quoted> = self.steps.iter().filter_map(quoted).collect();
        all.sort_unstable();
        all.dedup_by_key(|quoted| (quoted.voice, quoted.report));
        all
    }

    /// The reports whose makers saw it for themselves, by the names of these.
    fn own_evidence(&self) -> Vec<Quoted> {
        let mut all = Vec::new();
        for (report, HeldWitness { held, assertions, .. }) in self.held.iter().enumerate() {
            let Some((assertion, _)) = assertions.iter().find(|(_, said)| said.is_own_evidence()) else { continue };
            let makers = held.voices().iter().chain(&held.authors);
            all.extend(makers.map(|actor| Quoted { voice: report, actor: *actor, report, assertion: *assertion }));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Who is quoted by a report that names another voice, which it does not quote, or the makers of a report who saw it for
    /// themselves; one pair of voices once, the later report first.
    fn naming(&self, quoted: &[Quoted], seen: &[Quoted]) -> Vec<(Quoted, Quoted, StatedWords)> {
        let named = [quoted, seen].concat();
        let wanted = self.wanted(&named);
        let mut found = Vec::new();
        for here in by_report(quoted) {
            let Some(report) = here.first().map(|quoted| quoted.report) else { continue };
            for (of, words) in self.named_in(report, &wanted, &named) {
                if here.iter().any(|by| by.voice == of.voice) || of.voice == report {
                    continue;
                }
                // Who saw it has it from nobody, whoever is named beside it.
                if of.voice < self.held.len() {
                    found.extend(here.iter().map(|by| (*by, of, words.clone())));
                    continue;
                }
                // Whoever measured it has it from nobody; the other may have it from them.
                let (shown, heard): (Vec<&Quoted>, Vec<&Quoted>) =
                    here.iter().partition(|by| self.shows_itself(by.voice));
                found.extend(heard.into_iter().map(|by| (*by, of, words.clone())));
                let shown = shown.into_iter().filter(|_| !self.shows_itself(of.voice));
                found.extend(shown.map(|by| (of, *by, words.clone())));
            }
        }
        let name = |quoted: &Quoted| self.setting.graph.actors.key(quoted.actor);
        found.sort_by(|(a, of_a, _), (b, of_b, _)| {
            self.day(b).cmp(&self.day(a)).then_with(|| (name(a), name(of_a)).cmp(&(name(b), name(of_b))))
        });
        let mut joined = BTreeSet::new();
        found.retain(|(by, of, _)| joined.insert((by.voice.min(of.voice), by.voice.max(of.voice))));
        found
    }

    /// The names of those who are quoted, and their surnames.
    fn wanted(&self, quoted: &[Quoted]) -> Wanted<'s> {
        let graph = self.setting.graph;
        let mut wanted = Wanted::default();
        for (place, quoted) in quoted.iter().enumerate() {
            let names = std::iter::once(quoted.actor).chain(graph.actors.surname(quoted.actor));
            for words in names.map(|actor| graph.words_of(actor)) {
                let of_word = words.first().map(|first| wanted.entry(*first).or_default());
                of_word.into_iter().for_each(|of_word| of_word.push((words, place)));
            }
        }
        wanted
    }

    /// Which of the names stand in a report, but for the sentences that make the claim, each with the first sentence.
    fn named_in(&self, report: usize, wanted: &Wanted<'_>, quoted: &[Quoted]) -> Vec<(Quoted, StatedWords)> {
        let graph = self.setting.graph;
        let mut found: BTreeMap<usize, (Quoted, StatedWords)> = BTreeMap::new();
        let witness = self.held.get(report);
        let Some((witness, held)) = witness.and_then(|w| Some((w, self.setting.version(w.held.version)?))) else {
            return Vec::new();
        };
        let own = self.claiming(report);
        for (number, assertion) in witness.held.assertions().zip(&held.assertions) {
            let number = graph.said(number).map(|said| said.sentence).filter(|sentence| !own.contains(sentence));
            let words = number.and_then(|number| graph.sentences.get(number)).map(|it| it.words()).unwrap_or_default();
            for (at, word) in words.iter().enumerate() {
                let names = wanted.get(word).into_iter().flatten();
                let is_here = |(name, _): &&(&[Symbol], usize)| words.get(at..at + name.len()) == Some(*name);
                for of in names.filter(is_here).filter_map(|(_, place)| quoted.get(*place)) {
                    let text = &assertion.statement.sentence;
                    if !found.contains_key(&of.voice) && is_written_as_name(text, graph.actors.key(of.actor)) {
                        let words = StatedWords::of_statement(held, &assertion.statement);
                        found.extend(words.map(|words| (of.voice, (*of, words))));
                    }
                }
            }
        }
        found.into_values().collect()
    }

    /// Whether a voice measured, analysed or recorded it: then it has it from nobody.
    fn shows_itself(&self, voice: usize) -> bool {
        let basis = self.witnesses.get(voice).map(|witness| witness.basis);
        matches!(basis, Some(Basis::Measurement | Basis::Analysis | Basis::Record))
    }

    /// The sentences with which a report makes the claim.
    fn claiming(&self, report: usize) -> Vec<SentenceNumber> {
        let assertions = self.held.get(report).map(|witness| witness.assertions.as_slice()).unwrap_or_default();
        assertions.iter().map(|(_, said)| said.sentence).collect()
    }

    /// Voices of different reports that go by the figures, the report or the like of one and the same body. The first of them
    /// stands, unless the body is quoted itself.
    fn add_common_data(&mut self, quoted: &[Quoted]) {
        let mut going_by: BTreeMap<ActorKey, Vec<(Quoted, Source)>> = BTreeMap::new();
        for here in by_report(quoted) {
            let Some(report) = here.first().map(|quoted| quoted.report) else { continue };
            for (source, named) in self.data_named_in(report) {
                let hearing = here.iter().filter(|by| !self.shows_itself(by.voice));
                going_by.entry(source).or_default().extend(hearing.map(|by| (*by, named.clone())));
            }
        }
        for (source, mut by) in going_by {
            by.sort_by_key(|(quoted, _)| (self.day(quoted), self.setting.graph.actors.key(quoted.actor)));
            let Some((first, named)) = by.first().cloned() else { continue };
            let is_elsewhere = |other: &Quoted| other.report != first.report && other.voice != first.voice;
            if self.is_about(&source) || !by.iter().any(|(other, _)| is_elsewhere(other)) {
                continue;
            }
            let voice = self.setting.graph.actors.find(&source).and_then(|actor| self.places.get(&Who::Named(actor)));
            let (is_quoted, to) = (voice.is_some(), voice.copied());
            let to = to.unwrap_or_else(|| self.unseen_source(named.name));
            let others = by.into_iter().filter(|(quoted, _)| quoted.voice != to && (is_quoted || is_elsewhere(quoted)));
            for (quoted, named) in others {
                self.suspect((quoted, first), to, Heard { words: named.words, what: Named::Data });
            }
        }
    }

    /// When a report came out.
    fn day(&self, quoted: &Quoted) -> Option<PartialDate> {
        self.held.get(quoted.report).and_then(|witness| witness.held.published)
    }

    /// Whose data the sentences of a report name, each with the first sentence.
    fn data_named_in(&self, report: usize) -> BTreeMap<ActorKey, Source> {
        let held = self.held.get(report).and_then(|witness| self.setting.version(witness.held.version));
        let mut found = BTreeMap::new();
        for (held, assertion) in held.into_iter().flat_map(|held| held.assertions.iter().map(move |a| (held, a))) {
            for source in data_sources(&assertion.statement.sentence) {
                if let Some(words) = StatedWords::of_statement(held, &assertion.statement) {
                    let named = Source { name: source.to_owned(), words };
                    found.entry(ActorKey::of(source)).or_insert(named);
                }
            }
        }
        found
    }

    /// A source that nobody quotes, and that some go by.
    fn unseen_source(&mut self, name: String) -> usize {
        self.unseen.push(name);
        self.add(Witness {
            who: Who::Unseen(self.unseen.len() - 1),
            basis: Basis::Statement,
            groups: SmallVec::new(),
            named: true,
            modality: Modality::Asserted,
            retracted: false,
        })
    }

    /// Whether the claim itself names somebody.
    fn is_about(&self, source: &ActorKey) -> bool {
        let graph = self.setting.graph;
        let Some(actor) = graph.actors.find(source) else { return false };
        let mut sentences = (0..self.held.len()).flat_map(|report| self.claiming(report));
        sentences.any(|number| graph.sentences.get(number).is_some_and(|it| it.names(graph.words_of(actor))))
    }

    /// Suspects that the first of two voices has it from somebody, unless a person decided that it has not.
    fn suspect(&mut self, (by, other): (Quoted, Quoted), from: usize, heard: Heard) {
        let id = |quoted: Quoted| self.setting.graph.said(quoted.assertion).map(|said| said.id);
        let Some(at) = id(by).zip(id(other)) else { return };
        let decided = self.setting.is_copied(at, self.supposed);
        if decided != Some(false) {
            let shared = Shared::Heard(self.heard.len());
            self.heard.push(heard);
            self.suspected
                .push((from, Suspected { by: by.voice, of: None, at, shared, certain: decided == Some(true) }));
        }
    }
}

/// What is quoted, by its report.
fn by_report(quoted: &[Quoted]) -> Vec<Vec<Quoted>> {
    let mut reports: BTreeMap<usize, Vec<Quoted>> = BTreeMap::new();
    quoted.iter().for_each(|quoted| reports.entry(quoted.report).or_default().push(*quoted));
    reports.into_values().collect()
}

/// Common nouns that a voice may be called by alone: where a sentence begins they have a capital, and are no name.
const COMMON: &[&str] = &[
    "police",
    "prosecutors",
    "army",
    "navy",
    "government",
    "parliament",
    "council",
    "court",
    "customs",
    "coastguard",
    "firefighters",
    "officials",
    "doctors",
    "nurses",
    "researchers",
    "residents",
    "witnesses",
];

/// Whether the last word of a name stands in a text with a capital; a short name of one word where the sentence begins only if
/// the sentence goes on about a person ("Belmed hired him"), since any word has a capital there.
fn is_written_as_name(text: &str, key: &str) -> bool {
    let is_single = !key.contains(' ');
    let last = key.rsplit(' ').next().unwrap_or(key);
    let is_person = |word: &str| matches!(word, "he" | "she" | "him" | "her" | "his");
    let is_about_somebody = || !COMMON.contains(&key) && text.split(|c: char| !c.is_alphanumeric()).any(is_person);
    let mut words =
        text.split(|c: char| !(c.is_alphanumeric() || c == '&')).filter(|word| !word.is_empty()).enumerate();
    words.any(|(at, word)| {
        word.to_lowercase() == last
            && word.starts_with(char::is_uppercase)
            && (at > 0 || !is_single || is_about_somebody())
    })
}
