"""The words of documents that are signed and of training: how people stand, reminders, the timeline's lines."""

from __future__ import annotations

from bot.policy.documents import DocumentPurpose
from bot.policy.documents.campaigns import AskState, CampaignKind
from bot.policy.kit.records import Purpose
from cards.words.kit import LineWords

AUP_HELP = ("**sign**", "the Acceptable Use Policy, and your receipt")
DOCUMENTS_HELP = ("**documents**", "what the school asks you to read, and what you have signed")
OVERVIEW_HELP = ("**who has not signed**", "the Acceptable Use Policy, and how to remind them")
PUBLISH_HELP = ("**publish aup**", "put a version before everybody to sign")
TRAINING_HELP = ("**training**", "whose online-safety training is due")

AUP_TITLE = "Acceptable Use Policy"


def title_of(title: str) -> str:
    """What a document is called; one without a title is the Acceptable Use Policy."""
    return title or AUP_TITLE


def in_a_line(title: str) -> str:
    """What it is called within a sentence."""
    return f"“{title}”" if title else f"the {AUP_TITLE}"


def version_of(title: str, label: str) -> str:
    """A version within a sentence: `the Acceptable Use Policy 2026-27`, and of another document `“Ours”, version 1`."""
    return f"{in_a_line(title)}, version {label}" if title else f"{in_a_line(title)} {label}"


def titled_version(title: str, label: str) -> str:
    """The same where it begins a line."""
    return f"{title}, version {label}" if title else f"{AUP_TITLE} {label}"


def open_words(title: str) -> str:
    """On the button that opens it."""
    return OPEN_IT if title else "Open the policy"


SIGNED_WORDS = "I have read {version} and I will keep to it."
SIGNED_CHANGES = (
    "I signed {earlier} this school year, I have read what has changed since, and I will keep to {version}."
)
UNDERSTOOD = " I have answered the questions about it, and I have understood it."
"""What a signature says. It stands on the card and is kept with each signature as it was read."""


def signed_words(title: str, label: str, *, earlier: str = "", questions: bool = False) -> str:
    """What a signature says: `earlier` is the version since which alone it was read; `questions` whether any were
    asked."""
    said = (SIGNED_CHANGES if earlier else SIGNED_WORDS).format(version=version_of(title, label), earlier=earlier)
    return said + (UNDERSTOOD if questions else "")


CAMPAIGN_NAMES: dict[CampaignKind, str] = {
    CampaignKind.AUP: AUP_TITLE,
    CampaignKind.DOCUMENT: "Documents",
    CampaignKind.TRAINING: "Online-safety training",
}

SIGNING_STANDINGS: dict[AskState, str] = {
    AskState.DONE: "Signed",
    AskState.NOT_YET: "Not yet",
    AskState.DECLINED: "Declined",
    AskState.UNANSWERED: "No answer",
    AskState.SET_ASIDE: "Set aside",
    AskState.LEFT: "Left",
}
STANDINGS: dict[CampaignKind, dict[AskState, str]] = {
    CampaignKind.AUP: SIGNING_STANDINGS,
    CampaignKind.DOCUMENT: SIGNING_STANDINGS,
    CampaignKind.TRAINING: {
        AskState.DONE: "Trained",
        AskState.UNANSWERED: "Due",
        AskState.SET_ASIDE: "Set aside",
        AskState.LEFT: "Left",
        AskState.NOT_YET: "Not yet",
        AskState.DECLINED: "Declined",
    },
}

SIGNING_LEADS: tuple[str, ...] = (
    "The school has published this document. Please read it and sign it when you have a quiet moment.",
    "A friendly reminder: this document is waiting for you. Unclear? Press **Not yet** and ask.",
    "This document still needs your signature.",
    "Still to sign, please.",
)
"""Why the card has come: the first time, then each reminder, shorter every time."""

TRAINING_LEADS: tuple[str, ...] = (
    "Everyone on staff has online-safety training each year. A Champion will tell you when the next session is.",
    "A friendly reminder: your online-safety training is still due. Ask a Champion for the next session.",
    "Your online-safety training is still due.",
    "Training still due.",
)
INDUCTION = "Welcome to the school. Online-safety training is part of your induction: a Champion will arrange it."


