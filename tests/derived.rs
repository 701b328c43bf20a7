//! Claims that are calculated from others: recorded by people or stated by a document; what follows when an input falls.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/claims.rs"]
mod claims;
#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use claims::claim;
use http::Service;
use records::lines;
use serde_json::json;
use support::Home;

const TOKEN: &str = "a-token-of-this-test";

const TEXTS: [(&str, &str); 4] = [
    ("racks.md", "The hall at Halm has 12 racks, said Ada Moor."),
    ("chips.md", "Each rack at Halm holds 72 chips, said Cem Oner."),
    ("hall.md", "The hall at Halm has 864 chips in all, said Dag Lund."),
    (
        "report.md",
        "Northern lines carry 40 trains, said Eva Holt. Southern lines carry 35 trains, said Finn Dahl. Together, 40 trains plus 35 trains equals 75 trains, the council said.",
    ),
];

fn write(home: &Home, file: &str, date: &str, text: &str) {
    let text = format!("---\npublisher: Paper of {file}\ndate: {date}\n---\n{text}\n");
    std::fs::write(home.path().join(file), text).unwrap();
}

fn home() -> Home {
    let home = Home::new();
    for (file, text) in TEXTS {
        write(&home, file, "2026-03-01", text);
        home.ok(&["ingest", file]);
    }
    home
}

const DERIVE: [&str; 9] =
    ["derive", "864 chips", "--from", "12 racks", "72 chips", "--how", "product", "--reason", "racks times chips"];

fn is_stale(home: &Home, words: &str) -> bool {
    claim(home, words)["flags"].as_array().unwrap().contains(&json!("stale"))
}

fn refused(home: &Home, arguments: &[&str], words: &str) {
    let output = home.run(arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && error.contains(words), "{arguments:?}: {error}");
}

#[test]
fn when_an_input_is_withdrawn_the_result_is_stale_and_the_explanation_names_the_input() {
    let home = home();
    let before = home.ok(&["export", "--format", "nquads"]);
    home.ok(&DERIVE);
    assert!(!is_stale(&home, "864 chips"));
    let would = lines(&home.ok(&["what-if", "--retract", "chips.md", "--json"]));
    let texts: Vec<&str> = would.iter().map(|impact| impact["text"].as_str().unwrap()).collect();
    assert!(texts.iter().any(|text| text.contains("864 chips")), "{texts:?}");
    let printed = lines(&home.ok(&["retract", "chips.md", "--reason", "misread", "--json"]));
    assert!(printed.iter().any(|impact| impact["text"].as_str().unwrap().contains("864 chips")), "{printed:?}");
    let hall = claim(&home, "864 chips");
    assert!(is_stale(&home, "864 chips"));
    let why = "It is a product of other numbers, and one of them is withdrawn: “Each rack at Halm holds 72 chips”.";
    assert!(hall["explanation"].as_str().unwrap().contains(why), "{hall}");
    assert!(!hall["explanation"].as_str().unwrap().contains("date was past"), "{hall}");
    let flag = hall["flag_quotes"].as_array().unwrap().iter().find(|flag| flag["flag"] == "stale").unwrap();
    assert_eq!(flag["quotes"][0]["document"], "chips.md");
    // Its own support is what it was: what fell is said beside it.
    assert_eq!(hall["support"], "single-origin");
    let asked = home.ok(&[
        "query",
        "--format",
        "csv",
        "-e",
        "SELECT ?input ?how ?message { ?claim a stm:Claim . ?calculation stm:calculates ?claim ; stm:input/schema:text ?input ; stm:how ?how . ?flag stm:concerns ?claim ; stm:code 'stale' ; stm:message ?message } ORDER BY ?input",
    ]);
    let rows = String::from_utf8(asked).unwrap();
    assert!(rows.contains("Each rack at Halm holds 72 chips.,product,") && rows.trim().lines().count() == 3, "{rows}");
    home.ok(&["undo"]);
    assert!(!is_stale(&home, "864 chips"));
    home.ok(&["undo", "5"]);
    assert_eq!(home.ok(&["export", "--format", "nquads"]), before);
}

