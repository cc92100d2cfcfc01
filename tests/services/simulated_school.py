"""A school for random walks: the real services over a store in memory. Only what is outside is played, with the faults
that a test chooses: Teams, for a person or for everybody; the store, which may be full; the directory, which people
leave and come back to, and which may not answer.

Nothing waits. What Teams should never have been given is noted as it is given, by the directory and the report of that
moment.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from structlog.testing import capture_logs

from bot.directory.roster import Roster
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.telling import may_hear
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.absence import Absence
from bot.policy.kit.errors import (
    DirectoryUnavailable,
    Incomplete,
    NotAllowed,
    NotFound,
    NotPossible,
    StoreUnavailable,
    Undelivered,
)
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Address, Message, Notice, NoticeState, Purpose
from bot.policy.kit.roles import ROLES, Role
from bot.policy.kit.school_time import Calendar
from bot.services.engine.triggers import JobTriggers
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.leavers import Leavers
from bot.services.incidents.pings import move_on
from bot.services.incidents.reports import Reports
from bot.services.incidents.topic import IncidentTopic
from bot.services.incidents.watch import Watch
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.kit.outbox import Outbox
from bot.services.kit.sealed_store import SealedStore
from bot.services.reach.reach import Reach
from bot.settings import load_school
from tests.clock import SHORT, FakeClock
from tests.event_loop import StallTolerantLoop
from tests.fakes import EMPTIED, MemoryStore

T = TypeVar("T")
SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
PEOPLE = SCHOOL.people
START = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)

FAULTS: dict[str, Undelivered] = {
    "gone": Undelivered("not_installed", for_good=True),
    "blocked": Undelivered("blocked", for_good=True),
    "chat_gone": Undelivered("gone", for_good=True),
    "refused": Undelivered("refused", for_good=False),
    "disabled": Undelivered("disabled", for_good=False),
    "http_404": Undelivered("http_404", for_good=False),
    "http_400": Undelivered("http_400", for_good=False),
    "http_405": Undelivered("http_405", for_good=False),
    "http_502": Undelivered("http_502", for_good=False),
    "hangs": Undelivered("timeout", for_good=False),
    "throttled": Undelivered("throttled", for_good=False, retry_after=30),
    "no_road": Undelivered("no_road", for_good=False),
}
"""What Teams, or something before it, says to a message."""
FOR_EVER = frozenset({"gone", "blocked", "chat_gone"})
"""Of one person: what may stay so when all else is well again."""
TO_WHO_REPORTS = {
    IncidentPurpose.RECEIPT.value,
    IncidentPurpose.NOBODY_TOOK_IT.value,
    IncidentPurpose.ALERTS_CHANGED.value,
    IncidentPurpose.TAKEN.value,
    IncidentPurpose.DEALT_WITH.value,
}
"""What somebody hears of their own report also where it names them."""
GATHERED = "gathered "
EVERY_ROLE = frozenset(ROLES)


class PlayedStore(MemoryStore):
    """A store that may become full; its own check may not know."""

    full = False
    honest = True

    async def keep(self, outcome: Outcome) -> None:
        if self.full and outcome:
            raise StoreUnavailable(reason="full")
        await super().keep(outcome)

    async def check(self) -> None:
        if self.full and self.honest:
            raise StoreUnavailable(reason="full")


class PlayedDirectory(Roster):
    """Who is at the school, as that changes; of roles that are `unknown` it has no copy and cannot say anything."""

    def __init__(self) -> None:
        super().__init__(PEOPLE)
        self._now = {person.id: person for person in PEOPLE}
        self.unknown: frozenset[str] = frozenset()
        self.changed: set[str] = set()
        """Whoever has at any time been without a role that they hold in the school's own list."""

    def change(self, person: Person, roles: frozenset[Role]) -> None:
        """From now on they hold these roles; without any they have left."""
        self._now[person.id] = person.model_copy(update={"roles": roles})
        super().__init__(self._now.values())
        if roles != person.roles:
            self.changed.add(person.id)

    def truly(self, id: str) -> Person | None:
        """The person as they are, whether or not that can be asked."""
        return self._by_id.get(id)

    def seen(self, id: str) -> Person | None:
        """The person with the roles that are known; None where there are none."""
        held = self.truly(id)
        roles = held.roles - self.unknown if held else frozenset[str]()
        return held.model_copy(update={"roles": roles}) if held and roles else None

    async def person(self, id: str) -> Person | None:
        if (seen := self.seen(id)) is None:
            await self.check()
        return seen

    async def holders(self, role: Role) -> Sequence[Person]:
        if role in self.unknown:
            raise DirectoryUnavailable(reason="timeout")
        return await super().holders(role)

    async def check(self) -> None:
        if self.unknown:
            raise DirectoryUnavailable(reason="timeout")


