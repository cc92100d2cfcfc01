"""What the owner of an action is told, and what of the report they may know.

A person has one card for a report, with all that they are to do about it. It is about the report, so that whatever
changes of that has it drawn again: once the report names them, it is emptied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.policy.actions import ActionPurpose
from bot.policy.incidents.actions import ReportAction, may_own
from bot.policy.incidents.authority import may
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action
from bot.policy.incidents.untouchable import action_shown
from bot.policy.kit import notices
from bot.policy.kit.notices import About
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, Urgency, Who

ACTION_TOPIC = "action"


@dataclass(frozen=True, slots=True)
class OwnActions:
    """What one person is to do about a report, and nothing else of that: its reference and, where `kind` is not empty,
    its kind. `sees` says that they may open it."""

    reference: str
    kind: str
    actions: Sequence[ReportAction]
    today: date
    sees: bool = False
    removed: bool = False


def tell_owner(
    incident: Incident, owner: Who, purpose: ActionPurpose, cause: str, now: datetime, *, at: datetime | None = None
) -> Notice:
    """A new message to whoever is to do something about the report, at that moment. The same `cause` is told once."""
    about = About(ACTION_TOPIC, incident.id, Urgency.ROUTINE)
    return notices.tell(about, owner, purpose, cause, now, due_at=at)


def still_to_be_said(notice: Notice, own: OwnActions) -> bool:
    """Whether a message is still true when its turn comes. A card that stands already is always drawn again."""
    return notice.card is not None or any(each.is_open for each in own.actions)


def own_actions(incident: Incident, actions: Sequence[ReportAction], reader: Person, today: date) -> OwnActions | None:
    """What this reader is to do about the report; None where they may not know of it.

    Of a confidential kind nobody learns the kind who may not open the report (I17).
    """
    if not may_own(reader, incident):
        return None
    theirs = [each for each in actions if each.owner.id == reader.id and each.subject == incident.id]
    if incident.untouchable:
        theirs = [action_shown(each) for each in theirs]
    sees = may(reader, Action.SEE, incident)
    kind = incident.kind if sees or not KINDS[incident.kind].confidential else ""
    return OwnActions(incident.id, kind, theirs, today, sees, incident.removed)
