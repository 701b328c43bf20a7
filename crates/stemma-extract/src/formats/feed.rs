//! RSS (0.9x, 1.0, 2.0) and Atom (RFC 4287): each entry is a document of its own, given as a small web page that holds
//! what the feed says of it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedEntry {
    /// Where it was published, or else what the feed calls it.
    pub id: String,
    /// The entry as a web page: title, author, publisher, day and address in its head, its words in its body.
    pub page: String,
}

/// Whether a text is a feed.
#[must_use]
pub fn is_feed(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(1000).collect();
    start.starts_with('<')
        && ["<rss", "<rdf:RDF", "<feed"].iter().any(|tag| start.contains(tag))
        && !start.to_ascii_lowercase().contains("<html")
}

/// The entries of a feed, in its order. What follows a break in the XML is left out.
///
/// # Errors
/// What is wrong, and at which byte, when not one entry can be read.
pub fn feed_entries(text: &str) -> Result<Vec<FeedEntry>, String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut feed = Feed::default();
    let broken = loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                if feed.opened(&tag) {
                    // The content is markup of its own: it is taken as it stands.
                    let markup = reader.read_text(tag.name()).map(|text| text.into_owned()).unwrap_or_default();
                    feed.item.content = Some(markup);
                    feed.path.pop();
                }
            }
            Ok(Event::Empty(tag)) => {
                feed.opened(&tag);
                feed.closed();
            }
            Ok(Event::End(_)) => feed.closed(),
            // What no entity is stays as it is written.
            Ok(Event::Text(words)) => match words.unescape() {
                Ok(plain) => feed.words(&plain),
                Err(_) => feed.words(&String::from_utf8_lossy(&words)),
            },
            Ok(Event::CData(words)) => feed.words(&String::from_utf8_lossy(&words)),
            Ok(Event::Eof) => break None,
            Ok(_) => {}
            Err(error) => break Some(format!("{error} at byte {}", reader.error_position())),
        }
    };
    let Feed { title, items, .. } = feed;
    let entries: Vec<FeedEntry> = items.into_iter().filter_map(|item| item.finished(title.as_deref())).collect();
    match broken {
        Some(what) if entries.is_empty() => Err(format!("the feed is broken: {what}")),
        _ if entries.is_empty() => Err("the feed has no entries with words in them".to_owned()),
        _ => Ok(entries),
    }
}

#[derive(Default)]
struct Feed {
    /// The names of the open elements.
    path: Vec<String>,
    title: Option<String>,
    item: Item,
    in_item: bool,
    items: Vec<Item>,
}

#[derive(Default)]
struct Item {
    title: Option<String>,
    link: Option<String>,
    id: Option<String>,
    author: Option<String>,
    source: Option<String>,
    published: Option<String>,
    summary: Option<String>,
    content: Option<String>,
}

impl Feed {
    /// An element begins; whether its markup is an entry's content.
    fn opened(&mut self, tag: &BytesStart<'_>) -> bool {
        let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
        if name == "item" || name == "entry" {
            self.in_item = true;
            self.item = Item::default();
        }
        self.path.push(name);
        let attribute = |name: &str| {
            let found = tag.attributes().flatten().find(|found| found.key.as_ref() == name.as_bytes())?;
            found.unescape_value().ok().map(std::borrow::Cow::into_owned)
        };
        if self.in_item && self.parent() == "link" {
            let is_it = attribute("rel").is_none_or(|rel| rel == "alternate");
            let link = attribute("href").filter(|_| is_it);
            self.item.link = self.item.link.take().or(link);
        }
        self.in_item && self.parent() == "content" && attribute("type").as_deref() == Some("xhtml")
    }

