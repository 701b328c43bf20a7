//! A term as bytes: equal bytes are the same term, spelling included, and sorted bytes share long beginnings.
//!
//! A tag, then the text. A literal with a datatype or a language has it before its text, ended by a zero byte,
//! which neither of them can hold.

use oxrdf::{BaseDirection, BlankNode, Literal, LiteralRef, NamedNode, NamedOrBlankNode, Term, TermRef, Triple};

pub(super) const BLANK: u8 = b'B';
const DIRECTED: u8 = b'D';
pub(super) const IRI: u8 = b'I';
pub(super) const LANGUAGE: u8 = b'L';
pub(super) const STRING: u8 = b'S';
const TRIPLE: u8 = b'Q';
pub(super) const TYPED: u8 = b'T';

/// Writes the bytes of a term over whatever was in `key`.
pub(super) fn encode(term: TermRef<'_>, key: &mut Vec<u8>) {
    key.clear();
    match term {
        TermRef::NamedNode(iri) => put(key, IRI, &[iri.as_str()]),
        TermRef::BlankNode(blank) => put(key, BLANK, &[blank.as_str()]),
        TermRef::Literal(literal) => encode_literal(literal, key),
        TermRef::Triple(triple) => encode_triple(triple, key),
    }
}

/// The keys of subject, predicate and object, each after its length.
fn encode_triple(triple: &Triple, key: &mut Vec<u8>) {
    key.push(TRIPLE);
    let mut part = Vec::new();
    for term in [triple.subject.as_ref().into(), triple.predicate.as_ref().into(), triple.object.as_ref()] {
        encode(term, &mut part);
        key.extend_from_slice(&(part.len() as u64).to_be_bytes());
        key.extend_from_slice(&part);
    }
}

fn encode_literal(literal: LiteralRef<'_>, key: &mut Vec<u8>) {
    if let (Some(language), Some(direction)) = (literal.language(), literal.direction()) {
        put(key, DIRECTED, &[language, "\0", direction_word(direction), "\0", literal.value()]);
    } else if let Some(language) = literal.language() {
        put(key, LANGUAGE, &[language, "\0", literal.value()]);
    } else if literal.datatype() == oxrdf::vocab::xsd::STRING {
        put(key, STRING, &[literal.value()]);
    } else {
        put(key, TYPED, &[literal.datatype().as_str(), "\0", literal.value()]);
    }
}

/// Adds a tag and the parts of a text to a key.
pub(super) fn put(key: &mut Vec<u8>, tag: u8, parts: &[&str]) {
    key.push(tag);
    parts.iter().for_each(|part| key.extend_from_slice(part.as_bytes()));
}

fn direction_word(direction: BaseDirection) -> &'static str {
    match direction {
        BaseDirection::Ltr => "ltr",
        BaseDirection::Rtl => "rtl",
    }
}

fn decode_triple(mut rest: &[u8]) -> Option<Triple> {
    let mut part = || {
        let (length, after) = rest.split_first_chunk()?;
        let (part, after) = after.split_at_checked(usize::try_from(u64::from_be_bytes(*length)).ok()?)?;
        rest = after;
        decode(part)
    };
    let subject = match part()? {
        Term::NamedNode(node) => NamedOrBlankNode::from(node),
        Term::BlankNode(node) => node.into(),
        Term::Literal(_) | Term::Triple(_) => return None,
    };
    let Term::NamedNode(predicate) = part()? else { return None };
    Some(Triple::new(subject, predicate, part()?))
}

/// The term of some bytes; `None` when [`encode`] did not write them.
pub(super) fn decode(key: &[u8]) -> Option<Term> {
    let (tag, text) = key.split_first()?;
    if *tag == TRIPLE {
        return decode_triple(text).map(Term::from);
    }
    let text = str::from_utf8(text).ok()?;
    Some(match *tag {
        IRI => NamedNode::new_unchecked(text).into(),
        BLANK => BlankNode::new_unchecked(text).into(),
        STRING => Literal::new_simple_literal(text).into(),
        LANGUAGE => {
            let (language, value) = text.split_once('\0')?;
            Literal::new_language_tagged_literal_unchecked(value, language).into()
        }
        DIRECTED => {
            let (language, rest) = text.split_once('\0')?;
            let (direction, value) = rest.split_once('\0')?;
            let direction = if direction == "rtl" { BaseDirection::Rtl } else { BaseDirection::Ltr };
            Literal::new_directional_language_tagged_literal_unchecked(value, language, direction).into()
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
        let triple = |object: Term| {
            let node = NamedNode::new_unchecked("http://example.org/a");
            Triple::new(BlankNode::new_unchecked("b0"), node, object)
        };
        let terms: [Term; 13] = [
            triple(Literal::new_simple_literal("a\0b").into()).into(),
            triple(triple(Literal::new_typed_literal("1", xsd::INTEGER).into()).into()).into(),
            Literal::new_directional_language_tagged_literal_unchecked("\0", "he", BaseDirection::Rtl).into(),
            Literal::new_directional_language_tagged_literal_unchecked("\0", "he", BaseDirection::Ltr).into(),
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
