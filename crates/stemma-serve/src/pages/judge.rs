//! Where somebody judges what is one claim and what is not, and who gains by it.

use maud::{Markup, html};
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_store::log::RecordedChange;
use stemma_store::token::Scope;

use super::quotes::assertions;
use super::{badge, layout, mark, moment, names, theirs, unpressed};
use crate::published::Published;
use crate::session::{Editor, Viewer};

/// The forms: with another claim, and with a part of this one.
pub(crate) fn judge_form(published: &Published, viewer: &Viewer, found: &ClaimFinding) -> Markup {
    layout(
        "Merge, split or overrule",
        &html! {
            h1 { "Merge, split or overrule" }
            p { a href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) } " " (badge(found.finding.headline)) }
            @match viewer.who_may(Scope::Review) {
                Some(editor) => (forms(published, editor, found)),
                None => p class="notice" {
                    @if !viewer.is_written { "Nothing can be changed here: this service is read-only. Start it with a token in " code { "STEMMA_ADMIN_TOKEN" } "." }
                    @else if viewer.editor.is_some() { "Your token may not judge; it needs the scope " code { "review" } "." }
                    @else { a href={ "/log-in?next=/claims/" (found.claim.id) "/judge" } { "Log in" } " to judge." }
                },
            }
        },
    )
}

fn forms(published: &Published, editor: &Editor, found: &ClaimFinding) -> Markup {
    let action = format!("/claims/{}/judge", found.claim.id);
    let hidden = html! { (unpressed()) (mark(editor)) input type="hidden" name="seen" value=(published.sequence); };
    let all = assertions(published.today(), found);
    html! {
        p { "Words are never changed, and a judgement can be " a href="/audit" { "taken back" } " exactly." }
        h2 { "With another claim" }
        form class="stacked" method="post" action=(action) {
            (hidden)
            p class="wide" { label for="other" { "The other claim: its address, its id, or words that no other claim has" } input id="other" name="other" size="60" required; }
            p class="wide" { label for="reason" { "Because" } input id="reason" name="reason" size="60" required maxlength="4000"; }
            button name="judge" value="merge" { "They are the same: merge them" }
            button name="judge" value="not-same" { "They are not the same" }
        }
        @if all.len() > 1 {
            h2 { "A part of it" }
            form class="stacked" method="post" action=(action) {
                (hidden)
                fieldset class="wide" {
                    legend { "These are another claim" }
                    @for (held, assertion) in &all {
                        p {
                            input type="checkbox" id={ "s-" (assertion.id) } name="assertion" value=(assertion.id);
                            label class="beside" for={ "s-" (assertion.id) } {
                                "“" (theirs(&assertion.statement.sentence)) "” – "
                                (theirs(held.document.metadata.title.as_deref().unwrap_or(&held.document.name)))
                            }
                        }
                    }
                }
                p class="wide" { label for="why" { "Because" } input id="why" name="reason" size="60" required maxlength="4000"; }
                button name="judge" value="split" { "Split them off" }
            }
        }
        h2 { "Who gains by it" }
        (interests(published, found))
        form class="stacked" method="post" action=(action) {
            (hidden)
            p class="wide" { label for="actor" { "Who" } input id="actor" name="actor" size="60" required list="names"; }
            (names::offered(found))
            p class="wide" { label for="because" { "Because" } input id="because" name="reason" size="60" required maxlength="4000"; }
            button name="judge" value="interest" { "They gain if it is believed" }
            button name="judge" value="no-interest" { "They gain nothing by it, whatever the rules infer" }
        }
        h2 { "The finding itself" }
        p { "It is computed from what is recorded, and nobody can write over it. Whoever sees it otherwise gives "
            a href={ "/claims/" (found.claim.id) "#verdicts" } { "a verdict" } " with a reason: both are shown, side by side." }
    }
}

/// Who gains, by the rules and by what people recorded of these words.
fn interests(published: &Published, found: &ClaimFinding) -> Markup {
    let mut recorded =
        published.state.interests.iter().filter(|interest| interest.claim == found.claim.text).peekable();
    html! {
        @if found.traced.interest.is_empty() { p { "Nobody who says so is taken to gain if it is believed." } }
        @else { ul { @for (name, reason) in &found.traced.interest { li { "✗ " (names::actor(name)) " – " (theirs(&reason.why)) } } } }
        @if recorded.peek().is_some() {
            p { "Recorded by people of this claim:" }
            ul {
                @for interest in recorded {
                    li {
                        (names::actor(&interest.actor)) @if interest.overruled { ": no interest – " } @else { ": gains – " } (theirs(&interest.why))
                        " · " a href=(published.path(&published.iris.interest(interest))) { "the record" }
                    }
                }
            }
        }
    }
}

/// Something changed after the page was opened: what, and how to judge all the same.
pub(crate) fn overtaken(
    editor: &Editor,
    claim: Id<Claim>,
    changes: &[RecordedChange],
    fields: &[(String, String)],
) -> Markup {
    let last = changes.iter().map(|change| change.sequence).max().unwrap_or_default();
    layout(
        "Somebody was faster",
        &html! {
            h1 { "Somebody was faster" }
            div class="notice" role="alert" {
                p { "Nothing of yours was recorded. After you opened the page this was, and some of it is about what you judged:" }
                ul { @for change in changes { li { strong { (theirs(&change.principal)) } ": " (theirs(&change.reason)) " " time class="small" datetime=(change.recorded) { (moment(&change.recorded)) } } } }
            }
            form method="post" action={ "/claims/" (claim) "/judge" } {
                (mark(editor))
                @for (name, value) in fields.iter().filter(|(name, _)| !["mark", "seen"].contains(&name.as_str())) {
                    input type="hidden" name=(name) value=(value);
                }
                input type="hidden" name="seen" value=(last);
                button { "Record mine all the same" }
            }
            p { a href={ "/claims/" (claim) } { "Look at the claim as it is now" } }
        },
    )
}
