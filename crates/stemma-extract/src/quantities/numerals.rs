//! What numbers are worth as they are written: figures, decimal commas, words, dozens, millions and crores.

use stemma_core::statement::Decimal;

use super::fractions;

/// What stands in every number that has no figure.
pub(super) const SPELT: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds half third quarter fifth tenth dozen twice thrice";

/// The numbers that are read as words, beside those made of a ten and a one: "twenty-five".
const NUMERALS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds";

/// Figures: grouped by thousands or in the way of India, plain, and with a decimal comma.
pub(super) const DIGITS: &str =
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d+,\d{1,2}|\d+(?:\.\d+)?";

/// Words for powers of ten behind a number.
pub(super) const MAGNITUDES: &str =
    r"lakh crore|hundred|thousand|million|billion|trillion|mn|bn|tn|lakhs?|crores?|Millionen|Milliarden";

const TENS: &str = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const ONES: &str = "one|two|three|four|five|six|seven|eight|nine";

/// The expression of numbers in several words: "two hundred and five", "one thousand two hundred".
pub(super) fn compounds() -> String {
    let below = format!("(?:{TENS})-(?:{ONES})|{}", NUMERALS.replace(" hundreds", "").replace(' ', "|"));
    let hundreds = format!("(?:{below}) hundred(?:(?:,? and)? (?:{below}))?");
    format!("(?:{hundreds}|{below}) thousand(?:,? and|,)? (?:{hundreds}|{below})|{hundreds}")
}

/// The expression of numbers in words.
pub(super) fn words() -> String {
    let all = NUMERALS.replace(' ', "|");
    let (tens, ones) = (TENS, ONES);
    format!(
        "(?:a )?half(?: a)?[ -]dozen|(?:a|{ones}|ten) dozen|twice|thrice|half a|half|a (?:third|quarter|fifth|tenth)|(?:{ones}|ten) and a half|(?:{tens})-(?:{ones})|{all}"
    )
}

/// How often, in one word.
pub(super) fn times(low: &str) -> Option<i128> {
    match low {
        "twice" => Some(2),
        "thrice" => Some(3),
        _ => None,
    }
}

/// The power of ten that a word stands for.
pub(super) fn power(word: &str) -> u8 {
    match word.to_lowercase().trim_end_matches('.') {
        "hundred" => 2,
        "thousand" | "k" => 3,
        "lakh" | "lakhs" => 5,
        "million" | "mn" | "m" | "mio" | "millionen" => 6,
        "crore" | "crores" => 7,
        "billion" | "bn" | "b" | "mrd" | "milliarden" => 9,
        _ => 12,
    }
}

/// Whether figures have a decimal comma: "3,5".
pub(super) fn has_decimal_comma(digits: &str) -> bool {
    digits.split_once(',').is_some_and(|(_, rest)| !rest.contains(',') && rest.len() < 3)
}

/// The value of a number as it is written, times a power of ten.
pub(super) fn value(digits: &str, magnitude: u8) -> Option<Decimal> {
    let low = digits.to_lowercase();
    let whole =
        || times(&low).or_else(|| dozens(&low)).or_else(|| numeral(&low)).and_then(|value| Decimal::new(value, 0));
    let word = fractions::with_half(&low).or_else(whole);
    let figures =
        || if has_decimal_comma(digits) { Decimal::parse(&digits.replace(',', ".")) } else { Decimal::parse(digits) };
    word.or_else(figures)?.times_ten_to(magnitude)
}

/// "Half a dozen", "two dozen".
fn dozens(low: &str) -> Option<i128> {
    let count = low.strip_suffix("dozen")?.trim_end_matches([' ', '-']);
    match count {
        "half" | "half a" | "half-a" | "a half" => Some(6),
        "a" => Some(12),
        _ => numeral(count).map(|count| count * 12),
    }
}

/// The value of a number in words.
pub(super) fn numeral(low: &str) -> Option<i128> {
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
    // "Two hundred and five": so many hundreds, and what is over.
    for (word, worth) in [(" thousand", 1000), (" hundred", 100)] {
        if let Some((count, rest)) = low.split_once(word) {
            let rest = rest.trim_start_matches(',').trim_start();
            let over = rest.strip_prefix("and ").unwrap_or(rest);
            let over = if over.is_empty() { Some(0) } else { numeral(over) };
            return Some(numeral(count)? * worth + over?);
        }
    }
    let known = |low: &str| WORDS.iter().find(|(word, _)| *word == low).map(|(_, value)| *value);
    let parts = || low.split_once('-').and_then(|(ten, one)| Some(known(ten)? + known(one)?));
    known(low).or_else(parts)
}
