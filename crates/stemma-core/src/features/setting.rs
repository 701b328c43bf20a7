//! What a sentence is about that does not name it: "the driver had fallen asleep" is about the lorry at Vik that its document
//! tells of, "he took the money" about whoever was named last, "we lost 40 men" about whoever says so.
//!
//! Two such sentences from two documents that speak of different things are two claims, however alike their words are.

use std::collections::BTreeSet;

use super::stem_of;
use super::words::{NUMBER_WORDS, words};
use crate::date::is_month_or_day;
use crate::statement::{NOBODY, Statement};

/// What stands around a sentence that names nothing itself, or only points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Setting {
    /// Stems of the names around it: of its document, of the sentence before, or of the speaker.
    names: BTreeSet<String>,
    /// Whether its words alone say of nobody whom they are about: "he", "we", "her husband".
    points: bool,
    /// Stems of the place where its document was written: "OSLO – The central bank" is about another bank than "RIGA – The
    /// central bank", as long as both name nothing else in common.
    written_in: BTreeSet<String>,
}

/// How a sentence says what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pointing {
    /// "I", "our": the speaker.
    Speaker,
    /// "He", "this", "both", "her husband": what was named before.
    Before,
    /// "The driver", "two men", "profit": something of what its document tells of.
    Around,
}

impl Setting {
    /// Of each statement of a version, in order of place: `key` stands for what nothing in it names, `title` and `place` are the document's,
    /// the place where it was written.
    pub(crate) fn of_all<'s>(
        key: &str,
        (title, place): (Option<&str>, Option<&str>),
        statements: impl IntoIterator<Item = &'s Statement> + Clone,
    ) -> Vec<Option<Self>> {
        let pointing: Vec<Option<Pointing>> = statements.clone().into_iter().map(pointing).collect();
        if pointing.iter().all(Option::is_none) {
            return vec![None; pointing.len()];
        }
        let all: Vec<&Statement> = statements.into_iter().collect();
        let named: Vec<Vec<BTreeSet<String>>> = all.iter().map(|statement| named(&statement.sentence)).collect();
        let headed = title.filter(|title| !is_in_capitals(title)).map(self::named).unwrap_or_default();
        let around: BTreeSet<String> = named.iter().flatten().chain(&headed).flatten().cloned().collect();
        let written_in: BTreeSet<String> = place.into_iter().flat_map(words).map(stem_of).collect();
        let unknown = || BTreeSet::from([key.to_owned()]);
        let pointed = |names: Option<BTreeSet<String>>| {
            let names = names.filter(|names| !names.is_empty()).unwrap_or_else(unknown);
            Self { names, points: true, written_in: BTreeSet::new() }
        };
        let of = |(place, pointing): (usize, &Option<Pointing>)| {
            Some(match (*pointing)? {
                Pointing::Speaker => pointed(all.get(place).map(|of| speaker(of))),
                Pointing::Before => {
                    let begins = all.get(place).map(|of| of.hull().start);
                    let before = all.iter().zip(&named).filter(|(of, _)| Some(of.hull().start) < begins);
                    let last = before.filter(|(_, named)| !named.is_empty()).max_by_key(|(of, _)| of.hull().start);
                    pointed(last.and_then(|(_, named)| named.first()).or_else(|| headed.first()).cloned())
                }
                Pointing::Around => Self { names: around.clone(), points: false, written_in: written_in.clone() },
            })
        };
        pointing.iter().enumerate().map(of).collect()
    }

    /// Whether the two were written in two places, and neither names that of the other.
    fn is_written_elsewhere(&self, other: &Self) -> bool {
        let names = |a: &Self, b: &Self| a.written_in.iter().any(|place| b.names.contains(place));
        let is_told = !self.written_in.is_empty() && !other.written_in.is_empty();
        is_told && self.written_in.is_disjoint(&other.written_in) && !names(self, other) && !names(other, self)
    }

    /// Whether a statement names nothing that tells what it is about.
    pub(crate) fn is_unnamed(statement: &Statement) -> bool {
        pointing(statement).is_some()
    }

    /// Whether two sentences with these settings and these names of their own are about different things: what only points
    /// is about nothing else than what was named, and what is around two sentences has a name in common.
    pub(super) fn are_apart<'s>(
        (ours, own): (Option<&'s Self>, &'s BTreeSet<String>),
        (theirs, others): (Option<&'s Self>, &'s BTreeSet<String>),
    ) -> bool {
        if ours.is_none() && theirs.is_none() {
            return false;
        }
        let all = |setting: Option<&'s Self>, own: &'s BTreeSet<String>| {
            setting.map(|setting| &setting.names).into_iter().flatten().chain(own)
        };
        // Of two that only point, whom they point at counts, and not what else they name.
        match (ours, theirs) {
            (Some(a), Some(b)) if a.points && b.points => a.names.is_disjoint(&b.names),
            (Some(a), _) if a.points => !all(theirs, others).any(|name| a.names.contains(name)),
            (_, Some(b)) if b.points => !all(ours, own).any(|name| b.names.contains(name)),
            _ => {
                let is_theirs = |name: &String| all(theirs, others).any(|other| other == name);
                let is_named = all(ours, own).next().is_some() && all(theirs, others).next().is_some();
                let is_elsewhere = || ours.zip(theirs).is_some_and(|(a, b)| a.is_written_elsewhere(b));
                (is_named || is_elsewhere()) && !all(ours, own).any(is_theirs)
            }
        }
    }
}

