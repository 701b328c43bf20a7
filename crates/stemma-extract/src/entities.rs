//! Who has been named so far, so that pronouns and roles can point back.
//!
//! Invariant: a pointer reaches at most three sentences back and only to somebody of its type; else it stays open.

mod first_names;
mod gender;
mod places;
mod steps;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use stemma_core::enumerations::SourceKind;

use crate::grammar::{PRONOUNS, is_adverb, is_contracted_pronoun, is_determiner, is_preposition, is_subordinator};
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

pub(crate) use gender::Gender;
pub(crate) use places::is_place;
pub(crate) use steps::Step;
use steps::{Question, Seen};

/// How many names back a name's own word is looked for, so that long texts take no longer a sentence.
const FAR: usize = 1000;
/// Nouns that open a sentence without an article, and are nobody's name there.
const OPENING: &[&str] =
    &["work", "talks", "sales", "demand", "output", "stocks", "trade", "crews", "traffic", "water"];
/// How far a pointer reaches.
const REACH: usize = 3;

/// A name met, with the sentence it stood in.
#[derive(Clone, Debug)]
struct Met {
    sentence: usize,
    name: String,
    kind: SourceKind,
    /// Whether it stood as a subject or owner.
    prominent: bool,
    /// Whether it opened its sentence as the subject.
    subject: bool,
    /// Whether it stood as places do.
    placed: bool,
}

/// The names met so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entities {
    sentence: usize,
    met: Vec<Met>,
    counts: HashMap<String, usize>,
    /// Full names of people by each of their parts.
    people: HashMap<String, String>,
    /// Names that look like a person's, of whom no more is known.
    perhaps: BTreeSet<String>,
    /// The sentence of the last of them.
    perhaps_last: usize,
    /// Of which gender people are, by the last word of their names; `None` where texts say both.
    genders: HashMap<String, Option<Gender>>,
    /// The last sentence with a word for one man and for one woman without a name: "his mother wept".
    unnamed: [usize; 2],
    /// People whom a name owns: "Girder's Marcus Ibe".
    owned: BTreeSet<String>,
    /// The last sentence with a word for one person spoken of: "he", "her".
    pointed: Option<usize>,
    /// The last unnamed group that spoke, with its sentence.
    group: Option<(usize, String)>,
    /// Whose release it is: whom "the company" means when nobody else is named.
    home: Option<String>,
    /// What was asked and noted, while that is kept.
    steps: RefCell<Option<Vec<Step>>>,
    /// How often something was noted that no earlier reading had noted.
    noted: usize,
}

impl Entities {
    /// For a text that an organisation publishes about itself.
    pub(crate) fn at_home(home: Option<String>) -> Self {
        Self { home, ..Self::default() }
    }

    /// Goes on to the next sentence and notes the names in `s`.
    pub(crate) fn observe(&mut self, s: &Sentence) {
        let names = Seen::all(s);
        let unnamed = [Gender::Male, Gender::Female].map(|gender| gender::is_spoken_of(s, gender));
        let points = (0..s.len()).any(|i| !s.is_quoted(i) && matches!(s.low(i), "he" | "she" | "him" | "his" | "her"));
        self.meet(&names, points, unnamed);
        self.step(|| Step::Sentence(names, points, unnamed));
    }

    /// Notes somebody who speaks.
    pub(crate) fn note_speaker(&mut self, name: &str, kind: SourceKind) {
        self.speak(name, kind);
        self.step(|| Step::Speaker(name.to_owned(), kind));
    }

    fn meet(&mut self, names: &[Seen], points: bool, unnamed: [bool; 2]) {
        self.sentence += 1;
        for (last, _) in self.unnamed.iter_mut().zip(unnamed).filter(|(_, is_there)| *is_there) {
            *last = self.sentence;
        }
        self.pointed = if points { Some(self.sentence) } else { self.pointed };
        names.iter().for_each(|seen| self.note_name(seen));
    }

    fn speak(&mut self, name: &str, kind: SourceKind) {
        if kind == SourceKind::Person && name.contains(' ') {
            self.note_parts(name);
        }
        if kind == SourceKind::UnnamedGroup {
            self.group = Some((self.sentence, name.to_owned()));
        }
        if kind.is_named() || kind == SourceKind::UnnamedPerson {
            self.met.push(Met {
                sentence: self.sentence,
                name: name.to_owned(),
                kind,
                prominent: true,
                subject: true,
                placed: false,
            });
        }
    }