class PlayedTeams:
    """A Messenger that does what was last chosen for each person, and remembers every message it took."""

    def __init__(self, store: PlayedStore, directory: PlayedDirectory) -> None:
        self._store = store
        self._directory = directory
        self.everybody = "well"
        self.moods: dict[str, str] = {}
        self.took: list[tuple[str, str, str]] = []
        """The purpose, the reference and the person of each new message; of a gathered one each that it stands for."""
        self.gathered: list[tuple[str, list[str]]] = []
        """The person and the references of each message that stands for several."""
        self.edited: list[tuple[str, str]] = []
        """The purpose and the message of each change."""
        self.deleted: list[str] = []
        """The messages that were taken away."""
        self.wrong: list[str] = []
        """What should never have been sent. To raise it would not do: whoever sends would try again, and be right."""
        self.crashed = 0

    async def post(self, to: str, message: Message) -> Address:
        mood = self._refuse(to)
        if message.summary.startswith(GATHERED):
            return await self._take_gathered(to, message, crashes=mood == "crash")
        purpose, incident = await self._must_be_theirs(to, message)
        if purpose == IncidentPurpose.PING:
            comes_too = to in {who.id for who in incident.awaited}
            self._insist(incident.owner is None or comes_too, "what somebody holds alerts only who is to come too")
            self._insist(incident.state is not State.CLOSED, "what has ended does not alert")
        self.took.append((purpose, incident.id, to))
        if mood == "crash":
            self.moods[to] = "well"
            self.crashed += 1
            raise RuntimeError("the process dies between Teams' answer and our mark")
        return Address(service_url="http://127.0.0.1", conversation=to, activity=str(len(self.took)))

    async def _take_gathered(self, to: str, message: Message, *, crashes: bool) -> Address:
        """Each of its alerts is one that this person may hear."""
        references = message.summary.removeprefix(GATHERED).split()
        for each in references:
            await self._must_be_theirs(to, Message(summary=f"{IncidentPurpose.PING.value}|{each}|{to}"))
        self.gathered.append((to, references))
        self.took += [(IncidentPurpose.PING.value, each, to) for each in references]
        if crashes:
            self.moods[to] = "well"
            self.crashed += len(references)
            raise RuntimeError("the process dies between Teams' answer and our mark")
        return Address(service_url="http://127.0.0.1", conversation=to, activity=str(len(self.took)))

    async def edit(self, address: Address, message: Message) -> None:
        self._refuse(address.conversation)
        if message != EMPTIED:
            purpose, _ = await self._must_be_theirs(address.conversation, message)
            self.edited.append((purpose, address.activity))

    async def delete(self, address: Address) -> None:
        self._refuse(address.conversation)
        self.deleted.append(address.activity)

    async def probe(self, to: str) -> None:
        self._refuse(to)

    async def _must_be_theirs(self, to: str, message: Message) -> tuple[str, Incident]:
        """Note what this person may not hear: by the report, and by the directory as it stands, if it can say."""
        purpose, reference, shown_to = message.summary.split("|")
        self._insist(shown_to == to, "a message goes to the person it was drawn for")
        incident = await self._store.get(Incident, reference)
        assert incident is not None
        own = to == incident.reporter.id and purpose in TO_WHO_REPORTS
        self._insist(to not in incident.shut_out or own, "it does not exist for whom it names")
        reader = self._directory.seen(to)
        if reader is None or not may_hear(reader, Purpose.parse(purpose), incident):
            unsure = bool(self._directory.unknown)
            self._insist(unsure, f"who has left, or lost the role, is told nothing: {purpose}")
            self._insist(
                Purpose.parse(purpose).calls_for_help, "where the directory cannot say, only a call for help goes out"
            )
        return purpose, incident

    def _insist(self, so: bool, why: str) -> None:
        if not so:
            self.wrong.append(why)

    def _refuse(self, to: str) -> str:
        """Fail as was chosen; else the person's mood."""
        mood = self.moods.get(to, "well")
        for each in (self.everybody, mood):
            if each in FAULTS:
                raise FAULTS[each]
        return mood

    @property
    def out_of_reach(self) -> set[str]:
        """Whom Teams does not reach, for ever."""
        return {who for who, mood in self.moods.items() if mood in FOR_EVER}


def draw(purpose: Purpose, view: IncidentView, reader: Person, in_person: Holders) -> Message:
    """A message that says what it is."""
    return Message(summary=f"{purpose.value}|{view.incident.id}|{reader.id}")


