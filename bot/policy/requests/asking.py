"""What somebody sent in the form of a request, read and judged by its row of the table. Pure.

What comes from a card is never trusted. What cannot be read or breaks a rule sends the form back, each by its field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.policy.kit.errors import Incomplete
from bot.policy.kit.records import ValueObject
from bot.policy.kit.school_time import FIRST_MONTH, ONE_DAY, parse_day, school_year_of
from bot.policy.kit.spoken_days import spell_out_day
from bot.policy.requests.kinds import (
    NO,
    NOT_KNOWN,
    ON,
    YES,
    Bound,
    FieldShape,
    FormAnswers,
    RequestField,
    RequestKind,
    is_on,
)

LONGEST_BY_SHAPE: Mapping[FieldShape, int] = {FieldShape.LINE: 120, FieldShape.WORDS: 1_000}
"""The most characters that an answer keeps, by its field's shape."""
LONGEST_REMARK = 500
LARGEST_NUMBER = 999
"""No form says more by mistake."""


class Asking(ValueObject):
    """What is asked for, complete: no rule is broken."""

    answers: dict[str, str]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The answers read so far, by which the days after them are measured."""

    today: date
    answers: dict[str, str]

    def day_of(self, name: str) -> date | None:
        """The day that a bound or a field's id stands for; None where that is not known."""
        match name:
            case Bound.TODAY:
                return self.today
            case Bound.SCHOOL_YEAR_END:
                return date(school_year_of(self.today) + 1, FIRST_MONTH, 1) - ONE_DAY
            case _:
                text = self.answers.get(name, "")
                return date.fromisoformat(text) if text else None


def read_request_form(kind: RequestKind, sent: FormAnswers, today: date) -> Asking:
    """What the form asks for. Raises `Incomplete` with a text key for each field that is not right."""
    answers, wrong = _read(kind.fields, sent, today)
    remark = sent.get("remark", "").strip()
    if len(remark) > LONGEST_REMARK:
        wrong["remark"] = "form.too_long"
    for rule in kind.rules:
        if rule.field not in wrong and rule.broken(answers):
            wrong[rule.field] = f"request.{rule.id}"
    if wrong:
        raise Incomplete(**wrong)
    return Asking(answers=answers, remark=remark)


def read_conditions(kind: RequestKind, sent: FormAnswers, today: date) -> dict[str, str]:
    """What is said with the yes. Raises `Incomplete` as `read_request_form` does."""
    answers, wrong = _read(kind.decides_with, sent, today)
    if wrong:
        raise Incomplete(**wrong)
    return answers


def _read(fields: Sequence[RequestField], sent: FormAnswers, today: date) -> tuple[dict[str, str], dict[str, str]]:
    """The answers that are right, and a text key for each field that is not."""
    reading, wrong = _Reading(today, {}), dict[str, str]()
    for field in fields:
        if field.when and not is_on(reading.answers, field.when):
            continue
        text = sent.get(field.id, "").strip()
        if not text and field.shape is not FieldShape.SWITCH:
            if field.required:
                wrong[field.id] = "request.no_day" if field.shape is FieldShape.DAY else "form.missing"
            continue
        said, problem = _READ_BY_SHAPE[field.shape](field, text, reading)
        if problem:
            wrong[field.id] = problem
        elif said:
            reading.answers[field.id] = said
    return reading.answers, wrong


def _read_text(field: RequestField, text: str, _: _Reading) -> tuple[str, str]:
    return (text, "") if len(text) <= LONGEST_BY_SHAPE[field.shape] else ("", "form.too_long")


def _read_day(field: RequestField, text: str, reading: _Reading) -> tuple[str, str]:
    try:
        day = parse_day(spell_out_day(text, reading.today, past=field.until == Bound.TODAY))
    except Incomplete:
        return "", "request.no_day"
    first, last = reading.day_of(field.from_), reading.day_of(field.until)
    if first and day < first:
        return "", "request.day_gone" if field.from_ == Bound.TODAY else "request.day_before_start"
    if last and day > last:
        return "", "request.day_to_come" if field.until == Bound.TODAY else "request.beyond_the_year"
    return day.isoformat(), ""


def _read_number(_: RequestField, text: str, __: _Reading) -> tuple[str, str]:
    number = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0
    return (str(number), "") if 0 < number <= LARGEST_NUMBER else ("", "request.no_number")


def _read_switch(_: RequestField, text: str, __: _Reading) -> tuple[str, str]:
    return (ON if text == ON else ""), ""


def _read_answer(_: RequestField, text: str, __: _Reading) -> tuple[str, str]:
    return (text, "") if text in {YES, NO, NOT_KNOWN} else ("", "form.missing")


_READ_BY_SHAPE = {
    FieldShape.LINE: _read_text,
    FieldShape.WORDS: _read_text,
    FieldShape.DAY: _read_day,
    FieldShape.NUMBER: _read_number,
    FieldShape.SWITCH: _read_switch,
    FieldShape.ANSWER: _read_answer,
}
