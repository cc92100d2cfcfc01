"""The Acceptable Use Policy as staff meet it: the card to sign, its receipt, the text, and their questions."""

from __future__ import annotations

import unicodedata

from microsoft_teams.cards.core import AdaptiveCard, CardElement, ExecuteAction, ToggleInput

from bot.policy.aup.campaigns import AskState
from bot.policy.aup.questions import Question
from bot.policy.aup.reminders import REMINDED
from bot.policy.aup.text import reading_minutes
from bot.policy.aup.view import OwnSigning
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.school import School
from cards.aup import AupVerb
from cards.aup import text as aup_text
from cards.kit import fields, parts, times
from cards.kit.openers import Opener
from cards.words import aup as wording
from cards.words.aup import SIGNED_WORDS, lead_line

THREAD_BYTES = 6_000


def signing_card(
    school: School,
    mine: OwnSigning,
    *,
    note: str | None = None,
    reminder: int | None = None,
) -> AdaptiveCard:
    """The card to sign: version, reading time, the text behind its headings, and the buttons.

    `reminder` is how many there have been, for the line on top; None when the person asked for the card. Whoever has
    signed gets the receipt.
    """
    if mine.signature is not None:
        return signature_receipt(school, mine, note=note)
    published = mine.publication
    held = {"id": published.id}
    return parts.card(
        parts.title(f"Acceptable Use Policy {published.label}"),
        parts.small(f"{published.id} · about {_minutes(published.text)} to read"),
        parts.note(note),
        parts.banner(standing, "accent") if (standing := _ask_status(school, mine)) and not note else None,
        parts.paragraph(lead_line(reminder)) if reminder is not None and mine.ask.standing in REMINDED else None,
        *_document(published.id, published.text),
        parts.buttons(
            parts.form_opener("Sign", AupVerb.SIGN, held, style="positive"),
            # Not yet is an answer too; whatever is unclear goes to a Champion.
            parts.form_opener(wording.I_HAVE_A_QUESTION, AupVerb.QUESTION, held)
            if mine.ask.standing is AskState.NOT_YET
            else parts.button("Not yet", AupVerb.NOT_YET, held, inputs=False),
            parts.form_opener("Decline", AupVerb.DECLINE, held),
        ),
        parts.small(wording.SIGNING_CLAUSES),
    )


def sign_form(mine: OwnSigning, *, wrong: parts.Texts | None = None, typed: parts.Texts | None = None) -> AdaptiveCard:
    """The words that are signed, the tick and the name. `wrong` and `typed` are what came back from a first try."""
    published, problems, given = mine.publication, wrong or {}, typed or {}
    again = problems.get("name") == "aup.other_name"
    data: dict[str, str | int] = {"id": published.id, parts.SENT: 1, **({"again": 1} if again else {})}
    return parts.card(
        parts.title(wording.SIGN_IT.format(label=published.label)),
        parts.typed_text(SIGNED_WORDS.format(label=published.label)),
        *parts.problems(problems.get("read")),
        ToggleInput(
            id="read",
            label=wording.HAVE_YOU_READ_IT,
            title=wording.I_HAVE_READ_IT,
            value=given.get("read") or "false",
            wrap=True,
        ),
        *parts.problems(problems.get("name")),
        fields.line("name", "Your full name", wording.YOUR_NAME_HINT, value=parts.cut(given.get("name", ""), 2_000)),
        parts.form_buttons(AupVerb.SIGN, data, "Sign"),
    )


def aup_result(said: str) -> AdaptiveCard:
    """What sending a form about the policy did, and the way back to it."""
    return parts.form_result(said, parts.opener("Open the policy", AupVerb.MINE))


