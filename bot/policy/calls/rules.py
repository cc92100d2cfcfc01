"""The rules of a video call with pupils: ONE table, each row with its clauses (V1 to V10). Pure.

A hard rule sends the form back; a warning only deserves a look, and whoever decides sees it too. The words of each
are in `cards.words.calls`. A new rule needs its row here and its words, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.calls.call import PartnerKind, RequestForm, RuleFinding, VideoCall
from bot.policy.kit.errors import PolicyError
from bot.policy.kit.records import Who
from bot.policy.kit.school_time import Calendar, is_open, local, school_day_before

MOST_PUPILS = 999
"""No form says more by mistake."""

RuleFacts = dict[str, str]


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What a request is judged against: the moment it is sent, the school's calendar and its other open calls.

    `not_staff` are the object ids among those chosen that the directory does not have as staff. `deciders` says whether
    anybody can decide it, `own` that the requester is the one who decides calls, `deciding_team` who else of the team
    is. `untrained` are those of the team of
    whom training records exist and say that training is due.
    """

    now: datetime
    calendar: Calendar
    others: Sequence[VideoCall] = ()
    not_staff: frozenset[str] = frozenset()
    deciders: bool = True
    own: bool = False
    deciding_team: tuple[Who, ...] = ()
    untrained: tuple[Who, ...] = ()


@dataclass(frozen=True, slots=True)
class CallRule:
    """One rule. `broken` answers with the particulars when it is broken, else with None; `field` is where it shows."""

    id: str
    clauses: tuple[str, ...]
    field: str
    broken: Callable[[RequestForm, RuleContext], RuleFacts | None]


class RulesBroken(PolicyError):
    """The request breaks hard rules, in the order of the table; nothing was sent."""

    key = "error.incomplete"

    def __init__(self, broken: Sequence[RuleFinding]) -> None:
        super().__init__()
        self.broken = tuple(broken)


def find_broken(asked: RequestForm, context: RuleContext) -> tuple[RuleFinding, ...]:
    """The hard rules that the request breaks, in the order of the table."""
    return _matches(RULES, asked, context)


def warnings(asked: RequestForm, context: RuleContext) -> tuple[RuleFinding, ...]:
    """What about the request deserves a look."""
    return _matches(WARNINGS, asked, context)


def _matches(table: Sequence[CallRule], asked: RequestForm, context: RuleContext) -> tuple[RuleFinding, ...]:
    judged = ((rule, rule.broken(asked, context)) for rule in table)
    return tuple(RuleFinding(rule=rule.id, facts=facts) for rule, facts in judged if facts is not None)


def _empty_if(condition: bool) -> RuleFacts | None:
    return {} if condition else None


def _strangers(people: Sequence[Who], context: RuleContext) -> RuleFacts | None:
    found = [who for who in people if who.id in context.not_staff]
    return {"who": ", ".join(who.name or "?" for who in found)} if found else None


def _team_decides(_: RequestForm, context: RuleContext) -> RuleFacts | None:
    """All who decide calls take part in this one."""
    if context.deciders or context.own or not context.deciding_team:
        return None
    return {"who": ", ".join(who.name for who in context.deciding_team)}


def _nobody_decides(_: RequestForm, context: RuleContext) -> RuleFacts | None:
    return _empty_if(not context.deciders and not context.own and not context.deciding_team)


def _no_times(asked: RequestForm, _: RuleContext) -> RuleFacts | None:
    return _empty_if(asked.starts_at is None or asked.ends_at is None)


def _backwards(asked: RequestForm, _: RuleContext) -> RuleFacts | None:
    return _empty_if(asked.starts_at is not None and asked.ends_at is not None and asked.ends_at <= asked.starts_at)


def _in_the_past(asked: RequestForm, context: RuleContext) -> RuleFacts | None:
    return _empty_if(asked.starts_at is not None and asked.starts_at <= context.now)


def _without_signature(asked: RequestForm, context: RuleContext) -> RuleFacts | None:
    """Signed at the latest today, and so before the call."""
    if asked.signed_on is None:
        return None
    days = [local(at, context.calendar.timezone).date() for at in (context.now, asked.starts_at) if at is not None]
    return _empty_if(asked.signed_on > min(days))


def _team_too_small(asked: RequestForm, _: RuleContext) -> RuleFacts | None:
    return _empty_if(len(asked.everyone) < 2)  # noqa: PLR2004 - the clause's own number


def _short_notice(asked: RequestForm, context: RuleContext) -> RuleFacts | None:
    """Less than two school days lie from the day of asking to the day of the call, that day not counted."""
    if asked.starts_at is None:
        return None
    hours, tz = context.calendar.hours, context.calendar.timezone
    day, today = local(asked.starts_at, tz).date(), local(context.now, tz).date()
    return _empty_if(today > school_day_before(school_day_before(day, hours), hours))


