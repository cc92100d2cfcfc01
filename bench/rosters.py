"""The file of a school that is measured: people on a roster, and no hours, so that it is always open, always term."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from bench.fake_teams import TENANT

Listed = tuple[str, str, Sequence[str]]
"""Somebody's id, name and roles."""


def roster(people: Iterable[Listed], *, name: str = "Bench Primary School", tenant: str = TENANT) -> str:
    """The text of its `school.toml`."""
    head = f'[school]\nname = "{name}"\ntimezone = "Europe/London"\ntenant_id = "{tenant}"\n'
    return head + '[directory]\nsource = "roster"\n' + "".join(_line(*each) for each in people)


def _line(id: str, name: str, roles: Sequence[str]) -> str:
    return f'[[people]]\nid = "{id}"\nname = "{name}"\nmail = "x@example.org"\nroles = {json.dumps(list(roles))}\n'
