//! One target a parser: good inputs with bytes exchanged, cut out, doubled and spliced are read or refused, twice alike and
//! without a panic. The runs are alike; `STEMMA_MUTATIONS` says how many there are of each target (`./dev prove`: many).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

use std::path::Path;

use stemma_core::document::Metadata;
use stemma_extract::formats::{claim_lines, claim_reviews, claim_table, feed_entries, is_feed};
use stemma_extract::{MediaType, decode, decode_as, extract, metadata_from, notes, parse, unpublished};

/// How many mutations of each seed are tried, when nobody says more.
const FEW: usize = 60;
/// Bytes that mean something to some parser.
const TELLING: &[&[u8]] = &[
    b"\0",
    b"\xFF",
    b"\xC3",
    b"\xF0\x9F\x98\x80",
    b"\"",
    b"{",
    b"[",
    b"<",
    b">",
    b"&#",
    b"&amp;",
    b"<![CDATA[",
    b"-->",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"---\n",
    b"|",
    b",",
    b":",
    b"\\u",
    b"[1]",
    b"](",
    "“".as_bytes(),
    "”".as_bytes(),
    b"9999999999999999999",
    b"-1",
    b"1e999",
    b" said ",
    b"endobj",
    b"stream\n",
];

/// A small generator, so that runs are alike (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }

    fn range(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() + 1);
        start..(start + self.below(40)).min(bytes.len())
    }

    /// A few changes to some bytes; `other` is what they may be spliced with.
    fn mutated(&mut self, whole: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = whole.to_vec();
        for _ in 0..1 + self.below(8) {
            let range = self.range(&bytes);
            let new = match self.below(6) {
                0 => Vec::new(),
                1 => vec![u8::try_from(self.below(256)).unwrap_or(0); range.len().max(1)],
                2 => bytes[range.clone()].repeat(1 + self.below(20)),
                3 => other[self.range(other)].to_vec(),
                _ => TELLING[self.below(TELLING.len())].to_vec(),
            };
            bytes.splice(range, new);
        }
        if self.below(8) == 0 {
            bytes.truncate(self.below(bytes.len() + 1));
        }
        bytes
    }
}

