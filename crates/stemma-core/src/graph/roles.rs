//! Which offices texts state whom to hold, and when.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::Link;
use super::actors::{Actor, Actors};
use super::symbols::Symbol;
use crate::date::PartialDate;
use crate::enumerations::SourceKind;
use crate::name::may_be;
use crate::role::{Covers, Office, RoleStatement, Tenure};

/// Offices and who holds them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    stated: Vec<Stated>,
    by_holder: FxHashMap<Actor, SmallVec<[u32; 2]>>,
    /// Who is stated to hold an office that is said to be somebody's.
    by_office: FxHashMap<Office, Vec<u32>>,
    /// Voices that are an office alone, by their names and whom they speak for.
    voices: FxHashMap<(Symbol, Option<Actor>), Office>,
    /// Bodies that are known by the office at their head, likewise.
    seats: FxHashMap<(Symbol, Option<Actor>), Office>,
    /// The actors that these are.
    alone: FxHashMap<Office, SmallVec<[Actor; 1]>>,
}

/// What is stated of one person and one office.
#[derive(Clone, Debug)]
struct Stated {
    holder: Actor,
    /// Nothing for a trade: "engineer".
    office: Option<Office>,
    role: Box<str>,
    organization: Option<Actor>,
    tenure: Tenure,
}

impl Roles {
    /// Takes in what a text states; the actors of whom something else may hold since then.
    pub(super) fn state(&mut self, stated: &RoleStatement, actors: &mut Actors) -> Vec<Actor> {
        let holder = actors.of(&stated.holder);
        let organization = stated.organization.as_deref().map(|name| actors.of(name));
        let (office, role) = (stated.office(), stated.role.to_lowercase());
        let is_it = |number: &u32| {
            let known = self.stated.get(*number as usize);
            known.is_some_and(|known| {
                let is_same = if office.is_some() { known.office == office } else { *known.role == *role };
                is_same && known.organization == organization
            })
        };
        let known = self.by_holder.get(&holder).and_then(|of_it| of_it.iter().copied().find(is_it));
        let number = known.unwrap_or_else(|| {
            let number = u32::try_from(self.stated.len()).unwrap_or(u32::MAX);
            self.by_holder.entry(holder).or_default().push(number);
            let whole = office.as_ref().filter(|office| !office.is_open());
            whole.into_iter().for_each(|office| self.by_office.entry(office.clone()).or_default().push(number));
            let (office, role, tenure) = (office.clone(), role.into(), Tenure::default());
            self.stated.push(Stated { holder, office, role, organization, tenure });
            number
        });
        let tenure = self.stated.get_mut(number as usize).map(|known| &mut known.tenure);
        let is_new = tenure.is_some_and(|tenure| tenure.state(stated.on, stated.from, stated.to));
        if known.is_some() && !is_new {
            return Vec::new();
        }
        let beside = office.as_ref().and_then(|office| self.by_office.get(office)).into_iter().flatten();
        let beside = beside.filter_map(|number| self.stated.get(*number as usize)).map(|known| known.holder);
        let alone = office.as_ref().and_then(|office| self.alone.get(office)).into_iter().flatten().copied();
        std::iter::once(holder).chain(beside).chain(alone).collect()
    }

    /// Notes a voice that is an office alone, or a body that is known by the office at its head.
    pub(super) fn hear(&mut self, link: &Link, actors: &Actors) {
        let key = (link.name, link.affiliation);
        if link.kind == SourceKind::Organization && !self.seats.contains_key(&key) {
            let whose = link.affiliation.map(|of| actors.key(of));
            let office = Office::at_head_of(actors.text(link.name), whose);
            self.seats.extend(office.map(|office| (key, office)));
        }
        if link.kind != SourceKind::Person || self.voices.contains_key(&key) {
            return;
        }
        let Some(office) = Office::of(actors.text(link.name), link.affiliation.map(|of| actors.key(of))) else {
            return;
        };
        let alone = self.alone.entry(office.clone()).or_default();
        if !alone.contains(&link.actor) {
            alone.push(link.actor);
        }
        self.voices.insert(key, office);
    }

