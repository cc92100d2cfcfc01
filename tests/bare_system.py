"""`app.py` as on a system without what only Unix has: `python tests/bare_system.py`, with the arguments of `app.py`.

What is taken away raises or is missing, as it would on Windows; the rest of this system stays as it is.
"""

from __future__ import annotations

import asyncio
import os
import runpy
import select
import sys
from pathlib import Path

MODULES = ("fcntl", "pwd", "grp", "resource", "termios")
"""Modules of Python that Windows has not."""
CALLS = {os: ("fdatasync", "pwrite", "pread", "fchmod", "getuid", "geteuid", "fork"), select: ("poll", "epoll")}


def _refuse(*_: object) -> None:
    raise NotImplementedError


def take_away() -> None:
    """From now on this process has none of them."""
    asyncio.base_events.BaseEventLoop.add_signal_handler = _refuse  # type: ignore[assignment]
    asyncio.unix_events.SelectorEventLoop.add_signal_handler = _refuse  # type: ignore[assignment]
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say that there is none
    for module, names in CALLS.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)


if __name__ == "__main__":
    root = Path(__file__).parent.parent
    sys.path.insert(0, str(root))
    take_away()
    runpy.run_path(str(root / "app.py"), run_name="__main__")
