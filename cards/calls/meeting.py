"""The deep link that opens Teams' own form for a meeting, filled in. It needs no permission of the bot's."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from bot.policy.calls.call import VideoCall
from bot.policy.kit.school_time import local

TEAMS = "Microsoft Teams"
NEW_MEETING = "https://teams.microsoft.com/l/meeting/new"


def meeting_link(call: VideoCall, mails: Mapping[str, str], tz: ZoneInfo) -> str:
    """The link: subject, start and end with the school's own offset, and the team by the directory's addresses."""
    request = call.request
    told = {
        "subject": f"{request.subject} ({call.id})",
        "startTime": local(request.starts_at, tz).isoformat(timespec="seconds"),
        "endTime": local(request.ends_at, tz).isoformat(timespec="seconds"),
        "attendees": ",".join(mails[who.id] for who in request.everyone if mails.get(who.id)),
    }
    return f"{NEW_MEETING}?{urlencode(told, quote_via=quote, safe='')}"
