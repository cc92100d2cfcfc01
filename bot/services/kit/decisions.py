"""Load, decide, keep: one attempt, and again when somebody else was quicker. Nothing else writes to the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.policy.kit.dedupe import REMEMBER_ACTIVITY, form_key, remember_for
from bot.policy.kit.errors import Conflict, PolicyError
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Seen
from bot.services.ports import Clock, Store

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


async def decide(store: Store, attempt: Callable[[], Awaitable[tuple[Outcome, A]]]) -> A:
    """Keep what `attempt` decides, trying afresh on `Conflict`; its answer once kept."""
    for _ in range(ATTEMPTS - 1):
        outcome, answer = await attempt()
        try:
            if outcome:
                await store.keep(outcome)
        except Conflict:
            continue
        return answer
    outcome, answer = await attempt()
    await store.keep(outcome)
    return answer


async def skip_if_seen(
    store: Store,
    clock: Clock,
    actor: Actor,
    act: Callable[[], Awaitable[Outcome]],
    words: Sequence[str] | None = None,
) -> Outcome:
    """What `act` decides, marked as acted on; nothing when this press repeats one that was. `act` is then not asked.

    A press repeats another when it is the same activity, or the same person's same form with the same `words`: other
    words act again. `words` is None for a button that asks for none, of which each press counts.
    """
    if await find_repetition(store, clock, actor, words) is not None:
        return Outcome()
    outcome = await act()
    return outcome + await marks_of(store, clock, actor, words) if outcome else outcome


async def keep_unless_seen(
    store: Store, clock: Clock, actor: Actor, act: Callable[[], Awaitable[Outcome]], words: Sequence[str] | None = None
) -> bool:
    """Keep what `act` decides, once as `skip_if_seen` says, trying afresh on `Conflict`; whether anything was kept."""

    async def attempt() -> tuple[Outcome, bool]:
        outcome = await skip_if_seen(store, clock, actor, act, words)
        return outcome, bool(outcome)

    return await decide(store, attempt)


async def find_repetition(store: Store, clock: Clock, actor: Actor, words: Sequence[str] | None = None) -> Seen | None:
    """The mark of the press that this one repeats, or None."""
    same = await store.get(Seen, actor.activity)
    if same is None and words is not None:
        found = await store.get(Seen, form_key(actor.person.id, actor.form, words))
        same = found if found is not None and found.due_at > clock.now() else None
    return same


async def marks_of(
    store: Store, clock: Clock, actor: Actor, words: Sequence[str] | None = None, subject: str = ""
) -> Outcome:
    """The marks that this press has been acted on; `subject` names what came of it."""
    now = clock.now()
    marks = [mark_of(actor.activity, now).model_copy(update={"subject": subject})]
    if words is not None:
        key = form_key(actor.person.id, actor.form, words)
        held = await store.get(Seen, key)
        version = held.version if held else 0
        marks.append(Seen(id=key, version=version, at=now, due_at=now + remember_for(actor.form), subject=subject))
    return Outcome(records=tuple(marks))


async def reject_if_seen(store: Store, clock: Clock, actor: Actor, outcome: Outcome) -> Outcome:
    """`outcome` with the mark that this activity has been acted on. Raises `AlreadyDone` when it was."""
    if await store.get(Seen, actor.activity):
        raise AlreadyDone
    return outcome + await marks_of(store, clock, actor)


async def mark_seen(store: Store, clock: Clock, actor: Actor) -> None:
    """Keep that this activity is acted on, where it changes no record. Raises `AlreadyDone` when it was."""

    async def attempt() -> tuple[Outcome, None]:
        return await reject_if_seen(store, clock, actor, Outcome()), None

    await decide(store, attempt)
