"""Reporting as a conversation: which kind, then one form. It helps the person, and is never the only way.

The state holds ids and what was typed so far. The form itself carries its kind and draft id and is taken whether or
not this dialog is still under way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from botbuilder.dialogs import Dialog, DialogContext, DialogTurnResult
from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.incidents.recognising import likely_kinds
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.records import Urgency
from bot.services.incidents.loading import holders
from bot.services.services import Services
from cards.incidents.reporting import alert_card, kinds_card, report_form
from cards.words.kinds import KIND_WORDS
from dialogs.conversation import REPORT_DIALOG, OpenReport, ReportStart, send_card
from dialogs.understanding import named_kind, normalise


class ReportDialog(Dialog):  # type: ignore[misc]  # the framework has no types
    """Begins with an `ReportStart`; ends when the form is sent or cancelled."""

    def __init__(self, services: Services) -> None:
        super().__init__(REPORT_DIALOG)
        self._services = services

    async def begin_dialog(self, dialog_context: DialogContext, options: object = None) -> DialogTurnResult:
        """Ask for the kind, or show its form when it is known."""
        assert isinstance(options, ReportStart)  # noqa: S101 - `TurnDialogs` begins it, and nothing else
        dialog_context.active_dialog.state.update(options.report.as_state())
        if not options.shown:
            await self._ask(dialog_context, options.likely)
        return Dialog.end_of_turn

    async def continue_dialog(self, dialog_context: DialogContext) -> DialogTurnResult:
        """Take a kind in words; anything else typed goes into the form, so that it need not be typed again."""
        state = dialog_context.active_dialog.state
        text = (dialog_context.context.activity.text or "").strip()
        report, kind = OpenReport.of(state), named_kind(normalise(text))
        if kind:
            report = replace(report, kind=kind)
        else:
            report = replace(report, text="\n".join(part for part in (report.text, text) if part))
        said = likely_kinds(text)
        if (
            said.danger
            and report.kind is not None
            and self._services.school.routes[report.kind].urgency is not Urgency.EMERGENCY
        ):
            report = replace(report, kind="")  # what is said now is worse than what was begun: it is asked anew
        state.update(report.as_state())
        await self._ask(dialog_context, said.kinds if said.danger else likely_kinds(report.text).kinds)
        return Dialog.end_of_turn

    async def _ask(self, dialog_context: DialogContext, likely: Sequence[str]) -> None:
        report = OpenReport.of(dialog_context.active_dialog.state)
        if report.kind:
            shown = await first_card(self._services, report.kind, report.draft, report.text)
            await send_card(dialog_context.context, shown, KIND_WORDS[report.kind].name)
        else:
            await send_card(dialog_context.context, kinds_card(report.draft, likely), "What has happened?")


async def first_card(services: Services, kind: str, draft: str, so_far: str) -> AdaptiveCard:
    """A kind's first card: its form with what was said so far, or an emergency's alert, which alerts first."""
    route = services.school.routes[kind]
    if route.urgency is Urgency.EMERGENCY:
        try:
            held = await holders(services.directory, route.steps[0].roles)
        except DirectoryUnavailable:
            held = {}  # what to do, and whom to telephone outside, is shown all the same
        tell = [(role, person) for role in route.steps[0].roles for person in held.get(role, ())]
        people = {person.id: (role, person) for role, person in reversed(tell)}
        return alert_card(
            kind,
            draft,
            list(reversed(people.values())),
            services.school.contacts_of(route),
            after=route.steps[0].after,
            typed=so_far,
        )
    return report_form(kind, draft, {"what": so_far})
