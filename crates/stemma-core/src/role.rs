//! Who holds which office: "Veyra's chairman Erik Lund", "Tom Hill became mayor of Kelso on 3 May 2021".
//!
//! What a text states of an office joins nobody for good: it says whose voice somebody was at a date. Where that is unsure,
//! the published number counts them as one, and the greatest possible one as two.

mod body;
mod seat;
mod tenure;

use std::collections::BTreeSet;

use crate::date::PartialDate;
use crate::enumerations::Tier;
use crate::name::ActorKey;
use crate::span::Quote;

pub(crate) use body::{
    is_called_as_body, is_public_body, matter, may_be_of_one, represented, sort as sort_of_body, sort_of_name,
    sort_of_post, sorts_of_name,
};
pub use tenure::{Covers, Tenure};

/// A text states that somebody holds or held an office, wrote or had a paper, or tells them with somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleStatement {
    /// The words that say so: holder and office among them.
    pub quote: Quote,
    /// Who holds it.
    pub holder: String,
    /// What it is called, without whose it is: "rotating chairman"; or the tie: "reader of auditors' report", "told with Fisheries
    /// Board".
    pub role: String,
    /// Whose office it is, when that is said.
    pub organization: Option<String>,
    /// A day on which it was surely held: that of the document, or of the change that it tells.
    pub on: Option<PartialDate>,
    /// Since when it is held, when that is told.
    pub from: Option<PartialDate>,
    /// It was given up by then, when that is told.
    pub to: Option<PartialDate>,
    /// The words by which it is stated ("became"); `,` where the office only stands beside the name.
    pub cue: String,
    /// How it was found.
    pub tier: Tier,
}

impl RoleStatement {
    /// The office that it is about.
    #[must_use]
    pub fn office(&self) -> Option<Office> {
        Office::of(&self.role, self.organization.as_deref())
    }

    /// What the office is called, with whose it is.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.organization {
            Some(organization) => format!("{}, {organization}", self.role),
            None => self.role.clone(),
        }
    }
}

/// An office: what somebody is, and whose.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Office {
    /// The noun, one for all its spellings: "chair" for "chairwoman".
    head: String,
    /// What else tells it from others: "transport" of a minister.
    beside: BTreeSet<String>,
    /// Whose it is, by the key of the name.
    organization: Option<ActorKey>,
    /// Whether it passes from one to another in short turns, or is held for a while only.
    is_passing: bool,
}

