"""The activities that the stand-in posts have the shapes recorded from Microsoft 365 Agents Playground."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.local.shapes import Json, JsonObject, an_object
from tests.local.fake_bot import TEACHER, FakeBot, a_school, address, card, with_card
from tests.stand_in import StandInTeams

RECORDED = Path(__file__).parent.parent / "fixtures" / "activities"

ANYTHING = ("data", "value", "body")
"""Keys whose contents belong to the bot or to the person: only their presence is compared."""


def recorded(name: str) -> JsonObject:
    """A recording."""
    return an_object(json.loads((RECORDED / f"{name}.json").read_text("utf-8")))


def shape(value: Json, *, within: str = "") -> Json:
    """The same structure with the name of each value's type in its place."""
    if isinstance(value, dict):
        return {
            key: "…" if key in ANYTHING and within == "value" else shape(item, within=key)
            for key, item in sorted(value.items())
        }
    if isinstance(value, list):
        return [shape(item) for item in value]
    return type(value).__name__


FORM = card(
    {"type": "Input.Text", "id": "note", "value": "my note"},
    actions=[
        {"type": "Action.Execute", "title": "Acknowledge", "verb": "ack", "data": {"id": 42}},
        {"type": "Action.Submit", "title": "Send", "data": {"kind": "submit", "id": 7}},
    ],
)


async def a_message_action(teams: StandInTeams, bot: FakeBot) -> None:
    """Choose the message action, and send the form that it opens."""

    async def opens(_bot: FakeBot, _activity: JsonObject) -> Json:
        return {"task": {"type": "continue", "value": {"title": "Report", "card": {"content": FORM}}}}

    bot.reaction = opens
    await teams.act_on_message(TEACHER.id)
    await teams.submit(TEACHER.id, "Send")


async def drive(teams: StandInTeams, bot: FakeBot) -> None:
    """Do everything that was recorded."""
    await teams.install(TEACHER.id)
    await teams.say(TEACHER.id, "hello bot")
    await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(FORM))
    await teams.press(TEACHER.id, "Acknowledge")
    await teams.press(TEACHER.id, "Send")
    await a_message_action(teams, bot)
    await teams.uninstall(TEACHER.id)


@pytest.mark.parametrize(
    ("name", "kind", "detail"),
    [
        ("installationUpdate.add.personal", "installationUpdate", ("action", "add")),
        ("installationUpdate.remove", "installationUpdate", ("action", "remove")),
        ("conversationUpdate.membersAdded.personal", "conversationUpdate", None),
        ("message.personal", "message", ("text", "hello bot")),
        ("message.action-submit", "message", ("text", None)),
        ("invoke.adaptiveCard-action", "invoke", ("name", "adaptiveCard/action")),
        ("invoke.composeExtension-submitAction.message", "invoke", ("name", "composeExtension/submitAction")),
        ("invoke.composeExtension-fetchTask.message", "invoke", ("name", "composeExtension/fetchTask")),
    ],
)
async def test_each_activity_has_the_recorded_shape(name: str, kind: str, detail: tuple[str, Json] | None) -> None:
    """Every key of the recording is there with a value of the same type, and no other."""
    async with a_school() as (teams, bot):
        await drive(teams, bot)
        fitting = [
            one for one in bot.received if one["type"] == kind and (detail is None or one.get(detail[0]) == detail[1])
        ]
        want, got = shape(recorded(name)), shape(fitting[0])
        if name in ("message.action-submit", "installationUpdate.remove"):
            want, got = an_object(want), an_object(got)
            want.pop("value", None), got.pop("value", None)
        assert got == want


async def test_the_ids_are_of_the_recorded_kind_and_stay_the_same() -> None:
    """`29:` for a person, `a:` for a chat, `28:` for the bot; the same in every run, for the same tenant."""
    async with a_school() as (teams, bot):
        await teams.say(TEACHER.id, "hello")
        first = bot.received[-1]
    async with a_school() as (teams, bot):
        await teams.say(TEACHER.id, "hello")
        second = bot.received[-1]
    assert first["from"] == second["from"]
    assert first["conversation"] == second["conversation"]
    assert str(an_object(first["from"])["id"]).startswith("29:")
    assert str(an_object(first["conversation"])["id"]).startswith("a:")
    assert an_object(first["recipient"])["id"] == "28:00000000-0000-4000-8000-0000000000b0"


async def test_inputs_are_sent_as_text_beside_the_cards_own_data() -> None:
    """As recorded: numbers, dates, ticks and choices are all text."""
    inputs = card(
        {"type": "Input.Text", "id": "t", "value": "abc"},
        {"type": "Input.Number", "id": "n", "value": 5},
        {"type": "Input.Date", "id": "d", "value": "2026-12-24"},
        {"type": "Input.Time", "id": "tm", "value": "10:30"},
        {"type": "Input.Toggle", "id": "tg", "title": "Tick", "value": "true"},
        {"type": "Input.ChoiceSet", "id": "cs", "value": "g", "choices": [{"title": "G", "value": "g"}]},
        {"type": "Input.ChoiceSet", "id": "ce", "value": "2", "choices": [{"title": "2", "value": "2"}]},
        {
            "type": "Input.ChoiceSet",
            "id": "cm",
            "value": "b",
            "isMultiSelect": True,
            "choices": [{"title": "B", "value": "b"}],
        },
        actions=[{"type": "Action.Submit", "title": "Send", "data": {"kind": "inputs"}}],
    )
    async with a_school() as (teams, bot):
        await bot.call("POST", address(teams, teams.chat(TEACHER.id)), with_card(inputs))
        await teams.press(TEACHER.id, "Send")
        assert bot.received[-1]["value"] == recorded("message.action-submit-inputs")["value"]
