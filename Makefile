# `make run` serves the example workshop, `make test` runs every test; both install what they need first.
SHELL := /bin/bash
.DELETE_ON_ERROR:

PORT ?= 8866
HOST ?= 127.0.0.1
WORKSHOP ?= sessions/south-asia-2023
VENV ?= .venv
BIN := $(VENV)/bin
# The newest Python of this machine that the kit is tried with; `make PYTHON=...` names another.
PYTHON ?= $(shell .ci/newest-python)
WORKERS ?= 2

.PHONY: help setup run test test-setup bench faults load access messages lint lock screenshots clean
help: ## these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup: $(VENV)/ready ## install the kit into .venv
	@# Compiled once here, not by each kernel and command where Python is told to write no bytecode.
	@$(BIN)/python -m compileall -q kit
run: setup ## serve the example workshop on http://127.0.0.1:$(PORT)
	@$(BIN)/kit serve $(WORKSHOP) --host $(HOST) --port $(PORT)

test: setup test-setup ## every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(TESTS)

bench: setup test-setup ## the benchmarks, side by side with other ways
	for script in $(filter-out benchmarks/picture.py,$(wildcard benchmarks/*.py)); do $(BIN)/python $$script || exit 1; done

faults: setup test-setup ## faults tried at length, about an hour; nothing may be lost
	$(BIN)/python tests/faults

load: setup test-setup ## 200 participants for 30 minutes; LOAD_PARTICIPANTS, LOAD_MINUTES
	$(BIN)/python tests/faults load

access: setup test-setup ## every page in every language, with axe and by keyboard
	KIT_ACCESS=all $(BIN)/python -m pytest tests/access

messages: setup ## bring the translators' catalogues up to date
	$(BIN)/python -m kit.words.update && $(BIN)/python -m kit.definitions.update
	$(BIN)/kit translate $(WORKSHOP) $(addprefix --language ,$(subst _,-,$(notdir $(wildcard $(WORKSHOP)/locale/*))))

lint: setup ## ruff and mypy
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

lock: setup ## write requirements.lock and requirements-pdf-ua.lock anew from pyproject.toml
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra test --extra pdf-ua --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links -c requirements.lock -o requirements-pdf-ua.lock

screenshots: setup test-setup ## draw the guides' pictures anew
	@.ci/debian-packages faketime
	$(BIN)/python docs/screenshots.py

clean: ## remove what can be made again; no workshop's data
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; install one, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || .ci/debian-packages $$("$(PYTHON)" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/ready: $(VENV)/bin/python requirements.lock pyproject.toml
	@# uv takes seconds where pip takes minutes; where it cannot be had or reach anything, pip does the same.
	{ $(BIN)/python -m pip install -q uv && $(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock; } \
	  || $(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps -e .
	@touch $@

# The same with a checker of PDF/UA, of 330 MB: only tests need it, so it is not part of what `make run` installs.
$(VENV)/checker: $(VENV)/ready requirements-pdf-ua.lock
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements-pdf-ua.lock \
	  || $(BIN)/python -m pip install -q --require-hashes -r requirements-pdf-ua.lock
	@touch $@

# What only tests need: from Debian a browser, a database server, and tools that open and look at documents.
test-setup: $(VENV)/checker
	@.ci/debian-packages chromium nginx-light postgresql poppler-utils libreoffice-writer-nogui libreoffice-calc-nogui
	@# Where Node is, a test builds the page's bundle anew and compares; what is served ships built.
	@if command -v npm >/dev/null && [ ! -d templates/voila/src/node_modules ]; then \
	  npm ci --silent --no-audit --no-fund --prefix templates/voila/src || echo "The bundle's rebuild is not tested: npm ci failed."; fi
