"""Ports with nothing behind them: no file can be kept or offered, and whoever asks is told so; nothing is signed or
counted.

For services that are put together without files, in a tool or in a test of something else.
"""

from __future__ import annotations

from bot.policy.files.offers import Offer, Upload
from bot.policy.kit.errors import NotFound, NotTaken, StoreUnavailable, Undelivered


class NoFileStore:
    """A `FileStore` that holds nothing."""

    async def put(self, id: str, content: bytes) -> None:
        """Raises `StoreUnavailable`."""
        raise StoreUnavailable(reason="there is no place for files here")

    async def get(self, id: str) -> bytes:
        """Raises `NotFound`."""
        raise NotFound()

    async def remove(self, id: str) -> None:
        """There is nothing to take away."""


class NoSigner:
    """A `Signer` without a key."""

    async def sign(self, message: bytes) -> str:
        """Nothing is signed."""
        return ""


class NoMeter:
    """A `DeliveryMeter` that counts nothing."""

    def note_ping(self, seconds: float) -> None:
        """It is not counted."""

    def note_failure(self, reason: str, *, given_up: bool) -> None:
        """It is not counted."""


class NoFileTransfer:
    """A `FileTransfer` that reaches nobody."""

    async def ask(self, offer: Offer) -> None:
        """Raises `Undelivered`."""
        raise Undelivered("no_road", for_good=True)

    async def put(self, upload: Upload, content: bytes) -> None:
        """Raises `NotTaken`."""
        raise NotTaken("file.not_put")

    async def show_given(self, offer: Offer, upload: Upload) -> None:
        """Raises `Undelivered`."""
        raise Undelivered("no_road", for_good=True)

    async def show_not_given(self, offer: Offer) -> None:
        """Raises `Undelivered`."""
        raise Undelivered("no_road", for_good=True)
