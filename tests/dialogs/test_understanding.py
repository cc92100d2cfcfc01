"""What people type is understood as far as it can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.answers.finding import find_answers
from dialogs.understanding import Intent, Interpretation, as_command, normalise, understand
from dialogs.wishes import CANCEL, HELP, QUESTION, WISHES
from tests.cards.catalogue import PRESSES

UNDERSTOOD = [
    ("report", Interpretation(Intent.REPORT, fresh=True)),
    ("  REPORT.  ", Interpretation(Intent.REPORT, fresh=True)),
    ("reprot", Interpretation(Intent.REPORT, fresh=True)),
    ("Please report", Interpretation(Intent.REPORT, fresh=True)),
    ("report spam", Interpretation(Intent.REPORT, kind="spam", fresh=True)),
    ("report self harm", Interpretation(Intent.REPORT, kind="self_harm", fresh=True)),
    ("Spam or phishing", Interpretation(Intent.REPORT, kind="spam")),
    ("Help", Interpretation(Intent.HELP)),
    ("hlep", Interpretation(Intent.HELP)),
    ("Hi", Interpretation(Intent.GREETING)),
    ("hello!", Interpretation(Intent.GREETING)),
    ("cancel", Interpretation(Intent.CANCEL)),
    ("cancle", Interpretation(Intent.CANCEL)),
    ("hi there", Interpretation(Intent.GREETING)),
    ("Good morning everyone", Interpretation(Intent.GREETING)),
    ("ok", Interpretation(Intent.PLEASANTRY)),
    ("Thank you so much!", Interpretation(Intent.PLEASANTRY)),
    ("👍", Interpretation(Intent.PLEASANTRY)),
    ("", Interpretation(Intent.UNCLEAR)),
    ("…", Interpretation(Intent.UNCLEAR)),
    ("OS-2026-0042", Interpretation(Intent.UNCLEAR)),
    ("qu 2026 12", Interpretation(Intent.UNCLEAR)),
    ("DR-2026-0001", Interpretation(Intent.UNCLEAR)),
    ("what is the policy on class dojo", Interpretation(Intent.QUESTION)),
    ("can my class zoom with an author", Interpretation(Intent.COMMAND, tells=True, command="video call")),
    ("how does this work", Interpretation(Intent.HELP)),
    ("never mind, pressed it by accident", Interpretation(Intent.CANCEL)),
    ("you are a star", Interpretation(Intent.PLEASANTRY)),
    ("xyzzy plugh", Interpretation(Intent.REPORT, tells=True)),
]
TOLD = [
    ("I got a nasty email", "threat"),
    ("report a nasty text", "threat"),
    ("thanks, but a pupil is cutting herself", "self_harm"),
    ("what do I do if a child tells me she wants to die?", "self_harm"),
    ("cancer charity email, looks fake", "spam"),
    ("help me now", "harmful_contact"),
    ("please help", "harmful_contact"),
    ("is it spam? it asks for gift cards", "spam"),
    ("who do I tell about a lost ipad", "data_loss"),
    ("do you know that a girl is being bullied on whatsapp", "bullying"),
    ("🆘", "harmful_contact"),
]


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_what_tells_of_something_is_carried(text: str, kind: str) -> None:
    """Whatever politeness, question or command it looks like."""
    meaning = understand(text)
    assert (meaning.wish, meaning.tells, meaning.likely[0]) == (Intent.REPORT, True, kind)


def test_a_question_about_the_rules_of_a_danger_shows_its_emergency() -> None:
    """It starts no report by itself, and an alert is one press away."""
    meaning = understand("can I look at a nude picture of a pupil?")
    assert (meaning.wish, meaning.danger, meaning.likely[0]) == (Intent.QUESTION, True, "nudes")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("what if a pupil self harms on a trip, what's the procedure", "self_harm"),
        ("what should staff do if they find a nude picture on a pupil's phone?", "nudes"),
        ("how do I know if a child is being groomed", "harmful_contact"),
        ("should staff ever look at a nude picture before they report it", "nudes"),
        ("What do I do if a child tells me something", "harmful_contact"),
        ("what should I do when a pupil discloses something to me?", "harmful_contact"),
    ],
)
def test_a_question_about_what_may_happen_is_answered_with_its_emergency_above(text: str, kind: str) -> None:
    """Nobody says that it has happened; who meant that it has is one press from the alert."""
    meaning = understand(text)
    assert (meaning.wish, meaning.danger, meaning.likely[0]) == (Intent.QUESTION, True, kind)


@pytest.mark.parametrize(
    "text",
    [
        "what do I do a man is messaging my pupil on roblox",
        "who do I tell a child has just told me she is being hurt",
        "what should I do he has got a knife",
        "how do I stop this boy cutting himself he is in my room",
        "a child told me something what do I do",
        "what do I do if a pupil tells me about abuse",
    ],
)
def test_a_question_about_what_has_happened_is_a_report(text: str) -> None:
    """Whoever asks what to do now is given the form, with their words in it."""
    meaning = understand(text)
    assert (meaning.wish, meaning.tells) == (Intent.REPORT, True)


@pytest.mark.parametrize(
    "text",
    [
        "when I was on duty a boy showed me something",
        "what he said to me was not nice",
        "how they speak is worrying me",
        "where we sat somebody had left a phone and it was on",
        "can someone come and look at this",
    ],
)
def test_a_line_that_only_begins_like_a_question_is_carried(text: str) -> None:
    """It tells of something."""
    assert understand(text).tells


COMMANDS = ["my reports", "log", "video call", "who has not signed", "back", "reach", "away until *"]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("my reprots", "my reports"),
        ("My reports, please", "my reports"),
        ("show me my reports", "my reports"),
        ("vidoe call", "video call"),
        ("who has not sigend?", "who has not signed"),
        ("log", "log"),
        ("lag", None),
        ("teach", None),
        ("beach", None),
        ("bakc", None),
        ("a video call was awful", None),
        ("away until *", None),
    ],
)
def test_a_short_line_very_like_a_command_is_one(text: str, command: str | None) -> None:
    """Slips are overlooked in long words alone, and a line that says more is none."""
    assert as_command(text, COMMANDS) == command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("any news on my report", "my reports"),
        ("who still hasnt done their aup", "who has not signed"),
        ("list of incidents this term", "log"),
        ("when is my video call", "calls"),
        ("I want to ask for a video call with a museum", "video call"),
        ("how do I ask for a video call", "video call"),
        ("ask for a video call", "video call"),
        ("send a message to all staff", "tell staff"),
        ("write an announcement to everybody", "tell staff"),
        ("make an announcement to staff", "tell staff"),
        ("show me the announcements", "announcements"),
        ("borrow an ipad", "borrow"),
        ("i need to borrow a laptop for the weekend", "borrow"),
        ("can I borrow a laptop", None),
        ("a child borrowed my laptop and looked at porn", None),
        ("who has the year 3 ipads", "who has what"),
        ("need accounts for our coding project", "temporary accounts"),
        ("i want to use chatgpt with my class", "new technology"),
        ("a pupil used chatgpt to make a nude", None),
        ("a parent wrote a letter so her son can bring his phone", "pupil phone"),
        ("a pupil keeps his phone and films other children", None),
        ("what happened to my request", "requests"),
        ("publish the policy", "publish aup"),
        ("send out the policy", "publish aup"),
        ("where is the acceptable use policy i have to sign", "sign"),
        ("do I have to sign the acceptable use policy", None),
        ("a naked man came on in our video call with the museum", None),
        ("a boy says never mind, he wants to die", None),
        ("she pressed it by accident", None),
    ],
)
def test_a_command_is_known_in_other_words(text: str, command: str | None) -> None:
    """Where nothing tells of something, and no question about the rules is asked."""
    assert understand(text).command == command
    assert understand(text).wish is not Intent.CANCEL


ASKED = [
    ("who reads this?", "report_reads"),
    ("who reads this", "report_reads"),
    ("who sees what I write", "report_reads"),
    ("does the headteacher see what I write", "report_reads"),
    ("who gets told", "report_reads"),
    ("is this confidential", "report_reads"),
    ("who is the dsl", "report_who"),
    ("whos our dsl today", "report_who"),
    ("dsl", "report_who"),
    ("who is the headteacher", "report_who"),
    ("phone number of the dsl", "report_who"),
    ("who is in charge of online safety", "report_who"),
    ("how do I withdraw a report", "report_back"),
    ("I reported the wrong thing", "report_back"),
    ("I made a mistake in my report", "report_back"),
    ("withdraw", "report_back"),
    ("own phone hotspot", "hotspot"),
    ("pupil using own phone hotspot", "hotspot"),
    ("tethering to my phone", "hotspot"),
    ("calendar", "calendar"),
    ("what is due this term", "calendar"),
    ("committee", "committee"),
    ("governors", "governors"),
    ("inspection", "inspection"),
    ("documents", "aup_read"),
    ("practise", "practise"),
    ("simulate", "practise"),
    ("email all staff", "tell_staff"),
]


@pytest.mark.parametrize(("text", "answer"), ASKED)
def test_what_is_asked_for_by_its_name_alone_is_answered(text: str, answer: str) -> None:
    """From the policy, and begins no report: it names a thing, and tells of nothing that has happened."""
    best = find_answers(text).best
    assert (understand(text).wish, best.id if best else None) == (Intent.QUESTION, answer)


WITHOUT_ITS_MARK = [
    ("who looks after data protection in our school", "data_responsible"),
    ("how do I get rid of an old class list", "data_dispose"),
    ("does every infant have a password of their own", "pupil_logins"),
    ("the window cleaner is here tomorrow, is he allowed his phone", "visitor_device"),
    ("my class send me messages on dojo on sundays, should I answer them", "dojo_pupils"),
    ("what do I tell parents about pictures at the nativity", "picture_parents_event"),
    ("may we record our teams talk with the author", "call_record"),
]


@pytest.mark.parametrize(("text", "answer"), WITHOUT_ITS_MARK)
def test_a_question_needs_no_mark_and_may_stand_at_the_end(text: str, answer: str) -> None:
    """Where the policy answers just that, and tells of nothing that its answer would have reported."""
    best = find_answers(text).best
    assert (understand(text).wish, best.id if best else None) == (Intent.QUESTION, answer)


HAPPENED = [
    ("I lost my laptop on the train, can I have another", "data_loss"),
    ("what do I do I have sent the class list to the wrong mum", "data_loss"),
    ("one of my pupils is on the class story without consent, can it be taken down", "image_misuse"),
    ("a girl in year 6 uses her own hotspot to get round the filter", "filter_breach"),
    ("the boys used a hotspot and saw porn", "filter_breach"),
    ("I need the dsl", "harmful_contact"),
    ("somebody withdrew money from the school account by a fake email", "spam"),
    ("a parent filmed our video call and put it on facebook", "image_misuse"),
    ("borrowed laptop is lost", "data_loss"),
]


@pytest.mark.parametrize(("text", "kind"), HAPPENED)
def test_what_has_happened_is_carried_whatever_it_names(text: str, kind: str) -> None:
    """The names of things that may be asked for hide no report."""
    meaning = understand(text)
    assert (meaning.wish, kind in meaning.likely) == (Intent.REPORT, True)


TAKEN_BACK = (
    "i sent it by mistake",
    "Sent that by accident",
    "sorry, that report was a mistake",
    "didnt mean to send it",
)
NOT_TAKEN_BACK = (
    "a girl sent nudes by mistake",
    "he sent her a picture by accident",
    "i sent an email with pupil data to the wrong parent by mistake",
)


def test_what_was_sent_by_mistake_is_a_wish_and_hides_no_danger() -> None:
    """Few words that name nobody; what tells of something that went astray is told."""
    assert {understand(text).command for text in TAKEN_BACK} == {"sent by mistake"}
    assert {understand(text).command for text in NOT_TAKEN_BACK} == {None}


def test_each_wish_is_a_command() -> None:
    """Of some feature, or of the bot itself."""
    assert set(WISHES) - {HELP, CANCEL, QUESTION} <= set(PRESSES.commands)


MARKS = [
    "{}",
    "{}…",
    "{}?",
    "{}!",
    "{}.",
    "… {} …",
    "{}?!",
    "\u200b{}\ufeff",
    "\u2067{}\u2069 .",
    "{}\ufe0f",
    " {}\xa0",
]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    ("word", "wish"),
    [("cancel", Intent.CANCEL), ("Help", Intent.HELP), ("REPORT", Intent.REPORT), ("hi", Intent.GREETING)],
)
def test_marks_at_the_ends_and_marks_that_nobody_sees_do_not_matter(marks: str, word: str, wish: Intent) -> None:
    """A phone's keyboard adds them."""
    assert understand(marks.format(word)).wish is wish


def test_marks_within_a_word_that_nobody_sees_do_not_matter() -> None:
    """Nor does a question mark alone become nothing."""
    assert normalise("can\u200bcel") == "cancel"
    assert (normalise("??"), normalise("…"), understand("?").wish) == ("?", "", Intent.HELP)


@pytest.mark.parametrize(("text", "meaning"), UNDERSTOOD)
def test_understood(text: str, meaning: Interpretation) -> None:
    """Each line means what it says here."""
    assert understand(text) == meaning


@given(st.text())
def test_anything_has_a_meaning(text: str) -> None:
    """No text breaks the understanding; what has a word in it is carried, or is one of those that are answered."""
    meaning = understand(text)
    assert meaning.tells or meaning.wish is not Intent.REPORT or meaning.kind or meaning.fresh
    assert as_command(text, COMMANDS) in {*COMMANDS, None}
