//! `stemma serve`

use std::io::Write;
use std::path::Path;

use super::Outcome;
use crate::arguments::{Serve, ServeLimits};

pub(super) fn run(store: &Path, serve: &Serve, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    serve_store(store, serve.bind, &serve.limits, out)
}

pub(super) fn serve_store(
    _store: &Path,
    _bind: std::net::SocketAddr,
    _limits: &ServeLimits,
    _out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    todo!()
}
