//! One version of everything a service shows.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use oxrdf::{NamedNode, Quad};
use stemma_core::contradiction::Contradiction;
use stemma_core::copying::shared_passages;
use stemma_core::date::PartialDate;
use stemma_core::document::{Document, Version};
use stemma_core::finding::{ClaimFinding, Findings, findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::profile::Profiles;
use stemma_core::review::{ReviewItem, ReviewKind, review};
use stemma_core::search::ClaimSearch;
use stemma_core::state::{Assertion, HeldVersion, State};
use stemma_core::tension::{Tension, tensions};
use stemma_core::topic::Topics;
use stemma_exchange::wire::Texts;
use stemma_store::index::Snapshot;
use stemma_store::query::DefaultGraph;
use stemma_store::records::{Iris, about, stated_of};

use crate::check::DraftCheck;
use crate::pages::TopicLists;
use crate::review::MOST;
use crate::worklist::Worklist;

/// A snapshot of the index with the state and the findings it was published with.
pub struct Published {
    /// The index, the findings graph included.
    pub snapshot: Snapshot,
    /// The names of records.
    pub iris: Iris,
    /// What is held.
    pub state: Arc<State>,
    /// The texts of the versions.
    pub texts: Arc<Texts>,
    /// What is found.
    pub findings: Arc<Findings>,
    /// The last change that all of it has seen.
    pub sequence: u64,
    /// What tells this publication from every other one.
    pub version: String,
    /// What the default graph of queries is.
    pub default_graph: DefaultGraph,
    /// How a draft is checked against it.
    pub check: DraftCheck,
    /// What of it is computed when it is first asked for.
    pub kept: Arc<Kept>,
}

/// What is computed from a version when it is first asked for, and kept as long as the version is served.
#[derive(Default)]
pub struct Kept {
    worklist: OnceLock<Worklist>,
    /// The ids of the claims, in the order of the findings.
    ids: OnceLock<Vec<Id<Claim>>>,
    /// What waits for a person: of each kind, then of all.
    review: [OnceLock<Arc<Vec<ReviewItem>>>; ReviewKind::ALL.len() + 1],
    /// What waited in the version before.
    earlier_review: OnceLock<[Option<Arc<Vec<ReviewItem>>>; ReviewKind::ALL.len() + 1]>,
    /// Its claims by their words.
    search: OnceLock<ClaimSearch>,
    reported: OnceLock<Vec<Reported>>,
    /// The places of the contradictions and compatible pairs that each claim is a side of, in their order.
    pairs: OnceLock<HashMap<Id<Claim>, Vec<u32>>>,
    /// The versions of each document, in the order of their ids.
    versions: OnceLock<HashMap<Id<Document>, Vec<Id<Version>>>>,
    profiles: OnceLock<Profiles>,
    topics: OnceLock<Arc<Topics>>,
    topic_lists: OnceLock<HashMap<String, TopicLists>>,
    tensions: OnceLock<Arc<Vec<Tension>>>,
    /// Other days, the last asked for last.
    days: Mutex<Vec<Arc<Day>>>,
}

impl Kept {
    /// What is computed already need not be computed again.
    #[must_use]
    pub fn with(topics: Arc<Topics>, tensions: Arc<Vec<Tension>>) -> Self {
        Self { topics: OnceLock::from(topics), tensions: OnceLock::from(tensions), ..Self::default() }
    }

    /// Takes over from the version before what is shown until it is computed for this one.
    pub(crate) fn follow(&self, before: &Self) {
        let of = |place: usize| {
            let own = before.review.get(place).and_then(OnceLock::get);
            own.or_else(|| before.earlier_review.get()?.get(place)?.as_ref()).cloned()
        };
        // It may have done so already: when nothing was found otherwise it is the very same.
        let _known = self.earlier_review.set(std::array::from_fn(of));
    }
}

/// The place of a kind of question among all of them; the last one is for all kinds.
fn place(kind: Option<ReviewKind>) -> usize {
    let place = kind.and_then(|kind| ReviewKind::ALL.iter().position(|other| *other == kind));
    place.unwrap_or(ReviewKind::ALL.len())
}

/// How many other days are kept: each has findings of all claims.
const MOST_DAYS: usize = 2;

/// A claim in the list of all claims.
pub(crate) struct Reported {
    /// Its place in the findings.
    pub(crate) claim: usize,
    /// Its words in small letters.
    pub(crate) words: String,
}

/// What was found on another day.
pub(crate) struct Day {
    pub(crate) day: PartialDate,
    pub(crate) state: State,
    pub(crate) findings: Findings,
}

/// What a page shows: what is found today, or what was on another day.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'p> {
    pub(crate) published: &'p Published,
    state: &'p State,
    pub(crate) findings: &'p Findings,
    pub(crate) when: When<'p>,
}

