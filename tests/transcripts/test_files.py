"""Files that people send as evidence: kept with a report that takes them, and otherwise refused kindly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.local.shapes import JsonObject
from bot.policy.files.receiving import UNSENT_KEPT_FOR
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.evidence import Arrival, EvidenceFile, SentFile
from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Notice
from bot.settings import load_school
from bot.teams.file_transfer import HttpFileTransfer
from cards.words.files import SENTENCES
from tests.clock import PATIENCE, FakeClock, eventually
from tests.rig import (
    CHAMPION,
    COORDINATOR,
    HEAD,
    MONDAY,
    OTHER_TEACHER,
    SCHOOL_FILE,
    TEACHER,
    Rig,
    school_at_work,
    stand_in,
)
from tests.sample_files import PROGRAM, REFUSED, TAKEN, archive, eml, pdf, png
from tests.transcripts.play import Line, play

WORDS = {"what": "Nasty words"}
FORM: list[Line] = [(TEACHER, "says", "report threat")]
SENT: list[Line] = [*FORM, (TEACHER, "presses", "Send", WORDS), (CHAMPION, "reads", "OS-2026-0001")]
ILLEGAL: list[Line] = [
    (OTHER_TEACHER, "says", "report illegal_content"),
    (OTHER_TEACHER, "presses", "Alert now"),
    (HEAD, "reads", "Illegal material"),
]


async def send(rig: Rig, who: str, files: dict[str, bytes], text: str = "") -> None:
    """Send files, and wait until the sender knows what became of them."""
    before = len(await rig.store.find(Arrival))
    answer = await rig.teams.say(who, text, files)
    assert answer.taken
    assert answer.seconds < 8  # and not as long as a slow host may take
    if len(await rig.store.find(Arrival)) == before:
        return  # the answer says why none is taken

    async def looked_at() -> bool:
        return all(arrival.due_at is None for arrival in await rig.store.find(Arrival))

    await eventually(looked_at)


def stored_files(folder: Path) -> list[Path]:
    """What lies in the folder of evidence."""
    return sorted((folder / "evidence").iterdir()) if (folder / "evidence").exists() else []


async def test_a_file_goes_with_the_form(rig: Rig, tmp_path: Path) -> None:
    """Sent while the form is open it waits, and belongs to the report once the form is sent."""
    await play(rig, FORM)
    await send(rig, TEACHER, {"screenshot.png": png()}, text="")
    await play(
        rig,
        [
            (TEACHER, "reads", "I am looking at what you sent"),
            (TEACHER, "reads", "Your file was kept"),
            (TEACHER, "reads", "Now press **Send** on your form"),
        ],
    )
    await play(
        rig,
        [
            (TEACHER, "presses", "Send", WORDS),
            (TEACHER, "reads", "One file is kept with it"),
            (TEACHER, "reads", "Kept with your report OS-2026-0001"),
            (TEACHER, "never reads", "on your form"),
        ],
    )
    await play(
        rig,
        [
            (CHAMPION, "reads", "Files kept (1)"),
            (CHAMPION, "reads", "1. screenshot.png"),
            (CHAMPION, "reads", "Daniel Birtwhistle, Mon 23 Nov, 10:31"),
        ],
    )
    (kept,) = await rig.store.find(EvidenceFile, where={"subject": "OS-2026-0001"})
    assert (kept.kind, kept.size, kept.due_at) == ("png", len(png()), None)
    (file,) = stored_files(tmp_path)
    assert file.name == kept.id
    assert file.read_bytes() == png()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    whats = [entry.what for entry in await rig.store.timeline("OS-2026-0001")]
    assert whats.count("file_kept") == 1


async def test_a_file_after_the_report(rig: Rig) -> None:
    """It belongs to the newest open report that takes files; whoever handles it is told, and every card shows it."""
    await play(rig, SENT)
    await send(rig, TEACHER, {"a.eml": eml(), "b.pdf": pdf(), "c.txt": b"words"}, text="")
    await play(
        rig,
        [
            (TEACHER, "reads", "Your 3 files were kept"),
            (TEACHER, "reads", "Kept with your report OS-2026-0001"),
            (TEACHER, "reads", "3 files are kept with it"),
            (CHAMPION, "reads", "The reporter has added details."),
            (CHAMPION, "reads", "Files kept (3)"),
            (HEAD, "reads", "Files kept (3)"),
        ],
    )
    assert len(await rig.store.find(EvidenceFile)) == 3


async def test_words_and_a_file(rig: Rig) -> None:
    """Words that come with a file are taken as ever."""
    await play(rig, FORM)
    await send(rig, TEACHER, {"a.png": png()}, text="It came this morning")
    await play(rig, [(TEACHER, "reads", "Your file was kept"), (TEACHER, "reads", "It came this morning")])


@pytest.mark.parametrize(("content", "kind"), TAKEN.values(), ids=TAKEN)
async def test_every_kind_that_is_taken(rig: Rig, content: bytes, kind: str) -> None:
    """Whatever its name says."""
    await play(rig, SENT)
    await send(rig, TEACHER, {"report.exe": content})
    await play(rig, [(TEACHER, "reads", "Your file was kept"), (TEACHER, "reads", f"report.exe.{kind}")])


@pytest.mark.parametrize(("content", "key"), REFUSED.values(), ids=REFUSED)
async def test_every_kind_that_is_refused(rig: Rig, tmp_path: Path, content: bytes, key: str) -> None:
    """By its content, not by its name, with a kind sentence; nothing of it stays."""
    await play(rig, SENT)
    await send(rig, TEACHER, {"holiday.png": content})
    await play(
        rig,
        [
            (TEACHER, "reads", "Your file was not kept"),
            (TEACHER, "reads", "holiday.png"),
            (TEACHER, "reads", SENTENCES[key]),
        ],
    )
    assert not stored_files(tmp_path)
    assert not await rig.store.find(EvidenceFile)


async def test_some_kept_and_some_not(rig: Rig) -> None:
    """Each of several files is answered for itself; the same one twice is kept once."""
    await play(rig, SENT)
    await send(rig, TEACHER, {"a.png": png(), "b.png": png(), "c.png": PROGRAM})
    await play(
        rig,
        [
            (TEACHER, "reads", "1 of your 3 files was kept"),
            (TEACHER, "reads", SENTENCES["file.same"]),
            (TEACHER, "reads", SENTENCES["file.program"]),
        ],
    )


async def test_a_message_delivered_twice_keeps_once(rig: Rig) -> None:
    """Teams repeats a delivery that was answered late."""
    await play(rig, SENT)
    answer = await rig.teams.say(TEACHER, "", {"a.png": png()})
    await play(rig, [(TEACHER, "reads", "Your file was kept")])
    before = len(rig.teams.chat(TEACHER).standing)
    await rig.teams.repeat(answer)
    assert len(rig.teams.chat(TEACHER).standing) == before
    assert len(await rig.store.find(EvidenceFile)) == 1


NOT_NOW: dict[str, tuple[list[Line], str]] = {
    "no report": ([], "Files are taken while you report"),
    "no kind chosen": ([(TEACHER, "says", "report")], "choose first what has happened"),
    "a kind without files": ([(TEACHER, "says", "report bullying")], "This kind of report takes no files"),
    "illegal material": ([(TEACHER, "says", "report illegal_content")], "leave it untouched, show it to nobody"),
    "the report is somebody else's": (
        [(OTHER_TEACHER, "says", "report threat"), (OTHER_TEACHER, "presses", "Send", WORDS)],
        "Files are taken while you report",
    ),
}


@pytest.mark.parametrize(("story", "words"), NOT_NOW.values(), ids=NOT_NOW)
async def test_when_no_file_is_taken(rig: Rig, story: list[Line], words: str) -> None:
    """A kind sentence says when files are taken; nothing is fetched."""
    await play(rig, story)
    await send(rig, TEACHER, {"a.png": png()})
    await play(rig, [(TEACHER, "reads", words)])
    assert not await rig.store.find(Arrival)


async def test_no_more_than_a_report_holds(rig: Rig) -> None:
    """Twenty files, in messages of ten at the most."""
    await play(rig, SENT)
    for lot in range(2):
        await send(rig, TEACHER, {f"{n}.png": png(bytes([lot, n])) for n in range(10)})
    await send(rig, TEACHER, {"one more.png": png(b"more")})
    await play(
        rig, [(TEACHER, "reads", "No more than 20 files can be kept with it"), (CHAMPION, "reads", "Files kept (20)")]
    )
    assert len(await rig.store.find(EvidenceFile)) == 20
    assert len(json.dumps(rig.teams.chat(CHAMPION).cards[-1]).encode()) < 25_000


async def test_no_more_than_ten_at_a_time(rig: Rig) -> None:
    """None of them is looked at, and the person knows."""
    await play(rig, SENT)
    await send(rig, TEACHER, {f"{n}.png": png(bytes([n])) for n in range(11)})
    await play(rig, [(TEACHER, "reads", "Please send no more than 10 files at a time")])
    assert not await rig.store.find(Arrival)


STAYS = "A copy may still be in your OneDrive"


@pytest.mark.parametrize(
    "sender", [OTHER_TEACHER, CHAMPION, HEAD], ids=["its reporter", "told of it", "the Headteacher"]
)
async def test_no_file_from_those_who_report_or_handle_illegal_material(rig: Rig, tmp_path: Path, sender: str) -> None:
    """While it is open their files are not fetched; the sender is told what to do with it, and a lead who sent it."""
    await play(rig, ILLEGAL)
    await play(rig, [(CHAMPION, "reads", "Illegal material"), (sender, "says", "report threat")])
    await send(rig, sender, {"a.png": png()})
    lead = CHAMPION if sender == HEAD else HEAD
    name = next(person.name for person in rig.school.people if person.id == sender)
    await play(
        rig,
        [
            (sender, "reads", STAYS),
            (lead, "reads", "A file was refused"),
            (lead, "reads", name),
            (lead, "presses", "Open the report"),
            (lead, "reads", f"A file from {name} was refused"),
        ],
    )
    assert not await rig.store.find(Arrival)
    assert not stored_files(tmp_path)
    entries = [entry for entry in await rig.store.timeline("OS-2026-0001") if entry.what == "file_refused"]
    assert [entry.by.id for entry in entries if entry.by] == [sender]


async def test_everybody_else_sends_files_as_ever(rig: Rig) -> None:
    """One open report of illegal material freezes nobody else's evidence, and is not given away by it."""
    await play(rig, [*SENT, *ILLEGAL])
    await send(rig, TEACHER, {"a.png": png()})
    await play(rig, [(TEACHER, "reads", "Your file was kept"), (CHAMPION, "reads", "Files kept (1)")])
    await play(rig, [(COORDINATOR, "says", "report threat")])
    await send(rig, COORDINATOR, {"b.png": png(b"b")})
    await play(rig, [(COORDINATOR, "reads", "Your file was kept"), (COORDINATOR, "never reads", STAYS)])
    await play(rig, [(HEAD, "never reads", "A file was refused")])
    assert "file_refused" not in [entry.what for entry in await rig.store.timeline()]


