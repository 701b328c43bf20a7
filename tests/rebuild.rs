//! Index and findings are folds of the log: rebuilt from it alone they give the same bytes, and replacing does not grow
//! them.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::{Literal, Quad, Term};
use stemma_store::Store;
use stemma_store::log::{Change, Payload};
use support::Home;

/// The folder of the fixtures.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").canonicalize().unwrap()
}

fn home_with_story() -> Home {
    let home = Home::new();
    let story = fixtures().join("chips-and-export-controls");
    let paths = ["control.csv", "interest.csv", "documents"].map(|name| story.join(name).to_str().unwrap().to_owned());
    home.ok(&[&["ingest"], paths.iter().map(String::as_str).collect::<Vec<_>>().as_slice()].concat());
    home
}

fn export(home: &Home, store: &str) -> Vec<u8> {
    home.ok(&["--store", store, "export", "--format", "nquads"])
}

#[test]
fn a_store_rebuilt_from_its_log_alone_gives_the_same_bytes() {
    let home = home_with_story();
    let before = export(&home, "stemma-store");
    assert!(export(&home, "stemma-store") == before, "opening it again changes it");
    std::fs::create_dir(home.path().join("copy")).unwrap();
    std::fs::copy(home.path().join("stemma-store/log.sqlite"), home.path().join("copy/log.sqlite")).unwrap();
    assert!(export(&home, "copy") == before, "the log alone does not carry everything");
    home.ok(&["--store", "copy", "doctor", "--check"]);
    let claims = ["claims", "--json", "--all"];
    let of = |store: &str| home.ok(&[&["--store", store], claims.as_slice()].concat());
    assert!(of("copy") == of("stemma-store"));
    for entry in std::fs::read_dir(home.path().join("stemma-store")).unwrap().map(Result::unwrap) {
        if !entry.file_name().to_string_lossy().starts_with("log.sqlite") {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    assert!(export(&home, "stemma-store") == before, "something besides the log is needed");
}

#[test]
fn a_log_of_which_a_byte_was_changed_is_found_out() {
    let home = home_with_story();
    let log = home.path().join("stemma-store/log.sqlite");
    let bytes = std::fs::read(&log).unwrap();
    let needle = b"Morning Ledger";
    let at = bytes.windows(needle.len()).position(|window| window == needle).unwrap();
    let mut spoiled = bytes.clone();
    spoiled.splice(at..at + 7, *b"Evening");
    std::fs::write(&log, spoiled).unwrap();
    let output = home.run(&["doctor", "--check"]);
    assert!([Some(1), Some(3)].contains(&output.status.code()), "{output:?}");
    std::fs::write(&log, bytes.get(..bytes.len() / 2).unwrap()).unwrap();
    let output = home.run(&["doctor", "--check"]);
    assert!([Some(1), Some(3)].contains(&output.status.code()), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("log.sqlite") || !output.stdout.is_empty());
}

/// The quads of the story, and those of one of its smaller versions.
fn quads(home: &Home) -> (Vec<Quad>, Vec<Quad>) {
    let nquads = export(home, "stemma-store");
    let all = RdfParser::from_format(RdfFormat::NQuads).for_slice(&nquads).map(Result::unwrap);
    let (versions, others): (Vec<Quad>, Vec<Quad>) =
        all.partition(|quad| quad.graph_name.to_string().contains("/versions/"));
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for quad in &versions {
        *sizes.entry(quad.graph_name.to_string()).or_default() += 1;
    }
    let (name, _) = sizes.iter().filter(|(_, size)| **size > 200).min_by_key(|(_, size)| **size).unwrap();
    let (document, rest): (Vec<Quad>, Vec<Quad>) =
        versions.into_iter().partition(|quad| quad.graph_name.to_string() == *name);
    ([others, rest].concat(), document)
}

fn commit(store: &Store, payload: Payload) {
    let recorded = "2026-03-01T09:30:00Z".to_owned();
    let change =
        Change { recorded, principal: "test".to_owned(), reason: "replace".to_owned(), payload, documents: vec![] };
    store.commit(change).unwrap();
}

/// The same quads with other words in them, as a corrected text has.
fn reworded(quads: &[Quad], number: usize) -> Vec<Quad> {
    let reword = |quad: &Quad| match &quad.object {
        Term::Literal(literal) if literal.datatype().as_str().ends_with("#string") => {
            let object = Literal::new_simple_literal(format!("{} ({number})", literal.value()));
            Quad { object: object.into(), ..quad.clone() }
        }
        _ => quad.clone(),
    };
    quads.iter().map(reword).collect()
}

#[test]
fn replacing_one_document_a_thousand_times_does_not_grow_the_index() {
    let home = home_with_story();
    let (rest, document) = quads(&home);
    assert!(document.len() > 200 && rest.len() > document.len());
    let directory = home.path().join("replaced");
    let store = Store::open(Path::new(&directory)).unwrap();
    commit(&store, Payload::new([], rest));
    let mut current = reworded(&document, 0);
    commit(&store, Payload::new([], current.clone()));
    let (mut after_ten, mut most) = (None, 0);
    for number in 1..=1000 {
        let next = reworded(&document, number);
        commit(&store, Payload::new(current, next.clone()));
        current = next;
        most = most.max(store.snapshot().statistics().bytes);
        if number == 10 {
            after_ten = Some(store.snapshot().compact().statistics());
        }
    }
    let after_ten = after_ten.unwrap();
    let after_all = store.snapshot().compact().statistics();
    assert_eq!((after_ten.quads, after_ten.terms), (after_all.quads, after_all.terms));
    // Digits grow from 10 to 1000; nothing else does. Between compactions there is room for one delta.
    assert!(after_all.bytes < after_ten.bytes + after_ten.bytes / 20, "{after_ten:?} became {after_all:?}");
    assert!(most < after_ten.bytes * 4, "{most} bytes at most for {after_ten:?}");
    drop(store);
    let again = Store::open_read_only(Path::new(&directory)).unwrap();
    assert_eq!(again.snapshot().compact().statistics().quads, after_all.quads);
}
