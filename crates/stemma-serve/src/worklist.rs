//! The worklist of the desk: the claims that a check can settle, by how much depends on each, found by what an editor
//! asks for. Computed once for a published version.

mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use stemma_core::date::PartialDate;
use stemma_core::draft::FlagCode;
use stemma_core::enumerations::{FindingFlag, Headline, Support};
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::independence::UNNAMED;
use stemma_core::name::ActorKey;
use stemma_core::state::{Assertion, HeldVersion, State};
use stemma_core::statement::NOBODY;
use stemma_core::topic::Topics;

use self::words::Words;
use crate::filter::{Filter, Order, Status};

/// The claims in the order of how much depends on them.
pub(crate) struct Worklist {
    entries: Vec<Entry>,
    /// The words of all entries.
    words: Words,
    /// The places of the entries in the other orders that can be asked for.
    newest: Vec<u32>,
    oldest: Vec<u32>,
    by_words: Vec<u32>,
    /// For each assertion the place of its claim in the findings.
    claims: HashMap<Id<Assertion>, usize>,
    pub(crate) topics: Names,
    pub(crate) sources: Names,
    pub(crate) actors: Names,
    /// Whom alone a claim hangs on.
    pub(crate) chokepoints: Names,
}

/// One claim of the worklist.
pub(crate) struct Entry {
    /// Its place in the findings.
    pub(crate) claim: usize,
    /// How many claims cannot hold together with it.
    pub(crate) bears_on: usize,
    /// How many claims hang on the one that it hangs on, itself not counted.
    pub(crate) hang_too: usize,
    /// When it was published, each day once, the first first.
    pub(crate) dates: Vec<PartialDate>,
    /// The day that it foretells.
    pub(crate) due: Option<PartialDate>,
    topics: Vec<usize>,
    sources: Vec<usize>,
    actors: Vec<usize>,
    chokepoint: Option<usize>,
    /// All its wordings in small letters, a line each, the one that is shown first; those of the list, once it is sorted.
    words: String,
    /// How it stands, so that looking through all asks for no finding.
    headline: Headline,
    support: Support,
    flags: BTreeSet<FindingFlag>,
}

/// Names that are spelt in several ways, each once.
#[derive(Default)]
pub(crate) struct Names {
    places: BTreeMap<ActorKey, usize>,
    /// The places of spellings that were met: most names come many times.
    spelt: HashMap<String, usize>,
    /// As they were first spelt, and how many claims have them.
    names: Vec<(String, usize)>,
    /// Those that most claims have, in the order of the alphabet.
    pub(crate) commonest: Vec<String>,
}

/// How many names are kept as the commonest.
const COMMONEST: usize = 200;

impl Names {
    /// Names in which all of these words stand, with how many claims have each, those of most claims first.
    pub(crate) fn matching(&self, words: &str, most: usize) -> Vec<&(String, usize)> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let is_meant = |(name, _): &&(String, usize)| {
            let name = name.to_lowercase();
            !words.is_empty() && words.iter().all(|word| name.contains(word.as_str()))
        };
        let mut found: Vec<&(String, usize)> = self.names.iter().filter(is_meant).collect();
        found.sort_by_key(|(name, claims)| (Reverse(*claims), name));
        found.truncate(most);
        found
    }

    /// All names with how many claims have each, those of most claims first.
    pub(crate) fn by_claims(&self) -> Vec<&(String, usize)> {
        let mut all: Vec<&(String, usize)> = self.names.iter().collect();
        all.sort_by_key(|(name, claims)| (Reverse(*claims), name));
        all
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.places.get(&ActorKey::of(name)).copied()
    }

    /// The places of these names, each once, counted for one claim.
    fn counted<'n>(&mut self, names: impl Iterator<Item = &'n str>) -> Vec<usize> {
        let mut places = BTreeSet::new();
        for name in names {
            if let Some(place) = self.spelt.get(name) {
                places.insert(*place);
                continue;
            }
            let next = self.names.len();
            let place = *self.places.entry(ActorKey::of(name)).or_insert(next);
            if place == next {
                self.names.push((name.to_owned(), 0));
            }
            self.spelt.insert(name.to_owned(), place);
            places.insert(place);
        }
        for place in &places {
            if let Some((_, count)) = self.names.get_mut(*place) {
                *count += 1;
            }
        }
        places.into_iter().collect()
    }

    fn count(&self, place: usize) -> usize {
        self.names.get(place).map_or(0, |(_, count)| *count)
    }

    fn choose_commonest(&mut self) {
        let mut all: Vec<(Reverse<usize>, &String)> =
            self.names.iter().map(|(name, count)| (Reverse(*count), name)).collect();
        all.sort_unstable();
        all.truncate(COMMONEST);
        let mut names: Vec<String> = all.into_iter().map(|(_, name)| name.clone()).collect();
        names.sort_unstable();
        self.commonest = names;
        self.spelt = HashMap::new();
    }
}

