"""Documents beside the Acceptable Use Policy: for their audiences, a text or a link, with questions, taken back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.local.cards import words_of
from bot.local.shapes import Json
from bot.policy.documents.campaigns import Ask, AskState, Campaign, ask_id
from bot.policy.documents.signing import Signature
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice
from bot.policy.kit.school import CheckQuestion, DocumentRule, School
from bot.settings import load_school
from tests.clock import FakeClock, eventually
from tests.rig import (
    CHAMPION,
    COORDINATOR,
    GOVERNOR,
    HEAD,
    OTHER_TEACHER,
    SCHOOL_FILE,
    SENIOR,
    TEACHER,
    Rig,
    school_at_work,
    stand_in,
)
from tests.transcripts.play import Line, play

AUP, OURS, LINKED = "AUP-2026-27", "SOCIAL-1", "KCSIE-2026"
TEXT = "# Social media\nBe kind.\n## Pupils\nNever add a pupil as a friend.\n## Photos\nAsk first.\n"
LINK = "https://example.org/keeping-children-safe"
QUESTION = CheckQuestion(
    ask="A pupil asks to be your friend. What now?", answers=("Say yes", "Say no and report it"), right=1,
    section="Pupils",
)  # fmt: skip
MINE = {"read": "true", "name": "Daniel Birtwhistle"}
RIGHT, WRONG = {**MINE, "q0": "1"}, {**MINE, "q0": "0"}
SUPPLY = Person(id="bbbbbbbb-0000-4000-8000-000000000001", name="Supply Teacher", roles=frozenset({"volunteer"}))


def school(folder: Path, *, and_: tuple[Person, ...] = (), questions: tuple[CheckQuestion, ...] = ()) -> School:
    """The example school with a text of its own for staff and governors, and a link for volunteers."""
    (folder / "social.md").write_text(TEXT, encoding="utf-8")
    social = DocumentRule(
        id="social", title="Guidance on social media", file=folder / "social.md", version="1",
        roles=("staff", "governor"), questions=questions,
    )  # fmt: skip
    linked = DocumentRule(
        id="kcsie",
        title="Keeping children safe",
        link=LINK,
        version="2026",
        roles=("volunteer",),
        questions=(QUESTION,),
    )
    example = load_school(SCHOOL_FILE)
    documents = (example.aup, social, linked)
    return example.model_copy(update={"documents": documents, "people": (*example.people, *and_)})


async def is_over(rig: Rig, campaign: str) -> bool:
    """Whether all is done that a withdrawn version still asked for."""
    held = await rig.store.get(Campaign, campaign)
    return held is not None and held.due_at is None


@asynccontextmanager
async def at_work(folder: Path, questions: tuple[CheckQuestion, ...] = ()) -> AsyncIterator[Rig]:
    """That school on a Monday morning."""
    async with school_at_work(folder / "data", school=school(folder, questions=questions)) as rig:
        yield rig


def publish(title: str, who: str = CHAMPION) -> list[Line]:
    """A Champion publishes a document from the list."""
    return [
        (who, "says", "documents"),
        (who, "presses", f"Who has signed: {title}"),
        (who, "presses", "Publish a version"),
        (who, "presses", "Publish"),
        (who, "reads", "Published by"),
    ]


SOCIAL = publish("Guidance on social media")
ASKED: Line = (TEACHER, "reads", "Guidance on social media, version 1")


async def test_a_document_is_read_and_signed_by_its_audience(tmp_path: Path) -> None:
    """Staff and governors are asked, each sees their own, and Champions the share, who is missing and the evidence."""
    async with at_work(tmp_path) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "documents"),
                (TEACHER, "reads", "Nothing has been published yet"),
                (TEACHER, "never reads", "The school's documents"),
                (CHAMPION, "says", "documents"),
                (CHAMPION, "reads", "For: Staff, Governor · Not published yet"),
                (CHAMPION, "presses", "Who has signed: Guidance on social media"),
                (CHAMPION, "reads", "has not been published yet"),
                (CHAMPION, "presses", "Publish a version"),
                (
                    CHAMPION,
                    "reads",
                    "13 people are asked to read and sign it, in school hours. It is for: Staff, Gov",
                ),
                (CHAMPION, "presses", "Publish"),
                (GOVERNOR, "reads", "Guidance on social media, version 1"),
                (GOVERNOR, "says", "sign"),
                (GOVERNOR, "presses", "Sign", {"read": "true", "name": "Winifred Achterberg"}),
                (GOVERNOR, "reads", "Thank you: you have signed “Guidance on social media”, version 1"),
                (GOVERNOR, "says", "documents"),
                (GOVERNOR, "reads", "Version 1 · signed Mon 23 Nov, 10:31"),
                (TEACHER, "says", "documents"),
                (TEACHER, "reads", "Version 1 · asked on Mon 23 Nov"),
                (TEACHER, "presses", "Guidance on social media"),
                (TEACHER, "presses", "Read it"),
                (TEACHER, "reads", "Section 1 of 3 · Guidance on social media"),
                (SENIOR, "says", "documents"),
                (SENIOR, "reads", "For: Staff, Governor · Version 1 · 1 of 13 signed"),
                (SENIOR, "reads", "Oldest still to sign: asked on Mon 23 Nov"),
                (SENIOR, "presses", "Who has signed: Guidance on social media"),
                (SENIOR, "reads", "Mei-Ling Carrow: no answer"),
                (SENIOR, "never reads", "Take it back"),
                (SENIOR, "presses", "Export"),
                (SENIOR, "reads", "Two files are offered below"),
            ],
        )
        (signature,) = await rig.store.find(Signature)
        assert (signature.subject, signature.document, signature.by.id) == (OURS, "social", GOVERNOR)
        assert not [campaign for campaign in await rig.store.find(Campaign) if campaign.id == AUP]


async def test_nobody_is_asked_for_two_documents_on_one_day(tmp_path: Path) -> None:
    """The second waits for the next school day, and so does a reminder; `documents` has both at once."""
    async with at_work(tmp_path) as rig:
        await play(rig, [*SOCIAL, (TEACHER, "reads", "Guidance on social media, version 1")])
        await play(rig, [(CHAMPION, "says", "publish aup"), (CHAMPION, "presses", "Publish")])
        await play(
            rig,
            [
                (TEACHER, "never reads", "AUP-2026-27"),
                (TEACHER, "says", "documents"),
                (TEACHER, "reads", "Acceptable Use Policy"),
                (TEACHER, "reads", "Guidance on social media"),
            ],
        )
        await rig.move(timedelta(days=1))
        await play(rig, [(TEACHER, "reads", "AUP-2026-27")])
        for _ in range(25):
            await rig.move(timedelta(days=1))
        told = [each for each in await rig.store.find(Notice, where={"to_id": TEACHER}) if each.card is None]
        assert len(told) == 7  # the last of the second document's reminders gave way to the end of its window
        days = [notice.due_at.date() for notice in told]
        assert len(set(days)) == len(days)


async def test_whoever_is_away_is_asked_when_they_are_back(tmp_path: Path) -> None:
    """By their own word they are away until Wednesday: the document comes on Thursday, with as long to sign it."""
    async with at_work(tmp_path) as rig:
        await play(
            rig, [(COORDINATOR, "says", "away until 2026-11-25"), *SOCIAL, (OTHER_TEACHER, "reads", "media, version 1")]
        )
        await rig.move(timedelta(days=2))
        await play(rig, [(COORDINATOR, "never reads", "media, version 1")])
        await rig.move(timedelta(days=1))
        await play(rig, [(COORDINATOR, "reads", "media, version 1")])
        ask = await rig.store.get(Ask, ask_id(OURS, COORDINATOR))
        assert ask is not None
        assert ask.asked_on.isoformat() == "2026-11-26"


@pytest.mark.parametrize("title", ["Keeping children safe"])
async def test_an_empty_audience_is_said_before(tmp_path: Path, title: str) -> None:
    """Nobody is a volunteer here: the preview says so and offers no Publish, and a forged press publishes nothing."""
    async with at_work(tmp_path) as rig:
        await play(
            rig,
            [
                (CHAMPION, "says", "documents"),
                (CHAMPION, "presses", f"Who has signed: {title}"),
                (CHAMPION, "presses", "Publish a version"),
                (CHAMPION, "reads", "Nobody would be asked: nobody holds a role that it is for (Volunteer)."),
                (CHAMPION, "never reads", "Publish\n"),
            ],
        )
        await rig.teams.forge(CHAMPION, "aup.publish", {"document": "kcsie", "text": "0" * 64})
        assert await rig.store.find(Campaign) == []


async def test_a_link_with_questions(tmp_path: Path) -> None:
    """The link is a button; a question comes before the signature, and how often it was answered is kept nowhere."""
    held = school(tmp_path, and_=(SUPPLY,))
    async with school_at_work(tmp_path / "data", school=held) as rig:
        await play(
            rig,
            [
                *publish("Keeping children safe"),
                (SUPPLY.id, "reads", LINK),
                (SUPPLY.id, "reads", "What stood there that day is not known"),
                (SUPPLY.id, "presses", "Sign", {**WRONG, "name": "Supply Teacher"}),
                (SUPPLY.id, "reads", "That is not it yet."),
                (SUPPLY.id, "presses", "Sign", {**RIGHT, "name": "Supply Teacher"}),
                (SUPPLY.id, "reads", "I have answered the questions about it, and I have understood it."),
                (TEACHER, "never reads", "Keeping children safe"),
            ],
        )
        (signature,) = await rig.store.find(Signature)
        assert (signature.subject, signature.sha256, signature.understood) == (LINKED, "", True)
        assert not [entry for entry in await rig.store.timeline() if "q0" in entry.facts or "answers" in entry.facts]


async def test_a_wrong_answer_shows_the_section_again(tmp_path: Path) -> None:
    """The part that says it, the way back with all that was filled in but the wrong answer, and then the signature."""
    async with at_work(tmp_path, questions=(QUESTION,)) as rig:
        await play(
            rig,
            [
                *SOCIAL,
                ASKED,
                (TEACHER, "presses", "Sign", WRONG),
                (TEACHER, "reads", "An answer was not right yet. Here is what it is about."),
                (TEACHER, "reads", "Never add a pupil as a friend."),
                (TEACHER, "never reads", "Ask first."),
                (TEACHER, "presses", "Back to the questions"),
                (TEACHER, "reads", "One short question first"),
                (TEACHER, "presses", "Sign", MINE),
                (TEACHER, "reads", "Please answer this too."),
                (TEACHER, "presses", "Sign", {"q0": "1"}),
                (TEACHER, "reads", "This is your receipt"),
            ],
        )
        for number, answer in enumerate(("", "2", "-1", "x", "01")):
            forged: Json = {"id": OURS, "read": "true", "name": "Mei-Ling Carrow", "q0": answer, "draft": str(number)}
            await rig.teams.forge(OTHER_TEACHER, "aup.sign", forged)
            assert (await rig.store.get(Signature, ask_id(OURS, OTHER_TEACHER)) is None) is (answer != "01")


async def test_a_publication_by_mistake_is_taken_back(tmp_path: Path) -> None:
    """Within minutes: nobody is asked any more, the card says so, the version before stands again; later it is too
    late."""
    async with at_work(tmp_path) as rig:
        await play(
            rig, [*SOCIAL, ASKED, (TEACHER, "presses", "Sign", MINE), (TEACHER, "reads", "This is your receipt")]
        )
        await rig.move(timedelta(days=1))
        (tmp_path / "social.md").write_text(TEXT + "## Oops\nNot ready.\n", encoding="utf-8")
        await play(
            rig,
            [
                (CHAMPION, "says", "documents"),
                (CHAMPION, "presses", "Who has signed: Guidance on social media"),
                (CHAMPION, "presses", "Publish a version"),
                (CHAMPION, "presses", "Publish"),
                (TEACHER, "reads", "SOCIAL-1.2"),
                (OTHER_TEACHER, "reads", "SOCIAL-1.2"),
                (CHAMPION, "presses", "Take it back"),
                (CHAMPION, "reads", "The version before it stands again."),
                (CHAMPION, "presses", "Send"),
                (CHAMPION, "reads", "It is taken back."),
                (TEACHER, "reads", "Taken back on Tue 24 Nov"),
                (OTHER_TEACHER, "reads", "It was published by mistake."),
                (TEACHER, "says", "documents"),
                (TEACHER, "reads", "Version 1 · signed Mon 23 Nov"),
            ],
        )
        forged: Json = {"id": "SOCIAL-1.2", "read": "true", "name": "Mei-Ling Carrow"}
        await rig.teams.forge(OTHER_TEACHER, "aup.sign", forged)
        assert await rig.store.get(Signature, ask_id("SOCIAL-1.2", OTHER_TEACHER)) is None
        await eventually(partial(is_over, rig, "SOCIAL-1.2"))
        taken_back, again = await rig.store.get(Campaign, "SOCIAL-1.2"), await rig.store.get(Campaign, OURS)
        assert taken_back is not None
        assert again is not None
        assert (taken_back.current, taken_back.due_at, again.current) == (False, None, True)
        assert [entry.what for entry in await rig.store.timeline("SOCIAL-1.2")][-1] == "document_withdrawn"
        assert await rig.store.next_due(Ask, where={"subject": "SOCIAL-1.2"}) is None
        await rig.move(timedelta(minutes=31))
        await rig.teams.forge(CHAMPION, "documents.withdraw.send", {"id": OURS})
        late = await rig.store.get(Campaign, OURS)
        assert late is not None
        assert (late.current, late.withdrawn_at) == (True, None)


async def test_taken_back_before_anybody_was_asked(tmp_path: Path) -> None:
    """Published on a Saturday and taken back at once: on Monday nobody hears of it."""
    saturday = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    held, clock = school(tmp_path), FakeClock(saturday)
    async with (
        stand_in(held, clock) as teams,
        school_at_work(tmp_path / "d", school=held, teams=teams, clock=clock) as rig,
    ):
        await play(rig, [*SOCIAL, (CHAMPION, "presses", "Take it back"), (CHAMPION, "presses", "Send")])
        await rig.move(timedelta(days=2))
        await play(
            rig, [(TEACHER, "never reads", "social media"), (CHAMPION, "never reads", "Please read it and sign")]
        )


async def test_who_only_changed_their_name_is_asked_nothing(tmp_path: Path) -> None:
    """A signature is a person's, whatever they are called; a leaver is closed, and what they signed stays."""
    held, clock = school(tmp_path), FakeClock(datetime(2026, 11, 23, 10, 30, tzinfo=UTC))
    async with stand_in(held, clock) as teams:
        async with school_at_work(tmp_path / "data", school=held, teams=teams, clock=clock) as rig:
            await play(
                rig, [*SOCIAL, ASKED, (TEACHER, "presses", "Sign", MINE), (TEACHER, "reads", "This is your receipt")]
            )
        people = tuple(
            person.model_copy(update={"name": "Daniel Wren"}) if person.id == TEACHER else person
            for person in held.people
            if person.id != OTHER_TEACHER
        )
        later = held.model_copy(update={"people": people})
        async with school_at_work(tmp_path / "data", school=later, teams=teams, clock=clock) as rig:
            before = len(await rig.store.find(Notice, where={"to_id": TEACHER}))
            await rig.move(timedelta(days=1))

            async def has_left() -> bool:
                ask = await rig.store.get(Ask, ask_id(OURS, OTHER_TEACHER))
                return ask is not None and ask.standing is AskState.LEFT

            await eventually(has_left)
            await rig.at_rest()
            assert len(await rig.store.find(Notice, where={"to_id": TEACHER})) == before
            (signature,) = await rig.store.find(Signature)
            assert signature.by.name == "Daniel Birtwhistle"


