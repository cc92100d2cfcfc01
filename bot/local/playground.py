"""The configuration of Microsoft 365 Agents Playground for one person: `python -m bot.local.playground NAME`.

The Playground knows one person who writes and exactly five others; it takes its file from the folder it is started in.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from bot.settings import Environment, load_schools

FOLDER = Path("build") / "playground"
CONFIGURATION_FILE = ".m365agentsplayground.yml"
OTHER_PEOPLE = 5
BOT = "28:00000000-0000-4000-8000-0000000000b0"


def configuration(school: School, name: str) -> str:
    """The file's text. JSON is YAML, so it is written as JSON. `name` is part of a name; empty: somebody of the staff.

    Raises ValueError when nobody is called so.
    """
    wanted = name.casefold()
    chosen = [p for p in school.people if (wanted in p.name.casefold() if wanted else p.roles == {"staff"})]
    if not chosen:
        raise ValueError(f"nobody in the school's file is called {name!r}")
    me = chosen[0]
    others = [person for person in school.people if person.id != me.id][:OTHER_PEOPLE]
    return json.dumps(
        {
            "version": "0.1.1",
            "tenantId": school.tenant_id,
            "bot": {"id": BOT, "name": "Online Safety"},
            "currentUser": _user(me),
            "users": [_user(person) for person in others],
            "personalChat": {"id": f"a:playground-{me.id}"},
            "groupChat": {"id": "19:playground-group@thread.v2", "name": "Staff room"},
            "team": {
                "id": "19:playground-team@thread.tacv2",
                "name": "All staff",
                "aadGroupId": "bbbbbbbb-0000-4000-8000-000000000099",
                "channels": [{"id": "19:playground-news@thread.tacv2", "name": "News"}],
            },
        },
        indent=2,
        ensure_ascii=False,
    )


def main(arguments: Sequence[str]) -> None:
    """Write the file for the school of the environment."""
    school = load_schools(Environment.read().school_file)[0]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / CONFIGURATION_FILE).write_text(configuration(school, " ".join(arguments)), encoding="utf-8")


def _user(person: Person) -> dict[str, str]:
    first, _, last = person.name.partition(" ")
    mail = person.mail or f"{person.id}@school.example"
    return {
        # What a people picker sends: in Teams it is the object id, and not the `29:…` that a chat has for them.
        "id": person.id,
        "name": person.name,
        "userPrincipleName": mail,
        "aadObjectId": person.id,
        "givenName": first,
        "surname": last or first,
        "email": mail,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
