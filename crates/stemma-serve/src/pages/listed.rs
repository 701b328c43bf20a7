//! The claims of a name or a topic: how many stand how, and the list, a page at a time.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::enumerations::Headline;
use stemma_core::finding::ClaimFinding;
use stemma_core::profile::Part;

use super::desk::counted;
use super::{badge, theirs};
use crate::filter::address;
use crate::profiles::Asked;

/// How many claims one page lists.
const PAGE: usize = 50;

/// One line of a list.
pub(super) struct Line<'f> {
    pub(super) found: &'f ClaimFinding,
    /// What whoever it is about does with it; nothing on the page of a topic.
    pub(super) part: Option<Part>,
    /// What else there is to say about it.
    pub(super) note: Markup,
}

/// What a part is called on pages.
pub(super) const fn in_words(part: Part) -> &'static str {
    match part {
        Part::Originates => "originates",
        Part::MayRepeat => "may have copied",
        Part::Repeats => "repeats",
        Part::Unattributed => "says without saying how it knows",
        Part::Opposes => "denies or questions",
    }
}

/// How many claims stand how, by the part in them.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<(Option<Part>, Headline), usize>);

impl Counts {
    pub(crate) fn of(lines: impl Iterator<Item = (Option<Part>, Headline)>) -> Self {
        let mut counts = BTreeMap::new();
        for line in lines {
            *counts.entry(line).or_default() += 1;
        }
        Self(counts)
    }

    fn many(&self, part: Option<Part>, headline: Headline) -> usize {
        self.0.get(&(part, headline)).copied().unwrap_or(0)
    }
}

/// The counts, each leading to its list, and the list that is asked for. `chosen` are the places of its claims, in order, for `line`;
/// `path` is that of the page.
pub(super) fn claims<'f>(
    path: &str,
    asked: Asked,
    counts: &Counts,
    chosen: &[u32],
    line: impl Fn(u32) -> Option<Line<'f>>,
) -> Markup {
    let pages = chosen.len().div_ceil(PAGE).max(1);
    let page = asked.page.min(pages);
    let first = (page - 1) * PAGE;
    let link = |page: usize| list(path, asked.part, asked.headline, page);
    html! {
        (table(path, counts))
        p role="status" {
            (counted(chosen.len(), "claim", "claims"))
            @if let Some(part) = asked.part { " that it " (in_words(part)) }
            @if let Some(headline) = asked.headline { ", " (badge(headline)) }
            @if pages > 1 { ", page " (page) " of " (pages) }
            @if asked.part.is_some() || asked.headline.is_some() { " · " a href={ (path) "#claims" } { "all of them" } }
        }
        ol class="worklist" start=(first + 1) {
            @for line in chosen.iter().skip(first).take(PAGE).filter_map(|place| line(*place)) { (one(&line)) }
        }
        @if pages > 1 {
            nav class="pages" aria-label="Pages" {
                @if page > 1 { a rel="prev" href=(link(page - 1)) { "Previous page" } " " }
                "Page " (page) " of " (pages)
                @if page < pages { " " a rel="next" href=(link(page + 1)) { "Next page" } }
            }
        }
    }
}

fn list(path: &str, part: Option<Part>, headline: Option<Headline>, page: usize) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let (part, headline) = (part.map_or("", Part::as_str), headline.map_or("", Headline::as_str));
    format!("{}#claims", address(path, &[("part", part), ("status", headline), ("page", &page)]))
}

fn one(line: &Line<'_>) -> Markup {
    let found = line.found;
    html! {
        li {
            p { (badge(found.finding.headline)) " " a href={ "/claims/" (found.claim.id) } { (theirs(&found.claim.text)) } }
            p class="small" {
                @if let Some(part) = line.part { (in_words(part)) " · " }
                (counted(found.finding.support.reports, "report", "reports"))
                (line.note)
            }
        }
    }
}

/// How many claims stand how, by the part in them, as a table.
fn table(path: &str, counts: &Counts) -> Markup {
    let parts: Vec<Option<Part>> = if counts.0.keys().any(|(part, _)| part.is_some()) {
        Part::ALL.into_iter().map(Some).collect()
    } else {
        vec![None]
    };
    let total = |part: &Option<Part>| counts.0.iter().filter(|((own, _), _)| own == part).map(|(_, count)| count).sum();
    let cell = |part: &Option<Part>, headline: Option<Headline>, count: usize| {
        html! { td { @if count > 0 { a href=(list(path, *part, headline, 1)) { (count) } } @else { "0" } } }
    };
    html! {
        div class="table" tabindex="0" role="region" aria-label="How many claims stand how" {
            table class="counts" {
                thead { tr {
                    th scope="col" { "Status" }
                    @for part in &parts { th scope="col" { @match part { Some(part) => (in_words(*part)), None => "Claims" } } }
                } }
                tbody {
                    @for headline in Headline::ALL.iter().filter(|headline| parts.iter().any(|part| counts.many(*part, **headline) > 0)) {
                        tr { th scope="row" { (badge(*headline)) } @for part in &parts { (cell(part, Some(*headline), counts.many(*part, *headline))) } }
                    }
                    tr { th scope="row" { "All" } @for part in &parts { (cell(part, None, total(part))) } }
                }
            }
        }
    }
}
