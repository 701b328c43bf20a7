//! Releases whose metadata do not say whose they are: "HALDEN, 3 May – Orrin Dairy today announced …", "About Orrin Dairy",
//! "Contact: press@orrin.example".
//!
//! What stands there is the word of whoever sends it, and no reporter's. Two marks of a release are asked for, one of which names
//! the sender: a report may tell of an announcement, too, and may end with how to reach its newsroom.

use stemma_core::document::Metadata;
use stemma_core::enumerations::{Genre, SourceKind};

use crate::entities::is_place;
use crate::furniture::dateline;
use crate::sources::name_kind;
use crate::text::{Block, BlockKind};

/// How many blocks at each end may have a mark.
const NEAR_AN_END: usize = 8;
/// A longer line is prose.
const LONGEST: usize = 160;
/// The most words of a name.
const MOST_WORDS: usize = 6;

/// How a release is headed.
const IMPRINTS: &[&str] = &[
    "for immediate release",
    "press release",
    "news release",
    "media release",
    "press statement",
    "media statement",
    "corporate release",
];
/// How its end is marked.
const ENDS: &[&str] = &["ends", "end", "-ends-", "- ends -", "– ends –", "###", "# # #", "*ends*", "notes to editors"];
/// How a line begins that says whom to ask.
const CONTACTS: &[&str] = &[
    "contact",
    "media contact",
    "press contact",
    "media enquiries",
    "media inquiries",
    "press enquiries",
    "press inquiries",
    "press office",
    "media relations",
    "investor relations",
    "for more information",
    "for further information",
    "for media enquiries",
    "for press enquiries",
];
/// What a sender does in the first sentence.
const ANNOUNCING: &[&str] = &[
    "announced",
    "announces",
    "announce",
    "unveiled",
    "unveils",
    "launched",
    "launches",
    "introduced",
    "introduces",
    "reported",
    "reports",
    "presents",
    "confirmed",
    "confirms",
];
/// Words between the sender and what it does.
const BETWEEN: &[&str] =
    &["today", "has", "have", "is", "are", "pleased", "proud", "delighted", "happy", "to", "now", "also"];

/// Gives a release that says not whose it is its sender, and one that somebody else prints an author.
pub(crate) fn add(metadata: &mut Metadata, text: &str, blocks: &[Block]) {
    let is_by_somebody = metadata.authors.iter().any(|author| name_kind(author) == SourceKind::Person);
    if metadata.genre.is_some() || is_by_somebody {
        return;
    }
    let Some(sender) = sender(text, blocks) else { return };
    let is_its_own = metadata.publisher.as_ref().is_none_or(|publisher| is_of(publisher, &sender));
    if is_its_own {
        metadata.genre = Some(Genre::Release);
        metadata.publisher.get_or_insert(sender);
    } else if !metadata.authors.contains(&sender) {
        metadata.authors.push(sender);
    }
}

/// Who sends a release.
fn sender(text: &str, blocks: &[Block]) -> Option<String> {
    let is_prose =
        |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::BlockQuote);
    let all: Vec<&str> = blocks.iter().filter(is_prose).filter_map(|block| block.span.slice(text)).collect();
    let (top, end) = (all.iter().take(NEAR_AN_END), all.iter().rev().take(NEAR_AN_END));
    let lines = || end.clone().flat_map(|block| block.lines()).map(plain).filter(|line| line.len() <= LONGEST);
    let about = lines().find_map(about).filter(|name| top.clone().take(3).any(|block| block.contains(name)));
    let announcer = top.clone().find_map(|block| announcer(block));
    let name = about.or(announcer)?;
    let is_headed = top.clone().flat_map(|block| block.lines()).any(|line| is_one_of(plain(line), IMPRINTS));
    let marks = [
        about.is_some(),
        announcer.is_some_and(|announcer| is_of(announcer, name) || is_of(name, announcer)),
        is_headed || lines().any(|line| is_one_of(line, ENDS)),
        lines().any(|line| is_contact_of(line, name)),
    ];
    (marks.into_iter().filter(|has| *has).count() > 1).then(|| name.to_owned())
}

/// A line without marks of headings and emphasis around it.
fn plain(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ':'))
}

fn is_one_of(line: &str, known: &[&str]) -> bool {
    let low = line.to_lowercase();
    known.contains(&low.as_str())
}

/// "About Orrin Dairy": whom a text ends with.
fn about(line: &str) -> Option<&str> {
    let name = line.strip_prefix("About ").or_else(|| line.strip_prefix("ABOUT "))?;
    let name = name.strip_prefix("the ").unwrap_or(name);
    let words = name.split(' ').count();
    let is_name = name.split(' ').all(|word| is_capital(word) || matches!(word, "of" | "the" | "for" | "and" | "&"));
    let is_sentence = name.ends_with(['.', '!', '?']);
    (words <= MOST_WORDS && is_name && !is_sentence && is_sender(name)).then_some(name)
}

