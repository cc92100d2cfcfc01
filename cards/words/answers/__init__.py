"""The words of the answers from the policy: our own, two lines each, by the ids of `bot.policy.answers`."""

from __future__ import annotations

from bot.policy.answers.answer import Opens, Theme
from bot.policy.kit.tables import one_owner_each
from cards.words.answers import calls, data, devices, internet, people, pictures, year
from cards.words.kit import AnswerWords, LineWords

ANSWER_WORDS: dict[str, AnswerWords] = one_owner_each(
    "files have the words of the answer",
    (
        (file.__name__.rpartition(".")[2], key, words)
        for file in (pictures, devices, data, people, internet, calls, year)
        for key, words in file.WORDS.items()
    ),
)
"""What each answer says."""

ANSWERS_HELP = ("*can I …*, *may we …*, *what about …*", "an answer from the policy")
UNANSWERED_HELP = ("**unanswered**", "what the policy had no answer to")

DO, DO_NOT = "Do", "Do not"
IF_IT_HAS_HAPPENED = "If it has happened"
IF_A_CHILD_MAY_BE_IN_DANGER = "If a child may be in danger"
DID_YOU_MEAN = "Did you mean something else?"
PERHAPS = "Perhaps one of these is what you meant:"
NO_ANSWER = "I found no answer to that in the policy"
A_CHAMPION_WILL_KNOW = "Ask a Champion, and the answer comes here. If something has happened, report it."
NOTHING_REPORTED = "This was a question, so nothing was reported or sent."
ASK_A_CHAMPION = "Ask a Champion"
OPENS_WORDS: dict[Opens, str] = {
    Opens.VIDEO_CALL: "Ask for a video call",
    Opens.SIGN: "Open the Acceptable Use Policy",
    Opens.REPORT: "Report something",
    Opens.MY_REPORTS: "My reports",
}
"""What stands on the button that an answer leads to."""

# The counts for the committee.
UNANSWERED_TITLE = "Questions without an answer"
UNANSWERED_SINCE = "Since {since}, by what they were about. Nothing is kept of who asked, or of their words."
NONE_UNANSWERED = "Every question since {since} found an answer. Type **unanswered** to look again."
UNANSWERED_COUNTS = "{no_answer} without an answer, {to_champion} put to a Champion"
WAIT_FOR_YOU = "Questions that wait for a Champion"
ANSWER_IT = "Answer {reference}"
THEME_WORDS: dict[Theme, str] = {
    Theme.PICTURES: "Pictures",
    Theme.DEVICES: "Devices",
    Theme.DATA: "Data and e-mail",
    Theme.PEOPLE: "People",
    Theme.DOJO: "Dojo and website",
    Theme.ONLINE: "The internet",
    Theme.CALLS: "Video calls",
    Theme.SCHOOL: "Training and reports",
    Theme.OTHER: "Other",
}
"""What each theme is called."""

# Lines of the briefing.
LINE_WAITING = LineWords(
    "1 question about the policy waits for an answer",
    "{count} questions about the policy wait for an answer",
    "Answer questions",
    {"oldest": "The oldest has waited {fact}"},
)
