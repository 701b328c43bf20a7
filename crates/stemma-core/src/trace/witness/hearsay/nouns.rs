//! Bodies that a report calls by their sort alone, beside somebody whom it quotes: "She sews for the yard", where another report
//! quotes Norwerft Yard.
//!
//! The noun is that of the other voice's name, so that no list is needed of what bodies are called. A report that names a body of
//! its own by the noun means that one. "She sews for the company" may be of any firm that another report quotes, as long as nobody
//! says for whom she speaks.

use std::collections::{BTreeMap, BTreeSet};

use super::{Quoted, Side, by_report};
use crate::role::sort_of_name;
use crate::trace::StatedWords;
use crate::trace::witness::Group;
use crate::trace::witness::offices::MOST_ALONE;

/// What stands before a noun that means something known.
const POINTING: &[&str] = &["the", "her", "his", "their", "its", "this", "that"];
/// Words that speak of a person who was named before.
const PRONOUNS: &[&str] = &["he", "she", "him", "her", "his"];
/// What any firm is called.
const FIRMS: &[&str] = &["company", "firm", "employer", "employers", "boss", "bosses", "owner", "owners", THERE];
/// Where somebody works whom a report tells with nothing else.
const THERE: &str = "there";
/// What somebody does or is there.
const WORKING: &[&str] = &[
    "work",
    "works",
    "worked",
    "working",
    "employed",
    "hired",
    "job",
    "trainee",
    "apprentice",
    "intern",
    "clerk",
    "manager",
];
/// What somebody does to a firm of theirs.
const HAVING: &[&str] = &[
    "founded", "owns", "owned", "runs", "ran", "leads", "led", "heads", "headed", "manages", "managed", "chairs",
    "left", "quit", "joined",
];
/// Between somebody and whose they are.
const AMONG: &[&str] = &["for", "at", "with", "of", "from", "by"];
/// Last parts of words that are called by them alone: "the yard" of a shipyard.
const INNER: &[&str] = &["mill", "yard", "works", "house", "bank", "port"];
/// How many letters a noun has at least that tells a sort of body.
const SHORTEST: usize = 4;

/// By whom, of whom and in which words something is suspected.
type Found = (Quoted, Quoted, StatedWords);

/// Voices that are bodies, by the nouns of their names.
type Bodies<'g> = BTreeMap<&'g str, Vec<Quoted>>;

impl<'s> Side<'s> {
    /// Whoever is quoted by a report that tells them with a body by its sort, with the body of that sort which another quotes, unless
    /// the two reports are joined already (`known`): a circle would leave no origin.
    pub(super) fn by_noun(&self, quoted: &[Quoted], known: [&[Found]; 2]) -> Vec<Found> {
        let bodies = self.bodies_by_noun(quoted);
        let mut found = Vec::new();
        if bodies.is_empty() {
            return found;
        }
        let reports = |by: &Quoted, of: &Quoted| (by.report.min(of.report), by.report.max(of.report));
        let joined: BTreeSet<(usize, usize)> = known.into_iter().flatten().map(|(by, of, _)| reports(by, of)).collect();
        let is_body = |by: &Quoted| bodies.values().flatten().any(|of| of.voice == by.voice);
        for here in by_report(quoted) {
            let people: Vec<&Quoted> = here.iter().filter(|by| !self.shows_itself(by.voice) && !is_body(by)).collect();
            for (noun, words) in self.told_by_noun(&people, &bodies) {
                let others = bodies.get(noun).into_iter().flatten();
                let others = others.filter(|of| here.iter().all(|by| by.voice != of.voice));
                let may_be = |by: &&&Quoted| !FIRMS.contains(&noun) || self.is_of_nobody(by);
                let pairs = others.flat_map(|of| people.iter().filter(may_be).map(move |by| (**by, *of)));
                let new = pairs.filter(|(by, of)| !joined.contains(&reports(by, of)));
                found.extend(new.map(|(by, of)| (by, of, words.clone())));
            }
        }
        // By their keys: the numbers of actors depend on the order in which versions came.
        let key = |quoted: &Quoted| self.setting.graph.actors.key(quoted.actor);
        found.sort_by_key(|(by, of, _)| (key(by), key(of), by.report, of.report));
        found
    }

