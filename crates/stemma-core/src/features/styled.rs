//! Firms by their whole names and by the first word alone: "SunBrook Energy" where another sentence says "SunBrook".
//!
//! A sentence is held against another without what says only that it is a firm, where that other has the first word and
//! nothing behind it. "Tata Steel" and "Tata Motors" stay two: each has a word behind it. What firms are called that have the
//! name of a place says more than that: "Singapore Airlines" is not Singapore.

use std::collections::{BTreeMap, BTreeSet};

use super::Features;
use super::roles::is_calendar;
use super::words::Token;

/// What stands behind the name of a firm, and says what it deals in or how it is made up.
const STYLES: &[&str] = &[
    "aerospace",
    "ag",
    "biosciences",
    "biotech",
    "chemicals",
    "communications",
    "corp",
    "corporation",
    "electronics",
    "energy",
    "entertainment",
    "foods",
    "gmbh",
    "group",
    "holding",
    "holdings",
    "inc",
    "industries",
    "laboratories",
    "labs",
    "logistics",
    "ltd",
    "motoren",
    "motors",
    "networks",
    "nv",
    "pharma",
    "pharmaceuticals",
    "plc",
    "se",
    "semiconductor",
    "semiconductors",
    "shipping",
    "systems",
    "technologies",
    "therapeutics",
];

/// The stems of what stands behind each firm's name, by the stem of the name.
pub(super) fn styles(tokens: &[Token<'_>]) -> BTreeMap<String, Vec<String>> {
    let is_style =
        |token: &Token<'_>| token.is_capital() && !token.after_stop && STYLES.contains(&token.lower.as_str());
    let mut found = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_of_name = |before: &Token<'_>| before.is_capital() && !before.is_stop() && !is_calendar(&before.lower);
        let goes_on = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(is_of_name);
        let is_name = token.is_capital() && !token.is_stop() && !is_style(token) && (!goes_on || token.after_stop);
        let behind = tokens.get(at + 1..).unwrap_or_default().iter().take_while(|token| is_style(token)).count();
        let last = tokens.get(at + behind + 1).filter(|next| next.is_capital() && !next.after_stop);
        let words = tokens.get(at + 1..=at + behind).unwrap_or_default();
        // "SunBrook Energy sold its energy unit": the word says something elsewhere.
        let says_more = |word: &Token<'_>| tokens.iter().filter(|other| other.lower == word.lower).count() > 1;
        if is_name && !token.owns && behind > 0 && last.is_none() && !words.iter().any(says_more) {
            found.insert(token.stem(), words.iter().map(Token::stem).collect());
        }
    }
    found
}

impl Features {
    /// These features with the names of firms as short as the other says them; nothing when there is no such name.
    pub(crate) fn shortened(&self, other: &Self) -> Option<Self> {
        let is_short = |(name, style): &(&String, &Vec<String>)| {
            other.names.contains(*name)
                && !other.styles.contains_key(*name)
                && !style.iter().any(|word| other.stems.contains(word))
        };
        let shortened: Vec<(&String, &Vec<String>)> = self.styles.iter().filter(is_short).collect();
        let gone: BTreeSet<&String> = shortened.iter().flat_map(|(_, style)| *style).collect();
        if gone.is_empty() {
            return None;
        }
        let mut short = self.clone();
        short.styles.retain(|name, style| !is_short(&(name, style)));
        let leave = |words: &mut BTreeSet<String>| words.retain(|word| !gone.contains(word));
        [&mut short.stems, &mut short.core, &mut short.names, &mut short.attributes, &mut short.narrowing]
            .into_iter()
            .for_each(leave);
        [&mut short.roles.agent, &mut short.roles.place, &mut short.roles.cause].into_iter().for_each(leave);
        for (name, style) in shortened {
            let last = style.last();
            let frame = &mut short.frame;
            for head in [&mut frame.agent, &mut frame.patient, &mut frame.aimed] {
                if head.is_some() && head.as_ref() == last {
                    *head = Some(name.clone());
                }
            }
        }
        leave(&mut short.frame.doer);
        short.frame.links.values_mut().for_each(leave);
        Some(short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enumerations::ClaimKind;

    #[test]
    fn a_firm_may_be_called_by_its_first_word() {
        let of = |text: &str| Features::of_text(text, ClaimKind::Fact);
        let (long, short) = (of("In May SunBrook Energy cut 400 jobs."), of("In May SunBrook cut 400 jobs."));
        assert_eq!(long.shortened(&short).map(|of| of.stems), Some(short.stems.clone()));
        assert!(short.shortened(&long).is_none());
        for (long, short) in [("Kenya Airways", "Kenya"), ("Hong Kong Energy", "Hong Kong")] {
            let [long, short] = [long, short].map(|name| of(&format!("In May {name} cut 400 jobs.")));
            assert!(long.shortened(&short).is_none());
        }
        for other in ["In May SunBrook Motors cut 400 jobs.", "In May Kelso cut 400 jobs.", "SunBrook cut energy jobs."]
        {
            assert!(long.shortened(&of(other)).is_none(), "{other}");
        }
        let more = of("In May SunBrook Energy sold its energy unit.");
        assert!(more.shortened(&of("In May SunBrook sold its unit.")).is_none());
    }
}
