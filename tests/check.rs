//! `stemma check`: drafts held against the store. What passes, what is flagged and how, and that bad drafts never pass.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

mod support;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use stemma_core::date::PartialDate;
use stemma_core::document::{Document, Version};
use stemma_core::draft::{Checker, FlagCode, Remembered};
use stemma_core::finding::findings;
use stemma_core::id::Id;
use stemma_core::known::KnownClaims;
use stemma_core::policy::Policy;
use stemma_core::state::{Assertion, HeldVersion, State};
use support::Home;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").canonicalize().unwrap()
}

/// A home whose store has the story of the chips.
fn home() -> Home {
    let home = Home::new();
    let story = fixtures().join("chips-and-export-controls");
    let paths = ["documents", "control.csv", "interest.csv"].map(|path| story.join(path));
    let paths: Vec<&str> = paths.iter().map(|path| path.to_str().unwrap()).collect();
    home.ok(&[&["ingest"], paths.as_slice()].concat());
    home
}

/// Checks a draft in its own file.
fn check(home: &Home, name: &str, draft: &[u8], format: &str) -> Output {
    std::fs::write(home.path().join(name), draft).unwrap();
    home.run(&["check", "--format", format, name])
}

fn record(home: &Home, draft: &str) -> Value {
    serde_json::from_slice(&check(home, "draft.md", draft.as_bytes(), "json").stdout).unwrap()
}

/// The flags of a draft of one sentence, as `code status level`.
fn flags(home: &Home, sentence: &str) -> Vec<String> {
    let record = record(home, sentence);
    let flags = record["flags"].as_array().unwrap().iter();
    flags.map(|flag| format!("{} {} {}", text(flag, "code"), text(flag, "status"), text(flag, "level"))).collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no `{key}` in {value}"))
}

#[test]
fn each_status_has_its_flag_and_what_is_verified_has_none() {
    let home = home();
    for (sentence, expected) in [
        ("Veyra makes the 940C chip on a 7-nanometre line.", ""),
        ("The die of the 940C chip measures 612 mm².", ""),
        ("Veyra makes the 940C chip on a 5-nanometre line.", "STM206 refuted error"),
        ("Haldane Memory paid a fine of two million crowns on 18 May.", "STM204 single-origin warning"),
        ("The controls had cut Veyra's output by 70 percent in 2025.", "STM202 unattributed warning"),
        ("The 940C chip has a yield of 35 percent.", "STM205 contested warning"),
        ("Veyra will ship a 3-nanometre chip by the end of 2031.", "STM207 prediction-pending warning"),
        ("Veyra does not make the 940C chip on a 7-nanometre line.", "STM208 unmatched error"),
        ("Veyra denies that it makes the 940C chip on a 7-nanometre line.", "STM210 independently-verified warning"),
        ("The dam at Lisk was built in 1931.", "STM201 unmatched warning"),
        ("It is a brilliant chip.", ""),
        ("Was the chip late?", ""),
        ("We should all buy the chip.", ""),
    ] {
        assert_eq!(flags(&home, sentence).join("; "), expected, "{sentence}");
    }
}

#[test]
fn what_is_added_to_a_verified_claim_does_not_pass_with_it() {
    let home = home();
    for sentence in [
        "Veyra makes the 940C chip on a 7-nanometre line with stolen German tools.",
        "Veyra makes the 940C chip on a 7-nanometre line for 3 million crowns a day.",
        "Veyra has made the 940C chip on a 7-nanometre line since 2019.",
        "Veyra makes the first 940C chip on a 7-nanometre line.",
    ] {
        let found = flags(&home, sentence);
        assert!(!found.is_empty() && found.iter().all(|flag| flag.contains("unmatched")), "{sentence}: {found:?}");
    }
}

