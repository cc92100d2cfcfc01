"""A client of Microsoft Graph: msgraph-sdk's builders, authentication, retries and connections, asked for bytes.

The SDK builds the requests and carries them; its models are not used, for they keep the event loop for most of a
second over two hundred members. Here every failure of the SDK, of azure-identity and of the network becomes a
`DirectoryUnavailable` with a reason. It knows nothing of roles or of what the bytes say.

Importing this module and opening a client takes most of a second: `graph` does both in a thread.
"""

from __future__ import annotations

import functools
import gc
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import anyio
import httpx
from azure.core.credentials import AccessToken
from azure.core.exceptions import AzureError, ClientAuthenticationError
from azure.identity import CredentialUnavailableError
from kiota_abstractions.api_error import APIError
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.request_information import RequestInformation
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from kiota_http.kiota_client_factory import KiotaClientFactory
from kiota_http.middleware import RetryHandler
from kiota_http.middleware.options import RetryHandlerOption
from msgraph.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph.generated.groups.item.group_item_request_builder import GroupItemRequestBuilder
from msgraph.generated.groups.item.transitive_members.graph_user.graph_user_request_builder import (
    GraphUserRequestBuilder,
)
from msgraph.generated.users.item.check_member_groups.check_member_groups_post_request_body import (
    CheckMemberGroupsPostRequestBody,
)
from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder
from msgraph.generated.users.users_request_builder import UsersRequestBuilder
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_service_client import GraphServiceClient

from bot.directory import reasons
from bot.directory.answers import ACCOUNT_FIELDS
from bot.directory.graph_credential import GraphCredential
from bot.policy.kit.errors import DirectoryUnavailable

GRAPH_SCOPE = "https://graph.microsoft.com/.default"
MEMBERS_PER_PAGE = 999
"""Members asked for at once: Graph's own limit."""
_CODE = re.compile(r"AADSTS([0-9]{4,8})")
_TOO_LONG = RetryHandlerOption.MAX_DELAY
"""What the SDK's retry handler takes for "do not try again"."""


@dataclass(frozen=True, slots=True)
class RetryLimits:
    """How a request is tried again after 429, 500, 502, 503 or 504: so often, and never after a longer wait (seconds).

    A Retry-After that asks for more than `longest_wait` ends the request at once, with Graph's answer.
    """

    times: int
    longest_wait: float


IN_A_TURN = RetryLimits(times=1, longest_wait=1.0)
"""Somebody is looking at a card: Teams waits for five seconds at best."""
IN_THE_BACKGROUND = RetryLimits(times=3, longest_wait=20.0)


class BoundedRetry(RetryHandler):
    """The SDK's retries with the gateway errors among them, and waits that stay within the request's `RetryLimits`.

    `pause` is the longest wait in seconds that it chooses by itself, where Graph names none.
    """

    def __init__(self, pause: float) -> None:
        super().__init__()
        self.backoff_max = pause  # type: ignore[assignment]  # a whole number there, and compared as any other
        self.retry_on_status_codes = {429, 500, 502, 503, 504}

    def get_delay_time(self, retry_count: int, response: httpx.Response | None = None, delay: float = 0.0) -> float:
        """Seconds to wait. `delay` is the option's `max_delay`, taken here for what its name says."""
        wait = super().get_delay_time(retry_count, response, 0.0)
        return wait if wait <= delay else _TOO_LONG


