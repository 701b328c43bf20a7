"""Asks a running service as a notebook does: with rdflib's own SPARQL client, unchanged. ask.py ENDPOINT TOKEN; prints what it was answered."""

import sys

from rdflib import RDF, BNode, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

endpoint, token = sys.argv[1:]
base = endpoint.removesuffix("/sparql")
STM = Namespace("https://w3id.org/stemma/ns/1#")
SCHEMA = Namespace("http://schema.org/")
# rdflib has a prefix of this name for another namespace, and puts it before every query.
PREFIX = "PREFIX schema: <http://schema.org/>\n"

for returned in ("xml", "json", "csv", "tsv"):
    for method in ("GET", "POST", "POST_FORM"):
        remote = Graph(SPARQLStore(endpoint, returnFormat=returned, method=method))
        rows = list(remote.query(PREFIX + "SELECT ?c ?t { ?c a stm:Claim ; schema:text ?t } ORDER BY ?t"))
        assert len(rows) > 20 and isinstance(rows[0][0], URIRef) and isinstance(rows[0][1], Literal), (returned, method)
        if returned in ("xml", "json"):
            assert remote.query("ASK { ?c a stm:Claim }").askAnswer is True
remote = Graph(SPARQLStore(endpoint))
claims = set(remote.subjects(RDF.type, STM.Claim))
assert len(claims) == len(rows), (len(claims), len(rows))
made = remote.query(PREFIX + "CONSTRUCT { ?c schema:text ?t } WHERE { ?c a stm:Claim ; schema:text ?t }").graph
assert len(made) == len(claims)
described = remote.query(f"DESCRIBE <{next(iter(claims))}>").graph
assert len(described) > 5
# Each claim is data at its own address, in whatever this client accepts.
claim = sorted(claims)[0]
at = base + "/claims/" + claim.rsplit("/", 1)[1]
assert (claim, RDF.type, STM.Claim) in Graph().parse(at)
assert len(Graph().parse(base + "/stemma/ns/1")) > 500 and len(Graph().parse(base + "/.well-known/void")) > 10
# A query of its own that asks us for a part.
local = Graph()
local.add((claim, STM.mine, Literal("yes")))
joined = local.query(f"SELECT ?t {{ SERVICE <{endpoint}> {{ ?c <{SCHEMA.text}> ?t }} ?c <{STM.mine}> 'yes' }}")
assert len(list(joined)) == 1
# It writes with a token, and reads what it wrote; without one it is told so.
writing = SPARQLUpdateStore(endpoint, endpoint, headers={"Authorization": f"Bearer {token}"})
notes = Dataset(writing).graph(URIRef("urn:notes"))
notes.add((URIRef("urn:a"), URIRef("urn:p"), Literal("été \"\\ \n", lang="fr")))
notes.add((URIRef("urn:a"), URIRef("urn:p"), Literal(1)))
assert len(notes) == 2 and Literal("été \"\\ \n", lang="fr") in set(notes.objects()), list(notes)
notes.remove((URIRef("urn:a"), URIRef("urn:p"), Literal(1)))
writing.update("INSERT DATA { GRAPH <urn:notes> { _:b <urn:p> 2 } }")
assert len(notes) == 2 and sum(isinstance(s, BNode) for s in notes.subjects()) == 1
try:
    SPARQLUpdateStore(endpoint, endpoint).update("INSERT DATA { <urn:b> <urn:p> 1 }")
    raise SystemExit("it wrote without a token")
except OSError as refused:
    assert "401" in str(refused), refused
# A mistake is told as one, with its place.
try:
    remote.query("SELECT * {\n nonsense }")
    raise SystemExit("nonsense was answered")
except (OSError, ValueError) as refused:
    assert "400" in str(refused) or "wrong" in str(refused), refused
print(f"{len(claims)} claims; all asked and answered")
