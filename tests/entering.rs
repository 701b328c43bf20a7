//! Assertions that people add to a document, or correct: what they change, that reading again keeps them, that they are taken
//! back exactly, and that nobody else enters any.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/editor.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod editor;
#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use editor::{Editor, added, started};
use http::{Answer, Service};
use records::lines;
use serde_json::{Value, json};
use support::Home;

const ALLMARK: &str = "The dyke at Halm leaks at its foot, said Ada Moor.";
const BELLPORT: &str = "At the town hall they unrolled the plans. Water comes through the foot of the wall: so it is with Cem Oner. No. No. \
    Nobody answered.";
const WATER: &str = "Water comes through the foot of the wall";
const CLAIM: &str = "The dyke at Halm leaks at its foot.";

fn write(home: &Home, name: &str, paper: &str, text: &str) {
    std::fs::write(home.path().join(name), format!("---\npublisher: {paper}\ndate: 2026-03-01\n---\n{text}\n"))
        .unwrap();
}

fn home() -> Home {
    let home = Home::new();
    write(&home, "allmark.md", "Allmark Times", ALLMARK);
    write(&home, "bellport.md", "Bellport Post", BELLPORT);
    home.ok(&["ingest", "allmark.md", "bellport.md"]);
    home
}

fn claim(home: &Home, words: &str) -> Value {
    lines(&home.ok(&["explain", words, "--json"])).remove(0)
}

fn exported(home: &Home) -> Vec<u8> {
    home.ok(&["export", "--format", "nquads"])
}

/// The version of a file that holds now.
fn version(service: &Service, file: &str) -> String {
    let query = format!(
        "SELECT ?v {{ ?d stm:fileName \"{file}\" . ?v stm:versionOf ?d FILTER NOT EXISTS {{ ?l stm:supersedes ?v }} }}"
    );
    let found = service.ask(&query, "text/csv").text();
    found.lines().nth(1).unwrap().trim().rsplit('/').next().unwrap().to_owned()
}

/// What a program sends.
struct Program<'s> {
    service: &'s Service,
    token: String,
}

impl Program<'_> {
    fn enter(&self, version: &str, fields: &Value) -> Answer {
        let path = format!("/api/v1/versions/{version}/assertions");
        let token = format!("Authorization: Bearer {}", self.token);
        self.service.send("POST", &path, &[&token, "Content-Type: application/json"], fields.to_string().as_bytes())
    }

    fn take_back(&self, assertion: &str) -> Answer {
        let token = format!("Authorization: Bearer {}", self.token);
        let path = format!("/api/v1/assertions/{assertion}");
        self.service.send("DELETE", &path, &[&token, "Stemma-Reason: taken back by the test"], b"")
    }
}

/// What the second paper says of the dyke, as a person sees it.
fn seeping() -> Value {
    json!({"words": WATER, "speaker": "named", "name": "Cem Oner", "claim": CLAIM, "reason": "the wall is the dyke, as the plans show"})
}

