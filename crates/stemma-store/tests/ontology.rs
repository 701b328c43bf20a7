//! Holds `ontology/` and the store's constants equal, in both directions.
#![expect(clippy::unwrap_used, reason = "these are tests, and files of our own")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef, Triple};
use stemma_core::enumerations::{
    Basis, BuiltInPolicy, ClaimKind, ContradictionKind, FindingFlag, Genre, Headline, Lifecycle, Modality, SourceKind,
    Stance, Support, Tier,
};
use stemma_store::vocabulary::{ALL, BORROWED, Concept, ONTOLOGY, VERSION, class, rdf, scheme, skos, stm};

const COMMENT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#comment");
const LABEL: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label");
const DEFINED_BY: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#isDefinedBy");
const SCOPE_NOTE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#scopeNote");
const VERSION_IRI: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#versionIRI");
const SHACL_IN: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#in");
const REST: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest");
const FIRST: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#first");

fn file(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parse(text: &str, format: RdfFormat) -> Graph {
    let quads = RdfParser::from_format(format).for_slice(text.as_bytes());
    quads.map(|quad| Triple::from(quad.unwrap())).collect()
}

fn ontology() -> Graph {
    parse(&file("ontology/stemma.ttl"), RdfFormat::Turtle)
}

fn names<'a>(terms: impl IntoIterator<Item = NamedNodeRef<'a>>) -> BTreeSet<String> {
    terms.into_iter().map(|term| term.as_str().to_owned()).collect()
}

fn name_of(subject: NamedOrBlankNodeRef<'_>) -> Option<String> {
    match subject {
        NamedOrBlankNodeRef::NamedNode(name) => Some(name.as_str().to_owned()),
        NamedOrBlankNodeRef::BlankNode(_) => None,
    }
}

/// The named subjects that have the predicate.
fn subjects_with(graph: &Graph, predicate: NamedNodeRef<'_>) -> BTreeSet<String> {
    graph.triples_for_predicate(predicate).filter_map(|triple| name_of(triple.subject)).collect()
}

/// The named subjects that have the predicate with this object.
fn subjects_for(graph: &Graph, predicate: NamedNodeRef<'_>, object: NamedNodeRef<'_>) -> BTreeSet<String> {
    graph.subjects_for_predicate_object(predicate, object).filter_map(name_of).collect()
}

/// Every concept that the core's types have, as (scheme, IRI, word).
fn concepts() -> Vec<(NamedNodeRef<'static>, String, &'static str)> {
    fn of<C: Concept>() -> impl Iterator<Item = (NamedNodeRef<'static>, String, &'static str)> {
        C::VALUES.iter().map(|value| (C::SCHEME, value.iri().into_string(), value.word()))
    }
    of::<Support>()
        .chain(of::<Headline>())
        .chain(of::<FindingFlag>())
        .chain(of::<Lifecycle>())
        .chain(of::<Basis>())
        .chain(of::<Stance>())
        .chain(of::<Modality>())
        .chain(of::<ClaimKind>())
        .chain(of::<SourceKind>())
        .chain(of::<Tier>())
        .chain(of::<ContradictionKind>())
        .chain(of::<BuiltInPolicy>())
        .chain(of::<Genre>())
        .collect()
}

#[test]
fn the_terms_of_the_ontology_are_the_constants() {
    let graph = ontology();
    let concepts = concepts().into_iter().map(|(_, iri, _)| iri);
    let constants: BTreeSet<String> =
        names(ALL.iter().copied().flatten().copied()).into_iter().chain(concepts).collect();
    let declared: BTreeSet<String> =
        subjects_for(&graph, DEFINED_BY, ONTOLOGY).into_iter().chain(subjects_with(&graph, skos::NOTATION)).collect();
    assert_eq!(constants, declared);
    assert_eq!(
        constants.len(),
        ALL.iter().map(|module| module.len()).sum::<usize>() + self::concepts().len(),
        "no IRI has two names"
    );
}

