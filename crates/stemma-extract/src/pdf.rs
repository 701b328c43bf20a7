//! A PDF to the text that is read of it: paragraphs of light Markdown, with title and author as front matter.
//!
//! All places count in that text, so that it must be the same each time. Version 2 of this normal form: columns are
//! read one after the other, also where the page is written row by row (version 1 read over them); ligatures are
//! letters; words that a line end cuts are whole; lines of a paragraph are one line; lines that stand at the head or the
//! foot of most pages are left out, and so are page numbers.

mod columns;

use std::collections::{BTreeMap, BTreeSet};

use pdf_extract::{Document, output_doc_page};

use crate::decode::Refusal;
use crate::front::front;

/// How many lines at the head, and at the foot, of a page may be a running title.
const EDGE: usize = 2;
/// A line shorter than this share of the page's longest lines ends its paragraph when a sentence ends with it, in percent.
const FULL_LINE: usize = 80;

/// Whether these are the bytes of a PDF.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// What is read of a PDF.
///
/// # Errors
/// When it is broken or encrypted, or has pictures in place of text.
pub(crate) fn text_of(bytes: &[u8]) -> Result<String, Refusal> {
    let broken = |what: String| Refusal::Broken { form: "PDF", what };
    // The library gives up by panicking where a page is not what it must be.
    let read = std::panic::catch_unwind(|| pages_of(bytes));
    let (document, pages) =
        read.unwrap_or_else(|_| Err("something in it is not what it must be".to_owned())).map_err(broken)?;
    let words = words_of(&pages);
    let mut text = String::new();
    for page in without_running_titles(pages) {
        for paragraph in paragraphs(&page, &words) {
            // A page may end within a sentence.
            let goes_on =
                text.ends_with(|c: char| c.is_alphanumeric() || c == ',') && paragraph.starts_with(char::is_lowercase);
            text.push_str(if text.is_empty() {
                ""
            } else if goes_on {
                " "
            } else {
                "\n\n"
            });
            text.push_str(&paragraph);
        }
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Refusal::Pictures);
    }
    let entries = [("title", information(&document, b"Title")), ("author", information(&document, b"Author"))];
    Ok(front(entries) + &text + "\n")
}

/// The document, and the lines of all its pages: where one page cannot be read, nothing is, and which one is said.
fn pages_of(bytes: &[u8]) -> Result<(Document, Vec<Vec<String>>), String> {
    let mut document = Document::load_mem(bytes).map_err(|error| error.to_string())?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| "it is encrypted, and opens with a password only".to_owned())?;
    }
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    let page = |number: &u32| {
        let mut page = columns::Page::default();
        output_doc_page(&document, &mut page, *number)
            .map_err(|error| format!("page {number} of {}: {error}", numbers.len()))?;
        Ok(lines(&page.text()))
    };
    let pages = numbers.iter().map(page).collect::<Result<_, String>>()?;
    Ok((document, pages))
}

/// What the document says of itself under a key.
fn information(document: &Document, key: &[u8]) -> Option<String> {
    let entry = document.trailer.get(b"Info").ok()?;
    let entry = entry.as_reference().ok().and_then(|id| document.get_object(id).ok()).unwrap_or(entry);
    let bytes = entry.as_dict().ok()?.get(key).ok()?.as_str().ok()?;
    let text = match bytes {
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode(bytes).0,
        _ => encoding_rs::WINDOWS_1252.decode(bytes).0,
    };
    let is_title = |text: &str| text.chars().any(char::is_alphanumeric) && !text.contains('\u{FFFD}');
    Some(text.into_owned()).filter(|text| is_title(text))
}

