//! What waits for a person: the queue, its order, what answers do, and that they are taken back exactly.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use http::{Answer, Service};
use records::lines;
use serde_json::Value;
use support::Home;

const TOKEN: &str = "a-token-of-this-test";
/// Two papers had it from two named people: one is read by a closed rule, the other by a heuristic. A third and a fourth say
/// what may be the same, and two have the same words.
const TEXTS: [(&str, &str, &str); 5] = [
    ("allmark.md", "Allmark Times", "The dyke at Halm leaks at its foot, said Ada Moor."),
    ("bellport.md", "Bellport Post", "Cem Oner described the dyke at Halm as leaking at its foot."),
    ("corra.md", "Corra Courier", "The harbour mole of Sund sank by two metres in the storm of March, said Dag Lund."),
    ("dorn.md", "Dorn Daily", LONG),
    ("elm.md", "Elm Echo", LONG),
];
const LONG: &str = "The old ferry of Kallvik was sold for scrap last winter after the council had looked in vain for another \
    buyer on both coasts of the sound, and nobody in the town was told of it, said Eva Holm.";

fn home() -> Home {
    let home = Home::new();
    for (day, (file, paper, text)) in (1..).zip(TEXTS) {
        let text = format!("---\npublisher: {paper}\ndate: 2026-03-0{day}\n---\n{text}\n");
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "allmark.md", "bellport.md", "corra.md", "dorn.md", "elm.md"]);
    home
}

fn waiting(home: &Home) -> Vec<Value> {
    lines(&home.ok(&["review", "--json", "--limit", "1000"]))
}

fn of_kind(home: &Home, kind: &str) -> Vec<Value> {
    lines(&home.ok(&["review", "--json", "--kind", kind]))
}

fn id(item: &Value) -> &str {
    item["id"].as_str().unwrap()
}

fn claim(home: &Home, words: &str) -> Value {
    lines(&home.ok(&["explain", words, "--json"])).remove(0)
}

fn exported(home: &Home) -> Vec<u8> {
    home.ok(&["export", "--format", "nquads"])
}

fn refused(home: &Home, arguments: &[&str], words: &str) {
    let output = home.run(arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && error.contains(words), "{arguments:?}: {error}");
}

#[test]
fn what_a_heuristic_read_waits_and_counts_once_a_person_confirms_it() {
    let home = home();
    let before = exported(&home);
    let items = of_kind(&home, "attribution");
    let item = items.iter().find(|item| item["quotes"][0]["document"] == "bellport.md").unwrap();
    assert!(["B", "C"].contains(&item["assertions"][0]["tier"].as_str().unwrap()), "{item}");
    assert_eq!(claim(&home, "dyke")["support"], "single-origin");
    let would = &item["if_confirmed"][0]["after"];
    assert_eq!((&would["support"], &would["nu"]), (&"corroborated".into(), &serde_json::json!([2, 2])), "{item}");
    home.ok(&["review", "confirm", id(item)]);
    home.ok(&["undo"]);
    assert!(exported(&home) == before, "the export is as before");
    let impact = lines(&home.ok(&["--json", "review", "confirm", id(item), "--reason", "she said so"]));
    assert_eq!(&impact[0]["after"], would, "what was shown is what comes");
    let found = claim(&home, "dyke");
    assert_eq!(found["support"], "corroborated");
    let confirmed = found["assertions"].as_array().unwrap().iter().find(|a| a["document"] == "bellport.md").unwrap();
    assert_eq!((&confirmed["tier"], &confirmed["review"]), (&"P".into(), &"confirmed".into()));
    assert!(waiting(&home).iter().all(|other| other["id"] != item["id"]), "it does not wait any more");
    refused(&home, &["review", "reject", id(item)], "local has confirmed it already (she said so)");
    // Reading it again asks nothing again, and a new version with the same words neither.
    home.ok(&["ingest", "bellport.md"]);
    let text = std::fs::read_to_string(home.path().join("bellport.md")).unwrap();
    std::fs::write(home.path().join("bellport.md"), format!("{text}\nIt rained.\n")).unwrap();
    home.ok(&["ingest", "bellport.md"]);
    assert_eq!(claim(&home, "dyke")["support"], "corroborated");
}