#[test]
fn a_sentence_that_says_whose_word_it_is_is_only_noted() {
    let home = home();
    let sentence = "According to the Trade Bureau, Haldane Memory paid a fine of two million crowns on 18 May.";
    assert_eq!(flags(&home, sentence), ["STM204 single-origin note"]);
    let elsewhere = "According to Lisk News, Haldane Memory paid a fine of two million crowns on 18 May.";
    assert_eq!(flags(&home, elsewhere), ["STM204 single-origin warning"]);
}

#[test]
fn a_flag_has_its_place_its_sources_the_other_side_and_words_that_fit() {
    let home = home();
    let draft = "# Très chic – chips\n\nNothing new. The 940C chip has a yield of 35 percent.\n";
    let record = record(&home, draft);
    let flag = record["flags"].as_array().unwrap().iter().find(|flag| flag["code"] == "STM205").unwrap();
    let letters: Vec<char> = draft.chars().collect();
    let place = |key: &str| usize::try_from(flag[key].as_u64().unwrap()).unwrap();
    assert_eq!(letters[place("start")..place("end")].iter().collect::<String>(), text(flag, "quote"));
    assert_eq!(
        text(flag, "suggestion"),
        "According to Sollers Research, the 940C chip has a yield of 35 percent, which Colm Dace disputes"
    );
    assert!(text(flag, "message").contains("Colm Dace: “The yield of the 940C chip is 60 percent”"), "{flag}");
    for voice in flag["sources"].as_array().unwrap().iter().chain(flag["against"].as_array().unwrap()) {
        let held = std::fs::read_to_string(text(voice, "document")).unwrap();
        let at = |key: &str| usize::try_from(voice[key].as_u64().unwrap()).unwrap();
        let words: String = held.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(words, text(voice, "quote"));
    }
    assert_eq!(record["sentences"], 2);
}

#[test]
fn the_suggested_words_are_flagged_no_more_gravely_than_a_note_or_a_dispute() {
    let home = home();
    let fine = "Haldane Memory paid a fine of two million crowns on 18 May.";
    let suggestion = text(&record(&home, fine)["flags"][0], "suggestion").to_owned();
    assert_eq!(flags(&home, &format!("{suggestion}.")), ["STM204 single-origin note"]);
}

#[test]
fn what_passed_is_told_apart_from_what_no_check_can_settle() {
    let home = home();
    let record = record(&home, "Veyra makes the 940C chip on a 7-nanometre line. What a brilliant day!\n");
    assert_eq!(
        (record["flags"].as_array().unwrap().len(), record["passed"].as_array().unwrap().len()),
        (0, 1),
        "{record}"
    );
    let passed = &record["passed"][0];
    assert_eq!(text(passed, "quote"), "Veyra makes the 940C chip on a 7-nanometre line");
    assert_eq!(text(passed, "status"), "independently-verified");
    let page =
        String::from_utf8(check(&home, "a.md", b"Veyra makes the 940C chip on a 7-nanometre line.\n", "html").stdout);
    assert!(page.unwrap().contains("✔ <strong>independently-verified</strong>"));
}

#[test]
fn words_to_be_printed_name_no_file() {
    let home = Home::new();
    std::fs::create_dir(home.path().join("desk")).unwrap();
    let of = |publisher: &str, words: &str| format!("---\npublisher: {publisher}\ndate: 2026-03-01\n---\n{words}\n");
    for (name, text) in [
        ("a.md", of("Halm Post", "The dyke at Halm is 12 metres high, said Ada Moor.")),
        ("b.md", of("Lisk News", "The dyke at Halm is 30 metres high, said Cem Oner.")),
        ("desk/68d5-pasted.md", "The dyke at Halm is 30 metres high.\n".to_owned()),
    ] {
        std::fs::write(home.path().join(name), text).unwrap();
        home.ok(&["ingest", name]);
    }
    let record = record(&home, "The dyke at Halm is 12 metres high.\n");
    let words = text(&record["flags"][0], "suggestion");
    assert!(words.contains("an unsigned text") && !words.contains(".md"), "{words}");
}

