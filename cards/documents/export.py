"""The evidence of what is signed as files: every signature as a table, and one page for an inspection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.documents.campaigns import ON_STAFF, OUTSTANDING, Ask, AskState, Campaign, CampaignKind
from bot.policy.documents.publication import Publication
from bot.policy.documents.signing import Signature
from bot.policy.documents.view import DocumentEvidence, SigningRecord
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.school import School
from cards.kit import spreadsheet, times
from cards.words import documents as wording
from cards.words.documents import STANDINGS
from cards.words.kit import role_names

NAMES_LISTED = 40
"""Names that fit on the page; the rest are counted."""


def signatures_csv(school: School, signatures: Sequence[Signature]) -> bytes:
    """A line for each signature, of every version, in the order they were given."""
    return spreadsheet.csv_bytes(wording.SIGNATURE_COLUMNS, [_cells(school, signed) for signed in signatures])


def _cells(school: School, signed: Signature) -> spreadsheet.CsvRow:
    return (
        signed.subject,
        signed.label,
        signed.sha256,
        signed.by.name,
        signed.typed,
        "yes" if signed.matched else "no",
        signed.by.id,
        times.sortable(school, signed.at),
        signed.at.isoformat(timespec="seconds"),
        signed.words,
        signed.since,
        "yes" if signed.understood else "",
    )


def statement(school: School, evidence: DocumentEvidence, now: datetime) -> bytes:
    """One page: version, date, staff, signed, outstanding, and how to check it."""
    campaign, published = evidence.campaign, evidence.current
    facts = {
        "school": school.name,
        "title": wording.title_of(published.title),
        "now": times.full(school, now),
        "label": published.label,
        "id": published.id,
        "published": times.full(school, published.at),
        "by": published.by.name,
        "sha256": published.sha256,
        "staff": campaign.count(*ON_STAFF),
        "signed": campaign.count(AskState.DONE),
        "outstanding": campaign.count(*OUTSTANDING),
        "not_yet": campaign.count(AskState.NOT_YET),
        "declined": campaign.count(AskState.DECLINED),
        "no_answer": campaign.count(AskState.UNANSWERED),
        "set_aside": campaign.count(AskState.SET_ASIDE),
        "left": campaign.count(AskState.LEFT),
    }
    lines = [
        *(line.format(**facts) for line in wording.STATEMENT),
        *_row_with_names("Outstanding", evidence.outstanding),
        *_row_with_names("Set aside", evidence.set_aside),
        *_training(evidence),
        "Earlier versions",
        *_earlier(school, evidence),
        "",
        *wording.HOW_TO_CHECK,
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


def _row_with_names(heading: str, asks: Sequence[Ask]) -> list[str]:
    if not asks:
        return []
    words = STANDINGS[CampaignKind.AUP]
    lines = [f"  {_one_line(ask.who.name)} ({words[ask.standing].lower()})" for ask in asks[:NAMES_LISTED]]
    more = [f"  and {len(asks) - NAMES_LISTED} more"] if len(asks) > NAMES_LISTED else []
    return [heading, *lines, *more, ""]


def _training(evidence: DocumentEvidence) -> list[str]:
    training = evidence.training
    if training is None:
        return []
    done, here = training.count(AskState.DONE), training.count(*ON_STAFF)
    return [f"Training {training.label}: {done} of {here} trained", ""]


def _earlier(school: School, evidence: DocumentEvidence) -> list[str]:
    lines = [
        f"  {each.id}, published {times.full(school, each.at)}: "
        f"{sum(1 for signed in evidence.signatures if signed.subject == each.id)} signatures"
        for each in evidence.publications
        if each.id != evidence.campaign.id
    ]
    return lines or ["  none"]


def _one_line(name: str) -> str:
    return " ".join(name.split())


def documents_section(school: School, record: SigningRecord) -> DrawnSection:
    """Each version with how many have signed it and its text, a line for each signature, and one for each session."""
    sessions = [
        (
            *(
                each.id,
                each.held_on.isoformat(),
                each.title or wording.PRACTISED,
                ", ".join(who.name for who in each.attended),
            ),
            *(each.by.name, times.sortable(school, each.at)),
        )
        for each in record.sessions
    ]
    texts = {f"{each.id}.md": each.text.encode() for each in record.publications if not each.link}
    versions = [_version_cells(school, each, record.campaigns.get(each.id)) for each in record.publications]
    tables = {
        "versions.csv": spreadsheet.csv_bytes(wording.DOCUMENT_COLUMNS, versions),
        "signatures.csv": signatures_csv(school, record.signatures),
        "training.csv": spreadsheet.csv_bytes(wording.SESSION_COLUMNS, sessions),
    }
    return DrawnSection(wording.DOCUMENTS_SECTION, wording.DOCUMENTS_SECTION_SAYS, {**texts, **tables})


def _version_cells(school: School, published: Publication, campaign: Campaign | None) -> spreadsheet.CsvRow:
    """A version as it stands: whose it is and of whom it was asked, and how many of them have signed."""
    return (
        published.id,
        wording.title_of(published.title),
        published.label,
        times.sortable(school, published.at),
        published.by.name,
        role_names(campaign.roles) if campaign else "",
        str(campaign.count(*ON_STAFF)) if campaign else "",
        str(campaign.count(AskState.DONE)) if campaign else "",
        published.sha256,
        published.link,
        times.sortable(school, campaign.withdrawn_at) if campaign and campaign.withdrawn_at else "",
    )
