//! A web page to the text that is read of it: its main content as light Markdown, with what its head says as front matter.
//!
//! All places count in that text, so that it must be the same each time: version 1 of this normal form. Only a tokenizer
//! is used, no tree: a page of any depth takes time and memory in proportion to its length.

use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::front::{day, front};

/// Elements without anything to read.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "select", "svg", "math",
    "iframe", "object", "video", "audio", "canvas", "dialog", "menu",
];
/// Elements without content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "pre",
    "hr",
    "br",
    "address",
    "details",
    "summary",
    "body",
    "html",
    "caption",
];
/// The main element counts when it holds at least this share of the page's text, in percent.
const MAIN_SHARE: usize = 20;
/// Behind these a raised number is a note, and no power.
const AFTER_WORDS: [char; 9] = ['.', ',', ';', ':', '!', '?', '”', '"', ')'];
/// Longer addresses and values of the head are no use.
const LONGEST_VALUE: usize = 2000;

/// Whether a text is a web page.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(600).collect::<String>().to_lowercase();
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || start.starts_with('<') && start.contains("<html")
        || is_part_of_page(text, &start)
}

/// Whether a text is what stands within a page: it begins with a block of one and ends with a mark. Markdown that begins with
/// one ends in words.
fn is_part_of_page(text: &str, start: &str) -> bool {
    let name = start.strip_prefix('<').and_then(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next());
    let is_block =
        name.is_some_and(|name| BLOCKS.contains(&name) || matches!(name, "head" | "title" | "meta" | "link"));
    is_block && text.trim_end().ends_with('>')
}

