.PHONY: run demo-check test-fast test monkey kills check bench docs rule rule-check picture lock clean

PYTHON ?= python3
BIN := .venv/bin
QUIET := --quiet --disable-pip-version-check --no-compile

# Compiled modules are kept even where the surroundings forbid it: the tests start some hundred processes.
export PYTHONDONTWRITEBYTECODE :=

run: .venv/.ready
	$(BIN)/charting-tui demo --open-if-there

demo-check: .venv/.ready
	$(BIN)/python -m tests.demo_check

# What starts no screen, no pseudo-terminal, no sshd, kills nothing and takes no core for a second: a minute and a half.
test-fast: .venv/.ready
	$(BIN)/python -m pytest -n $$(nproc) --dist worksteal -m "not screen and not terminal and not kills and not long"

test: .venv/.ready
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=20

monkey: .venv/.ready
	CHARTING_MONKEY_KEYS=25000 $(BIN)/python -m pytest -n auto tests/test_monkey.py

kills: .venv/.ready
	CHARTING_ALL_KILLS=1 $(BIN)/python -m pytest -n 2 -rP tests/test_killed_anywhere.py

check: .venv/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.ready
	$(BIN)/python -m bench

docs: .venv/.ready
	$(BIN)/python docs/key_table.py
	$(BIN)/python docs/rule_book.py
	$(BIN)/python docs/denials.py
	$(BIN)/python -m docs.key_counts
	$(BIN)/python docs/package_graph.py
	$(BIN)/python -m docs.roles

rule: .venv/.ready
	$(BIN)/python docs/new_rule.py $(FAMILY) $(NAME) $(ID)

rule-check: .venv/.ready
	$(BIN)/python -m pytest -n 0 tests/test_rule_parts.py $(if $(ID),-k $(ID))

picture: .venv/.ready
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/tour.py

lock:
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --group dev pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv

.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say make PYTHON=python3.12 if you have one.")'
	$(PYTHON) -m venv .venv
	sed -n '/^uv==/,/# via/p' requirements.lock >.venv/uv.lock
	$(BIN)/pip install $(QUIET) --require-hashes --requirement .venv/uv.lock
	$(BIN)/uv pip install --quiet --python .venv --require-hashes --requirement requirements.lock || \
		$(BIN)/pip install $(QUIET) --require-hashes --requirement requirements.lock # uv knows nothing of pip's settings
	$(BIN)/pip install $(QUIET) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -qq -j 0 -x '/(fhir|mypyc?|pip|pygments|setuptools)/' charting_tui .venv/lib # most of those is never loaded
	touch $@
