//! Times of day in one form: "2.30 p.m.", "14:30" and "half past two in the afternoon" are "at 14:30".

use std::ops::Range;

use super::words::words;

/// A time of day, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// The bytes that say so.
    pub(super) range: Range<usize>,
    /// "clock-14:30".
    pub(super) time: String,
}

/// What a stem that is a time of day begins with.
pub(super) const MARK: &str = "clock-";

/// Hours as words.
const HOURS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The times of day in a text.
pub(super) fn clocks(text: &str) -> Vec<Clock> {
    // Most sentences name none.
    let lower = text.to_ascii_lowercase();
    let may_name = [
        ":",
        "a.m",
        "p.m",
        " am",
        " pm",
        "o'clock",
        "o’clock",
        "half past",
        "quarter",
        " past ",
        " morning",
        " afternoon",
        " evening",
        "midday",
        "noon",
        "midnight",
    ];
    let follows_figure =
        |(at, _): (usize, &str)| at > 0 && lower.as_bytes().get(at - 1).is_some_and(u8::is_ascii_digit);
    let is_short = ["am", "pm"].iter().any(|half| lower.match_indices(half).any(follows_figure));
    if !(is_short || may_name.iter().any(|mark| lower.contains(mark))) || lower.len() != text.len() {
        return Vec::new();
    }
    let all: Vec<&str> = words(&lower).collect();
    let at = |word: &str| word.as_ptr().addr() - lower.as_ptr().addr();
    let mut found = Vec::new();
    let mut place = 0;
    while place < all.len() {
        let rest = all.get(place..).unwrap_or_default();
        let told = rest.first().and_then(|first| {
            let (time, count) = read(&lower, at(first), rest)?;
            let last = rest.get(count - 1)?;
            Some((at(first)..at(last) + last.len(), time, count))
        });
        if let Some((range, (hour, minute), count)) = told {
            found.push(Clock { range, time: format!("{MARK}{hour:02}:{minute:02}") });
            place += count;
        } else {
            place += 1;
        }
    }
    found
}

type Time = (u32, u32);

/// The time that these words begin with, and how many of them say so.
fn read(text: &str, start: usize, rest: &[&str]) -> Option<(Time, usize)> {
    let word = |at: usize| rest.get(at).copied().unwrap_or_default();
    match word(0) {
        "noon" | "midday" => return Some(((12, 0), 1)),
        "midnight" => return Some(((0, 0), 1)),
        _ => {}
    }
    if word(0) == "half" && word(1) == "past" {
        let (time, count) = in_words(rest, 2, 30)?;
        return Some((time, count));
    }
    if word(0) == "quarter" && matches!(word(1), "past" | "to") {
        let (time, count) = in_words(rest, 2, if word(1) == "past" { 15 } else { 45 })?;
        return Some(((if word(1) == "past" { time.0 } else { (time.0 + 23) % 24 }, time.1), count));
    }
    if let Some(found) = by_minutes(rest).or_else(|| short(text, start, rest)) {
        return Some(found);
    }
    if let Some((time, count)) = in_words(rest, 0, 0).filter(|_| is_o_clock(word(1)) || half(word(1)).is_some()) {
        return Some((time, count));
    }
    let hour: u32 = word(0).split('.').next()?.parse().ok().filter(|hour| *hour < 24)?;
    let in_minutes =
        |minute: &str| (minute.len() == 2).then(|| minute.parse::<u32>().ok()).flatten().filter(|m| *m < 60);
    let behind = text.get(start + word(0).len()..)?;
    // "14:30", "2.30 p.m.", "7 p.m.".
    if behind.starts_with(':') && !word(0).contains('.') && word(0).len() <= 2 {
        let minute = in_minutes(word(1))?;
        let half = half(word(2));
        return Some(((in_half(hour, half), minute), 2 + usize::from(half.is_some())));
    }
    let half = half(word(1))?;
    let minute = word(0).split_once('.').map_or(Some(0), |(_, minute)| in_minutes(minute))?;
    Some(((in_half(hour, Some(half)), minute), 2))
}

/// "Ten past six in the evening", "twenty to five in the morning".
fn by_minutes(rest: &[&str]) -> Option<(Time, usize)> {
    const MINUTES: &[(&str, u32)] = &[("five", 5), ("ten", 10), ("twenty", 20)];
    let word = |at: usize| rest.get(at).copied().unwrap_or_default();
    let minutes = MINUTES.iter().find(|(name, _)| *name == word(0)).map(|(_, minutes)| *minutes)?;
    let joint = 1 + usize::from(word(1) == "minutes");
    let is_past = match word(joint) {
        "past" => true,
        "to" => false,
        _ => return None,
    };
    let (time, count) = in_words(rest, joint + 1, if is_past { minutes } else { 60 - minutes })?;
    Some(((if is_past { time.0 } else { (time.0 + 23) % 24 }, time.1), count))
}

