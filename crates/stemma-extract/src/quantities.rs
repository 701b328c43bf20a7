//! Numbers with units. A product's name (910B, Mate 60, V4) is no quantity, however it looks.

mod fractions;
mod rates;
mod units;

use regex::Captures;
use stemma_core::span::{Quote, Span};
use stemma_core::statement::{Decimal, Quantity};
use units::{known_unit, power_of_length};

use crate::patterns::{Hint, Pattern};

static NUMBER: Pattern = Pattern::new(number, Hint::DigitOrAnyCase(SPELT));

/// What stands in every number that has no figure.
const SPELT: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds half third quarter fifth tenth";

/// The numbers that are read as words, beside those made of a ten and a one: "twenty-five".
const NUMERALS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds";

fn number() -> String {
    let digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?";
    let all = NUMERALS.replace(' ', "|");
    let tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
    let ones = "one|two|three|four|five|six|seven|eight|nine";
    let words =
        format!("half a|half|a (?:third|quarter|fifth|tenth)|(?:{ones}|ten) and a half|(?:{tens})-(?:{ones})|{all}");
    let magnitude = r"hundred|thousand|million|billion|trillion|mn|bn|tn";
    format!(
        r"(?i)(?P<before>(?:\b(?:no fewer than|no less than|not fewer than|not less than|not more than|more than|over|at least|exceeding|above|upwards of|less than|fewer than|under|at most|up to|below|no more than|as many as|as much as|about|around|roughly|approximately|some|an estimated|nearly|almost|circa|between|from)\s+)|[~≈]\s?)?(?P<currency>[$€£¥]|US\$)?\b(?P<low>{digits}|(?:{words})\b)(?P<plus>\+)?(?:(?P<low_magnitude>\s(?:{magnitude})|[mbk])?(?:-to-|\s?(?:-|–|to)\s?)(?:US\$|[$€£¥])?(?P<high>{digits}|(?:{words})\b))?(?:[\s-]?(?P<magnitude>{magnitude})\b)?(?P<rest>[\s-]?(?:%|(?:[a-zA-Z]+/)?[kcm]?m[23]\b|[a-zA-Z²³µ][a-zA-Z²³µ/]*))?(?P<next>\s[a-z]+)?(?P<after>\s[a-z]+)?"
    )
}

/// The quantities of `text` within `span`, in order of place.
pub(crate) fn quantities(text: &str, span: Span) -> Vec<Quantity> {
    let Some(words) = span.slice(text) else { return Vec::new() };
    let Some((pattern, plain)) = NUMBER.on(words) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(captures) = pattern.captures_at(&plain, at) {
        let Some(number) = captures.name("low") else { break };
        if let Some(end) = longer(&plain, &captures) {
            at = end;
            continue;
        }
        let quantity = read(text, words, span.start, &captures);
        at =
            quantity.as_ref().map_or(number.end(), |quantity| (quantity.quote.span.end - span.start).max(number.end()));
        found.extend(quantity);
    }
    found
}

/// Where a number ends that has more words than are read: "two hundred and five", "three hundred thousand".
fn longer(words: &str, captures: &Captures) -> Option<usize> {
    let hundred = captures.name("magnitude").filter(|word| word.as_str().eq_ignore_ascii_case("hundred"))?.end();
    let is_part = |word: &&str| {
        let low = word.to_lowercase();
        matches!(low.as_str(), "and" | "thousand" | "million" | "billion") || numeral(&low).is_some()
    };
    let more = words.get(hundred..)?.split(' ').skip(1).take_while(is_part);
    let length: usize = more.map(|word| word.len() + 1).sum();
    (length > 0).then_some(hundred + length)
}

