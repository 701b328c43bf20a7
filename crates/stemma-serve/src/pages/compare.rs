//! Two versions of one document beside each other: what was added and taken away, and what became of the claims.

use std::collections::BTreeSet;

use maud::{Markup, html};
use stemma_core::document::Metadata;
use stemma_core::identity::Claim;
use stemma_core::revision::{Laid, Successor, laid_beside, successors};
use stemma_core::state::{Assertion, HeldVersion};

use super::{badge, layout, theirs};
use crate::published::Published;

/// The page of an earlier version and a later one.
pub(crate) fn compare(published: &Published, earlier: &HeldVersion, later: &HeldVersion) -> Markup {
    let title = later.document.metadata.title.as_deref().unwrap_or(&later.document.name);
    let (old, new) = (published.texts.text(earlier.version.id), published.texts.text(later.version.id));
    let laid = laid_beside(old, new);
    let changed = details(&earlier.document.metadata, &later.document.metadata);
    let is_same = laid.iter().all(|one| matches!(one, Laid::Both(_)));
    layout(
        &format!("Versions of {title}"),
        &html! {
            h1 { "Two versions of " (theirs(title)) }
            p {
                a href={ "/versions/" (earlier.version.id) } { "The earlier one" } " (" code { (short(earlier)) } ") and "
                a href={ "/versions/" (later.version.id) } { "the later one" } " (" code { (short(later)) } @if !later.superseded { ", which holds now" } ")."
            }
            @if !changed.is_empty() {
                h2 { "What is said about it" }
                ul class="details" {
                    @for (label, before, now) in &changed { li { (label) ": " (told(before)) " → " strong { (told(now)) } } }
                }
            }
            h2 { "What became of its claims" }
            (fates(published, (earlier, old), (later, new)))
            h2 { "The words" }
            @if is_same { p { "Both say the same words." @if !changed.is_empty() { " What is said about them is not the same; see above." } } }
            @else { p class="small" { "Struck out: only in the earlier version. Underlined: only in the later one." } }
            div class="text" {
                @for one in &laid {
                    @match one {
                        Laid::Both(words) => (theirs(words)),
                        Laid::Otherwise(ours, others) => {
                            @if !ours.is_empty() { del { span class="status" { "[taken away] " } (theirs(ours)) } }
                            @if !others.is_empty() { ins { span class="status" { "[added] " } (theirs(others)) } }
                        },
                    }
                }
            }
        },
    )
}

/// What is said otherwise about two versions: what it is, as it was said, and as it is now.
fn details(earlier: &Metadata, later: &Metadata) -> Vec<(&'static str, String, String)> {
    let all = |metadata: &Metadata| {
        let one = |value: &Option<String>| value.clone().unwrap_or_default();
        [
            ("Title", one(&metadata.title)),
            ("Author", metadata.authors.join(", ")),
            ("Published by", one(&metadata.publisher)),
            ("Published on", metadata.published.map(|day| day.to_string()).unwrap_or_default()),
            ("Its address", one(&metadata.url)),
            ("What it is", metadata.genre.map(|genre| genre.as_str().to_owned()).unwrap_or_default()),
            ("Topics", metadata.topics.join(", ")),
            ("Taken from", metadata.taken_from.join(", ")),
            ("Supplied by", metadata.supplied_by.join(", ")),
            ("Figures from", metadata.data_from.join(", ")),
            ("Written in", one(&metadata.written_in)),
            ("Withdrawn", one(&metadata.retracted)),
        ]
    };
    let both = all(earlier).into_iter().zip(all(later));
    both.filter(|(before, now)| before != now).map(|((label, before), (_, now))| (label, before, now)).collect()
}

fn told(detail: &str) -> Markup {
    html! { @if detail.is_empty() { "nothing" } @else { (theirs(detail)) } }
}

