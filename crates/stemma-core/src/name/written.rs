//! How the words of names are written: with marks or without, cut short ("Lab", "Univ."), in letters of another script.

use std::borrow::Cow;

use super::{spelt, unmarked};

/// Words that names of bodies cut short, each with the forms that stand for it.
const SHORT: &[(&str, &[&str])] = &[
    ("academy", &["acad"]),
    ("administration", &["admin"]),
    ("association", &["assn", "assoc"]),
    ("authority", &["auth"]),
    ("brothers", &["bros"]),
    ("bureau", &["bur"]),
    ("center", &["centre", "ctr"]),
    ("college", &["coll"]),
    ("commission", &["commn"]),
    ("committee", &["cttee"]),
    ("council", &["cncl"]),
    ("department", &["dept"]),
    ("engineering", &["eng", "engg"]),
    ("federation", &["fed"]),
    ("foundation", &["fdn", "fndn"]),
    ("government", &["govt"]),
    ("hospital", &["hosp"]),
    ("industries", &["inds"]),
    ("institute", &["inst"]),
    ("international", &["intl"]),
    ("laboratory", &["lab", "labs", "laboratories"]),
    ("manufacturing", &["mfg"]),
    ("ministry", &["min"]),
    ("national", &["natl"]),
    ("observatory", &["obs"]),
    ("organization", &["organisation", "org"]),
    ("society", &["soc"]),
    ("technology", &["tech", "technologies"]),
    ("university", &["univ", "uni"]),
];

/// The word that a word of a name stands for.
fn whole(word: &str) -> &str {
    SHORT.iter().find(|(_, short)| short.contains(&word)).map_or(word, |(whole, _)| whole)
}

/// A word of a name as whoever has no keys for marks, and time for all of it, would write it.
pub(crate) fn plain(word: &str) -> String {
    spelt(whole(word))
}

/// Whether two words of names are one word, written in two ways: "müller" and "mueller", "lab" and "laboratory".
pub(super) fn are_one(x: &str, y: &str) -> bool {
    // Most words differ where they begin, and need no closer look.
    let begins = |word: &str| word.chars().next().map(unmarked);
    x == y || begins(x) == begins(y) && plain(x) == plain(y)
}

/// Whether a name is written in letters that may be written in Latin ones, too.
pub(crate) fn is_foreign(name: &str) -> bool {
    !name.is_ascii() && name.chars().any(|c| romanised(c).is_some())
}

/// A letter of another script as it is written in Latin ones; those of one sound are one.
const fn romanised(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'ђ' | 'δ' => "d",
        'е' | 'э' | 'є' | 'ё' | 'ε' => "e",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'й' | 'і' | 'ї' | 'ы' | 'ј' | 'ι' | 'η' | 'υ' => "i",
        'к' | 'κ' => "k",
        'л' | 'љ' | 'λ' => "l",
        'м' | 'μ' => "m",
        'н' | 'њ' | 'ν' => "n",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'у' | 'ў' => "u",
        'ф' | 'φ' => "f",
        'х' | 'χ' => "kh",
        'ц' => "ts",
        'ч' | 'ћ' | 'џ' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        'θ' => "th",
        'ξ' => "ks",
        'ψ' => "ps",
        _ => return None,
    })
}

/// What Latin writers put for one sound, and what stands for all of them; in this order.
const SOUNDS: &[(&str, &str)] = &[
    ("tch", "ch"),
    ("kh", "h"),
    ("tz", "ts"),
    ("ph", "f"),
    ("ck", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("ie", "e"),
    ("io", "e"),
    ("ii", "i"),
];

/// How a name sounds, as far as its letters say, whatever they are: "sergei volkov" of "Сергей Волков" and of "Sergey Wolkow".
/// Such names are compared with those of another script only.
pub(super) fn sounded(name: &str) -> String {
    let latin: String =
        name.chars().map(|c| romanised(c).map_or_else(|| Cow::Owned(c.to_string()), Cow::Borrowed)).collect();
    let unmarked = latin.split(' ').map(spelt).collect::<Vec<_>>().join(" ");
    SOUNDS.iter().fold(unmarked, |name, (written, sound)| name.replace(written, sound))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_sounds_alike_in_both_scripts() {
        for (foreign, latin) in [
            ("сергей волков", "sergei volkov"),
            ("сергей волков", "sergey wolkow"),
            ("дмитрий песков", "dmitry peskov"),
            ("алексей юрьев", "alexei yuryev"),
            ("юрий хомяков", "yuri khomyakov"),
        ] {
            assert!(crate::name::may_be(foreign, latin), "{foreign}: {} / {}", sounded(foreign), sounded(latin));
            assert!(is_foreign(foreign) && !is_foreign(latin), "{foreign}");
        }
        for (foreign, latin) in [("сергей волков", "sergei lavrov"), ("анна волкова", "boris volkov")]
        {
            assert!(!crate::name::may_be(foreign, latin), "{foreign} / {latin}");
        }
    }

    #[test]
    fn what_is_cut_short_is_one_word_with_the_whole() {
        for (x, y) in [("lab", "laboratory"), ("univ", "university"), ("müller", "mueller"), ("centre", "center")] {
            assert!(are_one(x, y), "{x} / {y}");
        }
        assert!(!are_one("lab", "label") && !are_one("inst", "instrument"));
    }
}
