"""Whom the words of a report name is not told of it, the others are at once, and nobody else is kept from it."""

from __future__ import annotations

import asyncio
import random
import unicodedata
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bot.directory.roster import Roster
from bot.policy.files.receiving import announce_files
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.evidence import SentFile
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.reporting import Report
from bot.policy.kit.errors import DirectoryUnavailable, NotAllowed, NotFound
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, Urgency
from bot.policy.kit.roles import Role
from bot.policy.log.log import is_in_log_of
from bot.services.engine.triggers import JobTriggers
from bot.services.files.evidence import FileIntake
from bot.services.files.fetching import Fetching
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.loading import IncidentAnswer
from bot.services.incidents.reports import Reports
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.null_ports import NoFileStore
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.sample_files import png
from tests.services.simulated_school import START

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
HEAD, CHAMPION, COORDINATOR, MANAGER, SENIOR, ASSISTANT, TEACHER = SCHOOL.people[:7]
GOVERNOR = SCHOOL.people[12]

GIVEN = (
    *("Zoë", "Aoife", "Seán", "Anne-Marie", "José", "Kwame", "Łukasz", "Priyanka", "Nikolai", "Søren", "Fatima"),
    *("Bethan", "Hüseyin", "Oriel", "Tamsin", "Efua", "Caradoc", "Ingrid", "Matteo", "Yasmin", "Roderick"),
    *("Philippa", "Dafydd", "Imogen", "Wojciech", "Marguerite", "Obinna", "Thandiwe", "Zachary", "Chidi"),
)
FAMILY = (
    *("Brontë", "O'Shaughnessy", "MacGillycuddy", "Lloyd-Wharton", "Núñez", "Mensah-Bonsu", "Wałęsa", "Krishnamurthy"),
    *("van der Merwe", "Ødegaard", "Al-Sayed", "ap Gruffydd", "Yıldız", "Featherstonehaugh", "St John", "Quartey"),
    *("D'Angelo", "Groß", "De Souza", "Abernathy", "Trevelyan", "Cholmondeley", "Llewelyn", "Ravenscroft"),
    *("Szczepański", "Du Plessis", "Okonkwo", "Ndlovu-Hartley", "Winterbottom", "Eze"),
)
ACCUSED = tuple(f"{given} {family}" for given, family in zip(GIVEN, FAMILY, strict=True))
OTHERS_GIVEN = ("Mark", "Grace", "Will", "Emily", "Jack", "Poppy", "Noah", "Rose", "Dean", "Hope")
OTHERS_FAMILY = ("Smith", "Head", "May", "Patel", "Jones-Brown", "Young", "Marsh", "Price", "O'Neill", "Khan")
ALIKE = str.maketrans({"a": "а", "e": "е", "o": "о", "i": "і", "c": "с", "p": "р"})
STORIES = (
    "{}",
    "I saw {} on the app with a pupil.",
    "He showed the picture to {}, who laughed.",
    "From: {}\nSubject: your photo",
    "It was {}'s laptop and nobody else's",
)
LINES = ("device", "subject", "headers", "what", "where", "sender")


def spellings(name: str) -> Iterator[str]:
    """Ten ways in which somebody may write a name."""
    given, family = name.split(" ", 1)
    plain = "".join(m for m in unicodedata.normalize("NFKD", name) if not unicodedata.combining(m))
    yield name.upper()
    yield plain.lower()
    yield f"{family}, {given}"
    yield f"Mrs {family}" if len(name) % 2 else f"mr {family.lower()}"
    yield f"{given[0]}. {family}"
    yield f"{given} Jane {family}"
    yield unicodedata.normalize("NFD", name).replace("'", "’")
    yield name.replace("-", " ").replace("'", "").translate(ALIKE)
    yield f"\u202a{given}\u200b\u00a0{family}\u202c"
    yield f"{given}.{family}@post.example".replace(" ", "").replace("'", "")


