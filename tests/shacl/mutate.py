"""mutate.py DATA.nq: shows that the shapes refuse wrong graphs.

Takes a small part of the data that conforms by itself, spoils it in one way at a time, and expects every spoiled
graph to be refused. A spoiling that finds nothing to spoil is left out and named. Exit 0 when all were refused and
at least twelve could be tried.
"""

import sys

import rdflib
from rdflib import RDF, Literal, Namespace, URIRef, XSD

import graphs
from graphs import STM

OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("http://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
WORD = "https://w3id.org/stemma/ns/1/"
CANDIDATES = 25
ENOUGH = 12


def closure(data, seed):
    """Everything that can be reached from a node; our shapes look outward only, so it conforms when the whole does."""
    part, queue, seen = rdflib.Graph(), [seed], {seed}
    while queue:
        for triple in data.triples((queue.pop(), None, None)):
            part.add(triple)
            if triple[2] not in seen and not isinstance(triple[2], Literal):
                seen.add(triple[2])
                queue.append(triple[2])
    return part


def small_part(data, vocabulary):
    """For each class the instance that drags least along, and one finding that has an independent chain."""
    part = rdflib.Graph()
    classes = vocabulary.subjects(RDF.type, rdflib.OWL.Class)
    seeds = [sorted(data.subjects(RDF.type, c))[:CANDIDATES] for c in classes if c.startswith(str(STM))]
    counting = {t[0] for t in data.triples((None, STM.chain, None)) if has_an_independent_chain(data, t)}
    seeds.append(sorted(counting)[:CANDIDATES])
    for choices in seeds:
        if choices:
            part += min((closure(data, seed) for seed in choices), key=len)
    return part


def first(graph, predicate, of=None, only=None):
    """The first triple with the predicate, in order, whose subject is of the class and that `only` lets through."""
    found = graph.triples((None, predicate, None))
    of_class = (t for t in found if of is None or (t[0], RDF.type, of) in graph)
    return min((t for t in of_class if only is None or only(graph, t)), default=None)


def drop(predicate, of=None, only=None):
    """Takes all values of one subject away."""

    def spoil(graph):
        triple = first(graph, predicate, of, only)
        if triple:
            graph.remove((triple[0], predicate, None))
        return triple

    return spoil


def put(predicate, value, of=None, only=None):
    """Puts another value in the place of one subject's values."""

    def spoil(graph):
        triple = first(graph, predicate, of, only)
        if triple:
            graph.remove((triple[0], predicate, None))
            graph.add((triple[0], predicate, value(graph, triple) if callable(value) else value))
        return triple

    return spoil


def add(predicate, value, of=None):
    """Adds a second value."""

    def spoil(graph):
        triple = first(graph, predicate, of)
        if triple:
            graph.add((triple[0], predicate, value(graph, triple)))
        return triple

    return spoil


def swap(one, other):
    """Exchanges the values of two predicates of one subject."""

    def spoil(graph):
        triple = first(graph, one)
        if triple:
            subject = triple[0]
            a, b = graph.value(subject, one), graph.value(subject, other)
            graph.set((subject, one, b))
            graph.set((subject, other, a))
        return triple

    return spoil


def concept(path):
    return URIRef(WORD + path)


def same_as(predicate):
    """The value that the same subject has for another predicate."""
    return lambda graph, triple: graph.value(triple[0], predicate)


def shorter(graph, triple):
    return Literal(str(triple[2])[:-1])


def moved_on(graph, triple):
    return Literal(int(triple[2]) + 1)


def more_than_high(graph, triple):
    return Literal(int(graph.value(triple[0], STM.nuHigh)) + 1)


def other_stance(graph, triple):
    return concept("stance/denies" if triple[2] == concept("stance/affirms") else "stance/affirms")


def other_support(graph, triple):
    return concept("support/unattributed" if has_an_independent_chain(graph, triple) else "support/corroborated")


def has_an_independent_chain(graph, triple):
    return int(graph.value(triple[0], STM.nuLow, default=0)) > 0


def is_explained(graph, triple):
    return (triple[0], PROV.qualifiedDerivation, None) in graph


def is_no_denial(graph, triple):
    return graph.value(triple[0], STM.contradictionKind) != concept("contradiction-kind/denial")


def is_the_first(graph, triple):
    return triple[2] == Literal(0)


def is_the_first_voice(graph, triple):
    return is_the_first(graph, triple) and (None, STM.attribution, triple[0]) in graph


def not_for_schema_org(graph):
    """A claim without its second class."""
    triple = first(graph, RDF.type, STM.Claim)
    if triple:
        graph.remove((triple[0], RDF.type, SCHEMA.Claim))
    return triple


def misspelt(graph):
    """A property of our namespace that nobody declared."""
    triple = first(graph, STM.stance)
    if triple:
        graph.add((triple[0], STM.stanse, triple[2]))
    return triple


SPOILINGS = {
    "an assertion without contents": drop(OA.hasTarget, STM.Assertion),
    "a place without its words": drop(OA.exact),
    "a quote that is one character short": put(OA.exact, shorter),
    "a place that ends one code point late": put(OA.end, moved_on),
    "start and end exchanged": swap(OA.start, OA.end),
    "a start that is a string": put(OA.start, Literal("0")),
    "a place without a version": drop(OA.hasSource),
    "an assertion without a version": drop(STM.inVersion),
    "an assertion that lost its class": drop(RDF.type, STM.Assertion),
    "an assertion of no claim": drop(STM.asserts, STM.Assertion),
    "an assertion of a version": put(STM.asserts, same_as(STM.inVersion), STM.Assertion),
    "an assertion with two stances": add(STM.stance, other_stance, STM.Assertion),
    "an unknown modality": put(STM.modality, concept("modality/shouted")),
    "a stance from another enumeration": put(STM.stance, concept("basis/record")),
    "a tier as a plain word": put(STM.tier, Literal("A")),
    "a basis that is missing": drop(STM.basis, STM.Assertion),
    "a rule that is missing": drop(STM.rule, STM.Assertion),
    "a chain of voices without the document's own": put(STM.position, Literal(7), STM.Attribution, is_the_first_voice),
    "a voice without a name": drop(STM.voiceName),
    "a direct of yes": put(STM.direct, Literal("yes")),
    "a due date in words": put(STM.due, Literal("next year")),
    "an impossible date of publication": put(SCHEMA.datePublished, Literal("2023-02-30", datatype=XSD.date)),
    "a hash that is cut off": put(STM.contentHash, Literal("abc123")),
    "a version of nothing": drop(STM.versionOf),
    "an unknown genre": put(STM.genre, concept("genre/advertorial")),
    "a quantity with low above high": put(STM.low, Literal("99999999.5", datatype=XSD.decimal)),
    "a claim that schema.org does not see": not_for_schema_org,
    "a claim without its sentence": drop(SCHEMA.text, STM.Claim),
    "a claim with an unknown headline": put(STM.headline, concept("headline/true"), STM.Claim),
    "a finding without kappa": drop(STM.kappa, STM.Finding),
    "a finding with nu low above nu high": put(STM.nuLow, more_than_high, STM.Finding),
    "a finding with four chains": put(STM.nuHigh, Literal(4), STM.Finding),
    "a finding with a negative count": put(STM.reports, Literal(-1), STM.Finding),
    "a support that the numbers do not carry": put(STM.support, other_support, STM.Finding),
    "a finding without chains": drop(STM.chain, STM.Finding, has_an_independent_chain),
    "a finding without a cut": drop(STM.cut, STM.Finding, has_an_independent_chain),
    "a finding nobody computed": drop(PROV.wasGeneratedBy, STM.Finding),
    "a finding under a policy nobody declared": put(STM.policy, concept("policy/gut-feeling"), STM.Finding),
    "a chain without a held witness": put(STM.position, Literal(5), STM.ChainLink, is_the_first),
    "a link without groups": drop(STM.group, STM.ChainLink),
    "a derivation from itself": put(STM.to, same_as(STM["from"]), STM.Derivation),
    "a derivation without certainty": drop(STM.certain),
    "a certain derivation without its short form": drop(PROV.wasDerivedFrom, None, is_explained),
    "an unknown derivation": put(STM.derivationKind, concept("derivation-kind/dreams")),
    "a contradiction of a claim with itself": put(STM.sideB, same_as(STM.sideA), None, is_no_denial),
    "a contradiction without a reason": drop(STM.reason, STM.Contradiction),
    "a policy that asks for nine lines": put(STM.linesNeeded, Literal(9)),
    "a share above the whole": put(STM.share, Literal("101", datatype=XSD.decimal)),
    "a judgement of one thing": put(STM.judges, URIRef("urn:stemma:example:alone")),
    "a score above one": put(STM.score, Literal("1.5", datatype=XSD.decimal)),
    "a retraction without a reason": drop(STM.reason, STM.Retraction),
    "a perspective of nobody": drop(STM.heldBy, STM.Perspective),
    "an alias of one name": drop(STM.otherName, STM.AliasStatement),
    "something taken back by nobody": drop(STM.takenBackBy, STM.WithdrawalStatement),
    "a status without words": drop(SCHEMA.text, STM.TopicStatus),
    "a question without its words": drop(SCHEMA.text, STM.Question),
    "a question about a version": put(STM.concerns, URIRef("urn:stemma:example:no-claim"), STM.Question),
    "an actor without a name": drop(rdflib.SKOS.prefLabel, STM.Actor),
    "control of oneself": put(STM.controller, same_as(STM.controlled)),
    "a property that the ontology does not have": misspelt,
}


def main(path):
    vocabulary, shape_graph = graphs.ontology(), graphs.shapes()
    part = small_part(graphs.union(path), vocabulary)
    conforms, _, text = graphs.validate(part, vocabulary, shape_graph)
    if not conforms or not len(part):
        print(text)
        print("The part does not conform as it is.")
        return 1
    print(f"{len(part)} triples conform; spoiling them")
    refused, accepted, left_out = 0, 0, 0
    for name, spoil in SPOILINGS.items():
        spoiled = part + rdflib.Graph()
        if not spoil(spoiled):
            print(f"left out  {name}")
            left_out += 1
            continue
        conforms, report, _ = graphs.validate(spoiled, vocabulary, shape_graph)
        unknown = graphs.undeclared(spoiled, vocabulary)
        if conforms and not unknown:
            print(f"ACCEPTED  {name}")
            accepted += 1
        else:
            print(f"refused   {name}: {reason(report, unknown)}")
            refused += 1
    print(f"{refused} refused, {accepted} accepted, {left_out} left out")
    return 0 if accepted == 0 and refused >= ENOUGH else 1


def reason(report, unknown):
    """One line on why the first result was given."""
    if unknown:
        return f"not in the ontology: {unknown[0]}"
    messages = sorted(str(message) for message in report.objects(None, rdflib.SH.resultMessage))
    said = [message for message in messages if "See details" not in message]
    return (said or messages)[0]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    sys.exit(main(sys.argv[1]))
