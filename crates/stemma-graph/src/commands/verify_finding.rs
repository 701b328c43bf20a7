//! `stemma verify-finding`

use std::io::{Read, Write};
use std::path::Path;

use anyhow::Context;
use stemma_core::certificate::Certificate;
use stemma_exchange::wire::{self, VerifiedRecord, verify_certificate};

use super::{Outcome, shown};
use crate::arguments::Files;

/// The longest certificate that is read, in bytes.
const LONGEST: u64 = 64 * 1024 * 1024;

pub(super) fn run(json: bool, files: &Files, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for path in &files.files {
        let verified = verify_certificate(&read(path)?);
        if verified.is_err() {
            outcome = Outcome::Refused;
        }
        if json {
            let answer = VerifiedRecord::of(shown(path).to_string(), &verified);
            writeln!(out, "{}", wire::line(&answer)?)?;
        } else {
            match verified {
                Ok(certificate) => writeln!(out, "{}: {}", shown(path), told(&certificate))?,
                Err(error) => writeln!(std::io::stderr(), "{}: refused: {error}", shown(path))?,
            }
        }
    }
    Ok(outcome)
}

fn told(certificate: &Certificate) -> String {
    let numbers = &certificate.stated.support;
    let claim = certificate.claim.as_ref().map(|claim| format!(" Claim: {}", claim.text)).unwrap_or_default();
    format!(
        "it follows from its lineage. {}, ν {}–{}, ω {}, κ {}, policy {}.{claim}",
        certificate.stated.headline, numbers.nu, numbers.nu_high, numbers.omega, numbers.kappa, certificate.policy
    )
}

fn read(path: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    let source: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(path).with_context(|| format!("cannot read {}", shown(path)))?)
    };
    let length = source.take(LONGEST + 1).read_to_string(&mut text);
    let length = length.with_context(|| format!("cannot read {}", shown(path)))?;
    anyhow::ensure!(u64::try_from(length)? <= LONGEST, "{} is longer than {LONGEST} bytes", shown(path));
    Ok(text)
}
