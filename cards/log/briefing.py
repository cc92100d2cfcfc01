"""The faces of the log's lines in the briefing."""

from __future__ import annotations

from bot.policy.kit.records import Urgency
from bot.policy.log.briefing import LogLine
from cards.kit.briefing import Faces, LineFace
from cards.kit.openers import Opener
from cards.words import log as wording

LOG_LINES: Faces = {
    LogLine.EMERGENCIES: LineFace(
        wording.LINE_EMERGENCIES, Opener.LOG, {"show": "open", "urgency": Urgency.EMERGENCY.value}
    ),
    LogLine.OPEN: LineFace(wording.LINE_OPEN, Opener.LOG),
    LogLine.REVIEW: LineFace(wording.LINE_REVIEW, Opener.LOG),
}