fn read(text: &str, words: &str, base: usize, captures: &Captures) -> Option<Quantity> {
    let get = |name: &str| captures.name(name).map(|found| found.as_str().trim());
    let number = captures.name("low")?;
    let told = Told::of(captures);
    if let Some(share) = fractions::share(words, number.range()) {
        let start = captures.name("before").map_or(number.start(), |before| before.start());
        let quote = Quote::at(text, Span::new(base + start, base + share.end))?;
        let (low, high) = told.ends(share.percent, share.percent);
        return Some(Quantity {
            quote,
            low,
            high,
            unit: "%".to_owned(),
            approximate: told.is_rough || !share.is_exact,
        });
    }
    let rest = captures.name("rest").map(|found| found.as_str()).unwrap_or_default();
    let short = get("currency").and(get("rest")).filter(|word| matches!(*word, "m" | "b" | "k"));
    let magnitude = get("magnitude").or(short).map_or(0, power);
    let is_half =
        number.as_str().eq_ignore_ascii_case("half a") && (magnitude > 0 || known_unit(rest.trim()).is_some());
    if fractions::is_named(number.as_str()) && !is_half {
        return None;
    }
    let named = magnitude == 0 && get("currency").is_none() && belongs_to_name(words, number.start(), rest);
    if named {
        return None;
    }
    // "12 births per 1,000 people": what a rate is for each of is no number by itself.
    if words.get(..number.start()).is_some_and(|before| before.ends_with(" per ")) {
        return None;
    }
    let (unit, end, scale) = rate(words, captures, magnitude)?;
    let single = get("high").is_none()
        && number.as_str().eq_ignore_ascii_case("one")
        && magnitude == 0
        && known_unit(rest.trim()).is_none();
    if single {
        return None;
    }
    let between = between(words, number.start());
    // "5m-10m" is of metres, unless it is of money.
    let of_low = get("low_magnitude").filter(|word| word.len() > 1 || get("currency").is_some());
    let of_low = of_low.map_or(magnitude, power);
    let low = value(between.map_or(number.as_str(), |(_, low)| low), of_low + scale)?;
    let high = match between.map(|_| number.as_str()).or(get("high")) {
        Some(high) => value(high, magnitude + scale)?,
        None => low,
    };
    let (low, high) = (low.min(high), low.max(high)); // "fell from 5 to 3 percent"
    let before = captures.name("before").filter(|_| told.is_interval).map_or(0, |before| before.len());
    let start = between.map_or(captures.get(0)?.start(), |(at, _)| at) + before;
    let quote = Quote::at(text, Span::new(base + start, base + end))?;
    let (low, high) = told.ends(low, high);
    Some(Quantity { quote, low, high, unit, approximate: told.is_rough })
}

/// What the words before a number, and a plus behind it, make of it.
#[derive(Clone, Copy, Debug)]
struct Told {
    is_open_above: bool,
    is_open_below: bool,
    is_rough: bool,
    /// Whether they open an interval: "between", "from".
    is_interval: bool,
}

impl Told {
    fn of(captures: &Captures) -> Self {
        let before = captures.name("before").map(|found| found.as_str().trim().to_lowercase()).unwrap_or_default();
        let is_one_of = |words: &[&str]| words.contains(&before.as_str());
        Self {
            is_open_above: captures.name("plus").is_some()
                || is_one_of(&["more than", "over", "at least", "exceeding", "above", "upwards of"])
                || is_one_of(&["no fewer than", "no less than", "not fewer than", "not less than"]),
            is_open_below: is_one_of(&[
                "less than",
                "fewer than",
                "under",
                "at most",
                "up to",
                "below",
                "no more than",
                "not more than",
                "as many as",
                "as much as",
            ]),
            is_rough: is_one_of(&[
                "about",
                "around",
                "roughly",
                "approximately",
                "some",
                "an estimated",
                "nearly",
                "almost",
                "circa",
                "~",
                "≈",
            ]),
            is_interval: is_one_of(&["between", "from"]),
        }
    }

    /// The ends of a number that is told so.
    fn ends(self, low: Decimal, high: Decimal) -> (Option<Decimal>, Option<Decimal>) {
        ((!self.is_open_below).then_some(low), (!self.is_open_above).then_some(high))
    }
}

