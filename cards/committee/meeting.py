"""The card of a meeting, that of a decision to its owner, and the forms apart from them."""

from __future__ import annotations

from datetime import datetime

from bot.policy.committee import CommitteePurpose
from bot.policy.committee.meeting import CommitteeDecision, CommitteeMeeting, CommitteeView
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.committee import CommitteeVerb
from cards.kit import fields, parts, times
from cards.kit.elements import Action, AdaptiveCard, CardElement
from cards.words import committee as wording
from cards.words.committee import LEADS
from cards.words.sentences import toast

UNDONE_SHOWN = 6
TASK_BYTES, PRESENT_BYTES = 700, 900
"""Bytes of JSON that the words of a decision take on a card, and who was at a meeting."""
MEETING_DAY, PRESENT, DECISION_WORDS, DECISION_OWNER = "on", "present", "words", "owner"
"""The fields of the forms."""


def meeting_card(
    school: School, now: datetime, view: CommitteeView, *, lead: str | None = None, note: str | None = None
) -> AdaptiveCard:
    """How a meeting stands, what is not done of all of them, and what can be done."""
    meeting = view.meeting
    more = len(view.undone) - UNDONE_SHOWN
    return parts.card(
        parts.title(wording.COMMITTEE),
        parts.small(_half_term_line(school, now, meeting)),
        parts.note(note, "good"),
        parts.paragraph(lead) if lead else None,
        _meeting_line(school, now, meeting),
        parts.small_typed(_feedback_line(school, now, meeting)) if meeting.told_by else None,
        parts.heading(wording.UNDONE),
        *(each for decision in view.undone[:UNDONE_SHOWN] for each in _decision_rows(school, now, view, decision)),
        parts.small(wording.AND_MORE.format(count=more)) if more > 0 else None,
        parts.small(wording.NOTHING_UNDONE) if not view.undone else None,
        parts.heading(wording.EARLIER) if view.earlier else None,
        *(parts.small_typed(_earlier_line(school, now, each)) for each in view.earlier),
        parts.buttons(
            parts.opener(wording.BUILD, CommitteeVerb.BUILD, {"id": meeting.id}, style="positive"),
            parts.form_opener(wording.MEETING_BUTTON, CommitteeVerb.MEETING, {"id": meeting.id}),
            parts.form_opener(wording.DECIDE_BUTTON, CommitteeVerb.DECIDE, {"id": meeting.id}),
            parts.form_opener(wording.FEEDBACK_BUTTON, CommitteeVerb.FEEDBACK, {"id": meeting.id})
            if meeting.met_on is not None and meeting.told_at is None
            else None,
        ),
    )


def decision_card(
    school: School, now: datetime, decision: CommitteeDecision, *, lead: str | None = None, note: str | None = None
) -> AdaptiveCard:
    """What the committee has asked somebody to do, with **Done**."""
    late = decision.is_late(local(now, school.timezone).date())
    asked = (wording.LATE_ASKED_BY if late else wording.ASKED_BY).format(
        day=times.day(school, decision.due_on, now), by=decision.by.name
    )
    done = (
        wording.DONE_BY.format(who=decision.ended_by.name, at=times.standing(school, decision.ended_at, now))
        if decision.ended_by and decision.ended_at
        else None
    )
    return parts.card(
        parts.title(wording.OF_DECISION if decision.is_open else wording.ALL_DONE),
        parts.small_typed(f"{decision.id} · {decision.owner.name}"),
        parts.note(note, "good"),
        parts.paragraph(lead) if lead and decision.is_open else None,
        parts.typed_text(decision.words, TASK_BYTES * 2, "Medium"),
        parts.small_typed(done or asked),
        parts.buttons(_end_button(wording.DONE_BUTTON, decision, ""))
        if decision.is_open
        else parts.small(wording.DONE_WITH),
    )


def committee_message(
    school: School, now: datetime, purpose: Purpose, shown: CommitteeView | CommitteeDecision
) -> Message:
    """The message of a notice, and its toast: of a decision its reference alone."""
    if isinstance(shown, CommitteeDecision):
        card = decision_card(school, now, shown, lead=LEADS.get(purpose))
        return Message(summary=toast(purpose, reference=shown.id), card=parts.as_json(card))
    over = purpose is CommitteePurpose.MEETS and shown.meeting.met_on is not None
    card = meeting_card(school, now, shown, lead=None if over else LEADS.get(purpose))
    return Message(summary=toast(purpose), card=parts.as_json(card))


def meeting_form(
    school: School, now: datetime, meeting: CommitteeMeeting, draft: str, answers: parts.Texts, wrong: parts.Texts
) -> AdaptiveCard:
    """When did it meet, and who was there?"""
    on = meeting.met_on or local(now, school.timezone).date()
    held = {MEETING_DAY: on.isoformat(), PRESENT: meeting.present, **answers}
    return parts.card(
        parts.title(wording.MEETING_TITLE),
        parts.small(_half_term_line(school, now, meeting)),
        *fields.with_faults(
            wrong,
            *fields.date(MEETING_DAY, wording.WHEN_MET, held, typed=MEETING_DAY in wrong, past=True),
            fields.line(
                PRESENT,
                wording.WHO_WAS_THERE,
                wording.WHO_WAS_THERE_HINT,
                value=parts.cut(held[PRESENT], parts.TYPED_BYTES),
                required=True,
                many=True,
            ),
        ),
        parts.form_buttons(CommitteeVerb.MEETING_SEND, {"id": meeting.id, "draft": draft}, "Save"),
    )


