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
/// What is published by somebody who is not named: "a study", "the report", "new data".
const PUBLISHED: &[&str] = &[
    "study",
    "studies",
    "research",
    "report",
    "reports",
    "survey",
    "surveys",
    "poll",
    "polls",
    "paper",
    "analysis",
    "analyses",
    "findings",
    "review",
    "reviews",
    "article",
    "articles",
    "post",
    "posts",
    "tweet",
    "tweets",
    "data",
    "figures",
    "statistics",
    "images",
];
/// Words before them that say nothing of whose they are.
const OF_NOBODY: &[&str] = &[
    "a",
    "an",
    "the",
    "new",
    "recent",
    "latest",
    "earlier",
    "old",
    "first",
    "second",
    "third",
    "another",
    "separate",
    "independent",
    "large",
    "small",
    "major",
    "peer-reviewed",
    "published",
    "unpublished",
    "scientific",
    "academic",
    "same",
    "two",
    "several",
    "satellite",
    "aerial",
    "online",
    "public",
    "official",
    "available",
];
/// Papers of a dispute: whose they are, the party's name says, and without it a report of one case names the same one.
const FILINGS: &[&str] =
    &["complaint", "lawsuit", "suit", "petition", "affidavit", "indictment", "writ", "pleading", "pleadings"];
/// What tells where such a paper lies, and not whose it is.
const LYING: &[&str] = &[" filed ", " lodged ", " submitted ", " brought "];

/// Whether the name of a document names nobody: a common noun without an owner.
pub(crate) fn is_anybodys(name: &str) -> bool {
    let seen = [" seen by ", " obtained by ", " reviewed by ", " leaked to ", " shared with ", " dated "];
    // "A complaint to the medical board": to whom it went says not whose it is.
    let is_addressed = !name.contains(" by ") && !name.contains(" from ");
    let what = seen
        .iter()
        .chain(LYING)
        .chain(is_addressed.then_some(&" to "))
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
    let is_published = || {
        let mut words = what.split(" on ").next().unwrap_or(what).split(' ').rev();
        words.next().is_some_and(|noun| PUBLISHED.contains(&noun)) && words.all(|word| OF_NOBODY.contains(&word))
    };
    let is_paper = || what.split(' ').next_back().is_some_and(|noun| PAPERS.contains(&noun) || FILINGS.contains(&noun));
    is_common && is_paper() || is_published()
}

/// Records of one sort, each with what else it is called.
const RECORDS: &[(&str, &str)] = &[
    ("book", "log"),
    ("diary", "log"),
    ("entries", "log"),
    ("footage", "footage"),
    ("video", "footage"),
    ("recording", "recording"),
    ("recordings", "recording"),
    ("tape", "recording"),
    ("tapes", "recording"),
    ("log", "log"),
    ("logs", "log"),
    ("logbook", "log"),
    ("ledger", "ledger"),
    ("minutes", "minutes"),
    ("transcript", "transcript"),
    ("transcripts", "transcript"),
    ("register", "register"),
    ("registry", "register"),
    ("records", "record"),
    ("record", "record"),
    ("receipt", "receipt"),
    ("receipts", "receipt"),
    ("images", "image"),
    ("photographs", "image"),
    ("photos", "image"),
    ("pictures", "image"),
    ("readings", "reading"),
    ("gauge", "reading"),
    ("meter", "reading"),
    ("meters", "reading"),
    ("sensors", "reading"),
    ("data", "data"),
    ("statistics", "data"),
];

/// Words before a record that say nothing of whose it is.
const ANY: &[&str] =
    &["leaked", "internal", "official", "confidential", "secret", "old", "own", "same", "public", "daily", "first"];

/// A record by its name: its sort, and the words that say whose it is.
pub(crate) fn record(name: &str) -> Option<(&'static str, Vec<String>)> {
    let (head, words) = parted(name, |head| RECORDS.iter().any(|(record, _)| *record == head))?;
    let (_, sort) = RECORDS.iter().find(|(record, _)| *record == head)?;
    Some((sort, words.into_iter().filter(|word| word != sort).collect()))
}

