"""The words of questions to whoever reported something, and of their answers."""

from __future__ import annotations

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.records import Purpose

TOASTS: dict[Purpose, str] = {
    IncidentPurpose.QUESTION: "Your report {reference}: a question for you",
    IncidentPurpose.ANSWERED: "{reference}: the reporter has answered",
}

SENTENCES: dict[str, str] = {
    "question.yours": "You reported this yourself, so there is nobody to ask. **Add details** adds what you know.",
    "question.named": (
        "The report names whoever reported it, so they are not asked through me. Nothing was sent. Please speak with "
        "the DSL about how to ask them."
    ),
    "question.left": (
        "Whoever reported it is no longer on the school's staff list, so I cannot ask them. Nothing was sent."
    ),
    "question.too_many": "They already have as many questions as their card can show. Please wait for an answer first.",
    "done.question.asked": "Your question about {reference} was sent to {who}. Their answer comes to you here.",
    "done.question.answered": "Thank you. Whoever asked can read your answer now, and it is kept with your report.",
}

TIMELINE: dict[str, str] = {
    "question_asked": "{by} asked {to}",
    "question_reminded": "Reminded {to} of the question",
    "question_answered": "{by} answered",
}

# The card of those who handle the report.
ASK_BUTTON = "Ask the reporter"
ASKED = "Asked of the reporter"
ASKED_BY = "{by}, {at}"
ANSWERED_BY = "{who} answered, {at}"
NO_ANSWER, NO_ANSWER_REMINDED = "No answer yet", "No answer yet; they were reminded {at}"
NOT_NEEDED = "Not answered before the report was closed"
MORE_ASKED = "The timeline has {count} more."

# The reporter's cards.
A_QUESTION, QUESTIONS = "A question about your report", "What you were asked"
THANKS_FOR_ANSWER = "Thank you for your answer"
NOTHING_ASKED = "Nothing more is asked about your report"
REMINDER = "A reminder: this still waits for your answer."
ASKS_YOU = "{by} asks, {at}:"
YOUR_ANSWER = "You answered, {at}:"
ANSWER_BUTTON, ANSWER_THIS = "Answer", "Answer {number}"
NOT_NEEDED_ANY_MORE = "An answer is not needed any more: the report is closed."
IF_NOT_KNOWN = "If you do not know, say so: that helps too."

# Forms.
ASK_TITLE = "Ask whoever reported {id}"
QUESTION_LABEL, QUESTION_HINT = "Your question to {who}", "For example: which app was it, and on which device?"
ASK_EXPLAINED = (
    "They read your name and these words, and nothing else that handlers write. They are reminded once. Question and "
    "answer stay with the report."
)
ANSWER_TITLE = "Your answer"
ANSWER_LABEL, ANSWER_HINT = "Your answer", "In your own words"
ANSWER_EXPLAINED = "Those who handle your report read it."

# Words that were typed without a form.
IS_IT_YOUR_ANSWER = (
    "You were asked this about {id}. Are these words your answer? Nothing has been sent, and nobody has been told."
)
PUT_INTO_ANSWER = "It is my answer"
