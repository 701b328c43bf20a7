//! How a claim came to stand as it does.

use maud::{Markup, html};
use stemma_core::finding::ClaimFinding;

use super::what_if::changed;
use super::{badge, layout, moment, theirs};
use crate::renewal::{Event, HistoryBy};

/// What it stood otherwise after.
pub(crate) fn history(found: &ClaimFinding, events: &[Event], told: HistoryBy) -> Markup {
    let here = format!("/claims/{}/history", found.claim.id);
    let current = |other: HistoryBy| (told == other).then_some("page");
    layout(
        "How it came to stand so",
        &html! {
            h1 { "How it came to stand so" }
            p { a href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) } " " (badge(found.finding.headline)) }
            nav class="pages" aria-label="Orders of the history" {
                a href=(here) aria-current=[current(HistoryBy::ByDay)] { "by day" } " "
                a href={ (here) "?by=recorded" } aria-current=[current(HistoryBy::AsRecorded)] { "as it was recorded" }
            }
            p class="small" {
                @match told {
                    HistoryBy::ByDay => "By what was published until each day, with all that is recorded today of who controls whom, and all that people judge today. Their judgements, and documents without a date, have no day: they stand in the other list, as it was recorded.",
                    HistoryBy::AsRecorded => "By what the store had learnt until each change: documents as they came, whenever they were published, and what people judged. What another document did to it shows with the next of these.",
                }
            }
            @if events.is_empty() { p { "It never stood otherwise " @match told { HistoryBy::ByDay => "on any day that is known.", HistoryBy::AsRecorded => "after any change." } } }
            ol class="history" {
                @for event in events {
                    li {
                        p { (when(found, event)) " – " (theirs(&event.what)) }
                        (changed(&event.impact))
                    }
                }
            }
        },
    )
}

/// When it was, with a link to the claim as it stood then.
fn when(found: &ClaimFinding, event: &Event) -> Markup {
    let id = found.claim.id;
    html! {
        @match event.sequence {
            None => a href={ "/claims/" (id) "?as-of=" (event.at) } { time datetime=(event.at) { (event.at) } },
            Some(sequence) => { time datetime=(event.at) { (moment(&event.at)) } " (" a href={ "/claims/" (id) "@" (sequence) } { "change " (sequence) } ")" },
        }
    }
}
