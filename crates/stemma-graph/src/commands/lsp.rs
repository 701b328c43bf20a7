//! `stemma lsp`

use std::path::Path;

use super::{Outcome, Unusable};
use crate::arguments::Lsp;
use crate::lsp::{Checking, Ended, OfService, OfStore, serve, stdio};
use crate::pipeline::Question;
use crate::service::Service;

/// Answers a text editor until it goes.
pub(super) fn run(store: &Path, lsp: &Lsp) -> anyhow::Result<Outcome> {
    let checking = match &lsp.service {
        Some(address) => Checking::Service(Box::new(OfService::new(Service::new(address).map_err(Unusable)?))),
        None => Checking::Store(Box::new(OfStore::new(store.to_path_buf(), Question::from(&lsp.which))?)),
    };
    let (connection, threads) = stdio();
    let ended = serve(&connection, checking)?;
    drop(connection);
    threads.join()?;
    Ok(match ended {
        Ended::Told => Outcome::Done,
        Ended::Left => Outcome::Flags,
    })
}
