"""The cards of reports, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class IncidentVerb(Verb):
    """What handlers press on a report. Each `….send` belongs to the small form that the verb before it shows."""

    SHOW = "incident.show"
    ACKNOWLEDGE = "incident.acknowledge"
    STILL = "incident.still"
    TAKE_OVER = "incident.take_over"
    TELL_NOW = "incident.ring_now"
    HAND_OVER = "incident.hand_over"
    HAND_OVER_SEND = "incident.hand_over.send"
    COMPARE = "incident.compare"
    MERGE = "incident.merge"
    TELL_AFTER_ALL = "incident.tell_after_all"
    STEP = "incident.step"
    NOTE = "incident.note"
    NOTE_SEND = "incident.note.send"
    KIND = "incident.kind"
    KIND_SEND = "incident.kind.send"
    REFER = "incident.refer"
    REFER_SEND = "incident.refer.send"
    BREACH = "incident.breach"
    BREACH_SEND = "incident.breach.send"
    CLOSE = "incident.close"
    CLOSE_SEND = "incident.close.send"
    REOPEN = "incident.reopen"
    REOPEN_SEND = "incident.reopen.send"


class ReportVerb(Verb):
    """What anybody presses while reporting, and on reports of their own."""

    KIND = "report.kind"
    OTHER = "report.other"
    APART = "report.apart"
    CANCEL = "report.cancel"
    SEND = "report.send"
    ALERT = "report.alert"
    ADULT = "report.adult"
    ALERT_ADULT = "report.alert_adult"
    MORE = "report.more"
    DETAILS = "report.details"
    CONCERNS_YES = "report.concerns.yes"
    CONCERNS_NO = "report.concerns.no"
    OWN = "reports.own"


class DrillVerb(Verb):
    """What Champions press about a drill."""

    START = "drill.start"
    END = "drill.end"


class EvidenceVerb(Verb):
    """What handlers press to open a file of a report."""

    OPEN = "evidence.open"
    OPEN_SEND = "evidence.open.send"
