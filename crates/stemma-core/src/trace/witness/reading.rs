//! What the wording of one side shows: a hedge that got lost, a citation that does not say so.

use super::{HeldWitness, Side, To, Woven, flat, strongest};
use crate::enumerations::{FindingFlag, Modality, SourceKind};
use crate::graph::{Actor, Graph, Held, Link, Said, Symbol, shared};
use crate::identity::likeness_of;
use crate::trace::{Noted, Place};

impl<'s> Side<'s> {
    /// Where somebody flatly says what their source, or an earlier sentence of theirs, only hedged: the hedge, then the
    /// flat words. `members` are all assertions of the side.
    pub(in crate::trace) fn loses_a_hedge(&self, members: &[usize], woven: &Woven) -> Option<Noted> {
        self.within_a_document(members).or_else(|| self.along_a_step(woven)).map(|(hedged, flat)| Noted {
            flag: FindingFlag::HedgeLost,
            reason: "what was hedged is said flatly later on".to_owned(),
            places: vec![hedged, flat],
        })
    }

    fn within_a_document(&self, members: &[usize]) -> Option<(Place, Place)> {
        let graph = self.setting.graph;
        let said = || members.iter().filter_map(|number| graph.said(*number));
        if !said().any(is_hedge) {
            return None;
        }
        // By document, and within one in the order of the members.
        let mut by_document: Vec<&Said> = said().collect();
        by_document.sort_by_key(|said| said.held());
        self.held.iter().find_map(|witness| {
            let start = by_document.partition_point(|said| said.held() < witness.number);
            let of_it = || by_document.iter().skip(start).copied().take_while(|said| said.held() == witness.number);
            let hedge = of_it().filter(|said| is_hedge(said)).min_by_key(|said| said.hull().start)?;
            let is_plain = |said: &&Said| {
                flat(said.modality, self.kind) && said.is_own_voice() && said.hull().start > hedge.hull().start
            };
            let plain = of_it().find(is_plain)?;
            Some((Place::of(witness.held, hedge), Place::of(witness.held, plain)))
        })
    }

    fn along_a_step(&self, woven: &Woven) -> Option<(Place, Place)> {
        let is_flat = |witness: &HeldWitness<'_>| strongest(&witness.assertions, self.kind) == Modality::Asserted;
        let place = |witness: &HeldWitness<'_>| Some(Place::of(witness.held, witness.assertions.first()?.1));
        let loses = |(from, to, said): &&(usize, To, usize)| {
            let To::Witness(to) = *to else { return None };
            let (later, earlier) = self.held.get(*from).zip(self.held.get(to))?;
            let assertion = self.setting.graph.said(*said)?.id;
            (is_flat(later) && !is_flat(earlier)).then_some((woven.rank(*from), woven.rank(to), assertion))
        };
        let (from, to, _) = self.steps.iter().filter(|step| loses(step).is_some()).min_by_key(loses)?;
        let To::Witness(to) = *to else { return None };
        place(self.held.get(to)?).zip(place(self.held.get(*from)?))
    }

    /// Where a citation points to one held document, and that does not take this side: the words that cite, then the
    /// words of the cited document that come nearest.
    pub(in crate::trace) fn cites_unfaithfully(&self) -> Option<Noted> {
        let all = self.held.iter().flat_map(|witness| witness.assertions.iter().map(move |(_, said)| (witness, *said)));
        all.filter_map(|(witness, said)| {
            let cited = self.setting.graph.chain(said).get(1).filter(|link| link.kind.is_named())?;
            let meant = self.meant(witness, cited, said.is_mark)?;
            if self.has_all_words(meant, said) {
                return None;
            }
            let nearest = self.nearest(meant, said);
            let reason = match nearest.filter(|near| near.stance != said.stance) {
                Some(_) => "the cited document takes another side",
                None => "the cited document does not say this",
            };
            let places = std::iter::once(Place::of(witness.held, said));
            let places = places.chain(nearest.map(|near| Place::of(meant, near))).collect();
            Some(Noted { flag: FindingFlag::CitationUnfaithful, reason: reason.to_owned(), places })
        })
        .next()
    }

