"""How quickly the desk, the pages and the check of drafts answer on a store of many claims with hostile words in them.

bench-desk.py STEMMA [--claims 100000] [--requests 300] [--keep FOLDER] [--axe PYTHON CHROMIUM]

Made-up articles, the same ones each time, are ingested; some of their titles, publishers and sentences are those of
tests/pages/hostile.json. Then the store is served, and each kind of page is asked for over one connection, each request another
address as far as there are so many; nothing is asked twice to warm it. A draft of 2,000 words goes to `/api/v1/check`, each time
another one, and into `stemma lsp` – by the service and by the store – where one sentence after another is edited. A time is from the first byte sent to
the last one read, in milliseconds. With `--axe` one page of each
kind, the largest that was met, is also looked at in a real browser, which may take two minutes for each. Ends with 1 when a goal is not
reached.
"""

import argparse
import http.client
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).parent
HOSTILE = json.loads((HERE / "pages/hostile.json").read_text())
TOKEN = "the-token-of-the-measure"
# Milliseconds at the 99th percentile.
PAGE, DRAFT, EDIT = 50, 300, 50
# The same of what is asked first after a start.
ASKED_FIRST = 300

ONE = "Nor Bel Kar Tal Ves Mor Zin Pol Dra Hel Gor Lan Sil Fen Ost Quil Ren Tam Ulv Wex".split()
TWO = "dan tek via mont ford sen lar gate mark holm stead bury wick nor ley".split()
TRADES = "Systems Energy Foods Motors Pharma Steel Labs Shipping Mining Chips".split()
FIRST = "Anna Boris Clara David Elena Felix Greta Hugo Irene Jonas Karin Lars Mara Nils Olga Peter Rosa Stefan Tilda Viktor".split()
THINGS = "chargers wafers turbines vaccines batteries tractors sensors ships engines panels drones trucks".split()
PLACES = "Malmo Tampere Gdansk Porto Turin Lyon Leeds Graz Brno Riga Cork Ghent".split()
PAPERS = "Herald Post Times Courier Tribune".split()
TOPICS = "chips,energy,harbours,<script>alert(4)</script>,\u202erevir,medicine,jobs,prices".split(",")
# How many new facts an article has, and how many that others have as well.
NEW, OLD = 11, 5


