//! `stemma ingest --to`: a worker reads its part of the inputs, and a service records what it read.

use std::io::Write;
use std::time::{Duration, Instant};

use serde::Deserialize;
use stemma_exchange::rdf::{Format, write};
use stemma_exchange::wire::{self, ProblemRecord, SentRecord};
use stemma_serve::ReadElsewhere;
use stemma_store::log::Hash;
use stemma_store::records::Iris;

use super::ingest::{progress_bar, seconds, tell};
use super::{Outcome, Unusable};
use crate::arguments::Ingest;
use crate::intake::{Bytes, Input, UNREAD, inputs, obtained};
use crate::pipeline::{Unread, packed, problem_records};
use crate::reading::{Reading, read};
use crate::service::{Sending, Service};

/// How many bytes go to the service at once, unless one document has more, and how many documents.
const BYTES: usize = 8 << 20;
const DOCUMENTS: usize = 64;
/// How long the service may take to record them.
const PATIENCE: Duration = Duration::from_secs(300);

/// What was read and not yet sent.
struct Worker<'s> {
    service: &'s Service,
    iris: Iris,
    /// The names of what waits, and the form that it is sent in.
    names: Vec<String>,
    parts: Vec<(&'static str, Vec<u8>)>,
    record: SentRecord,
    refused: Vec<Unread>,
}

#[derive(Deserialize)]
struct Taken {
    sequence: u64,
    documents: Vec<String>,
    refused: Vec<String>,
}

pub(super) fn send(address: &str, json: bool, arguments: &Ingest, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let started = Instant::now();
    let service = Service::new(address).map_err(Unusable)?;
    let (mut all, unread) = inputs(&arguments.paths);
    let is_here = |bytes: &[u8]| arguments.shard.is_none_or(|shard| shard.has(Hash::of(bytes)));
    // An address is fetched by one worker only; a file is read by all, so that the same bytes under two names go one way.
    all.retain(|input| !input.is_web() || is_here(input.name.as_bytes()));
    let refused = unread.into_iter().filter(|(name, _)| is_here(name.as_bytes()));
    let mut worker = Worker {
        service: &service,
        iris: Iris::default(),
        names: Vec::new(),
        parts: Vec::new(),
        record: SentRecord::default(),
        refused: refused.map(|(name, why)| Unread::new(name, &why)).collect(),
    };
    let bar = progress_bar();
    for (input, bytes) in obtained(&all, &arguments.fetching()) {
        match bytes {
            Ok(bytes) if !input.is_web() && !is_here(&bytes.bytes) => continue,
            Err(_) if !input.is_web() && !is_here(input.name.as_bytes()) => continue,
            Ok(bytes) => worker.add(&input, bytes)?,
            Err(why) => worker.refused.push(Unread::new(input.name.clone(), &why)),
        }
        bar.set_message(input.name.clone());
        bar.inc(1);
    }
    worker.flush()?;
    bar.finish_and_clear();
    let Worker { mut record, refused, .. } = worker;
    let is_whole = refused.is_empty();
    record.problems.extend(refused.iter().map(Unread::record));
    record.seconds = seconds(started);
    if json {
        writeln!(out, "{}", wire::line(&record)?)?;
    } else {
        writeln!(
            out,
            "{} documents with {} assertions and {} tables are held by {service} now. {:.2} s",
            record.documents, record.assertions, record.tables, record.seconds
        )?;
    }
    tell(&record.problems, json)?;
    Ok(if is_whole { Outcome::Done } else { Outcome::Refused })
}

impl Worker<'_> {
    fn add(&mut self, input: &Input, bytes: Bytes) -> anyhow::Result<()> {
        let reading = match read(input, bytes) {
            Ok(reading) => reading,
            Err(why) => {
                self.refused.push(Unread { name: input.name.clone(), code: UNREAD, why: why.to_string() });
                return Ok(());
            }
        };
        match &reading {
            Reading::Documents(all) => {
                for document in all {
                    self.record.problems.extend(problem_records(&document.held, &document.text));
                    self.record.assertions += document.held.assertions.len();
                }
            }
            Reading::Controls(_, problems) | Reading::Interests(_, problems) | Reading::Identified(_, problems) => {
                self.record.tables += 1;
                self.record.problems.extend(table_problems(input, problems));
            }
        }
        let said = packed(&self.iris, reading).into_iter().filter(|read| !read.quads.is_empty());
        for ReadElsewhere { quads, bytes } in said {
            let quads = write(quads, Format::NQuads)?;
            let length = quads.len() + bytes.as_ref().map_or(0, Vec::len);
            let waiting: usize = self.parts.iter().map(|(_, bytes)| bytes.len()).sum();
            if waiting > 0 && (waiting + length > BYTES || self.names.len() >= DOCUMENTS) {
                self.flush()?;
            }
            self.names.push(input.name.clone());
            self.parts.push(("quads", quads));
            self.parts.extend(bytes.map(|bytes| ("bytes", bytes)));
        }
        Ok(())
    }

    /// Sends what waits. A service that has it already says so, so that it may be sent twice.
    fn flush(&mut self) -> anyhow::Result<()> {
        let (names, parts) = (std::mem::take(&mut self.names), std::mem::take(&mut self.parts));
        if parts.is_empty() {
            return Ok(());
        }
        let (media, body) = form(&parts);
        let sent = Sending { media: &media, body: &body, draft: None };
        // The service is the store here: what it does not take is not done, unlike an input that is refused.
        let taken: Taken = self.service.urged("api/v1/readings", sent, PATIENCE).map_err(std::io::Error::other)?;
        self.record.documents += taken.documents.len();
        self.record.sequence = self.record.sequence.max(taken.sequence);
        let name = names.join(", ");
        let unread = |why| Unread { name: name.clone(), code: UNREAD, why };
        self.refused.extend(taken.refused.into_iter().map(unread));
        Ok(())
    }
}

fn table_problems(input: &Input, problems: &[stemma_core::document::Problem]) -> impl Iterator<Item = ProblemRecord> {
    problems.iter().map(|problem| ProblemRecord {
        document: input.name.clone(),
        code: problem.code.to_owned(),
        message: problem.message.clone(),
        start: None,
        end: None,
    })
}

/// Parts as a form, with the media type that names what stands between them.
fn form(parts: &[(&str, Vec<u8>)]) -> (String, Vec<u8>) {
    // Made from all that is sent, so that none of it has it.
    let hashes: String = parts.iter().map(|(_, bytes)| Hash::of(bytes).to_string()).collect();
    let hash = Hash::of(hashes.as_bytes()).to_string();
    let boundary = format!("stemma-{}", hash.get(..32).unwrap_or_default());
    let mut body = Vec::new();
    for (name, bytes) in parts {
        body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{boundary}--\r\n").bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}