#[test]
fn sarif_names_a_draft_that_was_refused_and_does_not_succeed() {
    let home = home();
    std::fs::write(home.path().join("good.md"), "Veyra makes the 940C chip on a 7-nanometre line.\n").unwrap();
    std::fs::write(home.path().join("a table.csv"), "claim\nThe dam held.\n").unwrap();
    let run = |drafts: &[&str]| {
        let output = home.run(&[&["check", "--format", "sarif"], drafts].concat());
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code(), log["runs"][0]["invocations"][0].clone())
    };
    let (code, whole) = run(&["good.md"]);
    assert_eq!((code, &whole["executionSuccessful"]), (Some(0), &Value::Bool(true)), "{whole}");
    let (code, refused) = run(&["good.md", "a table.csv"]);
    assert_eq!((code, &refused["executionSuccessful"]), (Some(2), &Value::Bool(false)), "{refused}");
    let told = &refused["toolExecutionNotifications"][0];
    assert_eq!(told["level"], "error");
    assert!(text(&told["message"], "text").starts_with("a table.csv: is no draft"), "{told}");
    assert_eq!(told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20table.csv");
}

#[test]
fn exit_codes_tell_a_pipeline_what_to_do() {
    let home = home();
    let code = |name: &str, draft: &[u8]| check(&home, name, draft, "text").status.code().unwrap();
    assert_eq!(code("good.md", b"Veyra makes the 940C chip on a 7-nanometre line.\n"), 0);
    assert_eq!(code("flagged.md", b"The dam at Lisk was built in 1931.\n"), 1);
    assert_eq!(code("empty.md", b" \n"), 2);
    assert_eq!(code("table.csv", b"claim\nThe dam held.\n"), 2);
    assert_eq!(home.run(&["check", "not-there.md"]).status.code(), Some(2));
    assert_eq!(home.run(&["--store", "nowhere", "check", "good.md"]).status.code(), Some(3));
}

