"""Induction: a joiner's list, with much, little and nothing on it; and who is new here."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.policy.documents.campaigns import Ask, AskState, Campaign, CampaignKind, ask_id
from bot.policy.documents.training import training_campaign
from bot.policy.documents.view import OwnDocument, OwnTraining
from bot.policy.induction.induction import Induction, JoinerPage, JoinerProgress
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.induction.induction import induction_card, induction_message, joiners_card
from cards.kit.elements import AdaptiveCard


def induction_cards(school: School, head: Person, reader: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name."""

    def document(number: int, title: str, standing: AskState = AskState.UNANSWERED) -> OwnDocument:
        campaign = Campaign(
            id=f"D{number}", what=CampaignKind.DOCUMENT, label="1", document=f"d{number}", title=title,
            begun_at=now, window=1.0,
        )  # fmt: skip
        done = standing is AskState.DONE
        return OwnDocument(campaign, _ask(campaign, reader, now, standing), now if done else None)

    year = training_campaign(2026, now, school.aup)

    def trained(standing: AskState) -> OwnTraining:
        return OwnTraining(year, _ask(year, reader, now, standing))

    much = [document(number, nasty[:300]) for number in range(6)] + [document(9, "Ours", AskState.DONE)]
    shown = {
        "much": Induction(much, trained(AskState.UNANSWERED), 0, now),
        "some": Induction(much[-2:], trained(AskState.SET_ASIDE), 2, now),
        "done": Induction(much[-1:], trained(AskState.DONE), 1, now),
        "not new": Induction(much, None, None),
        "nothing": Induction((), None, None),
    }
    cards = {f"induction, {name}": induction_card(school, now, each, reader) for name, each in shown.items()}
    cards["induction, to a senior leader"] = induction_card(school, now, shown["some"], head)
    message = induction_message(school, now, shown["much"])
    cards["induction, the message"] = AdaptiveCard(**json.loads(message.card or ""))
    called = reader.model_copy(update={"name": nasty[:200]})
    rows = [
        JoinerProgress(called, now - timedelta(days=200), much, trained(AskState.UNANSWERED)),
        JoinerProgress(reader, now, much[-1:], trained(AskState.DONE)),
        JoinerProgress(reader, now, ()),
    ]
    return cards | {
        "joiners": joiners_card(school, now, JoinerPage(rows, 0, 3, 0)),
        "joiners, many": joiners_card(school, now, JoinerPage(rows[:1] * 10, 1, 2_000, 1_980)),
        "joiners, one": joiners_card(school, now, JoinerPage(rows[1:2], 0, 1, 0)),
        "joiners, none": joiners_card(school, now, JoinerPage((), 0, 0, 0)),
    }


def _ask(campaign: Campaign, person: Person, now: datetime, standing: AskState) -> Ask:
    aside = now.date() + timedelta(days=9) if standing is AskState.SET_ASIDE else None
    return Ask(
        id=ask_id(campaign.id, person.id), subject=campaign.id, who=person.who, asked_at=now, asked_on=now.date(),
        standing=standing, until=aside, answered_at=now if standing is AskState.DONE else None,
        unreachable="not_installed",
    )  # fmt: skip
