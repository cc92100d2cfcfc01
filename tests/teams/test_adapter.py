"""From an HTTP request to its answer, over real HTTP: bad input, refusals, invokes, errors in a turn."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity, AdaptiveCardInvokeResponse, Attachment
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.teams import invoke_answers
from cards.words.sentences import SENTENCES
from dialogs.conversation import CARD_TYPE
from tests.teams.edge import ALICE, BOT, TENANT, Edge, Json, drops, edge, recorded, says


@pytest_asyncio.fixture(name="at")
async def running() -> AsyncIterator[Edge]:
    async with edge() as running_edge:
        yield running_edge


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"{",
        b"\xff\xfe\x00",
        json.dumps(recorded("message.personal")).encode("utf-16"),
        json.dumps(recorded("message.personal")).encode("utf-16-le"),
        b"{}",
        b"[]",
        b"null",
        b'"message"',
        b"7",
        b'{"type": NaN}',
        b"[" * 100_000,
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b'"' + b'\\"' * 200_000,
        json.dumps({"type": "message"}).encode(),
        json.dumps(recorded("message.personal", value=1) | {"value": int("9" * 4_000)}).encode() + b"x",
        json.dumps(recorded("message.personal")).encode() + b"[" * 100,
        json.dumps(recorded("message.personal", value=1)).encode().replace(b'"value": 1', b'"value": ' + b"[" * 90),
        b'{"type":"message","value":' + b"[]," * 30_000 + b"[" * 100,
    ],
)
async def test_what_is_no_activity_is_answered_400(at: Edge, body: bytes) -> None:
    """Whatever the bytes: 400, an empty body, and no turn."""
    assert await at.post(body) == (400, "")
    assert not at.bot.turns


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("type", None, 400),
        ("type", "", 400),
        ("type", 7, 400),
        ("conversation", None, 400),
        ("conversation", {}, 400),
        ("conversation", {"id": ""}, 400),
        ("conversation", {"id": []}, 400),
        ("from", "Alice", 403),
        ("from", [{}], 403),
        ("from", {"aadObjectId": 5}, 403),
        ("channelData", "tenant", 403),
        ("channelData", [], 403),
        ("serviceUrl", {}, 401),
        ("channelId", 5, 403),
    ],
)
async def test_without_what_it_needs_an_activity_is_refused(at: Edge, field: str, value: object, status: int) -> None:
    """What it is, where it stands, whose it is and where it comes from must be there."""
    assert await at.post(at.activity("message.personal", **{field: value})) == (status, "")
    assert not at.bot.turns


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", {}),
        ("text", ["a"]),
        ("membersAdded", {}),
        ("membersAdded", [None]),
        ("attachments", "none"),
        ("attachments", [1]),
        ("entities", [[]]),
        ("entities", [None]),
        ("timestamp", "yesterday"),
        ("timestamp", 12),
        ("timestamp", ""),
        ("timestamp", "9999-12-31T23:59:59-01:00"),
        ("localTimestamp", "0001-01-01T00:00:00+01:00"),
        ("suggestedActions", []),
        ("expiration", "soon"),
        ("locale", 5),
        ("recipient", 1),
    ],
)
async def test_no_other_field_stops_an_activity(at: Edge, field: str, value: object) -> None:
    """Whatever stands in it: an alert comes through."""
    assert await at.post(at.activity("message.personal", **{field: value})) == (201, "")
    assert len(at.bot.turns) == 1


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "json"])
async def test_another_content_type_is_answered_415(at: Edge, content_type: str) -> None:
    """Only JSON is read."""
    assert await at.post(at.activity("message.personal"), Content_Type=content_type) == (415, "")


async def test_a_missing_content_type_is_answered_415(at: Edge) -> None:
    """The framework answers 500 here."""
    body = json.dumps(at.activity("message.personal")).encode()
    async with at.session.post(f"{at.url}/api/messages", data=body, skip_auto_headers=["Content-Type"]) as response:
        assert response.status == 415


async def test_more_than_a_megabyte_is_answered_413(at: Edge) -> None:
    """By its header, by its length without one, and by what it unpacks to."""
    large = json.dumps(at.activity("message.personal", text="a" * 5_000_000)).encode()
    assert await at.post(large) == (413, "")
    assert await at.post(gzip.compress(large), Content_Encoding="gzip") == (413, "")

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 65_536):
            yield large[start : start + 65_536]

    async with at.session.post(
        f"{at.url}/api/messages", data=pieces(), headers={"Content-Type": "application/json"}
    ) as response:
        assert response.status == 413
    assert not at.bot.turns


async def test_a_body_that_is_not_packed_as_it_says_is_answered_400(at: Edge) -> None:
    """Garbage under the name of gzip."""
    assert await at.post(b"garbage", Content_Encoding="gzip") == (400, "")


async def test_a_body_that_does_not_come_is_answered_408(at: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends half of it and waits does not hold the bot."""
    monkeypatch.setattr("bot.teams.adapter._BODY_SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(at.url.rpartition(":")[2]))
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
    )
    assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
    writer.close()
    await writer.wait_closed()


