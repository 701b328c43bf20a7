//! What people change: records added and taken away, each a change in the log; and changes taken back.

use std::collections::HashSet;

use oxrdf::{NamedNode, NamedOrBlankNode, Quad, Term};
use stemma_core::state::{HeldVersion, Retracted, State};
use stemma_store::StoreError;
use stemma_store::index::Snapshot;
use stemma_store::log::{Change, Payload, Receipt, RecordedChange};

use super::Pipeline;

/// Who makes changes at the command line.
pub(crate) const PRINCIPAL: &str = "local";

/// Why a change cannot be taken back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotUndone {
    /// There is no such change.
    #[error("there is no change {0} in the log")]
    Unknown(u64),
    /// Its payload was erased.
    #[error("change {0} was erased and cannot be taken back")]
    Erased(u64),
    /// It left nothing that could be taken back.
    #[error("nothing of change {0} holds any more: it was taken back already, or it changed nothing")]
    Nothing(u64),
    /// A later change rests on it.
    #[error("change {by} ({reason}) rests on change {what}; take {by} back first")]
    BuiltOn {
        /// The change that was to be taken back.
        what: u64,
        /// The later one.
        by: u64,
        /// What it did.
        reason: String,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The time, as the log keeps it.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// Bytes of chance, for what nobody may guess.
pub(crate) fn chance() -> std::io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        filled += rustix::rand::getrandom(rest, rustix::rand::GetRandomFlags::empty())?;
    }
    Ok(bytes)
}

impl Pipeline {
    /// Records quads taken away and added as one change; nothing, when it would change nothing.
    pub(crate) fn record(
        &self,
        reason: String,
        old: Vec<Quad>,
        new: Vec<Quad>,
        documents: Vec<Vec<u8>>,
    ) -> Result<Option<Receipt>, StoreError> {
        let snapshot = self.store.snapshot();
        let new: Vec<Quad> = new.into_iter().filter(|quad| !snapshot.contains(quad)).collect();
        if new.is_empty() && old.is_empty() {
            return Ok(None);
        }
        let payload = Payload::new(old, new);
        let change = Change { recorded: now(), principal: self.principal.clone(), reason, payload, documents };
        self.store.commit(change).map(Some)
    }

    /// The last change of records that still holds: that somebody logged in or noted something takes nothing back, and what
    /// was taken back is passed over with the change that did it. 0 when there is none.
    fn last_of_records(&self, changes: &[RecordedChange]) -> Result<u64, StoreError> {
        let mut taken_back = HashSet::new();
        for change in changes.iter().rev() {
            if taken_back.contains(&change.sequence) {
                continue;
            }
            if let Some(earlier) = undone_by(change) {
                taken_back.insert(earlier);
                continue;
            }
            let payload = self.store.payload(change)?;
            if payload.is_none_or(|payload| payload.inserts().chain(payload.deletes()).next().is_some()) {
                return Ok(change.sequence);
            }
        }
        Ok(0)
    }

    /// The change that can be taken back, with what it says: the last one of records when none is named.
    pub(crate) fn undoable(&self, sequence: Option<u64>) -> Result<(RecordedChange, Payload), NotUndone> {
        let changes = self.store.changes_since(0)?;
        let wanted = match sequence {
            Some(sequence) => sequence,
            None => self.last_of_records(&changes)?,
        };
        let change =
            changes.iter().find(|change| change.sequence == wanted).cloned().ok_or(NotUndone::Unknown(wanted))?;
        let payload = self.store.payload(&change)?.ok_or(NotUndone::Erased(wanted))?;
        let snapshot = self.store.snapshot();
        let held = payload.inserts().map(|quad| snapshot.contains(quad));
        let gone = payload.deletes().map(|quad| !snapshot.contains(quad));
        let mut holds: Vec<bool> = held.chain(gone).collect();
        holds.sort_unstable();
        holds.dedup();
        let rest = match holds.as_slice() {
            [true] => Rest::of(&payload, &snapshot),
            [_, _] => Rest { quads: payload.inserts().chain(payload.deletes()).cloned().collect(), ..Rest::default() },
            _ => return Err(NotUndone::Nothing(wanted)),
        };
        for later in changes.iter().rev().filter(|later| later.sequence > wanted) {
            if self.store.payload(later)?.is_some_and(|later| rest.is_built_on_by(&later, &snapshot)) {
                let (by, reason) = (later.sequence, later.reason.clone());
                return Err(NotUndone::BuiltOn { what: wanted, by, reason });
            }
        }
        Ok((change, payload))
    }

