"""Which card a notice shows, and its toast: the reference and the kind, never a name."""

from __future__ import annotations

from collections.abc import Callable

from bot.policy.records import Message, Notice, Purpose
from bot.policy.school import School
from bot.policy.view import IncidentView
from cards import incidents, parts
from cards.words.kinds import KIND_WORDS


def drawing(school: School) -> Callable[[Purpose, IncidentView, Notice], Message]:
    """The function that draws a notice's message for this school."""

    def draw(purpose: Purpose, view: IncidentView, notice: Notice) -> Message:
        toast = f"{view.incident.id}: {KIND_WORDS[view.incident.kind].name}"
        if purpose is Purpose.PING:
            shown = incidents.ping(school, view, notice.to.id)
            return Message(summary=toast, card=parts.as_json(shown))
        return Message(summary=f"Your report {view.incident.id}", card=parts.as_json(incidents.receipt(school, view)))

    return draw
