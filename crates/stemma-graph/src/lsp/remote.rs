//! Drafts held against a service, by its address, instead of a store that is here.
//!
//! A draft goes to nobody but that service, which writes nothing of it down. What it answers is laid on the text as it is read here:
//! where the two do not agree on the words, the draft counts as not checked.

use std::fmt::Write;
use std::time::Duration;

use serde::Deserialize;
use stemma_core::draft::{Checked, DraftFlag, FlagCode, Gravity};
use stemma_core::id::Id;
use stemma_core::span::Span;

use crate::service::{Sending, Service};

/// How long a check and a question about a claim may take.
const CHECKING: Duration = Duration::from_secs(30);
const ASKING: Duration = Duration::from_secs(5);

/// What a service says about a draft.
pub(super) struct Answer {
    pub(super) checked: Checked,
    /// Whose words stand behind each flag, in the order of the flags.
    pub(super) voices: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Check {
    checkable: usize,
    flags: Vec<Flag>,
}

#[derive(Deserialize)]
struct Flag {
    start: usize,
    end: usize,
    quote: String,
    code: String,
    level: String,
    status: String,
    claim: Option<String>,
    message: String,
    suggestion: Option<String>,
    sources: Vec<Voice>,
    against: Vec<Voice>,
}

#[derive(Deserialize)]
struct Voice {
    source: String,
    document: String,
    quote: String,
}

#[derive(Deserialize)]
struct Claim {
    text: String,
    headline: String,
    explanation: String,
    reports: usize,
    nu: [usize; 2],
    omega: usize,
    kappa: usize,
    chokepoint: Vec<String>,
    lineage: Vec<String>,
}

/// The longest draft that a service takes, in bytes.
const LONGEST: usize = 1 << 20;

impl Service {
    /// What it says about a draft, which has a name that no other has.
    ///
    /// # Errors
    /// When it does not answer, refuses, or speaks of another text.
    pub(super) fn check(&self, text: &str, name: &str) -> Result<Answer, String> {
        if text.len() > LONGEST {
            return Err(format!(
                "the draft is {} bytes long, and {self} checks at most {LONGEST}: split it",
                text.len()
            ));
        }
        let sending = Sending { draft: Some(name).filter(|name| !name.is_empty()), ..Sending::text(text) };
        let check: Check = self.asked("api/v1/check", Some(sending), CHECKING)?;
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (mut flags, mut voices) = (Vec::new(), Vec::new());
        for flag in check.flags {
            voices.push(said("So", &flag.sources).chain(said("Not so", &flag.against)).collect());
            flags.push(flag.laid_on(text, &bytes).ok_or_else(|| {
                format!("{self} speaks of words that do not stand in this draft: it may be of another version")
            })?);
        }
        Ok(Answer { checked: Checked { checkable: check.checkable, flags, passed: Vec::new() }, voices })
    }

    /// What it says about a claim, in words.
    pub(super) fn claim(&self, id: &str) -> String {
        match self.asked::<Claim>(&format!("api/v1/claims/{id}"), None, ASKING) {
            Ok(claim) => claim.told(),
            Err(why) => format!("The claim could not be asked for: {why}"),
        }
    }
}

impl Flag {
    /// The flag, when its words stand at its place.
    fn laid_on(self, text: &str, bytes: &[usize]) -> Option<DraftFlag> {
        let span = Span::new(*bytes.get(self.start)?, *bytes.get(self.end).filter(|_| self.start <= self.end)?);
        let (quote, is_matched) = (span.slice(text)?, self.status != stemma_exchange::wire::UNMATCHED);
        (quote == self.quote).then_some(())?;
        Some(DraftFlag {
            span,
            code: *FlagCode::ALL.iter().find(|code| code.as_str() == self.code)?,
            gravity: match self.level.as_str() {
                "note" => Gravity::Note,
                "warning" => Gravity::Warning,
                "error" => Gravity::Error,
                _ => return None,
            },
            status: if is_matched { Some(self.status.parse().ok()?) } else { None },
            claim: match self.claim {
                Some(id) => Some(Id::parse(&id)?),
                None => None,
            },
            message: self.message,
            suggestion: self.suggestion,
            sources: Vec::new(),
            against: Vec::new(),
        })
    }
}

fn said<'v>(side: &'v str, voices: &'v [Voice]) -> impl Iterator<Item = String> + 'v {
    let plain = super::plain;
    voices.iter().map(move |voice| {
        format!("{side}: {}: “{}” ({})\n", plain(&voice.source), plain(&voice.quote), plain(&voice.document))
    })
}

impl Claim {
    fn told(&self) -> String {
        let Self { text, headline, explanation, reports, nu: [low, high], omega, kappa, chokepoint, lineage } = self;
        let plain = super::plain;
        let mut told = format!(
            "{}\n{headline}: {}\n{reports} reports, ν {low}–{high}, ω {omega}, κ {kappa}\n",
            plain(text),
            plain(explanation)
        );
        if !chokepoint.is_empty() {
            let _ = writeln!(told, "what it hangs on: {}", plain(&chokepoint.join(", ")));
        }
        for one in lineage {
            let _ = writeln!(told, "│ {}", plain(one));
        }
        told
    }
}