/// The links from a version to the others of its document.
pub(super) fn others(published: &Published, held: &HeldVersion) -> Markup {
    let all = published.versions_of(held.document.id);
    let others: Vec<&HeldVersion> = all.filter(|other| other.version.id != held.version.id).collect();
    html! {
        @if !others.is_empty() {
            p class="small" {
                "Other versions: "
                @for (place, other) in others.iter().enumerate() {
                    @if place > 0 { ", " }
                    a href={ "/versions/" (other.version.id) } { code { (short(other)) } }
                    @if held.superseded != other.superseded {
                        @let (earlier, later) = if held.superseded { (held, *other) } else { (*other, held) };
                        " (" a href={ "/versions/" (earlier.version.id) "/compare?with=" (later.version.id) } { "compare" } ")"
                    }
                }
            }
        }
    }
}

fn short(held: &HeldVersion) -> &str {
    held.version.hash.get(..12).unwrap_or(&held.version.hash)
}

/// Each claim of the earlier version with what stands for it, the lost ones first; then those that are new.
fn fates(published: &Published, earlier: (&HeldVersion, &str), later: (&HeldVersion, &str)) -> Markup {
    let of_later = |id| later.0.assertions.iter().find(|assertion| assertion.id == id);
    let mut fates = successors(earlier, later);
    for assertion in &earlier.0.assertions {
        if let Some(fate) = fates.get_mut(&assertion.id)
            && let Successor::Changed(id) = fate
            && of_later(*id).is_none_or(|now| !is_wording_of(assertion, now))
        {
            // Something else stands in its place.
            *fate = Successor::Gone;
        }
    }
    let kept: BTreeSet<_> = fates
        .values()
        .filter_map(|fate| match fate {
            Successor::Same(id) | Successor::Changed(id) => Some(*id),
            Successor::Gone => None,
        })
        .collect();
    let of = |wanted: fn(&Successor) -> bool| {
        let all = earlier.0.assertions.iter().filter_map(|assertion| Some((assertion, fates.get(&assertion.id)?)));
        let mut all: Vec<(&Assertion, &Successor)> = all.filter(|(_, fate)| wanted(fate)).collect();
        all.sort_by_key(|(assertion, _)| assertion.reading_order());
        all
    };
    let gone = of(|fate| matches!(fate, Successor::Gone));
    let changed = of(|fate| matches!(fate, Successor::Changed(_)));
    let same = of(|fate| matches!(fate, Successor::Same(_))).len();
    let mut new: Vec<&Assertion> =
        later.0.assertions.iter().filter(|assertion| !kept.contains(&assertion.id)).collect();
    new.sort_by_key(|assertion| assertion.reading_order());
    html! {
        ul class="fates" {
            @for (assertion, _) in gone { li { strong { "No longer said: " } (said(published, assertion)) } }
            @for (assertion, fate) in changed {
                li {
                    strong { "Said otherwise: " } (said(published, assertion))
                    @if let Successor::Changed(id) = fate && let Some(now) = of_later(*id) { " Now: " (said(published, now)) }
                }
            }
            @for assertion in new { li { strong { "New: " } (said(published, assertion)) } }
            li { (same) @if same == 1 { " claim is" } @else { " claims are" } " said as before." }
        }
    }
}

/// Whether at least half of what an assertion says stands in another one.
fn is_wording_of(assertion: &Assertion, now: &Assertion) -> bool {
    let words = |assertion: &Assertion| -> BTreeSet<String> {
        assertion.statement.sentence.split_whitespace().map(str::to_lowercase).collect()
    };
    let (before, after) = (words(assertion), words(now));
    2 * before.intersection(&after).count() >= before.len()
}

/// The words of an assertion, with the claim that they make now.
fn said(published: &Published, assertion: &Assertion) -> Markup {
    let now = published.worklist().claim_of(assertion.id).and_then(|place| published.findings.claims.get(place));
    let now = now.or_else(|| published.claim(Claim::id_by(assertion.id)));
    html! {
        @match now {
            Some(found) => { a href={ "/claims/" (found.claim.id) } { (theirs(&assertion.statement.sentence)) } " " (badge(found.finding.headline)) },
            None => { (theirs(&assertion.statement.sentence)) " (no claim of now)" },
        }
    }
}