/// What is read of a web page.
pub(crate) fn text_of(html: &str) -> String {
    let input = BufferQueue::default();
    input.push_back(html.into());
    let tokenizer = Tokenizer::new(Page::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finished()
}

#[derive(Default)]
struct Page(RefCell<State>);

#[derive(Default)]
struct State {
    /// The element being skipped, and how deep within itself.
    skipping: Option<(String, usize)>,
    /// How deep within `main` or `article`.
    within: usize,
    quotes: usize,
    /// Whether the paragraph being read says whose words the quotation before it are.
    is_signature: bool,
    /// The paragraph being read.
    current: String,
    mark: String,
    link: Option<(String, usize)>,
    /// Where a raised number behind words begins.
    raised: Option<usize>,
    title: Option<String>,
    in_title: bool,
    head: Head,
    body: String,
    main: String,
}

#[derive(Default)]
struct Head {
    title: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    url: Option<String>,
}

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                match tag.kind {
                    TagKind::StartTag => state.opened(&name, &tag),
                    TagKind::EndTag => state.closed(&name),
                }
                return match (tag.kind, name.as_str()) {
                    (TagKind::StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
                    (TagKind::StartTag, "style" | "noscript" | "iframe") => TokenSinkResult::RawData(RawKind::Rawtext),
                    (TagKind::StartTag, "title" | "textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::CharacterTokens(words) => state.words(&words),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn opened(&mut self, name: &str, tag: &Tag) {
        if let Some((skipped, depth)) = &mut self.skipping {
            *depth += usize::from(skipped == name && !tag.self_closing);
            if !(skipped == "p" && BLOCKS.contains(&name)) {
                return;
            }
            self.skipping = None; // a block ends a paragraph that nothing closed
        }
        // Whose words a quotation is stands in its footer.
        let signs = self.quotes > 0 && matches!(name, "footer" | "cite");
        if SKIPPED.contains(&name) && !signs || is_hidden(name, tag) {
            self.skipping = (!tag.self_closing && !VOID.contains(&name)).then(|| (name.to_owned(), 0));
            return;
        }
        if BLOCKS.contains(&name) || signs && name == "footer" {
            self.flush();
        }
        if signs && self.current.trim().is_empty() {
            self.is_signature = true;
        }
        match name {
            "title" => self.in_title = self.title.is_none(),
            "meta" => self.meta(tag),
            "link" if attribute(tag, "rel").as_deref() == Some("canonical") => self.head.url = attribute(tag, "href"),
            "main" | "article" => self.within += 1,
            "blockquote" => self.quotes += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.mark = "#".repeat(name.chars().filter_map(|c| c.to_digit(10)).sum::<u32>() as usize) + " ";
            }
            "li" => "- ".clone_into(&mut self.mark),
            "td" | "th" => self.current.push_str("| "),
            "sup" => self.raised = self.current.ends_with(AFTER_WORDS).then_some(self.current.len()),
            "q" => self.current.push('“'),
            "a" => {
                let target =
                    attribute(tag, "href").filter(|to| to.starts_with("http://") || to.starts_with("https://"));
                self.link = target.filter(|to| !to.contains([' ', ')', '\n'])).map(|to| (to, self.current.len()));
            }
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                match depth.checked_sub(1) {
                    Some(less) => *depth = less,
                    None => self.skipping = None,
                }
            }
            return;
        }
        if BLOCKS.contains(&name) || self.is_signature && matches!(name, "footer" | "cite") {
            if name == "tr" && !self.current.is_empty() {
                self.current.push('|');
            }
            self.flush();
        }
        match name {
            "title" => self.in_title = false,
            "main" | "article" => self.within = self.within.saturating_sub(1),
            "blockquote" => self.quotes = self.quotes.saturating_sub(1),
            "q" => self.current.push('”'),
            "td" | "th" => self.current.push(' '),
            "a" => self.link_closed(),
            "sup" => self.note_closed(),
            _ => {}
        }
    }

    /// A raised number behind words is a note: "[1]".
    fn note_closed(&mut self) {
        let Some(start) = self.raised.take() else { return };
        let number = self.current.get(start..).unwrap_or_default().trim().trim_matches(['[', ']']).to_owned();
        if (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) {
            self.current.truncate(start);
            self.current.push_str(&format!("[{number}]"));
        }
    }

    fn link_closed(&mut self) {
        let Some((target, start)) = self.link.take() else { return };
        let Some(words) = self.current.get(start..).map(|words| words.trim().to_owned()) else { return };
        if words.is_empty() || words.contains(['[', ']']) {
            return;
        }
        let blank = self.current.get(start..).is_some_and(|words| words.starts_with(' '));
        self.current.truncate(start);
        self.current.push_str(if blank { " [" } else { "[" });
        self.current.push_str(&format!("{words}]({target})"));
    }

    fn words(&mut self, words: &str) {
        if self.in_title {
            self.title.get_or_insert_default().push_str(words);
        } else if self.skipping.is_none() {
            for c in words.chars() {
                let blank = c.is_whitespace();
                match (blank, self.current.ends_with(' ') || self.current.is_empty()) {
                    (true, true) => {}
                    (true, false) => self.current.push(' '),
                    (false, _) => self.current.push(c),
                }
            }
        }
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        (self.link, self.raised) = (None, None);
        let mark = std::mem::take(&mut self.mark);
        let words = std::mem::take(&mut self.current);
        let words = words.trim();
        let signs = std::mem::take(&mut self.is_signature) && !words.starts_with(['—', '–', '-', '―']);
        if !words.chars().any(char::is_alphanumeric) {
            if words.is_empty() {
                self.mark = mark; // "<li><p>": the mark is the inner paragraph's
            }
            return;
        }
        let quoted = if self.quotes > 0 { "> " } else { "" };
        let row = words.starts_with('|');
        let end = if row { "\n" } else { "\n\n" };
        let dash = if signs { "— " } else { "" };
        let paragraph = format!("{quoted}{mark}{dash}{words}{end}");
        self.body.push_str(&paragraph);
        if self.within > 0 {
            self.main.push_str(&paragraph);
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let key = attribute(tag, "property").or_else(|| attribute(tag, "name")).unwrap_or_default().to_lowercase();
        let Some(content) = attribute(tag, "content").filter(|content| !content.trim().is_empty()) else { return };
        let slot = match key.as_str() {
            "og:title" => &mut self.head.title,
            "author" | "article:author" if !content.starts_with("http") => &mut self.head.author,
            "og:site_name" => &mut self.head.publisher,
            "article:published_time" | "date" | "dc.date" | "datepublished" => &mut self.head.published,
            "og:url" => &mut self.head.url,
            _ => return,
        };
        slot.get_or_insert(content);
    }

    /// The front matter and the main content.
    fn finished(mut self) -> String {
        self.flush();
        let head = self.head;
        let entries = [
            ("title", head.title.or(self.title)),
            ("author", head.author),
            ("publisher", head.publisher),
            ("published", head.published.as_deref().and_then(day)),
            ("url", head.url.filter(|url| url.starts_with("http"))),
        ];
        let enough = self.main.len() * 100 >= self.body.len() * MAIN_SHARE && !self.main.is_empty();
        let content = if enough { self.main } else { self.body };
        if content.trim().is_empty() {
            return String::new();
        }
        front(entries) + &content
    }
}

/// Whether a page does not show an element. A whole page that is hidden at first is shown later.
fn is_hidden(name: &str, tag: &Tag) -> bool {
    let has = |name: &str| tag.attrs.iter().any(|attribute| &*attribute.name.local == name);
    let style = attribute(tag, "style").unwrap_or_default().to_lowercase().replace(char::is_whitespace, "");
    let rules = || {
        style.split(';').any(|rule| {
            let rule = rule.trim_end_matches("!important");
            matches!(rule, "display:none" | "visibility:hidden")
        })
    };
    !matches!(name, "html" | "body" | "main" | "article") && (has("hidden") || rules())
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    (found.value.len() <= LONGEST_VALUE).then(|| found.value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(text_of(html), expected, "{html}");
    }

    #[test]
    fn what_a_page_does_not_show_is_not_read() {
        check(
            "<html><body><p>One.</p><p hidden>Two.</p><div style='color:red; DISPLAY: none'><p>Three.</p><div>Four.</div></div>\
             <img hidden src='a'><p hidden>Five.<p>Six.</p></body></html>",
            "One.\n\nSix.\n\n",
        );
    }

    #[test]
    fn a_quotation_keeps_whose_words_it_is() {
        check(
            "<html><body><blockquote><p>It leaks.</p><footer>— Ola Brandt, engineer</footer></blockquote>\
             <blockquote><p>It <cite>does</cite> not.</p><cite>Karin Holt</cite></blockquote><footer>All rights</footer></body></html>",
            "> It leaks.\n\n> — Ola Brandt, engineer\n\n> It does not.\n\n> — Karin Holt\n\n",
        );
    }

    #[test]
    fn the_main_content_is_light_markdown() {
        check(
            "<!DOCTYPE html><html><head><title>Dam  leaks</title><meta property='og:site_name' content='Harbour Post'>\
             <meta property='article:published_time' content='2026-05-03T08:00:00Z'></head><body><nav><a href='/'>Home</a></nav>\
             <article><h1>Dam leaks</h1><p>The dam <b>leaked</b>,\n <a href='https://a.b/c'>officials</a> said.</p>\
             <blockquote><p>We knew.</p></blockquote><ul><li><p>One</p></li><li>Two</li></ul>\
             <table><tr><th>site</th><th>2025</th></tr><tr><td>a</td><td>10</td></tr></table></article>\
             <footer>All rights</footer><script>if (a < b) { document.write('<p>x</p>') }</script></body></html>",
            "---\ntitle: Dam leaks\npublisher: Harbour Post\npublished: 2026-05-03\n---\n\n# Dam leaks\n\n\
             The dam leaked, [officials](https://a.b/c) said.\n\n> We knew.\n\n- One\n\n- Two\n\n| site | 2025 |\n| a | 10 |\n",
        );
    }

    #[test]
    fn a_raised_number_behind_words_is_a_note_and_a_power_stays() {
        check("<html><p>They knew.<sup>1</sup> It has 5 km<sup>2</sup>.</p>", "They knew.[1] It has 5 km2.\n\n");
        check("<html><p>They knew.<sup><a href='#n'>[12]</a></sup> So<sup>th</sup>.</p>", "They knew.[12] Soth.\n\n");
    }

    #[test]
    fn without_a_main_element_the_body_is_read() {
        check(
            "<html><body><div>The dam &amp; the mill.</div><p>It held.<br>It leaked.</p></body></html>",
            "The dam & the mill.\n\nIt held.\n\nIt leaked.\n\n",
        );
    }

    #[test]
    fn broken_pages_end_where_they_end() {
        for html in [
            "<html><p>a<",
            "<html><script>",
            "<html><a href='http://x'>",
            "<html><nav><nav>x",
            "<html></p></article></blockquote>a",
        ] {
            let _ = text_of(html);
        }
        let deep = format!("<html>{}x", "<div><blockquote>".repeat(20_000));
        assert!(text_of(&deep).contains('x'));
    }

    #[test]
    fn a_page_is_known_by_its_beginning() {
        assert!(is_html(" <!DOCTYPE HTML><html>") && is_html("<?xml version='1.0'?><html xmlns='x'>"));
        assert!(is_html("<h1>News</h1><p>It rained.</p>\n") && is_html("<!-- x -->\n<html>"));
        assert!(!is_html("<p align='center'>Stemma</p>\n\nIt *rained*.") && !is_html("<b>It</b> rained <br>"));
        assert!(!is_html("Tags such as <html> are marks.") && !is_html("<note>a</note>"));
    }
}
