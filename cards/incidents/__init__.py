"""The cards of reports, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class IncidentVerb(Verb):
    """What handlers press on a report. Each `….send` belongs to the small form that the verb before it shows."""

    SHOW = "incident.show"
    ACKNOWLEDGE = "incident.acknowledge"
    CANNOT_COME = "incident.cannot_come"
    STILL = "incident.still"
    TAKE_OVER = "incident.take_over"
    ASK_TELL_NOW = "incident.ring_now.ask"
    TELL_NOW = "incident.ring_now"
    TELL_NOW_SEND = "incident.ring_now.send"
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
    FILTER = "incident.filter"
    FILTER_SEND = "incident.filter.send"
    CONDUCT = "incident.conduct"
    CONDUCT_SEND = "incident.conduct.send"
    LADO = "incident.lado"
    LADO_SEND = "incident.lado.send"
    HOLD = "incident.hold"
    HOLD_SEND = "incident.hold.send"
    LIFT = "incident.lift"
    LIFT_SEND = "incident.lift.send"
    CLOSE = "incident.close"
    CLOSE_SEND = "incident.close.send"
    CPOMS = "incident.cpoms"
    CPOMS_SEND = "incident.cpoms.send"
    REOPEN = "incident.reopen"
    REOPEN_SEND = "incident.reopen.send"


class ActionVerb(Verb):
    """What is pressed about something that is to be done."""

    ADD = "incident.action"
    ADD_SEND = "incident.action.send"
    END = "action.end"
    END_SEND = "action.end.send"
    LIST = "actions.show"


class QuestionVerb(Verb):
    """What is pressed to ask whoever reported it, and by them to answer."""

    ASK = "incident.ask"
    ASK_SEND = "incident.ask.send"
    ANSWER = "report.answer"
    ANSWER_SEND = "report.answer.send"


class LinkVerb(Verb):
    """What handlers press to link reports that belong together, and to read them as one story."""

    FORM = "incident.link"
    SEND = "incident.link.send"
    OFFERED = "incident.link.offered"
    UNLINK = "incident.unlink"
    CHRONOLOGY = "incident.chronology"


class ReportVerb(Verb):
    """What anybody presses while reporting, and on reports of their own."""

    KIND = "report.kind"
    OTHER = "report.other"
    APART = "report.apart"
    JOIN = "report.join"
    CANCEL = "report.cancel"
    SEND = "report.send"
    ALERT = "report.alert"
    ADULT = "report.adult"
    ALERT_ADULT = "report.alert_adult"
    AGAIN = "report.again"
    MORE = "report.more"
    DETAILS = "report.details"
    CONCERNS_YES = "report.concerns.yes"
    CONCERNS_NO = "report.concerns.no"
    OWN = "reports.own"


class AfterthoughtVerb(Verb):
    """What somebody presses who wants a report ended, or had not meant to send it."""

    MISTAKE = "report.mistake"


class DrillVerb(Verb):
    """What Champions press about a drill."""

    START = "drill.start"
    END = "drill.end"


class EvidenceVerb(Verb):
    """What handlers press to open a file of a report."""

    OPEN = "evidence.open"
    OPEN_SEND = "evidence.open.send"