    /// Takes a change back, the last one of records when none is named, by a change that does the contrary: the records are
    /// then exactly those before it. What was undone stays in the log.
    pub(crate) fn undo(&self, sequence: Option<u64>) -> Result<(RecordedChange, Receipt), NotUndone> {
        let (change, payload) = self.undoable(sequence)?;
        let wanted = change.sequence;
        let (old, new) = (payload.inserts().cloned().collect(), payload.deletes().cloned().collect());
        let receipt = self.record(format!("{UNDO}{wanted}: {}", change.reason), old, new, Vec::new())?;
        receipt.map(|receipt| (change, receipt)).ok_or(NotUndone::Nothing(wanted))
    }
}

/// How the reason of a change begins that takes another one back; the number of that one follows.
const UNDO: &str = "undo ";

/// The change that this one took back.
fn undone_by(change: &RecordedChange) -> Option<u64> {
    let (earlier, _) = change.reason.strip_prefix(UNDO)?.split_once(':')?;
    earlier.parse().ok().filter(|earlier| *earlier < change.sequence)
}

/// What later changes may rest on.
#[derive(Default)]
struct Rest {
    /// Quads that a later change may have added or taken away in its turn.
    quads: HashSet<Quad>,
    /// What would be gone: described by the change alone.
    brought: HashSet<NamedNode>,
    /// The quads that describe it.
    own: HashSet<Quad>,
}

impl Rest {
    /// The things that a change brought: nothing else says anything of them.
    fn of(payload: &Payload, snapshot: &Snapshot) -> Self {
        let own: HashSet<Quad> = payload.inserts().cloned().collect();
        let subjects: HashSet<&NamedNode> = own.iter().filter_map(|quad| named(&quad.subject)).collect();
        let is_brought = |subject: &&NamedNode| {
            let mut said = snapshot.quads_for_pattern(Some((*subject).into()), None, None, None);
            said.all(|quad| own.contains(&quad))
        };
        let brought = subjects.into_iter().filter(is_brought).cloned().collect();
        Self { brought, own, ..Self::default() }
    }

    /// Whether what a later change says, and what still holds, speaks of it.
    fn is_built_on_by(&self, later: &Payload, snapshot: &Snapshot) -> bool {
        let speaks_of = |quad: &Quad| matches!(&quad.object, Term::NamedNode(node) if self.brought.contains(node));
        later.inserts().any(|quad| speaks_of(quad) && !self.own.contains(quad) && snapshot.contains(quad))
            || later.inserts().chain(later.deletes()).any(|quad| self.quads.contains(quad))
    }
}

fn named(subject: &NamedOrBlankNode) -> Option<&NamedNode> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The document or assertion that is meant: a document's path or URL, the end of its path, or an id or its beginning.
///
/// # Errors
/// When there is none, or more than one; says which.
pub(crate) fn named_record(state: &State, wanted: &str) -> Result<Retracted, String> {
    let is_id = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let mut found: Vec<(Retracted, String)> = Vec::new();
    for held in state.current() {
        let document = &held.document;
        let name = document.name.strip_prefix("./").unwrap_or(&document.name);
        let exact = name == wanted || document.metadata.url.as_deref() == Some(wanted);
        if exact {
            return Ok(Retracted::Document(document.id));
        }
        if name.ends_with(&format!("/{wanted}")) || (is_id && document.id.to_string().starts_with(wanted)) {
            found.push((Retracted::Document(document.id), document.name.clone()));
        }
        let meant = held.assertions.iter().filter(|a| is_id && a.id.to_string().starts_with(wanted));
        found.extend(meant.map(|a| (Retracted::Assertion(a.id), a.statement.sentence.clone())));
    }
    if found.is_empty() {
        // Where it lay before, of whatever it is called now.
        let is_there = |held: &&HeldVersion| {
            let name = held.document.name.strip_prefix("./").unwrap_or(&held.document.name);
            name == wanted || name.ends_with(&format!("/{wanted}"))
        };
        let earlier = state.versions.values().filter(|held| held.superseded).filter(is_there);
        found.extend(earlier.map(|held| (Retracted::Document(held.document.id), held.document.name.clone())));
        found.sort_unstable();
        found.dedup_by_key(|(what, _)| *what);
    }
    match found.as_slice() {
        [] => Err(format!("no document or assertion `{wanted}`: give a document's path as it was ingested, or an id")),
        [(one, _)] => Ok(*one),
        several => {
            let names: Vec<&str> = several.iter().take(5).map(|(_, name)| name.as_str()).collect();
            Err(format!("`{wanted}` is not clear, it could be: {}", names.join("; ")))
        }
    }
}
