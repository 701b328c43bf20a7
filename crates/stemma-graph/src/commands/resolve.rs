//! `stemma resolve`: a person settles a contradiction.

use std::io::Write;
use std::path::Path;

use stemma_core::contradiction::{Contradiction, Settled, settled};
use stemma_core::finding::Findings;
use stemma_store::records::resolution_quads;

use super::what_if::recorded;
use super::{Outcome, Unusable};
use crate::arguments::Resolve;
use crate::pipeline::{PRINCIPAL, Pipeline, Question};

pub(super) fn run(store: &Path, json: bool, arguments: &Resolve, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if arguments.reason.trim().is_empty() {
        return Err(Unusable("a resolution needs a reason".to_owned()).into());
    }
    let pipeline = Pipeline::open(store)?;
    let before = pipeline.view(&Question::today())?;
    let contradiction = meant(&before.findings, &arguments.contradiction)?;
    let Settled { id, before: old, now } =
        settled(&before.state, contradiction, arguments.kind, (PRINCIPAL, arguments.reason.trim()))
            .map_err(|why| Unusable(why.to_string()))?;
    let new = resolution_quads(&pipeline.iris, id, &now);
    let old = old.map(|old| resolution_quads(&pipeline.iris, id, &old)).unwrap_or_default();
    let old = old.into_iter().filter(|quad| !new.contains(quad)).collect();
    let reason = format!("resolve {} ({}): {}", contradiction.id, contradiction.reason, arguments.reason.trim());
    recorded(&pipeline, &before, (reason, old, new), (store, json), out)?;
    Ok(Outcome::Done)
}

/// The contradiction with this id, or the only one whose id begins so.
fn meant<'f>(findings: &'f Findings, wanted: &str) -> Result<&'f Contradiction, Unusable> {
    let is_start = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let fits = |contradiction: &&Contradiction| is_start && contradiction.id.to_string().starts_with(wanted);
    match findings.contradictions.iter().filter(fits).collect::<Vec<_>>().as_slice() {
        [one] => Ok(one),
        [] => Err(Unusable(format!("no contradiction `{wanted}`; `stemma contradictions --json` has their ids"))),
        several => Err(Unusable(format!("`{wanted}` is the beginning of {} ids; give more of it", several.len()))),
    }
}
