//! Who counts as one voice with whom, by the numbers of the actors.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::control::Control;
use crate::date::PartialDate;
use crate::graph::{Actor, ActorSet, Graph};
use crate::name::ActorKey;
use crate::policy::Policy;
use crate::state::{ActorJudgement, State};
use crate::wikidata::{Identified, WikidataId};

/// Actors in the order of their numbers; hardly ever more than four.
pub(super) type Few = SmallVec<[Actor; 4]>;

/// All control that a policy sees.
#[derive(Clone, Debug, Default)]
pub(super) struct Controllers {
    above: FxHashMap<Actor, Vec<(Actor, Period)>>,
    below: FxHashMap<Actor, Vec<(Actor, Period)>>,
    /// Whom people judged to be one actor, in both directions.
    same: FxHashMap<Actor, Few>,
    /// Whom people judged to be two, and nobody to be one, in both directions.
    different: FxHashSet<(Actor, Actor)>,
    /// A bit for each actor of whom any of this is recorded: most that are asked for are none.
    linked: ActorSet,
    /// Which items of Wikidata the actors are.
    ids: FxHashMap<Actor, SmallVec<[WikidataId; 1]>>,
}

/// When one controls another; open where nothing is known.
#[derive(Clone, Copy, Debug)]
struct Period {
    from: Option<PartialDate>,
    to: Option<PartialDate>,
}

impl Period {
    /// Whether it has a day of `date`; on an unknown date it has, because what lowers independence counts when unsure.
    fn has(self, date: Option<PartialDate>) -> bool {
        date.is_none_or(|date| {
            self.from.is_none_or(|from| !date.is_before(from)) && self.to.is_none_or(|to| !to.is_before(date))
        })
    }
}

impl Controllers {
    /// All that a state says of who is one voice with whom, and what is supposed to be judged, too.
    pub(super) fn of(graph: &Graph, state: &State, policy: Policy, supposed: Option<&ActorJudgement>) -> Self {
        let judged = state.actor_judgements.iter().chain(supposed);
        let all = Self::new(graph, &state.controls, policy).with_judged(graph, judged);
        all.with_identified(graph, &state.identified)
    }

