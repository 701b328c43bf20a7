//! Whom a report names as its makers beside what it says: "By Lars Endal", "LISK (Reuters) – …", "Reporting by Mara Lind",
//! "Reuters contributed to this report", "This article first appeared in the Casse Mirror".
//!
//! Two reports that one hand made, or one wire sent, are one messenger, however many witnesses they name; whoever is found
//! here is therefore an author of the document.

use stemma_core::document::Metadata;

use crate::entities::is_place;
use crate::furniture::dateline;
use crate::nouns;
use crate::patterns::{Hint, Pattern};
use crate::text::{Block, BlockKind};

/// How many blocks at each end of a document may credit its makers.
const NEAR_AN_END: usize = 8;
/// A longer line is prose.
const LONGEST: usize = 160;
/// The most names that are taken from one document.
const MOST: usize = 12;

/// A name: up to four words with a capital, initials and small words of names among them.
const NAME: &str = r"[A-Z][\p{L}.'’-]*(?:\s(?:(?:de|van|von|der|den|al|el|bin|of|the)\s)*[A-Z][\p{L}.'’-]*){0,4}";

static BYLINE: Pattern = Pattern::new(
    || format!(r"^(?:By|BY|by|Words\sby|Story\sby)\s(?<names>{})(?:\s(?:in|at)\s{NAME})?\.?$", names()),
    Hint::Word("By BY by Words Story"),
);
/// Behind the title of a column or a letter: "A year behind the wall, by Father Declan Roe".
static TITLED: Pattern = Pattern::new(
    || format!(r",\sby\s(?:(?:Father|Sister|Dr|Prof|Professor|Captain)\s)?(?<names>{})$", names()),
    Hint::Word("by"),
);
static REPORTING: Pattern = Pattern::new(
    || {
        format!(
            r"^\(?(?:(?:Additional\s)?[Rr]eporting\s(?:and\swriting\s)?by|With\s(?:additional\s)?reporting\s(?:by|from)|With\sfiles\sfrom)\s(?<names>{})",
            names()
        )
    },
    Hint::Word("eporting With"),
);
static CONTRIBUTED: Pattern = Pattern::new(
    || {
        format!(
            r"(?:^|[.)]\s+)\(?(?:The\s)?(?<names>{})\s(?:also\s)?contributed\s(?:reporting\b|to\sthis\s(?:report|story|article|reporting|piece))",
            names()
        )
    },
    Hint::Word("contributed"),
);
static FIRST_IN: Pattern = Pattern::new(
    || {
        format!(
            r"(?:^|[.)]\s+)\(?This\s(?:article|story|report|piece|text)\s(?:was\s)?(?:(?:first|originally)\s)?(?:appeared|published|ran|produced|written|republished)\s(?:(?:first|originally)\s)?(?:in|on|by|from|for)\s(?:the\s)?(?<names>{NAME})"
        )
    },
    Hint::Word("This"),
);
static WIRE: Pattern = Pattern::new(
    || {
        r"^[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+){0,3}(?:,\s[A-Z][A-Za-z.]+(?:\s\d{1,2})?){0,3}\s\((?<names>[A-Z][A-Za-z\s./]{1,40})\)\s*[-–—]".to_owned()
    },
    Hint::Word("("),
);

/// Below a report: "/Norpress/", "© Norpress".
static CREDIT: Pattern = Pattern::new(
    || r"^[/©]\s?(?:\d{4}\s)?(?<names>\p{Lu}[\p{L}.&’'-]+(?:\s\p{Lu}[\p{L}.&’'-]+){0,2})\s?/?$".to_owned(),
    Hint::Word("/ ©"),
);
/// Below a report: "(TT)".
static INITIALS: Pattern = Pattern::new(|| r"^\((?<names>[A-Z]{2,6})\)$".to_owned(), Hint::Word("("));

/// Whose figures a table or a drawing shows: "Source: Wonno", "Graphic: Lisk Courier. Data from the Ostrava Storm Archive."
static DATA: Pattern = Pattern::new(
    || {
        format!(
            r"(?:^\(?(?:Sources?|Data(?:\s?(?:sources?|set))?|Statistics|Figures|Numbers)\s?:|(?:^|[.;|]\s+)(?:Data|Figures|Statistics)\s(?:from|by|courtesy\sof))\s(?:the\s)?(?<names>{})",
            names()
        )
    },
    Hint::Word("Source Sources Data Dataset Datasource Statistics Figures Numbers"),
);
/// For whom a test was made: "Client: Corva Pumps".
static CLIENT: Pattern = Pattern::new(
    || {
        format!(
            r"^(?:Client|Customer|Sponsor|Sponsored\sby|Commissioned\sby|Commissioner|Ordered\sby|Paid\sfor\sby|Funded\sby|Funding|On\sbehalf\sof)\s?:\s(?:the\s)?(?<names>{})",
            names()
        )
    },
    Hint::Word("Client Customer Sponsor Sponsored Commissioned Commissioner Ordered Paid Funded Funding On"),
);

/// Several names.
fn names() -> String {
    format!(r"{NAME}(?:(?:,|\sand|,\sand|\s&)\s{NAME}){{0,5}}")
}

