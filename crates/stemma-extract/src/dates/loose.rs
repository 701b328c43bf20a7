//! Times without a year of their own, decades and centuries: "the 1990s", "in the third quarter", "last winter", "overnight",
//! "three weeks ago", "over the past two years", "last Friday".
//!
//! All but decades and centuries are counted from the day of publication, and are not read without it.

use regex::Captures;
use stemma_core::date::PartialDate;

use super::{COUNT, MONTHS, days_of, from_days, month_near, month_number, number, ordinal, season_number, weekday};
use crate::grammar::{PRONOUNS, is_determiner};

const DECADES: &str = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties";
const WEEKDAYS: &str = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const UNITS: &str = "day|week|month|year|decade";

/// Their shapes, to stand among those of other dates.
pub(super) fn shapes() -> String {
    format!(
        r"\b(?:(?:early|mid|late)[\s-])?(?P<decade>(?:19|20)\d0)s\b
        | \b[Tt]he\s(?:(?:early|mid|late)[\s-])?(?P<decade_word>['’]?[2-9]0s|{DECADES})\b
        | \b(?P<century>1\d|20|21)(?:th|st)(?:\s|-)century\b
        | \b(?P<rq_lead>[Ii]n|[Ff]or|[Dd]uring|of)\sthe\s(?P<rq>first|second|third|fourth|last|final)\squarter(?:\sof\s(?:(?P<rq_of>(?:this|last|the|next)\syear)|(?P<rq_year>(?:19|20)\d\d)))?\b
        | \b(?P<rq_this>this|last|next)\squarter\b
        | \bQ(?P<rq_number>[1-4])\b
        | \b(?P<season_which>[Ll]ast|this\s(?:past)|this|next|[Tt]his)\s(?P<season_name>spring|summer|autumn|fall|winter)\b
        | \b(?P<night>Overnight|[Ll]ast\snight|[Tt]onight|[Tt]his\s(?:morning|afternoon|evening))\b
        | \b(?P<ago>{COUNT}|a|an)\s(?P<ago_unit>{UNITS}|fortnight)s?\sago\b
        | \b(?P<run>{COUNT}|the)\s(?P<run_unit>month|year)s?\s(?:to|ending|ended)\s(?:in\s|(?:the\s)?end\sof\s|\d{{1,2}}\s)?(?P<run_month>{MONTHS})(?:\s(?P<run_year>(?:19|20)\d\d))?\b
        | \b(?:in|over|during|for|within)\sthe\s(?:past|last)\s(?:(?P<past>{COUNT})\s)?(?P<past_unit>month|year|decade)s?\b
        | \b(?P<day_which>[Ll]ast|[Nn]ext|this)\s(?P<day_name>{WEEKDAYS})\b"
    )
}

/// What one of these shapes means in EDTF. The outer nothing is that it is none of them; the inner one, that it cannot be told.
pub(super) fn read(captures: &Captures, is_past: bool, published: Option<PartialDate>) -> Option<Option<String>> {
    let get = |name: &str| captures.name(name).map(|found| found.as_str());
    if let Some(decade) = get("decade") {
        return Some(decade.get(..3).map(|three| format!("{three}X")));
    }
    if let Some(word) = get("decade_word") {
        return Some(tens(word).map(|ten| format!("19{ten}X")));
    }
    if let Some(century) = get("century") {
        return Some(century.parse::<u8>().ok().map(|century| format!("{}XX", century - 1)));
    }
    if get("run").is_some() {
        return Some(run(&get, is_past, published));
    }
    let quarter = get("rq").or(get("rq_this")).or(get("rq_number"));
    if let (Some(which), Some(year)) = (get("rq"), get("rq_year").and_then(|year| year.parse().ok())) {
        return Some(PartialDate::month(year, 1).and_then(|day| quarter_of(which, Some("the year"), is_past, day)));
    }
    let is_loose = quarter.or(get("season_name")).or(get("night")).or(get("ago_unit")).or(get("past_unit"));
    is_loose.or(get("day_name"))?;
    let Some(published) = published else { return Some(None) };
    Some(match (quarter, get("season_which").zip(get("season_name")), get("night")) {
        (Some(which), ..) => quarter_of(which, get("rq_of"), is_past, published),
        (_, Some((which, season)), _) => season_of(which, season, published),
        (_, _, Some(night)) => night_of(night, published),
        _ => counted(&get, published),
    })
}

/// "The three months to June", "the year to March 2026": the months that end with the one that is named.
fn run<'c>(get: &impl Fn(&str) -> Option<&'c str>, is_past: bool, published: Option<PartialDate>) -> Option<String> {
    let month = get("run_month").and_then(month_number)?;
    let last = match get("run_year").and_then(|year| year.parse().ok()) {
        Some(year) => PartialDate::month(year, month),
        None => PartialDate::parse(&month_near(month, is_past, published?)?),
    }?;
    let count = get("run").and_then(number).unwrap_or(1);
    let months = if get("run_unit") == Some("year") { count * 12 } else { count };
    Some(format!("{}/{last}", back(months - 1, "month", last)?))
}

/// The tens of "'90s", "nineties".
fn tens(word: &str) -> Option<u8> {
    let digits = word.trim_start_matches(['\'', '’']);
    let named = || DECADES.split('|').position(|decade| decade == word).and_then(|at| u8::try_from(at + 2).ok());
    digits.get(..1).and_then(|ten| ten.parse().ok()).or_else(named)
}

/// Of "the third quarter" the one that is meant: of the year that is named, else the last that has begun when it is told as
/// past, else the one of the year of publication.
fn quarter_of(which: &str, of: Option<&str>, is_past: bool, published: PartialDate) -> Option<String> {
    let year = published.year_number();
    let now = (i32::from(published.month_number()?) - 1) / 3;
    let shift = |word: &str| i32::from(word.starts_with("next")) - i32::from(word.starts_with("last"));
    let (year, quarter) = match which {
        "this" | "next" => (year, now + shift(which)),
        "last" if of.is_none() => (year, now - 1),
        "last" | "final" => (year + of.map_or(0, shift), 3),
        _ => {
            let quarter = which.parse().unwrap_or_else(|_| i32::from(ordinal(which))) - 1;
            let not_begun = of.is_none() && is_past && quarter > now;
            (year + of.map_or(0, shift) - i32::from(not_begun), quarter)
        }
    };
    let (year, first) = (year + quarter.div_euclid(4), quarter.rem_euclid(4) * 3 + 1);
    Some(format!("{year}-{first:02}/{year}-{:02}", first + 2))
}

/// A season by its year; a winter, which has two, by its months. The last one is the last that is over.
fn season_of(which: &str, season: &str, published: PartialDate) -> Option<String> {
    let (year, month) = (published.year_number(), i32::from(published.month_number()?));
    let last_month = match season {
        "spring" => 5,
        "summer" => 8,
        "autumn" | "fall" => 11,
        _ => 2,
    };
    // The year in which it ends.
    let ends = match which.to_lowercase().as_str() {
        "last" | "this past" => year - i32::from(month <= last_month),
        "next" => year + i32::from(month > last_month - 3),
        _ if season == "winter" => year + i32::from(month > 6),
        _ => year,
    };
    if season == "winter" {
        return Some(format!("{}-12/{ends}-02", ends - 1));
    }
    Some(format!("{ends}-{}", season_number(season)))
}

fn night_of(words: &str, published: PartialDate) -> Option<String> {
    let today = days_of(published)?;
    match words.to_lowercase().as_str() {
        "overnight" => Some(format!("{}/{published}", from_days(today - 1)?)),
        "last night" => from_days(today - 1).map(|day| day.to_string()),
        _ => Some(published.to_string()),
    }
}

/// "Three weeks ago", "over the past two years", "last Friday".
fn counted<'c>(get: &impl Fn(&str) -> Option<&'c str>, published: PartialDate) -> Option<String> {
    if let Some((which, day)) = get("day_which").zip(get("day_name")) {
        let before = from_days(days_of(published)? - 1)?;
        let last = if which == "this" { weekday(day, published)? } else { weekday(day, before)? };
        let shift = if which.eq_ignore_ascii_case("next") { 7 } else { 0 };
        return from_days(days_of(last)? + shift).map(|day| day.to_string());
    }
    if let Some((count, unit)) = get("ago").zip(get("ago_unit")) {
        let count = if count.starts_with('a') { 1 } else { number(count)? };
        let (count, unit) = if unit == "fortnight" { (count * 2, "week") } else { (count, unit) };
        // Two papers that say "three weeks ago" a day apart mean one day, or nearly so.
        let rough = |date: String| date.get(..7).map(|month| format!("{month}~"));
        return back(count, unit, published).and_then(|date| if unit == "week" { rough(date) } else { Some(date) });
    }
    let count = get("past").map_or(Some(1), number)?;
    let unit = get("past_unit")?;
    let now = PartialDate::month(published.year_number(), published.month_number()?)?;
    let months = match unit {
        "year" => count * 12,
        "decade" => count * 120,
        _ => count,
    };
    Some(format!("{}/{now}", back(months, "month", published)?))
}

