"""Whose chats the page shows at first: one who reports, one who is pinged, one who decides."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.kit.people import Person


def initial_chats(people: Sequence[Person]) -> list[str]:
    """The object ids of a member of staff without another role, a Champion and the Headteacher, each someone else."""
    chosen: list[str] = []
    teacher = [person for person in people if person.roles == {"staff"}]
    champions = [person for person in people if person.holds("champion") and not person.holds("headteacher")]
    heads = [person for person in people if person.holds("headteacher")]
    for group in (teacher, champions, heads, people):
        free = [person.id for person in group if person.id not in chosen]
        if free and len(chosen) < 3:  # noqa: PLR2004 - three chats fit beside each other
            chosen.append(free[0])
    return chosen
