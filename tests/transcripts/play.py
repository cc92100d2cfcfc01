"""Conversations as transcripts: lines of who, what they do or see, and the words. Played over real HTTP.

`reads` waits until the words stand somewhere in the person's chat as it can be seen now; `never reads` and `has cards`
look once all that was due has been said. `is told` looks at what was shown to them from the last press to its end, if
only for a moment. A press that leaves its card as it is opens no form at the end of the chat, where nobody looks: a
form opens over the chat, unless the client has no dialogs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Literal

from bot.local.answers import BotAnswer
from bot.local.cards import pressables, words_of
from bot.local.chats import ChatMessage
from bot.local.shapes import JsonObject, an_object
from tests.rig import Rig

Does = Literal["opens", "says", "presses", "presses the fallback", "reads", "never reads", "is told", "has cards"]
Line = tuple[str, Does, str] | tuple[str, Does, str, Mapping[str, str]]


async def play(rig: Rig, transcript: Sequence[Line]) -> None:
    """Act the lines in their order. A line that does not come true fails with what could be seen instead."""
    told = ""
    for number, line in enumerate(transcript, 1):
        who, does, words, inputs = (*line, {}) if len(line) == 3 else line
        match does:
            case "opens":
                await rig.teams.open_chat(who)
            case "says":
                assert (await rig.teams.say(who, words)).taken, f"line {number}: not taken"
            case "presses" | "presses the fallback":
                before = {message.id for message in rig.teams.chat(who).from_bot}
                with shown_to(rig, who) as shown:
                    answer = await rig.teams.press(who, words, inputs, fallback=does != "presses")
                assert answer.taken, f"line {number}: {answer.status} {answer.failure}"
                told = "\n".join([answer.message, *shown])
                if does == "presses" and _leaves_its_card(answer):
                    below = [each for each in rig.teams.chat(who).from_bot if each.id not in before and each.card]
                    forms = [words_of(each.card) for each in below if each.card and _asks(each.card)]
                    assert not forms, f"line {number}: {words!r} opened a form unseen, below:\n{forms[0]}"
            case "reads":
                await _reads(rig, who, words, number)
            case "never reads":
                await rig.at_rest()
                assert words not in seen(rig, who), f"line {number}: {words!r} stands in\n{seen(rig, who)}"
            case "is told":
                assert words in told, f"line {number}: {words!r} is not in {told!r}"
            case "has cards":
                await rig.at_rest()
                assert len(rig.teams.chat(who).cards) == int(words), f"line {number}:\n{seen(rig, who)}"


@contextmanager
def shown_to(rig: Rig, who: str) -> Iterator[list[str]]:
    """What each message that comes or changes in a person's chat says, for as long as the block runs."""
    shown: list[str] = []

    def note(event: JsonObject) -> None:
        if event["kind"] == "message" and event["person"] == who:
            shown.append(_words(ChatMessage.from_json(an_object(event["message"]))))

    stop = rig.teams.tenant.changes.listen(note)
    try:
        yield shown
    finally:
        stop()


def seen(rig: Rig, who: str) -> str:
    """All that can be read in a person's chat now: texts, cards and their fields, and the dialog that lies over it."""
    lines: list[str] = []
    lines += [_words(message) for message in rig.teams.chat(who).standing]
    dialog = rig.teams.dialog(who)
    if dialog is not None and dialog.card is not None:
        lines += [dialog.title, *_words_and_values(json.dumps(dialog.card))]
    lines.append(rig.teams.client.closing.get(who, ""))
    return "\n".join(line for line in lines if line)


def _asks(card: JsonObject) -> bool:
    """Whether the card's own body has inputs, which go with its first button; those of its ShowCards do not count."""
    return any(one.inputs for one in pressables(card)[:1])


def _leaves_its_card(answer: BotAnswer) -> bool:
    """Whether a press was sent as a message whose answer takes no card's place."""
    value = an_object(answer.activity.get("value"))
    return answer.activity.get("type") == "message" and not value.get("replaces")


def _words(message: ChatMessage) -> str:
    """What stands in a message as its reader sees it."""
    card = _words_and_values(json.dumps(message.card)) if message.card else ()
    return "\n".join(words for words in (message.text, message.note, *card) if words)


async def _reads(rig: Rig, who: str, words: str, number: int) -> None:
    try:
        await rig.teams.until(lambda: words in seen(rig, who))
    except TimeoutError:
        raise AssertionError(f"line {number}: {words!r} never stood in\n{seen(rig, who)}") from None


@lru_cache(maxsize=512)
def _words_and_values(card: str) -> tuple[str, str]:
    """What a card says, and the values of its fields, which a person sees in them. A chat's cards are looked at again
    at each line of a story, and most of them are as they were."""
    found: list[str] = []

    def look(part: object) -> None:
        if isinstance(part, dict):
            if str(part.get("type", "")).startswith("Input.") and part.get("value"):
                found.append(str(part["value"]))
            for value in part.values():
                look(value)
        elif isinstance(part, list):
            for value in part:
                look(value)

    read = an_object(json.loads(card))
    look(read)
    return words_of(read), "\n".join(found)
