//! The desk: what an editor should look at, the claims that most depends on first.

use maud::{Markup, html};
use stemma_core::editing::Mark;
use stemma_core::enumerations::{FindingFlag, Headline, Support};
use stemma_core::explain::in_short;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::visible::is_hidden;
use stemma_store::token::Scope;

use super::work::state;
use super::{badge, layout, mark, moment, names, theirs};
use crate::board::Room;
use crate::filter::{Filter, Mine, Order, Status};
use crate::published::Published;
use crate::session::Editor;
use crate::worklist::{Entry, Names, chokepoint};

/// How many claims one page shows.
const PAGE: usize = 50;

/// The worklist as `filter` asks for it; `refused` is what of it could not be read.
pub(crate) fn desk(published: &Published, filter: &Filter, refused: &[String], room: &Room<'_>) -> Markup {
    let mut chosen = published.worklist().chosen(filter);
    room.keep_shown(published, filter, &mut chosen);
    let pages = chosen.len().div_ceil(PAGE).max(1);
    let page = filter.page.min(pages);
    let first = (page - 1) * PAGE;
    let here = filter.address(page);
    let shown: Vec<(&Entry, &ClaimFinding)> = chosen
        .iter()
        .skip(first)
        .take(PAGE)
        .filter_map(|entry| Some((*entry, published.findings.claims.get(entry.claim)?)))
        .collect();
    layout(
        "Desk",
        &html! {
            h1 { "Desk" }
            @if !refused.is_empty() {
                div class="notice" role="alert" {
                    p { "This was left out:" }
                    ul { @for why in refused { li { (theirs(why)) } } }
                }
            }
            (form(published, filter, room))
            (about(published, filter))
            @if filter.mine == Some(Mine::Changed) { (since(room)) }
            p role="status" {
                (chosen.len()) @if chosen.len() == 1 { " claim" } @else { " claims" }
                @if pages > 1 { ", page " (page) " of " (pages) }
            }
            ol class="worklist" start=(first + 1) {
                @for (place, (entry, found)) in shown.iter().enumerate() {
                    // What is put aside leaves the list: whoever did it goes on with its neighbour.
                    @let beside = shown.get(place + 1).or_else(|| shown.get(place.checked_sub(1)?));
                    (one(entry, found, room, (&here, beside.map_or(found.claim.id, |(_, beside)| beside.claim.id))))
                }
            }
            @if chosen.is_empty() { p { "Nothing here is as you ask. " a href="/desk?status=any" { "All claims" } } }
            (turn(filter, page, pages))
            @if filter.mine.is_none() { p class="small" { a href=(filter.address(1).replacen("/desk", "/desk.atom", 1)) { "This list as a feed (Atom)" } } }
            (keys(room.viewer.who_may(Scope::Review).is_some()))
            script src="/desk.js" defer {}
        },
    )
}

fn one(entry: &Entry, found: &ClaimFinding, room: &Room<'_>, (here, beside): (&str, Id<Claim>)) -> Markup {
    html! {
        li id={ "c-" (found.claim.id) } {
            p {
                (badge(found.finding.headline)) " "
                a class="claim" href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) }
            }
            p class="small" { (theirs(&in_short(&found.traced, &found.finding))) }
            p class="small" {
                "Depends on it: " (counted(found.finding.support.reports, "report", "reports"))
                @if entry.bears_on > 0 { ", " (counted(entry.bears_on, "claim", "claims")) " that cannot hold together with it" }
                @if let Some(name) = chokepoint(found).filter(|_| entry.hang_too > 0) {
                    "; " a href=(Filter::hanging_on(&name)) { (counted(entry.hang_too, "other claim hangs", "other claims hang")) " on " (theirs(&name)) }
                }
                @if let Some((first, last)) = entry.dates.first().zip(entry.dates.last()) {
                    " · " time datetime=(first) { (first) }
                    @if first != last { " – " time datetime=(last) { (last) } }
                }
                @if let Some(due) = found.traced.due { " · due " time datetime=(due) { (due) } }
            }
            @if !found.flags.is_empty() {
                p class="small" { "Flags: " @for flag in &found.flags { span class="badge" { "⚑ " (flag) } " " } }
            }
            @if room.viewer.sees_work && let Some(standing) = room.desk.standing(found.claim.id) { (state(room.desk, standing, found)) }
            @if let Some(editor) = room.viewer.who_may(Scope::Review) { (row(editor, room, found, (here, beside))) }
        }
    }
}

