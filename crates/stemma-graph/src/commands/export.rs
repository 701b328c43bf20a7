//! `stemma export`

use std::collections::{BTreeSet, HashSet};
use std::io::{Read, Write};
use std::path::Path;

use anyhow::Context;
use oxrdf::Term;
use stemma_core::date::PartialDate;
use stemma_core::document::Version;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::HeldVersion;
use stemma_exchange::network::{Network, gexf, graphml};
use stemma_exchange::rdf::{self, Format};
use stemma_exchange::wire::{self, ClaimReviewsRecord, claim_records};
use stemma_exchange::{bibtex, dot, table};
use stemma_store::query::{self, Limits, Query};
use stemma_store::records::{finding_quads, neighbourhood};

use super::{Outcome, Unusable, claim_then, shown};
use crate::arguments::{Export, ExportFormat};
use crate::pipeline::{Pipeline, Question, View};

pub(super) fn run(store: &Path, arguments: &Export, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let question = Question::from(&arguments.which);
    let view = pipeline.view(&question)?;
    let chosen = chosen(&pipeline, &view, arguments)?;
    let of_rdf = |format| graph(&pipeline, &view, chosen.as_ref(), format);
    let bytes = match arguments.format {
        ExportFormat::Csv => table::claims(&records(&view, chosen.as_ref()))?,
        ExportFormat::Jsonl => {
            let records = records(&view, chosen.as_ref());
            let lines: Result<Vec<String>, _> =
                records.iter().map(|record| wire::line(record).map(|l| l + "\n")).collect();
            lines?.concat().into_bytes()
        }
        ExportFormat::Dot => match &arguments.claim {
            Some(wanted) => dot::stemma(claim_then(&pipeline, &view, &question, wanted)?).into_bytes(),
            None => return Err(Unusable("a drawing shows one claim: name it with --claim".to_owned()).into()),
        },
        ExportFormat::Graphml => graphml(&network(&view, chosen.as_ref())).into_bytes(),
        ExportFormat::Gexf => gexf(&network(&view, chosen.as_ref())).into_bytes(),
        ExportFormat::Bibtex => bibtex::bibtex(documents(&view, chosen.as_ref())).into_bytes(),
        ExportFormat::Csl => (wire::line(&wire::csl_records(documents(&view, chosen.as_ref())))? + "\n").into_bytes(),
        ExportFormat::Claimreview => reviews(&pipeline, &view, chosen.as_ref(), arguments)?.into_bytes(),
        ExportFormat::Turtle => of_rdf(Format::Turtle)?,
        ExportFormat::Ntriples => of_rdf(Format::NTriples)?,
        ExportFormat::Rdfxml => of_rdf(Format::RdfXml)?,
        ExportFormat::Trig => of_rdf(Format::TriG)?,
        ExportFormat::Nquads => of_rdf(Format::NQuads)?,
        ExportFormat::Jsonld => of_rdf(Format::JsonLd)?,
    };
    if arguments.output.as_os_str() == "-" {
        out.write_all(&bytes)?;
    } else {
        std::fs::write(&arguments.output, &bytes)
            .with_context(|| format!("cannot write {}", shown(&arguments.output)))?;
    }
    Ok(Outcome::Done)
}

/// The claims that are asked for; `None` is everything, also what no claim rests on.
fn chosen(pipeline: &Pipeline, view: &View, arguments: &Export) -> anyhow::Result<Option<BTreeSet<Id<Claim>>>> {
    if let Some(wanted) = &arguments.claim {
        let first = BTreeSet::from([claim_then(pipeline, view, &Question::from(&arguments.which), wanted)?.claim.id]);
        return Ok(Some((0..arguments.depth).fold(first, |known, _| with_contradicting(view, known))));
    }
    if let Some(topic) = &arguments.topic {
        return some(view.claims_about(topic), || format!("no claim is filed under `{topic}`"));
    }
    if let Some(file) = &arguments.query {
        let question = Question::from(&arguments.which);
        return some(selected(pipeline, view, &question, &text(file)?)?, || format!("{} finds no claim", shown(file)));
    }
    Ok(None)
}

