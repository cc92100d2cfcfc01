"""The cards of the duties of the school's year, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class DutyVerb(Verb):
    """What is pressed about duties."""

    SHOW = "duty.show"
    DONE = "duty.done"
    DONE_SEND = "duty.done.send"
    NOT_NEEDED = "duty.not_needed"
    NOT_NEEDED_SEND = "duty.not_needed.send"
    HAND_OVER = "duty.hand_over"
    HAND_OVER_SEND = "duty.hand_over.send"
    TELL_STAFF = "duty.tell_staff"
    LATER = "duty.later"
    LATER_SEND = "duty.later.send"
    ADD_FILE = "duty.file"
    OPEN_FILE = "duty.file.open"
    OPEN_FILE_SEND = "duty.file.open.send"
    LIST = "duties.list"
    EXPORT = "duties.export"
