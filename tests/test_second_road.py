"""The second road: what Teams cannot tell somebody goes by e-mail, by a real server, without a word of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.composition.checks import second_road_finding
from bot.composition.edge import mailer_of
from bot.mail import SmtpMailer
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.records import Message, Notice, NoticeState
from bot.settings import Environment, SettingsError
from tests import faults
from tests.mail_server import mail_server
from tests.rig import CHAMPION, HEAD, MONDAY, TEACHER, Rig, school_at_work
from tests.transcripts.play import Line, play, seen

WORDS = "he said that nobody would believe her"
REPORT: list[Line] = [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": WORDS})]
HELLO = Message(summary="OS-2026-0001: a test", text="Open Teams.")
GIVEN_UP = timedelta(seconds=10)
"""By then a refusal in words for one person has been tried once more."""


def mail_of(rig: Rig, person: str) -> str:
    """Their address."""
    return next(each.mail for each in rig.school.people if each.id == person)


async def timeline(rig: Rig) -> list[str]:
    """What happened to the report."""
    return [entry.what for entry in await rig.store.timeline("OS-2026-0001")]


# The server


async def test_an_e_mail_goes_over_tls_to_whom_it_is_for(tmp_path: Path) -> None:
    """From the address that signs in, with its subject, its text, and a mark that no machine need answer it."""
    async with mail_server(tmp_path) as server:
        await server.mailer.send("head@school.example.org", HELLO)
        (message,) = server.to("head@school.example.org")
    assert (message["From"], message["Subject"]) == ("bot@school.example.org", "OS-2026-0001: a test")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().strip() == "Open Teams."


async def test_what_goes_wrong_has_a_reason(tmp_path: Path) -> None:
    """Only what the server says of this one address is for good."""
    async with mail_server(tmp_path) as server:
        server.refuses.add("gone@school.example.org")
        mailer = server.mailer
        wrong = [
            (mailer, "gone@school.example.org", "mail_refused", True),
            (replace(mailer, password="other"), "a@school.example.org", "mail_sign_in", False),
            (replace(mailer, trust=None), "a@school.example.org", "mail_certificate", False),
            (replace(mailer, port=9), "a@school.example.org", "mail_no_connection", False),
        ]
        for each, to, reason, for_good in wrong:
            with pytest.raises(Undelivered) as refused:
                await each.send(to, HELLO)
            assert (refused.value.reason, refused.value.for_good) == (reason, for_good)
        server.takes = False
        with pytest.raises(Undelivered) as refused:
            await mailer.send("a@school.example.org", HELLO)
        assert (refused.value.reason, refused.value.for_good) == ("mail_not_taken", False)
        assert server.taken == []


async def test_nothing_is_written_in_clear(tmp_path: Path) -> None:
    """A server that cannot begin TLS gets neither a password nor a message."""
    async with mail_server(tmp_path, tls=False) as server:
        with pytest.raises(Undelivered):
            await server.mailer.send("a@school.example.org", HELLO)
        assert server.taken == []


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:587", "smtp://mail.example:x"])
def test_an_address_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """With one line that shows how it is written, and nothing of what was: it may hold a password."""
    monkeypatch.setenv("SMTP_URL", url)
    with pytest.raises(SettingsError, match="SMTP_URL is not right; write smtp://user:password@host:587") as told:
        Environment.read(None)
    assert url == "smtp://" or url not in str(told.value)


def test_the_address_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    """TLS is begun at 587, and is there from the first byte at 465."""
    monkeypatch.setenv("SMTP_URL", "smtps://bot%40school.example:a%2Fb@mail.example")
    mailer = mailer_of(Environment.read(None))
    assert isinstance(mailer, SmtpMailer)
    assert (mailer.port, mailer.implicit, mailer.user, mailer.password) == (465, True, "bot@school.example", "a/b")
    monkeypatch.delenv("SMTP_URL")
    assert mailer_of(Environment.read(None)) is None


async def test_check_sends_a_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the address that signs in; where that fails it says what to look at, and without a server what that means."""
    async with mail_server(tmp_path) as server:
        monkeypatch.setenv("SMTP_URL", server.url)
        monkeypatch.setattr("bot.composition.checks.mailer_of", lambda _: server.mailer)
        well = await second_road_finding(Environment.read(None))
        assert (well.ok, well.what) == (True, "the second road: an e-mail was sent to bot@school.example.org")
        (message,) = server.to("bot@school.example.org")
        assert message["Subject"] == "Online Safety: a test"
        monkeypatch.setattr("bot.composition.checks.mailer_of", lambda _: replace(server.mailer, password="other"))
        wrong = await second_road_finding(Environment.read(None))
        assert (wrong.ok, "password of SMTP_URL" in wrong.do) == (False, True)
    monkeypatch.undo()
    monkeypatch.delenv("SMTP_URL", raising=False)
    none = await second_road_finding(Environment.read(None))
    assert (none.ok, none.what) == (True, "no SMTP_URL is set")


