//! Every change of the log.

use maud::{Markup, html};
use stemma_store::log::RecordedChange;

use super::{layout, theirs};

/// These changes, the last first.
pub(crate) fn audit(changes: &[RecordedChange]) -> Markup {
    layout(
        "Changes",
        &html! {
            h1 { "Changes" }
            p { "Everything that was ever recorded, the last first: nothing here is edited or taken out. Each change is chained to the one before it." }
            @if changes.is_empty() { p { "There is none." } }
            table class="stacking" {
                thead { tr { th scope="col" { "No." } th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What and why" } } }
                tbody {
                    @for change in changes {
                        tr {
                            td { (change.sequence) }
                            td { time datetime=(change.recorded) { (super::moment(&change.recorded)) } }
                            td { (theirs(&change.principal)) }
                            td { (theirs(&change.reason)) }
                        }
                    }
                }
            }
            @if let Some(first) = changes.last().filter(|first| first.sequence > 1) {
                nav class="pages" aria-label="Pages" { a rel="next" href={ "/audit?before=" (first.sequence) } { "Earlier changes" } }
            }
        },
    )
}
