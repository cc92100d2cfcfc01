"""A report for CPOMS, the school's own system of record: the text to copy, the form that says that it is in there, and
how that stands on the card. The bot has no access to CPOMS."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.incident import CpomsRecord, Incident, State
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.school import School
from cards.incidents import IncidentVerb
from cards.incidents.incident_parts import about_line, button_data, labelled_account
from cards.kit import fields, parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.words import cpoms as wording
from cards.words.handling import NOT_SAID
from cards.words.kinds import KIND_WORDS, words_of_step

COPY_BYTES = 15_000
"""Bytes of JSON that the text to copy may take: its form holds little else."""
ENTRY_BYTES = 400
"""Bytes of JSON that a reference, or why there is none, takes on a card."""
REFERENCE, WHY_NOT = "cpoms", "no_cpoms"
"""The fields of the form, as the form that closes a report has them."""


def cpoms_form(
    school: School, now: datetime, view: IncidentView, answers: parts.Texts, wrong: parts.Texts
) -> AdaptiveCard:
    """The text to copy, and room for the reference under which it then stands, or for why it does not go there."""
    incident = view.incident
    entry = incident.cpoms_entry
    text = cpoms_text(school, view)
    shown = parts.cut(text, COPY_BYTES)
    held = {REFERENCE: entry.reference, WHY_NOT: entry.why_not} if entry else {}
    held |= answers
    return parts.card(
        parts.title(wording.CPOMS_TITLE.format(id=incident.id)),
        parts.small(about_line(incident)),
        parts.typed_text(wording.ENTERED_BEFORE.format(entry=entry_line(school, now, entry))) if entry else None,
        parts.heading(wording.TO_COPY),
        parts.box("emphasis", parts.typed_text(shown, COPY_BYTES)),
        parts.small(wording.CUT_SHORT if len(shown) < len(text) else wording.COPY_EXPLAINED),
        *parts.problems(*wrong.values()),
        fields.line(
            REFERENCE, wording.REFERENCE_LABEL, wording.REFERENCE_HINT, value=parts.cut(held.get(REFERENCE, ""), 2_000)
        ),
        fields.line(WHY_NOT, wording.NO_CPOMS_LABEL, value=parts.cut(held.get(WHY_NOT, ""), 2_000)),
        parts.form_buttons(IncidentVerb.CPOMS_SEND, button_data(incident), "Save"),
    )


def cpoms_rows(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    """How it stands with CPOMS, for those who handle it; of what is open and not there yet nothing is said."""
    if incident.drill or incident.removed or incident.merged_into:
        return []
    entry = incident.cpoms_entry
    if entry is None:
        return [parts.small(wording.NOT_YET)] if incident.state is State.CLOSED else []
    name = wording.IN_CPOMS if entry.reference else wording.NOT_IN_CPOMS
    return parts.answer_list([(name, entry_line(school, now, entry))], ENTRY_BYTES * 2)


def entry_line(school: School, now: datetime, entry: CpomsRecord) -> str:
    """The reference, or why there is none, who said so, and when."""
    said = parts.cut(entry.reference or entry.why_not, ENTRY_BYTES)
    return wording.ENTERED.format(what=said, who=entry.by.name, at=times.standing(school, entry.at, now))


def cpoms_text(school: School, view: IncidentView) -> str:
    """The report as it is copied: category, when, what, and what was done about it."""
    incident = view.incident
    happened = times.full(school, incident.happened_at) if incident.happened_at else ""
    happened = happened or (f"{incident.happened_on:%d %B %Y}" if incident.happened_on else NOT_SAID)
    reported = times.full(school, incident.reported_at)
    concerns = ", ".join(who.name for who in incident.concerning)
    done = [f"- {line}" for _, line in sorted(_things_done(school, view))]
    lines = [
        wording.COPY_CATEGORY.format(category=wording.CATEGORY),
        wording.COPY_KIND.format(kind=KIND_WORDS[incident.kind].name),
        wording.COPY_WHEN.format(happened=happened, reported=reported, who=incident.reporter.name),
        wording.COPY_REFERENCE.format(id=incident.id),
        wording.COPY_CONCERNS.format(who=concerns) if concerns else "",
        wording.COPY_WHAT,
        *(f"- {name}: {text}" for each in (incident, *view.merged) for name, text in labelled_account(each)),
        *_questions(incident),
        wording.COPY_ACTIONS,
        *(done or [wording.COPY_NO_ACTIONS]),
        *_to_do(view.actions),
        *_how_it_ended(incident),
    ]
    return "\n".join(line for line in lines if line)


def _questions(incident: Incident) -> Iterable[str]:
    for each in incident.questions:
        if each.answers:
            yield f"- {wording.COPY_ASKED.format(words=each.words)}"
            yield f"- {wording.COPY_ANSWERED.format(words=' '.join(answer.words for answer in each.answers))}"


def _things_done(school: School, view: IncidentView) -> Iterable[tuple[datetime, str]]:
    """What was done, each with its moment, whatever kind of record tells of it."""
    incident = view.incident

    def say(at: datetime) -> str:
        return times.full(school, at)

    if incident.owner is not None and incident.owned_at is not None:
        yield incident.owned_at, wording.COPY_TAKEN.format(at=say(incident.owned_at), who=incident.owner.name)
    for step in incident.steps_done:
        words = words_of_step(step.id).rstrip(".")
        yield step.at, wording.COPY_STEP.format(at=say(step.at), step=words, by=step.by.name)
    for note in view.notes:
        yield note.at, wording.COPY_NOTE.format(at=say(note.at), words=note.text, by=note.by.name)
    for told in incident.referrals:
        number = wording.WITH_REFERENCE.format(reference=told.reference) if told.reference else ""
        said = wording.COPY_TOLD.format(at=say(told.at), by=told.by.name, to=told.to, reference=number)
        yield told.at, f"{said}: {told.note}" if told.note else said
    for action in view.actions:
        if action.ending is not None:
            became = wording.COPY_STATES[action.state]
            at, who = say(action.ending.at), action.ending.by.name
            said = wording.COPY_DONE.format(at=at, words=action.words, state=became, who=who)
            yield action.ending.at, f"{said}: {action.ending.words}" if action.ending.words else said
    if incident.closing is not None:
        ended = incident.closing
        yield ended.at, wording.COPY_CLOSED.format(at=say(ended.at), who=ended.by.name)


def _to_do(actions: Iterable[ReportAction]) -> Iterable[str]:
    for each in actions:
        if each.is_open:
            day = f"{each.due_on:%d %B %Y}"
            yield f"- {wording.COPY_TO_DO.format(day=day, words=each.words, who=each.owner.name)}"


def _how_it_ended(incident: Incident) -> Iterable[str]:
    ended = incident.closing
    if ended is None:
        return
    yield wording.COPY_OUTCOME.format(words=ended.outcome)
    yield wording.COPY_REASON.format(words=ended.reason)
    if ended.no_referral:
        yield wording.COPY_NO_REFERRAL.format(words=ended.no_referral)
