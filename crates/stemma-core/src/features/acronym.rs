//! Names and their initials: "the WHO" where another sentence says "the World Health Organization".
//!
//! A sentence is held against another with the name in the place of the initials, where that other has the name and the
//! first has nothing but the initials. Two letters are too few: "PM" is not Paul Moor.

use std::collections::{BTreeMap, BTreeSet};

use super::roles::is_calendar;
use super::words::Token;
use super::{Features, Frame, Operator};

/// Least number of letters.
const LEAST: usize = 3;
/// Initials of two letters that everybody writes.
const SHORT: &[&str] = &["eu", "un", "uk"];
/// Words inside names whose letters need not stand among the initials.
const SMALL: &[&str] = &["of", "for", "and", "the", "on", "in", "de"];

/// States that stand before the names of their bodies.
const STATES: &[&str] = &["USA", "UK"];

/// The stems of each name of several words, by its initials in lower case.
pub(super) fn initials(tokens: &[Token<'_>]) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    let mut at = 0;
    while at < tokens.len() {
        // "The" opens a sentence, and no name.
        let is_name = |token: &Token<'_>| token.is_capital() && !token.is_stop() && !is_calendar(&token.lower);
        let is_name = tokens.get(at).is_some_and(is_name);
        let run = if is_name { run(tokens, at) } else { &[] };
        let names: Vec<&Token<'_>> = run.iter().filter(|token| token.is_capital()).collect();
        let letters: String = names.iter().filter_map(|token| token.lower.chars().next()).collect();
        if (names.len() >= LEAST || SHORT.contains(&letters.as_str())) && !names.iter().any(|token| token.is_acronym())
        {
            // "The U.S. Food and Drug Administration": the FDA.
            let state = at.checked_sub(1).and_then(|before| tokens.get(before));
            let state = state.filter(|state| state.is_capital() && STATES.contains(&state.word));
            found.insert(letters, state.into_iter().chain(names.iter().copied()).map(Token::stem).collect());
        }
        // "The Committee for Human Medicines (CHMP)": as the sentence says itself.
        let told = run.iter().enumerate().filter_map(|(end, token)| Some((end, token.short?)));
        for (end, letters) in told {
            let name = run.iter().take(end + 1).filter(|token| token.is_capital() && !token.is_stop());
            found.insert(letters.to_lowercase(), name.map(|token| token.stem()).collect());
        }
        // "Ministers of the European Union": the name begins behind the article.
        let behind = run.iter().rposition(|token| token.lower == "the").map_or(run.len(), |the| the + 1);
        let tail: Vec<&Token<'_>> = run.iter().skip(behind).filter(|token| token.is_capital()).collect();
        let letters: String = tail.iter().filter_map(|token| token.lower.chars().next()).collect();
        if SHORT.contains(&letters.as_str()) {
            found.insert(letters, tail.iter().map(|token| token.stem()).collect());
        }
        at += run.len().max(1);
    }
    found
}

/// Whether these are the initials of the name that the words end with.
pub(super) fn abbreviates_name(letters: &str, before: &[Token<'_>]) -> bool {
    let is_word = |token: &&Token<'_>| token.is_capital() || SMALL.contains(&token.lower.as_str());
    let name: Vec<&Token<'_>> = before.iter().rev().take_while(is_word).collect();
    let initial = |token: &&Token<'_>| token.lower.chars().next().filter(|_| token.is_capital());
    let initials: Vec<char> = name.iter().filter_map(initial).collect();
    let mut letters = letters.chars().filter(|c| c.is_alphabetic());
    (2..=8).contains(&letters.clone().count())
        && initials.len() > 1
        && letters.clone().all(char::is_uppercase)
        && letters.all(|letter| letter.to_lowercase().all(|letter| initials.contains(&letter)))
}

/// The words of a name that begins here.
fn run<'a, 't>(tokens: &'a [Token<'t>], from: usize) -> &'a [Token<'t>] {
    let is_name = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.is_capital() && !is_calendar(&token.lower) && (at == from || !token.after_stop))
    };
    let mut end = from;
    loop {
        let small =
            (end..end + 2).take_while(|at| tokens.get(*at).is_some_and(|token| SMALL.contains(&token.lower.as_str())));
        // "Sued Halm the World Bank" joins no two names.
        let joint =
            if end > from && tokens.get(end).is_none_or(|token| token.lower != "the") { small.count() } else { 0 };
        if is_name(end + joint) {
            end += joint + 1;
        } else {
            return tokens.get(from..end).unwrap_or_default();
        }
    }
}