class World:
    """Articles, publishers, and who says what; the same ones each time."""

    def __init__(self, documents):
        chance = self.chance = random.Random(7)
        self.companies = sorted({chance.choice(ONE) + chance.choice(TWO) + " " + chance.choice(TRADES) for _ in range(900)})
        self.papers = [f"{chance.choice(ONE)}{chance.choice(TWO)} {paper}" for paper in PAPERS for _ in range(40)]
        self.documents, self.facts = documents, []

    def publisher(self):
        return self.chance.choice(HOSTILE["publishers"] if self.chance.random() < 0.1 else self.papers)

    def fact(self):
        chance = self.chance
        company, year = chance.choice(self.companies), chance.randint(2010, 2025)
        thing, place, many = chance.choice(THINGS), chance.choice(PLACES), chance.randint(2, 999)
        if chance.random() < 0.05:
            thing = chance.choice(HOSTILE["things"])
            return f"{company} closed the {thing} of {place} for {many} days in {year}"
        return chance.choice([
            f"{company} sold {many},000 {thing} in {year}",
            f"{company} will close {many} plants in {place} by {year + 4}",
            f"{company} cut {many} jobs in {place} in {year}",
            f"{company} raised ${many} million in {year}",
            f"{company} produced {many}00 {thing} a month in {year}",
            f"the {thing} plant of {company} in {place} cost {many} million euros in {year}",
        ])

    def voice(self, fact):
        chance, kind = self.chance, self.chance.random()
        company = " ".join(re.search(r"[A-Z]\w+ [A-Z]\w+", fact)[0].split())
        if kind < 0.4:
            return f"{chance.choice(FIRST)} {chance.choice(ONE)}{chance.choice(TWO)}, a spokeswoman for {company},"
        return company if kind < 0.6 else "people familiar with the matter" if kind < 0.75 else f"the {chance.choice(self.papers)}"

    def sentence(self, fact):
        voice, kind = self.voice(fact), self.chance.random()
        said = self.chance.choice(["said", "claimed", "reported", "told reporters"])
        if kind < 0.5:
            return f"{voice[0].upper()}{voice[1:]} {said} that {fact}."
        fact = fact[0].upper() + fact[1:]
        return f"{fact}, according to {voice.rstrip(',')}." if kind < 0.75 else f"{fact}, {voice.rstrip(',')} said."

    def article(self, number):
        """One article: most of its facts are new, some are those of others, and of these some are everywhere."""
        chance, told = self.chance, []
        for _ in range(OLD if self.facts else 0):
            told.append(self.facts[int(len(self.facts) * chance.random() ** (8 if chance.random() < 0.1 else 1))])
        fresh = [self.fact() for _ in range(NEW)]
        self.facts += fresh
        told += fresh
        chance.shuffle(told)
        title = chance.choice(HOSTILE["titles"]) if chance.random() < 0.1 else f"News of {chance.choice(self.companies)}, {number}"
        day = f"{chance.randint(2020, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        head = f"---\ntitle: {line(title)}\npublisher: {line(self.publisher())}\ndate: {day}\ntopics: [{chance.choice(TOPICS)}]\n---\n\n"
        return head + "\n\n".join(self.sentence(fact) for fact in told) + "\n"

    def draft(self, words):
        """Sentences of the store, changed ones, and new ones."""
        chance, out, count = self.chance, [], 0
        while count < words:
            fact = chance.choice(self.facts) if chance.random() < 0.7 else self.fact()
            if chance.random() < 0.3:
                fact = re.sub(r"\d+", lambda found: str(int(found[0]) + 1), fact, count=1)
            out.append(fact[0].upper() + fact[1:] + "." if chance.random() < 0.5 else self.sentence(fact))
            count += len(out[-1].split())
        return "\n\n".join(" ".join(out[at : at + 4]) for at in range(0, len(out), 4)) + "\n"


def line(text):
    """A value of front matter is one line; other characters that part lines in other places stay."""
    return '"' + text.replace("\n", " ").replace("\r", " ") + '"'


class Measure:
    """The table, and what is not reached."""

    def __init__(self):
        self.missed = []
        print(f"{'what':28}{'number':>8}{'median':>10}{'99th':>10}{'longest':>10}{'goal':>8}{'processor':>11}", flush=True)

    def row(self, what, goal, process, ask, asked):
        """Asks one after another, each time as long as `ask` says. The time of the processor is the mean of all."""
        before, times = worked(process), sorted(ask(one) for one in asked)
        mean = (worked(process) - before) / len(times)
        at = lambda share: times[min(len(times) - 1, int(len(times) * share))]
        print(f"{what:28}{len(times):8}{at(0.5):10.1f}{at(0.99):10.1f}{times[-1]:10.1f}{goal:8}{mean:11.1f}", flush=True)
        if goal and at(0.99) > goal:
            self.missed.append(f"{what}: {at(0.99):.1f} ms, not {goal} ms")