def lead_line(reminder: int, leads: tuple[str, ...] = SIGNING_LEADS) -> str:
    """The line for so many reminders; 0 is the first message."""
    return leads[min(reminder, len(leads) - 1)]


def people_count(count: int) -> str:
    """`one person`, `12 people`."""
    return "one person" if count == 1 else f"{count:,} people"


LISTED = "The time to answer has run out for some people, or something here needs you. Please look through the list."
"""Why the list has come by itself."""

TOASTS: dict[Purpose, str] = {
    DocumentPurpose.ASK: "{reference}: please read and sign",
    DocumentPurpose.REMINDER: "{reference}: still to sign",
    DocumentPurpose.LIST: "{reference}: who has not signed",
    DocumentPurpose.DECLINED: "{reference}: somebody declined",
    DocumentPurpose.QUESTION: "{reference}: a question",
    DocumentPurpose.ANSWER: "{reference}: your question was answered",
    DocumentPurpose.POLICY_QUESTION: "A question about the policy",
    DocumentPurpose.POLICY_RECEIPT: "Your question is with the Champions",
    DocumentPurpose.POLICY_ANSWER: "Your question about the policy was answered",
    DocumentPurpose.TRAINING_DUE: "Online-safety training is due",
}

OFFERED: dict[str, tuple[int, str]] = {
    "sign": (3, "Read and sign the Acceptable Use Policy"),
    "who has not signed": (8, "Signatures still missing, for Champions"),
}
"""The words that Teams offers in the chat: the place of each in its list, and what it is for."""

SENTENCES: dict[str, str] = {
    "aup.tick": "Please read it and tick the box first.",
    "aup.other_name": (
        "On the staff list you are {name}. If what you wrote is your name, press Sign again to keep it."
    ),
    "aup.not_ahead": "Please choose a day that is still to come.",
    "aup.nobody_there": "Please choose who was there.",
    "aup.not_on_the_list": "Somebody chosen here is not on the staff list. Please take them out.",
    "aup.long_thread": "This thread has grown long. Please talk to each other, and come back for anything new.",
    "aup.unreadable": "The document cannot be read: {reason}. Nothing was published and nobody was asked.",
    "aup.too_long": (
        "The document cannot be read: it is longer than 1 MB. Nothing was published and nobody was asked."
    ),
    "aup.no_text": (
        "The document cannot be read: it is not saved as plain text. Nothing was published and nobody was asked."
    ),
    "aup.empty": "The document cannot be read: it is empty. Nothing was published and nobody was asked.",
    "aup.text_changed": "The text has changed since you saw it, so nothing was published. This is how it is now.",
    "aup.newer": "A newer version has been published since that card came. This is the one to sign.",
    "aup.newer_ask": (
        "A newer version has been published since that card came, so this was not sent. To ask it about the newer one, "
        "press Send."
    ),
    "aup.no_name": "Please write your full name.",
    "aup.signed_ask": (
        "You have signed already, so this was not sent. To send it to the Champions as a question, press Send."
    ),
    "aup.signed": "Thank you: that is signed. Your receipt stays in this chat.",
    "aup.signed_already": "You had signed it already, so nothing was changed. This is your first signature.",
    "aup.declined": "Your decision is noted. The Champions have been told. You can still sign later.",
    "aup.asked": "Sent to the Champions. The answer comes to you here.",
    "aup.asked_policy": "Your question {reference} is with the Champions. The answer comes to you here.",
    "aup.answered_by_another": (
        "{who} has answered meanwhile, as you see here, and yours has not been sent. To send it as well, press Send."
    ),
    "aup.answered": "Sent. They get your answer in their own chat.",
    "aup.reminded": "They are reminded in school hours.",
    "aup.reminded_all": (
        "Everybody is reminded in school hours, except those who had a message today, declined or asked."
    ),
    "aup.reminded_already": "They have had a message about this today. One a day is enough.",
    "aup.answered_meanwhile": "They have answered in the meantime, so nothing was sent.",
    "aup.choose_first": "Please choose a person first.",
    "aup.set_aside": "Set aside. Nothing is asked of them before that day.",
    "aup.believed": "Noted. Those who left are off the list now; what they signed is kept.",
    "documents.not_right": "That is not it yet. Please read once more what it says, and choose again.",
    "documents.unanswered": "Please answer this too.",
    "documents.read_again": "An answer was not right yet. Here is what it is about.",
    "documents.nobody_to_ask": (
        "Nobody holds a role that this document is for ({roles}), so nobody would be asked and nothing was published."
    ),
    "documents.too_late": (
        "It was published too long ago to be taken back, so nothing was changed. Publish a new version that puts it "
        "right: whoever has signed is asked for what changed alone."
    ),
    "documents.withdrawn": "The version on that card was taken back, so nothing was sent. This is how it stands now.",
    "documents.withdrawn_ask": (
        "The version on that card was taken back, so this was not sent. To send it to the Champions as a question, "
        "press Send."
    ),
    "documents.not_asked_ask": (
        "This document is not asked of you any more, so this was not sent. To send it to the Champions as a question, "
        "press Send."
    ),
    "documents.taken_back": "It is taken back. Nobody is asked for it any more.",
    "aup.exported": "Two files are offered below: a page for an inspection, and the table of signatures.",
}

