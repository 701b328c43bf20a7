//! Numbers with units. A product's name (910B, Mate 60, V4) is no quantity, however it looks.

mod fractions;
mod lengths;
mod numerals;
mod rates;
mod units;

use numerals::{DIGITS, MAGNITUDES, SPELT, has_decimal_comma, numeral, power, times, value};
use regex::Captures;
use stemma_core::span::{Quote, Span};
use stemma_core::statement::{Decimal, Quantity};
use units::{known_unit, power_of_length};

use crate::dates::DAYS;
use crate::patterns::{Hint, Pattern};

static NUMBER: Pattern = Pattern::new(number, Hint::DigitOrAnyCase(SPELT));

/// Signs and codes of currencies before a number.
const CURRENCIES: &str = r"(?:US|A|C|HK|NZ)\$|[$€£¥₹]|\b(?:Rs\.?|INR|USD|EUR|GBP|CHF|CNY|RMB|JPY|SEK|NOK|DKK|PLN|(?-i:HUF|CZK|RON|BGN|UAH|RUB|TRY|ISK|KRW|ZAR|BRL|MXN|AUD|CAD|NZD|HKD|SGD|TWD|THB|IDR|MYR|NGN|KES|VND))\s?";

fn number() -> String {
    let (words, compounds) = (numerals::words(), numerals::compounds());
    format!(
        r"(?i)(?P<before>(?:\b(?:no fewer than|no less than|not fewer than|not less than|not more than|more than|over|at least|exceeding|above|upwards of|less than|fewer than|under|at most|up to|below|no more than|as many as|as much as|about|around|roughly|approximately|some|an estimated|nearly|almost|circa|between|from)\s+)|[~≈]\s?)?(?P<sign>\bminus\s|[-−])?(?P<currency>{CURRENCIES})?\b(?P<low>{DIGITS}|(?:{compounds})\b|(?:{words})\b)(?P<plus>\+)?(?:(?P<low_magnitude>\s(?:{MAGNITUDES})|[mbk])?(?:-to-|\s?(?:-|–|to)\s?)(?P<high_sign>minus\s|[-−])?(?:{CURRENCIES})?(?P<high>{DIGITS}|(?:{words})\b))?(?:[\s-]?(?P<magnitude>(?:Mio|Mrd)\b\.?|(?:{MAGNITUDES})\b))?(?P<rest>[\s-]?(?:%|[€£₹]|°(?:\s?[CF]\b)?|(?:[a-zA-Z]+/)?[kcm]?m[23]\b|[a-zA-Z²³µ][a-zA-Z²³µ/]*))?(?P<next>\s[a-z]+)?(?P<after>\s[a-z]+)?"
    )
}

/// The quantities of `text` within `span`, in order of place.
pub(crate) fn quantities(text: &str, span: Span) -> Vec<Quantity> {
    let Some(words) = span.slice(text) else { return Vec::new() };
    let mut found = Vec::new();
    let Some((pattern, plain)) = NUMBER.on(words) else {
        lengths::add(text, span, &mut found);
        return found;
    };
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
    lengths::add(text, span, &mut found);
    found
}

