//! What can be typed.

mod changes;
mod check;
mod evaluate;
mod export;
mod ingest;
mod review;
mod serve;
mod stored;
mod token;
mod topics;
mod webhook;

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use stemma_core::date::PartialDate;
use stemma_core::enumerations::{FindingFlag, Headline, Support};
use stemma_core::policy::Policy;

pub(crate) use self::changes::{
    ControlCommand, Derive, Identify, InterestCommand, Judge, JudgeActors, Resolve, Retract, Split, Time, Undo, WhatIf,
    WhyChanged,
};
pub(crate) use self::check::{Check, CheckFormat, Lsp};
pub(crate) use self::evaluate::{Evaluate, Part};
pub(crate) use self::export::{Export, ExportFormat};
pub(crate) use self::ingest::Ingest;
pub(crate) use self::review::{Answer, Decide, Review};
pub(crate) use self::serve::{Demo, Serve, ServeEngine, ServeLimits};
pub(crate) use self::stored::{AnswerFormat, Backup, Dossier, DossierCommand, Query, Reread};
pub(crate) use self::token::{AddToken, RevokeToken, TokenCommand};
pub(crate) use self::topics::{File, Tensions, TopicCommand, Topics};
pub(crate) use self::webhook::{AddWebhook, RemoveWebhook, WebhookCommand};
use crate::pipeline::policy;

/// Which claims are independently verified, and which only look so.
///
/// Stemma reads documents, records who asserts what and whom they got it from, and counts independent lines. It never
/// says "true".
///
/// Exit codes: 0 done; 1 flags found; 2 wrong usage or refused input (what was good is done); 3 the store or the disk.
/// The store of whoever names none.
pub(crate) const DEFAULT_STORE: &str = "./stemma-store";

