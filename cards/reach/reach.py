"""Who can be reached, person by person, with what to do about who cannot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.kit.people import Contact, Person
from bot.policy.kit.reached import ReachCheck, Reached
from bot.policy.kit.records import Message
from bot.policy.kit.school import School
from bot.policy.reach import ReachPurpose
from bot.policy.reach.reach import GapsShown, ReachLine, RoleReach, find_gaps, has_untried
from bot.policy.reach.troubles import Trouble, TroubleKind
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.kit.guide import Faces, LineFace
from cards.reach import ReachVerb
from cards.words import kit as kit_words
from cards.words import reach as wording
from cards.words.kit import ROLE_WORDS, UNDELIVERED_DO, why_undelivered
from cards.words.sentences import toast

REACH_LINES: Faces = {
    ReachLine.UNREACHABLE: LineFace(wording.LINE_UNREACHABLE, ReachVerb.SHOW),
}


def reach_card(school: School, now: datetime, roles: Sequence[RoleReach], check: ReachCheck | None) -> AdaptiveCard:
    """Everybody whom a report may go to: their roles, when each was last reached, and who cannot be."""
    checked = wording.CHECKED.format(at=times.standing(school, check.at, now)) if check else "Not checked yet."
    return parts.card(
        parts.title(wording.WHO_CAN_BE_REACHED),
        parts.small(checked),
        _silence(school, now, check),
        *_clock(school, now, check),
        *_gaps(roles),
        _people(school, now, roles),
        parts.buttons(parts.button("Check now", ReachVerb.CHECK)),
    )


def _silence(school: School, now: datetime, check: ReachCheck | None) -> CardElement | None:
    if check is None or check.silent_since is None:
        return None
    since = times.standing(school, check.silent_since, now)
    return parts.banner(wording.SILENCE.format(since=since), "attention")


def reach_message(school: School, now: datetime, shown: GapsShown | Trouble) -> Message:
    """The message that tells a Champion of a gap, or of what is ill with the bot, before it is needed."""
    if isinstance(shown, GapsShown):
        card = reach_card(school, now, shown.roles, shown.check)
        return Message(summary=toast(ReachPurpose.GAP), card=parts.as_json(card))
    words = wording.TROUBLES[TroubleKind(shown.id)]
    return Message(
        summary=words.title if shown.under_way else words.over,
        card=parts.as_json(trouble_card(school, now, shown)),
    )


def trouble_card(school: School, now: datetime, trouble: Trouble) -> AdaptiveCard:
    """What is ill with the bot, what still works, and what to do; or that it is over."""
    words, since = wording.TROUBLES[TroubleKind(trouble.id)], times.standing(school, trouble.since, now)
    if trouble.ended_at is not None:
        ended = times.standing(school, trouble.ended_at, now)
        return parts.card(parts.title(words.over), parts.small(wording.TROUBLE_WAS.format(since=since, ended=ended)))
    return parts.card(
        parts.title(words.title),
        parts.small(wording.TROUBLE_SINCE.format(since=since)),
        parts.paragraph(words.means),
        parts.typed_text(trouble.said) if trouble.said else None,
        parts.banner(words.do, "accent"),
    )


def _clock(school: School, now: datetime, check: ReachCheck | None) -> list[CardElement]:
    if check is None or check.clock_wrong_at is None:
        return []
    words = wording.CLOCK_WAS_WRONG.format(at=times.standing(school, check.clock_wrong_at, now))
    return [
        parts.banner(words, "attention"),
        parts.paragraph(wording.CLOCK_WHAT_TO_DO),
    ]


def _gaps(roles: Sequence[RoleReach]) -> list[CardElement]:
    found = find_gaps(roles)
    if not found and has_untried(roles):
        return [parts.banner(wording.NOT_ALL_TRIED, "accent")]
    if not found:
        return [parts.banner(wording.ALL_REACHED, "good")]
    held: dict[tuple[str, str], list[str]] = {}
    lines = []
    for gap in found:
        role = ROLE_WORDS.get(gap.role, gap.role)
        if gap.reason == "nobody":
            lines.append((role, wording.NOBODY_HOLDS_IT))
        else:
            held.setdefault((gap.person, gap.reason), []).append(role)
    for (person, reason), roles_held in held.items():
        why, do = why_undelivered(reason), UNDELIVERED_DO.get(reason, "")
        lines.append((person, f"{', '.join(roles_held)}: {why}. {do}".strip()))
    return [parts.banner(wording.NOT_HEARD, "attention"), parts.fact_set(lines)]


def _people(school: School, now: datetime, roles: Sequence[RoleReach]) -> CardElement:
    """A row for each person and contact, with all the roles that are theirs."""
    people = {person.id: (person, known) for each in roles for person, known in each.people}
    contacts = {contact.id: contact for each in roles for contact in each.contacts}
    held: dict[str, list[str]] = {}
    for each in roles:
        for one in (*(person.id for person, _ in each.people), *(contact.id for contact in each.contacts)):
            held.setdefault(one, []).append(ROLE_WORDS.get(each.role, each.role))
    rows = [(person.id, person.name, _person_line(school, now, person, known)) for person, known in people.values()]
    rows += [(contact.id, contact.name, _by_telephone(contact)) for contact in contacts.values()]
    return parts.fact_set([(name, f"{', '.join(held[one])}: {how}") for one, name, how in rows])


def _by_telephone(contact: Contact) -> str:
    if contact.phone:
        return wording.BY_TELEPHONE.format(number=contact.phone)
    return wording.BY_MAIL.format(mail=contact.mail)


def _person_line(school: School, now: datetime, person: Person, known: Reached | None) -> str:
    reached = _reach_line(school, now, known)
    if person.away_until is None:
        return reached
    return f"{kit_words.AWAY_UNTIL_DAY.format(day=times.day(school, person.away_until, now))}; {reached}"


def _reach_line(school: School, now: datetime, known: Reached | None) -> str:
    if known is None or not known.tried:
        return "not tried yet"
    if known.out_of_reach:
        return "cannot be reached"
    return f"reached {times.standing(school, known.reached_at, now)}" if known.reached_at else "not tried yet"