def others() -> Iterator[str]:
    """Three hundred people who are nobody of the school: strangers, and some who share one of its names."""
    mixed = random.Random(0)
    pairs = [(mixed.choice(OTHERS_GIVEN), mixed.choice(OTHERS_FAMILY)) for _ in range(100)]
    pairs += [(mixed.choice(OTHERS_GIVEN), mixed.choice(FAMILY)) for _ in range(100)]
    pairs += [(mixed.choice(GIVEN), mixed.choice(OTHERS_FAMILY)) for _ in range(100)]
    shapes = ("{0} {1}", "{1}, {0}", "{0} X. {1}", "{0} {1}'s mother", "{0}", "{0} X {1} and Tom")
    return (shapes[at % len(shapes)].format(*pair) for at, pair in enumerate(pairs))


def staff(names: Sequence[str], *, directory: int) -> Roster:
    """A school in which these people are the Champions, beside two who are never named."""
    shown = ("{0} {1}", "{1}, {0}", "{0} {1} (Staff)")[directory % 3]
    people = [
        Person(id=f"c{at}", name=shown.format(*name.split(" ", 1)), roles=frozenset({"staff", "champion"}))
        for at, name in enumerate(names)
    ]
    return Roster([*people, MANAGER, TEACHER, SENIOR.model_copy(update={"roles": frozenset({"staff", "champion"})})])


class Pictures(NoFileStore):
    """Where files come from and lie: each is a picture of its own."""

    async def fetch(self, sent: SentFile) -> bytes:
        return png(sent.source.encode())

    async def put(self, id: str, content: bytes) -> None:
        pass


class School:
    """The services over one store."""

    def __init__(self, directory: Roster) -> None:
        self.store, self.clock, triggers = MemoryStore(copies=False), FakeClock(START), JobTriggers()
        self.reports = Reports(ServiceContext(self.store, directory, SCHOOL, self.clock, triggers))
        self.incidents = Incidents(ServiceContext(self.store, directory, SCHOOL, self.clock, triggers))
        self.presses = 0
        desk = FileIntake(ServiceContext(self.store, directory, SCHOOL, self.clock, triggers))
        self.fetching = Fetching(self.store, Pictures(), Pictures(), desk, self.clock, triggers)

    def by(self, person: Person) -> Actor:
        self.presses += 1
        return Actor(person, f"press {self.presses}")

    async def report(self, kind: str, **account: str) -> Incident:
        said = Report(kind, None, account, f"draft {self.presses}", None)
        filed = await self.reports.report(self.by(TEACHER), said)
        return filed.view.incident

    async def answer(self, incident: Incident, who: Person, *, concerns: bool) -> Incident:
        told = await self.reports.answer_concern(self.by(TEACHER), incident.id, who.id, concerns=concerns)
        return told.view.incident

    async def kept(self, incident: Incident) -> Incident:
        """The incident as it stands."""
        found = await self.store.get(Incident, incident.id)
        assert found is not None
        return found

    async def send_file(self, name: str, subject: str) -> None:
        """A picture of that name is sent for a form or a report, and fetched."""
        self.presses += 1
        sent = [SentFile(name=name, source=f"https://files.example/{self.presses}")]
        await self.store.keep(announce_files(f"message {self.presses}", TEACHER, sent, subject, self.clock.now()))
        await self.fetching.run()
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name().startswith("arrival")))

    async def pinged(self, incident: Incident) -> set[str]:
        """Whom a ping is for that waits or was sent."""
        found = await self.store.find(Notice, where={"subject": incident.id})
        return {notice.to.id for notice in found if notice.purpose is IncidentPurpose.PING}


def ids(people: Sequence[object]) -> list[str]:
    return [getattr(each, "id", "") for each in people]


@pytest.mark.parametrize("directory", range(3), ids=["as it is said", "family first", "with a word behind"])
async def test_no_accused_is_alerted_however_their_name_is_spelt(directory: int) -> None:
    """30 names in 10 spellings each, in a field that says whom it is about and in any other: nobody named is told."""
    alerted, missed = 0, []
    people = staff(ACCUSED, directory=directory)
    for at, name in enumerate(ACCUSED):
        school = School(people)
        for number, spelt in enumerate(spellings(name)):
            line, story = LINES[number % len(LINES)], STORIES[(at + number) % len(STORIES)].format(spelt)
            for account in ({"about": spelt, "what": "x"}, {"what": "x", line: story}):
                incident = await school.report("threat", **account)
                if f"c{at}" in await school.pinged(incident):
                    missed.append((name, account))
                alerted += SENIOR.id in await school.pinged(incident)
    assert missed == []
    assert alerted == 600, "somebody else was alerted at once, every time"


