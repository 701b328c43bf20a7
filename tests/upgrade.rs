//! Stores that older builds wrote (fixtures/stores): each is opened, read, found anew, added to, backed up and served, and what
//! they recorded stays as it was; and files that are no store of ours, or one of a newer build, are refused and left alone.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use http::Service;
use records::lines;
use rusqlite::Connection;
use serde_json::Value;
use support::Home;

/// The folder of the fixtures.
fn stores() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/stores")
}

/// A store of an older build, and what that build said of its claims.
struct Old {
    name: String,
    home: Home,
    claims: Vec<Value>,
}

impl Old {
    fn log(&self) -> PathBuf {
        self.home.path().join("stemma-store/log.sqlite")
    }

    /// A token that the store gave out; those of the first builds gave none.
    fn token(&self) -> Option<&str> {
        self.claims[0]["token"].as_str().filter(|token| !token.is_empty())
    }

    fn claims_now(&self) -> Vec<Value> {
        lines(&self.home.ok(&["claims", "--all", "--json"]))
    }
}

fn all() -> Vec<Old> {
    let mut old: Vec<Old> = Vec::new();
    for entry in std::fs::read_dir(stores()).unwrap().map(Result::unwrap) {
        let file = entry.file_name().into_string().unwrap();
        let Some(name) = file.strip_suffix(".sqlite.gz") else { continue };
        let home = Home::new();
        std::fs::create_dir(home.path().join("stemma-store")).unwrap();
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(entry.path()).unwrap()).read_to_end(&mut bytes).unwrap();
        std::fs::write(home.path().join("stemma-store/log.sqlite"), bytes).unwrap();
        let claims = lines(&std::fs::read(stores().join(format!("{name}.claims.jsonl"))).unwrap());
        old.push(Old { name: name.to_owned(), home, claims });
    }
    old.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(old.len() >= 4, "a build of each day is here");
    old
}

