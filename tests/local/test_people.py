"""What people do in the stand-in happens as it does in Teams."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local.cards import CardRefuses
from bot.local.shapes import Json, JsonObject, an_object
from tests.local.fake_bot import CHAMPION, TEACHER, FakeBot, Reaction, a_school, address, card, with_card

FORM = card(
    {"type": "TextBlock", "text": "What happened?"},
    {"type": "Input.Text", "id": "what", "isRequired": True, "maxLength": 20},
    {"type": "Input.ChoiceSet", "id": "who", "choices": [{"title": "A pupil", "value": "pupil"}]},
    {"type": "Input.Toggle", "id": "urgent", "title": "Urgent"},
    {
        "type": "ActionSet",
        "actions": [
            {
                "type": "Action.Execute",
                "title": "Send",
                "verb": "send",
                "data": {"kind": "threat", "what": "old"},
                "fallback": {"type": "Action.Submit", "title": "Send", "data": {"verb": "send"}},
            },
            {"type": "Action.Execute", "title": "Cancel", "verb": "cancel", "associatedInputs": "none"},
        ],
    },
    actions=[
        {
            "type": "Action.ShowCard",
            "title": "Add a note",
            "card": card(
                {"type": "Input.Text", "id": "note"},
                actions=[{"type": "Action.Submit", "title": "Keep the note", "data": {"kind": "note"}}],
            ),
        },
        {"type": "Action.OpenUrl", "title": "Policy", "url": "https://school.example/"},
    ],
)
ROW = card(
    {
        "type": "Container",
        "items": [{"type": "TextBlock", "text": "Spam or phishing"}],
        "selectAction": {"type": "Action.Execute", "verb": "choose", "data": {"kind": "spam"}},
    },
    {"type": "Chart.Donut", "fallback": {"type": "TextBlock", "text": "Three of four have signed"}},
)


def answers(answer: Json) -> Reaction:
    """A bot that always answers the same."""

    async def reaction(_bot: FakeBot, _activity: JsonObject) -> Json:
        return answer

    return reaction


def a_card_answer(content: JsonObject) -> JsonObject:
    """An invoke's answer with a card."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": content}


def dialog(content: JsonObject, title: str = "Report") -> JsonObject:
    """An answer that opens a dialog."""
    return {"task": {"type": "continue", "value": {"title": title, "card": {"content": content}}}}


async def test_what_is_typed_stands_in_the_chat_and_reaches_the_bot() -> None:
    """And the bot's reply is there when the turn has ended."""

    async def echo(bot: FakeBot, activity: JsonObject) -> Json:
        await bot.reply(activity, {"type": "message", "text": f"You said {activity['text']}"})
        return None

    async with a_school(echo) as (teams, _):
        answer = await teams.say(TEACHER.id, "report")
        assert answer.taken
        assert [message.text for message in teams.chat(TEACHER.id).messages] == ["report", "You said report"]
        assert teams.chat(CHAMPION.id).messages == []


async def test_a_press_sends_the_inputs_and_shows_the_card_that_comes_back() -> None:
    """Given inputs go over the data, unset ones are left out, and an edit by the bot wins over what was shown."""
    receipt = card({"type": "TextBlock", "text": "OS-2026-0001"})
    async with a_school(answers(a_card_answer(receipt))) as (teams, bot):
        chat = teams.chat(TEACHER.id)
        await bot.call("POST", address(teams, chat), with_card(FORM))
        answer = await teams.press(TEACHER.id, "Send", {"what": "A nasty e-mail", "urgent": True})
        action = an_object(an_object(bot.received[-1]["value"])["action"])
        assert action["data"] == {"kind": "threat", "what": "A nasty e-mail", "urgent": "true"}
        assert bot.received[-1]["replyToId"] == chat.messages[0].id
        assert answer.card == chat.messages[0].card == receipt
        assert chat.messages[0].sent_card == FORM
        assert teams.words(TEACHER.id) == "OS-2026-0001"
        await bot.call("PUT", address(teams, chat, f"activities/{chat.messages[0].id}"), with_card(ROW))
        assert chat.messages[0].card == ROW