/// An empty choice is a mistake, which an empty file would hide.
fn some(claims: BTreeSet<Id<Claim>>, why: impl Fn() -> String) -> anyhow::Result<Option<BTreeSet<Id<Claim>>>> {
    match claims.is_empty() {
        true => Err(Unusable(format!("{}; see `stemma claims --all`", why())).into()),
        false => Ok(Some(claims)),
    }
}

fn with_contradicting(view: &View, known: BTreeSet<Id<Claim>>) -> BTreeSet<Id<Claim>> {
    let touching = view.findings.contradictions.iter().filter(|c| known.contains(&c.a) || known.contains(&c.b));
    let sides: Vec<Id<Claim>> = touching.flat_map(|contradiction| [contradiction.a, contradiction.b]).collect();
    known.into_iter().chain(sides).collect()
}

fn text(file: &Path) -> anyhow::Result<String> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("cannot read standard input")?;
        return Ok(text);
    }
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", shown(file)))
}

/// The claims among the values of a SELECT.
fn selected(pipeline: &Pipeline, view: &View, question: &Question, text: &str) -> anyhow::Result<BTreeSet<Id<Claim>>> {
    let table = query::table(&pipeline.overlaid_with_verdicts(view, question)?, Query::new(text), Limits::default())?;
    let values: HashSet<Term> = table.rows.into_iter().flatten().flatten().collect();
    let is_found = |found: &&ClaimFinding| values.contains(&Term::NamedNode(pipeline.iris.claim(found.claim.id)));
    Ok(view.findings.claims.iter().filter(is_found).map(|found| found.claim.id).collect())
}

/// The verdicts on the claims that are asked for, which stood on the day and at the time that is asked for.
fn reviews(
    pipeline: &Pipeline,
    view: &View,
    chosen: Option<&BTreeSet<Id<Claim>>>,
    arguments: &Export,
) -> anyhow::Result<String> {
    let acts = pipeline.verdicts(&Question::from(&arguments.which))?;
    let is_chosen = |claim| chosen.is_none_or(|chosen| chosen.contains(&claim));
    let reviews = ClaimReviewsRecord::new(&pipeline.iris, (&view.state, &view.findings), &acts, is_chosen);
    Ok(wire::line(&reviews)? + "\n")
}

fn records(view: &View, chosen: Option<&BTreeSet<Id<Claim>>>) -> Vec<wire::ClaimRecord> {
    let is_chosen = |found: &&ClaimFinding| chosen.is_none_or(|chosen| chosen.contains(&found.claim.id));
    claim_records(&view.state, &view.texts, view.findings.claims.iter().filter(is_chosen))
}

fn network(view: &View, chosen: Option<&BTreeSet<Id<Claim>>>) -> Network {
    Network::new(&view.state, &view.findings, |claim| chosen.is_none_or(|chosen| chosen.contains(&claim)))
}

/// The documents that the chosen claims are made in, or all that are held: what was published first comes first.
fn documents<'v>(view: &'v View, chosen: Option<&BTreeSet<Id<Claim>>>) -> Vec<&'v HeldVersion> {
    let claims =
        view.findings.claims.iter().filter(|found| chosen.is_none_or(|chosen| chosen.contains(&found.claim.id)));
    let making: BTreeSet<Id<Version>> =
        claims.flat_map(|found| &found.claim.members).map(|(version, _)| *version).collect();
    let is_wanted = |held: &&HeldVersion| chosen.is_none() || making.contains(&held.version.id);
    let mut documents: Vec<&HeldVersion> = view.state.current().filter(is_wanted).collect();
    documents.sort_by_key(|held| {
        let metadata = &held.document.metadata;
        (metadata.published.map(PartialDate::first_day), metadata.title.as_deref(), held.document.id)
    });
    documents
}

/// The recorded quads with the computed ones; or those that the chosen claims rest on.
fn graph(
    pipeline: &Pipeline,
    view: &View,
    chosen: Option<&BTreeSet<Id<Claim>>>,
    format: Format,
) -> anyhow::Result<Vec<u8>> {
    let quads: Vec<_> = match chosen {
        Some(claims) => neighbourhood(&pipeline.iris, claims, &pipeline.overlaid(view)?),
        None => view.recorded.quads().chain(finding_quads(&pipeline.iris, &view.state, &view.findings)).collect(),
    };
    rdf::write(quads, format).context("cannot write the graph in this format")
}