    /// The voices that are bodies: under "yard" Norwerft Yard, under "ministry" the Ministry of Ports.
    fn bodies_by_noun(&self, quoted: &[Quoted]) -> Bodies<'s> {
        let actors = &self.setting.graph.actors;
        let places: BTreeSet<usize> = self.stated.bodies.iter().map(|(_, place)| *place).collect();
        let mut all: Vec<(&'s str, Quoted)> =
            quoted.iter().filter(|of| places.contains(&of.voice)).map(|of| (actors.key(of.actor), *of)).collect();
        all.sort_by_key(|(key, of)| (*key, of.report));
        all.truncate(MOST_ALONE);
        let mut bodies = Bodies::new();
        for (key, of) in all.iter().copied().filter(|(key, _)| key.contains(' ')) {
            let (name, _) = key.split_once(" of ").unwrap_or((key, ""));
            let noun = name.rsplit(' ').next().filter(|noun| noun.len() >= SHORTEST);
            noun.into_iter().for_each(|noun| bodies.entry(noun).or_default().push(of));
            // "The mill" of a sawmill
            let inner =
                noun.and_then(|noun| INNER.iter().find(|inner| noun.len() > inner.len() && noun.ends_with(**inner)));
            inner.into_iter().for_each(|inner| bodies.entry(*inner).or_default().push(of));
        }
        let is_firm = |of: &Quoted| self.setting.is_firm(of.actor) && sort_of_name(actors.key(of.actor)).is_none();
        let firms: Vec<Quoted> = all.into_iter().map(|(_, of)| of).filter(is_firm).collect();
        if !firms.is_empty() {
            FIRMS.iter().for_each(|noun| bodies.entry(*noun).or_default().extend(&firms));
        }
        bodies
    }

    /// Whether nothing says for whom a voice speaks.
    fn is_of_nobody(&self, by: &Quoted) -> bool {
        let groups = self.witnesses.get(by.voice).map(|witness| &witness.groups);
        !groups.into_iter().flatten().any(|group| matches!(group, Group::Of(of) if *of != by.actor))
    }

    /// By which of the nouns a report tells those whom it quotes with "the" body, each with the first sentence; by none of which it
    /// names a body.
    fn told_by_noun<'b>(&self, people: &[&Quoted], bodies: &Bodies<'b>) -> Vec<(&'b str, StatedWords)> {
        let witness = people.first().and_then(|by| self.held.get(by.report));
        let Some((witness, held)) = witness.and_then(|w| Some((w, self.setting.version(w.held.version)?))) else {
            return Vec::new();
        };
        let claiming = people.first().map(|by| self.claiming(by.report)).unwrap_or_default();
        let surname = |by: &&Quoted| self.setting.graph.actors.key(by.actor).rsplit(' ').next();
        let surnames: Vec<&str> = people.iter().filter_map(surname).collect();
        let (mut told, mut named) = (BTreeMap::new(), BTreeSet::new());
        for (number, assertion) in witness.held.assertions().zip(&held.assertions) {
            let is_claim = self.setting.graph.said(number).is_some_and(|said| claiming.contains(&said.sentence));
            let here = nouns_in(&assertion.statement.sentence, &surnames, bodies);
            named.extend(here.named);
            for noun in here.told.into_iter().filter(|_| !is_claim) {
                told.entry(noun).or_insert(assertion);
            }
        }
        let unnamed = told.into_iter().filter(|(noun, _)| !named.contains(noun));
        unnamed.filter_map(|(noun, it)| Some((noun, StatedWords::of_statement(held, &it.statement)?))).collect()
    }
}

