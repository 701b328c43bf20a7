//! What the editor completes: all terms of the vocabulary and those of other vocabularies that Stemma writes, each with
//! what it means.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use maud::{Markup, html};
use oxrdf::vocab::rdfs;
use oxrdf::{NamedOrBlankNode, Term};
use stemma_store::query::PREFIXES;
use stemma_store::records::ontology_quads;
use stemma_store::vocabulary::BORROWED;

/// As SPARQL writes them, in their order, each with what it means.
static TERMS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut terms: BTreeMap<String, String> =
        PREFIXES.iter().map(|(name, iri)| (format!("{name}:"), (*iri).to_owned())).collect();
    for term in BORROWED.iter().copied().flatten() {
        terms.insert(shortened(term.as_str()), String::new());
    }
    for quad in ontology_quads() {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
        let meaning = terms.entry(shortened(subject.as_str())).or_default();
        if let (Term::Literal(words), true) =
            (&quad.object, [rdfs::COMMENT, rdfs::LABEL].contains(&quad.predicate.as_ref()))
            && words.value().len() > meaning.len()
        {
            words.value().clone_into(meaning);
        }
    }
    terms
});

/// An IRI as SPARQL writes it: with a prefix that is known, where one fits.
pub(super) fn shortened(iri: &str) -> String {
    let is_plain = |rest: &str| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    };
    let short = PREFIXES.iter().find_map(|(name, namespace)| {
        let rest = iri.strip_prefix(namespace).filter(|rest| is_plain(rest))?;
        Some(format!("{name}:{rest}"))
    });
    short.unwrap_or_else(|| format!("<{iri}>"))
}

/// The terms for the script; nobody else sees them.
pub(super) fn terms() -> Markup {
    html! {
        datalist id="terms" {
            @for (term, meaning) in &*TERMS { option value=(term) label=(meaning) {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_have_their_prefix_and_their_meaning() {
        assert!(TERMS.get("stm:headline").is_some_and(|meaning| !meaning.is_empty()), "{:?}", TERMS.keys());
        assert!(TERMS.contains_key("skos:notation") && TERMS.contains_key("stm:"));
        assert_eq!(shortened("http://schema.org/a/b"), "<http://schema.org/a/b>");
    }
}
