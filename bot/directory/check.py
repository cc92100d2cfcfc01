"""What `python app.py check` says of the directory, line by line: what works, and what to do about what does not.

It asks and tells; it changes nothing, and prints no secret: what a library says of a failure is never repeated.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass

from bot.directory import reasons
from bot.directory.graph import Graph
from bot.directory.groups import Groups
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School

_GRANT_CONSENT = (
    "in Entra open App registrations, the bot's application, API permissions; add the application permission {0} of "
    "Microsoft Graph and press Grant admin consent (for a managed identity: assign it the app role {0})"
)
_DO = {
    reasons.NO_CREDENTIAL: (
        "give the machine a managed identity, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET "
        "(or AZURE_CLIENT_CERTIFICATE_PATH)"
    ),
    reasons.CREDENTIAL_BROKEN: "look at the AZURE_* variables: an id is mistyped, or a file they name cannot be read",
    reasons.CREDENTIAL_REFUSED: "look in Entra under Sign-in logs, Service principal sign-ins, for what it objects to",
    reasons.CREDENTIAL_EXPIRED: "make a new client secret or certificate in Entra and put it into the environment",
    reasons.CREDENTIAL_WRONG: (
        "copy the client secret's value (not its id) into AZURE_CLIENT_SECRET, or register the certificate in Entra"
    ),
    reasons.UNKNOWN_APP: "compare AZURE_TENANT_ID and AZURE_CLIENT_ID with the application's overview page in Entra",
    reasons.SIGN_IN_UNREACHABLE: "let the machine reach https://login.microsoftonline.com",
    reasons.TOKEN_REFUSED: "look whether the credential is one of this tenant, and whether the machine's clock is set",
    reasons.NO_SUCH_GROUP: "put the object id of the group's overview page in Entra into [directory.groups]",
    reasons.THROTTLED: "wait some minutes and try again; Graph is asked too often, perhaps by other programs too",
    reasons.TIMEOUT: "try again; if it stays, look at the machine's network and proxy",
    reasons.NETWORK: "let the machine reach https://graph.microsoft.com",
    reasons.ODD_ANSWER: "look whether a proxy or filter answers in the place of https://graph.microsoft.com",
    reasons.UNREADABLE_MEMBERS: _GRANT_CONSENT.format("User.Read.All"),
}
_HIDDEN = (
    "use a group whose members are not hidden (that cannot be changed after a group is made), or let the bot see "
    f"hidden ones: {_GRANT_CONSENT.format('Member.Read.Hidden')}"
)
_TRY_AGAIN = "try again in some minutes; if it stays, look at Microsoft's service health page"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `check`: whether it is well, what was looked at, and what to do (empty when there is nothing)."""

    ok: bool
    what: str
    do: str = ""


async def directory_findings(school: School, graph: Graph | None = None) -> AsyncIterator[Finding]:
    """Everything that can be said of the school's directory. `graph` is needed where the source is Graph.

    Later lines are left out where an earlier one makes them meaningless: without a token nothing can be asked.
    """
    if school.source == "roster" or graph is None:
        for finding in _roster(school):
            yield finding
        return
    signed_in = await _try_finding("Signing in to Microsoft Graph", graph.sign_in())
    yield signed_in
    if not signed_in.ok:
        return
    yield await _permission("GroupMember.Read.All", graph.may_read_groups())
    yield await _permission("User.Read.All", graph.may_read_users())
    groups = Groups(graph, school.groups, guests=school.guests)
    somebody = None
    for role, group in school.groups.items():
        try:
            members = await groups.members(role)
        except DirectoryUnavailable as error:
            yield _failure_finding(f"Role {role} (group {group})", error, "GroupMember.Read.All")
            continue
        if not members and await _hides_members(graph, group):
            yield Finding(False, f"Role {role}: the group {group} hides its members", _HIDDEN)
            continue
        yield _count_finding(role, len(members), f"put somebody into the group {group}, with an enabled account")
        somebody = somebody or next(((member.id, role) for member in members), None)
    if somebody is not None:
        member, role = somebody
        yield await _try_finding(
            "Asking afresh about one person, as every decision does", groups.confirm(member, [role])
        )


async def _hides_members(graph: Graph, group: str) -> bool:
    try:
        return await graph.hides_members(group)
    except DirectoryUnavailable:
        return False  # that nobody is in it is said all the same


def _roster(school: School) -> list[Finding]:
    counts: dict[Role, int] = {}
    for person in school.people:
        for role in person.roles:
            counts[role] = counts.get(role, 0) + 1
    # A role that nobody holds is among the school's gaps, which know whether a route alerts it.
    return [_count_finding(role, count, "") for role, count in sorted(counts.items())]


def _count_finding(role: Role, count: int, do: str) -> Finding:
    if count == 0:
        return Finding(False, f"Role {role}: nobody", do)
    return Finding(True, f"Role {role}: {count} {'person' if count == 1 else 'people'}")


async def _permission(name: str, asking: Awaitable[None]) -> Finding:
    what = f"Permission {name}"
    try:
        await asking
    except DirectoryUnavailable as error:
        return _failure_finding(what, error, name)
    return Finding(True, what)


async def _try_finding(what: str, asking: Awaitable[object]) -> Finding:
    try:
        await asking
    except DirectoryUnavailable as error:
        return _failure_finding(what, error, "GroupMember.Read.All")
    return Finding(True, what)


def _failure_finding(what: str, error: DirectoryUnavailable, permission: str) -> Finding:
    reason = error.facts["reason"]
    said = f"{reason}, {error.facts['code']}" if "code" in error.facts else reason
    do = _GRANT_CONSENT.format(permission) if reason == reasons.FORBIDDEN else _DO.get(reason, _TRY_AGAIN)
    return Finding(False, f"{what}: {said}", do)
