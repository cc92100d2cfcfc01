"""The buttons of reporting: choosing a kind, an emergency's alert, the form, its receipt and later details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.policy.incidents import forms
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS, WHEN_TYPED, Field, Kind, Shape
from bot.policy.incidents.recognising import likely_kinds
from bot.policy.incidents.reporting import Report
from bot.policy.kit.errors import Incomplete, PolicyError
from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency
from bot.policy.kit.school_time import local
from bot.services.incidents.loading import IncidentAnswer, people_of, with_people
from bot.services.incidents.reports import Reports
from bot.services.services import Services
from cards import greeting
from cards.incidents import ReportVerb, incidents, receipts, reporting
from cards.incidents.reporting import kinds_card
from cards.kit import times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpButton, HelpLine, Opener
from cards.words.closing import AGAIN_LINE, AGAIN_OF
from cards.words.incidents import MY_REPORTS_HELP, REFERENCE_HELP, REPORT_HELP
from cards.words.kinds import WHEN_WORDS
from cards.words.kit import MY_REPORTS
from cards.words.sentences import sentence
from dialogs.conversation import OpenReport, ReportStart
from dialogs.press import Area, FormCard, FormResult, NotMeant, Press, PressHandler, Reply, UnknownPress, new_draft
from dialogs.report import first_card

AUTHOR_KEY = "author"
"""Who wrote the message that is reported, among what a press carries: their object ids, with gaps between."""
LIKELIEST_EMERGENCY = "harmful_contact"
"""Stands first where somebody asks for an alert and has said nothing else."""
SHOWN_KEY = "shown"
"""How many of the lines that were typed into the chat the pressed card's field shows."""
ASKED_KEY = "asked"
"""Says in a form's data that it has asked whom it concerns."""


@dataclass(frozen=True, slots=True)
class Happened:
    """When something happened: as it was said, and the moment or the day that this means."""

    said: str
    at: datetime | None = None
    on: date | None = None

    @property
    def unread(self) -> Mapping[str, str]:
        """What of it is kept as it was said, because no moment could be made of it."""
        return {} if self.at or self.on else {WHEN_TYPED: self.said}


class LineGone(PolicyError):
    """What is to be a report of its own was sent with another, or stopped with it."""

    key = "error.line_gone"


