"""What is bound to the timeline, and that a later release computes the hash that an earlier one did."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

import pytest
from pydantic import Field

from bot.composition.features import FEATURES
from bot.policy.documents.signing import Signature
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Closing, Incident, Note, Referral, State
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Counter, Entry, Record
from bot.policy.kit.school import RetentionPeriods
from bot.policy.kit.sealing import NO_HASHES, add_seals, hash_over, hashes_of, key_of, stays_of
from bot.policy.kit.timeline import digest, link
from bot.policy.log.retention import Traces, remove
from storage.reading import kinds
from tests.policy.calls import video_call
from tests.policy.school import ANN, BEN, DOT, EVE, NOW, incident_of, opened

assert FEATURES, "whatever kind there is has been loaded"
WORKS = {
    "announcement_work",
    "arrivals", "briefing_days", "channels", "chats", "committee_rounds", "conversations", "counters",
    "drafts", "duty_days",
    "head_tellings", "held_roles", "notices", "offers", "outages", "posted_cards", "reach_checks", "reached",
    "governors_rounds", "joiners", "pattern_rounds", "patterns_told", "removals", "review_rounds", "cpoms_rounds",
    "practices", "roles_seen", "school_choices", "sealed_since", "seen", "troubles", "unanswered", "unreadable_told",
}  # fmt: skip
"""What the bot keeps for its own work: what happened with it stands in entries, and nobody reads it as evidence."""

AHEAD: dict[str, frozenset[str]] = {}
"""Fields that the next release will have, by their tables: what is to pass is named a release before it is written, so
that this one leaves it out of the hash as well."""

CLOSED = incident_of(opened()).model_copy(
    update={
        "version": 7,
        "state": State.CLOSED,
        "owner": BEN.who,
        "owned_at": NOW,
        "happened_on": date(2026, 11, 20),
        "concerning": (EVE.who,),
        "referrals": (Referral(to="The police", at=NOW, by=BEN.who, reference="P-1"),),
        "closing": Closing(at=NOW, by=BEN.who, outcome="dealt_with", reason="It is over", cpoms="C-1"),
    }
)
NOTE = Note(id="n-1", version=1, subject="OS-2026-0001", by=BEN.who, at=NOW, text="Gesprächsnotiz – “quoted” 🙂")
SIGNED = Signature(
    id="AUP-2026-27:dot", version=1, subject="AUP-2026-27", label="2026-27", sha256="ab" * 32, by=DOT.who, at=NOW,
    words="I agree", typed="Dot", matched=True,
)  # fmt: skip
GOLDEN: dict[str, tuple[Record, str]] = {
    "a report": (CLOSED, "81306801ce66cef8912cbd246c2e5c4eb6247edb1e1c09e091329e093ab5a21c"),
    "a note": (NOTE, "e71401f95b3084a10103cec2abc35ce6af373de2e6788dedd7ac1c86a0bc9567"),
    "a signature": (SIGNED, "cfdc4c5cb18a67a52ae2f4af1fac5cc3334780da5416e62eb611f39d3504f4be"),
    "a call": (video_call(), "74cdda4bb7814fbf26996146f25ff01c28f6e5df81c44416dea9dbb090027830"),
}
"""Hashes as the first release with hashes made them. A change here breaks `verify` for every school: give the form
another number instead."""


@pytest.mark.parametrize(("record", "now"), GOLDEN.values(), ids=GOLDEN)
def test_a_hash_stays_what_it_was(record: Record, now: str) -> None:
    """Whatever pydantic, Python and later releases do."""
    assert hashes_of(record).now == now
    assert hashes_of(type(record).model_validate_json(record.model_dump_json())).now == now


def test_an_entry_without_seals_keeps_its_digest() -> None:
    """Entries of releases that knew no seals still hold."""
    entry = link(None, Entry(subject="OS-2026-0001", at=NOW, by=BEN.who, what="acknowledged", facts={"a": "b"}))
    assert digest(entry) == "83dae2b35558d4376dd0aa5f42110c270d85914a0143326407853ff7114112ae"


class LaterNote(Note):
    """As a later release may have it."""

    TABLE: ClassVar[str] = Note.TABLE

    language: str = ""
    parts: tuple[str, ...] = ()
    seen: dict[str, str] = Field(default_factory=dict)


def test_a_field_that_is_added_later_changes_no_hash() -> None:
    """Unless it says something."""
    later = LaterNote.model_validate_json(NOTE.model_dump_json())
    assert hashes_of(later) == hashes_of(NOTE)
    assert hashes_of(later.model_copy(update={"language": "cy"})) != hashes_of(NOTE)


def test_every_kind_is_evidence_or_known_not_to_be() -> None:
    """Whoever adds a kind decides."""
    plain = {kind.TABLE for kind in kinds() if kind.EVIDENCE is None and kind.__module__.startswith("bot.")}
    assert plain == WORKS
    for kind in kinds():
        if kind.EVIDENCE is not None:
            named = (kind.EVIDENCE.passing | kind.EVIDENCE.stays) - AHEAD.get(kind.TABLE, frozenset())
            assert named <= set(kind.model_fields), f"{kind.__name__} has no {named - set(kind.model_fields)}"


def test_what_passes_changes_no_hash_and_makes_no_entry() -> None:
    """A ladder's step, a version, a due time: nobody's evidence."""
    ladder = CLOSED.ladder.model_copy(update={"next_at": NOW + timedelta(hours=1)})
    passed = CLOSED.model_copy(update={"ladder": ladder, "version": 9, "due_at": NOW})
    assert hashes_of(passed) == hashes_of(CLOSED)
    assert add_seals(Outcome((passed,)), {key_of(CLOSED): CLOSED}, NOW).entries == ()


def test_a_change_without_an_entry_is_entered_all_the_same() -> None:
    """No evidence changes in silence, also where a decision forgot to say it."""
    (entry,) = add_seals(Outcome((NOTE,)), {}, NOW).entries
    assert (entry.subject, entry.what, entry.by) == ("OS-2026-0001", "kept", None)
    assert [seal.now for seal in entry.seals] == [hashes_of(NOTE).now]


def test_a_seal_stands_with_the_entry_about_its_record() -> None:
    """The last of them; one that is about nothing of its own with the last of all."""
    entries = tuple(Entry(subject=s, at=NOW, by=None, what=s) for s in ("OS-2026-0001", "other", "OS-2026-0001", "log"))
    done = add_seals(Outcome((NOTE, SIGNED, Counter(id="OS", last=1)), entries=entries), {}, NOW).entries
    assert [[seal.kind for seal in entry.seals] for entry in done] == [[], [], ["notes"], ["aup_signatures"]]


def test_a_file_counts_once_its_form_was_sent() -> None:
    """Until then it may be let go without a word."""
    file = EvidenceFile(
        id="f", subject="draft", by=DOT.who, at=NOW, name="a.png", kind="png", size=1, sha256="ab" * 32, due_at=NOW
    )
    assert hashes_of(file) == NO_HASHES
    assert hashes_of(file.model_copy(update={"due_at": None})) != NO_HASHES


def test_what_outlives_a_removal_is_still_vouched_for() -> None:
    """The entry before the removal has the hash of the contents: with what is left it gives the record's hash again."""
    old = CLOSED.model_copy(update={"closing": CLOSED.closing.model_copy(update={"at": NOW - timedelta(days=4000)})})  # type: ignore[union-attr]
    before = hashes_of(old)
    short = RetentionPeriods(closed_incidents=1.0, kinds={})
    done = add_seals(remove(ANN, old, Traces(notes=(NOTE,)), short, NOW), {key_of(old): old, key_of(NOTE): NOTE}, NOW)
    left = incident_of(done)
    assert Incident.EVIDENCE is not None
    assert hash_over(key_of(left), stays_of(left, Incident.EVIDENCE), before.contents) == before.now
    seals = {seal.kind: seal for entry in done.entries for seal in entry.seals}
    assert (seals["incidents"].was, seals["incidents"].now) == (before.now, hashes_of(left).now)
    assert (seals["notes"].was, seals["notes"].now) == (hashes_of(NOTE).now, "")
