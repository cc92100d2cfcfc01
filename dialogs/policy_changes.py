"""Asking for a change of the policy, from a report or from the patterns."""

from __future__ import annotations

from dataclasses import replace

from bot.policy.kit.errors import Incomplete
from bot.policy.policy_changes.change import PolicyChangeWords
from bot.services.policy_changes.feature import PolicyChanges
from bot.services.services import Services
from cards.kit import parts
from cards.kit.guide import Opener
from cards.policy_changes import PolicyVerb, policy_change_form, policy_change_result
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, Press, Reply, new_draft


class PolicyChangesArea(Area):
    """**Change the policy**, and its form."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._changes = services.get(PolicyChanges)
        self.verbs = {Opener.CHANGE_POLICY: self.ask, PolicyVerb.SEND: self.send}

    async def ask(self, press: Press) -> FormCard:
        """Which part, and why?"""
        return await self._form(press, {})

    async def send(self, press: Press) -> Reply:
        """It is asked for, and becomes a duty."""
        words = PolicyChangeWords(press.text("clause"), press.text("why"))
        try:
            await self._changes.ask(press.by, press.id, words)
        except Incomplete as wrong:
            return await self._form(press, wrong.facts)
        said = sentence("done.policy.change")
        return FormResult(said, policy_change_result(said))

    async def _form(self, press: Press, wrong: parts.Texts) -> FormCard:
        guarded = await self._changes.prepare(press.person, press.id)
        draft = press.text("draft") or new_draft()
        again = press.form_for_words(Opener.CHANGE_POLICY, "why", {"draft": draft})
        shown = policy_change_form(draft, press.id, press.texts(), wrong, guarded=guarded)
        return FormCard(shown, replace(again, draft=draft))
