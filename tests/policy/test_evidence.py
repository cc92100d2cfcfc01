"""Where a file goes, when none is taken, and who is told: for every state and everybody concerned."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.files import receiving
from bot.policy.files.offers import (
    OFFER_OPEN_FOR,
    AlreadyGiven,
    NeverGiven,
    Offer,
    OfferEnded,
    accept,
    offer_content,
    offer_evidence,
)
from bot.policy.files.receiving import LONGEST_FILE_NAME, FileRequest, OpenForm, SafeguardingLeads, name_by_kind
from bot.policy.incidents import IncidentPurpose, evidence
from bot.policy.incidents.evidence import Arrival, EvidenceFile, SentFile
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.errors import NotAllowed, NotDone, NotFound
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from tests.policy.school import ANN, BEN, CAT, DOT, EVE, NOW, incident_of, opened

FAY, GUS = (Person(id=name, name=name.title(), roles=frozenset({"staff"})) for name in ("fay", "gus"))
"""Fay was alerted, and has lost the role since; Gus has nothing to do with it."""


def incident(kind: str = "threat", reference: str = "OS-2026-0001", **changes: object) -> Incident:
    """One of Dot's reports, changed."""
    return incident_of(opened(kind, reference)).model_copy(update=changes)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("drill", [False, True])
def test_what_stands_in_the_way(kind: str, state: State, drill: bool) -> None:
    """An open report of illegal material, and no drill, for those who report or handle it; for nobody else there is
    none."""
    found = incident(kind, state=state, drill=drill, concerning=(EVE.who,), rung=(FAY.who, EVE.who))
    expected = KINDS[kind].untouchable and state is not State.CLOSED and not drill
    for involved in (ANN, DOT, FAY):
        assert bool(receiving.blocking_reports(involved, [found])) == expected, involved
    for other in (EVE, GUS):
        assert not receiving.blocking_reports(other, [found]), other


@pytest.mark.parametrize("kind", KINDS)
def test_an_open_form_decides(kind: str) -> None:
    """A form of a kind that takes files holds them; any other takes none, whatever else is open."""
    found = receiving.choose_target(OpenForm("draft", kind), [incident()])
    assert (found.subject == "draft") == KINDS[kind].evidence
    assert bool(found.key) != KINDS[kind].evidence
    assert receiving.choose_target(OpenForm("draft", None), [incident()]).key == "file.kind_first"


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_form_the_newest_report_that_takes_files(kind: str) -> None:
    """The first in the list is the newest."""
    older, newer = incident(reference="OS-2026-0001"), incident(kind, "OS-2026-0002")
    expected = newer.id if KINDS[kind].evidence else older.id
    assert receiving.choose_target(None, [newer, older]).subject == expected
    closed = newer.model_copy(update={"state": State.CLOSED})
    assert receiving.choose_target(None, [closed]).key == "file.no_report"


FORM, BLANK, ILLEGAL = OpenForm("draft", "threat"), OpenForm("draft", None), OpenForm("draft", "illegal_content")
PRESSED: dict[str, tuple[OpenForm | None, bool, timedelta, bool, bool, str]] = {
    # the form that is open, a report of their own, since the press, a file since, a report or form since: where it goes
    "at once": (None, False, timedelta(minutes=1), False, False, "DU-2026-0001"),
    "at once, with a report": (None, True, timedelta(minutes=30), False, False, "DU-2026-0001"),
    "at once, with a form": (FORM, True, timedelta(minutes=30), False, False, "DU-2026-0001"),
    "at once, with a form not chosen": (BLANK, False, timedelta(minutes=1), False, False, "DU-2026-0001"),
    "at once, with a form of illegal material": (ILLEGAL, True, timedelta(minutes=1), False, False, "file.untouchable"),
    "a second one": (None, False, timedelta(minutes=30), True, False, "DU-2026-0001"),
    "a second one, with a report": (None, True, timedelta(minutes=1), True, False, "file.which"),
    "a second one, with a form": (FORM, False, timedelta(minutes=1), True, False, "file.which"),
    "a form begun since": (FORM, True, timedelta(minutes=1), False, True, "draft"),
    "a form begun since, not chosen": (BLANK, True, timedelta(minutes=1), False, True, "file.kind_first"),
    "a report sent since": (None, True, timedelta(minutes=1), False, True, "file.which"),
    "another form since": (None, False, timedelta(minutes=1), False, True, "DU-2026-0001"),
    "long ago": (None, False, timedelta(minutes=31), False, False, "file.press_again"),
    "long ago, with a report": (None, True, timedelta(minutes=31), False, False, "file.which"),
    "long ago, with a form": (FORM, False, timedelta(minutes=31), False, False, "file.which"),
    "long ago, with a form since": (FORM, False, timedelta(days=3), True, True, "draft"),
}


