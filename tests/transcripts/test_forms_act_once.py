"""Every form acts once: pressed again after "Unable to reach app" it is answered with how it stands, and other words
under the same form are never dropped."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.local.answers import BotAnswer
from bot.local.shapes import JsonObject
from bot.policy.announcements import AnnouncementPurpose
from bot.policy.calls.call import VideoCall
from bot.policy.committee.meeting import CommitteeDecision, CommitteeMeeting
from bot.policy.documents import DocumentPurpose
from bot.policy.documents.campaigns import Ask
from bot.policy.documents.questions import Question
from bot.policy.documents.training import Session
from bot.policy.duties.duty import Duty
from bot.policy.filtering.checks import FilterReview, FilterTest
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident, Note, State
from bot.policy.kit.records import CardPurpose, Notice
from bot.policy.log.reviewing import Review
from bot.policy.policy_changes.change import PolicyChange
from bot.policy.requests.request import StaffRequest
from cards.kit.parts import Verb
from tests.rig import ASSISTANT, CHAMPION, COORDINATOR, HEAD, MANAGER, OTHER_TEACHER, TEACHER, Rig
from tests.transcripts.calls import FORM, asking
from tests.transcripts.play import Line, play
from tests.transcripts.test_duties import DONE, RESTORED
from tests.transcripts.test_requests import APP, BORROWED, LAPTOP, OUT

OTHER = "quite other words"
REF, CALL, AUP = "OS-2026-0001", "VC-2026-0001", "AUP-2026-27"

REPORTED: list[Line] = [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "first"})]
TAKEN: list[Line] = [
    *REPORTED,
    (CHAMPION, "reads", REF),
    (CHAMPION, "presses", "Acknowledge"),
    (TEACHER, "reads", "Gareth Penhallow has it"),
]
ENDING = {"outcome": "Talked", "reason": "Done", "cpoms": "C-1"}
CLOSED: list[Line] = [
    *TAKEN,
    (CHAMPION, "presses", "Close"),
    (CHAMPION, "presses", "Send", ENDING),
    (TEACHER, "reads", "Your report has been dealt with"),
]
LOST: list[Line] = [
    (TEACHER, "says", "report data loss"),
    (TEACHER, "presses", "Send", {"what": "Left on the bus"}),
    (MANAGER, "reads", REF),
    (MANAGER, "presses", "Acknowledge"),
]
TESTED = {
    **{"device": "tablet", "place": "school", "account": "pupil", "category": "adult"},
    **{"worked": "yes", "note": "a"},
}
THROUGH: list[Line] = [
    (TEACHER, "says", "report filter breach"),
    (TEACHER, "presses", "Send", {"address": "example.com/bad", "what": "x"}),
    (COORDINATOR, "reads", REF),
    (COORDINATOR, "presses", "Acknowledge"),
]
CONCERN: list[Line] = [
    (TEACHER, "says", "report staff conduct"),
    (TEACHER, "presses", "Send", {"what": "Took a photo", "adult": OTHER_TEACHER}),
    (HEAD, "reads", REF),
    (HEAD, "presses", "Acknowledge"),
]
ASKED = [*asking(), (HEAD, "reads", CALL)]
REQUEST = "RQ-2026-0001"
TECHNOLOGY: list[Line] = [
    (TEACHER, "says", "new technology"),
    (TEACHER, "presses", "Send", APP),
    (MANAGER, "reads", REQUEST),
    (HEAD, "reads", REQUEST),
]
DUTY = "DU-2026-0001"
BEGUN: list[Line] = [(MANAGER, "reads", DUTY)]
PUBLISHED: list[Line] = [(CHAMPION, "says", "publish aup"), (CHAMPION, "presses", "Publish")]


@dataclass(frozen=True)
class Form:
    """A form: what comes before it, who sends which data, and the data with other words (None: it has no words)."""

    before: list[Line]
    who: str
    verb: str
    data: JsonObject
    other: JsonObject | None


TOLD: JsonObject = {"title": "Fire drill", "words": "a", "who": "staff", "until": "2026-11-27"}
ANNOUNCED: list[Line] = [
    (CHAMPION, "says", "tell staff"),
    (CHAMPION, "presses", "See it first", {"title": "Fire drill", "words": "At ten", "until": "2026-11-27"}),
    (CHAMPION, "presses", "Send"),
    (TEACHER, "reads", "AN-2026-0001"),
]
FORMS: dict[str, Form] = {
    "a change of the policy": Form(
        [], CHAMPION, "policy.change.send", {"draft": "d", "clause": "4.4", "why": "a"}, {"why": OTHER}
    ),
    "what staff are told": Form([], CHAMPION, "announcement.send", {"draft": "d", **TOLD}, {"words": OTHER}),
    "a correction of it": Form(
        ANNOUNCED,
        CHAMPION,
        "announcement.correct.send",
        {"id": "AN-2026-0001", "v": "1", "draft": "e", "title": "Fire drill", "words": "a"},
        {"words": OTHER},
    ),
    "taking it back": Form(ANNOUNCED, CHAMPION, "announcement.withdraw.send", {"id": "AN-2026-0001", "v": "1"}, None),
    "seeing it": Form(ANNOUNCED, TEACHER, "announcement.seen", {"id": "AN-2026-0001", "v": "1"}, None),
    "a meeting of the committee": Form(
        [], CHAMPION, "committee.meeting.send", {"draft": "d", "on": "2026-11-23", "present": "a"}, {"present": OTHER}
    ),
    "what the committee decides": Form(
        [], CHAMPION, "committee.decide.send", {"draft": "d", "words": "a", "on": "2026-12-01"}, {"words": OTHER}
    ),
    "feedback to the Headteacher": Form(
        [
            (CHAMPION, "says", "committee"),
            (CHAMPION, "presses", "Date and who was there"),
            (CHAMPION, "presses", "Save", {"on": "today", "present": "All of us"}),
        ],
        CHAMPION,
        "committee.feedback.send",
        {"id": ""},
        None,
    ),
    "a question to a Champion": Form(
        [], TEACHER, "answers.ask.send", {"draft": "d", "theme": "pictures", "question": "a"}, {"question": OTHER}
    ),
    "a report": Form(
        [],
        TEACHER,
        "report.send",
        {"kind": "threat", "draft": "d", "what": "a", "happened_on": "27/11/2025"},
        {"what": OTHER},
    ),
    "an alert": Form([], TEACHER, "report.alert", {"kind": "harmful_contact", "draft": "d"}, None),
    "an alert about an adult": Form(
        [],
        TEACHER,
        "report.alert_adult",
        {"kind": "harmful_contact", "draft": "d", "someone_else": "Ann Other"},
        {"someone_else": OTHER},
    ),
    "details": Form(REPORTED, TEACHER, "report.details", {"id": REF, "v": 1, "what": "a"}, {"what": OTHER}),
    "details, on a card of an earlier release": Form(
        REPORTED, TEACHER, "report.details", {"id": REF, "what": "a"}, {"what": OTHER}
    ),
    "details of a closed report": Form(
        CLOSED, TEACHER, "report.details", {"id": REF, "v": 1, "what": "a"}, {"what": OTHER}
    ),
    "taking it": Form(REPORTED, CHAMPION, "incident.acknowledge", {"id": REF, "v": 1}, None),
    "still with me": Form(TAKEN, CHAMPION, "incident.still", {"id": REF, "v": 2}, None),
    "alert now": Form(REPORTED, TEACHER, "incident.ring_now", {"id": REF, "v": 1}, None),
    "a note": Form(TAKEN, CHAMPION, "incident.note.send", {"id": REF, "v": 2, "note": "a"}, {"note": OTHER}),
    "a note, on a closed report": Form(
        CLOSED, CHAMPION, "incident.note.send", {"id": REF, "v": 3, "note": "a"}, {"note": OTHER}
    ),
    "handing over": Form(TAKEN, CHAMPION, "incident.hand_over.send", {"id": REF, "v": 2, "to": HEAD}, None),
    "taking over": Form(
        TAKEN, HEAD, "incident.take_over", {"id": REF, "v": 2, "owner": CHAMPION, "words": "a"}, {"words": OTHER}
    ),
    "another kind": Form(
        TAKEN, CHAMPION, "incident.kind.send", {"id": REF, "v": 2, "kind": "bullying", "note": "a"}, {"note": OTHER}
    ),
    "telling somebody outside": Form(
        TAKEN,
        CHAMPION,
        "incident.refer.send",
        {"id": REF, "v": 2, "told_other": "Police", "note": "a"},
        {"note": OTHER},
    ),
    "the ICO": Form(
        LOST, MANAGER, "incident.breach.send", {"id": REF, "v": 2, "reported": "no", "reason": "a"}, {"reason": OTHER}
    ),
    "the address that got through": Form(
        THROUGH,
        COORDINATOR,
        "incident.filter.send",
        {"id": REF, "v": 2, "verdict": "block", "reason": "a", "ticket": "L-1"},
        {"reason": OTHER},
    ),
    "a decision that no report led to": Form(
        [],
        COORDINATOR,
        "filtering.decide.send",
        {"draft": "d", "address": "x.example", "verdict": "block", "reason": "a"},
        {"reason": OTHER},
    ),
    "a test of the filter": Form([], COORDINATOR, "filtering.test.send", {"draft": "d", **TESTED}, {"note": OTHER}),
    "a review of the filter": Form(
        [],
        COORDINATOR,
        "filtering.review.send",
        {"draft": "d", "governor": "W. Achterberg", "findings": "a"},
        {"findings": OTHER},
    ),
    "an action": Form(
        TAKEN,
        CHAMPION,
        "incident.action.send",
        {"id": REF, "v": 2, "words": "a", "owner": ASSISTANT, "on": "2026-12-01"},
        {"words": OTHER},
    ),
    "what became of an action": Form(
        [
            *TAKEN,
            (CHAMPION, "presses", "Add an action"),
            (CHAMPION, "presses", "Send", {"words": "Ring", "on": "2026-12-01"}),
            (CHAMPION, "reads", "Gareth Penhallow, by Tue 1 Dec"),
        ],
        CHAMPION,
        "action.end.send",
        {"id": f"{REF}:action:2", "v": 1, "words": "a", "ends_as": "done"},
        {"words": OTHER},
    ),
    "a report that is in CPOMS": Form(
        TAKEN,
        CHAMPION,
        "incident.cpoms.send",
        {"id": REF, "v": 2, "cpoms": "C-1", "no_cpoms": "a"},
        {"no_cpoms": OTHER},
    ),
    "a question to the reporter": Form(
        TAKEN, CHAMPION, "incident.ask.send", {"id": REF, "v": 2, "words": "a"}, {"words": OTHER}
    ),
    "an answer to a handler": Form(
        [
            *TAKEN,
            (CHAMPION, "presses", "Ask the reporter"),
            (CHAMPION, "presses", "Send", {"words": "Which app?"}),
            (TEACHER, "reads", "Which app?"),
        ],
        TEACHER,
        "report.answer.send",
        {"id": REF, "question": f"{REF}:question:2", "draft": f"{REF}:question:2", "answer": "a"},
        {"answer": OTHER},
    ),
    "telling people now": Form(
        [*REPORTED, (CHAMPION, "reads", REF)], TEACHER, "incident.ring_now.send", {"id": REF, "v": 1}, None
    ),
    "closing": Form(TAKEN, CHAMPION, "incident.close.send", {"id": REF, "v": 2, **ENDING}, {"reason": OTHER}),
    "what a concern about an adult is": Form(
        CONCERN,
        HEAD,
        "incident.conduct.send",
        {"id": REF, "v": 2, "finding": "allegation", "reason": "a"},
        {"reason": OTHER},
    ),
    "telling the LADO": Form(
        [
            *CONCERN,
            (HEAD, "presses", "Low-level concern or allegation"),
            (HEAD, "presses", "Save", {"finding": "allegation", "reason": "q"}),
            (HEAD, "reads", "tell the LADO by"),
        ],
        HEAD,
        "incident.lado.send",
        {"id": REF, "v": 3, "spoke_to": "a", "note": "b"},
        {"note": OTHER},
    ),
    "a legal hold": Form(TAKEN, CHAMPION, "incident.hold.send", {"id": REF, "v": 2, "reason": "a"}, {"reason": OTHER}),
    "a legal hold lifted": Form(
        [
            *TAKEN,
            (CHAMPION, "presses", "Legal hold"),
            (CHAMPION, "presses", "Save", {"reason": "q"}),
            (CHAMPION, "reads", "Under a legal hold"),
        ],
        CHAMPION,
        "incident.lift.send",
        {"id": REF, "v": 3, "reason": "a"},
        {"reason": OTHER},
    ),
    "opening again": Form(
        CLOSED, CHAMPION, "incident.reopen.send", {"id": REF, "v": 3, "reason": "a"}, {"reason": OTHER}
    ),
    "linking a report": Form(
        [*TAKEN, *REPORTED, (TEACHER, "reads", "OS-2026-0002")],
        CHAMPION,
        "incident.link.send",
        {"id": REF, "v": 2, "other": "0002"},
        None,
    ),
    "a drill": Form([], CHAMPION, "drill.start", {"kind": "threat", "draft": "d"}, None),
    "a video call": Form([], TEACHER, "call.send", {"draft": "d", **FORM}, {"subject": OTHER}),
    "a video call changed": Form(
        ASKED,
        TEACHER,
        "call.change.send",
        {"id": CALL, "v": "1", "draft": "e", **FORM, "pupils": "27"},
        {"subject": OTHER},
    ),
    "approving": Form(ASKED, HEAD, "call.approve", {"id": CALL, "v": "1"}, None),
    "declining": Form(ASKED, HEAD, "call.decline.send", {"id": CALL, "v": "1", "reason": "a"}, {"reason": OTHER}),
    "asking for changes": Form(ASKED, HEAD, "call.changes.send", {"id": CALL, "v": "1", "what": "a"}, {"what": OTHER}),
    "withdrawing": Form(ASKED, TEACHER, "call.withdraw", {"id": CALL, "v": "1", "reason": "a"}, {"reason": OTHER}),
    "cancelling": Form(
        [*ASKED, (HEAD, "presses", "Approve")],
        HEAD,
        "call.cancel.send",
        {"id": CALL, "v": "1", "reason": "a"},
        {"reason": OTHER},
    ),
    "a request": Form([], TEACHER, "request.send", {"draft": "d", "kind": "equipment", **LAPTOP}, {"item": OTHER}),
    "a request changed": Form(
        BORROWED,
        TEACHER,
        "request.change.send",
        {"id": REQUEST, "v": "1", "draft": "e", "kind": "equipment", **LAPTOP, "asset": "2"},
        {"item": OTHER},
    ),
    "signing equipment out": Form(BORROWED, COORDINATOR, "request.approve", {"id": REQUEST, "v": "1"}, None),
    "declining a request": Form(
        BORROWED, COORDINATOR, "request.decline.send", {"id": REQUEST, "v": "1", "reason": "a"}, {"reason": OTHER}
    ),
    "asking for changes to a request": Form(
        BORROWED, COORDINATOR, "request.changes.send", {"id": REQUEST, "v": "1", "what": "a"}, {"what": OTHER}
    ),
    "withdrawing a request": Form(
        BORROWED, TEACHER, "request.withdraw.send", {"id": REQUEST, "v": "1", "reason": "a"}, {"reason": OTHER}
    ),
    "taking a yes back": Form(
        OUT, COORDINATOR, "request.cancel.send", {"id": REQUEST, "v": "1", "reason": "a"}, {"reason": OTHER}
    ),
    "returning it": Form(OUT, TEACHER, "request.end", {"id": REQUEST, "v": "1"}, None),
    "losing it": Form(OUT, TEACHER, "request.lost", {"id": REQUEST, "v": "1"}, None),
    "a view": Form(TECHNOLOGY, MANAGER, "request.view.send", {"id": REQUEST, "v": "1", "words": "a"}, {"words": OTHER}),
    "a yes with conditions": Form(
        [
            *TECHNOLOGY,
            *(
                line
                for who in (MANAGER, HEAD)
                for line in ((who, "presses", "Give your view"), (who, "presses", "Send", {"words": "Fine"}))
            ),
            (HEAD, "reads", "waits for your decision"),
        ],
        HEAD,
        "request.approve.send",
        {"id": REQUEST, "v": "1", "conditions": "a", "review_on": "2027-01-11"},
        {"conditions": OTHER},
    ),
    "a duty that is done": Form(BEGUN, MANAGER, "duty.done.send", {"id": DUTY, "v": 1, **DONE}, {"words": OTHER}),
    "a duty that is not needed": Form(
        BEGUN, MANAGER, "duty.not_needed.send", {"id": DUTY, "v": 1, "words": "a"}, {"words": OTHER}
    ),
    "a duty handed over": Form(BEGUN, MANAGER, "duty.hand_over.send", {"id": DUTY, "v": 1, "to": TEACHER}, None),
    "a duty put off": Form(BEGUN, MANAGER, "duty.later.send", {"id": DUTY, "v": 1, "to": "2026-12-14"}, None),
    "a question": Form(
        PUBLISHED, TEACHER, "aup.question.send", {"id": AUP, "draft": "d", "question": "a"}, {"question": OTHER}
    ),
    "a question, on a card of an earlier release": Form(
        PUBLISHED, TEACHER, "aup.question.send", {"id": AUP, "question": "a"}, {"question": OTHER}
    ),
    "an answer": Form(
        [
            *PUBLISHED,
            (TEACHER, "says", "sign"),
            (TEACHER, "presses", "Not yet"),
            (TEACHER, "presses", "I have a question"),
            (TEACHER, "presses", "Send", {"question": "q"}),
        ],
        CHAMPION,
        "aup.answer",
        {"id": f"{AUP}.Q1", "v": 1, "answer": "a"},
        {"answer": OTHER},
    ),
    "signing": Form(PUBLISHED, TEACHER, "aup.sign", {"id": AUP, "read": "true", "name": "Daniel Birtwhistle"}, None),
    "declining the policy": Form(PUBLISHED, TEACHER, "aup.decline.send", {"id": AUP, "reason": "a"}, {"reason": OTHER}),
    "a version taken back": Form(PUBLISHED, CHAMPION, "documents.withdraw.send", {"id": AUP}, None),
    "somebody set aside": Form(
        [*PUBLISHED, (TEACHER, "says", "sign")],
        CHAMPION,
        "aup.set_aside.send",
        {"id": AUP, "person": TEACHER, "until": "2027-01-11"},
        None,
    ),
    "a review of the log": Form([], CHAMPION, "log.review.send", {"draft": "d", "remarks": "a"}, {"remarks": OTHER}),
    "a review of the log, on a card of an earlier release": Form(
        [], CHAMPION, "log.review.send", {"remarks": "a"}, {"remarks": OTHER}
    ),
    "a training session": Form(
        [],
        CHAMPION,
        "training.send",
        {"draft": "d", "title": "a", "held_on": "2026-11-20", "present": f"{TEACHER},{ASSISTANT}"},
        {"title": OTHER},
    ),
}
WITH_WORDS = {name: form for name, form in FORMS.items() if form.other is not None}


@pytest.fixture(autouse=True)
def calendar(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """A duty falls due where the form is one of a duty."""
    case = getattr(request.node, "callspec", None)
    form = case.params.get("form") if case else None
    due = isinstance(form, Form) and form.verb.startswith("duty.")
    monkeypatch.setattr("tests.rig.DUTIES", (RESTORED,) if due else ())
    return due


@pytest_asyncio.fixture(autouse=True)
async def met(rig: Rig, *, calendar: bool) -> None:
    """Somebody has written to the bot before, from which it knows the road."""
    await rig.teams.say(TEACHER, "help")
    if calendar:
        await rig.move(timedelta(minutes=10))


async def send(rig: Rig, form: Form, data: JsonObject) -> BotAnswer:
    """Press it under a new activity id a second later, as after "Unable to reach app"."""
    await rig.move(timedelta(seconds=1))
    answer = await rig.teams.forge(form.who, form.verb, dict(data))
    assert answer.status == 200, answer.failure
    return answer


WRITTEN = (
    Incident,
    Note,
    FilterDecision,
    FilterTest,
    PolicyChange,
    CommitteeMeeting,
    CommitteeDecision,
    FilterReview,
    VideoCall,
    StaffRequest,
    Duty,
    Question,
    Review,
    Session,
)
"""Records that a form makes."""


async def effects(rig: Rig) -> tuple[object, ...]:
    """All that people have done and what is told because of it; not redrawn cards, nor what time does."""
    asked = {DocumentPurpose.ASK, DocumentPurpose.TRAINING_DUE, AnnouncementPurpose.TOLD}
    by_time = {CardPurpose.REFRESH, IncidentPurpose.PING, *asked}
    said = [notice.id for notice in await rig.store.find(Notice) if notice.purpose not in by_time]
    done = [(entry.what, entry.subject) for entry in await rig.store.timeline() if entry.by is not None]
    kept = [len(await rig.store.find(kind)) for kind in WRITTEN]
    return sorted(said), done, kept


async def kept_words(rig: Rig) -> str:
    """All that is kept of what anybody typed."""
    return "\n".join(
        [record.model_dump_json() for kind in (*WRITTEN, ReportAction, Ask) for record in await rig.store.find(kind)]
    )


CHANGE_NOTHING = {"log.filter.send", "find.send", "evidence.open.send", "duty.file.open.send"}
"""Forms that only show: sent twice they show it twice."""


def test_every_form_stands_in_the_table() -> None:
    """A new form is tried here, or it is said that it changes nothing."""
    sending = {verb.value for declared in Verb.__subclasses__() for verb in declared if verb.endswith(".send")}
    assert sending - CHANGE_NOTHING <= {form.verb for form in FORMS.values()}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
async def test_the_same_words_act_once(rig: Rig, form: Form) -> None:
    """Three presses with different activity ids have the effect of one, and each is answered with a card."""
    await play(rig, form.before)
    before = await effects(rig)
    answers = [await send(rig, form, form.data)]
    once = await effects(rig)
    assert once != before
    answers += [await send(rig, form, form.data) for _ in range(2)]
    assert await effects(rig) == once
    assert all(answer.card is not None for answer in answers)


@pytest.mark.parametrize("form", WITH_WORDS.values(), ids=WITH_WORDS)
async def test_other_words_are_never_dropped(rig: Rig, form: Form) -> None:
    """Other words under the same form are kept, or given back in a form with a sentence."""
    await play(rig, form.before)
    await send(rig, form, form.data)
    answer = await send(rig, form, {**form.data, **(form.other or {})})
    assert OTHER in await kept_words(rig) + json.dumps(answer.card)


DAYS = timedelta(days=3)
KIND = "harmful_contact"


async def incidents(rig: Rig) -> list[Incident]:
    """The reports, the first one first."""
    return sorted(await rig.store.find(Incident), key=lambda incident: incident.id)


async def close_it(rig: Rig, **more: str) -> None:
    """The Champion takes and closes the first report; of an emergency they say that its steps are not done."""
    await play(
        rig,
        [
            (CHAMPION, "reads", REF),
            (CHAMPION, "presses", "Acknowledge"),
            (CHAMPION, "presses", "Close"),
            (CHAMPION, "presses", "Send", {**ENDING, **more}),
            (TEACHER, "reads", "Your report has been dealt with"),
        ],
    )
    await rig.move(DAYS)


async def test_an_alert_pressed_again_days_after_it_was_closed_alerts(rig: Rig) -> None:
    """It is a new alert, whose receipt takes the old one's place; while that is open, it tells nobody anew."""
    alert: JsonObject = {"kind": KIND, "draft": "d"}
    await rig.teams.forge(TEACHER, "report.alert", alert)
    await close_it(rig, unticked="true")
    for _ in range(3):
        answer = await rig.teams.forge(TEACHER, "report.alert", alert)
        assert "Your report is OS-2026-0002" in json.dumps(answer.card)
    assert [incident.state for incident in await incidents(rig)] == [State.CLOSED, State.REPORTED]
    await play(rig, [(CHAMPION, "reads", "OS-2026-0002"), (HEAD, "reads", "OS-2026-0002")])


