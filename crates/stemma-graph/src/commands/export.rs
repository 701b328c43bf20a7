//! `stemma export`, and what a service exports.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::io::{Read, Write};
use std::path::Path;

use anyhow::Context;
use oxrdf::{GraphName, Term};
use stemma_core::date::PartialDate;
use stemma_core::document::Version;
use stemma_core::editing::Done;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::{HeldVersion, State};
use stemma_core::topic::Topics;
use stemma_exchange::network::{Network, gexf, graphml};
use stemma_exchange::rdf::{self, Format};
use stemma_exchange::wire::{self, ClaimReviewsRecord, Texts, claim_records};
use stemma_exchange::{bibtex, dot, table};
use stemma_store::StoreError;
use stemma_store::index::Snapshot;
use stemma_store::query::{self, Limits, Query};
use stemma_store::records::{Iris, neighbourhood, ontology_graph};

use super::{Outcome, Unusable, claim_then, named_claim, shown};
use crate::arguments::{Export, ExportFormat};
use crate::pipeline::{Pipeline, Question, View};

pub(super) fn run(store: &Path, arguments: &Export, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let question = Question::from(&arguments.which);
    let view = pipeline.view(&question)?;
    let part = match (&arguments.claim, &arguments.topic, &arguments.query) {
        (Some(claim), ..) => {
            // An id of today leads to the claim of the day that is asked for.
            let then = claim_then(&pipeline, &view, &question, claim)?.claim.id;
            Part::Claim(then.to_string(), arguments.depth)
        }
        (None, Some(topic), _) => Part::Topic(topic.clone()),
        (None, None, Some(file)) => Part::Query(text(file)?, Limits::default()),
        (None, None, None) => Part::All,
    };
    let exported = Exported::of_view(&pipeline, &view, &question)?;
    if arguments.output.as_os_str() == "-" {
        exported.write(arguments.format, &part, out)?;
    } else {
        let mut bytes = Vec::new();
        exported.write(arguments.format, &part, &mut bytes)?;
        std::fs::write(&arguments.output, &bytes)
            .with_context(|| format!("cannot write {}", shown(&arguments.output)))?;
    }
    Ok(Outcome::Done)
}

/// What of it is exported.
pub(crate) enum Part {
    /// Everything, also what no claim rests on.
    All,
    /// A claim, and those that contradict it so many steps far.
    Claim(String, u32),
    /// Claims that are filed under a topic.
    Topic(String),
    /// The claims that a SELECT finds.
    Query(String, Limits),
}

/// What is exported from: what is held and found, and the index that shows both.
pub(crate) struct Exported<'v> {
    pub(crate) iris: &'v Iris,
    pub(crate) state: &'v State,
    pub(crate) texts: &'v Texts,
    pub(crate) findings: &'v Findings,
    /// With the findings.
    pub(crate) index: Cow<'v, Snapshot>,
    /// The verdicts of people.
    pub(crate) verdicts: Vec<Done>,
}

impl<'v> Exported<'v> {
    /// As a view shows it that was computed for a question.
    pub(crate) fn of_view(pipeline: &'v Pipeline, view: &'v View, question: &Question) -> Result<Self, StoreError> {
        let View { state, texts, findings, .. } = view;
        let index = Cow::Owned(pipeline.overlaid_with_verdicts(view, question)?);
        Ok(Self { iris: &pipeline.iris, state, texts, findings, index, verdicts: pipeline.verdicts(question)? })
    }

    /// Writes a part of it in a format.
    ///
    /// # Errors
    /// [`Unusable`] when there is no such part, a `QueryError` when its query fails, and when nobody takes what is written.
    pub(crate) fn write(&self, format: ExportFormat, part: &Part, out: &mut dyn Write) -> anyhow::Result<()> {
        let chosen = self.chosen(part)?;
        let chosen = chosen.as_ref();
        match format {
            ExportFormat::Csv => out.write_all(&table::claims(&self.records(chosen))?)?,
            ExportFormat::Jsonl => {
                for record in self.records(chosen) {
                    writeln!(out, "{}", wire::line(&record)?)?;
                }
            }
            ExportFormat::Dot => match part {
                Part::Claim(wanted, _) => {
                    out.write_all(dot::stemma(named_claim(self.state, self.findings, wanted)?).as_bytes())?;
                }
                Part::All | Part::Topic(_) | Part::Query(..) => {
                    return Err(Unusable("a drawing shows one claim: name it with --claim".to_owned()).into());
                }
            },
            ExportFormat::Graphml => out.write_all(graphml(&self.network(chosen)).as_bytes())?,
            ExportFormat::Gexf => out.write_all(gexf(&self.network(chosen)).as_bytes())?,
            ExportFormat::Bibtex => out.write_all(bibtex::bibtex(self.documents(chosen)).as_bytes())?,
            ExportFormat::Csl => writeln!(out, "{}", wire::line(&wire::csl_records(self.documents(chosen)))?)?,
            ExportFormat::Claimreview => writeln!(out, "{}", wire::line(&self.reviews(chosen))?)?,
            ExportFormat::Turtle => self.graph(chosen, Format::Turtle, out)?,
            ExportFormat::Ntriples => self.graph(chosen, Format::NTriples, out)?,
            ExportFormat::Rdfxml => self.graph(chosen, Format::RdfXml, out)?,
            ExportFormat::Trig => self.graph(chosen, Format::TriG, out)?,
            ExportFormat::Nquads => self.graph(chosen, Format::NQuads, out)?,
            ExportFormat::Jsonld => self.graph(chosen, Format::JsonLd, out)?,
        }
        Ok(())
    }

