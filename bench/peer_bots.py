"""The peers: echo bots on other frameworks, each as its documentation has it, in environments of their own.

What they need is pinned in `bench/peers` and installed into `build/peers` when it is missing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.processes import ROOT

PEERS = ROOT / "bench" / "peers"
_INSTALLED = ROOT / "build" / "peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that serves an echo bot on the port it is given."""

    name: str
    program: Path
    script: Path
    settings: dict[str, str]


def peers() -> Iterator[Peer]:
    """Those that can be installed here: Python's always, Node's where there is npm."""
    python = _INSTALLED / "python" / "bin" / "python"
    pins = PEERS / "requirements.txt"
    if _stale(pins, _INSTALLED / "python" / pins.name):
        subprocess.run([sys.executable, "-m", "venv", _INSTALLED / "python"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", pins], check=True, capture_output=True)
        shutil.copy(pins, _INSTALLED / "python")
    yield Peer("Microsoft 365 Agents SDK for Python, no JWT", python, PEERS / "agents_sdk.py", {})
    yield Peer("Teams SDK for Python, no JWT", python, PEERS / "teams_sdk.py", {})
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return
    pins, modules = PEERS / "package.json", _INSTALLED / "node"
    if _stale(pins, modules / "installed.json"):
        modules.mkdir(parents=True, exist_ok=True)
        shutil.copy(pins, modules)
        subprocess.run([npm, "install", "--no-audit", "--no-fund"], cwd=modules, check=True, capture_output=True)
        shutil.copy(pins, modules / "installed.json")
    found = {"NODE_PATH": str(modules / "node_modules"), "NODE_ENV": "production"}
    yield Peer("botbuilder-js, no JWT", Path(node), PEERS / "botbuilder.js", found)


def _stale(pins: Path, installed: Path) -> bool:
    return not installed.exists() or installed.read_bytes() != pins.read_bytes()