/// Where a number ends that has more words than are read: "two million three hundred thousand", "between two hundred and five
/// hundred".
fn longer(words: &str, captures: &Captures) -> Option<usize> {
    let (low, before) = (captures.name("low")?, captures.name("before"));
    let magnitude = captures.name("magnitude");
    let is_hundred = |word: &str| word.eq_ignore_ascii_case("hundred");
    // "Between two hundred and five": where the one ends and the other begins nobody can tell.
    let is_two = before.is_some_and(|before| before.as_str().trim().eq_ignore_ascii_case("between"))
        && low.as_str().contains(" and ");
    let has_more = magnitude.is_some_and(|word| numeral(low.as_str()).is_some() || is_hundred(word.as_str()));
    if !is_two && !has_more {
        return None;
    }
    let end = magnitude.unwrap_or(low).end();
    let is_part = |word: &&str| {
        let low = word.to_lowercase();
        matches!(low.as_str(), "and" | "hundred" | "thousand" | "million" | "billion") || numeral(&low).is_some()
    };
    let more: Vec<&str> = words.get(end..)?.split(' ').skip(1).take_while(is_part).collect();
    // "Two million and two" are two numbers as often as one.
    let goes_on = more.iter().any(|word| *word != "and");
    (is_two || goes_on).then(|| end + more.iter().map(|word| word.len() + 1).sum::<usize>())
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
    let short = get("currency").and(get("rest")).filter(|word| is_short(word));
    let magnitude = get("magnitude").or(short).map_or(0, power);
    let is_half =
        number.as_str().eq_ignore_ascii_case("half a") && (magnitude > 0 || known_unit(rest.trim()).is_some());
    if fractions::is_named(number.as_str()) && !is_half {
        return None;
    }
    let sign = sign(words, captures, rest);
    let first = sign.unwrap_or(number.start());
    let named = magnitude == 0 && get("currency").is_none() && belongs_to_name(words, first, rest);
    // "3,5" may be two numbers, unless it is of something that is measured.
    let is_list = has_decimal_comma(number.as_str()) && magnitude == 0 && !is_measured(captures, rest);
    if named || is_list {
        return None;
    }
    // "12 births per 1,000 people": what a rate is for each of is no number by itself.
    if words.get(..number.start()).is_some_and(|before| before.ends_with(" per ")) {
        return None;
    }
    let (unit, end, scale) = rate(words, captures, magnitude)?;
    let is_one = number.as_str().eq_ignore_ascii_case("one");
    if get("high").is_none() && is_one && magnitude == 0 && known_unit(rest.trim()).is_none() {
        return None;
    }
    let between = between(words, number.start());
    // "5m-10m" is of metres, unless it is of money.
    let of_low = get("low_magnitude").filter(|word| word.len() > 1 || get("currency").is_some());
    let of_low = of_low.map_or(magnitude, power);
    let below = below_zero(words, end);
    let is_negative = sign.is_some() || below > 0;
    let low = signed(value(between.map_or(number.as_str(), |(_, low)| low), of_low + scale)?, is_negative)?;
    let high = match between.map(|_| number.as_str()).or(get("high")) {
        Some(high) => signed(value(high, magnitude + scale)?, captures.name("high_sign").is_some() || below > 0)?,
        None => low,
    };
    let (low, high) = (low.min(high), low.max(high)); // "fell from 5 to 3 percent"
    let start = between.map_or_else(|| start(captures, told, sign.is_some()), |(at, _)| at);
    let quote = Quote::at(text, Span::new(base + start, base + end + below))?;
    let (low, high) = told.ends(low, high);
    Some(Quantity { quote, low, high, unit, approximate: told.is_rough })
}

/// Where a quantity begins: with the words before it, unless these open an interval, and without a hyphen that is no sign.
fn start(captures: &Captures, told: Told, is_signed: bool) -> usize {
    let place = |name: &str| captures.name(name).map(|found| found.start());
    let number = place("currency").or(place("low")).unwrap_or_default();
    let sign = place("sign").filter(|_| is_signed);
    let before = place("before").filter(|_| !told.is_interval && (is_signed || place("sign").is_none()));
    before.or(sign).unwrap_or(number)
}

/// Where the sign before a number stands: "minus 12", "-12 °C", "−3 percent". A hyphen within words is none, nor one before what is only
/// counted.
fn sign(words: &str, captures: &Captures, rest: &str) -> Option<usize> {
    let sign = captures.name("sign")?;
    let before = words.get(..sign.start()).unwrap_or_default();
    let is_apart = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '-' | '/' | '.' | '%'));
    let is_sure = sign.as_str() != "-" || is_measured(captures, rest);
    (is_apart && is_sure).then(|| sign.start())
}

/// Whether a number is of money, degrees, a share or another measure.
fn is_measured(captures: &Captures, rest: &str) -> bool {
    captures.name("currency").is_some() || known_unit(rest.trim_start_matches('-').trim()).is_some()
}

fn signed(value: Decimal, is_negative: bool) -> Option<Decimal> {
    if is_negative { value.times(Decimal::new(-1, 0)?) } else { Some(value) }
}

/// How long the words behind a unit are that make it negative: "12 degrees below zero".
fn below_zero(words: &str, end: usize) -> usize {
    let behind = words.get(end..).unwrap_or_default();
    [" below zero", " below freezing"].iter().find(|words| behind.starts_with(**words)).map_or(0, |words| words.len())
}

/// Letters behind an amount of money that stand for its power of ten: "£2.5m".
fn is_short(word: &str) -> bool {
    matches!(word, "m" | "b" | "k" | "M" | "B" | "K")
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
    // "On Tuesday 18 patients": a day of the week has no number.
    let is_day = DAYS.contains(&last.to_lowercase().as_str());
    let name = spaced
        && !is_day
        && last.starts_with(char::is_uppercase)
        && last.len() > 1
        && before.trim_end().len() > last.len();
    let tight = !rest.is_empty() && !rest.starts_with([' ', '\n']);
    glued || name && !(tight && known_unit(rest.trim_start_matches('-')).is_some()) && known_unit(rest.trim()).is_none()
}

