"""The filtering register as a card, page by page, and as a file. An address stands nowhere as a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.filtering.checks import FilterReview, FilterTest
from bot.policy.filtering.register import DecisionRow, Register, RegisterPage, RegisterPart
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.filtering import FilteringVerb
from cards.incidents import IncidentVerb
from cards.incidents.deciding import unpressable
from cards.kit import parts, spreadsheet, times
from cards.kit.elements import AdaptiveCard, CardElement, Container, TextRun
from cards.kit.spreadsheet import CsvRow
from cards.words import filtering as wording
from cards.words.deciding import NO_ADDRESS, VERDICT_WORDS, WITH_TICKET
from cards.words.filtering import EXPORT_NAMES, FILTERING_COLUMNS, PART_LABELS, PART_WORDS, SHORT

ADDRESS_ROW_BYTES, WHY_ROW_BYTES = 350, 450
"""Bytes of JSON that an address may take in a row, and what was written about it."""


def register_card(school: School, now: datetime, page: RegisterPage) -> AdaptiveCard:
    """A page of one part, the ways to the others, and what may be written down."""
    register, part = page.register, page.part
    rows = _rows(school, now, page)
    return parts.card(
        parts.title(f"{wording.FILTERING}: {PART_WORDS[part].lower()}"),
        parts.small(wording.COUNT_LINE.format(count=page.total, page=page.page + 1)) if page.total else None,
        *_what_is_untested(register, part),
        *(rows or [parts.paragraph(wording.NOTHING_WRITTEN[part])]),
        parts.small(wording.NOT_LINKS) if rows and part is RegisterPart.DECISIONS else None,
        parts.buttons(*_turning(page), *_others(part)),
        parts.buttons(
            parts.form_opener(wording.RECORD_TEST, FilteringVerb.TEST) if register.records else None,
            parts.form_opener(wording.RECORD_DECISION, FilteringVerb.DECIDE) if register.records else None,
            parts.form_opener(wording.RECORD_REVIEW, FilteringVerb.REVIEW),
            parts.opener("Export", FilteringVerb.EXPORT),
        ),
    )


def register_csv(school: School, register: Register) -> bytes:
    """All of it that the reader may see, a line for each decision, test and review."""
    rows = [
        *(_decision_cells(school, each) for each in register.decisions),
        *(_test_cells(each) for each in register.tests),
        *(_review_cells(each) for each in register.reviews),
    ]
    return spreadsheet.csv_bytes(FILTERING_COLUMNS, rows)


def _rows(school: School, now: datetime, page: RegisterPage) -> list[CardElement]:
    register, shown = page.register, page.rows
    if page.part is RegisterPart.DECISIONS:
        return [_decision_row(school, now, each) for each in register.decisions[shown]]
    if page.part is RegisterPart.TESTS:
        return [_test_row(school, now, each) for each in register.tests[shown]]
    return [_review_row(school, now, each) for each in register.reviews[shown]]


def _decision_row(school: School, now: datetime, row: DecisionRow) -> CardElement:
    decision = row.decision
    verdict = VERDICT_WORDS.get(decision.verdict, decision.verdict)
    day = times.day(school, local(decision.at, school.timezone).date(), now)
    if not row.whole:
        return _box(parts.typed_text(verdict), parts.small(f"{day} · {wording.OF_A_REPORT}"))
    address = parts.cut(unpressable(decision.address), ADDRESS_ROW_BYTES) or NO_ADDRESS
    ticket = WITH_TICKET.format(ticket=decision.ticket) if decision.ticket else ""
    lines: list[CardElement] = [
        parts.typed_text(f"{verdict}: {address}"),
        parts.small_typed(parts.cut(decision.reason, WHY_ROW_BYTES)),
        parts.small_typed(wording.BY_ON.format(who=decision.by.name, day=day) + parts.cut(ticket, ADDRESS_ROW_BYTES)),
    ]
    if not row.report:
        return _box(*lines)
    return parts.list_row(parts.opener(f"Open {row.report}", IncidentVerb.SHOW, {"id": row.report}), *lines)


def _test_row(school: School, now: datetime, test: FilterTest) -> CardElement:
    run = TextRun(
        text=test_line(test), color=None if test.worked else "Attention", weight=None if test.worked else "Bolder"
    )
    written = parts.small_typed(parts.cut(test.note, WHY_ROW_BYTES)) if test.note else None
    who = parts.small_typed(wording.BY_ON.format(who=test.by.name, day=times.day(school, test.on, now)))
    return _box(parts.rich(run), *([written] if written else []), who)


def test_line(test: FilterTest) -> str:
    """What was tested, and whether it was as it should be, in a line."""
    return wording.TEST_LINE.format(
        result=wording.WORKED if test.worked else wording.FAILED,
        category=_short(test.category),
        device=_short(test.device),
        place=_short(test.place),
        account=_short(test.account),
    )


def _review_row(school: School, now: datetime, review: FilterReview) -> CardElement:
    day = times.day(school, review.on, now)
    return parts.list_row(
        parts.opener(wording.OPEN_REVIEW.format(day=day), FilteringVerb.OPEN, {"id": review.id}),
        parts.typed_text(day),
        parts.small_typed(parts.cut(review.findings, WHY_ROW_BYTES)),
    )


def _what_is_untested(register: Register, part: RegisterPart) -> list[CardElement]:
    if part is not RegisterPart.TESTS:
        return []
    if not register.untested:
        return [parts.banner(wording.ALL_TESTED, "good")]
    what = "; ".join(", ".join(map(_short, answers)) for answers in register.untested.values())
    return [parts.banner(wording.UNTESTED.format(what=what), "warning")]


def _turning(page: RegisterPage) -> list[parts.Button]:
    held = {"show": page.part.value}
    back = parts.button("Back a page", FilteringVerb.SHOW, {**held, "page": str(page.page - 1)}, inputs=False)
    on = parts.button("Next page", FilteringVerb.SHOW, {**held, "page": str(page.page + 1)}, inputs=False)
    return [*([back] if page.page else []), *([on] if page.more else [])]


def _others(part: RegisterPart) -> list[parts.Button]:
    return [
        parts.button(PART_WORDS[other], FilteringVerb.SHOW, {"show": other.value}, inputs=False)
        for other in RegisterPart
        if other is not part
    ]


def _box(*lines: CardElement) -> CardElement:
    return Container(spacing="Small", separator=True, items=list(lines))


def _short(kept: str) -> str:
    return SHORT.get(kept, kept)


def _decision_cells(school: School, row: DecisionRow) -> CsvRow:
    decision = row.decision
    return (
        EXPORT_NAMES["decision"],
        times.sortable(school, decision.at),
        decision.by.name,
        row.report,
        unpressable(decision.address),
        VERDICT_WORDS.get(decision.verdict, decision.verdict),
        decision.reason if row.whole else wording.OF_A_REPORT,
        decision.ticket,
        *_empty(7),
    )


def _test_cells(test: FilterTest) -> CsvRow:
    return (
        EXPORT_NAMES["test"],
        test.on.isoformat(),
        test.by.name,
        *_empty(2),
        wording.WORKED if test.worked else wording.FAILED,
        test.note,
        "",
        *(_short(each) for each in (test.device, test.place, test.account, test.category)),
        *_empty(3),
    )


def _review_cells(review: FilterReview) -> CsvRow:
    return (
        EXPORT_NAMES["review"],
        review.on.isoformat(),
        review.by.name,
        *_empty(3),
        review.findings,
        *_empty(5),
        "\n".join(f"{PART_LABELS.get(part, part)}: {who}" for part, who in review.took_part.items()),
        review.follows,
        ", ".join(who.name for who in review.seen_by),
    )


def _empty(count: int) -> Sequence[str]:
    return ("",) * count


def filtering_section(school: School, register: Register) -> DrawnSection:
    """The register as a file."""
    files = {"filter-register.csv": register_csv(school, register)}
    return DrawnSection(wording.FILTERING_SECTION, wording.FILTERING_SECTION_SAYS, files)
