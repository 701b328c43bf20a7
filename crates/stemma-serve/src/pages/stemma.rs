//! One side of a claim: its lineage as a drawing and as nested lists, with the same marks in both.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::date::PartialDate;
use stemma_core::finding::ClaimFinding;
use stemma_core::independence::Lineage;
use stemma_core::name::ActorKey;
use stemma_core::state::HeldVersion;
use stemma_core::trace::{Step, Suspicion};

use super::drawing::drawing;
use super::supposed::Overlay;
use super::theirs;
use crate::filter::Filter;
use crate::published::Seen;
use crate::what_if::Supposed;

/// How deep lists are nested.
const DEEPEST: usize = 40;

/// What is drawn of a claim.
pub(super) struct Side<'a> {
    seen: Seen<'a>,
    pub(super) found: &'a ClaimFinding,
    /// What it is called.
    pub(super) name: &'static str,
    pub(super) lineage: &'a Lineage,
    pub(super) steps: &'a [Step],
    /// Groups that every chain passes.
    cut: &'a [String],
    /// What is supposed, when anything is.
    pub(super) overlay: Option<Overlay>,
}

impl<'a> Side<'a> {
    /// What supports a claim.
    pub(super) fn supporting(seen: Seen<'a>, found: &'a ClaimFinding) -> Self {
        let (lineage, steps) = (&found.traced.case.supporting, found.traced.supporting.as_slice());
        Self { seen, found, name: "who says so", lineage, steps, cut: &found.finding.support.cut, overlay: None }
    }

    /// What stands against it.
    pub(super) fn opposing(seen: Seen<'a>, found: &'a ClaimFinding) -> Option<Self> {
        let lineage = found.traced.case.opposing.as_ref()?;
        let cut = found.finding.opposition.as_ref().map_or(&[][..], |opposition| opposition.side.cut.as_slice());
        Some(Self {
            seen,
            found,
            name: "who says otherwise",
            lineage,
            steps: &found.traced.opposing,
            cut,
            overlay: None,
        })
    }

    /// The same with what is supposed laid over it.
    pub(super) fn supposing(self, supposed: &Supposed) -> Self {
        let overlay = Overlay::of(self.seen, self.found, (self.lineage, self.steps), supposed);
        Self { overlay: Some(overlay), ..self }
    }

    /// What of the drawing and the list is to be seen otherwise of a witness: the name of a class.
    pub(super) fn fate(&self, witness: &str) -> Option<&'static str> {
        let overlay = self.overlay.as_ref()?;
        if overlay.strikes(witness) { Some("struck") } else { overlay.loses(witness).then_some("lost") }
    }

    /// The document that a witness is, when it is held.
    fn document(&self, witness: &str) -> Option<&'a HeldVersion> {
        self.found.traced.documents.get(witness).and_then(|version| self.seen.version(*version))
    }

    pub(super) fn date(&self, witness: &str) -> Option<PartialDate> {
        self.document(witness).and_then(|held| held.document.metadata.published)
    }

    pub(super) fn is_held(&self, witness: &str) -> bool {
        self.document(witness).is_some()
    }

    /// Likely copies among the witnesses of this side.
    pub(super) fn suspected(&self) -> impl Iterator<Item = &'a Suspicion> {
        self.found.traced.suspected.iter().filter(|suspicion| self.lineage.witnesses.contains_key(&suspicion.from))
    }

    /// Where a witness leads: to its words, or to all that it says.
    pub(super) fn link(&self, witness: &str) -> String {
        let Some(held) = self.document(witness) else {
            let name = self.found.traced.name(witness);
            let id = ActorKey::of(name).actor_id();
            let known = self.seen.published.profiles().actor(id).map(|_| format!("/actors/{id}"));
            return known.unwrap_or_else(|| Filter::of_actor(name));
        };
        let own = self.found.claim.members.iter().filter(|(version, _)| *version == held.version.id);
        let own: Vec<_> = own.map(|(_, assertion)| *assertion).collect();
        let words = held.assertions.iter().find(|assertion| own.contains(&assertion.id));
        let place = words.map(|assertion| format!("#a-{}", assertion.id)).unwrap_or_default();
        format!("/documents/{}{place}", held.document.id)
    }

    /// What is to be seen of a witness, as a symbol and in words.
    pub(super) fn marks(&self, id: &str) -> Vec<(&'static str, &'static str)> {
        let Some(witness) = self.lineage.witnesses.get(id) else { return Vec::new() };
        let is_one_of = |group: &String| witness.groups.contains(group) || group == id;
        [
            (self.cut.iter().any(is_one_of), ("◆", "it hangs on this")),
            (self.lineage.interest.iter().any(is_one_of), ("✗", "gains if believed")),
            (self.lineage.retracted.contains(id), ("†", "withdrawn")),
        ]
        .into_iter()
        .filter_map(|(is_so, mark)| is_so.then_some(mark))
        .chain(self.overlay.iter().flat_map(|overlay| overlay.marks(id)))
        .collect()
    }
}

