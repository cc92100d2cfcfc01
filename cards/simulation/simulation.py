"""Who would be told: every kind at a few moments, a kind's ladder at one, the form for another, and all as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.absence import Absence
from bot.policy.kit.records import Urgency
from bot.policy.kit.school import School
from bot.policy.kit.school_time import WEEKDAYS, local
from bot.policy.simulation.hours import KindRow, Occasion
from bot.policy.simulation.simulating import Prospect, Road, StepAhead, Telling
from cards.kit import fields, links, parts, spreadsheet, times
from cards.kit.elements import AdaptiveCard, CardElement, Column, ColumnSet, TextBlock, TextRun
from cards.kit.spreadsheet import CsvRow
from cards.simulation import SimulationVerb
from cards.words import simulation as wording
from cards.words.kinds import KIND_WORDS
from cards.words.kit import ROLE_WORDS

NAMES_SHOWN = 3
"""So many who are told first are named in a row of the table."""
FIRST_NAMES_BYTES = 250
"""Bytes of JSON that they may take there."""
NO_WAIT = timedelta(minutes=1)


def table_card(school: School, now: datetime, rows: Sequence[KindRow], absences: Sequence[Absence]) -> AdaptiveCard:
    """Every kind with who is told first and when, now, tonight, on Saturday and in the holidays; each row opens its
    ladder."""
    gaps = any(prospect.gap for row in rows for prospect in row.prospects.values())
    return parts.card(
        parts.title(wording.WHAT_IF),
        parts.small(wording.WHAT_IF_EXPLAINED),
        parts.banner(wording.GAPS, "attention") if gaps else parts.banner(wording.NO_GAP, "good"),
        *(parts.small_typed(_away(school, now, each)) for each in absences),
        *(_row(school, now, row) for row in rows),
        parts.buttons(
            parts.form_opener(wording.ANOTHER_CASE, SimulationVerb.FORM),
            parts.opener(wording.AS_FILE, SimulationVerb.EXPORT),
        ),
    )


def ladder_card(school: School, now: datetime, prospect: Prospect, moments: Iterable[str]) -> AdaptiveCard:
    """A kind's ladder at a moment: who is told at each step, who is not and why, how it ends, and the ways to other
    moments."""
    case = prospect.case
    named = wording.AND_NAMES.format(who=", ".join(who.name for who in case.named)) if case.named else ""
    held: parts.ButtonData = {"kind": case.kind, **({"named": case.named[0].id} if case.named else {})}
    return parts.card(
        parts.title(KIND_WORDS[case.kind].name),
        parts.small_typed(wording.IF_REPORTED.format(at=times.standing(school, case.at, now)) + named),
        *_first_line(school, now, prospect),
        parts.heading(wording.LADDER_GOES_ON),
        *(element for step in prospect.steps for element in _step(school, now, prospect, step)),
        parts.small(_end(prospect)),
        parts.small(wording.COMES_AGAIN) if prospect.route.urgency is Urgency.EMERGENCY else None,
        *_outside(prospect),
        parts.buttons(
            *(
                parts.button(
                    wording.MOMENT_WORDS[Occasion(name)], SimulationVerb.LADDER, {**held, "at": name}, inputs=False
                )
                for name in moments
            )
        ),
        parts.buttons(
            parts.button(wording.ALL_KINDS, SimulationVerb.SHOW, inputs=False),
            parts.form_opener(wording.ANOTHER_CASE, SimulationVerb.FORM, {"kind": case.kind}),
        ),
    )


def case_form(typed: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """Another kind, at another moment, perhaps about somebody."""
    return parts.card(
        parts.title(wording.CASE_TITLE),
        parts.small(wording.CASE_EXPLAINED),
        *fields.with_faults(
            wrong,
            fields.choice(
                "kind",
                wording.CASE_KIND,
                {kind: KIND_WORDS[kind].name for kind in KINDS},
                value=typed.get("kind", ""),
                required=True,
            ),
            *fields.date("date", wording.CASE_DAY, typed, typed="date" in wrong),
            *fields.time("time", wording.CASE_TIME, typed, typed="time" in wrong),
            fields.people("named", wording.CASE_NAMED, wording.CASE_NAMED_HINT, value=typed.get("named", "")),
        ),
        parts.form_buttons(SimulationVerb.ASK, {}, "Show"),
    )


def case_result() -> tuple[str, AdaptiveCard]:
    """That the ladder stands below, as a sentence and as what takes the form's place."""
    said = wording.SENTENCES[wording.SHOWN_BELOW]
    return said, parts.form_result(said, parts.form_opener(wording.ANOTHER_CASE, SimulationVerb.FORM))


