"""The copies: never in the way of a ping, never used for a decision, renewed before they are old."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.directory.cached import CachedDirectory
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import HeldRole, Member
from bot.policy.kit.roles import Role
from bot.services.engine.ticker import Ticker
from bot.services.engine.triggers import Trigger
from tests.clock import FakeClock
from tests.fakes import MemoryStore

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HEAD = Member(id="aaaaaaaa-0000-4000-8000-000000000001", name="Rosalind Okafor")
GARETH = Member(id="aaaaaaaa-0000-4000-8000-000000000002", name="Gareth Penhallow")
STRANGER = "aaaaaaaa-0000-4000-8000-0000000000ff"
MINUTE = timedelta(minutes=1)


class Source:
    """A directory behind the copies: what it holds, what it fails with, and how often it was asked."""

    def __init__(self) -> None:
        self.held: dict[Role, tuple[Member, ...]] = {"champion": (HEAD, GARETH), "staff": (HEAD,)}
        self.failures: dict[str, DirectoryUnavailable] = {}
        self.question = "group"
        self.asked: list[str] = []
        self.slow: asyncio.Event | None = None
        self.closed = False

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(self.held)

    def asked_of(self, role: Role) -> str:
        return f"{self.question} {role}"

    async def members(self, role: Role) -> tuple[Member, ...]:
        self.asked.append(role)
        if self.slow:
            await self.slow.wait()
        if role in self.failures:
            raise self.failures[role]
        return self.held[role]

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        self.asked.append("confirm")
        for failure in self.failures.values():
            raise failure
        return any(member.id == id for role in roles for member in self.held.get(role, ()))

    async def close(self) -> None:
        self.closed = True

    def fail(self, reason: str, *roles: str, **facts: str) -> None:
        """From now on these roles (all, when none is given) fail like that."""
        self.failures = {role: DirectoryUnavailable(reason=reason, **facts) for role in roles or self.held}


class School:
    """A source, a store, a clock, and the copies over them; `restart` is what a new process finds."""

    def __init__(self) -> None:
        self.source, self.store, self.clock = Source(), MemoryStore(), FakeClock(NOON)
        self.held = self.restart()

    def restart(self) -> CachedDirectory:
        """New copies over the same store."""
        self.held = CachedDirectory(self.source, self.store, self.clock)
        return self.held

    async def names(self, role: Role) -> list[str]:
        """Who holds the role."""
        return [person.name for person in await self.held.holders(role)]

    async def reason(self, role: Role) -> str:
        """Why the holders cannot be told."""
        with pytest.raises(DirectoryUnavailable) as caught:
            await self.held.holders(role)
        return caught.value.facts["reason"]


async def _turns() -> None:
    """Let everybody who can go on do so."""
    for _ in range(50):
        await asyncio.sleep(0)


@pytest.fixture
def school() -> School:
    """Nothing asked yet, nothing kept."""
    return School()


async def test_a_copy_is_used_however_old_when_the_source_is_down(school: School) -> None:
    """A ping finds its people after a week without Graph, over restarts too, and it is told how old the list is."""
    await school.held.run()
    school.source.fail("network")
    for days in (1, 6):
        school.clock.move(timedelta(days=days))
        await school.held.run()
        await school.restart().run()
        assert await school.names("champion") == ["Gareth Penhallow", "Rosalind Okafor"]
    assert school.held.age() == timedelta(days=7)
    await school.held.check()


async def test_a_copy_is_renewed_before_it_is_old(school: School) -> None:
    """Eight minutes after the asking it is due; the new answer is used at once, and questions between ask nobody."""
    await school.held.run()
    assert await school.held.next_due() == NOON + 8 * MINUTE
    school.source.held["champion"] = (GARETH,)
    school.clock.move(8 * MINUTE - timedelta(seconds=1))
    await school.held.run()
    assert len(school.source.asked) == 2
    assert len(await school.names("champion")) == 2
    school.clock.move(timedelta(seconds=1))
    await school.held.run()
    assert await school.names("champion") == ["Gareth Penhallow"]
    head = await school.held.person(HEAD.id)
    assert head is not None
    assert head.roles == {"staff"}
    assert school.held.age() == timedelta()


async def test_the_ticker_renews(school: School) -> None:
    """Run by the ticker, copies come by themselves, at the start and as time passes."""
    ticking = asyncio.create_task(Ticker(school.held, school.clock, Trigger()).run())
    for times in (1, 2, 3):
        await _turns()
        assert len(school.source.asked) == 2 * times
        school.clock.move(8 * MINUTE)
    ticking.cancel()
    await asyncio.gather(ticking, return_exceptions=True)
    await school.held.close()


async def test_the_first_start_without_the_source(school: School) -> None:
    """Until there is a copy nobody can be told, with the reason; then everything is as ever."""
    school.source.fail("throttled")
    await school.held.run()
    assert await school.reason("champion") == "throttled"
    for asking in (school.held.person(STRANGER), school.held.check()):
        with pytest.raises(DirectoryUnavailable) as caught:
            await asking
        assert caught.value.facts["reason"] == "throttled"
    assert school.held.age() is None
    school.source.failures = {}
    due = await school.held.next_due()
    assert due == NOON + timedelta(seconds=5)
    school.clock.move_to(due)
    assert len(await school.names("champion")) == 2
    assert await school.held.person(STRANGER) is None


async def test_while_the_source_is_down_it_is_not_asked_by_every_turn(school: School) -> None:
    """A hundred people at once make one asking, and those after a failure none before its pause is over."""
    school.source.fail("timeout")
    answers = await asyncio.gather(*(school.held.holders("champion") for _ in range(100)), return_exceptions=True)
    assert all(isinstance(answer, DirectoryUnavailable) for answer in answers)
    await asyncio.gather(*(school.held.holders("champion") for _ in range(100)), return_exceptions=True)
    assert sorted(school.source.asked) == ["champion", "staff"]


@pytest.mark.parametrize(
    ("reason", "facts", "pauses"),
    [
        ("network", {}, [5, 10, 20, 40, 80, 120, 120]),
        ("throttled", {"retry_after": "90"}, [90, 90, 90, 90, 90, 120]),
        ("throttled", {"retry_after": "999999"}, [3600, 3600]),
        ("no_such_group", {}, [480, 480]),
    ],
)
async def test_pauses_after_failures(school: School, reason: str, facts: dict[str, str], pauses: list[int]) -> None:
    """Seconds until the next try: doubled each time up to two minutes, a Retry-After first of all."""
    school.source.fail(reason, **facts)
    for pause in pauses:
        await school.held.run()
        due = await school.held.next_due()
        assert due == school.clock.now() + timedelta(seconds=pause)
        school.clock.move_to(due)


async def test_one_role_that_fails_leaves_the_others(school: School) -> None:
    """A role without an answer is told as such; people found elsewhere are found, and strangers are not judged."""
    school.source.fail("forbidden", "staff")
    await school.held.run()
    assert len(await school.names("champion")) == 2
    assert await school.reason("staff") == "forbidden"
    head = await school.held.person(HEAD.id)
    assert head is not None
    assert head.roles == {"champion"}
    with pytest.raises(DirectoryUnavailable):
        await school.held.person(STRANGER)
    with pytest.raises(DirectoryUnavailable):
        await school.held.check()


async def test_a_group_that_is_gone(school: School) -> None:
    """A role whose group was deleted keeps its last holders; one that never had a group has none, and stops nothing."""
    school.source.held["technician"] = ()
    school.source.fail("no_such_group", "technician")
    await school.held.run()
    assert await school.names("technician") == []
    assert await school.held.person(STRANGER) is None
    await school.held.check()
    school.clock.move(8 * MINUTE)
    school.source.fail("no_such_group", "champion")
    await school.held.run()
    assert len(await school.names("champion")) == 2


async def test_an_empty_group_is_an_answer(school: School) -> None:
    """When the last Champion is taken out of the group, the role is empty: the source has said so."""
    await school.held.run()
    school.source.held["champion"] = ()
    school.clock.move(8 * MINUTE)
    await school.held.run()
    assert await school.names("champion") == []


async def test_deciding_never_uses_a_copy(school: School) -> None:
    """Whoever lost a role a second ago is not confirmed in it; when nobody can be asked, nobody is confirmed."""
    await school.held.run()
    school.source.held["champion"] = ()
    assert len(await school.names("champion")) == 2
    assert not await school.held.confirm(HEAD.id, ["champion"])
    school.source.fail("timeout")
    with pytest.raises(DirectoryUnavailable):
        await school.held.confirm(HEAD.id, ["champion"])


async def test_a_copy_of_another_question_is_no_copy(school: School) -> None:
    """When `school.toml` names another group (or shuts guests out), the old group's members are not used."""
    await school.held.run()
    school.source.question = "another group"
    school.source.fail("network")
    school.restart()
    assert await school.reason("champion") == "network"
    school.source.failures = {}
    school.clock.move(MINUTE)
    assert len(await school.names("champion")) == 2
    kept = await school.store.get(HeldRole, "champion")
    assert kept is not None
    assert kept.asked_of == "another group champion"


