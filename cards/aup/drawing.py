"""Which card a notice about the Acceptable Use Policy or training shows, and its toast, which names nobody."""

from __future__ import annotations

from collections.abc import Callable

from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.aup.view import Shown
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.school import School
from cards.aup import champion as aup_champion
from cards.aup import signing as aup
from cards.aup import training
from cards.kit import parts
from cards.words.aup import LISTED
from cards.words.sentences import toast

Drawn = Callable[[Purpose, Shown, Person], Message]


def aup_drawing(school: School) -> Drawn:
    """The function that draws a notice's message for this school, for its reader."""

    def draw(purpose: Purpose, shown: Shown, reader: Person) -> Message:
        return Message(
            summary=toast(purpose, reference="Acceptable Use Policy"),
            card=parts.as_json(_card(school, purpose, shown, reader)),
        )

    return draw


def _card(school: School, purpose: Purpose, shown: Shown, reader: Person) -> AdaptiveCard:
    if shown.question is not None:
        return aup.question_card(school, shown.question, reader)
    if shown.overview is not None and purpose is Purpose.AUP_DECLINED:
        return aup_champion.declined_card(school, shown.overview)
    if shown.overview is not None:
        return aup_champion.overview_card(school, shown.overview, reader, lead=LISTED)
    if shown.mine is not None:
        return aup.signing_card(school, shown.mine, reminder=shown.reminder)
    if shown.training is not None:
        return training.training_due_card(school, *shown.training, shown.reminder, reader)
    return aup.pointer()
