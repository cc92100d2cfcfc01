"""The buttons and words of online-safety training: who is due, and recording a session (T1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.policy.documents.publication import SEE_WHO_SIGNED
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school_time import local, parse_day
from bot.policy.kit.spoken_days import spell_out_day
from bot.services.documents.services import DocumentServices
from bot.services.services import Services
from cards.documents import TrainingVerb, champion, training
from cards.kit import times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.words.documents import TRAINING_HELP
from dialogs.press import Area, FormCard, FormResult, Press, Reply, new_draft


class TrainingArea(Area):
    """What Champions and senior leaders press about training."""

    help = (HelpLine(*TRAINING_HELP, SEE_WHO_SIGNED),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._documents = services.get(DocumentServices)
        self.verbs = {
            TrainingVerb.SHOW: self.show,
            TrainingVerb.BEGIN: self.begin,
            TrainingVerb.FORM: self.form,
            TrainingVerb.EVERYONE: self.everyone,
            TrainingVerb.SEND: self.send,
        }
        self.commands = {
            "training": self.show,
            "record training": self.form,
            "who is due for training": self.show,
        }

    async def show(self, press: Press) -> AdaptiveCard:
        """Who is due this school year."""
        view = await self._documents.outstanding.training(press.person, press.number("page"))
        if view is None:
            return training.not_begun_card(press.person)
        return champion.overview_card(self._school, self._now, view, press.person)

    async def begin(self, press: Press) -> AdaptiveCard:
        """This year's list begins; everyone on staff is told that training is due."""
        await self._documents.training.begin(press.by)
        return await self.show(press)

    async def form(self, press: Press) -> FormCard:
        """The form for a session."""
        staff = await self._documents.training.staff(press.person)
        on, _ = times.field_values(self._school, self._now)
        typed = {"held_on": on, **press.texts()}
        return self._session_form(press, training.session_form(staff, _draft(press), typed=typed), typed)

    async def everyone(self, press: Press) -> FormCard:
        """The form with the whole staff list ticked."""
        staff = await self._documents.training.staff(press.person)
        shown = training.session_form(staff, _draft(press), everyone=True, typed=press.texts())
        return self._session_form(press, shown, press.texts())

    async def send(self, press: Press) -> Reply:
        """The session is recorded; what is missing comes back on the same form."""
        there = [each for each in press.text("present").split(",") if each]
        try:
            session = await self._documents.training.record(press.by, press.text("title"), self._day(press), there)
        except Incomplete as wrong:
            staff = await self._documents.training.staff(press.person)
            shown = training.session_form(staff, _draft(press), wrong=wrong.facts, typed=press.texts())
            return self._session_form(press, shown, press.texts())
        return FormResult(
            training.session_line(self._school, self._now, session),
            training.session_card(self._school, self._now, session),
        )

    @staticmethod
    def _session_form(press: Press, shown: AdaptiveCard, typed: Mapping[str, str]) -> FormCard:
        return FormCard(shown, press.form_for_words(TrainingVerb.FORM, "title", typed))

    def _day(self, press: Press) -> date | None:
        """The day that the form holds; None when it holds none."""
        today = local(self._now, self._school.timezone).date()
        try:
            return parse_day(spell_out_day(press.text("held_on"), today, past=True))
        except Incomplete:
            return None


def _draft(press: Press) -> str:
    return press.text("draft") or new_draft()
