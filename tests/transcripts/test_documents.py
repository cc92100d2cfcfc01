"""The Acceptable Use Policy: published by a Champion, signed by everyone, asked about, declined, put off."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.local.shapes import Json
from bot.policy.documents.campaigns import Ask, AskState, ask_id
from bot.policy.documents.publication import Publication
from bot.policy.documents.signing import Signature
from bot.policy.kit.records import Notice
from tests.chain import first_broken
from tests.clock import eventually
from tests.rig import (
    ASSISTANT,
    CHAMPION,
    COORDINATOR,
    GOVERNOR,
    HEAD,
    OTHER_TEACHER,
    SENIOR,
    TEACHER,
    Rig,
)
from tests.transcripts.play import Line, play, seen

AUP = "AUP-2026-27"
PUBLISHED: list[Line] = [
    (CHAMPION, "says", "publish aup"),
    (CHAMPION, "reads", "This is the first version"),
    (CHAMPION, "reads", "12 people on the staff list are asked to sign"),
    (CHAMPION, "presses", "Publish"),
    (CHAMPION, "reads", "Published by Gareth Penhallow"),
    (TEACHER, "reads", "Please read it and sign it"),
    (CHAMPION, "reads", "Please read it and sign it"),
]
MINE = {"read": "true", "name": "Daniel Birtwhistle"}
THEIRS = {"read": "true", "name": "Mei-Ling Carrow"}

STORIES: dict[str, list[Line]] = {
    "signed from the card that came, with a receipt to keep": [
        *PUBLISHED,
        (TEACHER, "reads", "12 sections, about 4 minutes to read"),
        (TEACHER, "reads", "If you come across illegal material"),
        (TEACHER, "presses", "Sign", MINE),
        (TEACHER, "reads", "Thank you: you have signed the Acceptable Use Policy 2026-27"),
        (TEACHER, "reads", "Mon 23 Nov 2026, 10:31"),
        (TEACHER, "reads", "I have read the Acceptable Use Policy 2026-27 and I will keep to it."),
        (CHAMPION, "says", "who has not signed"),
        (CHAMPION, "reads", "1 of 12 signed"),
    ],
    "nothing is asked of anybody before Publish is pressed": [
        (CHAMPION, "says", "publish aup"),
        (CHAMPION, "reads", "What changes"),
        (TEACHER, "says", "sign"),
        (TEACHER, "reads", "There is nothing for you to sign just now"),
        (CHAMPION, "presses", "Read it"),
        (CHAMPION, "reads", "Section 1 of 12"),
        (CHAMPION, "presses", "Next"),
        (CHAMPION, "reads", "Why this matters"),
        (CHAMPION, "presses", "Back"),
        (CHAMPION, "reads", "Section 1 of 12"),
        (CHAMPION, "says", "who has not signed"),
        (CHAMPION, "reads", "Nothing has been published yet"),
    ],
    "read section by section, left and gone on with, and signed at the end": [
        *PUBLISHED,
        (TEACHER, "presses", "Read it"),
        (TEACHER, "reads", "Section 1 of 12"),
        (TEACHER, "presses", "Next"),
        (TEACHER, "reads", "Section 2 of 12"),
        (TEACHER, "presses", "Back"),
        (TEACHER, "reads", "You have read this section"),
        (TEACHER, "presses", "Next"),
        (TEACHER, "presses", "Next"),
        (TEACHER, "reads", "Pass spam and doubtful messages on"),
        (TEACHER, "says", "sign"),
        (TEACHER, "reads", "You have read 2 of 12 sections."),
        (TEACHER, "presses", "Not yet"),
        (TEACHER, "reads", "That is fine"),
        (TEACHER, "presses", "Go on reading"),
        (TEACHER, "reads", "Section 3 of 12"),
        (TEACHER, "presses", "Contents"),
        (TEACHER, "reads", "✓ Why this matters"),
        (TEACHER, "reads", "▸ Reporting"),
        (TEACHER, "presses", "Asking"),
        (TEACHER, "reads", "You have not opened all of it here: 9 of its 11 other sections are left."),
        (TEACHER, "presses", "Back", {"name": "Daniel Birt"}),
        (TEACHER, "reads", "Section 11 of 12"),
        (TEACHER, "presses", "Next"),
        (TEACHER, "reads", "Daniel Birt"),
        (TEACHER, "presses", "Sign", {"name": "Daniel Birtwhistle"}),
        (TEACHER, "reads", "Please read it and tick the box first."),
        (TEACHER, "presses", "Sign", {"read": "true"}),
        (TEACHER, "reads", "Thank you: you have signed the Acceptable Use Policy"),
        (TEACHER, "reads", "This is your receipt. A signature is kept as it is"),
        (TEACHER, "presses", "Read it again"),
        (TEACHER, "reads", "Section 1 of 12"),
        (TEACHER, "never reads", "You have read this section"),
        (CHAMPION, "says", "who has not signed"),
        (CHAMPION, "never reads", "of 12 sections"),
    ],
    "read where the client opens no dialogs: a message of its own, which nothing redraws": [
        *PUBLISHED,
        (TEACHER, "presses the fallback", "Read it"),
        (TEACHER, "reads", "Section 1 of 12"),
        (TEACHER, "presses the fallback", "Next"),
        (TEACHER, "reads", "Section 2 of 12"),
        (TEACHER, "has cards", "2"),
        (CHAMPION, "says", "who has not signed"),
        (CHAMPION, "presses", "Set aside"),
        (CHAMPION, "presses", "Save", {"person": TEACHER, "until": "2026-12-09"}),
        (TEACHER, "reads", "Nothing is asked of you before Wed 9 Dec"),
        (TEACHER, "reads", "Section 2 of 12"),
        (TEACHER, "presses the fallback", "Contents"),
        (TEACHER, "presses the fallback", "Asking"),
        (TEACHER, "presses the fallback", "Sign", MINE),
        (TEACHER, "reads", "This is your receipt"),
    ],
    "the tick and the name are asked for on the same card": [
        *PUBLISHED,
        (TEACHER, "presses", "Sign", {"name": "Daniel Birtwhistle"}),
        (TEACHER, "reads", "Please read it and tick the box first."),
        (TEACHER, "reads", "Daniel Birtwhistle"),
        (TEACHER, "presses", "Sign", {"read": "true"}),
        (TEACHER, "reads", "This is your receipt"),
    ],
    "another name is asked about once and then kept as typed": [
        *PUBLISHED,
        (TEACHER, "presses", "Sign", {"read": "true", "name": "Dan B."}),
        (TEACHER, "reads", "On the staff list you are Daniel Birtwhistle"),
        (TEACHER, "presses", "Sign"),
        (TEACHER, "reads", "This is your receipt"),
        (TEACHER, "reads", "Dan B."),
        (TEACHER, "reads", "Daniel Birtwhistle"),
        (OTHER_TEACHER, "presses", "Sign", THEIRS),
        (OTHER_TEACHER, "reads", "This is your receipt"),
        (CHAMPION, "says", "who has not signed"),
        (CHAMPION, "reads", "Signed under another name"),
        (CHAMPION, "reads", "Daniel Birtwhistle signed as “Dan B.”"),
        (CHAMPION, "never reads", "Mei-Ling Carrow signed as"),
    ],
    "signing again answers with the first signature": [
        *PUBLISHED,
        (TEACHER, "says", "sign"),
        (TEACHER, "presses", "Sign", MINE),
        (TEACHER, "reads", "This is your receipt"),
        (TEACHER, "says", "sign"),
        (TEACHER, "reads", "This is your receipt"),
    ],
    "not yet, a question, its answer, and the signature": [
        *PUBLISHED,
        (TEACHER, "presses", "Not yet"),
        (TEACHER, "reads", "That is fine"),
        (TEACHER, "presses", "I have a question"),
        (TEACHER, "presses", "Send", {"question": "May I use my own phone on trips?"}),
        (TEACHER, "reads", "Sent to the Champions"),
        (CHAMPION, "reads", "May I use my own phone on trips?"),
        (HEAD, "reads", "May I use my own phone on trips?"),
        (SENIOR, "never reads", "May I use my own phone"),
        (CHAMPION, "presses", "Answer"),
        (CHAMPION, "presses", "Send", {"answer": "Only to phone school. 🙂"}),
        (CHAMPION, "reads", "Answered"),
        (HEAD, "reads", "Only to phone school. 🙂"),
        (TEACHER, "reads", "Only to phone school. 🙂"),
        (TEACHER, "says", "sign"),
        (TEACHER, "presses", "Sign", MINE),
        (TEACHER, "reads", "This is your receipt"),
    ],
    "declined, which the Champions are told, and signed after all": [
        *PUBLISHED,
        (TEACHER, "presses", "Decline"),
        (TEACHER, "reads", "Decline the Acceptable Use Policy?"),
        (TEACHER, "reads", "Rosalind Okafor and Gareth Penhallow are told"),
        (TEACHER, "presses", "Send", {"reason": "The part about phones"}),
        (TEACHER, "reads", "Your decision is noted"),
        (CHAMPION, "reads", "Somebody declined the Acceptable Use Policy"),
        (CHAMPION, "reads", "Daniel Birtwhistle, Mon 23 Nov, 10:31: The part about phones"),
        (TEACHER, "reads", "You declined on Mon 23 Nov, 10:31"),
        (TEACHER, "reads", "Rosalind Okafor and Gareth Penhallow know and will talk to you."),
        (TEACHER, "reads", "To sign after all, press Sign."),
        (TEACHER, "never reads", "Decline\n"),
        (OTHER_TEACHER, "presses", "Not yet"),
        (OTHER_TEACHER, "reads", "That is fine"),
        (CHAMPION, "says", "who has not signed"),
        (CHAMPION, "reads", "Daniel Birtwhistle: declined"),
        (CHAMPION, "reads", "Mei-Ling Carrow: not yet"),
        (CHAMPION, "reads", "Jordan Pickersgill: no answer"),
        (TEACHER, "presses", "Sign", MINE),
        (TEACHER, "reads", "This is your receipt"),
    ],
    "nothing is declined without a word": [
        *PUBLISHED,
        (TEACHER, "presses", "Decline"),
        (TEACHER, "presses", "Send", {"reason": " "}),
        (TEACHER, "reads", "Decline the Acceptable Use Policy?"),
        (TEACHER, "reads", "Please fill this in."),
        (TEACHER, "presses", "Ask a question instead"),
        (TEACHER, "presses", "Send", {"question": "May I use my own phone on trips?"}),
        (CHAMPION, "reads", "May I use my own phone on trips?"),
        (CHAMPION, "never reads", "Somebody declined"),
        (TEACHER, "never reads", "You declined"),
    ],
    "a card that was asked for by its word shows afterwards how it stands": [
        *PUBLISHED,
        (TEACHER, "says", "sign"),
        (TEACHER, "has cards", "2"),
        (TEACHER, "presses", "Decline"),
        (TEACHER, "presses", "Send", {"reason": "The part about phones"}),
        (TEACHER, "reads", "You declined on Mon 23 Nov, 10:31"),
        (TEACHER, "never reads", "Decline\n"),
    ],
    "who has not signed is for Champions and senior leaders": [
        *PUBLISHED,
        (TEACHER, "says", "who has not signed"),
        (TEACHER, "reads", "This is for somebody else to do"),
        (TEACHER, "says", "export aup"),
        (TEACHER, "says", "publish aup"),
        (TEACHER, "never reads", "Jordan Pickersgill"),
        (SENIOR, "reads", "Please read it and sign it"),
        (SENIOR, "says", "who has not signed"),
        (SENIOR, "reads", "0 of 12 signed"),
        (SENIOR, "reads", "Asked on Mon 23 Nov"),
        (SENIOR, "never reads", "Set aside"),
        (GOVERNOR, "says", "sign"),
        (GOVERNOR, "reads", "There is nothing for you to sign"),
    ],
    "a second Champion publishes the same": [
        (CHAMPION, "says", "publish aup"),
        (HEAD, "says", "publish aup"),
        (CHAMPION, "presses", "Publish"),
        (HEAD, "presses", "Publish"),
        (HEAD, "reads", "It had been published already."),
        (HEAD, "reads", "Published by Gareth Penhallow"),
        (HEAD, "says", "publish aup"),
        (HEAD, "reads", "there is nothing to publish"),
    ],
    "the evidence is offered as two files": [
        *PUBLISHED,
        (TEACHER, "presses", "Sign", MINE),
        (TEACHER, "reads", "This is your receipt"),
        (SENIOR, "says", "export aup"),
        (SENIOR, "reads", "Two files are offered below"),
        (SENIOR, "reads", "1 of 12 signed"),
    ],
    "an older client, which knows no Action.Execute": [
        (CHAMPION, "says", "publish aup"),
        (CHAMPION, "presses the fallback", "Publish"),
        (TEACHER, "reads", "Please read it and sign it"),
        (TEACHER, "presses the fallback", "Sign"),
        (TEACHER, "reads", "Your full name"),
        (TEACHER, "presses the fallback", "Sign", MINE),
        (TEACHER, "reads", "This is your receipt"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_a_signature_is_that_of_the_presser_alone(rig: Rig) -> None:
    """Whatever a forged card says of whose signature it is, the one who presses has signed, or nobody."""
    await play(rig, PUBLISHED)
    forged: Json = {
        **{"id": AUP, "person": HEAD, "by": HEAD, "who": {"id": HEAD, "name": "X"}},
        **{"read": "true", "again": 1, "name": "Rosalind Okafor"},
    }
    await rig.teams.forge(OTHER_TEACHER, "aup.sign", forged)
    (signature,) = await rig.store.find(Signature)
    assert signature.by.id == OTHER_TEACHER
    assert signature.by.name == "Mei-Ling Carrow"
    assert signature.typed == "Rosalind Okafor"
    assert not signature.matched
    assert await rig.store.get(Signature, ask_id(AUP, HEAD)) is None


@pytest.mark.parametrize(
    "verb",
    ["aup.publish", "aup.preview", "aup.propose", "aup.overview", "aup.remind", "aup.remind_all", "aup.set_aside",
     "aup.set_aside.send", "aup.believe", "aup.export", "training.begin", "training.form", "training.send",
     "training.show"],
)  # fmt: skip
async def test_staff_see_only_their_own(rig: Rig, verb: str) -> None:
    """A button of the Champions', forged by a teacher, is refused and tells nothing."""
    await play(rig, PUBLISHED)
    before = len(await rig.store.timeline())
    data: Json = {"id": AUP, "person": ASSISTANT, "until": "2027-01-10", "title": "x", "held_on": "2026-11-20"}
    answer = await rig.teams.forge(TEACHER, verb, data)
    assert "somebody else" in answer.message
    assert "Pickersgill" not in seen(rig, TEACHER)
    assert len(await rig.store.timeline()) == before