/// Adds to the authors whom the blocks of `text` credit.
pub(crate) fn add(metadata: &mut Metadata, text: &str, blocks: &[Block]) {
    let is_prose =
        |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::BlockQuote);
    let words: Vec<&str> = blocks.iter().filter(is_prose).filter_map(|block| block.span.slice(text)).collect();
    let top = words.iter().take(NEAR_AN_END);
    let end = words.iter().rev().take(NEAR_AN_END);
    for line in top.clone().chain(end.clone()).flat_map(|block| block.lines()).map(str::trim) {
        if line.len() <= LONGEST {
            add_to(&mut metadata.data_from, named(&DATA, line, false));
            add_to(&mut metadata.supplied_by, named(&CLIENT, line, false));
        }
    }
    let place = top.clone().map(|block| (*block, dateline(block))).find(|(_, length)| *length > 0);
    let place = place.and_then(|(block, length)| block.get(..length)?.split([',', '(', '–', '—']).next());
    let place = place.map(|place| place.trim().trim_end_matches('-').trim().to_owned());
    let is_place = |place: &String| !place.is_empty() && !place.contains(|c: char| c.is_ascii_digit());
    metadata.written_in = metadata.written_in.take().or(place.filter(is_place));
    let mut found: Vec<String> = Vec::new();
    for block in top {
        found.extend(named(&WIRE, block.get(..LONGEST).map_or(*block, |beginning| beginning), true));
        for line in block.lines().map(str::trim).filter(|line| line.len() <= LONGEST) {
            let byline = named(&BYLINE, line, false);
            found.extend(if byline.is_empty() { bare(line) } else { byline });
            found.extend(named(&TITLED, line, false));
            found.extend(Some(line).filter(|line| is_agency(line)).map(str::to_owned));
        }
    }
    for block in end {
        for line in block.lines().map(str::trim) {
            found.extend(named(&REPORTING, line, false));
            found.extend(named(&CONTRIBUTED, line, false));
            found.extend(named(&FIRST_IN, line, true));
            found.extend(named(&CREDIT, line, true));
            found.extend(named(&INITIALS, line, true));
        }
    }
    let signed = words.last().and_then(|last| last.lines().last()).filter(|_| is_letter(&words));
    found.extend(signed.and_then(signature));
    for name in found.into_iter().take(MOST) {
        if !metadata.authors.contains(&name) && metadata.publisher.as_ref() != Some(&name) {
            metadata.authors.push(name);
        }
    }
}

/// Adds names that are not there yet.
fn add_to(known: &mut Vec<String>, names: Vec<String>) {
    for name in names.into_iter().take(MOST) {
        if !known.contains(&name) {
            known.push(name);
        }
    }
}

/// The names that a pattern finds in a line; `whole` says that they are one.
fn named(pattern: &Pattern, line: &str, whole: bool) -> Vec<String> {
    let found = pattern.of(line).and_then(|pattern| pattern.captures(line));
    let Some(names) = found.as_ref().and_then(|found| found.name("names")) else { return Vec::new() };
    let apart = if whole {
        vec![names.as_str()]
    } else {
        names.as_str().split(", ").flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")).collect()
    };
    let clean = |name: &str| name.trim_start_matches("and ").trim_end_matches(['.', ' ']).trim().to_owned();
    apart.into_iter().map(clean).filter(|name| name.chars().count() > 1 && !is_place(name)).collect()
}

/// "Lars Endal, Nordwire" above a report: a byline without "By".
fn bare(line: &str) -> Vec<String> {
    let parts = line.split_once(", ").filter(|(who, whose)| {
        let words = |name: &str| name.split(' ').count();
        let is_name = |name: &str| name.split(' ').all(|word| word.starts_with(char::is_uppercase));
        let is_person = (2..=4).contains(&words(who)) && is_name(who) && !is_place(who) && !nouns::is_organization(who);
        is_person && words(whose) <= 4 && is_name(whose) && nouns::is_outlet(whose)
    });
    parts
        .filter(|_| !line.ends_with(['.', '!', '?', ':']))
        .into_iter()
        .flat_map(|(a, b)| [a.to_owned(), b.to_owned()])
        .collect()
}

/// Whether a text is one letter to a paper or to members: it addresses somebody, or stands under such a title.
fn is_letter(blocks: &[&str]) -> bool {
    const OPENINGS: &[&str] = &["Sir –", "Sir —", "Sir -", "Sir,", "Sir:", "Madam", "SIR", "Dear "];
    let near = || blocks.iter().take(NEAR_AN_END);
    let addresses = near().filter(|block| OPENINGS.iter().any(|opening| block.starts_with(opening))).count();
    let is_title = |block: &&&str| block.len() < 60 && block.to_lowercase().contains("letter to the editor");
    addresses == 1 || addresses == 0 && near().any(|block| is_title(&block))
}

