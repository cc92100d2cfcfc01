"""What the briefing's line about video calls rests on: the calls that wait, and who decides them."""

from __future__ import annotations

from functools import partial

from bot.policy.calls import briefing
from bot.policy.calls.call import VideoCall
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.roles import Role
from bot.services.calls.loading import CallContext
from bot.services.kit.briefing import LineSource
from bot.services.kit.context import ServiceContext


class CallLines(LineSource):
    """The line of video calls."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = CallContext.of(context)

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the approver and the deputies."""
        return frozenset(self._context.deciding)

    async def load(self) -> LinesFor:
        """The calls that wait, and who decides them now. Raises `DirectoryUnavailable`."""
        waiting = await self._context.store.find(VideoCall, where={"state": ApprovalState.WAITING.value})
        deciders, _ = await self._context.deciders()
        return partial(briefing.lines_for, waiting=waiting, deciders=deciders)
