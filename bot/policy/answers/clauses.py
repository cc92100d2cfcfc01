"""The clauses that staff ask about, with the sections of the school's policy in which each stands."""

from __future__ import annotations

SECTIONS: dict[str, tuple[str, ...]] = {
    "I1": ("3", "4.6"),
    "I2": ("3", "5"),
    "I3": ("4.6",),
    "I4": ("4.6",),
    "I5": ("4.6",),
    "I6": ("4.6",),
    "I7": ("4.6",),
    "I8": ("4.6",),
    "I9": ("5",),
    "I10": ("4.4",),
    "I11": ("4.4",),
    "I12": ("5",),
    "I13": ("4.1",),
    "I14": ("6.1",),
    "I15": ("7",),
    "I16": ("3",),
    "I17": ("4.4", "Appendix A"),
    "I18": ("4.3",),
    "A1": ("4.5",),
    "A2": ("6.2",),
    "A3": ("3", "6.2", "7"),
    "A4": ("Appendix A",),
    "A5": ("3",),
    **dict.fromkeys(("V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9"), ("4.4",)),
    "V10": ("4.3", "4.4"),
    **dict.fromkeys(("D1", "D2", "D3"), ("4.1",)),
    "D4": ("4.2",),
    "D5": ("4.3",),
    "D6": ("4.4",),
    "D7": ("4.4", "Appendix A"),
    **dict.fromkeys(("D8", "D9", "D10"), ("4.4",)),
    **dict.fromkeys(("D11", "D12"), ("5",)),
    "T1": ("6.2",),
    "T2": ("6.2",),
    "T3": ("6.1", "6.3"),
    "T4": ("6.4", "7"),
    "T5": ("3", "7"),
}
"""The sections of each clause that an answer may give."""

GUIDED = ("I2", "I4", "I5", "I6", "I7", "I14")
"""Clauses about incidents of which staff are told at the moment they need it."""
TO_BE_ANSWERED = tuple(clause for clause in SECTIONS if clause[0] in "DAV" or clause in GUIDED)
"""Every clause about signing, calls and daily work, and those that guide: each has an answer, or `check` names it."""
