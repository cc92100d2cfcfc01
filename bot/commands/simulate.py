"""`app.py simulate`: who would be told of each kind of report now, tonight, on Saturday and in the holidays; with
`--kind` the whole ladder of one, with `--at` at another moment, with `--file` each hour of the week to come as a table.

It goes by the school's file, the directory, and who is known to be away or out of reach. Exit status 0 when everything
reaches somebody, 1 when something does not. Nobody is told, and nothing is changed.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.school import School
from bot.policy.simulation.hours import each_hour, moments, week_ahead
from bot.policy.simulation.simulating import Case, Prospect, Road, Staffing, StepAhead, simulate
from bot.services.ports import Clock
from bot.settings import Environment
from cards.simulation.simulation import simulation_csv

NO_GAPS, SOME_GAPS = 0, 1
ROADS = {Road.TEAMS: "", Road.MAIL: " (by e-mail)", Road.PHONE: " (by telephone)", Road.NONE: " (CANNOT BE REACHED)"}


@dataclass(frozen=True, slots=True)
class StaffedSchool:
    """A school and who there is; `note` says what of that could not be read."""

    school: School
    staffing: Staffing
    note: str = ""


OpenStaffing = Callable[[Environment], AsyncIterator[StaffedSchool]]


class Simulate:
    """The command."""

    name = "simulate"
    about = "say who would be told of each kind of report at any hour; the exit status is 1 when somebody is missing"

    def __init__(self, staffed: OpenStaffing, clock: Clock) -> None:
        self._staffed = staffed
        self._clock = clock

    def arguments(self, parser: ArgumentParser) -> None:
        """Which kind, and when."""
        parser.add_argument("--kind", choices=sorted(KINDS), help="the whole ladder of one kind")
        parser.add_argument("--at", type=read_at, metavar="WHEN", help="in the school's time, like 2026-12-24T20:00")
        parser.add_argument("--file", type=Path, metavar="CSV", help="write each hour of the week to come there")

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Print a line for each kind and moment, or for each step of a ladder."""
        status, now = NO_GAPS, self._clock.now()
        async for each in self._staffed(environment):
            school, staffing = each.school, each.staffing
            print(f"{school.name}{f': {each.note}' if each.note else ''}")  # noqa: T201 - what the command is for
            if chosen.file:
                hours = week_ahead(school, now, staffing.absences)
                chosen.file.write_bytes(simulation_csv(school, tuple(each_hour(school, staffing, hours))))
            at = {"then": chosen.at.replace(tzinfo=school.timezone)} if chosen.at else dict(moments(school, now))
            for kind in [chosen.kind] if chosen.kind else list(school.routes):
                found = {name: simulate(school, staffing, Case(kind, when)) for name, when in at.items()}
                status = max(status, *(SOME_GAPS if has_gap(each) else NO_GAPS for each in found.values()))
                lines = (
                    (line for each in found.values() for line in ladder_lines(each, school.timezone))
                    if chosen.kind
                    else kind_lines(kind, found, school.timezone)
                )
                for line in lines:
                    print(line)  # noqa: T201 - what the command is for
        return status


def read_at(text: str) -> datetime:
    """What stands behind `--at`."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("write a moment like 2026-12-24T20:00") from None


def has_gap(prospect: Prospect) -> bool:
    """Whether nobody hears of it, or a step of its ladder reaches nobody."""
    return prospect.gap or any(not step.heard for step in prospect.steps)


def kind_lines(kind: str, found: Mapping[str, Prospect], zone: ZoneInfo) -> Iterator[str]:
    """A line for each moment of a kind; one for all moments at which the same people are told as soon."""
    names: dict[tuple[str, str], list[str]] = {}
    for name, prospect in found.items():
        names.setdefault((_ok_or_gap(prospect), first_line(prospect, zone)), []).append(name)
    for (mark, said), moments_alike in names.items():
        yield f"{mark} {kind:16} {', '.join(moments_alike)}: {said}"


def first_line(prospect: Prospect, zone: ZoneInfo) -> str:
    """Who is told first and when, and which steps reach nobody."""
    if prospect.gap or prospect.first is None:
        return "NOBODY"
    first = prospect.first
    empty = [f"step {step.number} reaches NOBODY" for step in prospect.steps if not step.heard]
    return "; ".join((f"{_when(first.at, prospect, zone)}: {_people(first)}", *empty))


def ladder_lines(prospect: Prospect, zone: ZoneInfo) -> Iterator[str]:
    """A line for each step of a ladder."""
    yield f"{_ok_or_gap(prospect)} {prospect.case.kind}, reported {prospect.case.at.astimezone(zone):%a %Y-%m-%d %H:%M}"
    for step in prospect.steps:
        away = "".join(f", {each.who.name} is away until {each.until}" for each in step.away)
        yield f"      {_when(step.at, prospect, zone)}: {_people(step) or 'NOBODY'}{away}"


def _ok_or_gap(prospect: Prospect) -> str:
    return "GAP  " if has_gap(prospect) else "ok   "


def _when(at: datetime, prospect: Prospect, zone: ZoneInfo) -> str:
    return "at once" if at - prospect.case.at < timedelta(minutes=1) else f"{at.astimezone(zone):%a %Y-%m-%d %H:%M}"


def _people(step: StepAhead) -> str:
    told: Sequence[str] = [f"{each.who.name}{ROADS[each.road]}" for each in step.tellings]
    return ", ".join(told)
