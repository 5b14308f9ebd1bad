# Everything a developer does, behind one word each. Needs only make, pip and Python 3.11 to 3.13.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK_OPTIONS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint proof bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/klik.stamp ## Install Klik and its locked libraries into .venv

demo: setup ## Walk the demonstration, from delivery to letters and payment file
	@$(BIN)/klik demo

test: setup ## Run every test, with a seed that varies (KLIK_SEED=N repeats one)
	@$(BIN)/pytest tests -n 3 --dist worksteal

check: lint ## Run what must hold before a commit: format, lint, types, layers, quick tests
	@$(BIN)/pytest tests -n 3 -m "not slow and not database and not journey"

lint: setup ## Look at format, style, types and layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

proof: setup ## Run the long proofs with full counts; write what they print to docs/evidence
	@KLIK_PROOF=1 $(BIN)/python tools/evidence.py proof $(BIN)/pytest tests -n 2 --dist worksteal -m proof -rP

bench: setup ## Run every script in benchmarks, one after another
	@for script in benchmarks/[!_]*.py; do \
		[ -e "$$script" ] || { echo "There is no script in benchmarks yet."; exit 1; }; \
		echo "== $$script"; $(BIN)/python "$$script" || exit 1; \
	done

lock: setup ## Write requirements.lock anew (LOCK_OPTIONS=--upgrade takes newer versions)
	@[ -x $(BIN)/uv ] || $(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --generate-hashes \
		--no-emit-index-url --python-version 3.11 --output-file requirements.lock \
		--custom-compile-command "make lock" $(LOCK_OPTIONS)

clean: ## Remove .venv and what the tools left behind
	rm -rf $(VENV) .venv-bench build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Redone only when the lock changes.
$(VENV)/lock.stamp: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
		echo "Klik needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is `$(PYTHON) --version 2>&1`."; \
		echo "Name another one, for example: make setup PYTHON=python3.12"; exit 1; }
	@echo "Installing Klik into $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# The commands and the name of the package come from pyproject.toml; installing klik itself takes a second.
$(VENV)/klik.stamp: $(VENV)/lock.stamp pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@
