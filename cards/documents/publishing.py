"""Publishing the Acceptable Use Policy: what a Champion sees before, and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.documents.publication import Publication
from bot.policy.documents.text import TextChanges, reading_minutes, sections_to_read
from bot.policy.documents.view import Proposal
from bot.policy.kit.school import School
from cards.documents import DocumentVerb
from cards.documents.changes import change_elements
from cards.documents.signing import name_in_line
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.words import documents as wording
from cards.words.documents import people_count


def proposal_card(school: School, now: datetime, proposed: Proposal, *, note: str | None = None) -> AdaptiveCard:
    """Before publishing: the text on disk, what it changes, who will be asked. Nothing is asked before **Publish**."""
    standing = proposed.standing
    head = [
        parts.title(wording.PUBLISH_QUESTION.format(label=proposed.label)),
        parts.small(
            wording.MINUTES_TO_READ.format(
                sections=_section_count(sections_to_read(proposed.text)),
                minutes=wording.minutes_words(reading_minutes(proposed.text)),
            )
        ),
        parts.note(note),
    ]
    read = parts.form_opener("Read it", DocumentVerb.PREVIEW)
    if proposed.same and standing is not None:
        published = f"Published by {name_in_line(standing.by)}, {times.in_answer(school, standing.at, now)}"
        return parts.card(
            *head,
            parts.banner(published, "good"),
            parts.paragraph(wording.NOTHING_TO_PUBLISH),
            parts.buttons(read, parts.button(wording.WHO_HAS_NOT_SIGNED, DocumentVerb.OVERVIEW, inputs=False)),
        )
    return parts.card(
        *head,
        parts.small(wording.EXAMPLE_TEXT) if school.aup.document is None else None,
        parts.heading("What changes"),
        *_changes(proposed.changes, standing),
        parts.paragraph(wording.WHAT_PUBLISHING_DOES.format(people=people_count(proposed.people))),
        parts.buttons(
            parts.button("Publish", DocumentVerb.PUBLISH, {"text": proposed.sha256}, style="positive", inputs=False),
            read,
        ),
    )


def published_card(school: School, now: datetime, version: Publication, *, did: bool) -> AdaptiveCard:
    """After publishing; also for whoever pressed second."""
    words = wording.EVERYONE_IS_ASKED if did else wording.PUBLISHED_BEFORE
    return parts.card(
        parts.title(wording.IS_PUBLISHED.format(label=version.label)),
        parts.small(f"{version.id} · {times.standing(school, version.at, now)}"),
        parts.banner(f"Published by {name_in_line(version.by)}", "good"),
        parts.paragraph(words),
        parts.buttons(
            parts.button(wording.WHO_HAS_NOT_SIGNED, DocumentVerb.OVERVIEW, inputs=False),
            parts.opener("Sign it yourself", DocumentVerb.MINE),
        ),
    )


def _changes(changes: TextChanges, standing: Publication | None) -> list[CardElement]:
    if standing is None:
        return [parts.paragraph(wording.FIRST_VERSION)]
    return change_elements(changes) if changes else [parts.paragraph(wording.SAME_WORDS.format(id=standing.id))]


def _section_count(found: Sequence[object]) -> str:
    return "1 section" if len(found) == 1 else f"{len(found)} sections"
