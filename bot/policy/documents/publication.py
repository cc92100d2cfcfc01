"""Publishing: a Champion puts a version before its audience, and each version is kept as it was (A3, A4).

Nothing is asked of anybody before. A new version, or a new school year's, begins a campaign of its own; the one before
stays as it stood.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.documents.campaigns import Campaign, CampaignKind
from bot.policy.kit.errors import NotAllowed, NotPossible
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Record, Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school import AUP, CheckQuestion, DocumentRule
from bot.policy.kit.timeline import seal

PUBLISHERS: tuple[Role, ...] = ("champion",)
"""Who puts a version before its audience, sets people aside and answers questions (A5)."""
SEE_WHO_SIGNED: frozenset[Role] = frozenset({"champion", "senior_leader"})
"""Who sees who has not signed."""


class NobodyToAsk(NotPossible):
    """Nobody holds any of the document's roles; `facts["roles"]` has them."""

    key = "documents.nobody_to_ask"


class Publication(Record):
    """One published version: its text to the letter, whose it is and when. Never changed; its id is the campaign's.

    A document that is kept elsewhere has a `link` and no text; `sha256` is then what the school has written down as the
    hash of what it leads to, or empty. `document` and `title` are empty for the Acceptable Use Policy.
    """

    TABLE: ClassVar[str] = "aup_publications"
    EVIDENCE = Evidence()

    label: str
    text: str
    sha256: str
    by: Who
    at: AwareDatetime
    document: str = ""
    title: str = ""
    link: str = ""
    questions: tuple[CheckQuestion, ...] = ()

    @property
    def document_id(self) -> str:
        """The id of its document."""
        return self.document or AUP


def publication_id(label: str, nth: int = 1, document: str = AUP) -> str:
    """`AUP-2026-27`, and `AUP-2026-27.2` when a second text is published under the same label."""
    plain = re.sub(r"[^\w.-]+", "-", label.strip()).strip("-") or "1"
    return f"{document.upper()}-{plain}" + (f".{nth}" if nth > 1 else "")


def contents_hash(rule: DocumentRule, text: str) -> str:
    """The hash that a signature vouches for: of the text, or what is written down of what a link leads to."""
    return rule.sha256 if rule.link else seal(text)


def proposal_hash(rule: DocumentRule, text: str) -> str:
    """The hash of all that a Champion sees before they publish it, so that they publish nothing else."""
    return seal(rule.model_dump_json(exclude={"file", "window", "reminders"}) + text)


def is_published(current: Publication | None, campaign: Campaign | None, rule: DocumentRule, text: str) -> bool:
    """Whether just this is what stands published, for this audience: there is nothing to publish then."""
    return (
        current is not None
        and campaign is not None
        and (current.label, current.sha256, current.link) == (rule.version, contents_hash(rule, text), rule.link)
        and (current.title, current.questions) == (rule.title, rule.questions)
        and frozenset(campaign.roles) == frozenset(rule.roles)
    )


def publish(id: str, text: str, by: Person, now: datetime, *, rule: DocumentRule, before: Campaign | None) -> Outcome:
    """The version, and the campaign that asks its audience for it; the one before stands from now on as it stood.

    `id` is a reference that no publication has. Whoever publishes has been confirmed by the directory just now.
    """
    allow_publishing(by)
    document = "" if rule.id == AUP else rule.id
    published = Publication(
        id=id,
        label=rule.version,
        text=text,
        sha256=contents_hash(rule, text),
        by=by.who,
        at=now,
        document=document,
        title=rule.title,
        link=rule.link,
        questions=rule.questions,
    )
    begun = Campaign(
        id=id,
        what=CampaignKind.DOCUMENT if document else CampaignKind.AUP,
        label=rule.version,
        document=document,
        title=rule.title,
        roles=rule.roles,
        before=before.id if before else "",
        begun_at=now,
        window=rule.window,
        reminders=rule.reminders,
        due_at=now,
    )
    ended = (before.model_copy(update={"current": False, "due_at": None}),) if before else ()
    facts = {
        "version": rule.version,
        "sha256": published.sha256,
        "before": begun.before,
        **({"title": rule.title} if rule.title else {}),
        **({"link": rule.link} if rule.link else {}),
    }
    what = "document_published" if document else "aup_published"
    entry = Entry(subject=id, at=now, by=by.who, what=what, facts=facts)
    return Outcome((published, begun, *ended), entries=(entry,))


def allow_publishing(by: Person) -> None:
    """Return for a Champion. Raises `NotAllowed`."""
    if not by.roles & set(PUBLISHERS):
        raise NotAllowed()


def allow_reading(by: Person) -> None:
    """Return for those who see who has not signed. Raises `NotAllowed`."""
    if not by.holds(*SEE_WHO_SIGNED):
        raise NotAllowed()