/// So long before the day of publication, as exact as the unit.
fn back(count: i32, unit: &str, published: PartialDate) -> Option<String> {
    let year = published.year_number();
    match unit {
        "day" => from_days(days_of(published)? - i64::from(count)).map(|day| day.to_string()),
        "week" => from_days(days_of(published)? - i64::from(count) * 7).map(|day| day.to_string()),
        "month" => {
            let months = year * 12 + i32::from(published.month_number()?) - 1 - count;
            let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
            PartialDate::month(months.div_euclid(12), month).map(|date| date.to_string())
        }
        "decade" => Some(format!("{}~", year - count * 10)),
        _ => Some((year - count).to_string()),
    }
}

/// Whether words that look like one of these mean something else: "the third quarter of the match".
pub(super) fn is_else(captures: &Captures, words: &str) -> bool {
    let Some(whole) = captures.get(0) else { return false };
    let behind = words.get(whole.end()..).unwrap_or_default();
    if captures.name("night").is_some_and(|night| night.as_str() == "Overnight") {
        // "Overnight, fires", "Overnight the river", and no "Overnight trains".
        let next = behind.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        return !behind.starts_with(',')
            && !next.starts_with(char::is_uppercase)
            && !is_determiner(next)
            && !PRONOUNS.contains(next);
    }
    // "The month to March" is no run of months, and "the year to May" one.
    if captures.name("run").is_some_and(|run| run.as_str() == "the") {
        return captures.name("run_unit").is_some_and(|unit| unit.as_str() == "month");
    }
    if captures.name("rq").is_some() {
        const GAMES: [&str; 7] = [
            "of the match",
            "of the game",
            "of the race",
            "of the final",
            "of the century",
            "of the moon",
            "of the play",
        ];
        return GAMES.iter().any(|game| behind.trim_start().starts_with(game));
    }
    false
}
