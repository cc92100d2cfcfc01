"""A document as Champions and senior leaders see it: who has not signed, is on leave, or declined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from bot.policy.documents.campaigns import ON_STAFF, Ask, AskState, Campaign
from bot.policy.documents.publication import PUBLISHERS
from bot.policy.documents.view import DocumentLine, Overview
from bot.policy.kit.people import Person
from bot.policy.kit.school import AUP, DocumentRule, School
from bot.policy.kit.school_time import local
from cards.documents import DocumentVerb, TrainingVerb, document_data
from cards.documents.changes import cut_with_mark
from cards.documents.signing import name_in_line
from cards.kit import fields, parts, times
from cards.kit.elements import (
    AdaptiveCard,
    CardElement,
    DonutChart,
    DonutChartData,
)
from cards.kit.guide import Faces, LineFace
from cards.kit.times import Say
from cards.words import documents as wording
from cards.words.documents import CAMPAIGN_NAMES, STANDINGS, people_count
from cards.words.kit import why_undelivered

DOCUMENT_LINES: Faces = {
    DocumentLine.NOT_SIGNED: LineFace(wording.LINE_NOT_SIGNED, DocumentVerb.OVERVIEW),
    DocumentLine.OTHERS_NOT_SIGNED: LineFace(wording.LINE_OTHERS_NOT_SIGNED, DocumentVerb.LIST),
}


BAR_CHARACTERS = 20
"""Characters of the bar that stands where a client draws no charts."""


def overview_card(
    school: School, now: datetime, view: Overview, reader: Person, *, note: str | None = None, lead: str | None = None
) -> AdaptiveCard:
    """Who has not signed, or is not trained: counts, a chart, names by age, those who cannot be reached.

    It shows how things stood at the time that it names.
    """
    campaign = view.campaign
    words = STANDINGS[campaign.what]
    leads = reader.holds(*PUBLISHERS)
    done, all_here = campaign.count(AskState.DONE), campaign.count(*ON_STAFF)
    return parts.card(
        _title(campaign),
        parts.small(f"{campaign.id} · as at {times.standing(school, view.at, now)}"),
        parts.note(note),
        parts.paragraph(lead) if lead else None,
        *_withdrawal(school, now, campaign),
        *_why_over(view),
        *_warnings(view, leads),
        *_progress(campaign, done, all_here),
        parts.fact_set(
            [
                *((text, f"{count:,}") for standing, text in words.items() if (count := campaign.count(standing))),
                *([(wording.BY_PRACTICE, f"{view.practised:,}")] if view.practised else []),
            ]
        ),
        *_by_age(school, now, view),
        *_unreachable(view),
        *declined_list(view),
        *_other_names(view),
        *_questions(view),
        *_controls(view, leads),
    )


def leave_form(
    campaign: Campaign, asks: Sequence[Ask], *, wrong: parts.Texts | None = None, typed: parts.Texts | None = None
) -> AdaptiveCard:
    """Who is on leave, and until when?"""
    held = {"id": campaign.id}
    problems, given = wrong or {}, typed or {}
    if not asks:
        return parts.card(
            parts.title("Set somebody aside"),
            parts.paragraph("Everybody has answered."),
            parts.buttons(parts.put_away()),
        )
    return parts.card(
        parts.title("Set somebody aside"),
        parts.paragraph(wording.LEAVE_EXPLAINED),
        *parts.problems(problems.get("person")),
        fields.choice(
            "person", "Who", {ask.who.id: ask.who.name for ask in asks}, value=given.get("person", ""), required=True
        ),
        *parts.problems(problems.get("until")),
        *fields.date("until", "Back on", given, typed="until" in problems, required=True),
        parts.form_buttons(DocumentVerb.SET_ASIDE_SEND, held, "Save"),
    )


def remind_form(campaign: Campaign, asks: Sequence[Ask], wrong: parts.Texts) -> AdaptiveCard:
    """Who shall be reminded?"""
    return parts.card(
        parts.title(wording.REMIND_ONE),
        *parts.problems(wrong.get("person")),
        fields.choice("person", "Who", {ask.who.id: ask.who.name for ask in asks}, placeholder="Choose a person"),
        parts.form_buttons(DocumentVerb.REMIND, {"id": campaign.id, parts.SENT: 1}),
    )


def remind_all_form(campaign: Campaign, count: int) -> AdaptiveCard:
    """How many get a message, and who does not."""
    held: dict[str, str | int] = {"id": campaign.id, parts.SENT: 1}
    return parts.card(
        parts.title(wording.REMIND_ALL),
        parts.paragraph(wording.REMIND_ALL_TELLS.format(people=people_count(count).capitalize())) if count else None,
        parts.small(wording.REMIND_ALL_LEAVES) if count else parts.paragraph(wording.NOBODY_TO_REMIND),
        parts.form_buttons(DocumentVerb.REMIND_ALL, held) if count else parts.buttons(parts.put_away()),
    )


def campaign_result(campaign: Campaign, said: str) -> AdaptiveCard:
    """What sending a form did, and the way back to the list."""
    return parts.form_result(said, parts.opener(wording.OPEN_THE_LIST, _show_verb(campaign), {"id": campaign.id}))


def nothing_published(reader: Person, rule: DocumentRule) -> AdaptiveCard:
    """Nobody has been asked anything of this document yet."""
    may, ours = reader.holds(*PUBLISHERS), rule.id == AUP
    publish = "Publish the policy" if ours else wording.PUBLISH_IT
    return parts.card(
        parts.title_typed(wording.title_of(rule.title)),
        parts.paragraph(wording.NOTHING_PUBLISHED if ours else wording.NOT_PUBLISHED_LONG),
        parts.buttons(
            parts.opener(publish, DocumentVerb.PROPOSE, document_data(rule.id), style="positive") if may else None,
            parts.opener("Training", TrainingVerb.SHOW) if ours else None,
            None if ours else parts.opener(wording.ALL_DOCUMENTS, DocumentVerb.LIST),
        ),
    )


def _title(campaign: Campaign) -> CardElement:
    if campaign.title:
        return parts.title_typed(f"{wording.WHO_HAS_NOT_SIGNED}: {campaign.title}, {campaign.label}")
    said = wording.WHO_IS_DUE if campaign.is_training else wording.WHO_HAS_NOT_SIGNED
    return parts.title(f"{said}: {campaign.label}")


def _withdrawal(school: School, now: datetime, campaign: Campaign) -> list[CardElement]:
    at = campaign.withdrawn_at
    return [parts.banner(wording.WAS_WITHDRAWN.format(at=times.standing(school, at, now)), "warning")] if at else []


def _why_over(view: Overview) -> list[CardElement]:
    """Why nobody is asked or reminded any more."""
    campaign = view.campaign
    if view.followed or campaign.withdrawn_at is not None:
        return []
    return [parts.banner(wording.REMOVED if campaign.current else wording.HAS_ENDED, "warning")]


def _warnings(view: Overview, leads: bool) -> list[CardElement]:
    campaign = view.campaign
    shown: list[CardElement] = []
    if view.on_disk_differs:
        shown.append(parts.banner(wording.TEXT_DIFFERS, "warning"))
    if view.year_over and view.published:
        shown.append(parts.banner(wording.NEW_YEAR, "warning"))
    if campaign.doubtful:
        missing = people_count(campaign.doubtful).capitalize()
        shown.append(parts.banner(wording.TOO_MANY_MISSING.format(people=missing), "attention"))
        if leads:
            held = {"id": campaign.id}
            shown.append(parts.buttons(parts.button("They have left", DocumentVerb.BELIEVE, held, inputs=False)))
    return shown


def _progress(campaign: Campaign, done: int, all_here: int) -> list[CardElement]:
    """How many of how many; until anybody has been asked, that they are being asked."""
    if not all_here:
        return [parts.banner(wording.BEING_ASKED[campaign.what], "accent")]
    said = f"{done:,} of {all_here:,} {STANDINGS[campaign.what][AskState.DONE].lower()}"
    return [parts.banner(said, "good" if done == all_here else "accent"), _chart(campaign, done, all_here)]


def _chart(campaign: Campaign, done: int, all_here: int) -> CardElement:
    """The progress, drawn where the client draws charts, and as a bar of signs elsewhere."""
    filled = round(BAR_CHARACTERS * done / all_here) if all_here else 0
    bar = parts.paragraph("█" * filled + "░" * (BAR_CHARACTERS - filled))
    words = STANDINGS[campaign.what]
    slices: tuple[tuple[AskState, Literal["good", "warning", "attention", "neutral"]], ...] = (
        (AskState.DONE, "good"),
        (AskState.NOT_YET, "warning"),
        (AskState.DECLINED, "attention"),
        (AskState.UNANSWERED, "neutral"),
    )
    data = [
        DonutChartData(legend=words[standing], value=count, color=color)
        for standing, color in slices
        if (count := campaign.count(standing))
    ]
    return DonutChart(
        title=campaign.title or CAMPAIGN_NAMES[campaign.what],
        data=data,
        value=f"{done}/{all_here}",
        fallback=bar,
    )


def _by_age(school: School, now: datetime, view: Overview) -> list[CardElement]:
    shown: list[CardElement] = []
    words = STANDINGS[view.campaign.what]
    for asked_on, asks in view.page.people:
        said = wording.ASKED_ON if asked_on <= local(now, school.timezone).date() else wording.ASKED_FROM
        shown.append(parts.heading(said.format(day=times.day(school, asked_on, now))))
        shown.append(parts.typed_text("\n".join(_person_line(ask, words) for ask in asks)))
    if view.page.more:
        shown.append(parts.small(f"… and {people_count(view.page.more)} more"))
    return shown


def _person_line(ask: Ask, words: Mapping[AskState, str]) -> str:
    marks = [words[ask.standing].lower()]
    marks += ["has a question"] if ask.waits else []
    marks += ["new here"] if ask.joined else []
    return f"{name_in_line(ask.who)}: {', '.join(marks)}"


def _unreachable(view: Overview) -> list[CardElement]:
    count = view.campaign.unreachable
    if not count:
        return []
    lines = [f"{name_in_line(ask.who)}: {why_undelivered(ask.unreachable)}" for ask in view.unreachable]
    lines += [f"… and {people_count(count - len(lines))} more"] if count > len(lines) else []
    return [
        parts.heading(wording.NOT_REACHED.format(people=people_count(count))),
        parts.typed_text("\n".join(lines), 2_000),
    ]


def declined_list(view: Overview, say: Say | None = None) -> list[CardElement]:
    """Who declined, with what they wrote, and when on the school's card of its own."""
    if not view.declined:
        return []
    shown: list[CardElement] = [parts.heading("Declined")] if say is None else []
    for ask in view.declined:
        when = f", {say(ask.answered_at)}" if say and ask.answered_at else ""
        said = f": {ask.words}" if ask.words else ""
        shown.append(parts.typed_text(cut_with_mark(f"{name_in_line(ask.who)}{when}{said}", 600), 700))
    more = view.campaign.count(AskState.DECLINED) - len(view.declined)
    return [*shown, parts.small(f"… and {people_count(more)} more")] if more > 0 else shown


