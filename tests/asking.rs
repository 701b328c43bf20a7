//! The query page: what is asked on it by a form alone, what it shows of answers and of what is wrong, and that nothing in an
//! answer runs or leads elsewhere.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use http::{Answer, Service, encoded};
use story::story;

const TOKEN: &str = "a-token-of-this-test";

fn service(home: &support::Home) -> Service {
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0", "--rows", "700"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    Service::running(command)
}

fn page(service: &Service, parameters: &str) -> Answer {
    service.get(&format!("/query?{parameters}"), "text/html")
}

fn asked(service: &Service, query: &str) -> Answer {
    page(service, &format!("query={}", encoded(query)))
}

#[test]
fn a_form_asks_and_the_page_shows_rows_with_links_downloads_and_a_link_to_itself() {
    let home = story("chips-and-export-controls");
    let service = service(&home);
    let empty = page(&service, "");
    assert_eq!(empty.status, 200, "{}", empty.text());
    assert!(empty.header("content-security-policy").unwrap().contains("script-src 'self';"));
    assert!(!empty.text().contains("id=\"answer\"") && empty.text().contains("Looks widely reported"));

    let answer = page(&service, "name=claims-by-status&with-status=single-origin&view=chart");
    let text = answer.text();
    assert!(answer.status == 200 && text.contains("<a href=\"/claims/"), "{text}");
    assert!(text.contains("value=\"single-origin\"") && !text.contains("badge corroborated"), "{text}");
    assert!(text.contains("<rect class=\"bar\""), "{text}");
    let link = |start: &str| {
        let rest = text.split(start).nth(1).unwrap_or_else(|| panic!("{start} is missing: {text}"));
        rest.split('"').next().unwrap().replace("&amp;", "&")
    };
    let table = service.get(&link("class=\"button\" href=\""), "*/*");
    assert_eq!((table.status, table.header("content-type").as_deref()), (200, Some("text/csv")));
    assert_eq!(table.text().lines().count() - 1, text.matches("<tr>").count() - 1);
    let again = service.get(&link("id=\"share\" href=\""), "text/html");
    assert!(again.status == 200 && again.text().contains("<rect class=\"bar\""), "{}", again.text());
    let graph = asked(&service, "CONSTRUCT { ?a stm:versionOf ?b } WHERE { ?a stm:versionOf ?b }");
    assert!(graph.text().contains("15 triples") && graph.text().contains("format=turtle"), "{}", graph.text());
    assert!(asked(&service, "ASK { ?s a stm:Claim }").text().contains("Yes."));
    assert!(page(&service, "name=who-has-it-from-whom&view=graph").text().contains("marker-end"));
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_what_is_long_is_cut_and_says_so() {
    let home = story("chips-and-export-controls");
    let service = service(&home);
    let wrong = asked(&service, "SELECT * {\r\n  ?s ?p ?o\r\n} LIMIT x");
    assert_eq!(wrong.status, 400);
    let text = wrong.text();
    assert!(text.contains("role=\"alert\"") && text.contains("line 3, column 9"), "{text}");
    assert!(text.contains("data-line=\"3\" data-column=\"9\"") && text.contains("} LIMIT x\n        ^"), "{text}");
    let problem = service.ask("SELECT * {\n?s ?p ?o\n} LIMIT x", "application/json");
    assert_eq!((problem.json()["line"].as_u64(), problem.json()["column"].as_u64()), (Some(3), Some(9)));
    assert!(!problem.problem(400).contains("['0'"), "classes of letters: {}", problem.text());
    assert_eq!(asked(&service, "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }").status, 403);
    assert_eq!(page(&service, "name=no-such").status, 404);
    assert_eq!(page(&service, "name=hangs-on&with-who=x").status, 404);
    assert_eq!(service.get("/query", "application/json").status, 406);
    let many = asked(&service, "SELECT * { ?s ?p ?o }");
    assert!(many.status == 200 && many.text().contains("The first 500 rows"), "{}", many.text());
    assert_eq!(many.text().matches("<tr>").count(), 101, "in parts of a hundred");
    let next = many.text();
    let next =
        next.split("rel=\"next\" href=\"/query?").nth(1).unwrap().split('#').next().unwrap().replace("&amp;", "&");
    let second = page(&service, &next).text();
    assert!(second.contains("Rows 101–200 of 500") && second.contains("rel=\"prev\""), "{second}");
    assert_eq!(second.matches("<tr>").count(), 101);
    let last = page(&service, &format!("{}&rows=99", next.split("&rows=").next().unwrap())).text();
    assert!(last.contains("Rows 401–500 of 500") && !last.contains("rel=\"next\""), "{last}");
    let long = asked(&service, "SELECT (REPLACE(STR(?n), \".\", \"long\") AS ?l) ?n { VALUES ?n { \"a\" } }");
    assert!(long.text().contains("1 row"), "{}", long.text());
}

#[test]
fn nothing_in_an_answer_runs_hides_or_leads_elsewhere() {
    let home = story("chips-and-export-controls");
    let service = service(&home);
    let update = "INSERT DATA { GRAPH <urn:bad> { <urn:s> <urn:p> \"<script>alert(1)</script>\", \"\u{202e}dlo\" , <http://stemma.localhost:7373//evil.example/> , <javascript:alert(1)> , \"a\"@en } }";
    let headers = ["Content-Type: application/sparql-update", &format!("Authorization: Bearer {TOKEN}")];
    assert_eq!(service.send("POST", "/sparql", &headers, update.as_bytes()).status, 204);
    for view in ["table", "chart", "graph"] {
        let query =
            encoded("SELECT ?s ?o (1 AS ?n) { GRAPH <urn:bad> { ?s ?p ?o } } # <script>alert(2)</script> \u{202e}");
        let text = page(&service, &format!("query={query}&view={view}")).text();
        assert!(text.contains("5 rows") && !text.contains("<script>alert"), "{text}");
        assert!(!text.contains("href=\"//") && !text.contains("href=\"javascript"), "{text}");
        let shown = text.split("</textarea>").nth(1).unwrap();
        assert!(shown.contains("⟨U+202E⟩dlo") && !shown.contains('\u{202e}'), "{shown}");
    }
    let named = page(&service, "name=hangs-on&with-actor=%22%20%7D%20DROP%20ALL%20%23%3Cscript%3E");
    assert!(named.status == 200 && !named.text().contains("#<script>"), "{}", named.text());
}
