"""Asking people: what is loaded for whoever has not been asked yet, some at a time or one alone (A2)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.documents import joining
from bot.policy.documents.campaigns import Ask, AskState, Campaign, CampaignKind, ask_id
from bot.policy.documents.joiners import Joiner, new_joiners
from bot.policy.documents.signing import Signature
from bot.policy.documents.training import year_of
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Who
from bot.services.documents.loading import DocumentContext, all_current, current, load_engagements, load_sessions


async def ask_people(context: DocumentContext, campaign: Campaign, people: Sequence[Who]) -> Outcome:
    """Ask those of them whom this campaign has not asked, and who came back; whoever is new becomes a joiner."""
    if not context.follows(campaign):
        return Outcome()
    ids = [ask_id(campaign.id, who.id) for who in people]
    asks, signatures = Query(Ask, {"id": ids}), Query(Signature, {"id": ids})
    found = await context.store.find_each(asks, signatures)
    held = {ask.who.id: ask for ask in found[asks]}
    asked = [(who, held.get(who.id)) for who in people]
    to_ask = [(who, ask) for who, ask in asked if ask is None or ask.standing is AskState.LEFT]
    if not to_ask:
        return Outcome()
    now = context.clock.now()
    engagements = await load_engagements(context, campaign, [who.id for who, _ in to_ask])
    done = {signature.person_id for signature in found[signatures]}
    if campaign.is_training:
        sessions = await load_sessions(context.store, year_of(campaign))
        done = {who.id for session in sessions for who in session.attended}
    outcome = joining.ask_everyone(campaign, to_ask, frozenset(done), now, context.calendar, engagements)
    return outcome + Outcome(await _joiners(context, campaign, to_ask))


async def _joiners(
    context: DocumentContext, campaign: Campaign, people: Sequence[tuple[Who, Ask | None]]
) -> tuple[Joiner, ...]:
    if campaign.checked_on is None:
        return ()
    ids = [who.id for who, _ in people]
    training = await current(context.store, CampaignKind.TRAINING)
    under_way = [*await all_current(context.store), *([training] if training else ())]
    others = {each for one in under_way for each in (one.id, one.before) if each and each != campaign.id}
    earlier = Query(Ask, {"id": [ask_id(other, person) for other in sorted(others) for person in ids]})
    known = Query(Joiner, {"id": ids})
    found = await context.store.find_each(known, *((earlier,) if others else ()))
    asks = found[earlier] if others else ()
    return new_joiners(campaign, people, asks, {joiner.id for joiner in found[known]}, context.clock.now())