/// Any paper by its name, likewise: "auditors' report".
pub(crate) fn paper(name: &str) -> Option<(String, Vec<String>)> {
    let (head, words) = parted(name, |_| true)?;
    let sort = RECORDS.iter().find(|(record, _)| *record == head).map_or(&*head, |(_, sort)| sort).to_owned();
    let words = words.into_iter().filter(|word| *word != sort).collect();
    Some((sort, words))
}

/// What a paper is, if it is one, and the words of its name that say whose it is.
fn parted(name: &str, is_one: impl Fn(&str) -> bool) -> Option<(String, Vec<String>)> {
    let ends = [" seen by ", " obtained by ", " reviewed by ", " leaked to ", " shared with ", " dated "];
    let end = ends.iter().filter_map(|words| name.find(words)).min().unwrap_or(name.len());
    let name = name.get(..end)?.to_lowercase();
    let after = [" of ", " by ", " from ", " in ", " at ", " kept by ", " on ", " to "]
        .iter()
        .filter_map(|words| name.find(words))
        .min();
    let (core, rest) = name.split_at(after.unwrap_or(name.len()));
    let (before, head) = core.rsplit_once(' ').unwrap_or(("", core));
    if !is_one(head) {
        return None;
    }
    let small = ["of", "by", "from", "in", "at", "on", "to", "the", "a", "an", "its", "kept", "book"];
    let words =
        before.split(' ').chain(rest.split(' ')).map(|word| word.trim_end_matches("'s").trim_end_matches(['’', '\'']));
    let words = words.map(|word| word.trim_end_matches("’s").trim_end_matches('s'));
    let says = |word: &&str| !word.is_empty() && !small.contains(word) && !ANY.contains(word);
    Some((head.to_owned(), words.filter(says).map(str::to_owned).collect()))
}

/// Whether two records may be one: of one sort, and not of two that are told apart. "The log of the pilot station" may be "the
/// pilots' log book", and "leaked minutes" any minutes.
pub(crate) fn may_be_one<S: PartialEq>(a: &(S, Vec<String>), b: &(S, Vec<String>)) -> bool {
    let shares = |a: &[String], b: &[String]| a.iter().any(|word| b.contains(word));
    a.0 == b.0 && (a.1.is_empty() || b.1.is_empty() || shares(&a.1, &b.1))
}

#[cfg(test)]
mod tests {
    use super::{is_anybodys, may_be_one, record};

    #[test]
    fn records_of_one_sort_are_one_unless_their_owners_part_them() {
        let one = |a: &str, b: &str| may_be_one(&record(a).unwrap(), &record(b).unwrap());
        assert!(one("leaked minutes", "minutes seen by the Echo"));
        assert!(one("pilots' log book", "log of the pilot station"));
        assert!(one("log", "airport's departure log"));
        assert!(!one("log of the port", "airport's log"));
        assert!(!one("recording of the Lomnica station", "Luptak's tape"));
        assert!(!one("minutes", "log"));
        assert_eq!(record("Orrin"), None);
    }

    #[test]
    fn a_paper_without_an_owner_is_anybodys() {
        for name in
            ["internal memo seen by the Ledger", "memo", "leaked documents", "letter dated 3 May", "data logger"]
                .into_iter()
                .chain(["complaint filed in Alameda County", "Her complaint", "federal indictment"])
                .chain([
                    "complaint to the medical board",
                    "study",
                    "new study",
                    "satellite images",
                    "posts on Telegram",
                ])
        {
            assert!(is_anybodys(name), "{name}");
        }
        for name in [
            "memo of Orrin Labs",
            "letter to the Post by Ada Moor",
            "letter by Ada Moor",
            "court filing",
            "Orrin memo",
            "contract",
            "soil survey",
            "study by Orrin",
            "",
        ] {
            assert!(!is_anybodys(name), "{name}");
        }
    }
}
