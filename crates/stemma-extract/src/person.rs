//! What a person points at: words of a document as a statement in its own voice, and what somebody of a name is.

use stemma_core::document::Metadata;
use stemma_core::enumerations::SourceKind;
use stemma_core::span::Span;
use stemma_core::statement::Statement;

use crate::chain::Document;
use crate::nouns;
use crate::sources;

/// The words at these places of a document as its own statement: with its numbers and dates, its voice and what that rests
/// on. Nothing, when they have no letter and no number.
#[must_use]
pub fn own_words(text: &str, metadata: &Metadata, words: &[Span]) -> Option<Statement> {
    Document::new(text, metadata).own(words, None, "author.proposition")
}

/// What somebody is who is called so. Who has no name of their own is an unnamed group: all of those count as one.
#[must_use]
pub fn kind_of(name: &str) -> SourceKind {
    let is_role = |word: &str| word.starts_with(char::is_lowercase) && nouns::head(word).is_some();
    let is_a_name = name.chars().any(char::is_uppercase) && !name.split(' ').any(is_role);
    if is_a_name { sources::name_kind(name) } else { SourceKind::UnnamedGroup }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_numbers_and_the_documents_voice() {
        let text = "It rained. The dyke leaks 5 litres an hour.";
        let metadata = Metadata { publisher: Some("Tide Post".to_owned()), ..Metadata::default() };
        let read = own_words(text, &metadata, &[Span::new(11, text.len() - 1)]).unwrap();
        assert_eq!(read.sentence, "The dyke leaks 5 litres an hour.");
        assert_eq!((read.quantities.len(), read.chain[0].name.as_str()), (1, "Tide Post"));
        assert!(own_words(text, &metadata, &[Span::new(9, 11)]).is_none());
    }

    #[test]
    fn who_has_no_name_is_no_person_of_their_own() {
        assert_eq!(kind_of("Ada Moor"), SourceKind::Person);
        assert_eq!(kind_of("Tide Post"), SourceKind::Outlet);
        assert_eq!(kind_of("officials"), SourceKind::UnnamedGroup);
        assert_eq!(kind_of("US officials"), SourceKind::UnnamedGroup);
        assert_eq!(kind_of("a source close to the talks"), SourceKind::UnnamedGroup);
    }
}