async def test_one_card_a_day_tells_of_a_sender(rig: Rig) -> None:
    """However often they send; on the next day another, and of another sender one of its own."""
    await play(rig, [*ILLEGAL, (CHAMPION, "reads", "Illegal material")])

    async def cards() -> int:
        told = await rig.store.find(Notice, where={"to_id": HEAD})
        return len([each for each in told if each.purpose is IncidentPurpose.FILE_REFUSED])

    for number in range(4):
        await rig.teams.say(OTHER_TEACHER, "", {f"{number}.png": png(bytes([number]))})
    assert await cards() == 1
    await rig.teams.say(CHAMPION, "", {"c.png": png(b"c")})
    assert await cards() == 2
    await play(rig, [(HEAD, "reads", "Mei-Ling Carrow"), (HEAD, "reads", "Gareth Penhallow")])
    await rig.move(timedelta(days=1))
    await rig.teams.say(OTHER_TEACHER, "", {"later.png": png(b"later")})
    assert await cards() == 3
    entries = [entry.what for entry in await rig.store.timeline("OS-2026-0001")]
    assert entries.count("file_refused") == 6


async def test_files_are_taken_again_once_it_is_closed(rig: Rig) -> None:
    """The report of illegal material has ended."""
    await play(rig, [*SENT, *ILLEGAL])
    incident = await rig.store.get(Incident, "OS-2026-0002")
    assert incident is not None
    await play(
        rig,
        [
            (HEAD, "presses", "Acknowledge"),
            (HEAD, "presses", "Close"),
            (
                HEAD,
                "presses",
                "Send",
                {"outcome": "Told the Police", "reason": "x", "no_referral": "Rang them", "unticked": "true"},
            ),
            (HEAD, "reads", "Closed by"),
        ],
    )
    await play(rig, [(OTHER_TEACHER, "says", "report threat")])
    await send(rig, OTHER_TEACHER, {"a.png": png()})
    await play(rig, [(OTHER_TEACHER, "reads", "Your file was kept")])


