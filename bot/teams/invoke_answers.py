"""What an invoke is answered with, as plain JSON, and how any answer becomes a response's body.

Plain JSON because the framework serialises an answer twice, and so fails on every one that has a body; and because its
model of an Adaptive Card's answer takes no sentence for a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast, runtime_checkable

from botbuilder.core import InvokeResponse
from botbuilder.schema import AdaptiveCardInvokeResponse

from cards.words.sentences import without_marks
from dialogs.conversation import CARD_TYPE

SENTENCE = "application/vnd.microsoft.activity.message"


@runtime_checkable
class _Serializable(Protocol):
    def serialize(self) -> object: ...


def card_answer(card: Mapping[str, object]) -> InvokeResponse:
    """Answer `adaptiveCard/action` with a card, which replaces the one that was pressed for the person who pressed."""
    return InvokeResponse(status=200, body={"statusCode": 200, "type": CARD_TYPE, "value": dict(card)})


def sentence_answer(sentence: str) -> InvokeResponse:
    """Answer `adaptiveCard/action` with a sentence; the card stays as it is."""
    return InvokeResponse(status=200, body={"statusCode": 200, "type": SENTENCE, "value": without_marks(sentence)})


def answer_with(name: str | None, sentence: str) -> InvokeResponse | None:
    """Answer the invoke of that name with a sentence in its own form, or None when its answer cannot hold one. Teams
    draws no Markdown there, so none of its marks are left."""
    sentence = without_marks(sentence)
    match (name or "").partition("/"):
        case ("adaptiveCard", "/", _):
            return sentence_answer(sentence)
        case ("task", "/", _) | ("composeExtension", "/", "fetchTask" | "submitAction"):
            return InvokeResponse(status=200, body={"task": {"type": "message", "value": sentence}})
        case ("composeExtension", "/", _):
            return InvokeResponse(status=200, body={"composeExtension": {"type": "message", "text": sentence}})
    return None


def body_of(answer: object) -> object:
    """An invoke answer's body as plain JSON values, whatever form the handler gave it."""
    if isinstance(answer, AdaptiveCardInvokeResponse):
        value = cast(object, answer.value)
        return {"statusCode": answer.status_code, "type": answer.type, "value": body_of(value)}
    if isinstance(answer, _Serializable):
        return answer.serialize()
    return answer
