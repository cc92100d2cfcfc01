"""Each verb and each command has one area that answers it."""

from __future__ import annotations

import pytest

from cards.calls import CallVerb
from cards.kit.elements import AdaptiveCard
from cards.kit.parts import Verb
from dialogs.press import Area, Press, PressHandler
from dialogs.presses import Presses
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


def test_each_verb_that_a_card_may_have_is_answered() -> None:
    """Whatever a feature declares, and nothing else."""
    assert {verb for declared in Verb.__subclasses__() for verb in declared} == VERBS
