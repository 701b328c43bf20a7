//! The frame of a sentence: who does what to whom, from where to where, before or after what. Two sentences of the same
//! words with another frame are two claims: "the ferry rammed the tanker", "the roof of the station collapsed".
//!
//! Nothing is parsed. A part is found only where the words leave little doubt and is empty otherwise; an empty part parts
//! nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::clause::{CUTS, Clause, clause, is_helping, opening, opens_object};
use super::completed::completed;
use super::roles::{ARTICLES, giver, is_calendar, is_participle};
use super::sites::sites;
use super::stem::is_past;
use super::words::Token;

/// The parts of a sentence whose exchange makes another claim of the same words.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Frame {
    /// Whoever does it, or is so: the stem of the last word of the noun phrase before its complements.
    pub agent: Option<String>,
    /// What it is done to: the same.
    pub patient: Option<String>,
    /// What it does: the stem of the first full verb.
    pub verb: Option<String>,
    /// The stems of all words of whoever does it: "ships from Ost".
    pub doer: BTreeSet<String>,
    /// Whether it only says that something is there: "there are 300 wolves in the hills".
    pub is_there: bool,
    /// What stays so, as the stem of the word behind "stay" or "remain": "stayed closed".
    pub stays: Option<String>,
    /// Whether a clause says who that is: "the firm that sued the dairy".
    pub is_told_by_clause: bool,
    /// What stands behind a preposition right behind the verb, in the place of what it is done to: "searched for Rita".
    pub aimed: Option<String>,
    /// What whoever does it is on, for, to or against, with that word: "work on the dam".
    pub concern: Option<(String, String)>,
    /// Where no verb is found, the stems of all words in their order: one of them may be it.
    pub words: Vec<String>,
    /// What stands behind prepositions that exclude each other, such as "from" and "to".
    pub links: BTreeMap<Link, BTreeSet<String>>,
    /// Verbs that say little by themselves, with what completes them: "let … burn".
    pub completed: BTreeMap<String, BTreeSet<String>>,
    /// What it is in, with the words that say which: "the Melk harbour museum".
    pub sites: BTreeMap<String, BTreeSet<String>>,
}

/// Prepositions that exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// "From", "since", "out of".
    From,
    /// "To", "into", "until".
    To,
    /// "For", "in favour of".
    For,
    /// "Against".
    Against,
    /// "Before".
    Before,
    /// "After".
    After,
    /// "Above", "over".
    Above,
    /// "Below", "under".
    Below,
    /// "Because of".
    Because,
    /// "Despite".
    Despite,
    /// "By".
    By,
    /// "Than": what something is compared with.
    Than,
}

impl Link {
    fn of(lower: &str) -> Option<Self> {
        Some(match lower {
            "from" | "since" => Self::From,
            "to" | "into" | "onto" | "until" | "till" => Self::To,
            "for" | "favour" | "favor" => Self::For,
            "against" => Self::Against,
            "before" => Self::Before,
            "after" => Self::After,
            "above" | "over" => Self::Above,
            "below" | "under" | "beneath" => Self::Below,
            "because" => Self::Because,
            "despite" => Self::Despite,
            "by" => Self::By,
            "than" => Self::Than,
            _ => return None,
        })
    }

    /// Whether one thing cannot well stand behind both in two wordings of one claim.
    fn excludes(self, other: Self) -> bool {
        let pair = |a, b| (self, other) == (a, b) || (self, other) == (b, a);
        pair(Self::From, Self::To)
            || pair(Self::For, Self::Against)
            || pair(Self::Before, Self::After)
            || pair(Self::Above, Self::Below)
            || pair(Self::Because, Self::Despite)
            || pair(Self::By, Self::To)
            || pair(Self::By, Self::From)
            || pair(Self::Before, Self::From)
            || pair(Self::After, Self::To)
            || pair(Self::Before, Self::Because)
    }
}

/// Nouns before "of" that only say what sort of thing the name behind it is, or how many of them.
const KINDS: &[&str] = &[
    "city",
    "town",
    "village",
    "state",
    "island",
    "republic",
    "kingdom",
    "province",
    "county",
    "district",
    "region",
    "port",
    "river",
    "lake",
    "municipality",
    "number",
    "thousands",
    "hundreds",
    "dozens",
    "millions",
    "scores",
    "total",
    "group",
    "series",
    "pair",
    "amount",
    "tens",
    "couple",
    "lots",
    "company",
    "firm",
    "case",
    "cases",
    "most",
    "all",
    "some",
    "many",
    "several",
    "each",
    "both",
    "half",
    "part",
    "any",
    "those",
    "one",
];
/// Words before a number that do not end a phrase: "all 640 workers".
const BEFORE_NUMBERS: &[&str] =
    &["all", "just", "only", "both", "each", "every", "at", "least", "exactly", "other", "another"];
