"""A report to governors as a card with charts, and as a ready e-mail for a chair who is not in Teams (T4).

What it says is drawn from its frozen facts alone, by no clock: the same report is the same bytes, whenever it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.policy.governors import GovernorsPurpose
from bot.policy.governors.report import RELEASERS, GovernorsFacts, GovernorsReport, GovernorsShown, ShareBand, bands_of
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.governors import GovernorsVerb
from cards.kit import links, parts
from cards.kit.elements import (
    AdaptiveCard,
    CardElement,
    ColumnDefinition,
    Container,
    HorizontalBarChart,
    HorizontalBarChartDataValue,
    Table,
    TableCell,
    TableRow,
    TextBlock,
)
from cards.kit.guide import Opener
from cards.kit.times import MONTH_NAMES
from cards.words import governors as wording
from cards.words.sentences import toast

EARLIER_SHOWN = 6
"""So many earlier reports stand below the newest."""
FactRows = Sequence[tuple[str, str]]


def governors_card(
    school: School,
    shown: GovernorsShown,
    reader: Person,
    *,
    note: str | None = None,
    earlier: Sequence[GovernorsReport] = (),
) -> AdaptiveCard:
    """A report, or what it will say; with **Release** for those who may, as long as it is a draft."""
    facts, report = shown.facts, shown.report
    releases = bool(reader.roles & RELEASERS)
    return parts.card(
        parts.title(wording.REPORT_TITLE),
        parts.small_typed(facts.school),
        parts.paragraph(term_line(facts)),
        parts.note(note, "good"),
        *_standing(school, shown, releases=releases),
        *facts_shown(facts),
        *(_for_chair_outside(shown, report) if report and releases else ()),
        *_earlier(earlier),
        parts.buttons(*_buttons(report, releases=releases)) if report else None,
    )


def nothing_released_card() -> AdaptiveCard:
    """For a chair before the first report."""
    return parts.card(parts.title(wording.REPORT_TITLE), parts.paragraph(wording.NOTHING_RELEASED))


def governors_message(
    school: School, now: datetime, purpose: Purpose, shown: GovernorsShown, reader: Person
) -> Message:
    """The message of a draft to those who release it, and of what is released to the chair."""
    drawn = GovernorsPurpose.RELEASED if shown.report and shown.report.is_released else GovernorsPurpose.DRAFTED
    summary = toast(purpose if isinstance(purpose, GovernorsPurpose) else drawn)
    return Message(summary=summary, card=parts.as_json(governors_card(school, shown, reader)))


def facts_shown(facts: GovernorsFacts) -> list[CardElement]:
    """What a report says: charts, each with its table, and the numbers."""
    shown: list[CardElement] = []
    if facts.is_counted:
        bands = bands_of(facts)
        levels = [
            (f"{wording.AREA_WORDS[area]}: {wording.BAND_WORDS[band]}", band.least) for area, band in bands.items()
        ]
        shown += [
            parts.heading(wording.REPORTED),
            _levels(wording.REPORTED, wording.AT_LEAST, levels, report_rows(facts)),
            parts.small(wording.AREAS_EXPLAINED),
        ]
    shares = _shares(facts)
    asked = [
        (f"{name}: {wording.SHARE_WORDS[share]}", share.least) for name, share in shares.items() if _is_drawn(share)
    ]
    shown.append(parts.heading(wording.STAFF))
    if asked:
        shown.append(_levels(wording.STAFF, wording.AT_LEAST_PERCENT, asked, staff_rows(facts)))
    rest = [(name, wording.SHARE_WORDS[share]) for name, share in shares.items() if not _is_drawn(share)]
    if rest:
        shown.append(parts.fact_set(rest))
    return [*shown, parts.heading(wording.DONE_HEADING), parts.fact_set(done_rows(facts))]


def term_line(facts: GovernorsFacts) -> str:
    """`Autumn term 2026-27`."""
    return wording.TERM.format(
        term=wording.TERM_WORDS[facts.number], first=facts.year, last=f"{(facts.year + 1) % 100:02}"
    )


def stretch_line(facts: GovernorsFacts, timezone: ZoneInfo) -> str:
    """From when to when it counts."""
    return wording.STRETCH.format(since=day_text(facts.since, timezone), until=day_text(facts.until, timezone))


def day_text(at: datetime, timezone: ZoneInfo) -> str:
    """`4 Dec 2026`: the day of a moment, by the school's clocks and whenever it is read."""
    return _day(local(at, timezone).date())


def report_rows(facts: GovernorsFacts) -> FactRows:
    """How much was reported of each area."""
    return [(wording.AREA_WORDS[area], wording.BAND_WORDS[band]) for area, band in bands_of(facts).items()]


def staff_rows(facts: GovernorsFacts) -> FactRows:
    """How many have signed, and have been trained."""
    return [(name, wording.SHARE_WORDS[share]) for name, share in _shares(facts).items()]


def _shares(facts: GovernorsFacts) -> dict[str, ShareBand]:
    others = {wording.OTHERS_SIGNED: facts.others_share} if facts.others_share else {}
    return {wording.SIGNED: facts.signed_share, **others, wording.TRAINED: facts.trained_share}


