"""The calendar of the school year: a page of it as a card, and the whole of it as a table and as a calendar's file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.policy.duties.duty import Duty, DutyEnding
from bot.policy.duties.when import ON_REQUEST
from bot.policy.duties.year import DutyLine, DutyStanding, YearLine, shorten
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.school import School
from bot.policy.kit.school_time import school_year
from cards.duties import DutyVerb
from cards.duties.duty_card import button_data
from cards.kit import parts, spreadsheet, times
from cards.kit.elements import AdaptiveCard, CardElement, Container
from cards.kit.guide import Faces, LineFace, Opener
from cards.words import duties as wording
from cards.words.duties import STANDING_WORDS
from cards.words.kit import MY_REPORTS, ROLE_WORDS

DUTY_LINES: Faces = {
    DutyLine.LATE: LineFace(wording.LINE_LATE, DutyVerb.LIST),
    DutyLine.DUE: LineFace(wording.LINE_DUE, DutyVerb.LIST),
}
LINES_PER_PAGE = 12


def year_card(school: School, now: datetime, lines: Sequence[YearLine], page: int, *, whole: bool) -> AdaptiveCard:
    """A page of the calendar: what is late on top. `whole` says that the reader sees all of it, and may export it."""
    shown = list(shorten(lines))
    last = max(0, (len(shown) - 1) // LINES_PER_PAGE)
    page = min(page, last)
    year = school_year(now, school.timezone)
    rows: list[CardElement] = []
    heading = ""
    for line in shown[page * LINES_PER_PAGE : (page + 1) * LINES_PER_PAGE]:
        if wording.GROUPS[line.standing] != heading:
            heading = wording.GROUPS[line.standing]
            rows.append(parts.heading(heading))
        rows.append(_row(school, now, line))
    ways = (
        parts.button(wording.EARLIER, DutyVerb.LIST, {"page": str(page - 1)}) if page > 0 else None,
        parts.button(wording.FURTHER, DutyVerb.LIST, {"page": str(page + 1)}) if page < last else None,
        parts.opener(wording.EXPORT, DutyVerb.EXPORT) if whole else None,
        None if rows or whole else parts.opener(MY_REPORTS, Opener.MY_REPORTS),
    )
    counted = {each: sum(line.standing is each for line in lines) for each in DutyStanding}
    return parts.card(
        parts.title(wording.CALENDAR),
        parts.small(wording.YEAR.format(first=year, last=year + 1)),
        parts.small(wording.COUNTS.format(**{each.value: count for each, count in counted.items()})),
        *(rows or [parts.paragraph(wording.NOTHING)]),
        parts.buttons(*ways) if any(ways) else None,
    )


def year_csv(school: School, lines: Sequence[YearLine]) -> bytes:
    """Every duty of the year as a line of a table."""
    return spreadsheet.csv_bytes(wording.COLUMNS, [_cells(school, line) for line in lines])


def year_ics(school: School, now: datetime, lines: Sequence[YearLine]) -> bytes:
    """Every duty of the year as an event of a whole day. Each keeps its id, by which a later file changes it."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - a start does not wait for what a file alone needs

    calendar = Calendar()
    calendar.add("prodid", f"-//{school.name}//{wording.CALENDAR_NAME}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", wording.CALENDAR_NAME)
    for line in lines:
        event = Event()
        event.add("uid", f"{line.rule.id}.{line.occurrence}@{school.tenant_id}")
        event.add("dtstamp", now)
        event.add("dtstart", line.due)
        event.add("dtend", line.due + timedelta(days=1))
        event.add("summary", f"{wording.DONE_PREFIX.get(line.standing, '')}{line.rule.title}")
        said = (line.duty.id if line.duty else "", line.rule.what, f"{wording.WHAT_COUNTS}: {line.rule.evidence}")
        event.add("description", "\n".join(filter(None, said)))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _row(school: School, now: datetime, line: YearLine) -> CardElement:
    """A row that opens its duty in the list's place, where it is kept up to date from then on."""
    known = (times.day(school, line.due, now), ROLE_WORDS.get(line.rule.role, line.rule.role))
    about = " · ".join((*known, STANDING_WORDS[line.standing]) if line.standing is DutyStanding.NOT_NEEDED else known)
    if line.duty is None:
        return Container(
            spacing="Small", separator=True, items=[parts.typed_text(line.rule.title, 250), parts.small(about)]
        )
    return parts.list_row(
        parts.button(f"Open {line.duty.id}", DutyVerb.SHOW, button_data(line.duty), inputs=False),
        parts.typed_text(line.rule.title, 250),
        parts.small(f"{line.duty.id} · {about}"),  # at the end of a line it would break at a hyphen
    )


def _cells(school: School, line: YearLine) -> tuple[str, ...]:
    duty, rule = line.duty, line.rule
    ending = duty.ending if duty else None
    return (
        duty.id if duty else "",
        rule.title,
        STANDING_WORDS[line.standing],
        (duty.due_on if duty else line.due).isoformat(),
        ROLE_WORDS.get(rule.role, rule.role),
        rule.what,
        rule.evidence,
        duty.handed_to.name if duty and duty.handed_to else "",
        duty.put_off_to.isoformat() if duty and duty.put_off_to else "",
        ending.on.isoformat() if ending and ending.on else "",
        ending.by.name if ending else "",
        times.sortable(school, ending.at) if ending else "",
        _evidence(ending),
    )


def _evidence(ending: DutyEnding | None) -> str:
    """In words, or that a file is."""
    return (ending.words or wording.IN_A_FILE) if ending else ""


def duties_section(school: School, duties: Sequence[Duty]) -> DrawnSection:
    """A line for each duty."""
    rows = [_duty_cells(school, duty) for duty in duties]
    files = {"duties.csv": spreadsheet.csv_bytes(wording.DUTY_SECTION_COLUMNS, rows)}
    return DrawnSection(wording.DUTY_SECTION, wording.DUTY_SECTION_SAYS, files)


def _duty_cells(school: School, duty: Duty) -> spreadsheet.CsvRow:
    """What a record asked for, a report perhaps, stands under its row's own title and without what was typed of it."""
    ending, asked_for = duty.ending, duty.rule.when == ON_REQUEST
    titles = {rule.id: rule.title for rule in school.duties}
    words = "" if ending is None or asked_for else ending.words or wording.IN_A_FILE
    return (
        duty.id,
        titles.get(duty.rule.id, "") if asked_for else duty.rule.title,
        duty.due_on.isoformat(),
        wording.STANDING_WORDS[DutyStanding.DUE if duty.is_open else DutyStanding(duty.state.value)],
        ending.on.isoformat() if ending and ending.on else "",
        f"{ending.by.name}, {times.sortable(school, ending.at)}" if ending else "",
        words,
    )