/// Every change and every byte of a log, in order.
fn recorded(log: &Path) -> (Vec<String>, BTreeSet<String>) {
    let log = Connection::open(log).unwrap();
    let rows = |query: &str| -> Vec<String> {
        let mut rows = log.prepare(query).unwrap();
        rows.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let changes = "SELECT sequence || recorded || principal || reason || hex(payload) || hex(previous) || hex(hash) FROM changes ORDER BY sequence";
    (rows(changes), rows("SELECT hex(hash) || hex(bytes) FROM blobs").into_iter().collect())
}

fn format(log: &Path) -> i64 {
    Connection::open(log).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// The assertions of some claims: where each stands and what it says.
fn assertions(claims: &[Value]) -> BTreeMap<String, Value> {
    let all = claims.iter().flat_map(|claim| claim["assertions"].as_array().unwrap());
    all.map(|one| {
        let place = ["document", "quote", "start", "end"].map(|key| one[key].clone());
        (one["id"].as_str().unwrap().to_owned(), Value::from(place.to_vec()))
    })
    .collect()
}

/// That both tell the same assertions, but for where words of earlier versions stand: these were told as if they stood in the
/// files as they are now.
fn assert_same(name: &str, now: &[Value], old: &[Value]) {
    let all = now.iter().flat_map(|claim| claim["assertions"].as_array().unwrap());
    let earlier: Vec<&str> =
        all.filter(|one| one["version"].is_string()).map(|one| one["id"].as_str().unwrap()).collect();
    let (mut now, mut old) = (assertions(now), assertions(old));
    for id in earlier {
        let quotes = [now.remove(id), old.remove(id)].map(|one| one.unwrap()[1].clone());
        assert_eq!(quotes[0], quotes[1], "{name}: an assertion has another quote");
    }
    assert_eq!(now, old, "{name}: assertions have another id, place or quote");
}

fn exported(home: &Home, store: &str) -> Vec<u8> {
    home.ok(&["--store", store, "export", "--format", "nquads"])
}

#[test]
fn what_older_builds_recorded_is_read_as_they_wrote_it_and_found_anew() {
    let fresh = Home::new();
    std::fs::write(fresh.path().join("a.md"), "The dyke leaks, said Ada Moor.\n").unwrap();
    fresh.ok(&["ingest", "a.md"]);
    let rules = |home: &Home| home.ok(&["query", "-e", "SELECT DISTINCT ?v { ?a stm:ruleVersion ?v }", "--json"]);
    for old in all() {
        let (name, before) = (&old.name, recorded(&old.log()));
        assert_eq!(format(&old.log()), 1, "{name}");
        old.home.ok(&["doctor", "--check"]);
        let now = old.claims_now();
        assert_same(name, &now, &old.claims);
        let service = Service::start(&old.home, &[]);
        // A claim that today's rules part or join otherwise is found by the id that it had.
        for claim in &old.claims {
            let id = claim["id"].as_str().unwrap();
            let answers = service.get(&format!("/api/v1/claims/{id}"), "application/json").json();
            let first = |claim: &Value| assertions(std::slice::from_ref(claim)).into_keys().collect::<BTreeSet<_>>();
            assert!(!first(&answers).is_disjoint(&first(claim)), "{name}: {id} leads to another claim");
        }
        assert_eq!(rules(&old.home), rules(&fresh), "{name}: findings of older rules are shown");
        assert_eq!(exported(&old.home, "stemma-store"), exported(&old.home, "stemma-store"), "{name}");
        assert!(recorded(&old.log()) == before && format(&old.log()) == 1, "{name}: reading it wrote into it");
    }
}

#[test]
fn what_people_decided_with_older_builds_holds() {
    for old in all().into_iter().filter(|old| !old.name.starts_with("2026-11-25")) {
        let (name, now) = (&old.name, old.claims_now());
        let with = |words: &str| -> Vec<&Value> {
            let says = |one: &Value| one["quote"].as_str().unwrap().contains(words);
            now.iter().filter(|claim| claim["assertions"].as_array().unwrap().iter().any(says)).collect()
        };
        let ferry = with("carries 212 passengers");
        assert!(ferry.len() == 1 && ferry == with("takes 212 people"), "{name}: the merge is lost: {ferry:?}");
        let withdrawn =
            old.home.ok(&["query", "-e", "SELECT ?why { ?r a stm:Retraction ; stm:reason ?why }", "--json"]);
        let withdrawn = String::from_utf8(withdrawn).unwrap();
        assert!(
            withdrawn.contains("withdrawn by its paper") && !withdrawn.contains("a mistake"),
            "{name}: one withdrawal holds and one was taken back: {withdrawn}"
        );
        if old.token().is_some() {
            let asked = |query: &str| String::from_utf8(old.home.ok(&["query", "-e", query, "--json"])).unwrap();
            assert!(asked("SELECT ?o { GRAPH <urn:notes> { <urn:a> <urn:p> ?o } }").contains("kept"), "{name}");
            assert!(asked("SELECT ?o { <urn:b> <urn:p> ?o }").contains("kept too"), "{name}");
            assert!(String::from_utf8(old.home.ok(&["topics", "ferries"])).unwrap().contains("harbour-note"), "{name}");
            assert!(String::from_utf8(old.home.ok(&["token", "list"])).unwrap().contains("newsroom  review"), "{name}");
        }
    }
}

#[test]
fn an_old_store_is_added_to_and_older_builds_refuse_it_from_then_on() {
    for old in all() {
        let (name, home) = (&old.name, &old.home);
        let (changes, blobs) = recorded(&old.log());
        let before = old.claims_now();
        std::fs::write(home.path().join("new.md"), "---\npublisher: Tide Post\n---\nThe dyke leaks, said Ada Moor.\n")
            .unwrap();
        home.ok(&["ingest", "new.md"]);
        home.ok(&["retract", "documents/sorvik-observer.md", "--reason", "by today's build"]);
        home.ok(&["undo"]);
        home.ok(&["doctor", "--check"]);
        let (now, bytes) = recorded(&old.log());
        assert_eq!((now.len(), format(&old.log())), (changes.len() + 3, 2), "{name}");
        assert!(now.starts_with(&changes) && bytes.is_superset(&blobs), "{name}: what was recorded was altered");
        let after = old.claims_now();
        let new: Vec<&Value> = after.iter().filter(|claim| !before.contains(claim)).collect();
        assert!(new.len() == 1 && new[0]["text"].as_str().unwrap().contains("dyke"), "{name}: {new:?}");
        assert_eq!(after.len(), before.len() + 1, "{name}");
    }
}

#[test]
fn reading_again_makes_of_an_old_store_what_today_s_build_would_have_made() {
    let all = all();
    let old = all.first().unwrap();
    let home = &old.home;
    home.ok(&["reread"]);
    home.ok(&["doctor", "--check"]);
    let world = home.path().join("fresh");
    std::fs::create_dir(&world).unwrap();
    // The bytes that the old build held, under the names that it gave them; versions in their order.
    let store = stemma_store::log::Log::open_read_only(&home.path().join("stemma-store")).unwrap();
    let story = stores().join("../release-and-rewrites");
    let run = |arguments: &[&str]| {
        let output =
            home.command(&[&["--store", "../again"], arguments].concat()).current_dir(&world).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    std::fs::create_dir(world.join("documents")).unwrap();
    for table in ["control.csv", "interest.csv"] {
        std::fs::copy(story.join(table), world.join(table)).unwrap();
    }
    for entry in std::fs::read_dir(story.join("documents")).unwrap().map(Result::unwrap) {
        std::fs::copy(entry.path(), world.join("documents").join(entry.file_name())).unwrap();
    }
    run(&["ingest", "documents", "control.csv", "interest.csv"]);
    for name in ["volt-review.md", "harbour-note.md"] {
        let held = store.changes_since(0).unwrap().into_iter().rev().find_map(|change| {
            let documents = store.payload(&change).unwrap().unwrap();
            let mut bytes = documents.documents().map(|hash| store.blob(hash).unwrap());
            bytes.find(|bytes| match name {
                "volt-review.md" => String::from_utf8_lossy(bytes).contains("Volt Review\n"),
                _ => String::from_utf8_lossy(bytes).contains("Harbour Note\n"),
            })
        });
        std::fs::write(world.join("documents").join(name), held.unwrap()).unwrap();
        run(&["ingest", &format!("documents/{name}")]);
    }
    let fresh = lines(&run(&["claims", "--all", "--json"]));
    // A version that another one had superseded is not read again: what only it says stays as the old build read it, and counts for nothing.
    let found = |claims: &[Value]| -> BTreeSet<String> {
        let reported = claims.iter().filter(|claim| claim["reports"] != 0);
        let told = [
            "text",
            "kind",
            "headline",
            "support",
            "reports",
            "omega",
            "nu",
            "kappa",
            "opposition",
            "flags",
            "chokepoint",
        ];
        reported.map(|claim| Value::from(told.map(|key| claim[key].clone()).to_vec()).to_string()).collect()
    };
    let (now, fresh) = (found(&old.claims_now()), found(&fresh));
    assert!(now.len() > 20);
    let differing: Vec<&String> = now.symmetric_difference(&fresh).collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn a_backup_of_an_old_store_restores_as_it_was_and_serves_who_had_a_token() {
    for old in all() {
        let (name, home) = (&old.name, &old.home);
        let (before, log) = (exported(home, "stemma-store"), recorded(&old.log()));
        home.ok(&["backup", "kept"]);
        home.ok(&["--store", "again", "restore", "kept"]);
        assert!(recorded(&home.path().join("again/log.sqlite")) == log, "{name}");
        assert_eq!(format(&home.path().join("again/log.sqlite")), 1, "{name}: a copy is no change");
        assert!(exported(home, "again") == before, "{name}");
        let service = Service::running(home.command(&["--store", "again", "serve", "--bind", "127.0.0.1:0"]));
        for claim in &old.claims {
            let answer = service.get(&format!("/claims/{}", claim["id"].as_str().unwrap()), "text/html");
            assert!([200, 307].contains(&answer.status), "{name}: {}", answer.head);
        }
        let Some(token) = old.token() else { continue };
        let header = format!("Authorization: Bearer {token}");
        let media = ["Content-Type: application/sparql-update", header.as_str()];
        assert_eq!(service.send("POST", "/sparql", &media, b"INSERT DATA { <urn:c> <urn:p> 1 }").status, 204, "{name}");
    }
}

/// Every command that opens a store, each with what it takes.
const COMMANDS: [&[&str]; 10] = [
    &["claims"],
    &["doctor", "--check"],
    &["export", "--format", "nquads"],
    &["query", "-e", "ASK {}"],
    &["ingest", "a.md"],
    &["undo"],
    &["token", "add", "x", "--scope", "read"],
    &["backup", "copy"],
    &["serve", "--bind", "127.0.0.1:0"],
    &["reread"],
];

#[test]
fn a_store_of_a_newer_build_and_a_file_that_is_none_are_refused_and_left_alone() {
    let old = all().remove(0);
    let whole = std::fs::read(old.log()).unwrap();
    let altered = |sql: &str| {
        let path = old.home.path().join("altered.sqlite");
        std::fs::write(&path, &whole).unwrap();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        std::fs::read(&path).unwrap()
    };
    let cut = |length: usize| whole[..length].to_vec();
    let mut spoiled = whole.clone();
    spoiled[100..4096].fill(0xA5);
    for (what, bytes, words) in [
        (
            "newer",
            altered("PRAGMA user_version = 77"),
            "has format 77, this program knows up to 2; use a newer program",
        ),
        ("foreign", altered("PRAGMA application_id = 252006674"), "a database of another program"),
        ("unmarked", altered("PRAGMA application_id = 0"), "a database of another program"),
        ("text", b"some notes of mine, and nothing else. ".repeat(200), "give another directory"),
        ("zeros", vec![0; 8192], "give another directory"),
        ("head", cut(100), "log.sqlite"),
        ("cut", cut(whole.len() / 2), "log.sqlite"),
        ("spoiled", spoiled, "log.sqlite"),
    ] {
        let home = Home::new();
        std::fs::write(home.path().join("a.md"), "The dyke leaks, said Ada Moor.\n").unwrap();
        std::fs::create_dir(home.path().join("stemma-store")).unwrap();
        let log = home.path().join("stemma-store/log.sqlite");
        std::fs::write(&log, &bytes).unwrap();
        let restore: &[&str] = &["--store", "new", "restore", "stemma-store"];
        for command in COMMANDS.into_iter().chain([restore]) {
            let output = home.run(command);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(3), "{what} {command:?}: {said}");
            assert!(said.contains(words) && said.contains("stemma-store"), "{what} {command:?}: {said}");
            assert!(std::fs::read(&log).unwrap() == bytes, "{what} {command:?} wrote into it");
        }
        assert!(!home.path().join("copy").exists() && !home.path().join("new").exists(), "{what}: a copy is left");
    }
}