async def test_the_form_refuses_what_a_client_would() -> None:
    """Nothing reaches the bot."""
    async with a_school() as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(FORM))
        for title, inputs in (
            ("Send", {}),
            ("Send", {"what": "x" * 21}),
            ("Send", {"what": "x", "who": "nobody"}),
            ("Send", {"what": "x", "unheard": "of"}),
            ("Policy", {"what": "x"}),
            ("Approve", {}),
        ):
            with pytest.raises(CardRefuses):
                await teams.press(TEACHER.id, title, inputs)
        assert bot.received == []


async def test_inputs_that_are_not_associated_are_not_sent() -> None:
    """Cancel works on an empty form."""
    async with a_school(answers(a_card_answer(ROW))) as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(FORM))
        await teams.press(TEACHER.id, "Cancel")
        action = an_object(an_object(bot.received[-1]["value"])["action"])
        assert action == {"type": "Action.Execute", "title": "Cancel", "verb": "cancel", "data": {}}


async def test_an_older_client_presses_the_fallback() -> None:
    """A message with the same inputs."""
    async with a_school() as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(FORM))
        await teams.press(TEACHER.id, "Send", {"what": "x"}, fallback=True)
        assert bot.received[-1]["type"] == "message"
        assert bot.received[-1]["value"] == {"verb": "send", "what": "x", "urgent": "false"}


async def test_a_show_cards_action_sends_the_inputs_round_it_too() -> None:
    """Its own and its parents'."""
    async with a_school() as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(FORM))
        await teams.press(TEACHER.id, "Keep the note", {"what": "x", "note": "rang the parents"})
        assert an_object(bot.received[-1]["value"])["note"] == "rang the parents"
        assert an_object(bot.received[-1]["value"])["what"] == "x"


async def test_a_row_is_pressed_by_its_words_and_a_chart_shows_its_fallback() -> None:
    """As the renderer draws them."""
    async with a_school(answers(a_card_answer(FORM))) as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(ROW))
        assert "Three of four have signed" in teams.words(TEACHER.id)
        await teams.press(TEACHER.id, "Spam or phishing")
        assert an_object(an_object(bot.received[-1]["value"])["action"])["data"] == {"kind": "spam"}


async def test_the_newest_card_with_the_button_is_pressed_unless_another_is_named() -> None:
    """By its place among those that have it, or by its message."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        for _ in range(3):
            await bot.call("POST", address(teams, chat), with_card(FORM))
        await bot.call("POST", address(teams, chat), with_card(ROW))
        first, second, third = (message.id for message in chat.messages[:3])
        given = {"what": "x"}
        await teams.press(TEACHER.id, "Send", given)
        await teams.press(TEACHER.id, "Send", given, card=0)
        await teams.press(TEACHER.id, "Send", given, on=second)
        assert [activity["replyToId"] for activity in bot.received] == [third, first, second]


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Taken."}, "Taken."),
        ({"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"message": "No."}}, "No."),
        ({"statusCode": 500, "type": "application/vnd.microsoft.error", "value": {}}, "Something went wrong"),
        (None, ""),
    ],
)
async def test_a_sentence_is_shown_under_the_card(answer: Json, shown: str) -> None:
    """The card stays."""
    async with a_school(answers(answer)) as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(ROW))
        await teams.press(TEACHER.id, "Spam or phishing")
        message = teams.chat(TEACHER.id).messages[0]
        assert message.card == ROW
        assert message.note.startswith(shown)


async def test_a_bot_that_does_not_answer_in_time_cannot_be_reached() -> None:
    """The person is told, as in Teams."""

    async def sleeps(_bot: FakeBot, _activity: JsonObject) -> Json:
        await asyncio.sleep(0.5)
        return None

    async with a_school(sleeps, patience=0.05) as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(ROW))
        answer = await teams.press(TEACHER.id, "Spam or phishing")
        assert (answer.status, answer.taken) == (0, False)
        assert teams.chat(TEACHER.id).messages[0].note == "Unable to reach app. Please try again."


async def test_the_same_press_twice_and_a_forged_one() -> None:
    """The second delivery has the first one's id; a forgery needs no card."""
    async with a_school() as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(ROW))
        answer = await teams.press(TEACHER.id, "Spam or phishing")
        await teams.repeat(answer)
        assert bot.received[0] == bot.received[1]
        await teams.forge(TEACHER.id, "approve", {"id": "VC-2026-0001", "role": "headteacher"})
        action = an_object(an_object(bot.received[-1]["value"])["action"])
        assert (action["verb"], an_object(action["data"])["role"]) == ("approve", "headteacher")