/// Runs a target on mutations of its seeds.
fn target(seeds: &[&[u8]], read: impl Fn(&[u8]) -> String) {
    let rounds = std::env::var("STEMMA_MUTATIONS").ok().and_then(|many| many.parse().ok()).unwrap_or(FEW);
    let mut random = Random(29);
    for seed in seeds {
        for round in 0..rounds {
            let other = seeds[random.below(seeds.len())];
            let bytes = random.mutated(seed, other);
            let (first, again) = (read(&bytes), read(&bytes));
            assert_eq!(first, again, "round {round}: {bytes:?}");
        }
    }
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats").join(name)).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A text with all that is read in it; every quote must stand in its place.
fn whole(text: String) -> String {
    let parsed = parse("any", text, None).value;
    let statements = extract(&parsed).value;
    for statement in &statements {
        let parts = statement.contents.iter().chain(&statement.cue).chain(statement.source.iter().map(|m| &m.quote));
        for quote in parts.chain(statement.quantities.iter().map(|q| &q.quote)) {
            assert_eq!(quote.span.slice(&parsed.text), Some(quote.text.as_str()));
        }
    }
    format!("{statements:?}{:?}", notes(&parsed))
}

const ARTICLE: &str = "---\ntitle: The dyke\ndate: 2026-05-24\ntopics: [dykes, Halm]\n---\nHALM (Reuters) - The dyke leaks, said Ada Moor, 44, an engineer at \
    Halm Works, on Monday. “It will hold for three to five years,” she told the Gazette [1].\n\nMOOR: It holds.\n\nMOOR: It leaks.\n\n> Quoted.\n\n| site | 2025 |\n| a | 10 |\n\n[1] Dyke leaks — Harbour Gazette (2026-05-03)\n";
const DOSSIER: &str = "Dyke at Halm\n\nWhat\n- The dyke leaks [1].\n\nPerspectives\nHalm Works\nDenies that it leaks; the founder dismisses the report.\n\nTensions\n- It leaks [1] vs. it holds [2]\n\nSources\n[1] Dyke leaks — Harbour Gazette (2026-05-03)\n[2] Dyke holds — Bellport Post (2026-05-04)\n";
const REVIEW: &str = r#"{"@context":"https://schema.org","@type":"ClaimReview","claimReviewed":"The dyke leaks","datePublished":"2026-05-24","url":"https://a.example/b","author":{"@type":"Organization","name":"Checkers"},"reviewRating":{"@type":"Rating","alternateName":"Mostly true","ratingValue":4,"bestRating":5},"itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Ada Moor"}}}"#;

#[test]
fn texts_and_dossiers() {
    target(&[ARTICLE.as_bytes(), DOSSIER.as_bytes()], |bytes| whole(text(bytes)));
}

#[test]
fn drafts() {
    target(&[ARTICLE.as_bytes(), DOSSIER.as_bytes()], |bytes| format!("{:?}", unpublished(text(bytes)).problems));
}

#[test]
fn pages() {
    let page = file("dyke.html");
    let other = b"<!doctype html><html><head><title>a</title><meta property='og:url' content='http://a'></head><body><main><p>It leaks.<sup>1</sup><table><tr><td>1</td></tr></table></main>";
    let html = MediaType::parse("text/html; charset=windows-1252");
    target(&[&page, other], |bytes| {
        let read = decode_as(bytes, html.as_ref()).map(|parsed| parsed.value);
        read.as_ref().map_or_else(ToString::to_string, |read| whole(read.clone()))
    });
}

#[test]
fn texts_in_any_charset() {
    let latin = file("latin.txt");
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(ARTICLE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    target(&[&latin, &utf_16, ARTICLE.as_bytes()], |bytes| format!("{:?}", decode(bytes)));
}

#[test]
fn feeds() {
    let feed = file("feed.rss");
    let atom = b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>a</title><entry><id>b</id><updated>2026-05-24T00:00:00Z</updated><content type='html'>&lt;p&gt;It leaks.</content></entry></feed>";
    target(&[&feed, atom], |bytes| {
        let text = text(bytes);
        let entries =
            feed_entries(&text).map(|all| all.into_iter().map(|entry| (entry.id, entry.page)).collect::<Vec<_>>());
        format!("{}{entries:?}", is_feed(&text))
    });
}

#[test]
fn tables_of_claims() {
    let table = b"claim,source,date,stance,basis\nThe dyke leaks,Ada Moor,2026-05-24,affirms,testimony\n\"It, too\",,,denies,\n";
    target(&[table], |bytes| format!("{:?}", claim_table("any.csv", &text(bytes), &Metadata::default())));
}

#[test]
fn lines_of_claims() {
    let lines = b"{\"claim\":\"The dyke leaks\",\"source\":\"Ada Moor\",\"date\":\"2026-05-24\"}\n{\"claim\":\"It \\u00e9 holds\",\"stance\":\"denies\"}\n";
    target(&[lines], |bytes| format!("{:?}", claim_lines("any.jsonl", &text(bytes), &Metadata::default())));
}

#[test]
fn published_verdicts() {
    target(&[REVIEW.as_bytes(), format!("[{REVIEW},{REVIEW}]").as_bytes()], |bytes| {
        let parsed = claim_reviews(&text(bytes));
        format!("{:?}{:?}", parsed.value.0.len(), parsed.problems)
    });
}

#[test]
fn sidecars() {
    let sidecar = b"title: The dyke\npublisher: Harbour Gazette\ndate: 2026-05\ntopics: [a, b]\ngenre: record\nsupplied-by:\n- Halm Works\n";
    target(&[sidecar], |bytes| format!("{:?}", metadata_from(&text(bytes))));
}

#[test]
fn media_types() {
    target(&[b"text/html; charset=\"utf-8\"", b"application/rss+xml"], |bytes| {
        format!("{:?}", MediaType::parse(&text(bytes)))
    });
}

#[test]
fn word_documents() {
    let whole = file("dyke.docx");
    target(&[&whole], |bytes| format!("{:?}", decode(bytes)));
}
