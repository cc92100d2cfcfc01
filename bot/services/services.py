"""The use cases of one school by their classes, as the dialogs and the edge ask for them. Knows no feature."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.policy.kit.school import School
from bot.services.kit.context import ServiceContext
from bot.services.null_ports import NoFileStore, NoFileTransfer
from bot.services.ports import Clock, Directory, FileStore, FileTransfer, Messenger

S = TypeVar("S")
Providers = Mapping[type[object], Callable[["Services"], object]]
"""How each service that a feature brings is made. What it needs of another feature it gets by that one's class."""


@dataclass(frozen=True, slots=True)
class Services:
    """What a turn may ask for: each service is made once, when it is first asked for.

    Without a file store and a transfer no file can be kept or offered, and whoever asks for one is told so.
    """

    context: ServiceContext
    messenger: Messenger
    providers: Providers
    file_store: FileStore = field(default_factory=NoFileStore)
    file_transfer: FileTransfer = field(default_factory=NoFileTransfer)
    _made: dict[type[object], object] = field(default_factory=dict)

    @property
    def school(self) -> School:
        """The school in its own words."""
        return self.context.school

    @property
    def clock(self) -> Clock:
        """The one clock."""
        return self.context.clock

    @property
    def directory(self) -> Directory:
        """Who holds which role."""
        return self.context.directory

    def get(self, service: type[S]) -> S:
        """The school's service of that class. Raises `KeyError` where no feature brings it."""
        if service not in self._made:
            self._made[service] = self.providers[service](self)
        made = self._made[service]
        assert isinstance(made, service)  # noqa: S101 - `ServicePart.provides` names each by its class
        return made

    def every(self, kind: type[S]) -> Sequence[S]:
        """The school's services of that class and of classes made from it, in the order of the features."""
        return [self.get(service) for service in self.providers if issubclass(service, kind)]