#[test]
fn the_terms_taken_from_other_vocabularies_are_the_constants() {
    let declared = subjects_with(&ontology(), SCOPE_NOTE);
    assert_eq!(names(BORROWED.iter().copied().flatten().copied()), declared);
}

#[test]
fn every_term_has_a_label_and_a_comment() {
    let graph = ontology();
    let terms = subjects_for(&graph, DEFINED_BY, ONTOLOGY);
    assert_eq!(terms.difference(&subjects_with(&graph, LABEL)).count(), 0);
    assert_eq!(terms.difference(&subjects_with(&graph, COMMENT)).count(), 0);
    let concepts = subjects_with(&graph, skos::NOTATION);
    assert_eq!(concepts, subjects_with(&graph, skos::PREF_LABEL).difference(&terms).cloned().collect());
    assert_eq!(concepts, subjects_with(&graph, skos::DEFINITION));
}

#[test]
fn the_ontology_and_the_constants_are_of_one_version() {
    assert!(ontology().contains(oxigraph::model::TripleRef::new(ONTOLOGY, VERSION_IRI, VERSION)));
}

#[test]
fn every_concept_is_in_its_scheme_with_its_word() {
    let graph = ontology();
    for (scheme, iri, word) in concepts() {
        let concept = NamedNode::new(iri).unwrap();
        assert_eq!(graph.object_for_subject_predicate(&concept, skos::IN_SCHEME), Some(scheme.into()), "{concept}");
        assert_eq!(
            graph.object_for_subject_predicate(&concept, skos::TOP_CONCEPT_OF),
            Some(scheme.into()),
            "{concept}"
        );
        let notation = graph.object_for_subject_predicate(&concept, skos::NOTATION);
        assert!(matches!(notation, Some(TermRef::Literal(literal)) if literal.value() == word), "{concept}");
    }
}

#[test]
fn a_value_reads_back_from_its_concept() {
    fn check<C: Concept + std::fmt::Debug>() {
        for value in C::VALUES {
            assert_eq!(C::from_iri(value.iri().as_ref()), Some(*value));
        }
    }
    check::<Support>();
    check::<ContradictionKind>();
    assert_eq!(Support::from_iri(Headline::Unknown.iri().as_ref()), None);
    assert_eq!(Support::from_iri(ONTOLOGY), None);
    assert_eq!(
        ContradictionKind::Identity.iri().as_str(),
        "https://w3id.org/stemma/ns/1/contradiction-kind/manufacturer-like-identity"
    );
}

fn list(graph: &Graph, head: TermRef<'_>) -> Vec<String> {
    let mut items = Vec::new();
    let mut node = head.into_owned();
    while let oxigraph::model::Term::BlankNode(cell) = node {
        match graph.object_for_subject_predicate(&cell, FIRST) {
            Some(TermRef::NamedNode(item)) => items.push(item.as_str().to_owned()),
            other => panic!("a list of words has {other:?}"),
        }
        node = graph.object_for_subject_predicate(&cell, REST).unwrap().into_owned();
    }
    items
}

#[test]
fn the_shapes_allow_exactly_the_words_of_the_enumerations() {
    let (graph, shapes) = (ontology(), parse(&file("ontology/shapes.ttl"), RdfFormat::Turtle));
    let mut schemes = BTreeSet::new();
    for shape in shapes.triples_for_predicate(SHACL_IN).filter(|triple| triple.subject.is_named_node()) {
        let words = list(&shapes, shape.object);
        let word = NamedNodeRef::new(&words[0]).unwrap();
        let Some(TermRef::NamedNode(scheme)) = graph.object_for_subject_predicate(word, skos::IN_SCHEME) else {
            panic!("{word} is in no scheme");
        };
        assert_eq!(words.into_iter().collect::<BTreeSet<_>>(), subjects_for(&graph, skos::IN_SCHEME, scheme));
        schemes.insert(scheme.as_str().to_owned());
    }
    let all = names(scheme::ALL.iter().copied().filter(|scheme| *scheme != scheme::POLICY));
    assert_eq!(schemes, all, "policies are open, every other enumeration is closed");
}

