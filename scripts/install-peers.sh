#!/bin/sh
# Installs the programs that the benchmarks run beside kehoach, into .venv-peers; kehoach itself needs none of them.
set -eu
cd "$(dirname "$0")/.."
say() { printf 'kehoach: %s\n' "$*" >&2; }

stamp=.venv-peers/.installed-$(sha256sum < benchmarks/requirements-peers.txt | cut -c1-16)
if [ ! -e "$stamp" ]; then
    .venv/bin/python -m venv .venv-peers
    say "installing the peers into .venv-peers"
    .venv-peers/bin/python -m pip install -q --disable-pip-version-check -r benchmarks/requirements-peers.txt
    rm -f .venv-peers/.installed-*
    touch "$stamp"
fi

missing=
command -v gs >/dev/null 2>&1 || missing="$missing ghostscript"
command -v tesseract >/dev/null 2>&1 || missing="$missing tesseract-ocr tesseract-ocr-vie"
if [ -n "$missing" ]; then
    as_root=
    if [ "$(id -u)" = 0 ]; then as_root=env
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root=sudo
    fi
    if [ -n "$as_root" ]; then
        say "installing the system packages$missing"
        $as_root apt-get -qq update >/dev/null
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -qq install -y --no-install-recommends $missing >/dev/null
    else
        say "no root: the system packages$missing are not there; what needs them is not measured"
    fi
fi
say "peers ready"
