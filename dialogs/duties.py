"""Duties as people press and type them: done, not needed, handed over, put off; and the calendar of the year."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.policy.duties.duty import Duty, DutyAnswer, calendar_readers
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school_time import local
from bot.services.duties.duties import Duties
from bot.services.services import Services
from cards import greeting
from cards.duties import DutyVerb, forms
from cards.duties.duty_card import duty_card
from cards.duties.year import year_card, year_csv, year_ics
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.words.duties import CALENDAR_EXPORT_HELP, CALENDAR_HELP
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, Press, PressHandler, Reply

DrawDutyForm = Callable[[Duty, parts.Texts, parts.Texts], AdaptiveCard]


class DutiesArea(Area):
    """The buttons and words of duties. Each `….send` belongs to the small form that the verb before it shows."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._readers = calendar_readers(self._school.duties)
        self._duties = services.get(Duties)
        self.help = (
            HelpLine(*CALENDAR_HELP, self._readers, last=True),
            HelpLine(*CALENDAR_EXPORT_HELP, self._readers, last=True),
        )
        self.verbs = {
            DutyVerb.SHOW: self.show,
            DutyVerb.DONE: self._form(self._done_form),
            DutyVerb.DONE_SEND: self._send(self._mark_done, self._done_form, "done.duty.done"),
            DutyVerb.NOT_NEEDED: self._form(forms.not_needed_form),
            DutyVerb.NOT_NEEDED_SEND: self._send(self._not_needed, forms.not_needed_form, "done.duty.not_needed"),
            DutyVerb.HAND_OVER: self._form(forms.hand_over_form),
            DutyVerb.HAND_OVER_SEND: self._send(self._hand_over, forms.hand_over_form, "done.duty.handed_over"),
            DutyVerb.LATER: self.later,
            DutyVerb.LATER_SEND: self._send(self._later, self._later_form, "done.duty.put_off"),
            DutyVerb.LIST: self.show_year,
            DutyVerb.EXPORT: self.export,
        }
        self.commands = {"du-*": self.show, "calendar": self.show_year, "export calendar": self.export}

    async def show(self, press: Press) -> AdaptiveCard:
        """The duty as it stands."""
        return self._card(press, await self._duties.show(press.person, press.id, press.turn.place))

    async def later(self, press: Press) -> Reply:
        """To which day is it put off, if it may be?"""
        answer = await self._duties.prepare_later(press.person, press.id)
        return self._card(press, answer) if answer.said else FormCard(self._later_form(answer.view.duty, {}, {}))

    async def show_year(self, press: Press) -> AdaptiveCard:
        """A page of the calendar."""
        lines, whole = await self._duties.year(press.person), press.person.holds(*self._readers)
        return year_card(self._school, self._now, lines, press.number("page"), whole=whole)

    async def export(self, press: Press) -> AdaptiveCard:
        """The calendar as two files."""
        school, now = self._school, self._now
        name = f"duties-{local(now, school.timezone):%Y-%m-%d}"
        files = {
            f"{name}.csv": lambda lines: year_csv(school, lines),
            f"{name}.ics": lambda lines: year_ics(school, now, lines),
        }
        await self._duties.export(press.by, files)
        return greeting.sentence_card(sentence("duty.export_offered"))

    async def _mark_done(self, press: Press) -> DutyAnswer:
        return await self._duties.mark_done(press.by, press.id, press.text(forms.DONE_ON_DAY), press.text(forms.WORDS))

    async def _not_needed(self, press: Press) -> DutyAnswer:
        return await self._duties.mark_not_needed(press.by, press.id, press.text(forms.WORDS))

    async def _hand_over(self, press: Press) -> DutyAnswer:
        return await self._duties.hand_over(press.by, press.id, press.text(forms.TO))

    async def _later(self, press: Press) -> DutyAnswer:
        return await self._duties.put_off(press.by, press.id, press.text(forms.TO))

    def _done_form(self, duty: Duty, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
        return forms.done_form(self._school, self._now, duty, answers, wrong)

    def _later_form(self, duty: Duty, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
        return forms.later_form(self._school, self._now, duty, answers, wrong)

    def _form(self, form: DrawDutyForm) -> PressHandler:
        """Open a small form, if the person may act on the duty as it stands."""

        async def show(press: Press) -> Reply:
            answer = await self._duties.prepare(press.person, press.id)
            return self._card(press, answer) if answer.said else FormCard(form(answer.view.duty, {}, {}))

        return show

    def _send(self, act: Callable[[Press], Awaitable[DutyAnswer]], form: DrawDutyForm, done: str) -> PressHandler:
        """Do what the small form asks; what is not right comes back on the form, with everything that was typed."""

        async def send(press: Press) -> Reply:
            try:
                answer = await act(press)
            except Incomplete as wrong:
                shown = await self._duties.show(press.person, press.id)
                return FormCard(form(shown.view.duty, press.texts(), wrong.facts))
            if answer.said:
                return self._card(press, answer, press.text(forms.WORDS))
            said = sentence(done)
            return FormResult(said, forms.duty_result(answer.view.duty, said))

        return send

    def _card(self, press: Press, answer: DutyAnswer, unsent: str = "") -> AdaptiveCard:
        note = None
        if answer.said:
            ending = answer.view.duty.ending
            at = times.in_answer(self._school, ending.at, self._now) if ending else ""
            note = sentence(answer.said, {**answer.facts, "at": at})
        return duty_card(self._school, self._now, answer.view, press.person, note=note, unsent=unsent)