/// The place and digits of the lower bound in "between 5 and 7 percent", seen from the 7.
fn between(words: &str, start: usize) -> Option<(usize, &str)> {
    let before = words.get(..start)?.strip_suffix(" and ")?;
    let at = before.to_ascii_lowercase().rfind("between ")? + "between ".len();
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

/// What "twice" may be of, where it is a multiple or a rate: "twice the size", "twice a week".
const MULTIPLIED: &[&str] =
    &["as", "the", "a", "an", "its", "their", "his", "her", "that", "what", "per", "each", "every"];

/// The unit in a normal form and where the words end; `None` when nothing is counted.
fn unit(words: &str, captures: &Captures, magnitude: u8) -> Option<(String, usize)> {
    let number =
        captures.name("magnitude").or(captures.name("high")).or(captures.name("plus")).or(captures.name("low"))?;
    let spelt = captures.name("low").map(|low| low.as_str().to_lowercase()).unwrap_or_default();
    if times(&spelt).is_some() {
        // What was done twice is no multiple of anything.
        let next = captures.name("rest").map(|rest| rest.as_str().trim().to_lowercase()).unwrap_or_default();
        return MULTIPLIED.contains(&next.as_str()).then(|| ("times".to_owned(), number.end()));
    }
    if let Some(currency) = captures.name("currency") {
        let currency = units::currency(currency.as_str());
        let short = captures.name("rest").filter(|rest| is_short(rest.as_str()));
        return Some((currency.to_owned(), short.map_or(number.end(), |rest| rest.end())));
    }
    let rest = captures.name("rest");
    let first = rest.map(|found| found.as_str().trim_start_matches([' ', '-', '\n'])).unwrap_or_default();
    if let Some(dollars) = captures.name("next").filter(|next| first == "US" && next.as_str() == " dollars") {
        return Some(("USD".to_owned(), dollars.end()));
    }
    if let Some((unit, end)) = units::temperature(first, captures.name("next").map_or("", |next| next.as_str())) {
        return Some((unit.to_owned(), rest?.end() + end));
    }
    if let Some(points) = captures.name("next").filter(|next| first == "percentage" && next.as_str() == " points") {
        return Some(("percentage points".to_owned(), points.end()));
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

/// Whether a word is a plural that no "s" ends: "sheep", "firemen", "grandchildren".
fn is_irregular_plural(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "sheep",
        "fish",
        "cattle",
        "deer",
        "geese",
        "mice",
        "oxen",
        "swine",
        "poultry",
        "livestock",
        "salmon",
        "trout",
        "cod",
        "aircraft",
        "spacecraft",
        "bacteria",
        "fungi",
        "teeth",
        "feet",
        "dice",
    ];
    let is_singular = matches!(word, "specimen" | "regimen" | "omen" | "abdomen" | "stamen");
    OTHERS.contains(&word) || !is_singular && ["people", "children", "men"].iter().any(|end| word.ends_with(end))
}

/// The plural noun that is counted, over at most two words before it. "200 aboard" are people.
fn counted(captures: &Captures, words: &str) -> Option<(String, usize)> {
    if let Some(aboard) = captures.name("rest").filter(|rest| rest.as_str().trim() == "aboard") {
        return Some(("people".to_owned(), aboard.end()));
    }
    for name in ["rest", "next", "after"] {
        let found = captures.name(name)?;
        let raw = found.as_str();
        let word = raw.trim_matches([' ', '-', '\n']);
        let hyphenated = name == "rest" && raw.starts_with('-');
        if hyphenated && word.len() > 2 {
            let plural = format!("{word}s");
            return Some((known_unit(&plural).map_or(plural.clone(), str::to_owned), found.end()));
        }
        let ends_word = words.get(found.end()..).is_none_or(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
        let plural = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3;
        if ends_word && (plural || is_irregular_plural(word)) && word.starts_with(char::is_lowercase) {
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
        check("two hundred and five households fled", &["two hundred and five households|205|205|households"]);
        check("one hundred twenty-one firms", &["one hundred twenty-one firms|121|121|firms"]);
        check("one thousand two hundred firms", &["one thousand two hundred firms|1200|1200|firms"]);
        check("three hundred thousand firms", &["three hundred thousand firms|300000|300000|firms"]);
        check("two hundred firms", &["two hundred firms|200|200|firms"]);
        check("between two hundred and five hundred firms", &[]);
        check("two million three hundred thousand firms", &[]);
        check("five to six hundred firms", &["five to six hundred firms|500|600|firms"]);
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
    fn what_is_counted_may_have_no_s() {
        check("By dawn 31 sheep were dead.", &["31 sheep|31|31|sheep"]);
        check(
            "Moe has twenty cattle and two grandchildren.",
            &["twenty cattle|20|20|cattle", "two grandchildren|2|2|grandchildren"],
        );
        check("On Tuesday 18 patients were sent home.", &["18 patients|18|18|patients"]);
        check("Tuesday 18 November was cold.", &[]);
    }

    #[test]
    fn numbers_have_signs() {
        check("it was -12 °C at night", &["-12 °C|-12|-12|°C"]);
        check("it was −12°C at night", &["−12°C|-12|-12|°C"]);
        check("minus 12 degrees Celsius", &["minus 12 degrees Celsius|-12|-12|°C"]);
        check("about minus 12 degrees", &["about minus 12 degrees|-12|-12|degrees|~"]);
        check("it fell to 12 degrees below zero", &["12 degrees below zero|-12|-12|degrees"]);
        check("-5 to -2 °C", &["-5 to -2 °C|-5|-2|°C"]);
        check("growth of -0.3% in May", &["-0.3%|-0.3|-0.3|%"]);
        check("a loss of -$4 million", &["-$4 million|-4000000|-4000000|USD"]);
        check("it was 12 °C", &["12 °C|12|12|°C"]);
        check("70 degrees Fahrenheit", &["70 degrees Fahrenheit|70|70|°F"]);
    }

    #[test]
    fn a_hyphen_is_no_sign() {
        check("a mid-$5 million sale", &["$5 million|5000000|5000000|USD"]);
        check("the A-10 jets and COVID-19 cases", &[]);
        check("5-7 percent", &["5-7 percent|5|7|%"]);
        check("10–12 °C", &["10–12 °C|10|12|°C"]);
        check("£2.5m–£3m", &["£2.5m–£3m|2500000|3000000|GBP"]);
        check("the 2-1 win", &[]);
        check("minus the 12 people", &["12 people|12|12|people"]);
    }

    #[test]
    fn money_is_read_in_the_words_of_many_lands() {
        check("Rs 3 crore", &["Rs 3 crore|30000000|30000000|INR"]);
        check("₹2.5 lakh", &["₹2.5 lakh|250000|250000|INR"]);
        check("Rs. 1,50,000", &["Rs. 1,50,000|150000|150000|INR"]);
        check("Rs 3 lakh crore", &["Rs 3 lakh crore|3000000000000|3000000000000|INR"]);
        check("two crore people", &["two crore people|20000000|20000000|people"]);
        check("worth £2.5m", &["£2.5m|2500000|2500000|GBP"]);
        check("worth $5M", &["$5M|5000000|5000000|USD"]);
        check("3,5 Mio. EUR", &["3,5 Mio. EUR|3500000|3500000|EUR"]);
        check("1,2 Mrd. € wert", &["1,2 Mrd. €|1200000000|1200000000|EUR"]);
        check("CHF 40 million", &["CHF 40 million|40000000|40000000|CHF"]);
        check("3.5 million euros", &["3.5 million euros|3500000|3500000|EUR"]);
        check("40 million rupees", &["40 million rupees|40000000|40000000|INR"]);
        check("A$40", &["A$40|40|40|AUD"]);
    }

    #[test]
    fn a_comma_between_two_numbers_is_no_decimal_one() {
        check("in groups 3,5 and 7", &[]);
        check("it rose by 3,5 %", &["3,5 %|3.5|3.5|%"]);
        check("1,234 people", &["1,234 people|1234|1234|people"]);
    }

    #[test]
    fn dozens_and_twice_are_numbers() {
        check("half a dozen people", &["half a dozen people|6|6|people"]);
        check("a half-dozen reporters", &["a half-dozen reporters|6|6|reporters"]);
        check("a dozen cows and two dozen pigs", &["a dozen cows|12|12|cows", "two dozen pigs|24|24|pigs"]);
        check("dozens of people", &[]);
        check("half a dozen of them", &[]);
        check("he was fined twice", &[]);
        check("it is twice the size", &["twice|2|2|times"]);
        check("more than twice as many", &["more than twice|2|open|times"]);
        check("twice a week", &["twice a week|2|2|times/week"]);
        check("three times a week", &["three times a week|3|3|times/week"]);
        check("up 3 percentage points", &["3 percentage points|3|3|percentage points"]);
    }

    #[test]
    fn a_decade_is_no_quantity() {
        check("in the 1990s farmers left", &[]);
        check("in his 30s", &[]);
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
