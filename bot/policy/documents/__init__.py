"""Documents that people read and sign, and yearly training: what is asked, and what was answered (A1 to A5, T1).

The Acceptable Use Policy is the first of the documents; the others are the school's (`[[documents]]`).

Pure, like all of the policy. `campaigns` holds what is kept of a campaign of asking, `text` reads a document,
`publication` begins a campaign, `withdrawal` takes one back, `joining` follows who the audience is, `signing` takes
answers, `reminders` knows what falls due, `questions` are asked and answered, `training` rides on the same campaigns.
"""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class DocumentPurpose(Purpose):
    """What a notice about a document, or about training, is for. The stored words are those of the first document."""

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
