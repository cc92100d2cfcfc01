"""What is kept: frozen records that refuse nonsense when they are made. They know nothing of stores, cards or Teams.

Every record has an `id` and a `version`. A version counts the times it was kept: 0 means "never kept yet". A store
takes a record only when the version it holds is the record's own (compare and set), and keeps it with the next one.
`INDEXED` names the fields that a store is asked for by equality; `BESIDE` what is asked together with one of them so
often, of so many records, that a store does well to have it in the same index (`due` is the record's due time).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator

from bot.policy.kit.roles import StoredRole


class ValueObject(BaseModel):
    """A frozen value.

    What another release has written into one that is kept, and this one has no field for, stays with it in every copy:
    it is kept again as it was found.
    """

    model_config = ConfigDict(frozen=True, extra="allow")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What of a kind of record the timeline vouches for: every field but its version and those that are `passing`.

    `stays` are the fields that outlive a removal after the retention time: they are hashed beside all the others.
    """

    passing: frozenset[str] = frozenset()
    stays: frozenset[str] = frozenset()


class Record(ValueObject):
    """A thing that a store keeps under `TABLE` and `id`. `EVIDENCE` is None for what is kept for the bot's own work."""

    TABLE: ClassVar[str]
    INDEXED: ClassVar[tuple[str, ...]] = ()
    BESIDE: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    EVIDENCE: ClassVar[Evidence | None] = None

    id: str = Field(min_length=1)
    version: int = Field(default=0, ge=0)

    @property
    def is_evidence(self) -> bool:
        """Whether it is to be vouched for by now, where its kind is."""
        return True


class Who(ValueObject):
    """A person as a record remembers them: the Entra object id, and the directory's name at that moment."""

    id: str
    name: str


class Urgency(StrEnum):
    """How fast a kind alerts. Emergency and urgent alert at any hour; routine waits for school hours."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


class Step(ValueObject):
    """One step of a ladder: these roles are alerted `after` this many seconds since the ladder started.

    For what is routine they are seconds of open hours. With `all_come` each of them is asked to come, and to say
    whether they do; otherwise one who takes it is enough.
    """

    roles: tuple[StoredRole, ...] = Field(min_length=1)
    after: float = Field(ge=0)
    all_come: bool = False


class Route(ValueObject):
    """Who is told of a kind and how insistently (durations in seconds). Copied onto each incident when it opens."""

    urgency: Urgency
    steps: tuple[Step, ...] = Field(min_length=1)
    again: float = Field(gt=0)
    times: int = Field(ge=0)
    acknowledged_for: float = Field(gt=0)
    contacts: tuple[str, ...] = ()


class Draft(Record):
    """A form that was sent: its id is the sender's and the card's, so a second press finds the first one's incident.

    `kind` is the kind of report that was sent with it; empty for what is no report.
    """

    TABLE: ClassVar[str] = "drafts"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject",)

    subject: str
    kind: str = ""


class Counter(Record):
    """How many references of a series (`OS-2026`) have been given out."""

    TABLE: ClassVar[str] = "counters"

    last: int = Field(ge=0)


class Seal(ValueObject):
    """How a change left one record: hashes in hexadecimal, as `sealing` makes them in this `form`.

    `was` is the record's before, empty where there was none, and `now` the one after, empty where it is gone. `now`
    goes over `contents`, the hash of all that a removal takes away. `subject` is the reference that it belongs to,
    where that is another than its id.
    """

    kind: str
    id: str
    subject: str = ""
    form: int = 1
    was: str = ""
    now: str = ""
    contents: str = ""


class Entry(ValueObject):
    """One line of the timeline. `seq`, `previous` and `digest` are given by the store when it is kept.

    `what` is a text key (`reported`, `acknowledged`, `rang`, …) and `facts` its particulars, before and after included.
    `seals` vouch for the records that changed with it.
    """

    subject: str
    at: AwareDatetime
    by: Who | None
    what: str
    facts: dict[str, str] = Field(default_factory=dict)
    seals: tuple[Seal, ...] = ()
    seq: int = 0
    previous: str = ""
    digest: str = ""


class Purpose(StrEnum):
    """What a notice is for, and so which card of a record it shows. Each feature declares its own in a subclass."""

    @property
    def alerts(self) -> bool:
        """Whether it alerts somebody to take something: it is withdrawn once that has been taken."""
        return False

    @property
    def calls_for_help(self) -> bool:
        """Whether somebody must hear it: it goes out also while the directory cannot say who its reader is now."""
        return self.alerts

    @property
    def by_mail(self) -> bool:
        """Whether it goes by e-mail: the second road, where Teams has not told somebody."""
        return False

    @property
    def when_sent_again(self) -> Purpose:
        """What it is for when its card is sent once more, only because the one that stands can no longer be changed."""
        return self

    @classmethod
    def all(cls) -> Sequence[Purpose]:
        """Those of every feature that is loaded."""
        return [purpose for feature in cls.__subclasses__() for purpose in feature]

    @classmethod
    def parse(cls, value: object) -> Purpose:
        """The purpose stored as `value`. Raises `ValueError` where no feature has declared it."""
        if value not in _PURPOSES:
            _PURPOSES.update({purpose.value: purpose for purpose in cls.all()})
        if not isinstance(value, str) or value not in _PURPOSES:
            raise ValueError(f"no feature has the purpose {value!r}")
        return _PURPOSES[value]


class CardPurpose(Purpose):
    """What a redraw does to a card that stands, of whatever feature."""

    REFRESH = "refresh"
    POINTER = "pointer"
    """A card that a newer one to the same person has taken the place of."""


_PURPOSES: dict[str, Purpose] = {}
StoredPurpose = Annotated[Purpose, PlainValidator(Purpose.parse), PlainSerializer(str, return_type=str)]


class NoticeState(StrEnum):
    """Where a notice stands in the outbox."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Notice(Record):
    """Something that must be said to somebody, kept in the same write as what caused it.

    `topic` is the kind of record that `subject` names. `card` names the posted card to change; without it a new message
    is sent. What the card says is drawn when it is sent, from the record as it then stands: a notice holds no words.
    """

    TABLE: ClassVar[str] = "notices"
    INDEXED: ClassVar[tuple[str, ...]] = ("state", "subject", "to_id", "card", "purpose", "lane")
    BESIDE: ClassVar[Mapping[str, tuple[str, ...]]] = {"lane": ("to_id", "due")}

    subject: str
    topic: str
    to: Who
    purpose: StoredPurpose
    urgency: Urgency
    made_at: AwareDatetime
    due_at: AwareDatetime
    state: NoticeState = NoticeState.WAITING
    attempts: int = 0
    settled_at: AwareDatetime | None = None
    reason: str = ""
    refused: bool = False
    """Whether Teams has refused it in words for one person, which may still be its word for everybody."""
    card: str | None = None

    @property
    def to_id(self) -> str:
        """The object id of the person it is for."""
        return self.to.id

    @property
    def lane(self) -> str | None:
        """Which of the outbox's lanes it waits in; None once it is settled."""
        if self.state is not NoticeState.WAITING:
            return None
        return CardPurpose.REFRESH.value if self.purpose is CardPurpose.REFRESH else self.urgency.value


