//! What clients may write over HTTP, and what they may not: SPARQL Update and the Graph Store Protocol.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
mod http;
mod support;

use http::{Answer, Service, encoded};
use serde_json::Value;
use support::Home;

const TOKEN: &str = "a-token-of-this-test";
const TURTLE: &str = "Content-Type: text/turtle";

struct Client<'a>(&'a Service);

impl Client<'_> {
    fn send(&self, method: &str, target: &str, headers: &[&str], body: &str) -> Answer {
        let token = format!("Authorization: Bearer {TOKEN}");
        self.0.send(method, target, &[headers, &[token.as_str()]].concat(), body.as_bytes())
    }

    fn update(&self, text: &str) -> Answer {
        self.send("POST", "/sparql", &["Content-Type: application/sparql-update"], text)
    }

    fn updated(&self, text: &str) {
        let answer = self.update(text);
        assert_eq!(answer.status, 204, "{text}: {}{}", answer.head, answer.text());
    }

    fn value(&self, query: &str) -> String {
        let answer = self.0.ask(query, "text/csv");
        answer.text().lines().nth(1).unwrap_or_default().to_owned()
    }
}

/// A service that takes writes from whoever shows the token.
fn writable(home: &Home, arguments: &[&str]) -> Service {
    let mut command = home.command(&[&["serve", "--bind", "127.0.0.1:0"], arguments].concat());
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    Service::running(command)
}

fn story() -> Home {
    let home = Home::new();
    std::fs::write(home.path().join("a.md"), "---\npublisher: Tide Post\n---\nThe dyke leaks, said Ada Moor.\n")
        .unwrap();
    home.ok(&["ingest", "a.md"]);
    home
}

#[test]
fn without_a_token_nothing_is_written_and_with_a_wrong_one_neither() {
    let home = story();
    let update = "INSERT DATA { <urn:a> <urn:p> 1 }";
    let media = ["Content-Type: application/sparql-update"];
    let off = Service::start(&home, &[]);
    assert!(off.post("application/sparql-update", update).problem(403).contains("STEMMA_ADMIN_TOKEN"));
    let shown = [media[0], "Authorization: Bearer guessed"];
    off.send("POST", "/sparql", &shown, update.as_bytes()).problem(403);
    off.send("PUT", "/graphs?default", &[TURTLE], b"<urn:a> <urn:p> 1 .").problem(403);
    drop(off);
    let on = writable(&home, &[]);
    for authorization in ["Authorization: Bearer guessed", "Authorization: Basic YTpi", "Authorization: Bearer"] {
        let refused = on.send("POST", "/sparql", &[media[0], authorization], update.as_bytes());
        refused.problem(401);
        assert_eq!(refused.header("www-authenticate").as_deref(), Some("Bearer"));
        on.send("DELETE", "/graphs?graph=urn:g", &[authorization], b"").problem(401);
        let form = format!("update={}", encoded(update));
        let form_type = "Content-Type: application/x-www-form-urlencoded";
        on.send("POST", "/sparql", &[form_type, authorization], form.as_bytes()).problem(401);
    }
    assert_eq!(Client(&on).value("SELECT (COUNT(*) AS ?n) { <urn:a> ?p ?o }"), "0");
}

#[test]
fn four_clients_that_count_two_hundred_times_each_count_to_eight_hundred() {
    let home = Home::new();
    let service = writable(&home, &[]);
    Client(&service).updated("INSERT DATA { <urn:a> <urn:n> 0 }");
    let count =
        "DELETE { <urn:a> <urn:n> ?n } INSERT { <urn:a> <urn:n> ?m } WHERE { <urn:a> <urn:n> ?n BIND(?n + 1 AS ?m) }";
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..200).for_each(|_| Client(&service).updated(count)));
        }
    });
    assert_eq!(Client(&service).value("SELECT ?n { <urn:a> <urn:n> ?n }"), "800");
    drop(service);
    // What was acknowledged is in the log: a killed service knows it again.
    let again = Service::start(&home, &[]);
    assert_eq!(Client(&again).value("SELECT ?n { <urn:a> <urn:n> ?n }"), "800");
}

