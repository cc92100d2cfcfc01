"""Reporting as a conversation: which kind, then one form. A help to the person, never the only road.

The state holds ids and what was typed so far. The form itself carries its kind and draft id and is taken whether or
not this dialog is still under way.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from botbuilder.dialogs import Dialog, DialogContext, DialogTurnResult
from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.records import Urgency
from bot.services.incidents.loading import holders
from bot.services.services import Services
from cards.incidents.choosing import choose_kind
from cards.incidents.reporting import alert, form
from cards.kit import times
from cards.words.kinds import KIND_WORDS
from dialogs import replies
from dialogs.understanding import named_kind, plain, understand

REPORT = "report"
KIND, DRAFT, TEXT, LIKELY, SHOWN = "kind", "draft", "text", "likely", "shown"
AUTHOR = "author"
"""Who wrote the message that is reported, among what a press carries: their object ids, with gaps between."""


class ReportDialog(Dialog):  # type: ignore[misc]  # the framework has no types
    """Begins with any of kind, draft, text, likely and shown; ends when the form is sent or cancelled.

    `shown` says that the form is shown already, as the answer to a press.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(REPORT)
        self._services = services

    async def begin_dialog(self, dialog_context: DialogContext, options: object = None) -> DialogTurnResult:
        """Ask for the kind, or show its form when it is known."""
        given: Mapping[str, object] = options if isinstance(options, dict) else {}
        state = dialog_context.active_dialog.state
        state[DRAFT] = str(given.get(DRAFT) or new_draft())
        state[TEXT] = str(given.get(TEXT) or "")
        if given.get(KIND) in KINDS:
            state[KIND] = str(given[KIND])
        if not given.get(SHOWN):
            likely = given.get(LIKELY)
            await self._ask(dialog_context, [str(kind) for kind in likely] if isinstance(likely, list) else [])
        return Dialog.end_of_turn

    async def continue_dialog(self, dialog_context: DialogContext) -> DialogTurnResult:
        """Take a kind in words; anything else typed goes into the form, so that it need not be typed again."""
        state = dialog_context.active_dialog.state
        text = (dialog_context.context.activity.text or "").strip()
        kind = named_kind(plain(text))
        if kind:
            state[KIND] = kind
        else:
            state[TEXT] = "\n".join(part for part in (str(state.get(TEXT, "")), text) if part)
        await self._ask(dialog_context, list(understand(text).likely))
        return Dialog.end_of_turn

    async def _ask(self, dialog_context: DialogContext, likely: Sequence[str]) -> None:
        state = dialog_context.active_dialog.state
        kind, draft = state.get(KIND), str(state[DRAFT])
        if kind in KINDS:
            shown = await first_card(self._services, kind, draft, str(state.get(TEXT, "")))
            await replies.send(dialog_context.context, shown, KIND_WORDS[kind].name)
        else:
            await replies.send(dialog_context.context, choose_kind(draft, likely), "What has happened?")


def new_draft() -> str:
    """An id for a form: one form makes one report, however often it is sent."""
    return uuid.uuid4().hex


async def first_card(services: Services, kind: str, draft: str, so_far: str) -> AdaptiveCard:
    """A kind's first card: its form with now and what was said so far, or an emergency's alert, which rings first."""
    route = services.school.routes[kind]
    if route.urgency is Urgency.EMERGENCY:
        try:
            held = await holders(services.directory, route.steps[0].roles)
        except DirectoryUnavailable:
            held = {}  # what to do, and whom to telephone outside, is shown all the same
        tell = [(role, person) for role in route.steps[0].roles for person in held.get(role, ())]
        people = {person.id: (role, person) for role, person in reversed(tell)}
        return alert(
            kind, draft, list(reversed(people.values())), services.school.contacts_of(route), after=route.steps[0].after
        )
    on, at = times.fields(services.school, services.clock.now())
    return form(kind, draft, {"happened_on": on, "happened_at": at, "what": so_far})
