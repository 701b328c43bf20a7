//! `stemma demo`: a bundled story, its findings, and the next command to type.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use stemma_core::enumerations::Headline;
use stemma_core::finding::ClaimFinding;
use stemma_serve::Origins;

use super::claims::{row, short};
use super::serve::{Door, serve_store};
use super::{Outcome, program, shown, to_type};
use crate::arguments::{Demo, ServeLimits};
use crate::draw::draw;
use crate::intake::{Bytes, Input, Said};
use crate::pipeline::{Pipeline, View, ingest_all};
use crate::served::Shown;

/// Where the story's store is made, below the working directory.
const STORE: &str = "stemma-demo";

macro_rules! story {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../../fixtures/chips-and-export-controls/", $name)))),+]
    };
}

/// The documents of the story, by name.
const STORY: &[(&str, &[u8])] = story![
    "control.csv",
    "interest.csv",
    "documents/allmark-times.md",
    "documents/carrow-paper.md",
    "documents/chip-gazette.md",
    "documents/circuit-monthly.md",
    "documents/claims.csv",
    "documents/dossier.md",
    "documents/harbour-financial.md",
    "documents/morning-ledger.md",
    "documents/pacific-dispatch.md",
    "documents/plumb-line-review.jsonld",
    "documents/prism-teardown.md",
    "documents/techline.md",
    "documents/trade-bureau-docket.md",
    "documents/veyra-release.md",
    "documents/waferwatch-post.md",
];

pub(super) fn run(arguments: &Demo, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let started = std::time::Instant::now();
    let store = PathBuf::from(STORE);
    let view = read_story(&store)?;
    let seconds = started.elapsed().as_secs_f64();
    tell(&view, seconds, out)?;
    let first = loudest(&view).map(short).unwrap_or_default();
    writeln!(out, "Next, type one of:")?;
    let query = "query -e 'SELECT ?text ?headline { ?claim schema:text ?text ; stm:headline/skos:notation ?headline }'";
    for words in [format!("explain {first}").as_str(), "claims --headline single-channel", query] {
        writeln!(out, "  {}", to_type(&store, words))?;
    }
    if arguments.serve {
        return serve_store(
            &store,
            arguments.bind,
            &ServeLimits::default(),
            Door::default(),
            (Shown::Findings, Origins::Any),
            out,
        );
    }
    writeln!(out, "  {} demo --serve", program())?;
    Ok(Outcome::Done)
}

fn read_story(store: &Path) -> anyhow::Result<View> {
    let pipeline = Pipeline::open(store)?;
    let inputs = STORY.iter().map(|(name, bytes)| {
        let input = Input::bundled(name);
        (input, Ok(Bytes { bytes: bytes.to_vec(), said: Said::Nothing }))
    });
    Ok(ingest_all(&pipeline, inputs, Vec::new(), &mut |_, _| {})?.view)
}

fn tell(view: &View, seconds: f64, out: &mut dyn Write) -> anyhow::Result<()> {
    let documents = view.state.current().count();
    writeln!(
        out,
        "Stemma read {documents} documents on a chip and the export controls it gets round, and found {} claims in {seconds:.2} s.\nThe store is {}.\n",
        view.findings.claims.len(),
        shown(Path::new(STORE))
    )?;
    if let Some(loud) = loudest(view) {
        writeln!(out, "The claim with the most reports – and what they rest on:\n\n{}", indented(&draw(view, loud)))?;
    }
    if let Some(quiet) = quietest_verified(view) {
        writeln!(out, "A claim with few reports that holds:\n\n{}", indented(&draw(view, quiet)))?;
    }
    writeln!(out, "What else stands in them:\n")?;
    let mut others: Vec<&ClaimFinding> =
        view.findings.claims.iter().filter(|found| is_worth_showing(view, found)).collect();
    others.sort_by_key(|found| {
        (found.finding.headline, std::cmp::Reverse(found.finding.support.reports), found.claim.text.clone())
    });
    for found in others {
        writeln!(out, "  {}", row(found))?;
    }
    writeln!(out)?;
    Ok(())
}

/// The claim that most documents report.
fn loudest(view: &View) -> Option<&ClaimFinding> {
    view.findings
        .claims
        .iter()
        .max_by_key(|found| (found.finding.support.reports, std::cmp::Reverse(&found.claim.text)))
}

/// The independently verified claim that fewest documents report, first of those that a louder one contradicts.
fn quietest_verified(view: &View) -> Option<&ClaimFinding> {
    let verified =
        view.findings.claims.iter().filter(|found| found.finding.headline == Headline::IndependentlyVerified);
    verified.min_by_key(|found| {
        let contradicted = found.flags.contains(&stemma_core::enumerations::FindingFlag::Contradicted);
        (!contradicted, found.finding.support.reports, found.claim.text.clone())
    })
}

/// Whatever somebody is credited with, or more than one document says.
fn is_worth_showing(view: &View, found: &ClaimFinding) -> bool {
    let own: BTreeSet<_> = found.claim.members.iter().map(|(_, assertion)| *assertion).collect();
    let mut said = view.state.current().flat_map(|held| &held.assertions).filter(|a| own.contains(&a.id));
    let is_credited = said.any(|assertion| assertion.statement.chain.len() > 1);
    let is_told = is_credited || found.finding.support.reports > 1 || found.finding.support.nu > 1;
    found.claim.kind.is_checkable() && is_told && found.finding.headline != Headline::Unknown
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