/// The nouns of a sentence that are those of bodies.
#[derive(Default)]
struct Nouns<'b> {
    /// With which it tells somebody who is quoted.
    told: Vec<&'b str>,
    /// Those with a capital.
    named: Vec<&'b str>,
}

fn nouns_in<'b>(sentence: &str, surnames: &[&str], bodies: &Bodies<'b>) -> Nouns<'b> {
    let words: Vec<&str> = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let low: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let is_about = low.iter().any(|word| PRONOUNS.contains(&word.as_str()) || surnames.contains(&word.as_str()));
    // "Anne Roche's employer", as "her employer" is understood
    let is_owned = |at: usize| {
        let owner = at.checked_sub(2).filter(|_| low.get(at - 1).is_some_and(|word| word == "s"));
        owner.and_then(|i| low.get(i)).is_some_and(|word| surnames.contains(&word.as_str()))
    };
    let mut found = Nouns::default();
    for (at, (word, low_word)) in words.iter().zip(&low).enumerate().skip(1) {
        let Some((noun, _)) = bodies.get_key_value(low_word.as_str()) else { continue };
        let is_pointed = || low.iter().take(at).rev().take(2).any(|word| POINTING.contains(&word.as_str()));
        if word.starts_with(char::is_uppercase) {
            found.named.push(*noun);
        } else if is_owned(at)
            || is_about && (is_pointed() || *noun == THERE) && (!FIRMS.contains(noun) || is_tied(&low, at))
        {
            found.told.push(*noun);
        }
    }
    found
}

/// Whether a sentence about somebody says that they are of the firm whose noun stands at `at`: "for the company", "her employer", "the
/// firm's lawyer", "the firm pays her"; not where it only speaks of it.
fn is_tied(low: &[String], at: usize) -> bool {
    let word = |i: Option<usize>| i.and_then(|i| low.get(i)).map_or("", String::as_str);
    if word(Some(at)) == THERE {
        return low.iter().any(|word| WORKING.contains(&word.as_str()));
    }
    match word(at.checked_sub(1)) {
        "her" | "his" => true,
        "the" => {
            AMONG.contains(&word(at.checked_sub(2)))
                || word(at.checked_sub(2)) == "to" && matches!(word(Some(at)), "owner" | "owners" | "boss")
                || HAVING.contains(&word(at.checked_sub(2)))
                || word(Some(at + 1)) == "s"
                || (at + 2..at + 4).any(|i| matches!(word(Some(i)), "her" | "him"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_told_by_the_noun_of_its_name() {
        let bodies = Bodies::from([("bakery", Vec::new()), ("yard", Vec::new())]);
        let told = |sentence: &str| nouns_in(sentence, &["roche"], &bodies).told.join(" ");
        assert_eq!(told("Roche has worked at the bakery for years."), "bakery");
        assert_eq!(told("The bakery pays her."), "bakery");
        assert_eq!((told("It was white in the yard.").as_str(), told("Roche owns a bakery.").as_str()), ("", ""));
        assert_eq!(nouns_in("She came to Kelso Yard.", &[], &bodies).named, ["yard"]);
        let bodies = Bodies::from([("company", Vec::new()), ("employer", Vec::new())]);
        let told = |sentence: &str| nouns_in(sentence, &["roche"], &bodies).told.join(" ");
        for sentence in ["She sews for the company.", "Roche is the company's lawyer.", "The company pays her."] {
            assert_eq!(told(sentence), "company", "{sentence}");
        }
        assert_eq!(told("Her employer sells grain."), "employer");
        let there = Bodies::from([("there", Vec::new())]);
        assert_eq!(nouns_in("She has worked there for nine years.", &["roche"], &there).told, ["there"]);
        assert!(nouns_in("She saw them there.", &["roche"], &there).told.is_empty());
        assert_eq!(told("Anne Roche's employer sells grain."), "employer");
        assert_eq!(told("She said that the company had lied."), "");
    }
}