def signature_receipt(school: School, mine: OwnSigning, *, note: str | None = None) -> AdaptiveCard:
    """What a person keeps once they have signed: who, when, which text, and the words."""
    signed, published = mine.signature, mine.publication
    assert signed is not None  # noqa: S101 - drawn only for those who have signed
    rows = [
        ("Signed by", signed.typed),
        ("When", times.at(school, signed.at)),
        ("Version", f"{signed.label} ({signed.subject})"),
        ("Words", signed.words),
    ]
    if not signed.matched:
        rows.insert(1, ("Directory", signed.by.name))
    return parts.card(
        parts.title(wording.THANK_YOU.format(label=signed.label)),
        parts.small(wording.RECEIPT_KEPT),
        parts.note(note),
        parts.facts(rows),
        parts.buttons(
            parts.button("Read it again", AupVerb.READ, {"id": published.id, "page": "0"}, inputs=False),
            parts.form_opener(wording.I_HAVE_A_QUESTION, AupVerb.QUESTION, {"id": published.id}),
        ),
    )


def text_page(
    school: School, id: str, label: str, text: str, number: int, *, back: parts.Verb = AupVerb.MINE
) -> AdaptiveCard:
    """One page of the text. `id` is the published version, empty for the text on disk; `back` is what **Back** does."""
    book = aup_text.pages(text)
    number = min(max(number, 0), len(book) - 1)
    verb = AupVerb.READ if id else AupVerb.PREVIEW

    def turn(words: str, to: int) -> ExecuteAction | None:
        if not 0 <= to < len(book):
            return None
        return parts.button(words, verb, {"id": id, "page": str(to)}, inputs=False)

    return parts.card(
        parts.title(f"Acceptable Use Policy {label}"),
        parts.small(f"{school.name} · page {number + 1} of {len(book)}"),
        *aup_text.page_elements(book[number]),
        parts.buttons(
            turn("Next page", number + 1),
            turn("Page before", number - 1),
            parts.button("Back", back, {"id": id}, style=None if number + 1 < len(book) else "positive", inputs=False),
        ),
    )


def question_form(
    id: str, draft: str, *, thread: str = "", wrong: parts.Texts | None = None, typed: parts.Texts | None = None
) -> AdaptiveCard:
    """The form for a question, a new one or one more line in a thread."""
    data: dict[str, str | int] = {"id": id, "draft": draft, **({"thread": thread} if thread else {})}
    return parts.card(
        parts.title(wording.A_QUESTION_ABOUT_IT),
        parts.small(wording.GOES_TO_CHAMPIONS),
        *_question_field(wrong or {}, typed or {}),
        parts.form_buttons(AupVerb.QUESTION_SEND, data),
    )


def decline_form(mine: OwnSigning) -> AdaptiveCard:
    """Before declining: what it means, and a field for why."""
    held = {"id": mine.publication.id}
    return parts.card(
        parts.title(wording.DECLINE_QUESTION),
        parts.paragraph(wording.DECLINE_EXPLAINED),
        fields.line("reason", wording.WHY_DECLINED, wording.IN_YOUR_OWN_WORDS, many=True),
        parts.buttons(
            parts.button("Decline", AupVerb.DECLINE_SEND, held, style="destructive"),
            parts.button(wording.ASK_INSTEAD, AupVerb.QUESTION, held, inputs=False),
            parts.put_away(),
        ),
    )


