//! Pairs of sentences that people marked: one claim in two wordings, two claims that exclude each other, or neither.
//!
//! Three forms are read. One JSON record a line: `{id, topic, relation, kind, a, b, a_published, b_published}`, with the
//! relations `same`, `contradiction`, `compatible` and `different`; the records of inference corpora
//! (`{gold_label, sentence1, sentence2}`); and the table of SICK. Entailment is no identity, so that only their
//! contradictions are counted, and merges of what they call contradiction or neutral. Which half a pair is in depends on
//! whether its id ends in an odd figure, so that both halves have every kind.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::Value;
use stemma_core::contradiction::contradictions;
use stemma_core::date::PartialDate;
use stemma_core::document::{Document, Metadata, Version};
use stemma_core::enumerations::{ContradictionKind, Stance};
use stemma_core::id::Id;
use stemma_core::identity::claims;
use stemma_core::state::{Assertion, HeldVersion, State};
use stemma_exchange::wire::{PairsRecord, WrongRecord};

use super::Share;
use crate::arguments::Part;

/// What two sentences are to each other, as people marked it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// One claim in two wordings.
    Same,
    /// They cannot both hold.
    Contradiction,
    /// They look opposed, or the one is weaker, and both can hold.
    Compatible,
    /// They have nothing to do with each other, however alike.
    Different,
    /// The one follows from the other: whether they are one claim is not marked.
    Entailment,
}

/// Two sentences, each a document of its own.
#[derive(Clone, Debug)]
pub(crate) struct WordingPair {
    id: String,
    relation: Relation,
    kind: Option<ContradictionKind>,
    a: Wording,
    b: Wording,
}

/// A sentence and when it was published.
#[derive(Clone, Debug)]
struct Wording {
    text: String,
    published: Option<PartialDate>,
}

/// What the rules answer about a pair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Answer {
    /// Whether something of the one and something of the other are one claim, said by both.
    same: bool,
    /// As what they exclude each other.
    excluded: Option<ContradictionKind>,
    /// Why they were found to be compatible.
    compatible: Option<ContradictionKind>,
}

impl WordingPair {
    fn is_in(&self, part: Part) -> bool {
        let is_odd = self.id.chars().last().and_then(|last| last.to_digit(10)).is_some_and(|figure| figure % 2 == 1);
        match part {
            Part::All => true,
            Part::Tuning => is_odd,
            Part::HeldOut => !is_odd,
        }
    }

    /// Whether joining the two is right, wrong, or neither: a rounded number may be told as the same claim.
    fn is_one_claim(&self) -> Option<bool> {
        match self.relation {
            Relation::Same => Some(true),
            Relation::Entailment => None,
            Relation::Compatible if self.kind == Some(ContradictionKind::Rounding) => None,
            Relation::Contradiction | Relation::Compatible | Relation::Different => Some(false),
        }
    }

    /// What the rules say, with nothing else in the store.
    fn answer(&self) -> Answer {
        let (one, other) = (self.a.held("a"), self.b.held("b"));
        let side = |held: &HeldVersion| held.assertions.iter().map(|a| a.id).collect::<BTreeSet<Id<Assertion>>>();
        let (ours, theirs) = (side(&one), side(&other));
        let affirming: BTreeSet<Id<Assertion>> = [&one, &other]
            .into_iter()
            .flat_map(|held| &held.assertions)
            .filter(|assertion| assertion.statement.stance == Stance::Affirms)
            .map(|assertion| assertion.id)
            .collect();
        let versions = [one, other].into_iter().map(|held| (held.version.id, held)).collect();
        let state = State { versions, ..State::default() };
        let found = claims(&state).claims;
        let both = |claim: &&stemma_core::identity::Claim| {
            let says = |side: &BTreeSet<Id<Assertion>>| {
                claim.members.iter().any(|(_, id)| side.contains(id) && affirming.contains(id))
            };
            says(&ours) && says(&theirs)
        };
        let meets = |a: &[Id<Assertion>], b: &[Id<Assertion>]| {
            let any = |of: &[Id<Assertion>], side: &BTreeSet<Id<Assertion>>| of.iter().any(|id| side.contains(id));
            any(a, &ours) && any(b, &theirs) || any(a, &theirs) && any(b, &ours)
        };
        let all = contradictions(&state, &found);
        let kinds: Vec<ContradictionKind> =
            all.iter().filter(|c| meets(&c.a_assertions, &c.b_assertions)).map(|c| c.kind).collect();
        Answer {
            same: found.iter().any(|claim| both(&claim)),
            excluded: kinds.iter().copied().find(|kind| !kind.is_compatible()),
            compatible: kinds.iter().copied().find(|kind| kind.is_compatible()),
        }
    }
}

