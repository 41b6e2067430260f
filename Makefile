# Two commands do everything: `make guide` renders the first shipped guide, `make test` runs every check.
# Needed beforehand: make, Python 3.11 or later, and on Debian and Ubuntu root or sudo, for Pango.

# Which guide, on which paper, with which copy of the text: make guide PAPER=letter TEXT=essay.txt
GUIDE ?= trotskyism-is-not-leninism
PAPER ?= a4
TEXT ?=
OUT ?= out

VENV := .venv
BIN := $(VENV)/bin
# The first of these that is Python 3.11 or later; or say which: make guide PYTHON=/path/to/python
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)

.PHONY: guide test bench words clean

guide: $(VENV)/guide.stamp
	@$(BIN)/moot build $(GUIDE) --paper $(PAPER) --out $(OUT) $(if $(TEXT),--text $(TEXT))

test: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup

bench: $(VENV)/test.stamp
	$(BIN)/python bench/speed.py

# Brings new words of templates and source into the catalogues of the languages.
words: $(VENV)/test.stamp
	$(BIN)/python tests/catalogues.py

clean:
	rm -rf $(VENV) out dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/guide.stamp: pyproject.toml constraints.txt | system $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/test.stamp: pyproject.toml constraints.txt | system $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@ $(VENV)/guide.stamp

$(BIN)/python: | system
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed and was not found; install it, or say make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Pango draws the letters, HarfBuzz's subset library makes it quick; poppler lets the tests look at pages.
# Asked of the package manager only where something is missing.
APT := libpango-1.0-0 libpangoft2-1.0-0
APT_IF_KNOWN := libharfbuzz-subset0 poppler-utils
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: system
system:
	@if command -v apt-get >/dev/null 2>&1; then \
	  missing=""; \
	  for package in $(APT) $(APT_IF_KNOWN); do dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	  test -n "$(PYTHON)" && { $(PYTHON) -c 'import ensurepip' 2>/dev/null || missing="$$missing $$(basename "$$(readlink -f "$$(command -v $(PYTHON))")")-venv"; }; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing$$missing"; \
	    $(SUDO) apt-get update -qq && \
	    for package in $$missing; do \
	      DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qq -y --no-install-recommends $$package >/dev/null || \
	        case " $(APT_IF_KNOWN) " in *" $$package "*) echo "  without $$package: some things are slower or not checked";; *) exit 1;; esac; \
	    done; \
	  fi; \
	elif command -v brew >/dev/null 2>&1; then \
	  brew list pango >/dev/null 2>&1 || brew install pango; \
	else \
	  echo "If pages cannot be made: $(BIN)/moot doctor says what is missing and how to get it."; \
	fi