#[test]
fn what_a_person_adds_counts_and_stays_when_its_document_is_read_again() {
    let home = home();
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let before = exported(&home);
    assert_eq!(claim(&home, "dyke")["support"], "single-origin");
    let program = Program { service: &service, token: ada };
    let held = version(&service, "bellport.md");
    let answer = program.enter(&held, &seeping());
    assert_eq!(answer.status, 201, "{}", answer.text());
    let record = answer.json();
    let found = claim(&home, "dyke");
    assert_eq!((&found["support"], &found["nu"]), (&"corroborated".into(), &json!([2, 2])), "{found}");
    assert_eq!(record["claim"], found["id"], "the answer names the claim that it makes");
    let of = |found: &Value| {
        let all = found["assertions"].as_array().unwrap().clone();
        all.into_iter().find(|assertion| assertion["document"] == "bellport.md" && assertion["quote"] == WATER).unwrap()
    };
    let assertion = of(&found);
    assert_eq!(
        (&assertion["id"], &assertion["tier"], &assertion["basis"]),
        (&record["assertion"], &"P".into(), &"statement".into())
    );
    let text = String::from_utf8(home.ok(&["text", "bellport.md"])).unwrap();
    let place = |key: &str| usize::try_from(assertion[key].as_u64().unwrap()).unwrap();
    assert_eq!(text.chars().take(place("end")).skip(place("start")).collect::<String>(), WATER);
    // The service shows what a full computation finds, and says who entered it and why.
    let served = service.get(&format!("/api/v1/claims/{}", found["id"].as_str().unwrap()), "application/json").json();
    assert_eq!((&served["support"], &served["nu"]), (&found["support"], &found["nu"]));
    let asked =
        service.ask("SELECT ?by ?why { ?a a stm:Assertion ; stm:decidedBy ?by ; stm:reason ?why }", "text/csv").text();
    assert_eq!(asked.lines().nth(1).map(str::trim), Some("ada,\"the wall is the dyke, as the plans show\""));
    let audit = Editor::log_in(&service, &program.token).page("/audit");
    assert!(audit.contains("ada") && audit.contains("the wall is the dyke, as the plans show"), "{audit}");
    let certificate = home.ok(&["explain", "dyke", "--certificate"]);
    std::fs::write(home.path().join("finding.json"), certificate).unwrap();
    home.ok(&["verify-finding", "finding.json"]);
    drop(service);
    // The same bytes again, today's readers, and a new version with the same words: all keep it.
    home.ok(&["ingest", "bellport.md"]);
    home.ok(&["reread"]);
    assert_eq!(claim(&home, "dyke"), found);
    write(&home, "bellport.md", "Bellport Post", &format!("It had rained for days.\n\n{BELLPORT}"));
    home.ok(&["ingest", "bellport.md"]);
    let later = claim(&home, "dyke");
    assert_eq!((&later["support"], &of(&later)["tier"]), (&"corroborated".into(), &"P".into()), "{later}");
    // Words that are gone say nothing, and that is told.
    write(&home, "bellport.md", "Bellport Post", "At the town hall they unrolled the plans.");
    let told = String::from_utf8(home.ok(&["--json", "ingest", "bellport.md"])).unwrap();
    assert!(told.contains("STM") && told.contains("which ada entered"), "{told}");
    assert_eq!(claim(&home, "dyke")["support"], "single-origin");
    // The last first; between them stand changes that are no records, of which there is nothing to take back.
    let entered = record["sequence"].as_u64().unwrap();
    for sequence in (entered..entered + 10).rev() {
        home.run(&["undo", &sequence.to_string()]);
    }
    assert!(exported(&home) == before, "undone, the records are as before");
}

