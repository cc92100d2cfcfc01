"""What each button does: one table from verb to a service call and the card that answers it.

Nothing in a press says who acts or what they may do. A press needs no conversation: a card sent after a restart, a
`cancel` or a day is still taken.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from botbuilder.dialogs import DialogContext
from microsoft_teams.cards.core import AdaptiveCard

from bot.policy import forms
from bot.policy.errors import Incomplete, PolicyError
from bot.policy.kinds import KINDS, Kind
from bot.policy.reporting import Place, Report
from bot.services.desk import Desk
from bot.services.incidents import Answer
from cards import greeting, incidents, lists, times
from cards.choosing import choose_kind
from cards.reporting import form
from cards.words.sentences import sentence
from dialogs import turn as turns
from dialogs.report import DRAFT, KIND, REPORT, SHOWN, TEXT, new_draft, opening_answers
from dialogs.turn import Turn

Data = Mapping[str, object]
Press = Callable[["Presses", DialogContext, Turn, Data], Awaitable[AdaptiveCard]]


class UnknownPress(PolicyError):
    """No button of ours has this verb, or its data is not what that button sends."""

    key = "error.unknown_press"


class Presses:
    """The buttons of every card."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def answer(self, dialog_context: DialogContext, verb: str, data: Data) -> AdaptiveCard:
        """The card that answers a press. Raises a `PolicyError` whose key is the sentence to say instead."""
        press = VERBS.get(verb)
        if press is None:
            raise UnknownPress
        return await press(self, dialog_context, turns.of(dialog_context.context), data)

    async def start(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """The kinds, to begin a report."""
        draft = new_draft()
        await _begin(dialog_context, {DRAFT: draft, SHOWN: True})
        return choose_kind(draft)

    async def choose(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """The form of the chosen kind, with what the person has typed so far."""
        kind, draft = _kind(data), _text(data, "draft") or new_draft()
        so_far = _state(dialog_context).get(TEXT, "")
        await _begin(dialog_context, {KIND: kind.id, DRAFT: draft, TEXT: so_far, SHOWN: True})
        return form(kind.id, draft, opening_answers(self._desk, str(so_far)))

    async def other(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """Back to the kinds; what was typed into the chat is kept."""
        draft = _text(data, "draft") or new_draft()
        await _begin(dialog_context, {DRAFT: draft, TEXT: _state(dialog_context).get(TEXT, ""), SHOWN: True})
        return choose_kind(draft)

    async def cancel(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """The form is put away; nothing is sent."""
        await dialog_context.cancel_all_dialogs()
        return greeting.said(sentence("cancelled"))

    async def send(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """The report is filed and the form becomes its receipt; what is missing comes back on the same form."""
        kind, draft = _kind(data), _text(data, "draft")
        if not draft:
            raise UnknownPress
        try:
            account = forms.read(kind, data)
            happened = times.read(
                self._desk.school, _text(data, "happened_on"), _text(data, "happened_at"), self._desk.clock.now()
            )
        except Incomplete as wrong:
            return form(kind.id, draft, {key: text for key in data if (text := _text(data, key))}, wrong.facts)
        place = Place(turn.pressed, drawn=turn.replaces) if turn.pressed else None
        answer = await self._desk.incidents.report(turn.by, Report(kind.id, happened, account, draft, place))
        await dialog_context.cancel_all_dialogs()
        return incidents.receipt(self._desk.school, answer.view, note=self._note(answer))

    async def mine(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """The person's own reports."""
        return lists.my_reports(self._desk.school, await self._desk.incidents.reported_by(turn.person))

    async def acknowledge(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """The incident is taken, or somebody has it already."""
        return self._ping(turn, await self._desk.incidents.acknowledge(turn.by, _text(data, "id")))

    async def hand_over(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """Who should take it?"""
        reference = _text(data, "id")
        answer = await self._desk.incidents.handled(turn.person, reference)
        people = await self._desk.incidents.candidates(turn.person, reference)
        return incidents.choose_person(answer.view.incident, people)

    async def handed_over(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """The chosen person is rung."""
        return self._ping(turn, await self._desk.incidents.hand_over(turn.by, _text(data, "id"), _text(data, "to")))

    async def show(self, dialog_context: DialogContext, turn: Turn, data: Data) -> AdaptiveCard:
        """The incident as it stands, for one who handles it."""
        return self._ping(turn, await self._desk.incidents.handled(turn.person, _text(data, "id")))

    def _ping(self, turn: Turn, answer: Answer) -> AdaptiveCard:
        return incidents.ping(self._desk.school, answer.view, turn.person.id, note=self._note(answer))

    def _note(self, answer: Answer) -> str | None:
        if answer.said is None:
            return None
        since = answer.view.incident.owned_at
        at = times.at(self._desk.school, since) if since else ""
        return sentence(answer.said, {**answer.facts, "at": at})


VERBS: dict[str, Press] = {
    "report.start": Presses.start,
    "report.kind": Presses.choose,
    "report.other": Presses.other,
    "report.cancel": Presses.cancel,
    "report.send": Presses.send,
    "reports.mine": Presses.mine,
    "incident.acknowledge": Presses.acknowledge,
    "incident.hand_over": Presses.hand_over,
    "incident.hand_over.send": Presses.handed_over,
    "incident.show": Presses.show,
}


async def _begin(dialog_context: DialogContext, options: dict[str, object]) -> None:
    await dialog_context.cancel_all_dialogs()
    await dialog_context.begin_dialog(REPORT, options)


def _state(dialog_context: DialogContext) -> Mapping[str, object]:
    active = dialog_context.active_dialog
    return active.state if active is not None and active.id == REPORT else {}


def _kind(data: Data) -> Kind:
    kind = KINDS.get(_text(data, "kind"))
    if kind is None:
        raise UnknownPress
    return kind


def _text(data: Data, key: str) -> str:
    """A text of the press's data; anything that is not text counts as empty."""
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""
