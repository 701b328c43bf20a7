//! Two versions of one document: where the words of the earlier one stand in the later one, and which of its assertions
//! the later one still makes.

use std::collections::{BTreeMap, HashMap};

use crate::id::Id;
use crate::span::Span;
use crate::state::{Assertion, HeldVersion};
use crate::statement::Statement;

/// What stands in a later version for an assertion of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Successor {
    /// The later version says the same, in the same words, on the same word.
    Same(Id<Assertion>),
    /// Other words stand in its place.
    Changed(Id<Assertion>),
    /// Nothing.
    Gone,
}

/// For each assertion of `earlier` what stands for it in `later`; beside each version its text.
///
/// What people decided about an assertion holds of the same words only: what was judged of "5 litres" is not judged of
/// "9 litres" in the same place.
#[must_use]
pub fn successors(
    (earlier, old): (&HeldVersion, &str),
    (later, new): (&HeldVersion, &str),
) -> BTreeMap<Id<Assertion>, Successor> {
    let anchors = Anchors::new(old, new);
    let mut saying: HashMap<_, Vec<&Assertion>> = HashMap::new();
    later.assertions.iter().for_each(|assertion| saying.entry(said(assertion)).or_default().push(assertion));
    let successor = |assertion: &Assertion| {
        let place = anchors.place(assertion.statement.hull());
        let distance = |other: &&&Assertion| {
            let start = other.statement.hull().start;
            (start.abs_diff(place.start), other.reading_order())
        };
        if let Some(same) = saying.get(&said(assertion)).into_iter().flatten().min_by_key(distance) {
            return Successor::Same(same.id);
        }
        let common = |other: &&Assertion| {
            let hull = other.statement.hull();
            hull.end.min(place.end).saturating_sub(hull.start.max(place.start))
        };
        let most =
            later.assertions.iter().max_by_key(|other| (common(other), std::cmp::Reverse(other.reading_order())));
        most.filter(|other| common(other) > 0).map_or(Successor::Gone, |other| Successor::Changed(other.id))
    };
    earlier.assertions.iter().map(|assertion| (assertion.id, successor(assertion))).collect()
}

/// What an assertion says, on whose word: all that a judgement of it is about.
fn said(assertion: &Assertion) -> (&str, crate::enumerations::Stance, Vec<&str>) {
    let statement = &assertion.statement;
    (&statement.sentence, statement.stance, statement.chain.iter().skip(1).map(|voice| voice.name.as_str()).collect())
}

/// A statement of the old text where all its words stand in the new one: in their old surroundings, else nearest to them.
/// Nothing, when some of its words are not there.
#[must_use]
pub fn moved(statement: &Statement, old: &str, new: &str) -> Option<Statement> {
    let anchors = Anchors::new(old, new);
    let mut moved = statement.clone();
    for quote in moved.quotes_mut() {
        quote.span = anchors.stands(quote.span, &quote.text)?;
    }
    Some(moved)
}

/// Where the words of an earlier text stand in a later one.
pub struct Anchored<'t>(Anchors<'t>);

impl<'t> Anchored<'t> {
    /// Two texts, the earlier first.
    #[must_use]
    pub fn new(old: &'t str, new: &'t str) -> Self {
        Self(Anchors::new(old, new))
    }

    /// Where words of the earlier text stand in the later one: in their old surroundings, else nearest to them. Nothing, when
    /// they are not there.
    #[must_use]
    pub fn stands(&self, span: Span) -> Option<Span> {
        let words = span.slice(self.0.old).filter(|words| !words.is_empty())?;
        self.0.stands(span, words)
    }
}

/// A stretch of two texts that are laid beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Laid<'t> {
    /// Both have it.
    Both(&'t str),
    /// In the place of words of the earlier text, which may be none, stand words of the later one, which may be none.
    Otherwise(&'t str, &'t str),
}