def done_rows(facts: GovernorsFacts) -> FactRows:
    """What was done: tests and the review of the filter, duties, the committee."""
    reviewed = _day(facts.filter_reviewed) if facts.filter_reviewed else wording.NEVER_REVIEWED
    tests = wording.TESTS.format(count=facts.filter_tests, faults=facts.filter_faults)
    return [
        (wording.TESTED, tests if facts.filter_tests else wording.NO_TEST),
        (wording.REVIEWED, reviewed),
        (wording.DUTIES, wording.DUTY_COUNTS.format(done=facts.duties_done, late=facts.duties_late)),
        (wording.COMMITTEE, wording.MET.get(facts.committee_met, wording.MET_OFTEN.format(count=facts.committee_met))),
    ]


def governors_text(facts: GovernorsFacts, timezone: ZoneInfo) -> str:
    """The whole of it in lines of text."""
    lines = [
        *(facts.school, f"{wording.REPORT_TITLE}: {term_line(facts)}", stretch_line(facts, timezone), ""),
        *(wording.REPORTED, *_lines(report_rows(facts)), wording.AREAS_EXPLAINED, ""),
        *(wording.STAFF, *_lines(staff_rows(facts)), ""),
        *(wording.DONE_HEADING, *_lines(done_rows(facts))),
    ]
    return "\n".join(lines)


def file_name(facts: GovernorsFacts) -> str:
    """`governors-2026-27-1.pdf`."""
    return f"governors-{facts.year}-{(facts.year + 1) % 100:02}-{facts.number + 1}.pdf"


def _standing(school: School, shown: GovernorsShown, *, releases: bool) -> list[CardElement]:
    facts, report = shown.facts, shown.report
    if report is None and shown.counted_at is not None:
        day = day_text(shown.counted_at, school.timezone)
        return [parts.banner(wording.TO_COME.format(day=day), "accent"), parts.small(wording.TO_COME_WHY)]
    stretch = parts.small(stretch_line(facts, school.timezone))
    if report is None or report.released_at is None:
        return [stretch, parts.banner(wording.DRAFT, "warning"), parts.small(wording.DRAFT_EXPLAINED)]
    day = day_text(report.released_at, school.timezone)
    said = wording.RELEASED_ON.format(day=day)
    who = [parts.small(wording.CHAIR_IN_TEAMS)] if releases and shown.chair_in_teams else []
    return [stretch, parts.small(said), *who]


def _for_chair_outside(shown: GovernorsShown, report: GovernorsReport) -> list[CardElement]:
    """How the report gets to a chair who is not in Teams."""
    if not report.is_released or shown.chair_in_teams:
        return []
    if not shown.chairs:
        return [parts.banner(wording.NO_CHAIR, "warning")]
    drawn: list[CardElement] = [parts.heading(wording.SEND_IT), parts.paragraph(wording.SEND_IT_HOW)]
    for chair in shown.chairs:
        drawn += [links.contact(chair.name, phone=chair.phone, mail=chair.mail), *_email(chair, report.facts)]
    return drawn


def _email(chair: Contact, facts: GovernorsFacts) -> list[CardElement]:
    subject = wording.EMAIL_SUBJECT.format(school=facts.school, term=term_line(facts))
    term = term_line(facts)
    body = wording.EMAIL_TEXT.format(term=term[0].lower() + term[1:])
    copied = parts.typed_text(f"{subject}\n\n{body}", spacing="Small")
    if not links.is_mail(chair.mail):
        return [copied]
    return [copied, parts.buttons(links.email_button(wording.WRITE_EMAIL, chair.mail, subject, body))]


def _earlier(reports: Sequence[GovernorsReport]) -> list[CardElement]:
    if not reports:
        return []
    rows = [
        parts.list_row(
            parts.opener(term_line(each.facts), GovernorsVerb.OPEN, {"id": each.id}),
            parts.paragraph(term_line(each.facts)),
        )
        for each in reports[:EARLIER_SHOWN]
    ]
    return [parts.heading(wording.EARLIER), *rows]


def _buttons(report: GovernorsReport, *, releases: bool) -> Iterable[parts.Button | None]:
    carried: dict[str, str | int] = {"id": report.id, "v": report.version}
    may_release = releases and not report.is_released
    return (
        parts.button(wording.RELEASE, GovernorsVerb.RELEASE, carried, style="positive", inputs=False)
        if may_release
        else None,
        parts.opener(wording.AS_PDF, GovernorsVerb.FILE, carried),
        parts.opener(wording.ALL_REPORTS, Opener.GOVERNORS),
    )


def _is_drawn(share: ShareBand) -> bool:
    return share is not ShareBand.NOT_ASKED


def _levels(title: str, axis: str, levels: Sequence[tuple[str, int]], rows: FactRows) -> CardElement:
    """A chart of where each band begins; its label says the band in words."""
    data = [HorizontalBarChartDataValue(x=name, y=least) for name, least in levels]
    return HorizontalBarChart(title=title, data=data, x_axis_title=axis, fallback=_table(rows))


def _table(rows: FactRows) -> Container:
    drawn = [TableRow(cells=[_cell(name), _cell(said)]) for name, said in rows]
    columns = [ColumnDefinition(width=3), ColumnDefinition(width=2)]
    return Container(items=[Table(columns=columns, first_row_as_headers=False, rows=drawn)])


def _cell(text: str) -> TableCell:
    return TableCell(items=[TextBlock(text=text, wrap=True)])


def _lines(rows: FactRows) -> list[str]:
    return [f"- {name}: {said}" for name, said in rows]


def _day(day: date) -> str:
    """`4 Dec 2026`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