impl Features {
    /// These features with names of the other in the place of their initials; nothing when there are none.
    pub(crate) fn spelt_out(&self, other: &Self) -> Option<Self> {
        let is_short = |(letters, name): &(&String, &Vec<String>)| {
            self.names.contains(*letters)
                && !other.stems.contains(*letters)
                && !name.iter().any(|word| self.names.contains(word))
        };
        let found: Vec<(&String, &Vec<String>)> = other.initials.iter().filter(is_short).collect();
        if found.is_empty() {
            return None;
        }
        // "North" in "the North Atlantic Treaty Organization" is part of its name.
        let is_of_name =
            |operator: &&Operator| found.iter().any(|(_, name)| operator.over.iter().all(|word| name.contains(word)));
        let named: Vec<Operator> = other.operators.iter().filter(is_of_name).cloned().collect();
        let mut spelt = found.into_iter().fold(self.clone(), |of, (letters, name)| of.with(letters, name));
        spelt.operators.extend(named);
        Some(spelt)
    }

    fn with(mut self, letters: &str, name: &[String]) -> Self {
        let put = |words: &mut BTreeSet<String>| {
            if words.remove(letters) {
                words.extend(name.iter().cloned());
            }
        };
        [&mut self.stems, &mut self.core, &mut self.names, &mut self.attributes].into_iter().for_each(put);
        [&mut self.roles.agent, &mut self.roles.place, &mut self.roles.cause].into_iter().for_each(put);
        let last = name.last().cloned().unwrap_or_default();
        let owned = std::mem::take(&mut self.roles.owned);
        let owner = |owner: String| if owner == letters { last.clone() } else { owner };
        self.roles.owned = owned.into_iter().map(|(of, thing)| (owner(of), thing)).collect();
        self.codes.remove(letters);
        let Frame { agent, patient, aimed, doer, links, .. } = &mut self.frame;
        for head in [agent, patient, aimed] {
            if head.as_deref() == Some(letters) {
                *head = Some(last.clone());
            }
        }
        put(doer);
        links.values_mut().for_each(put);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;
    use crate::enumerations::ClaimKind;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = initials(&tokens(text)).into_keys().collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_of_three_words_have_initials() {
        check("The World Health Organization warned of it.", &["who"]);
        check("It was told by the International Court of Justice.", &["icj"]);
        check("Paul Moor sold it to Halm.", &[]);
        check("The Committee for Products for Human Use (CHMP) cleared it.", &["cphu"]);
        check("The Committee for Medicinal Products for Human Use (CHMP) cleared it.", &["chmp", "cmphu"]);
        check("The U.S. Food and Drug Administration cleared it.", &["fda"]);
        check("The Organization of the Petroleum Exporting Countries cut it.", &["opec"]);
    }

    #[test]
    fn initials_are_spelt_out_by_the_other_sentence_alone() {
        let of = |text: &str| Features::of_text(text, ClaimKind::Fact);
        let (long, short) =
            (of("On Friday the World Health Organization sued Halm."), of("On Friday the WHO sued Halm."));
        let with_letters: Vec<String> = short.names.iter().cloned().collect();
        assert_eq!(short.spelt_out(&long).map(|spelt| spelt.stems), Some(long.stems.clone()), "{with_letters:?}");
        assert!(long.spelt_out(&short).is_none());
        assert!(of("On Friday the WTO sued Halm.").spelt_out(&long).is_none());
    }
}
