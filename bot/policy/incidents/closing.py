"""How an incident ends, and begins again: closed, a drill over, reopened. How two become one is in `merging`.

Each function answers with an `Outcome`, or raises as those in `handling` do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bot.policy.incidents import IncidentPurpose, ladder, telling
from bot.policy.incidents.actions import ActionState, ReportAction, open_actions
from bot.policy.incidents.authority import allow
from bot.policy.incidents.changing import LONGEST_TEXT, change_incident, check_lengths, entry_of, require_text
from bot.policy.incidents.cpoms import cpoms_line
from bot.policy.incidents.deciding import facts_of, make_decision
from bot.policy.incidents.due import waits_for_lado
from bot.policy.incidents.filtering import VerdictWords, is_undecided, verdicts_for
from bot.policy.incidents.incident import Closing, CpomsRecord, Incident, State
from bot.policy.incidents.kinds import ABOUT_CONDUCT, KINDS
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.untouchable import clean_handler_texts
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.records import Entry, Urgency
from bot.policy.kit.timeline import seal

ACTIONS_GO_ON, ACTIONS_NOT_NEEDED = "go_on", "not_needed"
CLOSED_UNTICKED = "true"
LEFTOVER_CHOICES = (ACTIONS_GO_ON, ACTIONS_NOT_NEEDED)
"""What may become of actions that are open when a report is closed: their owners go on, or they end with it."""


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
    actions: str = ""
    """What becomes of the actions that are still open: one of `LEFTOVER_CHOICES`, where there are any."""
    verdict: str = ""
    """What is decided about its address, where that is asked for and nobody has decided yet."""
    address: str = ""
    ticket: str = ""
    unticked: str = ""
    """`CLOSED_UNTICKED` where an emergency is closed though its steps are not all done."""

    @property
    def typed(self) -> tuple[str, ...]:
        """What of it was written, and not chosen."""
        said = (self.outcome, self.reason, self.cpoms, self.no_cpoms, self.no_referral, self.to_reporter)
        return (*said, self.address, self.ticket)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What of it was chosen."""
        return (self.actions, self.verdict, self.unticked)

    @property
    def decides(self) -> VerdictWords:
        """The decision on the address: why is why it is closed."""
        return VerdictWords(self.verdict, self.address, self.reason, self.ticket)


def asks_to_close_unticked(incident: Incident) -> bool:
    """Whether closing it is asked about once more: an emergency with steps that nobody has ticked."""
    return incident.urgency is Urgency.EMERGENCY and bool(incident.steps_left)


def close(snapshot: IncidentSnapshot, context: ActionContext, words: ClosingWords) -> Outcome:
    """End it: outcome and reason, where it stands in CPOMS if whoever closes it says so, and for illegal material a
    referral or a reason for none (I1, I3). An emergency whose steps are not all ticked is closed only where that is
    said too. Actions that are open go on, or are needed no more: it says which. Where nobody has decided on its address
    yet, that is decided with it (I8, I9). What a concern about an adult is comes first, and of an allegation the LADO
    (I17). Raises `Incomplete` for what is missing."""
    incident = snapshot.incident
    allow(context.by, Action.CLOSE, incident)
    state = state_after(Action.CLOSE, incident.state)
    must_refer = KINDS[incident.kind].untouchable and not incident.referrals
    missing = {
        field: "form.missing"
        for field, text in (("outcome", words.outcome), ("reason", words.reason))
        if not text.strip()
    }
    if must_refer and not words.no_referral.strip():
        missing["no_referral"] = "form.referral_or_reason"
    if incident.breach is not None and incident.breach.decided_at is None:
        missing["outcome"] = "form.breach_first"
    if asks_to_close_unticked(incident) and words.unticked != CLOSED_UNTICKED:
        missing["unticked"] = "form.unticked"
    if incident.kind == ABOUT_CONDUCT and (incident.conduct is None or waits_for_lado(incident)):
        missing["outcome"] = "form.conduct_first" if incident.conduct is None else "form.lado_first"
    left_open = open_actions(snapshot.actions)
    if left_open and words.actions not in LEFTOVER_CHOICES:
        missing["actions"] = "form.actions_open"
    undecided = is_undecided(incident, snapshot.decisions)
    if undecided and words.verdict not in verdicts_for(incident):
        missing["verdict"] = "form.decide_address"
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
    ended: dict[str, object] = {"state": state, "closing": closing}
    entered = CpomsRecord(
        by=context.by.who, at=context.now, reference=said["cpoms"].strip(), why_not=said["no_cpoms"].strip()
    )
    in_cpoms = Outcome()
    if entered.reference or entered.why_not:
        ended["cpoms"] = entered
        in_cpoms = Outcome(entries=(cpoms_line(incident, context, entered),))
    # Somebody has it, so that no ladder runs which this could stop: the cards are answer enough.
    told = telling.tell_reporters(snapshot, IncidentPurpose.DEALT_WITH, context.by.who, context.now)
    ending = change_incident(snapshot, context, what, ended, facts, stops=True) + Outcome(notices=told)
    if undecided:
        decided = make_decision(snapshot, context, words.decides)
        ending += Outcome((decided,), entries=(entry_of(incident, context, "filter_decided", facts_of(decided)),))
    return ending + in_cpoms + _settle_actions(snapshot, context, left_open, words.actions)


def _settle_actions(
    snapshot: IncidentSnapshot, context: ActionContext, left_open: Sequence[ReportAction], choice: str
) -> Outcome:
    """What the timeline says of the actions that were open when it was closed. Those that are not needed any more end
    with it; the others are their owners' as before."""
    if not left_open:
        return Outcome()
    if choice == ACTIONS_GO_ON:
        facts = {"to": ", ".join(dict.fromkeys(each.owner.name for each in left_open))}
        return Outcome(entries=(entry_of(snapshot.incident, context, "actions_go_on", facts),))
    outcome = Outcome()
    for each in left_open:
        facts = {"to": each.owner.name, "action": each.id}
        entry = Entry(subject=each.subject, at=context.now, by=context.by.who, what="action_not_needed", facts=facts)
        outcome += Outcome((each.end(ActionState.NOT_NEEDED, context.by.who, context.now),), entries=(entry,))
    ended = {each.subject for each in left_open}
    of_merged = (each for each in snapshot.merged if each.incident.id in ended)
    return sum((telling.redraw_all(each, context.now, _cause_of_change(snapshot)) for each in of_merged), outcome)


def _cause_of_change(snapshot: IncidentSnapshot) -> str:
    return f"{snapshot.incident.id}.v{snapshot.incident.version}"


def reopen(snapshot: IncidentSnapshot, context: ActionContext, text: str) -> Outcome:
    """It is open again, with whoever reopened it; how it was closed stays in the timeline and in the note."""
    incident = snapshot.incident
    allow(context.by, Action.REOPEN, incident)
    opened = {
        "state": state_after(Action.REOPEN, incident.state),
        "owner": context.by.who,
        "owned_at": context.now,
        "closing": None,
        "cpoms": incident.cpoms_entry,
        "merged_into": None,
        "responses": (),
        "rung": ladder.unique_people((*incident.rung, context.by.who)),
    }
    reason = clean_handler_texts(incident, reason=require_text("reason", text))["reason"]
    return change_incident(snapshot, context, "reopened", opened, note=reason)
