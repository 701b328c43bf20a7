//! Topics: what is filed under them by rules and by people, listed, asked for, exported, taken back.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use http::Service;
use records::lines;
use serde_json::{Value, json};
use support::Home;

const TOKEN: &str = "a-token-of-this-test";

const TEXTS: [(&str, &str); 4] = [
    ("allmark.md", "title: The dyke leaks\ntopics: Halm dyke\n---\nThe dyke at Halm leaks at its foot, said Ada Moor."),
    (
        "bellport.md",
        "title: Who pays for the Halm dyke?\n---\nThe council spent 12 million crowns on pumps, said Cem Oner.",
    ),
    (
        "corra.md",
        "title: Tunnels\n---\nThe dyke at Halm leaks at its foot, said Dag Lund. The tunnel is dry, said Eva Holt.",
    ),
    (
        "dossier.md",
        "publisher: Long View Desk\n---\nTunnels of the north\nWhat\nThe north tunnel floods every spring [1].\nOpen questions\nWho pays?\nTimeline\n- 2026-03-01: The tunnel floods [1]\nTensions\n- Drains vs. pumps\nSources\n- [1] Water in the tunnel — Corra Courier (2026-03-01)",
    ),
];

fn home() -> Home {
    let home = Home::new();
    for (file, text) in TEXTS {
        let text = format!("---\ndate: 2026-03-01\n{text}\n");
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "allmark.md", "bellport.md", "corra.md", "dossier.md"]);
    home
}

/// Each topic with how many documents and claims it has.
fn topics(home: &Home) -> Vec<(String, u64, u64)> {
    let count = |record: &Value, key: &str| record[key].as_u64().unwrap();
    let all = lines(&home.ok(&["topics", "--json"]));
    all.iter().map(|r| (r["topic"].as_str().unwrap().to_owned(), count(r, "documents"), count(r, "claims"))).collect()
}

/// What is filed under a topic: kind, the end of its name, the rule.
fn filed(home: &Home, topic: &str) -> Vec<(String, String, String)> {
    let text = |record: &Value, key: &str| record[key].as_str().unwrap().to_owned();
    let all = lines(&home.ok(&["topics", topic, "--json"]));
    all.iter().map(|record| (text(record, "kind"), text(record, "what"), text(record, "rule"))).collect()
}

fn about(home: &Home, topic: &str) -> Vec<String> {
    let all = lines(&home.ok(&["claims", "--json", "--topic", topic]));
    let mut texts: Vec<String> = all.iter().map(|claim| claim["text"].as_str().unwrap().to_owned()).collect();
    texts.sort();
    texts
}

fn refused(home: &Home, arguments: &[&str], words: &str) {
    let output = home.run(arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && error.contains(words), "{arguments:?}: {error}");
}

#[test]
fn documents_and_their_claims_are_filed_by_what_they_say_by_titles_and_as_dossiers() {
    let home = home();
    let found = filed(&home, "halm DYKE");
    let expected = [
        ("document", "allmark.md", "given"),
        ("document", "bellport.md", "title-names-topic"),
        ("claim", "The council spent 12 million crowns on pumps.", "of-document"),
        ("claim", "The dyke at Halm leaks at its foot.", "of-document"),
    ];
    assert_eq!(found, expected.map(|(kind, what, rule)| (kind.to_owned(), what.to_owned(), rule.to_owned())));
    let dossier = filed(&home, "Tunnels of the north");
    assert_eq!(dossier[0], ("document".to_owned(), "dossier.md".to_owned(), "dossier".to_owned()));
    assert!(about(&home, "Tunnels of the north").iter().any(|text| text.contains("floods every spring")));
    assert_eq!(about(&home, "Halm dyke").len(), 2);
    assert!(about(&home, "no such topic").is_empty());
}

#[test]
fn a_person_files_a_claim_and_takes_it_back_exactly() {
    let home = home();
    let before = home.ok(&["export", "--format", "nquads"]);
    home.ok(&["topic", "add", "tunnel is dry", "Halm dyke", "--reason", "it drains the dyke"]);
    let record = lines(&home.ok(&["topics", "Halm dyke", "--json"]))
        .into_iter()
        .find(|record| record["rule"] == "person")
        .unwrap();
    assert_eq!((record["by"].as_str(), record["reason"].as_str()), (Some("local"), Some("it drains the dyke")));
    assert!(record["at"].as_str().unwrap().ends_with('Z'), "{record}");
    assert!(about(&home, "Halm dyke").contains(&"The tunnel is dry.".to_owned()));
    let asked = home.ok(&[
        "query",
        "--format",
        "csv",
        "-e",
        "SELECT ?name ?rule ?by ?why { ?claim a stm:Claim ; schema:text 'The tunnel is dry.' ; dcterms:subject ?topic . ?topic a skos:Concept ; skos:prefLabel ?name . ?f stm:files ?claim ; stm:underTopic ?topic ; stm:rule ?rule ; stm:decidedBy ?by ; stm:reason ?why }",
    ]);
    assert_eq!(
        String::from_utf8(asked).unwrap().trim(),
        "name,rule,by,why\r\nHalm dyke,person,local,it drains the dyke"
    );
    home.ok(&["undo"]);
    assert_eq!(home.ok(&["export", "--format", "nquads"]), before);
}

