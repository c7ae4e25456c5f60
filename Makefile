# Everything is set up from Python 3.11 (with venv) and make alone. `make` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help install demo test check types rules bench soak golden pictures requirements clean

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(READY) ## build .venv with everything, from the pinned requirements

# A venv that a change of Python or a half-done install left behind is thrown away: what is stamped is whole.
$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jinbu needs Python 3.11 or later: make PYTHON=python3.11 ...")'
	@test -x $(BIN)/python && $(BIN)/python -c '' || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

demo: $(READY) ## two sample companies through a local Slack and a local DingTalk, with a page to look at
	$(BIN)/jinbu demo

# Thousands of small databases are written and thrown away: in memory, where there is room for them.
MEMORY = $(shell test -w /dev/shm && test "$$(df -Pm /dev/shm | awk 'NR == 2 { print $$4 }')" -gt 3000 && echo TMPDIR=/dev/shm)
test: $(READY) ## all tests, both platforms, the page in a browser; SQL and locks on SQLite and PostgreSQL
	$(MEMORY) $(BIN)/pytest -q -n 3 --dist worksteal --parts # some wait for processes: two cores have work for three

check: $(READY) ## format, lint, types, imports, dependencies, dead code, both languages: within a minute
	@$(MAKE) --no-print-directory --jobs 2 $(IN_TURN) types rules

# Both halves run at once, and each says what it found when it has ended; make before 4.0 mixes what they say.
IN_TURN = $(if $(filter output-sync,$(.FEATURES)),--output-sync)
types: $(READY)
	$(BIN)/mypy

rules: $(READY)
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/vulture
	$(BIN)/pytest -q tests/test_shape.py tests/test_words.py

bench: $(READY) ## the figures, as ratios within one run
	$(BIN)/jinbu bench

soak: $(READY) ## all tests on both databases with long searches, then hours of kills: nothing lost, nothing twice
	$(MEMORY) $(BIN)/pytest -q -n 2 --dist worksteal --parts --all-databases --hypothesis-profile long --timeout 1800
	$(BIN)/pytest -q -n 0 -m soak --all-databases --timeout 7200

golden: $(READY) ## record the renderings again, from nothing; then read the diff
	rm -rf tests/golden
	$(BIN)/pytest -q -n 2 --record -m golden
	git status --short tests/golden

pictures: $(READY) ## take the pictures of the READMEs again from the demo, in Chromium; then look at them
	$(BIN)/pytest -q -n 0 --record tests/e2e/test_demo.py
	git status --short .readme

# Only this target needs uv, in a place of its own; UPGRADE=--upgrade takes newer versions.
COMPILE = .uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links $(UPGRADE)
requirements: ## pin requirements.txt and requirements-dev.txt again from pyproject.toml
	@test -x .uv/bin/uv || { $(PYTHON) -m venv .uv && .uv/bin/pip install --quiet uv; }
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@! grep -nE '://' requirements.txt requirements-dev.txt

clean: ## remove what was built; .env and databases stay
	rm -rf $(VENV) .uv dist htmlcov .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find bot handlers prompts storage tests -name __pycache__ -prune -exec rm -rf {} +
