"""Publishing the Acceptable Use Policy: what a Champion sees before, and after."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.policy.aup.publication import Publication
from bot.policy.aup.text import Changes, reading_minutes, sections
from bot.policy.aup.view import Proposal
from bot.policy.kit.school import School
from cards.aup import AupVerb
from cards.aup.signing import name
from cards.kit import parts, times
from cards.words.aup import people

SHIPPED = "This is the example that came with the bot. For your own, name a file in school.toml: [aup] document."

CHANGES_ROOM = 7_000
"""Bytes of JSON that what changed may take on the card before publishing."""


def proposal(school: School, proposed: Proposal, *, note: str | None = None) -> AdaptiveCard:
    """Before publishing: the text on disk, what it changes, who will be asked. Nothing is asked before **Publish**."""
    standing = proposed.standing
    head = [
        parts.title(f"Publish the Acceptable Use Policy {proposed.label}?"),
        parts.small(f"{_count(sections(proposed.text))} · about {reading_minutes(proposed.text)} min to read"),
        parts.banner(note, "accent") if note else None,
    ]
    read = parts.press("Read it", AupVerb.PREVIEW, {"page": "0"}, inputs=False)
    if proposed.same and standing is not None:
        published = f"Published by {name(standing.by)}, {times.at(school, standing.at)}"
        return parts.card(
            *head,
            parts.banner(published, "good"),
            parts.words("The text and its version are the ones that stand published: there is nothing to publish."),
            parts.buttons(read, parts.press("Who has not signed", AupVerb.OVERVIEW, inputs=False)),
        )
    return parts.card(
        *head,
        parts.small(SHIPPED) if school.aup.document is None else None,
        parts.heading("What changes"),
        *_changes(proposed.changes, standing),
        parts.words(
            f"When you press **Publish**, {people(proposed.people)} on the staff list are asked to sign, in school "
            "hours. What was signed before stays as it is."
        ),
        parts.buttons(
            parts.press("Publish", AupVerb.PUBLISH, {"text": proposed.sha256}, style="positive", inputs=False),
            read,
        ),
        parts.small(f"Text (SHA-256): {proposed.sha256}"),
    )


def published_card(school: School, version: Publication, *, did: bool) -> AdaptiveCard:
    """After publishing, and for whoever pressed second."""
    words = "Everyone on the staff list is being asked now." if did else "It had been published already."
    return parts.card(
        parts.title(f"The Acceptable Use Policy {version.label} is published"),
        parts.small(f"{version.id} · {times.at(school, version.at)}"),
        parts.banner(f"Published by {name(version.by)}", "good"),
        parts.words(f"{words} Outside school hours the messages wait for the morning."),
        parts.buttons(
            parts.press("Who has not signed", AupVerb.OVERVIEW, inputs=False),
            parts.ask("Sign it yourself", AupVerb.MINE),
        ),
    )


def fit(text: str, room: int) -> str:
    """As much of the text as takes `room` bytes of JSON, with a mark where it was cut."""
    kept = parts.cut(text, room)
    return kept if kept == text else f"{kept} …"


def _changes(changes: Changes, standing: Publication | None) -> list[CardElement]:
    if standing is None:
        return [parts.words("This is the first version, so all of it is new.")]
    if not changes:
        return [parts.words(f"The words are those of {standing.id}. It is asked afresh under a new version.")]
    shown: list[CardElement] = []
    for heading, titles in (("New sections", changes.added), ("Sections taken out", changes.removed)):
        if titles:
            shown += [parts.words(f"**{heading}**"), parts.typed_text(parts.cut("\n".join(titles), 1_500), 1_600)]
    room = CHANGES_ROOM // max(1, min(len(changes.changed), 10))
    for section in changes.changed[:10]:
        lines = [f"− {_bare(line)}" for line in section.gone] + [f"+ {_bare(line)}" for line in section.come]
        shown += [parts.words("**Changed**"), parts.typed_text(parts.cut(section.title, 200), 300)]
        shown.append(parts.typed_text(fit("\n".join(lines), room), room + 100))
    more = len(changes.changed) - 10
    return [*shown, parts.small(f"… and {more} more sections")] if more > 0 else shown


def _bare(line: str) -> str:
    """A line without its list mark, which would read as a second sign beside ours."""
    return line.removeprefix("- ").removeprefix("* ").removeprefix("+ ")


def _count(found: Sequence[object]) -> str:
    return "1 section" if len(found) == 1 else f"{len(found)} sections"
