//! What editors did, folded by claim: the log read on where it grew, and each act laid to the claim that answers for it now.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};
use stemma_core::date::PartialDate;
use stemma_core::editing::{Mark, Standing, answering};
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_store::{DeskEvent, Store, StoreError};

use crate::filter::{Filter, Mine, Order, Status};
use crate::moved::Since;
use crate::published::Published;
use crate::session::Viewer;
use crate::worklist::Entry;

/// Everything that editors did.
#[derive(Debug, Default)]
pub(crate) struct Board {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    events: Vec<DeskEvent>,
    desk: Arc<Desk>,
    /// What of the records changed after a change, as it was asked for last.
    touched: Option<(u64, Arc<Touched>)>,
}

/// How all claims stand on the desk.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    /// The publication and the change that it is of.
    of: (String, u64),
    standings: HashMap<Id<Claim>, Standing>,
    /// When each came, by the change that records it.
    visits: HashMap<String, Vec<(u64, String)>>,
}

/// The records that changes are about: addresses of versions, documents and assertions.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    last: u64,
    records: BTreeSet<String>,
}

/// The desk as somebody sees it.
pub(crate) struct Room<'r> {
    pub(crate) viewer: &'r Viewer,
    pub(crate) desk: &'r Desk,
    /// What changed since the last visit, when that is asked for.
    pub(crate) touched: Option<&'r Touched>,
    /// What stands otherwise than then, for the same.
    pub(crate) moved: Option<&'r Since>,
    /// The change that recorded the last visit; 0 when this is the first.
    pub(crate) since: u64,
    pub(crate) last_visit: Option<&'r (u64, String)>,
}

impl Room<'_> {
    /// Keeps what is to be shown to whoever asks for this. What nobody did anything about is not looked at, unless what is
    /// theirs is asked for.
    pub(crate) fn keep_shown(&self, published: &Published, filter: &Filter, chosen: &mut Vec<&Entry>) {
        let of = |place: usize| published.findings.claims.get(place);
        if filter.mine.is_some() {
            chosen.retain(|entry| of(entry.claim).is_some_and(|found| self.shows(published, filter, found)));
        } else if filter.status == Status::Open {
            let put_aside = self.desk.put_aside(published);
            chosen.retain(|entry| !put_aside.contains(&entry.claim));
        }
        if filter.order == Order::Due {
            self.sort_by_due(published, chosen);
        }
    }

    /// What is to be done, or foretold, for an earlier day comes first; what has no day keeps its order, behind. The days that
    /// editors set count for those who see their work.
    fn sort_by_due(&self, published: &Published, chosen: &mut Vec<&Entry>) {
        let set = if self.viewer.sees_work { self.desk.days(published) } else { HashMap::new() };
        let due = |entry: &Entry| {
            set.get(&entry.claim).copied().into_iter().chain(entry.due).map(PartialDate::last_day).min()
        };
        let mut dated: Vec<(_, &Entry)> = chosen.iter().filter_map(|entry| Some((due(entry)?, *entry))).collect();
        chosen.retain(|entry| due(entry).is_none());
        dated.sort_by_key(|(day, _)| *day);
        chosen.splice(..0, dated.into_iter().map(|(_, entry)| entry));
    }

    /// Whether a claim is to be shown to whoever asks for this.
    fn shows(&self, published: &Published, filter: &Filter, found: &ClaimFinding) -> bool {
        let whose = self.viewer.editor.as_ref().map(|editor| editor.principal.name.as_str());
        let standing = self.desk.standing(found.claim.id);
        let is_open = filter.status != Status::Open || !self.desk.is_put_aside(found);
        let is_theirs = match (filter.mine, whose) {
            (None, _) | (_, None) => true,
            (Some(Mine::Assigned), Some(name)) => standing.is_some_and(|s| s.assigned.as_deref() == Some(name)),
            (Some(Mine::Dated), Some(_)) => standing.is_some_and(|s| s.due.is_some()),
            (Some(Mine::Watched), Some(name)) => standing.is_some_and(|s| s.watchers.contains(name)),
            (Some(Mine::Changed), Some(_)) => {
                standing.is_some_and(|s| s.sequence() > self.since)
                    || self.moved.is_some_and(|moved| moved.claims.contains(&found.claim.id))
                    || self.touched.is_some_and(|touched| touched.is_about(published, found))
            }
        };
        is_open && is_theirs
    }
}

