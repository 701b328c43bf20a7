//! Whose voice somebody was at a date, as texts state it: for whom they spoke, and who spoke where only an office is named.

use super::groups::Few;
use super::setting::Setting;
use crate::date::PartialDate;
use crate::graph::{Actor, LEVELS, Link};
use crate::role::{Covers, Office};

/// Other actors with whom somebody is one voice at a date.
#[derive(Default)]
pub(super) struct Beside {
    /// It is stated of this day: one voice.
    pub(super) surely: Few,
    /// It is stated, and not surely of this day: it may be one voice.
    pub(super) perhaps: Few,
}

impl Beside {
    fn add(&mut self, actor: Actor, covers: Covers) {
        match covers {
            Covers::Not => {}
            Covers::Perhaps => self.perhaps.push(actor),
            Covers::Surely => self.surely.push(actor),
        }
    }

    /// Surely or not.
    pub(super) fn all(&self) -> impl Iterator<Item = Actor> {
        self.surely.iter().chain(&self.perhaps).copied()
    }
}

impl Setting<'_> {
    /// For whom a person speaks on a day.
    pub(super) fn employers(&self, holder: Actor, day: Option<PartialDate>) -> Beside {
        let mut beside = Beside::default();
        if !self.graph.roles.is_empty() {
            let found = self.graph.roles.employers(holder, day, &self.graph.actors);
            found.into_iter().for_each(|(organization, covers)| beside.add(organization, covers));
        }
        beside
    }

    /// Bodies in which somebody may hold an office on a day.
    pub(super) fn offices_in(&self, holder: Actor, day: Option<PartialDate>) -> impl Iterator<Item = Actor> + use<> {
        self.graph.roles.offices_in(holder, day, &self.graph.actors).into_iter()
    }

    /// Whether texts state that somebody had left a body by a day, and nothing else of the two.
    pub(super) fn has_left(&self, holder: Actor, body: Actor, day: Option<PartialDate>) -> bool {
        self.graph.roles.has_left(holder, body, day)
    }

    /// The office that a voice is, when no name is said.
    pub(super) fn office(&self, link: &Link) -> Option<&Office> {
        self.graph.roles.office(link)
    }

    /// The office at the head of a voice that is a body.
    pub(super) fn seat(&self, link: &Link) -> Option<&Office> {
        self.graph.roles.seat(link)
    }

    /// With whom a voice is one on a day: for whom a person speaks, or who holds the office that is said to speak.
    pub(super) fn beside(&self, link: &Link, day: Option<PartialDate>) -> Beside {
        let roles = &self.graph.roles;
        if roles.is_empty() || !link.kind.is_named() {
            return Beside::default();
        }
        let Some(office) = roles.office(link) else {
            let mut beside = self.employers(link.actor, day);
            let bodies = beside.all().chain(link.affiliation).chain([link.actor]).collect();
            self.add_owners(&mut beside, bodies, link.actor, day);
            return beside;
        };
        let mut beside = Beside::default();
        for (holder, covers) in roles.holders(office, day, &self.graph.actors) {
            if !self.control.are_two(holder, link.actor) {
                beside.add(holder, covers);
            }
        }
        self.add_owners(&mut beside, link.affiliation.into_iter().collect(), link.actor, day);
        beside
    }

    /// Whoever works for a body, or is said to be of it, may speak for those to whom the body belongs, and theirs; and bodies
    /// with one head may speak with one voice.
    fn add_owners(&self, beside: &mut Beside, bodies: Few, voice: Actor, day: Option<PartialDate>) {
        let mut known: Few = bodies.iter().copied().chain([voice]).chain(beside.all()).collect();
        let mut level = bodies;
        for _ in 0..LEVELS {
            let owners = level.iter().flat_map(|body| self.employers(*body, day).all().collect::<Few>());
            let heads = level.iter().flat_map(|body| self.graph.roles.heads(*body, day, &self.graph.actors));
            let (mut above, mut beside_it) = (Few::new(), Few::new());
            for (found, is_body) in owners.map(|owner| (owner, true)).chain(heads.map(|head| (head, false))) {
                if known.contains(&found) {
                    continue;
                }
                known.push(found);
                beside_it.push(found);
                above.extend(is_body.then_some(found));
            }
            beside.perhaps.extend(beside_it);
            level = above;
        }
    }

    /// Whether texts state something of a person, or of somebody who may be it.
    pub(super) fn holds_any(&self, holder: Actor) -> bool {
        self.graph.roles.holds_any(holder, &self.graph.actors)
    }

    /// Whether a person may be who speaks where only an office is named.
    pub(super) fn may_hold(&self, holder: Actor, (voice, office): (Actor, &Office), day: Option<PartialDate>) -> bool {
        let may_hold = self.graph.roles.may_hold(holder, office, day, &self.graph.actors);
        may_hold && !self.control.are_two(holder, voice)
    }
}
