//! What somebody sends when they enter an assertion: read from the fields of a form or of a JSON object.

use axum::http::StatusCode;
use stemma_core::document::Version;
use stemma_core::entered::{Entry, Speaker};
use stemma_core::enumerations::{SourceKind, UnknownValue};
use stemma_core::id::Id;
use stemma_core::state::Assertion;

use crate::acts::Fields;
use crate::problem::Problem;

/// How long a claim, a name or a reason may be, in letters.
const LONGEST: usize = 2000;
/// The longest words, in letters.
const LONGEST_WORDS: usize = 20_000;

/// What somebody enters about words of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entering {
    /// The version that has the words.
    pub version: Id<Version>,
    /// The words; those of what is corrected, when none are named.
    pub words: Option<Words>,
    /// What was read there, and not rightly.
    pub instead_of: Option<Id<Assertion>>,
    /// What they assert.
    pub entry: Entry,
    /// Why.
    pub reason: String,
}

/// Words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// As they stand there, but for blanks, line ends and hidden characters.
    pub exact: String,
    /// The code point near which they stand.
    pub near: Option<usize>,
}

/// Why something is not entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotEntered {
    /// There is no such version.
    #[error("there is no such version")]
    NoVersion,
    /// A later version holds.
    #[error("a later version has taken its place: enter it there")]
    Superseded,
    /// Nothing of this id is asserted there.
    #[error("this version asserts nothing of that id")]
    NoAssertion,
    /// There are no words.
    #[error("say which words: as they stand in the document, with at least a letter or a number")]
    NoWords,
    /// The words stand nowhere, or at several places: these, by the code point where they begin, with what is around them.
    #[error("{}", where_they_stand(.0))]
    Where(Vec<(usize, String)>),
    /// That is there already.
    #[error("the document asserts just that already; if it was read by a heuristic, confirm it on the review page")]
    Known,
}

fn where_they_stand(places: &[(usize, String)]) -> String {
    if places.is_empty() {
        return "these words do not stand in the document: copy them from it".to_owned();
    }
    let starts: Vec<String> = places.iter().map(|(start, _)| start.to_string()).collect();
    format!("these words stand at several places: say `near` which – they begin at {}", starts.join(", "))
}