@pytest.mark.parametrize(
    "verb", ["aup.publish", "aup.propose", "aup.overview", "documents.withdraw.send", "aup.export"]
)
async def test_a_teacher_may_none_of_it(tmp_path: Path, verb: str) -> None:
    """A button of the Champions', forged by a teacher, changes nothing of any document."""
    async with at_work(tmp_path) as rig:
        await play(rig, [*SOCIAL, (TEACHER, "reads", "Guidance on social media, version 1")])
        before = await rig.store.timeline()
        answer = await rig.teams.forge(TEACHER, verb, {"id": OURS, "document": "social", "text": "x"})
        assert "somebody else" in answer.message
        assert await rig.store.timeline() == before


async def test_two_champions_publish_at_once(tmp_path: Path) -> None:
    """One of them did, and there is one version."""
    async with at_work(tmp_path) as rig:
        ready = [line for who in (CHAMPION, HEAD) for line in publish("Guidance on social media", who)[:3]]
        await play(rig, [*ready, (CHAMPION, "presses", "Publish"), (HEAD, "presses", "Publish")])
        await play(rig, [(HEAD, "reads", "It had been published already.")])
        assert [campaign.id for campaign in await rig.store.find(Campaign)] == [OURS]


LATE: dict[str, dict[str, Json]] = {
    "aup.sign": {"read": "true", "name": "Daniel Birtwhistle"},
    "aup.not_yet": {},
    "aup.decline": {},
    "aup.decline.send": {"reason": "I do not agree"},
    "aup.question.send": {"question": "What about photos?"},
}


