//! `stemma dossier`: the dossier of a topic, from what is held; and what is wrong in one, before anybody relies on it.

use std::cell::Cell;
use std::io::Write;
use std::path::Path;

use stemma_core::enumerations::Genre;
use stemma_core::span::{CodePoints, Lines};
use stemma_exchange::dossier::dossier as written;
use stemma_exchange::wire::{self, DossierRecord, ProblemRecord};
use stemma_extract::problems::TABLE;

use super::read::each;
use super::{Outcome, Unusable};
use crate::arguments::{Dossier, DossierCommand, Files};
use crate::intake::{Bytes, Input};
use crate::pipeline::{Pipeline, Question};
use crate::reading::{ReadDocument, Reading, read};

pub(super) fn run(store: &Path, json: bool, arguments: &Dossier, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let topic = match (&arguments.command, &arguments.topic) {
        (Some(DossierCommand::Check(files)), _) => return check(json, files, out),
        (None, Some(topic)) => topic,
        (None, None) => return Err(Unusable("name a topic; see `stemma topics`".to_owned()).into()),
    };
    let view = Pipeline::open_read_only(store)?.view(&Question::from(&arguments.which))?;
    let topics = view.topics();
    let topic = topics.named(topic).ok_or_else(|| Unusable(format!("no topic `{topic}`; see `stemma topics`")))?;
    let markdown = written(&view.state, &view.findings, topic);
    if json {
        writeln!(out, "{}", wire::line(&DossierRecord { topic: topic.name.clone(), markdown })?)?;
    } else {
        out.write_all(markdown.as_bytes())?;
    }
    Ok(Outcome::Done)
}

fn check(json: bool, files: &Files, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let is_flagged = Cell::new(false);
    let print = |input: &Input, bytes| {
        let read = dossier(input, bytes)?;
        is_flagged.set(is_flagged.get() || !read.held.problems.is_empty());
        let mut printed = Vec::new();
        problems(json, &read, &mut printed).map_err(|why| why.to_string())?;
        Ok(printed)
    };
    Ok(match each(&files.files, print, out)? {
        Outcome::Done if is_flagged.get() => Outcome::Flags,
        outcome => outcome,
    })
}

fn dossier(input: &Input, bytes: Bytes) -> Result<ReadDocument, String> {
    let Reading::Documents(mut documents) = read(input, bytes).map_err(|why| why.to_string())? else {
        return Err("is a table, and no dossier".to_owned());
    };
    let is_one = |read: &ReadDocument| read.held.document.metadata.genre == Some(Genre::Dossier);
    documents.pop().filter(|read| documents.is_empty() && is_one(read)).ok_or_else(|| {
        "is no dossier: one has a title, sections such as Summary and Perspectives, and a list of numbered sources"
            .to_owned()
    })
}

fn problems(json: bool, read: &ReadDocument, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = &read.held.document.name;
    let (points, lines) = (CodePoints::new(&read.text), Lines::new(&read.text));
    for problem in &read.held.problems {
        let place = problem.span.map(|span| points.span(span));
        if json {
            let (code, message) = (problem.code.clone(), problem.message.clone());
            let (start, end) = (place.map(|(start, _)| start), place.map(|(_, end)| end));
            writeln!(out, "{}", wire::line(&ProblemRecord { document: name.clone(), code, message, start, end })?)?;
            continue;
        }
        let at = place.map(|(start, _)| lines.at(start)).map(|(line, column)| format!(":{line}:{column}"));
        writeln!(out, "{name}{}  {} {}", at.unwrap_or_default(), problem.code, problem.message)?;
        if let Some(words) = problem.span.and_then(|span| span.slice(&read.text)).filter(|words| !words.is_empty()) {
            let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect();
            writeln!(out, "    “{words}”")?;
        }
        if let Some((_, advice)) = TABLE.iter().find(|(code, _)| *code == problem.code) {
            writeln!(out, "    {advice}")?;
        }
    }
    if !json {
        let told = match read.held.problems.len() {
            0 => "nothing to correct".to_owned(),
            1 => "1 thing to correct".to_owned(),
            many => format!("{many} things to correct"),
        };
        writeln!(out, "{name}: {told}")?;
    }
    Ok(())
}
