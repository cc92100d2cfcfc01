"""Publishing the Acceptable Use Policy: what a Champion sees before, and after."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.policy.aup.publication import Publication
from bot.policy.aup.text import TextChanges, reading_minutes, split_sections
from bot.policy.aup.view import Proposal
from bot.policy.kit.school import School
from cards.aup import AupVerb
from cards.aup.signing import name_in_line
from cards.kit import parts, times
from cards.words import aup as wording
from cards.words.aup import people_count

CHANGES_BYTES = 7_000
"""Bytes of JSON that what changed may take on the card before publishing."""


def proposal_card(school: School, proposed: Proposal, *, note: str | None = None) -> AdaptiveCard:
    """Before publishing: the text on disk, what it changes, who will be asked. Nothing is asked before **Publish**."""
    standing = proposed.standing
    head = [
        parts.title(wording.PUBLISH_QUESTION.format(label=proposed.label)),
        parts.small(
            wording.MINUTES_TO_READ.format(
                sections=_section_count(split_sections(proposed.text)), minutes=reading_minutes(proposed.text)
            )
        ),
        parts.note(note),
    ]
    read = parts.button("Read it", AupVerb.PREVIEW, {"page": "0"}, inputs=False)
    if proposed.same and standing is not None:
        published = f"Published by {name_in_line(standing.by)}, {times.at(school, standing.at)}"
        return parts.card(
            *head,
            parts.banner(published, "good"),
            parts.paragraph(wording.NOTHING_TO_PUBLISH),
            parts.buttons(read, parts.button(wording.WHO_HAS_NOT_SIGNED, AupVerb.OVERVIEW, inputs=False)),
        )
    return parts.card(
        *head,
        parts.small(wording.EXAMPLE_TEXT) if school.aup.document is None else None,
        parts.heading("What changes"),
        *_changes(proposed.changes, standing),
        parts.paragraph(wording.WHAT_PUBLISHING_DOES.format(people=people_count(proposed.people))),
        parts.buttons(
            parts.button("Publish", AupVerb.PUBLISH, {"text": proposed.sha256}, style="positive", inputs=False),
            read,
        ),
    )


def published_card(school: School, version: Publication, *, did: bool) -> AdaptiveCard:
    """After publishing; also for whoever pressed second."""
    words = wording.EVERYONE_IS_ASKED if did else wording.PUBLISHED_BEFORE
    return parts.card(
        parts.title(wording.IS_PUBLISHED.format(label=version.label)),
        parts.small(f"{version.id} · {times.at(school, version.at)}"),
        parts.banner(f"Published by {name_in_line(version.by)}", "good"),
        parts.paragraph(wording.OUT_OF_HOURS.format(asked=words)),
        parts.buttons(
            parts.button(wording.WHO_HAS_NOT_SIGNED, AupVerb.OVERVIEW, inputs=False),
            parts.opener("Sign it yourself", AupVerb.MINE),
        ),
    )


def cut_with_mark(text: str, max_bytes: int) -> str:
    """The text cut to `max_bytes` of JSON, with a mark where it was cut."""
    kept = parts.cut(text, max_bytes)
    return kept if kept == text else f"{kept} …"


def _changes(changes: TextChanges, standing: Publication | None) -> list[CardElement]:
    if standing is None:
        return [parts.paragraph(wording.FIRST_VERSION)]
    if not changes:
        return [parts.paragraph(wording.SAME_WORDS.format(id=standing.id))]
    shown: list[CardElement] = []
    for heading, titles in (("New sections", changes.added), ("Sections taken out", changes.removed)):
        if titles:
            told = "\n".join(title or wording.BEFORE_THE_HEADINGS for title in titles)
            shown += [parts.subheading(heading), parts.typed_text(parts.cut(told, 1_500), 1_600)]
    max_bytes = CHANGES_BYTES // max(1, min(len(changes.changed), 10))
    for section in changes.changed[:10]:
        lines = [f"− {_without_list_mark(line)}" for line in section.gone] + [
            f"+ {_without_list_mark(line)}" for line in section.come
        ]
        shown.append(parts.subheading("Changed"))
        shown.append(parts.typed_text(parts.cut(section.title or wording.BEFORE_THE_HEADINGS, 200), 300))
        shown.append(parts.typed_text(cut_with_mark("\n".join(lines), max_bytes), max_bytes + 100))
    more = len(changes.changed) - 10
    return [*shown, parts.small(f"… and {more} more sections")] if more > 0 else shown


def _without_list_mark(line: str) -> str:
    """A line without its list mark, which would look like a second sign beside ours."""
    return line.removeprefix("- ").removeprefix("* ").removeprefix("+ ")


def _section_count(found: Sequence[object]) -> str:
    return "1 section" if len(found) == 1 else f"{len(found)} sections"
