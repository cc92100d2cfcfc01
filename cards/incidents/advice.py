"""What to do and what not to do about a kind of report: told before it is sent, and until somebody has it."""

from __future__ import annotations

from microsoft_teams.cards.core import CardElement, Container

from bot.policy.incidents.kinds import KINDS
from cards.kit import parts
from cards.words import incidents as wording
from cards.words.kinds import KIND_WORDS


def advice(kind: str) -> Container:
    """Both, with the sections of the policy small."""
    return parts.box("emphasis", *_do(kind), *_do_not(kind), _sections(kind))


def what_not_to_do(kind: str) -> Container:
    """What must not be done, for the first glance."""
    return parts.box("emphasis", *_do_not(kind))


def what_to_do(kind: str) -> Container:
    """What to do, with the sections of the policy for both."""
    return parts.box("emphasis", *_do(kind), _sections(kind))


def _do(kind: str) -> tuple[CardElement, ...]:
    return parts.subheading("Do now"), parts.points(KIND_WORDS[kind].do)


def _do_not(kind: str) -> tuple[CardElement, ...]:
    return parts.heading(wording.WHAT_NOT_TO_DO), parts.points(KIND_WORDS[kind].do_not)


def _sections(kind: str) -> CardElement:
    sections = " and ".join(part if part[0].isalpha() else f"section {part}" for part in KINDS[kind].sections)
    return parts.small(f"Online Safety Policy, {sections}")