async def test_whoever_is_named_gets_no_hint(rig: Rig) -> None:
    """To somebody named in a report of illegal material their own report takes files as ever, and nobody is told."""
    await play(rig, SENT)
    await play(
        rig,
        [
            (OTHER_TEACHER, "says", "report illegal_content"),
            (OTHER_TEACHER, "presses", "It is about an adult here"),
            (OTHER_TEACHER, "presses", "Alert now", {"adult": TEACHER}),
            (HEAD, "reads", "Illegal material"),
        ],
    )
    await send(rig, TEACHER, {"a.png": png()})
    await play(
        rig,
        [
            (TEACHER, "reads", "Your file was kept"),
            (TEACHER, "never reads", "OneDrive: leave it untouched"),
            (HEAD, "never reads", "A file was refused"),
        ],
    )
    assert "file_refused" not in [entry.what for entry in await rig.store.timeline()]


async def test_a_named_headteacher_is_not_told(rig: Rig) -> None:
    """Another safeguarding lead is told, and the sender is sent to them."""
    await play(rig, SENT)
    await play(
        rig,
        [
            (OTHER_TEACHER, "says", "report illegal_content"),
            (OTHER_TEACHER, "presses", "It is about an adult here"),
            (OTHER_TEACHER, "presses", "Alert now", {"adult": HEAD}),
            (OTHER_TEACHER, "reads", "OS-2026-0002"),
        ],
    )
    await send(rig, OTHER_TEACHER, {"a.png": png()})
    await play(
        rig,
        [
            (OTHER_TEACHER, "reads", "leave it untouched"),
            (OTHER_TEACHER, "reads", "Gareth Penhallow"),
            (CHAMPION, "reads", "A file was refused"),
            (HEAD, "never reads", "A file was refused"),
            (HEAD, "never reads", "OS-2026-0002"),
        ],
    )


