"""What closing a report asks beside what was done: what is not done yet, and what whoever reported it will read."""

from __future__ import annotations

from bot.policy.incidents.closing import asks_to_close_unticked
from bot.policy.incidents.incident import CPOMS_STEP, Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.view import IncidentView
from cards.kit import fields, parts
from cards.kit.elements import CardElement
from cards.words import closing as wording
from cards.words.kinds import STEP_WORDS

LONGEST_BEGUN = 4_000
"""Bytes of JSON of a note that the form begins with."""
READY_FIELD, UNTICKED_FIELD = "ready", "unticked"
"""The fields of the ready sentence, and of the tick that an emergency is closed though not everything is done."""


def begun_with(view: IncidentView) -> dict[str, str]:
    """What its form says before anything is typed: what was done, as the owner's newest note says."""
    own = (note for note in view.notes if note.by.id == view.incident.owner_id)
    newest = max(own, key=lambda note: note.at, default=None)
    return {"outcome": parts.cut(newest.text, LONGEST_BEGUN)} if newest is not None else {}


def message_fields(incident: Incident, answers: parts.Texts) -> list[CardElement | None]:
    """What whoever reported it will read: a ready sentence, words of one's own, or both. Whoever closes what they
    reported themselves is not asked."""
    if incident.owner_id == incident.reporter.id:
        return []
    who = incident.reporter.name
    ready = {key: wording.READY[key] for key in wording.examples_of(incident.kind).ready}
    return [
        fields.choice(READY_FIELD, wording.READY_LABEL.format(who=who), ready, value=answers.get(READY_FIELD, "")),
        fields.line(
            "to_reporter",
            wording.TO_REPORTER_LABEL.format(who=who),
            wording.TO_REPORTER_HINT,
            value=answers.get("to_reporter", ""),
            many=True,
        ),
    ]


def message_to_reporter(chosen: str, typed: str) -> str:
    """What whoever reported it reads: the sentence that was chosen, and what was typed beside it."""
    return "\n".join(said for said in (wording.READY.get(chosen, ""), typed) if said)


def not_done(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> list[CardElement]:
    """The steps that nobody has ticked, where **Send** is pressed. Of an emergency it is ticked that it is closed all
    the same."""
    left = [STEP_WORDS[step] for step in incident.steps_left]
    if not left:
        return []
    asked = sum(step.id != CPOMS_STEP for step in KINDS[incident.kind].now)
    counted = wording.NOT_DONE.format(left=len(left), all=asked)
    warned = parts.box("attention", parts.subheading(counted), parts.points(left))
    if not asks_to_close_unticked(incident):
        return [warned]
    return [
        warned,
        *parts.problems(wrong.get(UNTICKED_FIELD)),
        fields.tick(
            UNTICKED_FIELD,
            wording.BEFORE_IT_IS_CLOSED,
            wording.CLOSE_ALL_THE_SAME,
            value=answers.get(UNTICKED_FIELD, ""),
            required=True,
        ),
    ]


def problems_elsewhere(wrong: parts.Texts) -> dict[str, str]:
    """What is wrong, but for what is said at the foot of the form."""
    return {field: key for field, key in wrong.items() if field != UNTICKED_FIELD}
