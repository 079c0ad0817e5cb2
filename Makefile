# Every target sets up what it needs: on a bare machine `make demo` is the first command to type.
#
#   make demo   judge the examples            make check  all that must hold before a commit
#   make test   run the whole test suite      make bench  print the benchmarks as a table
#   make docs   write what code can print     make lock   renew the lock files (needs a network)
#   make fuzz   read 10,000 mutated apps

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

# Digest of all files that git knows or would add; tells whether the tests passed on these files.
TREE = $(shell git ls-files -coz --exclude-standard | xargs -0r sha256sum 2>/dev/null | sha256sum)

.DELETE_ON_ERROR:
.PHONY: demo test tested check bench docs fuzz lock

# 1 means "something is fraud", which the examples are; 2, 3 and 4 are failures (docs/cli.md).
demo: $(READY)
	@$(BIN)/fraudlens scan examples/ || [ $$? -eq 1 ]

# The files are digested before the run, so that an edit during the run does not count as tested.
test: $(READY)
	@rm -f $(VENV)/tested
	@tree="$(TREE)"; $(BIN)/python -m pytest --cov --cov-report=term && echo "$$tree" >$(VENV)/tested

# For `check`: the suite, unless it passed on these very files already.
tested: $(READY)
	@if [ -e .git ] && [ "$(TREE)" = "$$(cat $(VENV)/tested 2>/dev/null)" ]; then \
		echo "tests: passed on these very files (make test runs them again)"; \
	else \
		$(MAKE) --no-print-directory test; \
	fi

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.sizes
	$(BIN)/python -m tools.docs --check
	@$(MAKE) --no-print-directory tested

bench: $(READY)
	@$(BIN)/python -m tools.bench

docs: $(READY)
	@$(BIN)/python -m tools.docs

fuzz: $(READY)
	@$(BIN)/python -m tools.fuzz

# Exact versions and the hashes of all their files, for Python 3.11 to 3.13 on any platform.
# Names no index: whoever installs uses their own. `uv` is not among the locked tools.
LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links
lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

# One environment for all targets. The editable build uses the locked hatchling, not a fresh one.
$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else \
		"fraudlens needs Python 3.11 to 3.13; name one: make PYTHON=python3.11 demo")'
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@echo "setting up $(VENV) from requirements-dev.lock, about a minute ..."
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
