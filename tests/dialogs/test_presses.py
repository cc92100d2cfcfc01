"""Each verb and each command has one area that answers it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.composition.features import areas
from bot.policy.requests.kinds import KINDS_OF_REQUEST
from cards.calls import CallVerb
from cards.kit.choosing_school import TenantVerb
from cards.kit.elements import AdaptiveCard
from cards.kit.parts import Verb
from cards.words.requests import REQUEST_WORDS
from dialogs import requests
from dialogs.press import Area, Press, PressHandler
from dialogs.presses import Presses
from tests.cards.catalogue import SERVICES
from tests.cards.test_limits import VERBS


async def _answer(press: Press) -> AdaptiveCard:
    return AdaptiveCard()


class _Area(Area):
    """An area without services."""

    def __init__(self, verbs: dict[Verb, PressHandler], commands: dict[str, PressHandler]) -> None:
        self.verbs, self.commands = verbs, commands


BUTTON, COMMAND = _Area({CallVerb.APPROVE: _answer}, {}), _Area({}, {"approve": _answer})


@pytest.mark.parametrize(("area", "word"), [(BUTTON, "call.approve"), (COMMAND, "approve")])
def test_two_areas_that_answer_the_same_do_not_start(area: Area, word: str) -> None:
    """Neither wins in silence: the sentence names the word and both areas."""
    with pytest.raises(ValueError, match=f"two areas answer `{word}`: _Area, _Area"):
        Presses((area, area))


def test_no_area_answers_what_every_conversation_knows() -> None:
    """A command by such a name would take it from everybody."""
    with pytest.raises(ValueError, match="an area answers what every conversation knows: cancel, help"):
        Presses((_Area({}, {"help": _answer, "cancel": _answer, "approve": _answer}),))


@pytest.mark.parametrize(
    ("command", "mistake"),
    [
        ("borrow", "two requests answer `borrow`: equipment, faults"),
        ("who has what", "two requests answer `who has what`: RequestsArea, faults"),
        ("drill", "two areas answer `drill`: RequestsArea, DrillsArea"),
        ("help", "an area answers what every conversation knows: help"),
    ],
)
def test_a_request_has_a_command_of_its_own(monkeypatch: pytest.MonkeyPatch, command: str, mistake: str) -> None:
    """Another kind's, the requests' own, another feature's and the conversation's are refused, and all are named."""
    one_more = replace(KINDS_OF_REQUEST["equipment"], id="faults", command=command)
    monkeypatch.setattr(requests, "KINDS_OF_REQUEST", {**KINDS_OF_REQUEST, "faults": one_more})
    monkeypatch.setitem(REQUEST_WORDS, "faults", REQUEST_WORDS["equipment"])
    with pytest.raises(ValueError, match=mistake):
        Presses(areas(SERVICES))


def test_each_verb_that_a_card_may_have_is_answered() -> None:
    """Whatever a feature declares, and nothing else; but for what is answered before a school is known."""
    assert {verb for declared in Verb.__subclasses__() for verb in declared} == VERBS | set(TenantVerb)
