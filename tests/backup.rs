//! Backup and restore: what comes back is what was there, and nothing is written over.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

mod support;

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
