"""A video call with all that its cards may show, and the lists of calls: loaded by a service, drawn by `cards`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.policy.calls.call import VideoCall
from bot.policy.kit.approval import UNDECIDED, ApprovalState, Deciders
from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, Urgency

COUNTED_STATES = (ApprovalState.APPROVED, ApprovalState.ENDED)
"""Calls that count for their partner: those that take place, and those that have."""


@dataclass(frozen=True, slots=True)
class CallView:
    """A call, its timeline, who may decide it now, whom Teams could not reach, and the team's mail addresses by id."""

    call: VideoCall
    timeline: tuple[Entry, ...] = ()
    deciders: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()
    """The names of those whom it is put before."""
    unreached: tuple[Notice, ...] = ()
    mails: Mapping[str, str] = field(default_factory=dict)
    asked_are_away: bool = False
    """Whether each of those whom it is put before has said that they are away, and nobody stands in."""


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What a press gets: the call as it now stands, and a text key with its facts if something is to be said."""

    view: CallView
    said: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallLists:
    """Calls by what becomes of them: waiting for a decision, coming (the next first), past (the last first).

    `everybody` says that these are all of the school's calls, and not one person's own.
    """

    waiting: tuple[VideoCall, ...]
    coming: tuple[VideoCall, ...]
    past: tuple[VideoCall, ...]
    everybody: bool

    @property
    def all(self) -> tuple[VideoCall, ...]:
        """Every call, by its reference."""
        return tuple(sorted((*self.waiting, *self.coming, *self.past), key=lambda call: call.id))

    def by_partner(self) -> list[tuple[str, int]]:
        """How many calls took or will take place with each partner, the most first, however its name was written."""
        names: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for call in self.all:
            if call.state in COUNTED_STATES:
                key = " ".join(call.request.partner.split()).casefold()
                names.setdefault(key, call.request.partner)
                counts[key] += 1
        return [(names[key], count) for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def sort_calls(calls: Sequence[VideoCall], *, everybody: bool) -> CallLists:
    """Calls in their lists."""
    by_start = sorted(calls, key=lambda call: call.request.starts_at)
    return CallLists(
        waiting=tuple(call for call in by_start if call.state in UNDECIDED),
        coming=tuple(call for call in by_start if call.state is ApprovalState.APPROVED),
        past=tuple(call for call in reversed(by_start) if call.state not in {*UNDECIDED, ApprovalState.APPROVED}),
        everybody=everybody,
    )


class CallLine(LineKind):
    """The lines of video calls."""

    TO_DECIDE = "calls_to_decide"


def call_lines(person: Person, waiting: Sequence[VideoCall], deciders: Deciders) -> list[BriefingLine]:
    """The line of one before whom calls are put: never one's own, and an absent approver's while nobody stands in."""
    theirs = [call for call in waiting if any(who.id == person.id for who in deciders.to_ask(call.may_not_decide))]
    if not theirs:
        return []
    first = min(call.request.starts_at for call in theirs)
    return [BriefingLine(CallLine.TO_DECIDE, len(theirs), {"first": first}, Urgency.URGENT)]
