//! A finished side: its witnesses and groups in the order of their names, in numbers, and told in words.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::repeat;

use smallvec::SmallVec;

use super::called::{cmp_parts, in_order, twins};
use super::{Group, Side, To, Who, own};
use crate::document::Version;
use crate::graph::{Actor, TakenBack};
use crate::id::Id;
use crate::independence::{Derivation, GroupNames, GroupSet, Lineage, Link, Names, Numbered, Shape, Witness};
use crate::trace::{Disclaimed, Step, gathered};

/// A finished side.
pub(in crate::trace) struct Woven {
    pub(in crate::trace) numbered: Numbered,
    /// The witnesses by rank: their places.
    order: Vec<usize>,
    /// The ranks of the places.
    ranks: Vec<usize>,
    /// The groups by their numbers.
    groups: Vec<Group>,
    /// Documents that are called like somebody else of the side.
    twins: BTreeSet<usize>,
    /// The ids of the places, as soon as one is asked for.
    ids: OnceCell<Vec<String>>,
}

impl Woven {
    /// Which in the order of names the witness at a place is.
    pub(super) fn rank(&self, place: usize) -> usize {
        self.ranks.get(place).copied().unwrap_or(usize::MAX)
    }
}

impl Side<'_> {
    /// Finishes the side; `interest` are the actors who gain if it is believed. A group that only repeats another one of
    /// the same witnesses is left out.
    pub(in crate::trace) fn woven(&mut self, interest: &[Actor]) -> Woven {
        self.leave_out_authors();
        let parts: Vec<[&str; 4]> = (0..self.witnesses.len()).map(|place| self.parts(place)).collect();
        // Of two that are called alike the document comes last, because it is then said to be one.
        let called = in_order(&parts, true);
        let twins = twins(&called, &parts);
        let order: Vec<usize> = called.into_iter().map(|(_, place)| place as usize).collect();
        let mut ranks = vec![0; order.len()];
        for (rank, place) in order.iter().enumerate() {
            if let Some(own) = ranks.get_mut(*place) {
                *own = rank;
            }
        }
        let (groups, numbers) = self.group_numbers(interest, &parts);
        let number = |group: &Group| {
            let place = numbers.binary_search_by_key(group, |(known, _)| *known).ok()?;
            numbers.get(place).map(|(_, number)| *number)
        };
        let shape = |place: &usize| {
            let witness = self.witnesses.get(*place)?;
            let own = [own(*place)];
            let groups = if witness.groups.is_empty() { own.as_slice() } else { &witness.groups };
            Some(Shape {
                held: matches!(witness.who, Who::Held(_)),
                basis: witness.basis,
                groups: GroupSet::from_iter(groups.iter().filter_map(number)),
                named: witness.named,
                attested: false,
                modality: witness.modality,
                retracted: witness.retracted,
            })
        };
        let rank = |place: usize| ranks.get(place).copied();
        let mut links: Vec<Link> = Vec::with_capacity(self.steps.len() + self.suspected.len());
        links.extend(self.steps.iter().map(|(from, to, _)| Link {
            from: rank(*from),
            to: self.target(*to).and_then(rank),
            certain: true,
        }));
        links.extend(self.suspected.iter().map(|(to, suspected)| Link {
            from: rank(suspected.by),
            to: rank(*to),
            certain: suspected.certain,
        }));
        links.sort_unstable();
        links.dedup();
        let numbered = Numbered {
            witnesses: gathered(order.len(), order.iter().filter_map(shape)),
            links,
            interest: GroupSet::from_iter(interest.iter().filter_map(|actor| number(&Group::Of(*actor)))),
            alike: gathered(self.alike.len(), self.alike.iter().filter_map(|(a, b)| rank(*a).zip(rank(*b)))),
            groups: u32::try_from(groups.len()).unwrap_or(u32::MAX),
        };
        Woven { numbered, order, ranks, groups, twins, ids: OnceCell::new() }
    }

    /// The witness that a step leads to, if it is one.
    pub(super) fn target(&self, to: To) -> Option<usize> {
        match to {
            To::Witness(place) => Some(place),
            To::Place(place) => {
                let wanted = [self.setting.graph.actors.text(place), "", "", ""];
                (0..self.witnesses.len()).find(|witness| cmp_parts(self.parts(*witness), wanted) == Ordering::Equal)
            }
        }
    }

    /// Authors of a document with a publisher count beside it only where they have something of their own.
    fn leave_out_authors(&mut self) {
        let published = self.held.iter().filter(|witness| witness.held.publisher.is_some());
        let authors = published.flat_map(|witness| witness.held.authors.iter().copied());
        let mut authors: Vec<Actor> = authors.filter(|author| !self.setting.control.knows(*author)).collect();
        if authors.is_empty() {
            return;
        }
        authors.sort_unstable();
        authors.dedup();
        let groups =
            self.witnesses.iter().zip(0..).flat_map(|(witness, place)| witness.groups.iter().zip(repeat(place)));
        let is_author = |(group, place): (&Group, usize)| match group {
            Group::Of(actor) if authors.binary_search(actor).is_ok() => Some((*actor, place)),
            Group::Of(_) | Group::Own(_) => None,
        };
        let mut having: Vec<(Actor, usize)> = groups.filter_map(is_author).collect();
        having.sort_unstable();
        having.dedup();
        let mut of_authors: Vec<&[(Actor, usize)]> = having.chunk_by(|(a, _), (b, _)| a == b).collect();
        let author = |of_one: &[(Actor, usize)]| of_one.first().map(|(author, _)| *author);
        of_authors.sort_unstable_by_key(|of_one| author(of_one).map(|author| self.setting.display(author)));
        for (author, of_one) in of_authors.into_iter().filter_map(|of_one| Some((Group::Of(author(of_one)?), of_one))) {
            let mut with = of_one.iter().filter_map(|(_, place)| self.witnesses.get(*place));
            let Some(first) = with.next() else { continue };
            let mut shared: SmallVec<[Group; 4]> =
                first.groups.iter().filter(|group| **group != author).copied().collect();
            for witness in with {
                shared.retain(|group| witness.groups.contains(group));
            }
            if shared.is_empty() {
                continue;
            }
            for (_, place) in of_one {
                let witness = self.witnesses.get_mut(*place);
                witness.into_iter().for_each(|witness| witness.groups.retain(|group| *group != author));
            }
        }
    }

    /// All groups in the order of their names, and their numbers; groups of one name are one.
    fn group_numbers(&self, interest: &[Actor], parts: &[[&str; 4]]) -> (Vec<Group>, Vec<(Group, u32)>) {
        let own = |(place, witness): (usize, &super::Witness)| witness.groups.is_empty().then(|| own(place));
        let of_witnesses = self.witnesses.iter().flat_map(|witness| witness.groups.iter().copied());
        let all = of_witnesses
            .chain(self.witnesses.iter().enumerate().filter_map(own))
            .chain(interest.iter().copied().map(Group::Of));
        let mut all: Vec<Group> = gathered(self.witnesses.len() * 2 + interest.len(), all);
        all.sort_unstable();
        all.dedup();
        let named = |group: &Group| match group {
            Group::Of(_) => self.group_parts(*group),
            Group::Own(place) => parts.get(*place as usize).copied().unwrap_or_default(),
        };
        let names: Vec<[&str; 4]> = all.iter().map(named).collect();
        let order = in_order(&names, false);
        let mut groups: Vec<Group> = Vec::with_capacity(all.len());
        let mut numbers: Vec<(Group, u32)> = all.iter().map(|group| (*group, 0)).collect();
        let mut before: Option<[&str; 4]> = None;
        for (_, at) in order {
            let Some((name, group)) = names.get(at as usize).zip(numbers.get_mut(at as usize)) else { continue };
            if before.is_none_or(|before| cmp_parts(before, *name) != Ordering::Equal) {
                groups.push(group.0);
            }
            before = Some(*name);
            group.1 = u32::try_from(groups.len().saturating_sub(1)).unwrap_or(u32::MAX);
        }
        (groups, numbers)
    }

    fn group_parts(&self, group: Group) -> [&str; 4] {
        match group {
            Group::Of(actor) => [self.setting.display(actor), "", "", ""],
            Group::Own(place) => self.parts(place as usize),
        }
    }

    /// What a witness is called, in parts.
    fn parts(&self, place: usize) -> [&str; 4] {
        let label = |document: usize| self.held.get(document).map_or("", |witness| &*witness.label);
        match self.witnesses.get(place).map(|witness| witness.who) {
            Some(Who::Held(document)) => [label(document), "", "", ""],
            Some(Who::Named(actor)) => [self.setting.display(actor), "", "", ""],
            Some(Who::ReadIn(actor, document)) => [self.setting.display(actor), " (as read in ", label(document), ")"],
            Some(Who::Unnamed(name, document)) => [self.setting.graph.actors.text(name), " (", label(document), ")"],
            Some(Who::Unseen(number)) => [self.unseen.get(number).map_or("", String::as_str), "", "", ""],
            None => [""; 4],
        }
    }

    /// What a witness is called in a finished side, where no two are called alike.
    pub(super) fn id(&self, woven: &Woven, place: usize) -> String {
        let called = |place: usize| {
            let text = self.parts(place).concat();
            if woven.twins.contains(&place) { format!("{text} (document)") } else { text }
        };
        let ids = woven.ids.get_or_init(|| (0..self.witnesses.len()).map(called).collect());
        ids.get(place).cloned().unwrap_or_default()
    }

    /// Whether a witness is called so in a finished side, and is not struck out.
    pub(in crate::trace) fn stands(&self, woven: &Woven, id: &str) -> bool {
        let plain = id.strip_suffix(" (document)");
        let is_called = |place: &usize| {
            let wanted = if woven.twins.contains(place) { plain } else { Some(id) };
            wanted.is_some_and(|wanted| cmp_parts(self.parts(*place), [wanted, "", "", ""]) == Ordering::Equal)
        };
        let mut called = self.witnesses.iter().enumerate().filter(|(place, _)| is_called(place)).peekable();
        called.peek().is_some() && called.all(|(_, witness)| !witness.retracted)
    }

    /// The names of a finished side.
    pub(in crate::trace) fn names(&self, woven: &Woven) -> Names {
        let groups = woven.groups.iter().map(|group| self.group_parts(*group).concat());
        Names::new(woven.order.iter().map(|place| self.id(woven, *place)).collect(), GroupNames::new(groups))
    }

    /// The lineage in words.
    pub(in crate::trace) fn lineage(&self, woven: &Woven, interest: &[Actor]) -> Lineage {
        let mut lineage = Lineage::default();
        let text = |group: &Group| self.group_parts(*group).concat();
        let witnesses = self.witnesses.iter().enumerate();
        let struck_out = witnesses.clone().filter(|(_, witness)| witness.retracted);
        lineage.retracted = struck_out.map(|(place, _)| self.id(woven, place)).collect();
        let told = |(place, witness): (usize, &super::Witness)| {
            let told = Witness {
                held: matches!(witness.who, Who::Held(_)),
                basis: witness.basis,
                groups: witness.groups.iter().map(text).collect(),
                named: witness.named,
                modality: witness.modality,
                ..Witness::new(self.id(woven, place))
            };
            (told.id.clone(), told)
        };
        lineage.witnesses = witnesses.map(told).collect();
        let stated = self.steps.iter().map(|(from, to, _)| Derivation {
            from: self.id(woven, *from),
            to: self.to_id(woven, *to),
            certain: true,
        });
        let suspected = self.suspected.iter().map(|(to, suspected)| Derivation {
            from: self.id(woven, suspected.by),
            to: self.id(woven, *to),
            certain: suspected.certain,
        });
        lineage.derivations = stated.chain(suspected).collect();
        let pair = |a: usize, b: usize| (self.id(woven, a), self.id(woven, b));
        let ordered = |(a, b): (String, String)| if a <= b { (a, b) } else { (b, a) };
        lineage.alike = self.alike.iter().map(|(a, b)| ordered(pair(*a, *b))).collect();
        lineage.interest = interest.iter().map(|actor| self.setting.display(*actor).to_owned()).collect();
        lineage
    }

    fn to_id(&self, woven: &Woven, to: To) -> String {
        match (self.target(to), to) {
            (Some(place), _) => self.id(woven, place),
            (None, To::Place(place)) => self.setting.graph.actors.text(place).to_owned(),
            (None, To::Witness(_)) => String::new(),
        }
    }

    /// The steps in words, in order.
    pub(in crate::trace) fn told_steps(&self, woven: &Woven) -> Vec<Step> {
        let told = |(from, to, said): &(usize, To, usize)| {
            let assertion = self.setting.graph.said(*said)?.id;
            Some(Step { from: self.id(woven, *from), to: self.to_id(woven, *to), assertion })
        };
        let confirmed = |(to, suspected): &(usize, super::Suspected<'_>)| {
            let (by, assertion) = suspected.confirmed()?;
            Some(Step { from: self.id(woven, by), to: self.id(woven, *to), assertion })
        };
        let steps = self.steps.iter().filter_map(told).chain(self.suspected.iter().filter_map(confirmed));
        let mut steps: Vec<Step> = steps.collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }

    /// What witnesses are called in their texts whose ids say more.
    pub(in crate::trace) fn short_names(&self, woven: &Woven) -> BTreeMap<String, String> {
        let short = |(place, witness): (usize, &super::Witness)| {
            let name = match witness.who {
                Who::ReadIn(actor, _) => self.setting.display(actor),
                Who::Unnamed(name, _) => self.setting.graph.actors.text(name),
                Who::Held(_) | Who::Named(_) | Who::Unseen(_) => return None,
            };
            Some((self.id(woven, place), name.to_owned()))
        };
        self.witnesses.iter().enumerate().filter_map(short).collect()
    }

    /// Named witnesses that only a heuristic read, or that may have taken it back: pooled, though they say who they are.
    pub(in crate::trace) fn unsure(&self, woven: &Woven) -> BTreeSet<String> {
        let is_unsure = |place: &usize| self.is_read_unsurely(*place);
        (0..self.witnesses.len()).filter(is_unsure).map(|place| self.id(woven, place)).collect()
    }

    /// The ranks of its documents, each with an assertion that it makes; in order.
    pub(in crate::trace) fn said(&self, woven: &Woven) -> Box<[(u32, u32)]> {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let said = self.held.iter().enumerate().flat_map(|(place, witness)| {
            let rank = number(woven.rank(place));
            witness.assertions.iter().map(move |(assertion, _)| (rank, number(*assertion)))
        });
        let mut said: Vec<(u32, u32)> = said.collect();
        said.sort_unstable();
        said.into()
    }

    /// The ranks of the witnesses that are only read unsurely.
    pub(in crate::trace) fn unsure_ranks(&self, woven: &Woven) -> Box<[usize]> {
        let is_unsure = |place: &usize| self.is_read_unsurely(*place);
        (0..woven.order.len()).filter(is_unsure).map(|place| woven.rank(place)).collect()
    }

    /// Whether the witness of this rank does not say who it is, and not only as far as a heuristic could read.
    pub(in crate::trace) fn is_unnamed(&self, woven: &Woven, rank: usize) -> bool {
        let place = woven.order.get(rank).copied().filter(|place| !self.is_read_unsurely(*place));
        place.and_then(|place| self.witnesses.get(place)).is_some_and(|witness| !witness.named)
    }

    fn is_read_unsurely(&self, place: usize) -> bool {
        let is_read_in = |witness: &super::Witness| matches!(witness.who, Who::ReadIn(..));
        self.witnesses.get(place).is_some_and(is_read_in) || self.taken_back.contains_key(&place)
    }

    /// The supporting witnesses that took back what they say, or may have, and the words that say so.
    pub(in crate::trace) fn taken_back(&self, woven: &Woven) -> BTreeMap<String, Disclaimed> {
        let words = |(place, taken_back): (&usize, &TakenBack)| {
            Some((self.id(woven, *place), self.setting.withdrawal(*taken_back)?))
        };
        self.taken_back.iter().filter_map(words).collect()
    }

    /// Which version each held witness is.
    pub(in crate::trace) fn documents(&self, woven: &Woven) -> BTreeMap<String, Id<Version>> {
        self.held.iter().enumerate().map(|(place, witness)| (self.id(woven, place), witness.held.version)).collect()
    }
}
