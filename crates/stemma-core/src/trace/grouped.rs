//! A claim in numbers: who makes it, what excludes it, what it follows from, and what follows from it.

use std::collections::BTreeMap;

use crate::contradiction::Contradiction;
use crate::enumerations::ClaimKind;
use crate::graph::Graph;
use crate::id::Id;
use crate::identity::Claim;
use crate::state::Assertion;

/// A claim, as the numbers of its assertions.
#[derive(Clone, Debug)]
pub(crate) struct Grouped {
    pub(crate) kind: ClaimKind,
    pub(crate) members: Box<[u32]>,
    /// The claims that cannot hold together with it, by their places.
    pub(crate) opposed: Vec<u32>,
    /// Whether a person settled that some say so and others deny it.
    pub(crate) is_settled: bool,
    /// The claims that it follows from, and those that follow from it.
    pub(crate) following: Following,
}

/// What entails a claim, and what it entails; of most claims nothing, which takes no room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Following(Option<Box<Entailed>>);

#[derive(Clone, Debug, Default)]
struct Entailed {
    /// The claims that it follows from.
    stronger: Vec<(Stronger, Box<[u32]>)>,
    /// The claims that follow from it, by their places, with the denials of them that deny it too.
    weaker: Vec<(u32, Box<[u32]>)>,
}

impl Following {
    /// Of a claim at the places that these pairs tell, in the order of their ids. `number` and `place` give the numbers of
    /// assertions and the places of claims.
    pub(crate) fn of<'c>(
        claim: Id<Claim>,
        pairs: impl IntoIterator<Item = &'c Contradiction>,
        number: impl Fn(Id<Assertion>) -> Option<u32>,
        place: impl Fn(Id<Claim>) -> Option<u32>,
    ) -> Self {
        let mut following = Entailed::default();
        let numbers = |of: &[Id<Assertion>]| of.iter().filter_map(|id| number(*id)).collect::<Box<[u32]>>();
        for entailment in pairs.into_iter().filter_map(Contradiction::entails) {
            if entailment.weaker == claim {
                let (claim, text) = (entailment.stronger, entailment.stronger_text.clone());
                let stronger = Stronger { claim, text, supporting: entailment.supporting.as_slice().into() };
                following.stronger.push((stronger, numbers(&entailment.supporting)));
            } else if let Some(weaker) = place(entailment.weaker) {
                following.weaker.push((weaker, numbers(&entailment.denying)));
            }
        }
        Self::all(following)
    }

    fn all(entailed: Entailed) -> Self {
        let is_any = !(entailed.stronger.is_empty() && entailed.weaker.is_empty());
        Self(is_any.then(|| Box::new(entailed)))
    }

    fn stronger(&self) -> &[(Stronger, Box<[u32]>)] {
        self.0.as_ref().map(|entailed| entailed.stronger.as_slice()).unwrap_or_default()
    }

    /// The claims that follow from it, by their places, with the denials of them that deny it too.
    pub(crate) fn weaker(&self) -> &[(u32, Box<[u32]>)] {
        self.0.as_ref().map(|entailed| entailed.weaker.as_slice()).unwrap_or_default()
    }

    /// Of two claims that are one: of these members nobody counts twice.
    pub(crate) fn with(&self, other: &Self, members: &[u32]) -> Self {
        let is_new = |number: &u32| !members.contains(number);
        let fresh = |numbers: &[u32]| numbers.iter().copied().filter(is_new).collect::<Box<[u32]>>();
        let stronger = self.stronger().iter().chain(other.stronger());
        let weaker = self.weaker().iter().chain(other.weaker());
        Self::all(Entailed {
            stronger: stronger.map(|(claim, said)| (claim.clone(), fresh(said))).collect(),
            weaker: weaker.map(|(place, denied)| (*place, fresh(denied))).collect(),
        })
    }

    /// The assertions of stronger claims that support it, each once, in the order of their ids.
    pub(crate) fn supporting(&self, graph: &Graph) -> Vec<usize> {
        each_once(graph, self.stronger().iter().map(|(_, said)| &**said))
    }

    /// The denials of weaker claims that deny it too, each once, in the order of their ids.
    pub(crate) fn denying(&self, graph: &Graph) -> Vec<usize> {
        each_once(graph, self.weaker().iter().map(|(_, denied)| &**denied))
    }

    /// The claims that it follows from.
    pub(crate) fn told(&self) -> Vec<Stronger> {
        self.stronger().iter().map(|(stronger, _)| stronger.clone()).collect()
    }
}

/// Numbers depend on the order in which versions came; ids do not.
fn each_once<'n>(graph: &Graph, numbers: impl Iterator<Item = &'n [u32]>) -> Vec<usize> {
    let mut once: Vec<usize> = numbers.flatten().map(|number| *number as usize).collect();
    once.sort_unstable_by_key(|number| graph.said(*number).map(|said| said.id));
    once.dedup();
    once
}

/// Puts into each claim what it follows from and what follows from it. `number` and `place` give the numbers of assertions
/// and the places of claims.
pub(super) fn add(
    claims: &mut [Grouped],
    contradictions: &[Contradiction],
    number: impl Fn(Id<Assertion>) -> Option<u32>,
    place: impl Fn(Id<Claim>) -> Option<usize>,
) {
    let mut entailing: BTreeMap<Id<Claim>, Vec<&Contradiction>> = BTreeMap::new();
    for pair in contradictions.iter().filter(|pair| pair.entails().is_some()) {
        [pair.a, pair.b].into_iter().for_each(|claim| entailing.entry(claim).or_default().push(pair));
    }
    for (claim, pairs) in entailing {
        let at = |id| u32::try_from(place(id)?).ok();
        if let Some(grouped) = place(claim).and_then(|place| claims.get_mut(place)) {
            grouped.following = Following::of(claim, pairs, &number, at);
        }
    }
}

/// A claim that says more, and supports what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stronger {
    /// The claim.
    pub claim: Id<Claim>,
    /// Its words.
    pub text: String,
    /// Those of its assertions that support what follows: each of them says enough by itself.
    pub supporting: Box<[Id<Assertion>]>,
}
