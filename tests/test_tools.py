"""What `make` does, also where there is no make; and what the product is made of."""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import tools.__main__ as make
from tools.__main__ import TARGETS, Step, Target
from tools.base_image import ask_digest, pin_base
from tools.environment import BUILD, DEVELOPMENT, ROOT, RUN
from tools.pages import gather, listed
from tools.scratch import scratch_folder
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


def test_what_is_done_beside_has_ended_well_before_the_last_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Types that are wrong are told before the tests begin, and no step after one that failed is done."""
    begun: list[str] = []
    monkeypatch.setattr(make, "install", lambda _: None)
    made = {
        "well": _target_of(tmp_path, begun, quick=0, beside=0),
        "wrong-types": _target_of(tmp_path, begun, quick=0, beside=3),
        "wrong-format": _target_of(tmp_path, begun, quick=2, beside=0),
    }
    monkeypatch.setattr(make, "TARGETS", made)
    assert make.main(["well"]) == 0
    assert (begun, (tmp_path / "last").exists()) == (["found"], True)
    (tmp_path / "last").unlink()
    assert make.main(["wrong-types"]) == 3
    assert make.main(["wrong-format"]) == 2
    assert (begun, (tmp_path / "last").exists()) == (["found"] * 2, False)


def _target_of(folder: Path, begun: list[str], *, quick: int, beside: int) -> Target:
    """A check that ends so, a function, and a last step that leaves a file; beside them a check that ends so."""
    last = ("-c", f"open({str(folder / 'last')!r}, 'w').close()")
    steps: list[Step] = [("-c", f"exit({quick})"), lambda: begun.append("found"), last]
    return Target("", (), steps, beside=[("-c", f"exit({beside})")])


def test_temporary_files_lie_in_memory_while_the_tests_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that goes with them; not where there is too little of it, or none, nor against what somebody set."""
    monkeypatch.delenv("TMPDIR", raising=False)
    with scratch_folder(tmp_path, needed=1) as variables:
        (Path(variables["TMPDIR"]) / "left").write_text("by a test that was killed", encoding="utf-8")
        assert Path(variables["TMPDIR"]).parent == tmp_path
    assert list(tmp_path.iterdir()) == []
    for memory, needed in ((tmp_path, 2**60), (tmp_path / "none", 1)):
        with scratch_folder(memory, needed) as variables:
            assert variables == {}
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with scratch_folder(tmp_path, needed=1) as variables:
        assert variables == {}


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


DIGEST = f"sha256:{'5' * 64}"


class Hub(http.server.BaseHTTPRequestHandler):
    """A registry of images that gives anybody a token, and whoever has it a digest."""

    digest = DIGEST

    def do_GET(self) -> None:
        """A token."""
        self._answer(200, {}, b'{"token": "anybody"}')

    def do_HEAD(self) -> None:
        """A digest of the image for every platform."""
        asked = (self.path, self.headers["Authorization"], "image.index" in self.headers["Accept"])
        known = asked == ("/v2/library/python/manifests/3.14-slim", "Bearer anybody", True)
        self._answer(200 if known else 404, {"Docker-Content-Digest": self.digest}, b"")

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def hub() -> Iterator[str]:
    """Its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


RECIPE = "# A comment\nARG BASE=python:3.14-slim\n\nFROM ${BASE} AS build\n"


@pytest.mark.parametrize("before", ["", f"@sha256:{'4' * 64}"])
def test_the_base_is_pinned_by_its_digest(hub: str, tmp_path: Path, before: str) -> None:
    """What the tag stands for today takes the place of nothing, or of what it stood for before."""
    recipe = tmp_path / "Dockerfile"
    recipe.write_text(RECIPE.replace("3.14-slim", f"3.14-slim{before}"), encoding="utf-8")

    def ask(name: str, tag: str) -> str:
        return ask_digest(name, tag, f"{hub}/token?scope={{}}", f"{hub}/v2/library/{{}}/manifests/{{}}")

    assert pin_base(recipe, ask) == f"python:3.14-slim is {DIGEST}"
    assert recipe.read_text(encoding="utf-8") == RECIPE.replace("3.14-slim", f"3.14-slim@{DIGEST}")


@pytest.mark.parametrize("wrong", ["offline", "unknown", "no digest"])
def test_a_digest_that_is_not_known_is_not_made_up(
    hub: str, tmp_path: Path, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a network, for an image that is not there and from an answer that has none, the recipe stays as it is."""
    recipe = tmp_path / "Dockerfile"
    recipe.write_text(RECIPE.replace("3.14", "3.99") if wrong == "unknown" else RECIPE, encoding="utf-8")
    before = recipe.read_text(encoding="utf-8")
    monkeypatch.setattr(Hub, "digest", "" if wrong == "no digest" else DIGEST)
    address = "http://127.0.0.1:9" if wrong == "offline" else hub
    said = pin_base(
        recipe, lambda name, tag: ask_digest(name, tag, f"{address}/token{{}}", f"{hub}/v2/library/{{}}/manifests/{{}}")
    )
    assert "was not looked up" in said
    assert said.endswith("it goes by its name alone, which may stand for another image tomorrow")
    assert recipe.read_text(encoding="utf-8") == before


def test_every_document_is_in_the_contents_of_the_pages(tmp_path: Path) -> None:
    """But a decision, which is reached from their list, and a school's own texts. What is listed is there."""
    gather(tmp_path / "all")
    found = {str(path.relative_to(tmp_path / "all")) for path in (tmp_path / "all").rglob("*.md")}
    beside = {name for name in found if re.match(r"docs/decisions/\d", name)} | {"aup.md", "social-media.md"}
    assert sorted(listed()) == sorted(found - beside)
