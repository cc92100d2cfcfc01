"""When a joiner is sent their list, and what it shows to them and to whoever sees who has not signed (A2, T1). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.policy.documents.campaigns import AskState
from bot.policy.documents.joiners import NEW_FOR, Joiner
from bot.policy.documents.view import OwnDocument, OwnTraining
from bot.policy.induction import INDUCTION_TOPIC, InductionPurpose
from bot.policy.kit.notices import About, tell_routinely
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Record, Urgency
from bot.policy.kit.school_time import Calendar


@dataclass(frozen=True, slots=True)
class Induction:
    """What is one person's: documents that they are asked to sign, the year's training, and how many stories they have
    practised this school year, None for whoever does not practise. `joined_at` is None for whoever is not new here."""

    documents: Sequence[OwnDocument]
    training: OwnTraining | None = None
    practised: int | None = None
    joined_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        waits = any(each.is_due for each in self.documents) or (self.training is not None and self.training.is_due)
        return not waits and self.practised != 0


@dataclass(frozen=True, slots=True)
class JoinerProgress:
    """A joiner as the Champions see them: by their name of now, with what they have still to sign and to attend. What
    they practise is theirs alone."""

    person: Person
    joined_at: datetime
    documents: Sequence[OwnDocument]
    training: OwnTraining | None = None

    @property
    def to_sign(self) -> Sequence[OwnDocument]:
        """What they have still to sign."""
        return [each for each in self.documents if each.ask is not None and each.ask.standing is not AskState.DONE]

    @property
    def is_done(self) -> bool:
        """Whether they have signed and attended all that is asked of them."""
        return not self.to_sign and not (self.training is not None and self.training.is_due)

    @property
    def is_unreachable(self) -> bool:
        """Whether something that they were asked has not reached them."""
        asks = [*(each.ask for each in self.to_sign), self.training.ask if self.training else None]
        return any(ask is not None and ask.apart is not None for ask in asks)


@dataclass(frozen=True, slots=True)
class JoinerPage:
    """Some of those who are new here, the last to come first; `total` of them in all, `more` on later pages."""

    people: Sequence[JoinerProgress]
    number: int
    total: int
    more: int


def welcome(joiner: Joiner, now: datetime, calendar: Calendar) -> Outcome:
    """The joiner is sent their list, once, in school hours."""
    about = About(INDUCTION_TOPIC, joiner.id, Urgency.ROUTINE)
    told = tell_routinely(about, [joiner.who], InductionPurpose.WELCOME, joiner.joined_at.isoformat(), now, calendar)
    return Outcome((joiner.model_copy(update={"told": True, "due_at": joiner.joined_at + NEW_FOR}),), told)


def settle(joiner: Joiner, said: Iterable[Record]) -> Outcome:
    """They are new no longer: that they were goes, with the notices and cards of it (`said`)."""
    return Outcome(removed=(joiner, *said))


def asked_of(documents: Sequence[OwnDocument]) -> Sequence[OwnDocument]:
    """Those of the documents that are this person's to sign, or that they have signed."""
    return [each for each in documents if each.ask is not None and each.ask.standing is not AskState.LEFT]
