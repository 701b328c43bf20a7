//! `stemma merge`, `stemma split` and `stemma not-same`: what people judge to be one claim, or not. Every word stays as it
//! was said; `stemma undo` takes a judgement back exactly.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use oxrdf::Quad;
use stemma_core::features::Sort;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::{Assertion, Judgement, State};
use stemma_store::records::{Iris, judgement_quads};

use super::claims::short;
use super::what_if::recorded;
use super::{Outcome, Unusable};
use crate::arguments::{Judge, Split};
use crate::pipeline::{PRINCIPAL, Pipeline, Question};

/// How many pairs of assertions one judgement may part.
const MOST_PAIRS: usize = 5000;

/// What somebody judged, before it is recorded.
pub(crate) struct Judged {
    pairs: Pairs,
    same: bool,
    why: String,
    /// In words, for the log.
    pub(crate) told: String,
}

pub(super) fn merge(store: &Path, json: bool, arguments: &Judge, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    recorded_with(store, json, |state, known| merged(state, known, arguments), out)
}

pub(super) fn not_same(store: &Path, json: bool, arguments: &Judge, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    recorded_with(store, json, |state, known| parted(state, known, arguments), out)
}

pub(super) fn split(store: &Path, json: bool, arguments: &Split, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    recorded_with(store, json, |state, known| split_off(state, known, arguments), out)
}

fn recorded_with(
    store: &Path,
    json: bool,
    judge: impl FnOnce(&State, &Findings) -> Result<Judged, Unusable>,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open(store)?;
    let before = pipeline.view(&Question::today())?;
    let judged = judge(&before.state, &before.findings)?;
    let (old, new) = judged.quads(&pipeline.iris, &before.state, PRINCIPAL)?;
    recorded(&pipeline, &before, (judged.told, old, new), (store, json), out)?;
    Ok(Outcome::Done)
}

/// That two claims are one.
///
/// # Errors
/// When they are one already, exclude each other, are of two kinds, or somebody judged otherwise.
pub(crate) fn merged(state: &State, known: &Findings, arguments: &Judge) -> Result<Judged, Unusable> {
    let (one, other) = two(state, known, arguments)?;
    if one.claim.id == other.claim.id {
        return Err(Unusable(format!("that is one claim already: {}", one.claim.text)));
    }
    let excluding = known
        .contradictions
        .iter()
        .find(|c| !c.kind.is_compatible() && [(c.a, c.b), (c.b, c.a)].contains(&(one.claim.id, other.claim.id)));
    if let Some(contradiction) = excluding {
        let why = format!(
            "the two exclude each other ({}: {}): they are no one claim",
            contradiction.kind, contradiction.reason
        );
        return Err(Unusable(why));
    }
    if Sort::from(one.claim.kind) != Sort::from(other.claim.kind) {
        let why = format!("one is a {}, the other a {}: they are no one claim", one.claim.kind, other.claim.kind);
        return Err(Unusable(why));
    }
    let parted = pairs(&assertions(one), &assertions(other));
    if let Some(judgement) = state.judgements.iter().find(|j| !j.same && parted.contains(&(j.a, j.b))) {
        let why = format!(
            "{} judged them not to be the same ({}); take that back first: `stemma undo`, or `Take back` in the list of changes of the service",
            judgement.by, judgement.reason
        );
        return Err(Unusable(why));
    }
    let pair = one.claim.members.first().zip(other.claim.members.first()).map(|((_, a), (_, b))| (*a, *b));
    let told = format!("merge “{}” with “{}”: {}", one.claim.text, other.claim.text, arguments.reason);
    Ok(Judged { pairs: pair.into_iter().collect(), same: true, why: arguments.reason.clone(), told })
}

/// That two claims are not one.
///
/// # Errors
/// When they are one now.
pub(crate) fn parted(state: &State, known: &Findings, arguments: &Judge) -> Result<Judged, Unusable> {
    let (one, other) = two(state, known, arguments)?;
    if one.claim.id == other.claim.id {
        let why =
            "that is one claim; part it with `stemma split CLAIM ASSERTION…`: `stemma explain --json` has the ids";
        return Err(Unusable(why.to_owned()));
    }
    let told = format!("not the same: “{}” and “{}”: {}", one.claim.text, other.claim.text, arguments.reason);
    let pairs = pairs(&assertions(one), &assertions(other));
    Ok(Judged { pairs, same: false, why: arguments.reason.clone(), told })
}

