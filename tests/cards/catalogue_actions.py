"""The cards of what is to be done about reports, with plain and with difficult contents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.policy.actions import ActionPurpose
from bot.policy.actions.briefing import ActionList
from bot.policy.actions.doing import MOST_OPEN
from bot.policy.actions.telling import OwnActions
from bot.policy.incidents.actions import ActionState, ReportAction
from bot.policy.incidents.changing import LONGEST_LINE
from bot.policy.incidents.incident import Incident
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.actions import actions as cards
from cards.kit.elements import AdaptiveCard


def many_actions(owner: Person, words: str, now: datetime) -> Sequence[ReportAction]:
    """As many as may be open, one of them late and one lost, and two that are over."""
    some = [
        ReportAction(
            id=f"OS-2026-0001:action:{number}",
            subject="OS-2026-0001",
            words=words[:LONGEST_LINE],
            owner=owner.who,
            due_on=now.date() + timedelta(days=number - 1),
            by=owner.who,
            at=now,
            lost_at=now if number == 1 else None,
        )
        for number in range(MOST_OPEN + 2)
    ]
    over = [
        each.end(state, owner.who, now, words[:LONGEST_LINE])
        for each, state in zip(some[MOST_OPEN:], (ActionState.DONE, ActionState.NOT_NEEDED), strict=True)
    ]
    return (*some[:MOST_OPEN], *over)


def action_cards(
    school: School, incident: Incident, owner: Person, nasty: str, now: datetime
) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    today = now.date()
    found: dict[str, AdaptiveCard] = {
        "actions, none": cards.list_card(school, now, ActionList((), (), today)),
        "actions, removed": cards.own_card(school, now, OwnActions(incident.id, "", (), today, removed=True)),
    }
    for name, words in {"plain": "Ring the parents", "difficult": nasty}.items():
        many = many_actions(owner, words, now)
        own = OwnActions(incident.id, incident.kind, many, today, sees=True)
        hidden = OwnActions(incident.id, "", many[MOST_OPEN:], today)
        for purpose in ActionPurpose:
            for which, shown in {"all": own, "over": hidden}.items():
                drawn = cards.own_message(school, now, purpose, shown)
                found[f"actions, {name}, {which}, {purpose}"] = AdaptiveCard(**json.loads(drawn.card or ""))
        listed = ActionList([own, own], many[:MOST_OPEN], today)
        found[f"actions, {name}, list"] = cards.list_card(school, now, listed)
        typed = {"words": words, "on": words[:300], "owner": words[:300], "ends_as": "done"}
        wrong = {"words": "form.missing", "owner": "action.named", "on": "action.no_day"}
        found[f"actions, {name}, add"] = cards.add_form(incident, typed, wrong)
        for handles in (True, False):
            found[f"actions, {name}, end, {handles}"] = cards.end_form(
                many[0], typed, {"words": "form.too_long"}, handles=handles
            )
            found[f"actions, {name}, result, {handles}"] = cards.action_result(incident.id, "Kept.", sees=handles)
    return found
