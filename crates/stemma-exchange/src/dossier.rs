//! A dossier of a topic, made from what is held and found: Markdown in the sections that topic dossiers have.
//!
//! It says nothing that the findings do not say: claims stand in quotation marks, each with how it stands in plain words
//! and with the quotes and sources that it rests on. The same store gives the same bytes.

mod sources;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use stemma_core::contradiction::Contradiction;
use stemma_core::date::PartialDate;
use stemma_core::document::{Document, Version};
use stemma_core::dossier::{NoteContent, positions};
use stemma_core::enumerations::{Headline, Modality, Stance};
use stemma_core::explain::in_short;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::name::ActorKey;
use stemma_core::state::{Assertion, HeldVersion, Retracted, State};
use stemma_core::tension::{Tension, TensionGround, TensionSide, tensions};
use stemma_core::topic::Topic;

use self::sources::{Sources, voice};
use self::words::{plain, quoted};

/// How many quotes of a claim are shown; the sources of the others are cited.
const QUOTES: usize = 4;
/// How many claims are told one by one.
const CLAIMS: usize = 2000;

/// The dossier of `topic`.
#[must_use]
pub fn dossier(state: &State, findings: &Findings, topic: &Topic) -> String {
    let mut writer = Writer::new(state, findings, topic);
    let sections = [
        ("What", writer.what()),
        ("Open questions", writer.questions()),
        ("Narrative", writer.narrative()),
        ("Timeline", writer.timeline()),
        ("Perspectives", writer.perspectives()),
        ("Tensions", writer.tensions(topic)),
    ];
    let mut out = format!("# {}\n", plain(&topic.name));
    for (heading, text) in sections {
        let text = if text.is_empty() { "Nothing is recorded.\n".to_owned() } else { text };
        let _ = write!(out, "\n## {heading}\n\n{text}");
    }
    let _ = write!(out, "\n{}\n", writer.status());
    let _ = write!(out, "\n## Sources\n\n{}", writer.sources.list());
    out
}

struct Writer<'s> {
    findings: &'s Findings,
    state: &'s State,
    /// The claims of the topic that a check can settle, those that most reports make first.
    claims: Vec<&'s ClaimFinding>,
    /// The versions that hold now of the documents of the topic, by date and name.
    held: Vec<&'s HeldVersion>,
    /// Every assertion with its version.
    assertions: BTreeMap<Id<Assertion>, (&'s HeldVersion, &'s Assertion)>,
    sources: Sources<'s>,
}

impl<'s> Writer<'s> {
    fn new(state: &'s State, findings: &'s Findings, topic: &Topic) -> Self {
        let is_wanted = |found: &&ClaimFinding| topic.claims.contains_key(&found.claim.id);
        let mut claims: Vec<&ClaimFinding> =
            findings.claims.iter().filter(is_wanted).filter(|found| found.claim.kind.is_checkable()).collect();
        claims.sort_by_key(|found| (std::cmp::Reverse(found.finding.support.reports), &found.claim.text));
        let mut held: Vec<&HeldVersion> =
            state.current().filter(|held| topic.documents.contains_key(&held.document.id)).collect();
        held.sort_by_key(|held| (held.document.metadata.published, &held.document.name, held.version.id));
        let all = state.versions.values().flat_map(|held| held.assertions.iter().map(move |a| (a.id, (held, a))));
        Self { findings, state, claims, held, assertions: all.collect(), sources: Sources::default() }
    }

    fn what(&mut self) -> String {
        let (claims, documents) = (self.claims.len(), self.held.len());
        let counted =
            |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
        let mut out = format!(
            "{} and {} are filed under this topic. Each claim stands below with what its reports rest on, as of {} and by the policy {}. Nothing here says that a claim is true.\n\n",
            counted(documents, "document", "documents"),
            counted(claims, "claim that a check can settle", "claims that a check can settle"),
            self.findings.as_of,
            self.findings.policy
        );
        for headline in Headline::ALL.iter().rev() {
            let count = self.claims.iter().filter(|found| found.finding.headline == *headline).count();
            if count > 0 {
                let _ = writeln!(out, "- {}: {count}", title_of(*headline));
            }
        }
        out
    }

