"""The Acceptable Use Policy as staff meet it: the card to sign, its receipt, the text, and their questions."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from microsoft_teams.cards.core import AdaptiveCard, CardElement, ExecuteAction, ToggleInput

from bot.policy.aup.campaigns import AskState
from bot.policy.aup.questions import Question
from bot.policy.aup.reminders import REMINDED
from bot.policy.aup.text import reading_minutes
from bot.policy.aup.view import Mine
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.school import School
from cards.aup import AupVerb
from cards.aup import text as aup_text
from cards.incidents import ReportVerb
from cards.kit import fields, parts, times
from cards.words.aup import SIGNED_WORDS, lead
from cards.words.sentences import sentence

Words = Mapping[str, str]
CLAUSES = "Online Safety Policy, sections 4.5 and 6.2 (A1, A2, A3)"
THREAD_ROOM = 6_000


def to_sign(
    school: School,
    mine: Mine,
    *,
    note: str | None = None,
    reminder: int | None = None,
    wrong: Words | None = None,
    typed: Words | None = None,
) -> AdaptiveCard:
    """The card to sign: version, reading time, the text behind its headings, the tick, the name and the buttons.

    `reminder` is how many there have been, for the line on top; None when the person asked for the card. Whoever has
    signed gets the receipt. `wrong` and `typed` are what came back from a first try.
    """
    if mine.signature is not None:
        return receipt(school, mine, note=note)
    published, problems, held = mine.publication, wrong or {}, typed or {}
    again = problems.get("name") == "aup.other_name"
    data: dict[str, str | int] = {"id": published.id, **({"again": 1} if again else {})}
    return parts.card(
        parts.title(f"Acceptable Use Policy {published.label}"),
        parts.small(f"{published.id} · about {_minutes(published.text)} to read"),
        parts.banner(note, "accent") if note else None,
        parts.banner(standing, "accent") if (standing := _standing(school, mine)) and not note else None,
        parts.words(lead(reminder)) if reminder is not None and mine.ask.standing in REMINDED else None,
        *_text(published.id, published.text),
        parts.heading("Sign"),
        parts.typed_text(SIGNED_WORDS.format(label=published.label)),
        *_problem(problems.get("read")),
        ToggleInput(
            id="read", label="Have you read it?", title="I have read it", value=held.get("read") or "false", wrap=True
        ),
        *_problem(problems.get("name")),
        fields.line("name", "Your full name", "First and last name", value=parts.cut(held.get("name", ""), 2_000)),
        parts.buttons(
            parts.press("Sign", AupVerb.SIGN, data, style="positive"),
            parts.press("Not yet", AupVerb.NOT_YET, {"id": published.id}, inputs=False),
            parts.press("Decline", AupVerb.DECLINE, {"id": published.id}, inputs=False),
        ),
        parts.small(CLAUSES),
    )


def receipt(school: School, mine: Mine, *, note: str | None = None) -> AdaptiveCard:
    """What a person keeps once they have signed: who, when, which text, and the words."""
    signed, published = mine.signature, mine.publication
    assert signed is not None  # noqa: S101 - drawn only for those who have signed
    rows = [
        ("Signed by", signed.typed),
        ("When", times.at(school, signed.at)),
        ("Version", f"{signed.label} ({signed.subject})"),
        ("Words", signed.words),
        ("Text (SHA-256)", signed.sha256),
    ]
    if not signed.matched:
        rows.insert(1, ("Directory", signed.by.name))
    return parts.card(
        parts.title(f"Thank you: you have signed the Acceptable Use Policy {signed.label}"),
        parts.small("This is your receipt. A signature is kept as it is and never edited."),
        parts.banner(note, "accent") if note else None,
        parts.facts(rows),
        parts.buttons(
            parts.press("Read it again", AupVerb.READ, {"id": published.id, "page": "0"}, inputs=False),
            parts.press("I have a question", AupVerb.QUESTION, {"id": published.id}, inputs=False),
        ),
    )


def reading(
    school: School, id: str, label: str, text: str, number: int, *, back: parts.Verb = AupVerb.MINE
) -> AdaptiveCard:
    """One page of the text. `id` names the published version, or is empty for the text on disk; `back` is where to."""
    book = aup_text.pages(text)
    number = min(max(number, 0), len(book) - 1)
    verb = AupVerb.READ if id else AupVerb.PREVIEW

    def turn(words: str, to: int) -> ExecuteAction | None:
        if not 0 <= to < len(book):
            return None
        return parts.press(words, verb, {"id": id, "page": str(to)}, inputs=False)

    return parts.card(
        parts.title(f"Acceptable Use Policy {label}"),
        parts.small(f"{school.name} · page {number + 1} of {len(book)}"),
        *aup_text.page_elements(book[number]),
        parts.buttons(
            turn("Next page", number + 1),
            turn("Page before", number - 1),
            parts.press("Back", back, {"id": id}, style=None if number + 1 < len(book) else "positive", inputs=False),
        ),
    )


def not_yet(mine: Mine, *, wrong: Words | None = None, typed: Words | None = None) -> AdaptiveCard:
    """Not yet is an answer too; whatever is unclear goes to a Champion."""
    held: dict[str, str | int] = {"id": mine.publication.id}
    return parts.card(
        parts.title("That is fine"),
        parts.words("It is noted that you have seen it. Come back when you are ready: type **sign** at any time."),
        parts.heading("I have a question"),
        parts.small("A Champion answers it here. Until then you are not reminded."),
        *_question_field(wrong or {}, typed or {}),
        parts.buttons(
            parts.press("Send", AupVerb.QUESTION_SEND, held, style="positive"),
            parts.press("Back", AupVerb.MINE, held, inputs=False),
        ),
    )


def question_form(
    id: str, draft: str, *, thread: str = "", wrong: Words | None = None, typed: Words | None = None
) -> AdaptiveCard:
    """The form for a question, a new one or one more line in a thread."""
    data: dict[str, str | int] = {"id": id, "draft": draft, **({"thread": thread} if thread else {})}
    return parts.card(
        parts.title("A question about the Acceptable Use Policy"),
        parts.small("It goes to the Online Safety Champions, who answer it here."),
        *_question_field(wrong or {}, typed or {}),
        parts.buttons(
            parts.press("Send", AupVerb.QUESTION_SEND, data, style="positive"),
            parts.press("Back", AupVerb.MINE, {"id": id}, inputs=False),
        ),
    )


def decline_form(mine: Mine) -> AdaptiveCard:
    """Before declining: what it means, and a field for why."""
    held: dict[str, str | int] = {"id": mine.publication.id}
    return parts.card(
        parts.title("Decline the Acceptable Use Policy?"),
        parts.words(
            "The Champions are told, with what you write here, and will talk to you. You are not reminded any more, "
            "and you can still sign later. If something is only unclear, ask instead."
        ),
        fields.line("reason", "Why (if you want to say)", "In your own words", many=True),
        parts.buttons(
            parts.press("Decline", AupVerb.DECLINE_SEND, held, style="destructive"),
            parts.press("Ask a question instead", AupVerb.QUESTION, held, inputs=False),
            parts.press("Back", AupVerb.MINE, held, inputs=False),
        ),
    )


def thread(
    school: School,
    question: Question,
    reader: Person,
    *,
    note: str | None = None,
    wrong: Words | None = None,
    typed: Words | None = None,
) -> AdaptiveCard:
    """A question and its answers: a Champion can answer, the asker can ask on or go to the policy."""
    asks = reader.id == question.asker.id
    held: dict[str, str | int] = {"id": question.id, "v": question.version}
    room = THREAD_ROOM // min(len(question.lines), 6)
    lines: list[CardElement] = []
    for line in question.lines[-6:]:
        lines.append(parts.banner(f"{name(line.by)}, {times.at(school, line.at)}", "emphasis"))
        lines.append(parts.typed_text(line.text, room))
    waits = "Waiting for a Champion" if question.waits else "Answered"
    body: list[CardElement | None] = [
        parts.title("Your question" if asks else "A question about the Acceptable Use Policy"),
        parts.small(f"{question.id} · {waits}"),
        parts.banner(note, "accent") if note else None,
        *lines,
    ]
    if asks:
        body.append(
            parts.buttons(
                parts.ask("Open the policy", AupVerb.MINE, style="positive"),
                parts.press(
                    "Ask something more",
                    AupVerb.QUESTION,
                    {"id": question.subject, "thread": question.id},
                    inputs=False,
                ),
            )
        )
    else:
        problems = wrong or {}
        body += [
            parts.heading("Your answer"),
            *_problem(problems.get("answer")),
            fields.line(
                "answer",
                "Answer",
                "They get it in their own chat",
                value=parts.cut((typed or {}).get("answer", ""), THREAD_ROOM),
                many=True,
            ),
            parts.buttons(
                parts.press("Send", AupVerb.ANSWER, held, style="positive"),
                parts.press("Show now", AupVerb.THREAD, held, inputs=False),
            ),
        ]
    return parts.card(*body)


def nothing_asked() -> AdaptiveCard:
    """Nothing has been published, or nothing is asked of this person."""
    return parts.card(
        parts.title("Acceptable Use Policy"),
        parts.words("There is nothing for you to sign just now. When a Champion publishes it, it comes to you here."),
        parts.buttons(parts.ask("Report something", ReportVerb.START), parts.ask("My reports", ReportVerb.MINE)),
    )


def pointer() -> AdaptiveCard:
    """What is left of a card that a newer one has taken the place of."""
    return parts.card(parts.small("A newer card about this stands further down."))


def name(who: Who) -> str:
    """A name inside a line of ours: one that is written from right to left keeps to itself."""
    if any(unicodedata.bidirectional(mark) in {"R", "AL", "AN"} for mark in who.name):
        return f"\u2068{who.name}\u2069"
    return who.name


def _text(id: str, text: str) -> list[CardElement]:
    """The text in full behind its headings, or where it is too long for that a button to its pages."""
    book = aup_text.pages(text, aup_text.ROOM)
    if len(book) == 1:
        return [
            *aup_text.behind_show(book[0]),
            parts.small("Press a heading to read what it says."),
        ]
    return [
        parts.buttons(parts.press(f"Read it ({len(book)} pages)", AupVerb.READ, {"id": id, "page": "0"}, inputs=False))
    ]


def _standing(school: School, mine: Mine) -> str:
    ask = mine.ask
    if mine.question is not None:
        return "Your question is with the Champions. You can sign at any time."
    if ask.standing is AskState.DECLINED and ask.answered_at:
        return f"You declined at {times.at(school, ask.answered_at)}. You can still sign."
    if ask.standing is AskState.NOT_YET and ask.answered_at:
        return f"You said not yet at {times.at(school, ask.answered_at)}."
    if ask.standing is AskState.SET_ASIDE and ask.until:
        return f"Nothing is asked of you before {times.day(ask.until)}. You can sign now if you like."
    return ""


def _minutes(text: str) -> str:
    count = reading_minutes(text)
    return "a minute" if count == 1 else f"{count} minutes"


def _question_field(wrong: Words, typed: Words) -> list[CardElement]:
    return [
        *_problem(wrong.get("question")),
        fields.line(
            "question",
            "Your question",
            "What is unclear?",
            value=parts.cut(typed.get("question", ""), 6_000),
            many=True,
        ),
    ]


def _problem(key: str | None) -> list[CardElement]:
    return [parts.problem(sentence(key))] if key else []