def _row(school: School, now: datetime, row: KindRow) -> CardElement:
    """A kind: who is told first, where those are the same people at every moment, and when at each."""
    prospects = row.prospects.values()
    first = {_first_names(prospect) for prospect in prospects}
    lines: list[CardElement] = [parts.rich(TextRun(text=KIND_WORDS[row.kind].name, weight="Bolder"))]
    if len(first) == 1 and (names := next(iter(first))):
        lines.append(parts.small_typed(parts.cut(names, FIRST_NAMES_BYTES)))
    if all(prospect.gap for prospect in prospects):
        lines.append(_alarm_text(wording.NOBODY_EVER))
    elif all(not prospect.gap and _is_at_once(prospect) for prospect in prospects):
        lines.append(parts.small(wording.ANY_HOUR))
    else:
        lines.append(_cells(school, now, row))
    if empty := _empty_steps(row):
        lines.append(_alarm_text(wording.EMPTY_STEP.format(numbers=", ".join(map(str, empty)))))
    opens = parts.button(KIND_WORDS[row.kind].name, SimulationVerb.LADDER, {"kind": row.kind}, inputs=False)
    return parts.list_row(opens, *lines)


def _cells(school: School, now: datetime, row: KindRow) -> ColumnSet:
    columns = []
    for moment, prospect in row.prospects.items():
        text = wording.CELL.format(moment=wording.MOMENT_WORDS[moment], when=_when(school, now, prospect))
        shown = _alarm_text(text) if prospect.gap else TextBlock(text=text, wrap=True, size="Small")
        columns.append(Column(width="stretch", items=[shown]))
    return ColumnSet(columns=columns, spacing="Small")


def _empty_steps(row: KindRow) -> list[int]:
    """The steps that nobody hears of, though others of their ladder are heard."""
    heard = [prospect for prospect in row.prospects.values() if not prospect.gap]
    return sorted({step.number for prospect in heard for step in prospect.steps if not step.heard})


def _alarm_text(text: str) -> TextBlock:
    return TextBlock(text=text, wrap=True, size="Small", weight="Bolder", color="Attention")


def _is_at_once(prospect: Prospect) -> bool:
    return prospect.first is not None and prospect.first.at - prospect.case.at < NO_WAIT


def _when(school: School, now: datetime, prospect: Prospect) -> str:
    first = prospect.first
    if prospect.gap or first is None:
        return wording.NOBODY
    waited = first.at - prospect.case.at
    if waited < NO_WAIT:
        return wording.TOLD_AT_ONCE
    return _after(waited) if waited <= timedelta(hours=1) else times.standing(school, first.at, now)


def _after(waited: timedelta) -> str:
    minutes = int(waited.total_seconds()) // 60
    unit = "min" if minutes < 60 else "h"  # noqa: PLR2004 - an hour
    return wording.AFTER[unit].format(count=minutes if unit == "min" else minutes // 60)


def _first_names(prospect: Prospect) -> str:
    first = prospect.first
    names = [each.who.name for each in first.tellings if each.hears] if first else []
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" +{more}" if more > 0 else "")


def _away(school: School, now: datetime, absence: Absence) -> str:
    return wording.AWAY.format(who=absence.who.name, until=times.day(school, absence.until, now))


def _first_line(school: School, now: datetime, prospect: Prospect) -> list[CardElement]:
    first = prospect.first
    if not prospect.gap and first is not None:
        when = _when(school, now, prospect)
        said = wording.TELLS_FIRST.format(when=when, who=_first_names(prospect))
        return [parts.banner(said, "accent")]
    if not prospect.by_hand and not prospect.contacts:
        return [parts.banner(wording.NOBODY_TO_GO_TO, "attention")]
    ways: list[CardElement] = [links.person(p.name, mail=p.mail, phone=p.phone) for p in prospect.by_hand]
    return [parts.banner(wording.NOBODY_TOLD, "attention"), *ways]


