//! Dates with the precision they are given in, anchored on the day of publication.

mod loose;
mod tense;

use regex::Captures;
use stemma_core::date::PartialDate;
use stemma_core::span::{Quote, Span};
use stemma_core::statement::DateMention;

use crate::patterns::{Hint, Pattern};
use tense::tells_of_the_past;

/// The months in their order.
pub(crate) const MONTHS: &str = "January|February|March|April|May|June|July|August|September|October|November|December";
/// The days of the week in their order.
pub(crate) const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Which month of a year, as words.
const ORDINALS: &str = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth";
const COUNT: &str = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen";
/// Words before a month without a year that make it one, and no name or verb ("May said", "March on").
const LEADS: [&str; 12] =
    ["in", "since", "until", "by", "late", "early", "mid", "of", "from", "during", "before", "after"];

/// Words before a date that say until when something holds: it may well lie ahead of what was done.
const OPEN_ENDS: [&str; 5] = ["until", "till", "by", "before", "after"];

/// Days that have a name and fall on one date each year, as month and day.
const FEASTS: &[(&str, u8, u8)] = &[
    ("New Year's Day", 1, 1),
    ("Valentine's Day", 2, 14),
    ("Halloween", 10, 31),
    ("Christmas Eve", 12, 24),
    ("Christmas Day", 12, 25),
    ("Boxing Day", 12, 26),
    ("New Year's Eve", 12, 31),
];

/// The shapes of dates, the most precise first; names of groups say how each is read. What leads to a month stands in no
/// shape: the leftmost match would be the one that leaves out the year behind it.
static DATE: Pattern = Pattern::new(
    date,
    Hint::DigitOr(
        "night morning afternoon evening ago quarter century twenties thirties forties fifties sixties seventies eighties \
         nineties January February March April May June July August September October November December year month week \
         day Day Eve Halloween decade spring summer autumn fall winter tomorrow",
    ),
);