TIMELINE: dict[str, str] = {
    "aup_published": "{by} published the Acceptable Use Policy {version}",
    "aup_signed": "{by} signed {version}",
    "aup_not_yet": "{by} said not yet",
    "aup_declined": "{by} declined",
    "aup_question": "{by} asked a question ({question})",
    "aup_answer": "{by} answered {to} ({question})",
    "aup_set_aside": "{by} set {to} aside until {day}",
    "aup_back": "{to} is asked again after their leave",
    "aup_joined": "{to} joined the staff list and was asked",
    "aup_done_before": "{to} had done it before the list began",
    "aup_left": "{to} left the staff list",
    "aup_reminded": "Reminded {people} {to}",
    "aup_list_believed": "{by} confirmed that {people} had left",
    "aup_exported": "{by} took the evidence of the Acceptable Use Policy",
    "document_exported": "{by} took the evidence of this document",
    "document_published": "{by} published “{title}”, version {version}",
    "document_withdrawn": "{by} took back {version}, published by mistake",
    "training_began": "The list of training for {year} began",
    "training_recorded": "{by} recorded the session {session}, {people} there",
    "training_practised": "{by} went through a practice, which counts as training ({session})",
}


# The card to sign, its receipt, a question, and declining.
SIGNING_SECTIONS = ("4.5", "6.2")
HAVE_YOU_READ_IT = "Have you read it?"
I_HAVE_READ_IT = "I have read it"
YOUR_NAME_HINT = "First and last name"
THANK_YOU = "Thank you: you have signed {version}"
RECEIPT_KEPT = "This is your receipt. A signature is kept as it is and never edited."
I_HAVE_A_QUESTION = "I have a question"
A_QUESTION_ABOUT_IT = "A question about {document}"
A_QUESTION_ABOUT_POLICY = "A question about the policy"
GOES_TO_THEM = "It goes to the Online Safety Champions, who answer it here."
OPEN_YOUR_QUESTION = "Open your question"
GOES_TO_CHAMPIONS = "It goes to the Online Safety Champions, who answer it here. Until then you are not reminded."
DECLINE_QUESTION = "Decline {document}?"
DECLINE_TELLS = (
    "{names} is told, with what you write here, and will talk to you.",
    "{names} are told, with what you write here, and will talk to you.",
)
THE_CHAMPIONS = "The Champions"
DECLINE_EXPLAINED = (
    "You are not reminded any more, and you can still sign later. If something is only unclear, ask instead."
)
WHY_DECLINED = "Why you do not want to sign it"
IN_YOUR_OWN_WORDS = "In your own words"
ASK_INSTEAD = "Ask a question instead"
WAITING_FOR_A_CHAMPION = "Waiting for a Champion"
ANSWERED_BY = ("Answered by {names}", "Answered by {names}")
ADD_TO_THE_ANSWER = "Add to the answer"
GOES_OUT_AS_WELL = (
    "{names} has answered: what you send here goes out as well.",
    "{names} have answered: what you send here goes out as well.",
)
ANSWER_HINT = "They get it in their own chat"
NOTHING_TO_SIGN = "There is nothing for you to sign just now. When a Champion publishes it, it comes to you here."
BEFORE_THE_HEADINGS = "Before the first heading"
HOW_LONG = "{id} · {sections}, about {minutes} to read"
WHAT_IS_IN_IT = "In it: {titles}"
GO_ON_READING = "Go on reading"
SECTIONS_READ = "You have read {read} of {count} sections."
WHERE_ONE_IS = "Section {section} of {count} · {title}"
WHERE_IN_CHANGES = "Changed section {section} of {count} · {title}"
WHERE_IN_A_LONG_ONE = "Section {section} of {count}, part {nth} of {of} · {title}"
IS_READ = "✓ You have read this section"
SOME_NOT_OPENED = "You have not opened all of it here: {unread} of its {others} other sections are left."
NONE_OPENED = "You have not opened the other sections here yet. You can still sign."
WHAT_IS_NEW = "What is new since you signed {label}"
SAME_AS_SIGNED = "The words are the same as those that you signed as {label}."
IS_OTHER_THAN = "Changed since you signed {label}"
IS_NEW = "New: {title}"
IS_CHANGED = "Changed: {title}"
IS_TAKEN_OUT = "Taken out: {title}"
QUESTION_IS_OUT = "Your question is with the Champions. You can sign at any time."
YOU_DECLINED = "You declined on {at}."
THEY_FOLLOW_UP = ("{names} knows and will talk to you.", "{names} know and will talk to you.")
SIGN_AFTER_ALL = "To sign after all, press Sign."
YOU_SAID_NOT_YET = "That is fine. You said not yet on {at}; sign it here when you are ready."
SET_ASIDE_UNTIL = "Nothing is asked of you before {day}. You can sign now if you like."