@pytest.mark.parametrize("directory", range(3), ids=["as it is said", "family first", "with a word behind"])
async def test_a_family_name_alone_shuts_out_where_it_says_whom_it_is_about(directory: int) -> None:
    """30 family names that one alone has, with and without accents and marks: shut out, and nothing is asked."""
    people = staff(ACCUSED, directory=directory)
    for at, name in enumerate(ACCUSED):
        family = name.split(" ", 1)[1]
        plain = "".join(mark for mark in unicodedata.normalize("NFKD", family) if not unicodedata.combining(mark))
        for spelt in (family, plain.upper(), plain.replace("'", "").replace("-", " ")):
            incident = await School(people).report("threat", about=spelt, what="x")
            assert (ids(incident.concerning), incident.held_back) == ([f"c{at}"], ()), spelt


async def test_nobody_is_held_back_for_anothers_name() -> None:
    """300 names of other people, in a field that says whom it is about and in the story: all Champions are alerted."""
    people = staff(ACCUSED, directory=0)
    wrong, asked = [], 0
    for number, name in enumerate(others()):
        school = School(people)
        for account in ({"about": name, "what": "x"}, {"what": STORIES[number % len(STORIES)].format(name)}):
            incident = await school.report("threat", **account)
            asked += 1
            if incident.shut_out:
                wrong.append((account, ids(incident.concerning), ids(incident.held_back)))
    assert wrong == []
    assert asked == 600


async def test_the_others_are_alerted_at_once_and_the_reporter_is_asked() -> None:
    """Somebody whom the story names is not alerted, and sees and finds nothing of it."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="Mr Penhallow wrote it")
    assert (ids(incident.held_back), incident.concerning) == ([CHAMPION.id], ())
    assert await school.pinged(incident) == {HEAD.id}
    assert not is_in_log_of(CHAMPION, incident)
    with pytest.raises(NotFound):
        await school.incidents.show(CHAMPION, incident.id)
    told = [entry.facts for entry in await school.store.timeline(incident.id) if entry.what == "held_back"]
    assert told == [{"to": "Gareth Penhallow"}]


async def test_yes_shuts_out() -> None:
    """The reporter says that it concerns them: as if the form had named them, twice as once."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="Mr Penhallow wrote it")
    for _ in range(2):
        incident = await school.answer(incident, CHAMPION, concerns=True)
        assert (ids(incident.concerning), incident.held_back) == ([CHAMPION.id], ())
    assert await school.pinged(incident) == {HEAD.id}
    incident = await school.answer(incident, CHAMPION, concerns=False)
    assert ids(incident.concerning) == [CHAMPION.id], "a Yes is not taken back by an older card"


async def test_yes_about_the_headteacher_goes_to_the_chair_of_governors() -> None:
    """Its way changes as if she had been named in the form."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("bullying", what="The Headteacher wrote it in the group")
    assert await school.pinged(incident) == {CHAMPION.id}
    incident = await school.answer(incident, HEAD, concerns=True)
    assert [step.roles for step in incident.ladder.route.steps] == [("chair_of_governors",)]


async def test_no_tells_them_at_once() -> None:
    """One press, one ping; a second press alerts nobody again, and later words hold them back no more."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="Mr Penhallow saw it")
    for _ in range(2):
        incident = await school.answer(incident, CHAMPION, concerns=False)
        assert incident.shut_out == frozenset()
        assert await school.pinged(incident) == {HEAD.id, CHAMPION.id}
    pings = [each for each in await school.store.find(Notice) if each.purpose is IncidentPurpose.PING]
    assert len(pings) == 2
    assert CHAMPION.id in ids(incident.rung)
    await school.reports.add_details(school.by(TEACHER), incident.id, {"what": "Gareth Penhallow helped"})
    kept = await school.store.get(Incident, incident.id)
    assert kept is not None
    assert kept.shut_out == frozenset()


