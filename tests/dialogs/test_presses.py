"""Each verb and each command has one area that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from microsoft_teams.cards.core import AdaptiveCard

from dialogs.press import Answer, Press
from dialogs.presses import Presses


async def _answer(press: Press) -> AdaptiveCard:
    return AdaptiveCard()


@dataclass
class _Area:
    verbs: Mapping[str, Answer] = field(default_factory=dict)
    commands: Mapping[str, Answer] = field(default_factory=dict)


@pytest.mark.parametrize("declares", ["verbs", "commands"])
def test_two_areas_that_answer_the_same_do_not_start(declares: str) -> None:
    """Neither wins in silence: the sentence names the word and both areas."""
    one, other = (_Area(**{declares: {"calls.approve": _answer}}) for _ in range(2))
    with pytest.raises(ValueError, match=r"two areas answer `calls\.approve`: _Area, _Area"):
        Presses((one, other))