    /// The claims that are asked for; `None` is everything.
    fn chosen(&self, part: &Part) -> anyhow::Result<Option<BTreeSet<Id<Claim>>>> {
        match part {
            Part::All => Ok(None),
            Part::Claim(wanted, depth) => {
                let first = BTreeSet::from([named_claim(self.state, self.findings, wanted)?.claim.id]);
                Ok(Some((0..*depth).fold(first, |known, _| self.with_contradicting(known))))
            }
            Part::Topic(topic) => some(self.about(topic), &format!("no claim is filed under `{topic}`")),
            Part::Query(query, limits) => some(self.selected(query, *limits)?, "the query finds no claim"),
        }
    }

    fn about(&self, topic: &str) -> BTreeSet<Id<Claim>> {
        let topics = Topics::of(self.state, self.findings.claims.iter().map(|found| &found.claim));
        topics.named(topic).map(|topic| topic.claims.keys().copied().collect()).unwrap_or_default()
    }

    fn with_contradicting(&self, known: BTreeSet<Id<Claim>>) -> BTreeSet<Id<Claim>> {
        let touching = self.findings.contradictions.iter().filter(|c| known.contains(&c.a) || known.contains(&c.b));
        let sides: Vec<Id<Claim>> = touching.flat_map(|contradiction| [contradiction.a, contradiction.b]).collect();
        known.into_iter().chain(sides).collect()
    }

    /// The claims among the values of a SELECT.
    fn selected(&self, text: &str, limits: Limits) -> anyhow::Result<BTreeSet<Id<Claim>>> {
        let table = query::table(&self.index, Query::new(text), limits)?;
        let values: HashSet<Term> = table.rows.into_iter().flatten().flatten().collect();
        let is_found = |found: &&ClaimFinding| values.contains(&Term::NamedNode(self.iris.claim(found.claim.id)));
        Ok(self.findings.claims.iter().filter(is_found).map(|found| found.claim.id).collect())
    }

    /// The verdicts on the claims that are asked for, which stood on the day and at the time that is asked for.
    fn reviews(&self, chosen: Option<&BTreeSet<Id<Claim>>>) -> ClaimReviewsRecord {
        let is_chosen = |claim| chosen.is_none_or(|chosen| chosen.contains(&claim));
        ClaimReviewsRecord::new(self.iris, (self.state, self.findings), &self.verdicts, is_chosen)
    }

    fn records(&self, chosen: Option<&BTreeSet<Id<Claim>>>) -> Vec<wire::ClaimRecord> {
        let is_chosen = |found: &&ClaimFinding| chosen.is_none_or(|chosen| chosen.contains(&found.claim.id));
        claim_records(self.state, self.texts, self.findings.claims.iter().filter(is_chosen))
    }

    fn network(&self, chosen: Option<&BTreeSet<Id<Claim>>>) -> Network {
        Network::new(self.state, self.findings, |claim| chosen.is_none_or(|chosen| chosen.contains(&claim)))
    }

    /// The documents that the chosen claims are made in, or all that are held: what was published first comes first.
    fn documents(&self, chosen: Option<&BTreeSet<Id<Claim>>>) -> Vec<&HeldVersion> {
        let claims = self.findings.claims.iter();
        let claims = claims.filter(|found| chosen.is_none_or(|chosen| chosen.contains(&found.claim.id)));
        let making: BTreeSet<Id<Version>> =
            claims.flat_map(|found| &found.claim.members).map(|(version, _)| *version).collect();
        let is_wanted = |held: &&HeldVersion| chosen.is_none() || making.contains(&held.version.id);
        let mut documents: Vec<&HeldVersion> = self.state.current().filter(is_wanted).collect();
        documents.sort_by_key(|held| {
            let metadata = &held.document.metadata;
            (metadata.published.map(PartialDate::first_day), metadata.title.as_deref(), held.document.id)
        });
        documents
    }

    /// The recorded quads with the computed ones; or those that the chosen claims rest on. The ontology comes with the program,
    /// and verdicts are exported as what they are.
    fn graph(&self, chosen: Option<&BTreeSet<Id<Claim>>>, format: Format, out: &mut dyn Write) -> anyhow::Result<()> {
        let left_out = [self.iris.verdicts_graph(), ontology_graph()].map(GraphName::from);
        let quads: Vec<_> = match chosen {
            Some(claims) => neighbourhood(self.iris, claims, &self.index),
            None => self.index.quads().collect(),
        };
        let quads = quads.into_iter().filter(|quad| !left_out.contains(&quad.graph_name));
        rdf::write_to(out, quads, format).context("cannot write the graph in this format")
    }
}

/// An empty choice is a mistake, which an empty file would hide.
fn some(claims: BTreeSet<Id<Claim>>, why: &str) -> anyhow::Result<Option<BTreeSet<Id<Claim>>>> {
    match claims.is_empty() {
        true => Err(Unusable(format!("{why}; see `stemma claims --all`")).into()),
        false => Ok(Some(claims)),
    }
}

fn text(file: &Path) -> anyhow::Result<String> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("cannot read standard input")?;
        return Ok(text);
    }
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", shown(file)))
}
