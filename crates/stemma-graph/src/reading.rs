//! From the bytes of one input to what is committed: a version with its assertions, or records of people.

mod ftm;
mod known;

use std::collections::BTreeMap;

use stemma_core::alias::AliasStatement;
use stemma_core::control::{Control, Share};
use stemma_core::date::PartialDate;
use stemma_core::document::{Document, Metadata, Parsed, Problem, Version};
use stemma_core::dossier::DossierNote;
use stemma_core::enumerations::Genre;
use stemma_core::id::Id;
use stemma_core::name::ActorKey;
use stemma_core::problems::{DATES_OUT_OF_ORDER, ITSELF, of_controls};
use stemma_core::role::RoleStatement;
use stemma_core::state::{Assertion, HeldVersion, Interest, ReadingProblem, Verdict};
use stemma_core::statement::Statement;
use stemma_core::wikidata::{Identified, WikidataId};
use stemma_core::withdrawal::WithdrawalStatement;
use stemma_extract::formats::{claim_lines, claim_reviews, claim_table, feed_entries, is_feed};
use stemma_extract::{MediaType, aliases, extract, long_line, notes, parse, roles, withdrawals};
use stemma_store::log::Hash;

use self::known::Known;
use crate::apart::decoded;
use crate::intake::{Bytes, Input};

/// What was read from one input.
#[derive(Debug)]
pub(crate) enum Reading {
    /// Document versions, each with the text that its places count in: one, or the entries of a feed.
    Documents(Vec<ReadDocument>),
    /// A table of who controls whom.
    Controls(Vec<Control>, Vec<Problem>),
    /// A table of who has a stake in what.
    Interests(Vec<Interest>, Vec<Problem>),
    /// A table of which item of Wikidata a name means.
    Identified(Vec<Identified>, Vec<Problem>),
}

/// A document version as read.
#[derive(Debug)]
pub(crate) struct ReadDocument {
    pub(crate) held: HeldVersion,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

/// Why nothing could be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    /// No text.
    #[error("{0}")]
    Decode(String),
    /// A line that is too long to be prose.
    #[error("line {number} is {length} bytes long, too long to be prose: break it into paragraphs")]
    Line {
        /// Counted from 1.
        number: usize,
        /// In bytes.
        length: usize,
    },
    /// A form of JSON or table that says nothing to Stemma.
    #[error("{0}")]
    Form(String),
}

/// Reads an input.
///
/// # Errors
/// When it is empty, binary, or in a form that no reader knows.
pub(crate) fn read(input: &Input, Bytes { bytes, said }: Bytes) -> Result<Reading, Unreadable> {
    let (known, mut problems) = Known::of(said);
    let odd = input.odd_name(&bytes).filter(|_| known.media_type.is_none());
    let decoded = decoded(&bytes, known.media_type.as_ref())
        .map_err(|why| Unreadable::Decode(odd.as_ref().map_or_else(|| why.clone(), |odd| odd.refusal(&why))))?;
    problems.extend(decoded.problems);
    problems.extend(odd.map(|odd| odd.problem()));
    if is_feed(&decoded.value) {
        return feed(input, &decoded.value, &known);
    }
    let decoded = Parsed { value: decoded.value, problems };
    let ending = known.media_type.as_ref().and_then(MediaType::ending).map_or_else(|| input.ending(), str::to_owned);
    read_text(&input.name, &ending, bytes, decoded, known)
}

/// Reads a document that is held again, with what is held about it.
///
/// # Errors
/// Why it cannot be read, in words.
pub(crate) fn reread(held: &HeldVersion, bytes: Vec<u8>) -> Result<ReadDocument, String> {
    let (name, metadata) = (&held.document.name, &held.document.metadata);
    let media_type = held.version.media_type.as_deref().and_then(MediaType::parse);
    let decoded = decoded(&bytes, media_type.as_ref())?;
    let location = metadata.url.clone().filter(|_| media_type.is_some());
    let known = Known { sidecar: Some(metadata.clone()), location, media_type };
    // An entry of a feed is called by its address, which ends as it likes.
    let is_prose = metadata.genre != Some(Genre::ClaimTable) && held.verdicts.is_empty();
    let ending = if is_prose { String::new() } else { Input::bundled(name).ending() };
    match read_text(name, &ending, bytes, decoded, known).map_err(|why| why.to_string())? {
        Reading::Documents(mut all) if all.len() == 1 => all.pop().ok_or_else(String::new),
        _ => Err("it is no document any more".to_owned()),
    }
}

