//! `stemma query`

use std::io::Write;
use std::path::Path;

use super::Outcome;
use crate::arguments::Query;

pub(super) fn run(_store: &Path, _query: &Query, _out: &mut dyn Write) -> anyhow::Result<Outcome> {
    todo!()
}
