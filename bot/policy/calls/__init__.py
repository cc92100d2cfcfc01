"""Video calls with pupils: asked for, decided, held, and kept (V1 to V10). Pure, as all of the policy."""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class CallPurpose(Purpose):
    """What a notice about a video call is for."""

    REQUEST = "call_request"
    RECEIPT = "call_receipt"
    ANSWER = "call_answer"
    UNDECIDED = "call_undecided"
    CHANGES_DUE = "call_changes_due"
    SOON = "call_soon"
    AFTER = "call_after"
