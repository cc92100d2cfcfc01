"""A index's rows: what they cost Python's garbage collector, which is nothing, and that none is held twice."""

from __future__ import annotations

import gc

from storage.index import Index, StoredRow
from tests.storage.sample_records import NOON

FIELDS = ("state", "owner", "live")
ROW = StoredRow(b"{}", 1, ("open", None, True), NOON)


def test_rows_are_not_walked_by_the_collector() -> None:
    """A full collection leaves rows alone, however they came: to walk a hundred thousand of them stops all turns."""
    index = Index(FIELDS)
    index.load(FIELDS, {f"OS-{number}": ROW._replace(body=b"%d" % number) for number in range(50)})
    for number in range(50, 100):
        index.put(f"OS-{number}", ROW._replace(body=b"%d" % number))
    gc.collect()
    bodies = {id(row.body) for _, row in index.items()}
    walked = [each for each in gc.get_objects() if isinstance(each, tuple) and bodies.intersection(map(id, each))]
    assert index.count() == 100
    assert not walked


def test_a_load_takes_what_it_is_given() -> None:
    """A load stands in the place of what was there, and empties what it was given: at a start nothing is held twice."""
    index = Index(FIELDS)
    index.put("OS-1", ROW)
    given = {"OS-2": ROW}
    index.load(FIELDS, given)
    assert (index.items(), given) == ([("OS-2", ROW)], {})
