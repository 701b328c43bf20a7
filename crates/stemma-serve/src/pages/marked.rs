//! A text with its claims marked: each stretch that makes a claim is a link to it, with symbol and words of what is found.

use std::collections::BTreeSet;

use maud::{Markup, html};
use stemma_core::enumerations::Headline;
use stemma_core::finding::ClaimFinding;
use stemma_core::span::Span;
use stemma_core::state::Assertion;

use super::{symbol, theirs};

/// An assertion of the text with what is found about its claim.
pub(super) struct Marked<'a> {
    pub(super) assertion: &'a Assertion,
    pub(super) found: &'a ClaimFinding,
}

/// A stretch of the text in which the same claims are made.
struct Stretch {
    span: Span,
    /// The claims, by number.
    makes: BTreeSet<usize>,
    /// Those that begin here.
    begins: Vec<usize>,
}

/// The text; claims are numbered in their order, from 1. Where they overlap, a stretch leads to the shortest.
pub(super) fn marked(text: &str, claims: &[Marked<'_>]) -> Markup {
    html! {
        @for stretch in stretches(text, claims) {
            @for number in &stretch.begins { @if let Some(claim) = claims.get(*number) { (begin(*number, claim)) } }
            @let words = stretch.span.slice(text).unwrap_or_default();
            @match shortest(&stretch, claims) {
                Some(claim) => mark class=(claim.found.finding.headline) {
                    a href={ "/claims/" (claim.found.claim.id) } { (theirs(words)) }
                },
                None => (theirs(words)),
            }
        }
    }
}

fn begin(number: usize, claim: &Marked<'_>) -> Markup {
    let headline: Headline = claim.found.finding.headline;
    html! {
        span id={ "a-" (claim.assertion.id) } class={ "status " (headline) } {
            a href={ "#m-" (number + 1) } { "[" (number + 1) " " (symbol(headline)) " " (headline) "]" } " "
        }
    }
}

fn shortest<'c, 'a>(stretch: &Stretch, claims: &'c [Marked<'a>]) -> Option<&'c Marked<'a>> {
    let claims = stretch.makes.iter().filter_map(|number| claims.get(*number));
    claims.min_by_key(|claim| claim.assertion.statement.hull().len())
}

fn stretches(text: &str, claims: &[Marked<'_>]) -> Vec<Stretch> {
    let mut edges: Vec<(usize, bool, usize)> = Vec::new();
    let mut firsts: Vec<(usize, usize)> = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        let spans = claim.assertion.statement.contents.iter().map(|content| content.span);
        let spans: Vec<Span> = spans.filter(|span| !span.is_empty() && span.slice(text).is_some()).collect();
        firsts.extend(spans.first().map(|span| (span.start, number)));
        edges.extend(spans.iter().flat_map(|span| [(span.start, true, number), (span.end, false, number)]));
    }
    edges.sort_unstable();
    firsts.sort_unstable();
    let (mut at, mut makes, mut all) = (0, BTreeSet::new(), Vec::new());
    let mut firsts = firsts.into_iter().peekable();
    let mut push = |from: usize, to: usize, makes: &BTreeSet<usize>| {
        if from < to {
            let mut begins = Vec::new();
            while let Some((_, number)) = firsts.next_if(|(start, _)| *start <= from) {
                begins.push(number);
            }
            all.push(Stretch { span: Span::new(from, to), makes: makes.clone(), begins });
        }
    };
    for (edge, begins, number) in edges {
        push(at, edge, &makes);
        at = edge;
        if begins {
            makes.insert(number)
        } else {
            makes.remove(&number)
        };
    }
    push(at, text.len(), &makes);
    all
}
