//! The stemma of a claim as a drawing for Graphviz.

use std::fmt::Write;

use stemma_core::finding::ClaimFinding;
use stemma_core::independence::{Lineage, Witness};
use stemma_core::trace::{Step, Traced};

/// The lineage of a claim: derivations as arrows from the origin on, the chokepoint with a double border, interested
/// parties shaded, what is not held dashed, the opposing side in a box of its own.
#[must_use]
pub fn stemma(found: &ClaimFinding) -> String {
    let mut out = String::from("digraph stemma {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
    let _ = writeln!(out, "  label={};", quoted(&format!("{}\n{}", found.claim.text, found.explanation())));
    let cut = &found.finding.support.cut;
    side(&mut out, "", &found.traced.case.supporting, &found.traced, &found.traced.supporting, cut);
    if let Some(opposing) = &found.traced.case.opposing {
        out.push_str("  subgraph cluster_opposing {\n  label=\"opposing\";\n");
        side(&mut out, "against ", opposing, &found.traced, &found.traced.opposing, &[]);
        out.push_str("  }\n");
    }
    out.push_str("}\n");
    out
}

fn side(out: &mut String, prefix: &str, lineage: &Lineage, traced: &Traced, steps: &[Step], cut: &[String]) {
    for witness in lineage.witnesses.values() {
        let node = quoted(&format!("{prefix}{}", witness.id));
        let _ = writeln!(out, "  {node} [label={}{}];", quoted(&witness.id), looks(witness, lineage, cut));
    }
    for step in steps {
        let (from, to) = (quoted(&format!("{prefix}{}", step.from)), quoted(&format!("{prefix}{}", step.to)));
        let _ = writeln!(out, "  {to} -> {from};");
    }
    let here = |id: &String| lineage.witnesses.contains_key(id);
    for suspicion in traced.suspected.iter().filter(|s| here(&s.from) && here(&s.to)) {
        let (from, to) = (quoted(&format!("{prefix}{}", suspicion.from)), quoted(&format!("{prefix}{}", suspicion.to)));
        let label = suspicion.percent.map_or_else(|| "?".to_owned(), |percent| format!("{percent} %"));
        let _ = writeln!(out, "  {to} -> {from} [style=dashed, label={}];", quoted(&label));
    }
}

fn looks(witness: &Witness, lineage: &Lineage, cut: &[String]) -> String {
    let mut looks = String::new();
    let is_me = |g: &String| witness.groups.contains(g) || *g == witness.id;
    if cut.iter().any(is_me) {
        looks.push_str(", peripheries=2");
    }
    let styles: Vec<&str> = [
        (!witness.held, "dashed"),
        (lineage.interest.iter().any(is_me), "filled"),
        (lineage.retracted.contains(&witness.id), "dotted"),
    ]
    .into_iter()
    .filter_map(|(is, style)| is.then_some(style))
    .collect();
    if !styles.is_empty() {
        let _ = write!(looks, ", style=\"{}\"", styles.join(","));
    }
    looks
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
