"""Before anything is said the directory is asked about its reader: its *no* is final, *cannot say* is not a no."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import cast

import pytest

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.delivery import LEFT, NO_ROLE
from bot.policy.kit.errors import DirectoryUnavailable, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, CardPurpose, Message, Notice, NoticeState, PostedCard, Purpose, Urgency, Who
from bot.policy.kit.roles import Role
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.outbox import Outbox
from bot.services.kit.sending import NO_DIRECTORY
from bot.services.kit.topics import Drawn, NotTheirs, Topic
from tests.clock import FakeClock
from tests.fakes import EMPTIED, Everybody, MemoryStore
from tests.policy.school import NOW

READER = Who(id="reader", name="R")
AT = Address(service_url="https://example.org", conversation="c", activity="a")
CARD = PostedCard(
    id="card", subject="x", topic="plain", to=READER, purpose=IncidentPurpose.PING, address=AT, posted_at=NOW
)


class Says(Everybody):
    """A directory that says yes, no, or that it cannot say; `lacking` when it has no copy of some role."""

    def __init__(self, answer: str, *, lacking: bool = False) -> None:
        super().__init__()
        self.answer, self.lacking = answer, lacking

    async def person(self, id: str) -> Person | None:
        if self.answer == "cannot say":
            raise DirectoryUnavailable(reason="timeout")
        return Person(id=id, name=id, roles=frozenset({cast(Role, self.answer)})) if self.answer != "nobody" else None

    async def check(self) -> None:
        if self.lacking or self.answer == "cannot say":
            raise DirectoryUnavailable(reason="timeout")


class Road:
    """Takes every message, or refuses edits as it is told."""

    def __init__(self, refuses: Undelivered | None = None) -> None:
        self.said: list[str] = []
        self.refuses = refuses

    async def post(self, to: str, message: Message) -> Address:
        self.said.append(message.summary)
        return AT

    async def edit(self, address: Address, message: Message) -> None:
        if self.refuses:
            raise self.refuses
        self.said.append(message.summary)

    async def delete(self, address: Address) -> None:
        if self.refuses:
            raise self.refuses
        self.said.append("taken away")

    async def probe(self, to: str) -> None:
        raise AssertionError("nobody is looked for here")


class ForHandlers(Topic):
    """A topic whose messages are for those who hold the role `handler`."""

    def __init__(self) -> None:
        self.refused: list[Undelivered] = []

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        if reader is not None and not reader.holds("champion"):
            return NotTheirs()
        return Drawn(Message(summary="secret", text="secret"))

    async def on_refusal(self, notice: Notice, why: Undelivered) -> Outcome:
        self.refused.append(why)
        return Outcome()


def notice(purpose: Purpose, card: str | None = None) -> Notice:
    """One that is due."""
    return Notice(
        id="n",
        subject="x",
        topic="plain",
        to=READER,
        purpose=purpose,
        urgency=Urgency.URGENT,
        made_at=NOW,
        due_at=NOW,
        card=card,
    )


async def deliver(directory: Says, told: Notice, road: Road) -> tuple[Notice, PostedCard, ForHandlers, MemoryStore]:
    """Send the one notice; how it and the card then stand."""
    store, topic = MemoryStore(), ForHandlers()
    await store.keep(Outcome(records=(CARD,), notices=(told,)))
    outbox = Outbox(store, road, FakeClock(NOW), {"plain": topic}, JobTriggers(), directory, EMPTIED)
    await outbox.run()
    await outbox.settle(timedelta(seconds=5))
    kept, card = await store.get(Notice, told.id), await store.get(PostedCard, CARD.id)
    assert kept is not None
    assert card is not None
    return kept, card, topic, store


NEW, REDRAWN = notice(IncidentPurpose.PING), notice(CardPurpose.REFRESH, CARD.id)
DETAILS, HELP = notice(IncidentPurpose.DETAILS), notice(IncidentPurpose.NOBODY_TOOK_IT)
CASES: dict[str, tuple[Says, Notice, Sequence[str], NoticeState, str]] = {
    "a ping to one who may": (Says("champion"), NEW, ["secret"], NoticeState.SENT, ""),
    "a redraw to one who may": (Says("champion"), REDRAWN, ["secret"], NoticeState.SENT, ""),
    "a ping to one who left": (Says("nobody"), NEW, [], NoticeState.WITHDRAWN, LEFT),
    "a redraw to one who left": (Says("nobody"), REDRAWN, ["emptied"], NoticeState.WITHDRAWN, LEFT),
    "a ping to one without the role": (Says("staff"), NEW, [], NoticeState.WITHDRAWN, NO_ROLE),
    "a redraw to one without the role": (Says("staff"), REDRAWN, ["emptied"], NoticeState.WITHDRAWN, NO_ROLE),
    "details to one without the role": (Says("staff"), DETAILS, [], NoticeState.WITHDRAWN, NO_ROLE),
    "a ping that nobody can say anything of": (Says("cannot say"), NEW, ["secret"], NoticeState.SENT, ""),
    "a call for help likewise": (Says("cannot say"), HELP, ["secret"], NoticeState.SENT, ""),
    "a redraw likewise": (Says("cannot say"), REDRAWN, [], NoticeState.WAITING, NO_DIRECTORY),
    "details likewise": (Says("cannot say"), DETAILS, [], NoticeState.WAITING, NO_DIRECTORY),
    "a ping while some role is not known": (Says("staff", lacking=True), NEW, ["secret"], NoticeState.SENT, ""),
    "a ping to nobody so far as is known": (Says("nobody", lacking=True), NEW, ["secret"], NoticeState.SENT, ""),
    "a redraw while some role is not known": (
        Says("staff", lacking=True),
        REDRAWN,
        [],
        NoticeState.WAITING,
        NO_DIRECTORY,
    ),
    "a redraw to one who may, though a role is not known": (
        Says("champion", lacking=True),
        REDRAWN,
        ["secret"],
        NoticeState.SENT,
        "",
    ),
}


@pytest.mark.parametrize("case", CASES)
async def test_who_is_told(case: str) -> None:
    """A yes is told, a no is not, and of *cannot say* only what must be heard is."""
    directory, told, said, state, reason = CASES[case]
    road = Road()
    kept, card, topic, _ = await deliver(directory, told, road)
    assert (road.said, kept.state, kept.reason) == (said, state, reason)
    assert card.live is (road.said != ["emptied"])
    if state is NoticeState.WITHDRAWN and told.card is None:
        (result,) = topic.refused
        assert result.for_good, "nobody was told: for its topic it is a refusal for good"


async def test_an_empty_card_is_put_there_in_the_end() -> None:
    """Where Teams does not take the change just now it is tried again; where the message is gone there is nothing."""
    kept, card, _, _ = await deliver(Says("nobody"), REDRAWN, Road(Undelivered("http_503", for_good=False)))
    assert (kept.state, card.live) == (NoticeState.WAITING, True)
    kept, card, _, _ = await deliver(Says("nobody"), REDRAWN, Road(Undelivered("gone", for_good=True)))
    assert (kept.state, card.live) == (NoticeState.WITHDRAWN, False)


async def test_a_withheld_ping_stands_in_the_timeline() -> None:
    """It alerted nobody, and says so."""
    _, _, _, store = await deliver(Says("nobody"), NEW, Road())
    (entry,) = await store.timeline()
    assert (entry.what, entry.facts) == ("could_not_ring", {"to": "R", "reason": LEFT})