async def test_a_body_just_under_the_bound_is_read(at: Edge) -> None:
    """Ten thousand characters, emoji and Markdown in a field come through as they were typed."""
    text = "**<at>Somebody else</at>** \U0001f469\u200d\U0001f3eb & <b>" + "x" * 900_000
    assert await at.post(at.activity("message.personal", text=text)) == (201, "")
    assert at.bot.turns[0].activity.text == text


async def test_half_characters_and_nuls_are_made_storable(at: Edge) -> None:
    """JSON may carry half of an emoji or a NUL, which no store takes; whole ones written as escapes stay."""
    body = json.dumps(at.activity("message.personal")).replace("hello bot", r"a\ud83d\u0000\ud83d\ude00b")
    assert await at.post(body.encode()) == (201, "")
    assert at.bot.turns[0].activity.text == "a\ufffd\ufffd\U0001f600b"


@pytest.mark.parametrize("kind", ["typing", "endOfConversation", "messageReaction", "handoff", "x" * 5_000, "\u2603"])
async def test_an_unknown_activity_type_is_taken_quietly(at: Edge, kind: str) -> None:
    """201 and no answer into the chat, by the framework's own handler."""
    at.bot.then = ActivityHandler().on_turn
    assert await at.post(at.activity("message.personal", type=kind)) == (201, "")
    assert not at.connector.calls


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"channelData": None}, "other_tenant"),
        ({"channelData": {}}, "other_tenant"),
        ({"channelData": {"tenant": None}}, "other_tenant"),
        ({"channelData": {"tenant": {"id": 7}}}, "other_tenant"),
        ({"channelData": {"tenant": {"id": "99999999-0000-4000-8000-000000000000"}}}, "other_tenant"),
        ({"from": None}, "nobody"),
        ({"from": {"id": "29:alice"}}, "nobody"),
        ({"from": {"id": "29:alice", "aadObjectId": " "}}, "nobody"),
        ({"from": {"id": "28:other", "aadObjectId": ALICE}}, "a_bot"),
        ({"from": {"id": "29:alice", "aadObjectId": ALICE, "role": "bot"}}, "a_bot"),
        ({"channelId": "directline"}, "other_channel"),
        ({"channelId": None}, "other_channel"),
    ],
)
async def test_the_gate_answers_403_with_nothing_of_the_cause(at: Edge, changes: Json, reason: str) -> None:
    """Another tenant, nobody, a bot, another channel: 403 and empty; the log has the key."""
    with capture_logs() as logs:
        assert await at.post(at.activity("message.personal", **changes)) == (403, "")
    assert logs == [{"event": "request_refused", "log_level": "warning", "status": 403, "reason": reason}]
    assert not at.bot.turns


async def test_the_tenant_is_known_whatever_its_letters_case(at: Edge) -> None:
    """Ids are hexadecimal: upper case is the same tenant."""
    data = {"tenant": {"id": TENANT.upper()}}
    assert (await at.post(at.activity("message.personal", channelData=data)))[0] == 201


@pytest.mark.parametrize("url", ["https://smba.trafficmanager.net/uk/", "http://127.0.0.1.evil.test/", "", None])
async def test_local_refuses_a_service_url_off_this_machine(at: Edge, url: str | None) -> None:
    """Without authentication nothing is answered to another machine."""
    assert await at.post(at.activity("message.personal", serviceUrl=url)) == (401, "")


