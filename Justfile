# What `./dev RECIPE` runs. A recipe is a plain line; what it needs is installed by `./dev --need`.

set positional-arguments

# Lists the recipes.
[private]
default:
    @just --list --unsorted

# Builds, reads a bundled story, prints what is found in it; `demo --serve` opens it in the browser.
demo *ARGS:
    cargo run --profile demo --locked --bin stemma -- demo "$@"

# The program itself: `./dev stemma claims --help`.
stemma *ARGS:
    cargo run --quiet --profile demo --locked --bin stemma -- "$@"

# Everything that is checked before a change is accepted.
test: fmt-check deps licences lint tests shacl doc

# The same under its other name.
ci: test

# Formats the code.
fmt:
    cargo fmt --all

# Whether the code is formatted.
fmt-check:
    cargo fmt --all --check

# The arrows between our crates, what each does without, and tests that nobody runs.
deps:
    sh tests/house.sh

# Licences and origins of everything that is built in (deny.toml).
licences: (need "deny")
    .tools/bin/cargo-deny --all-features --locked check --hide-inclusion-graph licenses bans sources

# Clippy's and the compiler's warnings, as errors.
lint:
    cargo clippy --workspace --all-targets --all-features --locked -- --deny warnings

# All tests; `tests NAME` runs those whose names hold NAME.
tests *ARGS: (need "python") (need "sarif") (try "engines") (try "pages")
    cargo test --workspace --all-features --locked --no-fail-fast -- "$@"

# All pages in a real browser (Debian's chromium and a driver are installed for it, 550 MB): axe, narrow and dark screens, keys.
pages: (need "pages")
    cargo test --locked --package stemma-graph --test pages

# The pictures of the README, taken again: `screenshots docs`, the folder.
screenshots FOLDER="docs": (need "pages")
    cargo build --quiet --profile demo --locked --bin stemma
    .tools/pages/bin/python3 tests/pages/screenshots.py "${CARGO_TARGET_DIR:-target}/demo/stemma" /usr/bin/chromium fixtures/chips-and-export-controls "$1"

# What findings cost on a made-up world: `bench-findings 1050 10500`, numbers of claims; `bench-findings resident 105000`
# keeps the graph and no document; `bench-findings digest 1050` prints numbers of what is found, to compare before and after a change.
bench-findings *ARGS:
    cargo run --release --quiet --locked --package stemma-core --example bench_findings -- "$@"

# How well copied values are told from honest ones, on two public data sets: `bench-copies FLIGHTS CROWD`, two folders.
bench-copies *ARGS:
    cargo run --release --quiet --locked --package stemma-core --example bench_copies -- "$@"

# How well claims are found and contradictions told, on public data in a folder: `bench-matching FOLDER`; skips what is not there.
bench-matching *ARGS:
    sh tests/bench-matching.sh "$@"

# What identity costs and finds on made-up claims with known wordings and near misses: `bench-identity 1000 100000`, numbers of assertions.
bench-identity *ARGS:
    cargo run --release --quiet --locked --package stemma-core --example bench_identity -- "$@"

# How fast texts are read, without and with the tagger, in words a second: `bench-reading FOLDER…`; `bench-reading digest FOLDER`
# prints all that is read, to compare before and after a change that should only be faster.
bench-reading *ARGS:
    cargo run --release --quiet --locked --package stemma-extract --example bench_reading -- "$@"

# Other SPARQL engines (Debian's Virtuoso, installed by root, and oxigraph's server) give the answers of the index: half a minute.
engines: (need "engines")
    cargo test --locked --package stemma-graph --test engines

# `/sparql` against oxigraph's own server, on the same million quads: each query, and 200 clients for a minute; about ten minutes.
bench-sparql *ARGS: (need "oxigraph")
    cargo build --release --quiet --locked --bin stemma
    python3 tests/bench-sparql.py "${CARGO_TARGET_DIR:-target}/release/stemma" .tools/engines/bin/oxigraph "$@"

# How quickly the desk, the pages, the check of drafts and the language server answer on 100,000 claims with hostile words, with
# axe in a real browser; most of it is the ingest of 9,546 made-up articles. `--claims N`, and `--keep FOLDER` to use it again.
bench-desk *ARGS: (need "pages")
    cargo build --release --quiet --locked --bin stemma
    python3 tests/bench-desk.py "${CARGO_TARGET_DIR:-target}/release/stemma" --axe .tools/pages/bin/python3 /usr/bin/chromium "$@"

# An independent SHACL engine accepts the example store, and refuses it spoiled (stories: tests/shacl.rs).
shacl: (need "python")
    .tools/venv/bin/python3 tests/shacl/validate.py tests/shacl/example.trig
    .tools/venv/bin/python3 tests/shacl/mutate.py tests/shacl/example.trig

# The W3C's SPARQL suites against the live service; they stand beside the project (tests/conformance/RESULTS.md).
conformance *ARGS:
    sh tests/conformance/run.sh "$@"

# A fuzzer of others against the live service and its own description (schemathesis), about two minutes; `STEMMA_FUZZ_SEED` and `STEMMA_FUZZ_EXAMPLES` change what it tries.
fuzz: (need "fuzz")
    STEMMA_FUZZ_EXAMPLES=${STEMMA_FUZZ_EXAMPLES:-30} cargo test --locked --package stemma-graph --test fuzz -- --nocapture

# The documentation of the code; broken links are errors.
doc:
    RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps --locked

# Longer proofs, as root, about two hours: many more cases and kills, a store of 100,000 claims in a real browser, and the README's commands on a bare machine.
prove: cases mutations kills bench-desk bare-root

# The laws of independence and of the index, with many more cases.
cases:
    PROPTEST_CASES=50000 PROPTEST_MAX_GLOBAL_REJECTS=50000 cargo test --release --locked --package stemma-core --package stemma-store

# Good documents with bytes exchanged, for each parser; PDF and Word documents also through the program.
mutations:
    STEMMA_MUTATIONS=20000 cargo test --release --locked --package stemma-extract --test mutations
    STEMMA_MUTATIONS=400 cargo test --release --locked --package stemma-graph --test formats exchanged

# Writers are killed some hundred times.
kills:
    for round in 1 2 3 4 5 6; do cargo test --release --locked --workspace --test kills || exit 1; done

# The README's two commands on a Debian that has only a C compiler, git and rustup's toolchain.
bare-root *ARGS:
    tests/bare-root.sh "$@"

[private]
need TOOL:
    @./dev --need "$1"

[private]
try TOOL:
    @./dev --try "$1"
