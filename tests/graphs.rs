//! The witness graphs of the reference model, through `stemma assess`: each answer right under both policies.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use std::path::{Path, PathBuf};

use serde_json::Value;
use support::Home;

/// The folder of the fixtures.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").canonicalize().unwrap()
}

const POLICIES: [&str; 2] = ["independent-check", "two-source"];

fn graphs() -> Vec<Value> {
    let text = std::fs::read_to_string(fixtures().join("oracle/graphs.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The answers for the fixture under a policy, by graph.
fn answers(policy: &str) -> BTreeMap<String, Value> {
    let path = fixtures().join("oracle/graphs.jsonl");
    let printed = Home::new().ok(&["assess", path.to_str().unwrap(), "--policy", policy]);
    let answers = String::from_utf8(printed).unwrap();
    let parse = |line: &str| {
        let answer: Value = serde_json::from_str(line).unwrap();
        (answer["id"].as_str().unwrap().to_owned(), answer)
    };
    answers.lines().map(parse).collect()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
}

/// One side of a graph, as its certificate needs it.
struct Side<'a>(&'a Value);

impl Side<'_> {
    fn witness(&self, id: &str) -> &Value {
        self.0["witnesses"].as_array().unwrap().iter().find(|witness| witness["id"] == id).unwrap()
    }

    /// The groups of a witness; itself when none is given.
    fn groups(&self, id: &str) -> BTreeSet<String> {
        match &self.witness(id)["groups"] {
            Value::Null => BTreeSet::from([id.to_owned()]),
            groups => strings(groups).into_iter().collect(),
        }
    }

    fn group_set(&self, chain: &[String]) -> BTreeSet<String> {
        chain.iter().flat_map(|id| self.groups(id)).collect()
    }

    fn is_derived(&self, id: &str) -> bool {
        self.0["derivations"].as_array().unwrap().iter().any(|edge| edge["from"] == id)
    }

    fn is_certain(&self, from: &str, to: &str) -> bool {
        let edges = self.0["derivations"].as_array().unwrap();
        edges.iter().any(|edge| edge["from"] == from && edge["to"] == to && edge["certain"] != Value::Bool(false))
    }

    /// Every chain from a held witness to an origin that no rule forbids, with unnamed witnesses or without.
    fn chains(&self, with_unnamed: bool) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for witness in self.0["witnesses"].as_array().unwrap().iter().filter(|w| w["held"] == true) {
            self.follow(vec![witness["id"].as_str().unwrap().to_owned()], with_unnamed, &mut found);
        }
        found
    }

    fn follow(&self, chain: Vec<String>, with_unnamed: bool, found: &mut Vec<Vec<String>>) {
        let last = chain.last().unwrap();
        let witness = self.witness(last);
        let is_named = witness["named"] != Value::Bool(false) || witness["attested"] == true;
        let is_flat = witness.get("modality").is_none_or(|modality| modality == "asserted");
        let is_retracted = strings(&self.0["retracted"]).contains(last);
        let is_interested = strings(&self.0["interest"]).iter().any(|group| self.groups(last).contains(group));
        if !(is_named || with_unnamed) || !is_flat || is_retracted || is_interested {
            return;
        }
        let basis = witness["basis"].as_str().unwrap();
        if !self.is_derived(last) && basis != "none" && basis != "unattributed" {
            found.push(chain.clone());
        }
        for edge in self.0["derivations"].as_array().unwrap().iter().filter(|edge| edge["from"] == last.as_str()) {
            let to = edge["to"].as_str().unwrap();
            if edge["certain"] != Value::Bool(false) && !chain.iter().any(|id| id == to) {
                self.follow([chain.clone(), vec![to.to_owned()]].concat(), with_unnamed, found);
            }
        }
    }
}

