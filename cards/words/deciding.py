"""The words of what handlers decide on a report beside handling it: what becomes of an address, what a
concern about an adult is, and a legal hold."""

from __future__ import annotations

from collections.abc import Callable

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.deciding import ALLEGATION, LOW_LEVEL
from bot.policy.incidents.filtering import AddressVerdict
from bot.policy.kit.records import Purpose

VERDICT_CHOICES: dict[str, str] = {
    AddressVerdict.BLOCK: "Block it",
    AddressVerdict.ALLOW: "Allow it",
    AddressVerdict.EXPECTED: "Expected: it is for a lesson",
    AddressVerdict.UNCHANGED: "Leave it as it is",
}
"""What may be decided about an address, as it is chosen."""
VERDICT_WORDS: dict[str, str] = {
    AddressVerdict.BLOCK: "Blocked",
    AddressVerdict.ALLOW: "Allowed",
    AddressVerdict.EXPECTED: "Expected in the filter's reports",
    AddressVerdict.UNCHANGED: "Left as it is",
}
"""And once it is decided."""

FINDING_WORDS: dict[str, str] = {LOW_LEVEL: "Low-level concern", ALLEGATION: "Allegation"}
"""What a concern about an adult's conduct is found to be."""

TOASTS: dict[Purpose, str] = {
    IncidentPurpose.LADO_DEADLINE: "{reference}: has the LADO been told?",
}

SENTENCES: dict[str, str] = {
    "done.conduct": "{reference} now shows your decision. It is kept with the concerns about adults now, and no longer "
    "in the log.",
    "done.lado": "{reference} now shows that the LADO was told.",
    "form.conduct_first": "Decide first what it is: leave this form, then press Low-level concern or allegation.",
    "form.lado_first": "Tell the LADO first: leave this form, then press Told the LADO.",
    "form.head_decides": (
        "Only the Headteacher or the chair of governors can decide that it is no more than a low-level concern. Please "
        "hand it over. If you think that it is an allegation, choose that now."
    ),
    "done.filter": "The decision on the address is kept with {reference} and in the filtering register.",
    "done.hold": "{reference} is under a legal hold. It is not removed while that stands.",
    "done.lift": "The legal hold on {reference} is lifted.",
    "form.decide_address": "Please choose what should happen to the address. Leaving it as it is counts as a decision.",
}

TIMELINE: dict[str, str] = {
    "filter_decided": "{by} decided on the address ({verdict})",
    "conduct_decided": "{by} decided what it is ({finding})",
    "lado_told": "{by} told the LADO: {to}, {told_at} {reference}",
    "lado_reminder": "Reminded {to} to tell the LADO by {deadline}",
    "hold_set": "{by} put it under a legal hold",
    "hold_lifted": "{by} lifted its legal hold",
}

FACTS: dict[str, Callable[[str], str]] = {
    "verdict": lambda kept: VERDICT_WORDS.get(kept, kept).lower(),
    "finding": lambda kept: FINDING_WORDS.get(kept, kept).lower(),
}
"""How facts of an entry are read."""

# What becomes of an address.
DECIDE_ON_ADDRESS = "Decide on the address"
DECIDED_TITLE = "Decided on the address"
VERDICT_LABEL = "What should happen to the address?"
ADDRESS_LABEL, ADDRESS_HINT = "The address", "For example: www.example.com/page"
WHY_LABEL, WHY_HINT = "Why?", "For example: it is for adults"
TICKET_LABEL = "Ticket of the filtering service, if there is one"
WHY_CLOSED_LABEL = "Why, and why can it be closed now?"
DECIDED_LINE = "{verdict}: {address} ({who}, {at}{ticket})"
WITH_TICKET = ", ticket {ticket}"
NO_ADDRESS = "no address was given"
REGISTER_EXPLAINED = "The filtering register shows it too. Only those who can open this report read the address there."
FOR_REPORTER = "Decided: {verdict}."

# A legal hold.
SET_HOLD, LIFT_HOLD = "Legal hold", "Lift the legal hold"
SET_HOLD_TITLE, LIFT_HOLD_TITLE = "Put it under a legal hold?", "Lift its legal hold?"
SET_HOLD_EXPLAINED = (
    "A report under a legal hold is not removed after the retention time, nor is what was merged into it. A court, an "
    "inquiry, the Police or a claim may need it."
)
LIFT_HOLD_EXPLAINED = (
    "After that it is kept for as long as any other report, counted from the day on which it was closed."
)
WHY_HOLD, WHY_HOLD_HINT = "Who needs it, and why?", "For example: the Police asked for it on 3 March"
WHY_LIFT, WHY_LIFT_HINT = "Why is it not needed any more?", "For example: the Police have closed the case"
UNDER_HOLD = "Under a legal hold since {at} ({who}): {why}"

# A concern about an adult.
DECIDE_CONDUCT = "Low-level concern or allegation"
CONDUCT_EXPLAINED = (
    "An allegation: they may have harmed a child, may have committed a crime against one, or may not be suited to work "
    "with children. Anything less that does not sit right is a low-level concern. If you are not sure, ask the LADO.",
    "If it is an allegation, the LADO is told within one working day, before anybody is spoken to about it.",
)
FINDING_LABEL, WHY_FINDING, WHY_FINDING_HINT = (
    "What is it?",
    "Why?",
    "What was seen, and what makes it one or the other",
)
FOUND_TO_BE = "{finding} ({who}, {at})"
TOLD_LADO = "Told the LADO"
TELL_LADO_BY, LADO_OVERDUE = "Allegation: tell the LADO by {at}", "Allegation: the LADO was to be told by {at}"
LADO_TOLD_AT = "The LADO was told {at}."
LADO_NUMBER = "The LADO"
SPOKE_TO, SPOKE_TO_HINT = "Who did you speak to?", "Name, or the council's duty desk"
LADO_NUMBER_LABEL, LADO_ADVICE = "Their reference", "What they advised"
WHEN_DAY, WHEN_TIME = "Date", "Time"
FOR_LADO = "For the LADO, ready to copy"
LADO_TEXT = (
    "{school}: an allegation about an adult who works with children\n"
    "Our reference: {reference}. Reported to us: {reported}. Happened: {happened}\n"
    "The adult: {adult}\n"
    "What is said to have happened: {what}\n"
    "Why we think that it is an allegation: {why}\n"
    "Please tell us what to do next, and what we may say to whom, before we speak to anybody about it."
)
NOT_NAMED = "not named in the report"
