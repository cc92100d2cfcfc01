"""What is answered about writing to people, and about social networks."""

from __future__ import annotations

from cards.words.kit import AnswerWords

WORDS: dict[str, AnswerWords] = {
    "social_pupils": AnswerWords(
        "Pupils on social networks",
        "Say no to every request from a pupil, and tell a Champion that it came.",
        "Do not follow, add or message a pupil, or look at their pages.",
        "No, not while they are pupils.",
    ),
    "social_former": AnswerWords(
        "Former pupils on social networks",
        "Say no while they are under 18, and think carefully before you say yes after that.",
        "Do not have a former pupil under 18 among your contacts.",
        "No, not while they are under 18.",
    ),
    "social_parents": AnswerWords(
        "Parents on social networks",
        "Say no to a request, and keep to the school's own ways to parents: Class Dojo, school e-mail and the office "
        "telephone.",
        "Do not begin an online friendship with a parent, or go on talking with one there.",
        "No, not on a social network.",
    ),
    "social_related": AnswerWords(
        "Relatives and old friends who are parents or pupils here",
        "Tell the Headteacher, think about where it can lead, and keep school out of it entirely.",
        "Do not simply go on as before: the rules apply to family and old friends too.",
    ),
    "social_privacy": AnswerWords(
        "Your own social networks",
        "Set your accounts to private, and look at the privacy settings now and again. You may use them with care.",
        "Do not post what could harm the school's name or yours, or make people doubt that you should work with "
        "children.",
    ),
    "social_school": AnswerWords(
        "Writing about school online",
        "Keep school matters at school. A complaint goes to your line manager or the Headteacher.",
        "Do not write about pupils, parents, colleagues or school business on a page, a blog or in a group.",
    ),
    "staff_chat": AnswerWords(
        "A group chat for staff",
        "Use Teams or the school's e-mail for anything to do with work.",
        "Do not put names, pictures or school matters into a private group, however small it is.",
    ),
    "contact_pupils": AnswerWords(
        "Messaging or calling pupils",
        "Write to pupils only through the school's own pages and learning platform, where others can see it.",
        "Do not text, phone, e-mail or message a pupil privately.",
    ),
    "contact_details": AnswerWords(
        "Giving out your number or address",
        "Give the school's number and your school address.",
        "Do not give a pupil your own number, e-mail, pages or address, unless a senior leader and the parents have "
        "agreed to it.",
        "No, not to a pupil.",
    ),
    "contact_parents": AnswerWords(
        "Getting in touch with parents",
        "Use Class Dojo, school e-mail or a school telephone. Parents may reach you in the same ways.",
        "Do not use a phone, an address or an account of your own.",
    ),
    "pupil_profiles": AnswerWords(
        "Looking at a pupil's pages",
        "Report what worries you: the safeguarding lead decides who looks, and how.",
        "Do not open or follow a pupil's pages yourself, not even to check on them.",
    ),
    "told_by_child": AnswerWords(
        "If a child tells you something",
        "Stay calm, listen, and say that you have to pass it on to people who can help. Report it here at once, in the "
        "child's own words.",
        "Do not promise to keep it secret, and do not question the child or anybody who is spoken of.",
    ),
    "conduct": AnswerWords(
        "Boundaries between adults and pupils",
        "Report it if an adult is in touch with a pupil outside the agreed ways, or does what could be misread.",
        "Do not ask the adult or the pupil about it first. Somebody who builds up a child's trust to harm them is "
        "grooming.",
    ),
    "discipline": AnswerWords(
        "If the rules are not kept",
        "Speak with the Headteacher early. Your union can advise you too.",
        "Do not take it lightly: it may lead to disciplinary action. Contact with pupils outside the rules may lead to "
        "a police investigation.",
    ),
    "home_learning": AnswerWords(
        "Work for children at home",
        "Set it on the school's website or the class's learning platform, as part of the curriculum.",
        "Do not send it to a pupil by a message or an account of your own.",
    ),
    "class_messaging": AnswerWords(
        "Messages between classes or schools",
        "Run it yourself as the teacher: one group for the class, which the school can look at.",
        "Do not let pupils write to others alone, or with accounts of their own.",
    ),
}
