"""Questions to Microsoft Graph and their answers as accounts and group ids. It knows groups, and nothing of roles.

The SDK beneath (`graph_client`) is loaded in a thread at the first question, so that the event loop goes on serving
turns meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.directory import answers, reasons
from bot.directory.answers import GraphAccount
from bot.policy.kit.errors import DirectoryUnavailable

if TYPE_CHECKING:
    from bot.directory.graph_client import GraphClient
    from bot.directory.graph_credential import GraphCredential

GRAPH_URL = "https://graph.microsoft.com/v1.0"
MAX_GROUPS_AT_ONCE = 20
"""Groups that checkMemberGroups takes at once."""
MAX_PAGES = 100
"""Pages of one group: far more than a school has people, and an end to an answer that leads in circles."""


@dataclass(frozen=True, slots=True)
class GraphTimeouts:
    """How long Graph is waited for, in seconds. A turn has five for everything, or Teams gives up on it."""

    silence: float = 10.0
    members: float = 60.0
    turn: float = 4.0
    pause: float = 3.0
    """The longest wait before another try, where Graph names none itself."""


class Graph:
    """One tenant's Microsoft Graph, for one event loop. Every failure is a `DirectoryUnavailable` with its reason."""

    def __init__(
        self,
        credential: Callable[[], GraphCredential] | None = None,
        *,
        tenant: str = "",
        base_url: str = GRAPH_URL,
        patience: GraphTimeouts | None = None,
        through_proxy: bool = True,
    ) -> None:
        """Without a `credential` it is what the environment has, signed in to `tenant`. `through_proxy`: as HTTPS_PROXY
        says."""
        self._credential = credential
        self._tenant = tenant
        self._base_url = base_url
        self._patience = patience or GraphTimeouts()
        self._through_proxy = through_proxy
        self._opening: asyncio.Task[GraphClient] | None = None

    async def members(self, group: str) -> tuple[GraphAccount, ...]:
        """Every user in the group and in the groups within it, once each. Disabled accounts and guests are among them.

        Raises `DirectoryUnavailable`, with `NO_SUCH_GROUP` when there is none.
        """
        found: dict[str, GraphAccount] = {}
        async with self._within(self._patience.members) as line:
            try:
                page = answers.parse_page(await line.members(group))
            except DirectoryUnavailable as error:
                if error.facts["reason"] == "http_404":
                    raise DirectoryUnavailable(reason=reasons.NO_SUCH_GROUP) from error
                raise
            found.update((account.id, account) for account in page.accounts)
            pages = 1
            while page.next is not None:
                if pages == MAX_PAGES:
                    raise DirectoryUnavailable(reason=reasons.ODD_ANSWER)
                page = answers.parse_page(await line.next_page(page.next))
                found.update((account.id, account) for account in page.accounts)
                pages += 1
        if found and all(account.enabled is None for account in found.values()):
            raise DirectoryUnavailable(reason=reasons.UNREADABLE_MEMBERS)
        return tuple(found.values())

    async def hides_members(self, group: str) -> bool:
        """Whether the group reads as empty to whoever may not read hidden members."""
        async with self._within(self._patience.members) as line:
            return answers.parse_hidden(await line.group_visibility(group))

    async def account_in(self, id: str, groups: Sequence[str]) -> tuple[GraphAccount | None, frozenset[str]]:
        """The user, and which of the groups they are in. None and nothing when the tenant has no such user."""
        async with self._within(self._patience.turn) as line:
            asked = [
                line.member_groups(id, groups[at : at + MAX_GROUPS_AT_ONCE])
                for at in range(0, len(groups), MAX_GROUPS_AT_ONCE)
            ]
            account, *memberships = await asyncio.gather(line.account(id), *asked, return_exceptions=True)
            if account is None:
                return None, frozenset()
            for answer in (account, *memberships):
                if isinstance(answer, BaseException):
                    raise answer
            user = answers.parse_account(_bytes(account))
            if user.enabled is None:
                raise DirectoryUnavailable(reason=reasons.UNREADABLE_MEMBERS)
            return user, frozenset[str]().union(*(answers.parse_group_ids(_bytes(answer)) for answer in memberships))

    async def sign_in(self) -> None:
        """Prove that the credential gives a token."""
        async with self._within(self._patience.members) as line:
            await line.sign_in()

    async def may_read_groups(self) -> None:
        """Prove that groups may be read."""
        async with self._within(self._patience.members) as line:
            await line.any_group()

    async def may_read_users(self) -> None:
        """Prove that users may be read."""
        async with self._within(self._patience.members) as line:
            await line.any_user()

    async def close(self) -> None:
        """Let go of the connections."""
        opening, self._opening = self._opening, None
        if opening is not None:
            opened = (await asyncio.gather(opening, return_exceptions=True))[0]
            if not isinstance(opened, BaseException):
                await opened.close()

    @asynccontextmanager
    async def _within(self, seconds: float) -> AsyncIterator[GraphClient]:
        try:
            async with asyncio.timeout(seconds):
                yield await self._line()
        except TimeoutError as error:
            raise DirectoryUnavailable(reason=reasons.TIMEOUT) from error

    async def _line(self) -> GraphClient:
        if self._opening is None or (self._opening.done() and self._opening.exception() is not None):
            self._opening = asyncio.create_task(asyncio.to_thread(self._open))
        return await asyncio.shield(self._opening)

    def _open(self) -> GraphClient:
        # Imported here, in a thread: the SDK and azure-identity take most of a second.
        from bot.directory.graph_client import open_client  # noqa: PLC0415
        from bot.directory.graph_credential import credential_from_environment  # noqa: PLC0415

        return open_client(
            self._credential or partial(credential_from_environment, self._tenant),
            self._base_url,
            patience=self._patience.silence,
            pause=self._patience.pause,
            through_proxy=self._through_proxy,
        )


def _bytes(answer: object) -> bytes:
    if not isinstance(answer, bytes):
        raise DirectoryUnavailable(reason=reasons.ODD_ANSWER)
    return answer
