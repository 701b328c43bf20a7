# One plain line a recipe; `./dev` installs what they need.

[private]
default:
    @just --list

# Build, read the bundled story, print its findings and the next command to type; `--serve` opens the pages.
demo *ARGUMENTS:
    cargo run --quiet --profile demo --bin stemma -- demo {{ARGUMENTS}}

# The program itself: `./dev stemma claims --help`.
stemma *ARGUMENTS:
    cargo run --quiet --profile demo --bin stemma -- {{ARGUMENTS}}

# Everything that must hold: format, lints, tests, documentation, dependencies, licences, shapes.
test: format lint deps licences unit doc shacl

ci: test

format:
    cargo fmt --all --check

lint:
    cargo clippy --workspace --all-targets --locked -- -D warnings

unit:
    cargo test --workspace --locked --no-fail-fast

doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

# Dependencies point to stemma-core, and the core knows no IO.
deps:
    sh tests/dependencies.sh

licences:
    cargo deny --all-features --locked check --hide-inclusion-graph licenses bans sources

# The graph of every fixture against the shapes, with a real SHACL engine, and mutated graphs refused.
shacl:
    STEMMA_PYTHON=.tools/venv/bin/python3 cargo test --locked -p stemma-graph --test shacl

# Longer proofs, run by hand: more random lineages, more kills, a bare machine.
prove: 
    PROPTEST_CASES=50000 cargo test --release --locked -p stemma-core --test laws
    STEMMA_KILLS=500 cargo test --release --locked -p stemma-graph --test kills
    sh tests/bare-root.sh
