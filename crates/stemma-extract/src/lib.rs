//! From the bytes of one document to statements with exact spans.
//!
//! Three steps, each a pure function: [`decode`] turns bytes into text, [`parse`] finds its blocks, metadata and
//! source list, [`extract`] reads who says what. Bad input is data: each step answers with what it could read and
//! with [`Problem`](stemma_core::document::Problem)s for the rest. This crate reads no file, asks no clock and knows
//! nothing of RDF, JSON or the store.

mod aliases;
mod author;
mod blocks;
mod chain;
mod charset;
mod citations;
mod claim;
mod corrections;
mod credits;
mod dates;
mod decode;
mod disclaimers;
mod docx;
mod dossier;
mod draft;
mod entities;
mod extract;
mod firsthand;
pub mod formats;
mod frames;
mod front;
mod furniture;
mod grammar;
mod headline;
mod html;
mod language;
mod lexicon;
mod media;
mod metadata;
mod misnamed;
mod nouns;
mod parse;
mod patterns;
mod pdf;
mod person;
mod phrases;
pub mod problems;
mod propositions;
mod quantities;
mod quotes;
mod references;
mod releases;
mod roles;
mod rules;
mod runs;
mod sentences;
mod sources;
mod sums;
pub mod tagger;
mod text;
mod tokens;
mod unpublished;
mod withdrawals;
mod words;

pub use aliases::aliases;
pub use decode::{Refusal, decode, decode_as, is_rich};
pub use dossier::notes;
pub use extract::{extract, extract_by_rules};
pub use media::MediaType;
pub use metadata::{body_start, metadata_from};
pub use misnamed::{Misnamed, misnamed};
pub use parse::parse;
pub use person::{kind_of, own_words};
pub use roles::roles;
pub use rules::RULES;
pub use text::{Block, BlockKind, Reference, SourceFile, Text};
pub use unpublished::{Editions, Unpublished, is_unread, long_line, unpublished};
pub use withdrawals::withdrawals;