/// Whether, and how, a statement says what it is about without a name.
fn pointing(statement: &Statement) -> Option<Pointing> {
    const SPEAKERS: &[&str] = &["i", "my", "me", "myself", "we", "our", "ours", "us", "ourselves"];
    const TIMES: &[&str] =
        &["year", "month", "week", "weekend", "season", "summer", "winter", "spring", "autumn", "morning"];
    let sentence = &statement.sentence;
    let tokens: Vec<&str> = words(sentence).collect();
    let lower: Vec<String> = tokens.iter().map(|word| word.to_lowercase()).collect();
    // "US" is a country, and the I of "World War I" a number.
    let speaks = |(place, word): (usize, &&str)| {
        let is_numeral = place > 0
            && *word == "I"
            && tokens.get(place - 1).is_some_and(|before| before.starts_with(char::is_uppercase));
        let is_acronym = word.len() > 1 && !word.bytes().any(|byte| byte.is_ascii_lowercase());
        !is_numeral && !is_acronym && lower.get(place).is_some_and(|word| SPEAKERS.contains(&word.as_str()))
    };
    if tokens.iter().enumerate().any(speaks) {
        return Some(Pointing::Speaker);
    }
    let at = |place: usize| lower.get(place).map_or("", String::as_str);
    let has_names = !named(sentence).is_empty();
    match at(0) {
        "he" | "she" | "they" | "his" | "her" | "their" => return Some(Pointing::Before),
        "it" | "its" | "both" if !has_names => return Some(Pointing::Before),
        "this" | "these" if !has_names && !TIMES.contains(&at(1)) => return Some(Pointing::Before),
        _ => {}
    }
    let is_there = |(place, word): (usize, &String)| {
        place > 0 && word == "there" && !matches!(at(place + 1), "is" | "are" | "was" | "were" | "has" | "have")
    };
    let tells_no_place = lower.iter().enumerate().any(is_there);
    (!has_names && (tells_no_place || is_particular(&lower))).then_some(Pointing::Around)
}

/// Nouns of what somebody has.
const OF_SOMEBODY: &[&str] = &[
    "profit",
    "profits",
    "sales",
    "revenue",
    "revenues",
    "turnover",
    "earnings",
    "shares",
    "output",
    "production",
    "unemployment",
    "inflation",
    "turnout",
    "membership",
    "attendance",
    "police",
    "officials",
    "residents",
    "workers",
    "firefighters",
    "prosecutors",
    "investigators",
    "parents",
    "pupils",
    "staff",
];

/// Verbs in the past that do not end in “ed”.
const PAST: &[&str] = &[
    "was", "were", "had", "did", "fell", "rose", "broke", "took", "lost", "won", "sank", "burst", "hit", "struck",
    "left", "came", "went", "saw", "found", "gave", "made", "shot", "fled", "began", "grew", "held", "met", "sold",
    "paid", "cut", "ran", "drove", "flew", "burnt", "spoke", "stood", "stole", "threw", "wrote", "shook", "bought",
    "built", "caught",
];

/// Whether a sentence without names tells of something particular: of "the driver", of two men, of a fire that broke out.
fn is_particular(lower: &[String]) -> bool {
    const OPENING: &[&str] = &["in", "at", "on", "inside", "near", "behind", "under", "outside", "of"];
    const SOME: &[&str] = &["a", "an", "some", "several", "no", "nobody", "dozens", "hundreds", "scores", "thousands"];
    let at = |place: usize| lower.get(place).map_or("", String::as_str);
    let counts = at(0).starts_with(|c: char| c.is_ascii_digit()) || NUMBER_WORDS.contains(&at(0));
    match at(0) {
        "the" => true,
        first if OPENING.contains(&first) => at(1) == "the" && happened(lower),
        first if OF_SOMEBODY.contains(&first) || SOME.contains(&first) || counts => happened(lower),
        _ => false,
    }
}

