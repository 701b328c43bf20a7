//! `stemma verify-finding`

use std::io::{Read, Write};
use std::path::Path;

use anyhow::Context;
use stemma_core::certificate::Certificate;
use stemma_exchange::wire::{self, VerifiedRecord, not_checked, verify_certificate};

use super::{Outcome, shown};
use crate::arguments::Files;

/// The longest certificate that is read, in bytes.
const LONGEST: u64 = 64 * 1024 * 1024;

pub(super) fn run(json: bool, files: &Files, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for path in &files.files {
        let text = read(path)?;
        for (number, one) in each(&text).into_iter().enumerate() {
            let name = if number == 0 { shown(path).to_string() } else { format!("{}:{}", shown(path), number + 1) };
            let verified = verify_certificate(one);
            if verified.is_err() {
                outcome = Outcome::Refused;
            }
            if json {
                writeln!(out, "{}", wire::line(&VerifiedRecord::of(name, &verified))?)?;
            } else {
                match verified {
                    Ok(certificate) => writeln!(out, "{name}: {}", told(&certificate))?,
                    Err(error) => writeln!(std::io::stderr(), "{name}: refused: {error}")?,
                }
            }
        }
    }
    Ok(outcome)
}

/// The certificates of a file: the whole of it, or where each line is an object of its own, as `stemma assess` prints them,
/// its lines.
fn each(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let is_object = |line: &&str| line.starts_with('{') && line.trim_end().ends_with('}');
    if lines.len() > 1 && lines.iter().all(is_object) { lines } else { vec![text] }
}

fn told(certificate: &Certificate) -> String {
    let stated = &certificate.stated;
    let numbers = &stated.support;
    let how = match (numbers.exact, stated.opposition.is_none_or(|opposition| opposition.exact)) {
        (true, true) => "it follows from its lineage.",
        (false, true) => {
            "as a lower bound it follows from its lineage; the search for more was given up, and it is not exact. At least"
        }
        (_, false) => {
            "it follows from its lineage as far as the opposition was searched; that search was given up, and there may be \
             more against it. Not exact:"
        }
    };
    let claim = certificate.claim.as_ref().map(|claim| format!(" Claim {}, said to read “{}”.", claim.id, claim.text));
    format!(
        "{how} {}, ν {}–{}, ω {}, κ {}, policy {}.{} Not checked: {}.",
        stated.headline,
        numbers.nu,
        numbers.nu_high,
        numbers.omega,
        numbers.kappa,
        certificate.policy,
        claim.unwrap_or_default(),
        not_checked(certificate).join("; ")
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
