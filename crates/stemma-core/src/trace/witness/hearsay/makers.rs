//! Reports that name, beside what they quote, who made another report of the claim: "The figures first appeared in the Harbour
//! Courier", "The journalist Dora Melk brought it to light".
//!
//! Whoever is quoted there may know it from that report alone, even under a name of their own.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Quoted, Side, by_report, is_written_as_name};
use crate::graph::{Actor, Said, Symbol};
use crate::span::Span;
use crate::trace::StatedWords;

/// How many bytes may lie between the words of the claim and those that name the makers: some three sentences.
const NEAR: usize = 400;

/// By whom, of whom and in which words something is suspected.
type Found = (Quoted, Quoted, StatedWords);

/// A maker of a report that is looked for.
struct Maker<'g> {
    made: Quoted,
    words: &'g [Symbol],
    key: &'g str,
}

/// The makers by the first words of their names.
type Makers<'g> = FxHashMap<Symbol, Vec<Maker<'g>>>;

impl<'s> Side<'s> {
    /// Who is quoted by a report that names who made another one, unless the two are joined the other way round, by names of
    /// voices (`naming`) or of makers; the later report first.
    pub(super) fn crediting(&self, quoted: &[Quoted], naming: &[Found]) -> Vec<Found> {
        let makers = self.makers();
        let mut found: Vec<Found> = Vec::new();
        for here in by_report(quoted) {
            let Some(report) = here.first().map(|quoted| quoted.report) else { continue };
            for (made, words) in self.makers_near(report, &makers) {
                let heard = here.iter().filter(|by| !self.shows_itself(by.voice));
                found.extend(heard.map(|by| (*by, made, words.clone())));
            }
        }
        let label = |report: usize| self.held.get(report).map_or("", |witness| &*witness.label);
        let names = |by: &Quoted, of: &Quoted| (label(by.report), label(of.report), by.voice);
        found.sort_by(|(a, of_a, _), (b, of_b, _)| {
            self.day(b).cmp(&self.day(a)).then_with(|| names(a, of_a).cmp(&names(b, of_b)))
        });
        // Of two that name each other only the later one has it from the other: a circle would leave no origin.
        let mut given: BTreeSet<(usize, usize)> = naming.iter().map(|(by, of, _)| (of.report, by.report)).collect();
        found.retain(|(by, of, _)| {
            let is_back = given.contains(&(by.report, of.report));
            if !is_back {
                given.insert((of.report, by.report));
            }
            !is_back
        });
        found
    }

    /// Who made which report. Of a publisher only the whole name counts: many are a Post.
    fn makers(&self) -> Makers<'s> {
        let graph = self.setting.graph;
        let mut all = Makers::default();
        for (report, witness) in self.held.iter().enumerate() {
            let Some((assertion, _)) = witness.assertions.first() else { continue };
            for actor in witness.held.voices().iter().chain(&witness.held.authors) {
                let (words, key) = (graph.words_of(*actor), graph.actors.key(*actor));
                let made = Quoted { voice: report, actor: *actor, report, assertion: *assertion };
                let of_word = words.first().map(|first| all.entry(*first).or_default());
                of_word.into_iter().for_each(|of_word| of_word.push(Maker { made, words, key }));
            }
        }
        all
    }

    /// The other reports whose makers a report names near the claim, each with the first words that do.
    fn makers_near(&self, report: usize, makers: &Makers<'_>) -> Vec<(Quoted, StatedWords)> {
        let graph = self.setting.graph;
        let witness = self.held.get(report);
        let Some((witness, held)) = witness.and_then(|w| Some((w, self.setting.version(w.held.version)?))) else {
            return Vec::new();
        };
        let own: Vec<Actor> = witness.held.voices().iter().chain(&witness.held.authors).copied().collect();
        let near: Vec<Span> = witness.assertions.iter().map(|(_, said)| around(said.hull())).collect();
        let claiming = self.claiming(report);
        let mut found: Vec<(Quoted, StatedWords)> = Vec::new();
        for (number, assertion) in witness.held.assertions().zip(&held.assertions) {
            let is_near =
                |said: &&Said| near.iter().any(|near| near.overlaps(said.hull())) && !claiming.contains(&said.sentence);
            let Some(said) = graph.said(number).filter(is_near) else { continue };
            let statement = &assertion.statement;
            let named = self.named_makers(said, &statement.sentence, makers).into_iter();
            for made in named.filter(|made| made.report != report && !own.contains(&made.actor)) {
                if !found.iter().any(|(known, _)| known.report == made.report) {
                    let words = StatedWords::of_statement(held, statement);
                    found.extend(words.map(|words| (made, words)));
                }
            }
        }
        found
    }

    /// The makers whom a sentence names. Whom it credits is no part of it: who tells one's words from another's has not this
    /// from the one.
    fn named_makers(&self, said: &Said, sentence: &str, makers: &Makers<'_>) -> Vec<Quoted> {
        let graph = self.setting.graph;
        let words = graph.sentences.get(said.sentence).map(|it| it.words()).unwrap_or_default();
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let is_here = |maker: &&Maker<'_>| {
                words.get(at..at + maker.words.len()) == Some(maker.words) && is_written_as_name(sentence, maker.key)
            };
            found.extend(makers.get(word).into_iter().flatten().filter(is_here).map(|maker| maker.made));
        }
        found
    }
}

/// A span and what lies near it.
const fn around(span: Span) -> Span {
    Span::new(span.start.saturating_sub(NEAR), span.end.saturating_add(NEAR))
}