async def test_no_after_it_was_taken_asks_nobody_to_come() -> None:
    """Somebody has it: whoever was held back learns how it stands."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="Mr Penhallow saw it")
    await school.incidents.acknowledge(school.by(HEAD), incident.id)
    await school.answer(incident, CHAMPION, concerns=False)
    assert await school.pinged(incident) == {HEAD.id}
    told = await school.store.find(Notice, where={"to_id": CHAMPION.id})
    assert [notice.purpose for notice in told] == [IncidentPurpose.STANDING]


async def test_no_before_their_step_leaves_them_to_the_ladder() -> None:
    """A senior leader is alerted when the ladder comes to them, and not sooner for having been named."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="Tomasz Wilkowski saw it")
    assert ids(incident.held_back) == [SENIOR.id]
    incident = await school.answer(incident, SENIOR, concerns=False)
    assert incident.shut_out == frozenset()
    assert SENIOR.id not in await school.pinged(incident)


async def test_only_the_reporter_answers() -> None:
    """Handlers are refused, whoever is held back finds nothing, and who is not asked about is not changed."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="Mr Penhallow wrote it")
    for who, refused in ((HEAD, NotAllowed), (CHAMPION, NotFound), (ASSISTANT, NotAllowed)):
        with pytest.raises(refused):
            await school.reports.answer_concern(school.by(who), incident.id, CHAMPION.id, concerns=False)
    for concerns in (True, False):
        incident = await school.answer(incident, HEAD, concerns=concerns)
    assert (ids(incident.held_back), incident.concerning) == ([CHAMPION.id], ())


async def test_a_handler_has_them_told_after_all() -> None:
    """The owner alone once there is one, never the person held back; the timeline says who did."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="Mr Penhallow wrote it")
    await school.incidents.acknowledge(school.by(HEAD), incident.id)
    for who, refused in ((CHAMPION, NotFound), (SENIOR, NotAllowed), (TEACHER, NotFound)):
        with pytest.raises(refused):
            await school.incidents.tell_after_all(school.by(who), incident.id, CHAMPION.id, "r")
    for _ in range(2):
        told = await school.incidents.tell_after_all(school.by(HEAD), incident.id, CHAMPION.id, "r")
    assert told.view.incident.shut_out == frozenset()
    assert [entry.what for entry in told.view.timeline].count("told_after_all") == 1
    assert CHAMPION.id in ids(told.view.incident.rung)
    await school.incidents.show(CHAMPION, incident.id)


