"""An incident's faces: the ping for those who handle it, the receipt for its reporter, the choice of a hand-over."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import AdaptiveCard, CardElement, ContainerStyle

from bot.policy.kinds import KINDS
from bot.policy.people import Person
from bot.policy.records import Incident, Notice, State, Urgency
from bot.policy.school import School
from bot.policy.view import IncidentView
from cards import parts, times
from cards.words.kinds import KIND_WORDS, label
from cards.words.undelivered import UNDELIVERED

_STYLE: dict[Urgency, ContainerStyle] = {
    Urgency.EMERGENCY: "attention",
    Urgency.URGENT: "warning",
    Urgency.ROUTINE: "accent",
}


def ping(school: School, view: IncidentView, reader: str, *, note: str | None = None) -> AdaptiveCard:
    """What a handler (`reader`, by object id) sees: kind, reference, when, by whom, the account, and who has it."""
    incident = view.incident
    held = _held(incident)
    can_take = incident.owner is None
    can_hand_over = can_take or (incident.owner is not None and incident.owner.id == reader)
    return parts.card(
        parts.title(KIND_WORDS[incident.kind].name),
        parts.small(f"{incident.id} · Online Safety report"),
        parts.banner(note, "accent") if note else None,
        parts.banner(standing(school, incident), "good" if incident.owner else _STYLE[incident.ladder.route.urgency]),
        parts.facts(_when(school, incident)),
        *account(incident),
        *_not_reached(view),
        parts.buttons(
            parts.press("Acknowledge", "incident.acknowledge", held, style="positive") if can_take else None,
            parts.press("Hand over", "incident.hand_over", held) if can_hand_over else None,
        )
        if can_hand_over
        else None,
        parts.small("Acknowledge if you will deal with it. Everybody who was told sees that you have it.")
        if can_take
        else None,
    )


def receipt(school: School, view: IncidentView, *, note: str | None = None) -> AdaptiveCard:
    """What the reporter keeps: the reference, who has been told, and what happens next."""
    incident = view.incident
    return parts.card(
        parts.title(f"Thank you. Your report is {incident.id}"),
        parts.small(f"{KIND_WORDS[incident.kind].name} · sent {times.at(school, incident.reported_at)}"),
        parts.banner(note, "accent") if note else None,
        parts.banner(standing(school, incident), "good" if incident.owner else "accent"),
        *_told(school, view),
        parts.heading("What happens next"),
        parts.words(_next(incident)),
        parts.buttons(
            parts.ask("My reports", "reports.mine"),
            parts.ask("Report something else", "report.start"),
        ),
    )


def choose_person(incident: Incident, people: Sequence[Person]) -> AdaptiveCard:
    """Who should take it? Only those who hold a role on its ladder are offered."""
    held = _held(incident)
    back = parts.press("Back", "incident.show", held, inputs=False)
    if not people:
        return parts.card(
            parts.title(f"Hand over {incident.id}"),
            parts.words("Nobody else holds a role that handles this kind of report, so it stays as it is."),
            parts.buttons(back),
        )
    return parts.card(
        parts.title(f"Hand over {incident.id}"),
        parts.words("They are rung at once. Until they take it, it is nobody's, and the others are rung again."),
        parts.choices("to", "Who should take it?", [(p.name, p.id) for p in people], placeholder="Type a name"),
        parts.buttons(parts.press("Send", "incident.hand_over.send", held, style="positive"), back),
    )


def standing(school: School, incident: Incident) -> str:
    """How an incident stands, in one line."""
    if incident.owner is not None and incident.owned_at is not None:
        return f"{incident.owner.name} has it, since {times.at(school, incident.owned_at)}"
    if incident.handed_to is not None:
        return f"Handed over: waiting for {incident.handed_to.name} to take it"
    return "Nobody has taken it yet"


def account(incident: Incident) -> list[CardElement]:
    """What the reporter wrote, to the letter, under the form's own labels."""
    asked = [field.id for field in KINDS[incident.kind].form if field.id in incident.account]
    return parts.answers([(label(incident.kind, field), incident.account[field]) for field in asked])


def _when(school: School, incident: Incident) -> list[tuple[str, str]]:
    happened = times.at(school, incident.happened_at) if incident.happened_at else "not said"
    return [
        ("Happened", happened),
        ("Reported", times.at(school, incident.reported_at)),
        ("By", incident.reporter.name),
    ]


def _told(school: School, view: IncidentView) -> list[CardElement]:
    rows = [
        (notice.to.name, f"told {times.at(school, notice.settled_at or notice.made_at)}") for notice in view.reached()
    ]
    rows += [(notice.to.name, "being told now") for notice in view.on_the_way()]
    rows += [(notice.to.name, "could not be reached in Teams") for notice in view.unreached()]
    if not rows:
        return [parts.words("Nobody could be told in Teams yet. Please tell a Champion in person now.")]
    told: dict[str, str] = {}
    for name, how in rows:
        told.setdefault(name, how)
    return [parts.heading("Who has been told"), parts.facts(list(told.items()))]


def _held(incident: Incident) -> dict[str, str | int]:
    """What a button of this incident carries."""
    return {"id": incident.id, "v": incident.version}


def _next(incident: Incident) -> str:
    if incident.owner is not None:
        return f"{incident.owner.name} is dealing with it and will come to you if anything is needed."
    if incident.state is State.REPORTED and incident.due_at is not None:
        return "Until somebody takes it, more people are told in turn. This card changes when somebody has it."
    return "This card changes when somebody has it. If it gets worse, tell a Champion in person."


def _not_reached(view: IncidentView) -> list[CardElement]:
    return [parts.small(_unreached(notice)) for notice in view.unreached()]


def _unreached(notice: Notice) -> str:
    return f"{notice.to.name} could not be reached: {UNDELIVERED.get(notice.reason, UNDELIVERED['other'])}."
