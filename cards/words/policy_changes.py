"""The words by which a change of the policy is asked for."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "policy.not_yours": (
        "Only Champions and the Headteacher ask for a change of the policy here, so nothing was kept. Tell one of "
        "them what should change."
    ),
    "done.policy.change": (
        "It is in the calendar: the Headteacher gets it as a duty on the next school morning, with a text for staff."
    ),
}

TIMELINE: dict[str, str] = {
    "policy_change_asked": "{by} asked for a change of the policy",
    "policy_change_from": "{by} asked for a change of the policy because of this",
}

EXPLAINED = (
    "It becomes a duty of the Headteacher, with a text for staff. Everybody who sees the calendar reads what you write "
    "here, and nothing else of a report."
)
GUARDED = "Not everybody may know of this report. Write nothing that tells of it: no name, no day."
WHICH, WHICH_HINT = "Which part of the policy?", "For example: section 4.4, e-mail"
WHY, WHY_HINT = "What should change, and why?", "In general words, without names"
ASK_AGAIN = "Log"
