"""Evidence is opened by its handlers alone: offered in their own chat, put into their OneDrive once they accept."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.local.shapes import Json, JsonObject
from bot.policy.files.offers import OFFER_OPEN_FOR, Offer, OfferState
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Incident
from tests import faults
from tests.clock import eventually
from tests.rig import (
    ASSISTANT,
    CHAMPION,
    COORDINATOR,
    GOVERNOR,
    HEAD,
    MANAGER,
    OTHER_TEACHER,
    SENIOR,
    TEACHER,
    Rig,
)
from tests.sample_files import pdf, png
from tests.transcripts.play import Line, play, seen

REPORTED: list[Line] = [
    (TEACHER, "says", "report threat"),
    (TEACHER, "presses", "Send", {"what": "Nasty words"}),
    (CHAMPION, "reads", "OS-2026-0001"),
]


async def with_a_file(rig: Rig) -> EvidenceFile:
    """A report with a picture, and its handlers' cards that show it."""
    await play(rig, REPORTED)
    await rig.teams.say(TEACHER, "", {"screenshot.png": png()})
    await play(rig, [(CHAMPION, "reads", "Files kept (1)"), (HEAD, "reads", "Files kept (1)")])
    (file,) = await rig.store.find(EvidenceFile)
    return file


async def offered(rig: Rig) -> Offer:
    """The file offered to the Champion."""
    await with_a_file(rig)
    await play(
        rig,
        [
            (CHAMPION, "presses", "Open a file"),
            (CHAMPION, "reads", "The timeline shows that you opened it."),
            (CHAMPION, "presses", "Send"),
        ],
    )
    (offer,) = await rig.store.find(Offer)
    return offer


async def whats(rig: Rig) -> list[str]:
    """What the timeline says."""
    return [entry.what for entry in await rig.store.timeline()]


async def test_a_handler_opens_a_file(rig: Rig) -> None:
    """Asked for, accepted and put there: each stands in the timeline, and the file is what was sent."""
    offer = await offered(rig)
    consent = rig.teams.chat(CHAMPION).standing[-1]
    assert consent.consent is not None
    assert consent.consent["acceptContext"] == {"offer": offer.id}
    assert "screenshot" not in str(consent.activity)
    assert "screenshot" not in consent.summary
    assert (await rig.teams.accept_file(CHAMPION)).taken
    await play(rig, [(CHAMPION, "reads", "A file of OS-2026-0001 is in your OneDrive now")])
    assert bytes(rig.teams.files.newest("OS-2026-0001-file-1.png").content) == png()
    info = rig.teams.chat(CHAMPION).standing[-1].attachments[0]
    assert info["contentType"] == "application/vnd.microsoft.teams.card.file.info"
    assert [what for what in await whats(rig) if what.startswith("file_")] == [
        "file_kept",
        "file_offered",
        "file_opened",
    ]
    assert await rig.store.find(EvidenceFile)


async def test_accepted_twice(rig: Rig) -> None:
    """The second press is answered, and the file is put there once."""
    await offered(rig)
    first = await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "is in your OneDrive now")])
    await rig.teams.repeat(first)
    assert "That file is yours already" not in seen(rig, CHAMPION)
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "That file is yours already")])
    assert (await whats(rig)).count("file_opened") == 1
    assert len([call for call in rig.teams.calls.all if call.operation == "upload"]) == 1


async def test_accepted_twice_at_once(rig: Rig) -> None:
    """Of two presses in the same moment one is taken."""
    await offered(rig)
    await asyncio.gather(rig.teams.accept_file(CHAMPION), rig.teams.accept_file(CHAMPION))
    await play(rig, [(CHAMPION, "reads", "is in your OneDrive now"), (CHAMPION, "reads", "That file is yours already")])
    assert (await whats(rig)).count("file_opened") == 1


async def test_declined(rig: Rig) -> None:
    """Nothing is put anywhere, and it can be asked for again."""
    await offered(rig)
    assert (await rig.teams.decline_file(CHAMPION)).taken
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "or you declined it")])
    assert [what for what in await whats(rig) if what.startswith("file_")][-1] == "file_declined"
    await play(rig, [(CHAMPION, "presses", "Open a file"), (CHAMPION, "presses", "Send")])
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "is in your OneDrive now")])


async def test_an_upload_that_fails(rig: Rig) -> None:
    """The person is told, the timeline says so, and the same offer can be accepted again."""
    await offered(rig)
    switch = rig.teams.faults.on(faults.unavailable(), operations="upload")
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "could not be put into your OneDrive, and nothing was lost")])
    switch.off()
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "is in your OneDrive now")])
    assert [what for what in await whats(rig) if what.startswith("file_")][1:] == [
        "file_offered",
        "file_opened",
        "file_not_given",
        "file_opened",
    ]