async def test_a_thread_is_its_askers_and_the_champions(rig: Rig) -> None:
    """Nobody else reads a question, adds to it or answers it."""
    await play(rig, [*PUBLISHED, (TEACHER, "presses", "Not yet"), (TEACHER, "presses", "I have a question")])
    await play(rig, [(TEACHER, "presses", "Send", {"question": "Why?"})])
    await play(rig, [(CHAMPION, "reads", "Why?"), (OTHER_TEACHER, "reads", "Please read it")])
    for verb in ("aup.thread", "aup.answer", "aup.question.send"):
        data: Json = {"id": f"{AUP}.Q1", "thread": f"{AUP}.Q1", "answer": "x", "question": "x"}
        answer = await rig.teams.forge(OTHER_TEACHER, verb, data)
        assert "no report by that reference" in answer.message
    assert "Why?" not in seen(rig, OTHER_TEACHER)


async def test_a_thread_goes_on(rig: Rig) -> None:
    """An answer may be asked about again in the same thread, also after signing; every Champion's card follows."""
    await play(rig, STORIES["not yet, a question, its answer, and the signature"])
    await rig.move(timedelta(minutes=5))
    await play(
        rig,
        [
            (TEACHER, "presses", "Ask something more"),
            (TEACHER, "presses", "Send", {"question": "Thank you. And photographs?"}),
            (CHAMPION, "reads", "And photographs?"),
            (HEAD, "presses", "Answer"),
            (HEAD, "presses", "Send"),
            (HEAD, "reads", "Please fill this in."),
            (HEAD, "presses", "Send", {"answer": "Only with consent."}),
            (TEACHER, "reads", "Rosalind Okafor, Mon 23 Nov, 10:36"),
            (CHAMPION, "reads", "Only with consent."),
        ],
    )


