"""What time and the staff list do to the Acceptable Use Policy: new versions, years, joiners, leavers, long texts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.policy.documents.campaigns import ON_STAFF, OUTSTANDING, Ask, AskState, Campaign, ask_id
from bot.policy.documents.publication import Publication
from bot.policy.documents.signing import Signature
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from bot.settings import load_school
from tests.clock import FakeClock
from tests.rig import ASSISTANT, CHAMPION, HEAD, MONDAY, OTHER_TEACHER, SCHOOL_FILE, TEACHER, school_at_work, stand_in
from tests.transcripts.play import Line, play, seen

NEXT_MORNING = datetime(2026, 11, 24, 8, 1, tzinfo=UTC)
PUBLISH: list[Line] = [
    (CHAMPION, "says", "publish aup"),
    (CHAMPION, "presses", "Publish"),
    (TEACHER, "reads", "Please read it and sign it"),
]
MINE = {"read": "true", "name": "Daniel Birtwhistle"}
SIGN: list[Line] = [(TEACHER, "presses", "Sign", MINE), (TEACHER, "reads", "This is your receipt")]
NEWCOMER = Person(
    id="aaaaaaaa-0000-4000-8000-000000000099", name="ليلى حداد 🌷", mail="l@x.example", roles=frozenset({"staff"})
)


def school(
    document: Path | None = None, *, version: str = "2026-27", without: str = "", and_: Person | None = None
) -> School:
    """The example school with another text, another version, or other people."""
    example = load_school(SCHOOL_FILE)
    people = tuple(person for person in example.people if person.id != without) + ((and_,) if and_ else ())
    aup = example.aup.model_copy(update={"file": document, "version": version})
    return example.model_copy(update={"people": people, "documents": (aup,)})


async def test_a_new_version_starts_afresh_and_the_last_one_stays(tmp_path: Path) -> None:
    """The Champion sees what changed; everyone signs again; the first signature is as it was, and an old card asks for
    the new version."""
    text = tmp_path / "ours.md"
    text.write_text("# Ours\nWelcome.\n## Phones\nKeep them away.\n## Old\nGone soon.\n", encoding="utf-8")
    async with school_at_work(tmp_path / "data", school=school(text)) as rig:
        await play(rig, [*PUBLISH, *SIGN])
        before = await rig.store.get(Signature, ask_id("AUP-2026-27", TEACHER))
        text.write_text("# Ours\nWelcome.\n## Phones\nHand them in.\n## Photos\nAsk first.\n", encoding="utf-8")
        await rig.move(timedelta(minutes=1))
        await play(
            rig,
            [
                (CHAMPION, "says", "publish aup"),
                (CHAMPION, "reads", "New sections"),
                (CHAMPION, "reads", "Photos"),
                (CHAMPION, "reads", "Sections taken out"),
                (CHAMPION, "reads", "− Keep them away.\n+ Hand them in."),
                (CHAMPION, "presses", "Publish"),
                (TEACHER, "reads", "AUP-2026-27.2"),
            ],
        )
        assert await rig.store.get(Signature, ask_id("AUP-2026-27", TEACHER)) == before
        answer = await rig.teams.forge(OTHER_TEACHER, "aup.sign", {"id": "AUP-2026-27", **MINE, "again": 1})
        assert answer.taken
        assert len(await rig.store.find(Signature)) == 1
        await play(
            rig,
            [
                (
                    TEACHER,
                    "reads",
                    "What is new since you signed 2026-27\nNew: Photos\nChanged: Phones\nTaken out: Old",
                ),
                (OTHER_TEACHER, "never reads", "What is new"),
                (TEACHER, "presses", "Read it"),
                (TEACHER, "reads", "− Keep them away.\n+ Hand them in."),
                (TEACHER, "presses", "Next"),
                (TEACHER, "reads", "Changed section 1 of 2"),
                (TEACHER, "never reads", "Welcome."),
                (TEACHER, "reads", "Changed since you signed 2026-27"),
                (TEACHER, "presses", "Next"),
                (TEACHER, "reads", "I signed 2026-27 this school year, I have read what has changed since"),
                (TEACHER, "presses", "Sign", MINE),
                (TEACHER, "reads", "2026-27 (AUP-2026-27.2)"),
            ],
        )
        second = await rig.store.get(Signature, ask_id("AUP-2026-27.2", TEACHER))
        assert before is not None
        assert second is not None
        assert second.sha256 != before.sha256
        assert (before.since, second.since) == ("", "AUP-2026-27")
        old = await rig.store.get(Campaign, "AUP-2026-27")
        assert old is not None
        assert not old.current
        assert old.count(AskState.DONE) == 1


async def test_a_text_changed_on_disk_counts_for_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The start says so, the Champions see it, and nobody's signature moves; Publish wants the text that was seen."""
    text = tmp_path / "ours.md"
    text.write_text("# Ours\nFirst.\n", encoding="utf-8")
    ours, clock = school(text), FakeClock(MONDAY)
    async with stand_in(ours, clock) as teams:
        async with school_at_work(tmp_path / "data", school=ours, teams=teams, clock=clock) as rig:
            await play(rig, [*PUBLISH, *SIGN])
            kept = await rig.store.find(Signature)
        text.write_text("# Ours\nSecond.\n", encoding="utf-8")
        async with school_at_work(tmp_path / "data", school=ours, teams=teams, clock=clock) as rig:
            await play(
                rig,
                [
                    (CHAMPION, "says", "who has not signed"),
                    (CHAMPION, "reads", "The text has changed since it was published"),
                ],
            )
            assert "document_not_published" in capsys.readouterr().out
            assert await rig.store.find(Signature) == kept
            await play(rig, [(TEACHER, "says", "sign"), (TEACHER, "reads", "This is your receipt")])
            await play(rig, [(CHAMPION, "says", "publish aup"), (CHAMPION, "reads", "+ Second.")])
            text.write_text("# Ours\nThird.\n", encoding="utf-8")
            await play(
                rig,
                [
                    (CHAMPION, "presses", "Publish"),
                    (CHAMPION, "reads", "The text has changed since you saw it"),
                    (CHAMPION, "reads", "+ Third."),
                ],
            )
            assert len(await rig.store.find(Publication)) == 1
            text.unlink()
            await play(rig, [(CHAMPION, "says", "publish aup"), (CHAMPION, "reads", "The document cannot be read")])


