# make run [IN=folder OUT=folder]   installs what is missing, then plans in, tables out
# make test                         the tests
# make help                         the rest
IN ?= samples/documents
OUT ?= output
WORKERS ?= $(shell nproc)
OPTIONS ?=
KEHOACH = .venv/bin/kehoach
BENCH = OMP_THREAD_LIMIT=1 .venv/bin/python -m benchmarks
GO = $(KEHOACH) run "$(IN)" -o "$(OUT)" --workers $(WORKERS) $(OPTIONS)

.PHONY: run read extract export retry status clean doctor test test-all bench bench-peers bench-reading bench-tables bench-reliability bench-scans bench-errors bench-runner install install-dev lock help

run: install  ## the whole line: plans in IN, tables in OUT
	$(GO)

read: install  ## read (text layers, OCR) and keep what was read; no tables yet
	$(GO) --until read

extract: install  ## take the records out of what is read; no tables yet
	$(GO) --until extract

export: install  ## write the tables from finished work alone
	$(GO) --export-only

retry: install  ## try again what failed, where another try can change it
	$(GO) --retry-failed

status: install  ## what is done, failed, waiting
	$(KEHOACH) status "$(OUT)"

clean: install  ## remove what kehoach wrote into OUT, and nothing else
	$(KEHOACH) clean "$(OUT)"

doctor: install  ## is everything here
	$(KEHOACH) doctor

test: install-dev  ## the tests that need nothing but this folder
	OMP_THREAD_LIMIT=1 .venv/bin/python -m pytest -n 2 --dist loadgroup -m "not slow and not shared"

test-all: install-dev  ## the slow ones too, and those that need ../shared
	OMP_THREAD_LIMIT=1 .venv/bin/python -m pytest -n 2 --dist loadgroup

bench: bench-reading bench-tables bench-reliability bench-scans bench-errors bench-runner  ## all benchmarks, some hours; each can be run alone

bench-peers: install-dev  ## the programs to compare with, in .venv-peers (root: Ghostscript and Tesseract too)
	@scripts/install-peers.sh

bench-reading: install-dev  ## pages right and fast: accuracy, the peers beside it, orientation, size, legacy files, two workers
	$(BENCH).reading accuracy
	$(BENCH).reading accuracy --fast --variants office
	$(BENCH).reading speed
	$(BENCH).reading digital
	$(BENCH).reading orientation
	$(BENCH).reading large
	$(BENCH).legacy text
	$(BENCH).reading workers

bench-tables: install-dev  ## cells of ruled tables, with img2table and pdfplumber
	$(BENCH).tables

bench-reliability: install-dev  ## what `confidence` is worth on digital, office, poor and real documents
	@if [ -d ../shared/corpus ]; then rm -rf build/bench && mkdir -p build/bench/in && \
	  cp ../shared/corpus/*.digital.pdf ../shared/corpus/*.office.pdf ../shared/corpus/*.poor.pdf ../shared/corpus/real/*.pdf build/bench/in/ && \
	  $(KEHOACH) run build/bench/in -o build/bench/out --workers $(WORKERS) && $(BENCH).reliability build/bench/out ../shared/gold ../shared/tools/score.py; \
	else echo "nothing measured: the corpus is needed in ../shared, and is not there"; fi

bench-scans: install-dev  ## the plans of tests/generality as scans: records and text against their digital pages
	$(BENCH).worn_plans

bench-errors: install-dev  ## errors planted in a thousand consistent tables
	$(BENCH).planted_errors

bench-runner: install-dev  ## the runner: 10,000 documents, mutated PDFs, overhead (about an hour)
	$(BENCH).runner.all

install:
	@scripts/install.sh main

install-dev:
	@scripts/install.sh dev

lock:  ## pin the newest versions anew (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -q --upgrade -o requirements-dev.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -q --upgrade -c requirements-dev.lock -o requirements.lock

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/'