class Address(ValueObject):
    """Where a message stands in Teams: enough to change it later."""

    service_url: str
    conversation: str
    activity: str


class PostedCard(Record):
    """A card that stands in somebody's chat and must tell the truth about `subject`."""

    TABLE: ClassVar[str] = "posted_cards"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject", "to_id")

    subject: str
    topic: str
    to: Who
    purpose: StoredPurpose
    address: Address
    posted_at: AwareDatetime
    live: bool = True

    @property
    def to_id(self) -> str:
        """The object id of the person in whose chat it stands."""
        return self.to.id


class Chat(Record):
    """Where a person is reached: the personal chat last seen for the object id that is this record's id."""

    TABLE: ClassVar[str] = "chats"

    service_url: str
    conversation: str
    bot_id: str
    seen_at: AwareDatetime
    welcomed: bool = False


class SchoolChoice(Record):
    """That the person whose object id is this record's id means this school, of those of its tenant. Of several the
    newest holds."""

    TABLE: ClassVar[str] = "school_choices"

    at: AwareDatetime


class Channel(Record):
    """The service URL last seen from the tenant that is this record's id: by it people are reached who never wrote."""

    TABLE: ClassVar[str] = "channels"

    service_url: str
    bot_id: str


class Seen(Record):
    """An activity, or what somebody sent with a form, that has been acted on: the same again does nothing again.

    `subject` is the reference of what came of it, where something new did; `due_at` when it may be forgotten.
    """

    TABLE: ClassVar[str] = "seen"

    at: AwareDatetime
    due_at: AwareDatetime
    subject: str = ""


class Conversation(Record):
    """What a dialog remembers of one chat and person: plain JSON values and ids only."""

    TABLE: ClassVar[str] = "conversations"

    data: str = "{}"


class Message(ValueObject):
    """Something to put into a chat: an Adaptive Card (as JSON text) or plain text, and the toast's `summary`."""

    summary: str
    card: str | None = None
    text: str | None = None


class Member(ValueObject):
    """A person as a role's group has them. What nobody needs to be alerted (telephone, job title) is not kept."""

    id: str
    name: str
    mail: str = ""


class HeldRole(Record):
    """The members of the role that is this record's id, as the directory had them at `asked_at`.

    `asked_of` says what was asked: a copy that answers another question (the role has a new group) is no copy.
    """

    TABLE: ClassVar[str] = "held_roles"

    asked_of: str
    members: tuple[Member, ...]
    asked_at: AwareDatetime


class SealedSince(Record):
    """That what was kept before records had hashes is given them; `done` once all have theirs. There is one: `record`.

    `kind` and `last` say how far that has come.
    """

    TABLE: ClassVar[str] = "sealed_since"

    kind: str = ""
    last: str = ""
    done: bool = False
