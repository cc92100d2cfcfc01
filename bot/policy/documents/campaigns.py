"""A campaign of asking: everyone of an audience is asked one thing, each person's answer kept beside the others'.

A document has a campaign for each published version, training one for each school year. How many people
stand where is counted as they move, so that nobody has to load them all to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime, Field

from bot.policy.kit.records import Evidence, Record, Who
from bot.policy.kit.roles import STAFF, StoredRole
from bot.policy.kit.school import AUP


class CampaignKind(StrEnum):
    """What a campaign asks for: the Acceptable Use Policy, another document, or training.

    The others have a word of their own, so that a release that knows one document alone takes none of them for it.
    """

    AUP = "aup"
    DOCUMENT = "document"
    TRAINING = "training"


class AskState(StrEnum):
    """How one person stands. Unanswered, not yet and declined are three different things (A5)."""

    UNANSWERED = "unanswered"
    NOT_YET = "not_yet"
    DECLINED = "declined"
    DONE = "done"
    """Signed, or trained."""
    SET_ASIDE = "set_aside"
    LEFT = "left"


OUTSTANDING = (AskState.UNANSWERED, AskState.NOT_YET, AskState.DECLINED)
"""Those who have still to sign, or to be trained."""
ON_STAFF = tuple(standing for standing in AskState if standing is not AskState.LEFT)
"""Those who are on the staff list as far as known."""


class Campaign(Record):
    """One campaign. Durations are seconds, copied from the settings when it began: an edit of those disturbs none.

    `tally` counts people by `key(asked_on, standing)`. `checked_on` is the school day on which the staff list was last
    compared, None until everybody was asked. `doubtful` is how many people the list seems to have lost at once, too
    many to be believed until a Champion says so (`believed`). `nudged_by` is who asked for everybody to be reminded
    now, until that is done. `due_at` is when the list is compared next, or of one that was withdrawn, that its cards
    are still to be drawn again.

    `document`, `title` and `roles` are the document's, copied when it was published; the first two are empty for the
    Acceptable Use Policy and for training. `before` is the campaign that it took the place of.
    """

    TABLE: ClassVar[str] = "aup_campaigns"
    INDEXED: ClassVar[tuple[str, ...]] = ("what", "current")
    # Counts, and what the staff list was last found to be, follow from the answers.
    EVIDENCE = Evidence(
        passing=frozenset(
            {"tally", "unreachable", "questions", "checked_on", "doubtful", "believed", "year_told"}
            | {"nudged_by", "due_at"}
        )
    )

    what: CampaignKind
    label: str
    document: str = ""
    title: str = ""
    roles: tuple[StoredRole, ...] = (STAFF,)
    before: str = ""
    begun_at: AwareDatetime
    current: bool = True
    window: float = Field(gt=0)
    reminders: tuple[float, ...] = ()
    tally: dict[str, int] = Field(default_factory=dict)
    unreachable: int = Field(default=0, ge=0)
    questions: int = Field(default=0, ge=0)
    checked_on: date | None = None
    doubtful: int = Field(default=0, ge=0)
    believed: bool = False
    year_told: int = 0
    nudged_by: Who | None = None
    withdrawn_at: AwareDatetime | None = None
    withdrawn_by: Who | None = None
    due_at: AwareDatetime | None = None

    @property
    def is_training(self) -> bool:
        """Whether it asks for training, and for no document."""
        return self.what is CampaignKind.TRAINING

    @property
    def document_id(self) -> str:
        """The id of its document; empty for training."""
        return AUP if self.what is CampaignKind.AUP else self.document

    def count(self, *standings: AskState) -> int:
        """How many people stand there."""
        return sum(people for place, people in self.tally.items() if place.partition(":")[2] in standings)

    def days(self, *standings: AskState) -> list[date]:
        """The days on which the people who stand there were asked, the earliest first."""
        days = {
            place.partition(":")[0]
            for place, people in self.tally.items()
            if people and _state_of_key(place) in standings
        }
        return [date.fromisoformat(day) for day in sorted(days)]


class Ask(Record):
    """What one campaign asks of one person, and how they stand. Its id is `ask_id(campaign, person)`.

    `asked_at` is when the window begins to run for them: a joiner has as long as everybody had. `reminded` counts the
    ages of the campaign's reminders that have passed. `asks` counts the messages made for them, `until` is the first
    day on which somebody set aside is asked again, `unreachable` is the messenger's reason when the last one failed,
    `waits` says that a question of theirs waits for an answer, `listed` that the Champions were given their name,
    `read` are the numbers of the sections that they have read to the end, as long as they have not signed.
    """

    TABLE: ClassVar[str] = "aup_asks"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject", "lot", "apart")
    # How often and when somebody was reminded, and how far they have read, is no answer.
    EVIDENCE = Evidence(
        passing=frozenset({"asks", "reminded", "reminded_at", "listed", "waits", "read", "unreachable", "due_at"})
    )

    subject: str
    who: Who
    asked_at: AwareDatetime
    asked_on: date
    standing: AskState = AskState.UNANSWERED
    joined: bool = False
    answered_at: AwareDatetime | None = None
    words: str = ""
    until: date | None = None
    asks: int = Field(default=1, ge=0)
    reminded: int = Field(default=0, ge=0)
    reminded_at: AwareDatetime | None = None
    listed: bool = False
    waits: bool = False
    read: tuple[int, ...] = ()
    unreachable: str = ""
    due_at: AwareDatetime | None = None

    @property
    def is_evidence(self) -> bool:
        """Whether there is an answer."""
        return self.standing is not AskState.UNANSWERED

    @property
    def lot(self) -> str:
        """Where this person stands in the campaign, by the day they were asked."""
        return lot_key(self.subject, self.asked_on, self.standing)

    @property
    def apart(self) -> str | None:
        """Set for those who have still to answer and cannot be reached."""
        return self.subject if self.unreachable and self.outstanding else None

    @property
    def outstanding(self) -> bool:
        """Whether they have still to do what is asked."""
        return self.standing in OUTSTANDING


def ask_id(subject: str, person: str) -> str:
    """The key under which a person's answer in a campaign is kept: nobody has two."""
    return f"{subject}:{person}"


def tally_key(asked_on: date, standing: AskState) -> str:
    """Where a person is counted in a campaign's tally."""
    return f"{asked_on.isoformat()}:{standing.value}"


def lot_key(subject: str, asked_on: date, standing: AskState) -> str:
    """The index of the people of a campaign who stand there and were asked on that day."""
    return f"{subject}:{tally_key(asked_on, standing)}"


def recount(campaign: Campaign, moves: Iterable[tuple[Ask | None, Ask]]) -> Campaign:
    """The campaign with its counts after these people moved; None before: they are asked for the first time."""
    tally: dict[str, int] = dict(campaign.tally)
    unreachable = campaign.unreachable
    for before, after in moves:
        if before is not None:
            place = tally_key(before.asked_on, before.standing)
            tally[place] = tally.get(place, 0) - 1
            unreachable -= before.apart is not None
        place = tally_key(after.asked_on, after.standing)
        tally[place] = tally.get(place, 0) + 1
        unreachable += after.apart is not None
    return campaign.model_copy(update={"tally": _without_zeros(tally), "unreachable": max(0, unreachable)})


def _without_zeros(tally: Mapping[str, int]) -> dict[str, int]:
    return {place: people for place, people in sorted(tally.items()) if people > 0}


def _state_of_key(place: str) -> str:
    return place.partition(":")[2]