impl Wording {
    /// The sentence as a document that is read.
    fn held(&self, name: &str) -> HeldVersion {
        let metadata = Metadata { published: self.published, ..Metadata::default() };
        let parsed = stemma_extract::parse(name, self.text.clone(), Some(metadata)).value;
        let statements = stemma_extract::extract(&parsed).value;
        let document = Document { id: Id::of("document", &[name]), name: name.to_owned(), metadata: parsed.metadata };
        let id: Id<Version> = Id::of("version", &[name, &self.text]);
        let version = Version { id, hash: String::new(), byte_length: self.text.len(), media_type: None };
        let assertions = statements.into_iter().map(|statement| Assertion::new(id, statement)).collect();
        let (verdicts, notes, aliases, problems) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (roles, withdrawals) = (Vec::new(), Vec::new());
        HeldVersion {
            document,
            version,
            assertions,
            verdicts,
            notes,
            aliases,
            roles,
            withdrawals,
            problems,
            supersedes: Vec::new(),
            superseded: false,
        }
    }
}

/// What is right, wrong and missed of one question.
#[derive(Debug, Default)]
struct Found {
    precision: Share,
    recall: Share,
}

impl Found {
    fn count(&mut self, wanted: bool, is: bool) {
        if is {
            self.precision.count(wanted);
        }
        if wanted {
            self.recall.count(is);
        }
    }

    fn record(&self, corpus: &str, part: Part, question: &'static str) -> PairsRecord {
        let (precision, recall) = (self.precision.value(), self.recall.value());
        PairsRecord {
            corpus: corpus.to_owned(),
            part: part.as_str(),
            question,
            right: self.precision.right,
            wrong: self.precision.of - self.precision.right,
            missed: self.recall.of - self.recall.right,
            precision,
            recall,
            f1: super::mean(precision, recall),
        }
    }
}

/// Asks the rules about the pairs of one part: a record for identity, one for contradictions, and what is wrong.
pub(crate) fn evaluate_wordings(
    corpus: &str,
    pairs: &[WordingPair],
    part: Part,
) -> (Vec<PairsRecord>, Vec<WrongRecord>) {
    let (mut identity, mut contradiction) = (Found::default(), Found::default());
    let mut wrong = Vec::new();
    for pair in pairs.iter().filter(|pair| pair.is_in(part)) {
        let answer = pair.answer();
        let excluded = answer.excluded.is_some();
        let wanted = pair.relation == Relation::Contradiction;
        contradiction.count(wanted, excluded);
        let one_claim = pair.is_one_claim();
        if let Some(one_claim) = one_claim {
            identity.count(one_claim, answer.same);
        }
        if wanted != excluded || one_claim.is_some_and(|one| one != answer.same) {
            let said = match (answer.same, answer.excluded, answer.compatible) {
                (true, _, _) => "one claim".to_owned(),
                (false, Some(kind), _) => format!("contradiction: {kind}"),
                (false, None, Some(kind)) => format!("compatible: {kind}"),
                (false, None, None) => "nothing".to_owned(),
            };
            wrong.push(WrongRecord { id: pair.id.clone(), a: pair.a.text.clone(), b: pair.b.text.clone(), said });
        }
    }
    let records = vec![identity.record(corpus, part, "identity"), contradiction.record(corpus, part, "contradictions")];
    (records, wrong)
}