/// "Mate 60", "Ascend 950", "Section 12", "2026": a bare number behind a name, or a year.
fn belongs_to_name(words: &str, start: usize, rest: &str) -> bool {
    let before = words.get(..start).unwrap_or_default();
    let glued = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | ',' | '[' | '#'));
    let last = before.split_whitespace().last().unwrap_or_default();
    let spaced = before.ends_with(' ');
    let name = spaced && last.starts_with(char::is_uppercase) && last.len() > 1 && before.trim_end().len() > last.len();
    let tight = !rest.is_empty() && !rest.starts_with([' ', '\n']);
    glued || name && !(tight && known_unit(rest.trim_start_matches('-')).is_some()) && known_unit(rest.trim()).is_none()
}

/// The place and digits of the lower bound in "between 5 and 7 percent", seen from the 7.
fn between(words: &str, start: usize) -> Option<(usize, &str)> {
    let before = words.get(..start)?.strip_suffix(" and ")?;
    let at = before.rfind("between ")? + "between ".len();
    let digits = before.get(at..)?.trim_start_matches(['$', '€', '£']);
    Decimal::parse(digits).map(|_| (at, digits))
}

/// The unit in a normal form, what it is for each of with it, where the words end, and the power of ten that is in them.
fn rate(words: &str, captures: &Captures, magnitude: u8) -> Option<(String, usize, u8)> {
    let rest = captures.name("rest");
    let first = rest.map(|found| found.as_str().trim_start_matches([' ', '-', '\n'])).unwrap_or_default();
    let is_plain = captures.name("currency").is_none();
    if let Some((unit, power)) = rates::abbreviated(first).filter(|_| is_plain) {
        return Some((unit, rest?.end(), power));
    }
    let (unit, end) = unit(words, captures, magnitude)?;
    let behind = words.get(end..).unwrap_or_default();
    let hours =
        ["-hours", " hours", "-hour", " hour"].iter().find(|hours| unit.ends_with('W') && behind.starts_with(**hours));
    let (unit, end) = hours.map_or((unit.clone(), end), |hours| (format!("{unit}h"), end + hours.len()));
    match rates::behind(words.get(end..).unwrap_or_default()).filter(|_| !unit.is_empty()) {
        Some((each, length)) => Some((format!("{unit}/{each}"), end + length, 0)),
        None => Some((unit, end, 0)),
    }
}

/// The unit in a normal form and where the words end; `None` when nothing is counted.
fn unit(words: &str, captures: &Captures, magnitude: u8) -> Option<(String, usize)> {
    let number =
        captures.name("magnitude").or(captures.name("high")).or(captures.name("plus")).or(captures.name("low"))?;
    let currency = captures.name("currency").map(|found| match found.as_str() {
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "CNY",
        _ => "USD",
    });
    if let Some(currency) = currency {
        let short = captures.name("rest").filter(|rest| matches!(rest.as_str(), "m" | "b" | "k"));
        return Some((currency.to_owned(), short.map_or(number.end(), |rest| rest.end())));
    }
    let rest = captures.name("rest");
    let first = rest.map(|found| found.as_str().trim_start_matches([' ', '-', '\n'])).unwrap_or_default();
    if let Some(dollars) = captures.name("next").filter(|next| first == "US" && next.as_str() == " dollars") {
        return Some(("USD".to_owned(), dollars.end()));
    }
    if let Some(unit) = known_unit(first) {
        let cents =
            first.eq_ignore_ascii_case("per") && captures.name("next").is_some_and(|next| next.as_str() == " cent");
        if unit != "%" || !first.eq_ignore_ascii_case("per") {
            return Some((unit.to_owned(), rest?.end()));
        }
        return cents.then(|| ("%".to_owned(), captures.name("next").map_or(number.end(), |next| next.end())));
    }
    if let Some((power, next)) = power_of_length(first).zip(captures.name("next"))
        && let Some(unit) = known_unit(next.as_str().trim())
    {
        return Some((format!("{unit}{power}"), next.end()));
    }
    let year =
        number.len() == 4 && magnitude == 0 && (number.as_str().starts_with("19") || number.as_str().starts_with("20"));
    let glued = rest.is_some_and(|found| !found.as_str().starts_with([' ', '-', '\n']));
    if year || glued {
        return None;
    }
    counted(captures, words).or_else(|| (magnitude > 0).then(|| (String::new(), number.end())))
}

