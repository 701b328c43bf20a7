//! `stemma lsp`

use std::path::Path;

use lsp_server::Connection;

use super::Outcome;
use crate::arguments::Which;
use crate::lsp::{Checking, Ended, serve};
use crate::pipeline::Question;

/// Answers a text editor until it goes.
pub(super) fn run(store: &Path, which: &Which) -> anyhow::Result<Outcome> {
    let checking = Checking::new(store.to_path_buf(), Question::from(which))?;
    let (connection, threads) = Connection::stdio();
    let ended = serve(&connection, checking)?;
    drop(connection);
    threads.join()?;
    Ok(match ended {
        Ended::Told => Outcome::Done,
        Ended::Left => Outcome::Flags,
    })
}
