"""The connector answers a bot as Teams does."""

from __future__ import annotations

from bot.local.shapes import Json, JsonObject, an_object, objects
from tests.local.fake_bot import BOT, CHAMPION, TEACHER, TENANT, a_school, address, card, with_card

HELLO: JsonObject = {"type": "message", "text": "Hello", "summary": "A word from the school"}


def opening(member: str, tenant: str = TENANT) -> JsonObject:
    """A request for a personal chat."""
    return {
        "isGroup": False,
        "bot": {"id": BOT},
        "members": [{"id": member}],
        "tenantId": tenant,
        "channelData": {"tenant": {"id": tenant}},
    }


async def test_a_chat_is_opened_for_an_object_id_and_found_again() -> None:
    """The same person has the same chat, named by object id or by `29:…`."""
    async with a_school() as (teams, bot):
        url = f"{teams.service_url}/v3/conversations"
        status, first, _ = await bot.call("POST", url, opening(CHAMPION.id))
        _, again, _ = await bot.call("POST", url, opening(teams.chat(CHAMPION.id).user_id))
        assert status == 201
        assert an_object(first)["id"] == an_object(again)["id"] == teams.chat(CHAMPION.id).id
        assert an_object(first)["serviceUrl"] == teams.service_url
        assert "activityId" not in an_object(first)


async def test_a_chat_is_opened_with_a_first_message() -> None:
    """The answer carries the message's id."""
    async with a_school() as (teams, bot):
        body: JsonObject = {**opening(CHAMPION.id), "activity": HELLO}
        _, answer, _ = await bot.call("POST", f"{teams.service_url}/v3/conversations", body)
        assert an_object(answer)["activityId"] == teams.chat(CHAMPION.id).messages[0].id


async def test_a_chat_is_refused_for_strangers_and_other_tenants() -> None:
    """400, and nobody's chat is opened."""
    async with a_school() as (teams, bot):
        url = f"{teams.service_url}/v3/conversations"
        for body in (opening("nobody"), opening(CHAMPION.id, tenant="another"), {}, {**opening("x"), "members": []}):
            status, answer, _ = await bot.call("POST", url, body)
            assert (status, an_object(an_object(answer)["error"])["code"]) == (400, "BadArgument")


async def test_messages_are_sent_edited_and_deleted() -> None:
    """Each shows in the chat at once, with how often it was edited."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        status, sent, _ = await bot.call("POST", address(teams, chat), HELLO)
        sent_id = str(an_object(sent)["id"])
        assert status == 201
        assert (chat.messages[0].id, chat.messages[0].text, chat.messages[0].summary) == (
            sent_id,
            "Hello",
            HELLO["summary"],
        )
        status, edited, _ = await bot.call("PUT", address(teams, chat, f"activities/{sent_id}"), with_card(card()))
        assert (status, edited, [message.edits for message in chat.messages]) == (200, {"id": sent_id}, [1])
        assert chat.messages[0].card == card()
        status, _, _ = await bot.call("DELETE", address(teams, chat, f"activities/{sent_id}"))
        assert status == 200
        assert [(message.deleted, message.card) for message in chat.messages] == [(True, None)]
        status, _, _ = await bot.call("PUT", address(teams, chat, f"activities/{sent_id}"), HELLO)
        assert status == 404


async def test_a_reply_is_a_message_and_typing_is_not() -> None:
    """Typing leaves nothing in the chat."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        status, answer, _ = await bot.call("POST", address(teams, chat, "activities/1795334964461"), HELLO)
        assert (status, an_object(answer)["id"]) == (201, chat.messages[0].id)
        status, answer, _ = await bot.call("POST", address(teams, chat), {"type": "typing"})
        assert status == 201
        assert an_object(answer)["id"]
        assert len(chat.messages) == 1


async def test_ids_are_never_the_same_twice() -> None:
    """Even for messages of the same millisecond."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        for _ in range(20):
            await bot.call("POST", address(teams, chat), HELLO)
        assert len({message.id for message in chat.messages}) == 20


async def test_the_members_of_a_personal_chat_are_its_person() -> None:
    """As a list, in pages, and by either id; a stranger is not one."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        _, members, _ = await bot.call("GET", address(teams, chat, "members"))
        _, page, _ = await bot.call("GET", address(teams, chat, "pagedmembers?pageSize=50"))
        _, one, _ = await bot.call("GET", address(teams, chat, f"members/{TEACHER.id}"))
        _, same, _ = await bot.call("GET", address(teams, chat, f"members/{chat.user_id}"))
        status, _, _ = await bot.call("GET", address(teams, chat, "members/29:nobody"))
        assert objects(members) == objects(an_object(page)["members"]) == [one] == [same]
        assert "continuationToken" not in an_object(page)
        assert an_object(one)["aadObjectId"] == TEACHER.id
        assert an_object(one)["email"] == TEACHER.mail
        assert status == 404


async def test_what_is_not_an_activity_is_refused() -> None:
    """400 for no JSON object and no type, 404 for no chat, 413 for too much."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        cases: list[tuple[Json, int]] = [([], 400), ({}, 400), ({**HELLO, "text": "x" * 60_000}, 413)]
        for body, want in cases:
            status, _, _ = await bot.call("POST", address(teams, chat), body)
            assert status == want
        status, _, _ = await bot.call("POST", f"{teams.service_url}/v3/conversations/a:nowhere/activities", HELLO)
        assert status == 404
        assert chat.messages == []


async def test_without_the_app_nothing_can_be_written() -> None:
    """403, with the code that says whether it is not installed or blocked; and again as before afterwards."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        await teams.uninstall(TEACHER.id)
        for method, url, body in (
            ("POST", address(teams, chat), HELLO),
            ("POST", f"{teams.service_url}/v3/conversations", opening(TEACHER.id)),
        ):
            status, answer, _ = await bot.call(method, url, body)
            assert (status, an_object(an_object(answer)["error"])["code"]) == (403, "BotNotInConversationRoster")
        await teams.install(TEACHER.id)
        teams.block(TEACHER.id)
        status, answer, _ = await bot.call("POST", address(teams, chat), HELLO)
        assert (status, an_object(an_object(answer)["error"])["code"]) == (403, "MessageWritesBlocked")
        teams.block(TEACHER.id, False)
        status, _, _ = await bot.call("POST", address(teams, chat), HELLO)
        assert status == 201


async def test_each_request_is_remembered_with_its_time() -> None:
    """Operation, person, status, activity id, in order."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        await bot.call("POST", address(teams, chat), HELLO)
        await bot.call("PUT", address(teams, chat, f"activities/{chat.messages[0].id}"), HELLO)
        sent, updated = teams.calls.of(person=TEACHER.id)
        assert (sent.operation, sent.status, sent.activity_id) == ("send", 201, chat.messages[0].id)
        assert (updated.operation, updated.status) == ("update", 200)
        assert 0 < sent.at <= updated.at
        assert teams.calls.of("create") == []
