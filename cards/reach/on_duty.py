"""Who is on duty: whom each kind of report would go to first now, with their telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.school import School
from bot.policy.reach.on_duty import OnDuty
from cards.kit import links, parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.kit.guide import Opener
from cards.words import reach as wording
from cards.words.kinds import KIND_WORDS
from cards.words.kit import IN_DANGER, ROLE_WORDS


def on_duty_card(school: School, now: datetime, on_duty: Sequence[OnDuty]) -> AdaptiveCard:
    """The kinds that go to the same people below one heading, as they stand on the first card of a report."""
    return parts.card(
        parts.title(wording.WHO_IS_ON_DUTY),
        links.phone_999(IN_DANGER),
        parts.small(wording.REPORT_IT_TOO),
        *(element for each in on_duty for element in _group(school, now, each)),
        parts.buttons(parts.opener("Report something", Opener.REPORT)),
    )


def _group(school: School, now: datetime, group: OnDuty) -> list[CardElement]:
    shown: list[CardElement] = [parts.heading(", ".join(KIND_WORDS[kind].name for kind in group.kinds))]
    if group.waits_until is not None:
        shown.append(parts.small(wording.TOLD_WHEN_OPEN.format(at=times.in_answer(school, group.waits_until, now))))
    if not group.people and not group.contacts:
        shown.append(parts.paragraph(" or ".join(ROLE_WORDS[role] for role in group.roles)))
    shown += [links.person(person.name, ROLE_WORDS[role], phone=person.phone) for role, person in group.people]
    shown += [links.contact(contact.name, phone=contact.phone) for contact in group.contacts]
    if any(KINDS[kind].confidential for kind in group.kinds):
        shown.append(parts.small(wording.ABOUT_THE_HEADTEACHER))
    return shown
