//! How a claim came to stand as it does.

use maud::{Markup, html};
use stemma_core::finding::ClaimFinding;

use super::what_if::changed;
use super::{badge, layout, theirs};
use crate::renewal::Event;

/// The days after which it stood otherwise.
pub(crate) fn history(found: &ClaimFinding, events: &[Event]) -> Markup {
    layout(
        "How it came to stand so",
        &html! {
            h1 { "How it came to stand so" }
            p { a href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) } " " (badge(found.finding.headline)) }
            p class="small" { "By what was published until each day, with all that is recorded today of who controls whom." }
            @if events.is_empty() { p { "It never stood otherwise on any day that is known." } }
            ol class="history" {
                @for event in events {
                    li {
                        p { a href={ "/claims/" (found.claim.id) "?as-of=" (event.at) } { time datetime=(event.at) { (event.at) } } " – " (theirs(&event.what)) }
                        (changed(&event.impact))
                    }
                }
            }
        },
    )
}