fn date() -> String {
    let feasts =
        FEASTS.iter().map(|(name, ..)| name.replace(' ', r"\s").replace('\'', "['’]")).collect::<Vec<_>>().join("|");
    let loose = loose::shapes();
    format!(
        r"(?x)
        \b(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)\b
        | \b(?P<md_month>{MONTHS})\s(?P<md_day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<md_year>(?:19|20)\d\d))?\b
        | \b(?P<dm_day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<dm_month>{MONTHS})(?:\s(?P<dm_year>(?:19|20)\d\d))?\b
        | \b(?:between|from)\s(?P<m_from>{MONTHS})\s(?:and|to|until|till)\s(?P<m_to>{MONTHS})\s(?P<m_year>(?:19|20)\d\d)\b
        | \b(?:(?:late|early|mid|the\send\sof|by)[\s-])?(?P<my_month>{MONTHS}),?\s(?P<my_year>(?:19|20)\d\d)\b
        | \b(?P<feast>{feasts})(?:,?\s(?P<f_year>(?:19|20)\d\d))?\b
        | \b(?:the\s)?(?P<nth_month>{ORDINALS}|last|final)\smonth\sof\s(?P<nm_year>(?:19|20)\d\d)\b
        | \b(?:the\s)?(?P<nth_day>first|last|final)\sday\sof\s(?P<nd_month>{MONTHS})\s(?P<nd_year>(?:19|20)\d\d)\b
        | \b(?P<of_day>{ORDINALS})\sof\s(?P<of_month>{MONTHS})\s(?P<of_year>(?:19|20)\d\d)\b
        | \b(?P<slash_day>\d{{1,2}})[/.](?P<slash_month>\d{{1,2}})[/.](?P<slash_year>(?:19|20)\d\d)\b
        | \b(?P<quarter>first|second|third|fourth)\squarter\sof\s(?P<q_year>(?:19|20)\d\d)\b
        | \b(?:the\s)?(?P<half>first|second)\shalf\sof\s(?P<h_year>(?:19|20)\d\d)\b
        | \b(?:the\s)?(?P<season>spring|summer|autumn|fall|winter)(?:\sof)?\s(?P<s_year>(?:19|20)\d\d)\b
        | \b(?:(?:in|within|over|during)\sthe\s(?:next|coming)|within)\s(?P<span>{COUNT})[\s-](?P<span_unit>day|week|month|year)s?\b
        | \bin\s(?P<ahead>{COUNT})\s(?P<ahead_unit>day|week|month|year)s?\b
        | \bQ(?P<q_number>[1-4])\s(?P<qn_year>(?:19|20)\d\d)\b
        | \b(?:(?:[Ii]n|[Bb]y|from|between|during|[Aa]round|for)\s)?(?P<r_from>(?:19|20)\d\d)\s?(?:-|–|to|and)\s?(?P<r_to>(?:19|20)\d\d)\b
        | \b(?:late|early|mid|end\sof)[\s-](?P<y_loose>(?:19|20)\d\d)\b
        | \b(?P<y_lead>[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|of|from|during|[Aa]round|[Bb]efore|[Aa]fter|to|the|and|early|late|ended|finished|began|started)\s(?P<year>(?:19|20)\d\d)\b
        | {loose}
        | \b(?P<relative>(?:the\s)?end\sof\s(?:the|this)\syear|end\sof\s(?:the|this)\sdecade|(?:this|last|next)\s(?:year|month|week)|yesterday|today|tomorrow)\b
        | \b(?:[Oo]n|[Ss]ince)\s(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b
        | \b(?P<month>{MONTHS})\b"
    )
}

/// The dates of `text` within `span`, in order of place.
pub(crate) fn dates(text: &str, span: Span, published: Option<PartialDate>) -> Vec<DateMention> {
    let Some(words) = span.slice(text) else { return Vec::new() };
    let Some((pattern, plain)) = DATE.on(words) else { return Vec::new() };
    let found = pattern.captures_iter(&plain).filter_map(|captures| {
        let whole = captures.get(0)?;
        let before = lead_of(words, whole.start());
        if captures.name("month").is_some() && !LEADS.contains(&before.as_str()) {
            return None;
        }
        if loose::is_else(&captures, words) {
            return None;
        }
        let is_past = !OPEN_ENDS.contains(&before.as_str()) && tells_of_the_past(words, whole.start());
        // "Will close in four years": behind "it took" the same words tell how long.
        let is_ahead = || tense::tells_of_what_is_to_come(words, whole.start());
        if captures.name("ahead").is_some() && (is_past || !is_ahead()) {
            return None;
        }
        // "The price halved within 18 months": how long it took.
        if captures.name("span").is_some()
            && is_past
            && whole.as_str().starts_with("within ")
            && !whole.as_str().contains(" the ")
        {
            return None;
        }
        let edtf = run_of_months(&captures).or_else(|| read(&captures, (&before, is_past), published))?;
        let edtf = week_of(words.get(..whole.start()).unwrap_or_default(), &edtf).unwrap_or(edtf);
        let edtf = if captures.name("weekday").is_some() && !is_past && is_ahead() {
            next_week(&edtf, published).unwrap_or(edtf)
        } else {
            edtf
        };
        let lead = captures.name("y_lead").map_or(0, |lead| lead.len() + 1);
        let on = captures.name("weekday").map_or(0, |weekday| weekday.start() - whole.start());
        let the = captures.name("rq_lead").map_or(0, |lead| lead.len() + " the ".len());
        let the = the + captures.name("decade_word").map_or(0, |_| "the ".len());
        let start = span.start + captures.name("r_from").map_or(whole.start() + lead + on + the, |from| from.start());
        Some(DateMention { quote: Quote::at(text, Span::new(start, span.start + whole.end()))?, edtf })
    });
    found.collect()
}

/// The day, month or year by which a prediction can be held against what happened: its last date.
pub(crate) fn due(dates: &[DateMention]) -> Option<PartialDate> {
    let last = dates.last()?.edtf.rsplit('/').next()?.trim_end_matches('~');
    // A season is no month: its year is what is sure.
    PartialDate::parse(last).or_else(|| PartialDate::parse(last.get(..4)?))
}

/// "The week of 3 March": from its Monday to its Sunday.
fn week_of(before: &str, day: &str) -> Option<String> {
    let is_week = before.trim_end().strip_suffix("of").is_some_and(|before| before.trim_end().ends_with("week"));
    let day = PartialDate::parse(day).filter(|_| is_week && day.len() == 10)?;
    let day = days_of(day)?;
    // Day 0 was a Thursday.
    let monday = day - (day + 3).rem_euclid(7);
    Some(format!("{}/{}", from_days(monday)?, from_days(monday + 6)?))
}

/// The same day a week later, where it lies before the day of publication.
fn next_week(day: &str, published: Option<PartialDate>) -> Option<String> {
    let day = days_of(PartialDate::parse(day)?)?;
    (day < days_of(published?)?).then(|| from_days(day + 7)).flatten().map(|date| date.to_string())
}

/// The word before a place, in lower case.
fn lead_of(words: &str, at: usize) -> String {
    let before = words.get(..at).unwrap_or_default();
    let word = before.strip_suffix([' ', '-', '\n']).and_then(|rest| rest.rsplit(|c: char| !c.is_alphabetic()).next());
    word.unwrap_or_default().to_lowercase()
}

/// "The last month of 2025", "the first day of May 2025", "31/12/2025". Of "3/12/2025" nobody can tell which is the month.
fn nth(captures: &Captures) -> Option<String> {
    let get = |name: &str| captures.name(name).map(|found| found.as_str());
    let year = |name: &str| get(name).and_then(|year| year.parse::<i32>().ok());
    if let (Some(which), Some(year)) = (get("nth_month"), year("nm_year")) {
        let place = ORDINALS.split('|').position(|ordinal| ordinal == which).map_or(12, |place| place + 1);
        return PartialDate::month(year, u8::try_from(place).ok()?).map(|date| date.to_string());
    }
    if let (Some(day), Some(month), Some(year)) = (get("slash_day"), get("slash_month"), year("slash_year")) {
        let (day, month): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
        return PartialDate::day(year, month, day).filter(|_| day > 12 || day == month).map(|date| date.to_string());
    }
    if let (Some(day), Some(month), Some(year)) =
        (get("of_day"), get("of_month").and_then(month_number), year("of_year"))
    {
        let day = ORDINALS.split('|').position(|ordinal| ordinal == day)? + 1;
        return PartialDate::day(year, month, u8::try_from(day).ok()?).map(|date| date.to_string());
    }
    let (month, year) = (get("nd_month").and_then(month_number)?, year("nd_year")?);
    let day = if get("nth_day") == Some("first") { 1 } else { PartialDate::month(year, month)?.last_day().2 };
    PartialDate::day(year, month, day).map(|date| date.to_string())
}

fn read(captures: &Captures, (lead, is_past): (&str, bool), published: Option<PartialDate>) -> Option<String> {
    let get = |name: &str| captures.name(name).map(|found| found.as_str());
    let year = |name: &str| get(name).and_then(|year| year.parse::<i32>().ok());
    if let Some(found) = loose::read(captures, is_past, published) {
        return found;
    }
    if let Some(iso) = get("iso") {
        return PartialDate::parse(iso).map(|date| date.to_string());
    }
    for (month, day, of_year) in [("md_month", "md_day", "md_year"), ("dm_month", "dm_day", "dm_year")] {
        if let (Some(month), Some(day)) = (get(month).and_then(month_number), get(day)) {
            let day = day.parse().ok()?;
            return match year(of_year) {
                Some(year) => PartialDate::day(year, month, day),
                None => nearest(published, is_past, month, |year| PartialDate::day(year, month, day)),
            }
            .map(|date| date.to_string());
        }
    }
    if get("nth_month").or(get("nth_day")).or(get("slash_day")).or(get("of_day")).is_some() {
        return nth(captures);
    }
    if let Some((_, month, day)) = get("feast").and_then(feast) {
        return match year("f_year") {
            Some(year) => PartialDate::day(year, *month, *day),
            None => nearest(published, is_past, *month, |year| PartialDate::day(year, *month, *day)),
        }
        .map(|date| date.to_string());
    }
    if let (Some(month), Some(year)) = (get("my_month").and_then(month_number), year("my_year")) {
        return PartialDate::month(year, month).map(|date| date.to_string());
    }
    if let Some(number) = get("quarter").map(ordinal).or(get("q_number").and_then(|n| n.parse().ok())) {
        let year = year("q_year").or_else(|| year("qn_year"))?;
        return Some(format!("{year}-{:02}/{year}-{:02}", number * 3 - 2, number * 3));
    }
    if let (Some(half), Some(year)) = (get("half"), year("h_year")) {
        let months = if half == "first" { ("01", "06") } else { ("07", "12") };
        return Some(format!("{year}-{}/{year}-{}", months.0, months.1));
    }
    if let (Some(season), Some(year)) = (get("season"), year("s_year")) {
        return Some(format!("{year}-{}", season_number(season)));
    }
    if let (Some(from), Some(to)) = (year("r_from"), year("r_to")) {
        return (from < to).then(|| format!("{from}/{to}"));
    }
    if let Some(year) = year("y_loose").or_else(|| year("year")) {
        return Some(year.to_string());
    }
    let published = published?;
    let span = get("span").or(get("ahead")).and_then(number);
    if let (Some(count), Some(unit)) = (span, get("span_unit").or(get("ahead_unit"))) {
        return within(count, unit, published);
    }
    match (get("relative"), get("weekday"), get("month").and_then(month_number)) {
        (Some(words), _, _) => relative(words, published),
        (_, Some(day), _) => weekday(day, published).map(|date| date.to_string()),
        // What has lasted since a month began in a month that has been.
        (_, _, Some(month)) => month_near(month, is_past || lead == "since", published),
        _ => None,
    }
}

/// "Between July and September 2024", "from November to March 2025".
fn run_of_months(captures: &Captures) -> Option<String> {
    let get = |name: &str| captures.name(name).map(|found| found.as_str());
    let (from, to) = (get("m_from").and_then(month_number)?, get("m_to").and_then(month_number)?);
    let year: i32 = get("m_year")?.parse().ok()?;
    Some(format!("{}-{from:02}/{year}-{to:02}", year - i32::from(from > to)))
}

/// The month of this number that is nearest to a day.
fn month_near(month: u8, has_been: bool, published: PartialDate) -> Option<String> {
    nearest(Some(published), has_been, month, |year| PartialDate::month(year, month)).map(|date| date.to_string())
}

fn feast(words: &str) -> Option<&'static (&'static str, u8, u8)> {
    let plain = words.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ");
    FEASTS.iter().find(|(name, ..)| *name == plain)
}