impl Worklist {
    /// The worklist of these findings; `topics` has what they are filed under.
    pub(crate) fn new(state: &State, findings: &Findings, topics: &Topics) -> Self {
        let mut bears_on: BTreeMap<Id<Claim>, usize> = BTreeMap::new();
        for found in findings.contradictions.iter().filter(|c| c.opposes() && c.a != c.b) {
            *bears_on.entry(found.a).or_default() += 1;
            *bears_on.entry(found.b).or_default() += 1;
        }
        let mut list = Self {
            entries: Vec::new(),
            words: Words::default(),
            newest: Vec::new(),
            oldest: Vec::new(),
            by_words: Vec::new(),
            claims: HashMap::new(),
            topics: Names::default(),
            sources: Names::default(),
            actors: Names::default(),
            chokepoints: Names::default(),
        };
        for (place, found) in findings.claims.iter().enumerate() {
            list.claims.extend(found.claim.members.iter().map(|(_, assertion)| (*assertion, place)));
            if found.claim.kind.is_checkable() {
                let bears_on = bears_on.get(&found.claim.id).copied().unwrap_or(0);
                let entry = list.entry((state, topics), place, found, bears_on);
                list.entries.push(entry);
            }
        }
        list.sort(findings);
        let names = [&mut list.topics, &mut list.sources, &mut list.actors, &mut list.chokepoints];
        names.into_iter().for_each(Names::choose_commonest);
        list
    }

    fn entry(
        &mut self,
        (state, topics): (&State, &Topics),
        claim: usize,
        found: &ClaimFinding,
        bears_on: usize,
    ) -> Entry {
        let held: BTreeMap<_, &HeldVersion> =
            found.claim.members.iter().filter_map(|(id, _)| Some((*id, state.versions.get(id)?))).collect();
        let members: BTreeSet<Id<Assertion>> = found.claim.members.iter().map(|(_, id)| *id).collect();
        let assertions = held.values().flat_map(|held| &held.assertions).filter(|a| members.contains(&a.id));
        let voices = assertions.flat_map(|a| &a.statement.chain).map(|voice| voice.name.as_str());
        let metadata = || held.values().map(|held| &held.document.metadata);
        let dates: BTreeSet<PartialDate> = metadata().filter_map(|metadata| metadata.published).collect();
        let chokepoint = chokepoint(found).map(|name| self.chokepoints.counted(std::iter::once(name.as_str())));
        Entry {
            claim,
            bears_on,
            hang_too: 0,
            dates: dates.into_iter().collect(),
            due: found.traced.due,
            topics: self.topics.counted(topics.of_claim(found.claim.id).map(|(topic, _)| topic.name.as_str())),
            sources: self.sources.counted(metadata().filter_map(|metadata| metadata.publisher.as_deref())),
            actors: self.actors.counted(voices.filter(|name| *name != NOBODY)),
            chokepoint: chokepoint.and_then(|places| places.first().copied()),
            words: state.wordings(&found.claim).join("\n").to_lowercase(),
            headline: found.finding.headline,
            support: found.finding.support.support,
            flags: found.flags.clone(),
        }
    }

    /// Counts who hangs on whom, and sorts by what depends on a claim: who reports it, what cannot hold together with it,
    /// and what hangs on the same.
    fn sort(&mut self, findings: &Findings) {
        for entry in &mut self.entries {
            entry.hang_too = entry.chokepoint.map_or(0, |place| self.chokepoints.count(place).saturating_sub(1));
        }
        let reports = |entry: &Entry| findings.claims.get(entry.claim).map_or(0, |found| found.finding.support.reports);
        self.entries.sort_unstable_by(|a, b| (&a.words, a.claim).cmp(&(&b.words, b.claim)));
        let depends = |entry: &Entry| Reverse(reports(entry) + entry.bears_on);
        let mut places: Vec<usize> = (0..self.entries.len()).collect();
        // Stable: what is equal stays in the order of the words.
        let entry = |place: &usize| self.entries.get(*place);
        places.sort_by_cached_key(|place| entry(place).map(|entry| (depends(entry), Reverse(entry.hang_too))));
        self.by_words = vec![0; places.len()];
        for (number, place) in (0..).zip(&places) {
            self.by_words.get_mut(*place).into_iter().for_each(|by_words| *by_words = number);
        }
        let mut entries: Vec<Option<Entry>> = std::mem::take(&mut self.entries).into_iter().map(Some).collect();
        self.entries = places.iter().filter_map(|place| entries.get_mut(*place)?.take()).collect();
        self.words = Words::of(self.entries.iter_mut().map(|entry| std::mem::take(&mut entry.words)));
        self.newest = self.sorted(|entry| Reverse(entry.dates.last().copied()));
        self.oldest = self.sorted(|entry| (entry.dates.is_empty(), entry.dates.first().copied()));
    }

