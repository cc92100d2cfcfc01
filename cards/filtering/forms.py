"""What is written into the filtering register, and the card of a review."""

from __future__ import annotations

from datetime import datetime

from bot.policy.filtering import FilteringPurpose
from bot.policy.filtering.checks import TOLD_OF_REVIEWS, TOOK_PART, FilterReview
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.filtering import FilteringVerb
from cards.kit import fields, parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.kit.guide import Opener
from cards.words import filtering as wording
from cards.words.deciding import ADDRESS_HINT, ADDRESS_LABEL, TICKET_LABEL, VERDICT_CHOICES, VERDICT_LABEL, WHY_HINT
from cards.words.filtering import PART_LABELS, TEST_CHOICES, TEST_LABELS
from cards.words.sentences import toast

FINDINGS_BYTES, FOLLOWS_BYTES, TOOK_PART_BYTES = 5_000, 3_000, 1_800
"""Bytes of JSON that these may take on the card of a review."""


def decision_form(draft: str, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """A decision on an address that no report led to."""
    return parts.card(
        parts.title(wording.RECORD_DECISION),
        parts.paragraph(wording.DECISION_EXPLAINED),
        *fields.with_faults(
            wrong,
            fields.line("address", ADDRESS_LABEL, ADDRESS_HINT, value=_text(answers, "address"), required=True),
            fields.choice("verdict", VERDICT_LABEL, VERDICT_CHOICES, value=answers.get("verdict", ""), required=True),
            fields.line(
                "reason", wording.WHY_ADDRESS, WHY_HINT, value=_text(answers, "reason"), required=True, many=True
            ),
            fields.line("ticket", TICKET_LABEL, value=_text(answers, "ticket")),
        ),
        parts.form_buttons(FilteringVerb.DECIDE_SEND, {"draft": draft}, "Save"),
    )


def test_form(school: School, now: datetime, draft: str, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """A test: with what, where, by whose log-in, of what, and whether it was as it should be."""
    return parts.card(
        parts.title(wording.RECORD_TEST),
        parts.paragraph(wording.TEST_EXPLAINED),
        *fields.with_faults(
            wrong,
            *_day(school, now, wording.WHEN_TESTED, answers, wrong),
            *(
                fields.choice(name, TEST_LABELS[name], options, value=answers.get(name, ""), required=True)
                for name, options in TEST_CHOICES.items()
            ),
            fields.choice(
                "worked", wording.DID_IT_WORK, wording.YES_NO, value=answers.get("worked", ""), required=True
            ),
            fields.line("note", wording.WHAT_SEEN, wording.WHAT_SEEN_HINT, value=_text(answers, "note"), many=True),
        ),
        parts.form_buttons(FilteringVerb.TEST_SEND, {"draft": draft}, "Save"),
    )


def review_form(school: School, now: datetime, draft: str, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """The review of a year: who took part, what it found, what follows. Sending it tells those who answer for it."""
    return parts.card(
        parts.title(wording.REVIEW_TITLE),
        parts.paragraph(wording.REVIEW_EXPLAINED),
        *fields.with_faults(
            wrong,
            *_day(school, now, wording.WHEN_REVIEWED, answers, wrong),
            parts.heading(wording.TOOK_PART_HEADING),
            *(fields.line(part, PART_LABELS[part], "Name", value=_text(answers, part)) for part in TOOK_PART),
            fields.line(
                "findings",
                wording.FINDINGS,
                wording.FINDINGS_HINT,
                value=_text(answers, "findings"),
                required=True,
                many=True,
            ),
            fields.line("follows", wording.FOLLOWS, wording.FOLLOWS_HINT, value=_text(answers, "follows"), many=True),
        ),
        parts.form_buttons(FilteringVerb.REVIEW_SEND, {"draft": draft}),
    )


def register_result(said: str, part: str, *, failed: bool = False) -> AdaptiveCard:
    """What was kept, the way to where it stands, and to a report where a test `failed`."""
    ways = [parts.opener(wording.FILTERING, FilteringVerb.SHOW, {"show": part})]
    return parts.form_result(said, *([parts.opener("Report it", Opener.REPORT)] if failed else []), *ways)


def filter_review_card(
    school: School, now: datetime, review: FilterReview, reader: Person, *, note: str | None = None
) -> AdaptiveCard:
    """What a review found, who took part and who did not, and **Seen** for whoever answers for filtering."""
    took_part = [(PART_LABELS.get(part, part), who) for part, who in review.took_part.items()]
    not_there = ", ".join(PART_LABELS[part] for part in review.missing)
    seen = any(who.id == reader.id for who in review.seen_by)
    return parts.card(
        parts.title(wording.REVIEW_TITLE),
        parts.small_typed(
            f"{times.day(school, review.on, now)} · "
            + wording.WRITTEN_BY.format(who=review.by.name, at=times.standing(school, review.at, now))
        ),
        parts.note(note, "good"),
        parts.heading(wording.FOUND_HEADING),
        parts.typed_text(review.findings, FINDINGS_BYTES),
        *_follows(review),
        parts.heading(wording.TOOK_PART_HEADING),
        *parts.answer_list(took_part, TOOK_PART_BYTES),
        parts.banner(wording.NOT_THERE.format(who=not_there), "warning") if not_there else None,
        parts.small_typed(wording.SEEN_BY.format(who=", ".join(who.name for who in review.seen_by)))
        if review.seen_by
        else None,
        parts.buttons(
            parts.button(wording.SEEN_BUTTON, FilteringVerb.SEEN, {"id": review.id}, style="positive", inputs=False)
            if reader.roles & TOLD_OF_REVIEWS and not seen
            else None,
            parts.opener(wording.FILTERING, FilteringVerb.SHOW),
        ),
    )


def filter_review_message(school: School, now: datetime, review: FilterReview, reader: Person) -> Message:
    """The message of a review to whoever answers for filtering."""
    shown = filter_review_card(school, now, review, reader)
    return Message(summary=toast(FilteringPurpose.REVIEWED), card=parts.as_json(shown))


def _follows(review: FilterReview) -> list[CardElement]:
    if not review.follows:
        return []
    return [parts.heading(wording.FOLLOWS_HEADING), parts.typed_text(review.follows, FOLLOWS_BYTES)]


def _day(school: School, now: datetime, label: str, answers: parts.Texts, wrong: parts.Texts) -> list[CardElement]:
    today = local(now, school.timezone).date().isoformat()
    return fields.date("on", label, {"on": today, **answers}, typed="on" in wrong, past=True, required=True)


def _text(answers: parts.Texts, field: str) -> str:
    return parts.cut(answers.get(field, ""), parts.TYPED_BYTES // 6)
