//! The exact words that a claim rests on, with what stands around them, and the words of what cannot hold together with it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use stemma_core::contradiction::Contradiction;
use stemma_core::enumerations::{ContradictionKind, Stance};
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::span::Span;
use stemma_core::state::{Assertion, HeldVersion};
use stemma_core::statement::Statement;

use super::turned::{List, Turned};
use super::{badge, mark, names, theirs, unpressed};
use crate::published::Seen;
use crate::session::Editor;

/// How many letters stand before and after a quote.
const AROUND: usize = 160;
/// How many quotes of each side of a contradiction are shown.
const MOST: usize = 3;

const QUOTES: List = List { key: "words", words: ["quote", "quotes"], size: 50 };
const AGAINST: List = List { key: "excluded", words: ["pair", "pairs"], size: 20 };
const BESIDE: List = List { key: "compatible", words: ["pair", "pairs"], size: 20 };

/// What makes a claim, the earliest first.
pub(super) fn assertions<'p>(seen: Seen<'p>, found: &ClaimFinding) -> Vec<(&'p HeldVersion, &'p Assertion)> {
    some(seen, found, |_| true)
}

/// Those of them that are wanted.
fn some<'p>(
    seen: Seen<'p>,
    found: &ClaimFinding,
    is_wanted: impl Fn(Id<Assertion>) -> bool,
) -> Vec<(&'p HeldVersion, &'p Assertion)> {
    let members = found.claim.members.iter().filter(|(_, id)| is_wanted(*id)).filter_map(|(version, id)| {
        let held = seen.version(*version)?;
        Some((held, held.assertions.iter().find(|assertion| assertion.id == *id)?))
    });
    let mut all: Vec<_> = members.collect();
    all.sort_by_key(|(held, assertion)| (held.document.metadata.published, assertion.statement.hull()));
    all
}

/// The words of what makes a claim, a part of them at a time.
pub(super) fn quotes(seen: Seen<'_>, found: &ClaimFinding, turned: &Turned) -> Markup {
    let all = assertions(seen, found);
    html! {
        (turned.others(QUOTES, all.len()))
        @for (held, assertion) in all.get(turned.part(QUOTES, all.len())).unwrap_or_default() { (quote(seen, held, assertion)) }
    }
}

/// A quote in its place, with whose it is.
fn quote(seen: Seen<'_>, held: &HeldVersion, assertion: &Assertion) -> Markup {
    let statement = &assertion.statement;
    html! {
        blockquote {
            (in_context(seen.published.texts.text(held.version.id), statement))
            @if statement.stance != Stance::Affirms { " " strong { "(" (statement.stance) ")" } }
        }
        p class="small" {
            (whose(held, assertion))
            " · " (statement.modality) " · " (statement.basis) " · tier " (statement.tier) " · rule " (statement.rule)
        }
    }
}

fn whose(held: &HeldVersion, assertion: &Assertion) -> Markup {
    let title = held.document.metadata.title.as_deref().unwrap_or(&held.document.name);
    html! {
        a href={ "/documents/" (held.document.id) "#a-" (assertion.id) } { (theirs(title)) }
        @if let Some(date) = held.document.metadata.published { ", " time datetime=(date) { (date) } }
        " – " @for (position, voice) in assertion.statement.chain.iter().enumerate() {
            @if position > 0 { " ← " } (names::actor(&voice.name))
        }
    }
}

/// The words of a statement, marked, in their paragraph.
fn in_context(text: &str, statement: &Statement) -> Markup {
    let hull = statement.hull();
    let (before, after) = (text.get(..hull.start).unwrap_or_default(), text.get(hull.end..).unwrap_or_default());
    // A paragraph may follow the front matter at once.
    let paragraph = before.rsplit("\n\n").next().unwrap_or_default();
    let before = paragraph.rsplit("---\n").next().unwrap_or_default();
    let after = after.split("\n\n").next().unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(AROUND);
    let is_cut = after.chars().count() > AROUND;
    let mut pieces: Vec<(Span, bool)> = Vec::new();
    let mut at = hull.start;
    for content in &statement.contents {
        pieces.push((Span::new(at, content.span.start), false));
        pieces.push((content.span, true));
        at = content.span.end;
    }
    html! {
        span class="around" {
            @if skipped > 0 { "… " } (theirs(&before.chars().skip(skipped).collect::<String>()))
        }
        @for (span, is_content) in pieces.iter().filter(|(span, _)| !span.is_empty()) {
            @let words = theirs(span.slice(text).unwrap_or_default());
            @if *is_content { mark { (words) } } @else { (words) }
        }
        span class="around" {
            (theirs(&after.chars().take(AROUND).collect::<String>())) @if is_cut { " …" }
        }
    }
}

