//! What a sentence tells beside its clause: where, when, how, by what means and why. Whoever says that Otto Renk was arrested
//! in Salmouth says that he was arrested; whoever says that he was arrested says nothing of Salmouth.
//!
//! Leaving such words out leaves a sentence true only where no other word of it speaks of all, of none, of what may be or
//! of how much, and where what was done was done wherever it was. So both the clause and what stands beside it are read
//! from closed lists, every word of the sentence must have its place, and a sentence of which any word has none is not
//! read: nothing is said of it then.

mod lists;

use std::collections::BTreeSet;

use super::clause::{CUTS, Clause, clause, is_helping};
use super::roles::{ARTICLES, is_calendar};
use super::stem::is_past;
use super::words::{Token, tokens};
use lists::{DONE, DONE_THERE, MANNERS, MEANS, PARTS_OF_DAYS, PLACES};

/// A clause of which each word is read, with what is told beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Beside {
    /// The stems of who does what to whom, in the order in which they stand.
    clause: Vec<String>,
    /// Each adjunct, as stems: what it tells, and its words.
    told: BTreeSet<(Told, Vec<String>)>,
    /// Whether a day, month or year is told: which one is compared as a date.
    is_dated: bool,
}

/// What an adjunct tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Told {
    /// "In Salmouth", "near the port of Varre".
    Place,
    /// "In the morning".
    Time,
    /// "Secretly".
    Manner,
    /// "With a knife".
    Means,
    /// "Because of a landslide", "during a storm".
    Cause,
}

impl Beside {
    /// What a sentence in the past tells beside its clause; nothing, where any word of it has no place.
    pub(super) fn of(text: &str) -> Option<Self> {
        let tokens = tokens(text.trim_end_matches('.'));
        if tokens.len() > LONGEST || text.contains(['?', ':', ';', '(', '"', '“', '—']) {
            return None;
        }
        let mut found = Self::default();
        let begin = found.opening(&tokens)?;
        let tokens = tokens.get(begin..)?;
        let clause = clause(tokens).filter(|clause| clause.from == 0 && clause.end == clause.verb)?;
        let verb = tokens.get(clause.full)?;
        if clause.is_copula || !(DONE.contains(&verb.lower.as_str()) || DONE_THERE.contains(&verb.lower.as_str())) {
            return None;
        }
        let object = found.read_clause(tokens, &clause)?;
        let is_local = DONE_THERE.contains(&verb.lower.as_str()) && object.may_be_placed(&clause, tokens);
        found.read_behind(tokens.get(object.end..)?, is_local)?;
        Some(found)
    }

    /// Whether it tells all that the other tells of the same, and more. `dates` are those of this one and the other.
    pub(crate) fn is_fuller(&self, other: &Self, dates: (&BTreeSet<String>, &BTreeSet<String>)) -> bool {
        let (ours, theirs) = dates;
        let dated_alike = if theirs.is_empty() { !other.is_dated } else { ours == theirs };
        let tells_more = other.told.len() < self.told.len() || (theirs.is_empty() && !ours.is_empty());
        let is_read = self.is_dated != ours.is_empty() && ours.len() <= 1;
        self.clause == other.clause && other.told.is_subset(&self.told) && dated_alike && tells_more && is_read
    }

