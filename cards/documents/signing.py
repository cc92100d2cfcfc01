"""A document as those who are asked meet it: the card to sign, its receipt, and their questions."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from bot.policy.documents.campaigns import AskState
from bot.policy.documents.publication import Publication
from bot.policy.documents.questions import POLICY, Question
from bot.policy.documents.reminders import REMINDED
from bot.policy.documents.text import reading_minutes
from bot.policy.documents.view import OwnSigning
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.documents import DocumentVerb, document_data
from cards.documents.changes import change_titles
from cards.documents.reading import (
    AGAIN,
    contents_line,
    pages_to_read,
    progress,
    section_count,
    sections_read,
    sections_to_open,
)
from cards.kit import fields, parts, times
from cards.kit.elements import Action, AdaptiveCard, CardElement, OpenUrlAction
from cards.kit.guide import Opener
from cards.words import documents as wording
from cards.words.documents import lead_line
from cards.words.kit import names_words

THREAD_BYTES = 6_000
ANSWERS_SHOWN = 3
SEEN = "seen"
"""How many lines of a thread the form for an answer has shown."""


def signing_card(
    school: School,
    now: datetime,
    mine: OwnSigning,
    *,
    note: str | None = None,
    reminder: int | None = None,
) -> AdaptiveCard:
    """The card to sign: version, reading time, what is new since they signed, and the buttons. The text opens apart.

    `reminder` is how many there have been, for the line on top; None when the person asked for the card. Whoever has
    signed gets the receipt.
    """
    if mine.withdrawn_at is not None:
        return withdrawn_card(school, now, mine, mine.withdrawn_at)
    if mine.signature is not None:
        return signature_receipt(school, mine, note=note)
    published = mine.publication
    held = {"id": published.id}
    contents = "" if mine.only is not None else contents_line(published.text)
    read = sections_read(mine) >= len(sections_to_open(mine)) - 1
    return parts.card(
        _title(wording.titled_version(published.title, published.label), published),
        parts.small(_how_long(mine)),
        parts.note(note),
        parts.banner(standing, "accent") if (standing := _ask_status(school, now, mine)) and not note else None,
        parts.paragraph(lead_line(reminder)) if reminder is not None and mine.ask.standing in REMINDED else None,
        _news(mine),
        *_link(school, now, published),
        *_progress(mine),
        parts.small(wording.WHAT_IS_IN_IT.format(titles=contents)) if contents else None,
        parts.buttons(
            _opens_link(published)
            or parts.form_opener(
                wording.GO_ON_READING if mine.ask.read else "Read it",
                DocumentVerb.READ,
                held,
                style=None if read else "positive",
            ),
            parts.form_opener("Sign", DocumentVerb.SIGN, held, style="positive" if read else None),
            # Not yet is an answer too; whatever is unclear goes to a Champion.
            parts.form_opener(wording.I_HAVE_A_QUESTION, DocumentVerb.QUESTION, held)
            if mine.ask.standing in {AskState.NOT_YET, AskState.DECLINED}
            else parts.button("Not yet", DocumentVerb.NOT_YET, held, inputs=False),
            None
            if mine.ask.standing is AskState.DECLINED
            else parts.form_opener("Decline", DocumentVerb.DECLINE, held),
        ),
        *([parts.small(_others(mine.others))] if mine.others else ()),
        *parts.why(wording.SIGNING_SECTIONS),
    )


def withdrawn_card(school: School, now: datetime, mine: OwnSigning, at: datetime) -> AdaptiveCard:
    """What a version that was taken back leaves on each card: nothing is asked any more."""
    published = mine.publication
    return parts.card(
        _title(wording.titled_version(published.title, published.label), published),
        parts.small(published.id),
        parts.banner(wording.WAS_WITHDRAWN.format(at=times.standing(school, at, now)), "warning"),
        parts.paragraph(wording.WITHDRAWN_SAYS),
        parts.paragraph(wording.WITHDRAWN_YOURS) if mine.signature else None,
        parts.buttons(parts.opener(wording.DOCUMENTS, DocumentVerb.LIST)),
    )


def document_result(said: str, published: Publication) -> AdaptiveCard:
    """What sending a form about a document did, and the way back to it."""
    return parts.form_result(said, _opener_of(published.title, published.document))


def signature_receipt(school: School, mine: OwnSigning, *, note: str | None = None) -> AdaptiveCard:
    """What a person keeps once they have signed: who, when, which text, and the words."""
    signed, published = mine.signature, mine.publication
    assert signed is not None  # noqa: S101 - drawn only for those who have signed
    rows = [
        ("Signed by", signed.typed),
        ("When", times.full(school, signed.at)),
        ("Version", f"{signed.label} ({signed.subject})"),
        ("Words", signed.words),
    ]
    if not signed.matched:
        rows.insert(1, ("Directory", signed.by.name))
    return parts.card(
        _title(wording.THANK_YOU.format(version=wording.version_of(published.title, signed.label)), published),
        parts.small(wording.RECEIPT_KEPT),
        parts.note(note),
        parts.fact_set(rows),
        parts.buttons(
            parts.form_opener("Read it again", DocumentVerb.READ, {"id": published.id, AGAIN: 1}),
            parts.form_opener(wording.I_HAVE_A_QUESTION, DocumentVerb.QUESTION, {"id": published.id}),
            _opens_link(published),
        ),
        *([parts.small(_others(mine.others))] if mine.others else ()),
    )


def question_form(
    id: str,
    draft: str,
    *,
    title: str = "",
    thread: str = "",
    wrong: parts.Texts | None = None,
    typed: parts.Texts | None = None,
) -> AdaptiveCard:
    """The form for a question, a new one or one more line in a thread; what it is about has this `id` and `title`."""
    data: dict[str, str | int] = {"id": id, "draft": draft, **({"thread": thread} if thread else {})}
    return parts.card(
        parts.title_typed(_question_title(id, title)),
        parts.small(wording.GOES_TO_THEM if id == POLICY else wording.GOES_TO_CHAMPIONS),
        *question_field(wrong or {}, typed or {}),
        parts.form_buttons(DocumentVerb.QUESTION_SEND, data),
    )


def decline_form(mine: OwnSigning, typed: str = "", wrong: parts.Texts | None = None) -> AdaptiveCard:
    """Before declining: what it means, who is told, and the field for why, without which it is not declined."""
    held = {"id": mine.publication.id}
    return parts.card(
        parts.title_typed(wording.DECLINE_QUESTION.format(document=wording.in_a_line(mine.publication.title))),
        parts.typed_text(f"{_champions(mine, wording.DECLINE_TELLS)} {wording.DECLINE_EXPLAINED}"),
        *parts.problems((wrong or {}).get("reason")),
        fields.line(
            "reason",
            wording.WHY_DECLINED,
            wording.IN_YOUR_OWN_WORDS,
            value=parts.cut(typed, THREAD_BYTES),
            required=True,
            many=True,
        ),
        parts.buttons(
            parts.button("Send", DocumentVerb.DECLINE_SEND, held, style="positive"),
            parts.button(wording.ASK_INSTEAD, DocumentVerb.QUESTION, held, inputs=False),
            parts.put_away("Send"),
        ),
    )


def question_card(
    school: School,
    now: datetime,
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
        lines.append(parts.banner(f"{name_in_line(line.by)}, {times.standing(school, line.at, now)}", "emphasis"))
        lines.append(parts.typed_text(line.text, max_bytes))
    by = list(dict.fromkeys(name_in_line(line.by) for line in question.answers))
    waits = names_words(by, wording.ANSWERED_BY) if by else wording.WAITING_FOR_A_CHAMPION
    body: list[CardElement | None] = [
        parts.title("Your question") if asks else parts.title_typed(_question_title(question.subject, question.title)),
        parts.small(f"{question.id} · {waits}"),
        parts.note(note),
        *lines,
    ]
    if asks:
        body.append(
            parts.buttons(
                None
                if question.about_policy
                else parts.opener(
                    wording.open_words(question.title), DocumentVerb.MINE, {"id": question.subject}, style="positive"
                ),
                parts.form_opener(
                    "Ask something more", DocumentVerb.QUESTION, {"id": question.subject, "thread": question.id}
                ),
            )
        )
    else:
        body.append(
            parts.buttons(
                parts.form_opener("Answer", DocumentVerb.ANSWER, held, style="positive")
                if question.waits
                else parts.form_opener(wording.ADD_TO_THE_ANSWER, DocumentVerb.ANSWER, held),
            )
        )
    return parts.card(*body)


def question_result(question: Question, said: str) -> AdaptiveCard:
    """What sending a question about the school's policy did, and the way to its thread."""
    return parts.form_result(said, parts.opener(wording.OPEN_YOUR_QUESTION, DocumentVerb.THREAD, {"id": question.id}))