async def test_what_is_pressed_on_a_first_version_that_was_taken_back(tmp_path: Path) -> None:
    """Each says so with no word of reports, and nothing is kept; words that were typed come back, to be asked."""
    async with at_work(tmp_path) as rig:
        await play(rig, [*SOCIAL, ASKED, (CHAMPION, "presses", "Take it back"), (CHAMPION, "presses", "Send")])
        await rig.at_rest()
        for verb, data in LATE.items():
            answer = await rig.teams.forge(TEACHER, verb, {**data, "id": OURS})
            said = words_of(answer.card) if answer.card else answer.message
            assert "The version on that card was taken back" in said, verb
            typed = data.get("reason") or data.get("question")
            assert str(typed or "Guidance on social media") in json.dumps(answer.card), verb
        assert await rig.store.find(Signature) == []
        assert {ask.standing for ask in await rig.store.find(Ask)} == {AskState.UNANSWERED}


async def test_a_version_that_has_ended_reminds_nobody(tmp_path: Path) -> None:
    """Its overview shows how it ended, offers nobody to remind, and a forged press reminds nobody."""
    async with at_work(tmp_path) as rig:
        await play(rig, [*SOCIAL, ASKED, (CHAMPION, "says", "documents")])
        await play(rig, [(CHAMPION, "presses", "Who has signed: Guidance on social media")])
        assert await rig.teams.forge(CHAMPION, "aup.overview", {"id": OURS})
        await play(rig, [(CHAMPION, "reads", "Remind all")])
        await rig.move(timedelta(days=1))
        (tmp_path / "social.md").write_text(TEXT + "## More\nAnd more.\n", encoding="utf-8")
        await play(rig, [*SOCIAL, (TEACHER, "reads", "SOCIAL-1.2")])
        before = len(await rig.store.find(Notice, where={"subject": OURS}))
        ended = await rig.teams.forge(CHAMPION, "aup.overview", {"id": OURS})
        assert ended.card
        assert "This version has ended" in words_of(ended.card)
        assert "Remind all" not in words_of(ended.card)
        for verb, data in {"aup.remind_all": {"all": "1"}, "aup.remind": {"person": TEACHER}}.items():
            await rig.teams.forge(CHAMPION, verb, {"id": OURS, "sent": 1, **data})
        await rig.at_rest()
        assert len(await rig.store.find(Notice, where={"subject": OURS})) == before