fn month_number(name: &str) -> Option<u8> {
    let at = MONTHS.split('|').position(|month| month == name)?;
    u8::try_from(at + 1).ok()
}

fn ordinal(word: &str) -> u8 {
    match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        _ => 4,
    }
}

/// The year in which a month without one lies nearest to the day of publication.
fn nearest_year(published: Option<PartialDate>, month: u8) -> Option<i32> {
    let published = published?;
    let year = published.year_number();
    let ahead = i32::from(month) - i32::from(published.month_number().unwrap_or(month));
    Some(if ahead > 6 {
        year - 1
    } else if ahead < -6 {
        year + 1
    } else {
        year
    })
}

/// The date in the year in which its month lies nearest to the day of publication; when it has been, no later than that.
fn nearest(
    published: Option<PartialDate>,
    has_been: bool,
    month: u8,
    date: impl Fn(i32) -> Option<PartialDate>,
) -> Option<PartialDate> {
    let year = nearest_year(published, month)?;
    let is_ahead = date(year)?.first_day() > published?.last_day();
    date(year - i32::from(has_been && is_ahead))
}

/// The season by its number in EDTF.
fn season_number(name: &str) -> u8 {
    match name {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        _ => 24,
    }
}

fn number(word: &str) -> Option<i32> {
    let words = COUNT.split('|').skip(1).zip((1..=12).chain([18]));
    word.parse().ok().or_else(|| words.into_iter().find(|(name, _)| *name == word).map(|(_, number)| number))
}