    /// The office that a voice is, when it is no name.
    pub(crate) fn office(&self, link: &Link) -> Option<&Office> {
        let is_person = link.kind == SourceKind::Person && !self.voices.is_empty();
        self.voices.get(&(link.name, link.affiliation)).filter(|_| is_person)
    }

    /// The office at the head of a voice that is a body.
    pub(crate) fn seat(&self, link: &Link) -> Option<&Office> {
        self.seats.get(&(link.name, link.affiliation)).filter(|_| link.kind == SourceKind::Organization)
    }

    fn of(&self, holder: Actor) -> impl Iterator<Item = &Stated> {
        self.by_holder.get(&holder).into_iter().flatten().filter_map(|number| self.stated.get(*number as usize))
    }

    /// For whom somebody spoke on a day, as texts state it: sure, or perhaps.
    pub(crate) fn employers(&self, holder: Actor, day: Option<PartialDate>, actors: &Actors) -> Employers {
        let mut found = Employers::new();
        for stated in self.of(holder) {
            let Some(organization) = stated.organization.filter(|organization| *organization != holder) else {
                continue;
            };
            let covers = self.covers(stated, day, actors);
            if covers == Covers::Not {
                continue;
            }
            match found.iter_mut().find(|(known, _)| *known == organization) {
                Some((_, known)) => *known = covers.max(*known),
                None => found.push((organization, covers)),
            }
        }
        found
    }

    /// Who held exactly this office on a day, surely or perhaps.
    pub(crate) fn holders(&self, office: &Office, day: Option<PartialDate>, actors: &Actors) -> Employers {
        let stated = self.by_office.get(office).into_iter().flatten();
        let stated = stated.filter_map(|number| self.stated.get(*number as usize));
        let covered = stated.map(|stated| (stated.holder, self.covers(stated, day, actors)));
        let settled = |covers: Covers| if office.is_sole() { covers } else { covers.min(Covers::Perhaps) };
        covered.filter(|(_, covers)| *covers != Covers::Not).map(|(holder, covers)| (holder, settled(covers))).collect()
    }

    /// Whether somebody may have held an office on a day.
    pub(crate) fn may_hold(&self, holder: Actor, office: &Office, day: Option<PartialDate>, actors: &Actors) -> bool {
        self.of(holder).any(|stated| {
            let is_it = stated.office.as_ref().is_some_and(|held| held.may_be(office));
            is_it && self.covers(stated, day, actors) != Covers::Not
        })
    }

    fn covers(&self, stated: &Stated, day: Option<PartialDate>, actors: &Actors) -> Covers {
        let sole = stated.office.as_ref().filter(|office| office.is_sole());
        let beside = sole.and_then(|office| self.by_office.get(office)).into_iter().flatten();
        let beside = beside.filter_map(|number| self.stated.get(*number as usize));
        let others: Vec<&Tenure> =
            beside.filter(|other| other.holder != stated.holder).map(|other| &other.tenure).collect();
        let covers = stated.tenure.covers(day, &others);
        let is_passing = stated.office.as_ref().is_some_and(Office::is_passing);
        if is_passing || self.is_perhaps_two(stated, actors) { covers.min(Covers::Perhaps) } else { covers }
    }

    /// Whether the holder's name is also that of somebody who is something else, so that two may have it.
    fn is_perhaps_two(&self, stated: &Stated, actors: &Actors) -> bool {
        let is_of_one = |a: Actor, b: Actor| a == b || may_be(actors.key(a), actors.key(b));
        self.of(stated.holder).any(|other| match stated.organization.zip(other.organization) {
            Some((a, b)) => !is_of_one(a, b),
            None => other.office.is_none() && *other.role != *stated.role,
        })
    }

    /// Whether anything is stated of this person.
    pub(crate) fn holds_any(&self, holder: Actor) -> bool {
        self.by_holder.contains_key(&holder)
    }

    /// Whether nothing is stated of anybody, and no voice is that of a body with somebody at its head.
    pub(crate) fn is_empty(&self) -> bool {
        self.stated.is_empty() && self.seats.is_empty()
    }
}

/// Actors, and how sure it is that they are it.
pub(crate) type Employers = SmallVec<[(Actor, Covers); 2]>;