async def test_later_words_take_it_from_whom_they_name() -> None:
    """Whoever has it already loses it, the ladder begins anew for the others, and a No has them alerted again."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="A nasty message")
    await school.incidents.acknowledge(school.by(CHAMPION), incident.id)
    more = {"what": "Gareth Penhallow wrote it"}
    added = await school.reports.add_details(school.by(TEACHER), incident.id, more)
    incident = added.view.incident
    assert (ids(incident.held_back), incident.owner, incident.state) == ([CHAMPION.id], None, State.REPORTED)
    assert (incident.ladder.run, incident.ladder.next_at) == (2, START)
    details = [each for each in await school.store.find(Notice) if each.purpose is IncidentPurpose.DETAILS]
    assert CHAMPION.id not in {each.to.id for each in details}
    before = len(await school.store.find(Notice, where={"to_id": CHAMPION.id, "purpose": IncidentPurpose.PING.value}))
    await school.answer(incident, CHAMPION, concerns=False)
    after = len(await school.store.find(Notice, where={"to_id": CHAMPION.id, "purpose": IncidentPurpose.PING.value}))
    assert after == before + 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if SCHOOL.routes[kind].urgency is Urgency.EMERGENCY])
async def test_an_emergency_that_names_everybody_on_its_ladder_alerts_somebody(kind: str) -> None:
    """Whoever can still be told is told at once, the chair of governors at the last."""
    school = School(Roster(SCHOOL.people))
    told = [role for step in SCHOOL.routes[kind].steps for role in step.roles]
    names = [person.name for person in SCHOOL.people if person.roles & set(told)]
    incident = await school.report(kind, what=f"It came from {', from '.join(names)}")
    assert len(incident.held_back) == len(names)
    assert await school.pinged(incident) == {GOVERNOR.id}


async def test_a_forged_sender_that_names_the_champions_only_alerts_the_next() -> None:
    """Pasted headers shut nobody out: the others are alerted at once, and whoever takes it may have the named told."""
    school = School(Roster(SCHOOL.people))
    headers = f"From: {HEAD.mail}\nCc: {CHAMPION.mail}, {SENIOR.mail}"
    incident = await school.report("threat", what="x", sender=HEAD.mail, headers=headers)
    assert (incident.concerning, set(ids(incident.held_back))) == ((), {HEAD.id, CHAMPION.id, SENIOR.id})
    assert await school.pinged(incident) == {MANAGER.id, ASSISTANT.id}


async def test_a_field_that_names_another_spelling_of_the_headteacher_goes_round_her() -> None:
    """A concern about "Renee" is about "Renée": it goes to the chair of governors."""
    renamed = HEAD.model_copy(update={"name": "Renée Marsh"})
    school = School(Roster([renamed, *SCHOOL.people[1:]]))
    for spelt in ("Renee Marsh", "MARSH, Renée", "the Headteacher", "Mrs Marsh", "R. Marsh"):
        incident = await school.report("staff_conduct", someone_else=spelt, what="x")
        assert (ids(incident.concerning), await school.pinged(incident)) == ([HEAD.id], {GOVERNOR.id})


class Partly(Roster):
    """A directory that cannot say who the Champions and the staff are."""

    failing: frozenset[str] = frozenset()

    async def holders(self, role: Role) -> Sequence[Person]:
        if role in self.failing:
            raise DirectoryUnavailable()
        return await super().holders(role)


async def test_a_directory_that_fails_stops_no_emergency() -> None:
    """Who is known is alerted, and the timeline says that names could not be looked for."""
    directory = Partly(SCHOOL.people)
    directory.failing = frozenset({"staff", "champion"})
    school = School(directory)
    incident = await school.report("harmful_contact", what="Mr Penhallow has the picture")
    assert await school.pinged(incident) == {HEAD.id}
    assert "names_not_checked" in [entry.what for entry in await school.store.timeline(incident.id)]


Write = Callable[[School, str, str], Awaitable[IncidentAnswer]]
NOTES: dict[str, Write] = {
    "a note": lambda at, of, text: at.incidents.add_a_note(at.by(HEAD), of, text),
    "another kind": lambda at, of, text: at.incidents.change_the_kind(at.by(HEAD), of, "bullying", text, "", ""),
    "a referral": lambda at, of, text: at.incidents.refer(at.by(HEAD), of, "Police", "1", START, text),
}


@pytest.mark.parametrize("write", NOTES.values(), ids=NOTES)
async def test_a_handlers_words_hold_back_whom_they_name(write: Write) -> None:
    """Whoever has not been told yet is not told; the writer is asked, and neither the reporter nor anybody else."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="A nasty message")
    assert SENIOR.id not in ids(incident.rung)
    await school.incidents.acknowledge(school.by(HEAD), incident.id)
    await write(school, incident.id, f"It was {SENIOR.name}.\n\n{HEAD.name}")
    incident = await school.kept(incident)
    assert (ids(incident.held_back), incident.owner_id in {HEAD.id, None}) == ([SENIOR.id], True)
    assert (ids(incident.asks(HEAD.id)), incident.asks(TEACHER.id)) == ([SENIOR.id], ())
    with pytest.raises(NotFound):
        await school.incidents.show(SENIOR, incident.id)
    told = [entry.facts for entry in await school.store.timeline(incident.id) if entry.what == "held_back"]
    assert told == [{"to": SENIOR.name}]
    for who, refused in ((SENIOR, NotFound), (ASSISTANT, NotAllowed)):
        with pytest.raises(refused):
            await school.reports.answer_concern(school.by(who), incident.id, SENIOR.id, concerns=False)
    await school.answer(incident, SENIOR, concerns=False)
    assert ids((await school.kept(incident)).held_back) == [SENIOR.id], "it is not the reporter's to say"
    yes = await school.reports.answer_concern(school.by(HEAD), incident.id, SENIOR.id, concerns=True)
    assert (ids(yes.view.incident.concerning), yes.view.incident.held_back) == ([SENIOR.id], ())


