# Everything a developer or an operator does with a checkout. It needs python3 (3.11 or newer), its venv module and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock
LOCKED := pyproject.toml requirements.lock
# Tests in a browser mostly wait for it, so twice as many processes as there are cores keep the cores busy.
WORKERS ?= $(shell echo $$((2 * $$(nproc 2>/dev/null || echo 2))))
# Tests start many programs, and none of them shall compile the wiki anew, whatever the environment says of that.
COMPILED := PYTHONDONTWRITEBYTECODE=

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench lock

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r what why; do printf '%-12s %s\n' "$$what" "$$why"; done

run: $(VENV)/installed ## Install what is needed and serve the wiki on http://127.0.0.1:8000/ (ARGS="--port 9000" for another)
	@exec $(BIN)/wiki serve $(ARGS)

test: $(VENV)/installed-dev ## Run every test this machine can run; what is skipped says why
	$(COMPILED) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: $(VENV)/installed-dev ## Check the rules: ruff, mypy, layers of imports, translations, conventions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_translations.py tests/test_conventions.py

fix: $(VENV)/installed-dev ## Format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/installed-dev ## Measure the wiki against bare Flask on this machine
	$(BIN)/python -m tests.bench

lock: $(VENV)/installed-dev ## Write down the versions that are installed now (after a change in pyproject.toml)
	$(BIN)/python -m pip freeze --exclude mittkoping-wiki | grep -E '^[A-Za-z0-9._-]+==[^ ]+$$' | LC_ALL=C sort -f > requirements.lock

# The files say that .venv holds what pyproject.toml and requirements.lock ask for, so that nothing is fetched twice.
$(VENV)/installed: $(LOCKED) | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/installed-dev: $(LOCKED) | $(BIN)/python
	$(INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("The wiki needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
