"""The Playground's configuration: one who writes, exactly five others, and the school's own ids."""

from __future__ import annotations

import json

import pytest

from bot.local.playground import configuration
from bot.settings import load_school
from tests.rig import CHAMPION, SCHOOL_FILE, TEACHER

SCHOOL = load_school(SCHOOL_FILE)


@pytest.mark.parametrize(("name", "person"), [("", TEACHER), ("penhallow", CHAMPION)])
def test_whose_chat_it_is(name: str, person: str) -> None:
    """The person is chosen by part of a name; without one it is a member of staff."""
    written = json.loads(configuration(SCHOOL, name))
    assert written["currentUser"]["aadObjectId"] == person
    assert written["tenantId"] == SCHOOL.tenant_id
    assert len(written["users"]) == 5
    assert person not in {user["aadObjectId"] for user in written["users"]}


def test_nobody_is_called_so() -> None:
    """A name that nobody has is said."""
    with pytest.raises(ValueError, match="nobody"):
        configuration(SCHOOL, "Zaphod")
