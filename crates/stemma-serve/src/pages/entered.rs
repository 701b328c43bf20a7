//! What people did about the assertions of a document, in its margin: who entered one, who rejected one, and the ways to
//! add, correct and take back.

use maud::{Markup, html};
use stemma_core::state::{Assertion, HeldVersion, Reviewed, State};

use super::{mark, theirs};
use crate::session::Editor;

/// The way to add an assertion; with words that are selected, once some are.
pub(super) fn adding(held: &HeldVersion) -> Markup {
    let form = format!("/versions/{}/enter", held.version.id);
    html! {
        p { a href=(form) { "Add an assertion" } ", or select its words in the text." }
        p role="status" { a id="selected" href=(form) hidden { "Add an assertion" } }
    }
}

/// What people did about one assertion, and what `editor` can do.
pub(super) fn people(state: &State, held: &HeldVersion, assertion: &Assertion, editor: Option<&Editor>) -> Markup {
    let entered = state.entered.get(&assertion.id);
    let rejected = state.reviews.get(&Reviewed::Attribution(assertion.id)).filter(|review| !review.confirmed);
    let version = held.version.id;
    html! {
        @if let Some(entered) = entered {
            p class="small" {
                "Entered by " (theirs(&entered.by)) ": " (theirs(&entered.reason))
                @if let Some(read) = entered.instead_of { " · " a href={ "#a-" (read) } { "what it corrects" } }
            }
        }
        @if let Some(review) = rejected {
            p class="small" { strong { "Not read right" } ", says " (theirs(&review.by)) ": " (theirs(&review.reason)) }
        }
        @if let Some(editor) = editor {
            @if rejected.is_none() {
                p class="small do" { a href={ "/versions/" (version) "/enter?assertion=" (assertion.id) } { "Correct it" } }
            }
            @if entered.is_some() {
                details class="small" {
                    summary { "Take it back" }
                    form method="post" action={ "/versions/" (version) "/take-back" } {
                        (mark(editor))
                        input type="hidden" name="assertion" value=(assertion.id);
                        label for={ "back-" (assertion.id) } { "Because" } " "
                        input id={ "back-" (assertion.id) } name="reason" required maxlength="2000"; " "
                        button { "Take it back" }
                    }
                }
            }
        }
    }
}
