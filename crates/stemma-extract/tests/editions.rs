//! A draft that is read again after each edit says what the same text says that is read for the first time.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

use std::path::{Path, PathBuf};

use stemma_extract::{Editions, unpublished};

/// A small generator, so that runs are alike (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

/// What is typed: words that point back, names, marks that open and close, whole sentences and paragraphs.
const TYPED: &[&str] = &[
    "it ",
    "He said that it leaked. ",
    "The company said so. ",
    "Orrin Foundry ",
    "Dana Reyes, an analyst, said it broke. ",
    "“",
    "”",
    "\"",
    "'",
    "\n\n",
    "\n",
    "\n\n- ",
    "\n\n> ",
    "\n\n# ",
    "\n\n| a 1 |\n",
    ": ",
    ":\n\n",
    " [1] ",
    "\n\n[1] Dam — Post (2026-05-03)\n\n",
    "7",
    " not ",
    "reportedly ",
    "They denied it. ",
    "\n\nReyes told the Harbour Post:\n\n",
    "… ",
    "---\n",
    "é",
    "\u{202e}",
    "\n\nAna Sousa: It held.\n\nLew Hart: It did not.\n\nAna Sousa: It did.\n\n",
    "\n\nQ: Did it hold?\n\nA: It did.\n\n",
    "By Lars Endal\n\n",
    "\n\n— Dana Reyes, on the Harbour Podcast\n\n",
    "\n\nHere I quote from this article from Norra Analytics:\n\n",
    "The ministry ",
    "12 racks × 72 chips = 900 chips. ",
    "\r\n",
    "Das Werk in Orrin wurde im Mai geschlossen, sagte der Sprecher am Montag. ",
];

fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { documents(&path) } else { vec![path] }).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "md" || ending == "txt"));
    found.sort();
    found
}

/// The drafts: texts of all kinds, cut to what a person writes in a day.
fn drafts() -> Vec<String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let found = documents(&tests.join("fixtures")).into_iter().chain(documents(&tests.join("blind")));
    let texts = found.map(|path| std::fs::read_to_string(path).unwrap());
    texts.map(|text| text.chars().take(6000).collect::<String>()).filter(|text| text.len() > 300).collect()
}

/// A place between two characters.
fn place(text: &str, random: &mut Random) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn edited(text: &str, random: &mut Random) -> String {
    let mut paragraphs: Vec<&str> = text.split("\n\n").collect();
    let (one, other) = (random.below(paragraphs.len()), random.below(paragraphs.len()));
    let (a, b) = (place(text, random), place(text, random));
    let mut edited = text.to_owned();
    match random.below(9) {
        0 => {
            paragraphs.remove(one);
            return paragraphs.join("\n\n");
        }
        1 => {
            paragraphs.swap(one, other);
            return paragraphs.join("\n\n");
        }
        2 => {
            paragraphs.insert(one, paragraphs[other]);
            return paragraphs.join("\n\n");
        }
        3 => {
            let word = edited[a..].find(' ').map_or(a, |space| a + space + 1);
            let end = edited[word..].find(' ').map_or(word, |space| word + space + 1);
            edited.replace_range(word..end, "");
        }
        4 => edited.replace_range(a.min(b)..a.max(b).min(place_after(text, a.min(b) + 40)), ""),
        _ => edited.insert_str(a, TYPED[random.below(TYPED.len())]),
    }
    edited
}

fn place_after(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[test]
fn each_edition_reads_as_if_it_were_the_first() {
    let (mut random, mut read, mut anew) = (Random(11), 0, 0);
    let drafts = drafts();
    assert!(drafts.len() > 20, "{}", drafts.len());
    for draft in &drafts {
        let (mut editions, mut text) = (Editions::default(), draft.clone());
        anew += editions.next(text.clone()).value.sentences.min(1) * editions.read();
        for step in 0..12 {
            let before = text.clone();
            text = edited(&text, &mut random);
            let (again, first) = (editions.next(text.clone()), unpublished(text.clone()));
            assert_eq!(again, first, "edit {step}\n=== from\n{before}\n=== to\n{text}");
            read += editions.read();
        }
    }
    // Without anything remembered, every edition would cost as much as the first.
    assert!(read * 2 < anew * 12, "{read} paragraphs read in {} editions, {anew} in the first ones", drafts.len() * 12);
}

#[test]
fn a_name_that_others_point_to_is_read_where_they_point() {
    let text = |name: &str| {
        format!(
            "{name} opened the line at Corra.\n\nThe company said that it had sold 500 looms.\n\nThe dam is safe.\n"
        )
    };
    let mut editions = Editions::default();
    let sources = |read: stemma_extract::Unpublished| {
        read.statements.into_iter().filter_map(|said| said.source).map(|source| source.name).collect::<Vec<_>>()
    };
    assert!(sources(editions.next(text("Veyra Works")).value).contains(&"Veyra Works".to_owned()));
    assert!(sources(editions.next(text("Orrin Works")).value).contains(&"Orrin Works".to_owned()));
    assert_eq!(editions.read(), 2, "what names it, and what points to it");
    let _ = editions.next(text("Orrin Works").replace("safe", "old"));
    assert_eq!(editions.read(), 1);
    let _ = editions.next(text("Orrin Works").replace("safe", "old"));
    assert_eq!(editions.read(), 0);
}