#[test]
fn what_is_rejected_no_longer_counts_and_stays_to_be_read() {
    let home = home();
    let before = exported(&home);
    let items = of_kind(&home, "attribution");
    let item = items.iter().find(|item| item["quotes"][0]["document"] == "bellport.md").unwrap();
    assert_eq!(claim(&home, "dyke")["reports"], 2);
    let prefix = &id(item)[..8];
    home.ok(&["review", "reject", prefix]);
    let found = claim(&home, "dyke");
    assert_eq!((&found["reports"], &found["support"]), (&1.into(), &"single-origin".into()));
    let rejected = found["assertions"].as_array().unwrap().iter().find(|a| a["document"] == "bellport.md").unwrap();
    assert_eq!(rejected["review"], "rejected", "{found}");
    home.ok(&["ingest", "bellport.md"]);
    assert_eq!(claim(&home, "dyke")["reports"], 1);
    assert_eq!(found["lifecycle"], "live");
    let certificate = home.ok(&["explain", "dyke", "--certificate"]);
    std::fs::write(home.path().join("finding.json"), certificate).unwrap();
    home.ok(&["verify-finding", "finding.json"]);
    home.ok(&["undo"]);
    assert!(exported(&home) == before, "the export is as before");
}

#[test]
fn whether_one_has_it_from_the_other_is_for_a_person_to_say() {
    let home = home();
    let before = exported(&home);
    let items = of_kind(&home, "copy");
    assert_eq!(items.len(), 1, "{items:?}");
    assert_eq!(items[0]["quotes"].as_array().unwrap().len(), 2);
    let suspected = claim(&home, "ferry");
    assert_eq!(suspected["suspected"].as_array().unwrap().len(), 1);
    home.ok(&["review", "confirm", id(&items[0]), "--reason", "the editor says so"]);
    let copied = claim(&home, "ferry");
    assert_eq!(copied["suspected"].as_array().unwrap().len(), 0);
    assert!(copied["lineage"].as_array().unwrap().contains(&"elm > dorn".into()), "{copied}");
    home.ok(&["undo"]);
    assert!(exported(&home) == before, "the export is as before");
    home.ok(&["review", "reject", id(&items[0]), "--reason", "both were there"]);
    let apart = claim(&home, "ferry");
    assert_eq!(apart["suspected"].as_array().unwrap().len(), 0);
    assert!(!apart["lineage"].as_array().unwrap().contains(&"elm > dorn".into()), "{apart}");
    assert!(of_kind(&home, "copy").is_empty());
}

#[test]
fn two_claims_that_may_be_one_are_joined_or_parted_for_good() {
    let home = Home::new();
    for (file, text) in [
        ("a.md", "The council of Halm closed the old mole to all ships in spring, said Ada Moor."),
        ("b.md", "The council of Halm closed the old mole to heavy lorries, said Cem Oner."),
    ] {
        let text = format!("---\npublisher: Paper {file}\ndate: 2026-03-01\n---\n{text}\n");
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "a.md", "b.md"]);
    let before = exported(&home);
    let items = of_kind(&home, "identity");
    assert_eq!((items.len(), items[0]["claims"].as_array().unwrap().len()), (1, 2), "{items:?}");
    let would = items[0]["if_confirmed"][0]["after"].clone();
    home.ok(&["review", "confirm", id(&items[0])]);
    let found = claim(&home, "old mole");
    assert_eq!((&found["reports"], &found["support"]), (&2.into(), &would["support"]));
    home.ok(&["undo"]);
    assert!(exported(&home) == before, "the export is as before");
    home.ok(&["review", "reject", id(&items[0])]);
    assert!(of_kind(&home, "identity").is_empty());
    refused(&home, &["review", "confirm", id(&items[0])], "has rejected it already");
    home.ok(&["ingest", "a.md", "b.md"]);
    assert!(of_kind(&home, "identity").is_empty(), "what was parted is not asked again");
}

#[test]
fn the_queue_is_ordered_by_what_would_change_and_says_what_it_does_not_know() {
    let home = home();
    let changes: Vec<u64> = waiting(&home).iter().map(|item| item["change"].as_u64().unwrap()).collect();
    assert!(changes.is_sorted_by(|a, b| a >= b) && changes.len() > 1, "{changes:?}");
    let few = lines(&home.ok(&["review", "--json", "--limit", "1"]));
    assert_eq!(few, waiting(&home)[..1], "a short list is the beginning of the long one");
    refused(&home, &["review", "confirm", "no such id"], "no question");
    refused(&home, &["review", "confirm", "00000000-0000-5000-8000-000000000000"], "no such question waits");
    refused(&home, &["review", "--kind", "mood"], "possible values");
}

