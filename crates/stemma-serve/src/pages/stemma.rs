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
use super::turned::{List, Turned};
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
    /// Its list, and that of its likely copies.
    lists: [List; 2],
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
        Self {
            seen,
            found,
            name: "who says so",
            lists: [lines("lineage"), copies("copies")],
            lineage,
            steps,
            cut: &found.finding.support.cut,
            overlay: None,
        }
    }

    /// What stands against it.
    pub(super) fn opposing(seen: Seen<'a>, found: &'a ClaimFinding) -> Option<Self> {
        let lineage = found.traced.case.opposing.as_ref()?;
        let cut = found.finding.opposition.as_ref().map_or(&[][..], |opposition| opposition.side.cut.as_slice());
        Some(Self {
            seen,
            found,
            name: "who says otherwise",
            lists: [lines("against"), copies("copies-against")],
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

    /// Whose voice a held document is, when it is called otherwise: its publisher, authors and owners, the first of them.
    fn voices(&self, id: &str) -> Option<String> {
        const SHOWN: usize = 3;
        let witness = self.lineage.witnesses.get(id).filter(|witness| witness.held)?;
        let voices: Vec<&str> = witness.groups.iter().map(String::as_str).filter(|group| *group != id).collect();
        let more = if voices.len() > SHOWN { " …" } else { "" };
        let shown: Vec<&str> = voices.into_iter().take(SHOWN).collect();
        (!shown.is_empty()).then(|| shown.join(", ") + more)
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

    /// Whether a witness counts no more only because a later version took its place: nobody withdrew it.
    fn is_only_superseded(&self, id: &str) -> bool {
        let is_withdrawn = |held: &HeldVersion| {
            let own = self.found.claim.members.iter().filter(|(version, _)| *version == held.version.id);
            own.map(|(_, assertion)| *assertion).any(|own| self.seen.is_withdrawn(held, own))
                || self.seen.is_retracted(held)
        };
        self.document(id).is_some_and(|held| held.superseded && !is_withdrawn(held))
    }

    /// What is to be seen of a witness, as a symbol and in words.
    pub(super) fn marks(&self, id: &str) -> Vec<(&'static str, &'static str)> {
        let Some(witness) = self.lineage.witnesses.get(id) else { return Vec::new() };
        let is_one_of = |group: &String| witness.groups.contains(group) || group == id;
        let is_out = self.lineage.retracted.contains(id);
        let is_earlier = is_out && self.is_only_superseded(id);
        [
            (self.cut.iter().any(is_one_of), ("◆", "it hangs on this")),
            (self.lineage.interest.iter().any(is_one_of), ("✗", "gains if believed")),
            (is_out && !is_earlier, ("†", "withdrawn")),
            (is_earlier, ("‡", "superseded by a later version")),
        ]
        .into_iter()
        .filter_map(|(is_so, mark)| is_so.then_some(mark))
        .chain(self.overlay.iter().flat_map(|overlay| overlay.marks(id)))
        .collect()
    }
}

const fn lines(key: &'static str) -> List {
    List { key, words: ["line", "lines"], size: 150 }
}

const fn copies(key: &'static str) -> List {
    List { key, words: ["likely copy", "likely copies"], size: 50 }
}

/// The drawing and the list of a side: of a list the part that `turned` asks for, or all of it.
pub(super) fn stemma(side: &Side<'_>, turned: Option<&Turned>) -> Markup {
    let lines = Line::all(side);
    let part = |list: List, all: usize| turned.map_or(0..all, |turned| turned.part(list, all));
    let others = |list: List, all: usize| turned.map(|turned| turned.others(list, all)).unwrap_or_default();
    let suspected: Vec<&Suspicion> = side.suspected().collect();
    let [own, copies] = side.lists;
    let shown = part(own, lines.len());
    let before = Line::above(&lines, shown.start);
    let shown: Vec<(Line<'_>, bool)> = before
        .into_iter()
        .map(|line| (line, true))
        .chain(lines.get(shown).unwrap_or_default().iter().map(|line| (*line, false)))
        .collect();
    html! {
        @if !side.lineage.witnesses.is_empty() {
            (drawing(side))
            p class="small" { "● held  ○ named, not held  ◆ it hangs on this  ✗ gains if believed  † withdrawn  ‡ superseded by a later version  ┄ likely copied or heard"
                @if side.overlay.is_some() { "  ⊘ withdrawn, as supposed  ∅ in no unbroken chain any more  ≡ one voice, as supposed" }
            }
        }
        div class="stemma" {
            p class="small" { "Each origin, and under it who had the claim from it." }
            @if !lines.iter().any(|line| line.depth == 0) { p { "Every report cites another: a circle without an origin." } }
            (others(own, lines.len()))
            (nested(side, &shown))
            @if !suspected.is_empty() {
                p class="small" { "Likely copied or had from another, though nobody says so:" }
                (others(copies, suspected.len()))
                ul { @for suspicion in suspected.get(part(copies, suspected.len())).unwrap_or_default() { li { (copied(side, suspicion)) } } }
            }
        }
    }
}

fn copied(side: &Side<'_>, suspicion: &Suspicion) -> Markup {
    html! {
        a href=(side.link(&suspicion.from)) { (theirs(side.found.traced.name(&suspicion.from))) } " ┄ "
        (theirs(side.found.traced.name(&suspicion.to))) " " span class="small" { (theirs(&suspicion.reason)) }
    }
}

/// Lines as nested lists; those that stand on an earlier part of the list, above what is shown of it, say so.
fn nested(side: &Side<'_>, lines: &[(Line<'_>, bool)]) -> Markup {
    let depth = lines.first().map_or(0, |(line, _)| line.depth);
    html! {
        ul {
            @for of_one in lines.chunk_by(|_, (line, _)| line.depth > depth) {
                @if let Some(((line, is_above), below)) = of_one.split_first() { (item(side, line, *is_above, below)) }
            }
        }
    }
}

fn item(side: &Side<'_>, line: &Line<'_>, is_above: bool, below: &[(Line<'_>, bool)]) -> Markup {
    let id = line.witness;
    let Some(witness) = side.lineage.witnesses.get(id) else { return html! {} };
    html! {
        li class=[side.fate(id)] {
            a href=(side.link(id)) {
                @if side.fate(id) == Some("struck") { del { (theirs(side.found.traced.name(id))) } } @else { (theirs(side.found.traced.name(id))) }
            }
            @if let Some(voices) = side.voices(id) { " " span class="small" { "(" (theirs(&voices)) ")" } }
            @if is_above { " " span class="small" { "(continued)" } }
            @if let Some(date) = side.date(id) { " " time class="small" datetime=(date) { (date) } }
            @if !side.is_held(id) { " " span class="small" { "(not held)" } }
            " " span class="small" { (witness.basis.in_words()) }
            @for (symbol, words) in side.marks(id) { " " span class="badge" { (symbol) " " (words) } }
            @if line.is_listed { " " span class="small" { "(who had it from there: above)" } }
            @if !below.is_empty() { (nested(side, below)) }
        }
    }
}

/// A line of the nested lists. Whoever took from several is in several places, and who took from them stands in the first of
/// these only: else a busy claim would have more lines than anybody can send.
#[derive(Clone, Copy)]
struct Line<'a> {
    witness: &'a str,
    depth: usize,
    /// Whether who took from it stands at an earlier line.
    is_listed: bool,
}

impl<'a> Line<'a> {
    /// All lines of a side, each origin with whoever took from it under it.
    fn all(side: &Side<'a>) -> Vec<Self> {
        let derived: BTreeSet<&str> = side.steps.iter().map(|step| step.from.as_str()).collect();
        let mut takers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for step in side.steps {
            takers.entry(step.to.as_str()).or_default().insert(step.from.as_str());
        }
        let names = side.lineage.witnesses.keys().map(String::as_str);
        let roots = names.filter(|id| !derived.contains(id));
        // The last is the next.
        let mut open: Vec<(&str, usize)> = roots.rev().map(|root| (root, 0)).collect();
        let (mut unfolded, mut lines) = (BTreeSet::new(), Vec::new());
        while let Some((witness, depth)) = open.pop() {
            if !side.lineage.witnesses.contains_key(witness) {
                continue;
            }
            let takers = takers.get(witness).into_iter().flatten();
            let is_listed = unfolded.contains(witness) && takers.clone().next().is_some();
            lines.push(Self { witness, depth, is_listed });
            if depth <= DEEPEST && unfolded.insert(witness) {
                open.extend(takers.rev().map(|taker| (*taker, depth + 1)));
            }
        }
        lines
    }

    /// The lines that the one at a place stands under, the outermost first.
    fn above(lines: &[Self], place: usize) -> Vec<Self> {
        let Some(mut depth) = lines.get(place).map(|line| line.depth) else { return Vec::new() };
        let mut above = Vec::new();
        for line in lines.get(..place).unwrap_or_default().iter().rev() {
            if line.depth < depth {
                depth = line.depth;
                above.push(*line);
            }
        }
        above.reverse();
        above
    }
}
