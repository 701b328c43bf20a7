//! Who counts as one voice with whom, by the numbers of the actors.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::control::Control;
use crate::date::PartialDate;
use crate::graph::{Actor, Graph};
use crate::name::ActorKey;
use crate::policy::Policy;
use crate::state::ActorJudgement;

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
                } else {
                    self.different.insert((a, b));
                }
            }
        }
        let same = &self.same;
        self.different.retain(|(a, b)| !same.get(a).is_some_and(|others| others.contains(b)));
        self
    }

    /// Whether a person judged the two to be two actors.
    pub(super) fn are_two(&self, a: Actor, b: Actor) -> bool {
        self.different.contains(&(a, b))
    }

    /// The groups that control these actors at a date, themselves among them; sorted.
    pub(super) fn groups(&self, actors: impl IntoIterator<Item = Actor>, at: Option<PartialDate>) -> Few {
        self.closure(actors, &self.above, at)
    }

    /// Whether anything is recorded of the actor.
    pub(super) fn knows(&self, actor: Actor) -> bool {
        self.above.contains_key(&actor) || self.below.contains_key(&actor) || self.same.contains_key(&actor)
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
    use crate::state::State;

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
