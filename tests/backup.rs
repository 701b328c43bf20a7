//! Backup and restore: what comes back is what was there, and nothing is written over.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
mod support;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use http::Service;
use support::Home;

fn home() -> Home {
    let home = Home::new();
    std::fs::write(
        home.path().join("a.md"),
        "---\npublisher: Allmark Times\n---\nThe dyke at Halm leaks, said Ada Moor.\n",
    )
    .unwrap();
    home.ok(&["ingest", "a.md"]);
    std::fs::write(home.path().join("stemma-store/policy.toml"), "name = \"three-lines\"\nlines = 3\n").unwrap();
    home
}

#[test]
fn a_store_comes_back_byte_for_byte_as_it_was_exported() {
    let home = home();
    let exported = |store: &str| home.ok(&["--store", store, "export", "--format", "nquads"]);
    let before = exported("stemma-store");
    home.ok(&["backup", "kept/today"]);
    std::fs::write(home.path().join("b.md"), "The pier at Lisk closed, said Cem Oner.\n").unwrap();
    home.ok(&["ingest", "b.md"]);
    assert_ne!(exported("stemma-store"), before);
    assert_eq!(exported("kept/today"), before, "a backup is a store of its own");
    home.ok(&["--store", "again", "restore", "kept/today"]);
    assert_eq!(exported("again"), before);
    assert!(home.path().join("again/policy.toml").exists());
    // And it can be written again.
    home.ok(&["--store", "again", "ingest", "b.md"]);
    assert_eq!(exported("again"), exported("stemma-store"));
}

#[test]
fn nothing_is_written_over_and_nothing_half_made_is_left() {
    let home = home();
    home.ok(&["backup", "kept"]);
    for (arguments, code, words) in [
        (&["backup", "kept"] as &[&str], 2, "is there already"),
        (&["restore", "kept"], 2, "is there already"),
        (&["--store", "new", "restore", "nowhere"], 3, "is not there"),
        (&["--store", "nowhere", "backup", "other"], 3, "is not there"),
    ] {
        let output = home.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(code) && error.contains(words), "{arguments:?}: {error}");
    }
    // A backup that was altered is not restored.
    let path = home.path().join("kept/log.sqlite");
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(9).position(|nine| nine == b"Halm leak").unwrap();
    bytes[at] = b'F';
    std::fs::write(&path, bytes).unwrap();
    let output = home.run(&["--store", "new", "restore", "kept"]);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("new")), "{left:?}");
}

#[test]
fn a_backup_made_while_the_service_is_written_has_all_that_was_acknowledged_before_it() {
    const TOKEN: &str = "a-token-of-this-test";
    let home = home();
    let mut command =
        home.command(&["serve", "--bind", "127.0.0.1:0", "--client-requests", "0", "--client-seconds", "0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    let (acknowledged, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let headers = ["Content-Type: application/sparql-update", &format!("Authorization: Bearer {TOKEN}")];
            for n in 0.. {
                let text = format!("INSERT DATA {{ <urn:s> <urn:n> {n} }}");
                assert_eq!(service.send("POST", "/sparql", &headers, text.as_bytes()).status, 204);
                acknowledged.store(n + 1, Ordering::SeqCst);
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        for round in 0..5 {
            std::thread::sleep(std::time::Duration::from_millis(100));
            let before = acknowledged.load(Ordering::SeqCst);
            let (kept, again) = (format!("kept-{round}"), format!("again-{round}"));
            home.ok(&["backup", &kept]);
            home.ok(&["--store", &again, "restore", &kept]);
            home.ok(&["--store", &again, "doctor", "--check"]);
            let count =
                ["query", "-e", "SELECT (COUNT(*) AS ?n) (MAX(?o) AS ?m) { <urn:s> <urn:n> ?o }", "--format", "csv"];
            let counted = home.ok(&[&["--store", again.as_str()], count.as_slice()].concat());
            let counted = String::from_utf8(counted).unwrap();
            let (held, last) = counted.lines().nth(1).unwrap().split_once(',').unwrap();
            let held: usize = held.parse().unwrap();
            assert!(held >= before, "{held} of {before} that were acknowledged");
            // Whole changes in their order, and none between them left out.
            assert_eq!(last.trim().parse::<usize>().map_or(0, |last| last + 1), held, "{counted}");
        }
        is_over.store(true, Ordering::SeqCst);
    });
}