async def test_a_role_that_is_taken_out_is_not_kept(school: School) -> None:
    """What the school no longer asks for is no longer held about people."""
    await school.held.run()
    del school.source.held["staff"]
    school.clock.move(8 * MINUTE)
    await school.restart().run()
    assert await school.store.get(HeldRole, "staff") is None
    assert await school.held.holders("staff") == ()


async def test_the_same_answer_is_not_written_again_and_again(school: School) -> None:
    """A day without a change is two dozen writes and not two hundred; a change is written at once."""
    for _ in range(24 * 60 // 8):
        await school.held.run()
        school.clock.move(8 * MINUTE)
    assert school.store.writes <= 24
    before = school.store.writes
    school.source.held["champion"] = (GARETH,)
    await school.held.run()
    assert school.store.writes == before + 1


async def test_a_store_that_fails_does_not_stop_pings(school: School) -> None:
    """What cannot be kept or read is used all the same; it is kept when the store is well again."""
    school.store.broken = True
    await school.held.run()
    assert len(await school.names("champion")) == 2
    school.store.broken = False
    school.clock.move(8 * MINUTE)
    await school.held.run()
    assert await school.store.get(HeldRole, "champion") is not None


async def test_two_processes_over_one_store(school: School) -> None:
    """Another process that keeps its own answers at the same time disturbs neither."""
    other = CachedDirectory(school.source, school.store, school.clock)
    for _ in range(3):
        await asyncio.gather(school.held.run(), other.run())
        school.clock.move(timedelta(hours=2))
    assert await school.held.holders("champion") == await other.holders("champion")


async def test_a_write_that_came_first_is_no_failure(school: School) -> None:
    """When another process kept a copy between our reading and our keeping, our answer is used all the same."""
    keep = school.store.keep

    async def overtaken(outcome: Outcome) -> None:
        school.store.keep = keep  # type: ignore[method-assign]
        await keep(outcome)
        await keep(outcome)

    school.store.keep = overtaken  # type: ignore[method-assign]
    await school.held.run()
    assert len(await school.names("champion")) == 2


async def test_copies_come_back_with_everything(school: School) -> None:
    """A name with odd letters and a mail address are what they were after a restart."""
    odd = Member(id=HEAD.id, name="Siân O'Dwyer 🙂 “x”", mail="s@example.org")
    school.source.held = {"champion": (odd,), "staff": (odd,)}
    await school.held.run()
    person = await school.restart().person(HEAD.id)
    assert person is not None
    assert (person.name, person.mail) == (odd.name, odd.mail)
    assert person.roles == {"champion", "staff"}
    assert len(school.source.asked) == 2


async def test_a_turn_does_not_wait_for_a_slow_source(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn without a copy gives up in time for its answer; the asking goes on and serves the next one."""
    monkeypatch.setattr("bot.directory.cached.FIRST_COPY_SECONDS", 0.01)
    school.source.slow = asyncio.Event()
    assert await school.reason("champion") == "timeout"
    school.source.slow.set()
    assert len(await school.names("champion")) == 2
    assert sorted(school.source.asked) == ["champion", "staff"]


async def test_with_a_copy_nobody_waits_for_a_slow_source(school: School) -> None:
    """While copies are renewed, questions are answered from the old ones, without a pause."""
    await school.held.run()
    school.clock.move(8 * MINUTE)
    school.source.slow = asyncio.Event()
    renewing = asyncio.create_task(school.held.run())
    await _turns()
    assert len(school.source.asked) == 4
    assert len(await school.names("champion")) == 2
    await school.held.close()
    await asyncio.gather(renewing, return_exceptions=True)
    assert school.source.closed


async def test_a_clock_put_back_makes_nothing_younger_than_now(school: School) -> None:
    """An age is never below nothing, and what was asked for in the future is due within its time."""
    await school.held.run()
    school.clock.move(-timedelta(days=3))
    assert school.held.age() == timedelta()
    due = await school.restart().next_due()
    assert due == school.clock.now() + 8 * MINUTE


async def test_the_log_tells_failures_apart_by_ids_alone(school: School) -> None:
    """What fails, why, and when it is tried again; that it is over; and never a name."""
    with capture_logs() as logged:
        await school.held.run()
        school.source.fail("throttled", "champion", retry_after="60")
        school.clock.move(8 * MINUTE)
        await school.held.run()
        with pytest.raises(DirectoryUnavailable):
            await school.held.confirm(HEAD.id, ["champion"])
        school.source.failures = {}
        school.clock.move(MINUTE)
        await school.held.run()
    assert [(line["event"], line.get("role"), line.get("reason")) for line in logged] == [
        ("directory_not_answering", "champion", "throttled"),
        ("directory_could_not_confirm", None, "throttled"),
        ("directory_answers_again", "champion", None),
    ]
    assert logged[0]["held"] is True
    assert logged[1]["person"] == HEAD.id
    assert "Okafor" not in str(logged)