    /// The full name of the person whom a part of a name stands for.
    pub(crate) fn person_named(&self, part: &str) -> Option<&str> {
        self.ask(Question::PersonNamed(part.into()))
    }

    /// The only person named so far, or the only name that looks like a person's. No step keeps that it was asked.
    pub(crate) fn sole_person(&self) -> Option<&str> {
        let is_free = |met: &&Met| met.kind == SourceKind::Person && !self.owned.contains(&met.name);
        let people = self.met.iter().take(FAR).filter(is_free);
        let full = |name: &'_ str| self.people.get(name).map_or(name, String::as_str).to_owned();
        let known: BTreeSet<String> = people.map(|met| full(&met.name)).collect();
        let all = if known.is_empty() { &self.perhaps } else { &known };
        let name = all.first().filter(|_| all.len() == 1)?;
        let known = || self.met.iter().map(|met| &met.name).find(|met| *met == name);
        self.people.get(name).or_else(|| self.perhaps.get(name)).or_else(known).map(String::as_str)
    }

    /// As [`Self::sole_person`], and kept as a step.
    pub(crate) fn only_person(&self) -> Option<&str> {
        self.ask(Question::OnlyPerson)
    }

    /// The last person spoken of who may be meant by "he", "she" and their forms.
    pub(crate) fn last_person(&self, pronoun: &str) -> Option<&str> {
        self.ask(Question::LastPerson(Gender::of_pronoun(pronoun)))
    }

    /// Whether "he" or "she" surely means [`Self::last_person`]: nobody else was named, or looks like somebody's name, and the
    /// sentence before was about them, or theirs, or spoke of one person with a pronoun.
    pub(crate) fn is_surely_meant(&self) -> bool {
        self.ask(Question::SurelyMeant).is_some()
    }

    /// The last organisation spoken of, for "it" and "the company".
    pub(crate) fn last_organization(&self) -> Option<&str> {
        self.ask(Question::LastOrganization)
    }

    /// The last organisation spoken of that may be one in business, for "the company" and "the manufacturer".
    pub(crate) fn last_company(&self) -> Option<&str> {
        self.ask(Question::LastCompany)
    }

    /// The unnamed group that spoke last within reach, for "they", when no organisation was spoken of since.
    pub(crate) fn last_group(&self) -> Option<&str> {
        self.ask(Question::LastGroup)
    }

    /// The organisation without a name that spoke last within reach ("the county"), for "it".
    pub(crate) fn last_body(&self) -> Option<&str> {
        self.ask(Question::LastBody)
    }

    /// The organisation that was the subject of the sentence before, for an "it" that opens the next.
    pub(crate) fn subject_before(&self) -> Option<&str> {
        self.ask(Question::SubjectBefore)
    }

