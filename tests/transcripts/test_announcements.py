"""What staff are told (A3, I2, T3): seen first as it will look, sent, seen, corrected and withdrawn in place; and who
has not seen it, which Champions and the Headteacher alone may see."""

from __future__ import annotations

import pytest

from tests.rig import CHAMPION, GOVERNOR, HEAD, MANAGER, OTHER_TEACHER, TEACHER, Rig
from tests.transcripts.play import Line, play

REF = "AN-2026-0001"
WORDS = {"title": "Fire drill", "words": "At ten. Leave **everything**.", "who": "staff", "until": "2026-11-27"}
SENT: list[Line] = [
    (CHAMPION, "says", "tell staff"),
    (CHAMPION, "presses", "See it first", WORDS),
    (CHAMPION, "reads", "This is how it will look"),
    (CHAMPION, "presses", "Send"),
    (CHAMPION, "reads", f"Your card {REF} shows who has seen it."),
    (TEACHER, "reads", "Fire drill"),
]

STORIES: dict[str, list[Line]] = {
    "it is seen first, sent, and seen": [
        (CHAMPION, "says", "tell staff"),
        (CHAMPION, "presses", "See it first", {**WORDS, "title": "  ", "until": "yesterday"}),
        (CHAMPION, "reads", "Please fill this in."),
        (CHAMPION, "reads", "This day is over."),
        (CHAMPION, "presses", "See it first", {**WORDS, "title": "Fire dril"}),
        (CHAMPION, "reads", "This is how it will look"),
        (CHAMPION, "reads", "(Staff), at once."),
        (TEACHER, "never reads", "Fire"),
        (CHAMPION, "presses", "Change"),
        (CHAMPION, "reads", "Fire dril"),
        (CHAMPION, "presses", "See it first", WORDS),
        (CHAMPION, "presses", "Send"),
        (TEACHER, "reads", "At ten. Leave **everything**."),
        (TEACHER, "reads", f"From Gareth Penhallow · {REF}"),
        (TEACHER, "never reads", "Who has seen it"),
        (TEACHER, "presses", "Seen"),
        (TEACHER, "reads", "You have seen this"),
        (CHAMPION, "says", REF),
        (CHAMPION, "reads", "1 of "),
        (CHAMPION, "presses", "Who has not seen it"),
        (CHAMPION, "reads", "Not seen yet:"),
        (HEAD, "reads", "Fire drill"),
        (HEAD, "presses", "Who has seen it"),
        (HEAD, "reads", "1 of "),
        (HEAD, "reads", "Gareth Penhallow sent it to Staff: Fire drill"),
    ],
    "a correction asks again where that is wanted, and two who correct at once see each other's": [
        *SENT,
        (TEACHER, "presses", "Seen"),
        (CHAMPION, "says", REF),
        (HEAD, "says", REF),
        (HEAD, "presses", "Correct"),
        (CHAMPION, "presses", "Correct"),
        (CHAMPION, "presses", "Send", {"title": "Fire drill", "words": "At eleven.", "again": "true"}),
        (CHAMPION, "is told", "It is corrected."),
        (TEACHER, "reads", "At eleven."),
        (TEACHER, "reads", "Corrected Mon 23 Nov, 10:31"),
        (TEACHER, "reads", "This was corrected after you had seen it."),
        (TEACHER, "never reads", "At ten."),
        (OTHER_TEACHER, "reads", "At eleven."),
        (HEAD, "presses", "Send", {"title": "Fire drill", "words": "At noon."}),
        (HEAD, "reads", "Gareth Penhallow has corrected this since"),
        (HEAD, "reads", "At noon."),
        (TEACHER, "presses", "Seen"),
        (TEACHER, "reads", "You have seen this"),
        (TEACHER, "never reads", "At noon."),
        (TEACHER, "has cards", "1"),
    ],
    "sent by mistake and withdrawn: nobody has to do anything": [
        *SENT,
        (TEACHER, "presses", "Seen"),
        (CHAMPION, "says", REF),
        (CHAMPION, "presses", "Withdraw"),
        (CHAMPION, "reads", "Whoever has not been told yet never is."),
        (CHAMPION, "presses", "Withdraw"),
        (CHAMPION, "is told", "It is withdrawn."),
        (OTHER_TEACHER, "reads", "Withdrawn Mon 23 Nov, 10:31. It does not hold"),
        (TEACHER, "reads", "It does not hold"),
        (OTHER_TEACHER, "never reads", "At ten."),
        (CHAMPION, "says", REF),
        (CHAMPION, "reads", "Withdrawn by Gareth Penhallow"),
    ],
    "who may not": [
        (TEACHER, "says", "tell staff"),
        (TEACHER, "reads", "Only Champions and the Headteacher tell staff something here"),
        (MANAGER, "says", "tell staff that I am away"),
        (MANAGER, "never reads", "What they should know or do"),
        *SENT,
        (TEACHER, "says", "announcements"),
        (TEACHER, "reads", f"{REF} · until Fri 27 Nov"),
        (GOVERNOR, "says", "announcements"),
        (GOVERNOR, "reads", "There are none yet."),
        (GOVERNOR, "says", REF),
        (GOVERNOR, "reads", "No message with that reference was sent to you."),
        (CHAMPION, "says", "tell staff the gate is locked"),
        (CHAMPION, "reads", "the gate is locked"),
    ],
    "what is typed is shown as it was typed": [
        (HEAD, "says", "tell staff"),
        (
            HEAD,
            "presses",
            "See it first",
            {**WORDS, "title": "<b>**New**</b>", "words": "[press](https://bad.example) <at>all</at> # now"},
        ),
        (HEAD, "presses", "Send"),
        (TEACHER, "reads", "<b>**New**</b>"),
        (TEACHER, "reads", "[press](https://bad.example) <at>all</at> # now"),
    ],
    "what is too long comes back, and nobody is told": [
        (HEAD, "says", "tell staff"),
        (HEAD, "presses", "See it first", {**WORDS, "words": "x" * 10_000}),
        (HEAD, "reads", "This is too long for a message."),
        (HEAD, "reads", "x" * 10_000),
        (HEAD, "presses", "See it first", {**WORDS, "who": "volunteer"}),
        (HEAD, "reads", "Nobody but you holds this role"),
        (TEACHER, "has cards", "0"),
    ],
    "everybody is warned of a false e-mail in words of ours": [
        (TEACHER, "says", "report spam"),
        (
            TEACHER,
            "presses",
            "Send",
            {"what": "A parcel was waiting", "link": "https://bad.example/login", "message": "Pay now"},
        ),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Warn everybody"),
        (CHAMPION, "reads", "The words are filled in"),
        (CHAMPION, "presses", "See it first"),
        (CHAMPION, "presses", "Send"),
        (OTHER_TEACHER, "reads", "A false e-mail is going round"),
        (OTHER_TEACHER, "never reads", "bad.example"),
        (OTHER_TEACHER, "never reads", "parcel"),
        (OTHER_TEACHER, "never reads", "Pay now"),
        (OTHER_TEACHER, "never reads", "OS-2026-0001"),
    ],
    "nobody is warned of a report that says something of one of us": [
        (TEACHER, "says", "report spam"),
        (TEACHER, "presses", "Send", {"what": "The bursar wrote that I should pay"}),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "reads", "Tell them after all"),
        (CHAMPION, "never reads", "Warn everybody"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each as it is told."""
    await play(rig, story)
