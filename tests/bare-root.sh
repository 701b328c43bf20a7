#!/bin/sh
# tests/bare-root.sh [ROOT [RECIPE…]]: the README's two commands on a Debian that has gcc, git and rustup's toolchain, and nothing
# else. Needs to be root, with debootstrap, unshare and taskset. Each command runs on two cores, from nothing, in a fresh
# clone of what is committed; what it took is printed.
#
# ROOT is kept, and used again when it is there; without it a temporary folder is made and removed.
# DEBIAN_MIRROR names another mirror. Proxies, certificates and settings of cargo and pip are taken over from this
# machine, so that whatever reaches crates.io here reaches it there.
set -eu
cd "$(dirname -- "$0")/.."
repository=$PWD

say() { printf 'bare-root: %s\n' "$*" >&2; }

[ "$(id -u)" -eq 0 ] || { say "this needs to be root"; exit 1; }
for tool in debootstrap unshare taskset; do
    command -v "$tool" >/dev/null || { say "there is no $tool: apt-get install $tool (util-linux has the last two)"; exit 1; }
done
if [ $# -gt 0 ]; then
    root=$1
    shift
else
    root=$(mktemp -d)
    trap 'rm -rf --one-file-system "$root"' EXIT
fi

if [ ! -d "$root/usr" ]; then
    say "making a bare Debian in $root"
    debootstrap --variant=minbase --include=gcc,libc6-dev,ca-certificates,git bookworm "$root" \
        "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >&2
fi
recipes=${*:-demo test}

# What rustup installs, as it installs it: its proxies, its settings, the toolchain that rust-toolchain.toml names.
home=$root/root
toolchain=$(rustup show active-toolchain | cut -d' ' -f1)
if [ ! -d "$home/.rustup/toolchains/$toolchain" ]; then
    say "copying the toolchain $toolchain"
    mkdir -p "$home/.cargo/bin" "$home/.rustup/toolchains/$toolchain"
    cp -a "${CARGO_HOME:-$HOME/.cargo}/bin/rustup" "$home/.cargo/bin/"
    for proxy in cargo cargo-clippy cargo-fmt clippy-driver rustc rustdoc rustfmt; do
        ln -sf rustup "$home/.cargo/bin/$proxy"
    done
    cp "${RUSTUP_HOME:-$HOME/.rustup}/settings.toml" "$home/.rustup/"
    cp -a "$(rustc --print sysroot)/." "$home/.rustup/toolchains/$toolchain/"
    rm -rf "$home/.rustup/toolchains/$toolchain/share/doc"
fi

# The way to the network.
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
for settings in /etc/pip.conf "${CARGO_HOME:-$HOME/.cargo}/config.toml"; do
    case $settings in /etc/*) there=$root$settings ;; *) there=$home/.cargo/config.toml ;; esac
    [ ! -e "$settings" ] || cp -L "$settings" "$there"
done
set --
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL; do
    eval "value=\${$name:-}"
    [ -z "$value" ] || set -- "$@" "$name=$value"
done
certificates=/etc/ssl/certs/ca-certificates.crt
if [ -f "${SSL_CERT_FILE:-}" ]; then
    cp -L "$SSL_CERT_FILE" "$root$certificates"
    set -- "$@" "SSL_CERT_FILE=$certificates" "CARGO_HTTP_CAINFO=$certificates" "PIP_CERT=$certificates"
fi

# inside COMMAND: runs it in the root as a login would, on two cores; what it mounts goes with it.
inside() {
    command=$1
    shift
    taskset --cpu-list 0,1 unshare --mount sh -c '
        mount --make-rprivate / && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev"
        root=$1 command=$2
        shift 2
        exec chroot "$root" /usr/bin/env -i HOME=/root TERM=dumb LC_ALL=C.UTF-8 \
            PATH=/root/.cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@" sh -c "$command"
    ' sh "$root" "$command" "$@"
}

# What the commands run so far took of processors: on a busy machine the wall clock says little.
processor_seconds() { awk '{ print int(($16 + $17) / 100) }' "/proc/$$/stat"; }

failed=0
for recipe in $recipes; do
    rm -rf "$home/stemma" "$home/.cargo/registry"
    git clone --quiet --no-local "$repository" "$home/stemma"
    say "./dev $recipe on $(inside 'nproc' "$@") cores, at $(git rev-parse --short HEAD)"
    start=$(date +%s) spent=$(processor_seconds)
    if inside "cd /root/stemma && ./dev $recipe" "$@"; then outcome=passed; else outcome=FAILED failed=1; fi
    seconds=$(($(date +%s) - start))
    spent=$(($(processor_seconds) - spent))
    say "./dev $recipe $outcome in $((seconds / 60)) min $((seconds % 60)) s, $spent s of a processor ($(date --utc +%F))"
done
exit "$failed"
