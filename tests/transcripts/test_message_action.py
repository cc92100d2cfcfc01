"""Reporting from any Teams message: the form opens with the message in it, and the receipt comes in private."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
import pytest_asyncio

from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.kit.records import Urgency
from cards.words.kinds import KIND_WORDS
from tests.rig import CHAMPION, GOVERNOR, HEAD, OTHER_TEACHER, SENIOR, TEACHER, Rig
from tests.transcripts.play import play, seen

EMERGENCIES = [kind for kind, route in DEFAULT_ROUTES.items() if route.urgency is Urgency.EMERGENCY]
THREAT = "Threatening or offensive message"
LINK = "https://teams.microsoft.com/l/message/19:x@thread.v2/1795334973559?tenantId=t"


@pytest_asyncio.fixture(autouse=True)
async def installed(rig: Rig) -> None:
    """The app has arrived in the reporter's chat, as everywhere where a message action can be chosen."""
    await rig.teams.open_chat(TEACHER)


def message(**changes: object) -> JsonObject:
    """A message as Teams brings it along."""
    told: JsonObject = {
        "id": "1795334973559",
        "createdDateTime": "2026-11-20T18:05:00.000Z",
        "from": {"user": {"userIdentityType": "aadUser", "id": "x", "displayName": "A parent"}},
        "body": {
            "contentType": "html",
            "content": "<p>You are <b>all</b> idiots</p><img src='https://evil.example/x'>",
        },
        "attachments": [],
        "linkToMessage": LINK,
    }
    return {**told, **changes}  # type: ignore[dict-item]


def form(rig: Rig, who: str) -> str:
    """The dialog that somebody has open, as text."""
    dialog = rig.teams.dialog(who)
    assert dialog is not None
    return json.dumps(dialog.card, ensure_ascii=False)


def values(rig: Rig, who: str) -> dict[str, str]:
    """What stands in the fields of the open dialog."""
    found: dict[str, str] = {}

    def look(part: object) -> None:
        if isinstance(part, dict):
            if str(part.get("type", "")).startswith("Input.") and part.get("value"):
                found[str(part["id"])] = str(part["value"])
            for value in part.values():
                look(value)
        elif isinstance(part, list):
            for value in part:
                look(value)

    look(json.loads(form(rig, who)))
    return found


async def test_a_threat_from_a_message(rig: Rig) -> None:
    """Three presses: the action, the kind and Send. The receipt comes to the reporter's own chat."""
    opened = await rig.teams.client.act_on(TEACHER, message(), "report")
    assert opened.seconds < 3
    assert "The message from A parent" in form(rig, TEACHER)
    assert "One picture or file in the message was left out." in form(rig, TEACHER)
    assert "idiots" not in form(rig, TEACHER)
    assert "Action.Execute" not in form(rig, TEACHER)
    await rig.teams.submit(TEACHER, THREAT)
    assert values(rig, TEACHER) == {
        "when": "other",
        "happened_on": "2026-11-20",
        "happened_at": "18:05",
        "sender": "A parent",
        "message": "You are all idiots",
        "link": LINK,
        "what": "A message in Teams.\nOne picture or file in the message was left out.",
    }
    closed = await rig.teams.submit(TEACHER, "Send")
    assert closed.message == (
        "Sent. Your reference is OS-2026-0001. Your receipt is in your own chat with Online Safety."
    )
    assert rig.teams.dialog(TEACHER) is None
    await play(
        rig,
        [
            (TEACHER, "reads", "Your report is OS-2026-0001"),
            (CHAMPION, "reads", "You are all idiots"),
            (CHAMPION, "reads", "Fri 20 Nov, 18:05"),
            (CHAMPION, "presses", "Acknowledge"),
            (TEACHER, "reads", "Gareth Penhallow has it"),
        ],
    )
    summaries = [message.summary for message in rig.teams.chat(TEACHER).standing]
    assert "Your report OS-2026-0001" in summaries


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in EMERGENCIES])
async def test_every_kind_opens_with_the_message(rig: Rig, kind: str) -> None:
    """What has no field of its own stands in the account."""
    await rig.teams.client.act_on(TEACHER, message(), "report")
    await rig.teams.submit(TEACHER, KIND_WORDS[kind].name)
    told = " ".join(values(rig, TEACHER).values())
    for words in ("A parent", "You are all idiots", LINK, "2026-11-20", "18:05"):
        assert words in told


