//! `stemma explain`

use std::io::Write;
use std::path::Path;

use stemma_core::certificate::{Certificate, ClaimReference, Searched};
use stemma_core::identity::Claim;
use stemma_core::independence::certify;
use stemma_core::state::State;
use stemma_exchange::wire::{self, certificate_record, claim_records};

use super::claims::short;
use super::{Outcome, claim_then, to_type};
use crate::arguments::Explain;
use crate::draw::draw;
use crate::pipeline::{Pipeline, Question};

pub(super) fn run(store: &Path, json: bool, arguments: &Explain, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (pipeline, question) = (Pipeline::open_read_only(store)?, Question::from(&arguments.which));
    let view = pipeline.view(&question)?;
    let found = claim_then(&pipeline, &view, &question, &arguments.claim)?;
    if arguments.certificate {
        let certificate = certify(&found.traced.case, view.findings.policy);
        let Claim { id, text, members, .. } = &found.claim;
        let assertions = members.iter().map(|(_, assertion)| *assertion).collect();
        let claim = Some(ClaimReference { id: *id, text: text.clone(), assertions });
        let certificate = Certificate { claim, searched: Some(searched(&view.state)), ..certificate };
        writeln!(out, "{}", wire::line(&certificate_record(&certificate)?)?)?;
    } else if json {
        for record in claim_records(&view.state, &view.texts, [found]) {
            writeln!(out, "{}", wire::line(&record)?)?;
        }
    } else {
        out.write_all(draw(&view, found).as_bytes())?;
        let next = to_type(store, &format!("export --format dot --claim {}", short(found)));
        writeln!(out, "\nNext: {next}")?;
    }
    Ok(Outcome::Done)
}

/// The documents that were at hand.
fn searched(state: &State) -> Searched {
    let dates = || state.current().filter_map(|held| held.document.metadata.published);
    Searched { documents: state.current().count(), first: dates().min(), last: dates().max() }
}
