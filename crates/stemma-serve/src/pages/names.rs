//! Names of others as links to the pages that tell of them.

use std::collections::BTreeSet;

use maud::{Markup, html};
use stemma_core::finding::ClaimFinding;
use stemma_core::name::ActorKey;
use stemma_core::profile::Named;
use stemma_core::statement::NOBODY;
use stemma_core::topic::Topic;
use stemma_core::visible::{is_hidden, passing_for_latin};

use super::theirs;
use crate::published::Published;

/// An actor's name; where a chain ends in nobody there is nobody to link to.
pub(super) fn actor(name: &str) -> Markup {
    let key = ActorKey::of(name);
    html! {
        @if name == NOBODY || key.as_str().is_empty() { (theirs(name)) }
        @else { a href={ "/actors/" (key.actor_id()) } { (theirs(name)) (script(name)) } }
    }
}

/// A name that need not be an actor's: a link where there is a page, to that of the outlet where only one is called so.
pub(super) fn known(published: &Published, name: &str) -> Markup {
    actor_page(published, name).or_else(|| source_page(published, name)).unwrap_or_else(|| theirs(name))
}

/// A link to the page of this actor, when there is one.
pub(super) fn actor_page(published: &Published, name: &str) -> Option<Markup> {
    published.profiles().actor(ActorKey::of(name).actor_id()).map(|_| actor(name))
}

/// A link to the page of this outlet, when there is one.
pub(super) fn source_page(published: &Published, name: &str) -> Option<Markup> {
    published.profiles().source(ActorKey::of(name).source_id()).map(|_| source(name))
}

/// A link to the page of this topic, when there is one.
pub(super) fn topic_page(published: &Published, name: &str) -> Option<Markup> {
    published.topics().named(name).map(|_| topic(name))
}

/// An outlet's name.
pub(super) fn source(name: &str) -> Markup {
    html! { a href={ "/sources/" (ActorKey::of(name).source_id()) } { (theirs(name)) (script(name)) } }
}

/// In which script a name is written that may be taken for another one in Latin letters.
pub(super) fn script(name: &str) -> Markup {
    html! { @if let Some((script, _)) = passing_for_latin(name) { " (in " (script) " letters)" } }
}

/// A topic's name.
pub(super) fn topic(name: &str) -> Markup {
    html! { a href={ "/topics/" (Topic::id_of(name)) } { (theirs(name)) } }
}

/// Whatever a name leads to.
pub(super) fn named(published: &Published, named: &Named) -> Markup {
    match named {
        Named::Source(name) => source(name),
        Named::Actor(name) => actor(name),
        Named::Document(id) => {
            let held = published.document(*id);
            let title = held
                .map_or("a document", |held| held.document.metadata.title.as_deref().unwrap_or(&held.document.name));
            html! { a href={ "/documents/" (id) } { (theirs(title)) } }
        }
    }
}

/// Several actors, with commas between them.
pub(super) fn actors<'n>(names: impl IntoIterator<Item = &'n str>) -> Markup {
    html! {
        @for (number, name) in names.into_iter().enumerate() {
            @if number > 0 { ", " }
            (actor(name))
        }
    }
}

/// The names of everybody who stands in a claim's stemma, offered to whoever fills in a field with the list `names`.
pub(super) fn offered(found: &ClaimFinding) -> Markup {
    let case = &found.traced.case;
    let lineages = std::iter::once(&case.supporting).chain(&case.opposing);
    let ids = lineages.flat_map(|lineage| lineage.witnesses.keys());
    let names: BTreeSet<String> = ids.map(|id| found.traced.name(id).replace(is_hidden, "")).collect();
    html! { datalist id="names" { @for name in names { option value=(name) {} } } }
}
