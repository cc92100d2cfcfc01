"""The words of closing a report: what the form asks, examples that fit its kind, and what whoever reported it reads."""

from __future__ import annotations

from dataclasses import dataclass

# The form, and what was said in it as it stands on the card from then on.
CLOSE_TITLE = "Close {id}"
OUTCOME_LABEL, DONE_ABOUT_IT = "What was done about it?", "What was done about it"
CLOSE_REASON_LABEL, CLOSED_BECAUSE = "Why can it be closed now?", "Why it could be closed"
NO_REFERRAL_LABEL = "Why was nobody outside the school told?"
TO_REPORTER_LABEL = "What {who} will read"
TO_REPORTER_HINT = "Word for word, once this is closed"
READY_LABEL = "A ready sentence for {who}, if you like"
TOLD_THE_REPORTER = "Written to whoever reported it"

NOT_DONE = "Not done yet: {left} of {all}"
CLOSE_ALL_THE_SAME = "Close it even though these are not done"
BEFORE_IT_IS_CLOSED = "Before it is closed"

# What becomes of a report, told whoever made it.
IT_IS_DEALT_WITH = "Your report has been dealt with"
DEALT_WITH_BELOW = "{id} has been dealt with: see below."
ASK_WHOEVER_CLOSED = "Ask {who} what was done:"
AGAIN = "It is happening again"
AGAIN_LINE, AGAIN_OF = "This is happening again.", "This is happening again: it was reported as {id}."
"""What a report begins with that is made because it happens again; the second where its readers may know the first."""

SENTENCES: dict[str, str] = {
    "close.nothing": "You have no open report, so there is nothing to close. **cancel** stops what you are writing.",
}

# What was sent and not meant, and what is to be closed.
NOTHING_TO_STOP = "There was nothing to stop. You sent {id} {at}."
SENT_BY_MISTAKE, WHO_CLOSES = "Was it sent by mistake?", "Who closes a report"
STAYS_OPEN = (
    "{id} is sent, so it stays open until whoever handles it closes it. They can be told that it was a mistake."
)
CLOSED_BY_HANDLER = "A report is closed by whoever handles it. You are told when that is done."
THEM, TELL_MISTAKE = "them", "Tell {who} that {id} was a mistake"
MISTAKE_DETAIL = "The reporter says: this was sent by mistake."
MISTAKE_TOLD = "They are told that {id} was a mistake. It stays open until they close it."
WENT_ASTRAY = "It was an e-mail or a file that went to the wrong person"
CLOSE_WHICH = "Which report do you want to close?"
CLOSE_ONE = "Close {id}"
MORE_HELD = "And {count} more: **log** shows them."

READY: dict[str, str] = {
    "come": "It has been dealt with. I will come and tell you about it.",
    "cannot_say": "It has been dealt with. I cannot say more about it, and you were right to report it.",
    "child_safe": "The child is safe, and is being looked after.",
    "family_knows": "We have spoken with the child and the family.",
    "spoken": "I have spoken with everybody it concerns.",
    "taken_down": "It has been taken down.",
    "blocked_now": "It is blocked now. Please tell me if it can still be seen.",
    "open_now": "It can be opened now. Please try it again.",
    "stays_blocked": "It stays blocked. I will tell you why.",
    "expected": "It is noted, so nobody will be surprised by it.",
    "safe_again": "It is safe to use again.",
    "found": "It has been found.",
    "no_danger": "It was harmless. You can delete it.",
    "delete_it": "Please do not answer it, and delete it.",
}
"""Sentences that are ready to be chosen for whoever reported it. None says anything that a reporter may not know."""


@dataclass(frozen=True, slots=True)
class ClosingExamples:
    """What fits a kind: an example of what was done, one of why it can be closed, and the ready sentences."""

    done: str = "For example: spoke to those it concerns"
    why: str = "For example: it has stopped, and nobody is at risk"
    ready: tuple[str, ...] = ("come", "cannot_say")


_OF_A_CHILD = ClosingExamples(
    "For example: spoke to the child and the parents",
    "For example: the child is safe, and social care have it",
    ("child_safe", "come", "cannot_say"),
)
_COMMON = ClosingExamples()
_BY_KIND: dict[str, ClosingExamples] = {
    "nudes": _OF_A_CHILD,
    "harmful_contact": _OF_A_CHILD,
    "self_harm": _OF_A_CHILD,
    "illegal_content": ClosingExamples("For example: the Police have the device", "For example: the Police have it"),
    "staff_conduct": ClosingExamples("For example: spoke to the LADO", "For example: the LADO has it", ("cannot_say",)),
    "bullying": ClosingExamples(
        "For example: spoke to the children and the parents", ready=("family_knows", "spoken", "come")
    ),
    "threat": ClosingExamples("For example: blocked the sender, told the Police", ready=("spoken", "come")),
    "filter_breach": ClosingExamples(
        "For example: LGfL has blocked the page", "For example: tried it again, it is blocked", ("blocked_now", "come")
    ),
    "filter_request": ClosingExamples(
        "For example: had the page opened for the class",
        "For example: the teacher can open it",
        ("open_now", "stays_blocked", "expected"),
    ),
    "security_breach": ClosingExamples(
        "For example: changed the passwords", "For example: nobody else can get in", ("safe_again", "come")
    ),
    "data_loss": ClosingExamples(
        "For example: locked the laptop from afar", "For example: it was found", ("found", "come")
    ),
    "image_misuse": ClosingExamples(
        "For example: had the picture taken down",
        "For example: it is gone, and the parents know",
        ("taken_down", "come"),
    ),
    "spam": ClosingExamples(
        "For example: told BT, blocked the sender", "For example: nobody clicked on it", ("no_danger", "delete_it")
    ),
}


def examples_of(kind: str) -> ClosingExamples:
    """What fits this kind; what fits any for one that has nothing of its own."""
    return _BY_KIND.get(kind, _COMMON)
