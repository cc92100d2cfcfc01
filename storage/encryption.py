"""Encryption for whoever has a key of `age` (age-encryption.org), as a stream: what goes through is never whole in
memory, nor in clear on the disk. `age` itself reads what is written here, and writes what is read.

Whoever encrypts has the public key alone: a machine cannot read its own back-ups. Every call blocks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedIOBase, BufferedReader, BufferedWriter
from pathlib import Path
from threading import Thread
from typing import TypeVar

import pyrage
from pyrage.x25519 import Identity, Recipient

from bot.policy.kit.errors import StoreUnavailable

AGE_HEADER = b"age-encryption.org/v1\n"
"""What every encrypted file begins with."""
SECRET_PREFIX, PUBLIC_PREFIX = "AGE-SECRET-KEY-1", "age1"
_NOT_FOR_THESE = "No matching keys found"
_PIPE_BYTES = 1 << 16
K = TypeVar("K")


class NotForThisKey(StoreUnavailable):
    """The file was encrypted for other keys."""


class NotWhole(StoreUnavailable):
    """The file is not what was encrypted: a byte of it is another, or its end is missing."""


def public_keys(path: Path) -> Sequence[Recipient]:
    """Those of a file with one in each line. Raises `StoreUnavailable` with one line."""
    lines = _lines(path)
    if any(line.startswith(SECRET_PREFIX) for line in lines):
        do = "keep it elsewhere, and name a file with its public one (`age-keygen -y`)"
        raise StoreUnavailable(reason=f"{path} holds a secret key: {do}")
    return _keys(path, lines, Recipient.from_str, PUBLIC_PREFIX)


def secret_keys(path: Path) -> Sequence[Identity]:
    """Those of a file as `age-keygen` writes it. Raises `StoreUnavailable` with one line."""
    return _keys(path, _lines(path), Identity.from_str, SECRET_PREFIX)


def _lines(path: Path) -> Sequence[str]:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise StoreUnavailable(reason=f"{path} cannot be read: {error.strerror}") from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _keys(path: Path, lines: Sequence[str], read: Callable[[str], K], begins: str) -> Sequence[K]:
    try:
        keys = [read(line) for line in lines]
    except (pyrage.RecipientError, pyrage.IdentityError):
        keys = []
    if not keys:
        raise StoreUnavailable(reason=f"{path} is no file of age's keys ({begins}…, one a line)")
    return keys


class _Beside:
    """Work at the other end of a pipe, in a thread. Why it failed is known before that end is closed."""

    def __init__(self, work: Callable[[BufferedIOBase], object], end: BufferedIOBase) -> None:
        self.failure: Exception | None = None
        self._thread = Thread(target=self._run, args=(work, end), name="age", daemon=True)
        self._thread.start()
        self.join = self._thread.join

    def _run(self, work: Callable[[BufferedIOBase], object], end: BufferedIOBase) -> None:
        try:
            work(end)
            end.flush()
        except Exception as error:  # raised by whoever has the other end
            self.failure = error
        with suppress(OSError):  # the other end was closed first
            end.close()


@contextmanager
def encrypting(sink: BufferedIOBase, keys: Sequence[Recipient]) -> Iterator[BufferedIOBase]:
    """What is written to this stream is in the sink, encrypted, when the block ends. Raises `StoreUnavailable`."""
    theirs, ours = _pipe()
    beside = _Beside(lambda end: pyrage.encrypt_io(end, sink, keys), theirs)
    try:
        with ours:
            yield ours
    except BrokenPipeError:  # why, the other end knows
        beside.join()
        if beside.failure is None:
            raise
    finally:
        beside.join()
    if beside.failure is not None:
        raise StoreUnavailable(reason=f"what is encrypted cannot be written: {beside.failure}") from beside.failure


@contextmanager
def decrypting(source: BufferedIOBase, keys: Sequence[Identity]) -> Iterator[BufferedIOBase]:
    """What is read from this stream is what was encrypted. The rest is read with the block's end: it is proved last.

    Raises `NotForThisKey` and `NotWhole`, in the place of what the block makes of a stream that ends too early.
    """
    ours, theirs = _pipe()
    beside = _Beside(lambda end: pyrage.decrypt_io(source, end, keys), theirs)
    try:
        with ours:
            try:
                yield ours
                while ours.read(_PIPE_BYTES):
                    continue
            except Exception as error:
                if beside.failure is None:
                    raise
                raise _meaning(beside.failure) from error
            if beside.failure is not None:
                raise _meaning(beside.failure)
    finally:
        beside.join()


def _pipe() -> tuple[BufferedReader, BufferedWriter]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


def _meaning(failure: Exception) -> StoreUnavailable:
    return NotForThisKey() if _NOT_FOR_THESE in str(failure) else NotWhole()
