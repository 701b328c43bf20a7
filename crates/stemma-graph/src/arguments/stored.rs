//! What can be typed after `stemma query`, `backup`, `restore`, `reread` and `dossier`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Files, Which};

#[derive(Debug, Args)]
pub(crate) struct Query {
    /// A file with the query, or the name of a query of the library.
    #[arg(required_unless_present_any = ["expression", "list"])]
    pub(crate) file: Option<PathBuf>,
    /// The query itself.
    #[arg(short = 'e', long, conflicts_with = "file")]
    pub(crate) expression: Option<String>,
    /// List the queries of the library, with what they ask and their parameters.
    #[arg(long, conflicts_with_all = ["file", "expression"])]
    pub(crate) list: bool,
    /// A parameter of a query of the library.
    #[arg(long = "with", value_name = "NAME=VALUE", value_parser = parameter, conflicts_with_all = ["expression", "list"])]
    pub(crate) parameters: Vec<(String, String)>,
    /// How the answer is written.
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
    /// Stop after this many seconds.
    #[arg(long, default_value_t = 60)]
    pub(crate) timeout: u64,
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Debug, Args)]
pub(crate) struct Reread {
    /// Only show what would change.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The folder of the backup.
    pub(crate) folder: PathBuf,
}

/// The dossier of a topic; or what is wrong in dossiers.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Dossier {
    /// The topic.
    #[arg(required = true)]
    pub(crate) topic: Option<String>,
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(subcommand)]
    pub(crate) command: Option<DossierCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DossierCommand {
    /// Say what is wrong in dossiers: citations that lead nowhere, sources without a publisher, sums that do not add up.
    #[command(
        after_help = "Example:\n  stemma dossier check chips.txt\n\nExit codes: 0 nothing to correct; 1 something; 2 a file is no dossier."
    )]
    Check(Files),
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("`{text}` is not of the form NAME=VALUE"))?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// A table for people.
    Table,
    /// SPARQL 1.1 results in JSON; Turtle for graphs.
    Json,
    /// SPARQL results in XML; RDF/XML for graphs.
    Xml,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// Turtle, for graphs.
    Turtle,
}