# The list of who has not signed, for Champions.
WHO_HAS_NOT_SIGNED = "Who has not signed"
WHO_IS_DUE = "Who is due for training"
BEING_ASKED: dict[CampaignKind, str] = {
    CampaignKind.AUP: "Everybody is asked in school hours. Press Show now to see who has been.",
    CampaignKind.DOCUMENT: "Everybody is asked in school hours. Press Show now to see who has been.",
    CampaignKind.TRAINING: "The list is being made now. Press Show now in a moment.",
}
LEAVE_EXPLAINED = "For somebody on leave: nothing is asked of them before that day, and then as on the first day."
SOMEBODY_DECLINED = "Somebody declined {document}"
CAN_STILL_SIGN = "{id} · a signature can still be given later"
TALK_TO_THEM = "Please talk to them. They are not reminded any more."
NOTHING_PUBLISHED = "Nothing has been published yet, so nobody has been asked. A Champion types **publish aup**."
TEXT_DIFFERS = (
    "The text has changed since it was published. Every signature stays with the published text; press Publish a "
    "version to see what changed."
)
TOO_MANY_MISSING = (
    "{people} asked before are missing from the staff list. That is too many at once to be right, so nobody was taken "
    "off."
)
HAS_ENDED = "This version has ended, so nobody is asked or reminded any more. What was signed of it is kept."
REMOVED = (
    "The school's documents no longer have this one, so nobody is asked or reminded any more. What was signed of it is "
    "kept."
)
ASKED_ON, ASKED_FROM = "Asked on {day}", "To be asked on {day}"
NEW_YEAR = "A new school year has begun. Press Publish a version to ask everybody again."
NOT_REACHED = "Could not be reached: {people}"
OTHER_NAMES = "Signed under another name"
SIGNED_AS = "{who} signed as “{typed}”"
QUESTIONS_WAIT = "Questions that wait for an answer"
REMIND_ALL = "Remind all of them?"
REMIND_ALL_TELLS = "{people} will get a message, in school hours."
REMIND_ALL_LEAVES = "Not those who had one today, declined, or wait for an answer to a question."
NOBODY_TO_REMIND = "There is nobody to remind just now: they had a message today, declined, or asked a question."
REMIND_ONE = "Remind one of them"
SESSION_KEPT = "Recorded as {id}: {title}, {day}, with {count} there."
SIGN_IT = "Sign {version}"
OPEN_THE_LIST = "Open the list"

