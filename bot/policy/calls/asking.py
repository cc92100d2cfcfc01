"""What a person sent in the form for a video call, read. What comes from a card is never trusted; nothing is judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.policy.calls.call import PartnerKind, RequestForm
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school_time import instant, local, parse_day, parse_moment
from bot.policy.kit.spoken_days import spell_out_day

LONGEST_ANSWERS: dict[str, int] = {
    "subject": 300,
    "class_name": 60,
    "partner": 120,
    "partner_reason": 300,
    "tool": 60,
    "tool_reason": 300,
    "agreement": 120,
    "remark": 500,
}
"""The most characters that each answer keeps."""
PEOPLE_FIELDS = ("lead", "team", "in_the_room")
FORM_FIELDS = (
    *LONGEST_ANSWERS,
    *PEOPLE_FIELDS,
    *("pupils", "day", "starts", "ends", "partner_kind", "signed_on", "trained", "recorded", "consent"),
)
"""Every field of the form."""
MAX_PEOPLE = 60
SWITCHED_ON = "true"
"""What a switch that is on sends."""


@dataclass(frozen=True, slots=True)
class TypedForm:
    """A form as it was read: `asked` has no people yet, only `people` has the object ids chosen, by their field."""

    asked: RequestForm
    people: Mapping[str, tuple[str, ...]]


def read_request_form(answers: Mapping[str, str], tz: ZoneInfo, today: date) -> TypedForm:
    """The answers of a form, a day as it is said on this one. What cannot be read is left out, and then a rule says so.

    Raises `Incomplete` for an answer that is longer than what is kept.
    """
    texts = {name: answers.get(name, "").strip() for name in LONGEST_ANSWERS}
    too_long = {name: "form.too_long" for name, text in texts.items() if len(text) > LONGEST_ANSWERS[name]}
    people = {name: _ids(answers.get(name, "")) for name in PEOPLE_FIELDS}
    too_long |= {name: "form.too_long" for name, ids in people.items() if len(ids) > MAX_PEOPLE}
    if too_long:
        raise Incomplete(**too_long)
    kind = answers.get("partner_kind", "")
    day = spell_out_day(answers.get("day", ""), today)
    asked = RequestForm(
        pupils=_number(answers.get("pupils", "")),
        starts_at=_moment(day, answers.get("starts", ""), tz),
        ends_at=_moment(day, answers.get("ends", ""), tz, last=True),
        partner_kind=PartnerKind(kind) if kind in set(PartnerKind) else None,
        signed_on=_day(spell_out_day(answers.get("signed_on", ""), today, past=True)),
        trained=answers.get("trained") == SWITCHED_ON,
        recorded=answers.get("recorded") == SWITCHED_ON,
        consent=answers.get("consent") == SWITCHED_ON,
    )
    return TypedForm(asked.model_copy(update=texts), people)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text.strip()) else None


def _moment(day: str, time: str, tz: ZoneInfo, *, last: bool = False) -> datetime | None:
    """The moment that a day and a time of it mean; of two such moments the later one where the call ends."""
    try:
        at = parse_moment(day, time, tz)
    except Incomplete:
        return None
    shown = local(at, tz)
    return instant(shown.date(), shown.time(), tz, second=True) if last else at


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except Incomplete:
        return None
