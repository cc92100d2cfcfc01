"""The card that asks for a review tells the truth, also when somebody was quicker than its delivery."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bot.directory.roster import Roster
from bot.policy.kit.records import Address, CardPurpose, Notice, PostedCard
from bot.policy.log import reviewing
from bot.policy.log.reviewing import LOG_TOPIC, Review, ReviewRound, ReviewSnapshot
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.kit.posted_cards import LandingQueries, settle_sent
from bot.services.kit.topics import Drawn, Sent
from bot.services.log.times import Reviews
from bot.services.log.topic import LogTopic
from bot.settings import load_school
from cards.log.log import log_message
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.policy.school import NOW

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
AT = Address(service_url="https://example.org", conversation="c", activity="a")


async def test_a_review_between_drawing_and_settling_redraws_the_card() -> None:
    """The card was drawn as due, then somebody reviewed the log, then Teams took the card: it is changed at once."""
    store, clock, directory = MemoryStore(), FakeClock(NOW), Roster(SCHOOL.people)
    context = ServiceContext(store, directory, SCHOOL, clock, JobTriggers())
    topic, reviews = LogTopic(context, partial(log_message, SCHOOL, NOW)), Reviews(context)
    await reviews.run()
    due = await reviews.next_due()
    assert due is not None
    clock.move_to(due)
    await reviews.run()
    notice, other = await store.find(Notice)
    drawn = await topic.draw(notice, notice.purpose, await directory.person(notice.to.id))
    assert isinstance(drawn, Drawn)
    held = await store.get(ReviewRound, LOG_TOPIC)
    await store.keep(reviewing.review(SCHOOL.people[0], "", ReviewSnapshot(held), clock.now()))
    asks = LandingQueries(notice, topic, lands=True)
    found = await store.find_each(*asks.queries)
    await store.keep(await settle_sent(store, topic, notice, Sent(AT, drawn.sources), asks, found, clock.now()))
    (card,) = await store.find(PostedCard)
    redraws = [each for each in await store.find(Notice) if each.purpose is CardPurpose.REFRESH]
    assert [each.card for each in redraws] == [card.id]
    shown = await topic.draw(redraws[0], card.purpose, await directory.person(card.to.id))
    assert isinstance(shown, Drawn)
    assert "The log has been reviewed" in (shown.message.card or "")
    # The one that had not gone yet need not be sent any more.
    assert await topic.draw(other, other.purpose, await directory.person(other.to.id)) is None
    assert len(await store.find(Review)) == 1