async def test_an_offer_ends(rig: Rig) -> None:
    """After a day it must be asked for again."""
    offer = await offered(rig)
    await rig.move(OFFER_OPEN_FOR)

    async def ended() -> bool:
        held = await rig.store.get(Offer, offer.id)
        return held is not None and held.state is OfferState.ENDED

    await eventually(ended)
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "That offer has ended")])
    assert "file_opened" not in await whats(rig)


async def accept(rig: Rig, who: str, context: object, url: str = "") -> None:
    """An acceptance that no card of ours has: any context, any address."""
    place = rig.teams.files.expect("x.png")
    info: JsonObject = {"uploadUrl": url or f"{rig.teams.service_url}/files/{place.id}", "contentUrl": "", "name": "x"}
    value: JsonObject = {"type": "fileUpload", "action": "accept", "context": context, "uploadInfo": info}  # type: ignore[dict-item]
    answer = await rig.teams.client.invoke(who, "fileConsent/invoke", value)
    assert answer.taken
    assert not place.whole


@pytest.mark.parametrize("who", [TEACHER, OTHER_TEACHER, ASSISTANT, HEAD, SENIOR, COORDINATOR, MANAGER, GOVERNOR])
async def test_another_person_accepts(rig: Rig, who: str) -> None:
    """An offer is one person's, whatever role another one has: to them it does not exist."""
    offer = await offered(rig)
    file = (await rig.store.find(EvidenceFile))[0].id
    contexts: list[object] = [
        {"offer": offer.id},
        {"offer": file},
        {"offer": "OS-2026-0001"},
        {"offer": None},
        [],
        "x",
        1,
    ]
    for context in contexts:
        await accept(rig, who, context)
    assert "OS-2026-0001 is in your OneDrive" not in seen(rig, who)
    assert "file_opened" not in await whats(rig)


@pytest.mark.parametrize("who", [TEACHER, OTHER_TEACHER, ASSISTANT, COORDINATOR, GOVERNOR])
async def test_nobody_else_is_offered_a_file(rig: Rig, who: str) -> None:
    """Forged presses are answered as for an unknown reference; to the file's own sender too."""
    file = await with_a_file(rig)
    for verb in ("evidence.open", "evidence.open.send"):
        answer = await rig.teams.forge(who, verb, {"id": "OS-2026-0001", "file": file.id})
        unknown = await rig.teams.forge(who, verb, {"id": "OS-1999-0001", "file": file.id})
        assert answer.message == unknown.message
        assert "no report by that reference" in answer.message
    assert not await rig.store.find(Offer)


async def test_a_file_of_another_report(rig: Rig) -> None:
    """A handler of one report gets no file of another by naming it."""
    file = await with_a_file(rig)
    await play(rig, [(OTHER_TEACHER, "says", "report spam"), (OTHER_TEACHER, "presses", "Send", {"what": "x"})])
    await play(rig, [(COORDINATOR, "reads", "OS-2026-0002")])
    answer = await rig.teams.forge(COORDINATOR, "evidence.open.send", {"id": "OS-2026-0002", "file": file.id})
    assert "no report by that reference" in answer.message
    assert not await rig.store.find(Offer)


async def test_whoever_is_named_meanwhile(rig: Rig) -> None:
    """Authority is asked again at the moment of accepting."""
    await offered(rig)
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    named = incident.model_copy(update={"concerning": (next(who for who in incident.rung if who.id == CHAMPION),)})
    await rig.keep(named)
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "There is no report by that reference")])
    assert "file_opened" not in await whats(rig)


async def test_files_of_illegal_material_are_opened_by_nobody(rig: Rig) -> None:
    """A report whose kind was changed keeps what it had, and the bot forwards none of it."""
    file = await with_a_file(rig)
    await play(rig, [(HEAD, "presses", "Acknowledge"), (HEAD, "presses", "Change the kind")])
    await play(rig, [(HEAD, "presses", "Send", {"kind": "illegal_content", "note": "x"})])
    await play(rig, [(HEAD, "reads", "Files kept (1)"), (HEAD, "reads", "Illegal material")])
    assert "Open a file" not in rig.teams.words(HEAD)
    answer = await rig.teams.forge(HEAD, "evidence.open.send", {"id": "OS-2026-0001", "file": file.id})
    assert "Nobody at the school opens the files" in answer.message
    assert not await rig.store.find(Offer)


ELSEWHERE = [
    "https://evil.example/put",
    "http://127.0.0.1.evil.example/put",
    "http://127.0.0.1@evil.example/put",
    "ftp://127.0.0.1/put",
    "http://127.0.0.1:1/nobody-listens",
]