/// Two texts laid beside each other, by sentences and lines: every word of both is in it, in order.
#[must_use]
pub fn laid_beside<'t>(old: &'t str, new: &'t str) -> Vec<Laid<'t>> {
    let anchors = Anchors::new(old, new);
    let mut laid: Vec<Laid<'t>> = Vec::new();
    let (mut of_old, mut of_new) = (0, 0);
    let ends = std::iter::once((old.len(), new.len(), 0));
    for (at, there, length) in anchors.equal.iter().copied().chain(ends) {
        let gap = (old.get(of_old..at).unwrap_or_default(), new.get(of_new..there).unwrap_or_default());
        match gap {
            ("", "") => {}
            (ours, theirs) if ours == theirs => laid.push(Laid::Both(ours)),
            (ours, theirs) => laid.push(Laid::Otherwise(ours, theirs)),
        }
        let both = old.get(at..at + length).unwrap_or_default();
        if !both.is_empty() {
            laid.push(Laid::Both(both));
        }
        (of_old, of_new) = (at + length, there + length);
    }
    laid
}

/// Sentences and lines that stand once in both texts and in the same order: between them the texts differ.
struct Anchors<'t> {
    old: &'t str,
    new: &'t str,
    /// Equal pieces, by their beginnings in both, and their lengths; in order.
    equal: Vec<(usize, usize, usize)>,
}

impl<'t> Anchors<'t> {
    fn new(old: &'t str, new: &'t str) -> Self {
        let (ours, theirs) = (once(old), once(new));
        let mut pairs: Vec<(usize, usize, usize)> =
            ours.iter().filter_map(|(piece, at)| Some((*at, *theirs.get(piece)?, piece.len()))).collect();
        pairs.sort_unstable();
        Self { old, new, equal: rising(&pairs) }
    }

    /// Where these words, which stand at a place of the old text, stand in the new one.
    fn stands(&self, span: Span, words: &str) -> Option<Span> {
        let place = self.place(span);
        let nearest = || {
            let all = self.new.match_indices(words).map(|(at, _)| at);
            let nearest = all.min_by_key(|at| (at.abs_diff(place.start), *at));
            nearest.map(|at| Span::new(at, at + words.len()))
        };
        Some(place).filter(|place| place.slice(self.new) == Some(words)).or_else(nearest)
    }

    /// Where the words at a place of the old text stand in the new one, or would stand.
    fn place(&self, span: Span) -> Span {
        let next = self.equal.partition_point(|(at, ..)| *at <= span.start);
        let before = next.checked_sub(1).and_then(|index| self.equal.get(index));
        if let Some((old, new, length)) = before
            && span.end <= old + length
        {
            return Span::new(span.start - old + new, span.end - old + new);
        }
        // A piece that the place only begins in ends where the gap begins.
        let (from_old, from_new) =
            before.map_or(
                (0, 0),
                |(old, new, length)| {
                    if span.start < old + length { (*old, *new) } else { (old + length, new + length) }
                },
            );
        let after = self.equal.iter().skip(next).find(|(at, ..)| *at >= span.end);
        let (to_old, to_new) = after.map_or((self.old.len(), self.new.len()), |(old, new, _)| (*old, *new));
        let gap = |text: &'t str, from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let (ours, theirs) = (gap(self.old, from_old, to_old), gap(self.new, from_new, to_new.max(from_new)));
        let head = ours.bytes().zip(theirs.bytes()).take_while(|(a, b)| a == b).count();
        let most = ours.len().min(theirs.len()) - head;
        let tail = ours.bytes().rev().zip(theirs.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
        let moved = |at: usize, inside: usize| match at.saturating_sub(from_old) {
            at if at <= head => at,
            at if at >= ours.len() - tail => (at + theirs.len()).saturating_sub(ours.len()),
            _ => inside,
        };
        let (start, end) = (moved(span.start, head), moved(span.end, theirs.len() - tail));
        Span::new(from_new + start, from_new + end.max(start))
    }
}

/// The sentences and lines of a text that stand in it once, with their places.
fn once(text: &str) -> HashMap<&str, usize> {
    let mut places: HashMap<&str, Option<usize>> = HashMap::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        for piece in line.split_inclusive(". ") {
            places.entry(piece).and_modify(|place| *place = None).or_insert(Some(start));
            start += piece.len();
        }
    }
    places.into_iter().filter_map(|(piece, place)| Some((piece, place?))).collect()
}