@pytest.mark.parametrize("kind", EMERGENCIES)
async def test_an_emergency_alerts_from_the_dialog(rig: Rig, kind: str) -> None:
    """Its first card holds nothing of the message; one press alerts; details follow on the receipt."""
    await rig.teams.client.act_on(TEACHER, message(), "report")
    await rig.teams.submit(TEACHER, KIND_WORDS[kind].name)
    assert "idiots" not in form(rig, TEACHER)
    assert LINK not in form(rig, TEACHER)
    closed = await rig.teams.submit(TEACHER, "Alert now")
    assert "OS-2026-0001" in closed.message
    await play(rig, [(HEAD, "reads", "OS-2026-0001"), (TEACHER, "reads", "Add details")])
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert incident.account == {}


async def test_an_emergency_about_an_adult(rig: Rig) -> None:
    """Who it is, is asked in the dialog too, before anything alerts."""
    await rig.teams.client.act_on(TEACHER, message(), "report")
    await rig.teams.submit(TEACHER, "Illegal material or activity")
    await rig.teams.submit(TEACHER, "It is about an adult here")
    dialog = rig.teams.dialog(TEACHER)
    assert dialog is not None
    assert dialog.title == "Which adult is it about?"
    await rig.teams.submit(TEACHER, "Alert now")
    assert "Please choose who it is about" in form(rig, TEACHER)
    await rig.teams.submit(TEACHER, "Alert now", {"adult": HEAD})
    await play(rig, [(GOVERNOR, "reads", "OS-2026-0001"), (HEAD, "never reads", "OS-2026")])


async def test_what_is_missing_comes_back_in_the_dialog(rig: Rig) -> None:
    """And nothing that was typed is lost."""
    await rig.teams.client.act_on(TEACHER, message(), "report")
    await rig.teams.submit(TEACHER, THREAT)
    await rig.teams.submit(TEACHER, "Send", {"about": "4B", "what": "   "})
    assert "Please fill this in." in form(rig, TEACHER)
    assert values(rig, TEACHER)["about"] == "4B"
    await rig.teams.submit(TEACHER, "Send", {"what": "Now it is"})
    await play(rig, [(CHAMPION, "reads", "Now it is")])


async def test_back_and_cancel(rig: Rig) -> None:
    """Another kind, and no report at all."""
    await rig.teams.client.act_on(TEACHER, message(), "report")
    await rig.teams.submit(TEACHER, THREAT)
    await rig.teams.submit(TEACHER, "Another kind")
    await rig.teams.submit(TEACHER, "Spam or phishing")
    closed = await rig.teams.submit(TEACHER, "Cancel")
    assert closed.message == "Nothing was sent."
    assert not await rig.store.find(Incident)


async def test_a_long_message_is_kept_whole(rig: Rig) -> None:
    """The form shows as much as a card holds; what the person has left as it stood is kept in full."""
    words = "You are all idiots. " * 300
    body: JsonObject = {"contentType": "html", "content": f"<p>{words}</p>"}
    await rig.teams.client.act_on(TEACHER, message(body=body), "report")
    await rig.teams.submit(TEACHER, THREAT)
    assert len(form(rig, TEACHER).encode()) < 25_000
    assert len(values(rig, TEACHER)["message"]) < len(words)
    await rig.teams.submit(TEACHER, "Send")
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert incident.account["message"] == words.strip()


async def test_what_the_person_changed_stands(rig: Rig) -> None:
    """Their words, not the message's."""
    await rig.teams.client.act_on(TEACHER, message(), "report")
    await rig.teams.submit(TEACHER, THREAT)
    await rig.teams.submit(TEACHER, "Send", {"message": "Mine", "sender": "Another"})
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert (incident.account["message"], incident.account["sender"]) == ("Mine", "Another")