async def test_two_presses_on_sign_are_one_signature(rig: Rig) -> None:
    """A double press, a repeated delivery and an old card all find the first signature, which is never edited."""
    await play(rig, PUBLISHED)
    card = rig.teams.chat(TEACHER).standing[-1].id
    first, _ = await asyncio.gather(*(rig.teams.press(TEACHER, "Sign", MINE, on=card) for _ in range(2)))
    kept = await rig.store.get(Signature, ask_id(AUP, TEACHER))
    await rig.teams.repeat(first)
    await rig.move(timedelta(hours=1))
    again: Json = {"id": AUP, "read": "true", "name": "Somebody Else", "again": 1}
    await rig.teams.forge(TEACHER, "aup.sign", again)
    assert await rig.store.find(Signature) == [kept]
    signed = [entry for entry in await rig.store.timeline(AUP) if entry.what == "aup_signed"]
    assert len(signed) == 1


async def test_the_record_stands_up(rig: Rig) -> None:
    """Publication, signature, decline, question and answer are in one unbroken chain, with no words of anybody's."""
    await play(rig, STORIES["not yet, a question, its answer, and the signature"])
    await play(rig, [(OTHER_TEACHER, "presses", "Decline"), (OTHER_TEACHER, "presses", "Send", {"reason": "Mine"})])
    entries = await rig.store.timeline(AUP)
    assert [entry.what for entry in entries] == [
        "aup_published", "aup_not_yet", "aup_question", "aup_answer", "aup_signed", "aup_declined",
    ]  # fmt: skip
    assert first_broken(await rig.store.timeline()) is None
    assert "phone" not in str(entries)
    published = await rig.store.get(Publication, AUP)
    signature = await rig.store.get(Signature, ask_id(AUP, TEACHER))
    assert published is not None
    assert signature is not None
    assert signature.sha256 == published.sha256 == entries[0].facts["sha256"]


