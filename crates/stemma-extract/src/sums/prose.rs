//! Sums in running text: "Kelso has 12, Lisk 7 and Ost 5, 25 in all", "25 in all: Kelso 12, Lisk 7 and Ost 5".
//!
//! Each part of the list has exactly one number, and none of them is a year, a measure, a share or a part of another; else
//! nothing is computed, since what is no list adds up to nothing.

use stemma_core::document::Problem;
use stemma_core::span::Span;

use super::{Number, ROUGH, numbers, shown};
use crate::dates::MONTHS;
use crate::patterns::{Hint, Pattern};
use crate::problems::{DOES_NOT_ADD_UP, problem};

/// A number that is said to be all of them, behind or before a list.
static ALL: Pattern = Pattern::new(all, Hint::DigitAnd("all total altogether together"));

fn all() -> String {
    let number = r"[$€£¥]?\d[\d,]*(?:\.\d+)?(?:\s?(?:thousand|million|billion|trillion)\b)?";
    let rough = "about|around|roughly|some|nearly|almost|approximately";
    let noun = r"(?:\s[a-z-]{2,20}){0,2}?";
    format!(
        r"(?i)[,–—(]\s?(?:and\s|or\s|so\s|making\s|for\s|that\sis\s|which\smakes\s)?(?:(?P<rough>{rough})\s)?(?P<result>{number}){noun}\s(?:in\sall|in\stotal|altogether|all\stold|together)\b|[,–—(]\s?(?:making\s|for\s)?a\stotal\sof\s(?:(?P<rough_total>{rough})\s)?(?P<total>{number})|(?:\b(?:(?P<rough_first>{rough})\s)?(?P<first>{number}){noun}\s(?:in\sall|in\stotal|altogether))\s?[:(–—]"
    )
}

/// Words beside numbers that are no parts of a sum.
const NO_PARTS: &[&str] = &[
    "percent",
    "per",
    "mile",
    "miles",
    "km",
    "kilometres",
    "kilometers",
    "metres",
    "meters",
    "year",
    "years",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "hour",
    "hours",
    "minute",
    "minutes",
    "aged",
    "age",
    "old",
    "number",
    "no",
    "including",
    "whom",
    "which",
    "them",
    "these",
    "than",
    "from",
    "to",
    "between",
    "version",
    "versions",
    "chapter",
    "page",
    "pages",
    "article",
    "section",
    "up",
    "down",
    "least",
    "most",
    "degrees",
    "pm",
    "am",
    "each",
    "every",
    "half",
    "twice",
    "dozen",
    "another",
    "further",
    "additional",
    "more",
    "fewer",
    "less",
    "not",
    "without",
    "except",
    "minus",
    "out",
    "over",
    "under",
    "about",
    "some",
    "nearly",
    "almost",
    "around",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "hundred",
    "hundreds",
    "a.m",
    "p.m",
];

/// The sums within a block that do not add up.
pub(super) fn stated(text: &str, span: Span) -> Vec<Problem> {
    let Some(words) = span.slice(text) else { return Vec::new() };
    let Some((pattern, plain)) = ALL.on(words) else { return Vec::new() };
    let check = |captures: regex::Captures| {
        let whole = captures.get(0)?;
        let result = captures.name("result").or(captures.name("total")).or(captures.name("first"))?;
        let rough = captures.name("rough").or(captures.name("rough_total")).or(captures.name("rough_first")).is_some();
        let list = match captures.name("first") {
            Some(_) => until_end(words.get(whole.end()..)?),
            None => since_start(words.get(..whole.start())?),
        };
        let terms = terms(list)?;
        let stated = *numbers(result.as_str()).first()?;
        let is: f64 = terms.iter().map(|term| term.value).sum();
        let rounded: f64 = terms.iter().map(|term| term.half).sum();
        let tolerance = if rough { is.abs() * ROUGH } else { 0.0 };
        ((stated.value - is).abs() > stated.half + rounded + tolerance + 1e-9 * is.abs()).then(|| {
            let place = Span::new(span.start + result.start(), span.start + result.end());
            let message = format!("the text says {} in all, its parts add up to {}", result.as_str(), shown(is));
            problem(DOES_NOT_ADD_UP, place, message)
        })
    };
    pattern.captures_iter(&plain).filter_map(check).collect()
}

/// The words up to the end of a sentence or a bracket.
fn until_end(words: &str) -> &str {
    let ends = [". ", ".\n", ";", ")", "\n\n", "?", "!"];
    let end = ends.iter().filter_map(|end| words.find(end)).min().unwrap_or(words.len());
    words.get(..end).unwrap_or_default().trim_end_matches('.')
}

