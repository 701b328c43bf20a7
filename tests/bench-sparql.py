"""Holds `/sparql` against oxigraph's own server: the same data, the same queries, the same machine, one run.

bench-sparql.py STEMMA OXIGRAPH [--documents 850] [--clients 200] [--seconds 60] [--runs 7] [--keep FOLDER]

Made-up articles are ingested, 850 of them for about a million quads; what the service shows is exported and loaded into the other server. Then each query of the
library, and some more, is asked of both in turn: the median of several runs over one connection, in milliseconds, from the first
byte sent to the last one read. The questions about how claims stand are asked of the other server a second time in SPARQL alone,
without what is materialised. Then one client asks the quick ones while a query of another client misbehaves. Last, many clients ask the quick ones at once. The clients are threads of this program, whose own
cost is in both figures alike. Ends with 1 when something is not reached.
"""

import argparse
import concurrent.futures
import http.client
import json
import pathlib
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

LIBRARY = pathlib.Path(__file__).parent.parent / "crates/stemma-store/src/query/library"
ONTOLOGY = pathlib.Path(__file__).parent.parent / "ontology/stemma.ttl"
PREFIXES = pathlib.Path(__file__).parent.parent / "crates/stemma-store/src/query/prefixes.rs"
PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in re.findall(r'\("(\w+)", "([^"]+)"\)', PREFIXES.read_text()))
MORE = {
    "one-claim": "SELECT ?p ?o { ?claim a stm:Claim ; schema:text ?text ; ?p ?o } LIMIT 100",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a stm:Assertion } } GROUP BY ?g ORDER BY DESC(?n) ?g LIMIT 20",
    "publishers": "SELECT ?name (COUNT(DISTINCT ?d) AS ?n) { ?d dcterms:publisher/skos:prefLabel ?name } GROUP BY ?name ORDER BY DESC(?n) ?name LIMIT 20",
    "quotes": "SELECT ?claim (COUNT(?a) AS ?n) { ?a a stm:Assertion ; stm:asserts ?claim } GROUP BY ?claim ORDER BY DESC(?n) ?claim LIMIT 20",
    "ask": "ASK { ?claim stm:headline/skos:notation \"independently-verified\" }",
}
# How claims stand: as it is materialised, and from who has it from whom.
ORIGINS = "{ SELECT ?claim (COUNT(DISTINCT ?origin) AS ?n) { ?witness stm:asserts ?claim . ?claim a stm:Claim . ?witness (^stm:from/stm:to)* ?origin . FILTER NOT EXISTS { ?origin ^stm:from ?more } } GROUP BY ?claim }"
STATUS = {
    "of one origin": ("SELECT ?claim { VALUES ?s { \"single-origin\" \"single-channel\" \"self-asserted\" } ?claim stm:support/skos:notation ?s }", f"SELECT ?claim {{ {ORIGINS} FILTER(?n = 1) }}"),
    "how many stand how": ("SELECT ?s (COUNT(*) AS ?n) { ?claim a stm:Claim ; stm:headline/skos:notation ?s } GROUP BY ?s", f"SELECT ?n (COUNT(*) AS ?c) {{ {ORIGINS} }} GROUP BY ?n"),
}
# What somebody asks who does not mind the others.
MISBEHAVING = {
    "a product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = '') }",
    "a sort": "SELECT * { ?a ?b ?c . ?d a stm:Claim } ORDER BY STR(?c) STR(?d) LIMIT 1",
    "groups": "SELECT ?c (GROUP_CONCAT(?d) AS ?all) { ?a ?b ?c . ?d a stm:Claim } GROUP BY ?c ?a",
    "a path": "SELECT (COUNT(*) AS ?n) { ?a (!stm:none|^!stm:none)* ?b }",
    "a long pattern": "SELECT (COUNT(*) AS ?n) { ?a schema:text ?t . ?b schema:text ?u FILTER(REGEX(CONCAT(?t, ?u), '(a|b|ab)*c(x|y)*z$')) }",
}
NAMES = "Ada Ben Cleo Dora Emil Finn Greta Hugo Ina Jan Kaya Lars Mia Nils Olga Pia Rolf Sara Tom Uma".split()
PLACES = "Averick Bornholt Castrup Dunmore Eastwick Falmere Grunau Hollin Iverness Jarlsby Kelso Lundby".split()
THINGS = "dyke bridge mill harbour tunnel reactor ferry quarry refinery depot".split()
PAPERS = [f"The {place} {kind}" for place in PLACES for kind in ("Post", "Courant", "Ledger", "Wire")]


