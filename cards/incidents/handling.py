"""The small forms of handling an incident: each asks what its action needs, and has **Send**, and may be put away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.records import Who
from bot.policy.kit.school import School
from cards.incidents import IncidentVerb, closing
from cards.incidents.actions import ACTION_BYTES, OPEN_SHOWN, due_line
from cards.incidents.cpoms import REFERENCE, WHY_NOT
from cards.incidents.deciding import verdict_fields
from cards.incidents.incident_parts import account_answers, button_data, checklist, copy_block, incident_status
from cards.kit import fields, links, parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.words import closing as closing_words
from cards.words import handling as wording
from cards.words.cpoms import NO_CPOMS_LABEL, REFERENCE_HINT, REFERENCE_LABEL
from cards.words.deciding import WHY_CLOSED_LABEL
from cards.words.kinds import KIND_WORDS
from cards.words.kit import AWAY_UNTIL_DAY


def hand_over_form(
    school: School, now: datetime, incident: Incident, people: Sequence[Person], wrong: parts.Texts
) -> AdaptiveCard:
    """Who should take it? Only those who hold a role on its ladder are offered; who is away stands last, with the
    day."""
    if not people:
        words = wording.NOBODY_TO_HAND_TO
        return parts.card(
            parts.title(f"Hand over {incident.id}"), parts.paragraph(words), parts.buttons(parts.put_away())
        )
    return _form(
        incident,
        f"Hand over {incident.id}",
        IncidentVerb.HAND_OVER_SEND,
        parts.paragraph(wording.HAND_OVER_EXPLAINED),
        *parts.problems(*wrong.values()),
        parts.choices("to", wording.WHO_SHOULD_TAKE_IT, _choices_of(school, now, people), placeholder="Type a name"),
    )


def _choices_of(school: School, now: datetime, people: Sequence[Person]) -> list[tuple[str, str]]:
    def label(person: Person) -> str:
        if person.away_until is None:
            return person.name
        return f"{person.name} ({AWAY_UNTIL_DAY.format(day=times.day(school, person.away_until, now))})"

    return [(label(each), each.id) for each in sorted(people, key=lambda each: each.away_until is not None)]


def take_over_form(school: School, now: datetime, incident: Incident, answers: parts.Texts) -> AdaptiveCard:
    """Who has it, since when, and that they are told; with a word for them."""
    assert incident.owner is not None  # noqa: S101 - asked only of what somebody has
    since = times.in_answer(school, incident.owned_at, now) if incident.owned_at else ""
    return parts.card(
        parts.title(f"Take over {incident.id}?"),
        parts.typed_text(wording.TAKE_OVER_TELLS.format(who=incident.owner.name, at=since)),
        fields.line(
            "words",
            wording.A_WORD_TO_THEM,
            wording.KEPT_AS_A_NOTE,
            value=answers.get("words", ""),
            many=True,
        ),
        parts.form_buttons(
            IncidentVerb.TAKE_OVER,
            {**button_data(incident), "owner": incident.owner.id, parts.SENT: 1},
            "Take over",
        ),
    )


def tell_after_all_form(incident: Incident, who: Who, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """Is somebody whom the report names told after all? What they see then, and why, which is kept."""
    return parts.card(
        parts.title(wording.TELL_AFTER_ALL),
        parts.typed_text(wording.TELL_AFTER_ALL_TELLS.format(who=who.name)),
        *parts.problems(*wrong.values()),
        fields.line(
            "reason",
            wording.WHY_TELL,
            wording.KEPT_AS_A_NOTE,
            value=answers.get("reason", ""),
            required=True,
            many=True,
        ),
        parts.buttons(
            # Nobody can take it back: it does not look like a form's usual button.
            parts.button(
                "Tell them",
                IncidentVerb.TELL_AFTER_ALL,
                {**button_data(incident), "who": who.id, parts.SENT: 1},
                style="destructive",
            ),
            parts.put_away("Tell them"),
        ),
    )


def comparison_card(school: School, now: datetime, ends: Incident, goes_on: Incident) -> AdaptiveCard:
    """Are these the same? Both accounts side by side, and what becomes of each."""
    told: dict[str, str | int] = {"id": ends.id, "v": ends.version, "into": goes_on.id}
    return parts.card(
        parts.title(wording.ARE_THESE_THE_SAME),
        parts.side_by_side(_report(school, now, ends), _report(school, now, goes_on), spacing="Medium"),
        parts.paragraph(wording.MERGE_EXPLAINED.format(ends=ends.id, goes_on=goes_on.id)),
        parts.buttons(
            parts.button("Merge", IncidentVerb.MERGE, told, style="positive", inputs=False), parts.put_away()
        ),
    )


def _report(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    """One of two reports: what it is, who reported it when, how it stands, and the account."""
    return [
        parts.heading(incident.id),
        parts.small(
            f"{KIND_WORDS[incident.kind].name} · reported {times.in_answer(school, incident.reported_at, now)}"
        ),
        parts.typed_text(f"By {incident.reporter.name}"),
        parts.typed_text(incident_status(incident, times.for_answer(school, now))),
        *account_answers(incident, parts.TYPED_BYTES // 2),
    ]


def note_form(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """A note for the log."""
    return _form(
        incident,
        wording.ADD_A_NOTE_TO.format(id=incident.id),
        IncidentVerb.NOTE_SEND,
        *parts.problems(*wrong.values()),
        fields.line("note", "Note", wording.NOTE_HINT, value=answers.get("note", ""), required=True, many=True),
        parts.small(wording.NOTE_EXPLAINED),
    )


def change_kind_form(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """What kind is it really?"""
    others = {kind: KIND_WORDS[kind].name for kind in KINDS if kind != incident.kind}
    return _form(
        incident,
        wording.CHANGE_THE_KIND_OF.format(id=incident.id),
        IncidentVerb.KIND_SEND,
        parts.paragraph(wording.KIND_EXPLAINED),
        *fields.with_faults(
            wrong,
            fields.choice("kind", "It is really", others, value=answers.get("kind", ""), required=True),
            fields.people("adult", wording.DOES_IT_CONCERN, "Type a name", value=answers.get("adult", "")),
            fields.line("someone_else", "Someone else (name)", value=answers.get("someone_else", "")),
            parts.small(wording.CHOSEN_NOT_TOLD),
            fields.line("note", "Why", wording.IN_A_FEW_WORDS, value=answers.get("note", ""), many=True),
        ),
    )


def refer_form(
    school: School,
    incident: Incident,
    contacts: Sequence[Contact],
    now: datetime,
    answers: parts.Texts,
    wrong: parts.Texts,
) -> AdaptiveCard:
    """Who outside was told, when, and under what reference; with who to phone in which case, and until when."""
    people = {contact.name: contact.name for contact in contacts}
    return _form(
        incident,
        f"Reported to … ({incident.id})" if KINDS[incident.kind].tell else f"Refer {incident.id}",
        IncidentVerb.REFER_SEND,
        *_ico_criteria(school, incident, now),
        *checklist(contacts),
        *copy_block(school, incident, contacts),
        parts.heading(wording.WRITE_DOWN_WHO),
        *fields.with_faults(
            wrong,
            fields.choice("told", wording.WHO_WAS_TOLD, people, value=answers.get("told", "")) if people else None,
            fields.line("told_other", "Somebody else", "Name or organisation", value=answers.get("told_other", "")),
            fields.line("number", wording.REFERENCE_LABEL, value=answers.get("number", "")),
            *fields.date("told_on", "Date", answers, typed="told_on" in wrong, past=True),
            *fields.time("told_at", "Time", answers, typed="told_on" in wrong),
            fields.line("note", wording.AGREED_LABEL, value=answers.get("note", ""), many=True),
        ),
    )


def breach_form(
    school: School, incident: Incident, now: datetime, answers: parts.Texts, wrong: parts.Texts
) -> AdaptiveCard:
    """Was it reported to the ICO, or is it not reportable? What decides it stands before the fields."""
    return _form(
        incident,
        f"The ICO and {incident.id}",
        IncidentVerb.BREACH_SEND,
        *_ico_criteria(school, incident, now),
        *fields.with_faults(
            wrong,
            fields.choice(
                "reported",
                "Decision",
                {"yes": wording.REPORTED_TO_ICO, "no": wording.FOUND_NOT_REPORTABLE},
                value=answers.get("reported", ""),
                required=True,
            ),
            fields.line(
                "reason", wording.BREACH_REASON_LABEL, value=answers.get("reason", ""), required=True, many=True
            ),
        ),
    )


def close_form(
    school: School,
    incident: Incident,
    contacts: Sequence[Contact],
    now: datetime,
    answers: parts.Texts,
    wrong: parts.Texts,
    actions: Sequence[ReportAction] = (),
    *,
    undecided: bool = False,
    keeps_cpoms: bool = False,
) -> AdaptiveCard:
    """Outcome and reason; of who keeps CPOMS (`keeps_cpoms`), which stays the school's system of record, also where it
    stands there.

    Before the fields stands what comes first: whom to tell outside and when, until when the ICO is told, and which
    `actions` are still open; behind them, at **Send**, which steps are not done. `undecided` says that nobody
    has decided on its address: that is asked with it.
    """
    must_refer = KINDS[incident.kind].untouchable and not incident.referrals
    examples = closing_words.examples_of(incident.kind)
    return _form(
        incident,
        closing_words.CLOSE_TITLE.format(id=incident.id),
        IncidentVerb.CLOSE_SEND,
        *_ico_criteria(school, incident, now, wording.ICO_FIRST),
        *(checklist(contacts) if not incident.referrals else ()),
        *fields.with_faults(
            closing.problems_elsewhere(wrong),
            *_leftovers(school, now, actions, answers),
            *(verdict_fields(incident, answers) if undecided else ()),
            fields.line(
                "outcome",
                closing_words.OUTCOME_LABEL,
                examples.done,
                value=answers.get("outcome", ""),
                required=True,
                many=True,
            ),
            fields.line(
                "reason",
                WHY_CLOSED_LABEL if undecided else closing_words.CLOSE_REASON_LABEL,
                examples.why,
                value=answers.get("reason", ""),
                required=True,
                many=True,
            ),
            fields.line(
                "no_referral",
                closing_words.NO_REFERRAL_LABEL,
                value=answers.get("no_referral", ""),
                required=True,
                many=True,
            )
            if must_refer
            else None,
            *closing.message_fields(incident, answers),
            *_cpoms_fields(incident, answers, keeps_cpoms=keeps_cpoms),
        ),
        *closing.not_done(incident, answers, wrong),
    )


def _cpoms_fields(incident: Incident, answers: parts.Texts, *, keeps_cpoms: bool) -> list[CardElement]:
    """Whoever keeps CPOMS may say at once where it stands there; nobody else is asked. What was typed stays."""
    typed = any(answers.get(field) for field in (REFERENCE, WHY_NOT))
    if not typed and not (keeps_cpoms and incident.not_in_cpoms):
        return []
    return [
        fields.line(REFERENCE, REFERENCE_LABEL, REFERENCE_HINT, value=answers.get(REFERENCE, "")),
        fields.line(WHY_NOT, NO_CPOMS_LABEL, value=answers.get(WHY_NOT, "")),
    ]


def _leftovers(
    school: School, now: datetime, actions: Sequence[ReportAction], answers: parts.Texts
) -> list[CardElement]:
    """What is still to be done, and what becomes of that once the report is closed."""
    if not actions:
        return []
    lines = [
        parts.typed_text(f"{parts.cut(each.words, ACTION_BYTES)} ({due_line(school, now, each, wording.WHO_BY_DAY)})")
        for each in actions[:OPEN_SHOWN]
    ]
    more = len(actions) - OPEN_SHOWN
    return [
        parts.box("warning", parts.subheading(wording.STILL_TO_DO), *lines),
        *([parts.small(wording.MORE_TO_DO.format(count=more))] if more > 0 else []),
        fields.choice(
            "actions",
            wording.LEFTOVERS_LABEL,
            wording.LEFTOVERS,
            value=answers.get("actions", ""),
            required=True,
        ),
    ]


def _ico_criteria(school: School, incident: Incident, now: datetime, first: str = "") -> list[CardElement]:
    """What the ICO is told, where, and how long there is still, until it is decided (I13)."""
    clock = incident.breach
    if clock is None or clock.decided_at is not None:
        return []
    hours = wording.hours_for_the_ico(times.in_answer(school, clock.deadline, now), clock.deadline - now)
    return [
        parts.banner(f"{hours} {first}".strip(), "warning"),
        parts.heading(wording.ICO_WHEN),
        parts.points(wording.ICO_CRITERIA),
        links.contact("ICO", web=wording.ICO_WEB),
    ]


def reopen_form(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """Why is it open again?"""
    return _form(
        incident,
        f"Open {incident.id} again",
        IncidentVerb.REOPEN_SEND,
        parts.paragraph(wording.REOPEN_EXPLAINED),
        *parts.problems(*wrong.values()),
        fields.line("reason", "Why", value=answers.get("reason", ""), required=True, many=True),
    )


def _form(incident: Incident, title: str, verb: parts.Verb, *elements: CardElement | None) -> AdaptiveCard:
    return parts.card(
        parts.title(title),
        parts.small(KIND_WORDS[incident.kind].name),
        *elements,
        parts.form_buttons(verb, button_data(incident)),
    )


def incident_result(incident: Incident, said: str) -> AdaptiveCard:
    """What sending a form of this incident did, and the way back to it."""
    return parts.form_result(said, parts.opener(f"Open {incident.id}", IncidentVerb.SHOW, {"id": incident.id}))
