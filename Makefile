# What most targets do is written once, in tools/, which also runs where there is no make: python -m tools TARGET.

PYTHON ?= python3
PLAYGROUND := @microsoft/m365agentsplayground@0.2.28

.PHONY: run test check audit format lock sbom bench soak manifest poster pictures pages playground playground-test vendor clean

run test check audit format lock sbom bench soak manifest poster pictures pages:
	$(PYTHON) -m tools $@

# Microsoft 365 Agents Playground against a bot that `make run` has started elsewhere, as PERSON (part of a name; without
# it a member of staff) and on PLAYGROUND_PORT. Optional: needs Node.js.
playground:
	$(PYTHON) -m tools playground $(PERSON)
	cd build/playground && npx --yes $(PLAYGROUND) start --channel-id msteams \
	  --app-endpoint "http://127.0.0.1:$${PORT:-3978}/api/messages" --port "$${PLAYGROUND_PORT:-56150}" \
	  --disable-telemetry true

# A report and a video call in two Playgrounds side by side, in a browser. Optional: needs Node.js and a Chromium.
playground-test:
	PLAYGROUND=$(PLAYGROUND) $(PYTHON) -m tools playground-test

# Fetch again what is vendored from npm, at the versions written in the recipe.
vendor:
	sh bot/local/vendor.sh
	sh manifest/vendor.sh
	sh tests/page/vendor.sh

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .hypothesis
