//! What would be taken back, and the button that does it.

use maud::{Markup, html};
use stemma_store::token::Scope;

use super::desk::counted;
use super::{layout, mark, moment, theirs};
use crate::renewal::Undoable;
use crate::session::Viewer;
use crate::undo::may;

/// The change that is asked for, or why it cannot be taken back.
pub(crate) fn undo(viewer: &Viewer, found: &Result<Undoable, String>) -> Markup {
    layout(
        "Take a change back",
        &html! {
            h1 { "Take a change back" }
            @match found {
                Err(why) => p class="notice" role="alert" { (theirs(why)) },
                Ok(found) => (shown(viewer, found)),
            }
            p { a href="/audit" { "All changes" } " · " a href="/desk" { "To the desk" } }
        },
    )
}

fn shown(viewer: &Viewer, found: &Undoable) -> Markup {
    let Undoable { change, statements: [gone, back] } = found;
    html! {
        dl class="about" {
            dt { "Change" } dd { (change.sequence) }
            dt { "When" } dd { time datetime=(change.recorded) { (moment(&change.recorded)) } }
            dt { "Who" } dd { (theirs(&change.principal)) }
            dt { "What and why" } dd { (theirs(&change.reason)) }
            dt { "Would go" } dd { (counted(*gone, "statement", "statements")) }
            dt { "Would come again" } dd { (counted(*back, "statement", "statements")) }
        }
        p { "The records are then exactly those before it. The change stays in the list of changes, and taking it back is a change too, that can be taken back." }
        @match viewer.who_may(Scope::Review) {
            Some(editor) if may(&editor.principal, change) => form method="post" action="/undo" {
                (mark(editor))
                input type="hidden" name="change" value=(change.sequence);
                button { "Take change " (change.sequence) " back" }
            },
            Some(_) => p class="notice" { "It is not yours: " (theirs(&change.principal)) " takes it back, or somebody whose token has the scope " code { "admin" } "." },
            None => p class="notice" {
                @if !viewer.is_written { "Nothing can be changed here: this service is read-only. Start it with a token in " code { "STEMMA_ADMIN_TOKEN" } "." }
                @else if viewer.editor.is_some() { "Your token may not take changes back; it needs the scope " code { "review" } "." }
                @else { a href={ "/log-in?next=/undo?change=" (change.sequence) } { "Log in" } " to take it back." }
            },
        }
    }
}

/// That something was recorded, and where it is taken back.
pub(super) fn recorded(sequence: u64) -> Markup {
    html! { p class="notice" role="status" { "Recorded as change " (sequence) ". " a href={ "/undo?change=" (sequence) } { "Take it back" } } }
}
