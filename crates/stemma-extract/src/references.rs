//! Source lists and links: who published what, as far as the entry says.

use std::collections::BTreeSet;

use stemma_core::date::PartialDate;
use stemma_core::document::Problem;
use stemma_core::enumerations::SourceKind;
use stemma_core::span::Span;
use stemma_core::statement::Voice;

use crate::nouns;
use crate::problems::{
    DANGLING_CITATION, DUPLICATE_SOURCE, TRUNCATED_TITLE, UNNAMED_PUBLISHER, UNUSED_SOURCE, problem,
};
use crate::text::{Block, BlockKind, Reference};

/// Suffixes of a tail that say it is an account, and not the platform's own word.
const PLATFORMS: &[&str] = &["Twitter", "X", "Mastodon", "Bluesky", "Threads", "Telegram", "Weibo", "LinkedIn"];

/// Reads `[n] title — outlet (date)`.
pub(crate) fn entry(text: &str, line: Span) -> Option<Reference> {
    let words = line.slice(text)?;
    let (number, rest) = words.strip_prefix('[')?.split_once(']')?;
    let number = number.trim().parse().ok()?;
    let body = Span::new(line.end - rest.trim_start().len(), line.end);
    let (body, published) = cut_date(text, body);
    let (title, tail) = cut_tail(text, body);
    let mut reference = Reference {
        number: Some(number),
        span: line,
        title,
        named_at: title,
        publisher: None,
        relayed: None,
        feed: None,
        url: None,
        published,
    };
    let named = tail.and_then(|tail| name_tail(text, tail, &mut reference));
    let (title, outlet) = cut_outlet(text, title);
    reference.title = title;
    if let Some((span, voice)) = named.or(outlet) {
        (reference.named_at, reference.publisher) = (span, Some(voice));
    } else {
        reference.named_at = title;
    }
    cut_prefix(text, &mut reference);
    if reference.publisher.is_none() && tail.is_none() {
        name_first(text, &mut reference);
    }
    Some(reference)
}

/// The numbered source list of a document: its blocks that open with `[n]` become source entries.
pub(crate) fn listed(text: &str, blocks: &mut Vec<Block>) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let opens = |line: &Span| line.slice(text).is_some_and(|words| words.starts_with('['));
        let lines: Vec<Span> = crate::blocks::lines(text.get(..block.span.end).unwrap_or_default(), block.span.start);
        let entries: Vec<Reference> =
            lines.iter().filter(|line| opens(line)).filter_map(|line| entry(text, *line)).collect();
        // "Sources" right above its entries.
        let title = lines.first().filter(|line| entries.len() + 1 == lines.len() && !opens(line));
        let title = title
            .filter(|line| line.slice(text).is_some_and(|words| words.split(' ').count() < 4 && !entries.is_empty()));
        if let Some(title) = title {
            kept.push(Block { span: *title, kind: BlockKind::Heading });
        }
        if entries.is_empty() || entries.len() + usize::from(title.is_some()) < lines.len() {
            kept.push(block);
            continue;
        }
        kept.extend(entries.iter().map(|entry| Block { span: entry.span, kind: BlockKind::SourceEntry }));
        found.extend(entries);
    }
    *blocks = kept;
    found
}

/// The Markdown links in the blocks, as references without a number.
pub(crate) fn links(text: &str, blocks: &[Block]) -> Vec<Reference> {
    let mut links = Vec::new();
    for block in blocks.iter().filter(|block| block.kind != BlockKind::Code) {
        let mut at = block.span.start;
        while let Some(found) = text.get(at..block.span.end).and_then(|rest| rest.find("](")) {
            let middle = at + found;
            at = middle + 2;
            let opens = text.get(block.span.start..middle).and_then(|before| before.rfind('['));
            let closes = text.get(at..block.span.end.min(at + 2000)).and_then(|after| after.find([')', ' ', '\n']));
            let (Some(opens), Some(closes)) = (opens, closes) else { continue };
            let (start, end) = (block.span.start + opens, at + closes);
            let title = Span::new(start + 1, middle);
            links.push(Reference {
                number: None,
                span: Span::new(start, (end + 1).min(block.span.end)),
                title,
                named_at: title,
                publisher: None,
                relayed: None,
                feed: None,
                url: text.get(at..end).map(str::to_owned),
                published: None,
            });
            at = end;
        }
    }
    links
}

/// The numbers cited in `span`, each with the place of its mark.
pub(crate) fn citations(text: &str, span: Span) -> Vec<(u32, Span)> {
    let mut found = Vec::new();
    let mut at = span.start;
    while let Some(open) = text.get(at..span.end).and_then(|rest| rest.find('[')) {
        let start = at + open;
        at = start + 1;
        let digits: &str = text.get(at..span.end).unwrap_or_default();
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=4).contains(&length) && digits.get(length..).is_some_and(|rest| rest.starts_with(']')) {
            let number = digits.get(..length).and_then(|number| number.parse().ok());
            found.extend(number.map(|number| (number, Span::new(start, at + length + 1))));
            at += length + 1;
        }
    }
    found
}