async def test_who_is_asked_tomorrow_is_not_the_oldest(tmp_path: Path) -> None:
    """Told of another document today, they are asked for this one tomorrow: until then nobody is outstanding longest,
    and the overview says that it is still to come."""
    async with at_work(tmp_path) as rig:
        await play(rig, [*SOCIAL, ASKED, (CHAMPION, "says", "publish aup"), (CHAMPION, "presses", "Publish")])
        await rig.at_rest()
        await play(
            rig,
            [
                (SENIOR, "says", "documents"),
                (SENIOR, "never reads", "asked on Tue 24 Nov"),
                (SENIOR, "says", "who has not signed"),
                (SENIOR, "reads", "To be asked on Tue 24 Nov"),
            ],
        )


async def test_a_document_that_the_settings_lost_asks_nobody_more(tmp_path: Path) -> None:
    """A joiner is not asked for it and nobody is reminded; the overview says why. What was signed stays, and once the
    settings have it again all goes on."""
    held, clock = school(tmp_path), FakeClock(datetime(2026, 11, 23, 10, 30, tzinfo=UTC))
    joiner = Person(id="bbbbbbbb-0000-4000-8000-000000000002", name="Newly Come", roles=frozenset({"staff"}))
    joined = held.model_copy(update={"people": (*held.people, joiner)})
    lost = joined.model_copy(update={"documents": (held.aup,)})
    async with stand_in(joined, clock) as teams:
        async with school_at_work(tmp_path / "data", school=held, teams=teams, clock=clock) as rig:
            await play(rig, [*SOCIAL, ASKED])
            before = len(await rig.store.find(Notice, where={"subject": OURS}))
        async with school_at_work(tmp_path / "data", school=lost, teams=teams, clock=clock) as rig:
            rig.clock.move(timedelta(days=8))

            async def was_put_off() -> bool:
                campaign = await rig.store.get(Campaign, OURS)
                return campaign is not None and campaign.due_at is not None and campaign.due_at > rig.clock.now()

            await eventually(was_put_off)
            await rig.teams.install(joiner.id)
            assert await rig.store.get(Ask, ask_id(OURS, joiner.id)) is None
            assert len(await rig.store.find(Notice, where={"subject": OURS})) == before
            shown = await rig.teams.forge(CHAMPION, "aup.overview", {"id": OURS})
            assert shown.card
            assert "no longer have this one" in words_of(shown.card)
            assert "Remind all" not in words_of(shown.card)
        async with school_at_work(tmp_path / "data", school=joined, teams=teams, clock=clock) as rig:
            await rig.move(timedelta(days=1))
            await play(rig, [(joiner.id, "reads", "Guidance on social media")])