def decision_form(meeting: CommitteeMeeting, draft: str, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """What is to be done, by whom, and until when?"""
    words, owner = (parts.cut(answers.get(each, ""), parts.TYPED_BYTES) for each in (DECISION_WORDS, DECISION_OWNER))
    return parts.card(
        parts.title(wording.DECIDE_TITLE),
        *fields.with_faults(
            wrong,
            fields.line(DECISION_WORDS, wording.WHAT, wording.WHAT_HINT, value=words, required=True, many=True),
            fields.people(DECISION_OWNER, wording.WHO, wording.WHO_HINT, value=owner),
            *fields.date(MEETING_DAY, wording.BY_WHEN, answers, typed=MEETING_DAY in wrong, required=True),
        ),
        parts.small(wording.DECIDE_EXPLAINED),
        parts.form_buttons(CommitteeVerb.DECIDE_SEND, {"id": meeting.id, "draft": draft}),
    )


def done_form(decision: CommitteeDecision, meeting: str) -> AdaptiveCard:
    """Is it done? `meeting` is the card on which that was pressed, if it was that of a meeting."""
    data = {"id": decision.id, **({"meeting": meeting} if meeting else {})}
    return parts.card(
        parts.title(wording.IS_IT_DONE),
        parts.small_typed(f"{decision.id} · {decision.owner.name}"),
        parts.typed_text(decision.words, TASK_BYTES * 2, "Medium"),
        parts.small(wording.DONE_EXPLAINED),
        parts.form_buttons(CommitteeVerb.DONE, data, "Save"),
    )


def feedback_form(school: School, now: datetime, meeting: CommitteeMeeting) -> AdaptiveCard:
    """Shall the Headteacher be told now? With what is said of the meeting."""
    return parts.card(
        parts.title(wording.TELL_THE_HEAD),
        parts.small(_half_term_line(school, now, meeting)),
        _meeting_line(school, now, meeting),
        parts.small(wording.TELL_THE_HEAD_EXPLAINED),
        parts.form_buttons(CommitteeVerb.FEEDBACK_SEND, {"id": meeting.id}),
    )


def committee_result(said: str, meeting_id: str) -> AdaptiveCard:
    """What sending a form did, and ways on."""
    return parts.form_result(
        said,
        parts.form_opener(wording.DECIDE_BUTTON, CommitteeVerb.DECIDE, {"id": meeting_id}),
        parts.opener(wording.COMMITTEE, CommitteeVerb.SHOW, {"id": meeting_id}),
    )


def _half_term_line(school: School, now: datetime, meeting: CommitteeMeeting) -> str:
    start, end = (times.day(school, day, now) for day in (meeting.starts, meeting.ends))
    return wording.HALF_TERM.format(start=start, end=end)


def _meeting_line(school: School, now: datetime, meeting: CommitteeMeeting) -> CardElement:
    if meeting.met_on is None:
        return parts.paragraph(wording.NOT_MET_YET)
    day = times.day(school, meeting.met_on, now)
    return parts.typed_text(wording.MET.format(day=day, present=meeting.present), PRESENT_BYTES, "Medium")


def _feedback_line(school: School, now: datetime, meeting: CommitteeMeeting) -> str:
    if meeting.told_by is None or meeting.told_at is None:
        return ""
    return wording.FED_BACK.format(who=meeting.told_by.name, at=times.standing(school, meeting.told_at, now))


def _decision_rows(
    school: School, now: datetime, view: CommitteeView, decision: CommitteeDecision
) -> list[CardElement]:
    words = wording.BY_WHOM_LATE if decision.is_late(view.today) else wording.BY_WHOM
    day = times.day(school, decision.due_on, now)
    return [
        parts.typed_text(decision.words, TASK_BYTES, "Medium"),
        parts.small_typed(words.format(id=decision.id, who=decision.owner.name, day=day)),
        parts.buttons(_end_button(wording.DONE_OF.format(id=decision.id), decision, view.meeting.id)),
    ]


def _end_button(text: str, decision: CommitteeDecision, meeting: str) -> Action:
    """`meeting` is the card on which it stands, which its answer shows again; empty for the decision's own."""
    data = {"id": decision.id, **({"meeting": meeting} if meeting else {})}
    return parts.form_opener(text, CommitteeVerb.ASK_DONE, data, style=None if meeting else "positive")


def _earlier_line(school: School, now: datetime, meeting: CommitteeMeeting) -> str:
    if meeting.met_on is None:
        return wording.EARLIER_NOT_MET.format(end=times.day(school, meeting.ends, now))
    present = parts.cut(meeting.present, PRESENT_BYTES // 4)
    return wording.EARLIER_MET.format(day=times.day(school, meeting.met_on, now), present=present)