#[test]
fn a_correction_strikes_out_what_was_read_and_is_taken_back_exactly() {
    let home = home();
    write(&home, "corra.md", "Corra Courier", "The dyke at Halm leaks at its foot, said Bo Lund.");
    home.ok(&["ingest", "corra.md"]);
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let before = exported(&home);
    let found = claim(&home, "dyke");
    assert_eq!(found["nu"], json!([2, 2]), "{found}");
    let all = found["assertions"].as_array().unwrap();
    let read = all.iter().find(|assertion| assertion["document"] == "corra.md").unwrap()["id"].as_str().unwrap();
    let token = ada;
    let program = Program { service: &service, token: token.clone() };
    let held = version(&service, "corra.md");
    let correction = json!({"assertion": read, "speaker": "named", "name": "Ada Moor", "reason": "they print a correction: it was Ada Moor"});
    let record = program.enter(&held, &correction).json();
    let corrected = claim(&home, "dyke");
    assert_eq!((&corrected["nu"], &corrected["support"]), (&json!([1, 1]), &"single-origin".into()), "{corrected}");
    let of = |id: &str| corrected["assertions"].as_array().unwrap().iter().find(|a| a["id"] == id).unwrap().clone();
    assert_eq!(of(read)["review"], "rejected");
    let entered = record["assertion"].as_str().unwrap();
    assert_eq!((&of(entered)["quote"], &of(entered)["tier"]), (&of(read)["quote"], &"P".into()), "its words stay");
    // A second person is told of the first, and corrects nothing twice.
    let other = json!({"assertion": read, "speaker": "nobody", "reason": "nobody said so"});
    assert!(program.enter(&held, &other).problem(409).contains("ada has rejected or corrected it already"));
    assert!(program.enter(&held, &correction).problem(409).contains("asserts just that already"));
    // A denial, a hedge and a basis are corrected in the same way; ids differ though the words are the same.
    let hedged =
        json!({"assertion": entered, "modality": "hedged", "basis": "testimony", "reason": "she said perhaps"});
    let second = program.enter(&held, &hedged).json();
    let again = claim(&home, "dyke");
    let hedge = again["assertions"].as_array().unwrap().iter().find(|a| a["id"] == second["assertion"]).unwrap();
    assert_eq!((&hedge["modality"], &hedge["basis"]), (&"hedged".into(), &"testimony".into()));
    assert_ne!(second["assertion"], record["assertion"]);
    // A new version keeps both corrections, and taking them back leaves nothing in any version.
    drop(service);
    let text = std::fs::read_to_string(home.path().join("corra.md")).unwrap();
    std::fs::write(home.path().join("corra.md"), format!("{text}\nIt rained.\n")).unwrap();
    home.ok(&["ingest", "corra.md"]);
    let kept = claim(&home, "dyke");
    assert_eq!(kept["nu"], json!([1, 1]), "{kept}");
    home.ok(&["undo"]);
    let service = started(&home);
    let program = Program { service: &service, token };
    for assertion in [&second, &record] {
        let answer = program.take_back(assertion["assertion"].as_str().unwrap());
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    assert!(program.take_back(entered).problem(404).contains("taken back"));
    assert!(program.take_back(read).problem(404).contains("nobody entered"), "what was read is not taken back");
    assert!(exported(&home) == before, "the export is as before");
    assert_eq!(claim(&home, "dyke"), found);
}

#[test]
fn nobody_enters_what_cannot_be_and_nothing_is_half_recorded() {
    let home = home();
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "report"));
    let service = started(&home);
    let before = exported(&home);
    let (ada, bo) = (Program { service: &service, token: ada }, Program { service: &service, token: bo });
    let held = version(&service, "bellport.md");
    let with = |key: &str, value: &str| {
        let mut fields = seeping();
        fields[key] = value.into();
        fields
    };
    let nobody = Program { service: &service, token: "guessed".to_owned() };
    nobody.enter(&held, &seeping()).problem(401);
    assert!(bo.enter(&held, &seeping()).problem(403).contains("review"));
    for (fields, status, told) in [
        (with("words", "Water comes through the roof"), 422, "do not stand in the document"),
        (with("words", "No."), 422, "several places"),
        (json!({"words": ":", "near": "0", "reason": "r"}), 422, "at least a letter"),
        (with("words", " \u{202e}\n"), 422, "do not stand"),
        (with("assertion", "00000000-0000-0000-0000-000000000000"), 404, "asserts nothing of that id"),
        (with("basis", "proof"), 400, "is not a basis"),
        (with("stance", "verified"), 400, "is not a stance"),
        (with("tier", "A"), 400, "`tier` is nothing that is entered"),
        (with("reason", " "), 400, "needs a reason"),
        (json!({"words": WATER}), 400, "needs a reason"),
        (json!(["words"]), 400, "no object of strings"),
        (json!({"words": 7, "reason": "r"}), 400, "no object of strings"),
        (with("claim", &"x".repeat(3000)), 400, "`claim` is longer"),
    ] {
        let detail = ada.enter(&held, &fields).problem(status);
        assert!(detail.contains(told), "{fields}: {detail}");
    }
    for version in ["00000000-0000-0000-0000-000000000000", "x"] {
        ada.enter(version, &seeping()).problem(404);
    }
    let megabytes = with("words", &"x".repeat(3 << 20));
    assert_eq!(ada.enter(&held, &megabytes).status, 413);
    // What was read there already is not entered beside it.
    let allmark = version(&service, "allmark.md");
    let same = json!({"words": "The dyke at Halm leaks at its foot", "speaker": "named", "name": "Ada Moor", "claim": CLAIM, "reason": "r"});
    assert!(ada.enter(&allmark, &same).problem(409).contains("asserts just that already"));
    assert!(exported(&home) == before, "nothing was recorded");
    // Of words at two places the nearer one is meant; unnamed people are no line of their own.
    let near = json!({"words": "No.", "near": "300", "speaker": "named", "name": "two officials", "claim": CLAIM, "reason": "r"});
    let answer = ada.enter(&held, &near);
    assert_eq!(answer.status, 201, "{}", answer.text());
    let found = claim(&home, "dyke");
    assert_eq!(found["nu"], json!([1, 2]).clone(), "{found}");
    assert_ne!(found["support"], "corroborated");
}

