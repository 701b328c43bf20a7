//! What would stand otherwise: links are ticked, and nothing is written.

use std::collections::BTreeSet;

use maud::{Markup, html};
use stemma_core::finding::ClaimFinding;
use stemma_core::impact::{Impact, Standing};
use stemma_core::state::HeldVersion;
use stemma_core::trace::Step;

use super::quotes::assertions;
use super::stemma::{Side, stemma};
use super::{badge, layout, names, theirs};
use crate::published::Published;
use crate::what_if::Supposed;

/// How many claims that would stand otherwise are shown.
const MOST: usize = 100;

/// The form, and what would follow of what is ticked.
pub(crate) fn what_if(
    published: &Published,
    found: &ClaimFinding,
    supposed: &Supposed,
    (impacts, refused): (Option<&[Impact]>, Option<&str>),
) -> Markup {
    let address = format!("/claims/{}", found.claim.id);
    layout(
        "What if",
        &html! {
            h1 { "What if … ?" }
            p { a href=(address) { (theirs(&found.claim.text)) } " " (badge(found.finding.headline)) }
            @if let Some(why) = refused { p class="notice" role="alert" { (theirs(why)) } }
            form class="stacked" method="get" action={ (address) "/what-if" } {
                fieldset class="wide" {
                    legend { "… these were withdrawn" }
                    @for held in documents(published, found) {
                        @let id = held.document.id.to_string();
                        p {
                            input type="checkbox" id={ "w-" (id) } name="withdraw" value=(id) checked[supposed.withdrawn.contains(&id)];
                            label class="beside" for={ "w-" (id) } {
                                (theirs(held.document.metadata.title.as_deref().unwrap_or(&held.document.name)))
                                @if let Some(publisher) = &held.document.metadata.publisher { ", " (theirs(publisher)) }
                                @if let Some(date) = held.document.metadata.published { ", " time datetime=(date) { (date) } }
                            }
                        }
                    }
                }
                (links(published, found, supposed))
                fieldset class="wide" {
                    legend { "… these two were one voice" }
                    p { label for="one" { "This one" } input id="one" name="one" value=(supposed.one) list="names"; }
                    p { label for="other" { "and that one" } input id="other" name="other" value=(supposed.other) list="names"; }
                    (names::offered(found))
                }
                button { "What would follow?" }
            }
            p class="small" { "Nothing is recorded by asking." }
            @if let Some(impacts) = impacts {
                (followed(found, impacts))
                (drawn(published, found, supposed))
                (others(found, impacts))
            }
        },
    )
}

/// The links of the stemma, each with the words that say who had it from whom.
fn links(published: &Published, found: &ClaimFinding, supposed: &Supposed) -> Markup {
    let mut steps: Vec<&Step> = found.traced.supporting.iter().chain(&found.traced.opposing).collect();
    steps.sort_by_key(|step| (step.assertion, *step));
    steps.dedup();
    let own = assertions(published.today(), found);
    let words = |step: &Step| own.iter().find(|(_, assertion)| assertion.id == step.assertion);
    let name = |id: &str| theirs(found.traced.name(id));
    html! {
        @if !steps.is_empty() {
            fieldset class="wide" {
                legend { "… these links of the stemma did not hold" }
                // One assertion may say who had it from whom several times over: it is ticked once.
                @for of_one in steps.chunk_by(|a, b| a.assertion == b.assertion).take(MOST) {
                    @if let Some(first) = of_one.first() {
                        @let id = first.assertion.to_string();
                        p {
                            input type="checkbox" id={ "l-" (id) } name="withdraw" value=(id) checked[supposed.withdrawn.contains(&id)];
                            label class="beside" for={ "l-" (id) } {
                                @for (number, step) in of_one.iter().enumerate() {
                                    @if number > 0 { ", " }
                                    (name(&step.from)) " ← " (name(&step.to))
                                }
                                @if let Some((_, assertion)) = words(first) { " " span class="small" { "“" (theirs(&assertion.statement.sentence)) "”" } }
                            }
                        }
                    }
                }
                p class="small" { "Without a link, the document that states it is struck out of this claim; what it says of others stays." }
            }
        }
    }
}

/// The stemma as it is, with what is supposed marked in it.
fn drawn(published: &Published, found: &ClaimFinding, supposed: &Supposed) -> Markup {
    let seen = published.today();
    html! {
        section aria-labelledby="supposed" {
            h2 id="supposed" { "The stemma, if so" }
            (stemma(&Side::supporting(seen, found).supposing(supposed), None))
            @if let Some(opposing) = Side::opposing(seen, found) {
                h2 { "Against it, if so" }
                (stemma(&opposing.supposing(supposed), None))
            }
        }
    }
}

fn followed(found: &ClaimFinding, impacts: &[Impact]) -> Markup {
    html! {
        section aria-labelledby="follows" {
            h2 id="follows" { "What would follow" }
            @match impacts.iter().find(|impact| impact.claim == found.claim.id) {
                None => p role="status" { "This claim would stand as it does: " (standing(Some(Standing::of(found)))) },
                Some(impact) => div role="status" { (changed(impact)) },
            }
        }
    }
}

/// The other claims that would stand otherwise; they come last, since there may be many.
fn others(found: &ClaimFinding, impacts: &[Impact]) -> Markup {
    let others: Vec<&Impact> = impacts.iter().filter(|impact| impact.claim != found.claim.id).collect();
    if others.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="others" {
            h2 id="others" { (others.len()) @if others.len() == 1 { " other claim would stand otherwise" } @else { " other claims would stand otherwise" } }
            ul {
                @for impact in others.iter().take(MOST) {
                    li { a href={ "/claims/" (impact.claim) } { (theirs(&impact.text)) } (changed(impact)) }
                }
            }
        }
    }
}

pub(super) fn changed(impact: &Impact) -> Markup {
    html! {
        p { "Before: " (standing(impact.before)) }
        p { "After: " (standing(impact.after)) }
        @for chain in &impact.broken {
            p class="small" { "Broken: " @for (place, name) in chain.iter().enumerate() { @if place > 0 { " ← " } (theirs(name)) } }
        }
    }
}

fn standing(standing: Option<Standing>) -> Markup {
    html! {
        @match standing {
            None => "nobody would assert it",
            Some(Standing { headline, nu: [low, high], reports, .. }) => {
                (badge(headline)) " ν " (low) @if high != low { "–" (high) } ", " (reports) @if reports == 1 { " report" } @else { " reports" }
            },
        }
    }
}

/// The documents that take a side, the first published first.
fn documents<'p>(published: &'p Published, found: &ClaimFinding) -> Vec<&'p HeldVersion> {
    let members = found.claim.members.iter().map(|(version, _)| version).chain(found.traced.documents.values());
    let versions: BTreeSet<_> = members.collect();
    let mut held: Vec<&HeldVersion> =
        versions.into_iter().filter_map(|id| published.version(*id)).filter(|held| !held.superseded).collect();
    held.sort_by_key(|held| (held.document.metadata.published, held.document.id));
    held.dedup_by_key(|held| held.document.id);
    held
}