/// Nouns for what one person is. The second of each is what the first counts as.
const HEADS: &[(&str, &str)] = &[
    ("chairman", "chair"),
    ("chairwoman", "chair"),
    ("chairperson", "chair"),
    ("chair", "chair"),
    ("ceo", "ceo"),
    ("cfo", "cfo"),
    ("cto", "cto"),
    ("coo", "coo"),
    ("president", "president"),
    ("minister", "minister"),
    ("premier", "premier"),
    ("secretary", "secretary"),
    ("governor", "governor"),
    ("mayor", "mayor"),
    ("chancellor", "chancellor"),
    ("rector", "rector"),
    ("founder", "founder"),
    ("cofounder", "founder"),
    ("director", "director"),
    ("chief", "chief"),
    ("head", "head"),
    ("boss", "boss"),
    ("commissioner", "commissioner"),
    ("ambassador", "ambassador"),
    ("dean", "dean"),
    ("editor", "editor"),
    ("owner", "owner"),
    ("leader", "leader"),
    ("commander", "commander"),
    ("general", "general"),
    ("prosecutor", "prosecutor"),
    ("deputy", "deputy"),
    ("ombudsman", "ombudsman"),
    ("captain", "captain"),
    ("principal", "principal"),
    ("vicar", "vicar"),
    ("coroner", "coroner"),
    ("superintendent", "superintendent"),
    ("headteacher", "headteacher"),
    ("provost", "provost"),
];
/// Offices that one person holds at a time.
const SOLE: &[&str] = &[
    "chair",
    "ceo",
    "cfo",
    "president",
    "premier",
    "governor",
    "mayor",
    "chancellor",
    "rector",
    "minister",
    "secretary",
];
/// Words that make another office of it, of which there may be several.
const RANKS: &[&str] = &[
    "vice",
    "deputy",
    "assistant",
    "associate",
    "under",
    "junior",
    "regional",
    "local",
    "honorary",
    "shadow",
    "co",
    "joint",
    "senior",
];
/// Words for an office that passes on.
const PASSING: &[&str] = &[
    "rotating",
    "acting",
    "interim",
    "caretaker",
    "provisional",
    "temporary",
    "incoming",
    "elect",
    "designate",
    "co",
    "joint",
];
/// Words that only say when it is held.
const TIMES: &[&str] = &[
    "former",
    "ex",
    "then",
    "current",
    "new",
    "newly",
    "outgoing",
    "late",
    "longtime",
    "long",
    "time",
    "past",
    "previous",
    "incumbent",
    "now",
    "once",
    "onetime",
    "recent",
    "the",
    "a",
    "an",
    "its",
    "their",
    "his",
    "her",
    "our",
    "own",
];
/// What ministers and secretaries are of; no organisation, also where it has a capital.
const PORTFOLIOS: &[&str] = &[
    "transport",
    "finance",
    "foreign",
    "defence",
    "defense",
    "interior",
    "home",
    "health",
    "education",
    "energy",
    "justice",
    "trade",
    "economy",
    "economic",
    "environment",
    "agriculture",
    "labour",
    "labor",
    "digital",
    "culture",
    "industry",
    "prime",
    "housing",
    "fisheries",
    "state",
    "affairs",
    "works",
    "treasury",
    "commerce",
    "climate",
    "science",
    "technology",
    "press",
];

impl Office {
    /// Reads what somebody is called: "Veyra's rotating chairman", "minister of transport of Norland"; `organization` is whose
    /// office it is, when that is known otherwise. Nothing, when no office is named.
    #[must_use]
    pub fn of(name: &str, organization: Option<&str>) -> Option<Self> {
        let plain = name.replace('’', "'");
        let (owner, rest) = match plain.split_once("'s ") {
            Some((owner, rest)) => (Some(owner.trim()), rest),
            None => (None, plain.as_str()),
        };
        let mut parts = [" of ", " at ", " for "]
            .iter()
            .fold(vec![rest], |parts, between| parts.into_iter().flat_map(|part| part.split(between)).collect());
        let words: Vec<String> =
            parts.remove(0).split([' ', '-']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let low: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let (head, before) = head(&low)?;
        let mut office = Self { head: head.to_owned(), beside: BTreeSet::new(), organization: None, is_passing: false };
        let mut named: Vec<&str> = Vec::new();
        for (place, (word, low)) in words.iter().zip(&low).take(before).enumerate() {
            // "New Halm mayor"
            let goes_on =
                words.get(place + 1).is_some_and(|next| place + 1 < before && next.starts_with(char::is_uppercase));
            let is_name = word.starts_with(char::is_uppercase) && (!is_known(low) || low == "new" && goes_on);
            if is_name && !RANKS.contains(&low.as_str()) {
                named.push(word);
            } else if !TIMES.contains(&low.as_str()) {
                office.is_passing |= PASSING.contains(&low.as_str());
                office
                    .beside
                    .extend((!PASSING.contains(&low.as_str()) || RANKS.contains(&low.as_str())).then(|| low.clone()));
            }
        }
        // "mayor-elect", "chairman designate"
        office.is_passing |= low.iter().skip(before).any(|word| PASSING.contains(&word.as_str()));
        let mut whose = (!named.is_empty()).then(|| named.join(" "));
        for part in parts {
            let part = part.strip_prefix("the ").unwrap_or(part).trim();
            let is_name =
                part.starts_with(char::is_uppercase) && !part.split(' ').all(|word| is_known(&word.to_lowercase()));
            if is_name {
                whose = whose.or_else(|| Some(part.to_owned()));
            } else {
                let more =
                    part.split(' ').map(str::to_lowercase).filter(|word| !matches!(word.as_str(), "the" | "and" | ""));
                office.beside.extend(more);
            }
        }
        let whose = organization
            .map(str::to_owned)
            .or_else(|| owner.filter(|owner| is_name(owner)).map(str::to_owned))
            .or(whose);
        office.organization = whose.map(|name| ActorKey::of(&name)).filter(|key| !key.as_str().is_empty());
        Some(office)
    }

    /// Whose it is.
    #[must_use]
    pub const fn organization(&self) -> Option<&ActorKey> {
        self.organization.as_ref()
    }

    /// Whether nobody can tell from it who holds it: whose office it is is not said.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.organization.is_none()
    }

