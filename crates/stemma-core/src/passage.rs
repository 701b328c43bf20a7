//! Where words that somebody copied from a page, or typed, stand in a text: blanks and line ends are all one, and what a
//! page shows in place of hidden characters is passed over.

use crate::span::Span;
use crate::visible::is_hidden;

/// All places where the words stand, in order; empty words stand nowhere.
#[must_use]
pub fn places(text: &str, words: &str) -> Vec<Span> {
    let wanted = Plain::new(words).text;
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return Vec::new();
    }
    let plain = Plain::new(text);
    let place = |(at, found): (usize, &str)| {
        let start = *plain.starts.get(at)?;
        let end = *plain.ends.get(at + found.len() - 1)?;
        Some(Span::new(start, end))
    };
    plain.text.match_indices(wanted).filter_map(place).collect()
}

/// The place that is nearest to where somebody looked; nothing, when the words stand at several places and nobody says at
/// which.
#[must_use]
pub fn nearest(places: &[Span], near: Option<usize>) -> Option<Span> {
    match (places, near) {
        ([one], _) => Some(*one),
        (_, None) => None,
        (several, Some(near)) => several.iter().copied().min_by_key(|place| (place.start.abs_diff(near), place.start)),
    }
}

/// A text as people see it, with the place of each byte in the text itself.
struct Plain {
    text: String,
    /// Where the character of each byte begins.
    starts: Vec<usize>,
    /// Where it ends.
    ends: Vec<usize>,
}

impl Plain {
    fn new(text: &str) -> Self {
        let mut plain = Self { text: String::with_capacity(text.len()), starts: Vec::new(), ends: Vec::new() };
        let mut at = 0;
        while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let end = at + letter.len_utf8();
            if letter.is_whitespace() {
                if !plain.text.ends_with(' ') {
                    plain.push(' ', at, end);
                }
                at = end;
            } else if let Some(length) = text.get(at..).and_then(named) {
                at += length;
            } else {
                if !is_hidden(letter) {
                    plain.push(letter, at, end);
                }
                at = end;
            }
        }
        plain
    }

    fn push(&mut self, letter: char, start: usize, end: usize) {
        self.text.push(letter);
        for _ in 0..letter.len_utf8() {
            self.starts.push(start);
            self.ends.push(end);
        }
    }
}

/// How long the name of a hidden character is that a text begins with: `⟨U+202E⟩`.
fn named(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("⟨U+")?;
    let digits = inside.bytes().take_while(u8::is_ascii_hexdigit).count();
    inside.get(digits..)?.starts_with('⟩').then_some("⟨U+".len() + digits + "⟩".len()).filter(|_| digits >= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, words: &str) -> Vec<&'t str> {
        places(text, words).into_iter().map(|place| place.slice(text).unwrap()).collect()
    }

    #[test]
    fn words_are_found_whatever_stands_between_them() {
        assert_eq!(
            found("The dyke\n  leaks. The dyke leaks.", " The dyke leaks "),
            ["The dyke\n  leaks", "The dyke leaks"]
        );
        assert_eq!(found("Ç’est la mère. ש", "la mère. ש"), ["la mère. ש"]);
        assert!(found("The dyke leaks.", "").is_empty() && found("", "x").is_empty() && found("a", " \n").is_empty());
        assert!(found("The dyke leaks.", "the dyke").is_empty(), "words are exact");
    }

    #[test]
    fn hidden_characters_are_passed_over_as_a_page_shows_them() {
        let text = "It \u{202e}leaks at ⟨U+0041⟩ once";
        assert_eq!(found(text, "It ⟨U+202E⟩leaks"), ["It \u{202e}leaks"]);
        assert_eq!(found(text, "It leaks at"), ["It \u{202e}leaks at"]);
        assert_eq!(found("⟨U+zz⟩ stays", "⟨U+zz⟩"), ["⟨U+zz⟩"]);
    }

    #[test]
    fn of_several_places_the_nearest_is_meant_or_none() {
        let several = places("No. No. No.", "No.");
        assert_eq!(nearest(&several, Some(5)), Some(Span::new(4, 7)));
        assert_eq!(nearest(&several, None), None);
        assert_eq!(nearest(&several[..1], None), Some(Span::new(0, 3)));
        assert_eq!(nearest(&[], Some(3)), None);
    }
}
