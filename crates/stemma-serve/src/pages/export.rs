//! Where a format is chosen, and what of the store.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::visible::is_hidden;

use super::layout;
use crate::exporting::EXPORTS;
use crate::published::Published;

/// The form, filled in with what is known already.
pub(crate) fn export_form(published: &Published, parameters: &BTreeMap<String, String>) -> Markup {
    let value = |key: &str| parameters.get(key).map(String::as_str).unwrap_or_default();
    let topics = &published.worklist().topics;
    layout(
        "Export",
        &html! {
            h1 { "Export" }
            p { "What is recorded and found, for other programs. A claim or a topic makes it a part: the claims and what they rest on." }
            form class="stacked" method="get" action="/export" {
                p class="wide" {
                    label for="format" { "Format" }
                    select id="format" name="format" { @for (_, word, _, _, meaning) in EXPORTS { option value=(word) { (word) ": " (meaning) } } }
                }
                p class="wide" { label for="claim" { "Only this claim: its id, or some of its words" } input id="claim" name="claim" size="60" value=(value("claim")); }
                p { label for="depth" { "With what contradicts it, so many steps far" } input id="depth" name="depth" type="number" min="0" max="100" value="0"; }
                p {
                    label for="topic" { "Only this topic" }
                    input id="topic" name="topic" list="topics" value=(value("topic"));
                    datalist id="topics" { @for known in &topics.commonest { option value=(known.replace(is_hidden, "")) {} } }
                }
                p { label for="as-of" { "As of" } input id="as-of" name="as-of" placeholder="2026-05-24" size="12" value=(value("as-of")); }
                p { button { "Export" } }
            }
        },
    )
}
