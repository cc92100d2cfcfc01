"""The cards of the committee, its pack as a document and as a table, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class CommitteeVerb(Verb):
    """What is pressed on a meeting's card, and on that of a decision."""

    SHOW = "committee.show"
    BUILD = "committee.build"
    MEETING = "committee.meeting"
    MEETING_SEND = "committee.meeting.send"
    DECIDE = "committee.decide"
    DECIDE_SEND = "committee.decide.send"
    ASK_DONE = "committee.done.ask"
    DONE = "committee.done"
    FEEDBACK = "committee.feedback"
    FEEDBACK_SEND = "committee.feedback.send"
