//! Versions of a document in the reader: what was added and taken away, and what became of its claims.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
mod support;

use http::Service;
use support::Home;

const HEAD: &str = "---\ntitle: The dyke\npublisher: Tide Post\npublished: 2026-03-01\n---\n";

fn ingest(home: &Home, name: &str, text: &str) {
    std::fs::write(home.path().join(name), format!("{HEAD}{text}\n")).unwrap();
    home.ok(&["ingest", name]);
}

/// Everything between two words of a page.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    page.split(from).nth(1).unwrap_or_else(|| panic!("no {from}: {page}")).split(to).next().unwrap()
}

#[test]
fn two_versions_are_laid_beside_each_other_with_what_became_of_their_claims() {
    let home = Home::new();
    let first = "The dyke at Norwick leaks 5 litres an hour, said Ada Moor.\n\nThe pumping station burned down, said Bo Lund.\n\nThe mill was flooded, said Di Evans.";
    let second = "The dyke at Norwick leaks 9 litres an hour, said Ada Moor.\n\nThe mill was flooded, said Di Evans.\n\nThe <b>lighthouse</b> \u{202e}was sold, said Cy Dahl.";
    ingest(&home, "a.md", first);
    ingest(&home, "a.md", second);
    std::fs::write(
        home.path().join("b.md"),
        "---\npublisher: Marsh Gazette\n---\nThe sluice has cracked, said Ed Fox.\n",
    )
    .unwrap();
    home.ok(&["ingest", "b.md"]);
    let service = Service::start(&home, &[]);
    let query = "SELECT ?v { ?v a stm:Version }";
    let versions = service.ask(query, "text/csv").text();
    let mut compared = None;
    for iri in versions.lines().skip(1) {
        let path = format!("/versions/{}", iri.trim().rsplit('/').next().unwrap());
        let page = service.get(&path, "text/html").text();
        if page.contains("/compare?with=") {
            let link = between(&page, "/compare?with=", "\"").to_owned();
            let earlier = page.split("/compare?with=").next().unwrap().rsplit("/versions/").next().unwrap();
            compared = Some((earlier.to_owned(), link));
        }
    }
    let (earlier, later) = compared.unwrap();
    let page = service.get(&format!("/versions/{earlier}/compare?with={later}"), "text/html").text();
    let claims = between(&page, "class=\"fates\"", "</ul>");
    assert!(between(claims, "No longer said: ", "</li>").contains("pumping station"), "{claims}");
    let otherwise = between(claims, "Said otherwise: ", "</li>");
    assert!(
        otherwise.contains("5 litres") && otherwise.split("Now: ").nth(1).unwrap().contains("9 litres"),
        "{otherwise}"
    );
    assert!(between(claims, "New: ", "</li>").contains("lighthouse"), "{claims}");
    assert!(claims.contains("1 claim is said as before."), "{claims}");
    let words = between(&page, "<h2>The words</h2>", "</main>");
    assert!(words.contains("<del>") && between(words, "<del>", "</del>").contains("5 litres"), "{words}");
    assert!(words.contains("<ins>") && !page.contains("<b>lighthouse") && !page.contains('\u{202e}'), "{words}");
    // The other way round, and with the one that holds now when none is named.
    assert_eq!(service.get(&format!("/versions/{earlier}/compare"), "text/html").text(), page);
    let back = service.get(&format!("/versions/{later}/compare?with={earlier}"), "text/html").text();
    assert!(between(&back, "New: ", "</li>").contains("pumping station"));
    let same = service.get(&format!("/versions/{later}/compare"), "text/html").text();
    assert!(same.contains("Both say the same words."));
    for (path, status) in [
        (format!("/versions/{earlier}/compare?with=x"), 404),
        ("/versions/00000000-0000-0000-0000-000000000000/compare".to_owned(), 404),
    ] {
        service.get(&path, "*/*").problem(status);
    }
    let other = versions
        .lines()
        .skip(1)
        .map(|iri| iri.trim().rsplit('/').next().unwrap())
        .find(|id| *id != earlier && *id != later)
        .unwrap();
    service.get(&format!("/versions/{earlier}/compare?with={other}"), "*/*").problem(400);
}
