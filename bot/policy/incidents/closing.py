"""How an incident ends, and begins again: closed, a drill over, reopened. How two become one is in `merging`.

Each function answers with an `Outcome`, or raises as those in `handling` do.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bot.policy.incidents import IncidentPurpose, ladder, telling
from bot.policy.incidents.authority import allow
from bot.policy.incidents.changing import LONGEST_TEXT, change_incident, check_lengths, require_text
from bot.policy.incidents.incident import Closing, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.untouchable import clean_handler_texts
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.timeline import seal


def end_drill(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
    """Whoever began a drill ends it before anybody has answered."""
    over = {"state": State.CLOSED, "closing": drill_closing(context)}
    return change_incident(snapshot, context, "closed", over, stops=True)


def drill_closing(context: ActionContext) -> Closing:
    """How a drill is closed: it asks nobody for a reason."""
    return Closing(at=context.now, by=context.by.who, outcome="drill", reason="drill", cpoms="drill")


@dataclass(frozen=True, slots=True)
class ClosingWords:
    """What the form for closing asks."""

    outcome: str
    reason: str
    cpoms: str
    no_cpoms: str
    no_referral: str
    to_reporter: str = ""


def close(snapshot: IncidentSnapshot, context: ActionContext, words: ClosingWords) -> Outcome:
    """End it: outcome and reason, the CPOMS reference or a reason for none, and for illegal material a referral or a
    reason for none (I1, I3). Raises `Incomplete` for what is missing."""
    incident = snapshot.incident
    allow(context.by, Action.CLOSE, incident)
    state = state_after(Action.CLOSE, incident.state)
    must_refer = KINDS[incident.kind].untouchable and not incident.referrals
    missing = {
        field: "form.missing"
        for field, text in (("outcome", words.outcome), ("reason", words.reason))
        if not text.strip()
    }
    if not words.cpoms.strip() and not words.no_cpoms.strip():
        missing["cpoms"] = "form.cpoms_or_reason"
    if must_refer and not words.no_referral.strip():
        missing["no_referral"] = "form.referral_or_reason"
    if incident.breach is not None and incident.breach.decided_at is None:
        missing["outcome"] = "form.breach_first"
    if missing:
        raise Incomplete(**missing)
    check_lengths(to_reporter=(words.to_reporter, LONGEST_TEXT))
    said = clean_handler_texts(incident, **{field: text.strip() for field, text in asdict(words).items()})
    closing = Closing(
        at=context.now,
        by=context.by.who,
        outcome=said["outcome"],
        reason=said["reason"],
        cpoms=said["cpoms"] or said["no_cpoms"],
        no_referral=said["no_referral"] if must_refer else "",
        to_reporter=said["to_reporter"],
    )
    facts = {"sha256": seal(closing.model_dump_json())}
    what = "closed"
    if left := incident.steps_left:
        what, facts["steps"] = "closed_unticked", " ".join(left)
    ended = {"state": state, "closing": closing}
    # Somebody has it, so that no ladder runs which this could stop: the cards are answer enough.
    told = telling.tell_reporters(snapshot, IncidentPurpose.DEALT_WITH, context.by.who, context.now)
    return change_incident(snapshot, context, what, ended, facts, stops=True) + Outcome(notices=told)


def reopen(snapshot: IncidentSnapshot, context: ActionContext, text: str) -> Outcome:
    """It is open again, with whoever reopened it; how it was closed stays in the timeline and in the note."""
    incident = snapshot.incident
    allow(context.by, Action.REOPEN, incident)
    opened = {
        "state": state_after(Action.REOPEN, incident.state),
        "owner": context.by.who,
        "owned_at": context.now,
        "closing": None,
        "merged_into": None,
        "rung": ladder.unique_people((*incident.rung, context.by.who)),
    }
    reason = clean_handler_texts(incident, reason=require_text("reason", text))["reason"]
    return change_incident(snapshot, context, "reopened", opened, note=reason)