    /// The one held document that is cited and is not among those that say so. A mark of citation names its publisher
    /// or title; words name a document by its title or address only, since an outlet may have said it elsewhere: also
    /// where a page has the name of its outlet for a title. Of several documents it is not known which is meant.
    fn meant(&self, citing: &HeldWitness<'_>, cited: &Link, is_mark: bool) -> Option<&'s Held> {
        let library = &self.setting.ground.library;
        let places = library.by_place.find(cited.name).filter(|_| cited.kind == SourceKind::Document);
        let voices = library.by_voice.find(cited.actor).filter(|_| is_mark);
        let is_outlet = cited.kind == SourceKind::Outlet && !is_mark;
        let titled = library.by_title.find(cited.actor).filter(|_| !is_outlet);
        let named = titled.chain(voices).chain(places);
        let mut others = named.filter(|number| *number != citing.number);
        let one = others.next()?;
        let is_clear = others.all(|other| other == one) && !self.held.iter().any(|witness| witness.number == one);
        self.setting.graph.held(one).filter(|_| is_clear)
    }

    /// Whether a document says all words of an assertion in one of its own, on the same side: it may be read as another claim,
    /// and nobody can say that it is not said there.
    fn has_all_words(&self, held: &Held, to: &Said) -> bool {
        let graph = self.setting.graph;
        let Some(wanted) = graph.sentences.get(to.sentence).map(|sentence| sentence.stems()) else { return false };
        let has = |said: &Said| {
            let theirs = graph.sentences.get(said.sentence).map(|sentence| sentence.stems()).unwrap_or_default();
            said.stance == to.stance && shared(wanted, theirs) == wanted.len()
        };
        !wanted.is_empty() && held.assertions().filter_map(|number| graph.said(number)).any(has)
    }

    /// The assertion of a document whose words come nearest to these; the first, when none shares any.
    fn nearest(&self, held: &Held, to: &Said) -> Option<&'s Said> {
        let graph = self.setting.graph;
        let stems =
            |said: &Said| graph.sentences.get(said.sentence).map(|sentence| sentence.stems()).unwrap_or_default();
        let wanted = stems(to);
        let score = |said: &&Said| {
            let theirs = stems(said);
            likeness_of(wanted.len(), theirs.len(), shared(wanted, theirs))
        };
        held.assertions().rev().filter_map(|number| graph.said(number)).max_by(|a, b| score(a).total_cmp(&score(b)))
    }
}

/// The current versions by what they can be cited by.
#[derive(Clone, Debug)]
pub(in crate::trace) struct Library {
    by_title: Shelf<Actor>,
    by_voice: Shelf<Actor>,
    by_place: Shelf<Symbol>,
}

/// Versions by what they are called, in order.
#[derive(Clone, Debug)]
struct Shelf<K> {
    entries: Vec<(K, u32)>,
    /// A bit for each key that something was ever called by: most that are asked for are none.
    keys: Vec<u64>,
}

/// What versions are called by.
trait Key: Ord + Copy {
    fn index(self) -> usize;
}

impl Key for Actor {
    fn index(self) -> usize {
        Self::index(self)
    }
}

impl Key for Symbol {
    fn index(self) -> usize {
        Self::index(self)
    }
}

impl<K: Key> Shelf<K> {
    fn new(entries: impl Iterator<Item = (K, usize)>) -> Self {
        let number = |(key, number)| (key, u32::try_from(number).unwrap_or(u32::MAX));
        let mut entries: Vec<(K, u32)> = entries.map(number).collect();
        entries.sort_unstable();
        let mut shelf = Self { entries: Vec::new(), keys: Vec::new() };
        entries.iter().for_each(|(key, _)| shelf.note(*key));
        Self { entries, ..shelf }
    }

    fn add(&mut self, key: K, number: usize) {
        let entry = (key, u32::try_from(number).unwrap_or(u32::MAX));
        self.entries.insert(self.entries.partition_point(|known| *known < entry), entry);
        self.note(key);
    }

    fn remove(&mut self, number: usize) {
        self.entries.retain(|(_, other)| *other as usize != number);
    }

    fn note(&mut self, key: K) {
        let (place, bit) = (key.index() / 64, key.index() % 64);
        self.keys.resize(self.keys.len().max(place + 1), 0);
        self.keys.get_mut(place).into_iter().for_each(|bits| *bits |= 1 << bit);
    }

    fn find(&self, key: K) -> impl Iterator<Item = usize> {
        let bits = self.keys.get(key.index() / 64).copied().unwrap_or_default();
        let is_known = bits >> (key.index() % 64) & 1 == 1;
        let start = if is_known { self.entries.partition_point(|(known, _)| *known < key) } else { self.entries.len() };
        self.entries.iter().skip(start).take_while(move |(known, _)| *known == key).map(|(_, number)| *number as usize)
    }
}

impl Library {
    pub(in crate::trace) fn new(graph: &Graph) -> Self {
        let current = || graph.all_held().iter().zip(0..).filter(|(held, _)| !held.superseded);
        let voices = |(held, number): (&'_ Held, usize)| held.voices().to_vec().into_iter().map(move |v| (v, number));
        let places = |(held, number): (&Held, usize)| held.url.into_iter().chain([held.name]).map(move |p| (p, number));
        Self {
            by_title: Shelf::new(current().filter_map(|(held, number)| Some((held.title?.1, number)))),
            by_voice: Shelf::new(current().flat_map(voices)),
            by_place: Shelf::new(current().flat_map(places)),
        }
    }

    /// Adds a version.
    pub(in crate::trace) fn add(&mut self, number: usize, held: &Held) {
        held.title.into_iter().for_each(|(_, title)| self.by_title.add(title, number));
        held.voices().iter().for_each(|voice| self.by_voice.add(*voice, number));
        held.url.into_iter().chain([held.name]).for_each(|place| self.by_place.add(place, number));
    }

    /// Takes a version away.
    pub(in crate::trace) fn remove(&mut self, number: usize) {
        self.by_title.remove(number);
        self.by_voice.remove(number);
        self.by_place.remove(number);
    }
}

const fn is_hedge(said: &Said) -> bool {
    matches!(said.modality, Modality::Hedged | Modality::Rumoured)
}
