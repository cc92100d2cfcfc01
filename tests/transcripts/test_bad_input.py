"""Whatever arrives, there is a 2xx, a 4xx or a kind sentence; nothing is lost, and the log holds ids alone."""

from __future__ import annotations

import io
import json
from copy import deepcopy

import aiohttp
import pytest

from bot.local.cards import words_of
from bot.local.shapes import Json, JsonObject
from bot.policy.incidents.incident import Incident, Note
from tests.rig import CHAMPION, TEACHER, Rig
from tests.transcripts.play import play, seen

JSON = {"Content-Type": "application/json"}


async def post(rig: Rig, body: bytes, headers: dict[str, str]) -> int:
    """The status that the bot answers a raw request with."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(rig.teams.bot_url, data=io.BytesIO(body), headers=headers) as response,
    ):
        await response.read()
        return response.status


RAW = [
    ("not JSON", b"{nonsense", JSON, {400}),
    ("not an object", b"[1, 2]", JSON, {400}),
    ("an empty object", b"{}", JSON, {400}),
    ("no body", b"", JSON, {400}),
    ("not UTF-8", b"\xff\xfe{}", JSON, {400}),
    ("another content type", b"{}", {"Content-Type": "text/plain"}, {415}),
    ("5 MB", b'{"type":"message","text":"' + b"x" * 5_000_000 + b'"}', JSON, {413}),
]


@pytest.mark.parametrize(("name", "body", "headers", "statuses"), RAW, ids=[row[0] for row in RAW])
async def test_what_is_no_activity(
    rig: Rig, name: str, body: bytes, headers: dict[str, str], statuses: set[int]
) -> None:
    """A request that is no activity is refused as HTTP means it."""
    assert await post(rig, body, headers) in statuses


CHANGED: list[tuple[str, dict[str, object], set[int]]] = [
    ("an unknown type", {"type": "handRaised"}, {200, 201, 202}),
    ("a typing notice", {"type": "typing"}, {200, 201, 202}),
    ("a reaction", {"type": "messageReaction", "text": None}, {200, 201, 202}),
    ("null channelData", {"channelData": None}, {403}),
    ("no sender", {"from": None}, {403}),
    ("a sender without an object id", {"from": {"id": "29:x"}}, {403}),
    ("another bot", {"from": {"id": "28:x", "aadObjectId": "x"}}, {403}),
    ("another tenant", {"channelData": {"tenant": {"id": "99999999-2222-4333-8444-555555555555"}}}, {403}),
    ("a service URL elsewhere", {"serviceUrl": "https://smba.trafficmanager.net/uk/"}, {401, 403}),
    ("no text at all", {"text": None}, {200, 201, 202}),
    ("a value that is a list", {"text": None, "value": [1]}, {200, 201, 202, 400}),
    ("an invoke of an unknown name", {"type": "invoke", "name": "no/such"}, {200, 400, 501}),
    ("an invoke without a name", {"type": "invoke"}, {200, 400, 501}),
]


@pytest.mark.parametrize(("name", "change", "statuses"), CHANGED, ids=[row[0] for row in CHANGED])
async def test_odd_activities(rig: Rig, name: str, change: dict[str, object], statuses: set[int]) -> None:
    """An activity with something wrong in it is refused or quietly taken, and the bot goes on."""
    usual = await rig.teams.say(TEACHER, "help")
    odd = {**deepcopy(usual.activity), "id": f"odd-{name}", **change}
    assert await post(rig, json.dumps(odd).encode(), JSON) in statuses
    await play(rig, [(TEACHER, "says", "report"), (TEACHER, "reads", "What has happened?")])


UNREAD: list[tuple[str, Json]] = [
    ("localTimestamp", "0001-01-01T00:00:00+01:00"),
    ("timestamp", "9999-12-31T23:59:59-01:00"),
    ("timestamp", ""),
    ("entities", [None]),
    ("suggestedActions", []),
    ("expiration", "soon"),
    ("locale", 5),
]


@pytest.mark.parametrize(("field", "value"), UNREAD)
async def test_a_field_that_nobody_reads_stops_no_alert(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, field: str, value: Json
) -> None:
    """A phone whose clock is absurd asks for help and presses Alert now as anybody does."""
    post = rig.teams.line.post
    monkeypatch.setattr(rig.teams.line, "post", lambda activity: post({**activity, field: value}))
    await play(
        rig,
        [
            (TEACHER, "says", "help"),
            (TEACHER, "reads", "Report"),
            (TEACHER, "says", "report harmful contact"),
            (TEACHER, "presses", "Alert now"),
            (TEACHER, "reads", "OS-2026-0001"),
        ],
    )
    assert await rig.store.get(Incident, "OS-2026-0001")


FORGED: list[tuple[str, object, str]] = [
    ("incident.erase", {}, "older card"),
    ("", {}, "older card"),
    ("report.kind", {"kind": "no_such"}, "older card"),
    ("report.kind", None, "older card"),
    ("report.send", {"kind": "threat", "what": "x"}, "older card"),
    ("report.send", {"kind": ["threat"], "draft": {}}, "older card"),
    ("incident.acknowledge", {"id": "OS-1999-0001"}, "no report by that reference"),
    ("incident.acknowledge", {"id": {"$ne": 1}}, "no report by that reference"),
    ("incident.acknowledge", "text", "no report by that reference"),
    ("incident.show", {"id": "../../etc"}, "no report by that reference"),
]


@pytest.mark.parametrize(("verb", "data", "words"), FORGED)
async def test_forged_presses(rig: Rig, verb: str, data: object, words: str) -> None:
    """A press that no card of ours makes is answered with a kind sentence, whether as an invoke or as a message."""
    answer = await rig.teams.forge(TEACHER, verb, data)  # type: ignore[arg-type]  # any shape at all
    assert answer.status == 200
    assert words in answer.message
    if isinstance(data, dict):
        sent = await rig.teams.forge_submit(TEACHER, {**data, "verb": verb})
        assert sent.taken
        assert words in seen(rig, TEACHER)


UNCHOSEN: list[tuple[str, dict[str, Json], str]] = [
    ("incident.hand_over.send", {}, "Please choose somebody from the list."),
    ("incident.hand_over.send", {"to": "Rosalind"}, "Please choose somebody from the list."),
    ("incident.hand_over.send", {"to": TEACHER}, "Please choose somebody from the list."),
    ("incident.kind.send", {"note": "It was not meant so"}, "Please fill this in."),
    ("incident.kind.send", {"kind": "no_such", "note": "It was not meant so"}, "Please fill this in."),
]


@pytest.mark.parametrize(("verb", "data", "words"), UNCHOSEN)
async def test_where_nothing_was_chosen_it_is_asked_again(
    rig: Rig, verb: str, data: dict[str, Json], words: str
) -> None:
    """An old Teams sends a form without its required choice: the form comes back, with what was typed."""
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
    await play(rig, [(CHAMPION, "reads", "Acknowledge"), (CHAMPION, "presses", "Acknowledge")])
    answer = await rig.teams.forge(CHAMPION, verb, {"id": "OS-2026-0001", "v": 2, **data})
    assert answer.card is not None
    assert words in words_of(answer.card)
    assert str(data.get("note", "")) in str(answer.card)


async def test_an_automatic_refresh_presses_nothing(rig: Rig) -> None:
    """Teams may refresh a card by itself: that never changes anything."""
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
    await play(rig, [(CHAMPION, "reads", "Acknowledge")])
    press: JsonObject = {"verb": "incident.acknowledge", "data": {"id": "OS-2026-0001"}}
    await rig.teams.client.invoke(CHAMPION, "adaptiveCard/action", {"action": press, "trigger": "automatic"})
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert incident.owner is None


TYPED = [
    ("10,000 characters", "word " * 2_000),
    ("10,000 emoji", "🙈" * 10_000),
    ("markdown", "**bold** [click](https://evil.example) # big\n- list\n![x](https://evil.example/x.png)"),
    ("a mention", "<at>Rosalind Okafor</at> & <script>alert(1)</script>"),
    ("braces and percent", "{who} %s ${x} {{y}} \\ \" '"),
    ("right to left", "هذا سيء جدا 👩‍👩‍👧"),
]


@pytest.mark.parametrize(("name", "text"), TYPED, ids=[row[0] for row in TYPED])
async def test_what_people_type_is_kept_and_shown_to_the_letter(rig: Rig, name: str, text: str) -> None:
    """The record holds all of it, and the card shows it as text that dresses up as nothing."""
    await play(rig, [(TEACHER, "says", "report threat")])
    form = rig.teams.chat(TEACHER).standing[-1]
    draft = json.dumps(form.card).split('"draft": "')[1].split('"')[0]
    answer = await rig.teams.forge(TEACHER, "report.send", {"kind": "threat", "draft": draft, "what": text}, on=form.id)
    assert answer.card is not None
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert incident.account["what"] == text.strip()
    await play(rig, [(CHAMPION, "reads", text.strip()[:500])])
    card = rig.teams.chat(CHAMPION).cards[-1]
    assert len(json.dumps(card, ensure_ascii=False).encode()) < 25_000
    assert text.strip()[:50] not in "".join(_markdown_of(card))


async def test_a_report_is_never_too_long(rig: Rig) -> None:
    """However long it is it is kept whole, and shown on cards that Teams can still carry, which say what was cut."""
    await play(rig, [(TEACHER, "says", "help")])
    answer = await rig.teams.forge(TEACHER, "report.send", {"kind": "threat", "draft": "d", "what": "x" * 30_000})
    (incident,) = await rig.store.find(Incident)
    assert incident.account["what"] == "x" * 30_000
    await play(rig, [(CHAMPION, "reads", "… (the rest is in the export of the log)")])
    for card in (answer.card, rig.teams.chat(CHAMPION).standing[-1].card):
        assert card is not None
        assert len(json.dumps(card).encode()) < 25_000


async def test_no_word_of_anybody_is_in_the_log(rig: Rig, capsys: pytest.CaptureFixture[str]) -> None:
    """The program's log has ids and kinds of things, never what was typed or who anybody is."""
    await play(
        rig,
        [
            (TEACHER, "says", "somebody sent me a nasty pineapple"),
            (TEACHER, "presses", "Threatening or offensive message"),
            (TEACHER, "presses", "Send", {"what": "pineapple", "sender": "pineapple@example.com"}),
            (CHAMPION, "reads", "pineapple"),
            (CHAMPION, "presses", "Acknowledge"),
        ],
    )
    out, err = capsys.readouterr()
    for word in ("pineapple", "Birtwhistle", "Penhallow"):
        assert word not in out + err


