"""Reads a store's graphs, the ontology and the shapes, and asks pySHACL whether they agree."""

import logging
from pathlib import Path

import pyshacl
import rdflib

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
STM = rdflib.Namespace("https://w3id.org/stemma/ns/1#")
FORMATS = {".nq": "nquads", ".trig": "trig", ".nt": "nt", ".ttl": "turtle"}

# Lexical forms are part of what is checked.
rdflib.NORMALIZE_LITERALS = False
# An impossible date is a result of the shapes, not a message of the parser.
logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)


def union(path):
    """All graphs of the file as one set of triples."""
    suffix = Path(path).suffix
    if suffix not in FORMATS:
        raise SystemExit(f"{path}: not one of {', '.join(FORMATS)}")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=FORMATS[suffix])
    graph = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        graph.add(triple[:3])
    return graph


def ontology():
    """The vocabulary, for its subclasses and concepts."""
    return rdflib.Graph().parse(ONTOLOGY / "stemma.ttl")


def shapes():
    """The shapes."""
    return rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")


def undeclared(data, vocabulary):
    """Terms of our own namespace that the data use and the vocabulary does not declare (shapes cannot see these)."""
    used = set(data.predicates()) | set(data.objects(None, rdflib.RDF.type))
    declared = set(vocabulary.subjects(rdflib.RDFS.isDefinedBy, None))
    return sorted(term for term in used if term.startswith(str(STM)) and term not in declared)


def validate(data, vocabulary, shape_graph):
    """Whether the data satisfy the shapes, with the report's results and its text."""
    merged = data + vocabulary
    conforms, report, text = pyshacl.validate(
        merged, shacl_graph=shape_graph, inference="none", advanced=False, allow_warnings=False
    )
    return conforms, report, text
