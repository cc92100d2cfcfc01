"""Presses, deliveries, crashes and failures of Teams in any order of their single steps: once all is quiet, what stands
in every chat is what would be drawn now, whatever feature it is of.

Two replicas over one store, of each feature its own jobs and presses, and one protocol under them all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.directory.roster import Roster
from bot.policy.calls import deciding
from bot.policy.calls.call import PartnerKind, RequestForm
from bot.policy.calls.timing import Plan
from bot.policy.calls.view import CallView
from bot.policy.documents.campaigns import Campaign, CampaignKind
from bot.policy.documents.questions import Question
from bot.policy.documents.signing import SigningForm
from bot.policy.documents.view import DocumentView
from bot.policy.files import receiving
from bot.policy.files.receiving import KeptWith, SenderNote
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.evidence import Arrival, FileResult
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.reporting import Report
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.approval import Deciders
from bot.policy.kit.errors import Conflict, Incomplete, NotAllowed, NotFound, NotPossible
from bot.policy.kit.notices import refresh
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.records import Address, Message, Notice, NoticeState, PostedCard, Purpose, Urgency
from bot.policy.kit.references import draft_id
from bot.policy.kit.timeline import SignedHead
from bot.policy.log.cpoms import CpomsShown
from bot.policy.log.recurring import Recurrences
from bot.policy.log.reviewing import ReviewRound, ReviewShown
from bot.policy.log.unreadable import UnreadableShown
from bot.services.calls.absence import Absences
from bot.services.calls.calls import Calls
from bot.services.calls.topic import CallTopic
from bot.services.documents.services import DocumentServices
from bot.services.engine.ticker import Ticker
from bot.services.engine.triggers import JobTriggers
from bot.services.files.evidence import FileIntake
from bot.services.files.topic import FileTopic
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.reports import Reports
from bot.services.incidents.topic import IncidentTopic
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.kit.outbox import Outbox
from bot.services.kit.topics import Drawn, Topic
from bot.services.log.log import Log
from bot.services.log.retention import Retention
from bot.services.log.times import Reviews
from bot.services.log.topic import LogTopic
from bot.services.null_ports import NoFileStore
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import EMPTIED, MemoryStore
from tests.rig import MONDAY, SCHOOL_FILE
from tests.services.interleaving import HALF, Chats, Leases, Process, SteppedStore, SteppedTeams, Steps
from tests.services.test_documents import Offers, Words
from tests.soak import count

SCHOOL = load_school(SCHOOL_FILE)
PEOPLE, TEACHER = SCHOOL.people, SCHOOL.people[6]
HEAD, CHAMPION = SCHOOL.people[0], SCHOOL.people[1]
LOOK_AGAIN = timedelta(seconds=10)
FIRST, FIRST_CALL = "OS-2026-0001", "VC-2026-0001"
RUNG = SCHOOL.people[:5]
AN_ACT_IN = 0.04
BEFALLS = ("fault", "kill", "time")
"""What befalls every feature."""
CALL = RequestForm(
    subject="Rivers",
    class_name="4B",
    pupils=28,
    starts_at=MONDAY + timedelta(days=3),
    ends_at=MONDAY + timedelta(days=3, minutes=45),
    partner="Hill School",
    partner_kind=PartnerKind.SCHOOL,
    lead=TEACHER.who,
    team=(PEOPLE[7].who,),
    in_the_room=(PEOPLE[7].who,),
    agreement="AG-1",
    signed_on=date(2026, 11, 2),
    trained=True,
)
Work = Coroutine[object, object, object]


ON_NO_CARD = {"version", "due_at", "reminded_at"}
"""What of a report a reminder changes, or a ping that comes again: no card shows it, nor to whom one is to come."""


def draw_incident(purpose: Purpose, view: IncidentView, reader: Person, in_person: Holders) -> Message:
    """What changes on a face; who has been told is said to the reporter alone."""
    told = sorted(f"{n.to.id}:{n.state.value}" for n in view.pings) if purpose is IncidentPurpose.RECEIPT else ()
    ladder = view.incident.ladder.model_copy(update={"insistences": ()})
    shown = view.incident.model_copy(update={"ladder": ladder}).model_dump_json(exclude=ON_NO_CARD)
    return Message(summary="x", text=f"{purpose.value} {shown} {told}")


def draw_call(purpose: Purpose, view: CallView, reader: Person) -> Message:
    """How it stands, and whether its reader may decide it."""
    return Message(summary="x", text=f"{purpose.value} {view.call.state.value} {reader.id in view.deciders}")


def draw_aup(purpose: Purpose, shown: DocumentView, reader: Person) -> Message:
    """How the reader stands, or how long the thread is."""
    mine, question = shown.mine, shown.question
    said = f"{mine.ask.standing.value} {bool(mine.signature)}" if mine else len(question.lines) if question else "-"
    return Message(summary="x", text=f"{purpose.value} {said}")


def draw_log(shown: ReviewShown | SignedHead | UnreadableShown | CpomsShown | Recurrences) -> Message:
    """Whether it has been reviewed in its half term: who does so again changes nothing."""
    done = isinstance(shown, ReviewShown) and shown.done
    return Message(summary="x", text="reviewed" if done else "to be reviewed")


def draw_files(arrival: Arrival, said: Sequence[SenderNote | None], kept_with: KeptWith) -> Message:
    """Where the files are."""
    return Message(summary="x", text=f"{arrival.subject} {[one.key for one in arrival.results]} {kept_with}")


@dataclass
class Replica:
    """A process at work."""

    process: Process
    context: ServiceContext
    topics: dict[str, Topic]
    outbox: Outbox

    @property
    def aup(self) -> DocumentServices:
        """The campaigns' use cases."""
        return DocumentServices.of(self.context, Offers(), document=Words())


