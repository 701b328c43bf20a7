//! What is held already of the bytes that somebody adds. The same words of the same publisher are one document, however often
//! they are sent; a reprint of them by somebody else is another. What was said about a document is never dropped by silence.

use std::collections::BTreeMap;

use stemma_core::date::PartialDate;
use stemma_core::document::{Document, Metadata};
use stemma_core::id::Id;
use stemma_core::state::{HeldVersion, State};
use stemma_store::log::Hash;

/// What is said about a document, by its keys as a sidecar has them.
pub(crate) type Said = BTreeMap<&'static str, String>;

/// Whose words it is: what makes two documents of the same bytes.
const VOICE: [&str; 3] = ["publisher", "author", "url"];

/// Where a document belongs that somebody adds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// These have its bytes, and nothing new is said about them.
    Held(Vec<Id<Document>>),
    /// It is recorded under this name, with this said about it.
    Under {
        /// A path: a name of our own, and the name of the file.
        name: String,
        /// As a sidecar says it.
        about: String,
    },
    /// Several documents have its bytes, and what is said fits all of them.
    OneOf(usize),
}

/// Where the bytes of a file with this name belong.
pub(crate) fn place(state: &State, file: &str, bytes: &[u8], said: &Said) -> Place {
    let hash = Hash::of(bytes).to_string();
    let ours = format!("desk/{}-", short(&hash, 12));
    let is_same = |held: &&HeldVersion| {
        let name = &held.document.name;
        held.version.hash == hash && name.starts_with(&ours) && form(name) == form(file)
    };
    let alike: Vec<&HeldVersion> =
        state.current().filter(is_same).filter(|held| may_be(&held.document.metadata, said)).collect();
    let known = alike.iter().filter(|held| is_known(&held.document.metadata, said));
    let known: Vec<Id<Document>> = known.map(|held| held.document.id).collect();
    if !known.is_empty() {
        return Place::Held(known);
    }
    match alike.as_slice() {
        [] => Place::Under { name: format!("{ours}{}{file}", voice(said)), about: sidecar(said) },
        [one] => {
            let Document { name, metadata, .. } = &one.document;
            Place::Under { name: name.clone(), about: sidecar(&completed(metadata, said)) }
        }
        several => Place::OneOf(several.len()),
    }
}

/// How a file is read, by its ending: whoever sent it under a wrong one sends it again.
fn form(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    if ["txt", "text", "markdown"].contains(&ending.as_str()) { "md".to_owned() } else { ending }
}

fn short(hash: &str, letters: usize) -> &str {
    hash.get(..letters).unwrap_or(hash)
}

/// What tells documents of the same bytes apart in their names; nothing, when nobody says whose they are.
fn voice(said: &Said) -> String {
    let told: String = VOICE.iter().filter_map(|key| Some(format!("{key}: {}\n", said.get(key)?))).collect();
    if told.is_empty() { told } else { format!("{}-", short(&Hash::of(told.as_bytes()).to_string(), 8)) }
}

/// What is known of a document under a key.
fn known(metadata: &Metadata, key: &str) -> Vec<String> {
    match key {
        "title" => metadata.title.iter().cloned().collect(),
        "publisher" => metadata.publisher.iter().cloned().collect(),
        "author" => metadata.authors.clone(),
        "date" => metadata.published.iter().map(ToString::to_string).collect(),
        "url" => metadata.url.iter().cloned().collect(),
        _ => Vec::new(),
    }
}

/// What somebody says, as it would be known; several authors stand in brackets.
fn meant(key: &str, said: &str) -> Vec<String> {
    if key == "date" {
        return PartialDate::parse(said).iter().map(ToString::to_string).collect();
    }
    let listed = said.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|_| key == "author");
    let mut all: Vec<String> = match listed {
        Some(several) => several.split(',').map(|one| one.trim().to_owned()).collect(),
        None => vec![said.to_owned()],
    };
    all.sort_unstable();
    all
}

/// Whether a document can be the one that is meant: nobody else is said to speak in it.
fn may_be(metadata: &Metadata, said: &Said) -> bool {
    VOICE
        .iter()
        .filter_map(|key| Some((known(metadata, key), meant(key, said.get(key)?))))
        .all(|(known, meant)| known.is_empty() || known == meant)
}

