"""Two schools that differ in one confidential report look the same to everybody who may not see it, byte for byte: the
log, its files, the concerns about adults, patterns, what is found, what is offered and linked, chronologies, who has
looked, what is to be done, what is not in CPOMS, the filtering register, the briefing, the committee's pack, and what
is for governors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.composition.features import INSPECTION_SECTIONS, LINE_FACES, providers
from bot.directory.roster import Roster
from bot.policy.committee.meeting import CommitteeMeeting, committee_readers
from bot.policy.committee.pack import Pack
from bot.policy.filtering.register import RegisterPart, may_read
from bot.policy.governors import GOVERNORS_TOPIC
from bot.policy.governors.report import GOVERNORS_READERS, RELEASERS, GovernorsRound, band_of
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.authority import CPOMS_ROLES, relations
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import ConductFinding, Incident, Note, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.linking import ReportLink, link_id
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.kit.school import School
from bot.policy.log.log import Filter, handling_roles
from bot.services.actions.actions import Actions
from bot.services.briefing.briefings import Briefings
from bot.services.committee.committee import Committee
from bot.services.committee.packs import DrawPack, Packs
from bot.services.engine.triggers import JobTriggers
from bot.services.files.offers import Offers
from bot.services.filtering.filtering import Filtering
from bot.services.finding.finding import Find
from bot.services.governors.governors import Governors, GovernorsRounds
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.links import Links
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.log.cpoms import Cpoms
from bot.services.log.exports import Exports
from bot.services.log.log import Log
from bot.services.log.retention import Retention
from bot.services.null_ports import NoFileStore, NoFileTransfer
from bot.services.services import Services
from bot.settings import load_school
from cards.actions.actions import list_card
from cards.briefing.briefing import briefing_message
from cards.committee.pack import pack_csv, pack_document
from cards.filtering.register import register_card, register_csv
from cards.finding import finding
from cards.governors.document import governors_document
from cards.governors.report import governors_card
from cards.incidents import incidents, linking
from cards.kit import parts
from cards.log import export, log, patterns
from cards.log.cpoms import missing_card
from cards.words.kinds import KIND_WORDS
from tests.clock import FakeClock
from tests.fakes import MemoryStore, Nobody
from tests.policy.school import NOW, incident_of, opened
from tests.soak import IN_FULL

SCHOOL: School = load_school(Path(__file__).parents[2] / "school.toml")
PEOPLE = {person.id: person for person in SCHOOL.people}
HEADTEACHER = next(person for person in SCHOOL.people if person.holds("headteacher"))
REPORTER = next(person for person in SCHOOL.people if person.roles == {"staff"})
COUNTED_AT = datetime(2026, 12, 7, 8, tzinfo=UTC)
"""When the autumn term is counted for governors."""
CONFIDENTIAL = "OS-2026-0005"
WORDS = ("jack", "roblox.com", "loot@prize-club.example", "5B", "iPad 12", "Jack Holt", "shouted")
KIND_NAMES = {kind: words.name for kind, words in KIND_WORDS.items()}
ACCOUNTS = st.fixed_dictionaries(
    {"what": st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)},
    optional={
        "about": st.sampled_from(["Jack Holt, 5B", "Amy Fox", "Jack in 5B"]),
        "sender": st.sampled_from(["loot@prize-club.example", "a@b.example"]),
        "where": st.sampled_from(["iPad 12", "roblox.com"]),
    },
)
REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["threat", "bullying", "spam", "filter_breach", "self_harm"]),
        ACCOUNTS,
        st.sampled_from([State.REPORTED, State.IN_HAND]),
        st.integers(0, 150),
        st.booleans(),
    ),
    min_size=1,
    max_size=9,
)
"""Each its kind, its words, how it stands, how many days ago it was, and whether the confidential one is linked with
it."""


KIND = st.sampled_from(["staff_conduct", "bullying", "filter_breach"])
"""What the report is that differs: one is kept from all but those who were told, the others from whom they name."""
FOUND = st.sampled_from([None, False, True])
"""What the concern was found to be: nothing yet, a low-level one, an allegation."""


class TakenFiles:
    """Whatever is offered is taken at once."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def offer(self, to: Person, name: str, content: bytes, why: str) -> None:
        self.taken.append(f"{name}: {content!r}")


