//! What stands on a page and is no part of its text: credits of pictures, links to other pages, who edited it; and the
//! place and wire that a report opens with.

use crate::patterns::{Hint, Pattern};

/// Longer sentences are prose, however they begin.
const LONGEST: usize = 200;

static FURNITURE: Pattern = Pattern::new(
    || {
        r"(?x)^(?:
        (?:Photo|Photograph|Photography|Image|Picture|Illustration|Graphic|Video|Credit|Source)s?(?:\s(?:by|credit|courtesy)\b|:)
        | (?:Read|See|Watch|Listen|Learn)\s(?:more|also|next)\b
        | (?:Related|Recommended|Further\sreading|More\son\sthis)\s*(?::|$)
        | (?:Additional\s)?(?:[Rr]eporting|[Ww]riting|[Ee]diting)\sby\s[A-Z]
        | (?:By|(?:Words|Story|Text)\sby)(?:\s\p{Lu}[\p{L}.'’-]+){2,4}(?:(?:,|,?\sand|\s&)(?:\s\p{Lu}[\p{L}.'’-]+){2,4})*\.?$
        | Follow\s\S+(?:\s\S+)?\son\s(?:Twitter|X|Facebook|Instagram|Mastodon|Bluesky)\b
        | Sign\sup\s(?:for|to)\b | Subscribe\s(?:to|now)\b | Share\sthis\b | Click\shere\b | Advertisement\b
        | (?:Published|Updated|Last\supdated|Posted)\s*(?::|on\b|at\b|[A-Z]|\d)
        | ©
        )"
        .to_owned()
    },
    Hint::Word(
        "Photo Image Picture Illustration Graphic Video Credit Source Read See Watch Listen Learn Related \
         Recommended Further More eporting riting diting Follow By Words Story Text Sign Subscribe Share Click Advertisement \
         Published Updated Last Posted ©",
    ),
);

/// "ESTMERE (Reuters) - ", "LONDON, June 3 — ", "WASHINGTON -- ".
static DATELINE: Pattern = Pattern::new(
    || {
        r"(?x)^[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+){0,3}(?:,\s(?:[A-Z][A-Za-z.]+(?:\s\d{1,2})?|\d{1,2}\s[A-Z][a-z]+(?:\s\d{4})?)){0,3}
        (?:\s\([A-Z][A-Za-z\s.]{1,30}\)\s*[-–—]{1,2}|\s*[–—]|\s--)\s+"
            .to_owned()
    },
    Hint::Word("- – —"),
);

/// "Copenhagen, Denmark – April 24, 2026 – ", "SEOUL and KOMAROM, 15 September 2026 – ", "BRUSSELS/BUDAPEST, Sept 14 - ",
/// "April 24 - ": with a date in it places need not be in capitals.
static DATED_LINE: Pattern = Pattern::new(
    || {
        r"(?x)^(?:[A-Z][\p{L}.'’-]+(?:(?:\s|,\s|/|\sand\s)[A-Z][\p{L}.'’-]+){0,5}(?:,\s?|\s[-–—]{1,2}\s|\s\([A-Z][A-Za-z\s.]{1,30}\)\s|\s))?
        (?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2}(?:,\s\d{4})?
         |\d{1,2}\.?\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?(?:\s\d{4})?)
        (?:\s\([A-Z][A-Za-z\s./]{1,30}\))?\s*(?:[–—]|-{1,2}\s)\s*"
            .to_owned()
    },
    Hint::Digit,
);

/// Longer openings are no datelines.
const LONGEST_DATELINE: usize = 120;

/// Whether a sentence is no part of the text.
pub(crate) fn is_furniture(words: &str) -> bool {
    words.len() <= LONGEST && FURNITURE.of(words).is_some_and(|pattern| pattern.is_match(words))
}