async def test_an_alert_pressed_again_when_everybody_was_alerted_in_vain_alerts_anew(rig: Rig) -> None:
    """Whoever presses *Alert now* once more, as nobody came, is not answered with silence; a repeated delivery is."""
    alert: JsonObject = {"kind": KIND, "draft": "d"}
    await rig.teams.forge(TEACHER, "report.alert", alert)
    for _ in range(16):
        await rig.move(timedelta(minutes=10))
        await play(rig, [(TEACHER, "says", "help")])
    await play(rig, [(TEACHER, "reads", "Nobody has taken OS-2026-0001")])
    (before,) = await incidents(rig)
    answer = await rig.teams.forge(TEACHER, "report.alert", alert)
    await rig.teams.repeat(answer)
    (found,) = await incidents(rig)
    assert (found.ladder.run, found.unanswered_at) == (before.ladder.run + 1, None)


async def test_an_alert_pressed_again_still_shuts_out_whom_the_first_one_named(rig: Rig) -> None:
    """Whoever was named before is not alerted by the new alert either (I17)."""
    named: JsonObject = {"kind": KIND, "draft": "d", "adult": HEAD}
    await rig.teams.forge(TEACHER, "report.alert_adult", named)
    await close_it(rig, unticked="true")
    await rig.teams.forge(TEACHER, "report.alert", {"kind": KIND, "draft": "d"})
    await play(rig, [(CHAMPION, "reads", "OS-2026-0002"), (HEAD, "never reads", "OS-2026")])
    assert (await incidents(rig))[1].shut_out == {HEAD}


