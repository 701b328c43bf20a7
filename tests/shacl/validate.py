"""validate.py DATA.nq: checks the union of all graphs of a file against ontology/shapes.ttl.

Prints the report. Exit 0 when the data conform, 1 when they do not.
"""

import sys
import time

import graphs


def main(path):
    started = time.monotonic()
    data, vocabulary = graphs.union(path), graphs.ontology()
    unknown = graphs.undeclared(data, vocabulary)
    conforms, _, text = graphs.validate(data, vocabulary, graphs.shapes())
    print(text)
    for term in unknown:
        print(f"Not in the ontology: {term}")
    print(f"{len(data)} triples, {time.monotonic() - started:.1f} s")
    return 0 if conforms and not unknown and len(data) > 0 else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    sys.exit(main(sys.argv[1]))
