"""What handlers decide on a report beside handling it, as its cards show it, with plain and with difficult contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.policy.incidents.changing import LONGEST_LINE, LONGEST_TEXT
from bot.policy.incidents.filtering import FilterDecision, verdicts_for
from bot.policy.incidents.incident import ConductFinding, LegalHold
from bot.policy.incidents.kinds import ABOUT_CONDUCT
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.incidents import deciding, handling
from cards.kit.elements import AdaptiveCard


def filter_decisions(incident_kind: str, by: Person, words: str, now: datetime) -> Sequence[FilterDecision]:
    """One of each that there is, and a few more."""
    return tuple(
        FilterDecision(
            id=f"OS-2026-0001:filter:{number}",
            subject="OS-2026-0001",
            address=words[:LONGEST_TEXT] or f"https://www.example.com/{incident_kind}",
            verdict=verdict,
            reason=words[:LONGEST_TEXT] or "It is for adults",
            ticket=words[:LONGEST_LINE],
            by=by.who,
            at=now,
        )
        for number, verdict in enumerate(("block", "allow", "expected", "unchanged", "later than this release"))
    )


def decided_views(
    plain: IncidentView, long: IncidentView, by: Person, nasty: str, now: datetime
) -> dict[str, IncidentView]:
    """The report as it stands once something was decided on it."""
    kind = plain.incident.kind
    held = {
        name: replace(
            shown,
            incident=shown.incident.model_copy(
                update={"hold": LegalHold(reason=words[:LONGEST_TEXT], by=by.who, at=now)}
            ),
        )
        for name, shown, words in (
            ("under a hold", plain, "The Police asked for it"),
            ("long, under a hold", long, nasty),
        )
    }
    if plain.incident.kind == ABOUT_CONDUCT:
        found = {
            "a low-level concern": ConductFinding(allegation=False, reason="Too familiar", by=by.who, at=now),
            "an allegation": ConductFinding(
                allegation=True, reason="It may be a crime", by=by.who, at=now, lado_due=now + timedelta(hours=24)
            ),
            "an allegation, late": ConductFinding(
                allegation=True, reason=nasty[:LONGEST_TEXT], by=by.who, at=now, lado_due=now, reminded=2
            ),
            "an allegation, told": ConductFinding(
                allegation=True, reason="It may be a crime", by=by.who, at=now, lado_due=now, lado_told_at=now
            ),
        }
        for name, finding in found.items():
            for which, shown in (("", plain), ("long, ", long)):
                decided = shown.incident.model_copy(update={"conduct": finding})
                held[f"{which}{name}"] = replace(shown, incident=decided)
    if not verdicts_for(plain.incident):
        return held
    return held | {
        "address decided": replace(plain, decisions=tuple(filter_decisions(kind, by, "", now))),
        "long, address decided": replace(long, decisions=tuple(filter_decisions(kind, by, nasty, now))),
    }


def deciding_forms(school: School, view: IncidentView, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """The forms by which it is decided, for a kind that has them."""
    incident = view.incident
    held = incident.model_copy(update={"hold": LegalHold(reason="r", by=incident.reporter, at=now)})
    holding = {
        "hold": deciding.hold_form(incident, {}, {}),
        "lift": deciding.hold_form(held, {"reason": nasty[:600]}, {"reason": "form.missing"}),
    }
    if incident.kind == ABOUT_CONDUCT:
        typed = {"finding": "allegation", "reason": nasty[:600], "spoke_to": nasty[:200], "note": nasty[:600]}
        holding |= {
            "low-level or allegation": deciding.conduct_form(incident, {}, {}),
            "low-level or allegation, wrong": deciding.conduct_form(incident, typed, {"finding": "form.head_decides"}),
            "told the LADO": deciding.lado_form(school, incident, {"told_on": "2026-11-23", "told_at": "10:31"}, {}),
            "told the LADO, wrong": deciding.lado_form(school, incident, typed, {"spoke_to": "form.missing"}),
        }
    if not verdicts_for(incident):
        return holding
    typed = {"verdict": "block", "address": nasty, "reason": nasty[:600], "ticket": nasty[:200]}
    return holding | {
        "decide on the address": deciding.decide_form(incident, {}, {}),
        "decide on the address, wrong": deciding.decide_form(incident, typed, {"reason": "form.missing"}),
        "close, undecided": handling.close_form(
            school, incident, (), now, typed, {"verdict": "form.decide_address"}, undecided=True
        ),
    }