    /// The open questions of the dossiers under the topic.
    fn questions(&mut self) -> String {
        let mut out = String::new();
        for (held, note) in self.held.iter().flat_map(|held| held.notes.iter().map(move |note| (held, note))) {
            let NoteContent::Question { text, settled_by } = &note.content else { continue };
            let settled = settled_by.as_ref().map(|by| format!(" Settled by: {}", plain(by))).unwrap_or_default();
            let mark = self.sources.cite([&held.document]);
            let _ = writeln!(out, "- {} {mark}{settled}", plain(text));
        }
        out
    }

    fn narrative(&mut self) -> String {
        let mut out = String::new();
        let told: Vec<&ClaimFinding> = self.claims.iter().take(CLAIMS).copied().collect();
        for headline in Headline::ALL.iter().rev() {
            let of_headline = told.iter().filter(|found| found.finding.headline == *headline);
            let told: String = of_headline.map(|found| self.claim(found)).collect();
            if !told.is_empty() {
                let _ = write!(out, "### {}\n\n{told}\n", title_of(*headline));
            }
        }
        let rest = self.claims.len() - told.len();
        if rest > 0 {
            let _ = writeln!(out, "{rest} more claims are not told here one by one.\n");
        }
        let contradictions = self.contradictions(&told);
        if !contradictions.is_empty() {
            let _ = write!(out, "### Contradictions\n\n{contradictions}");
        }
        out
    }

    /// A claim, how it stands, and some of its quotes.
    fn claim(&mut self, found: &ClaimFinding) -> String {
        let members = self.members(found.claim.members.iter().map(|(_, id)| *id));
        let marks = self.sources.cite(members.iter().map(|(held, _)| &held.document));
        let flags: Vec<&str> = found.flags.iter().map(|flag| flag.as_str()).collect();
        let flags = if flags.is_empty() { String::new() } else { format!(" Flags: {}.", flags.join(", ")) };
        let stands = plain(&in_short(&found.traced, &found.finding));
        let mut out = format!("- {} {stands}{flags} {marks}\n", self.of_claim(found));
        let mut seen: BTreeSet<Id<Document>> = BTreeSet::new();
        for (held, assertion) in members {
            if seen.len() == QUOTES {
                break;
            }
            if seen.insert(held.document.id) {
                let _ = writeln!(out, "  - {}", self.quote(held, assertion));
            }
        }
        out
    }

    /// The words of a claim; none where they give a sum that does not follow from its parts.
    fn of_claim(&self, found: &ClaimFinding) -> String {
        let is_wrong = |id: &Id<Assertion>| {
            self.assertions
                .get(id)
                .is_some_and(|(held, a)| a.statement.sentence == found.claim.text && adds_up_wrongly(held, a))
        };
        match found.claim.members.iter().any(|(_, id)| is_wrong(id)) {
            true => "A sum that is stated and does not follow from its parts.".to_owned(),
            false => quoted(&found.claim.text),
        }
    }

    /// Who says it, on whose word, and in which words.
    fn quote(&mut self, held: &'s HeldVersion, assertion: &Assertion) -> String {
        let statement = &assertion.statement;
        let date = held.document.metadata.published.map(|date| format!(", {date}")).unwrap_or_default();
        let source = statement.source.as_ref().filter(|source| {
            statement.chain.len() > 1 && ActorKey::of(&source.name) != ActorKey::of(&voice(&held.document))
        });
        let source = source.map(|source| format!(", on the word of {}", plain(&source.name))).unwrap_or_default();
        let side = match statement.stance {
            Stance::Affirms => "",
            Stance::Denies => ", denying it",
            Stance::Questions => ", questioning it",
        };
        let modality = match statement.modality {
            Modality::Asserted => "",
            Modality::Hedged => ", with a hedge",
            Modality::Rumoured => ", as a rumour",
            Modality::Predicted => ", as a forecast",
            Modality::Hypothetical => ", as a hypothesis",
        };
        let is_withdrawn = self.state.is_withdrawn(&held.document, assertion.id);
        let withdrawn = if is_withdrawn { ", withdrawn since" } else { "" };
        let words = match adds_up_wrongly(held, assertion) {
            true => "a sum that does not follow from its parts".to_owned(),
            false => quoted(&content(assertion)),
        };
        let mark = self.sources.cite([&held.document]);
        format!("{}{date}{source}{side}{modality}{withdrawn}: {words} {mark}", voice(&held.document))
    }

