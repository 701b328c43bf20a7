//! A claim: its finding in words, its stemma, its quotes in their places, what cannot hold together with it; today or on
//! another day.

use maud::{Markup, html};
use stemma_core::date::PartialDate;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_store::token::Scope;

use super::quotes::{contradictions, quotes};
use super::stemma::{Side, stemma};
use super::turned::Turned;
use super::verdicts::verdicts;
use super::work::work;
use super::{badge, layout, names, theirs};
use crate::board::Desk;
use crate::filter::Filter;
use crate::published::{Seen, When};
use crate::session::Viewer;
use crate::worklist::chokepoint;

/// The page of one claim.
///
/// Of its long lists it shows the parts that `turned` asks for.
pub(crate) fn claim(
    seen: Seen<'_>,
    found: &ClaimFinding,
    at_work: Option<(&Viewer, &Desk)>,
    turned: &Turned,
) -> Markup {
    let finding = &found.finding;
    layout(
        &found.claim.text,
        &html! {
            h1 { (theirs(&found.claim.text)) }
            @if let Some(sequence) = turned.recorded().filter(|_| at_work.is_some_and(|(viewer, _)| viewer.editor.is_some())) { (super::undo::recorded(sequence)) }
            (stands(seen, found))
            p { (badge(finding.headline)) " " (theirs(found.explanation())) }
            (numbers(found))
            @if !found.flags.is_empty() {
                p { "Flags: " @for flag in &found.flags { span class="badge" { "⚑ " (flag) } " " } }
            }
            (hangs(seen, found))
            (interested(found))
            @if !found.traced.stronger.is_empty() {
                p { "Stronger claims, whose assertions are counted too: "
                    @for stronger in &found.traced.stronger { a href={ "/claims/" (stronger.claim) } { (theirs(&stronger.text)) } " " }
                }
            }
            @if let When::Today = seen.when { (topics(seen, found)) }
            @match seen.when {
                When::Today => (another_day(found.claim.id, None)),
                When::Day(day) => (another_day(found.claim.id, Some(day))),
                When::Change { .. } => {},
            }
            @if at_work.is_some() { p { a href={ "/claims/" (found.claim.id) "/what-if" } { "What if a report were withdrawn, a link broken, or two were one voice?" }
                " · " a href={ "/claims/" (found.claim.id) "/history" } { "How it came to stand so" }
                " · " a href={ "/claims/" (found.claim.id) "/judge" } { "Merge, split or overrule it" }
                " · " a href={ "/export?claim=" (found.claim.id) } { "Export it" }
            } }
            h2 { "Stemma" }
            (stemma(&Side::supporting(seen, found), Some(turned)))
            @if let Some(opposing) = Side::opposing(seen, found) {
                h2 { "Against it" }
                (stemma(&opposing, Some(turned)))
            }
            h2 { "Words" }
            (quotes(seen, found, turned))
            (contradictions(seen, found, turned, at_work.and_then(|(viewer, _)| viewer.who_may(Scope::Review))))
            @if let Some(at_work) = at_work { (verdicts(seen, at_work, found)) }
            @if let Some((viewer, desk)) = at_work { (work(viewer, desk, found)) }
            h2 { "Take it along" }
            @if let When::Today = seen.when {
                p { a href={ "/claims/" (found.claim.id) "@" (seen.published.sequence) } { "Cite this" } ": an address that stays as the claim stands now." }
            }
            p { "This address answers Turtle, JSON-LD, N-Triples and RDF/XML when asked with " code { "Accept" } "; its id is " code { (found.claim.id) } "." }
        },
    )
}

fn numbers(found: &ClaimFinding) -> Markup {
    let (finding, support) = (&found.finding, &found.finding.support);
    html! {
        p class="small" {
            (support.reports) @if support.reports == 1 { " report" } @else { " reports" } " · ν " (support.nu) "–" (finding.nu_high) " · ω " (support.omega) " · κ " (support.kappa)
            " · policy " (finding.policy) " · " (found.claim.kind) " · " (found.lifecycle)
            @if let Some(due) = found.traced.due { " · due " (due) }
        }
        p class="small" {
            "ν: lines that share nobody, at least – at most. ω: origins that share nobody. κ: the fewest whom every line passes. 3 is three or more."
        }
    }
}

fn interested(found: &ClaimFinding) -> Markup {
    html! {
        @if !found.traced.interest.is_empty() {
            p { "Gains if it is believed:" }
            ul { @for (name, reason) in &found.traced.interest { li { "✗ " (names::actor(name)) " – " (theirs(&reason.why)) } } }
        }
    }
}

/// When it stood, or will stand, as the page shows it.
fn stands(seen: Seen<'_>, found: &ClaimFinding) -> Markup {
    html! {
        @match seen.when {
            When::Today => {},
            When::Day(day) if day.first_day() > seen.published.findings.as_of.last_day() => p class="notice" {
                "As it will stand on " time datetime=(day) { (day) } ", should nothing more be recorded: that day is still to come."
            },
            When::Day(day) => p class="notice" { "As it stood on " time datetime=(day) { (day) } ", by what was published until then." },
            When::Change { sequence, recorded } => p class="notice" {
                "As it stood after change " (sequence) ", recorded " time datetime=(recorded) { (recorded) } ". This page stays as it is; "
                a href={ "/claims/" (found.claim.id) } { "the claim today" } "."
            },
        }
    }
}

/// Whom all its lines pass.
fn hangs(seen: Seen<'_>, found: &ClaimFinding) -> Markup {
    html! {
        @if let Some(name) = chokepoint(found) {
            p { "It hangs on: " strong { "◆ " (names::known(seen.published, &name)) } " " a class="small" href=(Filter::hanging_on(&name)) { "all claims that do" } }
        } @else if !found.finding.support.cut.is_empty() {
            p { "It hangs on: " strong { "◆ "
                @for (place, name) in found.chokepoint().iter().enumerate() { @if place > 0 { ", " } (names::known(seen.published, name)) }
            } }
        }
    }
}

/// What it is filed under.
fn topics(seen: Seen<'_>, found: &ClaimFinding) -> Markup {
    let topics: Vec<_> =
        seen.published.topics().of_claim(found.claim.id).map(|(topic, _)| topic.name.as_str()).collect();
    html! {
        @if !topics.is_empty() {
            p class="small" { "Topics: " @for (number, topic) in topics.iter().enumerate() { @if number > 0 { ", " } (names::topic(topic)) } }
        }
    }
}

/// Where another day is asked for.
fn another_day(id: Id<Claim>, day: Option<PartialDate>) -> Markup {
    let shown = day.map(|day| day.to_string()).unwrap_or_default();
    html! {
        form method="get" action={ "/claims/" (id) } {
            p {
                label for="as-of" { "As of " }
                input id="as-of" name="as-of" value=(shown) placeholder="2026-05-24" size="12";
                " " button { "Show" }
                @if day.is_some() { " " a href={ "/claims/" (id) } { "today" } }
            }
        }
    }
}

/// The page of a claim that nobody had made by that day.
pub(crate) fn not_yet(id: Id<Claim>, text: &str, day: PartialDate) -> Markup {
    layout(
        text,
        &html! {
            h1 { (theirs(text)) }
            p class="notice" { "No document that is held and was published by " time datetime=(day) { (day) } " asserts it." }
            (another_day(id, Some(day)))
        },
    )
}