    /// Takes off what is told before the clause: "On Friday", "In Kelso,". Gives where the clause begins.
    fn opening(&mut self, tokens: &[Token<'_>]) -> Option<usize> {
        let first = tokens.first()?;
        if !CUTS.contains(&first.lower.as_str()) {
            return Some(0);
        }
        let end =
            date(tokens).or_else(|| place(tokens).filter(|end| tokens.get(*end).is_some_and(|of| of.after_stop)))?;
        self.tell(if date(tokens).is_some() { Told::Time } else { Told::Place }, tokens.get(..end)?);
        Some(end)
    }

    fn tell(&mut self, told: Told, tokens: &[Token<'_>]) {
        if told == Told::Time {
            self.is_dated |= tokens.iter().any(is_of_date);
        }
        let meant = tokens.iter().filter(|token| !(token.is_stop() || told == Told::Time && is_of_date(token)));
        let words: Vec<String> = meant.map(Token::stem).collect();
        if !words.is_empty() {
            self.told.insert((told, words));
        }
    }

    /// Reads subject, verb and object; gives the object.
    fn read_clause(&mut self, tokens: &[Token<'_>], clause: &Clause) -> Option<Object> {
        let is_helped =
            |token: &Token<'_>| ["was", "were", "has", "have", "had", "been"].contains(&token.lower.as_str());
        let (subject, verbs) = (tokens.get(..clause.end)?, tokens.get(clause.verb..clause.full)?);
        let start = clause.full + 1;
        let end = (start..tokens.len()).find(|at| ends_object(tokens, start, *at)).unwrap_or(tokens.len());
        let object = tokens.get(start..end)?;
        // "Found guilty": what stands behind a passive verb is no object.
        let is_odd =
            (clause.is_passive && !object.is_empty()) || subject.iter().chain(object).skip(1).any(|of| of.after_stop);
        if is_odd || !verbs.iter().all(|token| is_helped(token) || is_manner(token)) {
            return None;
        }
        for manner in subject.iter().chain(verbs).chain(object).filter(|token| is_manner(token)) {
            self.tell(Told::Manner, std::slice::from_ref(manner));
        }
        let whole = tokens.get(..end)?.iter().filter(|token| !is_manner(token));
        if whole.clone().any(|token| token.is_adverb() || token.lower.starts_with(|c: char| c.is_ascii_digit())) {
            return None;
        }
        // Whoever is named is the same in both; of "a man" and "the council" nobody knows.
        if !whole.clone().skip(1).any(Token::is_capital) && !opens_with_name(tokens) {
            return None;
        }
        self.clause = whole.filter(|token| !token.is_stop()).map(Token::stem).collect();
        Object::of(object, start, end)
    }

    /// Reads all that stands behind the clause.
    fn read_behind(&mut self, mut rest: &[Token<'_>], is_local: bool) -> Option<()> {
        while let Some(first) = rest.first() {
            let (told, end) = if is_manner(first) {
                (Told::Manner, 1)
            } else if let Some(end) = date(rest) {
                (Told::Time, end)
            } else if let Some(end) = place(rest).filter(|_| is_local) {
                (Told::Place, end)
            } else if let Some(end) = means(rest) {
                (Told::Means, end)
            } else {
                (Told::Cause, cause(rest)?)
            };
            self.tell(told, rest.get(..end)?);
            rest = rest.get(end..)?;
        }
        Some(())
    }
}

/// A longer sentence says more than one thing.
const LONGEST: usize = 30;

/// What it is done to.
struct Object {
    end: usize,
    is_empty: bool,
    is_named: bool,
    is_one: bool,
}

impl Object {
    /// Nothing, for several that are not counted: "cancelled its flights" on Friday leaves those of Saturday.
    fn of(tokens: &[Token<'_>], start: usize, end: usize) -> Option<Self> {
        let mut meant = tokens.iter().filter(|token| !token.is_adverb());
        let first = meant.next();
        let is_one = first.is_some_and(|first| ["a", "an"].contains(&first.lower.as_str()));
        // "The vineyards of Alba Roy" may be some of hers.
        let is_part = tokens.iter().any(|token| token.lower == "of");
        let is_named = !is_part && meant.next_back().or(first).is_some_and(Token::is_capital);
        let is_single = first.is_some_and(|first| first.lower == "the")
            && tokens.last().is_some_and(|last| !last.lower.ends_with('s'));
        let is_empty = start == end;
        (is_empty || is_named || is_one || is_single).then_some(Self { end, is_empty, is_named, is_one })
    }

    /// Whether what says where stands beside the verb, and narrows nothing: in "closed the office in Pell" it may say which
    /// office.
    fn may_be_placed(&self, clause: &Clause, tokens: &[Token<'_>]) -> bool {
        let is_placed_itself =
            |before: &[Token<'_>]| before.iter().any(|token| ["in", "at", "near"].contains(&token.lower.as_str()));
        let subject = tokens.get(..clause.end).unwrap_or_default();
        (self.is_named || self.is_one || self.is_empty) && !(clause.is_passive && is_placed_itself(subject))
    }
}

/// Where the object ends: at what is told beside the clause.
fn ends_object(tokens: &[Token<'_>], start: usize, at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    let is_name = |at: usize| tokens.get(at).is_some_and(Token::is_capital);
    // "Ana and Ivo Petkov".
    let joins_names = token.lower == "and" && at > start && is_name(at - 1) && is_name(at + 1);
    let is_joint = CUTS.contains(&token.lower.as_str()) && token.lower != "of" && !joins_names;
    is_joint || is_calendar(&token.lower) || (at > start && is_manner(token)) || (at == start && is_manner(token))
}

/// Whether the first word is a name: it has a capital, and the next one has one too or is the verb.
fn opens_with_name(tokens: &[Token<'_>]) -> bool {
    let is_common =
        |token: &Token<'_>| ARTICLES.contains(&token.lower.as_str()) || token.lower.ends_with('s') || token.is_stop();
    tokens.first().is_some_and(|first| first.is_capital() && !is_common(first))
        && tokens.get(1).is_some_and(|next| is_helping(next))
}

fn is_manner(token: &Token<'_>) -> bool {
    MANNERS.contains(&token.lower.as_str())
}

fn is_of_date(token: &Token<'_>) -> bool {
    let is_number = token.lower.bytes().all(|byte| byte.is_ascii_digit());
    is_calendar(&token.lower) || (is_number && matches!(token.lower.len(), 1 | 2 | 4))
}

/// Where a day, month or year ends that stands here: "on 4 February 2026", "in May", "on Friday morning", "Friday".
fn date(tokens: &[Token<'_>]) -> Option<usize> {
    let first = tokens.first()?;
    let lead = usize::from(["on", "in"].contains(&first.lower.as_str()));
    let number = tokens.iter().skip(lead).take_while(|token| is_of_date(token)).count();
    let all = tokens.get(lead..lead + number)?;
    let is_year = |token: &Token<'_>| token.lower.len() == 4 && token.lower.starts_with(['1', '2']);
    let is_date =
        all.iter().any(|token| is_calendar(&token.lower)) || (lead == 1 && all.len() == 1 && all.iter().all(is_year));
    let end = lead + number;
    let part = tokens.get(end).is_some_and(|next| PARTS_OF_DAYS.contains(&next.lower.as_str()) && !next.after_stop);
    is_date.then_some(end + usize::from(part))
}

/// Where a named place ends that stands here: "in Salmouth", "off Cape Durrow", "in the port of Varre".
fn place(tokens: &[Token<'_>]) -> Option<usize> {
    let first = tokens.first()?;
    if !["in", "at", "near", "off", "outside"].contains(&first.lower.as_str()) {
        return None;
    }
    let is_sort = |token: &Token<'_>| {
        ARTICLES.contains(&token.lower.as_str()) || token.lower == "of" || PLACES.contains(&token.lower.as_str())
    };
    let is_name = |token: &Token<'_>| token.is_capital() && !is_calendar(&token.lower);
    let part = |token: &&Token<'_>| (is_sort(token) || is_name(token)) && !token.after_stop;
    let number = tokens.iter().skip(1).take_while(part).count();
    // "In the Kelso and Lisk mills": what goes on is no name.
    let goes_on = tokens.get(number + 1).is_some_and(|next| {
        !(next.after_stop || CUTS.contains(&next.lower.as_str()) || is_of_date(next) || is_manner(next))
            || ["and", "or"].contains(&next.lower.as_str())
    });
    let last = tokens.get(number).filter(|_| number > 0 && !goes_on)?;
    // "In Night Train" may be in a film; one word, or one that says what sort of place it is, is taken for a place.
    let names: Vec<&Token<'_>> = tokens.iter().skip(1).take(number).filter(|token| is_name(token)).collect();
    let is_sorted = tokens.iter().skip(1).take(number).any(|token| PLACES.contains(&token.lower.as_str()));
    let is_within = ["in", "at"].contains(&first.lower.as_str());
    (is_name(last) && (!is_within || names.len() == 1 || is_sorted)).then_some(number + 1)
}

/// Where what it was done with ends: "with hammers", "with a screwdriver".
fn means(tokens: &[Token<'_>]) -> Option<usize> {
    let article = usize::from(tokens.get(1).is_some_and(|next| ["a", "an"].contains(&next.lower.as_str())));
    let means = tokens.get(1 + article).filter(|_| tokens.first().is_some_and(|first| first.lower == "with"))?;
    MEANS.contains(&means.lower.as_str()).then_some(2 + article)
}

/// Where a cause ends: "because of a landslide", "during a storm". What follows must be told beside the clause itself.
fn cause(tokens: &[Token<'_>]) -> Option<usize> {
    let lower = |at: usize| tokens.get(at).map_or("", |token: &Token<'_>| token.lower.as_str());
    // "Because of" is put as one word.
    let lead = usize::from(["because", "during"].contains(&lower(0)));
    if lead == 0 {
        return None;
    }
    let article = usize::from(["a", "an", "the"].contains(&lower(lead)));
    let noun = tokens.get(lead + article).filter(|noun| !(noun.is_stop() || noun.is_capital() || noun.is_adverb()))?;
    let is_noun = !noun.lower.ends_with("ing") && !is_past(&noun.lower) && !CUTS.contains(&noun.lower.as_str());
    let end = lead + article + 1;
    let goes_on = tokens
        .get(end)
        .is_some_and(|next| !(next.after_stop || ["in", "on", "near", "off"].contains(&next.lower.as_str())));
    (is_noun && !goes_on).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, clause: &str, told: &str) {
        let found = Beside::of(text).map(|found| {
            let told: Vec<String> =
                found.told.iter().map(|(told, words)| format!("{told:?} {}", words.join(" "))).collect();
            (found.clause.join(" "), told.join(", "))
        });
        assert_eq!(found, Some((clause.to_owned(), told.to_owned())), "{text}");
    }

    #[test]
    fn what_is_told_beside_a_clause_is_taken_off() {
        check("Police arrested the banker Otto Renk in Salmouth.", "polic arrest bank otto renk", "Place salmouth");
        check("On Friday police arrested Otto Renk.", "polic arrest otto renk", "");
        check("Lena Osk resigned unexpectedly.", "lena osk resign", "Manner unexpected");
        check("The Elvik viaduct collapsed because of a landslide.", "elvik viaduct collaps", "Cause becaus landslid");
        check(
            "Ulla Brandt was stabbed with a screwdriver in Grell.",
            "ulla brandt stab",
            "Place grell, Means screwdriv",
        );
    }

    #[test]
    fn a_sentence_with_a_word_that_has_no_place_is_not_read() {
        for text in [
            "Labour won in Upper Morden.",
            "Gorse Air cancelled its flights in Molde.",
            "Police arrested a man in Tolberg.",
            "The bridge collapsed on Friday.",
            "Wolf Albers was killed in a video game.",
            "Hale Foods closed the office in Pell.",
            "Nordair sank 40 boats in Pell.",
            "The Pinfold museum is closed on Mondays.",
            "Kern Labs found in Ostby that tea is safe.",
            "Otto Renk was arrested in Kelso and Lisk was searched.",
        ] {
            assert_eq!(Beside::of(text), None, "{text}");
        }
    }
}
