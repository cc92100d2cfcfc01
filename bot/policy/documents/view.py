"""What the cards of a campaign, and a line of the briefing, may show (A5): loaded by a service, drawn by `cards`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.policy.documents.campaigns import ON_STAFF, OUTSTANDING, Ask, Campaign
from bot.policy.documents.publication import SEE_WHO_SIGNED, Publication
from bot.policy.documents.questions import Question
from bot.policy.documents.signing import Signature
from bot.policy.documents.text import NO_CHANGES, TextChanges
from bot.policy.documents.training import Session
from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.roles import Role


@dataclass(frozen=True, slots=True)
class OwnSigning:
    """What one person sees: the version, how they stand, their signature if there is one, and their open question.

    Who has not signed it, and has signed another: `earlier` is the newest of those signatures, and `news` what this
    version changes in the text of that one. `champions` are told when they decline, and talk to them.
    """

    publication: Publication
    ask: Ask
    signature: Signature | None = None
    question: Question | None = None
    earlier: Signature | None = None
    news: TextChanges = NO_CHANGES
    champions: Sequence[Who] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a Champion would publish: the text on disk, what it changes, and how many people would be asked.

    `standing` is what is published now; `same` says that it is just this text under this label.
    """

    label: str
    text: str
    sha256: str
    changes: TextChanges
    people: int
    standing: Publication | None = None
    same: bool = False


@dataclass(frozen=True, slots=True)
class OutstandingPage:
    """Some of those who have not answered, by the day they were asked; `more` are on later pages."""

    number: int
    people: Sequence[tuple[date, Sequence[Ask]]]
    more: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Who has not answered, for those who may know.

    `published` is None for training, `at` is when all this was so. `on_disk_differs` says that the text on disk is not
    the published one, `year_over` that the campaign is of a school year that has ended. `unreachable` are the first few
    of `campaign.unreachable` people, `other_names` the first signatures under a name that is not the directory's,
    `questions` the threads that wait for a Champion.
    """

    campaign: Campaign
    published: Publication | None
    page: OutstandingPage
    at: datetime
    unreachable: Sequence[Ask] = ()
    declined: Sequence[Ask] = ()
    other_names: Sequence[Signature] = ()
    questions: Sequence[Question] = ()
    on_disk_differs: bool = False
    year_over: bool = False
    training: Campaign | None = None


@dataclass(frozen=True, slots=True)
class DocumentEvidence:
    """Everything an inspection asks for: every published version with its signatures, and who is outstanding."""

    campaign: Campaign
    publications: Sequence[Publication]
    signatures: Sequence[Signature]
    outstanding: Sequence[Ask]
    set_aside: Sequence[Ask]
    training: Campaign | None = None

    @property
    def current(self) -> Publication:
        """The version that the campaign asks for."""
        return next(publication for publication in self.publications if publication.id == self.campaign.id)


@dataclass(frozen=True, slots=True)
class SigningRecord:
    """Every version, signature and session of training, the earliest first."""

    publications: Sequence[Publication]
    signatures: Sequence[Signature]
    sessions: Sequence[Session]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What a card is drawn from, whichever of them the purpose asks for; `reminder` counts the reminders so far."""

    mine: OwnSigning | None = None
    training: tuple[Campaign, Ask] | None = None
    overview: Overview | None = None
    question: Question | None = None
    reminder: int = 0


class DocumentLine(LineKind):
    """The lines of the Acceptable Use Policy."""

    NOT_SIGNED = "not_signed"


BRIEFED: frozenset[Role] = frozenset({"headteacher", "champion"})
"""Who is owed it, of those who may see who has not signed."""


def document_lines(person: Person, campaign: Campaign | None) -> list[BriefingLine]:
    """The person's line. `campaign` is the one under way."""
    count = campaign.count(*OUTSTANDING) if campaign else 0
    if campaign is None or not count or not person.holds(*BRIEFED) or not person.holds(*SEE_WHO_SIGNED):
        return []
    return [BriefingLine(DocumentLine.NOT_SIGNED, count, {"staff": campaign.count(*ON_STAFF)})]
