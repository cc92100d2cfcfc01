"""The face of the line about video calls in the briefing."""

from __future__ import annotations

from bot.policy.calls.briefing import CallLine
from cards.calls import CallVerb
from cards.kit.briefing import Faces, LineFace
from cards.words import calls as wording

CALL_LINES: Faces = {
    CallLine.TO_DECIDE: LineFace(wording.LINE_TO_DECIDE, CallVerb.LIST),
}