async def test_the_years_turn(tmp_path: Path) -> None:
    """In a new school year the Champions are told once; the new version asks everyone, joiners of the holidays too."""
    clock, ours = FakeClock(MONDAY), school()
    async with stand_in(ours, clock) as teams:
        async with school_at_work(tmp_path, school=ours, teams=teams, clock=clock) as rig:
            await play(rig, [*PUBLISH, *SIGN])
            rig.clock.move_to(datetime(2027, 9, 13, 7, 30, tzinfo=UTC))
            await play(rig, [(HEAD, "reads", "A new school year has begun")])
        after = school(version="2027-28")
        async with school_at_work(tmp_path, school=after, teams=teams, clock=clock) as rig:
            await rig.move(timedelta(minutes=5))
            await play(
                rig,
                [
                    (CHAMPION, "says", "publish aup"),
                    (CHAMPION, "reads", "The words are those of AUP-2026-27"),
                    (CHAMPION, "presses", "Publish"),
                    (TEACHER, "reads", "AUP-2027-28"),
                    (TEACHER, "reads", "The words are the same as those that you signed as 2026-27."),
                    (CHAMPION, "says", "who has not signed"),
                    (CHAMPION, "reads", "0 of 12 signed"),
                    (CHAMPION, "says", "export aup"),
                    (CHAMPION, "reads", "Two files are offered below"),
                ],
            )
            assert [signature.subject for signature in await rig.store.find(Signature)] == ["AUP-2026-27"]


