//! One function a command: arguments in, output out, an outcome for the exit code.

mod actors;
mod assess;
mod backup;
mod check;
mod claims;
mod control;
mod demo;
mod derive;
mod doctor;
mod dossier;
mod evaluate;
mod explain;
mod export;
mod eyes;
mod identify;
mod ingest;
mod judge;
mod lsp;
mod query;
mod read;
mod reread;
mod resolve;
mod review;
mod send;
mod serve;
mod tensions;
mod token;
mod topics;
mod verify_finding;
mod webhook;
mod what_if;
mod why_changed;

use std::io::{IsTerminal, Write};
use std::path::Path;

use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::search::ClaimSearch;
use stemma_core::state::State;
use stemma_store::StoreError;

use crate::arguments::{Arguments, Command, DEFAULT_STORE, Which};
use crate::pipeline::{Pipeline, Question, View, find_claim, sharing};

pub(crate) use check::served as served_check;
pub(crate) use export::{Exported, Part};
use eyes::ForEyes;
pub(crate) use judge::{merged, parted, split_off};

/// How a command ended, for its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All done.
    Done,
    /// Something was found that a person should look at.
    Flags,
    /// Something was refused; what was good is done.
    Refused,
}

impl Outcome {
    /// The exit code.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Flags => 1,
            Self::Refused => 2,
        }
    }
}

/// Input that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unusable(pub(crate) String);

/// The claim that a user means.
fn named_claim<'f>(state: &State, findings: &'f Findings, wanted: &str) -> Result<&'f ClaimFinding, Unusable> {
    find_claim(state, findings, wanted)
        .ok_or_else(|| Unusable(format!("no claim `{wanted}`; {}", nearest(state, findings, wanted))))
}

/// The claim that a user means of a view: also by the id that it has today, where it was called otherwise on the day or at
/// the time that is asked for.
fn claim_then<'v>(
    pipeline: &Pipeline,
    view: &'v View,
    question: &Question,
    wanted: &str,
) -> anyhow::Result<&'v ClaimFinding> {
    let then = named_claim(&view.state, &view.findings, wanted);
    let is_id = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let is_of_now = question.as_of.is_none() && question.known_at.is_none();
    let error = match then {
        Ok(found) => return Ok(found),
        Err(error) if !is_id || is_of_now => return Err(error.into()),
        Err(error) => error,
    };
    let now = pipeline.view(&Question { as_of: None, known_at: None, ..question.clone() })?;
    let Some(found) = find_claim(&now.state, &now.findings, wanted) else { return Err(error.into()) };
    let members = found.claim.members.iter().map(|(_, id)| *id).collect();
    sharing(&view.findings, &members).ok_or_else(|| {
        let why =
            format!("nothing that says so was there yet, of what is claim `{wanted}` today: {}", found.claim.text);
        Unusable(why).into()
    })
}

/// How many claims are suggested in the place of one that is not there.
const SUGGESTED: usize = 3;

/// The claims that come nearest to words, or where to look.
fn nearest(state: &State, findings: &Findings, wanted: &str) -> String {
    let hits = ClaimSearch::new(state, &findings.claims).find(wanted, SUGGESTED);
    let found = hits.iter().filter_map(|hit| Some((findings.claims.get(hit.claim)?, hit)));
    let names: String = found.map(|(found, hit)| format!("\n  {}  {}", claims::short(found), hit.wording)).collect();
    if names.is_empty() {
        "see `stemma claims --all` for those there are".to_owned()
    } else {
        format!("the nearest are:{names}")
    }
}

/// Runs a command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    // Not locked: `lsp` writes from a thread of its own.
    let mut stdout = std::io::stdout();
    let is_read = stdout.is_terminal() || (!arguments.json && is_told_to_people(&arguments.command));
    let mut eyes = is_read.then(|| ForEyes::new(std::io::stdout()));
    match &mut eyes {
        Some(eyes) => done(arguments, eyes),
        None => done(arguments, &mut stdout),
    }
}

/// Whether what a command writes without `--json` is words for people, wherever they go: not bytes of a document or of a format.
const fn is_told_to_people(command: &Command) -> bool {
    match command {
        Command::Claims(_)
        | Command::Contradictions(_)
        | Command::WhatIf(_)
        | Command::Retract(_)
        | Command::Merge(_)
        | Command::Split(_)
        | Command::NotSame(_)
        | Command::Resolve(_)
        | Command::Review(_)
        | Command::SameActor(_)
        | Command::NotSameActor(_)
        | Command::Identify(_)
        | Command::Derive(_)
        | Command::Undo(_)
        | Command::WhyChanged(_)
        | Command::Control(_)
        | Command::Interest(_)
        | Command::Tensions(_)
        | Command::Topics(_)
        | Command::Topic(_)
        | Command::Reread(_)
        | Command::Doctor(_) => true,
        // With a certificate it writes one.
        Command::Explain(explain) => !explain.certificate,
        Command::ReadApart
        | Command::Ingest(_)
        | Command::Extract(_)
        | Command::Text(_)
        | Command::Check(_)
        | Command::Lsp(_)
        | Command::Assess(_)
        | Command::VerifyFinding(_)
        | Command::Evaluate(_)
        | Command::Query(_)
        | Command::Export(_)
        | Command::Serve(_)
        | Command::Token(_)
        | Command::Webhook(_)
        | Command::Dossier(_)
        | Command::Backup(_)
        | Command::Restore(_)
        | Command::Demo(_) => false,
    }
}

