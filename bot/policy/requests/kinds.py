"""The kinds of request: ONE table, each row with its clauses (D2, D4, D6, T5). Pure.

A row is a kind's whole difference: what is asked, who decides, who hears of it, how it ends and what time does. A new
kind needs its row here and its words in `cards/words/requests.py`, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.policy.kit.approval import DecidingRoles
from bot.policy.kit.roles import Role
from bot.policy.kit.tables import by_id

FormAnswers = Mapping[str, str]
"""What was answered, by field: a day as `2026-11-27`, a number in digits, a switch that is on as `true`."""
ON = "true"
"""What a switch that is on holds, and what a client sends for it."""


class FieldShape(StrEnum):
    """What a field of a request takes. `answer` is yes, no, or not known."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    NUMBER = "number"
    SWITCH = "switch"
    ANSWER = "answer"


YES, NO, NOT_KNOWN = "yes", "no", "not_known"


class Bound(StrEnum):
    """A day that another is measured by."""

    TODAY = "today"
    SCHOOL_YEAR_END = "school_year_end"


@dataclass(frozen=True, slots=True)
class RequestField:
    """One question. `when` names the switch without which it is not asked, `from_` and `until` are the first and the
    last day that a day may be: a `Bound`, or the id of a day asked before."""

    id: str
    shape: FieldShape = FieldShape.LINE
    required: bool = False
    when: str = ""
    from_: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class RequestRule:
    """What sends a form back, and the field where it shows."""

    id: str
    clauses: tuple[str, ...]
    field: str
    broken: Callable[[FormAnswers], bool]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told: the holders of these roles, and the requester. `when` names the switch without which nobody is."""

    roles: tuple[Role, ...] = ()
    requester: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is said so many days `after` a day of the request while it is under way, and every `again` days from then
    on where that is given. On a day without school it is said on the next school day."""

    id: str
    on: str
    to: Audience
    after: int = 0
    again: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ends by a press: its button is named `id`. Pressed by the requester, where that is so, or these roles."""

    id: str
    roles: tuple[Role, ...]
    by_requester: bool = False


@dataclass(frozen=True, slots=True)
class DutyOnDay:
    """A duty that a yes leaves behind: the `row` of the calendar, the day that it is due `on`, and what it is `about`,
    by their fields."""

    row: str
    on: str
    about: str


@dataclass(frozen=True, slots=True)
class RequestKind:
    """A kind of request.

    `command` is what is typed for it. `views` are the roles whose view the deciders have before them, `decides_with`
    what they say with their yes. `last_day` is the field after which it need not be decided any more; where no `ending`
    is pressed, it is over on that evening. `loss` is the kind of report that **It is lost** opens. `register` are the
    roles that see all of the kind. `duty` is what is to be done on a day that was said with the yes.
    """

    id: str
    command: str
    clauses: tuple[str, ...]
    section: str
    fields: tuple[RequestField, ...]
    decided_by: DecidingRoles
    register: tuple[Role, ...]
    rules: tuple[RequestRule, ...] = ()
    views: tuple[Role, ...] = ()
    decides_with: tuple[RequestField, ...] = ()
    informed: tuple[Audience, ...] = ()
    last_day: str = ""
    ending: Ending | None = None
    reminders: tuple[Reminder, ...] = ()
    loss: str = ""
    duty: DutyOnDay | None = None

    @property
    def words_field(self) -> str:
        """The field in which words of any sort have their place: the longest, else the first that is no class; empty
        where the kind asks for none."""
        long = [field.id for field in self.fields if field.shape is FieldShape.WORDS and not field.when]
        short = [field.id for field in self.fields if field.shape is FieldShape.LINE and not field.when]
        return next((each for each in (*long, *short) if each != "class_name"), "")

    @property
    def seen_by(self) -> frozenset[Role]:
        """The roles for which every request of the kind exists."""
        return frozenset({*self.decided_by.all, *self.views, *self.register})


def is_on(answers: FormAnswers, switch: str) -> bool:
    """Whether a switch is on."""
    return answers.get(switch) == ON


def _field(id: str, shape: FieldShape = FieldShape.LINE, when: str = "") -> RequestField:
    return RequestField(id, shape, required=True, when=when)


def _day(id: str, from_: str = "", until: str = "") -> RequestField:
    return RequestField(id, FieldShape.DAY, required=True, from_=from_, until=until)


def _switch(id: str, when: str = "") -> RequestField:
    return RequestField(id, FieldShape.SWITCH, when=when)


# What the Department for Education expects of products with generative AI that schools use, as questions.
_AI = tuple(
    _field(f"ai_{about}", FieldShape.ANSWER, when="uses_ai")
    for about in (
        *("filtering", "monitoring", "security", "privacy", "training_data", "testing", "governance"),
        *("wellbeing", "age"),
    )
)

KINDS_OF_REQUEST: Mapping[str, RequestKind] = by_id(
    "kinds of request",
    (
        # Equipment is signed out through the Computing Coordinator, and leaves the site with the Headteacher's or the
        # business manager's knowledge (D2). Data leaves only encrypted (D1).
        RequestKind(
            id="equipment",
            command="borrow",
            clauses=("D1", "D2"),
            section="4.1",
            fields=(
                _field("item"),
                RequestField("asset"),
                _day("back_on", from_=Bound.TODAY),
                _switch("off_site"),
                _switch("holds_data"),
                _switch("encrypted"),
            ),
            rules=(
                RequestRule(
                    "not_encrypted",
                    ("D1", "D2"),
                    "encrypted",
                    lambda answers: is_on(answers, "holds_data") and not is_on(answers, "encrypted"),
                ),
            ),
            decided_by=DecidingRoles(("computing_coordinator",), ("business_manager",)),
            informed=(Audience(("headteacher", "business_manager"), when="off_site"),),
            register=("computing_coordinator", "business_manager", "headteacher"),
            last_day="back_on",
            ending=Ending("returned", ("computing_coordinator", "business_manager"), by_requester=True),
            reminders=(
                Reminder("back_today", "back_on", Audience(requester=True)),
                Reminder("late", "back_on", Audience(("business_manager",), requester=True), after=7, again=7),
            ),
            loss="data_loss",
        ),
        # A pupil's telephone is handed in, and a parent's letter goes to the Headteacher, who permits it (D4).
        RequestKind(
            id="pupil_phone",
            command="pupil phone",
            clauses=("D4",),
            section="4.2",
            fields=(
                _field("class_name"),
                _field("pupil"),
                _day("letter_on", until=Bound.TODAY),
                _day("until", from_=Bound.TODAY, until=Bound.SCHOOL_YEAR_END),
                _switch("exception"),
                _field("exception_reason", when="exception"),
            ),
            decided_by=DecidingRoles(("headteacher",), ("deputy_dsl",)),
            register=("headteacher", "deputy_dsl"),
            last_day="until",
        ),
        # Temporary accounts are made by the technician and closed after the project (D6). Where the technician is no
        # member of the tenant the Computing Coordinator writes to them, and says when they are made.
        RequestKind(
            id="accounts",
            command="temporary accounts",
            clauses=("D6",),
            section="4.4",
            fields=(
                _field("project"),
                _field("class_name"),
                _field("how_many", FieldShape.NUMBER),
                _day("starts_on", from_=Bound.TODAY),
                _day("closes_on", from_="starts_on", until=Bound.SCHOOL_YEAR_END),
            ),
            decided_by=DecidingRoles(("technician", "computing_coordinator"), ("business_manager",)),
            register=("technician", "computing_coordinator", "business_manager"),
            last_day="closes_on",
            ending=Ending("closed", ("technician", "computing_coordinator", "business_manager")),
            reminders=(
                Reminder(
                    "close_today",
                    "closes_on",
                    Audience(("technician", "computing_coordinator"), requester=True),
                    again=1,
                ),
                Reminder("not_closed", "closes_on", Audience(("business_manager",)), after=7, again=7),
            ),
        ),
        # New technology is assessed before it comes into use (T5).
        RequestKind(
            id="new_technology",
            command="new technology",
            clauses=("T5",),
            section="7",
            fields=(
                _field("product"),
                _field("purpose", FieldShape.WORDS),
                _field("data_taken", FieldShape.WORDS),
                _field("age_limit"),
                _field("assessment", FieldShape.ANSWER),
                _switch("uses_ai"),
                *_AI,
            ),
            decided_by=DecidingRoles(("headteacher",), ("senior_leader",)),
            views=("business_manager", "dsl"),
            decides_with=(
                RequestField("conditions", FieldShape.WORDS),
                _day("review_on", from_=Bound.TODAY),
            ),
            register=("headteacher", "business_manager", "dsl", "deputy_dsl", "computing_coordinator"),
            duty=DutyOnDay("technology_reviewed", on="review_on", about="product"),
            ending=Ending("reviewed", ("headteacher", "business_manager")),
        ),
    ),
)
"""Every kind of request, in the order of the help."""
