"""The small forms of a duty. What was typed always comes back untouched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.duties.doing import LONGEST_EVIDENCE, latest_day
from bot.policy.duties.duty import Duty
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.kit.approval import LONGEST_REASON
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.duties import DutyVerb
from cards.duties.duty_card import button_data
from cards.incidents.evidence import file_choice
from cards.kit import fields, parts, times
from cards.kit.elements import AdaptiveCard, CardElement, TextInput
from cards.words import duties as wording
from cards.words.files import HOW_IT_IS_OPENED, NO_FILE, OPEN_A_FILE_OF
from cards.words.sentences import sentence

DONE_ON_DAY, WORDS, TO = "on", "words", "to"
"""The fields of the forms."""


def done_form(
    school: School,
    now: datetime,
    duty: Duty,
    answers: parts.Texts,
    wrong: parts.Texts | None = None,
    files: int = 0,
) -> AdaptiveCard:
    """When it was done, and what shows it: in words, unless `files` of evidence are kept with it."""
    problems, today = wrong or {}, local(now, school.timezone).date().isoformat()
    return _form(
        duty,
        wording.DONE_TITLE,
        DutyVerb.DONE_SEND,
        *parts.problems(problems.get(DONE_ON_DAY)),
        *fields.date(
            DONE_ON_DAY,
            wording.WHEN_DONE,
            {DONE_ON_DAY: today, **answers},
            typed=DONE_ON_DAY in problems,
            past=True,
            required=True,
        ),
        *parts.problems(problems.get(WORDS)),
        _words(
            wording.WHAT_SHOWS_IT, answers, parts.cut(duty.rule.evidence, 600), LONGEST_EVIDENCE, required=not files
        ),
        parts.small(wording.files_are_evidence(files) if files else wording.A_FILE_WILL_DO),
    )


def add_file_card(duty: Duty) -> AdaptiveCard:
    """Where to send a file of evidence, and what may be sent."""
    return parts.card(
        parts.title(wording.ADD_FILE_TO.format(id=duty.id)),
        parts.typed_text(duty.rule.title, 600),
        parts.paragraph(wording.SEND_IT_NOW),
        parts.small(sentence("file.unknown")),
    )


def open_file_form(duty: Duty, files: Sequence[EvidenceFile]) -> AdaptiveCard:
    """Which file? It comes as an offer below."""
    choice = file_choice(files)
    if choice is None:
        return parts.card(parts.title(duty.id), parts.paragraph(NO_FILE), parts.buttons(parts.put_away()))
    return parts.card(
        parts.title(OPEN_A_FILE_OF.format(id=duty.id)),
        parts.paragraph(HOW_IT_IS_OPENED),
        choice,
        parts.form_buttons(DutyVerb.OPEN_FILE_SEND, button_data(duty)),
    )


def not_needed_form(duty: Duty, answers: parts.Texts, wrong: parts.Texts | None = None) -> AdaptiveCard:
    """Why it is not needed this year."""
    return _form(
        duty,
        wording.NOT_NEEDED_TITLE,
        DutyVerb.NOT_NEEDED_SEND,
        *parts.problems(*(wrong or {}).values()),
        _words(wording.WHY_NOT, answers, None, LONGEST_REASON),
    )


def hand_over_form(duty: Duty, answers: parts.Texts, wrong: parts.Texts | None = None) -> AdaptiveCard:
    """Who has it from now on."""
    chosen = parts.cut(answers.get(TO, ""), fields.TYPED_ROOM)
    return _form(
        duty,
        wording.HAND_OVER_TITLE,
        DutyVerb.HAND_OVER_SEND,
        *parts.problems(*(wrong or {}).values()),
        fields.people(TO, fields.star(wording.WHO_TAKES_IT), wording.WHO_HINT, value=chosen),
        parts.small(wording.STILL_YOURS),
        send="Send",
    )


def later_form(
    school: School, now: datetime, duty: Duty, answers: parts.Texts, wrong: parts.Texts | None = None
) -> AdaptiveCard:
    """On which day it is asked for again."""
    return _form(
        duty,
        wording.LATER_TITLE,
        DutyVerb.LATER_SEND,
        *parts.problems(*(wrong or {}).values()),
        *fields.date(TO, wording.UNTIL_WHEN, answers, typed=bool(wrong), required=True),
        parts.small(wording.LATEST.format(day=times.day(school, latest_day(duty), now))),
    )


def duty_result(duty: Duty, said: str) -> AdaptiveCard:
    """What sending a form of this duty did, and the way back to it."""
    return parts.form_result(said, parts.opener(f"Open {duty.id}", DutyVerb.SHOW, button_data(duty)))


def _form(duty: Duty, title: str, verb: DutyVerb, *asked: CardElement, send: str = "Save") -> AdaptiveCard:
    return parts.card(
        parts.title(f"{title}: {duty.id}"),
        parts.typed_text(duty.rule.title, 600),
        *asked,
        parts.form_buttons(verb, button_data(duty), send),
    )


def _words(label: str, answers: parts.Texts, hint: str | None, limit: int, *, required: bool = True) -> TextInput:
    return TextInput(
        id=WORDS,
        label=label,
        placeholder=hint,
        value=parts.cut(answers.get(WORDS, ""), parts.TYPED_BYTES) or None,
        is_multiline=True,
        max_length=limit,
        is_required=required or None,
        error_message=sentence("form.missing") if required else None,
    )