# Publishing.
EXAMPLE_TEXT = (
    "This is the example that came with the bot. Whoever looks after this bot can replace it with your school's text."
)
PUBLISH_QUESTION = "Publish {version}?"
MINUTES_TO_READ = "{sections} · about {minutes} to read"
NOTHING_TO_PUBLISH = "This version is published already, word for word: there is nothing to publish."
WHAT_PUBLISHING_DOES = (
    "When you press **Publish**, {people} on the staff list are asked to sign, in school hours. What was signed "
    "before stays as it is."
)
EVERYONE_IS_ASKED = "Everyone whom it is for is asked to sign, in school hours."
PUBLISHED_BEFORE = "It had been published already."
IS_PUBLISHED = "{title} is published"
FIRST_VERSION = "This is the first version, so all of it is new."
SAME_WORDS = "The words are those of {id}. Everybody is asked again, under a new version."

# Training.
TRAINING_EXPLAINED = (
    "Every member of staff is trained each year and at induction. Begin this year's list to see who is due and to "
    "have them reminded, or record a session, which begins it too."
)
BEGIN_THE_LIST = "Begin this year's list"
TRAINING_SECTIONS = ("6.2",)
RECORD_A_SESSION = "Record a training session"
WHAT_IT_WAS_ABOUT = "What it was about"
SESSION_RECORDED = "The session is recorded"
BY_PRACTICE, PRACTISED = "Of them by a practice", "A practice, gone through alone"

# The evidence for an inspection.
SIGNATURE_COLUMNS = (
    "Reference", "Version", "Text (SHA-256)", "Name in the directory", "Name as signed", "Names agree",
    "Person (object id)", "Signed (school time)", "Signed (UTC)", "Words signed", "Changes since",
    "Read and understood",
)  # fmt: skip
STATEMENT = (
    "{school}",
    "{title}: statement of signatures",
    "",
    "As at          {now}",
    "Version        {label} ({id})",
    "Published      {published} by {by}",
    "Text (SHA-256) {sha256}",
    "",
    "Staff          {staff}",
    "Signed         {signed}",
    "Outstanding    {outstanding}",
    "  not yet      {not_yet}",
    "  declined     {declined}",
    "  no answer    {no_answer}",
    "Set aside      {set_aside} (on leave; asked on their return)",
    "Left since     {left} (their signatures are kept)",
    "",
)
HOW_TO_CHECK = (
    "How to check this: the table of signatures that goes with it has one line for each signature, with its",
    "version and the SHA-256 of the text that was signed. The published Markdown file has that same SHA-256.",
)


# Lines of the briefing.
LINE_NOT_SIGNED = LineWords(
    "1 person has not signed the Acceptable Use Policy",
    "{count} people have not signed the Acceptable Use Policy",
    "See who has not signed",
    {"staff": "Of {fact} on the staff list"},
)
LINE_OTHERS_NOT_SIGNED = LineWords(
    "1 signature is missing under another document",
    "{count} signatures are missing under other documents",
    "See the documents",
    {"documents": "Documents with signatures missing: {fact}"},
)


def minutes_words(count: int) -> str:
    """How long something takes to read."""
    return "a minute" if count == 1 else f"{count} minutes"


def sections_words(count: int) -> str:
    """How much there is to read."""
    return "one section" if count == 1 else f"{count} sections"


