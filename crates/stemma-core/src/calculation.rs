//! Claims whose number is calculated from the numbers of other claims, and what happens when one of those falls.
//!
//! A document states a calculation, or a person records one. What is calculated keeps its inputs: when an input is
//! withdrawn, refuted, countered, contradicted or corrected, or is itself calculated from one that is, the flag `stale`
//! says so, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use crate::document::Version;
use crate::enumerations::{FindingFlag, Headline, Lifecycle, Stance, UnknownValue};
use crate::finding::ClaimFinding;
use crate::id::Id;
use crate::identity::Claim;
use crate::shared::SharedList;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::{Quantity, Statement};

/// How a number is calculated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// The inputs multiplied.
    Product,
    /// The inputs added.
    Sum,
    /// One input less the others.
    Difference,
    /// One input divided by the other.
    Ratio,
}

impl Operation {
    /// Every operation.
    pub const ALL: &'static [Self] = &[Self::Product, Self::Sum, Self::Difference, Self::Ratio];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Sum => "sum",
            Self::Difference => "difference",
            Self::Ratio => "ratio",
        }
    }

    /// The possible results of these numbers: which one the others are taken from is not said, so each is tried.
    #[must_use]
    pub fn results(self, numbers: &[f64]) -> Vec<f64> {
        let sum: f64 = numbers.iter().sum();
        let product: f64 = numbers.iter().product();
        match self {
            Self::Product => vec![product],
            Self::Sum => vec![sum],
            Self::Difference => numbers.iter().map(|first| 2.0 * first - sum).collect(),
            Self::Ratio => numbers.iter().map(|first| first * first / product).filter(|x| x.is_finite()).collect(),
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Operation {
    type Err = UnknownValue;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|operation| operation.as_str() == word);
        let values = Self::ALL.iter().map(|operation| operation.as_str());
        found.ok_or_else(|| UnknownValue { word: word.to_owned(), enumeration: "operation", values: values.collect() })
    }
}

/// A person records that a claim is calculated from others; each claim is named by one of its assertions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Calculation {
    /// The claim that is calculated.
    pub result: Id<Assertion>,
    /// The claims that its number is calculated from.
    pub inputs: BTreeSet<Id<Assertion>>,
    /// How.
    pub how: Operation,
    /// Who says so.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl Calculation {
    /// Whether a person may record it, where these claims are calculated from others already. `of` gives the claims of
    /// assertions.
    ///
    /// # Errors
    /// Why not, in words.
    pub fn checked(
        self,
        known: &[Calculated],
        of: impl Fn(Id<Assertion>) -> Option<Id<Claim>>,
    ) -> Result<Self, String> {
        let refused = |why: &str| Err(why.to_owned());
        if self.reason.trim().is_empty() {
            return refused("a calculation needs a reason");
        }
        let inputs: BTreeSet<Id<Claim>> = self.inputs.iter().filter_map(|input| of(*input)).collect();
        if inputs.len() < 2 {
            return refused("a number is calculated from two claims at least");
        }
        if self.how == Operation::Ratio && inputs.len() > 2 {
            return refused("a ratio has two inputs");
        }
        let mut seen = BTreeSet::new();
        let mut next: Vec<Id<Claim>> = inputs.into_iter().collect();
        while let Some(claim) = next.pop() {
            if seen.insert(claim) {
                next.extend(known.iter().filter(|known| known.claim == claim).flat_map(|known| &known.inputs));
            }
        }
        if of(self.result).is_none_or(|result| seen.contains(&result)) {
            return refused("a claim cannot be calculated from itself, nor from what is calculated from it");
        }
        let reason = self.reason.trim().to_owned();
        Ok(Self { reason, ..self })
    }
}

/// A claim that is calculated from others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Calculated {
    /// The claim.
    pub claim: Id<Claim>,
    /// What it is calculated from.
    pub inputs: BTreeSet<Id<Claim>>,
    /// How.
    pub how: Operation,
    /// Who recorded it; nobody, when a document states it.
    pub by: Option<String>,
    /// Why, or where it is stated.
    pub reason: String,
}

/// An input that fell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fallen {
    /// The input.
    pub input: Id<Claim>,
    /// An assertion of it, for its words.
    pub member: Option<(Id<Version>, Id<Assertion>)>,
    /// Why it matters, in one sentence.
    pub reason: String,
}

/// The inputs of a claim that fell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footing {
    /// The inputs that fell, in the order of their ids.
    pub fallen: Vec<Fallen>,
    /// Whether the claim would be stale without them.
    stale_anyway: bool,
}

