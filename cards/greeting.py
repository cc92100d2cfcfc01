"""Welcome and help: what its reader can do here, one press away."""

from __future__ import annotations

from collections.abc import Sequence

from cards.calls import CallVerb
from cards.kit import parts
from cards.kit.elements import ActionSet, AdaptiveCard, CardElement
from cards.kit.guide import Guide, HelpButton, Opener
from cards.words import kit as wording

BUTTONS_SHOWN, LINES_SHOWN = 5, 5
"""So many stand on the first screen of a phone; the others are a press away."""


def welcome_card(school: str, guide: Guide) -> AdaptiveCard:
    """Shown once, when the bot comes into somebody's chat. `guide` is what its reader can do."""
    return parts.card(
        parts.title("Online Safety"),
        parts.paragraph(wording.WELCOME.format(school=school)),
        *_buttons(guide.buttons),
        parts.points(wording.WELCOME_POINTS),
        parts.small(wording.WELCOME_ALSO),
    )


def help_card(guide: Guide, note: str | None = None) -> AdaptiveCard:
    """What its reader can press and type, at any point of a conversation; `note` is a sentence of ours to begin with.

    Commands for the same stand together.
    """
    told: dict[str, list[str]] = {}
    for line in guide.lines:
        told.setdefault(line.what, []).append(line.commands)
    lines = [f"{', '.join(commands)} – {what}" for what, commands in told.items()]
    return parts.card(
        parts.title(wording.WHAT_I_CAN_DO),
        parts.paragraph(note) if note else None,
        *_buttons(guide.buttons),
        parts.small(wording.IN_DANGER),
        parts.heading(wording.TO_TYPE),
        parts.points([*lines[:LINES_SHOWN], f"**cancel** – {wording.CANCEL_LINE}"]),
        *_more(lines[LINES_SHOWN:]),
    )


def sentence_card(text: str) -> AdaptiveCard:
    """A sentence, with the buttons to go on. None stands out: the sentence is the answer."""
    return parts.card(parts.paragraph(text), _main())


def _buttons(offered: Sequence[HelpButton]) -> list[CardElement]:
    """Reporting first, whoever reads it."""
    report = parts.opener(wording.REPORT_SOMETHING, Opener.REPORT, style="positive")
    others = [(parts.form_opener if each.form else parts.opener)(each.title, each.opens) for each in offered]
    shown = len(others) if len(others) <= BUTTONS_SHOWN else BUTTONS_SHOWN - 1
    return parts.ranked_buttons([report, *others[:shown]], others[shown:])


def _more(lines: Sequence[str]) -> list[CardElement]:
    return parts.collapsible(wording.MORE_TO_TYPE, "words", [parts.points(lines)]) if lines else []


def _main() -> ActionSet:
    return parts.buttons(
        parts.opener(wording.REPORT_SOMETHING, Opener.REPORT),
        parts.opener(wording.MY_REPORTS, Opener.MY_REPORTS),
        parts.form_opener(wording.ASK_FOR_A_CALL, CallVerb.NEW),
    )
