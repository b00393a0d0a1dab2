#!/bin/sh
# Installs what kehoach needs, once: Python packages from a lock file with hashes into .venv, Tesseract's Vietnamese model.
# Debian and Ubuntu, Python 3.11 or later. With root (or sudo) system packages come from apt; without, the same packages are
# downloaded and unpacked into .venv, and nothing outside this folder is touched.
#   scripts/install.sh [main|dev]     dev: with what the tests need
set -eu
cd "$(dirname "$0")/.."
set_name=${1:-main}
lock=requirements.lock
[ "$set_name" = dev ] && lock=requirements-dev.lock
model_sha256=79df64caf7bcfb2a27df5042ecb6121e196eada34da774956995747636d5bfa1
say() { printf 'kehoach: %s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }

stamp=.venv/.kehoach-$set_name-$(cat "$lock" pyproject.toml scripts/install.sh | sha256sum | cut -c1-16)
[ -e "$stamp" ] && [ -x .venv/bin/kehoach ] && exit 0

as_root=
if [ "$(id -u)" = 0 ]; then as_root=env
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root=sudo
fi

fetch() { # package, path of the file inside it, place to copy it to: without root, with apt's lists and cache in a folder of our own
    apt=$PWD/.venv/apt
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
    own="-o Dir::State::lists=$apt/lists -o Dir::Cache=$apt/cache -o Debug::NoLocking=1"
    [ -e "$apt/updated" ] || { apt-get $own -qq update >/dev/null && touch "$apt/updated"; }
    (cd "$apt" && apt-get $own -qq download "$1" && dpkg -x "$1"_*.deb "$1")
    mkdir -p "$3"
    find "$apt/$1" -path "*$2" -exec cp {} "$3/" \;
}

python=
for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$name; fi
done
[ -n "$python" ] || fail "cần Python 3.11 trở lên / Python 3.11 or later is needed (apt-get install python3)"

if [ ! -x .venv/bin/python ]; then
    say "making .venv with $($python --version)"
    rm -rf .venv
    if ! $python -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        if [ -n "$as_root" ]; then
            say "installing the system package python3-venv"
            $as_root apt-get -qq update >/dev/null
            $as_root apt-get -qq install -y --no-install-recommends python3-venv >/dev/null
            $python -m venv .venv
        else
            say "the system has no python3-venv: taking pip from the package python3-pip-whl"
            $python -m venv --without-pip .venv
            fetch python3-pip-whl 'python-wheels/pip-*.whl' .venv/share
            PYTHONPATH=$(echo .venv/share/pip-*.whl) .venv/bin/python -m pip install -q --no-index --find-links .venv/share pip
        fi
    fi
fi

say "installing $(grep -c '^[a-z0-9.-]*==' "$lock") Python packages from $lock into .venv"
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .

model() { .venv/bin/python -c 'from pipeline.stages.read.engines.tesseract import tessdata, MODEL; print(tessdata() / MODEL)' 2>/dev/null; }
if ! model >/dev/null; then
    if [ -n "$as_root" ]; then
        say "installing the system packages tesseract-ocr and tesseract-ocr-vie"
        $as_root apt-get -qq update >/dev/null
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends tesseract-ocr tesseract-ocr-vie >/dev/null
    else
        say "no root: unpacking Tesseract's Vietnamese model into .venv/share/tessdata"
        fetch tesseract-ocr-vie /vie.traineddata .venv/share/tessdata
    fi
fi
found=$(model) || fail "không có mô hình tiếng Việt / no Vietnamese model; KEHOACH_TESSDATA may name its folder"
[ "$(sha256sum < "$found" | cut -d' ' -f1)" = "$model_sha256" ] || say "note: $found is not the model that kehoach was measured with"
rm -f .venv/.kehoach-"$set_name"-*
touch "$stamp"
say "ready"
