"""The small forms of handling, and those by which something is decided on a report: what becomes of an address, what a
concern about an adult is, a legal hold."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.policy.incidents.filtering import VerdictWords
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school import School
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.loading import IncidentAnswer
from bot.services.services import Services
from cards.incidents import IncidentVerb, deciding
from cards.kit import times
from cards.kit.elements import AdaptiveCard
from dialogs.press import Press

DrawForm = Callable[[IncidentView, Mapping[str, str], Mapping[str, str]], AdaptiveCard]


@dataclass(frozen=True, slots=True)
class SmallForm:
    """A form of handling: the verbs that open and send it, the action, how it is drawn, the field that takes words
    typed past it, what sending it does, and the sentence that says so."""

    opens: IncidentVerb
    sends: IncidentVerb
    action: Action
    draw: DrawForm
    takes: str
    act: Callable[[Press], Awaitable[IncidentAnswer]]
    done: str


def of_incident(form: Callable[[Incident, Mapping[str, str], Mapping[str, str]], AdaptiveCard]) -> DrawForm:
    """A form that needs nothing but the incident."""
    return lambda view, answers, wrong: form(view.incident, answers, wrong)


def told_at(school: School, press: Press, now: datetime) -> datetime:
    """When somebody outside was told, by the form's fields; now where they say nothing. Raises `Incomplete`."""
    try:
        return times.parse_moment(school, press.text("told_on"), press.text("told_at"), now) or now
    except Incomplete as wrong:
        raise Incomplete(told_on=wrong.facts["happened_on"]) from wrong


class DecidingForms:
    """What sending each of them does."""

    def __init__(self, services: Services) -> None:
        self._services, self._school = services, services.school
        self._incidents = services.get(Incidents)

    @property
    def all(self) -> Sequence[SmallForm]:
        """The forms, in no order."""
        verbs, actions, why = IncidentVerb, Action, deciding.WHY_FIELD
        address, conduct, hold = map(of_incident, (deciding.decide_form, deciding.conduct_form, deciding.hold_form))
        return (
            SmallForm(
                verbs.FILTER,
                verbs.FILTER_SEND,
                actions.DECIDE_ADDRESS,
                address,
                why,
                self._decide_address,
                "done.filter",
            ),
            SmallForm(
                verbs.CONDUCT,
                verbs.CONDUCT_SEND,
                actions.DECIDE_CONDUCT,
                conduct,
                why,
                self._decide_conduct,
                "done.conduct",
            ),
            SmallForm(
                verbs.LADO, verbs.LADO_SEND, actions.TELL_LADO, self._lado_form, "note", self._tell_lado, "done.lado"
            ),
            SmallForm(verbs.HOLD, verbs.HOLD_SEND, actions.SET_HOLD, hold, why, self._set_hold, "done.hold"),
            SmallForm(verbs.LIFT, verbs.LIFT_SEND, actions.LIFT_HOLD, hold, why, self._lift_hold, "done.lift"),
        )

    async def _decide_address(self, press: Press) -> IncidentAnswer:
        names = (deciding.VERDICT_FIELD, deciding.ADDRESS_FIELD, deciding.WHY_FIELD, deciding.TICKET_FIELD)
        return await self._incidents.decide_address(press.by, press.id, VerdictWords(*map(press.text, names)))

    async def _decide_conduct(self, press: Press) -> IncidentAnswer:
        finding, reason = press.text(deciding.FINDING_FIELD), press.text(deciding.WHY_FIELD)
        return await self._incidents.decide_conduct(press.by, press.id, finding, reason)

    async def _tell_lado(self, press: Press) -> IncidentAnswer:
        to, number, advice = (press.text(field) for field in ("spoke_to", "number", "note"))
        at = told_at(self._school, press, self._services.clock.now())
        return await self._incidents.tell_lado(press.by, press.id, to, number, at, advice)

    def _lado_form(self, view: IncidentView, answers: Mapping[str, str], wrong: Mapping[str, str]) -> AdaptiveCard:
        on, at = times.field_values(self._school, self._services.clock.now())
        return deciding.lado_form(self._school, view.incident, {"told_on": on, "told_at": at, **answers}, wrong)

    async def _set_hold(self, press: Press) -> IncidentAnswer:
        return await self._incidents.set_hold(press.by, press.id, press.text(deciding.WHY_FIELD))

    async def _lift_hold(self, press: Press) -> IncidentAnswer:
        return await self._incidents.lift_hold(press.by, press.id, press.text(deciding.WHY_FIELD))
