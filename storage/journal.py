"""The files of one store: a snapshot, the journal of what came after it, and what is found in them at a start.

    snapshot-N   every row, each as it stood at some moment after journal-N was begun (none before the first compaction)
    journal-N    one frame for each write since then, in order; at its end, room made beforehand
    lock         held by the one process that has the store open
    *.new        on its way to one of these names; cleared away at a start

A snapshot is written while writes go on, some rows at a time, so it is of no single moment. That does no harm: a row
that was changed meanwhile stands in journal-N as well, whole and in its last form, and the journal is read afterwards.

Knows rows and frames, and nothing of records. Every call blocks and is made off the event loop: those of `Journal` by
one thread, those of a `SnapshotFile` by another.

What a write promises: `append` returns when the frame would survive a power cut. When it raises, the write is not
there: the journal has been cut back to where it stood. After a failed *sync* nobody can say any more what is on the
disk (the kernel may have dropped the pages and called them clean), so the journal takes no further write until the
store is opened again and has read what is truly there. A process that is killed between a write and its
acknowledgement may find that write at its next start: whole, never in part.

What a start promises: a frame is only written after the one before it is durable. So what is not whole and has
nothing whole behind it is the write that was under way, and is cut off; with anything whole behind it, it is damage
to something that was acknowledged, and the start is refused.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.policy.kit.errors import StoreInUse, StoreUnavailable
from storage.files import FileSystem, write_all
from storage.frames import DamagedError, RowChange, decode, encode, frame, frame_after, frame_at
from storage.index import StoredRow

PREALLOCATED_BYTES = 256 * 1024
"""How many bytes of zeros are made ahead: a write into room that exists need not change the file's size."""
BYTES_BETWEEN_SYNCS = 4 * 1024 * 1024
"""How many bytes of a snapshot are written before a sync: writers that sync meanwhile wait for that much at most."""

_NUMBER = struct.Struct(">Q")
_FILE_NAME = re.compile(r"(snapshot|journal)-(\d{6,})")