async def test_a_card_refreshes_itself_and_says_so() -> None:
    """`trigger` is `automatic`."""
    refreshing: JsonObject = {
        **ROW,
        "refresh": {"action": {"type": "Action.Execute", "verb": "look", "data": {"id": 1}}},
    }
    async with a_school(answers(a_card_answer(FORM))) as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(refreshing))
        await teams.refresh(TEACHER.id)
        value = an_object(bot.received[-1]["value"])
        assert (value["trigger"], an_object(value["action"])["verb"]) == ("automatic", "look")
        assert teams.chat(TEACHER.id).messages[0].card == FORM


async def test_a_dialog_opens_goes_on_and_closes() -> None:
    """Opened by a Submit that asks for it, continued by an answer, closed by a sentence."""
    asking = card(
        actions=[{"type": "Action.Submit", "title": "Open", "data": {"id": 5, "msteams": {"type": "task/fetch"}}}]
    )
    form = card(
        {"type": "Input.Text", "id": "why"},
        actions=[{"type": "Action.Submit", "title": "Next", "data": {"step": 1}}],
    )
    async with a_school(answers(dialog(form))) as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(asking))
        await teams.press(TEACHER.id, "Open")
        opened = teams.dialog(TEACHER.id)
        assert opened is not None
        assert (opened.title, opened.card) == ("Report", form)
        assert bot.received[-1]["name"] == "task/fetch"
        bot.reaction = answers(dialog(form, "Again"))
        await teams.submit(TEACHER.id, "Next", {"why": "because"})
        assert an_object(bot.received[-1]["value"])["data"] == {"step": 1, "why": "because"}
        bot.reaction = answers({"task": {"type": "message", "value": "Thank you."}})
        answer = await teams.submit(TEACHER.id)
        assert (answer.message, teams.dialog(TEACHER.id)) == ("Thank you.", None)


async def test_a_message_action_carries_the_message_along() -> None:
    """As HTML, with what was typed escaped; the form goes back with the same message."""
    form = card(actions=[{"type": "Action.Submit", "title": "Send", "data": {"step": 1}}])
    async with a_school(answers(dialog(form))) as (teams, bot):
        await teams.say(TEACHER.id, "<b>& you</b>")
        await teams.act_on_message(TEACHER.id, "report")
        await teams.submit(TEACHER.id)
        fetched, sent = (an_object(activity["value"]) for activity in bot.received[-2:])
        assert fetched["messagePayload"] == sent["messagePayload"]
        body = an_object(an_object(sent["messagePayload"])["body"])
        assert body["content"] == "<p>&lt;b&gt;&amp; you&lt;/b&gt;</p>"


async def test_a_file_is_attached_and_can_be_fetched_without_signing_in() -> None:
    """From `downloadUrl`, as from OneDrive."""
    async with a_school() as (teams, bot):
        await teams.say(TEACHER.id, "see this", {"screen shot.png": b"\x89PNG"})
        attached = bot.received[-1]["attachments"]
        assert isinstance(attached, list)
        file = an_object(attached[0])
        assert (file["name"], file["contentType"]) == (
            "screen shot.png",
            "application/vnd.microsoft.teams.file.download.info",
        )
        status, _, headers = await bot.call("GET", str(an_object(file["content"])["downloadUrl"]))
        assert (status, headers["X-Content-Type-Options"]) == (200, "nosniff")
        assert teams.files.newest("screen shot.png").content == b"\x89PNG"


