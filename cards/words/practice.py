"""The words of practising: the stories, what is right of each first move, and what the policy asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PRACTISE_HELP = ("**practise**", "a made-up incident on the real cards: nobody is told, and it is in no log")


@dataclass(frozen=True, slots=True)
class StoryWords:
    """A story: its name, what has happened, each first move with why, and what the policy asks."""

    name: str
    tells: str
    moves: dict[str, tuple[str, str]]
    """By the id of a move: what somebody would do, and why it is right or not."""
    asks: tuple[str, ...]


STORY_WORDS: Final[dict[str, StoryWords]] = {
    "asks_for_address": StoryWords(
        "A stranger in a game",
        "At the end of the day a pupil in Year 5 tells you that somebody in a game has asked her for her address, and "
        "said that she must tell nobody.",
        {
            "listen": (
                "I listen, tell her that she was right to tell me, and report it now",
                "A child who tells is listened to, not questioned, and the safeguarding leads hear of it at once.",
            ),
            "read_messages": (
                "I take her tablet and read all the messages",
                "The messages are for the Police and the safeguarding leads. Leave the device as it is.",
            ),
            "delete_game": (
                "I help her to block the stranger and delete the game",
                "That deletes what shows who it was. Nothing is blocked or deleted before somebody has seen to it.",
            ),
        },
        (
            "Danger to a child goes to the safeguarding leads at once; **Alert now** comes before any details.",
            "Listen, do not question the child, and promise no secrecy.",
            "Leave the messages and the device as they are.",
        ),
    ),
    "picture_passed_round": StoryWords(
        "A picture that goes round",
        "In the staff room a colleague tells you that pupils are passing round a nude picture of a girl in Year 6. He "
        "has the phone with him and offers to show you.",
        {
            "do_not_look": (
                "I do not look, he puts the phone away as it is, and I report it now",
                "Nobody looks at such a picture, and the phone stays as it is until the safeguarding leads have it.",
            ),
            "look_to_be_sure": (
                "I have a quick look, to be sure before I report it",
                "Nobody at school looks at it or finds out more. What you were told is enough to report it.",
            ),
            "have_it_sent": (
                "I have it sent to me, so that there is evidence",
                "To send such a picture on is a crime, also as evidence. The Police take it from the phone.",
            ),
            "delete_it": (
                "I ask him to delete it, so that nobody else sees it",
                "It is not deleted, and the child is not asked to: that is for those who investigate.",
            ),
        },
        (
            "Suspected illegal material is never looked at, copied, sent on or deleted.",
            "The Headteacher and the safeguarding leads hear of it at once, and they tell the Police.",
            "No file, no link and no picture goes into the report.",
        ),
    ),
    "video_on_the_board": StoryWords(
        "A video on the board",
        "In a lesson a search for volcanoes brings up a video of a man who is beaten. Some of the class have seen it.",
        {
            "board_off": (
                "I turn the board off, calm the class, and report it with the address as soon as I can",
                "First what children see ends; then it is reported at once, so that nobody else meets it.",
            ),
            "clear_history": (
                "I close it and clear the browsing history",
                "The history is never cleared: it shows what got through, and how.",
            ),
            "open_again": (
                "After the lesson I open it again to see how bad it is",
                "The address is enough. Whoever looks after the filter looks at the rest.",
            ),
        },
        (
            "What got past the filter is reported at once.",
            "The history stays, and the address goes into the report.",
            "The filtering service is told by whoever takes the report.",
        ),
    ),
    "invoice_to_open": StoryWords(
        "An invoice to open",
        "An e-mail that seems to come from the school office asks you to open an invoice and sign in with your school "
        "password. You did not expect one.",
        {
            "leave_it": (
                "I open nothing, leave it where it is, and report it",
                "Whoever looks after the school's e-mail can warn everybody and have it blocked.",
            ),
            "warn_everybody": (
                "I forward it to all staff, to warn them",
                "Then everybody has the link. The warning comes from those who looked into it.",
            ),
            "answer_it": (
                "I answer and ask whether it is real",
                "The answer goes to whoever sent it, and tells them that your address works.",
            ),
        },
        (
            "Spam and phishing go to the Computing Coordinator and the Champions, who tell BT Lancashire Services.",
            "If you have clicked or signed in, say so: then it may be a break-in, and minutes count.",
        ),
    ),
    "stick_is_gone": StoryWords(
        "A stick that is gone",
        "On Thursday evening the memory stick with your class's reports on it is not in your bag. You had it with you.",
        {
            "report_now": (
                "I report it now, and go on looking",
                "The school has 72 hours from when somebody knows. Found again, it is closed in a minute.",
            ),
            "look_until_friday": (
                "I look for it until Friday, and report it if it does not turn up",
                "The hours count from when it was missed, and the bus company may find it tonight.",
            ),
            "ask_parents": (
                "I ask in the parents' group whether anybody has seen it",
                "Whom to tell is decided by the School Business Manager and the Headteacher.",
            ),
        },
        (
            "Lost data is reported to the School Business Manager at once, also out of hours.",
            "What was on it, and whether it was encrypted, helps to decide within 72 hours who must be told.",
            "School data leaves the site only in the ways that the school has approved.",
        ),
    ),
}

TITLE = "Practise"
EXPLAINED = (
    "A made-up incident on the real cards, about three minutes. Nobody is told, nothing goes into the log, and nothing "
    "is counted: what comes out is shown to you alone."
)
EXPLAINED_COUNTS = (
    "A made-up incident on the real cards, about three minutes. Nobody is told, nothing goes into the log, and how it "
    "went is shown to you alone. Going through one to its end is noted as your training of this school year."
)
IF_REAL = "If something real happens meanwhile, type it here as always: that is never practice."
MARK, BUTTON = "PRACTICE: nobody is told of this", "{button} (practice)"
NEXT_STORY, OR_CHOOSE, GONE_THROUGH = "Begin", "Or choose one:", "gone through this school year"
WHAT_FIRST = "What do you do first?"
WHICH_KIND = "Now report it: choose the kind, as for real."
READY_TO_SEND = "The story stands in the form already. Send it as it is."
ON_RECEIPT = "This is what you would get. Those who would be told stand here, and none of them has been."
AS_HANDLER = "The other side: this is what one of them would get in Teams. Take it."
TICK_STEPS = "Whoever takes it sees what to do first. Tick what you would have done, then finish."
A_COLLEAGUE = "A colleague"
SEE_OTHER_SIDE, FINISH, LEAVE, ANOTHER = "See the other side", "Finish", "Stop practising", "Another story"
OUTCOME = "How it went"
RIGHT_MOVE, WRONG_MOVE = "Right first: {move}", "Not first: {move}"
RIGHT_WOULD_BE = "Right would be: {move}"
RIGHT_KIND, WRONG_KIND = "The kind is right: {kind}", "You chose {kind}. Nearest is: {right}"
REACHES_ANYWAY = "No report is lost by a wrong kind: whoever takes it changes it."
POLICY_ASKS = "What the policy asks"
CLAUSES = "In the school's policy: {clauses}"
ALONE = "Nobody but you sees this, and it is gone when you leave it."
COUNTS = "Your online-safety training of this school year is noted."
ALONE_COUNTS = "How it went nobody but you sees, and that is gone when you leave it."

IS_IT_REAL = "You wrote something of your own"
IS_IT_REAL_EXPLAINED = "Nothing has been sent. If it is real, report it now; your words go along."
IT_IS_REAL, IT_WAS_PRACTICE = "It is real: report it", "It was practice: go on"
REAL_NOW = "This is real now, no practice. Nobody has been told yet."

SENTENCES: dict[str, str] = {
    "practice.over": "That practice is over. Nothing of it was kept. Type **practise** to begin another.",
    "practice.left": "You have stopped practising. Nobody was told, and it is in no log.",
}
