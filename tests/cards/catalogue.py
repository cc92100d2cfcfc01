"""Every card that the product can show, with plain and with difficult contents."""

from __future__ import annotations

from datetime import UTC, datetime

from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.kinds import KINDS
from bot.policy.people import Person
from bot.policy.records import Incident, NoticeState, State
from bot.policy.reporting import Report, report
from bot.policy.view import IncidentView
from bot.settings import load_school
from cards import greeting, incidents, lists
from cards.choosing import choose_kind
from cards.reporting import form
from cards.words.sentences import SENTENCES
from tests.rig import SCHOOL_FILE

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
SCHOOL = load_school(SCHOOL_FILE)
PEOPLE = {person.id: person for person in SCHOOL.people}
REPORTER, TAKER = SCHOOL.people[6], SCHOOL.people[1]
NASTY = "**bold** <at>Bob</at> [x](https://evil.example) 🙈 " * 400


def view(kind: str, *, text: str = "Words", owner: Person | None = None, failed: bool = False) -> IncidentView:
    """An incident of that kind, rung and, with an owner, taken."""
    route = SCHOOL.routes[kind]
    holders = {role: [p for p in SCHOOL.people if role in p.roles] for step in route.steps for role in step.roles}
    account = {field.id: text for field in KINDS[kind].form}
    said = Report(kind, NOW, account, "draft", None)
    outcome = report(said, REPORTER.who, "OS-2026-0001", route, holders, NOW)
    (incident,) = (record for record in outcome.records if isinstance(record, Incident))
    if owner:
        taken = {"owner": owner.who, "owned_at": NOW, "state": State.ACKNOWLEDGED, "due_at": None}
        incident = incident.model_copy(update=taken)
    settled = {"state": NoticeState.FAILED, "reason": "not_installed"} if failed else {"state": NoticeState.SENT}
    pings = tuple(notice.model_copy(update={**settled, "settled_at": NOW}) for notice in outcome.notices)
    return IncidentView(incident, pings, outcome.entries)


def catalogue() -> dict[str, AdaptiveCard]:
    """All cards by a name."""
    cards: dict[str, AdaptiveCard] = {
        "welcome": greeting.welcome(SCHOOL.name),
        "help": greeting.help_card(),
        "kinds": choose_kind("draft"),
        "kinds, some likely": choose_kind("draft", ["spam"]),
        "my reports, none": lists.my_reports(SCHOOL, []),
    }
    facts = {"who": "Gareth Penhallow", "at": "10:31", "reference": "OS-2026-0001"}
    for key, words in SENTENCES.items():
        cards[f"sentence {key}"] = greeting.said(words.format(**facts))
    for kind in KINDS:
        fresh, taken, lost = view(kind), view(kind, owner=TAKER), view(kind, failed=True)
        long = view(kind, text=NASTY)
        wrong = {field.id: "form.too_long" for field in KINDS[kind].form} | {"happened_on": "form.not_a_moment"}
        cards |= {
            f"form {kind}": form(kind, "draft", {"happened_on": "2026-11-23", "happened_at": "10:31", "what": ""}),
            f"form {kind}, all wrong": form(kind, "draft", long.incident.account, wrong),
            f"ping {kind}": incidents.ping(SCHOOL, fresh, TAKER.id),
            f"ping {kind}, long": incidents.ping(SCHOOL, long, TAKER.id),
            f"ping {kind}, taken, to its owner": incidents.ping(SCHOOL, taken, TAKER.id),
            f"ping {kind}, taken, to another": incidents.ping(SCHOOL, taken, REPORTER.id, note="Already taken"),
            f"ping {kind}, nobody reached": incidents.ping(SCHOOL, lost, TAKER.id),
            f"receipt {kind}": incidents.receipt(SCHOOL, fresh),
            f"receipt {kind}, taken": incidents.receipt(SCHOOL, taken),
            f"receipt {kind}, nobody reached": incidents.receipt(SCHOOL, lost),
            f"hand over {kind}": incidents.choose_person(fresh.incident, SCHOOL.people),
            f"hand over {kind}, nobody": incidents.choose_person(fresh.incident, []),
            f"my reports {kind}": lists.my_reports(SCHOOL, [fresh.incident, taken.incident] * 10),
        }
    return cards
