"""What `make` does, also where there is no make; and what the product is made of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tools.__main__ import TARGETS
from tools.environment import BUILD, DEVELOPMENT, ROOT, RUN
from tools.supply import LICENCES, SOURCES, judge, licences, pins

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
WITH_NPM = {"playground", "playground-test", "vendor", "clean"}
"""Targets of `make` that need npm, or have nothing of Python in them."""


def test_make_and_the_tools_have_one_recipe() -> None:
    """Every target is a line that calls the tool of that name, so that Windows has the same."""
    found = re.search(r"^((?:[a-z-]+ ?)+):\n\t\$\(PYTHON\) -m tools \$@$", MAKEFILE, re.MULTILINE)
    assert found
    assert {*found[1].split(), "playground", "playground-test"} == set(TARGETS)
    declared = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert declared
    assert set(declared[1].split()) == set(TARGETS) | WITH_NPM


@pytest.mark.parametrize("lock", SOURCES, ids=lambda path: path.name)
def test_a_lock_is_of_what_is_required(lock: Path) -> None:
    """What is pinned stands in the lock at that version, and everything in it has its hash."""
    wanted = pins(SOURCES[lock])
    assert wanted
    locked = pins(lock)
    assert {name: locked.get(name) for name in wanted} == wanted, "make lock"
    told = lock.read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", told, flags=re.MULTILINE).strip())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_what_is_tested_is_what_runs() -> None:
    """The lock for tests has all of the lock that runs, at the same versions."""
    tested = pins(DEVELOPMENT)
    assert {name: tested.get(name) for name in pins(RUN)} == dict(pins(RUN))
    assert not pins(BUILD).keys() & pins(RUN).keys() or pins(BUILD)["setuptools"] == pins(RUN)["setuptools"]


def test_the_page_of_licences_is_true() -> None:
    """`make sbom` would change nothing, and no package is without a licence."""
    assert LICENCES.read_text(encoding="utf-8") == licences()
    assert "not named" not in licences()


FOUND = json.dumps({"dependencies": [{"name": "one", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]})
CLEAN = json.dumps({"dependencies": [{"name": "one", "version": "1", "vulns": []}]})
SKIPPED = json.dumps({"dependencies": [{"name": "one", "skip_reason": "not on the registry"}]})
PARTLY = json.dumps(
    {
        "dependencies": [
            {"name": "one", "skip_reason": "not on the registry"},
            {"name": "two", "version": "2", "vulns": []},
        ]
    }
)
NOTHING = json.dumps({"dependencies": []})
NO_NETWORK = "requests.exceptions.ConnectionError: Failed to resolve"


@pytest.mark.parametrize(
    ("said", "complaint", "strict", "status", "words"),
    [
        (CLEAN, "", True, 0, "1 packages audited, 0 known vulnerabilities"),
        (FOUND, "", False, 1, "one 1: PYSEC-1"),
        (SKIPPED, "", False, 0, "Not audited: the registry tells nothing of any package (one: not on the registry)"),
        (SKIPPED, "", True, 1, "Not audited: the registry tells nothing of any package"),
        (PARTLY, "", False, 0, "1 packages audited, 0 known vulnerabilities"),
        (PARTLY, "", True, 1, "one: not on the registry"),
        (NOTHING, "", False, 1, "Not audited: nothing is pinned"),
        ("", NO_NETWORK, False, 0, "Not audited: no database of vulnerabilities can be reached"),
        ("", NO_NETWORK, True, 1, "Not audited: no database of vulnerabilities can be reached"),
        ("", "ValueError: a fault of its own", False, 1, "Not audited: ValueError: a fault of its own"),
    ],
)
def test_an_audit_of_nothing_is_none(said: str, complaint: str, strict: bool, status: int, words: str) -> None:
    """It fails for what is vulnerable or was not looked at; without a network it says that it did not look."""
    assert judge(said, complaint, strict=strict)[0] == status
    assert words in judge(said, complaint, strict=strict)[1]