fn read_text(
    name: &str,
    ending: &str,
    bytes: Vec<u8>,
    Parsed { value: text, mut problems }: Parsed<String>,
    known: Known,
) -> Result<Reading, Unreadable> {
    let sidecar = || known.sidecar.clone().unwrap_or_default();
    let draft = match ending {
        "xml" | "rss" | "atom" => {
            return Err(Unreadable::Form("XML that is no feed: Stemma reads RSS and Atom".to_owned()));
        }
        "csv" => match header(&text).as_slice() {
            names if has(names, &["actor", "controller"]) => return Ok(controls(&text)),
            names if has(names, &["actor", "wikidata"]) => return Ok(identified(&text)),
            names if has(names, &["actor", "claim", "why"]) => return Ok(interests(&text)),
            names if has(names, &["claim"]) => table(name, sidecar(), &text, claim_table),
            names => {
                return Err(Unreadable::Form(format!(
                    "a table with the columns {}: Stemma reads tables with a column `claim`, with `actor,controller,how,share,from,to`, with `actor,claim,why`, or with `actor,wikidata`",
                    names.join(", ")
                )));
            }
        },
        "jsonl" | "ndjson" if ftm::is_it(&text) => {
            let (controls, problems) = ftm::read(&text);
            return Ok(Reading::Controls(controls, problems));
        }
        "jsonl" | "ndjson" => table(name, sidecar(), &text, claim_lines),
        "json" | "jsonld" => reviews(&text)?,
        _ => {
            check_lines(&text)?;
            article(name, &text, &known)
        }
    };
    problems.extend(draft.problems);
    problems.sort();
    Ok(Reading::Documents(vec![finish(name, bytes, text, known.media_type, Draft { problems, ..draft })]))
}

/// Text without line ends is no prose, and reading it would take minutes.
fn check_lines(text: &str) -> Result<(), Unreadable> {
    match long_line(text) {
        None => Ok(()),
        Some((number, line)) => Err(Unreadable::Line { number, length: line.len() }),
    }
}

/// What a reader found, before it has ids.
#[derive(Default)]
struct Draft {
    metadata: Metadata,
    statements: Vec<Statement>,
    rated: Vec<stemma_extract::formats::RatedClaim>,
    notes: Vec<DossierNote>,
    aliases: Vec<AliasStatement>,
    roles: Vec<RoleStatement>,
    withdrawals: Vec<WithdrawalStatement>,
    problems: Vec<Problem>,
}

/// Each entry of a feed as a document: its bytes are the page that the entry makes.
fn feed(input: &Input, text: &str, known: &Known) -> Result<Reading, Unreadable> {
    let mut documents = Vec::new();
    for entry in feed_entries(text).map_err(Unreadable::Form)? {
        let Ok(page) = decoded(entry.page.as_bytes(), None) else { continue };
        let (name, known) = known.of_entry(&input.name, &entry.id);
        let draft = article(&name, &page.value, &known);
        documents.push(finish(&name, entry.page.into_bytes(), page.value, None, draft));
    }
    Ok(Reading::Documents(documents))
}

fn article(name: &str, text: &str, known: &Known) -> Draft {
    let mut parsed = parse(name, text.to_owned(), known.sidecar.clone());
    let mut problems = known.vouch(&mut parsed.value.metadata);
    let extracted = extract(&parsed.value);
    problems.extend(parsed.problems);
    problems.extend(extracted.problems);
    Draft {
        notes: notes(&parsed.value),
        aliases: aliases(&parsed.value, &extracted.value),
        roles: roles(&parsed.value, &extracted.value),
        withdrawals: withdrawals(&parsed.value),
        metadata: parsed.value.metadata,
        statements: extracted.value,
        problems,
        ..Draft::default()
    }
}

type TableReader = fn(&str, &str, &Metadata) -> stemma_core::document::Parsed<Vec<Statement>>;

fn table(name: &str, mut metadata: Metadata, text: &str, reader: TableReader) -> Draft {
    metadata.published = metadata.published.or_else(|| latest_date(text));
    let parsed = reader(name, text, &metadata);
    metadata.genre = Some(Genre::ClaimTable);
    Draft { metadata, statements: parsed.value, problems: parsed.problems, ..Draft::default() }
}

