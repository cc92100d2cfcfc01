"""Lists of video calls: one person's own, or all of them with counts by partner; and the list as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.calls.call import VideoCall
from bot.policy.calls.view import CallLine, CallLists
from bot.policy.kit.absence import Absence
from bot.policy.kit.records import Who
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.calls import CallVerb
from cards.calls.call_card import button_data, spoken_call_time
from cards.kit import parts, spreadsheet, times
from cards.kit.elements import AdaptiveCard, CardElement, Container
from cards.kit.guide import Faces, LineFace
from cards.words import calls as wording
from cards.words.calls import KIND_SHOWN, NO_DEPUTY, STATE_WORDS
from cards.words.kinds import KIND_WORDS
from cards.words.kit import ASK_FOR_A_CALL, NONE_YET

CALL_LINES: Faces = {
    CallLine.TO_DECIDE: LineFace(wording.LINE_TO_DECIDE, CallVerb.LIST),
}


CALLS_SHOWN = 6
"""How many calls of each list stand on the card; the rest are counted, and in the export."""
PARTNERS_SHOWN = 8
CALL_COLUMNS = (
    *("Reference", "State", "Purpose", "Class", "Pupils", "Starts", "Ends", "Partner", "Kind", "Partner's reason"),
    *("Tool", "Tool's reason", "Lead", "Team", "In the room", "Agreement", "Signed", "Recorded", "Asked by", "Asked"),
    *("Version", "Warnings", "Decided by", "Decided", "Words", "Afterwards"),
)


def calls_card(school: School, now: datetime, lists: CallLists) -> AdaptiveCard:
    """Waiting, coming, past; for those who oversee them the counts by partner too."""
    ask = parts.form_opener(ASK_FOR_A_CALL, CallVerb.NEW)
    title = "Video calls" if lists.everybody else "My video calls"
    if not lists.all:
        return parts.card(parts.title(title), parts.paragraph(NONE_YET), parts.buttons(ask))
    return parts.card(
        parts.title(title),
        parts.small(f"{len(lists.waiting)} waiting · {len(lists.coming)} coming · {len(lists.past)} past"),
        *_call_group(school, now, wording.WAITING_FOR_DECISION, lists.waiting),
        *_call_group(school, now, "Coming", lists.coming),
        *_call_group(school, now, "Past", lists.past),
        *_by_partner(lists),
        parts.buttons(ask, parts.opener("Export", CallVerb.EXPORT) if lists.everybody else None),
    )


def calls_csv(school: School, lists: CallLists) -> bytes:
    """Every call as a line of a table."""
    return spreadsheet.csv_bytes(CALL_COLUMNS, [_cells(school, call) for call in lists.all])


def _cells(school: School, call: VideoCall) -> tuple[str, ...]:
    request = call.request
    ruling = call.rulings[-1] if call.rulings else None
    return (
        call.id,
        STATE_WORDS[call.state],
        request.subject,
        request.class_name,
        str(request.pupils),
        times.sortable(school, request.starts_at),
        times.sortable(school, request.ends_at),
        request.partner,
        KIND_SHOWN[request.partner_kind],
        request.partner_reason,
        request.tool or "Teams",
        request.tool_reason,
        request.lead.name,
        _names(request.everyone),
        _names(request.in_the_room),
        request.agreement,
        request.signed_on.isoformat(),
        "yes" if request.recorded else "no",
        call.requester.name,
        times.sortable(school, call.requests[0].asked_at),
        str(request.number),
        ", ".join(warning.rule.replace("_", " ") for warning in request.warnings),
        ruling.by.name if ruling and ruling.by else "",
        times.sortable(school, ruling.at) if ruling else "",
        ruling.words if ruling else "",
        call.went,
    )


def _names(people: Sequence[Who]) -> str:
    return ", ".join(who.name for who in people)


def _call_group(school: School, now: datetime, name: str, calls: Sequence[VideoCall]) -> list[CardElement]:
    if not calls:
        return []
    more = len(calls) - CALLS_SHOWN
    rest = [parts.small(f"and {more} more")] if more > 0 else []
    return [parts.heading(name), *(_row(school, now, call) for call in calls[:CALLS_SHOWN]), *rest]


def _row(school: School, now: datetime, call: VideoCall) -> Container:
    """A row that opens its call in the list's place, where it is kept up to date from then on."""
    request = call.request
    when = spoken_call_time(school, now, request)
    return parts.list_row(
        parts.button(f"Open {call.id}", CallVerb.SHOW, button_data(call), inputs=False),
        parts.paragraph(f"**{when[:1].upper()}{when[1:]}**"),
        parts.typed_text(f"{request.class_name} with {request.partner}", 400),
        parts.small(f"{call.id} · {STATE_WORDS[call.state]}"),
    )


def _by_partner(lists: CallLists) -> list[CardElement]:
    counted = lists.by_partner() if lists.everybody else []
    if not counted:
        return []
    rows = [(f"{count} ×", parts.cut(partner, 400)) for partner, count in counted[:PARTNERS_SHOWN]]
    more = len(counted) - PARTNERS_SHOWN
    return [
        parts.heading("Calls by partner"),
        parts.fact_set(rows),
        *([parts.small(f"and {more} more")] if more > 0 else []),
    ]


def away_card(
    school: School,
    now: datetime,
    word: Absence,
    deputies: Sequence[str] | None,
    still_told: Sequence[str],
    instead_of: Absence | None = None,
) -> AdaptiveCard:
    """What somebody's absence means, and how it ends: who decides calls meanwhile, to an approver (`deputies` is None
    for anybody else), the kinds of report of which they are still told, as there is nobody else, and the absence in
    whose place it stands."""
    who = wording.UNTIL_THEN.format(deputies=", ".join(deputies)) if deputies else NO_DEPUTY
    kinds = ", ".join(KIND_WORDS[kind].name for kind in still_told)
    to_come = word.is_to_come(now)
    return parts.card(
        parts.title(_away_words(school, now, word)),
        parts.paragraph(wording.REPORTS_GO_ON_THEN if to_come else wording.REPORTS_GO_ON),
        parts.banner(wording.STILL_TOLD.format(kinds=kinds), "warning") if kinds else None,
        parts.paragraph(who) if deputies is not None else None,
        parts.banner(wording.INSTEAD_OF.format(days=_days_words(school, now, instead_of)), "warning")
        if instead_of is not None
        else None,
        parts.small(_how_it_ends(to_come=to_come, decides=deputies is not None)),
        parts.buttons(parts.opener("Video calls", CallVerb.LIST)) if deputies is not None else None,
    )


def _away_words(school: School, now: datetime, word: Absence) -> str:
    if not word.is_to_come(now):
        return wording.AWAY_UNTIL.format(day=times.spoken_day(school, word.until, now))
    return wording.AWAY_THEN.format(days=_days_words(school, now, word))


def _days_words(school: School, now: datetime, word: Absence) -> str:
    """`on Fri 27 Nov`, `from Thu 26 Nov to Fri 27 Nov`."""
    first = local(word.since, school.timezone).date()
    begins, ends = (times.day(school, day, now) for day in (first, word.until))
    return (
        wording.ON_DAY.format(day=begins) if first == word.until else wording.FROM_DAY.format(first=begins, last=ends)
    )


def _how_it_ends(*, to_come: bool, decides: bool) -> str:
    if to_come:
        return wording.AWAY_TAKEN_BACK
    return wording.AWAY_HOW_IT_ENDS if decides else wording.AWAY_ENDS
