//! Which offices texts state whom to hold, and when.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::Link;
use super::actors::{Actor, Actors};
use super::symbols::Symbol;
use crate::date::PartialDate;
use crate::document::Version;
use crate::enumerations::SourceKind;
use crate::id::Id;
use crate::name::may_be;
use crate::role::{Covers, Office, RoleStatement, Tenure, paper, sort_of_body, sort_of_post, told_with};

/// Offices and who holds them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    stated: Vec<Stated>,
    by_holder: FxHashMap<Actor, SmallVec<[u32; 2]>>,
    /// By the last word of the holder's name: whoever is called by it alone may be the holder.
    by_surname: FxHashMap<Actor, SmallVec<[u32; 2]>>,
    /// Voices with a name of several words, by the last of them.
    full_names: FxHashMap<Actor, SmallVec<[Actor; 2]>>,
    /// By whose it is: a firm's officers, the firms of an owner.
    by_body: FxHashMap<Actor, SmallVec<[u32; 2]>>,
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
    /// Where it is first stated: the version, and which of its statements of offices.
    place: (Id<Version>, u32),
}

/// How many owners of owners are followed.
pub(crate) const LEVELS: usize = 4;

/// What whoever is at the head of a body does with it.
const LEADING: &[&str] =
    &["runs", "heads", "leads", "chairs", "manages", "directs", "headed", "led", "chaired", "managed"];

impl Stated {
    /// Whether it says that somebody is at the head of a body: its chief executive, whoever chairs it.
    fn is_at_head(&self) -> bool {
        self.office.as_ref().is_some_and(Office::is_sole) || LEADING.contains(&&*self.role)
    }

    /// Whether it says nothing of what somebody is.
    fn is_loose(&self) -> bool {
        paper(&self.role).is_some() || told_with(&self.role).is_some()
    }
}

