"""Answers: signing, not yet, declining, and being set aside. A signature is given once and never edited (A1).

Each function answers with an `Outcome`; an empty one means that the press changed nothing, which is an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.documents import DocumentPurpose
from bot.policy.documents.campaigns import Ask, AskState, Campaign, ask_id, recount
from bot.policy.documents.publication import Publication, allow_publishing
from bot.policy.documents.reminders import DOCUMENTS_TOPIC, campaign_notice, school_day_of, with_due
from bot.policy.kit import notices
from bot.policy.kit.errors import Incomplete, NotPossible
from bot.policy.kit.names import same_name
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.records import Address, Entry, Evidence, Notice, PostedCard, Record, Urgency, Who

LONGEST_SIGNED_NAME = 200
LONGEST_WORDS = 4_000
QUESTION_FIELD = "q"
UNANSWERED, NOT_RIGHT = "documents.unanswered", "documents.not_right"
"""What is said of a question that has no answer yet, and of one that has another than the right one."""


class Signature(Record):
    """Who signed which version, when, in which words and under which name. Kept for good and never changed.

    `typed` is the name as they typed it and `matched` whether that is the directory's, which is in `by`. `since` is the
    version that they had signed in the same school year, where they were asked for what has changed since alone;
    `understood` says that the version's questions were answered before. How they were answered is kept nowhere.
    `document` is empty for the Acceptable Use Policy.
    """

    TABLE: ClassVar[str] = "aup_signatures"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject", "person_id", "other_name_in")
    EVIDENCE = Evidence()

    subject: str
    label: str
    sha256: str
    by: Who
    at: AwareDatetime
    words: str
    typed: str
    matched: bool
    document: str = ""
    since: str = ""
    understood: bool = False

    @property
    def person_id(self) -> str:
        """The signer's object id."""
        return self.by.id

    @property
    def other_name_in(self) -> str | None:
        """What was signed, where the name typed is not the directory's."""
        return None if self.matched else self.subject


@dataclass(frozen=True, slots=True)
class AskSnapshot:
    """A campaign, what it asks of one person, the cards about it that stand in their chat, and what is still to be
    sent to them."""

    campaign: Campaign
    ask: Ask
    cards: Sequence[PostedCard] = ()
    waiting: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class SigningForm:
    """What was filled in on the card: the tick, the name, the words above the button, the answers to the version's
    questions by their numbers, and whether the name has been asked about once already."""

    ticked: bool
    name: str
    words: str
    asked_again: bool = False
    answers: Mapping[int, int] = field(default_factory=dict)


def sign(
    snapshot: AskSnapshot, published: Publication, said: SigningForm, context: ActionContext, since: str = ""
) -> Outcome:
    """A signature of the person who presses. Raises `Incomplete` for a missing tick or name, for a question that is not
    answered right, and once for a name that is not the directory's: sent again it is accepted as typed.

    `since` is the version that they had signed before, where they were asked for the changes alone.
    """
    wrong: dict[str, str] = {}
    name = said.name.strip()[:LONGEST_SIGNED_NAME]
    matched = same_name(name, context.by.name)
    if not said.ticked:
        wrong["read"] = "aup.tick"
    if not name:
        wrong["name"] = "aup.no_name"
    elif not matched and not said.asked_again:
        wrong["name"] = "aup.other_name"
    wrong |= check_answers(published, said.answers)
    if wrong:
        raise Incomplete(**wrong)
    signature = Signature(
        id=ask_id(published.id, context.by.id),
        subject=published.id,
        label=published.label,
        sha256=published.sha256,
        by=context.by.who,
        at=context.now,
        words=said.words,
        typed=name,
        matched=matched,
        document=published.document,
        since=since,
        understood=bool(published.questions),
    )
    facts = {"version": published.label, "sha256": published.sha256, "typed": name}
    signed = change_state(snapshot, context, AskState.DONE, "aup_signed", facts, read=())
    return Outcome(records=(signature,)) + signed


def question_field(number: int) -> str:
    """The field of a question's answer."""
    return f"{QUESTION_FIELD}{number}"


def check_answers(published: Publication, answers: Mapping[int, int]) -> dict[str, str]:
    """What is wrong, by the questions' fields: those without an answer, and those with another than the right one."""
    return {
        question_field(number): UNANSWERED if number not in answers else NOT_RIGHT
        for number, question in enumerate(published.questions)
        if answers.get(number) != question.right
    }