async def test_joiners_are_asked_and_leavers_closed(tmp_path: Path) -> None:
    """Whoever appears on the staff list is asked on the next school morning; whoever is gone is closed, and what they
    signed stays. A name from right to left with an emoji is signed and listed like any other."""
    clock, everyone = FakeClock(MONDAY), school(and_=NEWCOMER)
    async with stand_in(everyone, clock) as teams:
        async with school_at_work(tmp_path, school=school(), teams=teams, clock=clock) as rig:
            await play(rig, [*PUBLISH, *SIGN])
        changed = school(without=TEACHER, and_=NEWCOMER)
        async with school_at_work(tmp_path, school=changed, teams=teams, clock=clock) as rig:
            assert "Please read" not in seen(rig, NEWCOMER.id)
            rig.clock.move_to(NEXT_MORNING)
            await play(
                rig,
                [
                    (NEWCOMER.id, "reads", "Please read it and sign it"),
                    (CHAMPION, "says", "who has not signed"),
                    (CHAMPION, "reads", "ليلى حداد 🌷\u2069: no answer, new here"),
                    (CHAMPION, "reads", "0 of 12 signed"),
                    (CHAMPION, "reads", "Left\n1"),
                    (NEWCOMER.id, "presses", "Sign", {"read": "true", "name": "حداد ليلى"}),
                    (NEWCOMER.id, "reads", "This is your receipt"),
                ],
            )
            assert {signature.by.id for signature in await rig.store.find(Signature)} == {TEACHER, NEWCOMER.id}
            signed = await rig.store.get(Signature, ask_id("AUP-2026-27", NEWCOMER.id))
            assert signed is not None
            assert signed.matched
            left = await rig.store.get(Ask, ask_id("AUP-2026-27", TEACHER))
            assert left is not None
            assert left.standing is AskState.LEFT


async def test_a_joiner_is_asked_when_the_app_arrives(tmp_path: Path) -> None:
    """An install is an arrival: both of Teams' events for it ask once."""
    clock, everyone = FakeClock(MONDAY), school(and_=NEWCOMER)
    async with stand_in(everyone, clock) as teams:
        async with school_at_work(tmp_path, school=school(), teams=teams, clock=clock) as rig:
            await play(rig, PUBLISH)
        async with school_at_work(tmp_path, school=everyone, teams=teams, clock=clock) as rig:
            await rig.move(timedelta(minutes=1))
            await rig.teams.install(NEWCOMER.id)
            await play(rig, [(NEWCOMER.id, "reads", "Please read it and sign it")])
            assert seen(rig, NEWCOMER.id).count("Please read it and sign it") == 1
            await play(rig, [(NEWCOMER.id, "says", "sign"), (NEWCOMER.id, "reads", "AUP-2026-27")])


async def test_an_emptied_staff_group_closes_nobody(tmp_path: Path) -> None:
    """A list that lost too many at once is not believed before a Champion says that they have left."""
    clock, ours = FakeClock(MONDAY), school()
    few = ours.model_copy(
        update={"people": tuple(p for p in ours.people if p.id in {CHAMPION, HEAD, TEACHER, OTHER_TEACHER})}
    )
    async with stand_in(ours, clock) as teams:
        async with school_at_work(tmp_path, school=ours, teams=teams, clock=clock) as rig:
            await play(rig, PUBLISH)
        async with school_at_work(tmp_path, school=few, teams=teams, clock=clock) as rig:
            rig.clock.move_to(NEXT_MORNING)
            await play(rig, [(CHAMPION, "reads", "8 people asked before are missing from the staff list")])
            campaign = await rig.store.get(Campaign, "AUP-2026-27")
            assert campaign is not None
            assert campaign.count(*ON_STAFF) == 12
            await play(
                rig, [(CHAMPION, "presses", "They have left"), (CHAMPION, "reads", "Those who left are off the list")]
            )
            await play(rig, [(CHAMPION, "says", "who has not signed"), (CHAMPION, "presses", "Show now")])
            campaign = await rig.store.get(Campaign, "AUP-2026-27")
            assert campaign is not None
            assert campaign.count(*OUTSTANDING) == 4


