# Two commands for everybody: `make play` tries the bot in a browser, `make test` runs the tests. `make small` is for a
# small server. More for those who change it: `make check`, `make format`, `make bench`, `make messages`, and for what it
# is made of `make lock`, `make audit`, `make sbom`, `make image-check`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SMALL := .venv-small
SUPPLY := .venv-supply

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What is installed is a file that a lock has the hash of, or nothing is.
LOCKED := pip install --quiet --require-hashes --no-deps --requirement

.PHONY: play test small check format bench messages lock audit sbom image-check

play: $(VENV)/model-ready
	$(BIN)/strawberry play

test: $(VENV)/dev-installed $(VENV)/model-ready
	BIN=$(BIN) .ci/test

small: $(SMALL)/model-ready
	@echo 'Ready. Try it in a browser: $(SMALL)/bin/strawberry play. On Discord: $(SMALL)/bin/strawberry init, which says what comes next'

check: $(VENV)/dev-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev-installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# After texts have changed: what translators see of them.
messages: $(VENV)/dev-installed
	$(BIN)/python -m tests.messages

bench: $(VENV)/dev-installed $(VENV)/model-ready
	$(BIN)/pytest benchmarks -p benchmark --benchmark-columns=median,ops,rounds --benchmark-sort=name -s

# After pyproject.toml has changed. `make lock UPGRADE=--upgrade` takes the newest of everything.
lock: $(SUPPLY)/installed
	.ci/lock $(SUPPLY)/bin/uv $(UPGRADE)

# Known holes in what is pinned, as the package index tells them today.
audit: $(SUPPLY)/installed
	BIN=$(SUPPLY)/bin .ci/audit

# What is in an install, as CycloneDX in sbom.json: that of `make play`, or with `make sbom OF=.venv-small` another one.
OF ?= $(VENV)
sbom: $(SUPPLY)/installed $(OF)/installed
	$(SUPPLY)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file sbom.json $(OF)

# The container's image, built and tried: with Docker, or as root with what Debian has in its place.
image-check: $(VENV)/dev-installed
	BIN=$(BIN) .ci/image

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Strawberry needs Python 3.11 or newer: make PYTHON=python3.12")'
	@echo 'Downloading about $(3) into $(1), a few minutes; nothing more is printed until then …'
	$(PYTHON) -m venv $(1)
	$(1)/bin/$(LOCKED) locks/$(2).txt
	$(1)/bin/pip install --quiet --no-deps --no-build-isolation --editable .
endef

# The index's torch for Linux cannot be imported without the libraries of NVIDIA's processors; others need none.
$(VENV)/installed: pyproject.toml locks/full.txt locks/cuda.txt
	$(call install,$(VENV),full,2 GB)
	@if $(BIN)/python -c 'from importlib.metadata import requires; exit("cuda" not in str(requires("torch")))'; \
	then $(BIN)/$(LOCKED) locks/cuda.txt; fi
	@touch $@

$(VENV)/dev-installed: $(VENV)/installed locks/dev.txt
	$(BIN)/$(LOCKED) locks/dev.txt
	@touch $@

$(SMALL)/installed: pyproject.toml locks/small.txt
	$(call install,$(SMALL),small,400 MB)
	@touch $@

$(SUPPLY)/installed: locks/supply.txt
	$(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/$(LOCKED) locks/supply.txt
	@touch $@

%/model-ready: %/installed
	$*/bin/strawberry prepare
	@touch $@
