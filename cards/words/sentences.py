"""One sentence for each text key: what happened, what to do now, and that nothing was lost."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: dict[str, str] = {
    "already_taken": "Already taken by {who}, {at}. Nothing more is needed from you.",
    "error.already_done": "That had arrived already, so nothing was done twice.",
    "error.not_found": "There is no report by that reference that you can open. Type **my reports** for your own.",
    "error.not_allowed": "This is for somebody else to do, so nothing was changed. **help** shows what you can do.",
    "error.not_possible": "That cannot be done any more, so nothing was changed. The card shows how things stand.",
    "error.incomplete": "Something is still missing. What you typed is here; nothing was lost.",
    "error.conflict": "Somebody changed this at the same moment, so nothing was changed. Please press again.",
    "error.store_unavailable": (
        "The log cannot be written just now, so this was **not** kept. What you typed is still on your card: "
        "please press again in a minute, and if it is urgent tell a Champion in person now."
    ),
    "error.directory_unavailable": (
        "The staff directory does not answer just now, so this was not done. Nothing was lost: "
        "please press again in a minute, and if it is urgent tell a Champion in person now."
    ),
    "error.unexpected": (
        "Something went wrong on our side and this may not have been done. What was kept before is safe. "
        "Please try again, and if it is urgent tell a Champion in person now."
    ),
    "error.unknown_press": "That button belongs to an older card, so nothing was changed. Type **help** to go on.",
    "error.not_staff": (
        "This bot serves the staff of the school, and the staff list does not have you. Nothing was kept. "
        "Please ask the school office to check the list; if it is urgent tell a Champion in person now."
    ),
    "group": "I take reports only in private, so nothing was read here. Please open our own chat and type **report**.",
    "unclear": "I did not quite follow that, and nothing was sent to anybody. Here is what I can do:",
    "sent": "Sent. Your reference is {reference}. The card above is your receipt.",
    "details_added": "Your details were added, and those who handle it have been told.",
    "cancelled": "Stopped. What you had already sent stays as it is. Type **report** whenever you need it.",
    "nothing_to_cancel": "There was nothing under way. Type **report** whenever you need it.",
    "form.missing": "Please fill this in.",
    "form.too_long": "This is longer than I can keep. Please shorten it, or send the rest in a second report.",
    "form.not_a_link": "This does not look like a web address. Please copy it as it stands in the browser.",
    "form.not_a_choice": "Please choose one of the answers.",
    "form.not_staff": "That person is not on the school's staff list. Please write the name under Someone else.",
    "form.who_is_it": "Please choose who it is about, or write the name.",
    "form.cpoms_or_reason": "Please give the CPOMS reference, or say why it has none.",
    "form.referral_or_reason": "Please say why nobody outside was told, or press Back and then Refer.",
    "form.breach_first": "Decide first whether the ICO must be told: press Back, then Decide on the ICO.",
    "form.in_the_future": "This lies in the future. Please check the date and time.",
    "form.not_a_moment": "I could not read this date and time. Please choose them again.",
}


def sentence(key: str, facts: Mapping[str, str] | None = None) -> str:
    """The sentence of a text key with its facts filled in. Facts are the directory's names and times of ours."""
    return SENTENCES[key].format(**(facts or {}))