/// Every calculation that people recorded or documents state, of these claims.
#[must_use]
pub fn calculations<'c>(state: &State, claims: impl IntoIterator<Item = &'c Claim>) -> Vec<Calculated> {
    let mut of: BTreeMap<Id<Assertion>, Id<Claim>> = BTreeMap::new();
    for claim in claims {
        of.extend(claim.members.iter().map(|(_, assertion)| (*assertion, claim.id)));
    }
    let mut found: BTreeSet<Calculated> = BTreeSet::new();
    for Calculation { result, inputs, how, by, reason } in &state.calculations {
        let Some(claim) = of.get(result).copied() else { continue };
        let inputs: BTreeSet<Id<Claim>> =
            inputs.iter().filter_map(|input| of.get(input)).copied().filter(|input| *input != claim).collect();
        let (how, by, reason) = (*how, Some(by.clone()), reason.clone());
        found.extend((!inputs.is_empty()).then_some(Calculated { claim, inputs, how, by, reason }));
    }
    for held in state.current() {
        found.extend(held.assertions.iter().filter_map(|assertion| stated(held, assertion, &of)));
    }
    found.into_iter().collect()
}

/// Whether a version states any calculation.
pub(crate) fn is_calculating(held: &HeldVersion) -> bool {
    held.assertions.iter().any(|assertion| formula(&assertion.statement).is_some())
}

/// The calculation that an assertion states, as far as the same document says its terms by themselves.
fn stated(held: &HeldVersion, assertion: &Assertion, of: &BTreeMap<Id<Assertion>, Id<Claim>>) -> Option<Calculated> {
    let statement = &assertion.statement;
    if statement.stance != Stance::Affirms || statement.quantities.len() < 3 {
        return None;
    }
    let (how, terms) = formula(statement)?;
    let claim = *of.get(&assertion.id)?;
    let inputs = terms.iter().filter_map(|term| {
        let says = |a: &&Assertion| match a.statement.quantities.as_slice() {
            [only] => a.statement.stance == Stance::Affirms && is_one_number(only, term),
            _ => false,
        };
        let saying = held.assertions.iter().filter(says).filter_map(|a| of.get(&a.id)).copied();
        let saying: BTreeSet<Id<Claim>> = saying.filter(|input| *input != claim).collect();
        saying.first().copied().filter(|_| saying.len() == 1)
    });
    let inputs: BTreeSet<Id<Claim>> = inputs.collect();
    let reason = format!("{} states it", held.document.name);
    (!inputs.is_empty()).then_some(Calculated { claim, inputs, how, by: None, reason })
}

fn is_one_number(one: &Quantity, other: &Quantity) -> bool {
    one.low.is_some() && (one.low, one.high, &one.unit) == (other.low, other.high, &other.unit)
}

/// "12 racks × 72 chips = 864 chips": how, and the terms before the sign of equality.
fn formula(statement: &Statement) -> Option<(Operation, &[Quantity])> {
    let quantities = &statement.quantities;
    let equals =
        quantities.windows(2).position(|pair| between(statement, pair).is_some_and(|words| is_equality(&words)))?;
    let first = (0..equals).rev().take_while(|at| sign(statement, quantities.get(*at..*at + 2)).is_some()).last()?;
    let terms = quantities.get(first..=equals)?;
    let signs: BTreeSet<Operation> = terms.windows(2).filter_map(|pair| sign(statement, Some(pair))).collect();
    // Where there are several, which goes first is anybody's guess.
    signs.first().copied().filter(|_| signs.len() == 1).map(|how| (how, terms))
}

fn sign(statement: &Statement, pair: Option<&[Quantity]>) -> Option<Operation> {
    match between(statement, pair?)?.as_str() {
        "×" | "*" | "x" | "times" | "multiplied by" => Some(Operation::Product),
        "+" | "plus" => Some(Operation::Sum),
        "−" | "–" | "minus" | "less" => Some(Operation::Difference),
        "÷" | "/" | "divided by" => Some(Operation::Ratio),
        _ => None,
    }
}

fn is_equality(words: &str) -> bool {
    let rough = ["about", "around", "roughly", "some", "nearly", "almost", "approximately", "~", "≈"];
    let words = rough.iter().find_map(|rough| words.strip_suffix(rough)).unwrap_or(words).trim();
    ["=", "equals", "equal", "makes", "make", "gives", "give", "comes to", "come to", "adds up to", "add up to"]
        .contains(&words)
}

/// The words between two numbers of one content.
fn between(statement: &Statement, pair: &[Quantity]) -> Option<String> {
    let [one, other] = pair else { return None };
    let (from, to) = (one.quote.span.end, other.quote.span.start);
    let content = statement.contents.iter().find(|content| content.span.start <= from && to <= content.span.end)?;
    let words = content.text.get(from - content.span.start..to.checked_sub(content.span.start)?)?;
    Some(words.trim().to_lowercase())
}

