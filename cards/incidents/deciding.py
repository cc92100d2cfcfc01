"""What handlers decide on a report beside handling it, as forms that ask and as it stands on the card afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.policy.incidents.deciding import ALLEGATION, LOW_LEVEL
from bot.policy.incidents.due import waits_for_lado
from bot.policy.incidents.filtering import FilterDecision, newest_first, verdicts_for
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.routes import LADO
from bot.policy.kit.school import School
from cards.incidents import IncidentVerb
from cards.incidents.incident_parts import button_data
from cards.kit import fields, links, parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.words import deciding as wording
from cards.words.deciding import FINDING_WORDS, VERDICT_CHOICES, VERDICT_WORDS
from cards.words.kinds import KIND_WORDS

DECISIONS_SHOWN = 3
DECISION_BYTES, WHY_BYTES = 400, 500
"""How many decisions a report's card shows, the newest, and the bytes of JSON for each and for why."""
DECISIONS_BYTES, HOLD_BYTES, CONDUCT_BYTES = 3_200, 1_000, 4_200
"""And for all of them; for what says that it is under a legal hold, and what a concern about an adult is."""
LADO_TEXT_BYTES = 2_600
"""For the text that is ready for the LADO."""
FINDING_FIELD = "finding"
VERDICT_FIELD, ADDRESS_FIELD, TICKET_FIELD, WHY_FIELD = "verdict", "address", "ticket", "reason"
"""The fields of the form."""
_LINK_MARKS = re.compile(r"(?<=[\w\]])\.(?=\w)|(?<!\[)@|(?<!\[):(?=//)")


def unpressable(address: str) -> str:
    """The address so that no client makes a link of it: `https[:]//bad[.]example/page`. Somebody who looks for it can
    still read it."""
    return _LINK_MARKS.sub(r"[\g<0>]", address)


