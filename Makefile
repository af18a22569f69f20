# Every target sets up what it needs: a machine with Python 3.11 and make is enough.
PYTHON ?= python3.11
BIN := .venv/bin
# constraints.txt pins everything that is installed; `make constraints` updates it.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Node trusts the system's certificates only if told to.
REDOCLY := NODE_USE_SYSTEM_CA=1 PATH="$(CURDIR)/$(BIN):$$PATH" "$(CURDIR)/$(BIN)/npx" --yes @redocly/cli@2.77.0

.DEFAULT_GOAL := help

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "batchline needs Python 3.11 or newer: set PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/user: $(BIN)/python pyproject.toml constraints.txt
	$(INSTALL) --editable '.[cli,testing]'
	@touch $@

.venv/developer: $(BIN)/python pyproject.toml constraints.txt
	$(INSTALL) --editable '.[dev]'
	@touch $@ .venv/user

.venv/clients: .venv/developer
	$(INSTALL) --editable '.[dev,clients]'
	@touch $@

.PHONY: demo
demo: .venv/user ## run the bundled example against the mock
	@mkdir -p build/demo
	$(BIN)/batchline build docs/example/cities.csv -o build/demo/requests.jsonl \
		--model example/model --user 'Is {city} in {country} on the {river}? Answer yes or no.' --id city
	$(BIN)/batchline run build/demo/requests.jsonl -o build/demo/results.jsonl --local
	@echo; cat build/demo/results.jsonl

.PHONY: test
test: .venv/developer ## run every Python test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

.PHONY: generate
generate: .venv/clients ## regenerate every client; needs Go 1.25 and Java 17
	$(BIN)/python scripts/generate.py

.PHONY: generate-python
generate-python: .venv/developer ## regenerate only the Python packages
	$(BIN)/python scripts/generate.py python

.PHONY: check-generated
check-generated: .venv/clients ## regenerate in a temporary folder and compare: drift, orphans, missing headers
	$(BIN)/python scripts/check_generated.py

.PHONY: check-breaking
check-breaking: .venv/developer ## compare the contract with the last release; breaking changes need a major version
	$(BIN)/python scripts/check_breaking.py

.PHONY: lint
lint: .venv/developer ## run the linters and type checkers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports --no-logo
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml overlay scripts
	$(BIN)/python scripts/audit.py
	$(BIN)/openapi-spec-validator openapi/openapi.yaml openapi/lines.yaml
	cd openapi && $(REDOCLY) lint --config redocly.yaml

.PHONY: docs
docs: .venv/developer ## build the site in build/docs (guides, Python reference, the contract) and check its links
	@mkdir -p build/api
	cd openapi && $(REDOCLY) build-docs openapi.yaml -o ../build/api/api.html --inlineBundle --openapi.disableTelemetry=true
	$(BIN)/sphinx-build -W --keep-going --quiet -E -b html docs build/docs
	@# On the contract's page, scripts handle the links /, /files and /batches.
	$(BIN)/python -m pytest -q -c /dev/null --rootdir . -p no:cacheprovider --check-links --check-anchors \
		--check-links-ignore '^(https?:.*|/|/files|/batches)$$' build/docs *.md openapi/README.md

.PHONY: format
format: .venv/developer ## fix what the linters can fix
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: bench
bench: .venv/developer ## benchmark imports, transfers, checks and runs against the released SDKs and a plain script
	$(BIN)/python tests/benchmarks/imports.py
	$(BIN)/python tests/benchmarks/transfers.py
	$(BIN)/python tests/benchmarks/interrupt.py
	$(BIN)/python tests/benchmarks/validation.py
	$(BIN)/python tests/benchmarks/runs.py

# CALLS: at how many of a run's calls the process is killed or the disk or power fails (1000 covers all calls).
# FLIPS: how many bits of a journal are flipped.
CALLS ?= 10
FLIPS ?= 60

.PHONY: crash-test
crash-test: .venv/developer ## kill transfers and runs at 50 random moments each, under every kind of lag; simulate disk and power failures
	BATCHLINE_KILLS=50 BATCHLINE_CALLS=$(CALLS) $(BIN)/python -m pytest -n 2 -rP tests/faults -k killed
	BATCHLINE_FLIPS=$(FLIPS) $(BIN)/python -m pytest -n 2 -rP tests/disk/test_damaged_state.py -k flipped
	BATCHLINE_CASES=400 $(BIN)/python -m pytest -n 2 tests/model

.PHONY: fuzz
fuzz: .venv/developer ## run Schemathesis on the mock: 50,000 cases, by phase and link
	$(BIN)/python -m tests.contract.fuzz

.PHONY: compare
compare: .venv/developer ## compare the validator's verdicts on 20,000 generated files with those of together 1.5.35
	$(BIN)/python -m tests.differential.compare

.PHONY: dist
dist: .venv/clients ## build the packages of all languages; needs Go 1.25, a JDK 17 and Maven
	$(BIN)/python scripts/package.py

.PHONY: test-clients
test-clients: dist ## run every generated client, from its package, through every scenario
	PYTHONPATH=scripts $(BIN)/python -m tests.conformance

.PHONY: publish-dry-run
publish-dry-run: dist ## rehearse publishing every package, without sending anything
	$(BIN)/python scripts/package.py --publish-dry-run

.PHONY: constraints
constraints: ## update the pins of everything that is installed
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/pip install --quiet '.[dev,clients]'
	build/constraints/bin/pip freeze --exclude batchline > constraints.txt

.PHONY: clean
clean: ## remove everything that the targets created
	rm -rf .venv .venvs build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
