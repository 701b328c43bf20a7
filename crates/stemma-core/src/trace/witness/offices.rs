//! Witnesses that may be one voice because of an office: who may hold it, and for whom somebody may speak.

use std::collections::BTreeSet;

use super::{Group, Side, Woven};
use crate::date::PartialDate;
use crate::enumerations::SourceKind;
use crate::graph::{Actor, Link};
use crate::role::{Office, is_called_as_body, is_public_body, matter, may_be_of_one, represented, sorts_of_name};
use crate::trace::offices::Beside;
use crate::trace::{OneVoice, StatedWords};

/// What texts state of the offices of a side's voices.
#[derive(Default)]
pub(super) struct Stated<'s> {
    /// With whom a witness is, or may be, one voice.
    pub(super) beside: Vec<(Actor, usize, bool)>,
    /// Voices that are an office alone, or a body with an office at its head: whom they are called, where, and when they spoke.
    alone: Vec<(Actor, &'s Office, usize, Option<PartialDate>)>,
    /// Voices that are a body, by any name.
    pub(super) bodies: Vec<(Actor, usize)>,
    /// Voices that are a part of a body which is told by its sort: "the service's regional office", and the sort.
    parts: Vec<(&'s str, Actor, usize)>,
    /// Voices that are a state or an organ of one, by the number of the state.
    pub(super) states: Vec<(usize, Actor, usize)>,
    /// Voices that are a paper, and what it is called.
    pub(super) papers: Vec<(&'s str, Actor, usize)>,
    /// What of it made two witnesses one voice: which, with whom, and whether it is sure.
    pub(super) told: BTreeSet<Why>,
}

impl<'s> Stated<'s> {
    /// Notes with whom a witness is, or may be, one voice.
    pub(super) fn note(&mut self, beside: &Beside, place: usize) {
        self.beside.extend(beside.surely.iter().map(|actor| (*actor, place, true)));
        self.beside.extend(beside.perhaps.iter().map(|actor| (*actor, place, false)));
    }

    /// Notes a voice, if it is an office alone or a body; `name` is what it is called.
    pub(super) fn voice(
        &mut self,
        (link, name): (&Link, &'s str),
        office: Option<&'s Office>,
        place: usize,
        day: Option<PartialDate>,
    ) {
        self.alone.extend(office.map(|office| (link.actor, office, place, day)));
        // "Trenn Fire Brigade" is written as people's names are.
        if link.kind == SourceKind::Organization || link.kind == SourceKind::Person && is_called_as_body(name) {
            self.bodies.push((link.actor, place));
            self.parts.extend(owner(name).map(|owner| (owner, link.actor, place)));
        }
        if link.kind == SourceKind::Document {
            self.papers.push((name, link.actor, place));
        }
    }
}

/// The sort of the body whose part has this name: "service" of "the service's regional office". A name is none.
fn owner(name: &str) -> Option<&str> {
    let (owner, _) = name.split_once("'s ").or_else(|| name.split_once("’s "))?;
    let noun = owner.rsplit(' ').next()?;
    noun.starts_with(char::is_lowercase).then_some(noun)
}

/// How many pairs are told one by one; beyond, all of them share a group, which lowers what is possible too.
const MOST_PAIRS: usize = 4096;

/// How many voices of one claim that are an office or a body alone are held against each other.
pub(super) const MOST_ALONE: usize = 256;

/// A witness, whose voice it is, too, and whether that is sure.
pub(super) type Why = (usize, Actor, bool);

/// Pairs of witnesses that may be one voice, and what made them so.
#[derive(Default)]
pub(super) struct Paired {
    pairs: Vec<((usize, usize), Why)>,
    told: BTreeSet<Why>,
    /// Whom so many share that they are no pairs.
    crowds: Vec<(Actor, usize)>,
}

impl Paired {
    pub(super) fn add(&mut self, one: usize, other: usize, is_unsure: bool, why: Why) {
        if one == other {
            return;
        }
        if is_unsure {
            self.pairs.push(((one.min(other), one.max(other)), why));
        } else {
            self.told.insert(why);
        }
    }
}

impl Side<'_> {
    /// Pairs them with whoever is of the same voice; names that are alike count as the same, as everywhere.
    pub(super) fn add_stated(&mut self) {
        if self.setting.graph.roles.is_empty() && self.stated.parts.is_empty() && self.stated.states.len() < 2 {
            return;
        }
        self.stated.beside.sort_unstable();
        self.stated.beside.dedup();
        self.stated.alone.sort_unstable();
        self.stated.alone.dedup();
        let mut paired = Paired::default();
        self.pair_employed(&mut paired);
        let holders: Vec<(Actor, usize)> =
            self.named.iter().copied().filter(|(actor, _)| self.setting.holds_any(*actor)).collect();
        for (voice, office, place, day) in &self.stated.alone {
            let may_hold = |(holder, _): &&(Actor, usize)| self.setting.may_hold(*holder, (*voice, office), *day);
            for (holder, other) in holders.iter().filter(may_hold) {
                paired.add(*place, *other, true, (*place, *holder, false));
            }
        }
        self.pair_seats(&mut paired);
        self.pair_authors(&holders, &mut paired);
        self.pair_colleagues(&holders, &mut paired);
        self.pair_bodies(&holders, &mut paired);
        self.pair_represented(&holders, &mut paired);
        self.pair_parts(&mut paired);
        self.pair_organs(&mut paired);
        self.pair_told(&holders, &mut paired);
        self.pair_papers(&holders, &mut paired);
        self.pair_near(&holders, &mut paired);
        for (actor, place) in paired.crowds {
            let witness = self.witnesses.get_mut(place);
            witness.into_iter().for_each(|witness| witness.groups.push(Group::Of(actor)));
        }
        self.stated.told = paired.told;
        self.add_ties(paired.pairs);
        self.alike.sort_unstable();
        self.alike.dedup();
    }

    /// Offices and bodies that may be one: "the transport minister", "the transport ministry", "the embassy".
    fn pair_seats(&self, paired: &mut Paired) {
        // By their keys: the numbers of actors depend on the order in which versions came.
        let mut alone: Vec<_> = self.stated.alone.iter().collect();
        alone.sort_by_key(|(voice, ..)| self.setting.graph.actors.key(*voice));
        alone.truncate(MOST_ALONE);
        for (at, (voice, office, place, _)) in alone.iter().enumerate() {
            let others = alone.iter().skip(at + 1).filter(|(other, ..)| !self.setting.control.are_two(*voice, *other));
            for (other, _, beside, _) in others.filter(|(_, other, ..)| office.may_speak_for(other)) {
                self.pair_alike((*voice, *place), (*other, *beside), paired);
            }
        }
    }

    /// Pairs two of one kind; told in the order of their names, whichever was heard first.
    pub(super) fn pair_alike(&self, one: (Actor, usize), other: (Actor, usize), paired: &mut Paired) {
        let key = |actor: Actor| self.setting.graph.actors.key(actor);
        let (first, second) = if key(one.0) <= key(other.0) { (one, other) } else { (other, one) };
        paired.add(first.1, second.1, true, (first.1, second.0, false));
    }

    /// "An author of the study" and "another author of the study" say what one study says.
    fn pair_authors(&self, holders: &[(Actor, usize)], paired: &mut Paired) {
        let (roles, actors) = (&self.setting.graph.roles, &self.setting.graph.actors);
        let works = |(holder, place): &(Actor, usize)| {
            let (holder, place) = (*holder, *place);
            roles.works(holder, actors).map(move |work| (work, holder, place)).collect::<Vec<_>>()
        };
        let mut authors: Vec<(&str, Actor, usize)> = holders.iter().flat_map(works).collect();
        authors.sort_by_key(|(_, holder, _)| actors.key(*holder));
        authors.truncate(MOST_ALONE);
        for (at, (work, one, place)) in authors.iter().enumerate() {
            let others = authors.iter().skip(at + 1).filter(|(of, other, _)| of == work && other != one);
            for (_, other, beside) in others.filter(|(_, other, _)| !self.setting.control.are_two(*one, *other)) {
                self.pair_alike((*one, *place), (*other, *beside), paired);
            }
        }
    }

    /// "Fire chief Ola Brekke" and "deputy fire chief Siv Moen" are of one fire service, unless two are named.
    fn pair_colleagues(&self, holders: &[(Actor, usize)], paired: &mut Paired) {
        let (roles, actors) = (&self.setting.graph.roles, &self.setting.graph.actors);
        let posts = |(holder, place): &(Actor, usize)| {
            let (holder, place) = (*holder, *place);
            roles.bodies(holder, None, actors).map(move |post| (post, holder, place)).collect::<Vec<_>>()
        };
        let mut posts: Vec<_> = holders.iter().flat_map(posts).collect();
        posts.sort_by_key(|((sort, role, _), holder, place)| (*sort, actors.key(*holder), *role, *place));
        posts.truncate(MOST_ALONE);
        let is_one = |one: Option<Actor>, other: Option<Actor>| {
            one.zip(other).is_none_or(|(one, other)| self.may_be_one(one, other))
        };
        for (at, ((sort, role, of), one, place)) in posts.iter().enumerate() {
            let others = posts.iter().skip(at + 1).take_while(|((other, ..), ..)| other == sort);
            for ((_, its, whose), other, beside) in others.filter(|(_, other, _)| other != one) {
                if is_one(*of, *whose) && may_be_of_one(role, its) && !self.setting.control.are_two(*one, *other) {
                    self.pair_alike((*one, *place), (*other, *beside), paired);
                }
            }
        }
    }

    /// "The harbour authority" and "harbour master Ola Brekke", "the police" and "Inspector Siv Moen": a body and who is of one
    /// of its sort.
    fn pair_bodies(&self, holders: &[(Actor, usize)], paired: &mut Paired) {
        let (roles, actors) = (&self.setting.graph.roles, &self.setting.graph.actors);
        let sorted = |(body, place): &(Actor, usize)| {
            let (body, place) = (*body, *place);
            sorts_of_name(actors.key(body)).map(move |sort| (sort, body, place))
        };
        let mut bodies: Vec<_> = self.stated.bodies.iter().flat_map(sorted).collect();
        bodies.sort_by_key(|(sort, body, place)| (*sort, actors.key(*body), *place));
        bodies.dedup();
        bodies.truncate(MOST_ALONE);
        if bodies.is_empty() {
            return;
        }
        let mut people: Vec<&(Actor, usize)> = holders.iter().collect();
        people.sort_by_key(|(holder, place)| (actors.key(*holder), *place));
        people.truncate(MOST_ALONE);
        for (holder, place) in people {
            for (sort, of) in roles.bodies_by_post(*holder, actors) {
                let may_be_its = |(its, body, _): &&(&str, Actor, usize)| {
                    *its == sort
                        && body != holder
                        && of.is_none_or(|of| self.may_be_one(of, *body))
                        && !self.setting.control.are_two(*holder, *body)
                };
                for (_, body, beside) in bodies.iter().filter(may_be_its) {
                    self.pair_alike((*holder, *place), (*body, *beside), paired);
                }
            }
        }
    }

    /// "Farmers' leader Hal Dorsey" and "the Plains Farmers' Association", "water engineer Otto Frey" and "the water board": whoever
    /// speaks for such people, or sees to such a matter, and a body of theirs.
    fn pair_represented(&self, holders: &[(Actor, usize)], paired: &mut Paired) {
        let (roles, actors) = (&self.setting.graph.roles, &self.setting.graph.actors);
        let mut bodies: Vec<&(Actor, usize)> = self.stated.bodies.iter().collect();
        bodies.sort_by_key(|(body, place)| (actors.key(*body), *place));
        bodies.truncate(MOST_ALONE);
        let mut people: Vec<&(Actor, usize)> = if bodies.is_empty() { Vec::new() } else { holders.iter().collect() };
        people.sort_by_key(|(holder, place)| (actors.key(*holder), *place));
        people.truncate(MOST_ALONE);
        for (holder, place) in people {
            let people = roles.posts(*holder, actors).filter_map(|post| Some((represented(post)?, false)));
            let matters = roles.posts(*holder, actors).filter_map(|post| Some((matter(post)?, true)));
            for (whose, is_public) in people.chain(matters).collect::<BTreeSet<(&str, bool)>>() {
                let is_theirs = |(body, _): &&&(Actor, usize)| {
                    let key = actors.key(*body);
                    let is_named = key.split(' ').any(|word| word == whose) && (!is_public || is_public_body(key));
                    is_named && body != holder && !self.setting.control.are_two(*holder, *body)
                };
                for (body, beside) in bodies.iter().filter(is_theirs) {
                    self.pair_alike((*holder, *place), (*body, *beside), paired);
                }
            }
        }
    }

    /// "The service's regional office in Brod" and "the National Weather Service".
    fn pair_parts(&self, paired: &mut Paired) {
        let actors = &self.setting.graph.actors;
        let mut parts: Vec<_> = self.stated.parts.iter().collect();
        parts.sort_by_key(|(owner, part, place)| (*owner, actors.key(*part), *place));
        parts.truncate(MOST_ALONE);
        for (owner, part, place) in parts {
            let is_owner = |(body, _): &&(Actor, usize)| {
                let is_called = actors.key(*body).split(' ').any(|word| word == *owner);
                body != part && is_called && !self.setting.control.are_two(*part, *body)
            };
            for (body, beside) in self.stated.bodies.iter().filter(is_owner) {
                self.pair_alike((*part, *place), (*body, *beside), paired);
            }
        }
    }

    /// "The White House" and "the Pentagon", "China's ambassador" and "the Chinese foreign ministry": what organs of one state say may be
    /// what one of them found.
    fn pair_organs(&self, paired: &mut Paired) {
        let actors = &self.setting.graph.actors;
        let mut organs: Vec<&(usize, Actor, usize)> = self.stated.states.iter().collect();
        organs.sort_by_key(|(state, organ, place)| (*state, actors.key(*organ), *place));
        organs.truncate(MOST_ALONE);
        for (at, (state, one, place)) in organs.iter().copied().enumerate() {
            let others = organs.iter().skip(at + 1).take_while(|(of, ..)| of == state);
            for (_, other, beside) in others.filter(|(_, other, _)| !self.setting.control.are_two(*one, *other)) {
                self.pair_alike((*one, *place), (*other, *beside), paired);
            }
        }
    }

    /// Those for whom texts state who they speak for, with whoever speaks for the same.
    fn pair_employed(&self, paired: &mut Paired) {
        let of = |group: &Group| match group {
            Group::Of(actor) => Some(*actor),
            Group::Own(_) => None,
        };
        let groups = |(place, witness): (usize, &super::Witness)| {
            witness.groups.iter().filter_map(of).map(|actor| (actor, place)).collect::<Vec<_>>()
        };
        let mut speaking: Vec<(Actor, usize)> = if self.stated.beside.is_empty() {
            Vec::new()
        } else {
            self.witnesses.iter().enumerate().flat_map(groups).collect()
        };
        speaking.extend(self.stated.beside.iter().map(|(actor, place, _)| (*actor, *place)));
        speaking.sort_unstable();
        speaking.dedup();
        for ours in self.stated.beside.chunk_by(|(a, ..), (b, ..)| a == b) {
            for theirs in speaking.chunk_by(|(a, _), (b, _)| a == b) {
                let ends = ours.first().zip(theirs.first());
                let Some((actor, _)) = ends.map(|(a, b)| (a.0, b.0)).filter(|(a, b)| self.may_be_one(*a, *b)) else {
                    continue;
                };
                if ours.len() * theirs.len() > MOST_PAIRS {
                    let all = ours.iter().map(|(_, place, _)| *place).chain(theirs.iter().map(|(_, place)| *place));
                    paired.crowds.extend(all.map(|place| (actor, place)));
                    continue;
                }
                for ((_, place, surely), (_, other)) in
                    ours.iter().flat_map(|our| theirs.iter().map(move |their| (our, their)))
                {
                    let has_it = self.witnesses.get(*other).is_some_and(|it| it.groups.contains(&Group::Of(actor)));
                    paired.add(*place, *other, !(*surely && has_it), (*place, actor, *surely));
                }
            }
        }
    }

    /// What of it made two witnesses one voice, in words.
    pub(in crate::trace) fn one_voice(&self, woven: &Woven) -> BTreeSet<OneVoice> {
        let in_words = |(place, of, surely): &Why| OneVoice {
            witness: self.id(woven, *place),
            of: self.setting.display(*of).to_owned(),
            surely: *surely,
            stated: self.stated_of(*place, *of),
        };
        self.stated.told.iter().map(in_words).collect()
    }

    /// The words that make a witness one voice with somebody.
    pub(super) fn stated_of(&self, place: usize, of: Actor) -> Option<StatedWords> {
        let named = self.named.iter().filter(|(_, named)| *named == place).map(|(actor, _)| *actor);
        named.filter_map(|actor| self.setting.tied(actor, of)).min()
    }

    fn may_be_one(&self, a: Actor, b: Actor) -> bool {
        let control = self.setting.control;
        a == b || self.setting.graph.actors.may_be(a, b) && !control.are_two(a, b)
    }
}
