"""A typed reference, alone and behind a word, as people write it."""

from __future__ import annotations

import pytest

from dialogs.references import ReferenceLine, reference_line

LINES: dict[str, ReferenceLine | None] = {
    "OS-2026-0004": ReferenceLine("os-*", "OS-2026-0004"),
    " os 2026 4. ": ReferenceLine("os-*", "OS-2026-0004"),
    "#OS20260004?": ReferenceLine("os-*", "OS-2026-0004"),
    "VC-2026-0007": ReferenceLine("vc-*", "VC-2026-0007"),
    "0042": ReferenceLine("os-*", "0042"),
    "Acknowledge OS-2026-0004!": ReferenceLine("acknowledge os-*", "OS-2026-0004"),
    "please approve vc-2026-0007": ReferenceLine("approve vc-*", "VC-2026-0007"),
    "approve VC-2026-0007 if they agree": ReferenceLine("approve vc-*", "VC-2026-0007", "if they agree"),
    "decline VC-2026-0007 because Nobody is THERE": ReferenceLine("decline vc-*", "VC-2026-0007", "Nobody is THERE"),
    "I cannot OS-2026-0004": ReferenceLine("cannot os-*", "OS-2026-0004"),
    "I can’t OS-2026-0004, I am on a train": ReferenceLine("cannot os-*", "OS-2026-0004", "I am on a train"),
    "I cannot open OS-2026-0004": None,
    "note OS-2026-0004: Rang home.\nTwice.": ReferenceLine("note os-*", "OS-2026-0004", "Rang home.\nTwice."),
    "OS-2026-0004 has happened again": None,
    "what about OS-2026-0004": None,
    "4": None,
    "2026": None,
    "a child said OS-2026-0004": None,
    "": None,
}


@pytest.mark.parametrize(("text", "line"), LINES.items())
def test_a_line_with_a_reference(text: str, line: ReferenceLine | None) -> None:
    """The words behind it stay to the letter; what tells something of it is no command."""
    assert reference_line(text) == line
