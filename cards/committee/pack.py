"""The pack of a half term: as a document to read together, and as a table for a spreadsheet. Both say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from bot.policy.committee.meeting import CommitteeMeeting, HeldMeeting
from bot.policy.committee.pack import Compared, MedianTimes, Pack, Share
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.kit import times
from cards.kit.document import Bar, BarChart, Block, DataTable, Heading, Paragraph, PdfDocument
from cards.kit.spreadsheet import CsvRow, csv_bytes
from cards.log.patterns import name_of_recurrence
from cards.words import committee as wording
from cards.words.answers import THEME_WORDS
from cards.words.deciding import VERDICT_WORDS
from cards.words.documents import title_of
from cards.words.kinds import KIND_WORDS

COMPARED_WIDTHS = (2.4, 1.0, 1.25)
"""The shares of what is counted, and of the two half terms."""


def pack_files(school: School, meeting: CommitteeMeeting) -> Mapping[str, Callable[[Pack], bytes]]:
    """The two files of a meeting's pack, by their names, as functions that draw them."""
    name = f"committee-pack-{meeting.starts.isoformat()}-to-{meeting.ends.isoformat()}"
    return {
        f"{name}.pdf": lambda pack: pack_pdf(school, pack),
        f"{name}.csv": lambda pack: pack_csv(school, pack),
    }


def pack_pdf(school: School, pack: Pack) -> bytes:
    """The pack as a PDF. It takes up to a second: call it in a thread."""
    from cards.kit.pdf import pdf_bytes  # noqa: PLC0415 - a start does not wait for what a file alone needs

    return pdf_bytes(pack_document(school, pack))


def pack_document(school: School, pack: Pack) -> PdfDocument:
    """The pack as a document, from top to bottom."""
    meeting = pack.meeting
    subtitle = wording.PACK_SUBTITLE.format(
        school=school.name,
        start=_day(meeting.starts),
        end=_day(meeting.ends),
        at=times.full(school, pack.made_at),
    )
    title = wording.PACK_TITLE.format(end=_day(meeting.ends))
    return PdfDocument(title, subtitle, school.name, pack.made_at, tuple(_blocks(school, pack)))


def pack_csv(school: School, pack: Pack) -> bytes:
    """The pack as a table: a line for each number, with that of the half term before."""
    return csv_bytes(wording.PACK_COLUMNS, list(_rows(school, pack)))


def committee_section(school: School, meetings: Sequence[HeldMeeting]) -> DrawnSection:
    """A line for each meeting that was held: no word of what it decided, which may speak of a pupil."""
    rows = [
        (
            *(day.isoformat() for day in (each.meeting.starts, each.meeting.ends)),
            each.meeting.met_on.isoformat() if each.meeting.met_on else "",
            each.meeting.present,
            str(each.decided),
            str(each.done),
            times.sortable(school, each.meeting.told_at) if each.meeting.told_at else "",
        )
        for each in meetings
    ]
    files = {"committee-meetings.csv": csv_bytes(wording.SECTION_COLUMNS, rows)}
    return DrawnSection(wording.SECTION_TITLE, wording.SECTION_SAYS, files)


