"""What the use cases and jobs of one school work with, handed to each of them as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from bot.policy.kit.school import School
from bot.policy.kit.school_time import Calendar
from bot.services.engine.triggers import JobTriggers
from bot.services.null_ports import NoSigner
from bot.services.ports import Clock, Directory, Signer, Store


@dataclass(frozen=True, slots=True)
class ServiceContext:
    """One school's records, its people, what it has laid down, the time, and whom to wake."""

    store: Store
    directory: Directory
    school: School
    clock: Clock
    triggers: JobTriggers
    signer: Signer = field(default_factory=NoSigner, kw_only=True)
    second_road: bool = field(default=False, kw_only=True)
    """Whether an alert that Teams does not take may go by e-mail."""
    calendar: Calendar = field(init=False)

    @classmethod
    def of(cls, context: ServiceContext) -> Self:
        """With what a feature adds, for the school of that context."""
        return cls(context.store, context.directory, context.school, context.clock, context.triggers)

    def __post_init__(self) -> None:
        """The school's calendar is made once."""
        object.__setattr__(self, "calendar", Calendar(self.school.hours, self.school.timezone))


class Service:
    """What a use case or a job of one school is made of: the context, in its parts."""

    def __init__(self, context: ServiceContext) -> None:
        self._store = context.store
        self._directory = context.directory
        self._school = context.school
        self._calendar = context.calendar
        self._clock = context.clock
        self._triggers = context.triggers
        self._signer = context.signer
