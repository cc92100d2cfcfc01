"""What whoever handles a report decides on it, beside handling it: what becomes of an address (I8, I9), what a concern
about an adult is (I17), and whether a report is taken out of removal (I1).

Each function answers with an `Outcome`, or raises as those in `handling` do.
"""

from __future__ import annotations

from datetime import datetime

from bot.policy.incidents.authority import DECIDE_LOW_LEVEL, allow
from bot.policy.incidents.changing import LONGEST_LINE, LONGEST_TEXT, change_incident, check_lengths, require_text
from bot.policy.incidents.due import waits_for_lado
from bot.policy.incidents.filtering import FilterDecision, VerdictWords, verdicts_for
from bot.policy.incidents.incident import ConductFinding, Incident, LegalHold, Referral
from bot.policy.incidents.kinds import ABOUT_CONDUCT
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.untouchable import clean_handler_texts
from bot.policy.kit.errors import Incomplete, NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.timeline import seal

LOW_LEVEL, ALLEGATION = "low_level", "allegation"
FINDINGS = (LOW_LEVEL, ALLEGATION)
"""What a concern about an adult's conduct may be found to be."""
LONGEST_ADDRESS = 2_000
"""The most characters of an address."""


def decide_address(snapshot: IncidentSnapshot, context: ActionContext, words: VerdictWords) -> Outcome:
    """The address is blocked, allowed, expected, or left as it is: kept as a decision of its own (I8, I9).

    Raises `NotPossible` for a kind that has no address to decide on, and `Incomplete` for what is missing.
    """
    incident = snapshot.incident
    allow(context.by, Action.DECIDE_ADDRESS, incident)
    state = state_after(Action.DECIDE_ADDRESS, incident.state)
    if not verdicts_for(incident):
        raise NotPossible()
    decided = make_decision(snapshot, context, words)
    return change_incident(snapshot, context, "filter_decided", {"state": state}, facts_of(decided)) + Outcome(
        (decided,)
    )


def make_decision(snapshot: IncidentSnapshot, context: ActionContext, words: VerdictWords) -> FilterDecision:
    """The decision that these words make on the report's address. Raises `Incomplete`."""
    incident = snapshot.incident
    wrong = {}
    if words.verdict not in verdicts_for(incident):
        wrong["verdict"] = "form.missing"
    if not words.reason.strip():
        wrong["reason"] = "form.missing"
    if wrong:
        raise Incomplete(**wrong)
    address = words.address.strip() or incident.account.get("address", "").strip()
    check_lengths(
        address=(address, LONGEST_ADDRESS), reason=(words.reason, LONGEST_TEXT), ticket=(words.ticket, LONGEST_LINE)
    )
    said = clean_handler_texts(incident, address=address, reason=words.reason.strip(), ticket=words.ticket.strip())
    return FilterDecision(
        id=f"{incident.id}:filter:{incident.version}",
        subject=incident.id,
        address=said["address"],
        verdict=words.verdict,
        reason=said["reason"],
        ticket=said["ticket"],
        by=context.by.who,
        at=context.now,
    )


def facts_of(decided: FilterDecision) -> dict[str, str]:
    """What the timeline says of a decision."""
    return {"verdict": decided.verdict, "words": decided.id, "sha256": seal(decided.reason)}


def set_hold(snapshot: IncidentSnapshot, context: ActionContext, reason: str) -> Outcome:
    """It is not removed from now on, however long it has been closed. Raises `NotPossible` where it is under a hold."""
    incident = snapshot.incident
    allow(context.by, Action.SET_HOLD, incident)
    said = _why(incident, reason)
    if incident.on_hold:
        raise NotPossible()
    hold = LegalHold(reason=said, by=context.by.who, at=context.now)
    return change_incident(snapshot, context, "hold_set", {"hold": hold}, note=said, touches=False)


def lift_hold(snapshot: IncidentSnapshot, context: ActionContext, reason: str) -> Outcome:
    """Its time runs as that of any other again, from when it was closed. Raises `NotPossible` where there is none."""
    incident = snapshot.incident
    allow(context.by, Action.LIFT_HOLD, incident)
    said = _why(incident, reason)
    if not incident.on_hold:
        raise NotPossible()
    return change_incident(snapshot, context, "hold_lifted", {"hold": None}, note=said, touches=False)


def decide_conduct(snapshot: IncidentSnapshot, context: ActionContext, finding: str, reason: str) -> Outcome:
    """A concern about an adult's conduct is a low-level one, or an allegation, of which the LADO is told within one
    working day (I17). It may be decided again; an allegation that stays one keeps its day.

    Raises `NotPossible` for any other kind, and `Incomplete` for what is missing or is the Headteacher's to say.
    """
    incident = snapshot.incident
    allow(context.by, Action.DECIDE_CONDUCT, incident)
    state = state_after(Action.DECIDE_CONDUCT, incident.state)
    if incident.kind != ABOUT_CONDUCT:
        raise NotPossible()
    if finding not in FINDINGS:
        raise Incomplete(finding="form.missing")
    if finding == LOW_LEVEL and not context.by.roles & DECIDE_LOW_LEVEL:
        raise Incomplete(finding="form.head_decides")
    said, before, allegation = _why(incident, reason), incident.conduct, finding == ALLEGATION
    decided = {"reason": said, "by": context.by.who, "at": context.now}
    if before is not None and before.allegation and allegation:
        found = before.model_copy(update=decided)
    else:
        due = context.calendar.working_day_after(context.now) if allegation else None
        found = ConductFinding(allegation=allegation, reason=said, by=context.by.who, at=context.now, lado_due=due)
    update = {"state": state, "conduct": found}
    return change_incident(snapshot, context, "conduct_decided", update, {"finding": finding}, note=said)


def tell_lado(
    snapshot: IncidentSnapshot, context: ActionContext, to: str, reference: str, at: datetime, advice: str
) -> Outcome:
    """The LADO has been told of the allegation: who, when, under what reference, and what they said (I17).

    Raises `NotPossible` where it is no allegation, or they have been told.
    """
    incident = snapshot.incident
    allow(context.by, Action.TELL_LADO, incident)
    state = state_after(Action.TELL_LADO, incident.state)
    if not waits_for_lado(incident) or incident.conduct is None:
        raise NotPossible()
    check_lengths(spoke_to=(to, LONGEST_LINE), number=(reference, LONGEST_LINE), note=(advice, LONGEST_TEXT))
    said = clean_handler_texts(
        incident, spoke_to=require_text("spoke_to", to), number=reference.strip(), note=advice.strip()
    )
    referral = Referral(to=said["spoke_to"], at=at, by=context.by.who, reference=said["number"], note=said["note"])
    told = incident.conduct.model_copy(update={"lado_told_at": at})
    update = {"state": state, "conduct": told, "referrals": (*incident.referrals, referral)}
    facts = {"to": referral.to, "told_at": at.isoformat(), "reference": referral.reference}
    return change_incident(snapshot, context, "lado_told", update, facts)


def _why(incident: Incident, reason: str) -> str:
    check_lengths(reason=(reason, LONGEST_TEXT))
    return clean_handler_texts(incident, reason=require_text("reason", reason))["reason"]
