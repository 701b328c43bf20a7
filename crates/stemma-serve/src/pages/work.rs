//! What editors do about a claim: how it stands on the desk, the forms for it, and what to do when two decide at once.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::editing::{Act, Done, Mark, Standing};
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_store::token::Scope;

use super::{layout, mark, moment, theirs};
use crate::board::Desk;
use crate::session::{Editor, Viewer};

/// How a claim stands on the desk, and what can be done about it.
pub(crate) fn work(viewer: &Viewer, desk: &Desk, found: &ClaimFinding) -> Markup {
    let standing = desk.standing(found.claim.id).cloned().unwrap_or_default();
    let editor = viewer.who_may(Scope::Review);
    html! {
        @if viewer.sees_work {
            section id="work" aria-labelledby="work-heading" {
                h2 id="work-heading" { "Work on it" }
                (state(desk, &standing, found))
                @if let Some(editor) = editor { (forms(editor, desk, &standing, found)) }
                @else { p class="small" { (why_not(viewer)) } }
                @if !standing.acts.is_empty() {
                    h3 { "What was done" }
                    ol class="acts" reversed { @for done in standing.acts.iter().rev() { li { (told(done)) } } }
                }
            }
        } @else {
            p class="small" { a href={ "/log-in?next=/claims/" (found.claim.id) } { "Log in" } " to see and do what editors do about it." }
        }
    }
}

fn why_not(viewer: &Viewer) -> Markup {
    html! {
        @if !viewer.is_written {
            "Nothing can be changed here: this service is read-only. Start it with a token in " code { "STEMMA_ADMIN_TOKEN" } "."
        } @else if viewer.editor.is_some() {
            "Your token may not change this; it needs the scope " code { "review" } "."
        } @else {
            a href="/log-in" { "Log in" } " to change anything."
        }
    }
}

fn told(done: &Done) -> Markup {
    html! { strong { (theirs(&done.by)) } " " span class="pre" { (theirs(&done.act.told())) } " " time class="small" datetime=(done.at) { (moment(&done.at)) } }
}

/// In one line, as the desk shows it too.
pub(super) fn state(desk: &Desk, standing: &Standing, found: &ClaimFinding) -> Markup {
    let put_aside = standing.dismissed.values().filter(|done| has(found, done));
    html! {
        @if standing.assigned.is_some() || standing.due.is_some() || !standing.watchers.is_empty() {
            p class="small" {
                @if let Some(who) = &standing.assigned { "Assigned to " strong { (theirs(who)) } @if !desk.people().contains(who.as_str()) { ", who never logged in here" } ". " }
                @if let Some(day) = standing.due { "To be done by " time datetime=(day) { (day) } ". " }
                @if !standing.watchers.is_empty() {
                    "Watched by " @for (place, who) in standing.watchers.iter().enumerate() { @if place > 0 { ", " } (theirs(who)) } "."
                }
            }
        }
        @for done in put_aside { p class="small" { "Put aside by " (theirs(&done.by)) ": " @if let Act::Dismiss(what, why) = &done.act { span class="badge" { (what) } " – " (theirs(why)) } } }
    }
}

/// Those whom something may be assigned to; who never logged in may be named as well.
fn people(desk: &Desk) -> Markup {
    html! { datalist id="people" { @for name in desk.people() { option value=(name) {} } } }
}

/// Whether the claim still has what was put aside.
fn has(found: &ClaimFinding, done: &Done) -> bool {
    match &done.act {
        Act::Dismiss(Mark::Headline(headline), _) => found.finding.headline == *headline,
        Act::Dismiss(Mark::Flag(flag), _) => found.flags.contains(flag),
        Act::Assign(_) | Act::Due(_) | Act::Note(_) | Act::Restore(_) | Act::Watch | Act::Unwatch => false,
        Act::Rate(_) | Act::TakeBack(..) => false,
    }
}

fn forms(editor: &Editor, desk: &Desk, standing: &Standing, found: &ClaimFinding) -> Markup {
    let name = &editor.principal.name;
    let assigned = standing.assigned.as_deref().unwrap_or_default();
    let due = standing.due.map(|day| day.to_string()).unwrap_or_default();
    let marks: Vec<Mark> = std::iter::once(Mark::Headline(found.finding.headline))
        .chain(found.flags.iter().copied().map(Mark::Flag))
        .collect();
    let (aside, open): (Vec<Mark>, Vec<Mark>) =
        marks.into_iter().partition(|mark| standing.dismissed.contains_key(mark));
    let form = |act: &str, fields: Markup| {
        html! {
            form method="post" action={ "/claims/" (found.claim.id) "/acts" } {
                (mark(editor))
                input type="hidden" name="seen" value=(desk.sequence());
                input type="hidden" name="act" value=(act);
                (fields)
            }
        }
    };
    html! {
        div class="work" {
            @if assigned != name { (form("take", html! { button { "Assign it to me" } })) }
            @if standing.watchers.contains(name) { (form("unwatch", html! { button { "Stop watching" } })) }
            @else { (form("watch", html! { button { "Watch" } })) }
            (form("assign", html! { p { label for="to" { "Assign to" } input id="to" name="to" value=(assigned) maxlength="64" list="people"; } (people(desk)) button { "Assign" } }))
            (form("due", html! { p { label for="day" { "To be done by" } input id="day" name="day" value=(due) placeholder="2026-05-24" size="12"; } button { "Set the day" } }))
            (form("note", html! { p { label for="text" { "Note" } textarea id="text" name="text" rows="2" cols="60" required maxlength="4000" {} } button { "Note it" } }))
            @if !open.is_empty() {
                (form("dismiss", html! {
                    p { label for="what" { "Put aside" } select id="what" name="what" { @for mark in &open { option value=(mark) { (mark) } } } }
                    p { label for="reason" { "Because" } input id="reason" name="reason" required maxlength="4000"; }
                    button { "Put aside" }
                }))
            }
            @for mark in &aside {
                (form("restore", html! { input type="hidden" name="what" value=(mark); button { "Take “" (mark) "” up again" } }))
            }
        }
        p class="small" { "What is put aside leaves the open list as long as the claim has it; the finding stays as it is, and is shown." }
    }
}

/// Two decided at once: what the first did, and how the second still can.
pub(crate) fn otherwise(
    editor: &Editor,
    claim: Id<Claim>,
    first: &[Done],
    (act, fields, last): (&Act, &BTreeMap<String, String>, u64),
) -> Markup {
    layout(
        "Somebody was faster",
        &html! {
            h1 { "Somebody was faster" }
            div class="notice" role="alert" {
                p { "Nothing of yours was recorded. After you opened the page:" }
                ul { @for done in first { li { (told(done)) } } }
            }
            p { "You wanted to record that you " span class="pre" { (theirs(&act.told())) } "." }
            form method="post" action={ "/claims/" (claim) "/acts" } {
                (mark(editor))
                @for (name, value) in fields.iter().filter(|(name, _)| !["mark", "seen"].contains(&name.as_str())) {
                    input type="hidden" name=(name) value=(value);
                }
                input type="hidden" name="seen" value=(last);
                button { "Record mine all the same" }
            }
            p { a href={ "/claims/" (claim) "#work" } { "Leave it as it is" } }
        },
    )
}
