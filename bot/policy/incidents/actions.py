"""What is to be done about a report: each action in words, with an owner and a day (I1, I15).

How it begins, ends and is brought to mind is decided in the feature `actions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.incidents.authority import may
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action
from bot.policy.kit.people import Person
from bot.policy.kit.records import Evidence, Record, ValueObject, Who
from bot.policy.kit.roles import STAFF


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class ActionEnding(ValueObject):
    """Who said that it is done or not needed, and what they wrote about it, if anything."""

    by: Who
    at: AwareDatetime
    words: str = ""


class ReportAction(Record):
    """Something that somebody is to do about the report `subject` until the day `due_on`.

    `lost_at` says since when its owner may not know of it any more: they have left, or the report has come to name
    them. `reminded` are the reminders said so far.
    """

    TABLE: ClassVar[str] = "report_actions"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject", "owner_id", "state")
    EVIDENCE = Evidence(passing=frozenset({"reminded", "due_at"}))

    subject: str
    words: str
    owner: Who
    due_on: date
    by: Who
    at: AwareDatetime
    state: ActionState = ActionState.OPEN
    ending: ActionEnding | None = None
    lost_at: AwareDatetime | None = None
    reminded: int = 0
    due_at: AwareDatetime | None = None

    @property
    def owner_id(self) -> str:
        """Its owner's object id."""
        return self.owner.id

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state is ActionState.OPEN

    def is_late(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return self.is_open and self.due_on < today

    def end(self, state: ActionState, by: Who, at: AwareDatetime, words: str = "") -> ReportAction:
        """The action once somebody has said that it is done or not needed."""
        ending = ActionEnding(by=by, at=at, words=words)
        return self.model_copy(update={"state": state, "ending": ending, "lost_at": None, "due_at": None})

    @property
    def texts(self) -> dict[str, str]:
        """What was written of it, by the id under which the timeline names it."""
        ended = {f"{self.id}:end": self.ending.words} if self.ending and self.ending.words else {}
        return {self.id: self.words, **ended}


def may_own(person: Person | None, incident: Incident) -> bool:
    """Whether somebody may be told what they are to do about a report: whoever works here or handles it, never
    one whom it names (I17)."""
    if person is None or person.id in incident.shut_out:
        return False
    return person.holds(STAFF) or may(person, Action.SEE, incident)


def open_actions(actions: Iterable[ReportAction]) -> Sequence[ReportAction]:
    """Those that are still to be done, in the order in which they are due."""
    return sorted((each for each in actions if each.is_open), key=lambda each: (each.due_on, each.at, each.id))
