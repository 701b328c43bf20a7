//! The program `stemma`.

mod apart;
mod arguments;
mod commands;
mod draw;
mod edited;
mod engine;
mod evaluation;
mod fetch;
mod intake;
mod lsp;
mod pipeline;
mod reading;
mod remote;
mod served;
mod service;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, LogFormat};
use crate::commands::Outcome;

/// A fifth of the time of all findings was taking and giving back memory.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let wanted = tracing_subscriber::EnvFilter::try_from_env("STEMMA_LOG").unwrap_or_else(|_| "warn".into());
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(wanted);
    match arguments.log_format {
        LogFormat::Text => log.with_ansi(std::env::var_os("NO_COLOR").is_none()).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    match commands::run(&arguments) {
        Ok(outcome) => outcome.into(),
        Err(error) => commands::report(&error),
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}