#[test]
fn voices_that_texts_tie_to_each_other_wait_too() {
    for (more, other) in [
        ("Sadeghi counts insects together with his colleague Petra Lohse.", "Lohse hung forty traps in April."),
        ("Sadeghi has a seat on the Fisheries Board.", "Lohse advises the Fisheries Board."),
    ] {
        let home = Home::new();
        for (file, paper, voice, more) in
            [("a.md", "Ardow Gazette", "Petra Lohse", other), ("b.md", "Forest Post", "Amir Sadeghi", more)]
        {
            let text = format!("The beetle has reached the forest of Ardow, {voice} said.\n\n{more}");
            let text = format!("---\npublisher: {paper}\ndate: 2026-03-01\n---\n{text}\n");
            std::fs::write(home.path().join(file), text).unwrap();
        }
        home.ok(&["ingest", "a.md", "b.md"]);
        let before = exported(&home);
        let nu = |home: &Home| claim(home, "forest of Ardow")["nu"].clone();
        assert_eq!(nu(&home), serde_json::json!([1, 2]), "{more}");
        let items = of_kind(&home, "copy");
        assert_eq!(items.len(), 1, "{items:#?}");
        let told = items[0]["reason"].as_str().unwrap();
        assert!(told.contains("Petra Lohse") && told.contains("Amir Sadeghi"), "{told}");
        let would = |key: &str| items[0][key][0]["after"]["nu"].clone();
        assert_eq!(would("if_rejected"), serde_json::json!([2, 2]), "{:#?}", items[0]);
        home.ok(&["review", "reject", id(&items[0]), "--reason", "she was there herself"]);
        assert_eq!(nu(&home), serde_json::json!([2, 2]));
        assert!(of_kind(&home, "copy").is_empty());
        home.ok(&["undo"]);
        assert!(exported(&home) == before, "the export is as before");
        home.ok(&["review", "confirm", id(&items[0]), "--reason", "he has it from her"]);
        assert_eq!(nu(&home), serde_json::json!([1, 1]));
        assert!(of_kind(&home, "copy").is_empty());
    }
}

fn post(service: &Service, id: &str, token: &str, body: &str) -> Answer {
    let token = format!("Authorization: Bearer {token}");
    service.send("POST", &format!("/api/v1/review/{id}"), &["Content-Type: application/json", &token], body.as_bytes())
}