async def test_a_colleague_who_wrote_it_is_never_told(rig: Rig) -> None:
    """An author who is an adult at the school is named by the report."""
    author = {"user": {"id": CHAMPION, "displayName": "Gareth Penhallow"}}
    await rig.teams.client.act_on(TEACHER, message(**{"from": author}), "report")
    await rig.teams.submit(TEACHER, THREAT)
    await rig.teams.submit(TEACHER, "Send")
    await play(rig, [(HEAD, "reads", "OS-2026-0001"), (CHAMPION, "never reads", "OS-2026")])
    (incident,) = await rig.store.find(Incident)
    assert ([who.id for who in incident.concerning], [who.id for who in incident.rung]) == ([CHAMPION], [HEAD])


async def test_a_colleague_who_wrote_what_must_not_be_touched_is_never_told(rig: Rig) -> None:
    """The alert takes nothing of the message, but who wrote it."""
    author = {"user": {"id": HEAD.upper(), "displayName": "The Headteacher"}}
    await rig.teams.client.act_on(TEACHER, message(**{"from": author}), "report")
    await rig.teams.submit(TEACHER, "Illegal material or activity")
    await rig.teams.submit(TEACHER, "Alert now")
    await play(rig, [(CHAMPION, "reads", "OS-2026-0001"), (HEAD, "never reads", "OS-2026")])
    (incident,) = await rig.store.find(Incident)
    assert [who.id for who in incident.concerning] == [HEAD]
    assert HEAD not in [who.id for who in incident.rung]
    assert incident.account == {}


@pytest.mark.parametrize("author", [TEACHER, "bbbbbbbb-0000-4000-8000-00000000ffff", "x" * 5_000, "29:1", 7, None])
async def test_who_is_nobody_else_here_shuts_nobody_out(rig: Rig, author: object) -> None:
    """The reporter's own message, a guest's, and whatever else stands where an author's id should."""
    await rig.teams.client.act_on(TEACHER, message(**{"from": {"user": {"id": author, "displayName": "X"}}}), "report")
    await rig.teams.submit(TEACHER, THREAT)
    await rig.teams.submit(TEACHER, "Send")
    await play(rig, [(CHAMPION, "reads", "OS-2026-0001"), (HEAD, "reads", "OS-2026-0001")])
    (incident,) = await rig.store.find(Incident)
    assert incident.concerning == ()


async def test_twice_is_once(rig: Rig) -> None:
    """The same form sent again, and the same delivery repeated, find the first report."""
    await rig.teams.client.act_on(TEACHER, message(), "report")
    await rig.teams.submit(TEACHER, THREAT)
    sent = await rig.teams.submit(TEACHER, "Send")
    await rig.teams.repeat(sent)
    again = deepcopy(sent.activity)
    again["id"] = "another"
    assert "OS-2026-0001" in (await rig.teams.post(again)).message
    assert len(await rig.store.find(Incident)) == 1


async def test_from_a_channel(rig: Rig) -> None:
    """The dialog is private to whoever pressed; nothing is written into the channel."""
    opened = await rig.teams.client.act_on(TEACHER, message(), "report")
    place = {"id": "19:c@thread.tacv2", "conversationType": "channel", "isGroup": True}
    first = await rig.teams.post({**opened.activity, "id": "c1", "conversation": place})  # type: ignore[dict-item]
    assert first.opens is not None
    await rig.teams.submit(TEACHER, THREAT)
    sent = await rig.teams.submit(TEACHER, "Send")
    assert "OS-2026-0001" in sent.message
    value = sent.activity["value"]
    assert isinstance(value, dict)
    data = value["data"]
    assert isinstance(data, dict)
    other = {**value, "data": {**data, "draft": "another"}}
    in_channel = {**sent.activity, "id": "c2", "conversation": place, "value": other}
    told = await rig.teams.post(in_channel)  # type: ignore[arg-type]
    assert "OS-2026-0002" in told.message
    await play(rig, [(TEACHER, "reads", "Your report is OS-2026-0002"), (CHAMPION, "reads", "OS-2026-0002")])