async def test_other_words_of_a_sent_form_become_details_while_its_report_is_open(rig: Rig) -> None:
    """They stand in the same report, and those who handle it are told of them."""
    said: JsonObject = {"kind": "threat", "draft": "d", "what": "first"}
    await rig.teams.forge(TEACHER, "report.send", said)
    answer = await rig.teams.forge(TEACHER, "report.send", {**said, "what": "second", "sender": "x@example.com"})
    assert "Your details were added" in json.dumps(answer.card)
    (incident,) = await incidents(rig)
    assert incident.account == {"what": "first\nsecond", "sender": "x@example.com"}
    assert [notice for notice in await rig.store.find(Notice) if notice.purpose is IncidentPurpose.DETAILS]
    await rig.teams.forge(TEACHER, "report.send", {**said, "happened_on": "last Tuesday"})
    assert (await incidents(rig))[0].account["happened"] == "last Tuesday"


async def test_other_words_of_a_sent_form_are_a_new_report_where_the_first_is_closed(rig: Rig) -> None:
    """The same words find the report that they made, whichever came since."""
    said: JsonObject = {"kind": "threat", "draft": "d", "what": "first"}
    await rig.teams.forge(TEACHER, "report.send", said)
    await close_it(rig)
    for words, reference in (("first", REF), ("second", "OS-2026-0002"), ("first", REF), ("second", "OS-2026-0002")):
        answer = await rig.teams.forge(TEACHER, "report.send", {**said, "what": words})
        assert f"Your report is {reference}" in json.dumps(answer.card)
    assert [incident.account["what"] for incident in await incidents(rig)] == ["first", "second"]


