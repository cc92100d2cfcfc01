"""Somebody's own word that they are away, and the day that they mean by it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from bot.policy.kit.errors import Incomplete
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Evidence, Record, ValueObject, Who
from bot.policy.kit.school_time import ONE_DAY, WEEKDAYS, instant, local
from bot.policy.kit.spoken_days import read_spoken_day

_SPOKEN_WEEKDAY = "(?:mon|tue(?:s)?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_SPOKEN_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_SPOKEN_DATE = (
    rf"(?:(?:the )?(?:{_ORDINAL}|\d{{1,2}})(?: of)? {_SPOKEN_MONTH}(?: 20\d\d)?"
    rf"|{_SPOKEN_MONTH} (?:{_ORDINAL}|\d{{1,2}})"
    rf"|(?:the )?{_ORDINAL}"
    r"|20\d\d[- ]\d{1,2}[- ]\d{1,2}|\d{1,2}[/. ]\d{1,2}(?:[/. ]20\d\d)?)"
)
_A_DAY = rf"(?:today|tomorrow|tmrw|tmr|(?:{_SPOKEN_WEEKDAY},? )?{_SPOKEN_DATE}|(?:next |this )?{_SPOKEN_WEEKDAY})"
_AWAY = (
    r"(?:off|away|out|ill|sick|poorly|unwell|absent|not in|wont be in)(?: (?:ill|sick|poorly|unwell|off|work|school))*"
)
_ON_DAYS = (
    rf"{_AWAY}(?: for)?(?: on)?(?P<begins> from)? (?P<first>{_A_DAY}|(?:the )?\d{{1,2}}(?= (?:to|until|till|til)\b))"
    rf"(?:,? (?:(?P<also>and|&)|to|-|through|until|till|til)(?: on)? (?P<last>{_A_DAY})"
    rf"|,? (?P<next>{_SPOKEN_WEEKDAY}))?"
)
"""Days behind a word for being away: `off on Friday`, `away Thursday and Friday`, `off from Monday to Wednesday`."""
_IN_WEEK = rf"{_AWAY}(?: for)?(?:(?: all| all of| the whole of| the rest of)? (?P<week>next|this|the)| all) week"
_BACK = re.compile(r"\bback(?: at work| in school| in)?(?: again)? (?:on )?(.+)$")
_DAYS = re.compile(rf"\b{_ON_DAYS}$")
_SPOKEN_WEEK = re.compile(rf"\b{_IN_WEEK}$")
_BARE_NUMBER = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?")
"""A day whose month is said with the last one: `3 to 5 December`."""
_FROM_TO_NUMBER = re.compile(
    rf"\b(\d{{1,2}}(?:st|nd|rd|th)?)(?: ?[-–] ?| )(?=\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_SPOKEN_MONTH}\b)"
)
_UNTIL = re.compile(r"\b(?:until|till|til)(?: the end of)? (.+)$")
_NOT_AWAY = re.compile(r"\b(?:not|never|wont be|nobody is|nobodys) (?:off|away|out|ill|sick|poorly|unwell|absent)\b")
_ILL = re.compile(r"\b(?:ill(?! (?:be|have|not|need|do|go|come|let|ask)\b)|sick|poorly|unwell|today)\b")
_NOTHING_ELSE = re.compile(
    r"""(?:(?:off|away)(?:\s(?:ill|sick|poorly|unwell))?
    |(?:(?:off|away)\s)?(?:(?:ill|sick|poorly|unwell)(?:\soff)?|not\sin|wont\sbe\sin)(?=\s))
    (?:(?:\sfor)?\sthe\sday|\s(?:until|till|til|back)\s.+)?""",
    re.VERBOSE,
)
_NOTHING_BUT_DAYS = re.compile(rf"(?:i |im |i am |ill be |i will be )?(?:{_ON_DAYS}|{_IN_WEEK})")

LONGEST_ABSENCE = timedelta(days=366)


class AwayDays(ValueObject):
    """The first and the last day of an absence."""

    first: date
    last: date


class Absence(Record):
    """Somebody's own word that they are away: its id is theirs, `since` is when it begins, `until` the last day of it.

    `ends_at` is when it ends by itself; one that an earlier release kept has that in `due_at` alone. `due_at` is when
    something is to be done about it next, as it begins or as it ends; None once it has ended.
    """

    TABLE: ClassVar[str] = "absences"
    EVIDENCE = Evidence()

    who: Who
    since: AwareDatetime
    until: date
    due_at: AwareDatetime | None
    ends_at: AwareDatetime | None = None

    @property
    def ends(self) -> datetime | None:
        """When it ends by itself; None once it has ended."""
        return self.due_at and (self.ends_at or self.due_at)

    def holds(self, now: datetime) -> bool:
        """Whether the person is away at this moment: not before it begins."""
        return self.ends is not None and self.since <= now < self.ends

    def is_to_come(self, now: datetime) -> bool:
        """Whether it has not begun yet."""
        return self.ends is not None and now < self.since


def as_they_are(held: Holders, words: Iterable[Absence], now: datetime) -> Holders:
    """The same people, each with the last day of their absence, by the `words` of those who are away now."""
    away = {word.id: word.until for word in words if word.holds(now)}

    def as_they_are_now(person: Person) -> Person:
        return person.model_copy(update={"away_until": away[person.id]}) if person.id in away else person

    return {role: [as_they_are_now(each) for each in people] for role, people in held.items()}


def tell_absence(known: Absence | None, who: Who, days: AwayDays, now: datetime, tz: ZoneInfo) -> Absence:
    """The absence that somebody tells of, together with the one that they told of before (`known`) where the two meet;
    else it takes the place of one that is still to come and begins later.

    Raises `Incomplete(until=…)` where it begins after a time when they are back from that one.
    """
    first, last = days.first, days.last
    today = local(now, tz).date()
    if known is not None and (known.holds(now) or known.is_to_come(now)):
        begins = max(today, local(known.since, tz).date())
        meets = first <= known.until + ONE_DAY and begins <= last + ONE_DAY
        if meets and (first > today or known.is_to_come(now)):
            first, last = min(first, begins), max(last, known.until)
        elif known.holds(now) and first > today:
            raise Incomplete(until="away.back_between")
        elif known.until < first:
            raise Incomplete(until="away.told_before")
    since = now if first <= today else instant(first, datetime.min.time(), tz)
    ends = instant(last + ONE_DAY, datetime.min.time(), tz)
    due = ends if since <= now else since
    held = known.version if known else 0
    return Absence(id=who.id, version=held, who=who, since=since, until=last, due_at=due, ends_at=ends)


def read_absence(said: str, today: date) -> AwayDays | None:
    """The days of an absence that a line tells of: `off ill`, `off on Friday`, `away from Monday to Wednesday`, `away
    until Friday`, `back on the 3rd`. None where they are back today. Raises `Incomplete` as `until_day` does.
    """
    words = _plain(said)
    if _NOT_AWAY.search(words):
        raise Incomplete(until="away.no_day")
    if match := _BACK.search(words):
        first = _begins(words[: match.start()], today)
        day = until_day(match[1], first)
        return AwayDays(first=first, last=day - ONE_DAY) if day > first else None
    if match := _DAYS.search(words):
        return _days_between(match, today)
    if match := _SPOKEN_WEEK.search(words):
        return _school_days_of_week(today, next_one=match["week"] == "next")
    if match := _UNTIL.search(words):
        first = _begins(words[: match.start()], today)
        return AwayDays(first=first, last=until_day(match[1], first))
    if _ILL.search(words):
        return AwayDays(first=today, last=today)
    raise Incomplete(until="away.no_day")


def _begins(before: str, today: date) -> date:
    """The day on which an absence begins, by what stands before its end. Raises `Incomplete`."""
    if begins := _DAYS.search(before.rstrip(" ,")):
        return until_day(begins["first"], today)
    if week := _SPOKEN_WEEK.search(before.rstrip(" ,")):
        return _school_days_of_week(today, next_one=week["week"] == "next").first
    return today


def _days_between(match: re.Match[str], today: date) -> AwayDays:
    """From the first day to the last, which is the next of its name after that one. Raises `Incomplete`, also for two
    days that have a day of the week between them, on which somebody is here."""
    ends = match["last"] or match["next"]
    if ends is None and match["begins"]:
        raise Incomplete(until="away.no_end")
    first = _first_day(match["first"], ends or "", today)
    last = first if ends is None else read_spoken_day(ends, today if ends == "tomorrow" else first)
    if last is None or last < first:
        raise Incomplete(until="away.no_day")
    if last - today > LONGEST_ABSENCE:
        raise Incomplete(until="away.day_far")
    between = (first + ONE_DAY * number for number in range(1, (last - first).days))
    if (match["also"] or match["next"]) and any(day.weekday() < WEEKDAYS.index("Saturday") for day in between):
        raise Incomplete(until="away.two_days")
    return AwayDays(first=first, last=last)


def _first_day(said: str, ends: str, today: date) -> date:
    """The first of several days. A number alone has the month of the last one, where that has one. Raises
    `Incomplete`."""
    number, last = _BARE_NUMBER.fullmatch(said), read_spoken_day(ends, today)
    if number is None or last is None or re.search(_SPOKEN_MONTH, ends) is None:
        return until_day(said, today)
    if not 1 <= int(number[1]) <= last.day:
        raise Incomplete(until="away.no_day")
    first = last.replace(day=int(number[1]))
    if first < today:
        raise Incomplete(until="away.day_gone")
    return first


def _school_days_of_week(today: date, *, next_one: bool) -> AwayDays:
    """To Friday: from Monday of next week, or from today. Raises `Incomplete` where this week is over."""
    monday = today - today.weekday() * ONE_DAY
    first = monday + 7 * ONE_DAY if next_one else today
    friday = first - first.weekday() * ONE_DAY + WEEKDAYS.index("Friday") * ONE_DAY
    if friday < first:
        raise Incomplete(until="away.no_day")
    return AwayDays(first=first, last=friday)


def tells_of_absence(said: str) -> bool:
    """Whether a line says how long somebody is away, as `read_absence` reads it."""
    return not _NOT_AWAY.search(_plain(said)) and any(
        each.search(_plain(said)) for each in (_BACK, _DAYS, _SPOKEN_WEEK, _UNTIL, _ILL)
    )


def _plain(said: str) -> str:
    """Small letters without what ends a sentence, one word for tomorrow, and `3 to 5` for `3-5`."""
    words = re.sub(r"[’']", "", said.strip().casefold()).rstrip(".!").strip()
    return _FROM_TO_NUMBER.sub(r"\1 to ", re.sub(r"\b(?:tmrw|tmr)\b", "tomorrow", words))


def is_nothing_but_absence(said: str) -> bool:
    """Whether words in small letters say that their writer is away, and nothing else: `off sick tomorrow`. A line that
    names somebody, or goes on, may tell of something."""
    return any(each.fullmatch(_FROM_TO_NUMBER.sub(r"\1 to ", said)) for each in (_NOTHING_ELSE, _NOTHING_BUT_DAYS))


def until_day(said: str, today: date) -> date:
    """The day that a person means: `24 November`, `24/11`, `2026-11-24`, `Friday`, `tomorrow`; never one before today.

    Without a year it is the next such day; a day of the week is the next one after today. Raises
    `Incomplete(until=…)` with a text key when it is no day, lies behind us, or more than a year ahead.
    """
    day = read_spoken_day(said, today)
    if day is None:
        raise Incomplete(until="away.no_day")
    if day < today:
        raise Incomplete(until="away.day_gone")
    if day - today > LONGEST_ABSENCE:
        raise Incomplete(until="away.day_far")
    return day
