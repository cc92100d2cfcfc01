"""What whoever has taken a report does first, each step ticked with one press; and what they must not do either."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime

from bot.policy.incidents.authority import may
from bot.policy.incidents.incident import Incident, State, StepDone
from bot.policy.incidents.kinds import KINDS, HandlingStep
from bot.policy.incidents.states import TRANSITIONS, Action
from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency
from bot.policy.kit.school import School
from cards.incidents import IncidentVerb
from cards.incidents.incident_parts import button_data
from cards.kit import parts, times
from cards.kit.elements import CardElement, Column, ColumnSet, Container, TextBlock, TextRun
from cards.words import handling as handling_words
from cards.words import incidents as wording
from cards.words.kinds import KIND_WORDS, STEP_WORDS

OPEN_BOX, TICKED_BOX = "☐", "☑"


def now_do(school: School, now: datetime, incident: Incident, reader: Person) -> list[CardElement]:
    """The steps of the kind once somebody has it, those that are done with who ticked them and when; they stay so when
    it is closed."""
    steps, closed = KINDS[incident.kind].now, incident.closing is not None
    to_do = incident.state in TRANSITIONS[Action.TICK_A_STEP]
    if not (to_do or closed) or incident.drill or not steps:
        return []
    done = {each.id: each for each in incident.steps_done}
    rows = [
        _step(school, now, incident, tick, done.get(tick), may_tick=may_tick(incident, reader))
        for step in steps
        for tick in _ticks_shown(step, done.keys(), may_tick=may_tick(incident, reader))
    ]
    return [parts.heading(handling_words.STEPS_WHEN_CLOSED if closed else handling_words.NOW_DO), *rows]


def may_tick(incident: Incident, reader: Person) -> bool:
    """Whether the steps stand on this reader's card to be ticked."""
    to_do = incident.state in TRANSITIONS[Action.TICK_A_STEP] and not incident.drill
    return to_do and bool(KINDS[incident.kind].now) and may(reader, Action.TICK_A_STEP, incident)


def _ticks_shown(step: HandlingStep, done: Set[str], *, may_tick: bool) -> list[str]:
    """What stands there for a step: what was ticked for it, else itself and, to whoever may tick, what is ticked in its
    place where it is not called for."""
    ticked = [tick for tick in (step.id, step.instead, step.earlier) if tick in done]
    return ticked or [step.id, *([step.instead] if step.instead and may_tick else ())]


def what_not_to_do(incident: Incident) -> list[CardElement]:
    """Of an emergency that is open, what whoever handles it must not do either (I4, I5, I6)."""
    if incident.urgency is not Urgency.EMERGENCY or incident.state is State.CLOSED:
        return []
    return [parts.heading(wording.WHAT_NOT_TO_DO), parts.points(KIND_WORDS[incident.kind].do_not)]


def _box(ticked: bool, may_tick: bool) -> TextBlock:
    """A box that shows whether it can be pressed: large and in the colour of links, or plain."""
    box = TICKED_BOX if ticked else OPEN_BOX
    if not may_tick:
        return parts.paragraph(box)
    return TextBlock(text=box, size="Large", color="Good" if ticked else "Accent", spacing="None")


def _step(
    school: School, now: datetime, incident: Incident, step: str, done: StepDone | None, *, may_tick: bool
) -> Container:
    """A row that is pressed as a whole: ticked when it is done, and unticked when it is not after all."""
    words = STEP_WORDS[step]
    lines: list[CardElement] = [parts.paragraph(words)]
    if done is not None:
        who = handling_words.STEP_TICKED.format(by=done.by.name, at=times.standing(school, done.at, now))
        lines.append(parts.rich(TextRun(text=who, size="Small", is_subtle=True), "None"))
    pressed = (handling_words.TICK if done is None else handling_words.UNTICK).format(step=words)
    data = {**button_data(incident), "step": step, "done": "yes" if done is None else "no"}
    return Container(
        spacing="Small",
        style="emphasis" if may_tick else None,
        rounded_corners=True,
        select_action=parts.button(pressed, IncidentVerb.STEP, data, inputs=False) if may_tick else None,
        items=[
            ColumnSet(
                columns=[
                    Column(width="auto", items=[_box(done is not None, may_tick)]),
                    Column(width="stretch", items=lines, vertical_content_alignment="Center"),
                ]
            )
        ],
    )