#[test]
fn over_http_the_first_answer_holds_and_the_second_is_told_so() {
    let home = home();
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    let listed = lines(&service.get("/api/v1/review?limit=100", "*/*").body);
    let item = listed.iter().find(|item| item["quotes"][0]["document"] == "bellport.md").unwrap();
    assert_eq!(lines(&service.get("/api/v1/review?kind=copy", "*/*").body).len(), 1);
    for wrong in ["kind=mood", "limit=-1", "limit=100000"] {
        service.get(&format!("/api/v1/review?{wrong}"), "*/*").problem(400);
    }
    let confirm = r#"{"decision":"confirm","reason":"she said so"}"#;
    post(&service, id(item), "guessed", confirm).problem(401);
    post(&service, id(item), TOKEN, r#"{"decision":"perhaps"}"#).problem(400);
    post(&service, "nonsense", TOKEN, confirm).problem(404);
    post(&service, "00000000-0000-5000-8000-000000000000", TOKEN, confirm).problem(409);
    // Eight people answer at once: one of them is first.
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let one = |n: usize| {
            let decision = if n.is_multiple_of(2) { "confirm" } else { "reject" };
            let service = &service;
            let body = format!(r#"{{"decision":"{decision}","reason":"person {n}"}}"#);
            scope.spawn(move || post(service, id(item), TOKEN, &body).status)
        };
        let all: Vec<_> = (0..8).map(one).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!((answers.iter().filter(|status| **status == 200).count(), answers.len()), (1, 8), "{answers:?}");
    assert!(answers.iter().all(|status| [200, 409].contains(status)), "{answers:?}");
    assert!(post(&service, id(item), TOKEN, confirm).problem(409).contains("already (person"), "who was first is told");
    let left = lines(&service.get("/api/v1/review?limit=100", "*/*").body);
    assert!(left.iter().all(|other| other["id"] != item["id"]) && left.len() + 1 == listed.len());
    let query = "SELECT ?by { ?review a stm:Review ; stm:decidedBy ?by ; stm:reviews ?assertion }";
    assert_eq!(service.ask(query, "text/csv").text().lines().count(), 2);
    drop(service);
    let found = claim(&home, "dyke");
    assert!(found["assertions"].as_array().unwrap().iter().any(|assertion| !assertion["review"].is_null()));
    let log = String::from_utf8(home.ok(&["why-changed", "dyke"])).unwrap();
    assert!(log.contains("person"), "{log}");
}

#[test]
fn claims_are_found_by_any_of_their_wordings_the_best_first() {
    let home = home();
    let found = lines(&home.ok(&["claims", "--search", "leaking dykes", "--json"]));
    assert_eq!(found[0]["text"], claim(&home, "dyke")["text"]);
    assert!(String::from_utf8(home.ok(&["claims", "--search", "zeppelin"])).unwrap().contains("No such claim"));
    refused(&home, &["explain", "zeppelins over Sund"], "the nearest are:");
    refused(&home, &["explain", "zeppelins"], "see `stemma claims --all`");
    let service = Service::start(&home, &[]);
    let hits = lines(&service.get("/api/v1/search?q=mole+that+sinks&limit=5", "*/*").body);
    assert!(hits[0]["snippet"].as_str().unwrap().contains("mole"), "{hits:?}");
    let marked: Vec<String> = hits[0]["marks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| {
            let [start, end] = [0, 1].map(|n| usize::try_from(mark[n].as_u64().unwrap()).unwrap());
            hits[0]["snippet"].as_str().unwrap().chars().skip(start).take(end - start).collect()
        })
        .collect();
    assert_eq!(marked, ["mole", "sank"]);
    for wrong in ["", "?q=", "?q=x&limit=many"] {
        service.get(&format!("/api/v1/search{wrong}"), "*/*").problem(400);
    }
}

#[test]
fn two_names_that_may_be_one_actor_wait_and_the_answer_is_a_judgement() {
    let home = Home::new();
    for (file, paper, text) in [
        ("a.md", "Allmark Times", "The dyke at Halm leaks at its foot, said Ada Moor."),
        ("b.md", "Bellport Post", "The dyke at Halm leaks at its foot, said Moor."),
    ] {
        std::fs::write(home.path().join(file), format!("---\npublisher: {paper}\ndate: 2026-03-01\n---\n{text}\n"))
            .unwrap();
        home.ok(&["ingest", file]);
    }
    let items = of_kind(&home, "actor");
    assert_eq!(items.len(), 1, "{items:?}");
    let item = &items[0];
    assert_eq!(item["actors"], serde_json::json!(["Ada Moor", "Moor"]));
    assert_eq!(item["reason"], "Ada Moor and Moor may be one: their names are alike");
    assert_eq!(item["claims"][0]["id"], claim(&home, "dyke")["id"]);
    let nu = |impacts: &Value| impacts[0]["after"]["nu"].clone();
    assert_eq!(nu(&item["if_confirmed"]), serde_json::json!([1, 1]));
    assert_eq!(nu(&item["if_rejected"]), serde_json::json!([2, 2]));
    let before = exported(&home);
    home.ok(&["review", "reject", id(item), "--reason", "an engineer and a minister"]);
    assert_eq!(claim(&home, "dyke")["nu"], serde_json::json!([2, 2]));
    assert!(of_kind(&home, "actor").is_empty());
    refused(&home, &["review", "confirm", id(item)], "rejected it already (an engineer and a minister)");
    home.ok(&["undo"]);
    assert_eq!(exported(&home), before);
    home.ok(&["review", "confirm", id(item)]);
    assert_eq!(claim(&home, "dyke")["nu"], serde_json::json!([1, 1]));
    refused(&home, &["not-same-actor", "Ada Moor", "Moor", "--reason", ""], "needs a reason");
}

#[test]
fn a_name_that_a_text_states_waits_with_its_words_and_is_answered_on_the_page() {
    let home = Home::new();
    for (file, paper, text) in [
        ("a.md", "Allmark Times", "The dyke at Halm leaks at its foot, said the Halm Dyke Authority."),
        ("b.md", "Bellport Post", "The dyke at Halm leaks at its foot, said Orrin Bells."),
        ("c.md", "Corra Courier", "Halm Dyke Authority, trading as Orrin Bells, has moved to Orrin."),
    ] {
        std::fs::write(home.path().join(file), format!("---\npublisher: {paper}\ndate: 2026-03-01\n---\n{text}\n"))
            .unwrap();
        home.ok(&["ingest", file]);
    }
    let items = of_kind(&home, "actor");
    assert_eq!(items.len(), 1, "{items:?}");
    assert_eq!(items[0]["quotes"][0]["quote"], "Halm Dyke Authority, trading as Orrin Bells");
    let id = id(&items[0]).to_owned();
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    let page = service.get("/review?kind=actor", "text/html").text();
    assert!(
        page.contains("Is this one actor?") && page.contains("trading as") && page.contains("href=\"/actors/"),
        "{page}"
    );
    let answer = post(&service, &id, TOKEN, r#"{"decision": "confirm", "reason": "the register says so"}"#);
    assert_eq!(answer.status, 200, "{}", answer.text());
    post(&service, &id, TOKEN, r#"{"decision": "reject"}"#).problem(409);
    drop(service);
    assert_eq!(claim(&home, "dyke")["nu"], serde_json::json!([1, 1]));
    assert!(of_kind(&home, "actor").is_empty());
}

/// Whoever is quoted by a report that names the other voice may have it from them; the words are shown, and a person decides.
#[test]
fn a_voice_that_its_report_names_beside_another_waits_for_a_person() {
    let home = Home::new();
    for (day, file, paper, text) in [
        (1, "kelso.md", "Kelso Post", "The patient lay on the table for an hour, says Halina Wrona."),
        (
            2,
            "grunau.md",
            "Grunau Echo",
            "The patient lay on the table for an hour, says Beata Skiba. Halina Wrona came up after the shift.",
        ),
    ] {
        let text = format!("---\npublisher: {paper}\ndate: 2026-03-0{day}\n---\n{text}\n");
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "kelso.md", "grunau.md"]);
    let before = claim(&home, "for an hour");
    assert_eq!((&before["support"], &before["nu"]), (&"single-origin".into(), &serde_json::json!([1, 2])));
    let told = before["explanation"].as_str().unwrap();
    let why = "Beata Skiba may have it from Halina Wrona: the report names them beside it (“Halina Wrona came up after the shift”, Grunau Echo)";
    assert!(told.contains(why) && told.contains("whether Beata Skiba has it from Halina Wrona"), "{told}");
    // In the graph it is no copy, and the reason quotes the words that name her.
    let query =
        "SELECT ?kind ?why { ?d a stm:Derivation ; stm:certain false ; stm:derivationKind ?kind ; stm:reason ?why }";
    let found = String::from_utf8(home.ok(&["query", "-e", query, "--format", "csv"])).unwrap();
    assert!(found.contains("/derivation-kind/relays,") && found.contains("Halina Wrona"), "{found}");
    let waiting = of_kind(&home, "copy");
    assert_eq!(waiting.len(), 1, "{waiting:#?}");
    home.ok(&["review", "reject", id(&waiting[0]), "--reason", "both were there"]);
    assert_eq!(claim(&home, "for an hour")["support"], "corroborated");
    home.ok(&["undo"]);
    home.ok(&["review", "confirm", id(&waiting[0]), "--reason", "she was told"]);
    let after = claim(&home, "for an hour");
    assert_eq!((&after["support"], &after["nu"]), (&"single-origin".into(), &serde_json::json!([1, 1])));
}

#[test]
fn that_one_was_copied_never_raises_a_number_and_hangs_on_a_name() {
    let home = Home::new();
    let days = [("dorn.md", "Dorn Daily", "Mara Quill", 1), ("elm.md", "Elm Echo", "Tom Brack", 2)];
    for (file, paper, witness, day) in days {
        let text = format!(
            "---\npublisher: {paper}\ndate: 2026-03-0{day}\n---\n{LONG}\n\nThe pier carried 40,000 passengers a year, said {witness}.\n\n{LONG}\n"
        );
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "dorn.md", "elm.md"]);
    let low_and_high = |claim: &Value| (claim["nu"][0].as_u64().unwrap(), claim["nu"][1].as_u64().unwrap());
    let before = claim(&home, "passengers");
    assert_eq!((before["support"].as_str(), low_and_high(&before)), (Some("single-channel"), (1, 2)), "{before}");
    assert_eq!(before["chokepoint"], serde_json::json!(["Dorn Daily"]), "{before}");
    let explanation = before["explanation"].as_str().unwrap();
    assert!(explanation.contains("(if not, two independent lines; if so, one independent line)"), "{explanation}");
    assert!(!explanation.contains('~'), "{explanation}");
    let items = of_kind(&home, "copy");
    let item = items.iter().find(|item| item.to_string().contains("passengers")).unwrap();
    home.ok(&["review", "confirm", id(item), "--reason", "it is a copy"]);
    let copied = claim(&home, "passengers");
    assert_eq!((copied["support"].as_str(), low_and_high(&copied)), (Some("single-channel"), (1, 1)), "{copied}");
    home.ok(&["undo"]);
    home.ok(&["review", "reject", id(item), "--reason", "both were there"]);
    assert_eq!(low_and_high(&claim(&home, "passengers")), (2, 2));
}
