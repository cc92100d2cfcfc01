"""Which school of its tenant a turn is for: mostly there is one; a trust may have several.

What was pressed goes to the school whose card it stands on. What is typed goes to the school that its sender belongs
to; somebody of several is asked once which one they mean, and changes it by the word `school`. No school takes
anybody's word for it: the one that a turn comes to asks its own directory who they are, as it always does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import structlog
from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ActivityTypes

from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import SchoolChoice
from bot.policy.kit.school import School
from bot.services.ports import Clock, Directory, Store
from bot.teams import invoke_answers
from bot.teams.attachments import files_of
from bot.teams.buttons import ON_CARD, answer_in_place
from cards.kit import choosing_school as cards
from cards.kit import parts
from cards.words import kit as wording
from dialogs.conversation import send_card

CHANGES = frozenset({"school", "schools", "change school", "change schools", "which school", "other school"})
"""What somebody of several schools types to say which one they mean."""
_PARTS_OF_PRESS = (("action", "data"), ("data",), ("context",), ())
"""Where, in the value of a press, the data of its button may lie."""
_log = structlog.get_logger(__name__)


class SchoolInTenant(Protocol):
    """A school that is served."""

    @property
    def school(self) -> School:
        """Its settings."""

    @property
    def directory(self) -> Directory:
        """Who holds which role in it."""

    @property
    def store(self) -> Store:
        """Its records."""

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Take one turn."""


class TenantSchools:
    """Takes every turn, and hands it on. The gate lets in only tenants that have a school."""

    def __init__(self, schools_of: Callable[[str], Sequence[SchoolInTenant]], clock: Clock) -> None:
        """`schools_of` answers for a lower-case tenant id, in an order that stays."""
        self._schools_of = schools_of
        self._clock = clock

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Hand the turn to the school that it is for; the bot's arrival to each that its sender belongs to."""
        activity: Activity = turn_context.activity
        schools = self._schools_of(activity.channel_data["tenant"]["id"].lower())
        if len(schools) == 1:
            await schools[0].on_turn(turn_context)
            return
        theirs = await _schools_of_person(schools, activity.from_property.aad_object_id)
        if not theirs:
            await schools[0].on_turn(turn_context)  # a stranger to all of them is told so by any
        elif activity.type == ActivityTypes.message:
            await self._message(turn_context, schools, theirs)
        elif activity.type == ActivityTypes.invoke:
            await self._invoke(turn_context, schools, theirs)
        else:
            for each in theirs:
                await each.on_turn(turn_context)

    async def _message(
        self, context: TurnContext, schools: Sequence[SchoolInTenant], theirs: Sequence[SchoolInTenant]
    ) -> None:
        value = context.activity.value
        if isinstance(value, dict) and value.get(parts.VERB) == cards.TenantVerb.CHOOSE:
            await self._choose(context, theirs, value)
        elif isinstance(value, dict) and isinstance(value.get(parts.VERB), str):
            await _whose_card(context.activity, schools, theirs).on_turn(context)
        elif len(theirs) == 1:
            await theirs[0].on_turn(context)
        else:
            await self._hand_on(context, theirs)

    async def _hand_on(self, context: TurnContext, theirs: Sequence[SchoolInTenant]) -> None:
        words = context.activity.text or ""
        chosen = await _chosen_of(theirs, context.activity.from_property.aad_object_id)
        if chosen is not None and " ".join(words.casefold().split()).strip(".!?") not in CHANGES:
            await chosen.on_turn(context)
            return
        asked_for = chosen is not None
        await self._ask(context, theirs, chosen, "" if asked_for else words)

    async def _ask(
        self, context: TurnContext, theirs: Sequence[SchoolInTenant], chosen: SchoolInTenant | None, words: str
    ) -> None:
        _log.info("school_asked", schools=len(theirs), chosen=chosen is not None)
        named = [(each.school.key, each.school.name) for each in theirs]
        shown = cards.which_school(
            named, chosen.school.name if chosen else None, words, files=bool(files_of(context.activity))
        )
        await send_card(context, shown, parts.summary(shown))

    async def _choose(self, context: TurnContext, theirs: Sequence[SchoolInTenant], data: dict[str, object]) -> None:
        """Keep whom they mean, and hand on what they had typed as if it came now."""
        activity = context.activity
        chosen = next((each for each in theirs if each.school.key == data.get(cards.MEANT_SCHOOL)), None)
        if chosen is None:
            await self._ask(context, theirs, None, cards.words_in(data))
            return
        person = activity.from_property.aad_object_id
        held = await chosen.store.get(SchoolChoice, person)
        now = self._clock.now()
        choice = held.model_copy(update={"at": now}) if held else SchoolChoice(id=person, at=now)
        await chosen.store.keep(Outcome(records=(choice,)))
        if activity.reply_to_id:
            await answer_in_place(context, cards.school_chosen(chosen.school.name))
        if words := cards.words_in(data):
            activity.text, activity.value, activity.reply_to_id = words, None, None
            await chosen.on_turn(context)

    async def _invoke(
        self, context: TurnContext, schools: Sequence[SchoolInTenant], theirs: Sequence[SchoolInTenant]
    ) -> None:
        activity = context.activity
        if not (activity.name or "").startswith("composeExtension/") or _named_on_card(activity.value):
            await _whose_card(activity, schools, theirs).on_turn(context)
            return
        person = activity.from_property.aad_object_id
        chosen = theirs[0] if len(theirs) == 1 else await _chosen_of(theirs, person)
        if chosen is not None:
            await chosen.on_turn(context)
            return
        answer = invoke_answers.answer_with(activity.name, wording.CHOOSE_SCHOOL_FIRST)
        await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=answer))


async def _schools_of_person(schools: Sequence[SchoolInTenant], person: str) -> Sequence[SchoolInTenant]:
    """Those that know this person; where none does, those that cannot say now."""
    known: list[SchoolInTenant] = []
    silent: list[SchoolInTenant] = []
    for each in schools:
        try:
            if await each.directory.person(person) is not None:
                known.append(each)
        except DirectoryUnavailable:
            silent.append(each)
    return known or silent


async def _chosen_of(theirs: Sequence[SchoolInTenant], person: str) -> SchoolInTenant | None:
    """The one that they chose last."""
    choices = [(await each.store.get(SchoolChoice, person), each) for each in theirs]
    made = [(choice.at, number) for number, (choice, _) in enumerate(choices) if choice is not None]
    return theirs[max(made)[1]] if made else None


def _whose_card(
    activity: Activity, schools: Sequence[SchoolInTenant], theirs: Sequence[SchoolInTenant]
) -> SchoolInTenant:
    """The school that the pressed card says it is of, which it says no more from here on. A card that names none is of
    the one that was there before it had neighbours."""
    named = _take_name(activity.value)
    found = next((each for each in schools if each.school.id == named), None)
    return found or theirs[0]


def _data_of(value: object) -> Sequence[dict[str, object]]:
    """The parts of a press in which its button's data may lie."""
    found = []
    for path in _PARTS_OF_PRESS:
        part = value
        for key in path:
            part = part.get(key) if isinstance(part, dict) else None
        if isinstance(part, dict):
            found.append(part)
    return found


def _named_on_card(value: object) -> bool:
    return any(ON_CARD in data for data in _data_of(value))


def _take_name(value: object) -> str:
    named = [data.pop(ON_CARD) for data in _data_of(value) if ON_CARD in data]
    return named[0] if named and isinstance(named[0], str) else ""
