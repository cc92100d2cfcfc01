"""The file of a back-up, read and written from its beginning to its end: a tar, packed by gzip, perhaps encrypted.

    backup.json                 its format, the release that wrote it, when, and the schools that are in it
    TENANT/TABLE-000001.jsonl   records of a table as the store has them, one a line; the timeline is one of the tables
    TENANT/files/ID             what somebody sent in
    TENANT/summary.json         how much of everything there is, and the head of the chain
    SHA256SUMS                  the hashes of all of the above

`age --decrypt`, `tar` and `sha256sum --check` read it without this program. Memory does not grow with what is in it.
Knows no store. Every call blocks.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BufferedReader, BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple, TypeVar, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from bot.policy.kit.errors import StoreUnavailable
from storage import rows
from storage.encryption import AGE_HEADER, NotForThisKey, NotWhole, decrypting, encrypting, public_keys, secret_keys
from storage.files import UNFINISHED, FileSystem

PRODUCT = "online-safety-bot"
BACKUP_FORMAT = 1
READ_BACKUP_FORMATS = (BACKUP_FORMAT,)
"""Those that this release reads: its own, and from the second on the one before."""
ABOUT_FILE, SUMS_FILE = "backup.json", "SHA256SUMS"
_GZIP_MARK = b"\x1f\x8b"
_LEVEL = 3
"""How hard to pack. Records get a seventh of their size; to go on would take three times as long for a fifth less."""
_SPOOL_BYTES = 1 << 20
M = TypeVar("M", bound=BaseModel)


class SchoolNamed(BaseModel):
    """A school that is in a back-up."""

    model_config = ConfigDict(frozen=True)

    tenant: str
    name: str


class BackupHeader(BaseModel):
    """What a back-up says of itself first."""

    model_config = ConfigDict(frozen=True)

    product: str = PRODUCT
    format: int = BACKUP_FORMAT
    records: int = rows.FORMAT
    """The format of the records, which has a number of its own."""
    release: str
    at: AwareDatetime
    schools: tuple[SchoolNamed, ...]


class ArchiveMember(NamedTuple):
    """One of the files in a back-up."""

    name: str
    content: bytes


class ArchiveWriter:
    """A back-up that is being written."""

    def __init__(self, tar: tarfile.TarFile, sums: IO[bytes]) -> None:
        self._tar = tar
        self._sums = sums

    def add(self, name: str, content: bytes) -> None:
        """One file more."""
        self._sums.write(_line(content, name))
        self._put(name, BytesIO(content), len(content))

    def finish(self) -> None:
        """Nothing comes after this."""
        size = self._sums.tell()
        self._sums.seek(0)
        self._put(SUMS_FILE, self._sums, size)

    def _put(self, name: str, content: IO[bytes], size: int) -> None:
        told = tarfile.TarInfo(name)
        told.size, told.mode = size, 0o600
        self._tar.addfile(told, content)
        self._tar.members = []  # type: ignore[attr-defined]  # it would remember all of them


@contextmanager
def writing(path: Path, key_file: Path | None) -> Iterator[ArchiveWriter]:
    """A new back-up, its owner's alone, encrypted for the public keys of that file. When the block ends it is there,
    durably, or not at all. Raises `StoreUnavailable` with one line, also where there is something of that name."""
    keys = None if key_file is None else public_keys(key_file)
    half, files = path.with_name(path.name + UNFINISHED), FileSystem()
    _must_be_free(path)
    try:
        sink = files.begin(half)
    except FileExistsError:
        why = "another back-up is being written there, or one was cut short: remove it"
        raise StoreUnavailable(reason=f"{half} is there already: {why}") from None
    except OSError as error:
        raise StoreUnavailable(reason=f"{path} cannot be written: {error.strerror}") from error
    try:
        with sink:
            with ExitStack() as stack:
                stream = sink if keys is None else stack.enter_context(encrypting(sink, keys))
                packed = stack.enter_context(gzip.GzipFile("", "wb", _LEVEL, stream, 0))
                tar = stack.enter_context(tarfile.open(mode="w|", fileobj=packed, format=tarfile.PAX_FORMAT))
                archive = ArchiveWriter(tar, stack.enter_context(SpooledTemporaryFile(_SPOOL_BYTES)))
                yield archive
                archive.finish()
            sink.flush()
            os.fsync(sink.fileno())
        _must_be_free(path)
        files.rename(half, path)
        files.sync_directory(path.parent)
    except OSError as error:
        files.remove(half)
        raise StoreUnavailable(reason=f"{path} cannot be written: {error.strerror or error}") from error
    except BaseException:
        files.remove(half)
        raise


class ArchiveReader:
    """A back-up that is being read, once. `about` is what it says of itself."""

    def __init__(self, path: Path, packed: gzip.GzipFile) -> None:
        self._path = path
        self._packed = packed
        self._sums = hashlib.sha256()
        try:
            self._tar = tarfile.open(mode="r|", fileobj=packed)  # noqa: SIM115 - what lies beneath is closed
            first = self._next()
        except _DAMAGE_ERRORS:
            first = None
        if first is None or first.name != ABOUT_FILE:
            raise _not_ours(path)
        self.about = self._read_about(self._content(first))

    def members(self) -> Iterator[ArchiveMember]:
        """All the others in their order, each with what is in it. That it is what was written is sure at the end.
        Raises `StoreUnavailable`."""
        try:
            while (told := self._next()) is not None:
                if told.name == SUMS_FILE:
                    self._must_be(told)
                    return
                yield ArchiveMember(told.name, self._content(told))
        except _DAMAGE_ERRORS as error:
            raise archive_damage(self._path) from error
        raise archive_damage(self._path)

    def read(self, form: type[M], content: bytes) -> M:
        """A member of that form. Raises `StoreUnavailable`."""
        try:
            return form.model_validate_json(content)
        except ValidationError as error:
            raise archive_damage(self._path) from error

    def _read_about(self, content: bytes) -> BackupHeader:
        told = self.read(_AnyHeader, content)
        if told.product != PRODUCT:
            raise _not_ours(self._path)
        if told.format not in READ_BACKUP_FORMATS:
            why = f"has format {told.format}, and this release reads {max(READ_BACKUP_FORMATS)}"
            raise StoreUnavailable(reason=f"{self._path} {why}: restore it with release {told.release}")
        if told.records not in rows.READ_FORMATS:
            raise StoreUnavailable(reason=rows.wrong_format(f"what {self._path} holds", told.records))
        return self.read(BackupHeader, content)

    def _next(self) -> tarfile.TarInfo | None:
        told = self._tar.next()
        self._tar.members = []  # type: ignore[attr-defined]  # it would remember all of them
        return told

    def _content(self, told: tarfile.TarInfo) -> bytes:
        file = self._tar.extractfile(told)
        content = b"" if file is None else file.read()
        self._sums.update(_line(content, told.name))
        return content

    def _must_be(self, told: tarfile.TarInfo) -> None:
        """These are the hashes of all that was read, and nothing comes after them."""
        file = self._tar.extractfile(told)
        if file is None or hashlib.file_digest(cast(BufferedReader, file), "sha256").digest() != self._sums.digest():
            raise archive_damage(self._path)
        if self._next() is not None:
            raise archive_damage(self._path)
        while self._packed.read(_SPOOL_BYTES):
            continue


class _AnyHeader(BaseModel):
    product: str = ""
    format: int = 0
    records: int = 0
    release: str = ""


@contextmanager
def reading(path: Path, key_file: Path | None) -> Iterator[ArchiveReader]:
    """A back-up to read, decrypted with the secret keys of that file. Raises `StoreUnavailable` with one line."""
    keys = None if key_file is None else secret_keys(key_file)
    with ExitStack() as stack:
        try:
            source = stack.enter_context(path.open("rb"))
            begins = source.peek(len(AGE_HEADER))
        except OSError as error:
            raise StoreUnavailable(reason=f"{path} cannot be read: {error.strerror}") from error
        encrypted = begins.startswith(AGE_HEADER)
        if not encrypted and not begins.startswith(_GZIP_MARK):
            raise _not_ours(path)
        if encrypted and keys is None:
            raise StoreUnavailable(reason=f"{path} is encrypted: name the file with its secret key (--key KEYFILE)")
        if keys is not None and not encrypted:
            raise StoreUnavailable(reason=f"{path} is not encrypted: if that is no surprise, leave --key out")
        stack.enter_context(_in_words(path, key_file))
        stream = source if keys is None else stack.enter_context(decrypting(source, keys))
        yield ArchiveReader(path, stack.enter_context(gzip.GzipFile(fileobj=stream)))


@contextmanager
def _in_words(path: Path, key_file: Path | None) -> Iterator[None]:
    try:
        yield
    except NotForThisKey as error:
        raise StoreUnavailable(reason=f"{path} was not encrypted for the key in {key_file}") from error
    except NotWhole as error:
        raise archive_damage(path) from error


_DAMAGE_ERRORS = (tarfile.TarError, EOFError, zlib.error, OSError)


def archive_damage(path: Path) -> StoreUnavailable:
    """What to do about a back-up that is not as it was written."""
    return StoreUnavailable(reason=f"{path} is damaged or not whole: take another back-up")


def _not_ours(path: Path) -> StoreUnavailable:
    return StoreUnavailable(reason=f"{path} is not a back-up of this program")


def _must_be_free(path: Path) -> None:
    if os.path.lexists(path):
        raise StoreUnavailable(reason=f"{path} is there already: choose another name")


def _line(content: bytes, name: str) -> bytes:
    """A line of SHA256SUMS."""
    return f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode()
