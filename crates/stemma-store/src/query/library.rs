//! Queries that are asked again and again, by name. Each is a file of its own in `library/`: SPARQL that can be run as it
//! stands, with its title, the question in plain words and its parameters in comments at its top.
//!
//! A parameter is a variable of the query. Its value comes in as a trailing `VALUES` clause, written as a literal: nothing
//! that is given can become part of the query itself.

use oxrdf::vocab::rdf;
use oxrdf::{GraphName, Literal, NamedNode, Quad};

/// A query of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedQuery {
    /// How it is called.
    pub name: &'static str,
    /// The file, comments and all.
    pub text: &'static str,
}

/// Why a named query cannot be asked so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LibraryError {
    /// There is no such query.
    #[error("no query is called `{0}`; see `stemma query --list`")]
    Unknown(String),
    /// It has no such parameter.
    #[error("`{query}` has no parameter `{parameter}`; it takes {known}")]
    Parameter {
        /// The query.
        query: &'static str,
        /// What was given.
        parameter: String,
        /// What it takes, in words.
        known: String,
    },
}

macro_rules! library {
    ($($name:literal),+ $(,)?) => {
        /// All queries, by name.
        pub const LIBRARY: &[NamedQuery] =
            &[$(NamedQuery { name: $name, text: include_str!(concat!("library/", $name, ".rq")) }),+];
    };
}

library![
    "claims-by-status",
    "claims-of-an-actor",
    "contested-figures",
    "first-appearance",
    "hangs-on",
    "interested-parties",
    "looks-widely-reported",
    "originates-and-repeats",
    "predictions",
    "retraction-impact",
    "suspected-copies",
    "unnamed-only",
    "who-has-it-from-whom",
];

impl NamedQuery {
    /// The query with this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn called(name: &str) -> Result<Self, LibraryError> {
        let found = LIBRARY.iter().find(|query| query.name == name);
        found.copied().ok_or_else(|| LibraryError::Unknown(name.to_owned()))
    }

    fn noted(self, key: &'static str) -> impl Iterator<Item = &'static str> {
        let notes = self.text.lines().map_while(|line| line.strip_prefix("# "));
        notes.filter_map(move |note| note.strip_prefix(key)?.strip_prefix(": "))
    }

    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.noted("title").next().unwrap_or(self.name)
    }

    /// What it asks, in plain words.
    #[must_use]
    pub fn question(self) -> &'static str {
        self.noted("question").next().unwrap_or_default()
    }

    /// Its parameters, each with what it means. All may be left out.
    pub fn parameters(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.noted("parameter").filter_map(|note| note.split_once(" – "))
    }

    /// The query with these values for its parameters.
    ///
    /// # Errors
    /// When it has no such parameter.
    pub fn with(self, values: &[(String, String)]) -> Result<String, LibraryError> {
        let mut text = self.text.to_owned();
        for (parameter, _) in values {
            if !self.parameters().any(|(known, _)| known == parameter) {
                let known: Vec<&str> = self.parameters().map(|(known, _)| known).collect();
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Err(LibraryError::Parameter { query: self.name, parameter: parameter.clone(), known });
            }
        }
        if !values.is_empty() {
            let names: String = values.iter().map(|(parameter, _)| format!("?{parameter} ")).collect();
            let terms: String =
                values.iter().map(|(_, value)| format!("{} ", Literal::new_simple_literal(value))).collect();
            text.push_str(&format!("VALUES ({names}) {{ ({terms}) }}\n"));
        }
        Ok(text)
    }
}

const SHACL: &str = "http://www.w3.org/ns/shacl#";

/// The library as RDF, in the form in which public endpoints share examples (`sh:SPARQLSelectExecutable`). `endpoint` is
/// where they can be asked.
#[must_use]
pub fn library_quads(endpoint: &str) -> Vec<Quad> {
    let term = |namespace: &str, name: &str| NamedNode::new_unchecked(format!("{namespace}{name}"));
    let rdfs = "http://www.w3.org/2000/01/rdf-schema#";
    let mut quads = Vec::new();
    for query in LIBRARY {
        let node = term(endpoint, &format!("/examples#{}", query.name));
        let mut add = |predicate: NamedNode, object: oxrdf::Term| {
            quads.push(Quad::new(node.clone(), predicate, object, GraphName::DefaultGraph));
        };
        for class in ["SPARQLExecutable", "SPARQLSelectExecutable"] {
            add(rdf::TYPE.into_owned(), term(SHACL, class).into());
        }
        add(term(rdfs, "label"), Literal::new_simple_literal(query.title()).into());
        add(term(rdfs, "comment"), Literal::new_simple_literal(query.question()).into());
        add(term(SHACL, "select"), Literal::new_simple_literal(query.text).into());
        add(term("http://schema.org/", "target"), NamedNode::new_unchecked(endpoint).into());
    }
    quads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_says_what_it_asks_and_the_list_is_sorted() {
        assert!(LIBRARY.is_sorted_by_key(|query| query.name));
        for query in LIBRARY {
            assert!(query.title() != query.name && query.question().ends_with('?'), "{}", query.name);
            for (parameter, _) in query.parameters() {
                assert!(query.text.contains(&format!("?{parameter} ")), "{}: {parameter}", query.name);
            }
        }
    }

    #[test]
    fn a_value_stays_a_value() {
        let query = NamedQuery::called("hangs-on").unwrap();
        let text = query.with(&[("actor".to_owned(), "\" } DROP ALL # \n\\".to_owned())]).unwrap();
        assert!(text.ends_with("VALUES (?actor ) { (\"\\\" } DROP ALL # \\n\\\\\" ) }\n"), "{text}");
        assert!(matches!(query.with(&[("who".to_owned(), String::new())]), Err(LibraryError::Parameter { .. })));
    }
}