/// What is wrong with a source list and with the citations in `cited`.
pub(crate) fn problems(text: &str, references: &[Reference], cited: &[Span]) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut listed = BTreeSet::new();
    let mut used = BTreeSet::new();
    for reference in references {
        let Some(number) = reference.number else { continue };
        if !listed.insert(number) {
            found.push(problem(DUPLICATE_SOURCE, reference.span, format!("source [{number}] is listed twice")));
        }
    }
    for (number, mark) in cited.iter().flat_map(|span| citations(text, *span)) {
        used.insert(number);
        if !listed.contains(&number) {
            let message = format!("[{number}] is not in the source list; add the source or correct the number");
            found.push(problem(DANGLING_CITATION, mark, message));
        }
    }
    for reference in references {
        let Some(number) = reference.number else { continue };
        if !used.contains(&number) {
            let message = format!("source [{number}] is never cited; cite it or remove it");
            found.push(problem(UNUSED_SOURCE, reference.span, message));
        }
        if reference.publisher.is_none() {
            let message = format!("source [{number}] names no publisher; name the outlet");
            found.push(problem(UNNAMED_PUBLISHER, reference.span, message));
        }
        if reference.title.slice(text).is_some_and(|title| title.ends_with("...") || title.ends_with('…')) {
            let message = format!("the title of source [{number}] is cut short; give it in full");
            found.push(problem(TRUNCATED_TITLE, reference.title, message));
        }
    }
    found
}

/// Cuts a trailing `(2026-05-24)`.
fn cut_date(text: &str, body: Span) -> (Span, Option<PartialDate>) {
    let words = body.slice(text).unwrap_or_default().trim_end();
    let inner = words.strip_suffix(')').and_then(|rest| rest.rfind('(').map(|at| (at, rest.get(at + 1..))));
    match inner {
        Some((at, Some(date))) if PartialDate::parse(date).is_some() => {
            let kept = words.get(..at).unwrap_or_default().trim_end();
            (Span::new(body.start, body.start + kept.len()), PartialDate::parse(date))
        }
        _ => (Span::new(body.start, body.start + words.len()), None),
    }
}

/// Parts the title from what follows its last dash.
fn cut_tail(text: &str, body: Span) -> (Span, Option<Span>) {
    let words = body.slice(text).unwrap_or_default();
    match words.rfind(" — ") {
        Some(at) => {
            let tail = Span::new(body.start + at + " — ".len(), body.end);
            (Span::new(body.start, body.start + at), Some(tail))
        }
        None => (body, None),
    }
}

/// Whom a tail names; a feed tag (`feed:topic`) names nobody.
fn name_tail(text: &str, tail: Span, reference: &mut Reference) -> Option<(Span, Voice)> {
    let words = tail.slice(text)?.trim();
    if words.contains(':') && !words.contains(' ') {
        reference.feed = Some(words.to_owned());
        return None;
    }
    let (name, platform) = words.rsplit_once(' ').unwrap_or((words, ""));
    if PLATFORMS.contains(&platform) {
        return Some((tail, voice(name, SourceKind::Person)));
    }
    Some((tail, named(words)))
}

/// Parts a title from the outlet that ends it: `Title | Outlet | House`, `Title - Outlet`.
fn cut_outlet(text: &str, title: Span) -> (Span, Option<(Span, Voice)>) {
    let words = title.slice(text).unwrap_or_default();
    let short = |part: &str| (1..=5).contains(&part.split_whitespace().count()) && !part.contains('.');
    let cut = |at: usize, skip: usize, end: usize| {
        let span = Span::new(title.start + at + skip, title.start + end);
        let name = span.slice(text).map(str::trim).unwrap_or_default();
        (Span::new(title.start, title.start + at), Some((span, named(name))))
    };
    if let Some(at) = words.find(" | ") {
        let rest = words.get(at + 3..).unwrap_or_default();
        let part = rest.split(" | ").next().unwrap_or_default();
        if short(part) {
            return cut(at, 3, at + 3 + part.len());
        }
    }
    if let Some(at) = words.rfind(" - ") {
        let part = words.get(at + 3..).unwrap_or_default();
        if short(part) && part.starts_with(char::is_uppercase) && !part.ends_with(['…', '?']) {
            return cut(at, 3, words.len());
        }
    }
    (title, None)
}

/// Reads `Reuters: …`, `r/forum on Site: …` and `@account …` at the start of a title.
fn cut_prefix(text: &str, reference: &mut Reference) {
    let words = reference.title.slice(text).unwrap_or_default();
    if words.starts_with('@') {
        let handle = words.split_whitespace().next().unwrap_or_default();
        if reference.publisher.is_none() {
            reference.publisher = Some(voice(handle, SourceKind::Person));
            reference.named_at = Span::new(reference.title.start, reference.title.start + handle.len());
        }
        return;
    }
    let Some((prefix, rest)) = words.split_once(": ") else { return };
    let forum = prefix.starts_with("r/");
    if prefix.split_whitespace().count() > 4 || !(forum || nouns::is_outlet(prefix)) {
        return;
    }
    let place = Span::new(reference.title.start, reference.title.start + prefix.len());
    reference.title.start = reference.title.end - rest.len();
    let voice = if forum { voice(prefix, SourceKind::Outlet) } else { named(prefix) };
    if reference.publisher.is_some() {
        reference.relayed = Some(voice);
    } else {
        (reference.named_at, reference.publisher) = (place, Some(voice));
    }
}