class World:
    """The school, Teams, and two replicas."""

    def __init__(self, dice: Random, feature: Feature) -> None:
        self.dice, self.steps, self.feature = dice, Steps(dice), feature
        self.store, self.clock, self.directory = MemoryStore(), FakeClock(MONDAY), Roster(PEOPLE)
        self.chats, self.leases, self.presses = Chats(), Leases(), 0
        self.tasks: list[asyncio.Task[None]] = []
        self.replicas: list[Replica] = []

    async def start(self) -> None:
        """What there was before, and then two processes."""
        await self.feature.begin(ServiceContext(self.store, self.directory, SCHOOL, self.clock, JobTriggers()))
        self.replicas = [self.replica(), self.replica()]

    def replica(self) -> Replica:
        """One more process."""
        process, triggers = Process(self.steps), JobTriggers()
        store = SteppedStore(self.store, process, self.clock, self.leases)
        context = ServiceContext(store, self.directory, SCHOOL, self.clock, triggers)
        topics: dict[str, Topic] = {
            "incident": IncidentTopic(store, self.directory, self.clock, context.calendar, draw_incident),
            "call": CallTopic(context, draw_call),
            "aup": DocumentServices.of(context, Offers(), document=Words()).topic(draw_aup),
            "log": LogTopic(context, draw_log),
            "file": FileTopic(store, FileIntake(context), draw_files),
        }
        road = SteppedTeams(self.chats, process)
        outbox = Outbox(store, road, self.clock, topics, triggers, self.directory, EMPTIED)
        self.begin(Ticker(outbox, self.clock, triggers.on(Notice), look_again=LOOK_AGAIN).run())
        self.begin(Ticker(Ladders(context), self.clock, triggers.on(Incident), look_again=LOOK_AGAIN).run())
        return Replica(process, context, topics, outbox)

    def begin(self, work: Work) -> None:
        """Somebody begins something."""

        async def done() -> None:
            # A refusal is an answer.
            with suppress(NotFound, NotAllowed, NotPossible, Incomplete):
                await work

        self.tasks.append(asyncio.create_task(done()))

    def kill(self) -> None:
        """kill -9, and another process in its place."""
        dead = self.replicas.pop(self.dice.randrange(2))
        dead.process.alive = False
        self.replicas.append(self.replica())

    def act(self) -> None:
        """Something happens."""
        dice, at = self.dice, self.dice.choice(self.replicas)
        self.presses += 1
        things: Sequence[Act | str] = (*self.feature.acts, *BEFALLS)
        chosen = dice.choice(things)
        if chosen == "fault":
            self.chats.faults += 1
        elif chosen == "kill":
            self.kill()
        elif chosen == "time":
            self.clock.move(timedelta(seconds=dice.choice((1, 5, 60, 360))))
        elif not isinstance(chosen, str):
            self.begin(chosen(at, dice, f"press-{self.presses}"))

    async def quiet(self) -> None:
        """Until nothing waits to be said, and nobody has a step to take."""
        for _ in range(400):
            while await self.steps.one():
                pass
            if not await self.store.find(Notice, where={"state": NoticeState.WAITING.value}):
                return
            self.clock.move(timedelta(seconds=1))
        raise AssertionError("it never came to rest")

    async def check(self) -> None:
        """What stands is what would be drawn now."""
        self.steps.over = True
        for task in self.tasks:
            if task.done():
                task.result()
        for card in await self.store.find(PostedCard):
            if card.live:
                asked = refresh(card, Urgency.URGENT, card.posted_at, "looked at")
                topic, reader = self.replicas[0].topics[card.topic], await self.directory.person(card.to.id)
                drawing = topic.drawing(asked)
                now = await drawing.draw(await self.store.find_each(*drawing.queries), card.purpose, reader)
                assert isinstance(now, Drawn)
                assert self.chats.stands[card.address.activity] == now.message.text, card

    async def end(self) -> None:
        """Everybody stops."""
        self.steps.over = True
        deliveries = [task for replica in self.replicas for task in replica.outbox._under_way.values()]
        for task in (*self.tasks, *deliveries):
            task.cancel()
        await asyncio.gather(*self.tasks, *deliveries, return_exceptions=True)


