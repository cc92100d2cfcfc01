"""Why the directory could not be asked, in one word each: the word of the log, of `/readyz` and of `check`.

`DirectoryUnavailable.facts["reason"]` is one of these, or `http_` with a status that means nothing more to us. What to
do about each stands in `check.py`.
"""

from __future__ import annotations

NO_CREDENTIAL = "no_credential"
"""Neither a managed identity nor `AZURE_*` variables gave anything to sign in with."""
CREDENTIAL_BROKEN = "credential_broken"
"""A certificate or token file cannot be read, or a variable has no possible value."""
CREDENTIAL_REFUSED = "credential_refused"
"""Microsoft Entra refused the credential for a reason not told apart below."""
CREDENTIAL_EXPIRED = "credential_expired"
"""The client secret or certificate has run out."""
CREDENTIAL_WRONG = "credential_wrong"
"""The client secret or certificate is not the application's."""
UNKNOWN_APP = "unknown_app"
"""The tenant has no such application, or there is no such tenant."""
SIGN_IN_UNREACHABLE = "sign_in_unreachable"
"""Microsoft Entra's sign-in did not answer."""
TOKEN_REFUSED = "token_refused"  # noqa: S105 - a word of the log
"""Graph did not take the token (401)."""
FORBIDDEN = "forbidden"
"""The application lacks a permission (403)."""
NO_SUCH_GROUP = "no_such_group"
"""The role's group does not exist."""
THROTTLED = "throttled"
"""Graph asks for patience (429); `facts["retry_after"]` has the seconds, where it gave them."""
TIMEOUT = "timeout"
"""No whole answer came in time."""
NETWORK = "network"
"""Graph could not be reached."""
ODD_ANSWER = "odd_answer"
"""An answer came that cannot be Graph's: cut short, not JSON, or of another shape."""
UNREADABLE_MEMBERS = "unreadable_members"
"""Graph named members without saying whether their accounts are enabled: `User.Read.All` is missing."""


def reason_of_status(status: int) -> str:
    """The word for an HTTP status of Graph's."""
    return {401: TOKEN_REFUSED, 403: FORBIDDEN, 429: THROTTLED}.get(status, f"http_{status}")


SIGN_IN_CODES = {
    "7000222": CREDENTIAL_EXPIRED,
    "7000215": CREDENTIAL_WRONG,
    "700027": CREDENTIAL_WRONG,
    "700016": UNKNOWN_APP,
    "90002": UNKNOWN_APP,
    "900023": UNKNOWN_APP,
}
"""Microsoft Entra's error codes (`AADSTS…`) that have a word of their own. Source: Microsoft's list of AADSTS codes."""
