//! Every change of the log.

use maud::{Markup, html};
use stemma_store::log::RecordedChange;
use stemma_store::token::Scope;

use super::{layout, theirs};
use crate::session::Viewer;
use crate::undo::may;

/// What is recorded of whoever logs in: it changes no record.
const VISIT: &str = "logged in";

/// These changes, the last first; what of them can be taken back by whoever looks has a link to it.
///
/// What webhooks were told is among them when all of the log is asked for.
pub(crate) fn audit(viewer: &Viewer, changes: &[RecordedChange], recorded: Option<u64>, is_whole: bool) -> Markup {
    let webhooks = if is_whole { "&webhooks=yes" } else { "" };
    let editor = viewer.who_may(Scope::Review);
    let is_theirs = |change: &RecordedChange| editor.is_some_and(|editor| may(&editor.principal, change));
    layout(
        "Changes",
        &html! {
            h1 { "Changes" }
            p { "Everything that was ever recorded, the last first: nothing here is edited or taken out. Each change is chained to the one before it." }
            @if let Some(sequence) = recorded.filter(|_| editor.is_some()) { (super::undo::recorded(sequence)) }
            p class="small" {
                @if is_whole { a href="/audit" { "Without what webhooks were told" } }
                @else { "What webhooks were told is left out: " a href="/audit?webhooks=yes" { "with that" } "." }
            }
            @if changes.is_empty() { p { "There is none." } }
            table class="stacking" {
                thead { tr { th scope="col" { "No." } th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What and why" } @if editor.is_some() { th scope="col" { "Undo" } } } }
                tbody {
                    @for change in changes {
                        tr {
                            td { (change.sequence) }
                            td { time datetime=(change.recorded) { (super::moment(&change.recorded)) } }
                            td { (theirs(&change.principal)) }
                            td { (theirs(&change.reason)) }
                            @if editor.is_some() {
                                td { @if is_theirs(change) && change.reason != VISIT { a href={ "/undo?change=" (change.sequence) } aria-label={ "Take change " (change.sequence) " back" } { "Take back" } } }
                            }
                        }
                    }
                }
            }
            @if let Some(first) = changes.last().filter(|first| first.sequence > 1) {
                nav class="pages" aria-label="Pages" { a rel="next" href={ "/audit?before=" (first.sequence) (webhooks) } { "Earlier changes" } }
            }
        },
    )
}
