//! `stemma assess`

use std::io::{BufRead, BufReader, Read, Write};

use anyhow::Context;
use stemma_exchange::wire::{self, assess_record};

use super::{Outcome, shown};
use crate::arguments::Assess;

pub(super) fn run(arguments: &Assess, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let source: Box<dyn Read> = if arguments.graphs.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        let file = std::fs::File::open(&arguments.graphs);
        Box::new(file.with_context(|| format!("cannot read {}", shown(&arguments.graphs)))?)
    };
    let policy = arguments.policy.unwrap_or_default();
    let mut outcome = Outcome::Done;
    for (number, line) in BufReader::new(source).split(b'\n').enumerate() {
        let line = line.with_context(|| format!("cannot read {}", shown(&arguments.graphs)))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let line = std::str::from_utf8(&line).map_err(|error| error.to_string());
        match line
            .and_then(|line| assess_record(line, policy, arguments.certificate).map_err(|error| error.to_string()))
        {
            Ok(record) => writeln!(out, "{}", wire::line(&record)?)?,
            Err(error) => {
                writeln!(std::io::stderr(), "{}:{}: {error}", shown(&arguments.graphs), number + 1)?;
                outcome = Outcome::Refused;
            }
        }
    }
    Ok(outcome)
}