async def test_local_takes_the_playgrounds_own_channel(at: Edge) -> None:
    """Agents Playground may call itself `emulator`."""
    assert (await at.post(at.activity("message.personal", channelId="emulator")))[0] == 201


async def test_an_answer_goes_into_the_chat_through_one_connection(at: Edge) -> None:
    """Two turns, two replies: one connector client and one connection for both."""
    clients = []

    async def echo(context: TurnContext) -> None:
        clients.append(context.turn_state["ConnectorClient"])
        await context.send_activity("you said " + context.activity.text)

    at.bot.then = echo
    activity = at.activity("message.personal")
    assert await at.post(activity) == (201, "")
    assert await at.post(activity) == (201, "")
    assert at.connector.paths() == [f"POST /v3/conversations/a%3Aalice-chat/activities/{activity['id']}"] * 2
    assert at.connector.calls[0].body["text"] == "you said hello bot"
    assert clients[0] is clients[1]
    assert at.connector.calls[0].peer == at.connector.calls[1].peer


async def test_what_a_bot_sends_stays_its_own(at: Edge) -> None:
    """It is addressed in a copy: the same activity may be sent again, elsewhere."""
    said = Activity(type="message", attachments=[Attachment(content_type=CARD_TYPE, content={"body": [{}]})])
    before = said.serialize()
    at.bot.then = lambda context: context.send_activities([said, said])
    assert await at.post(at.activity("message.personal")) == (201, "")
    assert said.serialize() == before
    assert [call.body["attachments"] for call in at.connector.calls] == [before["attachments"]] * 2
    assert [call.body["conversation"]["id"] for call in at.connector.calls] == ["a:alice-chat"] * 2  # type: ignore[index]


@pytest.mark.parametrize("fault", [says(502, "<html>bad gateway</html>"), says(503), says(429, Retry_After="0"), drops])
async def test_an_answer_within_a_turn_gets_one_quick_retry(at: Edge, fault: object) -> None:
    """A stumble of the connector does not reach the person who waits."""
    at.connector.script = [fault]  # type: ignore[list-item]
    at.bot.then = lambda context: context.send_activity("hello")
    assert await at.post(at.activity("message.personal")) == (201, "")
    assert len(at.connector.calls) == 2


@pytest.mark.parametrize("fault", [says(500), says(403), says(429, Retry_After="30"), says(404)])
async def test_other_refusals_within_a_turn_are_not_retried(at: Edge, fault: object) -> None:
    """The turn fails once, is logged, and the apology is the second call."""
    at.connector.script = [fault]  # type: ignore[list-item]
    at.bot.then = lambda context: context.send_activity("hello")
    assert await at.post(at.activity("message.personal")) == (201, "")
    assert [call.body["text"] for call in at.connector.calls] == ["hello", "Sorry (ConnectorRefused) 8"]


ANSWERS = [
    (invoke_answers.card_answer({"type": "AdaptiveCard"}), CARD_TYPE, {"type": "AdaptiveCard"}),
    (invoke_answers.sentence_answer("Already taken"), invoke_answers.SENTENCE, "Already taken"),
    (
        InvokeResponse(
            status=200,
            body=AdaptiveCardInvokeResponse(status_code=200, type=invoke_answers.SENTENCE, value="A sentence"),
        ),
        invoke_answers.SENTENCE,
        "A sentence",
    ),
    (
        InvokeResponse(
            status=200,
            body=AdaptiveCardInvokeResponse(status_code=200, type=CARD_TYPE, value={"type": "AdaptiveCard"}),
        ),
        CARD_TYPE,
        {"type": "AdaptiveCard"},
    ),
]


@pytest.mark.parametrize(("answer", "kind", "value"), ANSWERS)
async def test_an_invoke_is_answered_with_its_body(at: Edge, answer: object, kind: str, value: object) -> None:
    """The framework answers 500 to all of these."""
    at.bot.then = lambda context: context.send_activity(Activity(type="invokeResponse", value=answer))
    status, text = await at.post(at.activity("invoke.adaptiveCard-action"))
    body = json.loads(text)
    assert (status, body["type"], body["value"]) == (200, kind, value)