async def test_a_file_that_is_accepted_is_put_where_the_invoke_says() -> None:
    """With a Content-Range; in pieces if the bot likes."""
    offer: JsonObject = {
        "type": "message",
        "attachments": [
            {
                "contentType": "application/vnd.microsoft.teams.card.file.consent",
                "name": "log.csv",
                "content": {"sizeInBytes": 4, "acceptContext": {"id": 1}, "declineContext": {"id": 2}},
            }
        ],
    }
    async with a_school() as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), offer)
        await teams.accept_file(TEACHER.id)
        value = an_object(bot.received[-1]["value"])
        assert (bot.received[-1]["name"], value["action"], value["context"]) == (
            "fileConsent/invoke",
            "accept",
            {"id": 1},
        )
        url = str(an_object(value["uploadInfo"])["uploadUrl"])
        assert await bot.put(url, b"a,", "bytes 0-1/4") == 202
        assert await bot.put(url, b"b,", "bytes 0-1/4") == 416
        assert await bot.put(url, b"b\n", "bytes 2-3/4") == 201
        assert teams.files.newest("log.csv").content == b"a,b\n"
        await teams.decline_file(TEACHER.id)
        assert bot.received[-1]["value"] == {"type": "fileUpload", "action": "decline", "context": {"id": 2}}


async def test_a_chat_is_opened_once() -> None:
    """The bot hears of it the first time, as it does of an installation."""
    async with a_school() as (teams, bot):
        await teams.open_chat(TEACHER.id)
        await teams.open_chat(TEACHER.id)
        assert [activity["type"] for activity in bot.received] == ["installationUpdate", "conversationUpdate"]


async def test_waiting_ends_with_the_change_or_with_the_deadline() -> None:
    """No polling: the change itself wakes who waits."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        waiting = asyncio.create_task(teams.until(lambda: bool(chat.cards)))
        await asyncio.sleep(0)
        await bot.call("POST", address(teams, chat), with_card(ROW))
        await waiting
        with pytest.raises(TimeoutError):
            await teams.until(lambda: False, within=0.01)


async def test_the_chats_are_kept_over_a_restart(tmp_path: Path) -> None:
    """Messages, what was answered, who has the app, the clock; and a card from before can be pressed."""
    kept = tmp_path / "deep" / "chats.json"
    async with a_school(answers(a_card_answer(FORM)), keep_in=kept) as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(ROW))
        await teams.press(TEACHER.id, "Spam or phishing")
        await teams.uninstall(CHAMPION.id)
        before = teams.chat(TEACHER.id).messages
        teams.move_clock(timedelta(hours=30))
        moved_to = teams.tenant.clock.now()
    assert kept.stat().st_mode & 0o777 == 0o600
    async with a_school(keep_in=kept) as (teams, bot):
        assert teams.chat(TEACHER.id).messages == before
        assert not teams.chat(CHAMPION.id).installed
        assert teams.tenant.clock.now() >= moved_to
        await teams.press(TEACHER.id, "Send", {"what": "x"})
        assert bot.received[-1]["replyToId"] == before[0].id
        await teams.say(TEACHER.id, "newer")
        assert int(teams.chat(TEACHER.id).messages[-1].id) > int(before[0].id)


async def test_a_file_of_something_else_is_never_written_over(tmp_path: Path) -> None:
    """One line that names it."""
    kept = tmp_path / "chats.json"
    for text in ("not json", '{"tenant": "another", "bot": "28:x", "chats": {}}'):
        kept.write_text(text)
        with pytest.raises(ValueError, match=r"chats\.json"):
            async with a_school(keep_in=kept):
                pass
        assert kept.read_text() == text