class GraphClient:
    """One tenant's Graph over one pool of connections. Made in any thread, used on one event loop.

    Every method answers the bytes of Graph's answer, or raises `DirectoryUnavailable` with a reason (`reasons`).
    """

    def __init__(self, credential: GraphCredential, base_url: str, client: httpx.AsyncClient, pause: float) -> None:
        self._credential = _TranslatingCredential(credential)
        self._http = KiotaClientFactory.create_with_custom_middleware(
            [
                BoundedRetry(pause) if isinstance(part, RetryHandler) else part
                for part in KiotaClientFactory.get_default_middleware(None)
            ],
            client,
        )
        # The token goes to this host alone, whatever address an answer names.
        host = httpx.URL(base_url).host
        provider = AzureIdentityAuthenticationProvider(
            self._credential,  # type: ignore[arg-type]  # its type is a context manager too, which nobody enters
            scopes=[GRAPH_SCOPE],
            allowed_hosts=[host],
        )
        self._adapter = GraphRequestAdapter(provider, client=self._http)
        self._adapter.base_url = base_url
        self._base_url = base_url
        self._graph = GraphServiceClient(request_adapter=self._adapter)

    async def sign_in(self) -> None:
        """Prove that the credential gives a token."""
        await self._credential.get_token(GRAPH_SCOPE)

    async def members(self, group: str) -> bytes:
        """The first page of the users in the group and in the groups within it."""
        builder = self._graph.groups.by_group_id(group).transitive_members.graph_user
        query = GraphUserRequestBuilder.GraphUserRequestBuilderGetQueryParameters(
            select=list(ACCOUNT_FIELDS), count=True, top=MEMBERS_PER_PAGE
        )
        return await self._page(builder.to_get_request_information(RequestConfiguration(query_parameters=query)))

    async def group_visibility(self, group: str) -> bytes:
        """The group, with who may see who is in it (`visibility`)."""
        query = GroupItemRequestBuilder.GroupItemRequestBuilderGetQueryParameters(select=["id", "visibility"])
        builder = self._graph.groups.by_group_id(group)
        return await self._ask(builder.to_get_request_information(RequestConfiguration(query_parameters=query)))

    async def next_page(self, address: str) -> bytes:
        """A further page, by the address that the page before it gave."""
        if not address.startswith(f"{self._base_url}/"):
            raise DirectoryUnavailable(reason=reasons.ODD_ANSWER)
        builder = GraphUserRequestBuilder(self._adapter, {}).with_url(address)
        return await self._page(builder.to_get_request_information())

    async def account(self, id: str) -> bytes | None:
        """One user, or None when the tenant has no such user."""
        query = UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters(select=list(ACCOUNT_FIELDS))
        request = self._graph.users.by_user_id(id).to_get_request_information(
            RequestConfiguration(query_parameters=query)
        )
        try:
            return await self._ask(request, IN_A_TURN)
        except DirectoryUnavailable as error:
            if error.facts["reason"] == "http_404":
                return None
            raise

    async def member_groups(self, id: str, groups: Collection[str]) -> bytes:
        """Which of these groups (20 at most) the user is in, directly or through other groups."""
        body = CheckMemberGroupsPostRequestBody(group_ids=list(groups))
        return await self._ask(
            self._graph.users.by_user_id(id).check_member_groups.to_post_request_information(body), IN_A_TURN
        )

    async def any_group(self) -> None:
        """Prove that groups may be read (`GroupMember.Read.All`)."""
        query = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(select=["id"], top=1)
        await self._ask(self._graph.groups.to_get_request_information(RequestConfiguration(query_parameters=query)))

    async def any_user(self) -> None:
        """Prove that users may be read (`User.Read.All`)."""
        query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(select=["id", "accountEnabled"], top=1)
        await self._ask(self._graph.users.to_get_request_information(RequestConfiguration(query_parameters=query)))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()
        await self._credential.close()

    async def _page(self, request: RequestInformation) -> bytes:
        # Counting and casts are "advanced queries", which Graph answers only to those who accept eventual consistency.
        request.headers.try_add("ConsistencyLevel", "eventual")
        return await self._ask(request)

    async def _ask(self, request: RequestInformation, limits: RetryLimits = IN_THE_BACKGROUND) -> bytes:
        request.add_request_options([RetryHandlerOption(limits.longest_wait, limits.times)])
        try:
            answer: object = await self._adapter.send_primitive_async(request, "bytes", None)
        except APIError as error:
            raise _as_unavailable(error) from error
        except httpx.TimeoutException as error:
            raise DirectoryUnavailable(reason=reasons.TIMEOUT) from error
        except (httpx.RemoteProtocolError, httpx.DecodingError) as error:
            raise DirectoryUnavailable(reason=reasons.ODD_ANSWER) from error
        except httpx.HTTPError as error:
            raise DirectoryUnavailable(reason=reasons.NETWORK) from error
        if not isinstance(answer, bytes):
            raise DirectoryUnavailable(reason=reasons.ODD_ANSWER)
        return answer


