"""What the product is made of: the locks, known vulnerabilities, the bill of materials and the licences."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.base_image import pin_base
from tools.environment import BUILD, DEVELOPMENT, PAGES, ROOT, RUN, TRACES

SOURCES: Mapping[Path, Path] = {each: each.with_suffix(".txt") for each in (BUILD, RUN, TRACES, DEVELOPMENT, PAGES)}
"""Each lock, and what it is made from."""
OLDEST_PYTHON = "3.11"
SBOM_TOOL = "cyclonedx-bom==7.5.0"
"""In an environment of its own: what it brings along makes every import of `jsonschema` slow."""
LICENCES = ROOT / "docs" / "licences.md"
BILL = ROOT / "build" / "sbom.json"
_MIT = "Permission is hereby granted, free of charge, to any person obtaining a"
_OFFLINE = re.compile(r"connection|resolve|timed? ?out|proxy", re.IGNORECASE)


def pins(requirements: Path) -> Mapping[str, str]:
    """Name and version of all that a file of requirements or a lock pins, also of the files that it names."""
    found: dict[str, str] = {}
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found |= pins(requirements.parent / line[3:].strip())
        elif pin := re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", line):
            found[_normal(pin[1])] = pin[2]
    return found


def lock() -> int:
    """The locks anew, for every platform and Python, with the hash of every file. What may stay as it is stays.
    Then the digest of the container's base."""
    for target, source in SOURCES.items():
        done = subprocess.run(
            [
                *(sys.executable, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes", "--no-annotate"),
                *("--python-version", OLDEST_PYTHON, "--custom-compile-command", "make lock", "--quiet"),
                *(source.name, "--output-file", target.name),
            ],
            cwd=ROOT,
            check=False,
        )
        if done.returncode:
            return done.returncode
    sys.stdout.write(f"{pin_base()}\n")
    return 0


def audit(*, strict: bool) -> int:
    """Whether something that is pinned is known to be vulnerable. Returns the status, and says why."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "-r", str(DEVELOPMENT), "--no-deps", "--disable-pip"),
            *("--progress-spinner", "off", "--format", "json"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    status, words = judge(done.stdout, done.stderr, strict=strict)
    sys.stdout.write(f"{words}\n")
    return status


def judge(said: str, complaint: str, *, strict: bool) -> tuple[int, str]:
    """The status of an audit and its words, from what pip-audit wrote.

    Where no database of vulnerabilities could be reached, or it did not tell of a package, that is said: with a status
    of 1 where `strict`, and 0 otherwise, so that tests can be run without a network. An audit of nothing is none.
    """
    if not said.strip():
        if _OFFLINE.search(complaint):
            return int(strict), "Not audited: no database of vulnerabilities can be reached"
        return 1, f"Not audited: {complaint.strip()}"
    audited = json.loads(said)["dependencies"]
    if not audited:
        return 1, "Not audited: nothing is pinned"
    skipped = [f"{each['name']}: {each['skip_reason']}" for each in audited if "skip_reason" in each]
    found = [f"{each['name']} {each['version']}: {bug['id']}" for each in audited for bug in each.get("vulns", ())]
    if len(skipped) == len(audited):
        return int(strict), f"Not audited: the registry tells nothing of any package ({skipped[0]})"
    lines = (*skipped, *found, f"{len(audited) - len(skipped)} packages audited, {len(found)} known vulnerabilities")
    return int(bool(found) or (strict and bool(skipped))), "\n".join(lines)


def sbom() -> int:
    """The bill of materials of what runs, as CycloneDX, and the page of the licences."""
    BILL.parent.mkdir(exist_ok=True)
    LICENCES.write_text(licences(), encoding="utf-8")
    return subprocess.run(
        [
            *(sys.executable, "-m", "uv", "tool", "run", "--quiet", "--from", SBOM_TOOL),
            *("cyclonedx-py", "requirements", str(RUN), "--output-file", str(BILL)),
        ],
        check=False,
    ).returncode


def licences() -> str:
    """The page: each package that runs, its version, and the licence that it names itself."""
    rows = "\n".join(f"| {name} | {version} | {licence} |" for name, version, licence in _licensed())
    return (
        "# Licences\n\nWhat runs beside the product's own code, with the licence that each package names. "
        "`make sbom` writes this page, and the bill of materials as CycloneDX into `build/sbom.json`.\n\n"
        f"| package | version | licence |\n|---|---|---|\n{rows}\n"
    )


def _licensed() -> Iterator[tuple[str, str, str]]:
    for name, version in sorted(pins(RUN).items()):
        try:
            said = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of another platform
        named = said.get_all("License-Expression") or [
            *(each.rsplit(" :: ", 1)[-1] for each in said.get_all("Classifier") or () if "License ::" in each),
            *(each.split("\n")[0] for each in said.get_all("License") or ()),
        ]
        yield name, version, named[0] if named else _licence_of_file(name)


def _licence_of_file(name: str) -> str:
    """Of a package that names none in its metadata and brings the text of one."""
    files = [each for each in importlib.metadata.files(name) or () if "LICENSE" in each.name.upper()]
    texts = [Path(each.locate()).read_text(encoding="utf-8") for each in files]
    return "MIT, by its text" if any(_MIT in text for text in texts) else "not named"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m tools.supply lock|audit|sbom`."""
    words = argparse.ArgumentParser(prog="python -m tools.supply")
    words.add_argument("what", choices=("lock", "audit", "sbom"))
    words.add_argument("--strict", action="store_true")
    given = words.parse_args(arguments)
    if given.what == "audit":
        return audit(strict=given.strict)
    return lock() if given.what == "lock" else sbom()


if __name__ == "__main__":
    sys.exit(main())
