"""Who has lost a role since the directory was last compared: their cards are looked at, whatever else changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.kit import notices
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import PostedCard, Record, Urgency
from bot.policy.kit.roles import Role, StoredRole

LEAVERS_BELIEVED = 5
BELIEVED_ONE_IN = 4
"""More leavers at once than `LEAVERS_BELIEVED` and than one in `BELIEVED_ONE_IN` are not believed: a group was emptied,
not a school."""
DOUBTED_FOR = timedelta(days=1)
"""How long they are not believed: a mistake is mended by then."""
ROLES_SEEN_ID = "roles"
"""The id of the one record of its kind."""

Roles = Mapping[str, tuple[Role, ...]]
"""The roles of everybody who holds any, by object id."""


class RolesSeen(Record):
    """Everybody's roles as they were when the cards were last compared with the directory.

    `doubted_at` is since when more have left at once than is believed.
    """

    TABLE: ClassVar[str] = "roles_seen"

    of: dict[str, tuple[StoredRole, ...]]
    doubted_at: AwareDatetime | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the directory says now, against what it said before."""

    seen: RolesSeen | None
    now: Roles

    @property
    def with_fewer_roles(self) -> tuple[str, ...]:
        """The object ids of those who hold a role less than before; none at the first comparison."""
        before = self.seen.of if self.seen else {}
        return tuple(each for each, roles in before.items() if set(roles) - set(self.now.get(each, ())))

    def is_believable(self, at: datetime) -> bool:
        """Whether so many can have left: an empty or broken group must not empty a whole school's cards."""
        if self.seen is None or self.seen.of.keys() <= self.now.keys():
            return True
        gone = len(self.seen.of.keys() - self.now.keys())
        if gone <= max(LEAVERS_BELIEVED, len(self.seen.of) // BELIEVED_ONE_IN):
            return True
        return self.seen.doubted_at is not None and at - self.seen.doubted_at >= DOUBTED_FOR


def roles_of(holders: Mapping[Role, Iterable[Person]]) -> Roles:
    """Everybody's roles, given who holds each role."""
    found: dict[str, set[Role]] = {}
    for role, people in holders.items():
        for person in people:
            found.setdefault(person.id, set()).add(role)
    return {each: tuple(sorted(roles)) for each, roles in sorted(found.items())}


def record_roles(comparison: Comparison, cards: Iterable[PostedCard], now: datetime) -> Outcome:
    """Keep the roles as they are now, and redraw each of these cards that stands, which checks its reader. Nothing
    changes where no role has; somebody who is not yet believed to have left is checked later."""
    seen = comparison.seen
    if not comparison.is_believable(now):
        doubted = seen is not None and seen.doubted_at is None
        return Outcome(records=(seen.model_copy(update={"doubted_at": now}),)) if seen and doubted else Outcome()
    fresh = RolesSeen(id=ROLES_SEEN_ID, version=seen.version if seen else 0, of=dict(comparison.now))
    if fresh == seen:
        return Outcome()
    cause = f"roles.{fresh.version + 1}"
    redrawn = tuple(notices.refresh(card, Urgency.ROUTINE, now, cause) for card in cards if card.live)
    return Outcome(records=(fresh,), notices=redrawn)