fn done(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let store = arguments.store.as_path();
    let json = arguments.json;
    match &arguments.command {
        Command::ReadApart => crate::apart::run(out).map(|()| Outcome::Done),
        Command::Ingest(ingest) => ingest::run(store, json, ingest, out),
        Command::Extract(files) => read::extract(json, files, out),
        Command::Text(arguments) => read::text(store, json, arguments, out),
        Command::Claims(claims) => claims::claims(store, json, claims, out),
        Command::Contradictions(contradictions) => claims::contradictions(store, json, contradictions, out),
        Command::Explain(explain) => explain::run(store, json, explain, out),
        Command::Check(check) => check::run(store, json, check, out),
        Command::Lsp(which) => lsp::run(store, which),
        Command::Assess(assess) => assess::run(assess, out),
        Command::WhatIf(what_if) => what_if::what_if(store, json, what_if, out),
        Command::Retract(retract) => what_if::retract(store, json, retract, out),
        Command::Merge(judge) => judge::merge(store, json, judge, out),
        Command::Split(split) => judge::split(store, json, split, out),
        Command::NotSame(judge) => judge::not_same(store, json, judge, out),
        Command::Resolve(resolve) => resolve::run(store, json, resolve, out),
        Command::Review(review) => review::run(store, json, review, out),
        Command::SameActor(judge) => actors::judge(store, json, (judge, true), out),
        Command::Identify(arguments) => identify::identify(store, json, arguments, out),
        Command::NotSameActor(judge) => actors::judge(store, json, (judge, false), out),
        Command::Derive(derive) => derive::run(store, json, derive, out),
        Command::Undo(undo) => what_if::undo(store, json, undo, out),
        Command::WhyChanged(why) => why_changed::run(store, json, why, out),
        Command::Control(control) => control::control(store, json, control, out),
        Command::Interest(interest) => control::interest(store, json, interest, out),
        Command::VerifyFinding(files) => verify_finding::run(json, files, out),
        Command::Evaluate(evaluate) => evaluate::run(json, evaluate, out),
        Command::Query(query) => query::run(store, json, query, out),
        Command::Export(export) => export::run(store, export, out),
        Command::Serve(serve) => serve::run(store, serve, out),
        Command::Token(token) => token::run(store, json, token, out),
        Command::Webhook(webhook) => webhook::run(store, json, webhook, out),
        Command::Tensions(which) => tensions::run(store, json, which, out),
        Command::Topics(topics) => topics::list(store, json, topics, out),
        Command::Topic(command) => topics::file(store, json, command, out),
        Command::Dossier(dossier) => dossier::run(store, json, dossier, out),
        Command::Reread(arguments) => reread::run(store, json, arguments, out),
        Command::Backup(backup) => backup::backup(store, json, backup, out),
        Command::Restore(backup) => backup::restore(store, json, backup, out),
        Command::Demo(demo) => demo::run(demo, out),
        Command::Doctor(doctor) => doctor::run(store, json, doctor, out),
    }
}

/// Says what went wrong, and gives the exit code for it: 3 for the store or the disk, 2 for the rest. A reader that
/// closed the pipe is no error.
pub(crate) fn report(error: &anyhow::Error) -> std::process::ExitCode {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    if io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe) {
        return std::process::ExitCode::SUCCESS;
    }
    let _ = writeln!(std::io::stderr(), "stemma: {}", told(error));
    let is_store = error.chain().any(|cause| cause.downcast_ref::<StoreError>().is_some());
    std::process::ExitCode::from(if is_store || io.is_some() { 3 } else { 2 })
}

/// The error and its causes, leaving out those that the one before has told already.
fn told(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if told.is_empty() {
            told = cause;
        } else if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    told
}

impl From<&Which> for Question {
    fn from(which: &Which) -> Self {
        Self { policy: which.policy, as_of: which.as_of, known_at: which.known_at.clone(), ..Self::today() }
    }
}

/// What to type next, as the user called the program and with the store that they named.
fn to_type(store: &Path, words: &str) -> String {
    let by_itself = std::env::var_os("STEMMA_STORE").unwrap_or_else(|| DEFAULT_STORE.into());
    if store == Path::new(&by_itself) {
        return format!("{} {words}", program());
    }
    format!("{} --store {} {words}", program(), quoted(&store.to_string_lossy()))
}

/// The program, as the user called it.
fn program() -> String {
    quoted(&std::env::args().next().unwrap_or_else(|| "stemma".to_owned()))
}

/// The word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+=:@%".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The path as it is shown to people.
fn shown(path: &Path) -> std::path::Display<'_> {
    path.display()
}