/// The time from the day of publication on, as long as is said: of months and years to the month, else to the day.
fn within(count: i32, unit: &str, published: PartialDate) -> Option<String> {
    if unit == "day" || unit == "week" {
        let days = i64::from(count) * if unit == "week" { 7 } else { 1 };
        return Some(format!("{published}/{}", from_days(days_of(published)? + days)?));
    }
    let month = published.month_number()?;
    let months = published.year_number() * 12 + i32::from(month) - 1 + if unit == "year" { count * 12 } else { count };
    let end = PartialDate::month(months.div_euclid(12), u8::try_from(months.rem_euclid(12) + 1).ok()?)?;
    Some(format!("{}/{end}", PartialDate::month(published.year_number(), month)?))
}

fn relative(words: &str, published: PartialDate) -> Option<String> {
    let year = published.year_number();
    let shift = if words.starts_with("last") { -1 } else { i32::from(words.starts_with("next")) };
    if words.ends_with("decade") {
        return Some((year - year.rem_euclid(10) + 9).to_string());
    }
    if words.ends_with("month") {
        let months = year * 12 + i32::from(published.month_number()?) - 1 + shift;
        let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
        return PartialDate::month(months.div_euclid(12), month).map(|date| date.to_string());
    }
    if words.ends_with("day") || words == "tomorrow" {
        let days = match words {
            "yesterday" => -1,
            "tomorrow" => 1,
            _ => 0,
        };
        return from_days(days_of(published)? + days).map(|date| date.to_string());
    }
    if words.ends_with("week") {
        return Some(format!("{}~", from_days(days_of(published)? + i64::from(shift) * 7)?));
    }
    Some((year + shift).to_string())
}

