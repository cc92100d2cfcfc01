"""The deep link that makes the meeting, the table of all calls, and what a call's card offers to whom."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.local.cards import pressables, words_of
from bot.policy.calls.call import VideoCall
from bot.policy.calls.view import CallView, sort_calls
from bot.policy.kit.approval import REFUSED, ApprovalState, Decision
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Who
from cards.calls import call_card as calls
from cards.calls import lists as calls_list
from cards.calls.call_card import meeting_link
from cards.kit import parts
from tests.cards.catalogue import SCHOOL
from tests.policy.calls import LONDON, NOW, video_call
from tests.policy.school import ANN, DOT, EVE

MAILS = {"dot": "dot@larkspurhill.example.org", "eve": "eve+ta@larkspurhill.example.org"}
DAYS: dict[str, tuple[str, str, str]] = {
    "winter": ("2026-11-26T10:00+00:00", "2026-11-26T10:00:00+00:00", "2026-11-26T10:45:00+00:00"),
    "summer": ("2027-06-10T09:00+00:00", "2027-06-10T10:00:00+01:00", "2027-06-10T10:45:00+01:00"),
    "over the change in autumn": ("2027-10-31T00:30+00:00", "2027-10-31T01:30:00+01:00", "2027-10-31T01:15:00+00:00"),
    "over the change in spring": ("2027-03-28T00:30+00:00", "2027-03-28T00:30:00+00:00", "2027-03-28T02:15:00+01:00"),
    "29 February": ("2028-02-29T10:00+00:00", "2028-02-29T10:00:00+00:00", "2028-02-29T10:45:00+00:00"),
}


def drawn(view: CallView, reader: Person) -> tuple[str, list[str]]:
    """The words of a call's card, and its buttons."""
    card = json.loads(parts.as_json(calls.call_card(SCHOOL, NOW, view, reader)))
    return words_of(card), [found.title for found in pressables(card)]


@pytest.mark.parametrize(("at", "start", "end"), DAYS.values(), ids=DAYS)
def test_the_meeting_has_the_schools_own_times(at: str, start: str, end: str) -> None:
    """Both ends with the offset that holds then, so that Teams cannot shift them."""
    begins = datetime.fromisoformat(at)
    call = video_call(starts_at=begins, ends_at=begins + timedelta(minutes=45))
    asked = parse_qs(urlsplit(meeting_link(call, MAILS, LONDON)).query, strict_parsing=True)
    assert (asked["startTime"], asked["endTime"]) == ([start], [end])


def test_the_meeting_carries_any_subject_and_the_team() -> None:
    """What people typed cannot become a parameter of its own; the team is there by the directory's addresses."""
    link = meeting_link(video_call(subject="Rivers & hills? 100% #fun +x"), MAILS, LONDON)
    asked = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert link.startswith("https://teams.microsoft.com/l/meeting/new?subject=")
    assert set(asked) == {"subject", "startTime", "endTime", "attendees"}
    assert asked["subject"] == ["Rivers & hills? 100% #fun +x (VC-2026-0001)"]
    assert asked["attendees"] == ["dot@larkspurhill.example.org,eve+ta@larkspurhill.example.org"]


def test_a_team_of_forty_is_invited_and_counted() -> None:
    """All of them are in the link; the card names some and counts the rest."""
    team = tuple(Who(id=f"p{n}", name=f"Person {n}") for n in range(40))
    call = video_call(team=team, in_the_room=team)
    mails = {who.id: f"{who.id}@example.org" for who in team} | MAILS
    asked = parse_qs(urlsplit(meeting_link(call, mails, LONDON)).query)
    assert len(asked["attendees"][0].split(",")) == 41
    words, _ = drawn(CallView(call, deciders=frozenset({"ann"})), ANN)
    assert "and 34 more" in words
    assert "a team of 41, all staff" in words


def test_whoever_decides_reads_that_it_waits_for_them() -> None:
    """Everybody else reads by name whom it waits for."""
    view = CallView(video_call(), deciders=frozenset({"ann"}), asked=(ANN.name,))
    assert "Waiting for you to decide" in drawn(view, ANN)[0]
    assert f"Waiting for {ANN.name} to decide" in drawn(view, EVE)[0]