#[test]
fn every_graph_is_right_under_both_policies() {
    let mut wrong = Vec::new();
    for policy in POLICIES {
        let answers = answers(policy);
        for graph in graphs() {
            let (id, expected) = (graph["id"].as_str().unwrap(), &graph["expect"][policy]);
            for (key, value) in expected.as_object().unwrap() {
                if answers[id][key] != *value {
                    wrong.push(format!("{id} under {policy}: {key} is {} for {value}", answers[id][key]));
                }
            }
        }
        assert_eq!(answers.len(), 72, "every graph has its answer");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_chains_of_a_certificate_begin_held_end_in_an_origin_and_share_no_group() {
    for policy in POLICIES {
        let answers = answers(policy);
        for graph in graphs() {
            let (side, answer) = (Side(&graph), &answers[graph["id"].as_str().unwrap()]);
            let chains: Vec<Vec<String>> = answer["chains"].as_array().unwrap().iter().map(strings).collect();
            assert_eq!(chains.len() as u64, answer["nu"][0].as_u64().unwrap(), "{answer}");
            let mut taken = BTreeSet::new();
            for chain in &chains {
                assert_eq!(side.witness(&chain[0])["held"], true, "{answer}");
                let last = side.witness(chain.last().unwrap());
                assert!(!["none", "unattributed"].contains(&last["basis"].as_str().unwrap()), "{answer}");
                assert!(!side.is_derived(chain.last().unwrap()), "{answer}");
                assert!(chain.windows(2).all(|step| side.is_certain(&step[0], &step[1])), "{answer}");
                let groups = side.group_set(chain);
                assert!(taken.is_disjoint(&groups), "{answer}: chains share {groups:?}");
                taken.extend(groups);
            }
        }
    }
}

#[test]
fn the_cut_of_a_certificate_meets_every_chain_and_is_as_large_as_kappa() {
    let answers = answers("two-source");
    for graph in graphs() {
        let (side, answer) = (Side(&graph), &answers[graph["id"].as_str().unwrap()]);
        let cut = strings(&answer["cut"]);
        assert!(cut.is_sorted(), "{answer}");
        let kappa = answer["kappa"].as_u64().unwrap();
        let named = side.chains(false);
        if answer["exact"] != true || kappa == 3 || named.is_empty() {
            continue;
        }
        assert_eq!(cut.len() as u64, kappa, "{answer}");
        for chain in named {
            let groups = side.group_set(&chain);
            assert!(cut.iter().any(|group| groups.contains(group)), "{answer}: {chain:?} passes the cut");
        }
    }
}

#[test]
fn a_malformed_line_is_refused_by_its_number_and_the_rest_is_answered() {
    let home = Home::new();
    let good = |id: &str| format!(r#"{{"id":"{id}","witnesses":[{{"id":"a","held":true,"basis":"testimony"}}]}}"#);
    let deep = "[".repeat(100_000);
    let lines: Vec<Vec<u8>> = vec![
        good("first").into(),
        b"{ no json".into(),
        br#"{"id":"x","witnesses":[{"id":"a","held":true,"basis":"hunch"}]}"#.into(),
        b"".into(),
        b"\xFF\xFE is no UTF-8".into(),
        deep.into_bytes(),
        br#"{"id":"y","kind":"prediction","due":"soon","as_of":"2026-01-01"}"#.into(),
        good("last").into(),
    ];
    std::fs::write(home.path().join("graphs.jsonl"), lines.join(&b'\n')).unwrap();
    let output = home.run(&["assess", "graphs.jsonl"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    for number in [2, 3, 5, 6, 7] {
        assert!(errors.contains(&format!("graphs.jsonl:{number}: ")), "line {number} is named: {errors}");
    }
    assert!(errors.contains("hunch") && errors.contains("soon"), "the value is named: {errors}");
    let answers = String::from_utf8(output.stdout).unwrap();
    let ids: Vec<Value> =
        answers.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(ids, ["first", "last"]);
}

#[test]
fn a_graph_with_two_witnesses_of_one_id_is_refused() {
    let home = Home::new();
    let witness = |basis: &str| format!(r#"{{"id":"a","held":true,"basis":"{basis}"}}"#);
    let twice = format!(r#"{{"id":"t","witnesses":[{},{}]}}"#, witness("none"), witness("record"));
    std::fs::write(home.path().join("graphs.jsonl"), twice).unwrap();
    let output = home.run(&["assess", "graphs.jsonl"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains("graphs.jsonl:1: ") && errors.contains("`a`"), "{errors}");
}

#[test]
fn graphs_on_standard_input_are_answered_and_a_missing_file_is_named() {
    let home = Home::new();
    let graphs = std::fs::File::open(fixtures().join("oracle/graphs.jsonl")).unwrap();
    let output = home.command(&["assess", "-"]).stdin(graphs).output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 72);
    let output = home.run(&["assess", "nowhere.jsonl"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().contains("nowhere.jsonl"));
}

#[test]
fn a_graph_with_unknown_ids_and_self_loops_is_answered_with_a_code_for_each() {
    let home = Home::new();
    let graph = r#"{"id": "odd", "witnesses": [{"id": "a", "held": true, "basis": "testimony"}, {"id": "b", "held": true, "basis": "testimony"}],
        "derivations": [{"from": "a", "to": "a"}, {"from": "a", "to": "ghost"}], "retracted": ["nobody"]}"#;
    std::fs::write(home.path().join("odd.jsonl"), graph.replace('\n', " ")).unwrap();
    let answer: Value = serde_json::from_slice(&home.ok(&["assess", "odd.jsonl"])).unwrap();
    assert_eq!((&answer["nu"], &answer["support"]), (&serde_json::json!([1, 1]), &"single-origin".into()));
    let codes: Vec<&str> = answer["problems"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["STM122", "STM121", "STM121"]);
}
