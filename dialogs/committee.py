"""The committee as people press and type it: its meetings, what they decide, and the pack of a half term."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.policy.kit.errors import Incomplete
from bot.services.committee.committee import Committee
from bot.services.committee.packs import Packs
from bot.services.services import Services
from cards import greeting
from cards.committee import CommitteeVerb, meeting
from cards.committee.pack import pack_files
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.words.committee import COMMITTEE_HELP
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, Press, Reply, new_draft


class CommitteeArea(Area):
    """`committee`, `done CM-2026-0001`, and the forms of a meeting."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._committee = services.get(Committee)
        self._packs = services.get(Packs)
        self.help = (HelpLine(*COMMITTEE_HELP, self._committee.readers, last=True),)
        self.verbs = {
            CommitteeVerb.SHOW: self.show,
            CommitteeVerb.BUILD: self.build,
            CommitteeVerb.MEETING: self.write_down,
            CommitteeVerb.MEETING_SEND: self.send_meeting,
            CommitteeVerb.DECIDE: self.decide,
            CommitteeVerb.DECIDE_SEND: self.send_decision,
            CommitteeVerb.ASK_DONE: self.ask_done,
            CommitteeVerb.DONE: self.send_done,
            CommitteeVerb.FEEDBACK: self.ask_feedback,
            CommitteeVerb.FEEDBACK_SEND: self.feed_back,
        }
        self.commands = {"committee": self.show, "cm-*": self.open_decision, "done cm-*": self.end_typed}

    async def show(self, press: Press) -> AdaptiveCard:
        """The meeting of this half term, or the one that the button names, and what is not done."""
        view = await self._committee.view(press.person, press.id)
        return meeting.meeting_card(self._school, self._now, view)

    async def build(self, press: Press) -> AdaptiveCard:
        """The pack as two files, offered in this chat. That it is under way is said before."""

        async def say_so() -> None:
            shown = greeting.sentence_card(sentence("committee.building"))
            await press.dialogs.send(shown, parts.summary(shown))

        files = await self._packs.build(press.by, press.id, partial(pack_files, self._school), say_so)
        return greeting.sentence_card(sentence("committee.built", {"files": ", ".join(files)}))

    async def write_down(self, press: Press, wrong: parts.Texts | None = None) -> FormCard:
        """When did it meet, and who was there?"""
        view, draft = await self._committee.view(press.person, press.id), press.text("draft") or new_draft()
        shown = meeting.meeting_form(self._school, self._now, view.meeting, draft, press.texts(), wrong or {})
        again = press.form_for_words(CommitteeVerb.MEETING, meeting.PRESENT, {"draft": draft})
        return FormCard(shown, replace(again, draft=draft))

    async def send_meeting(self, press: Press) -> Reply:
        """It is written down. What is missing comes back on the form."""
        on, present = press.text(meeting.MEETING_DAY), press.text(meeting.PRESENT)
        try:
            await self._committee.record_meeting(press.by, press.id, on, present)
        except Incomplete as wrong:
            return await self.write_down(press, wrong.facts)
        said = sentence("done.committee.met")
        return FormResult(said, meeting.committee_result(said, press.id))

    async def decide(self, press: Press, wrong: parts.Texts | None = None) -> FormCard:
        """What is to be done, by whom, and until when?"""
        view, draft = await self._committee.view(press.person, press.id), press.text("draft") or new_draft()
        shown = meeting.decision_form(view.meeting, draft, press.texts(), wrong or {})
        again = press.form_for_words(CommitteeVerb.DECIDE, meeting.DECISION_WORDS, {"draft": draft})
        return FormCard(shown, replace(again, draft=draft))

    async def send_decision(self, press: Press) -> Reply:
        """It is kept, and its owner is told. What is missing comes back on the form."""
        fields = (meeting.DECISION_WORDS, meeting.DECISION_OWNER, meeting.MEETING_DAY)
        words, owner, on = (press.text(field) for field in fields)
        try:
            decision = await self._committee.add_decision(press.by, press.id, words, owner, on)
        except Incomplete as wrong:
            return await self.decide(press, wrong.facts)
        theirs = decision.owner.id != press.person.id
        key = "done.committee.decided" if theirs else "done.committee.decided_yours"
        said = sentence(key, {"reference": decision.id, "who": decision.owner.name})
        return FormResult(said, meeting.committee_result(said, press.id))

    async def open_decision(self, press: Press) -> AdaptiveCard:
        """A decision, for its owner and those of the committee."""
        decision = await self._committee.decision(press.person, press.id)
        return meeting.decision_card(self._school, self._now, decision)

    async def ask_done(self, press: Press) -> FormCard:
        """Is it done? It cannot be taken back, so a press by mistake is asked about."""
        decision = await self._committee.decision(press.person, press.id)
        if not decision.is_open:
            return FormCard(meeting.decision_card(self._school, self._now, decision))
        again = press.form_for_words(CommitteeVerb.ASK_DONE, "")
        return FormCard(meeting.done_form(decision, press.text("meeting")), again)

    async def send_done(self, press: Press) -> FormResult:
        """It is done. The decision's own card says so by itself; that of a meeting comes afresh, with what is left."""
        decision = await self._committee.end_decision(press.by, press.id)
        said = sentence("done.committee.done", {"reference": decision.id})
        if press.person.roles & self._committee.readers and (named := press.text("meeting")):
            view = await self._committee.view(press.person, named)
            return FormResult(said, meeting.meeting_card(self._school, self._now, view, note=said))
        return FormResult(said, meeting.decision_card(self._school, self._now, decision, note=said), stands=True)

    async def end_typed(self, press: Press) -> AdaptiveCard:
        """It is done, as was typed with its reference."""
        decision = await self._committee.end_decision(press.by, press.id)
        note = sentence("done.committee.done", {"reference": decision.id})
        return meeting.decision_card(self._school, self._now, decision, note=note)

    async def ask_feedback(self, press: Press) -> FormCard:
        """Shall the Headteacher be told? It goes out once, so a press by mistake is asked about. A meeting that is not
        ready for it, or of which they were told, is shown as it stands."""
        view = await self._committee.view(press.person, press.id)
        if view.meeting.met_on is None or view.meeting.told_at is not None:
            return FormCard(meeting.meeting_card(self._school, self._now, view))
        again = press.form_for_words(CommitteeVerb.FEEDBACK, "")
        return FormCard(meeting.feedback_form(self._school, self._now, view.meeting), again)

    async def feed_back(self, press: Press) -> FormResult:
        """The Headteacher is told what came of the meeting."""
        view = await self._committee.feed_back(press.by, press.id)
        said = sentence("done.committee.feedback")
        return FormResult(said, meeting.meeting_card(self._school, self._now, view, note=said))
