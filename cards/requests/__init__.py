"""The cards of what staff ask for, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class RequestVerb(Verb):
    """What is pressed about requests."""

    NEW = "request.new"
    SEND = "request.send"
    SHOW = "request.show"
    VIEW = "request.view"
    VIEW_SEND = "request.view.send"
    APPROVE = "request.approve"
    APPROVE_SEND = "request.approve.send"
    DECLINE = "request.decline"
    DECLINE_SEND = "request.decline.send"
    CHANGES = "request.changes"
    CHANGES_SEND = "request.changes.send"
    CANCEL = "request.cancel"
    CANCEL_SEND = "request.cancel.send"
    CHANGE = "request.change"
    CHANGE_SEND = "request.change.send"
    WITHDRAW = "request.withdraw"
    WITHDRAW_SEND = "request.withdraw.send"
    END = "request.end"
    LOST = "request.lost"
    LIST = "requests.list"
    OUT = "requests.out"
    EXPORT = "requests.export"