/// That some assertions of a claim make another one.
///
/// # Errors
/// When one of them is none of the claim's, or they are all of it.
pub(crate) fn split_off(state: &State, known: &Findings, arguments: &Split) -> Result<Judged, Unusable> {
    needs_reason(&arguments.reason)?;
    let found = the_claim(state, known, &arguments.claim)?;
    let all = assertions(found);
    let mut away = BTreeSet::new();
    for wanted in &arguments.assertions {
        let meant = meant(state, found, wanted);
        if meant.is_empty() {
            let why =
                format!("no assertion of this claim is `{wanted}`: give its id, or the document that it stands in");
            return Err(Unusable(why));
        }
        away.extend(meant);
    }
    let rest: BTreeSet<Id<Assertion>> = all.difference(&away).copied().collect();
    if rest.is_empty() {
        return Err(Unusable("these are all assertions of the claim: nothing would be parted".to_owned()));
    }
    let told = format!("split “{}”, {} away: {}", found.claim.text, away.len(), arguments.reason);
    Ok(Judged { pairs: pairs(&away, &rest), same: false, why: arguments.reason.clone(), told })
}

impl Judged {
    /// The quads that go and those that come, when `by` judges so: a later judgement of the same person on the same pair
    /// takes the place of the earlier one.
    ///
    /// # Errors
    /// When it parts too many pairs at once.
    pub(crate) fn quads(&self, iris: &Iris, state: &State, by: &str) -> Result<(Vec<Quad>, Vec<Quad>), Unusable> {
        if self.pairs.len() > MOST_PAIRS {
            let why = format!(
                "this parts {} pairs of assertions, more than {MOST_PAIRS}: part fewer at a time",
                self.pairs.len()
            );
            return Err(Unusable(why));
        }
        let earlier = state.judgements.iter().filter(|j| j.by == by && self.pairs.contains(&(j.a, j.b)));
        let old: Vec<Quad> = earlier.flat_map(|judgement| judgement_quads(iris, judgement)).collect();
        let judged =
            |&(a, b): &(_, _)| Judgement { a, b, same: self.same, by: by.to_owned(), reason: self.why.clone() };
        let new: Vec<Quad> =
            self.pairs.iter().map(judged).flat_map(|judgement| judgement_quads(iris, &judgement)).collect();
        Ok((old.into_iter().filter(|quad| !new.contains(quad)).collect(), new))
    }
}

fn needs_reason(reason: &str) -> Result<(), Unusable> {
    if reason.trim().is_empty() { Err(Unusable("a judgement needs a reason".to_owned())) } else { Ok(()) }
}

fn two<'f>(
    state: &State,
    known: &'f Findings,
    arguments: &Judge,
) -> Result<(&'f ClaimFinding, &'f ClaimFinding), Unusable> {
    needs_reason(&arguments.reason)?;
    let the_claim = |wanted: &str| the_claim(state, known, wanted);
    Ok((the_claim(&arguments.claim)?, the_claim(&arguments.other)?))
}

/// The one claim with this id, or that begins so, or has these words. What is recorded must not hang on a guess: where
/// several fit, they are named.
pub(super) fn the_claim<'f>(state: &State, known: &'f Findings, wanted: &str) -> Result<&'f ClaimFinding, Unusable> {
    if let Some(found) = Id::parse(wanted).and_then(|id| known.answering(id)) {
        return Ok(found);
    }
    let is_id = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let lower = wanted.trim().to_lowercase();
    let fits = |found: &&ClaimFinding| {
        let has = |wording: &str| !lower.is_empty() && wording.to_lowercase().contains(&lower);
        state.wordings(&found.claim).into_iter().any(has)
    };
    let mut fitting: Vec<&ClaimFinding> = if is_id { known.answering_to(&lower) } else { Vec::new() };
    let named: BTreeSet<Id<Claim>> = fitting.iter().map(|found| found.claim.id).collect();
    fitting.extend(known.claims.iter().filter(fits).filter(|found| !named.contains(&found.claim.id)));
    match fitting.as_slice() {
        [one] => Ok(one),
        [] => {
            Err(Unusable(format!("no claim has the words `{wanted}`; see `stemma claims --all` for those there are")))
        }
        several => {
            let names = several.iter().take(5).map(|found| format!("\n  {}  {}", short(found), found.claim.text));
            let names: String = names.collect();
            Err(Unusable(format!("`{wanted}` fits {} claims; give the id of one:{names}", several.len())))
        }
    }
}