/// The lines of a page, blank ones among them, without ligatures and odd blanks.
fn lines(page: &str) -> Vec<String> {
    let mut plain = String::with_capacity(page.len());
    for c in page.chars() {
        match c {
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            'ﬅ' | 'ﬆ' => plain.push_str("st"),
            '\n' => plain.push('\n'),
            '\0' | '\u{FEFF}' => {}
            c if c.is_whitespace() => plain.push(' '),
            c => plain.push(c),
        }
    }
    let mut lines: Vec<String> = plain.split('\n').map(|line| closed_up(&one_blank(line.trim_end()))).collect();
    lines.dedup_by(|later, line| later.trim().is_empty() && line.trim().is_empty());
    lines
}

/// The line with single blanks; one at its start stays, it sets a paragraph in.
fn one_blank(line: &str) -> String {
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.starts_with(' ') && !words.is_empty() { format!(" {words}") } else { words }
}

/// The line without the blanks that justified text leaves around punctuation: "2 . 5 million", "“ We knew, ” she said".
fn closed_up(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied().unwrap_or(' ');
    let is_extra = |index: usize| {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let (further_back, further) = (at(index.checked_sub(3)), at(Some(index + 2)));
        let ends = further == ' ' || ",.;:!?”’)]".contains(further);
        let closes = ends && ("”’)]".contains(after) || ",.;:!?%".contains(after) && !",.;:!?".contains(before));
        let opens = "“‘([".contains(before);
        let in_number = ".,".contains(before)
            && at(index.checked_sub(2)) == ' '
            && further_back.is_ascii_digit()
            && after.is_ascii_digit();
        closes || opens || in_number
    };
    let kept = letters.iter().enumerate().filter(|(index, c)| **c != ' ' || *index == 0 || !is_extra(*index));
    kept.map(|(_, c)| *c).collect()
}

/// All words of the pages, in lower case, to know which a line end has cut.
fn words_of(pages: &[Vec<String>]) -> BTreeSet<String> {
    let words = pages.iter().flatten().flat_map(|line| line.split_whitespace());
    words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect()
}

/// The pages without the lines that stand at the head or foot of most of them, numbers aside, and without page numbers.
fn without_running_titles(mut pages: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let shape = |line: &str| line.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect::<String>();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in &pages {
        let shapes: BTreeSet<String> =
            edges(page).into_iter().filter_map(|at| page.get(at)).map(|l| shape(l)).collect();
        shapes.into_iter().for_each(|shape| *seen.entry(shape).or_default() += 1);
    }
    let most = (pages.len() / 2 + 1).max(2);
    for page in &mut pages {
        let edges = edges(page);
        let is_running = |line: &str| {
            let shape = shape(line);
            let is_number = !shape.chars().any(char::is_alphabetic) && line.chars().any(|c| c.is_ascii_digit());
            is_number && line.len() <= 12 || seen.get(&shape).is_some_and(|count| *count >= most)
        };
        for at in edges {
            if let Some(line) = page.get_mut(at).filter(|line| is_running(line)) {
                line.clear();
            }
        }
    }
    pages
}

/// The places of the first and the last lines of a page that are not blank.
fn edges(page: &[String]) -> BTreeSet<usize> {
    let filled = || page.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(at, _)| at);
    filled().take(EDGE).chain(filled().collect::<Vec<_>>().into_iter().rev().take(EDGE)).collect()
}

/// The paragraphs of a page. Blank lines part them, and so does a line that is set in, or a short one that ends a
/// sentence.
fn paragraphs(page: &[String], words: &BTreeSet<String>) -> Vec<String> {
    let mut longest: Vec<usize> = page.iter().map(|line| line.chars().count()).collect();
    longest.sort_unstable();
    let full = longest.get(longest.len() * 9 / 10).copied().unwrap_or(0) * FULL_LINE / 100;
    let mut paragraphs: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in page {
        let text = line.trim();
        if text.is_empty() {
            goes_on = false;
            continue;
        }
        let (is_set_in, is_listed) = (line.starts_with(' '), text.starts_with(['•', '‣', '▪', '●']));
        match paragraphs.last_mut().filter(|last| goes_on && !is_listed && !(is_set_in && ends_sentence(last))) {
            Some(last) => append(last, text, words),
            None => paragraphs.push(text.replacen(['•', '‣', '▪', '●'], "-", usize::from(is_listed))),
        }
        goes_on = !(ends_sentence(text) && line.chars().count() < full);
    }
    paragraphs
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')', ']']).ends_with(['.', '!', '?', ':'])
}

