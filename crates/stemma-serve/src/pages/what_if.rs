//! What would stand otherwise: links are ticked, and nothing is written.

use std::collections::{BTreeMap, BTreeSet};

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

/// How many documents and links are offered, and how many claims that would stand otherwise are shown.
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
                @let documents = documents(published, found);
                @let steps = found.traced.supporting.len() + found.traced.opposing.len();
                @if documents.len().max(steps) > MOST || !supposed.find.is_empty() {
                    p { label for="find" { "Only those with the words" } input id="find" name="find" value=(supposed.find); }
                }
                (withdrawn(&documents, supposed))
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

/// What is offered of many, in their order: what is ticked, and what has the words that are looked for, as far as there is room.
fn offered<'o, T>(
    all: &'o [T],
    supposed: &Supposed,
    id: impl Fn(&T) -> String,
    words: impl Fn(&T) -> String,
) -> Vec<&'o T> {
    let find = supposed.find.to_lowercase();
    let mut room = MOST;
    let mut is_offered = |one: &&T| {
        let is_found = room > 0 && (find.is_empty() || words(one).to_lowercase().contains(&find));
        if supposed.withdrawn.contains(&id(one)) {
            return true;
        }
        room -= usize::from(is_found);
        is_found
    };
    all.iter().filter(|one| is_offered(one)).collect()
}

/// How many of so many are offered, and the words that others are found by; nothing when all are.
fn more_to_find(shown: usize, all: usize, what: &str) -> Markup {
    html! {
        @if shown < all {
            p class="small" {
                (shown) " of " (all) " " (what) " are shown: those with other words are found with “Only those with the words”. What is ticked stays."
            }
        }
    }
}

/// The documents, each of which may be withdrawn.
fn withdrawn(documents: &[&HeldVersion], supposed: &Supposed) -> Markup {
    let title = |held: &HeldVersion| held.document.metadata.title.clone().unwrap_or_else(|| held.document.name.clone());
    let words = |held: &&HeldVersion| {
        let metadata = &held.document.metadata;
        let date = metadata.published.map(|date| date.to_string()).unwrap_or_default();
        format!("{} {} {date}", title(held), metadata.publisher.as_deref().unwrap_or_default())
    };
    let shown = offered(documents, supposed, |held| held.document.id.to_string(), words);
    html! {
        fieldset class="wide" {
            legend { "… these were withdrawn" }
            @for held in &shown {
                @let id = held.document.id.to_string();
                p {
                    input type="checkbox" id={ "w-" (id) } name="withdraw" value=(id) checked[supposed.withdrawn.contains(&id)];
                    label class="beside" for={ "w-" (id) } {
                        (theirs(&title(held)))
                        @if let Some(publisher) = &held.document.metadata.publisher { ", " (theirs(publisher)) }
                        @if let Some(date) = held.document.metadata.published { ", " time datetime=(date) { (date) } }
                    }
                }
            }
            (more_to_find(shown.len(), documents.len(), "documents"))
        }
    }
}

/// The links of the stemma, each with the words that say who had it from whom.
fn links(published: &Published, found: &ClaimFinding, supposed: &Supposed) -> Markup {
    let mut steps: Vec<&Step> = found.traced.supporting.iter().chain(&found.traced.opposing).collect();
    steps.sort_by_key(|step| (step.assertion, *step));
    steps.dedup();
    // One assertion may say who had it from whom several times over: it is ticked once.
    let all: Vec<&[&Step]> = steps.chunk_by(|a, b| a.assertion == b.assertion).collect();
    let said: BTreeMap<_, _> = assertions(published.today(), found)
        .into_iter()
        .map(|(_, own)| (own.id, own.statement.sentence.as_str()))
        .collect();
    let sentence = |step: &Step| said.get(&step.assertion).copied();
    let name = |id: &str| found.traced.name(id).to_owned();
    let id = |of_one: &&[&Step]| of_one.first().map(|first| first.assertion.to_string()).unwrap_or_default();
    let words = |of_one: &&[&Step]| {
        let names = of_one.iter().map(|step| format!("{} ← {}", name(&step.from), name(&step.to)));
        let names: Vec<String> = names.collect();
        format!("{} {}", names.join(", "), of_one.first().and_then(|first| sentence(first)).unwrap_or_default())
    };
    let shown = offered(&all, supposed, id, words);
    html! {
        @if !all.is_empty() {
            fieldset class="wide" {
                legend { "… these links of the stemma did not hold" }
                @for of_one in &shown {
                    @let id = id(of_one);
                    p {
                        input type="checkbox" id={ "l-" (id) } name="withdraw" value=(id) checked[supposed.withdrawn.contains(&id)];
                        label class="beside" for={ "l-" (id) } {
                            @for (number, step) in of_one.iter().enumerate() {
                                @if number > 0 { ", " }
                                (theirs(&name(&step.from))) " ← " (theirs(&name(&step.to)))
                            }
                            @if let Some(sentence) = of_one.first().and_then(|first| sentence(first)) {
                                " " span class="small" { "“" (theirs(sentence)) "”" }
                            }
                        }
                    }
                }
                (more_to_find(shown.len(), all.len(), "links"))
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