/// The plural noun that is counted, over at most two words before it.
fn counted(captures: &Captures, words: &str) -> Option<(String, usize)> {
    for name in ["rest", "next", "after"] {
        let found = captures.name(name)?;
        let raw = found.as_str();
        let word = raw.trim_matches([' ', '-', '\n']);
        let hyphenated = name == "rest" && raw.starts_with('-');
        if hyphenated && word.len() > 2 {
            return Some((format!("{word}s"), found.end()));
        }
        let ends_word = words.get(found.end()..).is_none_or(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
        let plural = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3;
        if ends_word
            && (plural || matches!(word, "people" | "children" | "men" | "women"))
            && word.starts_with(char::is_lowercase)
        {
            return Some((word.to_owned(), found.end()));
        }
        if matches!(
            word,
            "of" | "and" | "in" | "to" | "the" | "for" | "at" | "on" | "by" | "or" | "a" | "is" | "was" | "percentage"
        ) {
            return None;
        }
    }
    None
}

fn power(word: &str) -> u8 {
    match word.to_lowercase().as_str() {
        "hundred" => 2,
        "thousand" | "k" => 3,
        "million" | "mn" | "m" => 6,
        "billion" | "bn" | "b" => 9,
        _ => 12,
    }
}

fn value(digits: &str, magnitude: u8) -> Option<Decimal> {
    let low = digits.to_lowercase();
    let whole = || numeral(&low).and_then(|value| Decimal::new(value, 0));
    let word = fractions::with_half(&low).or_else(whole);
    word.or_else(|| Decimal::parse(digits))?.times_ten_to(magnitude)
}

/// The value of a number in words.
fn numeral(low: &str) -> Option<i128> {
    const WORDS: &[(&str, i128)] = &[
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("thirteen", 13),
        ("fourteen", 14),
        ("fifteen", 15),
        ("sixteen", 16),
        ("seventeen", 17),
        ("eighteen", 18),
        ("nineteen", 19),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
    ];
    let known = |low: &str| WORDS.iter().find(|(word, _)| *word == low).map(|(_, value)| *value);
    let parts = || low.split_once('-').and_then(|(ten, one)| Some(known(ten)? + known(one)?));
    known(low).or_else(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let show = |bound: Option<Decimal>| bound.map_or("open".to_owned(), |value| value.to_string());
        quantities(text, Span::new(0, text.len()))
            .into_iter()
            .map(|q| {
                format!(
                    "{}|{}|{}|{}{}",
                    q.quote.text,
                    show(q.low),
                    show(q.high),
                    q.unit,
                    if q.approximate { "|~" } else { "" }
                )
            })
            .collect()
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(found(text), expected, "{text}");
    }

    #[test]
    fn numbers_have_units_bounds_and_magnitudes() {
        check("fifteen hundred households", &["fifteen hundred households|1500|1500|households"]);
        check("two hundred and five households fled", &[]);
        check("it made more than 2 million dies", &["more than 2 million dies|2000000|open|dies"]);
        check("a $1 trillion sell-off", &["$1 trillion|1000000000000|1000000000000|USD"]);
        check("about 40 percent of it", &["about 40 percent|40|40|%|~"]);
        check("a 1.6-trillion-parameter model", &["1.6-trillion-parameter|1600000000000|1600000000000|parameters"]);
        check("a 122.88TB SSD", &["122.88TB|122.88|122.88|TB"]);
        check("5 to 7 per cent", &["5 to 7 per cent|5|7|%"]);
        check("from 5 to 3 percent", &["5 to 3 percent|3|5|%"]);
        check("worth £12m", &["£12m|12000000|12000000|GBP"]);
        check("it costs £40m-£55m now", &["£40m-£55m|40000000|55000000|GBP"]);
        check("worth $18 to $22", &["$18 to $22|18|22|USD"]);
        check("$2 million to $3 billion", &["$2 million to $3 billion|2000000|3000000000|USD"]);
        check("it takes three to four years", &["three to four years|3|4|years"]);
        check("five-to-seven years earlier", &["five-to-seven years|5|7|years"]);
        check("a five-to-seven-year gap", &["five-to-seven-year|5|7|years"]);
        check("a hall 5m-10m high", &["5m-10m|5|10|m"]);
        check("one to three weeks", &["one to three weeks|1|3|weeks"]);
        check("it drew 410 watts", &["410 watts|410|410|W"]);
        check("from 14 to 5 litres", &["14 to 5 litres|5|14|litres"]);
        check("2 to 3 million dies", &["2 to 3 million dies|2000000|3000000|dies"]);
        check("between 5 and 7 percent", &["5 and 7 percent|5|7|%"]);
        check("2nm in 2025 and 1.4nm later", &["2nm|2|2|nm", "1.4nm|1.4|1.4|nm"]);
        check("the 7nm node", &["7nm|7|7|nm"]);
        check("238 million transistors", &["238 million transistors|238000000|238000000|transistors"]);
        check("it measures 612 square millimetres", &["612 square millimetres|612|612|mm²"]);
        check("Fifteen people were hurt", &["Fifteen people|15|15|people"]);
        check(
            "twenty-five ships and seventy planes",
            &["twenty-five ships|25|25|ships", "seventy planes|70|70|planes"],
        );
        check("One in five pupils", &["One in five|20|20|%"]);
        check("nine out of ten voters", &["nine out of ten|90|90|%"]);
        check("one in three wells", &["one in three|33.33|33.33|%|~"]);
        check("two in three days", &["three days|3|3|days"]);
        check("3 in 2025", &[]);
        check("a die of 612 mm²", &["612 mm²|612|612|mm²"]);
        check("a die of 612 mm2", &["612 mm2|612|612|mm²"]);
        check("it sold 60 cows a year ago", &["60 cows|60|60|cows"]);
        check("300 GWh of power", &["300 GWh|300|300|GWh"]);
        check("300 gigawatt-hours of power", &["300 gigawatt-hours|300|300|GWh"]);
    }

    #[test]
    fn so_much_for_each_is_one_unit_however_it_is_written() {
        let density = "transistors/mm²";
        let (long, short) = ("238 million transistors per square millimeter", "238 MTr/mm²");
        check(&format!("it has {long} [4]"), &[&format!("{long}|238000000|238000000|{density}")]);
        check(&format!("at {short}."), &[&format!("{short}|238000000|238000000|{density}")]);
        check("at 238 MTr/mm2.", &["238 MTr/mm2|238000000|238000000|transistors/mm²"]);
        check("310 kilometres per hour", &["310 kilometres per hour|310|310|km/h"]);
        check("310 km/h", &["310 km/h|310|310|km/h"]);
        check("40 gigabits per second", &["40 gigabits per second|40|40|Gbit/s"]);
        check("40Gbps links", &["40Gbps|40|40|Gbit/s"]);
        check("3 kilowatt-hours per cubic metre", &["3 kilowatt-hours per cubic metre|3|3|kWh/m³"]);
        check("3 kWh/m³", &["3 kWh/m³|3|3|kWh/m³"]);
        check("40 tonnes a day", &["40 tonnes a day|40|40|tonnes/day"]);
        check("£14 an hour", &["£14 an hour|14|14|GBP/h"]);
        check("$60 per barrel", &["$60 per barrel|60|60|USD/barrel"]);
        check("12 births per 1,000 people", &["12 births per 1,000 people|12|12|births/1000 people"]);
        check("11 crowns a square metre", &["11 crowns a square metre|11|11|crowns/m²"]);
        check("11 crowns per square metre", &["11 crowns per square metre|11|11|crowns/m²"]);
        check("16 good dies a wafer", &["16 good dies|16|16|dies"]);
        check("95 g/km", &["95 g/km|95|95|grams/km"]);
        check("it hired 1,200 new workers", &["1,200 new workers|1200|1200|workers"]);
    }

    #[test]
    fn product_names_and_years_are_no_quantities() {
        for text in [
            "the 910B chip",
            "an H100 card",
            "the Mate 60 phone",
            "DeepSeek V4 and R2",
            "in 2026 it",
            "the Ascend 950 now",
            "[8]",
        ] {
            check(text, &[]);
        }
    }
}