# The road


async def test_whom_teams_refuses_is_told_by_e_mail(tmp_path: Path) -> None:
    """At once, with the reference, the kind and numbers; the timeline says so, and no word or name is in it."""
    async with mail_server(tmp_path) as server, school_at_work(tmp_path / "data", mailer=server.mailer) as rig:
        rig.teams.faults.on(faults.not_installed(), person=CHAMPION)
        await play(rig, [*REPORT, (HEAD, "reads", "OS-2026-0001")])
        await rig.move(GIVEN_UP)
        (message,) = server.to(mail_of(rig, CHAMPION))
        assert "mailed" in await timeline(rig)
        await play(rig, [(HEAD, "presses", "Acknowledge"), (HEAD, "reads", "E-mailed Gareth Penhallow")])
        people = {word for person in rig.school.people for word in person.name.split()}
    said = f"{message['Subject']}\n{message.get_content()}"
    assert message["Subject"] == "OS-2026-0001: Threatening or offensive message"
    assert "01632 960101" in said
    assert "999" in said
    assert not [word for word in (WORDS, *people) if word in said]
    assert [to for to, _ in server.taken] == [mail_of(rig, CHAMPION)]


async def test_an_outage_of_a_minute_is_gone_around(tmp_path: Path) -> None:
    """While Teams takes nothing each ping goes by e-mail once it is a minute old; in Teams it still arrives later."""
    async with mail_server(tmp_path) as server, school_at_work(tmp_path / "data", mailer=server.mailer) as rig:
        await play(rig, [(TEACHER, "says", "report threat")])
        rig.teams.faults.on(faults.unavailable(), operations={"create", "send"})
        await rig.teams.press(TEACHER, "Send", {"what": WORDS})
        await rig.move(timedelta(seconds=50))
        assert server.taken == []
        await rig.move(timedelta(seconds=20))
        assert {to for to, _ in server.taken} == {mail_of(rig, CHAMPION), mail_of(rig, HEAD)}
        await rig.move(timedelta(minutes=5))
        assert len(server.taken) == 2
        rig.teams.faults.clear()
        await rig.move(timedelta(minutes=5))
        assert "OS-2026-0001" in seen(rig, CHAMPION)
        assert len(server.taken) == 2


async def test_what_was_taken_meanwhile_is_not_sent(tmp_path: Path) -> None:
    """Nobody is called by an e-mail to what somebody has."""
    async with mail_server(tmp_path) as server, school_at_work(tmp_path / "data", mailer=server.mailer) as rig:
        rig.teams.faults.on(faults.unavailable(), person=CHAMPION)
        await play(rig, [*REPORT, (HEAD, "reads", "OS-2026-0001"), (HEAD, "presses", "Acknowledge")])
        await rig.move(timedelta(minutes=2))
        assert server.taken == []


