"""What stands at the end of a document that is signed: its questions, the words that are signed, the tick and the name.

A question's right answer is in no card, and how it was answered is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.policy.documents.signing import question_field
from bot.policy.documents.view import OwnSigning
from cards.kit import fields, parts
from cards.kit.elements import CardElement, Choice, ChoiceSetInput, ToggleInput
from cards.words import documents as wording
from cards.words.sentences import sentence

MOST_QUESTIONS = 3
SIGNATURE_FIELDS = ("read", "name")
QUESTION_FIELDS = tuple(question_field(number) for number in range(MOST_QUESTIONS))


def signature_words(mine: OwnSigning) -> str:
    """The words that they sign."""
    earlier = mine.earlier.label if mine.earlier and mine.only is not None else ""
    published = mine.publication
    return wording.signed_words(published.title, published.label, earlier=earlier, questions=bool(published.questions))


def typed_answers(mine: OwnSigning, typed: parts.Texts) -> Mapping[int, int]:
    """The answers that came with the form, by the questions' numbers."""
    given = {number: typed.get(question_field(number), "") for number in range(len(mine.publication.questions))}
    return {number: int(answer) for number, answer in given.items() if answer.isascii() and answer.isdigit()}


def signature_fields(
    mine: OwnSigning, unread: int, others: int, wrong: parts.Texts, typed: parts.Texts
) -> list[CardElement]:
    """All of it, with how much has not been opened here, and with what is wrong above each field."""
    published = mine.publication
    return [
        *_questions(mine, wrong, typed),
        parts.heading_typed(wording.SIGN_IT.format(version=wording.version_of(published.title, published.label))),
        parts.typed_text(signature_words(mine)),
        *([parts.small(_not_opened(unread, others))] if unread else ()),
        *parts.problems(wrong.get("read")),
        ToggleInput(
            id="read",
            label=fields.star(wording.HAVE_YOU_READ_IT),
            title=wording.I_HAVE_READ_IT,
            value=typed.get("read") or "false",
            wrap=True,
        ),
        *_name_problem(mine, wrong.get("name")),
        fields.line(
            "name",
            fields.star("Your full name"),
            wording.YOUR_NAME_HINT,
            value=parts.cut(typed.get("name", ""), 2_000),
        ),
    ]


def _questions(mine: OwnSigning, wrong: parts.Texts, typed: parts.Texts) -> list[CardElement]:
    """What is asked before it is signed. An answer that was not the right one is not put back."""
    asked = mine.publication.questions
    if not asked:
        return []
    shown: list[CardElement] = [
        parts.heading(wording.QUESTIONS_FIRST[len(asked) > 1].format(count=len(asked))),
        parts.small(wording.QUESTIONS_EXPLAINED),
    ]
    for number, question in enumerate(asked):
        field = question_field(number)
        shown += parts.problems(wrong.get(field))
        shown.append(
            ChoiceSetInput(
                id=field,
                label=fields.star(question.ask),
                choices=[Choice(title=answer, value=str(at)) for at, answer in enumerate(question.answers)],
                style="expanded",
                wrap=True,
                value=None if field in wrong else typed.get(field) or None,
            )
        )
    return shown


def _not_opened(unread: int, others: int) -> str:
    return wording.NONE_OPENED if unread == others else wording.SOME_NOT_OPENED.format(unread=unread, others=others)


def _name_problem(mine: OwnSigning, key: str | None) -> list[CardElement]:
    """What is wrong with the name; where it is not the staff list's, that stands with it."""
    if key == "aup.other_name":
        return [parts.problem(sentence(key, {"name": mine.ask.who.name}))]
    return parts.problems(key)