impl From<NotEntered> for Problem {
    fn from(why: NotEntered) -> Self {
        let status = match why {
            NotEntered::NoVersion | NotEntered::NoAssertion => StatusCode::NOT_FOUND,
            NotEntered::Superseded | NotEntered::Known => StatusCode::CONFLICT,
            NotEntered::NoWords | NotEntered::Where(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, why.to_string())
    }
}

impl Entering {
    /// What these fields say of a version.
    pub(crate) fn read(version: Id<Version>, fields: &Fields) -> Result<Self, Problem> {
        let text = |key: &str| fields.get(key).map(|text| text.trim()).filter(|text| !text.is_empty());
        let instead_of = text("assertion")
            .map(|id| Id::parse(id).ok_or_else(|| Problem::bad_request(format!("`{id}` is no id of an assertion"))));
        let reason = text("reason").ok_or_else(|| Problem::bad_request("say why: it needs a reason"))?;
        let entering = Self {
            version,
            words: words(text("words"), text("near"))?,
            instead_of: instead_of.transpose()?,
            entry: Entry {
                speaker: speaker(text("speaker"), text("name"), text("kind"))?,
                sentence: text("claim").map(|claim| one_line("claim", claim)).transpose()?,
                stance: text("stance").map(word).transpose()?,
                modality: text("modality").map(word).transpose()?,
                basis: text("basis").map(word).transpose()?,
            },
            reason: one_line("reason", reason)?,
        };
        if entering.instead_of.is_some() && entering.words.is_none() && entering.entry == Entry::default() {
            return Err(Problem::bad_request(
                "say what is to be corrected: nothing is said otherwise than it was read",
            ));
        }
        Ok(entering)
    }
}

fn words(exact: Option<&str>, near: Option<&str>) -> Result<Option<Words>, Problem> {
    let Some(exact) = exact else { return Ok(None) };
    if exact.chars().count() > LONGEST_WORDS {
        return Err(Problem::bad_request(format!("`words` is longer than {LONGEST_WORDS} letters")));
    }
    let near = near.map(|near| near.parse().map_err(|_| Problem::bad_request("`near` is the number of a letter")));
    Ok(Some(Words { exact: exact.to_owned(), near: near.transpose()? }))
}

fn speaker(who: Option<&str>, name: Option<&str>, kind: Option<&str>) -> Result<Option<Speaker>, Problem> {
    let kind: Option<SourceKind> = kind.map(word).transpose()?;
    match (who, name) {
        (Some("author"), _) => Ok(Some(Speaker::Author)),
        (Some("nobody"), _) => Ok(Some(Speaker::Nobody)),
        (Some("named") | None, Some(name)) => Ok(Some(Speaker::Named { name: one_line("name", name)?, kind })),
        (Some("named"), None) => Err(Problem::bad_request("who says it? Give a name, or how the text calls them")),
        (None, None) => Ok(None),
        (Some(other), _) => Err(Problem::bad_request(format!("`{other}` is no speaker: author, nobody and named are"))),
    }
}

fn word<T: std::str::FromStr<Err = UnknownValue>>(word: &str) -> Result<T, Problem> {
    word.parse().map_err(|error: UnknownValue| Problem::bad_request(error.to_string()))
}

/// What somebody wrote, on one line, with nothing hidden in it.
pub(crate) fn one_line(key: &str, text: &str) -> Result<String, Problem> {
    if text.chars().count() > LONGEST {
        return Err(Problem::bad_request(format!("`{key}` is longer than {LONGEST} letters")));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().filter(|letter| !stemma_core::visible::is_hidden(*letter)).collect();
    if line.trim().is_empty() { Err(Problem::bad_request(format!("`{key}` has no letters"))) } else { Ok(line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[(&str, &str)]) -> Result<Entering, Problem> {
        let fields = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Entering::read(Id::of("version", &["a"]), &fields)
    }

    #[test]
    fn fields_say_who_says_what() {
        let entering = read(&[
            ("words", "It leaks"),
            ("near", "7"),
            ("speaker", "named"),
            ("name", "Ada\n\u{202e} Moor"),
            ("kind", "person"),
            ("stance", "denies"),
            ("reason", " misread "),
        ]);
        let Entering { words, entry, reason, .. } = entering.unwrap();
        assert_eq!(words, Some(Words { exact: "It leaks".to_owned(), near: Some(7) }));
        assert_eq!(
            entry.speaker,
            Some(Speaker::Named { name: "Ada  Moor".to_owned(), kind: Some(SourceKind::Person) })
        );
        assert_eq!((entry.stance.map(|s| s.as_str()), reason.as_str()), (Some("denies"), "misread"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let long = "x".repeat(LONGEST + 1);
        let id = Id::<Assertion>::of("assertion", &["a"]).to_string();
        for (fields, told) in [
            (vec![("words", "a")], "needs a reason"),
            (vec![("words", "a"), ("reason", "r"), ("near", "-1")], "`near`"),
            (vec![("words", "a"), ("reason", "r"), ("speaker", "god")], "`god` is no speaker"),
            (vec![("words", "a"), ("reason", "r"), ("speaker", "named")], "who says it?"),
            (vec![("words", "a"), ("reason", "r"), ("basis", "proof")], "`proof` is not a basis"),
            (vec![("words", "a"), ("reason", &long)], "`reason` is longer"),
            (vec![("words", "a"), ("reason", "\u{202e}")], "`reason` has no letters"),
            (vec![("assertion", "x"), ("reason", "r")], "`x` is no id"),
            (vec![("assertion", &id), ("reason", "r")], "say what is to be corrected"),
        ] {
            let problem = read(&fields).unwrap_err().to_string();
            assert!(problem.contains(told), "{fields:?}: {problem}");
        }
    }
}
