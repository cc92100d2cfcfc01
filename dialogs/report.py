"""Reporting as a conversation: which kind, then one form. It helps the person, and is never the only way.

The state holds ids and what was typed so far. The form itself carries its kind and draft id and is taken whether or
not this dialog is still under way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.policy.answers.finding import answer_beside
from bot.policy.incidents.recognising import IN_DOUBT, Likely, is_another_matter, likely_kinds, speaks_of_a_child
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.records import Urgency
from bot.services.incidents.loading import holders
from bot.services.incidents.reports import Reports
from bot.services.services import Services
from cards.answers.answers import answer_opener
from cards.incidents.reporting import Began, alert_card, kept_card, kinds_card, report_form
from cards.kit import parts
from cards.kit.elements import Action, AdaptiveCard
from cards.words.kinds import KIND_WORDS
from dialogs.conversation import REPORT_DIALOG, OpenReport, ReportStart, put_aside, send_card
from dialogs.framework import Dialog, DialogContext, DialogTurnResult
from dialogs.press import new_draft
from dialogs.understanding import named_kind, normalise


class ReportDialog(Dialog):  # type: ignore[misc]  # the framework has no types
    """Begins with an `ReportStart`; ends when the form is sent or cancelled."""

    def __init__(self, services: Services) -> None:
        super().__init__(REPORT_DIALOG)
        self._services = services

    async def begin_dialog(self, dialog_context: DialogContext, options: object = None) -> DialogTurnResult:
        """Ask for the kind, or show its form when it is known."""
        assert isinstance(options, ReportStart)  # noqa: S101 - `TurnDialogs` begins it, and nothing else
        report, by = options.report, options.told_by
        if by is not None:
            report = replace(report, before=await self._services.get(Reports).newest_open(by))
        dialog_context.active_dialog.state.update(report.as_state())
        if not options.shown:
            await self._ask(dialog_context, options.likely, beside=options.beside, apart_from=options.apart_from)
        return Dialog.end_of_turn

    async def continue_dialog(self, dialog_context: DialogContext) -> DialogTurnResult:
        """Take a kind in words. Anything else goes with what is open, so that it need not be typed again; what surely
        tells of another danger begins a report of its own, whose alert comes first."""
        state = dialog_context.active_dialog.state
        text = (dialog_context.context.activity.text or "").strip()
        report, kind, said = OpenReport.of(state), named_kind(normalise(text)), likely_kinds(text)
        if kind:
            state.update(replace(report, kind=kind).as_state())
            await self._ask(dialog_context)
        elif report.kind and said.danger and said.kinds[0] != report.kind and self._alerts_first(said.kinds[0]):
            put_aside(dialog_context)
            await dialog_context.begin_dialog(
                REPORT_DIALOG, ReportStart(OpenReport(new_draft(), said.kinds[0], (text,)), beside=True)
            )
        elif is_another_matter(self._likely_of(report), said):
            put_aside(dialog_context)
            apart = ReportStart(OpenReport(new_draft(), lines=(text,)), said.kinds, apart_from=report)
            await dialog_context.begin_dialog(REPORT_DIALOG, apart)
        else:
            report = report.with_line(text)
            state.update(report.as_state())
            if report.kind:
                await self._keep(dialog_context, report, text)
            else:
                await self._ask(dialog_context, said.kinds if said.danger else ())
        return Dialog.end_of_turn

    def _likely_of(self, report: OpenReport) -> Likely:
        """What an open report tells of: its kind, where it was chosen. What alerts takes all that is typed."""
        told = likely_kinds(report.text)
        if report.kind is None:
            in_doubt = not told.kinds and speaks_of_a_child(report.text)
            return Likely((IN_DOUBT,)) if in_doubt else told
        danger = self._alerts_first(report.kind)
        return Likely((report.kind,), sure=True, danger=danger, signs=told.signs | {report.kind})

    def _alerts_first(self, kind: str) -> bool:
        return self._services.school.routes[kind].urgency is Urgency.EMERGENCY

    async def _keep(self, dialog_context: DialogContext, report: OpenReport, text: str) -> None:
        """Say that a line goes with the form that stands above: no second form holds what is written in neither."""
        assert report.kind is not None  # noqa: S101 - `continue_dialog` asks
        alerts = self._alerts_first(report.kind)
        shown = kept_card(report.kind, report.draft, len(report.lines) - 1, text, alerts=alerts)
        await send_card(dialog_context.context, shown, parts.summary(shown))

    async def _ask(
        self,
        dialog_context: DialogContext,
        likely: Sequence[str] = (),
        *,
        beside: bool = False,
        apart_from: OpenReport | None = None,
    ) -> None:
        report = OpenReport.of(dialog_context.active_dialog.state)
        if report.kind:
            shown = await first_card(self._services, report, beside=beside)
            await send_card(dialog_context.context, shown, KIND_WORDS[report.kind].name)
        else:
            meant = likely_kinds(report.text)
            asked = kinds_card(
                report.draft,
                likely or meant.kinds,
                before=report.before,
                danger=meant.danger,
                lines=report.lines,
                apart_from=Began(apart_from.draft, apart_from.kind, apart_from.text) if apart_from else None,
                policy=None if apart_from else _policy_on(report.lines, meant),
            )
            await send_card(dialog_context.context, asked, "What has happened?")


def _policy_on(lines: Sequence[str], meant: Likely) -> Action | None:
    """What opens the policy's answer to a single line that may have been a question about it."""
    told = [line for line in lines if line]
    answer = answer_beside(told[0], meant) if len(told) == 1 else None
    return answer_opener(answer, told[0]) if answer else None


async def first_card(services: Services, report: OpenReport, *, beside: bool = False) -> AdaptiveCard:
    """The first card of a report whose kind is known: its form with what was typed so far, or an emergency's alert,
    which alerts first. `beside` says that another report stays open."""
    assert report.kind is not None  # noqa: S101 - whoever shows it knows
    kind, draft, shown = report.kind, report.draft, len(report.lines)
    route = services.school.routes[kind]
    if route.urgency is not Urgency.EMERGENCY:
        return report_form(kind, draft, {"what": report.text}, shown=shown, earlier=earlier_lines(report))
    try:
        held = await holders(services.directory, route.steps[0].roles)
    except DirectoryUnavailable:
        held = {}  # what to do, and whom to telephone outside, is shown all the same
    earlier = earlier_lines(report)
    tell = [(role, person) for role in route.steps[0].roles for person in held.get(role, ())]
    people = {person.id: (role, person) for role, person in reversed(tell)}
    return alert_card(
        kind,
        draft,
        list(reversed(people.values())),
        services.school.contacts_of(route),
        after=route.steps[0].after,
        typed=report.text,
        shown=shown,
        beside=beside,
        earlier=earlier,
    )


def earlier_lines(report: OpenReport) -> Sequence[str]:
    """What was typed for it before the newest line."""
    return [line for line in report.lines if line][:-1]
