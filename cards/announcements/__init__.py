"""The cards of announcements, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class AnnouncementVerb(Verb):
    """What is pressed about announcements; the form of a new one is `Opener.TELL_STAFF`."""

    PREVIEW = "announcement.preview"
    SEND = "announcement.send"
    SHOW = "announcement.show"
    READ = "announcement.read"
    SEEN = "announcement.seen"
    UNSEEN = "announcement.unseen"
    CORRECT = "announcement.correct"
    CORRECT_SEND = "announcement.correct.send"
    WITHDRAW = "announcement.withdraw"
    WITHDRAW_SEND = "announcement.withdraw.send"
    EXPORT = "announcement.export"
    LIST = "announcements.list"
