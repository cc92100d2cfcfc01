"""Reporting from any message: the dialog of the message action, private to whoever opened it, wherever the message is.

It keeps nothing between its steps: Teams brings the message along each time. The receipt comes to their own chat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.incidents.kinds import KINDS, Kind
from bot.policy.incidents.recognising import likely_kinds
from bot.policy.kit.records import Urgency
from bot.services.incidents.reports import Reports
from bot.services.services import Services
from cards.incidents import ReportVerb, reporting
from cards.kit import parts, times
from cards.kit.elements import ActionSet, AdaptiveCard, ExecuteAction
from cards.kit.guide import Opener
from cards.kit.parts import Verb
from cards.words import incidents as wording
from cards.words.incidents import left_out_words
from cards.words.sentences import sentence
from dialogs.conversation import OpenReport, TurnDialogs
from dialogs.originals import as_mapping
from dialogs.press import UnknownPress, card_of, new_draft
from dialogs.presses import Presses
from dialogs.report import first_card
from dialogs.reporting import AUTHOR_KEY
from dialogs.selected_message import SelectedMessage, parse_message

COMMAND_ID = "report"
_FILING_VERBS = frozenset({ReportVerb.SEND, ReportVerb.ALERT, ReportVerb.ALERT_ADULT})


@dataclass(frozen=True, slots=True)
class CloseDialog:
    """Close the dialog with a sentence."""

    sentence: str


NextStep = AdaptiveCard | CloseDialog
"""What the dialog shows next."""


class MessageActionDialog:
    """The dialog of the command `report`."""

    def __init__(self, services: Services, presses: Presses) -> None:
        self._services = services
        self._presses = presses

    async def begin(self, value: Mapping[str, object]) -> NextStep:
        """The kinds, the likely ones first, with what will be taken over from the message."""
        if value.get("commandId") != COMMAND_ID:
            raise UnknownPress
        message = parse_message(value.get("messagePayload"))
        return reporting.message_kinds_card(
            self._services.school, new_draft(), likely_kinds(message.text).kinds, *_about(message)
        )

    async def submit(self, dialogs: TurnDialogs, value: Mapping[str, object]) -> NextStep:
        """The next step of the dialog, by the button that was pressed in it. Raises `UnknownPress`."""
        if value.get("commandId") != COMMAND_ID:
            raise UnknownPress
        return await self.press(dialogs, as_mapping(value.get("data")), parse_message(value.get("messagePayload")))

    async def press(self, dialogs: TurnDialogs, data: Mapping[str, object], message: SelectedMessage) -> NextStep:
        """One press in a dialog; only what belongs to reporting is taken there."""
        verb = _verb(data)
        given = data.get("draft")
        draft = given if isinstance(given, str) and given else new_draft()
        if verb in {Opener.REPORT, ReportVerb.OTHER}:
            return reporting.message_kinds_card(
                self._services.school, draft, likely_kinds(message.text).kinds, *_about(message)
            )
        if verb is ReportVerb.KIND:
            return await self._first(_kind(data), draft, message)
        if verb is ReportVerb.CANCEL:
            return CloseDialog(sentence("dialog.cancelled"))
        if verb is ReportVerb.ADULT:
            return card_of(await self._presses.answer(dialogs, verb, data))
        if verb in _FILING_VERBS:
            return await self._file(dialogs, verb, data, draft, message)
        raise UnknownPress

    async def _first(self, kind: Kind, draft: str, message: SelectedMessage) -> AdaptiveCard:
        """The kind's form with the message in it; an emergency's alert holds nothing of it."""
        if self._services.school.routes[kind.id].urgency is Urgency.EMERGENCY:
            return await first_card(self._services, OpenReport(draft, kind.id))
        return reporting.message_form(kind.id, draft, self._answers(kind, message), message.left_out)

    async def _file(
        self, dialogs: TurnDialogs, verb: Verb, data: Mapping[str, object], draft: str, message: SelectedMessage
    ) -> NextStep:
        kind = _kind(data)
        # Whoever wrote it is of the message, and not of what the client fills in.
        others = [writer for writer in message.author_ids if writer != dialogs.turn.person.id]
        whole = {**data, AUTHOR_KEY: " ".join(others), **({} if kind.untouchable else self._whole(kind, data, message))}
        shown = card_of(await self._presses.answer(dialogs, verb, whole))
        reference = await self._services.get(Reports).report_of_form(dialogs.turn.person, draft, kind.id)
        if reference is None or _asks_again(shown):
            return shown
        return CloseDialog(sentence("dialog.sent", {"reference": reference}))

    def _answers(self, kind: Kind, message: SelectedMessage) -> dict[str, str]:
        """The message as answers to the kind's questions."""
        on, at = self._sent_at(message)
        return {"when": "other", "happened_on": on, "happened_at": at, **self._fitting(kind, message)}

    def _sent_at(self, message: SelectedMessage) -> tuple[str, str]:
        """The day and the hour of the message as fields hold them; those of now where it has none."""
        now = self._services.clock.now()
        return times.field_values(self._services.school, min(message.at, now) if message.at else now)

    def _fitting(self, kind: Kind, message: SelectedMessage) -> dict[str, str]:
        return _fitting(kind, message, " ".join(self._sent_at(message)) if kind.to_come else "")

    def _whole(self, kind: Kind, data: Mapping[str, object], message: SelectedMessage) -> dict[str, str]:
        """Answers that were cut to fit the form, in full again, where the person has not changed them."""
        return {
            field: text
            for field, text in self._fitting(kind, message).items()
            if _same(data.get(field), reporting.cut_for_form(kind.id, text))
        }


def _asks_again(shown: AdaptiveCard) -> bool:
    """Whether the answer is a form that is still to be sent."""
    rows = [part for part in shown.body or [] if isinstance(part, ActionSet)]
    buttons = [button for row in rows for button in row.actions or []]
    return any(isinstance(button, ExecuteAction) and button.verb in _FILING_VERBS for button in buttons)


def _fitting(kind: Kind, message: SelectedMessage, sent: str) -> dict[str, str]:
    """Which answer of the kind's form holds which part of the message; what has no field of its own is in `what`.

    `sent` is when it was sent, where the form does not ask when it happened.
    """
    has = {field.id for field in kind.form}
    answers: dict[str, str] = {}
    rest: list[str] = []
    for field, other, text in (
        ("sender", "From: {}", message.author),
        ("happened_on", "Sent: {}", sent),
        ("message", "{}", message.text),
        ("link", "{}", message.link),
    ):
        if text and field in has:
            answers[field] = text
        elif text:
            rest.append(other.format(text))
    if message.left_out:
        rest.append(left_out_words(message.left_out))
    answers["what"] = "\n".join([wording.A_MESSAGE_IN_TEAMS, *rest])
    return answers


def _about(message: SelectedMessage) -> tuple[str, int]:
    return message.author, message.left_out


def _same(sent: object, shown: str) -> bool:
    return isinstance(sent, str) and sent.replace("\r\n", "\n").strip() == shown.strip()


def _verb(data: Mapping[str, object]) -> Verb:
    pressed = str(data.get(parts.VERB))
    try:
        return Opener.REPORT if pressed == Opener.REPORT else ReportVerb(pressed)
    except ValueError:
        raise UnknownPress from None


def _kind(data: Mapping[str, object]) -> Kind:
    named = data.get("kind")
    if not isinstance(named, str) or named not in KINDS:
        raise UnknownPress
    return KINDS[named]
