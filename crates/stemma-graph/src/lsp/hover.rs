//! What is said about the words under the pointer: the flag, who says so and who does not, and the stemma of the claim.

use std::fmt::Write;

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};
use stemma_core::draft::{DraftFlag, Judged, speaker};
use stemma_core::identity::Member;
use stemma_core::visible::visible;

use super::checking::{Against, CheckedText};
use super::dismissed::{Dismissals, Flagged};
use super::plain;
use crate::draw::draw;

/// What is known of the words at `place`; `None` when nothing there can be checked.
pub(super) fn hover(checked: &CheckedText, dismissals: &Dismissals, place: Position) -> Option<Hover> {
    let at = checked.places.offset(&checked.text, place);
    let is_here = |judged: &&Judged| judged.span.start <= at && at < judged.span.end;
    let judged = checked.judged.iter().filter(is_here).min_by_key(|judged| judged.span.len())?;
    let mut told = String::new();
    match &judged.flag {
        Some(flag) => flagged(&mut told, checked, dismissals, flag),
        None => {
            told.push_str("No flag: what it says is corroborated or independently verified, and it says no more.\n")
        }
    }
    match (&checked.against, judged.claim) {
        (Against::Store(view), Some(id)) => {
            if let Some(found) = view.findings.claims.iter().find(|found| found.claim.id == id) {
                let _ = write!(told, "\n{}", draw(view, found));
            }
        }
        (Against::Service(service, _), Some(id)) => {
            let _ = write!(told, "\n{}", service.claim(&id.to_string()));
        }
        (Against::Nothing(_), _) | (_, None) => {}
    }
    // Never Markdown: the words are other people's, and Markdown can load pictures from elsewhere.
    let contents = MarkupContent { kind: MarkupKind::PlainText, value: visible(&told).into_owned() };
    Some(Hover {
        contents: HoverContents::Markup(contents),
        range: Some(checked.places.range(&checked.text, judged.span)),
    })
}

fn flagged(told: &mut String, checked: &CheckedText, dismissals: &Dismissals, flag: &DraftFlag) {
    let Flagged { code, status, .. } = Flagged::of(flag, &checked.text);
    let _ = writeln!(told, "{code} {status}\n{}", flag.message);
    if let Some(reason) = dismissals.reason(&Flagged::of(flag, &checked.text)) {
        let _ = writeln!(told, "Dismissed: {}", plain(reason));
    }
    if let Some(words) = &flag.suggestion {
        let _ = writeln!(told, "Write: {}", plain(words));
    }
    if let Against::Service(_, voices) = &checked.against {
        let place = checked.checked.flags.iter().position(|other| other == flag);
        told.extend(place.and_then(|place| voices.get(place)).into_iter().flatten().map(String::as_str));
    }
    for (side, members) in [("So", &flag.sources), ("Not so", &flag.against)] {
        for member in members {
            told.push_str(&voice(checked, side, *member).unwrap_or_default());
        }
    }
}

/// Whose words, the words, and where they stand.
fn voice(checked: &CheckedText, side: &str, (version, assertion): Member) -> Option<String> {
    let Against::Store(view) = &checked.against else { return None };
    let held = view.state.versions.get(&version)?;
    let assertion = held.assertions.iter().find(|of| of.id == assertion)?;
    let words = assertion.statement.hull().slice(view.texts.text(version)).unwrap_or_default();
    let (name, document) = (plain(&speaker(held, assertion)), plain(&held.document.name));
    Some(format!("{side}: {name}: “{}” ({document})\n", plain(words)))
}
