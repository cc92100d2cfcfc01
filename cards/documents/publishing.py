"""Publishing a document, and taking it back: what a Champion sees before, and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.documents.campaigns import Campaign
from bot.policy.documents.publication import Publication
from bot.policy.documents.text import reading_minutes, sections_to_read
from bot.policy.documents.view import Proposal
from bot.policy.kit.school import AUP, DocumentRule, School
from cards.documents import DocumentVerb, document_data
from cards.documents.changes import change_elements
from cards.documents.signing import name_in_line
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.words import documents as wording
from cards.words.documents import people_count
from cards.words.kit import role_names


def proposal_card(school: School, now: datetime, proposed: Proposal, *, note: str | None = None) -> AdaptiveCard:
    """Before publishing: the text on disk, what it changes, who will be asked. Nothing is asked before **Publish**."""
    standing, rule = proposed.standing, proposed.rule
    held = document_data(rule.id)
    head = [
        parts.title_typed(wording.PUBLISH_QUESTION.format(version=wording.version_of(rule.title, proposed.label))),
        parts.small(_how_long(proposed)),
        parts.note(note),
    ]
    read = parts.form_opener("Read it", DocumentVerb.PREVIEW, held)
    overview = parts.button(wording.WHO_HAS_NOT_SIGNED, DocumentVerb.OVERVIEW, held, inputs=False)
    if proposed.same and standing is not None:
        published = f"Published by {name_in_line(standing.by)}, {times.in_answer(school, standing.at, now)}"
        return parts.card(
            *head,
            parts.banner(published, "good"),
            parts.paragraph(wording.NOTHING_TO_PUBLISH),
            parts.buttons(read, overview),
        )
    return parts.card(
        *head,
        parts.small(wording.EXAMPLE_TEXT) if rule.file is None and not rule.link else None,
        parts.heading("What changes"),
        *_changes(proposed, standing),
        *_questions(rule),
        parts.paragraph(_what_it_does(proposed))
        if proposed.people
        else parts.banner(wording.NOBODY_TO_ASK.format(roles=role_names(rule.roles)), "warning"),
        parts.buttons(
            parts.button(
                "Publish", DocumentVerb.PUBLISH, {**held, "text": proposed.seen}, style="positive", inputs=False
            )
            if proposed.people
            else None,
            read,
        ),
    )


def withdraw_form(campaign: Campaign, again: bool) -> AdaptiveCard:
    """Before a version is taken back: what that means. `again`: the version before it then stands again."""
    return parts.card(
        parts.title_typed(wording.WITHDRAW_QUESTION.format(version=wording.version_of(campaign.title, campaign.label))),
        parts.small(campaign.id),
        parts.paragraph(wording.WITHDRAW_TELLS),
        parts.paragraph(wording.WITHDRAW_BEFORE) if again else None,
        parts.form_buttons(DocumentVerb.WITHDRAW_SEND, {"id": campaign.id, parts.SENT: 1}),
    )


def withdrawn_result(said: str) -> AdaptiveCard:
    """That it was taken back, and the way to all documents."""
    return parts.form_result(said, parts.opener(wording.ALL_DOCUMENTS, DocumentVerb.LIST))


def published_card(school: School, now: datetime, version: Publication, *, did: bool) -> AdaptiveCard:
    """After publishing; also for whoever pressed second."""
    words = wording.EVERYONE_IS_ASKED if did else wording.PUBLISHED_BEFORE
    return parts.card(
        parts.title_typed(wording.IS_PUBLISHED.format(title=wording.titled_version(version.title, version.label))),
        parts.small(f"{version.id} · {times.standing(school, version.at, now)}"),
        parts.banner(f"Published by {name_in_line(version.by)}", "good"),
        parts.paragraph(words),
        parts.buttons(
            parts.button(
                wording.WHO_HAS_NOT_SIGNED, DocumentVerb.OVERVIEW, document_data(version.document), inputs=False
            ),
            parts.opener("Sign it yourself", DocumentVerb.MINE, document_data(version.document)),
            parts.form_opener(wording.TAKE_IT_BACK, DocumentVerb.WITHDRAW, {"id": version.id}) if did else None,
        ),
    )


def _how_long(proposed: Proposal) -> str:
    if proposed.rule.link:
        return proposed.rule.link
    return wording.MINUTES_TO_READ.format(
        sections=_section_count(sections_to_read(proposed.text)),
        minutes=wording.minutes_words(reading_minutes(proposed.text)),
    )


def _changes(proposed: Proposal, standing: Publication | None) -> list[CardElement]:
    if standing is None:
        return [parts.paragraph(wording.FIRST_VERSION)]
    if (proposed.rule.link, standing.link) != ("", ""):
        told = [(wording.LINK_BEFORE, standing.link), (wording.LINK_NOW, proposed.rule.link)]
        return [parts.fact_set([(label, link or wording.NO_LINK) for label, link in told])]
    if proposed.changes:
        return change_elements(proposed.changes)
    return [parts.paragraph(wording.SAME_WORDS.format(id=standing.id))]


def _questions(rule: DocumentRule) -> list[CardElement]:
    """What is asked before it is signed, as it will be read."""
    if not rule.questions:
        return []
    asked = "\n".join(f"{number}. {question.ask}" for number, question in enumerate(rule.questions, 1))
    return [parts.heading(wording.ASKED_BEFORE_SIGNING), parts.typed_text(asked, 1_500)]


def _what_it_does(proposed: Proposal) -> str:
    people = people_count(proposed.people)
    if proposed.rule.id == AUP:
        return wording.WHAT_PUBLISHING_DOES.format(people=people)
    return wording.WHO_IS_ASKED.format(people=people, roles=role_names(proposed.rule.roles))


def _section_count(found: Sequence[object]) -> str:
    return "1 section" if len(found) == 1 else f"{len(found)} sections"
