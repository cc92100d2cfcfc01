"""Each kind of report from the first press to its close, and what is special about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.records import Urgency
from cards.words.kinds import KIND_WORDS
from tests.rig import (
    ASSISTANT,
    CHAMPION,
    COORDINATOR,
    GOVERNOR,
    HEAD,
    MANAGER,
    OTHER_TEACHER,
    SENIOR,
    TEACHER,
    Rig,
)
from tests.transcripts.play import Line, play, seen

NAME = {kind: words.name for kind, words in KIND_WORDS.items()}
ANSWERS: dict[str, dict[str, str]] = {
    "staff_conduct": {"someone_else": "A visiting coach", "what": "Words that worried me"},
    "filter_breach": {"address": "https://example.com/bad", "what": "A pupil saw it"},
    "data_loss": {"lost": "Laptop", "protected": "yes", "what": "Left on the bus"},
}
FIRST_TOLD = {
    "illegal_content": (HEAD, CHAMPION),
    "nudes": (HEAD, CHAMPION),
    "harmful_contact": (HEAD, CHAMPION),
    "self_harm": (HEAD, CHAMPION),
    "staff_conduct": (HEAD,),
    "extremism": (HEAD, CHAMPION),
    "threat": (HEAD, CHAMPION),
    "bullying": (HEAD, CHAMPION),
    "filter_breach": (COORDINATOR, CHAMPION),
    "filter_request": (COORDINATOR, HEAD),
    "security_breach": (COORDINATOR, MANAGER),
    "data_loss": (MANAGER, HEAD),
    "image_misuse": (CHAMPION, MANAGER),
    "spam": (COORDINATOR, CHAMPION),
    "other": (CHAMPION, HEAD),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_three_presses_from_report_to_the_receipt(rig: Rig, kind: str) -> None:
    """`report`, the kind, and one more: the receipt, and the first people of the route are alerted within a second."""
    emergency = rig.school.routes[kind].urgency is Urgency.EMERGENCY
    last: Line = (
        (TEACHER, "presses", "Alert now")
        if emergency
        else (TEACHER, "presses", "Send", ANSWERS.get(kind, {"what": "It happened"}))
    )
    told: list[Line] = [(who, "reads", "OS-2026-0001") for who in FIRST_TOLD[kind]]
    await play(
        rig,
        [
            (TEACHER, "says", "report"),
            (TEACHER, "presses", NAME[kind]),
            (TEACHER, "reads", KIND_WORDS[kind].do[0][:40]),
            (TEACHER, "reads", KIND_WORDS[kind].do_not[0][:40]),
            (TEACHER, "reads", KINDS[kind].sections[0]),
            last,
            (TEACHER, "reads", "Your report is OS-2026-0001"),
            *told,
        ],
    )


CLOSE = {"outcome": "Dealt with", "reason": "Nothing more to do"}

STORIES: dict[str, list[Line]] = {
    "an emergency alerts before anything is typed, and details follow": [
        (TEACHER, "says", "report illegal content"),
        (TEACHER, "reads", "01632 960101"),
        (TEACHER, "reads", "clear the browsing history"),
        (TEACHER, "presses", "Alert now"),
        (HEAD, "reads", "No details yet"),
        (HEAD, "reads", "Who to phone, and when"),
        (HEAD, "reads", " in danger, otherwise "),
        (HEAD, "never reads", "999 in danger"),  # the school's own words for the same two numbers
        (TEACHER, "presses", "Add details"),
        (TEACHER, "presses", "Send", {"where": "Library PC 4", "what": "A page that opened by itself"}),
        (TEACHER, "reads", "Your details were added"),
        (HEAD, "reads", "The reporter has added details."),
        (HEAD, "reads", "A page that opened by itself"),
    ],
    "a link in a report of illegal material is kept out, and the person told so": [
        (TEACHER, "says", "report illegal content"),
        (TEACHER, "presses", "Alert now"),
        (TEACHER, "presses", "Add details"),
        (TEACHER, "presses", "Send", {"what": "It was at https://evil.example/x and more"}),
        (TEACHER, "reads", "One link was kept out of this report"),
        (HEAD, "reads", "It was at [link left out] and more"),
        (HEAD, "never reads", "evil.example"),
        (TEACHER, "never reads", "evil.example"),
    ],
    "a picture pasted as text into a report of illegal material is kept out, and nothing waits for it": [
        (TEACHER, "says", "report illegal content"),
        (TEACHER, "presses", "Alert now"),
        (TEACHER, "presses", "Add details"),
        (TEACHER, "presses", "Send", {"what": "Here it is: data:image/png;base64,iVBORw0KGgo="}),
        (TEACHER, "reads", "A picture or a file, pasted as text, was kept out of this report"),
        (HEAD, "reads", "Here it is: [picture or file left out]"),
        (HEAD, "never reads", "iVBORw0KGgo"),
    ],
    "what handlers write of illegal material holds no address, and a picture comes back to be said in words": [
        (TEACHER, "says", "report illegal content"),
        (TEACHER, "presses", "Alert now"),
        (HEAD, "reads", "OS-2026-0001"),
        (HEAD, "presses", "Acknowledge"),
        (HEAD, "presses", "Add a note"),
        (HEAD, "presses", "Send", {"note": "Look: data:image/png;base64,iVBORw0KGgo= at evil[.]club"}),
        (HEAD, "reads", "Please say it in words, then press Send again."),
        (HEAD, "never reads", "iVBORw0KGgo"),
        (HEAD, "never reads", "club"),
        (HEAD, "presses", "Send", {"note": "It lies at evil[.]club"}),
        (HEAD, "reads", "It lies at [link left out]"),
        (HEAD, "never reads", "club"),
    ],
    "illegal material is closed with a referral": [
        (TEACHER, "says", "report illegal content"),
        (TEACHER, "presses", "Alert now"),
        (HEAD, "reads", "OS-2026-0001"),
        (HEAD, "presses", "Acknowledge"),
        (HEAD, "presses", "Close"),
        (HEAD, "reads", "Not done yet: 4 of 4"),
        (HEAD, "presses", "Send", {**CLOSE, "no_referral": " x", "unticked": "true"}),
        (HEAD, "reads", "Closed by Rosalind Okafor"),
        (HEAD, "presses", "Reopen"),
        (HEAD, "presses", "Send", {"reason": "The Police phoned"}),
        (HEAD, "reads", "Refer"),
        (HEAD, "presses", "Refer"),
        (HEAD, "presses", "Send", {"told": "Police", "number": "CAD 123", "note": "Officer comes today"}),
        (HEAD, "reads", "Police, Mon 23 Nov, 10:31"),
        (HEAD, "reads", "CAD 123"),
        (HEAD, "presses", "Close"),
        (HEAD, "presses", "Send", {**CLOSE, "unticked": "true"}),
        (HEAD, "reads", "Closed by Rosalind Okafor"),
        (TEACHER, "reads", "Your report has been dealt with"),
    ],
    "a concern about an adult who holds a role: they never learn of it": [
        (TEACHER, "says", "report"),
        (TEACHER, "presses", NAME["staff_conduct"]),
        (TEACHER, "presses", "Send", {"adult": CHAMPION, "what": "What I heard"}),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
        (HEAD, "reads", "Gareth Penhallow"),
        (HEAD, "reads", "concerns an adult who works in the school"),
        (CHAMPION, "has cards", "0"),
    ],
    "a concern about the Headteacher goes to the chair of governors": [
        (TEACHER, "says", "report staff conduct"),
        (TEACHER, "presses", "Send", {"adult": HEAD, "what": "What I saw"}),
        (GOVERNOR, "reads", "OS-2026-0001"),
        (HEAD, "has cards", "0"),
        (GOVERNOR, "presses", "Acknowledge"),
        (TEACHER, "reads", "Winifred Achterberg has it"),
        (HEAD, "has cards", "0"),
    ],
    "an emergency about the Headteacher alerts the chair of governors and the deputy lead": [
        (TEACHER, "says", "report harmful contact"),
        (TEACHER, "presses", "It is about an adult here"),
        (TEACHER, "presses", "Alert now", {"adult": HEAD}),
        (GOVERNOR, "reads", "OS-2026-0001"),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "reads", "Police"),
        (CHAMPION, "reads", "Local Authority Designated Officer"),
        (HEAD, "has cards", "0"),
        (CHAMPION, "presses", "Acknowledge"),
        (TEACHER, "reads", "Gareth Penhallow has it"),
        (HEAD, "has cards", "0"),
    ],
    "an emergency about an adult asks who before anything alerts": [
        (TEACHER, "says", "report harmful contact"),
        (TEACHER, "presses", "It is about an adult here"),
        (TEACHER, "reads", "Nothing has been sent yet"),
        (HEAD, "has cards", "0"),
        (TEACHER, "presses", "Alert now"),
        (TEACHER, "reads", "Please choose who it is about"),
        (TEACHER, "presses", "Alert now", {"adult": CHAMPION}),
        (HEAD, "reads", "OS-2026-0001"),
        (CHAMPION, "has cards", "0"),
    ],
    "a concern about an adult names somebody": [
        (TEACHER, "says", "report staff conduct"),
        (TEACHER, "presses", "Send", {"what": "No name given"}),
        (TEACHER, "reads", "Please choose who it is about, or write the name"),
        (TEACHER, "reads", "No name given"),
        (HEAD, "has cards", "0"),
    ],
    "whoever does not know whom it is about, or names nobody, presses again": [
        (TEACHER, "says", "report staff conduct"),
        (TEACHER, "presses", "Send", {"what": "No name given"}),
        (TEACHER, "presses", "Send"),
        (HEAD, "reads", "No name given"),
    ],
    "an alert about an adult whom nobody can name yet alerts all the same": [
        (TEACHER, "says", "report harmful contact"),
        (TEACHER, "presses", "It is about an adult here"),
        (TEACHER, "presses", "Alert now"),
        (TEACHER, "reads", "Please choose who it is about, or write the name"),
        (HEAD, "has cards", "0"),
        (TEACHER, "presses", "Alert now"),
        (HEAD, "reads", "OS-2026-0001"),
    ],
    "a name typed instead of chosen counts as named": [
        (TEACHER, "says", "report staff conduct"),
        (TEACHER, "presses", "Send", {"someone_else": "mr gareth  penhallow", "what": "What I heard"}),
        (HEAD, "reads", "OS-2026-0001"),
        (CHAMPION, "has cards", "0"),
    ],
    "the rule holds for every kind": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {"what": "He wrote it", "adult": CHAMPION}),
        (HEAD, "reads", "OS-2026-0001"),
        (CHAMPION, "has cards", "0"),
    ],
    "spam's card has the contact, a message to copy, and whom it was reported to": [
        (TEACHER, "says", "report spam"),
        (TEACHER, "presses", "Send", {"what": "Wants my password", "sender": "it@bad.example", "subject": "Urgent"}),
        (COORDINATOR, "reads", "Message for BT Lancashire Services"),
        (COORDINATOR, "reads", "01632 960202"),
        (COORDINATOR, "reads", "Sender: it@bad.example"),
        (COORDINATOR, "presses", "Reported to …"),
        (COORDINATOR, "presses", "Send", {"told": "BT Lancashire Services", "number": "T-4711"}),
        (COORDINATOR, "reads", "reference T-4711"),
    ],
    "what got past the filter: the address, the decision and why": [
        (TEACHER, "says", "report filter breach"),
        (TEACHER, "presses", "Send", {"address": "example.com/bad", "what": "x"}),
        (COORDINATOR, "reads", "Address: example.com/bad"),
        (COORDINATOR, "presses", "Reported to …"),
        (COORDINATOR, "presses", "Send", {"told_other": "LGfL", "number": "L-9", "note": "Adult"}),
        (COORDINATOR, "reads", "reference L-9"),
        (COORDINATOR, "presses", "Decide on the address"),
        (COORDINATOR, "presses", "Save", {"verdict": "block", "reason": "  ", "ticket": "L-9"}),
        (COORDINATOR, "reads", "Please fill this in."),
        (COORDINATOR, "presses", "Save", {"verdict": "block", "reason": "It is for adults", "ticket": "L-9"}),
        (COORDINATOR, "is told", "The decision on the address is kept with OS-2026-0001"),
        (COORDINATOR, "reads", "Blocked: example[.]com/bad (Priya Ramanathan, Mon 23 Nov, 10:31, ticket L-9)"),
        (COORDINATOR, "reads", "Priya Ramanathan decided on the address (blocked): It is for adults"),
    ],
    "what got past the filter is not closed without a decision": [
        (TEACHER, "says", "report filter breach"),
        (TEACHER, "presses", "Send", {"address": "example.com/bad", "what": "x"}),
        (COORDINATOR, "reads", "OS-2026-0001"),
        (COORDINATOR, "presses", "Acknowledge"),
        (COORDINATOR, "presses", "Close"),
        (COORDINATOR, "reads", "What should happen to the address?"),
        (COORDINATOR, "presses", "Send", {**CLOSE, "verdict": "unchanged"}),
        (COORDINATOR, "reads", "Left as it is: example[.]com/bad"),
        (TEACHER, "reads", "Closed by Priya Ramanathan"),
    ],
    "what is blocked is decided with its end, and whoever asked reads the decision alone": [
        (TEACHER, "says", "report filter request"),
        (TEACHER, "presses", "Send", {"address": "www.example.com/vikings", "what": "I shall teach this on Friday"}),
        (COORDINATOR, "reads", "OS-2026-0001"),
        (COORDINATOR, "presses", "Acknowledge"),
        (COORDINATOR, "presses", "Close"),
        (COORDINATOR, "presses", "Send", {**CLOSE, "verdict": "allow", "ticket": "L-12"}),
        (COORDINATOR, "reads", "Allowed: www[.]example[.]com/vikings (Priya Ramanathan"),
        (TEACHER, "reads", "Decided: Allowed."),
        (TEACHER, "never reads", "L-12"),
        (TEACHER, "never reads", "Nothing more to do"),
    ],
    "decided once, it is not asked for again at the end": [
        (TEACHER, "says", "report filter request"),
        (TEACHER, "presses", "Send", {"address": "www.example.com/vikings", "what": "I shall teach this on Friday"}),
        (COORDINATOR, "reads", "OS-2026-0001"),
        (COORDINATOR, "presses", "Acknowledge"),
        (COORDINATOR, "presses", "Decide on the address"),
        (COORDINATOR, "presses", "Save", {"verdict": "expected", "reason": "It is in the scheme of work"}),
        (COORDINATOR, "reads", "Expected in the filter's reports: www[.]example[.]com/vikings"),
        (COORDINATOR, "presses", "Close"),
        (COORDINATOR, "never reads", "What should happen to the address?"),
        (COORDINATOR, "presses", "Send", CLOSE),
        (TEACHER, "reads", "Decided: Expected in the filter's reports."),
    ],
    "data loss shows the deadline of 72 hours, and is decided": [
        (TEACHER, "says", "report data loss"),
        (TEACHER, "presses", "Send", {"lost": "Laptop", "what": "Left on the bus"}),
        (MANAGER, "reads", "72 hours end on Thu 26 Nov, 10:31"),
        (MANAGER, "presses", "Acknowledge"),
        (MANAGER, "presses", "Close"),
        (MANAGER, "presses", "Send", CLOSE),
        (MANAGER, "reads", "Decide first whether the ICO must be told"),
        (MANAGER, "presses", "Leave without sending"),
        (MANAGER, "presses", "Decide on the ICO"),
        (MANAGER, "reads", "72 hours from the report end Thu 26 Nov, 10:31"),
        (MANAGER, "reads", "Tell it if somebody could be harmed"),
        (MANAGER, "presses", "Send", {"reported": "no", "reason": "Encrypted and found"}),
        (MANAGER, "reads", "The ICO need not be told"),
        (MANAGER, "presses", "Close"),
        (MANAGER, "presses", "Send", CLOSE),
        (TEACHER, "reads", "Closed by Helen Thistlewood"),
    ],
    "backdated, and shown so": [
        (TEACHER, "says", "report bullying"),
        (TEACHER, "presses", "Send", {"what": "Last week", "happened_on": "2026-11-16", "happened_at": "12:00"}),
        (CHAMPION, "reads", "Mon 16 Nov, 12:00 (reported later)"),
    ],
    "notes are the handlers' alone, and the timeline tells all of it": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {"what": "x"}),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Add a note"),
        (CHAMPION, "presses", "Send", {"note": "Rang the parent, who apologised"}),
        (CHAMPION, "reads", "in hand"),
        (HEAD, "reads", "Gareth Penhallow added a note: Rang the parent, who apologised"),
        (TEACHER, "never reads", "apologised"),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", {"outcome": "Settled", "reason": " "}),
        (CHAMPION, "reads", "Please fill this in."),
        (CHAMPION, "reads", "Settled"),
        (CHAMPION, "presses", "Send", {"outcome": "Settled", "reason": "Apology", "no_cpoms": "Not a pupil"}),
        (TEACHER, "reads", "Closed by Gareth Penhallow"),
    ],
    "the wrong kind is changed, and the new ladder starts": [
        (TEACHER, "says", "report other"),
        (TEACHER, "presses", "Send", {"what": "My laptop is gone"}),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Change the kind"),
        (CHAMPION, "presses", "Send", {"kind": "data_loss", "note": "It is a lost laptop"}),
        (MANAGER, "reads", "72 hours end on"),
        (MANAGER, "reads", "My laptop is gone"),
        (TEACHER, "reads", "Lost device or data"),
    ],
    "a link is kept out of what turns out to be illegal material": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {"what": "See https://evil.example/x", "link": "https://evil.example/y"}),
        (CHAMPION, "reads", "https://evil.example/x"),
        (CHAMPION, "presses", "Change the kind"),
        (CHAMPION, "presses", "Send", {"kind": "illegal_content", "note": "It is worse"}),
        (HEAD, "reads", "Illegal material or activity"),
        (HEAD, "reads", "See [link left out]"),
        (HEAD, "never reads", "evil.example"),
        (CHAMPION, "reads", "See [link left out]"),
        (CHAMPION, "never reads", "evil.example"),
    ],
    "two reports of the same are merged": [
        (TEACHER, "says", "report spam"),
        (TEACHER, "presses", "Send", {"what": "Reported by the first", "sender": "a@bad.example"}),
        (OTHER_TEACHER, "says", "report spam"),
        (OTHER_TEACHER, "presses", "Send", {"what": "Reported by the second", "sender": "A@bad.example"}),
        (COORDINATOR, "reads", "OS-2026-0002"),
        (COORDINATOR, "reads", "May be the same as"),
        (OTHER_TEACHER, "never reads", "Merge"),
        (OTHER_TEACHER, "never reads", "OS-2026-0001"),
        (COORDINATOR, "presses", "Merge"),
        (COORDINATOR, "reads", "Are these the same?"),
        (COORDINATOR, "reads", "Reported by the first"),
        (COORDINATOR, "reads", "Reported by the second"),
        (COORDINATOR, "presses", "Merge"),
        (COORDINATOR, "reads", "Merged into OS-2026-0001"),
        (OTHER_TEACHER, "reads", "Merged into OS-2026-0001"),
        (OTHER_TEACHER, "reads", "It is about the same thing as OS-2026-0001"),
        (CHAMPION, "reads", "Also reported as OS-2026-0002 by"),
        (CHAMPION, "reads", "Reported by the second"),
    ],
    "who reported what was merged hears when the one that goes on is taken and closed, and nothing that it says": [
        (TEACHER, "says", "report spam"),
        (TEACHER, "presses", "Send", {"what": "Reported by the first", "sender": "a@bad.example"}),
        (OTHER_TEACHER, "says", "report spam"),
        (OTHER_TEACHER, "presses", "Send", {"what": "Reported by the second", "sender": "A@bad.example"}),
        (COORDINATOR, "reads", "May be the same as"),
        (COORDINATOR, "presses", "Merge"),
        (COORDINATOR, "presses", "Merge"),
        (CHAMPION, "reads", "Also reported as OS-2026-0002 by"),
        (CHAMPION, "says", "acknowledge OS-2026-0001"),
        (OTHER_TEACHER, "reads", "Somebody has your report\nOS-2026-0002"),
        (OTHER_TEACHER, "reads", "Gareth Penhallow has it"),
        (OTHER_TEACHER, "reads", "It continues as OS-2026-0001"),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", {**CLOSE, "to_reporter": "For the first alone"}),
        (OTHER_TEACHER, "reads", "Your report has been dealt with\nOS-2026-0002"),
        (OTHER_TEACHER, "never reads", "For the first alone"),
        (OTHER_TEACHER, "never reads", "Reported by the first"),
        (TEACHER, "reads", "For the first alone"),
    ],
    "whoever has a report that is merged has the one that goes on": [
        (TEACHER, "says", "report bullying"),
        (TEACHER, "presses", "Send", {"what": "One"}),
        (CHAMPION, "reads", "OS-2026-0001"),
        (TEACHER, "says", "report bullying"),
        (TEACHER, "presses", "Send", {"what": "One, again"}),
        (HEAD, "reads", "OS-2026-0002"),
        (TEACHER, "never reads", "Merge"),
        (HEAD, "presses", "Acknowledge"),
        (TEACHER, "reads", "Rosalind Okafor has it"),
        (HEAD, "presses", "Merge"),
        (HEAD, "presses", "Merge"),
        (CHAMPION, "reads", "OS-2026-0002 was about the same thing, and is now part of this report."),
        (TEACHER, "reads", "OS-2026-0002 was about the same thing, and is now part of this report."),
        (CHAMPION, "reads", "Also reported as OS-2026-0002"),
        (CHAMPION, "reads", "Rosalind Okafor has it"),
    ],
    "details can be added to any report of one's own": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {"what": "x"}),
        (CHAMPION, "reads", "OS-2026-0001"),
        (TEACHER, "presses", "Add details"),
        (TEACHER, "presses", "Send", {"what": "And a second message came"}),
        (CHAMPION, "reads", "And a second message came"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_a_senior_leader_who_was_never_alerted_does_not_silence_an_emergency(rig: Rig) -> None:
    """It is called spam and alerts on; whoever was alerted, and the reporter, hear of it with a new message."""
    await play(
        rig,
        [
            (TEACHER, "says", "report illegal content"),
            (TEACHER, "presses", "Alert now"),
            (HEAD, "reads", "OS-2026-0001"),
            (CHAMPION, "reads", "OS-2026-0001"),
        ],
    )
    due = (await incident_kept(rig)).due_at
    before = {who: len(rig.teams.calls.of("send", person=who)) for who in (HEAD, CHAMPION, TEACHER)}
    await rig.teams.forge(SENIOR, "incident.kind.send", {"id": "OS-2026-0001", "kind": "spam", "note": "Only spam"})
    told = "It is now “Spam or phishing”. People are told as fast as before"
    await play(rig, [(HEAD, "reads", told), (CHAMPION, "reads", told), (TEACHER, "reads", told)])
    for who, had in before.items():
        assert len(rig.teams.calls.of("send", person=who)) == had + 1
    assert rig.teams.chat(TEACHER).from_bot[-1].summary == "OS-2026-0001: something has changed (Spam or phishing)"
    assert (await incident_kept(rig)).due_at == due
    await rig.move(timedelta(minutes=6))
    await play(rig, [(SENIOR, "reads", "It goes on as fast as before: only whoever has it, or a safeguarding lead")])


async def incident_kept(rig: Rig) -> Incident:
    """The first report, as it is kept."""
    found = await rig.store.get(Incident, "OS-2026-0001")
    assert found is not None
    return found


async def test_the_business_manager_is_reminded_of_the_72_hours(rig: Rig) -> None:
    """A day before, and four hours before, whoever has it and the business manager are told (I13)."""
    await play(
        rig,
        [
            (TEACHER, "says", "report data loss"),
            (TEACHER, "presses", "Send", {"lost": "Laptop", "what": "Left on the bus"}),
            (HEAD, "reads", "OS-2026-0001"),
            (HEAD, "presses", "Acknowledge"),
        ],
    )
    await rig.move(timedelta(hours=48))
    await play(rig, [(MANAGER, "reads", "are running out"), (HEAD, "reads", "are running out")])
    sent = len(rig.teams.calls.of("send", person=MANAGER))
    await rig.move(timedelta(hours=20))
    await rig.teams.until(lambda: len(rig.teams.calls.of("send", person=MANAGER)) > sent)
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert incident.breach is not None
    assert incident.breach.reminded == 2


async def test_a_person_named_in_a_report_asks_for_everything(rig: Rig) -> None:
    """To them it does not exist: each forged press is answered as for an unknown reference, and nothing is repeated."""
    await play(
        rig,
        [
            (TEACHER, "says", "report staff conduct"),
            (TEACHER, "presses", "Send", {"adult": CHAMPION, "what": "What I heard"}),
            (HEAD, "reads", "OS-2026-0001"),
        ],
    )
    incident = await rig.store.get(Incident, "OS-2026-0001")
    for verb in sorted(_incident_verbs()):
        data: JsonObject = {"id": "OS-2026-0001", "v": 1, "to": HEAD, "into": "OS-2026-0001", "note": "x"}
        answer = await rig.teams.forge(CHAMPION, verb, data)
        unknown = await rig.teams.forge(CHAMPION, verb, {**data, "id": "OS-1999-0001", "into": "OS-1999-0001"})
        assert (answer.message, answer.card) == (unknown.message, unknown.card), verb
        assert "OS-" not in answer.message
    assert await rig.store.get(Incident, "OS-2026-0001") == incident
    await play(rig, [(CHAMPION, "says", "my reports"), (CHAMPION, "reads", "You have not reported anything yet.")])
    assert "2026-0001" not in seen(rig, CHAMPION)


async def test_pupils_found_by_the_people_picker_stop_no_report(rig: Rig) -> None:
    """The picker finds everybody with an account: somebody who is not staff is kept as what was chosen."""
    await play(
        rig,
        [(TEACHER, "says", "report staff conduct")],
    )
    form = rig.teams.chat(TEACHER).standing[-1]
    draft = str(form.card).split("'draft': '")[1].split("'")[0]
    pupil = "cccccccc-0000-4000-8000-000000000099"
    data: JsonObject = {"kind": "staff_conduct", "draft": draft, "what": "x", "adult": pupil}
    await rig.teams.forge(TEACHER, "report.send", data, on=form.id)
    (incident,) = await rig.store.find(Incident)
    assert incident.account == {"what": "x", "someone_else": pupil}
    assert not incident.concerning


async def test_only_its_own_reporter_adds_details(rig: Rig) -> None:
    """Somebody else's report is an unknown reference, for its handlers too."""
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
    for who in (CHAMPION, OTHER_TEACHER, ASSISTANT):
        answer = await rig.teams.forge(who, "report.details", {"id": "OS-2026-0001", "what": "forged"})
        assert "no report by that reference" in answer.message
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert incident.account == {"what": "x"}
    assert incident.state is State.REPORTED


def _incident_verbs() -> set[str]:
    from tests.cards.test_limits import VERBS  # noqa: PLC0415 - the table is made once, with the cards

    return {verb for verb in VERBS if verb.startswith("incident.") or verb in {"report.details", "report.more"}}