/// Marks the claims that are calculated from what fell, and unmarks those that no longer are; the same however often it
/// is done.
pub fn mark_fallen(state: &State, found: &mut SharedList<ClaimFinding>) {
    for place in 0..found.len() {
        if found.get(place).is_none_or(|claim| claim.footing == Footing::default()) {
            continue;
        }
        let Some(claim) = found.get_mut(place) else { continue };
        let footing = claim.rest_on(Footing::default());
        if !footing.fallen.is_empty() && !footing.stale_anyway {
            claim.flags.remove(&FindingFlag::Stale);
        }
    }
    let calculations = calculations(state, found.iter().map(|found| &found.claim));
    if calculations.is_empty() {
        return;
    }
    let places: BTreeMap<Id<Claim>, usize> = found.iter().map(|found| found.claim.id).zip(0..).collect();
    let mut why: BTreeMap<Id<Claim>, String> = BTreeMap::new();
    let inputs: BTreeSet<Id<Claim>> = calculations.iter().flat_map(|c| &c.inputs).copied().collect();
    for input in inputs {
        let of = places.get(&input).and_then(|place| found.get(*place));
        why.extend(of.and_then(fate).map(|fate| (input, fate.to_owned())));
    }
    let mut fallen: BTreeMap<Id<Claim>, BTreeSet<Fallen>> = BTreeMap::new();
    // What is calculated from what is calculated from what fell; each claim falls once, so that circles end.
    let mut grown = true;
    while grown {
        grown = false;
        for calculated in &calculations {
            let theirs = fallen.entry(calculated.claim).or_default();
            for input in &calculated.inputs {
                let Some(fate) = why.get(input) else { continue };
                let of = places.get(input).and_then(|place| found.get(*place));
                let words = of.map(|of| of.claim.text.trim_end_matches('.').to_owned()).unwrap_or_default();
                theirs.insert(Fallen {
                    input: *input,
                    member: of.and_then(|of| of.claim.members.first().copied()),
                    reason: format!("It is a {} of other numbers, and one of them {fate}: “{words}”.", calculated.how),
                });
            }
            if !theirs.is_empty() && !why.contains_key(&calculated.claim) {
                why.insert(calculated.claim, "is itself calculated from what fell".to_owned());
                grown = true;
            }
        }
    }
    for (claim, theirs) in fallen.into_iter().filter(|(_, theirs)| !theirs.is_empty()) {
        let Some(of) = places.get(&claim).and_then(|place| found.get_mut(*place)) else { continue };
        let stale_anyway = !of.flags.insert(FindingFlag::Stale);
        of.rest_on(Footing { fallen: theirs.into_iter().collect(), stale_anyway });
    }
}

/// What makes a claim no footing for others.
fn fate(found: &ClaimFinding) -> Option<&'static str> {
    match found.lifecycle {
        Lifecycle::Retracted => return Some("is withdrawn"),
        Lifecycle::Corrected => return Some("was corrected"),
        Lifecycle::Superseded => return Some("is no longer said by its own document"),
        Lifecycle::Live | Lifecycle::PredictionPending | Lifecycle::PredictionDue => {}
    }
    match found.finding.headline {
        Headline::Refuted => Some("is refuted"),
        Headline::Countered => Some("is countered"),
        Headline::Unknown
        | Headline::Unattributed
        | Headline::SelfAsserted
        | Headline::SingleOrigin
        | Headline::SingleChannel
        | Headline::Entangled
        | Headline::Corroborated
        | Headline::IndependentlyVerified
        | Headline::Contested
        | Headline::PredictionPending
        | Headline::PredictionDue => {
            found.flags.contains(&FindingFlag::Contradicted).then_some("is contradicted by another claim")
        }
    }
}

impl Footing {
    /// Whether the flag `stale` rests on nothing but what fell.
    #[must_use]
    pub fn is_all(&self) -> bool {
        !self.fallen.is_empty() && !self.stale_anyway
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_tried_in_every_order() {
        assert_eq!(Operation::Product.results(&[12.0, 72.0]), [864.0]);
        assert_eq!(Operation::Difference.results(&[40.0, 35.0]), [5.0, -5.0]);
        assert_eq!(Operation::Ratio.results(&[10.0, 4.0]), [2.5, 0.4]);
        assert!(Operation::Ratio.results(&[0.0, 4.0]).is_empty());
        assert_eq!("sum".parse::<Operation>(), Ok(Operation::Sum));
        assert!("root".parse::<Operation>().is_err());
    }

    #[test]
    fn words_of_equality_may_be_rough() {
        for words in ["=", "= about", "makes roughly", "adds up to", "equals ~"] {
            assert!(is_equality(words), "{words}");
        }
        for words in ["", "and", "about", "to"] {
            assert!(!is_equality(words), "{words}");
        }
    }
}