async def test_an_e_mail_waits_for_its_server(tmp_path: Path) -> None:
    """Like any notice it is kept, tried again, and outlives a restart."""
    async with mail_server(tmp_path) as server:
        server.takes = False
        async with school_at_work(tmp_path / "data", mailer=server.mailer) as rig:
            rig.teams.faults.on(faults.not_installed(), person=CHAMPION)
            await play(rig, [*REPORT, (HEAD, "reads", "OS-2026-0001")])
            await rig.move(GIVEN_UP)
            assert server.taken == []
        server.takes = True
        async with school_at_work(tmp_path / "data", mailer=server.mailer, teams=rig.teams, clock=rig.clock) as rig:
            await rig.move(timedelta(minutes=2))
            assert [to for to, _ in server.taken] == [mail_of(rig, CHAMPION)]


async def test_after_the_last_step_everybody_hears_by_e_mail(tmp_path: Path) -> None:
    """That nobody has taken it: all who were told and the Champions, and never the reporter; a drill mails nobody."""
    async with mail_server(tmp_path) as server, school_at_work(tmp_path / "data", mailer=server.mailer) as rig:
        await play(rig, [*REPORT, (HEAD, "reads", "OS-2026-0001")])
        for _ in range(30):
            await rig.move(timedelta(minutes=10))
        told = {to for to, _ in server.taken}
        rung = {notice.to.id for notice in await rig.store.find(Notice, where={"purpose": "ping"})}
        assert told == {mail_of(rig, person) for person in rung}
        assert mail_of(rig, TEACHER) not in told
        assert {message["Subject"] for _, message in server.taken} == {
            "OS-2026-0001: nobody has taken it (Threatening or offensive message)"
        }


async def test_a_drill_mails_nobody(tmp_path: Path) -> None:
    """It goes by Teams alone."""
    async with mail_server(tmp_path) as server, school_at_work(tmp_path / "data", mailer=server.mailer) as rig:
        rig.teams.faults.on(faults.not_installed(), person=HEAD)
        await play(rig, [(CHAMPION, "says", "drill"), (CHAMPION, "presses", "Start the drill", {"kind": "threat"})])
        for _ in range(30):
            await rig.move(timedelta(minutes=10))
        assert server.taken == []


async def test_who_has_no_address_is_said_to_have_none(tmp_path: Path) -> None:
    """It is tried once, and the timeline says why."""
    async with mail_server(tmp_path) as server, school_at_work(tmp_path / "data", mailer=server.mailer) as found:
        without = tuple(
            person.model_copy(update={"mail": ""}) if person.id == CHAMPION else person
            for person in found.school.people
        )
        school = found.school.model_copy(update={"people": without})
        async with school_at_work(tmp_path / "other", mailer=server.mailer, school=school, at=MONDAY) as rig:
            rig.teams.faults.on(faults.not_installed(), person=CHAMPION)
            await play(rig, [*REPORT, (HEAD, "reads", "OS-2026-0001")])
            await rig.move(GIVEN_UP)
            assert "could_not_mail" in await timeline(rig)
            assert server.taken == []


async def test_without_a_second_road_nothing_is_kept_for_it(tmp_path: Path) -> None:
    """No notice waits for a server that there is not; one that waited for it when it was taken away is let go."""
    async with mail_server(tmp_path) as server:
        server.takes = False
        async with school_at_work(tmp_path / "data", mailer=server.mailer) as rig:
            rig.teams.faults.on(faults.not_installed(), person=CHAMPION)
            await play(rig, [*REPORT, (HEAD, "reads", "OS-2026-0001")])
            await rig.move(GIVEN_UP)
        async with school_at_work(tmp_path / "data", teams=rig.teams, clock=rig.clock) as rig:
            await rig.move(timedelta(minutes=10))
            (mail,) = await rig.store.find(Notice, where={"purpose": "ping_by_mail"})
            assert (mail.state, mail.reason) == (NoticeState.WITHDRAWN, "no_second_road")
    async with school_at_work(tmp_path / "other") as rig:
        rig.teams.faults.on(faults.not_installed(), person=CHAMPION)
        await play(rig, [*REPORT, (HEAD, "reads", "OS-2026-0001")])
        await rig.move(GIVEN_UP)
        assert await rig.store.find(Notice, where={"purpose": "ping_by_mail"}) == []