impl Board {
    /// How all claims stand now.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(crate) fn desk(&self, store: &Store, published: &Published) -> Result<Arc<Desk>, StoreError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let of = (published.version.clone(), store.head()?.sequence);
        if kept.desk.of != of {
            let seen = kept.desk.of.1;
            kept.events.extend(store.desk_since(seen)?.into_iter().filter(|event| event.sequence() <= of.1));
            kept.desk = Arc::new(Desk::new(of, &kept.events, published));
        }
        Ok(Arc::clone(&kept.desk))
    }

    /// What changed after a change.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(crate) fn touched_since(&self, store: &Store, after: u64) -> Result<Arc<Touched>, StoreError> {
        let head = store.head()?.sequence;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((since, touched)) = &kept.touched
            && (*since, touched.last) == (after, head)
        {
            return Ok(Arc::clone(touched));
        }
        let mut records = BTreeSet::new();
        for change in store.changes_since(after)? {
            let payload = store.payload(&change)?;
            for quad in payload.iter().flat_map(|payload| payload.deletes().chain(payload.inserts())) {
                records.extend(named(quad).map(str::to_owned));
            }
        }
        let touched = Arc::new(Touched { last: head, records });
        kept.touched = Some((after, Arc::clone(&touched)));
        Ok(touched)
    }
}

/// The records that a quad names: its graph, what it is about, and its object.
fn named(quad: &Quad) -> impl Iterator<Item = &str> {
    let graph = match &quad.graph_name {
        GraphName::NamedNode(node) => Some(node.as_str()),
        GraphName::BlankNode(_) | GraphName::DefaultGraph => None,
    };
    let subject = match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    let object = match &quad.object {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    };
    [graph, subject, object].into_iter().flatten()
}

impl Touched {
    /// Whether it is about this claim: a version that asserts it, or a decision on one of its assertions.
    pub(crate) fn is_about(&self, published: &Published, found: &ClaimFinding) -> bool {
        let iris = &published.iris;
        found.claim.members.iter().any(|(version, assertion)| {
            let document = published.version(*version).map(|held| iris.document(held.document.id));
            let names = [iris.version(*version), iris.assertion(*assertion)];
            names.iter().chain(&document).any(|name| self.records.contains(name.as_str()))
        })
    }
}

impl Desk {
    fn new(of: (String, u64), events: &[DeskEvent], published: &Published) -> Self {
        let mut desk = Self { of, ..Self::default() };
        for event in events {
            match event {
                DeskEvent::Visit { sequence, at, by } => {
                    desk.visits.entry(by.clone()).or_default().push((*sequence, at.clone()));
                }
                DeskEvent::Act(done) => {
                    // A claim that nobody makes any more keeps what was done: it may come back.
                    let now = answering(&published.state, &published.findings, done.claim).unwrap_or(done.claim);
                    desk.standings.entry(now).or_default().take(done.clone());
                }
            }
        }
        desk
    }

    /// The last change that it has seen.
    pub(crate) fn sequence(&self) -> u64 {
        self.of.1
    }

    /// How a claim stands, when anything was done about it.
    pub(crate) fn standing(&self, claim: Id<Claim>) -> Option<&Standing> {
        self.standings.get(&claim)
    }

    /// Whether the headline of a claim is put aside.
    pub(crate) fn is_put_aside(&self, found: &ClaimFinding) -> bool {
        let mark = Mark::Headline(found.finding.headline);
        self.standing(found.claim.id).is_some_and(|standing| standing.dismissed.contains_key(&mark))
    }

    /// The places in the findings of the claims whose headline is put aside.
    fn put_aside(&self, published: &Published) -> BTreeSet<usize> {
        let touched = self.standings.iter().filter(|(_, standing)| !standing.dismissed.is_empty());
        let places = touched.filter_map(|(id, _)| place(published, *id));
        let claims = &published.findings.claims;
        places.filter(|place| claims.get(*place).is_some_and(|found| self.is_put_aside(found))).collect()
    }

    /// The days that claims are to be done by, by their place in the findings.
    fn days(&self, published: &Published) -> HashMap<usize, PartialDate> {
        let dated = self.standings.iter().filter_map(|(id, standing)| Some((*id, standing.due?)));
        dated.filter_map(|(id, due)| Some((place(published, id)?, due))).collect()
    }

    /// Who logged in here, ever.
    pub(crate) fn people(&self) -> BTreeSet<&str> {
        self.visits.keys().map(String::as_str).collect()
    }

    /// The visit of somebody before this one: the change that records it, and when it was.
    pub(crate) fn last_visit(&self, name: &str) -> Option<&(u64, String)> {
        self.visits.get(name).and_then(|visits| visits.iter().rev().nth(1))
    }
}

/// The place of a claim in the findings.
fn place(published: &Published, claim: Id<Claim>) -> Option<usize> {
    published.findings.claims.binary_search_by_key(&claim, |found| found.claim.id).ok()
}
