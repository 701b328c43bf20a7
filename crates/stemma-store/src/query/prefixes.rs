//! The prefixes every query knows without declaring them.

/// Prefix and namespace, sorted by prefix.
pub const PREFIXES: [(&str, &str); 14] = [
    ("cito", "http://purl.org/spar/cito/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "http://schema.org/"),
    ("search", "https://w3id.org/stemma/search/1#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("stm", "https://w3id.org/stemma/ns/1#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];