/// Who announces something at the beginning of a block, behind its dateline: "Orrin Dairy" of "Orrin Dairy today announced".
fn announcer(block: &str) -> Option<&str> {
    let words = block.get(dateline(block)..)?.trim_start();
    let words = words.strip_prefix("The ").unwrap_or(words);
    let (mut end, mut count) = (0, 0);
    for word in words.split_inclusive(' ') {
        if !is_capital(word) && !matches!(word.trim_end(), "of" | "for" | "&") || count == MOST_WORDS {
            break;
        }
        (end, count) = (end + word.len(), count + 1);
    }
    let (name, rest) = words.split_at_checked(end)?;
    let name = name.trim_end();
    let rest = rest.strip_prefix('(').and_then(|aside| aside.split_once(") ")).map_or(rest, |(_, rest)| rest);
    let verb = rest.split(' ').find(|word| !BETWEEN.contains(word))?;
    (ANNOUNCING.contains(&verb) && is_sender(name)).then_some(name)
}

/// Whether a name can be that of a body: no place, no pronoun, nobody with a first name.
fn is_sender(name: &str) -> bool {
    let is_word =
        |word: &str| matches!(word, "Us" | "We" | "It" | "He" | "She" | "They" | "This" | "Authors" | "Author");
    !name.is_empty() && !is_place(name) && !name.split(' ').any(is_word) && name_kind(name) != SourceKind::Outlet
}

/// Whether a line says where to ask, at an address of the sender's.
fn is_contact_of(line: &str, name: &str) -> bool {
    let low = line.to_lowercase();
    let host = low.split_once('@').map(|(_, host)| host.split([' ', ',', ';', ')']).next().unwrap_or_default());
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    let is_its = |host: &str| first.len() > 2 && host.contains(&first);
    CONTACTS.iter().any(|contact| low.starts_with(contact)) && host.is_some_and(is_its)
}

/// Whether one name has the words of another: "Orrin Dairy Ltd" those of "Orrin Dairy".
fn is_of(long: &str, short: &str) -> bool {
    long.to_lowercase().contains(&short.to_lowercase())
}

fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use stemma_core::enumerations::Genre;

    use crate::parse::parse;

    const HEADLINE: &str = "Orrin Dairy opens second line at Halden\n\n";
    const OPENING: &str = "HALDEN, 3 May – Orrin Dairy today announced that it has opened a second line.\n\n";
    const ABOUT: &str = "About Orrin Dairy\n\nOrrin Dairy makes butter.\n\n";

    fn check(text: &str, sender: Option<&str>) {
        let metadata = parse("a.txt", text.to_owned(), None).value.metadata;
        let found = metadata.publisher.filter(|_| metadata.genre == Some(Genre::Release));
        assert_eq!(found.as_deref(), sender, "{text}");
    }

    #[test]
    fn two_marks_make_a_release_of_whom_they_name() {
        let orrin = Some("Orrin Dairy");
        check(&format!("{HEADLINE}{OPENING}{ABOUT}"), orrin);
        check(&format!("{HEADLINE}{OPENING}Contact: press@orrin.example\n"), orrin);
        check(&format!("FOR IMMEDIATE RELEASE\n\n{OPENING}The line is new.\n"), orrin);
        check(&format!("{HEADLINE}The line is new.\n\n{ABOUT}Media contact: Lena Moe, press@orrin.example\n"), orrin);
        check(&format!("{HEADLINE}The line is new.\n\n**About Orrin Dairy**\n\nIt makes butter.\n\n###\n"), orrin);
        check(&format!("{HEADLINE}HALDEN, 3 May – Orrin Dairy is pleased to announce a line.\n\nENDS\n"), orrin);
    }

    #[test]
    fn a_report_of_an_announcement_is_none() {
        check(&format!("{HEADLINE}{OPENING}The line is new.\n"), None);
        check(&format!("{HEADLINE}{OPENING}Contact: newsdesk@halmpost.example\n"), None);
        check(&format!("{HEADLINE}By Lars Endal\n\n{OPENING}{ABOUT}"), None);
        check(&format!("{HEADLINE}The line is new, the mayor said.\n\n{ABOUT}"), None);
        check(&format!("---\ngenre: article\n---\n{HEADLINE}{OPENING}{ABOUT}"), None);
        check("Halm is dry\n\nThe dam is empty.\n\nAbout Us\n\nWe print.\n\nContact: us@halm.example\n", None);
    }

    #[test]
    fn whoever_prints_it_is_one_with_the_sender() {
        let of = |publisher: &str| {
            let text = format!("---\npublisher: {publisher}\n---\n{HEADLINE}{OPENING}{ABOUT}");
            let metadata = parse("a.txt", text, None).value.metadata;
            (metadata.genre, metadata.authors)
        };
        assert_eq!(of("Orrin Dairy Ltd"), (Some(Genre::Release), vec![]));
        assert_eq!(of("Halm Post"), (None, vec!["Orrin Dairy".to_owned()]));
    }
}