async def test_a_file_in_a_group(rig: Rig) -> None:
    """In a group nothing is said of it but that the bot takes nothing there; the sender is told in private."""
    await play(rig, ILLEGAL)
    usual = await rig.teams.say(OTHER_TEACHER, "help")
    picture = f"{rig.teams.service_url}/v3/attachments/0-x/views/original"
    attached: JsonObject = {"contentType": "image/png", "contentUrl": picture}
    odd: JsonObject = {**usual.activity, "id": "g1", "text": "x", "attachments": [attached]}
    odd["conversation"] = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True}
    await rig.teams.post(odd)
    await play(rig, [(OTHER_TEACHER, "reads", "leave it untouched"), (HEAD, "reads", "A file was refused")])
    await rig.teams.post(odd)
    assert [entry.what for entry in await rig.store.timeline()].count("file_refused") == 1


@pytest.mark.parametrize(
    "attached",
    [
        {"contentType": "application/vnd.microsoft.card.thumbnail", "content": {"title": "BBC News"}},
        {"contentType": "messageReference", "content": "{}"},
        {"contentType": "image/png", "contentUrl": "https://elsewhere.example/preview.png"},
        {"contentType": "application/vnd.microsoft.card.fluidEmbedCard", "contentUrl": "https://x.sharepoint.com/a"},
        {"contentType": None},
    ],
)
async def test_what_is_no_file_is_refused_to_nobody(rig: Rig, attached: JsonObject) -> None:
    """While illegal material is dealt with a colleague shares a preview: nobody is told of a file, or to leave it."""
    await play(rig, ILLEGAL)
    usual = await rig.teams.say(CHAMPION, "help")
    taken = await rig.teams.post({**usual.activity, "id": "m1", "text": "thank you", "attachments": [attached]})
    assert taken.taken
    await play(
        rig,
        [
            (CHAMPION, "reads", "You are welcome."),
            (CHAMPION, "never reads", "untouched"),
            (HEAD, "never reads", "A file was refused"),
        ],
    )
    assert "file_refused" not in [entry.what for entry in await rig.store.timeline()]


