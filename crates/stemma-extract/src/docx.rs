//! A Word document (Office Open XML, ISO/IEC 29500) to the text that is read of it: light Markdown, with what its
//! properties say as front matter. Deleted and hidden words are left out, inserted ones are in; footnotes stand at the end.
//!
//! All places count in that text, so that it must be the same each time: version 1 of this normal form. The parts are
//! read as a stream, so that depth costs nothing, and no more of them than is said below.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::decode::Refusal;
use crate::front::{day, front};

/// The most that is unpacked of one part, in bytes: a part says how large it is, and may lie.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// Whether these are the bytes of a zip archive, as which Word documents come.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// What is read of a Word document.
///
/// # Errors
/// When it is broken, too large when unpacked, or another sort of archive.
pub(crate) fn text_of(bytes: &[u8]) -> Result<String, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let document = part(&mut archive, "word/document.xml")?
        .ok_or_else(|| broken("the archive has no word/document.xml: unpack it and give the files in it".to_owned()))?;
    let links = part(&mut archive, "word/_rels/document.xml.rels")?.map(|xml| targets(&xml)).unwrap_or_default();
    let properties = part(&mut archive, "docProps/core.xml")?.map(|xml| texts(&xml)).unwrap_or_default();
    let mut text = body(&document, &links).map_err(broken)?;
    if let Some(notes) = part(&mut archive, "word/footnotes.xml")? {
        text.push_str(&body(&notes, &BTreeMap::new()).map_err(broken)?);
    }
    let property = |name: &str| properties.get(name).cloned();
    // When it was last saved is not when it was published.
    let entries = [
        ("title", property("title")),
        ("author", property("creator")),
        ("published", property("issued").as_deref().and_then(day)),
    ];
    Ok(front(entries) + &text)
}

fn broken(what: String) -> Refusal {
    Refusal::Broken { form: "Word document", what }
}

/// The text of a part; nothing, when there is none of this name.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Refusal> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(broken(error.to_string())),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|error| broken(error.to_string()))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST_PART {
        return Err(broken(format!("{name} is more than {LARGEST_PART} bytes when unpacked")));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| broken(format!("{name} is not UTF-8")))
}

/// Where the links of a document lead, by their ids.
fn targets(xml: &str) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                if let (Some(id), Some(target)) = (attribute(&tag, "Id"), attribute(&tag, "Target"))
                    && (target.starts_with("http://") || target.starts_with("https://"))
                    && !target.contains([' ', ')', '\n'])
                {
                    targets.insert(id, target);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    targets
}

/// The texts of elements, by the names of the elements.
fn texts(xml: &str) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut within = String::new();
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => within = local(tag.local_name().as_ref()),
            Event::Text(words) => {
                let words = words.unescape().unwrap_or_default();
                texts.entry(within.clone()).or_default().push_str(words.trim());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    texts
}

/// A document while it is read.
#[derive(Default)]
struct Writer<'l> {
    links: Option<&'l BTreeMap<String, String>>,
    out: String,
    paragraph: String,
    mark: String,
    /// How deep within tables.
    tables: usize,
    /// The words of the rows that are being read.
    rows: Vec<String>,
    link: Option<(String, usize)>,
    /// Whether words are text of the document.
    in_text: bool,
    /// How deep within what was deleted.
    deleted: usize,
    hidden: bool,
    in_run: bool,
}

/// The paragraphs of a part.
fn body(xml: &str, links: &BTreeMap<String, String>) -> Result<String, String> {
    let mut writer = Writer { links: Some(links), ..Writer::default() };
    let mut reader = Reader::from_str(xml);
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                writer.opened(&tag);
            }
            Ok(Event::Empty(tag)) => {
                writer.opened(&tag);
                writer.closed(&local(tag.local_name().as_ref()));
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                writer.closed(&local(tag.local_name().as_ref()));
            }
            Ok(Event::Text(words)) if writer.in_text && writer.deleted == 0 && !writer.hidden => {
                writer.paragraph.push_str(&words.unescape().map_err(|error| error.to_string())?);
            }
            Ok(Event::Eof) if writer.tables > 0 => return Err("a part ends within a table".to_owned()),
            Ok(Event::Eof) if depth > 0 => return Err(format!("the text is cut off at byte {}", xml.len())),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(format!("{error} at byte {}", reader.error_position())),
        }
    }
    writer.end_paragraph();
    Ok(writer.out)
}