/// Whether a file has pairs of sentences and no documents: told by its first line.
pub(crate) fn has_wordings(first_line: &str) -> bool {
    let keys = |record: &Value| record.get("relation").is_some() || record.get("gold_label").is_some();
    first_line.starts_with(SICK) || serde_json::from_str::<Value>(first_line).is_ok_and(|record| keys(&record))
}

/// The head of the table of SICK.
const SICK: &str = "pair_ID\tsentence_A\tsentence_B";

/// Reads pairs of sentences.
///
/// # Errors
/// When the file cannot be read, or a line is no pair.
pub(crate) fn read_wordings(path: &Path) -> anyhow::Result<Vec<WordingPair>> {
    let name = path.display().to_string();
    let lines = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    let is_table = lines.starts_with(SICK);
    let rows = lines.lines().enumerate().skip(usize::from(is_table)).filter(|(_, line)| !line.trim().is_empty());
    let mut pairs = Vec::new();
    for (number, line) in rows {
        let at = || format!("{name}:{}", number + 1);
        let pair = if is_table { of_table(line) } else { of_record(line, number + 1) };
        pairs.extend(pair.with_context(at)?);
    }
    Ok(pairs)
}

/// A row of SICK.
fn of_table(line: &str) -> anyhow::Result<Option<WordingPair>> {
    match line.trim_end_matches('\r').split('\t').collect::<Vec<_>>().as_slice() {
        [id, a, b, _, label, ..] => Ok(marked((*id).to_owned(), label, a, b)?),
        _ => bail!("a row with fewer than five columns"),
    }
}

fn of_record(line: &str, number: usize) -> anyhow::Result<Option<WordingPair>> {
    let record: Value = serde_json::from_str(line)?;
    let text = |key: &str| record.get(key).and_then(Value::as_str);
    let needed = |key: &str| text(key).with_context(|| format!("no `{key}`"));
    if let Some(label) = text("gold_label") {
        return marked(number.to_string(), label, needed("sentence1")?, needed("sentence2")?);
    }
    let relation = match needed("relation")? {
        "same" => Relation::Same,
        "contradiction" => Relation::Contradiction,
        "compatible" => Relation::Compatible,
        "different" => Relation::Different,
        other => bail!("the relation `{other}` is none of same, contradiction, compatible, different"),
    };
    let kind = text("kind").map(str::parse::<ContradictionKind>);
    let wording = |key: &str| -> anyhow::Result<Wording> {
        let published = text(&format!("{key}_published"))
            .map(|date| PartialDate::parse(date).with_context(|| format!("the date `{date}`")));
        Ok(Wording { text: needed(key)?.to_owned(), published: published.transpose()? })
    };
    let id = text("id").map_or_else(|| number.to_string(), str::to_owned);
    Ok(Some(WordingPair { id, relation, kind: kind.transpose()?, a: wording("a")?, b: wording("b")? }))
}

/// A pair of an inference corpus; those whose markers did not agree (`-`) are left out.
fn marked(id: String, label: &str, a: &str, b: &str) -> anyhow::Result<Option<WordingPair>> {
    let relation = match label.to_lowercase().as_str() {
        "contradiction" => Relation::Contradiction,
        "neutral" => Relation::Different,
        "entailment" => Relation::Entailment,
        "-" => return Ok(None),
        other => bail!("the label `{other}` is none of contradiction, neutral, entailment"),
    };
    let wording = |text: &str| {
        let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
        Wording { text: format!("{text}{end}"), published: None }
    };
    Ok(Some(WordingPair { id, relation, kind: None, a: wording(a), b: wording(b) }))
}
