"""What the list in `school.toml` promises beyond the contract."""

from __future__ import annotations

from bot.directory.roster import Roster
from bot.policy.kit.people import Person


async def test_somebody_without_a_role_is_nobody() -> None:
    """The school's own list may hold people without any role; they are nobody here, as with Entra's groups."""
    visitor = Person(id="aaaaaaaa-0000-4000-8000-00000000000f", name="Visitor")
    roster = Roster([visitor])
    assert await roster.person(visitor.id) is None
    assert not await roster.confirm(visitor.id, ["staff"])