impl Writer<'_> {
    fn opened(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            b"t" => self.in_text = true,
            b"tab" => self.paragraph.push(' '),
            b"br" | b"cr" => self.paragraph.push('\n'),
            b"r" => (self.in_run, self.hidden) = (true, false),
            b"vanish" if self.in_run => {
                self.hidden = attribute(tag, "val").is_none_or(|value| value != "0" && value != "false")
            }
            b"del" | b"moveFrom" => self.deleted += 1,
            b"pStyle" => self.style(&attribute(tag, "val").unwrap_or_default()),
            b"numPr" if self.mark.is_empty() => "- ".clone_into(&mut self.mark),
            b"tbl" => self.tables += 1,
            b"tr" => self.rows.push(String::new()),
            b"hyperlink" => {
                let target = attribute(tag, "id").and_then(|id| self.links?.get(&id).cloned());
                self.link = target.map(|target| (target, self.paragraph.len()));
            }
            _ => {}
        }
    }

    fn style(&mut self, style: &str) {
        let style = style.to_ascii_lowercase();
        let level = style.strip_prefix("heading").and_then(|rest| rest.parse::<usize>().ok());
        match (style.as_str(), level) {
            (_, Some(level)) => self.mark = "#".repeat(level.clamp(1, 6)) + " ",
            ("title", _) => "# ".clone_into(&mut self.mark),
            ("quote" | "intensequote" | "blockquote", _) => "> ".clone_into(&mut self.mark),
            ("listparagraph" | "listbullet" | "listnumber", _) => "- ".clone_into(&mut self.mark),
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "r" => (self.in_run, self.hidden) = (false, false),
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            "hyperlink" => self.end_link(),
            "p" => self.end_paragraph(),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push_str("| ");
                }
            }
            "tr" => {
                let row = self.rows.pop().unwrap_or_default();
                if row.chars().any(char::is_alphanumeric) {
                    self.out.push_str(&format!("| {}\n", row.trim_end()));
                }
            }
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                self.out.push('\n');
            }
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some((target, start)) = self.link.take() else { return };
        let words = self.paragraph.get(start..).unwrap_or_default().to_owned();
        if !words.trim().is_empty() && !words.contains(['[', ']', '\n']) {
            self.paragraph.truncate(start);
            self.paragraph.push_str(&format!("[{words}]({target})"));
        }
    }

    fn end_paragraph(&mut self) {
        let words = std::mem::take(&mut self.paragraph);
        let mark = std::mem::take(&mut self.mark);
        self.link = None;
        for line in words.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")) {
            if !line.chars().any(char::is_alphanumeric) {
                continue;
            }
            match self.rows.last_mut() {
                Some(row) => row.push_str(&format!("{line} ")),
                None => self.out.push_str(&format!("{mark}{line}\n\n")),
            }
        }
    }
}

fn local(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// The value of an attribute, whatever its namespace is called.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|found| found.key.local_name().as_ref() == name.as_bytes())?;
    found.unescape_value().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, expected: &str) {
        let links = BTreeMap::from([("r1".to_owned(), "https://a.b/c".to_owned())]);
        assert_eq!(body(xml, &links).unwrap(), expected);
    }

    #[test]
    fn a_text_that_is_cut_off_is_refused_with_its_place() {
        let cut = body("<w:body><w:p><w:r><w:t>The dyke leaks.</w:t></w:r></w:p><w:p>", &BTreeMap::new());
        assert_eq!(cut.unwrap_err(), "the text is cut off at byte 61");
    }

    #[test]
    fn paragraphs_headings_lists_quotes_and_links_are_light_markdown() {
        check(
            "<w:body><w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>The dyke</w:t></w:r></w:p>\
             <w:p><w:r><w:t xml:space='preserve'>It leaks, </w:t></w:r><w:hyperlink r:id='r1'><w:r><w:t>Ada Moor</w:t></w:r></w:hyperlink>\
             <w:r><w:t xml:space='preserve'> said &amp; wrote.</w:t></w:r></w:p>\
             <w:p><w:pPr><w:pStyle w:val='ListParagraph'/><w:numPr/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>\
             <w:p><w:pPr><w:pStyle w:val='Quote'/></w:pPr><w:r><w:t>We knew.</w:t></w:r></w:p><w:p/></w:body>",
            "# The dyke\n\nIt leaks, [Ada Moor](https://a.b/c) said & wrote.\n\n- One\n\n> We knew.\n\n",
        );
    }

    #[test]
    fn what_was_deleted_or_hidden_is_not_said_and_what_was_inserted_is() {
        check(
            "<w:p><w:r><w:t>It </w:t></w:r><w:del><w:r><w:delText>holds</w:delText><w:t>holds</w:t></w:r></w:del>\
             <w:ins><w:r><w:t>leaks</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> badly</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>",
            "It leaks.\n\n",
        );
    }

    #[test]
    fn a_table_has_its_rows() {
        check(
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>site</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2025</w:t></w:r></w:p></w:tc></w:tr>\
             <w:tr><w:tc><w:p><w:r><w:t>Halm</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>10</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "| site | 2025 |\n| Halm | 10 |\n\n",
        );
    }

    #[test]
    fn broken_parts_are_refused_with_their_place() {
        assert!(body("<w:p><w:r></w:p>", &BTreeMap::new()).is_err_and(|what| what.contains("at byte")));
        assert!(matches!(text_of(b"PK\x03\x04"), Err(Refusal::Broken { .. })));
    }
}