#[test]
fn an_acknowledged_write_is_seen_by_the_next_query_and_named_in_the_log() {
    let home = story();
    let service = writable(&home, &[]);
    let client = Client(&service);
    for n in 1..20 {
        let answer = client.update(&format!("INSERT DATA {{ GRAPH <urn:g> {{ <urn:a> <urn:n> {n} }} }}"));
        assert_eq!(answer.header("stemma-sequence").as_deref(), Some((n + 1).to_string().as_str()), "{}", answer.head);
        assert_eq!(client.value("SELECT (MAX(?n) AS ?m) { <urn:a> <urn:n> ?n }"), n.to_string());
    }
    assert!(client.update("DELETE DATA { <urn:none> <urn:n> 1 }").header("stemma-sequence").is_none());
    let (code, _) = service.terminate();
    assert_eq!(code, Some(0));
    home.ok(&["doctor", "--check"]);
}

#[test]
fn nobody_makes_a_finding_by_writing_one() {
    let home = story();
    let claims = |home: &Home| String::from_utf8(home.ok(&["claims", "--all", "--json"])).unwrap();
    let before = claims(&home);
    let service = writable(&home, &[]);
    let client = Client(&service);
    let claim = client.value("SELECT ?c { ?c a stm:Claim } ORDER BY ?c LIMIT 1");
    let graph = |name: &str| client.value(&format!("SELECT ?g {{ GRAPH ?g {{ ?x a stm:{name} }} }} LIMIT 1"));
    let (findings, version) = (graph("Finding"), graph("Version"));
    assert!(findings.ends_with("/graphs/findings") && version.contains("/versions/"), "{findings} {version}");
    let catalog = findings.replace("findings", "catalog");
    for graph in [&findings, &version, &catalog] {
        let said = client.update(&format!("INSERT DATA {{ GRAPH <{graph}> {{ <urn:a> <urn:p> 1 }} }}")).problem(403);
        assert!(said.contains(graph.as_str()), "{said}");
        let target = format!("/graphs?graph={}", encoded(graph));
        client.send("PUT", &target, &[TURTLE], "<urn:a> <urn:p> 1 .").problem(403);
        client.send("POST", &target, &[TURTLE], "<urn:a> <urn:p> 1 .").problem(403);
        client.send("DELETE", &target, &[], "").problem(403);
        client.update(&format!("CLEAR SILENT GRAPH <{graph}>")).problem(403);
    }
    client.send("DELETE", "/graphs/findings", &[], "").problem(403);
    client.update("DROP ALL").problem(403);
    client.update("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }").problem(403);
    let forged = format!("<{claim}> stm:headline stm:independently-verified");
    client.update(&format!("INSERT DATA {{ {forged} }}")).problem(403);
    let prefix = "@prefix stm: <https://w3id.org/stemma/ns/1#> .";
    client.send("POST", "/graphs", &[TURTLE], &format!("{prefix} {forged} .")).problem(403);
    // What stands in the place where a version would be read from, were it one.
    let copied = client.update(&format!("COPY <{version}> TO <urn:copy>")).problem(403);
    assert!(copied.contains("term of Stemma"), "{copied}");
    drop(service);
    assert_eq!(claims(&home), before);
}

#[test]
fn a_graph_is_put_read_added_to_and_deleted_by_all_its_names() {
    let home = Home::new();
    let service = writable(&home, &[]);
    let client = Client(&service);
    for (target, there) in
        [("/graphs?graph=urn%3Ag", false), ("/graphs/people/1.ttl", false), ("/graphs?default", true)]
    {
        let lines = |answer: Answer| {
            assert_eq!(answer.status, 200, "{target}: {}", answer.text());
            answer.text().lines().filter(|line| !line.is_empty()).count()
        };
        let read = || service.get(target, "application/n-triples");
        assert_eq!(read().status, if there { 200 } else { 404 }, "{target}");
        let put = client.send("PUT", target, &[TURTLE], "<urn:a> <urn:p> 1, 2 .");
        assert_eq!(put.status, if there { 204 } else { 201 }, "{target}: {}", put.text());
        assert_eq!(lines(read()), 2);
        assert_eq!(
            client.send("POST", target, &["Content-Type: application/n-triples"], "<urn:b> <urn:p> _:x .").status,
            204
        );
        assert_eq!(lines(read()), 3);
        assert_eq!(client.send("PUT", target, &[TURTLE], "<urn:c> <urn:p> 1 .").status, 204);
        assert_eq!(lines(read()), 1);
        let head = service.send("HEAD", target, &["Accept: text/turtle"], b"");
        assert_eq!((head.status, head.body.len()), (200, 0), "{}", head.head);
        assert_eq!(head.header("content-type").as_deref(), Some("text/turtle; charset=utf-8"));
        assert_eq!(client.send("DELETE", target, &[], "").status, 204);
        assert_eq!(read().status, if there { 200 } else { 404 });
        assert_eq!(client.send("DELETE", target, &[], "").status, if there { 204 } else { 404 });
    }
    let new = client.send("POST", "/graphs", &[TURTLE], "[] <urn:p> <relative> .");
    let location = new.header("location").unwrap();
    assert_eq!(new.status, 201);
    let read = service.get(&format!("/graphs?graph={}", encoded(&location)), "text/turtle");
    assert!(read.text().contains("/relative>"), "{}", read.text());
    assert_eq!(service.get(&location[location.find("/graphs/").unwrap()..], "text/turtle").body, read.body);
}

