"""A part of the archive for an inspection, as a feature draws it. Pure.

The archive is the same for all who may take it, so that it holds only what each of them may see: nothing of a pupil,
nothing that somebody typed about a report, and no number of reports but those that were released to governors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A part: what it is called, what it says in a line, and its files by their names."""

    title: str
    says: str
    files: Mapping[str, bytes]