def confidential(
    kind: str, account: dict[str, str], adult: Person, rung: Sequence[Person], days: int, allegation: bool | None
) -> Incident:
    """A report that names an adult, told to these; of a concern about their conduct what they found it to be."""
    found = ConductFinding(allegation=bool(allegation), reason="Heard by two", by=HEADTEACHER.who, at=NOW)
    report = incident_of(opened(kind, CONFIDENTIAL, account=account))
    return report.model_copy(
        update={
            "reporter": REPORTER.who,
            "reported_at": NOW - timedelta(days=days),
            "concerning": (adult.who,),
            "rung": tuple(person.who for person in rung),
            "conduct": found if KINDS[kind].confidential and allegation is not None else None,
        }
    )


async def school_of(reports: Sequence[Incident], links: Sequence[ReportLink], secret: Incident | None) -> MemoryStore:
    """A school with these reports, their notes and timelines, and one more where there is one."""
    store = MemoryStore(copies=False)
    every = [*reports, *([secret] if secret else [])]
    notes = [
        Note(id=f"{each.id}:note:1", subject=each.id, by=HEADTEACHER.who, at=NOW, text="shouted at jack")
        for each in every
    ]
    entries = [
        Entry(subject=each.id, at=each.reported_at, by=each.reporter, what="reported", facts={}) for each in reports
    ]
    if secret is not None:
        entries.append(Entry(subject=secret.id, at=secret.reported_at, by=secret.reporter, what="reported"))
        for each in links:
            for here, there in ((each.one, each.other), (each.other, each.one)):
                entries.append(
                    Entry(subject=here, at=NOW, by=HEADTEACHER.who, what="linked", facts={"reference": there})
                )
    about = [each for report in every for each in (action_on(report), decision_on(report))]
    await store.keep(Outcome((*every, *notes, *about, *(links if secret else ())), entries=tuple(entries)))
    return store


def action_on(report: Incident) -> ReportAction:
    """Something that the Headteacher is to do about it."""
    return ReportAction(
        id=f"{report.id}:action:1",
        subject=report.id,
        words="Ring jack's parents",
        owner=HEADTEACHER.who,
        due_on=NOW.date() + timedelta(days=2),
        by=HEADTEACHER.who,
        at=NOW,
    )


def decision_on(report: Incident) -> FilterDecision:
    """What was decided on the address that it names."""
    return FilterDecision(
        id=f"{report.id}:decision:1",
        subject=report.id,
        address="roblox.com",
        verdict="block",
        reason="jack saw it",
        by=HEADTEACHER.who,
        at=NOW,
    )