    fn parent(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    fn closed(&mut self) {
        let name = self.path.pop().unwrap_or_default();
        if name == "item" || name == "entry" {
            self.in_item = false;
            self.items.push(std::mem::take(&mut self.item));
        }
    }

    fn words(&mut self, words: &str) {
        let add = |slot: &mut Option<String>| slot.get_or_insert_default().push_str(words);
        let names: Vec<&str> = self.path.iter().map(String::as_str).collect();
        if !self.in_item {
            if matches!(names.as_slice(), [_, "channel", "title"] | ["feed", "title"]) {
                add(&mut self.title);
            }
            return;
        }
        let item = &mut self.item;
        match names.as_slice() {
            [.., "source", "title"] | [.., "item", "source"] => add(&mut item.source),
            [.., "source", _] => {}
            [.., "author", "name"] | [.., "item", "author" | "dc:creator"] | [.., "entry", "dc:creator"] => {
                add(&mut item.author);
            }
            [.., "item" | "entry", "title"] => add(&mut item.title),
            [.., "item", "link"] => add(&mut item.link),
            [.., "item" | "entry", "guid" | "id"] => add(&mut item.id),
            [.., "item" | "entry", "pubDate" | "dc:date" | "published"] => add(&mut item.published),
            [.., "entry", "updated"] if item.published.is_none() => add(&mut item.published),
            [.., "item" | "entry", "description" | "summary"] => add(&mut item.summary),
            [.., "item" | "entry", "content:encoded" | "content"] => add(&mut item.content),
            _ => {}
        }
    }
}

impl Item {
    /// The entry as a page; nothing, when it says nothing.
    fn finished(self, feed: Option<&str>) -> Option<FeedEntry> {
        let Self { title, link, id, author, source, published, summary, content } = self;
        let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let link = trimmed(link).filter(|link| link.starts_with("http://") || link.starts_with("https://"));
        let words = trimmed(content).or_else(|| trimmed(summary));
        let title = trimmed(title);
        if words.is_none() && title.is_none() {
            return None;
        }
        let publisher =
            trimmed(source).or_else(|| trimmed(feed.map(|title| outlet(title, link.as_deref()).to_owned())));
        let day = published.as_deref().and_then(day);
        let heads = [
            title.as_deref().map(|title| format!("<title>{}</title>", escaped(title))),
            meta("og:site_name", publisher.as_deref()),
            meta("author", trimmed(author).as_deref()),
            meta("article:published_time", day.as_deref()),
            link.as_deref().map(|link| format!("<link rel=\"canonical\" href=\"{}\">", escaped(link))),
        ];
        let head: String = heads.into_iter().flatten().collect();
        let body = words.map(|words| if words.contains('<') { words } else { paragraphs(&words) }).unwrap_or_default();
        let heading = title.as_deref().map(|title| format!("<h1>{}</h1>\n", escaped(title))).unwrap_or_default();
        let id = link.or_else(|| trimmed(id)).or(title).unwrap_or_default();
        let page = format!(
            "<!doctype html>\n<html><head><meta charset=\"utf-8\">{head}</head>\n<body><article>{heading}{body}</article></body></html>\n"
        );
        Some(FeedEntry { id, page })
    }
}

/// The outlet in the title of a feed, which often names a section as well ("World news | The Guardian"): the part with a
/// word that stands in the address of its entries. Two sections of one outlet are no two outlets.
fn outlet<'t>(title: &'t str, link: Option<&str>) -> &'t str {
    let host = link.and_then(|link| link.split('/').nth(2)).unwrap_or_default().to_lowercase();
    let is_named = |part: &&str| {
        let words = part.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.chars().count() >= 3 && word != "the").any(|word| host.contains(&word))
    };
    let marks = [" | ", " - ", " – ", " — ", " > ", " » ", " · ", ": "];
    let mut parts = vec![title];
    for mark in marks {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts.into_iter().map(str::trim).find(is_named).unwrap_or(title)
}

fn meta(property: &str, content: Option<&str>) -> Option<String> {
    content.map(|content| format!("<meta property=\"{property}\" content=\"{}\">", escaped(content)))
}