/// "7pm", "6.30am", "6:30pm": the half of the day behind the figures without a space.
fn short(text: &str, start: usize, rest: &[&str]) -> Option<(Time, usize)> {
    let first = rest.first().copied()?;
    let is_split = text.get(start + first.len()..).is_some_and(|behind| behind.starts_with(':'));
    let (hour, last, count) =
        if is_split { (first, rest.get(1).copied()?, 2) } else { (first.split('.').next()?, first, 1) };
    let half = half(last.get(last.len().checked_sub(2)?..)?)?;
    let figures = last.get(..last.len() - 2)?;
    let minute = if is_split { Some(figures) } else { figures.split_once('.').map(|(_, minute)| minute) };
    let hour = if count == 1 { figures.split('.').next()? } else { hour };
    let hour: u32 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let minute =
        minute.map_or(Some(0), |minute| minute.parse().ok().filter(|of: &u32| minute.len() == 2 && *of < 60))?;
    Some(((in_half(hour, Some(half)), minute), count))
}

fn is_o_clock(word: &str) -> bool {
    matches!(word, "o'clock" | "o’clock")
}

/// The hour that is named in words or figures at a place, when the half of the day is named too.
fn in_words(rest: &[&str], at: usize, minute: u32) -> Option<(Time, usize)> {
    let word = |at: usize| rest.get(at).copied().unwrap_or_default();
    let named = HOURS.iter().position(|hour| *hour == word(at)).and_then(|place| u32::try_from(place + 1).ok());
    let hour = named.or_else(|| word(at).parse().ok().filter(|hour| (1..=12).contains(hour)))?;
    let behind = at + 1 + usize::from(is_o_clock(word(at + 1)));
    if let Some(half) = half(word(behind)) {
        return Some(((in_half(hour, Some(half)), minute), behind + 1));
    }
    // "In the afternoon", "on the evening of": the part of the day stays, since dates are read with it.
    let part = (behind..behind + 4).find_map(|at| match word(at) {
        "morning" => Some(("am", at)),
        "afternoon" | "evening" => Some(("pm", at)),
        _ => None,
    });
    let (part, end) = part?;
    Some(((in_half(hour, Some(part)), minute), end + 1))
}

/// "Am" or "pm", as it is written.
fn half(word: &str) -> Option<&'static str> {
    match word {
        "am" | "a.m" => Some("am"),
        "pm" | "p.m" => Some("pm"),
        _ => None,
    }
}

fn in_half(hour: u32, half: Option<&str>) -> u32 {
    match half {
        Some("pm") if hour < 12 => hour + 12,
        Some("am") if hour == 12 => 0,
        _ => hour,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = clocks(text)
            .into_iter()
            .map(|clock| format!("{}|{}", text.get(clock.range).unwrap(), clock.time.strip_prefix(MARK).unwrap()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn times_of_day_have_one_form() {
        check("It began at 14:30 local time.", &["14:30|14:30"]);
        check("It began at 2:30 p.m. local time.", &["2:30 p.m|14:30"]);
        check("It began at 6.30 pm on Friday.", &["6.30 pm|18:30"]);
        check("It began at 7 a.m. on Friday.", &["7 a.m|07:00"]);
        check("It left at half past six on the evening of 4 May.", &["half past six on the evening|18:30"]);
        check("It left at a quarter to eight in the morning.", &["quarter to eight in the morning|07:45"]);
        check("It left at six o'clock in the evening.", &["six o'clock in the evening|18:00"]);
        check("It left at noon.", &["noon|12:00"]);
        check("It left at 7pm on Friday.", &["7pm|19:00"]);
        check("It left at 6.30am on Friday.", &["6.30am|06:30"]);
        check("It left at 6:30pm on Friday.", &["6:30pm|18:30"]);
        check("It left at ten past six in the evening.", &["ten past six in the evening|18:10"]);
        check("It left at twenty to five in the morning.", &["twenty to five in the morning|04:40"]);
    }

    #[test]
    fn other_numbers_are_no_times() {
        check("The vote was 54:46, and rose 2.30 percent.", &[]);
        check("The second quarter of 2026 was good.", &[]);
        check("It left at half past six.", &[]);
        check("Six people am I told of: 3 men.", &[]);
    }
}
