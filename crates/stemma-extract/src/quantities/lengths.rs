//! Lengths of time that have a name: "a fortnight", "an hour and a half", "three quarters of an hour".

use stemma_core::span::{Quote, Span};
use stemma_core::statement::{Decimal, Quantity};

/// Words for a length of time, how long it is – as digits and how many of them stand behind the point –, and its unit; the
/// longer ones first.
const LENGTHS: &[(&str, (i128, u8), &str)] = &[
    ("three quarters of an hour", (45, 0), "minutes"),
    ("a quarter of an hour", (15, 0), "minutes"),
    ("an hour and a half", (15, 1), "hours"),
    ("a day and a half", (15, 1), "days"),
    ("a week and a half", (15, 1), "weeks"),
    ("a month and a half", (15, 1), "months"),
    ("a year and a half", (15, 1), "years"),
    ("a decade and a half", (15, 1), "decades"),
    ("half an hour", (30, 0), "minutes"),
    ("half a decade", (5, 0), "years"),
    ("half a year", (6, 0), "months"),
    ("a fortnight", (2, 0), "weeks"),
    ("a decade", (1, 0), "decades"),
    ("a year", (1, 0), "years"),
];

/// Words before "a year" by which it is how long something took: "sold 60 cows a year" is a rate.
const LASTING: &[&str] = &["for", "lasted", "lasts", "took", "takes", "within"];

/// Words behind a length by which it says when: "a decade ago".
const AGO: &[&str] = &["ago", "earlier", "later", "before", "after", "old", "hence"];
/// Words before it by which it says when, or how often: "once a decade", "than a decade" is a bound.
const BEFORE: &[&str] = &["last", "once", "twice", "times", "than", "nearly", "almost", "about", "over", "least", "of"];

/// Adds those that `text` names within `span` to the quantities that were found there, in order of place.
pub(super) fn add(text: &str, span: Span, found: &mut Vec<Quantity>) {
    let Some(words) = span.slice(text) else { return };
    if !(words.contains(" a year")
        || words.contains("half")
        || words.contains(" hour")
        || words.contains("fortnight")
        || words.contains("decade"))
    {
        return;
    }
    for (name, length, unit) in LENGTHS {
        for (at, _) in words.match_indices(name) {
            let (start, end) = (span.start + at, span.start + at + name.len());
            let last = words.get(..at).and_then(|before| before.split_whitespace().next_back()).unwrap_or_default();
            let is_rate = *name == "a year" && !LASTING.contains(&last);
            // "Three quarters" is read by itself, too.
            let is_within = |of: Span| start <= of.start && of.end <= end && of.end - of.start < name.len();
            let overlaps = |of: Span| of.start < end && start < of.end && !is_within(of);
            let is_taken = found.iter().any(|other| overlaps(other.quote.span));
            let number = Decimal::new(length.0, length.1);
            if is_rate || is_taken || !says_how_long(words, at, at + name.len()) {
                continue;
            }
            let Some((quote, number)) = Quote::at(text, Span::new(start, end)).zip(number) else { continue };
            let (low, high) = (Some(number), Some(number));
            found.retain(|other| !is_within(other.quote.span));
            found.push(Quantity { quote, low, high, unit: (*unit).to_owned(), approximate: false });
        }
    }
    found.sort_by_key(|quantity| quantity.quote.span.start);
}

/// Whether the words stand alone and say how long, and not when.
fn says_how_long(words: &str, start: usize, end: usize) -> bool {
    let (before, behind) = (words.get(..start).unwrap_or_default(), words.get(end..).unwrap_or_default());
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let next = behind.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let is_whole = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
    is_whole && !AGO.contains(&next) && !BEFORE.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::super::quantities;
    use stemma_core::span::Span;

    fn check(text: &str, expected: &[&str]) {
        let found = quantities(text, Span::new(0, text.len())).into_iter();
        let found = found.map(|q| format!("{}|{}|{}", q.quote.text, q.low.unwrap(), q.unit));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn lengths_with_a_name_are_numbers() {
        check("the festival lasts a fortnight", &["a fortnight|2|weeks"]);
        check("it took an hour and a half", &["an hour and a half|1.5|hours"]);
        check("it takes three quarters of an hour by tram", &["three quarters of an hour|45|minutes"]);
        check("the play ran for a year", &["a year|1|years"]);
        check("he was chaplain for a decade", &["a decade|1|decades"]);
    }

    #[test]
    fn what_says_when_or_how_often_is_none() {
        check("it sank a fortnight ago", &[]);
        check("it floods once a decade", &[]);
        check("it took more than a decade", &[]);
        check("a play a year", &[]);
    }
}
