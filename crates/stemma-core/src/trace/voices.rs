//! What names say by themselves of whose voice somebody is. It is asked of every voice of every claim, and is the same each
//! time: it is looked at once a name, and kept in step with a graph that grows.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::interest::{is_firm, owner, speaks_for, state_of};
use super::papers::{is_anybodys, record};
use crate::graph::{Actor, Graph, Symbol};

/// What is known of the names of a graph.
#[derive(Clone, Debug, Default)]
pub(super) struct Voices {
    /// How many links were looked at.
    links: usize,
    /// By the numbers of the names; of those that call no voice nothing is known.
    names: Vec<OfName>,
    /// For whom voices speak that are called by what they are.
    owners: FxHashMap<Symbol, Box<str>>,
    /// By the numbers of the actors.
    actors: Vec<OfActor>,
}

/// What a name says of a voice, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OfName(u8);

const KNOWN: u8 = 1;
const SPEAKS: u8 = 2;
const OWNED: u8 = 4;
const ANYBODYS: u8 = 8;
const CAPITAL: u8 = 16;
const COVER: u8 = 32;
const ADDRESS: u8 = 64;

impl OfName {
    fn of(name: &str) -> Self {
        let bit = |bit: u8, is_so: bool| if is_so { bit } else { 0 };
        Self(
            KNOWN
                | bit(SPEAKS, speaks_for(name))
                | bit(OWNED, owner(name).is_some())
                | bit(ANYBODYS, is_anybodys(name))
                | bit(CAPITAL, name.chars().any(char::is_uppercase))
                | bit(COVER, is_cover(name))
                | bit(ADDRESS, name.contains("://")),
        )
    }

    /// Whether it is that of somebody who speaks or acts for another.
    pub(super) const fn speaks(self) -> bool {
        self.0 & SPEAKS != 0
    }

    /// Whether it says for whom.
    pub(super) const fn is_owned(self) -> bool {
        self.0 & OWNED != 0
    }

    /// Whether it is that of a paper which says not whose it is.
    pub(super) const fn is_anybodys(self) -> bool {
        self.0 & ANYBODYS != 0
    }

    /// Whether it stands for a name that is kept back.
    pub(super) const fn is_cover(self) -> bool {
        self.0 & COVER != 0
    }

    /// Whether it is the address of a document, which a text links to or lists without a name.
    pub(super) const fn is_address(self) -> bool {
        self.0 & ADDRESS != 0
    }

    /// Whether a capital stands in it.
    pub(super) const fn has_capital(self) -> bool {
        self.0 & CAPITAL != 0
    }
}

/// What people are called beside a letter or a number that stands for their name.
const COVERED: &[&str] = &[
    "witness",
    "source",
    "person",
    "victim",
    "informant",
    "whistleblower",
    "officer",
    "soldier",
    "agent",
    "patient",
    "juror",
    "complainant",
    "claimant",
    "defendant",
    "employee",
    "worker",
    "subject",
    "individual",
    "official",
    "mr",
    "ms",
    "mrs",
    "resident",
    "respondent",
    "participant",
    "prosecution",
    "protected",
    "defence",
    "defense",
    "crown",
    "state",
];

/// What is said of whoever has no name, of whoever keeps it back, and of what nobody answers for.
const NOBODYS: &[&str] = &["anonymous", "john doe", "jane doe", "ai", "chatgpt"];

/// Whether it is no name, and stands for one that is kept back or not known: "Witness K-12", "Ms B", "Source A", "Jane Doe",
/// "@eelwatch77", "User12345".
fn is_cover(name: &str) -> bool {
    is_lettered(name) || is_account(name) || NOBODYS.contains(&&*name.to_lowercase())
}

/// Whether it is an account's and nobody says whose: one word with a mark or a number.
fn is_account(name: &str) -> bool {
    let digits = name.chars().rev().take_while(char::is_ascii_digit).count();
    let is_word = !name.contains([' ', '.', '-', '/']);
    let is_numbered = digits > 2 && name.chars().filter(|c| c.is_lowercase()).count() > 2;
    is_word && (name.starts_with('@') || is_numbered)
}

