"""Every button and every typed line, gathered from the areas and answered.

A press needs no conversation: a card sent before a restart, a `cancel` or a day is still taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from microsoft_teams.cards.core import AdaptiveCard
from structlog.contextvars import bind_contextvars

from cards import greeting
from cards.kit import parts
from cards.words import kit as wording
from cards.words.sentences import sentence
from dialogs.conversation import OpenReport, ReportStart, TurnDialogs
from dialogs.press import Area, FormResult, Press, PressHandler, Reply, UnknownPress, card_of, new_draft
from dialogs.understanding import Intent, normalise, understand


class Presses:
    """The buttons and commands of all areas. Raises `ValueError` where two areas answer the same: it must not start."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self.verbs = {**_owned((area, area.verbs.items()) for area in areas), parts.FormVerb.PUT_AWAY: _put_away}
        self.commands = _owned((area, area.commands.items()) for area in areas)
        self.help = [line for area in areas for line in area.help]

    async def answer(self, dialogs: TurnDialogs, verb: str, data: Mapping[str, object]) -> Reply:
        """What answers a press. Raises a `PolicyError` whose key is the sentence to say instead."""
        does = self.verbs.get(verb)
        if does is None:
            raise UnknownPress
        _log(verb)
        return await does(Press(dialogs, data, verb))

    async def answer_typed(self, dialogs: TurnDialogs, text: str) -> None:
        """Answer one line, or let the dialog under way take it. It always ends in a card with a way on."""
        answered = await self._command(dialogs, normalise(text))
        if answered is not None:
            await dialogs.send(answered, parts.summary(answered))
            return
        meaning = understand(text)
        _log(meaning.wish.value)
        if meaning.wish is Intent.CANCEL:
            said = sentence("cancelled" if await dialogs.cancel() else "nothing_to_cancel")
            await dialogs.send(greeting.sentence_card(said), said)
        elif meaning.wish in {Intent.HELP, Intent.GREETING}:
            await dialogs.send(greeting.help_card(self.help), wording.WHAT_I_CAN_DO)
        elif meaning.wish is Intent.REPORT and _fresh(text):
            await dialogs.begin(ReportStart(OpenReport(new_draft(), meaning.kind), meaning.likely))
        elif await dialogs.take_typed():
            return
        elif meaning.wish is Intent.REPORT:
            told = OpenReport(new_draft(), meaning.kind, "" if meaning.kind else text)
            await dialogs.begin(ReportStart(told, meaning.likely))
        else:
            await dialogs.send(greeting.help_card(self.help, sentence("unclear")), wording.WHAT_I_CAN_DO)

    async def _command(self, dialogs: TurnDialogs, said: str) -> AdaptiveCard | None:
        """The card that answers a typed command, `said` in small letters; None when it is none of ours."""
        does = self.commands.get(said)
        if does is not None:
            _log(said)
            return card_of(await does(Press(dialogs, {})))
        for command, does in self.commands.items():
            if command.endswith("*") and said.startswith(command[:-1]):
                _log(command)
                return card_of(await does(Press(dialogs, {"said": said[len(command) - 1 :]})))
        return None


async def _put_away(press: Press) -> FormResult:
    """A form of any area is put away; nothing is sent."""
    said = sentence("form.put_away")
    return FormResult(said, greeting.sentence_card(said))


def _owned(declared: Iterable[tuple[Area, Iterable[tuple[str, PressHandler]]]]) -> dict[str, PressHandler]:
    """What all areas declare, each word by one of them."""
    owners: dict[str, Area] = {}
    found: dict[str, PressHandler] = {}
    for area, answers in declared:
        for word, answer in answers:
            if word in owners:
                raise ValueError(f"two areas answer `{word}`: {type(owners[word]).__name__}, {type(area).__name__}")
            owners[word], found[word] = area, answer
    return found


def _log(word: str) -> None:
    """Let the log say what is done in this turn: a word of our own tables, and never what was typed."""
    bind_contextvars(does=word)


def _fresh(text: str) -> bool:
    """Whether the line asks for a new report in so many words, rather than telling what happened."""
    return normalise(text).startswith(("report", "new report"))
