//! Word vectors in a store's folder: claims of like meaning wait for a person, and nothing is joined without one.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use http::Service;
use records::lines;
use serde_json::Value;
use support::Home;

/// "Whitewashed" and "limed" mean nearly the same here, "closed" means something else.
const VECTORS: &str = "8 3\nin 0 0 1\norrin 0.3 0.3 0\nwhitewashed 1 0.1 0\nlimed 1 0.2 0\nclosed 0 0 1\nroof 0 1 0\ngable 0.1 1 0\nwoods 0.2 0 0.5\n";

fn home() -> Home {
    let home = Home::new();
    for (day, paper, text) in [
        (1, "Post", "Orrin whitewashed the roof, Ada Moor said."),
        (2, "Echo", "Orrin limed a gable, Karl Moss said."),
        (3, "Times", "Orrin closed the woods, Ida Lund said."),
    ] {
        let text = format!("---\npublisher: {paper}\ndate: 2026-03-0{day}\n---\n{text}\n");
        std::fs::write(home.path().join(format!("{paper}.md")), text).unwrap();
    }
    home.ok(&["ingest", "Post.md", "Echo.md", "Times.md"]);
    home
}

fn set_vectors(home: &Home, vectors: &str) {
    std::fs::write(home.path().join("stemma-store/vectors.vec"), vectors).unwrap();
}

fn waiting(home: &Home) -> Vec<Value> {
    lines(&home.ok(&["review", "--kind", "identity", "--json"]))
}

fn reports(home: &Home) -> Vec<u64> {
    lines(&home.ok(&["claims", "--all", "--json"])).iter().map(|claim| claim["reports"].as_u64().unwrap()).collect()
}

#[test]
fn claims_of_like_meaning_wait_for_a_person() {
    let home = home();
    assert!(waiting(&home).is_empty(), "without vectors few words in common are nothing");
    set_vectors(&home, VECTORS);
    let items = waiting(&home);
    assert_eq!(items.len(), 1, "{items:#?}");
    assert_eq!(items[0]["reason"], "of like meaning, by the word vectors that were given");
    let texts = items[0].to_string();
    assert!(texts.contains("whitewashed the roof") && texts.contains("limed a gable"), "{texts}");
    assert_eq!(reports(&home), [1, 1, 1], "nothing is joined");

    let service = Service::start(&home, &[]);
    let listed = service.get("/api/v1/review?kind=identity", "application/json").json();
    assert!(listed.to_string().contains(items[0]["id"].as_str().unwrap()), "{listed:#}");
    drop(service);

    home.ok(&["review", "confirm", items[0]["id"].as_str().unwrap(), "--reason", "the one house of Orrin"]);
    assert!(waiting(&home).is_empty());
    let mut joined = reports(&home);
    joined.sort_unstable();
    assert_eq!(joined, [1, 2]);
    home.ok(&["undo"]);
    assert_eq!(waiting(&home), items);
}

#[test]
fn a_file_that_has_no_vectors_is_refused_with_its_place() {
    let home = home();
    set_vectors(&home, "orrin 1 2\nroof 1\n");
    let output = home.run(&["review"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(told.contains("vectors.vec") && told.contains("line 2: it has 1 numbers"), "{told}");
    // Whatever needs no vectors goes on.
    assert_eq!(reports(&home), [1, 1, 1]);
}
