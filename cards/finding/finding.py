"""What somebody found, as rows that open below; the form that asks what for; and who has looked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.finding.finding import FoundReports
from bot.policy.finding.words import LONGEST_SEARCH
from bot.policy.kit.records import Entry
from bot.policy.kit.school import School
from cards.finding import FindVerb
from cards.incidents.receipts import own_row
from cards.kit import fields, parts, timeline
from cards.kit.elements import AdaptiveCard, CardElement
from cards.kit.guide import Opener
from cards.log.log import report_row
from cards.words import finding as wording

WORDS = "words"
"""The field of the form."""
FOUND_PER_PAGE = 10
"""So many stand on two screens of a phone."""
SAID_BYTES = 300
LOOKS_BYTES = 9_000


def find_form(said: str, wrong: parts.Texts) -> AdaptiveCard:
    """What do you remember of it?"""
    return parts.card(
        parts.title(wording.FIND_TITLE),
        *parts.problems(*wrong.values()),
        fields.line(
            WORDS,
            wording.FIND_LABEL,
            wording.FIND_HINT,
            value=parts.cut(said[:LONGEST_SEARCH], SAID_BYTES),
            required=True,
        ),
        parts.small(wording.FIND_EXPLAINED),
        parts.form_buttons(FindVerb.SEND, {}, "Find"),
    )


def found_card(
    school: School,
    now: datetime,
    found: FoundReports,
    said: str,
    *,
    page: int = 0,
    log: bool = False,
    urgent: bool = False,
) -> AdaptiveCard:
    """A page of what was found, counted from 0. `log` says that the reader reads the log, `urgent` that what they look
    for may be happening."""
    said = parts.cut(said[:LONGEST_SEARCH], SAID_BYTES)
    again = parts.form_opener(wording.SEARCH_AGAIN, Opener.FIND, {WORDS: said})
    ways = [parts.opener("Log", Opener.LOG), parts.opener(wording.WHO_LOOKED, FindVerb.LOOKS)] if log else []
    ways = ways or [parts.opener("My reports", Opener.MY_REPORTS)]
    page = min(page, max(0, (len(found.incidents) - 1) // FOUND_PER_PAGE))
    shown = found.incidents[page * FOUND_PER_PAGE : (page + 1) * FOUND_PER_PAGE]
    rows: list[CardElement] = [
        report_row(each, now) if each.id in found.handles else own_row(school, now, each) for each in shown
    ]
    return parts.card(
        parts.title(wording.found_title(found.total) if found.total else wording.NOTHING_FOUND),
        parts.small_typed(wording.LOOKED_FOR.format(words=said) + _page_line(found, page)),
        *(_if_it_happens() if urgent else ()),
        *(rows or [parts.paragraph(wording.NO_SUCH_REPORT)]),
        parts.small(wording.CLOSEST_SHOWN.format(count=len(found.incidents)))
        if found.total > len(found.incidents) > 0
        else None,
        parts.buttons(*_paging(found, said, page), again, *ways),
    )


def find_result() -> tuple[str, AdaptiveCard]:
    """That what was found has come, as a sentence and as what takes the form's place."""
    said = wording.SENTENCES["find.shown_below"]
    return said, parts.form_result(said, parts.form_opener(wording.SEARCH_AGAIN, Opener.FIND))


def looks_card(school: School, now: datetime, entries: Sequence[Entry]) -> AdaptiveCard:
    """Who has looked for something, the newest first."""
    told = timeline.newest_first(school, entries, now)
    return parts.card(
        parts.title(wording.WHO_LOOKED),
        parts.small(wording.LOOKS_EXPLAINED),
        parts.typed_text(told or wording.NOBODY_LOOKED, LOOKS_BYTES, "Small"),
        parts.buttons(parts.opener("Log", Opener.LOG)),
    )


def _if_it_happens() -> list[CardElement]:
    return [
        parts.banner(wording.HAS_JUST_HAPPENED, "attention"),
        parts.buttons(parts.opener("Report something", Opener.REPORT, style="positive")),
    ]


def _page_line(found: FoundReports, page: int) -> str:
    return f" · page {page + 1}" if len(found.incidents) > FOUND_PER_PAGE else ""


def _paging(found: FoundReports, said: str, page: int) -> list[parts.Button]:
    """Further pages are those that were found, by their references: whether they may be seen is asked again."""
    known = {WORDS: said, "ids": ",".join(each.id for each in found.incidents), "total": str(found.total)}

    def to(title: str, number: int) -> parts.Button:
        return parts.button(title, FindVerb.PAGE, {**known, "page": str(number)}, inputs=False)

    back = [to("Back a page", page - 1)] if page else []
    return back + ([to("Next page", page + 1)] if len(found.incidents) > (page + 1) * FOUND_PER_PAGE else [])