/// The words since a sentence, or what a colon announces, began.
fn since_start(words: &str) -> &str {
    let starts = [". ", ".\n", ";", ": ", "(", "\n\n", "? ", "! ", "” "];
    let start = starts.iter().filter_map(|start| words.rfind(start).map(|at| at + start.len())).max().unwrap_or(0);
    words.get(start..).unwrap_or_default()
}

/// The numbers of a list whose parts have one each; what leads to the first part has none.
fn terms(list: &str) -> Option<Vec<Number>> {
    let parts: Vec<&str> =
        list.split(", ").flat_map(|part| part.split(" and ")).map(|part| part.trim_start_matches("and ")).collect();
    let first = parts.iter().position(|part| part.bytes().any(|byte| byte.is_ascii_digit()))?;
    let listed = parts.get(first..)?;
    // "A man, 34, and his 2 sons": an age.
    let is_age = first > 0 && listed.first()?.trim().bytes().all(|byte| byte.is_ascii_digit());
    let found: Option<Vec<Number>> = listed.iter().map(|part| term(part)).collect();
    let is_led = parts.get(..first)?.iter().all(|part| !part.split(' ').any(is_no_part));
    found.filter(|terms| terms.len() > 1 && is_led && !is_age)
}

fn is_no_part(word: &str) -> bool {
    let low = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    NO_PARTS.contains(&low.as_str())
}

/// The one number of a part; nothing where it may be something else than a count or an amount.
fn term(part: &str) -> Option<Number> {
    let all = numbers(part);
    let is_odd = part.split(' ').any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let has_digit = bare.bytes().any(|byte| byte.is_ascii_digit());
        let is_code = has_digit && bare.chars().any(char::is_alphabetic);
        is_code || is_no_part(word) || word.contains(['%', '/', '-', '–', ':', '°', '#'])
    });
    let is_month =
        |word: &str| MONTHS.split('|').any(|month| month == word.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_digit = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let each: Vec<&str> = part.split(' ').collect();
    let is_day = each
        .windows(2)
        .any(|two| matches!(two, [one, other] if is_month(one) && is_digit(other) || is_digit(one) && is_month(other)));
    let is_odd = is_odd || is_day;
    let number = all.first().copied().filter(|_| all.len() == 1 && !is_odd && part.len() < 80)?;
    let is_year = part.split(' ').any(|word| {
        word.len() == 4 && (1900.0..2100.0).contains(&number.value) && word.bytes().all(|b| b.is_ascii_digit())
    });
    (!is_year).then_some(number)
}

#[cfg(test)]
mod tests {
    fn check(text: &str, expected: &[&str]) {
        let parsed = crate::parse("a.md", text.to_owned(), None).value;
        let found: Vec<String> = super::super::problems(&parsed)
            .into_iter()
            .map(|p| p.span.unwrap().slice(text).unwrap().to_owned())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn lists_are_added_up() {
        check("Kelso 12, Lisk 7 and Ost 5, 24 in all.", &[]);
        check("Kelso 12, Lisk 7 and Ost 5, 25 in all.", &["25"]);
        check("In May, Kelso sold 12 vans, Lisk 7 and Ost 5, a total of 25.", &["25"]);
        check("Orrin has 1,200 workers in Lisk and 800 in Ost, making 2,100 in total.", &["2,100"]);
        check("There were 25 boats in all: 12 from Kelso, 7 at Lisk and 5 at Ost.", &[]);
        check("There were 25 boats in all: 12 of Kelso, 7 of Lisk and 5 of Ost.", &["25"]);
        check("It paid $1.2 million in May and $0.9 million in June, $2.1 million altogether.", &[]);
        check("It paid $1.2 million in May and $0.9 million in June, $3.1 million altogether.", &["$3.1 million"]);
        check("Kelso has 12, Lisk 7 and Ost 5, about 25 in all.", &[]);
        check("He won: Kelso gave 12, Lisk 7 and Ost 5, 24 in all; the rest is open.", &[]);
    }

    #[test]
    fn what_is_no_list_of_parts_adds_up_to_nothing() {
        for text in [
            "Kelso has twelve, Lisk 7 and Ost 5, 24 in all.",
            "Of 40 boats 12 sank, and 7 burned, 19 in all.",
            "On 3 May, 12 people, including 4 children, fled, 12 in all.",
            "It rose by 3 percent in 2024 and 5 percent in 2025, 9 percent in all.",
            "In 2024, 12 vans were sold, 12 in all.",
            "It sold 12 vans 3 miles away, and 7 here, 19 in all.",
            "A man, 34, and his 2 sons died, 3 in all.",
            "Kelso has more than 12, Lisk 7, 25 in all.",
            "It won 3-1 and 2-0, 9 games in all.",
            "It was the third time, 3 in all.",
        ] {
            check(text, &[]);
        }
    }
}