async def test_reminders_come_kindly_and_stop(rig: Rig) -> None:
    """At the configured ages, shorter each time, never to whoever has answered for good or waits for an answer; after
    the window the Champions get the list once."""
    await play(
        rig,
        [
            *PUBLISHED,
            (TEACHER, "presses", "Not yet"),
            (OTHER_TEACHER, "reads", "Please read it"),
            (OTHER_TEACHER, "presses", "Decline"),
            (OTHER_TEACHER, "presses", "Decline"),
            (ASSISTANT, "reads", "Please read it"),
            (ASSISTANT, "presses", "Not yet"),
            (ASSISTANT, "presses", "I have a question"),
            (ASSISTANT, "presses", "Send", {"question": "Why?"}),
            (COORDINATOR, "reads", "Please read it"),
            (COORDINATOR, "presses", "Sign", {"read": "true", "name": "Priya Ramanathan"}),
        ],
    )
    await rig.move(timedelta(days=7, minutes=1))
    await play(rig, [(TEACHER, "reads", "A friendly reminder"), (SENIOR, "reads", "A friendly reminder")])
    await rig.move(timedelta(days=7))
    await play(rig, [(TEACHER, "reads", "still needs your signature"), (SENIOR, "reads", "still needs your signature")])
    # The third age, 13 December, is a Sunday: it waits for school hours.
    await rig.move(timedelta(days=6))
    rig.clock.move_to(datetime(2026, 12, 14, 8, 1, tzinfo=UTC))
    await play(rig, [(TEACHER, "reads", "Still to sign, please.")])
    assert seen(rig, TEACHER).count("Still to sign, please.") == 1
    rig.clock.move_to(datetime(2026, 12, 15, 12, 0, tzinfo=UTC))
    await play(rig, [(CHAMPION, "reads", "The time to answer has run out"), (HEAD, "reads", "The time to answer")])
    for quiet in (OTHER_TEACHER, ASSISTANT, COORDINATOR):
        assert "reminder" not in seen(rig, quiet)
    lists = [notice for notice in await rig.store.find(Notice) if notice.purpose.value == "aup_list"]
    assert sorted(notice.to.id for notice in lists) == [HEAD, CHAMPION]


