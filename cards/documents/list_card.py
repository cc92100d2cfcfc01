"""`documents`: what a person has to read and sign, and has signed; for Champions and senior leaders all there are.

It is drawn from counts and answers alone, however long the documents are and however many people there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.policy.documents.campaigns import ON_STAFF, OUTSTANDING, AskState, Campaign
from bot.policy.documents.view import DocumentList, OwnDocument, SchoolDocument
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.documents import DocumentVerb, document_data
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, CardElement, HorizontalBarChart, HorizontalBarChartDataValue
from cards.kit.guide import Opener
from cards.words import documents as wording
from cards.words.kit import role_names

LISTED_TITLE_BYTES = 600
MOST_IN_A_CHART = 8
"""Documents whose share is drawn; the list below has them all."""


def documents_card(school: School, now: datetime, shown: DocumentList, *, note: str | None = None) -> AdaptiveCard:
    """Each document as a row that opens it."""
    due = [each for each in shown.mine if each.is_due]
    signed = [each for each in shown.mine if each.signed_at is not None]
    others = [each for each in shown.mine if each not in due and each not in signed]
    return parts.card(
        parts.title(wording.DOCUMENTS),
        parts.note(note),
        None if shown.mine else parts.paragraph(wording.NOTHING_PUBLISHED_YET),
        *document_rows(school, now, wording.TO_SIGN, due),
        *document_rows(school, now, wording.SIGNED, signed),
        *document_rows(school, now, wording.NOT_ASKED, others),
        *_of_the_school(school, now, shown.school),
        None if shown.mine or shown.school else parts.buttons(parts.opener(wording.REPORT_SOMETHING, Opener.REPORT)),
    )


def document_rows(
    school: School, now: datetime, heading: str, documents: Sequence[OwnDocument]
) -> Iterator[CardElement]:
    """A person's own documents as rows that open them, below a heading; nothing where there are none."""
    if not documents:
        return
    yield parts.heading(heading)
    for each in documents:
        campaign, title = each.campaign, wording.title_of(each.campaign.title)
        if each.ask is not None:
            opens = parts.opener(parts.cut(title, 60), DocumentVerb.MINE, document_data(campaign.document))
        else:
            opens = parts.form_opener(parts.cut(title, 60), DocumentVerb.READ, {"id": campaign.id})
        yield parts.list_row(
            opens, parts.typed_text(title, LISTED_TITLE_BYTES), parts.small(_standing(school, now, each))
        )


def _standing(school: School, now: datetime, each: OwnDocument) -> str:
    """How the person stands with it."""
    label, ask = each.campaign.label, each.ask
    if each.signed_at is not None:
        return wording.ROW_SIGNED.format(label=label, at=times.standing(school, each.signed_at, now))
    if ask is None or ask.standing is AskState.LEFT:
        return wording.ROW_VERSION.format(label=label)
    if ask.standing is AskState.SET_ASIDE and ask.until:
        return wording.ROW_ASIDE.format(label=label, day=times.day(school, ask.until, now))
    if ask.asked_at > now:
        return wording.ROW_VERSION.format(label=label)
    return wording.ROW_DUE.format(label=label, day=times.day(school, ask.asked_on, now))


def _of_the_school(school: School, now: datetime, documents: Sequence[SchoolDocument]) -> Iterator[CardElement]:
    """Each document with its audience, the share that has signed and the oldest still to sign: on one card for an
    inspection."""
    if not documents:
        return
    yield parts.heading(wording.SCHOOLS_DOCUMENTS)
    if any(each.campaign for each in documents):
        yield _chart(documents)
    for each in documents:
        title = wording.title_of(_title(each))
        data = document_data(each.id)
        yield parts.list_row(
            parts.opener(wording.WHO_HAS_SIGNED.format(title=parts.cut(title, 60)), DocumentVerb.OVERVIEW, data),
            parts.typed_text(title, LISTED_TITLE_BYTES),
            *(parts.small(line) for line in _lines(school, now, each)),
        )


def _title(each: SchoolDocument) -> str:
    return each.rule.title if each.rule else each.campaign.title if each.campaign else ""


def _lines(school: School, now: datetime, each: SchoolDocument) -> Iterator[str]:
    campaign, rule = each.campaign, each.rule
    roles = campaign.roles if campaign else rule.roles if rule else ()
    audience = wording.FOR_ROLES.format(roles=role_names(roles))
    if campaign is None:
        yield f"{audience} · {wording.NOT_PUBLISHED}"
        return
    share = wording.SHARE_SIGNED.format(done=campaign.count(AskState.DONE), here=campaign.count(*ON_STAFF))
    yield f"{audience} · {wording.ROW_VERSION.format(label=campaign.label)} · {share}"
    today = local(now, school.timezone).date()
    days = [day for day in campaign.days(*OUTSTANDING) if day <= today]
    said = [
        wording.OLDEST_OUTSTANDING.format(day=times.day(school, days[0], now)) if days else "",
        wording.NEWER_READY.format(label=rule.version) if rule and each.has_newer else "",
        "" if rule else wording.NO_LONGER_ENTERED,
    ]
    if any(said):
        line = " · ".join(filter(None, said))
        yield line[:1].upper() + line[1:]


def _chart(documents: Sequence[SchoolDocument]) -> CardElement:
    """The shares, drawn where the client draws charts; the rows below say the same in words."""
    shares = [(wording.title_of(_title(each)), _share(each.campaign)) for each in documents if each.campaign]
    data = [HorizontalBarChartDataValue(x=parts.cut(title, 60), y=share) for title, share in shares[:MOST_IN_A_CHART]]
    return HorizontalBarChart(title=wording.SHARES_CHART, data=data, x_axis_title=wording.PER_CENT, fallback="drop")


def _share(campaign: Campaign) -> int:
    """Whole per cent, rounded down: all is said only of all."""
    here = campaign.count(*ON_STAFF)
    return campaign.count(AskState.DONE) * 100 // here if here else 0
