"""What if: every kind at a few moments, ladders that are whole, that have gaps and that lead nowhere, and the form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.policy.kit.absence import Absence
from bot.policy.kit.people import Person
from bot.policy.kit.reached import Reached
from bot.policy.kit.records import Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.policy.simulation.hours import moments, table
from bot.policy.simulation.simulating import Case, Staffing, simulate
from cards.kit.elements import AdaptiveCard
from cards.simulation import simulation


def staffing_of(school: School, people: Mapping[str, Person] | None = None) -> Staffing:
    """The school's people in their roles."""
    known = school.people if people is None else tuple(people.values())
    roles: set[Role] = {role for person in known for role in person.roles}
    return Staffing({role: [person for person in known if role in person.roles] for role in roles})


def away_until(who: Who, now: datetime, days: int) -> Absence:
    """Somebody's word that they are away from now on."""
    ends = now + timedelta(days=days)
    return Absence(id=who.id, who=who, since=now, until=ends.date(), due_at=ends)


def simulation_cards(school: School, head: Person, other: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    whole = staffing_of(school)
    named = {person.id: person.model_copy(update={"name": nasty[:80]}) for person in school.people}
    absences = [away_until(person.who, now, 3) for person in school.people[:2]]
    away = Staffing(staffing_of(school, named).holders, absences)
    out = {person.id: Reached(id=person.id, failed_at=now, reason="not_installed") for person in school.people}
    unheard = Staffing(whole.holders, (), out)
    by_mail = Staffing(whole.holders, (), out, mails=True)
    chair = next(person for person in school.people if person.holds("chair_of_governors"))
    cases = {
        "whole": (whole, Case("security_breach", now)),
        "routine, on Saturday": (whole, Case("spam", moments(school, now)["saturday"])),  # type: ignore[index]
        "names the Headteacher": (whole, Case("staff_conduct", now, named=(head.who,))),
        "leads nowhere": (whole, Case("staff_conduct", now, named=(head.who, chair.who))),
        "people away": (away, Case("harmful_contact", now, named=(other.who,))),
        "by e-mail": (by_mail, Case("threat", now)),
        "nobody can be reached": (unheard, Case("harmful_contact", now)),
        "nobody is there": (Staffing({}), Case("bullying", now)),
    }
    return {
        "simulation": simulation.table_card(school, now, table(school, whole, now), ()),
        "simulation, gaps": simulation.table_card(school, now, table(school, unheard, now), absences),
        "simulation, people away": simulation.table_card(school, now, table(school, away, now), absences),
        **{
            f"simulation, {name}": simulation.ladder_card(
                school, now, simulate(school, who, case), moments(school, now)
            )
            for name, (who, case) in cases.items()
        },
        "simulation, another moment": simulation.case_form({"kind": "threat"}, {}),
        "simulation, no such moment": simulation.case_form(
            {"date": nasty, "time": nasty}, {"date": "form.not_a_moment", "time": "form.not_a_moment"}
        ),
        "simulation, shown": simulation.case_result()[1],
    }
