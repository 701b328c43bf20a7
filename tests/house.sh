#!/bin/sh
# What cargo does not mind: that our crates depend on each other as ARCHITECTURE.md draws it, that they do without what
# they must not know, and that no test lies about that nobody runs.
set -eu
cd "$(dirname -- "$0")/.."
failed=0
wrong() { echo "house: $*" >&2; failed=1; }

# arrows CRATE ALLOWED…: those of our crates it names, for building and testing, are exactly these.
arrows() {
    crate=$1
    shift
    found=$(cargo tree --locked --package "$crate" --edges all --target all --depth 1 --prefix none --format '{p}' \
        | sed -n 's/ .*//; 1d; /^stemma-/p' | sort -u | xargs)
    [ "$found" = "$*" ] || wrong "$crate depends on: ${found:-nothing of ours} (allowed: ${*:-nothing of ours})"
}

# without CRATE FOREIGN…: nothing it is built from, however far away, is one of these.
without() {
    crate=$1
    shift
    built=$(cargo tree --locked --package "$crate" --edges normal,build --target all --prefix none --format '{p}' | sed 's/ .*//')
    for foreign in "$@"; do
        ! echo "$built" | grep -qx "$foreign" || {
            wrong "$crate must know nothing of $foreign"
            cargo tree --locked --package "$crate" --edges normal,build --target all --invert "$foreign" >&2
        }
    done
}

arrows stemma-core
arrows stemma-extract stemma-core
arrows stemma-store stemma-core
arrows stemma-exchange stemma-core stemma-store
arrows stemma-serve stemma-core stemma-exchange stemma-store
arrows stemma-graph stemma-core stemma-exchange stemma-extract stemma-serve stemma-store

rdf="oxigraph oxrdf spareval spargebra"
http="axum hyper tokio tower"
clock="jiff chrono time"
# shellcheck disable=SC2086  # lists of words
{
    without stemma-core serde serde_json rusqlite tracing $rdf $http $clock
    without stemma-extract rusqlite tracing $rdf $http $clock
    without stemma-store serde_json axum hyper tokio tower clap
    without stemma-exchange axum hyper tokio tower clap
    without stemma-serve clap indicatif
}

# A seventh crate needs its arrows here.
members=$(cargo metadata --locked --no-deps --format-version 1 | grep -o '"name":"stemma-[a-z]*","version"' | sort -u | wc -l)
[ "$members" -eq 6 ] || wrong "there are $members crates, and arrows for six"

for file in tests/*.rs; do
    grep -q "\"../../$file\"" crates/stemma-graph/Cargo.toml || wrong "$file is run by nobody: name it in crates/stemma-graph/Cargo.toml"
done
exit "$failed"