async def test_details_of_a_closed_report_are_a_new_one(rig: Rig) -> None:
    """What the reporter adds too late is not lost: it alerts as a report of the same kind."""
    await play(rig, CLOSED)
    answer = await rig.teams.forge(TEACHER, "report.details", {"id": REF, "v": 1, "what": "It goes on"})
    assert "OS-2026-0001 has ended, so this is a new report." in json.dumps(answer.card)
    await play(rig, [(CHAMPION, "reads", "It goes on"), (CHAMPION, "reads", "OS-2026-0002")])


async def test_words_for_what_somebody_else_has_taken_over_are_kept_as_a_note(rig: Rig) -> None:
    """The form stood open when a colleague took the report over: it goes to them, and what was typed with it."""
    await play(
        rig,
        [
            *TAKEN,
            (CHAMPION, "presses", "Close"),
            (HEAD, "says", REF),
            (HEAD, "presses", "Take over"),
            (HEAD, "presses", "Take over"),
        ],
    )
    await play(
        rig,
        [
            (CHAMPION, "presses", "Send", ENDING),
            (
                CHAMPION,
                "reads",
                "Rosalind Okafor has this report now, so it is theirs to do. What you wrote is kept as",
            ),
        ],
    )
    (note,) = await rig.store.find(Note)
    assert ENDING["reason"] in note.text
    assert (await incidents(rig))[0].state is not State.CLOSED