/// What can be done about a claim without leaving the list; `beside` is the claim that one comes to when this one leaves it.
fn row(editor: &Editor, room: &Room<'_>, found: &ClaimFinding, (here, beside): (&str, Id<Claim>)) -> Markup {
    let (name, claim) = (&editor.principal.name, found.claim.id);
    let standing = room.desk.standing(claim);
    let is_mine = standing.is_some_and(|standing| standing.assigned.as_ref() == Some(name));
    let is_watched = standing.is_some_and(|standing| standing.watchers.contains(name));
    let marks =
        std::iter::once(Mark::Headline(found.finding.headline)).chain(found.flags.iter().copied().map(Mark::Flag));
    let open: Vec<Mark> =
        marks.filter(|mark| !standing.is_some_and(|standing| standing.dismissed.contains_key(mark))).collect();
    let action = format!("/claims/{claim}/acts");
    let hidden = |next: Id<Claim>| {
        html! {
            (mark(editor))
            input type="hidden" name="seen" value=(room.desk.sequence());
            input type="hidden" name="next" value={ (here) "#c-" (next) };
        }
    };
    html! {
        form class="row" method="post" action=(action) {
            (hidden(claim))
            @if !is_mine { button name="act" value="take" { "Assign to me" } }
            @if is_watched { button name="act" value="unwatch" { "Stop watching" } } @else { button name="act" value="watch" { "Watch" } }
        }
        @if !open.is_empty() {
            details class="aside small" {
                summary { "Put aside" }
                // One answer: Enter gives it, behind a reason that was asked for.
                form class="row" method="post" action=(action) {
                    (hidden(beside))
                    label { "What " select name="what" { @for mark in &open { option value=(mark) { (mark) } } } }
                    label { "Because " input name="reason" required maxlength="4000"; }
                    button name="act" value="dismiss" { "Put aside" }
                }
            }
        }
    }
}

pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The pages of whoever is asked for by name.
fn about(published: &Published, filter: &Filter) -> Markup {
    let asked = |name: &str, page: fn(&Published, &str) -> Option<Markup>| {
        Some(name).filter(|name| !name.is_empty()).and_then(|name| page(published, name))
    };
    let pages = [
        asked(&filter.source, names::source_page),
        asked(&filter.actor, names::actor_page),
        asked(&filter.on, names::actor_page),
        asked(&filter.topic, names::topic_page),
    ];
    html! {
        @if pages.iter().any(Option::is_some) {
            p class="small" { "What is known of: " @for page in pages.iter().flatten() { (page) " " } }
        }
    }
}

/// Since when something counts as changed.
fn since(room: &Room<'_>) -> Markup {
    html! {
        @match room.last_visit {
            Some((_, at)) => {
                p class="small" {
                    "Something was recorded about these, or they stand otherwise, since you logged in at " time datetime=(at) { (moment(at)) } "."
                    @if room.moved.is_some_and(|moved| !moved.is_whole) { " What stood otherwise only because of others, before this service was started, is not among them." }
                }
            }
            None => p class="small" { "This is your first visit: everything is new." },
        }
    }
}

