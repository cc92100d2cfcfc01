"""The Acceptable Use Policy and yearly training: what is asked of staff, and what they answered (A1 to A5, T1).

Pure, like all of the policy. `campaigns` holds what is kept of a campaign of asking, `text` reads the document,
`publication` begins a campaign, `joining` follows the staff list, `signing` takes answers, `reminders` knows what falls
due, `questions` are asked and answered, `training` rides on the same campaigns.
"""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class DocumentPurpose(Purpose):
    """What a notice about the Acceptable Use Policy, or about training, is for."""

    ASK = "aup_ask"
    REMINDER = "aup_reminder"
    LIST = "aup_list"
    DECLINED = "aup_declined"
    QUESTION = "aup_question"
    ANSWER = "aup_answer"
    POLICY_QUESTION = "policy_question"
    POLICY_RECEIPT = "policy_receipt"
    POLICY_ANSWER = "policy_answer"
    TRAINING_DUE = "training_due"