/// A table is as old as its latest row.
fn latest_date(text: &str) -> Option<PartialDate> {
    let mut latest = None;
    rows(text, |cell| {
        latest = latest.max(cell("date").and_then(|date| PartialDate::parse(&date)));
        Ok(())
    });
    latest
}

fn reviews(text: &str) -> Result<Draft, Unreadable> {
    let parsed = claim_reviews(text);
    let (rated, metadata) = parsed.value;
    if rated.is_empty() {
        let why = parsed.problems.first().map_or("nothing in it is known", |problem| problem.message.as_str());
        return Err(Unreadable::Form(why.to_owned()));
    }
    Ok(Draft { metadata, rated, problems: parsed.problems, ..Draft::default() })
}

/// The ids of a document and of its version with these bytes.
pub(crate) fn ids(
    name: &str,
    metadata: &Metadata,
    hash: &str,
    media_type: Option<&str>,
) -> (Id<Document>, Id<Version>) {
    let path = name.strip_prefix("./").unwrap_or(name);
    // What comes on standard input is at no place: two texts there are two documents.
    let place = if path == "-" { hash } else { path };
    let document: Id<Document> = Id::of("document", &[metadata.url.as_deref().unwrap_or(place)]);
    let (id, canonical) = (document.to_string(), metadata.canonical());
    let content: Vec<&str> = [id.as_str(), hash, &canonical].into_iter().chain(media_type).collect();
    (document, Id::of("version", &content))
}

fn finish(name: &str, bytes: Vec<u8>, text: String, media_type: Option<MediaType>, mut draft: Draft) -> ReadDocument {
    let Metadata { authors, topics, taken_from, supplied_by, data_from, .. } = &mut draft.metadata;
    // The graph keeps no order, so that what is read from it again must not differ by that.
    for list in [authors, topics, taken_from, supplied_by, data_from] {
        list.sort_unstable();
        list.dedup();
    }
    let hash = Hash::of(&bytes).to_string();
    let media_type = media_type.map(|said| said.to_string());
    let (document, id) = ids(name, &draft.metadata, &hash, media_type.as_deref());
    let document = Document { id: document, name: name.to_owned(), metadata: draft.metadata };
    let mut assertions: Vec<Assertion> = draft.statements.into_iter().map(|s| Assertion::new(id, s)).collect();
    let mut verdicts = Vec::new();
    for rated in draft.rated {
        let assertion = Assertion::new(id, rated.statement);
        verdicts.push(Verdict {
            assertion: assertion.id,
            by: rated.by,
            rating: rated.rating,
            url: rated.url,
            published: rated.published,
        });
        assertions.push(assertion);
    }
    assertions.sort_by_key(|assertion| assertion.id);
    assertions.dedup_by_key(|assertion| assertion.id);
    assertions.sort_by_key(Assertion::reading_order);
    verdicts.sort();
    let problems = summed_up(draft.problems);
    let version = Version { id, hash, byte_length: bytes.len(), media_type };
    let held = HeldVersion {
        document,
        version,
        assertions,
        verdicts,
        notes: draft.notes,
        aliases: draft.aliases,
        roles: draft.roles,
        withdrawals: draft.withdrawals,
        problems,
        supersedes: Vec::new(),
        superseded: false,
    };
    ReadDocument { held, text, bytes }
}

/// How many problems of one code are kept of a document, before the rest is summed up.
const MOST_ALIKE: usize = 100;

/// The problems as they are stored; a flood of one code ends in one that counts the rest and quotes the last.
fn summed_up(problems: Vec<Problem>) -> Vec<ReadingProblem> {
    let mut by_code: BTreeMap<&'static str, Vec<Problem>> = BTreeMap::new();
    problems.into_iter().for_each(|problem| by_code.entry(problem.code).or_default().push(problem));
    let mut kept = Vec::new();
    for (code, alike) in by_code {
        let rest = alike.len().saturating_sub(MOST_ALIKE);
        let last = alike.last().cloned().filter(|_| rest > 0);
        let stored = |p: Problem| ReadingProblem { span: p.span, code: code.to_owned(), message: p.message };
        kept.extend(alike.into_iter().take(MOST_ALIKE).map(stored));
        kept.extend(last.map(|last| {
            let message = format!("{rest} more like these; the last: {}", last.message);
            ReadingProblem { span: last.span, code: code.to_owned(), message }
        }));
    }
    kept.sort();
    kept
}

