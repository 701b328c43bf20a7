//! Papers that do not say whose they are: "an internal memo seen by the Ledger".
//!
//! Somebody wrote it, and it may be whoever speaks in another report: it is no second origin that could be told from the first.

/// What such a paper is called.
const PAPERS: &[&str] = &[
    "memo",
    "memos",
    "memorandum",
    "letter",
    "letters",
    "email",
    "emails",
    "e-mail",
    "e-mails",
    "note",
    "notes",
    "message",
    "messages",
    "document",
    "documents",
    "papers",
    "slides",
    "brief",
    "leak",
    "presentation",
    "draft",
    "dossier",
    // Nobody says whose instrument it is.
    "tape",
    "tapes",
    "logger",
    "loggers",
    "sensor",
    "sensors",
    "gauge",
    "gauges",
    "meter",
    "meters",
    "camera",
    "cameras",
    "thermometer",
    "entry",
    "entries",
    "timestamps",
];

/// Whether the name of a document names nobody: a common noun without an owner.
pub(crate) fn is_anybodys(name: &str) -> bool {
    let what = [" seen by ", " obtained by ", " reviewed by ", " leaked to ", " shared with ", " dated "]
        .iter()
        .filter_map(|words| name.find(words))
        .min()
        .and_then(|end| name.get(..end))
        .unwrap_or(name);
    let is_common = !what.contains(char::is_uppercase)
        && !what.contains(" of ")
        && !what.contains(" by ")
        && !what.contains(" from ");
    is_common && what.split(' ').next_back().is_some_and(|noun| PAPERS.contains(&noun))
}

#[cfg(test)]
mod tests {
    use super::is_anybodys;

    #[test]
    fn a_paper_without_an_owner_is_anybodys() {
        for name in
            ["internal memo seen by the Ledger", "memo", "leaked documents", "letter dated 3 May", "data logger"]
        {
            assert!(is_anybodys(name), "{name}");
        }
        for name in ["memo of Orrin Labs", "letter by Ada Moor", "court filing", "Orrin memo", "contract", "study", ""]
        {
            assert!(!is_anybodys(name), "{name}");
        }
    }
}
