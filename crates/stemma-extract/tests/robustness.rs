//! Any input is read without a panic, in linear time, with spans that fit, and twice alike.

use std::time::Instant;

use stemma_core::statement::Statement;
use stemma_extract::{decode, extract, parse};

/// A small generator, so that runs are alike (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

const PARTS: &[&str] = &[
    "said",
    " that ",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "‘",
    "[1]",
    "[",
    "](",
    ")",
    "(",
    " — ",
    "–",
    "-",
    ",",
    ".",
    "...",
    "…",
    "!",
    "?",
    ":",
    ";",
    " and ",
    " according to ",
    "Orrin",
    "the company",
    " reportedly ",
    " it ",
    "\n",
    "\n\n",
    "- ",
    "> ",
    "# ",
    "| a |",
    "---\n",
    "title: x\n",
    "2026",
    "7nm",
    "$1 trillion",
    " by ",
    "é",
    "漢字",
    "🇨🇳",
    "\u{200d}",
    "\u{301}",
    "\t",
    "\r\n",
    "Mr.",
    "U.S.",
    "What\n",
    "Sources\n",
    "Timeline\n",
    "Perspectives\n",
    "Tensions\n",
    "vs.",
    "- [1] a — b (2026-01-02)\n",
    "''",
    "*",
    "_",
    "`",
    "claims",
    " to ",
    "is expected to",
    "who",
    ", which denied ",
    "citing ",
    "May",
    " on Monday",
    "As ",
    "told ",
    "``\u{0}",
    "İ",
    "ß",
];

fn read(text: &str) -> Vec<Statement> {
    let parsed = parse("any.md", text.to_owned(), None).value;
    let statements = extract(&parsed).value;
    for statement in &statements {
        assert!(!statement.contents.is_empty() && !statement.chain.is_empty());
        assert!(!statement.sentence.contains('\n'));
        let quotes = statement.contents.iter().chain(&statement.cue).chain(statement.source.iter().map(|m| &m.quote));
        for quote in
            quotes.chain(statement.quantities.iter().map(|q| &q.quote)).chain(statement.dates.iter().map(|d| &d.quote))
        {
            assert_eq!(quote.span.slice(text), Some(quote.text.as_str()));
        }
    }
    statements
}

#[test]
fn random_texts_are_read_without_a_panic_and_twice_alike() {
    let mut random = Random(7);
    for _ in 0..1000 {
        let length = 1 + random.below(60);
        let text: String = (0..length).map(|_| PARTS[random.below(PARTS.len())]).collect();
        assert_eq!(read(&text), read(&text), "{text:?}");
    }
}

#[test]
fn texts_cut_at_any_place_are_read_without_a_panic() {
    let text = "---\ntitle: A\n---\nOrrin’s founder, “Ann”, said that the [dam](http://x) “held for 3 days,” according to two \
                officials. The Post reported on Monday that it, reportedly, leaked — citing Dana Reyes, an analyst at Kestrel.\n\
                > Quoted 😀\n\n- Ann Lee, on the Harbour Podcast";
    for (at, _) in text.char_indices() {
        read(&text[..at]);
        read(&text[at..]);
    }
}

#[test]
fn random_bytes_are_decoded_or_refused() {
    let mut random = Random(11);
    for _ in 0..300 {
        let bytes: Vec<u8> = (0..random.below(200)).map(|_| u8::try_from(random.below(256)).unwrap_or(0)).collect();
        if let Ok(decoded) = decode(&bytes) {
            read(&decoded.value);
        }
    }
}

const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<a href='http://x'>",
    "</a>",
    "<script>",
    "</script>",
    "<article>",
    "</article>",
    "<blockquote>",
    "<li>",
    "<td>",
    "</tr>",
    "<nav>",
    "</nav>",
    "<q>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&amp;",
    "&#0;",
    "<title>",
    "</title>",
    "<",
    ">",
    "<meta property='og:title' content='---",
    "'>",
    "<br/>",
    "<h2>",
    "\0",
    "<template>",
    "</html>",
];

#[test]
fn random_pages_are_read_without_a_panic_and_twice_alike() {
    let mut random = Random(5);
    for _ in 0..300 {
        let parts = (0..1 + random.below(80))
            .map(|at| if at % 2 == 0 { TAGS[random.below(TAGS.len())] } else { PARTS[random.below(PARTS.len())] });
        let page = format!("<!doctype html>{}", parts.collect::<String>());
        let text = |page: &str| decode(page.as_bytes()).map(|decoded| decoded.value).ok();
        assert_eq!(text(&page), text(&page), "{page:?}");
        if let Some(text) = text(&page) {
            read(&text);
        }
    }
}

#[test]
fn time_grows_with_length_and_not_with_its_square() {
    let time = |text: &str| {
        let start = Instant::now();
        read(text);
        start.elapsed().as_secs_f64()
    };
    for part in
        ["the dam said that “it leaked, ", "word ", "“", "[1](", "Ann, and Bob, ", "said that ", "[", "'", "1,0", "> "]
    {
        let (short, long) = (time(&part.repeat(1_000)), time(&part.repeat(10_000)));
        assert!(long < 0.3 + short * 40.0, "{part:?}: {short} s, ten times as long: {long} s");
    }
}

#[test]
fn a_name_may_end_in_a_word_that_looks_like_a_verb() {
    for (text, who) in [
        ("The fan is quiet, Tessel Works said.", "Tessel Works"),
        ("The fan is quiet, said Tessel Works.", "Tessel Works"),
        ("Consumer Reports found that the car is loud.", "Consumer Reports"),
        ("According to Tessel Works, the fan is quiet.", "Tessel Works"),
    ] {
        let parsed = parse("note.txt", text.to_owned(), None);
        let found = extract(&parsed.value).value;
        let names: Vec<&str> = found.iter().filter_map(|s| s.chain.get(1)).map(|voice| voice.name.as_str()).collect();
        assert_eq!(names, [who], "{text}");
    }
}