def _blocks(school: School, pack: Pack) -> Iterator[Block]:
    yield Heading(wording.REPORTS)
    yield Paragraph(wording.COUNTED, quiet=True)
    if pack.kinds:
        yield from _kinds(pack)
    else:
        yield Paragraph(wording.NO_REPORTS)
    yield Heading(wording.HOW_LONG, 2)
    yield _compared_table(wording.MEASURE, list(_time_rows(pack)))
    yield Heading(wording.STILL_OPEN, 2)
    yield DataTable(
        (wording.MEASURE, wording.NOW_OPEN), [(name, str(count)) for name, count in _open_rows(pack)], (4, 1), 1
    )
    for heading, column, none, compared in _comparisons(pack):
        yield Heading(heading)
        rows = [(name, str(each.now), str(each.before)) for name, each in compared]
        yield _compared_table(column, rows) if rows else Paragraph(none)
    yield Heading(wording.PEOPLE)
    yield DataTable((wording.MEASURE, wording.NOW), list(_share_rows(pack)), (3, 2), 1)
    yield Heading(wording.DRILLS)
    yield _compared_table(wording.MEASURE, list(_drill_rows(pack)))
    yield Heading(wording.DUTIES)
    duties = [(f"{each.reference} · {each.title}", _day(each.expected_on)) for each in pack.duties_late]
    yield DataTable((wording.DUTY, wording.DUE), duties, (3, 1)) if duties else Paragraph(wording.NO_DUTIES)
    yield Heading(wording.QUESTIONS)
    asked = [(THEME_WORDS[each.theme], str(each.no_answer), str(each.to_champion)) for each in pack.questions]
    columns = (wording.THEME, wording.NO_ANSWER, wording.TO_CHAMPION)
    yield DataTable(columns, asked, COMPARED_WIDTHS, 2) if asked else Paragraph(wording.NO_QUESTIONS)
    yield Heading(wording.RECURS)
    same = [(name_of_recurrence(each), str(each.now), str(each.before)) for each in pack.recurring]
    columns = (wording.THING, wording.THIS_TERM, wording.TERM_BEFORE)
    yield DataTable(columns, same, COMPARED_WIDTHS, 2) if same else Paragraph(wording.NOTHING_RECURS)
    yield Heading(wording.DECISIONS)
    undone = list(_decision_rows(school, pack))
    columns = (wording.WHAT_TO_DO, wording.OWNER, wording.BY_DAY)
    yield DataTable(columns, undone, (4, 2, 2)) if undone else Paragraph(wording.NOTHING_TO_DO)
    yield Heading(wording.HEAD)
    yield Paragraph(pack.head.head if pack.head else wording.NO_HEAD)
    if pack.head and pack.head.signature:
        yield Paragraph(wording.SIGNED.format(signature=pack.head.signature), quiet=True)
    yield Paragraph(wording.HEAD_EXPLAINED, quiet=True)


def _kinds(pack: Pack) -> Iterator[Block]:
    bars = [Bar(KIND_WORDS[row.kind].name, row.opened.now, row.opened.before) for row in pack.kinds]
    said = ", ".join(wording.BAR_SAYS.format(label=bar.label, now=bar.value, before=bar.before) for bar in bars)
    yield BarChart(wording.CHART_SAYS.format(bars=said), bars, wording.NOW, wording.BEFORE)
    yield Heading(wording.BY_KIND, 2)
    rows = [
        *((KIND_WORDS[row.kind].name, row.opened, row.closed) for row in pack.kinds),
        (wording.ALL_KINDS, pack.all_opened, pack.all_closed),
    ]
    columns = (wording.KIND, wording.OPENED, wording.OPENED_BEFORE, wording.CLOSED, wording.CLOSED_BEFORE)
    cells = [(name, *map(str, (opened.now, opened.before, closed.now, closed.before))) for name, opened, closed in rows]
    yield DataTable(columns, cells, (2.8, 1, 1.5, 1, 1.4), 4)


def _comparisons(pack: Pack) -> Iterator[tuple[str, str, str, Sequence[tuple[str, Compared]]]]:
    """Parts that count things in both half terms: its heading, what is counted, what is said of none, the rows."""
    referrals = list((pack.referrals or {}).items())
    yield wording.REFERRALS, wording.AGENCY, wording.NO_REFERRALS, referrals
    verdicts = [(VERDICT_WORDS.get(key, key), each) for key, each in (pack.verdicts or {}).items()]
    yield wording.FILTERING, wording.DECISION, wording.NO_VERDICTS, verdicts
    calls = [(wording.CALL_STATES.get(key, key), each) for key, each in (pack.calls or {}).items()]
    yield wording.CALLS, wording.CALL_STATE, wording.NO_CALLS, calls