/// The longest run of pairs that rises in both (Schensted's algorithm).
fn rising(pairs: &[(usize, usize, usize)]) -> Vec<(usize, usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let new = |index: &usize| pairs.get(*index).map(|pair| pair.1);
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| new(end) < Some(pair.1));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let back = std::iter::successors(ends.last().copied(), |index| before.get(*index).copied().flatten());
    let mut run: Vec<_> = back.filter_map(|index| pairs.get(index).copied()).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, words: &str, expected: &str) {
        let at = old.find(words).unwrap();
        let place = Anchors::new(old, new).place(Span::new(at, at + words.len()));
        assert_eq!(new.get(place.start..place.end), Some(expected), "{place:?}");
    }

    const OLD: &str = "Halm, Monday. The dyke leaks 5 litres an hour. Nobody was hurt.\n\nThe board meets in May.\n";

    #[test]
    fn words_that_did_not_change_are_found_where_they_stand_now() {
        let new = format!("Corrected.\n\n{OLD}");
        check(OLD, &new, "The dyke leaks 5 litres an hour.", "The dyke leaks 5 litres an hour.");
        check(OLD, &new, "The board meets", "The board meets");
        check(OLD, "The board meets in May.\n", "The board meets", "The board meets");
    }

    #[test]
    fn changed_words_are_found_between_those_that_did_not() {
        let new = OLD.replace("5 litres", "about 9 litres");
        check(OLD, &new, "leaks 5 litres an hour", "leaks about 9 litres an hour");
        check(OLD, &new, "The dyke", "The dyke");
        check(OLD, &new, "an hour", "an hour");
    }

    #[test]
    fn every_word_of_both_texts_is_laid_beside_the_other() {
        let changed =
            OLD.replace("5 litres", "9 litres").replace("Nobody was hurt.", "Nobody was hurt. One sheep was.");
        for (old, new, otherwise) in [
            (OLD, OLD, 0),
            (OLD, changed.as_str(), 1),
            ("", OLD, 1),
            (OLD, "", 1),
            ("", "", 0),
            ("é. é. ü", "ü. é. é", 1),
            ("a. b. c. ", "c. b. a. ", 2),
        ] {
            let laid = laid_beside(old, new);
            let of = |is_new: bool| {
                let words = laid.iter().map(|one| match one {
                    Laid::Both(words) => *words,
                    Laid::Otherwise(ours, theirs) => {
                        if is_new {
                            *theirs
                        } else {
                            *ours
                        }
                    }
                });
                words.collect::<String>()
            };
            assert_eq!((of(false).as_str(), of(true).as_str()), (old, new));
            let differs = laid.iter().filter(|one| matches!(one, Laid::Otherwise(..))).count();
            assert_eq!(differs, otherwise, "{laid:?}");
        }
    }

    #[test]
    fn words_stand_in_a_later_text_only_where_all_of_them_do() {
        let new = format!("Corrected.\n\n{}", OLD.replace("5 litres", "9 litres"));
        let anchored = Anchored::new(OLD, &new);
        let stands = |words: &str| {
            let at = OLD.find(words).unwrap();
            anchored.stands(Span::new(at, at + words.len())).and_then(|span| span.slice(&new))
        };
        assert_eq!(stands("Nobody was hurt"), Some("Nobody was hurt"));
        assert_eq!(stands("The dyke leaks 5 litres an hour"), None);
    }

    #[test]
    fn any_place_of_any_texts_has_a_place() {
        for new in ["", "é", "x. y. z.\n", "Nobody was hurt.\nHalm, Monday. "] {
            let anchors = Anchors::new(OLD, new);
            for start in 0..OLD.len() {
                for end in [start, start + 1, OLD.len()] {
                    let place = anchors.place(Span::new(start, end.min(OLD.len())));
                    assert!(place.start <= place.end && place.end <= new.len(), "{new:?} {start} {place:?}");
                }
            }
        }
    }
}
