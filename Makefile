# Everything is done in .venv, which is made when it is missing or when the requirements have changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONWARNINGS := ignore::DeprecationWarning

.PHONY: run test check format bench soak playground vendor browser clean

run: $(VENV)/.installed
	$(BIN)/python app.py --local

test: check browser
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench

soak: $(VENV)/.installed-dev
	SOAK=1 $(BIN)/python -m pytest -m soak

# Microsoft 365 Agents Playground against a bot that `make run` has started elsewhere. Optional: needs Node.js.
playground:
	cd bot/local/playground && npx --yes @microsoft/m365agentsplayground@0.2.28 start --channel-id msteams \
	  --app-endpoint "http://127.0.0.1:$${PORT:-3978}/api/messages" --disable-telemetry true

# Fetch again what is vendored from npm, at the versions written in the recipe.
vendor:
	sh bot/local/vendor.sh

# The browser tests need a Chromium. Debian's is installed where we may; elsewhere the tests say how to get one.
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation fonts-noto-color-emoji; } \
	  || echo "No Chromium: the browser tests will be skipped. On Debian: apt-get install chromium"

$(VENV)/.installed: requirements.txt constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .hypothesis
