"""Announcements as people press and type them: told, seen, corrected, withdrawn, and who has not seen them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.policy.announcements.announcement import AnnouncementView, may_tell
from bot.policy.announcements.writing import AnnouncementOver, CorrectedMeanwhile, must_tell
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.roles import TELLERS
from bot.services.announcements.announcements import LISTED, Announcements, AnnouncementSentBefore
from bot.services.services import Services
from cards import greeting
from cards.announcements import AnnouncementVerb, forms
from cards.announcements.overview import announcements_card, overview_card, readings_csv, unseen_card
from cards.announcements.reader_card import reader_card
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import WARNS_OF, HelpButton, HelpLine, Opener
from cards.words.announcements import ANNOUNCEMENTS_HELP, READY, READY_SAID, TELL_STAFF, TELL_STAFF_HELP
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, NotMeant, Press, Reply, new_draft

READ_AGAIN = "again"


class AnnouncementsArea(Area):
    """`tell staff`, `announcements`, and their buttons. Each `….send` belongs to the form before it shows."""

    help = (HelpLine(*TELL_STAFF_HELP, TELLERS), HelpLine(*ANNOUNCEMENTS_HELP, last=True))
    buttons = (HelpButton(TELL_STAFF, Opener.TELL_STAFF, TELLERS, form=True),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._announcements = services.get(Announcements)
        self.verbs = {
            Opener.TELL_STAFF: self.new,
            AnnouncementVerb.PREVIEW: self.preview,
            AnnouncementVerb.SEND: self.send,
            AnnouncementVerb.SHOW: self.show,
            AnnouncementVerb.READ: self.read,
            AnnouncementVerb.SEEN: self.mark_seen,
            AnnouncementVerb.UNSEEN: self.show_unseen,
            AnnouncementVerb.CORRECT: self.correct,
            AnnouncementVerb.CORRECT_SEND: self.send_correction,
            AnnouncementVerb.WITHDRAW: self.withdraw,
            AnnouncementVerb.WITHDRAW_SEND: self.send_withdrawal,
            AnnouncementVerb.EXPORT: self.export,
            AnnouncementVerb.LIST: self.list,
        }
        self.commands = {
            "tell staff": self.new,
            "tell staff *": self.new_with_words,
            "announcements": self.list,
            "an-*": self.show,
        }

    async def new(self, press: Press) -> FormCard:
        """The form; its words filled in where a report or something typed says with which."""
        must_tell(press.person)
        ready, answers = READY.get(press.text(WARNS_OF)), press.texts()
        filled = ready is not None and not answers.get("words")
        if filled and ready is not None:
            answers = {"title": ready.title, "words": ready.words, **{k: v for k, v in answers.items() if v}}
        return self._form(press, answers, said=READY_SAID if filled else "")

    async def new_with_words(self, press: Press) -> FormCard:
        """The form with what stands behind the command as its words. To anybody else it tells of something."""
        if not may_tell(press.person):
            raise NotMeant
        return self._form(press, {"words": press.text("said")})

    async def preview(self, press: Press) -> FormCard:
        """How it will look, before anybody is told; what is not right comes back on the form."""
        answers = press.texts()
        try:
            proposed = await self._announcements.propose(press.person, forms.typed_words(answers))
        except Incomplete as wrong:
            return self._form(press, answers, wrong.facts)
        shown = forms.preview_card(self._school, self._now, press.draft, proposed, answers)
        again = press.form_for_words(Opener.TELL_STAFF, "words", answers)
        return FormCard(shown, again)

    async def send(self, press: Press) -> Reply:
        """It is sent, once; the form becomes the card that shows how it stands."""
        answers = press.texts()
        try:
            view = await self._announcements.send(press.by, forms.typed_words(answers), press.draft, press.turn.place)
        except AnnouncementSentBefore as before:
            fresh = {**answers, "draft": new_draft()}
            return self._form(press, fresh, said=sentence(before.key, {"reference": before.reference}))
        except Incomplete as wrong:
            return self._form(press, answers, wrong.facts)
        said = sentence("done.announcement.send", {"reference": view.announcement.id})
        return FormResult(said, overview_card(self._school, self._now, view, note=said))

    async def show(self, press: Press) -> AdaptiveCard:
        """How it stands, or for everybody else what they were told."""
        view = await self._announcements.show(press.person, press.id, press.turn.place)
        if view.reading is not None or not may_tell(press.person):
            return self._reader_card(press, view)
        return overview_card(self._school, self._now, view)

    async def read(self, press: Press) -> AdaptiveCard:
        """What this person was told."""
        return self._reader_card(press, await self._announcements.read(press.person, press.id))

    async def mark_seen(self, press: Press) -> AdaptiveCard:
        """The person who presses has seen it, as it stood on the card that they pressed."""
        view = await self._announcements.mark_seen(press.by, press.id, press.number("v"))
        announcement, reading = view.announcement, view.reading
        unread = announcement.is_running and reading is not None and reading.seen < announcement.asks_since
        return self._reader_card(press, view, sentence("announcement.read_again") if unread else None)

    async def show_unseen(self, press: Press) -> AdaptiveCard:
        """A page of those who have not seen it."""
        state, after = press.text("state"), press.text("after")
        return unseen_card(
            self._school, self._now, await self._announcements.unseen(press.person, press.id, state, after)
        )

    async def correct(self, press: Press) -> FormCard:
        """The form with what it says now."""
        return await self._correct_form(press)

    async def send_correction(self, press: Press) -> Reply:
        """What it says from now on; what is not right comes back on the same form."""
        title, words, again = press.text("title"), press.text("words"), press.text(READ_AGAIN) == "true"
        try:
            view = await self._announcements.correct(
                press.by, press.id, press.number("v"), title, words, asks_again=again
            )
        except Incomplete as wrong:
            return await self._correct_form(press, wrong.facts)
        except CorrectedMeanwhile as meanwhile:
            return await self._correct_form(press, said=sentence(meanwhile.key, meanwhile.facts))
        return self._result(view, "done.announcement.correct")

    async def withdraw(self, press: Press) -> FormCard:
        """What withdrawing means, before it is done."""
        return FormCard(forms.withdraw_form(await self._announcements.prepare(press.person, press.id)))

    async def send_withdrawal(self, press: Press) -> FormResult:
        """It does not hold any more."""
        try:
            view = await self._announcements.withdraw(press.by, press.id)
        except AnnouncementOver as over:
            return self._result(await self._announcements.show(press.person, press.id), over.key)
        return self._result(view, "done.announcement.withdraw")

    async def export(self, press: Press) -> AdaptiveCard:
        """Who has seen it as a file, offered in this chat."""
        name = await self._announcements.export(press.by, press.id, partial(readings_csv, self._school))
        return greeting.sentence_card(sentence("announcement.exported", {"file": name}))

    async def list(self, press: Press) -> AdaptiveCard:
        """The newest announcements; earlier ones behind a button."""
        found = await self._announcements.list_page(press.person, press.text("after"))
        return announcements_card(self._school, self._now, found, LISTED, tells=may_tell(press.person))

    def _form(self, press: Press, answers: parts.Texts, wrong: parts.Texts | None = None, said: str = "") -> FormCard:
        draft = answers.get("draft") or press.text("draft") or new_draft()
        again = press.form_for_words(Opener.TELL_STAFF, "words", {**answers, "draft": draft})
        shown = forms.tell_form(self._school, self._now, draft, answers, wrong, said)
        return FormCard(shown, replace(again, draft=draft))

    async def _correct_form(self, press: Press, wrong: parts.Texts | None = None, said: str = "") -> FormCard:
        announcement = await self._announcements.prepare(press.person, press.id)
        draft = press.text("draft") or new_draft()
        again = press.form_for_words(AnnouncementVerb.CORRECT, "words", {"draft": draft})
        return FormCard(
            forms.correct_form(announcement, draft, press.texts(), wrong, said), replace(again, draft=draft)
        )

    def _result(self, view: AnnouncementView, key: str) -> FormResult:
        said = sentence(key)
        return FormResult(said, overview_card(self._school, self._now, view, note=said))

    def _reader_card(self, press: Press, view: AnnouncementView, note: str | None = None) -> AdaptiveCard:
        return reader_card(self._school, self._now, view, press.person, note=note)
