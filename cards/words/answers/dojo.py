"""What is answered about Class Dojo and the school's website."""

from __future__ import annotations

from cards.words.kit import AnswerWords

WORDS: dict[str, AnswerWords] = {
    "dojo_messages": AnswerWords(
        "Messages on Class Dojo",
        "Use it with parents about their own child's work and day. School e-mail is the other way.",
        "Do not let it become a private chat. No rule makes you answer outside your working hours.",
    ),
    "dojo_pictures": AnswerWords(
        "Pictures on Class Dojo",
        "Send a parent pictures of their own child, and of no other.",
        "Do not send one in which another child can be seen, not even a friend.",
    ),
    "dojo_story": AnswerWords(
        "The class story and the class picture",
        "Show work without names and what the classroom is doing.",
        "Do not show any child there, or in the picture of the class's profile.",
    ),
    "dojo_names": AnswerWords(
        "Names on Class Dojo",
        "Write to the whole class without naming anybody.",
        "Do not put a child's name into a class post, not even the first name.",
    ),
    "dojo_pupils": AnswerWords(
        "Pupils who write on Class Dojo",
        "Let them write to you about the work or what they have posted: their parents can see it too.",
        "Do not answer about anything else there. What worries you is reported.",
    ),
    "dojo_logins": AnswerWords(
        "Who sees what on Class Dojo",
        "Keep it to the class's teachers and the child's own parents or carers, each with a password of their own.",
        "Do not pass a password to anybody else. Administrators are named staff alone.",
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
