//! Letters of other scripts that look like Latin ones: in a word that seems to be Latin they are there to deceive.
//!
//! What is really written in another script stays as it is. A name that stands alone and has only such letters cannot be told
//! from a name in that script: it is said in which script it is, and it may be the name that it looks like.

use std::collections::{BTreeMap, BTreeSet};

/// Letters that nobody tells from Latin ones by looking, by script. Greek letters that stand in names of substances (α, γ, κ)
/// look otherwise, and are not among them.
const CYRILLIC: Pairs = ("аАВсСԁеЕһНіІјЈкКМоОрРԛѕЅТѵѴԝхХуУүҮӏӀ", "aABcCdeEhHiIjJkKMoOpPqsSTvVwxXyYyYlI");
const GREEK: Pairs = ("ΑΒΕΖΗΙΚΜΝοΟΡΤυΥνΧ", "ABEZHIKMNoOPTuYvX");
const ARMENIAN: Pairs = ("օՕոսՍհՏԼ", "oOnuUhSL");
const CHEROKEE: Pairs = ("ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏚᏙᏞᏟᏢᏦᏴ", "DRTAJEWMHGZSVLCPKB");
const PHONETIC: Pairs = ("ɑɡ", "ag");

/// Letters, and as many Latin ones that they look like.
type Pairs = (&'static str, &'static str);

/// A script that has letters like Latin ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Script {
    Cyrillic,
    Greek,
    Armenian,
    Cherokee,
    Phonetic,
    /// Letters of formulas, in all faces.
    Mathematical,
}

impl Script {
    const fn name(self) -> &'static str {
        match self {
            Self::Cyrillic => "Cyrillic",
            Self::Greek => "Greek",
            Self::Armenian => "Armenian",
            Self::Cherokee => "Cherokee",
            Self::Phonetic => "phonetic",
            Self::Mathematical => "mathematical",
        }
    }
}

/// The script of a letter, and the Latin letter that it looks like.
fn script(c: char) -> Option<(Script, Option<char>)> {
    let of =
        |(letters, latin): Pairs| letters.chars().zip(latin.chars()).find(|(own, _)| *own == c).map(|(_, latin)| latin);
    match c {
        '\u{370}'..='\u{3ff}' => Some((Script::Greek, of(GREEK))),
        '\u{400}'..='\u{52f}' => Some((Script::Cyrillic, of(CYRILLIC))),
        '\u{530}'..='\u{58f}' => Some((Script::Armenian, of(ARMENIAN))),
        '\u{13a0}'..='\u{13ff}' => Some((Script::Cherokee, of(CHEROKEE))),
        '\u{250}'..='\u{2af}' => Some((Script::Phonetic, of(PHONETIC))),
        // Thirteen alphabets, each of A to Z and then of a to z; some have their letters elsewhere.
        '\u{1d400}'..='\u{1d6a3}' => {
            let place = (u32::from(c) - 0x1d400) % 52;
            let latin = if place < 26 { u32::from('A') + place } else { u32::from('a') + place - 26 };
            Some((Script::Mathematical, char::from_u32(latin)))
        }
        _ => None,
    }
}

/// Whether it is a letter of the Latin script.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || c.is_alphabetic() && matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// The script of a name that has only letters which look like Latin ones, or like Latin capitals made small, and the name that it
/// looks like, in small letters. `None` when the name has a Latin letter, letters of two scripts, or fewer than two.
pub(super) fn passing(name: &str) -> Option<(&'static str, String)> {
    if name.is_ascii() {
        return None;
    }
    let (mut of, mut count, mut look) = (None, 0, String::with_capacity(name.len()));
    for c in name.chars() {
        if !c.is_alphabetic() {
            look.push(c);
            continue;
        }
        // A small letter may look only like the capital that it has the form of: `м`, `н`, `т`.
        let (own, latin) =
            c.to_uppercase().chain([c]).find_map(|c| script(c).and_then(|(own, latin)| Some((own, latin?))))?;
        look.extend(latin.to_lowercase());
        count += 1;
        if *of.get_or_insert(own) != own {
            return None;
        }
    }
    of.filter(|_| count >= 2).map(|script| (script.name(), look))
}

/// The places of letters, in bytes, that only look Latin, with the letters that they look like.
pub(super) fn alike(text: &str) -> BTreeMap<usize, char> {
    let mut found = BTreeMap::new();
    if text.is_ascii() {
        return found;
    }
    let has_latin = text.contains(is_latin);
    let written: BTreeSet<Script> =
        text.chars().filter_map(script).filter(|(_, latin)| latin.is_none()).map(|(script, _)| script).collect();
    let mut start = 0;
    let parts = |c: char| !c.is_alphabetic() && !super::hides_in_a_word(c) && !super::is_hidden(c);
    for word in text.split(parts) {
        let letters = || word.char_indices().filter_map(|(at, c)| Some((at, script(c)?)));
        let is_latin_word = word.contains(is_latin);
        let is_one_script = || letters().all(|(_, (script, latin))| latin.is_some() && !written.contains(&script));
        let is_alone = word.chars().filter(|c| c.is_alphabetic()).count() < 2;
        if is_latin_word
            || has_latin
                && !is_alone
                && word.chars().all(|c| script(c).is_some() || !c.is_alphabetic())
                && is_one_script()
        {
            found.extend(letters().filter_map(|(at, (_, latin))| Some((start + at, latin?))));
        }
        start +=
            word.len() + text.get(start + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}