async def test_the_evidence_needs_no_other_system(rig: Rig) -> None:
    """The table has each signature with version and hash and runs no formula; the page has the counts and the names
    that are outstanding, and both are text."""
    forged: Json = {"id": AUP, "read": "true", "name": "=1+1", "again": 1}
    await play(rig, [*PUBLISHED, (TEACHER, "presses", "Sign", MINE), (TEACHER, "reads", "This is your receipt")])
    await rig.teams.forge(OTHER_TEACHER, "aup.sign", forged)
    await play(rig, [(SENIOR, "says", "export aup"), (SENIOR, "reads", "Two files are offered below")])
    await rig.teams.accept_file(SENIOR)
    await play(rig, [(SENIOR, "reads", "It is in your OneDrive now.")])
    published = await rig.store.get(Publication, AUP)
    assert published is not None
    table = bytes(rig.teams.files.newest(f"{AUP}-signatures.csv").content).decode("utf-8-sig").split("\r\n")
    assert len(table) == 4
    assert f"AUP-2026-27,2026-27,{published.sha256},Daniel Birtwhistle,Daniel Birtwhistle,yes" in table[1]
    assert "Mei-Ling Carrow,'=1+1,no" in table[2]
    offers = [message.id for message in rig.teams.chat(SENIOR).standing if message.consent]
    await rig.teams.client.accept_file(SENIOR, offers[0])
    await rig.teams.until(lambda: seen(rig, SENIOR).count("in your OneDrive now") == 2)
    page = bytes(rig.teams.files.newest(f"{AUP}-statement.txt").content).decode()
    for said in (published.sha256, "Staff          12", "Signed         2", "Outstanding    10", "Jordan Pickersgill"):
        assert said in page
    assert len(page.splitlines()) < 60


