"""What goes wrong goes wrong as it does with Teams, for whom it should, and as often as it should."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.local.faults import TeamsFault, Throttle
from bot.local.shapes import JsonObject, an_object
from tests import faults
from tests.local.fake_bot import CHAMPION, TEACHER, a_school, address

HELLO: JsonObject = {"type": "message", "text": "Hello"}


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (faults.too_many_requests(), 429, "Throttled"),
        (faults.not_installed(), 403, "BotNotInConversationRoster"),
        (faults.forbidden(), 403, "MessageWritesBlocked"),
        (faults.disabled_by_admin(), 403, "BotDisabledByAdmin"),
        (faults.not_found(), 404, "ConversationNotFound"),
        (faults.precondition_failed(), 412, "PreconditionFailed"),
        (faults.server_error(), 500, "ServiceError"),
        (faults.unavailable(), 503, "ServiceUnavailable"),
        (faults.gateway_timeout(), 504, "GatewayTimeout"),
    ],
)
async def test_a_failure_has_its_status_and_code(fault: TeamsFault, status: int, code: str) -> None:
    """It hits as often as it was told to, and leaves nothing in the chat."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        switch = teams.faults.on(fault, times=1)
        got, body, _ = await bot.call("POST", address(teams, chat), HELLO)
        assert (got, an_object(an_object(body)["error"])["code"]) == (status, code)
        assert (chat.messages, switch.hits) == ([], 1)
        got, _, _ = await bot.call("POST", address(teams, chat), HELLO)
        assert (got, len(chat.messages)) == (201, 1)


async def test_429_says_when_to_come_again() -> None:
    """In whole or broken seconds."""
    async with a_school() as (teams, bot):
        teams.faults.on(faults.too_many_requests(0.5))
        _, _, headers = await bot.call("POST", address(teams, teams.chat(TEACHER.id)), HELLO)
        assert headers["Retry-After"] == "0.5"


async def test_502_has_a_page_for_a_body() -> None:
    """HTML, as a gateway answers."""
    async with a_school() as (teams, bot):
        teams.faults.on(faults.bad_gateway())
        status, body, headers = await bot.call("POST", address(teams, teams.chat(TEACHER.id)), HELLO)
        assert (status, headers["Content-Type"].split(";")[0]) == (502, "text/html")
        assert "<h1>502" in str(body)


async def test_a_fault_is_for_one_person_and_one_operation() -> None:
    """Others, and other requests, go through."""
    async with a_school() as (teams, bot):
        teams.faults.on(faults.server_error(), person=TEACHER.id, operations="send")
        teacher, champion = teams.chat(TEACHER.id), teams.chat(CHAMPION.id)
        assert (await bot.call("POST", address(teams, champion), HELLO))[0] == 201
        assert (await bot.call("POST", address(teams, teacher), HELLO))[0] == 500
        assert (await bot.call("GET", address(teams, teacher, "members")))[0] == 200
        teams.faults.clear()
        assert (await bot.call("POST", address(teams, teacher), HELLO))[0] == 201


@pytest.mark.parametrize("recorded", [False, True])
async def test_a_dropped_connection_may_have_recorded_the_message(recorded: bool) -> None:
    """The bot cannot tell the two apart."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        fault = faults.after_recording(faults.dropped_connection()) if recorded else faults.dropped_connection()
        teams.faults.on(fault, times=1)
        with pytest.raises(aiohttp.ClientError):
            await bot.call("POST", address(teams, chat), HELLO)
        assert len(chat.messages) == (1 if recorded else 0)
        assert teams.calls.of("send")[-1].status is None


async def test_a_gateway_that_gives_up_may_have_recorded_the_message() -> None:
    """504, and the message stands."""
    async with a_school() as (teams, bot):
        chat = teams.chat(TEACHER.id)
        teams.faults.on(faults.after_recording(faults.gateway_timeout()), times=1)
        assert (await bot.call("POST", address(teams, chat), HELLO))[0] == 504
        assert len(chat.messages) == 1


async def test_a_hang_answers_nobody_and_ends_with_the_stand_in() -> None:
    """The request stays open until then; closing does not wait for it."""
    async with a_school() as (teams, bot):
        teams.faults.on(faults.hang())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(bot.call("POST", address(teams, teams.chat(TEACHER.id)), HELLO), 0.2)
        assert teams.chat(TEACHER.id).messages == []


async def test_a_slow_answer_is_an_answer() -> None:
    """The message arrives late, and once."""
    async with a_school() as (teams, bot):
        teams.faults.on(faults.slow(0.1), times=1)
        assert (await bot.call("POST", address(teams, teams.chat(TEACHER.id)), HELLO))[0] == 201
        assert teams.calls.of("send")[0].seconds >= 0.1
        assert len(teams.chat(TEACHER.id).messages) == 1


def test_the_throttle_lets_seven_pass_in_a_second_and_sixty_in_thirty() -> None:
    """Per chat; and what it refuses does not count."""
    throttle = Throttle(on=True)
    assert [throttle.wait_for("send", "a:1", 100.0) for _ in range(8)] == [0.0] * 7 + [1.0]
    assert throttle.wait_for("send", "a:2", 100.0) == 0.0
    passed, now = 7, 100.0
    while throttle.wait_for("send", "a:1", now) == 0.0 or now < 102:
        now += 0.5
        passed = len(throttle._passed[("send", "a:1")])
    assert passed == 60
    assert throttle.wait_for("send", "a:1", now) >= 1.0


def test_the_throttle_counts_the_whole_tenant() -> None:
    """Fifty requests in a second, whoever they are for."""
    throttle = Throttle(on=True)
    answers = [throttle.wait_for("send", f"a:{number}", 5.0) for number in range(51)]
    assert answers == [0.0] * 50 + [1.0]


async def test_the_throttle_answers_429() -> None:
    """Once it is switched on."""
    async with a_school() as (teams, bot):
        teams.throttle.on = True
        chat = teams.chat(TEACHER.id)
        answers = [await bot.call("POST", address(teams, chat), HELLO) for _ in range(8)]
        assert [status for status, _, _ in answers] == [201] * 7 + [429]
        assert answers[-1][2]["Retry-After"] in ("1", "2")