/// Appends a line. A word that the line end has cut is made whole: with its hyphen, when it is written so elsewhere or
/// is no word otherwise.
fn append(paragraph: &mut String, line: &str, words: &BTreeSet<String>) {
    let first = line.split_whitespace().next().unwrap_or_default();
    let cut = paragraph.strip_suffix(['-', '\u{AD}', '‐']).map(str::to_owned);
    let Some(cut) = cut.filter(|cut| cut.ends_with(char::is_alphanumeric) && first.starts_with(char::is_alphanumeric))
    else {
        paragraph.push(' ');
        paragraph.push_str(line);
        return;
    };
    let last = cut.split_whitespace().next_back().unwrap_or_default();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let (with, without) = (bare(&format!("{last}-{first}")), bare(&format!("{last}{first}")));
    let is_word = cut.ends_with(char::is_lowercase) && first.starts_with(char::is_lowercase);
    let keeps = !paragraph.ends_with('\u{AD}') && (words.contains(&with) || !is_word) && !words.contains(&without);
    *paragraph = cut;
    paragraph.push_str(if keeps { "-" } else { "" });
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pages: &[&str]) -> Vec<String> {
        let pages: Vec<Vec<String>> = pages.iter().map(|page| lines(page)).collect();
        let words = words_of(&pages);
        without_running_titles(pages).iter().flat_map(|page| paragraphs(page, &words)).collect()
    }

    #[test]
    fn lines_make_paragraphs_and_cut_words_are_whole() {
        let page = "The board said the re-\npair of the long-\nterm dyke is a long-term aﬀair that costs 2.5\nmillion crowns.\n \
                    “It leaks,” said Ada Moor, who has worked on a 7-\nnanometre line.\n\nNext.";
        assert_eq!(
            read(&[page]),
            [
                "The board said the repair of the long-term dyke is a long-term affair that costs 2.5 million crowns.",
                "“It leaks,” said Ada Moor, who has worked on a 7-nanometre line.",
                "Next."
            ]
        );
    }

    #[test]
    fn blanks_that_justified_text_leaves_are_no_blanks() {
        for (line, expected) in [
            ("It will cost 2 . 5 million crowns .", "It will cost 2.5 million crowns."),
            ("“ We knew , ” said Ada Moor ( 41 ) .", "“We knew,” said Ada Moor (41)."),
            ("It rose by 1 , 200 in 2025 , and fell.", "It rose by 1,200 in 2025, and fell."),
            ("In 1 . 2 % of cases.", "In 1.2% of cases."),
            ("A. B. said: so.", "A. B. said: so."),
        ] {
            assert_eq!(closed_up(line), expected);
        }
    }

    #[test]
    fn running_titles_and_page_numbers_are_no_text() {
        let page = |number: usize, words: &str| format!("River Board – Report {number}\n\n{words}\n\n{number}\n");
        let pages = [page(1, "The dyke leaks."), page(2, "The pumps run."), page(3, "It costs 3 crowns.")];
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        assert_eq!(read(&pages), ["The dyke leaks.", "The pumps run.", "It costs 3 crowns."]);
    }

    #[test]
    fn what_is_no_pdf_inside_is_refused() {
        for bytes in [
            b"%PDF-".as_slice(),
            b"%PDF-1.7\n%%EOF",
            b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>",
        ] {
            assert!(matches!(text_of(bytes), Err(Refusal::Broken { form: "PDF", .. } | Refusal::Pictures)));
        }
    }
}
