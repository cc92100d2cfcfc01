"""What Microsoft Graph's answers say, read from their bytes: pages of members, one account, groups.

The SDK's own models take some 4 ms of the event loop for each member; this takes microseconds. It knows the shape of
Graph's JSON and nothing of how it was fetched, of roles, or of who may hold one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass

from bot.directory.reasons import ODD_ANSWER
from bot.policy.kit.errors import DirectoryUnavailable

ACCOUNT_FIELDS = ("id", "displayName", "mail", "accountEnabled", "userType")
"""What is asked of an account, and all that is asked: no telephone, no job title."""

_USER = "#microsoft.graph.user"
_OBJECT_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LONGEST_NAME = 256
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class GraphAccount:
    """A user of the tenant. `enabled` None: Graph would not say, which is how a missing permission looks."""

    id: str
    name: str
    mail: str
    enabled: bool | None
    guest: bool


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One page of a group's members that are users, and the address of the next one, if there is one."""

    accounts: tuple[GraphAccount, ...]
    next: str | None


def object_id(id: str) -> str | None:
    """An Entra object id in small letters, or None. (Graph would take a mail address for a user too.)"""
    return id.lower() if _OBJECT_ID.fullmatch(id.lower()) else None


def parse_page(body: bytes) -> MemberPage:
    """A page of members; devices, service principals and groups are left out. Raises `DirectoryUnavailable`."""
    answer = _object(body)
    rows, following = answer.get("value"), answer.get("@odata.nextLink")
    if not isinstance(rows, list) or not isinstance(following, str | None):
        raise DirectoryUnavailable(reason=ODD_ANSWER)
    accounts = (_account(row) for row in rows if _is_user(row))
    return MemberPage(tuple(account for account in accounts if account), following)


def parse_account(body: bytes) -> GraphAccount:
    """One user. Raises `DirectoryUnavailable`."""
    found = _account(_object(body))
    if found is None:
        raise DirectoryUnavailable(reason=ODD_ANSWER)
    return found


def parse_hidden(body: bytes) -> bool:
    """Whether a group hides who is in it. Raises `DirectoryUnavailable`."""
    return _object(body).get("visibility") == "HiddenMembership"


def parse_group_ids(body: bytes) -> frozenset[str]:
    """The ids of groups that an answer of checkMemberGroups names. Raises `DirectoryUnavailable`."""
    named = _object(body).get("value")
    if not isinstance(named, list) or not all(isinstance(group, str) for group in named):
        raise DirectoryUnavailable(reason=ODD_ANSWER)
    return frozenset(group.lower() for group in named)


def _object(body: bytes) -> dict[str, object]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DirectoryUnavailable(reason=ODD_ANSWER) from error
    if not isinstance(answer, dict):
        raise DirectoryUnavailable(reason=ODD_ANSWER)
    return answer


def _is_user(row: object) -> bool:
    # A cast to users leaves the type out; where it is named, it must be this one.
    return isinstance(row, dict) and row.get("@odata.type", _USER) == _USER


def _account(row: dict[str, object]) -> GraphAccount | None:
    written = row.get("id")
    known = object_id(written) if isinstance(written, str) else None
    if known is None:
        return None
    enabled, mail = row.get("accountEnabled"), _one_line(row.get("mail"))
    return GraphAccount(
        id=known,
        name=_one_line(row.get("displayName")) or mail or known,
        mail=mail,
        enabled=enabled if isinstance(enabled, bool) else None,
        guest=row.get("userType") == "Guest",
    )


def _one_line(text: object) -> str:
    """What somebody entered as a name, on one line: nothing in it may break a store, a log or the line it stands on."""
    if not isinstance(text, str):
        return ""
    if text.isprintable() and len(text) <= _LONGEST_NAME:
        return " ".join(text.split())
    kept = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter
        for letter in text[: 4 * _LONGEST_NAME]
        if letter not in _DIRECTION_MARKS
    )
    return " ".join(kept.split())[:_LONGEST_NAME]
