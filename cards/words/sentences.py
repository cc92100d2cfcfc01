"""What is said by key, out of every feature's words: sentences, toasts, the timeline's lines."""

from __future__ import annotations

from collections.abc import Mapping

from bot.policy.kit.records import Purpose
from cards.kit.words import fill, look_up
from cards.words import aup, calls, files, incidents, kit, log, reach

SENTENCES: dict[str, str] = {
    **kit.SENTENCES,
    **incidents.SENTENCES,
    **files.SENTENCES,
    **calls.SENTENCES,
    **aup.SENTENCES,
    **log.SENTENCES,
}
"""One sentence for each text key: what happened, what to do now, and that nothing was lost."""
TIMELINE: dict[str, str] = {
    **incidents.TIMELINE,
    **files.TIMELINE,
    **calls.TIMELINE,
    **aup.TIMELINE,
    **log.TIMELINE,
}
"""The line of each kind of entry."""
TOASTS: dict[Purpose, str] = {
    **incidents.TOASTS,
    **files.TOASTS,
    **calls.TOASTS,
    **aup.TOASTS,
    **log.TOASTS,
    **reach.TOASTS,
}
"""What a locked phone shows of a notice: a reference and what it is, never a name."""


def sentence(key: str, facts: Mapping[str, str] | None = None) -> str:
    """The sentence of a text key with its facts filled in. Facts are the directory's names and times of ours.

    A key without a sentence is answered with the one for what went wrong on our side.
    """
    return fill(look_up(SENTENCES, key, SENTENCES["error.unexpected"]), facts or {})


def toast(purpose: Purpose, **facts: str) -> str:
    """What a locked phone shows of a notice."""
    return fill(look_up(TOASTS, purpose, kit.APP), facts)