#[test]
fn what_is_kept_out_stays_out_and_a_later_decision_takes_the_place_of_the_earlier() {
    let home = home();
    home.ok(&["topic", "remove", "bellport.md", "halm dyke", "--reason", "about money"]);
    assert_eq!(about(&home, "Halm dyke"), ["The dyke at Halm leaks at its foot."]);
    home.ok(&["topic", "remove", "leaks at its foot", "Halm dyke", "--reason", "another dyke"]);
    assert!(about(&home, "Halm dyke").is_empty());
    home.ok(&["ingest", "bellport.md", "allmark.md"]);
    assert!(about(&home, "Halm dyke").is_empty(), "reading again does not undo what a person decided");
    home.ok(&["topic", "add", "bellport.md", "Halm dyke", "--reason", "about its pumps"]);
    assert_eq!(about(&home, "Halm dyke"), ["The council spent 12 million crowns on pumps."]);
    assert_eq!(topics(&home).iter().find(|(topic, ..)| topic == "Halm dyke").unwrap(), &("Halm dyke".to_owned(), 2, 1));
    // The first decision is taken back though others under this topic came later.
    home.ok(&["undo", "6"]);
    assert_eq!(about(&home, "Halm dyke").len(), 2);
}

#[test]
fn a_filing_goes_with_its_claim_through_merges_and_new_versions() {
    let home = home();
    home.ok(&["topic", "add", "tunnel is dry", "tunnels", "--reason", "plainly"]);
    home.ok(&["merge", "tunnel is dry", "spent 12 million", "--reason", "as a test"]);
    assert_eq!(about(&home, "tunnels").len(), 1);
    let text = "---\ndate: 2026-03-01\ntitle: Tunnels\n---\nIt rained. The tunnel is dry, said Eva Holt.\n";
    std::fs::write(home.path().join("corra.md"), text).unwrap();
    home.ok(&["ingest", "corra.md"]);
    assert_eq!(about(&home, "tunnels").len(), 1);
}

#[test]
fn a_topic_is_exported_with_its_filings() {
    let home = home();
    let turtle = String::from_utf8(home.ok(&["export", "--format", "turtle", "--topic", "Halm dyke"])).unwrap();
    assert!(turtle.contains("title-names-topic") && turtle.contains("leaks at its foot"));
    assert!(!turtle.contains("floods every spring"));
}

#[test]
fn bad_input_is_refused_and_nothing_is_recorded() {
    let home = home();
    let before = home.ok(&["export", "--format", "nquads"]);
    refused(&home, &["topic", "add", "no such thing at all", "x", "--reason", "y"], "no claim has the words");
    refused(&home, &["topic", "add", "a", "x", "--reason", "y"], "claims; give the id of one");
    refused(&home, &["topic", "add", "corra.md", " ", "--reason", "y"], "a topic's name is");
    refused(&home, &["topic", "add", "corra.md", "two\nlines", "--reason", "y"], "a topic's name is");
    refused(&home, &["topic", "add", "corra.md", "x", "--reason", " "], "needs a reason");
    refused(&home, &["topic", "remove", "corra.md", "Halm dyke", "--reason", "y"], "is not filed under");
    refused(&home, &["topics", "nothing"], "no topic `nothing`");
    assert_eq!(home.ok(&["export", "--format", "nquads"]), before);
}

#[test]
fn over_http_topics_are_listed_filed_under_and_taken_back() {
    let home = home();
    let claim = lines(&home.ok(&["claims", "--all", "--json"]));
    let claim =
        claim.iter().find(|claim| claim["text"] == "The tunnel is dry.").unwrap()["id"].as_str().unwrap().to_owned();
    let before = topics(&home);
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    let get = |target: &str| service.send("GET", target, &[], b"");
    let listed: Vec<(String, u64, u64)> = lines(get("/api/v1/topics").text().as_bytes())
        .iter()
        .map(|r| {
            (r["topic"].as_str().unwrap().to_owned(), r["documents"].as_u64().unwrap(), r["claims"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(listed, before);
    let of_dyke = lines(get("/api/v1/topics?topic=halm%20DYKE").text().as_bytes());
    assert_eq!(of_dyke, lines(&home.ok(&["topics", "Halm dyke", "--json"])));
    get("/api/v1/topics?topic=nothing").problem(404);
    let (token, guessed) = (format!("Authorization: Bearer {TOKEN}"), "Authorization: Bearer guessed".to_owned());
    let post = |token: &str, body: Value| {
        service.send("POST", "/api/v1/topics", &["Content-Type: application/json", token], body.to_string().as_bytes())
    };
    let body = json!({"what": claim, "topic": "Halm dyke", "reason": "it drains the dyke"});
    post(&guessed, body.clone()).problem(401);
    post(&token, json!({"what": claim, "topic": "Halm dyke", "reason": " "})).problem(400);
    post(&token, json!({"what": claim, "topic": "two\nlines", "reason": "x"})).problem(400);
    post(&token, json!({"what": claim, "topic": "Halm dyke", "keep-out": true, "reason": "x"})).problem(400);
    post(&token, json!({"what": "00000000-0000-5000-8000-000000000000", "topic": "x", "reason": "x"})).problem(404);
    post(&token, json!({"topic": "x"})).problem(400);
    let told = post(&token, body);
    assert_eq!((told.status, &told.json()["decision"]), (200, &json!("file")), "{}", told.text());
    assert!(told.json()["sequence"].is_u64(), "{}", told.text());
    drop(service);
    assert!(about(&home, "Halm dyke").contains(&"The tunnel is dry.".to_owned()));
    let person =
        lines(&home.ok(&["topics", "Halm dyke", "--json"])).into_iter().find(|r| r["rule"] == "person").unwrap();
    assert_eq!(person["reason"], "it drains the dyke");
    // It is one change in the log, as everybody's are: the audit tells it, and undo takes it back.
    let service = Service::running(home.command(&["serve", "--bind", "127.0.0.1:0"]));
    let audit = service.send("GET", "/audit", &[], b"").text();
    assert!(audit.contains("it drains the dyke"), "{audit}");
    drop(service);
    home.ok(&["undo"]);
    assert_eq!(topics(&home), before);
}