@pytest.mark.parametrize("case", PRESSED)
def test_where_a_file_goes_after_a_press_of_add_a_file(case: str) -> None:
    """To what was pressed while that is clear, to the form that was begun since; nowhere where it could be either."""
    form, reports, since, used, turned, expected = PRESSED[case]
    asked = FileRequest("DU-2026-0001", NOW - since, used, turned)
    assert FileRequest.of(asked.as_state()) == asked
    found = receiving.choose_target(form, [incident()] if reports else [], asked, NOW)
    assert expected in (found.subject, found.key)


HEAD_AND_DSL, DEPUTY = ANN, BEN
LEADS: Mapping[Role, Sequence[Person]] = {"headteacher": [HEAD_AND_DSL], "dsl": [HEAD_AND_DSL], "deputy_dsl": [DEPUTY]}


@pytest.mark.parametrize(
    ("named", "told"),
    [((), {ANN.id}), ((ANN,), {BEN.id}), ((EVE,), {ANN.id}), ((ANN, BEN), set())],
)
def test_who_is_told(named: tuple[Person, ...], told: set[str]) -> None:
    """The Headteacher, else the other leads, and never anybody whom the report names."""
    found = incident("illegal_content", concerning=tuple(person.who for person in named))
    outcome = receiving.refuse_files(DOT.who, [found], SafeguardingLeads(LEADS), NOW)
    assert {notice.to.id for notice in outcome.notices} - {who.id for who in found.rung} <= told
    assert not {notice.to.id for notice in outcome.notices} & {person.id for person in named}
    assert {notice.purpose for notice in outcome.notices} <= {IncidentPurpose.FILE_REFUSED}
    assert [entry.what for entry in outcome.entries] == ["file_refused"]
    lead = SafeguardingLeads(LEADS).to_tell(DOT.id, [found])
    assert lead is None or lead.id not in {person.id for person in named}


def test_one_card_a_day_for_a_sender() -> None:
    """The same sender is the same notice until the next day, another sender another; of two reports one card tells."""
    one, other = incident("illegal_content"), incident("illegal_content", "OS-2026-0002")

    def ids(sender: Person, now: datetime = NOW, reports: Sequence[Incident] = (one,)) -> set[str]:
        return {
            notice.id for notice in receiving.refuse_files(sender.who, reports, SafeguardingLeads(LEADS), now).notices
        }

    assert ids(DOT) == ids(DOT, NOW + timedelta(hours=3))
    assert not ids(DOT) & ids(DOT, NOW + timedelta(days=1))
    assert not ids(DOT) & ids(CAT)
    assert ids(DOT, reports=(one, other)) == ids(DOT)


def test_the_sender_is_not_told_of_themselves() -> None:
    """The Headteacher's own file is told to the other leads."""
    outcome = receiving.refuse_files(ANN.who, [incident("illegal_content")], SafeguardingLeads(LEADS), NOW)
    assert {notice.to.id for notice in outcome.notices} == {BEN.id}


def test_the_sender_is_not_sent_to_themselves() -> None:
    """A lead who sends a file is sent to another."""
    assert SafeguardingLeads(LEADS).to_tell(ANN.id, []) == BEN


@given(st.text(max_size=400), st.sampled_from(["png", "jpg", "pdf", "eml", "txt"]))
def test_names_are_words_and_nothing_else(name: str, kind: str) -> None:
    """No folder, nothing that hides or turns letters, never too long, and the ending of what it is."""
    shown = name_by_kind(name, kind)
    assert shown.endswith(f".{kind}")
    assert 1 < len(shown) <= LONGEST_FILE_NAME + 5
    assert not set(shown) & set("/\\\n\r\t\0")
    assert all(unicodedata.category(mark)[0] != "C" for mark in shown)


def file_of(found: Incident) -> EvidenceFile:
    """A picture that Dot sent with it."""
    arrival = Arrival(id="chat|1", subject=found.id, by=DOT.who, at=NOW, sent=(SentFile(name="a", source="s"),))
    return receiving.evidence_file(arrival, 0, "png", 9, "f" * 64, filed=True, now=NOW)


