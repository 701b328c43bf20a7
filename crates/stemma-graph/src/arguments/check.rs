//! What can be typed after `stemma check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Which;

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Drafts; `-` is standard input. They are read, and kept nowhere.
    #[arg(required = true, value_name = "DRAFT")]
    pub(crate) drafts: Vec<PathBuf>,
    /// How the flags are written.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// How flags are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people.
    Text,
    /// One record a draft.
    Json,
    /// The draft as a page, with its flags in place.
    Html,
    /// SARIF 2.1.0, for code hosts and pipelines.
    Sarif,
}

/// What drafts are held against while they are written.
#[derive(Debug, Args)]
pub(crate) struct Lsp {
    /// A running service instead of the store, such as `https://desk.example/`; its token stands in STEMMA_TOKEN.
    #[arg(long, value_name = "URL", conflicts_with_all = ["policy", "as_of", "known_at"])]
    pub(crate) service: Option<String>,
    #[command(flatten)]
    pub(crate) which: Which,
}