def worked(process):
    """Milliseconds that a process has had of the processors; on a machine that others keep busy they say more than the clock."""
    tasks = pathlib.Path(f"/proc/{process.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


class Service:
    """A store that is served."""

    def __init__(self, stemma, store):
        command = [stemma, "--store", store, "serve", "--bind", "127.0.0.1:0", "--client-requests", "0", "--client-errors", "0", "--client-seconds", "0", "--patience", "600"]
        began = time.perf_counter()
        environment = {**os.environ, "STEMMA_ADMIN_TOKEN": TOKEN}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.base = self.process.stdout.readline().removeprefix("listening on ").strip()
        if not self.base:
            raise SystemExit("the service did not start")
        self.started = time.perf_counter() - began
        self.connection = http.client.HTTPConnection(self.base.removeprefix("http://"), timeout=600)
        self.connection.connect()
        # The measure is of the service, and not of two ends that wait for each other's packets.
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, path, body=None, accept="text/html", kind="text/markdown"):
        """The answer, and how long it took."""
        began = time.perf_counter()
        headers = {"Accept": accept, **({"Content-Type": kind, "Authorization": f"Bearer {TOKEN}"} if body else {})}
        self.connection.request("POST" if body else "GET", path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status not in (200, 201):
            raise SystemExit(f"{path} answers {answer.status}: {text[:300]!r}")
        return text.decode(), took

    def memory(self):
        """Megabytes: now, and at the most."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return [int(re.search(rf"{key}:\s+(\d+)", status)[1]) // 1024 for key in ("VmRSS", "VmHWM")]


def prepared(arguments, folder):
    """The store, and the world that it is of."""
    documents, world = folder / "documents", World(-(-arguments.claims // NEW) * 21 // 20)
    is_there = documents.exists()
    documents.mkdir(exist_ok=True)
    for number in range(world.documents):
        text = world.article(number)
        if not is_there:
            (documents / f"{number:06}.md").write_text(text)
    store = str(folder / "store")
    if not (folder / "ingested").exists():
        began = time.perf_counter()
        subprocess.run([arguments.stemma, "--store", store, "ingest", str(documents)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        (folder / "ingested").write_text(f"{time.perf_counter() - began:.0f}")
    print(f"{world.documents} documents ingested in {(folder / 'ingested').read_text()} s", flush=True)
    return store, world


def linked(service, kind, pages, most):
    """The addresses of a kind that these pages lead to."""
    found = {}
    for page in pages:
        for path in re.findall(rf'href="(/{kind}/[^"#?]+)', service.ask(page)[0]):
            found[path] = None
        if len(found) >= most:
            break
    return list(found)[:most]


def filtered(chance, world, requests):
    """What an editor asks of the worklist."""
    quoted = urllib.parse.quote
    asks = [
        lambda: f"status={chance.choice(['single-origin', 'unattributed', 'self-asserted', 'prediction-due', 'corroborated', 'any'])}",
        lambda: f"source={quoted(chance.choice(world.papers + HOSTILE['publishers']))}",
        lambda: f"status=any&actor={quoted(chance.choice(world.companies))}",
        lambda: f"status=any&topic={quoted(chance.choice(TOPICS))}&order=newest",
        lambda: f"from={chance.randint(2020, 2022)}-03&to={chance.randint(2023, 2025)}-10&order=oldest",
        lambda: f"status=any&q={quoted(chance.choice(world.companies))}&order=words",
        lambda: f"status=any&q={quoted(chance.choice(HOSTILE['things']))}",
        lambda: f"status=any&on={quoted(chance.choice(world.papers))}",
        lambda: f"status=any&support={chance.choice(['single-origin', 'corroborated'])}&flag={chance.choice(['interested-origin', 'self-asserted'])}",
    ]
    return [f"/desk?{chance.choice(asks)()}" for _ in range(requests)]


def pages(service, world, arguments, measure):
    """What readers and editors look at."""
    chance, most = random.Random(11), arguments.requests
    listed, took = service.ask("/api/v1/claims", accept="*/*")
    claims = [f"/claims/{json.loads(one)['id']}" for one in listed.splitlines()]
    print(f"{len(claims)} claims, listed in {took / 1000:.1f} s", flush=True)
    if len(claims) < arguments.claims:
        measure.missed.append(f"only {len(claims)} claims")
    last = int(re.search(r"page 1 of (\d+)", service.ask("/desk?status=any")[0])[1])
    busiest = [path for page in (1, 2) for path in re.findall(r'class="claim" href="([^"]+)"', service.ask(f"/desk?status=any&page={page}")[0])]
    sample = chance.sample(claims, min(most, len(claims)))
    documents = linked(service, "documents", sample, most)
    sources, topics = linked(service, "sources", documents + busiest, most), linked(service, "topics", sample[:50], most)
    actors = linked(service, "actors", busiest + sample, most)
    words = lambda: urllib.parse.quote(" ".join(chance.sample(chance.choice(world.facts).split(), 3)))
    kinds = {
        "desk, first page": ["/desk"] * most,
        "desk, filtered": filtered(chance, world, most),
        "desk, a later page": [f"/desk?status=any&page={chance.randint(2, last)}" for _ in range(most)],
        "claims, a page": [f"/claims?page={chance.randint(1, last // 2)}" for _ in range(most // 3)],
        "claim, at random": sample,
        "claim, the busiest": busiest,
        "document": documents,
        "source": sources,
        "actor": actors,
        "topic": topics * (1 + most // 3 // max(1, len(topics))),
        "search, page": [f"/search?q={words()}" for _ in range(most)],
        "search, records": [f"/api/v1/search?q={words()}" for _ in range(most)],
    }
    for kind, paths in kinds.items():
        if not paths:
            measure.missed.append(f"{kind}: none found")
            continue
        accept = "*/*" if "records" in kind else "text/html"
        measure.row(kind, PAGE, service.process, lambda path: service.ask(path, accept=accept)[1], paths)
    return claims, busiest, documents, sources, actors, topics


def firsts(service, world, measure):
    """What is asked first after a start: nothing is warm, and nobody may wait for what the start could have prepared."""
    def first(what, ask):
        text, took = ask()
        print(f"the first {what}: {took:.0f} ms", flush=True)
        if took > ASKED_FIRST:
            measure.missed.append(f"the first {what}: {took:.0f} ms, not {ASKED_FIRST} ms")
        return text

    first("draft", lambda: service.ask("/api/v1/check", world.draft(2000).encode(), "*/*"))
    claim = re.search(r'class="claim" href="([^"]+)"', first("desk", lambda: service.ask("/desk")))[1]
    for what, path in {"claim": claim, "review": "/review", "search": "/search?q=plant", "claims": "/claims"}.items():
        first(what, lambda path=path: service.ask(path))


def drafts(service, world, measure):
    """A draft of 2,000 words, each time another one."""
    texts = [world.draft(2000).encode() for _ in range(100)]
    measure.row("draft of 2,000 words", DRAFT, service.process, lambda text: service.ask("/api/v1/check", text, "*/*")[1], texts)


class Editor:
    """A text editor that speaks to `stemma lsp`."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, 1)
        self.until(lambda told: told.get("id") == 1)
        self.send("initialized", {})

    def send(self, method, params, number=None):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **({"id": number} if number else {})}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def until(self, is_it):
        while True:
            length = 0
            while (head := self.process.stdout.readline()) not in (b"\r\n", b""):
                length = int(head.split(b":")[1]) if head.lower().startswith(b"content-length") else length
            if not length:
                raise SystemExit("the language server ended")
            told = json.loads(self.process.stdout.read(length))
            if is_it(told):
                return told

    def flags(self, version):
        """Waits for the flags of a version of the draft; how many there are."""
        is_it = lambda told: told.get("method") == "textDocument/publishDiagnostics" and told["params"].get("version") == version
        return len(self.until(is_it)["params"]["diagnostics"])

    def opened(self, draft):
        """How long the first check took."""
        began = time.perf_counter()
        self.send("textDocument/didOpen", {"textDocument": {"uri": "file:///draft.md", "languageId": "markdown", "version": 1, "text": draft}})
        if self.flags(1) < 20:
            raise SystemExit("the draft was not checked")
        return (time.perf_counter() - began) * 1000

    def edited(self, edit):
        """How long it took until an edit – a version, its place and a digit – was checked."""
        version, row, at, digit = edit
        change = {"range": {"start": {"line": row, "character": at}, "end": {"line": row, "character": at + 1}}, "text": digit}
        began = time.perf_counter()
        self.send("textDocument/didChange", {"textDocument": {"uri": "file:///draft.md", "version": version}, "contentChanges": [change]})
        self.flags(version)
        return (time.perf_counter() - began) * 1000