def _outside_hours(asked: RequestForm, context: RuleContext) -> RuleFacts | None:
    if asked.starts_at is None or asked.ends_at is None:
        return None
    hours, tz = context.calendar.hours, context.calendar.timezone
    last = asked.ends_at - timedelta(microseconds=1)
    return _empty_if(not is_open(asked.starts_at, hours, tz) or not is_open(last, hours, tz))


def _overlapping(asked: RequestForm, context: RuleContext) -> list[VideoCall]:
    if asked.starts_at is None or asked.ends_at is None:
        return []
    return [
        other
        for other in context.others
        if asked.starts_at < other.request.ends_at and other.request.starts_at < asked.ends_at
    ]


def _class_overlap(asked: RequestForm, context: RuleContext) -> RuleFacts | None:
    named = _plain_class_name(asked.class_name)
    found = [
        other.id
        for other in _overlapping(asked, context)
        if named and _plain_class_name(other.request.class_name) == named
    ]
    return {"calls": ", ".join(found)} if found else None


def _team_overlap(asked: RequestForm, context: RuleContext) -> RuleFacts | None:
    own = {who.id for who in asked.everyone}
    both = {
        other.id: [who.name for who in other.request.everyone if who.id in own]
        for other in _overlapping(asked, context)
    }
    told = [f"{', '.join(names)} ({reference})" for reference, names in both.items() if names]
    return {"who": "; ".join(told)} if told else None


def _without_training(_: RequestForm, context: RuleContext) -> RuleFacts | None:
    return {"who": ", ".join(who.name for who in context.untrained)} if context.untrained else None


def _plain_class_name(text: str) -> str:
    return "".join(text.split()).casefold()


RULES: tuple[CallRule, ...] = (
    CallRule("own_request", ("V2",), "top", lambda _, around: _empty_if(around.own and not around.deciders)),
    CallRule("team_decides", ("V2",), "top", _team_decides),
    CallRule("nobody_decides", ("V2",), "top", _nobody_decides),
    CallRule("no_subject", ("V2",), "subject", lambda asked, _: _empty_if(not asked.subject)),
    CallRule("no_class", ("V2",), "class_name", lambda asked, _: _empty_if(not asked.class_name)),
    CallRule(
        "no_pupils",
        ("V2",),
        "pupils",
        lambda asked, _: _empty_if(asked.pupils is None or not 0 < asked.pupils <= MOST_PUPILS),
    ),
    CallRule("no_times", ("V2", "V9"), "starts_at", _no_times),
    CallRule("backwards", ("V9",), "starts_at", _backwards),
    CallRule("in_the_past", ("V2", "V9"), "starts_at", _in_the_past),
    CallRule("no_partner", ("V5",), "partner", lambda asked, _: _empty_if(not asked.partner)),
    CallRule("no_partner_kind", ("V5",), "partner_kind", lambda asked, _: _empty_if(asked.partner_kind is None)),
    CallRule(
        "another_partner",
        ("V5",),
        "partner_reason",
        lambda asked, _: _empty_if(asked.partner_kind is PartnerKind.OTHER and not asked.partner_reason),
    ),
    CallRule(
        "another_tool", ("V1",), "tool_reason", lambda asked, _: _empty_if(bool(asked.tool) and not asked.tool_reason)
    ),
    CallRule("no_lead", ("V3",), "lead", lambda asked, _: _empty_if(asked.lead is None)),
    CallRule(
        "lead_not_staff",
        ("V3", "V9"),
        "lead",
        lambda asked, around: _strangers([asked.lead] if asked.lead else [], around),
    ),
    CallRule("team_too_small", ("V8",), "team", _team_too_small),
    CallRule("team_not_staff", ("V8",), "team", lambda asked, around: _strangers(asked.team, around)),
    CallRule("nobody_in_the_room", ("V4", "V5"), "in_the_room", lambda asked, _: _empty_if(not asked.in_the_room)),
    CallRule("room_not_staff", ("V4",), "in_the_room", lambda asked, around: _strangers(asked.in_the_room, around)),
    CallRule("no_agreement", ("V6",), "agreement", lambda asked, _: _empty_if(not asked.agreement)),
    CallRule("no_date_signed", ("V6",), "signed_on", lambda asked, _: _empty_if(asked.signed_on is None)),
    CallRule("not_signed_yet", ("V6",), "signed_on", _without_signature),
    CallRule("not_trained", ("V7",), "trained", lambda asked, _: _empty_if(not asked.trained)),
    CallRule("no_consent", ("V10",), "consent", lambda asked, _: _empty_if(asked.recorded and not asked.consent)),
)
"""What sends a form back."""

WARNINGS: tuple[CallRule, ...] = (
    CallRule("short_notice", ("V2", "V9"), "starts_at", _short_notice),
    CallRule("outside_hours", ("V9",), "starts_at", _outside_hours),
    CallRule("class_overlap", ("V9",), "class_name", _class_overlap),
    CallRule("team_overlap", ("V5", "V8"), "team", _team_overlap),
    CallRule("untrained", ("V7",), "trained", _without_training),
)
"""What deserves a look."""