@pytest.mark.parametrize("url", ELSEWHERE)
async def test_a_file_is_put_nowhere_else(rig: Rig, url: str) -> None:
    """An address that is not Teams' own is asked for nothing."""
    offer = await offered(rig)
    await accept(rig, CHAMPION, {"offer": offer.id}, url)
    await play(rig, [(CHAMPION, "reads", "could not be put into your OneDrive")])


async def test_odd_consents(rig: Rig) -> None:
    """Whatever the value is, there is an answer."""
    await offered(rig)
    values: list[Json] = [
        None,
        [],
        "x",
        {},
        {"action": "accept"},
        {"action": "erase"},
        {"action": "accept", "uploadInfo": 1},
    ]
    for value in values:
        answer = await rig.teams.client.invoke(CHAMPION, "fileConsent/invoke", value)
        assert answer.taken
    await play(rig, [(CHAMPION, "reads", "older card")])


async def test_a_choice_of_several(rig: Rig) -> None:
    """Each file goes out under a name of ours, with the ending of what it is."""
    await with_a_file(rig)
    await rig.teams.say(TEACHER, "", {"b.exe": pdf()})
    await play(rig, [(CHAMPION, "reads", "Files kept (2)"), (CHAMPION, "presses", "Open a file")])
    file = next(file for file in await rig.store.find(EvidenceFile) if file.kind == "pdf")
    await play(rig, [(CHAMPION, "presses", "Send", {"file": file.id})])
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "is in your OneDrive now")])
    names = [f"OS-2026-0001-file-{number}.pdf" for number in (1, 2)]
    assert any(message.attachments and message.attachments[0].get("name") in names for message in _standing(rig))


async def test_the_file_is_gone_from_the_disk(rig: Rig, tmp_path: Path) -> None:
    """A person gets a sentence, and the offer stands."""
    await offered(rig)
    for path in (tmp_path / "evidence").iterdir():
        path.unlink()
    rig.edited = True  # `verify` would name the file
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "could not be put into your OneDrive")])


def _standing(rig: Rig) -> list:  # type: ignore[type-arg]
    return rig.teams.chat(CHAMPION).standing


ILLEGAL, THREAT = "Illegal material or activity", "Threatening or offensive message"


def changed_to(kind: str) -> list[Line]:
    """The Champion, who has it, finds that it is of another kind; and takes it again."""
    return [
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Change the kind"),
        (CHAMPION, "presses", "Send", {"kind": kind, "note": "It is"}),
        (CHAMPION, "reads", "Acknowledge"),
    ]


async def test_a_file_of_what_was_once_illegal_stays_under_seal(rig: Rig) -> None:
    """Changed to illegal material and back: the file is offered to nobody, and its handlers read why."""
    file = await with_a_file(rig)
    await play(rig, [*changed_to("illegal_content"), (CHAMPION, "reads", ILLEGAL)])
    await play(rig, [*changed_to("threat"), (CHAMPION, "reads", "Never to be opened"), (HEAD, "reads", THREAT)])
    kept = await rig.store.get(EvidenceFile, file.id)
    assert kept is not None
    assert kept.never_opened
    for who in (CHAMPION, HEAD):
        forged = await rig.teams.forge(who, "evidence.open.send", {"id": "OS-2026-0001", "file": file.id})
        assert "Nobody at the school opens the files" in str(forged.card) + forged.message
    assert not await rig.store.find(Offer)


async def test_an_offer_from_before_the_seal_is_worth_nothing_after_it(rig: Rig) -> None:
    """Accepted when the kind is a threat again, the file is not given."""
    offer = await offered(rig)
    await play(rig, [(CHAMPION, "presses", "Back")] if "Back" in seen(rig, CHAMPION) else [])
    for kind in ("illegal_content", "threat"):
        await rig.teams.forge(HEAD, "incident.kind.send", {"id": "OS-2026-0001", "kind": kind, "note": "It is"})
    await rig.teams.accept_file(CHAMPION)
    await asyncio.sleep(0)
    kept = await rig.store.get(Offer, offer.id)
    assert kept is not None
    assert kept.state is OfferState.OPEN
    assert "file_opened" not in await whats(rig)


async def test_after_the_seal_new_files_of_a_threat_are_taken_as_ever(rig: Rig) -> None:
    """The seal lies on what was there, and not on what comes after it."""
    await with_a_file(rig)
    await play(rig, [*changed_to("illegal_content"), *changed_to("threat"), (HEAD, "reads", THREAT)])
    await rig.teams.say(TEACHER, "", {"another.png": png(b"2")})
    await play(
        rig,
        [
            (HEAD, "reads", "Files kept (2)"),
            (HEAD, "presses", "Open a file"),
            (HEAD, "presses", "Send"),
        ],
    )
    assert [file.never_opened for file in await rig.store.find(EvidenceFile)].count(True) == 1