async def look_of(store: MemoryStore, reader: Person, reports: Sequence[Incident], look: str = "a look") -> list[str]:
    """All that this reader is shown, as the bytes that leave for Teams. Each `look` of theirs has its own name."""
    context = ServiceContext(store, Roster(SCHOOL.people), SCHOOL, FakeClock(NOW), JobTriggers())
    kept, links, find = Log(context, Retention(context, NoFileStore(), ())), Links(context), Find(context)
    shown: list[str] = []

    async def nothing() -> None:
        pass

    for number, words in enumerate(WORDS):
        found = await find.look(Actor(reader, f"{look}:{number}"), words, KIND_NAMES, nothing)
        shown.append(parts.as_json(finding.found_card(SCHOOL, NOW, found, words, log=True)))
    if reader.roles & handling_roles(SCHOOL):
        for show in ("open", "all"):
            page = await kept.page(reader, Filter(show=show))
            shown.append(parts.as_json(log.log_page(SCHOOL, page, reader)))
        recurring = await kept.recurring(reader)
        shown.append(parts.as_json(patterns.patterns_card(await kept.patterns(reader), recurring, reader)))
        shown.append(parts.as_json(patterns.doubled_card(SCHOOL, NOW, recurring)))
        shown.append(parts.as_json(finding.looks_card(SCHOOL, NOW, await find.history(reader))))
        shown.append(parts.as_json(log.apart_card(NOW, await kept.kept_apart(reader))))
        shown += await files_of(context, reader, look)
    if reader.roles & CPOMS_ROLES:
        shown.append(parts.as_json(missing_card(SCHOOL, await Cpoms(context).missing(reader))))
    shown.append(parts.as_json(list_card(SCHOOL, NOW, await Actions(context).open_ones(reader))))
    if may_read(reader):
        shown += await register_of(context, reader, look)
    briefings = Services(context, Nobody(), providers()).get(Briefings)
    shown.append(repr(briefing_message(LINE_FACES, SCHOOL, NOW, await briefings.of(reader))))
    if reader.roles & committee_readers(SCHOOL):
        shown += await pack_of(context, reader, look)
    for each in reports:
        if relations(reader, each) - {"reporter"}:
            answer = await Incidents(context).show(reader, each.id)
            view = await links.known_to(answer.view, reader)
            shown.append(parts.as_json(incidents.incident_card(SCHOOL, NOW, view, reader)))
            chronology = await links.chronology(reader, each.id)
            shown.append(parts.as_json(linking.chronology_card(SCHOOL, NOW, chronology)))
    if reader.roles & RELEASERS:
        to_come = await governors_with(context).show_to_come(reader)
        shown.append(parts.as_json(governors_card(SCHOOL, to_come, reader)))
    return shown


async def register_of(context: ServiceContext, reader: Person, look: str) -> list[str]:
    """The filtering register's decisions, and its file."""
    files = TakenFiles()
    register = Filtering(context, files)
    page = await register.page(reader, RegisterPart.DECISIONS)
    await register.export(Actor(reader, f"{look}:register"), "register", partial(register_csv, SCHOOL))
    return [parts.as_json(register_card(SCHOOL, NOW, page)), *files.taken]


async def files_of(context: ServiceContext, reader: Person, look: str) -> list[str]:
    """The file of the log, and that of the concerns about adults."""
    files = TakenFiles()
    for apart in (False, True):
        by = Actor(reader, f"{look}:export:{apart}")
        row = partial(export.incident_row, SCHOOL)
        await Exports(context, files).export(by, row, export.log_csv, nothing, apart=apart)
    return files.taken


async def nothing() -> None:
    """Nobody is told that it is under way."""


async def pack_of(context: ServiceContext, reader: Person, look: str) -> list[str]:
    """The committee's pack of this half term: its table, and all that is drawn in its document. Left out is the head
    of the timeline, which seals every entry and so cannot be the same."""
    files = TakenFiles()

    def draw(pack: Pack) -> bytes:
        shown = replace(pack, head=None)
        return pack_csv(SCHOOL, shown) + repr(pack_document(SCHOOL, shown)).encode()

    def drawn(meeting: CommitteeMeeting) -> dict[str, DrawPack]:
        return {meeting.id: draw}

    await Packs(context, Committee(context), files).build(Actor(reader, f"{look}:pack"), "", drawn, nothing)
    return files.taken


def governors_with(context: ServiceContext) -> Governors:
    """The reports to governors of that school, of which nobody takes a file."""
    return Governors(context, Offers(context.store, NoFileStore(), NoFileTransfer(), context.clock, context.triggers))