async def test_words_for_what_is_decided_already_are_kept_as_a_note(rig: Rig) -> None:
    """Closing, opening again or telling others with other words: it stands as decided, and the words as a note."""
    await play(rig, CLOSED)
    late: JsonObject = {"id": REF, "v": 2, **ENDING, "reason": OTHER}
    answer = await rig.teams.forge(CHAMPION, "incident.close.send", late)
    assert "What you wrote is kept as a note." in json.dumps(answer.card)
    (note,) = await rig.store.find(Note)
    assert OTHER in note.text
    assert (await incidents(rig))[0].state is State.CLOSED


async def test_a_second_opinion_on_the_ico_keeps_the_first_reason(rig: Rig) -> None:
    """Decided again it stands as decided last, and each reason stays with whoever gave it."""
    await play(rig, LOST)
    for version, decided, reason in ((2, "no", "It was encrypted"), (3, "yes", "It was not, after all")):
        data: JsonObject = {"id": REF, "v": version, "reported": decided, "reason": reason}
        await rig.teams.forge(MANAGER, "incident.breach.send", data)
    assert [note.text for note in await rig.store.find(Note)] == ["It was encrypted", "It was not, after all"]


async def test_nobody_is_answered_with_what_they_may_no_longer_see(rig: Rig) -> None:
    """A repetition is answered with how it stands only to those for whom it still exists."""
    await play(rig, TAKEN)
    note: JsonObject = {"id": REF, "v": 2, "note": "a"}
    await rig.teams.forge(HEAD, "incident.note.send", note)
    await rig.teams.forge(TEACHER, "report.details", {"id": REF, "v": 1, "what": "x", "about": "Rosalind Okafor"})
    answer = await rig.teams.forge(HEAD, "incident.note.send", note)
    assert "no report by that reference" in answer.message


