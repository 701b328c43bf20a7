//! Arguments of `stemma evaluate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// Corpora, JSON Lines: whole documents with their attributions, or attributions of documents in a folder; or pairs of
    /// sentences (`fixtures/pairs/README.md`, inference corpora, SICK).
    #[arg(required = true)]
    pub(crate) corpora: Vec<PathBuf>,
    /// The folder of the documents that attributions name; by default that of the corpus.
    #[arg(long)]
    pub(crate) documents: Option<PathBuf>,
    /// Which documents: errors of the held-out half are never looked at.
    #[arg(long, value_enum, default_value = "all")]
    pub(crate) part: Part,
    /// Prints the pairs of sentences that are judged otherwise than they are marked; of the tuning half only.
    #[arg(long)]
    pub(crate) wrong: bool,
}

/// A part of a corpus. Which half a document is in depends on its name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// All documents.
    All,
    /// The half whose errors may be looked at.
    Tuning,
    /// The other half.
    HeldOut,
}

impl Part {
    /// Its name.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Tuning => "tuning",
            Self::HeldOut => "held-out",
        }
    }

    /// Whether the document of this name is in it.
    pub(crate) fn has(self, name: &str) -> bool {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, step); // FNV-1a
        match self {
            Self::All => true,
            Self::Tuning => (hash >> 32).is_multiple_of(2),
            Self::HeldOut => !(hash >> 32).is_multiple_of(2),
        }
    }
}
