"""One sentence for each text key: what happened, what to do now, and that nothing was lost."""

from __future__ import annotations

from collections.abc import Mapping

from cards.kit.words import fill, look_up
from cards.words.calls import CALL_SENTENCES
from cards.words.evidence import FILE_SENTENCES

SENTENCES: dict[str, str] = {
    "already_taken": "Already taken by {who}, {at}. Nothing more is needed from you.",
    "error.already_done": "That had arrived already, so nothing was done twice.",
    "error.not_found": "There is no report by that reference that you can open. Type **my reports** for your own.",
    "error.not_allowed": "This is for somebody else to do, so nothing was changed. **help** shows what you can do.",
    "error.log_not_yours": (
        "The log is for those who handle reports, so there is nothing in it for you to open. "
        "**my reports** shows what became of yours."
    ),
    "error.retention_not_yours": (
        "Removing closed reports is for a Champion to confirm, so nothing was changed. **log** shows what is open."
    ),
    "error.undelivered": (
        "Teams did not take this just now, so it was not delivered. Nothing was lost: please try again in a minute."
    ),
    "concern.yes": "Thank you. They have no part in it and are not told.",
    "concern.no": "Thank you. They are told like the others.",
    "log.reviewed": "Thank you. The log is marked reviewed.",
    "log.exported": (
        "I have offered you the file **{file}** in this chat. It holds what the reports say: keep it where only those "
        "who handle them can read it, and delete it when you are done. That you exported it is in the log's history."
    ),
    "log.removed": "Removed: {references}.",
    "log.none_removed": "Nothing was removed: these reports have changed meanwhile, or are not yours to remove.",
    "error.not_possible": "That cannot be done any more, so nothing was changed. The card shows how things stand.",
    "error.only_a_drill": "This is a drill, so nothing was changed. If something has happened, type **report**.",
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
    "too_large": (
        "**{about}**\n\nThis is more than Teams shows in one message. Type its reference here to open it, "
        "or **log** to see everything that is open."
    ),
    "group": "I take reports only in private, so nothing was read here. Please open our own chat and type **report**.",
    "message.forwarded": "Forwarded from {who}:",
    "message.quoted": "Quoted from {who}:",
    "unclear": "I did not quite follow that, and nothing was sent to anybody. Here is what I can do:",
    "sent": "Sent. Your reference is {reference}. The card above is your receipt.",
    "kept_as_note": (
        "This had been decided already, so that stands as the card shows. What you wrote is kept as a note."
    ),
    "report_anew": "{before} is over, so this is a new report of its own.",
    "details_added": "Your details were added. Those who handle it see them with the report.",
    "cancelled": "Stopped. What you had already sent stays as it is. Type **report** whenever you need it.",
    "nothing_to_cancel": "There was nothing under way. Type **report** whenever you need it.",
    "form.missing": "Please fill this in.",
    "form.choose_somebody": "Please choose somebody from the list.",
    "form.too_long": "This is longer than I can keep. Please shorten it, or send the rest as a second one.",
    "form.encoded": (
        "Part of this is a picture or a file written out as text. None is kept with such a report, so it was taken out "
        "here (section 4.6, I5). Please say it in words, then press Send again."
    ),
    "form.not_staff": "That person is not on the school's staff list. Please write the name under Someone else.",
    "form.who_is_it": (
        "Please choose who it is about, or write the name: they are then not told. If you do not know, "
        "or it is nobody here, press the button again."
    ),
    "form.cpoms_or_reason": "Please give the CPOMS reference, or say why it has none.",
    "form.referral_or_reason": "Please say why nobody outside was told, or press Back and then Refer.",
    "form.breach_first": "Decide first whether the ICO must be told: press Back, then Decide on the ICO.",
    "form.in_the_future": "This lies in the future. Please check the date and time.",
    "form.not_a_moment": "I could not read this. Please write the date like 27/11/2026 and the time like 14:30.",
    "aup.tick": "Please read it and tick the box first.",
    "aup.other_name": "This is not quite the name on the staff list. If it is yours, press Sign again to keep it.",
    "aup.not_ahead": "Please choose a day that is still to come.",
    "aup.nobody_there": "Please choose who was there.",
    "aup.not_on_the_list": "Somebody chosen here is not on the staff list. Please take them out.",
    "aup.long_thread": "This thread has grown long. Please talk to each other, and come back for anything new.",
    "aup.unreadable": "The document cannot be read: {reason}. Nothing was published and nobody was asked.",
    "aup.text_changed": "The text changed on disk since you saw it, so nothing was published. This is how it is now.",
    "aup.newer": "A newer version has been published since that card came. This is the one to sign.",
    "aup.newer_ask": (
        "A newer version has been published since that card came, so this was not sent. To ask it about the newer one, "
        "press Send."
    ),
    "aup.signed_ask": (
        "You have signed already, so this was not sent. If the Champions shall read it as a question, press Send."
    ),
    "aup.signed_already": "You had signed it already, so nothing was changed. This is your first signature.",
    "aup.declined": "Noted that you decline. The Champions have been told. You can still sign later.",
    "aup.asked": "Sent to the Champions. The answer comes to you here.",
    "aup.answered": "Sent. They get your answer in their own chat.",
    "aup.reminded": "Reminded. The message goes out in school hours.",
    "aup.reminded_all": "Everybody is being reminded but those who had a message today, declined, or asked a question.",
    "aup.reminded_already": "They have had a message about this today. One a day is enough.",
    "aup.answered_meanwhile": "They have answered meanwhile, so nothing was sent.",
    "aup.choose_first": "Please choose a person first.",
    "aup.set_aside": "Set aside. Nothing is asked of them before that day.",
    "aup.believed": "Noted. Those who left are closed now; what they signed is kept.",
    "aup.exported": "Two files are offered below: a page for an inspection, and the table of signatures.",
    **FILE_SENTENCES,
    **CALL_SENTENCES,
}


def sentence(key: str, facts: Mapping[str, str] | None = None) -> str:
    """The sentence of a text key with its facts filled in. Facts are the directory's names and times of ours.

    A key without a sentence is answered with the one for what went wrong on our side.
    """
    return fill(look_up(SENTENCES, key, SENTENCES["error.unexpected"]), facts or {})