Act = Callable[[Replica, Random, str], Work]


@dataclass(frozen=True)
class Feature:
    """What there is of a feature before anything is sent, and what people do then."""

    begin: Callable[[ServiceContext], Work]
    acts: Sequence[Act]


async def a_report(context: ServiceContext) -> None:
    """A report whose pings are still to be sent."""
    said = Report("illegal_content", None, {"what": "x"}, "draft", None)
    await Reports(context).report(Actor(TEACHER, "0"), said)


def report(at: Replica, dice: Random, press: str) -> Work:
    """One more report, from a form or from words."""
    place = Place(Address(service_url="u", conversation=TEACHER.id, activity=press), drawn=False)
    kind = dice.choice(("threat", "illegal_content"))
    said = Report(kind, None, {"what": "x"}, press, place if dice.random() < HALF else None)
    return Reports(at.context).report(Actor(TEACHER, press), said)


def acknowledge(at: Replica, dice: Random, press: str) -> Work:
    """Somebody takes it."""
    return Incidents(at.context).acknowledge(Actor(dice.choice(RUNG), press), FIRST)


def note(at: Replica, dice: Random, press: str) -> Work:
    """Somebody writes."""
    return Incidents(at.context).add_a_note(Actor(dice.choice(RUNG), press), FIRST, "a note")


def hand_over(at: Replica, dice: Random, press: str) -> Work:
    """Somebody gives it to another."""
    return Incidents(at.context).hand_over(Actor(dice.choice(RUNG), press), FIRST, dice.choice(RUNG).id)


def close(at: Replica, dice: Random, press: str) -> Work:
    """Somebody ends it."""
    words = ClosingWords("no_action", "x", "", "x", "x")
    return Incidents(at.context).close(Actor(dice.choice(RUNG), press), FIRST, words)


async def a_call(context: ServiceContext) -> None:
    """A call that waits to be put before whoever decides it, and a receipt on its way."""
    plan, deciders = Plan(context.calendar, SCHOOL.video_calls.remind_before), Deciders((HEAD,), ())
    asked = deciding.first_version(CALL, (), context.clock.now())
    await context.store.keep(deciding.request_call(FIRST_CALL, asked, TEACHER, "draft", None, deciders, plan))


def decide_call(at: Replica, dice: Random, press: str) -> Work:
    """The Headteacher decides."""
    calls, by = Calls(at.context, Offers()), Actor(HEAD, press)
    if dice.random() < HALF:
        return calls.approve(by, FIRST_CALL, 1)
    decided = dice.choice((calls.decline, calls.ask_for_changes, calls.cancel))
    return decided(by, FIRST_CALL, 1, "because")


def withdraw_call(at: Replica, dice: Random, press: str) -> Work:
    """The requester takes it back."""
    return Calls(at.context, Offers()).withdraw(Actor(TEACHER, press), FIRST_CALL, "")


def be_away(at: Replica, dice: Random, press: str) -> Work:
    """The Headteacher goes, or is back: others decide."""
    absences, by = Absences(at.context), Actor(HEAD, press)
    return absences.away(by, "tomorrow") if dice.random() < HALF else absences.back(by)


