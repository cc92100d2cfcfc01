"""What the transcripts of video calls share: a form that breaks no rule, and a school with deputies."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.policy.calls.call import VideoCall
from bot.policy.kit.school import School
from bot.settings import load_school
from tests.rig import ASSISTANT, SCHOOL_FILE, TEACHER, Rig
from tests.transcripts.play import Line

ASKED = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
"""When the call of `FORM` begins: a Thursday, three school days after the Monday of the tests."""

FORM = {
    "subject": "Rivers, with pupils in Kenya",
    "class_name": "4B",
    "pupils": "28",
    "day": "2026-11-26",
    "starts": "10:00",
    "ends": "10:45",
    "partner": "Nairobi Hill School",
    "partner_kind": "school",
    "agreement": "AG-14",
    "signed_on": "2026-11-02",
    "team": ASSISTANT,
    "in_the_room": ASSISTANT,
    "trained": "true",
}


def asking(who: str = TEACHER) -> list[Line]:
    """Somebody asks for the call of `FORM`."""
    return [
        (who, "says", "video call"),
        (who, "presses", "Send", FORM),
        (who, "reads", "VC-2026-0001"),
    ]


def deputised() -> School:
    """The example school, with its senior leaders as deputies."""
    school = load_school(SCHOOL_FILE)
    deputies = school.video_calls.model_copy(update={"deputies": ("senior_leader",)})
    return school.model_copy(update={"video_calls": deputies})


async def call(rig: Rig) -> VideoCall:
    """The one call of a story."""
    (found,) = await rig.store.find(VideoCall)
    return found
