"""Which directory a school has: its roster, or Microsoft Graph behind a copy that outlives it."""

from __future__ import annotations

from contextlib import AsyncExitStack

from bot.directory.cached import CachedDirectory
from bot.directory.graph import Graph
from bot.directory.groups import Groups
from bot.directory.roster import Roster
from bot.policy.kit.school import School
from bot.services.engine.ticker import Job
from bot.services.ports import Clock, Directory, Store


def directory_of(
    school: School, store: Store, clock: Clock, stack: AsyncExitStack
) -> tuple[Directory, tuple[Job, ...]]:
    """The school's directory, and the jobs that keep it fresh. It is let go of with the stack."""
    if school.source == "roster":
        return Roster(school.people), ()
    held = CachedDirectory(Groups(Graph(), school.groups, guests=school.guests), store, clock)
    stack.push_async_callback(held.close)
    return held, (held,)
