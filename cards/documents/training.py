"""Training: what a member of staff is told, the year's list before it begins, and the form for a session (T1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.documents.campaigns import Ask, AskState, Campaign
from bot.policy.documents.publication import PUBLISHERS, SEE_WHO_SIGNED
from bot.policy.documents.training import Session
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.documents import DocumentVerb, TrainingVerb
from cards.kit import fields, parts, times
from cards.kit.elements import AdaptiveCard, Choice, ChoiceSetInput
from cards.kit.guide import Opener
from cards.words import documents as wording
from cards.words.documents import INDUCTION, TRAINING_LEADS, lead_line

MAX_PEOPLE_LISTED = 100
"""The longest staff list that the form shows in full; a longer one is searched with Teams' people picker."""


def not_begun_card(reader: Person) -> AdaptiveCard:
    """There is no list of this school year yet."""
    leads = reader.holds(*PUBLISHERS)
    return parts.card(
        parts.title("Online-safety training"),
        parts.paragraph(wording.TRAINING_EXPLAINED),
        parts.buttons(
            parts.button(wording.BEGIN_THE_LIST, TrainingVerb.BEGIN, inputs=False) if leads else None,
            parts.form_opener("Record a session", TrainingVerb.FORM) if leads else None,
            parts.button(wording.WHO_HAS_NOT_SIGNED, DocumentVerb.OVERVIEW, inputs=False),
        ),
        *parts.why(wording.TRAINING_SECTIONS),
    )


def session_form(
    staff: Sequence[Person],
    draft: str,
    *,
    everyone: bool = False,
    wrong: parts.Texts | None = None,
    typed: parts.Texts | None = None,
) -> AdaptiveCard:
    """A session: date, title, who was there. `everyone` ticks the whole staff list, to take a few out again."""
    problems, given = wrong or {}, typed or {}
    held = {"draft": draft}
    listed = 0 < len(staff) <= MAX_PEOPLE_LISTED
    present = ",".join(person.id for person in staff) if everyone and listed else given.get("present", "")
    return parts.card(
        parts.title(wording.RECORD_A_SESSION),
        *parts.problems(problems.get("held_on")),
        *fields.date("held_on", "Date", given, typed="held_on" in problems, past=True, required=True),
        *parts.problems(problems.get("title")),
        fields.line("title", fields.star("Title"), wording.WHAT_IT_WAS_ABOUT, value=given.get("title", "")),
        *parts.problems(problems.get("present")),
        _people(staff, present) if listed else _picker(present),
        parts.buttons(
            parts.button("Save", TrainingVerb.SEND, held, style="positive"),
            parts.button("Tick everybody", TrainingVerb.EVERYONE, held) if listed and not everyone else None,
            parts.put_away("Save"),
        ),
        *parts.why(wording.TRAINING_SECTIONS),
    )


def session_line(school: School, now: datetime, session: Session) -> str:
    """That a session was written down, in one line."""
    return wording.SESSION_KEPT.format(
        id=session.id, title=session.title, day=times.day(school, session.held_on, now), count=len(session.attended)
    )


def session_card(school: School, now: datetime, session: Session) -> AdaptiveCard:
    """A session as it was written down."""
    names = ", ".join(who.name for who in session.attended)
    return parts.card(
        parts.title(wording.SESSION_RECORDED),
        parts.small(f"{session.id} · {school.name}"),
        parts.fact_set([("Date", times.day(school, session.held_on, now)), ("Title", session.title)]),
        parts.heading(f"There: {len(session.attended)}"),
        parts.typed_text(names, 8_000),
        parts.buttons(
            parts.button("Who is due", TrainingVerb.SHOW, inputs=False),
            parts.form_opener("Record another", TrainingVerb.FORM),
        ),
    )


def training_due_card(
    school: School, now: datetime, campaign: Campaign, ask: Ask, reminder: int, reader: Person
) -> AdaptiveCard:
    """A person's own training of the year: due, done, or set aside. What it is about can be read meanwhile."""
    done = ask.standing is AskState.DONE
    words = INDUCTION if ask.joined and reminder == 0 else lead_line(reminder, TRAINING_LEADS)
    when = f" {times.standing(school, ask.answered_at, now)}" if ask.answered_at else ""
    return parts.card(
        parts.title(f"Online-safety training {campaign.label}"),
        parts.banner(f"Done. Noted{when}.", "good") if done else None,
        None if done else parts.paragraph(words),
        parts.buttons(
            parts.opener("Who is due", TrainingVerb.SHOW) if reader.roles & SEE_WHO_SIGNED else None,
            parts.opener("Acceptable Use Policy", DocumentVerb.MINE),
            parts.opener("Report something", Opener.REPORT),
        ),
        *parts.why(wording.TRAINING_SECTIONS),
    )


def _people(staff: Sequence[Person], present: str) -> ChoiceSetInput:
    return ChoiceSetInput(
        id="present",
        label=fields.star("Who was there"),
        choices=[Choice(title=person.name, value=person.id) for person in staff],
        is_multi_select=True,
        style="expanded" if len(staff) <= 30 else "compact",  # noqa: PLR2004 - boxes to tick fit a phone's screen
        value=present or None,
        wrap=True,
    )


def _picker(present: str) -> ChoiceSetInput:
    picker = fields.people("present", "Who was there", "Type a name", value=present)
    picker.style, picker.is_multi_select = None, True
    return picker
