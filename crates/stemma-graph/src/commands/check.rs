//! `stemma check`: drafts held against the store, before they are published.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use stemma_core::draft::{Checked, Checker, Remembered};
use stemma_core::span::Lines;
use stemma_core::state::State;
use stemma_core::visible::visible;
use stemma_exchange::sarif::sarif;
use stemma_exchange::wire::{self, CheckRecord, DraftFlagRecord, DraftText, Texts, VoiceRecord, check_record};
use stemma_extract::{Unpublished, is_unread, unpublished};
use stemma_serve::{CheckedDraft, DraftCheck, Published, draft_page};

use super::Outcome;
use crate::apart::decoded;
use crate::arguments::{Check, CheckFormat};
use crate::edited::EditedDrafts;
use crate::intake::{Input, inputs};
use crate::pipeline::{Pipeline, Question};

/// A draft with what is to be said about it.
struct Done {
    record: CheckRecord,
    text: String,
    /// Whether all of it was read.
    is_whole: bool,
}

pub(super) fn run(store: &Path, json: bool, arguments: &Check, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let view = Pipeline::open_read_only(store)?.view(&Question::from(&arguments.which))?;
    let checker = Checker::new(&view.state, &view.findings);
    let (inputs, refused) = inputs(&arguments.drafts);
    let mut refused: Vec<(String, String)> = refused.into_iter().map(|(name, why)| (name, why.to_string())).collect();
    let mut done = Vec::new();
    for input in &inputs {
        match read(input) {
            Ok(draft) => {
                let checked = checker.check(&view.state, &view.findings, &draft.value.statements);
                done.push(told(&checked, &view.state, &view.texts, &input.name, draft));
            }
            Err(why) => refused.push((input.name.clone(), why)),
        }
    }
    for (name, why) in &refused {
        writeln!(std::io::stderr(), "{name}: STM100 {why}")?;
    }
    let format = if json { CheckFormat::Json } else { arguments.format };
    write_all(format, &done, &refused, out)?;
    Ok(if !refused.is_empty() || done.iter().any(|draft| !draft.is_whole) {
        Outcome::Refused
    } else if done.iter().any(|draft| !draft.record.flags.is_empty()) {
        Outcome::Flags
    } else {
        Outcome::Done
    })
}

/// A draft and whether all of it was read, with what could not be.
type Read = stemma_core::document::Parsed<Unpublished>;

fn read(input: &Input) -> Result<Read, String> {
    const NO_DRAFT: [&str; 5] = ["csv", "json", "jsonld", "jsonl", "ndjson"];
    let bytes = input.read().map_err(|why| why.to_string())?;
    let ending = input.ending();
    if NO_DRAFT.contains(&ending.as_str()) {
        return Err(format!("is no draft: a `.{ending}` has no sentences to print"));
    }
    let decoded = decoded(&bytes.bytes, None)?;
    let mut read = unpublished(decoded.value);
    read.problems.extend(decoded.problems);
    read.problems.sort();
    Ok(read)
}

fn told(checked: &Checked, state: &State, texts: &Texts, name: &str, Read { value: draft, problems }: Read) -> Done {
    let text = DraftText { name, text: &draft.text, sentences: draft.sentences, problems: &problems };
    let record = check_record(text, checked, state, texts);
    Done { record, is_whole: !problems.iter().any(is_unread), text: draft.text }
}

/// How a service checks drafts. Of what it has checked it remembers which claims were found, and no words; how it read the
/// drafts that clients are editing stands in `edited`.
pub(crate) fn served(checker: Checker, edited: Arc<EditedDrafts>) -> DraftCheck {
    let remembered = Remembered::default();
    Arc::new(move |published, draft| {
        let Published { state, findings, texts, .. } = published;
        let read = edited.read(draft.edited, draft.text);
        let checked = checker.check_again(state, findings, &read.value.statements, &remembered, draft.by);
        let done = told(&checked, state, texts, "draft", read);
        CheckedDraft { record: done.record, text: done.text }
    })
}

fn write_all(
    format: CheckFormat,
    done: &[Done],
    refused: &[(String, String)],
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match format {
        CheckFormat::Text => done.iter().try_for_each(|draft| out.write_all(visible(&for_people(draft)).as_bytes()))?,
        CheckFormat::Json => {
            for draft in done {
                writeln!(out, "{}", wire::line(&draft.record)?)?;
            }
        }
        CheckFormat::Html => {
            for draft in done {
                writeln!(out, "{}", draft_page(&draft.record, &draft.text))?;
            }
        }
        CheckFormat::Sarif => {
            let checks: Vec<(&CheckRecord, &str)> =
                done.iter().map(|draft| (&draft.record, draft.text.as_str())).collect();
            writeln!(out, "{}", sarif(&checks, refused, env!("CARGO_PKG_VERSION"))?)?;
        }
    }
    Ok(())
}

fn for_people(draft: &Done) -> String {
    let CheckRecord { document, sentences, checkable, flags, passed, problems } = &draft.record;
    let mut out = String::new();
    let lines = Lines::new(&draft.text);
    let place = |start: usize| {
        let (line, column) = lines.at(start);
        format!("{line}:{column}")
    };
    for flag in flags {
        flagged(&mut out, document, &place(flag.start), flag);
    }
    for problem in problems {
        let at = problem.start.map(|start| format!(":{}", place(start))).unwrap_or_default();
        let _ = writeln!(out, "{document}{at}  {} {}\n", problem.code, problem.message);
    }
    let places: BTreeSet<(usize, usize)> = flags.iter().map(|flag| (flag.start, flag.end)).collect();
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let _ = match (checkable, flags.len()) {
        (0, _) => {
            writeln!(out, "{document}: nothing in {} can be checked. That is no pass.", count(*sentences, "sentence"))
        }
        (_, 0) if draft.is_whole => {
            writeln!(out, "{document}: no flags on {}.", count(*checkable, "checkable statement"))
        }
        (_, _) => writeln!(
            out,
            "{document}: flags on {} of {} in {}.",
            places.len(),
            count(*checkable, "checkable statement"),
            count(*sentences, "sentence")
        ),
    };
    if !passed.is_empty() {
        let _ = writeln!(
            out,
            "{document}: {} a claim that is corroborated or better, and no more.",
            if passed.len() == 1 { "1 statement says".to_owned() } else { format!("{} statements say", passed.len()) }
        );
    }
    if !draft.is_whole {
        let _ = writeln!(out, "{document}: not all of it was read, and nothing is said about the rest.");
    }
    out
}

fn flagged(out: &mut String, document: &str, place: &str, flag: &DraftFlagRecord) {
    let _ = writeln!(out, "{document}:{place}  {} {} ({})", flag.code, flag.status, flag.level);
    let _ = writeln!(out, "    “{}”\n    {}", one_line(&flag.quote), flag.message);
    if let Some(words) = &flag.suggestion {
        let _ = writeln!(out, "    Write: {}", one_line(words));
    }
    let voices = flag.sources.iter().map(|voice| ("So", voice));
    for (side, VoiceRecord { source, document, quote, .. }) in voices.chain(flag.against.iter().map(|v| ("Not so", v)))
    {
        let _ = writeln!(out, "      {side}: {source}: “{}” ({document})", one_line(quote));
    }
    out.push('\n');
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
