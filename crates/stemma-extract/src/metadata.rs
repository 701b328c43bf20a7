//! `key: value` metadata: front matter at the top of a text, and sidecar files of the same syntax.

use stemma_core::date::PartialDate;
use stemma_core::document::{Metadata, Parsed, Problem};
use stemma_core::enumerations::Genre;
use stemma_core::span::Span;

use crate::problems::{BAD_VALUE, OPEN_FRONT_MATTER, UNKNOWN_KEY, problem};

/// How many lines front matter may have.
const MOST_LINES: usize = 200;

/// Reads a sidecar: `key: value` lines, lists as `[a, b]` or as `- entry` lines. Lines `---` are passed over.
#[must_use]
pub fn metadata_from(text: &str) -> Parsed<Metadata> {
    read(text, 0)
}

/// Where what was published begins in a text: after its front matter.
#[must_use]
pub fn body_start(text: &str) -> usize {
    front_matter(text).1
}

/// The front matter of `text`, and the offset at which the body starts.
pub(crate) fn front_matter(text: &str) -> (Parsed<Metadata>, usize) {
    let nothing = |problems| (Parsed { value: Metadata::default(), problems }, 0);
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return nothing(Vec::new()) };
    let mut end = first.len();
    for line in lines.take(MOST_LINES) {
        if line.trim_end() == "---" {
            let inner = text.get(first.len()..end).unwrap_or_default();
            return (read(inner, first.len()), end + line.len());
        }
        end += line.len();
    }
    // A rule at the top of an ordinary text is no front matter: only key lines make it one.
    let opens = text.get(first.len()..).and_then(|rest| rest.lines().next()).is_some_and(|line| key_of(line).is_some());
    let message = "front matter is opened and never closed; add a line `---` after it".to_owned();
    nothing(if opens { vec![problem(OPEN_FRONT_MATTER, Span::new(0, 3), message)] } else { Vec::new() })
}

/// Lays `over` on `under`: what `over` says wins.
pub(crate) fn overlay(under: Metadata, over: Metadata) -> Metadata {
    let list = |over: Vec<String>, under: Vec<String>| if over.is_empty() { under } else { over };
    Metadata {
        title: over.title.or(under.title),
        authors: list(over.authors, under.authors),
        publisher: over.publisher.or(under.publisher),
        published: over.published.or(under.published),
        url: over.url.or(under.url),
        genre: over.genre.or(under.genre),
        topics: list(over.topics, under.topics),
        taken_from: list(over.taken_from, under.taken_from),
        supplied_by: list(over.supplied_by, under.supplied_by),
        data_from: list(over.data_from, under.data_from),
        written_in: over.written_in.or(under.written_in),
        retracted: over.retracted.or(under.retracted),
    }
}

fn read(text: &str, offset: usize) -> Parsed<Metadata> {
    let mut metadata = Metadata::default();
    let mut problems = Vec::new();
    let mut key = String::new();
    let mut at = offset;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let line = line.trim();
        if line.is_empty() || line == "---" || line.starts_with('#') {
            continue;
        }
        if let Some(entry) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
            set(&mut metadata, &key, entry, span, &mut problems);
        } else if let Some((name, value)) = key_of(line) {
            key = name;
            for entry in entries(&key, value) {
                set(&mut metadata, &key, &entry, span, &mut problems);
            }
            if value.is_empty() && !is_known(&key) {
                set(&mut metadata, &key, "", span, &mut problems);
            }
        } else {
            let message = format!("`{line}` is not a `key: value` line; write it as one");
            problems.push(problem(BAD_VALUE, span, message));
        }
    }
    Parsed { value: metadata, problems }
}

fn key_of(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim().to_lowercase().replace(['_', ' '], "-");
    let fits = !key.is_empty() && key.len() <= 30 && key.chars().all(|c| c.is_alphabetic() || c == '-');
    fits.then(|| (key, value.trim()))
}

