"""A document for twenty thousand people, and an announcement to them, by the use cases alone: each step's time, the
longest that it held the loop by its own work, and memory. `python -m bench.documents`, or with `postgres`.

`bench.publication` has the whole bot at work on the same; here nothing else runs beside, so that a step that holds the
loop is seen as what it is. The clock is the tests' own, and nothing is sent.
"""

from __future__ import annotations

import asyncio
import gc
import resource
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench.holds import HOLDS, memory, print_head, step
from bot.directory.roster import Roster
from bot.policy.documents.signing import SigningForm
from bot.policy.kit.people import Person
from bot.policy.kit.school import DocumentRule
from bot.services.announcements.announcements import Announcements
from bot.services.announcements.times import AnnouncementTimes
from bot.services.documents.services import DocumentServices
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.kit.sealed_store import SealedStore
from bot.settings import load_school
from storage.postgres.migrating import migrate
from storage.postgres.store import PostgresStore
from storage.tinydb_store import TinyStore
from tests.clock import FakeClock
from tests.postgres import Server
from tests.rig import MONDAY, SCHOOL_FILE
from tests.services.test_announcements import CHAMPION, REF, SAID, NoFiles, staff

PEOPLE = 20_000
SIGNERS = 200
DAY = 86_400.0
TEXT = "# Ours\n" + "".join(f"## Part {number}\nWords that matter.\n" for number in range(30))


async def main(url: str) -> None:
    """Measure and print, on PostgreSQL where there is a `url` of one."""
    HOLDS.install()
    clock, people = FakeClock(MONDAY), staff(PEOPLE)
    with tempfile.TemporaryDirectory() as folder:
        text, example = Path(folder) / "ours.md", load_school(SCHOOL_FILE)
        text.write_text(TEXT, encoding="utf-8")
        rule = DocumentRule(
            id="ours", title="Ours", file=text, version="1", roles=("staff", "governor"), window=21 * DAY,
            reminders=(7 * DAY,),
        )  # fmt: skip
        school = example.model_copy(update={"documents": (example.aup, rule)})
        if url:
            await migrate(url)
        kept = await (PostgresStore.open(url, "bench") if url else TinyStore.open(Path(folder) / "var"))
        context = ServiceContext(SealedStore(kept, clock), Roster(people), school, clock, JobTriggers())
        context.calendar.next_open(clock.now())  # the holidays are imported at the first question
        gc.collect()
        gc.freeze()  # as the program does once it has started
        before = memory()
        print_head()
        await _document(context, clock, people, text)
        await _announcement(context, clock, people)
        gc.collect()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"memory before, at the end and at most, MB: {before}, {memory()}, {peak}")
        await kept.close()


async def _document(context: ServiceContext, clock: FakeClock, people: list[Person], text: Path) -> None:
    documents = DocumentServices.of(context, NoFiles())
    job = documents.campaigns()
    seen = (await documents.publishing.proposal(CHAMPION, "ours")).seen
    published, _ = await step("a document: Publish", documents.publishing.publish(Actor(CHAMPION, "p"), seen, "ours"))
    await step("everybody's notice is kept", job.run())

    async def sign() -> None:
        for number, person in enumerate(people[-SIGNERS:]):
            form = SigningForm(ticked=True, name=person.name, words="I have read it")
            await documents.signing.sign(Actor(person, f"s{number}"), published.id, form)

    await step(f"{SIGNERS} sign, one after another", sign())
    await step("the overview", documents.outstanding.overview(CHAMPION, 0, "ours"))
    await step("documents", documents.lists.show(CHAMPION))
    clock.move(timedelta(days=1))
    await step("the next morning's look at the staff list", job.run())
    await step("how many to remind", documents.outstanding.count_to_remind(CHAMPION, published.id))
    await step("Remind all", documents.outstanding.remind_all(Actor(CHAMPION, "r"), published.id))
    await step("everybody's reminder is kept", job.run())
    clock.move(timedelta(days=7))
    await step("a reminder falls due for everybody", job.run())
    await step("the evidence", documents.outstanding.evidence(Actor(CHAMPION, "e"), "ours"))
    text.write_text(f"{TEXT}## New\nMore.\n", encoding="utf-8")  # noqa: ASYNC240 - nothing else runs meanwhile
    seen = (await documents.publishing.proposal(CHAMPION, "ours")).seen
    newer, _ = await documents.publishing.publish(Actor(CHAMPION, "p2"), seen, "ours")
    await job.run()
    await step("Take it back", documents.publishing.withdraw(Actor(CHAMPION, "w"), newer.id))
    await step("nothing of it is due any more", job.run())


async def _announcement(context: ServiceContext, clock: FakeClock, people: list[Person]) -> None:
    announcements, times = Announcements(context, NoFiles()), AnnouncementTimes(context)
    until = (clock.now() + timedelta(days=4)).date().isoformat()
    said = replace(SAID, until=until)
    await step("an announcement: Send", announcements.send(Actor(CHAMPION, "a"), said, "d", None))
    await step("everybody's notice is kept", times.run())
    await step("the overview", announcements.show(CHAMPION, REF))
    await step("one sees it", announcements.mark_seen(Actor(people[-1], "b"), REF, 1))
    corrected = announcements.correct(Actor(CHAMPION, "c"), REF, 1, "Fire drill", "At eleven.", asks_again=True)
    await step("Correct", corrected)
    await step("everybody's card is drawn again", times.run())
    clock.move(timedelta(days=1))
    await step("the next morning's look at the staff list", times.run())
    await step("Withdraw", announcements.withdraw(Actor(CHAMPION, "x"), REF))
    await step("everybody's card is drawn again", times.run())


if __name__ == "__main__":
    asyncio.run(main(Server().url if sys.argv[1:] == ["postgres"] else ""))