def edits(command, world, what, measure, number=200):
    """One sentence after another is edited in a draft of 2,000 words."""
    began = time.perf_counter()
    editor = Editor(command)
    started = time.perf_counter() - began
    # Places are told in UTF-16 units, which need no counting where all is plain.
    draft, chance = "".join(letter for letter in world.draft(2000) if ord(letter) < 128), random.Random(13)
    print(f"{what}: ready after {started:.1f} s, first check {editor.opened(draft):.1f} ms", flush=True)
    digits = [(row, found.start()) for row, text in enumerate(draft.splitlines()) for found in re.finditer(r"\d", text)]
    asked = [(version, *chance.choice(digits), str(chance.randint(1, 9))) for version in range(2, number + 2)]
    measure.row(what, EDIT, editor.process, editor.edited, asked)
    editor.process.kill()
    editor.process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stemma")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--keep", type=pathlib.Path, help="a folder whose data is used again")
    parser.add_argument("--axe", nargs=2, metavar=("PYTHON", "CHROMIUM"))
    arguments = parser.parse_args()
    arguments.stemma = str(pathlib.Path(arguments.stemma).resolve())
    with tempfile.TemporaryDirectory() as made:
        folder = (arguments.keep or pathlib.Path(made)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        store, world = prepared(arguments, folder)
        service = Service(arguments.stemma, store)
        try:
            print(f"started in {service.started:.1f} s; memory {service.memory()[0]} MB, at the most {service.memory()[1]} MB", flush=True)
            measure = Measure()
            firsts(service, world, measure)
            found = pages(service, world, arguments, measure)
            drafts(service, world, measure)
            edits([arguments.stemma, "lsp", "--service", service.base], world, "an edit, by the service", measure)
            if arguments.axe:
                looked(arguments.axe, service, world, found, folder, measure)
            print(f"memory {service.memory()[0]} MB, at the most {service.memory()[1]} MB", flush=True)
        finally:
            service.process.kill()
            service.process.wait()
        edits([arguments.stemma, "--store", store, "lsp"], world, "an edit, by the store", measure)
    print("\n".join(f"not reached: {what}" for what in measure.missed) or "all reached")
    return 1 if measure.missed else 0


# Seconds that one page may take in a browser: on four screens, with the start of the browser.
BROWSER = 120


def largest(service, paths):
    """The address whose page is the longest."""
    return max(paths, key=lambda path: len(service.ask(path)[0]))


def looked(axe, service, world, found, folder, measure):
    """One page of each kind in a real browser, the largest of those that were asked for; each told as it comes, and each bounded."""
    python, chromium = axe
    claims, busiest, documents, sources, actors, topics = found
    draft = folder / "draft.md"
    draft.write_text(world.draft(2000))
    claim, document = largest(service, busiest), largest(service, documents)
    source, actor = largest(service, sources), largest(service, actors)
    version = re.search(r'href="(/versions/[^"#?/]+)', service.ask(source)[0] + service.ask(actor)[0])
    kinds = {
        "desk": ["/desk"],
        "desk, a later page": ["/desk?status=any&page=3"],
        "claims": ["/claims"],
        "claim, at random": [claims[len(claims) // 2]],
        "claim, the largest of the busiest": [claim],
        "what if": [f"{claim}/what-if"],
        "document in the reader": [document],
        "version in the reader": [version[1]] if version else [],
        "source": [source],
        "actor": [actor],
        "topic": [largest(service, topics)],
        "review": ["/review"],
        "search": ["/search?q=script"],
        "draft, its form": ["/check"],
        "draft, checked": ["--draft", str(draft)],
        "add": ["/add"],
        "audit": ["/audit"],
        "query": ["/query"],
        "query, answered": ["/query?name=claims-by-status&headline=single-origin"],
    }
    for kind, asked in kinds.items():
        if not asked:
            measure.missed.append(f"{kind}: none found")
            continue
        began = time.perf_counter()
        command = [python, HERE / "pages/check.py", chromium, service.base, TOKEN, "--no-journeys", *asked]
        process = subprocess.Popen(command, start_new_session=True)
        try:
            code = process.wait(BROWSER)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            code = f"not done after {BROWSER} s"
        print(f"{kind}: {time.perf_counter() - began:.1f} s in the browser", flush=True)
        if code:
            measure.missed.append(f"{kind} in a real browser: {code}")


if __name__ == "__main__":
    sys.exit(main())