/// Whether a verb in the past is in it.
fn happened(lower: &[String]) -> bool {
    lower.iter().skip(1).any(|word| PAST.contains(&word.as_str()) || (word.len() > 4 && word.ends_with("ed")))
}

/// Words that may be written with a capital and name nothing that a sentence is about, beside months and days.
const NO_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "this",
    "that",
    "these",
    "those",
    "there",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "of",
    "to",
    "and",
    "but",
    "or",
    "no",
    "not",
    "if",
    "when",
    "what",
    "who",
    "nobody",
    "everybody",
    "one",
    "two",
    "three",
    "mr",
    "mrs",
    "ms",
    "dr",
];

/// Words that open a sentence without an article and name nobody, beside those of [`OF_SOMEBODY`] and plurals.
const MASSES: &[&str] = &[
    "rain",
    "snow",
    "smoke",
    "water",
    "traffic",
    "construction",
    "work",
    "demand",
    "research",
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "business",
    "trade",
    "fire",
    "power",
    "support",
    "evidence",
    "part",
    "half",
    "most",
    "all",
    "some",
    "many",
];

/// Whether the first word of a sentence is a name: a capital follows, or it owns something, or a verb of one subject follows.
fn opens_with_name(sentence: &str, tokens: &[&str], is_capital: impl Fn(usize) -> bool) -> bool {
    const OF_ONE: &[&str] =
        &["is", "has", "plans", "says", "said", "published", "announced", "makes", "sells", "employs", "plays"];
    let (Some(first), Some(next)) = (tokens.first(), tokens.get(1)) else { return false };
    let owns = sentence.split_whitespace().next().is_some_and(|word| word.ends_with("'s") || word.ends_with("’s"));
    let lower = first.to_lowercase();
    let is_mass = (lower.ends_with('s') && !lower.ends_with("ss"))
        || OF_SOMEBODY.contains(&lower.as_str())
        || MASSES.contains(&lower.as_str());
    let is_verb = OF_ONE.contains(next) || PAST.contains(next) || (next.len() > 4 && next.ends_with("ed"));
    is_capital(1) || owns || (is_verb && !is_mass)
}

/// The names in a sentence, each as the stems of its words, in order.
fn named(sentence: &str) -> Vec<BTreeSet<String>> {
    let tokens: Vec<&str> = words(sentence).collect();
    let is_capital = |place: usize| {
        tokens.get(place).is_some_and(|word| {
            let lower = word.to_lowercase();
            word.starts_with(char::is_uppercase) && !NO_NAMES.contains(&lower.as_str()) && !is_month_or_day(&lower)
        })
    };
    let is_name = |place: usize| is_capital(place) && (place > 0 || opens_with_name(sentence, &tokens, is_capital));
    let places: Vec<usize> = (0..tokens.len()).filter(|place| is_name(*place)).collect();
    let groups = places.chunk_by(|a, b| a + 1 == *b);
    let stems =
        |group: &[usize]| group.iter().filter_map(|place| tokens.get(*place)).map(|word| stem_of(word)).collect();
    groups.map(stems).collect()
}

/// Whether a headline writes every word with a capital, so that none tells a name.
fn is_in_capitals(title: &str) -> bool {
    let long: Vec<&str> = words(title).filter(|word| word.chars().count() > 3).collect();
    long.len() > 2 && long.iter().all(|word| !word.starts_with(char::is_lowercase))
}

