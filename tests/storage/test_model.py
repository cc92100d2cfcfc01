"""Whatever is asked in whatever order, through closings, kills and sweeps, the store does what a dict does."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Record
from storage.tinydb_store import TinyStore
from tests.chain import first_broken
from tests.soak import count
from tests.storage.sample_records import CHAMPION, NOON, OTHER, TEACHER, Report, Stage, entry, report

T = TypeVar("T")

NUMBERS = st.integers(1, 6)
STATES = st.sampled_from([Stage.REPORTED, Stage.IN_HAND, Stage.CLOSED])
WHO = st.sampled_from([None, CHAMPION, TEACHER])
DUE = st.one_of(
    st.none(), st.integers(0, 3).map(lambda minutes: NOON + timedelta(minutes=minutes, microseconds=minutes))
)
CHANGES = st.lists(
    st.tuples(NUMBERS, STATES, WHO, DUE, st.text(max_size=20)), max_size=4, unique_by=lambda each: each[0]
)


class StoreMachine(RuleBasedStateMachine):
    """A store beside a dict and a list."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.home = Path(tempfile.mkdtemp(prefix="store-"))
        self.folder = self.home / "0"
        self.lives = 0
        self.records: dict[str, Report] = {}
        self.lines: list[str] = []
        self.store = self.do(TinyStore.open(self.folder))

    def do(self, asked: Coroutine[object, object, T]) -> T:
        """Wait for the store."""
        return self.runner.run(asked)

    @rule(
        changes=CHANGES, gone=st.sets(NUMBERS, max_size=1), lines=st.lists(NUMBERS, max_size=2), off=st.integers(0, 9)
    )
    def keep(
        self,
        changes: list[tuple[int, Stage, object, object, str]],
        gone: set[int],
        lines: list[int],
        off: int,
    ) -> None:
        """Keep changes, removals and entries; now and then from a version that is not the one held."""
        changed: list[Report] = []
        for number, state, owner, due, said in changes:
            made = report(number, state=state, reporter=OTHER if number % 2 else TEACHER, said=said)
            held = self.records.get(made.id)
            version = (held.version if held else 0) + (1 if off == 0 and number == changes[0][0] else 0)
            changed.append(made.model_copy(update={"owner": owner, "due_at": due, "version": version}))
        names = {each.id for each in changed}
        removed = [self.records[name] for number in gone if (name := report(number).id) in self.records.keys() - names]
        outcome = Outcome(
            records=tuple(changed),
            removed=tuple[Record, ...](removed),
            entries=tuple(entry(number) for number in lines),
        )
        stale = off == 0 and bool(changed)
        try:
            self.do(self.store.keep(outcome))
        except Conflict:
            assert stale
            return
        assert not stale
        for each in changed:
            self.records[each.id] = each.model_copy(update={"version": each.version + 1})
        for each in removed:
            del self.records[each.id]
        self.lines += [entry(number).subject for number in lines]

    @rule()
    def reopen(self) -> None:
        """Close and open again."""
        self.do(self.store.close())
        self.store = self.do(TinyStore.open(self.folder))

    @rule()
    def pull_the_plug(self) -> None:
        """Go on with the files as they lie there at this moment, as after a kill."""
        self.lives += 1
        left = self.home / str(self.lives)
        left.mkdir()
        for path in self.folder.iterdir():
            shutil.copy(path, left)
        self.do(self.store.close())
        self.folder = left
        self.store = self.do(TinyStore.open(left))

    @rule()
    def compact(self) -> None:
        """Sweep."""
        self.do(self.store.compact())

    @rule(
        states=st.one_of(st.none(), STATES, st.lists(STATES, max_size=2)),
        owner=st.one_of(st.just("any"), WHO),
        due_by=DUE,
        newest_first=st.booleans(),
        limit=st.one_of(st.none(), st.integers(0, 3)),
        after=st.one_of(st.none(), st.integers(1, 6)),
    )
    def find(
        self,
        states: object,
        owner: object,
        due_by: object,
        newest_first: bool,
        limit: int | None,
        after: int | None,
    ) -> None:
        """Ask in every way there is."""
        where: dict[str, object] = {}
        found = list(self.records.values())
        if states is not None:
            where["state"] = states
            wanted = states if isinstance(states, list) else [states]
            found = [each for each in found if each.state in wanted]
        if owner != "any":
            where["owner_id"] = getattr(owner, "id", None)
            found = [each for each in found if each.owner_id == where["owner_id"]]
        if due_by is None and not isinstance(states, list):
            soonest = min((each.due_at for each in found if each.due_at), default=None)
            assert self.do(self.store.next_due(Report, where=where)) == soonest  # type: ignore[arg-type]
        if due_by is not None:
            found = [each for each in found if each.due_at is not None and each.due_at <= due_by]  # type: ignore[operator]
        found.sort(key=lambda each: each.id, reverse=newest_first)
        behind = None if after is None else report(after).id
        if behind is not None:
            found = [each for each in found if (each.id < behind if newest_first else each.id > behind)]
        asked = self.store.find(
            Report,
            where=where,  # type: ignore[arg-type]
            due_by=due_by,  # type: ignore[arg-type]
            newest_first=newest_first,
            limit=limit,
            after=behind,
        )
        assert self.do(asked) == found[:limit]

    @invariant()
    def is_what_the_dict_is(self) -> None:
        """Every record by its id, and the whole chain."""
        for number in range(1, 7):
            name = report(number).id
            assert self.do(self.store.get(Report, name)) == self.records.get(name)
        chain = self.do(self.store.timeline())
        assert [line.subject for line in chain] == self.lines
        assert first_broken(chain) is None

    def teardown(self) -> None:
        """Let go of the files."""
        self.do(self.store.close())
        self.runner.close()
        shutil.rmtree(self.home)


StoreMachine.TestCase.settings = settings(
    max_examples=count(200), stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestStoreMachine = StoreMachine.TestCase