    /// The organisations that were spoken of anywhere.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &str> {
        let is_body = |met: &&Met| met.kind == SourceKind::Organization && (met.prominent || self.count(&met.name) > 1);
        self.met.iter().filter(is_body).map(|met| met.name.as_str())
    }

    /// The only one in business spoken of within reach, for "the company" that opens a claim.
    pub(crate) fn sole_company(&self) -> Option<&str> {
        self.ask(Question::SoleCompany)
    }

    /// The only organisation spoken of within reach.
    pub(crate) fn sole_organization(&self) -> Option<&str> {
        self.ask(Question::SoleOrganization)
    }

    /// The last organisation whose name has the word: "the ministry" for the Ministry of Transport.
    pub(crate) fn organization_with(&self, word: &str) -> Option<&str> {
        self.ask(Question::OrganizationWith(word.into()))
    }

    /// The last outlet spoken of, at any distance, for "the newspaper" and "the report".
    pub(crate) fn last_outlet(&self) -> Option<&str> {
        self.ask(Question::LastOutlet)
    }

    /// Whether a name was met more than once.
    pub(crate) fn is_met_often(&self, name: &str) -> bool {
        self.ask(Question::MetOften(name.into())).is_some()
    }

    fn answer(&self, question: &Question) -> Option<&str> {
        let recent = || self.met.iter().rev().take(FAR);
        let group = || self.group.as_ref().filter(|(sentence, _)| sentence + REACH >= self.sentence);
        match question {
            Question::PersonNamed(part) => self.people.get(&**part).map(String::as_str),
            Question::LastPerson(gender) => self.last_person_of(*gender),
            Question::SurelyMeant => self.surely_meant(),
            Question::OnlyPerson => self.sole_person(),
            Question::LastOrganization => self
                .last(|met| met.kind == SourceKind::Organization)
                .map(|met| met.name.as_str())
                .or(self.home.as_deref()),
            Question::LastCompany => self
                .last(|met| met.kind == SourceKind::Organization && !nouns::is_no_company(&met.name))
                .map(|met| met.name.as_str())
                .or(self.home.as_deref()),
            Question::LastGroup => {
                let (sentence, name) = group()?;
                let since =
                    |met: &Met| met.sentence > *sentence && met.kind == SourceKind::Organization && met.prominent;
                (!recent().any(since)).then_some(name.as_str())
            }
            Question::LastBody => {
                let head = |name: &str| nouns::head(name.rsplit(' ').next().unwrap_or(name));
                group().map(|(_, name)| name.as_str()).filter(|name| head(name) == Some(Head::Organization))
            }
            Question::SubjectBefore => {
                let mut near = self.met.iter().rev().take_while(|met| met.sentence == self.sentence);
                near.find(|met| met.subject && met.kind == SourceKind::Organization).map(|met| met.name.as_str())
            }
            Question::SoleOrganization => self.sole(|_| true),
            Question::SoleCompany => self.sole(|met| !nouns::is_no_company(&met.name)),
            Question::OrganizationWith(word) => {
                let has = |name: &str| name.split(' ').any(|part| part.eq_ignore_ascii_case(word));
                let mut met = recent().filter(|met| met.kind == SourceKind::Organization);
                met.find(|met| met.name.contains(' ') && has(&met.name)).map(|met| met.name.as_str())
            }
            Question::LastOutlet => recent().find(|met| met.kind == SourceKind::Outlet).map(|met| met.name.as_str()),
            Question::MetOften(name) => {
                let met = self.counts.get_key_value(&**name).filter(|(_, count)| **count > 1);
                met.map(|(name, _)| name.as_str())
            }
        }
    }

    /// The only organisation of a sort that was spoken of within reach, by its name or a part of it; else whose release it is.
    fn sole(&self, is_of_sort: impl Fn(&Met) -> bool) -> Option<&str> {
        let lately = self.met.iter().rev().take_while(|met| met.sentence + REACH >= self.sentence);
        let often = |met: &Met| met.prominent || self.count(&met.name) > 1;
        // "A spokesperson for Orrin" is nobody beside Orrin.
        let is_named = |met: &Met| met.kind == SourceKind::Organization && !met.name.starts_with(char::is_lowercase);
        let fits = |met: &&Met| is_named(met) && often(met) && is_of_sort(met);
        let mut names = lately.filter(fits).map(|met| met.name.as_str());
        let Some(first) = names.next() else { return self.home.as_deref() };
        let is_part = |part: &str, name: &str| name.strip_prefix(part).is_some_and(|rest| rest.starts_with(' '));
        names.all(|name| name == first || is_part(name, first) || is_part(first, name)).then_some(first)
    }

    fn surely_meant(&self) -> Option<&str> {
        let is_person = |met: &&Met| matches!(met.kind, SourceKind::Person | SourceKind::UnnamedPerson);
        let full = |name: &'_ str| self.people.get(name).map_or(name, String::as_str).to_owned();
        let people = self.met.iter().take(FAR).filter(is_person).map(|met| full(&met.name));
        let all: BTreeSet<String> = people.chain(self.perhaps.iter().map(|name| full(name))).collect();
        let pointed = self.pointed == Some(self.sentence);
        let near = |met: &&Met| {
            let reached = met.sentence == self.sentence || pointed && met.sentence + REACH >= self.sentence;
            reached && met.prominent && met.kind == SourceKind::Person
        };
        let sole = all.len() == 1 && self.met.len() <= FAR;
        self.met.iter().rev().find(near).filter(|_| sole).map(|met| met.name.as_str())
    }

    fn count(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or(0)
    }

    /// The last person within reach whose gender is not known to be the other, unless somebody without a name came since; where
    /// there is none, the only name so far.
    fn last_person_of(&self, gender: Option<Gender>) -> Option<&str> {
        let may_be = |name: &str| self.gender(name).is_none_or(|known| gender.is_none_or(|gender| known == gender));
        let is_one =
            |met: &Met| matches!(met.kind, SourceKind::Person | SourceKind::UnnamedPerson) && may_be(&met.name);
        let met = self.last(is_one);
        // "Reid's mother wept. She": somebody without a name came since.
        let [man, woman] = self.unnamed;
        let last_unnamed = gender.map_or(0, |gender| if gender == Gender::Male { man } else { woman });
        let met = met.filter(|met| met.sentence >= last_unnamed || last_unnamed + REACH < self.sentence);
        // "The thermometer on Eino Salmela's shed reads minus 31. He": nobody else was named at all.
        let only = || {
            let is_near = self.perhaps_last + REACH >= self.sentence;
            let is_person = |met: &Met| matches!(met.kind, SourceKind::Person | SourceKind::UnnamedPerson);
            let is_alone = self.met.len() <= FAR && !self.met.iter().any(is_person);
            self.perhaps.first().filter(|name| is_near && is_alone && self.perhaps.len() == 1 && may_be(name))
        };
        met.map(|met| met.name.as_str()).or_else(|| only().map(String::as_str))
    }

    fn gender(&self, name: &str) -> Option<Gender> {
        self.genders.get(name.rsplit(' ').next()?).copied().flatten()
    }

    fn last(&self, fits: impl Fn(&Met) -> bool) -> Option<&Met> {
        let near = |met: &&Met| met.sentence + REACH >= self.sentence;
        let near: Vec<&Met> = self.met.iter().rev().take_while(near).filter(|met| fits(met)).collect();
        // "Hallward married the painter Conrad Osei": of two in one sentence its subject is spoken of.
        let prominent = near.iter().find(|met| met.prominent).map(|last| {
            let subject = |met: &&&Met| met.sentence == last.sentence && met.prominent && met.subject;
            *near.iter().find(subject).unwrap_or(last)
        });
        let often = || near.iter().find(|met| !met.placed && self.count(&met.name) > 1).copied();
        let marked = || near.iter().find(|met| nouns::is_organization(&met.name) && met.name.contains(' ')).copied();
        prominent.or_else(often).or_else(marked)
    }

    fn note_name(&mut self, seen: &Seen) {
        let Seen { owns, acts, opens, subject, is_first_word, described, gender, .. } = *seen;
        let short = seen.first.as_ref().filter(|first| {
            self.count(first) > 1 && !nouns::is_organization(&seen.name) && !nouns::is_outlet(&seen.name)
        });
        let name = short.unwrap_or(&seen.name).clone();
        // "Salmela, 74," after "Eino Salmela": the one name that ends so.
        let name = if seen.is_aged { self.longer(&name).unwrap_or(name) } else { name };
        if let (Some(gender), Some(last)) = (gender, name.rsplit(' ').next()) {
            let known = self.genders.entry(last.to_owned()).or_insert(Some(gender));
            *known = known.filter(|known| *known == gender);
        }
        if seen.is_owned {
            self.owned.insert(name.clone());
        }
        let acronym = name.len() <= 3 && name.chars().all(char::is_uppercase);
        *self.counts.entry(name.clone()).or_default() += 1;
        if is_place(&name) || acronym && !acts {
            return;
        }
        if described == Some(SourceKind::Person) {
            self.note_parts(&name);
        }
        let kind = if nouns::is_outlet(&name) {
            SourceKind::Outlet
        } else if let Some(kind) = described {
            kind
        } else if self.people.contains_key(&name) || acts && sources::name_kind(&name) == SourceKind::Person {
            SourceKind::Person
        } else if sources::name_kind(&name) == SourceKind::Person {
            if !nouns::is_geographic(&name) {
                self.perhaps.insert(name);
                self.perhaps_last = self.sentence;
            }
            return;
        } else {
            SourceKind::Organization
        };
        // "Work is due to begin": a noun that only its place gives a capital.
        let lower = name.to_lowercase();
        let is_thing = nouns::is_abstract(&lower) || OPENING.contains(&&*lower);
        if is_first_word && !owns && (!acts || is_thing) && self.count(&name) < 2 {
            return;
        }
        // "Franz Moser has run the garage. … Moser said": two names at the head of a sentence, and the second alone later.
        let full =
            matches!(name.split(' ').count(), 2 | 3) && !name.contains(['’', '\'']) && !nouns::is_geographic(&name);
        if subject && full && kind == SourceKind::Person {
            self.note_parts(&name);
        }
        let prominent = opens && (owns || acts) || described.is_some();
        self.met.push(Met { sentence: self.sentence, name, kind, prominent, subject, placed: seen.is_placed });
    }

    /// The only name so far that looks like a person's and ends with `last`.
    fn longer(&self, last: &str) -> Option<String> {
        let ends = |name: &&String| name.rsplit_once(' ').is_some_and(|(_, end)| end == last);
        let mut found = self.perhaps.iter().filter(ends);
        found.next().filter(|_| found.next().is_none()).cloned()
    }

    /// The parts of a person's name stand for the whole.
    fn note_parts(&mut self, name: &str) {
        for part in name.split(' ').filter(|part| part.len() > 2 && part.starts_with(char::is_uppercase)) {
            self.people.insert(part.to_owned(), name.to_owned());
        }
    }
}

