"""Lists of requests: one person's own and what waits for them, what is out, a class's telephones, and the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.kit.school import School
from bot.policy.requests.kinds import KINDS_OF_REQUEST, RequestKind, is_on
from bot.policy.requests.request import RequestLists, StaffRequest
from cards.kit import parts, spreadsheet, times
from cards.kit.elements import ActionSet, AdaptiveCard, CardElement, Container
from cards.requests import RequestVerb
from cards.requests.request_card import button_data, card_labels, field_value, request_line
from cards.words import requests as wording
from cards.words.kit import NONE_YET
from cards.words.requests import REQUEST_WORDS, STATE_WORDS

MOST_SHOWN = 5
"""How many requests of each list stand on the card; the rest are counted, and in the register."""
_COLUMNS = ("Reference", "Kind", "State", "Asked by", "Asked", "Version")
_LAST_COLUMNS = ("Decided by", "Decided", "Words", "Views", "Lost", "Ended")


def requests_card(school: School, now: datetime, lists: RequestLists, *, register: bool, out: bool) -> AdaptiveCard:
    """What waits for the reader, their own, and what else they may see. `register` says that they may export it, `out`
    that they may see what is out."""
    new = [
        parts.form_opener(REQUEST_WORDS[kind.id].name, RequestVerb.NEW, {"kind": kind.id})
        for kind in KINDS_OF_REQUEST.values()
    ]
    groups = ((wording.FOR_YOU, lists.for_me), (wording.MINE, lists.mine), (wording.OTHERS, lists.others))
    return parts.card(
        parts.title(wording.MY_REQUESTS),
        None if lists.all else parts.paragraph(NONE_YET),
        *(element for name, found in groups for element in _group(school, now, name, found)),
        parts.heading(wording.ASK_FOR),
        parts.buttons(*new),
        parts.buttons(
            parts.opener(wording.WHO_HAS_WHAT, RequestVerb.OUT) if out else None,
            parts.opener(wording.REGISTER, RequestVerb.EXPORT) if register else None,
        )
        if register or out
        else None,
    )


def out_card(school: School, now: datetime, out: Sequence[StaffRequest]) -> AdaptiveCard:
    """The equipment that is out, who has it and until when."""
    return parts.card(
        parts.title(wording.WHO_HAS_WHAT),
        *([] if out else [parts.paragraph(wording.NOTHING_IS_OUT)]),
        *(_row(school, now, request, _who_until(school, now, request)) for request in out[: 2 * MOST_SHOWN]),
        *_more(len(out) - 2 * MOST_SHOWN),
        _way_on(),
    )


def class_card(school: School, now: datetime, class_name: str, permitted: Sequence[StaffRequest]) -> AdaptiveCard:
    """The pupils of a class who may bring a telephone today: for its teacher in the morning."""
    lines = [
        f"{request.answers['pupil']}, until {times.day(school, day, now)}"
        + (f" ({wording.KEEPS_IT})" if is_on(request.answers, "exception") else "")
        for request in permitted
        if (day := request.day("until"))
    ]
    return parts.card(
        parts.title_typed(wording.PHONES_OF.format(class_name=parts.cut(class_name, 200))),
        parts.typed_text("\n".join(lines)),
        _way_on(),
    )


def register_csv(school: School, now: datetime, found: Sequence[StaffRequest]) -> bytes:
    """Every request as a line of a table, with a column for each field of the kinds that are in it."""
    kinds = [kind for kind in KINDS_OF_REQUEST.values() if any(each.kind == kind.id for each in found)]
    columns = [(kind, field) for kind in kinds for field in (*kind.fields, *kind.decides_with)]
    names = [f"{REQUEST_WORDS[kind.id].name}: {card_labels(kind.id)[field.id]}" for kind, field in columns]

    def cells(request: StaffRequest) -> tuple[str, ...]:
        ruling = request.rulings[-1] if request.rulings else None
        views = [f"{view.by.name}: {view.words or STATE_WORDS[request.state]}" for view in request.views]
        return (
            request.id,
            REQUEST_WORDS[request.kind].name,
            STATE_WORDS[request.state],
            request.requester.name,
            times.sortable(school, request.versions[0].asked_at),
            str(request.number),
            *(_cell(school, now, request, kind, name) for kind, name in ((k, f.id) for k, f in columns)),
            ruling.by.name if ruling and ruling.by else "",
            times.sortable(school, ruling.at) if ruling else "",
            ruling.words if ruling else "",
            "; ".join(views),
            times.sortable(school, request.lost_at) if request.lost_at else "",
            request.ended,
        )

    return spreadsheet.csv_bytes((*_COLUMNS, *names, *_LAST_COLUMNS), [cells(request) for request in found])


def _cell(school: School, now: datetime, request: StaffRequest, kind: RequestKind, name: str) -> str:
    """An answer as a table has it: days as they are kept, so that they can be sorted."""
    if request.kind != kind.id:
        return ""
    (field,) = (each for each in (*kind.fields, *kind.decides_with) if each.id == name)
    return request.answers.get(name, "") if field.shape == "day" else field_value(school, now, request, field)


def _group(school: School, now: datetime, name: str, found: Sequence[StaffRequest]) -> list[CardElement]:
    if not found:
        return []
    rows = (_row(school, now, request, STATE_WORDS[request.state]) for request in found[:MOST_SHOWN])
    return [parts.heading(name), *rows, *_more(len(found) - MOST_SHOWN)]


def _row(school: School, now: datetime, request: StaffRequest, about: str) -> Container:
    """A row that opens its request in the list's place, where it is kept up to date from then on."""
    return parts.list_row(
        parts.button(f"Open {request.id}", RequestVerb.SHOW, button_data(request), inputs=False),
        parts.typed_text(request_line(school, now, request), 250),
        parts.small(f"{REQUEST_WORDS[request.kind].name} · {request.id}"),
        parts.small(about) if about in STATE_WORDS.values() else parts.typed_text(about, 250),
    )


def _way_on() -> ActionSet:
    return parts.buttons(parts.opener(wording.MY_REQUESTS, RequestVerb.LIST))


def _who_until(school: School, now: datetime, request: StaffRequest) -> str:
    day = request.day(request.rules.last_day)
    said = wording.HAS_IT.format(who=request.requester.name, day=times.day(school, day, now) if day else "")
    lost = wording.LOST_SINCE.format(at=times.standing(school, request.lost_at, now)) if request.lost_at else ""
    return f"{said}. {lost}" if lost else said


def _more(count: int) -> list[CardElement]:
    return [parts.small(wording.AND_MORE.format(count=count))] if count > 0 else []
