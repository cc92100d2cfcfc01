"""Handling incidents: each use case loads, asks the policy, keeps, and answers with the incident as it then stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import astuple
from datetime import datetime
from functools import partial

from bot.policy.incidents import amending, closing, handling, holding_back, merging, reporting
from bot.policy.incidents.authority import MAY_BE_HANDED, allow, may, must_be_known
from bot.policy.incidents.changing import IncidentDecision
from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import SOMEONE_ELSE
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import Incomplete, NotAllowed, NotFound, NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Route
from bot.services.incidents.evidence import seal_if_untouchable
from bot.services.incidents.loading import (
    IncidentAnswer,
    IncidentQueries,
    holders_of,
    load_incident,
    load_records,
    load_standing,
)
from bot.services.incidents.subjects import as_it_stands, hold_back_named, route_of, subjects_of
from bot.services.kit.context import Service
from bot.services.kit.decisions import Actor, decide, load_submission

TAKINGS = frozenset({"acknowledged", "taken_over"})
"""What the timeline says of whoever came to have a report."""


class Incidents(Service):
    """What handlers do with incidents."""

    async def show(self, by: Person, reference: str) -> IncidentAnswer:
        """The incident for one who handles it. Raises `NotFound` for everybody else."""
        return await self.prepare(by, reference, Action.SEE)

    async def prepare(self, by: Person, reference: str, action: Action) -> IncidentAnswer:
        """The incident for one who is about to do this. Raises `NotFound` or `NotAllowed`."""
        return IncidentAnswer((await load_records(self._store, reference, partial(allow, by, action))).view)

    async def acknowledge(self, actor: Actor, reference: str) -> IncidentAnswer:
        """Take it, or learn who has it already. Asks no directory."""
        return await self._change(actor, reference, handling.acknowledge, takes=True)

    async def take_over(self, actor: Actor, reference: str, owner_id: str, words: str = "") -> IncidentAnswer:
        """Take it from whoever had it on the card that was pressed, with a note to them, or learn who has it now."""
        taken = await self._change(
            actor,
            reference,
            lambda snapshot, press: handling.take_over(snapshot, press, owner_id, words),
            words=(words,),
            note=words,
            takes=True,
        )
        owner = taken.view.incident.owner
        if taken.said is None and owner is not None and owner.id != actor.person.id:
            return IncidentAnswer(taken.view, "already_taken", {"who": owner.name})
        return taken

    async def still_with_me(self, actor: Actor, reference: str) -> IncidentAnswer:
        """The owner is on it."""
        return await self._change(actor, reference, handling.still_with_me)

    async def candidates(self, by: Person, reference: str) -> Sequence[Person]:
        """Those who may be handed the incident: whoever may see it and holds a role of its ladder, by name."""
        incident = await load_incident(self._store, reference)
        allow(by, Action.SEE, incident)
        held = await holders_of(self._directory, incident.ladder.route, *MAY_BE_HANDED)
        people = {person.id: person for each in held.values() for person in each}
        return sorted(
            (p for p in people.values() if p.id != by.id and p.id not in incident.shut_out), key=lambda p: p.name
        )

    async def hand_over(self, actor: Actor, reference: str, to: str) -> IncidentAnswer:
        """Put it before another of its candidates, who is told at once. Raises `Incomplete` if `to` is none of them,
        to one who may hand it over."""
        chosen = next((person for person in await self.candidates(actor.person, reference) if person.id == to), None)
        if chosen is None:
            incident = await load_incident(self._store, reference)
            allow(actor.person, Action.HAND_OVER, incident)
            state_after(Action.HAND_OVER, incident.state)
            raise Incomplete(to="form.choose_somebody")
        return await self._change(
            actor, reference, lambda snapshot, press: handling.hand_over(snapshot, press, chosen), words=(to,)
        )

    async def tell_now(self, actor: Actor, reference: str) -> IncidentAnswer:
        """Skip the wait to the next step of the ladder."""

        async def change(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
            # The holders of its present ladder: with those of an earlier one every step would find nobody.
            allow(actor.person, Action.TELL_NOW, snapshot.incident)
            held = await holders_of(self._directory, snapshot.incident.ladder.route)
            return handling.tell_now(snapshot, context, held)

        return await self._attempt(actor, reference, change, words=())

    async def tick_a_step(self, actor: Actor, reference: str, step: str, *, done: bool) -> IncidentAnswer:
        """One of its kind's steps is done, or not done after all."""
        return await self._change(
            actor, reference, lambda snapshot, press: handling.tick_a_step(snapshot, press, step, done=done)
        )

    async def add_a_note(self, actor: Actor, reference: str, text: str) -> IncidentAnswer:
        """A note for the log."""
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: handling.add_a_note(snapshot, press, text),
            words=(text,),
            note=text,
        )

    async def change_the_kind(
        self, actor: Actor, reference: str, kind: str, text: str, adult: str, other: str
    ) -> IncidentAnswer:
        """It was something else: the new kind's ladder starts, without whom it concerns.

        `adult` is the object id of somebody at the school, `other` a name; either may be empty. Raises `Incomplete`
        when no kind is chosen, or the new one must say whom it is about and nobody is named.
        """
        if kind not in self._school.routes:
            raise Incomplete(kind="form.missing")

        async def change(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
            # Whom it concerns is found out on the incident as it stands: its reporter may be naming somebody just now.
            incident = snapshot.incident
            allow(actor.person, Action.CHANGE_THE_KIND, incident)
            account = {**incident.account, SOMEONE_ELSE.id: f"{incident.account.get(SOMEONE_ELSE.id, '')} {other}"}
            found = await subjects_of(self._directory, self._school, kind, account, incident.reporter.id, adult=adult)
            named = as_it_stands(incident, found, other=other, told=incident.rung)
            reads = partial(reporting.reread_report, incident, named.people, named.held_back)
            route = await route_of(self._directory, self._school, reads(kind))
            kept = await route_of(self._directory, self._school, reads())
            changed = amending.change_the_kind(snapshot, context, kind, route, text, named, kept=kept)
            return changed + await seal_if_untouchable(self._store, incident, kind)

        return await self._attempt(actor, reference, change, words=(kind, adult, other, text), note=text, kind=kind)

    async def refer(
        self, actor: Actor, reference: str, to: str, number: str, at: datetime, text: str
    ) -> IncidentAnswer:
        """Somebody outside was told."""
        words = (to, number, text)
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: handling.refer(snapshot, press, to, number, at, text),
            words=words,
            note=_join(words),
        )

    async def decide_breach(self, actor: Actor, reference: str, *, reported: bool, reason: str) -> IncidentAnswer:
        """The data breach was reported to the ICO, or is not reportable."""
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: handling.decide_breach(snapshot, press, reported=reported, text=reason),
            words=("yes" if reported else "no", reason),
            note=reason,
        )

    async def close(self, actor: Actor, reference: str, words: ClosingWords) -> IncidentAnswer:
        """End it."""
        typed = astuple(words)
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: closing.close(snapshot, press, words),
            words=typed,
            note=_join(typed),
        )

    async def reopen(self, actor: Actor, reference: str, reason: str) -> IncidentAnswer:
        """Open it again."""
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: closing.reopen(snapshot, press, reason),
            words=(reason,),
            note=reason,
        )

    async def merge(self, actor: Actor, reference: str, into: str) -> IncidentAnswer:
        """It is the same as `into`, which goes on. Only what it was found to be like may be merged."""

        async def change(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
            other = await load_standing(self._store, into, partial(must_be_known, actor.person))
            _must_be_alike(snapshot.incident, other.incident)
            return merging.merge(snapshot, context, other, await self._route_of_both(snapshot.incident, other.incident))

        return await self._attempt(actor, reference, change, words=(into,))

    async def _route_of_both(self, ended: Incident, into: Incident) -> Route | None:
        """The route of two reports as one, where they name different people."""
        if (ended.concerning, ended.held_back) == (into.concerning, into.held_back):
            return None
        reads = merging.named_by_both(ended, into)
        both = reporting.reread_report(reads, reads.concerning, reads.held_back)
        return await route_of(self._directory, self._school, both)

    async def compare(self, by: Person, reference: str, into: str) -> tuple[IncidentAnswer, IncidentAnswer]:
        """Two reports that may be the same, for one who may merge them. Raises as `merge` does."""
        ended, kept = await load_incident(self._store, reference), await load_incident(self._store, into)
        merging.allow_merge(by, ended, kept)
        _must_be_alike(ended, kept)
        return await self.prepare(by, reference, Action.SEE), await self.prepare(by, into, Action.SEE)

    async def tell_after_all(self, actor: Actor, reference: str, person: str, reason: str) -> IncidentAnswer:
        """Have somebody told whom the report holds back because its words name them; why is kept as a note."""
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: holding_back.tell_after_all(snapshot, press, person, reason),
            words=(person, reason),
            note=reason,
        )

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
        takes: bool = False,
    ) -> IncidentAnswer:
        """Decide on the incident as it stands; a press without effect says so, and where it
        `takes` the incident who has it.

        `words` are what the form sent: with the same again nothing is done. `note` is what of them is kept as a note
        where what the form asks is allowed no longer, so that nothing typed is lost. Whom it names is held back
        unless they were told of the report before; `kind` is the one that it becomes.
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
                told = (*incident.rung, *([incident.owner] if incident.owner else []))
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


def _must_be_alike(one: Incident, other: Incident) -> None:
    if other.id not in one.like and one.id not in other.like:
        raise NotFound()


def _join(words: Sequence[str]) -> str:
    """What was typed into several fields, as one text."""
    return "\n".join(word.strip() for word in words if word.strip())
