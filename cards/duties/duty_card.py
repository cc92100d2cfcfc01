"""A duty's card: what is to be done, by when, and what counts as evidence; and the same record once it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.duties.doing import latest_day
from bot.policy.duties.duty import Duty, DutyState, DutyView
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.roles import TELLERS
from bot.policy.kit.school import School
from cards.duties import DutyVerb
from cards.incidents.evidence import listed_files
from cards.kit import parts, timeline, times
from cards.kit.elements import Action, AdaptiveCard, CardElement, ContainerStyle
from cards.kit.guide import COMMAND_WORDS, Opener
from cards.words import duties as wording
from cards.words.duties import LEADS, LEADS_WHEN_LATE
from cards.words.kit import ROLE_WORDS, why_undelivered
from cards.words.sentences import toast

TIMELINE_BYTES, EVIDENCE_BYTES, UNSENT_BYTES, COPIED_BYTES = 2_500, 3_000, 3_000, 4_500
"""Bytes of JSON that these may take on a card."""


def duty_card(
    school: School,
    now: datetime,
    view: DutyView,
    reader: Person,
    *,
    note: str | None = None,
    lead: str | None = None,
    unsent: str = "",
) -> AdaptiveCard:
    """The duty as it stands, with what this reader may do now. `lead` says why it has come, `note` answers a press.

    `unsent` is what they typed for a press that came too late: it is given back.
    """
    duty, acts, files = view.duty, view.may_act(reader), view.may_file(reader)
    return parts.card(
        parts.title_typed(duty.rule.title),
        parts.small(duty.id),
        parts.note(note),
        *([parts.typed_text(unsent, UNSENT_BYTES)] if unsent else []),
        parts.paragraph(lead) if lead else None,
        parts.banner(duty_status(school, now, view), _style(view)),
        parts.typed_text(duty.rule.what, EVIDENCE_BYTES, "Small"),
        *([parts.buttons(*_buttons(view, acts=acts))] if acts or files else []),
        parts.fact_set(_rows(school, now, view)),
        *_files(school, now, view, opens=files),
        *(_texts_to_copy(duty) if acts else []),
        _tells(view, reader),
        *_not_reached(view),
        parts.timeline(timeline.newest_first(school, view.timeline, now), TIMELINE_BYTES),
    )


def duty_message(school: School, now: datetime, purpose: Purpose, view: DutyView, reader: Person) -> Message:
    """The message of a notice, and its toast: the reference and the day."""
    leads = {**LEADS, **LEADS_WHEN_LATE} if view.duty.is_late(view.today) else LEADS
    lead = leads.get(purpose) if view.duty.is_open else None
    shown = duty_card(school, now, view, reader, lead=lead)
    day = times.day(school, view.duty.expected_on, now)
    return Message(summary=toast(purpose, reference=view.duty.id, day=day), card=parts.as_json(shown))


def duty_status(school: School, now: datetime, view: DutyView) -> str:
    """How a duty stands, in one line."""
    duty, ending = view.duty, view.duty.ending
    if ending is not None:
        words = wording.DONE_ON if duty.state is DutyState.DONE else wording.NOT_NEEDED_ON
        return words.format(who=ending.by.name, at=times.standing(school, ending.at, now))
    late, put_off = duty.is_late(view.today), duty.put_off_to is not None
    words = wording.LATE_SINCE if late else wording.PUT_OFF_TO if put_off else wording.DUE_ON
    return words.format(day=times.day(school, duty.expected_on, now))


def button_data(duty: Duty) -> dict[str, str | int]:
    """What a button of this duty carries: the version that it was drawn from."""
    return {"id": duty.id, "v": duty.version}


def _style(view: DutyView) -> ContainerStyle:
    if not view.duty.is_open:
        return "good" if view.duty.state is DutyState.DONE else "emphasis"
    return "attention" if view.duty.is_late(view.today) else "accent"


def _rows(school: School, now: datetime, view: DutyView) -> list[tuple[str, str]]:
    duty, ending = view.duty, view.duty.ending
    rows = [(wording.WHAT_COUNTS, duty.rule.evidence), (wording.WHOSE, ROLE_WORDS.get(duty.rule.role, duty.rule.role))]
    if duty.handed_to is not None:
        rows.append((wording.WITH, duty.handed_to.name))
    if duty.put_off_to is not None:
        rows.append((wording.DUE_ON.format(day="").strip(), times.day(school, duty.due_on, now)))
    if ending is not None:
        rows += [(wording.THE_DAY, times.day(school, ending.on, now))] if ending.on else []
        label = wording.EVIDENCE if duty.state is DutyState.DONE else wording.REASON
        rows += [(label, parts.cut(ending.words, EVIDENCE_BYTES))] if ending.words else []
    return rows


def _buttons(view: DutyView, *, acts: bool) -> Sequence[Action | None]:
    carried, command = button_data(view.duty), view.duty.rule.command if view.duty.is_open else ""
    add = parts.opener(wording.ADD_FILE, DutyVerb.ADD_FILE, carried)
    if not acts:
        return (add,)
    may_wait = latest_day(view.duty) > view.today
    return (
        parts.form_opener(wording.DONE, DutyVerb.DONE, carried, style="positive"),
        parts.opener(wording.OPEN.format(command=command), Opener.COMMAND, {COMMAND_WORDS: command})
        if command
        else None,
        add,
        parts.form_opener(wording.LATER, DutyVerb.LATER, carried) if may_wait else None,
        parts.form_opener(wording.HAND_OVER, DutyVerb.HAND_OVER, carried),
        parts.form_opener(wording.NOT_NEEDED, DutyVerb.NOT_NEEDED, carried),
    )


def _files(school: School, now: datetime, view: DutyView, *, opens: bool) -> list[CardElement]:
    """The files of evidence, by name for those who may open them; to the others how many there are."""
    if not view.files:
        return []
    if not opens:
        return [parts.small(wording.files_kept(len(view.files)))]
    opener = parts.form_opener(wording.OPEN_FILE, DutyVerb.OPEN_FILE, button_data(view.duty))
    return [*listed_files(school, now, view.files), parts.buttons(opener)]


def _texts_to_copy(duty: Duty) -> list[CardElement]:
    """Words that are ready to be copied, each shown by its button."""
    texts = {"note": (wording.NOTE_FOR_STAFF, duty.rule.note), "handout": (wording.HANDOUT, duty.rule.handout)}
    return [
        element
        for part, (name, text) in texts.items()
        if text
        for element in parts.collapsible(name, part, [parts.typed_text(text, COPIED_BYTES)])
    ]


def _tells(view: DutyView, reader: Person) -> CardElement | None:
    """Where its note can be told to the staff at once, by one who may."""
    duty = view.duty
    if not duty.is_told_of or reader.roles.isdisjoint(TELLERS) or (duty.is_open and not view.may_act(reader)):
        return None
    return parts.buttons(parts.form_opener(wording.TELL_STAFF_OF_IT, DutyVerb.TELL_STAFF, button_data(duty)))


def _not_reached(view: DutyView) -> list[CardElement]:
    failed = {each.to.id: f"{each.to.name}: {why_undelivered(each.reason)}" for each in view.unreached}
    return [parts.small(wording.NOT_REACHED.format(people="; ".join(list(failed.values())[:5])))] if failed else []
