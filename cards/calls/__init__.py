"""The cards of video calls with pupils, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class CallVerb(Verb):
    """What is pressed about video calls."""

    NEW = "call.new"
    SEND = "call.send"
    LEAVE = "call.leave"
    SHOW = "call.show"
    APPROVE = "call.approve"
    DECLINE = "call.decline"
    DECLINE_SEND = "call.decline.send"
    CHANGES = "call.changes"
    CHANGES_SEND = "call.changes.send"
    CANCEL = "call.cancel"
    CANCEL_SEND = "call.cancel.send"
    CHANGE = "call.change"
    CHANGE_SEND = "call.change.send"
    WITHDRAW = "call.withdraw"
    AGAIN = "call.again"
    FINE = "call.fine"
    LIST = "calls.list"
    EXPORT = "calls.export"
