"""The filtering register as people press and type it: its pages, what is written into it, and it as a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from bot.policy.filtering.checks import (
    RECORDERS,
    REVIEWERS,
    FilterReviewWords,
    FilterTestWords,
    must_record,
)
from bot.policy.filtering.register import RegisterPart
from bot.policy.incidents.filtering import VerdictWords
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.roles import Role
from bot.policy.kit.school_time import local
from bot.services.filtering.filtering import Filtering
from bot.services.services import Services
from cards import greeting
from cards.filtering import FilteringVerb, forms, register
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.words.filtering import FILTERING_HELP, THANK_YOU_SEEN
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, Press, PressHandler, Reply, new_draft

DrawRegisterForm = Callable[[str, parts.Texts, parts.Texts], AdaptiveCard]
"""Draws a form of the register by its draft, what was typed, and what is wrong with it."""


class FilteringArea(Area):
    """`filtering`, and the forms of its register."""

    help = (HelpLine(*FILTERING_HELP, REVIEWERS, last=True),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._filtering = services.get(Filtering)
        decide, test, review = self._decision_form, self._test_form, self._review_form
        self.verbs = {
            FilteringVerb.SHOW: self.show,
            FilteringVerb.DECIDE: self._opens(decide, FilteringVerb.DECIDE, "reason", RECORDERS),
            FilteringVerb.DECIDE_SEND: self._sends(decide, FilteringVerb.DECIDE, "reason", self._decide),
            FilteringVerb.TEST: self._opens(test, FilteringVerb.TEST, "note", RECORDERS),
            FilteringVerb.TEST_SEND: self._sends(test, FilteringVerb.TEST, "note", self._test),
            FilteringVerb.REVIEW: self._opens(review, FilteringVerb.REVIEW, "findings", REVIEWERS),
            FilteringVerb.REVIEW_SEND: self._sends(review, FilteringVerb.REVIEW, "findings", self._review),
            FilteringVerb.OPEN: self.open,
            FilteringVerb.SEEN: self.mark_seen,
            FilteringVerb.EXPORT: self.export,
        }
        self.commands = {"filtering": self.show, "export filtering": self.export}

    async def show(self, press: Press) -> AdaptiveCard:
        """A page of a part of the register, of its decisions at first."""
        asked = press.text("show")
        part = RegisterPart(asked) if asked in set(RegisterPart) else RegisterPart.DECISIONS
        page = await self._filtering.page(press.person, part, press.number("page"))
        return register.register_card(self._school, self._now, page)

    async def open(self, press: Press) -> AdaptiveCard:
        """A review with its findings."""
        review = await self._filtering.review(press.person, press.id)
        return forms.filter_review_card(self._school, self._now, review, press.person)

    async def mark_seen(self, press: Press) -> AdaptiveCard:
        """Somebody who answers for filtering has read a review."""
        review = await self._filtering.mark_review_seen(press.by, press.id)
        return forms.filter_review_card(self._school, self._now, review, press.person, note=THANK_YOU_SEEN)

    async def export(self, press: Press) -> AdaptiveCard:
        """The register as a file, offered in this chat."""
        name = f"filtering-{local(self._now, self._school.timezone):%Y-%m-%d}.csv"
        await self._filtering.export(press.by, name, partial(register.register_csv, self._school))
        return greeting.sentence_card(sentence("filtering.exported", {"file": name}))

    async def _decide(self, press: Press) -> FormResult:
        words = VerdictWords(*(press.text(field) for field in VerdictWords.__dataclass_fields__))
        await self._filtering.record_decision(press.by, words)
        return _result("done.filtering.decide", RegisterPart.DECISIONS)

    async def _test(self, press: Press) -> FormResult:
        words = FilterTestWords(*(press.text(field) for field in FilterTestWords.__dataclass_fields__))
        await self._filtering.record_test(press.by, words)
        failed = words.worked == "no"
        key = "done.filtering.test_failed" if failed else "done.filtering.test"
        return _result(key, RegisterPart.TESTS, failed=failed)

    async def _review(self, press: Press) -> FormResult:
        words = FilterReviewWords(*(press.text(field) for field in FilterReviewWords.__dataclass_fields__))
        told = await self._filtering.record_review(press.by, words)
        return _result("done.filtering.review" if told else "done.filtering.review_nobody", RegisterPart.REVIEWS)

    def _decision_form(self, draft: str, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
        return forms.decision_form(draft, answers, wrong)

    def _test_form(self, draft: str, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
        return forms.test_form(self._school, self._now, draft, answers, wrong)

    def _review_form(self, draft: str, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
        return forms.review_form(self._school, self._now, draft, answers, wrong)

    def _opens(self, draw: DrawRegisterForm, verb: FilteringVerb, takes: str, roles: frozenset[Role]) -> PressHandler:
        async def open_it(press: Press) -> FormCard:
            must_record(press.person, roles)
            return _form(press, draw, verb, takes, {})

        return open_it

    def _sends(
        self, draw: DrawRegisterForm, verb: FilteringVerb, takes: str, act: Callable[[Press], Awaitable[FormResult]]
    ) -> PressHandler:
        async def send(press: Press) -> Reply:
            try:
                return await act(press)
            except Incomplete as wrong:
                return _form(press, draw, verb, takes, wrong.facts)

        return send


def _form(press: Press, draw: DrawRegisterForm, verb: FilteringVerb, takes: str, wrong: parts.Texts) -> FormCard:
    draft = press.text("draft") or new_draft()
    again = press.form_for_words(verb, takes, {"draft": draft})
    return FormCard(draw(draft, press.texts(), wrong), replace(again, draft=draft))


def _result(key: str, part: RegisterPart, *, failed: bool = False) -> FormResult:
    said = sentence(key)
    return FormResult(said, forms.register_result(said, part.value, failed=failed))
