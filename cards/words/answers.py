"""What the policy says about what staff ask most, in a few words, with its clause. A question starts no report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """An answer: the phrases by which its question is known (as in `bot.policy.kit.likeness`), and what is said."""

    title: str
    phrases: str
    text: str
    clause: str


ANSWERS: tuple[PolicyAnswer, ...] = (
    PolicyAnswer(
        "Photographs on your own phone or camera",
        "photo/picture/film/video/record & own/my/personal/phone/camera/mobile/device, use my phone, my own "
        "phone/device",
        "Use the school's equipment where you can. A picture that you have taken with a device of your own "
        "goes onto the school's network as soon as possible, and then off your device. Only pupils with "
        "written consent are in it.",
        "section 4.3",
    ),
    PolicyAnswer(
        "Publishing pictures of pupils",
        "photo/picture/video/image & website/facebook/twitter/instagram/newsletter/display/social/online/"
        "publish/post/share/class/x/page/names, name/names & photo/website, consent & photo/picture/image",
        "Only with written consent, never with a full name or personal details, and only where the school "
        "publishes. Nothing about pupils goes onto a private account.",
        "section 4.3",
    ),
    PolicyAnswer(
        "How long pictures are kept",
        "leaver/leavers/keep/delete/stored/long & photo/picture/image/video, photo & left/old",
        "Pictures of a pupil are deleted from the school's systems a year after the pupil leaves, and are "
        "not used again without a new consent.",
        "section 4.3",
    ),
    PolicyAnswer(
        "Parents who film or photograph",
        "parent/visitor/mum/dad/family & film/photograph/video/record/photo/picture & assembly/nativity/"
        "sports/play/event/concert/performance/school",
        "Parents who are invited to an event may do so where the school has said that they may, on the "
        "conditions that it gives beforehand or at the event.",
        "section 4.3",
    ),
    PolicyAnswer(
        "Class Dojo",
        "dojo, classdojo",
        "Messages are about work only. A parent is sent pictures of their own child alone; a class story "
        "shows no child, and a post to the whole class has no names in it.",
        "section 4.4",
    ),
    PolicyAnswer(
        "Social networks",
        "friend/follow/add/accept/request & parent/pupil/child/facebook/instagram/social/snapchat/former/ex, "
        "social media/network/networks, facebook/instagram/tiktok/snapchat/twitter/whatsapp",
        "Keep your settings private. No pupil, past or present, is ever a contact, and no friendship with "
        "parents is begun there. School matters are not discussed there.",
        "section 4.4 and Appendix A",
    ),
    PolicyAnswer(
        "Writing to pupils and parents",
        "message/text/email/call/contact/write/ring/phone & pupil/child/parent/mum/dad, number & pupil/parent/give",
        "Pupils are never given private details, and are not written to outside the school's own pages. "
        "Parents are written to by Class Dojo or the school's e-mail, and telephoned from the school's "
        "telephones.",
        "section 4.4 and Appendix A",
    ),
    PolicyAnswer(
        "E-mail",
        "email/mail/mailbox/gmail/hotmail/outlook & personal/private/own/school/work/use/monitored/check/"
        "read/office, temporary accounts, pupil email",
        "Work is done with the school's Office 365 e-mail alone, and it may be monitored. Pupils have no "
        "accounts of their own; the technician makes temporary ones for a project.",
        "section 4.4",
    ),
    PolicyAnswer(
        "Pupils' telephones",
        "phone/mobile/smartwatch/watch/phones & pupil/child/children/bring/year/boy/girl/kid/hand/class/"
        "residential/pupils",
        "A pupil's phone is handed to the teacher on arrival and collected at the end of the day. A parent's "
        "letter goes to the Headteacher first.",
        "section 4.2",
    ),
    PolicyAnswer(
        "Visitors' and staff's own devices",
        "visitor/guest/volunteer & phone/mobile/device/wifi/ipad, own/personal/private device/laptop/phone/"
        "computer/tablet/ipad, byod",
        "Visitors ask for the school's permission. No school data is opened or kept on a private device, "
        "which includes e-mail and files on your phone.",
        "sections 4.1 and 4.2",
    ),
    PolicyAnswer(
        "Taking equipment and data home",
        "laptop/ipad/device/equipment/chromebook/computer & home/borrow/holiday/take/off/site/trip/weekend/"
        "sign, usb/stick/drive/memory, data & home/protection/store/cloud/gdpr, wifi & home/cafe/public",
        "A staff laptop leaves the site with the Headteacher's or the business manager's knowledge; "
        "equipment is signed out with the Computing Coordinator. Data on it is encrypted and locked, and "
        "open wireless networks are not used for it. The business manager is responsible for data.",
        "section 4.1",
    ),
    PolicyAnswer(
        "Video calls",
        "video/skype/zoom/facetime/teams/online call/calls/conference/conferencing/meeting/lesson, video "
        "call, zoom, museum & call/video, live lesson",
        "Only as a planned project with the Headteacher's permission, on Teams where possible, with two or "
        "more staff throughout, and with agreements signed beforehand. Type **video call** to ask.",
        "section 4.4",
    ),
    PolicyAnswer(
        "Recording a lesson or a call",
        "record/recording & lesson/call/zoom/teams/meeting/class/session",
        "Only where there is written consent for every pupil who can be seen or heard.",
        "sections 4.3 and 4.4",
    ),
    PolicyAnswer(
        "Passwords and logging in",
        "password/passwords/login/logins/passcode & share/change/pupil/write/same/strong/long/give/give, log "
        "out/in/off",
        "Everybody has a login of their own and shares it with nobody. Log out when you have finished.",
        "section 5",
    ),
    PolicyAnswer(
        "Installing software and new apps",
        "install/download/software/app/apps/program/extension/licence/ai/chatgpt/copilot/subscription/technology",
        "Nothing is installed without permission, and every new product is assessed for its risks first. Ask "
        "the Computing Coordinator.",
        "sections 5 and 7",
    ),
    PolicyAnswer(
        "The internet in class and the filter",
        "youtube/internet/search/google/filter/website/netflix/film/unsupervised/supervised/games/clip & "
        "class/lesson/pupil/show/children/allowed/use/watch/play",
        "Pupils go online only while staff are with them, on sites that were chosen where possible. Look at "
        "what you will show beforehand. What gets past the filter is reported at once.",
        "section 5",
    ),
    PolicyAnswer(
        "Bluetooth",
        "bluetooth, airdrop, wireless & headphones/speaker/device",
        "Bluetooth devices are configured and password protected before they are used.",
        "section 4.4",
    ),
    PolicyAnswer(
        "The school's website",
        "website/webpage/blog & publish/school/upload/manage/work/put/update",
        "One named member of staff looks after it, and what is put there is checked. Pupils' work is not "
        "shown elsewhere.",
        "section 4.4",
    ),
    PolicyAnswer(
        "The Acceptable Use Policy",
        "aup, acceptable use, sign/signed & policy/aup/agreement",
        "Everybody signs it, on arrival and when it has changed. Type **sign** to read and sign it.",
        "section 4.5",
    ),
    PolicyAnswer(
        "Training",
        "training/course/induction/inset/train",
        "All staff have online safety training every year, and when they join.",
        "section 6.2",
    ),
    PolicyAnswer(
        "Reporting",
        "report/reporting/tell/raise/happens/concern/concerns/champion/champions/incident/incidents/cpoms",
        "Everything that worries you is reported, and anybody may do it: type **report**, or what happened "
        "in your own words. The right person is told at once.",
        "section 3",
    ),
)
"""The answers. Of those that fit a question equally the first is given."""

NO_ANSWER = (
    "I have no answer to that from the policy. A Champion will know. If something has happened, tell me what, and it "
    "reaches the right person."
)
IF_IT_HAS_HAPPENED = "If it has happened"
NOTHING_REPORTED = "This was a question, so nothing was reported and nothing was added to a form."