def _time_rows(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for name, taken in ((wording.TO_TAKE, pack.to_take), (wording.TO_CLOSE, pack.to_close)):
        yield name, *_medians(taken)


def _open_rows(pack: Pack) -> Iterator[tuple[str, int]]:
    yield wording.UNTAKEN, pack.untaken
    yield wording.NOT_IN_CPOMS, pack.not_in_cpoms


def _share_rows(pack: Pack) -> Iterator[tuple[str, str]]:
    if not pack.documents:
        yield wording.SIGNED_SHARE.format(title=title_of("")), wording.NOT_ASKED
    for title, share in pack.documents:
        yield wording.SIGNED_SHARE.format(title=title_of(title)), _share(share)
    yield wording.TRAINING_SHARE, _share(pack.training)


def _drill_rows(pack: Pack) -> Iterator[tuple[str, str, str]]:
    yield wording.DRILLS_HELD, str(pack.drills.now), str(pack.drills.before)
    yield wording.DRILL_TO_TAKE, *_medians(pack.drill_to_take)


def _decision_rows(school: School, pack: Pack) -> Iterator[tuple[str, str, str]]:
    today = local(pack.made_at, school.timezone).date()
    for each in pack.undone:
        late, day = each.is_late(today), _day(each.due_on)
        yield f"{each.id}: {each.words}", each.owner.name, wording.LATE.format(day=day) if late else day


def _rows(school: School, pack: Pack) -> Iterator[CsvRow]:
    for row in pack.kinds:
        name = KIND_WORDS[row.kind].name
        yield wording.OPENED, name, str(row.opened.now), str(row.opened.before)
        yield wording.CLOSED, name, str(row.closed.now), str(row.closed.before)
    yield wording.OPENED, wording.ALL_KINDS, str(pack.all_opened.now), str(pack.all_opened.before)
    yield wording.CLOSED, wording.ALL_KINDS, str(pack.all_closed.now), str(pack.all_closed.before)
    for name, now, before in _time_rows(pack):
        yield wording.HOW_LONG, name, now, before
    for name, count in _open_rows(pack):
        yield wording.STILL_OPEN, name, str(count), ""
    for heading, _, _, compared in _comparisons(pack):
        for name, counted in compared:
            yield heading, name, str(counted.now), str(counted.before)
    for name, share in _share_rows(pack):
        yield wording.PEOPLE, name, share, ""
    for name, now, before in _drill_rows(pack):
        yield wording.DRILLS, name, now, before
    for duty in pack.duties_late:
        yield wording.DUTIES, f"{duty.reference} · {duty.title}", duty.expected_on.isoformat(), ""
    for asked in pack.questions:
        yield wording.QUESTIONS, THEME_WORDS[asked.theme], str(asked.no_answer + asked.to_champion), ""
    for same in pack.recurring:
        yield wording.RECURS, name_of_recurrence(same), str(same.now), str(same.before)
    for each in pack.undone:
        yield wording.DECISIONS, f"{each.id}: {each.words} ({each.owner.name})", each.due_on.isoformat(), ""
    yield wording.HEAD, wording.HEAD, pack.head.head if pack.head else wording.NO_HEAD, ""


def _compared_table(column: str, rows: Sequence[tuple[str, str, str]]) -> DataTable:
    return DataTable((column, wording.NOW, wording.BEFORE), rows, COMPARED_WIDTHS, 2)


def _medians(taken: MedianTimes) -> tuple[str, str]:
    now, before = (_length(each) for each in (taken.now, taken.before))
    return now, before


def _length(taken: timedelta | None) -> str:
    return times.age(taken) if taken is not None else wording.NONE_TAKEN


def _share(share: Share | None) -> str:
    return wording.SHARE.format(done=share.done, asked=share.asked) if share is not None else wording.NOT_ASKED


def _day(of: date) -> str:
    return f"{of.day} {times.MONTH_NAMES[of.month - 1]} {of.year}"
