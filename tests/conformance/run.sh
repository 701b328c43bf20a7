#!/bin/sh
# The W3C's SPARQL suites and their runner stand beside the project; without them nothing is tested, and that is said.
set -eu
cd "$(dirname -- "$0")/../.."
runner=${CONFORMANCE_RUNNER:-../shared/conformance/sparql_conformance.py}
if ! [ -f "$runner" ]; then
    echo "SKIPPED: no W3C suites beside the project ($runner is not there), so that conformance is not tested" >&2
    exit 0
fi
./dev --need conformance
cargo build --quiet --locked --package stemma-graph
program=${CARGO_TARGET_DIR:-target}/debug/stemma
exec .tools/conformance/bin/python3 tests/conformance/run.py "$runner" "$program" "$@"
