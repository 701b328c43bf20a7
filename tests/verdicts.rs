//! Verdicts of people: given after the checks, several beside each other, taken back with a reason, exported as ClaimReview;
//! and none changes what is computed.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/editor.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod editor;
#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use editor::{ADMIN, Editor, added, claims, id_of, started};
use http::{Answer, Service};
use serde_json::{Value, json};
use story::story;
use support::Home;

const CHIPS: &str = "chips-and-export-controls";

/// A verdict with every check done.
const WHOLE: [(&str, &str); 6] = [
    ("act", "verdict"),
    ("rating", "Rests on one voice"),
    ("why", "All reports lead to the maker."),
    ("origin", "The maker's release, page 2"),
    ("counter-evidence", "None in the teardown; looked in the register too"),
    ("party-asked", "The maker; they repeat the release"),
];

fn with<'f>(changes: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let kept = WHOLE.iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    kept.chain(changes).copied().collect()
}

fn posted(service: &Service, token: &str, claim: &str, fields: &[(&str, &str)]) -> Answer {
    let body: serde_json::Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    let token = format!("Authorization: Bearer {token}");
    let body = Value::Object(body).to_string();
    service.send("POST", &format!("/api/v1/claims/{claim}/verdicts"), &[&token], body.as_bytes())
}