async def test_a_note_takes_it_from_nobody_who_knows_of_it() -> None:
    """The owner keeps it, and who was alerted is alerted on: a colleague's "I have phoned her" silences nobody."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="A nasty message")
    await school.incidents.add_a_note(school.by(HEAD), incident.id, "I have phoned Mr Penhallow")
    assert (await school.kept(incident)).shut_out == frozenset()
    await school.incidents.acknowledge(school.by(CHAMPION), incident.id)
    await school.incidents.add_a_note(school.by(HEAD), incident.id, f"Gareth Penhallow has it. {HEAD.name}")
    incident = await school.kept(incident)
    assert (incident.shut_out, incident.owner_id) == (frozenset(), CHAMPION.id)


async def test_a_handlers_no_is_outweighed_by_the_reporters_words() -> None:
    """A handler speaks for their own note alone: who is named by the reporter afterwards is held back again."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="A nasty message")
    await school.incidents.add_a_note(school.by(HEAD), incident.id, f"Tell {SENIOR.name} later")
    no = await school.reports.answer_concern(school.by(HEAD), incident.id, SENIOR.id, concerns=False)
    assert (no.view.incident.shut_out, no.view.incident.cleared) == (frozenset(), ())
    assert SENIOR.id not in ids(no.view.incident.rung), "their step has not come"
    await school.incidents.add_a_note(school.by(HEAD), incident.id, f"{SENIOR.name} is away")
    added = await school.reports.add_details(school.by(TEACHER), incident.id, {"what": f"{SENIOR.name} wrote it"})
    assert ids(added.view.incident.asks(TEACHER.id)) == [SENIOR.id]
    assert added.view.incident.asks(HEAD.id) == ()


async def test_the_name_of_a_file_is_one_of_the_reports_words() -> None:
    """Sent before the form or after it: whom it names is held back, loses the report, and the reporter is asked."""
    school = School(Roster(SCHOOL.people))
    await school.send_file("Gareth_Penhallow chat.png", f"{TEACHER.id}:draft 1")
    incident = await school.report("threat", what="A nasty message")
    assert (ids(incident.asks(TEACHER.id)), await school.pinged(incident)) == ([CHAMPION.id], {HEAD.id})
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="A nasty message")
    await school.incidents.acknowledge(school.by(CHAMPION), incident.id)
    await school.send_file("photo.png", incident.id)
    assert (await school.kept(incident)).owner_id == CHAMPION.id
    await school.send_file("from Gareth Penhallow.png", incident.id)
    incident = await school.kept(incident)
    assert (ids(incident.held_back), incident.owner, incident.ladder.next_at) == ([CHAMPION.id], None, START)
    assert (incident.due_at, ids(incident.asks(TEACHER.id))) == (START, [CHAMPION.id])
    details = [each for each in await school.store.find(Notice) if each.purpose is IncidentPurpose.DETAILS]
    assert [each.to.id for each in details] == [CHAMPION.id, HEAD.id], "to him of the photograph, which names nobody"


async def test_whom_a_report_names_sees_none_that_was_merged_into_it() -> None:
    """Named in the one that goes on, they find neither: let in by a handler, they find both."""
    school = School(Roster(SCHOOL.people))
    first = await school.report("threat", what="A nasty message")
    second = await school.report("threat", what="The same again")
    await school.incidents.merge(school.by(HEAD), second.id, first.id)
    await school.incidents.show(CHAMPION, second.id)
    await school.reports.add_details(school.by(TEACHER), first.id, {"what": "Gareth Penhallow wrote it"})
    for each in (first, second):
        assert ids((await school.kept(each)).held_back) == [CHAMPION.id]
        with pytest.raises(NotFound):
            await school.incidents.show(CHAMPION, each.id)
    await school.incidents.tell_after_all(school.by(HEAD), first.id, CHAMPION.id, "r")
    await school.incidents.show(CHAMPION, second.id)


async def test_a_change_of_kind_holds_back_whom_the_words_name_for_the_new_ladder() -> None:
    """The Computing Coordinator is not asked about for a threat, which she never hears of; spam would alert her."""
    school = School(Roster(SCHOOL.people))
    incident = await school.report("threat", what="Priya Ramanathan wrote it")
    assert incident.shut_out == frozenset()
    changed = await school.incidents.change_the_kind(school.by(HEAD), incident.id, "spam", "", "", "")
    assert ids(changed.view.incident.held_back) == [COORDINATOR.id]