def answer_form(
    question: Question,
    reader: Person,
    *,
    wrong: parts.Texts | None = None,
    typed: parts.Texts | None = None,
    unsent: str = "",
) -> AdaptiveCard:
    """What a Champion answers, below what was asked last and what others have answered since. `unsent` says why what
    they sent did not go out."""
    answers = question.answers[-ANSWERS_SHOWN:]
    asked = question.lines[-len(question.answers) - 1]
    others = list(dict.fromkeys(name_in_line(line.by) for line in question.answers if line.by.id != reader.id))
    note = unsent or (names_words(others, wording.GOES_OUT_AS_WELL) if others else "")
    max_bytes = THREAD_BYTES // (1 + len(answers))
    return parts.card(
        parts.title("Your answer"),
        parts.note(note, "warning"),
        parts.small(f"{name_in_line(asked.by)} · {question.id}"),
        parts.typed_text(asked.text, max_bytes),
        *(parts.typed_text(f"{name_in_line(line.by)}: {line.text}", max_bytes, "Small") for line in answers),
        *parts.problems((wrong or {}).get("answer")),
        fields.line(
            "answer",
            "Answer",
            wording.ANSWER_HINT,
            value=parts.cut((typed or {}).get("answer", ""), THREAD_BYTES),
            many=True,
        ),
        parts.form_buttons(
            DocumentVerb.ANSWER,
            {"id": question.id, "v": question.version, SEEN: str(len(question.lines)), parts.SENT: 1},
        ),
    )