/// When it is seen.
#[derive(Clone, Copy)]
pub(crate) enum When<'p> {
    /// Today, with all that is recorded.
    Today,
    /// On another day, by what was published until then.
    Day(PartialDate),
    /// After a change, by what was recorded until then.
    Change {
        /// The change.
        sequence: u64,
        /// When it was recorded.
        recorded: &'p str,
    },
}

impl<'p> Seen<'p> {
    pub(crate) const fn new(
        published: &'p Published,
        state: &'p State,
        findings: &'p Findings,
        when: When<'p>,
    ) -> Self {
        Self { published, state, findings, when }
    }

    /// The claim with this id, or the one that answers in its place.
    pub(crate) fn claim(self, id: Id<Claim>) -> Option<&'p ClaimFinding> {
        self.findings.answering(id)
    }

    pub(crate) fn version(self, id: Id<Version>) -> Option<&'p HeldVersion> {
        self.state.versions.get(&id)
    }

    /// Whether a document is withdrawn.
    pub(crate) fn is_retracted(self, held: &HeldVersion) -> bool {
        self.state.is_retracted(&held.document)
    }

    /// Whether an assertion of a version is withdrawn, by itself or with its document.
    pub(crate) fn is_withdrawn(self, held: &HeldVersion, assertion: Id<Assertion>) -> bool {
        self.state.is_withdrawn(&held.document, assertion)
    }

    /// The contradictions and compatible pairs that a claim is a side of, in the order of their ids.
    pub(crate) fn pairs_of(self, claim: Id<Claim>) -> Vec<&'p Contradiction> {
        let all = &self.findings.contradictions;
        match self.when {
            When::Today => {
                let places = self.published.pairs().get(&claim).into_iter().flatten();
                places.filter_map(|place| all.get(*place as usize)).collect()
            }
            When::Day(_) | When::Change { .. } => all.iter().filter(|c| c.a == claim || c.b == claim).collect(),
        }
    }

    /// What today's claim was: the one with its id, else the one that has most of its assertions.
    pub(crate) fn same(self, today: &ClaimFinding) -> Option<&'p ClaimFinding> {
        let of_today: BTreeSet<_> = today.claim.members.iter().map(|(_, assertion)| *assertion).collect();
        let shared = |found: &ClaimFinding| {
            found.claim.members.iter().filter(|(_, assertion)| of_today.contains(assertion)).count()
        };
        let by_id = self.claim(today.claim.id).filter(|found| shared(found) > 0);
        by_id
            .or_else(|| self.findings.claims.iter().filter(|found| shared(found) > 0).max_by_key(|found| shared(found)))
    }
}

impl Day {
    /// What this day shows of a service's version.
    pub(crate) fn seen<'p>(&'p self, published: &'p Published) -> Seen<'p> {
        Seen { published, state: &self.state, findings: &self.findings, when: When::Day(self.day) }
    }
}