#[test]
fn a_draft_comes_on_standard_input_and_nothing_of_it_is_stored() {
    let home = home();
    let files = || {
        let all = std::fs::read_dir(home.path().join("stemma-store")).unwrap().map(Result::unwrap);
        let contents = all.map(|entry| (entry.file_name(), std::fs::read(entry.path()).unwrap()));
        contents.collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = files();
    let mut child = home.command(&["check", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"The secret dam at Lisk was built in 1931.").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("-:1:1  STM201 unmatched"));
    let after = files();
    for (name, bytes) in &after {
        assert!(!bytes.windows(10).any(|window| window == b"secret dam"), "{name:?}");
    }
    // A reader of the log may leave an index of it beside it, which has no part in what is kept.
    assert!(before.iter().all(|(name, bytes)| after.get(name) == Some(bytes)));
}

#[test]
fn what_is_not_read_never_looks_like_a_pass() {
    let home = home();
    let soup =
        "<div><p>Veyra <b>makes</i> the <<940C & chip ]]> on a [7-nanometre](line\n\n```\n| a | b\n> - # *_` \u{202e}";
    let long = "The dam at Lisk was built in 1931.\n\n".repeat(300_000);
    let german =
        "Das Werk in Orrin wurde im Mai geschlossen. Die Firma hat 500 Menschen entlassen, sagte der Sprecher.";
    for (name, draft, code, words) in [
        ("soup.md", soup.as_bytes(), 1, "STM209"),
        ("long.txt", long.as_bytes(), 2, "STM114"),
        ("german.txt", german.as_bytes(), 2, "STM116"),
        ("line.txt", "The dam held. ".repeat(40_000).as_bytes(), 2, "STM117"),
        ("picture.txt", b"\x89PNG\0\0\0".as_slice(), 2, "binary"),
        ("odd.txt", b"The dam at Lisk was built in \xff 1931.".as_slice(), 1, "STM101"),
    ] {
        let started = Instant::now();
        let output = check(&home, name, draft, "text");
        let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{name}: {}", told.chars().take(600).collect::<String>());
        assert!(told.contains(words), "{name}: {}", told.chars().take(600).collect::<String>());
        assert!(!told.contains("no flags"), "{name}");
        assert!(started.elapsed() < Duration::from_secs(120), "{name} took {:?}", started.elapsed());
    }
    let nothing = check(&home, "opinion.md", b"What a brilliant day!\n", "text");
    assert!(String::from_utf8(nothing.stdout).unwrap().contains("That is no pass."));
}

#[test]
fn the_page_shows_the_draft_and_runs_nothing() {
    let home = home();
    let draft = "Veyra makes the 940C chip on a 5-nanometre line. <script>alert(1)</script> \u{202e}dne\n";
    let page = String::from_utf8(check(&home, "draft.md", draft.as_bytes(), "html").stdout).unwrap();
    assert!(page.contains("<mark class=\"error\"><a href=\"#f1\">Veyra makes"), "{page}");
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    assert!(page.contains("default-src 'none'"));
    assert!(!page.contains("http://") && !page.contains("https://"), "{page}");
}

/// Every text in a value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(all) => all.iter().flat_map(|(key, value)| [vec![key.as_str()], texts(value)].concat()).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

#[test]
fn sarif_names_what_hides_in_a_draft_and_counts_it_in_its_places() {
    let home = home();
    let draft = "\u{feff}# Chips \u{200b}\u{202e}\n\nAye. Veyra makes the \u{202e}940C\u{202c} chip on a 5-nano\u{200b}metre line. \
                 The d\u{430}m at\u{ad} \u{2066}Lisk\u{2069} was built in 1931 by \u{202e}reived\u{202c} & sons.\n";
    let sarif = check(&home, "a \u{202e}tfard.md", draft.as_bytes(), "sarif").stdout;
    let log: Value = serde_json::from_slice(&sarif).unwrap();
    let told = texts(&log);
    assert!(told.len() > 30, "{log}");
    for text in &told {
        assert!(!text.contains(stemma_core::visible::is_hidden) && !text.contains('\u{430}'), "{text:?}");
    }
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2, "{log}");
    let lines: Vec<Vec<char>> =
        draft.trim_start_matches('\u{feff}').lines().map(|line| line.chars().collect()).collect();
    let words = |result: &Value| -> String {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let at = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
        assert_eq!((at("startLine"), at("endLine")), (3, 3));
        lines[2][at("startColumn") - 1..at("endColumn") - 1].iter().collect()
    };
    assert_eq!(words(&results[0]), "Veyra makes the \u{202e}940C\u{202c} chip on a 5-nano\u{200b}metre line");
    assert!(words(&results[1]).starts_with("The d\u{430}m at\u{ad} \u{2066}Lisk\u{2069} was built"), "{log}");
    let place = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(place, "a%20%E2%80%AEtfard.md");
}

