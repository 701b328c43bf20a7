//! A term as bytes: equal bytes are the same term, spelling included, and sorted bytes share long beginnings.
//!
//! A tag, then the text. A literal with a datatype or a language has it before its text, ended by a zero byte,
//! which neither of them can hold.

use oxrdf::{BlankNode, Literal, LiteralRef, NamedNode, Term, TermRef};

const BLANK: u8 = b'B';
const IRI: u8 = b'I';
const LANGUAGE: u8 = b'L';
const STRING: u8 = b'S';
const TYPED: u8 = b'T';

/// Writes the bytes of a term over whatever was in `key`.
pub(super) fn encode(term: TermRef<'_>, key: &mut Vec<u8>) {
    key.clear();
    match term {
        TermRef::NamedNode(iri) => put(key, IRI, &[iri.as_str()]),
        TermRef::BlankNode(blank) => put(key, BLANK, &[blank.as_str()]),
        TermRef::Literal(literal) => encode_literal(literal, key),
    }
}

fn encode_literal(literal: LiteralRef<'_>, key: &mut Vec<u8>) {
    if let Some(language) = literal.language() {
        put(key, LANGUAGE, &[language, "\0", literal.value()]);
    } else if literal.datatype() == oxrdf::vocab::xsd::STRING {
        put(key, STRING, &[literal.value()]);
    } else {
        put(key, TYPED, &[literal.datatype().as_str(), "\0", literal.value()]);
    }
}

fn put(key: &mut Vec<u8>, tag: u8, parts: &[&str]) {
    key.push(tag);
    parts.iter().for_each(|part| key.extend_from_slice(part.as_bytes()));
}

/// The term of some bytes; `None` when [`encode`] did not write them.
pub(super) fn decode(key: &[u8]) -> Option<Term> {
    let (tag, text) = key.split_first()?;
    let text = str::from_utf8(text).ok()?;
    Some(match *tag {
        IRI => NamedNode::new_unchecked(text).into(),
        BLANK => BlankNode::new_unchecked(text).into(),
        STRING => Literal::new_simple_literal(text).into(),
        LANGUAGE => {
            let (language, value) = text.split_once('\0')?;
            Literal::new_language_tagged_literal_unchecked(value, language).into()
        }
        TYPED => {
            let (datatype, value) = text.split_once('\0')?;
            Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype)).into()
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxrdf::vocab::xsd;

    #[test]
    fn every_term_comes_back_as_it_was_spelled() {
        let terms: [Term; 9] = [
            NamedNode::new_unchecked("http://example.org/é").into(),
            BlankNode::new_unchecked("b0").into(),
            Literal::new_simple_literal("").into(),
            Literal::new_simple_literal("a\0b").into(),
            Literal::new_typed_literal("01", xsd::INTEGER).into(),
            Literal::new_typed_literal("1", xsd::INTEGER).into(),
            Literal::new_typed_literal("1.0", xsd::DECIMAL).into(),
            Literal::new_language_tagged_literal_unchecked("chat\0", "fr").into(),
            Literal::new_language_tagged_literal_unchecked("chat", "en").into(),
        ];
        let mut keys = Vec::new();
        for term in &terms {
            let mut key = Vec::new();
            encode(term.as_ref(), &mut key);
            assert_eq!(decode(&key).as_ref(), Some(term));
            keys.push(key);
        }
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), terms.len());
    }

    #[test]
    fn bytes_that_are_no_term_are_refused() {
        for wrong in [&b""[..], b"Xabc", b"Tno end", b"L", b"I\xff"] {
            assert_eq!(decode(wrong), None);
        }
    }
}
