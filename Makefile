# make run [IN=folder OUT=folder]   installs what is missing, then plans in, tables out
# make test                         the tests
# make help                         the rest
IN ?= samples/documents
OUT ?= output
WORKERS ?= $(shell nproc)
OPTIONS ?=
KEHOACH = .venv/bin/kehoach
GO = $(KEHOACH) run "$(IN)" -o "$(OUT)" --workers $(WORKERS) $(OPTIONS)

.PHONY: run read extract export retry status clean doctor test test-all bench install install-dev lock help

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

bench: install-dev  ## the runner's benchmarks: 10,000 documents, mutated PDFs, overhead (about an hour)
	.venv/bin/python -m benchmarks.runner.all

install:
	@scripts/install.sh main

install-dev:
	@scripts/install.sh dev

lock:  ## pin the newest versions anew (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -q --upgrade -o requirements-dev.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -q --upgrade -c requirements-dev.lock -o requirements.lock

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/'
