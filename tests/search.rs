//! Full text over the live service: in SPARQL and on a page; hostile words stay words.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use http::{Service, encoded};
use story::story;
use support::Home;

#[test]
fn claims_are_found_by_words_with_their_status() {
    let service = Service::start(&story("chips-and-export-controls"), &[]);
    let query = "SELECT ?text ?score ?headline {
        ?claim search:matches (\"yield of the 5-nanometre line\" ?score ?wording) ; schema:text ?text ; stm:headline/skos:notation ?headline
    } ORDER BY DESC(?score) LIMIT 3";
    let rows = service.ask(query, "application/json").json();
    let rows = rows["results"]["bindings"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 3);
    assert!(rows[0]["text"]["value"].as_str().unwrap().contains("5-nanometre line"), "{rows:?}");
    let scores: Vec<f64> = rows.iter().map(|row| row["score"]["value"].as_str().unwrap().parse().unwrap()).collect();
    assert!(scores[0] >= scores[1] && scores[1] >= scores[2] && scores[2] > 0.0, "{scores:?}");
    let page = service.get(&format!("/search?q={}", encoded("yield of the 5-nanometre line")), "text/html").text();
    assert!(page.contains("<mark>yield</mark>") && page.contains("href=\"/claims/"), "{page}");
    let said = service.ask("SELECT * { ?claim search:matches ?x }", "*/*").problem(400);
    assert!(said.contains("search:matches"), "{said}");
}

#[test]
fn a_page_lists_what_sparql_finds_in_the_same_order() {
    let service = Service::start(&story("chips-and-export-controls"), &[]);
    for words in ["yield of the 5-nanometre line", "Veyra chips", "memory stacks of the 940C", "export", "lighthouse"] {
        let query = format!(
            "SELECT ?claim ?score {{ ?claim search:matches (\"{words}\" ?score ?wording) }} ORDER BY DESC(?score) ?claim LIMIT 50"
        );
        let rows = service.ask(&query, "application/json").json();
        let rows = rows["results"]["bindings"].as_array().unwrap().clone();
        let found: Vec<&str> =
            rows.iter().map(|row| row["claim"]["value"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
        let page = service.get(&format!("/search?q={}", encoded(words)), "text/html").text();
        let list = page.split("<ol class=\"found\">").nth(1).unwrap();
        let listed: Vec<&str> =
            list.split("href=\"/claims/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(listed, found, "{words}");
        assert_eq!(found.is_empty(), words == "lighthouse");
    }
}

#[test]
fn hostile_words_find_nothing_and_break_nothing() {
    let home = Home::new();
    let text = "---\npublisher: Tide Post\n---\nThe <script>alert(1)</script> dyke leaks, said Ada Moor.\n";
    std::fs::write(home.path().join("a.md"), text).unwrap();
    home.ok(&["ingest", "a.md"]);
    let service = Service::start(&home, &[]);
    for words in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=y>",
        "' OR 1=1 --",
        "\u{202e}dyke",
        "\0",
        "",
        " ",
        "%",
        "dyke } ?s ?p ?o",
    ] {
        let answer = service.get(&format!("/search?q={}", encoded(words)), "text/html");
        assert_eq!(answer.status, 200, "{words:?}");
        let page = answer.text();
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains('\u{202e}'), "{words:?}: {page}");
    }
    let long = "dyke ".repeat(2_000);
    let answer = service.get(&format!("/search?q={}", encoded(&long)), "text/html");
    assert!([200, 414, 431].contains(&answer.status), "{}", answer.status);
    assert_eq!(service.get("/search?q=dyke&q=leak", "text/html").status, 200);
    service.get("/search?q=%FF", "text/html").text();
    service.get("/search?q=dyke", "text/turtle").problem(406);
    let literal = service.ask("SELECT ?c { ?c search:matches \"dyke } ?s ?p ?o #\" }", "text/csv");
    assert_eq!((literal.status, literal.text().lines().count()), (200, 2), "{}", literal.text());
}