    /// Indexes `controls`; one of an actor over itself says nothing and is passed over.
    pub(super) fn new<'c>(graph: &Graph, controls: impl IntoIterator<Item = &'c Control>, policy: Policy) -> Self {
        let mut all = Self::default();
        let find = |name: &str| graph.actors.find(&ActorKey::of(name));
        for control in controls.into_iter().filter(|control| policy.joins(control)) {
            let ends = find(&control.actor).zip(find(&control.controller));
            if let Some((actor, controller)) = ends.filter(|(actor, controller)| actor != controller) {
                let period = Period { from: control.from, to: control.to };
                all.above.entry(actor).or_default().push((controller, period));
                all.below.entry(controller).or_default().push((actor, period));
                [actor, controller].into_iter().for_each(|end| all.note(end));
            }
        }
        all
    }

    /// Takes in what people judged about names. Where they disagree, the two count as one: that only lowers.
    pub(super) fn with_judged<'j>(
        mut self,
        graph: &Graph,
        judged: impl IntoIterator<Item = &'j ActorJudgement>,
    ) -> Self {
        let find = |name: &str| graph.actors.find(&ActorKey::of(name));
        for judgement in judged {
            let ends = find(&judgement.a).zip(find(&judgement.b));
            for (a, b) in ends.filter(|(a, b)| a != b).into_iter().flat_map(|(a, b)| [(a, b), (b, a)]) {
                if judgement.same {
                    self.same.entry(a).or_default().push(b);
                    self.note(a);
                } else {
                    self.different.insert((a, b));
                }
            }
        }
        let same = &self.same;
        self.different.retain(|(a, b)| !same.get(a).is_some_and(|others| others.contains(b)));
        self
    }

    /// Takes in which items of Wikidata names mean: whoever is the same item is one actor.
    pub(super) fn with_identified<'i>(
        mut self,
        graph: &Graph,
        identified: impl IntoIterator<Item = &'i Identified>,
    ) -> Self {
        for identified in identified {
            if let Some(actor) = graph.actors.find(&ActorKey::of(&identified.actor)) {
                self.ids.entry(actor).or_default().push(identified.id);
            }
        }
        // A name of two items joins nobody with anybody.
        let sole = |(actor, ids): (&Actor, &SmallVec<[WikidataId; 1]>)| {
            (ids.len() == 1).then(|| Some((*ids.first()?, *actor)))?
        };
        let mut sole: Vec<(WikidataId, Actor)> = self.ids.iter().filter_map(sole).collect();
        sole.sort_unstable();
        for of_one in sole.chunk_by(|(one, _), (other, _)| one == other) {
            for pair in of_one.windows(2) {
                let [(_, a), (_, b)] = pair else { continue };
                self.same.entry(*a).or_default().push(*b);
                self.same.entry(*b).or_default().push(*a);
                [*a, *b].into_iter().for_each(|end| self.note(end));
            }
        }
        self
    }

    /// Whether any name means an item of Wikidata.
    pub(super) fn identifies_any(&self) -> bool {
        !self.ids.is_empty()
    }

    /// Whether two names may mean one item of Wikidata.
    pub(super) fn may_be_one_item(&self, a: Actor, b: Actor) -> bool {
        let shared = |(ours, theirs): (&SmallVec<[WikidataId; 1]>, &SmallVec<[WikidataId; 1]>)| {
            ours.iter().any(|id| theirs.contains(id))
        };
        !self.ids.is_empty() && self.ids.get(&a).zip(self.ids.get(&b)).is_some_and(shared)
    }

    /// Whether the two are two actors: a person judged so, or they are two items of Wikidata and nobody judged them to be
    /// one.
    pub(super) fn are_two(&self, a: Actor, b: Actor) -> bool {
        let are_items = || {
            let (ours, theirs) = self.ids.get(&a).zip(self.ids.get(&b))?;
            Some(!ours.iter().any(|id| theirs.contains(id)) && !self.same.get(&a).is_some_and(|same| same.contains(&b)))
        };
        self.different.contains(&(a, b)) || !self.ids.is_empty() && are_items().unwrap_or(false)
    }

    /// The groups that control these actors at a date, themselves among them; sorted.
    pub(super) fn groups(&self, actors: impl IntoIterator<Item = Actor>, at: Option<PartialDate>) -> Few {
        self.closure(actors, &self.above, at)
    }

    /// Whether anything is recorded of the actor.
    pub(super) fn knows(&self, actor: Actor) -> bool {
        self.linked.has(actor)
    }

    fn note(&mut self, actor: Actor) {
        self.linked.insert(actor);
    }

    /// Closes an interest: whoever controls, or is controlled by, an interested group is interested. Sorted.
    pub(super) fn close_interest(&self, interested: &[Actor]) -> Few {
        let mut all = self.closure(interested.iter().copied(), &self.above, None);
        all.extend(self.closure(interested.iter().copied(), &self.below, None));
        all.sort_unstable();
        all.dedup();
        all
    }

    fn closure(
        &self,
        start: impl IntoIterator<Item = Actor>,
        next: &FxHashMap<Actor, Vec<(Actor, Period)>>,
        date: Option<PartialDate>,
    ) -> Few {
        let mut seen = Few::new();
        let mut stack: Few = start.into_iter().collect();
        while let Some(actor) = stack.pop() {
            let Err(place) = seen.binary_search(&actor) else { continue };
            seen.insert(place, actor);
            if !self.knows(actor) {
                continue;
            }
            let more = next.get(&actor).into_iter().flatten();
            stack.extend(more.filter(|(_, period)| period.has(date)).map(|(other, _)| *other));
            stack.extend(self.same.get(&actor).into_iter().flatten().copied());
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(actor: &str, controller: &str, from: Option<&str>, to: Option<&str>) -> Control {
        let date = |text: Option<&str>| text.and_then(PartialDate::parse);
        Control {
            actor: actor.into(),
            controller: controller.into(),
            how: "owner".into(),
            share: None,
            from: date(from),
            to: date(to),
        }
    }

    fn with<T>(controls: &[Control], ask: impl Fn(&Controllers, &dyn Fn(&str) -> Actor) -> Few, told: T)
    where
        T: Fn(Vec<String>),
    {
        let graph = Graph::of(&State { controls: controls.iter().cloned().collect(), ..State::default() });
        let all = Controllers::new(&graph, controls, Policy::default());
        let found = ask(&all, &|name| graph.actors.find(&ActorKey::of(name)).unwrap());
        let mut names: Vec<String> = found.into_iter().map(|actor| graph.actors.display(actor).to_owned()).collect();
        names.sort();
        told(names);
    }

    #[test]
    fn an_owner_counts_only_while_it_owns() {
        let controls =
            [control("Post", "Old Owner", None, Some("2020")), control("Post", "New Owner", Some("2021"), None)];
        let at = |date: Option<&str>, expected: &[&str]| {
            with(
                &controls,
                |all, actor| all.groups([actor("Post")], date.and_then(PartialDate::parse)),
                |names| assert_eq!(names, expected),
            );
        };
        at(Some("2019-05-01"), &["Old Owner", "Post"]);
        at(Some("2022"), &["New Owner", "Post"]);
        at(None, &["New Owner", "Old Owner", "Post"]);
    }

    #[test]
    fn circles_of_owners_end() {
        let controls = [control("A", "B", None, None), control("B", "A", None, None)];
        with(&controls, |all, actor| all.groups([actor("A")], None), |names| assert_eq!(names, ["A", "B"]));
    }

    #[test]
    fn interest_goes_up_to_owners_and_down_to_the_owned() {
        let controls = [
            control("Lab", "Corp", None, None),
            control("Corp", "Holding", None, None),
            control("Sister", "Holding", None, None),
        ];
        with(
            &controls,
            |all, actor| all.close_interest(&[actor("Corp")]),
            |names| assert_eq!(names, ["Corp", "Holding", "Lab"]),
        );
    }
}