async def a_campaign(context: ServiceContext) -> None:
    """Everybody is to be asked to sign."""
    desk = DocumentServices.of(context, Offers(), document=Words())
    await desk.publishing.publish(Actor(CHAMPION, "0"), (await desk.publishing.proposal(CHAMPION)).seen)
    await desk.campaigns().run()


async def answer_aup(at: Replica, by: Person, press: str, how: str) -> None:
    """Somebody answers, or asks."""
    (campaign,) = await at.context.store.find(Campaign, where={"what": CampaignKind.AUP.value})
    signing, actor = at.aup.signing, Actor(by, press)
    match how:
        case "sign":
            await signing.sign(actor, campaign.id, SigningForm(True, by.name, "I sign"))
        case "not yet":
            await signing.not_yet(actor, campaign.id)
        case "decline":
            await signing.decline(actor, campaign.id, "no")
        case "ask":
            own = [each for each in await at.context.store.find(Question) if each.asker.id == by.id]
            await signing.ask(actor, campaign.id, f"why? {press}", own[0].id if own else "")


def sign_or_ask(at: Replica, dice: Random, press: str) -> Work:
    """One of two people answers, or asks."""
    return answer_aup(at, dice.choice((TEACHER, PEOPLE[7])), press, dice.choice(("sign", "not yet", "decline", "ask")))


async def reply(at: Replica, dice: Random, press: str) -> None:
    """A Champion answers what was asked."""
    for question in await at.context.store.find(Question):
        await at.aup.questions.answer(Actor(CHAMPION, press), question.id, f"so {press}", len(question.lines))


async def a_review(context: ServiceContext) -> None:
    """The Champions are to be asked for the review of the log."""
    await Reviews(context).run()
    (held,) = await context.store.find(ReviewRound)
    clock = context.clock
    assert isinstance(clock, FakeClock)
    clock.move_to(held.due_at)
    await Reviews(context).run()


async def review(at: Replica, dice: Random, press: str) -> None:
    """Somebody reviews the log, but not twice at the very same moment."""
    by = dice.choice((HEAD, CHAMPION))
    with suppress(Conflict):
        await Log(at.context, Retention(at.context, NoFileStore())).review(Actor(by, press), press)


async def files(context: ServiceContext) -> None:
    """The sender of some files, whose form is still to be sent, is to be told of them."""
    for number in range(2):
        arrival = Arrival(
            id=f"m{number}", subject=draft_id(TEACHER.id, "draft"), by=TEACHER.who, at=context.clock.now()
        )
        await context.store.keep(receiving.tell_sender(arrival, (FileResult(name="x", file="x"),), context.clock.now()))


def send_form(at: Replica, dice: Random, press: str) -> Work:
    """The form is sent: the files go with it, or are let go of."""
    said = Report(dice.choice(("threat", "illegal_content")), None, {"what": "x"}, "draft", None)
    return Reports(at.context).report(Actor(TEACHER, press), said)


FEATURES = {
    "incidents": Feature(a_report, (report, acknowledge, acknowledge, note, note, hand_over, close)),
    "calls": Feature(a_call, (decide_call, decide_call, withdraw_call, be_away)),
    "aup": Feature(a_campaign, (sign_or_ask, sign_or_ask, reply)),
    "log": Feature(a_review, (review, review)),
    "files": Feature(files, (send_form, send_form)),
}
EXAMPLES = {"incidents": 600}
FEWER = 200


async def story(dice: Random, feature: Feature) -> None:
    """Something is to be said, and then there happens so much at once as the dice say."""
    world = World(dice, feature)
    await world.start()
    try:
        for _ in range(dice.randrange(400)):
            if dice.random() < AN_ACT_IN:
                world.act()
            await world.steps.one()
        world.chats.faults = 0
        await world.quiet()
        await world.check()
    finally:
        await world.end()


@pytest.mark.soak
@pytest.mark.parametrize("feature", FEATURES)
def test_what_stands_is_what_would_be_drawn_now(feature: str) -> None:
    """However presses, deliveries, crashes and failures overtake each other: a card is never left behind its record."""

    @given(seed=st.integers(0, 2**32))
    @settings(max_examples=count(EXAMPLES.get(feature, FEWER)), deadline=None, phases=[Phase.generate])
    def stories(seed: int) -> None:
        asyncio.run(story(Random(seed), FEATURES[feature]))

    stories()
