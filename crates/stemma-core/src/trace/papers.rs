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
];
/// Papers of a dispute: whose they are, the party's name says, and without it a report of one case names the same one.
const FILINGS: &[&str] =
    &["complaint", "lawsuit", "suit", "petition", "affidavit", "indictment", "writ", "pleading", "pleadings"];
/// What tells where such a paper lies, and not whose it is.
const LYING: &[&str] = &[" filed ", " lodged ", " submitted ", " brought "];

/// Whether the name of a document names nobody: a common noun without an owner.
pub(crate) fn is_anybodys(name: &str) -> bool {
    let seen = [" seen by ", " obtained by ", " reviewed by ", " leaked to ", " shared with ", " dated "];
    let what = seen
        .iter()
        .chain(LYING)
        .filter_map(|words| name.find(words))
        .min()
        .and_then(|end| name.get(..end))
        .unwrap_or(name);
    // "Her complaint": the pronoun opens the sentence that it was read in, and says not who she is.
    let what = ["Her ", "His ", "Their ", "Its "].iter().find_map(|word| what.strip_prefix(word)).unwrap_or(what);
    let is_common = !what.contains(char::is_uppercase)
        && !what.contains(" of ")
        && !what.contains(" by ")
        && !what.contains(" from ");
    is_common && what.split(' ').next_back().is_some_and(|noun| PAPERS.contains(&noun) || FILINGS.contains(&noun))
}

#[cfg(test)]
mod tests {
    use super::is_anybodys;

    #[test]
    fn a_paper_without_an_owner_is_anybodys() {
        for name in ["internal memo seen by the Ledger", "memo", "leaked documents", "letter dated 3 May"]
            .into_iter()
            .chain(["complaint filed in Alameda County", "Her complaint", "federal indictment"])
        {
            assert!(is_anybodys(name), "{name}");
        }
        for name in ["memo of Orrin Labs", "letter by Ada Moor", "court filing", "Orrin memo", "contract", "study", ""]
        {
            assert!(!is_anybodys(name), "{name}");
        }
    }
}