def gathered(references: Sequence[str]) -> Message:
    """One message for several alerts, that says for which."""
    return Message(summary=GATHERED + " ".join(references))


class PlayedSchool:
    """The services of one school, and the loop on which they run."""

    outbox: Outbox

    def __init__(self) -> None:
        self.loop = StallTolerantLoop()
        self._logs = ExitStack()
        self._logs.enter_context(capture_logs())  # a log with every failure's traceback takes longer than all the rest
        self.store, self.clock, self.directory = PlayedStore(copies=False), FakeClock(START), PlayedDirectory()
        self.teams = PlayedTeams(self.store, self.directory)
        self.presses = 0
        self.restart()

    def close(self) -> None:
        self._logs.close()
        self.loop.close()

    def run(self, work: Coroutine[object, object, T]) -> T:
        return self.loop.run_until_complete(work)

    def restart(self) -> None:
        """A new process over the same store: whatever was in memory is gone."""
        triggers, calendar = JobTriggers(), Calendar(SCHOOL.hours, SCHOOL.timezone)
        store = SealedStore(self.store, self.clock)
        context = ServiceContext(store, self.directory, SCHOOL, self.clock, triggers)
        if hasattr(self, "outbox"):
            self.teams.crashed += len(self.outbox._unsettled)
        self.reports, self.incidents, self.ladders = Reports(context), Incidents(context), Ladders(context)
        self.watch, self.leavers = Watch(context), Leavers(context)
        self.reach = Reach(context, self.teams)
        topic = IncidentTopic(store, self.directory, self.clock, calendar, draw)
        topics = {"incident": topic}
        self.outbox = Outbox(store, self.teams, self.clock, topics, triggers, self.directory, EMPTIED, gather=gathered)
        self.settle()

    def away(self, person: Person, days: int | None) -> None:
        """They say that they are away for so many days, or are back."""
        now = self.clock.now()
        known = self.run(self.store.get(Absence, person.id))
        until = now + timedelta(days=days or 0)
        word = Absence(
            id=person.id,
            version=known.version if known else 0,
            who=person.who,
            since=now,
            until=until.date(),
            due_at=until if days else None,
        )
        self.run(self.store.keep(Outcome((word,))))
        if days:
            self.run(move_on(self.store, self.clock, Calendar(SCHOOL.hours, SCHOOL.timezone), person.id))
        self.settle()

    def by(self, person: Person) -> Actor:
        """They press, with the roles that they have."""
        self.presses += 1
        return Actor(self.directory.truly(person.id) or person, f"press-{self.presses}")

    def press(self, work: Coroutine[object, object, T]) -> T | None:
        """What came of it; None when it was refused, which is an answer, and the checks hold all the same."""
        answer = None
        with suppress(Incomplete, NotFound, NotAllowed, NotPossible, StoreUnavailable, DirectoryUnavailable):
            answer = self.run(work)
        self.settle()
        return answer

    def settle(self) -> None:
        """Do what is due, over and over, until nothing is; the small gaps of Teams' limits pass by themselves."""

        async def pump() -> None:
            compared = await self.leavers.next_due()
            if compared is None or compared <= self.clock.now():
                with suppress(StoreUnavailable):
                    await self.leavers.run()
            for _ in range(400):
                # What is full or silent stops the jobs, and the ticker tries them again; what is due stays due.
                stopped = self.store.full
                try:
                    await self.ladders.run()
                except (StoreUnavailable, DirectoryUnavailable):
                    stopped = True
                try:
                    await self.outbox.run()
                except StoreUnavailable:
                    return
                await self.outbox.settle(timedelta(seconds=5))
                now = self.clock.now()
                due = [None if stopped else await self.ladders.next_due(), await self.outbox.next_due()]
                soon = [at for at in due if at is not None and at <= now + SHORT]
                if soon:
                    self.clock.move_to(max(now, min(soon)))
                elif not await self.work_left(now):
                    return
            raise AssertionError(f"it runs in a circle: {due}")

        self.run(pump())

    async def work_left(self, now: datetime) -> bool:
        """Whether a notice is due that neither Teams' limits nor a pause after a failure of our own holds back."""
        waiting = await self.store.find(Notice, where={"state": NoticeState.WAITING.value}, due_by=now)
        held = self.outbox._queue.held_until
        return bool(waiting) and held is None

    def next_moment(self) -> datetime:
        """When something is next due, a minute from now at the soonest."""
        due = [self.run(self.ladders.next_due()), self.run(self.outbox.next_due())]
        ahead = [at for at in due if at is not None]
        soonest = self.clock.now() + timedelta(minutes=1)
        return max(soonest, min(ahead)) if ahead else soonest