async def test_an_invoke_may_be_answered_without_a_body(at: Edge) -> None:
    """A status alone is an answer."""
    at.bot.then = lambda context: context.send_activity(
        Activity(type="invokeResponse", value=InvokeResponse(status=200))
    )
    assert await at.post(at.activity("invoke.adaptiveCard-action")) == (200, "")


async def test_the_framework_s_handler_answers_an_invoke_through_the_adapter(at: Edge) -> None:
    """`on_adaptive_card_invoke` of the stock handler ends in 200 with its card."""

    class Pressed(ActivityHandler):  # type: ignore[misc]
        async def on_adaptive_card_invoke(self, turn_context: TurnContext, invoke_value: object) -> object:
            return AdaptiveCardInvokeResponse(status_code=200, type=CARD_TYPE, value={"body": []})

    at.bot.then = Pressed().on_turn
    status, text = await at.post(at.activity("invoke.adaptiveCard-action"))
    assert (status, json.loads(text)) == (
        200,
        {"statusCode": 200, "type": CARD_TYPE, "value": {"body": []}},
    )


async def test_an_invoke_that_nobody_takes_gets_a_sentence(at: Edge) -> None:
    """Not the framework's 501: a card of an older version gets a kind sentence, anything unheard-of a 400."""
    status, text = await at.post(at.activity("invoke.adaptiveCard-action"))
    assert (status, json.loads(text)["value"]) == (200, "Sorry (NotFound) 8")
    assert await at.post(at.activity("invoke.adaptiveCard-action", name="no/such")) == (400, "")
    at.bot.then = ActivityHandler().on_turn
    status, text = await at.post(at.activity("invoke.composeExtension-fetchTask.message"))
    assert (status, json.loads(text)["task"]["type"]) == (200, "message")


async def _fails(context: TurnContext) -> None:
    raise ValueError("what the person wrote")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("adaptiveCard/action", {"statusCode": 200, "type": invoke_answers.SENTENCE, "value": "Sorry (ValueError) 8"}),
        ("task/submit", {"task": {"type": "message", "value": "Sorry (ValueError) 8"}}),
        ("composeExtension/submitAction", {"task": {"type": "message", "value": "Sorry (ValueError) 8"}}),
        ("composeExtension/query", {"composeExtension": {"type": "message", "text": "Sorry (ValueError) 8"}}),
        ("fileConsent/invoke", {}),
    ],
)
async def test_a_failing_invoke_is_answered_in_its_own_form(at: Edge, name: str, expected: Json) -> None:
    """The person sees a sentence where they pressed, and never Teams' own "Unable to reach app"."""
    at.bot.then = _fails
    status, text = await at.post(at.activity("invoke.adaptiveCard-action", name=name))
    assert (status, json.loads(text)) == (200, expected)
    assert [call.body["text"] for call in at.connector.calls] == ([] if expected else ["Sorry (ValueError) 8"])


async def test_a_failing_turn_is_logged_by_id_without_anybody_s_words(at: Edge) -> None:
    """The person and the log share an id; what was written is in neither."""
    at.bot.then = _fails
    with capture_logs([merge_contextvars]) as logs:
        assert await at.post(at.activity("message.personal")) == (201, "")
    (entry,) = logs
    assert (entry["event"], entry["error"], entry["activity"]) == (
        "turn_failed",
        "ValueError",
        recorded("message.personal")["id"],
    )
    assert "wrote" not in str(logs)
    assert at.connector.calls[0].body["text"] == "Sorry (ValueError) 8"


async def test_an_apology_that_cannot_be_sent_is_logged(at: Edge) -> None:
    """Nothing is swallowed when the connector is down as well."""
    at.bot.then = _fails
    at.connector.script = [says(403)]
    with capture_logs([merge_contextvars]) as logs:
        assert await at.post(at.activity("message.personal")) == (201, "")
    assert [entry["event"] for entry in logs] == ["turn_failed", "apology_failed"]
    assert logs[0]["turn_id"] == logs[1]["turn_id"]


