//! Networks and bibliographies: read back by programs of others, the same bytes each time, and no word of a document is more
//! than a word in them.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

#[path = "support/python.rs"]
mod python;
#[path = "support/records.rs"]
mod records;
#[path = "support/story.rs"]
mod story;
mod support;

use std::path::Path;
use std::process::Command;

use python::python;
use records::lines;
use story::story;
use support::Home;

const STORY: &str = "chips-and-export-controls";
const HOSTILE: &str = "---\ntitle: \"]]></data><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]> \\\\input{x} 50% \u{202e}\u{1}dlo & \\\"q\\\"\"\npublisher: \"A & B } and {C\"\nauthor: \"Ada and Bo\"\ndate: 2026-01\nurl: \"https://a.example/{x}%20?a=1&b=2\"\n---\n\nThe <dyke> at \"Halm\" leaks & drips, said Ada O'Moor.\n";

fn home() -> Home {
    let home = story(STORY);
    std::fs::write(home.path().join("hostile.md"), HOSTILE).unwrap();
    home.ok(&["ingest", "hostile.md"]);
    home
}

/// Asks the reader of others about an export.
fn read(home: &Home, module: &str, format: &str, file: &Path) -> Option<serde_json::Value> {
    let python = python(module)?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats/read_export.py");
    let output = Command::new(python).arg(script).arg(format).arg(file).current_dir(home.path()).output().unwrap();
    assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn a_network_has_every_claim_document_and_contradiction_and_networkx_reads_it() {
    let home = home();
    let claims = lines(&home.ok(&["claims", "--all", "--json"]));
    let contradictions = lines(&home.ok(&["contradictions", "--json"]));
    let open = contradictions.iter().filter(|c| c["a"] != c["b"]).count();
    assert!(open > 0);
    for format in ["graphml", "gexf"] {
        let first = home.ok(&["export", "--format", format]);
        assert!(first == home.ok(&["export", "--format", format]), "{format}: the same bytes");
        let text = String::from_utf8(first.clone()).unwrap();
        assert!(!text.contains("<!") && !text.contains('\u{202e}') && !text.contains('\u{1}'), "{format}");
        let file = home.path().join(format!("all.{format}"));
        std::fs::write(&file, first).unwrap();
        let Some(found) = read(&home, "networkx", format, &file) else { return };
        assert_eq!(found["types"]["claim"], claims.len(), "{format}: {found}");
        assert_eq!(found["relations"]["contradicts"], open, "{format}: {found}");
        assert!(found["relations"]["has-it-from"].as_u64().unwrap() > 10, "{format}: {found}");
        let nodes = found["nodes"].as_array().unwrap();
        for claim in &claims {
            let id = format!("claim:{}", claim["id"].as_str().unwrap());
            let node = nodes.iter().find(|node| node["id"] == id.as_str()).unwrap();
            assert_eq!((&node["support"], &node["headline"]), (&claim["support"], &claim["headline"]), "{format}");
            assert_eq!((&node["nu_low"], &node["nu_high"]), (&claim["nu"][0], &claim["nu"][1]), "{format}");
        }
        let hostile = nodes.iter().find(|node| node["publisher"] == "A & B } and {C").unwrap();
        assert!(hostile["label"].as_str().unwrap().starts_with("]]></data><!DOCTYPE x"), "{hostile}");
        assert_eq!(hostile["published"], "2026-01");
        let one = home.ok(&["export", "--format", format, "--claim", "drips"]);
        assert!(one.len() < text.len() / 4 && String::from_utf8(one).unwrap().contains("drips"), "{format}: one claim");
    }
}

#[test]
fn documents_are_cited_in_bibtex_and_csl() {
    let home = home();
    let answer = lines(&home.ok(&["query", "-e", "SELECT ?d { ?d a stm:Document }", "--json"]));
    let held = answer[0]["results"]["bindings"].as_array().unwrap().len();
    for format in ["bibtex", "csl"] {
        let first = home.ok(&["export", "--format", format]);
        assert!(first == home.ok(&["export", "--format", format]), "{format}: the same bytes");
        assert!(!String::from_utf8_lossy(&first).contains('\u{202e}'), "{format}");
        let file = home.path().join(format!("all.{format}"));
        std::fs::write(&file, &first).unwrap();
        let Some(found) = read(&home, "bibtexparser", format, &file) else { return };
        let entries = found["entries"].as_array().unwrap();
        assert_eq!(entries.len(), held, "{format}: an entry for each document");
        let hostile =
            entries.iter().find(|entry| entry["url"].as_str().is_some_and(|u| u.contains("a.example"))).unwrap();
        assert_eq!(hostile["authors"], serde_json::json!(["Ada and Bo"]), "one author, whatever the name: {hostile}");
        assert_eq!(hostile["date"], "2026-01");
        assert!(hostile["title"].as_str().unwrap().contains("50"), "{hostile}");
        let one = home.ok(&["export", "--format", format, "--claim", "drips"]);
        std::fs::write(&file, one).unwrap();
        let one = read(&home, "bibtexparser", format, &file).unwrap();
        assert_eq!(one["entries"].as_array().unwrap().len(), 1, "{format}: the documents of one claim");
        assert_eq!(one["entries"][0]["key"], hostile["key"]);
    }
}
