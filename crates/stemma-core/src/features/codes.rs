//! Codes: words and numbers that name one thing among others – 940C, pier 7, reactor 4.

use super::roles;
use super::words::{STOP, words};

/// Numbers that neither count nor date anything belong to a name, with the word before: "pier 7", "reactor 4". The
/// numbers of a score ("3-1") and of a day ("9 October") do not.
pub(super) fn numbers_in_names(sentence: &str, counted: &[&str]) -> Vec<String> {
    let all: Vec<&str> = words(sentence).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_counted = |word: &str| counted.iter().any(|quote| words(quote).any(|part| part == word));
    let says_little =
        |word: &str| STOP.contains(&word.to_lowercase().as_str()) || roles::is_calendar(&word.to_lowercase());
    // "Mira Falk, 61, won it".
    let is_age =
        |number: &str| sentence.contains(&format!(", {number},")) || sentence.contains(&format!("aged {number}"));
    let is_clock = |number: &str| {
        sentence.contains(&format!("{number}:"))
            || sentence.contains(&format!(":{number}"))
            || sentence.contains(&format!("{number} p.m"))
            || sentence.contains(&format!("{number} a.m"))
    };
    let is_score = |number: &str| sentence.contains(&format!("{number}-")) || sentence.contains(&format!("-{number}"));
    let next = all.iter().skip(2).map(Some).chain([None]);
    all.windows(2)
        .zip(next)
        .filter_map(|(pair, next)| match pair {
            [before, number] if is_number(number) && !is_counted(number) => {
                let is_day = says_little(before) || next.is_some_and(|next| roles::is_calendar(&next.to_lowercase()));
                (!is_day && !is_clock(number) && !is_score(number) && !is_age(number))
                    .then(|| format!("{} {number}", before.to_lowercase()))
            }
            _ => None,
        })
        .collect()
}

/// Whether a word has both digits and capitals, and is no number with a unit.
pub(super) fn is_code(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && word.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_a_name_parts_two_claims() {
        assert_eq!(
            numbers_in_names("The gauge at pier 7 fell by 12 percent in 2024", &["12 percent", "2024"]),
            ["pier 7"]
        );
    }
}