def nothing_to_sign_card(title: str = "", note: str | None = None) -> AdaptiveCard:
    """Nothing has been published, or nothing is asked of this person; `title` is that of another document than the
    Acceptable Use Policy."""
    return parts.card(
        parts.title_typed(wording.title_of(title)),
        parts.note(note),
        parts.paragraph(wording.NOTHING_TO_SIGN),
        parts.buttons(parts.opener("Report something", Opener.REPORT), parts.opener("My reports", Opener.MY_REPORTS)),
    )


def name_in_line(who: Who) -> str:
    """A name for use within a line; one written from right to left is isolated, or it would reorder the line."""
    if any(unicodedata.bidirectional(mark) in {"R", "AL", "AN"} for mark in who.name):
        return f"\u2068{who.name}\u2069"
    return who.name


def _progress(mine: OwnSigning) -> list[CardElement]:
    """How far they have read, once they have begun."""
    read, count = sections_read(mine), len(sections_to_open(mine))
    if not read or mine.publication.link:
        return []
    return [parts.small(wording.SECTIONS_READ.format(read=read, count=count)), progress(read, count)]


def _news(mine: OwnSigning) -> CardElement | None:
    """What is new for whoever signed another version."""
    if mine.earlier is None:
        return None
    if mine.publication.link:
        return None
    if not mine.news:
        return parts.paragraph(wording.SAME_AS_SIGNED.format(label=mine.earlier.label))
    heading = parts.subheading(wording.WHAT_IS_NEW.format(label=mine.earlier.label))
    told: list[CardElement] = [heading, parts.typed_text(change_titles(mine.news))]
    if mine.only is not None:
        told.append(parts.small(wording.CHANGES_ONLY.format(label=mine.earlier.label)))
    return parts.box("emphasis", *told)