fn form(published: &Published, filter: &Filter, room: &Room<'_>) -> Markup {
    html! {
        form class="filters" method="get" action="/desk" role="search" {
            (field("q", "Words", &filter.words, "search"))
            p {
                label for="status" { "Status" }
                select id="status" name="status" {
                    option value="" selected[filter.status == Status::Open] { "open: somebody should look" }
                    option value="any" selected[filter.status == Status::Any] { "any" }
                    @for value in Headline::ALL { option value=(value) selected[filter.status == Status::Is(*value)] { (value) } }
                }
            }
            p {
                label for="order" { "Order" }
                select id="order" name="order" {
                    @for (order, word, meaning) in Order::ALL { option value=(word) selected[filter.order == *order] { (meaning) } }
                }
            }
            @if room.viewer.editor.is_some() {
                p {
                    label for="mine" { "Whose" }
                    select id="mine" name="mine" {
                        option value="" { "everybody’s" }
                        @for (mine, word, meaning) in Mine::ALL { option value=(word) selected[filter.mine == Some(*mine)] { (meaning) } }
                    }
                }
            }
            p { button { "Show" } " " a href="/desk" { "Clear" } }
            (more(published, filter))
        }
    }
}

/// What is asked for less often; unfolded when it is.
fn more(published: &Published, filter: &Filter) -> Markup {
    let worklist = published.worklist();
    html! {
        details class="more" open[filter.asks_more()] {
            summary { "Topic, people, dates, support, flags" }
            div class="filters" {
                (named("topic", "Topic", &filter.topic, &worklist.topics))
                (named("actor", "Who says it", &filter.actor, &worklist.actors))
                (named("source", "Published by", &filter.source, &worklist.sources))
                (named("on", "Hangs on", &filter.on, &worklist.chokepoints))
                (field("from", "Published from", &shown(filter.from), "text"))
                (field("to", "Published until", &shown(filter.to), "text"))
                (choice("support", "Support", Support::ALL.iter().map(|v| v.as_str()), filter.support.map(Support::as_str)))
                (choice("flag", "Flag", FindingFlag::ALL.iter().map(|v| v.as_str()), filter.flag.map(FindingFlag::as_str)))
            }
        }
    }
}

fn shown(date: Option<stemma_core::date::PartialDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn field(name: &str, label: &str, value: &str, kind: &str) -> Markup {
    html! { p { label for=(name) { (label) } input id=(name) name=(name) type=(kind) value=(value); } }
}

/// A field that offers the names there are, and takes any.
fn named(name: &str, label: &str, value: &str, names: &Names) -> Markup {
    html! {
        p {
            label for=(name) { (label) }
            input id=(name) name=(name) value=(value) list={ (name) "-names" };
            datalist id={ (name) "-names" } { @for known in &names.commonest { option value=(known.replace(is_hidden, "")) {} } }
        }
    }
}

fn choice(name: &str, label: &str, values: impl Iterator<Item = &'static str>, chosen: Option<&str>) -> Markup {
    html! {
        p {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { "any" }
                @for value in values { option value=(value) selected[chosen == Some(value)] { (value) } }
            }
        }
    }
}

fn turn(filter: &Filter, page: usize, pages: usize) -> Markup {
    html! {
        @if pages > 1 {
            nav class="pages" aria-label="Pages" {
                @if page > 1 { a rel="prev" href=(filter.address(page - 1)) { "Previous page" } " " }
                "Page " (page) " of " (pages)
                @if page < pages { " " a rel="next" href=(filter.address(page + 1)) { "Next page" } }
            }
        }
    }
}

/// The script shows this; without it there are no keys.
fn keys(is_editor: bool) -> Markup {
    html! {
        section id="keys" class="small" aria-label="Keys" hidden {
            p {
                kbd { "j" } " next claim · " kbd { "k" } " previous · " kbd { "Enter" } " opens it · " kbd { "/" } " words · "
                kbd { "n" } " next page · " kbd { "p" } " previous page "
                @if is_editor { "· the claim with the focus: " kbd { "a" } " assigns it to you · " kbd { "w" } " watches it, or stops · " kbd { "d" } " puts it aside, with a reason · " }
                button id="keys-off" type="button" { "Turn keys off" }
            }
        }
    }
}