#[derive(Debug, Parser)]
#[command(
    name = "stemma",
    version,
    after_help = "Begin with:\n  stemma demo\n  stemma ingest articles/ && stemma claims"
)]
pub(crate) struct Arguments {
    /// The folder of the store.
    #[arg(long, global = true, env = "STEMMA_STORE", default_value = DEFAULT_STORE)]
    pub(crate) store: PathBuf,
    /// Print JSON, one record a line.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// How the log on standard error is written; `STEMMA_LOG=info` makes it say more.
    #[arg(long, global = true, env = "STEMMA_LOG_FORMAT", value_enum, default_value = "text")]
    pub(crate) log_format: LogFormat,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LogFormat {
    /// A line for people.
    Text,
    /// An object a line.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read bytes on standard input and print their text, one after the other, within limits: see `apart.rs`.
    #[command(name = crate::apart::COMMAND, hide = true)]
    ReadApart,
    /// Read documents into the store.
    #[command(
        after_help = "Example:\n  stemma ingest articles/ press-release.md\n  stemma ingest https://harbour.example/dyke\n  cat post.txt | stemma ingest -"
    )]
    Ingest(Ingest),
    /// Print what is read from files, without a store.
    #[command(after_help = "Example:\n  stemma extract --json article.md")]
    Extract(Files),
    /// Print the text that all offsets count in: of a file, or of each entry of a feed. With `--json` each as an object with its
    /// document.
    #[command(
        after_help = "Example:\n  stemma text article.md\n  stemma text --entry https://harbour.example/dyke feed.rss"
    )]
    Text(Text),
    /// List claims with their findings.
    #[command(after_help = "Example:\n  stemma claims --headline single-origin --headline self-asserted")]
    Claims(Claims),
    /// List claims that cannot hold together.
    #[command(after_help = "Example:\n  stemma contradictions --all")]
    Contradictions(Contradictions),
    /// Draw the stemma of a claim, and say what it rests on.
    #[command(after_help = "Example:\n  stemma explain \"5-nanometre line\"")]
    Explain(Explain),
    /// Hold drafts against the store before they are published; nothing of them is kept.
    #[command(
        after_help = "Example:\n  stemma check draft.md\n  stemma check --format sarif drafts/ > drafts.sarif\n\nExit codes: 0 no flags; 1 flags; 2 a draft, or a part of it, was not read."
    )]
    Check(Check),
    /// Check drafts while they are written, in any text editor that speaks the Language Server Protocol.
    #[command(
        after_help = "Example, as an editor starts it:\n  stemma --store ./stemma-store lsp\n  STEMMA_TOKEN=… stemma lsp --service https://desk.example/\n\nHow to tell your editor: docs/editors.md."
    )]
    Lsp(Lsp),
    /// Assess witness graphs, one JSON object a line.
    #[command(after_help = "Example:\n  stemma assess graphs.jsonl --policy two-source")]
    Assess(Assess),
    /// Verify certificates of findings, without a store and without the solver that made them.
    #[command(
        name = "verify-finding",
        after_help = "Example:\n  stemma explain \"5-nanometre line\" --certificate > finding.json\n  stemma verify-finding finding.json"
    )]
    VerifyFinding(Files),
    /// Show which claims would stand otherwise if something were so; nothing is written.
    #[command(
        name = "what-if",
        after_help = "Example:\n  stemma what-if --retract articles/post.md\n  stemma what-if --same-group \"Allmark Times\" \"Bellport Post\"\n  stemma what-if --add \"5-nanometre line\" --source \"Prism Teardown\" --basis measurement"
    )]
    WhatIf(WhatIf),
    /// Withdraw a document or an assertion: it is struck out, and not forgotten.
    #[command(
        after_help = "Example:\n  stemma retract articles/post.md --reason \"withdrawn by its paper\" --on 2026-05-02"
    )]
    Retract(Retract),
    /// Judge two claims to be one; every word stays as it was said.
    #[command(after_help = "Example:\n  stemma merge \"5-nanometre line\" 0f3a9c --reason \"one line, two names\"")]
    Merge(Judge),
    /// Judge that assertions of a claim are another one.
    #[command(
        after_help = "Example:\n  stemma split \"5-nanometre line\" articles/post.md --reason \"speaks of the pilot line\""
    )]
    Split(Split),
    /// Judge that two claims are not the same, however alike they become.
    #[command(
        name = "not-same",
        after_help = "Example:\n  stemma not-same \"5-nanometre line\" \"7-nanometre line\" --reason \"two lines\""
    )]
    NotSame(Judge),
    /// List what waits for a person – what only a heuristic read, what may be one claim, what may be copied – first what
    /// would change most; confirm or reject it.
    #[command(
        after_help = "Example:\n  stemma review --kind identity --limit 5\n  stemma review confirm 0f3a9c21 --reason \"the article says so\"\n  stemma review reject 0f3a9c21"
    )]
    Review(Review),
    /// Settle a contradiction, with a reason: it opposes nothing until somebody new takes a side.
    #[command(
        after_help = "Example:\n  stemma resolve 4be1c7a0 --as different-scope --reason \"one counts the pilot line too\""
    )]
    Resolve(Resolve),
    /// Judge that two names mean one actor: the two count as one voice.
    #[command(
        name = "same-actor",
        after_help = "Example:\n  stemma same-actor BfX \"Bundesamt für X\" --reason \"its acronym\""
    )]
    SameActor(JudgeActors),
    /// Say which item of Wikidata a name means, or list what is said: names of one item are one actor, names of two are not.
    #[command(after_help = "Example:\n  stemma identify \"Bundesamt für X\" Q1234\n  stemma identify")]
    Identify(Identify),
    /// Judge that two names that look alike mean two actors.
    #[command(
        name = "not-same-actor",
        after_help = "Example:\n  stemma not-same-actor Liang \"Liang Wenfeng\" --reason \"a minister and a founder\""
    )]
    NotSameActor(JudgeActors),
    /// Record that a claim's number is calculated from those of other claims, or list what is: when one of those falls, the
    /// claim is stale.
    #[command(
        after_help = "Example:\n  stemma derive \"864 chips\" --from \"12 racks\" \"72 chips\" --how product --reason \"racks times chips\"\n  stemma derive"
    )]
    Derive(Derive),
    /// Take a change of the log back, by a change that does the contrary.
    #[command(after_help = "Example:\n  stemma undo\n  stemma undo 12")]
    Undo(Undo),
    /// List the events after which a claim stood otherwise.
    #[command(
        name = "why-changed",
        after_help = "Example:\n  stemma why-changed \"5-nanometre line\"\n  stemma why-changed \"5-nanometre line\" --by published"
    )]
    WhyChanged(WhyChanged),
    /// Record who controls whom, or list what is recorded.
    #[command(
        after_help = "Example:\n  stemma control \"Allmark Times\" \"Corra Group\" --how owner --share 60 --from 2024-03\n  stemma control"
    )]
    Control(ControlCommand),
    /// Record who gains if a claim is believed, or list what is recorded.
    #[command(
        after_help = "Example:\n  stemma interest \"Corra Group\" --claim \"940C yield\" --why \"owns the plant\"\n  stemma interest"
    )]
    Interest(InterestCommand),
    /// Hold what is read against what people marked.
    #[command(
        after_help = "Example:\n  stemma evaluate corpus.jsonl\n  stemma evaluate gold/attributions.jsonl --documents articles/"
    )]
    Evaluate(Evaluate),
    /// Ask the store in SPARQL.
    #[command(
        after_help = "Example:\n  stemma query -e 'SELECT ?text { ?claim a stm:Claim ; schema:text ?text } LIMIT 5'"
    )]
    Query(Query),
    /// Write the graph in another format.
    #[command(
        after_help = "Example:\n  stemma export --format trig -o claims.trig\n  stemma export --format dot --claim ID -o - | dot -Tsvg"
    )]
    Export(Export),
    /// Serve SPARQL and pages over HTTP.
    #[command(
        after_help = "Whoever shows the token in STEMMA_ADMIN_TOKEN, or one of `stemma token add`, may do what it allows:\n`Authorization: Bearer TOKEN`. While the service runs with one that may write, the store is its own to write.\n\nExamples:\n  stemma serve --bind 127.0.0.1:7373\n  STEMMA_ADMIN_TOKEN=$(openssl rand -hex 16) stemma serve"
    )]
    Serve(Serve),
    /// Say who may do what with a service of this store.
    #[command(
        subcommand,
        after_help = "Example:\n  stemma token add newsroom-1 --scope report --expires 2027-01-31\n  stemma token revoke newsroom-1"
    )]
    Token(TokenCommand),
    /// Say who is told of claims that stand otherwise, by signed webhooks of a service.
    #[command(
        subcommand,
        after_help = "Example:\n  stemma webhook add newsroom https://desk.example/told --filter \"status=any&topic=ports\""
    )]
    Webhook(WebhookCommand),
    /// Show what Stemma does, on a bundled story.
    #[command(after_help = "Example:\n  stemma demo --serve")]
    Demo(Demo),
    /// Check the store: every hash of the log, every place of a quote.
    #[command(after_help = "Example:\n  stemma doctor --check")]
    Doctor(Doctor),
    /// List opposed positions of actors, which need not exclude each other: who is on which side, in which words, since when.
    #[command(after_help = "Example:\n  stemma tensions --topic \"export controls\"")]
    Tensions(Tensions),
    /// List the topics, with how many documents and claims are filed under each.
    #[command(after_help = "Example:\n  stemma topics\n  stemma topics \"export controls\"")]
    Topics(Topics),
    /// File claims and documents under topics.
    #[command(subcommand)]
    Topic(TopicCommand),
    /// Write the dossier of a topic, in Markdown: how its claims stand, who says what, what is open; or check dossiers.
    #[command(
        after_help = "Example:\n  stemma dossier \"export controls\" > controls.md\n  stemma dossier check controls.md"
    )]
    Dossier(Dossier),
    /// Read all held documents again, as this version of Stemma reads them; what people decided is carried over.
    #[command(after_help = "Example:\n  stemma reread --dry-run")]
    Reread(Reread),
    /// Copy the store into a new folder, also while it is written; the copy is verified.
    #[command(after_help = "Example:\n  stemma backup /backups/claims-2026-05-02")]
    Backup(Backup),
    /// Make the store from a backup, which is verified; a store that is there is never written over.
    #[command(after_help = "Example:\n  stemma --store ./claims restore /backups/claims-2026-05-02")]
    Restore(Backup),
}