def _step(school: School, now: datetime, prospect: Prospect, step: StepAhead) -> list[CardElement]:
    """When, and a line for each person of it."""
    waited = step.at - prospect.case.at
    when = wording.TOLD_AT_ONCE if waited < NO_WAIT else _after(waited)
    if waited > timedelta(hours=1):
        when = times.standing(school, step.at, now)
    lines: list[CardElement] = [parts.subheading(when)]
    if prospect.route.steps[step.number - 1].all_come:
        lines.append(parts.small(wording.EACH_IS_ASKED))
    lines += [_line(each) for each in step.tellings]
    if not step.heard:
        roles = ", ".join(ROLE_WORDS[role] for role in step.roles)
        lines.append(_alarm_text(wording.STEP_NOBODY.format(roles=roles)))
    lines += [parts.small_typed(wording.STEP_LEFT_OUT.format(who=each.name)) for each in step.left_out]
    lines += [parts.small_typed(_away(school, now, each)) for each in step.away]
    return lines


def _line(telling: Telling) -> CardElement:
    roles = " and ".join(ROLE_WORDS[role] for role in telling.roles)
    how = wording.ROAD_WORDS[telling.road].format(phone=telling.phone)
    said = f"{telling.who.name}: {roles}" + (f", {how}" if how else "")
    return parts.rich(TextRun(text=said, color="Attention" if telling.road is Road.NONE else None), "Small")


def _end(prospect: Prospect) -> str:
    route = prospect.route
    words = wording.AGAIN_CONFIDENTIAL if KINDS[prospect.case.kind].confidential else wording.AGAIN_TIMES
    said = words[bool(route.times)]
    again = times.age(timedelta(seconds=route.again))
    again = wording.OF_SCHOOL_TIME.format(time=again) if route.urgency is Urgency.ROUTINE else again
    return said.format(again=again, times=route.times)


def _outside(prospect: Prospect) -> list[CardElement]:
    rows: list[CardElement] = [
        links.contact(each.name, phone=each.phone, mail=each.mail, web=each.web) for each in prospect.contacts
    ]
    return [parts.heading(wording.OUTSIDE), *rows] if rows else []


def simulation_csv(school: School, prospects: Sequence[Prospect]) -> bytes:
    """A line for each kind at each hour; what nobody would hear of says so in its last column."""
    return spreadsheet.csv_bytes(wording.COLUMNS, [_cells_of(school, each) for each in prospects])


def _cells_of(school: School, prospect: Prospect) -> CsvRow:
    case, first = prospect.case, prospect.first
    told_first = [each for each in first.tellings if each.hears] if first else []
    begun = {each.who.id for each in told_first}
    later = [each for each in prospect.tellings if each.hears and each.who.id not in begun]
    away = {each.id: each.who.name for step in prospect.steps for each in step.away}
    return (
        times.sortable(school, case.at),
        WEEKDAYS[local(case.at, school.timezone).weekday()],
        KIND_WORDS[case.kind].name,
        wording.URGENCY_CELL[prospect.route.urgency.value],
        times.sortable(school, first.at) if first else "",
        str(int((first.at - case.at).total_seconds()) // 60) if first else "",
        _names(told_first),
        _names(later),
        _names([each for each in prospect.tellings if each.road is Road.PHONE], phones=True),
        _names([each for each in prospect.tellings if each.road is Road.NONE]),
        ", ".join(away.values()),
        _gap(prospect),
    )


def _names(tellings: Sequence[Telling], *, phones: bool = False) -> str:
    """Each once, in the order of time."""
    return ", ".join(
        dict.fromkeys(f"{each.who.name} {each.phone}".strip() if phones else each.who.name for each in tellings)
    )


def _gap(prospect: Prospect) -> str:
    if prospect.gap:
        return wording.GAP_CELL
    empty = dict.fromkeys(step.number for step in prospect.steps if not step.heard)
    return "; ".join(wording.EMPTY_CELL.format(number=number) for number in empty)
