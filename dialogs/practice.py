"""`practise`: what a member of staff presses in a practice of their own, and what becomes of words that are real.

Nothing here is taken for a form that words are typed past: what somebody types meanwhile goes the way of every line.
"""

from __future__ import annotations

from bot.policy.incidents.kinds import KINDS, Shape
from bot.policy.incidents.recognising import likely_kinds
from bot.policy.practice.practice import PRACTISERS, Practice, PracticeStage
from bot.services.practice.feature import Practices
from bot.services.services import Services
from cards import greeting
from cards.incidents.reporting import kinds_card
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.practice import PracticeVerb, practice
from cards.words.practice import PRACTISE_HELP, STORY_WORDS
from cards.words.sentences import sentence
from dialogs.conversation import OpenReport, ReportStart
from dialogs.press import Area, Press, UnknownPress, new_draft
from dialogs.report import first_card

CARRIED = frozenset({"run", "stage", practice.SAID_KEY, "story", "after", "verb", "replaces", "sent"})
"""What a card of practice carries itself."""
CHOSEN = frozenset({"when", "happened_on", "happened_at", "adult"}) | {
    field.id for kind in KINDS.values() for field in kind.form if field.shape is Shape.CHOICE
}
"""What is chosen in a form, or is a time: every other text is in somebody's own words."""


class PracticeArea(Area):
    """`practise`."""

    help = (HelpLine(*PRACTISE_HELP, PRACTISERS, last=True),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._practices = services.get(Practices)
        self.verbs = {
            PracticeVerb.SHOW: self.show,
            PracticeVerb.BEGIN: self.begin,
            PracticeVerb.ANSWER: self.answer,
            PracticeVerb.SENT: self.send,
            PracticeVerb.GO_ON: self.go_on,
            PracticeVerb.LEAVE: self.leave,
        }
        self.commands = {"practise": self.show, "practice": self.show}

    async def show(self, press: Press) -> AdaptiveCard:
        """What practising is, and the stories; or the practice that is under way."""
        known = await self._practices.load_own(press.person)
        if known is not None and known.under_way and known.stage is not PracticeStage.END:
            return await self._draw(press, known)
        year = self._services.context.calendar.school_year(self._now)
        return practice.begin_card(known, year, counts=self._school.practice_counts)

    async def begin(self, press: Press) -> AdaptiveCard:
        """A story begins."""
        begun = await self._practices.begin(press.person, press.text("story"), press.number("after"))
        return await self._draw(press, begun)

    async def answer(self, press: Press) -> AdaptiveCard:
        """A card of it is answered: with a move, a kind, a step, or by going on."""
        said, stage = press.text(practice.SAID_KEY), press.text("stage")
        if stage == PracticeStage.KIND and said not in KINDS:
            raise UnknownPress
        return await self._draw(press, await self._practices.answer(press.person, press.number("run"), stage, said))

    async def send(self, press: Press) -> AdaptiveCard:
        """The form of a practice is sent. Words that are not the story's are somebody's own: what surely tells of
        something opens the real report with them, and of any other it is asked whether they are real."""
        known = await self._practices.load_own(press.person)
        own = _own_words(press)
        if not own:
            return await self.answer(press)
        meant = likely_kinds(own)
        report = OpenReport(new_draft(), meant.kinds[0] if meant.danger else None, (own,))
        await press.dialogs.begin(ReportStart(report, shown=True))
        if not meant.danger and known is not None and known.under_way:
            return practice.is_it_real_card(known, own, report.draft)
        shown = (
            await first_card(self._services, report)
            if report.kind
            else kinds_card(report.draft, meant.kinds, lines=report.lines)
        )
        return practice.real_now(shown)

    async def go_on(self, press: Press) -> AdaptiveCard:
        """Words of their own were practice too: the report that was kept ready for them is put away."""
        press.dialogs.end(press.text("draft"))
        return await self.answer(press)

    async def leave(self, press: Press) -> AdaptiveCard:
        """They have done with it."""
        await self._practices.leave(press.person)
        return greeting.sentence_card(sentence("practice.left"))

    async def _draw(self, press: Press, known: Practice) -> AdaptiveCard:
        told = await self._practices.told_for(known.kind) if known.kind else {}
        return practice.practice_card(self._school, self._now, known, press.person, told)


def _own_words(press: Press) -> str:
    """What somebody typed into the form of a practice beside the story that stood in it, whichever that was."""
    found = []
    for key, text in press.texts().items():
        left = " ".join(text.split()) if key not in CARRIED | CHOSEN else ""
        for story in STORY_WORDS.values():
            left = left.replace(story.tells, "")
        found.append(left.strip())
    return "\n".join(text for text in found if text)