impl Roles {
    /// Takes in what a text states; the actors of whom something else may hold since then.
    pub(super) fn state(
        &mut self,
        stated: &RoleStatement,
        place: (Id<Version>, u32),
        actors: &mut Actors,
    ) -> Vec<Actor> {
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
            organization.into_iter().for_each(|body| self.by_body.entry(body).or_default().push(number));
            let surname = actors.surname(holder);
            surname.into_iter().for_each(|surname| self.by_surname.entry(surname).or_default().push(number));
            let whole = office.as_ref().filter(|office| !office.is_open());
            whole.into_iter().for_each(|office| self.by_office.entry(office.clone()).or_default().push(number));
            let (office, role, tenure) = (office.clone(), role.into(), Tenure::default());
            self.stated.push(Stated { holder, office, role, organization, tenure, place });
            number
        });
        let is_new = self.stated.get_mut(number as usize).is_some_and(|known| {
            let is_first = place < known.place;
            known.place = known.place.min(place);
            known.tenure.state(stated.on, stated.from, stated.to) || is_first
        });
        if known.is_some() && !is_new {
            return Vec::new();
        }
        let beside = office.as_ref().and_then(|office| self.by_office.get(office)).into_iter().flatten();
        let beside = beside.filter_map(|number| self.stated.get(*number as usize)).map(|known| known.holder);
        let alone = office.as_ref().and_then(|office| self.alone.get(office)).into_iter().flatten().copied();
        let alike =
            actors.surname(holder).into_iter().chain(self.full_names.get(&holder).into_iter().flatten().copied());
        let headed = self.stated.get(number as usize).filter(|known| known.is_at_head()).and(organization);
        let below = headed.into_iter().chain([holder]).flat_map(|body| self.below(body));
        std::iter::once(holder).chain(alike).chain(beside).chain(alone).chain(below).collect()
    }

    /// A body, and whoever is of it, or of a body that is, as far down as owners are followed up.
    fn below(&self, body: Actor) -> Vec<Actor> {
        let mut found = vec![body];
        let mut level = found.clone();
        for _ in 0..=LEVELS {
            let stated = level.iter().filter_map(|body| self.by_body.get(body)).flatten();
            let holders = stated.filter_map(|number| self.stated.get(*number as usize)).map(|stated| stated.holder);
            let new: Vec<Actor> = holders.filter(|holder| !found.contains(holder)).collect();
            if new.is_empty() {
                break;
            }
            found.extend(&new);
            level = new;
        }
        found
    }

    /// Who is at the head of a body on a day, as texts state it.
    pub(crate) fn heads(&self, body: Actor, day: Option<PartialDate>, actors: &Actors) -> SmallVec<[Actor; 2]> {
        let stated =
            self.by_body.get(&body).into_iter().flatten().filter_map(|number| self.stated.get(*number as usize));
        let now = stated.filter(|stated| stated.is_at_head() && self.covers(stated, day, actors) != Covers::Not);
        now.map(|stated| stated.holder).collect()
    }

    /// Notes a voice that is an office alone, or a body that is known by the office at its head; whether what is stated of
    /// somebody of the same surname may hold of it since then.
    pub(super) fn hear(&mut self, link: &Link, actors: &Actors) -> bool {
        self.note_office(link, actors);
        let Some(surname) = actors.surname(link.actor).filter(|_| link.kind == SourceKind::Person) else {
            return false;
        };
        let called = self.full_names.entry(surname).or_default();
        let is_new = !called.contains(&link.actor);
        if is_new {
            called.push(link.actor);
        }
        is_new && self.by_holder.contains_key(&surname)
    }

    /// Voices that may be this person: those of its surname, or those whose surname it is.
    pub(super) fn of_one_surname(&self, person: Actor, actors: &Actors) -> Vec<Actor> {
        let surname = actors.surname(person);
        let full = self.full_names.get(&surname.unwrap_or(person)).into_iter().flatten().copied();
        surname.into_iter().chain(full).collect()
    }

    fn note_office(&mut self, link: &Link, actors: &Actors) {
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

    /// The same, and whether it is surely this person: "Beale" may be Frank Beale, and Miles Ottaway may be "Councillor Ottaway".
    fn of_alike(&self, holder: Actor, actors: &Actors) -> impl Iterator<Item = (&Stated, bool)> {
        let is_heard = |surname: &Actor| self.full_names.get(surname).is_some_and(|called| called.contains(&holder));
        let of_surname = actors.surname(holder).filter(is_heard).into_iter().flat_map(|surname| self.of(surname));
        let by_surname = self.by_surname.get(&holder).into_iter().flatten();
        let by_surname = by_surname.filter_map(|number| self.stated.get(*number as usize));
        self.of(holder).map(|stated| (stated, true)).chain(of_surname.chain(by_surname).map(|stated| (stated, false)))
    }

    /// For whom somebody spoke on a day, as texts state it: sure, or perhaps.
    pub(crate) fn employers(&self, holder: Actor, day: Option<PartialDate>, actors: &Actors) -> Employers {
        let mut found = Employers::new();
        for (stated, is_it) in self.of_alike(holder, actors) {
            let Some(organization) = stated.organization.filter(|organization| *organization != holder) else {
                continue;
            };
            let covers = self.covers(stated, day, actors);
            let covers = if is_it { covers } else { covers.min(Covers::Perhaps) };
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

    /// Bodies in which somebody may hold an office on a day, or for which they may speak by their post.
    pub(crate) fn offices_in(&self, holder: Actor, day: Option<PartialDate>, actors: &Actors) -> SmallVec<[Actor; 2]> {
        if self.stated.is_empty() {
            return SmallVec::new();
        }
        let speaks =
            |stated: &Stated| stated.office.is_some() || stated.role.split(' ').any(|word| word.starts_with("spokes"));
        let now = |stated: &&Stated| speaks(stated) && self.covers(stated, day, actors) != Covers::Not;
        let found = self.of_alike(holder, actors).map(|(stated, _)| stated).filter(now);
        found.filter(|stated| !stated.tenure.is_past(day)).filter_map(|stated| stated.organization).collect()
    }

    /// Whether texts only ever state of somebody that they were with a body before a day: "a former spokesman".
    pub(crate) fn has_left(&self, holder: Actor, body: Actor, day: Option<PartialDate>) -> bool {
        let mut of_it = self.of(holder).filter(|stated| stated.organization == Some(body)).peekable();
        of_it.peek().is_some() && of_it.all(|stated| stated.tenure.is_past(day))
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
        self.of_alike(holder, actors).any(|(stated, _)| {
            let is_it = stated.office.as_ref().is_some_and(|held| held.may_be(office));
            is_it && self.covers(stated, day, actors) != Covers::Not
        })
    }

    /// Where a text states what makes two one voice – the tie of one to the other, or the office that one of them holds; the
    /// first by version and place.
    pub(crate) fn stated_of(&self, one: Actor, other: Actor, actors: &Actors) -> Option<(Id<Version>, u32)> {
        let ties = |a: Actor, b: Actor| {
            self.of_alike(a, actors).map(|(stated, _)| stated).filter(move |stated| {
                stated.organization == Some(b) || stated.organization.is_some_and(|of| actors.may_be(of, b))
            })
        };
        let holds = |holder: Actor, voice: Actor| {
            let is_it = move |office: &Office| self.alone.get(office).is_some_and(|called| called.contains(&voice));
            let offices = self.of_alike(holder, actors).map(|(stated, _)| stated);
            offices.filter(move |stated| stated.office.as_ref().is_some_and(is_it))
        };
        let tied = ties(one, other).chain(ties(other, one)).map(|stated| stated.place).min();
        tied.or_else(|| holds(one, other).chain(holds(other, one)).map(|stated| stated.place).min())
    }

    fn covers(&self, stated: &Stated, day: Option<PartialDate>, actors: &Actors) -> Covers {
        let sole = stated.office.as_ref().filter(|office| office.is_sole());
        let beside = sole.and_then(|office| self.by_office.get(office)).into_iter().flatten();
        let beside = beside.filter_map(|number| self.stated.get(*number as usize));
        let others: Vec<&Tenure> =
            beside.filter(|other| other.holder != stated.holder).map(|other| &other.tenure).collect();
        let covers = stated.tenure.covers(day, &others);
        let is_passing = stated.office.as_ref().is_some_and(Office::is_passing);
        // "Mayor Hill" may be any Hill.
        let is_short = stated.office.is_some() && actors.surname(stated.holder).is_none();
        if is_passing || is_short || self.is_perhaps_two(stated, actors) { covers.min(Covers::Perhaps) } else { covers }
    }

    /// Whether the holder's name is also that of somebody who is something else, so that two may have it.
    fn is_perhaps_two(&self, stated: &Stated, actors: &Actors) -> bool {
        let is_of_one = |a: Actor, b: Actor| a == b || may_be(actors.key(a), actors.key(b));
        self.of(stated.holder).any(|other| match stated.organization.zip(other.organization) {
            Some((a, b)) => !is_of_one(a, b),
            None => other.office.is_none() && *other.role != *stated.role && !other.is_loose(),
        })
    }

    /// Whether anything is stated of this person, or of somebody who may be it.
    pub(crate) fn holds_any(&self, holder: Actor, actors: &Actors) -> bool {
        self.of_alike(holder, actors).next().is_some()
    }

    /// Of which work somebody is an author, where a text only says "the study".
    pub(crate) fn works(&self, holder: Actor, actors: &Actors) -> impl Iterator<Item = &str> {
        let all = self.of_alike(holder, actors).map(|(stated, _)| stated);
        all.filter(|stated| stated.organization.is_none()).filter_map(|stated| work(&stated.role))
    }

    /// Which papers somebody wrote, or had in hand.
    pub(crate) fn papers(&self, holder: Actor, actors: &Actors) -> impl Iterator<Item = &str> {
        self.of_alike(holder, actors).filter_map(|(stated, _)| paper(&stated.role))
    }

    /// With whom somebody is told.
    pub(crate) fn near(&self, holder: Actor, actors: &Actors) -> impl Iterator<Item = &str> {
        self.of_alike(holder, actors).filter_map(|(stated, _)| told_with(&stated.role))
    }

    /// What somebody is called by a text that does not name them: "prosecutor", and "deputy prosecutor", of "the deputy prosecutor".
    pub(crate) fn posts(&self, holder: Actor, actors: &Actors) -> impl Iterator<Item = &str> {
        self.of_alike(holder, actors).flat_map(|(stated, _)| {
            let role = stated.role.split(" of ").next().unwrap_or(&stated.role);
            let shorter = role.match_indices(' ').filter_map(move |(at, _)| role.get(at + 1..));
            std::iter::once(role).chain(shorter)
        })
    }

    /// The sorts of the bodies whose somebody is, by what they are, each with that and with whose they are if a text says so.
    pub(crate) fn bodies(
        &self,
        holder: Actor,
        day: Option<PartialDate>,
        actors: &Actors,
    ) -> impl Iterator<Item = (&'static str, &str, Option<Actor>)> {
        let now = self.of_alike(holder, actors).map(|(stated, _)| stated).filter(move |it| !it.tenure.is_past(day));
        now.filter_map(|stated| Some((sort_of_body(&stated.role)?, &*stated.role, stated.organization)))
    }

    /// The sorts of the bodies that have somebody of such a post, each with whose they are if a text says so.
    pub(crate) fn bodies_by_post(
        &self,
        holder: Actor,
        actors: &Actors,
    ) -> impl Iterator<Item = (&'static str, Option<Actor>)> {
        let all = self.of_alike(holder, actors).map(|(stated, _)| stated).filter(|it| !it.tenure.is_past(None));
        all.filter_map(|stated| {
            Some((sort_of_body(&stated.role).or_else(|| sort_of_post(&stated.role))?, stated.organization))
        })
    }

    /// Whether nothing is stated of anybody, and no voice is that of a body with somebody at its head.
    pub(crate) fn is_empty(&self) -> bool {
        self.stated.is_empty() && self.seats.is_empty()
    }
}

/// "study" of "lead author of study", and of "author of paper": what found something has many names.
fn work(role: &str) -> Option<&str> {
    let (who, work) = role.split_once(" of ")?;
    let is_maker =
        |word: &str| matches!(word, "author" | "co-author" | "coauthor" | "researcher" | "investigator" | "leader");
    let is_study = matches!(work, "paper" | "research" | "article" | "analysis" | "report");
    who.rsplit(' ').next().filter(|word| is_maker(word)).map(|_| if is_study { "study" } else { work })
}

/// Actors, and how sure it is that they are it.
pub(crate) type Employers = SmallVec<[(Actor, Covers); 2]>;