def write_documents(folder, count):
    """Articles of some facts each; half take theirs from an earlier paper and say so."""
    chance = random.Random(7)
    told = []
    for number in range(count):
        day = f"{2019 + number * 6 // count}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        paper = chance.choice(PAPERS)
        lines = [f"---\npublisher: {paper}\ndate: {day}\ntitle: News {number}\n---\n"]
        for _ in range(8):
            if told and chance.random() < 0.5:
                fact, source = told[int(len(told) * chance.random() ** 2)]
                lines.append(f"{fact}, according to {source}.\n")
            else:
                who = f"{chance.choice(NAMES)} {chance.choice(PLACES)[:-1]}son"
                fact = f"The {chance.choice(THINGS)} of {chance.choice(PLACES)} cost {chance.randrange(2, 900)} million euros in {chance.randrange(1990, 2020)}"
                told.append((fact, paper))
                lines.append(f"{fact}, {who} said.\n")
        (folder / f"{number:06}.md").write_text("\n".join(lines))


class Server:
    """A process that answers at a port."""

    def __init__(self, command, port, path, cwd):
        self.port, self.path = port, path
        self.process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(1200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"{command} ended")
                time.sleep(0.1)
        raise SystemExit(f"{command} did not start")

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)

    def target(self, query):
        return f"{self.path}?query={urllib.parse.quote(PREFIX + query)}"

    def request(self, query):
        """The bytes that ask it."""
        head = f"GET {self.target(query)} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: application/sparql-results+json\r\n\r\n"
        return head.encode()

    def ask(self, connection, query):
        connection.request("GET", self.target(query), headers={"Accept": "application/sparql-results+json"})
        answer = connection.getresponse()
        return answer.status, answer.read()


def free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def median(server, query, runs):
    """Milliseconds, and how many rows came."""
    connection, times = server.connection(), []
    for _ in range(runs + 1):
        began = time.perf_counter()
        status, body = server.ask(connection, query)
        times.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise SystemExit(f"{server.path} answers {status} to {query}: {body[:300]}")
        if sum(times) > 60_000:
            break
    parsed = json.loads(body)
    rows = len(parsed["results"]["bindings"]) if "results" in parsed else parsed["boolean"]
    # The first run warms up.
    return statistics.median(times[1:] or times), rows


