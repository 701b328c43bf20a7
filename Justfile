# What `./dev RECIPE` runs; ./dev installs what a recipe needs.

# Lists the recipes.
default:
    @just --list --unsorted

# Reads a bundled story and prints what is found in it; `demo --serve` opens it in the browser.
demo *ARGS:
    cargo run --quiet --release --locked --bin stemma -- demo {{ARGS}}

# Everything that is checked before a change is accepted.
test: fmt deps licences lint tests shacl doc

# The same under its other name.
ci: test

# Formatting.
fmt:
    cargo fmt --all --check

# The arrows between our crates, and what each does without.
deps:
    sh tests/arrows.sh

# Licences and origins of everything that is built in (deny.toml).
licences: (need "deny")
    .tools/bin/cargo-deny --locked check licenses bans sources

# Clippy's and the compiler's warnings, as errors.
lint:
    cargo clippy --workspace --all-targets --locked --quiet -- --deny warnings

# All tests; `tests NAME` runs those whose names hold NAME.
tests *ARGS: (need "python")
    cargo test --workspace --locked --no-fail-fast --quiet -- {{ARGS}}

# The shapes, with a SHACL engine that is not ours: they accept the example and refuse what is spoiled in it.
shacl: (need "python")
    .tools/venv/bin/python3 tests/shacl/validate.py tests/shacl/example.trig
    .tools/venv/bin/python3 tests/shacl/mutate.py tests/shacl/example.trig

# The documentation of the code, with broken links as errors.
doc:
    RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps --document-private-items --locked --quiet

# Longer proofs (about an hour): many more cases and kills, and the README's two commands on a bare machine (as root).
prove: cases kills bare-root

# The laws of independence and of the index, with many more cases.
cases:
    PROPTEST_CASES=50000 cargo test --release --locked --package stemma-core --package stemma-store

# The writer is killed a few hundred times.
kills:
    for round in 1 2 3 4 5 6; do cargo test --release --locked --workspace --test kills || exit 1; done

# The README's two commands on a Debian that has only a C compiler, git and rustup's toolchain.
bare-root *ARGS:
    tests/bare-root.sh {{ARGS}}

# Formats everything.
format:
    cargo fmt --all

[private]
need TOOL:
    @./dev --need {{TOOL}}