#[test]
fn the_parts_of_a_form_go_into_one_graph() {
    let home = Home::new();
    let service = writable(&home, &[]);
    let client = Client(&service);
    let part = |name: &str, media: &str, text: &str| {
        format!("--x1\r\nContent-Disposition: form-data; name=\"{name}\"\r\nContent-Type: {media}\r\n\r\n{text}\r\n")
    };
    let two = part("a", "text/turtle", "_:b <urn:p> 1 .") + &part("b", "application/n-triples", "_:b <urn:p> \"2\" .");
    let media = "Content-Type: multipart/form-data; boundary=x1";
    assert_eq!(client.send("POST", "/graphs?graph=urn:g", &[media], &(two + "--x1--\r\n")).status, 201);
    assert_eq!(client.value("SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH <urn:g> { ?s <urn:p> ?o } }"), "2");
    let wrong = part("a", "text/turtle", "<urn:a> <urn:p> 3 .") + &part("b", "text/turtle", "nonsense") + "--x1--\r\n";
    let said = client.send("POST", "/graphs?graph=urn:g", &[media], &wrong).problem(400);
    assert!(said.contains("part 2"), "{said}");
    client.send("POST", "/graphs?graph=urn:g", &[media], "--x1\r\nnot whole").problem(400);
    client.send("POST", "/graphs?graph=urn:g", &["Content-Type: multipart/form-data"], "x").problem(400);
    assert_eq!(
        client.value("SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }"),
        "2",
        "a bad part takes all with it"
    );
}

#[test]
fn what_cannot_be_written_is_a_problem_and_changes_nothing() {
    let home = Home::new();
    let service = writable(&home, &["--timeout", "1"]);
    let client = Client(&service);
    let said = client.update("INSERT DATA {\n  <urn:a> nonsense }").problem(400);
    assert!(said.contains("line 2"), "{said}");
    client.update("LOAD <http://127.0.0.1:1/>").problem(403);
    client.update("LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:g>").problem(403);
    client.update("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").problem(403);
    client.send("POST", "/sparql", &["Content-Type: application/sparql-update"], "\u{0}").problem(400);
    let token = format!("Authorization: Bearer {TOKEN}");
    let update = ["Content-Type: application/sparql-update", token.as_str()];
    service.send("POST", "/sparql", &update, b"INSERT DATA { <urn:a> <urn:p> \"\xff\" }").problem(400);
    let get = format!("/sparql?update={}", encoded("CLEAR ALL"));
    client.send("GET", &get, &[], "").problem(400);
    let twice = format!("update={0}&update={0}", encoded("CLEAR ALL"));
    client.send("POST", "/sparql", &["Content-Type: application/x-www-form-urlencoded"], &twice).problem(400);
    let both = "/sparql?using-graph-uri=urn:g";
    let own = "INSERT { ?s ?p 1 } USING <urn:h> WHERE { ?s ?p ?o }";
    client.send("POST", both, &["Content-Type: application/sparql-update"], own).problem(400);
    for (target, media, body, status) in [
        ("/graphs?default", "text/plain", "x", 415),
        ("/graphs?default", "application/n-quads", "<urn:a> <urn:b> <urn:c> <urn:d> .", 415),
        ("/graphs?default", "text/turtle", "<urn:a> <urn:b> .", 400),
        ("/graphs?default", "application/ld+json", "{\"@context\": \"http://127.0.0.1:1/\", \"@id\": \"urn:a\"}", 400),
        ("/graphs?graph=no%20iri", "text/turtle", "<urn:a> <urn:b> 1 .", 400),
        ("/graphs?graph=urn:g&default", "text/turtle", "<urn:a> <urn:b> 1 .", 400),
        ("/graphs?graph=urn:g&graph=urn:h", "text/turtle", "<urn:a> <urn:b> 1 .", 400),
        ("/graphs", "text/turtle", "<urn:a> <urn:b> 1 .", 400),
    ] {
        client.send("PUT", target, &[&format!("Content-Type: {media}")], body).problem(status);
    }
    client.send("PATCH", "/graphs?default", &[TURTLE], "").problem(405);
    service.get("/graphs?default", "image/png").problem(406);
    let many: String = (0..300).map(|n| format!("<urn:a> <urn:n> {n} . ")).collect();
    client.updated(&format!("INSERT DATA {{ {many} }}"));
    let endless = "INSERT { ?a <urn:x> ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(CONCAT(STR(?c), STR(?f), STR(?i), STR(?l)) = \"x\") }";
    let started = std::time::Instant::now();
    client.update(endless).problem(503);
    assert!(started.elapsed().as_secs() < 3, "{:?}", started.elapsed());
    client.updated("INSERT DATA { <urn:after> <urn:p> 1 }");
    assert_eq!(client.value("SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(STRSTARTS(STR(?s), \"urn:\")) }"), "301");
}

