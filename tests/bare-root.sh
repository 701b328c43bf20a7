#!/bin/sh
# Proves the README's two commands on a bare machine: a Debian root with gcc and rustup's toolchain and nothing else, a
# fresh clone, `./dev demo`, `./dev test`, with the time each takes. Needs root and debootstrap. Run by hand.
set -eu
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "a bare root needs root to be made" >&2; exit 2; }
command -v debootstrap >/dev/null || apt-get install -qq -y debootstrap >&2

ROOT=${BARE_ROOT:-$(mktemp -d)}
SUITE=${BARE_SUITE:-bookworm}
[ -x "$ROOT/bin/sh" ] || debootstrap --variant=minbase --include=gcc,libc6-dev,ca-certificates,git "$SUITE" "$ROOT" >&2
# The toolchain as rustup installed it here, and how this machine reaches the registries.
mkdir -p "$ROOT/root/.cargo" "$ROOT/root/.rustup/toolchains" "$ROOT/etc/apt"
TOOLCHAIN=$(rustc --print sysroot)
cp -a "$TOOLCHAIN" "$ROOT/root/.rustup/toolchains/stable"
for file in "$HOME/.cargo/config.toml" "$HOME/.config/pip/pip.conf" /etc/pip.conf /etc/apt/sources.list /etc/resolv.conf; do
    [ -f "$file" ] && mkdir -p "$ROOT$(dirname "$file")" && cp -L "$file" "$ROOT$file"
done
for folder in /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/trusted.gpg.d /etc/apt/keyrings /etc/ssl/certs /usr/local/share/ca-certificates; do
    [ -d "$folder" ] && mkdir -p "$ROOT$folder" && cp -rL "$folder/." "$ROOT$folder/" 2>/dev/null || true
done
rm -rf "$ROOT/stemma" && git clone --quiet . "$ROOT/stemma"
mount -t proc proc "$ROOT/proc" 2>/dev/null || true
mount --bind /dev "$ROOT/dev" 2>/dev/null || true
trap 'umount "$ROOT/proc" "$ROOT/dev" 2>/dev/null || true' EXIT

run() { # LABEL COMMAND
    started=$(date +%s)
    chroot "$ROOT" /bin/sh -c "export HOME=/root PATH=/root/.rustup/toolchains/stable/bin:/usr/sbin:/usr/bin:/sbin:/bin; cd /stemma && $2" \
        || { echo "$1 failed" >&2; exit 1; }
    echo "$1: $(($(date +%s) - started)) s on $(nproc) cores, $(date +%F)"
}
run "./dev demo" "./dev demo"
run "./dev test" "./dev test"
