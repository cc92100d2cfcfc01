"""What the services need from outside. The adapters live in `storage`, `bot.directory` and `bot.teams`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar, runtime_checkable

from bot.policy.files.offers import Offer, Upload
from bot.policy.incidents.evidence import SentFile
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Answers, Query, Value, Where
from bot.policy.kit.records import Address, Entry, Message, Record
from bot.policy.kit.roles import Role
from bot.policy.kit.timeline import Line
from bot.policy.kit.verifying import Unreadable

R = TypeVar("R", bound=Record)


class Clock(Protocol):
    """The one clock. Aware UTC."""

    def now(self) -> datetime:
        """This moment."""

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        """Return when the clock has reached `until` (None: never) or `wake` is set, whichever comes first."""


class SharedRecords(Protocol):
    """Where the records of several schools lie together, and other processes keep some of them too."""

    async def having_due(
        self, tenants: Collection[str], kind: type[Record], now: datetime, where: Mapping[str, Value] | None = None
    ) -> set[str]:
        """Those of the schools, one at least, that have a record of the kind due whose fields equal `where`.

        One question, however many schools there are.
        """

    async def make_keys(self, tenants: Collection[str]) -> Collection[tuple[str, str]]:
        """Have what another release wrote found by the fields that only this one knows; of which schools and tables
        there was any."""


class Store(Protocol):
    """One school's records. What a caller does to a result never changes the store."""

    @property
    def shared(self) -> SharedRecords | None:
        """What it is part of, the same for all stores in it; None where the records are this process's alone."""

    async def get(self, kind: type[R], id: str) -> R | None:
        """The record of that id, or None."""

    async def find(
        self,
        kind: type[R],
        *,
        where: Where | None = None,
        without: Mapping[str, Sequence[Value]] | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[R]:
        """Records whose fields equal `where` (a list or tuple: any of its values), in the order of their ids.

        Left out are those with a field that has one of its values in `without`. The fields must be among the kind's
        `INDEXED`, or `id`. `due_by` keeps only those whose `due_at` is set and not later, and `after` those that come
        after that id in the order that is asked for: what is long is read in pages.
        """

    async def find_each(self, *queries: Query[Any]) -> Answers:
        """What `find` would give for each query, and for one of `Entry` the entries of its subjects in the order they
        were kept; all as of one moment.

        Raises `RecordUnreadable` where a query asks by its id for one record alone, and that cannot be read.
        """

    async def count(self, kind: type[Record], *, where: Mapping[str, Value] | None = None) -> int:
        """How many records `find` would give, none of which is built."""

    async def next_due(
        self, kind: type[R], *, where: Mapping[str, Value] | None = None, after: datetime | None = None
    ) -> datetime | None:
        """The earliest `due_at` among those records, with `after` of those that lie later than it, or None."""

    async def timeline(self, subject: str | None = None) -> list[Entry]:
        """The entries of one subject, or the whole chain, in the order they were kept."""

    def read_all(self, tables: Collection[str]) -> AsyncGenerator[Record | Entry | Line | Unreadable, None]:
        """All entries in their order, then what lies in these tables, as they stand at one moment, a few at a time:
        whoever goes through them gives others their turn."""

    async def head(self) -> Entry | None:
        """The newest entry of the chain, or None while it has none."""

    async def keep(self, outcome: Outcome) -> None:
        """Keep all of it in one atomic, durable write, or none of it.

        Raises `Conflict` when a version is not the one held (a new record has version 0 and must not exist yet), also
        for the outcome's `unchanged`, and `StoreUnavailable` when it cannot be written. Entries are linked into the
        chain in their order.
        """

    async def claim(self, names: Sequence[str], lease: timedelta) -> set[str]:
        """Those of the names that are this process's alone for so long from now; its own are prolonged.

        No other process with the same school gets one of them until it is released or its lease has run out. Work that
        was found before the claim may be done by now: look again after it.
        """

    async def release(self, names: Sequence[str]) -> None:
        """Let names go, so far as they are this process's."""

    async def check(self) -> None:
        """Prove that the store can be written. Raises `StoreUnavailable` with the reason."""

    async def set_apart(self) -> Sequence[Unreadable]:
        """What this release could not read so far. `get` raises `RecordUnreadable` for it; nothing else finds it."""

    async def look_through(self) -> None:
        """Read every record, so that what cannot be read is set apart before somebody needs it."""

    async def close(self) -> None:
        """Finish what is under way and let go."""


@runtime_checkable
class Compacts(Protocol):
    """A store that can write its files anew, so that what was taken away stands nowhere in them."""

    async def compact(self) -> None:
        """Write them now. Raises `StoreUnavailable`."""


class Signer(Protocol):
    """Who signs what leaves the machine, so that nobody else can have written it."""

    async def sign(self, message: bytes) -> str:
        """The signature in base64; empty where the school has no key."""


class Directory(Protocol):
    """Who is who, and who holds which role, now."""

    async def person(self, id: str) -> Person | None:
        """The person of that Entra object id, or None when they are nobody here (left, a guest, never known)."""

    async def holders(self, role: Role) -> Sequence[Person]:
        """Everyone who holds the role, in a stable order; empty when nobody does."""

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        """Does this person hold any of these roles, asked afresh of the source?

        Raises `DirectoryUnavailable` when it cannot be found out: deciding fails closed.
        """

    async def people(self, ids: Iterable[str]) -> Mapping[str, Person]:
        """Those of these ids who are somebody here, by the id. One by one, where an adapter knows no better."""
        return {each: person for each in ids if (person := await self.person(each)) is not None}

    async def holders_of_each(self, roles: Iterable[Role]) -> Mapping[Role, Sequence[Person]]:
        """Who holds each of these roles; left out is a role that cannot be asked just now."""
        found: dict[Role, Sequence[Person]] = {}
        for role in roles:
            with suppress(DirectoryUnavailable):
                found[role] = await self.holders(role)
        return found

    def age(self) -> timedelta | None:
        """How old the oldest copy in use is; None when answers are always fresh, and when there is no copy."""

    async def check(self) -> None:
        """Raises `DirectoryUnavailable` when nothing usable is held."""


class Messenger(Protocol):
    """Writes into a person's own chat. Every failure is an `Undelivered`; a normal return means Teams took it."""

    async def post(self, to: str, message: Message) -> Address:
        """Send a new message to the person of that object id, opening the chat where there is none yet."""

    async def edit(self, address: Address, message: Message) -> None:
        """Change a message that stands in a chat."""

    async def delete(self, address: Address) -> None:
        """Take a message out of a chat."""

    async def probe(self, to: str) -> None:
        """Find out whether the person can be written to, without writing to them."""


class Mailer(Protocol):
    """Writes e-mails. Every failure is an `Undelivered`; a normal return means that a server took it."""

    async def send(self, to: str, message: Message) -> None:
        """Send the message's text to that address, under its summary."""


class DeliveryMeter(Protocol):
    """Who counts what becomes of messages, each once."""

    def note_ping(self, seconds: float) -> None:
        """Teams took a ping, so long after it was to be sent."""

    def note_failure(self, reason: str, *, given_up: bool) -> None:
        """An attempt failed; `given_up` when it was the last."""


class FileStore(Protocol):
    """Where files lie, apart from the records that speak of them. An id is letters, digits and hyphens, made by us."""

    async def put(self, id: str, content: bytes) -> None:
        """Keep all of it, durably, or none. The same id again replaces it. Raises `StoreUnavailable`."""

    async def get(self, id: str) -> bytes:
        """The file of that id. Raises `NotFound` when there is none, `StoreUnavailable` when it cannot be read."""

    async def remove(self, id: str) -> None:
        """Take the file away; nothing happens when there is none. Raises `StoreUnavailable`."""


class FileDownloader(Protocol):
    """Reads a file that somebody sent."""

    async def fetch(self, sent: SentFile) -> bytes:
        """All of the file. Raises `NotTaken` when it may not be fetched, is too large, or does not come."""


class FileTransfer(Protocol):
    """What Teams does with a file that is offered to a person: it asks them, and says where the file may be put."""

    async def ask(self, offer: Offer) -> None:
        """Ask the person in their own chat whether they want it. Raises `Undelivered`."""

    async def put(self, upload: Upload, content: bytes) -> None:
        """Put the file where the person has allowed it. Raises `NotTaken` when that may not be or did not work."""

    async def show_given(self, offer: Offer, upload: Upload) -> None:
        """Show the person the file that is theirs now. Raises `Undelivered`."""

    async def show_not_given(self, offer: Offer) -> None:
        """Tell the person that it could not be put there, and that they can accept again. Raises `Undelivered`."""


class Files(Protocol):
    """Offers files to people in their own chats, to accept as Teams has it."""

    async def offer(self, to: Person, name: str, content: bytes, why: str) -> None:
        """Offer a file to the person; `why` is the entry that the timeline gets once they have taken it.

        Raises `Undelivered` when the offer could not be made.
        """
