"""Finding as people type and press it: `find jack`, a form where nothing stands behind it, and further pages."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.policy.finding.finding import MOST_FOUND, FoundReports
from bot.policy.finding.words import LONGEST_SEARCH, MOST_SEARCH_WORDS
from bot.policy.incidents.recognising import likely_kinds
from bot.policy.kit.errors import Incomplete
from bot.policy.log.log import handling_roles
from bot.services.finding.finding import Find
from bot.services.services import Services
from cards import greeting
from cards.finding import FindVerb
from cards.finding import finding as cards
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine, Opener
from cards.words.finding import FIND_HELP
from cards.words.kinds import KIND_WORDS
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, NotMeant, Press, Reply
from dialogs.wishes import CANCEL, HELP, QUESTION, wish_of

_KIND_NAMES = {kind: words.name for kind, words in KIND_WORDS.items()}
_LOOKED_FOR = re.compile(
    r".*\b(?:about|from|for|with|on|called|named|mentioning)\s+(?P<said>.+)", re.IGNORECASE | re.DOTALL
)
"""What somebody looks for who asks for it in other words."""
MOST_DANGEROUS_WORDS = 4
"""So many words are looked for though they tell of a danger; more of them tell that it is there."""


class FindingArea(Area):
    """`find`, with what is looked for behind it."""

    help = (HelpLine(*FIND_HELP),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._find = services.get(Find)
        self.verbs = {
            Opener.FIND: self.ask,
            FindVerb.SEND: self.send,
            FindVerb.PAGE: self.page,
            FindVerb.LOOKS: self.history,
        }
        self.commands = {"find": self.ask, "search": self.ask, "find *": self.find_typed, "search *": self.find_typed}

    async def ask(self, press: Press) -> FormCard:
        """What for? Where it was asked in other words, what stands behind them is put in."""
        behind = _LOOKED_FOR.fullmatch(press.text("wish"))
        said = press.text(cards.WORDS) or (behind["said"].strip(" .?!") if behind else "")
        return self._form(press, said, {})

    async def find_typed(self, press: Press) -> AdaptiveCard:
        """What was found. Raises `NotMeant` for a line that asks for something else, or tells of something: it is
        looked for by nobody, and a danger is heard."""
        said = press.text("said")
        other = wish_of(f"find {said}")
        if other not in {None, "find", HELP, CANCEL, QUESTION} or len(said) > LONGEST_SEARCH:
            raise NotMeant
        words = len(said.split())
        if words > (MOST_DANGEROUS_WORDS if likely_kinds(said).danger else MOST_SEARCH_WORDS):
            raise NotMeant
        return await self._look(press, said)

    async def send(self, press: Press) -> Reply:
        """What was found comes as a card of its own below: a card that stands holds no fields."""
        said = press.text(cards.WORDS)
        try:
            shown = await self._look(press, said)
        except Incomplete as wrong:
            return self._form(press, said, wrong.facts)
        await press.dialogs.send(shown, parts.summary(shown))
        return FormResult(*cards.find_result(), stands=True)

    async def page(self, press: Press) -> AdaptiveCard:
        """Another page of what was found, of what the person may still see."""
        references = press.text("ids").split(",")[:MOST_FOUND]
        found = await self._find.show(press.person, [each for each in references if each])
        found = replace(found, total=max(found.total, press.number("total")) if found.incidents else 0)
        return self._card(press, found, press.text(cards.WORDS), press.number("page"))

    async def history(self, press: Press) -> AdaptiveCard:
        """Who has looked."""
        return cards.looks_card(self._school, self._now, await self._find.history(press.person))

    async def _look(self, press: Press, said: str) -> AdaptiveCard:
        async def say_under_way() -> None:
            words = sentence("find.under_way")
            await press.dialogs.send(greeting.sentence_card(words), words)

        return self._card(press, await self._find.look(press.by, said, _KIND_NAMES, say_under_way), said)

    def _card(self, press: Press, found: FoundReports, said: str, page: int = 0) -> AdaptiveCard:
        reads_log = bool(press.person.roles & handling_roles(self._school))
        urgent = likely_kinds(said).danger
        return cards.found_card(self._school, self._now, found, said, page=page, log=reads_log, urgent=urgent)

    def _form(self, press: Press, said: str, wrong: parts.Texts) -> FormCard:
        return FormCard(cards.find_form(said, wrong), press.form_for_words(Opener.FIND, cards.WORDS))