def whole_answer(stream):
    """The status of an answer that is read to its end."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += more(stream)
    head, body = data.split(b"\r\n\r\n", 1)
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    # A last chunk is empty; texts of JSON have no line ends of this kind.
    while len(body) < int(length[1]) if length else not body.endswith(b"0\r\n\r\n"):
        body += more(stream)
    return int(head.split(b" ", 2)[1])


def more(stream):
    data = stream.recv(1 << 16)
    if not data:
        raise OSError("the answer ended early")
    return data


def percentile(server, queries, seconds):
    """The 99th percentile of what one client waits, in milliseconds."""
    connection, chance, times = server.connection(), random.Random(1), []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        query = chance.choice(queries)
        began = time.perf_counter()
        status, body = server.ask(connection, query)
        times.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise SystemExit(f"another client is answered {status}: {body[:300]}")
    return sorted(times)[len(times) * 99 // 100]


def beside(server, queries, seconds):
    """What another client waits while a query misbehaves; what is more than twice as long as alone, in words."""
    missed = []
    percentile(server, queries, 2)
    for name, query in MISBEHAVING.items():
        alone = percentile(server, queries, seconds)
        with socket.create_connection(("127.0.0.1", server.port)) as other:
            other.sendall(server.request(query))
            time.sleep(0.5)
            waited = percentile(server, queries, seconds)
        time.sleep(1)
        print(f"99th percentile of another client: alone {alone:.2f} ms, beside {name} {waited:.2f} ms", flush=True)
        if waited > 2 * alone:
            missed.append(f"beside {name} another client waits {waited:.2f} ms instead of {alone:.2f}")
    return missed


def load(server, queries, clients, seconds):
    """Answers a second, how many were told to come again, and errors."""
    requests = [server.request(query) for query in queries]
    end, lock, counts = time.monotonic() + seconds, threading.Lock(), {"answers": 0, "again": 0, "errors": 0}

    def client(number):
        chance, own = random.Random(number), {"answers": 0, "again": 0, "errors": 0}
        stream = None
        while time.monotonic() < end:
            try:
                stream = stream or socket.create_connection(("127.0.0.1", server.port), timeout=60)
                stream.sendall(chance.choice(requests))
                status = whole_answer(stream)
            except OSError:
                own["errors"] += 1
                stream = None
                continue
            own["answers" if status == 200 else "again" if status in (429, 503) else "errors"] += 1
            if status in (429, 503):
                time.sleep(0.02)
        with lock:
            for key, value in own.items():
                counts[key] += value

    with concurrent.futures.ThreadPoolExecutor(clients) as pool:
        list(pool.map(client, range(clients)))
    return counts["answers"] / seconds, counts["again"], counts["errors"]


def prepared(arguments, folder):
    """The two servers, with the same data."""
    documents, other = folder / "documents", folder / "oxigraph"
    store = ["--store", str(folder / "store")]
    if not (folder / "all.nq").exists():
        documents.mkdir(exist_ok=True)
        write_documents(documents, arguments.documents)
        began = time.perf_counter()
        subprocess.run([arguments.stemma, *store, "ingest", str(documents)], check=True, stderr=subprocess.DEVNULL)
        print(f"ingest: {time.perf_counter() - began:.1f} s", flush=True)
        subprocess.run([arguments.stemma, *store, "export", "--format", "nquads", "-o", str(folder / "all.nq")], check=True)
        began = time.perf_counter()
        # The service shows the vocabulary beside the data, and an export leaves it out.
        for file, graph in ((folder / "all.nq", []), (ONTOLOGY, ["--graph", "https://w3id.org/stemma/ns/1"])):
            load = [arguments.oxigraph, "load", "--location", str(other), "--file", str(file), *graph]
            subprocess.run(load, check=True, stderr=subprocess.DEVNULL)
        print(f"load into oxigraph: {time.perf_counter() - began:.1f} s", flush=True)
    with (folder / "all.nq").open("rb") as quads:
        print(f"{sum(1 for _ in quads)} quads", flush=True)
    ports = free_port(), free_port()
    unlimited = ["--client-requests", "0", "--client-errors", "0", "--client-seconds", "0"]
    ours = Server([arguments.stemma, *store, "serve", "--bind", f"127.0.0.1:{ports[0]}", *unlimited], ports[0], "/sparql", folder)
    serve = [arguments.oxigraph, "serve-read-only", "--location", str(other), "--union-default-graph", "--bind", f"127.0.0.1:{ports[1]}"]
    return ours, Server(serve, ports[1], "/query", folder)


def compare(arguments, ours, theirs):
    """What is not reached, in words."""
    missed, quick = [], []
    mix = {path.stem: path.read_text() for path in sorted(LIBRARY.glob("*.rq"))} | MORE
    print(f"{'query':28}{'rows':>8}{'stemma ms':>12}{'oxigraph ms':>13}")
    for name, query in mix.items():
        (our, rows), (their, others) = median(ours, query, arguments.runs), median(theirs, query, arguments.runs)
        print(f"{name:28}{rows!s:>8}{our:12.2f}{their:13.2f}", flush=True)
        if rows != others:
            missed.append(f"{name}: {rows} rows here, {others} there")
        if our > their + 1:
            missed.append(f"{name}: {our:.2f} ms here, {their:.2f} ms there")
        if max(our, their) < 20:
            quick.append(query)
    for name, (question, pure) in STATUS.items():
        (our, _), (their, _) = median(ours, question, arguments.runs), median(theirs, pure, arguments.runs)
        print(f"{name}: materialised here {our:.2f} ms, in SPARQL alone there {their:.2f} ms: {their / our:.1f} ×", flush=True)
        if their < 20 * our:
            missed.append(f"{name}: only {their / our:.1f} × faster")
    if quick:
        missed += beside(ours, quick, arguments.beside)
    if arguments.seconds and quick:
        rates = [load(server, quick, arguments.clients, arguments.seconds) for server in (ours, theirs)]
        for name, (rate, again, errors) in zip(("stemma", "oxigraph"), rates):
            print(f"{arguments.clients} clients for {arguments.seconds} s, {len(quick)} quick queries: {name} {rate:.0f} answers/s, {again} told to come again, {errors} errors", flush=True)
        if rates[0][0] < rates[1][0]:
            missed.append(f"throughput: {rates[0][0]:.0f} here, {rates[1][0]:.0f} there")
        if rates[0][2]:
            missed.append(f"{rates[0][2]} errors under load")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stemma")
    parser.add_argument("oxigraph")
    parser.add_argument("--documents", type=int, default=850)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--beside", type=int, default=8, help="seconds that one client asks beside each query that misbehaves")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--keep", type=pathlib.Path, help="a folder whose data is used again")
    arguments = parser.parse_args()
    arguments.stemma, arguments.oxigraph = (str(pathlib.Path(path).resolve()) for path in (arguments.stemma, arguments.oxigraph))
    with tempfile.TemporaryDirectory() as made:
        folder = (arguments.keep or pathlib.Path(made)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        servers = prepared(arguments, folder)
        try:
            missed = compare(arguments, *servers)
        finally:
            for server in servers:
                server.process.kill()
                server.process.wait()
    print("\n".join(f"not reached: {what}" for what in missed) or "all reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
