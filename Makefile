# Needs only Python 3.11 or newer and make. `make help` lists the commands.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help install dev demo test check lint bench proof defences screenshots pictures lock words sbom migrate clean

help: ## Show this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

# The stamps stand for what is installed: they are older than a changed lock.
.venv/runtime: requirements/runtime.txt requirements/build.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/runtime requirements/dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

install: .venv/runtime ## Install the service into .venv

dev: .venv/dev ## Install everything for work on the code

demo: .venv/runtime ## Start the demo on http://127.0.0.1:8000 (PORT= for another)
	@$(BIN)/unhunch demo --port $(PORT)

test: .venv/dev ## Lint, types, import rules, and all tests
	@$(MAKE) --no-print-directory check
	$(BIN)/pytest -n logical --dist worksteal

check: .venv/dev ## Lint, types and import rules only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: .venv/dev ## Time the parts that must be fast, as ratios
	$(BIN)/python -m tests.bench

proof: .venv/dev ## Hold the engine against what is possible, over 4,416 weeks
	$(BIN)/python -m tests.proof

defences: .venv/dev ## Take each defence away in turn: its test must turn red
	$(BIN)/python -m tests.defences

screenshots: .venv/dev ## Take the README's screenshots anew (needs Chromium)
	$(BIN)/python -m tests.screenshots

pictures: .venv/dev ## Draw the exercise pictures anew from service/data/poses
	$(BIN)/python -m service.drawing.build

words: .venv/dev ## Collect the texts that translators need
	$(BIN)/pybabel --quiet extract --mapping babel.cfg --no-location --sort-output --output service/data/locale/unhunch.pot .

lock: ## Pin the dependencies anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements/runtime.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements/build.in -o requirements/build.txt

sbom: ## Write sbom.json (CycloneDX): every library that runs, with its hashes
	$(PYTHON) -m venv .venv-sbom
	.venv-sbom/bin/pip install --quiet cyclonedx-bom==7.5.0
	@PYTHONWARNINGS=ignore .venv-sbom/bin/cyclonedx-py requirements requirements/runtime.txt --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.json

migrate: .venv/runtime ## Bring the database's schema up to date
	$(BIN)/unhunch migrate

clean: ## Remove everything that can be made again
	rm -rf .venv .venv-sbom sbom.json .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