async def test_a_hundred_kilobytes_are_read_in_pages(tmp_path: Path) -> None:
    """A long text, with tables, HTML, emoji and one endless paragraph, is read under Teams' limit, that in parts."""
    text = tmp_path / "long.md"
    section = "## Part {n} 🌷\n\n" + "Words that matter. " * 60 + "\n\n| a | b |\n|---|---|\n| <b>c</b> | ![d](e) |\n\n"
    text.write_text(
        "# Ours\n\n" + "".join(section.format(n=n) for n in range(60)) + "\n## Endless\n\n" + "שלום🌷" * 4_000, "utf-8"
    )
    assert text.stat().st_size > 100_000
    async with school_at_work(tmp_path / "data", school=school(text)) as rig:
        await play(rig, [*PUBLISH, (TEACHER, "reads", "to read")])
        await play(rig, [(TEACHER, "presses", "Read it"), (TEACHER, "reads", "Section 1 of 61")])
        for number in range(2, 62):
            await play(rig, [(TEACHER, "presses", "Next"), (TEACHER, "reads", f"Section {number} of 61")])
            assert "<b>" not in seen(rig, TEACHER)
        while "Your full name" not in seen(rig, TEACHER):
            await play(rig, [(TEACHER, "presses", "Next"), (TEACHER, "reads", "Section 61 of 61, part ")])
        await play(rig, SIGN)


async def test_training_rides_along(tmp_path: Path) -> None:
    """A Champion records who was there; the others are listed as due and reminded; a joiner's is their induction."""
    clock, everyone = FakeClock(MONDAY), school(and_=NEWCOMER)
    async with stand_in(everyone, clock) as teams:
        async with school_at_work(tmp_path, school=school(), teams=teams, clock=clock) as rig:
            await play(
                rig,
                [
                    (CHAMPION, "says", "training"),
                    (CHAMPION, "presses", "Record a session"),
                    (CHAMPION, "presses", "Save", {"title": ""}),
                    (CHAMPION, "reads", "Please choose who was there."),
                    (CHAMPION, "presses", "Tick everybody"),
                    (CHAMPION, "presses", "Save", {"title": "Keeping safe online", "present": f"{CHAMPION},{TEACHER}"}),
                    (CHAMPION, "reads", "TR-2026-0001"),
                    (OTHER_TEACHER, "reads", "Everyone on staff has online-safety training each year"),
                    (OTHER_TEACHER, "presses", "Acceptable Use Policy"),
                    (OTHER_TEACHER, "reads", "There is nothing for you to sign just now"),
                    (TEACHER, "never reads", "Everyone on staff has"),
                    (CHAMPION, "says", "training"),
                    (CHAMPION, "reads", "2 of 12 trained"),
                    (CHAMPION, "reads", "Mei-Ling Carrow: due"),
                ],
            )
            await rig.move(timedelta(days=7, minutes=1))
            await play(rig, [(OTHER_TEACHER, "reads", "your online-safety training is still due")])
        async with school_at_work(tmp_path, school=everyone, teams=teams, clock=clock) as rig:
            await rig.move(timedelta(days=1))
            await play(
                rig,
                [
                    (NEWCOMER.id, "reads", "part of your induction"),
                    (CHAMPION, "says", "record training"),
                    (CHAMPION, "presses", "Save", {"title": "Induction", "present": f"{NEWCOMER.id},{OTHER_TEACHER}"}),
                    (CHAMPION, "reads", "TR-2026-0002"),
                    (NEWCOMER.id, "reads", "Done. Noted"),
                    (OTHER_TEACHER, "reads", "Done. Noted"),
                    (CHAMPION, "presses", "Who is due"),
                    (CHAMPION, "reads", "4 of 13 trained"),
                ],
            )
            rig.clock.move_to(datetime(2027, 9, 13, 7, 30, tzinfo=UTC))
            await play(rig, [(TEACHER, "reads", "Online-safety training 2027-28")])
            assert await rig.store.get(Campaign, "TR-2027")
            assert ASSISTANT not in {ask.who.id for ask in await rig.store.find(Ask) if ask.standing is AskState.DONE}