def question_card(
    school: School,
    question: Question,
    reader: Person,
    *,
    note: str | None = None,
) -> AdaptiveCard:
    """A question and its answers: a Champion can answer, the asker can ask on or go to the policy."""
    asks = reader.id == question.asker.id
    held: dict[str, str | int] = {"id": question.id, "v": question.version}
    max_bytes = THREAD_BYTES // min(len(question.lines), 6)
    lines: list[CardElement] = []
    for line in question.lines[-6:]:
        lines.append(parts.banner(f"{name_in_line(line.by)}, {times.at(school, line.at)}", "emphasis"))
        lines.append(parts.typed_text(line.text, max_bytes))
    waits = wording.WAITING_FOR_A_CHAMPION if question.waits else "Answered"
    body: list[CardElement | None] = [
        parts.title("Your question" if asks else wording.A_QUESTION_ABOUT_IT),
        parts.small(f"{question.id} · {waits}"),
        parts.note(note),
        *lines,
    ]
    if asks:
        body.append(
            parts.buttons(
                parts.opener("Open the policy", AupVerb.MINE, style="positive"),
                parts.form_opener(
                    "Ask something more", AupVerb.QUESTION, {"id": question.subject, "thread": question.id}
                ),
            )
        )
    else:
        body.append(
            parts.buttons(
                parts.form_opener("Answer", AupVerb.ANSWER, held, style="positive"),
                parts.button("Show now", AupVerb.THREAD, held, inputs=False),
            )
        )
    return parts.card(*body)


def answer_form(
    question: Question, *, wrong: parts.Texts | None = None, typed: parts.Texts | None = None
) -> AdaptiveCard:
    """What a Champion answers, below what was asked last."""
    asked = question.lines[-1]
    return parts.card(
        parts.title("Your answer"),
        parts.small(f"{name_in_line(asked.by)} · {question.id}"),
        parts.typed_text(asked.text, THREAD_BYTES),
        *parts.problems((wrong or {}).get("answer")),
        fields.line(
            "answer",
            "Answer",
            wording.ANSWER_HINT,
            value=parts.cut((typed or {}).get("answer", ""), THREAD_BYTES),
            many=True,
        ),
        parts.form_buttons(AupVerb.ANSWER, {"id": question.id, "v": question.version, parts.SENT: 1}),
    )


def nothing_to_sign_card() -> AdaptiveCard:
    """Nothing has been published, or nothing is asked of this person."""
    return parts.card(
        parts.title("Acceptable Use Policy"),
        parts.paragraph(wording.NOTHING_TO_SIGN),
        parts.buttons(parts.opener("Report something", Opener.REPORT), parts.opener("My reports", Opener.MY_REPORTS)),
    )


def name_in_line(who: Who) -> str:
    """A name for use within a line; one written from right to left is isolated, or it would reorder the line."""
    if any(unicodedata.bidirectional(mark) in {"R", "AL", "AN"} for mark in who.name):
        return f"\u2068{who.name}\u2069"
    return who.name


def _document(id: str, text: str) -> list[CardElement]:
    """The text in full behind its headings, or where it is too long for that a button to its pages."""
    book = aup_text.pages(text, aup_text.PAGE_BYTES)
    if len(book) == 1:
        return [
            *aup_text.collapsed_sections(book[0]),
            parts.small(wording.PRESS_A_HEADING),
        ]
    return [
        parts.buttons(parts.button(f"Read it ({len(book)} pages)", AupVerb.READ, {"id": id, "page": "0"}, inputs=False))
    ]


def _ask_status(school: School, mine: OwnSigning) -> str:
    ask = mine.ask
    if mine.question is not None:
        return wording.QUESTION_IS_OUT
    if ask.standing is AskState.DECLINED and ask.answered_at:
        return wording.YOU_DECLINED.format(at=times.at(school, ask.answered_at))
    if ask.standing is AskState.NOT_YET and ask.answered_at:
        return wording.YOU_SAID_NOT_YET.format(at=times.at(school, ask.answered_at))
    if ask.standing is AskState.SET_ASIDE and ask.until:
        return wording.SET_ASIDE_UNTIL.format(day=times.day(ask.until))
    return ""


def _minutes(text: str) -> str:
    count = reading_minutes(text)
    return "a minute" if count == 1 else f"{count} minutes"


def _question_field(wrong: parts.Texts, typed: parts.Texts) -> list[CardElement]:
    return [
        *parts.problems(wrong.get("question")),
        fields.line(
            "question",
            "Your question",
            "What is unclear?",
            value=parts.cut(typed.get("question", ""), 6_000),
            many=True,
        ),
    ]
