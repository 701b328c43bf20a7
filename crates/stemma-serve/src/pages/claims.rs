//! The list of claims.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::enumerations::Headline;
use stemma_core::finding::ClaimFinding;
use stemma_core::visible::visible;

use super::{badge, layout, theirs};
use crate::filter::address;
use crate::published::{Published, Reported};

/// How many claims one page shows.
const PAGE: usize = 100;

/// The list, most reported first; `headline`, `q` and `page` choose.
pub(crate) fn claims(published: &Published, filter: &BTreeMap<String, String>) -> Markup {
    let headline = filter.get("headline").and_then(|word| word.parse::<Headline>().ok());
    let words = filter.get("q").map(|words| words.to_lowercase()).unwrap_or_default();
    let number = filter.get("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).max(1);
    let wanted = |reported: &Reported| {
        let found = published.findings.claims.get(reported.claim)?;
        let is_it = headline.is_none_or(|headline| found.finding.headline == headline);
        (is_it && reported.words.contains(&words)).then_some(found)
    };
    let kept: Vec<&ClaimFinding> = published.reported().iter().filter_map(wanted).collect();
    let pages = kept.len().div_ceil(PAGE).max(1);
    let shown = kept.iter().skip((number - 1) * PAGE).take(PAGE);
    let link = |page: usize| {
        let (page, headline) = (page.to_string(), headline.map_or("", Headline::as_str));
        address("/claims", &[("page", &page), ("headline", headline), ("q", &words)])
    };
    layout(
        "Claims",
        &html! {
            h1 { "Claims" }
            form method="get" action="/claims" {
                label { "Words " input name="q" value=(visible(&words)); }
                label { "Headline "
                    select name="headline" {
                        option value="" { "any" }
                        @for value in Headline::ALL {
                            option value=(value) selected[headline == Some(*value)] { (value) }
                        }
                    }
                }
                button { "Show" }
            }
            p { (kept.len()) " claims" @if pages > 1 { ", page " (number) " of " (pages) } }
            table {
                thead { tr { th scope="col" { "Headline" } th scope="col" { "Reports" } th scope="col" { "ν" } th scope="col" { "Claim" } } }
                tbody {
                    @for found in shown {
                        tr {
                            td { (badge(found.finding.headline)) }
                            td { (found.finding.support.reports) }
                            td { (found.finding.support.nu) @if found.finding.nu_high > found.finding.support.nu { "–" (found.finding.nu_high) } }
                            td {
                                a href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) }
                                @if !found.flags.is_empty() {
                                    " " span class="small" { @for flag in &found.flags { "[" (flag) "] " } }
                                }
                            }
                        }
                    }
                }
            }
            @if number > 1 { a rel="prev" href=(link(number - 1)) { "previous" } " " }
            @if number < pages { a rel="next" href=(link(number + 1)) { "next" } }
        },
    )
}
