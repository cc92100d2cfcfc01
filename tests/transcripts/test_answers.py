"""Questions answered from the policy, put before a Champion, and counted without a word of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.policy.answers.unanswered import Unanswered
from bot.policy.documents.questions import Question
from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Record
from tests.rig import ASSISTANT, CHAMPION, HEAD, MANAGER, OTHER_TEACHER, TEACHER, Rig
from tests.transcripts.play import Line, play

OWN_PHONE = "can i use my own phone to take pics on the trip?"
NOTHING_FITS = "what is the code for the photocopier?"
TO_A_CHAMPION: list[Line] = [
    (TEACHER, "says", NOTHING_FITS),
    (TEACHER, "presses", "Ask a Champion"),
    (TEACHER, "reads", NOTHING_FITS),
    (TEACHER, "presses", "Send"),
    (TEACHER, "reads", "Your question QU-2026-0001 is with the Champions."),
    (CHAMPION, "reads", NOTHING_FITS),
]

STORIES: dict[str, list[Line]] = {
    "the best answer, what to do and not to do, and two more to choose from": [
        (TEACHER, "says", OWN_PHONE),
        (TEACHER, "reads", "Pictures on your own phone or camera"),
        (TEACHER, "reads", "Yes, you may, if no school camera or tablet is to hand."),
        (TEACHER, "reads", "then delete it from your device"),
        (TEACHER, "reads", "Do not keep it on your device"),
        (TEACHER, "reads", "Did you mean something else?"),
        (TEACHER, "reads", "nothing was reported"),
        (TEACHER, "presses", "Phones on visits"),
        (TEACHER, "reads", "Take a mobile phone on every educational visit"),
        (TEACHER, "presses", "Ask a Champion"),
        (TEACHER, "reads", OWN_PHONE),
    ],
    "why opens the section of the policy, and no clause is shown": [
        (TEACHER, "says", OWN_PHONE),
        (TEACHER, "reads", "Online Safety Policy, section 4.3"),
        (TEACHER, "never reads", "D5"),
    ],
    "what may be a question or a report leads to either": [
        (TEACHER, "says", "a parent has sent me a friend request on facebook"),
        (TEACHER, "reads", "Or read what the policy says"),
        (TEACHER, "presses", "Parents on social networks"),
        (TEACHER, "reads", "Do not begin an online friendship"),
        (TEACHER, "reads", "nothing was reported"),
        (TEACHER, "presses", "Ask a Champion"),
        (TEACHER, "reads", "a parent has sent me a friend request on facebook"),
    ],
    "beside what tells of danger stands no policy": [
        (TEACHER, "says", "a man she has never met has sent a girl in my class a friend request"),
        (TEACHER, "reads", "Someone may be harming a pupil"),
        (TEACHER, "never reads", "Or read what the policy says"),
    ],
    "an answer leads on to what it is about": [
        (TEACHER, "says", "do we need a signed agreement before the zoom?"),
        (TEACHER, "reads", "it covers copyright, privacy"),
        (TEACHER, "presses", "Ask for a video call"),
        (TEACHER, "reads", "Class"),
    ],
    "a question about what may have happened begins its report with one press": [
        (TEACHER, "says", "what is the rule about pictures that a parent puts on facebook?"),
        (TEACHER, "presses", "Photo or video without consent"),
        (TEACHER, "reads", "what is the rule about pictures that a parent puts on facebook?"),
    ],
    "nothing fits: a Champion is asked and answers, and more can be asked": [
        *TO_A_CHAMPION,
        (CHAMPION, "reads", "A question about the policy"),
        (CHAMPION, "never reads", "Show now"),
        (CHAMPION, "presses", "Answer"),
        (CHAMPION, "presses", "Send", {"answer": "It is on the machine."}),
        (TEACHER, "reads", "It is on the machine."),
        (TEACHER, "presses", "Ask something more"),
        (TEACHER, "presses", "Send", {"question": "And the one upstairs?"}),
        (CHAMPION, "reads", "And the one upstairs?"),
        (TEACHER, "says", "QU-2026-0001"),
        (TEACHER, "reads", "And the one upstairs?"),
    ],
    "two Champions answer: the second reads what the first wrote, and sends theirs knowingly": [
        *TO_A_CHAMPION,
        (HEAD, "reads", NOTHING_FITS),
        (CHAMPION, "presses", "Answer"),
        (HEAD, "presses", "Answer"),
        (HEAD, "presses", "Send", {"answer": "It is 4711."}),
        (CHAMPION, "presses", "Send", {"answer": "There is none."}),
        (CHAMPION, "reads", "Rosalind Okafor has answered meanwhile, as you see here, and yours has not been sent."),
        (CHAMPION, "reads", "It is 4711."),
        (CHAMPION, "reads", "There is none."),
        (CHAMPION, "never reads", "Sent. They get your answer"),
        (TEACHER, "reads", "It is 4711."),
        (TEACHER, "never reads", "There is none."),
        (CHAMPION, "presses", "Send", {"answer": "I had the old one, 4711 is right."}),
        (CHAMPION, "is told", "Sent. They get your answer"),
        (TEACHER, "reads", "I had the old one, 4711 is right."),
        (HEAD, "reads", "I had the old one, 4711 is right."),
    ],
    "each Champion's card says at once who has answered what, and offers to add to it": [
        *TO_A_CHAMPION,
        (HEAD, "reads", NOTHING_FITS),
        (HEAD, "presses", "Answer"),
        (HEAD, "presses", "Send", {"answer": "It is 4711."}),
        (CHAMPION, "reads", "Answered by Rosalind Okafor"),
        (CHAMPION, "reads", "It is 4711."),
        (CHAMPION, "presses", "Add to the answer"),
        (CHAMPION, "reads", "Rosalind Okafor has answered: what you send here goes out as well."),
        (CHAMPION, "presses", "Send", {"answer": "And press star first."}),
        (CHAMPION, "is told", "Sent. They get your answer"),
        (TEACHER, "reads", "And press star first."),
        (HEAD, "reads", "Answered by Rosalind Okafor and Gareth Penhallow"),
    ],
    "a Champion who adds to their own answer is not asked": [
        *TO_A_CHAMPION,
        (CHAMPION, "presses", "Answer"),
        (CHAMPION, "presses", "Send", {"answer": "It is 4711."}),
        (CHAMPION, "reads", "Answered by Gareth Penhallow"),
        (CHAMPION, "presses", "Add to the answer"),
        (CHAMPION, "never reads", "goes out as well"),
        (CHAMPION, "presses", "Send", {"answer": "And press star first."}),
        (TEACHER, "reads", "And press star first."),
    ],
    "a Champion finds what waits for them again, and nobody else does": [
        *TO_A_CHAMPION,
        (MANAGER, "says", "unanswered"),
        (MANAGER, "reads", "1 put to a Champion"),
        (MANAGER, "never reads", "QU-2026-0001"),
        (CHAMPION, "says", "unanswered"),
        (CHAMPION, "presses", "Answer QU-2026-0001"),
        (CHAMPION, "presses", "Answer"),
        (CHAMPION, "presses", "Send", {"answer": "4711"}),
        (TEACHER, "reads", "4711"),
    ],
    "what waits for a Champion stands in the asker's chat, and is not asked twice": [
        *TO_A_CHAMPION,
        (TEACHER, "reads", "Your question\nQU-2026-0001 · Waiting for a Champion"),
        (TEACHER, "presses", "Ask a Champion"),
        (TEACHER, "reads", "Your question QU-2026-0001 is with the Champions."),
        (TEACHER, "says", "What is the code for the photocopier"),
        (TEACHER, "reads", "Your question QU-2026-0001 is with the Champions."),
        (TEACHER, "presses", "Open your question"),
        (CHAMPION, "has cards", "1"),
    ],
    "a question without words comes back": [
        (TEACHER, "says", NOTHING_FITS),
        (TEACHER, "presses", "Ask a Champion"),
        (TEACHER, "presses", "Send", {"question": "  "}),
        (TEACHER, "reads", "Please fill this in."),
    ],
    "what found no answer is counted for the committee": [
        *TO_A_CHAMPION,
        (TEACHER, "says", NOTHING_FITS),
        (TEACHER, "reads", "I found no answer to that in the policy"),
        (MANAGER, "says", "unanswered"),
        (MANAGER, "reads", "2 without an answer, 1 put to a Champion"),
        (MANAGER, "never reads", "photocopier"),
        (OTHER_TEACHER, "says", "unanswered"),
        (OTHER_TEACHER, "reads", "This is for somebody else to do"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_a_question_begins_no_report(rig: Rig) -> None:
    """Whatever it is about, and however its answer is pressed on."""
    await play(
        rig,
        [
            (TEACHER, "says", "can i look at a nude picture of a pupil?"),
            (TEACHER, "reads", "If a child may be in danger"),
            (TEACHER, "says", OWN_PHONE),
            (TEACHER, "presses", "Phones on visits"),
            (TEACHER, "says", "cancel"),
            (TEACHER, "reads", "There was nothing to stop."),
        ],
    )
    assert await rig.store.find(Incident) == []


async def test_nothing_but_a_count_is_kept_of_what_found_no_answer(rig: Rig) -> None:
    """No name and no word: the day, the theme, how many."""
    await play(rig, [(TEACHER, "says", NOTHING_FITS), (TEACHER, "reads", "I found no answer to that in the policy")])
    (kept,) = await rig.store.find(Unanswered)
    assert set(Unanswered.model_fields) - set(Record.model_fields) == {"day", "theme", "no_answer", "to_champion"}
    assert (kept.day, kept.theme) == (rig.clock.now().date(), kept.id.partition(":")[2])
    assert (kept.no_answer, kept.to_champion) == (1, 0)
    assert TEACHER not in kept.model_dump_json()


async def test_a_thread_is_the_asker_s_and_the_champions(rig: Rig) -> None:
    """To anybody else it does not exist, and nobody adds to another's."""
    await play(rig, TO_A_CHAMPION)
    data = {"id": "policy", "thread": "QU-2026-0001", "question": "x", "answer": "x", "draft": "d"}
    for verb, of in (("aup.thread", "QU-2026-0001"), ("aup.answer", "QU-2026-0001"), ("aup.question.send", "policy")):
        await rig.teams.forge(ASSISTANT, verb, {**data, "id": of})
    (question,) = await rig.store.find(Question)
    assert [line.text for line in question.lines] == [NOTHING_FITS]
    await play(rig, [(ASSISTANT, "never reads", "photocopier")])


async def test_the_toast_says_what_it_is_and_no_word_of_it(rig: Rig) -> None:
    """On a locked telephone, for the Champion and for who asked; it waits for school hours."""
    await play(rig, [*TO_A_CHAMPION, (CHAMPION, "presses", "Answer")])
    await play(rig, [(CHAMPION, "presses", "Send", {"answer": "Yes"}), (TEACHER, "reads", "Yes")])
    await rig.move(timedelta(seconds=1))
    toasts = {message.summary for who in (TEACHER, CHAMPION) for message in rig.teams.chat(who).standing}
    assert {"A question about the policy", "Your question about the policy was answered"} <= toasts
