"""What somebody is to do about reports, as they see it, and the small forms by which that begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.actions.briefing import ActionLine, ActionList
from bot.policy.actions.telling import OwnActions
from bot.policy.incidents.actions import ReportAction, open_actions
from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.school import School
from cards.incidents import ActionVerb, IncidentVerb
from cards.incidents.actions import due_line, end_data, over_line
from cards.kit import fields, parts
from cards.kit.elements import AdaptiveCard, CardElement
from cards.kit.guide import Faces, LineFace
from cards.words import actions as wording
from cards.words.actions import LEADS
from cards.words.incidents import TYPE_HELP, WAS_REMOVED
from cards.words.kinds import KIND_WORDS
from cards.words.sentences import toast

ACTION_LINES: Faces = {
    ActionLine.MINE: LineFace(wording.LINE_MINE, ActionVerb.LIST),
    ActionLine.OPEN: LineFace(wording.LINE_OPEN, ActionVerb.LIST),
}
OWN_WORDS_BYTES = 700
"""Bytes of JSON that the words of one take where somebody reads what is theirs."""
OWN_SHOWN, OVER_SHOWN, OTHERS_SHOWN = 8, 2, 8
"""How many of each a card shows."""
WORDS, OWNER, ON_DAY, ENDS_AS = "words", "owner", "on", "ends_as"
"""The fields of the forms."""
ENDS_DONE, ENDS_NOT_NEEDED = "done", "not_needed"


def own_card(school: School, now: datetime, own: OwnActions, *, lead: str | None = None) -> AdaptiveCard:
    """What one person is to do about a report, each with **Done**. Of the report nothing but its reference and kind."""
    if own.removed:
        return parts.card(parts.small(WAS_REMOVED.format(id=own.reference, on=TYPE_HELP)))
    still_open = open_actions(own.actions)
    over = [each for each in own.actions if each.ending][-OVER_SHOWN:]
    return parts.card(
        parts.title(wording.FOR_YOU if still_open else wording.ALL_DONE),
        parts.small(_about(own)),
        parts.paragraph(lead) if lead and still_open else None,
        *_to_do(school, now, still_open),
        *(parts.small_typed(over_line(school, now, each)) for each in reversed(over)),
        _opener(own.reference) if own.sees else None,
        parts.small(wording.WHAT_IS_YOURS) if not (own.sees or still_open) else None,
    )


def own_message(school: School, now: datetime, purpose: Purpose, own: OwnActions) -> Message:
    """The message of a notice, and its toast: the reference alone."""
    shown = own_card(school, now, own, lead=LEADS.get(purpose))
    return Message(summary=toast(purpose, reference=own.reference), card=parts.as_json(shown))


def list_card(school: School, now: datetime, listed: ActionList) -> AdaptiveCard:
    """All that is the reader's to do, and what others are to do about reports that they may see."""
    rows: list[CardElement] = []
    left = OWN_SHOWN
    for own in listed.own:
        if left > 0:
            rows += [parts.heading(_about(own)), *_to_do(school, now, own.actions[:left])]
        left -= len(own.actions)
    if listed.others:
        rows.append(parts.heading(wording.OTHERS))
    rows += [_other(school, now, each) for each in listed.others[:OTHERS_SHOWN]]
    more = max(0, -left) + max(0, len(listed.others) - OTHERS_SHOWN)
    return parts.card(
        parts.title(wording.ACTIONS),
        *(rows or [parts.paragraph(wording.NOTHING_TO_DO)]),
        parts.small(wording.AND_MORE.format(count=more)) if more else None,
    )


def add_form(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """What is to be done, by whom, and until when."""
    return parts.card(
        parts.title(wording.ADD_TITLE),
        parts.small(f"{incident.id} · {KIND_WORDS[incident.kind].name}"),
        *parts.problems(wrong.get(WORDS)),
        fields.line(WORDS, wording.WHAT, wording.WHAT_HINT, value=_text_of(answers, WORDS), required=True),
        *parts.problems(wrong.get(OWNER)),
        fields.people(OWNER, wording.WHO, wording.WHO_HINT, value=_text_of(answers, OWNER)),
        *parts.problems(wrong.get(ON_DAY)),
        *fields.date(ON_DAY, wording.BY_WHEN, answers, typed=ON_DAY in wrong, required=True),
        parts.small(wording.ADD_EXPLAINED),
        parts.form_buttons(ActionVerb.ADD_SEND, {"id": incident.id, "v": incident.version}),
    )


def end_form(action: ReportAction, answers: parts.Texts, wrong: parts.Texts, *, handles: bool) -> AdaptiveCard:
    """What was done, if they wish to say so; whoever handles the report may also say that it is not needed any more."""
    choices = {ENDS_DONE: wording.IS_DONE, ENDS_NOT_NEEDED: wording.IS_NOT_NEEDED}
    return parts.card(
        parts.title(wording.END_TITLE),
        parts.typed_text(action.words, OWN_WORDS_BYTES),
        fields.choice(ENDS_AS, wording.WHAT_BECAME, choices, value=answers.get(ENDS_AS, ENDS_DONE))
        if handles
        else None,
        *parts.problems(*wrong.values()),
        fields.line(WORDS, wording.WHAT_WAS_DONE, wording.IF_YOU_LIKE, value=_text_of(answers, WORDS), many=True),
        parts.form_buttons(ActionVerb.END_SEND, {**end_data(action), parts.SENT: 1}, "Save"),
    )


def action_result(reference: str, said: str, *, sees: bool) -> AdaptiveCard:
    """What sending a form did, and a way on."""
    to_report = parts.opener(f"Open {reference}", IncidentVerb.SHOW, {"id": reference})
    return parts.form_result(said, to_report if sees else parts.opener(wording.ACTIONS, ActionVerb.LIST))


def _about(own: OwnActions) -> str:
    return f"{own.reference} · {KIND_WORDS[own.kind].name if own.kind else wording.A_REPORT}"


def _to_do(school: School, now: datetime, actions: Sequence[ReportAction]) -> list[CardElement]:
    shown: list[CardElement] = []
    for each in actions[:OWN_SHOWN]:
        shown += [
            parts.typed_text(each.words, OWN_WORDS_BYTES, "Medium"),
            parts.small_typed(due_line(school, now, each, wording.BY_DAY_FOR, wording.LATE_FOR)),
            parts.buttons(parts.form_opener(wording.DONE_BUTTON, ActionVerb.END, end_data(each), style="positive")),
        ]
    return shown


def _other(school: School, now: datetime, action: ReportAction) -> CardElement:
    return parts.list_row(
        parts.opener(f"Open {action.subject}", IncidentVerb.SHOW, {"id": action.subject}),
        parts.typed_text(action.words, OWN_WORDS_BYTES // 2),
        parts.small_typed(f"{due_line(school, now, action, wording.WHO_BY)} · {action.subject}"),
    )


def _opener(reference: str) -> CardElement:
    return parts.buttons(parts.opener(f"Open {reference}", IncidentVerb.SHOW, {"id": reference}))


def _text_of(answers: parts.Texts, field: str) -> str:
    return parts.cut(answers.get(field, ""), parts.TYPED_BYTES)
