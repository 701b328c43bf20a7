//! Verdicts of people on a claim: each with who gave it, none in the place of another or of the finding; and the form for one.

use maud::{Markup, html};
use stemma_core::editing::{Act, Done, Standing};
use stemma_core::finding::ClaimFinding;
use stemma_core::state::{HeldVersion, Verdict};
use stemma_core::verdict::{Check, Rating, published};
use stemma_store::token::Scope;

use super::{badge, mark, moment, theirs, unpressed};
use crate::board::Desk;
use crate::published::Seen;
use crate::session::{Editor, Viewer};
use crate::verdicts::reason;

/// The verdicts on a claim, and what an editor can do about them.
pub(crate) fn verdicts(seen: Seen<'_>, (viewer, desk): (&Viewer, &Desk), found: &ClaimFinding) -> Markup {
    let given = desk.standing(found.claim.id).map(Standing::verdicts).unwrap_or_default();
    let elsewhere = published(&seen.published.state, found);
    let editor = viewer.who_may(Scope::Review);
    html! {
        section id="verdicts" aria-labelledby="verdicts-heading" {
            h2 id="verdicts-heading" { "Verdicts of people" }
            p class="small" { "A rating is the word of whoever gives it; people may differ. What Stemma computes stays beside it: " (badge(found.finding.headline)) " No verdict changes that." }
            @if given.is_empty() && elsewhere.is_empty() { p { "Nobody gave one." } }
            @else {
                ul class="verdicts" {
                    @for verdict in &given { (one(desk, editor, found, *verdict)) }
                    @for (held, verdict) in &elsewhere { (in_document(held, verdict)) }
                }
            }
            @if !given.is_empty() {
                p class="small" { "As schema.org ClaimReview: " code { "stemma export --format claimreview --claim " (found.claim.id) } }
            }
            @if let Some(editor) = editor { (form(desk, editor, found)) }
        }
    }
}

fn one(
    desk: &Desk,
    editor: Option<&Editor>,
    found: &ClaimFinding,
    (done, rating, back): (&Done, &Rating, Option<&Done>),
) -> Markup {
    let is_theirs = |editor: &&Editor| editor.principal.name == done.by || editor.principal.may(Scope::Admin);
    html! {
        li id={ "verdict-" (done.sequence) } {
            p {
                @if let Some(back) = back {
                    strong { @if matches!(back.act, Act::Rate(_)) { "Replaced" } @else { "Taken back" } } " by " (theirs(&back.by)) " " time class="small" datetime=(back.at) { (moment(&back.at)) } ": " span class="pre" { (theirs(reason(back).unwrap_or_default())) } " It was: "
                }
                strong { (theirs(&done.by)) } " rates it “" strong { (theirs(&rating.words)) } "” "
                time class="small" datetime=(done.at) { (moment(&done.at)) }
            }
            p class="pre" { (theirs(&rating.why)) }
            @if let Some(url) = &rating.url { p class="small" { "Published at " (theirs(url)) } }
            @if rating.stood != found.finding.headline { p class="small" { "The claim stood " (badge(rating.stood)) " when this was given, and stands otherwise now." } }
            details {
                summary { "What " (theirs(&done.by)) " did before" }
                dl { @for (check, answered) in Check::ALL.into_iter().zip(&rating.checks) {
                    dt { (check.question()) }
                    dd class="pre" { @if !answered.is_done() { strong { "Not done: " } } (theirs(answered.words())) }
                } }
            }
            @if let Some(editor) = editor.filter(|editor| back.is_none() && is_theirs(editor)) {
                form method="post" action={ "/claims/" (found.claim.id) "/acts" } {
                    (mark(editor))
                    input type="hidden" name="seen" value=(desk.sequence());
                    input type="hidden" name="act" value="take-back";
                    input type="hidden" name="verdict" value=(done.sequence);
                    p { label for={ "back-" (done.sequence) } { "Take it back, because" } " " input id={ "back-" (done.sequence) } name="reason" required maxlength="4000"; }
                    button { "Take it back" }
                }
            }
        }
    }
}

fn in_document(held: &HeldVersion, verdict: &Verdict) -> Markup {
    html! {
        li {
            p {
                strong { (theirs(&verdict.by)) } " rates it “" strong { (theirs(&verdict.rating)) } "” in "
                a href={ "/documents/" (held.document.id) } { (theirs(held.document.metadata.title.as_deref().unwrap_or(&held.document.name))) }
                @if let Some(day) = verdict.published { ", " time datetime=(day) { (day) } }
            }
        }
    }
}

fn form(desk: &Desk, editor: &Editor, found: &ClaimFinding) -> Markup {
    html! {
        details class="work" {
            summary { "Give a verdict" }
            form class="stacked" method="post" action={ "/claims/" (found.claim.id) "/acts" } {
                (unpressed())
                (mark(editor))
                input type="hidden" name="seen" value=(desk.sequence());
                input type="hidden" name="act" value="verdict";
                @for check in Check::ALL {
                    p class="wide" {
                        label for=(check.as_str()) { (check.question()) }
                        textarea id=(check.as_str()) name=(check.as_str()) rows="2" cols="60" required maxlength="4000" {}
                        @if check.may_be_left(found) {
                            br;
                            input type="checkbox" id={ (check.as_str()) "-left" } name={ (check.as_str()) "-left" } value="yes";
                            label class="beside" for={ (check.as_str()) "-left" } { "Not done; I say above why" }
                        }
                    }
                }
                p { label for="rating" { "Your rating, in your words" } input id="rating" name="rating" required maxlength="200"; }
                p class="wide" { label for="why" { "Why" } textarea id="why" name="why" rows="3" cols="60" required maxlength="4000" {} }
                p { label for="url" { "Where you publish it, if you do" } input id="url" name="url" type="url" maxlength="2000"; }
                button { "Give this verdict" }
            }
        }
    }
}
