//! The page on which a token is exchanged for a session.

use maud::{Markup, html};

use super::{layout, mark};
use crate::session::Viewer;

/// The form, or who is logged in. `is_open_to` says whether there is any token; `wrong` what was wrong with the one shown.
pub(crate) fn log_in(viewer: &Viewer, has_tokens: bool, next: &str, wrong: Option<&str>) -> Markup {
    layout(
        "Log in",
        &html! {
            h1 { @if viewer.editor.is_some() { "You are logged in" } @else { "Log in" } }
            @if let Some(wrong) = wrong { p class="notice" role="alert" { (wrong) } }
            @if !viewer.is_written {
                p class="notice" {
                    "This service is read-only: it was started without a token that may write. Start it with one in "
                    code { "STEMMA_ADMIN_TOKEN" } ", or add one with " code { "stemma token add" } "."
                }
            }
            @if let Some(editor) = &viewer.editor {
                p { "You are " strong { (editor.principal.name) } ". What you change is recorded with this name." }
                form method="post" action="/log-out" { (mark(editor)) button { "Log out" } }
                p { a href="/desk" { "To the desk" } }
            } @else if has_tokens {
                form class="stacked" method="post" action="/log-in" {
                    input type="hidden" name="next" value=(next);
                    p { label for="token" { "Token" } input id="token" name="token" type="password" required autocomplete="current-password"; }
                    p { button { "Log in" } }
                }
                p class="small" { "The token is exchanged for a session of twelve hours, in a cookie that no script can read. No password is kept." }
            }
        },
    )
}