@dataclass
class Recovery:
    """What a start found, for the log: names of files and numbers only."""

    rows: int = 0
    writes: int = 0
    cut: int = 0
    cleared: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Nothing had to be cut off."""
        return not self.cut

    def __str__(self) -> str:
        told = f"{self.rows} rows, {self.writes} writes since the last snapshot"
        if self.cut:
            told += f", {self.cut} bytes of an unfinished write cut off"
        if self.cleared:
            told += f", cleared away: {', '.join(self.cleared)}"
        return told


@dataclass
class Table:
    """One table as it was read, and every list of fields that its rows were kept with."""

    rows: dict[str, StoredRow] = field(default_factory=dict)
    fields: set[tuple[str, ...]] = field(default_factory=set)


class Journal:
    """An open store's files, held under the lock."""

    def __init__(self, directory: Path, files: FileSystem) -> None:
        self._directory = directory
        self._files = files
        self._lock = -1
        self._current = -1
        self._generation = 0
        self._number = 0
        self._end = 0
        self._room = 0
        self._base = 0
        self._refused = "the store is not open"
        self.snapshot_size = 0
        """How large the snapshot is that a start would read, in bytes."""

    @property
    def since_snapshot(self) -> int:
        """How many bytes of frames a start would have to read behind the snapshot."""
        return self._base + self._end

    def open(self) -> tuple[dict[str, Table], Recovery]:
        """Take the lock, read everything, cut off an unfinished last write. Raises `StoreUnavailable`, lock let go."""
        try:
            self._files.make_directory(self._directory)
            self._lock = self._files.lock(self._directory / "lock")
            tables, found = self._recover()
        except BlockingIOError:
            raise StoreInUse(reason=f"another process has the store in {self._directory} open") from None
        except OSError as error:
            self.close()
            raise StoreUnavailable(
                reason=f"the store in {self._directory} cannot be opened: {error_words(error)}"
            ) from error
        except BaseException:
            self.close()
            raise
        self._refused = ""
        return tables, found

    def close(self) -> None:
        """Let go of the files and the lock."""
        self._refused = self._refused or "the store is closed"
        for descriptor in (self._current, self._lock):
            if descriptor >= 0:
                self._files.close(descriptor)
        self._current = self._lock = -1

    def append(self, payload: bytes) -> None:
        """Write one frame and return when it is durable. Raises `StoreUnavailable`; then nothing of it is there."""
        if self._refused:
            raise StoreUnavailable(reason=self._refused)
        data = frame(self._number + 1, payload)
        try:
            if self._end + len(data) > self._room:
                start, room = self._room, self._end + max(len(data), PREALLOCATED_BYTES)
                write_all(self._files, self._current, bytes(room - start), start)
                self._room = room
            write_all(self._files, self._current, data, self._end)
        except OSError as error:
            self._cut_back()
            raise StoreUnavailable(reason=f"the journal cannot be written: {error_words(error)}") from error
        try:
            self._files.sync(self._current)
        except OSError as error:
            self._cut_back()
            self._refused = (
                f"the journal could not be made durable ({error_words(error)}): restart to read what is there"
            )
            raise StoreUnavailable(reason=self._refused) from error
        self._end += len(data)
        self._number += 1

    def rotate(self) -> SnapshotFile:
        """Begin the next journal; the snapshot that is to stand before it.

        Raises `StoreUnavailable`, and goes on with the journal it had.
        """
        if self._refused:
            raise StoreUnavailable(reason=self._refused)
        written = self._end
        try:
            self._begin(self._generation + 1)
        except OSError as error:
            raise StoreUnavailable(reason=f"a new journal cannot be begun: {error_words(error)}") from error
        self._base += written
        path = self._path("snapshot", self._generation)
        return SnapshotFile(self._files, path, self._number, partial(self._on_compaction, self._generation))

    def _on_compaction(self, generation: int, size: int) -> None:
        """The snapshot of that generation is in its place: what came before it is not needed any more."""
        self._base, self.snapshot_size = 0, size
        self._clear([name for name, _, older in self._list() if older < generation])

    def _cut_back(self) -> None:
        """Leave the journal as it was after the last good write, or take no more."""
        try:
            self._files.truncate(self._current, self._end)
            self._room = self._end
        except OSError as error:
            self._refused = (
                f"a refused write could not be taken back ({error_words(error)}): restart to read what is there"
            )

    def _recover(self) -> tuple[dict[str, Table], Recovery]:
        tables: dict[str, Table] = {}
        found = Recovery()
        listed = self._list()
        snapshots = [generation for _, what, generation in listed if what == "snapshot"]
        journals = [generation for _, what, generation in listed if what == "journal"]
        if not listed or not (snapshots or journals):
            self._clear_unfinished(found)
            self._begin(1)
            return tables, found
        first = max(snapshots, default=1)
        if snapshots:
            self._read_snapshot(first, tables)
        texts = self._journal_texts(first, [generation for generation in journals if generation >= first])
        while len(texts) > 1 and frame_after(texts[max(texts)], 0) is None:
            # Begun for a compaction that did not come to its end, and never written to.
            empty = max(texts)
            found.cut += len(texts.pop(empty).rstrip(b"\0"))
            found.cleared.append(self._path("journal", empty).name)
        for generation, text in texts.items():
            self._replay(generation, text, tables, found, last=generation == max(texts))
        found.cleared += [name for name, _, generation in listed if generation < first]
        self._clear(found.cleared)
        self._clear_unfinished(found)
        found.rows = sum(len(table.rows) for table in tables.values())
        return tables, found

    def _journal_texts(self, first: int, journals: list[int]) -> dict[int, bytes]:
        for expected, generation in enumerate(journals or [0], first):
            if expected != generation:
                raise _damage_error(self._path("journal", expected), "it is missing")
        return {generation: self._files.read(self._path("journal", generation)) for generation in journals}

    def _read_snapshot(self, generation: int, tables: dict[str, Table]) -> None:
        path = self._path("snapshot", generation)
        view = memoryview(self._files.read(path))
        at, expected, ended = 0, 0, False
        while at < len(view):
            read = frame_at(view, at)
            if read is None or read.number != expected or ended:
                raise _damage_error(path, f"byte {at}: a part is not what was written")
            if expected == 0:
                (self._number,) = _NUMBER.unpack(read.payload)
            else:
                _apply(path, at, tables, read.payload)
                ended = not read.payload
            at, expected = read.end, expected + 1
        if not ended:
            raise _damage_error(path, f"byte {at}: its end is missing")
        self.snapshot_size = at

    def _replay(self, generation: int, text: bytes, tables: dict[str, Table], found: Recovery, *, last: bool) -> None:
        path = self._path("journal", generation)
        view = memoryview(text)
        at = 0
        while (read := frame_at(view, at)) is not None:
            if read.number != self._number + 1:
                raise _damage_error(path, f"byte {at}: a write is missing before it")
            _apply(path, at, tables, read.payload)
            self._number, at = read.number, read.end
            found.writes += 1
        tail = len(text[at:].rstrip(b"\0"))
        if tail and (not last or frame_after(text, at + 1) is not None):
            raise _damage_error(path, f"byte {at}: a write is damaged, and later ones are whole")
        if not last:
            self._base += at
            return
        self._current, self._generation, self._end, self._room = self._files.open(path), generation, at, len(text)
        if tail:
            found.cut += tail
            self._files.truncate(self._current, at)
            self._files.sync(self._current)
            self._room = at

    def _begin(self, generation: int) -> None:
        """Make the journal of that generation, empty and with room, and write there from now on."""
        new, path = self._path("journal", generation, new=True), self._path("journal", generation)
        descriptor = self._files.open(new, new=True)
        try:
            write_all(self._files, descriptor, bytes(PREALLOCATED_BYTES), 0)
            self._files.sync(descriptor)
            self._files.rename(new, path)
            self._files.sync_directory(self._directory)
        except BaseException:
            self._files.close(descriptor)
            self._files.remove(new)  # on a full disk its room is wanted back
            raise
        if self._current >= 0:
            self._files.close(self._current)
        self._current, self._generation, self._end, self._room = descriptor, generation, 0, PREALLOCATED_BYTES

    def _list(self) -> list[tuple[str, str, int]]:
        """The snapshots and journals that lie there: name, what it is, generation; by name."""
        matches = (_FILE_NAME.fullmatch(name) for name in self._files.names(self._directory))
        return [(matched[0], matched[1], int(matched[2])) for matched in matches if matched]

    def _clear_unfinished(self, found: Recovery) -> None:
        names = [name for name in self._files.names(self._directory) if name.endswith(".new")]
        found.cleared += names
        self._clear(names)

    def _clear(self, names: list[str]) -> None:
        for name in names:
            self._files.remove(self._directory / name)
        if names:
            self._files.sync_directory(self._directory)

    def _path(self, what: str, generation: int, *, new: bool = False) -> Path:
        return self._directory / f"{what}-{generation:06d}{'.new' if new else ''}"


