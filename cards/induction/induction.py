"""A joiner's list of what is theirs to read, sign, practise and attend; and for Champions who is new here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.policy.documents.campaigns import AskState
from bot.policy.documents.publication import SEE_WHO_SIGNED
from bot.policy.documents.view import OwnTraining
from bot.policy.induction import InductionPurpose
from bot.policy.induction.induction import Induction, JoinerPage, JoinerProgress
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from bot.policy.practice.stories import STORIES
from cards.documents.list_card import document_rows
from cards.induction import InductionVerb
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.practice import PracticeVerb
from cards.words import induction as wording
from cards.words.documents import SIGNED, TO_SIGN, title_of
from cards.words.sentences import toast

LONGEST_JOINER_BYTES = 700


def induction_card(
    school: School, now: datetime, induction: Induction, reader: Person | None = None, *, lead: str | None = None
) -> AdaptiveCard:
    """All that is one person's, and where they are with it. It shows how things stood at the time that it names."""
    due = [each for each in induction.documents if each.is_due]
    signed = [each for each in induction.documents if not each.is_due]
    nothing = not induction.documents and induction.training is None and induction.practised is None
    leads = reader is not None and reader.holds(*SEE_WHO_SIGNED)
    return parts.card(
        parts.title(wording.INDUCTION_TITLE if induction.joined_at else wording.OWN_TITLE),
        parts.small(wording.AS_AT.format(at=times.standing(school, now, now))),
        parts.paragraph(lead) if lead else None,
        parts.banner(wording.ALL_DONE, "good") if induction.is_done and not nothing else None,
        parts.paragraph(wording.NOTHING_YET) if nothing else None,
        *document_rows(school, now, TO_SIGN, due),
        *_practice(school, induction.practised),
        *_training(school, now, induction.training),
        *document_rows(school, now, SIGNED, signed),
        parts.buttons(
            parts.button(wording.SHOW_NOW, InductionVerb.OWN, inputs=False),
            parts.opener(wording.WHO_IS_NEW, InductionVerb.JOINERS) if leads else None,
        ),
        *parts.why(wording.INDUCTION_SECTIONS),
    )


def induction_message(school: School, now: datetime, induction: Induction) -> Message:
    """What a joiner is sent."""
    card = induction_card(school, now, induction, lead=wording.WELCOME)
    return Message(summary=toast(InductionPurpose.WELCOME), card=parts.as_json(card))


def joiners_card(school: School, now: datetime, page: JoinerPage) -> AdaptiveCard:
    """Each joiner with what they have still to sign and to attend."""
    one, many = wording.HOW_MANY_NEW
    return parts.card(
        parts.title(wording.NEW_HERE),
        parts.small(times.standing(school, now, now)),
        parts.banner(one if page.total == 1 else many.format(count=page.total), "accent") if page.total else None,
        parts.paragraph(wording.JOINERS_EXPLAINED if page.total else wording.NOBODY_NEW),
        *(element for joiner in page.people for element in _joiner(school, now, joiner)),
        parts.buttons(
            parts.button(wording.MORE_NAMES, InductionVerb.JOINERS, {"page": str(page.number + 1)}, inputs=False)
            if page.more
            else None,
            parts.button(wording.SHOW_NOW, InductionVerb.JOINERS, {"page": "0"}, inputs=False),
            parts.opener(wording.MY_OWN_LIST, InductionVerb.OWN),
        ),
        *parts.why(wording.INDUCTION_SECTIONS),
    )


def _practice(school: School, done: int | None) -> Iterator[CardElement]:
    if done is None:
        return
    yield parts.heading(wording.TO_PRACTISE)
    said = wording.PRACTISED.format(done=done, stories=len(STORIES)) if done else wording.NOT_PRACTISED
    said = f"{said} {wording.COUNTS if school.practice_counts else wording.ONLY_YOU}"
    opens = parts.opener(wording.PRACTISE, PracticeVerb.SHOW)
    yield parts.list_row(opens, parts.paragraph(wording.A_PRACTICE), parts.small(said))


def _training(school: School, now: datetime, training: OwnTraining | None) -> Iterator[CardElement]:
    if training is None or training.ask.standing is AskState.LEFT:
        return
    ask, said = training.ask, wording.TRAINING_DUE
    if ask.standing is AskState.SET_ASIDE and ask.until:
        said = wording.TRAINING_ASIDE.format(day=times.day(school, ask.until, now))
    elif not training.is_due and ask.answered_at:
        said = wording.TRAINING_DONE.format(at=times.standing(school, ask.answered_at, now))
    yield parts.heading(wording.TO_ATTEND)
    yield parts.paragraph(wording.TRAINING.format(label=training.campaign.label))
    yield parts.small(said)


def _joiner(school: School, now: datetime, joiner: JoinerProgress) -> Iterator[CardElement]:
    titles = ", ".join(title_of(each.campaign.title) for each in joiner.to_sign)
    signed = wording.ALL_SIGNED if joiner.documents else wording.NOTHING_TO_SIGN
    said = [
        wording.JOINED.format(day=times.day(school, local(joiner.joined_at, school.timezone).date(), now)),
        wording.STILL_TO_SIGN.format(titles=titles) if titles else signed,
        *([wording.ATTEND[joiner.training.is_due]] if joiner.training else ()),
        *([wording.NOT_REACHED] if joiner.is_unreachable else ()),
    ]
    yield parts.heading_typed(joiner.person.name)
    yield parts.typed_text(" · ".join(said), LONGEST_JOINER_BYTES)
