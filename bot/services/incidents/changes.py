"""Changing an incident: load it, let the policy decide on it as it stands, keep that, and answer with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from bot.policy.incidents import handling
from bot.policy.incidents.authority import allow, may, must_be_known
from bot.policy.incidents.changing import IncidentDecision
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import NotAllowed, NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.records import Who
from bot.services.incidents.loading import IncidentAnswer, IncidentQueries
from bot.services.incidents.subjects import hold_back_named
from bot.services.kit.context import Service
from bot.services.kit.decisions import Actor, decide, load_submission

TAKINGS = frozenset({"acknowledged", "taken_over"})
"""What the timeline says of whoever came to have a report."""


class IncidentChanges(Service):
    """What use cases that change incidents are made of."""

    async def _change(
        self,
        actor: Actor,
        reference: str,
        change: IncidentDecision,
        *,
        words: Sequence[str] | None = None,
        note: str = "",
        takes: bool = False,
    ) -> IncidentAnswer:
        async def decide(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
            return change(snapshot, context)

        return await self._attempt(actor, reference, decide, words=words, note=note, takes=takes)

    async def _attempt(
        self,
        actor: Actor,
        reference: str,
        change: Callable[[IncidentSnapshot, ActionContext], Awaitable[Outcome]],
        *,
        words: Sequence[str] | None = None,
        note: str = "",
        kind: str = "",
        knows: Sequence[Who] = (),
        takes: bool = False,
    ) -> IncidentAnswer:
        """Decide on the incident as it stands; a press without effect says so, and where it
        `takes` the incident who has it.

        `words` are what the form sent: with the same again nothing is done. `note` is what of them is kept as a note
        where what the form asks is allowed no longer, so that nothing typed is lost. Whom it names is held back
        unless they were told of the report before, or hear of it by this (`knows`); `kind` is the one that it becomes.
        """

        async def attempt() -> tuple[Outcome, IncidentAnswer]:
            asks = IncidentQueries(reference)
            sent = await load_submission(self._store, self._clock, actor, words, *asks.queries)
            records = await asks.records(self._store, sent.found, partial(must_be_known, actor.person))
            incident, snapshot = records.incident, records.snapshot
            if sent.repeats is not None:
                # It is answered with the incident as it stands: only if they may still see that.
                if incident.reporter.id != actor.person.id:
                    allow(actor.person, Action.SEE, incident)
                return Outcome(), IncidentAnswer(records.view, "error.already_done")
            context = ActionContext(actor.person, self._clock.now(), self._calendar)
            heard, said, facts = Outcome(), None, {}
            if note.strip():
                told = (*incident.rung, *([incident.owner] if incident.owner else []), *knows)
                snapshot, heard = await hold_back_named(
                    self._directory, self._school, snapshot, context, (note,), kind=kind, told=told
                )
            try:
                outcome = await change(snapshot, context)
            except (NotPossible, NotAllowed) as refused:
                if not note.strip() or not may(actor.person, Action.ADD_A_NOTE, snapshot.incident):
                    raise
                said = "kept_as_note"
                if isinstance(refused, NotAllowed):
                    if incident.owner is None or not await self._had_it(reference, actor):
                        raise
                    said, facts = "kept_as_note_for_owner", {"who": incident.owner.name}
                outcome = handling.add_a_note(snapshot, context, note)
            if outcome:
                outcome += heard + sent.marks()
                return outcome, IncidentAnswer(records.after(outcome).view, said, facts)
            if not takes or incident.owner is None or incident.owner.id == actor.person.id:
                return outcome, IncidentAnswer(records.view, "no_change")
            return outcome, IncidentAnswer(records.view, "already_taken", {"who": incident.owner.name})

        return await decide(self._store, attempt, self._triggers)

    async def _had_it(self, reference: str, actor: Actor) -> bool:
        """Whether they took the report at some time: a form of theirs may still stand open."""
        entries = await self._store.timeline(reference)
        return any(
            entry.by is not None and entry.by.id == actor.person.id and entry.what in TAKINGS for entry in entries
        )