fn is_lettered(name: &str) -> bool {
    let words = || name.split(' ').filter(|word| !word.is_empty());
    let is_code = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        letters < 3
            && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '/'))
            && (letters < 2 || word.contains(|c: char| c.is_ascii_digit()))
    };
    let is_covered = |word: &str| COVERED.contains(&&*word.trim_end_matches('.').to_lowercase());
    let count = words().count();
    count > 1 && words().take(count - 1).all(is_covered) && words().next_back().is_some_and(is_code)
}

/// What the key of an actor says.
#[derive(Clone, Copy, Debug)]
struct OfActor {
    /// The state for which it speaks, from one.
    state: u8,
    is_record: bool,
    is_firm: bool,
}

impl OfActor {
    fn of(key: &str) -> Self {
        let state = state_of(key).and_then(|state| u8::try_from(state + 1).ok());
        Self { state: state.unwrap_or(0), is_record: record(key).is_some(), is_firm: is_firm(key) }
    }
}

impl Voices {
    pub(super) fn new(graph: &Graph) -> Self {
        let mut voices = Self::default();
        voices.add(graph);
        voices
    }

    /// Takes in what was added to the graph.
    pub(super) fn add(&mut self, graph: &Graph) {
        let links = graph.links_from(self.links);
        self.links += links.len();
        for link in links {
            let place = link.name.index();
            self.names.resize(self.names.len().max(place + 1), OfName::default());
            let Some(known) = self.names.get_mut(place).filter(|known| **known == OfName::default()) else { continue };
            let name = graph.actors.text(link.name);
            *known = OfName::of(name);
            self.owners.extend(owner(name).map(|owner| (link.name, owner.into())));
        }
        let actors = self.actors.len()..graph.actors.len();
        self.actors.extend(actors.map(|index| OfActor::of(graph.actors.key_at(index))));
    }

    /// What a name says of the voice that is called so.
    pub(super) fn name(&self, graph: &Graph, name: Symbol) -> OfName {
        let known = self.names.get(name.index()).copied().filter(|known| *known != OfName::default());
        known.unwrap_or_else(|| OfName::of(graph.actors.text(name)))
    }

    /// For whom a voice speaks that is called by what it is: a word in small letters.
    pub(super) fn owner(&self, graph: &Graph, name: Symbol) -> Option<Cow<'_, str>> {
        if !self.name(graph, name).is_owned() {
            return None;
        }
        let known = self.owners.get(&name).map(|owner| Cow::Borrowed(&**owner));
        known.or_else(|| owner(graph.actors.text(name)).map(Cow::Owned))
    }

    fn actor(&self, graph: &Graph, actor: Actor) -> OfActor {
        self.actors.get(actor.index()).copied().unwrap_or_else(|| OfActor::of(graph.actors.key(actor)))
    }

    /// The state that an actor is, or is an organ of.
    pub(super) fn state(&self, graph: &Graph, actor: Actor) -> Option<usize> {
        usize::from(self.actor(graph, actor).state).checked_sub(1)
    }

    /// Whether an actor is a firm, as far as its name says nothing else.
    pub(super) fn is_firm(&self, graph: &Graph, actor: Actor) -> bool {
        self.actor(graph, actor).is_firm
    }

    /// Whether an actor is a record.
    pub(super) fn is_record(&self, graph: &Graph, actor: Actor) -> bool {
        self.actor(graph, actor).is_record
    }
}

#[cfg(test)]
mod tests {
    use super::is_cover;

    #[test]
    fn a_letter_or_number_for_a_name_is_no_name() {
        for name in ["Witness C", "Witness K-12", "Protected Witness 7", "Ms B", "Mr. X", "Soldier F", "Source A"]
            .into_iter()
            .chain(["@eelwatch77", "User12345", "Anonymous", "Jane Doe"])
        {
            assert!(is_cover(name), "{name}");
        }
        for name in [
            "Witness Lee",
            "Mr Xu",
            "Anna B",
            "C",
            "Witness",
            "Source Code",
            "Mr IT",
            "",
            "Crown Prince",
            "Area51",
            "AP",
        ] {
            assert!(!is_cover(name), "{name}");
        }
    }
}