class SnapshotFile:
    """A snapshot on its way to its place. Every method raises `StoreUnavailable` when the disk does not do its part."""

    def __init__(self, files: FileSystem, path: Path, number: int, done: Callable[[int], None]) -> None:
        self._files = files
        self._path = path
        self._new = path.with_name(path.name + ".new")
        self._done = done
        self._descriptor = -1
        self._end = self._synced = 0
        self._frames = 0
        self._head = _NUMBER.pack(number)

    def write(self, table: str, fields: tuple[str, ...], rows: list[tuple[str, StoredRow]]) -> None:
        """Put rows of a table in."""
        payload = encode([RowChange(table, key, fields, row) for key, row in rows])
        try:
            self._open()
            self._append(payload)
            if self._end - self._synced >= BYTES_BETWEEN_SYNCS:
                self._files.sync(self._descriptor)
                self._synced = self._end
        except OSError as error:
            raise _snapshot_error(error) from error

    def finish(self) -> None:
        """Put it in its place, durably, and let go of what came before it."""
        try:
            self._open()
            self._append(b"")
            self._files.sync(self._descriptor)
            self._close()
            self._files.rename(self._new, self._path)
            self._files.sync_directory(self._path.parent)
            self._done(self._end)
        except OSError as error:
            raise _snapshot_error(error) from error

    def give_up(self) -> None:
        """Leave nothing of it: on a full disk its room is wanted back. What came before it stays."""
        try:
            self._close()
            self._files.remove(self._new)
        except OSError as error:
            raise _snapshot_error(error) from error

    def _open(self) -> None:
        if self._descriptor < 0:
            self._descriptor = self._files.open(self._new, new=True)
            self._append(self._head)

    def _append(self, payload: bytes) -> None:
        data = frame(self._frames, payload)
        write_all(self._files, self._descriptor, data, self._end)
        self._end += len(data)
        self._frames += 1

    def _close(self) -> None:
        if self._descriptor >= 0:
            self._files.close(self._descriptor)
            self._descriptor = -1


def _snapshot_error(error: OSError) -> StoreUnavailable:
    return StoreUnavailable(reason=f"a snapshot cannot be written: {error_words(error)}")


def _apply(path: Path, at: int, tables: dict[str, Table], payload: memoryview) -> None:
    """Change the tables as a frame says."""
    try:
        for name, key, fields, row in decode(payload):
            table = tables.get(name)
            if table is None:
                table = tables[name] = Table()
            if row is None:
                table.rows.pop(key, None)  # gone already from a snapshot that was written after this
            else:
                table.rows[key] = row
                table.fields.add(fields)
    except DamagedError as error:
        raise _damage_error(path, f"byte {at}: {error}") from error


def _damage_error(path: Path, what: str) -> StoreUnavailable:
    return StoreUnavailable(reason=f"{path} is damaged ({what}): restore the directory from a backup")


def error_words(error: OSError) -> str:
    """The system's words for an error, without the path."""
    return os.strerror(error.errno) if error.errno else str(error)