async def test_one_press_reminds_all_or_one(rig: Rig) -> None:
    """At most one message a day for a person; whoever declined or signed is left out."""
    await play(rig, [*PUBLISHED, (CHAMPION, "says", "who has not signed"), (CHAMPION, "presses", "Remind all")])
    await play(rig, [(CHAMPION, "reads", "There is nobody to remind just now"), (CHAMPION, "presses", "Not now")])
    await rig.move(timedelta(days=1))
    await play(
        rig,
        [
            (CHAMPION, "presses", "Remind one"),
            (CHAMPION, "presses", "Send", {"person": TEACHER}),
            (CHAMPION, "reads", "They are reminded in school hours."),
            (CHAMPION, "presses", "Remind one"),
            (CHAMPION, "presses", "Send", {"person": TEACHER}),
            (CHAMPION, "reads", "One a day is enough"),
            (CHAMPION, "presses", "Remind all"),
            (CHAMPION, "reads", "11 people will get a message, in school hours."),
            (CHAMPION, "presses", "Send"),
            (CHAMPION, "reads", "Everybody is reminded in school hours, except those who had a message today"),
        ],
    )

    async def reminded() -> list[str]:
        return [entry.facts["people"] for entry in await rig.store.timeline(AUP) if entry.what == "aup_reminded"]

    async def both() -> bool:
        return len(await reminded()) == 2

    # Everybody is reminded once the turn is over, by a job that nothing shows to be under way.
    await eventually(both)
    await rig.at_rest()
    assert await reminded() == ["1", "11"]


