# make run   set up and serve the demo        make test   set up, then every check and test
# make check the quick checks                 make bench  the benchmarks
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
LOCK := --generate-hashes --universal --python-version 3.11 --no-annotate --no-emit-index-url --no-emit-find-links --quiet --custom-compile-command "make lock"

# Where files of bytecode are not wanted, each of the many commands that the tests start is compiled anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run test check bench translations lock audit sbom clean test-tools
.DEFAULT_GOAL := help

help:
	@sed -n 1,2p Makefile

setup: $(STAMP)

# The stamp is older than what it depends on: set up again. Everything is pinned with hashes.
$(STAMP): requirements/dev.txt pyproject.toml hatch_build.py $(wildcard eventapp/translations/*/LC_MESSAGES/*.po)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@echo "Setting up: 1/3 virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing. On Debian: apt install python3-venv"; exit 1; }
	@echo "Setting up: 2/3 packages (pinned, with hashes; about a minute the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt || { \
		echo "The packages could not be installed: see above. Without internet, point pip to a wheelhouse (docs/administration.md)."; exit 1; }
	@echo "Setting up: 3/3 eventapp itself"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

run: $(STAMP)
	@exec $(BIN)/eventapp demo $(ARGS)

check: $(STAMP)
	@echo "ruff";         $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "mypy";         $(BIN)/mypy
	@echo "import-linter"; PYTHONPATH=. $(BIN)/lint-imports --no-cache
	@echo "templates";    $(BIN)/djlint templates --lint --quiet
	@echo "translations"; $(BIN)/python tests/check_translations.py

test-tools:
	@sh tests/install_tools.sh

test: $(STAMP) test-tools check
	@echo "pytest"
	@$(BIN)/pytest -n 2 --dist loadfile $(ARGS)

bench: $(STAMP)
	@$(BIN)/python -m benchmarks $(ARGS)

# Take new texts into the catalogues; then translate what is empty in eventapp/translations.
translations: $(STAMP)
	@$(BIN)/python tests/check_translations.py --update

# Needs uv. Addresses of registries stay out of the lock files.
lock:
	uv pip compile pyproject.toml --all-extras $(LOCK) -o requirements/runtime.txt
	uv pip compile pyproject.toml --all-extras --group dev $(LOCK) -c requirements/runtime.txt -o requirements/dev.txt
	uv pip compile --group build $(LOCK) -c requirements/dev.txt -o requirements/build.txt

# Asks the advisory database on the internet, so it is no part of the tests.
audit: $(STAMP)
	$(BIN)/python -m pip install --quiet pip-audit && $(BIN)/pip-audit --strict --require-hashes -r requirements/runtime.txt

# A list of all libraries (CycloneDX), for who must know what runs.
sbom: $(STAMP)
	$(BIN)/python -m venv .sbom && .sbom/bin/python -m pip install --quiet cyclonedx-bom && .sbom/bin/cyclonedx-py requirements requirements/runtime.txt --output-file sbom.json && rm -rf .sbom

clean:
	rm -rf $(VENV) .test-tools .mypy_cache .ruff_cache .pytest_cache .hypothesis
