"""What staff ask for beside video calls: equipment, pupils' telephones, accounts, new technology. Pure."""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class RequestPurpose(Purpose):
    """What a notice about a request is for."""

    DECIDE = "request_decide"
    VIEW = "request_view"
    RECEIPT = "request_receipt"
    ANSWER = "request_answer"
    UNDECIDED = "request_undecided"
    INFORMED = "request_informed"
    REMINDER = "request_reminder"
