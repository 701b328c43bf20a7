//! What can be typed after `stemma topics`, `topic` and `tensions`.

use clap::{Args, Subcommand};

use super::Which;

#[derive(Debug, Args)]
pub(crate) struct Topics {
    /// List what is filed under this topic, by which rule or by whom, and why.
    pub(crate) topic: Option<String>,
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Debug, Args)]
pub(crate) struct Tensions {
    /// Only tensions that are filed under this topic.
    #[arg(long)]
    pub(crate) topic: Option<String>,
    #[command(flatten)]
    pub(crate) which: Which,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TopicCommand {
    /// File a claim or a document under a topic.
    #[command(
        after_help = "Example:\n  stemma topic add articles/post.md \"export controls\" --reason \"tells of the new rules\""
    )]
    Add(File),
    /// Keep a claim or a document out of a topic, whatever the rules say.
    #[command(
        after_help = "Example:\n  stemma topic remove \"5-nanometre line\" \"export controls\" --reason \"is about the chip\""
    )]
    Remove(File),
}

#[derive(Debug, Args)]
pub(crate) struct File {
    /// A document's path as it was ingested or its URL; or a claim: its id, the beginning of it, or words that no other
    /// claim has.
    #[arg(value_name = "CLAIM|DOCUMENT")]
    pub(crate) what: String,
    /// The topic.
    pub(crate) topic: String,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
}