fn records(service: &Service, claim: &str) -> Vec<Value> {
    let lines = service.get(&format!("/api/v1/claims/{claim}/verdicts"), "application/jsonl").text();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A claim with an origin that somebody gains by: none of its checks but the last may be left.
fn a_claim(home: &Home) -> (String, Value) {
    let all = claims(home);
    let id = id_of(&all, |claim| claim["headline"] == "single-origin" && claim["kind"] == "fact");
    let claim = all.into_iter().find(|claim| claim["id"] == id.as_str()).unwrap();
    (id, claim)
}

#[test]
fn a_verdict_is_given_after_its_checks_and_changes_no_finding() {
    let home = story(CHIPS);
    let (claim, before) = a_claim(&home);
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let ada = Editor::log_in(&service, &ada);
    let acts = format!("/claims/{claim}/acts");
    for (lacking, why) in [
        (with(&[("rating", " ")]), "`rating` is empty"),
        (with(&[("why", "")]), "`why` is empty"),
        (with(&[("origin", "")]), "`origin` is empty"),
        (with(&[("counter-evidence", "")]), "`counter-evidence` is empty"),
        (with(&[("party-asked", "")]), "`party-asked` is empty"),
        (with(&[("origin-left", "yes")]), "`origin` has to be done"),
        (with(&[("counter-evidence-left", "yes")]), "`counter-evidence` has to be done"),
        (with(&[("url", "javascript:alert(1)")]), "is no address of a page"),
        (with(&[("why", &"x".repeat(4001))]), "longer than"),
    ] {
        let refused = ada.send(&acts, &lacking);
        assert!(refused.status == 400 && refused.text().contains(why), "{why}: {}", refused.text());
    }
    assert_eq!(records(&service, &claim), [Value::Null; 0]);
    let rated = ada.send(&acts, &with(&[("party-asked", "They are under seal"), ("party-asked-left", "yes")]));
    assert_eq!(rated.status, 303, "{}", rated.text());
    let given = records(&service, &claim);
    assert_eq!(given.len(), 1);
    assert_eq!(
        (&given[0]["by"], &given[0]["rating"], &given[0]["stood"], &given[0]["stands"]),
        (&json!("ada"), &json!("Rests on one voice"), &json!("single-origin"), &json!("single-origin"))
    );
    assert_eq!(given[0]["checks"]["party-asked"], json!({"done": false, "text": "They are under seal"}));
    assert_eq!(given[0]["checks"]["origin"]["done"], true);
    // Everybody sees whose it is, and the computed finding beside it, as it was.
    let page = service.get(&format!("/claims/{claim}"), "text/html").text();
    assert!(page.contains("<strong><bdi>ada</bdi></strong> rates it “"), "{page}");
    assert!(page.contains("Not done: ") && page.contains("badge single-origin") && !page.contains("Give a verdict"));
    assert!(ada.page(&format!("/claims/{claim}")).contains("Give a verdict"));
    assert!(ada.page("/audit").contains("rated it “Rests on one voice”"));
    let after = claims(&home).into_iter().find(|one| one["id"] == claim.as_str()).unwrap();
    assert_eq!(after, before, "a finding changed");
}

#[test]
fn people_differ_and_only_their_own_verdict_is_taken_back() {
    let home = story(CHIPS);
    let (claim, _) = a_claim(&home);
    let (ada_token, bo_token) = (added(&home, "ada", "review"), added(&home, "bo", "review"));
    let reader = added(&home, "reader", "read");
    let service = started(&home);
    assert_eq!(posted(&service, &ada_token, &claim, &WHOLE).status, 201);
    let hostile = "<script>alert(1)</script>\u{202e}true";
    assert_eq!(posted(&service, &bo_token, &claim, &with(&[("rating", hostile)])).status, 201);
    posted(&service, &reader, &claim, &WHOLE).problem(403);
    posted(&service, "guessed", &claim, &WHOLE).problem(401);
    posted(&service, &ada_token, "00000000-0000-0000-0000-000000000000", &WHOLE).problem(404);
    let given = records(&service, &claim);
    let by: Vec<&str> = given.iter().map(|one| one["by"].as_str().unwrap()).collect();
    assert_eq!(by, ["ada", "bo"]);
    let page = service.get(&format!("/claims/{claim}"), "text/html").text();
    assert!(page.contains("Rests on one voice") && page.contains("&lt;script&gt;"));
    assert!(!page.contains("<script>alert") && !page.contains('\u{202e}'));
    let (ada, bo) = (Editor::log_in(&service, &ada_token), Editor::log_in(&service, &bo_token));
    let acts = format!("/claims/{claim}/acts");
    let of_ada = given[0]["sequence"].to_string();
    let back = |reason| [("act", "take-back"), ("verdict", of_ada.as_str()), ("reason", reason)];
    assert_eq!(bo.send(&acts, &back("no")).status, 403);
    assert_eq!(ada.send(&acts, &back(" ")).status, 400);
    assert_eq!(ada.send(&acts, &[("act", "take-back"), ("verdict", "1"), ("reason", "x")]).status, 404);
    assert_eq!(ada.send(&acts, &back("the page was the wrong one")).status, 303);
    assert_eq!(ada.send(&acts, &back("again")).status, 409);
    let given = records(&service, &claim);
    assert_eq!(given[0]["taken_back"]["reason"], "the page was the wrong one");
    assert_eq!(
        (given.len(), &given[1]["taken_back"]),
        (2, &Value::Null),
        "none is lost, and none in the place of another"
    );
    assert!(ada.page(&format!("/claims/{claim}")).contains("the page was the wrong one"));
    // The admin takes back what nobody else can.
    let of_bo = given[1]["sequence"].to_string();
    let admin = Editor::log_in(&service, ADMIN);
    assert_eq!(admin.send(&acts, &[("act", "take-back"), ("verdict", &of_bo), ("reason", "bo left")]).status, 303);
}

/// What Google's documentation of fact checks requires: `claimReviewed`, `reviewRating` with `alternateName`, and `url`; and of
/// what it recommends, who, when, and what is reviewed.
fn is_a_fact_check(review: &Value) {
    let text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    assert_eq!(review["@type"], "ClaimReview");
    assert!(text(&review["claimReviewed"]), "{review}");
    assert_eq!(review["reviewRating"]["@type"], "Rating");
    assert!(text(&review["reviewRating"]["alternateName"]), "{review}");
    assert!(review["url"].as_str().is_some_and(|url| url.starts_with("http")), "{review}");
    assert!(
        text(&review["author"]["name"])
            && ["Person", "Organization"].contains(&review["author"]["@type"].as_str().unwrap())
    );
    assert!(review["datePublished"].is_null() || text(&review["datePublished"]));
    assert_eq!(review["itemReviewed"]["@type"], "Claim");
}

#[test]
fn verdicts_leave_as_claim_reviews_that_others_and_we_read() {
    let home = story(CHIPS);
    let (claim, _) = a_claim(&home);
    let (token, of_bo) = (added(&home, "ada", "review"), added(&home, "bo", "review"));
    let service = started(&home);
    let before = String::from_utf8(home.ok(&["export", "--format", "claimreview"])).unwrap();
    let published: Value = serde_json::from_str(&before).unwrap();
    assert_eq!(published["@graph"].as_array().unwrap().len(), 1, "the verdict that a document publishes");
    assert_eq!(posted(&service, &token, &claim, &with(&[("url", "https://desk.example/check/1")])).status, 201);
    assert_eq!(posted(&service, &of_bo, &claim, &with(&[("rating", "Second look")])).status, 201);
    let exported = home.ok(&["export", "--format", "claimreview"]);
    assert_eq!(exported, home.ok(&["export", "--format", "claimreview"]), "the same bytes each time");
    let all: Value = serde_json::from_slice(&exported).unwrap();
    assert_eq!(all["@context"], "https://schema.org");
    let reviews = all["@graph"].as_array().unwrap();
    assert_eq!(reviews.len(), 3);
    reviews.iter().for_each(is_a_fact_check);
    let addresses: std::collections::BTreeSet<&str> = reviews.iter().filter_map(|one| one["url"].as_str()).collect();
    assert_eq!(addresses.len(), 3, "each has an address of its own");
    let served = service.get(&format!("/api/v1/claims/{claim}/verdicts"), "application/ld+json").text();
    let one = home.ok(&["export", "--format", "claimreview", "--claim", &claim]);
    assert_eq!(served.trim(), String::from_utf8(one).unwrap().trim());
    // What a store writes, another one reads as verdicts, and as no report of the claim.
    let other = Home::new();
    std::fs::write(other.path().join("reviews.jsonld"), &exported).unwrap();
    other.ok(&["ingest", "reviews.jsonld"]);
    let read: Vec<Value> = claims(&other);
    assert!(read.iter().all(|claim| claim["reports"] == 0), "{read:?}");
    let again: Value = serde_json::from_slice(&other.ok(&["export", "--format", "claimreview"])).unwrap();
    let ratings = |value: &Value| {
        let mut ratings: Vec<String> = value["@graph"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["reviewRating"]["alternateName"].as_str().unwrap().to_owned())
            .collect();
        ratings.sort();
        ratings
    };
    assert_eq!(ratings(&again), ratings(&all));
    // What was taken back leaves no more.
    let given = records(&service, &claim);
    let back = json!({"act": "take-back", "verdict": given[0]["sequence"].to_string(), "reason": "wrong"}).to_string();
    let bearer = format!("Authorization: Bearer {token}");
    let sent = service.send("POST", &format!("/api/v1/claims/{claim}/acts"), &[&bearer], back.as_bytes());
    assert_eq!(sent.status, 201, "{}", sent.text());
    let left: Value = serde_json::from_slice(&home.ok(&["export", "--format", "claimreview"])).unwrap();
    assert_eq!(left["@graph"].as_array().unwrap().len(), 2);
}

/// The ratings that SPARQL finds, by how they are asked for.
fn ratings(service: &Service, from: &str) -> Vec<String> {
    let query = format!(
        "PREFIX schema: <http://schema.org/> PREFIX stm: <https://w3id.org/stemma/ns/1#> \
         PREFIX skos: <http://www.w3.org/2004/02/skos/core#> \
         SELECT ?by ?rating {{ {from} {{ ?review a schema:ClaimReview , stm:Verdict ; schema:itemReviewed ?claim ; \
         schema:author/skos:prefLabel ?by ; schema:datePublished ?day ; stm:reason ?why ; \
         schema:reviewRating/schema:alternateName ?rating }} ?claim a schema:Claim ; stm:headline/<http://www.w3.org/2004/02/skos/core#notation> ?status }} ORDER BY ?by"
    );
    let answer: Value = serde_json::from_slice(&service.ask(&query, "application/sparql-results+json").body).unwrap();
    let rows = answer["results"]["bindings"].as_array().unwrap();
    rows.iter()
        .map(|row| format!("{}: {}", row["by"]["value"].as_str().unwrap(), row["rating"]["value"].as_str().unwrap()))
        .collect()
}

#[test]
fn verdicts_are_asked_for_by_sparql_in_a_graph_of_their_own_until_they_are_taken_back() {
    let home = story(CHIPS);
    let (claim, _) = a_claim(&home);
    let (ada_token, bo_token) = (added(&home, "ada", "review"), added(&home, "bo", "review"));
    let service = started(&home);
    let graph = "GRAPH <http://stemma.localhost:7373/graphs/verdicts>";
    assert_eq!(ratings(&service, graph), [""; 0]);
    assert_eq!(posted(&service, &ada_token, &claim, &WHOLE).status, 201);
    let hostile = "<script>\" } DROP ALL # \u{202e}so";
    assert_eq!(posted(&service, &bo_token, &claim, &with(&[("rating", hostile)])).status, 201);
    let both = ["ada: Rests on one voice".to_owned(), format!("bo: {hostile}")];
    assert_eq!(ratings(&service, graph), both, "as they were written, and at once");
    assert_eq!(ratings(&service, ""), both, "the default graph is the union of all");
    // The command line, an export and a service that starts later know them as well; no record and no finding does.
    let asked = ["query", "--format", "csv", "-e"];
    let count = "SELECT (COUNT(?r) AS ?n) { ?r a <http://schema.org/ClaimReview> }";
    let counted = |home: &Home, more: &[&str]| {
        let told = String::from_utf8(home.ok(&[&asked[..], &[count], more].concat())).unwrap();
        told.split_whitespace().last().unwrap().to_owned()
    };
    assert_eq!(counted(&home, &[]), "3", "and one that a document publishes");
    assert!(["0", "1"].contains(&counted(&home, &["--as-of", "2025"]).as_str()), "they were given later");
    let quads = String::from_utf8(home.ok(&["export", "--format", "nquads"])).unwrap();
    assert!(!quads.contains("graphs/verdicts") && !quads.contains("Rests on one voice"));
    // Nobody writes there by hand.
    let bearer = format!("Authorization: Bearer {ADMIN}");
    let insert = format!("INSERT DATA {{ {graph} {{ <urn:a> <urn:b> <urn:c> }} }}");
    let refused =
        service.send("POST", "/sparql", &[&bearer, "Content-Type: application/sparql-update"], insert.as_bytes());
    assert!(refused.status == 403 && refused.text().contains("editors gave"), "{}", refused.text());
    let given = records(&service, &claim);
    let back = json!({"act": "take-back", "verdict": given[0]["sequence"].to_string(), "reason": "wrong"}).to_string();
    let bearer = format!("Authorization: Bearer {ada_token}");
    let sent = service.send("POST", &format!("/api/v1/claims/{claim}/acts"), &[&bearer], back.as_bytes());
    assert_eq!(sent.status, 201, "{}", sent.text());
    assert_eq!(ratings(&service, graph), both[1..], "what was taken back is gone");
    drop(service);
    let later = started(&home);
    assert_eq!(ratings(&later, graph), both[1..]);
}

/// Every way in which a client may try to write a graph: method, path, kind of body, body.
fn ways(graph: &str) -> Vec<(&'static str, String, &'static str, String)> {
    let update = |text: String| ("POST", "/sparql".to_owned(), "application/sparql-update", text);
    let review = "<urn:forged> a <http://schema.org/ClaimReview>";
    let at = format!("/graphs?graph={}", graph.replace(':', "%3A").replace('/', "%2F"));
    let turtle = || format!("{review} .");
    vec![
        update(format!("INSERT DATA {{ GRAPH <{graph}> {{ {review} }} }}")),
        update(format!("INSERT {{ GRAPH <{graph}> {{ {review} }} }} WHERE {{}}")),
        update(format!("WITH <{graph}> INSERT {{ {review} }} WHERE {{}}")),
        update(format!("INSERT DATA {{ GRAPH <urn:g> {{ {review} }} }} ; COPY <urn:g> TO <{graph}>")),
        update(format!("INSERT DATA {{ GRAPH <urn:g> {{ {review} }} }} ; ADD <urn:g> TO <{graph}>")),
        update(format!("INSERT DATA {{ GRAPH <urn:g> {{ {review} }} }} ; MOVE <urn:g> TO <{graph}>")),
        update(format!("CLEAR GRAPH <{graph}>")),
        update(format!("DROP GRAPH <{graph}>")),
        update(format!("DELETE WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")),
        ("PUT", at.clone(), "text/turtle", turtle()),
        ("POST", at.clone(), "text/turtle", turtle()),
        ("DELETE", at, "text/turtle", String::new()),
        ("PUT", "/graphs/verdicts".to_owned(), "text/turtle", turtle()),
    ]
}

#[test]
fn no_client_writes_what_looks_like_a_verdict_of_an_editor() {
    let home = story(CHIPS);
    let (claim, _) = a_claim(&home);
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    assert_eq!(posted(&service, &ada, &claim, &WHOLE).status, 201);
    let graph = "http://stemma.localhost:7373/graphs/verdicts";
    let rated = || ratings(&service, &format!("GRAPH <{graph}>"));
    assert_eq!(rated(), ["ada: Rests on one voice"]);
    let bearer = format!("Authorization: Bearer {ADMIN}");
    for (method, path, kind, body) in ways(graph) {
        let kind = format!("Content-Type: {kind}");
        let refused = service.send(method, &path, &[&bearer, &kind], body.as_bytes());
        assert!(
            refused.status == 403 && refused.text().contains("editors gave"),
            "{method} {path} {body}: {}",
            refused.text()
        );
        assert_eq!(rated(), ["ada: Rests on one voice"], "{method} {path} {body}");
    }
    // A name that is nearly the same is another graph, and is told as such.
    for near in ["http://stemma.localhost:7373/graphs/verdicts/", "http://stemma.localhost:7373/graphs/verdicts2"] {
        let insert = format!("INSERT DATA {{ GRAPH <{near}> {{ <urn:forged> a <http://schema.org/ClaimReview> }} }}");
        let kind = "Content-Type: application/sparql-update";
        assert!(service.send("POST", "/sparql", &[&bearer, kind], insert.as_bytes()).status < 300);
        assert_eq!(rated(), ["ada: Rests on one voice"]);
    }
}

#[test]
fn a_graph_of_this_name_that_a_client_wrote_before_is_told_and_can_be_taken_back() {
    use oxrdf::{GraphName, NamedNode, Quad};
    use stemma_store::log::{Change, Payload};
    let home = story(CHIPS);
    let (claim, _) = a_claim(&home);
    let ada = added(&home, "ada", "review");
    assert!(!String::from_utf8(home.ok(&["doctor"])).unwrap().contains("verdicts of editors"));
    // As a program wrote it that did not keep the graph to itself.
    let node = |iri: &str| NamedNode::new(iri).unwrap();
    let graph = GraphName::NamedNode(node("http://stemma.localhost:7373/graphs/verdicts"));
    let class = node("http://schema.org/ClaimReview");
    let forged = Quad::new(node("urn:forged"), oxrdf::vocab::rdf::TYPE, class, graph);
    let store = stemma_store::Store::open(&home.path().join("stemma-store")).unwrap();
    let receipt = store.commit(Change {
        recorded: "2026-03-01T09:30:00Z".to_owned(),
        principal: "a client".to_owned(),
        reason: "its own graph".to_owned(),
        payload: Payload::new([], [forged]),
        documents: Vec::new(),
    });
    let sequence = receipt.unwrap().sequence.to_string();
    drop(store);
    let service = started(&home);
    assert_eq!(posted(&service, &ada, &claim, &WHOLE).status, 201);
    let graph = "GRAPH <http://stemma.localhost:7373/graphs/verdicts>";
    assert_eq!(ratings(&service, graph), [""; 0], "theirs is no verdict of anybody, and ours does not stand beside it");
    assert_eq!(records(&service, &claim).len(), 1, "what ada gave is not lost");
    drop(service);
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.status.code(), Some(1));
    let told = String::from_utf8(doctor.stdout).unwrap();
    assert!(told.contains(&format!("what a client wrote (change {sequence})")), "{told}");
    home.ok(&["undo", &sequence]);
    assert!(!String::from_utf8(home.ok(&["doctor"])).unwrap().contains("verdicts of editors"));
    assert_eq!(ratings(&started(&home), graph), ["ada: Rests on one voice"]);
}