#[test]
fn an_input_that_is_contradicted_or_falls_itself_makes_stale_what_rests_on_it() {
    let home = home();
    home.ok(&DERIVE);
    write(&home, "sum.md", "2026-03-01", "The two halls at Orrin have 900 chips, said Gil Roth.");
    write(&home, "rest.md", "2026-03-01", "The annex at Orrin has 36 chips, said Hana Beck.");
    home.ok(&["ingest", "sum.md", "rest.md"]);
    home.ok(&["derive", "900 chips", "--from", "864 chips", "36 chips", "--how", "sum", "--reason", "both halls"]);
    assert!(!is_stale(&home, "900 chips"));
    write(&home, "other.md", "2026-03-01", "Each rack at Halm holds 64 chips, said Ian Cole.");
    home.ok(&["ingest", "other.md"]);
    assert!(claim(&home, "72 chips")["flags"].as_array().unwrap().contains(&json!("contradicted")));
    assert!(is_stale(&home, "864 chips") && is_stale(&home, "900 chips"));
    let why = "one of them is itself calculated from what fell: “The hall at Halm has 864 chips in all”.";
    assert!(claim(&home, "900 chips")["explanation"].as_str().unwrap().contains(why));
    assert!(!is_stale(&home, "12 racks"));
    let listed = lines(&home.ok(&["derive", "--json"]));
    let of = |words: &str| listed.iter().find(|record| record["text"].as_str().unwrap().contains(words)).unwrap();
    let fallen: Vec<(&str, bool)> = of("864 chips")["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| (input["text"].as_str().unwrap(), input["fallen"].as_bool().unwrap()))
        .collect();
    assert!(fallen.contains(&("Each rack at Halm holds 72 chips.", true)), "{fallen:?}");
    assert!(fallen.contains(&("The hall at Halm has 12 racks.", false)), "{fallen:?}");
}

#[test]
fn a_sum_that_a_document_states_keeps_its_terms() {
    let home = home();
    let listed = lines(&home.ok(&["derive", "--json"]));
    assert_eq!(listed.len(), 1, "{listed:?}");
    let texts: Vec<&str> =
        listed[0]["inputs"].as_array().unwrap().iter().map(|i| i["text"].as_str().unwrap()).collect();
    assert_eq!((listed[0]["how"].as_str(), listed[0]["rule"].as_str()), (Some("sum"), Some("stated")));
    assert!(texts.contains(&"Northern lines carry 40 trains.") && texts.contains(&"Southern lines carry 35 trains."));
    assert!(!is_stale(&home, "equals 75 trains"));
    let id = claim(&home, "Northern lines")["assertions"][0]["id"].as_str().unwrap().to_owned();
    home.ok(&["retract", &id, "--reason", "counted twice"]);
    assert!(is_stale(&home, "equals 75 trains"));
    assert!(
        claim(&home, "equals 75 trains")["explanation"].as_str().unwrap().contains("Northern lines carry 40 trains")
    );
}

#[test]
fn a_calculation_goes_with_its_claims_into_a_new_version() {
    let home = home();
    home.ok(&DERIVE);
    write(&home, "chips.md", "2026-03-01", "It rained. Each rack at Halm holds 72 chips, said Cem Oner.");
    home.ok(&["ingest", "chips.md"]);
    assert_eq!(lines(&home.ok(&["derive", "--json"])).len(), 2);
    write(&home, "other.md", "2026-03-01", "Each rack at Halm holds 64 chips, said Ian Cole.");
    home.ok(&["ingest", "other.md"]);
    assert!(is_stale(&home, "864 chips"));
}

#[test]
fn circles_and_bad_input_are_refused_and_a_wrong_product_is_told() {
    let home = home();
    home.ok(&DERIVE);
    let circle = ["derive", "72 chips", "--from", "864 chips", "12 racks", "--how", "ratio", "--reason", "x"];
    refused(&home, &circle, "cannot be calculated from itself");
    refused(&home, &["derive", "864", "--from", "72 chips", "--how", "sum", "--reason", "x"], "two claims at least");
    refused(
        &home,
        &["derive", "864", "--from", "72 chips", "nothing at all", "--how", "sum", "--reason", "x"],
        "no claim",
    );
    refused(
        &home,
        &["derive", "864", "--from", "72 chips", "12 racks", "--how", "sum", "--reason", " "],
        "needs a reason",
    );
    refused(&home, &["derive", "864", "--from", "72 chips", "12 racks", "--how", "root", "--reason", "x"], "root");
    refused(&home, &["derive", "864"], "--from");
    // The later record takes the place of the earlier one, and says that the numbers do not fit.
    let output = home.run(&["derive", "864", "--from", "72 chips", "12 racks", "--how", "sum", "--reason", "perhaps"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("computed again, the sum is 84"), "{output:?}");
    let listed = lines(&home.ok(&["derive", "--json"]));
    assert_eq!(listed.iter().filter(|record| record["rule"] == "person").count(), 1);
}

#[test]
fn over_http_calculations_are_listed_and_recorded_and_no_circle_is() {
    let home = home();
    let id = |words: &str| claim(&home, words)["id"].as_str().unwrap().to_owned();
    let (hall, racks, chips) = (id("864 chips"), id("12 racks"), id("72 chips"));
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    let listed = || lines(service.send("GET", "/api/v1/calculations", &[], b"").text().as_bytes());
    let stated = listed();
    assert_eq!(stated, lines(&home.ok(&["derive", "--json"])));
    let (token, guessed) = (format!("Authorization: Bearer {TOKEN}"), "Authorization: Bearer guessed".to_owned());
    let post = |token: &str, claim: &str, from: &[&str], how: &str, reason: &str| {
        let body = json!({"claim": claim, "from": from, "how": how, "reason": reason}).to_string();
        service.send("POST", "/api/v1/calculations", &["Content-Type: application/json", token], body.as_bytes())
    };
    let all = [racks.as_str(), chips.as_str()];
    post(&guessed, &hall, &all, "product", "racks times chips").problem(401);
    post(&token, &hall, &all, "guess", "racks times chips").problem(400);
    post(&token, &hall, &all, "product", " ").problem(400);
    post(&token, &hall, &all[..1], "product", "racks").problem(400);
    post(&token, &hall, &[&hall, &chips], "product", "a circle").problem(400);
    post(&token, &hall, &["nothing", &chips], "product", "nothing").problem(404);
    let told = post(&token, &hall, &all, "product", "racks times chips");
    assert_eq!((told.status, &told.json()["decision"]), (200, &json!("derive")), "{}", told.text());
    // Nobody has to see it first: what was recorded a moment ago makes this a circle.
    let circle = post(&token, &racks, &[&hall, &chips], "ratio", "hall by chips");
    assert!([400, 409].contains(&circle.status), "{}", circle.text());
    drop(service);
    assert_eq!(lines(&home.ok(&["derive", "--json"])).len(), stated.len() + 1);
    home.ok(&["retract", "chips.md", "--reason", "misread"]);
    assert!(is_stale(&home, "864 chips"));
}