/// The drawing and the list of a side.
pub(super) fn stemma(side: &Side<'_>) -> Markup {
    let derived: BTreeSet<&str> = side.steps.iter().map(|step| step.from.as_str()).collect();
    let mut takers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    side.steps.iter().for_each(|step| {
        takers.entry(step.to.as_str()).or_default().insert(step.from.as_str());
    });
    let names = side.lineage.witnesses.keys().map(String::as_str);
    let roots: Vec<&str> = names.filter(|id| !derived.contains(id)).collect();
    let mut tree = Tree { side, takers, unfolded: BTreeSet::new() };
    html! {
        @if !side.lineage.witnesses.is_empty() {
            (drawing(side))
            p class="small" { "● held  ○ named, not held  ◆ it hangs on this  ✗ gains if believed  † withdrawn  ┄ likely copied"
                @if side.overlay.is_some() { "  ⊘ withdrawn, as supposed  ∅ in no unbroken chain any more  ≡ one voice, as supposed" }
            }
        }
        div class="stemma" {
            p class="small" { "Each origin, and under it who had the claim from it." }
            @if roots.is_empty() { p { "Every report cites another: a circle without an origin." } }
            ul { @for root in roots { (tree.node(root, 0)) } }
            @if side.suspected().next().is_some() {
                p class="small" { "Likely copied, though nobody says so:" }
                ul { @for suspicion in side.suspected() { (copied(side, suspicion)) } }
            }
        }
    }
}

fn copied(side: &Side<'_>, suspicion: &Suspicion) -> Markup {
    html! {
        li {
            a href=(side.link(&suspicion.from)) { (theirs(side.found.traced.name(&suspicion.from))) } " ┄ "
            (theirs(side.found.traced.name(&suspicion.to))) " " span class="small" { (theirs(&suspicion.reason)) }
        }
    }
}

/// Nested lists. Whoever took from several is in several places, and who took from them stands in the first of these only:
/// else a busy claim would have more lines than anybody can send.
struct Tree<'a> {
    side: &'a Side<'a>,
    takers: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Whose takers are listed already.
    unfolded: BTreeSet<&'a str>,
}

impl<'a> Tree<'a> {
    fn node(&mut self, id: &'a str, depth: usize) -> Markup {
        let side = self.side;
        let Some(witness) = side.lineage.witnesses.get(id) else { return html! {} };
        let takers: Vec<&str> = self.takers.get(id).into_iter().flatten().copied().collect();
        let is_listed = self.unfolded.contains(id);
        let below = if is_listed || depth > DEEPEST { Vec::new() } else { takers.clone() };
        if depth <= DEEPEST {
            self.unfolded.insert(id);
        }
        html! {
            li class=[side.fate(id)] {
                a href=(side.link(id)) {
                    @if side.fate(id) == Some("struck") { del { (theirs(side.found.traced.name(id))) } } @else { (theirs(side.found.traced.name(id))) }
                }
                @if let Some(date) = side.date(id) { " " time class="small" datetime=(date) { (date) } }
                @if !side.is_held(id) { " " span class="small" { "(not held)" } }
                " " span class="small" { (witness.basis.in_words()) }
                @for (symbol, words) in side.marks(id) { " " span class="badge" { (symbol) " " (words) } }
                @if is_listed && !takers.is_empty() { " " span class="small" { "(who had it from there: above)" } }
                @if !below.is_empty() { ul { @for taker in below { (self.node(taker, depth + 1)) } } }
            }
        }
    }
}