/// Where what was published begins in a text: after its front matter, two lines of dashes and what is between them.
fn body_start(text: &str) -> usize {
    let mut at = 0;
    let mut dashes = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (line.trim_end() == "---", at)
    });
    let is_open = dashes.next().is_some_and(|(is_dashes, _)| is_dashes);
    dashes.find(|(is_dashes, _)| is_open && *is_dashes).map_or(0, |(_, end)| end)
}

impl Published {
    /// What is found today.
    pub(crate) fn today(&self) -> Seen<'_> {
        Seen { published: self, state: &self.state, findings: &self.findings, when: When::Today }
    }

    /// What was found on another day, by what was published until then: computed anew, unless it was asked for lately.
    pub(crate) fn on(&self, day: PartialDate) -> Arc<Day> {
        let mut days = self.kept.days.lock().unwrap_or_else(PoisonError::into_inner);
        let known = days.iter().position(|known| known.day == day).map(|at| days.remove(at));
        let known = known.unwrap_or_else(|| {
            let mut state = State::clone(&self.state);
            state.keep_published_by(day, self.findings.as_of);
            let current = state.current().map(|held| (held.version.id, self.texts.text(held.version.id)));
            let passages = shared_passages(current.map(|(id, text)| (id, text, body_start(text))));
            state.passages = passages;
            let findings = findings(&state, self.findings.policy, day);
            Arc::new(Day { day, state, findings })
        });
        days.push(Arc::clone(&known));
        if days.len() > MOST_DAYS {
            days.remove(0);
        }
        known
    }

    /// The claims as the desk lists them.
    pub(crate) fn worklist(&self) -> &Worklist {
        self.kept.worklist.get_or_init(|| Worklist::new(&self.state, &self.findings, self.topics()))
    }

    /// Its claims by their words.
    pub(crate) fn search(&self) -> &ClaimSearch {
        self.kept.search.get_or_init(|| ClaimSearch::new(&self.state, &self.findings.claims))
    }

    /// All claims, the most reported first.
    pub(crate) fn reported(&self) -> &[Reported] {
        self.kept.reported.get_or_init(|| {
            let mut places: Vec<usize> = (0..self.findings.claims.len()).collect();
            let found = |place: &usize| self.findings.claims.get(*place);
            places.sort_by_key(|place| {
                found(place).map(|found| (Reverse(found.finding.support.reports), found.claim.text.as_str()))
            });
            let words = |claim| found(&claim).map(|found| found.claim.text.to_lowercase()).unwrap_or_default();
            places.into_iter().map(|claim| Reported { claim, words: words(claim) }).collect()
        })
    }

    fn pairs(&self) -> &HashMap<Id<Claim>, Vec<u32>> {
        self.kept.pairs.get_or_init(|| {
            let mut pairs: HashMap<Id<Claim>, Vec<u32>> = HashMap::new();
            for (place, pair) in (0..).zip(&self.findings.contradictions) {
                for claim in BTreeSet::from([pair.a, pair.b]) {
                    pairs.entry(claim).or_default().push(place);
                }
            }
            pairs
        })
    }

    /// Computes what most pages rest on, so that the first who asks does not wait.
    pub(crate) fn prepare(&self) {
        self.worklist();
        self.profiles();
        self.pairs();
        self.versions();
    }

    /// Computes what else pages rest on; until it is done they wait for it.
    pub(crate) fn prepare_rest(&self) {
        self.search();
        self.reported();
        self.topic_lists();
    }

    /// Computes all of it, on two threads: nobody who asks shall wait for it. Takes seconds in a large store.
    pub fn prepare_whole(&self) {
        std::thread::scope(|scope| {
            scope.spawn(|| self.prepare_rest());
            self.prepare();
            self.review(None);
        });
    }

    /// Everyone that is named.
    pub(crate) fn profiles(&self) -> &Profiles {
        self.kept.profiles.get_or_init(|| Profiles::of(&self.state, &self.findings))
    }

    /// What is filed under which topic.
    pub(crate) fn topics(&self) -> &Topics {
        let claims = || self.findings.claims.iter().map(|found| &found.claim);
        self.kept.topics.get_or_init(|| Topics::of(&self.state, claims()).into())
    }

    /// What the pages of the topics list, by their names.
    pub(crate) fn topic_lists(&self) -> &HashMap<String, TopicLists> {
        self.kept.topic_lists.get_or_init(|| TopicLists::all(self))
    }

    /// Opposed positions.
    pub(crate) fn tensions(&self) -> &[Tension] {
        self.kept.tensions.get_or_init(|| tensions(&self.state, &self.findings).into())
    }

    /// What waits for a person, first what would change most: of one kind or of all.
    pub(crate) fn review(&self, kind: Option<ReviewKind>) -> &[ReviewItem] {
        let kept = self.kept.review.get(place(kind));
        let waiting = || Arc::new(review(&self.state, &self.findings, kind, MOST));
        kept.map(|kept| kept.get_or_init(waiting)).map_or(&[], |waiting| waiting.as_slice())
    }

    /// The same at once, and whether it is of this version: until it is computed that of the version before is shown.
    pub(crate) fn review_so_far(&self, kind: Option<ReviewKind>) -> (&[ReviewItem], bool) {
        let is_here = self.kept.review.get(place(kind)).is_some_and(|kept| kept.get().is_some());
        let earlier = self.kept.earlier_review.get().and_then(|earlier| earlier.get(place(kind))?.as_ref());
        match earlier.filter(|_| !is_here) {
            Some(earlier) => (earlier.as_slice(), false),
            None => (self.review(kind), true),
        }
    }

    /// The claim with this id, or the one that answers in its place.
    pub(crate) fn claim(&self, id: Id<Claim>) -> Option<&ClaimFinding> {
        let found = self.claim_place(id).and_then(|place| self.findings.claims.get(place));
        found.or_else(|| self.findings.answering(id))
    }

    /// The place in the findings of the claim with this very id.
    pub(crate) fn claim_place(&self, id: Id<Claim>) -> Option<usize> {
        // Next to each other the ids of many claims are looked through sooner than the claims.
        let ids = self.kept.ids.get_or_init(|| self.findings.claims.iter().map(|found| found.claim.id).collect());
        ids.binary_search(&id).ok()
    }

    pub(crate) fn version(&self, id: Id<Version>) -> Option<&HeldVersion> {
        self.state.versions.get(&id)
    }

    /// The version of a document that holds now.
    pub(crate) fn document(&self, id: Id<Document>) -> Option<&HeldVersion> {
        self.versions_of(id).find(|held| !held.superseded)
    }

    fn versions(&self) -> &HashMap<Id<Document>, Vec<Id<Version>>> {
        self.kept.versions.get_or_init(|| {
            let mut versions: HashMap<Id<Document>, Vec<Id<Version>>> = HashMap::new();
            for held in self.state.versions.values() {
                versions.entry(held.document.id).or_default().push(held.version.id);
            }
            versions
        })
    }

    /// All versions of a document, in the order of their ids.
    pub(crate) fn versions_of(&self, id: Id<Document>) -> impl Iterator<Item = &HeldVersion> {
        self.versions().get(&id).into_iter().flatten().filter_map(|version| self.version(*version))
    }

    /// Where a record stands at the service.
    pub(crate) fn path(&self, record: &NamedNode) -> String {
        format!("/{}", record.as_str().strip_prefix(self.iris.base()).unwrap_or_default())
    }

    /// The quads whose subject is this record or a part of it; of an actor also what texts state of it beside what it says.
    pub(crate) fn about(&self, record: &NamedNode) -> Vec<Quad> {
        let mut found = about(&self.snapshot, record);
        if self.path(record).starts_with("/actors/") {
            found.extend(stated_of(&self.snapshot, record));
        }
        found
    }
}