async def test_what_fails_after_the_answer_does_not_take_it_back(at: Edge) -> None:
    """The press succeeded: its card stands, and what went wrong afterwards is in the log."""

    async def answers_and_fails(context: TurnContext) -> None:
        answer = invoke_answers.sentence_answer("Taken")
        await context.send_activity(Activity(type="invokeResponse", value=answer))
        raise ValueError

    at.bot.then = answers_and_fails
    with capture_logs() as logs:
        status, text = await at.post(at.activity("invoke.adaptiveCard-action"))
    assert (status, json.loads(text)["value"]) == (200, "Taken")
    assert [entry["event"] for entry in logs] == ["turn_failed"]


@pytest.mark.parametrize(
    "name", ["adaptiveCard/action", "task/submit", "task/fetch", "composeExtension/fetchTask", "composeExtension/query"]
)
def test_no_answer_to_an_invoke_has_marks_of_markdown(name: str) -> None:
    """Nothing draws them there, whichever sentence of ours it is."""
    for said in SENTENCES.values():
        told = invoke_answers.answer_with(name, said)
        assert told is not None
        assert "*" not in json.dumps(told.body)
        assert "*" not in json.dumps(invoke_answers.sentence_answer(said).body)


async def test_an_answer_that_is_no_json_becomes_an_apology(at: Edge) -> None:
    """A fault of the bot's own: logged, and the person gets a sentence."""
    at.bot.then = lambda context: context.send_activity(
        Activity(type="invokeResponse", value=InvokeResponse(status=200, body={"value": object()}))
    )
    status, text = await at.post(at.activity("invoke.adaptiveCard-action"))
    assert (status, json.loads(text)["value"]) == (200, "Sorry (TypeError) 8")


async def test_expect_replies_is_not_honoured(at: Edge) -> None:
    """Answers go into the chat and never into the response, whoever asks."""
    at.bot.then = lambda context: context.send_activity("hello")
    assert await at.post(at.activity("message.personal", deliveryMode="expectReplies")) == (201, "")
    assert len(at.connector.calls) == 1


async def test_there_is_no_web_socket(at: Edge) -> None:
    """The emulator's streaming is not spoken."""
    async with at.session.get(f"{at.url}/api/messages", headers={"Upgrade": "websocket"}) as response:
        assert response.status == 405


@pytest.mark.parametrize(
    "name",
    [
        "conversationUpdate.membersAdded.personal",
        "installationUpdate.add.personal",
        "installationUpdate.remove",
        "message.action-submit",
        "message.action-submit-inputs",
        "message.personal",
    ],
)
async def test_every_recorded_activity_comes_through(at: Edge, name: str) -> None:
    """What Agents Playground sends reaches the bot with its sender, recipient and value."""
    activity = at.activity(name)
    assert await at.post(activity) == (201, "")
    seen = at.bot.turns[0].activity
    assert (seen.from_property.aad_object_id, seen.recipient.id, seen.value) == (ALICE, BOT, activity.get("value"))


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)
FIELDS = st.sampled_from(
    [
        *recorded("invoke.adaptiveCard-action"),
        "membersAdded",
        "attachments",
        "text",
        "suggestedActions",
        "relatesTo",
        "deliveryMode",
        "semanticAction",
        "textHighlights",
        "expiration",
        "listenFor",
        "historyDisclosed",
    ]
)


async def test_whatever_json_is_posted_the_answer_is_2xx_or_4xx() -> None:
    """Activities with anything in any field, and JSON that is no activity at all; the stock handler takes the turns."""
    async with edge() as at:
        at.bot.then = ActivityHandler().on_turn
        found: list[tuple[int, object]] = []
        cases: list[object] = []

        @settings(max_examples=150, database=None, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            st.sampled_from(
                ["message.personal", "invoke.adaptiveCard-action", "conversationUpdate.membersAdded.personal"]
            ),
            st.dictionaries(FIELDS, ANY, max_size=3),
            ANY,
        )
        def draw(name: str, changes: dict[str, object], alone: object) -> None:
            cases.append(at.activity(name) | changes)
            cases.append(alone)

        draw()
        for case in cases:
            status, text = await at.post(case)
            if not (200 <= status < 300 or 400 <= status < 500) or "Traceback" in text:
                found.append((status, case))
        assert not found