/// What a name is by the words beside it: "analyst Wei Tseng", "Wei Tseng, an analyst", "the maker, Tolvane Hoists,".
fn described(s: &Sentence, start: usize, end: usize) -> Option<SourceKind> {
    let kind = |i: usize| match nouns::head(s.low(i)).filter(|_| !s.is_capital(i) || i == 0)? {
        Head::Office | Head::Speaker | Head::Person => Some(SourceKind::Person),
        Head::Organization => Some(SourceKind::Organization),
        Head::People | Head::Outlet | Head::Record | Head::Paper | Head::Study => None,
    };
    let before = start.checked_sub(1);
    let comma_after = s.is(end, ",");
    if has_age(s, end) {
        return Some(SourceKind::Person);
    }
    // "Ida Kern, who tests cells": who is a person.
    let full = end - start > 1 && sources::name_kind(s.words(start..end)) == SourceKind::Person;
    // Of one word at a sentence's start nobody knows whether it is a name.
    if before.is_none() && !full {
        return None;
    }
    if comma_after && s.is(end + 1, "who") && full {
        return Some(SourceKind::Person);
    }
    let role =
        before.and_then(|before| if s.is(before, ",") && comma_after { before.checked_sub(1) } else { Some(before) });
    let apposed = || {
        let close = (end + 1..s.len().min(end + 9)).find(|i| s.is(*i, ",") || s.is(*i, ".")).unwrap_or(end + 1);
        let opens = comma_after && matches!(s.low(end + 1), "a" | "an" | "the" | "its" | "their" | "who" | "which");
        (end + 1..close).filter(|_| opens).find_map(kind)
    };
    // "The rector of the Academy of Music, Tobias Wren,": what the phrase before turns on.
    let phrase = || {
        let comma = before.filter(|before| s.is(*before, ",") && comma_after)?;
        let from = (comma.saturating_sub(9)..comma).rev().take_while(|i| !s.is(*i, ",")).last()?;
        let article = (from..comma).find(|i| is_determiner(s.low(*i)))?;
        let of = (article + 1..comma).find(|i| s.is(*i, "of")).filter(|of| of - article <= 3)?;
        kind(of - 1)
    };
    // "Karin Osthaus, professor of engineering,"
    let bare = || kind(end + 1).filter(|_| comma_after && full);
    // "The operator, Mersey Ports,": a trade that firms have, too.
    if role.is_some_and(|role| nouns::may_be_organization(s.low(role))) && nouns::is_organization(s.words(start..end)) {
        return Some(SourceKind::Organization);
    }
    role.and_then(kind).or_else(apposed).or_else(bare).or_else(phrase)
}

