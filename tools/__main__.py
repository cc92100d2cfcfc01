"""`python -m tools TARGET`: what `make TARGET` does, also where there is no `make`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.environment import ENVIRONMENT, ROOT, TO_RUN, TO_TEST, install, python
from tools.programs import find_browser, find_pooler, find_postgres, find_promtool

Step = Sequence[str] | Callable[[], None]
"""What the environment's Python is asked for, as its arguments, or a function of ours."""
QUIET = {"PYTHONWARNINGS": "ignore::DeprecationWarning"}  # the framework's own
CHECKS: Sequence[Step] = (
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "ruff", "check", "."),
    ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    ("-m", "mypy"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """What one word does: the locks that it needs, its steps, and what it adds to the environment variables."""

    about: str
    locks: Sequence[Path]
    steps: Sequence[Step]
    variables: Mapping[str, str] = field(default_factory=dict)


TARGETS: Mapping[str, Target] = {
    "run": Target("the bot and Teams on one machine, with the example school", TO_RUN, [("app.py", "--local")]),
    "test": Target(
        "every check and every test",
        TO_TEST,
        [
            *(("-m", "tools.supply", "audit"), *CHECKS),
            *(find_browser, find_postgres, find_pooler, find_promtool),
            ("-m", "pytest", "-n", "2", "--dist", "worksteal"),
        ],
    ),
    "check": Target("format, lint, contracts, types", TO_TEST, [("-m", "tools.supply", "audit"), *CHECKS]),
    "audit": Target("known vulnerabilities among the pins", TO_TEST, [("-m", "tools.supply", "audit", "--strict")]),
    "format": Target(
        "format, and mend what a tool can mend",
        TO_TEST,
        [("-m", "ruff", "format", "."), ("-m", "ruff", "check", "--fix", ".")],
    ),
    "lock": Target("the locks anew, from requirements*.txt", TO_TEST, [("-m", "tools.supply", "lock")]),
    "sbom": Target("build/sbom.json and docs/licences.md", TO_TEST, [("-m", "tools.supply", "sbom")]),
    "bench": Target("measure, and write BENCHMARKS.md", TO_TEST, [find_postgres, ("-m", "bench")]),
    "soak": Target(
        "the long tests in full",
        TO_TEST,
        [find_postgres, find_pooler, ("-m", "pytest", "-m", "soak", "-s")],
        {"SOAK": "1"},
    ),
    "playground": Target(
        "Microsoft 365 Agents Playground's settings, for PERSON", TO_RUN, [("-m", "bot.local.playground")]
    ),
    "playground-test": Target(
        "a report and a video call in two Playgrounds",
        TO_TEST,
        [find_browser, ("-m", "pytest", "tests/local/test_two_playgrounds.py")],
    ),
    "manifest": Target("the app package for Teams", TO_RUN, [("-m", "manifest")]),
    "staff-page": Target("a page for staff on one side of A4", TO_RUN, [("-m", "docs.staff_page")]),
    "pictures": Target("the pictures of docs/architecture.md", TO_RUN, [("-m", "docs.draw")]),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one target. Returns the status of the first step that failed, else 0."""
    words = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    words.add_argument("target", choices=TARGETS, help=", ".join(f"{name}: {TARGETS[name].about}" for name in TARGETS))
    words.add_argument("more", nargs="*", help="what the last step is given besides")
    given = words.parse_args(arguments)
    target = TARGETS[given.target]
    install(target.locks)
    for step in target.steps:
        if callable(step):
            step()
            continue
        more = given.more if step is target.steps[-1] else ()
        done = _run((*step, *more), target.variables)
        if done:
            return done
    return 0


def _run(arguments: Sequence[str], variables: Mapping[str, str]) -> int:
    """In the environment, in the repository; ^C is the child's to answer."""
    child = subprocess.Popen(
        [python(ENVIRONMENT), *arguments],
        cwd=ROOT,
        env={**os.environ, **QUIET, **variables},
    )
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main())