def offer_in(outcome: Outcome) -> Offer:
    """The offer among its records."""
    (found,) = (record for record in outcome.records if isinstance(record, Offer))
    return found


def _name(value: object) -> str:
    """A person's name, for the name of a case."""
    return value.name if isinstance(value, Person) else str(value)


@pytest.mark.parametrize(("who", "may"), [(ANN, True), (BEN, True), (CAT, True), (DOT, False), (EVE, False)], ids=_name)
def test_who_may_open(who: Person, may: bool) -> None:
    """Its handlers; not its reporter, not others."""
    found = incident()
    try:
        assert offer_in(offer_evidence("o", who, found, file_of(found), 1, NOW)).to == who.who
        assert may
    except NotFound:
        assert not may


@pytest.mark.parametrize("who", [ANN, BEN, CAT, DOT, EVE])
def test_an_offer_is_one_persons(who: Person) -> None:
    """Accepted by the one to whom it was made, who is still allowed, in time, once."""
    found = incident()
    offer = offer_in(offer_evidence("o", BEN, found, file_of(found), 1, NOW))
    if who is not BEN:
        with pytest.raises(NotFound):
            accept(offer, who, found, NOW)
        return
    outcome = accept(offer, who, found, NOW)
    assert [entry.what for entry in outcome.entries] == ["file_opened"]
    refusals: list[tuple[Offer, Incident | None, timedelta, type[NotDone]]] = [
        (offer_in(outcome), found, timedelta(), AlreadyGiven),
        (offer, found, OFFER_OPEN_FOR, OfferEnded),
        (offer, None, timedelta(), NotFound),
        (offer, found.model_copy(update={"concerning": (BEN.who,)}), timedelta(), NotFound),
    ]
    for changed, of_it, later, error in refusals:
        with pytest.raises(error):
            accept(changed, who, of_it, NOW + later)


def test_an_export_needs_the_roles_with_which_it_was_made() -> None:
    """Whoever has lost a role since asks again, and is refused then."""
    offer = offer_in(offer_content("o", BEN, "log.csv", 9, "exported", NOW))
    assert [entry.what for entry in accept(offer, BEN, None, NOW).entries] == ["exported"]
    with pytest.raises(NotAllowed):
        accept(offer, BEN.model_copy(update={"roles": frozenset({"staff"})}), None, NOW)


def test_no_name_stands_in_the_timeline() -> None:
    """What people called a file is not what an append-only chain should hold."""
    found = incident()
    (entry,) = evidence.attach_files([file_of(found)], found.kind, found.id, NOW).entries
    assert set(entry.facts) == {"file", "type", "size", "sha256"}


@pytest.mark.parametrize("never_opened", [False, True])
def test_a_file_under_seal_is_given_to_nobody(never_opened: bool) -> None:
    """Not offered, and not handed over on an offer from before the seal; whatever kind its report is of."""
    found = incident()
    file = file_of(found)
    offer = offer_in(offer_evidence("o", BEN, found, file, 1, NOW))
    sealed = file.model_copy(update={"never_opened": never_opened})
    if not never_opened:
        assert accept(offer, BEN, found, NOW, file=sealed).unchanged == (found, sealed)
        return
    with pytest.raises(NeverGiven):
        accept(offer, BEN, found, NOW, file=sealed)
    with pytest.raises(NeverGiven):
        offer_evidence("o", BEN, found, sealed, 1, NOW)


def test_the_seal_lies_on_what_is_kept_and_on_what_is_coming() -> None:
    """A file that was announced before is kept under it; what was settled long ago is left alone."""
    found = incident()
    coming = Arrival(
        id="chat|2", subject=found.id, by=DOT.who, at=NOW, sent=(SentFile(name="a", source="s"),), due_at=NOW
    )
    settled = coming.model_copy(update={"id": "chat|3", "due_at": None})
    sealed = evidence.seal_files([file_of(found)], [coming, settled]).records
    assert [(record.id[-6:], repr(record).count("never_opened=True") == 1) for record in sealed] == [
        (file_of(found).id[-6:], True),
        ("chat|2", True),
    ]
    arrival = next(record for record in sealed if isinstance(record, Arrival))
    assert receiving.evidence_file(arrival, 0, "png", 9, "e" * 64, filed=True, now=NOW).never_opened
    assert not evidence.seal_files([record for record in sealed if isinstance(record, EvidenceFile)], [arrival])
