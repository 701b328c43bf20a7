//! Every fixture against its model: each listed claim is found whole – its quotes, its numbers, its lineage.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn stemma(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let store = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_stemma"))
            .current_dir(folder)
            .arg("--store")
            .arg(store.path().join("store"))
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let tables: Vec<&str> = ["control.csv", "interest.csv"].into_iter().filter(|t| folder.join(t).exists()).collect();
    run(&[&["ingest"], tables.as_slice(), &["documents"]].concat());
    run(arguments).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The strings of a list; articles before names do not matter.
fn strings(value: &Value) -> BTreeSet<String> {
    let plain = |text: &str| text.replace("> a ", "> ").replace("> an ", "> ").replace("> the ", "> ");
    value.as_array().into_iter().flatten().map(|v| plain(v.as_str().unwrap())).collect()
}

/// Whether an assertion is at a quote: the same words, or words within them.
fn is_at(assertion: &Value, quote: &Value) -> bool {
    let plain = |v: &Value| v["quote"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    let (found, wanted) = (plain(assertion), plain(quote));
    assertion["document"] == quote["document"] && (found.contains(&wanted) || wanted.contains(&found))
}

fn model(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(fixtures().join(name).join("expected.json")).unwrap()).unwrap()
}

fn found(name: &str, model: &Value) -> Vec<Value> {
    stemma(&fixtures().join(name), &["claims", "--json", "--all", "--as-of", model["as_of"].as_str().unwrap()])
}

/// What is wrong with the findings of a fixture, one line a difference.
fn differences(name: &str) -> Vec<String> {
    let model = model(name);
    let found = found(name, &model);
    let expected = model["claims"].as_array().unwrap();
    expected.iter().flat_map(|expected| claim_differences(name, expected, &found)).collect()
}

fn claim_differences(name: &str, expected: &Value, found: &[Value]) -> Vec<String> {
    let quotes = expected["quotes"].as_array().unwrap();
    let assertions = |record: &Value| record["assertions"].as_array().unwrap().clone();
    let counts = |record: &Value, quote: &Value| {
        assertions(record).iter().any(|a| is_at(a, quote) && a["stance"] == quote["stance"])
    };
    let covered = |record: &Value| quotes.iter().filter(|quote| counts(record, quote)).count();
    let title = format!("{name}: {}", expected["claim"].as_str().unwrap());
    let Some(record) = found.iter().max_by_key(|record| covered(record)).filter(|r| covered(r) > 0) else {
        return vec![format!("{title}: not found")];
    };
    let mut wrong = Vec::new();
    for quote in quotes {
        let Some(assertion) = assertions(record).into_iter().find(|a| is_at(a, quote)) else {
            wrong.push(format!("{title}\n    no assertion at {} “{}”", quote["document"], quote["quote"]));
            continue;
        };
        for key in ["stance", "modality"] {
            if assertion[key] != quote[key] {
                wrong.push(format!(
                    "{title}\n    {key} at {}: {} for {}",
                    quote["document"], assertion[key], quote[key]
                ));
            }
        }
    }
    for key in ["headline", "support", "reports", "omega", "nu", "kappa", "opposition"] {
        if record[key] != expected[key] {
            wrong.push(format!("{title}\n    {key}: {} for {}", record[key], expected[key]));
        }
    }
    for key in ["flags", "lineage", "chokepoint"] {
        let (found, wanted) = (strings(&record[key]), strings(&expected[key]));
        if found != wanted {
            wrong.push(format!("{title}\n    {key}: {found:?} for {wanted:?}"));
        }
    }
    wrong
}

/// Turns one derivation of a claim's model round.
fn flipped(claim: &Value, edge: usize) -> Value {
    let mut claim = claim.clone();
    let (from, to) = claim["lineage"][edge].as_str().unwrap().split_once(" > ").unwrap();
    claim["lineage"][edge] = Value::String(format!("{to} > {from}"));
    claim
}

macro_rules! fixtures {
    ($($test:ident = $folder:literal,)+) => {
        $(#[test]
        fn $test() {
            let wrong = differences($folder);
            assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
        })+

        #[test]
        fn a_derivation_turned_round_is_noticed_in_every_fixture() {
            for name in [$($folder,)+] {
                let model = model(name);
                let found = found(name, &model);
                for claim in model["claims"].as_array().unwrap() {
                    for edge in 0..claim["lineage"].as_array().unwrap().len() {
                        let wrong = claim_differences(name, &flipped(claim, edge), &found);
                        assert!(!wrong.is_empty(), "{name}: {} may be turned round", claim["lineage"][edge]);
                    }
                }
            }
        }

        #[test]
        fn every_folder_has_its_test() {
            let listed: BTreeSet<&str> = [$($folder,)+].into();
            for entry in std::fs::read_dir(fixtures()).unwrap() {
                let entry = entry.unwrap();
                if entry.path().join("expected.json").exists() {
                    assert!(listed.contains(entry.file_name().to_str().unwrap()), "{:?} has no test", entry.file_name());
                }
            }
        }
    };
}

fixtures! {
    an_admission_counts_against_the_one_who_makes_it = "admission-against-interest",
    the_loud_claim_is_refuted_and_the_quiet_one_verified = "chips-and-export-controls",
    a_circle_of_citations_has_no_origin = "citation-circle",
    two_figures_contest_each_other = "contested-figure",
    five_papers_and_one_post_are_one_origin = "five-papers-one-post",
    two_outlets_of_one_owner_are_one_channel = "one-owner-two-outlets",
    a_laboratory_that_the_maker_pays_is_the_maker = "paid-laboratory",
    a_prediction_waits_for_its_date = "prediction",
    a_release_and_its_rewrites_are_one_interested_voice = "release-and-rewrites",
    a_check_that_nobody_holds_is_only_reported = "report-nobody-holds",
    a_retracted_origin_leaves_its_reports_without_one = "retracted-origin",
    three_owners_in_pairs_entangle_three_chains = "three-shared-owners",
    two_laboratories_verify = "two-laboratories",
    two_sites_without_a_name_may_be_one = "two-nameless-sites",
    an_unnamed_pair_may_be_one_person = "unnamed-pair",
    a_wire_with_two_eyewitnesses_is_one_channel = "wire-two-eyewitnesses",
}