/// "Gudrun Rehder, Görzin, Am Anger 4", "… Yours, Margit Aldous": who signs a letter with a whole name.
fn signature(line: &str) -> Option<String> {
    const CLOSINGS: &[&str] =
        &["Yours, ", "Yours sincerely, ", "Yours faithfully, ", "Sincerely, ", "Regards, ", "Kind regards, "];
    let closing = CLOSINGS.iter().find_map(|closing| line.find(closing).map(|at| at + closing.len()));
    let signed = line.get(closing.unwrap_or(0)..)?.trim_end_matches('.');
    let name = signed.split(',').next()?.trim();
    let words: Vec<&str> = name.split(' ').collect();
    let is_name = (2..=4).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase));
    let is_short = signed.split(' ').count() <= 10 && !line.ends_with(['!', '?', ':']);
    let is_person = !is_place(name) && !nouns::is_organization(name) && !nouns::is_outlet(name);
    (is_name && is_short && is_person).then(|| name.to_owned())
}

/// Whether a line is only the name of an agency or outlet: the credit of a wire report.
fn is_agency(line: &str) -> bool {
    line.split(' ').count() <= 4 && !line.ends_with(['.', '!', '?', ':']) && nouns::is_outlet(line)
}

#[cfg(test)]
mod tests {
    use crate::parse::parse;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(parse("a.txt", text.to_owned(), None).value.metadata.authors, expected, "{text}");
    }

    #[test]
    fn makers_are_found_at_both_ends() {
        check("By Lars Endal\n\nThe dam broke.\n", &["Lars Endal"]);
        check(
            "Dam breaks\n\nBy Lars Endal and Mara van der Lind in Lisk\n\nThe dam broke.\n",
            &["Lars Endal", "Mara van der Lind"],
        );
        check("By Lars Endal, Nordwire\n\nThe dam broke.\n", &["Lars Endal", "Nordwire"]);
        check("Lars Endal, Nordwire\n\nThe dam broke.\n", &["Lars Endal", "Nordwire"]);
        check("LISK, June 3 (Nordwire) — The dam broke.\n", &["Nordwire"]);
        check("The dam broke.\n\n/Nordwire/\n", &["Nordwire"]);
        check("The dam broke.\n\n© 2026 Nordwire\n", &["Nordwire"]);
        check("The dam broke.\n\n(NW)\n", &["NW"]);
        check("The dam broke.\n\n(Lisk)\n", &[]);
        check("The dam broke.\n\nReporting by Mara Lind; Editing by Ole Brandt\n", &["Mara Lind"]);
        check("The dam broke.\n\nThe Associated Press contributed to this report.\n", &["Associated Press"]);
        check("The dam broke.\n\nThis article first appeared in the Casse Mirror.\n", &["Casse Mirror"]);
    }

    #[test]
    fn whose_figures_and_for_whom_is_found_below_them() {
        let of = |text: &str| {
            let metadata = parse("a.txt", text.to_owned(), None).value.metadata;
            (metadata.data_from, metadata.supplied_by, metadata.written_in)
        };
        let one = |name: &str| vec![name.to_owned()];
        assert_eq!(of("Rents rose.\n\nSource: Wonno\n"), (one("Wonno"), vec![], None));
        assert_eq!(of("Rents rose.\n\nData: Wonno\n"), (one("Wonno"), vec![], None));
        assert_eq!(
            of("Storms grew.\n\nGraphic: Lisk Courier. Data from the Ostrava Storm Archive.\n"),
            (one("Ostrava Storm Archive"), vec![], None)
        );
        assert_eq!(of("Test report\n\nClient: Corva Pumps\n\nIt holds.\n"), (vec![], one("Corva Pumps"), None));
        assert_eq!(of("OSLO, June 3 (AP) – The bank fell.\n"), (vec![], vec![], Some("OSLO".to_owned())));
        assert_eq!(of("Source close to the bank: it fell.\n\nData from May are out.\n").1, Vec::<String>::new());
    }

    #[test]
    fn columns_and_letters_have_their_writers() {
        check("A year behind the wall, by Father Declan Roe\n\nI was there.\n", &["Declan Roe"]);
        check("by Josephine Kaglik\n\nI went in.\n", &["Josephine Kaglik"]);
        check("Sir – The dam broke. I saw it.\n\nGudrun Rehder, Görzin, Am Anger 4\n", &["Gudrun Rehder"]);
        check("Dear members, I stood there. Yours, Margit Aldous\n", &["Margit Aldous"]);
        check("The dam broke.\n\nGudrun Rehder, Görzin, Am Anger 4\n", &[]);
        check("Sir – The dam broke.\n\nSir – It did not.\n\nGudrun Rehder, Görzin\n", &[]);
    }

    #[test]
    fn prose_credits_nobody() {
        check("By Monday the dam had broken.\n", &[]);
        check("By Lisk the river is wide, he said.\n", &[]);
        check("Lind contributed to this success.\n", &[]);
        check("Reporting by phone is slow.\n", &[]);
        check("LISK (population 400) - a village.\n", &[]);
        check("BONN (Germany) – The dam broke.\n", &[]);
        check("The report published by Tessel University found cracks.\n", &[]);
        check("Lind contributed to the report on the dam.\n", &[]);
    }
}
