#!/bin/sh
# Proves the direction of dependencies with cargo's own tree: each line is `crate: what it must not know`.
set -eu
status=0
while IFS=: read -r crate forbidden; do
    tree=$(cargo tree --locked -e normal -p "$crate" --prefix none --format '{lib}')
    for name in $forbidden; do
        if printf '%s\n' "$tree" | grep -qx "$name"; then
            echo "$crate depends on $name, which it must not know"
            status=1
        fi
    done
done <<RULES
stemma-core: serde serde_json oxrdf oxigraph spareval rusqlite axum tokio clap tracing stemma_extract stemma_store stemma_exchange stemma_serve
stemma-extract: oxrdf oxigraph spareval rusqlite axum tokio clap stemma_store stemma_exchange stemma_serve
stemma-store: serde_json axum tokio clap stemma_extract stemma_exchange stemma_serve
stemma-exchange: axum tokio clap stemma_extract stemma_serve
stemma-serve: clap stemma_extract
RULES
[ "$status" = 0 ] && echo "dependencies: 5 crates know only what they may"
exit "$status"
