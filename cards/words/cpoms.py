"""The words of CPOMS, the school's own system of record: what is copied into it, and that a report stands there."""

from __future__ import annotations

from bot.policy.incidents.actions import ActionState

CATEGORY = "Online Safety"
"""The category in CPOMS (I1)."""

SENTENCES: dict[str, str] = {
    "form.cpoms_or_reason": "Please give the CPOMS reference, or say why it is not in CPOMS.",
    "done.cpoms": "Thank you. {reference} now shows what you said about CPOMS.",
}

TIMELINE: dict[str, str] = {
    "cpoms_entered": "{by} said that it is in CPOMS as {reference}",
    "cpoms_left_out": "{by} said that it does not go into CPOMS",
}

# The form, and the card of those who handle the report.
CPOMS_BUTTON, CORRECT_BUTTON = "It is in CPOMS", "Correct the CPOMS entry"
CPOMS_TITLE = "{id} in CPOMS"
TO_COPY = "To copy into CPOMS"
COPY_EXPLAINED = "To copy these words, hold your finger on them, or select them with the mouse."
CUT_SHORT = "It is too long for a card: the rest is in the export of the log."
REFERENCE_LABEL, REFERENCE_HINT = "CPOMS reference", "Once it is in CPOMS"
NO_CPOMS_LABEL = "If it is not in CPOMS, why not?"
IN_CPOMS, NOT_IN_CPOMS, NOT_YET = "CPOMS", "Not in CPOMS", "Not yet in CPOMS"
ENTERED = "{what} ({who}, {at})"
ENTERED_BEFORE = "So far: {entry}"

# The text itself, without Markdown: it is read elsewhere.
COPY_CATEGORY = "Category: {category}"
COPY_KIND = "Kind: {kind}"
COPY_WHEN = "When: {happened}; reported on {reported} by {who}"
COPY_REFERENCE = "Reference: {id}"
COPY_CONCERNS = "Concerns: {who}"
COPY_WHAT = "What:"
COPY_ASKED = "Asked of the reporter: {words}"
COPY_ANSWERED = "Answered: {words}"
COPY_ACTIONS = "Actions:"
COPY_NO_ACTIONS = "None so far."
COPY_OUTCOME, COPY_REASON = "Outcome: {words}", "Closed because: {words}"
COPY_NO_REFERRAL = "Nobody outside was told: {words}"
COPY_TOLD = "{at}: {by} told {to}{reference}"
COPY_STEP = "{at}: {step} ({by})"
COPY_NOTE = "{at}: {words} ({by})"
COPY_TO_DO, COPY_DONE = "To do by {day}: {words} ({who})", "{at}: {words}: {state} ({who})"
COPY_TAKEN, COPY_CLOSED = "{at}: {who} took it", "{at}: {who} closed it"
COPY_STATES: dict[ActionState, str] = {
    ActionState.OPEN: "to be done",
    ActionState.DONE: "done",
    ActionState.NOT_NEEDED: "not needed any more",
}
WITH_REFERENCE = ", reference {reference}"
