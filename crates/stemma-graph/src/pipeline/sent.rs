//! What a worker read, as quads that go to a service, and back again.
//!
//! The invariant: what comes back is what this program would record. Ids are computed again from the bytes and the words, quotes
//! are cut again from the text, and all quads are written again; a difference refuses it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use oxrdf::Quad;
use stemma_core::document::Version;
use stemma_core::state::{Assertion, HeldVersion, State};
use stemma_extract::MediaType;
use stemma_serve::ReadElsewhere;
use stemma_store::index::Snapshot;
use stemma_store::log::Hash;
use stemma_store::records::{
    Iris, ReadVersions, control_quads, identified_quads, interest_quads, read_state, version_quads,
};

use crate::apart::decoded;
use crate::reading::{ReadDocument, Reading, ids};

/// A reading as it is sent: each document with its bytes, or a table.
pub(crate) fn packed(iris: &Iris, reading: Reading) -> Vec<ReadElsewhere> {
    match reading {
        Reading::Documents(all) => {
            let one = |ReadDocument { held, text, bytes }| ReadElsewhere {
                quads: version_quads(iris, &held, &text),
                bytes: Some(bytes),
            };
            all.into_iter().map(one).collect()
        }
        table @ (Reading::Controls(..) | Reading::Interests(..) | Reading::Identified(..)) => {
            vec![ReadElsewhere { quads: written(iris, &table), bytes: None }]
        }
    }
}

/// The reading that was sent.
///
/// # Errors
/// Why it is none that this program could have read in these bytes, in words.
pub(crate) fn received(iris: &Iris, sent: ReadElsewhere) -> Result<Reading, String> {
    let ReadElsewhere { quads, bytes } = sent;
    let text = RefCell::new(None);
    let text_of = |hash: &str, media_type: Option<&str>| {
        let bytes = bytes.as_ref().filter(|bytes| Hash::of(bytes).to_string() == hash)?;
        let decoded = decoded(bytes, media_type.and_then(MediaType::parse).as_ref()).ok()?.value;
        *text.borrow_mut() = Some(decoded.clone());
        Some(decoded)
    };
    let all = Snapshot::default().apply([], quads.iter().cloned()).map_err(|error| error.to_string())?;
    let State { mut versions, controls, interests, identified, .. } =
        read_state(iris, &all, &text_of, &mut ReadVersions::default());
    let (version, text) = (versions.pop_first().map(|(_, held)| Arc::unwrap_or_clone(held)), text.into_inner());
    let reading = match (version, bytes, text) {
        (Some(held), Some(bytes), Some(text)) => {
            if !is_of(&held, &bytes) {
                return Err("its ids are not those of these bytes and words".to_owned());
            }
            Reading::Documents(vec![ReadDocument { held, text, bytes }])
        }
        (None, None, _) => match [controls.is_empty(), interests.is_empty(), identified.is_empty()] {
            [false, true, true] => Reading::Controls(controls.into_iter().collect(), Vec::new()),
            [true, false, true] => Reading::Interests(interests.into_iter().collect(), Vec::new()),
            [true, true, false] => Reading::Identified(identified.into_iter().collect(), Vec::new()),
            _ => return Err("it is not one table of people".to_owned()),
        },
        _ => return Err("it is neither one version of a document with its bytes nor a table of people".to_owned()),
    };
    let written: BTreeSet<String> = written(iris, &reading).iter().map(Quad::to_string).collect();
    let sent: BTreeSet<String> = quads.iter().map(Quad::to_string).collect();
    match written.symmetric_difference(&sent).next() {
        None => Ok(reading),
        Some(quad) => Err(format!(
            "it differs from what this service would record, such as in `{quad}`; is the worker of another version?"
        )),
    }
}

fn written(iris: &Iris, reading: &Reading) -> Vec<Quad> {
    match reading {
        Reading::Documents(all) => all.iter().flat_map(|read| version_quads(iris, &read.held, &read.text)).collect(),
        Reading::Controls(controls, _) => controls.iter().flat_map(|control| control_quads(iris, control)).collect(),
        Reading::Interests(interests, _) => {
            interests.iter().flat_map(|interest| interest_quads(iris, interest)).collect()
        }
        Reading::Identified(identified, _) => identified.iter().flat_map(|one| identified_quads(iris, one)).collect(),
    }
}

/// Whether the ids of a version and of all that it says are made from it.
fn is_of(held: &HeldVersion, bytes: &[u8]) -> bool {
    let HeldVersion { document, version, assertions, .. } = held;
    let Version { id, hash, byte_length, media_type } = version;
    ids(&document.name, &document.metadata, hash, media_type.as_deref()) == (document.id, *id)
        && *byte_length == bytes.len()
        && assertions.iter().all(|held| Assertion::new(*id, held.statement.clone()).id == held.id)
}
