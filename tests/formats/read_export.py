"""Reads an export with programs of others, and tells what they found as JSON.

read_export.py FORMAT FILE
"""

import collections
import json
import sys


def network(graph):
    nodes = [{"id": node, **values} for node, values in graph.nodes(data=True)]
    return {
        "nodes": nodes,
        "types": collections.Counter(node["type"] for node in nodes),
        "relations": collections.Counter(edge["relation"] for *_, edge in graph.edges(data=True)),
    }


def graphml(file):
    import networkx

    return network(networkx.read_graphml(file, force_multigraph=True))


def gexf(file):
    import networkx

    return network(networkx.read_gexf(file))


def bibtex(file):
    import bibtexparser
    from bibtexparser.middlewares import SeparateCoAuthors

    library = bibtexparser.parse_file(file, append_middleware=[SeparateCoAuthors()])
    assert not library.failed_blocks, library.failed_blocks
    told = lambda entry, key: entry.fields_dict[key].value if key in entry.fields_dict else None
    bare = lambda name: name.removeprefix("{").removesuffix("}")
    return {
        "entries": [
            {
                "key": entry.key,
                "title": told(entry, "title"),
                "authors": [bare(name) for name in told(entry, "author") or []],
                "date": told(entry, "date"),
                "url": told(entry, "url"),
            }
            for entry in library.entries
        ]
    }


def csl(file):
    import warnings

    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    warnings.simplefilter("ignore")
    entries = json.load(open(file, encoding="utf-8"))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(entries), formatter.plain)
    for entry in entries:
        bibliography.register(Citation([CitationItem(entry["id"])]))
    printed = [str(line) for line in bibliography.bibliography()]
    assert len(printed) == len(entries), printed
    for entry in entries:
        assert any(entry["title"][:12] in line for line in printed), (entry["title"], printed)
    date = lambda entry: "-".join(f"{part:02}" for part in entry["issued"]["date-parts"][0]) if "issued" in entry else None
    authors = lambda entry: [name["literal"] for name in entry.get("author", [])]
    return {"entries": [{"key": e["id"], "title": e["title"], "authors": authors(e), "date": date(e), "url": e.get("URL")} for e in entries]}


print(json.dumps({"graphml": graphml, "gexf": gexf, "bibtex": bibtex, "csl": csl}[sys.argv[1]](sys.argv[2])))
