//! The codes of what can be wrong with a document, in one table. A code never changes its meaning.

use stemma_core::document::Problem;
use stemma_core::span::Span;

/// Bytes that are not UTF-8.
pub const UNDECODABLE: &str = "STM101";
/// A key of the front matter or sidecar that is not known.
pub const UNKNOWN_KEY: &str = "STM102";
/// A value of the front matter or sidecar that cannot be read.
pub const BAD_VALUE: &str = "STM103";
/// Front matter that is opened and never closed.
pub const OPEN_FRONT_MATTER: &str = "STM104";
/// A citation of a number that the source list does not have.
pub const DANGLING_CITATION: &str = "STM105";
/// A listed source that is never cited.
pub const UNUSED_SOURCE: &str = "STM106";
/// A listed source whose publisher is not named.
pub const UNNAMED_PUBLISHER: &str = "STM107";
/// A listed source whose title is cut short.
pub const TRUNCATED_TITLE: &str = "STM108";
/// Two listed sources with one number.
pub const DUPLICATE_SOURCE: &str = "STM109";
/// A quotation mark without its partner.
pub const OPEN_QUOTE: &str = "STM110";
/// A sentence that is too long to be read whole.
pub const LONG_SENTENCE: &str = "STM111";
/// A row of a table of claims that cannot be read, or not whole.
pub const TABLE_ROW: &str = "STM112";
/// A published verdict that cannot be read.
pub const CLAIM_REVIEW: &str = "STM113";
/// A text that goes on after the part that is read for claims.
pub const UNREAD_REST: &str = "STM114";

/// A sum, product or total that does not follow from its parts.
pub const DOES_NOT_ADD_UP: &str = "STM115";

/// A draft, or a part of it, that is not in English.
pub const FOREIGN: &str = "STM116";
/// A draft with a line that is too long to be prose.
pub const LONG_LINE: &str = "STM117";

/// A text whose charset no mark names.
pub const GUESSED_CHARSET: &str = "STM118";
/// A text that is not in the charset that its server names.
pub const OTHER_CHARSET: &str = "STM119";
/// What a fetched page says of itself and only who files it may say.
pub const SELF_DECLARED: &str = "STM120";

/// A file whose name says that it is something else than its bytes.
pub const MISNAMED: &str = "STM128";

/// Every code with what it means and what to do about it.
pub const TABLE: &[(&str, &str)] = &[
    (UNDECODABLE, "bytes that are not UTF-8 were replaced by U+FFFD; save the file as UTF-8"),
    (UNKNOWN_KEY, "a metadata key is not known; correct its spelling or remove it"),
    (BAD_VALUE, "a metadata value cannot be read; write it as the message says"),
    (OPEN_FRONT_MATTER, "front matter is opened and never closed; add a line `---` after it"),
    (DANGLING_CITATION, "a citation has no entry in the source list; add the entry or correct the number"),
    (UNUSED_SOURCE, "a listed source is never cited; cite it or remove it"),
    (UNNAMED_PUBLISHER, "a listed source names no publisher; name the outlet, a feed is only the way it came"),
    (TRUNCATED_TITLE, "a listed source's title is cut short; give it in full"),
    (DUPLICATE_SOURCE, "two listed sources have one number; number them apart"),
    (OPEN_QUOTE, "a quotation mark has no partner in its paragraph; close it"),
    (LONG_SENTENCE, "a sentence is too long to be read whole and was cut; check whether the text lost its line ends"),
    (TABLE_ROW, "a row of a table of claims cannot be read whole; correct it as the message says"),
    (CLAIM_REVIEW, "a ClaimReview cannot be read; see schema.org/ClaimReview for what it needs"),
    (DOES_NOT_ADD_UP, "a stated sum, product or total is another when computed again; correct the one or the other"),
    (FOREIGN, "only English is read; translate the text, or check that part by hand"),
    (LONG_LINE, "a line is too long to be prose; break it into paragraphs"),
    (
        GUESSED_CHARSET,
        "no mark says how the text is written, and it is no UTF-8: it was read as the bytes suggest; save it as UTF-8",
    ),
    (OTHER_CHARSET, "the text is not in the charset that its server names: it was read as its bytes suggest; check it"),
    (SELF_DECLARED, "a fetched page cannot say of itself what only who files it may say; save it and ingest the file"),
    (MISNAMED, "a file is called something else than its bytes are; rename it, or save it again as what it is called"),
    (UNREAD_REST, "a text is longer than a long book and its rest was not read for claims; split it"),
];

pub(crate) fn problem(code: &'static str, span: impl Into<Option<Span>>, message: String) -> Problem {
    Problem { span: span.into(), code, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_in_the_table() {
        let mut codes: Vec<_> = TABLE.iter().map(|(code, _)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), TABLE.len());
        assert!(codes.iter().all(|code| code.starts_with("STM1") && code.len() == 6));
    }
}