#[test]
fn sarif_is_valid_by_its_official_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let python = root.join(".tools/venv/bin/python3");
    assert!(python.exists(), "no {}; run `./dev --need python`", python.display());
    let home = home();
    let draft = "# Chips\n\nVeyra makes the 940C chip on a 5-nanometre line. The dam at Lisk was built in 1931.\n";
    std::fs::write(home.path().join("a draft.md"), draft).unwrap();
    std::fs::write(home.path().join("a table.csv"), "claim\nThe dam held.\n").unwrap();
    let sarif = home.run(&["check", "--format", "sarif", "a draft.md", "a table.csv"]).stdout;
    let log: Value = serde_json::from_slice(&sarif).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["startColumn"]), (&Value::from(3), &Value::from(1)));
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20draft.md");
    assert!(results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"].is_string());
    assert_eq!(results[1]["level"], "warning");
    for (spoiled, is_valid) in [(false, true), (true, false)] {
        let mut log = log.clone();
        if spoiled {
            log["runs"][0]["results"][0]["level"] = Value::from("grave");
        }
        let mut child = Command::new(&python)
            .arg(root.join("tests/sarif/validate.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(log.to_string().as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.success(), is_valid, "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// A document as it would be held.
fn held(path: &Path) -> Option<HeldVersion> {
    let name = path.file_name()?.to_str()?.to_owned();
    let decoded = stemma_extract::decode(&std::fs::read(path).ok()?).ok()?;
    let parsed = stemma_extract::parse(&name, decoded.value, None).value;
    let document = Document { id: Id::of("document", &[&name]), name, metadata: parsed.metadata.clone() };
    let version: Id<Version> = Id::of("version", &[&document.id.to_string()]);
    let assertions = stemma_extract::extract(&parsed).value.into_iter().map(|s| Assertion::new(version, s)).collect();
    let version = Version { id: version, hash: String::new(), byte_length: 0, media_type: None };
    Some(HeldVersion::new(document, version, assertions))
}

#[test]
fn a_draft_is_matched_to_the_claims_that_it_would_join_when_stored() {
    let (mut alike, mut missed, mut all) = (0usize, Vec::new(), 0usize);
    for folder in std::fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path().join("documents")) {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let paths =
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "md"));
        let mut state = State::default();
        state.versions.extend(paths.filter_map(|path| held(&path)).map(|held| (held.version.id, held)));
        let day = PartialDate::year(2026);
        let whole = findings(&state, Policy::default(), day);
        for draft in state.versions.values() {
            let mut rest = state.clone();
            rest.versions.remove(&draft.version.id);
            let found = findings(&rest, Policy::default(), day);
            let known = KnownClaims::new(&rest, &found.claims);
            for assertion in &draft.assertions {
                let claim = whole.claims.iter().find(|f| f.claim.members.iter().any(|(_, id)| *id == assertion.id));
                let members = claim.unwrap().claim.members.iter();
                let stored: BTreeSet<Id<Assertion>> =
                    members.filter(|(version, _)| *version != draft.version.id).map(|(_, id)| *id).collect();
                let recognised = known.recognise(&known.features(&assertion.statement)).claim;
                let checked: BTreeSet<Id<Assertion>> = recognised
                    .iter()
                    .flat_map(|claim| &found.claims[*claim].claim.members)
                    .map(|(_, id)| *id)
                    .collect();
                all += 1;
                if checked.is_subset(&stored) && checked.is_empty() == stored.is_empty() {
                    alike += 1;
                } else {
                    missed.push((
                        draft.document.name.clone(),
                        assertion.statement.sentence.clone(),
                        checked.len(),
                        stored.len(),
                    ));
                }
            }
        }
    }
    assert!(all > 500, "{all} statements are too few to tell");
    assert!(missed.is_empty(), "{alike} of {all}: {missed:#?}");
}

#[test]
fn what_is_remembered_of_a_draft_changes_nothing_of_what_is_said_about_the_next() {
    let (mut flagged, mut excluded) = (0, 0);
    for folder in std::fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path().join("documents")) {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let paths = entries.map(|entry| entry.unwrap().path());
        let paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
        let mut state = State::default();
        state.versions.extend(paths.iter().filter_map(|path| held(path)).map(|held| (held.version.id, held)));
        let found = findings(&state, Policy::default(), PartialDate::year(2026));
        let (checker, remembered) = (Checker::new(&state, &found), Remembered::default());
        let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
        // The same draft, one with other numbers, and the first again.
        for edition in [0, 1, 0] {
            for text in &texts {
                let text = if edition == 0 { text.clone() } else { text.replace('2', "3").replace("not ", "") };
                let statements = stemma_extract::unpublished(text).value.statements;
                let anew = checker.check(&state, &found, &statements);
                assert_eq!(checker.check_again(&state, &found, &statements, &remembered, "ada"), anew);
                flagged += anew.flags.len();
                excluded += anew.flags.iter().filter(|flag| flag.code == FlagCode::Excluded).count();
            }
        }
        assert!(texts.is_empty() || remembered.many() > 0);
    }
    assert!(flagged > 500 && excluded > 20, "{flagged} flags, {excluded} excluded, are too few to tell");
}