/// "Ida Kern, 33,": whether the age of whoever is named stands behind the name that ends at `end`.
fn has_age(s: &Sentence, end: usize) -> bool {
    let is_age = || s.words(end + 1..end + 2).parse::<u8>().is_ok_and(|age| (5..=110).contains(&age));
    s.is(end, ",") && s.is(end + 2, ",") && s.kind(end + 1) == Some(TokenKind::Number) && is_age()
}

/// "Attackers", "Surveyors" at a sentence's start: people, and no name.
pub(crate) fn is_plural_doer(word: &str) -> bool {
    word.ends_with("ers") || word.ends_with("ists") || word.ends_with("ors") || word.ends_with("ians")
}

/// The end of the run of capitalised words at `index`; `index` itself when there is none.
fn name_end(s: &Sentence, index: usize) -> usize {
    let mut end = index;
    while s.kind(end) == Some(TokenKind::Word) && s.is_capital(end) {
        let word = s.low(end);
        let common = is_determiner(word) || is_preposition(word) || is_subordinator(word) || is_adverb(word);
        let pronoun = end == 0 && matches!(word, "imagine" | "suppose" | "picture")
            || PRONOUNS.contains(word)
            || is_contracted_pronoun(word);
        if common || pronoun || end == 0 && (nouns::head(word).is_some() || is_plural_doer(word)) {
            break;
        }
        end += 1;
    }
    end
}