/// Reads what opens an entry as in a list of literature: `Harbour Post, “The dam held”, 3 May`, `Orrin Works: Prospectus`,
/// and an outlet's name alone.
fn name_first(text: &str, reference: &mut Reference) {
    let words = reference.title.slice(text).unwrap_or_default();
    let quoted = [", \"", ", “", ", ‘"].iter().find_map(|mark| words.find(mark));
    let owned = words.find(": ");
    let listed = words.find(", ").filter(|at| words.get(..*at).is_some_and(nouns::is_organization));
    let alone = nouns::is_outlet(words).then_some(words.len());
    let Some(end) = quoted.or(owned).or(listed).or(alone) else { return };
    let name = words.get(..end).unwrap_or_default();
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "of" | "for" | "and" | "the" | "&");
    let is_name = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 5 && name.split(' ').all(capital);
    let known = quoted.is_some() || nouns::is_organization(name) || nouns::is_outlet(name);
    // "Explained: how it held" names nobody.
    if is_name && (known || owned.is_some() && name.contains(' ')) {
        let span = Span::new(reference.title.start, reference.title.start + end);
        (reference.named_at, reference.publisher) = (span, Some(named(name)));
    }
}

fn named(name: &str) -> Voice {
    let kind = if nouns::is_organization(name) && !nouns::is_outlet(name) {
        SourceKind::Organization
    } else {
        SourceKind::Outlet
    };
    voice(nouns::spelled_out(name), kind)
}

fn voice(name: &str, kind: SourceKind) -> Voice {
    Voice { name: name.to_owned(), kind, affiliation: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (String, Option<String>, Option<String>, Option<String>) {
        let entry = entry(line, Span::new(0, line.len())).unwrap();
        let name = |voice: Option<Voice>| voice.map(|voice| voice.name);
        (entry.title.slice(line).unwrap().to_owned(), name(entry.publisher), name(entry.relayed), entry.feed)
    }

    fn check(line: &str, title: &str, publisher: Option<&str>, relayed: Option<&str>) {
        let (found, by, via, _) = read(line);
        assert_eq!((found.as_str(), by.as_deref(), via.as_deref()), (title, publisher, relayed), "{line}");
    }

    #[test]
    fn a_note_below_the_text_is_no_sentence_of_it() {
        let text =
            "The Fen Trust said the otters are back.[^a] It rained in May.\n\n[^a]: Lowe counted 41 otters, 2025.";
        let parsed = crate::parse("a.md", text.to_owned(), None).value;
        let found: Vec<String> = crate::extract(&parsed).value.into_iter().map(|made| made.sentence).collect();
        assert_eq!(found, ["The otters are back.", "It rained in May."]);
    }

    #[test]
    fn an_account_is_a_person_and_may_relay_an_outlet() {
        check(
            "[8] Reuters: The dam held. — Ann Lee Twitter (2026-05-24)",
            "The dam held.",
            Some("Ann Lee"),
            Some("Reuters"),
        );
    }

    #[test]
    fn an_outlet_at_the_end_of_a_title_publishes_it() {
        check("[1] The dam held | Daily Post | Post Group — feed:dams", "The dam held", Some("Daily Post"), None);
        check("[2] The dam held - HSToday — feed:dams", "The dam held", Some("HSToday"), None);
        check("[3] The dam held — feed:dams", "The dam held", None, None);
    }

    #[test]
    fn who_opens_an_entry_publishes_it() {
        check(
            "[1] Harbour Post, \"The dam held\", 3 May",
            "Harbour Post, \"The dam held\", 3 May",
            Some("Harbour Post"),
            None,
        );
        check("[2] Orrin Works: Prospectus, January", "Orrin Works: Prospectus, January", Some("Orrin Works"), None);
        check("[3] Harbour Forum, Outlook 2025", "Harbour Forum, Outlook 2025", Some("Harbour Forum"), None);
        check("[4] Harbour Post", "Harbour Post", Some("Harbour Post"), None);
        check("[5] Explained: how the dam held", "Explained: how the dam held", None, None);
        check("[6] The dam, which held, is old", "The dam, which held, is old", None, None);
    }

    #[test]
    fn a_feed_is_a_channel_and_no_publisher() {
        let (_, publisher, _, feed) = read("[3] The dam held ... — reactive:dams");
        assert_eq!((publisher, feed.as_deref()), (None, Some("reactive:dams")));
    }

    #[test]
    fn citations_are_numbers_in_brackets_only() {
        let text = "one [1][22], not [x] nor [12345] [";
        let numbers: Vec<u32> = citations(text, Span::new(0, text.len())).into_iter().map(|(n, _)| n).collect();
        assert_eq!(numbers, [1, 22]);
    }
}