/// The last such day on or before the day of publication.
fn weekday(name: &str, published: PartialDate) -> Option<PartialDate> {
    let wanted = DAYS.iter().position(|day| name.eq_ignore_ascii_case(day))?;
    let days = days_of(published)?;
    // Day 0 was a Thursday.
    let today = (days + 3).rem_euclid(7);
    from_days(days - (today - i64::try_from(wanted).ok()?).rem_euclid(7))
}

/// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
fn days_of(date: PartialDate) -> Option<i64> {
    let (month, day) = (i64::from(date.month_number()?), i64::from(date.day_number()?));
    let year = i64::from(date.year_number()) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

fn from_days(days: i64) -> Option<PartialDate> {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days - era * 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    PartialDate::day(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_happened_lies_behind() {
        for (published, text, expected) in [
            ("2026-11-10", "Veyra hired 300 engineers in December", "2025-12"),
            ("2026-11-10", "Veyra hired 300 engineers in March", "2026-03"),
            ("2026-02-10", "Veyra hired 300 engineers in March", "2025-03"),
            ("2026-02-10", "In March Veyra hired 300 engineers", "2025-03"),
            ("2026-02-10", "The fire on 12 March killed 9 people", "2025-03-12"),
            ("2026-11-10", "The fire on 12 March killed 9 people", "2026-03-12"),
            ("2026-03-10", "Veyra hired 300 engineers in March", "2026-03"),
            ("2026-01-05", "The bridge opened on 20 December", "2025-12-20"),
            ("2026-11-10", "Veyra will hire 300 engineers in March", "2027-03"),
            ("2026-02-10", "The planned bridge opens on 12 March", "2026-03-12"),
            ("2026-02-10", "The strike was called off until March", "2026-03"),
            ("2026-02-10", "The court set the hearing and it begins on 12 March", "2026-03-12"),
            ("2026-02-10", "The deal was to be closed in March", "2026-03"),
        ] {
            let found = dates(text, Span::new(0, text.len()), PartialDate::parse(published));
            assert_eq!(found.first().map(|date| date.edtf.as_str()), Some(expected), "{published}: {text}");
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let published = PartialDate::parse("2026-05-24");
        let found = dates(text, Span::new(0, text.len()), published);
        let found: Vec<String> = found.into_iter().map(|date| format!("{}|{}", date.quote.text, date.edtf)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn runs_of_months_weeks_of_days_and_fortnights_are_dates() {
        check("Orders fell in the three months to March", &["three months to March|2026-01/2026-03"]);
        check("sales rose in the year to June 2025", &["the year to June 2025|2024-07/2025-06"]);
        check("it sank a fortnight ago", &["a fortnight ago|2026-05~"]);
        check("it has had 36 guests since Tuesday", &["Tuesday|2026-05-19"]);
        check("it will reopen in the week of 3 June", &["3 June|2026-06-01/2026-06-07"]);
        check("the price halved within 18 months", &[]);
        check("it will close within 18 months", &["within 18 months|2026-05/2027-11"]);
        check("they walked from the year to the month to come", &[]);
    }

    #[test]
    fn dates_keep_their_precision() {
        check("in late August 2023 it", &["late August 2023|2023-08"]);
        check("on 2026-05-24 it", &["2026-05-24|2026-05-24"]);
        check("on May 3, 2025 it", &["May 3, 2025|2025-05-03"]);
        check("on 3 May 2025 it", &["3 May 2025|2025-05-03"]);
        check("by 2031", &["2031|2031"]);
        check("around 2027-2028", &["2027-2028|2027/2028"]);
        check("between July and September 2026", &["between July and September 2026|2026-07/2026-09"]);
        check("from November to March 2026", &["from November to March 2026|2025-11/2026-03"]);
        check("the third quarter of 2026", &["third quarter of 2026|2026-07/2026-09"]);
        check("in the second half of 2026", &["the second half of 2026|2026-07/2026-12"]);
        check("in the autumn of 2025", &["the autumn of 2025|2025-23"]);
        check("by spring 2027", &["spring 2027|2027-21"]);
        check("in the first month of 2025 it", &["the first month of 2025|2025-01"]);
        check("in the final month of 2024 it", &["the final month of 2024|2024-12"]);
        check("on the last day of February 2024 it", &["the last day of February 2024|2024-02-29"]);
        check("on the first of May 2025 it", &["first of May 2025|2025-05-01"]);
        check("on 31/12/2024 it", &["31/12/2024|2024-12-31"]);
        check("on New Year's Day 2025 it", &["New Year's Day 2025|2025-01-01"]);
        check("on the 3rd of May 2025", &["3rd of May 2025|2025-05-03"]);
        check("it ended 2025 with a loss", &["2025|2025"]);
    }

    #[test]
    fn loose_dates_are_anchored_on_publication() {
        check("before the end of the year", &["the end of the year|2026"]);
        check("yesterday", &["yesterday|2026-05-23"]);
        check("on Monday it", &["Monday|2026-05-18"]);
        check("last month", &["last month|2026-04"]);
        check("in December", &["December|2025-12"]);
        check("on Christmas Day it", &["Christmas Day|2025-12-25"]);
        check("in June 2024 it", &["June 2024|2024-06"]);
        check("since June 5, 2024 it", &["June 5, 2024|2024-06-05"]);
        check("since September it", &["September|2025-09"]);
        check("until September it", &["September|2026-09"]);
        check("in the next two years it", &["in the next two years|2026-05/2028-05"]);
        check("within 12 months", &["within 12 months|2026-05/2027-05"]);
        check("over the coming ten days", &["over the coming ten days|2026-05-24/2026-06-03"]);
    }

    #[test]
    fn decades_and_centuries_keep_their_precision() {
        check("in the 1990s it", &["1990s|199X"]);
        check("in the late 1990s it", &["late 1990s|199X"]);
        check("in the ’90s it", &["’90s|199X"]);
        check("in the nineties it", &["nineties|199X"]);
        check("in the 19th century it", &["19th century|18XX"]);
        check("a woman in her 90s", &[]);
        check("ninety people in 40s clothes", &[]);
    }

    #[test]
    fn quarters_and_seasons_without_a_year_are_anchored() {
        check("sales fell in the first quarter", &["first quarter|2026-01/2026-03"]);
        check("sales fell in the third quarter", &["third quarter|2025-07/2025-09"]);
        check("sales will fall in the third quarter", &["third quarter|2026-07/2026-09"]);
        check("in the third quarter of last year", &["third quarter of last year|2025-07/2025-09"]);
        check("sales fell last quarter", &["last quarter|2026-01/2026-03"]);
        check("Q1 sales fell", &["Q1|2026-01/2026-03"]);
        check("the third quarter of 2026", &["third quarter of 2026|2026-07/2026-09"]);
        check("it flooded last winter", &["last winter|2025-12/2026-02"]);
        check("it flooded last summer", &["last summer|2025-22"]);
        check("this summer it opens", &["this summer|2026-22"]);
        check("in the third quarter of 2024", &["third quarter of 2024|2024-07/2024-09"]);
        check("he scored in the third quarter of the match", &[]);
        check("a quarter of the pupils", &[]);
    }

    #[test]
    fn nights_and_times_ago_are_counted_from_publication() {
        check("Overnight the river rose", &["Overnight|2026-05-23/2026-05-24"]);
        check("they were locked in overnight.", &[]);
        check("it burned last night in Lisk", &["last night|2026-05-23"]);
        check("it burned this morning", &["this morning|2026-05-24"]);
        check("it burned three days ago", &["three days ago|2026-05-21"]);
        check("it burned two weeks ago", &["two weeks ago|2026-05~"]);
        check("it burned a year ago", &["a year ago|2025"]);
        check("it burned four months ago", &["four months ago|2026-01"]);
        check("it grew over the past two years", &["over the past two years|2024-05/2026-05"]);
        check("it grew in the past week", &[]);
        check("he left last Friday", &["last Friday|2026-05-22"]);
        check("he leaves next Friday", &["next Friday|2026-05-29"]);
        check("Overnight trains were cancelled", &[]);
        check("she took an overnight train", &[]);
        check("an hour ago", &[]);
        check("for the last time", &[]);
    }

    #[test]
    fn a_weekday_that_lies_ahead_is_the_next_one() {
        let published = PartialDate::parse("2026-03-04");
        let of = |text: &str| {
            dates(text, Span::new(0, text.len()), published).into_iter().map(|date| date.edtf).collect::<Vec<_>>()
        };
        assert_eq!(of("The bridge will reopen on Friday."), ["2026-03-06"]);
        assert_eq!(of("The vote is on Sunday."), ["2026-03-08"]);
        assert_eq!(of("The bridge was shut on Friday."), ["2026-02-27"]);
        assert_eq!(of("The vote took place on Friday."), ["2026-02-27"]);
        assert_eq!(of("It said on Monday that the bridge would close."), ["2026-03-02"]);
        assert_eq!(of("The bridge will close in four years."), of("The bridge will close within four years."));
        assert_eq!(of("The bridge was built in four years."), [""; 0]);
    }

    #[test]
    fn a_prediction_is_due_when_its_last_date_is_over() {
        let due_of = |text: &str| {
            let found = dates(text, Span::new(0, text.len()), PartialDate::parse("2026-05-24"));
            due(&found).map(|date| date.to_string())
        };
        assert_eq!(due_of("in the next 12 months").as_deref(), Some("2027-05"));
        assert_eq!(due_of("by spring 2027").as_deref(), Some("2027"));
        assert_eq!(due_of("next week").as_deref(), Some("2026-05-31"));
        assert_eq!(due_of("soon"), None);
    }

    #[test]
    fn product_names_are_no_dates() {
        check("the Kirin 2026 chip", &[]);
        check("May told them to March on", &[]);
    }
}