async def test_what_nobody_numbered_is_never_taken_for_a_repetition(rig: Rig) -> None:
    """Activities without an id are each one of their own: what somebody writes down is not silently dropped."""
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
    pressed = await rig.teams.forge(CHAMPION, "incident.acknowledge", {"id": "OS-2026-0001"})
    for words in ("first", "second"):
        action: JsonObject = {"verb": "incident.note.send", "data": {"id": "OS-2026-0001", "note": words}}
        await rig.teams.post({**pressed.activity, "id": None, "value": {"action": action}})
    assert [note.text for note in await rig.store.find(Note)] == ["first", "second"]


async def test_a_group_is_asked_to_come_in_private(rig: Rig) -> None:
    """In a group chat nothing is taken: the bot says where to go."""
    usual = await rig.teams.say(TEACHER, "help")
    conversation = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True}
    odd = {**deepcopy(usual.activity), "id": "g1", "conversation": conversation, "text": "<at>Bot</at> report"}
    assert await post(rig, json.dumps(odd).encode(), JSON) < 300
    assert not await rig.store.find(Incident)


def _markdown_of(card: object) -> list[str]:
    """Every text of a card that its renderer reads as Markdown."""
    if isinstance(card, dict):
        own = [str(card["text"])] if card.get("type") == "TextBlock" else []
        return own + [text for value in card.values() for text in _markdown_of(value)]
    return [text for value in card for text in _markdown_of(value)] if isinstance(card, list) else []
