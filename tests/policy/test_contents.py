"""What a file is, is found by its content; what can run or hide something is refused."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.files.contents import recognise
from bot.policy.kit.errors import NotTaken
from cards.words.files import SENTENCES
from cards.words.incidents import KIND_OF_FILE
from tests.sample_files import OLE, PROGRAM, REFUSED, TAKEN, archive, eml, pdf, png


@pytest.mark.parametrize(("content", "kind"), TAKEN.values(), ids=TAKEN)
def test_what_is_taken(content: bytes, kind: str) -> None:
    """Five kinds, each by what it is."""
    assert recognise(content) == kind
    assert kind in KIND_OF_FILE


@pytest.mark.parametrize(("content", "key"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(content: bytes, key: str) -> None:
    """Each with a sentence that says why."""
    with pytest.raises(NotTaken) as refused:
        recognise(content)
    assert refused.value.key == key
    assert SENTENCES[key]


@given(st.binary(max_size=3_000))
def test_anything_at_all_is_taken_or_refused(content: bytes) -> None:
    """No content makes the program fail."""
    try:
        assert recognise(content) in KIND_OF_FILE
    except NotTaken as refused:
        assert refused.key in SENTENCES


@given(st.sampled_from([PROGRAM, OLE, archive(), archive("[Content_Types].xml")]), st.binary(max_size=400))
def test_nothing_that_runs_becomes_harmless_by_what_follows(begins: bytes, follows: bytes) -> None:
    """Whatever stands behind it."""
    with pytest.raises(NotTaken):
        recognise(begins + follows)


SLOW = {
    "a PDF of unended streams": pdf()[:-7] + b"stream\n" * 700_000 + b"%%EOF",
    "a PDF of ended streams": pdf()[:-7] + b"stream endstream " * 500_000 + b"%%EOF",
    "a PNG of empty pieces": png()[:33] + b"\0\0\0\0tEXt\0\0\0\0" * 600_000,
    "an e-mail of boundaries": eml(b"x")[:-10] + b"--b\r\n\r\n" * 600_000,
    "an e-mail of headers": b"From: a\r\nTo: b\r\n" + b"X: y\r\n" * 800_000,
    "an e-mail in an e-mail, often": eml(b"x")[:120] + b"Content-Type: message/rfc822\r\n\r\n" * 20_000,
    "text without an end of line": b"a: " + b"b" * 5_000_000,
}


@pytest.mark.parametrize("content", SLOW.values(), ids=SLOW)
def test_no_content_takes_long(content: bytes) -> None:
    """Something made to be slow is looked at in a moment, or refused."""
    began = time.process_time()
    with suppress(NotTaken):
        recognise(content)
    assert time.process_time() - began < 8