/// Reads `body` as JSON-LD under our context.
fn with_context(body: &str) -> Graph {
    let context = file("ontology/context.jsonld");
    let open = context.trim_end().strip_suffix('}').unwrap();
    parse(
        &format!("{open}, \"@id\": \"urn:example:thing\", {body}}}"),
        RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
    )
}

fn local(term: NamedNodeRef<'_>) -> &str {
    term.as_str().rsplit('#').next().unwrap()
}

#[test]
fn every_property_and_class_has_its_local_name_in_the_context() {
    let properties: Vec<String> =
        stm::ALL.iter().map(|property| format!("\"{}\": \"urn:example:value\"", local(*property))).collect();
    let classes: Vec<String> = class::ALL.iter().map(|class| format!("\"{}\"", local(*class))).collect();
    let graph = with_context(&format!("\"type\": [{}], {}", classes.join(","), properties.join(",")));
    let predicates = graph.iter().map(|triple| triple.predicate).filter(|predicate| *predicate != rdf::TYPE);
    assert_eq!(names(predicates), names(stm::ALL.iter().copied()));
    let types = graph.triples_for_predicate(rdf::TYPE).filter_map(|triple| match triple.object {
        TermRef::NamedNode(class) => Some(class),
        _ => None,
    });
    assert_eq!(names(types), names(class::ALL.iter().copied()));
}

#[test]
fn a_word_in_json_is_its_concept() {
    fn check<C: Concept>(property: NamedNodeRef<'_>) {
        for value in C::VALUES {
            let graph = with_context(&format!("\"{}\": \"{}\"", local(property), value.word()));
            let objects = graph.triples_for_predicate(property).map(|triple| triple.object.to_string());
            assert_eq!(objects.collect::<Vec<_>>(), [value.iri().to_string()]);
        }
    }
    check::<Support>(stm::SUPPORT);
    check::<Headline>(stm::HEADLINE);
    check::<FindingFlag>(stm::FLAG);
    check::<Lifecycle>(stm::LIFECYCLE);
    check::<Basis>(stm::BASIS);
    check::<Stance>(stm::STANCE);
    check::<Modality>(stm::MODALITY);
    check::<ClaimKind>(stm::CLAIM_KIND);
    check::<SourceKind>(stm::VOICE_KIND);
    check::<Tier>(stm::TIER);
    check::<ContradictionKind>(stm::CONTRADICTION_KIND);
    check::<BuiltInPolicy>(stm::POLICY);
    check::<Genre>(stm::GENRE);
}

#[test]
fn the_example_uses_every_class_and_every_property() {
    let example = parse(&file("tests/shacl/example.trig"), RdfFormat::TriG);
    let predicates = names(example.iter().map(|triple| triple.predicate));
    let types: BTreeSet<String> = class::ALL
        .iter()
        .filter(|class| example.subjects_for_predicate_object(rdf::TYPE, **class).next().is_some())
        .map(|class| class.as_str().to_owned())
        .collect();
    // Every witness is an assertion or an origin, and is written as that.
    let unwritten = names([class::WITNESS]);
    assert_eq!(names(class::ALL.iter().copied()).difference(&types).cloned().collect::<BTreeSet<_>>(), unwritten);
    assert_eq!(names(stm::ALL.iter().copied()).difference(&predicates).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_example_of_the_readme_uses_declared_terms_only() {
    let readme = file("ontology/README.md");
    let turtle = readme.split("```turtle").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let declared: BTreeSet<String> = names(ALL.iter().chain(BORROWED).copied().flatten().copied());
    let concepts: BTreeSet<String> = concepts().into_iter().map(|(_, iri, _)| iri).collect();
    for triple in &parse(turtle, RdfFormat::Turtle) {
        assert!(declared.contains(triple.predicate.as_str()), "{triple}");
        if let TermRef::NamedNode(object) = triple.object
            && object.as_str().starts_with(ONTOLOGY.as_str())
        {
            assert!(declared.contains(object.as_str()) || concepts.contains(object.as_str()), "{triple}");
        }
    }
}