BUTTONS: dict[ApprovalState, tuple[list[str], list[str], list[str]]] = {
    ApprovalState.WAITING: (["Approve", "Decline", "Ask for changes"], ["Change", "Withdraw"], []),
    ApprovalState.CHANGES: ([], ["Change", "Withdraw"], []),
    ApprovalState.APPROVED: (["Cancel the call"], ["Make the meeting", "Withdraw"], []),
    ApprovalState.ENDED: ([], ["It went fine", "Report a concern"], []),
    **dict.fromkeys(REFUSED, ([], ["Ask again"], [])),
}


@pytest.mark.parametrize("state", ApprovalState)
def test_buttons_by_reader_and_state(state: ApprovalState) -> None:
    """Whoever decides, the requester, and a member of the team each see what they may do now."""
    ruling = Decision(to=state, at=NOW, by=ANN.who, number=1)
    call = video_call().model_copy(update={"state": state, "rulings": (ruling,)})
    view = CallView(call, deciders=frozenset({"ann"}), mails=MAILS)
    shown = [drawn(view, reader)[1] for reader in (ANN, DOT, EVE)]
    assert shown == [[*found, "Timeline"] for found in BUTTONS[state]]


def test_no_meeting_in_teams_for_another_tool() -> None:
    """The deep link is Teams' own."""
    call = video_call(tool="Zoom", tool_reason="Theirs").model_copy(update={"state": ApprovalState.APPROVED})
    assert "Make the meeting" not in drawn(CallView(call, mails=MAILS), DOT)[1]


def test_the_timeline_is_on_the_card() -> None:
    """The newest line first."""
    told = tuple(
        Entry(subject="VC-2026-0001", at=NOW, by=ANN.who, what=what, facts={"number": "1"})
        for what in ("call_asked", "call_approved")
    )
    words, _ = drawn(CallView(video_call(), told), ANN)
    assert words.index("Ann approved version 1") < words.index("Ann asked for it")


NASTY = ("=1+1", "+44", "-1", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "＝1", 'two\nlines, and "quotes"')


@pytest.mark.parametrize("partner", NASTY)
def test_no_cell_is_a_formula(partner: str) -> None:
    """What people typed stays text in a spreadsheet, and comes back whole."""
    lists = sort_calls([video_call(partner=partner)], everybody=True)
    content = calls_list.calls_csv(SCHOOL, lists)
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row["Partner"].lstrip("'") == partner
    assert not row["Partner"].lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert row["Starts"] == "2026-11-26 10:00"


def test_calls_are_sorted_and_counted() -> None:
    """The next first of those to come, the last first of those past; partners count however they are written."""

    def one(number: int, state: ApprovalState, days: int, partner: str) -> VideoCall:
        start = datetime(2026, 11, 26, 10, 0, tzinfo=UTC) + timedelta(days=days)
        call = video_call(f"VC-2026-{number:04}", starts_at=start, ends_at=start + timedelta(hours=1), partner=partner)
        return call.model_copy(update={"state": state})

    lists = sort_calls(
        [
            one(1, ApprovalState.APPROVED, 9, "City Museum"),
            one(2, ApprovalState.APPROVED, 2, "city  museum"),
            one(3, ApprovalState.ENDED, -2, "Hill School"),
            one(4, ApprovalState.DECLINED, -1, "Hill School"),
            one(5, ApprovalState.WAITING, 3, "Zoo"),
        ],
        everybody=True,
    )
    assert [call.id[-1] for call in lists.coming] == ["2", "1"]
    assert [call.id[-1] for call in lists.past] == ["4", "3"]
    assert [call.id[-1] for call in lists.waiting] == ["5"]
    assert lists.by_partner() == [("City Museum", 2), ("Hill School", 1)]
    shown = words_of(json.loads(parts.as_json(calls_list.calls_card(SCHOOL, NOW, lists))))
    assert "1 waiting · 2 coming · 2 past" in shown
