"""Duties as people press and type them: done, not needed, handed over, put off; and the calendar of the year."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.policy.announcements.announcement import may_tell
from bot.policy.announcements.writing import must_tell
from bot.policy.duties.duty import DutyAnswer, DutyView, calendar_readers
from bot.policy.files.receiving import FileRequest
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school_time import local
from bot.services.duties.duties import Duties
from bot.services.duties.files import DutyFiles
from bot.services.files.offers import Offers
from bot.services.services import Services
from cards import greeting
from cards.announcements.forms import tell_form
from cards.duties import DutyVerb, forms
from cards.duties.duty_card import duty_card
from cards.duties.year import year_card, year_csv, year_ics
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine, Opener
from cards.words.announcements import READY_SAID
from cards.words.duties import (
    ASK_TO_TELL,
    CALENDAR_EXPORT_HELP,
    CALENDAR_HELP,
    CHANGED_TITLE,
    NOTE_WITH_DAY,
    NOTE_WITH_NEW_DAY,
    TELL_NOW,
)
from cards.words.files import OFFERED_BELOW
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, Press, PressHandler, Reply, new_draft

DrawDutyForm = Callable[[DutyView, parts.Texts, parts.Texts], AdaptiveCard]


@dataclass(frozen=True, slots=True)
class DutyForm:
    """A form of duties: the verb that opens it, the field that takes words typed past it, and how it is drawn."""

    opens: DutyVerb
    takes: str
    draw: DrawDutyForm


class DutiesArea(Area):
    """The buttons and words of duties. Each `….send` belongs to the small form that the verb before it shows."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._readers = calendar_readers(self._school.duties)
        self._duties = services.get(Duties)
        self._keeps = services.get(DutyFiles)
        self._offers = services.get(Offers)
        self.help = (
            HelpLine(*CALENDAR_HELP, self._readers, last=True),
            HelpLine(*CALENDAR_EXPORT_HELP, self._readers, last=True),
        )
        done = DutyForm(DutyVerb.DONE, forms.WORDS, self._done_form)
        not_needed = DutyForm(DutyVerb.NOT_NEEDED, forms.WORDS, _draw_not_needed)
        hand_over = DutyForm(DutyVerb.HAND_OVER, "", _draw_hand_over)
        self._send_done = self._send(self._end_as_done, done, "done.duty.done")
        self._later_form = DutyForm(DutyVerb.LATER, "", self._draw_later)
        self.verbs = {
            DutyVerb.SHOW: self.show,
            DutyVerb.DONE: self._form(done),
            DutyVerb.DONE_SEND: self.mark_done,
            DutyVerb.NOT_NEEDED: self._form(not_needed),
            DutyVerb.NOT_NEEDED_SEND: self._send(self._not_needed, not_needed, "done.duty.not_needed"),
            DutyVerb.HAND_OVER: self._form(hand_over),
            DutyVerb.HAND_OVER_SEND: self._send(self._hand_over, hand_over, "done.duty.handed_over"),
            DutyVerb.LATER: self.later,
            DutyVerb.LATER_SEND: self._send(self._later, self._later_form, "done.duty.put_off"),
            DutyVerb.TELL_STAFF: self.tell_staff,
            DutyVerb.ADD_FILE: self.add_file,
            DutyVerb.OPEN_FILE: self.choose_file,
            DutyVerb.OPEN_FILE_SEND: self.open_file,
            DutyVerb.LIST: self.show_year,
            DutyVerb.EXPORT: self.export,
        }
        self.commands = {"du-*": self.show, "calendar": self.show_year, "export calendar": self.export}

    async def show(self, press: Press) -> AdaptiveCard:
        """The duty as it stands."""
        return self._card(press, await self._duties.show(press.person, press.id, press.turn.place))

    async def tell_staff(self, press: Press) -> Reply:
        """The form that tells the staff something, filled in with the note of this duty and its day; the card as it
        stands where there is nothing to tell them of any more."""
        answer = await self._duties.show(press.person, press.id)
        must_tell(press.person)
        if not answer.view.duty.is_told_of:
            return self._card(press, answer)
        return self._tell_form(press, answer.view, READY_SAID)

    async def later(self, press: Press) -> Reply:
        """To which day is it put off, if it may be?"""
        answer = await self._duties.prepare_later(press.person, press.id)
        return self._card(press, answer) if answer.said else _draw(press, self._later_form, answer.view)

    async def add_file(self, press: Press) -> AdaptiveCard:
        """The next files that they send in this chat are for this duty."""
        await self._keeps.prepare(press.person, press.id)
        answer = await self._duties.show(press.person, press.id)
        press.dialogs.expect_files(FileRequest(press.id, press.turn.now))
        return forms.add_file_card(answer.view.duty)

    async def choose_file(self, press: Press) -> FormCard:
        """Which file?"""
        duty = (await self._duties.show(press.person, press.id)).view.duty
        kept = await self._keeps.open(press.person, press.id)
        return FormCard(forms.open_file_form(duty, kept.files), press.form_for_words(DutyVerb.OPEN_FILE, ""))

    async def open_file(self, press: Press) -> FormResult:
        """It is offered in the chat."""
        await self._offers.open_kept(press.by, press.id, press.text("file"))
        duty = (await self._duties.show(press.person, press.id)).view.duty
        return FormResult(OFFERED_BELOW, forms.duty_result(duty, OFFERED_BELOW), stands=True)

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

    async def mark_done(self, press: Press) -> Reply:
        """It is marked as done. Where staff are told of it then, that form is next for one who may tell them."""
        reply = await self._send_done(press)
        if not isinstance(reply, FormResult):
            return reply
        view = (await self._duties.show(press.person, press.id)).view
        if not view.duty.is_told_of:
            return reply
        if not may_tell(press.person):
            said = f"{reply.said} {ASK_TO_TELL}"
            return FormResult(said, forms.duty_result(view.duty, said))
        return self._tell_form(press, view, f"{reply.said} {TELL_NOW}")

    def _tell_form(self, press: Press, view: DutyView, said: str) -> FormCard:
        duty = view.duty
        if duty.is_open:
            words = NOTE_WITH_NEW_DAY if duty.put_off_to else NOTE_WITH_DAY
            answers = {
                "title": duty.rule.title,
                "words": words.format(
                    note=duty.rule.note.strip(), day=times.day(self._school, duty.expected_on, self._now)
                ),
                "until": max(duty.expected_on, view.today).isoformat(),
            }
        else:
            answers = {"title": CHANGED_TITLE, "words": duty.rule.note.strip()}
        draft = new_draft()
        again = press.form_for_words(Opener.TELL_STAFF, "words", {**answers, "draft": draft})
        shown = tell_form(self._school, self._now, draft, answers, said=said)
        return FormCard(shown, replace(again, draft=draft))

    async def _end_as_done(self, press: Press) -> DutyAnswer:
        return await self._duties.mark_done(press.by, press.id, press.text(forms.DONE_ON_DAY), press.text(forms.WORDS))

    async def _not_needed(self, press: Press) -> DutyAnswer:
        return await self._duties.mark_not_needed(press.by, press.id, press.text(forms.WORDS))

    async def _hand_over(self, press: Press) -> DutyAnswer:
        return await self._duties.hand_over(press.by, press.id, press.text(forms.TO))

    async def _later(self, press: Press) -> DutyAnswer:
        return await self._duties.put_off(press.by, press.id, press.text(forms.TO))

    def _done_form(self, view: DutyView, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
        return forms.done_form(self._school, self._now, view.duty, answers, wrong, len(view.files))

    def _draw_later(self, view: DutyView, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
        return forms.later_form(self._school, self._now, view.duty, answers, wrong)

    def _form(self, form: DutyForm) -> PressHandler:
        """Open a small form, if the person may act on the duty as it stands."""

        async def show(press: Press) -> Reply:
            answer = await self._duties.prepare(press.person, press.id)
            return self._card(press, answer) if answer.said else _draw(press, form, answer.view)

        return show

    def _send(self, act: Callable[[Press], Awaitable[DutyAnswer]], form: DutyForm, done: str) -> PressHandler:
        """Do what the small form asks; what is not right comes back on the form, with everything that was typed."""

        async def send(press: Press) -> Reply:
            try:
                answer = await act(press)
            except Incomplete as wrong:
                shown = await self._duties.show(press.person, press.id)
                return _draw(press, form, shown.view, wrong.facts)
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


def _draw_not_needed(view: DutyView, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    return forms.not_needed_form(view.duty, answers, wrong)


def _draw_hand_over(view: DutyView, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    return forms.hand_over_form(view.duty, answers, wrong)


def _draw(press: Press, form: DutyForm, view: DutyView, wrong: parts.Texts | None = None) -> FormCard:
    """A small form with what was typed."""
    return FormCard(form.draw(view, press.texts(), wrong or {}), press.form_for_words(form.opens, form.takes))
