"""A directory that can say nothing, and has no copy: what is reported is kept, and alerts as soon as it answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.reporting import Report
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.records import Notice
from bot.settings import load_school
from cards.incidents.receipts import report_receipt
from cards.kit import parts
from tests.rig import MONDAY, SCHOOL_FILE
from tests.services.simulated_school import EVERY_ROLE, PlayedSchool

SCHOOL = load_school(SCHOOL_FILE)
HEAD, CHAMPION, COORDINATOR, MANAGER, SENIOR, ASSISTANT, TEACHER = SCHOOL.people[:7]
GOVERNOR = SCHOOL.people[12]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def school() -> Iterator[PlayedSchool]:
    """A school whose directory is silent."""
    with closing(PlayedSchool()) as played:
        played.directory.unknown = EVERY_ROLE
        yield played


def report(school: PlayedSchool, kind: str, adult: str = "", author: str = "", **account: str) -> Incident:
    """The report that the teacher makes, once everything that can be done has been."""
    said = Report(kind, None, account, f"draft {school.presses}", None, author=author, alert=not account)
    filed = school.press(school.reports.report(school.by(TEACHER), said, adult))
    assert filed is not None, "it is kept"
    return filed.view.incident


def answers(school: PlayedSchool, after: timedelta = MINUTE) -> None:
    """Time passes, and the directory can say who is who again."""
    school.clock.move(after)
    school.settle()
    school.directory.unknown = frozenset()
    school.settle()


def kept(school: PlayedSchool, incident: Incident) -> Incident:
    """The report as it stands."""
    found = school.run(school.store.get(Incident, incident.id))
    assert found is not None
    return found


def pinged(school: PlayedSchool) -> set[str]:
    """Whom Teams has given a ping."""
    return {to for what, _, to in school.teams.took if what == IncidentPurpose.PING}


TOLD = [
    ("an alert without words", "harmful_contact", {}, {HEAD.id}),
    ("what alone", "threat", {"what": "A nasty message"}, {CHAMPION.id}),
    ("a story that names the Champion", "threat", {"what": f"{CHAMPION.name} wrote it"}, {HEAD.id}),
    ("somebody it is about", "staff_conduct", {"what": "x", "someone_else": HEAD.name}, {GOVERNOR.id}),
]


@pytest.mark.parametrize(("name", "kind", "account", "alerts"), TOLD, ids=[row[0] for row in TOLD])
def test_a_report_is_kept_and_alerts_once_the_directory_answers(
    school: PlayedSchool, name: str, kind: str, account: dict[str, str], alerts: set[str]
) -> None:
    """Nobody is alerted before, and whom its words name is not alerted then."""
    incident = report(school, kind, **account)
    assert incident.due_at is not None
    assert pinged(school) == set()
    answers(school)
    named = {who.id for who in (HEAD, CHAMPION) if who.name in " ".join(account.values())}
    assert pinged(school) >= alerts
    assert not pinged(school) & named
    assert kept(school, incident).shut_out == named
    told = [entry.what for entry in school.run(school.store.timeline(incident.id))]
    assert "not_looked_up" in told
    assert "ringing" in told


@pytest.mark.parametrize("who", ["adult", "author"])
def test_whom_it_concerns_by_their_id_is_looked_up_late(school: PlayedSchool, who: str) -> None:
    """Whom the people picker gave, and who wrote the message that is reported, are never alerted."""
    incident = report(school, "harmful_contact", **{who: HEAD.id}, what="x")
    answers(school)
    assert [each.id for each in kept(school, incident).concerning] == [HEAD.id]
    assert HEAD.id not in pinged(school)
    assert GOVERNOR.id in pinged(school)


def test_an_adult_who_is_nobody_here_stays_in_its_words(school: PlayedSchool) -> None:
    """What the people picker gave is kept as somebody else, as it is at reporting."""
    incident = report(school, "harmful_contact", adult="stranger", what="x")
    answers(school)
    assert kept(school, incident).account["someone_else"] == "stranger"
    assert HEAD.id in pinged(school)


def test_nobody_sees_it_before_names_have_been_looked_for(school: PlayedSchool) -> None:
    """Neither who may be named, nor anybody else; its reporter sees it, and can alert nobody yet."""
    incident = report(school, "threat", what=f"{CHAMPION.name} wrote it")
    for person in (CHAMPION, HEAD, SENIOR):
        with pytest.raises(NotFound):
            school.run(school.incidents.show(person, incident.id))
    with pytest.raises(DirectoryUnavailable):
        school.run(school.incidents.tell_now(school.by(TEACHER), incident.id))


def test_details_are_kept_meanwhile_and_looked_through(school: PlayedSchool) -> None:
    """What is added to it names people as its first words do; the same form with an adult in it does so too."""
    incident = report(school, "harmful_contact")
    draft = "draft 0"
    school.run(school.reports.add_details(school.by(TEACHER), incident.id, {"what": f"{CHAMPION.name} did it"}))
    more = Report("harmful_contact", None, {"what": "and somebody else"}, draft, None)
    school.run(school.reports.report(school.by(TEACHER), more, HEAD.id))
    answers(school)
    assert kept(school, incident).shut_out == {HEAD.id, CHAMPION.id}
    assert not pinged(school) & {HEAD.id, CHAMPION.id}


def test_a_routine_report_is_looked_up_at_once_and_alerts_in_school_hours(school: PlayedSchool) -> None:
    """Its names do not wait for the morning; its ladder does."""
    school.clock.move(timedelta(hours=5))
    incident = report(school, "spam", what="x")
    answers(school)
    assert kept(school, incident).pending_lookup is None
    assert pinged(school) == set()


def test_days_of_silence_lose_nothing(school: PlayedSchool) -> None:
    """It is not too old to alert: nobody has heard of it."""
    incident = report(school, "harmful_contact")
    answers(school, timedelta(days=3))
    assert HEAD.id in pinged(school)
    assert kept(school, incident).state is State.REPORTED


def test_the_receipt_says_that_nobody_has_been_told_and_whom_to_phone(school: PlayedSchool) -> None:
    """And that I alert as soon as the list answers; then it says who has been told."""
    incident = report(school, "threat", what="x")
    view = school.run(school.reports.own(TEACHER, incident.id)).view
    shown = parts.as_json(report_receipt(SCHOOL, MONDAY, view))
    assert "Nobody has been told yet" in shown
    assert "as soon as the list answers" in shown
    assert "999" in shown
    answers(school)
    view = school.run(school.reports.own(TEACHER, incident.id)).view
    assert "Nobody has been told yet" not in parts.as_json(report_receipt(SCHOOL, MONDAY, view))
    receipts = [n for n in school.run(school.store.find(Notice)) if n.purpose is IncidentPurpose.RECEIPT]
    assert receipts