/// The stems of the name of whoever says so, and of their organisation; of nobody, where nobody is named.
fn speaker(statement: &Statement) -> BTreeSet<String> {
    let voice = statement.chain.last().filter(|voice| voice.name != NOBODY);
    let names = voice.into_iter().flat_map(|voice| std::iter::once(&voice.name).chain(&voice.affiliation));
    names.flat_map(|name| words(name)).map(stem_of).collect()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::enumerations::{Basis, ClaimKind, Modality, SourceKind, Stance, Tier};
    use crate::span::{Quote, Span};
    use crate::statement::Voice;

    /// What a sentence says by its own words, who says it, behind so many others.
    fn said((place, sentence): (usize, &str), by: &str) -> Statement {
        let span = Span::new(place * 1000, place * 1000 + sentence.len());
        let voice = Voice { name: by.to_owned(), kind: SourceKind::Person, affiliation: None };
        Statement {
            contents: vec![Quote { text: sentence.to_owned(), span }],
            source: None,
            cue: None,
            chain: vec![voice],
            direct: false,
            stance: Stance::Affirms,
            modality: Modality::Asserted,
            basis: Basis::None,
            kind: ClaimKind::Fact,
            sentence: sentence.to_owned(),
            quantities: Vec::new(),
            dates: Vec::new(),
            due: None,
            against_interest: false,
            tier: Tier::A,
            rule: Cow::Borrowed("test"),
        }
    }

    /// Whether the last sentences of two texts, each with who says it, are about different things.
    fn check(one: (&[&str], &str), other: (&[&str], &str), is_apart: bool) {
        let setting = |key: &str, (sentences, by): (&[&str], &str)| {
            let all: Vec<Statement> =
                sentences.iter().enumerate().map(|sentence| said((sentence.0, sentence.1), by)).collect();
            let own: BTreeSet<String> =
                sentences.last().map(|last| named(last)).into_iter().flatten().flatten().collect();
            (Setting::of_all(key, (None, None), &all).pop().flatten(), own)
        };
        let (a, b) = (setting("a", one), setting("b", other));
        for (a, b) in [(&a, &b), (&b, &a)] {
            let found = Setting::are_apart((a.0.as_ref(), &a.1), (b.0.as_ref(), &b.1));
            assert_eq!(found, is_apart, "{one:?} {other:?}: {a:?} {b:?}");
        }
    }

    #[test]
    fn who_is_only_pointed_at_is_whoever_was_named_before() {
        let (lund, moen) = (["Einar Lund was dismissed.", "He stole."], ["Per Moen was dismissed.", "He stole."]);
        check((&lund, "Siv"), (&moen, "Tone"), true);
        check((&lund, "Siv"), (&["In Nordvik Einar Lund fell.", "Einar Lund left.", "He stole."], "Tone"), false);
        check((&lund, "Siv"), (&["In Nordvik Per Moen stole."], "Tone"), true);
        check((&lund, "Siv"), (&["On Monday Einar Lund stole."], "Tone"), false);
        check((&["He stole."], "Siv"), (&["He stole."], "Tone"), true);
        check(
            (&["Corva opened a plant in Lisk.", "It employs 400."], "Siv"),
            (&["Near Lisk Corva employs 400."], "Tone"),
            false,
        );
        check(
            (&["Corva’s plant is old.", "It leaks."], "Siv"),
            (&["Orlan’s plant is old.", "It leaks."], "Tone"),
            true,
        );
        check((&["Rain fell.", "The dam broke."], "Siv"), (&["Water rose.", "The dam broke."], "Tone"), false);
        check((&["The Anna met the Lisa.", "She lost oil."], "Siv"), (&["Oil was lost by the Lisa."], "Tone"), true);
    }

    #[test]
    fn a_speaker_speaks_of_their_own() {
        check((&["We lost ten men."], "Milo Dragan"), (&["We lost ten men."], "Aron Belic"), true);
        check((&["They beat my brother."], "Omar Haddad"), (&["They beat my brother."], "Omar Haddad"), false);
        check((&["World War I began in Sarajevo."], "Siv"), (&["World War I began in Sarajevo."], "Tone"), false);
    }

    #[test]
    fn what_is_told_from_two_places_is_of_two_things() {
        let rate = said((0, "The central bank raised its rate."), "Siv");
        let of = |place: Option<&str>| Setting::of_all("a", (None, place), [&rate]).pop().flatten();
        let none = BTreeSet::new();
        let is_apart =
            |a: Option<&str>, b: Option<&str>| Setting::are_apart((of(a).as_ref(), &none), (of(b).as_ref(), &none));
        assert!(is_apart(Some("OSLO"), Some("RIGA")));
        assert!(!is_apart(Some("OSLO"), Some("OSLO")) && !is_apart(Some("OSLO"), None) && !is_apart(None, None));
    }

    #[test]
    fn what_is_particular_is_of_what_its_document_tells_of() {
        let (tarn, colby) = ("A coach left the road near Tarn.", "A van hit a wall in Colby.");
        let driver = "The driver had been drinking.";
        check((&[tarn, driver], "Siv"), (&[colby, driver], "Tone"), true);
        check((&[tarn, driver], "Siv"), (&["Coaches go to Tarn.", driver], "Tone"), false);
        check((&[tarn, "Three people died there."], "Siv"), (&[colby, "Three people died there."], "Tone"), true);
        let hurt = "Twelve people were hurt when the wall gave way.";
        check((&[tarn, hurt], "Siv"), (&[colby, hurt], "Tone"), true);
        // Nothing tells that there are two; and what is said of a sort is of no place.
        check((&[driver], "Siv"), (&[driver], "Tone"), false);
        let coffee = "Coffee slows the growth of cells.";
        check((&[tarn, coffee], "Siv"), (&[colby, coffee], "Tone"), false);
    }
}