async def test_a_form_that_turned_out_to_be_illegal_material(rig: Rig, tmp_path: Path) -> None:
    """What was sent before the kind was changed is let go of, and the timeline says so."""
    await play(rig, FORM)
    await send(rig, TEACHER, {"a.png": png()})
    await play(
        rig,
        [
            (TEACHER, "presses", "Another kind"),
            (TEACHER, "presses", "Illegal material or activity"),
            (TEACHER, "presses", "Alert now"),
            (HEAD, "reads", "A file from Daniel Birtwhistle was not kept with it"),
            (HEAD, "never reads", "Files kept"),
            (TEACHER, "reads", "Your file was not taken"),
            (TEACHER, "never reads", "Your file was kept"),
        ],
    )
    await until(lambda: not stored_files(tmp_path))
    assert not await rig.store.find(EvidenceFile)


async def test_a_form_that_is_never_sent(rig: Rig, tmp_path: Path) -> None:
    """After a week its files are let go of."""
    await play(rig, FORM)
    await send(rig, TEACHER, {"a.png": png()})
    assert len(stored_files(tmp_path)) == 1
    await rig.move(UNSENT_KEPT_FOR - timedelta(minutes=1))
    await asyncio.sleep(0.05)
    assert len(stored_files(tmp_path)) == 1
    await rig.move(timedelta(minutes=2))
    await until(lambda: not stored_files(tmp_path))
    assert not await rig.store.find(EvidenceFile)


NAMES = {
    "a path": ("../../../etc/passwd", "passwd.png"),
    "a Windows path": ("C:\\Windows\\system32\\cmd.exe", "cmd.exe.png"),
    "letters that run backwards": ("invoice\u202egnp.exe", "invoicegnp.exe.png"),
    "300 characters": ("x" * 300, "x" * 80 + ".png"),
    "nothing": ("", "file.png"),
    "dots alone": ("....", "file.png"),
    "lines and bells": ("a\nb\x07c", "abc.png"),
    "Markdown": ("**bold** [x](https://evil.example)", "evil.example).png"),
}


@pytest.mark.parametrize(("name", "shown"), NAMES.values(), ids=NAMES)
async def test_hostile_names(rig: Rig, tmp_path: Path, name: str, shown: str) -> None:
    """A name is words on a card and nothing else: no file is called by it."""
    await play(rig, SENT)
    await send(rig, TEACHER, {name: png()})
    await play(rig, [(TEACHER, "reads", "Your file was kept"), (CHAMPION, "reads", shown)])
    (file,) = stored_files(tmp_path)
    assert set(file.name) <= set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-")
    for card in rig.teams.chat(CHAMPION).cards:
        assert name[:30] not in "".join(_markdown_of(card)) or not name


WHERE = {
    "another host": "https://evil.example/a.png",
    "a host that begins like this machine": "http://127.0.0.1.evil.example/a.png",
    "a user part": "http://127.0.0.1@evil.example/a.png",
    "Microsoft's own, while local": "https://contoso.sharepoint.com/a.png",
    "no address": "",
    "a file": "file:///etc/passwd",
    "no web address": "javascript:alert(1)",
}


@pytest.mark.parametrize("url", WHERE.values(), ids=WHERE)
async def test_files_from_elsewhere(rig: Rig, url: str) -> None:
    """Nothing is fetched from an address that is not on the list."""
    await play(rig, SENT)
    await said_with(rig, url)
    await play(rig, [(TEACHER, "reads", "is not where Teams keeps files")])