def _other_names(view: Overview) -> list[CardElement]:
    """Who signed under a name that is not theirs on the staff list: what was typed, to be asked about."""
    lines = [
        wording.SIGNED_AS.format(who=name_in_line(signed.by), typed=parts.cut(signed.typed, 200))
        for signed in view.other_names
    ]
    return [parts.heading(wording.OTHER_NAMES), parts.typed_text("\n".join(lines), 2_000)] if lines else []


def _questions(view: Overview) -> list[CardElement]:
    if not view.questions:
        return []
    return [
        parts.heading(wording.QUESTIONS_WAIT),
        parts.buttons(
            *(
                parts.opener(f"Answer {question.id.rpartition('.')[2]}", DocumentVerb.THREAD, {"id": question.id})
                for question in view.questions[:6]
            )
        ),
    ]


def _controls(view: Overview, leads: bool) -> Iterable[CardElement]:
    campaign = view.campaign
    held = {"id": campaign.id}
    if view.followed and (view.page.people or view.unreachable):
        yield parts.buttons(
            parts.form_opener("Remind one", DocumentVerb.REMIND, held),
            parts.form_opener("Remind all", DocumentVerb.REMIND_ALL, held),
            parts.form_opener("Set aside", DocumentVerb.SET_ASIDE, held) if leads else None,
        )
    show = _show_verb(campaign)
    training = not view.published
    document = document_data(campaign.document_id)
    if not training and campaign.current:
        yield parts.buttons(
            parts.opener(wording.PUBLISH_IT, DocumentVerb.PROPOSE, document) if leads else None,
            parts.form_opener(wording.TAKE_IT_BACK, DocumentVerb.WITHDRAW, held)
            if leads and view.withdrawable
            else None,
            parts.opener(wording.ALL_DOCUMENTS, DocumentVerb.LIST),
        )
    yield parts.buttons(
        parts.button("More names", show, {**held, "page": str(view.page.number + 1)}, inputs=False)
        if view.page.more
        else None,
        parts.button("Show now", show, {**held, "page": "0"}, inputs=False),
        None if training else parts.button("Export", DocumentVerb.EXPORT, held, inputs=False),
        parts.button(_training_label(view), TrainingVerb.SHOW, inputs=False) if campaign.document_id == AUP else None,
        parts.form_opener("Record a session", TrainingVerb.FORM) if training and leads else None,
        parts.button(wording.WHO_HAS_NOT_SIGNED, DocumentVerb.OVERVIEW, inputs=False) if training else None,
    )


def _training_label(view: Overview) -> str:
    training = view.training
    return f"Training: {training.count(AskState.DONE)} of {training.count(*ON_STAFF)}" if training else "Training"


def _show_verb(campaign: Campaign) -> parts.Verb:
    return TrainingVerb.SHOW if campaign.is_training else DocumentVerb.OVERVIEW