async def test_the_chat_goes_on_as_it_was(rig: Rig) -> None:
    """What somebody was typing in the chat is not touched by the dialog."""
    await play(rig, [(TEACHER, "says", "report spam")])
    await rig.teams.client.act_on(TEACHER, message(), "report")
    await rig.teams.submit(TEACHER, THREAT)
    await rig.teams.submit(TEACHER, "Send")
    await play(rig, [(TEACHER, "says", "it says I won"), (TEACHER, "reads", "it says I won")])
    await play(rig, [(TEACHER, "presses", "Send"), (TEACHER, "reads", "OS-2026-0002")])


async def test_whoever_is_not_staff(rig: Rig) -> None:
    """Is told so in the dialog."""
    opened = await rig.teams.client.act_on(TEACHER, message(), "report")
    stranger = {**opened.activity, "id": "s", "from": {"id": "29:s", "name": "S", "aadObjectId": "stranger"}}
    told = await rig.teams.post(stranger)  # type: ignore[arg-type]
    assert "serves the staff of the school" in told.message


ODD: list[tuple[str, object]] = [
    ("composeExtension/fetchTask", None),
    ("composeExtension/fetchTask", {"commandId": "other"}),
    ("composeExtension/fetchTask", {"commandId": "report"}),
    ("composeExtension/fetchTask", {"commandId": "report", "messagePayload": [1]}),
    ("composeExtension/fetchTask", {"commandId": "report", "messagePayload": {"body": {"content": 7}, "from": 1}}),
    ("composeExtension/submitAction", {"commandId": "report"}),
    ("composeExtension/submitAction", {"commandId": "report", "data": []}),
    ("composeExtension/submitAction", {"commandId": "report", "data": {"verb": "report.send"}}),
    ("composeExtension/submitAction", {"commandId": "report", "data": {"verb": "report.send", "kind": "threat"}}),
    ("composeExtension/submitAction", {"commandId": "report", "data": {"verb": "report.kind", "kind": ["threat"]}}),
    ("composeExtension/submitAction", {"commandId": "report", "data": {"verb": {"x": 1}}}),
    ("composeExtension/submitAction", {"commandId": "report", "data": {"verb": "incident.acknowledge", "id": "OS-1"}}),
    ("composeExtension/submitAction", {"commandId": "report", "data": {"verb": "report.alert", "kind": "threat"}}),
    ("task/fetch", None),
    ("task/fetch", {"data": {"verb": "report.start"}}),
    ("task/fetch", {"data": "x"}),
    ("task/submit", {}),
    ("task/submit", {"data": {"verb": "incident.close.send", "id": "OS-2026-0001"}}),
]


@pytest.mark.parametrize(("name", "value"), ODD)
@pytest.mark.parametrize("who", [TEACHER, CHAMPION, GOVERNOR])
async def test_no_invoke_is_a_dead_end(rig: Rig, who: str, name: str, value: object) -> None:
    """Whatever comes, a dialog opens or says a kind sentence; nothing is filed."""
    answer = await rig.teams.client.invoke(who, name, value)  # type: ignore[arg-type]
    assert answer.status == 200
    assert answer.message or answer.opens
    assert not await rig.store.find(Incident)


NASTY = {
    "scripts": "<script>alert('pineapple')</script>Seen",
    "tags in tags": "<p><b><at>Rosalind</at></b> <a href='https://evil.example'>Seen</a></p>",
    "Markdown": "**Seen** [press](https://evil.example) # x",
    "a form of its own": "<input value='x'><button>Seen</button>",
    "never ending": "<a " * 9_000 + "Seen",
    "letters that run backwards": "\u202eneeS Seen",
}