class ReportingArea(Area):
    """What a member of staff presses while reporting."""

    help = (HelpLine(*REPORT_HELP), HelpLine(*MY_REPORTS_HELP), HelpLine(*REFERENCE_HELP, last=True))
    buttons = (HelpButton(MY_REPORTS, Opener.MY_REPORTS),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._reports = services.get(Reports)
        self.verbs = {
            Opener.REPORT: self.start,
            ReportVerb.KIND: self.choose,
            ReportVerb.OTHER: self.other,
            ReportVerb.APART: self.apart,
            ReportVerb.JOIN: self.join,
            ReportVerb.AGAIN: self.again,
            ReportVerb.CANCEL: self.cancel,
            ReportVerb.SEND: self.send,
            ReportVerb.ALERT: self.alert,
            ReportVerb.ADULT: self.adult,
            ReportVerb.ALERT_ADULT: self.alert_adult,
            ReportVerb.MORE: self.more,
            ReportVerb.DETAILS: self.details,
            ReportVerb.CONCERNS_YES: self._concerns(yes=True),
            ReportVerb.CONCERNS_NO: self._concerns(yes=False),
            Opener.MY_REPORTS: self.mine,
            ReportVerb.OWN: self.own,
        }
        self.commands = {
            "my reports": self.mine,
            "my report": self.mine,
            "alert": self.alert_typed,
            "yes": self.alert_confirmed,
        }

    async def start(self, press: Press) -> AdaptiveCard:
        """The kinds, to begin a report; with what was typed, where its kind was not chosen yet."""
        return await _ask_kind(press, _waiting(press) or OpenReport(new_draft()))

    async def choose(self, press: Press) -> AdaptiveCard:
        """The first card of the chosen kind: its form, or for an emergency what alerts before anything is typed."""
        report = replace(await self._load_report(press), kind=_kind(press).id)
        await _begin(press, report)
        return await first_card(self._services, report)

    async def other(self, press: Press) -> AdaptiveCard:
        """Back to the kinds; what was typed is kept."""
        return await _ask_kind(press, await self._load_report(press))

    async def apart(self, press: Press) -> AdaptiveCard:
        """A line that was kept with an open report begins one of its own, and goes with the other no more. Raises
        `LineGone`."""
        number, other = press.number("line"), press.dialogs.find_report(press.draft)
        draft = f"{press.draft}.{number}"
        report = press.dialogs.find_report(draft)
        if report is None:
            line = next(iter(other.lines[number : number + 1]), "") if other else ""
            if other is None or not line:
                raise LineGone
            report = OpenReport(draft, lines=(line,))
            press.dialogs.change(other.without(number))
        return await _ask_kind(press, report)

    async def join(self, press: Press) -> AdaptiveCard:
        """What was kept apart from the report that was begun before goes into it after all. Raises `LineGone`."""
        other, kind = press.dialogs.find_report(press.text("other")), press.text("into")
        if other is None or not other.text:
            raise LineGone
        began = press.dialogs.find_report(press.draft) or OpenReport(press.draft, kind if kind in KINDS else None)
        joined = replace(began.with_line(other.text), aside=False)
        press.dialogs.end(other.draft)
        if joined.kind is None:
            return await _ask_kind(press, joined)
        await _begin(press, joined)
        return await first_card(self._services, joined)

    async def again(self, press: Press) -> AdaptiveCard:
        """What was dealt with happens again: another report, most likely of its kind, which names the first where
        whoever reads the one may know of the other."""
        before = (await self._reports.own(press.person, press.id)).view.incident
        if before.removed or before.drill or before.kind not in KINDS:
            return await self.start(press)
        hidden = KINDS[before.kind].confidential or before.shut_out
        line = AGAIN_LINE if hidden else AGAIN_OF.format(id=before.id)
        return await _ask_kind(press, OpenReport(new_draft(), lines=(line,)), [before.kind])

    async def cancel(self, press: Press) -> AdaptiveCard:
        """The form is put away; nothing is sent."""
        press.dialogs.end(press.text("draft"))
        return greeting.sentence_card(sentence("cancelled"))

    async def send(self, press: Press) -> AdaptiveCard:
        """The report is filed and the form becomes its receipt; without what happened the same form comes back.

        A concern about an adult asks once more whom it is about, before anything alerts.
        """
        kind, draft = _kind(press), press.draft
        happened = self._when(press)
        try:
            answers = {**press.data, "what": _whole_account(press, kind.id)}
            reading = forms.read_report_form(kind, answers, happened.unread)
            if not press.text(ASKED_KEY):
                _ask_whom(kind, reading)
        except Incomplete as wrong:
            return reporting.report_form(kind.id, draft, press.texts(), wrong.facts, shown=press.number(SHOWN_KEY))
        said = Report(
            kind.id,
            happened.at,
            reading.account,
            draft,
            press.turn.place,
            author=press.text(AUTHOR_KEY),
            when=happened.said,
            happened_on=happened.on,
        )
        return await self._receipt(press, await self._reports.report(press.by, said, reading.adult))

    async def alert(self, press: Press) -> AdaptiveCard:
        """Alerts at once, with what was typed before, if anything was; else the receipt asks for details."""
        return await self._receipt(press, await self._send_alert(press))

    async def alert_typed(self, press: Press) -> AdaptiveCard:
        """The open report's alert, which *yes* then alerts; where no emergency is open, which one is it?"""
        report = press.dialogs.report or OpenReport(new_draft())
        if report.kind is None or not self._is_emergency(report.kind):
            likely = [kind for kind in likely_kinds(report.text).kinds if self._is_emergency(kind)]
            return await _ask_kind(press, report, likely or [LIKELIEST_EMERGENCY])
        report = replace(report, alerting=report.kind)
        await _begin(press, report)
        return await first_card(self._services, report)

    async def alert_confirmed(self, press: Press) -> AdaptiveCard:
        """*Yes*, to an alert that was asked for in words: it alerts. Anywhere else it is a word like others."""
        report = press.dialogs.report
        if report is None or not report.kind or report.alerting != report.kind:
            raise NotMeant
        held = {"kind": report.kind, "draft": report.draft}
        alerted = await self._send_alert(replace(press, data=held, verb=ReportVerb.ALERT))
        press.dialogs.end(report.draft)
        return greeting.sentence_card(sentence("alert.out", {"reference": alerted.view.incident.id}))

    async def _send_alert(self, press: Press) -> IncidentAnswer:
        kind = _kind(press)
        self._must_be_an_emergency(kind)
        said = Report(
            kind.id,
            None,
            _account(press, kind.id),
            press.draft,
            press.turn.place,
            author=press.text(AUTHOR_KEY),
            alert=True,
        )
        return await self._reports.report(press.by, said)

    def _is_emergency(self, kind: str) -> bool:
        return self._school.routes[kind].urgency is Urgency.EMERGENCY

    async def adult(self, press: Press) -> AdaptiveCard:
        """Which adult is it about? Asked before anything alerts."""
        kind = _kind(press)
        self._must_be_an_emergency(kind)
        report = press.dialogs.find_report(press.draft)
        told, shown = _whole_account(press, kind.id), len(report.lines) if report else 0
        return reporting.adult_form(kind.id, press.draft, what=told, shown=shown)

    async def alert_adult(self, press: Press) -> AdaptiveCard:
        """Alerts at once everybody but the adult whom it concerns; without a name it asks once more."""
        kind, draft = _kind(press), press.draft
        self._must_be_an_emergency(kind)
        adult, other = press.text("adult"), press.text("someone_else")
        if not adult and not other and not press.text(ASKED_KEY):
            asked, shown = {"adult": "form.who_is_it"}, press.number(SHOWN_KEY)
            return reporting.adult_form(kind.id, draft, asked, what=press.text("what"), shown=shown)
        account = _account(press, kind.id) | ({"someone_else": forms.cut_to_limit(other)} if other else {})
        said = Report(kind.id, None, account, draft, press.turn.place, author=press.text(AUTHOR_KEY), alert=True)
        return await self._receipt(press, await self._reports.report(press.by, said, adult))

    async def more(self, press: Press) -> Reply:
        """The form for details on one's own report, with what was typed as another one that it belongs to."""
        own = await self._reports.own(press.person, press.id)
        incident = own.view.incident
        if incident.state is State.CLOSED:
            return self._result(own, "error.not_possible")
        typed = press.dialogs.find_report(press.text("draft"))
        held = {"what": forms.cut_to_limit(typed.text), "draft": typed.draft} if typed else {}
        return details_of(press, incident, {**press.texts(), **held} if press.reopens else held)

    async def details(self, press: Press) -> Reply:
        """What there was no time for before is added to the same report."""
        own = await self._reports.own(press.person, press.id)
        incident = own.view.incident
        kind = KINDS[incident.kind]
        try:
            reading = forms.read_report_form(kind.model_copy(update={"form": _details_of(kind, incident)}), press.data)
            if not reading.account:
                raise Incomplete(what="form.missing")
        except Incomplete as wrong:
            return details_of(press, incident, press.texts(), wrong.facts)
        added = await self._reports.add_details(press.by, press.id, reading.account, press.turn.place)
        press.dialogs.end(press.text("draft"))
        return self._result(added, "details_stand")

    def _result(self, own: IncidentAnswer, done: str) -> FormResult:
        said = sentence(own.said or done, own.facts)
        return FormResult(said, receipts.details_result(own.view.incident, said))

    def _concerns(self, *, yes: bool) -> PressHandler:
        """Does the report concern this person, whom its words name? One press each, on the receipt of its reporter or
        the card of a handler, whoever wrote those words."""

        async def answer(press: Press) -> AdaptiveCard:
            told = await self._reports.answer_concern(press.by, press.id, press.text("who"), concerns=yes)
            note = sentence("concern.yes" if yes else "concern.no")
            if told.view.incident.reporter.id == press.person.id:
                return receipts.report_receipt(self._school, self._now, told.view, await self._people(told), note=note)
            view = await with_people(self._services.directory, told.view)
            return incidents.incident_card(self._school, self._now, view, press.person, note=note)

        return answer

    async def mine(self, press: Press) -> AdaptiveCard:
        """The person's own reports, a page of them."""
        page = press.number("page")
        shown, more = await self._reports.mine(press.person, page)
        return receipts.my_reports_card(self._school, self._now, shown, page=page, more=more)

    async def own(self, press: Press) -> AdaptiveCard:
        """The receipt of one's own report."""
        own = await self._reports.own(press.person, press.id)
        return receipts.report_receipt(self._school, self._now, own.view, await self._people(own))

    async def _load_report(self, press: Press) -> OpenReport:
        """The report of the pressed card, with what its field says now. A list of kinds begins what waits for its kind;
        where its form was sent long ago, another report."""
        draft, said = press.text("draft"), press.text("what")
        report = press.dialogs.find_report(draft) or (None if said else _waiting(press))
        if report is None:
            is_new = not draft or await self._reports.is_sent(press.person, draft)
            report = OpenReport(new_draft() if is_new else draft)
        said, shown = _as_typed(press, press.text("kind"), report), press.number(SHOWN_KEY)
        return replace(report if said == report.first(shown) else report.with_field(said, shown), kind=None)

    async def _receipt(self, press: Press, filed: IncidentAnswer) -> AdaptiveCard:
        press.dialogs.end(press.text("draft"))
        note = sentence(filed.said, filed.facts) if filed.said else None
        return receipts.report_receipt(self._school, self._now, filed.view, await self._people(filed), note=note)

    async def _people(self, answer: IncidentAnswer) -> Mapping[str, Person]:
        if answer.people is not None:
            return answer.people
        return await people_of(self._services.directory, answer.view.incident)

    def _when(self, press: Press) -> Happened:
        """When it happened: as it was typed, which is the more exact, else as it was chosen."""
        chosen, now = press.text("when"), self._now
        on, at = press.text("happened_on"), press.text("happened_at")
        said = " ".join(part for part in (on, at) if part)
        if said:
            today, _ = times.field_values(self._school, now)
            day = on or (today if chosen in {"now", "today"} else "")
            return Happened(said, times.parse_moment_or_none(self._school, day, at, now))
        match chosen:
            case "now":
                return Happened("", now)
            case "today":
                return Happened(WHEN_WORDS[chosen], on=local(now, self._school.timezone).date())
            case _:
                return Happened("")

    def _must_be_an_emergency(self, kind: Kind) -> None:
        if self._school.routes[kind.id].urgency is not Urgency.EMERGENCY:
            raise UnknownPress


def details_of(
    press: Press, incident: Incident, typed: Mapping[str, str], wrong: Mapping[str, str] | None = None
) -> FormCard:
    """The form for details on one's own report, with what was typed; it takes words typed past it."""
    again = press.form_for_words(ReportVerb.MORE, "what", {**typed, "id": incident.id})
    return FormCard(receipts.details_form(incident, wrong or {}, typed), again)


def _ask_whom(kind: Kind, reading: forms.ReportForm) -> None:
    """A concern about an adult asks about whom, so that they are not told (I17)."""
    asks = any(field.shape is Shape.ADULT for field in kind.form) and kind.confidential
    if asks and not reading.adult and not reading.account.get("someone_else"):
        raise Incomplete(adult="form.who_is_it")


def _details_of(kind: Kind, incident: Incident) -> tuple[Field, ...]:
    """What may be added to a report: all that its form asks but the adult, who is named before anything alerts."""
    told = "what" in incident.account
    return tuple(
        field.model_copy(update={"required": field.id == "what" and not told})
        for field in kind.form
        if field.id not in {"adult", "someone_else"}
    )


async def _begin(press: Press, report: OpenReport) -> None:
    await press.dialogs.begin(ReportStart(report, shown=True))


async def _ask_kind(press: Press, report: OpenReport, likely: Sequence[str] = ()) -> AdaptiveCard:
    """Which kind is it? The likely ones first, by default those that what was typed may mean."""
    await _begin(press, replace(report, kind=None, alerting=""))
    meant = likely_kinds(report.text)
    return kinds_card(
        report.draft, likely or meant.kinds, before=report.before, danger=meant.danger, lines=report.lines
    )


def _waiting(press: Press) -> OpenReport | None:
    """The report whose kind was not chosen yet: what was typed for it stands in no form."""
    report = press.dialogs.report
    return report if report and not report.kind else None


def _as_typed(press: Press, kind: str, report: OpenReport) -> str:
    """What happened, as the pressed card has it; where that is what was typed into the chat, all of it, for a card may
    show less."""
    said, typed = press.text("what"), report.first(press.number(SHOWN_KEY))
    return typed if said and kind in KINDS and reporting.is_as_shown(kind, said, typed) else said


def _whole_account(press: Press, kind: str) -> str:
    """What happened, as the pressed card has it, and what was typed into the chat since."""
    report = press.dialogs.find_report(press.text("draft"))
    return report.join(_as_typed(press, kind, report), press.number(SHOWN_KEY)) if report else press.text("what")


def _account(press: Press, kind: str) -> dict[str, str]:
    """What an alert tells, where anything was typed."""
    told = _whole_account(press, kind)
    return {"what": forms.cut_to_limit(told)} if told else {}


def _kind(press: Press) -> Kind:
    kind = KINDS.get(press.text("kind"))
    if kind is None:
        raise UnknownPress
    return kind