const KNOWN: &[&str] = &[
    "title",
    "author",
    "authors",
    "publisher",
    "date",
    "published",
    "url",
    "genre",
    "topic",
    "topics",
    "taken-from",
    "supplied-by",
    "data-from",
    "written-in",
    "retracted",
];

fn is_known(key: &str) -> bool {
    KNOWN.contains(&key)
}

/// The entries of a value: `[a, b]` is a list; so is `a, b` for topics.
fn entries(key: &str, value: &str) -> Vec<String> {
    let inner = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match inner {
        Some(list) => list.split(',').map(|entry| unquoted(entry).to_owned()).filter(|e| !e.is_empty()).collect(),
        None if key == "topics" => value.split(',').map(|e| unquoted(e).to_owned()).filter(|e| !e.is_empty()).collect(),
        None if value.is_empty() => Vec::new(),
        None => vec![unquoted(value).to_owned()],
    }
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let between = |mark: char| value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    between('"').or_else(|| between('\'')).unwrap_or(value)
}

fn set(metadata: &mut Metadata, key: &str, value: &str, span: Span, problems: &mut Vec<Problem>) {
    let value = unquoted(value).to_owned();
    match key {
        "title" => metadata.title = Some(value),
        "author" | "authors" => metadata.authors.push(value),
        "publisher" => metadata.publisher = Some(value),
        "date" | "published" => match PartialDate::parse(&value) {
            Some(date) => metadata.published = Some(date),
            None => {
                let message = format!("`{value}` is not a date; write it as 2026, 2026-05 or 2026-05-24");
                problems.push(problem(BAD_VALUE, span, message));
            }
        },
        "url" => metadata.url = Some(value),
        "genre" => match value.parse::<Genre>() {
            Ok(genre) => metadata.genre = Some(genre),
            Err(error) => problems.push(problem(BAD_VALUE, span, error.to_string())),
        },
        "topic" | "topics" => metadata.topics.push(value),
        "taken-from" => metadata.taken_from.push(value),
        "supplied-by" => metadata.supplied_by.push(value),
        "data-from" => metadata.data_from.push(value),
        "written-in" => metadata.written_in = Some(value),
        "retracted" => metadata.retracted = Some(value),
        unknown => {
            let message = format!("`{unknown}` is not a metadata key; it is one of {}", KNOWN.join(", "));
            problems.push(problem(UNKNOWN_KEY, span, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_the_body_starts_after_it() {
        let text = "---\ntitle: \"A: b\"\nauthors:\n- Dana Reyes\n- Tom Hill\ndate: 2026-05-24\ngenre: release\n\
                    topics: [chips, trade]\n---\nBody.";
        let (parsed, body) = front_matter(text);
        assert_eq!(parsed.problems, []);
        assert_eq!(parsed.value.title.as_deref(), Some("A: b"));
        assert_eq!(parsed.value.authors, ["Dana Reyes", "Tom Hill"]);
        assert_eq!(parsed.value.topics, ["chips", "trade"]);
        assert_eq!(parsed.value.genre, Some(Genre::Release));
        assert_eq!(&text[body..], "Body.");
    }

    #[test]
    fn unknown_keys_and_bad_values_are_problems_with_their_place() {
        let parsed = metadata_from("colour: red\ndate: someday\ngenre: novel\n");
        let codes: Vec<_> = parsed.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [UNKNOWN_KEY, BAD_VALUE, BAD_VALUE]);
        assert_eq!(parsed.problems[1].span, Some(Span::new(12, 25)));
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter_and_an_open_one_is_a_problem() {
        assert_eq!(front_matter("---\nOnce upon a time\n").0.problems, []);
        assert_eq!(front_matter("---\ntitle: a\nBody").0.problems[0].code, OPEN_FRONT_MATTER);
        assert_eq!(front_matter("No rule").1, 0);
    }

    #[test]
    fn what_lies_over_wins() {
        let under = metadata_from("title: a\nurl: u").value;
        let merged = overlay(under, metadata_from("title: b").value);
        assert_eq!((merged.title.as_deref(), merged.url.as_deref()), (Some("b"), Some("u")));
    }
}
