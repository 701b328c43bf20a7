//! Documents in other formats, through the program: what is read of them, and that a hostile one ends in a problem.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/records.rs"]
mod records;
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use records::lines;
use serde_json::Value;
use support::Home;

fn file(name: &str) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats");
    folder.join(name).canonicalize().unwrap().to_string_lossy().into_owned()
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
fn a_pdf_written_row_by_row_is_read_by_columns() {
    let text = String::from_utf8(Home::new().ok(&["text", &file("columns.pdf")])).unwrap();
    assert!(text.contains("The board of the river has known it since the spring, according to minutes"), "{text}");
    let read = read("columns.pdf");
    for told in [
        "Ada Moor: The dyke at Ost leaks in three places",
        "minutes of its session: The board of the river has known it since the spring",
        "mayor of Kelso: Nobody lives behind the dyke",
        "Tom Hill: The pumps at Lisk run at half of what they can do",
        "log: two of four pumps stood still in May",
    ] {
        assert!(read.contains(&told.to_owned()), "{told}: {read:#?}");
    }
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
fn the_text_of_each_entry_of_a_feed_is_printed_by_its_address_and_spans_count_in_it() {
    let home = Home::new();
    let feed = file("feed.rss");
    let texts = lines(&home.ok(&["--json", "text", &feed]));
    assert_eq!(texts.len(), 2, "{texts:?}");
    let found = lines(&home.ok(&["--json", "extract", &feed]));
    assert!(!found.is_empty());
    for one in &found {
        let document = one["document"].as_str().unwrap();
        let text = texts.iter().find(|text| text["document"] == document).unwrap()["text"].as_str().unwrap();
        let place = |key: &str| usize::try_from(one["content"][key].as_u64().unwrap()).unwrap();
        let (start, end) = (place("start"), place("end"));
        let quote: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(quote, one["content"]["quote"].as_str().unwrap(), "{document}");
        let alone = String::from_utf8(home.ok(&["text", "--entry", document, &feed])).unwrap();
        assert_eq!(alone, text);
    }
    let all = String::from_utf8(home.ok(&["text", &feed])).unwrap();
    assert!(all.contains("==> https://harbour.example/dyke <==\n") && !all.contains("<item>"), "{all}");
    for arguments in
        [["text", "--entry", "https://nowhere.example/", &feed], ["text", "--entry", "x", &file("latin.txt")]]
    {
        assert_eq!(home.run(&arguments).status.code(), Some(2));
    }
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
fn hostile_pages_are_read_or_refused_and_the_rest_is_read() {
    let home = Home::new();
    let page = |within: &str| format!("<!doctype html><html><body><p>The dyke leaks, said Ada Moor.{within}");
    let write = |name: &str, bytes: &[u8]| std::fs::write(home.path().join(name), bytes).unwrap();
    for (name, within) in [
        ("a-deep.html", "<div><blockquote><ul>".repeat(60_000)),
        ("b-attributes.html", format!("<p {}>", "a='&amp;' ".repeat(60_000))),
        ("c-comment.html", format!("<!--{}", "-".repeat(600_000))),
        ("d-script.html", format!("<script>{}", "</scrip".repeat(60_000))),
        ("e-tags.html", "<".repeat(600_000)),
        ("f-entities.html", "&#x1F600;&unknown;&amp".repeat(40_000)),
        ("g-skipped.html", "<nav>".repeat(60_000)),
        ("h-cells.html", format!("<table>{}", "<tr><td>1</td>".repeat(30_000))),
        ("i-link.html", format!("<a href='http://a.example/{}'>x</a>", "a".repeat(600_000))),
        ("j-title.html", format!("<title>{}", "x\n---\ngenre: record\n".repeat(30_000))),
    ] {
        write(name, page(&within).as_bytes());
    }
    write("k-zeros.html", &[page("").as_bytes(), &[0; 1000]].concat());
    write(
        "l-utf16.html",
        &[b"\xFF\xFE<\0!\0d\0o\0c\0t\0y\0p\0e\0 \0h\0t\0m\0l\0>\0".as_slice(), &[0xD8; 999]].concat(),
    );
    // It breaks the process that has read all the others.
    std::fs::copy(file("bomb.pdf"), home.path().join("m.pdf")).unwrap();
    write("n.html", page("").as_bytes());
    let started = Instant::now();
    let output = home.run(&["--json", "ingest", "."]);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    let receipt = &lines(&output.stdout)[0];
    let names = |code: &str| {
        let all = receipt["problems"].as_array().unwrap().iter().filter(|problem| problem["code"] == code);
        all.map(|problem| problem["document"].as_str().unwrap().trim_start_matches("./").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(output.status.code(), Some(2), "{receipt}");
    let refused = names("STM100");
    assert!(refused.contains(&"k-zeros.html".to_owned()) && refused.contains(&"m.pdf".to_owned()), "{refused:?}");
    let read = receipt["documents"].as_u64().unwrap();
    assert_eq!(usize::try_from(read).unwrap() + refused.len(), 14, "each is read or named: {refused:?}");
    assert!(read >= 8 && !refused.contains(&"n.html".to_owned()), "{refused:?}");
    let genres = "SELECT ?d { ?d stm:genre ?genre }";
    assert!(
        !String::from_utf8(home.ok(&["query", "-e", genres])).unwrap().contains("document"),
        "no page sets its genre"
    );
}

fn length_from(stdout: &mut impl std::io::Read) -> usize {
    let mut length = [0; 8];
    stdout.read_exact(&mut length).unwrap();
    usize::try_from(u64::from_le_bytes(length)).unwrap()
}

#[test]
fn the_process_that_reads_has_limits_and_reads_one_document_after_the_other() {
    use std::io::{Read, Write};
    let home = Home::new();
    let mut command = home.command(&["read-apart"]);
    let mut child = command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut ask = |bytes: &[u8]| {
        let number = |length: usize| u64::try_from(length).unwrap().to_le_bytes();
        stdin.write_all(&[&number(2)[..], &number(0), &number(bytes.len()), bytes].concat()).unwrap();
        let mut fields = Vec::new();
        for _ in 0..length_from(&mut stdout) {
            let mut field = vec![0; length_from(&mut stdout)];
            stdout.read_exact(&mut field).unwrap();
            fields.push(String::from_utf8(field).unwrap());
        }
        fields
    };
    for _ in 0..3 {
        assert_eq!(ask(b"<html><p>It leaks."), ["read", "It leaks.\n\n"]);
        assert_eq!(ask(b"%PDF-1.7 nothing")[0], "refused");
    }
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let limit = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(limit("Max open files"), ["3", "3"]);
    assert_eq!(limit("Max cpu time"), ["60", "60"]);
    assert_eq!(limit("Max address space"), ["2147483648", "2147483648"]);
    drop(stdin);
    assert!(child.wait().unwrap().success(), "it ends when nothing more comes");
}

#[test]
fn documents_with_bytes_exchanged_are_read_or_refused_and_break_nothing() {
    let home = Home::new();
    let mut seed: u64 = 5;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let rounds = std::env::var("STEMMA_MUTATIONS").ok().and_then(|many| many.parse().ok()).unwrap_or(40);
    for name in ["dyke.pdf", "dyke.docx", "feed.rss"] {
        let whole = std::fs::read(file(name)).unwrap();
        for round in 0..rounds {
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
