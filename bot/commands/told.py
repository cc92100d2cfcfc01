"""`app.py told --since …`: who was told of what, when, and who was not. Read from the store, also while the bot serves.

A card that was only drawn again told nobody anything, and is left out. Nothing is changed.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.commands.verify import OpenRecords
from bot.policy.kit import delivery
from bot.policy.kit.records import Notice, NoticeState
from bot.services.ports import Clock
from bot.settings import Environment
from bot.settings.words import read_duration

Since = datetime | timedelta
STATES = {NoticeState.SENT: "told", NoticeState.FAILED: "NOT told", NoticeState.WAITING: "not yet"}
"""What is printed of a notice; one that was withdrawn need not be said any more."""


class Told:
    """The command."""

    name = "told"
    about = "say who was told of what since a moment, after how many seconds, and who was not"

    def __init__(self, opened: OpenRecords, clock: Clock) -> None:
        self._opened = opened
        self._clock = clock

    def arguments(self, parser: ArgumentParser) -> None:
        """Since when."""
        parser.add_argument(
            "--since",
            required=True,
            type=read_since,
            metavar="WHEN",
            help="a moment in the school's own time (2026-11-22T18:00), or how long ago (90m, 14h, 2d)",
        )

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Print a line for each message, the oldest first, and how many there are."""
        async with self._opened(environment) as records:
            for record in records:
                since = as_moment(chosen.since, self._clock.now(), record.zone)
                async with aclosing(record.store.read_all([Notice.TABLE])) as found:
                    told = said_since(since, [each async for each in found if isinstance(each, Notice)])
                school = f"{record.school}: " if len(records) > 1 else ""
                for notice in told:
                    print(f"{school}{message_line(notice, record.zone)}")  # noqa: T201 - what the command is for
                counted = ", ".join(f"{sum(each.state is state for each in told)} {STATES[state]}" for state in STATES)
                print(f"{school}since {since.astimezone(record.zone):%Y-%m-%d %H:%M}: {counted}")  # noqa: T201
        return 0


def read_since(text: str) -> Since:
    """What stands behind `--since`."""
    try:
        return timedelta(seconds=read_duration(text))
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("write a moment like 2026-11-22T18:00, or how long ago, like 14h") from None


def as_moment(since: Since, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that is meant: a time without a zone is the school's own."""
    if isinstance(since, timedelta):
        return now - since
    return since if since.tzinfo else since.replace(tzinfo=zone)


def said_since(since: datetime, notices: Iterable[Notice]) -> Sequence[Notice]:
    """The new messages that were settled since then, or still wait to be taken, by their time."""
    new = (each for each in notices if each.card is None and each.state in STATES)
    return sorted((each for each in new if _at(each) >= since), key=lambda each: (_at(each), each.id))


def message_line(notice: Notice, zone: ZoneInfo) -> str:
    """A message as it is printed."""
    at = _at(notice)
    said = f"{STATES[notice.state]:8}  {notice.subject}  {notice.purpose.value}  {notice.to.name}"
    line = f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}  {said}"
    if notice.state is NoticeState.SENT:
        before = notice.model_copy(update={"attempts": notice.attempts - 1})
        return f"{line}  after {delivery.seconds_late(before, at):.1f} s"
    return f"{line}  {notice.reason}".rstrip()


def _at(notice: Notice) -> datetime:
    return notice.settled_at or notice.due_at
