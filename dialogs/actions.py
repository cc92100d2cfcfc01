"""Actions as people press and type them: one is added to a report, it is done, and what is open."""

from __future__ import annotations

from datetime import datetime

from bot.policy.kit.errors import Incomplete
from bot.services.actions.actions import Actions, EndingAnswer
from bot.services.services import Services
from cards.actions import actions as cards
from cards.incidents import ActionVerb
from cards.incidents.handling import incident_result
from cards.kit import times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.words.actions import ACTIONS_HELP
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, Press, Reply


class ActionsArea(Area):
    """`actions`, and the buttons by which an action begins and ends."""

    help = (HelpLine(*ACTIONS_HELP, last=True),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._actions = services.get(Actions)
        self.verbs = {
            ActionVerb.ADD: self.add,
            ActionVerb.ADD_SEND: self.send_added,
            ActionVerb.END: self.end,
            ActionVerb.END_SEND: self.send_end,
            ActionVerb.LIST: self.show,
        }
        self.commands = {"actions": self.show}

    async def show(self, press: Press) -> AdaptiveCard:
        """What is the person's to do, and what others are to do about reports that they may see."""
        return cards.list_card(self._school, self._now, await self._actions.open_ones(press.person))

    async def add(self, press: Press) -> FormCard:
        """What is to be done, by whom, and until when?"""
        shown = cards.add_form(await self._actions.prepare(press.person, press.id), press.texts(), {})
        return FormCard(shown, press.form_for_words(ActionVerb.ADD, cards.WORDS))

    async def send_added(self, press: Press) -> Reply:
        """It is added, and its owner is told. What is missing comes back on the form."""
        words, owner, on = (press.text(field) for field in (cards.WORDS, cards.OWNER, cards.ON_DAY))
        try:
            answer = await self._actions.add(press.by, press.id, words, owner, on)
        except Incomplete as wrong:
            incident = await self._actions.prepare(press.person, press.id)
            shown = cards.add_form(incident, press.texts(), wrong.facts)
            return FormCard(shown, press.form_for_words(ActionVerb.ADD, cards.WORDS))
        incident = answer.view.incident
        theirs = owner and owner != press.person.id
        named = next((each.owner.name for each in answer.view.actions if each.owner.id == owner), "")
        key = answer.said or ("done.action.added" if theirs else "done.action.added_yours")
        said = sentence(key, {**answer.facts, "reference": incident.id, "who": answer.facts.get("who", named)})
        return FormResult(said, incident_result(incident, said))

    async def end(self, press: Press) -> Reply:
        """What became of it, if nobody has said so yet?"""
        answer = await self._actions.prepare_end(press.person, press.id)
        if answer.said:
            return self._result(answer, answer.said)
        shown = cards.end_form(answer.action, press.texts(), {}, handles=answer.handles)
        return FormCard(shown, press.form_for_words(ActionVerb.END, cards.WORDS))

    async def send_end(self, press: Press) -> Reply:
        """It is done, or not needed any more."""
        needed = press.text(cards.ENDS_AS) != cards.ENDS_NOT_NEEDED
        try:
            answer = await self._actions.end(press.by, press.id, press.text(cards.WORDS), needed=needed)
        except Incomplete as wrong:
            asked = await self._actions.prepare_end(press.person, press.id)
            shown = cards.end_form(asked.action, press.texts(), wrong.facts, handles=asked.handles)
            return FormCard(shown, press.form_for_words(ActionVerb.END, cards.WORDS))
        return self._result(answer, answer.said or f"done.action.{answer.action.state.value}")

    def _result(self, answer: EndingAnswer, key: str) -> FormResult:
        at = answer.facts.get("at")
        known = {"at": times.in_answer(self._school, datetime.fromisoformat(at), self._now)} if at else {}
        said = sentence(key, {**answer.facts, **known})
        return FormResult(said, cards.action_result(answer.action.subject, said, sees=answer.handles))
