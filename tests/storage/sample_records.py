"""Made-up records for the tests of the stores, of every shape that a store must bring back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime, Field

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.records import Entry, Notice, NoticeState, Record, Step, Urgency, ValueObject, Who

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TEACHER = Who(id="t-1", name="Siân O'Dwyer")
OTHER = Who(id="t-2", name="Oluwaseun “Seun” Adeyemi 🙂")
CHAMPION = Who(id="c-1", name="Gareth Penhallow")


class Stage(StrEnum):
    """Where a report stands."""

    REPORTED = "reported"
    ACKNOWLEDGED = "acknowledged"
    IN_HAND = "in_hand"
    CLOSED = "closed"


class Ladder(ValueObject):
    """A nested value with a moment, a number and a tuple of values in it."""

    since: AwareDatetime
    steps: tuple[Step, ...] = Field(min_length=1)


class Report(Record):
    """A record with every kind of field; two of its indexed fields are properties."""

    TABLE: ClassVar[str] = "reports"
    INDEXED: ClassVar[tuple[str, ...]] = ("state", "kind", "reporter_id", "owner_id")

    kind: str
    reporter: Who
    reported_at: AwareDatetime
    account: dict[str, str] = Field(default_factory=dict)
    state: Stage = Stage.REPORTED
    owner: Who | None = None
    ladder: Ladder
    due_at: AwareDatetime | None = None

    @property
    def reporter_id(self) -> str:
        """The reporter's object id."""
        return self.reporter.id

    @property
    def owner_id(self) -> str | None:
        """The owner's object id, if there is one."""
        return self.owner.id if self.owner else None


LADDER = Ladder(
    since=NOON, steps=(Step(roles=("champion",), after=0), Step(roles=("headteacher", "deputy_dsl"), after=900.5))
)


def report(
    number: int,
    *,
    state: Stage = Stage.REPORTED,
    kind: str = "spam",
    reporter: Who = TEACHER,
    owner: Who | None = None,
    due: datetime | None = NOON,
    said: str = "“Pay now” 🙂 \u2028 \x00 line\nbreak",
) -> Report:
    """A report never kept yet."""
    return Report(
        id=f"OS-2026-{number:04d}",
        kind=kind,
        reporter=reporter,
        reported_at=NOON,
        account={"what": said, "sender": "x@example.org"},
        state=state,
        owner=owner,
        ladder=LADDER,
        due_at=due,
    )


def notice(
    name: str, *, subject: str = "OS-2026-0001", after: timedelta = timedelta(), card: str | None = None
) -> Notice:
    """A waiting notice never kept yet, due `after` noon."""
    return Notice(
        id=name,
        subject=subject,
        topic="incident",
        to=CHAMPION,
        purpose=IncidentPurpose.PING,
        urgency=Urgency.URGENT,
        made_at=NOON,
        due_at=NOON + after,
        state=NoticeState.WAITING,
        card=card,
    )


def entry(number: int, what: str = "reported") -> Entry:
    """A line of the timeline that the store has not numbered yet."""
    return Entry(subject=f"OS-2026-{number:04d}", at=NOON, by=TEACHER, what=what, facts={"before": "", "after": "“x”"})
