//! The library of named queries, on the story of the chips: the answers below were compared by hand with the
//! story's findings.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

mod support;

use std::path::Path;

use support::Home;

/// A home whose store has the story of the chips.
fn home() -> Home {
    let home = Home::new();
    let story =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/chips-and-export-controls").canonicalize().unwrap();
    let paths = ["documents", "control.csv", "interest.csv"].map(|path| story.join(path));
    let paths: Vec<&str> = paths.iter().map(|path| path.to_str().unwrap()).collect();
    home.ok(&[&["ingest"], paths.as_slice()].concat());
    home
}

/// The rows of an answer without IRIs of records.
fn rows(home: &Home, arguments: &[&str]) -> Vec<String> {
    let printed = String::from_utf8(home.ok(&[&["query"], arguments, &["--format", "csv"]].concat())).unwrap();
    let bare = |line: &str| {
        let cells = line.split(',').filter(|cell| !cell.starts_with("http://stemma.localhost"));
        cells.collect::<Vec<_>>().join(",")
    };
    printed.lines().skip(1).map(str::trim_end).filter(|line| !line.is_empty()).map(bare).collect()
}

#[test]
fn every_named_query_can_be_asked_as_it_stands() {
    let home = home();
    let listed = String::from_utf8(home.ok(&["query", "--list", "--json"])).unwrap();
    assert!(listed.lines().count() >= 12);
    for line in listed.lines() {
        let query: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = query["name"].as_str().unwrap();
        let found = rows(&home, &[name]);
        assert!(!found.is_empty() || name == "suspected-copies", "{name} finds nothing in the story");
        for parameter in query["parameters"].as_array().unwrap() {
            let with = format!("{}=nobody \" }} of this name", parameter.as_str().unwrap());
            assert_eq!(rows(&home, &[name, "--with", &with]), [""; 0], "{name}");
        }
    }
}

#[test]
fn answers_are_those_of_the_story() {
    let home = home();
    for (arguments, expected) in [
        (
            vec!["contested-figures"],
            vec![
                "The 940C chip has a yield of 35 percent.,The yield of the 940C chip is 60 percent.,quantity,\"one quantity, two numbers\"",
                "Veyra makes the 940C chip on a 7-nanometre line.,Veyra makes the 940C chip on a 5-nanometre line.,quantity,\"one quantity, two numbers\"",
            ],
        ),
        (vec!["predictions"], vec!["Veyra will ship a 3-nanometre chip by the end of 2031.,prediction-pending,2031"]),
        (
            vec!["claims-by-status", "--with", "status=independently-verified"],
            vec![
                "The die of the 940C chip measures 612 mm².,independently-verified,2,1",
                "Veyra makes the 940C chip on a 7-nanometre line.,independently-verified,2,2",
            ],
        ),
        (
            vec!["claims-by-status", "--with", "status=refuted"],
            vec!["Veyra makes the 940C chip on a 5-nanometre line.,refuted,8,0"],
        ),
        (
            vec!["hangs-on", "--with", "actor=Harbour Financial"],
            vec![
                "Harbour Financial,Veyra will ship a 3-nanometre chip by the end of 2031.,3",
                "Harbour Financial,The 940C chip has a yield of 35 percent.,2",
            ],
        ),
    ] {
        assert_eq!(rows(&home, &arguments), expected, "{arguments:?}");
    }
}

#[test]
fn what_the_library_does_not_have_is_said() {
    let home = home();
    for (arguments, words) in [
        (&["query", "no-such-query"] as &[&str], "no query is called `no-such-query`"),
        (&["query", "hangs-on", "--with", "who=Veyra"], "no parameter `who`; it takes actor"),
        (&["query", "hangs-on", "--with", "Veyra"], "NAME=VALUE"),
        (&["query", "no-such-file.rq"], "cannot read"),
    ] {
        let output = home.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && error.contains(words), "{arguments:?}: {error}");
    }
}
