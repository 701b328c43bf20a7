//! Sources, actors and topics by their names: all of one kind in parts, and those that words find.

use maud::{Markup, html};

use super::desk::counted;
use super::{layout, names};
use crate::published::Published;
use crate::worklist::Names;

/// How many names of each kind a search shows.
const FOUND: usize = 10;
/// How many names one page of a list shows.
const PAGE: usize = 100;

/// What is called by names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Who publishes.
    Sources,
    /// Who says something.
    Actors,
    /// What claims are filed under.
    Topics,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Sources, Self::Actors, Self::Topics];

    const fn heading(self) -> &'static str {
        match self {
            Self::Sources => "Sources",
            Self::Actors => "Actors",
            Self::Topics => "Topics",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Sources => "/sources",
            Self::Actors => "/actors",
            Self::Topics => "/topics",
        }
    }

    fn names(self, published: &Published) -> &Names {
        let worklist = published.worklist();
        match self {
            Self::Sources => &worklist.sources,
            Self::Actors => &worklist.actors,
            Self::Topics => &worklist.topics,
        }
    }

    /// A name as a link, when it has a page.
    fn link(self, published: &Published, name: &str) -> Option<Markup> {
        match self {
            Self::Sources => names::source_page(published, name),
            Self::Actors => names::actor_page(published, name),
            Self::Topics => names::topic_page(published, name),
        }
    }

    fn linked<'n>(
        self,
        published: &Published,
        names: impl IntoIterator<Item = &'n (String, usize)>,
    ) -> Vec<(Markup, usize)> {
        names.into_iter().filter_map(|(name, claims)| Some((self.link(published, name)?, *claims))).collect()
    }
}

/// The names that words find, as links to their pages.
pub(crate) struct Named(Vec<(Kind, Vec<(Markup, usize)>)>);

impl Named {
    pub(crate) fn of(published: &Published, words: &str) -> Self {
        let found = |kind: Kind| kind.linked(published, kind.names(published).matching(words, FOUND));
        Self(Kind::ALL.into_iter().map(|kind| (kind, found(kind))).collect())
    }

    pub(super) fn shown(&self) -> Markup {
        html! {
            @for (kind, names) in self.0.iter().filter(|(_, names)| !names.is_empty()) {
                p class="named" { (kind.heading()) ": " @for (place, (name, claims)) in names.iter().enumerate() { @if place > 0 { " · " } (name) " (" (counted(*claims, "claim", "claims")) ")" } }
            }
        }
    }
}

/// Where all of each kind are listed.
pub(super) fn lists() -> Markup {
    html! { p class="small" { "By name: " @for (place, kind) in Kind::ALL.into_iter().enumerate() { @if place > 0 { " · " } a href=(kind.path()) { "all " (kind.heading().to_lowercase()) } } } }
}

/// A page of all names of a kind, those with the most claims first; pages are counted from 1.
pub(crate) fn named(published: &Published, kind: Kind, page: usize) -> Markup {
    let all = kind.names(published).by_claims();
    let pages = all.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let shown = kind.linked(published, all.iter().copied().skip((page - 1) * PAGE).take(PAGE));
    let turned = |page: usize| format!("{}?page={page}", kind.path());
    layout(
        kind.heading(),
        &html! {
            h1 { (kind.heading()) }
            p class="small" { "Those with the most claims first. No order says whom to trust." }
            @if shown.is_empty() { p { "There is none." } }
            ul { @for (name, claims) in &shown { li { (name) " " span class="small" { (counted(*claims, "claim", "claims")) } } } }
            @if pages > 1 {
                nav class="pages" aria-label="Pages" {
                    @if page > 1 { a rel="prev" href=(turned(page - 1)) { "Previous page" } " " }
                    "Page " (page) " of " (pages)
                    @if page < pages { " " a rel="next" href=(turned(page + 1)) { "Next page" } }
                }
            }
            p { a href="/search" { "Search by words" } }
        },
    )
}
