"""The cards of documents that are signed and of training, and the verbs of their buttons."""

from __future__ import annotations

from bot.policy.kit.school import AUP
from cards.kit.parts import ButtonData, Verb

DOCUMENT = "document"
"""In a button's data: the id of the document that it is about, where that is not the Acceptable Use Policy."""


class DocumentVerb(Verb):
    """What is pressed about a document. The words are those that cards in the chats carry."""

    MINE = "aup.mine"
    READ = "aup.read"
    SIGN = "aup.sign"
    NOT_YET = "aup.not_yet"
    DECLINE = "aup.decline"
    DECLINE_SEND = "aup.decline.send"
    QUESTION = "aup.question"
    QUESTION_SEND = "aup.question.send"
    THREAD = "aup.thread"
    ANSWER = "aup.answer"
    PROPOSE = "aup.propose"
    PREVIEW = "aup.preview"
    PUBLISH = "aup.publish"
    OVERVIEW = "aup.overview"
    REMIND = "aup.remind"
    REMIND_ALL = "aup.remind_all"
    SET_ASIDE = "aup.set_aside"
    SET_ASIDE_SEND = "aup.set_aside.send"
    BELIEVE = "aup.believe"
    EXPORT = "aup.export"
    LIST = "documents.list"
    WITHDRAW = "documents.withdraw"
    WITHDRAW_SEND = "documents.withdraw.send"


class TrainingVerb(Verb):
    """What Champions press about training."""

    SHOW = "training.show"
    BEGIN = "training.begin"
    FORM = "training.form"
    EVERYONE = "training.everyone"
    SEND = "training.send"


def document_data(document: str) -> ButtonData:
    """What a button carries that opens a document, by its id."""
    return {DOCUMENT: document} if document and document != AUP else {}