/// Words behind a company's name that belong to no other company.
const LEGAL: &[&str] = &[
    "inc",
    "ltd",
    "plc",
    "corp",
    "co",
    "ag",
    "gmbh",
    "sa",
    "llc",
    "limited",
    "company",
    "corporation",
    "group",
    "holdings",
    "holding",
    "technologies",
    "technology",
    "international",
    "se",
    "nv",
    "bv",
    "ab",
    "as",
];

/// The verb of "had a net profit".
pub(crate) const HAVE: &str = "hav";

/// How many words are tried as the verb where none is found: a list of a thousand names is no sentence.
const FIRST_WORDS: usize = 24;

impl Frame {
    /// The frame of a sentence.
    pub(super) fn of(tokens: &[Token<'_>]) -> Self {
        let (completed, sites) = (completed(tokens), sites(tokens));
        let mut frame = Self { links: links(tokens), completed, sites, ..Self::default() };
        let Some(Clause { from, end, verb, full, is_passive, is_copula }) = clause(tokens) else {
            frame.words = words_of(tokens.get(opening(tokens)..).unwrap_or_default()).take(FIRST_WORDS).collect();
            return frame;
        };
        frame.is_there = is_copula && tokens.get(from).is_some_and(|first| first.lower == "there");
        frame.stays = stays(tokens, full);
        let subject = apposed(tokens, from..end).unwrap_or_else(|| head(tokens.get(from..end).unwrap_or_default()));
        frame.concern = concern(tokens.get(from..end).unwrap_or_default());
        let behind = tokens.get(full + 1..).unwrap_or_default();
        let relative = |token: &Token<'_>| ["that", "which", "who", "whom"].contains(&token.lower.as_str());
        frame.is_told_by_clause = tokens.get(from..end).unwrap_or_default().iter().skip(1).any(relative);
        frame.verb =
            tokens.get(full).filter(|token| !is_copula && !is_helping(token) && !token.is_stop()).map(Token::stem);
        if full == verb && tokens.get(full).is_some_and(is_helping) {
            frame.verb = Some(HAVE.to_owned());
        }
        if is_passive {
            let fires_at = matches!(behind, [at, by, ..] if AIMS.contains(&at.lower.as_str()) && by.lower == "by");
            *(if fires_at { &mut frame.aimed } else { &mut frame.patient }) = subject;
            // "Was lowered by 2 metres by the authority."
            let is_doer = |two: &[Token<'_>]| matches!(two, [by, next] if by.lower == "by" && !next.is_number() && is_no_time(&next.lower));
            let by = behind.windows(2).position(is_doer).map(|by| by + 1);
            let by = by.and_then(|by| behind.get(by..)).unwrap_or_default();
            frame.agent = apposed_behind(by).or_else(|| head(by)).filter(|head| is_no_time(head));
            frame.doer.extend(words_of(phrase(by)).filter(|_| frame.agent.is_some()));
        } else if let Some(giver) = tokens.get(full..).filter(|rest| receives(rest)).and_then(giver) {
            frame.agent = head(giver).filter(|head| is_no_time(head));
            frame.doer.extend(words_of(phrase(giver)));
        } else {
            frame.agent = subject;
            // "Halvard Berg, the head of Orrin, sold it": an apposition says who that is.
            let is_apposed =
                tokens.get(end).is_some_and(|first| end < verb && ARTICLES.contains(&first.lower.as_str()));
            let whole = if is_apposed { verb } else { end };
            frame.doer.extend(words_of(tokens.get(from..whole).unwrap_or_default()).filter(|_| !is_copula));
            frame.patient = head(behind).filter(|head| !is_copula && is_no_time(head));
            if !is_copula {
                frame.aimed = aim(behind);
            }
        }
        frame
    }

    /// Who may do what: the words of the doer and the verb; each word as the verb where none is found.
    fn doings(&self) -> impl Iterator<Item = (BTreeSet<&str>, &str)> {
        let found = self.verb.iter().map(|verb| (self.doer.iter().map(String::as_str).collect(), verb.as_str()));
        let guessed = self.words.iter().enumerate().skip(1);
        let before = |at: usize| self.words.iter().take(at).map(String::as_str).collect();
        found.chain(guessed.map(move |(at, verb)| (before(at), verb.as_str())))
    }

    /// Whether of one verb each doer has a word that the other has not, and speaks of behind the verb: "the landlords owe
    /// the tenants". `says` tells whether the one's words are also the other's.
    pub(crate) fn is_turned_round(&self, other: &Self, says: impl Fn(&str) -> bool) -> bool {
        let theirs: Vec<_> = other.doings().collect();
        self.doings().any(|(ours, verb)| {
            let of_verb = theirs.iter().filter(|(_, of)| *of == verb && !SYMMETRIC.contains(of));
            of_verb.into_iter().any(|(theirs, _)| {
                ours.difference(theirs).any(|word| says(word)) && theirs.difference(&ours).any(|word| says(word))
            })
        })
    }

    /// Whether one thing is on two sides that exclude each other: "from Kelso", "to Kelso".
    pub(crate) fn is_crossed_with(&self, other: &Self) -> bool {
        self.is_compared_otherwise(other) || self.crossed(other).next().is_some()
    }

    /// What is on two sides that exclude each other.
    pub(crate) fn crossed<'f>(&'f self, other: &'f Self) -> impl Iterator<Item = &'f String> {
        self.links.iter().flat_map(move |(link, words)| {
            let here = other.links.get(link);
            let excluded = other.links.iter().filter(|(of, _)| link.excludes(**of)).flat_map(|(_, words)| words);
            excluded.filter(move |word| words.contains(*word) && !here.is_some_and(|here| here.contains(*word)))
        })
    }
}

impl Frame {
    /// Whether each compares with something that the other does not compare with: "longer than the Tarn bridge".
    fn is_compared_otherwise(&self, other: &Self) -> bool {
        let than = |of: &Self| of.links.get(&Link::Than).cloned().unwrap_or_default();
        let (ours, theirs) = (than(self), than(other));
        !ours.is_subset(&theirs) && !theirs.is_subset(&ours)
    }
}

/// What stays so.
fn stays(tokens: &[Token<'_>], verb: usize) -> Option<String> {
    let is_it = tokens.get(verb).is_some_and(|verb| {
        matches!(verb.lower.as_str(), "stay" | "stays" | "stayed" | "remain" | "remains" | "remained")
    });
    let is_state = |state: &&Token<'_>| is_participle(state) || state.lower == "open";
    tokens.get(verb + 1).filter(|state| is_it && is_state(state)).map(Token::stem)
}

/// The name between two commas that says who that is, right before the verb: "the chairman of Orrin, Emil Roy, sold it".
fn apposed(tokens: &[Token<'_>], subject: Range<usize>) -> Option<Option<String>> {
    let ends = tokens.get(subject.end).is_some_and(|verb| verb.after_stop);
    let start = subject.clone().skip(1).rev().find(|at| tokens.get(*at).is_some_and(|token| token.after_stop));
    let name = tokens.get(start.filter(|_| ends)?..subject.end)?;
    let says_what = tokens.get(subject.clone()).is_some_and(|all| all.iter().any(is_common));
    let before = tokens.get(subject.start..subject.end - name.len())?;
    (says_what && name.iter().all(Token::is_capital) && !is_place(before, name)).then(|| last_of(name))
}

/// The same behind "by": "was opened by the mayor of Dorne, Elsa Born".
fn apposed_behind(by: &[Token<'_>]) -> Option<String> {
    let start = (1..by.len()).find(|at| by.get(*at).is_some_and(|token| token.after_stop))?;
    let behind = by.get(start..)?;
    let goes_on = |(at, token): (usize, &Token<'_>)| token.is_capital() && (at == 0 || !token.after_stop);
    let end = behind.iter().enumerate().position(|of| !goes_on(of)).unwrap_or(behind.len());
    let is_list = behind.get(end).is_some_and(|next| !next.after_stop && next.lower == "and");
    let says_what = by.get(..start)?.iter().any(is_common);
    let name = behind.get(..end)?;
    (says_what && end > 0 && !is_list && !is_place(by.get(..start)?, name)).then(|| last_of(name)).flatten()
}

/// Whether a name behind a comma says where the place before it lies: "the hospital in Cambridge, Massachusetts,", "the mayor of
/// Springfield, Illinois,". Somebody has two names behind a place that they are "of".
fn is_place(before: &[Token<'_>], name: &[Token<'_>]) -> bool {
    let capitals = before.iter().rev().take_while(|token| token.is_capital()).count();
    let governs = before.len().checked_sub(capitals + 1).and_then(|at| before.get(at));
    capitals > 0
        && governs.is_some_and(|word| match word.lower.as_str() {
            "in" | "near" | "from" | "to" | "outside" => true,
            "of" | "at" => name.len() < 2,
            _ => false,
        })
}

/// Whether a word says what somebody is: "mayor".
fn is_common(token: &Token<'_>) -> bool {
    !token.is_capital() && !token.is_stop()
}

/// The head of the noun phrase that begins here; nothing for two that are joined, and for what is only a number.
fn head(tokens: &[Token<'_>]) -> Option<String> {
    let mut from = 0;
    loop {
        let rest = tokens.get(from..).unwrap_or_default();
        let phrase = phrase(rest);
        let next = rest.get(phrase.len());
        if next.is_some_and(|next| matches!(next.lower.as_str(), "and" | "or"))
            && phrase.iter().any(|token| !token.is_stop())
        {
            return None;
        }
        let is_of = next.is_some_and(|next| next.lower == "of" && !next.after_stop);
        let says_kind = phrase.last().is_some_and(|last| {
            KINDS.contains(&last.lower.as_str())
                || last.lower.starts_with(|c: char| c.is_ascii_digit())
                || last.is_stop()
        });
        if is_of && says_kind {
            from += phrase.len() + 1;
            continue;
        }
        // "The University of Grunau hospital": the last word of all is the head.
        let behind = self::phrase(rest.get(phrase.len() + 1..).unwrap_or_default());
        let is_name_before =
            phrase.last().is_some_and(Token::is_capital) && behind.first().is_some_and(Token::is_capital);
        let is_noun = behind.last().is_some_and(|last| !last.is_capital() && !last.is_stop());
        return last_of(if is_of && is_name_before && is_noun { behind } else { phrase });
    }
}

/// The words of a noun phrase: up to a preposition, a stop, or where the next phrase begins.
fn phrase<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let mut has_noun = false;
    let mut end = tokens.len();
    for (at, token) in tokens.iter().enumerate() {
        let starts_next =
            has_noun && (ARTICLES.contains(&token.lower.as_str()) || token.is_number() || is_calendar(&token.lower));
        if (at > 0 && token.after_stop) || CUTS.contains(&token.lower.as_str()) || starts_next {
            end = at;
            break;
        }
        let is_number = token.lower.starts_with(|c: char| c.is_ascii_digit());
        has_noun |= !token.is_stop() && !is_number && !BEFORE_NUMBERS.contains(&token.lower.as_str());
    }
    tokens.get(..end).unwrap_or_default()
}

/// The last word of a phrase; of a name without what says which sort of thing it names: "Orrin Corp", "Maren River".
fn last_of(phrase: &[Token<'_>]) -> Option<String> {
    let meant = || phrase.iter().filter(|token| !token.is_stop() && !token.is_adverb());
    let count = meant().count();
    let says_kind = |token: &&Token<'_>| {
        let lower = token.lower.as_str();
        token.is_capital() && (LEGAL.contains(&lower) || KINDS.contains(&lower))
    };
    let kinds = meant().rev().take_while(says_kind).count();
    let kept = if kinds < count { count - kinds } else { count };
    meant().nth(kept.checked_sub(1)?).map(Token::stem)
}

/// What a noun phrase is on, for, to or against.
fn concern(tokens: &[Token<'_>]) -> Option<(String, String)> {
    let at = phrase(tokens).len();
    let joint = tokens.get(at).filter(|joint| ["on", "for", "to", "against"].contains(&joint.lower.as_str()))?;
    let what = head(tokens.get(at + 1..)?).filter(|head| is_no_time(head))?;
    Some((joint.lower.clone(), what))
}

fn receives(tokens: &[Token<'_>]) -> bool {
    tokens.first().is_some_and(|verb| verb.lower.starts_with("receiv"))
}

/// Prepositions by which a verb does something else than to its object: "shot at", "searched for", "settled with".
const AIMS: &[&str] = &["for", "at", "to", "from", "over", "into", "with", "about"];

/// What a preposition right behind the verb stands before. "Began to sell" has none.
fn aim(behind: &[Token<'_>]) -> Option<String> {
    let [preposition, next, ..] = behind else { return None };
    // "Lasted for 15 years" lasted 15 years.
    let is_aim = !next.is_number()
        && AIMS.contains(&preposition.lower.as_str())
        && (preposition.lower != "to" || opens_object(next));
    is_aim.then(|| head(behind.get(1..)?)).flatten().filter(|head| is_no_time(head))
}

/// Verbs that say the same of both sides: whoever married the baker was married by him.
const SYMMETRIC: &[&str] =
    &["meet", "merg", "marry", "bord", "collid", "cooperat", "negotiat", "divorc", "talk", "ally"];

/// The stems of the words that carry meaning and say no time or number, in their order.
fn words_of(tokens: &[Token<'_>]) -> impl Iterator<Item = String> {
    let meant = tokens.iter().filter(|token| !token.is_stop() && !token.is_adverb());
    meant.map(Token::stem).filter(|stem| is_no_time(stem))
}

fn is_no_time(head: &str) -> bool {
    !is_calendar(head) && !head.starts_with(|c: char| c.is_ascii_digit())
}

/// A phrase up to a verb: "after heavy rain buried the road" is after the rain.
fn until_verb<'a, 't>(phrase: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let is_verb = |at: usize| {
        let Some(token) = phrase.get(at).filter(|token| at > 0 && !token.is_capital()) else { return false };
        let goes_on = phrase.get(at + 1).is_some_and(|next| !opens_object(next));
        is_helping(token) && !token.is_adverb() || (is_past(&token.lower) && !goes_on)
    };
    let end = (0..phrase.len()).find(|at| is_verb(*at)).unwrap_or(phrase.len());
    phrase.get(..end).unwrap_or_default()
}

/// What stands behind each preposition, up to the next.
fn links(tokens: &[Token<'_>]) -> BTreeMap<Link, BTreeSet<String>> {
    let mut links: BTreeMap<Link, BTreeSet<String>> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_out_of = token.lower == "out" && tokens.get(at + 1).is_some_and(|next| next.lower == "of");
        let Some(link) = Link::of(&token.lower).or(is_out_of.then_some(Link::From)) else { continue };
        let behind = tokens.get(at + 1..).unwrap_or_default();
        // "Because of the storm", "lower than in Lund".
        let is_small =
            |of: &Token<'_>| of.lower == "of" || (link == Link::Than && matches!(of.lower.as_str(), "in" | "at"));
        let behind = behind.get(usize::from(behind.first().is_some_and(is_small))..).unwrap_or_default();
        let words = until_verb(phrase(behind)).iter().filter(|token| !token.is_stop()).map(Token::stem);
        links.entry(link).or_default().extend(words);
    }
    links.retain(|_, words| !words.is_empty());
    links
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    fn check(text: &str, agent: &str, verb: &str, patient: &str) {
        let frame = Frame::of(&tokens(text));
        let last = |head: &Option<String>| head.clone().unwrap_or_default();
        let found = (last(&frame.agent), last(&frame.verb), last(&frame.patient));
        assert_eq!(found, (agent.to_owned(), verb.to_owned(), patient.to_owned()), "{text}");
    }

    #[test]
    fn who_does_what_to_whom_is_found_in_both_voices() {
        check("The union sued the company in Dunmore.", "union", "sue", "firm");
        check("On Friday the company was sued in Dunmore by the union.", "union", "sue", "firm");
        check("The bank lent the brewery 4 million crowns.", "bank", "lend", "brewery");
        check("The roof of the Grunau station collapsed on Friday.", "roof", "collaps", "");
        check("The city of Grunau sold its tram depot in 2020.", "grunau", "sell", "depot");
        check("Emil Varga, a dealer from Wray, was arrested in Kelso.", "", "arrest", "varga");
        check("12 of the ferries were inspected.", "", "inspect", "ferry");
        check("640 families had to leave their homes.", "family", "", "hous");
        check("The chairman of Lidmar, Emil Roy, sold the yard.", "roy", "sell", "yard");
        check("The hospital in Cambridge, Massachusetts, closed its ward.", "hospital", "clos", "ward");
        check("Because of the strike the Averick plant closed.", "plant", "clos", "");
        check("This year the Lorne Trust spent 4 million pounds.", "trust", "spend", "pound");
        check("Ruth Calloway received 40 crowns from Brightline Energy.", "energy", "receiv", "");
        check("Nordal Bank and Casse Trust merged in May.", "", "merg", "");
    }
}