def decide_form(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """What becomes of the address, and why?"""
    return parts.card(
        parts.title(wording.DECIDE_ON_ADDRESS),
        parts.small(f"{incident.id} · {KIND_WORDS[incident.kind].name}"),
        *parts.problems(*wrong.values()),
        *verdict_fields(incident, answers),
        fields.line(
            WHY_FIELD, wording.WHY_LABEL, wording.WHY_HINT, value=answers.get(WHY_FIELD, ""), required=True, many=True
        ),
        parts.small(wording.REGISTER_EXPLAINED),
        parts.form_buttons(IncidentVerb.FILTER_SEND, button_data(incident), "Save"),
    )


def verdict_fields(incident: Incident, answers: parts.Texts) -> list[CardElement]:
    """The choice that a kind's decision has, the address, and the ticket. Where it is closed without a decision they
    stand in the form that closes it."""
    options = {each.value: VERDICT_CHOICES[each] for each in verdicts_for(incident)}
    address = answers.get(ADDRESS_FIELD, "") or incident.account.get("address", "")
    return [
        fields.choice(
            VERDICT_FIELD, wording.VERDICT_LABEL, options, value=answers.get(VERDICT_FIELD, ""), required=True
        ),
        fields.line(
            ADDRESS_FIELD, wording.ADDRESS_LABEL, wording.ADDRESS_HINT, value=parts.cut(address, parts.TYPED_BYTES // 4)
        ),
        fields.line(TICKET_FIELD, wording.TICKET_LABEL, value=answers.get(TICKET_FIELD, "")),
    ]


def decided_on_address(school: School, now: datetime, decisions: Sequence[FilterDecision]) -> list[CardElement]:
    """What was decided so far, the newest first, each with why."""
    shown: list[CardElement] = []
    for each in newest_first(decisions)[:DECISIONS_SHOWN]:
        shown += [
            parts.typed_text(decision_line(school, now, each), DECISION_BYTES, "Small"),
            parts.small_typed(parts.cut(each.reason, WHY_BYTES)),
        ]
    return [parts.heading(wording.DECIDED_TITLE), *shown] if shown else []


def decision_line(school: School, now: datetime, decision: FilterDecision) -> str:
    """One decision in a line, its address as no link."""
    return wording.DECIDED_LINE.format(
        verdict=VERDICT_WORDS.get(decision.verdict, decision.verdict),
        address=unpressable(decision.address) or wording.NO_ADDRESS,
        who=decision.by.name,
        at=times.standing(school, decision.at, now),
        ticket=wording.WITH_TICKET.format(ticket=decision.ticket) if decision.ticket else "",
    )


def verdict_for_reporter(decisions: Sequence[FilterDecision]) -> CardElement | None:
    """What was decided, for whoever reported it: neither why nor by whom."""
    newest = newest_first(decisions)[:1]
    said = [wording.FOR_REPORTER.format(verdict=VERDICT_WORDS.get(each.verdict, each.verdict)) for each in newest]
    return parts.banner(said[0], "good") if said else None


def hold_form(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """Who needs it, and why? Or where it is under a legal hold already: why is it not needed any more?"""
    lifts = incident.on_hold
    asked = (wording.WHY_LIFT, wording.WHY_LIFT_HINT) if lifts else (wording.WHY_HOLD, wording.WHY_HOLD_HINT)
    return parts.card(
        parts.title(wording.LIFT_HOLD_TITLE if lifts else wording.SET_HOLD_TITLE),
        parts.small(f"{incident.id} · {KIND_WORDS[incident.kind].name}"),
        parts.paragraph(wording.LIFT_HOLD_EXPLAINED if lifts else wording.SET_HOLD_EXPLAINED),
        *parts.problems(*wrong.values()),
        fields.line(WHY_FIELD, *asked, value=answers.get(WHY_FIELD, ""), required=True, many=True),
        parts.form_buttons(IncidentVerb.LIFT_SEND if lifts else IncidentVerb.HOLD_SEND, button_data(incident), "Save"),
    )


def hold_banner(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    """That it is under a legal hold, since when, by whom and why."""
    hold = incident.hold
    if hold is None:
        return []
    said = wording.UNDER_HOLD.format(
        at=times.standing(school, hold.at, now), who=hold.by.name, why=parts.cut(hold.reason, WHY_BYTES)
    )
    return [parts.box("accent", parts.typed_text(said))]


def conduct_form(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """A low-level concern or an allegation, and why?"""
    return parts.card(
        parts.title(wording.DECIDE_CONDUCT),
        parts.small(incident.id),
        *(parts.paragraph(each) for each in wording.CONDUCT_EXPLAINED),
        *parts.problems(*wrong.values()),
        fields.choice(
            FINDING_FIELD, wording.FINDING_LABEL, FINDING_WORDS, value=answers.get(FINDING_FIELD, ""), required=True
        ),
        fields.line(
            WHY_FIELD,
            wording.WHY_FINDING,
            wording.WHY_FINDING_HINT,
            value=answers.get(WHY_FIELD, ""),
            required=True,
            many=True,
        ),
        parts.form_buttons(IncidentVerb.CONDUCT_SEND, button_data(incident), "Save"),
    )


def lado_form(school: School, incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """Who at the LADO's was told, when, and what they said."""
    return parts.card(
        parts.title(wording.TOLD_LADO),
        parts.small(incident.id),
        *_lado_contact(school),
        *parts.problems(*wrong.values()),
        fields.line(
            "spoke_to", wording.SPOKE_TO, wording.SPOKE_TO_HINT, value=answers.get("spoke_to", ""), required=True
        ),
        fields.line("number", wording.LADO_NUMBER_LABEL, value=answers.get("number", "")),
        *fields.date("told_on", wording.WHEN_DAY, answers, typed="told_on" in wrong, past=True),
        *fields.time("told_at", wording.WHEN_TIME, answers, typed="told_on" in wrong),
        fields.line("note", wording.LADO_ADVICE, value=answers.get("note", ""), many=True),
        parts.form_buttons(IncidentVerb.LADO_SEND, button_data(incident), "Save"),
    )


def lado_deadline(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    """Until when the LADO is told of an allegation, and the number where it is entered: on top of the card."""
    found = incident.conduct
    if found is None or found.lado_due is None or not waits_for_lado(incident):
        return []
    over = found.lado_due <= now
    words = wording.LADO_OVERDUE if over else wording.TELL_LADO_BY
    said = words.format(at=times.standing(school, found.lado_due, now))
    return [parts.banner(said, "attention" if over or found.reminded else "warning"), *_lado_contact(school)]


def found_conduct(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    """What it was found to be, by whom and why; of an allegation whether the LADO was told."""
    found = incident.conduct
    if found is None:
        return []
    said = wording.FOUND_TO_BE.format(
        finding=FINDING_WORDS[ALLEGATION if found.allegation else LOW_LEVEL],
        who=found.by.name,
        at=times.standing(school, found.at, now),
    )
    told = found.lado_told_at
    return [
        parts.heading_typed(said),
        parts.typed_text(found.reason, WHY_BYTES),
        *([parts.small(wording.LADO_TOLD_AT.format(at=times.standing(school, told, now)))] if told else []),
    ]


def for_the_lado(school: School, incident: Incident, happened: str) -> list[CardElement]:
    """A text for the LADO, ready to copy, until they have been told."""
    found = incident.conduct
    if found is None or not waits_for_lado(incident):
        return []
    named = ", ".join(who.name for who in incident.concerning) or incident.account.get("someone_else", "")
    said = wording.LADO_TEXT.format(
        school=school.name,
        reference=incident.id,
        reported=times.full(school, incident.reported_at),
        happened=happened,
        adult=parts.cut(named, WHY_BYTES) or wording.NOT_NAMED,
        what=parts.cut(incident.account.get("what", ""), 2 * WHY_BYTES),
        why=parts.cut(found.reason, WHY_BYTES),
    )
    return [parts.heading(wording.FOR_LADO), parts.typed_text(said, LADO_TEXT_BYTES)]


def _lado_contact(school: School) -> list[CardElement]:
    entered = next((contact for contact in school.contacts if contact.id == LADO), None)
    return [links.contact(entered.name, phone=entered.phone, web=entered.web)] if entered else []
