//! A fuzzer of others asks the service whatever its description allows, and what it does not: no answer may be an error of
//! the server's, and each must be as described. Left out, and said so, unless `./dev fuzz` asks for it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use std::path::Path;
use std::process::Command;

use http::Service;
use serde_json::json;
use story::story;

const TOKEN: &str = "a-token-of-this-test";
/// What each answer is held against.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance";

#[test]
fn whatever_is_asked_no_answer_is_an_error_of_the_server() {
    let Ok(examples) = std::env::var("STEMMA_FUZZ_EXAMPLES") else {
        eprintln!("SKIPPED: it takes two minutes; run `./dev fuzz`");
        return;
    };
    let schemathesis = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools/fuzz/bin/schemathesis");
    if !schemathesis.exists() {
        eprintln!("SKIPPED: no .tools/fuzz; run `./dev fuzz`");
        return;
    }
    let home = story("chips-and-export-controls");
    let limits = ["--client-requests", "0", "--client-errors", "0", "--client-seconds", "0", "--timeout", "3"];
    let mut command = home.command(&[&["serve", "--bind", "127.0.0.1:0"], limits.as_slice()].concat());
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    // Names of things that are there, so that more than refusals are tried.
    let mut description = service.get("/api/v1/openapi.json", "*/*").json();
    for kind in [
        "actors",
        "assertions",
        "claims",
        "contradictions",
        "controls",
        "documents",
        "interests",
        "sources",
        "topics",
        "versions",
    ] {
        let query = format!(
            "SELECT ?s {{ ?s a ?type FILTER(CONTAINS(STR(?s), \"/{kind}/\") && !CONTAINS(STR(?s), \"#\")) }} LIMIT 1"
        );
        let found = service.ask(&query, "text/csv").text();
        let id = found.lines().nth(1).and_then(|iri| iri.rsplit('/').next()).unwrap().trim().to_owned();
        let parameters = description["paths"][format!("/{kind}/{{id}}")]["get"]["parameters"].as_array_mut().unwrap();
        parameters[0]["examples"] = json!({ "there": { "value": id } });
    }
    // A stream has no end to wait for; a webhook would be told, wherever it is.
    let paths = description["paths"].as_object_mut().unwrap();
    paths.remove("/api/v1/events").unwrap();
    paths["/api/v1/webhooks"].as_object_mut().unwrap().remove("post").unwrap();
    let file = home.path().join("openapi.json");
    std::fs::write(&file, description.to_string()).unwrap();
    let seed = std::env::var("STEMMA_FUZZ_SEED").unwrap_or_else(|_| "1".to_owned());
    let output = Command::new(schemathesis)
        .current_dir(home.path())
        .arg("run")
        .arg(&file)
        .args(["--url", &format!("http://{}", service.address), "--checks", CHECKS, "--continue-on-failure"])
        .args(["--header", &format!("Authorization: Bearer {TOKEN}"), "--suppress-health-check", "filter_too_much"])
        .args(["--seed", &seed, "--max-examples", &examples, "--warnings", "off"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("Test cases:"), "{said}");
    assert_eq!(service.terminate().0, Some(0));
    home.ok(&["doctor", "--check"]);
}