/// What cannot hold together with a claim, or only looks so, with the words of both sides.
///
/// An editor can settle what nobody has settled.
pub(super) fn contradictions(seen: Seen<'_>, found: &ClaimFinding, turned: &Turned, editor: Option<&Editor>) -> Markup {
    let id = found.claim.id;
    let other = |c: &Contradiction| seen.claim(if c.a == id { c.b } else { c.a });
    let all = seen.pairs_of(id);
    let (against, beside): (Vec<_>, Vec<_>) =
        all.into_iter().filter_map(|c| Some((c, other(c)?))).partition(|(c, _)| !c.kind.is_compatible());
    html! {
        @for (heading, list, all) in [("What cannot hold together with it", AGAINST, against), ("What only looks so", BESIDE, beside)] {
            @if !all.is_empty() {
                h2 { (heading) }
                (turned.others(list, all.len()))
                ul class="contradictions" { @for (contradiction, other) in all.get(turned.part(list, all.len())).unwrap_or_default() {
                    li { (both(seen, found, contradiction, other)) @if let Some(editor) = editor { (settling(editor, found, contradiction)) } }
                } }
            }
        }
    }
}

fn both(seen: Seen<'_>, found: &ClaimFinding, contradiction: &Contradiction, other: &ClaimFinding) -> Markup {
    let is_first = contradiction.a == found.claim.id;
    let (own, theirs_of) = if is_first {
        (&contradiction.a_assertions, &contradiction.b_assertions)
    } else {
        (&contradiction.b_assertions, &contradiction.a_assertions)
    };
    html! {
        p {
            (contradiction.kind) ": "
            @if other.claim.id == found.claim.id { "it is denied" }
            @else { a href={ "/claims/" (other.claim.id) } { (theirs(&other.claim.text)) } " " (badge(other.finding.headline)) }
            " " span class="small" { (theirs(&contradiction.reason)) }
            @if let Some(settled) = contradiction.resolution.as_ref().filter(|_| !contradiction.opposes()) {
                " " strong { "Settled" } " by " (theirs(&settled.by)) ": " (theirs(&settled.reason))
            }
        }
        div class="sides" {
            (side(seen, "Here", found, own))
            (side(seen, "There", other, theirs_of))
        }
    }
}

/// Where an open contradiction is settled; of one that is, who did and why.
fn settling(editor: &Editor, found: &ClaimFinding, contradiction: &Contradiction) -> Markup {
    let id = contradiction.id;
    let kinds = ContradictionKind::ALL.iter().filter(|kind| kind.is_compatible());
    html! {
        @if contradiction.opposes() {
            details class="work" {
                summary { "Settle it: the two can hold together" }
                form class="stacked" method="post" action={ "/contradictions/" (id) "/resolve" } {
                    (unpressed())
                    (mark(editor))
                    input type="hidden" name="claim" value=(found.claim.id);
                    p {
                        label for={ "as-" (id) } { "What they are instead" }
                        select id={ "as-" (id) } name="as" {
                            option value="" { "not said" }
                            @for kind in kinds { option value=(kind) { (kind) } }
                        }
                    }
                    p class="wide" { label for={ "settled-" (id) } { "Because" } input id={ "settled-" (id) } name="reason" size="60" required maxlength="4000"; }
                    button { "Settle it" }
                }
            }
        }
    }
}

fn side(seen: Seen<'_>, name: &str, found: &ClaimFinding, wanted: &[Id<Assertion>]) -> Markup {
    let wanted: BTreeSet<Id<Assertion>> = wanted.iter().copied().collect();
    let all = some(seen, found, |id| wanted.contains(&id));
    html! {
        div {
            p class="small" { strong { (name) } ", " (all.len()) @if all.len() == 1 { " assertion" } @else { " assertions" } }
            @for (held, assertion) in all.iter().take(MOST) {
                blockquote {
                    @for content in &assertion.statement.contents { "“" (theirs(&content.text)) "” " }
                    span class="small" { (whose(held, assertion)) }
                }
            }
        }
    }
}