class _TranslatingCredential:
    """A credential whose failures are `DirectoryUnavailable`, with Microsoft Entra's code where it gave one."""

    def __init__(self, credential: GraphCredential) -> None:
        self._credential = credential

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        try:
            return await self._credential.get_token(*scopes, **options)
        except CredentialUnavailableError as error:
            raise DirectoryUnavailable(reason=reasons.NO_CREDENTIAL) from error
        except ClientAuthenticationError as error:
            found = _CODE.search(error.message or "")
            code = found[1] if found else ""
            facts = {"code": f"AADSTS{code}"} if code else {}
            reason = reasons.SIGN_IN_CODES.get(code, reasons.CREDENTIAL_REFUSED)
            raise DirectoryUnavailable(reason=reason, **facts) from error
        except AzureError as error:
            raise DirectoryUnavailable(reason=reasons.SIGN_IN_UNREACHABLE) from error
        except (OSError, ValueError) as error:
            raise DirectoryUnavailable(reason=reasons.CREDENTIAL_BROKEN) from error

    async def close(self) -> None:
        await self._credential.close()


def _as_unavailable(error: APIError) -> DirectoryUnavailable:
    """With Graph's own id of the request, by which Microsoft's support finds it."""
    reason, headers = reasons.reason_of_status(error.response_status_code or 0), error.response_headers or {}
    facts = {"request_id": headers["request-id"]} if headers.get("request-id") else {}
    after = headers.get("retry-after", "")
    if reason == reasons.THROTTLED and after.isdecimal():
        facts["retry_after"] = after
    return DirectoryUnavailable(reason=reason, **facts)


def open_client(
    credential: Callable[[], GraphCredential],
    base_url: str,
    *,
    patience: float,
    pause: float,
    through_proxy: bool,
) -> GraphClient:
    """A client that is warmed up: its first question costs the event loop no more than its hundredth.

    `patience` is how many seconds Graph may be silent. No network is touched. Raises `DirectoryUnavailable` when the
    environment's credential cannot even be made.
    """
    _warm_up_once()
    try:
        made = credential()
    except (OSError, ValueError) as error:
        raise DirectoryUnavailable(reason=reasons.CREDENTIAL_BROKEN) from error
    client = httpx.AsyncClient(
        timeout=httpx.Timeout(patience, connect=min(patience, 5.0)),
        limits=httpx.Limits(max_connections=5),
        trust_env=through_proxy,
    )
    return GraphClient(made, base_url, client, pause)


@functools.cache
def _warm_up_once() -> None:
    anyio.run(_warm_up)
    # What was loaded stays for good. Left to the garbage collector, each full collection would walk through it again
    # and keep the event loop for 40 ms.
    gc.freeze()


async def _warm_up() -> None:
    """Ask each question once of a fake server: the SDK loads much of itself at the first one."""
    base = "https://graph.microsoft.com/v1.0"
    nobody = httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(200, json={"value": []})))
    line = GraphClient(_NoCredential(), base, nobody, 0.0)
    try:
        await line.members("group")
        await line.next_page(f"{base}/groups/group/transitiveMembers?$skiptoken=x")
        await line.account("user")
        await line.member_groups("user", ["group"])
    finally:
        await line.close()


class _NoCredential:
    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        return AccessToken("warm-up", 0)

    async def close(self) -> None:
        """There is nothing to close."""
