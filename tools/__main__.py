"""`python -m tools TARGET`: what `make TARGET` does, also where there is no `make`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from tools.environment import ENVIRONMENT, ROOT, TO_RUN, TO_TEST, install, python
from tools.programs import find_browser, find_pooler, find_postgres, find_promtool
from tools.scratch import scratch_folder

Step = Sequence[str] | Callable[[], None]
"""What the environment's Python is asked for, as its arguments, or a function of ours."""
VARIABLES = {
    "PYTHONWARNINGS": "ignore::DeprecationWarning",  # the framework's own
    "PYTHONDONTWRITEBYTECODE": "",  # what one process has compiled and counted serves the next
}
CHECKS: Sequence[Sequence[str]] = (
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "ruff", "check", "."),
    ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
)
LONG_CHECKS: Sequence[Sequence[str]] = (("-m", "tools.supply", "audit"), ("-m", "mypy"))
"""The audit waits for the network nearly all of its time, and what the tests need is fetched and unpacked meanwhile."""


@dataclass(frozen=True, slots=True)
class Target:
    """What one word does: the locks that it needs, its steps, and what it adds to the environment variables.

    What is done `beside` the steps has ended well before the last of them begins.
    """

    about: str
    locks: Sequence[Path]
    steps: Sequence[Step]
    variables: Mapping[str, str] = field(default_factory=dict)
    beside: Sequence[Sequence[str]] = ()
    in_memory: bool = False
    """Whether temporary files may lie in memory."""


TARGETS: Mapping[str, Target] = {
    "run": Target("the bot and Teams on one machine, with the example school", TO_RUN, [("app.py", "--local")]),
    "test": Target(
        "every check and every test",
        TO_TEST,
        [
            *CHECKS,
            *(find_browser, find_postgres, find_pooler, find_promtool),
            ("-m", "pytest", "-n", "2", "--dist", "worksteal"),
        ],
        beside=LONG_CHECKS,
        in_memory=True,
    ),
    "check": Target("format, lint, contracts, types", TO_TEST, CHECKS, beside=LONG_CHECKS),
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
    "poster": Target("a page for staff on one side of A4", TO_RUN, [("-m", "docs.poster")]),
    "pictures": Target(
        "the pictures of the README and of docs/architecture.md, and docs/policy.md",
        TO_TEST,
        [
            find_browser,
            *(("-m", f"docs.{each}") for each in ("draw", "clauses")),
            *(("-m", f"tests.page.{each}") for each in ("take_pictures", "take_story")),
        ],
    ),
    "pages": Target("the documents as pages for a browser", TO_TEST, [("-m", "tools.pages")]),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one target. Returns the status of the first step that failed, else 0."""
    words = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    words.add_argument("target", choices=TARGETS, help=", ".join(f"{name}: {TARGETS[name].about}" for name in TARGETS))
    words.add_argument("more", nargs="*", help="what the last step is given besides")
    given = words.parse_args(arguments)
    target = TARGETS[given.target]
    install(target.locks)
    beside = [_start(each, target.variables) for each in target.beside]
    *steps, last = target.steps
    try:
        for status in chain((_do(step, target.variables) for step in steps), map(_wait, beside)):
            if status:
                return status
        scratch: AbstractContextManager[Mapping[str, str]] = scratch_folder() if target.in_memory else nullcontext({})
        with scratch as more:
            return _do(last if callable(last) else (*last, *given.more), {**target.variables, **more})
    finally:
        for child in beside:
            child.terminate()
            child.wait()


def _do(step: Step, variables: Mapping[str, str]) -> int:
    """The status with which it ends; a function of ours ends well, or raises."""
    if not callable(step):
        return _wait(_start(step, variables))
    step()
    return 0


def _start(arguments: Sequence[str], variables: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """In the environment, in the repository."""
    return subprocess.Popen(
        [python(ENVIRONMENT), *arguments],
        cwd=ROOT,
        env={**os.environ, **VARIABLES, **variables},
    )


def _wait(child: subprocess.Popen[bytes]) -> int:
    """The status with which it ends; ^C is the child's to answer."""
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main())