def mark_read(ask: Ask, section: int, of: int) -> Outcome:
    """This section was read to its end, of so many. Only the reader is shown it; it is no answer, and goes when they
    sign."""
    if ask.standing is AskState.DONE or section in ask.read or not 1 <= section <= of:
        return Outcome()
    return Outcome((ask.model_copy(update={"read": tuple(sorted({*ask.read, section}))}),))


def answer_not_yet(snapshot: AskSnapshot, context: ActionContext) -> Outcome:
    """They have seen it and will come back to it."""
    if snapshot.ask.standing in {AskState.DONE, AskState.NOT_YET}:
        return Outcome()
    return change_state(snapshot, context, AskState.NOT_YET, "aup_not_yet")


def decline(snapshot: AskSnapshot, context: ActionContext, words: str, champions: Sequence[Who]) -> Outcome:
    """They will not sign it as it stands, and say why. They are not reminded any more; the Champions are told, with
    their words. Raises `Incomplete` without any: no slip of a finger declines.

    Who has declined already may say more about it.
    """
    said, before = words.strip(), snapshot.ask.words
    declined = snapshot.ask.standing is AskState.DECLINED
    if snapshot.ask.standing is AskState.DONE:
        return Outcome()
    if not said:
        raise Incomplete(reason="form.missing")
    if declined and f"\n{said}\n" in f"\n{before}\n":
        return Outcome()
    said = (f"{before}\n{said}" if declined and before else said)[:LONGEST_WORDS]
    told = tuple(
        campaign_notice(
            snapshot.campaign,
            who,
            DocumentPurpose.DECLINED,
            f"{context.by.id}.{snapshot.ask.version}",
            context.now,
            context.calendar,
        )
        for who in champions
        if who.id != context.by.id
    )
    changed = change_state(snapshot, context, AskState.DECLINED, "aup_declined", {"words": "yes"}, words=said)
    return changed + Outcome(notices=told)


def set_aside(snapshot: AskSnapshot, context: ActionContext, until: date) -> Outcome:
    """A Champion sets somebody on leave aside until a day, on which they are asked as on the first. Raises
    `Incomplete` for a day that is not in the future, `NotPossible` for somebody who has nothing to answer."""
    allow_publishing(context.by)
    if not snapshot.ask.outstanding and snapshot.ask.standing is not AskState.SET_ASIDE:
        raise NotPossible()
    if snapshot.ask.standing is AskState.SET_ASIDE and snapshot.ask.until == until:
        return Outcome()
    if until <= school_day_of(context.now, context.calendar):
        raise Incomplete(until="aup.not_ahead")
    facts = {"to": snapshot.ask.who.name, "to_id": snapshot.ask.who.id, "day": until.isoformat()}
    return change_state(snapshot, context, AskState.SET_ASIDE, "aup_set_aside", facts, until=until, waits=False)


def change_state(
    snapshot: AskSnapshot,
    context: ActionContext,
    standing: AskState,
    what: str,
    facts: Mapping[str, str] | None = None,
    **update: object,
) -> Outcome:
    """The person as they stand from now on, counted; their cards are redrawn and the timeline says what happened."""
    changed = snapshot.ask.model_copy(
        update={"standing": standing, "answered_at": context.now, "until": None, **update}
    )
    changed = with_due(changed, snapshot.campaign, context.calendar)
    told = {"before": snapshot.ask.standing.value, "after": standing.value, **(facts or {})}
    entry = Entry(subject=snapshot.campaign.id, at=context.now, by=context.by.who, what=what, facts=told)
    kept = Outcome((changed, recount(snapshot.campaign, [(snapshot.ask, changed)])), entries=(entry,))
    return kept + redraw_all(snapshot, context.now)


def keep_true(snapshot: AskSnapshot, at: Address, now: datetime) -> Outcome:
    """A card that was asked for by its word stands there, and follows what changes, as one that came does."""
    if any(card.address.activity == at.activity for card in snapshot.cards):
        return Outcome()
    ask = snapshot.ask
    card = PostedCard(
        id=f"{ask.id}:{at.activity}",
        subject=snapshot.campaign.id,
        topic=DOCUMENTS_TOPIC,
        to=ask.who,
        purpose=DocumentPurpose.ASK,
        address=at,
        posted_at=now,
    )
    return Outcome((card,))


def redraw_all(snapshot: AskSnapshot, now: datetime) -> Outcome:
    """A notice for each live card of this person's, so that it shows how they then stand."""
    cause = f"v{snapshot.ask.version}"
    return notices.refresh_all(snapshot.cards, snapshot.waiting, Urgency.ROUTINE, now, cause)
