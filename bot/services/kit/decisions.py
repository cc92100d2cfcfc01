"""Load, decide, keep: one attempt, and again when somebody else was quicker. Nothing else writes to the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from bot.policy.kit import references
from bot.policy.kit.dedupe import REMEMBER_ACTIVITY, form_key, remember_for
from bot.policy.kit.errors import Conflict, PolicyError
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.records import Counter, Draft, Seen
from bot.policy.kit.roles import Role
from bot.services.engine.triggers import JobTriggers
from bot.services.ports import Clock, Directory, Store

A = TypeVar("A")
ATTEMPTS = 100
"""How often a decision is taken afresh. Each lost race means that another decision was kept, so this ends."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and the activity by which they did: the same activity delivered twice acts once.

    `form` names the form or card that they pressed, by the id that it carries or the record and version that it
    showed; it is empty where it carries neither, and for what was typed.
    """

    person: Person
    activity: str
    form: str = ""


class AlreadyDone(PolicyError):
    """This very activity has been acted on before."""

    key = "error.already_done"


def mark_of(activity: str, now: datetime) -> Seen:
    """The mark that an activity has been acted on."""
    return Seen(id=activity, at=now, due_at=now + REMEMBER_ACTIVITY)


async def decide(
    store: Store, attempt: Callable[[], Awaitable[tuple[Outcome, A]]], triggers: JobTriggers | None = None
) -> A:
    """Keep what `attempt` decides, trying afresh on `Conflict`; its answer once kept.

    With `triggers` those are woken for whom something of what was kept is work, and nobody else.
    """
    for number in range(1, ATTEMPTS + 1):
        outcome, answer = await attempt()
        try:
            if outcome:
                await store.keep(outcome)
        except Conflict:
            if number == ATTEMPTS:
                raise
            continue
        break
    if triggers is not None:
        triggers.wake_for(outcome)
    return answer


class Comes(StrEnum):
    """How a press or a form comes; `OTHER_WORDS` are those of a form that was filed with different ones."""

    FIRST_TIME = "first time"
    SAME_WORDS = "same words"
    OTHER_WORDS = "other words"


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody pressed or sent, with what was kept of it before. `found` answers what was asked beside that.

    It repeats another when it is the same activity, or the same person's same form with the same `words`: other words
    act again. `words` is None for a button that asks for none, of which each press counts.
    """

    actor: Actor
    now: datetime
    words: Sequence[str] | None
    found: Answers
    seen: Sequence[Seen]
    filed: Draft | None = None
    series: str = ""
    counter: Counter | None = None

    @property
    def repeats(self) -> Seen | None:
        """The mark of what this repeats, or None."""
        by_id = {mark.id: mark for mark in self.seen}
        form = by_id.get(self._key)
        return by_id.get(self.actor.activity) or (form if form and form.due_at > self.now else None)

    @property
    def comes(self) -> Comes:
        """The one table of what comes again: by what it repeats, and whether its form was filed."""
        if self.repeats is not None:
            return Comes.SAME_WORDS
        return Comes.OTHER_WORDS if self.filed else Comes.FIRST_TIME

    @property
    def reference(self) -> str:
        """The next reference of its series."""
        return references.next_reference(self.counter, self.series)[0]

    def marks(self, subject: str = "") -> Outcome:
        """That it has been acted on; `subject` names what came of it, and where that is new its reference is taken."""
        marks = [mark_of(self.actor.activity, self.now).model_copy(update={"subject": subject})]
        if self.words is not None:
            version = next((mark.version for mark in self.seen if mark.id == self._key), 0)
            due_at = self.now + remember_for(self.actor.form)
            marks.append(Seen(id=self._key, version=version, at=self.now, due_at=due_at, subject=subject))
        new = self.series and subject == self.reference
        return Outcome((*marks, *([references.next_reference(self.counter, self.series)[1]] if new else [])))

    @property
    def _key(self) -> str:
        return _key(self.actor, self.words)


async def load_submission(
    store: Store,
    clock: Clock,
    actor: Actor,
    words: Sequence[str] | None = None,
    *also: Query[Any],
    draft: str = "",
    series: str = "",
) -> Submission:
    """Ask the store once whether this came before, and for what else is asked `also`."""
    seen = Query(Seen, {"id": [actor.activity, _key(actor, words)]})
    filed, counter = Query(Draft, {"id": draft}), Query(Counter, {"id": series})
    found = await store.find_each(seen, filed, counter, *also)
    return Submission(actor, clock.now(), words, found, found[seen], found.one(filed), series, found.one(counter))


def _key(actor: Actor, words: Sequence[str] | None) -> str:
    return "" if words is None else form_key(actor.person.id, actor.form, words)


async def skip_if_seen(
    store: Store,
    clock: Clock,
    actor: Actor,
    act: Callable[[], Awaitable[Outcome]],
    words: Sequence[str] | None = None,
) -> Outcome:
    """What `act` decides, marked as acted on. Nothing, and `act` is not called, when this repeats an earlier press."""
    sent = await load_submission(store, clock, actor, words)
    if sent.repeats is not None:
        return Outcome()
    outcome = await act()
    return outcome + sent.marks() if outcome else outcome


async def keep_unless_seen(
    store: Store, clock: Clock, actor: Actor, act: Callable[[], Awaitable[Outcome]], words: Sequence[str] | None = None
) -> bool:
    """Keep what `act` decides, once as `skip_if_seen` says, trying afresh on `Conflict`; whether anything was kept."""

    async def attempt() -> tuple[Outcome, bool]:
        outcome = await skip_if_seen(store, clock, actor, act, words)
        return outcome, bool(outcome)

    return await decide(store, attempt)


async def reject_if_seen(store: Store, clock: Clock, actor: Actor, outcome: Outcome) -> Outcome:
    """`outcome` with the mark that this activity has been acted on. Raises `AlreadyDone` when it was."""
    sent = await load_submission(store, clock, actor)
    if sent.repeats is not None:
        raise AlreadyDone
    return outcome + sent.marks()


async def mark_seen(store: Store, clock: Clock, actor: Actor) -> None:
    """Keep that this activity is acted on, where it changes no record. Raises `AlreadyDone` when it was."""

    async def attempt() -> tuple[Outcome, None]:
        return await reject_if_seen(store, clock, actor, Outcome()), None

    await decide(store, attempt)


async def reconfirm_roles(directory: Directory, person: Person, roles: Iterable[Role]) -> Person:
    """The person with those of `roles` that the directory's own source says they hold now.

    Raises `DirectoryUnavailable` when it cannot be found out.
    """
    held = [role for role in sorted(person.roles & set(roles)) if await directory.confirm(person.id, [role])]
    return person.model_copy(update={"roles": frozenset(held)})