    /// Whether it passes from one to another in short turns, or is held for a while only.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        self.is_passing
    }

    /// Whether one person holds it at a time, and it is said whose it is.
    #[must_use]
    pub fn is_sole(&self) -> bool {
        let is_told = !matches!(self.head.as_str(), "minister" | "secretary") || !self.beside.is_empty();
        let has_rank = self.beside.iter().any(|word| RANKS.contains(&word.as_str()));
        SOLE.contains(&self.head.as_str()) && is_told && !has_rank && !self.is_passing && !self.is_open()
    }

    /// Whether the two may be one office: what is said of one only may hold of the other.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        let differing = || self.beside.symmetric_difference(&other.beside);
        let fits = self.beside.is_subset(&other.beside) || other.beside.is_subset(&self.beside);
        let is_of_one =
            self.organization.as_ref().zip(other.organization.as_ref()).is_none_or(|(a, b)| a == b || a.may_be(b));
        self.head == other.head && fits && is_of_one && !differing().any(|word| RANKS.contains(&word.as_str()))
    }

    /// Whether the two may speak for one: they may be one office, or both are those of one state or city abroad and at home.
    #[must_use]
    pub fn may_speak_for(&self, other: &Self) -> bool {
        let is_envoy = |office: &Self| office.head == "ambassador";
        let is_of_state = |office: &Self| {
            let is_foreign = office.head == "minister" && office.beside.contains("foreign");
            is_envoy(office) || is_foreign || matches!(office.head.as_str(), "president" | "premier")
        };
        let is_of_one = || {
            let both = self.organization.as_ref().zip(other.organization.as_ref());
            both.is_some_and(|(a, b)| a == b || a.may_be(b))
        };
        let is_state = is_of_state(self) && is_of_state(other) && (is_envoy(self) || is_envoy(other));
        self.may_be(other) || is_state && is_of_one()
    }
}

/// The paper that somebody wrote or had in hand, as a text states it: "minutes of the council" of "writer of minutes of the council".
pub(crate) fn paper(role: &str) -> Option<&str> {
    role.strip_prefix("writer of ").or_else(|| role.strip_prefix("reader of "))
}

/// With whom a text tells somebody without saying what joins the two: "Fisheries Board" of "told with Fisheries Board".
pub(crate) fn told_with(role: &str) -> Option<&str> {
    role.strip_prefix("told with ")
}

/// Whether a word, in small letters, is what a minister or secretary is of, and no organisation: "transport".
#[must_use]
pub fn is_portfolio(low: &str) -> bool {
    PORTFOLIOS.contains(&low)
}

/// Whether a word stands in one of the lists, so that a capital does not make it a name.
fn is_known(low: &str) -> bool {
    let lists = [TIMES, PASSING, PORTFOLIOS];
    lists.iter().any(|list| list.contains(&low)) || HEADS.iter().any(|(word, _)| *word == low)
}

/// Whether an owner is a name and no pronoun or noun: "the company's chairman".
fn is_name(owner: &str) -> bool {
    let owner = ["The ", "the "].iter().find_map(|article| owner.strip_prefix(article)).unwrap_or(owner);
    owner.starts_with(char::is_uppercase)
}

