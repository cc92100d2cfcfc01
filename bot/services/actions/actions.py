"""Actions as people add and end them, and the lists of what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.policy.actions import doing
from bot.policy.actions.briefing import ActionList, list_actions
from bot.policy.actions.doing import UnknownAction
from bot.policy.incidents import telling
from bot.policy.incidents.actions import ActionState, ReportAction
from bot.policy.incidents.authority import allow, may
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.school_time import local
from bot.services.incidents.changes import IncidentChanges
from bot.services.incidents.loading import IncidentAnswer, IncidentQueries, load_records, with_what_goes_on
from bot.services.incidents.subjects import hold_back_named
from bot.services.kit.decisions import Actor, decide, load_submission
from bot.services.kit.posted_cards import load_posted


@dataclass(frozen=True, slots=True)
class EndingAnswer:
    """What somebody who ends an action gets: it as it now stands, whether they handle its report (`handles`), and a
    text key with its facts if something is to be said."""

    action: ReportAction
    handles: bool
    said: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


class Actions(IncidentChanges):
    """What people do with actions."""

    async def prepare(self, by: Person, reference: str) -> Incident:
        """The report to which somebody is about to add one. Raises `NotFound`, `NotAllowed` or `NotPossible`."""
        records = await load_records(self._store, reference, partial(allow, by, Action.ADD_AN_ACTION))
        state_after(Action.ADD_AN_ACTION, records.incident.state)
        return records.incident

    async def add(self, actor: Actor, reference: str, words: str, owner: str, on: str) -> IncidentAnswer:
        """Somebody, by object id, is to do this until that day; whoever adds it where nobody is named.

        Raises `Incomplete` for what is missing, and where that is nobody who may be told of the report.
        """
        chosen = await self._directory.person(owner) if owner else actor.person

        async def change(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
            return doing.add_action(snapshot, context, words, chosen, on)

        knows = [chosen.who] if chosen else []
        return await self._attempt(actor, reference, change, words=(words, owner, on), note=words, knows=knows)

    async def prepare_end(self, by: Person, action_id: str) -> EndingAnswer:
        """The action for one who is about to say what became of it; `said` where somebody has. Raises
        `UnknownAction`."""
        records = await load_records(self._store, (await self._load(action_id)).subject)
        action = doing.find_to_end(records.snapshot, by, action_id)
        return _answer(by, records.incident, action, None if action.is_open else "action.over")

    async def end(self, actor: Actor, action_id: str, words: str, *, needed: bool) -> EndingAnswer:
        """It is done, or not `needed` any more. Whom the words name is held back, as by a note."""

        async def attempt() -> tuple[Outcome, EndingAnswer]:
            asks = IncidentQueries((await self._load(action_id)).subject)
            sent = await load_submission(self._store, self._clock, actor, (words, str(needed)), *asks.queries)
            records = await asks.records(self._store, sent.found, None)
            snapshot, incident = records.snapshot, records.incident
            action = doing.find_to_end(snapshot, actor.person, action_id, needed=needed)
            if sent.repeats is not None:
                return Outcome(), _answer(actor.person, incident, action)
            context = ActionContext(actor.person, self._clock.now(), self._calendar)
            heard = Outcome()
            if words.strip():
                told = (*incident.rung, *([incident.owner] if incident.owner else []), action.owner)
                snapshot, heard = await hold_back_named(
                    self._directory, self._school, snapshot, context, (words,), told=told
                )
            outcome = doing.end_action(snapshot, context, action_id, words, needed=needed)
            said = None if action.is_open else "kept_as_note" if outcome else "action.over"
            if outcome:
                outcome += heard + await self._redraw_what_goes_on(incident, context) + sent.marks()
            (after,) = (each for each in records.after(outcome).actions if each.id == action_id)
            return outcome, _answer(actor.person, incident, after, said)

        return await decide(self._store, attempt, self._triggers)

    async def open_ones(self, by: Person) -> ActionList:
        """What this person is to do, and what others are to do about reports that they may see."""
        actions, incidents = await self.load_open()
        return list_actions(by, actions, incidents, local(self._clock.now(), self._school.timezone).date())

    async def load_open(self) -> tuple[Sequence[ReportAction], Mapping[str, Incident]]:
        """All actions that are open, and the reports that they are about."""
        found = await self._store.find(ReportAction, where={"state": ActionState.OPEN.value})
        subjects = sorted({each.subject for each in found})
        incidents = await self._store.find(Incident, where={"id": subjects}) if subjects else []
        return found, {each.id: each for each in incidents}

    async def _load(self, action_id: str) -> ReportAction:
        action = await self._store.get(ReportAction, action_id) if action_id else None
        if action is None:
            raise UnknownAction()
        return action

    async def _redraw_what_goes_on(self, incident: Incident, context: ActionContext) -> Outcome:
        """The cards of the report as which a merged one goes on: they show its actions too."""
        if incident.merged_into is None:
            return Outcome()
        goes_on = (await with_what_goes_on(self._store, (await load_records(self._store, incident.id)).view)).goes_on
        if goes_on is None:
            return Outcome()
        snapshot = IncidentSnapshot(goes_on, *await load_posted(self._store, goes_on.id))
        return telling.redraw_all(snapshot, context.now, f"{incident.id}.v{incident.version}")


def _answer(by: Person, incident: Incident, action: ReportAction, said: str | None = None) -> EndingAnswer:
    ending = action.ending
    facts = {"who": ending.by.name, "at": ending.at.isoformat()} if ending else {}
    return EndingAnswer(action, may(by, Action.END_AN_ACTION, incident), said, facts)
