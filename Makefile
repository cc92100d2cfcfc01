# Everything is done in .venv, which is made when it is missing or when the requirements have changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PLAYGROUND := @microsoft/m365agentsplayground@0.2.28
export PYTHONWARNINGS := ignore::DeprecationWarning

.PHONY: run test check audit format bench soak playground playground-test vendor browser pooler promtool clean manifest staff-page pictures

run: $(VENV)/.installed
	$(BIN)/python app.py --local

test: check browser pooler promtool
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.installed-dev audit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# Known vulnerabilities among the pins; a machine that reaches no database of them is told so, and goes on.
audit: $(VENV)/.installed-dev
	@$(BIN)/pip-audit -r constraints.txt --no-deps --disable-pip --progress-spinner off 2>$(VENV)/audit.log \
	  || { grep -qiE "connection|resolve|timed? ?out|proxy" $(VENV)/audit.log && echo "Not audited: no network"; } \
	  || { cat $(VENV)/audit.log; exit 1; }

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench

soak: $(VENV)/.installed-dev pooler
	SOAK=1 $(BIN)/python -m pytest -m soak -s

# The app package for Teams, from the settings: build/online-safety.zip.
manifest: $(VENV)/.installed
	$(BIN)/python -m manifest

# A page for staff on one side of A4: build/staff-page.html, and .pdf where there is a Chromium.
staff-page: $(VENV)/.installed
	$(BIN)/python -m docs.staff_page

# The pictures in docs/architecture.md, drawn again from the tables.
pictures: $(VENV)/.installed
	$(BIN)/python -m docs.draw

# Microsoft 365 Agents Playground against a bot that `make run` has started elsewhere, as PERSON (part of a name; without
# it a member of staff) and on PLAYGROUND_PORT. Optional: needs Node.js.
playground: $(VENV)/.installed
	$(BIN)/python -m bot.local.playground $(PERSON)
	cd build/playground && npx --yes $(PLAYGROUND) start --channel-id msteams \
	  --app-endpoint "http://127.0.0.1:$${PORT:-3978}/api/messages" --port "$${PLAYGROUND_PORT:-56150}" \
	  --disable-telemetry true

# A report and a video call in two Playgrounds side by side, in a browser. Optional: needs Node.js and a Chromium.
playground-test: $(VENV)/.installed-dev browser
	PLAYGROUND=$(PLAYGROUND) $(BIN)/python -m pytest tests/local/test_two_playgrounds.py

# Fetch again what is vendored from npm, at the versions written in the recipe.
vendor:
	sh bot/local/vendor.sh
	sh manifest/vendor.sh
	sh tests/page/vendor.sh

# The browser tests need a Chromium. Debian's is installed where we may; elsewhere the tests say how to get one.
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation fonts-noto-color-emoji; } \
	  || echo "No Chromium: the browser tests will be skipped. On Debian: apt-get install chromium"

# The alert rules are tested with Prometheus' promtool. Debian brings it with a server, which nobody here needs to run.
promtool:
	@command -v promtool >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && RUNLEVEL=1 apt-get install -y -qq --no-install-recommends prometheus; } \
	  || echo "No promtool: the test of the alert rules will be skipped. On Debian: apt-get install prometheus"

# The tests of PostgreSQL behind a pooler need a PgBouncer. Debian starts its own at once, which nobody here needs.
pooler:
	@PATH="$$PATH:/usr/sbin"; command -v pgbouncer >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && RUNLEVEL=1 apt-get install -y -qq --no-install-recommends pgbouncer; } \
	  || echo "No PgBouncer: the tests that need one will be skipped. On Debian: apt-get install pgbouncer"

$(VENV)/.installed: requirements.txt constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .hypothesis
