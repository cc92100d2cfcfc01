"""Handling incidents: each use case loads, asks the policy, keeps, and answers with the incident as it then stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.policy.incidents import (
    amending,
    asking,
    closing,
    cpoms,
    deciding,
    handling,
    holding_back,
    merging,
    reporting,
    responding,
)
from bot.policy.incidents.asking import ReporterNotAsked
from bot.policy.incidents.authority import MAY_BE_HANDED, allow, may, must_be_known
from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.filtering import VerdictWords
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import SOMEONE_ELSE
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import DirectoryUnavailable, Incomplete, NotFound
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Route
from bot.services.incidents.changes import IncidentChanges
from bot.services.incidents.evidence import seal_if_untouchable
from bot.services.incidents.loading import (
    IncidentAnswer,
    gather_incidents,
    holders_of,
    load_incident,
    load_records,
    load_standing,
    with_absences,
)
from bot.services.incidents.subjects import as_it_stands, route_of, subjects_of
from bot.services.kit.decisions import Actor


class Incidents(IncidentChanges):
    """What handlers do with incidents."""

    async def show(self, by: Person, reference: str) -> IncidentAnswer:
        """The incident for one who handles it. Raises `NotFound` for everybody else."""
        return await self.prepare(by, reference, Action.SEE)

    async def prepare(self, by: Person, reference: str, action: Action) -> IncidentAnswer:
        """The incident for one who is about to do this. Raises `NotFound` or `NotAllowed`."""
        return IncidentAnswer((await load_records(self._store, reference, partial(allow, by, action))).view)

    async def held_by(self, person: Person) -> Sequence[Incident]:
        """The reports that they have and may close, the oldest first."""

        def closes(incident: Incident) -> bool:
            return incident.state is not State.CLOSED and not incident.drill and may(person, Action.CLOSE, incident)

        return await gather_incidents(self._store, {"owner_id": person.id}, closes)

    async def acknowledge(self, actor: Actor, reference: str) -> IncidentAnswer:
        """Take it, or learn who has it already, and come too where that was asked. Asks no directory."""
        answer = await self._change(actor, reference, handling.acknowledge, takes=True)
        incident = answer.view.incident
        if incident.owner is not None and any(who.id == actor.person.id for who in incident.on_the_way):
            return replace(answer, said="on_the_way", facts={"who": incident.owner.name})
        return answer

    async def cannot_come(self, actor: Actor, reference: str) -> IncidentAnswer:
        """Somebody who was asked to come, or to whom it was handed, cannot; whoever has it learns that it is theirs to
        hand over."""
        answer = await self._change(actor, reference, responding.cannot_come)
        incident = answer.view.incident
        if incident.owner_id == actor.person.id:
            return replace(answer, said="hand_it_over")
        asked = responding.was_asked(incident, actor.person.id)
        return replace(answer, said=answer.said or ("cannot_come" if asked else "cannot_take"))

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
        """Those who may be handed the incident: whoever may see it and holds a role of its ladder, by name.
        Who is away says so."""
        incident = await load_incident(self._store, reference)
        allow(by, Action.SEE, incident)
        held = await holders_of(self._directory, incident.ladder.route, *MAY_BE_HANDED)
        held = await with_absences(self._store, held, self._clock.now())
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
            held = await with_absences(self._store, held, context.now)
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

    async def prepare_question(self, by: Person, reference: str) -> Incident:
        """The report whose reporter somebody is about to ask. Raises `NotFound`, `NotAllowed` or `NotPossible`, and
        `ReporterNotAsked` where they cannot be asked."""
        records = await load_records(self._store, reference, partial(allow, by, Action.ASK_THE_REPORTER))
        incident = records.view.incident
        state_after(Action.ASK_THE_REPORTER, incident.state)
        why = asking.why_not_to_ask(incident, by, await self._directory.person(incident.reporter.id))
        if why is not None:
            raise ReporterNotAsked(why)
        return incident

    async def ask_the_reporter(self, actor: Actor, reference: str, words: str) -> IncidentAnswer:
        """Ask whoever reported it. Raises `Incomplete` for what is missing, and where they cannot be asked."""

        async def change(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
            reporter = await self._directory.person(snapshot.incident.reporter.id)
            return asking.ask_the_reporter(snapshot, context, words, reporter)

        # Whom it is put to is not held back by their own name in it.
        asked = await load_incident(self._store, reference)
        return await self._attempt(actor, reference, change, words=(words,), note=words, knows=[asked.reporter])

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
            account = incident.words_of_reporter
            account[SOMEONE_ELSE.id] = f"{account.get(SOMEONE_ELSE.id, '')} {other}"
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

    async def decide_address(self, actor: Actor, reference: str, words: VerdictWords) -> IncidentAnswer:
        """The address is blocked, allowed, expected, or left as it is."""
        typed = (words.address, words.reason, words.ticket)
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: deciding.decide_address(snapshot, press, words),
            words=(words.verdict, *typed),
            note=_join(typed),
        )

    async def decide_conduct(self, actor: Actor, reference: str, finding: str, reason: str) -> IncidentAnswer:
        """A concern about an adult is a low-level one, or an allegation."""
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: deciding.decide_conduct(snapshot, press, finding, reason),
            words=(finding, reason),
            note=reason,
        )

    async def tell_lado(
        self, actor: Actor, reference: str, to: str, number: str, at: datetime, advice: str
    ) -> IncidentAnswer:
        """The LADO has been told of an allegation."""
        words = (to, number, advice)
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: deciding.tell_lado(snapshot, press, to, number, at, advice),
            words=words,
            note=_join(words),
        )

    async def set_hold(self, actor: Actor, reference: str, reason: str) -> IncidentAnswer:
        """Take it out of removal, whatever its retention time."""
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: deciding.set_hold(snapshot, press, reason),
            words=(reason,),
            note=reason,
        )

    async def lift_hold(self, actor: Actor, reference: str, reason: str) -> IncidentAnswer:
        """It is removed as any other again."""
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: deciding.lift_hold(snapshot, press, reason),
            words=(reason,),
            note=reason,
        )

    async def close(self, actor: Actor, reference: str, words: ClosingWords) -> IncidentAnswer:
        """End it."""
        typed = (*words.typed, *words.chosen)
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: closing.close(snapshot, press, words),
            words=typed,
            note=_join(words.typed),
        )

    async def enter_in_cpoms(self, actor: Actor, reference: str, number: str, why_not: str) -> IncidentAnswer:
        """It stands in CPOMS, or does not belong there."""
        return await self._change(
            actor,
            reference,
            lambda snapshot, press: cpoms.enter_in_cpoms(snapshot, press, number, why_not),
            words=(number, why_not),
            note=_join((number, why_not)),
        )

    async def keeps_cpoms(self, person: Person) -> bool:
        """Whether this person keeps CPOMS, as far as the directory can say."""
        try:
            deputies = await self._directory.holders("deputy_dsl")
        except DirectoryUnavailable:
            deputies = ()
        return cpoms.keeps_cpoms(person, has_deputy=bool(deputies))

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


def _must_be_alike(one: Incident, other: Incident) -> None:
    if other.id not in one.like and one.id not in other.like:
        raise NotFound()


def _join(words: Sequence[str]) -> str:
    """What was typed into several fields, as one text."""
    return "\n".join(word.strip() for word in words if word.strip())
