//! Ingest and export: the same documents give the same store, whatever the order, the form or the number of runs.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

mod support;

use std::collections::{BTreeSet, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxrdf::{GraphName, Quad};
use serde_json::Value;
use support::Home;

/// The folder of the fixtures.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").canonicalize().unwrap()
}

const DATED: &str = "---\ntitle: A tide\npublisher: Tide Post\ndate: 2025-05-01\nurl: https://tide.example/1\n---\n";

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copied(&entry.path(), &target) } else { drop(std::fs::copy(entry.path(), target)) }
    }
}

/// The folders of the fixtures.
fn folders() -> Vec<String> {
    let entries = std::fs::read_dir(fixtures()).unwrap().map(Result::unwrap);
    let names = entries.filter(|e| e.path().join("documents").is_dir()).map(|e| e.file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// A home with the files of a fixture, and their names: tables first, then documents.
fn home_with(fixture: &str) -> (Home, Vec<String>) {
    let home = Home::new();
    copied(&fixtures().join(fixture), home.path());
    let documents = std::fs::read_dir(home.path().join("documents")).unwrap();
    let mut documents: Vec<String> =
        documents.map(|e| format!("documents/{}", e.unwrap().file_name().into_string().unwrap())).collect();
    documents.sort();
    let tables = ["control.csv", "interest.csv"].into_iter().filter(|table| home.path().join(table).exists());
    let names = tables.map(str::to_owned).chain(documents).collect();
    (home, names)
}

fn ingest(home: &Home, names: &[impl AsRef<str>]) -> Value {
    let arguments: Vec<&str> = ["ingest", "--json"].into_iter().chain(names.iter().map(AsRef::as_ref)).collect();
    serde_json::from_slice(&home.ok(&arguments)).unwrap()
}

fn export(home: &Home, format: &str) -> Vec<u8> {
    home.ok(&["export", "--format", format])
}

fn records(home: &Home, arguments: &[&str]) -> Vec<Value> {
    let printed = String::from_utf8(home.ok(arguments)).unwrap();
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn sequence(home: &Home) -> u64 {
    // Some stories have owners or days that somebody should look at.
    let told: Value = serde_json::from_slice(&home.run(&["doctor", "--check", "--json"]).stdout).unwrap();
    assert_eq!(told["damage"], serde_json::json!([]));
    told["sequence"].as_u64().unwrap()
}

fn write(home: &Home, name: &str, text: impl AsRef<[u8]>) {
    let path = home.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn the_same_bytes_again_change_nothing() {
    for fixture in folders() {
        let (home, names) = home_with(&fixture);
        ingest(&home, &names);
        let before = (sequence(&home), export(&home, "nquads"));
        let again = ingest(&home, &names);
        assert_eq!((again["documents"].as_u64(), again["versions"].as_u64()), (Some(0), Some(0)), "{fixture}");
        assert!(before == (sequence(&home), export(&home, "nquads")), "{fixture} changed");
    }
}

#[test]
fn the_same_bytes_again_change_nothing_however_their_lists_are_ordered() {
    let home = Home::new();
    let front = "---\nauthor: [Zoe Zimt, Adam Abel]\ntopics: [tides, boats]\npublisher: Tide Post\ntaken-from: [z.example, a.example]\n---\n";
    write(&home, "a.md", format!("{front}The dyke at Lisk holds, said Ada Moor.\n"));
    ingest(&home, &["a.md"]);
    let before = (sequence(&home), export(&home, "nquads"));
    ingest(&home, &["a.md"]);
    assert!(before == (sequence(&home), export(&home, "nquads")), "the second ingest changed something");
}

#[test]
fn a_new_version_supersedes_the_old_one_and_keeps_it() {
    let home = Home::new();
    write(&home, "old.md", format!("{DATED}The dyke at Lisk leaks, said Ada Moor.\n"));
    write(&home, "new.md", format!("{DATED}The ferry of Brodd sails, said Ada Moor.\n"));
    ingest(&home, &["old.md"]);
    let old: HashSet<Quad> = recorded(&export(&home, "nquads"));
    let receipt = ingest(&home, &["new.md"]);
    assert_eq!((receipt["documents"].as_u64(), receipt["versions"].as_u64()), (Some(0), Some(1)));
    let both = recorded(&export(&home, "nquads"));
    assert!(old.is_subset(&both), "every quad of the old version is there still");
    let claims = records(&home, &["claims", "--json", "--all"]);
    let lifecycle = |word: &str| {
        claims.iter().find(|c| c["text"].as_str().unwrap().contains(word)).map(|claim| claim["lifecycle"].clone())
    };
    assert_eq!(lifecycle("dyke"), Some("superseded".into()), "{claims:#?}");
    assert_eq!(lifecycle("ferry"), Some("live".into()));
}

#[test]
fn a_version_that_comes_back_is_the_current_one_again() {
    let home = Home::new();
    write(&home, "a.md", format!("{DATED}The dyke at Lisk leaks, said Ada Moor.\n"));
    write(&home, "b.md", format!("{DATED}The ferry of Brodd sails, said Ada Moor.\n"));
    for name in ["a.md", "b.md", "a.md"] {
        ingest(&home, &[name]);
    }
    let claims = records(&home, &["claims", "--json", "--all"]);
    let live: Vec<&str> =
        claims.iter().filter(|c| c["lifecycle"] == "live").map(|c| c["text"].as_str().unwrap()).collect();
    assert!(!live.is_empty() && live.iter().all(|text| text.contains("dyke")), "{claims:#?}");
    home.ok(&["doctor", "--check"]);
}

/// The version of this day of one article.
fn of_day(home: &Home, day: &str, words: &str) -> String {
    let (name, front) = (format!("{day}.md"), DATED.replace("2025-05-01", day));
    write(home, &name, format!("{front}The flood closed {words} roads in Lisk, said Ada Moor.\n"));
    name
}

#[test]
fn the_version_of_the_latest_day_holds_in_whichever_order_they_come() {
    let versions = [("2025-05-01", "12"), ("2025-05-05", "21"), ("2025-05-09", "23")];
    let mut told: Vec<Vec<String>> = Vec::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let home = Home::new();
        for (day, words) in order.map(|place| versions[place]) {
            let name = of_day(&home, day, words);
            ingest(&home, &[&name]);
        }
        let claims = records(&home, &["claims", "--json", "--all"]);
        let claim = |c: &Value| format!("{} {}", c["text"].as_str().unwrap(), c["lifecycle"].as_str().unwrap());
        let mut now: Vec<String> = claims.iter().map(claim).collect();
        now.sort();
        let live = records(&home, &["claims", "--json", "--as-of", "2025-05-06"]);
        now.extend(live.iter().filter(|c| c["lifecycle"] == "live").map(claim));
        told.push(now);
        home.ok(&["doctor", "--check"]);
        // Reading the older one again changes nothing.
        let before = (sequence(&home), export(&home, "nquads"));
        ingest(&home, &["2025-05-01.md"]);
        assert!(before == (sequence(&home), export(&home, "nquads")), "{order:?}");
    }
    let expected = [
        "The flood closed 12 roads in Lisk. corrected",
        "The flood closed 21 roads in Lisk. corrected",
        "The flood closed 23 roads in Lisk. live",
        "The flood closed 21 roads in Lisk. live",
    ];
    assert!(told.iter().all(|one| one == &expected), "{told:#?}");
}

/// The quads of versions and of the catalog.
fn recorded(nquads: &[u8]) -> HashSet<Quad> {
    let all = parsed(nquads, RdfFormat::NQuads);
    all.into_iter().filter(|quad| !quad.graph_name.to_string().ends_with("graphs/findings>")).collect()
}

#[test]
fn folder_file_and_standard_input_come_together_and_a_sidecar_names_the_publisher() {
    let home = Home::new();
    write(&home, "folder/deep/a.txt", "The dyke at Lisk leaks, said Ada Moor.\n");
    write(&home, "folder/deep/a.txt.meta", "publisher: Sidecar Gazette\ndate: 2025-02-03\n");
    write(&home, "folder/.hidden.txt", "Hidden words, said Ada Moor.\n");
    write(&home, "b.md", "The ferry of Brodd sails, said Ada Moor.\n");
    let mut child = home
        .command(&["ingest", "--json", "folder", "b.md", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"The crane at Holm fell, said Ada Moor.\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let receipt: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), receipt["documents"].as_u64()), (Some(0), Some(3)));
    let claims = records(&home, &["claims", "--json", "--all"]);
    let names: BTreeSet<&str> =
        claims.iter().map(|claim| claim["assertions"][0]["document"].as_str().unwrap()).collect();
    assert_eq!(names, BTreeSet::from(["-", "b.md", "folder/deep/a.txt"]));
    let quads = String::from_utf8(export(&home, "nquads")).unwrap();
    assert!(quads.contains("Sidecar Gazette") && !quads.contains("Hidden words"));
}

#[test]
fn two_texts_on_standard_input_are_two_documents() {
    let home = Home::new();
    for (place, what) in [("Lisk", "dyke"), ("Brodd", "ferry")] {
        let mut child = home.command(&["ingest", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "The {what} at {place} leaks, said Ada Moor.").unwrap();
        assert!(child.wait().unwrap().success());
    }
    let claims = records(&home, &["claims", "--json", "--all"]);
    assert!(claims.len() == 2 && claims.iter().all(|claim| claim["lifecycle"] == "live"), "{claims:#?}");
}

#[test]
fn a_sidecar_that_cannot_be_read_is_reported_and_not_passed_over() {
    let home = Home::new();
    write(&home, "a.txt", "The dyke at Lisk leaks, said Ada Moor.\n");
    write(&home, "a.txt.meta", b"publisher: Sidecar Gaz\xFFtte\n");
    let receipt = ingest(&home, &["a.txt"]);
    assert!(receipt["problems"].to_string().contains("UTF-8"), "{receipt}");
    assert!(String::from_utf8(export(&home, "nquads")).unwrap().contains("Sidecar Gaz"));
}

/// Every object with words and a place, wherever it stands in a record.
fn places<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            if ["quote", "start", "end"].iter().all(|key| fields.contains_key(*key)) {
                found.push(value);
            }
            fields.values().for_each(|inner| places(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| places(inner, found)),
        _ => {}
    }
}

fn assert_resliced(home: &Home, record: &Value) -> usize {
    let mut found = Vec::new();
    places(record, &mut found);
    for place in &found {
        let document = place["document"].as_str().or(record["document"].as_str()).unwrap();
        let text = String::from_utf8(home.ok(&["text", document])).unwrap();
        let (start, end) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(place["quote"], words.as_str(), "{document} {start}-{end}");
    }
    found.len()
}

#[test]
fn every_place_of_every_record_says_what_its_quote_says() {
    let (home, mut names) = home_with("chips-and-export-controls");
    for fixture in ["contested-figure", "prediction"] {
        copied(&fixtures().join(fixture).join("documents"), &home.path().join(fixture));
        names.push(fixture.to_owned());
    }
    let body = "« Le pont de Åsa e\u{301}tait fermé 🌉 », said Zoë O\u{308}berg.\r\n\r\n“👩‍🔬 The probe read 4.5 µg in 2024,” said \u{202E}Ada Moor\u{202C}. According to two offi\u{ad}cials, the gauge 🇳🇴 fell by 12 percent.\r\n";
    write(&home, "odd.txt", format!("\u{FEFF}{body}"));
    write(&home, "odd.md", format!("\u{FEFF}---\r\ntitle: 🌉\r\n---\r\n{body}"));
    names.extend(["odd.txt".to_owned(), "odd.md".to_owned()]);
    ingest(&home, &names);
    assert_eq!(
        String::from_utf8(home.ok(&["text", "odd.txt"])).unwrap(),
        body,
        "the text is the file without its mark"
    );
    let files = ["documents/dossier.md", "documents/allmark-times.md", "documents/claims.csv", "odd.txt", "odd.md"];
    let mut count = 0;
    for record in records(&home, &[&["extract", "--json"], files.as_slice()].concat()) {
        count += assert_resliced(&home, &record);
    }
    for arguments in [["claims", "--json", "--all"], ["contradictions", "--json", "--all"]] {
        count += records(&home, &arguments).iter().map(|record| assert_resliced(&home, record)).sum::<usize>();
    }
    assert!(count > 150, "only {count} places were looked at");
}

#[test]
fn two_runs_into_two_stores_give_the_same_bytes() {
    for fixture in ["chips-and-export-controls", "retracted-origin"] {
        let homes = [home_with(fixture), home_with(fixture)];
        for (home, names) in &homes {
            ingest(home, names);
        }
        for format in ["turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "csv", "jsonl"] {
            assert!(export(&homes[0].0, format) == export(&homes[1].0, format), "{fixture} as {format} differs");
        }
    }
}

#[test]
fn the_order_of_ingest_leaves_no_trace() {
    for fixture in folders() {
        let (whole, names) = home_with(&fixture);
        ingest(&whole, &names);
        let (reversed, mut names) = home_with(&fixture);
        names.reverse();
        ingest(&reversed, &names);
        let (single, mut names) = home_with(&fixture);
        let middle = names.len() / 2;
        names.rotate_left(middle);
        for name in &names {
            ingest(&single, &[name]);
        }
        let (folder, _) = home_with(&fixture);
        let tables: Vec<&String> = names.iter().filter(|name| !name.contains('/')).collect();
        ingest(&folder, &[&["documents"], tables.iter().map(|t| t.as_str()).collect::<Vec<_>>().as_slice()].concat());
        let expected = export(&whole, "nquads");
        for (home, how) in [(&reversed, "reversed"), (&single, "one by one"), (&folder, "as a folder")] {
            assert!(export(home, "nquads") == expected, "{fixture} differs when ingested {how}");
        }
    }
}

fn parsed(bytes: &[u8], format: RdfFormat) -> HashSet<Quad> {
    RdfParser::from_format(format).for_slice(bytes).map(Result::unwrap).collect()
}

fn without_graphs(quads: HashSet<Quad>) -> HashSet<Quad> {
    quads.into_iter().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }).collect()
}

#[test]
fn every_format_says_what_the_n_quads_say() {
    let (home, mut names) = home_with("chips-and-export-controls");
    write(
        &home,
        "odd.md",
        "---\ntitle: \"<b>\\\"&amp;\\\\ \u{1} \u{B} {\"\nurl: \"https://x.example/a b<>\\\"\"\n---\n\"A \\u0041 \u{7} bell\\ rang,\" said <i>Ada</i> Moor.\n",
    );
    names.push("odd.md".to_owned());
    ingest(&home, &names);
    let quads = parsed(&export(&home, "nquads"), RdfFormat::NQuads);
    let jsonld = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    for (name, format) in [("trig", RdfFormat::TriG), ("jsonld", jsonld)] {
        assert!(parsed(&export(&home, name), format) == quads, "{name} differs");
    }
    let triples = without_graphs(quads);
    for (name, format) in [("turtle", RdfFormat::Turtle), ("ntriples", RdfFormat::NTriples)] {
        assert!(parsed(&export(&home, name), format) == triples, "{name} differs");
    }
}

fn lines(home: &Home, arguments: &[&str]) -> Vec<Value> {
    let printed = String::from_utf8(home.ok(arguments)).unwrap();
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The part of the graph that `scope` asks for.
fn export_of(home: &Home, scope: &[&str]) -> HashSet<Quad> {
    parsed(&home.ok(&[&["export", "--format", "nquads"], scope].concat()), RdfFormat::NQuads)
}

#[test]
fn one_claim_is_exported_with_as_many_of_its_contradictions_as_asked_for() {
    let (home, names) = home_with("contested-figure");
    ingest(&home, &names);
    let found: Vec<Value> = lines(&home, &["contradictions", "--json"]);
    let (a, b) = (found[0]["a"].as_str().unwrap(), found[0]["b"].as_str().unwrap());
    assert_ne!(a, b, "the fixture's figures contradict one another");
    let subjects = |quads: &HashSet<Quad>| -> String { quads.iter().map(|quad| quad.subject.to_string()).collect() };
    let alone = export_of(&home, &["--claim", a]);
    assert!(subjects(&alone).contains(a) && !subjects(&alone).contains(b));
    let both = export_of(&home, &["--claim", a, "--depth", "1"]);
    assert!(both.is_superset(&alone) && subjects(&both).contains(b) && subjects(&both).contains("/contradictions/"));
    assert!(export_of(&home, &[]).is_superset(&both));
}

#[test]
fn a_topic_and_a_query_choose_the_claims_that_are_exported() {
    let (home, mut names) = home_with("retracted-origin");
    write(&home, "other.md", "---\ntitle: Rain\ntopics: [rain]\n---\n\"It rains,\" said Ada Moor.\n");
    names.push("other.md".to_owned());
    ingest(&home, &names);
    let export = |scope: &[&str]| lines(&home, &[&["export", "--format", "jsonl"], scope].concat());
    let ids = |claims: Vec<Value>| -> Vec<String> { claims.iter().map(|claim| claim["id"].to_string()).collect() };
    for topic in ["rain", "street lamps"] {
        let wanted = ids(lines(&home, &["claims", "--json", "--topic", topic]));
        assert!(!wanted.is_empty());
        assert_eq!(ids(export(&["--topic", topic])), wanted);
        assert!(export_of(&home, &["--topic", topic]).is_subset(&export_of(&home, &[])));
    }
    write(
        &home,
        "loud.rq",
        "SELECT ?claim { ?finding stm:finds ?claim ; stm:headline <https://w3id.org/stemma/ns/1/headline/independently-verified> }",
    );
    let loud = ids(lines(&home, &["claims", "--json", "--headline", "independently-verified"]));
    assert!(!loud.is_empty());
    assert_eq!(ids(export(&["--query", "loud.rq"])), loud);
}

#[test]
fn what_is_read_comes_in_the_order_of_the_text_whatever_the_file_is_called() {
    let home = Home::new();
    let mut orders = Vec::new();
    for name in ["a.txt", "b.txt", "c.txt", "d.txt"] {
        write(&home, name, "Both Ada Moor and Bo Lind said that the bridge is closed.\n");
        let read = lines(&home, &["extract", "--json", name]);
        orders.push(read.iter().map(|line| line["source"]["name"].to_string()).collect::<Vec<_>>());
    }
    assert_eq!(orders[0], ["\"Ada Moor\"", "\"Bo Lind\""]);
    assert!(orders.iter().all(|order| *order == orders[0]), "{orders:?}");
}

#[test]
fn before_the_first_document_was_published_there_is_nothing() {
    let (home, names) = home_with("chips-and-export-controls");
    ingest(&home, &names);
    assert!(home.ok(&["claims", "--json", "--all", "--as-of", "1900-01-01"]).is_empty());
    let quads = String::from_utf8(home.ok(&["export", "--format", "nquads", "--as-of", "1900-01-01"])).unwrap();
    assert!(!quads.contains("#Assertion>") && !quads.contains("/versions/"), "an export has later documents");
    let count = "SELECT (COUNT(?a) AS ?n) { ?a a stm:Assertion }";
    let asked = home.ok(&["query", "-e", count, "--format", "csv", "--as-of", "1900-01-01"]);
    assert_eq!(String::from_utf8(asked).unwrap().split_whitespace().last(), Some("0"));
    let now = home.ok(&["export", "--format", "nquads", "--as-of", "9999-12-31"]);
    assert!(recorded(&now) == recorded(&export(&home, "nquads")), "as of the end of time nothing is left out");
}

#[test]
fn what_was_known_then_is_told_as_then() {
    let home = Home::new();
    write(&home, "a.md", format!("{DATED}The dyke at Lisk leaks, said Ada Moor.\n"));
    write(&home, "b.md", format!("{DATED}The ferry of Brodd sails, said Ada Moor.\n"));
    ingest(&home, &["a.md"]);
    let then = (export(&home, "nquads"), home.ok(&["claims", "--json", "--all"]));
    std::thread::sleep(std::time::Duration::from_millis(20));
    let time = jiff::Timestamp::now().to_string();
    std::thread::sleep(std::time::Duration::from_millis(20));
    ingest(&home, &["b.md"]);
    let known = |arguments: &[&str]| home.ok(&[arguments, &["--known-at", &time]].concat());
    assert!(known(&["export", "--format", "nquads"]) == then.0, "the export is not the one of then");
    assert!(known(&["claims", "--json", "--all"]) == then.1, "the claims are not the ones of then");
    assert!(home.ok(&["claims", "--json", "--all", "--known-at", "2001-01-01T00:00:00Z"]).is_empty());
    let count = "SELECT (COUNT(DISTINCT ?v) AS ?n) { ?v a stm:Version }";
    let asked = known(&["query", "-e", count, "--format", "csv"]);
    assert_eq!(String::from_utf8(asked).unwrap().split_whitespace().last(), Some("1"));
    let refused = home.run(&["claims", "--known-at", "yesterday"]);
    assert_eq!(refused.status.code(), Some(2), "{}", String::from_utf8_lossy(&refused.stderr));
}

#[test]
fn what_a_dossier_records_beside_claims_is_kept_with_its_words() {
    let (home, names) = home_with("chips-and-export-controls");
    ingest(&home, &names);
    let ask = |pattern: &str| {
        let query = format!("SELECT * WHERE {{ ?version stm:dossierNote ?note . ?note {pattern} }} ORDER BY ?a ?b");
        let answer: Value = serde_json::from_slice(&home.ok(&["query", "-e", &query, "--format", "json"])).unwrap();
        let rows = answer["results"]["bindings"].as_array().unwrap().clone();
        let value = |row: &Value, name: &str| row[name]["value"].as_str().unwrap_or_default().to_owned();
        rows.iter().map(|row| (value(row, "a"), value(row, "b"))).collect::<Vec<_>>()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        ask("a stm:TopicStatus ; schema:text ?a ; dcterms:subject/skos:prefLabel ?b"),
        [pair("active", "chips"), pair("active", "export controls")]
    );
    assert_eq!(
        ask("a stm:Perspective ; stm:heldBy/skos:altLabel ?a ; stm:evolution ?b"),
        [pair("Veyra", "consistent")]
    );
    let questions = ask("a stm:Question ; schema:text ?a . OPTIONAL { ?note stm:settledBy ?b }");
    assert_eq!(
        questions,
        [
            pair(
                "Which machines stand in the second hall of the Dorrach plant?",
                "the customs papers of the last two shipments."
            ),
            pair("Who printed the brochure, and for whom?", ""),
        ]
    );
    let asked = ask("a stm:Question ; schema:text ?a ; stm:concerns/stm:claimKind/skos:notation ?b");
    assert!(asked.iter().all(|(_, kind)| kind == "question") && asked.len() == 2, "{asked:?}");
    let quoted = ask("stm:quote/oa:hasSelector/oa:exact ?a");
    assert!(quoted.iter().any(|(words, _)| words == "Evolution: consistent"), "{quoted:?}");
}

#[test]
fn whoever_writes_waits_a_little_for_another_and_says_so_when_that_does_not_end() {
    let home = Home::new();
    for name in ["one", "two", "three"] {
        std::fs::write(home.path().join(format!("{name}.txt")), format!("The dyke at {name} leaks, said Ada Moor.\n"))
            .unwrap();
    }
    home.ok(&["ingest", "one.txt"]);
    let lock = std::fs::File::options().write(true).open(home.path().join("stemma-store/writer.lock")).unwrap();
    lock.lock().unwrap();
    let begun = std::time::Instant::now();
    let refused = home.run(&["ingest", "two.txt"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is being written by another process"));
    assert!(begun.elapsed() >= std::time::Duration::from_secs(3), "it waited {:?}", begun.elapsed());
    std::thread::scope(|scope| {
        let waiting: Vec<_> = ["two.txt", "three.txt"]
            .map(|name| {
                scope.spawn({
                    let home = &home;
                    move || home.run(&["ingest", name])
                })
            })
            .into();
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert!(waiting.iter().all(|one| !one.is_finished()), "somebody wrote beside the lock");
        lock.unlock().unwrap();
        for one in waiting {
            let output = one.join().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        }
    });
    let claims = String::from_utf8(home.ok(&["claims", "--all"])).unwrap();
    assert!(["one", "two", "three"].iter().all(|name| claims.contains(&format!("dyke at {name}"))), "{claims}");
}
