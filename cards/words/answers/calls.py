"""What is answered about video calls."""

from __future__ import annotations

from cards.words.kit import AnswerWords

WORDS: dict[str, AnswerWords] = {
    "call_permission": AnswerWords(
        "A video call with pupils",
        "Plan it as part of a project, and ask the Headteacher here beforehand.",
        "Do not hold one that was not approved.",
        "Yes, with the Headteacher's permission beforehand.",
    ),
    "call_tool": AnswerWords(
        "Teams, or something else",
        "Use Teams where you can. If it has to be something else, say why.",
        "Do not use an account of your own for it.",
    ),
    "call_present": AnswerWords(
        "Who is there during a call",
        "Have one teacher who leads, and at least one more member of staff, in the room from beginning to end.",
        "Do not run it alone, and do not leave the pupils alone with it.",
    ),
    "call_partner": AnswerWords(
        "Whom to have a call with",
        "Choose partners whom the school can trust, such as schools, museums or education departments. Say who it "
        "is when you ask.",
        "Do not call anybody whom nobody here knows.",
    ),
    "call_agreement": AnswerWords(
        "The agreement before a call",
        "Have it signed beforehand: it covers copyright, privacy and who owns what is made.",
        "Do not begin without it.",
    ),
    "call_training": AnswerWords(
        "Training for video calls",
        "Make sure that everybody on the team has been trained before the first one.",
        "Do not learn it with the pupils in the room.",
    ),
    "call_record": AnswerWords(
        "Recording a call, or taking stills",
        "Have the written consent for every pupil who can be seen or heard, and say in the request that you will "
        "record.",
        "Do not record it or photograph the screen without that.",
        "Yes, with written consent for every pupil.",
    ),
    "call_alone": AnswerWords(
        "Pupils and video calls",
        "Make the call yourself, for the whole class.",
        "Do not let a pupil call anybody on their own, at any time.",
        "No, never on their own.",
    ),
}
