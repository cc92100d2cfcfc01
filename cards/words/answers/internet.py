"""What is answered about going online, logging in and software, Class Dojo and the school's website."""

from __future__ import annotations

from cards.words.kit import AnswerWords

WORDS: dict[str, AnswerWords] = {
    "internet_pupils": AnswerWords(
        "Pupils online in school",
        "Stay with them: a teacher or assistant is always there while pupils are online.",
        "Do not let them go online without an adult there, not even at wet play.",
    ),
    "internet_search": AnswerWords(
        "Pupils who search freely",
        "Choose the sites yourself where you can. Where they search more freely, watch the screens closely.",
        "Do not rely on the filter alone: now and again something gets past it.",
    ),
    "show_video": AnswerWords(
        "Showing a video or a film",
        "Watch it to the end before you show it, and have it ready on the screen.",
        "Do not search in front of the class, or let the next video start by itself. If something gets past the "
        "filter, report it.",
    ),
    "pupil_logins": AnswerWords(
        "Pupils' log-ins",
        "Key stage one uses the year group's log-in; in key stage two every pupil has their own.",
        "Do not let a pupil use another's log-in, or yours.",
    ),
    "passwords": AnswerWords(
        "Your password and log-in",
        "Use your own log-in, and keep its password to yourself. Supply staff ask the Computing Coordinator for "
        "theirs.",
        "Do not lend it to anybody, or write it where others see it.",
    ),
    "admin_login": AnswerWords(
        "Administrators and the network",
        "Ask the Computing Coordinator: administrators' log-ins are for the few who are named, and the technician "
        "looks after the network.",
        "Do not ask anybody to lend you theirs.",
    ),
    "install_software": AnswerWords(
        "Installing software or an app",
        "Ask the Computing Coordinator, who has it installed with an administrator's log-in.",
        "Do not install or download anything yourself, on a laptop or a tablet.",
    ),
    "licences": AnswerWords(
        "Licences, and what the school has",
        "Ask the Computing Coordinator, who keeps the licences. Software and hardware are audited every year.",
        "Do not use software that the school has no licence for.",
    ),
    "new_technology": AnswerWords(
        "A new app, tool or AI",
        "Ask for it first: its risks and the data that it takes are looked at, and the Headteacher decides before it "
        "is used.",
        "Do not type anything about a pupil or a colleague into it, or let pupils try it before that.",
    ),
    "filter_missed": AnswerWords(
        "Something unsuitable on a screen",
        "Minimise it, close the cover or lid, or press the CEOP button. Children tell an adult at once. Then "
        "report it here.",
        "Do not search for it again, and do not clear the history.",
    ),
    "illegal_image": AnswerWords(
        "A picture that may be illegal",
        "Cover or close the screen, and report it at once: the Headteacher calls the police.",
        "Do not show it to anybody, not even to a colleague: that is against the law. Do not copy it, and do not "
        "look for more.",
    ),
    "browsing_history": AnswerWords(
        "Clearing the history",
        "Leave it as it is. If something unsuitable was opened, report it.",
        "Do not clear it, whoever asks you to: it shows what happened.",
    ),
    "site_blocked": AnswerWords(
        "A website is blocked, or a search will look odd",
        "Say which one and what for: the Computing Coordinator and the safeguarding lead decide.",
        "Do not look for a way around the filter.",
    ),
    "virus_alert": AnswerWords(
        "A virus, or somebody else in your account",
        "Stop using it, leave it as it is, and report it: the Computing Coordinator and the technician come in.",
        "Do not try to mend it, and do not go on working on it.",
    ),
    "dojo_messages": AnswerWords(
        "Messages on Class Dojo",
        "Use it with parents about their own child's work and day. School e-mail is the other way.",
        "Do not let it become a private chat. You need not answer outside your working hours.",
    ),
    "dojo_pictures": AnswerWords(
        "Pictures on Class Dojo",
        "Send a parent pictures of their own child, and of no other.",
        "Do not send one in which another child can be seen, not even a friend of theirs.",
        "Yes, to a parent, of their own child alone.",
    ),
    "dojo_story": AnswerWords(
        "The class story and the class picture",
        "Show work without names and what the classroom is doing.",
        "Do not show any child there, or in the class's profile picture.",
        "No, no child is shown there.",
    ),
    "dojo_names": AnswerWords(
        "Names on Class Dojo",
        "Write to the whole class without naming anybody.",
        "Do not put a child's name into a class post, not even the first name.",
        "No, not in a class post.",
    ),
    "dojo_pupils": AnswerWords(
        "Pupils who write on Class Dojo",
        "Let them write to you about the work or what they have posted: their parents can see it too.",
        "Do not answer about anything else there. If something worries you, report it.",
    ),
    "dojo_logins": AnswerWords(
        "Who sees what on Class Dojo",
        "Keep it to the class's teachers and the child's own parents or carers, each with their own password.",
        "Do not pass a password on. Only named staff are administrators.",
    ),
    "website_manage": AnswerWords(
        "The school's website",
        "Send what should go on it to the member of staff who looks after it, who checks it first.",
        "Do not send pictures without consent, or full names.",
    ),
    "pupil_work_online": AnswerWords(
        "Pupils' work online",
        "Show it on the school's own website or platform, without names.",
        "Do not put it anywhere else: no video channel, blog or account of your own.",
    ),
}