async def test_a_call_form_sent_again_with_other_words_offers_to_change_the_request(rig: Rig) -> None:
    """Nothing is changed before they press once more; then it is a new version."""
    await rig.teams.forge(TEACHER, "call.send", {"draft": "d", **FORM})
    answer = await rig.teams.forge(TEACHER, "call.send", {"draft": "d", **FORM, "subject": OTHER})
    assert "This form has been sent already" in json.dumps(answer.card)
    (call,) = await rig.store.find(VideoCall)
    assert len(call.requests) == 1


async def test_a_reason_that_comes_too_late_is_given_back(rig: Rig) -> None:
    """Whoever decides a call that is decided already gets their words back, to use elsewhere."""
    await play(rig, [*ASKED, (HEAD, "presses", "Approve")])
    answer = await rig.teams.forge(HEAD, "call.decline.send", {"id": CALL, "v": "1", "reason": OTHER})
    shown = json.dumps(answer.card)
    assert "What you wrote was not sent" in shown
    assert OTHER in shown


async def test_two_people_may_write_the_same(rig: Rig) -> None:
    """The same words by somebody else, or on a later card, are no repetition."""
    await play(rig, TAKEN)
    for who, version in ((CHAMPION, 2), (HEAD, 2), (CHAMPION, 3)):
        await rig.teams.forge(who, "incident.note.send", {"id": REF, "v": version, "note": "rang home"})
    assert len(await rig.store.find(Note)) == 3


@pytest.mark.parametrize("who", [OTHER_TEACHER, TEACHER])
async def test_another_persons_draft_is_never_found(rig: Rig, who: str) -> None:
    """A draft is its sender's: with somebody else's, or with one's own for another kind, a report is filed."""
    await rig.teams.forge(TEACHER, "report.send", {"kind": "threat", "draft": "d", "what": "x"})
    kind = "spam" if who == TEACHER else "threat"
    await rig.teams.forge(who, "report.send", {"kind": kind, "draft": "d", "what": "x"})
    assert [incident.reporter_id for incident in await incidents(rig)] == [TEACHER, who]
