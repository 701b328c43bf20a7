//! Rates: so much of one thing for each of another. "Million transistors per square millimetre" and "MTr/mm²" are one unit.

use super::units::{known_unit, power_of_length};

/// What rates are for each of, in their normal form.
const FOR_EACH: &[(&str, &str)] = &[
    ("second", "s"),
    ("sec", "s"),
    ("s", "s"),
    ("minute", "min"),
    ("min", "min"),
    ("hour", "h"),
    ("hr", "h"),
    ("h", "h"),
    ("day", "day"),
    ("d", "day"),
    ("week", "week"),
    ("month", "month"),
    ("year", "year"),
    ("yr", "year"),
    ("annum", "year"),
    ("capita", "person"),
    ("head", "person"),
    ("litre", "litre"),
    ("liter", "litre"),
    ("l", "litre"),
    ("tonne", "tonne"),
    ("t", "tonne"),
    ("ton", "ton"),
    ("kilogram", "kg"),
    ("kwh", "kWh"),
    ("mwh", "MWh"),
];

/// Words behind "a year" that make a time of it: "sold 60 cows a year ago".
const AGO: &[&str] = &["ago", "earlier", "later", "before", "after", "older", "old", "long"];

/// Words in one that are a rate, by what they are short for.
const SHORT: &[(&str, &str)] = &[
    ("mph", "miles/h"),
    ("kph", "km/h"),
    ("kmh", "km/h"),
    ("gbps", "Gbit/s"),
    ("mbps", "Mbit/s"),
    ("tbps", "Tbit/s"),
    ("rpm", "revolutions/min"),
    ("fps", "frames/s"),
    ("bpd", "barrels/day"),
];

/// What is abbreviated only in rates, with the power of ten that is in the abbreviation.
const OF: &[(&str, &str, u8)] = &[
    ("mtr", "transistors", 6),
    ("g", "grams", 0),
    ("t", "tonnes", 0),
    ("l", "litres", 0),
    ("gbit", "Gbit", 0),
    ("mbit", "Mbit", 0),
    ("tbit", "Tbit", 0),
    ("w", "W", 0),
    ("j", "joules", 0),
];

/// A rate in one word, in normal form, with the power of ten that is in its words: "km/h", "MTr/mm²".
pub(super) fn abbreviated(word: &str) -> Option<(String, u8)> {
    let low = word.to_lowercase();
    if let Some((_, unit)) = SHORT.iter().find(|(short, _)| *short == low) {
        return Some(((*unit).to_owned(), 0));
    }
    let (of, each) = word.split_once('/')?;
    let (of, power) = match OF.iter().find(|(short, ..)| of.eq_ignore_ascii_case(short)) {
        Some((_, unit, power)) => ((*unit).to_owned(), *power),
        None => (known_unit(of).filter(|unit| *unit != "%")?.to_owned(), 0),
    };
    Some((format!("{of}/{}", one_of(each)?), power))
}

/// What a number is for each of, from the words behind its unit, and where these end: " per square millimetre", "/kWh",
/// " a day".
pub(super) fn behind(words: &str) -> Option<(String, usize)> {
    let (lead, rest) =
        ["/", " per ", " a ", " an "].iter().find_map(|lead| words.strip_prefix(lead).map(|rest| (*lead, rest)))?;
    let word =
        |text: &'_ str| -> usize { text.find(|c: char| !(c.is_alphanumeric() || c == ',')).unwrap_or(text.len()) };
    let length = word(rest);
    let first = rest.get(..length)?.trim_end_matches(',');
    let behind = rest.get(length..).unwrap_or_default().trim_start_matches(' ');
    let next = behind.get(..word(behind))?;
    let end = |length: usize| lead.len() + length;
    if matches!(lead, " a " | " an ") {
        // "60 cows a year ago" is no rate, and "5 metres a" of nothing that is measured none.
        let is_ago = AGO.contains(&next.to_lowercase().as_str());
        let is_each = first.len() > 2 && one_of(first).is_some() || power_of_length(first).is_some();
        if is_ago || !is_each {
            return None;
        }
    }
    let both = || end(length + 1 + next.len());
    if let Some(power) = power_of_length(first) {
        return Some((format!("{}{power}", known_unit(next)?), both()));
    }
    let is_noun = |word: &str| word.len() > 2 && word.chars().all(char::is_lowercase) && word != "cent";
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        let number: String = first.chars().filter(char::is_ascii_digit).collect();
        return (lead == " per " && is_noun(next)).then(|| (format!("{number} {next}"), both()));
    }
    let each = one_of(first).or_else(|| (lead == " per " && is_noun(first)).then(|| first.to_owned()))?;
    Some((each, end(first.len())))
}

/// What a rate is for one of, in normal form.
fn one_of(word: &str) -> Option<String> {
    let low = word.to_lowercase();
    let listed = FOR_EACH.iter().find(|(name, _)| *name == low).map(|(_, unit)| *unit);
    listed.or_else(|| known_unit(word).filter(|unit| *unit != "%")).map(str::to_owned)
}