fn paragraphs(words: &str) -> String {
    words.split("\n\n").map(|paragraph| format!("<p>{}</p>\n", escaped(paragraph))).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The day of a time in ISO 8601 or as mail writes it (RFC 822: "Tue, 3 Mar 2026 08:00:00 GMT").
fn day(time: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Some(day) = crate::front::day(time) {
        return Some(day);
    }
    let words: Vec<&str> = time.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (day, month, year) = (words.get(at)?, words.get(at + 1)?, words.get(at + 2)?);
    let month = MONTHS.iter().position(|name| month.to_lowercase().starts_with(name))? + 1;
    let (day, year): (u8, u16) = (day.parse().ok()?, year.parse().ok()?);
    let year = if year < 100 { year + 2000 } else { year };
    (1..=31).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    fn texts(feed: &str) -> Vec<String> {
        let entries = feed_entries(feed).unwrap();
        entries.iter().map(|entry| decode(entry.page.as_bytes()).unwrap().value).collect()
    }

    #[test]
    fn each_item_of_rss_is_a_document() {
        let feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Post</title><link>https://h.example/</link>\
            <item><title>Dam &amp; mill</title><link>https://h.example/1</link><dc:creator>Ada Moor</dc:creator>\
            <pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><description>Short.</description>\
            <content:encoded><![CDATA[<p>The dam <b>leaked</b>, officials said.</p>]]></content:encoded></item>\
            <item><title>Second</title><guid>x-2</guid><source url='https://o.example'>Other Paper</source>\
            <description>&lt;p&gt;It held.&lt;/p&gt;</description></item></channel></rss>";
        assert!(is_feed(feed));
        assert_eq!(
            texts(feed),
            [
                "---\ntitle: Dam & mill\nauthor: Ada Moor\npublisher: Harbour Post\npublished: 2026-03-03\nurl: https://h.example/1\n---\n\n\
                 # Dam & mill\n\nThe dam leaked, officials said.\n\n",
                "---\ntitle: Second\npublisher: Other Paper\n---\n\n# Second\n\nIt held.\n\n"
            ]
        );
        assert_eq!(feed_entries(feed).unwrap()[1].id, "x-2");
    }

    #[test]
    fn each_entry_of_atom_is_a_document() {
        let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title>River Board</title><entry><title>Note</title><id>urn:1</id>\
            <link rel='self' href='https://r.example/self'/><link href='https://r.example/1'/><updated>2026-03-04T01:00:00Z</updated>\
            <author><name>Cem Oner</name></author><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>It <i>leaks</i>.</p></div>\
            </content></entry></feed>";
        assert_eq!(
            texts(feed),
            [
                "---\ntitle: Note\nauthor: Cem Oner\npublisher: River Board\npublished: 2026-03-04\nurl: https://r.example/1\n---\n\n# Note\n\nIt leaks.\n\n"
            ]
        );
    }

    #[test]
    fn a_section_of_an_outlet_is_the_outlet() {
        for (title, link, expected) in [
            ("World news | The Guardian", "https://www.theguardian.com/world/1", "The Guardian"),
            ("NYT > World News", "https://www.nytimes.com/1", "NYT"),
            ("Harbour Post: Local", "https://harbour.example/1", "Harbour Post"),
            ("News of the week – all", "https://x.example/1", "News of the week – all"),
        ] {
            assert_eq!(outlet(title, Some(link)), expected);
        }
        assert_eq!(outlet("A | B", None), "A | B");
    }

    #[test]
    fn no_word_is_lost_for_an_entity_that_is_none() {
        let title =
            |title: &str| texts(&format!("<rss><channel><item><title>{title}</title></item></channel></rss>")).concat();
        assert!(title("The dyke&rsquo;s foot").contains("# The dyke’s foot"));
        assert!(title("Moor &nosuch; Oner &amp; Lund").contains("Moor"));
    }

    #[test]
    fn what_can_be_read_of_a_broken_feed_is_read() {
        let feed = "<rss><channel><item><title>One</title></item><item><title>Two</ti";
        assert_eq!(feed_entries(feed).unwrap().len(), 1);
        assert!(feed_entries("<rss><channel></channel></rss>").is_err());
        assert!(!is_feed("<html><body><feed>") && !is_feed("A text about <rss> feeds."));
    }
}
