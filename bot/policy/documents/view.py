"""What the cards of a campaign, and a line of the briefing, may show (A5): loaded by a service, drawn by `cards`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.policy.documents.campaigns import ON_STAFF, OUTSTANDING, Ask, AskState, Campaign
from bot.policy.documents.publication import SEE_WHO_SIGNED, Publication
from bot.policy.documents.questions import Question
from bot.policy.documents.signing import Signature
from bot.policy.documents.text import NO_CHANGES, TextChanges
from bot.policy.documents.training import Session
from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school import AUP, DocumentRule


@dataclass(frozen=True, slots=True)
class OwnSigning:
    """What one person sees: the version, how they stand, their signature if there is one, and their open question.

    Who has not signed it, and has signed another: `earlier` is the newest of those signatures, and `news` what this
    version changes in the text of that one. `only` are the sections that they are asked to read, counted from 1, where
    that signature is of this school year; else all are. `champions` are told when they decline, and talk to them.
    `withdrawn_at` is when the version was taken back, and `others` how many other documents are still to be signed.
    """

    publication: Publication
    ask: Ask
    signature: Signature | None = None
    question: Question | None = None
    earlier: Signature | None = None
    news: TextChanges = NO_CHANGES
    only: tuple[int, ...] | None = None
    champions: Sequence[Who] = ()
    withdrawn_at: datetime | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a Champion would publish: a document's rule and its text on disk, what it changes, and how many people would
    be asked.

    `sha256` is the hash of the contents, and `seen` that of all that is shown. `standing` is what is published now;
    `same` says that it is just this.
    """

    rule: DocumentRule
    text: str
    sha256: str
    seen: str
    changes: TextChanges
    people: int
    standing: Publication | None = None
    same: bool = False

    @property
    def label(self) -> str:
        """The version's label."""
        return self.rule.version


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A document that stands published, and how one person stands with it; `ask` is None where nothing is asked."""

    campaign: Campaign
    ask: Ask | None = None
    signed_at: datetime | None = None

    @property
    def is_due(self) -> bool:
        """Whether they have still to sign it."""
        return self.ask is not None and self.signed_at is None and self.ask.standing is not AskState.LEFT


@dataclass(frozen=True, slots=True)
class OwnTraining:
    """A school year's training, and what it asks of one person."""

    campaign: Campaign
    ask: Ask

    @property
    def is_due(self) -> bool:
        """Whether they have still to attend."""
        return self.ask.outstanding


@dataclass(frozen=True, slots=True)
class SchoolDocument:
    """A document as Champions and senior leaders see it: its rule, None once the settings no longer have it, and its
    campaign, None before it is published."""

    rule: DocumentRule | None
    campaign: Campaign | None = None

    @property
    def id(self) -> str:
        """The document's id."""
        return self.rule.id if self.rule else self.campaign.document_id if self.campaign else ""

    @property
    def has_newer(self) -> bool:
        """Whether the settings name another version than the one that stands published."""
        return self.rule is not None and self.campaign is not None and self.rule.version != self.campaign.label


@dataclass(frozen=True, slots=True)
class DocumentList:
    """What `documents` shows: a person's own, and for Champions and senior leaders the school's."""

    mine: Sequence[OwnDocument]
    school: Sequence[SchoolDocument] = ()


@dataclass(frozen=True, slots=True)
class OutstandingPage:
    """Some of those who have not answered, by the day they were asked; `more` are on later pages."""

    number: int
    people: Sequence[tuple[date, Sequence[Ask]]]
    more: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Who has not answered, for those who may know.

    `published` is None for training, `at` is when all this was so. `followed` says that people are still asked and
    reminded: of a version that has ended, or a document that the settings no longer have, nobody is. `on_disk_differs`
    says that the text on disk is not the published one, `year_over` that the campaign is of a school year that has
    ended, `withdrawable` that it can be taken back still. `unreachable` are the first few of `campaign.unreachable`
    people, `other_names` the first signatures under a name that is not the directory's, `questions` the threads that
    wait for a Champion, `practised` how many were trained by a practice.
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
    withdrawable: bool = False
    training: Campaign | None = None
    practised: int = 0
    followed: bool = True


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
    """Every version, signature and session of training, the earliest first, and the campaigns by their ids."""

    campaigns: Mapping[str, Campaign]
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
    """The lines of what is signed."""

    NOT_SIGNED = "not_signed"
    OTHERS_NOT_SIGNED = "documents_not_signed"


BRIEFED: frozenset[Role] = frozenset({"headteacher", "champion"})
"""Who is owed it, of those who may see who has not signed."""


def document_lines(person: Person, campaigns: Sequence[Campaign]) -> list[BriefingLine]:
    """The person's lines. `campaigns` are those of documents that are under way: that of the Acceptable Use Policy has
    a line, and all others have one together."""
    if not person.holds(*BRIEFED) or not person.holds(*SEE_WHO_SIGNED):
        return []
    lines = [
        BriefingLine(DocumentLine.NOT_SIGNED, count, {"staff": campaign.count(*ON_STAFF)})
        for campaign in campaigns
        if campaign.document_id == AUP and (count := campaign.count(*OUTSTANDING))
    ]
    others = [count for each in campaigns if each.document_id != AUP and (count := each.count(*OUTSTANDING))]
    if others:
        lines.append(BriefingLine(DocumentLine.OTHERS_NOT_SIGNED, sum(others), {"documents": len(others)}))
    return lines