async def said_with(rig: Rig, url: str, who: str = TEACHER) -> None:
    """A message with a file that lies at this address."""
    usual = await rig.teams.say(who, "help")
    content: JsonObject = {"downloadUrl": url, "uniqueId": "1", "fileType": "png"}
    attached: JsonObject = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "name": "a.png",
        "content": content,
    }
    assert (await rig.teams.post({**usual.activity, "id": f"w{len(url)}", "text": "", "attachments": [attached]})).taken


@asynccontextmanager
async def host(routes: list[web.RouteDef]) -> AsyncIterator[str]:
    """Another host on this machine that has files."""
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_a_redirect_elsewhere_is_not_followed(rig: Rig) -> None:
    """An allowed host may not send us to one that is not."""

    async def away(_: web.Request) -> web.Response:
        raise web.HTTPFound("http://evil.example/a.png")

    await play(rig, SENT)
    async with host([web.get("/a", away)]) as url:
        await said_with(rig, f"{url}/a")
        await play(rig, [(TEACHER, "reads", "is not where Teams keeps files")])


async def test_a_file_without_end_is_cut_off(rig: Rig) -> None:
    """10 MB are read at the most, whatever the host says of the length."""
    given = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal given
        answer = web.StreamResponse()
        await answer.prepare(request)
        while given < 100 * 1024 * 1024:
            await answer.write(b"a" * 65_536)
            given += 65_536
        return answer

    await play(rig, SENT)
    async with host([web.get("/a", endless)]) as url:
        await said_with(rig, f"{url}/a")
        await play(rig, [(TEACHER, "reads", "It is larger than 10 MB")])
    assert given < 20 * 1024 * 1024


async def test_a_page_in_the_place_of_a_file(rig: Rig) -> None:
    """Some phones send the address of a page about the file."""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<html>Sign in</html>", content_type="text/html")

    await play(rig, SENT)
    async with host([web.get("/a", page)]) as url:
        await said_with(rig, f"{url}/a")
        await play(rig, [(TEACHER, "reads", "Teams sent a link in its place")])


async def test_a_slow_host_keeps_nobody_waiting(rig: Rig) -> None:
    """The sender is answered at once, and other people's files come meanwhile."""
    go_on = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await go_on.wait()
        return web.Response(body=png(b"slow"))

    await play(rig, SENT)
    await play(rig, [(OTHER_TEACHER, "says", "report spam"), (OTHER_TEACHER, "presses", "Send", WORDS)])
    async with host([web.get("/a", slow)]) as url:
        await said_with(rig, f"{url}/a")
        await play(rig, [(TEACHER, "reads", "I am looking at what you sent")])
        await rig.teams.say(OTHER_TEACHER, "", {"b.png": png()})
        await play(
            rig, [(OTHER_TEACHER, "reads", "Your file was kept"), (TEACHER, "never reads", "Your file was kept")]
        )
        go_on.set()
        await play(rig, [(TEACHER, "reads", "Your file was kept")])


async def test_illegal_material_reported_while_a_file_comes(rig: Rig, tmp_path: Path) -> None:
    """What its reporter had on the way is not kept."""
    go_on = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await go_on.wait()
        return web.Response(body=png())

    await play(rig, SENT)
    async with host([web.get("/a", slow)]) as url:
        await said_with(rig, f"{url}/a")
        await play(
            rig,
            [
                (TEACHER, "says", "report illegal_content"),
                (TEACHER, "presses", "Alert now"),
                (HEAD, "reads", "Illegal material"),
            ],
        )
        go_on.set()
        await play(rig, [(TEACHER, "reads", "leave it untouched"), (HEAD, "reads", "A file was refused")])
    assert not stored_files(tmp_path)
    assert not await rig.store.find(EvidenceFile)