@pytest.mark.parametrize("html", NASTY.values(), ids=NASTY)
async def test_nasty_messages(rig: Rig, html: str) -> None:
    """They are words in a field and on a card, and nothing else."""
    body: JsonObject = {"contentType": "html", "content": html}
    opened = await rig.teams.client.act_on(TEACHER, message(body=body), "report")
    assert opened.seconds < 3
    await rig.teams.submit(TEACHER, THREAT)
    await rig.teams.submit(TEACHER, "Send")
    await play(rig, [(CHAMPION, "reads", "OS-2026-0001")])
    assert "pineapple" not in seen(rig, CHAMPION)
    assert "evil.example" not in "".join(_markdown_of(rig.teams.chat(CHAMPION).cards[-1]))


async def test_nothing_of_it_in_the_log(rig: Rig, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the author nor the words."""
    author = {"user": {"displayName": "Pineapple Smith"}}
    body = {"content": "<p>pineapple</p>"}
    await rig.teams.client.act_on(OTHER_TEACHER, message(body=body, **{"from": author}), "report")
    await rig.teams.submit(OTHER_TEACHER, THREAT)
    await rig.teams.submit(OTHER_TEACHER, "Send")
    await play(rig, [(CHAMPION, "reads", "pineapple")])
    out, err = capsys.readouterr()
    assert "ineapple" not in out + err


def _markdown_of(card: object) -> list[str]:
    """Every text of a card that its renderer reads as Markdown."""
    if isinstance(card, dict):
        own = [str(card["text"])] if card.get("type") == "TextBlock" else []
        return own + [text for value in card.values() for text in _markdown_of(value)]
    return [text for value in card for text in _markdown_of(value)] if isinstance(card, list) else []


async def test_a_forwarded_threat_shuts_out_who_wrote_it_and_alerts_who_passed_it_on(rig: Rig) -> None:
    """The original's words are in the form, its writer is the sender, and the Champion who forwarded it is alerted."""
    original: JsonObject = {
        "originalMessageContent": "<p>I know where you park</p>",
        "originalMessageSender": {"user": {"id": SENIOR.upper(), "displayName": "The writer"}},
    }
    sent = message(
        **{
            "from": {"user": {"id": CHAMPION, "displayName": "The forwarder"}},
            "body": {"contentType": "html", "content": '<p>Please look at this</p><attachment id="9"></attachment>'},
            "attachments": [
                {"id": "9", "contentType": "forwardedMessageReference", "content": json.dumps(original)},
            ],
        }
    )
    await rig.teams.client.act_on(TEACHER, sent, "report")
    assert "The message from The writer" in form(rig, TEACHER)
    assert "left out" not in form(rig, TEACHER)
    await rig.teams.submit(TEACHER, THREAT)
    assert values(rig, TEACHER)["sender"] == "The writer"
    assert "I know where you park" in values(rig, TEACHER)["message"]
    assert "Please look at this" in values(rig, TEACHER)["message"]
    await rig.teams.submit(TEACHER, "Send")
    await play(rig, [(CHAMPION, "reads", "I know where you park"), (CHAMPION, "reads", "Acknowledge")])
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert [who.id for who in incident.concerning] == [SENIOR]


async def test_a_quoted_writer_is_shut_out_like_the_one_who_quotes(rig: Rig) -> None:
    """Either may be whom it is about; the reporter's own quotation shuts out nobody but the other."""
    quoted: JsonObject = {
        "messagePreview": "I know where you park",
        "messageSender": {"user": {"id": OTHER_TEACHER, "displayName": "The writer"}},
    }
    sent = message(
        **{
            "from": {"user": {"id": TEACHER, "displayName": "The reporter"}},
            "attachments": [{"id": "9", "contentType": "messageReference", "content": quoted}],
        }
    )
    await rig.teams.client.act_on(TEACHER, sent, "report")
    await rig.teams.submit(TEACHER, THREAT)
    await rig.teams.submit(TEACHER, "Send")
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert [who.id for who in incident.concerning] == [OTHER_TEACHER]
