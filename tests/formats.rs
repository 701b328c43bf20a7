//! Documents in other formats, through the program: what is read of them, and that a hostile one ends in a problem.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::Home;

fn file(name: &str) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats");
    folder.join(name).canonicalize().unwrap().to_string_lossy().into_owned()
}

fn lines(printed: &[u8]) -> Vec<Value> {
    std::str::from_utf8(printed).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What is read from a file: each content with the last of its chain.
fn read(name: &str) -> Vec<String> {
    let statements = lines(&Home::new().ok(&["--json", "extract", &file(name)]));
    let told = |s: &Value| {
        let last = s["chain"].as_array().unwrap().last().unwrap().as_str().unwrap();
        format!("{last}: {}", s["content"]["quote"].as_str().unwrap())
    };
    statements.iter().map(told).collect()
}

#[test]
fn a_pdf_in_columns_with_hyphens_is_read_in_its_order() {
    assert_eq!(
        read("dyke.pdf"),
        [
            "Cem Oner: The dyke at Halm leaks at its foot",
            "author: Water has stood in the cellars of Mill Street for nine days, and the pumps of the fire brigade run day and night",
            "minister: We have found the sufficient difficulty",
            "river board: the internationally acknowledged reconstruction will cost 2.5 million crowns",
            "river board: The figure is official",
            "mayor: the dyke will be raised",
        ]
    );
}

#[test]
fn a_word_document_is_read_with_its_headings_lists_and_tables() {
    let text = String::from_utf8(Home::new().ok(&["text", &file("dyke.docx")])).unwrap();
    assert!(
        text.starts_with("---\ntitle: The dyke at Halm\nauthor: Ada Moor\n---\n\n# The dyke at Halm\n\n"),
        "{text}"
    );
    for block in ["# What it costs", "- The river board said", "> We knew it in May.", "| Halm | 10 |"] {
        assert!(text.contains(&format!("\n{block}")), "{block}: {text}");
    }
    assert!(read("dyke.docx").contains(&"Cem Oner: The dyke at Halm leaks at its foot".to_owned()));
}

#[test]
fn each_entry_of_a_feed_is_a_document_with_its_own_address_and_day() {
    let home = Home::new();
    let receipt = lines(&home.ok(&["--json", "ingest", &file("feed.rss")]));
    assert_eq!((&receipt[0]["documents"], &receipt[0]["problems"]), (&2.into(), &serde_json::json!([])));
    let claims = lines(&home.ok(&["claims", "--json", "--all"]));
    let dyke = claims.iter().find(|claim| claim["text"].as_str().unwrap().contains("leaks")).unwrap();
    let mut documents: Vec<&str> =
        dyke["assertions"].as_array().unwrap().iter().map(|a| a["document"].as_str().unwrap()).collect();
    documents.sort_unstable();
    assert_eq!(documents, ["https://harbour.example/dyke", "https://harbour.example/mayor"]);
    let again = lines(&home.ok(&["--json", "ingest", &file("feed.rss")]));
    assert_eq!(again[0]["versions"], 0, "what is held is not stored twice");
}

#[test]
fn quotes_of_every_format_stand_at_their_place_in_the_text() {
    let home = Home::new();
    let files: Vec<String> = ["dyke.pdf", "dyke.docx", "feed.rss", "dyke.html", "latin.txt"].map(file).to_vec();
    let arguments: Vec<&str> = std::iter::once("ingest").chain(files.iter().map(String::as_str)).collect();
    home.ok(&arguments);
    let doctor = String::from_utf8(home.ok(&["doctor", "--check"])).unwrap();
    assert!(doctor.contains("the store is whole"), "{doctor}");
}

#[test]
fn a_text_in_an_old_charset_is_read_and_the_guess_is_told() {
    let home = Home::new();
    let receipt = lines(&home.ok(&["--json", "ingest", &file("latin.txt")]));
    assert_eq!(receipt[0]["problems"][0]["code"], "STM118");
    assert!(receipt[0]["problems"][0]["message"].as_str().unwrap().contains("windows-1252"));
    let text = String::from_utf8(home.ok(&["text", &file("latin.txt")])).unwrap();
    assert_eq!(text, "The café at Halm was closed – the river board said that the dyke leaks.\n");
}

#[test]
fn hostile_documents_end_in_a_problem_and_the_rest_is_read() {
    let home = Home::new();
    std::fs::write(home.path().join("good.md"), "The dyke at Halm leaks, said Ada Moor.\n").unwrap();
    std::fs::write(home.path().join("cut.pdf"), &std::fs::read(file("dyke.pdf")).unwrap()[..9000]).unwrap();
    std::fs::write(home.path().join("cut.docx"), &std::fs::read(file("dyke.docx")).unwrap()[..9000]).unwrap();
    std::fs::write(home.path().join("note.xml"), "<note><to>Ada</to></note>").unwrap();
    std::fs::write(home.path().join("cut.rss"), "<rss><channel><item><title>Dyke</ti").unwrap();
    let bad = ["bomb.pdf", "bomb.docx", "nest.pdf"].map(file);
    let own = ["cut.pdf", "cut.docx", "note.xml", "cut.rss", "good.md"];
    let arguments: Vec<&str> =
        ["--json", "ingest"].into_iter().chain(bad.iter().map(String::as_str)).chain(own).collect();
    let started = Instant::now();
    let output = home.run(&arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    let receipt = &lines(&output.stdout)[0];
    assert_eq!((&receipt["documents"], &receipt["claims"]), (&1.into(), &1.into()), "{receipt}");
    let refused: Vec<&str> =
        receipt["problems"].as_array().unwrap().iter().map(|p| p["message"].as_str().unwrap()).collect();
    for (message, words) in refused.iter().zip([
        "broke its reader",
        "bytes when unpacked",
        "not what it must be",
        "the PDF cannot be read",
        "the Word document cannot be read",
        "no feed",
        "the feed",
    ]) {
        assert!(message.contains(words), "{words}: {refused:#?}");
    }
    assert_eq!(refused.len(), 7);
}

#[test]
fn documents_with_bytes_exchanged_are_read_or_refused_and_break_nothing() {
    let home = Home::new();
    let mut seed: u64 = 5;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for name in ["dyke.pdf", "dyke.docx", "feed.rss"] {
        let whole = std::fs::read(file(name)).unwrap();
        for round in 0..40 {
            let mut bytes = whole.clone();
            for _ in 0..[1, 3, 10, 100][round % 4] {
                let at = next(bytes.len().max(1));
                match next(3) {
                    0 if at < bytes.len() => bytes[at] = u8::try_from(next(256)).unwrap(),
                    1 => drop(bytes.drain(at..(at + next(50)).min(bytes.len()))),
                    _ => bytes.insert(at, u8::try_from(next(256)).unwrap()),
                }
            }
            let path = home.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let output = home.run(&["extract", name]);
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            let is_told =
                output.status.code() == Some(0) || output.status.code() == Some(2) && error.contains("STM100");
            assert!(is_told && !error.contains("panicked"), "{name}, round {round}: {error}");
        }
    }
}