def _how_long(mine: OwnSigning) -> str:
    """What there is to read, and about how long that takes."""
    published = mine.publication
    if published.link:
        return wording.HOW_LONG_LINK.format(id=published.id)
    count = section_count(published.text)
    if mine.only is None:
        minutes = wording.minutes_words(reading_minutes(published.text))
        return wording.HOW_LONG.format(id=published.id, minutes=minutes, sections=wording.sections_words(count))
    bodies = "\n".join(text for page in pages_to_read(mine) for text in page.paragraphs)
    minutes = wording.minutes_words(reading_minutes(bodies))
    return wording.HOW_LONG_CHANGES.format(id=published.id, changed=len(mine.only), count=count, minutes=minutes)


def _title(text: str, published: Publication) -> CardElement:
    """The first line of a card; of a document of the school's own exactly as the school has written it."""
    return parts.title_typed(text) if published.title else parts.title(text)


def _link(school: School, now: datetime, published: Publication) -> list[CardElement]:
    """Of a document that is kept elsewhere, where, and what is known of it."""
    if not published.link:
        return []
    day = times.day(school, local(published.at, school.timezone).date(), now)
    known = wording.LINK_HASH.format(day=day, sha256=published.sha256) if published.sha256 else ""
    return [
        parts.paragraph(wording.KEPT_ELSEWHERE),
        parts.typed_text(published.link, 1_000),
        parts.small(known or wording.LINK_UNKNOWN.format(day=day)),
    ]


def _opens_link(published: Publication) -> Action | None:
    return OpenUrlAction(title=wording.OPEN_THE_DOCUMENT, url=published.link) if published.link else None


def _opener_of(title: str, document: str) -> Action:
    return parts.opener(wording.open_words(title), DocumentVerb.MINE, document_data(document))


def _others(count: int) -> str:
    return wording.OTHERS_DUE[count > 1].format(count=count)


def _ask_status(school: School, now: datetime, mine: OwnSigning) -> str:
    ask = mine.ask
    if mine.question is not None:
        return wording.QUESTION_IS_OUT
    if ask.standing is AskState.DECLINED and ask.answered_at:
        said = wording.YOU_DECLINED.format(at=times.standing(school, ask.answered_at, now))
        return f"{said} {_champions(mine, wording.THEY_FOLLOW_UP)} {wording.SIGN_AFTER_ALL}"
    if ask.standing is AskState.NOT_YET and ask.answered_at:
        return wording.YOU_SAID_NOT_YET.format(at=times.standing(school, ask.answered_at, now))
    if ask.standing is AskState.SET_ASIDE and ask.until:
        return wording.SET_ASIDE_UNTIL.format(day=times.day(school, ask.until, now))
    return ""


def _champions(mine: OwnSigning, say: tuple[str, str]) -> str:
    """A sentence about the Champions by name; without a name where none is known."""
    return (
        names_words([name_in_line(who) for who in mine.champions], say)
        if mine.champions
        else say[1].format(names=wording.THE_CHAMPIONS)
    )


def _question_title(subject: str, title: str) -> str:
    if subject == POLICY:
        return wording.A_QUESTION_ABOUT_POLICY
    return wording.A_QUESTION_ABOUT_IT.format(document=wording.in_a_line(title))


def question_field(wrong: parts.Texts, typed: parts.Texts) -> list[CardElement]:
    """The field for a question, with what was typed into it."""
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