    /// Assertions with the versions that make them, the earliest first; superseded ones only when there are no others.
    fn members(&self, ids: impl Iterator<Item = Id<Assertion>>) -> Vec<(&'s HeldVersion, &'s Assertion)> {
        let mut members: Vec<(&HeldVersion, &Assertion)> =
            ids.filter_map(|id| self.assertions.get(&id).copied()).collect();
        if members.iter().any(|(held, _)| !held.superseded) {
            members.retain(|(held, _)| !held.superseded);
        }
        members.sort_by_key(|(held, assertion)| {
            let published = held.document.metadata.published;
            (published.is_none(), published, &held.document.name, assertion.reading_order())
        });
        members
    }

    /// What cannot hold together with a claim that is told.
    fn contradictions(&mut self, told: &[&'s ClaimFinding]) -> String {
        let known: BTreeMap<_, _> = self.findings.claims.iter().map(|found| (found.claim.id, found)).collect();
        let about: BTreeSet<_> = told.iter().map(|found| found.claim.id).collect();
        let is_wanted = |c: &&Contradiction| {
            !(c.kind.is_compatible() || c.corrected) && (about.contains(&c.a) || about.contains(&c.b))
        };
        let mut lines = Vec::new();
        for contradiction in self.findings.contradictions.iter().filter(is_wanted) {
            let (Some(a), Some(b)) = (known.get(&contradiction.a), known.get(&contradiction.b)) else { continue };
            let sides = contradiction.a_assertions.iter().chain(&contradiction.b_assertions).copied();
            let members = self.members(sides);
            let marks = self.sources.cite(members.iter().map(|(held, _)| &held.document));
            let (kind, reason) = (contradiction.kind, plain(&contradiction.reason));
            let one = self.of_claim(a);
            lines.push(match a.claim.id == b.claim.id {
                true => format!("- {one} is said and denied ({kind}): {reason}. {marks}\n"),
                false => format!("- {one} against {} ({kind}): {reason}. {marks}\n", self.of_claim(b)),
            });
        }
        lines.sort();
        lines.concat()
    }

    /// What was published when, what was withdrawn, and which forecasts fall due.
    fn timeline(&mut self) -> String {
        let mut events: Vec<(PartialDate, String)> = Vec::new();
        for held in self.held.clone() {
            let document = &held.document;
            let mark = self.sources.cite([document]);
            let named = quoted(document.metadata.title.as_deref().unwrap_or(&document.name));
            if let Some(date) = document.metadata.published {
                events.push((date, format!("{} publishes {named} {mark}", voice(document))));
            }
            let withdrawn = self.state.retractions.get(&Retracted::Document(document.id));
            if let Some((on, why)) = withdrawn.and_then(|retraction| Some((retraction.on?, &retraction.reason))) {
                events.push((on, format!("{named} is withdrawn: {} {mark}", plain(why))));
            }
        }
        for found in self.claims.iter().take(CLAIMS).copied().collect::<Vec<_>>() {
            let Some(due) = found.traced.due else { continue };
            let members = self.members(found.claim.members.iter().map(|(_, id)| *id));
            let marks = self.sources.cite(members.iter().map(|(held, _)| &held.document));
            events.push((due, format!("A forecast falls due: {} {marks}", self.of_claim(found))));
        }
        events.sort();
        events.iter().map(|(date, what)| format!("- {date}: {what}\n")).collect()
    }

    /// What the dossiers under the topic say of each actor's position, and how it changed.
    fn perspectives(&mut self) -> String {
        let mut holders: BTreeMap<ActorKey, (String, Vec<String>, Vec<String>)> = BTreeMap::new();
        for held in self.held.clone() {
            let mark = self.sources.cite(held.notes.first().map(|_| &held.document));
            for position in positions(held) {
                let entry = holders.entry(ActorKey::of(position.holder));
                let (_, words, evolution) = entry.or_insert_with(|| (plain(position.holder), vec![], vec![]));
                words.extend(position.assertions.iter().map(|a| format!("{} {mark}\n", quoted(&content(a)))));
                let date = held.document.metadata.published.map(|date| format!(" ({date})")).unwrap_or_default();
                evolution.push(format!("{}{date} {mark}", plain(position.evolution)));
            }
        }
        let told = |(name, words, evolution): &(String, Vec<String>, Vec<String>)| {
            format!("{name}\n{}Evolution: {}\n", words.concat(), evolution.join("; "))
        };
        holders.values().map(told).collect::<Vec<_>>().join("\n")
    }

    /// Opposed positions: each side in words, with who takes it.
    fn tensions(&mut self, topic: &Topic) -> String {
        let mut out = String::new();
        for tension in tensions(self.state, self.findings).iter().filter(|t| topic.has_tension(self.state, t)) {
            let actors =
                |side: &TensionSide| side.actors.iter().map(|s| plain(&s.actor)).collect::<Vec<_>>().join(", ");
            let documents = tension.sides.iter().flat_map(|side| &side.actors).flat_map(|stand| &stand.positions);
            let documents = documents.map(|position| position.version).chain(dossier_of(tension));
            let held: Vec<&HeldVersion> = documents.filter_map(|version| self.state.versions.get(&version)).collect();
            let marks = self.sources.cite(held.into_iter().map(|held| &held.document));
            let sides: Vec<String> = match tension.ground {
                TensionGround::Dossier { .. } => {
                    let named = |side: &TensionSide| Some(actors(side)).filter(|names| !names.is_empty());
                    let of = |side: &TensionSide| named(side).map(|names| format!(" ({names})")).unwrap_or_default();
                    tension.sides.iter().map(|side| format!("{}{}", quoted(&side.text), of(side))).collect()
                }
                TensionGround::Stance { claim } | TensionGround::Position { claim } => {
                    let taken = if matches!(tension.ground, TensionGround::Stance { .. }) {
                        ["affirmed", "denied"]
                    } else {
                        ["supported", "opposed"]
                    };
                    let found = self.findings.claims.iter().find(|found| found.claim.id == claim);
                    let words = found.map(|found| self.of_claim(found)).unwrap_or_default();
                    let mut told: Vec<String> = Vec::new();
                    for (side, taken) in tension.sides.iter().zip(taken) {
                        let about = if told.is_empty() { format!("{words}, ") } else { String::new() };
                        told.push(format!("{about}{taken} by {}", actors(side)));
                    }
                    told
                }
            };
            let _ = writeln!(out, "- {} {marks}", sides.join(" vs. "));
            for stand in tension.sides.iter().flat_map(|side| &side.actors) {
                let evolution = stand.evolution();
                if evolution.contains(", then ") {
                    let _ = writeln!(out, "- {} changed: {}", plain(&stand.actor), plain(&evolution));
                }
            }
        }
        out
    }

    /// How the subject stands, in the words of the dossiers under the topic.
    fn status(&mut self) -> String {
        let mut all = Vec::new();
        for (held, note) in self.held.clone().into_iter().flat_map(|held| held.notes.iter().map(move |n| (held, n))) {
            if let NoteContent::Status(status) = &note.content {
                all.push(format!("{} {}", plain(status), self.sources.cite([&held.document])));
            }
        }
        format!("Status: {}", if all.is_empty() { "not stated".to_owned() } else { all.join("; ") })
    }
}

/// The words of an assertion, in order of place.
fn content(assertion: &Assertion) -> String {
    let words: Vec<&str> = assertion.statement.contents.iter().map(|content| content.text.as_str()).collect();
    words.join(" … ")
}

/// Whether reading found that a sum in these words does not follow from its parts.
fn adds_up_wrongly(held: &HeldVersion, assertion: &Assertion) -> bool {
    let hull = assertion.statement.hull();
    let is_in = |span: stemma_core::span::Span| span.start < hull.end && hull.start < span.end;
    held.problems.iter().any(|problem| problem.code == "STM115" && problem.span.is_some_and(is_in))
}

fn dossier_of(tension: &Tension) -> Option<Id<Version>> {
    match tension.ground {
        TensionGround::Dossier { version, .. } => Some(version),
        TensionGround::Stance { .. } | TensionGround::Position { .. } => None,
    }
}

/// A headline in plain words.
const fn title_of(headline: Headline) -> &'static str {
    match headline {
        Headline::Unknown => "Not asserted by any document that is held",
        Headline::Unattributed => "Nobody says how they know",
        Headline::SelfAsserted => "Only from parties with an interest",
        Headline::SingleOrigin => "One origin",
        Headline::SingleChannel => "Several origins through one messenger",
        Headline::Entangled => "Several lines, no two of them independent",
        Headline::Corroborated => "Independent lines without first-hand evidence that is held",
        Headline::IndependentlyVerified => "Independently verified",
        Headline::Contested => "Contested",
        Headline::Countered => "Countered",
        Headline::Refuted => "Refuted",
        Headline::PredictionPending => "Forecasts whose date is ahead",
        Headline::PredictionDue => "Forecasts whose date has come",
    }
}
