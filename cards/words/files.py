"""The words of files: what is taken, what is not and why, and what an offered file is called. Kind, and of use."""

from __future__ import annotations

from bot.policy.files import FilePurpose
from bot.policy.files.offers import LOG_SUBJECT, Offer
from bot.policy.files.receiving import KeptWith
from bot.policy.kit.records import Purpose
from bot.policy.kit.references import is_report


def offer_words(offer: Offer) -> str:
    """What an offer says above its buttons, and in the toast: a reference, never a name."""
    if offer.subject == LOG_SUBJECT:
        return "The file you asked for. Accept it, and it is put into your OneDrive."
    return f"A file of {offer.subject}. Accept it, and it is put into your OneDrive."


def given_words(offer: Offer) -> str:
    """What is said once the file lies in the person's OneDrive."""
    if offer.subject == LOG_SUBJECT:
        return "It is in your OneDrive now. Delete it there when you no longer need it."
    if not is_report(offer.subject):
        return f"A file of {offer.subject} is in your OneDrive now. Delete it there when you no longer need it."
    return (
        f"A file of {offer.subject} is in your OneDrive now. Show it to nobody, and delete it there when you are done."
    )


def not_given_words(offer: Offer) -> str:
    """What is said when the file could not be put there."""
    return (
        "The file could not be put into your OneDrive, and nothing was lost. Press Accept again on the card above, "
        "or ask for it again."
    )


TOASTS: dict[Purpose, str] = {
    FilePurpose.ARRIVED: "About the file you sent",
}

SENTENCES: dict[str, str] = {
    "file.toast": "About what you sent",
    "file.looking": (
        "Thank you. I am looking at what you sent, and will tell you here in a moment whether it was kept. "
        "It stays in your OneDrive too."
    ),
    "file.looking_for": (
        "Thank you. I am looking at what you sent for {reference}, and will tell you here in a moment whether it was "
        "kept. "
        "It stays in your OneDrive too."
    ),
    "file.which": (
        "This could be for {reference} or for your report, so it was not opened or kept. For {reference} press "
        "**Add a file** on its card first. For your report, send it again now."
    ),
    "file.press_again": (
        "You pressed **Add a file** for {reference} a while ago, so this was not opened or kept. Press it there again, "
        "then send the file."
    ),
    "file.not_yours": "Only somebody else can add files to this now, so it was not kept.",
    "file.no_report": (
        "Files are taken while you report a **threatening or offensive message** or **spam**, and as long as that "
        "report is open. This one was not opened or kept. Type **report** to begin, then send it again."
    ),
    "file.kind_first": (
        "Please choose first what has happened, on the card above. Your file was not opened or kept: "
        "for a threatening message or spam, send it again afterwards."
    ),
    "file.other_kind": (
        "This kind of report takes no files, so yours was not opened or kept. Please say in words what there is; "
        "whoever handles it will come to you if they need it."
    ),
    "file.too_many": "No more than {most} files can be kept with it. These were not opened: leave them where they are.",
    "file.too_many_at_once": "Please send no more than {most} files at a time. None of these was opened or kept.",
    "file.untouchable": (
        "No files are taken here just now, so yours was not opened or kept. A copy may still be in your OneDrive: "
        "leave it untouched, show it to nobody, and tell {who} now, on {phone}."
    ),
    "file.untouchable_no_phone": (
        "No files are taken here just now, so yours was not opened or kept. A copy may still be in your OneDrive: "
        "leave it untouched, show it to nobody, and tell {who} in person now."
    ),
    "file.untouchable_nobody": (
        "No files are taken here just now, so yours was not opened or kept. A copy may still be in your OneDrive: "
        "leave it untouched, show it to nobody, and tell the Designated Safeguarding Lead in person now."
    ),
    "file.empty": "It is empty.",
    "file.too_large": "It is larger than 10 MB. A screenshot of what matters will do.",
    "file.program": "It is a program or a script. Please describe it in words, and do not open it.",
    "file.archive": "It is an archive, which can hide anything. Please do not unpack it; describe it in words.",
    "file.office": "It is an Office document, which can hold macros. A picture or a PDF of it will do.",
    "file.pdf_runs": "It is a PDF with programs or other files in it. A screenshot of it will do.",
    "file.email_carries": (
        "It is an e-mail that carries a program, an archive or an Office document. Please paste its words and "
        "headers into the report, and leave the e-mail where it is."
    ),
    "file.pdf_locked": "It is a locked PDF, so nobody can check it first. A screenshot of it will do.",
    "file.msg": (
        "It is an e-mail in Outlook's own format (.msg), which can hold programs. Open the e-mail in Outlook on the "
        "web or in the new Outlook, press the three dots, then **Save as** or **Download**: that saves an .eml, which "
        "I take. A screenshot will do too."
    ),
    "file.picture_not_come": (
        "The picture did not come through. Please paste it again, or attach it as a file with the paper clip."
    ),
    "file.page": "It is a web page. A screenshot of it will do.",
    "file.link": "Teams sent a link in its place. Please send it again from a computer, or as a screenshot.",
    "file.unknown": "I take pictures (PNG, JPG, HEIC), PDF, e-mails saved as .eml, plain text. A screenshot will do.",
    "file.elsewhere": "It is not where Teams keeps files. Please attach it with the paper clip.",
    "file.not_fetched": "It did not come through. Please send it again in a minute.",
    "file.same": "It is here already, so it was not kept twice.",
    "file.no_room": "There is no room for another file with it. Keep this one where it is.",
    "file.not_put": "It could not be put into your OneDrive.",
    "file.already_given": (
        "That file is yours already, or you declined it. If it is not in your OneDrive, ask for it again."
    ),
    "file.offer_ended": "That offer has ended, as it does after a day. Please ask for the file again.",
    "file.never_given": ("Nobody at the school opens the files of such a report. The Police will ask for them."),
}
"""One sentence for each text key. Those without "you" stand under a file's name."""

TIMELINE: dict[str, str] = {
    "file_kept": "{by} sent a file",
    "file_refused": "A file from {by} was refused",
    "file_opened": "{by} opened a file",
    "file_offered": "{by} asked for a file",
    "file_declined": "{by} declined a file",
    "file_not_given": "A file could not be put into the OneDrive of {by}",
    "file_let_go": "A file from {by} was not kept with it",
}


# The cards of files.
NO_FILE = "No file is kept with it."
OPEN_A_FILE_OF = "Open a file of {id}"
OFFERED_BELOW = "The file is offered to you below."
HOW_IT_IS_OPENED = (
    "It is offered to you below, and put into your own OneDrive once you accept it. The timeline shows that you "
    "opened it."
)
SENT_FROM_OUTSIDE = "It came from outside the school: look at it, but do not click anything in it."
KEPT_WITH: dict[KeptWith, str] = {
    KeptWith.FORM: (
        "Now press **Send** on your form, and what was kept goes with it. If you do not, it is deleted in seven days."
    ),
    KeptWith.REPORT: "Kept with your report {reference}. Those who handle it have been told.",
    KeptWith.OTHER: "Kept with {reference}. Type **{reference}** to open it.",
}
NOT_TAKEN = "Your file was not taken"
FILES_SECTIONS = ("4.6",)


def headline(kept: int, sent: int) -> str:
    """What became of the files of one message."""
    if kept == sent:
        return "Your file was kept" if sent == 1 else f"Your {sent} files were kept"
    if not kept:
        return "Your file was not kept" if sent == 1 else "Your files were not kept"
    return f"{kept} of your {sent} files {'was' if kept == 1 else 'were'} kept"