fn header(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let names = reader.headers().map(|names| names.iter().map(|name| name.trim().to_lowercase()).collect());
    names.unwrap_or_default()
}

fn has(names: &[String], wanted: &[&str]) -> bool {
    wanted.iter().all(|wanted| names.iter().any(|name| name == wanted))
}

/// Why a row says nothing.
struct RowError {
    code: &'static str,
    message: String,
}

impl<T: Into<String>> From<T> for RowError {
    fn from(message: T) -> Self {
        Self { code: stemma_extract::problems::TABLE_ROW, message: message.into() }
    }
}

/// Calls `row` with a reader of each row's cells; it answers what is wrong with the row.
fn rows(text: &str, mut row: impl FnMut(&dyn Fn(&str) -> Option<String>) -> Result<(), RowError>) -> Vec<Problem> {
    let names = header(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut problems = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let done = record.map_err(|error| RowError::from(error.to_string())).and_then(|record| {
            row(&|key| {
                let column = names.iter().position(|name| name == key)?;
                record.get(column).map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned)
            })
        });
        if let Err(RowError { code, message }) = done {
            problems.push(Problem { span: None, code, message: format!("row {}: {message}", number + 2) });
        }
    }
    problems
}

fn controls(text: &str) -> Reading {
    let mut controls = Vec::new();
    let mut problems = rows(text, |cell| {
        let date = |key: &str| match cell(key) {
            None => Ok(None),
            Some(text) => PartialDate::parse(&text).map(Some).ok_or(format!("`{text}` in `{key}` is no date")),
        };
        let share = match cell("share") {
            None => None,
            Some(text) => Some(Share::parse(&text).ok_or(format!("`{text}` in `share` is no percentage"))?),
        };
        let control = Control {
            actor: cell("actor").ok_or("no `actor`")?,
            controller: cell("controller").ok_or("no `controller`")?,
            how: cell("how").unwrap_or_else(|| "owner".to_owned()),
            share,
            from: date("from")?,
            to: date("to")?,
        };
        if ActorKey::of(&control.actor) == ActorKey::of(&control.controller) {
            return Err(RowError { code: ITSELF, message: format!("`{}` cannot control itself", control.actor) });
        }
        if control.from.zip(control.to).is_some_and(|(from, to)| to.is_before(from)) {
            return Err(RowError { code: DATES_OUT_OF_ORDER, message: "`to` is before `from`".to_owned() });
        }
        controls.push(control);
        Ok(())
    });
    let overlaps = of_controls(&controls).into_iter();
    problems.extend(overlaps.map(|p| Problem { span: None, code: p.code, message: p.message }));
    Reading::Controls(controls, problems)
}

/// The bundled table of well-known owners.
pub(crate) fn well_known_owners() -> Vec<Control> {
    match controls(include_str!("../data/owners.csv")) {
        Reading::Controls(controls, _) => controls,
        Reading::Documents(_) | Reading::Interests(..) | Reading::Identified(..) => Vec::new(),
    }
}

fn identified(text: &str) -> Reading {
    let mut identified: BTreeMap<ActorKey, Identified> = BTreeMap::new();
    let problems = rows(text, |cell| {
        let actor = cell("actor").ok_or("no `actor`")?;
        let id = cell("wikidata").and_then(|id| WikidataId::parse(&id)).ok_or("no `wikidata` such as Q42")?;
        let known = identified.entry(ActorKey::of(&actor)).or_insert_with(|| Identified { actor, id });
        if known.id == id { Ok(()) } else { Err("another row gives this name another id".into()) }
    });
    Reading::Identified(identified.into_values().collect(), problems)
}

fn interests(text: &str) -> Reading {
    let mut interests = Vec::new();
    let problems = rows(text, |cell| {
        interests.push(Interest {
            actor: cell("actor").ok_or("no `actor`")?,
            claim: cell("claim").unwrap_or_default(),
            why: cell("why").ok_or("no `why`")?,
            overruled: cell("overruled").is_some_and(|word| word == "yes" || word == "true"),
        });
        Ok(())
    });
    Reading::Interests(interests, problems)
}