#[test]
fn the_form_needs_no_script_and_shows_hostile_words_as_words() {
    let home = Home::new();
    let text = "It <script>alert(1)</script> \u{202e}leaks, said Ada Moor. Yes. Yes.";
    write(&home, "a.md", "Tide Post", text);
    home.ok(&["ingest", "a.md"]);
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let held = version(&service, "a.md");
    let (reader, form) = (format!("/versions/{held}"), format!("/versions/{held}/enter"));
    let outside = service.get(&reader, "text/html").text();
    assert!(!outside.contains("/enter") && !outside.contains("<script"), "{outside}");
    assert!(service.get(&form, "text/html").text().contains("Log in"));
    let ada = Editor::log_in(&service, &ada);
    assert!(ada.page(&reader).contains(&format!("href=\"{form}\"")) && ada.page(&reader).contains("/reader.js"));
    // Words at two places: the form comes back with what was typed, and asks which.
    let typed = [
        ("words", "Yes."),
        ("speaker", "nobody"),
        ("claim", "<b>It</b> \u{202e}rains."),
        ("reason", "\"><script>x</script>"),
    ];
    let asked = ada.send(&form, &typed);
    let page = asked.text();
    assert_eq!(asked.status, 422, "{page}");
    assert!(page.contains("Which of these places?") && page.matches("name=\"near\"").count() == 2, "{page}");
    assert!(page.contains("&lt;b&gt;It") && !page.contains("<b>It") && !page.contains("<script>x"), "{page}");
    let near = page.split("name=\"near\" value=\"").nth(2).unwrap().split('"').next().unwrap();
    let sent = ada.send(&form, &[&typed[..], &[("near", near)]].concat());
    assert_eq!((sent.status, sent.header("location")), (303, Some(reader.clone())), "{}", sent.text());
    let shown = ada.page(&reader);
    assert!(shown.contains("Entered by <bdi>ada</bdi>") && shown.contains("&lt;b&gt;It"), "{shown}");
    assert!(!shown.contains("<script>") && !shown.contains('\u{202e}'), "{shown}");
    // Copied from the page, hidden characters have names: the words are found all the same.
    let copied = ada.send(&form, &[("words", "\u{27e8}U+202E\u{27e9}leaks"), ("reason", "so it stands there")]);
    assert_eq!(copied.status, 303, "{}", copied.text());
    // Another session's mark enters nothing, and neither does another site.
    let cookie = format!("Cookie: {}", ada.cookie);
    assert_eq!(editor::form(&service, &form, &[&cookie], &[("words", "Yes."), ("reason", "r")]).status, 403);
    // It is taken back where it is shown.
    let back = shown.split("/take-back\"").nth(1).unwrap();
    let assertion = back.split("name=\"assertion\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let back = format!("{reader}/take-back");
    assert_eq!(ada.send(&back, &[("assertion", assertion), ("reason", " ")]).status, 400);
    assert_eq!(ada.send(&back, &[("assertion", assertion), ("reason", "it does not rain")]).status, 303);
    assert!(!ada.page(&reader).contains("&lt;b&gt;It"));
    assert!(ada.page("/audit").contains("it does not rain"));
}
