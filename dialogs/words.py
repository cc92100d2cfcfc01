"""What is typed: `help` and `cancel` at any point, the words of the interface, and free text."""

from __future__ import annotations

from botbuilder.dialogs import DialogContext, DialogTurnStatus

from cards import greeting
from cards.kit import parts
from cards.words.sentences import sentence
from dialogs import replies, turn
from dialogs.presses import Presses
from dialogs.report import KIND, LIKELY, REPORT, TEXT
from dialogs.understanding import Meaning, Wish, plain, understand


class Words:
    """Answers a typed line with a card, or lets the dialog under way take it."""

    def __init__(self, presses: Presses) -> None:
        self._presses = presses

    async def answer(self, dialog_context: DialogContext, text: str) -> None:
        """Understand and answer one line. It always ends in a card with a way on."""
        context = dialog_context.context
        answered = await self._presses.command(dialog_context, plain(text))
        if answered is not None:
            await replies.send(context, answered, parts.summary(answered))
            return
        meaning = understand(text)
        turn.does(meaning.wish.value)
        if meaning.wish is Wish.CANCEL:
            under_way = dialog_context.active_dialog is not None
            await dialog_context.cancel_all_dialogs()
            said = sentence("cancelled" if under_way else "nothing_to_cancel")
            await replies.send(context, greeting.sentence_card(said), said)
        elif meaning.wish in {Wish.HELP, Wish.GREETING}:
            await replies.send(context, greeting.help_card(), "What I can do")
        elif meaning.wish is Wish.REPORT and _fresh(text):
            await dialog_context.cancel_all_dialogs()
            await dialog_context.begin_dialog(REPORT, {KIND: meaning.kind, LIKELY: list(meaning.likely)})
        else:
            await self._in_their_own_words(dialog_context, meaning, text)

    async def _in_their_own_words(self, dialog_context: DialogContext, meaning: Meaning, text: str) -> None:
        result = await dialog_context.continue_dialog()
        if result.status != DialogTurnStatus.Empty:
            return
        if meaning.wish is Wish.REPORT:
            begin = {KIND: meaning.kind, LIKELY: list(meaning.likely), TEXT: "" if meaning.kind else text}
            await dialog_context.begin_dialog(REPORT, begin)
            return
        await replies.send(dialog_context.context, greeting.help_card(sentence("unclear")), "What I can do")


def _fresh(text: str) -> bool:
    """Whether the line asks for a new report in so many words, rather than telling what happened."""
    return plain(text).startswith(("report", "new report"))
