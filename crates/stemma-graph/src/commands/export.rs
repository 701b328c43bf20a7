//! `stemma export`

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use stemma_core::finding::ClaimFinding;
use stemma_exchange::rdf::{self, Format};
use stemma_exchange::wire::{self, claim_records};
use stemma_exchange::{dot, table};
use stemma_store::records::{claim_neighbourhood, finding_quads};

use super::{Outcome, Unusable, shown};
use crate::arguments::{Export, ExportFormat};
use crate::pipeline::{Pipeline, Question, View, find_claim};

pub(super) fn run(store: &Path, arguments: &Export, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let view = pipeline.view(&Question::from(&arguments.which))?;
    let claim = match &arguments.claim {
        Some(wanted) => Some(
            find_claim(&view.findings, wanted)
                .ok_or_else(|| Unusable(format!("no claim `{wanted}`; see `stemma claims`")))?,
        ),
        None => None,
    };
    let bytes = match arguments.format {
        ExportFormat::Csv => table::claims(&records(&view, claim))?,
        ExportFormat::Jsonl => {
            let lines: Result<Vec<String>, _> =
                records(&view, claim).iter().map(|record| wire::line(record).map(|l| l + "\n")).collect();
            lines?.concat().into_bytes()
        }
        ExportFormat::Dot => match claim {
            Some(found) => dot::stemma(found).into_bytes(),
            None => return Err(Unusable("a drawing shows one claim: name it with --claim".to_owned()).into()),
        },
        ExportFormat::Turtle => graph(&pipeline, &view, claim, Format::Turtle)?,
        ExportFormat::Ntriples => graph(&pipeline, &view, claim, Format::NTriples)?,
        ExportFormat::Rdfxml => graph(&pipeline, &view, claim, Format::RdfXml)?,
        ExportFormat::Trig => graph(&pipeline, &view, claim, Format::TriG)?,
        ExportFormat::Nquads => graph(&pipeline, &view, claim, Format::NQuads)?,
        ExportFormat::Jsonld => graph(&pipeline, &view, claim, Format::JsonLd)?,
    };
    if arguments.output.as_os_str() == "-" {
        out.write_all(&bytes)?;
    } else {
        std::fs::write(&arguments.output, &bytes)
            .with_context(|| format!("cannot write {}", shown(&arguments.output)))?;
    }
    Ok(Outcome::Done)
}

fn records(view: &View, claim: Option<&ClaimFinding>) -> Vec<wire::ClaimRecord> {
    match claim {
        Some(found) => claim_records(&view.state, &view.texts, [found]),
        None => claim_records(&view.state, &view.texts, &view.findings.claims),
    }
}

/// The recorded quads with the computed ones; or those that one claim rests on.
fn graph(pipeline: &Pipeline, view: &View, claim: Option<&ClaimFinding>, format: Format) -> anyhow::Result<Vec<u8>> {
    let computed = finding_quads(&pipeline.iris, &view.state, &view.findings);
    let quads = view.recorded.quads().chain(computed);
    let quads = match claim {
        Some(found) => claim_neighbourhood(&pipeline.iris, found.claim.id, quads.collect()),
        None => quads.collect(),
    };
    rdf::write(quads, format).context("cannot write the graph in this format")
}
