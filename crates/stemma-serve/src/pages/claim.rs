//! A claim: its finding in words, its stemma as a nested list, its quotes, what contradicts it.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::enumerations::Stance;
use stemma_core::finding::ClaimFinding;
use stemma_core::independence::Lineage;
use stemma_core::state::{Assertion, HeldVersion};
use stemma_core::trace::Step;

use super::{badge, layout};
use crate::published::Published;

/// The page of one claim.
pub(crate) fn claim(published: &Published, found: &ClaimFinding) -> Markup {
    let finding = &found.finding;
    let support = &finding.support;
    layout(
        &found.claim.text,
        &html! {
            h1 { bdi { (found.claim.text) } }
            p { (badge(finding.headline)) " " (found.explanation()) }
            p class="small" {
                (support.reports) " reports · ν " (support.nu) "–" (finding.nu_high) " · ω " (support.omega) " · κ " (support.kappa)
                " · policy " (finding.policy) " · " (found.claim.kind) " · " (found.lifecycle)
                @if let Some(due) = found.traced.due { " · due " (due) }
            }
            @if !found.flags.is_empty() {
                p { "Flags: " @for flag in &found.flags { span class="badge" { (flag) } " " } }
            }
            @if !support.cut.is_empty() {
                p { "It hangs on: " strong { (support.cut.join(", ")) } }
            }
            h2 { "Stemma" }
            p class="small" { "Each origin, and under it who had the claim from it." }
            (stemma(published, found, &found.traced.case.supporting, &found.traced.supporting))
            @if let Some(opposing) = &found.traced.case.opposing {
                h2 { "Against it" }
                (stemma(published, found, opposing, &found.traced.opposing))
            }
            h2 { "Words" }
            @for (held, assertion) in assertions(published, found) { (quote(held, assertion)) }
            (contradictions(published, found))
            h2 { "Take it along" }
            p { "This address answers Turtle, JSON-LD, N-Triples and RDF/XML when asked with " code { "Accept" } "; its id is " code { (found.claim.id) } "." }
        },
    )
}

fn assertions<'p>(published: &'p Published, found: &ClaimFinding) -> Vec<(&'p HeldVersion, &'p Assertion)> {
    let members = found.claim.members.iter().filter_map(|(version, id)| {
        let held = published.version(*version)?;
        Some((held, held.assertions.iter().find(|assertion| assertion.id == *id)?))
    });
    let mut all: Vec<_> = members.collect();
    all.sort_by_key(|(held, assertion)| (held.document.metadata.published, assertion.statement.hull()));
    all
}

fn quote(held: &HeldVersion, assertion: &Assertion) -> Markup {
    let statement = &assertion.statement;
    let title = held.document.metadata.title.as_deref().unwrap_or(&held.document.name);
    html! {
        blockquote {
            @for content in &statement.contents { "“" bdi { (content.text) } "” " }
            @if statement.stance != Stance::Affirms { strong { "(" (statement.stance) ")" } }
        }
        p class="small" {
            a href={ "/documents/" (held.document.id) "#a-" (assertion.id) } { bdi { (title) } }
            @if let Some(date) = held.document.metadata.published { ", " time datetime=(date) { (date) } }
            " – " @for (position, voice) in statement.chain.iter().enumerate() { @if position > 0 { " ← " } bdi { (voice.name) } }
            " · " (statement.modality) " · " (statement.basis) " · tier " (statement.tier) " · rule " (statement.rule)
        }
    }
}

/// The lineage as nested lists: origins outside, takers within.
fn stemma(published: &Published, found: &ClaimFinding, lineage: &Lineage, steps: &[Step]) -> Markup {
    let derived: BTreeSet<&str> = steps.iter().map(|step| step.from.as_str()).collect();
    let mut takers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    steps.iter().for_each(|step| {
        takers.entry(step.to.as_str()).or_default().insert(step.from.as_str());
    });
    let roots: Vec<&str> = lineage.witnesses.keys().map(String::as_str).filter(|id| !derived.contains(id)).collect();
    let tree = Tree { published, found, lineage, takers };
    html! {
        div class="stemma" {
            @if roots.is_empty() { p { "Every report cites another: a circle without an origin." } }
            ul { @for root in roots { (tree.node(root, &mut Vec::new())) } }
        }
    }
}

struct Tree<'a> {
    published: &'a Published,
    found: &'a ClaimFinding,
    lineage: &'a Lineage,
    takers: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Tree<'a> {
    fn node(&self, id: &'a str, path: &mut Vec<&'a str>) -> Markup {
        let Some(witness) = self.lineage.witnesses.get(id) else { return html! {} };
        let version = self.found.traced.documents.get(id).and_then(|version| self.published.version(*version));
        let in_group =
            |groups: &BTreeSet<String>, cut: &[String]| cut.iter().any(|group| groups.contains(group) || group == id);
        let interest: Vec<String> = self.lineage.interest.iter().cloned().collect();
        let below: Vec<&str> = if path.contains(&id) || path.len() > 40 {
            Vec::new()
        } else {
            self.takers.get(id).into_iter().flatten().copied().collect()
        };
        path.push(id);
        let markup = html! {
            li {
                @match version {
                    Some(held) => {
                        a href={ "/documents/" (held.document.id) } { bdi { (self.found.traced.name(id)) } }
                        @if let Some(date) = held.document.metadata.published { " " time class="small" datetime=(date) { (date) } }
                    }
                    None => { bdi { (self.found.traced.name(id)) } " " span class="small" { "(not held)" } }
                }
                " " span class="small" { (witness.basis.in_words()) }
                @if in_group(&witness.groups, &self.found.finding.support.cut) { " " span class="badge" { "◆ it hangs on this" } }
                @if in_group(&witness.groups, &interest) { " " span class="badge" { "✗ gains if believed" } }
                @if self.lineage.retracted.contains(id) { " " span class="badge" { "† withdrawn" } }
                @if !below.is_empty() { ul { @for taker in below { (self.node(taker, path)) } } }
            }
        };
        path.pop();
        markup
    }
}

fn contradictions(published: &Published, found: &ClaimFinding) -> Markup {
    let all: Vec<_> = published
        .findings
        .contradictions
        .iter()
        .filter(|c| c.a != c.b && (c.a == found.claim.id || c.b == found.claim.id))
        .filter_map(|c| Some((c, published.claim(if c.a == found.claim.id { c.b } else { c.a })?)))
        .collect();
    html! {
        @if !all.is_empty() {
            h2 { "Beside it" }
            ul {
                @for (contradiction, other) in all {
                    li {
                        (contradiction.kind) ": " a href={ "/claims/" (other.claim.id) } { bdi { (other.claim.text) } } " "
                        (badge(other.finding.headline)) " " span class="small" { (contradiction.reason) }
                    }
                }
            }
        }
    }
}
