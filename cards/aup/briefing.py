"""The face of the line about the Acceptable Use Policy in the briefing."""

from __future__ import annotations

from bot.policy.aup.briefing import AupLine
from cards.aup import AupVerb
from cards.kit.briefing import Faces, LineFace
from cards.words import aup as wording

AUP_LINES: Faces = {
    AupLine.NOT_SIGNED: LineFace(wording.LINE_NOT_SIGNED, AupVerb.OVERVIEW),
}
