//! Claims found by words, the best first, with the words that were found marked.

use maud::{Markup, html};
use stemma_core::finding::ClaimFinding;
use stemma_core::snippet::snippet;
use stemma_core::visible::visible;

use super::desk::counted;
use super::named::{Named, lists};
use super::{badge, layout};

/// How many letters of a wording are shown.
const LONGEST: usize = 280;

/// What was found, each claim with its wording that fits best; `more` when there is more than is shown.
pub(crate) fn search(words: &str, found: &[(&ClaimFinding, String)], more: bool, named: &Named) -> Markup {
    layout(
        "Search",
        &html! {
            h1 { "Search" }
            form method="get" action="/search" role="search" {
                // What hides in what was asked hides nowhere.
                p { label { "Words " input type="search" name="q" value=(visible(words)) size="24"; } " " button { "Search" } }
            }
            @if !words.trim().is_empty() {
                p role="status" {
                    @match found.len() {
                        0 => "No claim speaks of this.",
                        1 => "1 claim",
                        many => { @if more { "The best " (many) " claims" } @else { (many) " claims" } },
                    }
                }
            }
            (lists())
            (named.shown())
            ol class="found" {
                @for (claim, wording) in found {
                    li {
                        p { (badge(claim.finding.headline)) " " a href={ "/claims/" (claim.claim.id) } { (marked(&claim.claim.text, words)) } }
                        @if *wording != claim.claim.text { p class="small" { "also said as: " (marked(wording, words)) } }
                        p class="small" { (counted(claim.finding.support.reports, "report", "reports")) " · ν " (claim.finding.support.nu) @if claim.finding.nu_high > claim.finding.support.nu { "–" (claim.finding.nu_high) } }
                    }
                }
            }
        },
    )
}

/// A piece of the text with the words that were found marked; nothing of others hides in it.
fn marked(text: &str, words: &str) -> Markup {
    let snippet = snippet(&visible(text), words, LONGEST);
    let mut from = 0;
    let mut pieces = Vec::new();
    for mark in snippet.marks {
        pieces.push((snippet.text.get(from..mark.start).unwrap_or_default(), false));
        pieces.push((snippet.text.get(mark.clone()).unwrap_or_default(), true));
        from = mark.end;
    }
    pieces.push((snippet.text.get(from..).unwrap_or_default(), false));
    html! { bdi { @for (piece, is_marked) in pieces { @if is_marked { mark { (piece) } } @else { (piece) } } } }
}