#[test]
fn a_service_that_others_reach_needs_a_token() {
    let home = story();
    let run = |token: &str| {
        let mut command = home.command(&["serve", "--bind", "0.0.0.0:0"]);
        command.env("STEMMA_ADMIN_TOKEN", token).output().unwrap()
    };
    for token in ["", "two words"] {
        let refused = run(token);
        assert_eq!(refused.status.code(), Some(2));
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains("STEMMA_ADMIN_TOKEN") && (token.is_empty() || !said.contains(token)), "{said}");
    }
    let mut command = home.command(&["serve", "--bind", "0.0.0.0:0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    let port = service.address.rsplit(':').next().unwrap().to_owned();
    let local = std::net::TcpStream::connect(format!("127.0.0.1:{port}"));
    assert!(local.is_ok());
}

#[test]
fn a_plain_dataset_has_a_default_graph_of_its_own_and_nothing_computed() {
    let home = Home::new();
    let service = writable(&home, &["--plain"]);
    let client = Client(&service);
    assert_eq!(client.value("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"), "0");
    client.updated("INSERT DATA { <urn:a> <urn:p> 1 . GRAPH <urn:g> { <urn:a> <urn:p> 2 } }");
    let own = service.ask("SELECT ?o { ?s ?p ?o }", "application/json").json();
    assert_eq!(own["results"]["bindings"].as_array().map(Vec::len), Some(1), "{own}");
    let named: Value = service.ask("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", "application/json").json();
    assert_eq!(named["results"]["bindings"][0]["o"]["value"], "2");
}

#[test]
fn what_nests_a_hundred_thousand_deep_is_refused_and_the_process_lives() {
    let service = writable(&Home::new(), &[]);
    let client = Client(&service);
    let deep = |open: &str| format!("<urn:a> <urn:p> {}", open.repeat(100_000));
    let xml = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"urn:\">".to_owned();
    for (media, body) in [
        ("text/turtle", deep("(")),
        ("text/turtle", deep("[ <urn:p> ")),
        ("text/turtle", deep("<< <urn:a> <urn:p> ")),
        ("application/n-triples", deep("<<( <urn:a> <urn:p> ")),
        ("application/ld+json", "{\"@id\":\"urn:a\",\"urn:p\":".repeat(100_000)),
        ("application/rdf+xml", xml + &"<a><b>".repeat(100_000)),
    ] {
        let started = std::time::Instant::now();
        client.send("PUT", "/graphs?graph=urn:g", &[&format!("Content-Type: {media}")], &body).problem(400);
        assert!(started.elapsed().as_secs() < 10, "{media} took {:?}", started.elapsed());
    }
    for open in ["<<( <urn:a> <urn:p> ", "[ <urn:p> ", "( "] {
        client.update(&format!("INSERT DATA {{ {}", deep(open))).problem(400);
    }
    client.send("PUT", "/graphs?graph=urn:g", &[TURTLE], "<urn:a> <urn:p> ( 1 [ <urn:q> \"((((\" ] ) .");
    assert_eq!(client.value("SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }"), "6");
}
