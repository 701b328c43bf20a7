//! A claim's stemma in the terminal: dates on one axis, each step with its words, the chokepoint marked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use stemma_core::date::PartialDate;
use stemma_core::explain::assumptions;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::independence::Lineage;
use stemma_core::rows::{Row, rows};
use stemma_core::state::{Assertion, HeldVersion};
use stemma_core::trace::Step;

use crate::pipeline::View;

/// The drawing, with the finding in words above it.
pub(crate) fn draw(view: &View, found: &ClaimFinding) -> String {
    let finding = &found.finding;
    let mut out = String::new();
    let _ = writeln!(out, "{}\n  {}\n", found.claim.text, found.explanation());
    let reports = if finding.support.reports == 1 { "report" } else { "reports" };
    let flags: Vec<&str> = found.flags.iter().map(|flag| flag.as_str()).collect();
    let _ = writeln!(
        out,
        "  {} · {} {reports} · ν {}–{} · ω {} · κ {} · policy {}{}\n",
        finding.headline,
        finding.support.reports,
        finding.support.nu,
        finding.nu_high,
        finding.support.omega,
        finding.support.kappa,
        finding.policy,
        if flags.is_empty() { String::new() } else { format!(" · {}", flags.join(", ")) }
    );
    let drawing = Drawing::new(view, found);
    drawing.side(&mut out, &found.traced.case.supporting, &found.traced.supporting, &finding.support.cut);
    if let Some(opposing) = &found.traced.case.opposing {
        out.push_str("\n  against it:\n\n");
        let cut = finding.opposition.as_ref().map(|o| o.side.cut.clone()).unwrap_or_default();
        drawing.side(&mut out, opposing, &found.traced.opposing, &cut);
    }
    for noted in found.traced.noted.iter().filter(|noted| found.flags.contains(&noted.flag)) {
        let _ = writeln!(out, "\n  {}: {}", noted.flag, noted.reason);
        for place in &noted.places {
            let name = view.state.versions.get(&place.version).map_or("", |held| held.document.name.as_str());
            let words = place.span.slice(view.texts.text(place.version)).unwrap_or_default();
            let _ = writeln!(out, "    “{}” ({name})", one_line(words));
        }
    }
    let gains: Vec<String> =
        found.traced.interest.iter().map(|(name, reason)| format!("{name} ({})", reason.why)).collect();
    if !gains.is_empty() {
        let _ = writeln!(out, "\n  Gains if believed: {}", gains.join("; "));
    }
    let assumed = assumptions(&found.traced, finding);
    if !assumed.is_empty() {
        let _ = writeln!(out, "\n  Assumed: {}", assumed.join(" "));
    }
    let _ = writeln!(
        out,
        "\n  ● held  ○ named, not held  ◆ what it hangs on  ✗ gains if believed  † withdrawn\n  id {}",
        found.claim.id
    );
    out
}

struct Drawing<'a> {
    assertions: BTreeMap<Id<Assertion>, (&'a HeldVersion, &'a Assertion)>,
    documents: BTreeMap<&'a str, &'a HeldVersion>,
    members: Vec<Id<Assertion>>,
    found: &'a ClaimFinding,
}

impl<'a> Drawing<'a> {
    fn new(view: &'a View, found: &'a ClaimFinding) -> Self {
        let documents: BTreeMap<&str, &HeldVersion> = found
            .traced
            .documents
            .iter()
            .filter_map(|(id, version)| Some((id.as_str(), view.state.versions.get(version)?)))
            .collect();
        let of_document = |held: &'a HeldVersion| held.assertions.iter().map(move |a| (a.id, (held, a)));
        Self {
            assertions: documents.values().copied().flat_map(of_document).collect(),
            documents,
            members: found.claim.members.iter().map(|(_, id)| *id).collect(),
            found,
        }
    }

    fn name<'n>(&'n self, witness: &'n str) -> &'n str {
        self.found.traced.name(witness)
    }

    fn date(&self, witness: &str) -> Option<PartialDate> {
        self.documents.get(witness).and_then(|held| held.document.metadata.published)
    }

    /// One row a witness, in the order of dates; whoever has no date stands before the first that took from them.
    fn side(&self, out: &mut String, lineage: &Lineage, steps: &[Step], cut: &[String]) {
        for Row { witness, .. } in rows(lineage, steps, |witness| self.date(witness)) {
            self.row(out, lineage, steps, cut, witness);
        }
    }

    fn row(&self, out: &mut String, lineage: &Lineage, steps: &[Step], cut: &[String], id: &str) {
        let Some(witness) = lineage.witnesses.get(id) else { return };
        let is_me = |g: &String| witness.groups.contains(g) || g == id;
        let mark = if lineage.retracted.contains(id) {
            '†'
        } else if lineage.interest.iter().any(is_me) {
            '✗'
        } else if cut.iter().any(is_me) {
            '◆'
        } else if witness.held {
            '●'
        } else {
            '○'
        };
        let date = self.date(id).map_or_else(|| "·".to_owned(), |date| date.to_string());
        let groups: Vec<&str> = witness.groups.iter().map(String::as_str).filter(|group| *group != id).collect();
        let who = if groups.is_empty() { String::new() } else { format!(" ({})", groups.join(", ")) };
        let _ = writeln!(out, "  {date:>10} │ {mark} {}{who} – {}", self.name(id), witness.basis.in_words());
        let own = steps.iter().filter(|step| step.from == id);
        let mut shown = BTreeSet::new();
        for step in own {
            shown.insert(step.assertion);
            let words = self.words(step.assertion);
            let _ = writeln!(out, "             │     ← {}: {words}", self.name(&step.to));
        }
        for suspicion in self.found.traced.suspected.iter().filter(|suspicion| suspicion.from == id) {
            let _ = writeln!(out, "             ┆     ⇠ {}? {}", self.name(&suspicion.to), suspicion.reason);
        }
        if witness.held && shown.is_empty() {
            for assertion in self.of_document(id) {
                let _ = writeln!(out, "             │       {}", self.words(assertion));
            }
        }
    }

    fn of_document(&self, id: &str) -> Vec<Id<Assertion>> {
        let Some(held) = self.documents.get(id) else { return Vec::new() };
        held.assertions.iter().map(|a| a.id).filter(|id| self.members.contains(id)).take(2).collect()
    }

    /// The words of an assertion with those that credit it.
    fn words(&self, assertion: Id<Assertion>) -> String {
        let Some((_, assertion)) = self.assertions.get(&assertion) else { return String::new() };
        let statement = &assertion.statement;
        let content: Vec<String> = statement.contents.iter().map(|quote| one_line(&quote.text)).collect();
        let cue = statement.cue.as_ref().map(|cue| format!("  [{}]", one_line(&cue.text))).unwrap_or_default();
        format!("“{}”{cue}", content.join(" … "))
    }
}

fn one_line(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 160 {
        line = line.chars().take(159).collect::<String>() + "…";
    }
    line
}
