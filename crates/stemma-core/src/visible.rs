//! Words of others, shown so that nothing in them is hidden, nothing turns the order of what stands beside them, and no letter
//! passes for another.

mod alike;

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character shows nothing by itself, or changes the direction of writing.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\r')
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
                | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether a character joins or changes letters of some scripts and signs, and does nothing to others.
const fn hides_in_a_word(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// The text with its hidden characters named, `⟨U+202E⟩`, and the names of letters behind them that only look like others:
/// `pа⟨U+0430⟩y`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let alike = alike::alike(text);
    let mut out = String::with_capacity(text.len());
    let (mut before, mut is_changed) = (None, !alike.is_empty());
    for (at, c) in text.char_indices() {
        let is_latin = |c: Option<char>| c.is_some_and(alike::is_latin);
        if is_hidden(c) || hides_in_a_word(c) && is_latin(before) {
            is_changed = true;
        } else {
            out.push(c);
            if !alike.contains_key(&at) {
                before = Some(c);
                continue;
            }
            // It stands for a Latin letter, also to what hides behind it.
            before = Some('x');
        }
        let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
    }
    if is_changed { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// The text as a reader takes it who sees nothing hidden in it and reads each letter as what it looks like.
#[must_use]
pub fn as_seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let alike = alike::alike(text);
    let mut before = None;
    let seen = text.char_indices().filter_map(|(at, c)| {
        let hides = is_hidden(c) || hides_in_a_word(c) && before.is_some_and(alike::is_latin);
        let letter = alike.get(&at).copied().unwrap_or(c);
        before = if hides { before } else { Some(letter) };
        (!hides).then_some(letter)
    });
    Cow::Owned(seen.collect())
}

/// The script of a name all of whose letters look like Latin ones, though none is, with the name that it looks like, in small
/// letters: `Асме` is Cyrillic, and looks like `acme`. By itself it is no worse a name than any; beside the other it deceives.
#[must_use]
pub fn passing_for_latin(name: &str) -> Option<(&'static str, String)> {
    alike::passing(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_hide_are_named_and_all_others_stay() {
        assert_eq!(visible("a\u{202e}b\0\u{2069}\n\tç ة ש"), "a⟨U+202E⟩b⟨U+0000⟩⟨U+2069⟩\n\tç ة ש");
        assert!(matches!(visible("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn what_hides_within_words_is_named_and_what_other_scripts_need_stays() {
        assert_eq!(
            visible("Vey\u{ad}ra a\u{2028}b x\u{206a}y \u{3164}"),
            "Vey⟨U+00AD⟩ra a⟨U+2028⟩b x⟨U+206A⟩y ⟨U+3164⟩"
        );
        assert_eq!(visible("Vey\u{200d}ra \u{e0041}"), "Vey⟨U+200D⟩ra ⟨U+E0041⟩");
        for kept in ["می\u{200c}خواهم", "👩\u{200d}🔬 ❤\u{fe0f}", "क्\u{200d}ष"] {
            assert!(matches!(visible(kept), Cow::Borrowed(_)), "{kept}");
        }
    }

    #[test]
    fn letters_that_pass_for_latin_ones_are_named() {
        for (text, shown) in [
            ("P\u{430}ypal", "P\u{430}⟨U+0430⟩ypal"),
            ("V\u{435}\u{200d}yra", "V\u{435}⟨U+0435⟩⟨U+200D⟩yra"),
            (
                "the \u{441}\u{43e}\u{441}\u{43e} Bank",
                "the \u{441}⟨U+0441⟩\u{43e}⟨U+043E⟩\u{441}⟨U+0441⟩\u{43e}⟨U+043E⟩ Bank",
            ),
            ("\u{39f}rrin", "\u{39f}⟨U+039F⟩rrin"),
            ("\u{1d5b5}\u{1d5be} works", "\u{1d5b5}⟨U+1D5B5⟩\u{1d5be}⟨U+1D5BE⟩ works"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn a_name_is_read_as_it_looks() {
        for (text, seen) in [
            ("V\u{435}\u{200d}y\u{ad}ra \u{202e}Works", "Veyra Works"),
            ("\u{1d5b5}\u{1d5be}yra", "Veyra"),
            ("Москва", "Москва"),
            ("Zoë Çelik", "Zoë Çelik"),
        ] {
            assert_eq!(as_seen(text), seen);
        }
    }

    #[test]
    fn a_name_all_of_whose_letters_pass_for_latin_ones_is_told_by_its_script() {
        let passing = |name| passing_for_latin(name).map(|(script, look)| format!("{script} {look}"));
        for (name, told) in [
            ("\u{410}\u{441}\u{43c}\u{435}", "Cyrillic acme"),
            ("\u{410}\u{441}\u{435} \u{421}\u{43e}.", "Cyrillic ace co."),
            ("\u{39d}\u{391}\u{3a4}\u{39f}", "Greek nato"),
            ("\u{441}\u{43e}\u{441}\u{43e}", "Cyrillic coco"),
            ("Москва", "Cyrillic mockba"),
        ] {
            assert_eq!(passing(name).as_deref(), Some(told), "{name}");
        }
        for name in ["Acme", "Россия", "Αθήνα", "Асme", "Асмε", "Т", "Zoë", "", "2 + 2"] {
            assert_eq!(passing(name), None, "{name}");
        }
    }

    #[test]
    fn what_is_written_in_another_script_stays_as_it_is() {
        for text in [
            "Москва, сказал он: «оса» – Reuters",
            "Αθήνα και Όσο, Greek for more",
            "TNFα, NFκB and IFNγ in 5 μm, ΔT = 3 kΩ",
            "Zoë Çelik, Łódź, İstanbul, Nguyễn",
            "Հայաստան in Armenian",
            "x = 𝑎 + 𝑏",
            "сосо",
        ] {
            assert!(matches!(visible(text), Cow::Borrowed(_)), "{text}: {}", visible(text));
        }
    }
}