# The section of an inspection.
DOCUMENTS_SECTION = "Documents and training"
DOCUMENTS_SECTION_SAYS = (
    "Each version as published, who signed which when, and each training session with who was there. "
    "Where a practice counts as training it is one of them."
)
SESSION_COLUMNS = ("Reference", "Held on", "Title", "Who was there", "Written down by", "Written down")

# The list of documents, a link, questions before signing, and taking a version back.
DOCUMENTS = "Documents"
TO_SIGN, SIGNED, NOT_ASKED = "To read and sign", "Signed", "Not asked of you"
REPORT_SOMETHING = "Report something"
NOTHING_PUBLISHED_YET = "Nothing has been published yet, so there is nothing for you to read or sign."
ROW_DUE = "Version {label} · asked on {day}"
ROW_VERSION = "Version {label}"
ROW_SIGNED = "Version {label} · signed {at}"
ROW_ASIDE = "Version {label} · nothing is asked before {day}"
SCHOOLS_DOCUMENTS = "The school's documents"
NOT_PUBLISHED = "Not published yet"
NOT_PUBLISHED_LONG = "This document has not been published yet, so nobody has been asked."
SHARE_SIGNED = "{done:,} of {here:,} signed"
WHO_HAS_SIGNED = "Who has signed: {title}"
FOR_ROLES = "For: {roles}"
OLDEST_OUTSTANDING = "oldest still to sign: asked on {day}"
NEWER_READY = "version {label} is ready to publish"
NO_LONGER_ENTERED = "no longer among the school's documents"
SHARES_CHART, PER_CENT = "Share signed", "Per cent"
OTHERS_DUE = (
    "1 other document waits for you: type **documents**.",
    "{count} other documents wait for you: type **documents**.",
)
ALL_DOCUMENTS = "All documents"
OPEN_IT = "Open it"
OPEN_THE_DOCUMENT = "Open the document"
KEPT_ELSEWHERE = "This document is kept elsewhere. Open it, read it there, and come back here to sign it."
LINK_HASH = "When it was published on {day}, what it leads to was noted as SHA-256 {sha256}."
LINK_UNKNOWN = "Linked on {day}. What stood there that day is not known: the bot opens no links itself."
QUESTIONS_FIRST = ("One short question first", "{count} short questions first")
QUESTIONS_EXPLAINED = "Your answers are not kept, and nobody sees them."
BACK_TO_THE_QUESTIONS = "Back to the questions"
CHANGES_ONLY = "You signed {label} this school year, so only what has changed since is asked of you."
HOW_LONG_CHANGES = "{id} · {changed} of {count} sections changed, about {minutes} to read"
HOW_LONG_LINK = "{id} · kept elsewhere"
READ_ALL_OF_IT = "Read all of it"
NOTHING_LEFT_TO_READ = "There are no words in it that you have not signed before."
NOBODY_TO_ASK = "Nobody would be asked: nobody holds a role that it is for ({roles}). Give the role to somebody first."
WHO_IS_ASKED = (
    "When you press **Publish**, {people} are asked to read and sign it, in school hours. It is for: {roles}. Whoever "
    "signed it earlier in this school year is asked for what has changed alone."
)
LINK_BEFORE, LINK_NOW, NO_LINK = "Before", "Now", "A text"
ASKED_BEFORE_SIGNING = "Asked before it is signed"
PUBLISH_IT = "Publish a version"
TAKE_IT_BACK = "Take it back"
WITHDRAW_QUESTION = "Take back {version}?"
WITHDRAW_TELLS = "Nobody is asked for it any more. Whoever has the card reads on it that it was taken back."
WITHDRAW_BEFORE = "The version before it stands again. What has been signed of either stays as it is."
WAS_WITHDRAWN = "Taken back on {at}"
WITHDRAWN_SAYS = "It was published by mistake. Nothing is asked of you, and there is nothing to do."
WITHDRAWN_YOURS = "You had signed it. Your signature is kept as it is."
DOCUMENT_COLUMNS = (
    "Reference", "Document", "Version", "Published", "Published by", "For", "Asked", "Signed", "Text (SHA-256)", "Link",
    "Taken back",
)  # fmt: skip