async def told_governors(store: MemoryStore, reader: Person) -> list[str]:
    """The report to governors once its term is counted, as this reader is shown it: as a draft, and released."""
    clock = FakeClock(COUNTED_AT)
    context = ServiceContext(store, Roster(SCHOOL.people), SCHOOL, clock, JobTriggers())
    governors, since = governors_with(context), NOW - timedelta(days=200)
    await store.keep(Outcome((GovernorsRound(id=GOVERNORS_TOPIC, since=since, due_at=NOW),)))
    await GovernorsRounds(context).run()
    shown = [report async for report in _governors_shown(governors, reader)]
    await governors.release(Actor(HEADTEACHER, "release"), "governors-2026-1")
    return shown + [report async for report in _governors_shown(governors, reader)]


async def _governors_shown(governors: Governors, reader: Person) -> AsyncIterator[str]:
    for each in await governors.list_for(reader) if reader.roles & GOVERNORS_READERS else ():
        shown = await governors.show(reader, each.id)
        yield parts.as_json(governors_card(SCHOOL, shown, reader))
        yield repr(governors_document(SCHOOL, each))


async def archive_of(store: MemoryStore) -> list[bytes]:
    """The files of each section of the archive for an inspection, which are the same for all who may take it."""
    context = ServiceContext(store, Roster(SCHOOL.people), SCHOOL, FakeClock(NOW), JobTriggers())
    services = Services(context, Nobody(), providers())
    drawn = [(await section.load(services))() for section in INSPECTION_SECTIONS]
    return [each for section in drawn for each in section.files.values()]


def same_bands(reports: Sequence[Incident], secret: Incident) -> bool:
    """Whether it changes no band of the report to governors."""
    alike = sum(KINDS[each.kind].area is KINDS[secret.kind].area for each in reports)
    return band_of(alike) is band_of(alike + 1)


@settings(max_examples=400 if IN_FULL else 25, deadline=None)
@given(REPORTS, KIND, ACCOUNTS, st.sampled_from(sorted(PEOPLE)), st.integers(0, 150), FOUND, st.booleans())
def test_whoever_may_not_see_it_is_shown_the_same(
    told: list[tuple[str, dict[str, str], State, int, bool]],
    sort: str,
    account: dict[str, str],
    about: str,
    days: int,
    allegation: bool | None,
    looked: bool,
) -> None:
    """For every person of the school who may not see it, since it is confidential or names them: whatever it was found
    to be, whatever it shares with other reports and whichever of these it is linked with; also after the Headteacher
    has looked for it and taken the files."""
    numbers = [number for number in range(1, 12) if number != 5]
    reports, links = [], []
    for number, (kind, said, state, ago, linked) in zip(numbers, told, strict=False):
        report = incident_of(opened(kind, f"OS-2026-{number:04d}", account=said))
        owner = HEADTEACHER.who if state is State.IN_HAND else None
        update = {
            "reporter": REPORTER.who,
            "reported_at": NOW - timedelta(days=ago),
            "state": state,
            "owner": owner,
            "owned_at": NOW if owner else None,
        }
        reports.append(report.model_copy(update=update))
        if linked:
            one, other = sorted((report.id, CONFIDENTIAL))
            links.append(ReportLink(id=link_id(one, other), one=one, other=other, by=HEADTEACHER.who, at=NOW))
    rung = [HEADTEACHER] if about != HEADTEACHER.id else []
    secret = confidential(sort, account, PEOPLE[about], rung, days, allegation)

    async def compare() -> None:
        for reader in SCHOOL.people:
            if relations(reader, secret):
                continue
            without, having = await school_of(reports, links, None), await school_of(reports, links, secret)
            if looked:
                for store in (without, having):
                    await look_of(store, HEADTEACHER, (), "a look before")
            assert await look_of(having, reader, reports) == await look_of(without, reader, reports)
            assert await archive_of(having) == await archive_of(without)
            if same_bands(reports, secret):
                assert await told_governors(having, reader) == await told_governors(without, reader)

    asyncio.run(compare())
