"""How buttons leave: as the school has chosen, in messages, edits and answers alike."""

from __future__ import annotations

import json

import pytest
from botbuilder.core import InvokeResponse
from botbuilder.schema import Activity, ActivityTypes, Attachment

from bot.policy.kit.school import Buttons
from bot.settings import load_school
from bot.teams.buttons import CardSettings, as_sent, stands_pressed
from bot.teams.invoke_answers import card_answer
from cards.calls import CallVerb
from cards.kit import parts
from dialogs.conversation import CARD_TYPE
from tests.rig import SCHOOL_FILE

ROW = parts.list_row(parts.button("Open", CallVerb.SHOW), parts.small("A row"))
SHOWN = json.loads(
    parts.as_json(parts.card(ROW, parts.buttons(parts.button("Approve", CallVerb.APPROVE, {"id": "VC-2026-0001"}))))
)
FILE = Attachment(content_type="application/vnd.microsoft.teams.card.file.consent", content={"type": "Action.Execute"})


def message() -> Activity:
    """A card beside the offer of a file."""
    return Activity(type=ActivityTypes.message, attachments=[Attachment(content_type=CARD_TYPE, content=SHOWN), FILE])


@pytest.mark.parametrize("buttons", ["execute", "submit"])
def test_all_buttons_of_a_card_are_of_one_sort(buttons: Buttons) -> None:
    """Rows that are pressed too; what is no card of ours stays as it is, and so does what was given."""
    given = message()
    card, file = as_sent(given, CardSettings(buttons)).attachments
    assert ("Action.Execute" in json.dumps(card.content)) == (buttons == "execute")
    assert ('"fallback"' in json.dumps(card.content)) == (buttons == "execute")
    assert file == FILE
    assert given == message()


def test_a_submitted_press_says_what_it_does_and_that_it_replaces_its_card() -> None:
    """Its verb and data come back as the value of a message."""
    card, _ = as_sent(message(), CardSettings("submit")).attachments
    *_, approve = card.content["body"][-1]["actions"]
    assert approve["type"] == "Action.Submit"
    assert approve["data"] == {"id": "VC-2026-0001", parts.VERB: "call.approve", parts.REPLACES: True}


def test_the_answer_to_an_old_card_s_press_leaves_likewise() -> None:
    """A card that was sent before the school chose `submit` still asks by an invoke."""
    answer = Activity(type=ActivityTypes.invoke_response, value=card_answer(SHOWN))
    sent = as_sent(answer, CardSettings("submit")).value
    assert isinstance(sent, InvokeResponse)
    assert "Action.Execute" not in json.dumps(sent.body)


def test_whoever_cannot_see_a_card_is_given_a_number() -> None:
    """The safeguarding lead's, where the school has entered one."""
    card, _ = as_sent(message(), CardSettings.of(load_school(SCHOOL_FILE))).attachments
    assert card.content["fallbackText"] == f"{SHOWN['fallbackText']} Their number is 01632 960101."
    card, _ = as_sent(message(), CardSettings()).attachments
    assert card.content == SHOWN


@pytest.mark.parametrize(
    ("value", "pressed", "stands"),
    [
        ({parts.VERB: "call.approve", parts.REPLACES: True}, "1", True),
        ({parts.VERB: "call.approve", parts.REPLACES: True}, None, False),
        ({parts.VERB: "call.approve", parts.REPLACES: "true"}, "1", False),
        ({parts.VERB: "call.decline"}, "1", False),
        ("words", "1", False),
        (None, "1", False),
    ],
)
def test_what_takes_the_place_of_its_card(value: object, pressed: str | None, stands: bool) -> None:
    """A press whose button says so, where the activity says which card it was."""
    activity = Activity(type=ActivityTypes.message, value=value, reply_to_id=pressed)
    assert stands_pressed(activity) is stands
