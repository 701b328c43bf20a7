//! Certificates and policies, through the program: each finding proves itself, and none says anything else.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/records.rs"]
mod records;
mod support;

use std::path::Path;

use records::lines;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use support::Home;

fn fixture(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(path);
    path.canonicalize().unwrap().to_str().unwrap().to_owned()
}

/// Writes the certificates into files here and asks the program about all of them at once.
fn verified(home: &Home, certificates: &[String]) -> Vec<Value> {
    let names: Vec<String> = (0..certificates.len()).map(|number| format!("certificate-{number}.json")).collect();
    for (name, certificate) in names.iter().zip(certificates) {
        std::fs::write(home.path().join(name), certificate).unwrap();
    }
    let arguments: Vec<&str> =
        ["--json", "verify-finding"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let answers = lines(&home.run(&arguments).stdout);
    assert_eq!(answers.len(), certificates.len());
    answers
}

/// A store with the bundled story of the five-nanometre line.
fn story() -> Home {
    let home = Home::new();
    let parts =
        ["documents", "control.csv", "interest.csv"].map(|part| fixture(&format!("chips-and-export-controls/{part}")));
    home.ok(&[&["ingest"], parts.each_ref().map(String::as_str).as_slice()].concat());
    home
}

/// The certificate with a hash that fits what it says now.
fn hashed(mut certificate: Value) -> String {
    certificate["hash"] = json!("");
    let digest = Sha256::digest(certificate.to_string());
    certificate["hash"] = json!(digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    certificate.to_string()
}

#[test]
fn every_answer_of_the_reference_graphs_is_proved_under_both_policies() {
    let home = Home::new();
    let mut certificates = Vec::new();
    for policy in ["independent-check", "two-source"] {
        let printed = home.ok(&["assess", &fixture("oracle/graphs.jsonl"), "--policy", policy, "--certificate"]);
        for answer in lines(&printed) {
            let certificate = &answer["certificate"];
            assert_eq!(certificate["stated"]["support"]["nu"], answer["nu"], "{answer}");
            assert_eq!(certificate["stated"]["headline"], answer["headline"], "{answer}");
            assert_eq!(certificate["policy"]["name"], policy);
            certificates.push(certificate.to_string());
        }
    }
    assert_eq!(certificates.len(), 144);
    let refused: Vec<Value> = verified(&home, &certificates).into_iter().filter(|a| a["verified"] != true).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn every_finding_of_a_store_is_proved_with_what_was_searched() {
    let home = story();
    let claims = lines(&home.ok(&["claims", "--json"]));
    assert!(claims.len() > 15);
    let certificates: Vec<String> = claims
        .iter()
        .map(|claim| String::from_utf8(home.ok(&["explain", claim["id"].as_str().unwrap(), "--certificate"])).unwrap())
        .collect();
    for (answer, claim) in verified(&home, &certificates).iter().zip(&claims) {
        assert_eq!((&answer["verified"], &answer["headline"]), (&json!(true), &claim["headline"]), "{answer} {claim}");
    }
    let first: Value = serde_json::from_str(&certificates[0]).unwrap();
    assert_eq!(first["searched"]["documents"], 15);
    assert_eq!(first["claim"]["id"], claims[0]["id"]);
}

/// Every value inside, changed in one place; what an object or list holds is also left out.
fn altered(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![json!("something")],
        Value::Bool(is) => vec![json!(!is)],
        Value::Number(number) => vec![json!(number.as_u64().unwrap() + 1)],
        Value::String(text) => vec![json!(format!("{text}x"))],
        Value::Array(values) => {
            let changed = (0..values.len()).flat_map(|at| {
                let put = move |other: Option<Value>| {
                    let mut values = values.clone();
                    values.splice(at..=at, other);
                    Value::Array(values)
                };
                altered(&values[at]).into_iter().map(Some).chain([None]).map(put).collect::<Vec<_>>()
            });
            changed.collect()
        }
        Value::Object(fields) => {
            let change = |(key, value): (&String, &Value)| {
                let put = |other: Value| {
                    let mut fields: Map<String, Value> = fields.clone();
                    fields[key] = other;
                    Value::Object(fields)
                };
                altered(value).into_iter().map(put).collect::<Vec<_>>()
            };
            fields.iter().flat_map(change).collect()
        }
    }
}

#[test]
fn an_altered_certificate_is_refused_also_with_a_hash_that_fits() {
    let home = story();
    let mut count = 0;
    for claim in ["5-nanometre line", "7-nanometre line", "612 mm²", "serviced the machines", "inquiry"] {
        let printed = home.ok(&["explain", claim, "--certificate"]);
        let certificate: Value = serde_json::from_slice(&printed).unwrap();
        assert_eq!(hashed(certificate.clone()), String::from_utf8(printed).unwrap().trim_end(), "the hash is ours");
        for part in ["stated", "supporting", "opposing", "rule_version", "certificate"] {
            let spoiled: Vec<String> = altered(&certificate[part])
                .into_iter()
                .map(|other| {
                    let mut whole = certificate.clone();
                    whole[part] = other;
                    hashed(whole)
                })
                .collect();
            count += spoiled.len();
            for (answer, text) in verified(&home, &spoiled).iter().zip(&spoiled) {
                assert!(
                    answer["verified"] == false && answer["error"].is_string(),
                    "{claim}, {part}: {answer}\n{text}"
                );
            }
        }
        // With the hash as it was, nothing at all may be changed.
        let all: Vec<String> = altered(&certificate).iter().map(ToString::to_string).collect();
        count += all.len();
        let taken = verified(&home, &all).iter().filter(|answer| answer["verified"] == true).count();
        assert_eq!(taken, 0, "{claim}");
    }
    println!("{count} altered certificates");
    assert!(count > 500, "{count}");
}

#[test]
fn what_is_no_certificate_is_refused_with_what_is_wrong() {
    let home = Home::new();
    for (text, says) in [
        ("", "not a certificate"),
        ("{}", "missing field"),
        ("[1, 2", "not a certificate"),
        (&"[".repeat(100_000), "not a certificate"),
    ] {
        let answer = &verified(&home, &[text.to_owned()])[0];
        assert!(answer["error"].as_str().unwrap().contains(says), "{answer}");
    }
    assert_eq!(home.run(&["verify-finding", "nowhere.json"]).status.code(), Some(3));
}

#[test]
fn a_policy_of_ones_own_is_used_named_and_refused_when_it_is_none() {
    let home = story();
    let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).unwrap();
    write("strict.toml", "name = \"strict\"\nlines = 3\nclaimant_counts = false\n");
    let headline = |arguments: &[&str]| {
        let claims = lines(&home.ok(&[&["claims", "--json", "--headline"], arguments].concat()));
        claims.iter().map(|claim| claim["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let seven = "Veyra makes the 940C chip on a 7-nanometre line.".to_owned();
    assert!(headline(&["independently-verified"]).contains(&seven));
    assert!(!headline(&["independently-verified", "--policy", "strict.toml"]).contains(&seven));
    assert!(headline(&["corroborated", "--policy", "strict.toml"]).contains(&seven));
    // In the store's folder it is the policy of whoever names none.
    write("stemma-store/policy.toml", "name = \"strict\"\nlines = 3\nclaimant_counts = false\n");
    assert!(headline(&["corroborated"]).contains(&seven));
    assert!(headline(&["independently-verified", "--policy", "independent-check"]).contains(&seven));
    let certificate = home.ok(&["explain", "7-nanometre line", "--certificate"]);
    assert_eq!(serde_json::from_slice::<Value>(&certificate).unwrap()["policy"]["lines"], 3);
    let turtle = String::from_utf8(home.ok(&["export", "--format", "turtle"])).unwrap();
    assert!(turtle.contains("policies/strict>") && turtle.contains("linesNeeded"), "the policy is not in the graph");
    for (name, text, says) in [
        ("typo.toml", "name = \"typo\"\nlimes = 3\n", "line 2"),
        ("many.toml", "name = \"many\"\nlines = 4\n", "must be 1, 2 or 3"),
        ("taken.toml", "name = \"two-source\"\nlines = 1\n", "built in"),
    ] {
        write(name, text);
        let refused = home.run(&["claims", "--policy", name]);
        let error = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(refused.status.code() == Some(2) && error.contains(says) && error.contains(name), "{error}");
    }
    write("stemma-store/policy.toml", "name = 7");
    let refused = home.run(&["claims"]);
    let error = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(2) && error.contains("policy.toml"), "{error}");
}

#[test]
fn an_owner_below_the_threshold_does_not_make_one_voice_of_two() {
    let home = Home::new();
    for (paper, witness) in [("Allmark Times", "Ada Moor"), ("Bellport Post", "Cem Oner")] {
        let text = format!("---\npublisher: {paper}\ndate: 2026-03-01\n---\nThe dyke at Halm leaks, said {witness}.\n");
        std::fs::write(home.path().join(format!("{}.md", &paper[..3])), text).unwrap();
    }
    let table = "actor,controller,how,share,from,to\nAllmark Times,Corra Group,owner,30,,\nBellport Post,Corra Group,owner,60,,\n";
    std::fs::write(home.path().join("owners.csv"), table).unwrap();
    home.ok(&["ingest", "All.md", "Bel.md", "owners.csv"]);
    let support = |arguments: &[&str]| {
        lines(&home.ok(&[&["claims", "--json"], arguments].concat()))[0]["support"].as_str().unwrap().to_owned()
    };
    assert_eq!(support(&[]), "single-channel");
    std::fs::write(home.path().join("half.toml"), "name = \"half\"\nownership_percent = 50\n").unwrap();
    assert_eq!(support(&["--policy", "half.toml"]), "corroborated");
}

/// Nine reports of nine witnesses: so many that the search could have been given up.
const MANY: usize = 9;

fn many() -> String {
    let witnesses: Vec<Value> = (0..MANY)
        .flat_map(|i| {
            [
                json!({"id": format!("h{i}"), "held": true, "basis": "none"}),
                json!({"id": format!("o{i}"), "held": true, "basis": "testimony"}),
            ]
        })
        .collect();
    let derivations: Vec<Value> = (0..MANY).map(|i| json!({"from": format!("h{i}"), "to": format!("o{i}")})).collect();
    json!({"id": "many", "witnesses": witnesses, "derivations": derivations}).to_string()
}

#[test]
fn less_than_there_is_is_refused_also_where_it_is_called_a_bound() {
    let home = Home::new();
    std::fs::write(home.path().join("many.jsonl"), many()).unwrap();
    let printed = home.ok(&["assess", "many.jsonl", "--certificate"]);
    let certificate = lines(&printed)[0]["certificate"].clone();
    assert_eq!(certificate["stated"]["support"]["nu"], json!([3, 3]));
    let origins = |count: usize| (0..count).map(|i| format!("o{i}")).collect::<Vec<_>>();
    let lists = |count: usize| origins(count).into_iter().map(|origin| vec![origin]).collect::<Vec<_>>();
    let cases = [
        (1, 1, 1, "single-origin"),
        (1, 1, 2, "entangled"),
        (1, 2, 2, "entangled"),
        (1, 2, 1, "single-channel"),
        (2, 2, 3, "corroborated"),
    ];
    let mut altered = Vec::new();
    for (nu, omega, kappa, support) in cases {
        let mut other = certificate.clone();
        let stated = json!({"support": support, "omega": omega, "nu": [nu, nu], "kappa": kappa, "exact": false});
        stated.as_object().unwrap().iter().for_each(|(key, value)| other["stated"]["support"][key] = value.clone());
        other["stated"]["headline"] = json!(support);
        let shown = &mut other["supporting"];
        shown["chains"] = json!(lists(nu));
        shown["origins"] = json!(origins(omega));
        shown["cut"] = json!([]);
        shown["spread"] = if nu < kappa { json!(lists(kappa)) } else { json!([]) };
        shown["taken_as_distinct"] = json!(if nu < 2 { Vec::new() } else { origins(nu) });
        shown["owners_unknown"] = json!(origins(nu));
        altered.push(hashed(other));
    }
    for answer in verified(&home, &altered) {
        assert_eq!(answer["verified"], false, "{answer}");
        assert!(answer["error"].as_str().unwrap().contains("no more than"), "{answer}");
    }
}

#[test]
fn a_circle_is_shown_once_round() {
    let home = Home::new();
    let graph = json!({
        "id": "round",
        "witnesses": [{"id": "a", "held": true, "basis": "none"}, {"id": "b", "held": true, "basis": "none"}],
        "derivations": [{"from": "a", "to": "b"}, {"from": "b", "to": "a"}],
    });
    std::fs::write(home.path().join("round.jsonl"), graph.to_string()).unwrap();
    let mut certificate = lines(&home.ok(&["assess", "round.jsonl", "--certificate"]))[0]["certificate"].clone();
    assert_eq!(certificate["supporting"]["circle"].as_array().unwrap().len(), 3);
    assert_eq!(verified(&home, &[hashed(certificate.clone())])[0]["verified"], true);
    certificate["supporting"]["circle"] = json!(["a", "b", "a", "b", "a"]);
    assert_eq!(verified(&home, &[hashed(certificate)])[0]["verified"], false);
}

#[test]
fn what_assess_prints_is_verified_as_it_is() {
    let home = Home::new();
    let printed = home.ok(&["assess", &fixture("oracle/graphs.jsonl"), "--certificate"]);
    std::fs::write(home.path().join("all.jsonl"), &printed).unwrap();
    let answers = lines(&home.ok(&["--json", "verify-finding", "all.jsonl"]));
    assert_eq!(answers.len(), lines(&printed).len());
    assert!(answers.iter().all(|answer| answer["verified"] == true && answer["exact"] == true), "{answers:?}");
    let mut first = lines(&printed).remove(0);
    first["nu"] = json!([3, 3]);
    let answer = &verified(&home, &[first.to_string()])[0];
    assert!(answer["error"].as_str().unwrap().contains("something else than its certificate"), "{answer}");
}

/// A change of a certificate's JSON.
type Spoiling = (&'static str, fn(&mut Value));

/// Changes that leave what is counted as it was, or leave out what a certificate of a store carries; and words of what is
/// said of them, where that is always the same.
const SPOILINGS: &[Spoiling] = &[
    ("one form", |c| c["graph"]["witnesses"].as_array_mut().unwrap().reverse()),
    ("one form", |c| {
        let derivations = c["graph"]["derivations"].as_array_mut().unwrap();
        derivations.extend(derivations.first().cloned());
    }),
    ("one form", |c| c["graph"]["witnesses"][0]["modality"] = Value::Null),
    ("", |c| c["graph"]["witnesses"][0]["groups"] = json!([])),
    ("go together", |c| c["searched"] = Value::Null),
    ("go together", |c| c["claim"] = Value::Null),
    ("none of documents", |c| c["searched"]["first"] = Value::Null),
    ("are those of `independent-check`", |c| c["policy"]["name"] = json!("newsroom")),
    ("is not an id", |c| c["claim"]["id"] = json!("no-id")),
    ("its first assertion", |c| c["claim"]["id"] = c["claim"]["assertions"][0].clone()),
    ("its first assertion", |c| c["claim"]["assertions"] = json!([])),
];

#[test]
fn a_certificate_has_one_form_and_says_whole_what_it_is_of() {
    let home = story();
    let printed = home.ok(&["explain", "7-nanometre line", "--certificate"]);
    let certificate: Value = serde_json::from_slice(&printed).unwrap();
    let spoiled: Vec<String> = SPOILINGS
        .iter()
        .map(|(_, change)| {
            let mut changed = certificate.clone();
            change(&mut changed);
            hashed(changed)
        })
        .collect();
    for (answer, (says, _)) in verified(&home, &spoiled).iter().zip(SPOILINGS) {
        let is_said = answer["error"].as_str().is_some_and(|error| error.contains(says));
        assert!(answer["verified"] == false && is_said, "{says}: {answer}");
    }
    let answer = &verified(&home, &[certificate.to_string()])[0];
    let open = answer["not_checked"].to_string();
    assert!(answer["verified"] == true && open.contains("wording of the claim"), "{answer}");
}

#[test]
fn a_certificate_without_its_opposing_side_is_refused() {
    let home = Home::new();
    let graph = json!({
        "id": "R",
        "witnesses": [{"id": "a", "held": true, "basis": "statement", "groups": ["Corp"]}],
        "interest": ["Corp"],
        "opposing": {"witnesses": [
            {"id": "gauge", "held": true, "basis": "measurement"}, {"id": "b", "held": true, "basis": "testimony"},
        ]},
    });
    std::fs::write(home.path().join("refuted.jsonl"), graph.to_string()).unwrap();
    let mut certificate = lines(&home.ok(&["assess", "refuted.jsonl", "--certificate"]))[0]["certificate"].clone();
    assert_eq!(certificate["stated"]["headline"], "refuted");
    assert_eq!(verified(&home, &[hashed(certificate.clone())])[0]["verified"], true);
    certificate["graph"].as_object_mut().unwrap().shift_remove("opposing");
    certificate["opposing"] = Value::Null;
    certificate["stated"]["opposition"] = Value::Null;
    certificate["stated"]["headline"] = json!("self-asserted");
    let answer = &verified(&home, &[hashed(certificate)])[0];
    assert!(answer["error"].as_str().unwrap().contains("left out"), "{answer}");
}

#[test]
fn a_group_called_as_those_of_suspected_copies_are_is_proved_like_any_other() {
    let home = Home::new();
    let voice = |id: &str, basis: &str, group: &str| json!({"id": id, "held": true, "basis": basis, "groups": [group]});
    let copy = json!([{"from": "c", "to": "a", "certain": false}]);
    let graphs = [("~suspected:0", json!([])), ("B", json!(["~suspected:0"]))].map(|(group, interest)| {
        let witnesses = [voice("a", "testimony", "A"), voice("b", "testimony", group), voice("c", "none", "C")];
        json!({"id": group, "witnesses": witnesses, "derivations": copy, "interest": interest}).to_string()
    });
    std::fs::write(home.path().join("collision.jsonl"), graphs.join("\n")).unwrap();
    let answers = lines(&home.ok(&["assess", "collision.jsonl", "--certificate"]));
    let certificates: Vec<String> = answers.iter().map(|answer| answer["certificate"].to_string()).collect();
    assert!(answers.iter().all(|answer| answer["nu"] == json!([2, 2])), "{answers:?}");
    assert!(verified(&home, &certificates).iter().all(|answer| answer["verified"] == true));
}