#[derive(Debug, Args)]
pub(crate) struct Text {
    /// Files; `-` is standard input. `PATH@VERSION`, as records name it, is an earlier version as the store has it.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Of a feed only the text of the entry with this address, as records give it as `document`; and nothing else.
    #[arg(long, value_name = "URL")]
    pub(crate) entry: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Files {
    /// Files; `-` is standard input.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
}

/// Which findings are meant.
#[derive(Debug, Clone, Args)]
pub(crate) struct Which {
    /// What verification asks: `independent-check`, `two-source`, or a file with a policy; by default the store's own
    /// (`policy.toml` in its folder), else `independent-check`.
    #[arg(long, value_name = "NAME|FILE", value_parser = policy)]
    pub(crate) policy: Option<Policy>,
    /// Only what was published by this day; undated documents count as published today.
    #[arg(long, value_parser = date)]
    pub(crate) as_of: Option<PartialDate>,
    /// Only what the store knew at this time (RFC 3339).
    #[arg(long, value_parser = time)]
    pub(crate) known_at: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Claims {
    /// Only claims with one of these headlines.
    #[arg(long, value_parser = words::<Headline>(Headline::ALL.iter().map(|value| value.as_str())))]
    pub(crate) headline: Vec<Headline>,
    /// Only claims with one of these supports.
    #[arg(long, value_parser = words::<Support>(Support::ALL.iter().map(|value| value.as_str())))]
    pub(crate) support: Vec<Support>,
    /// Only claims with all these flags.
    #[arg(long, value_parser = words::<FindingFlag>(FindingFlag::ALL.iter().map(|value| value.as_str())))]
    pub(crate) flag: Vec<FindingFlag>,
    /// Only claims that are filed under this topic.
    #[arg(long)]
    pub(crate) topic: Option<String>,
    /// Only claims that have some of these words in any of their wordings, the best first.
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
    /// Also list what no check can settle: opinions, norms, questions. JSON always has them.
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Debug, Args)]
pub(crate) struct Contradictions {
    /// Also the pairs that were found compatible.
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The claim's id, the beginning of it, or some of its words.
    pub(crate) claim: String,
    /// Print the certificate of the finding instead, as JSON: what was counted, and what proves the numbers.
    #[arg(long)]
    pub(crate) certificate: bool,
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Debug, Args)]
pub(crate) struct Assess {
    /// A file of witness graphs; `-` is standard input.
    pub(crate) graphs: PathBuf,
    /// What verification asks: `independent-check` (when none is named), `two-source`, or a file with a policy.
    #[arg(long, value_name = "NAME|FILE", value_parser = policy)]
    pub(crate) policy: Option<Policy>,
    /// With the proof of each answer, which `verify-finding` verifies.
    #[arg(long)]
    pub(crate) certificate: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Read everything again and compare.
    #[arg(long)]
    pub(crate) check: bool,
}

/// The values of an enumeration, which the help lists.
fn words<T>(names: impl Iterator<Item = &'static str>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: std::error::Error + Send + Sync> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(|word| word.parse::<T>())
}

/// A time in UTC, as the log writes it.
fn time(text: &str) -> Result<String, String> {
    let time: Result<jiff::Timestamp, _> = text.parse();
    time.map(|time| time.to_string()).map_err(|_| format!("`{text}` is not a time such as 2026-06-01T09:30:00Z"))
}

fn policy(word: &str) -> Result<Policy, String> {
    policy::named(word).map_err(|error| format!("{error:#}"))
}

fn date(text: &str) -> Result<PartialDate, String> {
    PartialDate::parse(text).ok_or_else(|| format!("`{text}` is not a date such as 2026-06-01, 2026-06 or 2026"))
}
