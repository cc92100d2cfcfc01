"""`app.py verify`: is the record what the bot wrote? The chain of the timeline, every record and every file, both ways.

Whoever has the disk could still write all anew: a head that was seen earlier, and kept where they cannot reach, shows
that (`--head`). Exit status 0 when all holds, 1 when something does not or cannot be read, 2 when what is given to
`--head` is no head. Nothing is changed.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import Record
from bot.policy.kit.verifying import Fault
from bot.services.log.verifying import Verifiable, VerifySummary, verify_record
from bot.services.ports import FileStore
from bot.settings import Environment, SettingsError


@dataclass(frozen=True, slots=True)
class RecordToVerify:
    """A school's name and time, and where its records and files are read."""

    school: str
    store: Verifiable
    file_store: FileStore
    zone: ZoneInfo


OpenRecords = Callable[[Environment], AbstractAsyncContextManager[Sequence[RecordToVerify]]]
"""Every school's record to read, for as long as the block runs. Raises `StoreUnavailable`."""
ListKinds = Callable[[], Collection[type[Record]]]
"""Every kind of record that there is."""

HOLDS, BROKEN = 0, 1
WHOLE_HEAD = re.compile(r"[1-9]\d*:[0-9a-f]{64}")
"""An entry's number and its digest."""
NOUNS = {
    "incidents": "the report",
    "notes": "a note",
    "evidence": "a file",
    "video_calls": "the video call",
    "absences": "an absence",
    "aup_publications": "the published policy",
    "aup_signatures": "a signature",
    "aup_asks": "an answer",
    "aup_campaigns": "the list",
    "aup_questions": "a question",
    "training_sessions": "a training session",
    "reviews": "a review",
}
"""What a record is called; one that is not among these by its table."""
FAULT_LINES = {
    "changed": "{what} is not as entry {first} left it.",
    "changed_between": "{what} was changed outside the bot before entry {last}.",
    "gone": "{what} is gone. Entry {first} left it, and none removed it.",
    "returned": "{what} is there again, though entry {first} removed it.",
    "no_entry": "{what} is in no entry of the timeline.",
    "stays": "what is left of {what} is not what it said before entry {first} removed the rest.",
    "file_gone": "{what} is gone: its record is there, its contents are not.",
    "file_changed": "the contents of {what} are not those that were kept.",
    "unreadable": "{what} cannot be read: {reason}.",
    "taken_in_again": "entry {first} takes records in that were not there when the others were.",
    "form": "entry {first} has hashes of a later release: verify with that one.",
}


class Verify:
    """The command."""

    name = "verify"
    about = "check the timeline, every record and every file; the exit status is 1 when something has been changed"

    def __init__(self, opened: OpenRecords, kinds: ListKinds) -> None:
        self._opened = opened
        self._kinds = kinds

    def arguments(self, parser: ArgumentParser) -> None:
        """A head that was seen earlier."""
        parser.add_argument(
            "--head",
            "--seen",
            metavar="NUMBER:DIGEST",
            help="a head that was seen earlier: on a review, in the Headteacher's chat, in the program's log",
        )

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Check every school and print the outcome: a line for each, or for each thing that does not hold. Raises
        `SettingsError` for a head that is none."""
        status, found, head = HOLDS, False, _head(chosen.head)
        try:
            async with self._opened(environment) as records:
                for record in records:
                    school = f"{record.school}: " if len(records) > 1 else ""
                    summary, holds = VerifySummary(), True
                    faults = verify_record(record.store, record.file_store, self._kinds(), summary, head)
                    async for fault in faults:
                        holds = False
                        print(f"{school}{in_words(fault)}")  # noqa: T201 - what the command is for
                    said, whole = closing_line(summary, holds=holds)
                    print(f"{school}{said}")  # noqa: T201
                    status = max(status, HOLDS if whole else BROKEN)
                    found = found or summary.looked_for
        except StoreUnavailable as error:
            print(f"The log cannot be read: {error.facts.get('reason', error)}")  # noqa: T201
            return BROKEN
        if head and not found:
            print("The entry that was seen earlier is not there: the chain was cut off or written anew.")  # noqa: T201
            return BROKEN
        return status


def closing_line(summary: VerifySummary, *, holds: bool) -> tuple[str, bool]:
    """The last line about a school, and whether all is well."""
    counted = f"{_count(summary.entries, 'entry', 'entries')}, {_count(summary.records, 'record', 'records')}"
    if not holds:
        return f"The record does not hold. {counted} were read.", False
    if summary.entries and not summary.sealed:
        return f"The chain holds: {counted}. The records get their hashes when the bot next starts.", False
    head = f" Its head is {summary.head}" if summary.head else ""
    later = ", ".join(sorted(summary.of_later_kinds))
    unseen = f" Of a later release are {later}: verify with that one as well." if later else ""
    return f"The record holds: {counted}.{unseen}{head}", True


def in_words(fault: Fault) -> str:
    """A line for a fault, which begins with the reference."""
    first, last = (fault.seq or (0,))[0], (fault.seq or (0,))[-1]
    if fault.what == "broken":
        return f"Broken at entry {first} ({fault.reference}, {fault.reason}): it is not what was entered there."
    own = fault.id in {"", fault.reference}
    what = NOUNS.get(fault.kind, fault.kind or "an entry") + ("" if own else f" ({fault.id})")
    return (
        f"{fault.reference}: {FAULT_LINES[fault.what].format(what=what, first=first, last=last, reason=fault.reason)}"
    )


def _head(given: str | None) -> str:
    """What `--head` was given, which is often pasted from a card; empty where it was not. Raises `SettingsError`."""
    head = (given or "").strip().lower()
    if head and not WHOLE_HEAD.fullmatch(head):
        like = f"1204:{'9f2c' * 16}"
        raise SettingsError(
            f'--head: "{given}" is no head; write the number of an entry, a colon and all 64 characters of its digest, '
            f"as `verify`, a review or the Headteacher's chat shows them: {like}"
        )
    return head


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