/// How long the dateline is that a paragraph opens with, in bytes. What goes on in lower case is none: "SMIC – the foundry –".
pub(crate) fn dateline(words: &str) -> usize {
    if let Some(time) = clock(words) {
        return time;
    }
    let dated = dated_line(words);
    if dated > 0 {
        return dated;
    }
    let mut first = words.chars();
    let opens = first.next().is_some_and(|c| c.is_ascii_uppercase())
        && first.next().is_some_and(|c| !c.is_alphanumeric() || c.is_ascii_uppercase());
    if !opens {
        return 0;
    }
    let end = DATELINE.of(words).and_then(|pattern| pattern.find(words)).map_or(0, |found| found.end());
    let goes_on = words.get(end..).is_some_and(|rest| rest.starts_with(char::is_lowercase));
    if goes_on { 0 } else { end }
}

/// How long the opening is that gives a date, and a place perhaps, before a dash.
fn dated_line(words: &str) -> usize {
    let mut end = LONGEST_DATELINE.min(words.len());
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let head = words.get(..end).filter(|head| head.contains(['-', '–', '—'])).unwrap_or_default();
    let found = DATED_LINE.of(head).and_then(|pattern| pattern.find(head)).map_or(0, |found| found.end());
    // "Oct 6 - 8": the dash goes on to another number.
    let begins =
        words.get(found..).is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric()));
    if begins { found } else { 0 }
}

/// "16:02 The agency reports": how long the time is that an entry of a live report opens with, in bytes.
fn clock(words: &str) -> Option<usize> {
    let (time, rest) = words.split_once(' ')?;
    let (hour, minute) = time.split_once([':', '.'])?;
    let is_number = |part: &str, most: u8| part.len() <= 2 && part.parse::<u8>().is_ok_and(|part| part <= most);
    let is_time = minute.len() == 2 && is_number(hour, 23) && is_number(minute, 59);
    (is_time && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'))).then_some(time.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_has_around_its_text_is_known_by_how_it_begins() {
        for words in [
            "Photo: Jon Dell / Estmere Ledger",
            "Read more: Mayor says port deal was rushed",
            "Reporting by Mara Lindqvist; Editing by Ole Brandt",
            "Follow Ada Moor on Twitter",
            "Published April 21, 2026 6:00 AM",
            "Related:",
            "By Rosalind Aker.",
            "Words by Rosalind Aker and Jory Penn",
        ] {
            assert!(is_furniture(words), "{words}");
        }
        for words in [
            "Photos of the dam show cracks.",
            "Sources said that the dam leaked.",
            "Reporting by the Harbour Post's rivals was wrong, she said",
            "Related firms paid for it.",
            "Published reports say that the dam leaked.",
            "Readers see more of it.",
            "By Friday Kurt Orrin had left.",
            "By Rosalind Aker's count, it leaks.",
        ] {
            assert!(!is_furniture(words), "{words}");
        }
    }

    #[test]
    fn a_dateline_ends_with_its_dash() {
        for (words, rest) in [
            ("ESTMERE (Reuters) - The port", "The port"),
            ("NEW YORK, June 3 (AP) — The port", "The port"),
            ("WASHINGTON — The port", "The port"),
            ("OSLO, 3 August – The port", "The port"),
            ("OSLO, 3 August 2026 – The port", "The port"),
            ("ST. LOUIS -- The port", "The port"),
            ("BRUSSELS/BUDAPEST, Sept 14 - The port", "The port"),
            ("BRUSSELS/BUDAPEST, Sept 14 (Reuters) - The port", "The port"),
            ("LONDON, Oct 6 - The port", "The port"),
            ("SEOUL and KOMAROM, 15 September 2026 – The port", "The port"),
            ("Copenhagen, Denmark – April 24, 2026 – The port", "The port"),
            ("April 24 - The port", "The port"),
            ("May 3 – 12 boats sank", "May 3 – 12 boats sank"),
            ("April 24 – a Friday – was wet", "April 24 – a Friday – was wet"),
            ("The port, 15 September 2026 – said", "The port, 15 September 2026 – said"),
            ("SMIC – the foundry – said", "SMIC – the foundry – said"),
            ("The port — said", "The port — said"),
            ("NATO said", "NATO said"),
            ("A port — said", "A port — said"),
        ] {
            assert_eq!(words.get(dateline(words)..), Some(rest));
        }
    }
}
