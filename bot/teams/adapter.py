"""From an HTTP request to a turn and back: the framework's `CloudAdapter` with its faults mended, in this one place.

Mended here: invoke answers that have a body (the framework serialises them twice and answers 500); bad input, a wrong
content type and a size without bounds; refusals; errors in a turn. It knows nothing of what a turn is about.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Protocol

import structlog
from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes

from bot.logs import describe
from bot.policy.kit.errors import NotFound
from bot.teams import invoke_answers, turn_log
from bot.teams.authentication import ActivityAuthentication, Unauthorised
from bot.teams.gate import ActivityRefused, Gate, PersonRate, TooOften
from bot.teams.parsed_activity import ParsedActivity, UnreadableActivity, parse_activity
from bot.teams.turns import Rounds, SchoolTurnContext

MAX_ACTIVITY_BYTES = 1024 * 1024
"""Bytes that an activity may have."""
_BODY_SECONDS = 10.0
"""Seconds that a request's body may take to arrive."""

Apology = Callable[[Exception, str], str]
"""The sentence for an error that nobody foresaw, given the error and the id of its turn's lines in the log."""

log = structlog.get_logger(__name__)


class Bot(Protocol):
    """Whoever takes the turns: the activity handler."""

    async def on_turn(self, turn_context: TurnContext) -> object:
        """Take one turn."""


class SchoolAdapter(CloudAdapter):  # type: ignore[misc]
    """Answers every request with 2xx or 4xx and nothing of the cause, and hands what may come in to the bot.

    200 with a body for an invoke, 201 for anything else that was taken; 400 for what is not an activity, 401 for what
    does not prove where it comes from, 403 for another tenant, nobody or a bot; 408, 413, 415 and 429 as in HTTP.
    A turn that fails is logged under the turn's id, never in words, and the person gets `apology` with that id.
    """

    def __init__(
        self,
        authentication: ActivityAuthentication,
        gate: Gate,
        rate: PersonRate,
        *,
        apology: Apology,
        on_failure: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_failure` is called for each turn that fails."""
        super().__init__(authentication)
        self._authentication = authentication
        self._gate = gate
        self._rate = rate
        self._apology = apology
        self._on_failure = on_failure
        self._rounds = Rounds()
        self.on_turn_error = self._turn_failed

    def post_messages(self, bot: Bot) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The aiohttp handler for `POST /api/messages`."""

        async def messages(request: web.Request) -> web.StreamResponse:
            return await self.process(request, bot)

        return messages

    async def process(self, request: web.Request, bot: Bot, ws_response: object = None) -> web.Response:
        """One request from its first byte to its answer. Web sockets are not spoken."""
        await self._rounds.turn_comes()
        turn_log.begin_turn()
        try:
            parsed = parse_activity(await _body(request))
            accepted = await self._authentication.verify(
                request.headers.get("Authorization", ""),
                parsed.envelope.channel_id or "",
                parsed.envelope.service_url or "",
            )
            self._gate.check(parsed.envelope)
            self._rate.check(parsed.envelope.person, parsed.body)
            activity = parsed.activity()
        except (_BodyRefused, UnreadableActivity, Unauthorised, ActivityRefused, TooOften) as refusal:
            # The cause goes to the log as a short key, and nothing of it to the sender.
            log.warning("request_refused", status=int(refusal.status), reason=refusal.reason)
            return web.Response(status=refusal.status)
        return await self._turn(parsed, activity, accepted, bot)

    def _create_turn_context(self, activity: Activity, *given: object) -> TurnContext:
        """The framework's, in our own class."""
        framework_s: TurnContext = super()._create_turn_context(activity, *given)
        context = SchoolTurnContext(self, activity)
        context.turn_state.update(framework_s.turn_state)
        return context

    async def _turn(self, parsed: ParsedActivity, activity: Activity, accepted: object, bot: Bot) -> web.Response:
        name = parsed.envelope.name
        try:
            answer: InvokeResponse | None = await self.process_activity(accepted, activity, bot.on_turn)
            if answer is None:
                return web.Response(status=201)
            if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                # Nobody took the invoke: a verb or a name that this bot does not have, or no longer has.
                log.info("invoke_not_taken", activity=parsed.envelope.id, status=answer.status)
                sentence = self._apology(NotFound(), turn_log.turn_id())
                answer = invoke_answers.answer_with(name, sentence) or InvokeResponse(status=400)
            return _invoke_response(answer)
        except Exception as error:
            # What fails outside the bot's own turn, an answer that is no JSON for one. 500 makes Teams say so.
            self._log_failure("request_failed", error, parsed.envelope.id)
            sentence = self._apology(error, turn_log.turn_id())
            told = invoke_answers.answer_with(name, sentence) if activity.type == "invoke" else None
            return _invoke_response(told) if told else web.Response(status=500)

    async def _turn_failed(self, context: TurnContext, error: Exception) -> None:
        """`on_turn_error`: log it by an id, and tell the person who waits, in the form that they wait for."""
        activity = context.activity
        self._log_failure("turn_failed", error, activity.id)
        if context.turn_state.get(self._INVOKE_RESPONSE_KEY):
            # The press was answered before this went wrong: what it says has happened.
            return
        sentence = self._apology(error, turn_log.turn_id())
        told = None
        if activity.type == ActivityTypes.invoke:
            told = invoke_answers.answer_with(activity.name, sentence)
            answer = told or InvokeResponse(status=200, body={})
            await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=answer))
        if told is None and activity.type in (ActivityTypes.message, ActivityTypes.invoke):
            try:
                await context.send_activity(Activity(type=ActivityTypes.message, text=sentence, summary=sentence))
            except Exception as second:
                log.error("apology_failed", error=type(second).__name__)

    def _log_failure(self, event: str, error: Exception, activity: str | None) -> None:
        """Count an error, and log its kind and place under the turn's id. Its message may quote what a person wrote."""
        self._on_failure()
        log.error(event, activity=activity, **describe(error))


class _BodyRefused(Exception):
    """The body is not taken: `status` and `reason` say why."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def _body(request: web.Request) -> bytes:
    """The body: JSON by its header, a megabyte at most, within ten seconds. Raises `_BodyRefused`."""
    if request.content_type != "application/json":
        raise _BodyRefused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "content_type")
    if (request.content_length or 0) > MAX_ACTIVITY_BYTES:
        raise _BodyRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")
    body = bytearray()
    try:
        if request.content.is_eof():
            # It came whole, with its head: nothing to wait for.
            body += request.content.read_nowait()
        else:
            async with asyncio.timeout(_BODY_SECONDS):
                # The header may lie or be missing: the bytes are counted as they come, unpacked where they were packed.
                async for chunk in request.content.iter_any():
                    body += chunk
                    if len(body) > MAX_ACTIVITY_BYTES:
                        raise _BodyRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")
    except TimeoutError as error:
        raise _BodyRefused(HTTPStatus.REQUEST_TIMEOUT, "slow") from error
    except web.RequestPayloadError as error:
        raise _BodyRefused(HTTPStatus.BAD_REQUEST, "body") from error
    return bytes(body)


def _invoke_response(answer: InvokeResponse) -> web.Response:
    """An invoke's answer as a response. Raises `TypeError` or `ValueError` when its body is no JSON."""
    body = invoke_answers.body_of(answer.body)
    if body is None:
        return web.Response(status=answer.status)
    return web.json_response(text=json.dumps(body, allow_nan=False), status=answer.status)