/// The noun that a role turns on, and how many words stand before it: the last one, with what belongs to it.
fn head(low: &[String]) -> Option<(&'static str, usize)> {
    let words: Vec<&str> =
        low.iter().map(String::as_str).filter(|word| !matches!(*word, "elect" | "designate")).collect();
    match words.as_slice() {
        [before @ .., "chief", "executive"] | [before @ .., "chief", "executive", "officer"] => {
            Some(("ceo", before.len()))
        }
        [before @ .., "chief", "financial", "officer"] => Some(("cfo", before.len())),
        [before @ .., "secretary", "general"] => Some(("secretary", before.len())),
        [before @ .., "director", "general"] => Some(("director", before.len())),
        [before @ .., last] => HEADS.iter().find(|(word, _)| word == last).map(|(_, head)| (*head, before.len())),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(name: &str) -> Office {
        Office::of(name, None).unwrap()
    }

    #[test]
    fn one_office_in_many_words_is_one() {
        for (a, b) in [
            ("Veyra's chairman", "chairwoman of Veyra"),
            ("Kelso mayor", "the mayor of Kelso"),
            ("Norland's transport minister", "minister of transport of Norland"),
            ("Norland's transport minister", "Minister of Transport of Norland"),
            ("chief executive of Nordbahn", "Nordbahn’s CEO"),
            ("former mayor of Kelso", "the then Kelso Mayor"),
        ] {
            assert_eq!(office(a), office(b), "{a} / {b}");
        }
        assert_eq!(Office::of("company's chairman", Some("Veyra")), Office::of("Veyra's chairman", None));
        assert_eq!(Office::of("chairman", Some("Veyra Ltd")), Office::of("chairman of Veyra", Some("Veyra")));
    }

    #[test]
    fn other_offices_are_others() {
        for (a, b) in [
            ("Veyra's chairman", "Orrin's chairman"),
            ("Kelso mayor", "Kelso deputy mayor"),
            ("Veyra's vice president", "Veyra's president"),
            ("Norland's transport minister", "Norland's finance minister"),
            ("Norland's transport minister", "Sudria's transport minister"),
            ("Veyra's chairman", "Veyra's president"),
        ] {
            assert!(!office(a).may_be(&office(b)) && !office(b).may_be(&office(a)), "{a} / {b}");
        }
    }

    #[test]
    fn what_only_one_says_may_hold_of_the_other() {
        for (a, b) in [
            ("Veyra's rotating chairman", "Veyra's chairman"),
            ("transport minister", "Norland's transport minister"),
            ("chairman of the Halm Dyke Authority", "HDA chairman"),
            ("Norland's minister", "Norland's finance minister"),
        ] {
            assert!(office(a).may_be(&office(b)) && office(b).may_be(&office(a)), "{a} / {b}");
        }
    }

    #[test]
    fn only_a_sole_office_of_somebody_tells_who_holds_it() {
        for name in ["Veyra's chairman", "mayor of Kelso", "Norland's transport minister", "Nordbahn chief executive"] {
            assert!(office(name).is_sole(), "{name}");
        }
        for name in [
            "chairman",
            "transport minister",
            "Veyra's rotating chairman",
            "Veyra's co-chairman",
            "acting mayor of Kelso",
            "Kelso mayor-elect",
            "Veyra's vice president",
            "Norland's minister",
            "Veyra's director",
            "Veyra's founder",
            "company's chairman",
        ] {
            assert!(!office(name).is_sole(), "{name}");
        }
    }

    #[test]
    fn whoever_is_called_by_a_name_or_a_trade_holds_no_office() {
        for name in
            ["Ruth Ames", "engineer at Orrin", "spokesman for Veyra", "", "'s ", "of", "head's", "two officials"]
        {
            assert_eq!(Office::of(name, None), None, "{name}");
        }
    }
}