fn assertions(found: &ClaimFinding) -> BTreeSet<Id<Assertion>> {
    found.claim.members.iter().map(|(_, id)| *id).collect()
}

/// The assertions of a claim that are meant: by id, by the beginning of it, or by the name of their document.
fn meant(state: &State, found: &ClaimFinding, wanted: &str) -> Vec<Id<Assertion>> {
    let is_id = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let is_it = |(version, id): &(Id<_>, Id<Assertion>)| {
        let name = state.versions.get(version).map(|held| held.document.name.as_str()).unwrap_or_default();
        let name = name.strip_prefix("./").unwrap_or(name);
        name == wanted || name.ends_with(&format!("/{wanted}")) || is_id && id.to_string().starts_with(wanted)
    };
    found.claim.members.iter().filter(|member| is_it(member)).map(|(_, id)| *id).collect()
}

type Pairs = BTreeSet<(Id<Assertion>, Id<Assertion>)>;

fn pairs(ones: &BTreeSet<Id<Assertion>>, others: &BTreeSet<Id<Assertion>>) -> Pairs {
    ones.iter().flat_map(|a| others.iter().map(move |b| (*a.min(b), *a.max(b)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::ingest;

    #[test]
    fn two_people_who_judge_otherwise_join_nothing_that_one_of_them_parts() {
        let folder = tempfile::tempdir().unwrap();
        let texts = [
            "The dyke at Halm leaks, said Ada Moor.",
            "Water seeps through the wall, said Cem Oner.",
            "The lock house stands in a puddle, said Dag Lund.",
        ];
        let paths: Vec<_> = (0..)
            .zip(texts)
            .map(|(n, text)| {
                let path = folder.path().join(format!("{n}.md"));
                std::fs::write(&path, text).unwrap();
                path
            })
            .collect();
        let pipeline = Pipeline::open(&folder.path().join("store")).unwrap();
        let view = ingest(&pipeline, &paths, &crate::fetch::Fetching::default(), &mut |_, _| ()).unwrap().view;
        let id = |words: &str| {
            let claim = view.findings.claims.iter().find(|found| found.claim.text.contains(words)).unwrap();
            claim.claim.members[0].1
        };
        let (dyke, wall, puddle) = (id("dyke"), id("wall"), id("puddle"));
        let judge = |a: Id<Assertion>, b: Id<Assertion>, same: bool, by: &str| {
            let judgement =
                Judgement { a: a.min(b), b: a.max(b), same, by: by.to_owned(), reason: "as I see it".to_owned() };
            let quads = judgement_quads(&pipeline.iris, &judgement);
            pipeline.record("judge".to_owned(), Vec::new(), quads, Vec::new()).unwrap();
            pipeline.view(&Question::today()).unwrap().findings
        };
        assert_eq!(judge(dyke, wall, true, "ada").claims.len(), 2);
        assert_eq!(judge(wall, puddle, true, "ada").claims.len(), 1);
        // One wall, one puddle – and yet not one thing: the chain breaks, and somebody has to look.
        let found = judge(dyke, puddle, false, "bo");
        assert_eq!(found.claims.len(), 2);
        let together = |a, b| found.claims.iter().any(|c| assertions(c).contains(&a) && assertions(c).contains(&b));
        assert!(!together(dyke, puddle));
        assert!(found.matches.iter().any(|m| m.reason.contains("judged to be different")));
        // On the very same pair as well.
        let found = judge(dyke, wall, false, "bo");
        assert!(!found.claims.iter().any(|c| assertions(c).contains(&dyke) && assertions(c).contains(&wall)));
    }
}
