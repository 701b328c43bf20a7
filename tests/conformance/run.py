"""Runs the W3C's SPARQL suites against the live service, and holds what comes out against `known.txt`.

    python3 tests/conformance/run.py RUNNER PROGRAM [--write]

RUNNER is the script that speaks to the service; it stands with the suites beside the project, and is no part of it.
PROGRAM is the built `stemma`. A scratch store is made, served as a plain dataset, and thrown away.

Fails when a test that is not in `known.txt` does not pass, and when one that is in it does. `--write` writes the table of
`RESULTS.md` anew; what is in `known.txt` is written by hand, each line with its reason.
"""

import collections
import json
import os
import pathlib
import secrets
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
OUTCOMES = ["pass", "lax", "refused", "fail", "error", "skip"]


def known():
    """Test → (outcome, reason), from lines `outcome suite group/test: reason`."""
    lines = (HERE / "known.txt").read_text().splitlines()
    found = {}
    for line in lines:
        if line and not line.startswith("#"):
            name, reason = line.split(": ", 1)
            outcome, test = name.split(" ", 1)
            found[test] = (outcome, reason)
    return found


def name(record):
    test = record["test"].split("#")[-1].split("/")[-1]
    return f"{record['suite']} {record['group']}/{test}"


def outcomes(runner, program):
    """What the runner says of each test."""
    with tempfile.TemporaryDirectory() as folder:
        token = secrets.token_hex(16)
        environment = dict(os.environ, STEMMA_ADMIN_TOKEN=token, NO_COLOR="1")
        service = subprocess.Popen(
            [program, "--store", f"{folder}/store", "serve", "--plain", "--bind", "127.0.0.1:0", *LIMITS],
            env=environment, stdout=subprocess.PIPE, text=True)
        try:
            base = service.stdout.readline().strip().removeprefix("listening on ")
            command = [sys.executable, runner, "--query", f"{base}/sparql", "--update", f"{base}/sparql",
                       "--gsp", f"{base}/graphs", "--gsp-direct", f"{base}/graphs/", "--erase-all-data",
                       "--header", f"Authorization: Bearer {token}", "--json", f"{folder}/out.json"]
            said = subprocess.run(command, stdout=subprocess.PIPE, text=True)
            if not pathlib.Path(f"{folder}/out.json").exists():
                sys.exit(f"conformance: the runner gave no outcomes:\n{said.stdout}")
            return json.loads(pathlib.Path(f"{folder}/out.json").read_text())
        finally:
            service.terminate()
            service.wait()


# The suites are one client that asks thousands of times a minute.
LIMITS = []


def table(records):
    """The figures, a row a suite."""
    rows = ["| suite | " + " | ".join(OUTCOMES) + " | tests |", "|---|" + "--:|" * (len(OUTCOMES) + 1)]
    for suite in [*dict.fromkeys(record["suite"] for record in records), "all"]:
        of_suite = [record for record in records if suite in ("all", record["suite"])]
        counts = collections.Counter(record["result"] for record in of_suite)
        rows.append(f"| {suite} | " + " | ".join(str(counts[outcome]) for outcome in OUTCOMES) + f" | {len(of_suite)} |")
    return "\n".join(rows)


def main():
    runner, program = sys.argv[1:3]
    records = outcomes(runner, program)
    figures = table(records)
    print(figures)
    expected = known()
    found = {name(record): record for record in records if record["result"] not in ("pass", "lax")}
    wrong = []
    for test, record in found.items():
        if expected.get(test, ("", ""))[0] != record["result"]:
            wrong.append(f"{record['result']} {test}: {record['why'][:300]}")
    wrong += [f"{test} is in known.txt, and passes" for test in expected if test not in found]
    results = HERE / "RESULTS.md"
    text = results.read_text() if results.exists() else "<!-- figures -->\n"
    before, _, rest = text.partition("<!-- figures -->\n")
    after = rest.partition("<!-- end -->")[2]
    if "--write" in sys.argv:
        results.write_text(f"{before}<!-- figures -->\n{figures}\n<!-- end -->{after or chr(10)}")
    elif figures not in text:
        wrong.append("the figures are not those of RESULTS.md; read the change, then run this with --write")
    for line in wrong:
        print(f"conformance: {line}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
