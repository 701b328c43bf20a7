//! The check of drafts in text editors: a language server over standard input and output.
//!
//! Two threads: one speaks with the editor, one checks. Of a draft only the newest text is checked, of that only what
//! changed; what the editor asks about a draft is answered when its newest text is checked. Nothing of a draft is kept,
//! but for what people dismissed in it, beside it.

mod actions;
mod checking;
mod diagnostics;
mod dismissed;
mod draft;
mod hover;
mod line;
mod places;
mod remote;
mod server;

use stemma_core::visible::visible;

pub(crate) use checking::{Checking, OfService, OfStore};
pub(crate) use line::stdio;
pub(crate) use server::{Ended, serve};

/// Words of others on one line, with nothing hidden in them.
fn plain(words: &str) -> String {
    visible(&words.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
