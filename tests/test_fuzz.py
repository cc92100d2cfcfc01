"""Whatever is posted, nothing falls over, nothing is lost, and memory does not grow."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.processes import memory_mb
from bot.local.shapes import Json
from bot.policy.incidents.incident import Incident
from bot.settings import load_school
from storage.tinydb_store import TinyStore
from tests.cards.test_limits import VERBS
from tests.event_loop import StallTolerantLoop
from tests.soak import count
from tests.stand_in import StandInTeams
from tests.test_app import ROOT, address, environment, process

HEADERS = {"Content-Type": "application/json"}
ODD_TEXT = st.text(max_size=30) | st.sampled_from(
    ["\x00", "\u202e", "<at>x</at>", "{{}}", "../..", "😀" * 50, "report", "log"]
)
ANYTHING: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ODD_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ODD_TEXT, inner, max_size=4),
    max_leaves=12,
)
DATA = st.dictionaries(
    st.sampled_from(["id", "kind", "draft", "what", "to", "into", "v", "page", "note", "adult", "said"]) | ODD_TEXT,
    st.sampled_from(["OS-2026-0001", "threat", "VC-2026-0001", "aup"]) | ANYTHING,
    max_size=6,
)
PRESS = st.builds(
    lambda verb, data: {"action": {"type": "Action.Execute", "verb": verb, "data": data}},
    st.sampled_from(sorted(VERBS)) | ODD_TEXT,
    DATA | ANYTHING,
)
SUBMIT = st.builds(lambda verb, data: {**data, "verb": verb}, st.sampled_from(sorted(VERBS)) | ODD_TEXT, DATA)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["message", "invoke", "conversationUpdate", "installationUpdate", "event"]) | ANYTHING,
        "name": st.sampled_from(["adaptiveCard/action", "task/fetch", "task/submit", "fileConsent/invoke"])
        | st.sampled_from(["composeExtension/fetchTask", "composeExtension/submitAction"])
        | ANYTHING,
        "text": ODD_TEXT | ANYTHING,
        "value": PRESS | SUBMIT | ANYTHING,
        "from": ANYTHING,
        "conversation": ANYTHING,
        "channelData": ANYTHING,
        "attachments": st.lists(ANYTHING, max_size=2) | ANYTHING,
        "entities": ANYTHING,
        "membersAdded": ANYTHING,
        "replyToId": ANYTHING,
        "recipient": ANYTHING,
        "timestamp": ANYTHING,
        "serviceUrl": ODD_TEXT,
        "action": ANYTHING,
    },
)
EVERY = 100
"""Between so many odd activities somebody files a report in earnest."""
TEACHERS = 300
"""So many that no one of them writes too often."""


@pytest.mark.soak
def test_anything_anywhere(tmp_path: Path) -> None:
    """No 5xx and no unhandled failure; the reports filed in between are all there; memory stays where it was."""
    loop = StallTolerantLoop()
    try:
        loop.run_until_complete(_fuzz(tmp_path, loop))
    finally:
        # What was closed is let go of a round later: without it a later test finds the sockets.
        loop.run_until_complete(asyncio.sleep(0.1))
        loop.close()


async def _fuzz(folder: Path, loop: asyncio.AbstractEventLoop) -> None:
    (folder / "school.toml").write_text(_larger_school(), encoding="utf-8")
    school = load_school(folder / "school.toml")
    teachers = [person.id for person in school.people if person.roles == {"staff"}]
    bodies = _bodies(count(20_000))
    given_settings = environment(folder, LOG_LEVEL="ERROR")
    async with (
        StandInTeams(tenant_id=school.tenant_id, people=school.people).serving() as teams,
        process(given_settings, "--local") as running,
        aiohttp.ClientSession() as session,
    ):
        teams.bot_url = f"{await address(running)}/api/messages"
        usual = {who: (await teams.say(who, "help")).activity for who in teachers[:50]}
        grown: list[float] = []
        for number, changes in enumerate(bodies):
            who = teachers[number % 50]
            body = json.dumps({**usual[who], "id": f"fuzz-{number}", **changes}).encode()
            async with session.post(teams.bot_url, data=body, headers=HEADERS) as response:
                said = await response.read()
                assert response.status < 500, (response.status, said[:200], changes)
            if number % EVERY == 0:
                reporter = teachers[50 + (number // EVERY) % (len(teachers) - 50)]
                await teams.say(reporter, "report threat")
                filed = await teams.press(reporter, "Send", {"what": "in earnest"})
                assert "Your report is OS-" in str(filed.card)
                grown.append(memory_mb(running.pid))
        running.terminate()
        _, errors = await running.communicate()
    failures = [line for line in errors.decode().splitlines() if '"level": "error"' in line]
    assert failures == []
    store = await TinyStore.open(folder / "var")
    try:
        incidents = await store.find(Incident)
    finally:
        await store.close()
    filed_in_earnest = [incident for incident in incidents if incident.account.get("what") == "in earnest"]
    assert len(filed_in_earnest) == len(grown)
    half = len(grown) // 2
    print(f"\nposted {len(bodies)}, memory MB: half-way {grown[half]:.0f}, at the end {grown[-1]:.0f}")  # noqa: T201
    assert grown[-1] - grown[half] < 40, "it does not grow with what was refused"


def _bodies(many: int) -> list[dict[str, Json]]:
    """So many changes to an activity, as hypothesis finds them."""
    found: list[dict[str, Json]] = []

    @settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(CHANGES)
    def gather(changes: dict[str, Json]) -> None:
        found.append(changes)

    gather()
    return found


def _larger_school() -> str:
    """The example school with many more teachers."""
    people = [
        f'[[people]]\nid = "dddddddd-0000-4000-8000-{number:012}"\nname = "Teacher {number}"\nroles = ["staff"]\n'
        for number in range(TEACHERS)
    ]
    return "\n".join([(ROOT / "school.toml").read_text(encoding="utf-8"), *people])
