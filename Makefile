# One word each, the same on a desk and in CI. Every word sets up what it needs by itself.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PIN := $(shell { cat pyproject.toml .constraints.txt; echo "$(CURDIR)"; } | sha256sum | cut -c1-16)
READY := .venv/lianxin-$(PIN)
RUN := .venv/bin/python
ROWS ?= 1000000
SECONDS ?= 3600
ARGS ?=

.PHONY: words setup run demo test check format coverage soak mutations bench build docs audit sbom pictures clean

words: ## lists these words
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

$(READY):
	@bash .ci/system
	@bash .ci/venv "$(PYTHON)"
	@rm -f .venv/lianxin-* && touch $@

setup: $(READY) ## builds .venv with the command lianxin in it

run: $(READY) ## opens the program (ARGS="--home DIR")
	@.venv/bin/lianxin $(ARGS)

demo: $(READY) ## the main job on a made-up village, everything it makes in demo/
	@$(RUN) -m tests.tools.demo --to demo

test: $(READY) ## all tests
	@$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(READY) ## lint, format and strict types
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy

format: $(READY) ## lets the machine do the formatting
	@$(RUN) -m ruff check --fix . && $(RUN) -m ruff format .

coverage: $(READY) ## branch coverage of db and app/ledgers
	@$(RUN) -m pytest -n 2 --dist loadfile --cov --cov-report=term $(ARGS)

soak: $(READY) ## kills, failing disks, hostile input, histories for SECONDS; 1 on any loss
	@$(RUN) -m tests.soak $(SECONDS) $(ARGS)

mutations: $(READY) ## takes each safeguard of the exchange out: the oracle must turn red
	@$(RUN) -m tests.exchange.world_mutations

bench: $(READY) ## speed and size as ratios in one run (ROWS=1000000)
	@$(RUN) -m tests.bench --rows $(ROWS) $(ARGS)

build: $(READY) ## freezes the program into dist/lianxin and tries it in a clean environment
	@bash .ci/system binutils libpython3.11
	@$(RUN) -m tests.tools.build

docs: $(READY) ## writes docs/records.md from the record kinds
	@$(RUN) -m app.record_docs docs/records.md

audit: $(READY) ## looks every pinned library up in the list of known weaknesses (needs the network)
	@$(RUN) -m tests.tools.dependency_audit

sbom: $(READY) ## writes docs/sbom.json, what the program is made of
	@$(RUN) -m tests.tools.bill_of_materials

pictures: $(READY) ## takes the manual's pictures anew
	@$(RUN) -m tests.tools.pictures --to docs/pictures

clean: ## removes what the words above made
	rm -rf .venv build dist demo lianxin.egg-info .mypy_cache .ruff_cache .hypothesis .coverage
