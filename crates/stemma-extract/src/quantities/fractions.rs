//! Parts of a whole: "one in five", "half of", "three quarters of", "by a third" – and halves in numbers: "one and a half".

use std::ops::Range;

use stemma_core::statement::Decimal;

use super::numerals::numeral;
use crate::dates::MONTHS;

/// So many out of so many.
pub(super) struct Share {
    /// How many in a hundred, with two decimals at most.
    pub(super) percent: Decimal,
    pub(super) is_exact: bool,
    /// Where the words end.
    pub(super) end: usize,
}

impl Share {
    fn new(part: i128, whole: i128, end: usize) -> Option<Self> {
        let is_exact = part * 100 % whole == 0;
        let percent = if is_exact {
            Decimal::new(part * 100 / whole, 0)
        } else {
            Decimal::new((part * 10_000 + whole / 2) / whole, 2)
        };
        Some(Self { percent: percent?, is_exact, end })
    }
}

/// The share that begins with the number at this place.
pub(super) fn share(words: &str, number: Range<usize>) -> Option<Share> {
    out_of(words, number.clone()).or_else(|| fraction(words, number))
}

/// "One in five pupils", "two out of ten".
fn out_of(words: &str, number: Range<usize>) -> Option<Share> {
    const TIMES: &[&str] = &["day", "week", "month", "year", "hour", "minute", "second", "game", "race", "match"];
    let small =
        |word: &str| numeral(&word.to_lowercase()).or_else(|| word.parse().ok()).filter(|n| (1..=1000).contains(n));
    let behind = words.get(number.end..)?;
    let joint = [" out of ", " in "].into_iter().find(|joint| behind.starts_with(joint))?;
    let all = behind.get(joint.len()..)?;
    let length = all.find(|c: char| !c.is_alphanumeric()).unwrap_or(all.len());
    let (part, whole) = small(words.get(number.clone())?).zip(small(all.get(..length)?))?;
    let next = all.get(length..)?.trim_start();
    // "Two in three days" is no share, and behind a unit of its own – "nine in ten percent" – it is none either.
    let is_time = TIMES.iter().any(|time| next.starts_with(time));
    if part >= whole || is_time || next.starts_with('%') {
        return None;
    }
    Share::new(part, whole, number.end + joint.len() + length)
}

/// Names of equal parts, with how many of them make the whole.
const PARTS: &[(&str, i128)] =
    &[("third", 3), ("quarter", 4), ("fifth", 5), ("sixth", 6), ("eighth", 8), ("tenth", 10), ("half", 2)];
/// Words before "half" and "quarter" by which these are times: "the first half of 2025", "the third quarter of 2024".
const COUNTING: &[&str] = &["first", "second", "third", "fourth", "last", "other", "this", "that", "final", "next"];
/// What may stand behind "by a third" where it says by how much: "by a third party" does not.
const BEHIND: &[&str] = &[
    "in", "between", "from", "since", "over", "to", "on", "after", "during", "last", "this", "within", "compared",
    "and", "but", "at", "for", "by",
];

/// "Half of the pupils", "half its staff", "three quarters of them", "by a third".
fn fraction(words: &str, number: Range<usize>) -> Option<Share> {
    let low = words.get(number.clone())?.to_lowercase();
    let (count, end, name) = match low.split_once("a ") {
        _ if low == "half" => (1, number.end, "half"),
        Some(("", name)) => (1, number.end, PARTS.iter().find(|(part, _)| *part == name)?.0),
        _ => {
            let behind = words.get(number.end..)?.strip_prefix([' ', '-'])?;
            let name = behind.split(|c: char| !c.is_alphabetic()).next()?;
            let part = PARTS.iter().find(|(part, _)| name.strip_suffix('s').unwrap_or(name) == *part)?.0;
            (numeral(&low)?, number.end + 1 + name.len(), part)
        }
    };
    let whole = PARTS.iter().find(|(part, _)| *part == name)?.1;
    let before = words.get(..number.start)?.trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_share = count < whole && !COUNTING.contains(&before.as_str()) && is_of_a_whole(words, end, &before, name);
    is_share.then(|| Share::new(count, whole, end)).flatten()
}

/// Whether the words behind a part say of what it is one, or those before it that something changed by it.
fn is_of_a_whole(words: &str, end: usize, before: &str, name: &str) -> bool {
    let behind = words.get(end..).unwrap_or_default();
    let word = |rest: &str| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
    if let Some(rest) = behind.strip_prefix(" of ") {
        let next = word(rest);
        let is_time = next.starts_with(|c: char| c.is_ascii_digit()) || MONTHS.split('|').any(|month| month == next);
        return !is_time && !matches!(next.as_str(), "a" | "an" | "last" | "next");
    }
    let next = behind.strip_prefix(' ').map(word).unwrap_or_default();
    if name == "half" && matches!(next.as_str(), "the" | "its" | "their" | "his" | "her" | "all") {
        return true;
    }
    let ends = behind.is_empty() || behind.starts_with(['.', ',', ';', ')']);
    before == "by" && (ends || BEHIND.contains(&next.as_str()))
}

/// Whether the words of a number are those of a part, which by themselves count nothing: "half", "a third".
pub(super) fn is_named(number: &str) -> bool {
    let low = number.to_lowercase();
    (low.starts_with("half") || low.starts_with("a ")) && !low.ends_with("dozen")
}

/// The value of "one and a half" and of "half a".
pub(super) fn with_half(low: &str) -> Option<Decimal> {
    match low.strip_suffix(" and a half") {
        Some(whole) => Decimal::new(numeral(whole)? * 10 + 5, 1),
        None => (low == "half a").then(|| Decimal::new(5, 1)).flatten(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantities;
    use stemma_core::span::Span;

    fn check(text: &str, expected: &[&str]) {
        let found = quantities(text, Span::new(0, text.len())).into_iter().map(|q| {
            let show =
                |end: Option<stemma_core::statement::Decimal>| end.map_or("open".to_owned(), |end| end.to_string());
            format!("{}|{}|{}|{}", q.quote.text, show(q.low), show(q.high), q.unit)
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn parts_of_a_whole_are_shares() {
        check("Half of the pupils", &["Half|50|50|%"]);
        check("it dismissed half its staff", &["half|50|50|%"]);
        check("three quarters of the vines", &["three quarters|75|75|%"]);
        check("more than a third of them", &["more than a third|33.33|open|%"]);
        check("two-thirds of the pumps", &["two-thirds|66.67|66.67|%"]);
        check("sales fell by a quarter in May", &["a quarter|25|25|%"]);
        check("sales fell by a fifth.", &["a fifth|20|20|%"]);
    }

    #[test]
    fn what_says_when_or_whom_is_no_share() {
        check("in the first half of the year", &[]);
        check("in the third quarter of 2025", &[]);
        check("a quarter of an hour", &["a quarter of an hour|15|15|minutes"]);
        check("by a third party", &[]);
        check("a quarter of London", &["a quarter|25|25|%"]);
        check("at half-time", &[]);
    }

    #[test]
    fn halves_in_numbers_are_read() {
        check("one and a half billion US dollars", &["one and a half billion US dollars|1500000000|1500000000|USD"]);
        check("half a million people", &["half a million people|500000|500000|people"]);
        check("two and a half years", &["two and a half years|2.5|2.5|years"]);
        check("half a day", &[]);
    }
}
