"""The school's own tests of filtering and monitoring, and the review of each year, as they are written down.

As the Department for Education's standards ask: on each kind of device, in school and at home, for each group of
people; the review by the responsible governor, a senior leader, the DSL and whoever looks after the filter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.filtering import FILTERING_TOPIC, FilteringPurpose
from bot.policy.incidents.changing import LONGEST_LINE, LONGEST_TEXT
from bot.policy.incidents.deciding import LONGEST_ADDRESS
from bot.policy.incidents.filtering import AddressVerdict, FilterDecision, VerdictWords
from bot.policy.kit import notices
from bot.policy.kit.errors import Incomplete, NotAllowed
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Notice, PostedCard, Record, Urgency, Who
from bot.policy.kit.roles import CHAMPION, FILTERING_GOVERNOR, HEADTEACHER, Role
from bot.policy.kit.school_time import local
from bot.policy.kit.spoken_days import spell_out_day
from bot.policy.kit.timeline import seal
from bot.policy.kit.written_time import read_day

RECORDERS: frozenset[Role] = frozenset(
    {HEADTEACHER, "dsl", "deputy_dsl", CHAMPION, "computing_coordinator", "technician", "senior_leader"}
)
"""Who writes down decisions and tests, and reads the register (I8, I9)."""
REVIEWERS: frozenset[Role] = RECORDERS | {FILTERING_GOVERNOR}
"""Who writes down the yearly review: the governor who answers for it too."""
TOLD_OF_REVIEWS: frozenset[Role] = frozenset({FILTERING_GOVERNOR, HEADTEACHER})
"""Who is told what a review found, each of whom says that they have seen it."""
WHAT_IS_TESTED: Mapping[str, tuple[str, ...]] = {
    "device": ("computer", "tablet", "phone", "other"),
    "place": ("school", "home"),
    "account": ("pupil", "staff", "guest"),
    "category": ("illegal", "extremism", "adult", "self_harm", "around", "monitoring"),
}
"""What a test says of itself, by its field, and the answers that each may have."""
OWED_EACH_YEAR: Mapping[str, tuple[str, ...]] = {
    "device": ("computer", "tablet"),
    "place": ("school", "home"),
    "account": ("pupil", "staff"),
    "category": WHAT_IS_TESTED["category"],
}
"""Of these what is tested at least once in a school year, by the standards."""
TOOK_PART = ("governor", "leader", "dsl", "it")
"""Whose part a review asks for, as the standards do."""
LONGEST_AGO = timedelta(days=366)
"""How long ago the day of a test or of a review may lie."""


class FilteringNotYours(NotAllowed):
    """The register is for those who answer for filtering."""

    key = "filtering.not_yours"


@dataclass(frozen=True, slots=True)
class FilterTestWords:
    """What the form for a test asks. `worked` is `yes` or `no`."""

    on: str = ""
    device: str = ""
    place: str = ""
    account: str = ""
    category: str = ""
    worked: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FilterReviewWords:
    """What the form for a review asks: who took part, by the fields of `TOOK_PART`, what was found, what follows."""

    on: str = ""
    governor: str = ""
    leader: str = ""
    dsl: str = ""
    it: str = ""
    findings: str = ""
    follows: str = ""


class FilterTest(Record):
    """One test: what was tried on which day and with what, whether the filter did what it should, and what was seen."""

    TABLE: ClassVar[str] = "filter_tests"
    EVIDENCE = Evidence()

    subject: str = FILTERING_TOPIC
    on: date
    device: str
    place: str
    account: str
    category: str
    worked: bool
    note: str = ""
    by: Who
    at: AwareDatetime


class FilterReview(Record):
    """The review of a year: who took part, by the fields of `TOOK_PART`, and its findings. `seen_by` are those who
    answer for filtering and have said that they have read it."""

    TABLE: ClassVar[str] = "filter_reviews"
    EVIDENCE = Evidence()

    on: date
    took_part: dict[str, str]
    findings: str
    follows: str = ""
    by: Who
    at: AwareDatetime
    seen_by: tuple[Who, ...] = ()

    @property
    def missing(self) -> Sequence[str]:
        """Of those whom the standards ask for, who took no part."""
        return [part for part in TOOK_PART if not self.took_part.get(part)]


def must_record(person: Person, roles: frozenset[Role] = RECORDERS) -> None:
    """Return for whoever may write this down. Raises `FilteringNotYours`."""
    if not person.roles & roles:
        raise FilteringNotYours()


def record_decision(words: VerdictWords, context: ActionContext) -> Outcome:
    """A decision on an address that no report led to. Raises `Incomplete` and `FilteringNotYours`."""
    must_record(context.by)
    wrong = {} if words.verdict in set(AddressVerdict) else {"verdict": "form.missing"}
    wrong |= _wrong(address=(words.address, LONGEST_ADDRESS), reason=(words.reason, LONGEST_TEXT))
    wrong |= _wrong(may_be_empty=True, ticket=(words.ticket, LONGEST_LINE))
    if wrong:
        raise Incomplete(**wrong)
    said = {name: text.strip() for name, text in asdict(words).items()}
    kept = FilterDecision(id=_id(context), subject=FILTERING_TOPIC, by=context.by.who, at=context.now, **said)
    facts = {"verdict": kept.verdict, "sha256": seal(kept.reason)}
    return Outcome((kept,), entries=(_entry(FILTERING_TOPIC, context, "filter_decided", facts),))


def record_test(words: FilterTestWords, context: ActionContext) -> Outcome:
    """A test. Where the filter did not do what it should, what was seen is asked for. Raises as above."""
    must_record(context.by)
    day, wrong = _day(words.on, context)
    said = {name: text.strip() for name, text in asdict(words).items()}
    wrong |= {name: "form.missing" for name, answers in WHAT_IS_TESTED.items() if said[name] not in answers}
    wrong |= {} if words.worked in {"yes", "no"} else {"worked": "form.missing"}
    wrong |= _wrong(may_be_empty=words.worked != "no", note=(words.note, LONGEST_TEXT))
    if wrong or day is None:
        raise Incomplete(**wrong)
    what = {name: said[name] for name in WHAT_IS_TESTED}
    kept = FilterTest(
        id=_id(context),
        on=day,
        worked=words.worked == "yes",
        note=said["note"],
        by=context.by.who,
        at=context.now,
        **what,
    )
    facts = {"test": kept.id, "sha256": seal(kept.note)}
    return Outcome((kept,), entries=(_entry(FILTERING_TOPIC, context, "filter_tested", facts),))


def record_review(words: FilterReviewWords, answerable: Iterable[Person], context: ActionContext) -> Outcome:
    """The review of a year. Those who answer for filtering are told of it, but not whoever writes it down, who has
    seen it. Raises as above."""
    must_record(context.by, REVIEWERS)
    day, wrong = _day(words.on, context)
    said = {name: text.strip() for name, text in asdict(words).items()}
    took_part = {part: said[part] for part in TOOK_PART if said[part]}
    wrong |= {part: "form.too_long" for part in TOOK_PART if len(said[part]) > LONGEST_LINE}
    wrong |= _wrong(findings=(words.findings, LONGEST_TEXT))
    wrong |= _wrong(may_be_empty=True, follows=(words.follows, LONGEST_TEXT))
    if not took_part and not wrong:
        wrong["governor"] = "filtering.nobody_there"
    if wrong or day is None:
        raise Incomplete(**wrong)
    kept = FilterReview(
        id=_id(context),
        on=day,
        took_part=took_part,
        findings=said["findings"],
        follows=said["follows"],
        by=context.by.who,
        at=context.now,
        seen_by=(context.by.who,) if context.by.roles & TOLD_OF_REVIEWS else (),
    )
    people = {person.id: person.who for person in answerable if person.id != context.by.id}
    due = context.calendar.by_day(context.now)
    told = tuple(
        notices.tell(_about(kept), who, FilteringPurpose.REVIEWED, "recorded", context.now, due_at=due)
        for who in people.values()
    )
    facts = {"to": ", ".join(who.name for who in people.values()), "sha256": seal(kept.findings)}
    return Outcome((kept,), told, (_entry(kept.id, context, "filter_reviewed", facts),))


def mark_review_seen(
    review: FilterReview, cards: Sequence[PostedCard], waiting: Sequence[Notice], context: ActionContext
) -> Outcome:
    """Somebody who answers for filtering has read it; said once. Raises `FilteringNotYours`."""
    must_record(context.by, TOLD_OF_REVIEWS)
    if any(who.id == context.by.id for who in review.seen_by):
        return Outcome()
    seen = review.model_copy(update={"seen_by": (*review.seen_by, context.by.who)})
    redrawn = notices.refresh_all(cards, waiting, Urgency.ROUTINE, context.now, f"v{review.version}")
    return Outcome((seen,), entries=(_entry(review.id, context, "filter_review_seen", {}),)) + redrawn


def _about(review: FilterReview) -> About:
    return About(FILTERING_TOPIC, review.id, Urgency.ROUTINE)


def _id(context: ActionContext) -> str:
    """It begins with the moment, so that they sort."""
    return f"filter:{context.now:%Y%m%dT%H%M%S%f}:{context.by.id}"


def _day(written: str, context: ActionContext) -> tuple[date | None, dict[str, str]]:
    today = local(context.now, context.calendar.timezone).date()
    day = read_day(spell_out_day(written, today, past=True)) if written.strip() else today
    if day is None:
        return None, {"on": "form.not_a_moment"}
    if day > today:
        return None, {"on": "form.in_the_future"}
    return day, {} if today - day <= LONGEST_AGO else {"on": "filtering.long_past"}


def _wrong(*, may_be_empty: bool = False, **said: tuple[str, int]) -> dict[str, str]:
    wrong = {}
    for field, (text, most) in said.items():
        if len(text) > most:
            wrong[field] = "form.too_long"
        elif not text.strip() and not may_be_empty:
            wrong[field] = "form.missing"
    return wrong


def _entry(subject: str, context: ActionContext, what: str, facts: Mapping[str, str]) -> Entry:
    return Entry(subject=subject, at=context.now, by=context.by.who, what=what, facts=dict(facts))
