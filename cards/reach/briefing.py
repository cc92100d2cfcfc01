"""The face of the line about who can be reached in the briefing."""

from __future__ import annotations

from bot.policy.reach.briefing import ReachLine
from cards.kit.briefing import Faces, LineFace
from cards.reach import ReachVerb
from cards.words import reach as wording

REACH_LINES: Faces = {
    ReachLine.UNREACHABLE: LineFace(wording.LINE_UNREACHABLE, ReachVerb.SHOW),
}
