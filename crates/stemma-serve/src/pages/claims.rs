//! The list of claims.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::enumerations::Headline;
use stemma_core::finding::ClaimFinding;

use super::{badge, layout};
use crate::filter::address;
use crate::published::Published;

/// How many claims one page shows.
const PAGE: usize = 100;

/// The list, most reported first; `headline`, `q` and `page` choose.
pub(crate) fn claims(published: &Published, filter: &BTreeMap<String, String>) -> Markup {
    let headline = filter.get("headline").and_then(|word| word.parse::<Headline>().ok());
    let words = filter.get("q").map(|words| words.to_lowercase()).unwrap_or_default();
    let number = filter.get("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).max(1);
    let is_wanted = |found: &&ClaimFinding| {
        headline.is_none_or(|headline| found.finding.headline == headline)
            && (words.is_empty() || found.claim.text.to_lowercase().contains(&words))
    };
    let mut kept: Vec<&ClaimFinding> = published.findings.claims.iter().filter(is_wanted).collect();
    kept.sort_by_key(|found| (std::cmp::Reverse(found.finding.support.reports), found.claim.text.clone()));
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
                label { "Words " input name="q" value=(words); }
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
                                a href={ "/claims/" (found.claim.id) } { bdi { (found.claim.text) } }
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
