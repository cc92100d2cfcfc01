"""What is answered about data and e-mail."""

from __future__ import annotations

from cards.words.kit import AnswerWords

WORDS: dict[str, AnswerWords] = {
    "data_principles": AnswerWords(
        "What you may record about people",
        "Keep to what is accurate, needed and fair, for a purpose that you can name, in the school's own systems.",
        "Do not record more than that, keep it longer than needed, or use it for something else.",
    ),
    "data_share": AnswerWords(
        "Passing pupils' data to others",
        "Ask the business manager first. Send only what is needed, and only where it is as well protected as here.",
        "Do not send lists or details from your own e-mail, or to anybody whom you have not checked.",
    ),
    "data_dispose": AnswerWords(
        "Old data and paper",
        "Dispose of it in the approved way: paper is shredded, and devices go back to the Computing Coordinator "
        "to be wiped. The business manager knows how long each thing is kept.",
        "Do not put it into an ordinary bin, and do not keep it “just in case”.",
    ),
    "data_responsible": AnswerWords(
        "Who is responsible for data",
        "Ask the business manager, who manages information here and deals with the risk of losing it.",
        "Do not decide alone whether a loss matters: report it.",
    ),
    "wifi_away": AnswerWords(
        "Working on a wireless network away from school",
        "Use a network that you know and that asks for a password.",
        "Do not open school data on public or open networks, such as in a café or on a train.",
    ),
    "remote_access": AnswerWords(
        "School systems from home",
        "Use the access that the school has set up for you, on the school's laptop and a network with a password.",
        "Do not log in from a device of your own, or where others can see the screen.",
    ),
    "cloud_storage": AnswerWords(
        "Cloud storage",
        "Keep school files where the school has approved it: on its network or in its Office 365.",
        "Do not put school data into a cloud of your own, whatever its name.",
    ),
    "backups": AnswerWords(
        "Back-ups",
        "Save your work on the school's network: it is backed up daily. The business manager sees that it is: ask "
        "there when something has to be got back.",
        "Do not keep the only copy on a laptop or a stick.",
    ),
    "misdirected_email": AnswerWords(
        "An e-mail to the wrong person",
        "Report it at once: the business manager decides with you what to do next. Ask whoever got it to delete it.",
        "Do not keep quiet about it, and do not delete what you sent: it shows what went out.",
    ),
    "confidential": AnswerWords(
        "Confidential information",
        "Leave it to the few members of staff who are named for it, and ask them when you need something.",
        "Do not open, forward or store it yourself, even if you can.",
    ),
    "email_work": AnswerWords(
        "Which e-mail to use for work",
        "Use the school's Office 365 e-mail for everything to do with work, and official addresses for colleagues.",
        "Do not use it for anything private that others should not see: it may be monitored.",
    ),
    "email_private": AnswerWords(
        "A private e-mail address for school",
        "Write from your school address, from home too.",
        "Do not use a private address for school business, and do not forward school e-mail to one.",
    ),
    "email_monitored": AnswerWords(
        "Is school e-mail monitored?",
        "Yes, it may be, at any time. Write what you would be content for a colleague to read.",
        "Do not expect a school mailbox to be private.",
    ),
    "email_pupils": AnswerWords(
        "E-mail for pupils",
        "Pupils have none of their own. For a project the technician can make temporary accounts, which are closed "
        "when it ends: ask the Computing Coordinator.",
        "Do not open accounts for pupils yourself, or let them use addresses of their own.",
    ),
    "email_spam": AnswerWords(
        "Spam and false e-mails",
        "Report it: it goes to the Computing Coordinator, the Champions and the helpdesk.",
        "Do not click anything in it, open an attachment, or answer.",
    ),
    "email_threat": AnswerWords(
        "A threatening or offensive message",
        "Keep it, and report it: a Champion takes it from there.",
        "Do not answer it, and do not delete it.",
    ),
}
