"""Which school is meant, asked of somebody who belongs to several of one trust. It knows no school's records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.words import kit as wording


class TenantVerb(parts.Verb):
    """What is answered before a school is known, and so by none."""

    CHOOSE = "school.choose"


MEANT_SCHOOL = "to"
"""Where a choice says which school it is for."""
WORDS = "words"
"""Where it carries what was typed."""
MOST_CARRIED = 8_000
"""Bytes of what was typed that the buttons of a card have room for, all of them together."""


def which_school(
    schools: Sequence[tuple[str, str]], chosen: str | None, words: str, *, files: bool = False
) -> AdaptiveCard:
    """The keys and names of the schools that its reader belongs to, and which of them is meant now. `words` go with the
    choice; those that are too long, and files, are to be sent once more."""
    carried = words if len(words.encode()) * len(schools) <= MOST_CARRIED else ""
    again = files or carried != words
    return parts.card(
        parts.title(wording.WHICH_SCHOOL),
        parts.paragraph(wording.SCHOOL_MEANT_NOW.format(school=chosen) if chosen else wording.OF_SEVERAL_SCHOOLS),
        parts.paragraph(wording.WORDS_CARRIED if carried else wording.SEND_ONCE_MORE) if words or files else None,
        parts.paragraph(wording.SEND_ONCE_MORE) if again and carried else None,
        parts.buttons(*(parts.opener(name, TenantVerb.CHOOSE, _data(key, carried)) for key, name in schools)),
        parts.small(wording.TO_CHANGE_SCHOOL),
    )


def school_chosen(name: str) -> AdaptiveCard:
    """What stands in the place of the question once it is answered."""
    return parts.card(
        parts.title(name),
        parts.paragraph(wording.SCHOOL_CHOSEN.format(school=name)),
        parts.small(wording.TO_CHANGE_SCHOOL),
    )


def words_in(data: Mapping[str, object]) -> str:
    """What the choice carries."""
    words = data.get(WORDS)
    return words if isinstance(words, str) else ""


def _data(key: str, words: str) -> dict[str, str]:
    return {MEANT_SCHOOL: key, WORDS: words} if words else {MEANT_SCHOOL: key}
