"""A practice: how far one person has come in a story. It is kept for them alone, and ends by itself.

It counts nowhere: it makes no entry in the timeline, tells nobody, and is gone once it is over but for which stories
the person went through in a school year. Each function answers with the practice as it then stands.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.kit.records import Record
from bot.policy.kit.roles import STAFF, Role
from bot.policy.practice.stories import STORIES

PRACTISERS: frozenset[Role] = frozenset({STAFF})
"""Who may practise: every member of staff (I2, T1)."""
OPEN_FOR = timedelta(days=7)
"""After so long a practice that was left open is over."""


class PracticeStage(StrEnum):
    """How far it has come, in the order of the cards."""

    MOVE = "move"
    KIND = "kind"
    FORM = "form"
    RECEIPT = "receipt"
    PING = "ping"
    STEPS = "steps"
    END = "end"


class Practice(Record):
    """One person's practice: its id is theirs. `run` counts their practices, so that a card of an earlier one is known.

    `story` is empty while none is under way. `done` are the stories gone through in the school year begun in `year`.
    """

    TABLE: ClassVar[str] = "practices"

    run: int = 0
    story: str = ""
    stage: PracticeStage = PracticeStage.MOVE
    move: str = ""
    kind: str = ""
    ticked: tuple[str, ...] = ()
    begun_at: AwareDatetime
    due_at: AwareDatetime | None
    done: tuple[str, ...] = ()
    year: int

    @property
    def under_way(self) -> bool:
        """Whether a story is being gone through, or its end is being read."""
        return self.story in STORIES


def begin_practice(known: Practice | None, person: str, story: str, now: datetime, year: int) -> Practice:
    """Another practice of the person begins; one that was under way is put away."""
    fresh = known or Practice(id=person, begun_at=now, due_at=now, year=year)
    done = fresh.done if fresh.year == year else ()
    return fresh.model_copy(
        update={
            **{"run": fresh.run + 1, "story": story, "stage": PracticeStage.MOVE, "move": "", "kind": "", "ticked": ()},
            **{"begun_at": now, "due_at": now + OPEN_FOR, "done": done, "year": year},
        }
    )


def take_step(practice: Practice, run: int, stage: str, said: str) -> Practice:
    """The practice once a card of that run and stage was answered with `said`: a move, a kind, a step to tick.

    The same where the card is an earlier one, pressed again, or what was said is nothing that it offers.
    """
    story = STORIES.get(practice.story)
    if story is None or practice.run != run or practice.stage.value != stage:
        return practice
    match practice.stage:
        case PracticeStage.MOVE if story.move(said):
            return practice.model_copy(update={"stage": PracticeStage.KIND, "move": said})
        case PracticeStage.KIND if said:
            return practice.model_copy(update={"stage": PracticeStage.FORM, "kind": said})
        case PracticeStage.FORM | PracticeStage.RECEIPT | PracticeStage.PING:
            stages = list(PracticeStage)
            return practice.model_copy(update={"stage": stages[stages.index(practice.stage) + 1]})
        case PracticeStage.STEPS if said:
            ticked = [each for each in practice.ticked if each != said]
            return practice.model_copy(update={"ticked": (*ticked, *(() if said in practice.ticked else (said,)))})
        case PracticeStage.STEPS:
            done = tuple(dict.fromkeys((*practice.done, practice.story)))
            return practice.model_copy(update={"stage": PracticeStage.END, "done": done})
    return practice


def end_practice(practice: Practice) -> Practice:
    """It is over, by its time or because the person has done with it; which stories they know stays for the year."""
    return practice.model_copy(update={"story": "", "move": "", "kind": "", "ticked": (), "due_at": None})
