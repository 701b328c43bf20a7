//! The words of a text that a search found it by, and a piece of it that shows them.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::features::search_terms;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The piece; `…` stands where something was left out.
    pub text: String,
    /// The places in it of words that were asked for, in bytes, in order.
    pub marks: Vec<Range<usize>>,
}

/// A piece of `text` of about `most` letters that has the first word of `query` found in it; all of it, when it is short.
#[must_use]
pub fn snippet(text: &str, query: &str, most: usize) -> Snippet {
    let asked: BTreeSet<String> = search_terms(query).into_iter().collect();
    let found: Vec<Range<usize>> = words(text)
        .filter(|place| {
            let word = text.get(place.clone()).unwrap_or_default();
            search_terms(word).iter().any(|term| asked.contains(term))
        })
        .collect();
    let first = found.first().map_or(0, |place| place.start);
    let cut = piece(text, first, most);
    let before = if cut.start > 0 { "…" } else { "" };
    let after = if cut.end < text.len() { "…" } else { "" };
    let inside = found.into_iter().filter(|place| cut.start <= place.start && place.end <= cut.end);
    let moved = |at: usize| at - cut.start + before.len();
    let marks = inside.map(|place| moved(place.start)..moved(place.end)).collect();
    Snippet { text: format!("{before}{}{after}", text.get(cut.clone()).unwrap_or_default()), marks }
}

/// What is kept: from some words before `first` on, cut between words where that is possible.
fn piece(text: &str, first: usize, most: usize) -> Range<usize> {
    if text.chars().count() <= most {
        return 0..text.len();
    }
    let before = text.get(..first).unwrap_or_default();
    let wide = before.char_indices().rev().take(most / 3).last().map_or(0, |(at, _)| at);
    let start = match text.get(wide..first).and_then(|words| words.find(char::is_whitespace)) {
        Some(blank) if wide > 0 => wide + blank + 1,
        _ => wide,
    };
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.char_indices().nth(most).map_or(text.len(), |(at, _)| start + at);
    let blank = text.get(start..end).and_then(|kept| kept.rfind(char::is_whitespace)).map(|blank| start + blank);
    let end = if end == text.len() { end } else { blank.filter(|blank| *blank > first).unwrap_or(end) };
    start..end
}

/// The places of words.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter_map(move |word| {
        let start = text.get(at..)?.find(word).map(|found| at + found)?;
        at = start + word.len();
        (!word.is_empty()).then_some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, query: &str, most: usize) -> String {
        let Snippet { text, marks } = snippet(text, query, most);
        let mut told = text.clone();
        for mark in marks.iter().rev() {
            told.replace_range(mark.clone(), &format!("[{}]", &text[mark.clone()]));
        }
        told
    }

    #[test]
    fn the_words_asked_for_are_marked_in_each_form() {
        assert_eq!(marked("The dyke leaks; dykes leak.", "leaking dyke", 99), "The [dyke] [leaks]; [dykes] [leak].");
        assert_eq!(marked("Nothing of it.", "zeppelin", 99), "Nothing of it.");
        assert_eq!(marked("", "dyke", 99), "");
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_of_them() {
        let text = "On Monday the council of the small town heard that the dyke leaks at its foot, and went home.";
        assert_eq!(marked(text, "dyke", 30), "…that the [dyke] leaks at its…");
        assert_eq!(marked(text, "council", 30), "…the [council] of the small town…");
        assert_eq!(marked("é".repeat(50).as_str(), "dyke", 10), format!("{}…", "é".repeat(10)));
    }
}
