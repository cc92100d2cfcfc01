"""How long the long tests run: a tenth in `make test`, in full and with other dice each time in `make soak`."""

from __future__ import annotations

import os

IN_FULL = os.environ.get("SOAK") == "1"


def count(full: int) -> int:
    """So many in full, else a tenth."""
    return full if IN_FULL else max(1, full // 10)