/// Whether nothing is said that is not known.
fn is_known(metadata: &Metadata, said: &Said) -> bool {
    said.iter().all(|(key, said)| known(metadata, key) == meant(key, said))
}

/// What is said, with what is known where nothing is said.
fn completed(metadata: &Metadata, said: &Said) -> Said {
    let mut all = said.clone();
    for key in ["title", "publisher", "author", "date", "url"] {
        let known = known(metadata, key);
        if let Some(told) = match known.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(format!("[{}]", several.join(", "))),
        } {
            all.entry(key).or_insert(told);
        }
    }
    all
}

/// As a sidecar says it, in the order of the form.
fn sidecar(said: &Said) -> String {
    let keys = ["title", "publisher", "author", "date", "url"];
    keys.iter().filter_map(|key| Some(format!("{key}: {}\n", said.get(key)?))).collect()
}

#[cfg(test)]
mod tests {
    use stemma_core::document::Version;

    use super::*;

    const TEXT: &[u8] = b"The dyke leaks.";

    fn said(pairs: &[(&'static str, &str)]) -> Said {
        pairs.iter().map(|(key, value)| (*key, (*value).to_owned())).collect()
    }

    /// A state that holds the text under these names, with what is said of each.
    fn holding(all: &[(&str, Metadata)]) -> State {
        let mut state = State::default();
        for (name, metadata) in all {
            let id = Id::of("version", &[name]);
            let version = Version { id, hash: Hash::of(TEXT).to_string(), byte_length: TEXT.len(), media_type: None };
            let document =
                Document { id: Id::of("document", &[name]), name: (*name).to_owned(), metadata: metadata.clone() };
            let held = HeldVersion::new(document, version, Vec::new());
            state.versions.insert(id, held);
        }
        state
    }

    fn of(publisher: &str) -> Metadata {
        Metadata { publisher: Some(publisher.to_owned()), title: Some("A".to_owned()), ..Metadata::default() }
    }

    #[test]
    fn a_reprint_is_a_document_of_its_own_and_the_same_once_more_is_held() {
        let none = State::default();
        let Place::Under { name, about } = place(&none, "pasted.md", TEXT, &said(&[("publisher", "Halm Post")])) else {
            panic!("nothing is held");
        };
        assert_eq!(about, "publisher: Halm Post\n");
        let held = holding(&[(&name, of("Halm Post"))]);
        let document = Id::of("document", &[&name]);
        for again in [&[][..], &[("publisher", "Halm Post")], &[("title", "A")]] {
            assert_eq!(place(&held, "pasted.md", TEXT, &said(again)), Place::Held(vec![document]), "{again:?}");
        }
        let other = place(&held, "pasted.md", TEXT, &said(&[("publisher", "Lisk News")]));
        assert!(matches!(&other, Place::Under { name: other, .. } if *other != name), "{other:?}");
        // Something new about the one that is held: another version of it, and nothing that was said is lost.
        let dated = place(&held, "again.md", TEXT, &said(&[("date", "2026-03-01")]));
        let about = "title: A\npublisher: Halm Post\ndate: 2026-03-01\n".to_owned();
        assert_eq!(dated, Place::Under { name, about });
    }

    #[test]
    fn the_same_bytes_read_in_another_way_are_no_repetition() {
        let name = format!("desk/{}-page.txt", short(&Hash::of(TEXT).to_string(), 12));
        let held = holding(&[(&name, Metadata::default())]);
        assert!(matches!(place(&held, "pasted.md", TEXT, &Said::new()), Place::Held(_)));
        assert!(matches!(place(&held, "page.html", TEXT, &Said::new()), Place::Under { .. }));
    }

    #[test]
    fn what_fits_several_documents_is_not_guessed() {
        let ours = format!("desk/{}-", short(&Hash::of(TEXT).to_string(), 12));
        let (a, b) = (format!("{ours}a.md"), format!("{ours}b.md"));
        let held = holding(&[(&a, of("Halm Post")), (&b, of("Lisk News"))]);
        assert_eq!(place(&held, "a.md", TEXT, &said(&[("title", "B")])), Place::OneOf(2));
        assert!(matches!(place(&held, "a.md", TEXT, &Said::new()), Place::Held(both) if both.len() == 2));
        let one = place(&held, "a.md", TEXT, &said(&[("title", "B"), ("publisher", "Lisk News")]));
        assert!(matches!(one, Place::Under { name, .. } if name == b));
    }
}
