//! What people dismissed in a draft, with their reasons: in a file beside the draft, never in the store.
//!
//! The file is only added to, a line a decision, so that two editors lose nothing. A dismissal holds for the same words,
//! code, status and claim: when the finding changes, the flag is back.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use lsp_types::Uri;
use serde::{Deserialize, Serialize};
use stemma_core::draft::DraftFlag;
use stemma_exchange::wire::UNMATCHED;

use super::plain;

/// A flag as it is recognised again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Flagged {
    /// Why it is flagged.
    pub(super) code: String,
    /// The headline of its claim, or `unmatched`.
    pub(super) status: String,
    /// Its claim.
    pub(super) claim: Option<String>,
    /// The words, on one line.
    pub(super) words: String,
}

impl Flagged {
    /// The flag on these words.
    pub(super) fn of(flag: &DraftFlag, text: &str) -> Self {
        Self {
            code: flag.code.as_str().to_owned(),
            status: flag.status.map_or(UNMATCHED, |headline| headline.as_str()).to_owned(),
            claim: flag.claim.map(|claim| claim.to_string()),
            words: plain(flag.span.slice(text).unwrap_or_default()),
        }
    }
}

/// A decision about a flag, as a line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Decision {
    #[serde(flatten)]
    flagged: Flagged,
    /// Why it is dismissed; `None` takes the dismissal back.
    reason: Option<String>,
    /// When.
    at: String,
}

/// All decisions about a draft.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dismissals {
    /// `None` while the draft itself is in no file.
    file: Option<PathBuf>,
    decisions: Vec<Decision>,
}

impl Dismissals {
    /// What is kept beside the draft. A line that is none is passed over: somebody else wrote it.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub(super) fn of(draft: &Uri) -> Result<Self, String> {
        let file = beside(draft);
        let Some(path) = file.as_ref().filter(|path| path.exists()) else {
            return Ok(Self { file, decisions: Vec::new() });
        };
        let text = fs::read_to_string(path).map_err(|why| format!("{} cannot be read: {why}", path.display()))?;
        let decisions = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(Self { file, decisions })
    }

    /// Why a flag is dismissed; `None` when it is not.
    pub(super) fn reason(&self, flagged: &Flagged) -> Option<&str> {
        let last = self.decisions.iter().rfind(|decision| decision.flagged == *flagged)?;
        last.reason.as_deref()
    }

    /// Keeps a decision: on the disk first, when the draft is in a file.
    ///
    /// # Errors
    /// When it cannot be written; then nothing has changed.
    pub(super) fn decide(&mut self, flagged: Flagged, reason: Option<String>) -> Result<(), String> {
        let decision = Decision { flagged, reason, at: jiff::Timestamp::now().to_string() };
        if let Some(path) = &self.file {
            let line = serde_json::to_string(&decision).map_err(|why| why.to_string())? + "\n";
            let mut opened = OpenOptions::new();
            let file = opened.create(true).append(true).open(path);
            let written = file.and_then(|mut file| file.write_all(line.as_bytes()).and_then(|()| file.sync_all()));
            written.map_err(|why| format!("{} cannot be written: {why}", path.display()))?;
        }
        self.decisions.push(decision);
        Ok(())
    }

    /// Where they are kept.
    pub(super) fn kept_in(&self) -> String {
        let path = self.file.as_ref().map(|path| path.display().to_string());
        path.unwrap_or_else(|| "memory, until the editor is closed: the draft is in no file".to_owned())
    }
}

/// The file beside a draft; `None` when the draft is in no file.
fn beside(draft: &Uri) -> Option<PathBuf> {
    let is_file = draft.scheme().is_some_and(|scheme| scheme.as_str().eq_ignore_ascii_case("file"));
    let path = draft.path().as_estr().decode().into_string().ok().filter(|_| is_file)?;
    Some(PathBuf::from(format!("{path}.dismissed")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flagged(status: &str) -> Flagged {
        let (code, words) = ("STM204".to_owned(), "The mill closed".to_owned());
        Flagged { code, status: status.to_owned(), claim: None, words }
    }

    #[test]
    fn a_dismissal_is_kept_beside_the_draft_and_ends_when_the_finding_changes() {
        let folder = tempfile::tempdir().unwrap();
        let draft: Uri = format!("file://{}/my%20draft.md", folder.path().display()).parse().unwrap();
        let mut here = Dismissals::of(&draft).unwrap();
        here.decide(flagged("single-origin"), Some("seen it".to_owned())).unwrap();
        assert!(folder.path().join("my draft.md.dismissed").exists());
        let there = Dismissals::of(&draft).unwrap();
        assert_eq!(there.reason(&flagged("single-origin")), Some("seen it"));
        assert_eq!(there.reason(&flagged("refuted")), None);
        here.decide(flagged("single-origin"), None).unwrap();
        assert_eq!(Dismissals::of(&draft).unwrap().reason(&flagged("single-origin")), None);
    }

    #[test]
    fn what_cannot_be_written_is_said_and_changes_nothing() {
        let mut nowhere = Dismissals::of(&"file:///nowhere/at/all.md".parse().unwrap()).unwrap();
        let why = nowhere.decide(flagged("refuted"), Some("no".to_owned())).unwrap_err();
        assert!(why.contains("/nowhere/at/all.md.dismissed"), "{why}");
        assert_eq!(nowhere.reason(&flagged("refuted")), None);
    }
}