async def test_the_form_is_sent_while_its_file_comes(rig: Rig) -> None:
    """The file finds the report that the form has become."""
    go_on = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await go_on.wait()
        return web.Response(body=png())

    await play(rig, FORM)
    async with host([web.get("/a", slow)]) as url:
        await said_with(rig, f"{url}/a")
        await play(rig, [(TEACHER, "presses", "Send", WORDS), (CHAMPION, "reads", "OS-2026-0001")])
        go_on.set()
        await play(
            rig, [(TEACHER, "reads", "Kept with your report OS-2026-0001"), (CHAMPION, "reads", "Files kept (1)")]
        )


async def test_a_file_announced_before_a_restart_is_fetched_after_it(tmp_path: Path) -> None:
    """What is to be fetched is stored."""
    clock = FakeClock(MONDAY)
    go_on = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await go_on.wait()
        return web.Response(body=png())

    async with host([web.get("/a", slow)]) as url, stand_in(load_school(SCHOOL_FILE), clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock) as before:
            await play(before, SENT)
            await said_with(before, f"{url}/a")
            await play(before, [(TEACHER, "reads", "I am looking at what you sent")])
        go_on.set()
        async with school_at_work(tmp_path, teams=teams, clock=clock) as after:
            await play(after, [(TEACHER, "reads", "Your file was kept"), (CHAMPION, "reads", "Files kept (1)")])
            (arrival,) = await after.store.find(Arrival)
            assert arrival.sent == ()


async def test_no_word_and_no_name_in_the_log(rig: Rig, capsys: pytest.CaptureFixture[str]) -> None:
    """The program's log has no file's name, no address and no words."""
    await play(rig, SENT)
    await send(rig, TEACHER, {"pineapple.png": png(), "pineapple.exe": PROGRAM, "p.zip": archive("pineapple")})
    await said_with(rig, "https://pineapple.example/a.png")
    await play(rig, [(TEACHER, "reads", "is not where Teams keeps files")])
    await play(rig, [(CHAMPION, "presses", "Open a file"), (CHAMPION, "presses", "Send")])
    await rig.teams.accept_file(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "is in your OneDrive now")])
    out, err = capsys.readouterr()
    assert "file_not_taken" in out + err
    for word in ("pineapple", "Birtwhistle", "Penhallow", rig.teams.service_url + "/files"):
        assert word not in out + err


async def until(true: object, within: float = PATIENCE) -> None:
    """Wait until it is so."""
    assert callable(true)
    for _ in range(int(within * 100)):
        if true():
            return
        await asyncio.sleep(0.01)
    assert true()


def _markdown_of(card: object) -> list[str]:
    """Every text of a card that its renderer reads as Markdown."""
    if isinstance(card, dict):
        own = [str(card["text"])] if card.get("type") == "TextBlock" else []
        return own + [text for value in card.values() for text in _markdown_of(value)]
    return [text for value in card for text in _markdown_of(value)] if isinstance(card, list) else []


PASTED = {
    "a picture": (png(), "Your file was kept"),
    "words about it": (b'{"name": "image.png", "type": "image/png", "views": []}', "The picture did not come through"),
    "a page": (b"<!DOCTYPE html><html>sign in</html>", "The picture did not come through"),
    "a PDF": (pdf(), "The picture did not come through"),
    "nothing": (b"", "The picture did not come through"),
    "a program": (PROGRAM, "It is a program or a script"),
}


@pytest.mark.parametrize(("content", "said"), PASTED.values(), ids=PASTED)
async def test_what_was_pasted_is_a_picture_or_not_kept(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    """Whatever Teams' address of it answers with: nothing else is kept in its place, and the sender reads so."""

    async def fetch(self: HttpFileTransfer, sent: SentFile) -> bytes:
        return content

    monkeypatch.setattr(HttpFileTransfer, "fetch", fetch)
    await play(rig, SENT)
    usual = await rig.teams.say(TEACHER, "help")
    attached: JsonObject = {"contentType": "image/*", "contentUrl": f"{rig.teams.service_url}/v3/attachments/0-x"}
    await rig.teams.post({**usual.activity, "id": "p1", "text": "", "attachments": [attached]})
    await play(rig, [(TEACHER, "reads", said)])
    assert len(await rig.store.find(EvidenceFile)) == (1 if content == png() else 0)
