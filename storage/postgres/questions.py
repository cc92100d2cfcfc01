"""What is asked of one school's rows, as SQL: the text once for each way of asking, the values beside it. Pure.

To put a text together takes longer than to ask with it. Each names its tenant first; nothing is run here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from psycopg import sql

from bot.policy.kit.queries import Value
from storage.postgres.layout import ID_PLACE, key_text

Places = Mapping[int, Sequence[Value]]
"""Which places of `keys` must have one of which values."""
Apart = Sequence[tuple[str, int]]
"""Ids and versions of what a question leaves out."""
TEXTS_KEPT = 1_000
"""How many texts of questions are kept: there are as many as there are ways of asking."""
_SOME = sql.SQL("SELECT {what} FROM documents WHERE tenant = %(tenant)s AND kind = {kind}")
_LINES_OF = sql.SQL("SELECT body::text FROM timeline WHERE tenant = %(tenant)s AND subject = {subject} ORDER BY seq")
_LINES_OF_SEVERAL = sql.SQL(
    "SELECT body::text FROM timeline WHERE tenant = %(tenant)s AND subject = ANY ({subject}::text[]) ORDER BY seq"
)


SEVERAL = 2
"""How a form says that it asks for the lines of more than one subject."""


class QueryForm(NamedTuple):
    """What the text of a question depends on. The values stand beside it, so that a text is made once.

    Of each place that is tested it says whether for one of several values; `of_lines` asks for lines of so many
    subjects, 0 for none, 1, or `SEVERAL`.
    """

    places: tuple[tuple[int, bool], ...]
    without: tuple[int, ...] = ()
    due: bool = False
    newest_first: bool = False
    limited: bool = False
    apart: bool = False
    of_lines: int = 0
    next_due: bool = False
    beyond: bool = False


class RowQuery(NamedTuple):
    """A question: records of a kind but none of `apart`, with `next_after` the one that falls due next after it, with
    `after` those behind that id; or without a kind the lines of `subjects`."""

    kind: str = ""
    places: Places = MappingProxyType({})
    without: Places = MappingProxyType({})
    due_by: datetime | None = None
    newest_first: bool = False
    limit: int | None = None
    apart: Apart = ()
    subjects: tuple[str, ...] = ()
    next_after: datetime | None = None
    after: str | None = None

    @property
    def form(self) -> QueryForm:
        """What its text depends on."""
        due, limited, apart = self.due_by is not None, self.limit is not None, bool(self.apart)
        return QueryForm(
            form_of(self.places),
            tuple(self.without),
            due,
            self.newest_first,
            limited,
            apart,
            of_lines=0 if self.kind else 1 if len(self.subjects) == 1 else SEVERAL,
            next_due=self.next_after is not None,
            beyond=self.after is not None,
        )

    def values(self, of: str = "") -> dict[str, object]:
        """What is asked with, each by a name that begins with `of`."""
        if not self.kind:
            # PostgreSQL holds no text with U+0000, so that nothing is about one.
            told = [each for each in self.subjects if "\0" not in each]
            return {f"{of}subject": told if len(self.subjects) != 1 else (told[0] if told else None)}
        asked = values_of(self.places, of) | {f"{of}kind": self.kind}
        asked |= {f"{of}without_{place}": _keys(values) for place, values in self.without.items()}
        asked |= {f"{of}due_by": self.due_by} if self.due_by is not None else {}
        asked |= {f"{of}limit": self.limit} if self.limit is not None else {}
        asked |= {f"{of}next_after": self.next_after} if self.next_after is not None else {}
        asked |= {f"{of}beyond": self.after.replace("\0", "")} if self.after is not None else {}
        return asked | (_apart_values(self.apart, of) if self.apart else {})


def form_of(places: Places) -> tuple[tuple[int, bool], ...]:
    """Each place that is tested, and whether for one of several values."""
    return tuple((place, place == ID_PLACE or len(_keys(values)) != 1) for place, values in places.items())


def values_of(places: Places, of: str = "") -> dict[str, object]:
    """The values at these places, as the tests ask for them."""
    asked: dict[str, object] = {}
    for place, values in places.items():
        if place == ID_PLACE:
            asked[f"{of}place_{place}"] = [str(value) for value in values if "\0" not in str(value)]
        else:
            keys = _keys(values)
            asked[f"{of}place_{place}"] = keys[0] if len(keys) == 1 else keys
    return asked


def _keys(values: Sequence[Value]) -> list[str]:
    return sorted({key_text(value) for value in values})


def _apart_values(apart: Apart, of: str) -> dict[str, object]:
    return {f"{of}apart": [name for name, _ in apart], f"{of}versions": [version for _, version in apart]}


@lru_cache(TEXTS_KEPT)
def text_of_some(form: QueryForm) -> bytes:
    """Id, version and text of the records."""
    return _question(sql.SQL("id, version, body::text"), form).as_bytes()


@lru_cache(TEXTS_KEPT)
def text_of_each(forms: tuple[QueryForm, ...]) -> bytes:
    """The texts that answer each question, in an array for each."""
    body = sql.SQL("body::text")
    asked = (sql.SQL("ARRAY({})").format(_question(body, form, f"of{at}_")) for at, form in enumerate(forms))
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(asked)).as_bytes()


@lru_cache(TEXTS_KEPT)
def text_of_count(form: QueryForm) -> bytes:
    """How many records there are."""
    return _narrow(sql.SQL("count(*)"), form).as_bytes()


@lru_cache(TEXTS_KEPT)
def text_of_next_due(form: QueryForm, later: bool) -> bytes:
    """The earliest due time, or of those `later` than a moment."""
    text = _narrow(sql.SQL("due_at"), form) + sql.SQL(" AND due_at IS NOT NULL")
    after = sql.SQL(" AND due_at > %(after)s" if later else "")
    return (text + after + sql.SQL(" ORDER BY due_at LIMIT 1")).as_bytes()


def _question(what: sql.SQL, form: QueryForm, of: str = "") -> sql.Composed:
    """The text of a question. `of` begins the name of all that it asks with."""
    if form.of_lines:
        lines = _LINES_OF if form.of_lines == 1 else _LINES_OF_SEVERAL
        return lines.format(subject=sql.Placeholder(f"{of}subject"))
    text = _narrow(what, form, of)
    for place in form.without:
        # A place without a key (IS NULL) has none of the values.
        test = sql.SQL(" AND keys[{at}] = ANY ({value}::text[]) IS NOT TRUE")
        text += test.format(at=sql.Literal(place), value=sql.Placeholder(f"{of}without_{place}"))
    if form.due:
        text += sql.SQL(" AND due_at <= {}").format(sql.Placeholder(f"{of}due_by"))
    if form.next_due:
        return text + sql.SQL(" AND due_at > {} ORDER BY due_at LIMIT 1").format(sql.Placeholder(f"{of}next_after"))
    if form.beyond:
        sign = sql.SQL(" AND id < {}" if form.newest_first else " AND id > {}")
        text += sign.format(sql.Placeholder(f"{of}beyond"))
    text += sql.SQL(" ORDER BY id DESC" if form.newest_first else " ORDER BY id")
    return text + sql.SQL(" LIMIT {}").format(sql.Placeholder(f"{of}limit")) if form.limited else text


def _narrow(what: sql.SQL, form: QueryForm, of: str = "") -> sql.Composed:
    """A query on one kind that has certain values at these places."""
    tests = tests_of(form.places, of)
    if form.apart:
        tests += sql.SQL(" AND (id, version) NOT IN (SELECT * FROM unnest({}::text[], {}::bigint[]))").format(
            sql.Placeholder(f"{of}apart"), sql.Placeholder(f"{of}versions")
        )
    return _SOME.format(what=what, kind=sql.Placeholder(f"{of}kind")) + tests


def tests_of(places: tuple[tuple[int, bool], ...], of: str = "") -> sql.Composed:
    """The tests for values at these places.

    IS NOT NULL is said beside each, so that the planner sees that it may use the index of that place.
    """
    text = sql.Composed([])
    for place, several in places:
        value, at = sql.Placeholder(f"{of}place_{place}"), sql.Literal(place)
        if place == ID_PLACE:
            text += sql.SQL(" AND id = ANY ({}::text[])").format(value)
            continue
        test = sql.SQL(" AND keys[{at}] = ANY ({value}::text[])" if several else " AND keys[{at}] = {value}")
        text += sql.SQL(" AND keys[{at}] IS NOT NULL").format(at=at) + test.format(at=at, value=value)
    return text