async def _refused(rig: Rig) -> None:
    """Return once it is known that somebody's card did not arrive: a list that was asked for is not drawn again."""

    async def stands_apart() -> bool:
        return bool(await rig.store.find(Ask, where={"apart": AUP}))

    await eventually(stands_apart)


async def test_whoever_cannot_be_reached_stands_apart(rig: Rig) -> None:
    """A refused message is said on the list with its reason, and an install brings the card after all."""
    await rig.teams.uninstall(ASSISTANT)
    await play(rig, PUBLISHED)
    await play(rig, [(SENIOR, "reads", "Please read it")])
    await _refused(rig)
    await play(
        rig,
        [
            (CHAMPION, "says", "who has not signed"),
            (CHAMPION, "reads", "Could not be reached: one person"),
            (CHAMPION, "reads", "Jordan Pickersgill: the app is not installed for them"),
        ],
    )
    await rig.teams.install(ASSISTANT)
    await play(rig, [(ASSISTANT, "reads", "Please read it and sign it")])
    assert not await rig.store.find(Ask, where={"apart": AUP})
    asks = [notice for notice in await rig.store.find(Notice) if notice.to.id == ASSISTANT]
    assert len(asks) == 2


async def test_somebody_on_leave_is_set_aside_until_a_day(rig: Rig) -> None:
    """No reminder reaches them before, and on that day they are asked as on the first, with as long to answer."""
    await play(
        rig,
        [
            *PUBLISHED,
            (CHAMPION, "says", "who has not signed"),
            (CHAMPION, "presses", "Set aside"),
            (CHAMPION, "presses", "Save", {"person": TEACHER, "until": "2026-11-23"}),
            (CHAMPION, "reads", "Please choose a day that is still to come."),
            (CHAMPION, "presses", "Save", {"person": TEACHER, "until": "2026-12-09"}),
            (CHAMPION, "reads", "Set aside. Nothing is asked"),
            (TEACHER, "reads", "Nothing is asked of you before Wed 9 Dec"),
        ],
    )
    await rig.move(timedelta(days=8))
    await play(rig, [(OTHER_TEACHER, "reads", "A friendly reminder"), (TEACHER, "never reads", "A friendly reminder")])
    rig.clock.move_to(datetime(2026, 12, 9, 8, 1, tzinfo=UTC))
    await rig.teams.until(lambda: seen(rig, TEACHER).count("Please read it and sign it when") == 1)
    ask = await rig.store.get(Ask, ask_id(AUP, TEACHER))
    assert ask is not None
    assert ask.standing is AskState.UNANSWERED
    assert (ask.asked_on.day, ask.reminded) == (9, 0)


async def test_the_toast_names_nobody(rig: Rig) -> None:
    """A locked phone shows what it is about, and nothing of what anybody wrote or is called."""
    await play(rig, STORIES["not yet, a question, its answer, and the signature"])
    toasts = {message.summary for person in (CHAMPION, TEACHER) for message in rig.teams.chat(person).standing}
    assert {"Acceptable Use Policy: a question", "Acceptable Use Policy: please read and sign"} <= toasts
    assert not [toast for toast in toasts if "Daniel" in toast or "phone" in toast]