    /// The places of the entries by a key; what is equal in it stays in its order.
    fn sorted<K: Ord>(&self, key: impl Fn(&Entry) -> K) -> Vec<u32> {
        let mut places: Vec<u32> = (0..).take(self.entries.len()).collect();
        places.sort_by_cached_key(|place| self.entries.get(*place as usize).map(&key));
        places
    }

    /// The place in the findings of the claim that an assertion makes.
    pub(crate) fn claim_of(&self, assertion: Id<Assertion>) -> Option<usize> {
        self.claims.get(&assertion).copied()
    }

    /// What an editor asks for, in the order they want; by what is due, in the order of what depends on it: `Room` knows the days.
    pub(crate) fn chosen(&self, filter: &Filter) -> Vec<&Entry> {
        let Some(names) = self.named(filter) else { return Vec::new() };
        let saying = (!filter.words.is_empty()).then(|| self.words.having(&filter.words.to_lowercase()));
        let is_wanted =
            |entry: &&Entry| is_of_status(entry, filter) && names.are_of(entry) && filter.is_within(&entry.dates);
        let has_words = |place: usize| saying.as_ref().is_none_or(|saying| saying.get(place) == Some(&true));
        let of = |place: usize| self.entries.get(place).filter(|_| has_words(place)).filter(is_wanted);
        let in_order = |places: &[u32]| places.iter().filter_map(|place| of(*place as usize)).collect();
        match filter.order {
            Order::Depends | Order::Due => (0..self.entries.len()).filter_map(of).collect(),
            Order::Newest => in_order(&self.newest),
            Order::Oldest => in_order(&self.oldest),
            Order::Words => in_order(&self.by_words),
        }
    }

    /// The names that are asked for; `None` when one of them is not known here, so that nothing is found.
    fn named(&self, filter: &Filter) -> Option<Named> {
        let place = |names: &Names, name: &str| if name.is_empty() { Some(None) } else { names.place(name).map(Some) };
        Some(Named {
            topic: place(&self.topics, &filter.topic)?,
            source: place(&self.sources, &filter.source)?,
            actor: place(&self.actors, &filter.actor)?,
            chokepoint: place(&self.chokepoints, &filter.on)?,
        })
    }
}

/// The places of the names that a filter has.
struct Named {
    topic: Option<usize>,
    source: Option<usize>,
    actor: Option<usize>,
    chokepoint: Option<usize>,
}

impl Named {
    fn are_of(&self, entry: &Entry) -> bool {
        let has = |wanted: Option<usize>, places: &[usize]| wanted.is_none_or(|wanted| places.contains(&wanted));
        has(self.topic, &entry.topics)
            && has(self.source, &entry.sources)
            && has(self.actor, &entry.actors)
            && (self.chokepoint.is_none() || self.chokepoint == entry.chokepoint)
    }
}

/// Whom alone a claim hangs on, when they are named: unnamed sources need not be the same.
pub(crate) fn chokepoint(found: &ClaimFinding) -> Option<String> {
    let mut cut = found.chokepoint();
    let only = cut.pop().filter(|only| only != UNNAMED)?;
    cut.is_empty().then_some(only)
}

fn is_of_status(entry: &Entry, filter: &Filter) -> bool {
    let is_it = match filter.status {
        Status::Open => is_open(entry.headline),
        Status::Any => true,
        Status::Is(wanted) => wanted == entry.headline,
    };
    is_it
        && filter.support.is_none_or(|support| support == entry.support)
        && filter.flag.is_none_or(|flag| entry.flags.contains(&flag))
}

/// Whether there is something to do about it: a draft that says so would be flagged, and its day is not still to come.
fn is_open(headline: Headline) -> bool {
    FlagCode::of(headline).is_some() && headline != Headline::PredictionPending
}
